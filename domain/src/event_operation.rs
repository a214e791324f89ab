//! What the secretariat does with an event: named operations, what each needs, and whom it concerns.
//!
//! Every change of an event goes through [`follow`], whoever makes it: it says what the public has to remember and
//! which notice is owed. To add an operation, add a variant and its arm in [`decide`], and its property in
//! `tests/event_operation.rs`.

mod clash;
mod field;
mod form;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::audit::Act;
use crate::calendar::closed;
use crate::event::{Bilingual, Event, EventDraft, EventState, Rescheduled, Standing, When};
use crate::event_table::{EventTable, TableBooking, TableProblem, displaced, table_problems};
use crate::notice::NoticeKind;
use crate::reference::EventCode;
use crate::time::Timestamp;

pub use clash::{Clash, ClashKind, clashes};
pub use field::{EventField, changed, merged};
pub use form::{CAPACITY_MAX, OperationField, OperationForm, REASON_MAX};

/// What is to be done with one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventOperation {
    /// It is held at another time; registration and programme move with it.
    Move {
        /// When it is held now.
        when: When,
    },
    /// It has another number of seats.
    ChangeCapacity {
        /// 定員; none: no limit.
        capacity: Option<u32>,
    },
    /// So many seats are held back; what is released goes to those in line.
    HoldBack {
        /// How many, altogether.
        reserved: u32,
    },
    /// Its consultation meeting has these tables.
    SetTables {
        /// All of them.
        tables: Vec<EventTable>,
    },
    /// A draft goes on the site.
    Publish,
    /// A draft goes on the site at a moment to come.
    PublishAt {
        /// When.
        at: Timestamp,
    },
    /// A planned publication is taken back.
    KeepDraft,
    /// It is called off.
    Cancel {
        /// What people are told.
        reason: Bilingual,
    },
    /// It says something else; code, standing and the row it came from stay.
    Edit(Box<EventDraft>),
    /// A draft says something else, and goes on the site when its form says so.
    EditAndPublish(Box<EventDraft>, Publication),
}

/// Whether and when a draft goes on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publication {
    /// It stays a draft.
    Draft,
    /// At once.
    Now,
    /// At a moment to come.
    At(Timestamp),
}

impl EventOperation {
    /// What the audit says was done.
    pub const fn act(&self) -> Act {
        match self {
            Self::Move { .. } => Act::EventMoved,
            Self::ChangeCapacity { .. } => Act::EventCapacityChanged,
            Self::HoldBack { .. } => Act::EventSeatsReserved,
            Self::SetTables { .. } => Act::EventTablesSet,
            Self::Publish | Self::EditAndPublish(_, Publication::Now) => Act::EventPublished,
            Self::PublishAt { .. } | Self::EditAndPublish(_, Publication::At(_)) => Act::EventPublicationPlanned,
            Self::KeepDraft => Act::EventPublicationWithdrawn,
            Self::Cancel { .. } => Act::EventCancelled,
            Self::Edit(_) | Self::EditAndPublish(_, Publication::Draft) => Act::EventEdited,
        }
    }
}

/// What an editor had before them when they decided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The revision of the event.
    pub revision: u32,
    /// The warnings that they were shown and went on in spite of.
    pub warnings: Vec<EventWarning>,
}

impl From<u32> for Seen {
    fn from(revision: u32) -> Self {
        Self { revision, warnings: Vec::new() }
    }
}

/// Something that may be meant, and may be a slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventWarning {
    /// It has begun already.
    InThePast,
    /// Offices are closed on its first or last day.
    ClosedDay(Date),
    /// Somebody, or a room, is needed twice.
    Clash(Clash),
}

impl EventWarning {
    /// The warning as a form carries it.
    pub fn word(&self) -> String {
        match self {
            Self::InThePast => "past".to_owned(),
            Self::ClosedDay(day) => format!("closed:{day}"),
            Self::Clash(Clash { with, over }) => format!("{}:{with}", over.slug()),
        }
    }

