//! Files that people send with a message: which are taken, and under which name they are kept.
//!
//! What a file is, its bytes say: neither its name nor the type that a browser claims is believed. What
//! is not known to be harmless to hand on as a download is refused, programs and pages above all. To
//! add a kind: a variant, how its bytes begin in [`AttachmentKind::of`], and both in `tests/attachment.rs`.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use crate::input::is_invisible;

mod office;

/// How many files one message may carry.
pub const ATTACHMENTS_MAX: usize = 3;
/// How many bytes one file may have: 5 MB.
pub const ATTACHMENT_BYTES_MAX: usize = 5 * 1024 * 1024;

/// A stored file's number inside the database. It opens nothing without the secret link of its inquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttachmentId(pub i64);

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// PDF.
    Pdf,
    /// A picture in PNG.
    Png,
    /// A picture in JPEG.
    Jpeg,
    /// A picture in WebP.
    Webp,
    /// A picture in GIF.
    Gif,
    /// Plain text in UTF-8.
    Text,
    /// A document of a word processor (Office Open XML), without macros.
    Docx,
    /// A spreadsheet (Office Open XML), without macros.
    Xlsx,
    /// Slides (Office Open XML), without macros.
    Pptx,
}

impl AttachmentKind {
    /// All kinds, in the order in which people are told of them.
    pub const ALL: [Self; 9] =
        [Self::Pdf, Self::Png, Self::Jpeg, Self::Webp, Self::Gif, Self::Text, Self::Docx, Self::Xlsx, Self::Pptx];

    /// The kind that these bytes are; none for what is not taken.
    pub fn of(content: &[u8]) -> Option<Self> {
        match content {
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', _, _, _, _, b'I', b'H', b'D', b'R', ..] => {
                Some(Self::Png)
            }
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'P', b'K', 3, 4, ..] => office::kind(content),
            _ => is_plain_text(content).then_some(Self::Text),
        }
    }

    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        self.extension()
    }

    /// The kind that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// How the name of such a file ends, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Text => "txt",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
        }
    }

    /// The media type under which it is handed out.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Text => "text/plain; charset=utf-8",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        }
    }
}

/// Text that no program would take for a page, a picture or a script by the way it begins.
fn is_plain_text(content: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(content) else { return false };
    let text = text.trim_start_matches('\u{FEFF}');
    let beginning = text.trim_start();
    let is_markup = beginning
        .strip_prefix('<')
        .and_then(|rest| rest.chars().next())
        .is_some_and(|sign| sign.is_ascii_alphabetic() || matches!(sign, '!' | '?' | '/'));
    let is_program = ["#!", "{\\rtf", "%!PS"].iter().any(|magic| beginning.starts_with(magic));
    let is_control = |sign: char| sign.is_control() && !matches!(sign, '\t' | '\n' | '\r' | '\u{C}');
    !beginning.is_empty() && !is_markup && !is_program && !text.chars().any(is_control)
}

/// The endings of names under which text is sent that is nothing else; `.js` or `.bat` says that it is
/// a program, and is believed.
const TEXT_ENDINGS: [&str; 7] = ["txt", "text", "csv", "tsv", "md", "log", "ini"];

/// A file's name that is safe on every system and in every header: one part, no control characters,
/// nothing that turns the direction of reading, no leading dot, no device of Windows, at most
/// [`MAX_CHARS`](Self::MAX_CHARS) characters, and the ending that its kind has.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileName(String);

impl FileName {
    /// The greatest number of characters, the ending included.
    pub const MAX_CHARS: usize = 100;
    /// The greatest number of bytes: file systems count those, and a Japanese character has three.
    const MAX_BYTES: usize = 240;

