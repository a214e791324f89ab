//! Rules of repetition (RFC 5545, section 3.3.10): those by day, week, month and year, which is what calendar programs
//! write. A rule with anything else in it is no rule here, so that nobody takes a part of it for the whole.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::{Span, ToSpan as _};

use super::FileProblem;
use super::moment::{day_of, wall_of};

/// How many days may be looked at for one file: more than twenty years of a daily entry, for a hundred entries.
const DAYS_MAX: u32 = 1_000_000;

/// How many days may still be looked at.
#[derive(Debug)]
pub(super) struct Patience(u32);

impl Patience {
    pub(super) const fn new() -> Self {
        Self(DAYS_MAX)
    }

    fn spend(&mut self, days: u32) -> Result<(), FileProblem> {
        self.0 = self.0.checked_sub(days).ok_or(FileProblem::TooMuch)?;
        Ok(())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// The last moment that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// The whole day.
    Day(Date),
    /// As the clock shows it where the rule is.
    Wall(DateTime),
    /// As a clock in UTC shows it.
    Utc(DateTime),
}

/// A rule of repetition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repeat {
    frequency: Frequency,
    interval: i32,
    count: Option<u32>,
    pub(super) until: Option<Until>,
    months: Vec<i8>,
    month_days: Vec<i8>,
    /// The which of its month or year, counted from the end where negative; none: each.
    days: Vec<(Option<i16>, Weekday)>,
    positions: Vec<i16>,
    week_start: Weekday,
}

impl Repeat {
    /// Reads `FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20270331T145959Z`; none for what is not of the kinds above.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut rule = Self {
            frequency: Frequency::Daily,
            interval: 1,
            count: None,
            until: None,
            months: Vec::new(),
            month_days: Vec::new(),
            days: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Monday,
        };
        let mut has_frequency = false;
        for part in text.trim().split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => {
                    has_frequency = true;
                    rule.frequency = frequency(value)?;
                }
                "INTERVAL" => rule.interval = value.parse().ok().filter(|interval| (1..=10_000).contains(interval))?,
                "COUNT" => rule.count = Some(value.parse().ok().filter(|count| *count > 0)?),
                "UNTIL" => rule.until = Some(until(value)?),
                "BYMONTH" => rule.months = numbers(value, 1..=12)?,
                "BYMONTHDAY" => rule.month_days = numbers(value, -31..=31)?,
                "BYDAY" => rule.days = value.split(',').map(which_day).collect::<Option<_>>()?,
                "BYSETPOS" => rule.positions = numbers(value, -366..=366)?,
                "WKST" => rule.week_start = weekday(value)?,
                _ => return None,
            }
        }
        (has_frequency && rule.is_sound()).then_some(rule)
    }

    /// Whether its parts go together: the first Tuesday is one of a month or a year.
    fn is_sound(&self) -> bool {
        let has_order = self.days.iter().any(|(which, _)| which.is_some());
        match self.frequency {
            Frequency::Daily => !has_order,
            Frequency::Weekly => !has_order && self.month_days.is_empty(),
            Frequency::Monthly | Frequency::Yearly => true,
        }
    }

    /// When it falls from `from` on and before `to`, on the clock where it is, `start` being the first time of all.
    /// `is_over` says of a time that it comes after the last.
    pub(super) fn times(
        &self,
        start: DateTime,
        (from, to): (DateTime, DateTime),
        is_over: impl Fn(DateTime) -> bool,
        patience: &mut Patience,
    ) -> Result<Vec<DateTime>, FileProblem> {
        let mut times = Vec::new();
        let mut left = self.count.unwrap_or(u32::MAX);
        let mut take = |at: DateTime| {
            if left == 0 || at >= to || is_over(at) {
                return false;
            }
            left -= 1;
            if at >= from {
                times.push(at);
            }
            true
        };
        // The first is one whether the rule names it or not.
        if !take(start) {
            return Ok(times);
        }
        // What is counted has to be counted from the beginning; otherwise the past is passed over.
        let near = if self.count.is_some() { start.date() } else { from.date() };
        let mut period = self.first_period(start.date(), near);
        while let Some(first) = period.filter(|first| *first <= to.date()) {
            patience.spend(self.looked_at())?;
            for day in self.days_of(first, start.date()) {
                let at = day.to_datetime(start.time());
                if at > start && !take(at) {
                    return Ok(times);
                }
            }
            period = first.checked_add(self.step(self.interval)).ok();
        }
        Ok(times)
    }

    /// How many days one period has to be looked at.
    const fn looked_at(&self) -> u32 {
        match self.frequency {
            Frequency::Daily => 1,
            Frequency::Weekly => 7,
            Frequency::Monthly => 31,
            Frequency::Yearly => 366,
        }
    }

    /// So many periods.
    fn step(&self, periods: i32) -> Span {
        match self.frequency {
            Frequency::Daily => periods.days(),
            Frequency::Weekly => periods.weeks(),
            Frequency::Monthly => periods.months(),
            Frequency::Yearly => periods.years(),
        }
    }

    /// The first day of the period of `start`, or of the last before `near` that is in step with it.
    fn first_period(&self, start: Date, near: Date) -> Option<Date> {
        let begin = |day: Date| match self.frequency {
            Frequency::Daily => Some(day),
            Frequency::Weekly => day.checked_sub(i32::from(day.weekday().since(self.week_start)).days()).ok(),
            Frequency::Monthly => Some(day.first_of_month()),
            Frequency::Yearly => Some(day.first_of_year()),
        };
        let first = begin(start)?;
        let days = near.since(first).ok()?.get_days();
        let passed = match self.frequency {
            Frequency::Daily => days,
            Frequency::Weekly => days / 7,
            Frequency::Monthly => {
                i32::from(near.year() - first.year()) * 12 + i32::from(near.month()) - i32::from(first.month())
            }
            Frequency::Yearly => i32::from(near.year() - first.year()),
        };
        let in_step = (passed / self.interval - 1).max(0) * self.interval;
        first.checked_add(self.step(in_step)).ok()
    }

    /// The days of a period that begins on `first`, in their order.
    fn days_of(&self, first: Date, start: Date) -> Vec<Date> {
        let mut days: Vec<Date> = match self.frequency {
            Frequency::Daily => vec![first],
            Frequency::Weekly => (0..7).filter_map(|day| first.checked_add(day.days()).ok()).collect(),
            Frequency::Monthly => days_of_month(first).collect(),
            Frequency::Yearly => {
                self.months_of(start).flat_map(|month| days_of_month(month_of(first, month))).collect()
            }
        };
        days.retain(|day| self.names(*day, start));
        if self.positions.is_empty() {
            return days;
        }
        let place = |position: i16| match usize::from(position.unsigned_abs()) {
            0 => None,
            back if position < 0 => days.len().checked_sub(back),
            forth => Some(forth - 1),
        };
        let mut places: Vec<usize> = self.positions.iter().filter_map(|position| place(*position)).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| days.get(place).copied()).collect()
    }

    /// The months of a year in which it can fall.
    fn months_of(&self, start: Date) -> impl Iterator<Item = i8> {
        let is_free = self.months.is_empty() && !(self.month_days.is_empty() && self.days.is_empty());
        let only = if self.months.is_empty() { vec![start.month()] } else { self.months.clone() };
        (1..=12).filter(move |month| is_free || only.contains(month))
    }

    /// Whether it falls on a day of one of its periods.
    fn names(&self, day: Date, start: Date) -> bool {
        let is_open = self.days.is_empty() && self.month_days.is_empty();
        let usual = match self.frequency {
            Frequency::Daily => true,
            Frequency::Weekly => !self.days.is_empty() || day.weekday() == start.weekday(),
            Frequency::Monthly | Frequency::Yearly => !is_open || day.day() == start.day(),
        };
        let (number, from_end) = (day.day(), day.day() - day.days_in_month() - 1);
        usual
            && (self.months.is_empty() || self.months.contains(&day.month()))
            && (self.month_days.is_empty() || self.month_days.iter().any(|one| *one == number || *one == from_end))
            && (self.days.is_empty() || self.days.iter().any(|(which, weekday)| self.is_the(*which, *weekday, day)))
    }

    /// Whether a day is the `which` Tuesday of its month, or of its year where no months are named.
    fn is_the(&self, which: Option<i16>, weekday: Weekday, day: Date) -> bool {
        if day.weekday() != weekday {
            return false;
        }
        let Some(which) = which else { return true };
        let is_of_year = self.frequency == Frequency::Yearly && self.months.is_empty();
        let (number, length) = if is_of_year {
            (day.day_of_year(), day.days_in_year())
        } else {
            (i16::from(day.day()), i16::from(day.days_in_month()))
        };
        which == (number - 1) / 7 + 1 || which == -((length - number) / 7 + 1)
    }
}

