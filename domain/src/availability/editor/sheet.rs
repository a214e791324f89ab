//! What is drawn: the days of a week or of a month, their hours, and what is booked on them.

use crate::availability::{DAY_MINUTES, DayPlan, Hours, QUARTER, Window};

/// A day of the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Day {
    /// Its hours as its weeks have them, whether or not they rest on it.
    pub weekly: Hours,
    /// Whether weekly hours rest on it: a holiday, or the year's end.
    pub rests: bool,
    /// What holds instead of its week.
    pub plan: Option<DayPlan>,
}

/// A booking, as far as the hours matter to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booking {
    /// On which day, counted from the first of the sheet.
    pub day: u16,
    /// Its first minute, on the quarter or off it.
    pub from: u16,
    /// The minute after its last.
    pub to: u16,
}

/// How finely a sheet is pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grain {
    /// The sheet is a week: hours of its days.
    #[default]
    Hours,
    /// The sheet is the weeks of a month: whole days. What repeats is not changed on it, since a rule for a weekday would
    /// show on days of which the sheet does not know whether they follow it.
    Days,
}

/// The sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// How finely it is pointed at.
    pub grain: Grain,
    /// The calendar's revision that it shows.
    pub revision: u32,
    /// The days, from the first of a week on.
    pub days: Vec<Day>,
    /// The day that the address names, where whole days are pointed at.
    pub opened_on: u16,
    /// The bookings to come, in the order in which the sheet shows them.
    pub bookings: Vec<Booking>,
}

impl Day {
    /// The hours that hold.
    pub fn hours(&self) -> Hours {
        match &self.plan {
            Some(DayPlan::Hours(hours)) => hours.clone(),
            Some(DayPlan::Closed | DayPlan::Leave(_)) => Hours::NONE,
            None => self.of_its_week(),
        }
    }

    fn of_its_week(&self) -> Hours {
        if self.rests { Hours::NONE } else { self.weekly.clone() }
    }

    /// Whether it is as its week has it: only then a change of it can be meant for its week.
    pub(super) fn is_of_its_week(&self) -> bool {
        self.plan.is_none() && (!self.rests || self.weekly.is_empty())
    }

    /// The window that holds a minute.
    pub fn window_at(&self, minute: u16) -> Option<Window> {
        self.hours().windows().iter().copied().find(|window| window.from() <= minute && minute < window.to())
    }

    /// Has it be as `plan` says, unless its week has it so already.
    pub(super) fn settle(&mut self, plan: DayPlan) {
        self.plan = match plan {
            DayPlan::Hours(hours) if hours == self.of_its_week() => None,
            DayPlan::Hours(hours) if hours.is_empty() => Some(DayPlan::Closed),
            other => Some(other),
        };
    }

    /// What it is like, whatever makes it so.
    pub(super) fn as_plan(&self) -> DayPlan {
        self.plan.clone().unwrap_or_else(|| DayPlan::Hours(self.of_its_week()))
    }
}

/// Quarters of an hour that are pointed at: from where the pointing began to where it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// On which day.
    pub day: u16,
    /// The other end of the days that are chosen, before it or after it; the same where it is one.
    pub(super) until: u16,
    /// The first minute of the quarter where it began.
    pub(super) anchor: u16,
    /// The first minute of the quarter where it is.
    pub(super) head: u16,
}

impl Cursor {
    /// On the quarter of a minute.
    pub(super) fn at(day: u16, minute: u16) -> Self {
        let quarter = quarter_of(minute);
        Self { day, until: day, anchor: quarter, head: quarter }
    }

    /// On all of a window.
    pub(super) fn over(day: u16, window: Window) -> Self {
        Self { day, until: day, anchor: window.from(), head: window.to() - QUARTER }
    }

    /// Whether it is on a single quarter.
    pub const fn is_single(self) -> bool {
        self.anchor == self.head
    }

    /// The first and the last day that are chosen.
    pub fn days(self) -> (u16, u16) {
        (self.day.min(self.until), self.day.max(self.until))
    }

    /// Everything that is pointed at.
    pub fn window(self) -> Window {
        between(self.anchor, self.head)
    }
}

/// The first minute of the quarter in which a minute lies.
pub(super) const fn quarter_of(minute: u16) -> u16 {
    let last = DAY_MINUTES - QUARTER;
    let minute = if minute > last { last } else { minute };
    minute / QUARTER * QUARTER
}

/// From one quarter to another, both counted, in whatever order.
pub(super) fn between(one: u16, other: u16) -> Window {
    let (from, to) = (quarter_of(one.min(other)), quarter_of(one.max(other)) + QUARTER);
    Window::new(from, to).unwrap_or(Window::DAY)
}
