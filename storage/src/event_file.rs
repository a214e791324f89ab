//! Files of events that somebody of the secretariat brings: tried first, taken once, and the whole schedule as a file.

use domain::account::Secretariat;
use domain::audit::{Act, Changes, Field};
use domain::content_hash::ContentHash;
use domain::event::{Event, EventDraft};
use domain::event_operation::EventField;
use domain::time::Timestamp;
use sqlx::Row as _;

use crate::audit::{By, audit_add_with};
use crate::event::event_from_row;
use crate::{EventImport, Storage, StorageError, Write};

/// How long a file waits for whoever brought it, in seconds: a day.
const KEPT: i64 = 24 * 60 * 60;

/// A file that waits to be taken, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFile {
    /// What whoever brought it calls it.
    pub name: String,
    /// What stands in it; nothing once it was taken.
    pub content: Vec<u8>,
    /// Whether it was taken.
    pub is_taken: bool,
}

/// What taking a file does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFileReport {
    /// What becomes of each event, and which of its parts change.
    pub outcomes: Vec<(EventImport, Vec<EventField>)>,
    /// How many mails are owed for it.
    pub mails: u32,
    /// What the outcomes are known by: whoever confirms them says which they have seen.
    pub shown: ContentHash,
}

/// What has become of a file that was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventFileTaken {
    /// It was taken, as was shown.
    Taken(EventFileReport),
    /// It would do something else than was shown: nothing was taken.
    Otherwise(EventFileReport),
    /// It was taken before, or is not waiting any more.
    Gone,
}

