//! Waiting for a consultation (キャンセル待ち): on a day, or with an expert over some days. A time that comes free is
//! kept for whoever came first of those whom it suits, and offered by mail as the seats of events are.
//!
//! An offered time is a hold that lives longer: it is booked by the same form, in the same way.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ConsultationRefusal, HoldId};
use crate::account::AccountId;
use crate::availability::{Slot, Wish};
use crate::calendar::add_business_hours;
use crate::contact::EmailAddress;
use crate::input::{FieldError, day, keep};
use crate::language::Language;
use crate::offer::{OFFERS_UNANSWERED, OfferHours, OfferOutcome, SHORTEST_OFFER_SECONDS};
use crate::person::PersonName;
use crate::reference::ReferenceNumber;
use crate::time::{Timestamp, start_of_day};

/// From today on, so many days ahead can be waited for: a quarter of a year.
pub const WAITING_DAYS: u32 = 92;

/// The number inside the database of somebody who waits; never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WaitingId(pub i64);

/// Where somebody stands who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitingState {
    /// In line.
    Waiting,
    /// A time is kept for them until they answer.
    Offered,
    /// They have booked what was offered.
    Booked,
    /// They have declined, or given up waiting.
    Left,
    /// They have let too many offers pass.
    Lapsed,
    /// The days that they waited for came, and nothing suited.
    Ended,
}

impl WaitingState {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Waiting, Self::Offered, Self::Booked, Self::Left, Self::Lapsed, Self::Ended];

    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Offered => "offered",
            Self::Booked => "booked",
            Self::Left => "left",
            Self::Lapsed => "lapsed",
            Self::Ended => "ended",
        }
    }

    /// The state that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }

    /// Whether they may still get a time.
    pub const fn is_in_line(self) -> bool {
        matches!(self, Self::Waiting | Self::Offered)
    }
}

/// For what somebody waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingFor {
    /// On what, how long and where.
    pub wish: Wish,
    /// With whom; none: with anybody.
    pub expert: Option<AccountId>,
    /// The first day that suits.
    pub from: Date,
    /// The last.
    pub until: Date,
}

impl WaitingFor {
    /// When waiting for it is over: with its last day, since everybody needs time to answer and to prepare.
    pub fn ends_at(&self) -> Timestamp {
        start_of_day(self.until)
    }

    /// Whether a time on `day` with `expert` would suit.
    pub fn suits(&self, expert: AccountId, day: Date) -> bool {
        (self.from..=self.until).contains(&day) && self.expert.is_none_or(|wanted| wanted == expert)
    }
}

/// A time that is, or was, kept for somebody who waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeOffer {
    /// With whom.
    pub expert: AccountId,
    /// When.
    pub slot: Slot,
    /// The first moment at which it can no longer be answered.
    pub until: Timestamp,
    /// What keeps it; none once it was let go or booked.
    pub hold: Option<HoldId>,
    /// How it ended; none while it lives.
    pub outcome: Option<OfferOutcome>,
}

/// Somebody who waits for a consultation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The number in the database.
    pub id: WaitingId,
    /// 受付番号.
    pub reference: ReferenceNumber,
    /// Where they stand.
    pub state: WaitingState,
    /// For what they wait.
    pub wanted: WaitingFor,
    /// 氏名.
    pub name: PersonName,
    /// Where offers are mailed to.
    pub email: EmailAddress,
    /// The last time that was offered.
    pub offer: Option<TimeOffer>,
    /// The language of the page, and of the mails.
    pub language: Language,
    /// Since when.
    pub created_at: Timestamp,
}

impl Waiting {
    /// The offer that they may answer at `now`.
    ///
    /// # Errors
    /// [`ConsultationRefusal::Over`], [`ConsultationRefusal::ProposalEnded`], [`ConsultationRefusal::NoProposal`].
    pub fn may_answer(&self, now: Timestamp) -> Result<TimeOffer, ConsultationRefusal> {
        match (self.state, self.offer) {
            (WaitingState::Offered, Some(offer)) if now < offer.until => Ok(offer),
            // Back in line, or out of it: the answer was meant for the offer that has passed.
            (WaitingState::Offered, _) | (WaitingState::Waiting | WaitingState::Lapsed, Some(_)) => {
                Err(ConsultationRefusal::ProposalEnded)
            }
            (WaitingState::Waiting, None) => Err(ConsultationRefusal::NoProposal),
            _ => Err(ConsultationRefusal::Over),
        }
    }
}

