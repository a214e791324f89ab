//! Tables of a consultation meeting against a real file: booked by the use cases of every consultation, refused by the same
//! wall, and never lost by a change of their event.

use std::sync::Arc;

use domain::availability::{Length, Meeting, PublicClosure, Wish};
use domain::consultation::{ConsultationRefusal as Refusal, ConsultationState as State, HOLD_SECONDS};
use domain::event::{Bilingual, Event, EventDraft, EventId, EventKind, EventState, Topic, When};
use domain::event_operation::{EventOperation, EventRefusal};
use domain::event_table::TableSlotState::{self, Open, Taken};
use domain::event_table::{EventTable, TableId};
use domain::notice::NoticeKind;
use domain::place::Prefecture;
use domain::reference::SecretToken;
use domain::time::Timestamp;
use jiff::civil::{Time, date, time};
use storage::{Booked, ConsultationMove, Failpoint, Held, NewHold, StorageError, TableHolder};
use tokio::task::JoinSet;

use crate::house::{code, now};
use crate::practice::{Practice, december, terms};

/// A practice whose event is a meeting, with a table for each of its experts from half past two to four: half an hour each,
/// ten minutes between two.
struct Fair {
    practice: Practice,
    event: EventId,
}

fn refusal<T: std::fmt::Debug, R: std::fmt::Debug>(outcome: Result<T, StorageError<R>>) -> R {
    match outcome {
        Err(StorageError::Refused(refusal)) => refusal,
        other => panic!("it is not refused: {other:?}"),
    }
}

fn reason() -> Bilingual {
    Bilingual::both("台風が近づいているため", "A storm is coming")
}

impl Fair {
    async fn with(experts: usize, failpoint: Failpoint) -> Self {
        let practice = Practice::built(experts, terms(), failpoint).await;
        let storage = practice.storage();
        let event = storage.event_by_code(&code()).await.unwrap().expect("it is there");
        let meeting = EventDraft { kind: EventKind::Combined, ..event.draft.clone() };
        let seen = event.revision;
        let edit = EventOperation::Edit(Box::new(meeting));
        storage.event_operate(practice.desk, code(), seen, edit, now()).await.expect("it is edited");
        let fair = Self { practice, event: event.id };
        let tables = (0..experts).map(|expert| fair.table(expert, time(14, 30, 0, 0), time(16, 0, 0, 0))).collect();
        fair.sets(tables).await.expect("they are set");
        fair
    }

    async fn of_one() -> Self {
        Self::with(1, Failpoint::None).await
    }

    fn table(&self, expert: usize, from: Time, until: Time) -> EventTable {
        let number = u8::try_from(expert + 1).unwrap();
        let expert = self.practice.experts[expert].code.clone();
        EventTable { number, expert, from, until, length: Length::Thirty, pause: 10 }
    }

    async fn held(&self) -> Event {
        self.practice.storage().event_by_code(&code()).await.unwrap().expect("it is there")
    }

    async fn does(&self, operation: EventOperation) -> Result<Event, StorageError<EventRefusal>> {
        let seen = self.held().await.revision;
        self.practice.storage().event_operate(self.practice.desk, code(), seen, operation, now()).await
    }

    async fn sets(&self, tables: Vec<EventTable>) -> Result<Event, StorageError<EventRefusal>> {
        self.does(EventOperation::SetTables { tables }).await
    }

    fn wish() -> Wish {
        let meeting = Meeting::AtTable(Some(Prefecture::Tokyo));
        Wish { topic: Topic::Security, meeting, length: Length::Thirty }
    }

    async fn try_hold(&self, number: u8, starts_at: Timestamp, now: Timestamp) -> Result<Held, StorageError<Refusal>> {
        let table = Some(TableId { event: self.event, number });
        let key = self.practice.house.key();
        let new = NewHold { wish: Self::wish(), starts_at, expert: None, table, instead_of: None, key };
        self.practice.storage().consultation_hold(new, now).await
    }

