//! What the desk may do with an event, whom it concerns, and what must hold whatever is tried.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use domain::availability::Length;
use domain::event::{
    Audience, Bilingual, Event, EventDraft, EventId, EventKind, EventState, Format, Particulars, Place,
    RegistrationWindow, Session, SessionKind, Speaker, Standing, Topic, Venue, When,
};
use domain::event_operation::{
    Clash, ClashKind, EventDecision, EventField, EventOperation, EventRefusal, EventWarning, Missing, Publication,
    Seen, Subject, changed, clashes, decide, follow, missing, warnings,
};
use domain::event_table::EventTable;
use domain::expert::ExpertCode;
use domain::notice::NoticeKind;
use domain::place::Prefecture;
use domain::reference::EventCode;
use domain::time::Timestamp;
use jiff::civil::{Date, Time, date, time};
use proptest::prelude::*;

const DAY: i64 = 24 * 60 * 60;

/// 2026-11-01 at nine in the morning, in Japan.
fn now() -> Timestamp {
    Timestamp::from_tokyo(date(2026, 11, 1).at(9, 0, 0, 0))
}

fn speaker(name: &str) -> Speaker {
    Speaker { name: Bilingual::japanese(name), role: Bilingual::default(), profile: None }
}

/// A seminar on Tuesday, 1 December 2026, from two to four.
fn seminar() -> EventDraft {
    EventDraft {
        code: EventCode::parse("KT4-XW2M").expect("a code"),
        kind: EventKind::Seminar,
        title: Bilingual::both("セキュリティ入門", "Security basics"),
        state: EventState::Published,
        when: When::on(date(2026, 12, 1), time(14, 0, 0, 0), time(16, 0, 0, 0)),
        place: Place {
            format: Format::Venue,
            prefecture: Some(Prefecture::Tokyo),
            government_code: None,
            venue: Some(Venue { name: Bilingual::japanese("産業会館 第1会議室"), ..Venue::default() }),
            joining: None,
        },
        topics: vec![Topic::Security],
        audience: Audience::Both,
        capacity: Some(50),
        reserved: 0,
        seats_per_registration: 3,
        window: RegistrationWindow {
            opens_at: None,
            closes_at: Timestamp::from_tokyo(date(2026, 11, 28).at(17, 0, 0, 0)),
        },
        particulars: Particulars {
            summary: Some(Bilingual::japanese("守り方を学びます。")),
            speakers: vec![speaker("佐伯 真由美")],
            ..Particulars::default()
        },
    }
}

fn draft() -> EventDraft {
    EventDraft { state: EventState::Draft, ..seminar() }
}

fn stored(draft: EventDraft) -> Event {
    Event { id: EventId(1), revision: 4, changed_at: now(), draft }
}

fn tried(event: &EventDraft, operation: &EventOperation) -> Result<EventDecision, EventRefusal> {
    tried_beside(event, operation, &[])
}

fn tried_beside(
    event: &EventDraft,
    operation: &EventOperation,
    neighbours: &[EventDraft],
) -> Result<EventDecision, EventRefusal> {
    let event = stored(event.clone());
    let subject = Subject { event: &event, taken: 20, publish_at: None, bookings: &[], neighbours };
    decide(subject, &Seen::from(4), operation, now())
}

fn to(day: Date) -> EventOperation {
    EventOperation::Move { when: When { starts_on: day, ends_on: day, ..seminar().when } }
}

#[test]
fn a_second_editor_is_shown_what_the_first_has_written() {
    let event = stored(seminar());
    let subject = Subject { event: &event, taken: 0, publish_at: None, bookings: &[], neighbours: &[] };
    let refusal = decide(subject, &Seen::from(3), &to(date(2026, 12, 8)), now()).unwrap_err();
    assert_eq!(refusal, EventRefusal::ChangedMeanwhile { current: Box::new(event) });
}

