//! Tables (相談ブース) of a consultation meeting (相談会): at each an expert sits for some hours of the event's day, and
//! gives one consultation after the other.
//!
//! A table is said in the clock on the wall, as everything else of an event, and says so when the event is moved. Its
//! slots follow from it by [`EventTable::slots`]; that two never overlap is asked of the same engagements as for every
//! other consultation. What may stand in an event's tables is said by [`table_problems`], and what may not be taken away
//! from those who have booked by [`displaced`]: both are asked of every change of an event.

mod form;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::availability::{Length, Meeting, Slot};
use crate::event::{Bilingual, EventDraft, EventId, EventKind, Place, SessionKind, Standing};
use crate::expert::ExpertCode;
use crate::reference::{EventCode, ReferenceNumber};
use crate::time::Timestamp;

pub use form::{TableField, TableFieldProblem, TableRow, TablesForm, TablesProblems};

/// The most tables that an event has.
pub const TABLES_MAX: usize = 20;
/// The longest break between two consultations at a table, in minutes.
pub const BREAK_MAX: u16 = 60;

/// One table of one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TableId {
    /// Of which event.
    pub event: EventId,
    /// Which of its tables.
    pub number: u8,
}

/// A table at which an expert sits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventTable {
    /// Which: from 1 on, each once in an event. It stays a table's own, whatever becomes of the others.
    pub number: u8,
    /// Who sits there.
    pub expert: ExpertCode,
    /// From when on, on the event's first day.
    pub from: Time,
    /// Until when.
    pub until: Time,
    /// How long each consultation lasts.
    pub length: Length,
    /// So many minutes lie between one and the next.
    pub pause: u16,
}

/// A time at a table, and how it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableSlot {
    /// The time.
    pub slot: Slot,
    /// How it stands.
    pub state: TableSlotState,
}

/// How a time at a table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableSlotState {
    /// It can be had.
    Open,
    /// Somebody has it, or the expert is elsewhere.
    Taken,
    /// It has begun.
    Past,
    /// Registration for the event has not begun, is over, or the event is not held.
    Closed,
}

/// A consultation that was booked at a table and not given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableBooking {
    /// 受付番号.
    pub reference: ReferenceNumber,
    /// At which table.
    pub number: u8,
    /// With whom.
    pub expert: ExpertCode,
    /// When.
    pub slot: Slot,
    /// Where.
    pub meeting: Meeting,
}

/// The table of a consultation, with what its client has to know of the meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingTable {
    /// The event.
    pub event: EventCode,
    /// What it is called.
    pub title: Bilingual,
    /// Where it is.
    pub place: Place,
    /// Which table.
    pub number: u8,
}

impl MeetingTable {
    /// Table `number` of `event`.
    pub fn of(event: &EventDraft, number: u8) -> Self {
        Self { event: event.code.clone(), title: event.title.clone(), place: event.place.clone(), number }
    }
}

/// What is wrong with an event's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableProblem {
    /// The event is a seminar alone.
    NoMeeting,
    /// There are more than an event has.
    TooMany,
    /// The number stands for another table.
    NumberTwice,
    /// The event does not say from when until when it is.
    NoHours,
    /// It would end before it begins.
    EndBeforeStart,
    /// It does not lie within the hours of the meeting.
    OutsideHours {
        /// When these begin.
        from: Time,
        /// When they end.
        until: Time,
    },
    /// Not one consultation fits.
    NoSlot,
    /// The break is longer than breaks are.
    BreakTooLong,
    /// The same expert sits at another table at the same time.
    ExpertTwice {
        /// At which.
        other: u8,
    },
}

impl EventTable {
    /// Its times on a day, in their order.
    pub fn slots(&self, day: Date) -> Vec<Slot> {
        let until = Timestamp::from_tokyo(day.to_datetime(self.until));
        let step = i64::from(self.length.minutes() + self.pause) * 60;
        let first = Slot { starts_at: Timestamp::from_tokyo(day.to_datetime(self.from)), length: self.length };
        let next = |slot: &Slot| Some(Slot { starts_at: slot.starts_at.plus_seconds(step), ..*slot });
        std::iter::successors(Some(first), next).take_while(|slot| slot.ends_at() <= until).collect()
    }

    /// Whether the expert sits there while somebody sits at `other`.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.from < other.until && other.from < self.until
    }
}

/// Whether consultations can be held at an event of this kind.
pub const fn has_tables(kind: EventKind) -> bool {
    matches!(kind, EventKind::ConsultationMeeting | EventKind::Combined)
}

