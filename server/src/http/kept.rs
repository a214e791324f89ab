//! Public pages kept for a moment.
//!
//! A list that many look at says the same to all of them until a seat is taken or a second has gone
//! by. So a rendered page is kept that long: never one with a script (its nonce is good for one
//! answer), never one that holds anything of a visitor.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
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
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<HashMap<String, (Moment, Bytes)>>);

impl Kept {
    /// The page at `address` as of `moment`, if it was rendered in that moment already.
    pub(super) fn get(&self, address: &str, moment: Moment) -> Option<Bytes> {
        let pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pages.get(address).filter(|(made, _)| *made == moment).map(|(_, page)| page.clone())
    }

    /// Keeps `page`.
    pub(super) fn put(&self, address: &str, moment: Moment, page: &Bytes) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
