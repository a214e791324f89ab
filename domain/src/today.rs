//! What the secretariat has to look at today.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::registration::Seats;
use crate::time::Timestamp;

/// So many days ahead the desk looks for events to come.
pub const DAYS_AHEAD: i32 = 7;
/// So many days ahead the desk looks for drafts that nobody has published.
pub const DRAFT_DAYS_AHEAD: i32 = 14;

/// How full an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// Nobody comes yet.
    Empty,
    /// Less than a fifth of the seats are taken.
    Few,
    /// Less than four fifths.
    Room,
    /// Seats are left, but not many.
    NearlyFull,
    /// None is left, but for those that are held back.
    Full,
    /// There is no limit to come near to.
    Unlimited,
}

/// How full an event with these seats is.
pub fn fill(seats: &Seats) -> Fill {
    let taken = u64::from(seats.taken);
    match seats.capacity.map(u64::from) {
        Some(_) if seats.free() == 0 => Fill::Full,
        _ if taken == 0 => Fill::Empty,
        None => Fill::Unlimited,
        Some(capacity) if taken * 5 < capacity => Fill::Few,
        Some(capacity) if taken * 5 < capacity * 4 => Fill::Room,
        Some(_) => Fill::NearlyFull,
    }
}

/// Whether the desk has to decide about an event: it begins today or tomorrow, and hardly anybody comes.
pub fn has_too_few(seats: &Seats, now: Timestamp) -> bool {
    let begins = seats.starts_at.tokyo_date();
    let (today, tomorrow) = (now.tokyo_date(), days_on(now.tokyo_date(), 1));
    seats.starts_at > now && (begins == today || begins == tomorrow) && matches!(fill(seats), Fill::Empty | Fill::Few)
}

/// The day `days` after `day`.
pub fn days_on(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}
