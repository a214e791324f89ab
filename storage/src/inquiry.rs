//! Inquiries: asking, with its notice and its audit entry in one transaction. What their senders do afterwards is in
//! `thread`; what the desk does with them in `desk`, what it looks at in `inbox` and `at_desk`.
//!
//! Links are not replaced when a message is added: a conversation is followed over weeks by the links of
//! its mails, and what they open is the same as before. Each mail carries a link of its own; of those the
//! newest few are kept.

use domain::attachment::Attachments;
use domain::audit::Act;
use domain::inquiry::desk::{Channel, Colleague, search_key};
use domain::inquiry::{
    Author, Inquirer, Inquiry, InquiryDraft, InquiryId, InquiryState, MessageId, MessageText, Refusal, Respondent,
    SetAsideReason, may_attach, reply_due, set_aside,
};
use domain::language::Language;
use domain::notice::{Notice, NoticeKind, NoticeLink, NoticeSubject};
use domain::place::Prefecture;
use domain::reference::{IdempotencyKey, ReferenceNumber, SecretToken, TokenHash};
use domain::search::fold;
use domain::time::Timestamp;
use jiff::civil::Date;
use sqlx::{Row as _, SqliteConnection};

use crate::attachment::{attachment_add_all, attachment_let_go};
use crate::audit::{By, audit_add};
use crate::failpoint::Failpoint;
use crate::outbox::outbox_add;
use crate::registration::LINKS_KEPT;
use crate::{Storage, StorageError, Write, draw};

mod at_desk;
mod desk;
mod inbox;
mod read;
mod search;
mod thread;

pub use desk::{NewAnswer, NewCall, NewNote};
pub use inbox::{INBOX_PAGE, Inbox, InboxWish};
use read::id_by_link;
pub(crate) use read::{due_from, entry_from_row, inquiry_read};
pub use thread::{InquiryClosing, MessageReceipt, NewMessage};

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

/// What a mail tells of, and whom.
struct About<'a> {
    inquiry: InquiryId,
    message: Option<MessageId>,
    inquirer: &'a Inquirer,
    language: Language,
}

impl<'a> About<'a> {
    const fn of(inquiry: &'a Inquiry, message: Option<MessageId>) -> Self {
        Self { inquiry: inquiry.id, message, inquirer: &inquiry.inquirer, language: inquiry.language }
    }
}

/// What a new inquiry has beside what its sender says.
struct Made<'a> {
    key: &'a IdempotencyKey,
    reference: &'a ReferenceNumber,
    channel: Channel,
    aside: Option<SetAsideReason>,
    due: Date,
}

/// Who writes a message, with the key of the form that it comes from.
#[derive(Clone, Copy)]
enum Writer<'a> {
    Citizen(&'a IdempotencyKey),
    Colleague(&'a Colleague, &'a IdempotencyKey),
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
            let made = Made { key: &new.key, reference: &reference, channel: Channel::Site, aside, due };
            if let Some(id) = insert(&mut write, &new.draft, new.language, &made, now).await? {
                break (id, reference);
            }
        };
        let question = message_add(&mut write, id, Writer::Citizen(&new.key), &new.draft.message, now).await?;
        attachment_add_all(&mut write, question, &new.attachments).await?;
        attachment_let_go(&mut write, &new.key).await?;
        inquiry_link_add(&mut write, id, &link, LinkOrigin::Screen, now).await?;
        if aside.is_none() {
            let about = About { inquiry: id, message: None, inquirer: &new.draft.inquirer, language: new.language };
            self.inquiry_tell_of_others(&mut write, NoticeKind::InquiryReceived, &about, now).await?;
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

    /// Tells the sender of what somebody did who has their address or one of their links, as often as nobody's mailbox
    /// is filled by it.
    async fn inquiry_tell_of_others(
        &self,
        write: &mut Write,
        kind: NoticeKind,
        about: &About<'_>,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        if may_mail(write, about.inquirer, now).await? {
            self.inquiry_tell(write, kind, about, now).await
        } else {
            Ok(())
        }
    }

    /// Owes the sender a mail, with a fresh link to the inquiry; nothing where no mail reaches them.
    async fn inquiry_tell(
        &self,
        write: &mut Write,
        kind: NoticeKind,
        about: &About<'_>,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let Some(email) = about.inquirer.reach.email() else { return Ok(()) };
        let token = SecretToken::from_random(draw(self.chance()));
        inquiry_link_add(write, about.inquiry, &token, LinkOrigin::Mail, now).await?;
        let subject = NoticeSubject::Inquiry { inquiry: about.inquiry, message: about.message };
        let notice = Notice { kind, link: NoticeLink { about: subject, token } };
        outbox_add(write, &notice, about.language, email.as_str(), now).await
    }

    pub(crate) async fn commit_and_wake<R>(&self, write: Write) -> Result<(), StorageError<R>> {
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(())
    }
}

async fn before_create(
    connection: &mut SqliteConnection,
    new: &NewInquiry,
    now: Timestamp,
) -> Result<BeforeCreate, StorageError<Refusal>> {
    let identity = identity(&new.draft.inquirer);
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
        sent_today: sent_within_a_day(connection, &new.draft.inquirer, now).await?,
    })
}

