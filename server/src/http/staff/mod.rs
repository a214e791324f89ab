//! The desk's addresses: who is asked to sign in, who may come in, and what each page shows.
//!
//! To add a page: a handler in the file of its noun, its route in [`routes`] and its line in [`STAFF`], which the
//! test of all addresses × all roles walks through.

mod audit;
mod outbox;
mod signed_in;
mod today;

use axum::Router;
use axum::routing::get;

use super::Web;

pub(super) use signed_in::{AtTheDesk, AtTheSecretariat, show};

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
    ("/staff/audit", Admits::Secretariat),
    ("/staff/outbox", Admits::Secretariat),
    ("/staff/outbox/{id}", Admits::Secretariat),
];

/// The desk's routes; `at` puts the language in front of a path.
pub(super) fn routes(at: impl Fn(&str) -> String) -> Router<Web> {
    Router::new()
        .route(&at("/staff"), get(today::read))
        .route(&at("/staff/audit"), get(audit::read).post(audit::save))
        .route(&at("/staff/outbox"), get(outbox::read).post(outbox::retry_all))
        .route(&at("/staff/outbox/{id}"), get(outbox::mail).post(outbox::retry))
}
