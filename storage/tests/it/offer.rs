//! Freed seats on offer: who is asked, until when, what an answer does, and what becomes of silence.

use domain::event::{Bilingual, EventDraft, EventState, RegistrationWindow};
use domain::notice::NoticeKind;
use domain::offer::{Offer, OfferAnswer, OfferHours, OfferOutcome};
use domain::reference::SecretToken;
use domain::registration::{Placement, Refusal, Registration, RegistrationState};
use domain::time::Timestamp;
use rehearsal::CountedChance;
use storage::{DueMail, Failpoint, OpenOptions, Registered, Storage, StorageError};
use tokio::task::JoinSet;

use crate::house::{House, code, new, now, options, seminar, told};

const HOUR: i64 = 60 * 60;

/// One seat, taken by the first; the others wait. Their mails are read.
async fn full_house(waiting: &[&str]) -> (House, Registered, Vec<Registered>) {
    let house = House::with(1).await;
    let first = house.register("first@example.jp", 1).await;
    let mut registered = Vec::new();
    for person in waiting {
        registered.push(house.register(&format!("{person}@example.jp"), 1).await);
    }
    mails_at(&house, now()).await;
    (house, first, registered)
}

/// Takes and sends every mail that is owed at `now`.
async fn mails_at(house: &House, now: Timestamp) -> Vec<DueMail> {
    let mails = house.storage.outbox_take(10_000, now.plus_seconds(600), now).await.expect("they are taken");
    let sent: Vec<_> = mails.iter().map(|mail| (mail.id, Ok(()))).collect();
    house.storage.outbox_settle(&sent, now).await.expect("they are sent");
    mails
}

async fn assert_in_order_at(house: &House, now: Timestamp) {
    assert_eq!(house.storage.invariants_broken(now).await.expect("it is read"), []);
}

async fn stands(house: &House, link: &SecretToken) -> (RegistrationState, Option<u32>) {
    let registration = house.opens(link).await.expect("it opens");
    (registration.state, registration.position)
}

fn until(registration: &Registration) -> Timestamp {
    registration.offer.expect("it has an offer").until
}

fn refused<T>(answer: &Result<T, StorageError<Refusal>>) -> Option<Refusal> {
    match answer {
        Err(StorageError::Refused(refusal)) => Some(*refusal),
        _ => None,
    }
}

#[tokio::test]
async fn a_freed_seat_is_held_for_the_first_in_line_until_the_end_of_the_offer() {
    let (house, first, waiting) = full_house(&["second", "third"]).await;

    house.cancel(&first.link).await;

    let second = house.opens(&waiting[0].link).await.expect("it opens");
    // 1 November 2026 is a Sunday, and the third a holiday: the hours of Monday are what counts.
    let monday_night = now().plus_seconds((15 + 24) * HOUR);
    assert_eq!(second.state, RegistrationState::Offered);
    assert_eq!(second.offer, Some(Offer { until: monday_night, outcome: None }));
    assert_eq!(stands(&house, &waiting[1].link).await, (RegistrationState::Waiting, Some(1)));
    assert_eq!(house.counted(), (1, 1), "what is on offer counts as taken");
    let mails = mails_at(&house, now()).await;
    assert_eq!(told(&mails)[0], (NoticeKind::SeatOffered, "second@example.jp"));
    assert!(house.opens(&mails[0].link).await.is_some(), "the link of the offer opens the applicant's page");
    let newcomer = house.register("fourth@example.jp", 1).await;
    assert_eq!(newcomer.placement, Placement::Waiting { position: 2 });
    house.assert_in_order().await;
}

