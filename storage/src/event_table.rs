//! Tables of consultation meetings: whose time each takes, which of its times are open, and who has the others.
//!
//! A table stands in its event's document, and its row here is written whenever the event is. What is booked at it is a
//! consultation like every other (see [`crate::consultation`]); whether its expert has the time is asked of `engagement`,
//! where all of them stand.

use domain::account::AccountId;
use domain::availability::{ALTERNATIVES, Length, Meeting, Slot};
use domain::consultation::Conditions;
use domain::event::{Event, EventDraft, EventId};
use domain::event_table::{
    EventTable, MeetingTable, TableBooking, TableId, TableSlot, TableSlotState, table_meeting, table_slots,
};
use domain::expert::{ExpertCode, ExpertEntry};
use domain::place::Prefecture;
use domain::reference::ReferenceNumber;
use domain::time::{Timestamp, end_of_day, start_of_day};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use crate::event::event_from_row;
use crate::expert::expert_from_row;
use crate::{Storage, StorageError, Write};

/// A table as citizens see it.
#[derive(Debug, Clone)]
pub struct TableShown {
    /// What it is.
    pub table: EventTable,
    /// Who sits there.
    pub expert: ExpertEntry,
    /// Its times.
    pub slots: Vec<TableSlot>,
}

/// A table as the desk sees it.
#[derive(Debug, Clone)]
pub struct TableOnDesk {
    /// What it is, with its times.
    pub shown: TableShown,
    /// Who has each of its times, in their order; none where nobody has.
    pub holders: Vec<Option<TableHolder>>,
}

/// What takes the time of an expert who sits at a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableHolder {
    /// A consultation.
    Consultation {
        /// 受付番号.
        reference: ReferenceNumber,
        /// Who comes.
        organisation: String,
        /// Whether it was booked at a table of this event.
        is_here: bool,
    },
    /// Somebody fills in the form for it, or was proposed another time.
    Held,
    /// Another event.
    Event,
}

/// A time that is taken.
struct Busy {
    from: Timestamp,
    until: Timestamp,
    holder: TableHolder,
}

/// A table with everything that a booking at it needs.
pub(crate) struct TableRead {
    /// Whose it is.
    pub(crate) event: Event,
    /// What it is.
    pub(crate) table: EventTable,
    /// Who sits there.
    pub(crate) expert: ExpertEntry,
    /// Its times.
    pub(crate) slots: Vec<TableSlot>,
    busy: Vec<Busy>,
}

impl TableRead {
    /// Whose time it is.
    pub(crate) const fn account(&self) -> AccountId {
        self.expert.account
    }

    /// Where one meets.
    pub(crate) fn meeting(&self) -> Meeting {
        table_meeting(&self.event)
    }

    /// What holds for bookings at it.
    pub(crate) fn conditions(&self) -> Conditions {
        Conditions::at_table(self.event.window.closes_at)
    }

    /// The time that begins at a moment, if it is open.
    pub(crate) fn open_at(&self, moment: Timestamp) -> Option<Slot> {
        let is_open = |one: &&TableSlot| one.slot.starts_at == moment && one.state == TableSlotState::Open;
        self.slots.iter().find(is_open).map(|one| one.slot)
    }

    /// The next times at this table that are open instead of the one at `moment`.
    pub(crate) fn alternatives(&self, moment: Timestamp) -> Vec<Slot> {
        let open = self.slots.iter().filter(|one| one.state == TableSlotState::Open).map(|one| one.slot);
        let mut slots: Vec<Slot> = open.collect();
        slots.sort_unstable_by_key(|slot| (slot.starts_at < moment, *slot));
        slots.truncate(ALTERNATIVES);
        slots
    }

    fn shown(self) -> TableShown {
        TableShown { table: self.table, expert: self.expert, slots: self.slots }
    }

    fn on_desk(self) -> TableOnDesk {
        let holder = |one: &TableSlot| {
            let slot = one.slot;
            let busy = self.busy.iter().find(|busy| busy.from < slot.ends_at() && slot.starts_at < busy.until);
            busy.map(|busy| busy.holder.clone())
        };
        let holders = self.slots.iter().map(holder).collect();
        TableOnDesk { holders, shown: self.shown() }
    }
}

