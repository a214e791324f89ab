//! Registrations: making, changing and giving up, each in one transaction with its notices.

use std::sync::Arc;

use domain::audit::Act;
use domain::event::{Event, EventId, Format, RegistrationWindow, Standing, Topic};
use domain::language::Language;
use domain::notice::{Notice, NoticeKind, NoticeLink, NoticeSubject};
use domain::organisation::OrganisationKind;
use domain::place::Prefecture;
use domain::reference::{EventCode, IdempotencyKey, ReferenceNumber, SecretToken, TokenHash};
use domain::registration::{
    Applicant, Attendance, Placement, Refusal, Registration, RegistrationId, RegistrationState, Seats, SetAsideReason,
    WaitingParty, Wish, decide, decide_change, may_cancel, seats_given,
};
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::audit::{By, audit_add};
use crate::event::event_from_row;
use crate::failpoint::Failpoint;
use crate::outbox::outbox_add;
use crate::{Storage, StorageError, Write, draw};

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

pub(crate) const COLUMNS: &str = "r.id, r.event_id, r.reference, r.state, r.seats, r.name, r.kana, r.email, r.phone, \
    r.organisation, r.organisation_kind, r.prefecture, r.attendance, r.topics, r.question, r.access_needs, \
    r.language, r.revision, r.created_at, r.changed_at, \
    CASE r.state WHEN 'waiting' THEN (SELECT count(*) FROM registration w \
        WHERE w.event_id = r.event_id AND w.state = 'waiting' AND w.id <= r.id) \
    WHEN 'set_aside' THEN r.shown_position END AS position";

