//! The desk's schedule: what is shown, where something is put, and what hand and keyboard do to it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::event::When;
use domain::timetable::editor::{
    Answer, Deed, Editor, Effect, Focus, Grip, Held, Hours, Input, Key, LATEST, Order, Saying, Sheet, Slot,
};
use domain::timetable::{Target, lanes, minutes};
use jiff::civil::{Date, date, time};
use proptest::prelude::*;

fn when(day: Date) -> When {
    When { doors_open: Some(time(13, 30, 0, 0)), ..When::on(day, time(14, 10, 0, 0), time(16, 0, 0, 0)) }
}

#[test]
fn on_another_day_an_event_keeps_its_hours_and_its_length_in_days() {
    let two_days = When { ends_on: date(2026, 12, 2), ..when(date(2026, 12, 1)) };
    let moved = Target::parse("2026-12-31", "").expect("a day").when(&two_days);
    let same_hours = When { starts_on: date(2026, 12, 31), ends_on: date(2027, 1, 1), ..two_days };
    assert_eq!(moved, same_hours);
}

#[test]
fn at_another_hour_it_stays_as_long_and_its_doors_open_as_long_before() {
    let moved = Target::parse("2026-12-01T10:00", "").expect("an hour").when(&when(date(2026, 12, 1)));
    let hours = (moved.doors_open, moved.start_time, moved.end_time);
    assert_eq!(hours, (Some(time(9, 20, 0, 0)), Some(time(10, 0, 0, 0)), Some(time(11, 50, 0, 0))));
    let longer = Target::parse("2026-12-01", "17:15").expect("an hour").when(&when(date(2026, 12, 1)));
    assert_eq!((longer.start_time, longer.end_time), (Some(time(14, 10, 0, 0)), Some(time(17, 15, 0, 0))));
}

#[test]
fn what_names_no_day_is_no_target() {
    for (to, until) in [("", ""), ("2026-02-30", ""), ("2026-12-01T25:00", ""), ("2026-12-01", "soon"), ("T10:00", "")]
    {
        assert!(Target::parse(to, until).is_err(), "{to} {until}");
    }
}

#[test]
fn events_that_overlap_stand_beside_one_another_and_the_others_have_the_whole_width() {
    let found: Vec<_> =
        lanes(&[(540, 660), (600, 720), (660, 700), (720, 780)]).into_iter().map(|lane| (lane.at, lane.of)).collect();
    assert_eq!(found, [(0, 2), (1, 2), (0, 2), (0, 1)]);
    assert_eq!(minutes(&When { end_time: None, ..when(date(2026, 12, 1)) }), Some((850, 910)));
    assert_eq!(minutes(&When { start_time: None, ..when(date(2026, 12, 1)) }), None);
}

proptest! {
    #[test]
    fn no_two_that_overlap_are_drawn_over_one_another(mut hours in prop::collection::vec((0_u16..1400, 1_u16..300), 0..40)) {
        hours.sort_unstable();
        let hours: Vec<_> = hours.into_iter().map(|(begins, length)| (begins, begins + length)).collect();
        let found = lanes(&hours);
        prop_assert_eq!(found.len(), hours.len());
        for (one, (begins, ends)) in hours.iter().enumerate() {
            prop_assert!(found[one].at < found[one].of);
            for (other, (other_begins, other_ends)) in hours.iter().enumerate().skip(one + 1) {
                if begins < other_ends && other_begins < ends {
                    prop_assert!(found[one].at != found[other].at && found[one].of == found[other].of);
                }
            }
        }
    }
}

fn held(code: &str, day: u16, hours: Option<Hours>) -> Held {
    Held { code: code.to_owned(), revision: 3, slot: Slot { day, hours }, is_fixed: false }
}

const FROM_TWO_TO_FOUR: Option<Hours> = Some(Hours { begins: 14 * 60, ends: 16 * 60 });

