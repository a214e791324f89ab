//! Events of one day beside one another.

use jiff::civil::Time;

use crate::event::When;

/// How long an event takes of which nobody has written when it ends, in minutes.
const UNKNOWN_END: u16 = 60;
/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// One of several lanes side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lane {
    /// Which, from 0 on.
    pub at: usize,
    /// Of how many.
    pub of: usize,
}

/// When an event begins and ends on each of its days, in minutes after midnight; none where it has no hour.
pub fn minutes(when: &When) -> Option<(u16, u16)> {
    let minute = |time: Time| u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs());
    let begins = minute(when.start_time?);
    let ends = when.end_time.map(minute).filter(|ends| *ends > begins);
    Some((begins, ends.unwrap_or_else(|| (begins + UNKNOWN_END).min(DAY))))
}

/// The lanes of events that begin and end at these minutes, sorted by their beginning: those that overlap stand in
/// different ones, and all that hang together share the width.
pub fn lanes(hours: &[(u16, u16)]) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::with_capacity(hours.len());
    // When each lane of the group is free again, and where the group began.
    let mut free: Vec<u16> = Vec::new();
    let mut first = 0;
    for (at, &(begins, ends)) in hours.iter().enumerate() {
        if free.iter().all(|until| *until <= begins) {
            share(lanes.get_mut(first..), free.len());
            free.clear();
            first = at;
        }
        let lane = if let Some((lane, until)) = free.iter_mut().enumerate().find(|(_, until)| **until <= begins) {
            *until = ends;
            lane
        } else {
            free.push(ends);
            free.len() - 1
        };
        lanes.push(Lane { at: lane, of: 1 });
    }
    share(lanes.get_mut(first..), free.len());
    lanes
}

fn share(group: Option<&mut [Lane]>, of: usize) {
    for lane in group.into_iter().flatten() {
        lane.of = of;
    }
}
