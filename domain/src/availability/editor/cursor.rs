//! Where keys and pointers lead, and what they take and put down.

use super::carry::{Carried, Grip};
use super::deed::Deed;
use super::saying::Announcement;
use super::sheet::{Booking, Cursor, Grain};
use super::{Editor, Effect, Key};
use crate::availability::{DAY_MINUTES, DayPlan, QUARTER, Window};

const LAST: u16 = DAY_MINUTES - QUARTER;
const HOUR: u16 = 60;

impl Editor {
    pub(super) fn press(&mut self, key: Key) -> Vec<Effect> {
        match key {
            Key::Undo => return self.undo(),
            Key::Redo => return self.redo(),
            _ => {}
        }
        let last = self.last_day();
        if let Some(carried) = &mut self.hand {
            return match key {
                Key::Paint => self.put_down(),
                Key::GiveUp => self.give_up(),
                key if carried.step(key, last + 1) => {
                    let (day, window) = carried.at;
                    vec![Effect::Carry { day, window }, self.say(Announcement::Over)]
                }
                _ => Vec::new(),
            };
        }
        match key {
            Key::Paint => {
                let (day, window) = (self.cursor.day, self.cursor.window());
                let scope = self.scope_of(day);
                self.commit_at((day, window), Deed::Add { day, window, scope }, Announcement::Painted)
            }
            Key::Remove => self.remove(),
            Key::Move => self.grab(self.cursor.day, self.cursor.head, Grip::Whole),
            Key::Copy => {
                self.copied = Some(self.cursor.day);
                vec![self.say(Announcement::Copied)]
            }
            Key::Paste => self.paste(),
            Key::Off => self.planned(Some(DayPlan::Closed)),
            Key::GiveUp => self.point(Cursor::at(self.cursor.day, self.cursor.anchor)),
            key => self.point(moved(self.cursor, key, last)),
        }
    }

    /// Has every day that is chosen be like the copied one.
    fn paste(&mut self) -> Vec<Effect> {
        let Some(from) = self.copied else { return vec![self.say(Announcement::Nothing)] };
        let (first, last) = self.cursor.days();
        let deeds = (first..=last).filter(|to| *to != from).map(|to| Deed::CopyDay { from, to });
        self.commit(deeds.collect(), Announcement::Pasted)
    }

    pub(super) fn point(&mut self, cursor: Cursor) -> Vec<Effect> {
        if cursor == self.cursor {
            return Vec::new();
        }
        self.cursor = cursor;
        vec![Effect::Point, self.say(self.under())]
    }

    /// What the cursor is on.
    fn under(&self) -> Announcement {
        let Cursor { day, head, .. } = self.cursor;
        let is_booked = |booking: &Booking| booking.day == day && booking.from < head + QUARTER && head < booking.to;
        if self.cursor.until != day {
            Announcement::DaysChosen
        } else if self.grain() == Grain::Days {
            let is_booked = self.saved.bookings.iter().any(|booking| booking.day == day);
            if is_booked { Announcement::AtBookedDay } else { Announcement::AtDay }
        } else if !self.cursor.is_single() {
            Announcement::Chosen
        } else if self.saved.bookings.iter().any(is_booked) {
            Announcement::AtBooked
        } else if self.day(day).is_some_and(|day| day.window_at(head).is_some()) {
            Announcement::AtOpen
        } else {
            Announcement::AtClosed
        }
    }

    pub(super) fn go_to(&mut self, day: u16, minute: u16, extends: bool) -> Vec<Effect> {
        let day = day.min(self.last_day());
        if let Some(carried) = &mut self.hand {
            carried.drag(day, minute);
            return self.put_down();
        }
        let there = Cursor::at(day, minute);
        self.point(match (extends, day == self.cursor.day) {
            (false, _) => there,
            (true, true) => Cursor { head: there.head, until: day, ..self.cursor },
            (true, false) => Cursor { until: day, ..self.cursor },
        })
    }

