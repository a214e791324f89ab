//! Everything under one address, for whoever opens a link that was mailed to it.
//!
//! The list itself opens nothing: a record of it is opened by a POST that hands out a link of its own to
//! the page that every other link leads to. So there is one page for a record, whichever way one comes;
//! a mail scanner that opens the mailed link makes nothing; and the list's link need not live long.

use std::sync::Arc;

use domain::audit::Act;
use domain::consultation::{Consultation, Waiting};
use domain::event::{Event, Topic};
use domain::inquiry::{InquiryState, InquirySummary};
use domain::mailbox::{MailboxRecord, mailbox_closes_at};
use domain::reference::{ReferenceNumber, SecretToken, TokenHash};
use domain::registration::{Registration, RegistrationId};
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::audit::{By, audit_add};
use crate::consultation::{consultation_mailbox_link_add, consultations_under, waiting_mailbox_link_add, waitings_of};
use crate::inquiry::{LinkOrigin, due_from, inquiry_link_add};
use crate::registration::{COLUMNS, LINKS_KEPT, link_add, registration_from_row, word};
use crate::{Storage, StorageError, Write, draw};

/// The most records of each noun in the list.
const LISTED: i64 = 200;

/// What there is under an address.
#[derive(Debug, Clone)]
pub struct Mailbox {
    /// The address, in lower case.
    pub email: String,
    /// When the link ceases to open it.
    pub closes_at: Timestamp,
    /// The registrations with their events: those to come first, by their day; then those that are
    /// over, the latest first. Cancelled ones too; none that was set aside, since it may be somebody
    /// else's.
    pub registrations: Vec<(Registration, Arc<Event>)>,
    /// The inquiries, the latest first; none that was set aside.
    pub inquiries: Vec<InquirySummary>,
    /// The consultations: those to come first, by their time; then those that are over, the latest first.
    pub consultations: Vec<Consultation>,
    /// For which consultations somebody waits, or has waited, the latest first.
    pub waitings: Vec<Waiting>,
}

impl Storage {
    /// The list that a mailed link opens, while it does.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn mailbox_by_link(&self, link: &TokenHash, now: Timestamp) -> Result<Option<Mailbox>, StorageError> {
        let mut read = self.readers().begin().await?;
        let Some((email, made_at)) = address_by_link(&mut read, link, now).await? else { return Ok(None) };
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM registration r JOIN event e ON e.id = r.event_id
             WHERE r.email_identity = ?1 AND r.state <> 'set_aside'
             ORDER BY e.ends_at <= ?2, CASE WHEN e.ends_at > ?2 THEN e.starts_at ELSE -e.starts_at END, r.id LIMIT ?3"
        )))
        .bind(&email)
        .bind(now.as_microseconds())
        .bind(LISTED)
        .fetch_all(&mut *read)
        .await?;
        let inquiries = sqlx::query(
            "SELECT reference, state, topic, subject, reply_due, created_at, changed_at FROM inquiry
             WHERE email_identity = ? AND set_aside_reason IS NULL ORDER BY created_at DESC, id DESC LIMIT ?",
        )
        .bind(&email)
        .bind(LISTED)
        .fetch_all(&mut *read)
        .await?;
        let consultations = consultations_under(&mut read, &email, LISTED, now).await?;
        let waitings = waitings_of(&mut read, &email, LISTED).await?;
        read.commit().await?;
        let mut registrations = Vec::with_capacity(rows.len());
        for row in &rows {
            let registration: Registration = registration_from_row(row)?;
            let event = self.event_of(registration.event).await?;
            registrations.push((registration, event));
        }
        let inquiries = inquiries.iter().map(summary_from_row).collect::<Result<Vec<_>, StorageError>>()?;
        let closes_at = mailbox_closes_at(made_at);
        Ok(Some(Mailbox { email, closes_at, registrations, inquiries, consultations, waitings }))
    }

    /// Hands out a fresh link to one record of the list; none where the list is closed or the record
    /// does not stand in it.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn mailbox_open(
        &self,
        link: &TokenHash,
        record: &MailboxRecord,
        now: Timestamp,
    ) -> Result<Option<SecretToken>, StorageError> {
        let mut write = self.begin().await?;
        let Some((email, _)) = address_by_link(&mut write, link, now).await? else { return Ok(None) };
        let token = SecretToken::from_random(draw(self.chance()));
        let found = match record {
            MailboxRecord::Registration(reference) => {
                let id = sqlx::query_scalar(
                    "SELECT id FROM registration WHERE reference = ? AND email_identity = ? AND state <> 'set_aside'",
                );
                let id: Option<i64> = id.bind(reference.as_str()).bind(&email).fetch_optional(&mut *write).await?;
                if let Some(id) = id.map(RegistrationId) {
                    link_add(&mut write, id, &token, "mailbox", now).await?;
                    sqlx::query(
                        "DELETE FROM secret_link WHERE registration_id = ?1 AND origin = 'mailbox' AND created_at <
                            (SELECT created_at FROM secret_link WHERE registration_id = ?1 AND origin = 'mailbox'
                             ORDER BY created_at DESC LIMIT 1 OFFSET ?2)",
                    )
                    .bind(id.0)
                    .bind(LINKS_KEPT - 1)
                    .execute(&mut *write)
                    .await?;
                }
                id.is_some()
            }
            MailboxRecord::Inquiry(reference) => {
                let id = sqlx::query_scalar(
                    "SELECT id FROM inquiry WHERE reference = ? AND email_identity = ? AND set_aside_reason IS NULL",
                );
                let id: Option<i64> = id.bind(reference.as_str()).bind(&email).fetch_optional(&mut *write).await?;
                if let Some(id) = id {
                    let id = domain::inquiry::InquiryId(id);
                    inquiry_link_add(&mut write, id, &token, LinkOrigin::Mailbox, now).await?;
                }
                id.is_some()
            }
            MailboxRecord::Consultation(reference) => {
                consultation_mailbox_link_add(&mut write, reference, &email, &token, now).await?
            }
            MailboxRecord::Waiting(reference) => {
                waiting_mailbox_link_add(&mut write, reference, &email, &token, now).await?
            }
        };
        if !found {
            return Ok(None);
        }
        audit_add(&mut write, By::Applicant, Act::MailboxOpened, record.reference().as_str(), now).await?;
        write.commit().await?;
        Ok(Some(token))
    }
}

