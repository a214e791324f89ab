//! `/staff/schedule`: the events of a month, a week, or a list, drafts too; one that is picked up is put on another day
//! by a plain button. The island ([`crate::timetable`]) does the same by hand and by keyboard, over the same parts.

mod bar;
mod chip;
mod list;
mod month;
pub mod page;
pub mod query;
mod week;

use domain::event::{Event, Standing};
use domain::event_operation::Clash;
use domain::time::Timestamp;
use domain::timetable::{Scheduled, clashing, experts};

use query::ScheduleQuery;

/// An event with what it clashes with.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The event.
    pub scheduled: Scheduled,
    /// What it clashes with, whether that is shown or not.
    pub clashes: Vec<Clash>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ScheduleView {
    /// What the address asks for.
    pub query: ScheduleQuery,
    /// The events that are shown, in the order of their beginning.
    pub entries: Vec<Entry>,
    /// The speakers and experts of these days.
    pub experts: Vec<String>,
    /// The event that was picked up.
    pub picked_up: Option<Event>,
    /// Which showing of the page it is: a copy is made once for it.
    pub key: String,
    /// Why an event could not be put where it was to go.
    pub refused: Option<String>,
    /// What the event is called with which something was done just now.
    pub done: Option<Event>,
}

impl ScheduleView {
    /// The schedule of `found`, all events of the days that `query` asks for.
    pub fn new(query: ScheduleQuery, found: Vec<Scheduled>, key: String, now: Timestamp) -> Self {
        let experts = experts(&found);
        let clashes = clashing(&found);
        let entries = found.into_iter().zip(clashes).map(|(scheduled, clashes)| Entry { scheduled, clashes });
        let entries = entries.filter(|entry| query.filter.admits(&entry.scheduled, now)).collect();
        Self { query, entries, experts, picked_up: None, key, refused: None, done: None }
    }
}

/// Whether an event can be moved: it was not called off.
fn is_movable(event: &Event) -> bool {
    event.standing() != Standing::Cancelled
}
