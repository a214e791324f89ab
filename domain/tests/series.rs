//! Series and templates: what an edit of one event means for the others, and what is left of an event without its days.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use domain::event::{
    Audience, Bilingual, EventDraft, EventKind, EventState, Format, Particulars, Place, RegistrationWindow, Speaker,
    Standing, Topic, When,
};
use domain::event_form::{EventForm, blank};
use domain::event_operation::{EventField, EventOperation, EventRefusal, Publication, changed, repeated};
use domain::event_template::{TemplateName, form_of, template_of};
use domain::reference::EventCode;
use domain::series::{SeriesScope, carried_over, operation};
use domain::time::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::{date, time};
use proptest::prelude::*;

/// 2026-11-01 at nine in the morning, in Japan.
fn now() -> Timestamp {
    Timestamp::from_tokyo(date(2026, 11, 1).at(9, 0, 0, 0))
}

/// A seminar on Tuesday, 1 December 2026, from two to four.
fn seminar() -> EventDraft {
    EventDraft {
        code: EventCode::parse("KT4-XW2M").expect("a code"),
        kind: EventKind::Seminar,
        title: Bilingual::both("セキュリティ入門", "Security basics"),
        state: EventState::Published,
        when: When::on(date(2026, 12, 1), time(14, 0, 0, 0), time(16, 0, 0, 0)),
        place: Place { format: Format::Online, prefecture: None, government_code: None, venue: None, joining: None },
        topics: vec![Topic::Security],
        audience: Audience::Both,
        capacity: Some(50),
        reserved: 0,
        seats_per_registration: 3,
        window: RegistrationWindow {
            opens_at: Some(Timestamp::from_tokyo(date(2026, 10, 1).at(9, 0, 0, 0))),
            closes_at: Timestamp::from_tokyo(date(2026, 11, 28).at(17, 0, 0, 0)),
        },
        particulars: Particulars {
            summary: Some(Bilingual::japanese("守り方を学びます。")), ..Particulars::default()
        },
    }
}

/// The same event a number of weeks later, in the same series.
fn later(weeks: i64) -> EventDraft {
    let day = seminar().when.starts_on.saturating_add(weeks.weeks());
    let mut code = [0; 16];
    code[0] = u8::try_from(weeks).unwrap_or_default();
    EventDraft { code: EventCode::from_random(code), ..repeated(&seminar(), day) }
}

fn edits() -> impl Strategy<Value = EventDraft> {
    let hours = prop::option::of((8_i8..12, 13_i8..20));
    (prop::option::of("[あ-ん]{1,9}"), prop::option::of(20_u32..90), -20_i64..20, hours, prop::option::of(1_i64..9))
        .prop_map(|(title, capacity, days, hours, closes)| {
            let mut edited = seminar();
            edited.title.ja = title.unwrap_or(edited.title.ja);
            edited.capacity = capacity.or(edited.capacity);
            edited.when.starts_on = edited.when.starts_on.saturating_add(days.days());
            edited.when.ends_on = edited.when.ends_on.saturating_add(days.days());
            if let Some((starts, ends)) = hours {
                edited.when.start_time = Some(time(starts, 0, 0, 0));
                edited.when.end_time = Some(time(ends, 0, 0, 0));
            }
            if let Some(days) = closes {
                edited.window.closes_at = edited.window.closes_at.plus_seconds(-days * 86_400);
            }
            edited
        })
}

proptest! {
    #[test]
    fn an_edit_does_to_the_edited_event_what_was_typed(edited in edits()) {
        prop_assert_eq!(carried_over(&seminar(), &edited, &seminar()), edited);
    }

    #[test]
    fn what_was_not_changed_stays_and_what_was_is_the_same_everywhere(
        edited in edits(), weeks in 1_i64..20, speaker in "[あ-ん]{1,9}"
    ) {
        let mut member = later(weeks);
        member.particulars.speakers =
            vec![Speaker { name: Bilingual::japanese(speaker), role: Bilingual::default(), profile: None }];
        let carried = carried_over(&seminar(), &edited, &member);
        let parts = changed(&seminar(), &edited);
        prop_assert_eq!(changed(&member, &carried), parts);
        prop_assert_eq!(&carried.particulars.speakers, &member.particulars.speakers);
        prop_assert_eq!((&carried.code, &carried.state), (&member.code, &member.state));
        prop_assert_eq!(&carried.particulars.series, &member.particulars.series);
        // Whatever is moved is moved by as many days, and keeps its distance from the others.
        let moved = (carried.when.starts_on - member.when.starts_on).get_days();
        prop_assert_eq!(moved, (edited.when.starts_on - seminar().when.starts_on).get_days());
        prop_assert_eq!(carried.when.start_time, edited.when.start_time);
        if EventField::Window.differs(&seminar(), &edited) {
            let days = i64::from((member.when.starts_on - seminar().when.starts_on).get_days());
            prop_assert_eq!(carried.window.closes_at, edited.window.closes_at.plus_seconds(days * 86_400));
            prop_assert_eq!(carried.window.opens_at, member.window.opens_at);
        }
    }

    #[test]
    fn a_template_keeps_everything_but_the_days(weeks in 0_i64..50, days in 0_i64..300) {
        let event = later(weeks);
        let template = template_of(&event);
        prop_assert_eq!(template.standing(), Standing::Draft);
        prop_assert_eq!(&template.particulars.series, &None);
        let day = date(2027, 1, 4).saturating_add(days.days());
        let made = form_of(&template, Some(day)).parse(&blank(day)).expect("it is read");
        let mut expected = repeated(&event, day);
        expected.code = made.code.clone();
        expected.particulars.series = None;
        prop_assert_eq!(made, expected);
    }
}

#[test]
fn an_edit_is_for_this_event_for_those_after_it_or_for_all() {
    let edited = later(2);
    let covers = |scope: SeriesScope| -> Vec<bool> {
        [seminar(), later(1), later(2), later(3)].iter().map(|member| scope.covers(&edited, member)).collect()
    };
    assert_eq!(covers(SeriesScope::This), [false, false, true, false]);
    assert_eq!(covers(SeriesScope::Following), [false, false, true, true]);
    assert_eq!(covers(SeriesScope::All), [true; 4]);
    for scope in SeriesScope::ALL {
        assert_eq!(SeriesScope::from_slug(scope.slug()), Some(scope));
    }
}

#[test]
fn what_is_over_stays_as_it_was_held_and_only_drafts_are_published() {
    let edited = EventDraft { capacity: Some(60), ..seminar() };
    let publication = Some(Publication::Now);
    let after = seminar().when.ends_at();
    assert_eq!(operation(&seminar(), &edited, publication, &seminar(), after), Err(EventRefusal::Over));
    let of = |member: &EventDraft| operation(&seminar(), &edited, publication, member, now()).expect("it is to come");
    assert!(matches!(of(&seminar()), EventOperation::Edit(_)));
    assert!(matches!(of(&later(1)), EventOperation::EditAndPublish(_, Publication::Now)));
}

#[test]
fn without_a_day_a_template_leaves_the_days_to_be_typed() {
    let form = form_of(&template_of(&seminar()), None);
    assert_eq!([&form.starts_on, &form.ends_on, &form.opens_on, &form.closes_on], [""; 4]);
    assert_eq!((form.start_time.as_str(), form.title_ja.as_str()), ("14:00", "セキュリティ入門"));
    assert_eq!(EventForm { revision: String::new(), ..form.clone() }, form, "it belongs to no event yet");
    assert!(TemplateName::parse("  ").is_err());
    assert_eq!(TemplateName::parse(" 月例 ").expect("a name").as_str(), "月例");
}
