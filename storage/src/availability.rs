//! Availability: experts' calendars, changed by operations that were meant for what the editor has seen, and what is open
//! for citizens.
//!
//! Rules and exceptions are rows of their own, so that what citizens ask for reads those in force from the first day on
//! and nothing of the past. What takes an expert's time is read in [`diary`].

pub(crate) mod diary;

use domain::account::AccountId;
use domain::audit::{Act, Changes, Field};
use domain::availability::{
    AvailabilityEdit, AvailabilityNote, AvailabilityOperation, Calendar, CalendarRefusal, Conflict, DayException,
    DayPlan, EngagementKind, Engagements, Hours, LeaveKind, WeeklyHours, conflicts, edit,
};
use domain::consultation::ConsultationId;
use domain::expert::CalendarKeeper;
use domain::time::Timestamp;
use jiff::civil::{Date, Weekday};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use self::diary::diary_of;
use crate::audit::{By, audit_add_with};
use crate::expert::expert_code;
use crate::{Storage, StorageError, Write};

/// A calendar as its keepers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarKept {
    /// What it says.
    pub calendar: Calendar,
    /// Grows with every change.
    pub revision: u32,
}

/// What operations would make of a calendar, or have made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarChange {
    /// What it says then.
    pub kept: CalendarKept,
    /// What to tell of it.
    pub notes: Vec<AvailabilityNote>,
    /// The bookings that lie outside then.
    pub conflicts: Vec<Conflict>,
}

/// What whoever changes a calendar has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarSeen {
    /// The revision.
    pub revision: u32,
    /// The bookings that they know will lie outside.
    pub conflicts: Vec<ConsultationId>,
}

impl Storage {
    /// The calendar of an expert, for whoever keeps it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn calendar(&self, by: &CalendarKeeper, expert: AccountId) -> Result<Option<CalendarKept>, StorageError> {
        if !by.keeps(expert) {
            return Ok(None);
        }
        let mut read = self.readers().begin().await?;
        kept(&mut read, expert).await
    }

    /// What operations would make of a calendar, without doing them: conflicts are told, not asked for.
    ///
    /// # Errors
    /// [`CalendarRefusal`] by the rules; otherwise when the database cannot be read.
    pub async fn calendar_consider(
        &self,
        by: &CalendarKeeper,
        expert: AccountId,
        operations: &[AvailabilityOperation],
        now: Timestamp,
    ) -> Result<CalendarChange, StorageError<CalendarRefusal>> {
        let mut read = self.readers().begin().await?;
        let before = kept_by(&mut read, by, expert).await?;
        let engagements = standing(&mut read, expert, now).await?;
        let all = known_to(&engagements);
        let edited = edit(&before.calendar, operations, &engagements, &all, now).map_err(StorageError::Refused)?;
        let revision = before.revision.saturating_add(1);
        Ok(change_of(&before.calendar, edited, revision, &engagements, now))
    }

    /// Does operations to the calendar that its editor has seen: all of them, or none.
    ///
    /// # Errors
    /// [`CalendarRefusal`] by the rules; otherwise when the database cannot be written.
    pub async fn calendar_change(
        &self,
        by: &CalendarKeeper,
        expert: AccountId,
        seen: &CalendarSeen,
        operations: &[AvailabilityOperation],
        now: Timestamp,
    ) -> Result<CalendarChange, StorageError<CalendarRefusal>> {
        let mut write = self.begin().await?;
        let CalendarKept { calendar, revision } = kept_by(&mut write, by, expert).await?;
        if revision != seen.revision {
            return Err(StorageError::Refused(CalendarRefusal::ChangedMeanwhile {
                current: Box::new(calendar),
                revision,
            }));
        }
        let engagements = standing(&mut write, expert, now).await?;
        let edited = edit(&calendar, operations, &engagements, &seen.conflicts, now).map_err(StorageError::Refused)?;
        write_calendar(&mut write, expert, &edited.calendar, now).await?;
        let code = expert_code(&mut write, expert).await?;
        let code = code.ok_or(StorageError::Refused(CalendarRefusal::UnknownExpert))?;
        let after = change_of(&calendar, edited, revision.saturating_add(1), &engagements, now);
        let changes = Changes::NONE
            .changed(Field::Revision, &revision, &after.kept.revision)
            .with(Field::Count, &u64::try_from(operations.len()).unwrap_or(u64::MAX));
        let act = Act::ExpertAvailabilityChanged;
        audit_add_with(&mut write, By::from(by), act, code.as_str(), &changes, now).await?;
        self.serve(&mut write, now).await.map_err(StorageError::widen)?;
        self.commit_and_wake(write).await?;
        Ok(after)
    }
}

