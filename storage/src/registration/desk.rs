//! What the desk does with registrations: writing one down for somebody who calls, changing one, and acts on one or many
//! at once. Each in one transaction with its notices and its audit entries; what is shown before an act is the act
//! itself, taken back.

use domain::account::Secretariat;
use domain::audit::{Act, Changes, Field};
use domain::event::{Event, EventId};
use domain::inquiry::desk::Channel;
use domain::notice::NoticeKind;
use domain::offer::{OfferOutcome, may_answer};
use domain::person::PersonName;
use domain::reference::{EventCode, IdempotencyKey, ReferenceNumber};
use domain::registration::desk::{
    DeskAct, DeskActKind, DeskRefusal, attendance_at, decide_at_desk, decide_change_at_desk, decide_move, may_resend,
};
use domain::registration::{
    Applicant, Placement, Refusal, Registration, RegistrationId, RegistrationState, Seats, Wish, may_cancel,
};
use domain::time::Timestamp;
use sqlx::Row as _;

use super::read::registration_by_id;
use super::{
    COLUMNS, Made, NewRegistration, RegistrationChange, count_seats, links_forget, registration_from_row, seats_of,
    update, without, word,
};
use crate::audit::{By, audit_add, audit_add_with};
use crate::event::event_from_row;
use crate::offer::offer_end;
use crate::{Storage, StorageError, Write};

type Told<T> = Result<T, StorageError<DeskRefusal>>;

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

/// What an act did.
#[derive(Debug, Clone)]
pub struct DeskActReport {
    /// Which act.
    pub kind: DeskActKind,
    /// The event of the registrations when it was done.
    pub event: Event,
    /// Where they went.
    pub to: Option<Event>,
    /// Who did it.
    pub by: PersonName,
    /// When.
    pub at: Timestamp,
    /// Each registration as it stands now, and why it was not done.
    pub outcomes: Vec<(Registration, Option<DeskRefusal>)>,
}

/// An act of the desk, inside its transaction.
struct Doing<'a> {
    act: &'a DeskAct,
    event: &'a Event,
    to: Option<&'a Event>,
    by: Option<&'a Secretariat>,
    now: Timestamp,
}

impl Doing<'_> {
    /// Who did it; what is only considered is nobody's, and is taken back.
    fn by(&self) -> By {
        self.by.map_or(By::Service, By::from)
    }
}

/// The same error where the desk has reasons of its own.
fn ruled(error: StorageError<Refusal>) -> StorageError<DeskRefusal> {
    error.refusal().map_or_else(StorageError::widen, |refusal| StorageError::Refused(refusal.into()))
}

fn refused<T>(refusal: impl Into<DeskRefusal>) -> Told<T> {
    Err(StorageError::Refused(refusal.into()))
}

