//! What the desk does with inquiries: answering, noting, assigning, ending, taking up again, and taking down what
//! somebody asks by phone. Each in one transaction with its notice and its audit entry.
//!
//! Notes stand in a table that is named in this folder alone, here, in `at_desk` and in `inbox`: no use case of a
//! citizen reads it.

use domain::account::{AccountId, Secretariat};
use domain::attachment::Attachments;
use domain::audit::{Act, Changes, Field};
use domain::inquiry::desk::{AfterAnswer, Call, Channel, Colleague, DeskRevision, Responder};
use domain::inquiry::{Inquiry, InquiryId, MessageId, MessageText, Refusal, Transition, reply_due};
use domain::notice::NoticeKind;
use domain::reference::{IdempotencyKey, ReferenceNumber};
use domain::search::fold;
use domain::time::Timestamp;

use super::at_desk::{colleague, find};
use super::thread::pass;
use super::{About, Made, MessageReceipt, Writer, inquiry_read, insert, message_add};
use crate::attachment::{attachment_add_all, attachment_let_go};
use crate::audit::{By, audit_add, audit_add_with};
use crate::{Storage, StorageError, Write, draw};

/// An answer to an inquiry.
#[derive(Debug, Clone)]
pub struct NewAnswer {
    /// What the answer says.
    pub text: MessageText,
    /// Its files.
    pub attachments: Attachments,
    /// What follows.
    pub then: AfterAnswer,
    /// Which showing of the form it comes from.
    pub key: IdempotencyKey,
    /// What the page showed: nobody answers past a message, a note or a colleague's answer that came meanwhile.
    pub revision: DeskRevision,
}

/// A note among colleagues.
#[derive(Debug, Clone)]
pub struct NewNote {
    /// What it says.
    pub text: MessageText,
    /// Which showing of the form it comes from.
    pub key: IdempotencyKey,
}

/// What somebody asks by phone.
#[derive(Debug, Clone)]
pub struct NewCall {
    /// Who asks what.
    pub call: Call,
    /// Which showing of the form it comes from.
    pub key: IdempotencyKey,
}

/// An inquiry in somebody's hands at the desk.
struct AtHand {
    inquiry: Inquiry,
    me: Colleague,
    assignee: Option<AccountId>,
    desk_revision: u32,
}

impl AtHand {
    /// Refuses what was decided on an older state.
    fn unchanged_since(&self, seen: DeskRevision) -> Result<(), StorageError<Refusal>> {
        let now = DeskRevision { thread: self.inquiry.revision, desk: self.desk_revision };
        if now == seen { Ok(()) } else { Err(StorageError::Refused(Refusal::ChangedMeanwhile)) }
    }
}

