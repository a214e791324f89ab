//! What can be done to a calendar, day by day, and what is typed wrong.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use domain::availability::{
    AvailabilityEdit, AvailabilityNote, AvailabilityOperation as Operation, AvailabilityRefusal, Calendar, DAYS_MAX,
    DayException, DayPlan, Days, Engagement, EngagementKind, Engagements, Hours, LeaveKind, Rests, Scope, Terms,
    Weekdays, WeeklyHours, Window, WindowProblem, apply, conflicts, snap,
};
use domain::consultation::ConsultationId;
use domain::event::Topic;
use domain::time::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

/// A Sunday.
const FIRST: Date = date(2026, 11, 1);
const DAYS: i64 = 84;

fn day(offset: i64) -> Date {
    FIRST.checked_add(offset.days()).unwrap()
}

fn hours(text: &str) -> Hours {
    Hours::parse(text).unwrap().hours
}

fn window(text: &str) -> Window {
    Window::parse(text).unwrap()
}

fn terms() -> Terms {
    Terms { rests: Rests { at_year_end: false, on_holidays: false }, ..Terms::usual(vec![Topic::Ict]) }
}

fn weekly(weekday: Weekday, text: &str) -> WeeklyHours {
    WeeklyHours::each_week(weekday, hours(text), FIRST)
}

/// Tuesdays and Thursdays.
fn calendar() -> Calendar {
    let rules = vec![weekly(Weekday::Tuesday, "10:00-12:00,14:00-17:00"), weekly(Weekday::Thursday, "13:00-16:00")];
    Calendar::of(rules, Vec::new(), terms())
}

fn done(calendar: &Calendar, operation: &Operation) -> Calendar {
    apply(calendar, operation).expect("it can be done").calendar
}

fn refused(operation: &Operation) -> AvailabilityRefusal {
    apply(&calendar(), operation).expect_err("it cannot be done")
}

/// What a day's hours are, in words.
fn on(calendar: &Calendar, day: Date) -> String {
    calendar.hours_on(day).hours.to_string()
}

const TUESDAY: Date = date(2026, 11, 10);
const NEXT: Date = date(2026, 11, 17);

#[test]
fn a_window_that_is_painted_holds_for_a_day_or_from_it_on_or_always() {
    let paint = |scope| {
        let operation = Operation::AddWindow { day: TUESDAY, window: window("18:00-19:00"), scope };
        let after = done(&calendar(), &operation);
        [date(2026, 11, 3), TUESDAY, NEXT].map(|day| on(&after, day).ends_with("18:00-19:00"))
    };
    assert_eq!(paint(Scope::ThisDay), [false, true, false]);
    assert_eq!(paint(Scope::Following), [false, true, true]);
    assert_eq!(paint(Scope::All), [true, true, true]);
}

#[test]
fn windows_that_overlap_become_one_and_it_is_said() {
    let operation = Operation::AddWindow { day: TUESDAY, window: window("11:00-14:30"), scope: Scope::Following };
    let AvailabilityEdit { calendar, notes } = apply(&calendar(), &operation).unwrap();
    assert_eq!(on(&calendar, TUESDAY), "10:00-17:00");
    assert_eq!(notes, [AvailabilityNote::Merged]);
}

#[test]
fn a_part_that_is_taken_out_leaves_the_rest() {
    let operation = Operation::RemoveWindow { day: TUESDAY, window: window("15:00-16:00"), scope: Scope::ThisDay };
    let after = done(&calendar(), &operation);
    assert_eq!(on(&after, TUESDAY), "10:00-12:00,14:00-15:00,16:00-17:00");
    assert_eq!(on(&after, NEXT), "10:00-12:00,14:00-17:00");
    let back = Operation::AddWindow { day: TUESDAY, window: window("15:00-16:00"), scope: Scope::ThisDay };
    assert_eq!(done(&after, &back), calendar(), "a day that is as its week has it again is no exception");
}