    /// The warning that a form carries.
    pub fn from_word(word: &str) -> Option<Self> {
        match word.split_once(':') {
            None => (word == "past").then_some(Self::InThePast),
            Some(("closed", day)) => day.parse().ok().map(Self::ClosedDay),
            Some((over, with)) => {
                let (over, with) = (ClashKind::from_slug(over)?, EventCode::parse(with).ok()?);
                Some(Self::Clash(Clash { with, over }))
            }
        }
    }
}

/// What has to be written before an event goes on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The title.
    Title,
    /// When it begins.
    StartTime,
    /// When it ends.
    EndTime,
    /// What the venue is called.
    Venue,
    /// What it is about.
    Topic,
    /// A sentence about it.
    Summary,
}

/// Why an operation is not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EventRefusal {
    /// No such event.
    #[error("there is no such event")]
    UnknownEvent,
    /// Somebody changed it after the editor had read it.
    #[error("the event was changed in the meantime")]
    ChangedMeanwhile {
        /// How it is now.
        current: Box<Event>,
    },
    /// People have more seats than there would be.
    #[error("{taken} seats are taken")]
    CapacityBelowTaken {
        /// How many they have.
        taken: u32,
    },
    /// More seats would be held back than are left.
    #[error("{left} seats are left")]
    ReservedTooMany {
        /// How many nobody has.
        left: u32,
    },
    /// Seats are held back of a number that is set.
    #[error("there is no limit to hold seats back of")]
    ReservedWithoutLimit,
    /// Its tables would not be what tables are.
    #[error("its tables do not fit it")]
    Tables {
        /// What is wrong, with the number of the table; none: with all of them.
        problems: Vec<(Option<u8>, TableProblem)>,
    },
    /// Consultations are booked at its tables that would have no time there any more.
    #[error("{} consultations would have no time", .bookings.len())]
    TablesBooked {
        /// Which.
        bookings: Vec<TableBooking>,
    },
    /// A draft is not complete.
    #[error("something is missing")]
    Incomplete {
        /// What.
        missing: Vec<Missing>,
    },
    /// The end does not lie after the beginning.
    #[error("it would end before it begins")]
    EndBeforeStart,
    /// A registration takes one seat at least.
    #[error("a registration takes one seat at least")]
    NoSeatsPerRegistration,
    /// It is on the site, or was called off.
    #[error("it is no draft")]
    NotDraft,
    /// It is a draft, or was called off already.
    #[error("it is not on the site")]
    NotPublished,
    /// It was called off: it stays as people were told.
    #[error("it was called off")]
    Cancelled,
    /// It is over.
    #[error("it is over")]
    Over,
    /// An account was made for its door.
    #[error("an account was made for its door")]
    HasHelper,
    /// A moment to come was asked for.
    #[error("the moment has passed")]
    MomentPassed,
    /// People are told why.
    #[error("a reason is needed")]
    ReasonMissing,
    /// It says the same already.
    #[error("nothing changes")]
    NothingChanges,
    /// It may be meant, but nobody has said so.
    #[error("it is to be confirmed")]
    Unconfirmed {
        /// What to look at first.
        warnings: Vec<EventWarning>,
    },
}

/// What a decision needs to know, read inside the transaction that will act on it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The event as it is.
    pub event: &'a Event,
    /// How many of its seats are taken.
    pub taken: u32,
    /// When it is to be published, as a draft.
    pub publish_at: Option<Timestamp>,
    /// The consultations that are booked at its tables.
    pub bookings: &'a [TableBooking],
    /// The other events of the days concerned; more do no harm.
    pub neighbours: &'a [EventDraft],
}

/// What follows from an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventDecision {
    /// What the event says from now on.
    pub draft: EventDraft,
    /// When it is to be published.
    pub publish_at: Option<Timestamp>,
    /// The mail that is owed to everybody who is registered or waits.
    pub notice: Option<NoticeKind>,
}

