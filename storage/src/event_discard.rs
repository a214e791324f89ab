//! Drafts that are thrown away: nobody outside has read them. The audit remembers that there was one.

use domain::account::Secretariat;
use domain::audit::{Act, Changes, Field, Published};
use domain::event_operation::{EventRefusal, discardable};
use domain::reference::EventCode;
use domain::time::Timestamp;

use crate::audit::{By, audit_add_with};
use crate::event_operation::held;
use crate::{Storage, StorageError};

/// What belongs to an event and to nothing else.
const OWN: [&str; 4] = [
    "DELETE FROM event_version WHERE event_id = ?",
    "DELETE FROM door_pass WHERE event_id = ?",
    "DELETE FROM announcement WHERE event_id = ?",
    "DELETE FROM desk_notice WHERE event_id = ?",
];

impl Storage {
    /// Throws a draft away that its editor has seen at `revision`, with its history.
    ///
    /// # Errors
    /// [`EventRefusal`] by the rules, [`EventRefusal::HasHelper`] where an account was made for its door; otherwise when
    /// the database cannot be written. Nothing has changed then.
    pub async fn event_discard(
        &self,
        by: Secretariat,
        code: &EventCode,
        revision: u32,
        now: Timestamp,
    ) -> Result<(), StorageError<EventRefusal>> {
        let mut write = self.begin().await?;
        let held = held(&mut write, code).await.map_err(StorageError::widen)?;
        let event = held.ok_or(StorageError::Refused(EventRefusal::UnknownEvent))?.event;
        discardable(&event, revision).map_err(StorageError::Refused)?;
        let has_helper: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM account WHERE door_event_id = ?)")
            .bind(event.id.0)
            .fetch_one(&mut *write)
            .await?;
        if has_helper {
            return Err(StorageError::Refused(EventRefusal::HasHelper));
        }
        for own in OWN {
            sqlx::query(own).bind(event.id.0).execute(&mut *write).await?;
        }
        sqlx::query("DELETE FROM event WHERE id = ?").bind(event.id.0).execute(&mut *write).await?;
        let changes = Changes::NONE.with(Field::Title, &Published(&event.title.ja)).with(Field::Revision, &revision);
        audit_add_with(&mut write, By::from(&by), Act::EventDiscarded, code.as_str(), &changes, now).await?;
        write.commit().await?;
        Ok(())
    }
}
