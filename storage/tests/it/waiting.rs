//! Waiting for a consultation: what comes free is offered to whoever came first, held for them, and booked by them alone.

use domain::availability::{AvailabilityOperation, DayPlan, Days, Terms};
use domain::consultation::{ConsultationRefusal as Refusal, Waiting, WaitingRead, WaitingState as State};
use domain::contact::EmailAddress;
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::offer::OfferOutcome;
use domain::person::PersonName;
use domain::reference::SecretToken;
use domain::time::Timestamp;
use jiff::civil::{Date, date};
use storage::{Booked, ConsultationMove, Failpoint, NewWaiting, RetentionCounts, StorageError};

use crate::house::now;
use crate::practice::{Practice, WISH, december, terms};

const FIRST: Date = date(2026, 12, 1);
const HOUR: i64 = 60 * 60;

/// Experts with one consultation a day: the day is full with it.
async fn practice_of(experts: usize) -> Practice {
    Practice::built(experts, Terms { per_day: Some(1), ..terms() }, Failpoint::None).await
}

fn asks(practice: &Practice, email: &str, expert: Option<usize>, (from, until): (Date, Date)) -> NewWaiting {
    NewWaiting {
        wish: WISH,
        expert: expert.map(|expert| practice.experts[expert].code.clone()),
        read: WaitingRead {
            from,
            until,
            name: PersonName::parse("高橋 一郎").unwrap(),
            email: EmailAddress::parse(email).unwrap(),
        },
        language: Language::Japanese,
        key: practice.house.key(),
    }
}

/// Somebody waits for the first of December, with anybody.
async fn waits(practice: &Practice, email: &str) -> SecretToken {
    practice.storage().waiting_join(asks(practice, email, None, (FIRST, FIRST)), now()).await.unwrap()
}

async fn stands(practice: &Practice, link: &SecretToken) -> Waiting {
    practice.storage().waiting_by_link(&link.hash()).await.unwrap().expect("it opens")
}

async fn states<const N: usize>(practice: &Practice, links: [&SecretToken; N]) -> Vec<State> {
    let mut states = Vec::new();
    for link in links {
        states.push(stands(practice, link).await.state);
    }
    states
}

/// The link to the form for the time that is offered.
async fn form(practice: &Practice, link: &SecretToken, now: Timestamp) -> SecretToken {
    practice.storage().waiting_accept(&link.hash(), &practice.house.key(), now).await.unwrap()
}

async fn cancels(practice: &Practice, booked: &Booked) {
    practice.storage().consultation_cancel(booked.link.hash(), now()).await.unwrap();
}

fn refusal<T: std::fmt::Debug>(outcome: Result<T, StorageError<Refusal>>) -> Refusal {
    match outcome {
        Err(StorageError::Refused(refusal)) => refusal,
        other => panic!("it is not refused: {other:?}"),
    }
}

async fn assert_in_order(practice: &Practice, now: Timestamp) {
    assert_eq!(practice.storage().invariants_broken(now).await.unwrap(), []);
}

#[tokio::test]
async fn a_cancellation_offers_its_time_to_whoever_waits_and_they_book_it_by_the_form_of_every_hold() {
    let practice = practice_of(1).await;
    let booked = practice.book("山田製作所", december(1, 10, 0)).await;
    let link = waits(&practice, "first@example.jp").await;
    assert_eq!(stands(&practice, &link).await.state, State::Waiting);
    assert_eq!(stands(&practice, &link).await.offer, None);

    cancels(&practice, &booked).await;

    let waiting = stands(&practice, &link).await;
    let offer = waiting.offer.expect("a time is offered");
    assert_eq!((waiting.state, offer.slot.starts_at), (State::Offered, december(1, 9, 0)));
    assert_eq!(offer.until, Timestamp::from_tokyo(date(2026, 11, 3).at(0, 0, 0, 0)), "a business day to answer in");
    assert!(practice.try_hold(None, december(1, 14, 0), now()).await.is_err(), "it is kept for them");

    let key = practice.house.key();
    let form = practice.storage().waiting_accept(&link.hash(), &key, now()).await.unwrap();
    let again = practice.storage().waiting_accept(&link.hash(), &key, now()).await.unwrap();
    assert_eq!(form, again, "the same page leads to the same form");
    let hold = practice.storage().consultation_hold_by_token(&form.hash()).await.unwrap().expect("it is held");
    assert_eq!((hold.slot, hold.until), (offer.slot, offer.until));
    let booked = practice.try_book(&form, "高橋商店", now()).await.unwrap();
    assert_eq!(practice.opens(&booked.link).await.unwrap().slot, offer.slot);
    let waiting = stands(&practice, &link).await;
    assert_eq!((waiting.state, waiting.offer.unwrap().outcome), (State::Booked, Some(OfferOutcome::Accepted)));
    assert_eq!(refusal(practice.storage().waiting_leave(link.hash(), now()).await), Refusal::Over);
    let told = practice.told().await;
    assert_eq!(
        told[2..],
        [
            NoticeKind::WaitingJoined,
            NoticeKind::ConsultationCancelled,
            NoticeKind::ExpertReleased,
            NoticeKind::WaitingOffered,
            NoticeKind::ConsultationBooked,
            NoticeKind::ExpertBooked,
        ]
    );
    assert_in_order(&practice, now()).await;
}

