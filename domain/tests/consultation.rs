//! Booking a consultation: what may become of one, what it costs an organisation, and what is typed.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use domain::account::AccountId;
use domain::availability::{Length, Meeting, Slot, Wish};
use domain::calendar::is_business_day;
use domain::consultation::{
    ClientOrganisation, Consultation, ConsultationField as Field, ConsultationForm, ConsultationFormRules,
    ConsultationId, ConsultationRefusal as Refusal, ConsultationState as State, ConsultationSurvey, Entitlement,
    FREE_CONSULTATIONS, HOLD_EXTENSIONS, HOLD_SECONDS, Hold, HoldId, NextStepClarity, OrganisationIdentity, Proposal,
    ProposalAnswer, ProposalOutcome, ReminderKind, STRIKES, SheetField, SheetForm, SheetRefusal, SheetStanding,
    SurveyField, SurveyForm, SurveyRefusal, Transition, Usefulness, extended, free_until, may_answer, proposal_until,
    reminders, sheet_due,
};
use domain::event::Topic;
use domain::input::FieldError;
use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::organisation::{CorporateNumber, OrganisationKind, OrganisationName};
use domain::place::Prefecture;
use domain::reference::ReferenceNumber;
use domain::time::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

const HOUR: i64 = 60 * 60;

fn at(month: i8, day: i8, hour: i8) -> Timestamp {
    Timestamp::from_tokyo(date(2026, month, day).at(hour, 0, 0, 0))
}

fn slot(starts_at: Timestamp) -> Slot {
    Slot { starts_at, length: Length::Sixty }
}

const WISH: Wish = Wish { topic: Topic::Security, meeting: Meeting::Online, length: Length::Sixty };

/// What somebody types who does everything right.
fn form() -> ConsultationForm {
    let typed = |text: &str| text.to_owned();
    ConsultationForm {
        question: typed("図面を家で見たいです。"),
        organisation: typed("株式会社山田製作所"),
        organisation_kind: typed("small-company"),
        prefecture: typed("13"),
        employees: typed("２５"),
        name: typed("山田 太郎"),
        kana: typed("やまだ たろう"),
        email: typed("taro@example.jp"),
        consent: typed("yes"),
        ..ConsultationForm::default()
    }
}

const RULES: ConsultationFormRules =
    ConsultationFormRules { meeting: Meeting::Online, is_change: false, channel: Channel::Site };

fn problems(form: &ConsultationForm, rules: ConsultationFormRules) -> Vec<(Field, FieldError)> {
    form.parse(rules).expect_err("something is wrong")
}

/// Tuesday 1 December 2026 at two, booked on 20 November, with three business days' notice.
fn consultation(state: State) -> Consultation {
    let slot = slot(at(12, 1, 14));
    Consultation {
        id: ConsultationId(1),
        reference: ReferenceNumber::from_random([1; 16]),
        state,
        expert: AccountId(1),
        slot,
        wish: WISH,
        table: None,
        free_until: free_until(slot, 3, at(11, 20, 9)),
        sheet: SheetStanding { due_at: sheet_due(slot, at(11, 20, 9)), saved_at: None },
        proposal: None,
        client: form().parse(RULES).expect("all is well"),
        channel: Channel::Site,
        end_reason: None,
        language: Language::Japanese,
        revision: 4,
        created_at: at(11, 20, 9),
        changed_at: at(11, 20, 9),
    }
}

#[test]
fn giving_up_counts_from_the_notice_on() {
    let booked = consultation(State::Confirmed);
    assert_eq!(booked.free_until, at(11, 27, 0), "the end of the third business day before");
    assert_eq!(booked.cancelling(at(11, 26, 23)), Ok(Transition::CancelInTime));
    assert_eq!(booked.cancelling(at(11, 27, 0)), Ok(Transition::CancelLate));
    assert_eq!(booked.cancelling(at(12, 1, 14)), Err(Refusal::Over));
    assert_eq!(booked.may_move(at(11, 26, 23)), Ok(()));
    assert_eq!(booked.may_move(at(11, 27, 0)), Err(Refusal::TooLateToMove));
    assert_eq!(consultation(State::Cancelled).cancelling(at(11, 21, 9)), Err(Refusal::Over));
}

