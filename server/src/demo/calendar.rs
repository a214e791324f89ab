//! When the demo's events are held: days on which offices are open, and now and then a Saturday.

use domain::calendar::{ClosedReason, add_business_days, closed, is_business_day};
use domain::event::{EventKind, RegistrationWindow};
use domain::time::Timestamp;
use jiff::civil::{Date, Time, time};
use jiff::{ToSpan, civil::Weekday};

use super::seed::Seed;

/// Hour and minute of the beginning and of the end.
pub(super) type Hours = (Time, Time);

/// A day about `days` after `today` (before it, if negative), never a closed one but some Saturdays.
pub(super) fn day(today: Date, days: i64, seed: &mut Seed) -> Date {
    let wanted = today.saturating_add(days.days());
    if seed.chance(8) {
        let ahead = i64::from(wanted.weekday().until(Weekday::Saturday));
        let saturday = wanted.saturating_add(ahead.days());
        if closed(saturday) == Some(ClosedReason::Saturday) && (saturday > today) == (days > 0) {
            return saturday;
        }
    }
    if is_business_day(wanted) {
        return wanted;
    }
    // What is past stays past; the Mondays and Fridays beside a weekend do not take all.
    let further = i32::try_from(seed.between(1, 5)).unwrap_or(1);
    add_business_days(wanted, if days < 0 { -further } else { further })
}

/// When an event of `kind` begins and ends.
pub(super) fn hours(kind: EventKind, seed: &mut Seed) -> Hours {
    const SEMINARS: [Hours; 4] = [
        (time(10, 0, 0, 0), time(12, 0, 0, 0)),
        (time(13, 30, 0, 0), time(15, 30, 0, 0)),
        (time(14, 0, 0, 0), time(16, 0, 0, 0)),
        (time(15, 0, 0, 0), time(17, 0, 0, 0)),
    ];
    const CONSULTATIONS: [Hours; 3] = [
        (time(13, 0, 0, 0), time(17, 0, 0, 0)),
        (time(9, 30, 0, 0), time(16, 30, 0, 0)),
        (time(10, 0, 0, 0), time(15, 0, 0, 0)),
    ];
    const COMBINED: [Hours; 2] = [(time(13, 30, 0, 0), time(17, 0, 0, 0)), (time(14, 0, 0, 0), time(17, 30, 0, 0))];
    match kind {
        EventKind::Seminar => *seed.one(&SEMINARS),
        EventKind::ConsultationMeeting => *seed.one(&CONSULTATIONS),
        EventKind::Combined => *seed.one(&COMBINED),
    }
}

/// `minutes` after `time` (before it, if negative).
pub(super) fn after(time: Time, minutes: i64) -> Time {
    time.saturating_add(minutes.minutes())
}

/// Registration ends at five o'clock, two to four business days before. It begins eight weeks before
/// for some, with the publication for the others.
pub(super) fn window(day: Date, announced: bool, seed: &mut Seed) -> RegistrationWindow {
    let before = -i32::try_from(seed.between(2, 4)).unwrap_or(2);
    let last = add_business_days(day, before);
    let opens_at = announced.then(|| {
        let first = add_business_days(day.saturating_sub(56.days()), 0);
        Timestamp::from_tokyo(first.to_datetime(time(9, 0, 0, 0)))
    });
    RegistrationWindow { opens_at, closes_at: Timestamp::from_tokyo(last.to_datetime(time(17, 0, 0, 0))) }
}
