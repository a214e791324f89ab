//! External calendars (外部カレンダー): what an expert keeps elsewhere, published there as an iCalendar file, read as time
//! that is taken. Only when is read and kept, never what.
//!
//! [`busy_times`] reads a file as its RFC 5545 has it: clocks are those that the file itself defines, rules of repetition
//! those that calendar programs write. What of a file cannot be read is counted and told ([`Unread`]), never passed over
//! in silence; what can be is used all the same. Fetching is the server's; here is when it is tried again.

mod busy;
mod line;
mod moment;
mod repeat;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::availability::HORIZON_MAX;
use crate::input::{FieldError, keep, single_line, text_value, tidy};
use crate::time::Timestamp;

pub use busy::busy_times;

/// The most calendars that one expert has.
pub const CALENDARS_MAX: u32 = 5;
/// The largest file that is read, in bytes.
pub const FILE_BYTES_MAX: usize = 5 * 1024 * 1024;
/// The most times that are kept of one calendar.
pub const BUSY_MAX: usize = 10_000;
/// The longest address, in characters.
const ADDRESS_MAX: u32 = 1_000;
/// The longest name, in characters.
const NAME_MAX: u32 = 40;
/// How many days of the past are read: limits count the whole week.
const PAST_DAYS: i64 = 8;
/// How many days more than can be booked: a file that has not changed is not read anew for some time.
const SPARE_DAYS: i64 = 31;
/// After how many seconds a file is read anew though it has not changed: time goes on, and with it what is in reach.
pub const WHOLE_AGAIN_SECONDS: i64 = 24 * 60 * 60;
/// The longest pause after failures, in seconds.
const PAUSE_MAX: i64 = 24 * 60 * 60;
/// A day, in seconds.
const DAY: i64 = 24 * 60 * 60;

/// The row of a calendar in storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ExternalCalendarId(pub i64);

/// Where a calendar is read: an address on the web, which is a secret of its owner's.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CalendarAddress(String);

impl CalendarAddress {
    /// Reads an address as calendar programs give it: `https://` or `webcal://`, which means the same. `http://` is an
    /// address too; whether it is read is the reader's to say.
    ///
    /// # Errors
    /// [`FieldError::Required`], [`FieldError::TooLong`], [`FieldError::ControlCharacter`]; [`FieldError::Malformed`] for
    /// what is no address of the web, or has a name and a password in it.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let typed = single_line(text, ADDRESS_MAX)?;
        let (scheme, rest) = typed.split_once("://").ok_or(FieldError::Malformed)?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "https" | "webcal" | "webcals" => "https",
            "http" => "http",
            _ => return Err(FieldError::Malformed),
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_plain = rest.chars().all(|sign| sign.is_ascii_graphic() && !matches!(sign, '"' | '<' | '>' | '\\'));
        if host.is_empty() || host.contains('@') || !is_plain {
            return Err(FieldError::Malformed);
        }
        Ok(Self(format!("{scheme}://{rest}")))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nobody on the way can read along.
    pub fn is_encrypted(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The host, which is what people recognise it by; the rest is secret.
    pub fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or_default()
    }
}

/// Without the path: whoever knows it can read the calendar.
impl fmt::Debug for CalendarAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CalendarAddress({}/…)", self.host())
    }
}

text_value!(CalendarAddress);

/// What its owner calls a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CalendarName(String);

impl CalendarName {
    /// Reads a name.
    ///
    /// # Errors
    /// As for [`single_line`].
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        single_line(text, NAME_MAX).map(Self)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_value!(CalendarName);

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExternalCalendarField {
    /// What it is called.
    Name,
    /// Where it is.
    Address,
}

impl ExternalCalendarField {
    /// The field's name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Address => "address",
        }
    }
}

/// The form for one more calendar, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExternalCalendarForm {
    /// What it is called; empty: its host.
    pub name: String,
    /// Where it is.
    pub address: String,
}

impl ExternalCalendarForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Each field that cannot be taken, with the reason.
    pub fn parse(&self) -> Result<(CalendarName, CalendarAddress), Vec<(ExternalCalendarField, FieldError)>> {
        let mut problems = Vec::new();
        let address = keep(&mut problems, ExternalCalendarField::Address, CalendarAddress::parse(&self.address));
        let typed = if tidy(&self.name).is_empty() {
            address.as_ref().map_or("-", CalendarAddress::host).chars().take(NAME_MAX as usize).collect()
        } else {
            self.name.clone()
        };
        let name = keep(&mut problems, ExternalCalendarField::Name, CalendarName::parse(&typed));
        name.zip(address).ok_or(problems)
    }
}

/// A time that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BusyTime {
    /// From when on.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
}

/// What was read of a calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BusyTimes {
    /// In their order; none touches another.
    pub times: Vec<BusyTime>,
    /// How many entries could not be read, or not whole, by the reason.
    pub unread: BTreeMap<Unread, u32>,
}

/// What of an entry cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unread {
    /// How it repeats; its first time counts.
    Repetition,
    /// A time that is none, or none at all.
    Time,
    /// A clock that the file does not define.
    Zone,
}

/// Why a file is no calendar that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum FileProblem {
    /// There is nothing in it.
    #[error("nothing in it")]
    Empty,
    /// A page for people, such as one to sign in.
    #[error("a web page")]
    WebPage,
    /// Something else.
    #[error("no calendar")]
    NotACalendar,
    /// It ends in the middle.
    #[error("cut off")]
    CutOff,
    /// More entries than can be looked at.
    #[error("too many entries")]
    TooMuch,
}

/// Why a calendar could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ReadProblem {
    /// It led to an address without encryption.
    #[error("not encrypted")]
    NotEncrypted,
    /// What it names is no address.
    #[error("no address")]
    NoAddress,
    /// There is no such host.
    #[error("no such host")]
    UnknownHost,
    /// The host is in a network that is not everybody's.
    #[error("not a public address")]
    NotPublic,
    /// Nobody answers there.
    #[error("nobody answers")]
    Unreachable,
    /// Whoever answers cannot prove who they are.
    #[error("no valid certificate")]
    Certificate,
    /// It took too long.
    #[error("too slow")]
    TooSlow,
    /// It led on and on.
    #[error("too many redirects")]
    TooManyRedirects,
    /// The server said no.
    #[error("answered with {0}")]
    Status(u16),
    /// More than [`FILE_BYTES_MAX`].
    #[error("too large")]
    TooLarge,
    /// Not as the web speaks.
    #[error("no HTTP answer")]
    Garbled,
    /// What came is no calendar.
    #[error("{0}")]
    File(FileProblem),
}

/// Why nothing is done with a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExternalCalendarRefusal {
    /// There is no such calendar, or none that they may know of.
    Unknown,
    /// There are [`CALENDARS_MAX`] already.
    TooMany,
    /// It is there already.
    Known,
}

/// From when to when a file is read at `now`.
pub fn reach(now: Timestamp) -> (Timestamp, Timestamp) {
    (now.plus_seconds(-PAST_DAYS * DAY), now.plus_seconds((i64::from(HORIZON_MAX) + SPARE_DAYS) * DAY))
}

/// When a calendar is read next that was tried at `now`, `pause` seconds being the usual pause and `failures` how many
/// tries in a row have failed: twice as late with each, a day at most.
pub fn next_read(now: Timestamp, pause: i64, failures: u32) -> Timestamp {
    let factor = 1_i64.checked_shl(failures.min(20)).unwrap_or(i64::MAX);
    now.plus_seconds(pause.saturating_mul(factor).min(PAUSE_MAX.max(pause)))
}