#[test]
fn whoever_books_at_the_last_moment_may_think_again_for_the_rest_of_the_day() {
    // Booked on a Saturday for Monday, with a business day's notice.
    assert_eq!(free_until(slot(at(11, 30, 10)), 1, at(11, 28, 9)), at(11, 29, 0));
    assert_eq!(free_until(slot(at(12, 1, 14)), 0, at(11, 20, 9)), at(12, 1, 14), "until it begins, without notice");
}

#[test]
fn two_who_confirm_or_end_what_they_have_seen_cannot_both_win() {
    let requested = consultation(State::Requested);
    let now = at(11, 21, 9);
    assert_eq!(requested.may_confirm(4, now), Ok(()));
    assert_eq!(requested.may_confirm(3, now), Err(Refusal::ChangedMeanwhile));
    assert_eq!(consultation(State::Confirmed).may_confirm(4, now), Err(Refusal::NothingToConfirm));
    assert_eq!(requested.may_end(3, now), Err(Refusal::ChangedMeanwhile));
    assert_eq!(requested.may_end(4, at(12, 1, 14)), Err(Refusal::Over));
}

#[test]
fn nobody_has_missed_what_has_not_begun() {
    let booked = consultation(State::Confirmed);
    assert_eq!(booked.may_note(Transition::Miss, 4, at(12, 1, 13)), Err(Refusal::NotBegun));
    assert_eq!(booked.may_note(Transition::Miss, 4, at(12, 1, 14)), Ok(State::NoShow));
    assert_eq!(consultation(State::NoShow).may_note(Transition::Attend, 4, at(12, 1, 15)), Ok(State::Attended));
    assert_eq!(booked.may_note(Transition::End, 4, at(12, 1, 15)), Err(Refusal::Over), "that is no outcome");
    assert_eq!(consultation(State::Ended).may_note(Transition::Attend, 4, at(12, 1, 15)), Err(Refusal::Over));
}

#[test]
fn what_is_over_stays_over() {
    for state in State::ALL {
        assert_eq!(State::from_slug(state.slug()), Some(state));
        for transition in Transition::ALL {
            let after = state.after(transition);
            if !state.is_to_come() {
                let is_corrected = matches!(after, Some(State::Attended | State::NoShow));
                assert!(after.is_none() || is_corrected, "{state:?} {transition:?}");
            }
            // Nothing that has been given up takes time again.
            assert!(state.takes_time() || after.is_none(), "{state:?} {transition:?}");
            // What is given back is given up in time, or ended by the network.
            let gives_back = state.is_debited() && after.is_some_and(|after| !after.is_debited());
            let is_in_time = matches!(transition, Transition::CancelInTime | Transition::End);
            assert_eq!(gives_back, is_in_time && after.is_some(), "{state:?} {transition:?}");
        }
    }
    for outcome in ProposalOutcome::ALL {
        assert_eq!(ProposalOutcome::from_slug(outcome.slug()), Some(outcome));
    }
    for answer in [ProposalAnswer::Accept, ProposalAnswer::Decline] {
        assert_eq!(ProposalAnswer::from_slug(answer.slug()), Some(answer));
    }
}

#[test]
fn a_hold_is_extended_ten_times_and_never_beyond_its_time() {
    let mut hold = Hold {
        id: HoldId(1),
        expert: AccountId(1),
        slot: slot(at(12, 1, 14)),
        wish: WISH,
        table: None,
        until: at(11, 20, 9).plus_seconds(HOLD_SECONDS),
        extensions: 0,
    };
    let mut now = at(11, 20, 9);
    for extensions in 1..=HOLD_EXTENSIONS {
        now = now.plus_seconds(HOLD_SECONDS - 20);
        assert!(hold.lives_at(now), "there are twenty seconds to extend it in");
        hold = Hold { until: extended(&hold, now).expect("it is extended"), extensions, ..hold };
        assert_eq!(hold.until, now.plus_seconds(HOLD_SECONDS));
    }
    assert_eq!(extended(&hold, now), Err(Refusal::HoldExtendedEnough));
    let late = Hold { slot: slot(now.plus_seconds(60)), extensions: 0, ..hold };
    assert_eq!(extended(&Hold { until: now, ..late }, now), Ok(late.slot.starts_at));
}

