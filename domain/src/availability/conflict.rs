//! Which bookings a change of a calendar would leave outside its hours. None is ever cancelled for that: whoever changes
//! the calendar says what becomes of each.

use super::closure::Closure;
use super::engagement::{Engagement, EngagementKind, Engagements, floor};
use super::operation::{AvailabilityEdit, AvailabilityOperation, AvailabilityRefusal, apply};
use super::{Calendar, DAY_MINUTES};
use crate::consultation::ConsultationId;
use crate::time::{Timestamp, start_of_day};

/// A booking that would lie outside the hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Which.
    pub engagement: Engagement,
    /// What would close its time.
    pub closure: Closure,
}

/// The consultations to come, those that are held or proposed too, that lie within the hours `before` and not `after`.
/// What lies outside already is no news.
pub fn conflicts(before: &Calendar, after: &Calendar, engagements: &Engagements, now: Timestamp) -> Vec<Conflict> {
    let to_come = engagements.all().iter().filter(|one| one.kind.counts() && one.ends_at > now);
    to_come
        .filter_map(|engagement| {
            let closure = outside(after, engagement)?;
            outside(before, engagement).is_none().then_some(Conflict { engagement: *engagement, closure })
        })
        .collect()
}

fn outside(calendar: &Calendar, engagement: &Engagement) -> Option<Closure> {
    let day = engagement.starts_at.tokyo_date();
    let midnight = floor(start_of_day(day));
    let minute = |at| u16::try_from(floor(at) - midnight).unwrap_or(DAY_MINUTES + 1);
    calendar.outside_hours(day, minute(engagement.starts_at), minute(engagement.ends_at))
}

/// Why a calendar is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarRefusal {
    /// No such expert, or none whose calendar they may see.
    #[error("there is no such expert")]
    UnknownExpert,
    /// Somebody changed it after the editor had read it.
    #[error("the calendar was changed in the meantime")]
    ChangedMeanwhile {
        /// How it is now.
        current: Box<Calendar>,
        /// Its revision.
        revision: u32,
    },
    /// One of the operations cannot be done, and so none is.
    #[error("operation {place}: {refusal}")]
    Operation {
        /// Which, from 0.
        place: usize,
        /// Why not.
        refusal: AvailabilityRefusal,
    },
    /// Bookings would lie outside, and nobody has said what becomes of them.
    #[error("bookings would lie outside the hours")]
    Unconfirmed {
        /// Which.
        conflicts: Vec<Conflict>,
    },
}

/// Does several operations, one after the other, to a calendar, for whoever knows that the
/// bookings `known` would lie outside. Holds are kept as they are and ask for nobody's word.
///
/// # Errors
/// [`CalendarRefusal`] says why none of them is done.
pub fn edit(
    calendar: &Calendar,
    operations: &[AvailabilityOperation],
    engagements: &Engagements,
    known: &[ConsultationId],
    now: Timestamp,
) -> Result<AvailabilityEdit, CalendarRefusal> {
    let mut edited = AvailabilityEdit { calendar: calendar.clone(), notes: Vec::new() };
    for (place, operation) in operations.iter().enumerate() {
        let next =
            apply(&edited.calendar, operation).map_err(|refusal| CalendarRefusal::Operation { place, refusal })?;
        edited.calendar = next.calendar;
        edited.notes.extend(next.notes);
    }
    edited.notes.sort_unstable_by_key(|note| *note as u8);
    edited.notes.dedup();
    let conflicts = conflicts(calendar, &edited.calendar, engagements, now);
    let is_known = |conflict: &Conflict| match conflict.engagement.kind {
        EngagementKind::Consultation(id) | EngagementKind::Proposal(id) => known.contains(&id),
        EngagementKind::Hold(_) | EngagementKind::Event(_) | EngagementKind::External => true,
    };
    if conflicts.iter().all(is_known) { Ok(edited) } else { Err(CalendarRefusal::Unconfirmed { conflicts }) }
}
