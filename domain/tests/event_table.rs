//! Tables of a consultation meeting: their times, what may stand in them, and what nobody loses by a change.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use domain::availability::{Length, Meeting, Slot};
use domain::consultation::Conditions;
use domain::event::{
    Audience, Bilingual, Event, EventDraft, EventId, EventKind, EventState, Format, Particulars, Place,
    RegistrationWindow, Session, SessionKind, Topic, Venue, When,
};
use domain::event_operation::{EventOperation, EventRefusal, Seen, Subject, decide};
use domain::event_table::{
    EventTable, TABLES_MAX, TableBooking, TableField, TableFieldProblem, TableProblem, TableRow, TableSlotState,
    TablesForm, displaced, table_hours, table_meeting, table_problems, table_slots,
};
use domain::expert::ExpertCode;
use domain::input::FieldError;
use domain::place::Prefecture;
use domain::reference::{EventCode, ReferenceNumber};
use domain::time::{Timestamp, end_of_day};
use jiff::civil::{Date, Time, date, time};
use proptest::prelude::*;

const DAY: Date = date(2026, 12, 1);

/// 2026-11-02 at nine in the morning, in Japan.
fn now() -> Timestamp {
    Timestamp::from_tokyo(date(2026, 11, 2).at(9, 0, 0, 0))
}

fn at(hour: i8, minute: i8) -> Timestamp {
    Timestamp::from_tokyo(DAY.at(hour, minute, 0, 0))
}

fn clock(minutes: i64) -> Time {
    time(i8::try_from(minutes / 60).expect("an hour"), i8::try_from(minutes % 60).expect("a minute"), 0, 0)
}

fn expert(seed: u8) -> ExpertCode {
    ExpertCode::from_random([seed; 16])
}

fn table(number: u8, from: Time, until: Time) -> EventTable {
    EventTable { number, expert: expert(number), from, until, length: Length::Thirty, pause: 10 }
}

/// A meeting on Tuesday, 1 December 2026, from one to five.
fn meeting(tables: Vec<EventTable>) -> EventDraft {
    EventDraft {
        code: EventCode::parse("KT4-XW2M").expect("a code"),
        kind: EventKind::ConsultationMeeting,
        title: Bilingual::both("テレワーク相談会", "Consultation meeting"),
        state: EventState::Published,
        when: When::on(DAY, time(13, 0, 0, 0), time(17, 0, 0, 0)),
        place: Place {
            format: Format::Venue,
            prefecture: Some(Prefecture::Tokyo),
            government_code: None,
            venue: Some(Venue { name: Bilingual::japanese("産業会館"), ..Venue::default() }),
            joining: None,
        },
        topics: vec![Topic::Security],
        audience: Audience::Both,
        capacity: None,
        reserved: 0,
        seats_per_registration: 1,
        window: RegistrationWindow {
            opens_at: None,
            closes_at: Timestamp::from_tokyo(date(2026, 11, 27).at(17, 0, 0, 0)),
        },
        particulars: Particulars {
            summary: Some(Bilingual::japanese("専門家に相談できます。")),
            tables,
            ..Particulars::default()
        },
    }
}

fn first() -> EventTable {
    table(1, time(13, 0, 0, 0), time(15, 0, 0, 0))
}

fn booking(table: &EventTable, slot: usize) -> TableBooking {
    TableBooking {
        reference: ReferenceNumber::from_random([3; 16]),
        number: table.number,
        expert: table.expert.clone(),
        slot: table.slots(DAY)[slot],
        meeting: Meeting::AtTable(Some(Prefecture::Tokyo)),
    }
}

fn tried(
    event: &EventDraft,
    operation: &EventOperation,
    bookings: &[TableBooking],
) -> Result<EventDraft, EventRefusal> {
    let event = Event { id: EventId(1), revision: 4, changed_at: now(), draft: event.clone() };
    let subject = Subject { event: &event, taken: 0, publish_at: None, bookings, neighbours: &[] };
    decide(subject, &Seen::from(4), operation, now()).map(|decision| decision.draft)
}

#[test]
fn a_table_has_as_many_times_as_fit_with_breaks_between_them() {
    let starts: Vec<_> = first().slots(DAY).iter().map(|slot| slot.starts_at).collect();
    assert_eq!(starts, [at(13, 0), at(13, 40), at(14, 20)], "the break after the last one needs no room");
}

