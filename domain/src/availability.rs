//! Availability (対応可能時間): when an expert is there, on which terms, and which times can be booked.
//!
//! Everything is a clock on a wall in Japan. A [`Calendar`] is what an expert says: hours of each week, days that are
//! other than their week, and terms. With what stands in it already ([`Engagements`]) it is a [`Diary`], which says
//! what is open and why the rest is not. Calendars are changed by named operations ([`AvailabilityOperation`]) only.
//!
//! Nothing here looks at what is past: rules lie in the order in which they end, engagements in the order in which they
//! begin, and both are searched by halves. To add a rule: a field of [`Terms`] or a kind of [`DayPlan`], its
//! [`Closure`], and the same in the reference of `tests/availability.rs`.

mod closure;
mod conflict;
mod day;
pub mod editor;
mod engagement;
mod form;
mod hours;
mod operation;
mod rule;
mod slots;
mod terms;
mod travel;

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{ClosedReason, holiday, is_year_end};

pub use closure::{Closure, PublicClosure};
pub use conflict::{CalendarRefusal, Conflict, conflicts, edit};
pub use day::closed_day;
pub use engagement::{Engagement, EngagementKind, Engagements};
pub use form::{AvailabilityError, AvailabilityField, AvailabilityForm, AvailabilityProblem, AvailabilityRead};
pub use hours::{DAY_MINUTES, Hours, HoursProblem, HoursRead, QUARTER, Window, WindowProblem, snap};
pub use operation::{AvailabilityEdit, AvailabilityNote, AvailabilityOperation, AvailabilityRefusal, Scope, apply};
pub use rule::{DAYS_MAX, DayException, DayPlan, Days, LeaveKind, WEEKS_MAX, Weekdays, WeeklyHours, first_of_week};
pub use slots::{ALTERNATIVES, Diary, Slot, open_days};
pub use terms::{BUFFER_MAX, Declined, HORIZON_MAX, Length, Meeting, NOTICE_MAX, Rests, Terms, UnknownLength, Wish};
pub use travel::{TRAVEL_MAX, travel_minutes};

/// What an expert says of when they are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "CalendarParts", into = "CalendarParts")]
pub struct Calendar {
    /// By the day on which they end.
    weekly: Vec<WeeklyHours>,
    /// By their days; no two of them hold on one day.
    exceptions: Vec<DayException>,
    terms: Terms,
}

/// A calendar as it is written down.
#[derive(Serialize, Deserialize)]
struct CalendarParts {
    weekly: Vec<WeeklyHours>,
    exceptions: Vec<DayException>,
    terms: Terms,
}

impl From<CalendarParts> for Calendar {
    fn from(parts: CalendarParts) -> Self {
        Self::of(parts.weekly, parts.exceptions, parts.terms)
    }
}

impl From<Calendar> for CalendarParts {
    fn from(calendar: Calendar) -> Self {
        Self { weekly: calendar.weekly, exceptions: calendar.exceptions, terms: calendar.terms }
    }
}

/// The hours of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayHours<'a> {
    /// Between which times.
    pub hours: Cow<'a, Hours>,
    /// Why these.
    pub origin: Origin<'a>,
}

/// Where the hours of a day come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'a> {
    /// From its weeks.
    Weekly,
    /// From its weeks, which rest on it.
    Rest(ClosedReason),
    /// From an exception.
    Exception(&'a DayException),
}

impl Calendar {
    /// A calendar without any hours.
    pub fn empty(terms: Terms) -> Self {
        Self::of(Vec::new(), Vec::new(), terms)
    }

    /// A calendar with these hours and exceptions, in whatever order. Where two exceptions are of one day, the later in
    /// the list holds.
    pub fn of(weekly: Vec<WeeklyHours>, exceptions: Vec<DayException>, terms: Terms) -> Self {
        let mut calendar = Self { weekly, exceptions: Vec::with_capacity(exceptions.len()), terms: terms.tidied() };
        calendar.weekly.retain(|rule| !rule.hours.is_empty() && rule.from <= rule.end());
        calendar.sort();
        for exception in exceptions {
            calendar.except(exception);
        }
        calendar
    }

