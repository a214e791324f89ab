//! One use case after another: who is told what, which link opens what, who gets a freed seat.

use domain::event::{Bilingual, EventDraft, EventState};
use domain::notice::NoticeKind;
use domain::reference::{EventCode, SecretToken};
use domain::registration::{Attendance, Placement, Refusal, RegistrationState};
use storage::{Failpoint, NewRegistration, RegistrationChange, StorageError};

use crate::house::{House, applicant, code, new, now, seminar, told};

#[tokio::test]
async fn a_registration_holds_its_seats_and_its_mail_carries_a_link_of_its_own() {
    let house = House::with(10).await;

    let registered = house.register("taro@example.jp", 2).await;

    assert_eq!(registered.placement, Placement::Seated);
    let stored = house.opens(&registered.link).await.expect("the link opens it");
    assert_eq!((stored.state, stored.applicant.seats), (RegistrationState::Seated, 2));
    assert_eq!((&stored.reference, stored.revision), (&registered.reference, 0));
    assert_eq!(stored.applicant, applicant("taro@example.jp", 2));
    let mails = house.mails().await;
    assert_eq!(told(&mails), [(NoticeKind::Registered, "taro@example.jp")]);
    let by_mail = &mails[0].link;
    assert_ne!(by_mail, &registered.link);
    assert_eq!(house.opens(by_mail).await.map(|other| other.id), Some(stored.id));
    assert_eq!(house.counted(), (2, 0));
}

#[tokio::test]
async fn a_full_event_makes_people_wait_in_the_order_in_which_they_came() {
    let house = House::with(2).await;
    house.register("first@example.jp", 2).await;

    for (person, position) in [("second", 1), ("third", 2), ("fourth", 3)] {
        let registered = house.register(&format!("{person}@example.jp"), 1).await;
        assert_eq!(registered.placement, Placement::Waiting { position });
        let stored = house.opens(&registered.link).await.expect("it opens");
        assert_eq!((stored.state, stored.position), (RegistrationState::Waiting, Some(position)));
    }
    let kinds: Vec<_> = house.mails().await.iter().map(|mail| mail.kind).collect();
    assert_eq!(kinds[1..], [NoticeKind::WaitingListed; 3]);
    assert_eq!(house.counted(), (2, 3));
}

#[tokio::test]
async fn a_cancellation_offers_its_seats_to_the_first_in_line_and_tells_each_of_them_once() {
    let house = House::with(3).await;
    let first = house.register("first@example.jp", 3).await;
    for (person, seats) in [("second", 2), ("third", 2), ("fourth", 1)] {
        house.register(&format!("{person}@example.jp"), seats).await;
    }
    house.mails().await;

    house.cancel(&first.link).await;

    // The third needs two and stops the line: the fourth does not overtake, though one seat is free.
    let mails = house.mails().await;
    let expected = [(NoticeKind::SeatOffered, "second@example.jp"), (NoticeKind::Cancelled, "first@example.jp")];
    assert_eq!(told(&mails), expected);
    assert_eq!(house.counted(), (2, 2));
    let second = &mails[0];
    assert_eq!(second.registration().expect("it is about one").state, RegistrationState::Offered);
    house.assert_in_order().await;

    house.cancel(&second.link).await;
    let expected = [
        (NoticeKind::SeatOffered, "third@example.jp"),
        (NoticeKind::SeatOffered, "fourth@example.jp"),
        (NoticeKind::Cancelled, "second@example.jp"),
    ];
    assert_eq!(told(&house.mails().await), expected);
    house.assert_in_order().await;
}

#[tokio::test]
async fn giving_up_a_place_in_line_moves_those_behind_up() {
    let house = House::with(1).await;
    house.register("first@example.jp", 1).await;
    let second = house.register("second@example.jp", 1).await;
    let third = house.register("third@example.jp", 1).await;

    house.cancel(&second.link).await;

    assert_eq!(house.opens(&third.link).await.expect("it opens").position, Some(1));
    assert_eq!(house.counted(), (1, 1));
}