#[test]
fn each_time_is_told_for_what_it_is() {
    use TableSlotState::{Closed, Open, Past, Taken};
    let event = meeting(vec![first()]);
    let states = |event: &EventDraft, taken: &[(Timestamp, Timestamp)], now: Timestamp| {
        table_slots(event, &first(), taken, now).iter().map(|one| one.state).collect::<Vec<_>>()
    };
    assert_eq!(states(&event, &[(at(14, 9), at(14, 10))], now()), [Open, Taken, Open]);
    assert_eq!(
        states(&event, &[(at(13, 30), at(13, 40))], now()),
        [Open, Open, Open],
        "what only touches is beside it"
    );
    assert_eq!(states(&event, &[(at(13, 0), at(13, 30))], event.window.closes_at), [Taken, Closed, Closed]);
    assert_eq!(states(&event, &[], at(13, 0)), [Past, Closed, Closed]);
    let off = EventState::Cancelled { reason: Bilingual::japanese("台風のため"), at: now() };
    assert_eq!(states(&EventDraft { state: off, ..event }, &[], now()), [Closed, Closed, Closed]);
}

#[test]
fn what_cannot_be_is_said_of_the_table_that_it_is_about() {
    let wrong = |table: EventTable| table_problems(&meeting(vec![table]));
    let hours = TableProblem::OutsideHours { from: time(13, 0, 0, 0), until: time(17, 0, 0, 0) };
    let of = |from, until| EventTable { from, until, ..first() };
    assert_eq!(wrong(of(time(15, 0, 0, 0), time(14, 0, 0, 0))), [(Some(1), TableProblem::EndBeforeStart)]);
    assert_eq!(wrong(of(time(12, 0, 0, 0), time(14, 0, 0, 0))), [(Some(1), hours)]);
    assert_eq!(wrong(of(time(16, 0, 0, 0), time(17, 30, 0, 0))), [(Some(1), hours)]);
    assert_eq!(wrong(of(time(13, 0, 0, 0), time(13, 20, 0, 0))), [(Some(1), TableProblem::NoSlot)]);
    assert_eq!(wrong(EventTable { pause: 61, ..first() }), [(Some(1), TableProblem::BreakTooLong)]);
    let second = EventTable { number: 2, ..first() };
    let twice = table_problems(&meeting(vec![first(), second.clone()]));
    assert_eq!(twice, [(Some(2), TableProblem::ExpertTwice { other: 1 })]);
    let later = EventTable { from: time(15, 0, 0, 0), until: time(16, 0, 0, 0), ..second };
    assert_eq!(table_problems(&meeting(vec![first(), later])), [], "one after the other is no harm");
    let number = table_problems(&meeting(vec![first(), EventTable { expert: expert(9), ..first() }]));
    assert_eq!(number, [(Some(1), TableProblem::NumberTwice)]);
    let seminar = EventDraft { kind: EventKind::Seminar, ..meeting(vec![first()]) };
    assert_eq!(table_problems(&seminar), [(None, TableProblem::NoMeeting)]);
    let many = (1..=u8::try_from(TABLES_MAX + 1).expect("few")).map(|number| EventTable {
        number,
        expert: expert(number),
        ..first()
    });
    assert_eq!(table_problems(&meeting(many.collect())), [(None, TableProblem::TooMany)]);
}

#[test]
fn where_the_programme_has_a_part_for_consultations_tables_lie_within_it() {
    let mut event = meeting(vec![first()]);
    event.particulars.sessions = vec![Session {
        kind: SessionKind::Consultation,
        starts: time(14, 0, 0, 0),
        ends: time(16, 30, 0, 0),
        title: Bilingual::japanese("個別相談"),
        summary: None,
        organisations: Some(6),
    }];
    let (from, until) = (time(14, 0, 0, 0), time(16, 30, 0, 0));
    assert_eq!(table_hours(&event), Some((from, until)));
    assert_eq!(table_problems(&event), [(Some(1), TableProblem::OutsideHours { from, until })]);
}