/// Until when a time that is free at `now` is kept for whoever waits; none where nobody could be expected to answer in
/// time, and it stays open for everybody.
pub fn time_offer_until(slot: Slot, hours: OfferHours, now: Timestamp) -> Option<Timestamp> {
    if now.plus_seconds(SHORTEST_OFFER_SECONDS) > slot.starts_at {
        return None;
    }
    Some(Timestamp::from_tokyo(add_business_hours(now.in_tokyo(), hours.get())).min(slot.starts_at))
}

/// Where somebody stands who has let an offer pass, after `earlier` others: at the end of the line, unless these are too
/// many, or what they wait for has come.
pub fn after_time_offer(wanted: &WaitingFor, earlier: u32, now: Timestamp) -> WaitingState {
    if earlier.saturating_add(1) >= OFFERS_UNANSWERED {
        WaitingState::Lapsed
    } else if now >= wanted.ends_at() {
        WaitingState::Ended
    } else {
        WaitingState::Waiting
    }
}

/// A field of the form of whoever wants to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaitingField {
    /// From which day on.
    From,
    /// Until which day.
    Until,
    /// 氏名.
    Name,
    /// メールアドレス.
    Email,
    /// 同意.
    Consent,
}

impl WaitingField {
    /// The field's name in the form and its id on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::Until => "until",
            Self::Name => "name",
            Self::Email => "email",
            Self::Consent => "consent",
        }
    }
}

/// The form as it was typed. Topic, place, length and expert are not typed: they are those of the search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaitingForm {
    /// From which day on.
    pub from: String,
    /// Until which day.
    pub until: String,
    /// 氏名.
    pub name: String,
    /// メールアドレス.
    pub email: String,
    /// `yes` where it was given.
    pub consent: String,
    /// What only machines fill in.
    pub website: String,
    /// Which showing of the form this is.
    pub key: String,
}

/// Who waits for which days, as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingRead {
    /// The first day.
    pub from: Date,
    /// The last.
    pub until: Date,
    /// Who.
    pub name: PersonName,
    /// Where offers are mailed to.
    pub email: EmailAddress,
}

impl WaitingForm {
    /// The form for the days from one to another, as far as they can be waited for on `today`.
    pub fn for_days(from: Date, until: Date, today: Date) -> Self {
        let (first, last) = days_ahead(today);
        let (from, until) = (from.clamp(first, last), until.clamp(first, last));
        Self { from: from.to_string(), until: until.to_string(), ..Self::default() }
    }

    /// Turns what was typed on `today` into what cannot be wrong.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self, today: Date) -> Result<WaitingRead, Vec<(WaitingField, FieldError)>> {
        use WaitingField as Field;
        let mut problems = Vec::new();
        let (first, last) = days_ahead(today);
        let too_far = FieldError::OutOfRange { min: 1, max: WAITING_DAYS };
        let ahead = |day: Date| if (first..=last).contains(&day) { Ok(day) } else { Err(too_far) };
        let from = keep(&mut problems, Field::From, day(&self.from).and_then(ahead));
        let until = day(&self.until).and_then(ahead).and_then(|until| match from {
            Some(from) if until < from => Err(FieldError::Malformed),
            _ => Ok(until),
        });
        let until = keep(&mut problems, Field::Until, until);
        let name = keep(&mut problems, Field::Name, PersonName::parse(&self.name));
        let email = keep(&mut problems, Field::Email, EmailAddress::parse(&self.email));
        if self.consent != "yes" {
            problems.push((Field::Consent, FieldError::MustAgree));
        }
        match (from, until, name, email) {
            (Some(from), Some(until), Some(name), Some(email)) if problems.is_empty() => {
                Ok(WaitingRead { from, until, name, email })
            }
            _ => Err(problems),
        }
    }
}

/// The first and the last day that can be waited for on `today`.
fn days_ahead(today: Date) -> (Date, Date) {
    let ahead = |days: i64| today.saturating_add(days.days());
    (ahead(1), ahead(i64::from(WAITING_DAYS)))
}
