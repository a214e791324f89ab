//! Inquiries: the form, the days, and what may happen when, over whole histories.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use domain::calendar::{add_business_days, business_days_between, is_business_day};
use domain::contact::EmailAddress;
use domain::event::Topic;
use domain::input::FieldError;
use domain::inquiry::{
    ATTACHMENT_BYTES_A_DAY, Author, FollowUp, FollowUpField, FollowUpForm, INQUIRIES_AN_HOUR, Inquirer, Inquiry,
    InquiryField as Field, InquiryForm, InquiryId, InquiryState, MESSAGES_AN_HOUR, Message, MessageId, MessageText,
    REPLY_BUSINESS_DAYS, Reach, Refusal, Respondent, SUBJECT_MAX, SetAsideReason, Transition, may_attach, reopen_until,
    reply_due, set_aside,
};
use domain::language::Language;
use domain::place::Prefecture;
use domain::reference::ReferenceNumber;
use domain::time::{Timestamp, start_of_day};
use jiff::ToSpan as _;
use jiff::civil::{Date, date, time};
use proptest::prelude::*;

fn at(day: Date, hour: i8) -> Timestamp {
    Timestamp::from_tokyo(day.to_datetime(time(hour, 0, 0, 0)))
}

fn text(words: &str) -> MessageText {
    MessageText::parse(words).expect("a message")
}

fn message(number: i64, author: Author, written_at: Timestamp) -> Message {
    Message { id: MessageId(number), author, text: text("はい。"), attachments: Vec::new(), written_at }
}

/// Received on 2026-11-02, a Monday, at ten.
fn inquiry() -> Inquiry {
    let created_at = at(date(2026, 11, 2), 10);
    Inquiry {
        id: InquiryId(1),
        reference: ReferenceNumber::from_random([7; 16]),
        state: InquiryState::Received,
        set_aside: None,
        topic: Topic::Security,
        subject: "はい。".to_owned(),
        inquirer: Inquirer {
            reach: Reach::Mail { email: EmailAddress::parse("taro@example.jp").expect("an address"), phone: None },
            name: None,
            organisation: None,
            prefecture: None,
        },
        language: Language::Japanese,
        messages: vec![message(1, Author::Citizen, created_at)],
        reply_due: Some(reply_due(created_at)),
        in_hand_at: None,
        closed_at: None,
        revision: 0,
        created_at,
        changed_at: created_at,
    }
}

fn filled() -> InquiryForm {
    InquiryForm {
        topic: "security".to_owned(),
        message: "図面を家で見たいです。".to_owned(),
        email: "Taro＠example.jp".to_owned(),
        consent: "yes".to_owned(),
        ..InquiryForm::default()
    }
}

