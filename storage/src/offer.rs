//! Offers: freed seats held for those who wait, answered once, passed on when no answer comes.

use domain::audit::Act;
use domain::event::{EventId, Standing};
use domain::notice::NoticeKind;
use domain::offer::{OfferAnswer, OfferOutcome, after_lapse, may_answer, offer_until};
use domain::reference::{IdempotencyKey, SecretToken, TokenHash};
use domain::registration::{
    Refusal, Registration, RegistrationId, RegistrationState, Seats, Transition, WaitingParty, seats_given,
};
use domain::time::Timestamp;
use sqlx::Row as _;

use crate::audit::{By, audit_add};
use crate::failpoint::Failpoint;
use crate::registration::{
    count_seats, id_by_link, language_from, link_add, read_by_link, screen_token, seats_of, set_state,
};
use crate::{Storage, StorageError, Write};

/// An offer that nobody has answered in time.
struct Overdue {
    registration: RegistrationId,
    seats: u32,
    earlier: u32,
}

impl Storage {
    /// Answers the offer of a registration by any of its secret links. The link of the offer's own mail is used up;
    /// the new one comes from `key`, so that the same form sent again leads to the same page.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn offer_answer(
        &self,
        link: TokenHash,
        answer: OfferAnswer,
        key: IdempotencyKey,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.answer_offer(&link, answer, &key, now).await }).await
    }

    async fn answer_offer(
        &self,
        link: &TokenHash,
        answer: OfferAnswer,
        key: &IdempotencyKey,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<Refusal>> {
        self.offers_expire(now).await.map_err(StorageError::widen)?;
        let new_link = screen_token(key);
        let mut write = self.begin().await?;
        if id_by_link(&mut write, &new_link.hash()).await?.is_some() {
            // The same form, sent again.
            return Ok(new_link);
        }
        let (registration, seats) = read_by_link(&mut write, link).await?;
        may_answer(&seats, registration.state, registration.offer, now).map_err(StorageError::Refused)?;
        let ((taken, waiting), act) = match answer {
            OfferAnswer::Accept => {
                self.accept_offer(&mut write, &registration, now).await?;
                ((seats.taken, seats.waiting), Act::RegistrationOfferAccepted)
            }
            OfferAnswer::Decline => {
                let kind = NoticeKind::OfferDeclined;
                let counted = self.give_up(&mut write, &registration, seats, kind, now).await?;
                (counted, Act::RegistrationOfferDeclined)
            }
        };
        link_add(&mut write, registration.id, &new_link, "screen", now).await?;
        audit_add(&mut write, By::Applicant, act, registration.reference.as_str(), now).await?;
        self.commit_counted(write, registration.event, taken, waiting).await?;
        Ok(new_link)
    }

    pub(crate) async fn accept_offer(
        &self,
        write: &mut Write,
        registration: &Registration,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        set_state(write, registration.id, RegistrationState::Seated, now).await?;
        offer_end(write, registration.id, OfferOutcome::Accepted, now).await?;
        let (language, email) = (registration.language, registration.applicant.recipient());
        self.tell(write, NoticeKind::OfferAccepted, registration.id, language, email, now).await?;
        Ok(())
    }

    /// Ends the offers that nobody has answered until `now`, and hands their seats to the next in line. Returns how
    /// many ended.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn offers_expire(&self, now: Timestamp) -> Result<u32, StorageError> {
        // Asked before nearly every use case, and nearly always for nothing: no lock is taken for the question.
        let events: Vec<i64> = sqlx::query_scalar(
            "SELECT DISTINCT r.event_id FROM seat_offer o JOIN registration r ON r.id = o.registration_id
                JOIN event e ON e.id = r.event_id
             WHERE o.outcome IS NULL AND o.until <= ? AND e.standing = ? ORDER BY r.event_id",
        )
        .bind(now.as_microseconds())
        .bind(Standing::Published.slug())
        .fetch_all(self.readers())
        .await?;
        let mut ended = 0;
        for event in events {
            let storage = self.clone();
            let expired = Self::to_the_end(async move { storage.expire_offers_of(EventId(event), now).await }).await;
            // Nobody asks for anything here that a rule could refuse.
            ended += expired.map_err(|error| error.refusal().map_or_else(|cause| cause, StorageError::unreadable))?;
        }
        Ok(ended)
    }

    async fn expire_offers_of(&self, event: EventId, now: Timestamp) -> Result<u32, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let mut seats = seats_of(&mut write, event).await?;
        if seats.standing != Standing::Published {
            return Ok(0);
        }
        let overdue = overdue(&mut write, event, now).await?;
        for offer in &overdue {
            offer_end(&mut write, offer.registration, OfferOutcome::Lapsed, now).await?;
            seats.taken = seats.taken.saturating_sub(offer.seats);
            match after_lapse(&seats, offer.earlier, self.inner.offer_hours, now) {
                Transition::LapseOffer => {
                    line_up_again(&mut write, event, offer.registration, now).await?;
                    seats.waiting += 1;
                }
                _ => set_state(&mut write, offer.registration, RegistrationState::Cancelled, now).await?,
            }
        }
        let (taken, waiting) = self.give_seats(&mut write, event, seats, now).await?;
        for offer in &overdue {
            self.tell_of_lapse(&mut write, offer.registration, &seats, now).await?;
        }
        self.commit_counted(write, event, taken, waiting).await?;
        Ok(u32::try_from(overdue.len()).unwrap_or(u32::MAX))
    }

    /// Tells whoever has let an offer pass; not whoever was the only one in line, and has the next offer already.
    async fn tell_of_lapse(
        &self,
        write: &mut Write,
        registration: RegistrationId,
        seats: &Seats,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let row = sqlx::query("SELECT state, reference, language, email FROM registration WHERE id = ?")
            .bind(registration.0)
            .fetch_one(&mut **write)
            .await?;
        audit_add(write, By::Service, Act::RegistrationOfferLapsed, row.try_get("reference")?, now).await?;
        let has_another = row.try_get::<&str, _>("state")? == RegistrationState::Offered.slug();
        if !has_another && now < seats.ends_at {
            let (language, email) = (language_from(row.try_get("language")?)?, row.try_get("email")?);
            self.tell(write, NoticeKind::OfferLapsed, registration, language, email, now).await?;
        }
        Ok(())
    }

    /// Hands free seats to those who wait, tells them, and counts: by an offer, or at once where nobody could answer
    /// one in time. Returns the seats taken, those on offer too, and the parties in line.
    pub(crate) async fn give_seats(
        &self,
        write: &mut Write,
        event: EventId,
        seats: Seats,
        now: Timestamp,
    ) -> Result<(u32, u32), StorageError<Refusal>> {
        let (mut taken, mut waiting) = (seats.taken, seats.waiting);
        if waiting > 0 && seats.free() > 0 {
            let line = line(write, event, seats.free()).await?;
            let until = offer_until(&seats, self.inner.offer_hours, now);
            for party in seats_given(&seats, &line, now) {
                self.give_seat(write, party.id, until, now).await?;
                if until.is_none() || self.inner.failpoint != Failpoint::OffersHoldNothing {
                    taken += party.seats;
                }
                waiting -= 1;
            }
        }
        count_seats(write, event, taken, waiting).await?;
        Ok((taken, waiting))
    }

    async fn give_seat(
        &self,
        write: &mut Write,
        party: RegistrationId,
        offered_until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let (state, kind, act) = match offered_until {
            Some(_) => (RegistrationState::Offered, NoticeKind::SeatOffered, Act::RegistrationSeatOffered),
            None => (RegistrationState::Seated, NoticeKind::SeatGiven, Act::RegistrationSeatGiven),
        };
        let given = sqlx::query(
            "UPDATE registration SET state = ?, revision = revision + 1, changed_at = ?
             WHERE id = ? AND state = 'waiting' RETURNING reference, language, email",
        )
        .bind(state.slug())
        .bind(now.as_microseconds())
        .bind(party.0)
        .fetch_one(&mut **write)
        .await?;
        let (language, email) = (language_from(given.try_get("language")?)?, given.try_get("email")?);
        let token = self.tell(write, kind, party, language, email, now).await?;
        if let Some(until) = offered_until {
            sqlx::query("INSERT INTO seat_offer (registration_id, token_hash, made_at, until) VALUES (?, ?, ?, ?)")
                .bind(party.0)
                .bind(token.hash().as_bytes().to_vec())
                .bind(now.as_microseconds())
                .bind(until.as_microseconds())
                .execute(&mut **write)
                .await?;
        }
        audit_add(write, By::Service, act, given.try_get("reference")?, now).await?;
        Ok(())
    }

    /// Whether `link` came with an offer that has ended: it opens nothing any more, and whoever follows it is told so.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn offer_link_is_used(&self, link: &TokenHash) -> Result<bool, StorageError> {
        Ok(sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM seat_offer WHERE token_hash = ? AND outcome IS NOT NULL)")
            .bind(link.as_bytes().to_vec())
            .fetch_one(self.readers())
            .await?)
    }
}

