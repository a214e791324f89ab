//! The desk's schedule: which events of some days are shown, how they stand, which get in each other's way, and where
//! one is put that somebody moves. What the hand or the keyboard does to it is in [`editor`].

pub mod editor;
mod lane;
mod target;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::event::{Event, EventKind, Standing};
use crate::event_operation::{Clash, clashes};
use crate::input::tolerant;
use crate::place::Region;
use crate::time::Timestamp;

pub use lane::{Lane, lanes, minutes};
pub use target::Target;

/// An event on the desk's schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheduled {
    /// What it says.
    pub event: Event,
    /// How many of its seats are taken.
    pub taken: u32,
    /// How many parties wait.
    pub waiting: u32,
}

/// How an event of the schedule stands, as the desk tells it at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScheduledState {
    /// 下書き.
    Draft,
    /// 公開中, with seats to be had.
    Open,
    /// 満席; people may wait.
    Full,
    /// 中止.
    Cancelled,
    /// 終了.
    Past,
}

impl ScheduledState {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Open, Self::Full, Self::Cancelled, Self::Past];

    /// The word in addresses: `state=full`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Full => "full",
            Self::Cancelled => "cancelled",
            Self::Past => "past",
        }
    }

    /// The state that a word in an address names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }
}

impl Scheduled {
    /// How it stands at `now`.
    pub fn state(&self, now: Timestamp) -> ScheduledState {
        match self.event.standing() {
            Standing::Draft => ScheduledState::Draft,
            Standing::Cancelled => ScheduledState::Cancelled,
            Standing::Published if self.event.is_past(now) => ScheduledState::Past,
            Standing::Published if self.is_full() => ScheduledState::Full,
            Standing::Published => ScheduledState::Open,
        }
    }

    /// Whether nobody gets a seat at once: all are taken, or somebody is in line before.
    pub fn is_full(&self) -> bool {
        self.waiting > 0 || self.event.capacity.is_some_and(|capacity| self.taken >= capacity)
    }
}

/// Which events of the schedule somebody wants to see; everything empty: all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimetableFilter {
    /// Only this region.
    pub region: Option<Region>,
    /// Only this kind.
    pub kind: Option<EventKind>,
    /// Only in this state.
    pub state: Option<ScheduledState>,
    /// Only with this speaker or expert, in whatever width it is written.
    pub expert: String,
}

impl TimetableFilter {
    /// Whether `scheduled` is to be seen.
    pub fn admits(&self, scheduled: &Scheduled, now: Timestamp) -> bool {
        let event = &scheduled.event;
        let expert = tolerant(&self.expert);
        let mut speakers = event.particulars.speakers.iter();
        self.region.is_none_or(|region| event.place.prefecture.is_some_and(|held| held.region() == region))
            && self.kind.is_none_or(|kind| event.kind == kind)
            && self.state.is_none_or(|state| scheduled.state(now) == state)
            && (expert.is_empty() || speakers.any(|speaker| tolerant(&speaker.name.ja) == expert))
    }
}

/// The speakers and experts of `events`, each once, in the order of their names.
pub fn experts<'a>(events: impl IntoIterator<Item = &'a Scheduled>) -> Vec<String> {
    let names = events.into_iter().flat_map(|scheduled| &scheduled.event.particulars.speakers);
    let names = names.map(|speaker| speaker.name.ja.trim()).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
}

/// What each of `events` clashes with among the others, in the order of `events`.
pub fn clashing(events: &[Scheduled]) -> Vec<Vec<Clash>> {
    // Whoever looks at all pairs of a month looks at a quarter of a million; of a day there are a few hundred.
    let mut by_day: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for (at, scheduled) in events.iter().enumerate() {
        for day in days(scheduled) {
            by_day.entry(day).or_default().push(at);
        }
    }
    let clashes_of = |scheduled: &Scheduled| {
        let beside: BTreeSet<usize> = days(scheduled).filter_map(|day| by_day.get(&day)).flatten().copied().collect();
        clashes(&scheduled.event, beside.into_iter().filter_map(|at| Some(&events.get(at)?.event.draft)))
    };
    events.iter().map(clashes_of).collect()
}

/// The days of an event, both ends included.
fn days(scheduled: &Scheduled) -> impl Iterator<Item = Date> + use<> {
    let (first, last) = (scheduled.event.when.starts_on, scheduled.event.when.ends_on);
    first.series(jiff::Span::new().days(1)).take_while(move |day| *day <= last)
}
