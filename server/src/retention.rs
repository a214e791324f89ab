//! Retention: once a day, everything that has served its time is deleted.
//!
//! What is due is a rule of `domain`, how it is deleted a use case of `storage`. Mails that were kept as
//! files, where there is no mail server, are this program's to delete.

use std::time::Duration;

use domain::audit::{ChainFault, kept_since};
use domain::retention::due_before;
use domain::time::{Clock, Timestamp};
use storage::{RetentionCounts, Storage, StorageError};

use crate::mail::EmlFolder;

/// How long until the next time.
const DAY: Duration = Duration::from_hours(24);
/// How long until it is tried again where it did not succeed.
const SOON: Duration = Duration::from_mins(10);

/// What has served its time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Due {
    /// In the database.
    pub stored: RetentionCounts,
    /// Mails that were kept as files.
    pub mail_files: u64,
    /// Entries of the audit.
    pub audit_entries: u64,
}

/// Why not everything was deleted.
#[derive(Debug, thiserror::Error)]
pub enum RetentionError {
    /// The database cannot be used.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The audit is not as it was written: it is kept until somebody has looked.
    #[error("the audit was not shortened: {0}")]
    Audit(#[source] StorageError<ChainFault>),
    /// The folder of the mails cannot be read, or a file of it not be deleted.
    #[error("the folder of the mails cannot be cleared: {0}")]
    Mails(#[from] std::io::Error),
}

/// What is to be kept no longer than promised.
#[derive(Clone)]
pub struct Retention {
    storage: Storage,
    mails: EmlFolder,
}

impl Retention {
    /// For what `storage` and the folder `mails` hold.
    pub const fn new(storage: Storage, mails: EmlFolder) -> Self {
        Self { storage, mails }
    }

    /// How much is due at `now`; nothing is deleted.
    ///
    /// # Errors
    /// When the database or the folder cannot be read.
    pub async fn due(&self, now: Timestamp) -> Result<Due, RetentionError> {
        let stored = self.storage.retention_due(now).await?;
        let mail_files = self.mails.count_before(due_before(now)).await?;
        Ok(Due { stored, mail_files, audit_entries: self.storage.audit_prunable(kept_since(now)).await? })
    }

    /// Deletes what is due at `now`, and says how much it was.
    ///
    /// # Errors
    /// When the database or the folder cannot be used; what is left is due the next time.
    pub async fn apply(&self, now: Timestamp) -> Result<Due, RetentionError> {
        let stored = self.storage.retention_apply(now).await?;
        let mail_files = self.mails.delete_before(due_before(now)).await?;
        let pruned = self.storage.audit_prune(kept_since(now), now).await;
        Ok(Due { stored, mail_files, audit_entries: pruned.map_err(RetentionError::Audit)? })
    }

    /// Deletes what is due now and then once a day, until `shutdown`.
    pub async fn run(&self, clock: &dyn Clock, shutdown: impl Future<Output = ()>) {
        let mut shutdown = std::pin::pin!(shutdown);
        loop {
            let outcome = self.apply(clock.now()).await;
            tell(&outcome);
            tokio::select! {
                () = &mut shutdown => return,
                () = tokio::time::sleep(pause(&outcome)) => {}
            }
        }
    }
}

const fn pause(outcome: &Result<Due, RetentionError>) -> Duration {
    if outcome.is_ok() { DAY } else { SOON }
}

fn tell(outcome: &Result<Due, RetentionError>) {
    match outcome {
        Ok(Due { stored, mail_files, audit_entries }) => {
            let RetentionCounts {
                registrations,
                consultations,
                waitings,
                inquiries,
                messages,
                attachments,
                mails,
                held_attachments,
            } = stored;
            tracing::info!(
                registrations,
                consultations,
                waitings,
                inquiries,
                messages,
                attachments,
                mails,
                held_attachments,
                mail_files,
                audit_entries,
                "retention"
            );
        }
        Err(error) => tracing::error!(%error, "retention did not succeed; it is tried again"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_succeed_is_tried_again_before_the_day_is_over() {
        assert_eq!(pause(&Ok(Due::default())), Duration::from_hours(24));
        assert!(pause(&Err(std::io::Error::from(std::io::ErrorKind::StorageFull).into())) < Duration::from_hours(1));
    }
}
