//! Seats held back and edits of a whole series: each event with its own revision and its own mails, and nobody's change
//! lost.

use domain::event::{Bilingual, EventDraft, Standing};
use domain::event_operation::{EventOperation, EventRefusal, EventWarning, Publication, Seen};
use domain::notice::NoticeKind;
use domain::reference::EventCode;
use domain::registration::{Placement, RegistrationState};
use domain::series::SeriesScope;
use jiff::civil::{Date, date, time};
use storage::{SeriesEdit, SeriesMember, StorageError};

use crate::event_operation::editor;
use crate::house::{House, code, new, now, seminar, told};

/// A seminar of 1 December with drafts of the three Tuesdays after it, the first of which is on the site.
async fn series(house: &House) -> Vec<EventCode> {
    let by = editor(house, "planner").await;
    let days = [date(2026, 12, 8), date(2026, 12, 15), date(2026, 12, 22)];
    house.storage.event_repeat(by, &house.key(), &code(), &days, now()).await.unwrap();
    let events = house.storage.event_series(&seminar(1)).await.unwrap();
    let codes: Vec<EventCode> = events.into_iter().map(|event| event.draft.code).collect();
    let mut ready = house.storage.event_by_code(&codes[1]).await.unwrap().unwrap().draft;
    ready.particulars.summary = Some(Bilingual::japanese("守り方を学びます。"));
    ready.place.venue = Some(domain::event::Venue { name: Bilingual::japanese("産業会館"), ..Default::default() });
    let publish = EventOperation::EditAndPublish(Box::new(ready), Publication::Now);
    let seen = Seen { revision: 0, warnings: Vec::new() };
    house.storage.event_operate(by, codes[1].clone(), seen, publish, now()).await.unwrap();
    codes
}

fn edit(scope: SeriesScope, draft: EventDraft) -> SeriesEdit {
    SeriesEdit { code: code(), revision: 0, scope, draft, publication: None }
}

/// The members as they were shown, confirmed.
fn confirmed(members: &[SeriesMember]) -> Vec<(EventCode, Seen)> {
    let seen = |member: &SeriesMember| {
        let considered = member.considered.as_ref().ok()?;
        let warnings = considered.warnings.clone();
        Some((member.event.draft.code.clone(), Seen { revision: member.event.revision, warnings }))
    };
    members.iter().filter_map(seen).collect()
}

async fn days(house: &House, codes: &[EventCode]) -> Vec<(u32, Date)> {
    let mut days = Vec::new();
    for code in codes {
        let event = house.storage.event_by_code(code).await.unwrap().unwrap();
        days.push((event.revision, event.when.starts_on));
    }
    days
}

#[tokio::test]
async fn a_series_moves_together_and_everybody_gets_the_mail_of_their_own_event() {
    let house = House::with(5).await;
    let by = editor(&house, "tanaka").await;
    let codes = series(&house).await;
    house.register("a@example.jp", 1).await;
    let wish = new("b@example.jp", 1, house.key());
    house.storage.registration_create(codes[1].clone(), wish, now()).await.unwrap();
    house.mails().await;
    let mut draft = seminar(5);
    draft.when.starts_on = date(2026, 12, 2);
    draft.when.ends_on = date(2026, 12, 2);
    draft.when.start_time = Some(time(13, 0, 0, 0));

    let edit = edit(SeriesScope::All, draft);
    let members = house.storage.event_series_consider(by, &edit, now()).await.unwrap();
    let people: Vec<u32> = members.iter().map(|member| member.considered.as_ref().unwrap().people).collect();
    assert_eq!(people, [1, 1, 0, 0]);
    assert!(house.mails().await.is_empty(), "looking sends nothing");
    assert_eq!(days(&house, &codes).await[0], (0, date(2026, 12, 1)), "looking changes nothing");

    let outcome = house.storage.event_series_operate(by, edit, confirmed(&members), now()).await.unwrap();
    assert_eq!((outcome.changed, outcome.kept), (codes.clone(), vec![]));
    let expected = [(1, date(2026, 12, 2)), (2, date(2026, 12, 9)), (1, date(2026, 12, 16)), (1, date(2026, 12, 23))];
    assert_eq!(days(&house, &codes).await, expected);
    let moved = NoticeKind::EventMoved;
    assert_eq!(told(&house.mails().await), [(moved, "a@example.jp"), (moved, "b@example.jp")]);
    house.assert_in_order().await;
}