#[tokio::test]
async fn an_offer_that_is_accepted_gives_the_seat_and_uses_its_link_up() {
    let (house, first, waiting) = full_house(&["second"]).await;
    house.cancel(&first.link).await;
    let offered = mails_at(&house, now()).await[0].link.clone();
    let key = house.key();
    let accept = |link: &SecretToken, key| {
        house.storage.offer_answer(link.hash(), OfferAnswer::Accept, key, now().plus_seconds(HOUR))
    };

    let link = accept(&offered, key.clone()).await.expect("it is accepted");

    let second = house.opens(&link).await.expect("the new link opens it");
    assert_eq!(second.state, RegistrationState::Seated);
    assert_eq!(second.offer.expect("it had one").outcome, Some(OfferOutcome::Accepted));
    assert_eq!(house.opens(&offered).await, None, "the offer's link is used up");
    assert!(house.storage.offer_link_is_used(&offered.hash()).await.unwrap());
    assert!(!house.storage.offer_link_is_used(&link.hash()).await.unwrap());
    assert!(house.opens(&waiting[0].link).await.is_some(), "the applicant's other links stay");
    let later = now().plus_seconds(HOUR);
    assert_eq!(told(&mails_at(&house, later).await), [(NoticeKind::OfferAccepted, "second@example.jp")]);
    assert_eq!(accept(&offered, key).await.expect("it is answered"), link, "the same form sent again");
    assert_eq!(refused(&accept(&waiting[0].link, house.key()).await), Some(Refusal::NoOffer));
    assert_eq!(refused(&accept(&offered, house.key()).await), Some(Refusal::UnknownRegistration));
    assert!(mails_at(&house, later).await.is_empty());
    assert_eq!(house.counted(), (1, 0));
    house.assert_in_order().await;
}

#[tokio::test]
async fn an_offer_that_is_declined_ends_the_registration_and_goes_to_the_next() {
    let (house, first, waiting) = full_house(&["second", "third"]).await;
    house.cancel(&first.link).await;
    let offered = mails_at(&house, now()).await[0].link.clone();

    let link = house.answer_offer(&offered, OfferAnswer::Decline, now()).await.expect("it is declined");

    assert_eq!(stands(&house, &link).await, (RegistrationState::Cancelled, None));
    assert_eq!(stands(&house, &waiting[1].link).await, (RegistrationState::Offered, None));
    let expected = [(NoticeKind::SeatOffered, "third@example.jp"), (NoticeKind::OfferDeclined, "second@example.jp")];
    assert_eq!(told(&mails_at(&house, now()).await), expected);
    assert_eq!(house.opens(&offered).await, None);
    assert_eq!(refused(&house.answer_offer(&link, OfferAnswer::Accept, now()).await), Some(Refusal::AlreadyCancelled));
    assert_eq!(house.counted(), (1, 0));
    house.assert_in_order().await;
}

#[tokio::test]
async fn the_link_of_an_offer_cannot_be_used_after_the_registration_was_given_up() {
    let (house, first, waiting) = full_house(&["second"]).await;
    house.cancel(&first.link).await;
    let offered = mails_at(&house, now()).await[0].link.clone();

    house.cancel(&waiting[0].link).await;

    assert_eq!(
        refused(&house.answer_offer(&offered, OfferAnswer::Accept, now()).await),
        Some(Refusal::UnknownRegistration)
    );
    let by_another = house.answer_offer(&waiting[0].link, OfferAnswer::Accept, now()).await;
    assert_eq!(refused(&by_another), Some(Refusal::AlreadyCancelled));
    let again = house.register("second@example.jp", 1).await;
    assert_eq!(again.placement, Placement::Seated);
    assert_eq!(house.opens(&offered).await, None, "an old link opens no new registration");
    house.assert_in_order().await;
}

#[tokio::test]
async fn silence_passes_the_offer_on_and_keeps_a_place_at_the_end_of_the_line_once() {
    let (house, first, waiting) = full_house(&["second", "third"]).await;
    house.cancel(&first.link).await;
    let end = until(&house.opens(&waiting[0].link).await.expect("it opens"));
    mails_at(&house, end).await;

    assert_eq!(house.storage.offers_expire(end.plus_seconds(-1)).await.unwrap(), 0);
    assert_eq!(house.storage.offers_expire(end).await.unwrap(), 1);

    assert_eq!(stands(&house, &waiting[0].link).await, (RegistrationState::Waiting, Some(1)));
    assert_eq!(stands(&house, &waiting[1].link).await, (RegistrationState::Offered, None));
    let expected = [(NoticeKind::SeatOffered, "third@example.jp"), (NoticeKind::OfferLapsed, "second@example.jp")];
    assert_eq!(told(&mails_at(&house, end).await), expected);
    let fourth = house.storage.registration_create(code(), new("fourth@example.jp", 1, house.key()), end).await;
    assert_eq!(fourth.expect("it is taken").placement, Placement::Waiting { position: 2 });
    assert_in_order_at(&house, end).await;

    // The third is as silent: the seat comes back to the second, whose silence is the last.
    let end = until(&house.opens(&waiting[1].link).await.expect("it opens"));
    house.storage.offers_expire(end).await.unwrap();
    assert_eq!(stands(&house, &waiting[0].link).await.0, RegistrationState::Offered);
    assert_eq!(stands(&house, &waiting[1].link).await, (RegistrationState::Waiting, Some(2)));
    mails_at(&house, end).await;
    let end = until(&house.opens(&waiting[0].link).await.expect("it opens"));
    house.storage.offers_expire(end).await.unwrap();
    assert_eq!(stands(&house, &waiting[0].link).await, (RegistrationState::Cancelled, None));
    let expected = [(NoticeKind::SeatOffered, "fourth@example.jp"), (NoticeKind::OfferLapsed, "second@example.jp")];
    assert_eq!(told(&mails_at(&house, end).await), expected);
    assert_eq!(house.counted(), (1, 1));
    assert_in_order_at(&house, end).await;
}

