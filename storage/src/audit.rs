//! The audit: who did what to what, written with the act itself. Never who an applicant is.

use domain::time::Timestamp;

use crate::Write;

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
    sqlx::query("INSERT INTO audit (at, actor, act, subject) VALUES (?, ?, ?, ?)")
        .bind(now.as_microseconds())
        .bind(by.slug())
        .bind(act)
        .bind(subject)
        .execute(&mut **write)
        .await?;
    Ok(())
}
