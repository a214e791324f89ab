//! Helpers' links: made by the secretariat, used up once, and withdrawn.

use domain::account::{Actor, Door, Secretariat};
use domain::audit::{Act, Changes, Field};
use domain::door::{DoorPassId, PassAsked, PassRefusal};
use domain::event::EventId;
use domain::reference::{EventCode, SecretToken, TokenHash};
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::audit::{By, audit_add, audit_add_with};
use crate::{Storage, StorageError, Write, draw};

/// A helper's link, as its event's page lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorPass {
    /// Which.
    pub id: DoorPassId,
    /// The event whose door it opens.
    pub event: EventId,
    /// Whom it was made for.
    pub helper: String,
    /// From when on it opens nothing.
    pub until: Timestamp,
    /// When the helper has come.
    pub used_at: Option<Timestamp>,
    /// When it was withdrawn.
    pub removed_at: Option<Timestamp>,
}

/// Somebody who has come by a helper's link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorPassOpened {
    /// Their link.
    pub pass: DoorPass,
    /// What they may do.
    pub actor: Actor,
}

const COLUMNS: &str = "p.id, p.event_id, p.helper, p.until, p.used_at, p.removed_at, e.code";

fn pass_from_row<R>(row: &SqliteRow) -> Result<DoorPass, StorageError<R>> {
    let instant = |column: &str| row.try_get::<Option<i64>, _>(column);
    Ok(DoorPass {
        id: DoorPassId(row.try_get("id")?),
        event: EventId(row.try_get("event_id")?),
        helper: row.try_get("helper")?,
        until: Timestamp::from_microseconds(row.try_get("until")?),
        used_at: instant("used_at")?.map(Timestamp::from_microseconds),
        removed_at: instant("removed_at")?.map(Timestamp::from_microseconds),
    })
}

/// The link that `hash` in `column` names, as long as it opens something, and the code of its event.
async fn pass_read<R>(
    connection: &mut sqlx::SqliteConnection,
    column: &'static str,
    hash: &TokenHash,
    now: Timestamp,
) -> Result<Option<(DoorPass, String)>, StorageError<R>> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT {COLUMNS} FROM door_pass p JOIN event e ON e.id = p.event_id
         WHERE p.{column} = ? AND p.until > ? AND p.removed_at IS NULL"
    )))
    .bind(hash.as_bytes().to_vec())
    .bind(now.as_microseconds())
    .fetch_optional(connection)
    .await?;
    row.map(|row| Ok((pass_from_row(&row)?, row.try_get("code")?))).transpose()
}

async fn audit_pass(
    write: &mut Write,
    by: By,
    act: Act,
    code: &str,
    pass: DoorPassId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    audit_add_with(write, by, act, code, &Changes::NONE.with(Field::Helper, &pass.0), now).await
}

