//! Of what the secretariat is told by itself.

use domain::desk_notice::{DeskNotice, levels_reached};
use proptest::prelude::*;

#[test]
fn a_word_is_worth_it_at_half_at_four_fifths_and_when_it_is_full() {
    let at = |taken| levels_reached(Some(10), taken).collect::<Vec<_>>();
    assert_eq!(at(4), []);
    assert_eq!(at(5), [DeskNotice::HalfFull]);
    assert_eq!(at(7), [DeskNotice::HalfFull]);
    assert_eq!(at(8), [DeskNotice::HalfFull, DeskNotice::NearlyFull]);
    assert_eq!(at(10), [DeskNotice::HalfFull, DeskNotice::NearlyFull, DeskNotice::Full]);
}

#[test]
fn an_event_without_a_limit_or_without_seats_never_fills() {
    assert_eq!(levels_reached(None, u32::MAX).count(), 0);
    assert_eq!(levels_reached(Some(0), 0).count(), 0);
}

proptest! {
    #[test]
    fn more_people_never_reach_fewer_levels(capacity in 1_u32.., taken in any::<u32>(), more in any::<u32>()) {
        let before = levels_reached(Some(capacity), taken).count();
        let after: Vec<_> = levels_reached(Some(capacity), taken.saturating_add(more)).collect();
        prop_assert!(after.len() >= before);
        prop_assert_eq!(after.contains(&DeskNotice::Full), taken.saturating_add(more) >= capacity);
    }
}
