//! What is open: experts' calendars with what takes their time, read together at one moment.

use domain::account::AccountId;
use domain::availability::{
    ALTERNATIVES, Calendar, Closure, DayException, Diary, Engagement, EngagementKind, Engagements, PublicClosure, Slot,
    TRAVEL_MAX, Terms, WeeklyHours, Wish, first_of_week, open_days,
};
use domain::consultation::{Candidate, ConsultationId, HoldId, least_busy_first};
use domain::event::{EventId, Format};
use domain::expert::ExpertCode;
use domain::place::Prefecture;
use domain::time::{Timestamp, end_of_day, start_of_day};
use jiff::ToSpan as _;
use jiff::civil::Date;
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, Row as _, Sqlite, SqliteConnection};

use super::{EXCEPTION_COLUMNS, WEEKLY_COLUMNS, exception_from_row, weekly_from_row};
use crate::external_calendar::busy_from_row;
use crate::registration::word;
use crate::{Storage, StorageError};

/// The calendar of one expert with what stands in it.
#[derive(Debug, Clone)]
pub struct ExpertDiary {
    /// Whose.
    pub expert: AccountId,
    /// What addresses call them.
    pub code: ExpertCode,
    /// When and on which terms they are there.
    pub calendar: Calendar,
    /// What takes their time, from the beginning of the first week that was asked for.
    pub engagements: Engagements,
}

impl ExpertDiary {
    /// As rules look at it.
    pub const fn diary(&self) -> Diary<'_> {
        Diary { calendar: &self.calendar, engagements: &self.engagements }
    }

    /// How busy they are in the week of a day.
    fn candidate(&self, day: Date) -> Candidate {
        let sunday = first_of_week(day);
        let next = sunday.checked_add(1.week()).unwrap_or(Date::MAX);
        let count = |until| self.engagements.count_between(start_of_day(sunday), until);
        Candidate { expert: self.expert, in_the_week: count(start_of_day(next)), to_come: count(end_of_day(Date::MAX)) }
    }
}

/// Whose diaries.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Whose<'a> {
    /// Those of all whom citizens find.
    Shown,
    /// That of the one with this code, if citizens find them.
    Named(&'a ExpertCode),
    /// That of the one with this account.
    Of(AccountId),
}

/// Those who have the time, whoever is least busy first.
pub(crate) fn free_at(diaries: &[ExpertDiary], wish: Wish, moment: Timestamp, now: Timestamp) -> Vec<AccountId> {
    let free = diaries.iter().filter(|one| one.diary().closure(wish, moment, now).is_none());
    least_busy_first(free.map(|one| one.candidate(moment.tokyo_date())))
}

/// Why a time cannot be had, with the next that can.
pub(crate) fn not_open(
    diaries: &[ExpertDiary],
    wish: Wish,
    moment: Timestamp,
    now: Timestamp,
) -> (Option<PublicClosure>, Vec<Slot>) {
    let why = match diaries {
        [only] => only.diary().closure(wish, moment, now).map(|closure| closure.public()),
        _ => None,
    };
    (why, alternatives(diaries, wish, moment, now))
}

/// The next times that are open instead, with any of several experts, the nearest first.
fn alternatives(diaries: &[ExpertDiary], wish: Wish, moment: Timestamp, now: Timestamp) -> Vec<Slot> {
    let all = diaries.iter().flat_map(|one| one.diary().alternatives(wish, moment, now));
    let mut slots: Vec<Slot> = all.collect();
    // Those that follow come before those that only an expert without any other has earlier.
    slots.sort_unstable_by_key(|slot| (slot.starts_at < moment, *slot));
    slots.dedup();
    slots.truncate(ALTERNATIVES);
    slots
}

impl Storage {
    /// The diaries of the experts whom citizens find, or of the one with this code, for the days from `from` on.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn diaries(
        &self,
        expert: Option<&ExpertCode>,
        from: Date,
        now: Timestamp,
    ) -> Result<Vec<ExpertDiary>, StorageError> {
        let mut read = self.readers().begin().await?;
        diaries(&mut read, expert.map_or(Whose::Shown, Whose::Named), from, now).await
    }

    /// The days of a month with how many times are open on each.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_days(
        &self,
        wish: Wish,
        expert: Option<&ExpertCode>,
        month: Date,
        now: Timestamp,
    ) -> Result<Vec<(Date, usize)>, StorageError> {
        let experts = self.diaries(expert, month.first_of_month(), now).await?;
        let diaries: Vec<Diary<'_>> = experts.iter().map(ExpertDiary::diary).collect();
        Ok(open_days(&diaries, wish, month, now))
    }

    /// The open times of a day, each once, whoever has it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_slots(
        &self,
        wish: Wish,
        expert: Option<&ExpertCode>,
        day: Date,
        now: Timestamp,
    ) -> Result<Vec<Slot>, StorageError> {
        let experts = self.diaries(expert, day, now).await?;
        let mut slots = Vec::new();
        for one in &experts {
            one.diary().each_open(wish, day, day, now, |slot| slots.push(slot));
        }
        slots.sort_unstable();
        slots.dedup();
        Ok(slots)
    }

    /// The rule that closes a moment of an expert's, for whoever keeps their calendar; none where it is open.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn closure(
        &self,
        wish: Wish,
        expert: &ExpertCode,
        moment: Timestamp,
        now: Timestamp,
    ) -> Result<Option<Closure>, StorageError> {
        let experts = self.diaries(Some(expert), moment.tokyo_date(), now).await?;
        Ok(experts.first().and_then(|one| one.diary().closure(wish, moment, now)))
    }
}

