//! Registrations as they are written: one row, with the key that a search finds it by.

use domain::contact::EmailAddress;
use domain::event::{EventId, Topic};
use domain::inquiry::desk::Channel;
use domain::reference::ReferenceNumber;
use domain::registration::roll::search_key;
use domain::registration::{
    Applicant, Placement, Refusal, Registration, RegistrationId, RegistrationState, SetAsideReason,
};
use domain::time::Timestamp;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Row as _, Sqlite};

use super::NewRegistration;
use crate::{StorageError, Write};

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
pub(super) struct Made<'a> {
    pub(super) new: &'a NewRegistration,
    pub(super) channel: Channel,
    pub(super) placement: Placement,
    pub(super) aside: Option<SetAsideReason>,
}

pub(super) async fn insert(
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

pub(super) async fn update(
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

fn topics_to(topics: &[Topic]) -> String {
    topics.iter().map(|topic| topic.slug()).collect::<Vec<_>>().join(",")
}
