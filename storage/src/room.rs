//! Whether the database can serve: it answers, takes writes, and its disk has room for them.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::time::Timestamp;

use crate::{Storage, StorageError};

/// How much has to fit: more than any one use case writes but for the files that people attach.
const ROOM: u32 = 256 * 1024;
/// For how many seconds room that was found is taken to be there still: who asks often costs the disk nothing.
const FOUND_FOR: i64 = 10;

/// When room was found last.
pub(crate) struct Room {
    found_at: AtomicI64,
}

impl Room {
    /// Nothing was looked for yet.
    pub(crate) const fn unknown() -> Self {
        Self { found_at: AtomicI64::new(i64::MIN) }
    }

    fn is_fresh(&self, now: Timestamp) -> bool {
        let found = self.found_at.load(Ordering::Relaxed);
        // A clock that was set back asks anew.
        found <= now.as_microseconds() && found > now.plus_seconds(-FOUND_FOR).as_microseconds()
    }
}

impl Storage {
    /// Asks the database for a trifle, and now and then for room on its disk.
    ///
    /// # Errors
    /// When it cannot be reached, is locked by somebody else, or its disk is full.
    pub async fn ready(&self, now: Timestamp) -> Result<(), StorageError> {
        let mut write = self.begin().await?;
        if self.inner.room.is_fresh(now) {
            write.rollback().await?;
            return Ok(());
        }
        // Only what is committed has to find its place on the disk.
        sqlx::query("INSERT INTO room (bytes) VALUES (zeroblob(?))").bind(ROOM).execute(&mut *write).await?;
        write.commit().await?;
        sqlx::query("DELETE FROM room").execute(&self.inner.writer).await?;
        self.inner.room.found_at.store(now.as_microseconds(), Ordering::Relaxed);
        Ok(())
    }
}
