//! Registering for an event: who gets a seat, who waits, who is turned away.
//!
//! Knows nothing of storage, time sources or words. Each decision takes a snapshot that was read
//! inside the transaction that will act on it. Add a rule here and its property in
//! `tests/registration.rs`.

use serde::{Deserialize, Serialize};

use crate::contact::{EmailAddress, PhoneNumber};
use crate::event::{EventId, RegistrationWindow, Standing, Topic};
use crate::inquiry::desk::Channel;
use crate::language::Language;
use crate::offer::Offer;
use crate::organisation::{OrganisationKind, OrganisationName};
use crate::person::{Kana, PersonName};
use crate::place::Prefecture;
use crate::reference::ReferenceNumber;
use crate::time::Timestamp;

pub mod desk;
mod form;
pub mod roll;
mod seats;

pub use form::{FREE_TEXT_MAX, FieldProblem, FormRules, RegistrationField, RegistrationForm};
pub use seats::{Availability, Seats, WaitingParty, seats_given};

/// A stored registration's number inside the database; never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegistrationId(pub i64);

/// How somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    /// In person.
    Venue,
    /// From afar.
    Online,
}

impl Attendance {
    /// The word in forms and in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Venue => "venue",
            Self::Online => "online",
        }
    }

    /// The attendance that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Venue, Self::Online].into_iter().find(|attendance| attendance.slug() == slug)
    }
}

/// Where a registration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationState {
    /// Has its seats.
    Seated,
    /// In line for seats.
    Waiting,
    /// Is offered seats, which are held until it answers or the offer ends.
    Offered,
    /// Given up by the applicant, or ended with the event.
    Cancelled,
    /// Holds nothing and waits for nothing: a second registration under one address, or one that
    /// looks like a machine's. It exists so that the answer on the screen is the same as any other,
    /// and so that the secretariat can find it by its number and put it right.
    SetAside,
}

impl RegistrationState {
    /// All states, in the order in which people are offered them.
    pub const ALL: [Self; 5] = [Self::Seated, Self::Offered, Self::Waiting, Self::Cancelled, Self::SetAside];

    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Seated => "seated",
            Self::Waiting => "waiting",
            Self::Offered => "offered",
            Self::Cancelled => "cancelled",
            Self::SetAside => "set_aside",
        }
    }

    /// The state that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }

    /// Whether nobody else can have its seats.
    pub const fn holds_seats(self) -> bool {
        matches!(self, Self::Seated | Self::Offered)
    }

    /// Where `transition` leads from here; none where it is not possible.
    pub const fn after(self, transition: Transition) -> Option<Self> {
        match (self, transition) {
            (Self::Waiting, Transition::GiveSeat) | (Self::Offered, Transition::AcceptOffer) => Some(Self::Seated),
            (Self::Waiting, Transition::OfferSeat) => Some(Self::Offered),
            (Self::Offered, Transition::LapseOffer) => Some(Self::Waiting),
            (Self::Seated | Self::Waiting | Self::Offered | Self::SetAside, Transition::Cancel) => {
                Some(Self::Cancelled)
            }
            _ => None,
        }
    }
}

/// What can happen to a registration after it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// A freed seat goes to it at once.
    GiveSeat,
    /// A freed seat is held for it until it answers.
    OfferSeat,
    /// The applicant takes the seat that is held.
    AcceptOffer,
    /// No answer came in time: back to the end of the line.
    LapseOffer,
    /// The applicant gives it up, or has let the last offer pass.
    Cancel,
}

/// Why a registration was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetAsideReason {
    /// The address already holds an active registration for the event.
    Repeated,
    /// The hidden field was filled, or nobody could have typed so fast.
    Suspected,
}