#[test]
fn a_change_that_would_leave_a_booking_without_its_time_names_it_and_is_not_done() {
    let event = meeting(vec![first()]);
    let booked = [booking(&first(), 1)];
    let refused = EventRefusal::TablesBooked { bookings: booked.to_vec() };
    let set = |tables: Vec<EventTable>| EventOperation::SetTables { tables };
    let other = EventTable { expert: expert(7), ..first() };
    let longer = EventTable { length: Length::Sixty, ..first() };
    for tables in [Vec::new(), vec![other], vec![longer]] {
        assert_eq!(tried(&event, &set(tables), &booked), Err(refused.clone()));
    }
    let later = When::on(DAY, time(14, 0, 0, 0), time(18, 0, 0, 0));
    assert_eq!(tried(&event, &EventOperation::Move { when: later }, &booked), Err(refused.clone()));
    let mut online = event.clone();
    online.place.format = Format::Online;
    assert_eq!(
        tried(&event, &EventOperation::Edit(Box::new(online)), &booked),
        Err(refused),
        "one would meet elsewhere"
    );
    let more = EventTable { until: time(16, 0, 0, 0), ..first() };
    assert!(tried(&event, &set(vec![more]), &booked).is_ok(), "more times take away none");
    let reason = Bilingual::japanese("台風のため");
    assert!(tried(&event, &EventOperation::Cancel { reason }, &booked).is_ok(), "what is called off is told");
}

#[test]
fn tables_move_with_their_event_and_an_edit_of_its_words_leaves_them() {
    let event = meeting(vec![first()]);
    let when = When::on(date(2026, 12, 8), time(10, 0, 0, 0), time(14, 0, 0, 0));
    let moved = tried(&event, &EventOperation::Move { when }, &[]).expect("nobody has booked");
    let table = &moved.particulars.tables[0];
    assert_eq!((table.from, table.until), (time(10, 0, 0, 0), time(12, 0, 0, 0)));
    let mut edited = event.clone();
    edited.particulars.tables.clear();
    edited.title = Bilingual::japanese("相談会");
    let edited = tried(&event, &EventOperation::Edit(Box::new(edited)), &[]).expect("it is edited");
    assert_eq!(edited.particulars.tables, event.particulars.tables);
    let shorter = When::on(DAY, time(13, 0, 0, 0), time(14, 0, 0, 0));
    let refused = tried(&event, &EventOperation::Move { when: shorter }, &[]);
    assert!(matches!(refused, Err(EventRefusal::Tables { .. })), "{refused:?}");
}

#[test]
fn what_is_booked_at_a_table_counts_from_the_end_of_registration_on() {
    let event = meeting(vec![first()]);
    let conditions = Conditions::at_table(event.window.closes_at);
    let slot = first().slots(DAY)[0];
    assert_eq!(conditions.free_until(slot, now()), event.window.closes_at);
    let late = event.window.closes_at.plus_seconds(-60);
    assert_eq!(conditions.free_until(slot, late), end_of_day(late.tokyo_date()), "the rest of the day at least");
}