    /// The hours of each week, by the day on which they end.
    pub fn weekly(&self) -> &[WeeklyHours] {
        &self.weekly
    }

    /// The days that are other than their week, in their order.
    pub fn exceptions(&self) -> &[DayException] {
        &self.exceptions
    }

    /// On which terms they take consultations.
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The exception that holds on a day.
    pub fn exception_on(&self, day: Date) -> Option<&DayException> {
        let next = self.exceptions.partition_point(|exception| exception.to < day);
        self.exceptions.get(next).filter(|exception| exception.from <= day)
    }

    /// The weekly hours that hold on a day, whether or not they rest on it.
    pub fn rules_on(&self, day: Date) -> impl Iterator<Item = &WeeklyHours> {
        let first = self.weekly.partition_point(|rule| rule.end() < day);
        self.weekly[first..].iter().filter(move |rule| rule.holds_on(day))
    }

    /// The hours of a day as its weeks have them, whether or not they rest on it.
    pub fn weekly_on(&self, day: Date) -> Cow<'_, Hours> {
        let mut rules = self.rules_on(day);
        match (rules.next(), rules.next()) {
            (None, _) => Cow::Owned(Hours::NONE),
            (Some(only), None) => Cow::Borrowed(&only.hours),
            (Some(first), Some(second)) => {
                let both = first.hours.and(&second.hours);
                Cow::Owned(rules.fold(both, |all, rule| all.and(&rule.hours)))
            }
        }
    }

    /// The hours of a day, and where they come from. What is said of the day itself holds before everything else, also
    /// on a holiday.
    pub fn hours_on(&self, day: Date) -> DayHours<'_> {
        if let Some(exception) = self.exception_on(day) {
            let hours = match &exception.plan {
                DayPlan::Hours(hours) => Cow::Borrowed(hours),
                DayPlan::Closed | DayPlan::Leave(_) => Cow::Owned(Hours::NONE),
            };
            return DayHours { hours, origin: Origin::Exception(exception) };
        }
        let hours = self.weekly_on(day);
        if hours.is_empty() {
            return DayHours { hours, origin: Origin::Weekly };
        }
        match self.rest_on(day) {
            Some(reason) => DayHours { hours: Cow::Owned(Hours::NONE), origin: Origin::Rest(reason) },
            None => DayHours { hours, origin: Origin::Weekly },
        }
    }

    /// Why weekly hours rest on a day, if they do, whether or not there are any.
    pub fn rest_on(&self, day: Date) -> Option<ClosedReason> {
        let holiday = holiday(day).filter(|_| self.terms.rests.on_holidays).map(ClosedReason::Holiday);
        holiday.or_else(|| (self.terms.rests.at_year_end && is_year_end(day)).then_some(ClosedReason::YearEnd))
    }

    fn sort(&mut self) {
        let order = |rule: &WeeklyHours| {
            (rule.end(), rule.from, rule.weekday.to_sunday_zero_offset(), rule.every, rule.anchor, rule.hours.clone())
        };
        self.weekly.sort_by_cached_key(order);
        self.weekly.dedup();
    }

    /// Puts an exception in the place of what was said of its days.
    fn except(&mut self, exception: DayException) {
        self.unexcept(exception.from, exception.to);
        let place = self.exceptions.partition_point(|other| other.to < exception.from);
        self.exceptions.insert(place, exception);
    }

    /// Takes back what was said of the days from one to another.
    fn unexcept(&mut self, from: Date, to: Date) {
        let first = self.exceptions.partition_point(|exception| exception.to < from);
        let last = self.exceptions.partition_point(|exception| exception.from <= to);
        if first >= last {
            return;
        }
        let before = from.yesterday().ok().and_then(|end| self.exceptions[first].within(Date::MIN, end));
        let after = to.tomorrow().ok().and_then(|begin| self.exceptions[last - 1].within(begin, Date::MAX));
        self.exceptions.splice(first..last, [before, after].into_iter().flatten());
    }
}