    async fn books(&self, number: u8, starts_at: Timestamp) -> Booked {
        let held = self.try_hold(number, starts_at, now()).await.expect("it is held");
        self.practice.try_book(&held.token, "山田製作所", now()).await.expect("it is booked")
    }

    async fn states(&self) -> Vec<TableSlotState> {
        let tables = self.practice.storage().event_tables(self.event, now()).await.unwrap();
        tables.iter().flat_map(|shown| &shown.slots).map(|one| one.state).collect()
    }

    async fn state(&self, link: &SecretToken) -> State {
        self.practice.opens(link).await.expect("it opens").state
    }

    async fn used(&self) -> u32 {
        let organisation = crate::practice::client("山田製作所").organisation;
        self.practice.storage().entitlement(&organisation).await.unwrap().used
    }
}

#[tokio::test]
async fn a_time_at_a_table_is_held_and_booked_like_any_other_and_says_where_it_is() {
    let fair = Fair::of_one().await;
    assert_eq!(fair.states().await, [Open, Open], "half past two and ten past three");
    fair.practice.told().await;
    let booked = fair.books(1, december(1, 15, 10)).await;
    assert_eq!((booked.state, booked.left), (State::Confirmed, 2));
    let consultation = fair.practice.opens(&booked.link).await.unwrap();
    let table = consultation.table.as_ref().expect("it is at a table");
    assert_eq!((table.number, &table.event, table.title.ja.as_str()), (1, &code(), "セキュリティ入門"));
    assert_eq!(consultation.wish, Fair::wish());
    assert_eq!(
        consultation.free_until,
        fair.held().await.window.closes_at,
        "registration's end, not the expert's notice"
    );
    assert_eq!(fair.practice.told().await, [NoticeKind::ConsultationBooked, NoticeKind::ExpertBooked]);
    assert_eq!(fair.states().await, [Open, Taken]);
    assert_eq!(fair.used().await, 1);
    fair.practice.house.assert_in_order().await;
}

#[tokio::test]
async fn neighbouring_times_are_booked_although_the_expert_keeps_time_free_elsewhere() {
    let fair = Fair::of_one().await;
    // A quarter of an hour is kept free after other consultations; at the table its own break is enough.
    fair.books(1, december(1, 14, 30)).await;
    fair.books(1, december(1, 15, 10)).await;
    let late = refusal(fair.try_hold(1, december(1, 15, 10), now()).await);
    assert_eq!(late, Refusal::NotOpen { why: Some(PublicClosure::Taken), alternatives: Vec::new() });
    fair.practice.house.assert_in_order().await;
}

#[tokio::test]
async fn a_meeting_takes_the_experts_own_hours_and_not_those_of_its_table() {
    let fair = Fair::of_one().await;
    let practice = &fair.practice;
    let outcome = practice.try_hold(Some(0), december(1, 14, 30), now()).await;
    assert!(matches!(refusal(outcome), Refusal::NotOpen { .. }), "whoever sits at a table is not to be had elsewhere");
    let speakers = [practice.experts[0].account];
    practice.storage().event_experts_set(practice.desk, &code(), &speakers, now()).await.unwrap();
    assert_eq!(fair.states().await, [Open, Open], "speaking there does not close the table");
    let outcome = practice.try_hold(Some(0), december(1, 14, 0), now()).await;
    assert!(matches!(refusal(outcome), Refusal::NotOpen { .. }));
}

