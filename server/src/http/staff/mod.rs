//! The desk's addresses: who is asked to sign in, who may come in, and what each page shows.
//!
//! To add a page: a handler in the file of its noun, its route in [`routes`] and its line in [`STAFF`], which the
//! test of all addresses × all roles walks through.

mod inquiries;
mod signed_in;
mod today;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use super::{Web, upload};

pub(super) use signed_in::{AtTheDesk, AtTheInbox, AtTheSecretariat, show};

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
    /// The secretariat, and experts, who find there what is assigned to them.
    Responders,
}

/// The addresses of the desk, without the language in front, and whom each admits.
pub const STAFF: &[(&str, Admits)] = &[
    ("/staff", Admits::Staff),
    ("/staff/inquiries", Admits::Responders),
    ("/staff/inquiries/new", Admits::Secretariat),
    ("/staff/inquiries/{reference}", Admits::Responders),
    ("/staff/inquiries/{reference}/files/{id}", Admits::Responders),
];

/// The desk's routes; `at` puts the language in front of a path.
pub(super) fn routes(at: impl Fn(&str) -> String) -> Router<Web> {
    let uploads = DefaultBodyLimit::max(upload::LARGEST_UPLOAD);
    Router::new()
        .route(&at("/staff"), get(today::read))
        .route(&at("/staff/inquiries"), get(inquiries::inbox).post(inquiries::search))
        .route(&at("/staff/inquiries/new"), get(inquiries::call).post(inquiries::take_down))
        .route(&at("/staff/inquiries/{reference}"), get(inquiries::thread).post(inquiries::work).layer(uploads))
        .route(&at("/staff/inquiries/{reference}/files/{id}"), get(inquiries::file))
}
