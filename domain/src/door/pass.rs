//! A helper's link: it opens one door for a while, to whoever has been given it, once.

use serde::{Deserialize, Serialize};

use crate::input::{FieldError, clock, day, keep};
use crate::person::PersonName;
use crate::time::Timestamp;

/// The database's number of a helper's link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DoorPassId(pub i64);

/// A helper's link works at most so long after the event's end.
const AFTER_THE_END: i64 = 24 * 60 * 60;

/// Why a helper's link was not made or opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassRefusal {
    /// There is no such event.
    #[error("there is no such event")]
    UnknownEvent,
    /// There is no such link, or it is no more.
    #[error("the link was used, has run out, was withdrawn, or never was")]
    Gone,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PassField {
    /// Who helps.
    Helper,
    /// The day.
    UntilOn,
    /// The time of that day.
    UntilTime,
}

impl PassField {
    /// The field's name in the form, which is its id on the page too.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Helper => "helper",
            Self::UntilOn => "until_on",
            Self::UntilTime => "until_time",
        }
    }
}

/// For whom a link is, and until when, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassForm {
    /// Who helps.
    pub helper: String,
    /// A day, `2026-12-01`.
    pub until_on: String,
    /// A time, `17:00`.
    pub until_time: String,
}

/// For whom a link is, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassAsked {
    /// Who helps.
    pub helper: PersonName,
    /// From when on it opens nothing.
    pub until: Timestamp,
}

impl PassForm {
    /// A form that offers an hour after an event that ends at `ends_at`.
    pub fn until_after(ends_at: Timestamp) -> Self {
        let until = ends_at.plus_seconds(60 * 60).in_tokyo();
        Self {
            helper: String::new(),
            until_on: until.date().to_string(),
            until_time: until.strftime("%H:%M").to_string(),
        }
    }

    /// Reads the form for an event that ends at `ends_at`.
    ///
    /// # Errors
    /// What is wrong with each field: a moment that is over, or more than a day after the event's end, too.
    pub fn parse(&self, ends_at: Timestamp, now: Timestamp) -> Result<PassAsked, Vec<(PassField, FieldError)>> {
        let mut problems = Vec::new();
        let helper = keep(&mut problems, PassField::Helper, PersonName::parse(&self.helper));
        let last_day = keep(&mut problems, PassField::UntilOn, day(&self.until_on));
        let time = keep(&mut problems, PassField::UntilTime, clock(&self.until_time));
        let until = last_day.zip(time).map(|(day, time)| Timestamp::from_tokyo(day.to_datetime(time)));
        if until.is_some_and(|until| until <= now || until > ends_at.plus_seconds(AFTER_THE_END)) {
            problems.push((PassField::UntilOn, FieldError::UnknownChoice));
        }
        match (helper, until) {
            (Some(helper), Some(until)) if problems.is_empty() => Ok(PassAsked { helper, until }),
            _ => Err(problems),
        }
    }
}
