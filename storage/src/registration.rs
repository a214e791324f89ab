//! Registrations: making, changing and giving up, each in one transaction with its notices.

use std::sync::Arc;

use domain::audit::Act;
use domain::contact::EmailAddress;
use domain::event::{Event, EventId, Topic};
use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::notice::{Notice, NoticeKind, NoticeLink, NoticeSubject};
use domain::offer::OfferOutcome;
use domain::reference::{EventCode, IdempotencyKey, ReferenceNumber, SecretToken, TokenHash};
use domain::registration::roll::search_key;
use domain::registration::{
    Applicant, Placement, Refusal, Registration, RegistrationId, RegistrationState, Seats, SetAsideReason, Wish,
    decide, decide_change, may_cancel,
};
use domain::time::Timestamp;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Row as _, Sqlite};

use crate::audit::{By, audit_add};
use crate::event::event_from_row;
use crate::failpoint::Failpoint;
use crate::offer::offer_end;
use crate::outbox::outbox_add;
use crate::{Storage, StorageError, Write, draw};

mod at_desk;
mod desk;
mod read;

pub use at_desk::{DeskRegistration, RegistrationDeed};
pub use desk::{DeskActConsidered, DeskActReport, DeskOutcome};
pub(crate) use read::{
    COLUMNS, id_by_link, language_from, moved_from, read_by_link, registration_from_row, registration_read, seats_of,
    word,
};
use read::{registration_by_id, seats_from_row};

/// Links older than the newest so many are forgotten: asking for links again and again must not
/// fill the disk.
pub(crate) const LINKS_KEPT: i64 = 12;
/// From a form's key and this purpose comes the link that its screen shows: a form that is sent
/// twice leads to one page, and no secret has to be stored for it.
pub const PAGE_OF_A_REGISTRATION: &str = "registration-page";
/// How many mails about one registration may be asked for from outside within an hour.
const MAILS_AN_HOUR: i64 = 3;
const HOUR: i64 = 60 * 60;

/// A registration to make.
#[derive(Debug, Clone)]
pub struct NewRegistration {
    /// Who and how.
    pub applicant: Applicant,
    /// The language of the page, and of the mails to come.
    pub language: Language,
    /// Which showing of the form it comes from.
    pub key: IdempotencyKey,
    /// Whether a place in line will do.
    pub or_wait: bool,
    /// Whether it looks like a machine's.
    pub suspected: bool,
}

/// What its applicant changes a registration to.
#[derive(Debug, Clone)]
pub struct RegistrationChange {
    /// Who and how; the mail address stays what it was.
    pub applicant: Applicant,
    /// The revision that the form was filled from.
    pub revision: u32,
    /// Which showing of the form it comes from.
    pub key: IdempotencyKey,
}

/// What became of a registration.
#[derive(Debug, Clone)]
pub struct Registered {
    /// 受付番号.
    pub reference: ReferenceNumber,
    /// What its applicant is shown: seats, or a place in line.
    pub placement: Placement,
    /// Opens the page of this one registration.
    pub link: SecretToken,
    /// Whether it is the answer to an earlier sending of the same form.
    pub repeated_sending: bool,
}

pub(crate) fn screen_token(key: &IdempotencyKey) -> SecretToken {
    key.derive_token(PAGE_OF_A_REGISTRATION)
}

