//! What the desk sees of one registration: everything that was typed, what was done to it, and its mails.

use std::sync::Arc;

use domain::account::AccountId;
use domain::audit::Act;
use domain::event::Event;
use domain::person::PersonName;
use domain::reference::ReferenceNumber;
use domain::registration::{Registration, SetAsideReason};
use domain::time::Timestamp;
use sqlx::Row as _;

use super::{COLUMNS, registration_from_row};
use crate::audit::{AuditLine, audit_of};
use crate::outbox::OutboxMail;
use crate::{Storage, StorageError};

/// A registration as the desk sees it.
#[derive(Debug, Clone)]
pub struct DeskRegistration {
    /// What its applicant sees too.
    pub registration: Registration,
    /// The event, drafts too.
    pub event: Arc<Event>,
    /// Seats taken at the event, those on offer too.
    pub taken: u32,
    /// Parties in line for the event.
    pub waiting: u32,
    /// Why it was set aside, if it was.
    pub set_aside: Option<SetAsideReason>,
    /// When its applicant agreed to the use of what they typed.
    pub consented_at: Timestamp,
    /// Who did what, oldest first.
    pub history: Vec<RegistrationDeed>,
    /// The mails about it, the newest first.
    pub mails: Vec<OutboxMail>,
}

/// One line of a registration's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationDeed {
    /// What was done.
    pub act: Act,
    /// Which colleague did it; none: its applicant, or the service.
    pub by: Option<PersonName>,
    /// When.
    pub at: Timestamp,
}

impl Storage {
    /// The registration with this number as the desk sees it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn registration_at_desk(
        &self,
        reference: &ReferenceNumber,
    ) -> Result<Option<DeskRegistration>, StorageError> {
        // One transaction: the registration, its event and its history are of the same moment.
        let mut read = self.readers().begin().await?;
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS}, r.set_aside_reason, r.consented_at, e.seats_taken, e.parties_waiting
             FROM registration r JOIN event e ON e.id = r.event_id WHERE r.reference = ?"
        )))
        .bind(reference.as_str())
        .fetch_optional(&mut *read)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let registration: Registration = registration_from_row(&row)?;
        let lines = audit_of(&mut read, reference.as_str()).await?;
        let colleagues: Vec<(i64, String)> =
            sqlx::query_as("SELECT id, name FROM account").fetch_all(&mut *read).await?;
        read.commit().await?;
        let event = self.event_of(registration.event).await?;
        let mails = self.outbox_of(registration.id).await?;
        let reason: Option<&str> = row.try_get("set_aside_reason")?;
        Ok(Some(DeskRegistration {
            event,
            taken: row.try_get("seats_taken")?,
            waiting: row.try_get("parties_waiting")?,
            set_aside: reason.and_then(SetAsideReason::from_slug),
            consented_at: Timestamp::from_microseconds(row.try_get("consented_at")?),
            history: lines.iter().filter_map(|line| deed(line, &colleagues)).collect(),
            mails,
            registration,
        }))
    }
}

/// What a line of the audit says of a registration; nothing where this program does not know the act.
fn deed(line: &AuditLine, colleagues: &[(i64, String)]) -> Option<RegistrationDeed> {
    let name = |AccountId(account): AccountId| {
        let (_, name) = colleagues.iter().find(|(id, _)| *id == account)?;
        PersonName::parse(name).ok()
    };
    Some(RegistrationDeed { act: Act::from_slug(&line.act)?, by: line.account.and_then(name), at: line.at })
}
