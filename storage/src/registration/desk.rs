//! What the desk does with one registration: writing it down for somebody who calls, and changing it. Each in one
//! transaction with its notice and its audit entry.

use domain::account::Secretariat;
use domain::audit::Act;
use domain::event::EventId;
use domain::inquiry::desk::Channel;
use domain::notice::NoticeKind;
use domain::reference::{EventCode, ReferenceNumber};
use domain::registration::desk::{DeskRefusal, decide_at_desk, decide_change_at_desk};
use domain::registration::{
    Applicant, Placement, Refusal, Registration, RegistrationId, RegistrationState, Seats, Wish,
};
use domain::time::Timestamp;

use super::read::registration_by_id;
use super::{Made, NewRegistration, RegistrationChange, count_seats, links_forget, seats_of, update};
use crate::audit::{By, audit_add};
use crate::{Storage, StorageError, Write};

pub(super) type Told<T> = Result<T, StorageError<DeskRefusal>>;

/// The same error where the desk has reasons of its own.
pub(super) fn ruled(error: StorageError<Refusal>) -> StorageError<DeskRefusal> {
    error.refusal().map_or_else(StorageError::widen, |refusal| StorageError::Refused(refusal.into()))
}

pub(super) fn refused<T>(refusal: impl Into<DeskRefusal>) -> Told<T> {
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
        self.tell_of_filling(&mut write, event, seats.capacity, taken, now).await?;
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

    /// Owes the applicant a mail whose link is the only one; where seats are on offer, it is the link of the offer.
    pub(super) async fn tell_again(
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
pub(super) const fn with(seats: Seats, placement: Placement, party: u32) -> (u32, u32) {
    match placement {
        Placement::Seated => (seats.taken.saturating_add(party), seats.waiting),
        Placement::Waiting { .. } => (seats.taken, seats.waiting.saturating_add(1)),
    }
}

/// Whether the address of `applicant` holds another active registration for `event` than this one.
pub(super) async fn is_taken(
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