#[test]
fn a_move_takes_registration_and_programme_along_and_is_told_to_everybody() {
    let mut event = seminar();
    event.particulars.sessions = vec![Session {
        kind: SessionKind::Seminar,
        starts: time(14, 10, 0, 0),
        ends: time(15, 40, 0, 0),
        title: Bilingual::japanese("講演"),
        summary: None,
        organisations: None,
    }];
    let when = When::on(date(2026, 12, 8), time(10, 0, 0, 0), time(12, 0, 0, 0));
    let decision = tried(&event, &EventOperation::Move { when: when.clone() }).unwrap();
    assert_eq!(decision.notice, Some(NoticeKind::EventMoved));
    assert_eq!(decision.draft.when, when);
    assert_eq!(decision.draft.window.closes_at, event.window.closes_at.plus_seconds(7 * DAY));
    let part = &decision.draft.particulars.sessions[0];
    assert_eq!((part.starts, part.ends), (time(10, 10, 0, 0), time(11, 40, 0, 0)));
    assert_eq!(decision.draft.particulars.rescheduled[0].from, event.when);
}

#[test]
fn moved_there_and_back_it_is_remembered_elsewhere_only() {
    let away = tried(&seminar(), &to(date(2026, 12, 8))).unwrap().draft;
    let back = tried(&away, &to(date(2026, 12, 1))).unwrap().draft;
    let days: Vec<Date> = back.particulars.rescheduled.iter().map(|earlier| earlier.from.starts_on).collect();
    assert_eq!(days, [date(2026, 12, 8)]);
}

#[test]
fn a_holiday_and_the_past_are_to_be_confirmed_once() {
    let closed = date(2026, 12, 29);
    let warnings = vec![EventWarning::ClosedDay(closed)];
    let event = stored(seminar());
    let subject = Subject { event: &event, taken: 0, publish_at: None, bookings: &[], neighbours: &[] };
    let refusal = decide(subject, &Seen::from(4), &to(closed), now()).unwrap_err();
    assert_eq!(refusal, EventRefusal::Unconfirmed { warnings: warnings.clone() });
    let moved = decide(subject, &Seen { revision: 4, warnings }, &to(closed), now()).unwrap().draft;
    // Another change of the same event does not ask again.
    let renamed = EventDraft { title: Bilingual::japanese("新しい題名"), ..moved.clone() };
    assert!(tried(&moved, &EventOperation::Edit(Box::new(renamed))).is_ok());
    let past = tried(&seminar(), &to(date(2026, 10, 1))).unwrap_err();
    assert_eq!(past, EventRefusal::Unconfirmed { warnings: vec![EventWarning::InThePast] });
}

#[test]
fn a_clash_that_arose_since_the_warning_is_told_as_well() {
    let other = EventDraft { code: EventCode::parse("RY3-HM7P").expect("a code"), ..seminar() };
    let beside = EventDraft {
        when: When { starts_on: date(2026, 12, 8), ends_on: date(2026, 12, 8), ..other.when.clone() },
        ..other
    };
    let refusal = tried_beside(&seminar(), &to(date(2026, 12, 8)), &[beside]).unwrap_err();
    let with = EventCode::parse("RY3-HM7P").expect("a code");
    let clash = |over| EventWarning::Clash(Clash { with: with.clone(), over });
    assert_eq!(
        refusal,
        EventRefusal::Unconfirmed { warnings: vec![clash(ClashKind::Speaker), clash(ClashKind::Room)] }
    );
}