/// A month: `a` and `b` on the third day, `c`, which was called off, a week later.
fn month() -> Sheet {
    let off = Held { is_fixed: true, ..held("c", 9, None) };
    Sheet { days: 35, events: vec![held("a", 2, None), held("b", 2, None), off] }
}

/// A week: `a` on its second day from two to four, `b` on the same day without an hour.
fn week() -> Sheet {
    Sheet { days: 7, events: vec![held("a", 1, FROM_TWO_TO_FOUR), held("b", 1, None)] }
}

fn press(editor: &mut Editor, keys: &[Key]) -> Vec<Effect> {
    keys.iter().map(|key| editor.take(Input::Key(*key))).last().unwrap_or_default()
}

fn sent(effects: &[Effect]) -> Option<Order> {
    effects.iter().find_map(|effect| match effect {
        Effect::Send(order) => Some(order.clone()),
        _ => None,
    })
}

/// What a server that refuses nothing makes of an order.
fn after(sheet: &Sheet, order: &Order) -> Sheet {
    let mut sheet = sheet.clone();
    match order.deed {
        Deed::Copy => {
            // Nobody has had this code before, also not a copy that was thrown away.
            let code = format!("{}-copy-{}", order.code, COPIES.fetch_add(1, Ordering::Relaxed));
            sheet.events.push(Held { code, revision: 0, slot: order.slot, is_fixed: false });
        }
        Deed::Discard => sheet.events.retain(|held| held.code != order.code),
        Deed::Move => {
            for held in sheet.events.iter_mut().filter(|held| held.code == order.code) {
                held.slot = order.slot;
                held.revision += 1;
            }
        }
    }
    sheet
}

static COPIES: AtomicU32 = AtomicU32::new(0);

/// Takes `input`, and answers what is sent at once.
fn done(editor: &mut Editor, input: Input) -> Option<Order> {
    let order = sent(&editor.take(input))?;
    let sheet = after(editor.sheet(), &order);
    editor.take(Input::Answered(Answer::Done(sheet)));
    Some(order)
}

#[test]
fn arrows_go_through_the_days_and_the_events_of_a_day() {
    let mut editor = Editor::new(month());
    let at = |day, event| Focus { day, event };
    assert_eq!(editor.focus(), at(2, Some(0)));
    for (key, focus) in [
        (Key::Down, at(2, Some(1))),
        (Key::Down, at(9, Some(0))),
        (Key::Up, at(2, Some(1))),
        (Key::Left, at(1, None)),
        (Key::Home, at(0, None)),
        (Key::End, at(6, None)),
        (Key::Up, at(6, None)),
        (Key::Right, at(7, None)),
    ] {
        press(&mut editor, &[key]);
        assert_eq!(editor.focus(), focus, "{key:?}");
    }
}

#[test]
fn an_event_is_carried_by_keys_put_down_and_brought_back_by_undo() {
    let mut editor = Editor::new(month());
    let taken = press(&mut editor, &[Key::Move]);
    assert!(taken.contains(&Effect::Say(Saying::Taken { code: "a".to_owned(), copies: false })));
    let over = Slot { day: 10, hours: None };
    assert!(press(&mut editor, &[Key::Right, Key::Down]).contains(&Effect::Say(Saying::Over(over))));
    let order = done(&mut editor, Input::Key(Key::Drop)).expect("it is sent");
    assert_eq!(order, Order { code: "a".to_owned(), revision: 3, slot: over, deed: Deed::Move });
    assert_eq!(editor.focus(), Focus { day: 10, event: Some(0) });

    let undone = done(&mut editor, Input::Key(Key::Undo)).expect("it is undone");
    assert_eq!((undone.revision, undone.slot.day), (4, 2));
    let again = done(&mut editor, Input::Key(Key::Redo)).expect("it is done again");
    assert_eq!((again.revision, again.slot.day), (5, 10));
    assert_eq!(editor.can_go(), (true, false));
}

