//! An event in somebody's hand.

use super::sheet::{Held, Hours, LATEST, STEP, Sheet, Slot};
use super::{Deed, Effect, Key, Order};

/// By which part an event is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// It is moved.
    Whole,
    /// Its end is drawn out.
    End,
}

/// What is carried, and where it would be put down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Carried {
    pub(super) code: String,
    pub(super) revision: u32,
    pub(super) from: Slot,
    pub(super) at: Slot,
    pub(super) copies: bool,
    grip: Grip,
    /// How far under its beginning it is held, in minutes.
    below: u16,
}

impl Carried {
    pub(super) fn new(held: &Held, grip: Grip, minute: Option<u16>, copies: bool) -> Self {
        let begins = held.slot.hours.map(|hours| hours.begins);
        let below = minute.zip(begins).map_or(0, |(minute, begins)| minute.saturating_sub(begins));
        let (code, from) = (held.code.clone(), held.slot);
        Self { code, revision: held.revision, from, at: from, copies, grip, below }
    }

    pub(super) fn shown(&self) -> Effect {
        Effect::Show { code: self.code.clone(), slot: self.at, copies: self.copies }
    }

    pub(super) fn order(&self) -> Order {
        let deed = if self.copies { Deed::Copy } else { Deed::Move };
        Order { code: self.code.clone(), revision: self.revision, slot: self.at, deed }
    }

    /// Goes with the pointer; whether anything is different now.
    pub(super) fn drag(&mut self, day: u16, minute: Option<u16>, copies: bool) -> bool {
        let before = (self.at, self.copies);
        let hours = self.from.hours.map(|hours| match (self.grip, minute) {
            (_, None) => hours,
            (Grip::Whole, Some(minute)) => begun(hours, near(minute.saturating_sub(self.below), hours.begins)),
            (Grip::End, Some(minute)) => ended(hours, near(minute, hours.ends)),
        });
        let day = if self.grip == Grip::Whole { day } else { self.from.day };
        self.at = Slot { day, hours };
        self.copies = copies && self.grip == Grip::Whole;
        before != (self.at, self.copies)
    }

    /// Goes with an arrow: over the days, and where the sheet shows hours, up and down through them.
    pub(super) fn step(&mut self, key: Key, sheet: &Sheet) -> bool {
        let before = self.at;
        match (key, self.at.hours) {
            (Key::Up, Some(hours)) => {
                self.at.hours = Some(begun(hours, snapped(hours.begins.saturating_sub(STEP))));
            }
            (Key::Down, Some(hours)) => self.at.hours = Some(begun(hours, snapped(hours.begins + STEP))),
            (Key::Longer, Some(hours)) => self.at.hours = Some(ended(hours, snapped(hours.ends + STEP))),
            (Key::Shorter, Some(hours)) => {
                self.at.hours = Some(ended(hours, snapped(hours.ends.saturating_sub(STEP))));
            }
            _ => self.at.day = sheet.day_beside(self.at.day, key).unwrap_or(self.at.day),
        }
        before != self.at
    }
}

/// The nearest step of the clock.
const fn snapped(minute: u16) -> u16 {
    (minute + STEP / 2) / STEP * STEP
}

/// The nearest step of the clock; where it was before, if that is as near: whoever only changes the day keeps the hour
/// to the minute.
const fn near(minute: u16, before: u16) -> u16 {
    if minute.abs_diff(before) <= STEP / 2 { before } else { snapped(minute) }
}

/// As long as before, from `begins` on, and within the day.
const fn begun(hours: Hours, begins: u16) -> Hours {
    let length = hours.ends.saturating_sub(hours.begins);
    if length > LATEST {
        return hours;
    }
    let begins = if begins > LATEST - length { LATEST - length } else { begins };
    Hours { begins, ends: begins + length }
}

/// From the same minute, until `ends`: a step at least, and within the day.
fn ended(hours: Hours, ends: u16) -> Hours {
    let earliest = hours.begins + STEP;
    Hours { ends: ends.min(LATEST).max(earliest), ..hours }
}
