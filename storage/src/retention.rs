//! Retention: deleting what has served its time, as `/privacy` promises.
//!
//! The rule is `domain::retention`'s. What is due is looked for first; then each event and each handful of
//! inquiries is deleted in a transaction of its own, so that nobody waits long for the writer, and what has
//! become open again meanwhile is seen. With a record go its messages, files and links and the mails about
//! it; what stays is the audit: how much was deleted, never whose.

use std::ops::AddAssign;
use std::time::Duration;

use domain::audit::{Act, Changes, Field};
use domain::event::EventId;
use domain::inquiry::{InquiryId, InquiryState, SetAsideReason};
use domain::retention::{due_before, inquiry_served_at, is_due};
use domain::time::Timestamp;
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _, SqliteConnection};

use crate::attachment::HELD_SECONDS;
use crate::audit::{By, audit_add_with};
use crate::event_file::event_files_forget;
use crate::link_request::forget_requests;
use crate::registration::word;
use crate::{Storage, StorageError};

/// So many inquiries are deleted in one transaction; each may have many megabytes of files.
const HANDFUL: usize = 10;

const MAILS_OF_EVENT: &str = "FROM outbox
    WHERE notice ->> '$.link.about.registration' IN (SELECT id FROM registration WHERE event_id = ?1)
        OR notice ->> '$.link.about.announcement.announcement' IN (SELECT id FROM announcement WHERE event_id = ?1)";
const MAILS_OF_INQUIRY: &str = "FROM outbox WHERE notice ->> '$.link.about.inquiry.inquiry' = ?1";
const MAILS_OF_CONSULTATIONS: &str = "FROM outbox WHERE notice ->> '$.link.about.consultation' IN
    (SELECT id FROM consultation WHERE starts_at < ?1)";
/// Whoever waited has served with the last day that they waited for; ?1 is an instant, its day is that of Japan.
const WAITINGS: &str = "FROM consultation_waiting
    WHERE until_day < date(?1 / 1000000, 'unixepoch', '+9 hours') AND state NOT IN ('waiting', 'offered')";
const MAILS_OF_WAITINGS: &str = "FROM outbox WHERE notice ->> '$.link.about.waiting' IN
    (SELECT id FROM consultation_waiting WHERE until_day < date(?1 / 1000000, 'unixepoch', '+9 hours')
        AND state NOT IN ('waiting', 'offered'))";
const FILES_OF_CONSULTATIONS: &str =
    "FROM sheet_attachment WHERE consultation_id IN (SELECT id FROM consultation WHERE starts_at < ?1)";
/// Mails that were sent or given up and belong to no record.
const OTHER_MAILS: &str = "FROM outbox WHERE settled_at < ?1 AND state <> 'due'
    AND notice ->> '$.link.about.registration' IS NULL AND notice ->> '$.link.about.announcement' IS NULL
    AND notice ->> '$.link.about.inquiry.inquiry' IS NULL AND notice ->> '$.link.about.consultation' IS NULL
    AND notice ->> '$.link.about.waiting' IS NULL";
const HELD_FILES: &str = "FROM held_attachment WHERE held_at < ?1";

/// How much has served its time, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RetentionCounts {
    /// Registrations, cancelled ones and those that were set aside too.
    pub registrations: u64,
    /// Consultations, whatever became of them.
    pub consultations: u64,
    /// Those who waited for one.
    pub waitings: u64,
    /// Inquiries.
    pub inquiries: u64,
    /// Messages of these inquiries.
    pub messages: u64,
    /// Files of these messages.
    pub attachments: u64,
    /// Mails in the outbox.
    pub mails: u64,
    /// Files that waited for a form that was never sent.
    pub held_attachments: u64,
}

impl RetentionCounts {
    /// What the audit tells of it.
    fn told(&self) -> Changes {
        Changes::NONE
            .with(Field::Registrations, &self.registrations)
            .with(Field::Consultations, &self.consultations)
            .with(Field::Waitings, &self.waitings)
            .with(Field::Inquiries, &self.inquiries)
            .with(Field::Messages, &self.messages)
            .with(Field::Attachments, &self.attachments)
            .with(Field::Mails, &self.mails)
            .with(Field::HeldAttachments, &self.held_attachments)
    }
}

