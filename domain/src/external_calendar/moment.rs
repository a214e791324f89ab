//! Days and times as iCalendar files write them, and the clocks by which they are meant.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime, Time};

use super::Unread;
use super::line::{Line, Part};
use super::repeat::{Patience, Repeat, Until};
use crate::time::Timestamp;

/// What a clock in Japan is ahead of UTC, in seconds.
const TOKYO_SECONDS: i64 = 9 * 60 * 60;

/// A clock: how far it is ahead of UTC, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Zone {
    /// Ahead of UTC before the first change, in seconds.
    before: i64,
    /// When it changes, as it shows until then, and how far it is ahead from then on; in their order.
    changes: Vec<(DateTime, i64)>,
}

impl Zone {
    const fn fixed(seconds: i64) -> Self {
        Self { before: seconds, changes: Vec::new() }
    }

    /// The instant at which it shows `wall`.
    pub(super) fn instant(&self, wall: DateTime) -> Timestamp {
        let passed = self.changes.partition_point(|(at, _)| *at <= wall);
        let ahead = passed.checked_sub(1).map_or(self.before, |last| self.changes[last].1);
        Timestamp::from_tokyo(wall).plus_seconds(TOKYO_SECONDS - ahead)
    }

    /// Whether the time at which it shows `wall` comes after the last that counts.
    pub(super) fn is_over(&self, until: Option<Until>, wall: DateTime) -> bool {
        match until {
            None => false,
            Some(Until::Day(last)) => wall.date() > last,
            Some(Until::Wall(last)) => wall > last,
            Some(Until::Utc(last)) => self.instant(wall) > Self::fixed(0).instant(last),
        }
    }
}

/// A moment as a file writes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment<'z> {
    pub(super) wall: DateTime,
    pub(super) zone: &'z Zone,
    /// Whether it is a day and no time.
    pub(super) is_day: bool,
}

impl Moment<'_> {
    pub(super) fn instant(&self) -> Timestamp {
        self.zone.instant(self.wall)
    }
}

/// The clocks of a file.
#[derive(Debug)]
pub(super) struct Zones {
    tokyo: Zone,
    utc: Zone,
    own: BTreeMap<String, Zone>,
}

impl Zones {
    /// Those that a calendar defines, as they go between two times.
    pub(super) fn of(calendar: &Part, within: (DateTime, DateTime), patience: &mut Patience) -> Self {
        let read = |part: &Part, patience: &mut Patience| {
            let name = part.value("TZID").to_owned();
            Some((name, zone(part, within, patience)?))
        };
        let own = calendar.named("VTIMEZONE").filter_map(|part| read(part, patience)).collect();
        Self { tokyo: Zone::fixed(TOKYO_SECONDS), utc: Zone::fixed(0), own }
    }

    /// The clock with this name: one that the file defines, or one that everybody knows.
    fn named(&self, name: &str) -> Option<&Zone> {
        self.own.get(name).or_else(|| match name.rsplit('/').next().unwrap_or(name) {
            "Tokyo" | "Japan" | "Tokyo Standard Time" => Some(&self.tokyo),
            "UTC" | "GMT" | "Zulu" | "Coordinated Universal Time" => Some(&self.utc),
            _ => None,
        })
    }

    /// Reads a moment that `line` has. What has no clock of its own is meant as it is shown in Japan.
    pub(super) fn moment(&self, line: &Line, text: &str) -> Result<Moment<'_>, Unread> {
        if let Some(day) = day_of(text) {
            return Ok(Moment { wall: day.to_datetime(Time::midnight()), zone: &self.tokyo, is_day: true });
        }
        let (text, zone) = match (text.strip_suffix(['Z', 'z']), line.parameter("TZID")) {
            (Some(utc), _) => (utc, Some(&self.utc)),
            (None, None) => (text, Some(&self.tokyo)),
            (None, Some(name)) => (text, self.named(name)),
        };
        let wall = wall_of(text).ok_or(Unread::Time)?;
        Ok(Moment { wall, zone: zone.ok_or(Unread::Zone)?, is_day: false })
    }
}