impl SetAsideReason {
    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Repeated => "repeated",
            Self::Suspected => "suspected",
        }
    }

    /// The reason that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Repeated, Self::Suspected].into_iter().find(|reason| reason.slug() == slug)
    }
}

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Refusal {
    /// No such event, or none that the public may know of.
    #[error("there is no such event")]
    UnknownEvent,
    /// The event was called off.
    #[error("the event was cancelled")]
    EventCancelled,
    /// Registration has not begun.
    #[error("registration is not open yet")]
    NotOpenYet,
    /// The deadline has passed.
    #[error("registration is closed")]
    Closed,
    /// The seats went to others while the form was open; a place in line is what is left.
    #[error("only the waiting list is left")]
    OnlyWaiting,
    /// More seats than one registration may take.
    #[error("more seats than one registration may take ({max})")]
    TooManySeats {
        /// How many it may.
        max: u32,
    },
    /// A change asks for more seats than are free.
    #[error("not enough free seats ({free})")]
    NotEnoughSeats {
        /// How many are free.
        free: u32,
    },
    /// The event is not held that way any more.
    #[error("the event cannot be attended that way")]
    AttendanceNotOffered,
    /// It was cancelled already.
    #[error("the registration was cancelled already")]
    AlreadyCancelled,
    /// Nothing is on offer: it was answered already, or has not been made.
    #[error("no seat is on offer")]
    NoOffer,
    /// The answer comes after the offer's end.
    #[error("the offer has ended")]
    OfferEnded,
    /// Somebody changed it in the meantime.
    #[error("the registration was changed in the meantime")]
    ChangedMeanwhile,
    /// No such registration: the link is wrong or has been replaced.
    #[error("there is no such registration")]
    UnknownRegistration,
}

/// What a new registration gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Seats.
    Seated,
    /// A place in line.
    Waiting {
        /// 1 for the first in line.
        position: u32,
    },
}

impl Placement {
    /// The state a registration with this placement is in.
    pub const fn state(self) -> RegistrationState {
        match self {
            Self::Seated => RegistrationState::Seated,
            Self::Waiting { .. } => RegistrationState::Waiting,
        }
    }
}

impl RegistrationWindow {
    /// Whether one may register at `now`.
    ///
    /// # Errors
    /// [`Refusal::NotOpenYet`] or [`Refusal::Closed`].
    pub fn admits(&self, now: Timestamp) -> Result<(), Refusal> {
        if self.opens_at.is_some_and(|opens| now < opens) {
            Err(Refusal::NotOpenYet)
        } else if now >= self.closes_at {
            Err(Refusal::Closed)
        } else {
            Ok(())
        }
    }
}

/// What somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// How many seats.
    pub seats: u32,
    /// How they take part.
    pub attendance: Attendance,
    /// Whether a place in line will do. Somebody whose page promised a seat is asked first.
    pub or_wait: bool,
}

/// Decides one request.
///
/// # Errors
/// [`Refusal`] says why, in a kind that a page can put into words.
pub fn decide(event: &Seats, wish: Wish, now: Timestamp) -> Result<Placement, Refusal> {
    may_take(event)?;
    event.window.admits(now)?;
    place(event, wish, now)
}

/// Whether an event takes registrations at all.
const fn may_take(event: &Seats) -> Result<(), Refusal> {
    match event.standing {
        Standing::Published => Ok(()),
        Standing::Cancelled => Err(Refusal::EventCancelled),
        Standing::Draft => Err(Refusal::UnknownEvent),
    }
}

/// What a wish gets at an event that takes registrations: seats, or a place in line.
fn place(event: &Seats, wish: Wish, now: Timestamp) -> Result<Placement, Refusal> {
    // 定員 0: nobody registers here, and nobody waits for a seat that will never be.
    if now >= event.ends_at || event.capacity == Some(0) {
        return Err(Refusal::Closed);
    }
    check_wishes(event, wish.seats, wish.attendance)?;
    // Nobody overtakes those who wait, even when a smaller party would still fit.
    if event.waiting == 0 && event.free() >= wish.seats {
        Ok(Placement::Seated)
    } else if wish.or_wait {
        Ok(Placement::Waiting { position: event.waiting.saturating_add(1) })
    } else {
        Err(Refusal::OnlyWaiting)
    }
}

fn check_wishes(event: &Seats, seats: u32, attendance: Attendance) -> Result<(), Refusal> {
    // Where all seats are held back, one may wait for one: it may be released.
    let most = event.open_to_all().map_or(event.per_registration, |seats| event.per_registration.min(seats.max(1)));
    if seats == 0 || seats > most {
        return Err(Refusal::TooManySeats { max: most });
    }
    let offered = match attendance {
        Attendance::Venue => event.format.has_venue(),
        Attendance::Online => event.format.has_online(),
    };
    if offered { Ok(()) } else { Err(Refusal::AttendanceNotOffered) }
}

