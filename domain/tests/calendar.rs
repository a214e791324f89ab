//! The business calendar, at its tricky days and in general.

use domain::calendar::{
    ClosedReason, Holiday, add_business_days, business_days_between, closed, closed_spans_ahead, era_year, holiday,
    is_business_day, weekday_name, weekday_short,
};
use domain::language::Language;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

/// Days of the years for which holidays are known.
fn days() -> impl Strategy<Value = Date> {
    (0_i64..52_900).prop_map(|count| date(1955, 1, 1).saturating_add(count.days()))
}

fn holidays_of(year: i16) -> Vec<(i8, i8, Holiday)> {
    let days = date(year, 1, 1).series(1.day()).take_while(|day| day.year() == year);
    days.filter_map(|day| holiday(day).map(|holiday| (day.month(), day.day(), holiday))).collect()
}

#[test]
fn the_year_2026_has_its_eighteen_holidays() {
    use Holiday::*;
    assert_eq!(
        holidays_of(2026),
        [
            (1, 1, NewYearsDay),
            (1, 12, ComingOfAgeDay),
            (2, 11, NationalFoundationDay),
            (2, 23, EmperorsBirthday),
            (3, 20, VernalEquinoxDay),
            (4, 29, ShowaDay),
            (5, 3, ConstitutionMemorialDay),
            (5, 4, GreeneryDay),
            (5, 5, ChildrensDay),
            (5, 6, SubstituteHoliday),
            (7, 20, MarineDay),
            (8, 11, MountainDay),
            (9, 21, RespectForTheAgedDay),
            (9, 22, BridgeHoliday),
            (9, 23, AutumnalEquinoxDay),
            (10, 12, SportsDay),
            (11, 3, CultureDay),
            (11, 23, LabourThanksgivingDay),
        ]
    );
}

#[test]
fn the_summers_of_the_games_moved_three_holidays() {
    for (day, expected) in [
        (date(2020, 7, 20), None),
        (date(2020, 7, 23), Some(Holiday::MarineDay)),
        (date(2020, 7, 24), Some(Holiday::SportsDay)),
        (date(2020, 8, 10), Some(Holiday::MountainDay)),
        (date(2020, 8, 11), None),
        (date(2020, 10, 12), None),
        (date(2021, 7, 19), None),
        (date(2021, 7, 22), Some(Holiday::MarineDay)),
        (date(2021, 7, 23), Some(Holiday::SportsDay)),
        (date(2021, 8, 8), Some(Holiday::MountainDay)),
        (date(2021, 8, 9), Some(Holiday::SubstituteHoliday)),
        (date(2021, 8, 11), None),
        (date(2021, 10, 11), None),
        (date(2022, 7, 18), Some(Holiday::MarineDay)),
        (date(2022, 10, 10), Some(Holiday::SportsDay)),
    ] {
        assert_eq!(holiday(day), expected, "{day}");
    }
}

