//! How long somebody stays signed in, and what a sign-in of a while ago does not cover.

use crate::time::Timestamp;

/// The two ends of a session: nobody has come by for a while, or it has lasted long enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionRule {
    /// It ends when nobody has come by for so many seconds.
    pub idle_seconds: i64,
    /// It ends after so many seconds, whatever happens.
    pub absolute_seconds: i64,
}

impl SessionRule {
    /// Half an hour, and half a day.
    pub const DEFAULT: Self = Self { idle_seconds: 30 * 60, absolute_seconds: 12 * 60 * 60 };

    /// Whether a session that began at `signed_in_at` and was last seen at `seen_at` is open at `now`.
    pub const fn is_open(self, signed_in_at: Timestamp, seen_at: Timestamp, now: Timestamp) -> bool {
        let second = 1_000_000;
        now.microseconds_since(seen_at) < self.idle_seconds.saturating_mul(second)
            && now.microseconds_since(signed_in_at) < self.absolute_seconds.saturating_mul(second)
    }
}

/// For how many seconds after signing in somebody may do what concerns accounts and second factors.
pub const FRESH_SECONDS: i64 = 10 * 60;

/// For how many seconds one may take between the password and the second factor.
pub const SECOND_STEP_SECONDS: i64 = 10 * 60;

/// How many wrong codes end a sign-in: the password is asked again.
pub const SECOND_STEP_TRIES: u32 = 5;

/// Whether a sign-in at `signed_in_at` covers sensitive acts at `now`.
pub const fn is_fresh(signed_in_at: Timestamp, now: Timestamp) -> bool {
    now.microseconds_since(signed_in_at) < FRESH_SECONDS * 1_000_000
}