    /// Makes a safe name of the one that somebody's computer gave a file of this kind. Japanese names
    /// stay what they are; the parts of a letter (か and ゛, as some systems write them) are joined.
    pub fn made_safe(claimed: &str, kind: AttachmentKind) -> Self {
        let last = claimed.rsplit(['/', '\\']).next().unwrap_or_default();
        // First what cannot be seen goes: it may part a letter from the mark that belongs to it.
        let cleaned: String = last
            .chars()
            .filter(|&sign| !is_invisible(sign) && (sign.is_whitespace() || !sign.is_control()))
            .nfc()
            .map(|sign| match sign {
                '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
                sign if sign.is_whitespace() => ' ',
                other => other,
            })
            .collect();
        let words = cleaned.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let ending = kind.extension();
        let stem = without_repeated(without_ending(trimmed(&words)), ending);
        let mut stem = if is_device(stem) { format!("_{stem}") } else { stem.to_owned() };
        while stem.chars().count() + 1 + ending.len() > Self::MAX_CHARS
            || stem.len() + 1 + ending.len() > Self::MAX_BYTES
        {
            stem.pop();
        }
        let stem = without_repeated(trimmed(&stem), ending);
        Self(format!("{}.{ending}", if stem.is_empty() { "file" } else { stem }))
    }

    /// Reads a name as it was stored; none for one that [`made_safe`](Self::made_safe) would change.
    pub fn stored(name: &str, kind: AttachmentKind) -> Option<Self> {
        let safe = Self::made_safe(name, kind);
        (safe.0 == name).then_some(safe)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value of a `Content-Disposition` header that has the file saved under its name and never
    /// shown (RFC 6266, RFC 8187).
    pub fn content_disposition(&self) -> String {
        let ending = self.0.rsplit('.').next().unwrap_or_default();
        saved_as(&format!("file.{ending}"), &self.0)
    }
}

impl std::fmt::Display for FileName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The value of a `Content-Disposition` header that has a file saved as `name`, and as `plain`, which is plain ASCII,
/// by programs that know no other names (RFC 6266, RFC 8187).
pub fn saved_as(plain: &str, name: &str) -> String {
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', hexadecimal(byte >> 4), hexadecimal(byte & 15)]);
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

fn hexadecimal(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
}

/// Without the dots and spaces that hide a file or that Windows drops.
fn trimmed(name: &str) -> &str {
    name.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' '])
}

fn ending_of(name: &str) -> Option<(&str, &str)> {
    let (stem, ending) = name.rsplit_once('.')?;
    let is_ending = (1..=10).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_ending.then_some((stem, ending))
}

fn without_ending(name: &str) -> &str {
    ending_of(name).map_or(name, |(stem, _)| trimmed(stem))
}

/// Not `plan.pdf.pdf`; and what was `plan.pdf.exe` becomes `plan.pdf`.
fn without_repeated<'a>(mut stem: &'a str, ending: &str) -> &'a str {
    while let Some((rest, last)) = stem.rsplit_once('.')
        && last.eq_ignore_ascii_case(ending)
    {
        stem = trimmed(rest);
    }
    stem
}

