//! What the desk does with registrations: by phone, changed, cancelled, sent again, moved; one, many, and two colleagues
//! at once. Whatever happens, seats and lines stay in order, at both events.

use domain::account::{Role, Secretariat};
use domain::audit::Act;
use domain::contact::{EmailAddress, PhoneNumber};
use domain::event::{EventDraft, EventId, RegistrationWindow, When};
use domain::inquiry::desk::Channel;
use domain::notice::NoticeKind;
use domain::offer::OfferAnswer;
use domain::reference::{EventCode, ReferenceNumber};
use domain::registration::desk::{DeskAct, DeskRefusal};
use domain::registration::{Applicant, Refusal, RegistrationState};
use domain::time::Timestamp;
use jiff::civil::{date, time};
use rehearsal::CountedChance;
use storage::{DeskRegistration, MailSubject, NewRegistration, RegistrationChange, StorageError};
use tokio::task::JoinSet;

use crate::house::{House, applicant, code, new, now, seminar, told};
use crate::race::choose;

const DAY: i64 = 24 * 60 * 60;

fn other_code() -> EventCode {
    EventCode::parse("MB5-HR3K").expect("a code")
}

/// The house's seminar, the same a week later with so many seats, and a colleague.
async fn desk(capacity: u32, later: u32) -> (House, EventId, Secretariat) {
    let house = House::with(capacity).await;
    let window =
        RegistrationWindow { opens_at: None, closes_at: Timestamp::from_tokyo(date(2026, 12, 5).at(0, 0, 0, 0)) };
    let when = When::on(date(2026, 12, 8), time(14, 0, 0, 0), time(16, 0, 0, 0));
    let later = EventDraft { code: other_code(), when, window, ..seminar(later) };
    let ids = house.storage.event_add_all(&[later], now()).await.expect("it is added");
    let colleague = house.hires("田中 恵", Role::Secretariat).await.as_secretariat().expect("the secretariat");
    (house, ids[0], colleague)
}

/// Somebody who calls and has no mail address.
fn caller(house: &House) -> NewRegistration {
    let phone = Some(PhoneNumber::parse("03-5422-1517").expect("a number"));
    let applicant = Applicant { email: None, phone, ..applicant("nobody@example.jp", 1) };
    NewRegistration { applicant, ..new("nobody@example.jp", 1, house.key()) }
}

async fn at_desk(house: &House, reference: &ReferenceNumber) -> DeskRegistration {
    house.storage.registration_at_desk(reference).await.expect("it is read").expect("there is one")
}

async fn state(house: &House, reference: &ReferenceNumber) -> RegistrationState {
    at_desk(house, reference).await.registration.state
}

fn to_the_other(or_wait: bool) -> DeskAct {
    DeskAct::Move { to: other_code(), or_wait }
}

/// Does it, and says why to whom it was not done.
async fn act(
    house: &House,
    by: Secretariat,
    act: DeskAct,
    chosen: &[&ReferenceNumber],
) -> Vec<(ReferenceNumber, DeskRefusal)> {
    let chosen: Vec<_> = chosen.iter().map(|number| (*number).clone()).collect();
    let id = house.storage.desk_act(by, code(), act, chosen, house.key(), now()).await.expect("it is done");
    let report = house.storage.desk_act_report(&code(), id).await.expect("it is read").expect("there is one");
    let refused = report.outcomes.into_iter();
    refused.filter_map(|(registration, refusal)| Some((registration.reference, refusal?))).collect()
}

