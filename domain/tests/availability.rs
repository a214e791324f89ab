//! Which times are open: against a reference that goes through every minute and shares no rule with the program.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::BTreeSet;

use domain::account::AccountId;
use domain::availability::{
    ALTERNATIVES, Calendar, Closure, DayException, DayPlan, Declined, Diary, Engagement, EngagementKind, Engagements,
    Hours, LeaveKind, Length, Meeting, PublicClosure, Rests, Slot, Terms, WeeklyHours, Window, Wish, closed_day,
    open_days, travel_minutes,
};
use domain::calendar::{ClosedReason, Holiday, holiday, is_business_day};
use domain::consultation::{Candidate, ConsultationId, HoldId, least_busy_first};
use domain::event::{EventId, Topic};
use domain::place::{Prefecture, Region};
use domain::time::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

const MINUTE: i64 = 60;
/// The days that the reference looks at: a year's end, with a Sunday in it and holidays on both sides.
const FIRST: Date = date(2026, 12, 27);
const DAYS: i64 = 12;
const DAY: i64 = 24 * 60;

fn day(offset: i64) -> Date {
    FIRST.checked_add(offset.days()).unwrap()
}

/// The instant so many minutes after the first midnight.
fn instant(minute: i64) -> Timestamp {
    Timestamp::from_tokyo(FIRST.at(0, 0, 0, 0)).plus_seconds(minute * MINUTE)
}

fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
    Timestamp::from_tokyo(day.at(hour, minute, 0, 0))
}

fn window(from: u16, to: u16) -> Window {
    Window::new(from * 60, to * 60).unwrap()
}

fn hours(text: &str) -> Hours {
    Hours::parse(text).unwrap().hours
}

/// Everything that decides whether a time is open.
#[derive(Debug, Clone)]
struct World {
    weekly: Vec<WeeklyHours>,
    exceptions: Vec<DayException>,
    terms: Terms,
    engagements: Vec<Engagement>,
    wish: Wish,
    now: Timestamp,
}

impl World {
    /// What the program says is open, as minutes after the first midnight.
    fn open(&self) -> BTreeSet<i64> {
        let calendar = Calendar::of(self.weekly.clone(), self.exceptions.clone(), self.terms.clone());
        let engagements = Engagements::of(self.engagements.iter().copied());
        let diary = Diary { calendar: &calendar, engagements: &engagements };
        let slots = diary.open_slots(self.wish, FIRST, day(DAYS - 1), self.now);
        slots.iter().map(|slot| slot.starts_at.microseconds_since(instant(0)) / 60_000_000).collect()
    }

    /// What is open by going through every minute.
    fn reference(&self) -> BTreeSet<i64> {
        let is_met = match self.wish.meeting {
            Meeting::Online => self.terms.online,
            Meeting::OnSite(prefecture) => self.terms.prefectures.contains(&prefecture),
            Meeting::AtTable(_) => false,
        };
        if !is_met || !self.terms.topics.contains(&self.wish.topic) || !self.terms.lengths.contains(&self.wish.length) {
            return BTreeSet::new();
        }
        let there: Vec<bool> = (0..DAYS)
            .map(|offset| self.windows_on(day(offset)))
            .flat_map(|windows| {
                let is_there = move |minute: u16| windows.iter().any(|own| (own.from()..own.to()).contains(&minute));
                (0..24 * 60).map(is_there)
            })
            .collect();
        let length = i64::from(self.wish.length.minutes());
        let fits = |start: i64| {
            start % 15 == 0
                && start / DAY == (start + length - 1) / DAY
                && (start..start + length).all(|minute| there[usize::try_from(minute).unwrap()])
                && instant(start) > self.now
                && self.is_bookable(day(start / DAY))
                && !self.is_full(start / DAY)
                && self.engagements.iter().all(|other| self.leaves_room(other, start, start + length))
        };
        (0..DAYS * DAY).filter(|start| fits(*start)).collect()
    }

