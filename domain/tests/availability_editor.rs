//! What hand and keyboard do to a week or a month of a calendar, and that it is what saving does.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use domain::availability::editor::{
    Announcement, Answer, Booking, Day, Deed, Editor, Effect, Grain, Grip, Input, Key, Saying, Sheet, operation,
    plan_of_word, plan_word,
};
use domain::availability::{
    AvailabilityForm, Calendar, DayException, DayPlan, Hours, HoursRead, LeaveKind, Scope, Terms, WeeklyHours, Window,
    apply,
};
use domain::event::Topic;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

/// A Sunday; the Monday after it is a holiday.
const FIRST: Date = date(2026, 11, 22);
const TUESDAY: u16 = 2;
const WEDNESDAY: u16 = 3;

fn day(offset: u16) -> Date {
    FIRST.checked_add(i64::from(offset).days()).unwrap()
}

fn hours(text: &str) -> Hours {
    Hours::parse(text).unwrap().hours
}

fn window(text: &str) -> Window {
    Window::parse(text).unwrap()
}

fn weekly(weekday: Weekday, text: &str) -> WeeklyHours {
    WeeklyHours::each_week(weekday, hours(text), date(2026, 11, 1))
}

/// Mondays, and Tuesdays twice.
fn calendar() -> Calendar {
    let rules = vec![weekly(Weekday::Monday, "10:00-12:00"), weekly(Weekday::Tuesday, "10:00-12:00,14:00-17:00")];
    Calendar::of(rules, Vec::new(), Terms::usual(Topic::ALL.to_vec()))
}

/// A week of a calendar as the page writes it.
fn sheet(calendar: &Calendar, revision: u32) -> Sheet {
    sheet_by(calendar, revision, Grain::Hours)
}

/// A week, or five of them where days are pointed at.
fn sheet_by(calendar: &Calendar, revision: u32, grain: Grain) -> Sheet {
    let count = if grain == Grain::Days { 35 } else { 7 };
    let of = |offset| Day {
        weekly: calendar.weekly_on(day(offset)).into_owned(),
        rests: calendar.rest_on(day(offset)).is_some(),
        plan: calendar.exception_on(day(offset)).map(|exception| exception.plan.clone()),
    };
    Sheet { grain, revision, days: (0..count).map(of).collect(), opened_on: 9, bookings: Vec::new() }
}

fn editor() -> Editor {
    Editor::new(sheet(&calendar(), 4))
}

fn on(editor: &Editor, day: u16) -> String {
    editor.days()[usize::from(day)].hours().to_string()
}

fn press(editor: &mut Editor, keys: &[Key]) -> Vec<Announcement> {
    keys.iter().map(|key| said(&editor.take(Input::Key(*key)))).last().unwrap_or_default()
}

fn said(effects: &[Effect]) -> Vec<Announcement> {
    let told = effects.iter().filter_map(|effect| match effect {
        Effect::Say(Saying { what, .. }) => Some(*what),
        _ => None,
    });
    told.collect()
}

/// What is sent when everything is saved.
fn sent(editor: &mut Editor) -> Option<(Vec<Deed>, u32)> {
    editor.take(Input::Saved).into_iter().find_map(|effect| match effect {
        Effect::Send { deeds, revision } => Some((deeds, revision)),
        _ => None,
    })
}

/// What the server makes of what is sent.
fn saved(calendar: &Calendar, deeds: &[Deed]) -> Calendar {
    let mut fields = vec![("operation".to_owned(), "edits".to_owned())];
    fields.extend(deeds.iter().map(|deed| ("edit".to_owned(), deed.line(|at| day(at).to_string()))));
    let read = AvailabilityForm::from_fields(fields).read(calendar).expect("the lines are read");
    read.operations.iter().fold(calendar.clone(), |calendar, operation| {
        apply(&calendar, operation).map_or(calendar, |edit| edit.calendar)
    })
}