#[test]
fn topic_message_address_and_consent_are_all_that_is_required() {
    let draft = filled().parse().expect("it is complete");
    assert_eq!((draft.topic, draft.message.as_str()), (Topic::Security, "図面を家で見たいです。"));
    let Inquirer { reach, name, organisation, prefecture } = draft.inquirer;
    assert_eq!(reach, Reach::Mail { email: EmailAddress::parse("Taro@example.jp").expect("an address"), phone: None });
    assert_eq!((name, organisation, prefecture), (None, None, None));

    let all = InquiryForm {
        name: "髙木 太郎".to_owned(),
        organisation: "山田製作所".to_owned(),
        phone: "０３−５４２２−１５１７".to_owned(),
        prefecture: "13".to_owned(),
        ..filled()
    };
    let inquirer = all.parse().expect("it is complete").inquirer;
    assert_eq!(inquirer.reach.phone().expect("a number").as_digits(), "0354221517");
    assert_eq!(inquirer.prefecture, Some(Prefecture::Tokyo));
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_page() {
    let problems = InquiryForm::default().parse().expect_err("nothing was typed");
    assert_eq!(
        problems,
        [
            (Field::Topic, FieldError::Required),
            (Field::Message, FieldError::Required),
            (Field::Email, FieldError::Required),
            (Field::Consent, FieldError::MustAgree),
        ]
    );
    let wrong = InquiryForm {
        topic: "love".to_owned(),
        message: "あ".repeat(4_001),
        email: "taro".to_owned(),
        name: "https://spam.example".to_owned(),
        organisation: "a\nb".to_owned(),
        phone: "110".to_owned(),
        prefecture: "48".to_owned(),
        ..filled()
    };
    let problems = wrong.parse().expect_err("all of it is wrong");
    assert_eq!(
        problems,
        [
            (Field::Topic, FieldError::UnknownChoice),
            (Field::Message, FieldError::TooLong { max: 4_000 }),
            (Field::Email, FieldError::MissingAtSign),
            (Field::Name, FieldError::LinkNotAllowed),
            (Field::Organisation, FieldError::ControlCharacter),
            (Field::Phone, FieldError::Malformed),
            (Field::Prefecture, FieldError::UnknownChoice),
        ]
    );
}

#[test]
fn a_message_keeps_its_lines_and_nothing_that_turns_them_round() {
    assert_eq!(text("一行目\r\n\r\n三行目\u{3000}").as_str(), "一行目\n\n三行目");
    assert_eq!(text(&"あ".repeat(4_000)).as_str().chars().count(), 4_000);
    assert_eq!(MessageText::parse("\u{3000}\r\n\u{200B}"), Err(FieldError::Required));
    assert_eq!(MessageText::parse("a\u{202E}b"), Err(FieldError::ControlCharacter));
    assert_eq!(MessageText::parse("a\0b"), Err(FieldError::ControlCharacter));
}

#[test]
fn the_subject_is_what_somebody_comes_to_the_point_with() {
    for (message, subject) in [
        ("図面を家で見たいです。\nどうすればよいですか。", "図面を家で見たいです。"),
        ("お世話になっております。山田製作所の山田です。\n図面のことです。", "山田製作所の山田です。"),
        ("いつもお世話になっております。\n\n　VPNの選びかたを教えてください。", "VPNの選びかたを教えてください。"),
        ("Hello!\n\nHow do we start?", "How do we start?"),
        ("お世話になっております", "お世話になっております"),
        ("  a \t b  ", "a b"),
    ] {
        assert_eq!(text(message).subject(), subject, "{message}");
    }
    let long = text(&"あ".repeat(61)).subject();
    assert_eq!(long, format!("{}…", "あ".repeat(60)));
    assert_eq!(text(&"あ".repeat(60)).subject(), "あ".repeat(60));
    // か and its mark stay together, and so do the parts of a family.
    let parted = format!("{}か\u{3099}き", "あ".repeat(59));
    assert_eq!(text(&parted).subject(), format!("{}…", "あ".repeat(59)));
}

#[test]
fn a_reply_is_due_two_business_days_later() {
    for (received, due) in [
        // A Monday; the Tuesday is Culture Day.
        (at(date(2026, 11, 2), 10), date(2026, 11, 5)),
        (at(date(2026, 11, 4), 0), date(2026, 11, 6)),
        (at(date(2026, 11, 4), 23), date(2026, 11, 6)),
        // A Friday: Monday and Tuesday count.
        (at(date(2026, 11, 6), 10), date(2026, 11, 10)),
        // A Saturday counts as the Monday.
        (at(date(2026, 11, 7), 10), date(2026, 11, 11)),
        // Golden Week to the substitute holiday of 6 May.
        (at(date(2026, 5, 1), 10), date(2026, 5, 8)),
        (at(date(2026, 5, 3), 10), date(2026, 5, 11)),
        (at(date(2026, 5, 6), 10), date(2026, 5, 11)),
        // The bridge day of 22 September between two holidays.
        (at(date(2026, 9, 18), 10), date(2026, 9, 25)),
        (at(date(2026, 9, 22), 10), date(2026, 9, 28)),
        // The substitute holiday of 22 March.
        (at(date(2027, 3, 19), 10), date(2027, 3, 24)),
        (at(date(2027, 3, 22), 10), date(2027, 3, 25)),
        // The turn of the year: offices open on 4 January, a Monday.
        (at(date(2026, 12, 28), 10), date(2027, 1, 5)),
        (at(date(2026, 12, 31), 10), date(2027, 1, 6)),
        // The moved days of 2021.
        (at(date(2021, 7, 21), 10), date(2021, 7, 27)),
        (at(date(2021, 8, 6), 10), date(2021, 8, 11)),
    ] {
        assert_eq!(reply_due(received), due, "{}", received.in_tokyo());
    }
    // The day is Japan's: 15:30 in UTC is half past midnight there.
    let late = Timestamp::from_tokyo(date(2026, 11, 5).to_datetime(time(0, 30, 0, 0)));
    assert_eq!(reply_due(late), date(2026, 11, 9));
}

#[test]
fn a_name_of_a_state_leads_back_to_it() {
    for state in InquiryState::ALL {
        assert_eq!(InquiryState::from_slug(state.slug()), Some(state));
    }
    for reason in [SetAsideReason::Suspected, SetAsideReason::TooMany] {
        assert_eq!(SetAsideReason::from_slug(reason.slug()), Some(reason));
    }
}

#[test]
fn a_closed_inquiry_takes_no_message_until_it_is_taken_up_again() {
    let closed_at = at(date(2026, 11, 5), 15);
    let now = closed_at.plus_seconds(60);
    let closed = Inquiry { state: InquiryState::Closed, closed_at: Some(closed_at), reply_due: None, ..inquiry() };
    assert_eq!(closed.may_write(now), Err(Refusal::Closed));
    assert_eq!(closed.may_close(), Err(Refusal::Closed));
    assert_eq!(closed.may_reopen(now), Ok(()));
    assert_eq!(InquiryState::Closed.after(closed.reopening()), Some(InquiryState::Received));
    let answered = Inquiry { in_hand_at: Some(closed_at), ..closed.clone() };
    assert_eq!(InquiryState::Closed.after(answered.reopening()), Some(InquiryState::InHand));

    let until = reopen_until(closed_at);
    assert_eq!(until, start_of_day(date(2026, 11, 5).saturating_add(181.days())));
    assert_eq!(closed.may_reopen(until.plus_seconds(-1)), Ok(()));
    assert_eq!(closed.may_reopen(until), Err(Refusal::ClosedTooLongAgo));
    assert_eq!(inquiry().may_reopen(now), Err(Refusal::AlreadyOpen));
    assert_eq!(inquiry().reopen_until(), None);
}

#[test]
fn nobody_adds_more_messages_within_an_hour_than_anybody_needs() {
    let mut inquiry = inquiry();
    let start = inquiry.created_at;
    for number in 0..i64::from(MESSAGES_AN_HOUR) {
        assert_eq!(inquiry.may_write(start.plus_seconds(number)), Ok(()));
        inquiry.messages.push(message(number + 2, Author::Citizen, start.plus_seconds(number)));
        inquiry.messages.push(message(99, Author::Respondent(Respondent::Secretariat), start));
    }
    let refusal = Refusal::TooManyMessages { max: MESSAGES_AN_HOUR };
    assert_eq!(inquiry.may_write(start.plus_seconds(60)), Err(refusal));
    assert_eq!(inquiry.may_close(), Ok(()), "ending it is always possible");
    assert_eq!(inquiry.may_write(start.plus_seconds(60 * 60)), Ok(()));
}

#[test]
fn what_looks_like_a_machine_or_comes_too_often_is_set_aside() {
    assert_eq!(set_aside(false, INQUIRIES_AN_HOUR - 1), None);
    assert_eq!(set_aside(false, INQUIRIES_AN_HOUR), Some(SetAsideReason::TooMany));
    assert_eq!(set_aside(true, 0), Some(SetAsideReason::Suspected));
}

#[test]
fn one_address_sends_so_many_bytes_a_day_and_words_always() {
    assert_eq!(may_attach(0, ATTACHMENT_BYTES_A_DAY), Ok(()));
    let refusal = Err(Refusal::TooManyBytes { max: ATTACHMENT_BYTES_A_DAY });
    assert_eq!(may_attach(1, ATTACHMENT_BYTES_A_DAY), refusal);
    assert_eq!(may_attach(u64::MAX, 1), refusal);
    assert_eq!(may_attach(u64::MAX, 0), Ok(()));
}

#[test]
fn solved_needs_no_words_and_more_needs_some() {
    let form = |outcome: &str, text: &str| FollowUpForm {
        outcome: outcome.to_owned(),
        text: text.to_owned(),
        ..FollowUpForm::default()
    };
    assert_eq!(form("solved", "").parse(), Ok(FollowUp::Solved(None)));
    assert_eq!(form("solved", "ありがとう").parse(), Ok(FollowUp::Solved(Some(text("ありがとう")))));
    assert_eq!(form("more", "では？").parse(), Ok(FollowUp::More(text("では？"))));
    assert_eq!(form("reopen", "では？").parse(), Ok(FollowUp::Reopen(text("では？"))));
    for outcome in ["more", "reopen"] {
        assert_eq!(form(outcome, " ").parse(), Err(vec![(FollowUpField::Text, FieldError::Required)]));
    }
    assert_eq!(form("", "").parse(), Err(vec![(FollowUpField::Outcome, FieldError::Required)]));
    let both = form("maybe", &"あ".repeat(4_001)).parse().expect_err("both are wrong");
    assert_eq!(
        both,
        [
            (FollowUpField::Outcome, FieldError::UnknownChoice),
            (FollowUpField::Text, FieldError::TooLong { max: 4_000 })
        ]
    );
}

fn transition() -> impl Strategy<Value = Transition> {
    prop_oneof![
        Just(Transition::TakeInHand),
        Just(Transition::Answer),
        Just(Transition::Write),
        Just(Transition::Close),
        any::<bool>().prop_map(|was_in_hand| Transition::Reopen { was_in_hand }),
    ]
}

proptest! {
    #[test]
    fn a_reply_is_due_on_a_business_day_with_exactly_two_of_them_to_work(days in 0_i64..52_000, hour in 0_i8..24) {
        let day = date(1955, 1, 1).saturating_add(days.days());
        let due = reply_due(at(day, hour));
        let taken = add_business_days(day, 0);
        prop_assert!(is_business_day(due) && taken >= day);
        prop_assert_eq!(business_days_between(taken, due), REPLY_BUSINESS_DAYS);
        prop_assert!(reply_due(at(day.tomorrow().expect("a day"), 0)) >= due, "who comes later waits no shorter");
    }

    #[test]
    fn whatever_happens_only_taking_it_up_again_leads_out_of_the_end(
        acts in prop::collection::vec(transition(), 0..40),
    ) {
        let mut state = InquiryState::Received;
        for act in acts {
            let Some(next) = state.after(act) else { continue };
            if state == InquiryState::Closed {
                let is_reopening = matches!(act, Transition::Reopen { .. });
                prop_assert!(is_reopening && next.owes_reply());
            }
            if matches!(act, Transition::Write | Transition::TakeInHand | Transition::Reopen { .. }) {
                prop_assert!(next.owes_reply(), "{state:?} {act:?} {next:?}");
            }
            prop_assert!(next != InquiryState::Received || state != InquiryState::InHand, "nothing in hand is let go");
            state = next;
        }
    }

    #[test]
    fn a_subject_is_one_short_line_that_the_message_begins_its_matter_with(words in "\\PC{1,200}(\n\\PC{0,80}){0,3}") {
        if let Ok(text) = MessageText::parse(&words) {
            let subject = text.subject();
            prop_assert!(!subject.is_empty() && !subject.contains(['\n', '\r', '\t']), "{subject:?}");
            prop_assert!(subject.chars().count() <= SUBJECT_MAX + 1);
        }
    }
}
