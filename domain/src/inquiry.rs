//! Inquiries (問い合わせ): asking, following the answer, ending it and taking it up again.
//!
//! Knows nothing of storage, time sources or words. An inquiry is a thread of messages with one state.
//! What its sender may do is asked of the [`Inquiry`] itself ([`may_write`](Inquiry::may_write),
//! [`may_close`](Inquiry::may_close), [`may_reopen`](Inquiry::may_reopen)), by the page that offers it
//! and by the transaction that does it. What the desk does is in [`desk`]. Add a rule here and its property in
//! `tests/inquiry.rs`.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::account::Role;
use crate::attachment::{AttachmentId, AttachmentKind, FileName};
use crate::calendar::add_business_days;
use crate::contact::{EmailAddress, PhoneNumber};
use crate::event::Topic;
use crate::language::Language;
use crate::organisation::OrganisationName;
use crate::person::PersonName;
use crate::place::Prefecture;
use crate::reference::ReferenceNumber;
use crate::time::{Timestamp, end_of_day};

pub mod desk;
mod form;
mod message_text;

pub use form::{FollowUp, FollowUpField, FollowUpForm, FollowUpProblem, InquiryField, InquiryForm, InquiryProblem};
pub use message_text::{MessageText, SUBJECT_MAX};

/// Within how many business days an inquiry is answered.
pub const REPLY_BUSINESS_DAYS: i32 = 2;
/// For how many days after its end an inquiry can be taken up again.
pub const REOPEN_DAYS: i64 = 180;
/// How many inquiries under one address reach the desk within an hour; further ones are set aside.
pub const INQUIRIES_AN_HOUR: u32 = 5;
/// How many messages the sender of an inquiry may add within an hour.
pub const MESSAGES_AN_HOUR: u32 = 10;
/// How many bytes of attachments one address may send within a day, over all its inquiries: no disk
/// is filled under one name.
pub const ATTACHMENT_BYTES_A_DAY: u64 = 60 * 1024 * 1024;

const HOUR: i64 = 60 * 60;

/// A stored inquiry's number inside the database; never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InquiryId(pub i64);

/// A stored message's number inside the database; never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub i64);

/// Where an inquiry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InquiryState {
    /// 受付済み: nobody has taken it up yet.
    Received,
    /// 対応中: somebody works on the answer.
    InHand,
    /// 回答済み.
    Answered,
    /// 終了: its sender has said that it is solved.
    Closed,
}

impl InquiryState {
    /// All states, in the order in which an inquiry passes through them.
    pub const ALL: [Self; 4] = [Self::Received, Self::InHand, Self::Answered, Self::Closed];

    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::InHand => "in_hand",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// The state that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }

    /// Whether the desk owes a reply.
    pub const fn owes_reply(self) -> bool {
        matches!(self, Self::Received | Self::InHand)
    }

    /// Where `transition` leads from here; none where it is not possible.
    pub const fn after(self, transition: Transition) -> Option<Self> {
        match (self, transition) {
            (Self::Received, Transition::Write) | (Self::Closed, Transition::Reopen { was_in_hand: false }) => {
                Some(Self::Received)
            }
            (Self::Received, Transition::TakeInHand)
            // Whoever has answered has the question that follows.
            | (Self::InHand | Self::Answered, Transition::Write)
            | (Self::Closed, Transition::Reopen { was_in_hand: true }) => Some(Self::InHand),
            (Self::Received | Self::InHand | Self::Answered, Transition::Answer) => Some(Self::Answered),
            (Self::Received | Self::InHand | Self::Answered, Transition::Close) => Some(Self::Closed),
            _ => None,
        }
    }
}

/// What can happen to an inquiry after it was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// Somebody at the desk takes it up.
    TakeInHand,
    /// It is answered, for the first time or again.
    Answer,
    /// Its sender adds a message.
    Write,
    /// Its sender ends it.
    Close,
    /// Its sender takes it up again.
    Reopen {
        /// Whether somebody had it in hand before it was ended: it goes back to them, else to the desk.
        was_in_hand: bool,
    },
}

/// Why an inquiry was set aside: it does not reach the desk and no mail tells of it, yet to its sender
/// it looks and behaves like any other. The secretariat finds it by its number and can put it right by
/// answering it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetAsideReason {
    /// The hidden field was filled, or nobody could have typed so fast.
    Suspected,
    /// More than [`INQUIRIES_AN_HOUR`] under one address.
    TooMany,
}

impl SetAsideReason {
    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Suspected => "suspected",
            Self::TooMany => "too_many",
        }
    }

    /// The reason that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Suspected, Self::TooMany].into_iter().find(|reason| reason.slug() == slug)
    }
}

