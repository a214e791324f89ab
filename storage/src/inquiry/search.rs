//! The keys that inquiries are found by, for what was written before there was a search.

use domain::inquiry::desk::search_key;
use domain::reference::ReferenceNumber;
use domain::search::fold;
use sqlx::Row as _;

use super::read::inquirer_from_row;
use crate::{Storage, StorageError};

impl Storage {
    /// Makes the keys that are missing. A migration cannot: SQL does not fold.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub(crate) async fn inquiry_search_complete(&self) -> Result<(), StorageError> {
        let mut write = self.begin().await?;
        let inquiries = sqlx::query(
            "SELECT id, reference, email, phone, name, organisation, prefecture FROM inquiry WHERE search_key IS NULL",
        )
        .fetch_all(&mut *write)
        .await?;
        for row in &inquiries {
            let reference = ReferenceNumber::parse(row.try_get("reference")?).map_err(StorageError::unreadable)?;
            sqlx::query("UPDATE inquiry SET search_key = ?2 WHERE id = ?1")
                .bind(row.try_get::<i64, _>("id")?)
                .bind(search_key(&reference, &inquirer_from_row(row)?))
                .execute(&mut *write)
                .await?;
        }
        let messages: Vec<(i64, String)> =
            sqlx::query_as("SELECT id, body FROM inquiry_message WHERE search_key IS NULL")
                .fetch_all(&mut *write)
                .await?;
        for (id, body) in &messages {
            sqlx::query("UPDATE inquiry_message SET search_key = ?2 WHERE id = ?1")
                .bind(id)
                .bind(fold(body))
                .execute(&mut *write)
                .await?;
        }
        write.commit().await?;
        Ok(())
    }
}
