//! The desk's forms about a calendar: what they are read into.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use domain::availability::{
    AvailabilityError, AvailabilityForm, AvailabilityOperation, Calendar, Hours, Scope, Terms, WeeklyHours, Window,
    apply,
};
use domain::event::Topic;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

const TUESDAY: Date = date(2026, 12, 8);

fn hours(text: &str) -> Hours {
    Hours::parse(text).unwrap().hours
}

/// Every other Tuesday from ten to twelve and from two to five.
fn calendar() -> Calendar {
    let rule = WeeklyHours {
        every: 2,
        ..WeeklyHours::each_week(Weekday::Tuesday, hours("10:00-12:00,14:00-17:00"), date(2026, 11, 24))
    };
    Calendar::of(vec![rule], Vec::new(), Terms::usual(Topic::ALL.to_vec()))
}

fn week(typed: &str, scope: Scope) -> AvailabilityForm {
    let was = calendar().hours_on(TUESDAY).hours.to_string();
    let fields =
        [("operation", "week"), ("week_scope", scope.slug()), ("was-2026-12-08", &was), ("hours-2026-12-08", typed)];
    AvailabilityForm::from_fields(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
}

/// The calendar after everything that a form asks for.
fn after(form: &AvailabilityForm) -> Calendar {
    let read = form.read(&calendar()).unwrap();
    read.operations.iter().fold(calendar(), |calendar, operation| apply(&calendar, operation).unwrap().calendar)
}

fn some_hours() -> impl Strategy<Value = Hours> {
    let window = (0_u16..95, 1_u16..96)
        .prop_filter_map("a window", |(from, length)| Window::new(from * 15, (from + length).min(96) * 15).ok());
    prop::collection::vec(window, 0..4).prop_map(Hours::of)
}

proptest! {
    #[test]
    fn a_day_has_the_hours_that_were_typed_for_it(typed in some_hours(), at in 0_usize..3) {
        let scope = Scope::ALL[at];
        prop_assume!(typed != hours("10:00-12:00,14:00-17:00"));
        let after = after(&week(&typed.to_string(), scope));
        prop_assert_eq!(&*after.hours_on(TUESDAY).hours, &typed);
        let in_two_weeks = after.hours_on(date(2026, 12, 22)).hours.into_owned();
        let expected = if scope == Scope::ThisDay { hours("10:00-12:00,14:00-17:00") } else { typed };
        prop_assert_eq!(in_two_weeks, expected);
        // What repeats every other week goes on to.
        prop_assert!(after.hours_on(date(2026, 12, 15)).hours.is_empty());
    }

    #[test]
    fn whatever_a_form_says_it_is_read_or_refused(fields in prop::collection::vec(("[a-z_]{0,12}", ".{0,20}"), 0..8), operation in "week|weekly|days|copy_day|copy_week|window|terms|.{0,5}") {
        let mut fields = fields;
        fields.push(("operation".to_owned(), operation));
        match AvailabilityForm::from_fields(fields).read(&calendar()) {
            Ok(read) => prop_assert!(!read.operations.is_empty()),
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }
}

#[test]
fn a_week_as_it_stood_asks_for_nothing() {
    let problems = week("10:00-12:00, 14:00-17:00", Scope::ThisDay).read(&calendar()).unwrap_err();
    assert_eq!(problems[0].error, AvailabilityError::Unchanged);
}

#[test]
fn a_day_that_is_as_its_week_again_needs_no_exception() {
    let closed = after(&week("休み", Scope::ThisDay));
    assert_eq!(closed.exceptions().len(), 1);
    let form = AvailabilityForm::from_fields(
        [("operation", "week"), ("week_scope", "this_day"), ("hours-2026-12-08", "10:00-12:00,14:00-17:00")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
    );
    let read = form.read(&closed).unwrap();
    assert!(matches!(read.operations[..], [AvailabilityOperation::ClearDays { .. }]), "{read:?}");
}