fn typed(day: u16, text: &str) -> Input {
    Input::Typed { day, hours: Hours::parse(text).unwrap() }
}

fn go(editor: &mut Editor, day: u16, minute: u16) {
    editor.take(Input::Went { day, minute, extends: false });
}

#[test]
fn a_week_is_kept_by_keys_alone() {
    let mut editor = editor();
    go(&mut editor, WEDNESDAY, 13 * 60);
    let painted = press(&mut editor, &[Key::MoreAtEnd, Key::MoreAtEnd, Key::MoreAtEnd, Key::Paint]);
    assert_eq!((on(&editor, WEDNESDAY), painted), ("13:00-14:00".to_owned(), vec![Announcement::Painted]));

    // Taken, an hour later, a day on, and longer.
    press(&mut editor, &[Key::Move, Key::Later, Key::Right, Key::MoreAtEnd, Key::MoreAtBegin, Key::Paint]);
    assert_eq!((on(&editor, WEDNESDAY), on(&editor, 4)), (String::new(), "13:45-15:15".to_owned()));

    let removed = press(&mut editor, &[Key::Down, Key::Remove]);
    assert_eq!((on(&editor, 4), removed), (String::new(), vec![Announcement::Removed]));
    assert_eq!(editor.unsaved(), 1, "what was done and undone by hand is still sent");
}

#[test]
fn delete_takes_what_is_chosen_and_of_hours_under_the_cursor_all() {
    let mut editor = editor();
    go(&mut editor, TUESDAY, 10 * 60 + 30);
    press(&mut editor, &[Key::MoreAtEnd, Key::Remove]);
    assert_eq!(on(&editor, TUESDAY), "10:00-10:30,11:00-12:00,14:00-17:00");
    go(&mut editor, TUESDAY, 15 * 60);
    press(&mut editor, &[Key::Remove]);
    assert_eq!(on(&editor, TUESDAY), "10:00-10:30,11:00-12:00");
    assert_eq!(press(&mut editor, &[Key::Remove]), [Announcement::NoHours]);
}

#[test]
fn a_pointer_paints_moves_and_draws_both_ends() {
    let mut editor = editor();
    let mut drag = |from: (u16, u16), grip, to: (u16, u16)| {
        editor.take(Input::Grabbed { day: from.0, minute: from.1, grip });
        editor.take(Input::Dragged { day: to.0, minute: to.1 });
        editor.take(Input::Dropped);
        (on(&editor, from.0), on(&editor, to.0))
    };
    let same = |hours: &str| (hours.to_owned(), hours.to_owned());
    assert_eq!(drag((WEDNESDAY, 9 * 60 + 4), Grip::Paint, (5, 10 * 60 + 20)).0, "09:00-10:30");
    assert_eq!(drag((WEDNESDAY, 10 * 60 + 20), Grip::End, (WEDNESDAY, 700)), same("09:00-11:45"));
    assert_eq!(drag((WEDNESDAY, 9 * 60), Grip::Begin, (WEDNESDAY, 490)), same("08:15-11:45"));
    assert_eq!(drag((WEDNESDAY, 9 * 60), Grip::Whole, (5, 10 * 60)), (String::new(), "09:15-12:45".to_owned()));
}

#[test]
fn hours_that_overlap_become_one_and_it_is_told() {
    let mut editor = editor();
    editor.take(Input::Grabbed { day: TUESDAY, minute: 11 * 60, grip: Grip::Paint });
    editor.take(Input::Dragged { day: TUESDAY, minute: 14 * 60 });
    let effects = editor.take(Input::Dropped);
    assert_eq!(on(&editor, TUESDAY), "10:00-17:00");
    assert_eq!(said(&effects), [Announcement::Painted, Announcement::Merged]);
}