impl Storage {
    /// Answers an inquiry, and tells its sender. Whoever answers what nobody looks after, looks after it; what was set
    /// aside is put right. A repeated `key` adds nothing.
    ///
    /// # Errors
    /// [`Refusal::UnknownInquiry`], [`Refusal::Closed`], or [`Refusal::ChangedMeanwhile`] where something has
    /// happened since the page was shown; otherwise when the database cannot be written.
    pub async fn inquiry_answer(
        &self,
        by: Responder,
        reference: ReferenceNumber,
        answer: NewAnswer,
        now: Timestamp,
    ) -> Result<MessageReceipt, StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.answer(by, &reference, &answer, now).await }).await
    }

    async fn answer(
        &self,
        by: Responder,
        reference: &ReferenceNumber,
        answer: &NewAnswer,
        now: Timestamp,
    ) -> Result<MessageReceipt, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let at_hand = open(&mut write, by, reference).await?;
        let inquiry = &at_hand.inquiry;
        if let Some(message) = answered_by_key(&mut write, inquiry.id, &answer.key).await? {
            return Ok(MessageReceipt { message, repeated_sending: true });
        }
        let Some(answered) = inquiry.state.after(Transition::Answer) else {
            return Err(StorageError::Refused(Refusal::Closed));
        };
        at_hand.unchanged_since(answer.revision)?;
        let writer = Writer::Colleague(&at_hand.me, &answer.key);
        let message = message_add(&mut write, inquiry.id, writer, &answer.text, now).await?;
        attachment_add_all(&mut write, message, &answer.attachments).await?;
        attachment_let_go(&mut write, &answer.key).await?;
        pass(&mut write, inquiry, Transition::Answer, None, now).await?;
        if answer.then == AfterAnswer::Close {
            let inquiry = Inquiry { state: answered, ..inquiry.clone() };
            pass(&mut write, &inquiry, Transition::Close, None, now).await?;
        }
        look_after(&mut write, inquiry.id, at_hand.assignee.or(Some(at_hand.me.id))).await?;
        self.inquiry_tell(&mut write, NoticeKind::InquiryAnswered, &About::of(inquiry, Some(message)), now).await?;
        audit_add(&mut write, By::from(&by), Act::InquiryAnswered, reference.as_str(), now).await?;
        if answer.then == AfterAnswer::Close {
            audit_add(&mut write, By::from(&by), Act::InquiryClosed, reference.as_str(), now).await?;
        }
        self.commit_and_wake(write).await?;
        Ok(MessageReceipt { message, repeated_sending: false })
    }

    /// Notes something for colleagues; its sender learns nothing of it, and nothing is too late for it. A repeated
    /// `key` adds nothing.
    ///
    /// # Errors
    /// [`Refusal::UnknownInquiry`]; otherwise when the database cannot be written.
    pub async fn inquiry_note(
        &self,
        by: Responder,
        reference: &ReferenceNumber,
        note: &NewNote,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let at_hand = open(&mut write, by, reference).await?;
        let added = sqlx::query(
            "INSERT INTO inquiry_note (inquiry_id, account_id, body, search_key, form_key, written_at)
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (form_key) DO NOTHING",
        )
        .bind(at_hand.inquiry.id.0)
        .bind(at_hand.me.id.0)
        .bind(note.text.as_str())
        .bind(fold(note.text.as_str()))
        .bind(note.key.hash().as_bytes().to_vec())
        .bind(now.as_microseconds())
        .execute(&mut *write)
        .await?;
        if added.rows_affected() == 0 {
            return Ok(());
        }
        count_for_the_desk(&mut write, at_hand.inquiry.id).await?;
        audit_add(&mut write, By::from(&by), Act::InquiryNoted, reference.as_str(), now).await?;
        write.commit().await?;
        Ok(())
    }

    /// Has somebody look after an inquiry, or nobody. What nobody had taken up is in hand by it, and what was set
    /// aside is put right. Giving it to whoever has it already does nothing.
    ///
    /// # Errors
    /// [`Refusal::UnknownInquiry`]; [`Refusal::UnknownColleague`] for an account that answers no inquiries;
    /// [`Refusal::ChangedMeanwhile`] where something has happened since the page was shown; otherwise when the
    /// database cannot be written.
    pub async fn inquiry_assign(
        &self,
        by: &Secretariat,
        reference: &ReferenceNumber,
        to: Option<AccountId>,
        seen: DeskRevision,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let at_hand = open(&mut write, Responder::Secretariat(*by), reference).await?;
        if at_hand.assignee == to {
            return Ok(());
        }
        at_hand.unchanged_since(seen)?;
        if let Some(to) = to {
            colleague(&mut write, to).await?.ok_or(StorageError::Refused(Refusal::UnknownColleague))?;
            let inquiry = &at_hand.inquiry;
            if inquiry.state.after(Transition::TakeInHand).is_some() {
                pass(&mut write, inquiry, Transition::TakeInHand, inquiry.reply_due, now).await?;
            }
        }
        look_after(&mut write, at_hand.inquiry.id, to).await?;
        let changes = Changes::NONE.with(Field::Assignee, &to);
        audit_add_with(&mut write, By::from(by), Act::InquiryAssigned, reference.as_str(), &changes, now).await?;
        write.commit().await?;
        Ok(())
    }

    /// Ends an inquiry at the desk, and tells its sender. Ending it twice is ending it once.
    ///
    /// # Errors
    /// [`Refusal::UnknownInquiry`], or [`Refusal::ChangedMeanwhile`] where something has happened since the page was
    /// shown; otherwise when the database cannot be written.
    pub async fn inquiry_end(
        &self,
        by: Responder,
        reference: &ReferenceNumber,
        seen: DeskRevision,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let at_hand = open(&mut write, by, reference).await?;
        let inquiry = &at_hand.inquiry;
        if inquiry.may_close().is_err() {
            return Ok(());
        }
        at_hand.unchanged_since(seen)?;
        pass(&mut write, inquiry, Transition::Close, None, now).await?;
        if inquiry.set_aside.is_none() {
            self.inquiry_tell(&mut write, NoticeKind::InquiryEnded, &About::of(inquiry, None), now).await?;
        }
        audit_add(&mut write, By::from(&by), Act::InquiryClosed, reference.as_str(), now).await?;
        self.commit_and_wake(write).await
    }

    /// Takes an inquiry up again at the desk, however long ago it was ended; its sender hears of it by the answer.
    /// Doing it twice is doing it once.
    ///
    /// # Errors
    /// [`Refusal::UnknownInquiry`]; otherwise when the database cannot be written.
    pub async fn inquiry_resume(
        &self,
        by: Responder,
        reference: &ReferenceNumber,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let AtHand { inquiry, .. } = open(&mut write, by, reference).await?;
        if inquiry.state.after(inquiry.reopening()).is_none() {
            return Ok(());
        }
        pass(&mut write, &inquiry, inquiry.reopening(), Some(reply_due(now)), now).await?;
        audit_add(&mut write, By::from(&by), Act::InquiryReopened, reference.as_str(), now).await?;
        write.commit().await?;
        Ok(())
    }

    /// Takes down what somebody asks by phone. Where mail reaches them they are told as if they had written; where
    /// none does, no mail is owed and no link made. A repeated `key` gives the first one's number.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn inquiry_take_down(
        &self,
        by: Secretariat,
        new: NewCall,
        now: Timestamp,
    ) -> Result<ReferenceNumber, StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.take_down(&by, &new, now).await }).await
    }

    async fn take_down(
        &self,
        by: &Secretariat,
        new: &NewCall,
        now: Timestamp,
    ) -> Result<ReferenceNumber, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let first: Option<String> = sqlx::query_scalar("SELECT reference FROM inquiry WHERE form_key = ?")
            .bind(new.key.hash().as_bytes().to_vec())
            .fetch_optional(&mut *write)
            .await?;
        if let Some(reference) = first {
            return ReferenceNumber::parse(&reference).map_err(StorageError::unreadable);
        }
        let due = reply_due(now);
        let Call { draft, language } = &new.call;
        let (id, reference) = loop {
            let reference = ReferenceNumber::from_random(draw(self.chance()));
            let made = Made { key: &new.key, reference: &reference, channel: Channel::Phone, aside: None, due };
            if let Some(id) = insert(&mut write, draft, *language, &made, now).await? {
                break (id, reference);
            }
        };
        message_add(&mut write, id, Writer::Citizen(&new.key), &draft.message, now).await?;
        let about = About { inquiry: id, message: None, inquirer: &draft.inquirer, language: *language };
        self.inquiry_tell(&mut write, NoticeKind::InquiryReceived, &about, now).await?;
        audit_add(&mut write, By::from(by), Act::InquiryCreated, reference.as_str(), now).await?;
        self.commit_and_wake(write).await?;
        Ok(reference)
    }
}

