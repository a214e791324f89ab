//! What the desk is shown first.

use domain::event::{Format, RegistrationWindow, Standing};
use domain::registration::Seats;
use domain::time::Timestamp;
use domain::today::{Fill, fill, has_too_few};
use jiff::civil::date;
use proptest::prelude::*;

fn now() -> Timestamp {
    Timestamp::from_tokyo(date(2026, 11, 1).at(9, 0, 0, 0))
}

fn seats(capacity: Option<u32>, taken: u32, hours: i64) -> Seats {
    let starts_at = now().plus_seconds(hours * 3_600);
    Seats {
        capacity,
        reserved: 0,
        taken,
        waiting: 0,
        per_registration: 1,
        window: RegistrationWindow { opens_at: None, closes_at: starts_at },
        starts_at,
        ends_at: starts_at.plus_seconds(7_200),
        standing: Standing::Published,
        format: Format::Online,
    }
}

#[test]
fn how_full_an_event_is_has_a_word() {
    for (capacity, taken, expected) in [
        (Some(0), 0, Fill::Full),
        (Some(100), 0, Fill::Empty),
        (None, 0, Fill::Empty),
        (None, 500, Fill::Unlimited),
        (Some(100), 19, Fill::Few),
        (Some(100), 20, Fill::Room),
        (Some(100), 79, Fill::Room),
        (Some(100), 80, Fill::NearlyFull),
        (Some(100), 100, Fill::Full),
    ] {
        assert_eq!(fill(&seats(capacity, taken, 24)), expected, "{taken} of {capacity:?}");
    }
}

#[test]
fn too_few_is_said_a_day_before_and_not_when_it_has_begun() {
    for (hours, said) in [(-1, false), (1, true), (24, true), (38, true), (39, false), (72, false)] {
        assert_eq!(has_too_few(&seats(Some(100), 3, hours), now()), said, "in {hours} hours");
    }
    assert!(!has_too_few(&seats(Some(100), 60, 24), now()));
}

proptest! {
    #[test]
    fn an_event_is_full_exactly_when_no_seat_is_free(capacity in 0..200_u32, taken in 0..200_u32) {
        let seats = seats(Some(capacity), taken, 24);
        prop_assert_eq!(fill(&seats) == Fill::Full, seats.free() == 0);
    }
}
