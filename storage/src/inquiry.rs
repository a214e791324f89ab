//! Inquiries: asking, writing on, ending, taking up again and answering, each in one transaction with its
//! notice and its audit entry.
//!
//! Links are not replaced when a message is added: a conversation is followed over weeks by the links of
//! its mails, and what they open is the same as before. Each mail carries a link of its own; of those the
//! newest few are kept.

use domain::attachment::{AttachmentId, AttachmentKind, Attachments, FileName};
use domain::audit::Act;
use domain::event::Topic;
use domain::inquiry::{
    AttachmentEntry, Author, Inquirer, Inquiry, InquiryDraft, InquiryId, InquiryState, Message, MessageId, MessageText,
    Refusal, Respondent, SetAsideReason, Transition, may_attach, reply_due, set_aside,
};
use domain::language::Language;
use domain::notice::{Notice, NoticeKind, NoticeLink, NoticeSubject};
use domain::place::Prefecture;
use domain::reference::{IdempotencyKey, ReferenceNumber, SecretToken, TokenHash};
use domain::time::Timestamp;
use jiff::civil::Date;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use crate::attachment::{attachment_add_all, attachment_let_go};
use crate::audit::{By, audit_add};
use crate::failpoint::Failpoint;
use crate::outbox::outbox_add;
use crate::registration::{LINKS_KEPT, language_from, word};
use crate::{Storage, StorageError, Write, draw};

/// From a form's key and this purpose comes the link that its screen shows, as for registrations.
pub const PAGE_OF_AN_INQUIRY: &str = "inquiry-page";
/// How many mails to one address others may cause by inquiries within an hour.
const MAILS_AN_HOUR: i64 = 5;
const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// An inquiry to make.
#[derive(Debug, Clone)]
pub struct NewInquiry {
    /// Who asks what.
    pub draft: InquiryDraft,
    /// The files of its first message.
    pub attachments: Attachments,
    /// The language of the page, and of the mails to come.
    pub language: Language,
    /// Which showing of the form it comes from.
    pub key: IdempotencyKey,
    /// Whether it looks like a machine's.
    pub suspected: bool,
}

/// What became of a new inquiry.
#[derive(Debug, Clone)]
pub struct InquiryReceipt {
    /// 受付番号.
    pub reference: ReferenceNumber,
    /// The day by which it is answered.
    pub reply_due: Date,
    /// Opens the page of this one inquiry.
    pub link: SecretToken,
    /// Whether it is the answer to an earlier sending of the same form.
    pub repeated_sending: bool,
}

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

/// An answer to an inquiry.
#[derive(Debug, Clone)]
pub struct NewAnswer {
    /// Who answers.
    pub by: Respondent,
    /// What the answer says.
    pub text: MessageText,
    /// Its files.
    pub attachments: Attachments,
}

/// Where a link was handed out.
#[derive(Debug, Clone, Copy)]
pub(crate) enum LinkOrigin {
    /// On the screen after asking.
    Screen,
    /// In a mail.
    Mail,
    /// In the list of everything under an address.
    Mailbox,
}

impl LinkOrigin {
    const fn slug(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Mail => "mail",
            Self::Mailbox => "mailbox",
        }
    }
}

/// What has to be known before an inquiry is made.
struct BeforeCreate {
    first: Option<(ReferenceNumber, Timestamp)>,
    asked_lately: u32,
    sent_today: u64,
}