#[test]
fn a_proposal_can_be_answered_while_it_lives() {
    let (old, new) = (slot(at(12, 1, 14)), slot(at(12, 8, 14)));
    // Friday to Tuesday: the weekend does not count, and neither does what comes after the time itself.
    assert_eq!(proposal_until(new, old, at(11, 27, 9)), Ok(at(12, 1, 9)));
    assert_eq!(proposal_until(new, old, at(11, 30, 15)), Ok(at(12, 1, 14)));
    assert_eq!(proposal_until(new, old, at(12, 1, 12)), Err(Refusal::TooLateToPropose));
    let living = Proposal { expert: AccountId(2), slot: new, until: at(12, 1, 9), outcome: None };
    let answer = |proposal, now| may_answer(State::Confirmed, proposal, now);
    assert_eq!(answer(Some(living), at(12, 1, 8)), Ok(living));
    assert_eq!(answer(Some(living), at(12, 1, 9)), Err(Refusal::ProposalEnded));
    let ended = |outcome| Some(Proposal { outcome: Some(outcome), ..living });
    assert_eq!(answer(ended(ProposalOutcome::Lapsed), at(12, 1, 8)), Err(Refusal::ProposalEnded));
    assert_eq!(answer(ended(ProposalOutcome::Withdrawn), at(12, 1, 8)), Err(Refusal::NoProposal));
    assert_eq!(answer(None, at(12, 1, 8)), Err(Refusal::NoProposal));
    assert_eq!(may_answer(State::CancelledLate, Some(living), at(12, 1, 8)), Err(Refusal::Over));
}

fn organisation(name: &str, number: Option<&str>, prefecture: Prefecture) -> OrganisationIdentity {
    OrganisationIdentity::of(&ClientOrganisation {
        name: OrganisationName::parse(name).expect("a name"),
        kana: None,
        kind: OrganisationKind::SmallCompany,
        corporate_number: number.map(|number| CorporateNumber::parse(number).expect("a number")),
        prefecture,
        employees: None,
    })
}

#[test]
fn an_organisation_is_known_again_however_it_is_written() {
    let same = [
        "株式会社山田製作所",
        "山田製作所",
        "㈱山田製作所",
        "山田製作所（株）",
        "山田 製作所 株式会社",
        "(有)山田製作所",
    ];
    for name in same {
        let identity = organisation(name, None, Prefecture::Tokyo);
        assert_eq!(identity, organisation(same[0], None, Prefecture::Tokyo), "{name}");
        assert!(!identity.is_certain());
    }
    assert_ne!(organisation(same[0], None, Prefecture::Tokyo), organisation(same[0], None, Prefecture::Osaka));
    assert_ne!(organisation(same[0], None, Prefecture::Tokyo), organisation("山本製作所", None, Prefecture::Tokyo));
    assert_eq!(
        organisation("ACME Co., Ltd.", None, Prefecture::Tokyo),
        organisation("ａｃｍｅ", None, Prefecture::Tokyo)
    );
    assert_ne!(organisation("株式会社", None, Prefecture::Tokyo), organisation("有限会社", None, Prefecture::Tokyo));
    let number = Some("7000012050002");
    let known = organisation("国税庁", number, Prefecture::Tokyo);
    assert_eq!(known, organisation("別の名", number, Prefecture::Osaka), "the number says who it is");
    assert!(known.is_certain());
    assert_ne!(known.text(), organisation("国税庁", None, Prefecture::Tokyo).text());
}

#[test]
fn everything_that_is_missing_is_told_at_once() {
    let empty = problems(&ConsultationForm::default(), RULES);
    let fields: Vec<Field> = empty.iter().map(|(field, _)| *field).collect();
    let missing = [
        Field::Question,
        Field::Organisation,
        Field::OrganisationKind,
        Field::Prefecture,
        Field::Name,
        Field::Kana,
        Field::Email,
        Field::Consent,
    ];
    assert_eq!(fields, missing);
    let mut sorted = fields.clone();
    sorted.sort_unstable();
    assert_eq!(fields, sorted, "in the order of the page");
}