fn screen_token(key: &IdempotencyKey) -> SecretToken {
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
        let (id, reference) = loop {
            let reference = ReferenceNumber::from_random(draw(self.chance()));
            // A number that somebody has already is drawn again.
            if let Some(id) = insert(&mut write, event_id, new, &reference, placement, aside, now).await? {
                break (id, reference);
            }
        };
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
                self.tell(&mut write, kind, id, new.language, new.applicant.email.as_str(), now).await?;
            }
            Some(SetAsideReason::Repeated) => {
                if let Some(known) = repeated.map(RegistrationId)
                    && may_mail(&mut write, known, now).await?
                {
                    let kind = NoticeKind::AlreadyRegistered;
                    self.tell(&mut write, kind, known, new.language, new.applicant.email.as_str(), now).await?;
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
            "SELECT e.id, capacity, seats_taken, parties_waiting, seats_per_registration, opens_at, closes_at,
                    starts_at, ends_at, standing, format,
                    (SELECT r.id FROM registration r WHERE r.event_id = e.id AND r.email_identity = ?2
                        AND r.state IN ('seated', 'waiting', 'offered')) AS repeated,
                    (SELECT r.id FROM registration r WHERE r.form_key = ?3) AS first
             FROM event e WHERE e.code = ?1",
        )
        .bind(event.as_str().to_owned())
        .bind(new.applicant.email.identity())
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

    /// Changes a registration by its secret link, replaces its links, and gives freed seats to
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
        update(&mut write, registration.id, new, now).await?;
        links_forget(&mut write, registration.id).await?;
        link_add(&mut write, registration.id, &new_link, "screen", now).await?;
        let mut taken = seats.taken;
        if registration.state == RegistrationState::Seated {
            taken = taken.saturating_sub(old.seats).saturating_add(new.seats);
        }
        let now_taken = Seats { taken, ..seats };
        let (taken, waiting) = self.give_seats(&mut write, registration.event, now_taken, now).await?;
        if registration.state != RegistrationState::SetAside {
            let kind = NoticeKind::Changed;
            self.tell(&mut write, kind, registration.id, registration.language, old.email.as_str(), now).await?;
        }
        audit_add(&mut write, By::Applicant, Act::RegistrationChanged, registration.reference.as_str(), now).await?;
        self.commit_counted(write, registration.event, taken, waiting).await?;
        Ok(new_link)
    }

    /// Gives a registration up by its secret link; its seats go to the first in line in the same
    /// transaction. Giving it up twice is giving it up once.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn registration_cancel(&self, link: TokenHash, now: Timestamp) -> Result<(), StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.cancel(&link, now).await }).await
    }

    async fn cancel(&self, link: &TokenHash, now: Timestamp) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let (registration, seats) = read_by_link(&mut write, link).await?;
        match may_cancel(&seats, registration.state, now) {
            Ok(()) => {}
            Err(Refusal::AlreadyCancelled) => return Ok(()),
            Err(refusal) => return Err(StorageError::Refused(refusal)),
        }
        sqlx::query(
            "UPDATE registration SET state = 'cancelled', revision = revision + 1, changed_at = ? WHERE id = ?",
        )
        .bind(now.as_microseconds())
        .bind(registration.id.0)
        .execute(&mut *write)
        .await?;
        let left = match registration.state {
            RegistrationState::Seated => {
                Seats { taken: seats.taken.saturating_sub(registration.applicant.seats), ..seats }
            }
            RegistrationState::Waiting => Seats { waiting: seats.waiting.saturating_sub(1), ..seats },
            RegistrationState::Cancelled | RegistrationState::SetAside => seats,
        };
        let (taken, waiting) = self.give_seats(&mut write, registration.event, left, now).await?;
        if registration.state != RegistrationState::SetAside {
            let (language, email) = (registration.language, registration.applicant.email.as_str());
            self.tell(&mut write, NoticeKind::Cancelled, registration.id, language, email, now).await?;
        }
        audit_add(&mut write, By::Applicant, Act::RegistrationCancelled, registration.reference.as_str(), now).await?;
        self.commit_counted(write, registration.event, taken, waiting).await?;
        Ok(())
    }

    /// Gives free seats to those who wait, tells them, and counts.
    pub(crate) async fn give_seats(
        &self,
        write: &mut Write,
        event: EventId,
        seats: Seats,
        now: Timestamp,
    ) -> Result<(u32, u32), StorageError<Refusal>> {
        let (mut taken, mut waiting) = (seats.taken, seats.waiting);
        if waiting > 0 && seats.free() > 0 {
            let line = sqlx::query(
                "SELECT id, seats FROM registration WHERE event_id = ? AND state = 'waiting' ORDER BY id LIMIT ?",
            )
            .bind(event.0)
            // Every party takes a seat at least.
            .bind(i64::from(seats.free()))
            .fetch_all(&mut **write)
            .await?;
            let line = line
                .iter()
                .map(|row| Ok(WaitingParty { id: RegistrationId(row.try_get("id")?), seats: row.try_get("seats")? }))
                .collect::<Result<Vec<_>, sqlx::Error>>()?;
            for party in seats_given(&seats, &line, now) {
                let seated = sqlx::query(
                    "UPDATE registration SET state = 'seated', revision = revision + 1, changed_at = ?
                     WHERE id = ? AND state = 'waiting' RETURNING reference, language, email",
                )
                .bind(now.as_microseconds())
                .bind(party.id.0)
                .fetch_one(&mut **write)
                .await?;
                let language = language_from(seated.try_get("language")?)?;
                let email: String = seated.try_get("email")?;
                self.tell(write, NoticeKind::SeatGiven, party.id, language, &email, now).await?;
                audit_add(write, By::Service, Act::RegistrationSeatGiven, seated.try_get("reference")?, now).await?;
                taken += party.seats;
                waiting -= 1;
            }
        }
        count_seats(write, event, taken, waiting).await?;
        Ok((taken, waiting))
    }

    /// Owes the applicant a mail, with a fresh link to the registration.
    async fn tell(
        &self,
        write: &mut Write,
        kind: NoticeKind,
        registration: RegistrationId,
        language: Language,
        recipient: &str,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let token = SecretToken::from_random(draw(self.chance()));
        link_add(write, registration, &token, "mail", now).await?;
        let about = NoticeSubject::Registration(registration);
        let notice = Notice { kind, link: NoticeLink { about, token } };
        outbox_add(write, &notice, language, recipient, now).await
    }
}

