//! Waiting for a consultation: how long a time is kept, what becomes of whoever does not answer, and what is typed.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use domain::account::AccountId;
use domain::availability::{Length, Meeting, Slot, Wish};
use domain::calendar::is_business_day;
use domain::consultation::{
    ConsultationRefusal as Refusal, TimeOffer, WAITING_DAYS, Waiting, WaitingField as Field, WaitingFor, WaitingForm,
    WaitingId, WaitingState as State, after_time_offer, time_offer_until,
};
use domain::contact::EmailAddress;
use domain::event::Topic;
use domain::input::FieldError;
use domain::language::Language;
use domain::offer::{OFFERS_UNANSWERED, OfferHours, OfferOutcome, SHORTEST_OFFER_SECONDS};
use domain::person::PersonName;
use domain::reference::ReferenceNumber;
use domain::time::{Timestamp, start_of_day};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 20);
const WISH: Wish = Wish { topic: Topic::Security, meeting: Meeting::Online, length: Length::Sixty };

fn at(day: Date, hour: i8) -> Timestamp {
    Timestamp::from_tokyo(day.at(hour, 0, 0, 0))
}

fn wanted(from: Date, until: Date) -> WaitingFor {
    WaitingFor { wish: WISH, expert: None, from, until }
}

fn waiting(state: State, offer: Option<TimeOffer>) -> Waiting {
    Waiting {
        id: WaitingId(1),
        reference: ReferenceNumber::from_random([1; 16]),
        state,
        wanted: wanted(date(2026, 12, 1), date(2026, 12, 4)),
        name: PersonName::parse("高橋 一郎").expect("a name"),
        email: EmailAddress::parse("taro@example.jp").expect("an address"),
        offer,
        language: Language::Japanese,
        created_at: at(TODAY, 9),
    }
}

fn form() -> WaitingForm {
    let typed = |text: &str| text.to_owned();
    WaitingForm {
        from: typed("2026-12-01"),
        until: typed("2026-12-04"),
        name: typed("高橋 一郎"),
        email: typed("ｔａｒｏ@example.jp"),
        consent: typed("yes"),
        ..WaitingForm::default()
    }
}

#[test]
fn every_state_is_found_by_its_word() {
    for state in State::ALL {
        assert_eq!(State::from_slug(state.slug()), Some(state));
    }
    assert_eq!(State::from_slug("seated"), None);
}

#[test]
fn an_offer_is_answered_while_it_lives_and_by_whoever_has_it() {
    let slot = Slot { starts_at: at(date(2026, 12, 1), 10), length: Length::Sixty };
    let until = at(date(2026, 11, 25), 0);
    let offer = TimeOffer { expert: AccountId(1), slot, until, hold: None, outcome: None };
    let past = TimeOffer { outcome: Some(OfferOutcome::Lapsed), ..offer };
    let before = until.plus_seconds(-1);
    assert_eq!(waiting(State::Offered, Some(offer)).may_answer(before), Ok(offer));
    assert_eq!(waiting(State::Offered, Some(offer)).may_answer(until), Err(Refusal::ProposalEnded));
    assert_eq!(waiting(State::Waiting, None).may_answer(before), Err(Refusal::NoProposal));
    for state in [State::Waiting, State::Lapsed] {
        assert_eq!(waiting(state, Some(past)).may_answer(before), Err(Refusal::ProposalEnded));
    }
    for state in [State::Booked, State::Left, State::Ended] {
        assert_eq!(waiting(state, None).may_answer(before), Err(Refusal::Over));
    }
}

#[test]
fn what_is_typed_is_read_and_every_problem_is_told_at_once() {
    let read = form().parse(TODAY).expect("all is well");
    assert_eq!((read.from, read.until), (date(2026, 12, 1), date(2026, 12, 4)));
    assert_eq!(read.email.as_str(), "taro@example.jp");
    let too_far = FieldError::OutOfRange { min: 1, max: WAITING_DAYS };
    let empty = WaitingForm::default().parse(TODAY).expect_err("nothing was typed");
    let fields: Vec<Field> = empty.iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, [Field::From, Field::Until, Field::Name, Field::Email, Field::Consent]);
    for (from, until, problem) in [
        ("2026-11-20", "2026-12-01", (Field::From, too_far)),
        ("2026-12-01", "2027-02-21", (Field::Until, too_far)),
        ("2026-12-04", "2026-12-01", (Field::Until, FieldError::Malformed)),
    ] {
        let typed = WaitingForm { from: from.to_owned(), until: until.to_owned(), ..form() };
        assert_eq!(typed.parse(TODAY), Err(vec![problem]));
    }
}

#[test]
fn the_days_of_a_search_are_taken_as_far_as_they_can_be_waited_for() {
    let suggested = WaitingForm::for_days(date(2026, 11, 1), date(2026, 11, 30), TODAY);
    assert_eq!((suggested.from.as_str(), suggested.until.as_str()), ("2026-11-21", "2026-11-30"));
    let far = WaitingForm::for_days(date(2030, 1, 1), date(2030, 1, 31), TODAY);
    assert_eq!(far.from, far.until);
    let typed = WaitingForm { from: far.from, until: far.until, ..form() };
    assert!(typed.parse(TODAY).is_ok(), "what is suggested can be sent");
}

#[test]
fn a_named_expert_is_waited_for_and_nobody_else() {
    let (first, last) = (date(2026, 12, 1), date(2026, 12, 4));
    let one = WaitingFor { expert: Some(AccountId(7)), ..wanted(first, last) };
    assert!(one.suits(AccountId(7), first) && one.suits(AccountId(7), last));
    assert!(!one.suits(AccountId(8), first));
    assert!(wanted(first, last).suits(AccountId(8), first));
    assert!(!wanted(first, last).suits(AccountId(8), date(2026, 12, 5)));
}

proptest! {
    #[test]
    fn a_time_is_kept_until_it_begins_at_most_and_never_so_short_that_nobody_could_answer(
        minutes_ahead in -600_i64..60 * 24 * 40, hours in 1_u32..=240, hour in 0_i8..24,
    ) {
        let now = at(TODAY, hour);
        let slot = Slot { starts_at: now.plus_seconds(minutes_ahead * 60), length: Length::Sixty };
        let hours = OfferHours::new(hours).expect("hours");
        match time_offer_until(slot, hours, now) {
            Some(until) => {
                prop_assert!(until <= slot.starts_at);
                prop_assert!(until > now);
                prop_assert!(until == slot.starts_at || is_business_day(until.plus_seconds(-1).tokyo_date()));
            }
            None => prop_assert!(slot.starts_at < now.plus_seconds(SHORTEST_OFFER_SECONDS)),
        }
    }

    #[test]
    fn whoever_lets_an_offer_pass_comes_back_once_while_there_is_something_to_wait_for(
        earlier in 0_u32..4, days_ahead in -3_i64..30,
    ) {
        let until = TODAY.saturating_add(days_ahead.days());
        let state = after_time_offer(&wanted(TODAY, until), earlier, at(TODAY, 9));
        prop_assert_eq!(state == State::Lapsed, earlier + 1 >= OFFERS_UNANSWERED);
        let is_to_come = at(TODAY, 9) < start_of_day(until);
        prop_assert_eq!(state == State::Waiting, earlier + 1 < OFFERS_UNANSWERED && is_to_come);
    }
}
