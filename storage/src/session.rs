//! Sessions: who has shown to be who they say, in which browser, and for how long that holds.

use domain::account::{Account, AccountId, Actor};
use domain::reference::{SecretToken, TokenHash};
use domain::time::Timestamp;

use crate::account::{ACCOUNT_COLUMNS, account_from_row, door_from_row};
use crate::{Storage, StorageError, draw};

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Their account.
    pub account: Account,
    /// What they may do.
    pub actor: Actor,
}

impl Storage {
    /// Opens a session of `account`; the secret goes into the browser's cookie and nowhere else.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn session_start(&self, account: AccountId, now: Timestamp) -> Result<SecretToken, StorageError> {
        let secret = SecretToken::from_random(draw(self.chance()));
        let mut write = self.begin().await?;
        sqlx::query("INSERT INTO session (token_hash, account_id, created_at, seen_at) VALUES (?1, ?2, ?3, ?3)")
            .bind(secret.hash().as_bytes().to_vec())
            .bind(account.0)
            .bind(now.as_microseconds())
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(secret)
    }

    /// Whose session a cookie's secret opens; nobody's once the account is disabled.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn session_open(&self, session: &TokenHash, _now: Timestamp) -> Result<Option<SignedIn>, StorageError> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {ACCOUNT_COLUMNS} FROM session s JOIN account a ON a.id = s.account_id
             WHERE s.token_hash = ? AND a.disabled_at IS NULL"
        )))
        .bind(session.as_bytes().to_vec())
        .fetch_optional(self.readers())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let account = account_from_row(&row)?;
        let actor = Actor::of(account.id, account.role, door_from_row(&row)?);
        Ok(actor.ok().map(|actor| SignedIn { account, actor }))
    }
}