/// Whether Windows would take the name for a device, whatever its ending.
fn is_device(stem: &str) -> bool {
    let base = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = base.strip_prefix("COM").or_else(|| base.strip_prefix("LPT"));
    matches!(base.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || numbered.is_some_and(|rest| {
            let mut signs = rest.chars();
            matches!((signs.next(), signs.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        })
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentError {
    /// More files than one message may carry.
    #[error("more than {max} files")]
    TooMany {
        /// How many it may.
        max: usize,
    },
    /// More bytes than a file may have.
    #[error("larger than {max} bytes")]
    TooLarge {
        /// How many it may.
        max: usize,
    },
    /// Nothing in it.
    #[error("an empty file")]
    Empty,
    /// Not of a kind that is taken, whatever its name says.
    #[error("not a kind of file that is taken")]
    KindNotAllowed,
}

/// One file and why it is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentProblem {
    /// The file's name as it was sent, without what cannot be shown, at most 60 characters; empty where
    /// the problem is that of all files together.
    pub name: String,
    /// What is wrong.
    pub error: AttachmentError,
}

impl AttachmentProblem {
    fn of(claimed: &str, error: AttachmentError) -> Self {
        let last = claimed.rsplit(['/', '\\']).next().unwrap_or_default();
        let shown = last.chars().filter(|&sign| !sign.is_control() && !is_invisible(sign)).take(60);
        Self { name: shown.collect(), error }
    }
}

/// A file that is taken.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    name: FileName,
    kind: AttachmentKind,
    content: Vec<u8>,
}

impl Attachment {
    /// Takes a file by what is in it.
    ///
    /// # Errors
    /// [`AttachmentError`] says why not.
    pub fn accept(claimed: &str, content: Vec<u8>) -> Result<Self, AttachmentError> {
        if content.is_empty() {
            return Err(AttachmentError::Empty);
        }
        if content.len() > ATTACHMENT_BYTES_MAX {
            return Err(AttachmentError::TooLarge { max: ATTACHMENT_BYTES_MAX });
        }
        let kind = AttachmentKind::of(&content).ok_or(AttachmentError::KindNotAllowed)?;
        let says = ending_of(claimed).map(|(_, ending)| ending.to_ascii_lowercase());
        if kind == AttachmentKind::Text && says.is_some_and(|ending| !TEXT_ENDINGS.contains(&ending.as_str())) {
            return Err(AttachmentError::KindNotAllowed);
        }
        Ok(Self { name: FileName::made_safe(claimed, kind), kind, content })
    }

    /// A file as it was stored; none where name or kind are not what [`accept`](Self::accept) makes.
    pub fn stored(name: &str, kind: &str, content: Vec<u8>) -> Option<Self> {
        let kind = AttachmentKind::from_slug(kind)?;
        Some(Self { name: FileName::stored(name, kind)?, kind, content })
    }

    /// Its name.
    pub fn name(&self) -> &FileName {
        &self.name
    }

    /// What it is.
    pub fn kind(&self) -> AttachmentKind {
        self.kind
    }

    /// Its bytes.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// Its bytes, to be sent on.
    pub fn into_content(self) -> Vec<u8> {
        self.content
    }
}

/// Names and sizes only: what people send does not belong into logs.
impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Attachment")
            .field("kind", &self.kind)
            .field("bytes", &self.content.len())
            .finish_non_exhaustive()
    }
}

/// The files of one message: none, or up to [`ATTACHMENTS_MAX`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attachments(Vec<Attachment>);

impl Attachments {
    /// No files.
    pub const NONE: Self = Self(Vec::new());

    /// Takes what a form sent: each file's claimed name and its bytes. A field in which no file was
    /// chosen, without name and bytes, is none.
    ///
    /// # Errors
    /// Every file's problem at once, in the order of the files.
    pub fn accept(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Self, Vec<AttachmentProblem>> {
        let chosen = files.into_iter().filter(|(name, content)| !(name.is_empty() && content.is_empty()));
        let mut taken = Vec::new();
        let mut problems = Vec::new();
        let mut count = 0;
        for (name, content) in chosen {
            count += 1;
            match Attachment::accept(&name, content) {
                Ok(attachment) => taken.push(attachment),
                Err(error) => problems.push(AttachmentProblem::of(&name, error)),
            }
        }
        if count > ATTACHMENTS_MAX {
            problems.push(AttachmentProblem::of("", AttachmentError::TooMany { max: ATTACHMENTS_MAX }));
        }
        if problems.is_empty() { Ok(Self(taken)) } else { Err(problems) }
    }

    /// Files as they were stored; none where there are more than a message may carry.
    pub fn stored(files: Vec<Attachment>) -> Option<Self> {
        (files.len() <= ATTACHMENTS_MAX).then_some(Self(files))
    }

    /// The files.
    pub fn as_slice(&self) -> &[Attachment] {
        &self.0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many bytes they have together.
    pub fn bytes(&self) -> u64 {
        self.0.iter().map(|file| file.content.len() as u64).sum()
    }
}
