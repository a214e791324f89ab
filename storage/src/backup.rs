//! Backups: a whole copy while the service runs, and its return.

use std::path::{Path, PathBuf};

use sqlx::ConnectOptions as _;
use sqlx::Connection as _;
use sqlx::sqlite::SqliteConnectOptions;

use crate::Storage;

/// Why a backup or a restore did not happen; one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The target is there already.
    #[error("{0} exists already; name a new file, a backup never overwrites")]
    Exists(String),
    /// The file is no database of ours.
    #[error("{path} is not a whole backup of this service ({why}); nothing was changed")]
    NotABackup {
        /// Which file.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// Somebody uses the database that is to be replaced.
    #[error("the database {0} is in use; stop the service first, nothing was changed")]
    InUse(String),
    /// The disk or its rights.
    #[error("{path} cannot be written ({cause}); check the folder, its rights and the room left")]
    Disk {
        /// Which file.
        path: String,
        /// What the system says.
        cause: String,
    },
}

impl Storage {
    /// Writes a whole copy of the database, as of one moment, to `target`, while others read and write.
    ///
    /// # Errors
    /// When `target` exists or cannot be written.
    pub async fn backup(&self, target: &Path) -> Result<(), BackupError> {
        let shown = target.display().to_string();
        if target.exists() {
            return Err(BackupError::Exists(shown));
        }
        let disk = |cause: &dyn std::fmt::Display| BackupError::Disk { path: shown.clone(), cause: cause.to_string() };
        // A connection of its own: a copy of a large file must not keep the writer waiting.
        let mut connection = SqliteConnectOptions::new()
            .filename(self.path())
            .create_if_missing(false)
            .connect()
            .await
            .map_err(|cause| disk(&cause))?;
        sqlx::query("VACUUM INTO ?")
            .bind(target.to_string_lossy().into_owned())
            .execute(&mut connection)
            .await
            .map_err(|cause| disk(&cause))?;
        connection.close().await.map_err(|cause| disk(&cause))?;
        std::fs::File::open(target).and_then(|file| file.sync_all()).map_err(|cause| disk(&cause))?;
        examine(target).await
    }
}

/// Puts the backup `source` in the place of the database `target`; what stood there is kept beside
/// it under the name that is returned.
///
/// # Errors
/// When `source` is not whole, `target` is in use, or the disk refuses; then nothing was changed.
pub async fn restore(source: &Path, target: &Path) -> Result<Option<PathBuf>, BackupError> {
    examine(source).await?;
    let shown = target.display().to_string();
    let disk = |cause: std::io::Error| BackupError::Disk { path: shown.clone(), cause: cause.to_string() };
    let mut kept = None;
    if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(disk)?;
    }
    let aside = beside(target, "before-restore");
    if target.exists() {
        claim(target).await?;
        std::fs::rename(target, &aside).map_err(disk)?;
        kept = Some(aside.clone());
    }
    // A log that was left behind would be played into the file that takes its place.
    for ending in ["-wal", "-shm", "-journal"] {
        let left = with_ending(target, ending);
        if left.exists() {
            std::fs::rename(&left, with_ending(&aside, ending)).map_err(disk)?;
        }
    }
    let arriving = beside(target, "arriving");
    std::fs::copy(source, &arriving).map_err(disk)?;
    std::fs::File::open(&arriving).and_then(|file| file.sync_all()).map_err(disk)?;
    std::fs::rename(&arriving, target).map_err(disk)?;
    Ok(kept)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut candidate = path.with_file_name(format!("{name}.{ending}"));
    let mut number = 2;
    while candidate.exists() {
        candidate = path.with_file_name(format!("{name}.{ending}-{number}"));
        number += 1;
    }
    candidate
}

/// Folds the write-ahead log in and leaves WAL mode, which only succeeds when nobody else has the
/// file open; afterwards the one file is the whole database. A broken file is nobody's any more: it
/// is what one restores for.
async fn claim(path: &Path) -> Result<(), BackupError> {
    match fold_in(path).await {
        Ok(mode) if mode == "delete" => Ok(()),
        Err(cause) if is_broken(&cause) => Ok(()),
        _ => Err(BackupError::InUse(path.display().to_string())),
    }
}

async fn fold_in(path: &Path) -> Result<String, sqlx::Error> {
    let mut connection = SqliteConnectOptions::new().filename(path).create_if_missing(false).connect().await?;
    let mode = sqlx::query_scalar("PRAGMA journal_mode = DELETE").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(mode)
}

/// Whether SQLite says that the file is malformed (11) or no database at all (26).
fn is_broken(cause: &sqlx::Error) -> bool {
    let code =
        cause.as_database_error().and_then(sqlx::error::DatabaseError::code).and_then(|code| code.parse::<u32>().ok());
    matches!(code.map(|code| code & 0xff), Some(11 | 26))
}

async fn examine(path: &Path) -> Result<(), BackupError> {
    let not_whole = |why: String| BackupError::NotABackup { path: path.display().to_string(), why };
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .read_only(true)
        .connect()
        .await
        .map_err(|cause| not_whole(cause.to_string()))?;
    let verdict: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
        .fetch_one(&mut connection)
        .await
        .map_err(|cause| not_whole(cause.to_string()))?;
    if verdict != "ok" {
        return Err(not_whole(verdict));
    }
    let ours: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'registration')")
        .fetch_one(&mut connection)
        .await
        .map_err(|cause| not_whole(cause.to_string()))?;
    connection.close().await.map_err(|cause| not_whole(cause.to_string()))?;
    if ours { Ok(()) } else { Err(not_whole("it holds no registrations table".to_owned())) }
}
