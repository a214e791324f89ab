//! Keys, by what they mean.

use std::rc::Rc;

use domain::availability::editor::{Input, Key};
use gloo_events::EventListener;
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::KeyboardEvent;

use super::{Hand, target_of};
use crate::carrying::PREVENTS;

pub(super) fn listen(hand: &Rc<Hand>) {
    let hand = Rc::clone(hand);
    EventListener::new_with_options(&document(), "keydown", PREVENTS, move |event| {
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else { return };
        let Some(target) = target_of(event) else { return };
        let is_within = |selector: &str| target.closest(selector).ok().flatten().is_some();
        // Fields and what asks for confirmation keep their own keys.
        if is_within("input, select, textarea, dialog") {
            return;
        }
        if pressed.key() == "?" {
            event.prevent_default();
            return hand.help();
        }
        let Some(key) = key(pressed) else { return };
        let is_carrying = hand.editor.borrow().is_carrying();
        let is_anywhere = matches!(key, Key::Undo | Key::Redo) || (key == Key::GiveUp && is_carrying);
        if is_within("[data-cursor]") || is_anywhere {
            event.prevent_default();
            hand.take(Input::Key(key));
        }
    })
    .forget();
}

/// What a key means; none where it stays the browser's.
fn key(pressed: &KeyboardEvent) -> Option<Key> {
    let key = pressed.key();
    if pressed.ctrl_key() || pressed.meta_key() {
        return match (key.as_str(), pressed.shift_key()) {
            ("z", false) => Some(Key::Undo),
            ("z" | "Z", true) | ("y", false) => Some(Key::Redo),
            _ => None,
        };
    }
    Some(match (key.as_str(), pressed.shift_key(), pressed.alt_key()) {
        ("ArrowDown", true, false) => Key::MoreAtEnd,
        ("ArrowUp", true, false) => Key::LessAtEnd,
        ("ArrowDown", false, true) => Key::LessAtBegin,
        ("ArrowUp", false, true) => Key::MoreAtBegin,
        ("ArrowLeft", true, false) => Key::DayBefore,
        ("ArrowRight", true, false) => Key::DayAfter,
        (_, _, true) => return None,
        ("ArrowLeft", ..) => Key::Left,
        ("ArrowRight", ..) => Key::Right,
        ("ArrowUp", ..) => Key::Up,
        ("ArrowDown", ..) => Key::Down,
        ("PageUp", ..) => Key::Earlier,
        ("PageDown", ..) => Key::Later,
        ("Home", ..) => Key::Home,
        ("End", ..) => Key::End,
        ("Enter" | " ", ..) => Key::Paint,
        ("Delete" | "Backspace", ..) => Key::Remove,
        ("m" | "M", ..) => Key::Move,
        ("c" | "C", ..) => Key::Copy,
        ("v" | "V", ..) => Key::Paste,
        ("x" | "X", ..) => Key::Off,
        ("Escape", ..) => Key::GiveUp,
        _ => return None,
    })
}
