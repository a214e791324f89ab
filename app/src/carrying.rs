//! Carrying something over a sheet by mouse, pen or finger: what the schedule and an expert's week have in common.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, PointerEvent};

/// So far, in pixels, a pointer wanders in a click.
pub const CLICK: i32 = 5;
/// So long, in milliseconds, a finger rests before it carries: until then it scrolls.
pub const REST: u32 = 350;

/// A listener may keep the browser from what it would do itself.
pub const PREVENTS: EventListenerOptions = EventListenerOptions { phase: EventListenerPhase::Bubble, passive: false };

/// A sheet whose things can be carried.
pub trait Carries: 'static {
    /// The element that it stands in.
    fn root(&self) -> &Element;

    /// A pointer goes down on it.
    fn down(self: &Rc<Self>, pointer: &PointerEvent);

    /// A pointer moves, wherever it is.
    fn moved(self: &Rc<Self>, pointer: &PointerEvent);

    /// A pointer goes up (`lets_go`), or the browser has taken it away.
    fn up(self: &Rc<Self>, lets_go: bool);

    /// Whether something is being carried.
    fn is_carrying(&self) -> bool;

    /// Whether the click that ends a carrying is still to come; says so once.
    fn takes_click(&self) -> bool;
}

/// Listens to pointers for as long as the page stands.
pub fn listen<C: Carries>(carrier: &Rc<C>) {
    let down = Rc::clone(carrier);
    on_pointer(carrier.root(), "pointerdown", move |pointer| down.down(pointer));
    let moved = Rc::clone(carrier);
    on_pointer(&document(), "pointermove", move |pointer| moved.moved(pointer));
    let up = Rc::clone(carrier);
    EventListener::new(&document(), "pointerup", move |_| up.up(true)).forget();
    let lost = Rc::clone(carrier);
    EventListener::new(&document(), "pointercancel", move |_| lost.up(false)).forget();
    // A link would be dragged by the browser itself.
    EventListener::new_with_options(carrier.root(), "dragstart", PREVENTS, Event::prevent_default).forget();
    let scrolled = Rc::clone(carrier);
    // A finger that carries would scroll.
    EventListener::new_with_options(&document(), "touchmove", PREVENTS, move |event| {
        if scrolled.is_carrying() {
            event.prevent_default();
        }
    })
    .forget();
    let clicked = Rc::clone(carrier);
    let first = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    EventListener::new_with_options(carrier.root(), "click", first, move |event| {
        if clicked.takes_click() {
            event.prevent_default();
            event.stop_propagation();
        }
    })
    .forget();
}

fn on_pointer(on: &web_sys::EventTarget, name: &'static str, act: impl Fn(&PointerEvent) + 'static) {
    EventListener::new_with_options(on, name, PREVENTS, move |event| {
        if let Some(pointer) = event.dyn_ref::<PointerEvent>() {
            act(pointer);
        }
    })
    .forget();
}