#[test]
fn a_window_moves_to_another_day_of_the_week() {
    let operation = Operation::MoveWindow {
        day: TUESDAY,
        window: window("10:00-12:00"),
        to: date(2026, 11, 11),
        becomes: window("9:30-12:00"),
        scope: Scope::Following,
    };
    let after = done(&calendar(), &operation);
    assert_eq!(on(&after, date(2026, 11, 3)), "10:00-12:00,14:00-17:00");
    assert_eq!(on(&after, date(2026, 11, 4)), "");
    for weeks in 0..5 {
        assert_eq!(on(&after, day(9 + 7 * weeks)), "14:00-17:00");
        assert_eq!(on(&after, day(10 + 7 * weeks)), "09:30-12:00");
    }
}

#[test]
fn a_window_that_is_moved_ends_as_many_days_later_as_it_begins() {
    let season = WeeklyHours { until: Some(TUESDAY), ..weekly(Weekday::Tuesday, "10:00-12:00") };
    let calendar = Calendar::of(vec![season], Vec::new(), terms());
    let wednesday = date(2026, 11, 11);
    for (scope, first) in [(Scope::Following, ""), (Scope::All, "10:00-12:00")] {
        let window = window("10:00-12:00");
        let operation = Operation::MoveWindow { day: TUESDAY, window, to: wednesday, becomes: window, scope };
        let after = done(&calendar, &operation);
        let wednesdays = [4, 11, 18].map(|of_month| on(&after, date(2026, 11, of_month)));
        assert_eq!(wednesdays, [first, "10:00-12:00", ""], "{scope:?}");
    }
}

#[test]
fn a_day_that_is_not_as_its_week_has_it_is_changed_by_itself_only() {
    let days = Days::one(TUESDAY);
    let closed = done(&calendar(), &Operation::SetDays { days, plan: DayPlan::Closed });
    let paint = |scope| Operation::AddWindow { day: TUESDAY, window: window("18:00-19:00"), scope };
    assert_eq!(apply(&closed, &paint(Scope::Following)).unwrap_err(), AvailabilityRefusal::NotOfItsWeek);
    assert_eq!(on(&done(&closed, &paint(Scope::ThisDay)), TUESDAY), "18:00-19:00");
    assert_eq!(done(&closed, &Operation::ClearDays { days }), calendar());
}

#[test]
fn one_exception_covers_the_days_of_the_week_that_are_meant() {
    let weekdays = Weekdays::of([Weekday::Tuesday, Weekday::Wednesday]);
    let days = Days { from: date(2026, 11, 9), to: date(2026, 11, 20), weekdays };
    let plan = DayPlan::Leave(LeaveKind::Training);
    let edit = apply(&calendar(), &Operation::SetDays { days, plan: plan.clone() }).unwrap();
    let spans: Vec<_> = edit.calendar.exceptions().iter().map(|one| (one.from.day(), one.to.day())).collect();
    assert_eq!(spans, [(10, 11), (17, 18)]);
    assert_eq!(edit.notes, []);
    let again =
        Operation::SetDays { days: Days::between(date(2026, 11, 11), date(2026, 11, 17)), plan: DayPlan::Closed };
    let edit = apply(&edit.calendar, &again).unwrap();
    let spans: Vec<_> = edit.calendar.exceptions().iter().map(|one| (one.from.day(), one.to.day())).collect();
    assert_eq!(spans, [(10, 10), (11, 17), (18, 18)]);
    assert_eq!(edit.notes, [AvailabilityNote::ExceptionsReplaced]);
}

#[test]
fn every_other_week_is_kept_where_a_rule_is_parted() {
    let fortnightly = WeeklyHours { every: 2, ..weekly(Weekday::Monday, "9:00-10:00") };
    let calendar = Calendar::of(vec![fortnightly], Vec::new(), terms());
    let mondays = |calendar: &Calendar| -> Vec<String> { (0..6).map(|week| on(calendar, day(1 + week * 7))).collect() };
    assert_eq!(mondays(&calendar), ["09:00-10:00", "", "09:00-10:00", "", "09:00-10:00", ""]);
    let operation = Operation::AddWindow { day: day(15), window: window("10:00-11:00"), scope: Scope::Following };
    let after = done(&calendar, &operation);
    assert_eq!(mondays(&after), ["09:00-10:00", "", "09:00-11:00", "", "09:00-11:00", ""]);
}

