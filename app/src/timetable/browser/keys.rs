//! Keys, by what they mean.

use std::rc::Rc;

use domain::timetable::editor::{Input, Key};
use gloo_events::EventListener;
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent};

use super::Hand;
use crate::carrying::PREVENTS;

pub(super) fn listen(hand: &Rc<Hand>) {
    let hand = Rc::clone(hand);
    EventListener::new_with_options(&document(), "keydown", PREVENTS, move |event| {
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else { return };
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let is_within = |selector: &str| target.closest(selector).ok().flatten().is_some();
        // Fields and what asks for confirmation keep their own keys.
        if is_within("input, select, textarea, dialog") {
            return;
        }
        let is_on_sheet = is_within("[data-place] [data-at]") && !is_within("button");
        let is_carrying = hand.editor.borrow().is_carrying();
        let Some(key) = key(pressed, is_carrying) else { return };
        let is_anywhere = matches!(key, Key::Undo | Key::Redo) || (key == Key::GiveUp && is_carrying);
        if is_on_sheet || is_anywhere {
            event.prevent_default();
            hand.take(Input::Key(key));
        }
    })
    .forget();
}

/// What a key means; none where it stays the browser's.
fn key(pressed: &KeyboardEvent, is_carrying: bool) -> Option<Key> {
    let key = pressed.key();
    if pressed.ctrl_key() || pressed.meta_key() {
        return match (key.as_str(), pressed.shift_key()) {
            ("z", false) => Some(Key::Undo),
            ("z" | "Z", true) | ("y", false) => Some(Key::Redo),
            _ => None,
        };
    }
    if pressed.alt_key() {
        return None;
    }
    Some(match (key.as_str(), is_carrying) {
        ("ArrowDown", true) if pressed.shift_key() => Key::Longer,
        ("ArrowUp", true) if pressed.shift_key() => Key::Shorter,
        ("ArrowLeft", _) => Key::Left,
        ("ArrowRight", _) => Key::Right,
        ("ArrowUp", _) => Key::Up,
        ("ArrowDown", _) => Key::Down,
        ("Home", _) => Key::Home,
        ("End", _) => Key::End,
        ("Enter" | " ", true) => Key::Drop,
        ("Escape", true) => Key::GiveUp,
        ("m" | "M" | " ", false) => Key::Move,
        ("d" | "D", false) => Key::Copy,
        _ => return None,
    })
}
