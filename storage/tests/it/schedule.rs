//! The schedule in memory: as the last commit left it, whoever made it.

use domain::event::{EventDraft, EventState, Particulars, SourceRow};
use domain::reference::EventCode;
use storage::{EventImport, Storage};
use tokio::task::JoinSet;

use crate::house::{House, code, new, now, options, seminar};

#[tokio::test]
async fn what_another_program_writes_is_noticed() {
    let house = House::with(5).await;
    assert!(!house.storage.schedule_refresh().await.unwrap(), "nobody else has written");
    house.register("taro@example.jp", 1).await;
    assert!(!house.storage.schedule_refresh().await.unwrap(), "one's own writing is known already");

    let other =
        Storage::open(options(house.storage.path().to_owned(), &house.chance)).await.expect("a second one opens");
    assert!(!other.schedule_refresh().await.unwrap());
    other.registration_create(code(), new("hanako@example.jp", 2, house.key()), now()).await.expect("it is taken");
    let second = EventDraft { code: EventCode::from_random([5; 16]), ..seminar(5) };
    other.event_add_all(std::slice::from_ref(&second), now()).await.expect("it is added");

    assert!(house.storage.schedule_refresh().await.unwrap());
    assert_eq!(house.counted(), (3, 0));
    assert!(house.storage.schedule().by_code(&second.code).is_some());
    assert!(!house.storage.schedule_refresh().await.unwrap(), "once is enough");
    assert!(!other.schedule_refresh().await.unwrap());
}

#[tokio::test]
async fn every_commit_is_seen_whoever_makes_it() {
    let house = House::with(5).await;
    let other =
        Storage::open(options(house.storage.path().to_owned(), &house.chance)).await.expect("a second one opens");
    let before = house.storage.commits_seen().await.unwrap();
    assert_eq!(house.storage.commits_seen().await.unwrap(), before, "nobody has written");

    house.register("taro@example.jp", 1).await;
    let own = house.storage.commits_seen().await.unwrap();
    assert_ne!(own, before);

    other.registration_create(code(), new("hanako@example.jp", 2, house.key()), now()).await.expect("it is taken");
    assert_ne!(house.storage.commits_seen().await.unwrap(), own);
}

#[tokio::test]
async fn what_another_program_writes_right_after_the_opening_is_noticed_too() {
    let house = House::with(5).await;
    let late =
        Storage::open(options(house.storage.path().to_owned(), &house.chance)).await.expect("a second one opens");
    house.register("taro@example.jp", 1).await;
    assert!(late.schedule_refresh().await.unwrap());
    assert_eq!(late.schedule().by_id(house.event).unwrap().count.get(), (1, 0));
}

#[tokio::test]
async fn two_programs_that_register_at_once_sell_each_seat_once() {
    let house = House::with(30).await;
    let other =
        Storage::open(options(house.storage.path().to_owned(), &house.chance)).await.expect("a second one opens");
    let mut crowd = JoinSet::new();
    for person in 0..60 {
        let storage = if person % 2 == 0 { house.storage.clone() } else { other.clone() };
        let wish = new(&format!("person{person}@example.jp"), 1, house.key());
        crowd.spawn(async move { storage.registration_create(code(), wish, now()).await.expect("a place") });
    }
    crowd.join_all().await;
    house.storage.schedule_refresh().await.unwrap();
    assert_eq!(house.counted(), (30, 30));
    house.assert_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn reading_anew_while_people_register_loses_no_count() {
    let house = House::with(1_000).await;
    let reading = tokio::spawn({
        let storage = house.storage.clone();
        async move {
            for _ in 0..200 {
                storage.schedule_reload().await.expect("it is read");
            }
        }
    });
    for person in 0..150 {
        house.register(&format!("person{person}@example.jp"), 1).await;
        assert_eq!(house.counted().0, person + 1, "the page would show an old count");
    }
    reading.await.unwrap();
    assert_eq!(house.counted(), (150, 0));
}

#[tokio::test]
async fn a_draft_is_known_to_nobody() {
    let house = House::with(5).await;
    let draft = EventDraft { state: EventState::Draft, ..seminar(5) };
    house.storage.event_replace(house.event, &draft, now()).await.expect("it is written");
    assert!(house.storage.schedule().by_code(&code()).is_none());
    assert!(house.storage.event_by_code(&code()).await.unwrap().is_some(), "the desk still has it");
}

#[tokio::test]
async fn the_schedule_knows_when_an_event_was_entered_first_whatever_became_of_it() {
    let house = House::with(5).await;
    let entered_at = || house.storage.schedule().by_code(&code()).expect("it is listed").entered_at;
    let first = entered_at();
    assert!(first.is_some());
    let (id, later) = (house.event, now().plus_seconds(3_600));
    house.storage.event_replace(id, &seminar(6), later).await.expect("it is written");
    assert_eq!(entered_at(), first);
    assert_eq!(house.storage.schedule().by_id(id).expect("it is listed").event.changed_at, later);

    let row = |capacity| {
        let source = Some(SourceRow { identity: "row-1".to_owned(), cells: Vec::new() });
        let particulars = Particulars { source, ..seminar(capacity).particulars };
        EventDraft { code: EventCode::from_random([5; 16]), particulars, ..seminar(capacity) }
    };
    let mut imported = Vec::new();
    for (capacity, at) in [(5, now()), (6, later)] {
        imported = house.storage.event_import(vec![row(capacity)], at, || ()).await.expect("it is taken");
    }
    let [EventImport::Changed(code)] = imported.as_slice() else { panic!("{imported:?}") };
    assert_eq!(house.storage.schedule().by_code(code).expect("it is listed").entered_at, Some(now()));

    let much_later = later.plus_seconds(60);
    assert!(house.storage.audit_prune(much_later, much_later).await.expect("it is shortened") > 0);
    house.storage.schedule_reload().await.expect("it is read");
    assert_eq!(entered_at(), first, "not the audit has to remember it");
}