    /// Between which times the expert is there on a day.
    fn windows_on(&self, today: Date) -> Vec<Window> {
        // What was said last of a day holds.
        if let Some(exception) = self.exceptions.iter().rev().find(|one| one.from <= today && today <= one.to) {
            return match &exception.plan {
                DayPlan::Hours(hours) => hours.windows().to_vec(),
                DayPlan::Closed | DayPlan::Leave(_) => Vec::new(),
            };
        }
        let is_year_end =
            [(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)].contains(&(today.month(), today.day()));
        if (self.terms.rests.on_holidays && holiday(today).is_some()) || (self.terms.rests.at_year_end && is_year_end) {
            return Vec::new();
        }
        let holds = |rule: &&WeeklyHours| {
            let is_valid = rule.from <= today && rule.until.is_none_or(|until| today <= until);
            is_valid && rule.weekday == today.weekday() && is_in_step(rule, today)
        };
        self.weekly.iter().filter(holds).flat_map(|rule| rule.hours.windows().to_vec()).collect()
    }

    fn is_bookable(&self, on: Date) -> bool {
        let today = self.now.tokyo_date();
        let days_ahead = (on - today).get_days();
        let mut business_days = 0;
        let mut each = today;
        while each < on {
            each = each.tomorrow().unwrap();
            business_days += u16::from(is_business_day(each));
        }
        // On the day by which there were enough of them, or later.
        days_ahead >= 0 && business_days >= self.terms.notice && days_ahead <= i32::from(self.terms.horizon)
    }

    fn is_full(&self, of_day: i64) -> bool {
        let counts = |kind| !matches!(kind, EngagementKind::Event(_) | EngagementKind::External);
        let days: Vec<i64> = self
            .engagements
            .iter()
            .filter(|one| counts(one.kind) && one.busy_from < one.busy_until)
            .map(|one| one.starts_at.microseconds_since(instant(0)).div_euclid(60_000_000).div_euclid(DAY))
            .collect();
        // The first day is a Sunday.
        let week = of_day.div_euclid(7);
        let that_day = days.iter().filter(|each| **each == of_day).count();
        let that_week = days.iter().filter(|each| each.div_euclid(7) == week).count();
        self.terms.per_day.is_some_and(|limit| that_day >= usize::from(limit))
            || self.terms.per_week.is_some_and(|limit| that_week >= usize::from(limit))
    }

    /// Whether nothing of `other`, of the time kept free around both, and of the way between them is in the way.
    fn leaves_room(&self, other: &Engagement, start: i64, end: i64) -> bool {
        if other.busy_from >= other.busy_until {
            return true;
        }
        let overlaps = |a: Timestamp, b: Timestamp, c: Timestamp, d: Timestamp| a < d && c < b;
        let (before, after) = (i64::from(self.terms.buffer_before), i64::from(self.terms.buffer_after));
        if overlaps(instant(start - before), instant(end + after), other.busy_from, other.busy_until) {
            return false;
        }
        let (Some(here), Meeting::OnSite(there)) = (other.place, self.wish.meeting) else { return true };
        let way = way_minutes(here, there) * MINUTE;
        !overlaps(instant(start), instant(end), other.starts_at.plus_seconds(-way), other.ends_at.plus_seconds(way))
    }
}

/// Counts the weeks one by one.
fn is_in_step(rule: &WeeklyHours, today: Date) -> bool {
    let sunday =
        |of: Date| (0..7).map(|back| of.checked_sub(back.days()).unwrap()).find(|day| day.weekday() == Weekday::Sunday);
    let (mut week, target) = (sunday(rule.anchor).unwrap(), sunday(today).unwrap());
    let step = if week <= target { 7 } else { -7 };
    let mut weeks = 0_u8;
    while week != target {
        week = week.checked_add(step.days()).unwrap();
        weeks = (weeks + 1) % rule.every;
    }
    weeks == 0
}

