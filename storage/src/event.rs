//! Events: written as one document, with the columns that rules and constraints look at.

use domain::audit::Act;
use domain::event::{Event, EventDraft, EventId, SourceRow};
use domain::event_operation::{EventField, changed, check_tables};
use domain::open_data;
use domain::reference::EventCode;
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::audit::{By, audit_add};
use crate::event_operation::{Succession, followed};
use crate::event_table::{bookings_of, tables_write};
use crate::{Storage, StorageError, Write, draw};

/// What became of one imported event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventImport {
    /// It is new.
    Added(EventCode),
    /// It was here and has changed.
    Changed(EventCode),
    /// It was here, the same.
    Unchanged(EventCode),
    /// Its tables would not fit it any more, or what is booked at them: nothing was changed.
    TablesInTheWay(EventCode),
    /// It would take away seats that people have or that are held back: nothing was changed.
    TooFewSeats {
        /// Which event.
        code: EventCode,
        /// How many seats are taken or held back.
        taken: u32,
    },
}

/// Binds the columns of an event in the order in which both statements number them.
macro_rules! bind_event {
    ($query:expr, $draft:expr, $now:expr) => {{
        let draft: &EventDraft = $draft;
        let document = serde_json::to_string(draft).map_err(StorageError::unreadable)?;
        $query
            .bind(draft.code.as_str().to_owned())
            .bind($now.as_microseconds())
            .bind(draft.standing().slug())
            .bind(draft.place.format.slug())
            .bind(draft.when.starts_at().as_microseconds())
            .bind(draft.when.ends_at().as_microseconds())
            .bind(draft.window.opens_at.map(Timestamp::as_microseconds))
            .bind(draft.window.closes_at.as_microseconds())
            .bind(draft.capacity)
            .bind(draft.seats_per_registration)
            .bind(draft.particulars.source.as_ref().map(|source| source.identity.clone()))
            .bind(document)
            .bind(draft.reserved)
    }};
}

/// The event with this code, drafts too.
pub(crate) async fn event_with_code(
    connection: &mut sqlx::SqliteConnection,
    code: &EventCode,
) -> Result<Option<Event>, StorageError> {
    let row = sqlx::query("SELECT id, revision, changed_at, document FROM event WHERE code = ?")
        .bind(code.as_str().to_owned())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(event_from_row).transpose()
}

pub(crate) fn event_from_row<R>(row: &SqliteRow) -> Result<Event, StorageError<R>> {
    let document: &str = row.try_get("document")?;
    Ok(Event {
        id: EventId(row.try_get("id")?),
        revision: row.try_get("revision")?,
        changed_at: Timestamp::from_microseconds(row.try_get("changed_at")?),
        draft: serde_json::from_str(document).map_err(StorageError::unreadable)?,
    })
}