#[test]
fn the_tricky_days_are_right() {
    for (day, expected) in [
        // Substitutes, the first ever, one that passes over two holidays, and an equinox on a Sunday.
        (date(1973, 2, 12), None),
        (date(1973, 4, 30), Some(Holiday::SubstituteHoliday)),
        (date(2006, 5, 4), Some(Holiday::BridgeHoliday)),
        (date(2008, 5, 6), Some(Holiday::SubstituteHoliday)),
        (date(2026, 5, 6), Some(Holiday::SubstituteHoliday)),
        (date(2027, 3, 22), Some(Holiday::SubstituteHoliday)),
        // Bridges: none before the law of 1985, none on a Sunday or beside a substitute then.
        (date(1985, 5, 4), None),
        (date(1986, 5, 4), None),
        (date(1987, 5, 4), Some(Holiday::SubstituteHoliday)),
        (date(1988, 5, 4), Some(Holiday::BridgeHoliday)),
        (date(2009, 9, 22), Some(Holiday::BridgeHoliday)),
        (date(2026, 9, 22), Some(Holiday::BridgeHoliday)),
        // Once only, and the bridges they made.
        (date(1959, 4, 10), Some(Holiday::ImperialWedding)),
        (date(1989, 2, 24), Some(Holiday::ImperialFuneral)),
        (date(1990, 11, 12), Some(Holiday::EnthronementCeremony)),
        (date(1993, 6, 9), Some(Holiday::ImperialWedding)),
        (date(2019, 4, 30), Some(Holiday::BridgeHoliday)),
        (date(2019, 5, 1), Some(Holiday::AccessionDay)),
        (date(2019, 5, 2), Some(Holiday::BridgeHoliday)),
        (date(2019, 10, 22), Some(Holiday::EnthronementCeremony)),
        // The Emperor's birthday moved; 2019 had none.
        (date(1988, 4, 29), Some(Holiday::EmperorsBirthday)),
        (date(1989, 4, 29), Some(Holiday::GreeneryDay)),
        (date(2018, 12, 23), Some(Holiday::EmperorsBirthday)),
        (date(2019, 12, 23), None),
        (date(2019, 2, 23), None),
        (date(2020, 2, 24), Some(Holiday::SubstituteHoliday)),
        // Equinoxes on both sides of the formula's change.
        (date(1960, 3, 20), Some(Holiday::VernalEquinoxDay)),
        (date(1979, 9, 24), Some(Holiday::AutumnalEquinoxDay)),
        (date(1980, 9, 23), Some(Holiday::AutumnalEquinoxDay)),
        (date(2012, 9, 22), Some(Holiday::AutumnalEquinoxDay)),
        (date(2024, 9, 22), Some(Holiday::AutumnalEquinoxDay)),
        (date(2092, 3, 19), Some(Holiday::VernalEquinoxDay)),
        // The ends of what is known.
        (date(1954, 1, 1), None),
        (date(2100, 1, 1), None),
    ] {
        assert_eq!(holiday(day), expected, "{day}");
    }
}

#[test]
fn offices_close_from_29_december_to_3_january() {
    assert_eq!(closed(date(2026, 12, 28)), None);
    for day in [date(2026, 12, 29), date(2026, 12, 31), date(2027, 1, 2), date(2027, 1, 3)] {
        assert_eq!(closed(day), Some(ClosedReason::YearEnd), "{day}");
    }
    assert_eq!(closed(date(2027, 1, 1)), Some(ClosedReason::Holiday(Holiday::NewYearsDay)));
    assert_eq!(closed(date(2027, 1, 4)), None);
    assert_eq!(closed(date(2026, 12, 5)), Some(ClosedReason::Saturday));
    assert_eq!(closed(date(2026, 12, 6)), Some(ClosedReason::Sunday));
    assert_eq!(ClosedReason::YearEnd.name(Language::Japanese), "年末年始");
}

#[test]
fn business_days_pass_over_golden_week_and_the_year_s_end() {
    assert_eq!(add_business_days(date(2026, 5, 1), 1), date(2026, 5, 7));
    assert_eq!(add_business_days(date(2026, 5, 7), -1), date(2026, 5, 1));
    assert_eq!(add_business_days(date(2026, 12, 28), 1), date(2027, 1, 4));
    assert_eq!(add_business_days(date(2026, 5, 3), 0), date(2026, 5, 7));
    assert_eq!(add_business_days(date(2026, 5, 7), 0), date(2026, 5, 7));
    assert_eq!(business_days_between(date(2026, 9, 18), date(2026, 9, 24)), 1);
    assert_eq!(business_days_between(date(2026, 9, 24), date(2026, 9, 18)), -1);
}

#[test]
fn counting_stops_at_the_end_of_time() {
    assert_eq!(add_business_days(Date::MAX, 5), Date::MAX);
    assert_eq!(add_business_days(Date::MIN, -5), Date::MIN);
    assert_eq!(closed_spans_ahead(Date::MAX, 3).len(), 1);
    assert!(closed_spans_ahead(Date::MIN, 1).len() <= 1);
}

#[test]
fn the_closed_days_coming_up_are_told_as_spans() {
    let spans = closed_spans_ahead(date(2026, 8, 20), 5);
    let told: Vec<(Date, Date, String)> =
        spans.iter().map(|span| (span.from, span.to, span.name(Language::Japanese))).collect();
    assert_eq!(
        told,
        [
            (date(2026, 9, 21), date(2026, 9, 23), "敬老の日など".to_string()),
            (date(2026, 10, 12), date(2026, 10, 12), "スポーツの日".to_string()),
            (date(2026, 11, 3), date(2026, 11, 3), "文化の日".to_string()),
            (date(2026, 11, 23), date(2026, 11, 23), "勤労感謝の日".to_string()),
            (date(2026, 12, 29), date(2027, 1, 3), "年末年始".to_string()),
        ]
    );
}

