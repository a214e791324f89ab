//! What the desk does with events. Every change of an event, whoever makes it, goes through one function
//! ([`Storage::event_succeed`]): the new version, the seats, the mails owed and the audit in one transaction.

use domain::account::{AccountId, Secretariat};
use domain::audit::{Act, Changes, Field, Published};
use domain::event::{Event, EventDraft, EventId, EventState, Standing, When};
use domain::event_operation::{
    EventDecision, EventField, EventOperation, EventRefusal, EventWarning, Seen, Subject, changed, decide, follow,
    repeated, warnings,
};
use domain::event_table::TableBooking;
use domain::language::Language;
use domain::notice::{Notice, NoticeKind, NoticeLink, NoticeSubject};
use domain::offer::offers_end;
use domain::reference::{EventCode, IdempotencyKey, SecretToken};
use domain::registration::{RegistrationId, Seats};
use domain::time::{Timestamp, end_of_day, start_of_day};
use jiff::civil::Date;
use serde_json::Value;
use sqlx::{Row as _, SqliteConnection};

use crate::audit::{By, audit_add_with};
use crate::event::{event_from_row, event_insert, event_update};
use crate::event_table::bookings_of;
use crate::offer::offers_shorten;
use crate::outbox::outbox_add;
use crate::registration::{language_from, link_add};
use crate::{Storage, StorageError, Write, draw};

/// An event as the desk sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventOnDesk {
    /// What it says.
    pub event: Event,
    /// How many seats are taken.
    pub taken: u32,
    /// How many parties wait.
    pub waiting: u32,
    /// When it is to be published, as a draft.
    pub publish_at: Option<Timestamp>,
    /// What to look at twice, as it stands.
    pub warnings: Vec<EventWarning>,
}

/// What an operation would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventConsidered {
    /// The event as it is.
    pub before: EventOnDesk,
    /// What would follow; the warnings count as confirmed.
    pub decision: EventDecision,
    /// What would have to be confirmed.
    pub warnings: Vec<EventWarning>,
    /// How many people would get the mail; not those who have none.
    pub people: u32,
    /// How many consultations at its tables would be called off with it, or would have another place.
    pub consultations: u32,
}

/// One version of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventVersion {
    /// Its revision.
    pub revision: u32,
    /// Since when it held.
    pub at: Timestamp,
    /// What was done, in the audit's words.
    pub act: String,
    /// Who at the desk did it, by name; none: an import, the command line, or the service itself.
    pub by: Option<String>,
    /// What it said.
    pub draft: EventDraft,
}

/// A new version of an event: by whom, and by which act.
pub(crate) struct Succession<'a> {
    pub(crate) by: By,
    pub(crate) act: Act,
    pub(crate) before: &'a Event,
    pub(crate) notice: Option<NoticeKind>,
    pub(crate) publish_at: Option<Timestamp>,
}

/// An event inside a transaction, with what rules ask of it.
pub(crate) struct Held {
    pub(crate) event: Event,
    taken: u32,
    waiting: u32,
    publish_at: Option<Timestamp>,
    bookings: Vec<TableBooking>,
}

impl Held {
    pub(crate) const fn subject<'a>(&'a self, neighbours: &'a [EventDraft]) -> Subject<'a> {
        let (taken, publish_at) = (self.taken, self.publish_at);
        Subject { event: &self.event, taken, publish_at, bookings: self.bookings.as_slice(), neighbours }
    }

    /// How many consultations `decision` would call off, or would have somewhere else.
    pub(crate) fn consultations_of(&self, decision: &EventDecision, now: Timestamp) -> u32 {
        let is_elsewhere = decision.notice == Some(NoticeKind::EventChanged);
        if decision.draft.standing() != Standing::Cancelled && !is_elsewhere {
            return 0;
        }
        let to_come = self.bookings.iter().filter(|booking| booking.slot.starts_at > now);
        u32::try_from(to_come.count()).unwrap_or(u32::MAX)
    }

    pub(crate) fn on_desk(self, neighbours: &[EventDraft], now: Timestamp) -> EventOnDesk {
        let Self { event, taken, waiting, publish_at, .. } = self;
        let has_a_future = event.standing() != Standing::Cancelled && !event.is_past(now);
        let warnings = if has_a_future { warnings(&event, neighbours, now) } else { Vec::new() };
        EventOnDesk { event, taken, waiting, publish_at, warnings }
    }
}