#[tokio::test]
async fn somebody_without_mail_is_registered_by_phone_and_is_owed_no_mail() {
    let (house, _, tanaka) = desk(1, 5).await;
    let call = caller(&house);
    let taken = house.storage.registration_take_down(tanaka, code(), call.clone(), now()).await.expect("it is taken");
    let again = house.storage.registration_take_down(tanaka, code(), call, now()).await.expect("it is taken");
    assert_eq!(taken, again, "the same form sent again is the same registration");
    let second = house.storage.registration_take_down(tanaka, code(), caller(&house), now()).await;
    let second = second.expect("two who have no mail are two");
    let seen = at_desk(&house, &taken).await;
    assert_eq!((seen.registration.state, seen.registration.channel), (RegistrationState::Seated, Channel::Phone));
    assert_eq!(seen.history.iter().map(|deed| deed.act).collect::<Vec<_>>(), [Act::RegistrationCreated]);
    assert_eq!(seen.history[0].by.as_ref().map(domain::person::PersonName::as_str), Some("田中 恵"));
    assert_eq!(house.counted(), (1, 1));

    // A freed seat is offered to whoever is to be called, and the desk answers for them.
    assert_eq!(act(&house, tanaka, DeskAct::Cancel { reason: None }, &[&taken]).await, []);
    assert_eq!(state(&house, &second).await, RegistrationState::Offered);
    assert_eq!(act(&house, tanaka, DeskAct::Resend, &[&second]).await, [(second.clone(), DeskRefusal::WithoutMail)]);
    assert_eq!(act(&house, tanaka, DeskAct::AcceptOffer, &[&second]).await, []);
    assert_eq!(state(&house, &second).await, RegistrationState::Seated);
    assert_eq!(house.mails().await.len(), 0);
    house.assert_in_order().await;
}

