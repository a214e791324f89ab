//! Consultations (個別相談): an hour of an expert's, held while somebody fills in the form, booked, moved, proposed anew,
//! given up, kept or missed.
//!
//! Knows nothing of storage, time sources or words. Whether a time is open is asked of [`crate::availability`]; here
//! stands what may become of a booking. Each decision takes what was read inside the transaction that will act on it.
//! Add a rule here and its property in `tests/consultation.rs`.

mod choice;
mod entitlement;
mod form;
mod hold;
mod proposal;
mod report;
mod sheet;
mod survey;
mod waiting;

use serde::{Deserialize, Serialize};

use crate::account::AccountId;
use crate::availability::{PublicClosure, Slot, Terms, Wish};
use crate::calendar::add_business_days;
use crate::contact::{EmailAddress, PhoneNumber};
use crate::event_table::MeetingTable;
use crate::inquiry::desk::Channel;
use crate::language::Language;
use crate::organisation::{CorporateNumber, OrganisationKind, OrganisationName};
use crate::person::{Kana, PersonName};
use crate::place::Prefecture;
use crate::reference::ReferenceNumber;
use crate::time::{Timestamp, end_of_day};

pub use choice::{Candidate, least_busy_first};
pub use entitlement::{Entitlement, FREE_CONSULTATIONS, GRANT_MAX, OrganisationIdentity, STRIKES};
pub use form::{ConsultationField, ConsultationForm, ConsultationFormRules, ConsultationProblem, PEOPLE_MAX};
pub use hold::{HOLD_EXTENSIONS, HOLD_SECONDS, Hold, extended};
pub use proposal::{Proposal, ProposalAnswer, ProposalOutcome, may_answer, proposal_until};
pub use report::{ConsultationReport, ReportField, ReportForm, SharedReport};
pub use sheet::{
    ConsultationSheet, ReminderKind, SheetField, SheetForm, SheetRefusal, SheetStanding, TeleworkPhase, reminders,
    sheet_due, sheet_may_hold,
};
pub use survey::{
    ConsultationSurvey, NextStepClarity, SurveyCounts, SurveyField, SurveyForm, SurveyRefusal, Usefulness,
};
pub use waiting::{
    TimeOffer, WAITING_DAYS, Waiting, WaitingField, WaitingFor, WaitingForm, WaitingId, WaitingRead, WaitingState,
    after_time_offer, time_offer_until,
};

/// A stored consultation's number inside the database; never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConsultationId(pub i64);

/// A stored hold's number inside the database; never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HoldId(pub i64);

/// Where a consultation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationState {
    /// Booked, and the expert has still to confirm it. The time is kept.
    Requested,
    /// It will be.
    Confirmed,
    /// Given up in time.
    Cancelled,
    /// Given up too late for anybody else.
    CancelledLate,
    /// Ended by the expert or the secretariat.
    Ended,
    /// It was.
    Attended,
    /// Nobody came.
    NoShow,
}

impl ConsultationState {
    /// All states, in the order in which people are offered them.
    pub const ALL: [Self; 7] = [
        Self::Requested,
        Self::Confirmed,
        Self::Attended,
        Self::NoShow,
        Self::Cancelled,
        Self::CancelledLate,
        Self::Ended,
    ];

    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Confirmed => "confirmed",
            Self::Cancelled => "cancelled",
            Self::CancelledLate => "cancelled_late",
            Self::Ended => "ended",
            Self::Attended => "attended",
            Self::NoShow => "no_show",
        }
    }

    /// The state that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }

    /// Whether it is still to be.
    pub const fn is_to_come(self) -> bool {
        matches!(self, Self::Requested | Self::Confirmed)
    }

    /// Whether the expert's time is its own.
    pub const fn takes_time(self) -> bool {
        matches!(self, Self::Requested | Self::Confirmed | Self::Attended | Self::NoShow)
    }

    /// Whether it is one of the organisation's free consultations.
    pub const fn is_debited(self) -> bool {
        matches!(self, Self::Requested | Self::Confirmed | Self::Attended | Self::NoShow | Self::CancelledLate)
    }

    /// Whether it counts towards a pause.
    pub const fn is_strike(self) -> bool {
        matches!(self, Self::CancelledLate | Self::NoShow)
    }

    /// Where `transition` leads from here; none where it is not possible.
    pub const fn after(self, transition: Transition) -> Option<Self> {
        match (self, transition) {
            (Self::Requested, Transition::Confirm)
            | (
                Self::Requested | Self::Confirmed,
                Transition::AcceptProposal | Transition::Move { to_confirm: false },
            ) => Some(Self::Confirmed),
            (Self::Requested | Self::Confirmed, Transition::Move { to_confirm: true }) => Some(Self::Requested),
            (Self::Requested | Self::Confirmed, Transition::CancelInTime) => Some(Self::Cancelled),
            (Self::Requested | Self::Confirmed, Transition::CancelLate) => Some(Self::CancelledLate),
            (Self::Requested | Self::Confirmed, Transition::End) => Some(Self::Ended),
            // A slip in what is noted afterwards can be put right.
            (Self::Requested | Self::Confirmed | Self::NoShow, Transition::Attend) => Some(Self::Attended),
            (Self::Requested | Self::Confirmed | Self::Attended, Transition::Miss) => Some(Self::NoShow),
            _ => None,
        }
    }
}

