//! Feeds: the words of their addresses, what is in them, and until when they are good.

use domain::event::{
    Audience, Bilingual, Event, EventDraft, EventId, EventKind, EventState, Format, Particulars, Place,
    RegistrationWindow, Topic, When,
};
use domain::feed::{Area, DAYS_AFTER_END, FeedScope};
use domain::place::{Prefecture, Region};
use domain::reference::EventCode;
use domain::schedule::{Filter, Listed, Schedule};
use domain::time::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::{date, time};
use proptest::prelude::*;

fn now() -> Timestamp {
    Timestamp::from_tokyo(date(2026, 11, 1).at(9, 0, 0, 0))
}

fn event(id: i64, days: i64, prefecture: Option<Prefecture>, topics: &[Topic], cancelled: bool) -> Event {
    let when = When::on(date(2026, 11, 1) + days.days(), time(14, 0, 0, 0), time(16, 0, 0, 0));
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&id.to_le_bytes());
    let reason = Bilingual::japanese("台風のため");
    let draft = EventDraft {
        code: EventCode::from_random(bytes),
        kind: EventKind::Seminar,
        title: Bilingual::japanese("はじめてのテレワーク"),
        state: if cancelled { EventState::Cancelled { reason, at: now() } } else { EventState::Published },
        window: RegistrationWindow { opens_at: None, closes_at: when.starts_at() },
        when,
        place: Place { format: Format::Online, prefecture, government_code: None, venue: None, joining: None },
        topics: topics.to_vec(),
        audience: Audience::Both,
        capacity: None,
        reserved: 0,
        seats_per_registration: 1,
        particulars: Particulars::default(),
    };
    Event { id: EventId(id), revision: 0, changed_at: now().plus_seconds(-id), draft }
}

fn schedule(events: impl IntoIterator<Item = Event>) -> Schedule {
    Schedule::new(events.into_iter().map(|event| Listed::new(event, 0, 0)).collect())
}

fn scopes() -> impl Iterator<Item = FeedScope> {
    let topics = std::iter::once(None).chain(Topic::ALL.into_iter().map(Some));
    topics.flat_map(|topic| Area::all().map(move |area| FeedScope { area, topic }))
}

#[test]
fn there_are_59_areas_and_each_scope_is_read_back_from_its_address() {
    assert_eq!(Area::all().count(), 59);
    for scope in scopes() {
        let path = scope.path("ics");
        let (area, file) = path.strip_prefix("/feeds/").unwrap().split_once('/').unwrap();
        assert_eq!(FeedScope::from_slugs(area, file.strip_suffix(".ics").unwrap()), Some(scope));
    }
}

#[test]
fn an_address_has_one_spelling() {
    for (area, topic) in [
        ("ALL", "all"),
        ("1", "all"),
        ("１３", "all"),
        ("48", "all"),
        ("00", "all"),
        ("", "all"),
        ("all", ""),
        ("all", "Ict"),
    ] {
        assert_eq!(FeedScope::from_slugs(area, topic), None, "{area}/{topic}");
    }
    assert_eq!(FeedScope::from_slugs("01", "all").unwrap().area, Area::Prefecture(Prefecture::Hokkaido));
    assert_eq!(FeedScope::from_slugs("hokkaido", "all").unwrap().area, Area::Region(Region::Hokkaido));
}

#[test]
fn the_feed_around_a_filter_is_the_one_it_came_from() {
    for scope in scopes() {
        assert_eq!(FeedScope::around(&scope.filter()), scope);
    }
    let two = Filter { topics: vec![Topic::Ict, Topic::Security], ..Filter::default() };
    assert_eq!(FeedScope::around(&two), FeedScope::ALL);
}

#[test]
fn what_has_ended_stays_ninety_days_and_what_was_called_off_stays_too() {
    let tokyo = Some(Prefecture::Tokyo);
    let all = schedule([
        event(1, 10, tokyo, &[Topic::Ict], false),
        event(2, 20, tokyo, &[Topic::Ict], true),
        event(3, -80, tokyo, &[Topic::Ict], false),
        event(4, -100, tokyo, &[Topic::Ict], false),
        event(5, 10, None, &[Topic::Security], false),
    ]);
    let ids = |scope: FeedScope| scope.select(&all, now()).events.iter().map(|one| one.event.id.0).collect::<Vec<_>>();
    let mut everything = ids(FeedScope::ALL);
    everything.sort_unstable();
    assert_eq!(everything, [1, 2, 3, 5]);
    let tokyo = FeedScope::from_slugs("13", "all").unwrap();
    assert_eq!(ids(tokyo), [3, 1, 2], "an event for the whole country is in no prefecture");
    assert_eq!(ids(FeedScope::from_slugs("kanto", "ict").unwrap()), [3, 1, 2]);
    assert_eq!(ids(FeedScope::from_slugs("all", "security").unwrap()), [5]);
    assert!(ids(FeedScope::from_slugs("kinki", "all").unwrap()).is_empty());
}

#[test]
fn a_feed_changed_when_an_event_in_it_did_or_when_one_left() {
    let past = event(900_000, -100, None, &[], false);
    let left = past.when.ends_at().plus_seconds(DAYS_AFTER_END * 24 * 60 * 60);
    let coming = event(3_000_000, 10, None, &[], false);
    let changed_at = coming.changed_at;
    assert!(changed_at < left);
    let both = schedule([past, coming]);
    assert_eq!(FeedScope::ALL.select(&both, now()).changed_at(), Some(left));
    assert_eq!(FeedScope::ALL.select(&Schedule::default(), now()).changed_at(), None);
}

proptest! {
    /// Between `since` and `until` nothing comes and nothing goes, and right outside it does.
    #[test]
    fn a_selection_is_the_same_within_its_time_and_another_outside(
        days in prop::collection::vec(-200_i64..200, 1..20),
        hours in -300_i64 * 24..300 * 24,
    ) {
        let events = (1..).zip(&days).map(|(id, days)| event(id, *days, None, &[], false));
        let all = schedule(events);
        let ids = |at: Timestamp| {
            FeedScope::ALL.select(&all, at).events.iter().map(|one| one.event.id).collect::<Vec<_>>()
        };
        let at = now().plus_seconds(hours * 3_600);
        let selection = FeedScope::ALL.select(&all, at);
        let held = ids(at);
        prop_assert!(selection.since <= at);
        if selection.since.as_microseconds() != i64::MIN {
            prop_assert_eq!(&ids(selection.since), &held);
            prop_assert_ne!(ids(Timestamp::from_microseconds(selection.since.as_microseconds() - 1)), held.clone());
        }
        match selection.until {
            Some(until) => {
                prop_assert!(at < until);
                prop_assert_eq!(&ids(Timestamp::from_microseconds(until.as_microseconds() - 1)), &held);
                prop_assert_ne!(ids(until), held);
            }
            None => prop_assert!(held.is_empty()),
        }
    }
}