#[tokio::test]
async fn the_desk_registers_after_the_deadline_but_not_past_the_line_or_twice() {
    let (house, _, tanaka) = desk(1, 5).await;
    let after = now().plus_seconds(28 * DAY);
    let take = async |email: &str, or_wait: bool| {
        let new = NewRegistration { or_wait, ..new(email, 1, house.key()) };
        house.storage.registration_take_down(tanaka, code(), new, after).await
    };
    assert!(house.storage.registration_create(code(), new("a@example.jp", 1, house.key()), after).await.is_err());
    take("a@example.jp", false).await.expect("it is taken");
    let twice = take("a@example.jp", true).await;
    assert!(matches!(twice, Err(StorageError::Refused(DeskRefusal::AlreadyRegistered))), "{twice:?}");
    let full = take("b@example.jp", false).await;
    assert!(matches!(full, Err(StorageError::Refused(DeskRefusal::Rule(Refusal::OnlyWaiting)))), "{full:?}");
    take("b@example.jp", true).await.expect("it waits");
    assert_eq!(house.counted(), (1, 1));
    let expected = [(NoticeKind::Registered, "a@example.jp"), (NoticeKind::WaitingListed, "b@example.jp")];
    let mails = house.storage.outbox_take(9, after.plus_seconds(600), after).await.expect("they are taken");
    assert_eq!(told(&mails), expected);
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_mistyped_address_is_put_right_and_the_links_that_went_there_open_nothing() {
    let (house, _, tanaka) = desk(5, 5).await;
    let wrong = house.register("tarou@exmple.jp", 1).await;
    house.register("jiro@example.jp", 1).await;
    let sent = house.mails().await;
    let before = at_desk(&house, &wrong.reference).await.registration;
    let change = |email: &str, revision: u32| RegistrationChange {
        applicant: Applicant {
            seats: 2,
            ..Applicant { email: EmailAddress::parse(email).ok(), ..before.applicant.clone() }
        },
        revision,
        key: house.key(),
    };
    let save =
        async |change| house.storage.registration_change_at_desk(tanaka, wrong.reference.clone(), change, now()).await;
    let taken = save(change("jiro@example.jp", before.revision)).await;
    assert!(matches!(taken, Err(StorageError::Refused(DeskRefusal::AlreadyRegistered))), "{taken:?}");
    save(change("taro@example.jp", before.revision)).await.expect("it is changed");
    save(change("taro@example.jp", before.revision)).await.expect("the same form again is the same change");
    let late = save(change("saburo@example.jp", before.revision)).await;
    assert!(matches!(late, Err(StorageError::Refused(DeskRefusal::Rule(Refusal::ChangedMeanwhile)))), "{late:?}");

    let mails = house.mails().await;
    assert_eq!(told(&mails), [(NoticeKind::Changed, "taro@example.jp")]);
    assert!(house.opens(&sent[0].link).await.is_none() && house.opens(&wrong.link).await.is_none());
    assert_eq!(house.opens(&mails[0].link).await.expect("it opens").applicant.seats, 2);
    assert_eq!(house.counted(), (3, 0));
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_party_in_line_that_gets_smaller_is_offered_the_seats_it_fits_and_both_mails_lead_there() {
    let (house, _, tanaka) = desk(3, 5).await;
    house.register("first@example.jp", 2).await;
    let party = house.register("party@example.jp", 3).await;
    house.mails().await;
    let before = at_desk(&house, &party.reference).await.registration;
    let smaller = Applicant { seats: 1, email: EmailAddress::parse("new@example.jp").ok(), ..before.applicant };
    let change = RegistrationChange { applicant: smaller, revision: before.revision, key: house.key() };
    let changed = house.storage.registration_change_at_desk(tanaka, party.reference, change, now()).await;
    changed.expect("it is changed");
    let mails = house.mails().await;
    assert_eq!(told(&mails), [(NoticeKind::SeatOffered, "new@example.jp"), (NoticeKind::Changed, "new@example.jp")]);
    for mail in &mails {
        assert_eq!(house.opens(&mail.link).await.expect("it opens").state, RegistrationState::Offered);
    }
    house.answer_offer(&mails[1].link, OfferAnswer::Accept, now()).await.expect("it is answered");
    assert!(house.opens(&mails[0].link).await.is_none(), "the link of the offer is used up");
    house.assert_in_order().await;
}

#[tokio::test]
async fn whoever_is_cancelled_reads_why_and_the_next_in_line_is_offered_the_seat() {
    let (house, _, tanaka) = desk(1, 5).await;
    let first = house.register("first@example.jp", 1).await;
    let next = house.register("next@example.jp", 1).await;
    house.mails().await;
    let why = DeskAct::Cancel { reason: Some("会場の都合です。".to_owned()) };
    let chosen = [first.reference.clone()];
    let considered = house.storage.desk_act_consider(&code(), &why, &chosen, now()).await.expect("it is read");
    assert_eq!((considered.mails, considered.moved_up), (2, 1));
    assert_eq!(considered.outcomes[0].outcome, Ok(RegistrationState::Cancelled));
    assert_eq!(house.counted(), (1, 1), "what is only considered does not happen");
    assert!(house.mails().await.is_empty());

    assert_eq!(act(&house, tanaka, why, &[&first.reference]).await, []);
    let mails = house.mails().await;
    let expected = [(NoticeKind::SeatOffered, "next@example.jp"), (NoticeKind::CancelledByDesk, "first@example.jp")];
    assert_eq!(told(&mails), expected);
    let told = mails[1].registration().expect("it is about one");
    assert_eq!(told.cancel_reason.as_deref(), Some("会場の都合です。"));
    assert_eq!(state(&house, &next.reference).await, RegistrationState::Offered);
    let again = act(&house, tanaka, DeskAct::Cancel { reason: None }, &[&first.reference]).await;
    assert_eq!(again, [(first.reference, DeskRefusal::Rule(Refusal::AlreadyCancelled))]);
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_mail_sent_again_brings_the_only_link_that_opens() {
    let (house, _, tanaka) = desk(1, 5).await;
    let first = house.register("first@example.jp", 1).await;
    let next = house.register("next@example.jp", 1).await;
    house.cancel(&first.link).await;
    let offered = house.mails().await;
    assert_eq!(act(&house, tanaka, DeskAct::Resend, &[&next.reference]).await, []);
    let mails = house.mails().await;
    assert_eq!(told(&mails), [(NoticeKind::Resent, "next@example.jp")]);
    for old in offered.iter().filter(|mail| mail.recipient == "next@example.jp") {
        assert!(house.opens(&old.link).await.is_none(), "{:?}", old.kind);
    }
    let link = &mails[0].link;
    house.answer_offer(link, OfferAnswer::Accept, now()).await.expect("the offer can still be answered");
    assert!(house.opens(link).await.is_none(), "the link of an offer is used up with it");
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_move_takes_the_seat_here_and_there_in_one_and_tells_both_dates() {
    let (house, later, tanaka) = desk(1, 1).await;
    let first = house.register("first@example.jp", 1).await;
    let next = house.register("next@example.jp", 1).await;
    house.mails().await;
    assert_eq!(act(&house, tanaka, to_the_other(false), &[&first.reference]).await, []);

    let mails = house.mails().await;
    let expected = [(NoticeKind::SeatOffered, "next@example.jp"), (NoticeKind::RegistrationMoved, "first@example.jp")];
    assert_eq!(told(&mails), expected);
    let Some(MailSubject::Registration { event, moved_from: Some(from), .. }) = &mails[1].subject else {
        panic!("{:?}", mails[1].subject)
    };
    assert_eq!((&event.code, &from.code), (&other_code(), &code()));
    assert!(house.opens(&first.link).await.is_none(), "links are new after a change");
    let moved = house.opens(&mails[1].link).await.expect("it opens");
    assert_eq!((moved.event, moved.state, &moved.reference), (later, RegistrationState::Seated, &first.reference));
    let count = |id| house.storage.schedule().by_id(id).expect("it is listed").count.get();
    assert_eq!((count(house.event), count(later)), ((1, 0), (1, 0)));
    assert_eq!(state(&house, &next.reference).await, RegistrationState::Offered);

    // The other one is full now: refused, and nothing has changed; or in line, where that will do.
    let refused = act(&house, tanaka, to_the_other(false), &[&next.reference]).await;
    assert_eq!(refused, [(next.reference.clone(), DeskRefusal::Rule(Refusal::OnlyWaiting))]);
    assert_eq!(state(&house, &next.reference).await, RegistrationState::Offered);
    assert_eq!(act(&house, tanaka, to_the_other(true), &[&next.reference]).await, []);
    let seen = at_desk(&house, &next.reference).await.registration;
    assert_eq!((seen.event, seen.position, seen.offer), (later, Some(1), None), "an offer was for a seat of before");
    assert_eq!((count(house.event), count(later)), ((0, 0), (1, 1)));
    house.assert_in_order().await;
}

#[tokio::test]
async fn an_address_that_is_registered_there_already_is_not_moved_there() {
    let (house, _, tanaka) = desk(2, 2).await;
    let here = house.register("taro@example.jp", 1).await;
    house.storage.registration_create(other_code(), new("taro@example.jp", 1, house.key()), now()).await.unwrap();
    let refused = act(&house, tanaka, to_the_other(true), &[&here.reference]).await;
    assert_eq!(refused, [(here.reference.clone(), DeskRefusal::AlreadyRegistered)]);
    let same = DeskAct::Move { to: code(), or_wait: true };
    assert_eq!(act(&house, tanaka, same, &[&here.reference]).await, [(here.reference, DeskRefusal::SameEvent)]);
    house.assert_in_order().await;
}

#[tokio::test]
async fn the_entry_in_a_calendar_never_goes_back_when_somebody_is_moved_to_an_event_that_was_changed_less() {
    let (house, _, tanaka) = desk(5, 5).await;
    let taro = house.register("taro@example.jp", 1).await;
    let raise = sqlx::query("UPDATE event SET revision = 40 WHERE code = ?").bind(code().as_str().to_owned());
    raise.execute(&mut house.raw().await).await.unwrap();
    let before = at_desk(&house, &taro.reference).await.registration.revision + 40;
    assert_eq!(act(&house, tanaka, to_the_other(false), &[&taro.reference]).await, []);
    let after = at_desk(&house, &taro.reference).await;
    assert!(after.registration.revision + after.event.revision > before);
}

#[tokio::test]
async fn one_act_on_many_is_done_once_and_says_what_was_not_possible() {
    let (house, _, tanaka) = desk(3, 2).await;
    let mut chosen = Vec::new();
    for person in 0..4 {
        chosen.push(house.register(&format!("person{person}@example.jp"), 1).await.reference);
    }
    let stranger = house.storage.registration_create(other_code(), new("x@example.jp", 1, house.key()), now()).await;
    let mut wanted = chosen.clone();
    wanted.push(stranger.unwrap().reference);
    house.mails().await;
    let considered = house.storage.desk_act_consider(&code(), &to_the_other(false), &wanted, now()).await.unwrap();
    let key = house.key();
    let go =
        async || house.storage.desk_act(tanaka, code(), to_the_other(false), wanted.clone(), key.clone(), now()).await;
    let id = go().await.unwrap();
    assert_eq!(go().await.unwrap(), id, "the same form sent again is the same act");
    let report = house.storage.desk_act_report(&code(), id).await.unwrap().expect("there is one");
    assert_eq!(report.outcomes.len(), 4, "whoever is registered elsewhere is not meant");
    for outcome in &considered.outcomes {
        let reference = &outcome.registration.reference;
        let (_, refusal) = report.outcomes.iter().find(|(done, _)| done.reference == *reference).expect("it is told");
        assert_eq!(outcome.outcome.err(), *refusal, "what was shown is what was done");
    }
    // One seat is left there: the only one in line here goes first, and the others stay.
    let moved: Vec<_> = report.outcomes.iter().filter(|(_, refusal)| refusal.is_none()).collect();
    assert_eq!(moved.iter().map(|(moved, _)| &moved.reference).collect::<Vec<_>>(), [&chosen[3]]);
    assert_eq!(house.mails().await.len() as u64, considered.mails);
    assert!(house.storage.desk_act_report(&other_code(), id).await.unwrap().is_none());
    house.assert_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_colleagues_who_move_somebody_into_the_last_seat_one_does() {
    for _ in 0..5 {
        let (house, later, tanaka) = desk(9, 1).await;
        let sato = house.hires("佐藤 美咲", Role::Secretariat).await.as_secretariat().unwrap();
        let mut crowd = JoinSet::new();
        for (number, by) in [tanaka, sato].into_iter().enumerate() {
            let reference = house.register(&format!("person{number}@example.jp"), 1).await.reference;
            let house = house.clone();
            crowd.spawn(async move { act(&house, by, to_the_other(false), &[&reference]).await });
        }
        let refused: Vec<_> = crowd.join_all().await.concat();
        assert_eq!(refused.len(), 1, "{refused:?}");
        assert_eq!(refused[0].1, DeskRefusal::Rule(Refusal::OnlyWaiting));
        let count = |id| house.storage.schedule().by_id(id).expect("it is listed").count.get();
        assert_eq!((count(house.event), count(later)), ((1, 0), (1, 0)));
        house.assert_in_order().await;
    }
}

#[tokio::test]
async fn whatever_the_desk_and_the_public_do_in_whatever_order_everything_stays_in_order() {
    let mut done = [0_usize; 6];
    for seed in 1..=6 {
        let (house, _, tanaka) = desk(4, 3).await;
        let dice = CountedChance::from_seed(seed);
        let mut known: Vec<ReferenceNumber> = Vec::new();
        for step in 0..90 {
            let email = format!("person{step}@example.jp");
            let party = u32::try_from(choose(&*dice, 2)).unwrap() + 1;
            let event = if choose(&*dice, 3) == 0 { other_code() } else { code() };
            let what = choose(&*dice, 9);
            if what < 3 || known.is_empty() {
                let new = new(&email, party, house.key());
                let taken = if choose(&*dice, 2) == 0 {
                    house.storage.registration_create(event, new, now()).await.unwrap().reference
                } else {
                    house.storage.registration_take_down(tanaka, event, new, now()).await.unwrap()
                };
                known.push(taken);
                done[0] += 1;
            } else {
                let chosen: Vec<_> =
                    (0..=choose(&*dice, 3)).map(|_| known[choose(&*dice, known.len())].clone()).collect();
                let (from, to) = if choose(&*dice, 2) == 0 { (code(), other_code()) } else { (other_code(), code()) };
                let act = match what {
                    3 => DeskAct::Cancel { reason: None },
                    4 => DeskAct::AcceptOffer,
                    5 => DeskAct::DeclineOffer,
                    6 => DeskAct::Resend,
                    _ => DeskAct::Move { to, or_wait: choose(&*dice, 2) == 0 },
                };
                let considered = house.storage.desk_act_consider(&from, &act, &chosen, now()).await.unwrap();
                let key = house.key();
                let id = house.storage.desk_act(tanaka, from.clone(), act, chosen, key, now()).await.unwrap();
                let report = house.storage.desk_act_report(&from, id).await.unwrap().expect("there is one");
                assert_eq!(report.outcomes.len(), considered.outcomes.len());
                done[what.min(7) - 2] += report.outcomes.iter().filter(|(_, refusal)| refusal.is_none()).count();
            }
            house.assert_in_order().await;
        }
    }
    assert!(done.iter().all(|times| *times > 0), "a test in which something never happens means nothing: {done:?}");
}