impl AddAssign for RetentionCounts {
    fn add_assign(&mut self, other: Self) {
        self.registrations += other.registrations;
        self.consultations += other.consultations;
        self.waitings += other.waitings;
        self.inquiries += other.inquiries;
        self.messages += other.messages;
        self.attachments += other.attachments;
        self.mails += other.mails;
        self.held_attachments += other.held_attachments;
    }
}

impl Storage {
    /// How much is due at `now`; nothing is changed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn retention_due(&self, now: Timestamp) -> Result<RetentionCounts, StorageError> {
        let mut read = self.readers().begin().await?;
        let mut counts = RetentionCounts::default();
        for event in events_due(&mut read, now).await? {
            counts += of_event(&mut read, event).await?;
        }
        for inquiry in inquiries_due(&mut read, now).await? {
            counts += of_inquiry(&mut read, inquiry).await?;
        }
        counts += of_consultations(&mut read, now).await?;
        counts += of_the_rest(&mut read, now).await?;
        read.commit().await?;
        Ok(counts)
    }

    /// Deletes what is due at `now`, from the file as well, and says how much it was.
    ///
    /// # Errors
    /// When the database cannot be used; what was deleted until then stays deleted, the rest stays whole.
    pub async fn retention_apply(&self, now: Timestamp) -> Result<RetentionCounts, StorageError> {
        let mut read = self.readers().acquire().await?;
        let events = events_due(&mut read, now).await?;
        let inquiries = inquiries_due(&mut read, now).await?;
        let consultations = of_consultations(&mut read, now).await?;
        let has_consultations = consultations.consultations > 0 || consultations.waitings > 0;
        drop(read);
        // Of an event there may be nothing left but names from the door, which nobody counts.
        let has_due = !events.is_empty() || !inquiries.is_empty();
        let mut counts = RetentionCounts::default();
        for event in events {
            counts += self.delete_registrations(event, now).await?;
        }
        for handful in inquiries.chunks(HANDFUL) {
            counts += self.delete_inquiries(handful, now).await?;
        }
        if has_consultations {
            counts += self.delete_consultations(now).await?;
        }
        counts += self.delete_the_rest(now).await?;
        if has_due || counts != RetentionCounts::default() {
            self.empty_the_log().await?;
        }
        Ok(counts)
    }

    async fn delete_registrations(&self, event: EventId, now: Timestamp) -> Result<RetentionCounts, StorageError> {
        let mut write = self.begin().await?;
        let row =
            sqlx::query("SELECT code, ends_at FROM event WHERE id = ?").bind(event.0).fetch_one(&mut *write).await?;
        if !is_due(Timestamp::from_microseconds(row.try_get("ends_at")?), now) {
            return Ok(RetentionCounts::default());
        }
        let code: String = row.try_get("code")?;
        let counts = of_event(&mut write, event).await?;
        delete(&mut write, MAILS_OF_EVENT, event.0).await?;
        // What was written to them may name somebody.
        delete(&mut write, "FROM announcement WHERE event_id = ?1", event.0).await?;
        // The names of helpers and of those who came without a registration.
        delete(&mut write, "FROM door_tap WHERE event_id = ?1", event.0).await?;
        delete(&mut write, "FROM door_pass WHERE event_id = ?1", event.0).await?;
        // Their links go with them.
        delete(&mut write, "FROM registration WHERE event_id = ?1", event.0).await?;
        sqlx::query("UPDATE event SET seats_taken = 0, parties_waiting = 0 WHERE id = ?")
            .bind(event.0)
            .execute(&mut *write)
            .await?;
        audit_add_with(&mut write, By::Service, Act::RegistrationsDeleted, &code, &counts.told(), now).await?;
        self.commit_counted(write, event, 0, 0).await?;
        Ok(counts)
    }

    async fn delete_inquiries(&self, ids: &[InquiryId], now: Timestamp) -> Result<RetentionCounts, StorageError> {
        let mut write = self.begin().await?;
        let mut counts = RetentionCounts::default();
        for &id in ids {
            let row = sqlx::query("SELECT id, state, set_aside_reason, changed_at FROM inquiry WHERE id = ?")
                .bind(id.0)
                .fetch_optional(&mut *write)
                .await?;
            let Some(id) = row.as_ref().map(|row| inquiry_if_due(row, now)).transpose()?.flatten() else { continue };
            counts += of_inquiry(&mut write, id).await?;
            delete(&mut write, MAILS_OF_INQUIRY, id.0).await?;
            // Its messages go with it, and their files with them.
            delete(&mut write, "FROM inquiry WHERE id = ?1", id.0).await?;
        }
        if counts == RetentionCounts::default() {
            return Ok(counts);
        }
        audit_add_with(&mut write, By::Service, Act::InquiriesDeleted, "retention", &counts.told(), now).await?;
        write.commit().await?;
        Ok(counts)
    }

    /// Deletes consultations with all that was said about them, and those who waited for one. How many an organisation has used stays counted: that is
    /// about nobody in particular.
    async fn delete_consultations(&self, now: Timestamp) -> Result<RetentionCounts, StorageError> {
        let mut write = self.begin().await?;
        let before = due_before(now).as_microseconds();
        let counts = of_consultations(&mut write, now).await?;
        sqlx::query(
            "UPDATE client_organisation SET past = past + (SELECT count(*) FROM consultation c
                 WHERE c.organisation_id = client_organisation.id AND c.starts_at < ?1
                    AND c.state IN ('requested', 'confirmed', 'attended', 'no_show', 'cancelled_late'))
             WHERE id IN (SELECT organisation_id FROM consultation WHERE starts_at < ?1)",
        )
        .bind(before)
        .execute(&mut *write)
        .await?;
        delete(&mut write, MAILS_OF_CONSULTATIONS, before).await?;
        delete(&mut write, MAILS_OF_WAITINGS, before).await?;
        delete(&mut write, WAITINGS, before).await?;
        // Its links, its proposals and the time that it took go with it.
        delete(&mut write, "FROM consultation WHERE starts_at < ?1", before).await?;
        audit_add_with(&mut write, By::Service, Act::ConsultationsDeleted, "retention", &counts.told(), now).await?;
        write.commit().await?;
        Ok(counts)
    }

    /// What belongs to no record: mails, files of forms that were never sent, requests for links.
    async fn delete_the_rest(&self, now: Timestamp) -> Result<RetentionCounts, StorageError> {
        let mut write = self.begin().await?;
        let counts = of_the_rest(&mut write, now).await?;
        delete(&mut write, OTHER_MAILS, due_before(now).as_microseconds()).await?;
        delete(&mut write, HELD_FILES, now.plus_seconds(-HELD_SECONDS).as_microseconds()).await?;
        forget_requests(&mut write, now).await?;
        event_files_forget(&mut write, now).await?;
        if counts != RetentionCounts::default() {
            audit_add_with(&mut write, By::Service, Act::RestDeleted, "retention", &counts.told(), now).await?;
        }
        write.commit().await?;
        Ok(counts)
    }

    /// Folds the write-ahead log in: what was deleted still stands in it. Where somebody reads just now,
    /// as a backup does, that is left to the next time; nobody waits for it.
    async fn empty_the_log(&self) -> Result<(), StorageError> {
        let settings = SqliteConnectOptions::new().filename(self.path()).create_if_missing(false);
        let mut connection = settings.busy_timeout(Duration::ZERO).connect().await?;
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await?;
        connection.close().await?;
        Ok(())
    }
}

