//! Mouse, pen and finger. While something is carried nothing is measured but where the sheet has scrolled to, and only
//! what is carried moves, once a frame.

use std::rc::Rc;

use domain::availability::editor::{Day, Grip, Input, Key};
use gloo_timers::callback::Timeout;
use leptos::prelude::request_animation_frame;
use web_sys::{Element, PointerEvent};

use super::draw::Ground;
use super::sheet::number;
use super::{Hand, target_of};
use crate::carrying::{CLICK, Carries, REST};

/// So near to an edge, in pixels, hours are held by it.
const EDGE: f64 = 8.0;
/// The same for a finger.
const EDGE_FOR_FINGERS: f64 = 16.0;

/// What of a day a pointer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Its hours, or the place for some.
    Times(Grip),
    /// Its head, or all of it in a month: days are chosen.
    Head,
    /// All of it where its hours are not shown as rows: it can be chosen, nothing more.
    Folded,
}

/// A pointer that is down on a day.
pub(super) struct Grab {
    pointer: i32,
    day: u16,
    minute: u16,
    part: Part,
    /// Where it went down, and where it is.
    from: (i32, i32),
    at: (i32, i32),
    has_begun: bool,
    /// Whether a frame will be drawn already.
    is_due: bool,
    extends: bool,
    /// Where each day stands.
    pub(super) grounds: Vec<Ground>,
    place: Element,
    /// A finger that still has to rest.
    rest: Option<Timeout>,
}

impl Carries for Hand {
    fn root(&self) -> &Element {
        &self.root
    }

    fn down(self: &Rc<Self>, pointer: &PointerEvent) {
        self.swallows_click.set(false);
        if pointer.button() != 0 || self.grab.borrow().is_some() {
            return;
        }
        let Some(target) = target_of(pointer) else { return };
        let within = |selector: &str| target.closest(selector).ok().flatten();
        if within("a, button, input, select").is_some() {
            return;
        }
        let is_touch = pointer.pointer_type() == "touch";
        let Some(place) = self.find(".cal-place") else { return };
        let Some(day) = within("[data-at]").and_then(|column| number(&column, "data-at")) else { return };
        let grounds: Vec<Ground> = (0..).map_while(|day| self.ground(day)).collect();
        let Some(ground) = grounds.get(usize::from(day)) else { return };
        let (x, y) = (pointer.client_x(), pointer.client_y());
        let below = f64::from(y) - place.get_bounding_client_rect().top();
        // Of days under one another only that of the cursor shows its hours as rows.
        let is_folded = stand_under(&grounds) && self.editor.borrow().cursor().day != day;
        let minute = if is_folded { self.first_minute(day) } else { ground.minute(below) };
        let part = if is_folded {
            Part::Folded
        } else if self.is_month() || within("h2").is_some() {
            Part::Head
        } else {
            Part::Times(self.grip(ground, day, minute, (below, is_touch)))
        };
        let rest = (is_touch && part != Part::Folded).then(|| {
            let hand = Rc::clone(self);
            Timeout::new(REST, move || hand.begin())
        });
        if !is_touch {
            // Text would be marked while hours are painted.
            pointer.prevent_default();
        }
        *self.grab.borrow_mut() = Some(Grab {
            pointer: pointer.pointer_id(),
            day,
            minute,
            part,
            from: (x, y),
            at: (x, y),
            has_begun: false,
            is_due: false,
            extends: pointer.shift_key(),
            grounds,
            place,
            rest,
        });
    }

    fn moved(self: &Rc<Self>, pointer: &PointerEvent) {
        let at = (pointer.client_x(), pointer.client_y());
        let begins = {
            let mut held = self.grab.borrow_mut();
            let Some(grab) = held.as_mut().filter(|grab| grab.pointer == pointer.pointer_id()) else { return };
            grab.at = at;
            let is_far = (at.0 - grab.from.0).abs() > CLICK || (at.1 - grab.from.1).abs() > CLICK;
            if !grab.has_begun && !is_far {
                return;
            }
            if grab.rest.is_some() || grab.part == Part::Folded {
                // The finger scrolls.
                *held = None;
                return;
            }
            !grab.has_begun
        };
        if begins {
            self.begin();
        }
        let is_due = self.grab.borrow_mut().as_mut().is_none_or(|grab| std::mem::replace(&mut grab.is_due, true));
        if !is_due {
            let hand = Rc::clone(self);
            request_animation_frame(move || hand.drag());
        }
    }