impl Storage {
    /// Registers, or joins the waiting list, and writes the notice and the audit entry with it.
    ///
    /// A repeated `key` returns the first answer again. An address that is registered already gets
    /// an answer that cannot be told from any other; the one who owns it gets a mail with the link
    /// to what there is.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn registration_create(
        &self,
        event: EventCode,
        new: NewRegistration,
        now: Timestamp,
    ) -> Result<Registered, StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.create(&event, &new, now).await }).await
    }

    async fn create(
        &self,
        event: &EventCode,
        new: &NewRegistration,
        now: Timestamp,
    ) -> Result<Registered, StorageError<Refusal>> {
        self.offers_expire(now).await.map_err(StorageError::widen)?;
        let early = if self.inner.failpoint == Failpoint::ReadOutsideTheLock {
            let early = self.read_for_create(&mut *self.readers().acquire().await?, event, new).await?;
            tokio::task::yield_now().await;
            Some(early)
        } else {
            None
        };
        let mut write = self.begin().await?;
        let read = match early {
            Some(read) => read,
            None => self.read_for_create(&mut write, event, new).await?,
        };
        let Some((event_id, seats, repeated, first)) = read else {
            return Err(StorageError::Refused(Refusal::UnknownEvent));
        };
        let link = screen_token(&new.key);
        if let Some(first) = first {
            let registration = registration_by_id(&mut write, RegistrationId(first)).await?;
            return Ok(Registered {
                placement: placement(&registration),
                reference: registration.reference,
                link,
                repeated_sending: true,
            });
        }
        let wish = Wish { seats: new.applicant.seats, attendance: new.applicant.attendance, or_wait: new.or_wait };
        let placement = decide(&seats, wish, now).map_err(StorageError::Refused)?;
        let aside = match (new.suspected, repeated) {
            (true, _) => Some(SetAsideReason::Suspected),
            (false, Some(_)) => Some(SetAsideReason::Repeated),
            (false, None) => None,
        };
        let made = Made { new, channel: Channel::Site, placement, aside };
        let (id, reference) = self.insert(&mut write, event_id, &made, now).await?;
        link_add(&mut write, id, &link, "screen", now).await?;
        let (mut taken, mut waiting) = (seats.taken, seats.waiting);
        match aside {
            None => {
                match placement {
                    Placement::Seated => taken += new.applicant.seats,
                    Placement::Waiting { .. } => waiting += 1,
                }
                count_seats(&mut write, event_id, taken, waiting).await?;
                let kind = match placement {
                    Placement::Seated => NoticeKind::Registered,
                    Placement::Waiting { .. } => NoticeKind::WaitingListed,
                };
                self.tell(&mut write, kind, id, new.language, new.applicant.recipient(), now).await?;
            }
            Some(SetAsideReason::Repeated) => {
                if let Some(known) = repeated.map(RegistrationId)
                    && may_mail(&mut write, known, now).await?
                {
                    let kind = NoticeKind::AlreadyRegistered;
                    self.tell(&mut write, kind, known, new.language, new.applicant.recipient(), now).await?;
                }
            }
            Some(SetAsideReason::Suspected) => {}
        }
        audit_add(&mut write, By::Applicant, Act::RegistrationCreated, reference.as_str(), now).await?;
        self.commit_counted(write, event_id, taken, waiting).await?;
        Ok(Registered { reference, placement, link, repeated_sending: false })
    }

    async fn read_for_create(
        &self,
        connection: &mut sqlx::SqliteConnection,
        event: &EventCode,
        new: &NewRegistration,
    ) -> Result<Option<(EventId, Seats, Option<i64>, Option<i64>)>, StorageError<Refusal>> {
        let row = sqlx::query(
            "SELECT e.id, capacity, reserved, seats_taken, parties_waiting, seats_per_registration, opens_at, closes_at,
                    starts_at, ends_at, standing, format,
                    (SELECT r.id FROM registration r WHERE r.event_id = e.id AND r.email_identity = ?2
                        AND r.state IN ('seated', 'waiting', 'offered')) AS repeated,
                    (SELECT r.id FROM registration r WHERE r.form_key = ?3) AS first
             FROM event e WHERE e.code = ?1",
        )
        .bind(event.as_str().to_owned())
        .bind(new.applicant.email.as_ref().map(EmailAddress::identity))
        .bind(new.key.hash().as_bytes().to_vec())
        .fetch_optional(connection)
        .await?;
        row.map(|row| {
            Ok((EventId(row.try_get("id")?), seats_from_row(&row)?, row.try_get("repeated")?, row.try_get("first")?))
        })
        .transpose()
    }

    /// The registration that a secret link opens, with its event.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn registration_by_link(
        &self,
        link: &TokenHash,
    ) -> Result<Option<(Registration, Arc<Event>)>, StorageError> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM secret_link l JOIN registration r ON r.id = l.registration_id
             WHERE l.token_hash = ?"
        )))
        .bind(link.as_bytes().to_vec())
        .fetch_optional(self.readers())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let registration: Registration = registration_from_row(&row)?;
        let event = self.event_of(registration.event).await?;
        Ok(Some((registration, event)))
    }

    /// The event with this number, from memory where it stands there.
    pub(crate) async fn event_of(&self, id: EventId) -> Result<Arc<Event>, StorageError> {
        if let Some(listed) = self.schedule().by_id(id) {
            return Ok(Arc::clone(&listed.event));
        }
        let row = sqlx::query("SELECT id, revision, changed_at, document FROM event WHERE id = ?")
            .bind(id.0)
            .fetch_one(self.readers())
            .await?;
        Ok(Arc::new(event_from_row(&row)?))
    }

    /// Changes a registration by its secret link, replaces its links, and hands freed seats to
    /// those who wait. Returns the new link.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn registration_change(
        &self,
        link: TokenHash,
        change: RegistrationChange,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.change(&link, &change, now).await }).await
    }

    async fn change(
        &self,
        link: &TokenHash,
        change: &RegistrationChange,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<Refusal>> {
        let new_link = screen_token(&change.key);
        self.offers_expire(now).await.map_err(StorageError::widen)?;
        let mut write = self.begin().await?;
        if id_by_link(&mut write, &new_link.hash()).await?.is_some() {
            // The same form, sent again.
            return Ok(new_link);
        }
        let (registration, seats) = read_by_link(&mut write, link).await?;
        let (old, new) = (&registration.applicant, &change.applicant);
        if registration.revision != change.revision {
            return Err(StorageError::Refused(Refusal::ChangedMeanwhile));
        }
        // One that was set aside is refused what any other would be: else it could be told apart.
        decide_change(&seats, registration.face(), old.seats, new.seats, new.attendance, now)
            .map_err(StorageError::Refused)?;
        // The address is not the applicant's to change here: whoever holds a link could take the registration over.
        let kept = Applicant { email: old.email.clone(), ..new.clone() };
        update(&mut write, &registration, &kept, now).await?;
        links_forget(&mut write, registration.id).await?;
        link_add(&mut write, registration.id, &new_link, "screen", now).await?;
        let mut taken = seats.taken;
        if registration.state.holds_seats() {
            taken = taken.saturating_sub(old.seats).saturating_add(new.seats);
        }
        let now_taken = Seats { taken, ..seats };
        let (taken, waiting) = self.give_seats(&mut write, registration.event, now_taken, now).await?;
        if registration.state != RegistrationState::SetAside {
            let kind = NoticeKind::Changed;
            self.tell(&mut write, kind, registration.id, registration.language, old.recipient(), now).await?;
        }
        audit_add(&mut write, By::Applicant, Act::RegistrationChanged, registration.reference.as_str(), now).await?;
        self.commit_counted(write, registration.event, taken, waiting).await?;
        Ok(new_link)
    }

    /// Gives a registration up by its secret link; its seats are handed to the first in line in the same
    /// transaction. Giving it up twice is giving it up once.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn registration_cancel(&self, link: TokenHash, now: Timestamp) -> Result<(), StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.cancel(&link, now).await }).await
    }

    async fn cancel(&self, link: &TokenHash, now: Timestamp) -> Result<(), StorageError<Refusal>> {
        self.offers_expire(now).await.map_err(StorageError::widen)?;
        let mut write = self.begin().await?;
        let (registration, seats) = read_by_link(&mut write, link).await?;
        match may_cancel(&seats, registration.state, now) {
            Ok(()) => {}
            Err(Refusal::AlreadyCancelled) => return Ok(()),
            Err(refusal) => return Err(StorageError::Refused(refusal)),
        }
        let (taken, waiting) = self.give_up(&mut write, &registration, seats, NoticeKind::Cancelled, now).await?;
        audit_add(&mut write, By::Applicant, Act::RegistrationCancelled, registration.reference.as_str(), now).await?;
        self.commit_counted(write, registration.event, taken, waiting).await?;
        Ok(())
    }

    /// Ends a registration, hands its seats on, and tells its applicant by a mail of `kind`. Returns the seats taken
    /// and the parties in line.
    pub(crate) async fn give_up(
        &self,
        write: &mut Write,
        registration: &Registration,
        seats: Seats,
        kind: NoticeKind,
        now: Timestamp,
    ) -> Result<(u32, u32), StorageError<Refusal>> {
        set_state(write, registration.id, RegistrationState::Cancelled, now).await?;
        let left = without(seats, registration);
        if registration.state == RegistrationState::Offered {
            offer_end(write, registration.id, OfferOutcome::Declined, now).await?;
        }
        let counted = self.give_seats(write, registration.event, left, now).await?;
        if registration.state != RegistrationState::SetAside {
            let (language, email) = (registration.language, registration.applicant.recipient());
            self.tell(write, kind, registration.id, language, email, now).await?;
        }
        Ok(counted)
    }

    /// Writes a registration under a number that nobody has.
    async fn insert(
        &self,
        write: &mut Write,
        event: EventId,
        made: &Made<'_>,
        now: Timestamp,
    ) -> Result<(RegistrationId, ReferenceNumber), StorageError<Refusal>> {
        loop {
            let reference = ReferenceNumber::from_random(draw(self.chance()));
            // A number that somebody has already is drawn again.
            if let Some(id) = insert(write, event, made, &reference, now).await? {
                return Ok((id, reference));
            }
        }
    }

    /// Owes the applicant a mail, with a fresh link to the registration, which it returns. Where no mail reaches them
    /// there is none, and the link opens nothing: the desk tells them by phone.
    pub(crate) async fn tell(
        &self,
        write: &mut Write,
        kind: NoticeKind,
        registration: RegistrationId,
        language: Language,
        recipient: Option<&str>,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<Refusal>> {
        let token = SecretToken::from_random(draw(self.chance()));
        let Some(recipient) = recipient else { return Ok(token) };
        link_add(write, registration, &token, "mail", now).await?;
        let about = NoticeSubject::Registration(registration);
        let notice = Notice { kind, link: NoticeLink { about, token: token.clone() } };
        outbox_add(write, &notice, language, recipient, now).await?;
        Ok(token)
    }
}

