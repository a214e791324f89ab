//! The demo: what only a database of invented people may have done to it.

use domain::account::AccountId;
use domain::time::Timestamp;

use crate::account::{NewAccount, account_insert};
use crate::audit::By;
use crate::{Storage, StorageError};

impl Storage {
    /// Gives the account of the demo with this address a password, already hashed; makes the account where there is
    /// none. It signs in without a second factor, and only where the desk lets accounts of the demo in.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn demo_account_add(
        &self,
        new: &NewAccount,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<AccountId, StorageError> {
        let mut write = self.begin().await?;
        let known: Option<i64> = sqlx::query_scalar("SELECT id FROM account WHERE email_identity = ?")
            .bind(new.email.identity())
            .fetch_optional(&mut *write)
            .await?;
        let id = match known {
            Some(id) => AccountId(id),
            None => account_insert(&mut write, new, By::Service, now).await?,
        };
        sqlx::query("UPDATE account SET is_demo = 1, password_hash = ? WHERE id = ?")
            .bind(password_hash)
            .bind(id.0)
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(id)
    }

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