#[test]
fn hours_of_a_season_stand_in_for_those_of_the_week_and_give_way_again() {
    let season = WeeklyHours { until: Some(date(2026, 11, 20)), ..weekly(Weekday::Tuesday, "9:00-10:00") };
    let season = WeeklyHours { from: date(2026, 11, 9), ..season };
    let after = done(&calendar(), &Operation::SetWeekly(season.clone()));
    let tuesdays = [3, 10, 17, 24].map(|of_month| on(&after, date(2026, 11, of_month)));
    let usual = "10:00-12:00,14:00-17:00";
    assert_eq!(tuesdays, [usual, "09:00-10:00", "09:00-10:00", usual]);
    let beside = apply(&calendar(), &Operation::AddWeekly(season)).unwrap();
    assert_eq!(on(&beside.calendar, TUESDAY), "09:00-12:00,14:00-17:00");
    assert_eq!(beside.notes, [], "they touch and do not overlap");
}

#[test]
fn a_week_is_copied_with_its_exceptions() {
    let days = Days::one(date(2026, 11, 12));
    let other = done(&calendar(), &Operation::SetDays { days, plan: DayPlan::Hours(hours("8:00-9:00")) });
    let after = done(&other, &Operation::CopyWeek { from: TUESDAY, to: date(2026, 11, 19), weeks: 2 });
    for of_month in [12, 19, 26] {
        assert_eq!(on(&after, date(2026, 11, of_month)), "08:00-09:00");
    }
    assert_eq!(on(&after, date(2026, 12, 3)), "13:00-16:00");
    assert_eq!(after.exceptions().len(), 3, "days that are alike anyway are no exceptions");
    let copied = done(&calendar(), &Operation::CopyDay { from: TUESDAY, to: Days::one(date(2026, 11, 14)) });
    assert_eq!(on(&copied, date(2026, 11, 14)), "10:00-12:00,14:00-17:00");
}

#[test]
fn what_cannot_be_meant_is_refused_by_its_kind() {
    let backwards = Days::between(TUESDAY, date(2026, 11, 9));
    assert_eq!(refused(&Operation::ClearDays { days: backwards }), AvailabilityRefusal::NoDays);
    let none = Days { from: TUESDAY, to: TUESDAY, weekdays: Weekdays::of([Weekday::Monday]) };
    assert_eq!(refused(&Operation::SetDays { days: none, plan: DayPlan::Closed }), AvailabilityRefusal::NoDays);
    let long = Days::between(TUESDAY, date(2030, 1, 1));
    let too_many = AvailabilityRefusal::TooManyDays { max: DAYS_MAX };
    assert_eq!(refused(&Operation::SetDays { days: long, plan: DayPlan::Closed }), too_many);
    let never = WeeklyHours { every: 0, ..weekly(Weekday::Monday, "9:00-10:00") };
    assert_eq!(refused(&Operation::SetWeekly(never)), AvailabilityRefusal::UnknownRhythm { max: 26 });
    let remove = Operation::RemoveWindow { day: TUESDAY, window: window("8:00-9:00"), scope: Scope::All };
    assert_eq!(refused(&remove), AvailabilityRefusal::NoSuchWindow);
    assert_eq!(refused(&Operation::SetTerms(Box::new(terms()))), AvailabilityRefusal::NothingChanges);
    let nowhere = Terms { online: false, ..terms() };
    assert_eq!(refused(&Operation::SetTerms(Box::new(nowhere))), AvailabilityRefusal::NothingToBook);
    let nothing = Terms { per_week: Some(0), ..terms() };
    assert_eq!(refused(&Operation::SetTerms(Box::new(nothing))), AvailabilityRefusal::LimitOfNone);
}

