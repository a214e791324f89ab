//! The mail that thanks those who came.

use crate::input::{FieldError, keep, single_line};

/// The longest web address, in characters.
const ADDRESS_MAX: u32 = 500;

/// Why nobody is thanked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ThanksRefusal {
    /// There is no such event.
    #[error("there is no such event")]
    UnknownEvent,
    /// It is not over.
    #[error("the event is not over")]
    NotOver,
    /// They were thanked already.
    #[error("the mail was sent already")]
    AlreadySent,
    /// Nobody who had registered came.
    #[error("nobody came")]
    NobodyCame,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ThanksField {
    /// Where one says how it was.
    Survey,
    /// Where the materials are.
    Materials,
}

impl ThanksField {
    /// The field's name in the form, which is its id on the page too.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Materials => "materials",
        }
    }
}

/// The links of the mail, as they are typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThanksForm {
    /// Where one says how it was; empty: nowhere.
    pub survey: String,
    /// Where the materials are; empty: nowhere.
    pub materials: String,
}

/// The links of the mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thanks {
    /// Where one says how it was.
    pub survey: Option<String>,
    /// Where the materials are.
    pub materials: Option<String>,
}

impl ThanksForm {
    /// Reads the form.
    ///
    /// # Errors
    /// What is wrong with each field: only addresses that begin with `https://` are mailed.
    pub fn parse(&self) -> Result<Thanks, Vec<(ThanksField, FieldError)>> {
        let mut problems = Vec::new();
        let survey = keep(&mut problems, ThanksField::Survey, address(&self.survey));
        let materials = keep(&mut problems, ThanksField::Materials, address(&self.materials));
        match (survey, materials) {
            (Some(survey), Some(materials)) => Ok(Thanks { survey, materials }),
            _ => Err(problems),
        }
    }
}

fn address(typed: &str) -> Result<Option<String>, FieldError> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let line = single_line(typed, ADDRESS_MAX)?;
    let host = line.strip_prefix("https://").unwrap_or_default();
    let is_plain = line.bytes().all(|sign| sign.is_ascii_graphic() && !matches!(sign, b'"' | b'<' | b'>' | b'\\'));
    let has_host = host.split('/').next().is_some_and(|host| host.contains('.') && !host.contains('@'));
    if is_plain && has_host { Ok(Some(line)) } else { Err(FieldError::Malformed) }
}