/// Which experts of `x`, with their accounts `a`: ?1 is an account, ?2 a code; without both those whom citizens find.
const WHOSE: &str = "JOIN account a ON a.id = x.account_id WHERE CASE WHEN ?1 IS NULL
    THEN x.is_shown AND a.disabled_at IS NULL AND (?2 IS NULL OR x.code = ?2) ELSE x.account_id = ?1 END";

/// Diaries, with what holds and stands in them from `from` on.
pub(crate) async fn diaries<R>(
    connection: &mut SqliteConnection,
    whose: Whose<'_>,
    from: Date,
    now: Timestamp,
) -> Result<Vec<ExpertDiary>, StorageError<R>> {
    let (account, code) = match whose {
        Whose::Shown => (None, None),
        Whose::Named(code) => (None, Some(code.as_str())),
        Whose::Of(account) => (Some(account.0), None),
    };
    // Limits count the whole week.
    let week = first_of_week(from);
    let first_day = week.to_string();
    // Ways from what ended before have to be thought of as well.
    let since = start_of_day(week).plus_seconds(-i64::from(TRAVEL_MAX) * 60).as_microseconds();
    let experts = format!("SELECT x.account_id, x.code, x.terms FROM expert x {WHOSE} ORDER BY x.account_id");
    let experts = sqlx::query(AssertSqlSafe(experts)).bind(account).bind(code).fetch_all(&mut *connection).await?;
    let mut read = Vec::with_capacity(experts.len());
    for row in &experts {
        read.push(Read {
            expert: row.try_get("account_id")?,
            code: ExpertCode::parse(row.try_get("code")?).map_err(StorageError::unreadable)?,
            terms: serde_json::from_str(row.try_get("terms")?).map_err(StorageError::unreadable)?,
            weekly: Vec::new(),
            exceptions: Vec::new(),
            engagements: Vec::new(),
        });
    }
    let columns = [
        ("weekly_hours", WEEKLY_COLUMNS, "r.valid_until >= ?3"),
        ("day_exception", EXCEPTION_COLUMNS, "r.to_day >= ?3"),
        ("engagement", ENGAGEMENT_COLUMNS, "r.busy_until > ?4 AND coalesce(r.held_until, ?5 + 1) > ?5"),
    ];
    for (table, columns, condition) in columns {
        let query = format!(
            "SELECT r.expert_id, {columns} FROM expert x JOIN {table} r ON r.expert_id = x.account_id AND {condition}
             {WHOSE}"
        );
        let rows = bound(&query, account, code, &first_day, since, now).fetch_all(&mut *connection).await?;
        for row in &rows {
            let Some(one) = one_of(&mut read, row)? else { continue };
            match table {
                "weekly_hours" => one.weekly.push(weekly_from_row(row)?),
                "day_exception" => one.exceptions.push(exception_from_row(row)?),
                _ => one.engagements.push(engagement_from_row(row)?),
            }
        }
    }
    let query = format!(
        "SELECT s.expert_id, e.id, e.starts_at, e.ends_at, e.format, e.document ->> '$.place.prefecture' AS prefecture
         FROM expert x JOIN event_expert s ON s.expert_id = x.account_id
            JOIN event e ON e.id = s.event_id AND e.ends_at > ?4 AND e.standing <> 'cancelled' {WHOSE}"
    );
    for row in &bound(&query, account, code, &first_day, since, now).fetch_all(&mut *connection).await? {
        let Some(one) = one_of(&mut read, row)? else { continue };
        one.engagements.push(event_from_row(row)?);
    }
    // Whoever sits at a table is at the event then. Where they speak as well, the whole of it is theirs already.
    let query = format!(
        "SELECT t.expert_id, e.id, t.starts_at, t.ends_at, e.format, e.document ->> '$.place.prefecture' AS prefecture
         FROM expert x JOIN event_table t ON t.expert_id = x.account_id AND t.ends_at > ?4
            JOIN event e ON e.id = t.event_id AND e.standing <> 'cancelled'
                AND NOT EXISTS (SELECT 1 FROM event_expert s WHERE s.event_id = e.id AND s.expert_id = t.expert_id)
         {WHOSE}"
    );
    for row in &bound(&query, account, code, &first_day, since, now).fetch_all(&mut *connection).await? {
        let Some(one) = one_of(&mut read, row)? else { continue };
        one.engagements.push(event_from_row(row)?);
    }
    let query = format!(
        "SELECT c.expert_id, b.starts_at, b.ends_at FROM expert x JOIN external_calendar c ON c.expert_id = x.account_id
            JOIN external_busy b ON b.calendar_id = c.id AND b.ends_at > ?4 {WHOSE}"
    );
    for row in &bound(&query, account, code, &first_day, since, now).fetch_all(&mut *connection).await? {
        let Some(one) = one_of(&mut read, row)? else { continue };
        one.engagements.push(busy_from_row(row)?);
    }
    Ok(read.into_iter().map(Read::diary).collect())
}