/// Decides one operation.
///
/// # Errors
/// [`EventRefusal`] says why it is not done, [`EventRefusal::Unconfirmed`] last: what cannot be is told before what
/// may be a slip.
pub fn decide(
    subject: Subject<'_>,
    seen: &Seen,
    operation: &EventOperation,
    now: Timestamp,
) -> Result<EventDecision, EventRefusal> {
    let before = &subject.event.draft;
    if seen.revision != subject.event.revision {
        return Err(EventRefusal::ChangedMeanwhile { current: Box::new(subject.event.clone()) });
    }
    let (mut draft, publish_at) = outcome(subject, operation, now)?;
    check(&draft, subject.taken)?;
    check_tables(&draft, subject.bookings)?;
    let is_publication = matches!(
        operation,
        EventOperation::Publish
            | EventOperation::PublishAt { .. }
            | EventOperation::EditAndPublish(_, Publication::Now | Publication::At(_))
    );
    if draft.standing() == Standing::Published || publish_at.is_some() {
        let known = if is_publication { Vec::new() } else { missing(before) };
        let missing: Vec<_> = missing(&draft).into_iter().filter(|each| !known.contains(each)).collect();
        if !missing.is_empty() {
            return Err(EventRefusal::Incomplete { missing });
        }
    }
    if draft == *before && publish_at == subject.publish_at {
        return Err(EventRefusal::NothingChanges);
    }
    if draft.standing() != Standing::Cancelled {
        let mut known = seen.warnings.clone();
        if !is_publication {
            known.extend(warnings(before, subject.neighbours, now));
        }
        let warnings = warnings(&draft, subject.neighbours, now);
        if warnings.iter().any(|warning| !known.contains(warning)) {
            return Err(EventRefusal::Unconfirmed { warnings });
        }
    }
    let notice = follow(before, &mut draft, now);
    Ok(EventDecision { draft, publish_at, notice })
}

/// What the event would say, and when it would be published.
fn outcome(
    subject: Subject<'_>,
    operation: &EventOperation,
    now: Timestamp,
) -> Result<(EventDraft, Option<Timestamp>), EventRefusal> {
    let before = &subject.event.draft;
    let standing = before.standing();
    let mut draft = before.clone();
    let mut publish_at = subject.publish_at;
    if standing == Standing::Cancelled {
        return Err(EventRefusal::Cancelled);
    }
    match operation {
        EventOperation::Move { when } => move_to(&mut draft, when),
        EventOperation::ChangeCapacity { capacity } => draft.capacity = *capacity,
        EventOperation::HoldBack { reserved } => draft.reserved = *reserved,
        EventOperation::SetTables { tables } => draft.particulars.tables.clone_from(tables),
        EventOperation::Publish => publish_at = published(&mut draft, Publication::Now, now)?,
        EventOperation::PublishAt { at } => publish_at = published(&mut draft, Publication::At(*at), now)?,
        EventOperation::KeepDraft => publish_at = published(&mut draft, Publication::Draft, now)?,
        EventOperation::Cancel { reason } => {
            if standing != Standing::Published {
                return Err(EventRefusal::NotPublished);
            }
            if before.is_past(now) {
                return Err(EventRefusal::Over);
            }
            if reason.ja.trim().is_empty() {
                return Err(EventRefusal::ReasonMissing);
            }
            draft.state = EventState::Cancelled { reason: reason.clone(), at: now };
        }
        EventOperation::Edit(edited) => draft = said(before, edited),
        EventOperation::EditAndPublish(edited, publication) => {
            draft = said(before, edited);
            publish_at = published(&mut draft, *publication, now)?;
        }
    }
    Ok((draft, publish_at))
}

/// The event with what `edited` says; code, standing, history and origin stay.
fn said(before: &EventDraft, edited: &EventDraft) -> EventDraft {
    let mut draft = EventDraft { code: before.code.clone(), state: before.state.clone(), ..edited.clone() };
    draft.particulars.source.clone_from(&before.particulars.source);
    draft.particulars.rescheduled.clone_from(&before.particulars.rescheduled);
    draft.particulars.series.clone_from(&before.particulars.series);
    // Tables have a form of their own.
    draft.particulars.tables.clone_from(&before.particulars.tables);
    draft.topics.sort_unstable();
    draft.topics.dedup();
    draft
}

