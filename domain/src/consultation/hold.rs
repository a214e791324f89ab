//! Holds (仮押さえ): a time is kept for whoever fills in the form for it.

use super::{ConsultationRefusal, HoldId};
use crate::account::AccountId;
use crate::availability::{Slot, Wish};
use crate::event_table::TableId;
use crate::time::Timestamp;

/// A time is held for so many seconds, and for as many again with each extension.
pub const HOLD_SECONDS: i64 = 10 * 60;
/// How often a hold can be extended: ten times at least, says WCAG 2.2.1.
pub const HOLD_EXTENSIONS: u32 = 10;

/// A time that is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hold {
    /// Its number in the database.
    pub id: HoldId,
    /// Whose time.
    pub expert: AccountId,
    /// Which.
    pub slot: Slot,
    /// For what.
    pub wish: Wish,
    /// To which table it belongs; none: it is open in the expert's calendar.
    pub table: Option<TableId>,
    /// The first moment at which it is held no more.
    pub until: Timestamp,
    /// How often it was extended.
    pub extensions: u32,
}

impl Hold {
    /// Whether it is held at `now`.
    pub fn lives_at(&self, now: Timestamp) -> bool {
        now < self.until
    }
}

/// Until when a hold that is extended at `now` lasts: ten minutes from now, never beyond the beginning of what it is for.
///
/// # Errors
/// [`ConsultationRefusal::HoldExtendedEnough`].
pub fn extended(hold: &Hold, now: Timestamp) -> Result<Timestamp, ConsultationRefusal> {
    if hold.extensions >= HOLD_EXTENSIONS {
        return Err(ConsultationRefusal::HoldExtendedEnough);
    }
    Ok(now.plus_seconds(HOLD_SECONDS).max(hold.until).min(hold.slot.starts_at))
}
