//! The form of an event: what is shown is read back the same, and what is typed is taken as it was meant.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use domain::event::{Bilingual, EventDraft, Format, SessionKind, Standing, Topic};
use domain::event_form::{EventForm, PublicationForm, blank, sessions_from, speakers_from};
use domain::event_operation::{Publication, merged};
use domain::input::FieldError;
use domain::time::{Timestamp, end_of_day};
use jiff::civil::{date, time};
use proptest::prelude::*;

/// What somebody types who is in a hurry.
fn typed() -> EventForm {
    EventForm {
        kind: "seminar".to_owned(),
        title_ja: " セキュリティ入門 ".to_owned(),
        title_en: "Security basics".to_owned(),
        topics: vec!["security".to_owned(), "ict".to_owned(), "security".to_owned()],
        audience: "both".to_owned(),
        starts_on: "2026/12/1".to_owned(),
        start_time: "１４：００".to_owned(),
        end_time: "16時".to_owned(),
        format: "hybrid".to_owned(),
        prefecture: "13".to_owned(),
        venue_name_ja: "産業会館".to_owned(),
        capacity: "５０".to_owned(),
        closes_on: "2026年11月28日".to_owned(),
        sessions: "14:00-15:30 講演 家で働く / Working at home\n\n15:30～16:00 相談6組 個別相談".to_owned(),
        speakers: "佐伯 真由美 / Mayumi Saeki | 専門家\n木村 光".to_owned(),
        ..EventForm::empty()
    }
}

fn read(form: &EventForm) -> EventDraft {
    form.parse(&blank(date(2026, 11, 1))).expect("it is read")
}

#[test]
fn what_is_typed_in_any_width_is_taken_as_it_was_meant() {
    let draft = read(&typed());
    assert_eq!(draft.title, Bilingual::both("セキュリティ入門", "Security basics"));
    assert_eq!(draft.topics, [Topic::Ict, Topic::Security]);
    assert_eq!((draft.when.starts_on, draft.when.ends_on), (date(2026, 12, 1), date(2026, 12, 1)));
    assert_eq!((draft.when.start_time, draft.when.end_time), (Some(time(14, 0, 0, 0)), Some(time(16, 0, 0, 0))));
    assert_eq!((draft.capacity, draft.place.format), (Some(50), Format::Hybrid));
    assert_eq!(draft.window.closes_at, end_of_day(date(2026, 11, 28)));
    let parts = &draft.particulars.sessions;
    assert_eq!((parts[0].title.en.as_deref(), parts[1].kind), (Some("Working at home"), SessionKind::Consultation));
    assert_eq!((parts[1].organisations, parts[1].ends), (Some(6), time(16, 0, 0, 0)));
    assert_eq!(draft.particulars.speakers[0].role.ja, "専門家");
    assert_eq!(draft.standing(), Standing::Draft);
}

#[test]
fn every_problem_is_told_at_once() {
    let form = EventForm {
        title_ja: String::new(),
        starts_on: "2026-02-30".to_owned(),
        capacity: "many".to_owned(),
        kind: "party".to_owned(),
        summary_en: "Only in English".to_owned(),
        sessions: "in the morning: a talk".to_owned(),
        ..typed()
    };
    let problems = form.parse(&blank(date(2026, 11, 1))).expect_err("it is refused");
    let fields: Vec<_> = problems.iter().map(|(field, _)| *field).collect();
    assert_eq!(fields, ["title_ja", "kind", "starts_on", "capacity", "summary_ja", "sessions"]);
    assert_eq!(problems[0].1, FieldError::Required);
}

#[test]
fn what_a_line_has_no_room_for_stays() {
    let mut before = read(&typed());
    before.particulars.sessions[0].summary = Some(Bilingual::japanese("例をもとに学びます。"));
    before.particulars.speakers[0].profile = Some(Bilingual::japanese("中小企業診断士。"));
    let form = EventForm { start_time: "13:00".to_owned(), ..EventForm::filled_from(&before, 3) };
    let after = form.parse(&before).expect("it is read");
    assert_eq!(after.particulars.sessions[0].summary, before.particulars.sessions[0].summary);
    assert_eq!(after.particulars.speakers[0].profile, before.particulars.speakers[0].profile);
}

#[test]
fn what_two_editors_change_in_different_parts_is_both_there() {
    let base = read(&typed());
    let theirs = EventDraft { capacity: Some(80), ..base.clone() };
    let mine = EventDraft { title: Bilingual::japanese("新しい題名"), ..base.clone() };
    let merged = merged(&base, &theirs, &mine);
    assert_eq!((merged.capacity, merged.title.ja.as_str()), (Some(80), "新しい題名"));
}

#[test]
fn when_a_draft_is_published_is_asked_completely_and_only_where_it_matters() {
    let form = |publication: &str, on: &str, time: &str| {
        let fields = [("publication", publication), ("publish_on", on), ("publish_time", time)];
        PublicationForm::from_fields(fields).parse()
    };
    assert_eq!(form("draft", "いつか", ""), Ok(Publication::Draft));
    assert_eq!(form("now", "", "いつか"), Ok(Publication::Now));
    let at = Timestamp::from_tokyo(date(2026, 12, 1).at(9, 0, 0, 0));
    assert_eq!(form("at", "2026/12/1", "９：００"), Ok(Publication::At(at)));
    assert_eq!(PublicationForm::filled_from(Some(at)).parse(), Ok(Publication::At(at)));
    assert_eq!(form("at", "", "25:00").expect_err("refused").len(), 2);
    assert_eq!(form("", "", ""), Err(vec![("publication", FieldError::Required)]));
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back_the_same(
        title in "[あ-ん]{1,20}", english in prop::option::of("[a-z]{1,9}( [a-z]{1,9}){0,3}"),
        hours in (0_i8..12, 12_i8..24), capacity in prop::option::of(0_u32..1_000), reserved in 0_u32..50, opens in prop::option::of(0_i64..300),
        closes in 0_i64..300, names in prop::collection::vec("[あ-ん]{1,8}", 0..5), building in prop::option::of("[あ-ん]{1,8}"),
    ) {
        let hour = |hours: i64| Timestamp::from_tokyo(date(2026, 11, 1).at(0, 0, 0, 0)).plus_seconds(hours * 3_600);
        let mut draft = read(&typed());
        draft.title = Bilingual { ja: title, en: english };
        draft.when.start_time = Some(time(hours.0, 0, 0, 0));
        draft.when.end_time = Some(time(hours.1, 30, 0, 0));
        draft.capacity = capacity;
        draft.reserved = reserved;
        draft.window.opens_at = opens.map(hour);
        draft.window.closes_at = hour(closes);
        draft.particulars.speakers = speakers_from(&names.join("\n"), &[]).expect("they are read");
        draft.place.venue.as_mut().expect("a venue").building = building;
        prop_assert_eq!(EventForm::filled_from(&draft, 7).parse(&draft), Ok(draft));
    }

    #[test]
    fn a_programme_is_read_or_refused_whatever_is_typed(text in ".{0,80}(\n.{0,40}){0,3}") {
        let _ = sessions_from(&text, &[]);
        let _ = speakers_from(&text, &[]);
    }

    #[test]
    fn what_a_browser_sends_is_what_was_carried(title in ".*", sessions in ".*", topics in prop::collection::vec("[a-z]{1,5}", 0..4)) {
        let form = EventForm { title_ja: title, sessions, topics, ..typed() };
        let carried = form.carried();
        let sent = carried.iter().map(|(name, value)| (*name, value.as_str()));
        prop_assert_eq!(EventForm::from_fields(sent), form);
    }
}
