//! Why a moment is not open: in full for whoever keeps the calendar, without anything private for everybody else.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::engagement::EngagementKind;
use super::hours::Hours;
use super::rule::{DayPlan, LeaveKind};
use super::terms::Declined;
use super::{Calendar, DayHours, Origin};
use crate::calendar::ClosedReason;
use crate::place::Prefecture;
use crate::time::Timestamp;

/// The rule that closes a moment, for the expert and the secretariat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closure {
    /// The terms: it is nothing that they take.
    Declined(Declined),
    /// It has begun already.
    Past,
    /// It is nearer than the notice they ask for.
    TooSoon {
        /// The first day that one can book.
        first: Date,
    },
    /// It is farther than one can book ahead.
    TooFar {
        /// The last day that one can book.
        last: Date,
    },
    /// A holiday, or the year's end: their weekly hours rest.
    Rest(ClosedReason),
    /// An exception: they do not work on the days from one to another.
    DayOff {
        /// The first of them.
        from: Date,
        /// The last.
        to: Date,
    },
    /// An exception: they are away.
    Leave {
        /// For what.
        kind: LeaveKind,
        /// The first day.
        from: Date,
        /// The last.
        to: Date,
    },
    /// Their weeks have no hours on this day.
    NoHours,
    /// The day has hours, and the consultation does not lie within one of them.
    OutsideHours {
        /// Which.
        hours: Hours,
        /// Whether they are those of this day only.
        is_exception: bool,
    },
    /// Consultations begin on the quarters of the hour.
    OffTheQuarter,
    /// Something else is at the time, or the time kept free around the one would reach into the other.
    Engaged {
        /// What.
        with: EngagementKind,
        /// When it begins.
        starts_at: Timestamp,
        /// When it ends.
        ends_at: Timestamp,
        /// Whether only the time kept free around them is in the way.
        is_buffer: bool,
    },
    /// There would be no time for the way from the one to the other.
    Travel {
        /// What else is that day.
        with: EngagementKind,
        /// Where that is.
        there: Prefecture,
        /// Where the consultation would be.
        here: Prefecture,
        /// How many minutes the way takes.
        minutes: u16,
    },
    /// There are as many on this day as they take.
    DayFull {
        /// How many.
        limit: u16,
    },
    /// There are as many in this week as they take.
    WeekFull {
        /// How many.
        limit: u16,
    },
}

/// The same for citizens: nothing of leave, engagements, limits and ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicClosure {
    /// It is nothing that this expert takes.
    Declined(Declined),
    /// It has begun already.
    Past,
    /// It is too near.
    TooSoon {
        /// The first day that one can book.
        first: Date,
    },
    /// It is too far ahead.
    TooFar {
        /// The last day that one can book.
        last: Date,
    },
    /// A holiday, or the year's end.
    Rest(ClosedReason),
    /// The expert does not take consultations then.
    NotOffered,
    /// It is taken.
    Taken,
}

impl Closure {
    /// What a citizen may know of it.
    pub const fn public(&self) -> PublicClosure {
        match self {
            Self::Declined(declined) => PublicClosure::Declined(*declined),
            Self::Past => PublicClosure::Past,
            Self::TooSoon { first } => PublicClosure::TooSoon { first: *first },
            Self::TooFar { last } => PublicClosure::TooFar { last: *last },
            Self::Rest(reason) => PublicClosure::Rest(*reason),
            Self::DayOff { .. }
            | Self::Leave { .. }
            | Self::NoHours
            | Self::OutsideHours { .. }
            | Self::OffTheQuarter => PublicClosure::NotOffered,
            Self::Engaged { .. } | Self::Travel { .. } | Self::DayFull { .. } | Self::WeekFull { .. } => {
                PublicClosure::Taken
            }
        }
    }
}

impl Calendar {
    /// Why the time from one minute of a day to another does not lie within its hours, if it does not.
    pub(super) fn outside_hours(&self, day: Date, from: u16, to: u16) -> Option<Closure> {
        let DayHours { hours, origin } = self.hours_on(day);
        if hours.holds(from, to) {
            return None;
        }
        Some(match origin {
            Origin::Rest(reason) => Closure::Rest(reason),
            Origin::Exception(exception) => match &exception.plan {
                DayPlan::Closed => Closure::DayOff { from: exception.from, to: exception.to },
                DayPlan::Leave(kind) => Closure::Leave { kind: *kind, from: exception.from, to: exception.to },
                DayPlan::Hours(hours) => Closure::OutsideHours { hours: hours.clone(), is_exception: true },
            },
            Origin::Weekly if hours.is_empty() => Closure::NoHours,
            Origin::Weekly => Closure::OutsideHours { hours: hours.into_owned(), is_exception: false },
        })
    }
}
