//! Where an event is put: on a day, and where an hour is named, at that hour.

use jiff::Span;
use jiff::civil::{Date, Time};

use crate::event::When;
use crate::input::{FieldError, clock, day};

/// The last minute of a day that an event can end at.
const LATEST: Time = Time::constant(23, 59, 0, 0);

/// A place of the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The first day.
    pub day: Date,
    /// When it begins; none: at the hour at which it began before.
    pub begins: Option<Time>,
    /// When it ends; none: as long after its beginning as before.
    pub ends: Option<Time>,
}

impl Target {
    /// Reads what a form sends: `to` is `2026-12-08` or `2026-12-08T14:00`, `until` is `16:00` or empty.
    ///
    /// # Errors
    /// [`FieldError`] where it names no day or no hour.
    pub fn parse(to: &str, until: &str) -> Result<Self, FieldError> {
        let (on, at) = to.split_once('T').map_or((to, None), |(on, at)| (on, Some(at)));
        let ends = (!until.is_empty()).then(|| clock(until)).transpose()?;
        Ok(Self { day: day(on)?, begins: at.map(clock).transpose()?, ends })
    }

    /// When an event is held that is put here and was held at `before`: it stays as long as it was, in days and in
    /// minutes, and its doors open as long before. Nothing begins or ends on another day than it stands on.
    pub fn when(&self, before: &When) -> When {
        let days = self.day - before.starts_on;
        let later = match (before.start_time, self.begins) {
            (Some(was), Some(is)) => is - was,
            _ => Span::new(),
        };
        let shifted = |time: Time| time.saturating_add(later).min(LATEST);
        When {
            starts_on: self.day,
            ends_on: before.ends_on.saturating_add(days),
            start_time: self.begins.or(before.start_time),
            end_time: self.ends.or_else(|| before.end_time.map(shifted)),
            doors_open: before.doors_open.map(shifted),
            note: before.note.clone(),
        }
    }
}