/// What takes an expert's time from now on.
async fn standing(
    connection: &mut SqliteConnection,
    expert: AccountId,
    now: Timestamp,
) -> Result<Engagements, StorageError<CalendarRefusal>> {
    let diary = diary_of(connection, expert, now.tokyo_date(), now).await?;
    Ok(diary.map(|diary| diary.engagements).unwrap_or_default())
}

fn change_of(
    before: &Calendar,
    edited: AvailabilityEdit,
    revision: u32,
    engagements: &Engagements,
    now: Timestamp,
) -> CalendarChange {
    let AvailabilityEdit { calendar, notes } = edited;
    let conflicts = conflicts(before, &calendar, engagements, now);
    CalendarChange { kept: CalendarKept { calendar, revision }, notes, conflicts }
}

/// All bookings: whoever only asks what would be, knows of each.
fn known_to(engagements: &Engagements) -> Vec<ConsultationId> {
    let consultation = |kind| match kind {
        EngagementKind::Consultation(id) | EngagementKind::Proposal(id) => Some(id),
        EngagementKind::Hold(_) | EngagementKind::Event(_) | EngagementKind::External => None,
    };
    engagements.all().iter().filter_map(|engagement| consultation(engagement.kind)).collect()
}

async fn kept_by(
    connection: &mut SqliteConnection,
    by: &CalendarKeeper,
    expert: AccountId,
) -> Result<CalendarKept, StorageError<CalendarRefusal>> {
    // What somebody may not know of is not there.
    let found = if by.keeps(expert) { kept(connection, expert).await.map_err(StorageError::widen)? } else { None };
    found.ok_or(StorageError::Refused(CalendarRefusal::UnknownExpert))
}

/// A calendar with all that was ever said in it.
pub(crate) async fn kept(
    connection: &mut SqliteConnection,
    expert: AccountId,
) -> Result<Option<CalendarKept>, StorageError> {
    let row = sqlx::query("SELECT terms, revision FROM expert WHERE account_id = ?")
        .bind(expert.0)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let weekly = format!("SELECT {WEEKLY_COLUMNS} FROM weekly_hours r WHERE r.expert_id = ?");
    let weekly = sqlx::query(AssertSqlSafe(weekly)).bind(expert.0).fetch_all(&mut *connection).await?;
    let exceptions = format!("SELECT {EXCEPTION_COLUMNS} FROM day_exception r WHERE r.expert_id = ?");
    let exceptions = sqlx::query(AssertSqlSafe(exceptions)).bind(expert.0).fetch_all(&mut *connection).await?;
    let weekly = weekly.iter().map(weekly_from_row).collect::<Result<_, StorageError>>()?;
    let exceptions = exceptions.iter().map(exception_from_row).collect::<Result<_, StorageError>>()?;
    let terms = serde_json::from_str(row.try_get("terms")?).map_err(StorageError::unreadable)?;
    let calendar = Calendar::of(weekly, exceptions, terms);
    Ok(Some(CalendarKept { calendar, revision: row.try_get("revision")? }))
}

