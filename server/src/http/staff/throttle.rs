//! How fast somebody may guess. Each wrong try makes the next wait longer, for this guesser alone: nobody can shut
//! somebody else out by failing in their name.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use domain::time::Timestamp;

/// So many wrong tries in a row cost nothing: fingers slip.
const FREE: u32 = 5;
/// The longest wait, in seconds.
const LONGEST: i64 = 15 * 60;
/// Whoever has not tried for so many seconds begins anew.
const FORGOTTEN: i64 = 60 * 60;
/// A flood of guessers must not fill the memory.
const KEPT: usize = 10_000;

#[derive(Debug, Clone, Copy)]
struct Tries {
    wrong: u32,
    last: Timestamp,
}

/// Wrong tries by who guesses what.
#[derive(Debug)]
pub(super) struct Throttle<K>(Mutex<HashMap<K, Tries>>);

impl<K> Default for Throttle<K> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K: Eq + Hash> Throttle<K> {
    /// Counts one try as wrong, until it is found right: tries that are sent at once count too.
    ///
    /// # Errors
    /// How many seconds to wait; such a try is not counted.
    pub(super) fn admit(&self, key: K, now: Timestamp) -> Result<(), u64> {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() >= KEPT {
            tries.retain(|_, each| now < each.last.plus_seconds(FORGOTTEN));
        }
        let known = tries.entry(key).or_insert(Tries { wrong: 0, last: now });
        if now >= known.last.plus_seconds(FORGOTTEN) {
            known.wrong = 0;
        }
        let until = known.last.plus_seconds(pause(known.wrong));
        if now < until {
            return Err(until.microseconds_since(now).unsigned_abs().div_ceil(1_000_000));
        }
        *known = Tries { wrong: known.wrong.saturating_add(1), last: now };
        Ok(())
    }

    /// Forgets the wrong tries of somebody who was right.
    pub(super) fn forget(&self, key: &K) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

/// How long to wait after so many wrong tries, in seconds: 0, …, 0, 2, 4, 8, …, 900.
fn pause(wrong: u32) -> i64 {
    if wrong < FREE { 0 } else { 1_i64.checked_shl((wrong - FREE + 1).min(10)).unwrap_or(LONGEST).min(LONGEST) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_microseconds(0).plus_seconds(seconds)
    }

    #[test]
    fn each_wrong_try_after_the_fifth_makes_the_next_wait_longer_up_to_a_quarter_of_an_hour() {
        let throttle = Throttle::default();
        let mut now = 0;
        let mut waits = Vec::new();
        for _ in 0..5 {
            assert_eq!(throttle.admit("one", at(now)), Ok(()));
        }
        for _ in 0..12 {
            let wait = throttle.admit("one", at(now)).unwrap_err();
            waits.push(wait);
            now += i64::try_from(wait).unwrap();
            assert_eq!(throttle.admit("one", at(now)), Ok(()));
        }
        assert_eq!(waits, [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
        assert_eq!(throttle.admit("another", at(now)), Ok(()), "nobody else waits");
    }

    #[test]
    fn whoever_is_right_or_stays_away_for_an_hour_begins_anew() {
        let throttle = Throttle::default();
        for _ in 0..5 {
            throttle.admit("one", at(0)).unwrap();
        }
        throttle.forget(&"one");
        for _ in 0..5 {
            assert_eq!(throttle.admit("one", at(0)), Ok(()));
        }
        assert!(throttle.admit("one", at(0)).is_err());
        assert_eq!(throttle.admit("one", at(FORGOTTEN)), Ok(()));
        assert_eq!(throttle.admit("one", at(FORGOTTEN)), Ok(()));
    }
}
