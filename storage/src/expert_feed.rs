//! The secret address under which an expert's own calendar programs read their bookings.

use domain::account::AccountId;
use domain::audit::Act;
use domain::consultation::Consultation;
use domain::expert::{CalendarKeeper, ExpertEntry, ExpertRefusal};
use domain::reference::{SecretToken, TokenHash};
use domain::time::Timestamp;

use crate::audit::{By, audit_add};
use crate::consultation::consultations_from;
use crate::expert::{expert_code, expert_of};
use crate::{Storage, StorageError, draw};

/// A calendar program reads so many days of the past.
const PAST_SECONDS: i64 = 90 * 24 * 60 * 60;

/// What a calendar program reads.
#[derive(Debug, Clone)]
pub struct ExpertFeed {
    /// Whose.
    pub expert: ExpertEntry,
    /// Their consultations of the last ninety days and all to come, in their order.
    pub consultations: Vec<Consultation>,
}

impl Storage {
    /// Makes a secret address for an expert's bookings; one that there was before opens nothing any more.
    ///
    /// # Errors
    /// [`ExpertRefusal::UnknownExpert`]; otherwise when the database cannot be written.
    pub async fn expert_feed_make(
        &self,
        by: &CalendarKeeper,
        expert: AccountId,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<ExpertRefusal>> {
        let token = SecretToken::from_random(draw(self.chance()));
        self.feed_change(by, expert, Some(&token), now).await?;
        Ok(token)
    }

    /// Withdraws the secret address of an expert's bookings. Withdrawing it twice is withdrawing it once.
    ///
    /// # Errors
    /// [`ExpertRefusal::UnknownExpert`]; otherwise when the database cannot be written.
    pub async fn expert_feed_withdraw(
        &self,
        by: &CalendarKeeper,
        expert: AccountId,
        now: Timestamp,
    ) -> Result<(), StorageError<ExpertRefusal>> {
        self.feed_change(by, expert, None, now).await
    }

    async fn feed_change(
        &self,
        by: &CalendarKeeper,
        expert: AccountId,
        token: Option<&SecretToken>,
        now: Timestamp,
    ) -> Result<(), StorageError<ExpertRefusal>> {
        let mut write = self.begin().await?;
        let code = if by.keeps(expert) { expert_code(&mut write, expert).await? } else { None };
        let code = code.ok_or(StorageError::Refused(ExpertRefusal::UnknownExpert))?;
        let gone =
            sqlx::query("DELETE FROM expert_feed WHERE expert_id = ?").bind(expert.0).execute(&mut *write).await?;
        let act = match token {
            Some(token) => {
                sqlx::query("INSERT INTO expert_feed (expert_id, token_hash, made_at) VALUES (?, ?, ?)")
                    .bind(expert.0)
                    .bind(token.hash().as_bytes().to_vec())
                    .bind(now.as_microseconds())
                    .execute(&mut *write)
                    .await?;
                Act::ExpertFeedMade
            }
            None if gone.rows_affected() == 0 => return Ok(()),
            None => Act::ExpertFeedWithdrawn,
        };
        audit_add(&mut write, By::from(by), act, code.as_str(), now).await?;
        write.commit().await?;
        Ok(())
    }

    /// Since when there has been a secret address for an expert's bookings; none where there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn expert_feed_since(
        &self,
        by: &CalendarKeeper,
        expert: AccountId,
    ) -> Result<Option<Timestamp>, StorageError> {
        if !by.keeps(expert) {
            return Ok(None);
        }
        let since: Option<i64> = sqlx::query_scalar("SELECT made_at FROM expert_feed WHERE expert_id = ?")
            .bind(expert.0)
            .fetch_optional(self.readers())
            .await?;
        Ok(since.map(Timestamp::from_microseconds))
    }

    /// What a calendar program reads under a secret address, for as long as its expert may sign in.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn expert_feed(&self, token: &TokenHash, now: Timestamp) -> Result<Option<ExpertFeed>, StorageError> {
        let mut read = self.readers().begin().await?;
        let account: Option<i64> = sqlx::query_scalar(
            "SELECT f.expert_id FROM expert_feed f JOIN account a ON a.id = f.expert_id
             WHERE f.token_hash = ? AND a.disabled_at IS NULL",
        )
        .bind(token.as_bytes().to_vec())
        .fetch_optional(&mut *read)
        .await?;
        let Some(account) = account.map(AccountId) else { return Ok(None) };
        let Some(expert) = expert_of(&mut read, account).await? else { return Ok(None) };
        let since = now.plus_seconds(-PAST_SECONDS);
        let consultations = consultations_from(&mut read, account, since).await?;
        Ok(Some(ExpertFeed { expert, consultations }))
    }
}