impl Storage {
    /// The event with this code as the desk sees it, drafts too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_on_desk(&self, code: &EventCode, now: Timestamp) -> Result<Option<EventOnDesk>, StorageError> {
        let mut read = self.readers().begin().await?;
        let Some(held) = held(&mut read, code).await? else { return Ok(None) };
        let neighbours = neighbours(&mut read, &held.event, &held.event.when).await?;
        Ok(Some(held.on_desk(&neighbours, now)))
    }

    /// What `operation` would do, without doing it: warnings are told, not asked for.
    ///
    /// # Errors
    /// [`EventRefusal`] by the rules; otherwise when the database cannot be read.
    pub async fn event_consider(
        &self,
        code: &EventCode,
        seen: &Seen,
        operation: &EventOperation,
        now: Timestamp,
    ) -> Result<EventConsidered, StorageError<EventRefusal>> {
        let mut read = self.readers().begin().await?;
        let held = held(&mut read, code).await.map_err(StorageError::widen)?;
        let held = held.ok_or(StorageError::Refused(EventRefusal::UnknownEvent))?;
        considered(&mut read, held, seen, operation, now).await
    }

    /// Does `operation` on the event that its editor has `seen`, with the mails that are owed for it.
    ///
    /// # Errors
    /// [`EventRefusal`] by the rules, [`EventRefusal::ChangedMeanwhile`] where somebody else was first; otherwise when
    /// the database cannot be written. Nothing has changed then.
    pub async fn event_operate(
        &self,
        by: Secretariat,
        code: EventCode,
        seen: impl Into<Seen>,
        operation: EventOperation,
        now: Timestamp,
    ) -> Result<Event, StorageError<EventRefusal>> {
        let (storage, seen) = (self.clone(), seen.into());
        Self::to_the_end(async move { storage.operate(by, &code, &seen, &operation, now).await }).await
    }

    async fn operate(
        &self,
        by: Secretariat,
        code: &EventCode,
        seen: &Seen,
        operation: &EventOperation,
        now: Timestamp,
    ) -> Result<Event, StorageError<EventRefusal>> {
        self.offers_expire(now).await.map_err(StorageError::widen)?;
        let mut write = self.begin().await?;
        let held = held(&mut write, code).await.map_err(StorageError::widen)?;
        let held = held.ok_or(StorageError::Refused(EventRefusal::UnknownEvent))?;
        let after = aimed(&held.event, operation);
        let neighbours = neighbours(&mut write, &held.event, after).await.map_err(StorageError::widen)?;
        let EventDecision { draft, publish_at, notice } =
            decide(held.subject(&neighbours), seen, operation, now).map_err(StorageError::Refused)?;
        let succession =
            Succession { by: By::from(&by), act: operation.act(), before: &held.event, notice, publish_at };
        self.event_succeed(&mut write, succession, &draft, now).await.map_err(StorageError::widen)?;
        write.commit().await?;
        self.event_told().await.map_err(StorageError::widen)?;
        let revision = held.event.revision + 1;
        Ok(Event { id: held.event.id, revision, changed_at: now, draft })
    }

    /// Writes a new event, as a draft. The same form sent again is the same event.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn event_create(
        &self,
        by: Secretariat,
        key: &IdempotencyKey,
        mut draft: EventDraft,
        now: Timestamp,
    ) -> Result<EventCode, StorageError> {
        draft.state = EventState::Draft;
        draft.particulars.source = None;
        draft.particulars.rescheduled.clear();
        draft.particulars.series = None;
        draft.code = EventCode::from_random(code_bytes(key));
        let mut write = self.begin().await?;
        let id = loop {
            if let Some(id) = event_insert(&mut write, &draft, now).await? {
                break id;
            }
            if is_made_by(&mut write, &draft.code, by.account()).await? {
                return Ok(draft.code);
            }
            draft.code = EventCode::from_random(draw(self.chance()));
        };
        let act = Act::EventAdded;
        let first = Event { id, revision: 0, changed_at: now, draft };
        version_add(&mut write, &first, act, Some(by.account())).await?;
        let changes = Changes::NONE.with(Field::Revision, &0_u32);
        audit_add_with(&mut write, By::from(&by), act, first.code.as_str(), &changes, now).await?;
        write.commit().await?;
        Ok(first.draft.code)
    }

    /// Writes drafts that say what the event says, on other days. The same form sent again makes nothing more.
    ///
    /// # Errors
    /// [`EventRefusal::UnknownEvent`]; otherwise when the database cannot be written. Nothing was made then.
    pub async fn event_repeat(
        &self,
        by: Secretariat,
        key: &IdempotencyKey,
        code: &EventCode,
        days: &[Date],
        now: Timestamp,
    ) -> Result<(), StorageError<EventRefusal>> {
        let mut write = self.begin().await?;
        let held = held(&mut write, code).await.map_err(StorageError::widen)?;
        let held = held.ok_or(StorageError::Refused(EventRefusal::UnknownEvent))?;
        let mut next = EventCode::from_random(code_bytes(key));
        for day in days {
            let mut draft = repeated(&held.event, *day);
            let id = loop {
                draft.code = next.clone();
                next = EventCode::from_random(draw(self.chance()));
                if let Some(id) = event_insert(&mut write, &draft, now).await.map_err(StorageError::widen)? {
                    break id;
                }
                if is_made_by(&mut write, &draft.code, by.account()).await? {
                    return Ok(());
                }
            };
            let first = Event { id, revision: 0, changed_at: now, draft };
            let act = Act::EventAdded;
            version_add(&mut write, &first, act, Some(by.account())).await.map_err(StorageError::widen)?;
            let changes = Changes::NONE.with(Field::Revision, &0_u32).with(Field::Event, &first.particulars.series);
            audit_add_with(&mut write, By::from(&by), act, first.code.as_str(), &changes, now).await?;
        }
        write.commit().await?;
        Ok(())
    }

    /// The next moment at which a draft is to be published.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_publication_next(&self) -> Result<Option<Timestamp>, StorageError> {
        let next: Option<i64> = sqlx::query_scalar("SELECT min(publish_at) FROM event WHERE publish_at IS NOT NULL")
            .fetch_one(self.readers())
            .await?;
        Ok(next.map(Timestamp::from_microseconds))
    }

    /// Publishes every draft whose moment has come. One that lost something it needs stays a draft, and the audit
    /// says so. Returns how many went on the site.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn event_publish_due(&self, now: Timestamp) -> Result<u64, StorageError> {
        let due: Vec<String> = sqlx::query_scalar("SELECT code FROM event WHERE publish_at <= ?")
            .bind(now.as_microseconds())
            .fetch_all(self.readers())
            .await?;
        let mut published = 0;
        for code in due {
            let code = EventCode::parse(&code).map_err(StorageError::unreadable)?;
            let storage = self.clone();
            published += u64::from(Self::to_the_end(async move { storage.publish_due(&code, now).await }).await?);
        }
        Ok(published)
    }

    async fn publish_due(&self, code: &EventCode, now: Timestamp) -> Result<bool, StorageError> {
        let mut write = self.begin().await?;
        let Some(held) = held(&mut write, code).await? else { return Ok(false) };
        if held.publish_at.is_none_or(|at| at > now) {
            return Ok(false);
        }
        let neighbours = neighbours(&mut write, &held.event, &held.event.when).await?;
        // Whoever planned it was warned then; nobody is there to be asked now.
        let seen = Seen { revision: held.event.revision, warnings: warnings(&held.event, &neighbours, now) };
        let decision = decide(held.subject(&neighbours), &seen, &EventOperation::Publish, now);
        let is_published = decision.is_ok();
        let (act, draft) = match decision {
            Ok(decision) => (Act::EventPublishedOnTime, decision.draft),
            Err(_) => (Act::EventPublicationFailed, held.event.draft.clone()),
        };
        let succession = Succession { by: By::Service, act, before: &held.event, notice: None, publish_at: None };
        self.event_succeed(&mut write, succession, &draft, now).await?;
        write.commit().await?;
        self.event_told().await?;
        Ok(is_published)
    }

    /// The versions of an event, the newest first; empty where it never changed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_versions(&self, event: EventId) -> Result<Vec<EventVersion>, StorageError> {
        let rows = sqlx::query(
            "SELECT v.revision, v.at, v.act, v.document, a.name FROM event_version v
             LEFT JOIN account a ON a.id = v.account_id WHERE v.event_id = ? ORDER BY v.revision DESC",
        )
        .bind(event.0)
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(EventVersion {
                    revision: row.try_get("revision")?,
                    at: Timestamp::from_microseconds(row.try_get("at")?),
                    act: row.try_get("act")?,
                    by: row.try_get("name")?,
                    draft: serde_json::from_str(row.try_get("document")?).map_err(StorageError::unreadable)?,
                })
            })
            .collect()
    }

    /// Writes that an event says `draft` now, keeps the version, hands seats it has gained to those who wait, owes
    /// the mails, and notes in the audit what changed.
    pub(crate) async fn event_succeed(
        &self,
        write: &mut Write,
        succession: Succession<'_>,
        draft: &EventDraft,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let Succession { by, act, before, notice, publish_at } = succession;
        let id = before.id;
        if !version_is_kept(write, before).await? {
            // What was never changed before has no version yet to be compared with.
            version_add(write, before, Act::EventAdded, None).await?;
        }
        event_update(write, id, draft, publish_at, now).await?;
        let after = Event { id, revision: before.revision + 1, changed_at: now, draft: draft.clone() };
        version_add(write, &after, act, by.account()).await?;
        let mut told = 0;
        if let Some(kind) = notice {
            told = self.event_tell(write, id, kind, now).await?;
        }
        if notice == Some(NoticeKind::EventChanged) {
            told += Box::pin(self.tables_tell(write, id, now)).await?;
        }
        if let (true, EventState::Cancelled { reason, .. }) = (before.standing() != Standing::Cancelled, &draft.state) {
            Box::pin(self.tables_call_off(write, id, (by, reason), now)).await?;
        }
        let (taken, waiting): (u32, u32) =
            sqlx::query_as("SELECT seats_taken, parties_waiting FROM event WHERE id = ?")
                .bind(id.0)
                .fetch_one(&mut **write)
                .await?;
        let seats = Seats::of(draft, taken, waiting);
        offers_shorten(write, id, offers_end(&seats)).await?;
        self.give_seats(write, id, seats, now).await.map_err(|error| {
            // Nobody asks for anything here that a rule could refuse.
            error.refusal().map_or_else(|cause| cause, StorageError::unreadable)
        })?;
        let mut changes = differences(Changes::NONE.with(Field::Revision, &after.revision), &before.draft, draft)?;
        if let Some(kind) = notice {
            changes = changes.with(Field::Notice, &kind).with(Field::Told, &told);
        }
        if let Some(at) = publish_at {
            changes = changes.with(Field::PublishAt, &at);
        }
        audit_add_with(write, by, act, draft.code.as_str(), &changes, now).await?;
        Ok(())
    }

    /// Owes a mail to everybody who has seats or is in line and whom mail reaches. Returns to how many.
    async fn event_tell(
        &self,
        write: &mut Write,
        event: EventId,
        kind: NoticeKind,
        now: Timestamp,
    ) -> Result<u32, StorageError> {
        let rows = sqlx::query(
            "SELECT id, email, language FROM registration
             WHERE event_id = ? AND state IN ('seated', 'waiting', 'offered') AND email IS NOT NULL ORDER BY id",
        )
        .bind(event.0)
        .fetch_all(&mut **write)
        .await?;
        let mut told = 0;
        for row in &rows {
            let registration = RegistrationId(row.try_get("id")?);
            let language: Language = language_from(row.try_get("language")?)?;
            let token = SecretToken::from_random(draw(self.chance()));
            link_add(write, registration, &token, "mail", now).await?;
            let link = NoticeLink { about: NoticeSubject::Registration(registration), token };
            outbox_add(write, &Notice { kind, link }, language, row.try_get("email")?, now).await?;
            told += 1;
        }
        Ok(told)
    }

    /// Says that an event has changed: to the pages, and to whoever sends mail.
    pub(crate) async fn event_told(&self) -> Result<(), StorageError> {
        self.inner.mail_owed.notify_one();
        self.schedule_reload().await
    }
}

