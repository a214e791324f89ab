//! What the desk does to one registration or to many at once: cancelling, sending again, moving, answering an offer. An
//! act is one transaction with all its notices and audit entries; what is shown before it is the act itself, taken back.

use domain::account::Secretariat;
use domain::audit::{Act, Changes, Field};
use domain::event::Event;
use domain::notice::NoticeKind;
use domain::offer::{OfferOutcome, may_answer};
use domain::reference::{EventCode, IdempotencyKey, ReferenceNumber};
use domain::registration::desk::{DeskAct, DeskRefusal, attendance_at, decide_move, may_resend};
use domain::registration::{
    Placement, Refusal, Registration, RegistrationId, RegistrationState, Seats, Wish, may_cancel,
};
use domain::time::Timestamp;

use super::desk::{Told, is_taken, refused, ruled, with};
use super::read::registration_by_id;
use super::report::report_add;
use super::{count_seats, links_forget, seats_of, without};
use crate::audit::{By, audit_add, audit_add_with};
use crate::event::event_from_row;
use crate::offer::offer_end;
use crate::{Storage, StorageError, Write};

/// What would become of a registration, or why nothing would.
#[derive(Debug, Clone)]
pub struct DeskOutcome {
    /// The registration before the act.
    pub registration: Registration,
    /// Where it would stand.
    pub outcome: Result<RegistrationState, DeskRefusal>,
}

/// What an act would do.
#[derive(Debug, Clone)]
pub struct DeskActConsidered {
    /// The event of the registrations.
    pub event: Event,
    /// Where they would go.
    pub to: Option<Event>,
    /// What would become of each, in the order in which it would be done.
    pub outcomes: Vec<DeskOutcome>,
    /// How many mails would go out, to those in line too.
    pub mails: u64,
    /// To how many in line freed seats would be offered or given.
    pub moved_up: u64,
}

/// An act of the desk, inside its transaction.
pub(super) struct Doing<'a> {
    pub(super) act: &'a DeskAct,
    pub(super) event: &'a Event,
    pub(super) to: Option<&'a Event>,
    by: Option<&'a Secretariat>,
    pub(super) now: Timestamp,
}

impl Doing<'_> {
    /// Who did it; what is only considered is nobody's, and is taken back.
    fn by(&self) -> By {
        self.by.map_or(By::Service, By::from)
    }
}

impl Storage {
    /// What `act` would do to each registration of `selection` that is for the event with this code.
    ///
    /// # Errors
    /// [`Refusal::UnknownEvent`] where either event does not exist; otherwise when the database cannot be used.
    pub async fn desk_act_consider(
        &self,
        code: &EventCode,
        act: &DeskAct,
        selection: &[ReferenceNumber],
        now: Timestamp,
    ) -> Result<DeskActConsidered, StorageError<DeskRefusal>> {
        self.offers_expire(now).await.map_err(StorageError::widen)?;
        let mut write = self.begin().await?;
        let (event, to) = events(&mut write, code, act).await?;
        let before = owed(&mut write).await?;
        let doing = Doing { act, event: &event, to: to.as_ref(), by: None, now };
        let outcomes = self.act_on_all(&mut write, &doing, selection).await?;
        let after = owed(&mut write).await?;
        write.rollback().await?;
        Ok(DeskActConsidered { event, to, outcomes, mails: after.0 - before.0, moved_up: after.1 - before.1 })
    }