/// Makes a link to everything under an address; none where there is nothing. The newest few are kept.
pub(crate) async fn mailbox_link_new(
    storage: &Storage,
    write: &mut Write,
    email_identity: &str,
    now: Timestamp,
) -> Result<Option<SecretToken>, StorageError> {
    let has_records: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM registration WHERE email_identity = ?1 AND state <> 'set_aside')
             OR EXISTS (SELECT 1 FROM inquiry WHERE email_identity = ?1 AND set_aside_reason IS NULL)
             OR EXISTS (SELECT 1 FROM consultation WHERE email_identity = ?1)
             OR EXISTS (SELECT 1 FROM consultation_waiting WHERE email_identity = ?1)",
    )
    .bind(email_identity)
    .fetch_one(&mut **write)
    .await?;
    if !has_records {
        return Ok(None);
    }
    let token = SecretToken::from_random(draw(storage.chance()));
    sqlx::query("INSERT INTO mailbox_link (token_hash, email_identity, created_at) VALUES (?, ?, ?)")
        .bind(token.hash().as_bytes().to_vec())
        .bind(email_identity)
        .bind(now.as_microseconds())
        .execute(&mut **write)
        .await?;
    sqlx::query(
        "DELETE FROM mailbox_link WHERE email_identity = ?1 AND created_at <
            (SELECT created_at FROM mailbox_link WHERE email_identity = ?1 ORDER BY created_at DESC LIMIT 1 OFFSET ?2)",
    )
    .bind(email_identity)
    .bind(LINKS_KEPT - 1)
    .execute(&mut **write)
    .await?;
    Ok(Some(token))
}

/// The address that a link was mailed to, and when, while it opens anything.
async fn address_by_link(
    connection: &mut sqlx::SqliteConnection,
    link: &TokenHash,
    now: Timestamp,
) -> Result<Option<(String, Timestamp)>, StorageError> {
    let row = sqlx::query("SELECT email_identity, created_at FROM mailbox_link WHERE token_hash = ?")
        .bind(link.as_bytes().to_vec())
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let made_at = Timestamp::from_microseconds(row.try_get("created_at")?);
    Ok((now < mailbox_closes_at(made_at)).then_some((row.try_get("email_identity")?, made_at)))
}

/// An inquiry in a list.
pub(crate) fn summary_from_row(row: &SqliteRow) -> Result<InquirySummary, StorageError> {
    let instant = Timestamp::from_microseconds;
    Ok(InquirySummary {
        reference: ReferenceNumber::parse(row.try_get("reference")?).map_err(StorageError::unreadable)?,
        state: word(row, "state", InquiryState::from_slug)?,
        topic: word(row, "topic", Topic::from_slug)?,
        subject: row.try_get("subject")?,
        reply_due: due_from(row)?,
        created_at: instant(row.try_get("created_at")?),
        changed_at: instant(row.try_get("changed_at")?),
    })
}
