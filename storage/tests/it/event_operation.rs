//! What the desk does with events: one revision for each change, whoever comes second is told, and everybody whom it
//! concerns gets one mail.

use std::sync::Arc;

use domain::account::{AccountId, Actor, Role, Secretariat};
use domain::contact::EmailAddress;
use domain::event::{Bilingual, EventDraft, EventState, Standing, When};
use domain::event_operation::{EventField, EventOperation, EventRefusal, EventWarning, Seen, changed};
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::person::PersonName;
use domain::registration::RegistrationState;
use jiff::civil::date;
use sqlx::Row as _;
use storage::{Failpoint, NewAccount, StorageError};
use tokio::task::JoinSet;

use crate::house::{House, code, now, seminar, told};

/// Somebody of the secretariat.
pub(crate) async fn editor(house: &House, name: &str) -> Secretariat {
    let account = NewAccount {
        email: EmailAddress::parse(&format!("{name}@example.jp")).expect("an address"),
        name: PersonName::parse(name).expect("a name"),
        role: Role::Secretariat,
        door: None,
        language: Language::Japanese,
    };
    let id: AccountId = house.storage.account_add(&account, now()).await.expect("it is added");
    Actor::of(id, Role::Secretariat, None).and_then(|actor| actor.as_secretariat()).expect("the secretariat")
}

fn a_week_later() -> EventOperation {
    EventOperation::Move { when: When { starts_on: date(2026, 12, 8), ends_on: date(2026, 12, 8), ..seminar(1).when } }
}

fn capacity(capacity: u32) -> EventOperation {
    EventOperation::ChangeCapacity { capacity: Some(capacity) }
}

#[tokio::test]
async fn a_move_tells_everybody_with_a_seat_or_in_line_once() {
    let house = House::with(2).await;
    let by = editor(&house, "tanaka").await;
    house.register("a@example.jp", 2).await;
    house.register("b@example.jp", 1).await;
    let gone = house.register("c@example.jp", 1).await;
    house.cancel(&gone.link).await;
    house.mails().await;

    let event = house.storage.event_operate(by, code(), 0, a_week_later(), now()).await.unwrap();

    assert_eq!((event.revision, event.when.starts_on), (1, date(2026, 12, 8)));
    let mails = house.mails().await;
    let moved = NoticeKind::EventMoved;
    assert_eq!(told(&mails), [(moved, "a@example.jp"), (moved, "b@example.jp")]);
    assert!(mails.iter().all(|mail| mail.registration().is_some()));
    let opened = house.opens(&mails[0].link).await.expect("the mail's link opens the registration");
    assert_eq!(opened.state, RegistrationState::Seated);
    let listed = house.storage.schedule();
    let listed = listed.by_code(&code()).expect("it is listed");
    assert_eq!(listed.event.particulars.rescheduled[0].from.starts_on, date(2026, 12, 1));
    house.assert_in_order().await;
}

#[tokio::test]
async fn considering_changes_nothing_and_says_how_many_it_concerns() {
    let house = House::with(2).await;
    house.register("a@example.jp", 1).await;
    let closed = EventOperation::Move {
        when: When { starts_on: date(2026, 12, 29), ends_on: date(2026, 12, 29), ..seminar(1).when },
    };
    let considered = house.storage.event_consider(&code(), &Seen::from(0), &closed, now()).await.unwrap();
    assert_eq!((considered.people, considered.decision.notice), (1, Some(NoticeKind::EventMoved)));
    assert_eq!(considered.warnings, [EventWarning::ClosedDay(date(2026, 12, 29))]);
    let held = house.storage.event_by_code(&code()).await.unwrap().unwrap();
    assert_eq!((held.revision, held.when.starts_on), (0, date(2026, 12, 1)));
}

#[tokio::test]
async fn a_called_off_event_is_told_with_its_reason_and_its_seats_stay_counted() {
    let house = House::with(1).await;
    let by = editor(&house, "tanaka").await;
    house.register("a@example.jp", 1).await;
    house.register("b@example.jp", 1).await;
    house.mails().await;
    let cancel = EventOperation::Cancel { reason: Bilingual::both("台風のため", "Typhoon") };

    house.storage.event_operate(by, code(), 0, cancel, now()).await.unwrap();

    let off = NoticeKind::EventCancelled;
    assert_eq!(told(&house.mails().await), [(off, "a@example.jp"), (off, "b@example.jp")]);
    assert_eq!(house.counted(), (1, 1));
    let refused = house.storage.event_operate(by, code(), 1, a_week_later(), now()).await;
    assert!(matches!(refused, Err(StorageError::Refused(EventRefusal::Cancelled))));
    house.assert_in_order().await;
}

