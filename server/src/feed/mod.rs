//! What programs read: feeds, open data, their description, and what search engines ask for.
//!
//! Each file here writes one kind of document from the public schedule and knows nothing of requests.
//! A [`Document`] is made once for a schedule and stands on the [`Shelf`] until an event changes (a
//! seat that is taken changes none of them) or one leaves the feed by its age; then it is made anew
//! when somebody asks. `server/src/http/feeds.rs` answers for them.
//!
//! To add a document, give it a file here with a function from the schedule to its text, a [`Key`],
//! a route in `http::FEEDS` and its description in [`openapi`].

pub mod atom;
pub mod calendar;
pub mod catalogue;
mod document;
pub mod event_page;
pub mod openapi;
pub mod robots;
pub mod security;
mod shelf;
pub mod sitemap;
mod xml;

pub use document::{Document, Making};
pub use shelf::{Key, Shelf};

use domain::time::Timestamp;

/// The licence of everything that is published for programs (CC BY 4.0), by its address.
pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";
/// The licence's short name (SPDX).
pub const LICENCE_NAME: &str = "CC-BY-4.0";

/// An instant as RFC 3339 writes it, in UTC to the second.
fn instant(at: Timestamp) -> String {
    let at = at.in_utc();
    let (year, month, day, hour, minute, second) =
        (at.year(), at.month(), at.day(), at.hour(), at.minute(), at.second());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}
