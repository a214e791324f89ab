//! The forms of the page of all accounts: whom to invite, and what somebody is to do.

use jiff::civil::Date;

use super::Role;
use crate::contact::EmailAddress;
use crate::input::{FieldError, choice, keep, tolerant};
use crate::language::Language;
use crate::person::PersonName;
use crate::reference::EventCode;
use crate::time::{Timestamp, end_of_day};

/// A field of these forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountField {
    /// The mail address.
    Email,
    /// What colleagues call them.
    Name,
    /// What they are to do.
    Role,
    /// The event whose door a helper keeps.
    Event,
    /// The last day on which a helper keeps it.
    Until,
    /// The language of their mails.
    Language,
}

impl AccountField {
    /// The field's name in the form, which is its id on the page too.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Name => "name",
            Self::Role => "role",
            Self::Event => "event",
            Self::Until => "until",
            Self::Language => "language",
        }
    }
}

/// What somebody is to do, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DutyForm {
    /// The role's word.
    pub role: String,
    /// The event's code; for a helper only.
    pub event: String,
    /// A day, `2026-12-01`; for a helper only.
    pub until: String,
}

/// What somebody is to do, with the door still named by its event's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyAsked {
    /// The role.
    pub role: Role,
    /// The event whose door a helper keeps, and until when.
    pub door: Option<(EventCode, Timestamp)>,
}

impl DutyForm {
    /// Reads the form. A helper needs an event and a day that is not over at `now`.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn parse(&self, now: Timestamp) -> Result<DutyAsked, Vec<(AccountField, FieldError)>> {
        let mut problems = Vec::new();
        let role = keep(&mut problems, AccountField::Role, choice(&self.role, Role::from_slug));
        if role != Some(Role::CheckInHelper) {
            return role.map(|role| DutyAsked { role, door: None }).ok_or(problems);
        }
        let event = keep(&mut problems, AccountField::Event, EventCode::parse(&self.event));
        let until = keep(&mut problems, AccountField::Until, last_day(&self.until, now));
        match (role, event, until) {
            (Some(role), Some(event), Some(until)) => Ok(DutyAsked { role, door: Some((event, until)) }),
            _ => Err(problems),
        }
    }
}

/// The end of a day that is typed as `2026-12-01` or `2026/12/1`, of any width.
fn last_day(typed: &str, now: Timestamp) -> Result<Timestamp, FieldError> {
    let typed = tolerant(typed).replace('/', "-");
    if typed.is_empty() {
        return Err(FieldError::Required);
    }
    let mut parts = typed.splitn(3, '-').map(str::parse::<i16>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) = (parts.next(), parts.next(), parts.next()) else {
        return Err(FieldError::Malformed);
    };
    let part = |number: i16| i8::try_from(number).map_err(|_| FieldError::Malformed);
    let date = Date::new(year, part(month)?, part(day)?).map_err(|_| FieldError::Malformed)?;
    let end = end_of_day(date);
    // A day that is over would make a helper who may do nothing.
    if end > now { Ok(end) } else { Err(FieldError::UnknownChoice) }
}

/// Whom to invite, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InviteForm {
    /// The mail address.
    pub email: String,
    /// What colleagues call them.
    pub name: String,
    /// What they are to do.
    pub duty: DutyForm,
    /// The code of the language of their mails.
    pub language: String,
}

/// Whom to invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// Where mail reaches them.
    pub email: EmailAddress,
    /// What colleagues call them.
    pub name: PersonName,
    /// What they are to do.
    pub duty: DutyAsked,
    /// The language of their mails.
    pub language: Language,
}

impl InviteForm {
    /// Reads the form.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn parse(&self, now: Timestamp) -> Result<Invite, Vec<(AccountField, FieldError)>> {
        let mut problems = Vec::new();
        let email = keep(&mut problems, AccountField::Email, EmailAddress::parse(&self.email));
        let name = keep(&mut problems, AccountField::Name, PersonName::parse(&self.name));
        let duty = self.duty.parse(now).map_err(|wrong| problems.extend(wrong)).ok();
        let language = keep(&mut problems, AccountField::Language, choice(&self.language, Language::from_code));
        match (email, name, duty, language) {
            (Some(email), Some(name), Some(duty), Some(language)) => Ok(Invite { email, name, duty, language }),
            _ => Err(problems),
        }
    }
}
