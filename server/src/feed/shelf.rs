//! The documents that were made, as long as they say what is so.
//!
//! Whoever asks for a document that is being made waits for it: a crowd of calendars that look at the
//! full hour has it made once. The shelf has room for so many bytes; who was asked for least lately
//! goes first.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use domain::feed::FeedScope;
use domain::language::Language;
use domain::schedule::Schedule;
use domain::time::Timestamp;
use tokio::sync::OnceCell;

use super::Document;
use super::event_page::EventPageQuery;

/// So many bytes of documents are kept; one that is larger is kept alone.
const ROOM: usize = 32 * 1024 * 1024;
/// So many documents are kept, however small they are.
const PLACES: usize = 1_024;

/// Which document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A feed as iCalendar.
    Calendar(FeedScope, Language),
    /// A feed as Atom.
    Atom(FeedScope, Language),
    /// All events as the national catalogue.
    Catalogue,
    /// A page of all events as JSON.
    EventPage(EventPageQuery),
    /// The description of all these.
    OpenApi(Language),
    /// A part of the list of all pages, 1 for the first; 0 for the list of the parts.
    Sitemap(usize),
}

type Cell = Arc<OnceCell<Arc<Document>>>;

struct Slot {
    made_of: Weak<Schedule>,
    cell: Cell,
    asked: u64,
}

impl Slot {
    fn is_good(&self, schedule: &Arc<Schedule>, now: Timestamp) -> bool {
        let is_of_this = std::ptr::eq(self.made_of.as_ptr(), Arc::as_ptr(schedule));
        is_of_this && self.cell.get().is_none_or(|document| document.is_good_at(now))
    }
}

#[derive(Default)]
struct Slots {
    slots: HashMap<Key, Slot>,
    askings: u64,
}

/// The documents that are kept.
#[derive(Default)]
pub struct Shelf(Mutex<Slots>);

impl Shelf {
    /// The document `key` of `schedule` as of `now`; `make` is asked for it where it is not there.
    ///
    /// # Errors
    /// What `make` says; then nothing is kept.
    pub async fn get<E>(
        &self,
        key: Key,
        schedule: &Arc<Schedule>,
        now: Timestamp,
        make: impl Future<Output = Result<Document, E>>,
    ) -> Result<Arc<Document>, E> {
        let cell = self.cell(key, schedule, now);
        if let Some(document) = cell.get() {
            return Ok(Arc::clone(document));
        }
        let document = cell.get_or_try_init(|| async { make.await.map(Arc::new) }).await?;
        self.make_room(key);
        Ok(Arc::clone(document))
    }

    fn cell(&self, key: Key, schedule: &Arc<Schedule>, now: Timestamp) -> Cell {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.askings += 1;
        let asked = held.askings;
        match held.slots.get_mut(&key) {
            Some(slot) if slot.is_good(schedule, now) => {
                slot.asked = asked;
                Arc::clone(&slot.cell)
            }
            _ => {
                let cell = Cell::default();
                let slot = Slot { made_of: Arc::downgrade(schedule), cell: Arc::clone(&cell), asked };
                held.slots.insert(key, slot);
                cell
            }
        }
    }

    /// Lets go of what was asked for least lately until the rest has room beside `kept`.
    fn make_room(&self, kept: Key) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let weigh = |slot: &Slot| slot.cell.get().map_or(0, |document| document.weight());
        let mut weight: usize = held.slots.values().map(weigh).sum();
        while weight > ROOM || held.slots.len() > PLACES {
            let oldest = held.slots.iter().filter(|(key, _)| **key != kept).min_by_key(|(_, slot)| slot.asked);
            let Some(oldest) = oldest.map(|(key, _)| *key) else { return };
            weight -= held.slots.remove(&oldest).as_ref().map_or(0, weigh);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use domain::place::Prefecture;

    use super::*;
    use crate::feed::Making;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_microseconds(second * 1_000_000)
    }

    fn of(prefecture: Prefecture) -> Key {
        let scope = FeedScope { area: domain::feed::Area::Prefecture(prefecture), topic: None };
        Key::Calendar(scope, Language::Japanese)
    }