fn way_minutes(here: Prefecture, there: Prefecture) -> i64 {
    let is_island = here == Prefecture::Okinawa || there == Prefecture::Okinawa;
    match () {
        () if here == there => 60,
        () if is_island => 300,
        () if here.neighbours().contains(&there) => 120,
        () if here.region() == there.region() => 180,
        () => 300,
    }
}

fn some_window() -> impl Strategy<Value = Window> {
    (0_u16..96, 1_u16..40).prop_map(|(from, length)| Window::new(from * 15, (from + length).min(96) * 15).unwrap())
}

fn some_hours() -> impl Strategy<Value = Hours> {
    prop::collection::vec(some_window(), 1..4).prop_map(Hours::of)
}

fn some_day() -> impl Strategy<Value = Date> {
    (-20_i64..DAYS + 10).prop_map(day)
}

fn some_rule() -> impl Strategy<Value = WeeklyHours> {
    let lasting = prop_oneof![3 => Just(None), 1 => (0_i64..40).prop_map(Some)];
    (0_i8..7, some_hours(), some_day(), lasting, 1_u8..4, some_day()).prop_map(
        |(weekday, hours, from, lasting, every, anchor)| WeeklyHours {
            weekday: Weekday::from_sunday_zero_offset(weekday).unwrap(),
            hours,
            from,
            until: lasting.map(|days| from.checked_add(days.days()).unwrap()),
            every,
            anchor,
        },
    )
}

fn some_plan() -> impl Strategy<Value = DayPlan> {
    prop_oneof![
        3 => some_hours().prop_map(DayPlan::Hours),
        1 => Just(DayPlan::Closed),
        1 => Just(DayPlan::Leave(LeaveKind::Vacation)),
    ]
}

fn some_exception() -> impl Strategy<Value = DayException> {
    (some_day(), 0_i64..4, some_plan()).prop_map(|(from, days, plan)| DayException {
        from,
        to: from.checked_add(days.days()).unwrap(),
        plan,
    })
}

fn some_prefecture() -> impl Strategy<Value = Prefecture> {
    prop::sample::select(vec![
        Prefecture::Tokyo,
        Prefecture::Kanagawa,
        Prefecture::Ibaraki,
        Prefecture::Osaka,
        Prefecture::Kagoshima,
        Prefecture::Okinawa,
    ])
}

fn some_engagement() -> impl Strategy<Value = Engagement> {
    let kind = prop::sample::select(vec![
        EngagementKind::Consultation(ConsultationId(1)),
        EngagementKind::Hold(HoldId(2)),
        EngagementKind::Proposal(ConsultationId(3)),
        EngagementKind::Event(EventId(4)),
        EngagementKind::External,
    ]);
    let place = prop::option::of(some_prefecture());
    let fives = |from: i64, to: i64| (from / 5..to / 5).prop_map(|fives| fives * 5);
    let seconds = prop_oneof![2 => Just(0_i64), 1 => 0_i64..60];
    (kind, fives(-2 * DAY, DAYS * DAY), fives(0, 300), fives(0, 60), fives(0, 60), place, seconds).prop_map(
        |(kind, start, length, before, after, place, seconds)| Engagement {
            kind,
            starts_at: instant(start).plus_seconds(seconds),
            ends_at: instant(start + length).plus_seconds(seconds),
            busy_from: instant(start - before).plus_seconds(seconds),
            busy_until: instant(start + length + after).plus_seconds(seconds),
            place,
        },
    )
}

