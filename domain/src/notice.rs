//! Notices: the mails that the service owes somebody.
//!
//! A notice is written in the same transaction as the change it tells of; what it says is put into
//! words when it is sent. It names no person: the address stands beside it in the outbox.

use serde::{Deserialize, Serialize};

use crate::reference::SecretToken;
use crate::registration::RegistrationId;

/// What a mail tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// 申込を受け付けました.
    Registered,
    /// キャンセル待ちに登録しました.
    WaitingListed,
    /// 内容を変更しました.
    Changed,
    /// 申込を取り消しました.
    Cancelled,
    /// 席をご用意できました.
    SeatGiven,
    /// The address is registered already: the one registration's link again.
    AlreadyRegistered,
    /// Links to everything under the address.
    Links,
}

impl NoticeKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Registered,
        Self::WaitingListed,
        Self::Changed,
        Self::Cancelled,
        Self::SeatGiven,
        Self::AlreadyRegistered,
        Self::Links,
    ];

    /// The word in the database and in log lines.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::WaitingListed => "waiting_listed",
            Self::Changed => "changed",
            Self::Cancelled => "cancelled",
            Self::SeatGiven => "seat_given",
            Self::AlreadyRegistered => "already_registered",
            Self::Links => "links",
        }
    }

    /// The kind that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// A link to one registration, as a mail carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeLink {
    /// Which registration.
    pub registration: RegistrationId,
    /// The secret part of the link.
    pub token: SecretToken,
}

/// One mail to write. Kept until it is sent, then emptied: the links are secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What it tells.
    pub kind: NoticeKind,
    /// The registrations it is about: one, or for [`NoticeKind::Links`] all of an address.
    pub links: Vec<NoticeLink>,
}
