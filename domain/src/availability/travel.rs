//! How long an expert is under way from a consultation on site to the next.
//!
//! The network's own rule, and no timetable: what a person allows for who goes by train and does not know yet which
//! town it will be. Neighbours are those of [`Prefecture::neighbours`], but for Okinawa, which is reached by air only.

use crate::place::{Prefecture, Region};

/// The longest way, in minutes.
pub const TRAVEL_MAX: u16 = 300;

/// So many minutes lie between the end of a consultation in one prefecture and the beginning of one in another.
///
/// | from one to the other | minutes |
/// |---|---|
/// | within a prefecture | 60 |
/// | to a neighbour by land, bridge or tunnel | 120 |
/// | within a region | 180 |
/// | to another region | 300 |
pub fn travel_minutes(from: Prefecture, to: Prefecture) -> u16 {
    let is_by_air = from.region() == Region::Okinawa || to.region() == Region::Okinawa;
    if from == to {
        60
    } else if !is_by_air && from.neighbours().contains(&to) {
        120
    } else if from.region() == to.region() {
        180
    } else {
        TRAVEL_MAX
    }
}
