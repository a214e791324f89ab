//! What an expert has agreed to already: the time that is no longer theirs to give.

use serde::{Deserialize, Serialize};

use super::terms::BUFFER_MAX;
use super::travel::{TRAVEL_MAX, travel_minutes};
use crate::consultation::{ConsultationId, HoldId};
use crate::event::EventId;
use crate::place::Prefecture;
use crate::time::Timestamp;

/// Nine hours: what a clock in Japan is ahead of UTC.
const TOKYO_MINUTES: i64 = 9 * 60;
const MICROSECONDS: i64 = 60_000_000;

/// What an engagement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EngagementKind {
    /// 個別相談.
    Consultation(ConsultationId),
    /// 仮押さえ: somebody fills in the form for it.
    Hold(HoldId),
    /// Another time that was proposed for a consultation, until its answer.
    Proposal(ConsultationId),
    /// 登壇: an event at which they speak.
    Event(EventId),
    /// Something in a calendar of their own elsewhere.
    External,
}

impl EngagementKind {
    /// Whether it counts against how many consultations there may be a day and a week.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Consultation(_) | Self::Hold(_) | Self::Proposal(_))
    }
}

/// A time that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Engagement {
    /// By what.
    pub kind: EngagementKind,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// From when on nothing else may be, the time kept free before it counted.
    pub busy_from: Timestamp,
    /// Until when.
    pub busy_until: Timestamp,
    /// Where the expert has to be, if they have to be somewhere.
    pub place: Option<Prefecture>,
}

impl Engagement {
    /// A time that is taken as it stands, without any kept free around it.
    pub const fn plain(kind: EngagementKind, starts_at: Timestamp, ends_at: Timestamp) -> Self {
        Self { kind, starts_at, ends_at, busy_from: starts_at, busy_until: ends_at, place: None }
    }
}

/// An engagement in minutes on the wall, as the search for open times uses it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Busy {
    pub(super) at: usize,
    pub(super) place: Option<Prefecture>,
    pub(super) starts: i64,
    pub(super) ends: i64,
    pub(super) from: i64,
    pub(super) until: i64,
}

/// The engagements of one expert, in an order in which those of a few days are found without looking at the others.
#[derive(Debug, Clone, Default)]
pub struct Engagements {
    list: Vec<Engagement>,
    busy: Vec<Busy>,
    /// Until when any of the engagements so far can be in the way: it never falls, so that it can be searched.
    reach: Vec<i64>,
    /// When those begin that count against limits.
    counted: Vec<i64>,
}

impl Engagements {
    /// These, in whatever order. What has no length takes no time.
    pub fn of(engagements: impl IntoIterator<Item = Engagement>) -> Self {
        let mut list: Vec<Engagement> =
            engagements.into_iter().filter(|engagement| engagement.busy_from < engagement.busy_until).collect();
        list.sort_by_key(|engagement| (engagement.busy_from, engagement.busy_until, engagement.kind));
        let busy: Vec<Busy> = list.iter().enumerate().map(|(at, engagement)| busy(at, engagement)).collect();
        let reach = busy
            .iter()
            .scan(i64::MIN, |reach, busy| {
                *reach = (*reach).max(busy.until + i64::from(BUFFER_MAX)).max(busy.ends + i64::from(TRAVEL_MAX));
                Some(*reach)
            })
            .collect();
        let mut counted: Vec<i64> =
            list.iter().filter(|engagement| engagement.kind.counts()).map(|one| floor(one.starts_at)).collect();
        counted.sort_unstable();
        Self { list, busy, reach, counted }
    }

    /// All of them, by the moment from which on they take time.
    pub fn all(&self) -> &[Engagement] {
        &self.list
    }

    /// How many of those that count begin from one instant to another, which does not count.
    pub fn count_between(&self, from: Timestamp, until: Timestamp) -> usize {
        self.count(floor(from), floor(until))
    }

    /// The same without `kind`: what is moved is not in its own way.
    #[must_use]
    pub fn without(&self, kind: EngagementKind) -> Self {
        Self::of(self.list.iter().copied().filter(|engagement| engagement.kind != kind))
    }

    pub(super) fn at(&self, at: usize) -> &Engagement {
        &self.list[at]
    }

    /// Those that could be in the way of something between two minutes, the way to and from it included.
    pub(super) fn near(&self, from: i64, until: i64) -> impl Iterator<Item = &Busy> {
        let first = self.reach.partition_point(|reach| *reach <= from);
        let last = until + i64::from(TRAVEL_MAX);
        self.busy[first..].iter().take_while(move |busy| busy.from < last)
    }

    /// How many of those that count begin between two minutes.
    pub(super) fn count(&self, from: i64, until: i64) -> usize {
        let before = |minute: i64| self.counted.partition_point(|starts| *starts < minute);
        before(until) - before(from)
    }
}

impl Busy {
    /// The minutes between which, both not counted, nothing that lasts so long may begin: `before` and `after` are kept
    /// free around it, and `place` is where it would be.
    pub(super) fn blocks(&self, minutes: i64, before: i64, after: i64, place: Option<Prefecture>) -> (i64, i64) {
        let (low, high) = (self.from - after - minutes, self.until + before);
        match (self.place, place) {
            (Some(here), Some(there)) => {
                let (to, back) = (i64::from(travel_minutes(here, there)), i64::from(travel_minutes(there, here)));
                (low.min(self.starts - back - minutes), high.max(self.ends + to))
            }
            _ => (low, high),
        }
    }
}

fn busy(at: usize, engagement: &Engagement) -> Busy {
    Busy {
        at,
        place: engagement.place,
        starts: floor(engagement.starts_at),
        ends: ceiling(engagement.ends_at),
        from: floor(engagement.busy_from),
        until: ceiling(engagement.busy_until),
    }
}

/// The minute on the wall in which an instant lies, counted from 1970.
pub(super) const fn floor(at: Timestamp) -> i64 {
    at.as_microseconds().div_euclid(MICROSECONDS) + TOKYO_MINUTES
}

/// The first minute on the wall that does not begin before an instant.
const fn ceiling(at: Timestamp) -> i64 {
    at.as_microseconds().saturating_add(MICROSECONDS - 1).div_euclid(MICROSECONDS) + TOKYO_MINUTES
}

/// The instant at which a minute on the wall begins.
pub(super) const fn instant(minute: i64) -> Timestamp {
    Timestamp::from_microseconds((minute - TOKYO_MINUTES) * MICROSECONDS)
}
