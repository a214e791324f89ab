//! Who or what would be needed at two events at once.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::event::{EventDraft, Standing};
use crate::event_table::EventTable;
use crate::input::tolerant;
use crate::reference::EventCode;

/// How long an event takes of which nobody has written when it ends, in hours.
const UNKNOWN_END_HOURS: i64 = 1;

/// What is needed twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClashKind {
    /// Somebody speaks at both, or sits at a table of both at the same time.
    Speaker,
    /// Both are in the same room.
    Room,
}

impl ClashKind {
    /// The word in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Room => "room",
        }
    }

    /// The kind that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Speaker, Self::Room].into_iter().find(|kind| kind.slug() == slug)
    }
}

/// Two events at the same hour that need the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Clash {
    /// The other event.
    pub with: EventCode,
    /// What both need.
    pub over: ClashKind,
}

/// The events among `others` that `draft` clashes with: at the same hour of the same day, with the same speaker or in
/// the same room. An event that was called off, or that has no hour, clashes with none.
pub fn clashes<'a>(draft: &EventDraft, others: impl IntoIterator<Item = &'a EventDraft>) -> Vec<Clash> {
    let mut found = Vec::new();
    if draft.standing() == Standing::Cancelled {
        return found;
    }
    for other in others {
        if other.code == draft.code || other.standing() == Standing::Cancelled || !is_at_the_same_hour(draft, other) {
            continue;
        }
        if shares_a_speaker(draft, other) || shares_an_expert(draft, other) {
            found.push(Clash { with: other.code.clone(), over: ClashKind::Speaker });
        }
        if is_in_the_same_room(draft, other) {
            found.push(Clash { with: other.code.clone(), over: ClashKind::Room });
        }
    }
    found
}

fn is_at_the_same_hour(one: &EventDraft, other: &EventDraft) -> bool {
    if !one.when.touches(other.when.starts_on, other.when.ends_on) {
        return false;
    }
    match (hours(one), hours(other)) {
        (Some((begins, ends)), Some((other_begins, other_ends))) => begins < other_ends && other_begins < ends,
        _ => false,
    }
}

/// The hours of each of its days.
fn hours(draft: &EventDraft) -> Option<(Time, Time)> {
    let begins = draft.when.start_time?;
    let ends = draft.when.end_time.filter(|ends| *ends > begins);
    let unknown = || begins.saturating_add(jiff::Span::new().hours(UNKNOWN_END_HOURS));
    Some((begins, ends.unwrap_or_else(unknown)))
}

fn shares_a_speaker(one: &EventDraft, other: &EventDraft) -> bool {
    let names = |draft: &EventDraft| -> Vec<String> {
        let names = draft.particulars.speakers.iter().map(|speaker| tolerant(&speaker.name.ja));
        names.filter(|name| !name.is_empty()).collect()
    };
    let others = names(other);
    !others.is_empty() && names(one).iter().any(|name| others.contains(name))
}

/// Whether an expert sits at a table of each at the same time of the same day.
fn shares_an_expert(one: &EventDraft, other: &EventDraft) -> bool {
    let tables_of_other = &other.particulars.tables;
    let is_there_too = |table: &EventTable| {
        tables_of_other.iter().any(|beside| beside.expert == table.expert && beside.overlaps(table))
    };
    one.when.starts_on == other.when.starts_on && one.particulars.tables.iter().any(is_there_too)
}

fn is_in_the_same_room(one: &EventDraft, other: &EventDraft) -> bool {
    let room = |draft: &EventDraft| {
        let venue = draft.place.venue.as_ref().filter(|_| draft.place.format.has_venue())?;
        let name = tolerant(&venue.name.ja);
        (!name.is_empty()).then_some((draft.place.prefecture, name))
    };
    room(one).is_some_and(|room_of_one| room(other) == Some(room_of_one))
}