#[test]
fn hours_that_only_touch_and_rooms_of_other_places_are_no_clash() {
    let code = EventCode::parse("RY3-HM7P").expect("a code");
    let hours = |from: i8, to: i8| When::on(date(2026, 12, 1), time(from, 0, 0, 0), time(to, 0, 0, 0));
    let other = |when: When| EventDraft { code: code.clone(), when, ..seminar() };
    assert_eq!(clashes(&seminar(), &[other(hours(16, 18))]), []);
    assert_eq!(clashes(&seminar(), &[other(hours(15, 18))]).len(), 2);
    let mut elsewhere = other(hours(14, 16));
    elsewhere.place.prefecture = Some(Prefecture::Osaka);
    elsewhere.particulars.speakers = vec![speaker("佐伯　真由美")];
    assert_eq!(clashes(&seminar(), &[elsewhere.clone()]), [Clash { with: code.clone(), over: ClashKind::Speaker }]);
    elsewhere.state = EventState::Cancelled { reason: Bilingual::japanese("中止"), at: now() };
    assert_eq!(clashes(&seminar(), &[elsewhere]), []);
    let mut without_hours = other(hours(14, 16));
    without_hours.when.start_time = None;
    assert_eq!(clashes(&seminar(), &[without_hours]), []);
}

#[test]
fn an_expert_who_sits_at_tables_of_two_meetings_at_once_is_a_clash() {
    let code = EventCode::parse("RY3-HM7P").expect("a code");
    let meeting = |code: EventCode, expert: &str, from: i8, until: i8| {
        let mut draft = EventDraft { code, kind: EventKind::ConsultationMeeting, ..seminar() };
        draft.when = When::on(date(2026, 12, 1), time(10, 0, 0, 0), time(17, 0, 0, 0));
        draft.place.venue = None;
        draft.particulars.speakers = Vec::new();
        draft.particulars.tables = vec![EventTable {
            number: 1,
            expert: ExpertCode::parse(expert).expect("a code"),
            from: time(from, 0, 0, 0),
            until: time(until, 0, 0, 0),
            length: Length::FortyFive,
            pause: 0,
        }];
        draft
    };
    let morning = meeting(seminar().code, "KT4XW", 10, 13);
    let beside = |expert, from, until| clashes(&morning, &[meeting(code.clone(), expert, from, until)]);
    assert_eq!(beside("KT4XW", 12, 15), [Clash { with: code.clone(), over: ClashKind::Speaker }]);
    assert_eq!(beside("KT4XW", 13, 15), [], "after the first");
    assert_eq!(beside("RY3HM", 12, 15), [], "somebody else");
    let mut begun_the_day_before = meeting(code, "KT4XW", 12, 15);
    begun_the_day_before.when.ends_on = date(2026, 12, 2);
    begun_the_day_before.when.starts_on = date(2026, 11, 30);
    assert_eq!(clashes(&morning, &[begun_the_day_before]), [], "tables stand on the first day only");
}

#[test]
fn a_capacity_below_what_is_taken_is_refused_with_the_number() {
    let capacity = |capacity| EventOperation::ChangeCapacity { capacity };
    assert_eq!(tried(&seminar(), &capacity(Some(19))), Err(EventRefusal::CapacityBelowTaken { taken: 20 }));
    let decision = tried(&seminar(), &capacity(Some(20))).unwrap();
    assert_eq!((decision.draft.capacity, decision.notice), (Some(20), None));
    assert_eq!(tried(&seminar(), &capacity(Some(50))), Err(EventRefusal::NothingChanges));
}

#[test]
fn no_more_seats_are_held_back_than_are_left() {
    let hold_back = |reserved| tried(&seminar(), &EventOperation::HoldBack { reserved });
    assert_eq!(hold_back(30).map(|decision| decision.draft.reserved), Ok(30), "20 of 50 are taken");
    assert_eq!(hold_back(31), Err(EventRefusal::ReservedTooMany { left: 30 }));
    let held = EventDraft { reserved: 10, ..seminar() };
    let smaller = EventOperation::ChangeCapacity { capacity: Some(29) };
    assert_eq!(tried(&held, &smaller), Err(EventRefusal::ReservedTooMany { left: 9 }));
    let endless = EventOperation::ChangeCapacity { capacity: None };
    assert_eq!(tried(&held, &endless), Err(EventRefusal::ReservedWithoutLimit));
}

