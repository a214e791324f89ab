//! Inquiries at the desk: who may work on which, what the inbox holds, and what is done to one.
//!
//! The secretariat sees all inquiries, an expert those that are assigned to them: [`Responder`] is the permission, and
//! there is none for helpers at the door. What colleagues note stands in [`Note`]s, which no type of
//! [`super::Inquiry`] holds: what a citizen's page is made of cannot carry them. To add something that the desk does:
//! a variant of [`DeskAct`] and of [`Deed`].

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Inquirer, Inquiry, InquirySummary, MessageId, MessageText};
use crate::account::{AccountId, Actor, Denied, Expert, Role, Secretariat};
use crate::calendar::business_days_between;
use crate::input::FieldError;
use crate::language::Language;
use crate::organisation::OrganisationName;
use crate::person::PersonName;
use crate::place::Prefecture;
use crate::reference::ReferenceNumber;
use crate::search::fold;
use crate::time::Timestamp;

mod form;

pub use form::{AfterAnswer, Call, CallForm, DeskAct, DeskField, DeskForm, DeskProblem};

/// Permission to answer inquiries: the secretariat all of them, an expert those assigned to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Responder {
    /// Somebody of the secretariat.
    Secretariat(Secretariat),
    /// An expert.
    Expert(Expert),
}

impl Responder {
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

    /// The permission to do what only the secretariat does: assign, and take down what somebody asks by phone.
    ///
    /// # Errors
    /// [`Denied`] for experts.
    pub const fn as_secretariat(&self) -> Result<Secretariat, Denied> {
        match self {
            Self::Secretariat(secretariat) => Ok(*secretariat),
            Self::Expert(_) => Err(Denied),
        }
    }

    /// Whether they see every inquiry, whoever looks after it.
    pub const fn sees_all(&self) -> bool {
        matches!(self, Self::Secretariat(_))
    }

    /// Whether they may open an inquiry that `assignee` looks after.
    pub fn may_open(&self, assignee: Option<AccountId>) -> bool {
        self.sees_all() || assignee == Some(self.account())
    }
}

/// Somebody of the desk, as colleagues see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Their account.
    pub id: AccountId,
    /// What they are called.
    pub name: PersonName,
    /// What they do.
    pub role: Role,
}

/// How an inquiry or a registration came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By the form on the site.
    Site,
    /// By phone; the desk has written down what was said.
    Phone,
}

impl Channel {
    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Phone => "phone",
        }
    }

    /// The channel that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Site, Self::Phone].into_iter().find(|channel| channel.slug() == slug)
    }
}

/// A stored note's number inside the database; never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoteId(pub i64);

/// 内部メモ: what colleagues tell each other about an inquiry. No citizen ever sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number in the database.
    pub id: NoteId,
    /// Who wrote it.
    pub by: Colleague,
    /// What it says.
    pub text: MessageText,
    /// When it was written.
    pub written_at: Timestamp,
}

/// What was done to an inquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// It was received.
    Received,
    /// Its sender added a message.
    Written,
    /// It was given to somebody, or to nobody.
    Assigned(Option<Colleague>),
    /// It was answered.
    Answered,
    /// A colleague noted something.
    Noted,
    /// It was ended.
    Closed,
    /// It was taken up again.
    Reopened,
}

/// One line of an inquiry's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// What was done.
    pub deed: Deed,
    /// Which colleague did it; none: its sender.
    pub by: Option<Colleague>,
    /// When.
    pub at: Timestamp,
}

/// The state of an inquiry that somebody at the desk has seen: nobody answers or ends what has gone on since.
///
/// Two numbers, because what the desk does among itself is no news to the citizen, whose page compares the first alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeskRevision {
    /// [`Inquiry::revision`].
    pub thread: u32,
    /// Grows with each note and each change of whoever looks after it.
    pub desk: u32,
}

/// As forms carry it: `3.1`.
impl fmt::Display for DeskRevision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.thread, self.desk)
    }
}

impl FromStr for DeskRevision {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let (thread, desk) = text.split_once('.').ok_or(FieldError::Malformed)?;
        let number = |text: &str| text.parse().map_err(|_| FieldError::Malformed);
        Ok(Self { thread: number(thread)?, desk: number(desk)? })
    }
}

/// An inquiry as the desk sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskInquiry {
    /// What its sender sees too.
    pub inquiry: Inquiry,
    /// How it came.
    pub channel: Channel,
    /// Who looks after it.
    pub assignee: Option<Colleague>,
    /// Who wrote which answer, as far as that was kept.
    pub writers: Vec<(MessageId, Colleague)>,
    /// What colleagues have noted, oldest first.
    pub notes: Vec<Note>,
    /// Who did what, oldest first.
    pub history: Vec<HistoryEntry>,
    /// See [`DeskRevision::desk`].
    pub desk_revision: u32,
}

