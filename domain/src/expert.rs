//! Experts (専門家): what citizens may know of whom they talk to.
//!
//! When they are there and what they take is their calendar's to say ([`crate::availability`]).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::account::{AccountId, Actor, Denied, Expert, Secretariat};
use crate::event::Bilingual;
use crate::input::{FieldError, text_value};
use crate::language::Language;
use crate::place::Region;
use crate::reference::{draw, read};

/// The code that names an expert in addresses and logs: five signs, `KT4XW`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ExpertCode(String);

impl ExpertCode {
    const LENGTH: usize = 5;

    /// Makes a code of random bytes: one of 6.5 × 10⁶, so whoever stores it still meets a rare double and draws again.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(draw(bytes, Self::LENGTH))
    }

    /// Reads a code in any case and width.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::Malformed`] when no such code can exist.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        read(text, Self::LENGTH).map(Self)
    }

    /// The five signs.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ExpertCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(ExpertCode);

/// What an expert's page says of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpertProfile {
    /// What they are called.
    pub name: Bilingual,
    /// 肩書.
    pub title: Bilingual,
    /// 資格.
    #[serde(default)]
    pub qualifications: Vec<Bilingual>,
    /// A few sentences.
    #[serde(default)]
    pub introduction: Bilingual,
    /// In which languages they talk; sorted, without repeats.
    pub languages: Vec<Language>,
    /// 地域.
    pub region: Option<Region>,
}

/// An expert who takes consultations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpertEntry {
    /// Whose account.
    pub account: AccountId,
    /// What addresses call them.
    pub code: ExpertCode,
    /// What their page says.
    pub profile: ExpertProfile,
    /// Whether citizens find them. What is booked stays booked.
    pub is_shown: bool,
}

/// Permission to keep an expert's calendar and consultations: the secretariat everybody's, an expert their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarKeeper {
    /// Somebody of the secretariat.
    Secretariat(Secretariat),
    /// An expert.
    Expert(Expert),
}

impl CalendarKeeper {
    /// The permission of `actor`.
    ///
    /// # Errors
    /// [`Denied`] for helpers at the door.
    pub const fn of(actor: &Actor) -> Result<Self, Denied> {
        match actor {
            Actor::Secretariat(secretariat) => Ok(Self::Secretariat(*secretariat)),
            Actor::Expert(expert) => Ok(Self::Expert(*expert)),
            Actor::CheckInHelper(_) => Err(Denied),
        }
    }

    /// Whose permission it is.
    pub const fn account(&self) -> AccountId {
        match self {
            Self::Secretariat(secretariat) => secretariat.account(),
            Self::Expert(expert) => expert.account(),
        }
    }

    /// Whether they keep the calendar of `expert`.
    pub fn keeps(&self, expert: AccountId) -> bool {
        matches!(self, Self::Secretariat(_)) || self.account() == expert
    }
}

/// Why something is not done to an expert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExpertRefusal {
    /// No such account, or not that of an expert.
    #[error("there is no such expert")]
    UnknownExpert,
    /// No such event.
    #[error("there is no such event")]
    UnknownEvent,
}
