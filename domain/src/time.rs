//! Instants and the wall clock of Japan.
//!
//! Japan keeps UTC+9 all year and has no daylight saving, so the step between an instant and the
//! clock on the wall is a constant and needs no time-zone database.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

const TOKYO: Offset = Offset::constant(9);

/// An instant, in microseconds since 1970-01-01T00:00:00 UTC: what is stored and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant `microseconds` after (before, if negative) 1970-01-01T00:00:00 UTC.
    pub const fn from_microseconds(microseconds: i64) -> Self {
        Self(microseconds)
    }

    /// Microseconds since 1970-01-01T00:00:00 UTC.
    pub const fn as_microseconds(self) -> i64 {
        self.0
    }

    /// Milliseconds since 1970-01-01T00:00:00 UTC, rounded down.
    pub const fn as_milliseconds(self) -> i64 {
        self.0.div_euclid(1_000)
    }

    /// The instant at which a clock on a wall in Japan shows `wall`.
    pub fn from_tokyo(wall: DateTime) -> Self {
        TOKYO.to_timestamp(wall).map_or(Self(i64::MAX), |instant| Self(instant.as_microsecond()))
    }

    /// What a clock on a wall in Japan shows at this instant.
    pub fn in_tokyo(self) -> DateTime {
        TOKYO.to_datetime(self.instant())
    }

    /// What a clock in UTC shows at this instant.
    pub fn in_utc(self) -> DateTime {
        Offset::UTC.to_datetime(self.instant())
    }

    /// The day it is in Japan at this instant.
    pub fn tokyo_date(self) -> Date {
        self.in_tokyo().date()
    }

    /// This instant, `seconds` later (earlier, if negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Microseconds from `earlier` to this instant; negative if `earlier` is later.
    pub const fn microseconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    fn instant(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }
}

/// Where the time comes from. Rules take a [`Timestamp`]; whoever calls them asks a clock once.
pub trait Clock: Send + Sync {
    /// The instant it is.
    fn now(&self) -> Timestamp;
}

/// Where chance comes from: reference numbers, secret links and keys are drawn from it.
pub trait Chance: Send + Sync {
    /// Fills `bytes` with bits nobody can predict.
    fn fill(&self, bytes: &mut [u8]);
}

/// The end of the day `date` in Japan, which is the first instant of the next one.
pub fn end_of_day(date: Date) -> Timestamp {
    Timestamp::from_tokyo(date.to_datetime(Time::midnight())).plus_seconds(24 * 60 * 60)
}

/// The first instant of the day `date` in Japan.
pub fn start_of_day(date: Date) -> Timestamp {
    Timestamp::from_tokyo(date.to_datetime(Time::midnight()))
}
