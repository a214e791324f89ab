//! Registrations as they are read: by a link, by their number, with the seats of their event.

use domain::contact::{EmailAddress, PhoneNumber};
use domain::event::{EventId, Format, RegistrationWindow, Standing, Topic};
use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::offer::{Offer, OfferOutcome};
use domain::organisation::{OrganisationKind, OrganisationName};
use domain::person::{Kana, PersonName};
use domain::place::Prefecture;
use domain::reference::{ReferenceNumber, TokenHash};
use domain::registration::{Applicant, Attendance, Refusal, Registration, RegistrationId, RegistrationState, Seats};
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::{StorageError, Write};

pub(crate) const COLUMNS: &str = "r.id, r.event_id, r.reference, r.state, r.seats, r.name, r.kana, r.email, r.phone, \
    r.organisation, r.organisation_kind, r.prefecture, r.attendance, r.topics, r.question, r.access_needs, \
    r.language, r.revision, r.created_at, r.changed_at, r.channel, r.cancel_reason, \
    CASE r.state WHEN 'waiting' THEN (SELECT count(*) FROM registration w \
        WHERE w.event_id = r.event_id AND w.state = 'waiting' AND w.line_place <= r.line_place) \
    WHEN 'set_aside' THEN r.shown_position END AS position, \
    (SELECT o.until FROM seat_offer o WHERE o.registration_id = r.id ORDER BY o.id DESC LIMIT 1) AS offer_until, \
    (SELECT o.outcome FROM seat_offer o WHERE o.registration_id = r.id ORDER BY o.id DESC LIMIT 1) AS offer_outcome";

pub(crate) async fn id_by_link(write: &mut Write, link: &TokenHash) -> Result<Option<i64>, StorageError<Refusal>> {
    Ok(sqlx::query_scalar("SELECT registration_id FROM secret_link WHERE token_hash = ?")
        .bind(link.as_bytes().to_vec())
        .fetch_optional(&mut **write)
        .await?)
}

pub(super) async fn registration_by_id(
    write: &mut Write,
    id: RegistrationId,
) -> Result<Registration, StorageError<Refusal>> {
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

/// The event that a registration left at exactly this moment.
pub(crate) async fn moved_from(
    readers: &sqlx::SqlitePool,
    id: RegistrationId,
    at: Timestamp,
) -> Result<Option<EventId>, StorageError> {
    let from: Option<i64> = sqlx::query_scalar(
        "SELECT from_event_id FROM registration_move WHERE registration_id = ? AND moved_at = ? ORDER BY id DESC",
    )
    .bind(id.0)
    .bind(at.as_microseconds())
    .fetch_optional(readers)
    .await?;
    Ok(from.map(EventId))
}

pub(crate) async fn read_by_link(
    write: &mut Write,
    link: &TokenHash,
) -> Result<(Registration, Seats), StorageError<Refusal>> {
    let Some(id) = id_by_link(write, link).await? else {
        return Err(StorageError::Refused(Refusal::UnknownRegistration));
    };
    let registration = registration_by_id(write, RegistrationId(id)).await?;
    let seats = seats_of(write, registration.event).await?;
    Ok((registration, seats))
}

/// The seats of an event as they stand inside `write`.
pub(crate) async fn seats_of(write: &mut Write, event: EventId) -> Result<Seats, StorageError<Refusal>> {
    let row = sqlx::query(
        "SELECT capacity, reserved, seats_taken, parties_waiting, seats_per_registration, opens_at, closes_at, starts_at,
                ends_at, standing, format FROM event WHERE id = ?",
    )
    .bind(event.0)
    .fetch_one(&mut **write)
    .await?;
    seats_from_row(&row)
}

pub(super) fn seats_from_row(row: &SqliteRow) -> Result<Seats, StorageError<Refusal>> {
    let instant = Timestamp::from_microseconds;
    Ok(Seats {
        capacity: row.try_get("capacity")?,
        reserved: row.try_get("reserved")?,
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
    let email: Option<&str> = row.try_get("email")?;
    let phone: Option<&str> = row.try_get("phone")?;
    let offered: Option<i64> = row.try_get("offer_until")?;
    let offer = match offered.map(instant) {
        Some(until) => Some(Offer { until, outcome: outcome_from_row(row)? }),
        None => None,
    };
    let prefecture: u8 = row.try_get("prefecture")?;
    Ok(Registration {
        id: RegistrationId(row.try_get("id")?),
        event: EventId(row.try_get("event_id")?),
        reference: ReferenceNumber::parse(text("reference")?).map_err(StorageError::unreadable)?,
        state: word(row, "state", RegistrationState::from_slug)?,
        position: row.try_get("position")?,
        offer,
        applicant: Applicant {
            name: PersonName::parse(text("name")?).map_err(StorageError::unreadable)?,
            kana: Kana::parse(text("kana")?).map_err(StorageError::unreadable)?,
            email: email.map(EmailAddress::parse).transpose().map_err(StorageError::unreadable)?,
            phone: phone.map(PhoneNumber::parse).transpose().map_err(StorageError::unreadable)?,
            organisation: OrganisationName::parse(text("organisation")?).map_err(StorageError::unreadable)?,
            organisation_kind: word(row, "organisation_kind", OrganisationKind::from_slug)?,
            prefecture: Prefecture::from_code(prefecture)
                .ok_or_else(|| StorageError::unreadable(format!("prefecture {prefecture}")))?,
            attendance: word(row, "attendance", Attendance::from_slug)?,
            seats: row.try_get("seats")?,
            topics: text("topics")?.split(',').filter_map(Topic::from_slug).collect(),
            question: row.try_get("question")?,
            access_needs: row.try_get("access_needs")?,
        },
        channel: word(row, "channel", Channel::from_slug)?,
        cancel_reason: row.try_get("cancel_reason")?,
        language: language_from(text("language")?)?,
        revision: row.try_get("revision")?,
        created_at: instant(row.try_get("created_at")?),
        changed_at: instant(row.try_get("changed_at")?),
    })
}

fn outcome_from_row<R>(row: &SqliteRow) -> Result<Option<OfferOutcome>, StorageError<R>> {
    let slug: Option<&str> = row.try_get("offer_outcome")?;
    slug.map(|slug| OfferOutcome::from_slug(slug).ok_or_else(|| StorageError::unreadable(format!("offer {slug}"))))
        .transpose()
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