#[test]
fn escape_gives_up_and_a_drop_where_it_was_sends_nothing() {
    for end in [&[Key::Right, Key::GiveUp][..], &[Key::Right, Key::Left, Key::Drop]] {
        let mut editor = Editor::new(month());
        press(&mut editor, &[Key::Move]);
        let effects = press(&mut editor, end);
        let back = Effect::PutBack { code: "a".to_owned(), slot: Slot { day: 2, hours: None } };
        assert_eq!(effects, [back, Effect::Say(Saying::GivenUp)]);
        assert!(!editor.is_carrying() && !editor.is_waiting());
    }
}

#[test]
fn what_was_called_off_stays_but_may_be_copied() {
    let mut editor = Editor::new(month());
    press(&mut editor, &[Key::Down, Key::Down]);
    assert_eq!(press(&mut editor, &[Key::Move]), [Effect::Say(Saying::Fixed)]);
    press(&mut editor, &[Key::Copy, Key::Right]);
    let copy = done(&mut editor, Input::Key(Key::Drop)).expect("it is sent");
    assert_eq!((copy.deed, copy.slot.day), (Deed::Copy, 10));
}

#[test]
fn a_copy_is_thrown_away_by_undo_and_what_was_done_with_it_is_done_again_with_the_next() {
    let mut editor = Editor::new(month());
    press(&mut editor, &[Key::Copy, Key::Right]);
    done(&mut editor, Input::Key(Key::Drop)).expect("it is copied");
    let copied = places(editor.sheet());
    let code = copied.keys().find(|code| code.contains("copy")).expect("the copy").clone();
    editor.take(Input::Grabbed { code: code.clone(), grip: Grip::Whole, minute: None });
    editor.take(Input::Dragged { day: 20, minute: None, copies: false });
    done(&mut editor, Input::Dropped).expect("the copy is moved");

    done(&mut editor, Input::Key(Key::Undo)).expect("it is moved back");
    let discard = done(&mut editor, Input::Key(Key::Undo)).expect("it is thrown away");
    assert_eq!((discard.deed, &discard.code, discard.revision), (Deed::Discard, &code, 2));
    assert_eq!(places(editor.sheet()), places(&month()));
    let copy = done(&mut editor, Input::Key(Key::Redo)).expect("it is copied again");
    assert_eq!((copy.deed, copy.code.as_str()), (Deed::Copy, "a"));
    let moved = done(&mut editor, Input::Key(Key::Redo)).expect("the new copy is moved");
    assert!(moved.code != code && moved.slot.day == 20 && moved.revision == 0, "{moved:?}");
    assert_eq!(editor.can_go(), (true, false));
}

#[test]
fn in_a_week_arrows_go_through_the_hours_by_quarters_and_draw_out_the_end() {
    let mut editor = Editor::new(week());
    press(&mut editor, &[Key::Move, Key::Up, Key::Right, Key::Longer, Key::Longer, Key::Shorter]);
    let order = done(&mut editor, Input::Key(Key::Drop)).expect("it is sent");
    assert_eq!(order.slot, Slot { day: 2, hours: Some(Hours { begins: 825, ends: 960 }) });
}

#[test]
fn a_pointer_carries_an_event_by_where_it_holds_it() {
    let mut editor = Editor::new(week());
    editor.take(Input::Grabbed { code: "a".to_owned(), grip: Grip::Whole, minute: Some(15 * 60) });
    editor.take(Input::Dragged { day: 4, minute: Some(11 * 60 + 5), copies: false });
    let order = done(&mut editor, Input::Dropped).expect("it is sent");
    assert_eq!(order.slot, Slot { day: 4, hours: Some(Hours { begins: 600, ends: 720 }) });

    editor.take(Input::Grabbed { code: "a".to_owned(), grip: Grip::End, minute: Some(720) });
    editor.take(Input::Dragged { day: 6, minute: Some(790), copies: true });
    let order = done(&mut editor, Input::Dropped).expect("it is sent");
    assert_eq!(order.slot, Slot { day: 4, hours: Some(Hours { begins: 600, ends: 795 }) });
    assert_eq!(order.deed, Deed::Move, "an end is not copied");
}