impl Storage {
    /// Makes a link to the door of an event. It is shown once: only its hash is kept.
    ///
    /// # Errors
    /// [`PassRefusal::UnknownEvent`], or when the database cannot be written.
    pub async fn door_pass_add(
        &self,
        by: &Secretariat,
        event: &EventCode,
        asked: &PassAsked,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<PassRefusal>> {
        let mut write = self.begin().await?;
        let id: Option<i64> = sqlx::query_scalar("SELECT id FROM event WHERE code = ?")
            .bind(event.as_str())
            .fetch_optional(&mut *write)
            .await?;
        let event_id = id.ok_or(StorageError::Refused(PassRefusal::UnknownEvent))?;
        let link = SecretToken::from_random(draw(self.chance()));
        let pass: i64 = sqlx::query_scalar(
            "INSERT INTO door_pass (event_id, helper, link_hash, until, made_at) VALUES (?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(event_id)
        .bind(asked.helper.as_str())
        .bind(link.hash().as_bytes().to_vec())
        .bind(asked.until.as_microseconds())
        .bind(now.as_microseconds())
        .fetch_one(&mut *write)
        .await?;
        let changes = Changes::NONE.with(Field::Helper, &pass).with(Field::Until, &asked.until);
        audit_add_with(&mut write, by.into(), Act::EventHelperAdded, event.as_str(), &changes, now).await?;
        write.commit().await?;
        Ok(link)
    }

    /// The links to the door of an event, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn door_pass_list(&self, event: EventId) -> Result<Vec<DoorPass>, StorageError> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM door_pass p JOIN event e ON e.id = p.event_id WHERE p.event_id = ? ORDER BY p.id DESC"
        )))
        .bind(event.0)
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(pass_from_row).collect()
    }

    /// Withdraws a link of an event, used or not: it opens nothing from now on.
    ///
    /// # Errors
    /// [`PassRefusal::Gone`] where the event has no such link, or when the database cannot be written.
    pub async fn door_pass_remove(
        &self,
        by: &Secretariat,
        event: &EventCode,
        pass: DoorPassId,
        now: Timestamp,
    ) -> Result<(), StorageError<PassRefusal>> {
        let mut write = self.begin().await?;
        let removed = sqlx::query(
            "UPDATE door_pass SET removed_at = ? WHERE id = ? AND removed_at IS NULL
                AND event_id = (SELECT id FROM event WHERE code = ?)",
        )
        .bind(now.as_microseconds())
        .bind(pass.0)
        .bind(event.as_str())
        .execute(&mut *write)
        .await?
        .rows_affected();
        if removed == 0 {
            return Err(StorageError::Refused(PassRefusal::Gone));
        }
        audit_pass(&mut write, by.into(), Act::EventHelperRemoved, event.as_str(), pass, now).await?;
        write.commit().await?;
        Ok(())
    }

    /// What a link opens that nobody has used; looking uses nothing up.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn door_pass_look(&self, link: &TokenHash, now: Timestamp) -> Result<Option<DoorPass>, StorageError> {
        let mut read = self.readers().acquire().await?;
        let found = pass_read(&mut read, "link_hash", link, now).await?;
        Ok(found.map(|(pass, _)| pass).filter(|pass| pass.used_at.is_none()))
    }

    /// Uses a link up: the secret of the session that it begins, for the browser's cookie, and the code of the event.
    ///
    /// # Errors
    /// [`PassRefusal::Gone`], or when the database cannot be written.
    pub async fn door_pass_use(
        &self,
        link: &TokenHash,
        now: Timestamp,
    ) -> Result<(SecretToken, EventCode), StorageError<PassRefusal>> {
        let mut write = self.begin().await?;
        let found = pass_read(&mut write, "link_hash", link, now).await?;
        let (pass, code) =
            found.filter(|(pass, _)| pass.used_at.is_none()).ok_or(StorageError::Refused(PassRefusal::Gone))?;
        let session = SecretToken::from_random(draw(self.chance()));
        sqlx::query("UPDATE door_pass SET used_at = ?, session_hash = ? WHERE id = ?")
            .bind(now.as_microseconds())
            .bind(session.hash().as_bytes().to_vec())
            .bind(pass.id.0)
            .execute(&mut *write)
            .await?;
        audit_add(&mut write, By::Helper(pass.id, None), Act::EventHelperCame, &code, now).await?;
        write.commit().await?;
        Ok((session, EventCode::parse(&code).map_err(StorageError::unreadable)?))
    }

    /// Who has come by a helper's link, by the secret of their session's cookie.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn door_pass_open(
        &self,
        session: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<DoorPassOpened>, StorageError> {
        let mut read = self.readers().acquire().await?;
        let found = pass_read(&mut read, "session_hash", session, now).await?;
        Ok(found.map(|(pass, _)| {
            let door = Door { event: pass.event, until: pass.until };
            DoorPassOpened { actor: Actor::with_pass(pass.id, door), pass }
        }))
    }
}