impl Storage {
    /// The tables of an event as citizens see them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_tables(&self, event: EventId, now: Timestamp) -> Result<Vec<TableShown>, StorageError> {
        let mut read = self.readers().begin().await?;
        Ok(tables_of(&mut read, event, now).await?.into_iter().map(TableRead::shown).collect())
    }

    /// The tables of an event as the desk sees them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_tables_at_desk(&self, event: EventId, now: Timestamp) -> Result<Vec<TableOnDesk>, StorageError> {
        let mut read = self.readers().begin().await?;
        Ok(tables_of(&mut read, event, now).await?.into_iter().map(TableRead::on_desk).collect())
    }

    /// The meeting at one of whose tables a time is held; none where the event is gone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn meeting_table(&self, id: TableId) -> Result<Option<MeetingTable>, StorageError> {
        let event = event_by_id(&mut *self.readers().acquire().await?, id.event).await?;
        Ok(event.map(|event| MeetingTable::of(&event, id.number)))
    }
}

/// Writes the rows of an event's tables in the place of those there were.
pub(crate) async fn tables_write(write: &mut Write, event: EventId, draft: &EventDraft) -> Result<(), StorageError> {
    sqlx::query("DELETE FROM event_table WHERE event_id = ?").bind(event.0).execute(&mut **write).await?;
    let day = draft.when.starts_on;
    for table in &draft.particulars.tables {
        let written = sqlx::query(
            "INSERT INTO event_table (event_id, number, expert_id, starts_at, ends_at, minutes, break_minutes)
             SELECT ?1, ?2, account_id, ?4, ?5, ?6, ?7 FROM expert WHERE code = ?3",
        )
        .bind(event.0)
        .bind(table.number)
        .bind(table.expert.as_str())
        .bind(Timestamp::from_tokyo(day.to_datetime(table.from)).as_microseconds())
        .bind(Timestamp::from_tokyo(day.to_datetime(table.until)).as_microseconds())
        .bind(table.length.minutes())
        .bind(table.pause)
        .execute(&mut **write)
        .await?;
        if written.rows_affected() == 0 {
            return Err(StorageError::unreadable(format!("expert {}", table.expert)));
        }
    }
    Ok(())
}

/// The consultations that are booked at an event's tables and were not given up, past ones too: they stay where they
/// were.
pub(crate) async fn bookings_of(
    connection: &mut SqliteConnection,
    event: EventId,
) -> Result<Vec<TableBooking>, StorageError> {
    let rows = sqlx::query(
        "SELECT c.reference, c.table_number, c.starts_at, c.minutes, c.prefecture, x.code FROM consultation c
            JOIN expert x ON x.account_id = c.expert_id
         WHERE c.event_id = ? AND c.state IN ('requested', 'confirmed', 'attended', 'no_show')
         ORDER BY c.starts_at, c.table_number",
    )
    .bind(event.0)
    .fetch_all(connection)
    .await?;
    rows.iter().map(booking_from_row).collect()
}

fn booking_from_row(row: &SqliteRow) -> Result<TableBooking, StorageError> {
    let minutes: u16 = row.try_get("minutes")?;
    let length = Length::from_minutes(minutes).ok_or_else(|| StorageError::unreadable(format!("{minutes} minutes")))?;
    let prefecture: Option<u8> = row.try_get("prefecture")?;
    Ok(TableBooking {
        reference: ReferenceNumber::parse(row.try_get("reference")?).map_err(StorageError::unreadable)?,
        number: row.try_get("table_number")?,
        expert: ExpertCode::parse(row.try_get("code")?).map_err(StorageError::unreadable)?,
        slot: Slot { starts_at: Timestamp::from_microseconds(row.try_get("starts_at")?), length },
        meeting: Meeting::AtTable(prefecture.and_then(Prefecture::from_code)),
    })
}

/// The table with this number; none where the event has no such table, or nobody who may work here sits at it.
pub(crate) async fn table_read<R>(
    connection: &mut SqliteConnection,
    id: TableId,
    now: Timestamp,
) -> Result<Option<TableRead>, StorageError<R>> {
    let Some(event) = event_by_id(connection, id.event).await? else { return Ok(None) };
    let table = event.particulars.tables.iter().find(|table| table.number == id.number).cloned();
    let Some(table) = table else { return Ok(None) };
    read(connection, &event, table, now).await
}

async fn tables_of(
    connection: &mut SqliteConnection,
    event: EventId,
    now: Timestamp,
) -> Result<Vec<TableRead>, StorageError> {
    let Some(event) = event_by_id(connection, event).await? else { return Ok(Vec::new()) };
    let mut tables = Vec::with_capacity(event.particulars.tables.len());
    for table in &event.particulars.tables {
        tables.extend(read(connection, &event, table.clone(), now).await?);
    }
    Ok(tables)
}