/// The seats of an event when `registration` has left it.
fn without(seats: Seats, registration: &Registration) -> Seats {
    match registration.state {
        RegistrationState::Seated | RegistrationState::Offered => {
            Seats { taken: seats.taken.saturating_sub(registration.applicant.seats), ..seats }
        }
        RegistrationState::Waiting => Seats { waiting: seats.waiting.saturating_sub(1), ..seats },
        RegistrationState::Cancelled | RegistrationState::SetAside => seats,
    }
}

/// A statement whose values were given.
type Bound<'q> = Query<'q, Sqlite, SqliteArguments>;

/// Gives `statement` what an applicant may change: its values 1 to 11.
fn with_details<'q>(statement: Bound<'q>, applicant: &Applicant) -> Bound<'q> {
    statement
        .bind(applicant.seats)
        .bind(applicant.name.as_str())
        .bind(applicant.kana.as_str())
        .bind(applicant.phone.as_ref().map(|phone| phone.as_str().to_owned()))
        .bind(applicant.organisation.as_str())
        .bind(applicant.organisation_kind.slug())
        .bind(applicant.prefecture.code())
        .bind(applicant.attendance.slug())
        .bind(topics_to(&applicant.topics))
        .bind(applicant.question.as_deref())
        .bind(applicant.access_needs.as_deref())
}