/// The days of the month that begins on `first`.
fn days_of_month(first: Date) -> impl Iterator<Item = Date> {
    (0..i32::from(first.days_in_month())).filter_map(move |day| first.checked_add(day.days()).ok())
}

/// The first day of a month of the year of `day`.
fn month_of(day: Date, month: i8) -> Date {
    Date::new(day.year(), month, 1).unwrap_or(day)
}

fn frequency(text: &str) -> Option<Frequency> {
    Some(match text.trim().to_ascii_uppercase().as_str() {
        "DAILY" => Frequency::Daily,
        "WEEKLY" => Frequency::Weekly,
        "MONTHLY" => Frequency::Monthly,
        "YEARLY" => Frequency::Yearly,
        _ => return None,
    })
}

fn until(text: &str) -> Option<Until> {
    let text = text.trim();
    match text.strip_suffix(['Z', 'z']) {
        Some(utc) => wall_of(utc).map(Until::Utc),
        None => wall_of(text).map(Until::Wall).or_else(|| day_of(text).map(Until::Day)),
    }
}

/// Numbers of a list, none of them zero.
fn numbers<T: std::str::FromStr + PartialOrd + Default>(
    text: &str,
    within: std::ops::RangeInclusive<T>,
) -> Option<Vec<T>> {
    let number = |text: &str| text.trim().parse::<T>().ok();
    text.split(',').map(|text| number(text).filter(|one| within.contains(one) && *one != T::default())).collect()
}

/// Reads `TU`, `2TU`, `-1FR`.
fn which_day(text: &str) -> Option<(Option<i16>, Weekday)> {
    let text = text.trim();
    let (which, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let which = match which {
        "" => None,
        which => Some(which.parse().ok().filter(|which| *which != 0 && (-53..=53).contains(which))?),
    };
    Some((which, weekday(name)?))
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name.trim().to_ascii_uppercase().as_str() {
        "SU" => Weekday::Sunday,
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        _ => return None,
    })
}
