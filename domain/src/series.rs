//! Events that were made by one rule of repetition: what an edit of one of them means for the others.
//!
//! An edit is carried over part by part: what the editor did not change stays as each event has it. Days are moved by as
//! many, and hours are set to the same. Each event is decided on its own, by the rules of every edit.

use crate::event::{EventDraft, RegistrationWindow, Standing, When};
use crate::event_operation::{EventField, EventOperation, EventRefusal, Publication, changed};
use crate::time::Timestamp;

/// Which events of its series an edit is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeriesScope {
    /// The one that was edited.
    This,
    /// This one, and those that begin later.
    Following,
    /// All of them.
    All,
}

impl SeriesScope {
    /// All choices, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::This, Self::Following, Self::All];

    /// The word in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::This => "this",
            Self::Following => "following",
            Self::All => "all",
        }
    }

    /// The choice that a word in a form names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.slug() == slug)
    }

    /// Whether an edit of `edited` is for `member` too.
    pub fn covers(self, edited: &EventDraft, member: &EventDraft) -> bool {
        match self {
            Self::This => member.code == edited.code,
            Self::Following => member.code == edited.code || member.when.starts_at() >= edited.when.starts_at(),
            Self::All => true,
        }
    }
}

/// What the edit of one event, which said `before` and is to say `after`, does with `member` of the same series.
/// `publication` is what the editor has newly said of it; it is for the drafts.
///
/// # Errors
/// [`EventRefusal::Over`] for an event that is past: it stays as it was held.
pub fn operation(
    before: &EventDraft,
    after: &EventDraft,
    publication: Option<Publication>,
    member: &EventDraft,
    now: Timestamp,
) -> Result<EventOperation, EventRefusal> {
    if member.is_past(now) {
        return Err(EventRefusal::Over);
    }
    let carried = Box::new(carried_over(before, after, member));
    Ok(match publication.filter(|_| member.standing() == Standing::Draft) {
        Some(publication) => EventOperation::EditAndPublish(carried, publication),
        None => EventOperation::Edit(carried),
    })
}

/// `member` with what changed from `before` to `after`.
#[must_use]
pub fn carried_over(before: &EventDraft, after: &EventDraft, member: &EventDraft) -> EventDraft {
    let mut carried = member.clone();
    for field in changed(before, after) {
        match field {
            // Each event stands where it stands.
            EventField::State => {}
            EventField::When => carried.when = when(&before.when, &after.when, &member.when),
            EventField::Window => carried.window = window(before, after, member),
            _ => field.take(after, &mut carried),
        }
    }
    carried
}

/// What `after` says where it is not what `before` says, and otherwise what `member` says.
fn newer<T: Clone + PartialEq>(before: &T, after: &T, member: &T) -> T {
    if before == after { member.clone() } else { after.clone() }
}

fn when(before: &When, after: &When, member: &When) -> When {
    let starts_on = member.starts_on.saturating_add(after.starts_on - before.starts_on);
    let length = |when: &When| when.ends_on - when.starts_on;
    let days = if length(before).get_days() == length(after).get_days() { length(member) } else { length(after) };
    When {
        starts_on,
        ends_on: starts_on.saturating_add(days),
        start_time: newer(&before.start_time, &after.start_time, &member.start_time),
        end_time: newer(&before.end_time, &after.end_time, &member.end_time),
        doors_open: newer(&before.doors_open, &after.doors_open, &member.doors_open),
        note: newer(&before.note, &after.note, &member.note),
    }
}

/// Registration opens and closes as many days before each event.
fn window(before: &EventDraft, after: &EventDraft, member: &EventDraft) -> RegistrationWindow {
    const DAY: i64 = 24 * 60 * 60;
    let later = i64::from((member.when.starts_on - before.when.starts_on).get_days()) * DAY;
    let moved = |at: Timestamp| at.plus_seconds(later);
    let opens_at = after.window.opens_at.map(moved);
    RegistrationWindow {
        opens_at: if before.window.opens_at == after.window.opens_at { member.window.opens_at } else { opens_at },
        closes_at: if before.window.closes_at == after.window.closes_at {
            member.window.closes_at
        } else {
            moved(after.window.closes_at)
        },
    }
}