#[test]
fn what_is_carried_and_given_up_stays_where_it_was() {
    let mut editor = editor();
    let before = editor.days().to_vec();
    go(&mut editor, TUESDAY, 10 * 60);
    assert_eq!(press(&mut editor, &[Key::Move, Key::Right, Key::GiveUp]), [Announcement::GivenUp]);
    assert_eq!(press(&mut editor, &[Key::Move, Key::Right, Key::Left, Key::Paint]), [Announcement::GivenUp]);
    assert_eq!((editor.days(), editor.unsaved(), editor.is_carrying()), (before.as_slice(), 0, false));
}

#[test]
fn for_which_days_a_change_is_meant_is_asked_where_its_week_could_be_meant() {
    let mut editor = editor();
    assert_eq!(editor.asked(), None);
    editor.take(typed(TUESDAY, "9:00-12:00"));
    assert_eq!(editor.asked(), Some((TUESDAY, Scope::ThisDay)));
    editor.take(Input::Meant(Scope::Following));
    assert_eq!(editor.asked(), Some((TUESDAY, Scope::Following)));
    let (deeds, _) = sent(&mut editor).expect("it is sent");
    let after = saved(&calendar(), &deeds);
    assert_eq!(after.hours_on(day(TUESDAY + 7)).hours.to_string(), "09:00-12:00");
    assert_eq!(after.hours_on(date(2026, 11, 17)).hours.to_string(), "10:00-12:00,14:00-17:00");
}

#[test]
fn what_was_painted_moved_and_drawn_out_is_meant_together() {
    let mut editor = editor();
    go(&mut editor, WEDNESDAY, 9 * 60);
    press(&mut editor, &[Key::MoreAtEnd, Key::Paint, Key::Move, Key::Right, Key::Right, Key::Paint]);
    assert_eq!(editor.asked(), Some((5, Scope::ThisDay)));
    assert_eq!(said(&editor.take(Input::Meant(Scope::Following))), [Announcement::Meant]);
    let (deeds, _) = sent(&mut editor).expect("it is sent");
    let after = saved(&calendar(), &deeds);
    let hours = [3, 5, 12].map(|at| after.hours_on(day(at)).hours.to_string());
    assert_eq!(hours, ["", "09:00-09:30", "09:00-09:30"]);
}

#[test]
fn on_a_holiday_only_the_day_itself_is_changed() {
    let mut editor = editor();
    assert_eq!(on(&editor, 1), "", "its weekly hours rest");
    editor.take(typed(1, "10:00-11:00"));
    assert_eq!((on(&editor, 1), editor.asked()), ("10:00-11:00".to_owned(), None));
    assert_eq!(said(&editor.take(Input::Meant(Scope::Following))), [Announcement::OfItsOwn]);
}

#[test]
fn bookings_that_would_lie_outside_are_told_before_anything_is_saved() {
    let mut sheet = sheet(&calendar(), 4);
    let booking = |day, from, to| Booking { day, from, to };
    sheet.bookings = vec![booking(0, 600, 660), booking(TUESDAY, 605, 650), booking(TUESDAY, 840, 900)];
    let mut editor = Editor::new(sheet);
    assert_eq!(editor.clashes(), [], "what lies outside already is no news");
    go(&mut editor, TUESDAY, 10 * 60);
    assert_eq!(press(&mut editor, &[Key::Remove]), [Announcement::Removed, Announcement::Clash]);
    assert_eq!(editor.clashes(), [1]);
    press(&mut editor, &[Key::Undo]);
    assert_eq!(editor.clashes(), []);
}

#[test]
fn what_is_not_saved_stays_until_it_is() {
    for (answer, told) in [(Answer::Lost, Announcement::Lost), (Answer::Kept, Announcement::Kept)] {
        let mut editor = editor();
        editor.take(typed(WEDNESDAY, "9:00-10:00"));
        let first = sent(&mut editor).expect("it is sent");
        assert_eq!(press(&mut editor, &[Key::Undo]), [Announcement::Busy], "while an answer is awaited");
        assert_eq!(sent(&mut editor), None, "nothing is sent twice at once");
        assert_eq!(said(&editor.take(Input::Answered(answer))), [told]);
        assert_eq!(on(&editor, WEDNESDAY), "09:00-10:00");
        assert_eq!(sent(&mut editor), Some(first), "the same is sent again");
    }
}

