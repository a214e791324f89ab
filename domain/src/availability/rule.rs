//! What an expert says of their hours: each week, and on days that are other than their week.

use jiff::Span;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::hours::Hours;

/// The most weeks from one time to the next.
pub const WEEKS_MAX: u8 = 26;
/// The most days that one operation covers.
pub const DAYS_MAX: i32 = 400;

/// Some days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weekdays(u8);

impl Weekdays {
    /// All seven.
    pub const ALL: Self = Self(0x7f);

    /// These.
    pub fn of(weekdays: impl IntoIterator<Item = Weekday>) -> Self {
        Self(weekdays.into_iter().fold(0, |bits, weekday| bits | 1 << weekday.to_sunday_zero_offset()))
    }

    /// Whether `weekday` is among them.
    pub fn contains(self, weekday: Weekday) -> bool {
        self.0 & 1 << weekday.to_sunday_zero_offset() != 0
    }
}

/// Days in a row, both ends counted; of them those on some days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Days {
    /// The first.
    pub from: Date,
    /// The last; the same for a single one.
    pub to: Date,
    /// Which of them.
    pub weekdays: Weekdays,
}

impl Days {
    /// A single day.
    pub const fn one(day: Date) -> Self {
        Self { from: day, to: day, weekdays: Weekdays::ALL }
    }

    /// All days from one to another.
    pub const fn between(from: Date, to: Date) -> Self {
        Self { from, to, weekdays: Weekdays::ALL }
    }

    /// Each of them, in their order.
    pub fn each(self) -> impl Iterator<Item = Date> {
        let days = std::iter::successors(Some(self.from), |day| day.tomorrow().ok());
        days.take_while(move |day| *day <= self.to).filter(move |day| self.weekdays.contains(day.weekday()))
    }

    /// The spans of days in a row that they come to.
    pub fn runs(self) -> Vec<(Date, Date)> {
        let mut runs: Vec<(Date, Date)> = Vec::new();
        for day in self.each() {
            match runs.last_mut() {
                Some((_, last)) if last.tomorrow().is_ok_and(|next| next == day) => *last = day,
                _ => runs.push((day, day)),
            }
        }
        runs
    }

    /// How many days lie between the first and the last, both counted; the days of the week are not looked at.
    pub fn length(self) -> i32 {
        (self.to - self.from).get_days() + 1
    }
}

/// Hours of one day of the week, for as long as they hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WeeklyHours {
    /// On which day.
    #[serde(with = "weekday")]
    pub weekday: Weekday,
    /// Between which times.
    pub hours: Hours,
    /// The first day on which they may hold.
    pub from: Date,
    /// The last; none: until further notice.
    pub until: Option<Date>,
    /// Every so many weeks: 1 for each week.
    pub every: u8,
    /// A day of a week in which they hold; the weeks are counted from there, and begin on Sunday.
    pub anchor: Date,
}

impl WeeklyHours {
    /// The hours of each week from a day on.
    pub const fn each_week(weekday: Weekday, hours: Hours, from: Date) -> Self {
        Self { weekday, hours, from, until: None, every: 1, anchor: from }
    }

    /// The last day, or the last that there is.
    pub fn end(&self) -> Date {
        self.until.unwrap_or(Date::MAX)
    }

    /// Whether they hold on this day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.weekday == day.weekday() && self.from <= day && day <= self.end() && self.is_in_step(day)
    }

    /// Whether they hold in the week of this day.
    fn is_in_step(&self, day: Date) -> bool {
        if self.every <= 1 {
            return true;
        }
        let weeks = (first_of_week(day) - first_of_week(self.anchor)).get_days() / 7;
        weeks.rem_euclid(i32::from(self.every)) == 0
    }

    /// The same, so many days later.
    pub(super) fn shifted(self, days: i32) -> Self {
        let on = |day: Date| day.checked_add(Span::new().days(i64::from(days))).unwrap_or(day);
        let from = on(self.from);
        let weekday = self.weekday.wrapping_add(days);
        Self { weekday, from, until: self.until.map(on), anchor: on(self.anchor), ..self }
    }

    /// The same, from `from` to `until` at most; none where that is no time.
    pub(super) fn within(&self, from: Date, until: Date) -> Option<Self> {
        let (first, last) = (self.from.max(from), self.end().min(until));
        let until = if last == Date::MAX { None } else { Some(last) };
        (first <= last).then(|| Self { from: first, until, ..self.clone() })
    }
}

/// A day of the week as a number: 0 for Sunday.
pub(super) mod weekday {
    use jiff::civil::Weekday;
    use serde::{Deserialize as _, Deserializer, Serializer, de};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
    pub(in super::super) fn serialize<S: Serializer>(weekday: &Weekday, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i8(weekday.to_sunday_zero_offset())
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Weekday, D::Error> {
        let offset = i8::deserialize(deserializer)?;
        Weekday::from_sunday_zero_offset(offset).map_err(de::Error::custom)
    }
}

/// The Sunday with which the week of a day begins.
pub fn first_of_week(day: Date) -> Date {
    let back = i64::from(day.weekday().to_sunday_zero_offset());
    day.checked_sub(Span::new().days(back)).unwrap_or(Date::MIN)
}

/// For what somebody is away. Citizens are not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaveKind {
    /// 休暇.
    Vacation,
    /// 病気.
    Illness,
    /// 出張.
    BusinessTrip,
    /// 研修.
    Training,
    /// その他.
    Other,
}

impl LeaveKind {
    /// All kinds, in the order in which people are offered them.
    pub const ALL: [Self; 5] = [Self::Vacation, Self::Illness, Self::BusinessTrip, Self::Training, Self::Other];

    /// The word in forms and in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Vacation => "vacation",
            Self::Illness => "illness",
            Self::BusinessTrip => "business_trip",
            Self::Training => "training",
            Self::Other => "other",
        }
    }

    /// The kind that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// What becomes of a day that is not as its week has it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayPlan {
    /// Other hours, also on a holiday.
    Hours(Hours),
    /// 休み.
    Closed,
    /// 不在, with the kind.
    Leave(LeaveKind),
}

/// Days in a row that are not as their weeks have them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DayException {
    /// The first day.
    pub from: Date,
    /// The last; the same for a single one.
    pub to: Date,
    /// What becomes of each of them.
    pub plan: DayPlan,
}

impl DayException {
    /// The same, from `from` to `to` at most; none where that is no day.
    pub(super) fn within(&self, from: Date, to: Date) -> Option<Self> {
        let (from, to) = (self.from.max(from), self.to.min(to));
        (from <= to).then(|| Self { from, to, plan: self.plan.clone() })
    }
}