/// What follows for the public, for a change that no editor decides: an import's, the operator's.
pub(crate) fn followed(before: &Event, mut draft: EventDraft, now: Timestamp) -> (EventDraft, Option<NoticeKind>) {
    draft.particulars.rescheduled.clone_from(&before.particulars.rescheduled);
    let notice = follow(&before.draft, &mut draft, now);
    (draft, notice)
}

/// What an operation on `held` would do: warnings are told, not asked for.
pub(crate) async fn considered(
    connection: &mut SqliteConnection,
    held: Held,
    seen: &Seen,
    operation: &EventOperation,
    now: Timestamp,
) -> Result<EventConsidered, StorageError<EventRefusal>> {
    let after = aimed(&held.event, operation);
    let neighbours = neighbours(connection, &held.event, after).await.map_err(StorageError::widen)?;
    let (decision, warnings) = match decide(held.subject(&neighbours), seen, operation, now) {
        Ok(decision) => (decision, Vec::new()),
        Err(EventRefusal::Unconfirmed { warnings }) => {
            let seen = Seen { warnings: warnings.clone(), ..seen.clone() };
            let decision = decide(held.subject(&neighbours), &seen, operation, now);
            (decision.map_err(StorageError::Refused)?, warnings)
        }
        Err(refusal) => return Err(StorageError::Refused(refusal)),
    };
    let people: u32 = match decision.notice {
        None => 0,
        Some(_) => people_of(connection, held.event.id).await?,
    };
    let consultations = held.consultations_of(&decision, now);
    Ok(EventConsidered { before: held.on_desk(&neighbours, now), decision, warnings, people, consultations })
}

