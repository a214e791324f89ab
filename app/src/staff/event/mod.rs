//! `/staff/events/{code}`: one event, what can be done with it, and what was done.
//!
//! An operation is a plain form. Whatever sends mail or has to be confirmed is shown first ([`confirm`]); whatever
//! somebody else has changed meanwhile is shown beside it ([`conflict`]). To add an operation, add its form in
//! [`desk`] and its reading in `domain/src/event_operation/form.rs`.

pub mod confirm;
pub mod conflict;
pub mod desk;
pub mod difference;
pub mod form;
pub mod recorded;
pub mod refused;
pub mod repetition;
pub mod series;
mod shown;
pub mod tables;
pub mod warned;

use std::sync::Arc;

use domain::event::Event;
use domain::event_operation::{EventRefusal, OperationField, OperationForm};
use domain::input::FieldError;
use domain::language::Language;
use domain::reference::EventCode;
use storage::{EventConsidered, EventOnDesk, EventVersion};

use crate::address::localized;

/// The address of an event's page at the desk.
pub fn address(language: Language, code: &EventCode) -> String {
    localized(language, &format!("/staff/events/{code}"))
}

/// What an event's page shows.
#[derive(Debug, Clone)]
pub struct EventDeskView {
    /// The event.
    pub desk: EventOnDesk,
    /// Its versions, the newest first.
    pub versions: Vec<EventVersion>,
    /// The events that it clashes with.
    pub others: Others,
    /// The events of its series.
    pub series: Vec<Event>,
    /// What has become of its series, where that was edited just now.
    pub series_done: Option<series::SeriesDone>,
    /// What stands in the forms.
    pub form: OperationForm,
    /// Why the form was not taken.
    pub trouble: Option<Trouble>,
    /// What was done just now, in the audit's word.
    pub done: Option<String>,
}

/// Why a form was not taken.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// Fields that cannot be read.
    Fields(Vec<(OperationField, FieldError)>),
    /// A rule.
    Refused(EventRefusal),
}

/// Events that warnings name.
#[derive(Debug, Clone, Default)]
pub struct Others(pub Vec<Arc<Event>>);

/// A change before it is made.
#[derive(Debug, Clone)]
pub struct EventConfirmView {
    /// What would follow.
    pub considered: EventConsidered,
    /// What was done, in the audit's word.
    pub act: &'static str,
    /// Where the form goes.
    pub action: String,
    /// Everything that was typed, by name.
    pub carried: Vec<(String, String)>,
    /// The events that it would clash with.
    pub others: Others,
    /// The mail, in both languages; none where none is sent.
    pub mails: Vec<MailSample>,
    /// Whether warnings have come that were not shown before.
    pub is_new_warning: bool,
}

/// A mail as one of those whom it concerns would get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSample {
    /// In which language.
    pub language: Language,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// Somebody else's newer version beside what an editor wanted.
#[derive(Debug, Clone)]
pub struct EventConflictView {
    /// The event as it is now.
    pub current: Event,
    /// Who made it so, and when.
    pub newest: Option<EventVersion>,
    /// The event as it would be with this editor's change on top, or why that cannot be.
    pub mine: Result<Box<domain::event::EventDraft>, EventRefusal>,
    /// Where the form goes.
    pub action: String,
    /// Everything that was typed, by name, on top of the newer revision.
    pub carried: Vec<(String, String)>,
}