/// Puts a draft on the site, or says when it goes there; none where it does not by itself.
fn published(
    draft: &mut EventDraft,
    publication: Publication,
    now: Timestamp,
) -> Result<Option<Timestamp>, EventRefusal> {
    if draft.standing() != Standing::Draft {
        return Err(EventRefusal::NotDraft);
    }
    match publication {
        Publication::Draft => Ok(None),
        Publication::Now => {
            draft.state = EventState::Published;
            Ok(None)
        }
        Publication::At(at) if at <= now => Err(EventRefusal::MomentPassed),
        Publication::At(at) => Ok(Some(at)),
    }
}

/// Whether a draft may be thrown away by an editor who has seen `revision` of it: nobody outside has read it, and
/// nobody can have registered for it.
///
/// # Errors
/// [`EventRefusal::ChangedMeanwhile`] and [`EventRefusal::NotDraft`].
pub fn discardable(event: &Event, revision: u32) -> Result<(), EventRefusal> {
    if event.revision != revision {
        Err(EventRefusal::ChangedMeanwhile { current: Box::new(event.clone()) })
    } else if event.standing() == Standing::Draft {
        Ok(())
    } else {
        Err(EventRefusal::NotDraft)
    }
}

fn check(draft: &EventDraft, taken: u32) -> Result<(), EventRefusal> {
    if !draft.when.is_in_order() {
        Err(EventRefusal::EndBeforeStart)
    } else if draft.seats_per_registration == 0 {
        Err(EventRefusal::NoSeatsPerRegistration)
    } else {
        check_seats(draft, taken)
    }
}

/// Whether an event that says `draft` has tables as they can be, and keeps what is booked at them.
///
/// # Errors
/// [`EventRefusal::Tables`], [`EventRefusal::TablesBooked`].
pub fn check_tables(draft: &EventDraft, bookings: &[TableBooking]) -> Result<(), EventRefusal> {
    let problems = table_problems(draft);
    if !problems.is_empty() {
        return Err(EventRefusal::Tables { problems });
    }
    let bookings = displaced(draft, bookings);
    if bookings.is_empty() { Ok(()) } else { Err(EventRefusal::TablesBooked { bookings }) }
}

fn check_seats(draft: &EventDraft, taken: u32) -> Result<(), EventRefusal> {
    match draft.capacity.map(|capacity| capacity.checked_sub(taken)) {
        None if draft.reserved > 0 => Err(EventRefusal::ReservedWithoutLimit),
        Some(None) => Err(EventRefusal::CapacityBelowTaken { taken }),
        Some(Some(left)) if left < draft.reserved => Err(EventRefusal::ReservedTooMany { left }),
        None | Some(Some(_)) => Ok(()),
    }
}

/// Moves an event: registration opens and closes as many days later, and each part of the programme and each table
/// begins as much later on its day, as the event does.
fn move_to(draft: &mut EventDraft, when: &When) {
    let days = i64::from((when.starts_on - draft.when.starts_on).get_days());
    let seconds = days * 24 * 60 * 60;
    draft.window.closes_at = draft.window.closes_at.plus_seconds(seconds);
    draft.window.opens_at = draft.window.opens_at.map(|opens| opens.plus_seconds(seconds));
    if let (Some(before), Some(after)) = (draft.when.start_time, when.start_time) {
        let later = after - before;
        let shifted = |time: Time| time.checked_add(later).ok();
        let sessions = draft.particulars.sessions.iter().map(|session| {
            let mut session = session.clone();
            session.starts = shifted(session.starts)?;
            session.ends = shifted(session.ends)?;
            Some(session)
        });
        let tables = draft.particulars.tables.iter().map(|table| {
            Some(EventTable { from: shifted(table.from)?, until: shifted(table.until)?, ..table.clone() })
        });
        // A programme that would run past midnight stays for an editor to look at, and so do tables.
        if let (Some(sessions), Some(tables)) =
            (sessions.collect::<Option<Vec<_>>>(), tables.collect::<Option<Vec<_>>>())
        {
            draft.particulars.sessions = sessions;
            draft.particulars.tables = tables;
        }
    }
    draft.when = when.clone();
}