#[test]
fn an_edit_of_a_draft_can_put_it_on_the_site_or_plan_that() {
    let edited = Box::new(EventDraft { title: Bilingual::japanese("新しい題名"), ..seminar() });
    let edit = |publication| tried(&draft(), &EventOperation::EditAndPublish(edited.clone(), publication));
    let published = edit(Publication::Now).expect("it is complete");
    assert_eq!((published.draft.standing(), published.draft.title.ja.as_str()), (Standing::Published, "新しい題名"));
    let at = now().plus_seconds(DAY);
    let planned = edit(Publication::At(at)).expect("it is complete");
    assert_eq!((planned.draft.standing(), planned.publish_at), (Standing::Draft, Some(at)));
    assert_eq!(edit(Publication::At(now())), Err(EventRefusal::MomentPassed));
    let on_the_site = EventOperation::EditAndPublish(edited, Publication::Now);
    assert_eq!(tried(&seminar(), &on_the_site), Err(EventRefusal::NotDraft));
}

#[test]
fn a_draft_goes_on_the_site_when_it_is_complete() {
    let mut sketch = draft();
    sketch.title.ja = " ".to_owned();
    sketch.particulars.summary = None;
    sketch.place.venue = None;
    let expected = vec![Missing::Title, Missing::Venue, Missing::Summary];
    assert_eq!(tried(&sketch, &EventOperation::Publish), Err(EventRefusal::Incomplete { missing: expected }));
    let decision = tried(&draft(), &EventOperation::Publish).unwrap();
    assert_eq!((decision.draft.standing(), decision.notice), (Standing::Published, None));
    assert_eq!(tried(&seminar(), &EventOperation::Publish), Err(EventRefusal::NotDraft));
}

#[test]
fn a_publication_is_planned_for_a_moment_to_come_and_taken_back() {
    let at = now().plus_seconds(DAY);
    let planned = tried(&draft(), &EventOperation::PublishAt { at }).unwrap();
    assert_eq!((planned.draft.standing(), planned.publish_at), (Standing::Draft, Some(at)));
    assert_eq!(tried(&draft(), &EventOperation::PublishAt { at: now() }), Err(EventRefusal::MomentPassed));
    let event = stored(draft());
    let subject = Subject { event: &event, taken: 0, publish_at: Some(at), bookings: &[], neighbours: &[] };
    assert_eq!(decide(subject, &Seen::from(4), &EventOperation::KeepDraft, now()).unwrap().publish_at, None);
}

#[test]
fn an_event_is_called_off_with_a_reason_and_only_before_it_is_over() {
    let cancel = |reason: &str| EventOperation::Cancel { reason: Bilingual::japanese(reason) };
    assert_eq!(tried(&seminar(), &cancel(" ")), Err(EventRefusal::ReasonMissing));
    assert_eq!(tried(&draft(), &cancel("台風")), Err(EventRefusal::NotPublished));
    let over = EventDraft { when: When::on(date(2026, 10, 1), time(9, 0, 0, 0), time(10, 0, 0, 0)), ..seminar() };
    assert_eq!(tried(&over, &cancel("台風")), Err(EventRefusal::Over));
    let decision = tried(&seminar(), &cancel("台風")).unwrap();
    assert_eq!(decision.notice, Some(NoticeKind::EventCancelled));
    assert_eq!(tried(&decision.draft, &to(date(2026, 12, 8))), Err(EventRefusal::Cancelled));
}

#[test]
fn who_comes_is_told_of_another_place_and_of_nothing_that_does_not_concern_them() {
    let mut elsewhere = seminar();
    elsewhere.place.venue = Some(Venue { name: Bilingual::japanese("市民会館"), ..Venue::default() });
    let edit = |draft: EventDraft| EventOperation::Edit(Box::new(draft));
    assert_eq!(tried(&seminar(), &edit(elsewhere)).unwrap().notice, Some(NoticeKind::EventChanged));
    let renamed = EventDraft { title: Bilingual::japanese("新しい題名"), ..seminar() };
    assert_eq!(tried(&seminar(), &edit(renamed)).unwrap().notice, None);
}