/// What can happen to a consultation after it was booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transition {
    /// The expert confirms it.
    Confirm,
    /// It is moved to another time, where the expert may have to confirm it again.
    Move {
        /// Whether they have to.
        to_confirm: bool,
    },
    /// The time that was proposed instead is taken.
    AcceptProposal,
    /// It is given up while somebody else can still book the time.
    CancelInTime,
    /// It is given up later.
    CancelLate,
    /// The expert or the secretariat ends it.
    End,
    /// They came.
    Attend,
    /// They did not come.
    Miss,
}

impl Transition {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Confirm,
        Self::Move { to_confirm: false },
        Self::Move { to_confirm: true },
        Self::AcceptProposal,
        Self::CancelInTime,
        Self::CancelLate,
        Self::End,
        Self::Attend,
        Self::Miss,
    ];
}

/// Why something is not done to a consultation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationRefusal {
    /// No such consultation: the link is wrong or has been replaced.
    #[error("there is no such consultation")]
    UnknownConsultation,
    /// No such expert, or none who takes consultations.
    #[error("there is no such expert")]
    UnknownExpert,
    /// The time is not open, or not any more.
    #[error("the time is not open")]
    NotOpen {
        /// Why; none where several experts were asked, each for reasons of their own.
        why: Option<PublicClosure>,
        /// The next times that are.
        alternatives: Vec<Slot>,
    },
    /// The hold has run out, and the time went to somebody else.
    #[error("the hold has run out")]
    HoldEnded {
        /// The next times that are open.
        alternatives: Vec<Slot>,
    },
    /// No such hold: it was let go, or the link is wrong.
    #[error("there is no such hold")]
    UnknownHold,
    /// It was extended as often as it can be.
    #[error("the hold cannot be extended again")]
    HoldExtendedEnough,
    /// The organisation has no free consultation left.
    #[error("no free consultation is left")]
    NoneLeft,
    /// The organisation's booking is paused: a person talks to them first.
    #[error("booking is paused")]
    Paused,
    /// It was given up or ended, or is over.
    #[error("it is over")]
    Over,
    /// It can be given up still, and not moved any more.
    #[error("it is too late to move it")]
    TooLateToMove,
    /// It has not begun: nobody knows whether they come.
    #[error("it has not begun")]
    NotBegun,
    /// It waits for nobody's confirmation.
    #[error("there is nothing to confirm")]
    NothingToConfirm,
    /// No time is proposed: it was answered, withdrawn, or none was.
    #[error("no time is proposed")]
    NoProposal,
    /// The answer comes after the end of the proposal.
    #[error("the proposal has ended")]
    ProposalEnded,
    /// There would be no time to answer in.
    #[error("it is too late to propose that")]
    TooLateToPropose,
    /// Somebody changed it in the meantime.
    #[error("it was changed in the meantime")]
    ChangedMeanwhile,
    /// It is held at a table of a consultation meeting: it can be given up there, and another time be booked.
    #[error("what is booked at a table is not moved")]
    AtTable,
    /// Citizens and colleagues are told why.
    #[error("a reason is needed")]
    ReasonMissing,
}

