//! How long personal data are kept: twelve months, not a day less and hardly one more.

use domain::inquiry::{InquiryState, SetAsideReason};
use domain::retention::{MONTHS_KEPT, due_before, inquiry_served_at, is_due};
use domain::time::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::{Date, date, time};
use proptest::prelude::*;

fn at(day: Date, second: i64) -> Timestamp {
    Timestamp::from_tokyo(day.at(0, 0, 0, 0)).plus_seconds(second)
}

fn days() -> impl Strategy<Value = Date> {
    (0_i64..40_000).prop_map(|after| date(2000, 1, 1) + after.days())
}

fn seconds() -> impl Strategy<Value = i64> {
    0_i64..24 * 60 * 60
}

proptest! {
    #[test]
    fn nothing_is_due_before_twelve_months_are_over(day in days(), served in seconds(), now in seconds(), less in 0_i64..400) {
        let last = day.saturating_add(MONTHS_KEPT.months());
        let today = last.saturating_sub(less.days());
        prop_assert!(!is_due(at(day, served), at(today, now)));
    }

    #[test]
    fn everything_is_due_on_the_day_after(day in days(), served in seconds(), now in seconds(), more in 0_i64..4_000) {
        // Of the two days that a leap year knows as one, the longer time is kept.
        let grace = i64::from(day.month() == 2 && day.day() == 28);
        let first = day.saturating_add(MONTHS_KEPT.months()) + (1 + grace).days();
        prop_assert!(is_due(at(day, served), at(first + more.days(), now)));
    }

    #[test]
    fn the_answer_is_the_same_all_day(day in days(), served in days(), one in seconds(), other in seconds()) {
        prop_assert_eq!(due_before(at(day, one)), due_before(at(day, other)));
        prop_assert_eq!(is_due(at(served, one), at(day, one)), is_due(at(served, other), at(day, other)));
    }

    #[test]
    fn an_inquiry_has_served_when_nobody_waits_for_a_reply(second in 0_i64..1_000_000_000) {
        let changed_at = at(date(2026, 11, 1), second);
        for state in InquiryState::ALL {
            let served = inquiry_served_at(state, None, changed_at);
            prop_assert_eq!(served, (!state.owes_reply()).then_some(changed_at));
            for reason in [SetAsideReason::Suspected, SetAsideReason::TooMany] {
                prop_assert_eq!(inquiry_served_at(state, Some(reason), changed_at), Some(changed_at));
            }
        }
    }
}

#[test]
fn a_seminar_of_the_first_of_december_is_forgotten_on_the_second_a_year_later() {
    let ends_at = Timestamp::from_tokyo(date(2026, 12, 1).to_datetime(time(16, 0, 0, 0)));
    assert!(!is_due(ends_at, at(date(2027, 12, 1), 24 * 60 * 60 - 1)));
    assert!(is_due(ends_at, at(date(2027, 12, 2), 0)));
}

#[test]
fn a_leap_day_is_forgotten_on_the_first_of_march() {
    assert!(!is_due(at(date(2028, 2, 29), 0), at(date(2029, 2, 28), 86_399)));
    assert!(is_due(at(date(2028, 2, 29), 86_399), at(date(2029, 3, 1), 0)));
    assert!(!is_due(at(date(2027, 2, 28), 0), at(date(2028, 2, 29), 86_399)));
    assert!(is_due(at(date(2027, 2, 28), 86_399), at(date(2028, 3, 1), 0)));
}