/// A registration that was decided on.
struct Made<'a> {
    new: &'a NewRegistration,
    channel: Channel,
    placement: Placement,
    aside: Option<SetAsideReason>,
}

async fn insert(
    write: &mut Write,
    event: EventId,
    made: &Made<'_>,
    reference: &ReferenceNumber,
    now: Timestamp,
) -> Result<Option<RegistrationId>, StorageError<Refusal>> {
    let &Made { new, channel, placement, aside } = made;
    let applicant = &new.applicant;
    let state = if aside.is_some() { RegistrationState::SetAside } else { placement.state() };
    let shown = match (aside, placement) {
        (Some(_), Placement::Waiting { position }) => Some(position),
        _ => None,
    };
    let statement = sqlx::query(
        "INSERT INTO registration (seats, name, kana, phone, organisation, organisation_kind, prefecture, attendance,
             topics, question, access_needs, event_id, reference, state, set_aside_reason, shown_position, email,
             email_identity, language, consented_at, form_key, search_key, channel, revision, created_at, changed_at,
             line_place)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
             ?23, 0, ?20, ?20, CASE ?14 WHEN 'waiting' THEN (SELECT coalesce(max(line_place), 0) + 1 FROM registration
                 WHERE event_id = ?12 AND state = 'waiting') END) ON CONFLICT (reference) DO NOTHING RETURNING id",
    );
    let row = with_details(statement, applicant)
        .bind(event.0)
        .bind(reference.as_str())
        .bind(state.slug())
        .bind(aside.map(SetAsideReason::slug))
        .bind(shown)
        .bind(applicant.recipient())
        .bind(applicant.email.as_ref().map(EmailAddress::identity))
        .bind(new.language.code())
        .bind(now.as_microseconds())
        .bind(new.key.hash().as_bytes().to_vec())
        .bind(search_key(reference, applicant))
        .bind(channel.slug())
        .fetch_optional(&mut **write)
        .await?;
    Ok(row.map(|row| row.try_get("id")).transpose()?.map(RegistrationId))
}