impl Storage {
    /// Receives an inquiry, and writes its files, the notice and the audit entry with it.
    ///
    /// A repeated `key` returns the first answer again. What looks like a machine's, and what comes too
    /// often under one address, is set aside: the answer cannot be told from any other, and no mail is
    /// written.
    ///
    /// # Errors
    /// [`Refusal::TooManyBytes`]; otherwise when the database cannot be written.
    pub async fn inquiry_create(
        &self,
        new: NewInquiry,
        now: Timestamp,
    ) -> Result<InquiryReceipt, StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.ask(&new, now).await }).await
    }

    async fn ask(&self, new: &NewInquiry, now: Timestamp) -> Result<InquiryReceipt, StorageError<Refusal>> {
        let early = if self.inner.failpoint == Failpoint::ReadOutsideTheLock {
            let early = before_create(&mut *self.readers().acquire().await?, new, now).await?;
            tokio::task::yield_now().await;
            Some(early)
        } else {
            None
        };
        let mut write = self.begin().await?;
        let before = match early {
            Some(before) => before,
            None => before_create(&mut write, new, now).await?,
        };
        let link = new.key.derive_token(PAGE_OF_AN_INQUIRY);
        if let Some((reference, created_at)) = before.first {
            return Ok(InquiryReceipt { reference, reply_due: reply_due(created_at), link, repeated_sending: true });
        }
        may_attach(before.sent_today, new.attachments.bytes()).map_err(StorageError::Refused)?;
        let aside = set_aside(new.suspected, before.asked_lately);
        let due = reply_due(now);
        let (id, reference) = loop {
            let reference = ReferenceNumber::from_random(draw(self.chance()));
            // A number that somebody has already is drawn again.
            if let Some(id) = insert(&mut write, new, &reference, due, aside, now).await? {
                break (id, reference);
            }
        };
        let text = &new.draft.message;
        let question = message_add(&mut write, id, &Author::Citizen, text, Some(&new.key), now).await?;
        attachment_add_all(&mut write, question, &new.attachments).await?;
        attachment_let_go(&mut write, &new.key).await?;
        inquiry_link_add(&mut write, id, &link, LinkOrigin::Screen, now).await?;
        if aside.is_none() && may_mail(&mut write, &new.draft.inquirer.email.identity(), now).await? {
            let recipient = new.draft.inquirer.email.as_str();
            self.inquiry_tell(&mut write, NoticeKind::InquiryReceived, (id, None), new.language, recipient, now)
                .await?;
        }
        audit_add(&mut write, By::Applicant, Act::InquiryCreated, reference.as_str(), now).await?;
        self.commit_and_wake(write).await?;
        Ok(InquiryReceipt { reference, reply_due: due, link, repeated_sending: false })
    }

    /// The inquiry that a secret link opens, with its thread.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_by_link(&self, link: &TokenHash) -> Result<Option<Inquiry>, StorageError> {
        // One transaction: thread and state are of the same moment.
        let mut read = self.readers().begin().await?;
        let Some(id) = id_by_link(&mut read, link).await? else { return Ok(None) };
        let inquiry = inquiry_read(&mut read, id).await?;
        read.commit().await?;
        Ok(inquiry)
    }

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
        let email = &inquiry.inquirer.email;
        let sent_today = sent_within_a_day(&mut write, &email.identity(), now).await?;
        may_attach(sent_today, new.attachments.bytes()).map_err(StorageError::Refused)?;
        let message = message_add(&mut write, inquiry.id, &Author::Citizen, &new.text, Some(&new.key), now).await?;
        attachment_add_all(&mut write, message, &new.attachments).await?;
        attachment_let_go(&mut write, &new.key).await?;
        // Who waits for a reply goes on waiting for it; a new question has its own two days.
        let due = inquiry.reply_due.unwrap_or_else(|| reply_due(now));
        pass(&mut write, &inquiry, transition, Some(due), now).await?;
        if inquiry.set_aside.is_none() && may_mail(&mut write, &email.identity(), now).await? {
            let about = (inquiry.id, Some(message));
            self.inquiry_tell(&mut write, kind, about, inquiry.language, email.as_str(), now).await?;
        }
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
            message_add(&mut write, inquiry.id, &Author::Citizen, text, Some(&closing.key), now).await?;
        }
        pass(&mut write, &inquiry, Transition::Close, None, now).await?;
        let email = &inquiry.inquirer.email;
        if inquiry.set_aside.is_none() && may_mail(&mut write, &email.identity(), now).await? {
            let (kind, about) = (NoticeKind::InquiryClosed, (inquiry.id, None));
            self.inquiry_tell(&mut write, kind, about, inquiry.language, email.as_str(), now).await?;
        }
        audit_add(&mut write, By::Applicant, Act::InquiryClosed, inquiry.reference.as_str(), now).await?;
        self.commit_and_wake(write).await
    }

    /// Notes that somebody has taken an inquiry in hand. One that was set aside is put right by it.
    ///
    /// # Errors
    /// [`Refusal::UnknownInquiry`]; [`Refusal::ChangedMeanwhile`] where it is in hand already or done
    /// with; otherwise when the database cannot be written.
    pub async fn inquiry_take(
        &self,
        reference: &ReferenceNumber,
        by: &Respondent,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let inquiry = read_by_reference(&mut write, reference).await?;
        if inquiry.state.after(Transition::TakeInHand).is_none() {
            return Err(StorageError::Refused(Refusal::ChangedMeanwhile));
        }
        pass(&mut write, &inquiry, Transition::TakeInHand, inquiry.reply_due, now).await?;
        put_right(&mut write, inquiry.id).await?;
        audit_add(&mut write, acting(by), Act::InquiryTaken, reference.as_str(), now).await?;
        write.commit().await?;
        Ok(())
    }

    /// Answers an inquiry, and tells its sender. One that was set aside is put right by it.
    ///
    /// # Errors
    /// [`Refusal::UnknownInquiry`] or [`Refusal::Closed`]; otherwise when the database cannot be
    /// written.
    pub async fn inquiry_answer(
        &self,
        reference: ReferenceNumber,
        answer: NewAnswer,
        now: Timestamp,
    ) -> Result<MessageReceipt, StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.answer(&reference, &answer, now).await }).await
    }

    async fn answer(
        &self,
        reference: &ReferenceNumber,
        answer: &NewAnswer,
        now: Timestamp,
    ) -> Result<MessageReceipt, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let inquiry = read_by_reference(&mut write, reference).await?;
        if inquiry.state.after(Transition::Answer).is_none() {
            return Err(StorageError::Refused(Refusal::Closed));
        }
        let author = Author::Respondent(answer.by.clone());
        let message = message_add(&mut write, inquiry.id, &author, &answer.text, None, now).await?;
        attachment_add_all(&mut write, message, &answer.attachments).await?;
        pass(&mut write, &inquiry, Transition::Answer, None, now).await?;
        put_right(&mut write, inquiry.id).await?;
        let (kind, about) = (NoticeKind::InquiryAnswered, (inquiry.id, Some(message)));
        let email = inquiry.inquirer.email.as_str();
        self.inquiry_tell(&mut write, kind, about, inquiry.language, email, now).await?;
        audit_add(&mut write, acting(&answer.by), Act::InquiryAnswered, reference.as_str(), now).await?;
        self.commit_and_wake(write).await?;
        Ok(MessageReceipt { message, repeated_sending: false })
    }

    /// Owes the sender a mail, with a fresh link to the inquiry.
    async fn inquiry_tell(
        &self,
        write: &mut Write,
        kind: NoticeKind,
        (inquiry, message): (InquiryId, Option<MessageId>),
        language: Language,
        recipient: &str,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let token = SecretToken::from_random(draw(self.chance()));
        inquiry_link_add(write, inquiry, &token, LinkOrigin::Mail, now).await?;
        let about = NoticeSubject::Inquiry { inquiry, message };
        outbox_add(write, &Notice { kind, link: NoticeLink { about, token } }, language, recipient, now).await
    }

    async fn commit_and_wake(&self, write: Write) -> Result<(), StorageError<Refusal>> {
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(())
    }
}

