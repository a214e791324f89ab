//! The door: taps, each once, and the list that those who keep it look at.

mod pass;
mod thanks;

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::account::DoorKeeper;
use domain::audit::{Act, Changes, Field};
use domain::door::{
    Arrival, AttendanceReport, Attended, Comer, DoorLog, DoorOf, DoorRefusal, Effect, Guest, Presence, TapAsked,
    TapNonce, Tapped, WalkIn, arrive,
};
use domain::event::{Event, EventId, Standing};
use domain::reference::ReferenceNumber;
use domain::registration::{Attendance, RegistrationId, RegistrationState};
use domain::time::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use crate::audit::{By, audit_add_with};
use crate::registration::word;
use crate::{Storage, StorageError, Write};

pub use pass::{DoorPass, DoorPassOpened};
pub use thanks::ThanksSent;

/// Somebody who has registered, as the list at the door shows them: no more than one has to know there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorGuest {
    /// Which registration.
    pub id: RegistrationId,
    /// 受付番号.
    pub reference: ReferenceNumber,
    /// 氏名.
    pub name: String,
    /// フリガナ.
    pub kana: String,
    /// 会社・団体.
    pub organisation: String,
    /// How they take part.
    pub attendance: Attendance,
    /// How many seats they have.
    pub seats: u32,
    /// 手伝いの要ること.
    pub access_needs: Option<String>,
    /// Whether they are to come to where the event is.
    pub is_expected: bool,
    /// Since when they are there.
    pub presence: Option<Presence>,
}

/// Somebody who has come without having registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorWalkIn {
    /// The tap that says so.
    pub nonce: TapNonce,
    /// 氏名.
    pub name: String,
    /// 会社・団体.
    pub organisation: Option<String>,
    /// How many they are.
    pub people: u32,
    /// When they came.
    pub at: Timestamp,
}

/// The list at the door.
#[derive(Debug, Clone)]
pub struct DoorList {
    /// Whose door it is.
    pub event: Arc<Event>,
    /// Those who have a seat or are there, by their readings.
    pub guests: Vec<DoorGuest>,
    /// Those who came without one, in the order in which they came.
    pub walk_ins: Vec<DoorWalkIn>,
    /// All taps.
    pub log: DoorLog,
}

impl DoorList {
    /// How many were expected, and how many came.
    pub fn report(&self) -> AttendanceReport {
        let attended = self.guests.iter().map(|guest| Attended {
            is_expected: guest.is_expected,
            seats: guest.seats,
            came: guest.presence.as_ref().map_or(0, |presence| presence.people),
        });
        AttendanceReport::of(attended, self.log.walk_ins())
    }

    /// The guest with this number in the database.
    pub fn guest(&self, id: RegistrationId) -> Option<&DoorGuest> {
        self.guests.iter().find(|guest| guest.id == id)
    }
}

/// Everything that was tapped at the door of `event`.
async fn log_read<R>(connection: &mut SqliteConnection, event: EventId) -> Result<DoorLog, StorageError<R>> {
    let rows = sqlx::query("SELECT nonce, act, registration_id, people, tapped_at FROM door_tap WHERE event_id = ?")
        .bind(event.0)
        .fetch_all(&mut *connection)
        .await?;
    let undone = sqlx::query("SELECT nonce, undone FROM door_undo WHERE event_id = ?")
        .bind(event.0)
        .fetch_all(connection)
        .await?;
    let undone: Vec<(TapNonce, TapNonce)> = undone
        .iter()
        .map(|row| Ok((nonce_from_row(row, "nonce")?, nonce_from_row(row, "undone")?)))
        .collect::<Result<_, StorageError<R>>>()?;
    let mut log = DoorLog::default();
    for row in &rows {
        let nonce = nonce_from_row(row, "nonce")?;
        let registration: Option<i64> = row.try_get("registration_id")?;
        let who = registration.map_or(Comer::WalkIn, |id| Comer::Registered(RegistrationId(id)));
        let at = Timestamp::from_microseconds(row.try_get("tapped_at")?);
        let tapped = match row.try_get("act")? {
            "undo" => Tapped::Undone(undone.iter().filter(|(by, _)| *by == nonce).map(|(_, tap)| *tap).collect()),
            _ => Tapped::Arrived(Arrival { who, people: row.try_get("people")?, at }),
        };
        log.tap(nonce, tapped);
    }
    Ok(log)
}