impl From<&Responder> for By {
    fn from(responder: &Responder) -> Self {
        match responder {
            Responder::Secretariat(secretariat) => Self::from(secretariat),
            Responder::Expert(expert) => Self::from(expert),
        }
    }
}

/// The inquiry with this number, for somebody who may work on it.
async fn open(write: &mut Write, by: Responder, reference: &ReferenceNumber) -> Result<AtHand, StorageError<Refusal>> {
    let unknown = || StorageError::Refused(Refusal::UnknownInquiry);
    let (id, assignee) = find(write, reference).await?.ok_or_else(unknown)?;
    if !by.may_open(assignee) {
        return Err(unknown());
    }
    let inquiry = inquiry_read(write, id).await?.ok_or_else(unknown)?;
    let desk_revision =
        sqlx::query_scalar("SELECT desk_revision FROM inquiry WHERE id = ?").bind(id.0).fetch_one(&mut **write).await?;
    let me = colleague(write, by.account()).await?.ok_or_else(unknown)?;
    Ok(AtHand { inquiry, me, assignee, desk_revision })
}

/// Notes who looks after an inquiry; whoever takes it up puts it right where it was set aside.
async fn look_after(
    write: &mut Write,
    inquiry: InquiryId,
    assignee: Option<AccountId>,
) -> Result<(), StorageError<Refusal>> {
    sqlx::query("UPDATE inquiry SET assignee_id = ?2, set_aside_reason = NULL WHERE id = ?1")
        .bind(inquiry.0)
        .bind(assignee.map(|assignee| assignee.0))
        .execute(&mut **write)
        .await?;
    count_for_the_desk(write, inquiry).await
}

/// Tells other pages of the desk that what they show is no longer all.
async fn count_for_the_desk(write: &mut Write, inquiry: InquiryId) -> Result<(), StorageError<Refusal>> {
    sqlx::query("UPDATE inquiry SET desk_revision = desk_revision + 1 WHERE id = ?")
        .bind(inquiry.0)
        .execute(&mut **write)
        .await?;
    Ok(())
}

async fn answered_by_key(
    write: &mut Write,
    inquiry: InquiryId,
    key: &IdempotencyKey,
) -> Result<Option<MessageId>, StorageError<Refusal>> {
    let id: Option<i64> = sqlx::query_scalar("SELECT id FROM inquiry_message WHERE inquiry_id = ? AND answer_key = ?")
        .bind(inquiry.0)
        .bind(key.hash().as_bytes().to_vec())
        .fetch_optional(&mut **write)
        .await?;
    Ok(id.map(MessageId))
}