/// The events whose registrations have served.
async fn events_due(connection: &mut SqliteConnection, now: Timestamp) -> Result<Vec<EventId>, StorageError> {
    let ended: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT id, ends_at FROM event e WHERE EXISTS (SELECT 1 FROM registration r WHERE r.event_id = e.id)
            OR EXISTS (SELECT 1 FROM door_tap t WHERE t.event_id = e.id)
            OR EXISTS (SELECT 1 FROM door_pass p WHERE p.event_id = e.id)
            OR EXISTS (SELECT 1 FROM announcement n WHERE n.event_id = e.id)
         ORDER BY id",
    )
    .fetch_all(connection)
    .await?;
    let due = ended.into_iter().filter(|&(_, ends_at)| is_due(Timestamp::from_microseconds(ends_at), now));
    Ok(due.map(|(id, _)| EventId(id)).collect())
}

/// The inquiries that have served.
async fn inquiries_due(connection: &mut SqliteConnection, now: Timestamp) -> Result<Vec<InquiryId>, StorageError> {
    let rows =
        sqlx::query("SELECT id, state, set_aside_reason, changed_at FROM inquiry WHERE changed_at < ? ORDER BY id")
            .bind(due_before(now).as_microseconds())
            .fetch_all(connection)
            .await?;
    rows.iter().filter_map(|row| inquiry_if_due(row, now).transpose()).collect()
}

