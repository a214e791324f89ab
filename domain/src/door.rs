//! The door: who came to an event, as those who keep it have tapped.
//!
//! Several phones keep one door, some of them without a connection for a while, so taps come late, twice and in any
//! order. Each carries a nonce, and an undo names the taps that it takes back; the state of the door ([`DoorLog`]) is a
//! function of the set of taps alone. To add a transition, add a variant of [`Tapped`] and its arm in [`DoorLog::tap`].

mod attendance;
mod form;
mod log;
mod pass;
mod thanks;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::event::{EventId, Standing};
use crate::input::FieldError;
use crate::registration::RegistrationState;
use crate::time::{Timestamp, start_of_day};

pub use attendance::{AttendanceReport, Attended};
pub use form::{TapAsked, TapField, TapForm, WalkIn};
pub use log::{Arrival, Comer, DoorLog, Effect, Presence, Tapped};
pub use pass::{DoorPassId, PassAsked, PassField, PassForm, PassRefusal};
pub use thanks::{Thanks, ThanksField, ThanksForm, ThanksRefusal};

/// What makes a tap one tap, however often it is sent: 128 bits that the device has drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TapNonce([u8; 16]);

impl TapNonce {
    /// A nonce of 16 random bytes.
    pub const fn from_random(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Reads 32 hexadecimal digits.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::Malformed`] for anything else.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        if text.is_empty() {
            return Err(FieldError::Required);
        }
        let is_hex = text.len() == 32 && text.bytes().all(|sign| sign.is_ascii_hexdigit());
        let number = is_hex.then(|| u128::from_str_radix(text, 16).ok()).flatten();
        number.map(|number| Self(number.to_be_bytes())).ok_or(FieldError::Malformed)
    }

    /// The 16 bytes, as a BLOB column holds them.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl TryFrom<&[u8]> for TapNonce {
    type Error = FieldError;

    fn try_from(bytes: &[u8]) -> Result<Self, FieldError> {
        bytes.try_into().map(Self).map_err(|_| FieldError::Malformed)
    }
}

impl TryFrom<String> for TapNonce {
    type Error = FieldError;

    fn try_from(text: String) -> Result<Self, FieldError> {
        Self::parse(&text)
    }
}

impl From<TapNonce> for String {
    fn from(nonce: TapNonce) -> Self {
        nonce.to_string()
    }
}

impl fmt::Display for TapNonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// Why a tap was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DoorRefusal {
    /// No registration has this number.
    #[error("there is no such registration")]
    Unknown,
    /// It is a registration for another event.
    #[error("the registration is for another event")]
    OtherEvent,
    /// It was given up.
    #[error("the registration was cancelled")]
    Cancelled,
    /// It waits for a seat, or for the answer to an offer.
    #[error("the registration has no seat yet")]
    Waiting,
    /// It was set aside: the secretariat has to look at it.
    #[error("the registration was set aside")]
    SetAside,
    /// More people than it has seats.
    #[error("it has fewer seats ({max})")]
    TooMany {
        /// How many it has.
        max: u32,
    },
    /// The day of the event has not come.
    #[error("the door is not open yet")]
    NotYet,
    /// The event was called off, or is not on the site.
    #[error("the event does not take place")]
    NoEvent,
}

/// What a decision needs to know of the event whose door it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoorOf {
    /// Which event.
    pub event: EventId,
    /// Where it stands.
    pub standing: Standing,
    /// When it begins.
    pub starts_at: Timestamp,
}

impl DoorOf {
    /// From when on people are let in: the first moment of its day in Japan.
    pub fn opens_at(&self) -> Timestamp {
        start_of_day(self.starts_at.tokyo_date())
    }

    /// When a tap was made that comes in at `now` and says that it was made `ago` microseconds before. It was never made
    /// in the future, and one that says that it was made before the door opened was made by a clock that jumped.
    pub fn tapped_at(&self, now: Timestamp, ago: i64) -> Timestamp {
        let at = Timestamp::from_microseconds(now.as_microseconds().saturating_sub(ago.max(0)));
        at.max(self.opens_at()).min(now)
    }

    /// Whether anybody is let in at `at`.
    ///
    /// # Errors
    /// [`DoorRefusal::NoEvent`] or [`DoorRefusal::NotYet`].
    pub fn admits(&self, at: Timestamp) -> Result<(), DoorRefusal> {
        if self.standing != Standing::Published {
            Err(DoorRefusal::NoEvent)
        } else if at < self.opens_at() {
            Err(DoorRefusal::NotYet)
        } else {
            Ok(())
        }
    }
}

/// What a decision needs to know of somebody who has registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guest {
    /// For which event.
    pub event: EventId,
    /// Where the registration stands.
    pub state: RegistrationState,
    /// How many seats it has.
    pub seats: u32,
}

/// How many come with a registration that is tapped at `at`: those whom the tap names, or all.
///
/// # Errors
/// [`DoorRefusal`] says why nobody does.
pub fn arrive(door: &DoorOf, guest: Option<&Guest>, people: Option<u32>, at: Timestamp) -> Result<u32, DoorRefusal> {
    door.admits(at)?;
    let guest = guest.ok_or(DoorRefusal::Unknown)?;
    if guest.event != door.event {
        return Err(DoorRefusal::OtherEvent);
    }
    match guest.state {
        RegistrationState::Seated => {}
        RegistrationState::Waiting | RegistrationState::Offered => return Err(DoorRefusal::Waiting),
        RegistrationState::Cancelled => return Err(DoorRefusal::Cancelled),
        RegistrationState::SetAside => return Err(DoorRefusal::SetAside),
    }
    match people {
        None => Ok(guest.seats),
        Some(people) if people == 0 || people > guest.seats => Err(DoorRefusal::TooMany { max: guest.seats }),
        Some(people) => Ok(people),
    }
}

/// What somebody is found by at the door: each word of it, folded, after a space.
pub fn door_key<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let mut key = String::new();
    for word in words.into_iter().flat_map(str::split_whitespace) {
        key.push(' ');
        key.push_str(&crate::search::fold(word));
    }
    key
}

/// Whether all of `terms`, folded, name somebody with this [`door_key`]: one sign begins a word, more stand anywhere.
pub fn key_matches<'a>(key: &str, terms: impl IntoIterator<Item = &'a str>) -> bool {
    terms.into_iter().all(|term| {
        let is_longer = term.chars().nth(1).is_some();
        if is_longer { key.contains(term) } else { key.contains(&format!(" {term}")) }
    })
}
