//! Everything under one mail address, behind a link that was mailed to it.
//!
//! A link that a screen showed opens its one record: whoever typed an address has not proven that it is
//! theirs. Whoever opens a link that was mailed to the address has.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::input::FieldError;
use crate::reference::ReferenceNumber;
use crate::time::Timestamp;

/// For how many seconds such a link opens the list: a day. It opens much, and a new one is asked for in
/// a minute; the links of single records live on.
pub const MAILBOX_SECONDS: i64 = 24 * 60 * 60;

/// When a link that was made at `made_at` ceases to open the list.
pub const fn mailbox_closes_at(made_at: Timestamp) -> Timestamp {
    made_at.plus_seconds(MAILBOX_SECONDS)
}

/// One record in the list. Its text form (`registration-KX7MP4RT`) is what the list's buttons send.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailboxRecord {
    /// A registration.
    Registration(ReferenceNumber),
    /// An inquiry.
    Inquiry(ReferenceNumber),
    /// A consultation.
    Consultation(ReferenceNumber),
    /// Waiting for a consultation.
    Waiting(ReferenceNumber),
}

impl MailboxRecord {
    /// The record's number.
    pub const fn reference(&self) -> &ReferenceNumber {
        match self {
            Self::Registration(reference)
            | Self::Inquiry(reference)
            | Self::Consultation(reference)
            | Self::Waiting(reference) => reference,
        }
    }
}

impl fmt::Display for MailboxRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Registration(reference) => write!(f, "registration-{}", reference.as_str()),
            Self::Inquiry(reference) => write!(f, "inquiry-{}", reference.as_str()),
            Self::Consultation(reference) => write!(f, "consultation-{}", reference.as_str()),
            Self::Waiting(reference) => write!(f, "waiting-{}", reference.as_str()),
        }
    }
}

impl FromStr for MailboxRecord {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (noun, number) = text.split_once('-').ok_or(FieldError::Malformed)?;
        let reference = ReferenceNumber::parse(number)?;
        match noun {
            "registration" => Ok(Self::Registration(reference)),
            "inquiry" => Ok(Self::Inquiry(reference)),
            "consultation" => Ok(Self::Consultation(reference)),
            "waiting" => Ok(Self::Waiting(reference)),
            _ => Err(FieldError::UnknownChoice),
        }
    }
}
