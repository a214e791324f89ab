//! What its sender does in a thread after the question: writing on, ending, taking up again.

use domain::attachment::Attachments;
use domain::audit::Act;
use domain::inquiry::{
    Inquiry, InquiryId, InquiryState, MessageId, MessageText, Refusal, Transition, may_attach, reply_due,
};
use domain::notice::NoticeKind;
use domain::reference::{IdempotencyKey, TokenHash};
use domain::time::Timestamp;
use jiff::civil::Date;

use super::read::read_by_link;
use super::{About, Writer, message_add, sent_within_a_day};
use crate::attachment::{attachment_add_all, attachment_let_go};
use crate::audit::{By, audit_add};
use crate::{Storage, StorageError, Write};

/// A message that its sender adds to an inquiry.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// What it says.
    pub text: MessageText,
    /// Its files.
    pub attachments: Attachments,
    /// Which showing of the form it comes from.
    pub key: IdempotencyKey,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MessageReceipt {
    /// The message.
    pub message: MessageId,
    /// Whether it is the answer to an earlier sending of the same form.
    pub repeated_sending: bool,
}

/// How its sender ends an inquiry.
#[derive(Debug, Clone)]
pub struct InquiryClosing {
    /// A last word, for the desk.
    pub text: Option<MessageText>,
    /// Which showing of the form it comes from.
    pub key: IdempotencyKey,
    /// The revision that the page showed: nobody ends an inquiry without having seen the answer that
    /// came meanwhile.
    pub revision: u32,
}

impl Storage {
    /// Adds a message of its sender to an inquiry, with its files. A repeated `key` adds nothing.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn inquiry_write(
        &self,
        link: TokenHash,
        message: NewMessage,
        now: Timestamp,
    ) -> Result<MessageReceipt, StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.add(&link, &message, false, now).await }).await
    }

    /// Takes an inquiry up again that its sender has ended, with what is still open. A repeated `key`
    /// does nothing.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn inquiry_reopen(
        &self,
        link: TokenHash,
        message: NewMessage,
        now: Timestamp,
    ) -> Result<MessageReceipt, StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.add(&link, &message, true, now).await }).await
    }

    async fn add(
        &self,
        link: &TokenHash,
        new: &NewMessage,
        reopens: bool,
        now: Timestamp,
    ) -> Result<MessageReceipt, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let inquiry = read_by_link(&mut write, link).await?;
        if let Some(message) = message_by_key(&mut write, inquiry.id, &new.key).await? {
            return Ok(MessageReceipt { message, repeated_sending: true });
        }
        let (allowed, transition, kind, act) = if reopens {
            (inquiry.may_reopen(now), inquiry.reopening(), NoticeKind::InquiryReopened, Act::InquiryReopened)
        } else {
            (inquiry.may_write(now), Transition::Write, NoticeKind::InquiryMessageAdded, Act::InquiryWritten)
        };
        allowed.map_err(StorageError::Refused)?;
        let sent_today = sent_within_a_day(&mut write, &inquiry.inquirer, now).await?;
        may_attach(sent_today, new.attachments.bytes()).map_err(StorageError::Refused)?;
        let message = message_add(&mut write, inquiry.id, Writer::Citizen(&new.key), &new.text, now).await?;
        attachment_add_all(&mut write, message, &new.attachments).await?;
        attachment_let_go(&mut write, &new.key).await?;
        // Who waits for a reply goes on waiting for it; a new question has its own two days.
        let due = inquiry.reply_due.unwrap_or_else(|| reply_due(now));
        pass(&mut write, &inquiry, transition, Some(due), now).await?;
        self.tell_of_own_act(&mut write, kind, &inquiry, Some(message), now).await?;
        audit_add(&mut write, By::Applicant, act, inquiry.reference.as_str(), now).await?;
        self.commit_and_wake(write).await?;
        Ok(MessageReceipt { message, repeated_sending: false })
    }

    /// Ends an inquiry by its secret link. Ending it twice is ending it once.
    ///
    /// # Errors
    /// [`Refusal::ChangedMeanwhile`] where something has happened to it since the page was shown;
    /// otherwise when the database cannot be written.
    pub async fn inquiry_close(
        &self,
        link: TokenHash,
        closing: InquiryClosing,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.close_inquiry(&link, &closing, now).await }).await
    }

    async fn close_inquiry(
        &self,
        link: &TokenHash,
        closing: &InquiryClosing,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let inquiry = read_by_link(&mut write, link).await?;
        if inquiry.may_close().is_err() || message_by_key(&mut write, inquiry.id, &closing.key).await?.is_some() {
            return Ok(());
        }
        if inquiry.revision != closing.revision {
            return Err(StorageError::Refused(Refusal::ChangedMeanwhile));
        }
        if let Some(text) = &closing.text {
            message_add(&mut write, inquiry.id, Writer::Citizen(&closing.key), text, now).await?;
        }
        pass(&mut write, &inquiry, Transition::Close, None, now).await?;
        self.tell_of_own_act(&mut write, NoticeKind::InquiryClosed, &inquiry, None, now).await?;
        audit_add(&mut write, By::Applicant, Act::InquiryClosed, inquiry.reference.as_str(), now).await?;
        self.commit_and_wake(write).await
    }

    /// Owes the sender a mail of what was done by one of their links, unless nobody is to know of the inquiry or too many
    /// such mails were sent lately.
    async fn tell_of_own_act(
        &self,
        write: &mut Write,
        kind: NoticeKind,
        inquiry: &Inquiry,
        message: Option<MessageId>,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        if inquiry.set_aside.is_none() {
            self.inquiry_tell_of_others(write, kind, &About::of(inquiry, message), now).await?;
        }
        Ok(())
    }
}

/// Leads `inquiry` through `transition`; what is not possible was refused before.
pub(super) async fn pass(
    write: &mut Write,
    inquiry: &Inquiry,
    transition: Transition,
    due: Option<Date>,
    now: Timestamp,
) -> Result<(), StorageError<Refusal>> {
    let Some(state) = inquiry.state.after(transition) else {
        return Err(StorageError::Refused(Refusal::ChangedMeanwhile));
    };
    let taken = matches!(state, InquiryState::InHand | InquiryState::Answered);
    sqlx::query(
        "UPDATE inquiry SET state = ?2, reply_due = ?3, in_hand_at = coalesce(in_hand_at, ?4), closed_at = ?5,
             revision = revision + 1, changed_at = ?6 WHERE id = ?1",
    )
    .bind(inquiry.id.0)
    .bind(state.slug())
    .bind(due.map(|day| day.to_string()))
    .bind(taken.then_some(now.as_microseconds()))
    .bind((state == InquiryState::Closed).then_some(now.as_microseconds()))
    .bind(now.as_microseconds())
    .execute(&mut **write)
    .await?;
    Ok(())
}

async fn message_by_key(
    write: &mut Write,
    inquiry: InquiryId,
    key: &IdempotencyKey,
) -> Result<Option<MessageId>, StorageError<Refusal>> {
    let id: Option<i64> = sqlx::query_scalar("SELECT id FROM inquiry_message WHERE inquiry_id = ? AND form_key = ?")
        .bind(inquiry.0)
        .bind(key.hash().as_bytes().to_vec())
        .fetch_optional(&mut **write)
        .await?;
    Ok(id.map(MessageId))
}