impl Storage {
    /// The event with this code, drafts too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_by_code(&self, code: &EventCode) -> Result<Option<Event>, StorageError> {
        let mut read = self.readers().acquire().await?;
        event_with_code(&mut read, code).await
    }

    /// All events, drafts too, in the order of their beginning.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_list(&self) -> Result<Vec<Event>, StorageError> {
        let rows = sqlx::query("SELECT id, revision, changed_at, document FROM event ORDER BY starts_at, id")
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(event_from_row).collect()
    }

    /// How many events there are, drafts too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_count(&self) -> Result<u64, StorageError> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM event").fetch_one(self.readers()).await?;
        Ok(count.unsigned_abs())
    }

    /// Adds events all together or not at all.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn event_add_all(&self, events: &[EventDraft], now: Timestamp) -> Result<Vec<EventId>, StorageError> {
        let mut write = self.begin().await?;
        let mut ids = Vec::with_capacity(events.len());
        for draft in events {
            let Some(id) = event_insert(&mut write, draft, now).await? else {
                return Err(StorageError::unreadable(format!("there is an event {} already", draft.code)));
            };
            ids.push(id);
            audit_add(&mut write, By::Operator, Act::EventAdded, draft.code.as_str(), now).await?;
        }
        write.commit().await?;
        self.schedule_reload().await?;
        Ok(ids)
    }

    /// Writes a new version of an event, whatever the rules of the desk say: what it says becomes `draft`, its
    /// revision grows, seats that it gains are handed to those who wait, and those whom it concerns are told.
    ///
    /// # Errors
    /// When the database cannot be written, or its constraints refuse.
    pub async fn event_replace(&self, id: EventId, draft: &EventDraft, now: Timestamp) -> Result<(), StorageError> {
        self.offers_expire(now).await?;
        let mut write = self.begin().await?;
        let row = sqlx::query("SELECT id, revision, changed_at, document FROM event WHERE id = ?")
            .bind(id.0)
            .fetch_one(&mut *write)
            .await?;
        let before = event_from_row(&row)?;
        self.event_rewrite(&mut write, By::Operator, &before, draft.clone(), Act::EventChanged, now).await?;
        write.commit().await?;
        self.event_told().await
    }

    /// Takes events from a file, all in one transaction: each is matched by the identity of its
    /// row; a row that says the same as before changes nothing. `progress` hears of each.
    ///
    /// # Errors
    /// When the database cannot be written; then nothing was taken.
    pub async fn event_import(
        &self,
        drafts: impl IntoIterator<Item = EventDraft>,
        now: Timestamp,
        mut progress: impl FnMut(),
    ) -> Result<Vec<EventImport>, StorageError> {
        self.offers_expire(now).await?;
        let mut write = self.begin().await?;
        let mut outcomes = Vec::new();
        for draft in drafts {
            let (outcome, _) = self.event_take(&mut write, By::Operator, draft, now).await?;
            outcomes.push(outcome);
            progress();
        }
        write.commit().await?;
        self.event_told().await?;
        Ok(outcomes)
    }

    /// Takes one event of a file; says what became of it, and which parts of an event changed.
    pub(crate) async fn event_take(
        &self,
        write: &mut Write,
        by: By,
        mut draft: EventDraft,
        now: Timestamp,
    ) -> Result<(EventImport, Vec<EventField>), StorageError> {
        let Some((before, taken)) = event_known(write, &mut draft).await? else {
            while event_insert(write, &draft, now).await?.is_none() {
                draft.code = EventCode::from_random(draw(self.chance()));
            }
            audit_add(write, by, Act::EventImported, draft.code.as_str(), now).await?;
            return Ok((EventImport::Added(draft.code), Vec::new()));
        };
        let merged = open_data::merge(&before.draft, draft, now);
        let code = merged.code.clone();
        if merged == before.draft {
            return Ok((EventImport::Unchanged(code), Vec::new()));
        }
        let fields = changed(&before.draft, &merged);
        if fields.is_empty() {
            // It says what the desk has made of it; what it said is what its next version is compared with.
            event_row_keep(write, before.id, &merged).await?;
            return Ok((EventImport::Unchanged(code), Vec::new()));
        }
        if check_tables(&merged, &bookings_of(write, before.id).await?).is_err() {
            return Ok((EventImport::TablesInTheWay(code), Vec::new()));
        }
        let taken = taken.saturating_add(merged.reserved);
        if merged.capacity.is_some_and(|capacity| capacity < taken) {
            return Ok((EventImport::TooFewSeats { code, taken }, Vec::new()));
        }
        self.event_rewrite(write, by, &before, merged, Act::EventImported, now).await?;
        Ok((EventImport::Changed(code), fields))
    }

    /// Up to `limit` events that the public may know of and whose numbers lie above `after`, in the
    /// order of their numbers: for going through all of them without holding all of them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_page(&self, after: Option<EventId>, limit: u32) -> Result<Vec<Event>, StorageError> {
        let rows = sqlx::query(
            "SELECT id, revision, changed_at, document FROM event WHERE id > ? AND standing <> 'draft'
             ORDER BY id LIMIT ?",
        )
        .bind(after.map_or(i64::MIN, |id| id.0))
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(event_from_row).collect()
    }

    /// Writes a new version that no editor decides on, with everything that follows from it.
    async fn event_rewrite(
        &self,
        write: &mut Write,
        by: By,
        before: &Event,
        draft: EventDraft,
        act: Act,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let publish_at: Option<i64> = sqlx::query_scalar("SELECT publish_at FROM event WHERE id = ?")
            .bind(before.id.0)
            .fetch_one(&mut **write)
            .await?;
        let publish_at = publish_at.map(Timestamp::from_microseconds);
        let (draft, notice) = followed(before, draft, now);
        let succession = Succession { by, act, before, notice, publish_at };
        self.event_succeed(write, succession, &draft, now).await
    }
}

