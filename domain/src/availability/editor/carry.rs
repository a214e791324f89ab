//! Hours in somebody's hand.

use super::Key;
use super::deed::Deed;
use super::sheet::{between, quarter_of};
use crate::availability::{DAY_MINUTES, QUARTER, Scope, Window, snap};

/// By which part hours are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// None: new ones are painted.
    Paint,
    /// They are moved.
    Whole,
    /// Their beginning is drawn.
    Begin,
    /// Their end is drawn.
    End,
}

/// What is carried, and where it would be put down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Carried {
    grip: Grip,
    /// Where it is from; the quarter where the painting began.
    pub(super) from: (u16, Window),
    /// Where it would be put down.
    pub(super) at: (u16, Window),
    /// How far under its beginning it is held, in minutes.
    below: u16,
}

impl Carried {
    /// Of a day: the window that is held, or where painting begins.
    pub(super) fn new(day: u16, window: Option<Window>, grip: Grip, minute: u16) -> Self {
        let (grip, window) = match window {
            Some(window) => (grip, window),
            None => (Grip::Paint, between(minute, minute)),
        };
        let below = minute.saturating_sub(window.from());
        Self { grip, from: (day, window), at: (day, window), below }
    }

    /// Goes with the pointer; whether anything is different now.
    pub(super) fn drag(&mut self, day: u16, minute: u16) -> bool {
        let before = self.at;
        let (own, window) = self.from;
        self.at = match self.grip {
            Grip::Paint => (own, between(window.from(), minute)),
            Grip::Whole => (day, begun(window, snap(minute.saturating_sub(self.below)))),
            Grip::Begin => (own, drawn(window, snap(minute), window.to())),
            Grip::End => (own, drawn(window, window.from(), snap(minute))),
        };
        before != self.at
    }

    /// Goes with a key, on a sheet of so many days.
    pub(super) fn step(&mut self, key: Key, days: u16) -> bool {
        let before = self.at;
        let (day, window) = self.at;
        let (from, to) = (window.from(), window.to());
        self.at = match key {
            Key::Left => (day.saturating_sub(1), window),
            Key::Right => ((day + 1).min(days.saturating_sub(1)), window),
            Key::Up => (day, begun(window, from.saturating_sub(QUARTER))),
            Key::Down => (day, begun(window, from + QUARTER)),
            Key::Earlier => (day, begun(window, from.saturating_sub(60))),
            Key::Later => (day, begun(window, from + 60)),
            Key::LessAtEnd => (day, drawn(window, from, to.saturating_sub(QUARTER))),
            Key::MoreAtEnd => (day, drawn(window, from, to + QUARTER)),
            Key::MoreAtBegin => (day, drawn(window, from.saturating_sub(QUARTER), to)),
            Key::LessAtBegin => (day, drawn(window, from + QUARTER, to)),
            _ => self.at,
        };
        before != self.at
    }

    /// What putting it down does; nothing where it is where it was.
    pub(super) fn deed(&self, scope: Scope) -> Option<Deed> {
        let ((day, window), (to, becomes)) = (self.from, self.at);
        match self.grip {
            Grip::Paint => Some(Deed::Add { day: to, window: becomes, scope }),
            _ if self.from == self.at => None,
            _ => Some(Deed::Move { day, window, to, becomes, scope }),
        }
    }

    pub(super) fn is_painted(&self) -> bool {
        self.grip == Grip::Paint
    }
}

/// As long as before, from `from` on, and within the day.
fn begun(window: Window, from: u16) -> Window {
    let from = quarter_of(from).min(DAY_MINUTES - window.minutes());
    Window::new(from, from + window.minutes()).unwrap_or(window)
}

/// From one minute to another, within the day; as before where that is no time.
fn drawn(window: Window, from: u16, to: u16) -> Window {
    Window::new(from, to.min(DAY_MINUTES)).unwrap_or(window)
}