/// How many registrations have seats or wait.
pub(crate) async fn people_of(connection: &mut SqliteConnection, event: EventId) -> Result<u32, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT count(*) FROM registration
         WHERE event_id = ? AND state IN ('seated', 'waiting', 'offered') AND email IS NOT NULL",
    )
    .bind(event.0)
    .fetch_one(connection)
    .await
}

/// When the event would be.
pub(crate) fn aimed<'a>(event: &'a Event, operation: &'a EventOperation) -> &'a When {
    match operation {
        EventOperation::Edit(draft) | EventOperation::EditAndPublish(draft, _) => &draft.when,
        EventOperation::Move { when } => when,
        _ => &event.when,
    }
}

pub(crate) async fn held(connection: &mut SqliteConnection, code: &EventCode) -> Result<Option<Held>, StorageError> {
    let row = sqlx::query(
        "SELECT id, revision, changed_at, document, seats_taken, parties_waiting, publish_at FROM event
         WHERE code = ?",
    )
    .bind(code.as_str().to_owned())
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let event = event_from_row(&row)?;
    Ok(Some(Held {
        bookings: bookings_of(connection, event.id).await?,
        event,
        taken: row.try_get("seats_taken")?,
        waiting: row.try_get("parties_waiting")?,
        publish_at: row.try_get::<Option<i64>, _>("publish_at")?.map(Timestamp::from_microseconds),
    }))
}