/// The clock that a `VTIMEZONE` defines; none where it cannot be read.
fn zone(part: &Part, (from, to): (DateTime, DateTime), patience: &mut Patience) -> Option<Zone> {
    let mut changes = Vec::new();
    let mut first: Option<(DateTime, i64)> = None;
    for half in part.named("STANDARD").chain(part.named("DAYLIGHT")) {
        let start = wall_of(half.value("DTSTART"))?;
        let (before, after) = (offset(half.value("TZOFFSETFROM"))?, offset(half.value("TZOFFSETTO"))?);
        first = first.filter(|(known, _)| *known <= start).or(Some((start, before)));
        changes.push((start, after));
        if let Some(line) = half.line("RRULE") {
            let rule = Repeat::parse(&line.value)?;
            let is_over = |at: DateTime| Zone::fixed(before).is_over(rule.until, at);
            let times = rule.times(start, (from, to), is_over, patience).ok()?;
            changes.extend(times.into_iter().map(|at| (at, after)));
        }
        for line in half.all("RDATE") {
            let times = line.values().map(wall_of).collect::<Option<Vec<_>>>()?;
            changes.extend(times.into_iter().map(|at| (at, after)));
        }
    }
    changes.sort_unstable();
    changes.dedup();
    first.map(|(_, before)| Zone { before, changes })
}

/// Reads `20261208`.
pub(super) fn day_of(text: &str) -> Option<Date> {
    let digits = Some(text.trim()).filter(|text| text.len() == 8 && text.bytes().all(|sign| sign.is_ascii_digit()))?;
    Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?).ok()
}

/// Reads `20261208T100000`; seconds beyond the minute, also a leap second, are none that calendars go by.
pub(super) fn wall_of(text: &str) -> Option<DateTime> {
    let (day, time) = text.trim().split_once(['T', 't'])?;
    if time.len() != 6 || !time.bytes().all(|sign| sign.is_ascii_digit()) {
        return None;
    }
    let second: i8 = time[4..].parse().ok().filter(|second| *second <= 60)?;
    let time = Time::new(time[..2].parse().ok()?, time[2..4].parse().ok()?, second.min(59), 0).ok()?;
    Some(day_of(day)?.to_datetime(time))
}

/// Reads `+0900` and `-033000` as seconds.
fn offset(text: &str) -> Option<i64> {
    let (sign, digits) = match text.trim().split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|sign| sign.is_ascii_digit()) {
        return None;
    }
    let pair = |at: usize| digits.get(at..at + 2).map_or(Some(0_i64), |pair| pair.parse().ok());
    Some(sign * (pair(0)? * 3600 + pair(2)? * 60 + pair(4)?))
}

/// Reads `PT1H30M`, `P1D`, `P2W` as seconds; a day is one of 24 hours. None for what is no duration, or a negative one.
pub(super) fn duration(text: &str) -> Option<i64> {
    let text = text.trim();
    let mut rest = text.strip_prefix('+').unwrap_or(text).strip_prefix('P')?;
    let (mut seconds, mut is_time, mut is_empty) = (0_i64, false, true);
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T').filter(|_| !is_time) {
            (rest, is_time) = (time, true);
            continue;
        }
        let digits = rest.find(|sign: char| !sign.is_ascii_digit())?;
        let number: i64 = rest[..digits].parse().ok().filter(|number| *number <= 10_000_000)?;
        let unit = match (&rest[digits..=digits], is_time) {
            ("W", false) => 7 * 24 * 3600,
            ("D", false) => 24 * 3600,
            ("H", true) => 3600,
            ("M", true) => 60,
            ("S", true) => 1,
            _ => return None,
        };
        seconds += number * unit;
        is_empty = false;
        rest = &rest[digits + 1..];
    }
    (!is_empty).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_what_is_none_is_not() {
        assert_eq!(duration("PT1H30M"), Some(5400));
        assert_eq!(duration("P1DT15S"), Some(86_415));
        assert_eq!(duration("P2W"), Some(14 * 86_400));
        for none in ["", "P", "PT", "1H", "-PT1H", "P1H", "PT1D", "P1", "PTT1H", "P\u{3042}"] {
            assert_eq!(duration(none), None, "{none}");
        }
    }

    #[test]
    fn offsets_are_read_and_what_is_none_is_not() {
        assert_eq!(offset("+0900"), Some(32_400));
        assert_eq!(offset("-033015"), Some(-12_615));
        for none in ["", "0900", "+9", "+09:00", "\u{3042}0900"] {
            assert_eq!(offset(none), None, "{none}");
        }
    }
}
