//! Calendars that experts keep elsewhere: where they are, how it stands with them, and the times they take.
//!
//! Reading one is the server's. It takes one that is due ([`Storage::external_calendar_take`]), which is nobody else's
//! for a while, and says what came of it ([`Storage::external_calendar_settle`]); what was read takes the place of what
//! was there in one transaction, and a failure leaves it as it is.

use domain::account::AccountId;
use domain::audit::Act;
use domain::availability::{Engagement, EngagementKind};
use domain::expert::CalendarKeeper;
use domain::external_calendar::{
    BusyTimes, CALENDARS_MAX, CalendarAddress, CalendarName, ExternalCalendarId, ExternalCalendarRefusal as Refusal,
    ReadProblem, Unread, WHOLE_AGAIN_SECONDS, next_read,
};
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::{SqliteQueryResult, SqliteRow};

use crate::audit::{By, audit_add};
use crate::expert::expert_code;
use crate::{Storage, StorageError, Write};

/// For how long a calendar belongs to whoever reads it.
const LEASE_SECONDS: i64 = 2 * 60;

/// A calendar as its owner sees it. Its address is not among it: it was shown when it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalCalendarKept {
    /// Which.
    pub id: ExternalCalendarId,
    /// What it is called.
    pub name: CalendarName,
    /// At which host it is.
    pub host: String,
    /// When it was last heard of.
    pub read_at: Option<Timestamp>,
    /// When it could not be read the last time, and why; none since it could.
    pub failed: Option<(Timestamp, ReadProblem)>,
    /// When it is read next.
    pub due_at: Timestamp,
    /// How many entries could not be read, by the reason.
    pub unread: Vec<(Unread, u32)>,
    /// How many times it takes from now on.
    pub to_come: u32,
}

/// A calendar that is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalCalendarDue {
    /// Which.
    pub id: ExternalCalendarId,
    /// Where it is.
    pub address: CalendarAddress,
    /// What the other side calls what was read the last time; nothing where all of it is wanted.
    pub known: ExternalCalendarTag,
}

/// What the other side calls the state of a calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExternalCalendarTag {
    /// Its entity tag.
    pub entity_tag: Option<String>,
    /// Since when it has been so, as the other side wrote it.
    pub modified: Option<String>,
}

/// What came of reading a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExternalCalendarRead {
    /// It is as it was.
    Unchanged,
    /// All of it.
    Whole {
        /// When it takes time.
        busy: BusyTimes,
        /// What the other side calls it.
        tag: ExternalCalendarTag,
    },
}

