//! Notices: the mails that the service owes somebody.
//!
//! A notice is written in the same transaction as the change it tells of; what it says is put into
//! words when it is sent. It names no person: the address stands beside it in the outbox.

use serde::{Deserialize, Serialize};

use crate::account::AccountId;
use crate::inquiry::{InquiryId, MessageId};
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
    /// 席のご案内です: a seat is held until the answer.
    SeatOffered,
    /// 席が確定しました.
    OfferAccepted,
    /// ご案内をお断りになりました.
    OfferDeclined,
    /// ご案内の期限が過ぎました.
    OfferLapsed,
    /// イベントの日時が変わりました.
    EventMoved,
    /// イベントの内容が変わりました: where it is, or how one joins.
    EventChanged,
    /// イベントが中止になりました.
    EventCancelled,
    /// 事務局が申込を取り消しました.
    CancelledByDesk,
    /// 申込を別の日に移しました.
    RegistrationMoved,
    /// 申込の内容をもう一度お送りします.
    Resent,
    /// ご参加ありがとうございました: the event is over, and they came.
    EventThanks,
    /// The address is registered already: the one registration's link again.
    AlreadyRegistered,
    /// The link to everything under the address.
    Links,
    /// 問い合わせを受け付けました.
    InquiryReceived,
    /// 追加のメッセージを受け付けました.
    InquiryMessageAdded,
    /// 回答しました.
    InquiryAnswered,
    /// 問い合わせを終了しました.
    InquiryClosed,
    /// 問い合わせを再開しました.
    InquiryReopened,
    /// The desk has ended the inquiry.
    InquiryEnded,
    /// Staff: an account was made for you.
    StaffInvited,
    /// Staff: the link to set another password, asked for.
    StaffReset,
    /// Staff: パスワードが変更されました.
    StaffPasswordChanged,
    /// Staff: 二段階認証の設定が変更されました.
    StaffSecondFactorChanged,
    /// Staff: 復旧コードでサインインがありました.
    StaffRecoveryCodeUsed,
}

impl NoticeKind {
    /// All kinds.
    pub const ALL: [Self; 29] = [
        Self::Registered,
        Self::WaitingListed,
        Self::Changed,
        Self::Cancelled,
        Self::SeatGiven,
        Self::SeatOffered,
        Self::OfferAccepted,
        Self::OfferDeclined,
        Self::OfferLapsed,
        Self::EventMoved,
        Self::EventChanged,
        Self::EventCancelled,
        Self::CancelledByDesk,
        Self::RegistrationMoved,
        Self::Resent,
        Self::EventThanks,
        Self::AlreadyRegistered,
        Self::Links,
        Self::InquiryReceived,
        Self::InquiryMessageAdded,
        Self::InquiryAnswered,
        Self::InquiryClosed,
        Self::InquiryReopened,
        Self::InquiryEnded,
        Self::StaffInvited,
        Self::StaffReset,
        Self::StaffPasswordChanged,
        Self::StaffSecondFactorChanged,
        Self::StaffRecoveryCodeUsed,
    ];

    /// The word in the database and in log lines.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::WaitingListed => "waiting_listed",
            Self::Changed => "changed",
            Self::Cancelled => "cancelled",
            Self::SeatGiven => "seat_given",
            Self::SeatOffered => "seat_offered",
            Self::OfferAccepted => "offer_accepted",
            Self::OfferDeclined => "offer_declined",
            Self::OfferLapsed => "offer_lapsed",
            Self::EventMoved => "event_moved",
            Self::EventChanged => "event_changed",
            Self::EventCancelled => "event_cancelled",
            Self::CancelledByDesk => "cancelled_by_desk",
            Self::RegistrationMoved => "registration_moved",
            Self::Resent => "resent",
            Self::EventThanks => "event_thanks",
            Self::AlreadyRegistered => "already_registered",
            Self::Links => "links",
            Self::InquiryReceived => "inquiry_received",
            Self::InquiryMessageAdded => "inquiry_message_added",
            Self::InquiryAnswered => "inquiry_answered",
            Self::InquiryClosed => "inquiry_closed",
            Self::InquiryReopened => "inquiry_reopened",
            Self::InquiryEnded => "inquiry_ended",
            Self::StaffInvited => "staff_invited",
            Self::StaffReset => "staff_reset",
            Self::StaffPasswordChanged => "staff_password_changed",
            Self::StaffSecondFactorChanged => "staff_second_factor_changed",
            Self::StaffRecoveryCodeUsed => "staff_recovery_code_used",
        }
    }

    /// The kind that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeSubject {
    /// A registration.
    Registration(RegistrationId),
    /// An inquiry, and the message of it that the mail tells of.
    Inquiry {
        /// Which inquiry.
        inquiry: InquiryId,
        /// Which message; none where it tells of the inquiry as a whole.
        message: Option<MessageId>,
    },
    /// Everything under the address.
    Mailbox,
    /// A staff account.
    Account(AccountId),
}

/// A link as a mail carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeLink {
    /// What it opens.
    pub about: NoticeSubject,
    /// The secret part of the link.
    pub token: SecretToken,
}

/// One mail to write. Kept until it is sent, then emptied: the link is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What it tells.
    pub kind: NoticeKind,
    /// What it is about, and the link to it.
    pub link: NoticeLink,
}