fn some_terms() -> impl Strategy<Value = Terms> {
    let limits = (prop::option::of(1_u16..4), prop::option::of(1_u16..8));
    let buffers = (0_u16..40, 0_u16..40);
    let rests =
        (any::<bool>(), any::<bool>()).prop_map(|(on_holidays, at_year_end)| Rests { on_holidays, at_year_end });
    (limits, buffers, 0_u16..4, 1_u16..20, rests).prop_map(
        |((per_day, per_week), (buffer_before, buffer_after), notice, horizon, rests)| Terms {
            lengths: Length::ALL.to_vec(),
            prefectures: Prefecture::ALL.to_vec(),
            notice,
            horizon,
            per_day,
            per_week,
            buffer_before,
            buffer_after,
            rests,
            ..Terms::usual(vec![Topic::Ict, Topic::Security])
        },
    )
}

fn world() -> impl Strategy<Value = World> {
    let meeting = prop_oneof![1 => Just(Meeting::Online), 1 => some_prefecture().prop_map(Meeting::OnSite)];
    let wish = (meeting, prop::sample::select(Length::ALL.to_vec()));
    (
        prop::collection::vec(some_rule(), 1..12),
        prop::collection::vec(some_exception(), 0..5),
        some_terms(),
        prop::collection::vec(some_engagement(), 0..12),
        wish,
        -3 * DAY * 60..4 * DAY * 60,
    )
        .prop_map(|(weekly, exceptions, terms, engagements, (meeting, length), now)| World {
            weekly,
            exceptions,
            terms,
            engagements,
            wish: Wish { topic: Topic::Ict, meeting, length },
            now: instant(0).plus_seconds(now),
        })
}

proptest! {
    #[test]
    fn what_is_open_is_what_going_through_every_minute_finds(world in world()) {
        prop_assert_eq!(world.open(), world.reference());
    }

    #[test]
    fn a_day_is_closed_for_a_reason_exactly_when_nothing_is_open_on_it(world in world(), offset in 0..DAYS) {
        let calendar = Calendar::of(world.weekly.clone(), world.exceptions.clone(), world.terms.clone());
        let engagements = Engagements::of(world.engagements.iter().copied());
        let diary = Diary { calendar: &calendar, engagements: &engagements };
        let is_open = world.reference().iter().any(|minute| minute / DAY == offset);
        prop_assert_eq!(closed_day(&[diary], world.wish, day(offset), world.now).is_none(), is_open);
    }

    #[test]
    fn a_time_is_open_exactly_when_no_rule_closes_it(world in world(), minute in 0_i64..15) {
        let calendar = Calendar::of(world.weekly.clone(), world.exceptions.clone(), world.terms.clone());
        let engagements = Engagements::of(world.engagements.iter().copied());
        let diary = Diary { calendar: &calendar, engagements: &engagements };
        let open = world.open();
        let on_the_quarter = (0..DAYS * DAY).step_by(15);
        for start in on_the_quarter.chain((minute..DAYS * DAY).step_by(60)) {
            let closure = diary.closure(world.wish, instant(start), world.now);
            prop_assert_eq!(closure.is_none(), open.contains(&start), "{}: {:?}", start, closure);
        }
    }

    #[test]
    fn alternatives_are_the_next_that_are_open(world in world(), minute in 0..DAYS * DAY) {
        let calendar = Calendar::of(world.weekly.clone(), world.exceptions.clone(), world.terms.clone());
        let engagements = Engagements::of(world.engagements.iter().copied());
        let diary = Diary { calendar: &calendar, engagements: &engagements };
        // Long enough ahead, and never beyond what can be booked.
        let all = diary.open_slots(world.wish, day(-10), day(60), world.now);
        let later = |from: Timestamp| all.iter().copied().filter(move |slot| slot.starts_at >= from).take(ALTERNATIVES);
        let mut expected: Vec<Slot> = later(instant(minute)).collect();
        if expected.is_empty() {
            expected = later(world.now).collect();
        }
        prop_assert_eq!(diary.alternatives(world.wish, instant(minute), world.now), expected);
    }

    #[test]
    fn a_month_counts_what_its_days_have(worlds in prop::collection::vec(world(), 1..4)) {
        let (wish, now) = (worlds[0].wish, worlds[0].now);
        let calendars: Vec<Calendar> = worlds
            .iter()
            .map(|world| Calendar::of(world.weekly.clone(), world.exceptions.clone(), world.terms.clone()))
            .collect();
        let engagements: Vec<Engagements> =
            worlds.iter().map(|world| Engagements::of(world.engagements.iter().copied())).collect();
        let diaries: Vec<Diary<'_>> = calendars
            .iter()
            .zip(&engagements)
            .map(|(calendar, engagements)| Diary { calendar, engagements })
            .collect();
        let month = open_days(&diaries, wish, date(2027, 1, 15), now);
        for of_month in 1..=31 {
            let on = date(2027, 1, of_month);
            let times: BTreeSet<_> = diaries.iter().flat_map(|diary| diary.open_slots(wish, on, on, now)).collect();
            prop_assert_eq!(month.iter().find(|(day, _)| *day == on).map_or(0, |(_, count)| *count), times.len());
        }
    }

    #[test]
    fn hours_are_sets_of_minutes(one in some_hours(), other in some_hours()) {
        let minutes = |hours: &Hours| -> BTreeSet<u16> {
            hours.windows().iter().flat_map(|own| own.from()..own.to()).collect()
        };
        let (a, b) = (minutes(&one), minutes(&other));
        prop_assert_eq!(minutes(&one.and(&other)), a.union(&b).copied().collect::<BTreeSet<_>>());
        prop_assert_eq!(minutes(&one.without(&other)), a.difference(&b).copied().collect::<BTreeSet<_>>());
        prop_assert_eq!(u32::try_from(a.len()).unwrap(), one.minutes());
        let gaps = one.windows().windows(2).all(|pair| pair[0].to() < pair[1].from());
        prop_assert!(gaps, "windows that touch are one: {}", one);
        prop_assert_eq!(&hours(&one.to_string()), &one);
    }
}

