//! The audit: who did what to what, written with the act itself. Never who an applicant is.

use std::borrow::Cow;

use domain::account::{AccountId, Secretariat};
use domain::time::Timestamp;
use serde::Serialize;
use sqlx::{Row as _, SqliteConnection};

use crate::{StorageError, Write};

/// Who acted.
pub(crate) enum By {
    /// An applicant or somebody who asks, by a form or a secret link.
    Applicant,
    /// Somebody who is signed in.
    Account(AccountId),
    /// The program itself.
    Service,
    /// Whoever runs the command line.
    Operator,
}

impl By {
    fn word(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Account(AccountId(id)) => return Cow::Owned(format!("account:{id}")),
            Self::Applicant => "applicant",
            Self::Service => "service",
            Self::Operator => "operator",
        })
    }

    /// Whose account it was, if somebody was signed in.
    pub(crate) const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account(account) => Some(*account),
            Self::Applicant | Self::Secretariat | Self::Expert | Self::Service | Self::Operator => None,
        }
    }
}

impl From<&Secretariat> for By {
    fn from(secretariat: &Secretariat) -> Self {
        Self::Account(secretariat.account())
    }
}

/// Writes that `by` did `act` to `subject` at `now`.
pub(crate) async fn audit_add(
    write: &mut Write,
    by: By,
    act: &'static str,
    subject: &str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    audit_add_with(write, by, act, subject, &serde_json::json!({}), now).await
}

/// The same, with particulars: an object whose values never name an applicant.
pub(crate) async fn audit_add_with(
    write: &mut Write,
    by: By,
    act: &'static str,
    subject: &str,
    detail: &impl Serialize,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let detail = serde_json::to_string(detail).map_err(|cause| sqlx::Error::Encode(cause.into()))?;
    sqlx::query("INSERT INTO audit (at, actor, act, subject, detail) VALUES (?, ?, ?, ?, ?)")
        .bind(now.as_microseconds())
        .bind(by.word())
        .bind(act)
        .bind(subject)
        .bind(detail)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// One line of the audit, as a record's own history shows it.
pub(crate) struct AuditLine {
    /// When.
    pub(crate) at: Timestamp,
    /// Who of those who work here; none: somebody else.
    pub(crate) account: Option<AccountId>,
    /// What.
    pub(crate) act: String,
    /// What has changed.
    pub(crate) detail: serde_json::Value,
}

/// Everything that was done to `subject`, oldest first.
pub(crate) async fn audit_of(connection: &mut SqliteConnection, subject: &str) -> Result<Vec<AuditLine>, StorageError> {
    let rows = sqlx::query("SELECT at, actor, act, detail FROM audit WHERE subject = ? ORDER BY id")
        .bind(subject)
        .fetch_all(connection)
        .await?;
    let line = |row: &sqlx::sqlite::SqliteRow| {
        let actor: &str = row.try_get("actor")?;
        Ok(AuditLine {
            at: Timestamp::from_microseconds(row.try_get("at")?),
            account: actor.strip_prefix("account:").and_then(|id| id.parse().ok()).map(AccountId),
            act: row.try_get("act")?,
            detail: serde_json::from_str(row.try_get("detail")?).map_err(StorageError::unreadable)?,
        })
    };
    rows.iter().map(line).collect()
}
