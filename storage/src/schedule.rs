//! The public schedule in memory: what every list, search and event page reads.
//!
//! Pages outnumber changes by far, and each question to the database costs a trip to its thread.
//! So the events stand here, and every use case that changes seats or events says so after its
//! commit. Another program that writes (an import on the command line) is noticed by SQLite's own
//! `data_version`, which [`Storage::schedule_refresh`] asks for.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use domain::event::{Event, EventId};
use domain::schedule::{Listed, Schedule};
use domain::time::Timestamp;
use sqlx::Row as _;

use crate::event::event_from_row;
use crate::{Storage, StorageError, Write};

pub(crate) struct ScheduleShelf {
    current: RwLock<Arc<Schedule>>,
    seen_version: AtomicI64,
    generation: AtomicU64,
}

impl Default for ScheduleShelf {
    fn default() -> Self {
        Self { current: RwLock::default(), seen_version: AtomicI64::new(-1), generation: AtomicU64::new(0) }
    }
}

impl Storage {
    /// All events that the public may know of, as they stand after the last commit.
    pub fn schedule(&self) -> Arc<Schedule> {
        self.inner.shelf.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Grows with everything that changes what the schedule or the directory of support organisations
    /// says: pages made of one generation say the same.
    pub fn schedule_generation(&self) -> u64 {
        self.inner.shelf.generation.load(Ordering::Acquire)
    }

    /// Reads the schedule anew.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn schedule_reload(&self) -> Result<(), StorageError> {
        // Who holds the writer is the only one who counts: a registration that is committed between
        // the reading and the putting up would leave its old count standing.
        let _nobody_counts = self.inner.writer.acquire().await?;
        let rows = sqlx::query(
            "SELECT id, revision, changed_at, document, seats_taken, parties_waiting, entered_at FROM event
             WHERE standing <> 'draft'",
        )
        .fetch_all(self.readers())
        .await?;
        let mut listed = Vec::with_capacity(rows.len());
        for row in &rows {
            let event: Event = event_from_row(row)?;
            let entered_at: Option<i64> = row.try_get("entered_at")?;
            listed.push(Listed {
                entered_at: entered_at.map(Timestamp::from_microseconds),
                ..Listed::new(event, row.try_get("seats_taken")?, row.try_get("parties_waiting")?)
            });
        }
        let schedule = Arc::new(Schedule::new(listed));
        *self.inner.shelf.current.write().unwrap_or_else(PoisonError::into_inner) = schedule;
        self.inner.shelf.generation.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }

    /// Says that pages made until now may say what is no longer so.
    pub(crate) fn outdate_pages(&self) {
        self.inner.shelf.generation.fetch_add(1, Ordering::AcqRel);
    }

    /// Reads the schedule, and the directory of support organisations, anew if another program has written to the
    /// database since the last time.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn schedule_refresh(&self) -> Result<bool, StorageError> {
        // `data_version` tells one connection of commits by others; our own writer's tell it nothing.
        let mut writer = self.inner.writer.acquire().await?;
        let version: i64 = sqlx::query_scalar("PRAGMA data_version").fetch_one(&mut *writer).await?;
        drop(writer);
        let seen = self.inner.shelf.seen_version.swap(version, Ordering::AcqRel);
        if seen == version {
            return Ok(false);
        }
        self.schedule_reload().await?;
        self.support_organisation_reload().await?;
        Ok(true)
    }

    /// Tells the schedule the seats of one event as they stand in the transaction that is about to
    /// be committed. Called while the write lock is held, so that counts arrive in their order.
    pub(crate) fn schedule_count(&self, event: EventId, taken: u32, waiting: u32) {
        if let Some(listed) = self.schedule().by_id(event) {
            listed.count.set(taken, waiting);
            self.inner.shelf.generation.fetch_add(1, Ordering::AcqRel);
        }
    }

    /// Commits, and tells the schedule the seats that the caller has counted.
    pub(crate) async fn commit_counted(
        &self,
        write: Write,
        event: EventId,
        taken: u32,
        waiting: u32,
    ) -> Result<(), sqlx::Error> {
        self.commit_counted_all(write, &[(event, taken, waiting)]).await
    }

    /// The same for several events: the seats taken and the parties waiting of each.
    pub(crate) async fn commit_counted_all(
        &self,
        write: Write,
        counts: &[(EventId, u32, u32)],
    ) -> Result<(), sqlx::Error> {
        let mut before = Vec::with_capacity(counts.len());
        for (event, taken, waiting) in counts {
            let count = self.schedule().by_id(*event).map(|listed| listed.count.get());
            before.extend(count.map(|(taken, waiting)| (*event, taken, waiting)));
            self.schedule_count(*event, *taken, *waiting);
        }
        let committed = write.commit().await;
        self.inner.mail_owed.notify_one();
        if committed.is_err() {
            for (event, taken, waiting) in before {
                self.schedule_count(event, taken, waiting);
            }
        }
        committed
    }
}