impl Storage {
    /// Keeps a file until it is taken, for a day. The same file brought again waits again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn event_file_bring(
        &self,
        by: Secretariat,
        name: &str,
        content: &[u8],
        now: Timestamp,
    ) -> Result<ContentHash, StorageError> {
        let hash = ContentHash::of(content);
        let mut write = self.begin().await?;
        event_files_forget(&mut write, now).await?;
        sqlx::query(
            "INSERT INTO event_file (account_id, hash, name, content, brought_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (account_id, hash) DO UPDATE SET name = ?3, content = ?4, brought_at = ?5, taken_at = NULL",
        )
        .bind(by.account().0)
        .bind(hash.as_bytes().to_vec())
        .bind(name.to_owned())
        .bind(content.to_vec())
        .bind(now.as_microseconds())
        .execute(&mut *write)
        .await?;
        write.commit().await?;
        Ok(hash)
    }

    /// The file with this hash that `by` has brought.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_file(&self, by: Secretariat, hash: &ContentHash) -> Result<Option<EventFile>, StorageError> {
        let row = sqlx::query("SELECT name, content, taken_at FROM event_file WHERE account_id = ? AND hash = ?")
            .bind(by.account().0)
            .bind(hash.as_bytes().to_vec())
            .fetch_optional(self.readers())
            .await?;
        row.map(|row| {
            let is_taken = row.try_get::<Option<i64>, _>("taken_at")?.is_some();
            Ok(EventFile { name: row.try_get("name")?, content: row.try_get("content")?, is_taken })
        })
        .transpose()
    }

    /// What taking events from a file would do, without doing it.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn event_file_consider(
        &self,
        by: Secretariat,
        drafts: &[EventDraft],
        now: Timestamp,
    ) -> Result<EventFileReport, StorageError> {
        let mut write = self.begin().await?;
        // Tried in a transaction that is given up: what is shown is what will be done.
        let report = self.event_file_run(&mut write, by, drafts, now).await?;
        write.rollback().await?;
        Ok(report)
    }

    /// Takes the events of a file that `by` has brought and looked at: all of them in one transaction, once.
    ///
    /// # Errors
    /// When the database cannot be written; then nothing was taken.
    pub async fn event_file_take(
        &self,
        by: Secretariat,
        hash: ContentHash,
        drafts: Vec<EventDraft>,
        shown: ContentHash,
        now: Timestamp,
    ) -> Result<EventFileTaken, StorageError> {
        let storage = self.clone();
        Self::to_the_end(async move {
            storage.offers_expire(now).await?;
            let mut write = storage.begin().await?;
            let taken = sqlx::query(
                "UPDATE event_file SET taken_at = ?1, content = zeroblob(0)
                 WHERE account_id = ?2 AND hash = ?3 AND taken_at IS NULL",
            )
            .bind(now.as_microseconds())
            .bind(by.account().0)
            .bind(hash.as_bytes().to_vec())
            .execute(&mut *write)
            .await?;
            if taken.rows_affected() == 0 {
                return Ok(EventFileTaken::Gone);
            }
            let report = storage.event_file_run(&mut write, by, &drafts, now).await?;
            if report.shown != shown {
                write.rollback().await?;
                return Ok(EventFileTaken::Otherwise(report));
            }
            let count = u32::try_from(drafts.len()).unwrap_or(u32::MAX);
            let changes = Changes::NONE.with(Field::Count, &count).with(Field::Mails, &report.mails);
            audit_add_with(&mut write, By::from(&by), Act::ScheduleImported, "schedule", &changes, now).await?;
            write.commit().await?;
            storage.event_told().await?;
            Ok(EventFileTaken::Taken(report))
        })
        .await
    }

    async fn event_file_run(
        &self,
        write: &mut Write,
        by: Secretariat,
        drafts: &[EventDraft],
        now: Timestamp,
    ) -> Result<EventFileReport, StorageError> {
        let before = mails(write).await?;
        let mut outcomes = Vec::with_capacity(drafts.len());
        for draft in drafts {
            outcomes.push(self.event_take(write, By::from(&by), draft.clone(), now).await?);
        }
        let mails = mails(write).await?.saturating_sub(before);
        let shown = ContentHash::of(outcomes.iter().map(told).collect::<String>().as_bytes());
        Ok(EventFileReport { outcomes, mails, shown })
    }

    /// All events, drafts too, for a file; the audit says who took them out.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn event_export(&self, by: Secretariat, now: Timestamp) -> Result<Vec<Event>, StorageError> {
        let mut write = self.begin().await?;
        let rows = sqlx::query("SELECT id, revision, changed_at, document FROM event ORDER BY id")
            .fetch_all(&mut *write)
            .await?;
        let events = rows.iter().map(event_from_row).collect::<Result<Vec<Event>, StorageError>>()?;
        let count = u32::try_from(events.len()).unwrap_or(u32::MAX);
        let changes = Changes::NONE.with(Field::Count, &count);
        audit_add_with(&mut write, By::from(&by), Act::ScheduleExported, "schedule", &changes, now).await?;
        write.commit().await?;
        Ok(events)
    }
}

/// Forgets files that have waited long enough.
pub(crate) async fn event_files_forget(write: &mut Write, now: Timestamp) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM event_file WHERE brought_at < ?")
        .bind(now.plus_seconds(-KEPT).as_microseconds())
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// How many mails there are.
async fn mails(write: &mut Write) -> Result<u32, sqlx::Error> {
    sqlx::query_scalar("SELECT count(*) FROM outbox").fetch_one(&mut **write).await
}

/// One outcome as a line. What is new has no number yet that would be the same the next time.
fn told((outcome, fields): &(EventImport, Vec<EventField>)) -> String {
    match outcome {
        EventImport::Added(_) => "added\n".to_owned(),
        EventImport::Unchanged(code) => format!("unchanged {code}\n"),
        EventImport::TablesInTheWay(code) => format!("tables {code}\n"),
        EventImport::TooFewSeats { code, taken } => format!("too few {code} {taken}\n"),
        EventImport::Changed(code) => {
            let fields: Vec<_> = fields.iter().map(|field| field.path()).collect();
            format!("changed {code} {}\n", fields.join(" "))
        }
    }
}