#[test]
fn what_was_saved_can_be_undone_and_a_change_of_weeks_cannot() {
    for (scope, can_undo) in [(Scope::ThisDay, true), (Scope::Following, false)] {
        let mut editor = editor();
        editor.take(typed(WEDNESDAY, "9:00-10:00"));
        editor.take(Input::Meant(scope));
        let (deeds, _) = sent(&mut editor).expect("it is sent");
        let after = saved(&calendar(), &deeds);
        editor.take(Input::Answered(Answer::Saved(sheet(&after, 5))));
        assert_eq!((editor.can_go().0, editor.unsaved()), (can_undo, 0));
        press(&mut editor, &[Key::Undo]);
        let shown = if can_undo { "" } else { "09:00-10:00" };
        assert_eq!((on(&editor, WEDNESDAY), editor.unsaved()), (shown.to_owned(), usize::from(can_undo)));
    }
}

#[test]
fn what_was_discarded_comes_back_by_undo() {
    let mut editor = editor();
    editor.take(typed(WEDNESDAY, "9:00-10:00"));
    editor.take(Input::Discarded);
    assert_eq!((on(&editor, WEDNESDAY), editor.unsaved()), (String::new(), 0));
    press(&mut editor, &[Key::Undo]);
    assert_eq!((on(&editor, WEDNESDAY), editor.unsaved()), ("09:00-10:00".to_owned(), 1));
}

#[test]
fn what_somebody_else_changed_goes_under_what_is_not_saved() {
    let mut editor = editor();
    editor.take(typed(WEDNESDAY, "9:00-10:00"));
    let mut theirs = sheet(&calendar(), 5);
    theirs.days[5].plan = Some(DayPlan::Closed);
    let effects = editor.take(Input::Came(theirs));
    assert_eq!((effects.first(), said(&effects)), (Some(&Effect::Exchange), vec![Announcement::Came]));
    assert_eq!(on(&editor, WEDNESDAY), "09:00-10:00");
    assert_eq!(sent(&mut editor).map(|(_, revision)| revision), Some(5));
}

#[test]
fn where_both_changed_the_same_day_nothing_is_overwritten() {
    let mut editor = editor();
    editor.take(typed(WEDNESDAY, "9:00-10:00"));
    let mut theirs = sheet(&calendar(), 5);
    theirs.days[usize::from(WEDNESDAY)].plan = Some(DayPlan::Closed);
    assert_eq!(said(&editor.take(Input::Came(theirs.clone()))), [Announcement::Behind]);
    assert_eq!(editor.take(Input::Came(theirs.clone())), [], "it is said once");
    assert_eq!(sent(&mut editor).map(|(_, revision)| revision), Some(4), "the server will show both versions");
    editor.take(Input::Answered(Answer::Kept));
    editor.take(Input::Discarded);
    editor.take(Input::Came(theirs));
    assert_eq!(
        (editor.days()[usize::from(WEDNESDAY)].plan.clone(), editor.can_go()),
        (Some(DayPlan::Closed), (true, false))
    );
    // What would change the same day again is not brought back.
    press(&mut editor, &[Key::Undo]);
    assert_eq!(editor.unsaved(), 0);
}

#[test]
fn a_week_is_copied_to_the_next_and_a_day_to_another() {
    let mut editor = editor();
    go(&mut editor, TUESDAY, 0);
    assert_eq!(press(&mut editor, &[Key::Paste]), [Announcement::Nothing]);
    press(&mut editor, &[Key::Copy, Key::Right, Key::Paste]);
    assert_eq!(on(&editor, WEDNESDAY), "10:00-12:00,14:00-17:00");
    editor.take(Input::WeekCopied);
    assert_eq!(editor.unsaved(), 2);
    let (deeds, _) = sent(&mut editor).expect("it is sent");
    let after = saved(&calendar(), &deeds);
    assert_eq!(after.hours_on(day(WEDNESDAY + 7)).hours.to_string(), "10:00-12:00,14:00-17:00");
}

