//! Staff accounts.

use domain::account::{Account, AccountId, Door, Role};
use domain::audit::Act;
use domain::contact::EmailAddress;
use domain::event::EventId;
use domain::language::Language;
use domain::person::PersonName;
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::audit::{By, audit_add};
use crate::registration::{language_from, word};
use crate::{Storage, StorageError};

/// An account to make.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Where mail reaches them.
    pub email: EmailAddress,
    /// What colleagues call them.
    pub name: PersonName,
    /// What they do.
    pub role: Role,
    /// The door that a helper keeps.
    pub door: Option<Door>,
    /// The language of their mails.
    pub language: Language,
}

/// The columns that [`account_from_row`] reads.
pub(crate) const ACCOUNT_COLUMNS: &str =
    "a.id, a.email, a.name, a.role, a.language, a.door_event_id, a.door_until, a.disabled_at";

pub(crate) fn account_from_row<R>(row: &SqliteRow) -> Result<Account, StorageError<R>> {
    let disabled_at: Option<i64> = row.try_get("disabled_at")?;
    Ok(Account {
        id: AccountId(row.try_get("id")?),
        email: EmailAddress::parse(row.try_get("email")?).map_err(StorageError::unreadable)?,
        name: PersonName::parse(row.try_get("name")?).map_err(StorageError::unreadable)?,
        role: word(row, "role", Role::from_slug)?,
        language: language_from(row.try_get("language")?)?,
        disabled_at: disabled_at.map(Timestamp::from_microseconds),
    })
}

pub(crate) fn door_from_row<R>(row: &SqliteRow) -> Result<Option<Door>, StorageError<R>> {
    let event: Option<i64> = row.try_get("door_event_id")?;
    let until: Option<i64> = row.try_get("door_until")?;
    let door = event.zip(until);
    Ok(door.map(|(event, until)| Door { event: EventId(event), until: Timestamp::from_microseconds(until) }))
}

impl Storage {
    /// Makes an account, and writes the audit entry with it.
    ///
    /// # Errors
    /// When the database cannot be written, or there is an account with this address.
    pub async fn account_add(&self, new: &NewAccount, now: Timestamp) -> Result<AccountId, StorageError> {
        let mut write = self.begin().await?;
        let id = sqlx::query_scalar(
            "INSERT INTO account (email, email_identity, name, role, language, door_event_id, door_until, created_at,
                                  changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) RETURNING id",
        )
        .bind(new.email.as_str())
        .bind(new.email.identity())
        .bind(new.name.as_str())
        .bind(new.role.slug())
        .bind(new.language.code())
        .bind(new.door.map(|door| door.event.0))
        .bind(new.door.map(|door| door.until.as_microseconds()))
        .bind(now.as_microseconds())
        .fetch_one(&mut *write)
        .await
        .map(AccountId)?;
        audit_add(&mut write, By::Operator, Act::AccountAdded, &id.0.to_string(), now).await?;
        write.commit().await?;
        Ok(id)
    }
}