/// The events of the days of `event` and of those it would be on, but those that were called off.
pub(crate) async fn neighbours(
    connection: &mut SqliteConnection,
    event: &Event,
    aimed: &When,
) -> Result<Vec<EventDraft>, StorageError> {
    let documents: Vec<String> = sqlx::query_scalar(
        "SELECT document FROM event WHERE id <> ?1 AND standing <> 'cancelled'
            AND ((starts_at < ?3 AND ends_at > ?2) OR (starts_at < ?5 AND ends_at > ?4))",
    )
    .bind(event.id.0)
    .bind(start_of_day(event.when.starts_on).as_microseconds())
    .bind(end_of_day(event.when.ends_on).as_microseconds())
    .bind(start_of_day(aimed.starts_on).as_microseconds())
    .bind(end_of_day(aimed.ends_on).as_microseconds())
    .fetch_all(connection)
    .await?;
    documents.iter().map(|document| serde_json::from_str(document).map_err(StorageError::unreadable)).collect()
}

/// What the code of an event is drawn from that a form makes.
fn code_bytes(key: &IdempotencyKey) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&key.hash().as_bytes()[..16]);
    bytes
}

/// Whether an event was written first by `account`, at the desk.
async fn is_made_by(write: &mut Write, code: &EventCode, account: AccountId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM event e JOIN event_version v ON v.event_id = e.id AND v.revision = 0
         WHERE e.code = ? AND v.account_id = ?)",
    )
    .bind(code.as_str().to_owned())
    .bind(account.0)
    .fetch_one(&mut **write)
    .await
}

async fn version_is_kept(write: &mut Write, event: &Event) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM event_version WHERE event_id = ? AND revision = ?)")
        .bind(event.id.0)
        .bind(event.revision)
        .fetch_one(&mut **write)
        .await
}

async fn version_add(write: &mut Write, event: &Event, act: Act, by: Option<AccountId>) -> Result<(), StorageError> {
    let document = serde_json::to_string(&event.draft).map_err(StorageError::unreadable)?;
    sqlx::query(
        "INSERT INTO event_version (event_id, revision, at, act, account_id, document) VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(event.id.0)
    .bind(event.revision)
    .bind(event.changed_at.as_microseconds())
    .bind(act.slug())
    .bind(by.map(|account| account.0))
    .bind(document)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Adds to `told` what changed, each part with what it said and says: an event is what the public reads.
fn differences(told: Changes, before: &EventDraft, after: &EventDraft) -> Result<Changes, StorageError> {
    let documents = [before, after].map(serde_json::to_value);
    let [Ok(was), Ok(is)] = documents else { return Err(StorageError::unreadable("an event that cannot be written")) };
    Ok(changed(before, after).into_iter().fold(told, |told, field| match field {
        EventField::Capacity => told.changed(Field::Capacity, &before.capacity, &after.capacity),
        EventField::Reserved => told.changed(Field::Reserved, &before.reserved, &after.reserved),
        _ => {
            let [was, is] = [&was, &is].map(|document| part(document, field.path()));
            told.published(field.name(), Published(&was), Published(&is))
        }
    }))
}

/// What stands at `path` of an event's document; empty where nothing does.
fn part(document: &Value, path: &str) -> String {
    match document.pointer(path) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