#[test]
fn several_days_are_chosen_and_taken_off_at_once() {
    let mut editor = editor();
    go(&mut editor, TUESDAY, 10 * 60);
    assert_eq!(press(&mut editor, &[Key::DayAfter, Key::DayAfter]), [Announcement::DaysChosen]);
    assert_eq!(press(&mut editor, &[Key::Off]), [Announcement::Off]);
    let plans: Vec<_> = editor.days().iter().map(|day| day.plan.clone()).collect();
    let off = Some(DayPlan::Closed);
    assert_eq!(plans, [None, None, off.clone(), off.clone(), off, None, None]);
    editor.take(Input::Went { day: TUESDAY, minute: 600, extends: false });
    editor.take(Input::Went { day: 1, minute: 600, extends: true });
    editor.take(Input::Planned(Some(DayPlan::Leave(LeaveKind::Training))));
    assert_eq!(editor.days()[1].plan, Some(DayPlan::Leave(LeaveKind::Training)));
    editor.take(Input::Planned(None));
    assert_eq!(on(&editor, TUESDAY), "10:00-12:00,14:00-17:00");
}

fn month() -> Editor {
    Editor::new(sheet_by(&calendar(), 4, Grain::Days))
}

/// On which day the cursor is, and the days that are chosen.
fn chosen(editor: &Editor) -> (u16, (u16, u16)) {
    (editor.cursor().day, editor.cursor().days())
}

#[test]
fn in_a_month_arrows_lead_from_day_to_day_and_from_week_to_week() {
    let mut editor = month();
    assert_eq!(chosen(&editor), (9, (9, 9)), "it begins on the day that was asked for");
    assert_eq!(press(&mut editor, &[Key::Down, Key::Left]), [Announcement::AtDay]);
    assert_eq!(chosen(&editor).0, 15);
    for (key, day) in [(Key::Home, 14), (Key::End, 20), (Key::Right, 21), (Key::Up, 14), (Key::Up, 7), (Key::Up, 0)] {
        press(&mut editor, &[key]);
        assert_eq!(chosen(&editor).0, day, "{key:?}");
    }
    for key in [Key::Up, Key::Left, Key::Earlier, Key::Move] {
        assert_eq!((press(&mut editor, &[key]), chosen(&editor).0), (Vec::new(), 0), "{key:?} leads off the sheet");
    }
}

#[test]
fn in_a_month_days_over_several_weeks_are_taken_off_at_once() {
    let mut editor = month();
    press(&mut editor, &[Key::MoreAtEnd]);
    assert_eq!(press(&mut editor, &[Key::DayAfter]), [Announcement::DaysChosen]);
    assert_eq!(chosen(&editor), (9, (9, 17)));
    editor.take(Input::Planned(Some(DayPlan::Leave(LeaveKind::Vacation))));
    let (deeds, _) = sent(&mut editor).expect("it is sent");
    let after = saved(&calendar(), &deeds);
    let away = (0..35).filter(|at| after.exception_on(day(*at)).is_some()).collect::<Vec<_>>();
    assert_eq!(away, (9..=17).collect::<Vec<_>>());
}