/// Makes another world of one.
type Mistake = fn(&mut World);

/// Ways to be wrong: each forgets one rule.
fn mistakes() -> Vec<(&'static str, Mistake)> {
    vec![
        ("nothing is kept free before", |world| world.terms.buffer_before = 0),
        ("nothing is kept free after", |world| world.terms.buffer_after = 0),
        ("ways take no time", |world| world.engagements.iter_mut().for_each(|one| one.place = None)),
        ("every week is the same", |world| world.weekly.iter_mut().for_each(|rule| rule.every = 1)),
        ("weeks are counted from the first day", |world| {
            world.weekly.iter_mut().for_each(|rule| rule.anchor = rule.from);
        }),
        ("hours never end", |world| world.weekly.iter_mut().for_each(|rule| rule.until = None)),
        ("holidays are days like others", |world| world.terms.rests.on_holidays = false),
        ("the year has no end", |world| world.terms.rests.at_year_end = false),
        ("days are like their weeks", |world| world.exceptions.clear()),
        ("what was said first holds", |world| world.exceptions.reverse()),
        ("a day is never full", |world| world.terms.per_day = None),
        ("a week is never full", |world| world.terms.per_week = None),
        ("a day of notice less", |world| world.terms.notice = world.terms.notice.saturating_sub(1)),
        ("a day farther ahead", |world| world.terms.horizon += 1),
        ("holds keep nothing", |world| world.engagements.retain(|one| !matches!(one.kind, EngagementKind::Hold(_)))),
        ("events keep nothing", |world| world.engagements.retain(|one| !matches!(one.kind, EngagementKind::Event(_)))),
        ("engagements end a minute early", |world| {
            world.engagements.iter_mut().for_each(|one| one.busy_until = one.busy_until.plus_seconds(-MINUTE));
        }),
        ("yesterday can be booked", |world| world.now = world.now.plus_seconds(-DAY * MINUTE)),
    ]
}

