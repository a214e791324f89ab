//! What can be done to a calendar, by name. An operation makes another calendar of one; what is booked stays as it is,
//! and [`conflicts`](super::conflicts) says what would lie outside.

mod draft;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::Calendar;
use super::hours::Window;
use super::rule::{DayPlan, Days, WeeklyHours, weekday};
use super::terms::Terms;

pub use draft::apply;

/// For which days a change of hours that repeat is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// この日だけ.
    ThisDay,
    /// この日から毎週.
    Following,
    /// すべて: as long as the hours that hold on this day have held and will hold.
    All,
}

impl Scope {
    /// All scopes, in the order in which people are asked.
    pub const ALL: [Self; 3] = [Self::ThisDay, Self::Following, Self::All];

    /// The word in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::ThisDay => "this_day",
            Self::Following => "following",
            Self::All => "all",
        }
    }

    /// The scope that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.slug() == slug)
    }
}

/// A change of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AvailabilityOperation {
    /// A day of the week has these hours for a time, and no others.
    SetWeekly(WeeklyHours),
    /// A day of the week has these hours for a time, beside those that it has.
    AddWeekly(WeeklyHours),
    /// A day of the week has no hours for a time.
    ClearWeekly {
        /// Which.
        #[serde(with = "weekday")]
        weekday: Weekday,
        /// The first day on which it has none.
        from: Date,
        /// The last; none: until further notice.
        until: Option<Date>,
    },
    /// A window is painted into a day.
    AddWindow {
        /// Which day.
        day: Date,
        /// Between which times.
        window: Window,
        /// For which days it is meant.
        scope: Scope,
    },
    /// A window, or a part of one, is taken out of a day.
    RemoveWindow {
        /// Which day.
        day: Date,
        /// Between which times.
        window: Window,
        /// For which days it is meant.
        scope: Scope,
    },
    /// A window is moved, or made longer or shorter.
    MoveWindow {
        /// Of which day.
        day: Date,
        /// Which.
        window: Window,
        /// To which day.
        to: Date,
        /// What becomes of it.
        becomes: Window,
        /// For which days it is meant.
        scope: Scope,
    },
    /// Some days are other than their weeks.
    SetDays {
        /// Which.
        days: Days,
        /// What becomes of each.
        plan: DayPlan,
    },
    /// Some days are as their weeks have them again.
    ClearDays {
        /// Which.
        days: Days,
    },
    /// Some days become like another.
    CopyDay {
        /// Like which.
        from: Date,
        /// Which.
        to: Days,
    },
    /// Some weeks become like another.
    CopyWeek {
        /// Like that of which day.
        from: Date,
        /// The first is that of this day.
        to: Date,
        /// How many.
        weeks: u8,
    },
    /// Other terms hold.
    SetTerms(Box<Terms>),
}

/// What whoever made a change is told about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AvailabilityNote {
    /// Windows overlapped, and are one now.
    Merged,
    /// What was said of some of the days before holds no more.
    ExceptionsReplaced,
}

/// Why a change is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AvailabilityRefusal {
    /// The last day comes before the first, or there is none of that day of the week.
    #[error("there are no such days")]
    NoDays,
    /// More days than one operation covers.
    #[error("more than {max} days")]
    TooManyDays {
        /// The most.
        max: i32,
    },
    /// Not every 1 to 26 weeks.
    #[error("not every 1 to {max} weeks")]
    UnknownRhythm {
        /// The most weeks.
        max: u8,
    },
    /// There is nothing of the kind at these times.
    #[error("there are no such hours")]
    NoSuchWindow,
    /// The day is not as its weeks have it: only itself can be changed there.
    #[error("the day is not as its week has it")]
    NotOfItsWeek,
    /// It is like this already.
    #[error("nothing changes")]
    NothingChanges,
    /// Nothing could ever be booked on these terms: no topic, no length, or nowhere to meet.
    #[error("nothing could be booked")]
    NothingToBook,
    /// No consultation at all would fit into a day or a week.
    #[error("a limit of none")]
    LimitOfNone,
    /// The calendar is full.
    #[error("the calendar has too many entries")]
    TooManyEntries,
}

/// A calendar after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvailabilityEdit {
    /// What it says now.
    pub calendar: Calendar,
    /// What to tell of it; sorted, without repeats.
    pub notes: Vec<AvailabilityNote>,
}