#[test]
fn in_a_month_hours_are_typed_for_the_days_that_are_chosen() {
    let mut editor = month();
    assert_eq!(editor.take(Input::Key(Key::Paint)), [Effect::Type]);
    editor.take(Input::Went { day: 11, minute: 700, extends: true });
    let effects = editor.take(Input::TypedForChosen(Hours::parse("14-15、13:00-14:30").unwrap()));
    let told = vec![Announcement::Typed, Announcement::Merged];
    assert_eq!((said(&effects), on(&editor, 11)), (told, "13:00-15:00".to_owned()));
    assert_eq!(press(&mut editor, &[Key::Remove]), [Announcement::Off]);
    assert_eq!(press(&mut editor, &[Key::Undo]), [Announcement::Undone]);
    assert_eq!(on(&editor, 9), "13:00-15:00");
    editor.take(Input::TypedForChosen(Hours::parse_normal("休み").unwrap()));
    assert_eq!(editor.days()[9].plan, Some(DayPlan::Closed));
}

#[test]
fn typed_hours_that_overlap_become_one_and_it_is_told() {
    let mut editor = editor();
    let effects = editor.take(typed(WEDNESDAY, "9:00-11:00、10:00-12:00"));
    assert_eq!(said(&effects), [Announcement::Typed, Announcement::Merged]);
    assert_eq!(on(&editor, WEDNESDAY), "09:00-12:00");
    sent(&mut editor).expect("it is sent");
    let meanwhile = editor.take(typed(WEDNESDAY, "13:00-15:00、14:00-16:00"));
    assert_eq!(said(&meanwhile), [Announcement::Busy], "what is not taken is not told either");
}

#[test]
fn a_day_is_copied_to_all_that_are_chosen() {
    let mut editor = month();
    press(&mut editor, &[Key::Copy, Key::Right, Key::MoreAtEnd]);
    assert_eq!(press(&mut editor, &[Key::Paste]), [Announcement::Pasted]);
    let alike = (10..=17).all(|at| on(&editor, at) == "10:00-12:00,14:00-17:00");
    assert!(alike, "{:?}", editor.days());
    assert_eq!(on(&editor, 18), "");
}

#[test]
fn in_a_month_a_day_says_whether_something_is_booked_on_it() {
    let bookings = vec![Booking { day: 10, from: 600, to: 660 }];
    let mut editor = Editor::new(Sheet { bookings, ..sheet_by(&calendar(), 4, Grain::Days) });
    assert_eq!(press(&mut editor, &[Key::Right]), [Announcement::AtBookedDay]);
    editor.take(Input::Planned(None));
    assert_eq!(press(&mut editor, &[Key::Left]), [Announcement::AtDay]);
}

#[test]
fn in_a_month_nothing_is_meant_for_weeks() {
    let mut editor = month();
    let before = editor.clone();
    for input in [
        Input::WeekCopied,
        Input::Meant(Scope::All),
        Input::Grabbed { day: 9, minute: 660, grip: Grip::Whole },
        Input::Dragged { day: 10, minute: 700 },
        Input::Dropped,
    ] {
        assert_eq!(editor.take(input), []);
    }
    assert_eq!(editor, before);
}

#[test]
fn lines_that_no_editor_writes_are_no_operations() {
    for line in [
        "",
        "add",
        "add 2026-11-24 10:00-12:00 sometimes",
        "add 2026-13-24 10:00-12:00 all",
        "days 2026-11-24 2026-11-24 away",
        "copy_week 2026-11-24 many",
        "drop table",
    ] {
        assert_eq!(operation(line), None, "{line}");
    }
    let unread = AvailabilityForm::from_fields(vec![("operation".to_owned(), "edits".to_owned())]);
    assert!(unread.read(&calendar()).is_err());
}

fn some_window() -> impl Strategy<Value = Window> {
    (28_u16..80, 1_u16..14).prop_map(|(from, length)| Window::new(from * 15, (from + length) * 15).unwrap())
}

fn some_hours() -> impl Strategy<Value = Hours> {
    prop::collection::vec(some_window(), 0..3).prop_map(Hours::of)
}

fn some_plan() -> impl Strategy<Value = DayPlan> {
    prop_oneof![
        some_window().prop_map(|window| DayPlan::Hours(window.into())),
        Just(DayPlan::Closed),
        prop::sample::select(LeaveKind::ALL.to_vec()).prop_map(DayPlan::Leave),
    ]
}

