//! What became of each registration of an act, kept with the key of its form: the same form sent again is the same act.

use domain::account::Secretariat;
use domain::event::{Event, EventId};
use domain::person::PersonName;
use domain::reference::{EventCode, IdempotencyKey};
use domain::registration::Registration;
use domain::registration::desk::{DeskActKind, DeskRefusal};
use domain::time::Timestamp;
use sqlx::Row as _;

use super::act::{DeskOutcome, Doing};
use super::desk::Told;
use super::{COLUMNS, registration_from_row, word};
use crate::{Storage, StorageError, Write};

/// What an act did.
#[derive(Debug, Clone)]
pub struct DeskActReport {
    /// Which act.
    pub kind: DeskActKind,
    /// The event of the registrations when it was done.
    pub event: Event,
    /// Where they went.
    pub to: Option<Event>,
    /// Who did it.
    pub by: PersonName,
    /// When.
    pub at: Timestamp,
    /// Each registration as it stands now, and why it was not done.
    pub outcomes: Vec<(Registration, Option<DeskRefusal>)>,
}

impl Storage {
    /// What the act with this number did to registrations of the event with this code.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn desk_act_report(&self, code: &EventCode, id: i64) -> Result<Option<DeskActReport>, StorageError> {
        let mut read = self.readers().begin().await?;
        let row = sqlx::query(
            "SELECT d.act, d.done_at, d.event_id, d.to_event_id, a.name FROM desk_act d
             JOIN event e ON e.id = d.event_id JOIN account a ON a.id = d.account_id WHERE d.id = ? AND e.code = ?",
        )
        .bind(id)
        .bind(code.as_str())
        .fetch_optional(&mut *read)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS}, o.refusal FROM desk_act_outcome o JOIN registration r ON r.id = o.registration_id
             WHERE o.desk_act_id = ? ORDER BY o.refusal IS NULL, r.kana, r.id"
        )))
        .bind(id)
        .fetch_all(&mut *read)
        .await?;
        read.commit().await?;
        let mut outcomes = Vec::with_capacity(rows.len());
        for row in &rows {
            let refusal: Option<&str> = row.try_get("refusal")?;
            let refusal = refusal.map(serde_json::from_str).transpose().map_err(StorageError::unreadable)?;
            outcomes.push((registration_from_row(row)?, refusal));
        }
        let to: Option<i64> = row.try_get("to_event_id")?;
        let to = match to {
            Some(to) => Some(Event::clone(&*self.event_of(EventId(to)).await?)),
            None => None,
        };
        Ok(Some(DeskActReport {
            kind: word(&row, "act", DeskActKind::from_slug)?,
            event: Event::clone(&*self.event_of(EventId(row.try_get("event_id")?)).await?),
            to,
            by: PersonName::parse(row.try_get("name")?).map_err(StorageError::unreadable)?,
            at: Timestamp::from_microseconds(row.try_get("done_at")?),
            outcomes,
        }))
    }
}

pub(super) async fn report_add(
    write: &mut Write,
    doing: &Doing<'_>,
    by: &Secretariat,
    key: &IdempotencyKey,
    outcomes: &[DeskOutcome],
) -> Told<i64> {
    let id: i64 = sqlx::query_scalar(
        "INSERT INTO desk_act (event_id, account_id, form_key, act, to_event_id, done_at) VALUES (?, ?, ?, ?, ?, ?)
         RETURNING id",
    )
    .bind(doing.event.id.0)
    .bind(by.account().0)
    .bind(key.hash().as_bytes().to_vec())
    .bind(doing.act.kind().slug())
    .bind(doing.to.map(|to| to.id.0))
    .bind(doing.now.as_microseconds())
    .fetch_one(&mut **write)
    .await?;
    for DeskOutcome { registration, outcome } in outcomes {
        let refusal = outcome.as_ref().err().map(serde_json::to_string).transpose();
        sqlx::query("INSERT INTO desk_act_outcome (desk_act_id, registration_id, refusal) VALUES (?, ?, ?)")
            .bind(id)
            .bind(registration.id.0)
            .bind(refusal.map_err(StorageError::unreadable)?)
            .execute(&mut **write)
            .await?;
    }
    Ok(id)
}