/// An organisation that comes for consultations, and how it is known again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientOrganisation {
    /// 会社・団体.
    pub name: OrganisationName,
    /// フリガナ.
    pub kana: Option<Kana>,
    /// 区分.
    pub kind: OrganisationKind,
    /// 法人番号.
    pub corporate_number: Option<CorporateNumber>,
    /// 都道府県.
    pub prefecture: Prefecture,
    /// 従業員数.
    pub employees: Option<u32>,
}

/// What somebody says who books a consultation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// 氏名.
    pub name: PersonName,
    /// フリガナ.
    pub kana: Kana,
    /// メールアドレス; none where somebody has booked by phone and has none.
    pub email: Option<EmailAddress>,
    /// 電話番号.
    pub phone: Option<PhoneNumber>,
    /// For whom they come.
    pub organisation: ClientOrganisation,
    /// Where the expert is to come, for a consultation on site.
    pub address: Option<String>,
    /// 相談したいこと.
    pub question: String,
    /// 手伝いの要ること.
    pub access_needs: Option<String>,
    /// Who else takes part.
    pub people: Vec<PersonName>,
}

impl Client {
    /// To whom mails about it go.
    pub fn recipient(&self) -> Option<&str> {
        self.email.as_ref().map(EmailAddress::as_str)
    }
}

/// A consultation as its client may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consultation {
    /// Its number in the database.
    pub id: ConsultationId,
    /// 受付番号.
    pub reference: ReferenceNumber,
    /// Where it stands.
    pub state: ConsultationState,
    /// With whom.
    pub expert: AccountId,
    /// When.
    pub slot: Slot,
    /// On what, and where.
    pub wish: Wish,
    /// At which table of a consultation meeting; none: it was booked by itself.
    pub table: Option<Box<MeetingTable>>,
    /// Until when it can be moved, or given up without counting.
    pub free_until: Timestamp,
    /// Until when its sheet can be written, and when it was.
    pub sheet: SheetStanding,
    /// The last time that was proposed instead.
    pub proposal: Option<Proposal>,
    /// Who comes, with what.
    pub client: Client,
    /// How it came.
    pub channel: Channel,
    /// What the expert or the secretariat said when they ended it.
    pub end_reason: Option<String>,
    /// The language it was booked in: mail comes in it.
    pub language: Language,
    /// Grows with every change.
    pub revision: u32,
    /// When it was booked.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

/// What holds for a booking: the expert's terms, or those of the meeting at whose table it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conditions {
    /// So many minutes before it are kept free.
    pub buffer_before: u16,
    /// So many minutes after it are kept free.
    pub buffer_after: u16,
    /// Whether the expert has still to confirm it.
    pub confirms: bool,
    /// Until when it can be given up without counting.
    pub deadline: Deadline,
}

/// Until when something can be given up without counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// So many business days before it.
    BusinessDays(u16),
    /// A moment that is the same for all.
    At(Timestamp),
}

impl Conditions {
    /// What an expert has said for all bookings of theirs.
    pub const fn of(terms: &Terms) -> Self {
        Self {
            buffer_before: terms.buffer_before,
            buffer_after: terms.buffer_after,
            confirms: terms.confirms,
            deadline: Deadline::BusinessDays(terms.notice),
        }
    }

    /// At the table of a meeting: its breaks stand between its times already, the expert who sits there has agreed to
    /// come, and registration closes at `closes_at` for everybody.
    pub const fn at_table(closes_at: Timestamp) -> Self {
        Self { buffer_before: 0, buffer_after: 0, confirms: false, deadline: Deadline::At(closes_at) }
    }

    /// Until when a booking that is made at `booked_at` can be given up without counting: for the rest of the day of its
    /// booking at least, and never beyond its beginning.
    pub fn free_until(&self, slot: Slot, booked_at: Timestamp) -> Timestamp {
        match self.deadline {
            Deadline::BusinessDays(notice) => free_until(slot, notice, booked_at),
            Deadline::At(moment) => moment.max(end_of_day(booked_at.tokyo_date())).min(slot.starts_at),
        }
    }
}