/// What makes two addresses the same one; none where no mail reaches them.
fn identity(inquirer: &Inquirer) -> Option<String> {
    inquirer.reach.email().map(domain::contact::EmailAddress::identity)
}

/// How many bytes of attachments an address has sent within the last day.
async fn sent_within_a_day(
    connection: &mut SqliteConnection,
    inquirer: &Inquirer,
    now: Timestamp,
) -> Result<u64, StorageError<Refusal>> {
    let sent: i64 = sqlx::query_scalar(
        "SELECT coalesce(sum(length(a.content)), 0) FROM inquiry i
         JOIN inquiry_message m ON m.inquiry_id = i.id AND m.author = 'citizen' AND m.written_at > ?2
         JOIN attachment a ON a.message_id = m.id WHERE i.email_identity = ?1",
    )
    .bind(identity(inquirer))
    .bind(now.plus_seconds(-DAY).as_microseconds())
    .fetch_one(connection)
    .await?;
    Ok(sent.unsigned_abs())
}

async fn insert(
    write: &mut Write,
    draft: &InquiryDraft,
    language: Language,
    made: &Made<'_>,
    now: Timestamp,
) -> Result<Option<InquiryId>, StorageError<Refusal>> {
    let InquiryDraft { inquirer, topic, message } = draft;
    let id: Option<i64> = sqlx::query_scalar(
        "INSERT INTO inquiry (reference, state, set_aside_reason, topic, subject, email, email_identity, name,
             organisation, phone, prefecture, language, consented_at, form_key, reply_due, channel, search_key,
             revision, created_at, changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, 0, ?13, ?13)
         ON CONFLICT (reference) DO NOTHING RETURNING id",
    )
    .bind(made.reference.as_str())
    .bind(InquiryState::Received.slug())
    .bind(made.aside.map(SetAsideReason::slug))
    .bind(topic.slug())
    .bind(message.subject())
    .bind(inquirer.reach.email().map(|email| email.as_str().to_owned()))
    .bind(identity(inquirer))
    .bind(inquirer.name.as_ref().map(|name| name.as_str().to_owned()))
    .bind(inquirer.organisation.as_ref().map(|name| name.as_str().to_owned()))
    .bind(inquirer.reach.phone().map(|phone| phone.as_str().to_owned()))
    .bind(inquirer.prefecture.map(Prefecture::code))
    .bind(language.code())
    .bind(now.as_microseconds())
    .bind(made.key.hash().as_bytes().to_vec())
    .bind(made.due.to_string())
    .bind(made.channel.slug())
    .bind(search_key(made.reference, inquirer))
    .fetch_optional(&mut **write)
    .await?;
    Ok(id.map(InquiryId))
}

async fn message_add(
    write: &mut Write,
    inquiry: InquiryId,
    writer: Writer<'_>,
    text: &MessageText,
    now: Timestamp,
) -> Result<MessageId, StorageError<Refusal>> {
    let key = |key: &IdempotencyKey| key.hash().as_bytes().to_vec();
    let (author, colleague, form_key, answer_key) = match writer {
        Writer::Citizen(form) => (Author::Citizen, None, Some(key(form)), None),
        Writer::Colleague(by, form) => {
            let respondent = Respondent::of(by.role, &by.name);
            let respondent = respondent.ok_or(StorageError::Refused(Refusal::UnknownColleague))?;
            (Author::Respondent(respondent), Some(by.id.0), None, Some(key(form)))
        }
    };
    let (slug, name, title) = match &author {
        Author::Citizen => ("citizen", None, None),
        Author::Respondent(Respondent::Secretariat) => ("secretariat", None, None),
        Author::Respondent(Respondent::Expert { name, title }) => ("expert", Some(name.as_str()), Some(title.as_str())),
    };
    let id: i64 = sqlx::query_scalar(
        "INSERT INTO inquiry_message (inquiry_id, author, author_name, author_title, account_id, body, search_key,
             form_key, answer_key, written_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(inquiry.0)
    .bind(slug)
    .bind(name)
    .bind(title)
    .bind(colleague)
    .bind(text.as_str())
    .bind(fold(text.as_str()))
    .bind(form_key)
    .bind(answer_key)
    .bind(now.as_microseconds())
    .fetch_one(&mut **write)
    .await?;
    Ok(MessageId(id))
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
/// mailbox is filled by others. What the desk does is always told.
async fn may_mail(write: &mut Write, inquirer: &Inquirer, now: Timestamp) -> Result<bool, StorageError<Refusal>> {
    let lately: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM inquiry i JOIN inquiry_link l ON l.inquiry_id = i.id
         WHERE i.email_identity = ? AND l.origin = 'mail' AND l.created_at > ?",
    )
    .bind(identity(inquirer))
    .bind(now.plus_seconds(-HOUR).as_microseconds())
    .fetch_one(&mut **write)
    .await?;
    Ok(lately < MAILS_AN_HOUR)
}