async fn insert(
    write: &mut Write,
    event: EventId,
    new: &NewRegistration,
    reference: &ReferenceNumber,
    placement: Placement,
    aside: Option<SetAsideReason>,
    now: Timestamp,
) -> Result<Option<RegistrationId>, StorageError<Refusal>> {
    let applicant = &new.applicant;
    let state = if aside.is_some() { RegistrationState::SetAside } else { placement.state() };
    let shown = match (aside, placement) {
        (Some(_), Placement::Waiting { position }) => Some(position),
        _ => None,
    };
    let id: Option<i64> = sqlx::query_scalar(
        "INSERT INTO registration (event_id, reference, state, set_aside_reason, shown_position, seats, name, kana,
             email, email_identity, phone, organisation, organisation_kind, prefecture, attendance, topics, question,
             access_needs, language, consented_at, form_key, revision, created_at, changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, 0,
             ?20, ?20) ON CONFLICT (reference) DO NOTHING RETURNING id",
    )
    .bind(event.0)
    .bind(reference.as_str())
    .bind(state.slug())
    .bind(aside.map(SetAsideReason::slug))
    .bind(shown)
    .bind(applicant.seats)
    .bind(applicant.name.as_str())
    .bind(applicant.kana.as_str())
    .bind(applicant.email.as_str())
    .bind(applicant.email.identity())
    .bind(applicant.phone.as_ref().map(|phone| phone.as_str().to_owned()))
    .bind(applicant.organisation.as_str())
    .bind(applicant.organisation_kind.slug())
    .bind(applicant.prefecture.code())
    .bind(applicant.attendance.slug())
    .bind(topics_to(&applicant.topics))
    .bind(applicant.question.as_deref())
    .bind(applicant.access_needs.as_deref())
    .bind(new.language.code())
    .bind(now.as_microseconds())
    .bind(new.key.hash().as_bytes().to_vec())
    .fetch_optional(&mut **write)
    .await?;
    Ok(id.map(RegistrationId))
}

async fn update(
    write: &mut Write,
    id: RegistrationId,
    applicant: &Applicant,
    now: Timestamp,
) -> Result<(), StorageError<Refusal>> {
    sqlx::query(
        "UPDATE registration SET seats = ?, name = ?, kana = ?, phone = ?, organisation = ?, organisation_kind = ?,
             prefecture = ?, attendance = ?, topics = ?, question = ?, access_needs = ?, revision = revision + 1,
             changed_at = ? WHERE id = ?",
    )
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
    .bind(now.as_microseconds())
    .bind(id.0)
    .execute(&mut **write)
    .await?;
    Ok(())
}

async fn count_seats(write: &mut Write, event: EventId, taken: u32, waiting: u32) -> Result<(), StorageError<Refusal>> {
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

async fn id_by_link(write: &mut Write, link: &TokenHash) -> Result<Option<i64>, StorageError<Refusal>> {
    Ok(sqlx::query_scalar("SELECT registration_id FROM secret_link WHERE token_hash = ?")
        .bind(link.as_bytes().to_vec())
        .fetch_optional(&mut **write)
        .await?)
}

async fn registration_by_id(write: &mut Write, id: RegistrationId) -> Result<Registration, StorageError<Refusal>> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM registration r WHERE r.id = ?")))
        .bind(id.0)
        .fetch_one(&mut **write)
        .await?;
    registration_from_row(&row)
}

/// The registration with this number, read outside any transaction.
pub(crate) async fn registration_read(
    readers: &sqlx::SqlitePool,
    id: RegistrationId,
) -> Result<Option<Registration>, StorageError> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM registration r WHERE r.id = ?")))
        .bind(id.0)
        .fetch_optional(readers)
        .await?;
    row.as_ref().map(registration_from_row).transpose()
}

