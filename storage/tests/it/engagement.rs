//! The wall: two engagements of one expert that overlap are refused by the database itself, whoever asks and however.

use domain::consultation::ConsultationRefusal as Refusal;
use sqlx::SqliteConnection;
use storage::{Booked, Failpoint, Held, StorageError};
use tokio::task::JoinSet;

use crate::house::now;
use crate::practice::{Practice, december, terms};
use crate::race::choose;

const MINUTE: i64 = 60_000_000;

/// Writes an engagement past the program: so many minutes after 1 December, of the consultation `of`.
async fn engage(
    raw: &mut SqliteConnection,
    how: &str,
    expert: i64,
    (from, until): (i64, i64),
    of: i64,
) -> Result<(), String> {
    let midnight = december(1, 0, 0).as_microseconds();
    let statement = format!(
        "INSERT {how} INTO engagement (id, expert_id, kind, consultation_id, starts_at, ends_at, busy_from, busy_until,
             held_until)
         VALUES (?1, ?2, 'proposal', ?3, ?4, ?5, ?4, ?5, ?5)"
    );
    let written = sqlx::query(sqlx::AssertSqlSafe(statement))
        .bind(if how == "OR REPLACE" { Some(1_i64) } else { None })
        .bind(expert)
        .bind(of)
        .bind(midnight + from * MINUTE)
        .bind(midnight + until * MINUTE)
        .execute(raw)
        .await;
    written.map(|_| ()).map_err(|error| error.to_string())
}

fn is_the_wall(said: &Result<(), String>) -> bool {
    said.as_ref().is_err_and(|error| error.contains("engagement_overlaps_none"))
}

#[tokio::test]
async fn raw_sql_cannot_engage_an_expert_twice_at_once() {
    let practice = Practice::built(2, terms(), Failpoint::None).await;
    let one = practice.experts[0].account.0;
    let held = practice.try_hold(Some(0), december(1, 10, 0), now()).await.unwrap();
    practice.try_book(&held.token, "山田製作所", now()).await.unwrap();
    practice.try_hold(Some(0), december(1, 14, 0), now()).await.unwrap();
    let mut raw = practice.house.raw().await;
    // Ten to eleven is booked and a quarter of an hour kept free after it; two to three is held.
    for span in [(600, 660), (570, 601), (659, 720), (674, 690), (610, 620), (0, 1_440), (840, 841), (914, 960)] {
        for how in ["", "OR IGNORE", "OR REPLACE", "OR ROLLBACK", "OR FAIL"] {
            let said = engage(&mut raw, how, one, span, 1).await;
            assert!(is_the_wall(&said), "{how} {span:?}: {said:?}");
        }
    }
    assert_eq!(engage(&mut raw, "", one, (675, 840), 1).await, Ok(()), "between the two there is time");
    let again = engage(&mut raw, "", one, (700, 710), 1).await;
    assert!(is_the_wall(&again), "{again:?}");
    practice.try_hold(Some(1), december(1, 10, 0), now()).await.expect("the other expert's time is the other's");
    for statement in [
        "UPDATE engagement SET busy_from = busy_from - 60000000 WHERE kind = 'hold'",
        "UPDATE engagement SET busy_until = busy_until + 60000000 WHERE kind = 'consultation'",
        "UPDATE engagement SET starts_at = starts_at - 14400000000, ends_at = ends_at - 14400000000,
            busy_from = busy_from - 14400000000, busy_until = busy_until - 14400000000 WHERE kind = 'hold'",
        "UPDATE OR IGNORE engagement SET expert_id = (SELECT max(expert_id) FROM engagement)",
        "INSERT INTO engagement SELECT 99, expert_id, kind, hold_id, consultation_id, starts_at, ends_at, busy_from,
            busy_until, prefecture, held_until FROM engagement WHERE true ON CONFLICT DO NOTHING",
    ] {
        let said = sqlx::query(statement).execute(&mut raw).await.map(|_| ()).map_err(|error| error.to_string());
        assert!(is_the_wall(&said), "{statement}: {said:?}");
    }
}

#[tokio::test]
async fn the_database_refuses_what_a_calendar_and_a_booking_must_never_be() {
    let practice = Practice::of_one().await;
    practice.book("山田製作所", december(1, 10, 0)).await;
    practice.hold(december(1, 14, 0)).await;
    let mut raw = practice.house.raw().await;
    for (statement, wall) in [
        ("UPDATE client_organisation SET used = 4", "entitlement_not_overdrawn"),
        ("UPDATE client_organisation SET used = -1", "entitlement_not_overdrawn"),
        ("UPDATE consultation SET state = 'no_show'", "consultation_strikes_as_it_stands"),
        ("UPDATE consultation SET state = 'ended'", "consultation_ended_for_a_reason"),
        ("UPDATE consultation SET minutes = 61", "consultation_length_known"),
        ("UPDATE engagement SET ends_at = starts_at", "engagement_takes_time"),
        ("UPDATE engagement SET held_until = NULL", "engagement_held_unless_booked"),
        ("UPDATE engagement SET consultation_id = NULL WHERE kind = 'consultation'", "engagement_is_of_something"),
        ("UPDATE consultation_hold SET extensions = 11", "consultation_hold_extended_ten_times"),
        ("UPDATE weekly_hours SET hours = ''", "weekly_hours_are_some"),
        ("UPDATE weekly_hours SET valid_until = '2025-12-31'", "weekly_hours_end_after_their_beginning"),
        ("DELETE FROM expert", "FOREIGN KEY"),
    ] {
        let said = sqlx::query(statement).execute(&mut raw).await.map(|_| ()).map_err(|error| error.to_string());
        assert!(said.as_ref().is_err_and(|error| error.contains(wall)), "{statement}: {said:?}");
    }
    practice.house.assert_in_order().await;
}

