//! The audit: who did what to what, written with the act itself. Never who an applicant is.

use domain::time::Timestamp;

use serde::Serialize;

use crate::{StorageError, Write};

/// Who acted.
pub(crate) enum By {
    /// An applicant or somebody who asks, by a form or a secret link.
    Applicant,
    /// The secretariat, at the desk.
    Secretariat,
    /// An expert.
    Expert,
    /// The program itself.
    Service,
    /// Whoever runs the command line.
    Operator,
}

impl By {
    const fn slug(&self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Secretariat => "secretariat",
            Self::Expert => "expert",
            Self::Service => "service",
            Self::Operator => "operator",
        }
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
    entry_add(write, by, act, subject, "{}", now).await
}

/// The same, with particulars.
pub(crate) async fn audit_add_with<R>(
    write: &mut Write,
    by: By,
    act: &'static str,
    subject: &str,
    detail: &impl Serialize,
    now: Timestamp,
) -> Result<(), StorageError<R>> {
    let detail = serde_json::to_string(detail).map_err(StorageError::unreadable)?;
    Ok(entry_add(write, by, act, subject, &detail, now).await?)
}

async fn entry_add(
    write: &mut Write,
    by: By,
    act: &'static str,
    subject: &str,
    detail: &str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO audit (at, actor, act, subject, detail) VALUES (?, ?, ?, ?, ?)")
        .bind(now.as_microseconds())
        .bind(by.slug())
        .bind(act)
        .bind(subject)
        .bind(detail)
        .execute(&mut **write)
        .await?;
    Ok(())
}
