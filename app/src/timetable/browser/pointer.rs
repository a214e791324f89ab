//! Mouse, pen and finger.

use std::rc::Rc;

use domain::timetable::editor::{Grip, Input, Key};
use gloo_timers::callback::Timeout;
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, PointerEvent};

use super::Hand;
use crate::carrying::{CLICK, Carries, REST};

/// So near to its lower edge, in pixels, an event is held by its end.
const EDGE: f64 = 8.0;
/// The last minute of a day.
const LAST_MINUTE: f64 = 1439.0;

/// A pointer that is down on an event.
pub(super) struct Grab {
    pointer: i32,
    code: String,
    grip: Grip,
    minute: Option<u16>,
    x: i32,
    y: i32,
    has_begun: bool,
    /// A finger that still has to rest.
    rest: Option<Timeout>,
}

/// The minute of its day that a point stands for, by the cell that is under it, or that holds the event which is: an
/// event that lasts reaches over the rows below its own, and all are as high. None in a cell without an hour.
fn minute_at(cell: &Element, y: i32) -> Option<u16> {
    let hour: f64 = cell.get_attribute("data-hour")?.parse().ok()?;
    let around = cell.get_bounding_client_rect();
    let share = (f64::from(y) - around.top()) / around.height().max(1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a minute of a day")]
    Some(((hour + share.max(0.0)) * 60.0).min(LAST_MINUTE) as u16)
}

/// The cell under a point; what is carried does not hide it.
fn cell_at(x: i32, y: i32) -> Option<Element> {
    #[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
    let under = document().element_from_point(x as f32, y as f32)?;
    under.closest("[data-place] td[data-at]").ok().flatten()
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
        let Some(target) = pointer.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let Some(link) = target.closest("[data-place] a[data-event]").ok().flatten() else { return };
        let Some(code) = link.get_attribute("data-event") else { return };
        let (x, y) = (pointer.client_x(), pointer.client_y());
        let is_timed = link.has_attribute("data-begins") && link.closest(".schedule-week").ok().flatten().is_some();
        let is_end = is_timed && link.get_bounding_client_rect().bottom() - f64::from(y) < EDGE;
        let rest = (pointer.pointer_type() == "touch").then(|| {
            let hand = Rc::clone(self);
            Timeout::new(REST, move || hand.begin())
        });
        *self.grab.borrow_mut() = Some(Grab {
            pointer: pointer.pointer_id(),
            code,
            grip: if is_end { Grip::End } else { Grip::Whole },
            minute: cell_at(x, y).and_then(|cell| minute_at(&cell, y)),
            x,
            y,
            has_begun: false,
            rest,
        });
    }

    fn moved(self: &Rc<Self>, pointer: &PointerEvent) {
        let (x, y) = (pointer.client_x(), pointer.client_y());
        let (has_begun, has_to_rest) = {
            let mut held = self.grab.borrow_mut();
            let Some(grab) = held.as_ref().filter(|grab| grab.pointer == pointer.pointer_id()) else { return };
            let is_far = (x - grab.x).abs() > CLICK || (y - grab.y).abs() > CLICK;
            if !grab.has_begun && !is_far {
                return;
            }
            let state = (grab.has_begun, grab.rest.is_some());
            if state.1 {
                // The finger scrolls.
                *held = None;
            }
            state
        };
        if has_to_rest {
            return;
        }
        if !has_begun {
            self.begin();
        }
        if let Some(cell) = cell_at(x, y)
            && let Some(day) = cell.get_attribute("data-at").and_then(|at| at.parse().ok())
        {
            let copies = pointer.alt_key() || pointer.ctrl_key();
            self.take(Input::Dragged { day, minute: minute_at(&cell, y), copies });
        }
    }

    fn up(self: &Rc<Self>, lets_go: bool) {
        let Some(grab) = self.grab.borrow_mut().take() else { return };
        if grab.has_begun {
            self.swallows_click.set(true);
            self.take(if lets_go { Input::Dropped } else { Input::Key(Key::GiveUp) });
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
    /// From now on the event is carried.
    fn begin(self: &Rc<Self>) {
        let input = {
            let mut grab = self.grab.borrow_mut();
            let Some(grab) = grab.as_mut() else { return };
            grab.has_begun = true;
            grab.rest = None;
            Input::Grabbed { code: grab.code.clone(), grip: grab.grip, minute: grab.minute }
        };
        self.take(input);
    }
}
