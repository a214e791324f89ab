//! What an act has changed.
//!
//! [`Recordable`] is what may be written down: counts, instants, states, numbers of records. Names, addresses, phone
//! numbers and what people write are types of their own or plain text, and neither is recordable, so that an applicant
//! cannot come into the audit by accident. The one door for text is [`Published`]: whoever reviews a change looks there.

use jiff::civil::Date;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::AuditHash;
use crate::account::{AccountId, Role};
use crate::consultation::ConsultationState;
use crate::event::{Audience, EventKind, Format, Standing, Topic};
use crate::inquiry::InquiryState;
use crate::language::Language;
use crate::notice::NoticeKind;
use crate::place::Prefecture;
use crate::reference::{EventCode, ReferenceNumber};
use crate::registration::RegistrationState;
use crate::registration::sheet::SheetColumns;
use crate::time::Timestamp;

/// Names the fields of changes, each with the word it has in the database.
macro_rules! fields {
    ( $( $(#[$doc:meta])* $field:ident = $slug:literal, )+ ) => {
        /// What of a subject has changed, or what an act was about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Field {
            $( $(#[$doc])* $field, )+
        }

        impl Field {
            /// All fields.
            pub const ALL: &'static [Self] = &[$( Self::$field, )+];

            /// The word in the database.
            pub const fn slug(self) -> &'static str {
                match self {
                    $( Self::$field => $slug, )+
                }
            }
        }
    };
}

fields! {
    /// 名称.
    Title = "title",
    /// 開始.
    StartsAt = "starts_at",
    /// 終了.
    EndsAt = "ends_at",
    /// 会場.
    Place = "place",
    /// 開催方法.
    Format = "format",
    /// 種類.
    Kind = "kind",
    /// 対象.
    Audience = "audience",
    /// 定員.
    Capacity = "capacity",
    /// 取り置きの席.
    Reserved = "reserved",
    /// Seats that one registration may take, or has.
    Seats = "seats",
    /// When registration opens.
    OpensAt = "opens_at",
    /// When registration closes.
    ClosesAt = "closes_at",
    /// 状態.
    State = "state",
    /// Why, as the public is told.
    Reason = "reason",
    /// 役割.
    Role = "role",
    /// The language of mails.
    Language = "language",
    /// By what somebody has shown to be who they say.
    Method = "method",
    /// When it goes on the site.
    PublishAt = "publish_at",
    /// Whose it is: an account.
    Assignee = "assignee",
    /// 専門家: an account.
    Expert = "expert",
    /// The event that it belongs to.
    Event = "event",
    /// How many.
    Count = "count",
    /// The mail that was owed for it.
    Notice = "notice",
    /// How many people were told.
    Told = "told",
    /// How many people came.
    People = "people",
    /// When it was tapped, where that was before it was sent.
    TappedAt = "tapped_at",
    /// A helper's link.
    Helper = "helper",
    /// Until when.
    Until = "until",
    /// Registrations.
    Registrations = "registrations",
    /// Consultations.
    Consultations = "consultations",
    /// Those who waited for a consultation.
    Waitings = "waitings",
    /// Inquiries.
    Inquiries = "inquiries",
    /// Messages of inquiries.
    Messages = "messages",
    /// Files.
    Attachments = "attachments",
    /// Mails.
    Mails = "mails",
    /// Files that waited for a form that was never sent.
    HeldAttachments = "held_attachments",
    /// Columns of a table.
    Columns = "columns",
    /// The version.
    Revision = "revision",
    /// The last entry that was removed.
    LastRemoved = "last_removed",
    /// The hash of the last entry that was removed.
    LastHash = "last_hash",
}

impl Field {
    /// The field that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.slug() == slug)
    }
}

/// A value as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Fact {
    /// Nothing was set.
    Nothing,
    /// Yes or no.
    Truth(bool),
    /// A number.
    Number(i64),
    /// A word for a state, a code, an instant, or text that the public reads.
    Text(String),
}

/// What may stand in the audit.
pub trait Recordable {
    /// The value as it is written down.
    fn fact(&self) -> Fact;
}

/// Text that the public reads or that staff have written for it: a title, a venue, a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published<'a>(pub &'a str);

impl Recordable for Published<'_> {
    fn fact(&self) -> Fact {
        Fact::Text(self.0.to_owned())
    }
}

