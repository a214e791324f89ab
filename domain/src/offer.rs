//! Offers (繰り上げ案内): a freed seat is held for the first in line, who takes it, declines it or lets it pass.
//!
//! Which party is next is decided by [`seats_given`](crate::registration::seats_given); here stands how long an offer
//! lives, who may answer it, and what becomes of whoever does not. Why it is so:
//! `docs/decisions/0009-offers.md`.

use serde::{Deserialize, Serialize};

use crate::calendar::add_business_hours;
use crate::event::Standing;
use crate::registration::{Refusal, RegistrationState, Seats, Transition};
use crate::time::Timestamp;

/// For how many hours an offer lives if nothing ends it earlier; hours of closed days do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfferHours(u32);

impl OfferHours {
    /// A business day.
    pub const DEFAULT: Self = Self(24);
    /// The most that can be set: ten business days.
    pub const MOST: u32 = 240;

    /// So many hours; none where that is no time to answer in, or too long to hold a seat.
    pub const fn new(hours: u32) -> Option<Self> {
        if hours >= 1 && hours <= Self::MOST { Some(Self(hours)) } else { None }
    }

    /// How many.
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// Nobody can be expected to answer faster than within so many seconds: where an offer would have to end earlier, the
/// seat is given at once.
pub const SHORTEST_OFFER_SECONDS: i64 = 3 * 60 * 60;

/// Whoever has let so many offers pass leaves the line with the last of them.
pub const OFFERS_UNANSWERED: u32 = 2;

/// How an offer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferOutcome {
    /// The seat was taken.
    Accepted,
    /// The seat was declined, or the registration given up.
    Declined,
    /// No answer came in time.
    Lapsed,
}

impl OfferOutcome {
    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Lapsed => "lapsed",
        }
    }

    /// The outcome that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Accepted, Self::Declined, Self::Lapsed].into_iter().find(|outcome| outcome.slug() == slug)
    }
}

/// How an applicant answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferAnswer {
    /// Takes the seat.
    Accept,
    /// Declines it, and leaves the line.
    Decline,
}

impl OfferAnswer {
    /// The word in the form.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
        }
    }

    /// The answer that a word in the form names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Accept, Self::Decline].into_iter().find(|answer| answer.slug() == slug)
    }
}

/// An offer as its applicant may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// The first moment at which it can no longer be answered.
    pub until: Timestamp,
    /// How it ended; none while it lives.
    pub outcome: Option<OfferOutcome>,
}

impl Offer {
    /// Whether an answer that comes at `now` is in time.
    pub fn lives_at(&self, now: Timestamp) -> bool {
        self.outcome.is_none() && now < self.until
    }
}

/// The moment that no offer of a seat at `event` outlives.
pub fn offers_end(event: &Seats) -> Timestamp {
    event.window.closes_at.min(event.starts_at)
}

/// Until when a seat at `event` that is free at `now` is offered; none where nobody could answer in time, and the seat
/// is given at once.
pub fn offer_until(event: &Seats, hours: OfferHours, now: Timestamp) -> Option<Timestamp> {
    let end = offers_end(event);
    if now.plus_seconds(SHORTEST_OFFER_SECONDS) > end {
        return None;
    }
    Some(Timestamp::from_tokyo(add_business_hours(now.in_tokyo(), hours.get())).min(end))
}

/// Whether the applicant of a registration may answer its last offer at `now`.
///
/// # Errors
/// [`Refusal`] says why not.
pub fn may_answer(
    event: &Seats,
    state: RegistrationState,
    offer: Option<Offer>,
    now: Timestamp,
) -> Result<(), Refusal> {
    if state == RegistrationState::Cancelled {
        return Err(Refusal::AlreadyCancelled);
    }
    if event.standing == Standing::Cancelled {
        return Err(Refusal::EventCancelled);
    }
    match (state, offer) {
        (RegistrationState::Offered, Some(offer)) if offer.lives_at(now) => Ok(()),
        (RegistrationState::Offered, _) => Err(Refusal::OfferEnded),
        // Back in line: the answer was meant for the offer that has passed.
        (RegistrationState::Waiting, Some(Offer { outcome: Some(OfferOutcome::Lapsed), .. })) => {
            Err(Refusal::OfferEnded)
        }
        _ => Err(Refusal::NoOffer),
    }
}

/// What becomes of a registration that has let an offer pass, after `earlier` others: it keeps a place at the end of
/// the line, unless it has let too many pass, or no other offer could be made to it in time.
pub fn after_lapse(event: &Seats, earlier: u32, hours: OfferHours, now: Timestamp) -> Transition {
    if earlier.saturating_add(1) >= OFFERS_UNANSWERED || offer_until(event, hours, now).is_none() {
        Transition::Cancel
    } else {
        Transition::LapseOffer
    }
}
