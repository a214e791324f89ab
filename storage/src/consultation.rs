//! Consultations: held, booked, moved, proposed anew, given up, ended, kept or missed; each in one transaction with the
//! expert's time, the organisation's entitlement, the mails owed and the audit entry.
//!
//! Whether a time is open is decided by `domain::availability` on what is read under the lock; behind it stands the
//! database's own refusal of two engagements of one expert that overlap. To whoever asks for a time that is gone the
//! answer is looked for before the lock is taken: a crowd that wants one hour waits for nobody.

mod act;
mod entitlement;
mod hold;
mod page;
mod proposal;
mod read;
mod report;
mod sheet;
mod survey;
mod table;
mod waiting;

use domain::account::AccountId;
use domain::audit::{Act, Changes, Field};
use domain::availability::{EngagementKind, Slot, Terms, Wish};
use domain::consultation::{
    Client, Conditions, Consultation, ConsultationId, ConsultationRefusal as Refusal, ConsultationState, HoldId,
};
use domain::contact::EmailAddress;
use domain::event_table::TableId;
use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::notice::{Notice, NoticeKind, NoticeLink, NoticeSubject};
use domain::reference::{IdempotencyKey, ReferenceNumber, SecretToken, TokenHash};
use domain::time::Timestamp;
use sqlx::Row as _;

use self::entitlement::organisation_of;
use self::hold::Kept;
use self::read::consultation_by_id;
use self::sheet::sheet_schedule;
use self::waiting::waiting_booked;
use crate::audit::{By, audit_add_with};
use crate::availability::diary::{Whose, diaries, diary_of, not_open};
use crate::event_table::table_read;
use crate::outbox::outbox_add;
use crate::registration::language_from;
use crate::{Storage, StorageError, Write, draw};

pub use act::ConsultationMove;
pub use hold::{Held, NewHold};
pub(crate) use page::{consultation_mailbox_link_add, consultations_under};
pub(crate) use read::{SELECT, consultation_from_row, consultation_moved_from, consultation_read, consultations_from};
pub use report::ReportKept;
pub(crate) use report::report_of;
pub(crate) use sheet::sheet_of;
pub use sheet::{SheetKept, SheetWritten};
pub(crate) use survey::{survey_counts, survey_of};
pub use waiting::{NewWaiting, PAGE_OF_A_WAITING};
pub(crate) use waiting::{waiting_mailbox_link_add, waiting_read, waitings_of};

/// From a form's key and this purpose comes the link that its screen shows, as for registrations.
pub const PAGE_OF_A_CONSULTATION: &str = "consultation-page";

/// A consultation to book.
#[derive(Debug, Clone)]
pub struct NewConsultation {
    /// Who comes, with what.
    pub client: Client,
    /// How it came.
    pub channel: Channel,
    /// The language of the page, and of the mails to come.
    pub language: Language,
    /// Which showing of the form it comes from.
    pub key: IdempotencyKey,
}

/// What became of a booking.
#[derive(Debug, Clone)]
pub struct Booked {
    /// 受付番号.
    pub reference: ReferenceNumber,
    /// Whether the expert has still to confirm it.
    pub state: ConsultationState,
    /// How many free consultations the organisation has left.
    pub left: u32,
    /// Opens the page of this one consultation.
    pub link: SecretToken,
    /// Whether it is the answer to an earlier sending of the same form.
    pub repeated_sending: bool,
}

/// What takes an expert's time.
#[derive(Debug, Clone, Copy)]
enum Taking {
    Hold(HoldId, Timestamp),
    Proposal(ConsultationId, Timestamp),
}