async fn update(
    write: &mut Write,
    registration: &Registration,
    applicant: &Applicant,
    now: Timestamp,
) -> Result<(), StorageError<Refusal>> {
    let statement = sqlx::query(
        "UPDATE registration SET seats = ?1, name = ?2, kana = ?3, phone = ?4, organisation = ?5,
             organisation_kind = ?6, prefecture = ?7, attendance = ?8, topics = ?9, question = ?10, access_needs = ?11,
             revision = revision + 1, changed_at = ?12, email = ?13, email_identity = ?14, search_key = ?15 WHERE id = ?16",
    );
    with_details(statement, applicant)
        .bind(now.as_microseconds())
        .bind(applicant.recipient())
        .bind(applicant.email.as_ref().map(EmailAddress::identity))
        .bind(search_key(&registration.reference, applicant))
        .bind(registration.id.0)
        .execute(&mut **write)
        .await?;
    Ok(())
}

pub(crate) async fn count_seats(
    write: &mut Write,
    event: EventId,
    taken: u32,
    waiting: u32,
) -> Result<(), StorageError<Refusal>> {
    sqlx::query("UPDATE event SET seats_taken = ?, parties_waiting = ? WHERE id = ?")
        .bind(taken)
        .bind(waiting)
        .bind(event.0)
        .execute(&mut **write)
        .await?;
    Ok(())
}

pub(crate) async fn link_add<R>(
    write: &mut Write,
    registration: RegistrationId,
    token: &SecretToken,
    origin: &'static str,
    now: Timestamp,
) -> Result<(), StorageError<R>> {
    sqlx::query("INSERT INTO secret_link (token_hash, registration_id, origin, created_at) VALUES (?, ?, ?, ?)")
        .bind(token.hash().as_bytes().to_vec())
        .bind(registration.0)
        .bind(origin)
        .bind(now.as_microseconds())
        .execute(&mut **write)
        .await?;
    Ok(())
}

async fn links_forget(write: &mut Write, registration: RegistrationId) -> Result<(), StorageError<Refusal>> {
    sqlx::query("DELETE FROM secret_link WHERE registration_id = ?").bind(registration.0).execute(&mut **write).await?;
    Ok(())
}

async fn may_mail(
    write: &mut Write,
    registration: RegistrationId,
    now: Timestamp,
) -> Result<bool, StorageError<Refusal>> {
    let lately: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM secret_link WHERE registration_id = ? AND origin = 'mail' AND created_at > ?",
    )
    .bind(registration.0)
    .bind(now.plus_seconds(-HOUR).as_microseconds())
    .fetch_one(&mut **write)
    .await?;
    Ok(lately < MAILS_AN_HOUR)
}

/// Writes that a registration has come to `state`.
pub(crate) async fn set_state(
    write: &mut Write,
    id: RegistrationId,
    state: RegistrationState,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE registration SET state = ?, revision = revision + 1, changed_at = ? WHERE id = ?")
        .bind(state.slug())
        .bind(now.as_microseconds())
        .bind(id.0)
        .execute(&mut **write)
        .await?;
    Ok(())
}

fn topics_to(topics: &[Topic]) -> String {
    topics.iter().map(|topic| topic.slug()).collect::<Vec<_>>().join(",")
}

fn placement(registration: &Registration) -> Placement {
    match registration.position {
        Some(position) => Placement::Waiting { position },
        None => Placement::Seated,
    }
}