impl Storage {
    /// The calendars that an expert keeps elsewhere.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn external_calendars(
        &self,
        by: &CalendarKeeper,
        expert: AccountId,
        now: Timestamp,
    ) -> Result<Vec<ExternalCalendarKept>, StorageError> {
        if !by.keeps(expert) {
            return Ok(Vec::new());
        }
        let rows = sqlx::query(
            "SELECT c.id, c.name, c.address, c.read_at, c.failed_at, c.problem, c.due_at, c.unread,
                (SELECT count(*) FROM external_busy b WHERE b.calendar_id = c.id AND b.ends_at > ?2) AS to_come
             FROM external_calendar c WHERE c.expert_id = ?1 ORDER BY c.id",
        )
        .bind(expert.0)
        .bind(now.as_microseconds())
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(kept_from_row).collect()
    }

    /// Adds a calendar, to be read at once.
    ///
    /// # Errors
    /// [`Refusal`]; otherwise when the database cannot be written.
    pub async fn external_calendar_add(
        &self,
        by: &CalendarKeeper,
        expert: AccountId,
        (name, address): (&CalendarName, &CalendarAddress),
        now: Timestamp,
    ) -> Result<ExternalCalendarId, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        told(&mut write, by, expert, Act::ExpertExternalCalendarAdded, now).await?;
        let known: Vec<(i64, String)> =
            sqlx::query_as("SELECT place, address FROM external_calendar WHERE expert_id = ?")
                .bind(expert.0)
                .fetch_all(&mut *write)
                .await?;
        if known.iter().any(|(_, known)| known == address.as_str()) {
            return Err(StorageError::Refused(Refusal::Known));
        }
        let place = (1..=i64::from(CALENDARS_MAX)).find(|place| known.iter().all(|(taken, _)| taken != place));
        let place = place.ok_or(StorageError::Refused(Refusal::TooMany))?;
        let id = sqlx::query_scalar(
            "INSERT INTO external_calendar (expert_id, place, name, address, added_at, due_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?5) RETURNING id",
        )
        .bind(expert.0)
        .bind(place)
        .bind(name.as_str())
        .bind(address.as_str())
        .bind(now.as_microseconds())
        .fetch_one(&mut *write)
        .await?;
        write.commit().await?;
        Ok(ExternalCalendarId(id))
    }

    /// Calls a calendar something else.
    ///
    /// # Errors
    /// [`Refusal::Unknown`]; otherwise when the database cannot be written.
    pub async fn external_calendar_rename(
        &self,
        by: &CalendarKeeper,
        (expert, id): (AccountId, ExternalCalendarId),
        name: &CalendarName,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        told(&mut write, by, expert, Act::ExpertExternalCalendarRenamed, now).await?;
        let done = sqlx::query("UPDATE external_calendar SET name = ?3 WHERE id = ?1 AND expert_id = ?2")
            .bind(id.0)
            .bind(expert.0)
            .bind(name.as_str())
            .execute(&mut *write)
            .await?;
        kept(write, &done).await
    }

    /// Removes a calendar, and the times it took with it.
    ///
    /// # Errors
    /// [`Refusal::Unknown`]; otherwise when the database cannot be written.
    pub async fn external_calendar_remove(
        &self,
        by: &CalendarKeeper,
        (expert, id): (AccountId, ExternalCalendarId),
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        told(&mut write, by, expert, Act::ExpertExternalCalendarRemoved, now).await?;
        let done = sqlx::query("DELETE FROM external_calendar WHERE id = ?1 AND expert_id = ?2")
            .bind(id.0)
            .bind(expert.0)
            .execute(&mut *write)
            .await?;
        kept(write, &done).await
    }

    /// Has a calendar read as soon as possible.
    ///
    /// # Errors
    /// [`Refusal::Unknown`]; otherwise when the database cannot be written.
    pub async fn external_calendar_ask(
        &self,
        by: &CalendarKeeper,
        (expert, id): (AccountId, ExternalCalendarId),
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        if !by.keeps(expert) {
            return Err(StorageError::Refused(Refusal::Unknown));
        }
        let mut write = self.begin().await?;
        let asked =
            sqlx::query("UPDATE external_calendar SET due_at = min(due_at, ?3) WHERE id = ?1 AND expert_id = ?2")
                .bind(id.0)
                .bind(expert.0)
                .bind(now.as_microseconds())
                .execute(&mut *write)
                .await?;
        kept(write, &asked).await
    }

    /// Takes the calendar that has been due longest, or `only` this one if it is due; for a while it is nobody else's.
    /// Those of experts who may not sign in are left alone.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn external_calendar_take(
        &self,
        only: Option<ExternalCalendarId>,
        now: Timestamp,
    ) -> Result<Option<ExternalCalendarDue>, StorageError> {
        // Where nothing is due, which is nearly always, nobody waits for the writer.
        let is_due: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM external_calendar WHERE due_at <= ?)")
            .bind(now.as_microseconds())
            .fetch_one(self.readers())
            .await?;
        if !is_due {
            return Ok(None);
        }
        let mut write = self.begin().await?;
        let row = sqlx::query(
            "UPDATE external_calendar SET due_at = ?3 WHERE id = (
                 SELECT c.id FROM external_calendar c JOIN account a ON a.id = c.expert_id
                 WHERE c.due_at <= ?2 AND (?1 IS NULL OR c.id = ?1) AND a.disabled_at IS NULL
                 ORDER BY c.due_at, c.id LIMIT 1)
             RETURNING id, address, entity_tag, modified, whole_at",
        )
        .bind(only.map(|id| id.0))
        .bind(now.as_microseconds())
        .bind(now.plus_seconds(LEASE_SECONDS).as_microseconds())
        .fetch_optional(&mut *write)
        .await?;
        write.commit().await?;
        row.as_ref().map(|row| due_from_row(row, now)).transpose()
    }

    /// Writes down what came of reading a calendar; `pause` seconds later it is read again, later where it failed. One
    /// that was removed meanwhile stays removed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn external_calendar_settle(
        &self,
        id: ExternalCalendarId,
        outcome: &Result<ExternalCalendarRead, ReadProblem>,
        pause: i64,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let mut write = self.begin().await?;
        let failures: Option<u32> = sqlx::query_scalar("SELECT failures FROM external_calendar WHERE id = ?")
            .bind(id.0)
            .fetch_optional(&mut *write)
            .await?;
        let Some(failures) = failures else { return Ok(()) };
        match outcome {
            Ok(read) => {
                sqlx::query(
                    "UPDATE external_calendar SET read_at = ?2, due_at = ?3, failures = 0, failed_at = NULL,
                         problem = NULL WHERE id = ?1",
                )
                .bind(id.0)
                .bind(now.as_microseconds())
                .bind(next_read(now, pause, 0).as_microseconds())
                .execute(&mut *write)
                .await?;
                if let ExternalCalendarRead::Whole { busy, tag } = read {
                    replace(&mut write, id, busy, tag, now).await?;
                }
            }
            Err(problem) => {
                sqlx::query(
                    "UPDATE external_calendar SET failures = failures + 1, failed_at = ?2, problem = ?3, due_at = ?4
                     WHERE id = ?1",
                )
                .bind(id.0)
                .bind(now.as_microseconds())
                .bind(serde_json::to_string(problem).map_err(StorageError::unreadable)?)
                .bind(next_read(now, pause, failures + 1).as_microseconds())
                .execute(&mut *write)
                .await?;
            }
        }
        write.commit().await?;
        Ok(())
    }
}

