//! The events of some days, drafts too, as the desk's schedule shows them.

use domain::time::{end_of_day, start_of_day};
use domain::timetable::Scheduled;
use jiff::civil::Date;
use sqlx::Row as _;

use crate::event::event_from_row;
use crate::{Storage, StorageError};

impl Storage {
    /// The events that touch a day from `first` to `last`, drafts and those that were called off too, in the order of
    /// their beginning. Nothing before these days is read but what lasts into them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_timetable(&self, first: Date, last: Date) -> Result<Vec<Scheduled>, StorageError> {
        let rows = sqlx::query(
            "SELECT id, revision, changed_at, document, seats_taken, parties_waiting, starts_at FROM event
                WHERE starts_at >= ?1 AND starts_at < ?2
             UNION ALL
             SELECT id, revision, changed_at, document, seats_taken, parties_waiting, starts_at FROM event
                WHERE (ends_at - 1 + 32400000000) / 86400000000 > (starts_at + 32400000000) / 86400000000
                    AND ends_at > ?1 AND starts_at < ?1
             ORDER BY starts_at, id",
        )
        .bind(start_of_day(first).as_microseconds())
        .bind(end_of_day(last).as_microseconds())
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Scheduled {
                    event: event_from_row(row)?,
                    taken: row.try_get("seats_taken")?,
                    waiting: row.try_get("parties_waiting")?,
                })
            })
            .collect()
    }
}