#[tokio::test]
async fn seats_that_an_event_gains_go_to_those_in_line_and_none_is_taken_away() {
    let house = House::with(1).await;
    let by = editor(&house, "tanaka").await;
    house.register("a@example.jp", 1).await;
    house.register("b@example.jp", 1).await;
    house.mails().await;

    house.storage.event_operate(by, code(), 0, capacity(2), now()).await.unwrap();
    assert_eq!(told(&house.mails().await), [(NoticeKind::SeatOffered, "b@example.jp")]);
    let refused = house.storage.event_operate(by, code(), 1, capacity(1), now()).await;
    assert!(matches!(refused, Err(StorageError::Refused(EventRefusal::CapacityBelowTaken { taken: 2 }))));
    house.assert_in_order().await;
}

#[tokio::test]
async fn each_version_is_kept_with_who_wrote_it_and_the_audit_says_what_changed() {
    let house = House::with(2).await;
    let (tanaka, sato) = (editor(&house, "tanaka").await, editor(&house, "sato").await);
    house.storage.event_operate(tanaka, code(), 0, capacity(3), now()).await.unwrap();
    house.storage.event_operate(sato, code(), 1, a_week_later(), now()).await.unwrap();

    let versions = house.storage.event_versions(house.event).await.unwrap();
    let who: Vec<_> = versions.iter().map(|version| (version.revision, version.by.as_deref())).collect();
    assert_eq!(who, [(2, Some("sato")), (1, Some("tanaka")), (0, None)]);
    assert_eq!(changed(&versions[2].draft, &versions[1].draft), [EventField::Capacity]);
    assert_eq!(changed(&versions[1].draft, &versions[0].draft), [EventField::When, EventField::Window]);

    let mut raw = house.raw().await;
    let row = sqlx::query("SELECT act, detail FROM audit WHERE subject = ? ORDER BY id DESC LIMIT 1 OFFSET 1")
        .bind(code().as_str())
        .fetch_one(&mut raw)
        .await
        .unwrap();
    assert_eq!(row.get::<&str, _>("act"), "event.capacity_changed");
    let expected = r#"{"revision":1,"capacity":[2,3]}"#;
    assert_eq!(row.get::<&str, _>("detail"), expected);
}

#[tokio::test]
async fn a_draft_is_published_when_its_moment_has_come() {
    let mut sketch = EventDraft { state: EventState::Draft, ..seminar(10) };
    sketch.particulars.summary = Some(Bilingual::japanese("守り方を学びます。"));
    sketch.place.format = domain::event::Format::Online;
    let house = House::built(sketch, Failpoint::None).await;
    let by = editor(&house, "tanaka").await;
    let at = now().plus_seconds(3_600);
    house.storage.event_operate(by, code(), 0, EventOperation::PublishAt { at }, now()).await.unwrap();

    assert_eq!(house.storage.event_publish_due(at.plus_seconds(-1)).await.unwrap(), 0);
    assert!(house.storage.schedule().by_code(&code()).is_none());
    assert_eq!(house.storage.event_publish_due(at).await.unwrap(), 1);
    assert_eq!(house.storage.event_publish_due(at).await.unwrap(), 0);

    let schedule = house.storage.schedule();
    assert_eq!(schedule.by_code(&code()).expect("it is listed").event.standing(), Standing::Published);
    let desk = house.storage.event_on_desk(&code(), at).await.unwrap().expect("it is there");
    assert_eq!((desk.publish_at, desk.event.revision), (None, 2));
}

#[tokio::test]
async fn a_new_event_is_a_draft_that_nobody_outside_knows_of() {
    let house = House::with(1).await;
    let by = editor(&house, "tanaka").await;
    let key = house.key();
    let added = house.storage.event_create(by, &key, seminar(30), now()).await.unwrap();
    assert_eq!(house.storage.event_create(by, &key, seminar(30), now()).await.unwrap(), added, "sent twice");
    assert_ne!(added, code());
    assert!(house.storage.schedule().by_code(&added).is_none());
    let desk = house.storage.event_on_desk(&added, now()).await.unwrap().expect("it is there");
    assert_eq!((desk.event.standing(), desk.event.revision), (Standing::Draft, 0));
    let versions = house.storage.event_versions(desk.event.id).await.unwrap();
    assert_eq!(versions[0].by.as_deref(), Some("tanaka"));
}

