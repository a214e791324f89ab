//! Experts: what citizens read about them, and at which events they speak.

use domain::account::{AccountId, Role, Secretariat};
use domain::audit::{Act, Changes, Field};
use domain::availability::Terms;
use domain::event::Topic;
use domain::expert::{ExpertCode, ExpertEntry, ExpertProfile, ExpertRefusal};
use domain::reference::EventCode;
use domain::time::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use crate::audit::{By, audit_add, audit_add_with};
use crate::{Storage, StorageError, draw};

impl Storage {
    /// Writes what citizens read about an expert, and whether they find them. An expert of whom nothing was written yet
    /// answers all topics and has no hours.
    ///
    /// # Errors
    /// [`ExpertRefusal::UnknownExpert`] for anything but an expert's account; otherwise when the database cannot be
    /// written.
    pub async fn expert_set(
        &self,
        by: Secretariat,
        account: AccountId,
        profile: &ExpertProfile,
        is_shown: bool,
        now: Timestamp,
    ) -> Result<ExpertCode, StorageError<ExpertRefusal>> {
        let mut write = self.begin().await?;
        let is_expert: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM account WHERE id = ? AND role = ?)")
            .bind(account.0)
            .bind(Role::Expert.slug())
            .fetch_one(&mut *write)
            .await?;
        if !is_expert {
            return Err(StorageError::Refused(ExpertRefusal::UnknownExpert));
        }
        let profile = serde_json::to_string(profile).map_err(StorageError::unreadable)?;
        let known: Option<String> = sqlx::query_scalar(
            "UPDATE expert SET profile = ?2, is_shown = ?3, changed_at = ?4 WHERE account_id = ?1 RETURNING code",
        )
        .bind(account.0)
        .bind(&profile)
        .bind(is_shown)
        .bind(now.as_microseconds())
        .fetch_optional(&mut *write)
        .await?;
        let terms = serde_json::to_string(&Terms::usual(Topic::ALL.to_vec())).map_err(StorageError::unreadable)?;
        let code = match known {
            Some(code) => ExpertCode::parse(&code).map_err(StorageError::unreadable)?,
            None => loop {
                let code = ExpertCode::from_random(draw(self.chance()));
                // A code that somebody has already is drawn again.
                let made = sqlx::query(
                    "INSERT INTO expert (account_id, code, profile, terms, is_shown, revision, created_at, changed_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?6) ON CONFLICT (code) DO NOTHING",
                )
                .bind(account.0)
                .bind(code.as_str())
                .bind(&profile)
                .bind(&terms)
                .bind(is_shown)
                .bind(now.as_microseconds())
                .execute(&mut *write)
                .await?;
                if made.rows_affected() > 0 {
                    break code;
                }
            },
        };
        audit_add(&mut write, By::from(&by), Act::ExpertProfileSet, code.as_str(), now).await?;
        write.commit().await?;
        Ok(code)
    }

    /// The experts whom citizens find, by how long they have been here.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn experts_shown(&self) -> Result<Vec<ExpertEntry>, StorageError> {
        let rows = sqlx::query(
            "SELECT x.account_id, x.code, x.profile, x.is_shown FROM expert x JOIN account a ON a.id = x.account_id
             WHERE x.is_shown AND a.disabled_at IS NULL ORDER BY x.account_id",
        )
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(expert_from_row).collect()
    }

    /// The expert with this code, whether citizens find them or not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn expert_by_code(&self, code: &ExpertCode) -> Result<Option<ExpertEntry>, StorageError> {
        let row = sqlx::query("SELECT account_id, code, profile, is_shown FROM expert WHERE code = ?")
            .bind(code.as_str().to_owned())
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(expert_from_row).transpose()
    }

    /// Says which experts speak at an event. Their time is taken then; bookings that are at the same time stay.
    ///
    /// # Errors
    /// [`ExpertRefusal`]; otherwise when the database cannot be written.
    pub async fn event_experts_set(
        &self,
        by: Secretariat,
        event: &EventCode,
        experts: &[AccountId],
        now: Timestamp,
    ) -> Result<(), StorageError<ExpertRefusal>> {
        let mut write = self.begin().await?;
        let id: Option<i64> = sqlx::query_scalar("SELECT id FROM event WHERE code = ?")
            .bind(event.as_str().to_owned())
            .fetch_optional(&mut *write)
            .await?;
        let id = id.ok_or(StorageError::Refused(ExpertRefusal::UnknownEvent))?;
        sqlx::query("DELETE FROM event_expert WHERE event_id = ?").bind(id).execute(&mut *write).await?;
        for expert in experts {
            let set = sqlx::query(
                "INSERT INTO event_expert (event_id, expert_id) SELECT ?1, account_id FROM expert WHERE account_id = ?2
                 ON CONFLICT DO NOTHING",
            );
            let set = set.bind(id).bind(expert.0).execute(&mut *write).await?;
            if set.rows_affected() == 0 {
                return Err(StorageError::Refused(ExpertRefusal::UnknownExpert));
            }
        }
        let count = u64::try_from(experts.len()).unwrap_or(u64::MAX);
        let changes = Changes::NONE.with(Field::Count, &count);
        audit_add_with(&mut write, By::from(&by), Act::EventExpertsSet, event.as_str(), &changes, now).await?;
        write.commit().await?;
        Ok(())
    }
}

/// The expert with this account, whether citizens find them or not.
pub(crate) async fn expert_of(
    connection: &mut SqliteConnection,
    account: AccountId,
) -> Result<Option<ExpertEntry>, StorageError> {
    let row = sqlx::query("SELECT account_id, code, profile, is_shown FROM expert WHERE account_id = ?")
        .bind(account.0)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(expert_from_row).transpose()
}

/// What stands in the audit and in addresses for an expert.
pub(crate) async fn expert_code<R>(
    connection: &mut SqliteConnection,
    expert: AccountId,
) -> Result<Option<ExpertCode>, StorageError<R>> {
    let code: Option<String> = sqlx::query_scalar("SELECT code FROM expert WHERE account_id = ?")
        .bind(expert.0)
        .fetch_optional(connection)
        .await?;
    code.map(|code| ExpertCode::parse(&code).map_err(StorageError::unreadable)).transpose()
}

/// What citizens read about an expert.
pub(crate) async fn expert_profile(
    connection: &mut SqliteConnection,
    expert: AccountId,
) -> Result<ExpertProfile, StorageError> {
    let profile: String = sqlx::query_scalar("SELECT profile FROM expert WHERE account_id = ?")
        .bind(expert.0)
        .fetch_one(connection)
        .await?;
    serde_json::from_str(&profile).map_err(StorageError::unreadable)
}

pub(crate) fn expert_from_row(row: &SqliteRow) -> Result<ExpertEntry, StorageError> {
    Ok(ExpertEntry {
        account: AccountId(row.try_get("account_id")?),
        code: ExpertCode::parse(row.try_get("code")?).map_err(StorageError::unreadable)?,
        profile: serde_json::from_str(row.try_get("profile")?).map_err(StorageError::unreadable)?,
        is_shown: row.try_get("is_shown")?,
    })
}
