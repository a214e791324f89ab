//! Registrations at the desk: what the secretariat does with one or many of them, for those who call.
//!
//! The rules are those of the public with one exception: the desk is not bound to when registration opens and closes.
//! It never goes past the capacity or past those who wait. To add an act: a variant of [`DeskAct`], its rule here, and
//! its property in `tests/registration_desk.rs`.

use serde::{Deserialize, Serialize};

use super::{
    Attendance, Placement, Refusal, RegistrationState, Seats, Wish, check_growth, check_wishes, may_cancel, may_take,
    place,
};
use crate::event::{Format, Standing};
use crate::input::{FieldError, multi_line};
use crate::reference::EventCode;
use crate::time::Timestamp;

/// The longest that the desk can say about a cancellation, in characters.
pub const CANCEL_REASON_MAX: u32 = 400;

/// More registrations than these nobody works on at once.
pub const SELECTION_MAX: usize = 200;

/// What is done to each registration of a selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskAct {
    /// 取消: it ends, and its seats are handed on.
    Cancel {
        /// What its applicant reads about it.
        reason: Option<String>,
    },
    /// 再送: its mail once more, with a new link; those of before open nothing any more.
    Resend,
    /// 別の日へ: it goes to another event, where it gets seats or, if they may wait, a place in line.
    Move {
        /// To which event.
        to: EventCode,
        /// Whether a place in line will do.
        or_wait: bool,
    },
    /// 案内を受ける: its applicant has taken the offered seats, by phone.
    AcceptOffer,
    /// 案内を断る: its applicant has declined them.
    DeclineOffer,
}

impl DeskAct {
    /// Which act it is.
    pub const fn kind(&self) -> DeskActKind {
        match self {
            Self::Cancel { .. } => DeskActKind::Cancel,
            Self::Resend => DeskActKind::Resend,
            Self::Move { .. } => DeskActKind::Move,
            Self::AcceptOffer => DeskActKind::AcceptOffer,
            Self::DeclineOffer => DeskActKind::DeclineOffer,
        }
    }
}

/// The acts of the desk, without what they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeskActKind {
    /// [`DeskAct::Cancel`].
    Cancel,
    /// [`DeskAct::Resend`].
    Resend,
    /// [`DeskAct::Move`].
    Move,
    /// [`DeskAct::AcceptOffer`].
    AcceptOffer,
    /// [`DeskAct::DeclineOffer`].
    DeclineOffer,
}

impl DeskActKind {
    /// All acts.
    pub const ALL: [Self; 5] = [Self::Cancel, Self::Resend, Self::Move, Self::AcceptOffer, Self::DeclineOffer];
    /// Those that can be done to many at once; an answer to an offer is one person's.
    pub const MANY: [Self; 3] = [Self::Resend, Self::Move, Self::Cancel];

    /// The word in forms and in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::Resend => "resend",
            Self::Move => "move",
            Self::AcceptOffer => "accept_offer",
            Self::DeclineOffer => "decline_offer",
        }
    }

    /// The act that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// Why the desk cannot do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskRefusal {
    /// A rule that holds for everybody.
    #[error(transparent)]
    Rule(Refusal),
    /// The mail address holds an active registration for the event already.
    #[error("the address is registered for the event already")]
    AlreadyRegistered,
    /// It is a registration for that event.
    #[error("it is for that event already")]
    SameEvent,
    /// It was set aside: nobody was promised anything, and nobody is told of anything.
    #[error("it was set aside")]
    SetAside,
    /// No mail reaches its applicant.
    #[error("there is no mail address")]
    WithoutMail,
}

impl From<Refusal> for DeskRefusal {
    fn from(refusal: Refusal) -> Self {
        Self::Rule(refusal)
    }
}

/// The form of an act as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskActForm {
    /// Which act.
    pub act: String,
    /// For a cancellation: what its applicant reads.
    pub reason: String,
    /// For a move: the code of the event.
    pub to: String,
    /// For a move: `yes` where a place in line will do.
    pub or_wait: String,
}

