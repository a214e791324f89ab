//! The roll: the registrations of an event as the desk asks for them, and how full all events are.

use std::sync::Arc;

use domain::event::{Event, EventId};
use domain::reference::{EventCode, ReferenceNumber};
use domain::registration::Registration;
use domain::registration::roll::{EventFill, RegistrationFilter, RollCounts, RollSort, search_key};
use domain::search::Words;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection};

use crate::event::event_from_row;
use crate::registration::{COLUMNS, registration_from_row};
use crate::{Storage, StorageError};

/// How many registrations a search over all events shows.
pub const REGISTRATIONS_FOUND: u32 = 50;

/// A page of a roll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll {
    /// The event, drafts too.
    pub event: Event,
    /// Seats taken, those on offer too.
    pub taken: u32,
    /// Parties in line.
    pub waiting: u32,
    /// How many stand where, whatever is asked for.
    pub counts: RollCounts,
    /// What was asked for.
    pub registrations: Vec<Registration>,
    /// How many there are of them on all pages.
    pub found: u64,
}

/// Which part of a roll is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RollPage {
    /// 1 for the first.
    pub number: u32,
    /// How many registrations each page has.
    pub rows: u32,
}

impl Storage {
    /// A page of an event's registrations, those that `filter` finds; none where there is no such event.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn registrations_of(
        &self,
        code: &EventCode,
        filter: &RegistrationFilter,
        page: RollPage,
    ) -> Result<Option<Roll>, StorageError> {
        // One transaction: the counts are those of the rows.
        let mut read = self.readers().begin().await?;
        let row = sqlx::query(
            "SELECT id, revision, changed_at, document, seats_taken, parties_waiting FROM event WHERE code = ?",
        )
        .bind(code.as_str())
        .fetch_optional(&mut *read)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let event: Event = event_from_row(&row)?;
        let counts = counts(&mut read, event.id).await?;
        let mut count = QueryBuilder::new("SELECT count(*) FROM registration r");
        push_filter(&mut count, event.id, filter)?;
        let found: i64 = count.build_query_scalar().fetch_one(&mut *read).await?;
        let mut query = asked_for(event.id, filter)?;
        query.push(" LIMIT ").push_bind(page.rows);
        query.push(" OFFSET ").push_bind(i64::from(page.rows) * i64::from(page.number.max(1) - 1));
        let rows = query.build().fetch_all(&mut *read).await?;
        read.commit().await?;
        Ok(Some(Roll {
            taken: row.try_get("seats_taken")?,
            waiting: row.try_get("parties_waiting")?,
            counts,
            registrations: rows.iter().map(registration_from_row).collect::<Result<_, StorageError>>()?,
            found: found.unsigned_abs(),
            event,
        }))
    }

    /// All registrations of an event that `filter` finds, in its order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn registrations_all(
        &self,
        event: EventId,
        filter: &RegistrationFilter,
    ) -> Result<Vec<Registration>, StorageError> {
        let rows = asked_for(event, filter)?.build().fetch_all(self.readers()).await?;
        rows.iter().map(registration_from_row).collect()
    }

    /// The registrations of all events in which every one of `words` stands, the latest first, and how many there are;
    /// at most [`REGISTRATIONS_FOUND`] of them. What was set aside is found by its whole number alone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn registrations_found(
        &self,
        words: &str,
    ) -> Result<(Vec<(Registration, Arc<Event>)>, u64), StorageError> {
        let terms = Words::parse(words);
        let number = ReferenceNumber::parse(words).ok();
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS}, count(*) OVER () AS found FROM registration r
             WHERE (r.state <> 'set_aside' OR r.reference = ?2)
                AND NOT EXISTS (SELECT 1 FROM json_each(?1) t WHERE instr(r.search_key, t.value) = 0)
             ORDER BY r.created_at DESC, r.id DESC LIMIT ?3"
        )))
        .bind(serde_json::to_string(terms.terms()).map_err(StorageError::unreadable)?)
        .bind(number.map(|number| number.as_str().to_owned()))
        .bind(REGISTRATIONS_FOUND)
        .fetch_all(self.readers())
        .await?;
        let found: i64 = rows.first().map(|row| row.try_get("found")).transpose()?.unwrap_or(0);
        let mut registrations = Vec::with_capacity(rows.len());
        for row in &rows {
            let registration: Registration = registration_from_row(row)?;
            let event = self.event_of(registration.event).await?;
            registrations.push((registration, event));
        }
        Ok((registrations, found.unsigned_abs()))
    }

    /// How full every event is, drafts too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn events_filled(&self) -> Result<Vec<EventFill>, StorageError> {
        let rows = sqlx::query("SELECT id, seats_taken, parties_waiting FROM event").fetch_all(self.readers()).await?;
        let fill = |row: &SqliteRow| {
            let event = EventId(row.try_get("id")?);
            Ok(EventFill { event, taken: row.try_get("seats_taken")?, waiting: row.try_get("parties_waiting")? })
        };
        rows.iter().map(fill).collect()
    }

    /// Makes the search keys that are missing. A migration cannot: SQL does not fold.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub(crate) async fn registration_search_complete(&self) -> Result<(), StorageError> {
        let mut write = self.begin().await?;
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM registration r WHERE r.search_key IS NULL"
        )))
        .fetch_all(&mut *write)
        .await?;
        for row in &rows {
            let registration: Registration = registration_from_row(row)?;
            sqlx::query("UPDATE registration SET search_key = ?2 WHERE id = ?1")
                .bind(registration.id.0)
                .bind(search_key(&registration.reference, &registration.applicant))
                .execute(&mut *write)
                .await?;
        }
        write.commit().await?;
        Ok(())
    }
}