    /// Takes what was chosen out of the hours; all of the hours that the cursor is in where nothing more is chosen.
    fn remove(&mut self) -> Vec<Effect> {
        let Cursor { day, head, .. } = self.cursor;
        let held = self.day(day).and_then(|day| day.window_at(head));
        let window = held.filter(|_| self.cursor.is_single()).unwrap_or_else(|| self.cursor.window());
        let scope = self.scope_of(day);
        self.commit_at((day, window), Deed::Remove { day, window, scope }, Announcement::Removed)
    }

    /// Does something to the hours at a place, and goes there.
    fn commit_at(&mut self, (day, window): (u16, Window), deed: Deed, said: Announcement) -> Vec<Effect> {
        self.cursor = Cursor::over(day, window);
        let mut effects = self.commit(vec![deed], said);
        self.cursor = Cursor::at(day, window.from());
        effects.push(Effect::Point);
        effects
    }

    pub(super) fn grab(&mut self, day: u16, minute: u16, grip: Grip) -> Vec<Effect> {
        if self.awaits || self.hand.is_some() {
            return vec![self.say(Announcement::Busy)];
        }
        let held = self.day(day).and_then(|day| day.window_at(minute)).filter(|_| grip != Grip::Paint);
        if held.is_none() && grip != Grip::Paint {
            return vec![self.say(Announcement::NoHours)];
        }
        let carried = Carried::new(day, held, grip, minute);
        self.cursor = Cursor::at(day, minute);
        self.hand = Some(carried);
        let (day, window) = carried.at;
        vec![Effect::Point, Effect::Carry { day, window }, self.say(Announcement::Taken)]
    }

    pub(super) fn drag(&mut self, day: u16, minute: u16) -> Vec<Effect> {
        let day = day.min(self.last_day());
        let Some(carried) = &mut self.hand else { return Vec::new() };
        if !carried.drag(day, minute) {
            return Vec::new();
        }
        let (day, window) = carried.at;
        vec![Effect::Carry { day, window }]
    }

    pub(super) fn put_down(&mut self) -> Vec<Effect> {
        let Some(carried) = self.hand else { return Vec::new() };
        let Some(deed) = carried.deed(self.scope_of(carried.from.0)) else { return self.give_up() };
        let said = if carried.is_painted() { Announcement::Painted } else { Announcement::Moved };
        self.hand = None;
        let mut effects = vec![Effect::PutDown];
        effects.extend(self.commit_at(carried.at, deed, said));
        effects
    }

    fn give_up(&mut self) -> Vec<Effect> {
        self.hand = None;
        vec![Effect::PutDown, self.say(Announcement::GivenUp)]
    }
}

/// Where a key leads from a cursor, on a sheet with such a last day.
fn moved(cursor: Cursor, key: Key, last: u16) -> Cursor {
    let Cursor { day, until, head, .. } = cursor;
    match key {
        Key::Left => Cursor::at(day.saturating_sub(1), head),
        Key::Right => Cursor::at((day + 1).min(last), head),
        Key::Home => Cursor::at(0, head),
        Key::End => Cursor::at(last, head),
        Key::Up => Cursor::at(day, head.saturating_sub(QUARTER)),
        Key::Down => Cursor::at(day, head + QUARTER),
        Key::Earlier => Cursor::at(day, head.saturating_sub(HOUR)),
        Key::Later => Cursor::at(day, head + HOUR),
        Key::DayBefore => Cursor { until: until.saturating_sub(1), ..cursor },
        Key::DayAfter => Cursor { until: (until + 1).min(last), ..cursor },
        Key::LessAtEnd => Cursor { head: head.saturating_sub(QUARTER), ..cursor },
        Key::MoreAtEnd => Cursor { head: (head + QUARTER).min(LAST), ..cursor },
        _ => cursor,
    }
}