#[tokio::test]
async fn a_file_that_moves_or_calls_off_an_event_sends_the_same_mails() {
    let house = House::with(5).await;
    house.register("a@example.jp", 1).await;
    house.mails().await;
    let moved = EventDraft {
        when: When { starts_on: date(2026, 12, 8), ends_on: date(2026, 12, 8), ..seminar(5).when },
        ..seminar(5)
    };
    let rows = |draft: &EventDraft| {
        let cells: Vec<String> = domain::open_data::cells_from_event(draft, None).into();
        let (read, _) = domain::open_data::event_from_cells(&cells, now()).expect("it is read back");
        vec![read]
    };
    house.storage.event_import(rows(&moved), now(), || {}).await.unwrap();
    assert_eq!(told(&house.mails().await), [(NoticeKind::EventMoved, "a@example.jp")]);

    let off = EventDraft {
        state: EventState::Cancelled { reason: Bilingual::japanese("台風のため"), at: now() },
        ..moved
    };
    house.storage.event_import(rows(&off), now(), || {}).await.unwrap();
    assert_eq!(told(&house.mails().await), [(NoticeKind::EventCancelled, "a@example.jp")]);
    house.assert_in_order().await;
}

/// One of twenty: changes the capacity by one, until it was their turn. Every refusal shows what to begin again from.
async fn adds_a_seat(house: House, by: Secretariat) -> u32 {
    let mut revision = 0;
    let mut seats = 10;
    let mut refusals = 0;
    loop {
        match house.storage.event_operate(by, code(), revision, capacity(seats + 1), now()).await {
            Ok(event) => {
                assert_eq!((event.revision, event.capacity), (revision + 1, Some(seats + 1)));
                return refusals;
            }
            Err(StorageError::Refused(EventRefusal::ChangedMeanwhile { current })) => {
                assert!(current.revision > revision, "whoever is refused is shown something newer");
                revision = current.revision;
                seats = current.capacity.expect("a number");
                refusals += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_20_editors_at_once_each_makes_one_change_and_no_change_is_lost() {
    let house = House::with(10).await;
    let mut editors = JoinSet::new();
    for number in 0..20 {
        let by = editor(&house, &format!("editor{number}")).await;
        editors.spawn(adds_a_seat(house.clone(), by));
    }
    let refusals: u32 = editors.join_all().await.into_iter().sum();

    let event = house.storage.event_by_code(&code()).await.unwrap().expect("it is there");
    assert_eq!((event.revision, event.capacity), (20, Some(30)));
    assert!(refusals >= 19, "all began from the same revision");
    let versions = house.storage.event_versions(house.event).await.unwrap();
    let mut who: Vec<_> = versions.iter().filter_map(|version| version.by.clone()).collect();
    who.sort_unstable();
    who.dedup();
    assert_eq!((versions.len(), who.len()), (21, 20), "each made exactly one");
    let capacities: Vec<_> = versions.iter().rev().map(|version| version.draft.capacity).collect();
    assert_eq!(capacities, (10..=30).map(Some).collect::<Vec<_>>());
    house.assert_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_20_who_move_what_they_all_have_open_one_does_and_the_mails_go_out_once() {
    let house = House::with(10).await;
    house.register("a@example.jp", 1).await;
    house.mails().await;
    let mut editors = JoinSet::new();
    for number in 0..20_i8 {
        let (house, by) = (house.clone(), editor(&house, &format!("editor{number}")).await);
        let day = date(2026, 12, 8);
        let when = When { starts_on: day, ends_on: day, ..seminar(1).when };
        editors.spawn(
            async move { house.storage.event_operate(by, code(), 0, EventOperation::Move { when }, now()).await },
        );
    }
    let answers = Arc::new(editors.join_all().await);
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let explained = answers.iter().filter(|answer| {
        matches!(answer, Err(StorageError::Refused(EventRefusal::ChangedMeanwhile { current })) if current.revision == 1)
    });
    assert_eq!(explained.count(), 19);
    assert_eq!(told(&house.mails().await), [(NoticeKind::EventMoved, "a@example.jp")]);
}

#[tokio::test]
async fn a_draft_is_thrown_away_with_everything_of_it_and_nothing_else_is() {
    let house = House::with(2).await;
    let (by, storage) = (editor(&house, "tanaka").await, &house.storage);
    let key = house.key();
    let draft = storage.event_create(by, &key, seminar(3), now()).await.unwrap();
    let days = [date(2026, 12, 8), date(2026, 12, 15)];
    storage.event_repeat(by, &house.key(), &draft, &days, now()).await.unwrap();

    storage.event_discard(by, &draft, 0, now()).await.unwrap();

    assert_eq!(storage.event_by_code(&draft).await.unwrap(), None);
    assert_eq!(storage.event_count().await.unwrap(), 3, "what was repeated from it stays");
    let again = storage.event_discard(by, &draft, 0, now()).await;
    assert!(matches!(again, Err(StorageError::Refused(EventRefusal::UnknownEvent))), "{again:?}");
    let published = storage.event_discard(by, &code(), 0, now()).await;
    assert!(matches!(published, Err(StorageError::Refused(EventRefusal::NotDraft))), "{published:?}");
    house.assert_in_order().await;
}