#[tokio::test]
async fn one_offer_at_a_time_goes_down_the_line_and_comes_back_no_more_than_twice() {
    let practice = practice_of(1).await;
    let booked = practice.book("山田製作所", december(1, 10, 0)).await;
    let links = [waits(&practice, "first@example.jp").await, waits(&practice, "second@example.jp").await];
    let [first, second] = &links;
    cancels(&practice, &booked).await;
    assert_eq!(states(&practice, [first, second]).await, [State::Offered, State::Waiting]);

    let lapse = stands(&practice, first).await.offer.unwrap().until;
    assert_eq!(practice.storage().consultations_sweep(lapse.plus_seconds(-1)).await.unwrap(), 0);
    practice.storage().consultations_sweep(lapse).await.unwrap();
    assert_eq!(states(&practice, [first, second]).await, [State::Waiting, State::Offered]);
    assert_in_order(&practice, lapse).await;

    let lapse = stands(&practice, second).await.offer.unwrap().until;
    practice.storage().consultations_sweep(lapse).await.unwrap();
    let lapse = stands(&practice, first).await.offer.unwrap().until;
    practice.storage().consultations_sweep(lapse).await.unwrap();
    assert_eq!(states(&practice, [first, second]).await, [State::Lapsed, State::Offered]);
    assert_eq!(
        refusal(practice.storage().waiting_accept(&first.hash(), &practice.house.key(), lapse).await),
        Refusal::ProposalEnded
    );
    assert_in_order(&practice, lapse).await;
    let told = practice.told().await;
    let of = |kind| told.iter().filter(|told| **told == kind).count();
    assert_eq!((of(NoticeKind::WaitingOffered), of(NoticeKind::WaitingLapsed)), (4, 3), "each change is told once");
}

#[tokio::test]
async fn whoever_declines_leaves_the_line_and_the_next_has_the_offer_in_the_same_moment() {
    let practice = practice_of(1).await;
    let booked = practice.book("山田製作所", december(1, 10, 0)).await;
    let links = [waits(&practice, "first@example.jp").await, waits(&practice, "second@example.jp").await];
    let [first, second] = &links;
    cancels(&practice, &booked).await;

    practice.storage().waiting_leave(first.hash(), now()).await.unwrap();
    practice.storage().waiting_leave(first.hash(), now()).await.unwrap();

    assert_eq!(states(&practice, [first, second]).await, [State::Left, State::Offered]);
    // Choosing another time in its form is to decline as well.
    let form = form(&practice, second, now()).await;
    practice.storage().consultation_hold_release(&form.hash(), now()).await.unwrap();
    assert_eq!(states(&practice, [first, second]).await, [State::Left, State::Left]);
    assert!(practice.try_hold(None, december(1, 14, 0), now()).await.is_ok(), "nobody waits any more");
    let left = practice.told().await.into_iter().filter(|kind| *kind == NoticeKind::WaitingLeft).count();
    assert_eq!(left, 2);
    assert_in_order(&practice, now()).await;
}

