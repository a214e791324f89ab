//! The desk's addresses: who is asked to sign in, who may come in, and what each page shows.
//!
//! To add a page: a handler in the file of its noun, its route in [`routes`] and its line in [`STAFF`], which the
//! test of all addresses × all roles walks through.

mod event_form;
mod event_repetition;
mod events;
mod signed_in;
mod today;

use axum::Router;
use axum::routing::get;

use super::Web;

pub(super) use signed_in::{AtTheDesk, show};

/// Who may open an address of the desk; everybody else finds nothing there, or is asked to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admits {
    /// Whoever asks: it is how one signs in.
    Anybody,
    /// Whoever is signed in.
    Staff,
    /// The secretariat alone.
    Secretariat,
    /// The secretariat, and a helper at the door of their own event.
    DoorKeepers,
}

/// The addresses of the desk, without the language in front, and whom each admits.
pub const STAFF: &[(&str, Admits)] = &[
    ("/staff", Admits::Staff),
    ("/staff/events/new", Admits::Secretariat),
    ("/staff/events/{code}", Admits::Secretariat),
    ("/staff/events/{code}/edit", Admits::Secretariat),
    ("/staff/events/{code}/repeat", Admits::Secretariat),
];

/// The desk's routes; `at` puts the language in front of a path.
pub(super) fn routes(at: impl Fn(&str) -> String) -> Router<Web> {
    Router::new()
        .route(&at("/staff"), get(today::read))
        .route(&at("/staff/events/new"), get(event_form::new).post(event_form::create))
        .route(&at("/staff/events/{code}/repeat"), get(event_repetition::read).post(event_repetition::repeat))
        .route(&at("/staff/events/{code}/edit"), get(event_form::edit).post(event_form::save))
        .route(&at("/staff/events/{code}"), get(events::read).post(events::operate))
}