fn nonce_from_row<R>(row: &SqliteRow, column: &str) -> Result<TapNonce, StorageError<R>> {
    let bytes: &[u8] = row.try_get(column)?;
    TapNonce::try_from(bytes).map_err(StorageError::unreadable)
}

/// What a decision needs to know of the event, and its code.
async fn door_of(write: &mut Write, event: EventId) -> Result<(DoorOf, String), StorageError<DoorRefusal>> {
    let row = sqlx::query("SELECT code, standing, starts_at FROM event WHERE id = ?")
        .bind(event.0)
        .fetch_one(&mut **write)
        .await?;
    let starts_at = Timestamp::from_microseconds(row.try_get("starts_at")?);
    let door = DoorOf { event, standing: word(&row, "standing", Standing::from_slug)?, starts_at };
    Ok((door, row.try_get("code")?))
}

/// A tap that is being taken.
struct Taking<'a> {
    by: &'a DoorKeeper,
    nonce: TapNonce,
    at: Timestamp,
    now: Timestamp,
}

impl Taking<'_> {
    /// Writes the tap.
    async fn write(
        &self,
        write: &mut Write,
        tapped: &Tapped,
        walk_in: Option<&WalkIn>,
    ) -> Result<(), StorageError<DoorRefusal>> {
        let (act, registration, people) = match tapped {
            Tapped::Arrived(Arrival { who: Comer::Registered(id), people, .. }) => ("arrive", Some(id.0), *people),
            Tapped::Arrived(Arrival { who: Comer::WalkIn, people, .. }) => ("walk_in", None, *people),
            Tapped::Undone(_) => ("undo", None, 0),
        };
        sqlx::query(
            "INSERT INTO door_tap
                (event_id, nonce, act, registration_id, people, name, organisation, tapped_at, received_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(self.by.event().0)
        .bind(self.nonce.as_bytes().to_vec())
        .bind(act)
        .bind(registration)
        .bind(people)
        .bind(walk_in.map(|walk_in| walk_in.name.as_str()))
        .bind(
            walk_in
                .and_then(|walk_in| walk_in.organisation.as_ref())
                .map(domain::organisation::OrganisationName::as_str),
        )
        .bind(self.at.as_microseconds())
        .bind(self.now.as_microseconds())
        .execute(&mut **write)
        .await?;
        if let Tapped::Undone(taps) = tapped {
            for tap in taps {
                sqlx::query("INSERT OR IGNORE INTO door_undo (event_id, nonce, undone) VALUES (?, ?, ?)")
                    .bind(self.by.event().0)
                    .bind(self.nonce.as_bytes().to_vec())
                    .bind(tap.as_bytes().to_vec())
                    .execute(&mut **write)
                    .await?;
            }
        }
        Ok(())
    }

    async fn audit(&self, write: &mut Write, act: Act, subject: &str, people: u32) -> Result<(), sqlx::Error> {
        let mut changes = Changes::NONE.with(Field::People, &people);
        if self.at < self.now {
            changes = changes.with(Field::TappedAt, &self.at);
        }
        audit_add_with(write, By::from(self.by), act, subject, &changes, self.now).await
    }

    /// Tells the audit of the arrivals that an undo has taken back.
    async fn audit_undone(
        &self,
        write: &mut Write,
        code: &str,
        undone: &[Arrival],
    ) -> Result<(), StorageError<DoorRefusal>> {
        for arrival in undone {
            match arrival.who {
                Comer::Registered(id) => {
                    let reference: String = sqlx::query_scalar("SELECT reference FROM registration WHERE id = ?")
                        .bind(id.0)
                        .fetch_one(&mut **write)
                        .await?;
                    self.audit(write, Act::RegistrationArrivalUndone, &reference, arrival.people).await?;
                }
                Comer::WalkIn => self.audit(write, Act::EventWalkInUndone, code, arrival.people).await?,
            }
        }
        Ok(())
    }
}

impl Storage {
    /// Takes one tap of somebody who keeps a door, made `ago` microseconds before `now`. A tap that has come before
    /// changes nothing and says so.
    ///
    /// # Errors
    /// [`DoorRefusal`] by the rules; otherwise when the database cannot be written.
    pub async fn door_tap(
        &self,
        by: DoorKeeper,
        nonce: TapNonce,
        asked: TapAsked,
        ago: i64,
        now: Timestamp,
    ) -> Result<Effect, StorageError<DoorRefusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.tap(&by, nonce, &asked, ago, now).await }).await
    }

    async fn tap(
        &self,
        by: &DoorKeeper,
        nonce: TapNonce,
        asked: &TapAsked,
        ago: i64,
        now: Timestamp,
    ) -> Result<Effect, StorageError<DoorRefusal>> {
        let mut write = self.begin().await?;
        let (door, code) = door_of(&mut write, by.event()).await?;
        let mut log = log_read(&mut write, by.event()).await?;
        if log.knows(nonce) {
            return Ok(Effect::Repeated);
        }
        let taking = Taking { by, nonce, at: door.tapped_at(now, ago), now };
        let at = taking.at;
        let (tapped, told, walk_in) = match asked {
            TapAsked::Arrive { reference, people } => {
                let found = guest_by_reference(&mut write, reference).await?;
                let guest = found.as_ref().map(|(_, guest)| guest);
                let people = arrive(&door, guest, *people, at).map_err(StorageError::Refused)?;
                let (id, _) = found.ok_or(StorageError::Refused(DoorRefusal::Unknown))?;
                let arrival = Arrival { who: Comer::Registered(id), people, at };
                let told = (Act::RegistrationArrived, reference.as_str().to_owned(), people);
                (Tapped::Arrived(arrival), Some(told), None)
            }
            TapAsked::WalkIn(walk_in) => {
                door.admits(at).map_err(StorageError::Refused)?;
                let arrival = Arrival { who: Comer::WalkIn, people: walk_in.people, at };
                (Tapped::Arrived(arrival), Some((Act::EventWalkedIn, code.clone(), walk_in.people)), Some(walk_in))
            }
            TapAsked::Undo(taps) => (Tapped::Undone(taps.clone()), None, None),
        };
        taking.write(&mut write, &tapped, walk_in).await?;
        let undone: Vec<Arrival> = match &tapped {
            Tapped::Undone(taps) => {
                // Several phones may have let the same people in: they are told of once.
                let mut known = BTreeSet::new();
                let standing = taps.iter().filter_map(|tap| log.arrival(*tap));
                let is_new = |arrival: &Arrival| match arrival.who {
                    Comer::Registered(id) => known.insert(id),
                    Comer::WalkIn => true,
                };
                standing.filter(is_new).collect()
            }
            Tapped::Arrived(_) => Vec::new(),
        };
        let effect = log.tap(nonce, tapped);
        if let Some((act, subject, people)) = told.filter(|_| effect.is_change()) {
            taking.audit(&mut write, act, &subject, people).await?;
        }
        if effect == Effect::Undone {
            taking.audit_undone(&mut write, &code, &undone).await?;
        }
        write.commit().await?;
        Ok(effect)
    }

    /// The event with this number, which there is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_named(&self, event: EventId) -> Result<Arc<Event>, StorageError> {
        self.event_of(event).await
    }

    /// The list at the door that `by` keeps.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn door_list(&self, by: &DoorKeeper) -> Result<DoorList, StorageError> {
        let event = self.event_of(by.event()).await?;
        // One transaction: the list is of the moment of the taps.
        let mut read = self.readers().begin().await?;
        let log = log_read(&mut read, event.id).await?;
        let presences = log.presences();
        let rows = sqlx::query(
            "SELECT id, reference, name, kana, organisation, attendance, seats, access_needs, state
             FROM registration WHERE event_id = ? ORDER BY kana, id",
        )
        .bind(event.id.0)
        .fetch_all(&mut *read)
        .await?;
        let mut guests = Vec::new();
        for row in &rows {
            let id = RegistrationId(row.try_get("id")?);
            let presence = presences.get(&id).cloned();
            let has_seat = word(row, "state", RegistrationState::from_slug)? == RegistrationState::Seated;
            if !has_seat && presence.is_none() {
                continue;
            }
            let attendance = word(row, "attendance", Attendance::from_slug)?;
            let comes_here = attendance == Attendance::Venue || !event.place.format.has_venue();
            guests.push(DoorGuest {
                id,
                reference: ReferenceNumber::parse(row.try_get("reference")?).map_err(StorageError::unreadable)?,
                name: row.try_get("name")?,
                kana: row.try_get("kana")?,
                organisation: row.try_get("organisation")?,
                attendance,
                seats: row.try_get("seats")?,
                access_needs: row.try_get("access_needs")?,
                is_expected: has_seat && (comes_here || presence.is_some()),
                presence,
            });
        }
        let walk_ins = walk_ins(&mut read, event.id, &log).await?;
        read.commit().await?;
        Ok(DoorList { event, guests, walk_ins, log })
    }

    /// Why the registration with this number is not on the list of `by`'s door; none where it is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn door_missing(
        &self,
        by: &DoorKeeper,
        reference: &ReferenceNumber,
        now: Timestamp,
    ) -> Result<Option<DoorRefusal>, StorageError> {
        let mut read = self.begin().await?;
        let (door, _) = door_of(&mut read, by.event()).await.map_err(without_refusal)?;
        let found = guest_by_reference(&mut read, reference).await.map_err(without_refusal)?;
        read.rollback().await?;
        let open = door.opens_at().max(now);
        Ok(arrive(&door, found.as_ref().map(|(_, guest)| guest), None, open).err())
    }

    /// Writes that somebody has taken the list of who came away in a file.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn door_exported(&self, by: &DoorKeeper, count: u64, now: Timestamp) -> Result<(), StorageError> {
        let event = self.event_of(by.event()).await?;
        let mut write = self.begin().await?;
        let changes = Changes::NONE.with(Field::Count, &count);
        let code = event.code.as_str();
        audit_add_with(&mut write, By::from(by), Act::EventAttendanceExported, code, &changes, now).await?;
        write.commit().await?;
        Ok(())
    }
}

