//! Notices: the mails that the service owes somebody.
//!
//! A notice is written in the same transaction as the change it tells of; what it says is put into
//! words when it is sent. It names no person: the address stands beside it in the outbox.

use serde::{Deserialize, Serialize};

use crate::account::AccountId;
use crate::announcement::AnnouncementId;
use crate::consultation::{ConsultationId, WaitingId};
use crate::desk_notice::ImportedFile;
use crate::event::EventId;
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
    /// お知らせ: what the secretariat writes to an event's registrants.
    Announcement,
    /// The same, to whoever writes it, to be looked at.
    AnnouncementTrial,
    /// ご相談を受け付けました: the expert has still to confirm it.
    ConsultationRequested,
    /// ご相談の日時が決まりました.
    ConsultationBooked,
    /// 専門家がご相談を確定しました.
    ConsultationConfirmed,
    /// ご相談の日時が変わりました.
    ConsultationMoved,
    /// 別の日時をご提案します.
    ConsultationProposed,
    /// ご提案をお断りになりました: the time stays as it was.
    ConsultationProposalDeclined,
    /// ご提案の期限が過ぎました: the time stays as it was.
    ConsultationProposalLapsed,
    /// ご相談を取り消しました.
    ConsultationCancelled,
    /// ご相談を行えなくなりました: the expert or the secretariat has ended it.
    ConsultationEnded,
    /// 相談会の会場か参加のしかたが変わりました: of a consultation at one of its tables.
    ConsultationPlaceChanged,
    /// 相談のキャンセル待ちに登録しました.
    WaitingJoined,
    /// 相談の時間が空きました: it is kept until the answer.
    WaitingOffered,
    /// ご案内の期限が過ぎました.
    WaitingLapsed,
    /// キャンセル待ちをやめました.
    WaitingLeft,
    /// ご希望の日までに空きがありませんでした.
    WaitingEnded,
    /// 事前相談シートをまだいただいていません.
    ConsultationSheetDue,
    /// ご相談の日が近づきました.
    ConsultationReminder,
    /// ご相談の記録ができました.
    ConsultationReported,
    /// Expert: a consultation waits for confirmation.
    ExpertToConfirm,
    /// Expert: a consultation was booked.
    ExpertBooked,
    /// Expert: a consultation was moved.
    ExpertMoved,
    /// Expert: the venue of a meeting at whose table a consultation is, or the way of joining it, has changed.
    ExpertPlaceChanged,
    /// Expert: a consultation was given up, ended, or goes to a colleague.
    ExpertReleased,
    /// Expert: a time that was proposed was not taken.
    ExpertProposalEnded,
    /// Secretariat: half of an event's seats are taken.
    DeskHalfFull,
    /// Secretariat: four fifths are.
    DeskNearlyFull,
    /// Secretariat: all are.
    DeskFull,
    /// Secretariat: an event begins soon, and hardly anybody comes.
    DeskTooFew,
    /// Secretariat: a file was refused, or some of its rows.
    DeskImportRefused,
}

impl NoticeKind {
    /// All kinds.
    pub const ALL: [Self; 60] = [
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
        Self::Announcement,
        Self::AnnouncementTrial,
        Self::ConsultationRequested,
        Self::ConsultationBooked,
        Self::ConsultationConfirmed,
        Self::ConsultationMoved,
        Self::ConsultationProposed,
        Self::ConsultationProposalDeclined,
        Self::ConsultationProposalLapsed,
        Self::ConsultationCancelled,
        Self::ConsultationEnded,
        Self::ConsultationPlaceChanged,
        Self::WaitingJoined,
        Self::WaitingOffered,
        Self::WaitingLapsed,
        Self::WaitingLeft,
        Self::WaitingEnded,
        Self::ConsultationSheetDue,
        Self::ConsultationReminder,
        Self::ConsultationReported,
        Self::ExpertToConfirm,
        Self::ExpertBooked,
        Self::ExpertMoved,
        Self::ExpertPlaceChanged,
        Self::ExpertReleased,
        Self::ExpertProposalEnded,
        Self::DeskHalfFull,
        Self::DeskNearlyFull,
        Self::DeskFull,
        Self::DeskTooFew,
        Self::DeskImportRefused,
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
            Self::Announcement => "announcement",
            Self::AnnouncementTrial => "announcement_trial",
            Self::ConsultationRequested => "consultation_requested",
            Self::ConsultationBooked => "consultation_booked",
            Self::ConsultationConfirmed => "consultation_confirmed",
            Self::ConsultationMoved => "consultation_moved",
            Self::ConsultationProposed => "consultation_proposed",
            Self::ConsultationProposalDeclined => "consultation_proposal_declined",
            Self::ConsultationProposalLapsed => "consultation_proposal_lapsed",
            Self::ConsultationCancelled => "consultation_cancelled",
            Self::ConsultationEnded => "consultation_ended",
            Self::ConsultationPlaceChanged => "consultation_place_changed",
            Self::WaitingJoined => "waiting_joined",
            Self::WaitingOffered => "waiting_offered",
            Self::WaitingLapsed => "waiting_lapsed",
            Self::WaitingLeft => "waiting_left",
            Self::WaitingEnded => "waiting_ended",
            Self::ConsultationSheetDue => "consultation_sheet_due",
            Self::ConsultationReminder => "consultation_reminder",
            Self::ConsultationReported => "consultation_reported",
            Self::ExpertToConfirm => "expert_to_confirm",
            Self::ExpertBooked => "expert_booked",
            Self::ExpertMoved => "expert_moved",
            Self::ExpertPlaceChanged => "expert_place_changed",
            Self::ExpertReleased => "expert_released",
            Self::ExpertProposalEnded => "expert_proposal_ended",
            Self::DeskHalfFull => "desk_half_full",
            Self::DeskNearlyFull => "desk_nearly_full",
            Self::DeskFull => "desk_full",
            Self::DeskTooFew => "desk_too_few",
            Self::DeskImportRefused => "desk_import_refused",
        }
    }

    /// Whether it goes to the expert of a consultation.
    pub const fn is_for_expert(self) -> bool {
        matches!(
            self,
            Self::ExpertToConfirm
                | Self::ExpertBooked
                | Self::ExpertMoved
                | Self::ExpertPlaceChanged
                | Self::ExpertReleased
                | Self::ExpertProposalEnded
        )
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
    /// What the secretariat has written to registrants.
    Announcement {
        /// Which words.
        announcement: AnnouncementId,
        /// To whom; none where it is tried.
        registration: Option<RegistrationId>,
    },
    /// A consultation.
    Consultation(ConsultationId),
    /// Somebody who waits for a consultation.
    Waiting(WaitingId),
    /// An event, for those who run it.
    Event(EventId),
    /// A file that was brought in.
    Import {
        /// Of what.
        file: ImportedFile,
        /// How many rows were refused; none: all of it, as a whole.
        refused_rows: Option<u64>,
    },
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