#[test]
fn whoever_drags_to_another_day_only_keeps_the_hour_to_the_minute() {
    let hours = Some(Hours { begins: 850, ends: 960 });
    let mut editor = Editor::new(Sheet { days: 7, events: vec![held("a", 1, hours)] });
    editor.take(Input::Grabbed { code: "a".to_owned(), grip: Grip::Whole, minute: Some(900) });
    editor.take(Input::Dragged { day: 2, minute: Some(895), copies: false });
    assert_eq!(done(&mut editor, Input::Dropped).expect("it is sent").slot, Slot { day: 2, hours });
}

#[test]
fn while_an_answer_is_awaited_nothing_else_is_sent_and_a_refusal_puts_it_back() {
    let mut editor = Editor::new(month());
    press(&mut editor, &[Key::Move, Key::Right, Key::Drop]);
    assert!(editor.is_waiting());
    for key in [Key::Move, Key::Copy, Key::Undo, Key::Redo] {
        assert_eq!(press(&mut editor, &[key]), [Effect::Say(Saying::Busy)]);
    }
    assert_eq!(editor.take(Input::Answered(Answer::Asked)), []);
    assert!(editor.is_waiting());
    let back = editor.take(Input::Answered(Answer::NotDone(None)));
    assert_eq!(back[0], Effect::PutBack { code: "a".to_owned(), slot: Slot { day: 2, hours: None } });
    assert_eq!(editor.can_go(), (false, false));
}

#[test]
fn what_somebody_else_has_changed_since_is_not_undone_behind_their_back() {
    let mut editor = Editor::new(month());
    press(&mut editor, &[Key::Move, Key::Right]);
    done(&mut editor, Input::Key(Key::Drop)).expect("it is sent");
    let order = sent(&press(&mut editor, &[Key::Undo])).expect("it is tried");
    assert_eq!(order.revision, 4, "with the revision that was made here");
    let mut theirs = editor.sheet().clone();
    theirs.events[0].revision = 9;
    theirs.events[0].slot.day = 20;
    let back = editor.take(Input::Answered(Answer::NotDone(Some(theirs))));
    assert_eq!(back[0], Effect::PutBack { code: "a".to_owned(), slot: Slot { day: 20, hours: None } });
    assert_eq!(press(&mut editor, &[Key::Undo]), [Effect::Say(Saying::Nothing)]);
}

fn keys() -> impl Strategy<Value = Key> {
    prop::sample::select(vec![
        Key::Left,
        Key::Right,
        Key::Up,
        Key::Down,
        Key::Home,
        Key::End,
        Key::Move,
        Key::Copy,
        Key::Drop,
        Key::GiveUp,
        Key::Longer,
        Key::Shorter,
        Key::Undo,
        Key::Redo,
    ])
}

fn inputs() -> impl Strategy<Value = Input> {
    let code = || prop::sample::select(vec!["a", "b", "c", "nobody"]).prop_map(str::to_owned);
    let minute = || prop::option::of(0_u16..1440);
    let grip = prop::sample::select(vec![Grip::Whole, Grip::End]);
    prop_oneof![
        6 => keys().prop_map(Input::Key),
        1 => (0_u16..60, prop::option::of(0_u16..5)).prop_map(|(day, event)| Input::Focused(Focus { day, event })),
        2 => (code(), grip, minute()).prop_map(|(code, grip, minute)| Input::Grabbed { code, grip, minute }),
        3 => (0_u16..60, minute(), any::<bool>()).prop_map(|(day, minute, copies)| Input::Dragged { day, minute, copies }),
        2 => Just(Input::Dropped),
    ]
}

fn sheets() -> impl Strategy<Value = Sheet> {
    let hours = prop::option::of((0_u16..1380, 15_u16..400))
        .prop_map(|hours| hours.map(|(begins, length)| Hours { begins, ends: (begins + length).min(LATEST) }));
    prop_oneof![
        Just(month()),
        (0_u16..7, hours).prop_map(|(day, hours)| {
            let hours = hours.filter(|hours| hours.ends > hours.begins);
            Sheet { days: 7, events: vec![held("a", day, hours), held("b", day, FROM_TWO_TO_FOUR)] }
        }),
    ]
}