/// A field of the form of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskActField {
    /// What is said about a cancellation.
    Reason,
    /// To which event.
    To,
}

impl DeskActField {
    /// The field's name in the form and its id on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reason => "reason",
            Self::To => "to",
        }
    }
}

impl DeskActForm {
    /// Turns what was typed into an act; nothing where there is no such act.
    ///
    /// # Errors
    /// What is wrong, and in which field.
    pub fn parse(&self) -> Result<Option<DeskAct>, (DeskActField, FieldError)> {
        let Some(kind) = DeskActKind::from_slug(&self.act) else { return Ok(None) };
        Ok(Some(match kind {
            DeskActKind::Cancel => DeskAct::Cancel {
                reason: multi_line(&self.reason, CANCEL_REASON_MAX).map_err(|error| (DeskActField::Reason, error))?,
            },
            DeskActKind::Resend => DeskAct::Resend,
            DeskActKind::Move => DeskAct::Move {
                to: EventCode::parse(&self.to).map_err(|error| (DeskActField::To, error))?,
                or_wait: self.or_wait == "yes",
            },
            DeskActKind::AcceptOffer => DeskAct::AcceptOffer,
            DeskActKind::DeclineOffer => DeskAct::DeclineOffer,
        }))
    }
}

/// Decides a registration that the desk writes down for somebody: as [`decide`](super::decide) does, whether or not
/// registration is open to the public.
///
/// # Errors
/// [`Refusal`] says why not.
pub fn decide_at_desk(event: &Seats, wish: Wish, now: Timestamp) -> Result<Placement, Refusal> {
    may_take(event)?;
    place(event, wish, now)
}

/// Decides a change that the desk makes for an applicant: as [`decide_change`](super::decide_change) does, until the
/// event ends.
///
/// # Errors
/// [`Refusal`] says why not.
pub fn decide_change_at_desk(
    event: &Seats,
    state: RegistrationState,
    old_seats: u32,
    new_seats: u32,
    attendance: Attendance,
    now: Timestamp,
) -> Result<(), Refusal> {
    may_cancel(event, state, now)?;
    check_wishes(event, new_seats, attendance)?;
    check_growth(event, state, old_seats, new_seats)
}

/// Whether a registration is one that mails and moves are about: active, and not set aside.
///
/// # Errors
/// [`DeskRefusal`] says why not.
pub fn is_active(state: RegistrationState) -> Result<(), DeskRefusal> {
    match state {
        RegistrationState::Seated | RegistrationState::Waiting | RegistrationState::Offered => Ok(()),
        RegistrationState::Cancelled => Err(Refusal::AlreadyCancelled.into()),
        RegistrationState::SetAside => Err(DeskRefusal::SetAside),
    }
}

/// Whether its mail may be sent once more.
///
/// # Errors
/// [`DeskRefusal`] says why not.
pub fn may_resend(event: &Seats, state: RegistrationState, has_mail: bool, now: Timestamp) -> Result<(), DeskRefusal> {
    is_active(state)?;
    may_cancel(event, state, now)?;
    if has_mail { Ok(()) } else { Err(DeskRefusal::WithoutMail) }
}

/// Decides where a registration for the event `from` comes to stand at the event `to`. What was called off can be left
/// for another day; what is over cannot.
///
/// # Errors
/// [`DeskRefusal`] says why it stays where it is.
pub fn decide_move(
    from: &Seats,
    to: &Seats,
    state: RegistrationState,
    wish: Wish,
    now: Timestamp,
) -> Result<Placement, DeskRefusal> {
    is_active(state)?;
    if from.standing != Standing::Cancelled && now >= from.ends_at {
        return Err(Refusal::Closed.into());
    }
    Ok(decide_at_desk(to, wish, now)?)
}

/// How somebody takes part who is moved to an event of this `format`: as before where that is possible, else in the
/// only way there is.
pub const fn attendance_at(format: Format, before: Attendance) -> Attendance {
    match format {
        Format::Venue => Attendance::Venue,
        Format::Online => Attendance::Online,
        Format::Hybrid => before,
    }
}