fn without_refusal(error: StorageError<DoorRefusal>) -> StorageError {
    error.refusal().map_or_else(|cause| cause, StorageError::unreadable)
}

async fn guest_by_reference(
    write: &mut Write,
    reference: &ReferenceNumber,
) -> Result<Option<(RegistrationId, Guest)>, StorageError<DoorRefusal>> {
    let row = sqlx::query("SELECT id, event_id, state, seats FROM registration WHERE reference = ?")
        .bind(reference.as_str())
        .fetch_optional(&mut **write)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let guest = Guest {
        event: EventId(row.try_get("event_id")?),
        state: word(&row, "state", RegistrationState::from_slug)?,
        seats: row.try_get("seats")?,
    };
    Ok(Some((RegistrationId(row.try_get("id")?), guest)))
}

async fn walk_ins(
    connection: &mut SqliteConnection,
    event: EventId,
    log: &DoorLog,
) -> Result<Vec<DoorWalkIn>, StorageError> {
    let rows = sqlx::query(
        "SELECT nonce, name, organisation, people, tapped_at FROM door_tap
         WHERE event_id = ? AND act = 'walk_in' ORDER BY tapped_at, nonce",
    )
    .bind(event.0)
    .fetch_all(connection)
    .await?;
    let mut walk_ins = Vec::new();
    for row in &rows {
        let nonce = nonce_from_row(row, "nonce")?;
        if log.arrival(nonce).is_some() {
            walk_ins.push(DoorWalkIn {
                nonce,
                name: row.try_get("name")?,
                organisation: row.try_get("organisation")?,
                people: row.try_get("people")?,
                at: Timestamp::from_microseconds(row.try_get("tapped_at")?),
            });
        }
    }
    Ok(walk_ins)
}