#[test]
fn times_that_are_typed_wrong_are_named() {
    let problem = |text| Window::parse(text).unwrap_err();
    assert_eq!(problem("10:00-10:00"), WindowProblem::Empty);
    assert_eq!(
        problem("22:00-2:00"),
        WindowProblem::OverMidnight { evening: window("22:00-24:00"), morning: Some(window("0:00-2:00")) }
    );
    assert_eq!(problem("17:00-9:00"), WindowProblem::EndBeforeStart, "nobody is there for sixteen hours");
    assert_eq!(problem("15:00-10:00"), WindowProblem::EndBeforeStart);
    assert_eq!(problem("22:00-0:00"), WindowProblem::OverMidnight { evening: window("22:00-24:00"), morning: None });
    assert_eq!(problem("10:07-12:00"), WindowProblem::OffTheQuarter { nearest: Some(window("10:00-12:00")) });
    assert_eq!(problem("10:01-10:05"), WindowProblem::OffTheQuarter { nearest: None });
    assert_eq!(problem("tomorrow"), WindowProblem::Malformed);
    assert_eq!(problem("10:00-25:00"), WindowProblem::Malformed);
    assert_eq!(Window::new(600, 1500), Err(WindowProblem::AfterMidnight));
    assert_eq!(window("２２：００〜２４：００").to_string(), "22:00-24:00");
    assert_eq!(window("9時-12時").to_string(), "09:00-12:00");
    let read = Hours::parse("10:00-12:00、11:00-13:00\n15:00-16:00").unwrap();
    assert_eq!((read.hours.to_string().as_str(), read.is_merged), ("10:00-13:00,15:00-16:00", true));
    let wrong = Hours::parse("10:00-12:00, 15:00-14:00").unwrap_err();
    assert_eq!((wrong.text.as_str(), wrong.problem), ("15:00-14:00", WindowProblem::EndBeforeStart));
    assert_eq!([0, 7, 8, 1439, 2000].map(snap), [0, 0, 15, 1440, 1440]);
}

fn at(day: Date, hour: i8) -> Timestamp {
    Timestamp::from_tokyo(day.at(hour, 0, 0, 0))
}

#[test]
fn bookings_that_would_lie_outside_are_listed_and_no_others() {
    let before = calendar();
    let booked = |id, day, hour| {
        Engagement::plain(EngagementKind::Consultation(ConsultationId(id)), at(day, hour), at(day, hour + 1))
    };
    let engagements = Engagements::of([
        booked(1, date(2026, 11, 3), 14),
        booked(2, TUESDAY, 14),
        booked(3, NEXT, 14),
        booked(4, NEXT, 10),
        booked(5, NEXT, 20),
        Engagement { kind: EngagementKind::External, ..booked(6, NEXT, 16) },
    ]);
    let operation = Operation::RemoveWindow { day: TUESDAY, window: window("14:00-17:00"), scope: Scope::Following };
    let after = done(&before, &operation);
    let outside = |now| -> Vec<EngagementKind> {
        conflicts(&before, &after, &engagements, now).iter().map(|conflict| conflict.engagement.kind).collect()
    };
    let consultation = |id| EngagementKind::Consultation(ConsultationId(id));
    assert_eq!(outside(at(FIRST, 0)), [consultation(2), consultation(3)]);
    assert_eq!(outside(at(TUESDAY, 15)), [consultation(3)], "what is over has been");
    assert_eq!(conflicts(&after, &before, &engagements, at(FIRST, 0)), []);
}

fn some_window() -> impl Strategy<Value = Window> {
    (32_u16..72, 1_u16..16).prop_map(|(from, length)| Window::new(from * 15, (from + length) * 15).unwrap())
}

fn some_rule() -> impl Strategy<Value = WeeklyHours> {
    let lasting = prop::option::of(0_i64..60);
    (0_i8..7, prop::collection::vec(some_window(), 0..3), 0_i64..DAYS, lasting, 1_u8..4).prop_map(
        |(weekday, windows, from, lasting, every)| WeeklyHours {
            weekday: Weekday::from_sunday_zero_offset(weekday).unwrap(),
            hours: Hours::of(windows),
            from: day(from),
            until: lasting.map(|days| day(from + days)),
            every,
            anchor: day(from),
        },
    )
}

fn some_days() -> impl Strategy<Value = Days> {
    (0_i64..DAYS, 0_i64..20, 1_u8..128).prop_map(|(from, length, bits)| {
        let weekdays = (0_i8..7).filter(|offset| bits & 1 << offset != 0);
        let weekdays = Weekdays::of(weekdays.map(|offset| Weekday::from_sunday_zero_offset(offset).unwrap()));
        Days { from: day(from), to: day(from + length), weekdays }
    })
}

