//! What can go wrong: a refusal by a rule, a database that cannot be used now, or a defect.

/// Why a use case did not happen. `R` is the refusal that its rules can give.
#[derive(Debug, thiserror::Error)]
pub enum StorageError<R = std::convert::Infallible> {
    /// A rule said no; nothing was changed.
    #[error("refused")]
    Refused(R),
    /// The database cannot be used now; nothing was changed, and later it may work.
    #[error("the database cannot be used now: {0}")]
    Unavailable(#[source] Unavailable),
    /// A defect of ours or of the file.
    #[error("the database failed: {0}")]
    Failed(#[source] sqlx::Error),
    /// A stored value that no released program writes.
    #[error("a stored value cannot be read: {0}")]
    Unreadable(String),
}

/// Why the database cannot be used now.
#[derive(Debug, thiserror::Error)]
pub enum Unavailable {
    /// Somebody else holds its lock, or too many wait.
    #[error("it is locked")]
    Locked(#[source] sqlx::Error),
    /// No room left.
    #[error("the disk is full")]
    DiskFull(#[source] sqlx::Error),
    /// The disk or its rights.
    #[error("the disk does not take or give data")]
    Disk(#[source] sqlx::Error),
    /// The program is ending.
    #[error("the program is shutting down")]
    ShuttingDown,
}

impl<R> From<sqlx::Error> for StorageError<R> {
    fn from(error: sqlx::Error) -> Self {
        // The low byte is SQLite's primary result code: https://sqlite.org/rescode.html
        let primary = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code)
            .and_then(|code| code.parse::<u32>().ok())
            .map(|code| code & 0xff);
        match (primary, &error) {
            (Some(5 | 6), _) | (None, sqlx::Error::PoolTimedOut) => Self::Unavailable(Unavailable::Locked(error)),
            (Some(13), _) => Self::Unavailable(Unavailable::DiskFull(error)),
            (Some(8 | 10 | 14), _) => Self::Unavailable(Unavailable::Disk(error)),
            (None, sqlx::Error::PoolClosed) => Self::Unavailable(Unavailable::ShuttingDown),
            _ => Self::Failed(error),
        }
    }
}

impl<R> StorageError<R> {
    /// The same error for a use case with other refusals.
    pub(crate) fn unreadable(what: impl std::fmt::Display) -> Self {
        Self::Unreadable(what.to_string())
    }

    /// What a rule said, or else the failure.
    ///
    /// # Errors
    /// Everything but [`StorageError::Refused`].
    pub fn refusal(self) -> Result<R, StorageError> {
        match self {
            Self::Refused(refusal) => Ok(refusal),
            Self::Unavailable(cause) => Err(StorageError::Unavailable(cause)),
            Self::Failed(cause) => Err(StorageError::Failed(cause)),
            Self::Unreadable(what) => Err(StorageError::Unreadable(what)),
        }
    }
}

impl StorageError<std::convert::Infallible> {
    /// The same error where refusals are possible.
    pub fn widen<R>(self) -> StorageError<R> {
        match self {
            Self::Refused(never) => match never {},
            Self::Unavailable(cause) => StorageError::Unavailable(cause),
            Self::Failed(cause) => StorageError::Failed(cause),
            Self::Unreadable(what) => StorageError::Unreadable(what),
        }
    }
}