impl Storage {
    /// Books the time that `hold` keeps. Where it has run out the time is taken all the same, if nobody else has it.
    ///
    /// A repeated `key` returns the first answer again.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn consultation_book(
        &self,
        hold: TokenHash,
        new: NewConsultation,
        now: Timestamp,
    ) -> Result<Booked, StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.book(&hold, &new, now).await }).await
    }

    async fn book(
        &self,
        hold: &TokenHash,
        new: &NewConsultation,
        now: Timestamp,
    ) -> Result<Booked, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let link = new.key.derive_token(PAGE_OF_A_CONSULTATION);
        let first: Option<i64> = sqlx::query_scalar("SELECT id FROM consultation WHERE form_key = ?")
            .bind(new.key.hash().as_bytes().to_vec())
            .fetch_optional(&mut *write)
            .await?;
        if let Some(first) = first.map(ConsultationId) {
            let Consultation { reference, state, client, .. } = consultation_by_id(&mut write, first).await?;
            let (_, entitlement) = organisation_of(&mut write, &client.organisation, now).await?;
            return Ok(Booked { reference, state, left: entitlement.left(), link, repeated_sending: true });
        }
        self.sweep(&mut write, now).await?;
        let kept = self.kept(&mut write, hold, now).await?;
        let (organisation, entitlement) = organisation_of(&mut write, &new.client.organisation, now).await?;
        entitlement.may_book().map_err(StorageError::Refused)?;
        let state = if kept.conditions.confirms { ConsultationState::Requested } else { ConsultationState::Confirmed };
        let (id, reference) = self.insert_consultation(&mut write, &kept, new, organisation, state, now).await?;
        sqlx::query(
            "UPDATE engagement SET kind = 'consultation', hold_id = NULL, held_until = NULL, consultation_id = ?
             WHERE hold_id = ?",
        )
        .bind(id.0)
        .bind(kept.hold.id.0)
        .execute(&mut *write)
        .await?;
        let was_offered = waiting_booked(&mut write, kept.hold.id, now).await?;
        sqlx::query(
            "DELETE FROM consultation_hold WHERE id = ?1;
             UPDATE client_organisation SET used = used + 1 WHERE id = ?2",
        )
        .bind(kept.hold.id.0)
        .bind(organisation)
        .execute(&mut *write)
        .await?;
        consultation_link_add(&mut write, id, &link, "screen", now).await?;
        sheet_schedule(&mut write, id, kept.hold.slot, now).await?;
        let (to_client, to_expert) = match state {
            ConsultationState::Requested => (NoticeKind::ConsultationRequested, NoticeKind::ExpertToConfirm),
            _ => (NoticeKind::ConsultationBooked, NoticeKind::ExpertBooked),
        };
        self.tell_client(&mut write, to_client, id, new.language, new.client.recipient(), now).await?;
        self.tell_expert(&mut write, to_expert, id, kept.hold.expert, now).await?;
        let changes = Changes::NONE
            .with(Field::Expert, &kept.hold.expert)
            .with(Field::StartsAt, &kept.hold.slot.starts_at)
            .with(Field::State, &state);
        audit_add_with(&mut write, By::Applicant, Act::ConsultationBooked, reference.as_str(), &changes, now).await?;
        // Of all bookings only this one may have freed a time: that of another offer.
        if was_offered {
            self.serve_and_commit(write, now).await?;
        } else {
            self.commit_and_wake(write).await?;
        }
        let left = entitlement.left().saturating_sub(1);
        Ok(Booked { reference, state, left, link, repeated_sending: false })
    }

    /// Writes a consultation under a number that nobody has.
    async fn insert_consultation(
        &self,
        write: &mut Write,
        kept: &Kept,
        new: &NewConsultation,
        organisation: i64,
        state: ConsultationState,
        now: Timestamp,
    ) -> Result<(ConsultationId, ReferenceNumber), StorageError<Refusal>> {
        let (slot, wish) = (kept.hold.slot, kept.hold.wish);
        let client = serde_json::to_string(&new.client).map_err(StorageError::unreadable)?;
        loop {
            let reference = ReferenceNumber::from_random(draw(self.chance()));
            let id: Option<i64> = sqlx::query_scalar(
                "INSERT INTO consultation (reference, state, expert_id, organisation_id, starts_at, minutes, topic,
                     prefecture, free_until, client, email, email_identity, channel, language, consented_at, form_key,
                     event_id, table_number, revision, created_at, changed_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, 0, ?15, ?15)
                 ON CONFLICT (reference) DO NOTHING RETURNING id",
            )
            .bind(reference.as_str())
            .bind(state.slug())
            .bind(kept.hold.expert.0)
            .bind(organisation)
            .bind(slot.starts_at.as_microseconds())
            .bind(slot.length.minutes())
            .bind(wish.topic.slug())
            .bind(wish.meeting.prefecture().map(domain::place::Prefecture::code))
            .bind(kept.conditions.free_until(slot, now).as_microseconds())
            .bind(&client)
            .bind(new.client.recipient())
            .bind(new.client.email.as_ref().map(EmailAddress::identity))
            .bind(new.channel.slug())
            .bind(new.language.code())
            .bind(now.as_microseconds())
            .bind(new.key.hash().as_bytes().to_vec())
            .bind(kept.hold.table.map(|table| table.event.0))
            .bind(kept.hold.table.map(|table| table.number))
            .fetch_optional(&mut **write)
            .await?;
            // A number that somebody has already is drawn again.
            if let Some(id) = id {
                return Ok((ConsultationId(id), reference));
            }
        }
    }

    /// The consultation that one of its client's secret links opens.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn consultation_by_link(&self, link: &TokenHash) -> Result<Option<Consultation>, StorageError> {
        let id: Option<i64> = sqlx::query_scalar(
            "SELECT consultation_id FROM consultation_link WHERE token_hash = ? AND origin <> 'expert'",
        )
        .bind(link.as_bytes().to_vec())
        .fetch_optional(self.readers())
        .await?;
        match id {
            Some(id) => consultation_read(&mut *self.readers().acquire().await?, ConsultationId(id)).await,
            None => Ok(None),
        }
    }

    /// The answer to whoever asked for a time that is not to be had, with the next that are. Read without the lock.
    async fn refuse<T>(
        &self,
        whose: Whose<'_>,
        wish: Wish,
        moment: Timestamp,
        now: Timestamp,
    ) -> Result<T, StorageError<Refusal>> {
        let mut read = self.readers().begin().await?;
        let diaries = diaries(&mut read, whose, now.tokyo_date(), now).await?;
        if diaries.is_empty() && !matches!(whose, Whose::Shown) {
            return Err(StorageError::Refused(Refusal::UnknownExpert));
        }
        let (why, alternatives) = not_open(&diaries, wish, moment, now);
        Err(StorageError::Refused(Refusal::NotOpen { why, alternatives }))
    }

    /// Ends a use case that may have freed a time: whoever waits for one is offered it with it.
    async fn serve_and_commit(&self, mut write: Write, now: Timestamp) -> Result<(), StorageError<Refusal>> {
        self.serve(&mut write, now).await.map_err(StorageError::widen)?;
        self.commit_and_wake(write).await
    }

    /// Owes the client a mail, with a fresh link to the consultation; nothing where no mail reaches them.
    async fn tell_client(
        &self,
        write: &mut Write,
        kind: NoticeKind,
        id: ConsultationId,
        language: Language,
        recipient: Option<&str>,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let Some(recipient) = recipient else { return Ok(()) };
        let token = SecretToken::from_random(draw(self.chance()));
        consultation_link_add(write, id, &token, "mail", now).await?;
        let notice = Notice { kind, link: NoticeLink { about: NoticeSubject::Consultation(id), token } };
        outbox_add(write, &notice, language, recipient, now).await
    }

    /// Owes the expert a mail. The link of one that asks for confirmation confirms; that of the others opens nothing.
    async fn tell_expert(
        &self,
        write: &mut Write,
        kind: NoticeKind,
        id: ConsultationId,
        expert: AccountId,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let token = SecretToken::from_random(draw(self.chance()));
        if kind == NoticeKind::ExpertToConfirm {
            consultation_link_add(write, id, &token, "expert", now).await?;
        }
        let account = sqlx::query("SELECT email, language FROM account WHERE id = ?")
            .bind(expert.0)
            .fetch_one(&mut **write)
            .await?;
        let notice = Notice { kind, link: NoticeLink { about: NoticeSubject::Consultation(id), token } };
        let language = language_from(account.try_get("language")?)?;
        outbox_add(write, &notice, language, account.try_get("email")?, now).await
    }
}