/// Until when a consultation that was booked at `booked_at` can be moved, or given up without counting: as many business
/// days before it as the expert asks for notice, but for the rest of the day of its booking at least, and never beyond
/// its beginning.
pub fn free_until(slot: Slot, notice: u16, booked_at: Timestamp) -> Timestamp {
    let day = slot.starts_at.tokyo_date();
    let last_day = if notice == 0 { day } else { add_business_days(day, -i32::from(notice)) };
    end_of_day(last_day.max(booked_at.tokyo_date())).min(slot.starts_at)
}

impl Consultation {
    /// How its client gives it up at `now`.
    ///
    /// # Errors
    /// [`ConsultationRefusal::Over`] once it has begun, or is no more to come.
    pub fn cancelling(&self, now: Timestamp) -> Result<Transition, ConsultationRefusal> {
        self.check_to_come(now)?;
        Ok(if now < self.free_until { Transition::CancelInTime } else { Transition::CancelLate })
    }

    /// Whether its client may move it at `now`.
    ///
    /// # Errors
    /// [`ConsultationRefusal::Over`], [`ConsultationRefusal::AtTable`], [`ConsultationRefusal::TooLateToMove`].
    pub fn may_move(&self, now: Timestamp) -> Result<(), ConsultationRefusal> {
        self.check_to_come(now)?;
        self.check_movable()?;
        if now < self.free_until { Ok(()) } else { Err(ConsultationRefusal::TooLateToMove) }
    }

    /// Whether it may be confirmed at `now` by whoever has seen `revision` of it.
    ///
    /// # Errors
    /// [`ConsultationRefusal::Over`], [`ConsultationRefusal::ChangedMeanwhile`],
    /// [`ConsultationRefusal::NothingToConfirm`].
    pub fn may_confirm(&self, revision: u32, now: Timestamp) -> Result<(), ConsultationRefusal> {
        self.check_to_come(now)?;
        self.check_revision(revision)?;
        match self.state.after(Transition::Confirm) {
            Some(_) => Ok(()),
            None => Err(ConsultationRefusal::NothingToConfirm),
        }
    }

    /// Whether the expert or the secretariat, who has seen `revision` of it, may move it or propose another time.
    ///
    /// # Errors
    /// Those of [`may_end`](Self::may_end), and [`ConsultationRefusal::AtTable`].
    pub fn may_change_time(&self, revision: u32, now: Timestamp) -> Result<(), ConsultationRefusal> {
        self.may_end(revision, now)?;
        self.check_movable()
    }

    /// Whether the expert or the secretariat, who has seen `revision` of it, may end it.
    ///
    /// # Errors
    /// [`ConsultationRefusal::Over`], [`ConsultationRefusal::ChangedMeanwhile`].
    pub fn may_end(&self, revision: u32, now: Timestamp) -> Result<(), ConsultationRefusal> {
        self.check_to_come(now)?;
        self.check_revision(revision)
    }

    /// Whether it may be noted at `now` that they came, or that they did not.
    ///
    /// # Errors
    /// [`ConsultationRefusal::NotBegun`], [`ConsultationRefusal::Over`], [`ConsultationRefusal::ChangedMeanwhile`].
    pub fn may_note(
        &self,
        outcome: Transition,
        revision: u32,
        now: Timestamp,
    ) -> Result<ConsultationState, ConsultationRefusal> {
        self.check_revision(revision)?;
        if now < self.slot.starts_at {
            return Err(ConsultationRefusal::NotBegun);
        }
        let is_outcome = matches!(outcome, Transition::Attend | Transition::Miss);
        self.state.after(outcome).filter(|_| is_outcome).ok_or(ConsultationRefusal::Over)
    }

    fn check_to_come(&self, now: Timestamp) -> Result<(), ConsultationRefusal> {
        if self.state.is_to_come() && now < self.slot.starts_at { Ok(()) } else { Err(ConsultationRefusal::Over) }
    }

    /// What is booked at a table has its time there and nowhere else.
    const fn check_movable(&self) -> Result<(), ConsultationRefusal> {
        if self.table.is_none() { Ok(()) } else { Err(ConsultationRefusal::AtTable) }
    }

    const fn check_revision(&self, revision: u32) -> Result<(), ConsultationRefusal> {
        if self.revision == revision { Ok(()) } else { Err(ConsultationRefusal::ChangedMeanwhile) }
    }
}