impl Storage {
    /// Writes down a registration for somebody who calls, with its mail where they have an address. A repeated `key`
    /// gives the first one's number.
    ///
    /// # Errors
    /// [`DeskRefusal::AlreadyRegistered`], or by the rules; otherwise when the database cannot be written.
    pub async fn registration_take_down(
        &self,
        by: Secretariat,
        event: EventCode,
        new: NewRegistration,
        now: Timestamp,
    ) -> Result<ReferenceNumber, StorageError<DeskRefusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.take_down_registration(&by, &event, &new, now).await }).await
    }

    async fn take_down_registration(
        &self,
        by: &Secretariat,
        event: &EventCode,
        new: &NewRegistration,
        now: Timestamp,
    ) -> Told<ReferenceNumber> {
        self.offers_expire(now).await.map_err(StorageError::widen)?;
        let mut write = self.begin().await?;
        let read = self.read_for_create(&mut write, event, new).await.map_err(ruled)?;
        let Some((event, seats, repeated, first)) = read else { return refused(Refusal::UnknownEvent) };
        if let Some(first) = first {
            return Ok(registration_by_id(&mut write, RegistrationId(first)).await.map_err(ruled)?.reference);
        }
        let applicant = &new.applicant;
        let wish = Wish { seats: applicant.seats, attendance: applicant.attendance, or_wait: new.or_wait };
        let placement = decide_at_desk(&seats, wish, now).or_else(refused)?;
        if repeated.is_some() {
            return refused(DeskRefusal::AlreadyRegistered);
        }
        let made = Made { new, channel: Channel::Phone, placement, aside: None };
        let (id, reference) = self.insert(&mut write, event, &made, now).await.map_err(ruled)?;
        let (taken, waiting) = with(seats, placement, applicant.seats);
        count_seats(&mut write, event, taken, waiting).await.map_err(ruled)?;
        let kind = match placement {
            Placement::Seated => NoticeKind::Registered,
            Placement::Waiting { .. } => NoticeKind::WaitingListed,
        };
        self.tell(&mut write, kind, id, new.language, applicant.recipient(), now).await.map_err(ruled)?;
        audit_add(&mut write, By::from(by), Act::RegistrationCreated, reference.as_str(), now).await?;
        self.commit_counted(write, event, taken, waiting).await?;
        Ok(reference)
    }

    /// Changes a registration for its applicant, the mail address too; replaces its links, mails the new one, and hands
    /// freed seats to those who wait. The same change again does nothing.
    ///
    /// # Errors
    /// [`Refusal::UnknownRegistration`], [`Refusal::ChangedMeanwhile`], [`DeskRefusal::AlreadyRegistered`], or by the
    /// rules; otherwise when the database cannot be written.
    pub async fn registration_change_at_desk(
        &self,
        by: Secretariat,
        reference: ReferenceNumber,
        change: RegistrationChange,
        now: Timestamp,
    ) -> Result<(), StorageError<DeskRefusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.change_at_desk(&by, &reference, &change, now).await }).await
    }

    async fn change_at_desk(
        &self,
        by: &Secretariat,
        reference: &ReferenceNumber,
        change: &RegistrationChange,
        now: Timestamp,
    ) -> Told<()> {
        self.offers_expire(now).await.map_err(StorageError::widen)?;
        let mut write = self.begin().await?;
        let id: Option<i64> = sqlx::query_scalar("SELECT id FROM registration WHERE reference = ?")
            .bind(reference.as_str())
            .fetch_optional(&mut *write)
            .await?;
        let Some(id) = id else { return refused(Refusal::UnknownRegistration) };
        let registration = registration_by_id(&mut write, RegistrationId(id)).await.map_err(ruled)?;
        let (old, new) = (&registration.applicant, &change.applicant);
        if registration.revision > change.revision && old == new {
            // The same form, sent again: it says already what it is to say.
            return Ok(());
        }
        if registration.revision != change.revision {
            return refused(Refusal::ChangedMeanwhile);
        }
        let seats = seats_of(&mut write, registration.event).await.map_err(ruled)?;
        decide_change_at_desk(&seats, registration.state, old.seats, new.seats, new.attendance, now)
            .or_else(refused)?;
        if is_taken(&mut write, registration.event, &registration, new).await? {
            return refused(DeskRefusal::AlreadyRegistered);
        }
        update(&mut write, &registration, new, now).await.map_err(ruled)?;
        let is_aside = registration.state == RegistrationState::SetAside;
        if !is_aside {
            links_forget(&mut write, registration.id).await.map_err(ruled)?;
        }
        // The link of an offer that it has already is gone; one that follows from the change brings its own.
        let was_offered = registration.state == RegistrationState::Offered;
        let mut taken = seats.taken;
        if registration.state.holds_seats() {
            taken = taken.saturating_sub(old.seats).saturating_add(new.seats);
        }
        let now_taken = Seats { taken, ..seats };
        let counted = self.give_seats(&mut write, registration.event, now_taken, now).await.map_err(ruled)?;
        let (kind, recipient) = (NoticeKind::Changed, new.recipient());
        if was_offered {
            self.tell_again(&mut write, kind, &registration, recipient, now).await?;
        } else if !is_aside {
            self.tell(&mut write, kind, registration.id, registration.language, recipient, now).await.map_err(ruled)?;
        }
        audit_add(&mut write, By::from(by), Act::RegistrationChanged, reference.as_str(), now).await?;
        self.commit_counted(write, registration.event, counted.0, counted.1).await?;
        Ok(())
    }

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

    /// What the act with this number did to registrations of the event with this code.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn desk_act_report(&self, code: &EventCode, id: i64) -> Result<Option<DeskActReport>, StorageError> {
        let mut read = self.readers().begin().await?;
        let row = sqlx::query(
            "SELECT d.act, d.done_at, d.event_id, d.to_event_id, a.name FROM desk_act d
             JOIN event e ON e.id = d.event_id JOIN account a ON a.id = d.account_id WHERE d.id = ? AND e.code = ?",
        )
        .bind(id)
        .bind(code.as_str())
        .fetch_optional(&mut *read)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS}, o.refusal FROM desk_act_outcome o JOIN registration r ON r.id = o.registration_id
             WHERE o.desk_act_id = ? ORDER BY o.refusal IS NULL, r.kana, r.id"
        )))
        .bind(id)
        .fetch_all(&mut *read)
        .await?;
        read.commit().await?;
        let mut outcomes = Vec::with_capacity(rows.len());
        for row in &rows {
            let refusal: Option<&str> = row.try_get("refusal")?;
            let refusal = refusal.map(serde_json::from_str).transpose().map_err(StorageError::unreadable)?;
            outcomes.push((registration_from_row(row)?, refusal));
        }
        let to: Option<i64> = row.try_get("to_event_id")?;
        let to = match to {
            Some(to) => Some(Event::clone(&*self.event_of(EventId(to)).await?)),
            None => None,
        };
        Ok(Some(DeskActReport {
            kind: word(&row, "act", DeskActKind::from_slug)?,
            event: Event::clone(&*self.event_of(EventId(row.try_get("event_id")?)).await?),
            to,
            by: PersonName::parse(row.try_get("name")?).map_err(StorageError::unreadable)?,
            at: Timestamp::from_microseconds(row.try_get("done_at")?),
            outcomes,
        }))
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

    /// Owes the applicant a mail whose link is the only one; where seats are on offer, it is the link of the offer.
    async fn tell_again(
        &self,
        write: &mut Write,
        kind: NoticeKind,
        registration: &Registration,
        recipient: Option<&str>,
        now: Timestamp,
    ) -> Told<()> {
        let token = self.tell(write, kind, registration.id, registration.language, recipient, now).await;
        sqlx::query("UPDATE seat_offer SET token_hash = ? WHERE registration_id = ? AND outcome IS NULL")
            .bind(token.map_err(ruled)?.hash().as_bytes().to_vec())
            .bind(registration.id.0)
            .execute(&mut **write)
            .await?;
        Ok(())
    }
}