/// Ends the offer that a registration has, and with it the link of its mail.
pub(crate) async fn offer_end(
    write: &mut Write,
    registration: RegistrationId,
    outcome: OfferOutcome,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let link: Option<Vec<u8>> = sqlx::query_scalar(
        "UPDATE seat_offer SET outcome = ?, ended_at = ? WHERE registration_id = ? AND outcome IS NULL
         RETURNING token_hash",
    )
    .bind(outcome.slug())
    .bind(now.as_microseconds())
    .bind(registration.0)
    .fetch_optional(&mut **write)
    .await?;
    sqlx::query("DELETE FROM secret_link WHERE token_hash = ?").bind(link).execute(&mut **write).await?;
    Ok(())
}

/// Has no offer of an event live beyond `end`: its deadline or its beginning may have come nearer.
pub(crate) async fn offers_shorten(write: &mut Write, event: EventId, end: Timestamp) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE seat_offer SET until = ?1 WHERE outcome IS NULL AND until > ?1
            AND registration_id IN (SELECT id FROM registration WHERE event_id = ?2 AND state = 'offered')",
    )
    .bind(end.as_microseconds())
    .bind(event.0)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// The first parties in line, as many as could need so many seats.
async fn line(write: &mut Write, event: EventId, seats: u32) -> Result<Vec<WaitingParty>, sqlx::Error> {
    let line = sqlx::query(
        "SELECT id, seats FROM registration WHERE event_id = ? AND state = 'waiting' ORDER BY line_place LIMIT ?",
    )
    .bind(event.0)
    // Every party takes a seat at least.
    .bind(i64::from(seats))
    .fetch_all(&mut **write)
    .await?;
    line.iter()
        .map(|row| Ok(WaitingParty { id: RegistrationId(row.try_get("id")?), seats: row.try_get("seats")? }))
        .collect()
}

