//! How long personal data are kept (保存期間): what `/privacy` promises, as a rule.
//!
//! Months are those of Japan's calendar, and the day itself does not count, as in article 140 of the
//! Civil Code: what has served on 1 December is kept through 1 December of the next year, and is due on
//! the day after. So the answer is the same all day long, whenever the work is done.

use jiff::ToSpan as _;

use crate::inquiry::{InquiryState, SetAsideReason};
use crate::time::{Timestamp, start_of_day};

/// For how many months data are kept after they have served.
pub const MONTHS_KEPT: i32 = 12;

/// The first instant that is not due at `now`: whatever had served before it is to be deleted.
pub fn due_before(now: Timestamp) -> Timestamp {
    start_of_day(now.tokyo_date().saturating_sub(MONTHS_KEPT.months()))
}

/// Whether what had served at `served_at` is to be deleted at `now`. A registration, whatever became of
/// it, has served when its event ends.
pub fn is_due(served_at: Timestamp, now: Timestamp) -> bool {
    served_at < due_before(now)
}

/// When an inquiry has served that last changed at `changed_at`, which is its last message or its end.
/// None while its sender waits for a reply; nobody replies to what was set aside.
pub const fn inquiry_served_at(
    state: InquiryState,
    set_aside: Option<SetAsideReason>,
    changed_at: Timestamp,
) -> Option<Timestamp> {
    if state.owes_reply() && set_aside.is_none() { None } else { Some(changed_at) }
}