#[test]
fn an_edit_changes_neither_code_nor_standing_nor_what_is_remembered() {
    let mut edited = draft();
    edited.code = EventCode::parse("RY3-HM7P").expect("a code");
    edited.title = Bilingual::japanese("新しい題名");
    let decided = tried(&seminar(), &EventOperation::Edit(Box::new(edited))).unwrap().draft;
    assert_eq!((decided.standing(), decided.code), (Standing::Published, seminar().code));
}

#[test]
fn what_is_on_the_site_is_not_made_incomplete_but_may_stay_so() {
    let edit = |draft: EventDraft| EventOperation::Edit(Box::new(draft));
    let bare = EventDraft { topics: Vec::new(), ..seminar() };
    let refused = EventRefusal::Incomplete { missing: vec![Missing::Topic] };
    assert_eq!(tried(&seminar(), &edit(bare.clone())), Err(refused));
    let renamed = EventDraft { title: Bilingual::japanese("新しい題名"), ..bare.clone() };
    assert!(tried(&bare, &edit(renamed)).is_ok());
}

#[test]
fn a_warning_is_read_back_from_the_word_of_a_form() {
    let with = EventCode::parse("RY3-HM7P").expect("a code");
    let all = [
        EventWarning::InThePast,
        EventWarning::ClosedDay(date(2026, 12, 29)),
        EventWarning::Clash(Clash { with: with.clone(), over: ClashKind::Room }),
        EventWarning::Clash(Clash { with, over: ClashKind::Speaker }),
    ];
    for warning in all {
        assert_eq!(EventWarning::from_word(&warning.word()), Some(warning));
    }
    assert_eq!(EventWarning::from_word("closed:yesterday"), None);
}

#[test]
fn every_part_has_a_place_and_a_name_of_its_own() {
    let mut names: Vec<&str> = EventField::ALL.iter().map(|field| field.name()).collect();
    let document = serde_json::to_value(seminar()).unwrap();
    assert!(EventField::ALL.iter().all(|field| document.pointer(field.path()).is_some()), "{document}");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), EventField::ALL.len());
}

prop_compose! {
    /// A day around now, open or closed.
    fn days()(days in -20_i64..60) -> Date {
        now().plus_seconds(days * DAY).tokyo_date()
    }
}

fn times() -> impl Strategy<Value = Option<Time>> {
    prop::option::weighted(0.9, (8_i8..20).prop_map(|hour| time(hour, 0, 0, 0)))
}

fn drafts() -> impl Strategy<Value = EventDraft> {
    let states = prop_oneof![
        Just(EventState::Draft),
        Just(EventState::Published),
        Just(EventState::Cancelled { reason: Bilingual::japanese("中止"), at: now() }),
    ];
    let names = prop::sample::subsequence(vec!["佐伯 真由美", "木村 光", "原 由紀"], 0..3);
    let rooms = prop::sample::select(vec!["", "第1会議室", "第2会議室"]);
    let code = any::<[u8; 16]>().prop_map(EventCode::from_random);
    (code, states, days(), times(), times(), names, rooms, prop::option::of(20_u32..40)).prop_map(
        |(code, state, day, start_time, end_time, names, room, capacity)| {
            let mut draft = EventDraft { code, state, capacity, ..seminar() };
            draft.when = When { start_time, end_time, starts_on: day, ends_on: day, doors_open: None, note: None };
            draft.particulars.speakers = names.into_iter().map(speaker).collect();
            draft.place.venue = Some(Venue { name: Bilingual::japanese(room), ..Venue::default() });
            draft
        },
    )
}