    /// Does `act` to each registration of `selection` that is for the event with this code and allows it; the others
    /// are told of in the report. Returns the report's number; a repeated `key` gives the first one's.
    ///
    /// # Errors
    /// [`Refusal::UnknownEvent`] where either event does not exist; otherwise when the database cannot be written.
    /// Nothing has happened then.
    pub async fn desk_act(
        &self,
        by: Secretariat,
        code: EventCode,
        act: DeskAct,
        selection: Vec<ReferenceNumber>,
        key: IdempotencyKey,
        now: Timestamp,
    ) -> Result<i64, StorageError<DeskRefusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.act(&by, &code, &act, &selection, &key, now).await }).await
    }

    async fn act(
        &self,
        by: &Secretariat,
        code: &EventCode,
        act: &DeskAct,
        selection: &[ReferenceNumber],
        key: &IdempotencyKey,
        now: Timestamp,
    ) -> Told<i64> {
        self.offers_expire(now).await.map_err(StorageError::widen)?;
        let mut write = self.begin().await?;
        let first: Option<i64> = sqlx::query_scalar("SELECT id FROM desk_act WHERE form_key = ?")
            .bind(key.hash().as_bytes().to_vec())
            .fetch_optional(&mut *write)
            .await?;
        if let Some(first) = first {
            return Ok(first);
        }
        let (event, to) = events(&mut write, code, act).await?;
        let doing = Doing { act, event: &event, to: to.as_ref(), by: Some(by), now };
        let outcomes = self.act_on_all(&mut write, &doing, selection).await?;
        let id = report_add(&mut write, &doing, by, key, &outcomes).await?;
        let mut counts = Vec::new();
        for event in [Some(&event), to.as_ref()].into_iter().flatten() {
            let seats = seats_of(&mut write, event.id).await.map_err(ruled)?;
            counts.push((event.id, seats.taken, seats.waiting));
        }
        self.commit_counted_all(write, &counts).await?;
        Ok(id)
    }

    /// Does the act to one after the other: those in line first, so that nobody is offered a seat a moment before
    /// leaving; then whoever registered first.
    async fn act_on_all(
        &self,
        write: &mut Write,
        doing: &Doing<'_>,
        selection: &[ReferenceNumber],
    ) -> Told<Vec<DeskOutcome>> {
        let selection: Vec<&str> = selection.iter().map(ReferenceNumber::as_str).collect();
        let ids: Vec<i64> = sqlx::query_scalar(
            "SELECT id FROM registration WHERE event_id = ?1 AND reference IN (SELECT value FROM json_each(?2))
             ORDER BY state <> 'waiting', line_place, created_at, id",
        )
        .bind(doing.event.id.0)
        .bind(serde_json::to_string(&selection).map_err(StorageError::unreadable)?)
        .fetch_all(&mut **write)
        .await?;
        let mut outcomes = Vec::with_capacity(ids.len());
        for id in ids {
            let registration = registration_by_id(write, RegistrationId(id)).await.map_err(ruled)?;
            // Whoever comes before may have changed what is free.
            let seats = seats_of(write, doing.event.id).await.map_err(ruled)?;
            let outcome = match self.act_on(write, doing, &registration, seats).await {
                Ok(state) => Ok(state),
                Err(StorageError::Refused(refusal)) => Err(refusal),
                Err(cause) => return Err(cause),
            };
            outcomes.push(DeskOutcome { registration, outcome });
        }
        Ok(outcomes)
    }

    /// Does the act to one registration, or refuses before anything is written.
    async fn act_on(
        &self,
        write: &mut Write,
        doing: &Doing<'_>,
        registration: &Registration,
        seats: Seats,
    ) -> Told<RegistrationState> {
        let now = doing.now;
        let answered = || may_answer(&seats, registration.state, registration.offer, now).or_else(refused);
        let act = match doing.act {
            DeskAct::Cancel { reason } => {
                may_cancel(&seats, registration.state, now).or_else(refused)?;
                let kind = NoticeKind::CancelledByDesk;
                self.give_up(write, registration, seats, kind, now).await.map_err(ruled)?;
                reason_keep(write, registration.id, reason.as_deref()).await?;
                (Act::RegistrationCancelled, RegistrationState::Cancelled)
            }
            DeskAct::Resend => {
                let has_mail = registration.applicant.email.is_some();
                may_resend(&seats, registration.state, has_mail, now).or_else(refused)?;
                links_forget(write, registration.id).await.map_err(ruled)?;
                let recipient = registration.applicant.recipient();
                self.tell_again(write, NoticeKind::Resent, registration, recipient, now).await?;
                (Act::RegistrationResent, registration.state)
            }
            DeskAct::Move { or_wait, .. } => return self.move_on(write, doing, registration, seats, *or_wait).await,
            DeskAct::AcceptOffer => {
                answered()?;
                self.accept_offer(write, registration, now).await.map_err(ruled)?;
                (Act::RegistrationOfferAccepted, RegistrationState::Seated)
            }
            DeskAct::DeclineOffer => {
                answered()?;
                self.give_up(write, registration, seats, NoticeKind::OfferDeclined, now).await.map_err(ruled)?;
                (Act::RegistrationOfferDeclined, RegistrationState::Cancelled)
            }
        };
        let (act, state) = act;
        audit_add(write, doing.by(), act, registration.reference.as_str(), now).await?;
        Ok(state)
    }

    /// Takes a registration to another event: its seats there and here in one, and those who wait here move up.
    async fn move_on(
        &self,
        write: &mut Write,
        doing: &Doing<'_>,
        registration: &Registration,
        from: Seats,
        or_wait: bool,
    ) -> Told<RegistrationState> {
        let Some(to) = doing.to else { return refused(Refusal::UnknownEvent) };
        if to.id == registration.event {
            return refused(DeskRefusal::SameEvent);
        }
        let (applicant, now) = (&registration.applicant, doing.now);
        let there = seats_of(write, to.id).await.map_err(ruled)?;
        let attendance = attendance_at(there.format, applicant.attendance);
        let wish = Wish { seats: applicant.seats, attendance, or_wait };
        let placement = decide_move(&from, &there, registration.state, wish, now).or_else(refused)?;
        if is_taken(write, to.id, registration, applicant).await? {
            return refused(DeskRefusal::AlreadyRegistered);
        }
        if registration.state == RegistrationState::Offered {
            offer_end(write, registration.id, OfferOutcome::Declined, now).await?;
        }
        links_forget(write, registration.id).await.map_err(ruled)?;
        go(write, registration, doing.event, to, placement, now).await?;
        if attendance != applicant.attendance {
            sqlx::query("UPDATE registration SET attendance = ? WHERE id = ?")
                .bind(attendance.slug())
                .bind(registration.id.0)
                .execute(&mut **write)
                .await?;
        }
        let (taken, waiting) = with(there, placement, applicant.seats);
        count_seats(write, to.id, taken, waiting).await.map_err(ruled)?;
        self.tell_of_filling(write, to.id, there.capacity, taken, now).await?;
        let left = without(from, registration);
        self.give_seats(write, registration.event, left, now).await.map_err(ruled)?;
        let kind = NoticeKind::RegistrationMoved;
        self.tell(write, kind, registration.id, registration.language, applicant.recipient(), now)
            .await
            .map_err(ruled)?;
        let changes = Changes::NONE.changed(Field::Event, &doing.event.code, &to.code);
        let act = Act::RegistrationMoved;
        audit_add_with(write, doing.by(), act, registration.reference.as_str(), &changes, now).await?;
        Ok(placement.state())
    }
}

