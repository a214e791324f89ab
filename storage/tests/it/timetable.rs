//! The desk's schedule reads the days that it shows, and nothing else.

use domain::event::{EventDraft, EventState, When};
use domain::reference::EventCode;
use jiff::civil::{Date, date, time};
use sqlx::Row as _;

use crate::house::{House, now, seminar};

fn on(number: u8, first: Date, last: Date) -> EventDraft {
    let when = When { ends_on: last, ..When::on(first, time(14, 0, 0, 0), time(16, 0, 0, 0)) };
    EventDraft { code: EventCode::from_random([number; 16]), when, ..seminar(10) }
}

#[tokio::test]
async fn the_events_of_some_days_are_those_that_touch_them_drafts_too() {
    let house = House::with(2).await;
    let day = |day| date(2027, 1, day);
    let draft = EventDraft { state: EventState::Draft, ..on(3, day(11), day(11)) };
    let until_midnight = When { start_time: None, end_time: None, ..on(9, day(9), day(9)).when };
    let events = [
        on(1, day(8), day(9)),
        on(2, day(8), day(10)),
        draft.clone(),
        on(4, day(16), day(20)),
        on(5, day(17), day(17)),
        on(6, date(2026, 12, 1), date(2027, 3, 1)),
        EventDraft { when: until_midnight, ..on(9, day(9), day(9)) },
    ];
    house.storage.event_add_all(&events, now()).await.expect("they are added");
    let found = house.storage.event_timetable(day(10), day(16)).await.expect("it is read");
    let codes: Vec<_> = found.iter().map(|scheduled| scheduled.event.code.clone()).collect();
    assert_eq!(codes, [&events[5], &events[1], &draft, &events[3]].map(|event| event.code.clone()));
}

#[tokio::test]
async fn the_past_is_not_searched() {
    let house = House::with(2).await;
    let mut database = house.raw().await;
    let plan = sqlx::query(
        "EXPLAIN QUERY PLAN SELECT id FROM event WHERE starts_at >= 1 AND starts_at < 2
         UNION ALL SELECT id FROM event
            WHERE (ends_at - 1 + 32400000000) / 86400000000 > (starts_at + 32400000000) / 86400000000
                AND ends_at > 1 AND starts_at < 1",
    )
    .fetch_all(&mut database)
    .await
    .expect("a plan");
    let steps: Vec<String> = plan.iter().map(|row| row.get("detail")).collect();
    let steps = steps.join("\n");
    assert!(steps.contains("event_by_beginning (starts_at>? AND starts_at<?)"), "{steps}");
    assert!(steps.contains("event_over_days (ends_at>?)"), "{steps}");
    assert!(!steps.contains("SCAN event"), "{steps}");
}