/// Puts what was read in the place of what was there.
async fn replace(
    write: &mut Write,
    id: ExternalCalendarId,
    busy: &BusyTimes,
    tag: &ExternalCalendarTag,
    now: Timestamp,
) -> Result<(), StorageError> {
    sqlx::query(
        "UPDATE external_calendar SET whole_at = ?2, entity_tag = ?3, modified = ?4, unread = ?5 WHERE id = ?1",
    )
    .bind(id.0)
    .bind(now.as_microseconds())
    .bind(tag.entity_tag.as_deref())
    .bind(tag.modified.as_deref())
    .bind(serde_json::to_string(&busy.unread).map_err(StorageError::unreadable)?)
    .execute(&mut **write)
    .await?;
    sqlx::query("DELETE FROM external_busy WHERE calendar_id = ?").bind(id.0).execute(&mut **write).await?;
    // All of them in one statement: thousands of statements would keep everybody else waiting for the writer.
    let times: Vec<(Timestamp, Timestamp)> = busy.times.iter().map(|one| (one.starts_at, one.ends_at)).collect();
    sqlx::query(
        "INSERT INTO external_busy (calendar_id, starts_at, ends_at)
         SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2)",
    )
    .bind(id.0)
    .bind(serde_json::to_string(&times).map_err(StorageError::unreadable)?)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Writes into the audit what somebody does to a calendar of an expert's, if they may.
async fn told(
    write: &mut Write,
    by: &CalendarKeeper,
    expert: AccountId,
    act: Act,
    now: Timestamp,
) -> Result<(), StorageError<Refusal>> {
    let code = if by.keeps(expert) { expert_code(write, expert).await? } else { None };
    let code = code.ok_or(StorageError::Refused(Refusal::Unknown))?;
    audit_add(write, By::from(by), act, code.as_str(), now).await?;
    Ok(())
}

/// Keeps a change of one calendar, where there was one to be changed.
async fn kept(write: Write, changed: &SqliteQueryResult) -> Result<(), StorageError<Refusal>> {
    if changed.rows_affected() == 0 {
        return Err(StorageError::Refused(Refusal::Unknown));
    }
    write.commit().await?;
    Ok(())
}

/// A time that a calendar elsewhere takes, of the columns `starts_at` and `ends_at`.
pub(crate) fn busy_from_row<R>(row: &SqliteRow) -> Result<Engagement, StorageError<R>> {
    let instant = |column: &str| row.try_get(column).map(Timestamp::from_microseconds);
    Ok(Engagement::plain(EngagementKind::External, instant("starts_at")?, instant("ends_at")?))
}

fn kept_from_row(row: &SqliteRow) -> Result<ExternalCalendarKept, StorageError> {
    let address = CalendarAddress::parse(row.try_get("address")?).map_err(StorageError::unreadable)?;
    let (failed_at, problem): (Option<i64>, Option<&str>) = (row.try_get("failed_at")?, row.try_get("problem")?);
    let problem: Option<ReadProblem> =
        problem.map(serde_json::from_str).transpose().map_err(StorageError::unreadable)?;
    let read_at: Option<i64> = row.try_get("read_at")?;
    let unread: std::collections::BTreeMap<Unread, u32> =
        serde_json::from_str(row.try_get("unread")?).map_err(StorageError::unreadable)?;
    Ok(ExternalCalendarKept {
        id: ExternalCalendarId(row.try_get("id")?),
        name: CalendarName::parse(row.try_get("name")?).map_err(StorageError::unreadable)?,
        host: address.host().to_owned(),
        read_at: read_at.map(Timestamp::from_microseconds),
        failed: failed_at.map(Timestamp::from_microseconds).zip(problem),
        due_at: Timestamp::from_microseconds(row.try_get("due_at")?),
        unread: unread.into_iter().collect(),
        to_come: row.try_get("to_come")?,
    })
}

fn due_from_row(row: &SqliteRow, now: Timestamp) -> Result<ExternalCalendarDue, StorageError> {
    let whole_at: Option<i64> = row.try_get("whole_at")?;
    let is_fresh = whole_at.is_some_and(|at| Timestamp::from_microseconds(at).plus_seconds(WHOLE_AGAIN_SECONDS) > now);
    let known = ExternalCalendarTag { entity_tag: row.try_get("entity_tag")?, modified: row.try_get("modified")? };
    Ok(ExternalCalendarDue {
        id: ExternalCalendarId(row.try_get("id")?),
        address: CalendarAddress::parse(row.try_get("address")?).map_err(StorageError::unreadable)?,
        known: if is_fresh { known } else { ExternalCalendarTag::default() },
    })
}