#[tokio::test]
async fn a_booking_off_the_meeting_closes_the_times_it_touches() {
    let practice = Practice::built(1, terms(), Failpoint::None).await;
    practice.book("北斗印刷", december(1, 14, 0)).await;
    let storage = practice.storage();
    let event = storage.event_by_code(&code()).await.unwrap().expect("it is there");
    let meeting = EventDraft { kind: EventKind::Combined, ..event.draft.clone() };
    let edit = EventOperation::Edit(Box::new(meeting));
    storage.event_operate(practice.desk, code(), event.revision, edit, now()).await.unwrap();
    let fair = Fair { event: event.id, practice };
    fair.sets(vec![fair.table(0, time(14, 30, 0, 0), time(16, 0, 0, 0))]).await.unwrap();
    // Two to three, and a quarter of an hour after it.
    assert_eq!(fair.states().await, [Taken, Taken]);
    let tables = fair.practice.storage().event_tables_at_desk(fair.event, now()).await.unwrap();
    let holder = tables[0].holders[0].as_ref().expect("somebody has it");
    assert!(
        matches!(holder, TableHolder::Consultation { is_here: false, organisation, .. } if organisation == "北斗印刷")
    );
    let taken = refusal(fair.try_hold(1, december(1, 14, 30), now()).await);
    assert!(matches!(taken, Refusal::NotOpen { .. }));
}

#[tokio::test]
async fn raw_sql_cannot_engage_an_expert_beside_a_table() {
    let fair = Fair::of_one().await;
    let booked = fair.books(1, december(1, 14, 30)).await;
    let expert = fair.practice.experts[0].account.0;
    let mut raw = fair.practice.house.raw().await;
    for how in ["", "OR IGNORE", "OR REPLACE"] {
        let statement = format!(
            "INSERT {how} INTO engagement (expert_id, kind, consultation_id, starts_at, ends_at, busy_from, busy_until,
                 held_until)
             SELECT ?1, 'proposal', c.id, ?2, ?3, ?2, ?3, ?3 FROM consultation c"
        );
        let (from, until) = (december(1, 14, 45).as_microseconds(), december(1, 15, 45).as_microseconds());
        let said =
            sqlx::query(sqlx::AssertSqlSafe(statement)).bind(expert).bind(from).bind(until).execute(&mut raw).await;
        let said = said.map(|_| ()).map_err(|error| error.to_string());
        assert!(said.as_ref().is_err_and(|error| error.contains("engagement_overlaps_none")), "{how}: {said:?}");
    }
    for (statement, wall) in [
        ("UPDATE consultation SET table_number = NULL", "consultation_table_is_of_an_event"),
        ("UPDATE event_table SET minutes = 31", "event_table_length_known"),
        ("UPDATE event_table SET ends_at = starts_at", "event_table_has_room_for_one"),
        (
            "INSERT INTO event_table SELECT event_id, 2, expert_id, starts_at + 60000000, ends_at, minutes, break_minutes
             FROM event_table",
            "event_table_overlaps_none",
        ),
    ] {
        let said = sqlx::query(statement).execute(&mut raw).await.map(|_| ()).map_err(|error| error.to_string());
        assert!(said.as_ref().is_err_and(|error| error.contains(wall)), "{statement}: {said:?}");
    }
    fair.practice.house.assert_in_order().await;
    sqlx::query("UPDATE event_table SET break_minutes = 20").execute(&mut raw).await.unwrap();
    fair.books(1, december(1, 15, 10)).await;
    let broken = fair.practice.storage().invariants_broken(now()).await.unwrap();
    assert!(broken.iter().any(|violation| violation.rule.starts_with("a consultation at a table")), "{broken:?}");
    drop(booked);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_want_one_time_at_a_table_one_has_it() {
    let fair = Arc::new(Fair::of_one().await);
    let mut crowd = JoinSet::new();
    for _ in 0..60 {
        let fair = Arc::clone(&fair);
        crowd.spawn(async move { fair.try_hold(1, december(1, 14, 30), now()).await });
    }
    let answers = crowd.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for answer in answers.into_iter().filter(Result::is_err) {
        assert!(matches!(refusal(answer), Refusal::NotOpen { .. }));
    }
    fair.practice.house.assert_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_second_look_the_wall_lets_one_have_it() {
    let fair = Arc::new(Fair::with(1, Failpoint::ReadOutsideTheLock).await);
    let mut crowd = JoinSet::new();
    for _ in 0..40 {
        let fair = Arc::clone(&fair);
        crowd.spawn(async move { fair.try_hold(1, december(1, 14, 30), now()).await });
    }
    let answers = crowd.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "the trigger refuses the others");
}