#[tokio::test]
async fn the_check_finds_what_somebody_has_broken_by_hand() {
    let practice = Practice::of_one().await;
    let booked = practice.book("山田製作所", december(8, 10, 0)).await;
    let keeper = &practice.experts[0].keeper;
    let to = (practice.experts[0].account, december(9, 14, 0));
    practice.storage().consultation_propose(keeper, &booked.reference, 0, to, now()).await.unwrap();
    practice.hold(december(10, 14, 0)).await;
    practice.house.assert_in_order().await;
    let mut raw = practice.house.raw().await;
    for (statement, rule) in [
        ("UPDATE client_organisation SET used = 2", "an organisation has used"),
        ("UPDATE consultation SET starts_at = starts_at + 1", "a consultation has its expert's time"),
        ("UPDATE engagement SET held_until = held_until + 1 WHERE kind = 'hold'", "a time that is held"),
        ("DELETE FROM engagement WHERE kind = 'proposal'", "a time that is proposed"),
        ("DELETE FROM consultation_link", "a consultation has been told of"),
    ] {
        sqlx::query(statement).execute(&mut raw).await.unwrap();
        let broken = practice.storage().invariants_broken(now()).await.unwrap();
        assert!(broken.iter().any(|violation| violation.rule.starts_with(rule)), "{rule}: {broken:?}");
    }
}

/// All of them want an hour of the one expert that lies between ten and noon, at once, and book it.
async fn all_at_once(practice: &Practice, people: usize) -> Vec<Result<Booked, StorageError<Refusal>>> {
    let mut crowd = JoinSet::new();
    for person in 0..people {
        let practice = practice.clone();
        crowd.spawn(async move {
            // All of these overlap: the first ends at eleven, the last begins before.
            let starts_at = december(1, 10, 0).plus_seconds(i64::try_from(person % 4).unwrap() * 15 * 60);
            let held: Held = practice.try_hold(None, starts_at, now()).await?;
            practice.try_book(&held.token, &format!("会社{person}号"), now()).await
        });
    }
    crowd.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_200_who_want_overlapping_times_one_wins_and_the_others_get_alternatives() {
    let practice = Practice::of_one().await;

    let answers = all_at_once(&practice, 200).await;

    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for answer in answers.into_iter().filter_map(Result::err) {
        let StorageError::Refused(Refusal::NotOpen { alternatives, .. }) = answer else {
            panic!("nobody sees a failure: {answer}");
        };
        assert_eq!(alternatives.len(), 3);
    }
    assert_eq!(practice.told().await.len(), 2, "one booking, told to both");
    practice.house.assert_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_lock_the_wall_alone_lets_one_win() {
    let practice = Practice::built(1, terms(), Failpoint::ReadOutsideTheLock).await;

    let answers = all_at_once(&practice, 100).await;

    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let hits = answers.iter().filter(|answer| matches!(answer, Err(StorageError::Failed(_))));
    assert!(hits.count() > 0, "nobody came up to the wall");
    practice.house.assert_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_lock_and_wall_the_same_crowd_books_one_hour_twice_and_the_check_says_so() {
    // The positive control: a race test that passes without either proves nothing.
    let practice = Practice::built(1, terms(), Failpoint::ReadOutsideTheLock).await;
    let mut raw = practice.house.raw().await;
    sqlx::query("DROP TRIGGER engagement_overlaps_none").execute(&mut raw).await.unwrap();

    let answers = all_at_once(&practice, 100).await;

    assert!(answers.iter().filter(|answer| answer.is_ok()).count() > 1, "the failpoint breaks nothing");
    let broken = practice.storage().invariants_broken(now()).await.unwrap();
    assert!(broken.iter().any(|violation| violation.rule.starts_with("no expert is engaged twice")), "{broken:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_crowd_that_books_many_hours_breaks_no_rule() {
    let practice = Practice::built(3, terms(), Failpoint::None).await;
    let dice = rehearsal::CountedChance::from_seed(5);
    let mut crowd = JoinSet::new();
    for person in 0..150 {
        let practice = practice.clone();
        let (day, quarter) = (choose(&*dice, 4), choose(&*dice, 20));
        crowd.spawn(async move {
            let day = i8::try_from(day).unwrap() + 1;
            let starts_at = december(day, 9, 0).plus_seconds(i64::try_from(quarter).unwrap() * 15 * 60);
            let held = practice.try_hold(None, starts_at, now()).await?;
            let booked = practice.try_book(&held.token, &format!("会社{}号", person % 40), now()).await?;
            if person % 3 == 0 {
                practice.storage().consultation_cancel(booked.link.hash(), now()).await?;
            }
            Ok::<_, StorageError<Refusal>>(())
        });
    }
    let answers = crowd.join_all().await;
    let booked = answers.iter().filter(|answer| answer.is_ok()).count();
    assert!(booked > 20, "{booked} are too few for the test to mean anything");
    let is_answer = |answer: &Result<(), _>| matches!(answer, Ok(()) | Err(StorageError::Refused(_)));
    assert!(answers.iter().all(is_answer), "nobody sees a failure: {answers:?}");
    practice.house.assert_in_order().await;
}