#[tokio::test]
async fn giving_up_twice_is_giving_up_once() {
    let house = House::with(1).await;
    let first = house.register("first@example.jp", 1).await;
    house.cancel(&first.link).await;
    house.mails().await;
    house.cancel(&first.link).await;
    assert!(house.mails().await.is_empty());
    assert_eq!(house.counted(), (0, 0));
    assert_eq!(house.opens(&first.link).await.expect("its page stays").state, RegistrationState::Cancelled);

    let again = house.register("first@example.jp", 1).await;
    assert_eq!(again.placement, Placement::Seated, "whoever has given up may come back");
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_known_address_changes_nothing_and_only_its_owner_is_told() {
    let house = House::with(10).await;
    let first = house.register("taro@example.jp", 1).await;
    let before = house.opens(&first.link).await.expect("it opens");
    house.mails().await;

    let second = house.register("TARO@example.jp", 3).await;

    assert_eq!(second.placement, Placement::Seated, "the answer is that of any other");
    assert!(!second.repeated_sending && second.reference != first.reference);
    let aside = house.opens(&second.link).await.expect("its own page opens");
    assert_eq!((aside.state, aside.face()), (RegistrationState::SetAside, RegistrationState::Seated));
    assert_eq!(house.opens(&first.link).await, Some(before), "nothing of the other has changed");
    assert_eq!(house.counted(), (1, 0));
    let mails = house.mails().await;
    assert_eq!(told(&mails), [(NoticeKind::AlreadyRegistered, "TARO@example.jp")]);
    assert_eq!(mails[0].registration().expect("it is about one").reference, first.reference);
    house.assert_in_order().await;
}

#[tokio::test]
async fn nobodys_mailbox_is_filled_by_others() {
    let house = House::with(10).await;
    house.register("taro@example.jp", 1).await;
    for _ in 0..10 {
        house.register("taro@example.jp", 1).await;
    }
    assert_eq!(house.mails().await.len(), 3, "three mails within an hour");
    let later = now().plus_seconds(60 * 60 + 1);
    house.storage.registration_create(code(), new("taro@example.jp", 1, house.key()), later).await.expect("taken");
    let mails = house.storage.outbox_take(10, later.plus_seconds(60), later).await.expect("they are taken");
    let fresh = mails.iter().filter(|mail| mail.created_at == later).count();
    assert_eq!(fresh, 1, "an hour later there may be one again");
}

#[tokio::test]
async fn what_was_set_aside_can_be_looked_at_changed_and_given_up_like_any_other() {
    let house = House::with(4).await;
    house.register("taro@example.jp", 1).await;
    let aside = house.register("taro@example.jp", 1).await;
    house.mails().await;

    let refused = |answer: Result<SecretToken, StorageError<Refusal>>| match answer {
        Err(StorageError::Refused(refusal)) => Some(refusal),
        _ => None,
    };
    let changed = house.resize(&aside.link, 2).await.expect("it is changed");
    assert_eq!(house.counted(), (1, 0), "it holds nothing");
    house.register("other@example.jp", 3).await;
    // Any other that is seated would be refused here: so is this one, or it could be told apart.
    assert_eq!(refused(house.resize(&changed, 3).await), Some(Refusal::NotEnoughSeats { free: 0 }));
    house.cancel(&changed).await;
    assert_eq!(house.counted(), (4, 0));
    let mails = house.mails().await;
    assert_eq!(told(&mails), [(NoticeKind::Registered, "other@example.jp")], "nobody is told of it");
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_machine_is_answered_like_a_person_and_gets_nothing() {
    let house = House::with(10).await;
    let wish = NewRegistration { suspected: true, ..new("bot@example.jp", 1, house.key()) };
    let answer = house.try_register(wish).await.expect("it is answered");
    assert_eq!(answer.placement, Placement::Seated);
    assert!(house.opens(&answer.link).await.is_some());
    assert_eq!(house.counted(), (0, 0));
    assert!(house.mails().await.is_empty());
    let person = house.register("bot@example.jp", 1).await;
    assert_eq!(house.opens(&person.link).await.expect("it opens").state, RegistrationState::Seated);
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_change_replaces_every_link_and_tells_the_applicant() {
    let house = House::with(10).await;
    let registered = house.register("taro@example.jp", 1).await;
    let by_mail = house.mails().await[0].link.clone();
    let key = house.key();
    let wish = domain::registration::Applicant { attendance: Attendance::Venue, ..applicant("taro@example.jp", 3) };
    let change = RegistrationChange { applicant: wish.clone(), revision: 0, key };

    let new_link =
        house.storage.registration_change(registered.link.hash(), change.clone(), now()).await.expect("it is changed");

    assert_eq!(house.opens(&registered.link).await, None, "the old link opens nothing");
    assert_eq!(house.opens(&by_mail).await, None);
    let stored = house.opens(&new_link).await.expect("the new one does");
    assert_eq!((stored.applicant, stored.revision), (wish, 1));
    assert_eq!(stored.reference, registered.reference);
    assert_eq!(house.counted(), (3, 0));
    let mails = house.mails().await;
    assert_eq!(told(&mails), [(NoticeKind::Changed, "taro@example.jp")]);
    assert!(house.opens(&mails[0].link).await.is_some());

    let again = house.storage.registration_change(registered.link.hash(), change, now()).await.expect("it is answered");
    assert_eq!(again, new_link, "the same form sent again is the same change");
    assert!(house.mails().await.is_empty());
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_change_of_an_old_page_is_refused_and_changes_nothing() {
    let house = House::with(10).await;
    let registered = house.register("taro@example.jp", 1).await;
    let change = RegistrationChange { applicant: applicant("taro@example.jp", 2), revision: 7, key: house.key() };
    let answer = house.storage.registration_change(registered.link.hash(), change, now()).await;
    assert!(matches!(answer, Err(StorageError::Refused(Refusal::ChangedMeanwhile))), "{answer:?}");
    assert_eq!(house.opens(&registered.link).await.expect("its link stays").applicant.seats, 1);
}

#[tokio::test]
async fn a_party_that_grows_smaller_lets_the_next_in() {
    let house = House::with(3).await;
    let first = house.register("first@example.jp", 3).await;
    house.register("second@example.jp", 1).await;
    house.mails().await;
    house.resize(&first.link, 2).await.expect("it is changed");
    let expected = [(NoticeKind::SeatOffered, "second@example.jp"), (NoticeKind::Changed, "first@example.jp")];
    assert_eq!(told(&house.mails().await), expected);
    assert_eq!(house.counted(), (3, 0));
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_waiting_party_that_grows_small_enough_is_offered_its_seat_at_once() {
    let house = House::with(3).await;
    house.register("first@example.jp", 2).await;
    let second = house.register("second@example.jp", 2).await;
    let link = house.resize(&second.link, 1).await.expect("it is changed");
    assert_eq!(house.opens(&link).await.expect("it opens").state, RegistrationState::Offered);
    house.assert_in_order().await;
}

#[tokio::test]
async fn more_seats_are_offered_to_those_who_wait_at_once() {
    let house = House::with(1).await;
    for person in 0..4 {
        house.register(&format!("person{person}@example.jp"), 1).await;
    }
    house.mails().await;
    house.storage.event_replace(house.event, &seminar(3), now()).await.expect("it is written");
    assert_eq!(house.counted(), (3, 1));
    let expected = [(NoticeKind::SeatOffered, "person1@example.jp"), (NoticeKind::SeatOffered, "person2@example.jp")];
    assert_eq!(told(&house.mails().await), expected);
    house.assert_in_order().await;
}

#[tokio::test]
async fn an_event_that_is_cancelled_closed_a_draft_or_unknown_takes_nobody() {
    let reason = Bilingual::japanese("台風のため");
    let cases = [
        (EventDraft { state: EventState::Cancelled { reason, at: now() }, ..seminar(5) }, Refusal::EventCancelled),
        (EventDraft { state: EventState::Draft, ..seminar(5) }, Refusal::UnknownEvent),
    ];
    for (draft, expected) in cases {
        let house = House::built(draft, Failpoint::None).await;
        let answer = house.try_register(new("taro@example.jp", 1, house.key())).await;
        assert!(matches!(answer, Err(StorageError::Refused(refusal)) if refusal == expected), "{expected}");
    }
    let house = House::with(5).await;
    let deadline = seminar(5).window.closes_at;
    let late = house.storage.registration_create(code(), new("taro@example.jp", 1, house.key()), deadline).await;
    assert!(matches!(late, Err(StorageError::Refused(Refusal::Closed))), "{late:?}");
    let elsewhere = EventCode::from_random([9; 16]);
    let unknown = house.storage.registration_create(elsewhere, new("taro@example.jp", 1, house.key()), now()).await;
    assert!(matches!(unknown, Err(StorageError::Refused(Refusal::UnknownEvent))), "{unknown:?}");
    assert!(house.mails().await.is_empty());
}

#[tokio::test]
async fn a_link_that_was_never_given_out_opens_changes_and_cancels_nothing() {
    let house = House::with(5).await;
    house.register("taro@example.jp", 1).await;
    let guess = SecretToken::from_random([1; 32]);
    assert_eq!(house.opens(&guess).await, None);
    let cancelled = house.storage.registration_cancel(guess.hash(), now()).await;
    assert!(matches!(cancelled, Err(StorageError::Refused(Refusal::UnknownRegistration))));
    let change = RegistrationChange { applicant: applicant("taro@example.jp", 1), revision: 0, key: house.key() };
    let changed = house.storage.registration_change(guess.hash(), change, now()).await;
    assert!(matches!(changed, Err(StorageError::Refused(Refusal::UnknownRegistration))));
}