fn some_operation() -> impl Strategy<Value = Operation> {
    let scope = || prop::sample::select(Scope::ALL.to_vec());
    let some_day = || (0_i64..DAYS).prop_map(day);
    let plan = prop_oneof![
        prop::collection::vec(some_window(), 0..3).prop_map(|windows| DayPlan::Hours(Hours::of(windows))),
        Just(DayPlan::Closed),
        Just(DayPlan::Leave(LeaveKind::Other)),
    ];
    prop_oneof![
        some_rule().prop_map(Operation::SetWeekly),
        some_rule().prop_map(Operation::AddWeekly),
        (0_i8..7, some_day(), prop::option::of(some_day())).prop_map(|(weekday, from, until)| {
            Operation::ClearWeekly { weekday: Weekday::from_sunday_zero_offset(weekday).unwrap(), from, until }
        }),
        (some_day(), some_window(), scope()).prop_map(|(day, window, scope)| Operation::AddWindow {
            day,
            window,
            scope
        }),
        (some_day(), some_window(), scope()).prop_map(|(day, window, scope)| Operation::RemoveWindow {
            day,
            window,
            scope
        }),
        (some_day(), some_window(), some_day(), some_window(), scope())
            .prop_map(|(day, window, to, becomes, scope)| Operation::MoveWindow { day, window, to, becomes, scope }),
        (some_days(), plan).prop_map(|(days, plan)| Operation::SetDays { days, plan }),
        some_days().prop_map(|days| Operation::ClearDays { days }),
        (some_day(), some_days()).prop_map(|(from, to)| Operation::CopyDay { from, to }),
        (some_day(), some_day(), 1_u8..4).prop_map(|(from, to, weeks)| Operation::CopyWeek { from, to, weeks }),
    ]
}

/// The hours of each day.
fn each_day(calendar: &Calendar) -> Vec<Hours> {
    (0..DAYS + 40).map(|offset| calendar.hours_on(day(offset)).hours.into_owned()).collect()
}

/// The exception of each day, as somebody would look through the list.
fn exception_of(calendar: &Calendar, on: Date) -> Option<&DayException> {
    calendar.exceptions().iter().find(|one| one.from <= on && on <= one.to)
}

/// What each day's hours are after an operation, said day by day; none where that is for other tests to say.
fn expected(before: &Calendar, operation: &Operation) -> Option<Vec<Hours>> {
    let mut days = each_day(before);
    let offset = |day: Date| usize::try_from((day - FIRST).get_days()).unwrap();
    let own = |calendar: &Calendar, on: Date| exception_of(calendar, on).is_none();
    match operation {
        Operation::AddWindow { day, window, scope: Scope::ThisDay } => {
            days[offset(*day)] = days[offset(*day)].and(&(*window).into());
        }
        Operation::RemoveWindow { day, window, scope: Scope::ThisDay } => {
            days[offset(*day)] = days[offset(*day)].without(&(*window).into());
        }
        Operation::SetDays { days: which, plan } => {
            for on in which.each() {
                days[offset(on)] = match plan {
                    DayPlan::Hours(hours) => hours.clone(),
                    DayPlan::Closed | DayPlan::Leave(_) => Hours::NONE,
                };
            }
        }
        Operation::ClearDays { days: which } => {
            for on in which.each() {
                days[offset(on)] = before.weekly_on(on).into_owned();
            }
        }
        Operation::ClearWeekly { weekday, from, until } => {
            for (at, hours) in days.iter_mut().enumerate() {
                let on = day(i64::try_from(at).unwrap());
                let is_meant = on.weekday() == *weekday && *from <= on && until.is_none_or(|until| on <= until);
                if is_meant && own(before, on) {
                    *hours = Hours::NONE;
                }
            }
        }
        Operation::SetWeekly(rule) => {
            for (at, hours) in days.iter_mut().enumerate() {
                let on = day(i64::try_from(at).unwrap());
                let is_meant =
                    on.weekday() == rule.weekday && rule.from <= on && rule.until.is_none_or(|until| on <= until);
                let weeks = (i64::try_from(at).unwrap() / 7) - i64::from((rule.anchor - FIRST).get_days() / 7);
                if is_meant && own(before, on) {
                    let is_in_step = weeks.rem_euclid(i64::from(rule.every)) == 0;
                    *hours = if is_in_step { rule.hours.clone() } else { Hours::NONE };
                }
            }
        }
        Operation::CopyDay { from, to } => {
            let source = days[offset(*from)].clone();
            for on in to.each() {
                days[offset(on)] = source.clone();
            }
        }
        _ => return None,
    }
    Some(days)
}

