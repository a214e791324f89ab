//! Consultations as they are read.

use domain::account::AccountId;
use domain::availability::{Length, Meeting, Slot, Wish};
use domain::consultation::{
    Consultation, ConsultationId, ConsultationRefusal as Refusal, ConsultationState, Proposal, ProposalOutcome,
    SheetStanding,
};
use domain::event::{EventDraft, EventId, Topic};
use domain::event_table::{MeetingTable, TableId};
use domain::expert::CalendarKeeper;
use domain::inquiry::desk::Channel;
use domain::place::Prefecture;
use domain::reference::{ReferenceNumber, TokenHash};
use domain::time::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use crate::registration::{language_from, word};
use crate::{Storage, StorageError, Write};

/// With the last proposal of each.
pub(crate) const SELECT: &str =
    "SELECT c.id, c.reference, c.state, c.expert_id, c.starts_at, c.minutes, c.topic, c.prefecture,
        c.free_until, c.client, c.channel, c.end_reason, c.language, c.revision, c.created_at, c.changed_at,
        c.event_id, c.table_number, (SELECT e.document FROM event e WHERE e.id = c.event_id) AS event_document,
        coalesce(s.due_at, c.starts_at) AS sheet_due, s.saved_at AS sheet_saved,
        p.expert_id AS proposed_expert, p.starts_at AS proposed_start, p.until AS proposed_until, p.outcome
     FROM consultation c LEFT JOIN consultation_sheet s ON s.consultation_id = c.id
        LEFT JOIN consultation_proposal p ON p.id =
        (SELECT max(q.id) FROM consultation_proposal q WHERE q.consultation_id = c.id)";

impl Storage {
    /// The consultation with this number, for whoever keeps its expert's calendar.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn consultation(
        &self,
        by: &CalendarKeeper,
        reference: &ReferenceNumber,
    ) -> Result<Option<Consultation>, StorageError> {
        let mut read = self.readers().acquire().await?;
        let found = by_reference(&mut read, reference).await?;
        Ok(found.filter(|consultation| by.keeps(consultation.expert)))
    }

    /// The consultations of an expert that begin from one moment to another, in their order, for whoever keeps the
    /// calendar.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn consultations_of(
        &self,
        by: &CalendarKeeper,
        expert: AccountId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Consultation>, StorageError> {
        if !by.keeps(expert) {
            return Ok(Vec::new());
        }
        let query =
            format!("{SELECT} WHERE c.expert_id = ? AND c.starts_at >= ? AND c.starts_at < ? ORDER BY c.starts_at");
        let rows = sqlx::query(AssertSqlSafe(query))
            .bind(expert.0)
            .bind(from.as_microseconds())
            .bind(until.as_microseconds())
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(consultation_from_row).collect()
    }
}

/// The consultations of an expert that end after `since`, in their order.
pub(crate) async fn consultations_from(
    connection: &mut SqliteConnection,
    expert: AccountId,
    since: Timestamp,
) -> Result<Vec<Consultation>, StorageError> {
    let query =
        format!("{SELECT} WHERE c.expert_id = ? AND c.starts_at + c.minutes * 60000000 > ? ORDER BY c.starts_at, c.id");
    let rows =
        sqlx::query(AssertSqlSafe(query)).bind(expert.0).bind(since.as_microseconds()).fetch_all(connection).await?;
    rows.iter().map(consultation_from_row).collect()
}

/// The consultation with this row.
pub(crate) async fn consultation_read<R>(
    connection: &mut SqliteConnection,
    id: ConsultationId,
) -> Result<Option<Consultation>, StorageError<R>> {
    let query = format!("{SELECT} WHERE c.id = ?");
    let row = sqlx::query(AssertSqlSafe(query)).bind(id.0).fetch_optional(connection).await?;
    row.as_ref().map(consultation_from_row).transpose()
}

/// When a consultation was before it was moved at exactly this moment.
pub(crate) async fn consultation_moved_from(
    connection: &mut SqliteConnection,
    id: ConsultationId,
    at: Timestamp,
) -> Result<Option<Timestamp>, StorageError> {
    let from: Option<i64> = sqlx::query_scalar(
        "SELECT from_starts_at FROM consultation_move WHERE consultation_id = ? AND moved_at = ? ORDER BY id DESC",
    )
    .bind(id.0)
    .bind(at.as_microseconds())
    .fetch_optional(connection)
    .await?;
    Ok(from.map(Timestamp::from_microseconds))
}

pub(super) async fn consultation_by_id(
    write: &mut Write,
    id: ConsultationId,
) -> Result<Consultation, StorageError<Refusal>> {
    consultation_read(write, id).await?.ok_or(StorageError::Refused(Refusal::UnknownConsultation))
}

/// The consultation that one of its client's links opens.
pub(super) async fn opened<R>(
    connection: &mut SqliteConnection,
    link: &TokenHash,
) -> Result<Option<ConsultationId>, StorageError<R>> {
    let id: Option<i64> =
        sqlx::query_scalar("SELECT consultation_id FROM consultation_link WHERE token_hash = ? AND origin <> 'expert'")
            .bind(link.as_bytes().to_vec())
            .fetch_optional(connection)
            .await?;
    Ok(id.map(ConsultationId))
}

/// The consultation that a link opens: of those of its client, or of the one in its expert's mail.
pub(super) async fn consultation_by_link(
    write: &mut Write,
    link: &TokenHash,
    is_expert: bool,
) -> Result<Consultation, StorageError<Refusal>> {
    let id: Option<i64> = sqlx::query_scalar(
        "SELECT consultation_id FROM consultation_link WHERE token_hash = ? AND (origin = 'expert') = ?",
    )
    .bind(link.as_bytes().to_vec())
    .bind(is_expert)
    .fetch_optional(&mut **write)
    .await?;
    let id = id.ok_or(StorageError::Refused(Refusal::UnknownConsultation))?;
    consultation_by_id(write, ConsultationId(id)).await
}

