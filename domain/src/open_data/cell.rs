//! One cell: dates, times and numbers as people write them.

use jiff::civil::{Date, Time};

use crate::input::tolerant;

/// Years that a catalogue of events can mean.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// A time of day in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// A time that a clock shows.
    At(Time),
    /// `24:00`.
    EndOfDay,
}

/// Reads `2021-10-01`, `2021/10/1`, `2021年10月1日（金）`, `20211001`, `令和3年10月1日`, with or without a time behind it.
pub(super) fn date(text: &str) -> Option<Date> {
    let first = text.split_whitespace().next()?;
    let typed = tolerant(first);
    let typed = typed.split('T').next()?.trim_end_matches(['日', '月', '火', '水', '木', '金', '土']);
    if typed.len() == 8 && typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return day(typed[..4].parse().ok()?, &typed[4..6], &typed[6..]);
    }
    let plain = typed.trim_end_matches('日').replace(['年', '月', '/', '.'], "-");
    let mut parts = plain.split('-');
    let (year, month, date) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let year = match year.strip_prefix("令和").or_else(|| year.strip_prefix(['R', 'r'])) {
        Some("元") => 2019,
        Some(reiwa) => digits(reiwa)?.checked_add(2018)?,
        None => digits(year)?,
    };
    day(year, month, date)
}

fn day(year: i16, month: &str, date: &str) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(digits(month)?).ok()?, i8::try_from(digits(date)?).ok()?).ok()
}

fn digits(text: &str) -> Option<i16> {
    let well_formed = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if well_formed { text.parse().ok() } else { None }
}

/// Reads `9:30`, `09:30`, `09:30:00`, `0930`, `9時30分`, `午後1時`.
pub(super) fn time(text: &str) -> Option<Clock> {
    let typed = tolerant(text).replace('時', ":").replace('分', "");
    let (afternoon, typed) = match (typed.strip_prefix("午後"), typed.strip_prefix("午前")) {
        (Some(rest), _) => (12, rest),
        (_, Some(rest)) => (0, rest),
        _ => (0, typed.as_str()),
    };
    let typed = typed.trim_end_matches(['~', '〜', '-']);
    let (hour, minute) = if typed.len() == 4 && typed.bytes().all(|byte| byte.is_ascii_digit()) {
        typed.split_at(2)
    } else {
        let (hour, rest) = typed.split_once(':')?;
        let (minute, seconds) = rest.split_once(':').unwrap_or((rest, "0"));
        digits(seconds)?;
        (hour, if minute.is_empty() { "0" } else { minute })
    };
    let (hour, minute) = (digits(hour)?, digits(minute)?);
    if (hour, minute) == (24, 0) && afternoon == 0 {
        return Some(Clock::EndOfDay);
    }
    let hour = if afternoon > 0 && hour < 12 { hour + afternoon } else { hour };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok().map(Clock::At)
}

/// Reads `30`, `３０名`, `約30人`; nothing where several numbers or other units stand in the cell.
pub(super) fn people(text: &str) -> Option<u32> {
    let typed = tolerant(text);
    let plain = typed.trim_start_matches("定員").trim_start_matches('約').trim_end_matches("程度");
    number(plain.trim_end_matches(['名', '人']), 1_000_000).filter(|people| *people > 0)
}

/// Reads `500`, `1,000円`, `¥500`, `無料`.
pub(super) fn yen(text: &str) -> Option<u32> {
    let typed = tolerant(text);
    if typed == "無料" {
        return Some(0);
    }
    number(typed.trim_start_matches('¥').trim_end_matches('円'), 100_000_000)
}

fn number(typed: &str, max: u32) -> Option<u32> {
    let plain = typed.replace(',', "");
    let well_formed = !plain.is_empty() && plain.len() <= 9 && plain.bytes().all(|byte| byte.is_ascii_digit());
    if well_formed { plain.parse().ok().filter(|value| *value <= max) } else { None }
}

/// Reads degrees of an angle between `least` and `most`.
pub(super) fn degrees(text: &str, least: f64, most: f64) -> Option<String> {
    let typed = tolerant(text);
    let value: f64 = typed.parse().ok()?;
    if value >= least && value <= most { Some(typed) } else { None }
}