proptest! {
    #[test]
    fn operations_do_to_each_day_what_they_say(operations in prop::collection::vec(some_operation(), 1..25)) {
        let mut calendar = calendar();
        for operation in &operations {
            let said = expected(&calendar, operation);
            match apply(&calendar, operation) {
                Ok(edit) => {
                    if let Some(said) = said {
                        prop_assert_eq!(each_day(&edit.calendar), said, "{:?}", operation);
                    }
                    calendar = edit.calendar;
                }
                // Where nothing changes, the same is said differently at most.
                Err(AvailabilityRefusal::NothingChanges) => {
                    if let Some(said) = said {
                        prop_assert_eq!(each_day(&calendar), said, "{:?}", operation);
                    }
                }
                Err(_) => {}
            }
        }
    }

    #[test]
    fn a_calendar_stays_in_order(operations in prop::collection::vec(some_operation(), 1..25)) {
        let mut calendar = calendar();
        for operation in &operations {
            if let Ok(edit) = apply(&calendar, operation) {
                calendar = edit.calendar;
            }
            let apart = calendar.exceptions().windows(2).all(|pair| pair[0].to < pair[1].from);
            prop_assert!(apart, "two exceptions of one day: {:?}", calendar.exceptions());
            prop_assert!(calendar.exceptions().iter().all(|one| one.from <= one.to));
            prop_assert!(calendar.weekly().windows(2).all(|pair| pair[0].end() <= pair[1].end()));
            prop_assert!(calendar.weekly().iter().all(|rule| rule.from <= rule.end() && !rule.hours.is_empty()));
            for offset in 0..DAYS {
                prop_assert_eq!(calendar.exception_on(day(offset)), exception_of(&calendar, day(offset)));
            }
        }
        let written = serde_json::to_string(&calendar).unwrap();
        prop_assert_eq!(serde_json::from_str::<Calendar>(&written).unwrap(), calendar);
    }

    #[test]
    fn a_change_from_a_day_on_leaves_earlier_days_and_other_days_of_the_week_alone(
        operations in prop::collection::vec(some_operation(), 0..15),
        painted in (0_i64..DAYS).prop_map(day),
        window in some_window(),
        adds in any::<bool>(),
    ) {
        let mut calendar = calendar();
        for operation in &operations {
            if let Ok(edit) = apply(&calendar, operation) {
                calendar = edit.calendar;
            }
        }
        let scope = Scope::Following;
        let operation = if adds {
            Operation::AddWindow { day: painted, window, scope }
        } else {
            Operation::RemoveWindow { day: painted, window, scope }
        };
        if let Ok(edit) = apply(&calendar, &operation) {
            let before = calendar.hours_on(painted).hours.into_owned();
            let meant = if adds { before.and(&window.into()) } else { before.without(&window.into()) };
            prop_assert_eq!(edit.calendar.hours_on(painted).hours.into_owned(), meant);
            for offset in 0..DAYS + 40 {
                let on = day(offset);
                if on < painted || on.weekday() != painted.weekday() || calendar.exception_on(on).is_some() {
                    prop_assert_eq!(edit.calendar.hours_on(on), calendar.hours_on(on), "{}", on);
                }
            }
        }
    }

    #[test]
    fn an_operation_is_read_back_as_it_was_sent(operation in some_operation()) {
        let written = serde_json::to_string(&operation).unwrap();
        prop_assert_eq!(serde_json::from_str::<Operation>(&written).unwrap(), operation);
    }
}