#[tokio::test]
async fn what_cannot_be_changed_is_told_with_the_reason_and_keeps_nothing_else_from_being_changed() {
    let house = House::with(5).await;
    let by = editor(&house, "tanaka").await;
    let codes = series(&house).await;
    for person in 0..4 {
        let wish = new(&format!("{person}@example.jp"), 1, house.key());
        house.storage.registration_create(codes[1].clone(), wish, now()).await.unwrap();
    }
    let edit = edit(SeriesScope::All, seminar(3));
    let members = house.storage.event_series_consider(by, &edit, now()).await.unwrap();
    assert_eq!(members[1].considered.clone().unwrap_err(), EventRefusal::CapacityBelowTaken { taken: 4 });
    // A colleague is faster with the third.
    let colleague = editor(&house, "sato").await;
    let capacity = EventOperation::ChangeCapacity { capacity: Some(7) };
    house.storage.event_operate(colleague, codes[2].clone(), 0, capacity, now()).await.unwrap();

    let outcome = house.storage.event_series_operate(by, edit.clone(), confirmed(&members), now()).await.unwrap();
    assert_eq!(outcome.changed, [codes[0].clone(), codes[3].clone()]);
    let [(taken, below), (faster, changed)] = &outcome.kept[..] else { panic!("{:?}", outcome.kept) };
    assert_eq!(
        (taken, below),
        (
            &codes[1],
            &EventRefusal::ChangedMeanwhile {
                current: Box::new(house.storage.event_by_code(&codes[1]).await.unwrap().unwrap())
            }
        ),
        "it was not among those that were shown"
    );
    assert_eq!(faster, &codes[2]);
    assert!(matches!(changed, EventRefusal::ChangedMeanwhile { .. }));
    let third = house.storage.event_by_code(&codes[2]).await.unwrap().unwrap();
    assert_eq!(third.capacity, Some(7), "nobody's change is lost");
    let again = house.storage.event_series_operate(by, edit, confirmed(&members), now()).await;
    assert!(matches!(again, Err(StorageError::Refused(EventRefusal::ChangedMeanwhile { .. }))), "sent twice");
    house.assert_in_order().await;
}

#[tokio::test]
async fn this_and_those_after_it_may_go_on_the_site_together_after_a_look_at_closed_days() {
    let house = House::with(5).await;
    let by = editor(&house, "tanaka").await;
    let codes = series(&house).await;
    let third = house.storage.event_by_code(&codes[2]).await.unwrap().unwrap();
    let mut draft = third.draft.clone();
    draft.particulars.summary = Some(Bilingual::japanese("守り方を学びます。"));
    draft.place.venue = Some(domain::event::Venue { name: Bilingual::japanese("産業会館"), ..Default::default() });
    draft.when.starts_on = date(2026, 12, 22);
    draft.when.ends_on = date(2026, 12, 22);
    let edit = SeriesEdit {
        code: codes[2].clone(),
        revision: 0,
        scope: SeriesScope::Following,
        draft,
        publication: Some(Publication::Now),
    };
    let members = house.storage.event_series_consider(by, &edit, now()).await.unwrap();
    assert_eq!(members.len(), 2);
    let last = members[1].considered.as_ref().unwrap();
    assert_eq!(last.warnings, [EventWarning::ClosedDay(date(2026, 12, 29))], "siblings are no clash");
    let unseen: Vec<_> =
        confirmed(&members).into_iter().map(|(code, seen)| (code, Seen::from(seen.revision))).collect();
    let outcome = house.storage.event_series_operate(by, edit, unseen, now()).await.unwrap();
    assert_eq!(outcome.changed, [codes[2].clone()]);
    assert!(matches!(outcome.kept[0].1, EventRefusal::Unconfirmed { .. }), "nobody was warned of the closed day");
    let published = house.storage.event_by_code(&codes[2]).await.unwrap().unwrap();
    assert_eq!((published.standing(), published.when.starts_on), (Standing::Published, date(2026, 12, 22)));
}

#[tokio::test]
async fn seats_that_are_held_back_are_nobodys_until_they_are_released_and_offered() {
    let house = House::built(EventDraft { reserved: 2, ..seminar(3) }, storage::Failpoint::None).await;
    let by = editor(&house, "tanaka").await;
    assert_eq!(house.register("a@example.jp", 1).await.placement, Placement::Seated);
    let waiting = house.register("b@example.jp", 1).await;
    assert_eq!(waiting.placement, Placement::Waiting { position: 1 }, "two seats are left, and held back");
    house.mails().await;

    let too_many = EventOperation::HoldBack { reserved: 3 };
    let refused = house.storage.event_operate(by, code(), 0, too_many, now()).await;
    assert!(matches!(refused, Err(StorageError::Refused(EventRefusal::ReservedTooMany { left: 2 }))));

    let released = EventOperation::HoldBack { reserved: 1 };
    house.storage.event_operate(by, code(), 0, released, now()).await.unwrap();
    assert_eq!(told(&house.mails().await), [(NoticeKind::SeatOffered, "b@example.jp")]);
    assert_eq!(house.opens(&waiting.link).await.unwrap().state, RegistrationState::Offered);
    assert_eq!(house.register("c@example.jp", 1).await.placement, Placement::Waiting { position: 1 });
    house.assert_in_order().await;

    let mut raw = house.raw().await;
    for stolen in
        ["UPDATE event SET reserved = 2", "UPDATE event SET capacity = NULL", "UPDATE event SET seats_taken = 3"]
    {
        let refused = sqlx::query(stolen).execute(&mut raw).await.expect_err(stolen).to_string();
        assert!(refused.contains("event_reserved_are_left"), "{stolen}: {refused}");
    }
}