/// The registrations of `event` that `filter` finds, in its order.
fn asked_for(event: EventId, filter: &RegistrationFilter) -> Result<QueryBuilder<Sqlite>, StorageError> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(COLUMNS).push(" FROM registration r");
    push_filter(&mut query, event, filter)?;
    let direction = if filter.descending { " DESC" } else { "" };
    let order: &[&str] = match filter.sort {
        RollSort::Kana => &["r.kana"],
        RollSort::Organisation => &["r.organisation", "r.kana"],
        RollSort::Prefecture => &["r.prefecture", "r.kana"],
        RollSort::State => &[
            "CASE r.state WHEN 'seated' THEN 1 WHEN 'offered' THEN 2 WHEN 'waiting' THEN 3 ELSE 4 END",
            "r.line_place",
            "r.kana",
        ],
        RollSort::Registered => &["r.created_at"],
    };
    query.push(" ORDER BY ");
    for part in order {
        query.push(part).push(direction).push(", ");
    }
    query.push("r.id").push(direction);
    Ok(query)
}

fn push_filter(
    query: &mut QueryBuilder<Sqlite>,
    event: EventId,
    filter: &RegistrationFilter,
) -> Result<(), StorageError> {
    query.push(" WHERE r.event_id = ").push_bind(event.0);
    if filter.states.is_empty() {
        query.push(" AND r.state <> 'set_aside'");
    } else {
        let states: Vec<&str> = filter.states.iter().map(|state| state.slug()).collect();
        let states = serde_json::to_string(&states).map_err(StorageError::unreadable)?;
        query.push(" AND r.state IN (SELECT value FROM json_each(").push_bind(states).push("))");
    }
    if filter.has_question {
        query.push(" AND r.question IS NOT NULL");
    }
    if filter.has_access_needs {
        query.push(" AND r.access_needs IS NOT NULL");
    }
    if filter.without_mail {
        query.push(" AND r.email IS NULL");
    }
    for term in Words::parse(&filter.words).terms() {
        query.push(" AND instr(r.search_key, ").push_bind(term.clone()).push(") > 0");
    }
    Ok(())
}

async fn counts(connection: &mut SqliteConnection, event: EventId) -> Result<RollCounts, StorageError> {
    let row = sqlx::query(
        "SELECT count(*) FILTER (WHERE state = 'seated') AS seated, count(*) FILTER (WHERE state = 'offered') AS offered,
                count(*) FILTER (WHERE state = 'waiting') AS waiting,
                count(*) FILTER (WHERE state = 'cancelled') AS cancelled,
                count(*) FILTER (WHERE state = 'set_aside') AS set_aside,
                count(*) FILTER (WHERE state IN ('seated', 'offered', 'waiting') AND question IS NOT NULL)
                    AS questions,
                count(*) FILTER (WHERE state IN ('seated', 'offered', 'waiting') AND access_needs IS NOT NULL)
                    AS access_needs,
                count(*) FILTER (WHERE state IN ('seated', 'offered', 'waiting') AND email IS NULL) AS without_mail,
                coalesce(sum(seats) FILTER (WHERE state = 'offered'), 0) AS seats_offered
         FROM registration WHERE event_id = ?",
    )
    .bind(event.0)
    .fetch_one(connection)
    .await?;
    let count = |column: &str| row.try_get::<i64, _>(column).map(i64::unsigned_abs);
    Ok(RollCounts {
        seated: count("seated")?,
        offered: count("offered")?,
        waiting: count("waiting")?,
        cancelled: count("cancelled")?,
        set_aside: count("set_aside")?,
        questions: count("questions")?,
        access_needs: count("access_needs")?,
        without_mail: count("without_mail")?,
        seats_offered: count("seats_offered")?,
    })
}
