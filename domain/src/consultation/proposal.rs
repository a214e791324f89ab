//! Another time, or another expert, that is proposed for a consultation. Its own time stays until the answer, and the
//! proposed one is kept: whoever accepts in time has it.

use super::{ConsultationRefusal, ConsultationState};
use crate::account::AccountId;
use crate::availability::Slot;
use crate::calendar::add_business_hours;
use crate::offer::SHORTEST_OFFER_SECONDS;
use crate::time::Timestamp;

/// A proposal lives for so many business hours, unless something ends it earlier.
const PROPOSAL_HOURS: u32 = 48;

/// How a proposal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProposalOutcome {
    /// It is the consultation's time now.
    Accepted,
    /// It was declined.
    Declined,
    /// No answer came in time.
    Lapsed,
    /// Another was made, or the consultation was moved, given up or ended.
    Withdrawn,
}

impl ProposalOutcome {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Accepted, Self::Declined, Self::Lapsed, Self::Withdrawn];

    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Lapsed => "lapsed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The outcome that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.slug() == slug)
    }
}

/// How a client answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalAnswer {
    /// Takes the time that is proposed.
    Accept,
    /// Stays with the time there was.
    Decline,
}

impl ProposalAnswer {
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

/// A time that is proposed instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    /// With whom.
    pub expert: AccountId,
    /// When.
    pub slot: Slot,
    /// The first moment at which it can no longer be answered.
    pub until: Timestamp,
    /// How it ended; none while it lives.
    pub outcome: Option<ProposalOutcome>,
}

impl Proposal {
    /// Whether an answer that comes at `now` is in time.
    pub fn lives_at(&self, now: Timestamp) -> bool {
        self.outcome.is_none() && now < self.until
    }
}

/// Until when a proposal that is made at `now` can be answered: two business days, never beyond the time that it is for
/// nor the one that it is instead of.
///
/// # Errors
/// [`ConsultationRefusal::TooLateToPropose`] where nobody could be expected to answer in time.
pub fn proposal_until(proposed: Slot, instead_of: Slot, now: Timestamp) -> Result<Timestamp, ConsultationRefusal> {
    let end = proposed.starts_at.min(instead_of.starts_at);
    if now.plus_seconds(SHORTEST_OFFER_SECONDS) > end {
        return Err(ConsultationRefusal::TooLateToPropose);
    }
    Ok(Timestamp::from_tokyo(add_business_hours(now.in_tokyo(), PROPOSAL_HOURS)).min(end))
}

/// Whether the client of a consultation may answer its last proposal at `now`.
///
/// # Errors
/// [`ConsultationRefusal`] says why not.
pub fn may_answer(
    state: ConsultationState,
    proposal: Option<Proposal>,
    now: Timestamp,
) -> Result<Proposal, ConsultationRefusal> {
    if !state.is_to_come() {
        return Err(ConsultationRefusal::Over);
    }
    match proposal {
        Some(proposal) if proposal.lives_at(now) => Ok(proposal),
        Some(Proposal { outcome: None | Some(ProposalOutcome::Lapsed), .. }) => Err(ConsultationRefusal::ProposalEnded),
        _ => Err(ConsultationRefusal::NoProposal),
    }
}
