//! The business calendar: which days government offices are closed, how business days are counted, and how years and
//! days are called. One engine for notice periods, offers, reply deadlines and reminders.
//!
//! Everything here is a civil date of Asia/Tokyo; no instant and no time zone enters. The holidays themselves are in
//! [`holiday`].

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time, Weekday};
use serde::{Deserialize, Serialize};

use crate::language::Language;

mod era;
mod law;

pub use era::{Era, EraYear, era_year};
pub use law::{Holiday, holiday};

/// Why an office is closed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ClosedReason {
    /// A national holiday, on whatever day of the week.
    Holiday(Holiday),
    /// 29 December to 3 January (law on the holidays of administrative organs, article 1).
    YearEnd,
    /// A Saturday that is nothing more.
    Saturday,
    /// A Sunday that is nothing more.
    Sunday,
}

impl ClosedReason {
    /// The reason in a word.
    pub const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Holiday(holiday), language) => holiday.name(language),
            (Self::YearEnd, Language::Japanese) => "年末年始",
            (Self::YearEnd, Language::English) => "Year-end holidays",
            (Self::Saturday, language) => weekday_name(Weekday::Saturday, language),
            (Self::Sunday, language) => weekday_name(Weekday::Sunday, language),
        }
    }

    /// Whether the day is closed only as every week has it.
    const fn is_weekend(self) -> bool {
        matches!(self, Self::Saturday | Self::Sunday)
    }
}

/// Why an office is closed on this day, or `None` when it is open. A holiday is named before the year's end, and both
/// before the weekend.
pub fn closed(date: Date) -> Option<ClosedReason> {
    if let Some(holiday) = holiday(date) {
        return Some(ClosedReason::Holiday(holiday));
    }
    if is_year_end(date) {
        return Some(ClosedReason::YearEnd);
    }
    match date.weekday() {
        Weekday::Saturday => Some(ClosedReason::Saturday),
        Weekday::Sunday => Some(ClosedReason::Sunday),
        _ => None,
    }
}

/// Whether the day is one of those from 29 December to 3 January, on which offices rest; New Year's Day is one of them.
pub fn is_year_end(date: Date) -> bool {
    matches!((date.month(), date.day()), (12, 29..=31) | (1, 1..=3))
}

/// Whether offices are open on this day (開庁日).
pub fn is_business_day(date: Date) -> bool {
    closed(date).is_none()
}

/// The `count`-th business day after `date`, or before it when `count` is negative; `date` itself does not count. For
/// zero: `date`, or the next business day when it is none. Stops at the first and last day a [`Date`] can hold.
pub fn add_business_days(date: Date, count: i32) -> Date {
    let step = if count < 0 { Date::yesterday } else { Date::tomorrow };
    let mut day = date;
    if count == 0 {
        while !is_business_day(day) {
            let Ok(next) = step(day) else { break };
            day = next;
        }
        return day;
    }
    let mut left = count.unsigned_abs();
    while left > 0 {
        let Ok(next) = step(day) else { break };
        day = next;
        if is_business_day(day) {
            left -= 1;
        }
    }
    day
}

/// The moment on the wall `hours` business hours after `from`: the clock goes on through the whole of a business day and
/// stands still on closed days. So 24 hours end at the same time of the next business day.
pub fn add_business_hours(from: DateTime, hours: u32) -> DateTime {
    let mut left = SignedDuration::from_hours(i64::from(hours));
    let mut moment = from;
    loop {
        let day = moment.date();
        let Ok(next) = day.tomorrow() else { return moment };
        let midnight = next.to_datetime(Time::midnight());
        if is_business_day(day) {
            let rest = moment.duration_until(midnight);
            if left <= rest {
                return moment.saturating_add(left);
            }
            left -= rest;
        }
        moment = midnight;
    }
}

/// How many business days lie from one day to the other: the first not counted, the last counted; negative when `to` is
/// before `from`. So it undoes [`add_business_days`].
pub fn business_days_between(from: Date, to: Date) -> i32 {
    let count = |first: Date, step: fn(Date) -> Result<Date, jiff::Error>, last: Date| {
        let mut day = first;
        let mut business_days = 0;
        while day != last {
            let Ok(next) = step(day) else { break };
            day = next;
            business_days += i32::from(is_business_day(day));
        }
        business_days
    };
    if from <= to { count(from, Date::tomorrow, to) } else { -count(from, Date::yesterday, to) }
}