#[test]
fn a_span_that_has_begun_is_told_from_its_beginning() {
    let first = |day| closed_spans_ahead(day, 1).first().map(|span| (span.from, span.to));
    let year_end = Some((date(2026, 12, 29), date(2027, 1, 3)));
    assert_eq!(first(date(2026, 12, 29)), year_end);
    assert_eq!(first(date(2027, 1, 2)), year_end);
    assert_eq!(first(date(2027, 1, 4)), Some((date(2027, 1, 11), date(2027, 1, 11))));
    // 23 November 2024 is a Saturday: everybody knows it closed.
    assert_eq!(first(date(2024, 11, 5)), Some((date(2024, 12, 29), date(2025, 1, 3))));
}

#[test]
fn an_era_begins_in_the_middle_of_a_year() {
    for (day, name) in [
        (date(2026, 12, 1), "令和8年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(1989, 1, 8), "平成元年"),
        (date(1989, 1, 7), "昭和64年"),
        (date(1926, 12, 25), "昭和元年"),
    ] {
        assert_eq!(era_year(day).map(|year| year.to_string()).as_deref(), Some(name));
    }
    assert_eq!(era_year(date(1926, 12, 24)), None);
    assert_eq!(era_year(date(2026, 1, 1)).map(|year| year.name(Language::English)).as_deref(), Some("Reiwa 8"));
}

#[test]
fn days_of_the_week_have_names() {
    assert_eq!(weekday_name(Weekday::Tuesday, Language::Japanese), "火曜日");
    for weekday in Weekday::Monday.cycle_forward().take(7) {
        for language in Language::ALL {
            assert!(weekday_name(weekday, language).starts_with(weekday_short(weekday, language)));
        }
    }
}

proptest! {
    #[test]
    fn counting_back_undoes_counting_forward(day in days(), count in 1_i32..200) {
        let later = add_business_days(day, count);
        prop_assert!(is_business_day(later) && later > day);
        prop_assert_eq!(business_days_between(day, later), count);
        let earlier = add_business_days(day, -count);
        prop_assert!(is_business_day(earlier) && earlier < day);
        prop_assert_eq!(business_days_between(day, earlier), -count);
        let start = add_business_days(day, 0);
        prop_assert_eq!(add_business_days(add_business_days(start, count), -count), start);
    }

    #[test]
    fn counting_in_two_steps_is_counting_in_one(day in days(), first in 1_i32..60, second in 1_i32..60) {
        let stepped = add_business_days(add_business_days(day, first), second);
        prop_assert_eq!(stepped, add_business_days(day, first + second));
    }

    #[test]
    fn a_holiday_on_a_sunday_is_made_up_for_within_the_week(day in days().prop_filter("later law", |day| day.year() >= 1974)) {
        if day.weekday() == Weekday::Sunday && holiday(day).is_some_and(|name| name != Holiday::BridgeHoliday) {
            let week = day.series(1.day()).skip(1).take(6);
            prop_assert!(week.filter_map(holiday).any(|name| name == Holiday::SubstituteHoliday));
        }
    }

    #[test]
    fn a_holiday_is_a_closed_day(day in days()) {
        if let Some(name) = holiday(day) {
            prop_assert_eq!(closed(day), Some(ClosedReason::Holiday(name)));
        }
        prop_assert_eq!(is_business_day(day), closed(day).is_none());
    }

    #[test]
    fn spans_follow_one_another_and_hold_only_closed_days(
        day in days().prop_filter("holidays ahead are known", |day| day.year() < 2098),
        count in 0_usize..8,
    ) {
        let spans = closed_spans_ahead(day, count);
        prop_assert_eq!(spans.len(), count);
        for span in &spans {
            prop_assert!(span.from <= span.to && span.to >= day);
            prop_assert!(span.from.series(1.day()).take_while(|day| *day <= span.to).all(|day| closed(day).is_some()));
            prop_assert!(!span.name(Language::English).is_empty());
        }
        prop_assert!(spans.windows(2).all(|pair| pair[0].to < pair[1].from));
    }

    #[test]
    fn every_day_since_1955_lies_in_an_era(day in days()) {
        let year = era_year(day).unwrap();
        prop_assert!(year.year >= 1);
    }
}