const WEEKLY_COLUMNS: &str = "r.weekday, r.hours, r.valid_from, r.valid_until, r.every_weeks, r.anchor";
const EXCEPTION_COLUMNS: &str = "r.from_day, r.to_day, r.plan, r.hours, r.leave";

/// Writes a calendar in the place of the one there was.
async fn write_calendar(
    write: &mut Write,
    expert: AccountId,
    calendar: &Calendar,
    now: Timestamp,
) -> Result<(), StorageError<CalendarRefusal>> {
    let terms = serde_json::to_string(calendar.terms()).map_err(StorageError::unreadable)?;
    sqlx::query("UPDATE expert SET terms = ?2, revision = revision + 1, changed_at = ?3 WHERE account_id = ?1")
        .bind(expert.0)
        .bind(terms)
        .bind(now.as_microseconds())
        .execute(&mut **write)
        .await?;
    sqlx::query("DELETE FROM weekly_hours WHERE expert_id = ?").bind(expert.0).execute(&mut **write).await?;
    sqlx::query("DELETE FROM day_exception WHERE expert_id = ?").bind(expert.0).execute(&mut **write).await?;
    for rule in calendar.weekly() {
        sqlx::query(
            "INSERT INTO weekly_hours (expert_id, weekday, hours, valid_from, valid_until, every_weeks, anchor)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(expert.0)
        .bind(rule.weekday.to_sunday_zero_offset())
        .bind(rule.hours.to_string())
        .bind(rule.from.to_string())
        .bind(rule.end().to_string())
        .bind(rule.every)
        .bind(rule.anchor.to_string())
        .execute(&mut **write)
        .await?;
    }
    for exception in calendar.exceptions() {
        let (plan, hours, leave) = match &exception.plan {
            DayPlan::Hours(hours) => ("hours", Some(hours.to_string()), None),
            DayPlan::Closed => ("closed", None, None),
            DayPlan::Leave(kind) => ("leave", None, Some(kind.slug())),
        };
        sqlx::query(
            "INSERT INTO day_exception (expert_id, from_day, to_day, plan, hours, leave) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(expert.0)
        .bind(exception.from.to_string())
        .bind(exception.to.to_string())
        .bind(plan)
        .bind(hours)
        .bind(leave)
        .execute(&mut **write)
        .await?;
    }
    Ok(())
}

fn weekly_from_row<R>(row: &SqliteRow) -> Result<WeeklyHours, StorageError<R>> {
    let until = day(row, "valid_until")?;
    Ok(WeeklyHours {
        weekday: Weekday::from_sunday_zero_offset(row.try_get("weekday")?).map_err(StorageError::unreadable)?,
        hours: hours(row)?,
        from: day(row, "valid_from")?,
        until: (until < Date::MAX).then_some(until),
        every: row.try_get("every_weeks")?,
        anchor: day(row, "anchor")?,
    })
}

fn exception_from_row<R>(row: &SqliteRow) -> Result<DayException, StorageError<R>> {
    let plan = match row.try_get("plan")? {
        "hours" => DayPlan::Hours(hours(row)?),
        "closed" => DayPlan::Closed,
        _ => {
            let leave: &str = row.try_get("leave")?;
            let kind = LeaveKind::from_slug(leave);
            DayPlan::Leave(kind.ok_or_else(|| StorageError::unreadable(format!("leave {leave}")))?)
        }
    };
    Ok(DayException { from: day(row, "from_day")?, to: day(row, "to_day")?, plan })
}

fn hours<R>(row: &SqliteRow) -> Result<Hours, StorageError<R>> {
    Ok(Hours::parse(row.try_get("hours")?).map_err(StorageError::unreadable)?.hours)
}

/// A day, as it is written in a column.
pub(crate) fn day<R>(row: &SqliteRow, column: &str) -> Result<Date, StorageError<R>> {
    row.try_get::<&str, _>(column)?.parse().map_err(StorageError::unreadable)
}