/// Whether a new inquiry is set aside, where `asked_lately` others under its address have reached the
/// desk within the last hour.
pub const fn set_aside(suspected: bool, asked_lately: u32) -> Option<SetAsideReason> {
    if suspected {
        Some(SetAsideReason::Suspected)
    } else if asked_lately >= INQUIRIES_AN_HOUR {
        Some(SetAsideReason::TooMany)
    } else {
        None
    }
}

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Refusal {
    /// No such inquiry: the link is wrong or has been replaced.
    #[error("there is no such inquiry")]
    UnknownInquiry,
    /// It has ended; it can be taken up again, or asked anew.
    #[error("the inquiry is closed")]
    Closed,
    /// It was ended so long ago that it has to be asked anew.
    #[error("the inquiry was closed too long ago")]
    ClosedTooLongAgo,
    /// It is open already: a message can simply be added.
    #[error("the inquiry is open")]
    AlreadyOpen,
    /// Somebody, perhaps the desk with an answer, has written in the meantime.
    #[error("the inquiry was changed in the meantime")]
    ChangedMeanwhile,
    /// Whoever is to look after it has no account that answers inquiries.
    #[error("there is no such colleague")]
    UnknownColleague,
    /// More messages within an hour than anybody needs.
    #[error("more than {max} messages within an hour")]
    TooManyMessages {
        /// How many may be added within an hour.
        max: u32,
    },
    /// Too many files of others wait to be sent; words can be sent all the same.
    #[error("no room for files now")]
    NoRoom,
    /// More bytes of attachments within a day than one address may send.
    #[error("more than {max} bytes of attachments within a day")]
    TooManyBytes {
        /// How many bytes one address may send within a day.
        max: u64,
    },
}

/// The day by which an inquiry or a message that came at `received_at` is answered: two business days.
/// The count starts on the business day after; what comes on a closed day counts as come on the next
/// open one.
pub fn reply_due(received_at: Timestamp) -> Date {
    let taken = add_business_days(received_at.tokyo_date(), 0);
    add_business_days(taken, REPLY_BUSINESS_DAYS)
}

/// Until when an inquiry that was ended at `closed_at` can be taken up again: the end of a day.
pub fn reopen_until(closed_at: Timestamp) -> Timestamp {
    end_of_day(closed_at.tokyo_date().saturating_add(REOPEN_DAYS.days()))
}

/// Whether an address that has sent `sent_today` bytes of attachments within the last day may send
/// `bytes` more.
///
/// # Errors
/// [`Refusal::TooManyBytes`].
pub const fn may_attach(sent_today: u64, bytes: u64) -> Result<(), Refusal> {
    if bytes > 0 && sent_today.saturating_add(bytes) > ATTACHMENT_BYTES_A_DAY {
        Err(Refusal::TooManyBytes { max: ATTACHMENT_BYTES_A_DAY })
    } else {
        Ok(())
    }
}

/// How somebody is reached: by mail or by phone, perhaps by both, never by neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// By mail.
    Mail {
        /// メールアドレス.
        email: EmailAddress,
        /// 電話番号, where it was given too.
        phone: Option<PhoneNumber>,
    },
    /// By phone alone: whoever called and has no mail. No mail tells them of anything, and no page is theirs.
    Phone(PhoneNumber),
}

impl Reach {
    /// By what was given; none where nothing was.
    pub fn of(email: Option<EmailAddress>, phone: Option<PhoneNumber>) -> Option<Self> {
        match (email, phone) {
            (Some(email), phone) => Some(Self::Mail { email, phone }),
            (None, Some(phone)) => Some(Self::Phone(phone)),
            (None, None) => None,
        }
    }

    /// Where mail reaches them, if it does.
    pub const fn email(&self) -> Option<&EmailAddress> {
        match self {
            Self::Mail { email, .. } => Some(email),
            Self::Phone(_) => None,
        }
    }

    /// The number to call, if there is one.
    pub const fn phone(&self) -> Option<&PhoneNumber> {
        match self {
            Self::Mail { phone, .. } => phone.as_ref(),
            Self::Phone(phone) => Some(phone),
        }
    }
}

/// What somebody says of themselves; only how they are reached has to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inquirer {
    /// How they are reached.
    pub reach: Reach,
    /// 氏名.
    pub name: Option<PersonName>,
    /// 会社・団体.
    pub organisation: Option<OrganisationName>,
    /// 都道府県.
    pub prefecture: Option<Prefecture>,
}

/// What somebody asks: the form, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InquiryDraft {
    /// Who asks.
    pub inquirer: Inquirer,
    /// 内容の分野.
    pub topic: Topic,
    /// 問い合わせの内容.
    pub message: MessageText,
}

/// Who answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Respondent {
    /// 事務局.
    Secretariat,
    /// An expert (テレワークマネージャー).
    Expert {
        /// The name that citizens are shown.
        name: PersonName,
        /// What the expert is called: テレワークマネージャー.
        title: String,
    },
}

/// What experts are called towards citizens.
pub const EXPERT_TITLE: &str = "テレワークマネージャー";

impl Respondent {
    /// As whom somebody who works here answers: the secretariat as one body, an expert by name. A helper at the door
    /// answers nobody.
    pub fn of(role: Role, name: &PersonName) -> Option<Self> {
        match role {
            Role::Secretariat => Some(Self::Secretariat),
            Role::Expert => Some(Self::Expert { name: name.clone(), title: EXPERT_TITLE.to_owned() }),
            Role::CheckInHelper => None,
        }
    }
}

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Author {
    /// Whoever asked.
    Citizen,
    /// Whoever answers.
    Respondent(Respondent),
}

