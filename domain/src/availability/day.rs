//! Why nothing is open on a whole day, for citizens.

use jiff::civil::Date;

use super::closure::PublicClosure;
use super::slots::Diary;
use super::terms::Wish;
use crate::time::{Timestamp, start_of_day};

/// Noon, in seconds: when somebody is asked who has no hours on a day.
const NOON: i64 = 12 * 60 * 60;

/// Why nothing is open on a day with any of several experts, as the one tells who comes nearest to having a time; none
/// where something is open.
pub fn closed_day(diaries: &[Diary<'_>], wish: Wish, day: Date, now: Timestamp) -> Option<PublicClosure> {
    if diaries.iter().any(|diary| !diary.open_slots(wish, day, day, now).is_empty()) {
        return None;
    }
    let reasons = diaries.iter().filter_map(|diary| {
        let hours = diary.calendar.hours_on(day);
        let first = hours.hours.windows().first().map_or(NOON, |window| i64::from(window.from()) * 60);
        Some(diary.closure(wish, start_of_day(day).plus_seconds(first), now)?.public())
    });
    Some(reasons.min_by_key(|reason| farness(day, *reason)).unwrap_or(PublicClosure::NotOffered))
}

/// How far somebody who answers so is from having a time.
fn farness(day: Date, reason: PublicClosure) -> (u8, i32) {
    match reason {
        PublicClosure::Taken => (0, 0),
        PublicClosure::TooSoon { first } => (1, (first - day).get_days()),
        PublicClosure::TooFar { last } => (2, (day - last).get_days()),
        PublicClosure::Rest(_) => (3, 0),
        PublicClosure::NotOffered => (4, 0),
        PublicClosure::Past => (5, 0),
        PublicClosure::Declined(_) => (6, 0),
    }
}
