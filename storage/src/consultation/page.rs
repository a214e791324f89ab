//! What the pages of whoever booked need beside the consultation itself.

use domain::account::AccountId;
use domain::consultation::{Consultation, ConsultationId};
use domain::expert::ExpertEntry;
use domain::reference::{ReferenceNumber, SecretToken};
use domain::time::Timestamp;
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::read::{SELECT, consultation_from_row};
use crate::expert::expert_from_row;
use crate::registration::LINKS_KEPT;
use crate::{Storage, StorageError, Write};

impl Storage {
    /// An expert, whether citizens find them or not.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn expert(&self, account: AccountId) -> Result<Option<ExpertEntry>, StorageError> {
        let row = sqlx::query("SELECT account_id, code, profile, is_shown FROM expert WHERE account_id = ?")
            .bind(account.0)
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(expert_from_row).transpose()
    }
}

/// The consultations under an address: those to come first, by their time; then those that are over, the latest first.
pub(crate) async fn consultations_under(
    connection: &mut SqliteConnection,
    email_identity: &str,
    limit: i64,
    now: Timestamp,
) -> Result<Vec<Consultation>, StorageError> {
    let query = format!(
        "{SELECT} WHERE c.email_identity = ?1
         ORDER BY c.starts_at <= ?2, CASE WHEN c.starts_at > ?2 THEN c.starts_at ELSE -c.starts_at END, c.id LIMIT ?3"
    );
    let rows = sqlx::query(AssertSqlSafe(query))
        .bind(email_identity.to_owned())
        .bind(now.as_microseconds())
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(consultation_from_row).collect()
}

/// Makes a link to a consultation from the list of everything under an address; the newest few are kept. Says whether
/// it stands in that list.
pub(crate) async fn consultation_mailbox_link_add(
    write: &mut Write,
    reference: &ReferenceNumber,
    email_identity: &str,
    token: &SecretToken,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let id: Option<i64> = sqlx::query_scalar("SELECT id FROM consultation WHERE reference = ? AND email_identity = ?")
        .bind(reference.as_str().to_owned())
        .bind(email_identity.to_owned())
        .fetch_optional(&mut **write)
        .await?;
    let Some(id) = id.map(ConsultationId) else { return Ok(false) };
    super::consultation_link_add(write, id, token, "mailbox", now).await?;
    sqlx::query(
        "DELETE FROM consultation_link WHERE consultation_id = ?1 AND origin = 'mailbox' AND created_at <
            (SELECT created_at FROM consultation_link WHERE consultation_id = ?1 AND origin = 'mailbox'
             ORDER BY created_at DESC LIMIT 1 OFFSET ?2)",
    )
    .bind(id.0)
    .bind(LINKS_KEPT - 1)
    .execute(&mut **write)
    .await?;
    Ok(true)
}