impl DeskInquiry {
    /// What somebody who looks at it now has seen.
    pub const fn revision(&self) -> DeskRevision {
        DeskRevision { thread: self.inquiry.revision, desk: self.desk_revision }
    }

    /// Who wrote an answer, as far as that was kept.
    pub fn writer(&self, message: MessageId) -> Option<&Colleague> {
        self.writers.iter().find(|(written, _)| *written == message).map(|(_, by)| by)
    }
}

/// How far off the day is by which an inquiry is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// It has passed.
    Overdue {
        /// How many business days ago; 0 on the closed days right after it.
        business_days: u32,
    },
    /// It is today.
    Today,
    /// It is still to come.
    Later {
        /// How many business days are left, that day included; 1 is the next one.
        business_days: u32,
    },
}

impl Due {
    /// How far off `day` is on `today`, both Japan's.
    pub fn of(day: Date, today: Date) -> Self {
        match today.cmp(&day) {
            Ordering::Greater => Self::Overdue { business_days: business_days_between(day, today).unsigned_abs() },
            Ordering::Equal => Self::Today,
            Ordering::Less => Self::Later { business_days: business_days_between(today, day).unsigned_abs() },
        }
    }
}

/// A part of the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum InboxView {
    /// 対応が要る: the desk owes a reply.
    #[default]
    Open,
    /// 新着: the desk owes a reply, and nobody looks after it.
    New,
    /// 自分の担当: assigned to whoever looks, and not ended.
    Mine,
    /// 返事待ち: answered; its sender has the word.
    Waiting,
    /// 完了: ended.
    Closed,
    /// すべて.
    All,
}

impl InboxView {
    /// The parts in the order of the page, as far as `responder` has them: to an expert only what is theirs exists.
    pub const fn of(responder: &Responder) -> &'static [Self] {
        match responder {
            Responder::Secretariat(_) => &[Self::Open, Self::New, Self::Mine, Self::Waiting, Self::Closed, Self::All],
            Responder::Expert(_) => &[Self::Open, Self::Waiting, Self::Closed, Self::All],
        }
    }

    /// The word in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::New => "new",
            Self::Mine => "mine",
            Self::Waiting => "waiting",
            Self::Closed => "closed",
            Self::All => "all",
        }
    }

    /// The part that a word in an address names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Open, Self::New, Self::Mine, Self::Waiting, Self::Closed, Self::All]
            .into_iter()
            .find(|view| view.slug() == slug)
    }
}

/// How many inquiries each part of the inbox holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InboxCounts {
    /// [`InboxView::Open`].
    pub open: u64,
    /// [`InboxView::New`].
    pub new: u64,
    /// [`InboxView::Mine`].
    pub mine: u64,
    /// [`InboxView::Waiting`].
    pub waiting: u64,
    /// [`InboxView::Closed`].
    pub closed: u64,
    /// [`InboxView::All`].
    pub all: u64,
    /// How many of the open ones are overdue.
    pub overdue: u64,
}

impl InboxCounts {
    /// How many `view` holds.
    pub const fn of(&self, view: InboxView) -> u64 {
        match view {
            InboxView::Open => self.open,
            InboxView::New => self.new,
            InboxView::Mine => self.mine,
            InboxView::Waiting => self.waiting,
            InboxView::Closed => self.closed,
            InboxView::All => self.all,
        }
    }
}

/// An inquiry in the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxEntry {
    /// What it is about, and where it stands.
    pub summary: InquirySummary,
    /// Who asks.
    pub name: Option<PersonName>,
    /// For whom.
    pub organisation: Option<OrganisationName>,
    /// Where.
    pub prefecture: Option<Prefecture>,
    /// How it came.
    pub channel: Channel,
    /// Who looks after it.
    pub assignee: Option<Colleague>,
    /// Whether it was set aside: it is found by its number alone.
    pub is_set_aside: bool,
}

/// What an inquiry is found by beside its messages: its number and who asks, folded.
pub fn search_key(reference: &ReferenceNumber, inquirer: &Inquirer) -> String {
    let Inquirer { reach, name, organisation, prefecture } = inquirer;
    let parts = [
        Some(reference.as_str()),
        name.as_ref().map(PersonName::as_str),
        organisation.as_ref().map(OrganisationName::as_str),
        reach.email().map(super::super::contact::EmailAddress::as_str),
        reach.phone().map(super::super::contact::PhoneNumber::as_digits),
        prefecture.map(|prefecture| prefecture.name(Language::Japanese)),
    ];
    // Folding takes the breaks away, and words of two parts would run into one.
    parts.into_iter().flatten().map(fold).collect::<Vec<_>>().join("\n")
}
