//! Time and chance as tests hand them in: both stand in the tests' hands and are the same in every run.
//!
//! Only tests depend on this room. It knows `domain` alone, so that the tests of every room above can use it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::time::{Chance, Clock, Timestamp};

/// Stands still until it is moved.
#[derive(Debug)]
pub struct HeldClock(AtomicI64);

impl HeldClock {
    /// A clock that stands at `instant`.
    pub fn at(instant: Timestamp) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(instant.as_microseconds())))
    }

    /// Moves the clock on by so many seconds.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    /// Puts the clock to `instant`, be it earlier or later.
    pub fn set(&self, instant: Timestamp) {
        self.0.store(instant.as_microseconds(), Ordering::Relaxed);
    }
}

impl Clock for HeldClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microseconds(self.0.load(Ordering::Relaxed))
    }
}

/// Never the same twice, and the same in every run.
#[derive(Debug)]
pub struct CountedChance(AtomicU64);

impl CountedChance {
    /// The chance that begins with `seed`.
    pub fn from_seed(seed: u64) -> Arc<dyn Chance> {
        Arc::new(Self(AtomicU64::new(seed)))
    }
}

impl Chance for CountedChance {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            // SplitMix64.
            let mut state = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed);
            state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            state ^= state >> 31;
            chunk.copy_from_slice(&state.to_le_bytes()[..chunk.len()]);
        }
    }
}