async fn read_by_link(write: &mut Write, link: &TokenHash) -> Result<(Registration, Seats), StorageError<Refusal>> {
    let Some(id) = id_by_link(write, link).await? else {
        return Err(StorageError::Refused(Refusal::UnknownRegistration));
    };
    let registration = registration_by_id(write, RegistrationId(id)).await?;
    let row = sqlx::query(
        "SELECT capacity, seats_taken, parties_waiting, seats_per_registration, opens_at, closes_at, starts_at,
                ends_at, standing, format FROM event WHERE id = ?",
    )
    .bind(registration.event.0)
    .fetch_one(&mut **write)
    .await?;
    Ok((registration, seats_from_row(&row)?))
}

fn placement(registration: &Registration) -> Placement {
    match registration.position {
        Some(position) => Placement::Waiting { position },
        None => Placement::Seated,
    }
}

fn seats_from_row(row: &SqliteRow) -> Result<Seats, StorageError<Refusal>> {
    let instant = Timestamp::from_microseconds;
    Ok(Seats {
        capacity: row.try_get("capacity")?,
        taken: row.try_get("seats_taken")?,
        waiting: row.try_get("parties_waiting")?,
        per_registration: row.try_get("seats_per_registration")?,
        window: RegistrationWindow {
            opens_at: row.try_get::<Option<i64>, _>("opens_at")?.map(instant),
            closes_at: instant(row.try_get("closes_at")?),
        },
        starts_at: instant(row.try_get("starts_at")?),
        ends_at: instant(row.try_get("ends_at")?),
        standing: word(row, "standing", Standing::from_slug)?,
        format: word(row, "format", Format::from_slug)?,
    })
}

pub(crate) fn registration_from_row<R>(row: &SqliteRow) -> Result<Registration, StorageError<R>> {
    let instant = Timestamp::from_microseconds;
    let text = |column: &str| row.try_get::<&str, _>(column);
    let phone: Option<&str> = row.try_get("phone")?;
    let prefecture: u8 = row.try_get("prefecture")?;
    Ok(Registration {
        id: RegistrationId(row.try_get("id")?),
        event: EventId(row.try_get("event_id")?),
        reference: ReferenceNumber::parse(text("reference")?).map_err(StorageError::unreadable)?,
        state: word(row, "state", RegistrationState::from_slug)?,
        position: row.try_get("position")?,
        applicant: Applicant {
            name: domain::person::PersonName::parse(text("name")?).map_err(StorageError::unreadable)?,
            kana: domain::person::Kana::parse(text("kana")?).map_err(StorageError::unreadable)?,
            email: domain::contact::EmailAddress::parse(text("email")?).map_err(StorageError::unreadable)?,
            phone: phone.map(domain::contact::PhoneNumber::parse).transpose().map_err(StorageError::unreadable)?,
            organisation: domain::organisation::OrganisationName::parse(text("organisation")?)
                .map_err(StorageError::unreadable)?,
            organisation_kind: word(row, "organisation_kind", OrganisationKind::from_slug)?,
            prefecture: Prefecture::from_code(prefecture)
                .ok_or_else(|| StorageError::unreadable(format!("prefecture {prefecture}")))?,
            attendance: word(row, "attendance", Attendance::from_slug)?,
            seats: row.try_get("seats")?,
            topics: text("topics")?.split(',').filter_map(Topic::from_slug).collect(),
            question: row.try_get("question")?,
            access_needs: row.try_get("access_needs")?,
        },
        language: language_from(text("language")?)?,
        revision: row.try_get("revision")?,
        created_at: instant(row.try_get("created_at")?),
        changed_at: instant(row.try_get("changed_at")?),
    })
}

pub(crate) fn language_from<R>(code: &str) -> Result<Language, StorageError<R>> {
    Language::from_code(code).ok_or_else(|| StorageError::unreadable(format!("language {code}")))
}

pub(crate) fn word<T, R>(
    row: &SqliteRow,
    column: &str,
    find: impl FnOnce(&str) -> Option<T>,
) -> Result<T, StorageError<R>> {
    let slug: &str = row.try_get(column)?;
    find(slug).ok_or_else(|| StorageError::unreadable(format!("{column} {slug}")))
}

fn topics_to(topics: &[Topic]) -> String {
    topics.iter().map(|topic| topic.slug()).collect::<Vec<_>>().join(",")
}