#[tokio::test]
async fn a_hold_that_has_run_out_is_taken_up_again_unless_somebody_else_came_or_registration_has_closed() {
    let fair = Fair::of_one().await;
    let slow = fair.try_hold(1, december(1, 14, 30), now()).await.unwrap();
    let slower = fair.try_hold(1, december(1, 15, 10), now()).await.unwrap();
    let late = now().plus_seconds(HOLD_SECONDS);
    assert!(fair.practice.try_book(&slow.token, "山田製作所", late).await.is_ok());
    fair.try_hold(1, december(1, 15, 10), late).await.unwrap();
    let ended = refusal(fair.practice.try_book(&slower.token, "山田製作所", late).await);
    assert_eq!(ended, Refusal::HoldEnded { alternatives: Vec::new() });

    let closes = fair.held().await.window.closes_at;
    let late = refusal(fair.try_hold(1, december(1, 15, 10), closes).await);
    assert!(matches!(late, Refusal::NotOpen { .. }));
    let elsewhere = TableId { event: fair.event, number: 9 };
    let key = fair.practice.house.key();
    let new = NewHold {
        wish: Fair::wish(),
        starts_at: december(1, 15, 10),
        expert: None,
        table: Some(elsewhere),
        instead_of: None,
        key,
    };
    let unknown = refusal(fair.practice.storage().consultation_hold(new, now()).await);
    assert_eq!(unknown, Refusal::UnknownExpert);
}

