//! What waits for the secretariat, counted for the desk's first page.

use domain::event::Event;
use domain::time::{Timestamp, start_of_day};
use domain::today::{DRAFT_DAYS_AHEAD, days_on};
use sqlx::Row as _;

use crate::event::event_from_row;
use crate::{Storage, StorageError};

/// More drafts than these nobody reads on a first page.
const DRAFTS: i64 = 20;

/// What waits for the secretariat.
#[derive(Debug, Clone, Default)]
pub struct DeskDay {
    /// Inquiries whose day has passed without an answer.
    pub inquiries_overdue: u64,
    /// Inquiries that have to be answered by the end of today.
    pub inquiries_due_today: u64,
    /// Inquiries that nobody has taken in hand.
    pub inquiries_new: u64,
    /// Mails that were given up.
    pub mails_dead: u64,
    /// Drafts of events whose day comes near, the nearest first.
    pub drafts: Vec<Event>,
}

impl Storage {
    /// What waits for the secretariat at `now`. What was set aside waits for nobody.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn desk_day(&self, now: Timestamp) -> Result<DeskDay, StorageError> {
        let mut read = self.readers().begin().await?;
        let today = now.tokyo_date();
        let row = sqlx::query(
            "SELECT count(*) FILTER (WHERE reply_due < ?1) AS overdue, count(*) FILTER (WHERE reply_due = ?1) AS due_today,
                    count(*) FILTER (WHERE state = 'received') AS new,
                    (SELECT count(*) FROM outbox WHERE state = 'dead') AS dead
             FROM inquiry WHERE reply_due IS NOT NULL AND set_aside_reason IS NULL",
        )
        .bind(today.to_string())
        .fetch_one(&mut *read)
        .await?;
        let drafts = sqlx::query(
            "SELECT id, revision, changed_at, document FROM event
             WHERE standing = 'draft' AND starts_at >= ? AND starts_at < ? ORDER BY starts_at, id LIMIT ?",
        )
        .bind(now.as_microseconds())
        .bind(start_of_day(days_on(today, DRAFT_DAYS_AHEAD + 1)).as_microseconds())
        .bind(DRAFTS)
        .fetch_all(&mut *read)
        .await?;
        read.commit().await?;
        let count = |column: &str| row.try_get::<i64, _>(column).map(i64::unsigned_abs);
        Ok(DeskDay {
            inquiries_overdue: count("overdue")?,
            inquiries_due_today: count("due_today")?,
            inquiries_new: count("new")?,
            mails_dead: count("dead")?,
            drafts: drafts.iter().map(event_from_row).collect::<Result<_, _>>()?,
        })
    }
}
