//! The times that a calendar's entries take.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

use super::line::{Line, Part, calendars};
use super::moment::{Moment, Zones, duration};
use super::repeat::{Patience, Repeat};
use super::{BUSY_MAX, BusyTime, BusyTimes, FileProblem, Unread};
use crate::time::Timestamp;

/// A day, in seconds.
const DAY: i64 = 24 * 60 * 60;

/// Reads the times from `from` to `until` that are taken by what a calendar file holds. Entries that take no time, or
/// were called off, take none; one that lasts into the span counts with all of its time in it. What the service at
/// `own_host` has written itself is left out: whoever reads their bookings into their calendar sends them back with it,
/// and a booking would stand in its own way.
///
/// # Errors
/// [`FileProblem`] where it is no calendar that can be read.
pub fn busy_times(
    content: &[u8],
    own_host: &str,
    (from, until): (Timestamp, Timestamp),
) -> Result<BusyTimes, FileProblem> {
    // Clocks elsewhere may be a day away, and an entry that began earlier may last.
    let wall = |at: Timestamp, days: i64| at.plus_seconds(days * DAY).in_utc();
    let mut reading = Reading { from, until, patience: Patience::new(), found: Vec::new(), unread: BTreeMap::new() };
    for calendar in calendars(content)? {
        let zones = Zones::of(&calendar, (wall(from, -400), wall(until, 2)), &mut reading.patience);
        let exceptions = reading.exceptions(&calendar, &zones);
        let is_own = |entry: &&Part| entry.value("UID").rsplit_once('@').is_some_and(|(_, host)| host == own_host);
        for entry in calendar.named("VEVENT").filter(|entry| !is_own(entry)) {
            if let Err(problem) = reading.entry(entry, &zones, &exceptions)? {
                reading.note(problem);
            }
        }
        for busy in calendar.named("VFREEBUSY").flat_map(|part| part.all("FREEBUSY")) {
            reading.periods(busy, &zones);
        }
    }
    reading.done()
}

/// For each entry that repeats, by its UID, which of its times were made something else.
type Exceptions<'f> = BTreeMap<&'f str, BTreeSet<Timestamp>>;

struct Reading {
    from: Timestamp,
    until: Timestamp,
    patience: Patience,
    found: Vec<BusyTime>,
    unread: BTreeMap<Unread, u32>,
}

impl Reading {
    fn note(&mut self, problem: Unread) {
        *self.unread.entry(problem).or_default() += 1;
    }

    fn take(&mut self, starts_at: Timestamp, ends_at: Timestamp) {
        let (starts_at, ends_at) = (starts_at.max(self.from), ends_at.min(self.until));
        if starts_at < ends_at {
            self.found.push(BusyTime { starts_at, ends_at });
        }
    }