fn operations() -> impl Strategy<Value = EventOperation> {
    prop_oneof![
        drafts().prop_map(|draft| EventOperation::Move { when: draft.when }),
        prop::option::of(0_u32..60).prop_map(|capacity| EventOperation::ChangeCapacity { capacity }),
        (0_u32..30).prop_map(|reserved| EventOperation::HoldBack { reserved }),
        Just(EventOperation::Publish),
        drafts().prop_map(|draft| EventOperation::EditAndPublish(Box::new(draft), Publication::Now)),
        (-5_i64..20).prop_map(|days| EventOperation::PublishAt { at: now().plus_seconds(days * DAY) }),
        Just(EventOperation::KeepDraft),
        "[ a]{0,3}".prop_map(|reason| EventOperation::Cancel { reason: Bilingual::japanese(reason) }),
        drafts().prop_map(|draft| EventOperation::Edit(Box::new(draft))),
    ]
}

proptest! {
    #[test]
    fn nobody_loses_a_seat_nothing_ends_before_it_begins_and_drafts_bother_nobody(
        before in drafts(), operation in operations(), neighbours in prop::collection::vec(drafts(), 0..4), taken in 0_u32..30
    ) {
        let event = stored(before.clone());
        let subject = Subject { event: &event, taken, publish_at: None, bookings: &[], neighbours: &neighbours };
        // Whoever confirms what they are warned of is never warned again.
        let seen = match decide(subject, &Seen::from(4), &operation, now()) {
            Err(EventRefusal::Unconfirmed { warnings }) => Seen { revision: 4, warnings },
            _ => Seen::from(4),
        };
        match decide(subject, &seen, &operation, now()) {
            Err(refusal) => {
                let asks_again = matches!(refusal, EventRefusal::Unconfirmed { .. });
                prop_assert!(!asks_again);
            }
            Ok(EventDecision { draft, publish_at, notice }) => {
                prop_assert!(draft.capacity.is_none_or(|capacity| capacity >= taken + draft.reserved));
                prop_assert!(draft.capacity.is_some() || draft.reserved == 0);
                prop_assert!(draft.when.is_in_order());
                prop_assert_eq!(&draft.code, &before.code);
                prop_assert!(publish_at.is_none() || draft.standing() == Standing::Draft);
                prop_assert!(before.standing() != Standing::Draft || notice.is_none());
                prop_assert!(before.standing() != Standing::Cancelled);
                if before.standing() == Standing::Draft && draft.standing() == Standing::Published {
                    prop_assert_eq!(missing(&draft), vec![]);
                }
                if notice == Some(NoticeKind::EventMoved) {
                    let earlier = draft.particulars.rescheduled.last().map(|earlier| &earlier.from);
                    prop_assert_eq!(earlier, Some(&before.when));
                }
            }
        }
    }

    #[test]
    fn a_clash_is_the_same_from_both_sides(one in drafts(), other in drafts()) {
        let over = |clashes: Vec<Clash>| clashes.into_iter().map(|clash| clash.over).collect::<Vec<_>>();
        prop_assert_eq!(over(clashes(&one, [&other])), over(clashes(&other, [&one])));
        prop_assert_eq!(clashes(&one, [&one]), vec![]);
    }

    #[test]
    fn two_versions_differ_in_some_part_exactly_when_they_are_not_the_same(one in drafts(), other in drafts()) {
        let other = EventDraft { code: one.code.clone(), ..other };
        prop_assert_eq!(changed(&one, &other).is_empty(), one == other);
    }

    #[test]
    fn whoever_changes_it_nobody_is_told_twice_of_the_same(before in drafts(), after in drafts()) {
        let mut first = EventDraft { code: before.code.clone(), ..after };
        follow(&before, &mut first, now());
        let mut again = first.clone();
        prop_assert_eq!(follow(&first, &mut again, now()), None);
        prop_assert_eq!(again, first);
    }

    #[test]
    fn what_is_held_on_an_open_day_to_come_alone_needs_no_second_look(draft in drafts()) {
        let expected = draft.when.starts_at() <= now() || domain::calendar::closed(draft.when.starts_on).is_some();
        prop_assert_eq!(!warnings(&draft, &[], now()).is_empty(), expected);
    }
}
