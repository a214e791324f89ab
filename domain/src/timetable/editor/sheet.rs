//! What is drawn: days in weeks, and the events on them.

use super::Key;

/// Hours are set in steps of so many minutes.
pub const STEP: u16 = 15;
/// The last minute at which something ends that was dragged.
pub const LATEST: u16 = 24 * 60 - STEP;
const WEEK: u16 = 7;

/// From when to when, in minutes after midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hours {
    /// The first minute.
    pub begins: u16,
    /// The minute after the last.
    pub ends: u16,
}

/// Where an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot {
    /// Its first day, counted from the first of the sheet.
    pub day: u16,
    /// Its hours; none on a sheet that shows none, or where none are set.
    pub hours: Option<Hours>,
}

/// An event on the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its code.
    pub code: String,
    /// The revision that is shown.
    pub revision: u32,
    /// Where it stands.
    pub slot: Slot,
    /// Whether it stays there: it was called off, or is over.
    pub is_fixed: bool,
}

/// The sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// How many days it shows: whole weeks.
    pub days: u16,
    /// Its events, those of a day in the order in which it shows them.
    pub events: Vec<Held>,
}

/// A day, or an event of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Focus {
    /// The day.
    pub day: u16,
    /// Which of its events, from 0 on; none: the day itself.
    pub event: Option<u16>,
}

impl Sheet {
    /// The event with this code.
    pub fn event(&self, code: &str) -> Option<&Held> {
        self.events.iter().find(|held| held.code == code)
    }

    /// The events of a day.
    pub fn of(&self, day: u16) -> impl Iterator<Item = &Held> {
        self.events.iter().filter(move |held| held.slot.day == day)
    }

    /// The event that has the focus.
    pub fn at(&self, focus: Focus) -> Option<&Held> {
        focus.event.and_then(|event| self.of(focus.day).nth(usize::from(event)))
    }

    /// Where the focus is on the event with this code.
    pub fn focus_of(&self, code: &str) -> Option<Focus> {
        let day = self.event(code)?.slot.day;
        let event = self.of(day).position(|held| held.code == code)?;
        Some(Focus { day, event: u16::try_from(event).ok() })
    }

    /// The first event, or the first day where there is none.
    pub fn first_focus(&self) -> Focus {
        self.events.iter().map(|held| held.slot.day).min().map_or_else(Focus::default, |day| self.first_of(day))
    }

    /// `focus`, or what is nearest to it on this sheet.
    pub fn bounded(&self, focus: Focus) -> Focus {
        let day = focus.day.min(self.days.saturating_sub(1));
        let last = self.count(day).checked_sub(1);
        Focus { day, event: focus.event.and_then(|event| last.map(|last| event.min(last))) }
    }

    fn count(&self, day: u16) -> u16 {
        u16::try_from(self.of(day).count()).unwrap_or(u16::MAX)
    }

    fn first_of(&self, day: u16) -> Focus {
        Focus { day, event: (self.count(day) > 0).then_some(0) }
    }

    fn last_of(&self, day: u16) -> Focus {
        Focus { day, event: self.count(day).checked_sub(1) }
    }

    /// Where an arrow leads from `focus`: to the days beside it; up and down first through the events of the day,
    /// then to the weeks around. None where there is nothing.
    pub fn beside(&self, focus: Focus, key: Key) -> Option<Focus> {
        let focus = self.bounded(focus);
        match (key, focus.event) {
            (Key::Down, Some(event)) if event + 1 < self.count(focus.day) => {
                Some(Focus { event: Some(event + 1), ..focus })
            }
            (Key::Up, Some(event)) if event > 0 => Some(Focus { event: Some(event - 1), ..focus }),
            (Key::Up, _) => self.day_beside(focus.day, key).map(|day| self.last_of(day)),
            _ => self.day_beside(focus.day, key).map(|day| self.first_of(day)),
        }
    }

    /// The day that an arrow leads to from `day`.
    pub(super) fn day_beside(&self, day: u16, key: Key) -> Option<u16> {
        let first = day - day % WEEK;
        let wanted = match key {
            Key::Left => day.checked_sub(1),
            Key::Right => Some(day + 1),
            Key::Up => day.checked_sub(WEEK),
            Key::Down => Some(day + WEEK),
            Key::Home => Some(first),
            Key::End => Some(first + WEEK - 1),
            _ => None,
        };
        wanted.filter(|day| *day < self.days)
    }
}