/// The event that a row of a file is about, with the number of its seats that are taken. A row whose
/// number now stands for something else gets the identity of its content.
async fn event_known(write: &mut Write, draft: &mut EventDraft) -> Result<Option<(Event, u32)>, StorageError> {
    let Some(source) = draft.particulars.source.clone() else { return Ok(None) };
    if let Some(known) = event_by_identity(write, &source.identity).await? {
        if !open_data::is_another_event(&known.0, draft) {
            return Ok(Some(known));
        }
        let content = open_data::content_identity(&source.cells);
        let same = event_by_identity(write, &content).await?;
        draft.particulars.source = Some(SourceRow { identity: content, cells: source.cells });
        return Ok(same);
    }
    let Some(code) = open_data::own_code(&source.cells) else { return Ok(None) };
    let own = sqlx::query(
        "SELECT id, revision, changed_at, document, seats_taken FROM event
         WHERE code = ? AND source_identity IS NULL",
    )
    .bind(code.as_str())
    .fetch_optional(&mut **write)
    .await?;
    let own = own.map(|row| Ok::<_, StorageError>((event_from_row(&row)?, row.try_get("seats_taken")?))).transpose()?;
    // Somebody else's counting may look like a code of ours.
    Ok(own.filter(|(event, _)| !open_data::is_another_event(event, draft)))
}

async fn event_by_identity(write: &mut Write, identity: &str) -> Result<Option<(Event, u32)>, StorageError> {
    let row =
        sqlx::query("SELECT id, revision, changed_at, document, seats_taken FROM event WHERE source_identity = ?")
            .bind(identity)
            .fetch_optional(&mut **write)
            .await?;
    row.map(|row| Ok((event_from_row(&row)?, row.try_get("seats_taken")?))).transpose()
}

/// Inserts an event; none where another event has its code.
pub(crate) async fn event_insert(
    write: &mut Write,
    draft: &EventDraft,
    now: Timestamp,
) -> Result<Option<EventId>, StorageError> {
    let id = sqlx::query_scalar(
        "INSERT INTO event (code, revision, changed_at, standing, format, starts_at, ends_at, opens_at, closes_at,
                            capacity, seats_per_registration, source_identity, document, reserved, entered_at)
         VALUES (?1, 0, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?2)
         ON CONFLICT (code) DO NOTHING RETURNING id",
    );
    let id: Option<i64> = bind_event!(id, draft, now).fetch_optional(&mut **write).await?;
    let id = id.map(EventId);
    if let Some(id) = id {
        tables_write(write, id, draft).await?;
    }
    Ok(id)
}

/// Keeps the row that an event's file had last, where the event itself says what it said: no new version of it.
async fn event_row_keep(write: &mut Write, id: EventId, draft: &EventDraft) -> Result<(), StorageError> {
    let document = serde_json::to_string(draft).map_err(StorageError::unreadable)?;
    sqlx::query("UPDATE event SET document = ? WHERE id = ?").bind(document).bind(id.0).execute(&mut **write).await?;
    Ok(())
}

pub(crate) async fn event_update(
    write: &mut Write,
    id: EventId,
    draft: &EventDraft,
    publish_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StorageError> {
    let update = sqlx::query(
        "UPDATE event SET code = ?1, revision = revision + 1, changed_at = ?2, standing = ?3, format = ?4,
                starts_at = ?5, ends_at = ?6, opens_at = ?7, closes_at = ?8, capacity = ?9,
                seats_per_registration = ?10, source_identity = ?11, document = ?12,
                reserved = ?13, publish_at = CASE ?3 WHEN 'draft' THEN ?15 END
         WHERE id = ?14",
    );
    bind_event!(update, draft, now)
        .bind(id.0)
        .bind(publish_at.map(Timestamp::as_microseconds))
        .execute(&mut **write)
        .await?;
    tables_write(write, id, draft).await
}