#[test]
fn whoever_is_visited_says_where_and_can_be_called() {
    let visit = ConsultationFormRules { meeting: Meeting::OnSite(Prefecture::Kanagawa), ..RULES };
    let missing = [(Field::Address, FieldError::Required), (Field::Phone, FieldError::Required)];
    assert_eq!(problems(&form(), visit), missing);
    let told =
        ConsultationForm { address: "横浜市西区1-1".to_owned(), phone: "045-123-4567".to_owned(), ..form() };
    assert!(told.parse(visit).is_ok());
    assert_eq!(told.parse(RULES).expect("all is well").address, None, "online nobody is told more than is needed");
    let by_phone = ConsultationFormRules { channel: Channel::Phone, ..RULES };
    let silent = ConsultationForm { email: String::new(), ..form() };
    assert_eq!(problems(&silent, by_phone), [(Field::Phone, FieldError::Required)]);
}

#[test]
fn three_people_take_part_at_most() {
    let with =
        |people: &[&str]| ConsultationForm { people: people.iter().map(ToString::to_string).collect(), ..form() };
    let client = with(&["鈴木 花子", "", " 佐藤 一郎 "]).parse(RULES).expect("all is well");
    assert_eq!(client.people.len(), 2);
    let crowd = problems(&with(&["鈴木", "佐藤", "田中"]), RULES);
    assert_eq!(crowd, [(Field::People, FieldError::OutOfRange { min: 0, max: 2 })]);
}

#[test]
fn a_form_is_filled_with_what_was_booked() {
    let booked = consultation(State::Confirmed);
    let filled = ConsultationForm::filled_from(&booked);
    assert_eq!(filled.parse(ConsultationFormRules { is_change: true, ..RULES }), Ok(booked.client));
    assert_eq!(filled.revision, "4");
}

/// What can happen to an organisation's consultations.
#[derive(Debug, Clone)]
enum Act {
    Book,
    Do(prop::sample::Index, Transition),
    Grant,
    Talk,
}

fn some_act() -> impl Strategy<Value = Act> {
    let transition = prop::sample::select(Transition::ALL.to_vec());
    prop_oneof![
        4 => Just(Act::Book),
        6 => (any::<prop::sample::Index>(), transition).prop_map(|(index, transition)| Act::Do(index, transition)),
        1 => Just(Act::Grant),
        1 => Just(Act::Talk),
    ]
}

#[test]
fn a_survey_is_taken_once_it_is_over_for_sixty_days_and_of_what_was() {
    let mut consultation = consultation(State::Confirmed);
    let over = consultation.slot.ends_at();
    let refused = |consultation: &Consultation, at| consultation.may_answer_survey(at).unwrap_err();
    assert_eq!(refused(&consultation, over.plus_seconds(-1)), SurveyRefusal::NotYet);
    assert_eq!(consultation.may_answer_survey(over), Ok(()), "nobody has noted yet that they came");
    consultation.state = State::Attended;
    assert_eq!(consultation.may_answer_survey(over.plus_seconds(-1)), Ok(()), "the expert has noted that they came");
    assert_eq!(consultation.may_answer_survey(over.plus_seconds(60 * 86_400 - 1)), Ok(()));
    assert_eq!(refused(&consultation, over.plus_seconds(60 * 86_400)), SurveyRefusal::TooLate);
    for state in [State::NoShow, State::Cancelled, State::CancelledLate, State::Ended] {
        consultation.state = state;
        assert_eq!(refused(&consultation, over), SurveyRefusal::NeverWas);
    }
}

#[test]
fn every_answer_of_a_survey_is_read_as_it_was_written() {
    for (usefulness, clarity) in Usefulness::ALL.iter().zip(NextStepClarity::ALL.iter().cycle()) {
        let survey = ConsultationSurvey { usefulness: *usefulness, clarity: *clarity, comment: String::new() };
        assert_eq!(SurveyForm::filled_from(&survey).parse(), Ok(survey));
    }
    let long = SurveyForm { comment: "あ".repeat(2_001), ..SurveyForm::default() };
    let problems = [
        (SurveyField::Usefulness, FieldError::Required),
        (SurveyField::Clarity, FieldError::Required),
        (SurveyField::Comment, FieldError::TooLong { max: 2_000 }),
    ];
    assert_eq!(long.parse(), Err(problems.to_vec()));
}