    struct Desk {
        shelf: Shelf,
        made: AtomicUsize,
    }

    impl Desk {
        fn new() -> Self {
            Self { shelf: Shelf::default(), made: AtomicUsize::new(0) }
        }

        async fn asks(&self, key: Key, schedule: &Arc<Schedule>, now: i64, making: Making) -> Arc<Document> {
            let make = async {
                // Lets the others ask before it is done.
                tokio::task::yield_now().await;
                self.made.fetch_add(1, Ordering::Relaxed);
                Ok::<_, Infallible>(Document::from(making))
            };
            let Ok(document) = self.shelf.get(key, schedule, at(now), make).await;
            document
        }

        fn made(&self) -> usize {
            self.made.load(Ordering::Relaxed)
        }
    }

    fn text(text: &str) -> Making {
        Making::timeless(text, None)
    }

    #[tokio::test]
    async fn a_document_is_made_once_for_a_schedule_however_many_ask() {
        let desk = Desk::new();
        let schedule = Arc::new(Schedule::default());
        let asking = (0..50).map(|second| desk.asks(Key::Catalogue, &schedule, second, text("a")));
        let answers = futures_util::future::join_all(asking).await;
        assert!(answers.iter().all(|answer| answer.body() == "a"));
        assert_eq!(desk.made(), 1);
        let changed = Arc::new(Schedule::default());
        assert_eq!(desk.asks(Key::Catalogue, &changed, 51, text("b")).await.body(), "b");
        assert_eq!(desk.made(), 2);
    }

    #[tokio::test]
    async fn a_document_is_made_anew_when_the_clock_leaves_its_time() {
        let desk = Desk::new();
        let schedule = Arc::new(Schedule::default());
        let making = || Making { since: at(10), until: Some(at(20)), ..text("a") };
        for (now, made) in [(10, 1), (19, 1), (20, 2), (19, 2), (9, 3)] {
            desk.asks(Key::Catalogue, &schedule, now, making()).await;
            assert_eq!(desk.made(), made, "at {now}");
        }
    }

    #[tokio::test]
    async fn what_was_asked_for_least_lately_goes_first_and_memory_has_an_end() {
        let desk = Desk::new();
        let schedule = Arc::new(Schedule::default());
        let heavy = || Making::timeless(vec![b'x'; ROOM / 4], None);
        for prefecture in Prefecture::ALL {
            desk.asks(of(prefecture), &schedule, 0, heavy()).await;
            desk.asks(Key::Catalogue, &schedule, 0, text("small")).await;
        }
        assert_eq!(desk.made(), 48, "the small one was asked for all the time and never made again");
        let held: usize = {
            let shelf = desk.shelf.0.lock().unwrap();
            shelf.slots.values().filter_map(|slot| slot.cell.get()).map(|document| document.weight()).sum()
        };
        assert!(held <= ROOM, "{held}");
        desk.asks(of(Prefecture::Okinawa), &schedule, 0, heavy()).await;
        assert_eq!(desk.made(), 48);
        desk.asks(of(Prefecture::Hokkaido), &schedule, 0, heavy()).await;
        assert_eq!(desk.made(), 49);
    }

    #[tokio::test]
    async fn a_document_larger_than_the_shelf_is_kept_alone() {
        let desk = Desk::new();
        let schedule = Arc::new(Schedule::default());
        for _ in 0..2 {
            desk.asks(Key::Catalogue, &schedule, 0, Making::timeless(vec![b'x'; ROOM + 1], None)).await;
        }
        assert_eq!(desk.made(), 1);
    }

    #[tokio::test]
    async fn what_could_not_be_made_is_made_for_the_next_who_asks() {
        let desk = Desk::new();
        let schedule = Arc::new(Schedule::default());
        let fails = desk.shelf.get(Key::Catalogue, &schedule, at(0), async { Err::<Document, _>("broken") }).await;
        assert!(fails.is_err());
        assert_eq!(desk.asks(Key::Catalogue, &schedule, 0, text("a")).await.body(), "a");
    }
}