/// The draft of an event that says what `event` says, on another first day.
#[must_use]
pub fn repeated(event: &EventDraft, day: Date) -> EventDraft {
    let mut draft = EventDraft { state: EventState::Draft, ..event.clone() };
    let days = event.when.ends_on - event.when.starts_on;
    move_to(&mut draft, &When { starts_on: day, ends_on: day.saturating_add(days), ..event.when.clone() });
    draft.particulars.series.get_or_insert_with(|| event.code.clone());
    draft.particulars.rescheduled.clear();
    draft.particulars.source = None;
    draft
}

/// The draft of an event of its own that says what `event` says, at another time.
#[must_use]
pub fn duplicated(event: &EventDraft, when: &When) -> EventDraft {
    let mut draft = EventDraft { state: EventState::Draft, ..event.clone() };
    move_to(&mut draft, when);
    draft.particulars.series = None;
    draft.particulars.rescheduled.clear();
    draft.particulars.source = None;
    draft
}

/// What is missing before `draft` can go on the site.
pub fn missing(draft: &EventDraft) -> Vec<Missing> {
    let is_blank = |text: &str| text.trim().is_empty();
    let venue = draft.place.venue.as_ref().map(|venue| venue.name.ja.as_str());
    let about = [&draft.particulars.summary, &draft.particulars.description];
    let wants = [
        (Missing::Title, is_blank(&draft.title.ja)),
        (Missing::StartTime, draft.when.start_time.is_none()),
        (Missing::EndTime, draft.when.end_time.is_none()),
        (Missing::Venue, draft.place.format.has_venue() && venue.is_none_or(is_blank)),
        (Missing::Topic, draft.topics.is_empty()),
        (Missing::Summary, about.into_iter().flatten().all(|text| is_blank(&text.ja))),
    ];
    wants.into_iter().filter_map(|(what, is_missing)| is_missing.then_some(what)).collect()
}

/// What to look at twice before `draft` is held as it says; `others` are the events around it.
pub fn warnings(draft: &EventDraft, others: &[EventDraft], now: Timestamp) -> Vec<EventWarning> {
    let mut warnings = Vec::new();
    if draft.when.starts_at() <= now {
        warnings.push(EventWarning::InThePast);
    }
    let mut days = vec![draft.when.starts_on, draft.when.ends_on];
    days.dedup();
    warnings.extend(days.into_iter().filter(|day| closed(*day).is_some()).map(EventWarning::ClosedDay));
    warnings.extend(clashes(draft, others).into_iter().map(EventWarning::Clash));
    warnings
}

/// What follows for the public when an event that said `before` says `after`: a time it was moved away from is kept,
/// and those who are registered or wait are told. None where nothing that concerns them has changed, or it is over.
pub fn follow(before: &EventDraft, after: &mut EventDraft, now: Timestamp) -> Option<NoticeKind> {
    let was_public = before.standing() == Standing::Published;
    let is_moved = !before.when.is_at_the_same_time_as(&after.when);
    if was_public && is_moved && after.standing() == Standing::Published {
        let earlier = &mut after.particulars.rescheduled;
        let now_at = &after.when;
        earlier.retain(|each| {
            !each.from.is_at_the_same_time_as(&before.when) && !each.from.is_at_the_same_time_as(now_at)
        });
        earlier.push(Rescheduled { from: before.when.clone(), at: now });
    }
    if before.standing() == Standing::Draft || (before.is_past(now) && after.is_past(now)) {
        return None;
    }
    match (before.standing(), after.standing()) {
        (Standing::Published, Standing::Cancelled) => Some(NoticeKind::EventCancelled),
        (Standing::Cancelled, Standing::Cancelled) | (_, Standing::Draft) => None,
        // It is held after all.
        (Standing::Cancelled, _) => Some(NoticeKind::EventChanged),
        _ if is_moved => Some(NoticeKind::EventMoved),
        _ => (whereabouts(before) != whereabouts(after)).then_some(NoticeKind::EventChanged),
    }
}

/// What those who come have to know of where it is.
fn whereabouts(draft: &EventDraft) -> impl PartialEq + use<'_> {
    let place = &draft.place;
    (place.format, place.prefecture, &place.venue, &place.joining, draft.when.doors_open)
}
