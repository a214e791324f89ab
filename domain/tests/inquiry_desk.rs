//! Inquiries at the desk: who may open which, how far off a day is, and what the forms ask for.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use domain::account::{AccountId, Actor, Denied, Door, Role};
use domain::calendar::{add_business_days, is_business_day};
use domain::contact::{EmailAddress, PhoneNumber};
use domain::event::EventId;
use domain::input::FieldError;
use domain::inquiry::desk::{
    AfterAnswer, CallForm, Channel, DeskAct, DeskField, DeskForm, DeskRevision, Due, InboxView, Responder, search_key,
};
use domain::inquiry::{Inquirer, InquiryField as Field, InquiryForm, MessageText, Reach};
use domain::language::Language;
use domain::organisation::OrganisationName;
use domain::person::PersonName;
use domain::place::Prefecture;
use domain::reference::ReferenceNumber;
use domain::search::Words;
use domain::time::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::date;
use proptest::prelude::*;

fn responder(id: i64, role: Role) -> Result<Responder, Denied> {
    let door = Door { event: EventId(1), until: Timestamp::from_microseconds(i64::MAX) };
    Responder::of(&Actor::of(AccountId(id), role, Some(door)).expect("somebody"))
}

fn phone() -> PhoneNumber {
    PhoneNumber::parse("03-5422-1517").expect("a number")
}

fn called() -> CallForm {
    let asked = InquiryForm {
        topic: "ict".to_owned(),
        message: "資料をもう一度送ってほしい。".to_owned(),
        phone: "03-5422-1517".to_owned(),
        consent: "yes".to_owned(),
        ..InquiryForm::default()
    };
    CallForm { asked, language: "en".to_owned() }
}

#[test]
fn the_secretariat_opens_all_an_expert_their_own_and_a_helper_none() {
    let (own, others) = (Some(AccountId(7)), Some(AccountId(8)));
    let secretariat = responder(7, Role::Secretariat).expect("they may");
    let expert = responder(7, Role::Expert).expect("they may");
    for assignee in [None, own, others] {
        assert!(secretariat.may_open(assignee));
        assert_eq!(expert.may_open(assignee), assignee == own);
    }
    assert_eq!(responder(7, Role::CheckInHelper), Err(Denied));
    assert!(secretariat.as_secretariat().is_ok());
    assert_eq!(expert.as_secretariat(), Err(Denied));
    assert!(!InboxView::of(&expert).contains(&InboxView::New), "what nobody has, no expert sees");
}

#[test]
fn a_call_needs_a_number_or_an_address_and_the_callers_word() {
    let call = called().parse().expect("it is complete");
    assert_eq!((call.draft.inquirer.reach, call.language), (Reach::Phone(phone()), Language::English));
    let mail = InquiryForm { phone: String::new(), email: "taro@example.jp".to_owned(), ..called().asked };
    let email = EmailAddress::parse("taro@example.jp").expect("an address");
    let reach = mail.parse_call().expect("it is complete").inquirer.reach;
    assert_eq!(reach, Reach::Mail { email: email.clone(), phone: None });
    let both = InquiryForm { phone: "03-5422-1517".to_owned(), ..mail.clone() };
    let reach = both.parse_call().expect("it is complete").inquirer.reach;
    assert_eq!(reach, Reach::Mail { email, phone: Some(phone()) });

    let neither = InquiryForm { email: String::new(), consent: String::new(), ..mail };
    let problems = neither.parse_call().expect_err("nobody can answer that");
    assert_eq!(problems, [(Field::Phone, FieldError::Required), (Field::Consent, FieldError::MustAgree)]);
    let problems = InquiryForm { phone: "110".to_owned(), ..called().asked }.parse_call().expect_err("no such number");
    assert_eq!(problems, [(Field::Phone, FieldError::Malformed)]);
    // On the site a number alone is not enough.
    let problems = called().asked.parse().expect_err("no address");
    assert_eq!(problems, [(Field::Email, FieldError::Required)]);
}

