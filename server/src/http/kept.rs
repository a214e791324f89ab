//! Public pages kept for a moment.
//!
//! A list that many look at says the same to all of them until a seat is taken or a second has gone
//! by. So a rendered page is kept that long: never one that holds anything of a visitor. Where it has a script, or a form
//! with a key, each who asks is given a nonce and a key of their own ([`Template`]).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::time::Timestamp;

/// So many addresses are kept; one more, and all are forgotten: they cost a render each.
const ADDRESSES: usize = 256;
/// Longer addresses are somebody's invention.
const LONGEST_ADDRESS: usize = 512;

/// What a kept page was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Which state of the schedule.
    generation: u64,
    /// Which second.
    second: i64,
}

impl Moment {
    pub(super) const fn new(generation: u64, now: Timestamp) -> Self {
        Self { generation, second: now.as_microseconds().div_euclid(1_000_000) }
    }
}

/// The pages that are kept.
#[derive(Debug)]
pub(super) struct Kept<T>(Mutex<HashMap<String, (Moment, T)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Kept<T> {
    /// The page at `address` as of `moment`, if it was rendered in that moment already.
    pub(super) fn get(&self, address: &str, moment: Moment) -> Option<T> {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.get(address).filter(|(made, _)| *made == moment).map(|(_, page)| page.clone())
    }

    /// Keeps `page`.
    pub(super) fn put(&self, address: &str, moment: Moment, page: &T) {
        if address.len() > LONGEST_ADDRESS {
            return;
        }
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= ADDRESSES {
            pages.retain(|_, (made, _)| *made == moment);
            if pages.len() >= ADDRESSES {
                pages.clear();
            }
        }
        pages.insert(address.to_owned(), (moment, page.clone()));
    }
}

/// A page without what each who asks for it is given anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template(Arc<Vec<Piece>>);

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Nonce,
    Key,
}

impl Template {
    /// Of a page that was rendered with this nonce and this key. Both were drawn for it, so that they stand nowhere else.
    pub(super) fn of(page: &str, nonce: &str, key: &str) -> Self {
        let mut pieces = Vec::new();
        for (place, around_nonce) in page.split(nonce).enumerate() {
            if place > 0 {
                pieces.push(Piece::Nonce);
            }
            for (place, text) in around_nonce.split(key).enumerate() {
                if place > 0 {
                    pieces.push(Piece::Key);
                }
                pieces.push(Piece::Text(text.to_owned()));
            }
        }
        Self(Arc::new(pieces))
    }

    /// Whether the page has a script, which carries the nonce.
    pub(super) fn has_script(&self) -> bool {
        self.0.contains(&Piece::Nonce)
    }

    /// The page with another nonce and another key.
    pub(super) fn page(&self, nonce: &str, key: &str) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Nonce => nonce,
            Piece::Key => key,
        });
        pieces.collect()
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;

    use super::*;

    #[test]
    fn each_who_asks_is_given_a_nonce_and_a_key_of_their_own() {
        let page = "<script nonce=\"one\"></script><input value=\"two\"><p>two, one</p>";
        let template = Template::of(page, "one", "two");
        assert_eq!(template.page("one", "two"), page);
        assert_eq!(template.page("3", "4"), "<script nonce=\"3\"></script><input value=\"4\"><p>4, 3</p>");
        assert!(template.has_script());
        let plain = Template::of("nothing of it", "one", "two");
        assert_eq!(plain.page("3", "4"), "nothing of it");
        assert!(!plain.has_script());
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_microseconds(second * 1_000_000)
    }

    #[test]
    fn a_page_is_kept_until_a_seat_is_taken_or_a_second_has_gone_by() {
        let kept = Kept::default();
        let page = Bytes::from_static(b"page");
        kept.put("/events", Moment::new(1, at(10)), &page);
        assert_eq!(kept.get("/events", Moment::new(1, at(10))), Some(page));
        assert_eq!(kept.get("/events", Moment::new(2, at(10))), None);
        assert_eq!(kept.get("/events", Moment::new(1, at(11))), None);
        assert_eq!(kept.get("/en/events", Moment::new(1, at(10))), None);
    }

    #[test]
    fn a_flood_of_addresses_does_not_fill_the_memory() {
        let kept = Kept::default();
        for number in 0..10_000 {
            kept.put(&format!("/events?q={number}"), Moment::new(1, at(10)), &Bytes::from_static(b"page"));
        }
        assert!(kept.0.lock().unwrap().len() <= ADDRESSES);
    }
}