    fn exceptions<'f>(&mut self, calendar: &'f Part, zones: &Zones) -> Exceptions<'f> {
        let mut exceptions = Exceptions::new();
        for entry in calendar.named("VEVENT") {
            let Some(line) = entry.line("RECURRENCE-ID") else { continue };
            if line.parameter("RANGE").is_some() {
                self.note(Unread::Repetition);
            }
            // One that cannot be read is told of where its entry is.
            if let Ok(moment) = zones.moment(line, line.value.trim()) {
                exceptions.entry(entry.value("UID")).or_default().insert(moment.instant());
            }
        }
        exceptions
    }

    /// Takes the times of one entry, or says what of it cannot be read.
    fn entry(
        &mut self,
        entry: &Part,
        zones: &Zones,
        exceptions: &Exceptions<'_>,
    ) -> Result<Result<(), Unread>, FileProblem> {
        if !takes_time(entry) {
            return Ok(Ok(()));
        }
        let (start, seconds) = match span(entry, zones) {
            Ok(span) => span,
            Err(problem) => return Ok(Err(problem)),
        };
        let mut starts = vec![start.instant()];
        let mut outcome = Ok(());
        if entry.line("RECURRENCE-ID").is_none() {
            let earliest = self.from.plus_seconds(-seconds - 2 * DAY).in_utc();
            let within = (earliest, self.until.plus_seconds(2 * DAY).in_utc());
            for line in entry.all("RRULE") {
                match Repeat::parse(&line.value) {
                    Some(rule) => starts.extend(repeated(&rule, start, within, &mut self.patience)?),
                    None => outcome = Err(Unread::Repetition),
                }
            }
            if entry.line("EXRULE").is_some() {
                outcome = Err(Unread::Repetition);
            }
            let (more, is_whole) = moments(entry, "RDATE", zones);
            starts.extend(more.iter().map(Moment::instant));
            let (without, is_known) = moments(entry, "EXDATE", zones);
            if !(is_whole && is_known) {
                outcome = Err(Unread::Time);
            }
            let exceptions = exceptions.get(entry.value("UID"));
            starts.retain(|at| {
                let is_out = |one: &Moment<'_>| {
                    one.instant() == *at || one.is_day && one.wall.date() == at.tokyo_date() && !start.is_day
                };
                !without.iter().any(is_out) && !exceptions.is_some_and(|exceptions| exceptions.contains(at))
            });
        }
        for at in starts {
            self.take(at, at.plus_seconds(seconds));
        }
        Ok(outcome)
    }

    /// Takes the times of a list of periods: a beginning and an end, or a beginning and a length.
    fn periods(&mut self, line: &Line, zones: &Zones) {
        if line.parameter("FBTYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("FREE")) {
            return;
        }
        for period in line.values() {
            let read = period.split_once('/').and_then(|(start, end)| {
                let start = zones.moment(line, start).ok()?.instant();
                let end = match duration(end) {
                    Some(seconds) => start.plus_seconds(seconds),
                    None => zones.moment(line, end).ok()?.instant(),
                };
                Some((start, end))
            });
            match read {
                Some((start, end)) => self.take(start, end),
                None => self.note(Unread::Time),
            }
        }
    }

    /// What was found, each time once.
    fn done(mut self) -> Result<BusyTimes, FileProblem> {
        self.found.sort_unstable();
        let mut times: Vec<BusyTime> = Vec::new();
        for next in self.found {
            match times.last_mut() {
                Some(last) if next.starts_at <= last.ends_at => last.ends_at = last.ends_at.max(next.ends_at),
                _ => times.push(next),
            }
        }
        if times.len() > BUSY_MAX {
            return Err(FileProblem::TooMuch);
        }
        Ok(BusyTimes { times, unread: self.unread })
    }
}

/// Whether an entry takes time at all.
fn takes_time(entry: &Part) -> bool {
    let says = |name: &str, word: &str| entry.value(name).eq_ignore_ascii_case(word);
    !says("STATUS", "CANCELLED") && !says("TRANSP", "TRANSPARENT") && !says("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
}

/// When an entry begins, and how many seconds it lasts.
fn span<'z>(entry: &Part, zones: &'z Zones) -> Result<(Moment<'z>, i64), Unread> {
    let line = entry.line("DTSTART").ok_or(Unread::Time)?;
    let start = zones.moment(line, line.value.trim())?;
    let seconds = match (entry.line("DTEND"), entry.line("DURATION")) {
        (Some(line), _) => {
            let end = zones.moment(line, line.value.trim())?;
            end.instant().microseconds_since(start.instant()) / 1_000_000
        }
        (None, Some(line)) => duration(&line.value).ok_or(Unread::Time)?,
        (None, None) if start.is_day => DAY,
        (None, None) => 0,
    };
    if seconds < 0 { Err(Unread::Time) } else { Ok((start, seconds)) }
}

/// The times of a rule, the first left out.
fn repeated(
    rule: &Repeat,
    start: Moment<'_>,
    within: (DateTime, DateTime),
    patience: &mut Patience,
) -> Result<Vec<Timestamp>, FileProblem> {
    let is_over = |at: DateTime| start.zone.is_over(rule.until, at);
    let times = rule.times(start.wall, within, is_over, patience)?;
    Ok(times.into_iter().filter(|at| *at != start.wall).map(|at| start.zone.instant(at)).collect())
}

/// The moments of all lines with this name, and whether all of them could be read.
fn moments<'z>(entry: &Part, name: &str, zones: &'z Zones) -> (Vec<Moment<'z>>, bool) {
    let mut read = Vec::new();
    let mut is_whole = true;
    for line in entry.all(name) {
        for text in line.values() {
            // Of a period, its beginning.
            match zones.moment(line, text.split('/').next().unwrap_or(text)) {
                Ok(moment) => read.push(moment),
                Err(_) => is_whole = false,
            }
        }
    }
    (read, is_whole)
}