/// The event of an act and, for a move, where it leads.
async fn events(write: &mut Write, code: &EventCode, act: &DeskAct) -> Told<(Event, Option<Event>)> {
    let event = event_held(write, code).await?;
    let to = match act {
        DeskAct::Move { to, .. } => Some(event_held(write, to).await?),
        _ => None,
    };
    Ok((event, to))
}

async fn event_held(write: &mut Write, code: &EventCode) -> Told<Event> {
    let row = sqlx::query("SELECT id, revision, changed_at, document FROM event WHERE code = ?")
        .bind(code.as_str().to_owned())
        .fetch_optional(&mut **write)
        .await?;
    row.map_or_else(|| refused(Refusal::UnknownEvent), |row| event_from_row(&row))
}

/// Mails in the outbox, and how many of them tell somebody in line of a seat.
async fn owed(write: &mut Write) -> Told<(u64, u64)> {
    let (mails, seats): (i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM outbox),
            (SELECT count(*) FROM audit WHERE act IN (?, ?))",
    )
    .bind(Act::RegistrationSeatOffered.slug())
    .bind(Act::RegistrationSeatGiven.slug())
    .fetch_one(&mut **write)
    .await?;
    Ok((mails.unsigned_abs(), seats.unsigned_abs()))
}

/// Writes that a registration is for another event now, and where it was. Offers were for seats of before.
async fn go(
    write: &mut Write,
    registration: &Registration,
    from: &Event,
    to: &Event,
    placement: Placement,
    now: Timestamp,
) -> Told<()> {
    // The entry in the applicant's calendar is made of both revisions: their sum may not become less.
    let revisions = 1 + from.revision.saturating_sub(to.revision);
    sqlx::query(
        "UPDATE registration SET event_id = ?2, state = ?3, revision = revision + ?4, changed_at = ?5,
            line_place = CASE ?3 WHEN 'waiting' THEN (SELECT coalesce(max(line_place), 0) + 1 FROM registration
                WHERE event_id = ?2 AND state = 'waiting') END
         WHERE id = ?1",
    )
    .bind(registration.id.0)
    .bind(to.id.0)
    .bind(placement.state().slug())
    .bind(revisions)
    .bind(now.as_microseconds())
    .execute(&mut **write)
    .await?;
    sqlx::query("DELETE FROM seat_offer WHERE registration_id = ?")
        .bind(registration.id.0)
        .execute(&mut **write)
        .await?;
    sqlx::query(
        "INSERT INTO registration_move (registration_id, from_event_id, to_event_id, moved_at) VALUES (?, ?, ?, ?)",
    )
    .bind(registration.id.0)
    .bind(from.id.0)
    .bind(to.id.0)
    .bind(now.as_microseconds())
    .execute(&mut **write)
    .await?;
    Ok(())
}

async fn reason_keep(write: &mut Write, id: RegistrationId, reason: Option<&str>) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE registration SET cancel_reason = ? WHERE id = ?")
        .bind(reason)
        .bind(id.0)
        .execute(&mut **write)
        .await?;
    Ok(())
}
