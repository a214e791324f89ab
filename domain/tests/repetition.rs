//! On which days an event is held again.

use domain::calendar::{Holiday, closed, is_business_day};
use domain::input::FieldError;
use domain::repetition::{Ending, OCCURRENCES_MAX, OnHolidays, Repetition, RepetitionForm, Rhythm, occurrences};
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn held(first: Date, rule: Repetition) -> Vec<Date> {
    occurrences(first, &rule).into_iter().filter_map(|occurrence| occurrence.held).collect()
}

fn rule(rhythm: Rhythm, ending: Ending, on_holidays: OnHolidays) -> Repetition {
    Repetition { rhythm, ending, on_holidays }
}

const WEEKLY: Rhythm = Rhythm::Weekly { every: 1 };

#[test]
fn a_week_whose_day_is_a_holiday_is_left_out_and_still_there_are_as_many() {
    // Wednesday 29 April and 6 May 2026 are holidays.
    let skipping = held(date(2026, 4, 22), rule(WEEKLY, Ending::Count(3), OnHolidays::Skip));
    assert_eq!(skipping, [date(2026, 5, 13), date(2026, 5, 20), date(2026, 5, 27)]);
    let all = occurrences(date(2026, 4, 22), &rule(WEEKLY, Ending::Count(1), OnHolidays::Skip));
    assert_eq!(
        all[0].holiday.and_then(|reason| match reason {
            domain::calendar::ClosedReason::Holiday(holiday) => Some(holiday),
            _ => None,
        }),
        Some(Holiday::ShowaDay)
    );
}

#[test]
fn or_the_next_business_day_takes_its_place() {
    let moved = held(date(2026, 4, 22), rule(WEEKLY, Ending::On(date(2026, 5, 13)), OnHolidays::NextBusinessDay));
    assert_eq!(moved, [date(2026, 4, 30), date(2026, 5, 7), date(2026, 5, 13)]);
}

#[test]
fn each_fifth_monday_is_not_in_every_month() {
    let months = held(date(2026, 3, 30), rule(Rhythm::Monthly, Ending::Count(2), OnHolidays::Skip));
    assert_eq!(months, [date(2026, 6, 29), date(2026, 8, 31)]);
}

#[test]
fn what_is_wrong_with_a_rule_is_told_at_once() {
    let form = RepetitionForm {
        every: "0".to_owned(),
        count: String::new(),
        on_holidays: "?".to_owned(),
        ..RepetitionForm::usual()
    };
    let problems = form.parse().unwrap_err();
    let every = FieldError::OutOfRange { min: 1, max: 26 };
    assert_eq!(
        problems,
        [("every", every), ("count", FieldError::Required), ("on_holidays", FieldError::UnknownChoice)]
    );
    assert!(RepetitionForm::usual().parse().is_ok());
}

proptest! {
    #[test]
    fn days_follow_each_other_none_is_a_holiday_and_there_are_never_too_many(
        first in 0_i32..1_500, every in 1_u32..8, count in 1_u32..80, monthly in any::<bool>(), skips in any::<bool>()
    ) {
        let first = date(2026, 1, 1).saturating_add(jiff::Span::new().days(first));
        let rhythm = if monthly { Rhythm::Monthly } else { Rhythm::Weekly { every } };
        let on_holidays = if skips { OnHolidays::Skip } else { OnHolidays::NextBusinessDay };
        let found = occurrences(first, &rule(rhythm, Ending::Count(count), on_holidays));
        let days: Vec<Date> = found.iter().filter_map(|occurrence| occurrence.held).collect();
        prop_assert_eq!(days.len(), usize::try_from(count.min(OCCURRENCES_MAX)).unwrap());
        prop_assert!(days.iter().all(|day| *day > first));
        prop_assert!(found.windows(2).all(|pair| pair[0].planned < pair[1].planned));
        for occurrence in found {
            prop_assert_eq!(occurrence.planned.weekday(), first.weekday());
            match occurrence.held {
                Some(day) if occurrence.holiday.is_some() => prop_assert!(is_business_day(day)),
                Some(day) => prop_assert_eq!(day, occurrence.planned),
                None => prop_assert!(skips && closed(occurrence.planned).is_some()),
            }
        }
    }
}