/// The diary of an expert, whether citizens find them or not.
pub(crate) async fn diary_of<R>(
    connection: &mut SqliteConnection,
    expert: AccountId,
    from: Date,
    now: Timestamp,
) -> Result<Option<ExpertDiary>, StorageError<R>> {
    Ok(diaries(connection, Whose::Of(expert), from, now).await?.pop())
}

/// A diary of which the rows are being read.
struct Read {
    expert: i64,
    code: ExpertCode,
    terms: Terms,
    weekly: Vec<WeeklyHours>,
    exceptions: Vec<DayException>,
    engagements: Vec<Engagement>,
}

impl Read {
    fn diary(self) -> ExpertDiary {
        ExpertDiary {
            expert: AccountId(self.expert),
            code: self.code,
            calendar: Calendar::of(self.weekly, self.exceptions, self.terms),
            engagements: Engagements::of(self.engagements),
        }
    }
}

/// The one to whom a row belongs. They lie in the order of their accounts.
fn one_of<'a, R>(read: &'a mut [Read], row: &SqliteRow) -> Result<Option<&'a mut Read>, StorageError<R>> {
    let expert: i64 = row.try_get("expert_id")?;
    Ok(read.binary_search_by_key(&expert, |one| one.expert).ok().map(|place| &mut read[place]))
}

/// A statement about the experts of [`WHOSE`] with what all of them may ask for.
fn bound<'q>(
    query: &str,
    account: Option<i64>,
    code: Option<&'q str>,
    first_day: &'q str,
    since: i64,
    now: Timestamp,
) -> Query<'q, Sqlite, SqliteArguments> {
    let statement = sqlx::query(AssertSqlSafe(query.to_owned()));
    statement.bind(account).bind(code).bind(first_day).bind(since).bind(now.as_microseconds())
}

const ENGAGEMENT_COLUMNS: &str = "r.kind, r.hold_id, r.consultation_id, r.starts_at, r.ends_at, r.busy_from,
    r.busy_until, r.prefecture";

fn engagement_from_row<R>(row: &SqliteRow) -> Result<Engagement, StorageError<R>> {
    let instant = |column: &str| row.try_get(column).map(Timestamp::from_microseconds);
    let place: Option<u8> = row.try_get("prefecture")?;
    let kind = match row.try_get("kind")? {
        "hold" => EngagementKind::Hold(HoldId(row.try_get("hold_id")?)),
        "proposal" => EngagementKind::Proposal(ConsultationId(row.try_get("consultation_id")?)),
        _ => EngagementKind::Consultation(ConsultationId(row.try_get("consultation_id")?)),
    };
    Ok(Engagement {
        kind,
        starts_at: instant("starts_at")?,
        ends_at: instant("ends_at")?,
        busy_from: instant("busy_from")?,
        busy_until: instant("busy_until")?,
        place: place.and_then(Prefecture::from_code),
    })
}

fn event_from_row<R>(row: &SqliteRow) -> Result<Engagement, StorageError<R>> {
    let instant = |column: &str| row.try_get(column).map(Timestamp::from_microseconds);
    let kind = EngagementKind::Event(EventId(row.try_get("id")?));
    let prefecture: Option<&str> = row.try_get("prefecture")?;
    let place = prefecture.and_then(|code| Prefecture::parse(code).ok());
    let is_somewhere = word(row, "format", Format::from_slug)?.has_venue();
    let engagement = Engagement::plain(kind, instant("starts_at")?, instant("ends_at")?);
    Ok(Engagement { place: place.filter(|_| is_somewhere), ..engagement })
}
