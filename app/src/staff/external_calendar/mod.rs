//! `/staff/availability/calendars`: calendars that an expert keeps elsewhere, and how it stands with reading them.

pub mod flow;
pub mod page;

use domain::expert::ExpertEntry;
use domain::external_calendar::{ExternalCalendarForm, ExternalCalendarId};
use storage::ExternalCalendarKept;

use super::availability::query::CalendarQuery;

/// `/staff/availability/calendars`
pub const CALENDARS: &str = "/staff/availability/calendars";

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ExternalCalendarsView {
    /// Whose, as the address has it.
    pub query: CalendarQuery,
    /// Whose; none where there is nobody's to show.
    pub expert: Option<ExpertEntry>,
    /// Whether whoever looks is of the secretariat.
    pub is_secretariat: bool,
    /// The calendars, in the order in which they were added.
    pub calendars: Vec<ExternalCalendarKept>,
    /// What was typed for one more.
    pub form: ExternalCalendarForm,
    /// What was typed as the name of one.
    pub renamed: Option<(ExternalCalendarId, String)>,
    /// What is wrong with it: the id of the field, and a sentence.
    pub problems: Vec<(String, String)>,
    /// What was done just now.
    pub done: Option<ExternalCalendarDone>,
}

/// What somebody does.
#[derive(Debug, Clone)]
pub enum ExternalCalendarStep {
    /// Adds one.
    Add(ExternalCalendarForm),
    /// Calls one something else.
    Rename(ExternalCalendarId, String),
    /// Removes one.
    Remove(ExternalCalendarId),
    /// Has one read now.
    Read(ExternalCalendarId),
}

impl ExternalCalendarStep {
    /// The step that a form's fields name, found by `get`.
    pub fn of<'a>(get: impl Fn(&str) -> &'a str) -> Option<Self> {
        let typed = |name: &str| get(name).to_owned();
        let id = || get("calendar").parse().ok().map(ExternalCalendarId);
        Some(match get("step") {
            "add" => Self::Add(ExternalCalendarForm { name: typed("name"), address: typed("address") }),
            "rename" => Self::Rename(id()?, typed("name")),
            "remove" => Self::Remove(id()?),
            "read" => Self::Read(id()?),
            _ => return None,
        })
    }
}

/// What was done just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExternalCalendarDone {
    /// One was added, and was tried to be read.
    Added,
    /// One was called something else.
    Renamed,
    /// One was removed.
    Removed,
    /// One was tried to be read.
    Read,
}

impl ExternalCalendarDone {
    const ALL: [Self; 4] = [Self::Added, Self::Renamed, Self::Removed, Self::Read];

    /// The word in addresses.
    const fn slug(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Renamed => "renamed",
            Self::Removed => "removed",
            Self::Read => "read",
        }
    }

    /// What the query of an address tells.
    pub fn of_query(query: &str) -> Option<Self> {
        let (_, word) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "done")?;
        Self::ALL.into_iter().find(|done| done.slug() == word)
    }
}