#[test]
fn each_rule_that_is_forgotten_is_found_out_by_the_reference() {
    // The positive control: a reference that agrees with every mistake proves nothing.
    let mut runner = TestRunner::deterministic();
    let worlds: Vec<World> = (0..400).map(|_| world().new_tree(&mut runner).unwrap().current()).collect();
    let references: Vec<BTreeSet<i64>> = worlds.iter().map(World::reference).collect();
    let open: usize = references.iter().map(BTreeSet::len).sum();
    assert!(open > 1_000, "{open} open times are too few for the test to mean anything");
    for (mistake, make) in mistakes() {
        let is_found = worlds.iter().zip(&references).any(|(world, reference)| {
            let mut wrong = world.clone();
            make(&mut wrong);
            wrong.open() != *reference
        });
        assert!(is_found, "nobody notices that {mistake}");
    }
}

/// Tuesdays from ten to twelve and from two to five, from the first of November on.
fn tuesdays() -> Calendar {
    let rule = WeeklyHours::each_week(Weekday::Tuesday, hours("10:00-12:00, 14:00-17:00"), date(2026, 11, 1));
    let terms = Terms { notice: 1, prefectures: vec![Prefecture::Kanagawa], ..Terms::usual(vec![Topic::Security]) };
    Calendar::of(vec![rule], Vec::new(), terms)
}

const ONLINE: Wish = Wish { topic: Topic::Security, meeting: Meeting::Online, length: Length::Sixty };
const TUESDAY: Date = date(2026, 12, 1);

fn closure(calendar: &Calendar, engagements: Vec<Engagement>, wish: Wish, moment: Timestamp) -> Option<Closure> {
    let engagements = Engagements::of(engagements);
    Diary { calendar, engagements: &engagements }.closure(wish, moment, at(date(2026, 11, 24), 9, 0))
}

#[test]
fn an_expert_is_told_which_rule_closes_a_moment() {
    let calendar = tuesdays();
    let says = |moment| closure(&calendar, Vec::new(), ONLINE, moment);
    assert_eq!(says(at(TUESDAY, 10, 0)), None);
    assert_eq!(says(at(TUESDAY, 11, 0)), None);
    let outside = Closure::OutsideHours { hours: hours("10:00-12:00,14:00-17:00"), is_exception: false };
    assert_eq!(says(at(TUESDAY, 11, 15)), Some(outside), "an hour does not fit any more");
    assert_eq!(says(at(TUESDAY, 10, 10)), Some(Closure::OffTheQuarter));
    assert_eq!(says(at(date(2026, 12, 2), 10, 0)), Some(Closure::NoHours));
    assert_eq!(says(at(date(2026, 11, 24), 8, 0)), Some(Closure::Past));
    assert_eq!(says(at(date(2026, 11, 24), 10, 0)), Some(Closure::TooSoon { first: date(2026, 11, 25) }));
    assert_eq!(says(at(date(2027, 2, 2), 10, 0)), Some(Closure::TooFar { last: date(2027, 1, 23) }));
    assert_eq!(says(at(date(2026, 12, 29), 10, 0)), Some(Closure::Rest(ClosedReason::YearEnd)));
    let other = Wish { topic: Topic::Personnel, ..ONLINE };
    assert_eq!(closure(&calendar, Vec::new(), other, at(TUESDAY, 10, 0)), Some(Closure::Declined(Declined::Topic)));
}

#[test]
fn what_is_said_of_a_day_holds_before_its_week_and_its_holiday() {
    let holiday = date(2026, 11, 3);
    let now = at(date(2026, 10, 26), 9, 0);
    let plain = tuesdays();
    let engagements = Engagements::default();
    let says = |calendar: &Calendar, moment| Diary { calendar, engagements: &engagements }.closure(ONLINE, moment, now);
    assert_eq!(says(&plain, at(holiday, 10, 0)), Some(Closure::Rest(ClosedReason::Holiday(Holiday::CultureDay))));
    let said = |plan| {
        let exception = DayException { from: holiday, to: date(2026, 11, 10), plan };
        Calendar::of(plain.weekly().to_vec(), vec![exception], plain.terms().clone())
    };
    assert_eq!(says(&said(DayPlan::Hours(window(9, 10).into())), at(holiday, 9, 0)), None);
    let away = says(&said(DayPlan::Leave(LeaveKind::Illness)), at(date(2026, 11, 10), 10, 0)).unwrap();
    assert_eq!(away, Closure::Leave { kind: LeaveKind::Illness, from: holiday, to: date(2026, 11, 10) });
    assert_eq!(away.public(), PublicClosure::NotOffered, "citizens are not told who is ill");
}