/// The consultation with this number, which `by` looks after.
pub(super) async fn consultation_kept_by(
    write: &mut Write,
    by: &CalendarKeeper,
    reference: &ReferenceNumber,
) -> Result<Consultation, StorageError<Refusal>> {
    let found = by_reference(write, reference).await?;
    // What somebody may not know of is not there.
    let kept = found.filter(|consultation| by.keeps(consultation.expert));
    kept.ok_or(StorageError::Refused(Refusal::UnknownConsultation))
}

async fn by_reference<R>(
    connection: &mut SqliteConnection,
    reference: &ReferenceNumber,
) -> Result<Option<Consultation>, StorageError<R>> {
    let query = format!("{SELECT} WHERE c.reference = ?");
    let row = sqlx::query(AssertSqlSafe(query)).bind(reference.as_str()).fetch_optional(connection).await?;
    row.as_ref().map(consultation_from_row).transpose()
}

pub(crate) fn consultation_from_row<R>(row: &SqliteRow) -> Result<Consultation, StorageError<R>> {
    let instant = |column: &str| row.try_get(column).map(Timestamp::from_microseconds);
    let length = length_from(row)?;
    let proposed: Option<i64> = row.try_get("proposed_start")?;
    let proposal = match proposed.map(Timestamp::from_microseconds) {
        Some(starts_at) => Some(Proposal {
            expert: AccountId(row.try_get("proposed_expert")?),
            slot: Slot { starts_at, length },
            until: instant("proposed_until")?,
            outcome: outcome_from(row)?,
        }),
        None => None,
    };
    let saved_at: Option<i64> = row.try_get("sheet_saved")?;
    Ok(Consultation {
        id: ConsultationId(row.try_get("id")?),
        reference: ReferenceNumber::parse(row.try_get("reference")?).map_err(StorageError::unreadable)?,
        state: word(row, "state", ConsultationState::from_slug)?,
        expert: AccountId(row.try_get("expert_id")?),
        slot: Slot { starts_at: instant("starts_at")?, length },
        wish: wish_at(wish_from(row)?, table_from(row)?),
        table: meeting_table_from(row)?,
        free_until: instant("free_until")?,
        sheet: SheetStanding { due_at: instant("sheet_due")?, saved_at: saved_at.map(Timestamp::from_microseconds) },
        proposal,
        client: serde_json::from_str(row.try_get("client")?).map_err(StorageError::unreadable)?,
        channel: word(row, "channel", Channel::from_slug)?,
        end_reason: row.try_get("end_reason")?,
        language: language_from(row.try_get("language")?)?,
        revision: row.try_get("revision")?,
        created_at: instant("created_at")?,
        changed_at: instant("changed_at")?,
    })
}

/// The columns of what a row is for: its topic, its length in minutes and its prefecture.
pub(super) fn wish_columns(wish: Wish) -> (&'static str, u16, Option<u8>) {
    (wish.topic.slug(), wish.length.minutes(), wish.meeting.prefecture().map(Prefecture::code))
}

/// What a row is for: its topic, its place and its length.
pub(super) fn wish_from<R>(row: &SqliteRow) -> Result<Wish, StorageError<R>> {
    let prefecture: Option<u8> = row.try_get("prefecture")?;
    let meeting = match prefecture {
        Some(code) => Meeting::OnSite(
            Prefecture::from_code(code).ok_or_else(|| StorageError::unreadable(format!("prefecture {code}")))?,
        ),
        None => Meeting::Online,
    };
    Ok(Wish { topic: word(row, "topic", Topic::from_slug)?, meeting, length: length_from(row)? })
}

/// The table that a consultation or a hold belongs to, if it belongs to one.
pub(super) fn table_from<R>(row: &SqliteRow) -> Result<Option<TableId>, StorageError<R>> {
    let (event, number): (Option<i64>, Option<u8>) = (row.try_get("event_id")?, row.try_get("table_number")?);
    Ok(event.zip(number).map(|(event, number)| TableId { event: EventId(event), number }))
}

/// What a row is for that belongs to a table: one meets there.
pub(super) fn wish_at(wish: Wish, table: Option<TableId>) -> Wish {
    match table {
        Some(_) => Wish { meeting: Meeting::AtTable(wish.meeting.prefecture()), ..wish },
        None => wish,
    }
}

/// The meeting at whose table a consultation is.
fn meeting_table_from<R>(row: &SqliteRow) -> Result<Option<Box<MeetingTable>>, StorageError<R>> {
    let document: Option<&str> = row.try_get("event_document")?;
    let number: Option<u8> = row.try_get("table_number")?;
    let Some((document, number)) = document.zip(number) else { return Ok(None) };
    let event: EventDraft = serde_json::from_str(document).map_err(StorageError::unreadable)?;
    Ok(Some(Box::new(MeetingTable::of(&event, number))))
}

fn length_from<R>(row: &SqliteRow) -> Result<Length, StorageError<R>> {
    let minutes: u16 = row.try_get("minutes")?;
    Length::from_minutes(minutes).ok_or_else(|| StorageError::unreadable(format!("{minutes} minutes")))
}

fn outcome_from<R>(row: &SqliteRow) -> Result<Option<ProposalOutcome>, StorageError<R>> {
    let slug: Option<&str> = row.try_get("outcome")?;
    let outcome =
        |slug| ProposalOutcome::from_slug(slug).ok_or_else(|| StorageError::unreadable(format!("outcome {slug}")));
    slug.map(outcome).transpose()
}