const fn acting(respondent: &Respondent) -> By {
    match respondent {
        Respondent::Secretariat => By::Secretariat,
        Respondent::Expert { .. } => By::Expert,
    }
}

async fn before_create(
    connection: &mut SqliteConnection,
    new: &NewInquiry,
    now: Timestamp,
) -> Result<BeforeCreate, StorageError<Refusal>> {
    let identity = new.draft.inquirer.email.identity();
    let row = sqlx::query(
        "SELECT (SELECT count(*) FROM inquiry WHERE email_identity = ?1 AND created_at > ?2
                     AND set_aside_reason IS NULL) AS asked_lately,
                (SELECT reference FROM inquiry WHERE form_key = ?3) AS reference,
                (SELECT created_at FROM inquiry WHERE form_key = ?3) AS created_at",
    )
    .bind(&identity)
    .bind(now.plus_seconds(-HOUR).as_microseconds())
    .bind(new.key.hash().as_bytes().to_vec())
    .fetch_one(&mut *connection)
    .await?;
    let reference: Option<&str> = row.try_get("reference")?;
    let reference = reference.map(ReferenceNumber::parse).transpose().map_err(StorageError::unreadable)?;
    let created_at: Option<i64> = row.try_get("created_at")?;
    Ok(BeforeCreate {
        first: reference.zip(created_at.map(Timestamp::from_microseconds)),
        asked_lately: row.try_get("asked_lately")?,
        sent_today: sent_within_a_day(connection, &identity, now).await?,
    })
}