/// The offers of an event that nobody has answered until `now`, those that ended first before the others.
async fn overdue(write: &mut Write, event: EventId, now: Timestamp) -> Result<Vec<Overdue>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT r.id, r.seats, (SELECT count(*) FROM seat_offer p WHERE p.registration_id = r.id AND p.outcome = ?3)
                AS earlier
         FROM seat_offer o JOIN registration r ON r.id = o.registration_id
         WHERE r.event_id = ?1 AND o.outcome IS NULL AND o.until <= ?2 ORDER BY o.until, o.id",
    )
    .bind(event.0)
    .bind(now.as_microseconds())
    .bind(OfferOutcome::Lapsed.slug())
    .fetch_all(&mut **write)
    .await?;
    let overdue = rows.iter().map(|row| {
        let registration = RegistrationId(row.try_get("id")?);
        Ok(Overdue { registration, seats: row.try_get("seats")?, earlier: row.try_get("earlier")? })
    });
    overdue.collect()
}

/// Puts a registration at the end of the line.
async fn line_up_again(
    write: &mut Write,
    event: EventId,
    registration: RegistrationId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE registration SET state = 'waiting', revision = revision + 1, changed_at = ?1, line_place =
            (SELECT coalesce(max(line_place), 0) + 1 FROM registration WHERE event_id = ?2 AND state = 'waiting')
         WHERE id = ?3",
    )
    .bind(now.as_microseconds())
    .bind(event.0)
    .bind(registration.0)
    .execute(&mut **write)
    .await?;
    Ok(())
}