/// A word of the program itself: it is in its code, and names nobody.
impl Recordable for &'static str {
    fn fact(&self) -> Fact {
        Fact::Text((*self).to_owned())
    }
}

impl Recordable for bool {
    fn fact(&self) -> Fact {
        Fact::Truth(*self)
    }
}

impl Recordable for i64 {
    fn fact(&self) -> Fact {
        Fact::Number(*self)
    }
}

impl Recordable for u64 {
    fn fact(&self) -> Fact {
        Fact::Number(i64::try_from(*self).unwrap_or(i64::MAX))
    }
}

impl Recordable for u32 {
    fn fact(&self) -> Fact {
        Fact::Number(i64::from(*self))
    }
}

impl Recordable for AccountId {
    fn fact(&self) -> Fact {
        Fact::Number(self.0)
    }
}

/// As the clock on the wall in Japan shows it: `2026-12-01T14:00:00`.
impl Recordable for Timestamp {
    fn fact(&self) -> Fact {
        Fact::Text(self.in_tokyo().to_string())
    }
}

impl Recordable for Date {
    fn fact(&self) -> Fact {
        Fact::Text(self.to_string())
    }
}

impl Recordable for Prefecture {
    fn fact(&self) -> Fact {
        Fact::Text(self.code_text().to_owned())
    }
}

impl<T: Recordable> Recordable for Option<T> {
    fn fact(&self) -> Fact {
        self.as_ref().map_or(Fact::Nothing, Recordable::fact)
    }
}

macro_rules! recordable_words {
    ($($kind:ty: $word:ident),+ $(,)?) => {
        $(
            impl Recordable for $kind {
                fn fact(&self) -> Fact {
                    Fact::Text(self.$word().to_owned())
                }
            }
        )+
    };
}

recordable_words! {
    Audience: slug,
    ConsultationState: slug,
    EventCode: as_str,
    EventKind: slug,
    Format: slug,
    InquiryState: slug,
    Language: code,
    NoticeKind: slug,
    ReferenceNumber: as_str,
    RegistrationState: slug,
    Role: slug,
    Standing: slug,
    Topic: slug,
}

/// The columns' names, never what stands in them.
impl Recordable for SheetColumns {
    fn fact(&self) -> Fact {
        Fact::Text(self.slugs())
    }
}

impl Recordable for AuditHash {
    fn fact(&self) -> Fact {
        Fact::Text(self.to_string())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    Is(Fact),
    Became { before: Fact, after: Fact },
}

/// What a change is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Field(Field),
    Published(&'static str),
}

impl Of {
    const fn word(self) -> &'static str {
        match self {
            Self::Field(field) => field.slug(),
            Self::Published(word) => word,
        }
    }
}

/// What an act has changed, field by field. As JSON an object: a value that is told stands for itself, one that became
/// another as `[before, after]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes(Vec<(Of, Change)>);

impl Changes {
    /// Nothing to tell.
    pub const NONE: Self = Self(Vec::new());

    /// And `field` is `value`.
    #[must_use]
    pub fn with(self, field: Field, value: &impl Recordable) -> Self {
        self.put(Of::Field(field), Change::Is(value.fact()))
    }

    /// And `field` was `before` and is `after`; nothing, where they are the same.
    #[must_use]
    pub fn changed<T: Recordable>(self, field: Field, before: &T, after: &T) -> Self {
        let (before, after) = (before.fact(), after.fact());
        if before == after { self } else { self.put(Of::Field(field), Change::Became { before, after }) }
    }

    /// And a part of a published document, by the name that the document has for it, was `before` and is `after`.
    #[must_use]
    pub fn published(self, part: &'static str, before: Published<'_>, after: Published<'_>) -> Self {
        self.put(Of::Published(part), Change::Became { before: before.fact(), after: after.fact() })
    }

    /// Whether there is nothing to tell.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn put(mut self, of: Of, change: Change) -> Self {
        self.0.retain(|(known, _)| known.word() != of.word());
        self.0.push((of, change));
        self
    }
}

impl Serialize for Changes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (of, change) in &self.0 {
            match change {
                Change::Is(value) => map.serialize_entry(of.word(), value)?,
                Change::Became { before, after } => map.serialize_entry(of.word(), &[before, after])?,
            }
        }
        map.end()
    }
}
