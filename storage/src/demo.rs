//! The demo: what only a database of invented people may have done to it.

use domain::time::Timestamp;

use crate::{Storage, StorageError};

impl Storage {
    /// Counts every mail that is owed as sent, without its link: the demo's registrations were made
    /// in the past, and nobody is to be told of them now. Returns how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn demo_settle(&self, now: Timestamp) -> Result<u64, StorageError> {
        let mut write = self.begin().await?;
        let settled = sqlx::query(
            "UPDATE outbox SET state = 'sent', attempts = 1, settled_at = ?1, last_error = NULL,
                    notice = json_remove(notice, '$.link.token')
             WHERE state = 'due'",
        )
        .bind(now.as_microseconds())
        .execute(&mut *write)
        .await?;
        write.commit().await?;
        Ok(settled.rows_affected())
    }
}