/// Days in a row on which an office is closed for more than a weekend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosedSpan {
    /// The first closed day.
    pub from: Date,
    /// The last closed day; the same for a single one.
    pub to: Date,
    /// The reason of the first day; for the year's end, that.
    pub reason: ClosedReason,
    /// Whether other holidays than the first follow within the span, as in the first week of May.
    pub has_more: bool,
}

impl ClosedSpan {
    /// What the span is called: a holiday's name, or for several in a row the first with 'など'.
    pub fn name(&self, language: Language) -> String {
        let first = self.reason.name(language);
        match (self.has_more, language) {
            (false, _) => String::from(first),
            (true, Language::Japanese) => format!("{first}など"),
            (true, Language::English) => format!("{first} and following days"),
        }
    }
}

/// How far ahead spans are looked for, in days: one year has all kinds of them.
const DAYS_LOOKED_AHEAD: usize = 800;

/// The next `count` spans of closed days that end on or after `from`: national holidays, those in a row together, and
/// the year's end. Weekends are left out, and so are holidays that fall on weekends only: everybody knows them closed.
pub fn closed_spans_ahead(from: Date, count: usize) -> Vec<ClosedSpan> {
    let named = |day: Date| closed(day).filter(|reason| !reason.is_weekend());
    let mut first = from;
    // A span that has begun already is told from its beginning.
    while named(first).is_some() {
        let Ok(before) = first.yesterday() else { break };
        if named(before).is_none() {
            break;
        }
        first = before;
    }
    let mut spans = Vec::with_capacity(count);
    let mut days = first.series(jiff::Span::new().days(1)).take(DAYS_LOOKED_AHEAD).peekable();
    while spans.len() < count {
        let Some(begin) = days.by_ref().find(|&day| named(day).is_some()) else { break };
        let mut last = begin;
        while let Some(day) = days.next_if(|&day| named(day).is_some()) {
            last = day;
        }
        let is_weekend_only = begin.series(jiff::Span::new().days(1)).take_while(|&day| day <= last).all(is_weekend);
        if is_weekend_only {
            continue;
        }
        let is_year_end = closed(begin) == Some(ClosedReason::YearEnd);
        if let Some(reason) = closed(begin) {
            spans.push(ClosedSpan { from: begin, to: last, reason, has_more: last > begin && !is_year_end });
        }
    }
    spans
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// A day of the week in full: 火曜日, Tuesday.
pub const fn weekday_name(weekday: Weekday, language: Language) -> &'static str {
    match (weekday, language) {
        (Weekday::Monday, Language::Japanese) => "月曜日",
        (Weekday::Tuesday, Language::Japanese) => "火曜日",
        (Weekday::Wednesday, Language::Japanese) => "水曜日",
        (Weekday::Thursday, Language::Japanese) => "木曜日",
        (Weekday::Friday, Language::Japanese) => "金曜日",
        (Weekday::Saturday, Language::Japanese) => "土曜日",
        (Weekday::Sunday, Language::Japanese) => "日曜日",
        (Weekday::Monday, Language::English) => "Monday",
        (Weekday::Tuesday, Language::English) => "Tuesday",
        (Weekday::Wednesday, Language::English) => "Wednesday",
        (Weekday::Thursday, Language::English) => "Thursday",
        (Weekday::Friday, Language::English) => "Friday",
        (Weekday::Saturday, Language::English) => "Saturday",
        (Weekday::Sunday, Language::English) => "Sunday",
    }
}

/// A day of the week for dates and the heads of calendars: 火, Tue.
pub const fn weekday_short(weekday: Weekday, language: Language) -> &'static str {
    match (weekday, language) {
        (Weekday::Monday, Language::Japanese) => "月",
        (Weekday::Tuesday, Language::Japanese) => "火",
        (Weekday::Wednesday, Language::Japanese) => "水",
        (Weekday::Thursday, Language::Japanese) => "木",
        (Weekday::Friday, Language::Japanese) => "金",
        (Weekday::Saturday, Language::Japanese) => "土",
        (Weekday::Sunday, Language::Japanese) => "日",
        (Weekday::Monday, Language::English) => "Mon",
        (Weekday::Tuesday, Language::English) => "Tue",
        (Weekday::Wednesday, Language::English) => "Wed",
        (Weekday::Thursday, Language::English) => "Thu",
        (Weekday::Friday, Language::English) => "Fri",
        (Weekday::Saturday, Language::English) => "Sat",
        (Weekday::Sunday, Language::English) => "Sun",
    }
}
