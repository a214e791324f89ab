//! `/staff/availability`: an expert's calendar as a week, a month or an agenda over one model, and plain forms for every
//! change of it. What is booked and the events at which they speak stand in it and are changed elsewhere.

mod agenda;
pub mod beside;
pub mod change;
mod editor;
pub mod flow;
mod forms;
mod head;
mod month;
pub mod page;
pub mod query;
mod sheet;
pub mod terms;
mod week;

use domain::availability::{AvailabilityForm, AvailabilityOperation, Calendar, Closure, Conflict, Slot};
use domain::consultation::Consultation;
use domain::expert::{ExpertCode, ExpertEntry};
use domain::time::Timestamp;
use storage::ExpertSheet;

pub use beside::{BesidePage, BesideView};
pub use change::{CalendarConflictPage, CalendarVersionsPage};
pub use terms::TermsPage;

use query::CalendarQuery;

/// Where the addresses of calendars and consultations are made.
pub mod address {
    /// `/staff/availability`
    pub const AVAILABILITY: &str = "/staff/availability";
    /// `/staff/availability/terms`
    pub const TERMS: &str = "/staff/availability/terms";
    /// `/staff/availability/feed`
    pub const FEED: &str = "/staff/availability/feed";
}

/// What a calendar's page shows.
#[derive(Debug, Clone)]
pub struct AvailabilityView {
    /// What the address asks for.
    pub query: CalendarQuery,
    /// The calendar; none where there is none to show.
    pub sheet: Option<ExpertSheet>,
    /// The experts to choose from; none for an expert, who has their own.
    pub experts: Vec<ExpertEntry>,
    /// Whether whoever looks is of the secretariat.
    pub is_secretariat: bool,
    /// What was typed into one of the forms.
    pub form: AvailabilityForm,
    /// What is wrong with it: the id of the field, and a sentence.
    pub problems: Vec<(String, String)>,
    /// What there is to say of the moment that somebody wondered about.
    pub answer: Option<Answer>,
    /// The secret address for calendar programs.
    pub feed: Feed,
}

/// How it stands with the secret address for calendar programs.
#[derive(Debug, Clone, Default)]
pub struct Feed {
    /// Since when there has been one.
    pub since: Option<Timestamp>,
    /// The address that was just made; it is shown once.
    pub made: Option<String>,
    /// Whether it was just withdrawn.
    pub is_withdrawn: bool,
}

/// Why a moment is open, or not.
#[derive(Debug, Clone)]
pub enum Answer {
    /// It could not be read.
    Unreadable,
    /// It is open.
    Open(Timestamp),
    /// It is not.
    Closed {
        /// Which.
        moment: Timestamp,
        /// By which rule.
        why: Box<Closure>,
        /// The next that are.
        next: Vec<Slot>,
    },
}

/// A change that would leave bookings outside the hours, before it is made.
#[derive(Debug, Clone)]
pub struct CalendarConflictView {
    /// Whose calendar.
    pub expert: ExpertEntry,
    /// Where the form goes.
    pub query: CalendarQuery,
    /// Everything that was typed.
    pub form: AvailabilityForm,
    /// The revision that was seen.
    pub revision: u32,
    /// The bookings, with who comes where that is known.
    pub conflicts: Vec<(Conflict, Option<Consultation>)>,
    /// Whether one of them has come since the last showing.
    pub is_new: bool,
}

/// Two versions of a calendar.
#[derive(Debug, Clone)]
pub struct CalendarVersionsView {
    /// Whose calendar.
    pub expert: ExpertEntry,
    /// Where the form goes.
    pub query: CalendarQuery,
    /// Everything that was typed.
    pub form: AvailabilityForm,
    /// How it is now.
    pub current: Calendar,
    /// Its revision.
    pub revision: u32,
    /// What the change would make of it, or why it cannot be made.
    pub mine: Result<Calendar, Impossible>,
}

/// A change that cannot be made to what there is now.
#[derive(Debug, Clone)]
pub struct Impossible {
    /// Why.
    pub why: String,
    /// What was to be done.
    pub wanted: Vec<AvailabilityOperation>,
}

impl AvailabilityView {
    /// Whose calendar it is, as the address calls them.
    fn expert(&self) -> Option<&ExpertCode> {
        self.sheet.as_ref().map(|sheet| &sheet.expert.code)
    }
}