#[test]
fn the_time_kept_free_and_the_way_are_told_apart() {
    let calendar = tuesdays();
    let meeting = Engagement {
        busy_until: at(TUESDAY, 15, 15),
        place: Some(Prefecture::Tokyo),
        ..Engagement::plain(EngagementKind::Consultation(ConsultationId(7)), at(TUESDAY, 14, 0), at(TUESDAY, 15, 0))
    };
    let says = |wish, moment| closure(&calendar, vec![meeting], wish, moment);
    let engaged = |is_buffer| {
        let (with, starts_at, ends_at) = (meeting.kind, meeting.starts_at, meeting.ends_at);
        Some(Closure::Engaged { with, starts_at, ends_at, is_buffer })
    };
    assert_eq!(says(ONLINE, at(TUESDAY, 14, 30)), engaged(false));
    assert_eq!(says(ONLINE, at(TUESDAY, 15, 0)), engaged(true));
    assert_eq!(says(ONLINE, at(TUESDAY, 15, 15)), None);
    let visit = Wish { meeting: Meeting::OnSite(Prefecture::Kanagawa), ..ONLINE };
    let way =
        Closure::Travel { with: meeting.kind, there: Prefecture::Tokyo, here: Prefecture::Kanagawa, minutes: 120 };
    assert_eq!(says(visit, at(TUESDAY, 15, 15)), Some(way.clone()));
    assert_eq!(says(visit, at(TUESDAY, 11, 0)), None, "two hours lie between");
    assert_eq!(way.public(), PublicClosure::Taken);
}

#[test]
fn ways_are_longest_over_the_sea_and_take_as_long_back() {
    assert_eq!(travel_minutes(Prefecture::Tokyo, Prefecture::Tokyo), 60);
    assert_eq!(travel_minutes(Prefecture::Tokyo, Prefecture::Chiba), 120);
    assert_eq!(travel_minutes(Prefecture::Tokyo, Prefecture::Gunma), 180);
    assert_eq!(travel_minutes(Prefecture::Tokyo, Prefecture::Osaka), 300);
    assert_eq!(travel_minutes(Prefecture::Kagoshima, Prefecture::Okinawa), 300, "no land joins them");
    for from in Prefecture::ALL {
        for to in Prefecture::ALL {
            assert_eq!(travel_minutes(from, to), travel_minutes(to, from), "{from} {to}");
            assert!(from == to || from.region() != Region::Okinawa || travel_minutes(from, to) == 300);
        }
    }
}

#[test]
fn whoever_is_least_busy_is_asked_first() {
    let candidate = |id, in_the_week, to_come| Candidate { expert: AccountId(id), in_the_week, to_come };
    let asked = |candidates: &[Candidate]| -> Vec<i64> {
        least_busy_first(candidates.iter().copied()).into_iter().map(|expert| expert.0).collect()
    };
    assert_eq!(asked(&[]), [0; 0]);
    assert_eq!(asked(&[candidate(1, 2, 9), candidate(2, 1, 50)]), [2, 1]);
    assert_eq!(asked(&[candidate(1, 1, 9), candidate(2, 1, 8)]), [2, 1]);
    assert_eq!(asked(&[candidate(5, 1, 8), candidate(4, 1, 8), candidate(9, 0, 8)]), [9, 4, 5]);
}