#[test]
fn the_form_is_read_into_the_tables_it_was_filled_from() {
    let event = meeting(vec![first(), table(4, time(15, 0, 0, 0), time(16, 0, 0, 0))]);
    let filled = TablesForm::filled_from(&event, 4);
    assert_eq!(filled.rows.len(), 4, "two lines are left for more");
    assert_eq!(filled.parse(&event), Ok(event.particulars.tables.clone()));
    let carried = filled.carried();
    let read = TablesForm::from_fields(carried.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    assert_eq!(read, filled);

    let mut typed = filled.clone();
    typed.rows[1].remove = "yes".to_owned();
    typed.rows[2] = TableRow {
        expert: expert(8).to_string(),
        from: "１５：００".to_owned(),
        until: "16時30分".to_owned(),
        length: "45".to_owned(),
        pause: "５".to_owned(),
        ..TableRow::default()
    };
    let tables = typed.parse(&event).expect("it is read");
    assert_eq!(tables.iter().map(|table| table.number).collect::<Vec<_>>(), [1, 2], "the first number that is free");
    assert_eq!((tables[1].length, tables[1].pause), (Length::FortyFive, 5));
}

#[test]
fn every_problem_of_the_form_is_told_at_its_line() {
    let event = meeting(Vec::new());
    let row = TableRow { expert: "?".to_owned(), from: "25:00".to_owned(), ..TableRow::default() };
    let form = TablesForm { revision: "4".to_owned(), rows: vec![TableRow::default(), row] };
    let problems = form.parse(&event).expect_err("nothing of it can be read");
    let told: Vec<_> = problems.iter().map(|(place, _)| place.map(|(row, field)| (row, field.name(row)))).collect();
    let names = ["expert-1", "from-1", "until-1", "length-1", "pause-1"].map(|name| Some((1, name.to_owned())));
    assert_eq!(told, names);
    assert_eq!(problems[2].1, TableFieldProblem::Field(FieldError::Required));
    let outside = TableRow {
        expert: expert(1).to_string(),
        from: "9:00".to_owned(),
        until: "10:00".to_owned(),
        length: "30".to_owned(),
        pause: "0".to_owned(),
        ..TableRow::default()
    };
    let form = TablesForm { revision: "4".to_owned(), rows: vec![outside] };
    let problems = form.parse(&event).expect_err("the meeting begins at one");
    assert_eq!(problems[0].0, Some((0, TableField::From)));
}

prop_compose! {
    /// A table within the hours of the meeting, whatever it is.
    fn any_table()(
        from in 780_i64..1_000,
        minutes in 0_i64..240,
        length in prop::sample::select(Length::ALL.to_vec()),
        pause in 0_u16..=60,
    ) -> EventTable {
        EventTable { from: clock(from), until: clock((from + minutes).min(1_020)), length, pause, ..first() }
    }
}

proptest! {
    #[test]
    fn times_lie_within_their_table_and_never_overlap(table in any_table()) {
        let slots = table.slots(DAY);
        let window = (Timestamp::from_tokyo(DAY.to_datetime(table.from)), Timestamp::from_tokyo(DAY.to_datetime(table.until)));
        prop_assert!(slots.iter().all(|slot| window.0 <= slot.starts_at && slot.ends_at() <= window.1));
        let pause = i64::from(table.pause) * 60;
        prop_assert!(slots.windows(2).all(|pair| pair[0].ends_at().plus_seconds(pause) == pair[1].starts_at));
        // One more would not fit.
        let next = slots.last().map_or(window.0, |last| last.ends_at().plus_seconds(pause));
        let one_more = Slot { starts_at: next, length: table.length };
        prop_assert!(one_more.ends_at() > window.1);
    }

    #[test]
    fn a_time_is_open_exactly_where_nothing_overlaps_it(
        table in any_table(),
        busy in prop::collection::vec((770_i64..1_030, 1_i64..90), 0..4),
    ) {
        let taken: Vec<_> = busy.iter().map(|(from, minutes)| {
            let from = Timestamp::from_tokyo(DAY.to_datetime(clock(*from)));
            (from, from.plus_seconds(minutes * 60))
        }).collect();
        let event = meeting(vec![table.clone()]);
        for one in table_slots(&event, &table, &taken, now()) {
            // Minute by minute: slow, and with no rule in common.
            let minutes = i64::from(one.slot.length.minutes());
            let is_free = (0..minutes).all(|minute| {
                let at = one.slot.starts_at.plus_seconds(minute * 60);
                taken.iter().all(|(from, until)| at < *from || *until <= at)
            });
            prop_assert_eq!(one.state == TableSlotState::Open, is_free);
        }
    }

    #[test]
    fn whatever_is_decided_every_booking_keeps_its_time(before in any_table(), after in any_table(), moved in -120_i64..120) {
        let event = meeting(vec![before.clone()]);
        prop_assume!(table_problems(&event).is_empty());
        let bookings: Vec<_> = (0..before.slots(DAY).len()).map(|slot| booking(&before, slot)).collect();
        let when = When::on(DAY, clock(780 + moved), clock(1_020 + moved));
        for operation in [EventOperation::SetTables { tables: vec![after.clone()] }, EventOperation::Move { when }] {
            if let Ok(draft) = tried(&event, &operation, &bookings) {
                prop_assert_eq!(displaced(&draft, &bookings), vec![]);
                prop_assert_eq!(table_problems(&draft), vec![]);
                prop_assert_eq!(table_meeting(&draft), bookings[0].meeting);
            }
        }
    }
}