async fn read<R>(
    connection: &mut SqliteConnection,
    event: &Event,
    table: EventTable,
    now: Timestamp,
) -> Result<Option<TableRead>, StorageError<R>> {
    let row = sqlx::query(
        "SELECT x.account_id, x.code, x.profile, x.is_shown FROM expert x JOIN account a ON a.id = x.account_id
         WHERE x.code = ? AND a.disabled_at IS NULL",
    )
    .bind(table.expert.as_str().to_owned())
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let expert: ExpertEntry = expert_from_row(&row).map_err(StorageError::widen)?;
    let busy = busy_of(connection, expert.account, event, now).await?;
    let taken: Vec<(Timestamp, Timestamp)> = busy.iter().map(|busy| (busy.from, busy.until)).collect();
    let slots = table_slots(event, &table, &taken, now);
    Ok(Some(TableRead { event: event.clone(), table, expert, slots, busy }))
}

/// What takes an expert's time on the day of an event, the event itself not counted: whoever sits at its tables is there
/// for them. What they do elsewhere by a calendar of their own is not asked for, since the meeting stands in that too.
async fn busy_of<R>(
    connection: &mut SqliteConnection,
    expert: AccountId,
    event: &Event,
    now: Timestamp,
) -> Result<Vec<Busy>, StorageError<R>> {
    let day = event.when.starts_on;
    let (from, until) = (start_of_day(day).as_microseconds(), end_of_day(day).as_microseconds());
    let rows = sqlx::query(
        "SELECT g.kind, g.busy_from, g.busy_until, c.reference, c.event_id, o.name FROM engagement g
            LEFT JOIN consultation c ON c.id = g.consultation_id AND g.kind = 'consultation'
            LEFT JOIN client_organisation o ON o.id = c.organisation_id
         WHERE g.expert_id = ?1 AND g.busy_until > ?2 AND g.busy_from < ?3 AND coalesce(g.held_until, ?4 + 1) > ?4",
    )
    .bind(expert.0)
    .bind(from)
    .bind(until)
    .bind(now.as_microseconds())
    .fetch_all(&mut *connection)
    .await?;
    let mut busy = rows.iter().map(|row| busy_from_row(row, event.id)).collect::<Result<Vec<_>, _>>()?;
    let others: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT e.starts_at, e.ends_at FROM event e JOIN event_expert s ON s.event_id = e.id
         WHERE s.expert_id = ?1 AND e.id <> ?4 AND e.standing <> 'cancelled' AND e.ends_at > ?2 AND e.starts_at < ?3
         UNION ALL SELECT t.starts_at, t.ends_at FROM event_table t JOIN event e ON e.id = t.event_id
         WHERE t.expert_id = ?1 AND e.id <> ?4 AND e.standing <> 'cancelled' AND t.ends_at > ?2 AND t.starts_at < ?3",
    )
    .bind(expert.0)
    .bind(from)
    .bind(until)
    .bind(event.id.0)
    .fetch_all(connection)
    .await?;
    let instant = Timestamp::from_microseconds;
    busy.extend(others.into_iter().map(|(from, until)| Busy {
        from: instant(from),
        until: instant(until),
        holder: TableHolder::Event,
    }));
    Ok(busy)
}

fn busy_from_row<R>(row: &SqliteRow, event: EventId) -> Result<Busy, StorageError<R>> {
    let instant = |column: &str| row.try_get(column).map(Timestamp::from_microseconds);
    let reference: Option<&str> = row.try_get("reference")?;
    let holder = match reference {
        Some(reference) => TableHolder::Consultation {
            reference: ReferenceNumber::parse(reference).map_err(StorageError::unreadable)?,
            organisation: row.try_get("name")?,
            is_here: row.try_get::<Option<i64>, _>("event_id")? == Some(event.0),
        },
        None => TableHolder::Held,
    };
    Ok(Busy { from: instant("busy_from")?, until: instant("busy_until")?, holder })
}

async fn event_by_id<R>(connection: &mut SqliteConnection, id: EventId) -> Result<Option<Event>, StorageError<R>> {
    let row = sqlx::query("SELECT id, revision, changed_at, document FROM event WHERE id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(event_from_row).transpose()
}