/// How many bytes of attachments an address has sent within the last day.
async fn sent_within_a_day(
    connection: &mut SqliteConnection,
    email_identity: &str,
    now: Timestamp,
) -> Result<u64, StorageError<Refusal>> {
    let sent: i64 = sqlx::query_scalar(
        "SELECT coalesce(sum(length(a.content)), 0) FROM inquiry i
         JOIN inquiry_message m ON m.inquiry_id = i.id AND m.author = 'citizen' AND m.written_at > ?2
         JOIN attachment a ON a.message_id = m.id WHERE i.email_identity = ?1",
    )
    .bind(email_identity)
    .bind(now.plus_seconds(-DAY).as_microseconds())
    .fetch_one(connection)
    .await?;
    Ok(sent.unsigned_abs())
}

async fn insert(
    write: &mut Write,
    new: &NewInquiry,
    reference: &ReferenceNumber,
    due: Date,
    aside: Option<SetAsideReason>,
    now: Timestamp,
) -> Result<Option<InquiryId>, StorageError<Refusal>> {
    let InquiryDraft { inquirer, topic, message } = &new.draft;
    let id: Option<i64> = sqlx::query_scalar(
        "INSERT INTO inquiry (reference, state, set_aside_reason, topic, subject, email, email_identity, name,
             organisation, phone, prefecture, language, consented_at, form_key, reply_due, revision, created_at,
             changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 0, ?13, ?13)
         ON CONFLICT (reference) DO NOTHING RETURNING id",
    )
    .bind(reference.as_str())
    .bind(InquiryState::Received.slug())
    .bind(aside.map(SetAsideReason::slug))
    .bind(topic.slug())
    .bind(message.subject())
    .bind(inquirer.email.as_str())
    .bind(inquirer.email.identity())
    .bind(inquirer.name.as_ref().map(|name| name.as_str().to_owned()))
    .bind(inquirer.organisation.as_ref().map(|name| name.as_str().to_owned()))
    .bind(inquirer.phone.as_ref().map(|phone| phone.as_str().to_owned()))
    .bind(inquirer.prefecture.map(Prefecture::code))
    .bind(new.language.code())
    .bind(now.as_microseconds())
    .bind(new.key.hash().as_bytes().to_vec())
    .bind(due.to_string())
    .fetch_optional(&mut **write)
    .await?;
    Ok(id.map(InquiryId))
}

