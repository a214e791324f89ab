//! Those who wait, as they are read.

use domain::account::AccountId;
use domain::availability::Slot;
use domain::consultation::{
    ConsultationRefusal as Refusal, HoldId, TimeOffer, Waiting, WaitingFor, WaitingId, WaitingState,
};
use domain::contact::EmailAddress;
use domain::expert::CalendarKeeper;
use domain::offer::OfferOutcome;
use domain::person::PersonName;
use domain::reference::{ReferenceNumber, TokenHash};
use domain::time::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use crate::availability::day;
use crate::consultation::read::wish_from;
use crate::registration::{language_from, word};
use crate::{Storage, StorageError, Write};

/// With the last offer of each.
const SELECT: &str = "SELECT w.id, w.reference, w.state, w.topic, w.minutes, w.prefecture, w.expert_id, w.from_day,
        w.until_day, w.name, w.email, w.language, w.created_at, o.expert_id AS offered_expert,
        o.starts_at AS offered_start, o.until AS offered_until, o.hold_id, o.outcome
     FROM consultation_waiting w LEFT JOIN consultation_offer o ON o.id =
        (SELECT max(p.id) FROM consultation_offer p WHERE p.waiting_id = w.id)";

impl Storage {
    /// Those in line, in its order, those with an offer first; for an expert, those who wait for them by name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn waiting_list(&self, by: &CalendarKeeper) -> Result<Vec<Waiting>, StorageError> {
        let own = match by {
            CalendarKeeper::Secretariat(_) => None,
            CalendarKeeper::Expert(expert) => Some(expert.account().0),
        };
        let query = format!(
            "{SELECT} WHERE w.state IN ('waiting', 'offered') AND (?1 IS NULL OR w.expert_id = ?1)
             ORDER BY w.state = 'waiting', w.line_place, w.id"
        );
        let rows = sqlx::query(AssertSqlSafe(query)).bind(own).fetch_all(self.readers()).await?;
        rows.iter().map(waiting_from_row).collect()
    }
}

/// Those who can be offered a time, in the order of the line: an address has one offer at once.
pub(super) async fn line(connection: &mut SqliteConnection) -> Result<Vec<Waiting>, StorageError> {
    let query = format!(
        "{SELECT} WHERE w.state = 'waiting' AND NOT EXISTS (SELECT 1 FROM consultation_waiting other
            WHERE other.email_identity = w.email_identity AND other.state = 'offered')
         ORDER BY w.line_place"
    );
    let rows = sqlx::query(AssertSqlSafe(query)).fetch_all(connection).await?;
    rows.iter().map(waiting_from_row).collect()
}

/// Who waits with this number in the database.
pub(crate) async fn waiting_read(
    connection: &mut SqliteConnection,
    id: WaitingId,
) -> Result<Option<Waiting>, StorageError> {
    let query = format!("{SELECT} WHERE w.id = ?");
    let row = sqlx::query(AssertSqlSafe(query)).bind(id.0).fetch_optional(connection).await?;
    row.as_ref().map(waiting_from_row).transpose()
}

/// Those who wait, or have waited, under an address, the latest first.
pub(crate) async fn waitings_of(
    connection: &mut SqliteConnection,
    email_identity: &str,
    limit: i64,
) -> Result<Vec<Waiting>, StorageError> {
    let query = format!("{SELECT} WHERE w.email_identity = ? ORDER BY w.id DESC LIMIT ?");
    let rows =
        sqlx::query(AssertSqlSafe(query)).bind(email_identity.to_owned()).bind(limit).fetch_all(connection).await?;
    rows.iter().map(waiting_from_row).collect()
}

/// Who waits with a number that was read in the same transaction.
pub(super) async fn waiting_known(write: &mut Write, id: WaitingId) -> Result<Waiting, StorageError> {
    let found = waiting_read(write, id).await?;
    found.ok_or_else(|| StorageError::unreadable(format!("waiting {}", id.0)))
}

pub(super) async fn one_by_id(write: &mut Write, id: WaitingId) -> Result<Waiting, StorageError<Refusal>> {
    waiting_known(write, id).await.map_err(StorageError::widen)
}

pub(super) async fn one_by_link(write: &mut Write, link: &TokenHash) -> Result<Waiting, StorageError<Refusal>> {
    let id = super::waiting_by_hash(write, link).await?;
    one_by_id(write, id.ok_or(StorageError::Refused(Refusal::UnknownConsultation))?).await
}

fn waiting_from_row(row: &SqliteRow) -> Result<Waiting, StorageError> {
    let instant = |column: &str| row.try_get(column).map(Timestamp::from_microseconds);
    let wish = wish_from(row)?;
    let offered: Option<i64> = row.try_get("offered_start")?;
    let offer = match offered.map(Timestamp::from_microseconds) {
        Some(starts_at) => Some(TimeOffer {
            expert: AccountId(row.try_get("offered_expert")?),
            slot: Slot { starts_at, length: wish.length },
            until: instant("offered_until")?,
            hold: row.try_get::<Option<i64>, _>("hold_id")?.map(HoldId),
            outcome: outcome_from(row)?,
        }),
        None => None,
    };
    let wanted = WaitingFor {
        wish,
        expert: row.try_get::<Option<i64>, _>("expert_id")?.map(AccountId),
        from: day(row, "from_day")?,
        until: day(row, "until_day")?,
    };
    Ok(Waiting {
        id: WaitingId(row.try_get("id")?),
        reference: ReferenceNumber::parse(row.try_get("reference")?).map_err(StorageError::unreadable)?,
        state: word(row, "state", WaitingState::from_slug)?,
        wanted,
        name: PersonName::parse(row.try_get("name")?).map_err(StorageError::unreadable)?,
        email: EmailAddress::parse(row.try_get("email")?).map_err(StorageError::unreadable)?,
        offer,
        language: language_from(row.try_get("language")?)?,
        created_at: instant("created_at")?,
    })
}

fn outcome_from(row: &SqliteRow) -> Result<Option<OfferOutcome>, StorageError> {
    let slug: Option<&str> = row.try_get("outcome")?;
    let outcome =
        |slug| OfferOutcome::from_slug(slug).ok_or_else(|| StorageError::unreadable(format!("outcome {slug}")));
    slug.map(outcome).transpose()
}