/// Rules for every week, every other week, and for a time only, and days that are other than they.
fn some_calendar() -> impl Strategy<Value = Calendar> {
    let rule = (0_i8..7, some_hours(), 1_u8..3, prop::option::of(0_u16..20), 0_i64..21).prop_map(
        |(weekday, hours, every, until, before)| {
            let from = FIRST.checked_sub(before.days()).unwrap();
            let weekday = Weekday::from_sunday_zero_offset(weekday).unwrap();
            WeeklyHours { weekday, hours, from, until: until.map(day), every, anchor: from }
        },
    );
    let exception = (0_u16..7, 0_u16..4, some_plan()).prop_map(|(from, length, plan)| DayException {
        from: day(from),
        to: day(from + length),
        plan,
    });
    (prop::collection::vec(rule, 0..8), prop::collection::vec(exception, 0..3))
        .prop_map(|(rules, exceptions)| Calendar::of(rules, exceptions, Terms::usual(Topic::ALL.to_vec())))
}

fn some_grain() -> impl Strategy<Value = Grain> {
    prop_oneof![Just(Grain::Hours), Just(Grain::Days)]
}

fn some_input() -> impl Strategy<Value = Input> {
    use Key::{
        Copy, DayAfter, DayBefore, Down, Earlier, End, GiveUp, Home, Later, Left, LessAtBegin, LessAtEnd, MoreAtBegin,
        MoreAtEnd, Move, Off, Paint, Paste, Redo, Remove, Right, Undo, Up,
    };
    let keys = vec![
        Left,
        Right,
        Up,
        Down,
        Earlier,
        Later,
        Home,
        End,
        LessAtEnd,
        MoreAtEnd,
        MoreAtBegin,
        LessAtBegin,
        Paint,
        Remove,
        Move,
        GiveUp,
        Copy,
        Paste,
        Undo,
        Redo,
        DayBefore,
        DayAfter,
        Off,
    ];
    let place = || (0_u16..7, 0_u16..1440);
    let grip = prop::sample::select(vec![Grip::Paint, Grip::Whole, Grip::Begin, Grip::End]);
    prop_oneof![
        4 => prop::sample::select(keys).prop_map(Input::Key),
        2 => (place(), any::<bool>()).prop_map(|((day, minute), extends)| Input::Went { day, minute, extends }),
        2 => (place(), grip).prop_map(|((day, minute), grip)| Input::Grabbed { day, minute, grip }),
        2 => place().prop_map(|(day, minute)| Input::Dragged { day, minute }),
        2 => Just(Input::Dropped),
        2 => (0_u16..7, some_hours()).prop_map(|(day, hours)| {
            Input::Typed { day, hours: HoursRead { hours, is_merged: false } }
        }),
        1 => some_hours().prop_map(|hours| Input::TypedForChosen(HoursRead { hours, is_merged: false })),
        1 => prop::option::of(some_plan()).prop_map(Input::Planned),
        2 => prop::sample::select(Scope::ALL.to_vec()).prop_map(Input::Meant),
        1 => Just(Input::WeekCopied),
        1 => Just(Input::Discarded),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_sent_makes_of_the_calendar_what_is_shown(
        calendar in some_calendar(),
        grain in some_grain(),
        inputs in prop::collection::vec(some_input(), 0..40),
    ) {
        let mut editor = Editor::new(sheet_by(&calendar, 1, grain));
        for input in inputs {
            editor.take(input);
            for day in editor.days() {
                let hours = day.hours();
                let windows = hours.windows();
                prop_assert!(windows.windows(2).all(|pair| pair[0].to() < pair[1].from()), "they overlap: {hours}");
            }
        }
        editor.take(Input::Key(Key::GiveUp));
        let shown = editor.days().to_vec();
        let after = match sent(&mut editor) {
            Some((deeds, _)) => saved(&calendar, &deeds),
            None => calendar,
        };
        for (at, shown) in (0_u16..).zip(&shown) {
            prop_assert_eq!(&*after.hours_on(day(at)).hours, &shown.hours());
            prop_assert_eq!(after.exception_on(day(at)).map(|exception| &exception.plan), shown.plan.as_ref());
            prop_assert_eq!(&*after.weekly_on(day(at)), &shown.weekly);
        }
    }

    #[test]
    fn redo_after_undo_and_undo_after_redo_change_nothing(
        calendar in some_calendar(),
        grain in some_grain(),
        inputs in prop::collection::vec(some_input(), 0..40),
    ) {
        let mut editor = Editor::new(sheet_by(&calendar, 1, grain));
        for input in inputs {
            editor.take(input);
        }
        editor.take(Input::Key(Key::GiveUp));
        for (turn, back) in [(Key::Undo, Key::Redo), (Key::Redo, Key::Undo)] {
            let (can_undo, can_redo) = editor.can_go();
            let before = editor.clone();
            editor.take(Input::Key(turn));
            if if turn == Key::Undo { can_undo } else { can_redo } {
                editor.take(Input::Key(back));
            }
            prop_assert_eq!(&before, &editor);
        }
    }

    #[test]
    fn what_was_saved_is_undone_as_a_change_that_is_saved_in_its_turn(
        calendar in some_calendar(),
        grain in some_grain(),
        first in prop::collection::vec(some_input(), 0..15),
        second in prop::collection::vec(some_input(), 0..15),
        undone in 0_usize..20,
    ) {
        let mut editor = Editor::new(sheet_by(&calendar, 1, grain));
        let mut calendar = calendar;
        for (revision, inputs) in [(2, first), (3, second)] {
            for input in inputs {
                drop(editor.take(input));
            }
            editor.take(Input::Key(Key::GiveUp));
            if let Some((deeds, _)) = sent(&mut editor) {
                calendar = saved(&calendar, &deeds);
                let before = editor.days().to_vec();
                editor.take(Input::Answered(Answer::Saved(sheet_by(&calendar, revision, grain))));
                prop_assert_eq!((editor.days(), editor.unsaved()), (before.as_slice(), 0));
            }
        }
        for _ in 0..undone {
            editor.take(Input::Key(Key::Undo));
        }
        let shown = editor.days().to_vec();
        let after = sent(&mut editor).map_or(calendar.clone(), |(deeds, _)| saved(&calendar, &deeds));
        for (at, shown) in (0_u16..).zip(&shown) {
            prop_assert_eq!(&*after.hours_on(day(at)).hours, &shown.hours());
        }
    }

    #[test]
    fn every_change_is_announced(
        calendar in some_calendar(),
        grain in some_grain(),
        inputs in prop::collection::vec(some_input(), 0..40),
    ) {
        let mut editor = Editor::new(sheet_by(&calendar, 1, grain));
        for input in inputs {
            let (days, unsaved) = (editor.days().to_vec(), editor.unsaved());
            let effects = editor.take(input);
            if days != editor.days() || unsaved != editor.unsaved() {
                prop_assert!(!said(&effects).is_empty());
                prop_assert!(effects.contains(&Effect::Draw));
            }
        }
    }

    #[test]
    fn a_plan_that_was_written_is_read_back(plan in some_plan()) {
        prop_assert_eq!(plan_of_word(&plan_word(&plan)), Some(plan));
    }
}

#[test]
fn a_window_is_read_from_what_people_type_in_normal_form() {
    let read = Hours::parse_normal("10時〜12時、 14:00-17:30").unwrap().hours;
    assert_eq!(read.to_string(), "10:00-12:00,14:00-17:30");
    assert_eq!(Hours::parse_normal("休み").unwrap().hours, Hours::NONE);
    assert!(Hours::parse_normal("24:15-25:00").is_err());
    assert_eq!(window("9-10").to_string(), "09:00-10:00");
}