/// Takes an expert's time, with what they keep free around it.
async fn engage(
    write: &mut Write,
    taking: Taking,
    expert: AccountId,
    (slot, wish): (Slot, Wish),
    conditions: &Conditions,
) -> Result<(), sqlx::Error> {
    let (kind, hold, consultation, until) = match taking {
        Taking::Hold(id, until) => ("hold", Some(id.0), None, until),
        Taking::Proposal(id, until) => ("proposal", None, Some(id.0), until),
    };
    let (busy_from, busy_until) = busy(slot, conditions);
    sqlx::query(
        "INSERT INTO engagement (expert_id, kind, hold_id, consultation_id, starts_at, ends_at, busy_from, busy_until,
             prefecture, held_until)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(expert.0)
    .bind(kind)
    .bind(hold)
    .bind(consultation)
    .bind(slot.starts_at.as_microseconds())
    .bind(slot.ends_at().as_microseconds())
    .bind(busy_from.as_microseconds())
    .bind(busy_until.as_microseconds())
    .bind(wish.meeting.prefecture().map(domain::place::Prefecture::code))
    .bind(until.as_microseconds())
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// From when until when an expert's time is taken by a consultation.
fn busy(slot: Slot, conditions: &Conditions) -> (Timestamp, Timestamp) {
    let before = i64::from(conditions.buffer_before) * 60;
    let after = i64::from(conditions.buffer_after) * 60;
    (slot.starts_at.plus_seconds(-before), slot.ends_at().plus_seconds(after))
}

/// The terms of an expert who has a time at `moment`, as it is under the lock; none where they do not. What is moved,
/// `but`, is not in its own way.
async fn terms_if_open(
    write: &mut Write,
    expert: AccountId,
    wish: Wish,
    moment: Timestamp,
    but: Option<EngagementKind>,
    now: Timestamp,
) -> Result<Option<Terms>, StorageError<Refusal>> {
    let Some(mut diary) = diary_of(write, expert, moment.tokyo_date(), now).await? else { return Ok(None) };
    if let Some(kind) = but {
        diary.engagements = diary.engagements.without(kind);
    }
    let is_open = diary.diary().closure(wish, moment, now).is_none();
    Ok(is_open.then(|| diary.calendar.terms().clone()))
}

/// What holds for a booking at `moment`, if an expert has the time under the lock: by their calendar, or at the table it
/// belongs to.
async fn conditions_if_open(
    write: &mut Write,
    (expert, table): (AccountId, Option<TableId>),
    wish: Wish,
    moment: Timestamp,
    now: Timestamp,
) -> Result<Option<Conditions>, StorageError<Refusal>> {
    let Some(table) = table else {
        let terms = terms_if_open(write, expert, wish, moment, None, now).await?;
        return Ok(terms.as_ref().map(Conditions::of));
    };
    let Some(read) = table_read(write, table, now).await? else { return Ok(None) };
    let slot = read.open_at(moment).filter(|slot| slot.length == wish.length && read.meeting() == wish.meeting);
    Ok(slot.filter(|_| read.account() == expert).map(|_| read.conditions()))
}

async fn consultation_link_add(
    write: &mut Write,
    id: ConsultationId,
    token: &SecretToken,
    origin: &'static str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO consultation_link (token_hash, consultation_id, origin, created_at) VALUES (?, ?, ?, ?)")
        .bind(token.hash().as_bytes().to_vec())
        .bind(id.0)
        .bind(origin)
        .bind(now.as_microseconds())
        .execute(&mut **write)
        .await?;
    Ok(())
}