#[test]
fn a_sheet_is_due_two_business_days_before_but_nobody_has_less_than_a_business_day() {
    // Tuesday 1 December; the Monday before it is a business day, and the Friday before that.
    assert_eq!(sheet_due(slot(at(12, 1, 14)), at(11, 20, 9)), at(11, 28, 0));
    // Booked on Friday: until the end of Monday. Booked on Monday: until it begins.
    assert_eq!(sheet_due(slot(at(12, 1, 14)), at(11, 27, 9)), at(12, 1, 0));
    assert_eq!(sheet_due(slot(at(12, 1, 14)), at(11, 30, 9)), at(12, 1, 14));
}

#[test]
fn reminders_come_in_the_morning_three_days_and_a_business_day_before_and_never_after_the_fact() {
    let booked_on = |day| {
        let (slot, booked_at) = (slot(at(12, 1, 14)), at(11, day, 12));
        reminders(slot, sheet_due(slot, booked_at), booked_at)
    };
    // Due at the end of Friday the 27th.
    let all = [
        (ReminderKind::SheetSoon, at(11, 24, 9)),
        (ReminderKind::SheetLast, at(11, 26, 9)),
        (ReminderKind::Consultation, at(11, 30, 9)),
    ];
    assert_eq!(booked_on(20), all);
    assert_eq!(booked_on(25), all[1..]);
    assert_eq!(booked_on(26), all[2..]);
    assert_eq!(booked_on(30), []);
    // Due on a Monday: the business day before is the Friday, which three days before it is too. Once is enough.
    let (wednesday, booked_at) = (slot(at(12, 9, 10)), at(11, 20, 12));
    let due_at = sheet_due(wednesday, booked_at);
    assert_eq!(due_at, at(12, 8, 0));
    let owed = reminders(wednesday, due_at, booked_at);
    assert_eq!(owed, [(ReminderKind::SheetLast, at(12, 4, 9)), (ReminderKind::Consultation, at(12, 8, 9))]);
}

#[test]
fn a_sheet_is_written_until_it_is_due_by_whoever_has_seen_the_last_one() {
    let booked = consultation(State::Confirmed);
    let due_at = booked.sheet.due_at;
    assert_eq!(booked.may_write_sheet(2, 2, due_at.plus_seconds(-1)), Ok(()));
    assert_eq!(booked.may_write_sheet(2, 2, due_at), Err(SheetRefusal::TooLate));
    assert_eq!(booked.may_write_sheet(1, 2, at(11, 21, 9)), Err(SheetRefusal::ChangedMeanwhile));
    assert_eq!(booked.may_write_sheet(2, 2, at(12, 1, 14)), Err(SheetRefusal::Over));
    for state in [State::Cancelled, State::CancelledLate, State::Ended, State::Attended, State::NoShow] {
        assert_eq!(consultation(state).may_write_sheet(0, 0, at(11, 21, 9)), Err(SheetRefusal::Over));
    }
}

#[test]
fn nobody_is_reminded_of_what_is_done_or_will_not_be() {
    let booked = consultation(State::Confirmed);
    let (before, after) = (at(11, 26, 9), booked.sheet.due_at);
    for kind in ReminderKind::ALL {
        assert!(booked.is_to_remind(kind, before));
        assert_eq!(booked.is_to_remind(kind, after), !kind.is_of_sheet());
        assert!(!booked.is_to_remind(kind, at(12, 1, 14)));
        assert!(!consultation(State::Cancelled).is_to_remind(kind, before));
    }
    let standing = SheetStanding { saved_at: Some(at(11, 21, 9)), ..booked.sheet };
    let written = Consultation { sheet: standing, ..booked };
    assert!(!written.is_to_remind(ReminderKind::SheetLast, before));
    assert!(written.is_to_remind(ReminderKind::Consultation, before));
}