#[test]
fn each_button_asks_for_what_it_needs_and_for_nothing_else() {
    let text = MessageText::parse("はい。").expect("a message");
    let form = |act: &str| DeskForm {
        act: act.to_owned(),
        answer: "はい。".to_owned(),
        note: "はい。".to_owned(),
        assignee: "3".to_owned(),
        ..DeskForm::default()
    };
    let answer = |then| Ok(DeskAct::Answer { text: text.clone(), then });
    assert_eq!(form("answer").parse(), answer(AfterAnswer::Wait));
    assert_eq!(DeskForm { then: "close".to_owned(), ..form("answer") }.parse(), answer(AfterAnswer::Close));
    assert_eq!(form("note").parse(), Ok(DeskAct::Note(text.clone())));
    assert_eq!(form("assign").parse(), Ok(DeskAct::Assign(Some(AccountId(3)))));
    assert_eq!(DeskForm { assignee: String::new(), ..form("assign") }.parse(), Ok(DeskAct::Assign(None)));
    for (act, done) in [("take", DeskAct::Take), ("close", DeskAct::Close), ("reopen", DeskAct::Reopen)] {
        assert_eq!(DeskForm { act: act.to_owned(), ..DeskForm::default() }.parse(), Ok(done));
    }
    for (empty, field) in [("answer", DeskField::Answer), ("note", DeskField::Note), ("", DeskField::Act)] {
        let problems = DeskForm { act: empty.to_owned(), ..DeskForm::default() }.parse();
        assert_eq!(problems, Err(vec![(field, FieldError::Required)]));
    }
    let somebody = DeskForm { assignee: "田中".to_owned(), ..form("assign") };
    assert_eq!(somebody.parse(), Err(vec![(DeskField::Assignee, FieldError::UnknownChoice)]));
    assert_eq!(form("burn").parse(), Err(vec![(DeskField::Act, FieldError::UnknownChoice)]));
}

#[test]
fn the_days_that_are_left_are_business_days() {
    // A Thursday; the Monday after is no holiday in 2026.
    let thursday = date(2026, 11, 5);
    for (today, due) in [
        (date(2026, 11, 2), Due::Later { business_days: 2 }),
        (date(2026, 11, 4), Due::Later { business_days: 1 }),
        (thursday, Due::Today),
        (date(2026, 11, 6), Due::Overdue { business_days: 1 }),
        (date(2026, 11, 8), Due::Overdue { business_days: 1 }),
        (date(2026, 11, 9), Due::Overdue { business_days: 2 }),
    ] {
        assert_eq!(Due::of(thursday, today), due, "{today}");
    }
    assert_eq!(Due::of(date(2026, 11, 6), date(2026, 11, 7)), Due::Overdue { business_days: 0 });
}

#[test]
fn an_inquiry_is_found_by_number_name_body_place_and_both_ways_to_reach_its_sender() {
    let reference = ReferenceNumber::from_random([7; 16]);
    let inquirer = Inquirer {
        reach: Reach::Mail { email: EmailAddress::parse("Taro@example.jp").expect("an address"), phone: Some(phone()) },
        name: Some(PersonName::parse("髙木 健一").expect("a name")),
        organisation: Some(OrganisationName::parse("（株）ミドリ").expect("a name")),
        prefecture: Some(Prefecture::Okinawa),
    };
    let key = search_key(&reference, &inquirer);
    let number = reference.to_string();
    for typed in ["高木", "健一　みどり", "taro@EXAMPLE.jp", "03-5422", "沖縄", number.as_str()] {
        assert!(Words::parse(typed).matches(&key), "{typed}");
    }
    assert!(!Words::parse("健一株").matches(&key), "two parts do not run into one");
}

#[test]
fn a_word_of_an_address_or_of_the_database_leads_back_to_what_it_names() {
    for view in InboxView::of(&responder(1, Role::Secretariat).expect("they may")) {
        assert_eq!(InboxView::from_slug(view.slug()), Some(*view));
    }
    for channel in [Channel::Site, Channel::Phone] {
        assert_eq!(Channel::from_slug(channel.slug()), Some(channel));
    }
}

proptest! {
    #[test]
    fn a_revision_is_read_back_as_it_was_written(thread: u32, desk: u32) {
        let revision = DeskRevision { thread, desk };
        prop_assert_eq!(revision.to_string().parse(), Ok(revision));
    }

    #[test]
    fn what_is_no_revision_is_none(text in "\\PC{0,12}") {
        if let Ok(revision) = text.parse::<DeskRevision>() {
            prop_assert_eq!(revision.to_string().parse(), Ok(revision));
        }
    }

    #[test]
    fn a_day_comes_nearer_with_each_business_day_and_is_overdue_ever_after(start in 0_i64..20_000, ahead in 0_i32..10) {
        let first = date(1970, 1, 1).saturating_add(start.days());
        let day = add_business_days(first, ahead);
        let mut before = Due::of(day, first);
        for today in first.series(1.day()).skip(1).take(40) {
            let due = Due::of(day, today);
            match (before, due) {
                (Due::Later { business_days: more }, Due::Later { business_days }) => {
                    prop_assert_eq!(more - business_days, u32::from(is_business_day(today)));
                }
                (Due::Overdue { business_days: fewer }, Due::Overdue { business_days }) => {
                    prop_assert_eq!(business_days - fewer, u32::from(is_business_day(today)));
                }
                (Due::Later { .. }, Due::Today) | (Due::Today, Due::Overdue { .. }) => {}
                other => prop_assert!(false, "{other:?}"),
            }
            before = due;
        }
    }
}