#[tokio::test]
async fn what_is_booked_at_a_table_is_given_up_and_never_moved() {
    let fair = Fair::of_one().await;
    let practice = &fair.practice;
    let booked = fair.books(1, december(1, 14, 30)).await;
    let to = ConsultationMove { starts_at: december(2, 10, 0), revision: 0 };
    let outcome = practice.storage().consultation_move(booked.link.hash(), to, now()).await;
    assert_eq!(refusal(outcome), Refusal::AtTable);
    let keeper = &practice.experts[0].keeper;
    let elsewhere = (practice.experts[0].account, december(2, 10, 0));
    let storage = practice.storage();
    let moved = storage.consultation_move_at_desk(keeper, &booked.reference, 0, elsewhere, now()).await;
    assert_eq!(refusal(moved), Refusal::AtTable);
    let proposed = storage.consultation_propose(keeper, &booked.reference, 0, elsewhere, now()).await;
    assert_eq!(refusal(proposed), Refusal::AtTable);
    assert_eq!(storage.consultation_cancel(booked.link.hash(), now()).await.unwrap(), State::Cancelled);
    assert_eq!((fair.states().await, fair.used().await), (vec![Open, Open], 0));
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn a_change_that_would_take_somebodys_time_is_refused_with_their_number_and_changes_nothing() {
    let fair = Fair::with(2, Failpoint::None).await;
    let booked = fair.books(1, december(1, 14, 30)).await;
    let before = fair.held().await;
    let second = fair.table(1, time(14, 30, 0, 0), time(16, 0, 0, 0));
    let later = EventOperation::Move { when: When::on(date(2026, 12, 8), time(14, 0, 0, 0), time(16, 0, 0, 0)) };
    for operation in [EventOperation::SetTables { tables: vec![second.clone()] }, later] {
        let EventRefusal::TablesBooked { bookings } = refusal(fair.does(operation).await) else {
            panic!("it names the booking");
        };
        assert_eq!(bookings[0].reference, booked.reference);
    }
    assert_eq!(fair.held().await, before);
    let first = fair.table(0, time(14, 30, 0, 0), time(15, 0, 0, 0));
    fair.sets(vec![first]).await.expect("the other table is nobody's");
    let versions = fair.practice.storage().event_versions(fair.event).await.unwrap();
    assert_eq!(versions[0].act, "event.tables_set");
    assert_ne!(versions[0].draft.particulars.tables, versions[1].draft.particulars.tables);
    let stale = fair.practice.storage();
    let operation = EventOperation::SetTables { tables: Vec::new() };
    let outcome = stale.event_operate(fair.practice.desk, code(), before.revision, operation, now()).await;
    assert!(matches!(refusal(outcome), EventRefusal::ChangedMeanwhile { .. }));
    fair.practice.house.assert_in_order().await;
}

#[tokio::test]
async fn an_event_that_is_called_off_ends_its_consultations_and_gives_them_back() {
    let fair = Fair::of_one().await;
    let booked = fair.books(1, december(1, 14, 30)).await;
    let held = fair.try_hold(1, december(1, 15, 10), now()).await.unwrap();
    let off = fair.practice.book("山田製作所", december(2, 10, 0)).await;
    fair.practice.told().await;
    let seen = fair.held().await.revision;
    let cancel = EventOperation::Cancel { reason: reason() };
    let considered = fair.practice.storage().event_consider(&code(), &seen.into(), &cancel, now()).await.unwrap();
    assert_eq!(considered.consultations, 1);
    fair.does(cancel).await.expect("it is called off");

    assert_eq!(fair.state(&booked.link).await, State::Ended);
    let told = fair.practice.opens(&booked.link).await.unwrap();
    assert_eq!(told.end_reason.as_deref(), Some("台風が近づいているため"));
    assert_eq!(fair.state(&off.link).await, State::Confirmed, "what is elsewhere stays");
    assert_eq!(fair.used().await, 1);
    assert_eq!(fair.practice.told().await, [NoticeKind::ConsultationEnded, NoticeKind::ExpertReleased]);
    let gone = refusal(fair.practice.try_book(&held.token, "山田製作所", now()).await);
    assert_eq!(gone, Refusal::UnknownHold);
    fair.practice.try_hold(Some(0), december(1, 14, 30), now()).await.expect("the expert's hour is theirs again");
    fair.practice.house.assert_in_order().await;
}

#[tokio::test]
async fn another_venue_is_told_to_those_who_have_booked_and_their_experts_and_changes_the_entry() {
    let fair = Fair::of_one().await;
    let booked = fair.books(1, december(1, 14, 30)).await;
    fair.practice.told().await;
    let mut edited = fair.held().await.draft;
    edited.place.joining = Some(Bilingual::both("新しいアドレスでつなぎます。", "By a new address."));
    let elsewhere = EventOperation::Edit(Box::new(edited));
    let seen = fair.held().await.revision;
    let considered = fair.practice.storage().event_consider(&code(), &seen.into(), &elsewhere, now()).await.unwrap();
    assert_eq!(
        (considered.people, considered.consultations),
        (0, 1),
        "it is asked for before, though nobody is registered"
    );
    fair.does(elsewhere).await.expect("it is edited");
    assert_eq!(fair.practice.told().await, [NoticeKind::ConsultationPlaceChanged, NoticeKind::ExpertPlaceChanged]);
    assert_eq!(fair.practice.opens(&booked.link).await.unwrap().revision, 1);
    fair.practice.house.assert_in_order().await;
}

#[tokio::test]
async fn the_tables_of_a_draft_are_nobodys() {
    let fair = Fair::of_one().await;
    let storage = fair.practice.storage();
    let draft = EventDraft { state: EventState::Draft, ..fair.held().await.draft };
    storage.event_replace(fair.event, &draft, now()).await.unwrap();
    let outcome = fair.try_hold(1, december(1, 14, 30), now()).await;
    assert!(matches!(refusal(outcome), Refusal::NotOpen { .. }));
    let revision = fair.held().await.revision;
    storage.event_discard(fair.practice.desk, &code(), revision, now()).await.expect("it goes with its tables");
    assert!(storage.event_tables(fair.event, now()).await.unwrap().is_empty());
}
