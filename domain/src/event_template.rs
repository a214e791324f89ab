//! Templates: what an event says, without its days, for events to come.
//!
//! A template is kept as an event of a day that means nothing, so that deadline and programme keep their distance from
//! the beginning whichever day is chosen later.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::event::EventDraft;
use crate::event_form::EventForm;
use crate::event_operation::repeated;
use crate::input::{FieldError, single_line};

/// The longest name, in characters.
pub const TEMPLATE_NAME_MAX: u32 = 80;
/// The most templates that are kept.
pub const TEMPLATES_MAX: u32 = 200;

/// The day on which every template lies.
const NO_DAY: Date = date(2000, 1, 3);

/// A stored template's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventTemplateId(pub i64);

/// What a template is called by those who use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateName(String);

impl TemplateName {
    /// Reads a name.
    ///
    /// # Errors
    /// Those of [`single_line`]; [`FieldError::Required`] where nothing was typed.
    pub fn parse(typed: &str) -> Result<Self, FieldError> {
        single_line(typed, TEMPLATE_NAME_MAX).map(Self)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a template is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TemplateRefusal {
    /// No such event.
    #[error("there is no such event")]
    UnknownEvent,
    /// Another template has the name.
    #[error("there is a template of this name")]
    NameTaken,
    /// There are as many as may be.
    #[error("there are {TEMPLATES_MAX} templates already")]
    TooMany,
}

/// What is kept of `event`: all of it but its days, its number, its past and its series.
#[must_use]
pub fn template_of(event: &EventDraft) -> EventDraft {
    let mut template = repeated(event, NO_DAY);
    template.particulars.series = None;
    template
}

/// The form of an event that says what `template` says, on `day`; without a day, its days are left to be typed.
#[must_use]
pub fn form_of(template: &EventDraft, day: Option<Date>) -> EventForm {
    let filled = EventForm::filled_from(&repeated(template, day.unwrap_or(NO_DAY)), 0);
    let filled = EventForm { revision: String::new(), ..filled };
    match day {
        Some(_) => filled,
        None => EventForm {
            starts_on: String::new(),
            ends_on: String::new(),
            opens_on: String::new(),
            closes_on: String::new(),
            ..filled
        },
    }
}