    fn up(self: &Rc<Self>, lets_go: bool) {
        self.drag();
        let Some(grab) = self.grab.borrow_mut().take() else { return };
        if grab.has_begun {
            self.swallows_click.set(true);
            if matches!(grab.part, Part::Times(_)) {
                self.take(if lets_go { Input::Dropped } else { Input::Key(Key::GiveUp) });
            }
        } else if lets_go {
            self.take(Input::Went { day: grab.day, minute: grab.minute, extends: grab.extends });
        }
        if lets_go {
            self.focus_cursor();
        }
    }

    fn is_carrying(&self) -> bool {
        self.grab.borrow().as_ref().is_some_and(|grab| grab.has_begun)
    }

    fn takes_click(&self) -> bool {
        self.swallows_click.take()
    }
}

impl Hand {
    /// Where the hours of a day begin, or nine o'clock.
    fn first_minute(&self, day: u16) -> u16 {
        const NINE: u16 = 9 * 60;
        let hours = self.editor.borrow().days().get(usize::from(day)).map(Day::hours);
        hours.and_then(|hours| hours.windows().first().map(|first| first.from())).unwrap_or(NINE)
    }

    /// By which part the hours under a point are held: near their ends by these.
    fn grip(&self, ground: &Ground, day: u16, minute: u16, (y, is_touch): (f64, bool)) -> Grip {
        let held = self.editor.borrow().days().get(usize::from(day)).and_then(|day| day.window_at(minute));
        let Some(window) = held else { return Grip::Paint };
        let edge = if is_touch { EDGE_FOR_FINGERS } else { EDGE };
        let at = |minute: u16| ground.top + f64::from(minute.saturating_sub(ground.first)) / 15.0 * ground.quarter;
        let (top, bottom) = (at(window.from()), at(window.to()));
        let edge = edge.min((bottom - top) / 4.0);
        if y - top < edge {
            Grip::Begin
        } else if bottom - y < edge {
            Grip::End
        } else {
            Grip::Whole
        }
    }

    /// From now on hours are carried.
    fn begin(self: &Rc<Self>) {
        let input = {
            let mut grab = self.grab.borrow_mut();
            let Some(grab) = grab.as_mut() else { return };
            grab.has_begun = true;
            grab.rest = None;
            match grab.part {
                Part::Times(grip) => Input::Grabbed { day: grab.day, minute: grab.minute, grip },
                Part::Head | Part::Folded => Input::Went { day: grab.day, minute: grab.minute, extends: false },
            }
        };
        self.take(input);
    }

    /// Takes what is carried to where the pointer is.
    fn drag(self: &Rc<Self>) {
        let over = {
            let mut grab = self.grab.borrow_mut();
            let Some(grab) = grab.as_mut() else { return };
            grab.is_due = false;
            grab.over()
        };
        if let Some(input) = over {
            self.take(input);
        }
    }
}

/// Whether days stand under one another.
fn stand_under(grounds: &[Ground]) -> bool {
    matches!(grounds, [first, second, ..] if first.left + first.width / 2.0 > second.left)
}

impl Grab {
    /// Where the pointer is. Days that stand under one another are not dragged between.
    fn over(&self) -> Option<Input> {
        if !self.has_begun {
            return None;
        }
        let place = self.place.get_bounding_client_rect();
        let (x, y) = (f64::from(self.at.0) - place.left(), f64::from(self.at.1) - place.top());
        let first = self.grounds.first()?;
        // Beside or above the sheet means its edge; a month has several rows of days, a week one.
        let is_past = |ground: &Ground| ground.left <= x.max(first.left) && ground.top <= y.max(first.top);
        let reached = (0_u16..).zip(&self.grounds).filter(|(_, ground)| is_past(ground)).last();
        let day = if stand_under(&self.grounds) { self.day } else { reached.map_or(0, |(day, _)| day) };
        let minute = self.grounds.get(usize::from(day))?.minute(y);
        Some(match self.part {
            Part::Times(_) => Input::Dragged { day, minute },
            Part::Head | Part::Folded => Input::Went { day, minute: self.minute, extends: true },
        })
    }
}