#[tokio::test]
async fn nobody_overtakes_those_who_wait_where_a_hold_has_run_out() {
    let practice = practice_of(1).await;
    let held = practice.hold(december(1, 10, 0)).await;
    let link = waits(&practice, "first@example.jp").await;

    // The job has not come by: a visitor is the first to notice that the hold is over.
    let overtaking = practice.try_hold(None, december(1, 11, 0), held.hold.until).await;

    assert!(matches!(refusal(overtaking), Refusal::NotOpen { .. }));
    practice.storage().consultations_sweep(held.hold.until).await.unwrap();
    assert_eq!(stands(&practice, &link).await.state, State::Offered);
    assert_in_order(&practice, held.hold.until).await;
}

#[tokio::test]
async fn a_move_and_a_hold_that_is_let_go_offer_what_they_free() {
    let practice = practice_of(1).await;
    let booked = practice.book("山田製作所", december(1, 10, 0)).await;
    let first = waits(&practice, "first@example.jp").await;
    let to = ConsultationMove { starts_at: december(2, 10, 0), revision: 0 };
    practice.storage().consultation_move(booked.link.hash(), to, now()).await.unwrap();
    assert_eq!(stands(&practice, &first).await.state, State::Offered);

    let held = practice.hold(december(3, 10, 0)).await;
    let third = date(2026, 12, 3);
    let asks = asks(&practice, "second@example.jp", Some(0), (third, third));
    let second = practice.storage().waiting_join(asks, now()).await.unwrap();
    assert_eq!(stands(&practice, &second).await.state, State::Waiting);
    practice.storage().consultation_hold_release(&held.token.hash(), now()).await.unwrap();
    assert_eq!(stands(&practice, &second).await.state, State::Offered);
    assert_in_order(&practice, now()).await;
}

#[tokio::test]
async fn hours_that_an_expert_adds_are_offered_to_those_who_wait_for_them() {
    let practice = practice_of(2).await;
    let (closed, days) = (DayPlan::Closed, Days::between(FIRST, date(2026, 12, 4)));
    practice.change(&practice.experts[0], 2, &[AvailabilityOperation::SetDays { days, plan: closed }]).await;
    let span = (FIRST, date(2026, 12, 4));
    let link = practice.storage().waiting_join(asks(&practice, "a@example.jp", Some(0), span), now()).await.unwrap();
    assert_eq!(stands(&practice, &link).await.state, State::Waiting, "the other expert has time, and is not wanted");

    let days = Days::one(date(2026, 12, 3));
    practice.change(&practice.experts[0], 3, &[AvailabilityOperation::ClearDays { days }]).await;

    let offer = stands(&practice, &link).await.offer.expect("a time is offered");
    assert_eq!((offer.expert, offer.slot.starts_at), (practice.experts[0].account, december(3, 9, 0)));
    assert_in_order(&practice, now()).await;
}

#[tokio::test]
async fn whoever_begins_to_wait_while_a_time_is_open_is_offered_it_at_once_and_one_only() {
    let practice = practice_of(2).await;
    let asks = asks(&practice, "first@example.jp", None, (FIRST, FIRST));
    let link = practice.storage().waiting_join(asks.clone(), now()).await.unwrap();
    let again = practice.storage().waiting_join(asks, now()).await.unwrap();
    assert_eq!(link, again, "the same form, sent again");
    assert_eq!(stands(&practice, &link).await.state, State::Offered);

    // The same address once more: it is kept one time, and others have theirs.
    let more = waits(&practice, "First@example.jp").await;
    assert_eq!(stands(&practice, &more).await.state, State::Waiting);
    let other = waits(&practice, "second@example.jp").await;
    assert_eq!(stands(&practice, &other).await.state, State::Offered);
    assert_in_order(&practice, now()).await;
}

#[tokio::test]
async fn waiting_ends_when_its_days_come_and_whoever_waited_is_told() {
    let practice = practice_of(1).await;
    practice.book("山田製作所", december(1, 10, 0)).await;
    let link = waits(&practice, "first@example.jp").await;
    let eve = december(1, 0, 0).plus_seconds(-1);
    practice.storage().consultations_sweep(eve).await.unwrap();
    assert_eq!(stands(&practice, &link).await.state, State::Waiting);

    practice.storage().consultations_sweep(december(1, 0, 0)).await.unwrap();

    assert_eq!(stands(&practice, &link).await.state, State::Ended);
    assert_eq!(practice.told().await.last(), Some(&NoticeKind::WaitingEnded));
    assert_in_order(&practice, december(1, 0, 0)).await;
}

