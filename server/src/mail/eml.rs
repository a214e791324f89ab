//! Without a mail server: each mail as a file that any mail program opens.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use domain::notice::NoticeKind;
use domain::time::Timestamp;
use lettre::Message;
use mail_parser::MessageParser;
use storage::DueMail;

use super::Undelivered;

/// The folder that mails are kept in.
#[derive(Debug, Clone)]
pub struct EmlFolder {
    path: PathBuf,
}

impl EmlFolder {
    /// The folder at `path`; it is made with the first mail.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps a mail. Keeping the same mail again replaces the file.
    ///
    /// # Errors
    /// [`Undelivered::Away`] when the file cannot be written.
    pub async fn keep(&self, mail: &DueMail, message: &Message) -> Result<(), Undelivered> {
        let name = file_name(mail.created_at, mail.kind, &mail.message_key);
        let (path, content) = (self.path.clone(), message.formatted());
        let kept = tokio::task::spawn_blocking(move || write(&path, &name, &content)).await;
        let cause = match kept {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(cause)) => cause.kind(),
            Err(_) => io::ErrorKind::Interrupted,
        };
        Err(Undelivered::Away { error: format!("the mail file cannot be written: {cause}") })
    }

    /// The mail that was kept under these; none where it was not.
    ///
    /// # Errors
    /// When there is a file that cannot be read.
    pub async fn read(&self, created_at: Timestamp, kind: NoticeKind, key: &str) -> io::Result<Option<Vec<u8>>> {
        match tokio::fs::read(self.path.join(file_name(created_at, kind, key))).await {
            Ok(content) => Ok(Some(content)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(cause),
        }
    }

    /// How many mails lie here that were written into the outbox before `moment`.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn count_before(&self, moment: Timestamp) -> io::Result<u64> {
        let path = self.path.clone();
        let old = tokio::task::spawn_blocking(move || before(&path, moment)).await.map_err(io::Error::other)??;
        Ok(old.len() as u64)
    }

    /// Deletes them, and says how many there were.
    ///
    /// # Errors
    /// When the folder cannot be read, or a file not be deleted.
    pub async fn delete_before(&self, moment: Timestamp) -> io::Result<u64> {
        let path = self.path.clone();
        let delete = move || {
            let old = before(&path, moment)?;
            old.iter().try_for_each(std::fs::remove_file)?;
            Ok(old.len() as u64)
        };
        tokio::task::spawn_blocking(delete).await.map_err(io::Error::other)?
    }
}

/// The mails whose names say that they are older than `moment`.
fn before(folder: &Path, moment: Timestamp) -> io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let limit = stamp(moment);
    let mut old = Vec::new();
    for entry in entries {
        let name = entry?.file_name();
        // One that was never finished begins with a dot.
        let written = name.to_str().map(|name| name.trim_start_matches('.')).and_then(|name| name.split_once('-'));
        if written.is_some_and(|(at, _)| is_stamp(at) && at < limit.as_str()) {
            old.push(folder.join(name));
        }
    }
    Ok(old)
}

/// The subject and the text of a mail that was kept; none where it has none. What is shown of a mail is never its HTML.
pub fn words(content: &[u8]) -> Option<(String, String)> {
    let message = MessageParser::default().parse(content)?;
    let text = message.body_text(0)?.into_owned();
    Some((message.subject().unwrap_or_default().to_owned(), text))
}

fn write(folder: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    let (whole, growing) = (folder.join(name), folder.join(format!(".{name}.part")));
    let mut file = match open(&growing) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            std::fs::create_dir_all(folder)?;
            open(&growing)?
        }
        opened => opened?,
    };
    file.write_all(content)?;
    drop(file);
    // Whoever looks into the folder sees whole mails only.
    std::fs::rename(&growing, &whole)
}

/// A mail holds a name and a secret link: nobody but the service's user reads its file.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// `20261201T050000Z-registered-….eml`: sorted by name, the folder is sorted by time.
fn file_name(created_at: Timestamp, kind: NoticeKind, key: &str) -> String {
    format!("{}-{}-{key}.eml", stamp(created_at), kind.slug())
}

/// Whether `text` is of the form that [`stamp`] writes: whatever else somebody keeps here stays.
fn is_stamp(text: &str) -> bool {
    let is_form = |(place, sign): (usize, u8)| match place {
        8 => sign == b'T',
        15 => sign == b'Z',
        _ => sign.is_ascii_digit(),
    };
    text.len() == 16 && text.bytes().enumerate().all(is_form)
}

fn stamp(at: Timestamp) -> String {
    at.in_utc().strftime("%Y%m%dT%H%M%SZ").to_string()
}
