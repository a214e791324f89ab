//! The demo's consultation meeting: three experts at three tables, and two organisations that have booked.

use domain::availability::{Length, Wish};
use domain::calendar::add_business_days;
use domain::event::{Bilingual, EventDraft, EventKind, EventState, Format, Session, SessionKind, Topic, Venue, When};
use domain::event_operation::{EventOperation, Seen};
use domain::event_table::{EventTable, TableId, table_meeting};
use domain::expert::ExpertCode;
use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::place::Prefecture;
use domain::reference::{EventCode, IdempotencyKey};
use domain::time::{Timestamp, end_of_day};
use jiff::civil::{Date, Time, time};
use storage::{NewConsultation, NewHold, Storage};

use super::seed::Seed;
use super::staff::Staff;
use super::{DAY, DemoError, event, people};

/// In so many business days it is.
const AHEAD: i32 = 15;
const FROM: Time = time(13, 0, 0, 0);
const UNTIL: Time = time(16, 0, 0, 0);

/// What was put in.
pub(super) struct Fair {
    pub(super) events: usize,
    pub(super) consultations: usize,
}

/// Puts it in; `booked` is how many consultations there are already, each with somebody of their own.
///
/// # Errors
/// [`DemoError`], as everything else of the demo.
pub(super) async fn fill(storage: &Storage, staff: &Staff, booked: usize, now: Timestamp) -> Result<Fair, DemoError> {
    let mut seed = Seed::new(9_000_000);
    let draft = meeting(now, &mut seed);
    let announced = now.plus_seconds(-5 * DAY);
    let code = draft.code.clone();
    let Some(&id) = storage.event_add_all(std::slice::from_ref(&draft), announced).await?.first() else {
        return Ok(Fair { events: 0, consultations: 0 });
    };
    let experts = storage.experts_shown().await?;
    let tables: Vec<EventTable> =
        (1..).zip(experts.iter().take(3)).map(|(at, expert)| table(at, &expert.code)).collect();
    let set = EventOperation::SetTables { tables: tables.clone() };
    storage.event_operate(staff.desk[0], code, Seen::from(0), set, announced.plus_seconds(DAY)).await?;
    let mut consultations = 0;
    // The second time at the first table, and the first at the second.
    for (table, slot) in tables.iter().zip([1, 0]) {
        let at = now.plus_seconds(-2 * DAY);
        let wish = Wish { topic: draft.topics[0], meeting: table_meeting(&draft), length: table.length };
        let mut key = || IdempotencyKey::from_random(seed.bytes(), at.as_milliseconds());
        let (hold_key, key) = (key(), key());
        let starts_at = table.slots(draft.when.starts_on)[slot].starts_at;
        let place = Some(TableId { event: id, number: table.number });
        let hold = NewHold { wish, starts_at, expert: None, table: place, instead_of: None, key: hold_key };
        let token = storage.consultation_hold(hold, at).await?.token;
        consultations += 1;
        let client = people::client(booked + consultations, wish, &mut seed)?;
        let new = NewConsultation { client, channel: Channel::Site, language: Language::Japanese, key };
        storage.consultation_book(token.hash(), new, at.plus_seconds(300)).await?;
    }
    Ok(Fair { events: 1, consultations })
}

/// Half an hour each, with ten minutes between two; the third begins later and takes its time.
fn table(number: u8, expert: &ExpertCode) -> EventTable {
    let (from, length) = if number == 3 { (time(14, 0, 0, 0), Length::FortyFive) } else { (FROM, Length::Thirty) };
    EventTable { number, expert: expert.clone(), from, until: UNTIL, length, pause: 10 }
}

/// A meeting in Tokyo to which organisations bring their questions.
fn meeting(now: Timestamp, seed: &mut Seed) -> EventDraft {
    let day: Date = add_business_days(now.tokyo_date(), AHEAD);
    let code = EventCode::from_random(seed.bytes());
    let mut draft = event::event(code, Some(Prefecture::Tokyo), day, now, seed).draft;
    draft.kind = EventKind::ConsultationMeeting;
    draft.title = Bilingual::both("テレワーク何でも相談会（東京）", "Ask anything about telework, Tokyo");
    draft.state = EventState::Published;
    draft.when = When { doors_open: Some(time(12, 30, 0, 0)), ..When::on(day, FROM, UNTIL) };
    draft.topics = vec![Topic::Ict, Topic::Security, Topic::Personnel];
    draft.window.opens_at = None;
    draft.window.closes_at = end_of_day(add_business_days(day, -2));
    draft.place.format = Format::Venue;
    draft.place.joining = None;
    draft.place.venue.get_or_insert_with(|| Venue {
        name: Bilingual::both("東京産業プラザ 3階ホール", "Tokyo Industry Plaza, Hall 3"),
        city: Some(Bilingual::both("千代田区", "Chiyoda")),
        ..Venue::default()
    });
    draft.capacity = Some(30);
    draft.particulars.summary = Some(Bilingual::both(
        "ICT環境、セキュリティ、労務管理の専門家3人が、テーブルごとに一対一でご相談をうかがいます。",
        "Three experts for technology, security and personnel management answer your questions at their tables, one to one.",
    ));
    draft.particulars.description = None;
    draft.particulars.speakers.clear();
    draft.particulars.sessions = vec![Session {
        kind: SessionKind::Consultation,
        starts: FROM,
        ends: UNTIL,
        title: Bilingual::both("個別相談（予約制）", "Consultations by appointment"),
        summary: None,
        organisations: Some(12),
    }];
    draft
}