#[tokio::test]
async fn whoever_waits_alone_is_offered_the_seat_once_more_and_told_once() {
    let (house, first, waiting) = full_house(&["second"]).await;
    house.cancel(&first.link).await;
    let end = until(&house.opens(&waiting[0].link).await.expect("it opens"));
    mails_at(&house, end).await;

    house.storage.offers_expire(end).await.unwrap();

    let second = house.opens(&waiting[0].link).await.expect("it opens");
    assert_eq!((second.state, until(&second) > end), (RegistrationState::Offered, true));
    assert_eq!(told(&mails_at(&house, end).await), [(NoticeKind::SeatOffered, "second@example.jp")]);
    let end = until(&second);
    house.storage.offers_expire(end).await.unwrap();
    assert_eq!(stands(&house, &waiting[0].link).await.0, RegistrationState::Cancelled);
    assert_eq!(told(&mails_at(&house, end).await), [(NoticeKind::OfferLapsed, "second@example.jp")]);
    assert_eq!(house.counted(), (0, 0), "the seat is anybody's again");
    assert_in_order_at(&house, end).await;
}

#[tokio::test]
async fn an_answer_at_the_end_is_too_late_and_the_place_in_line_is_kept() {
    let (house, first, waiting) = full_house(&["second", "third"]).await;
    house.cancel(&first.link).await;
    let end = until(&house.opens(&waiting[0].link).await.expect("it opens"));

    // Nobody has asked which offers are over: the answer itself does.
    let late = house.answer_offer(&waiting[0].link, OfferAnswer::Accept, end).await;

    assert_eq!(refused(&late), Some(Refusal::OfferEnded));
    assert_eq!(stands(&house, &waiting[0].link).await, (RegistrationState::Waiting, Some(1)));
    let third = house.answer_offer(&waiting[1].link, OfferAnswer::Accept, end).await.expect("the next has it");
    assert_eq!(stands(&house, &third).await.0, RegistrationState::Seated);
    assert_in_order_at(&house, end).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_accept_the_last_seat_at_once_one_gets_it_and_the_other_keeps_a_place_in_line() {
    for past_the_end in [false, true] {
        let (house, first, waiting) = full_house(&["second", "third"]).await;
        house.cancel(&first.link).await;
        let end = until(&house.opens(&waiting[0].link).await.expect("it opens"));
        let moment = if past_the_end { end } else { end.plus_seconds(-1) };
        let mut crowd = JoinSet::new();
        for registered in waiting.clone() {
            let house = house.clone();
            crowd.spawn(async move { house.answer_offer(&registered.link, OfferAnswer::Accept, moment).await });
        }
        let answers = crowd.join_all().await;

        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        let mut states = Vec::new();
        for registered in &waiting {
            states.push(stands(&house, &registered.link).await);
        }
        let (seat, place) = ((RegistrationState::Seated, None), (RegistrationState::Waiting, Some(1)));
        assert_eq!(states, if past_the_end { [place, seat] } else { [seat, place] });
        assert_eq!(house.counted(), (1, 1));
        assert_in_order_at(&house, moment).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_answers_at_once_are_one_answer() {
    let (house, first, waiting) = full_house(&["second", "third"]).await;
    house.cancel(&first.link).await;
    mails_at(&house, now()).await;
    let mut crowd = JoinSet::new();
    for number in 0..20 {
        let (house, link) = (house.clone(), waiting[0].link.clone());
        let answer = if number % 2 == 0 { OfferAnswer::Accept } else { OfferAnswer::Decline };
        crowd.spawn(async move { house.answer_offer(&link, answer, now()).await });
    }
    let answers = crowd.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    let second = stands(&house, &waiting[0].link).await.0;
    let third = stands(&house, &waiting[1].link).await.0;
    assert!(
        (second, third) == (RegistrationState::Seated, RegistrationState::Waiting)
            || (second, third) == (RegistrationState::Cancelled, RegistrationState::Offered),
        "{second:?} {third:?}"
    );
    assert_eq!(house.counted().0, 1);
    house.assert_in_order().await;
}

#[tokio::test]
async fn near_the_deadline_a_seat_is_given_at_once_and_nothing_is_offered_after_the_beginning() {
    let event = seminar(1);
    let (closes, starts) = (event.window.closes_at, event.when.starts_at());
    for (moment, expected) in [
        (closes.plus_seconds(-3 * HOUR), NoticeKind::SeatOffered),
        (closes.plus_seconds(-3 * HOUR + 1), NoticeKind::SeatGiven),
        (closes, NoticeKind::SeatGiven),
        (starts, NoticeKind::SeatGiven),
    ] {
        let (house, first, waiting) = full_house(&["second"]).await;
        house.storage.registration_cancel(first.link.hash(), moment).await.expect("it is given up");
        let mails = mails_at(&house, moment).await;
        assert_eq!(mails[0].kind, expected);
        if expected == NoticeKind::SeatOffered {
            assert_eq!(until(&house.opens(&waiting[0].link).await.expect("it opens")), closes);
        }
        assert_in_order_at(&house, moment).await;
    }
}

#[tokio::test]
async fn an_offer_that_ends_with_the_deadline_is_the_last() {
    let (house, first, waiting) = full_house(&["second", "third"]).await;
    let closes = seminar(1).window.closes_at;
    house.storage.registration_cancel(first.link.hash(), closes.plus_seconds(-4 * HOUR)).await.expect("it is given up");

    house.storage.offers_expire(closes).await.unwrap();

    assert_eq!(stands(&house, &waiting[0].link).await.0, RegistrationState::Cancelled);
    assert_eq!(stands(&house, &waiting[1].link).await.0, RegistrationState::Seated, "nobody could answer in time");
    assert_in_order_at(&house, closes).await;
}

#[tokio::test]
async fn a_deadline_that_comes_nearer_ends_offers_earlier() {
    let (house, first, waiting) = full_house(&["second"]).await;
    house.cancel(&first.link).await;
    let closes_at = now().plus_seconds(5 * HOUR);
    let nearer = EventDraft { window: RegistrationWindow { opens_at: None, closes_at }, ..seminar(1) };
    house.storage.event_replace(house.event, &nearer, now()).await.expect("it is written");
    assert_eq!(until(&house.opens(&waiting[0].link).await.expect("it opens")), closes_at);
    house.assert_in_order().await;
}

#[tokio::test]
async fn offers_of_an_event_that_was_called_off_are_neither_answered_nor_passed_on() {
    let (house, first, waiting) = full_house(&["second", "third"]).await;
    house.cancel(&first.link).await;
    let end = until(&house.opens(&waiting[0].link).await.expect("it opens"));
    let state = EventState::Cancelled { reason: Bilingual::japanese("台風のため"), at: now() };
    let off = EventDraft { state, ..seminar(1) };
    house.storage.event_replace(house.event, &off, now()).await.expect("it is written");
    mails_at(&house, end).await;

    let answer = house.answer_offer(&waiting[0].link, OfferAnswer::Accept, now()).await;
    assert_eq!(refused(&answer), Some(Refusal::EventCancelled));
    assert_eq!(house.storage.offers_expire(end).await.unwrap(), 0);
    assert!(mails_at(&house, end).await.is_empty());
    assert_in_order_at(&house, end).await;
}

#[tokio::test]
async fn an_offered_party_may_come_with_fewer_and_the_seat_left_over_is_offered_on() {
    let house = House::with(2).await;
    let first = house.register("first@example.jp", 2).await;
    let second = house.register("second@example.jp", 2).await;
    let third = house.register("third@example.jp", 1).await;
    house.cancel(&first.link).await;
    mails_at(&house, now()).await;

    let grown = house.resize(&second.link, 3).await;
    assert!(refused(&grown).is_some(), "what is held is what was offered");
    let link = house.resize(&second.link, 1).await.expect("it is changed");

    assert_eq!(stands(&house, &link).await.0, RegistrationState::Offered);
    assert_eq!(stands(&house, &third.link).await.0, RegistrationState::Offered);
    let expected = [(NoticeKind::SeatOffered, "third@example.jp"), (NoticeKind::Changed, "second@example.jp")];
    assert_eq!(told(&mails_at(&house, now()).await), expected);
    let accepted = house.answer_offer(&link, OfferAnswer::Accept, now()).await.expect("a changed one can be accepted");
    assert_eq!(stands(&house, &accepted).await.0, RegistrationState::Seated);
    assert_eq!(house.counted(), (2, 0));
    house.assert_in_order().await;
}

#[tokio::test]
async fn an_offer_lives_as_long_as_the_service_is_set() {
    let folder = tempfile::tempdir().expect("a folder");
    let chance = CountedChance::from_seed(7);
    let hours = OfferHours::new(6).expect("six hours");
    let set = OpenOptions { offer_hours: hours, ..options(folder.path().join("telework.db"), &chance) };
    let storage = Storage::open(set).await.expect("it opens");
    storage.event_add_all(&[seminar(1)], now()).await.expect("it is added");
    let house = House::with(1).await;
    let monday = now().plus_seconds(24 * HOUR);
    let mut links = Vec::new();
    for person in ["first@example.jp", "second@example.jp"] {
        let wish = new(person, 1, house.key());
        links.push(storage.registration_create(code(), wish, monday).await.expect("it is taken").link);
    }
    storage.registration_cancel(links[0].hash(), monday).await.expect("it is given up");
    let (second, _) = storage.registration_by_link(&links[1].hash()).await.unwrap().expect("it opens");
    assert_eq!(until(&second), monday.plus_seconds(6 * HOUR));
}

#[tokio::test]
async fn the_database_refuses_a_second_living_offer_and_the_check_finds_what_was_broken_by_hand() {
    let (house, first, _waiting) = full_house(&["second", "third"]).await;
    house.cancel(&first.link).await;
    let mut raw = house.raw().await;
    for (statement, wall) in [
        (
            "INSERT INTO seat_offer (registration_id, token_hash, made_at, until)
             SELECT registration_id, zeroblob(32), made_at, until FROM seat_offer",
            "seat_offer.registration_id",
        ),
        ("UPDATE seat_offer SET token_hash = x'00'", "seat_offer_link_is_sha256"),
        ("UPDATE seat_offer SET outcome = 'maybe', ended_at = 1", "seat_offer_outcome_known"),
        ("UPDATE seat_offer SET outcome = 'accepted'", "seat_offer_ended_with_an_outcome"),
        (
            "UPDATE registration SET state = 'waiting', line_place = (SELECT line_place FROM registration
             WHERE state = 'waiting') WHERE state = 'offered'",
            "registration.event_id, registration.line_place",
        ),
    ] {
        let said = sqlx::query(statement).execute(&mut raw).await.expect_err(statement).to_string();
        assert!(said.contains(wall), "{statement}: {said}");
    }
    house.assert_in_order().await;
    for (statement, rule) in [
        ("UPDATE registration SET line_place = NULL WHERE state = 'waiting'", "whoever waits has a place in line"),
        ("UPDATE seat_offer SET until = 9000000000000000", "no offer outlives the deadline"),
        ("UPDATE seat_offer SET outcome = 'lapsed', ended_at = 1", "an offer lives for whoever is offered seats"),
        ("UPDATE seat_offer SET outcome = 'lapsed', ended_at = 1", "the link of an offer that has ended"),
    ] {
        sqlx::query(statement).execute(&mut raw).await.expect("it is broken");
        let broken = house.storage.invariants_broken(now()).await.expect("it is read");
        assert!(broken.iter().any(|violation| violation.rule.starts_with(rule)), "{statement}: {broken:?}");
    }
}

#[tokio::test]
async fn the_check_finds_seats_that_are_offered_and_not_held() {
    // The positive control of the model: a program that offers without keeping what it offers.
    let house = House::built(seminar(1), Failpoint::OffersHoldNothing).await;
    let first = house.register("first@example.jp", 1).await;
    house.register("second@example.jp", 1).await;
    house.cancel(&first.link).await;
    let broken = house.storage.invariants_broken(now()).await.expect("it is read");
    assert!(broken.iter().any(|violation| violation.rule.starts_with("the seats taken")), "{broken:?}");
}