/// From when until when experts may sit at the tables: the part of the programme that is for consultations, or the whole
/// of the event's first day where the programme names none. None where no times are set.
pub fn table_hours(draft: &EventDraft) -> Option<(Time, Time)> {
    let sessions = draft.particulars.sessions.iter().filter(|session| session.kind == SessionKind::Consultation);
    let parts: Vec<(Time, Time)> = sessions.map(|session| (session.starts, session.ends)).collect();
    if let (Some(from), Some(until)) =
        (parts.iter().map(|(from, _)| *from).min(), parts.iter().map(|(_, until)| *until).max())
    {
        return Some((from, until));
    }
    let is_one_day = draft.when.starts_on == draft.when.ends_on;
    let until = if is_one_day { draft.when.end_time? } else { Time::MAX };
    Some((draft.when.start_time?, until))
}

/// Where one meets at an event's tables: at its venue, if it has one.
pub fn table_meeting(draft: &EventDraft) -> Meeting {
    Meeting::AtTable(draft.place.prefecture.filter(|_| draft.place.format.has_venue()))
}

/// What is wrong with an event's tables, each with the number of the table; none where it is about all of them.
pub fn table_problems(draft: &EventDraft) -> Vec<(Option<u8>, TableProblem)> {
    let tables = &draft.particulars.tables;
    if tables.is_empty() {
        return Vec::new();
    }
    if !has_tables(draft.kind) {
        return vec![(None, TableProblem::NoMeeting)];
    }
    let Some(hours) = table_hours(draft) else { return vec![(None, TableProblem::NoHours)] };
    let mut problems = Vec::new();
    if tables.len() > TABLES_MAX {
        problems.push((None, TableProblem::TooMany));
    }
    for (place, table) in tables.iter().enumerate() {
        let problem = window_problem(table, hours, draft.when.starts_on)
            .or_else(|| beside_problem(table, &tables[..place]))
            .map(|problem| (Some(table.number), problem));
        problems.extend(problem);
    }
    problems
}

fn window_problem(table: &EventTable, (from, until): (Time, Time), day: Date) -> Option<TableProblem> {
    if table.until <= table.from {
        Some(TableProblem::EndBeforeStart)
    } else if table.from < from || until < table.until {
        Some(TableProblem::OutsideHours { from, until })
    } else if table.pause > BREAK_MAX {
        Some(TableProblem::BreakTooLong)
    } else {
        table.slots(day).is_empty().then_some(TableProblem::NoSlot)
    }
}

fn beside_problem(table: &EventTable, before: &[EventTable]) -> Option<TableProblem> {
    if before.iter().any(|other| other.number == table.number) {
        return Some(TableProblem::NumberTwice);
    }
    let same = before.iter().find(|other| other.expert == table.expert && other.overlaps(table));
    same.map(|other| TableProblem::ExpertTwice { other: other.number })
}

/// The bookings that would have no time at `draft`'s tables any more: the table or its expert is another, its times are
/// others, or one would meet elsewhere.
pub fn displaced(draft: &EventDraft, bookings: &[TableBooking]) -> Vec<TableBooking> {
    let (day, meeting) = (draft.when.starts_on, table_meeting(draft));
    let stays = |booking: &TableBooking| {
        let table = draft.particulars.tables.iter().find(|table| table.number == booking.number);
        let has_time = |table: &EventTable| table.expert == booking.expert && table.slots(day).contains(&booking.slot);
        booking.meeting == meeting && table.is_some_and(has_time)
    };
    bookings.iter().filter(|booking| !stays(booking)).cloned().collect()
}

/// The times of one of an event's tables and how each stands at `now`; `taken` is when its expert's time is taken, from
/// one instant to another, that of the event itself not counted.
pub fn table_slots(
    draft: &EventDraft,
    table: &EventTable,
    taken: &[(Timestamp, Timestamp)],
    now: Timestamp,
) -> Vec<TableSlot> {
    let is_open = draft.standing() == Standing::Published && draft.window.admits(now).is_ok();
    let state = |slot: Slot| {
        if slot.starts_at <= now {
            TableSlotState::Past
        } else if taken.iter().any(|(from, until)| *from < slot.ends_at() && slot.starts_at < *until) {
            TableSlotState::Taken
        } else if is_open {
            TableSlotState::Open
        } else {
            TableSlotState::Closed
        }
    };
    table.slots(draft.when.starts_on).into_iter().map(|slot| TableSlot { slot, state: state(slot) }).collect()
}