#[test]
fn a_sheet_tells_of_every_field_that_is_wrong() {
    let form = SheetForm { phase: "soon".to_owned(), goal: "長".repeat(2_001), ..SheetForm::default() };
    let problems = form.parse().expect_err("something is wrong");
    assert_eq!(
        problems,
        [
            (SheetField::Phase, FieldError::UnknownChoice),
            (SheetField::Situation, FieldError::Required),
            (SheetField::Goal, FieldError::TooLong { max: 2_000 }),
        ]
    );
    let form = SheetForm {
        phase: "preparing".to_owned(),
        situation: "一部で試しています。".to_owned(),
        goal: "規程\r\n図面".to_owned(),
        ..SheetForm::default()
    };
    let sheet = form.parse().expect("all is well");
    assert_eq!((sheet.goal.as_str(), sheet.equipment.as_str()), ("規程\n図面", ""));
    assert_eq!(SheetForm::filled_from(&sheet, 3).parse(), Ok(sheet));
}

proptest! {
    #[test]
    fn a_sheet_is_due_before_it_begins_and_reminders_lie_between(
        ahead in 1..90_i64, booked in 0..200_i64, hour in 0..24_i64,
    ) {
        let booked_at = at(1, 1, 0).plus_seconds(booked * 86_400 + hour * 3_600);
        let slot = slot(booked_at.plus_seconds(ahead * 86_400));
        let due_at = sheet_due(slot, booked_at);
        prop_assert!(booked_at < due_at && due_at <= slot.starts_at);
        let owed = reminders(slot, due_at, booked_at);
        let before = |kind: ReminderKind| if kind.is_of_sheet() { due_at } else { slot.starts_at };
        let lies_between = owed.iter().all(|(kind, at)| booked_at < *at && *at < before(*kind));
        prop_assert!(lies_between);
        prop_assert!(owed.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn nobody_has_more_consultations_than_they_are_entitled_to(acts in prop::collection::vec(some_act(), 0..60)) {
        let (mut states, mut granted, mut forgiven) = (Vec::<State>::new(), 0_u32, 0_u32);
        let count = |states: &[State], is: fn(State) -> bool| {
            u32::try_from(states.iter().filter(|state| is(**state)).count()).unwrap()
        };
        for act in acts {
            let all_strikes = count(&states, State::is_strike);
            let strikes = all_strikes.saturating_sub(forgiven);
            let entitlement = Entitlement { granted, used: count(&states, State::is_debited), strikes };
            match act {
                Act::Book => {
                    let booked = entitlement.may_book();
                    let is_free = entitlement.used < FREE_CONSULTATIONS + granted;
                    prop_assert_eq!(booked.is_ok(), is_free && strikes < STRIKES);
                    if booked.is_ok() {
                        states.push(State::Requested);
                    }
                }
                Act::Do(..) if states.is_empty() => {}
                Act::Do(index, transition) => {
                    let index = index.index(states.len());
                    if let Some(after) = states[index].after(transition) {
                        states[index] = after;
                    }
                }
                Act::Grant => granted += 1,
                Act::Talk => forgiven = all_strikes,
            }
            prop_assert!(count(&states, State::is_debited) <= FREE_CONSULTATIONS + granted);
        }
    }

    #[test]
    fn everybody_may_think_again_on_the_day_of_booking_and_nobody_after_the_beginning(
        hours_ahead in 1_i64..24 * 60,
        booked in 0_i64..24 * 400,
        notice in 0_u16..=10,
    ) {
        let booked_at = at(1, 1, 0).plus_seconds(booked * HOUR);
        let slot = slot(booked_at.plus_seconds(hours_ahead * HOUR));
        let free = free_until(slot, notice, booked_at);
        prop_assert!(free <= slot.starts_at);
        prop_assert!(free == slot.starts_at || free > booked_at);
        // Counted day by day: where it is not the day of booking, so many business days lie before the beginning.
        let last_day = free.plus_seconds(-1).tokyo_date();
        if free < slot.starts_at && last_day > booked_at.tokyo_date() {
            let mut day = last_day;
            let mut business_days = 0_u16;
            while day < slot.starts_at.tokyo_date() {
                business_days += u16::from(is_business_day(day));
                day = day.tomorrow().unwrap();
            }
            prop_assert_eq!(business_days, notice);
        }
    }
}