/// Whether the details of a registration may still be changed by its applicant.
///
/// # Errors
/// [`Refusal`] says why not.
pub fn may_change(event: &Seats, state: RegistrationState, now: Timestamp) -> Result<(), Refusal> {
    may_cancel(event, state, now)?;
    if now >= event.window.closes_at { Err(Refusal::Closed) } else { Ok(()) }
}

/// Whether a registration may still be given up by its applicant: until the event ends, since
/// even a late word helps those at the door and those who wait.
///
/// # Errors
/// [`Refusal`] says why not.
pub fn may_cancel(event: &Seats, state: RegistrationState, now: Timestamp) -> Result<(), Refusal> {
    if state.after(Transition::Cancel).is_none() {
        Err(Refusal::AlreadyCancelled)
    } else if event.standing == Standing::Cancelled {
        Err(Refusal::EventCancelled)
    } else if now >= event.ends_at {
        Err(Refusal::Closed)
    } else {
        Ok(())
    }
}

/// Decides a change of how many seats a registration has and how it takes part.
///
/// # Errors
/// [`Refusal`] says why; in particular [`Refusal::NotEnoughSeats`] where a party with seats would grow
/// past what is free or past those who wait.
pub fn decide_change(
    event: &Seats,
    state: RegistrationState,
    old_seats: u32,
    new_seats: u32,
    attendance: Attendance,
    now: Timestamp,
) -> Result<(), Refusal> {
    may_change(event, state, now)?;
    check_wishes(event, new_seats, attendance)?;
    check_growth(event, state, old_seats, new_seats)
}

/// Whether a party with seats may have so many: only seats that nobody has or waits for.
fn check_growth(event: &Seats, state: RegistrationState, old_seats: u32, new_seats: u32) -> Result<(), Refusal> {
    let more = new_seats.saturating_sub(old_seats);
    if state.holds_seats() && more > 0 {
        let free = if event.waiting == 0 { event.free() } else { 0 };
        if more > free {
            return Err(Refusal::NotEnoughSeats { free });
        }
    }
    Ok(())
}

/// What somebody says of themselves and of their visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// 氏名.
    pub name: PersonName,
    /// フリガナ.
    pub kana: Kana,
    /// メールアドレス; none where somebody has registered by phone and has none: they are told by phone.
    pub email: Option<EmailAddress>,
    /// 電話番号.
    pub phone: Option<PhoneNumber>,
    /// 会社・団体.
    pub organisation: OrganisationName,
    /// 区分.
    pub organisation_kind: OrganisationKind,
    /// 都道府県.
    pub prefecture: Prefecture,
    /// 参加のしかた.
    pub attendance: Attendance,
    /// 人数.
    pub seats: u32,
    /// 関心のある内容; sorted, without repeats.
    pub topics: Vec<Topic>,
    /// 登壇者に聞きたいこと.
    pub question: Option<String>,
    /// 手伝いの要ること.
    pub access_needs: Option<String>,
}

impl Applicant {
    /// To whom mails about it go.
    pub fn recipient(&self) -> Option<&str> {
        self.email.as_ref().map(EmailAddress::as_str)
    }
}

/// A registration as its applicant may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Its number in the database.
    pub id: RegistrationId,
    /// Which event.
    pub event: EventId,
    /// 受付番号.
    pub reference: ReferenceNumber,
    /// Where it stands.
    pub state: RegistrationState,
    /// Place in line, 1 for the first, while it waits; for one that was set aside, the place that
    /// its applicant was shown.
    pub position: Option<u32>,
    /// The last offer that was made to it.
    pub offer: Option<Offer>,
    /// Who and how.
    pub applicant: Applicant,
    /// How it came.
    pub channel: Channel,
    /// What the secretariat said when it cancelled it.
    pub cancel_reason: Option<String>,
    /// The language it was made in: mail comes in it.
    pub language: Language,
    /// Grows with every change.
    pub revision: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

impl Registration {
    /// The state that its applicant is shown: what was set aside looks like any other.
    pub const fn face(&self) -> RegistrationState {
        match (self.state, self.position) {
            (RegistrationState::SetAside, Some(_)) => RegistrationState::Waiting,
            (RegistrationState::SetAside, None) => RegistrationState::Seated,
            (state, _) => state,
        }
    }
}