/// The seats taken and the parties waiting when a party of so many has come.
const fn with(seats: Seats, placement: Placement, party: u32) -> (u32, u32) {
    match placement {
        Placement::Seated => (seats.taken.saturating_add(party), seats.waiting),
        Placement::Waiting { .. } => (seats.taken, seats.waiting.saturating_add(1)),
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

/// Whether the address of `applicant` holds another active registration for `event` than this one.
async fn is_taken(
    write: &mut Write,
    event: EventId,
    registration: &Registration,
    applicant: &Applicant,
) -> Result<bool, sqlx::Error> {
    let Some(email) = &applicant.email else { return Ok(false) };
    if matches!(registration.state, RegistrationState::Cancelled | RegistrationState::SetAside) {
        return Ok(false);
    }
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM registration WHERE event_id = ? AND email_identity = ? AND id <> ?
            AND state IN ('seated', 'waiting', 'offered'))",
    )
    .bind(event.0)
    .bind(email.identity())
    .bind(registration.id.0)
    .fetch_one(&mut **write)
    .await
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

async fn report_add(
    write: &mut Write,
    doing: &Doing<'_>,
    by: &Secretariat,
    key: &IdempotencyKey,
    outcomes: &[DeskOutcome],
) -> Told<i64> {
    let id: i64 = sqlx::query_scalar(
        "INSERT INTO desk_act (event_id, account_id, form_key, act, to_event_id, done_at) VALUES (?, ?, ?, ?, ?, ?)
         RETURNING id",
    )
    .bind(doing.event.id.0)
    .bind(by.account().0)
    .bind(key.hash().as_bytes().to_vec())
    .bind(doing.act.kind().slug())
    .bind(doing.to.map(|to| to.id.0))
    .bind(doing.now.as_microseconds())
    .fetch_one(&mut **write)
    .await?;
    for DeskOutcome { registration, outcome } in outcomes {
        let refusal = outcome.as_ref().err().map(serde_json::to_string).transpose();
        sqlx::query("INSERT INTO desk_act_outcome (desk_act_id, registration_id, refusal) VALUES (?, ?, ?)")
            .bind(id)
            .bind(registration.id.0)
            .bind(refusal.map_err(StorageError::unreadable)?)
            .execute(&mut **write)
            .await?;
    }
    Ok(id)
}