fn inquiry_if_due(row: &SqliteRow, now: Timestamp) -> Result<Option<InquiryId>, StorageError> {
    let state = word(row, "state", InquiryState::from_slug)?;
    let aside: Option<&str> = row.try_get("set_aside_reason")?;
    let changed_at = Timestamp::from_microseconds(row.try_get("changed_at")?);
    let served_at = inquiry_served_at(state, aside.and_then(SetAsideReason::from_slug), changed_at);
    let id = InquiryId(row.try_get("id")?);
    Ok(served_at.is_some_and(|served_at| is_due(served_at, now)).then_some(id))
}

/// The consultations that have served: each has when it was to be, whatever became of it.
async fn of_consultations(connection: &mut SqliteConnection, now: Timestamp) -> Result<RetentionCounts, StorageError> {
    let before = due_before(now).as_microseconds();
    Ok(RetentionCounts {
        consultations: count(connection, "FROM consultation WHERE starts_at < ?1", before).await?,
        waitings: count(connection, WAITINGS, before).await?,
        attachments: count(connection, FILES_OF_CONSULTATIONS, before).await?,
        mails: count(connection, MAILS_OF_CONSULTATIONS, before).await?
            + count(connection, MAILS_OF_WAITINGS, before).await?,
        ..RetentionCounts::default()
    })
}

async fn of_event(connection: &mut SqliteConnection, event: EventId) -> Result<RetentionCounts, StorageError> {
    Ok(RetentionCounts {
        registrations: count(connection, "FROM registration WHERE event_id = ?1", event.0).await?,
        mails: count(connection, MAILS_OF_EVENT, event.0).await?,
        ..RetentionCounts::default()
    })
}

async fn of_inquiry(connection: &mut SqliteConnection, inquiry: InquiryId) -> Result<RetentionCounts, StorageError> {
    let files = "FROM attachment WHERE message_id IN (SELECT id FROM inquiry_message WHERE inquiry_id = ?1)";
    Ok(RetentionCounts {
        inquiries: 1,
        messages: count(connection, "FROM inquiry_message WHERE inquiry_id = ?1", inquiry.0).await?,
        attachments: count(connection, files, inquiry.0).await?,
        mails: count(connection, MAILS_OF_INQUIRY, inquiry.0).await?,
        ..RetentionCounts::default()
    })
}

async fn of_the_rest(connection: &mut SqliteConnection, now: Timestamp) -> Result<RetentionCounts, StorageError> {
    let held_before = now.plus_seconds(-HELD_SECONDS);
    Ok(RetentionCounts {
        mails: count(connection, OTHER_MAILS, due_before(now).as_microseconds()).await?,
        held_attachments: count(connection, HELD_FILES, held_before.as_microseconds()).await?,
        ..RetentionCounts::default()
    })
}

/// How many rows there are `from` a table where `?1` is `bound`.
async fn count(connection: &mut SqliteConnection, from: &'static str, bound: i64) -> Result<u64, StorageError> {
    let query = AssertSqlSafe(format!("SELECT count(*) {from}"));
    let count: i64 = sqlx::query_scalar(query).bind(bound).fetch_one(connection).await?;
    Ok(count.unsigned_abs())
}

/// Deletes them.
async fn delete(connection: &mut SqliteConnection, from: &'static str, bound: i64) -> Result<(), StorageError> {
    sqlx::query(AssertSqlSafe(format!("DELETE {from}"))).bind(bound).execute(connection).await?;
    Ok(())
}