/// A file of a message, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentEntry {
    /// Its number: with the secret link of its inquiry it opens the file.
    pub id: AttachmentId,
    /// Its name.
    pub name: FileName,
    /// What it is.
    pub kind: AttachmentKind,
    /// How many bytes it has.
    pub bytes: u64,
}

/// One message of a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its number in the database.
    pub id: MessageId,
    /// Who wrote it.
    pub author: Author,
    /// What it says.
    pub text: MessageText,
    /// Up to three files.
    pub attachments: Vec<AttachmentEntry>,
    /// When it was written.
    pub written_at: Timestamp,
}

/// An inquiry as its sender may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inquiry {
    /// Its number in the database.
    pub id: InquiryId,
    /// 受付番号.
    pub reference: ReferenceNumber,
    /// Where it stands.
    pub state: InquiryState,
    /// Whether and why it was set aside. No page of its sender shows it.
    pub set_aside: Option<SetAsideReason>,
    /// 内容の分野.
    pub topic: Topic,
    /// What it is about, in one line: [`MessageText::subject`] of its first message.
    pub subject: String,
    /// Who asks.
    pub inquirer: Inquirer,
    /// The language it was made in: mail comes in it.
    pub language: Language,
    /// The thread, oldest first; the first message is the question.
    pub messages: Vec<Message>,
    /// The day by which the desk answers; none while nothing is owed.
    pub reply_due: Option<Date>,
    /// When somebody first took it up.
    pub in_hand_at: Option<Timestamp>,
    /// When it was ended, while it is.
    pub closed_at: Option<Timestamp>,
    /// Grows with everything that happens to it.
    pub revision: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When something last happened to it.
    pub changed_at: Timestamp,
}

impl Inquiry {
    /// Whether its sender may add a message at `now`. A full hour is no reason to hide the form: it
    /// passes.
    ///
    /// # Errors
    /// [`Refusal::Closed`] or [`Refusal::TooManyMessages`].
    pub fn may_write(&self, now: Timestamp) -> Result<(), Refusal> {
        if self.state.after(Transition::Write).is_none() {
            return Err(Refusal::Closed);
        }
        self.within_the_hour(now)
    }

    /// Whether its sender may end it.
    ///
    /// # Errors
    /// [`Refusal::Closed`] where it has ended.
    pub fn may_close(&self) -> Result<(), Refusal> {
        if self.state.after(Transition::Close).is_some() { Ok(()) } else { Err(Refusal::Closed) }
    }

    /// Whether its sender may take it up again at `now`.
    ///
    /// # Errors
    /// [`Refusal::AlreadyOpen`], [`Refusal::ClosedTooLongAgo`], or [`Refusal::TooManyMessages`].
    pub fn may_reopen(&self, now: Timestamp) -> Result<(), Refusal> {
        let Some(closed_at) = self.closed_at else { return Err(Refusal::AlreadyOpen) };
        if self.state.after(self.reopening()).is_none() {
            Err(Refusal::AlreadyOpen)
        } else if now >= reopen_until(closed_at) {
            Err(Refusal::ClosedTooLongAgo)
        } else {
            self.within_the_hour(now)
        }
    }

    /// Until when it can be taken up again; none while it is open.
    pub fn reopen_until(&self) -> Option<Timestamp> {
        self.closed_at.map(reopen_until)
    }

    /// The transition that takes it up again: to whoever had it, or to the desk.
    pub const fn reopening(&self) -> Transition {
        Transition::Reopen { was_in_hand: self.in_hand_at.is_some() }
    }

    /// The newest answer, if there is one.
    pub fn last_answer(&self) -> Option<&Message> {
        self.messages.iter().rev().find(|message| matches!(message.author, Author::Respondent(_)))
    }

    /// The message with this number.
    pub fn message(&self, id: MessageId) -> Option<&Message> {
        self.messages.iter().find(|message| message.id == id)
    }

    fn within_the_hour(&self, now: Timestamp) -> Result<(), Refusal> {
        let since = now.plus_seconds(-HOUR);
        // The question itself does not count.
        let added = self.messages.iter().skip(1);
        let lately = added.filter(|message| message.author == Author::Citizen && message.written_at > since).count();
        if lately < MESSAGES_AN_HOUR as usize {
            Ok(())
        } else {
            Err(Refusal::TooManyMessages { max: MESSAGES_AN_HOUR })
        }
    }
}

/// An inquiry in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InquirySummary {
    /// 受付番号.
    pub reference: ReferenceNumber,
    /// Where it stands.
    pub state: InquiryState,
    /// 内容の分野.
    pub topic: Topic,
    /// What it is about, in one line.
    pub subject: String,
    /// The day by which the desk answers; none while nothing is owed.
    pub reply_due: Option<Date>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When something last happened to it.
    pub changed_at: Timestamp,
}