fn places(sheet: &Sheet) -> BTreeMap<String, Slot> {
    sheet.events.iter().map(|held| (held.code.clone(), held.slot)).collect()
}

/// Where events stand, whatever the copies among them are called.
fn standing(sheet: &Sheet) -> Vec<(String, Slot)> {
    let name = |held: &Held| held.code.split_once("-copy").map_or(held.code.clone(), |(of, _)| format!("copy of {of}"));
    let mut found: Vec<_> = sheet.events.iter().map(|held| (name(held), held.slot)).collect();
    found.sort_by_key(|(name, slot)| (name.clone(), slot.day, slot.hours.map(|hours| (hours.begins, hours.ends))));
    found
}

proptest! {
    #[test]
    fn whatever_is_pressed_the_focus_is_on_the_sheet_and_whatever_is_sent_lies_within_it(
        sheet in sheets(), inputs in prop::collection::vec(inputs(), 0..60)
    ) {
        let mut editor = Editor::new(sheet);
        for input in inputs {
            let effects = editor.take(input);
            let days = editor.sheet().days;
            prop_assert!(editor.focus().day < days);
            prop_assert!(editor.focus().event.is_none() || editor.sheet().at(editor.focus()).is_some());
            prop_assert!(effects.iter().filter(|effect| matches!(effect, Effect::Send(_))).count() <= 1);
            if let Some(order) = sent(&effects) {
                let before = editor.sheet().event(&order.code).expect("it is on the sheet").clone();
                prop_assert!(editor.is_waiting() && order.slot.day < days && order.revision == before.revision);
                prop_assert_eq!(order.slot.hours.is_some(), before.slot.hours.is_some());
                if let Some(hours) = order.slot.hours {
                    prop_assert!(hours.begins < hours.ends && hours.ends < 24 * 60, "{hours:?}");
                }
                let sheet = after(editor.sheet(), &order);
                editor.take(Input::Answered(Answer::Done(sheet)));
            }
        }
    }

    #[test]
    fn everything_undone_is_as_it_was_and_everything_done_again_as_it_became(
        sheet in sheets(), inputs in prop::collection::vec(inputs(), 0..60)
    ) {
        let mut editor = Editor::new(sheet);
        let undo_or_redo = |input: &Input| matches!(input, Input::Key(Key::Undo | Key::Redo));
        let before = places(editor.sheet());
        for input in inputs.into_iter().filter(|input| !undo_or_redo(input)) {
            done(&mut editor, input);
        }
        done(&mut editor, Input::Key(Key::GiveUp));
        let became = standing(editor.sheet());
        while editor.can_go().0 {
            prop_assert!(done(&mut editor, Input::Key(Key::Undo)).is_some());
        }
        prop_assert_eq!(places(editor.sheet()), before);
        while editor.can_go().1 {
            prop_assert!(done(&mut editor, Input::Key(Key::Redo)).is_some());
        }
        prop_assert_eq!(standing(editor.sheet()), became);
    }

    #[test]
    fn a_refusal_at_any_moment_leaves_everything_as_it_was(
        sheet in sheets(), inputs in prop::collection::vec(inputs(), 0..40)
    ) {
        let mut editor = Editor::new(sheet.clone());
        for input in inputs {
            if sent(&editor.take(input)).is_some() {
                let back = editor.take(Input::Answered(Answer::NotDone(None)));
                let Some(Effect::PutBack { code, slot }) = back.first() else { panic!("{back:?}") };
                prop_assert_eq!(&sheet.event(code).expect("it is on the sheet").slot, slot);
            }
        }
        prop_assert_eq!(places(editor.sheet()), places(&sheet));
        prop_assert_eq!(editor.can_go(), (false, false));
    }
}