#[tokio::test]
async fn an_answer_that_comes_late_still_counts_where_nobody_else_came() {
    let practice = practice_of(1).await;
    let link = waits(&practice, "first@example.jp").await;
    let offer = stands(&practice, &link).await.offer.unwrap();
    let form = form(&practice, &link, now()).await;
    practice.storage().waiting_leave(link.hash(), now()).await.unwrap();
    assert_eq!(refusal(practice.try_book(&form, "高橋商店", now()).await), Refusal::UnknownHold);

    let link = waits(&practice, "third@example.jp").await;
    let form = self::form(&practice, &link, now()).await;
    let late = offer.until.plus_seconds(HOUR);
    practice.storage().consultations_sweep(late).await.unwrap();
    // The only one in line has the next offer already; the form in hand is for the first.
    assert_eq!(stands(&practice, &link).await.state, State::Offered);
    let Refusal::HoldEnded { .. } = refusal(practice.try_book(&form, "高橋商店", late).await) else {
        panic!("the time is on offer, by another link");
    };
    assert_in_order(&practice, late).await;
}

#[tokio::test]
async fn the_database_itself_refuses_a_second_offer_of_a_time_or_to_an_address() {
    let practice = practice_of(2).await;
    waits(&practice, "first@example.jp").await;
    let waiting = waits(&practice, "first@example.jp").await;
    let id = stands(&practice, &waiting).await.id.0;
    let mut raw = practice.house.raw().await;
    let again = "INSERT INTO consultation_offer (waiting_id, hold_id, expert_id, starts_at, made_at, until)
         SELECT ?, NULL, expert_id, starts_at, made_at, until FROM consultation_offer";
    let unheld = sqlx::query(again).bind(id).execute(&mut raw).await.unwrap_err().to_string();
    assert!(unheld.contains("consultation_offer_lives_by_its_hold"), "{unheld}");
    let hold = "INSERT INTO consultation_hold (token_hash, expert_id, starts_at, minutes, topic, until, held_at)
         SELECT zeroblob(32), expert_id, starts_at, minutes, topic, until, held_at FROM consultation_hold";
    sqlx::query(hold).execute(&mut raw).await.unwrap();
    let again = "INSERT INTO consultation_offer (waiting_id, hold_id, expert_id, starts_at, made_at, until)
         SELECT ?, (SELECT max(id) FROM consultation_hold), expert_id, starts_at, made_at, until
         FROM consultation_offer";
    let twice = sqlx::query(again).bind(id).execute(&mut raw).await.unwrap_err().to_string();
    assert!(twice.contains("UNIQUE"), "{twice}");
    let state = "UPDATE consultation_waiting SET state = 'offered', line_place = NULL WHERE id = ?";
    let twice = sqlx::query(state).bind(id).execute(&mut raw).await.unwrap_err().to_string();
    assert!(twice.contains("UNIQUE"), "{twice}");
}

#[tokio::test]
async fn who_waited_goes_twelve_months_after_the_last_day_with_the_mails() {
    let practice = practice_of(1).await;
    practice.book("山田製作所", december(1, 10, 0)).await;
    let link = waits(&practice, "first@example.jp").await;
    practice.storage().consultations_sweep(december(1, 0, 0)).await.unwrap();
    let a_year_on = Timestamp::from_tokyo(date(2027, 12, 1).at(12, 0, 0, 0));
    assert_eq!(practice.storage().retention_due(a_year_on).await.unwrap().waitings, 0);
    let late = a_year_on.plus_seconds(24 * HOUR);
    let due = practice.storage().retention_due(late).await.unwrap();
    let gone = practice.storage().retention_apply(late).await.unwrap();
    assert_eq!(gone, due);
    assert_eq!(gone, RetentionCounts { waitings: 1, consultations: 1, mails: 4, ..RetentionCounts::default() });
    assert_eq!(practice.storage().waiting_by_link(&link.hash()).await.unwrap(), None);
    assert_in_order(&practice, late).await;
}