async fn message_add(
    write: &mut Write,
    inquiry: InquiryId,
    author: &Author,
    text: &MessageText,
    key: Option<&IdempotencyKey>,
    now: Timestamp,
) -> Result<MessageId, StorageError<Refusal>> {
    let (slug, name, title) = match author {
        Author::Citizen => ("citizen", None, None),
        Author::Respondent(Respondent::Secretariat) => ("secretariat", None, None),
        Author::Respondent(Respondent::Expert { name, title }) => ("expert", Some(name.as_str()), Some(title.as_str())),
    };
    let id: i64 = sqlx::query_scalar(
        "INSERT INTO inquiry_message (inquiry_id, author, author_name, author_title, body, form_key, written_at)
         VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(inquiry.0)
    .bind(slug)
    .bind(name)
    .bind(title)
    .bind(text.as_str())
    .bind(key.map(|key| key.hash().as_bytes().to_vec()))
    .bind(now.as_microseconds())
    .fetch_one(&mut **write)
    .await?;
    Ok(MessageId(id))
}

/// Leads `inquiry` through `transition`; what is not possible was refused before.
async fn pass(
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

async fn put_right(write: &mut Write, inquiry: InquiryId) -> Result<(), StorageError<Refusal>> {
    sqlx::query("UPDATE inquiry SET set_aside_reason = NULL WHERE id = ?")
        .bind(inquiry.0)
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Hands out a link; of each origin the newest few are kept.
pub(crate) async fn inquiry_link_add<R>(
    write: &mut Write,
    inquiry: InquiryId,
    token: &SecretToken,
    origin: LinkOrigin,
    now: Timestamp,
) -> Result<(), StorageError<R>> {
    sqlx::query("INSERT INTO inquiry_link (token_hash, inquiry_id, origin, created_at) VALUES (?, ?, ?, ?)")
        .bind(token.hash().as_bytes().to_vec())
        .bind(inquiry.0)
        .bind(origin.slug())
        .bind(now.as_microseconds())
        .execute(&mut **write)
        .await?;
    sqlx::query(
        "DELETE FROM inquiry_link WHERE inquiry_id = ?1 AND origin = ?2 AND created_at <
            (SELECT created_at FROM inquiry_link WHERE inquiry_id = ?1 AND origin = ?2
             ORDER BY created_at DESC LIMIT 1 OFFSET ?3)",
    )
    .bind(inquiry.0)
    .bind(origin.slug())
    .bind(LINKS_KEPT - 1)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Whether an address may be told of what somebody did who has its name or one of its links: nobody's
/// mailbox is filled by others. Answers are always told.
async fn may_mail(write: &mut Write, email_identity: &str, now: Timestamp) -> Result<bool, StorageError<Refusal>> {
    let lately: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM inquiry i JOIN inquiry_link l ON l.inquiry_id = i.id
         WHERE i.email_identity = ? AND l.origin = 'mail' AND l.created_at > ?",
    )
    .bind(email_identity)
    .bind(now.plus_seconds(-HOUR).as_microseconds())
    .fetch_one(&mut **write)
    .await?;
    Ok(lately < MAILS_AN_HOUR)
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

async fn id_by_link<R>(
    connection: &mut SqliteConnection,
    link: &TokenHash,
) -> Result<Option<InquiryId>, StorageError<R>> {
    let id: Option<i64> = sqlx::query_scalar("SELECT inquiry_id FROM inquiry_link WHERE token_hash = ?")
        .bind(link.as_bytes().to_vec())
        .fetch_optional(connection)
        .await?;
    Ok(id.map(InquiryId))
}

async fn read_by_link(write: &mut Write, link: &TokenHash) -> Result<Inquiry, StorageError<Refusal>> {
    let id = id_by_link(write, link).await?.ok_or(StorageError::Refused(Refusal::UnknownInquiry))?;
    inquiry_read(write, id).await?.ok_or(StorageError::Refused(Refusal::UnknownInquiry))
}

async fn read_by_reference(write: &mut Write, reference: &ReferenceNumber) -> Result<Inquiry, StorageError<Refusal>> {
    let id: Option<i64> = sqlx::query_scalar("SELECT id FROM inquiry WHERE reference = ?")
        .bind(reference.as_str())
        .fetch_optional(&mut **write)
        .await?;
    let id = id.map(InquiryId).ok_or(StorageError::Refused(Refusal::UnknownInquiry))?;
    inquiry_read(write, id).await?.ok_or(StorageError::Refused(Refusal::UnknownInquiry))
}

/// The inquiry with this number and its thread, without the content of files.
pub(crate) async fn inquiry_read<R>(
    connection: &mut SqliteConnection,
    id: InquiryId,
) -> Result<Option<Inquiry>, StorageError<R>> {
    let row = sqlx::query(
        "SELECT id, reference, state, set_aside_reason, topic, subject, email, name, organisation, phone, prefecture,
                language, reply_due, in_hand_at, closed_at, revision, created_at, changed_at FROM inquiry WHERE id = ?",
    )
    .bind(id.0)
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let messages = sqlx::query(
        "SELECT id, author, author_name, author_title, body, written_at FROM inquiry_message
         WHERE inquiry_id = ? ORDER BY id",
    )
    .bind(id.0)
    .fetch_all(&mut *connection)
    .await?;
    let mut messages = messages.iter().map(message_from_row).collect::<Result<Vec<_>, _>>()?;
    let files = sqlx::query(
        "SELECT a.id, a.message_id, a.name, a.kind, length(a.content) AS bytes FROM inquiry_message m
         JOIN attachment a ON a.message_id = m.id WHERE m.inquiry_id = ? ORDER BY a.message_id, a.position",
    )
    .bind(id.0)
    .fetch_all(connection)
    .await?;
    for file in &files {
        let message = MessageId(file.try_get("message_id")?);
        let entry = entry_from_row(file)?;
        if let Some(message) = messages.iter_mut().find(|other| other.id == message) {
            message.attachments.push(entry);
        }
    }
    inquiry_from_row(&row, messages).map(Some)
}

fn inquiry_from_row<R>(row: &SqliteRow, messages: Vec<Message>) -> Result<Inquiry, StorageError<R>> {
    let instant = |column: &str| row.try_get::<Option<i64>, _>(column).map(|at| at.map(Timestamp::from_microseconds));
    let text = |column: &str| row.try_get::<&str, _>(column);
    let maybe = |column: &str| row.try_get::<Option<&str>, _>(column);
    let prefecture: Option<u8> = row.try_get("prefecture")?;
    let aside = maybe("set_aside_reason")?;
    Ok(Inquiry {
        id: InquiryId(row.try_get("id")?),
        reference: ReferenceNumber::parse(text("reference")?).map_err(StorageError::unreadable)?,
        state: word(row, "state", InquiryState::from_slug)?,
        set_aside: aside
            .map(|reason| {
                SetAsideReason::from_slug(reason).ok_or_else(|| StorageError::unreadable(format!("reason {reason}")))
            })
            .transpose()?,
        topic: word(row, "topic", Topic::from_slug)?,
        subject: row.try_get("subject")?,
        inquirer: Inquirer {
            email: domain::contact::EmailAddress::parse(text("email")?).map_err(StorageError::unreadable)?,
            name: maybe("name")?
                .map(domain::person::PersonName::parse)
                .transpose()
                .map_err(StorageError::unreadable)?,
            organisation: maybe("organisation")?
                .map(domain::organisation::OrganisationName::parse)
                .transpose()
                .map_err(StorageError::unreadable)?,
            phone: maybe("phone")?
                .map(domain::contact::PhoneNumber::parse)
                .transpose()
                .map_err(StorageError::unreadable)?,
            prefecture: prefecture
                .map(|code| {
                    Prefecture::from_code(code).ok_or_else(|| StorageError::unreadable(format!("prefecture {code}")))
                })
                .transpose()?,
        },
        language: language_from(text("language")?)?,
        messages,
        reply_due: due_from(row)?,
        in_hand_at: instant("in_hand_at")?,
        closed_at: instant("closed_at")?,
        revision: row.try_get("revision")?,
        created_at: Timestamp::from_microseconds(row.try_get("created_at")?),
        changed_at: Timestamp::from_microseconds(row.try_get("changed_at")?),
    })
}

/// The day in the column `reply_due`.
pub(crate) fn due_from<R>(row: &SqliteRow) -> Result<Option<Date>, StorageError<R>> {
    let due: Option<&str> = row.try_get("reply_due")?;
    due.map(str::parse).transpose().map_err(StorageError::unreadable)
}

fn message_from_row<R>(row: &SqliteRow) -> Result<Message, StorageError<R>> {
    let author = match row.try_get("author")? {
        "citizen" => Author::Citizen,
        "secretariat" => Author::Respondent(Respondent::Secretariat),
        "expert" => Author::Respondent(Respondent::Expert {
            name: domain::person::PersonName::parse(row.try_get("author_name")?).map_err(StorageError::unreadable)?,
            title: row.try_get("author_title")?,
        }),
        other => return Err(StorageError::unreadable(format!("author {other}"))),
    };
    Ok(Message {
        id: MessageId(row.try_get("id")?),
        author,
        text: MessageText::parse(row.try_get("body")?).map_err(StorageError::unreadable)?,
        attachments: Vec::new(),
        written_at: Timestamp::from_microseconds(row.try_get("written_at")?),
    })
}

fn entry_from_row<R>(row: &SqliteRow) -> Result<AttachmentEntry, StorageError<R>> {
    let kind = word(row, "kind", AttachmentKind::from_slug)?;
    let bytes: i64 = row.try_get("bytes")?;
    Ok(AttachmentEntry {
        id: AttachmentId(row.try_get("id")?),
        name: FileName::stored(row.try_get("name")?, kind).ok_or_else(|| StorageError::unreadable("a file's name"))?,
        kind,
        bytes: bytes.unsigned_abs(),
    })
}
