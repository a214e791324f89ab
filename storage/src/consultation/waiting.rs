//! Those who wait for a consultation: they join the line, take what is offered, decline it, or give up waiting.

mod read;
mod serve;

use domain::account::AccountId;
use domain::audit::Act;
use domain::availability::Wish;
use domain::consultation::{ConsultationRefusal as Refusal, HoldId, Waiting, WaitingId, WaitingRead, WaitingState};
use domain::expert::ExpertCode;
use domain::language::Language;
use domain::notice::{Notice, NoticeKind, NoticeLink, NoticeSubject};
use domain::offer::OfferOutcome;
use domain::reference::{IdempotencyKey, ReferenceNumber, SecretToken, TokenHash};
use domain::time::Timestamp;

use self::read::{one_by_id, one_by_link};
use super::read::wish_columns;
use crate::audit::{By, audit_add};
use crate::availability::diary::{Whose, diaries};
use crate::outbox::outbox_add;
use crate::{Storage, StorageError, Write, draw};

pub(crate) use read::{waiting_read, waitings_of};

/// From a form's key and this purpose comes the link that its screen shows, as for registrations.
pub const PAGE_OF_A_WAITING: &str = "consultation-waiting-page";
/// From the key of the page and this purpose comes the link to the form for the time that is offered on it.
const FORM_OF_AN_OFFER: &str = "consultation-offer-form";

/// Somebody who wants to wait.
#[derive(Debug, Clone)]
pub struct NewWaiting {
    /// On what, how long and where.
    pub wish: Wish,
    /// With whom; none: with anybody.
    pub expert: Option<ExpertCode>,
    /// Who, and for which days.
    pub read: WaitingRead,
    /// The language of the page, and of the mails to come.
    pub language: Language,
    /// Which showing of the form it comes from.
    pub key: IdempotencyKey,
}

impl Storage {
    /// Puts somebody at the end of the line. A time that suits them and is open is offered to them at once. Returns the
    /// link to their page.
    ///
    /// A repeated `key` returns the first answer again.
    ///
    /// # Errors
    /// [`Refusal::UnknownExpert`]; otherwise when the database cannot be written.
    pub async fn waiting_join(&self, new: NewWaiting, now: Timestamp) -> Result<SecretToken, StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.join_line(&new, now).await }).await
    }

    async fn join_line(&self, new: &NewWaiting, now: Timestamp) -> Result<SecretToken, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let link = new.key.derive_token(PAGE_OF_A_WAITING);
        if waiting_by_hash(&mut write, &link.hash()).await?.is_some() {
            // The same form, sent again.
            return Ok(link);
        }
        self.sweep(&mut write, now).await?;
        let expert = match &new.expert {
            Some(code) => {
                let found = diaries(&mut write, Whose::Named(code), now.tokyo_date(), now).await?.pop();
                Some(found.ok_or(StorageError::Refused(Refusal::UnknownExpert))?.expert)
            }
            None => None,
        };
        let (id, reference) = self.insert_waiting(&mut write, new, expert, now).await?;
        waiting_link_add(&mut write, id, &link, None, now).await?;
        let told = Told { id, language: new.language, email: new.read.email.as_str() };
        self.tell_waiting(&mut write, NoticeKind::WaitingJoined, &told, now).await.map_err(StorageError::widen)?;
        audit_add(&mut write, By::Applicant, Act::WaitingJoined, reference.as_str(), now).await?;
        self.serve_and_commit(write, now).await?;
        Ok(link)
    }

    /// Writes somebody who waits under a number that nobody has.
    async fn insert_waiting(
        &self,
        write: &mut Write,
        new: &NewWaiting,
        expert: Option<AccountId>,
        now: Timestamp,
    ) -> Result<(WaitingId, ReferenceNumber), StorageError<Refusal>> {
        let WaitingRead { from, until, name, email } = &new.read;
        let (topic, minutes, prefecture) = wish_columns(new.wish);
        loop {
            let reference = ReferenceNumber::from_random(draw(self.chance()));
            let id: Option<i64> = sqlx::query_scalar(
                "INSERT INTO consultation_waiting (reference, state, topic, minutes, prefecture, expert_id, from_day,
                     until_day, name, email, email_identity, language, consented_at, form_key, line_place, created_at,
                     changed_at)
                 VALUES (?1, 'waiting', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
                     (SELECT coalesce(max(line_place), 0) + 1 FROM consultation_waiting WHERE state = 'waiting'),
                     ?12, ?12)
                 ON CONFLICT (reference) DO NOTHING RETURNING id",
            )
            .bind(reference.as_str())
            .bind(topic)
            .bind(minutes)
            .bind(prefecture)
            .bind(expert.map(|expert| expert.0))
            .bind(from.to_string())
            .bind(until.to_string())
            .bind(name.as_str())
            .bind(email.as_str())
            .bind(email.identity())
            .bind(new.language.code())
            .bind(now.as_microseconds())
            .bind(new.key.hash().as_bytes().to_vec())
            .fetch_optional(&mut **write)
            .await?;
            // A number that somebody has already is drawn again.
            if let Some(id) = id {
                return Ok((WaitingId(id), reference));
            }
        }
    }

    /// Who waits behind a secret link.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn waiting_by_link(&self, link: &TokenHash) -> Result<Option<Waiting>, StorageError> {
        let mut read = self.readers().begin().await?;
        match waiting_by_hash(&mut read, link).await? {
            Some(id) => waiting_read(&mut read, id).await,
            None => Ok(None),
        }
    }

    /// For whom a time is, or was, held because they waited for it; nobody, where somebody has chosen it themselves.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn waiting_behind(&self, hold: HoldId) -> Result<Option<Waiting>, StorageError> {
        let mut read = self.readers().begin().await?;
        match waiting_of_hold(&mut read, hold).await? {
            Some(id) => waiting_read(&mut read, id).await,
            None => Ok(None),
        }
    }

    /// Leads to the form for the time that is offered behind `link`: booking it takes the offer. The same page's `key`
    /// leads to the same form.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn waiting_accept(
        &self,
        link: &TokenHash,
        key: &IdempotencyKey,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let waiting = one_by_link(&mut write, link).await?;
        waiting.may_answer(now).map_err(StorageError::Refused)?;
        let offer = living_offer(&mut write, waiting.id).await?;
        let (offer, _) = offer.ok_or(StorageError::Refused(Refusal::NoProposal))?;
        let form = key.derive_token(FORM_OF_AN_OFFER);
        waiting_link_add(&mut write, waiting.id, &form, Some(offer), now).await?;
        write.commit().await?;
        Ok(form)
    }

    /// Takes somebody out of the line by their secret link; a time that is kept for them goes to whoever is next. Leaving
    /// twice is leaving once.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn waiting_leave(&self, link: TokenHash, now: Timestamp) -> Result<(), StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move {
            let mut write = storage.begin().await?;
            storage.sweep(&mut write, now).await?;
            let waiting = one_by_link(&mut write, &link).await?;
            match waiting.state {
                WaitingState::Left => return Ok(()),
                state if !state.is_in_line() => return Err(StorageError::Refused(Refusal::Over)),
                _ => {}
            }
            storage.leave_line(&mut write, &waiting, now).await?;
            storage.serve_and_commit(write, now).await
        })
        .await
    }

    async fn leave_line(
        &self,
        write: &mut Write,
        waiting: &Waiting,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        end_offer(write, waiting.id, OfferOutcome::Declined, now).await?;
        set_state(write, waiting.id, WaitingState::Left, now).await?;
        audit_add(write, By::Applicant, Act::WaitingLeft, waiting.reference.as_str(), now).await?;
        let told = Told::of(waiting);
        self.tell_waiting(write, NoticeKind::WaitingLeft, &told, now).await.map_err(StorageError::widen)
    }

    /// A hold is let go: whoever was offered its time has declined.
    pub(super) async fn waiting_lets_go(
        &self,
        write: &mut Write,
        hold: HoldId,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let Some(id) = waiting_of_hold(write, hold).await? else { return Ok(()) };
        let is_offered = living_offer(write, id).await?.is_some_and(|(_, kept)| kept == hold);
        if is_offered {
            let waiting = one_by_id(write, id).await?;
            self.leave_line(write, &waiting, now).await?;
        }
        Ok(())
    }

    /// Owes somebody who waits a mail, with a fresh link to their page.
    async fn tell_waiting(
        &self,
        write: &mut Write,
        kind: NoticeKind,
        told: &Told<'_>,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let token = SecretToken::from_random(draw(self.chance()));
        waiting_link_add(write, told.id, &token, None, now).await?;
        let link = NoticeLink { about: NoticeSubject::Waiting(told.id), token };
        outbox_add(write, &Notice { kind, link }, told.language, told.email, now).await
    }
}

/// Who is told.
struct Told<'a> {
    id: WaitingId,
    language: Language,
    email: &'a str,
}

impl<'a> Told<'a> {
    fn of(waiting: &'a Waiting) -> Self {
        Self { id: waiting.id, language: waiting.language, email: waiting.email.as_str() }
    }
}

/// What was held is booked: whoever it was offered to has waited long enough. Says whether it was offered.
pub(super) async fn waiting_booked(write: &mut Write, hold: HoldId, now: Timestamp) -> Result<bool, sqlx::Error> {
    let Some(id) = waiting_of_hold(write, hold).await? else { return Ok(false) };
    let offer = living_offer(write, id).await?;
    // Booked after its offer had lapsed, when nobody else had come: another time may be on offer by now.
    let outcome = match offer {
        Some((_, kept)) if kept != hold => OfferOutcome::Declined,
        _ => OfferOutcome::Accepted,
    };
    if outcome == OfferOutcome::Accepted {
        offer_ends(write, id, outcome, now).await?;
    } else {
        end_offer(write, id, outcome, now).await?;
    }
    set_state(write, id, WaitingState::Booked, now).await?;
    Ok(true)
}

/// The hold that a link opens which was made for an offer.
pub(super) async fn hold_on_offer(
    connection: &mut sqlx::SqliteConnection,
    link: &TokenHash,
) -> Result<Option<HoldId>, sqlx::Error> {
    let id: Option<i64> = sqlx::query_scalar(
        "SELECT o.hold_id FROM consultation_waiting_link l JOIN consultation_offer o ON o.id = l.offer_id
         WHERE l.token_hash = ? AND o.hold_id IS NOT NULL",
    )
    .bind(link.as_bytes().to_vec())
    .fetch_optional(connection)
    .await?;
    Ok(id.map(HoldId))
}

/// An offer is answerable as long as its time is held.
pub(super) async fn offer_prolong(write: &mut Write, hold: HoldId, until: Timestamp) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE consultation_offer SET until = ? WHERE hold_id = ? AND outcome IS NULL")
        .bind(until.as_microseconds())
        .bind(hold.0)
        .execute(&mut **write)
        .await?;
    Ok(())
}

async fn waiting_by_hash(
    connection: &mut sqlx::SqliteConnection,
    link: &TokenHash,
) -> Result<Option<WaitingId>, sqlx::Error> {
    let id: Option<i64> = sqlx::query_scalar("SELECT waiting_id FROM consultation_waiting_link WHERE token_hash = ?")
        .bind(link.as_bytes().to_vec())
        .fetch_optional(connection)
        .await?;
    Ok(id.map(WaitingId))
}

async fn waiting_of_hold(
    connection: &mut sqlx::SqliteConnection,
    hold: HoldId,
) -> Result<Option<WaitingId>, sqlx::Error> {
    let id: Option<i64> = sqlx::query_scalar("SELECT waiting_id FROM consultation_offer WHERE hold_id = ?")
        .bind(hold.0)
        .fetch_optional(connection)
        .await?;
    Ok(id.map(WaitingId))
}

/// The offer that somebody has, and what keeps its time.
async fn living_offer(write: &mut Write, id: WaitingId) -> Result<Option<(i64, HoldId)>, sqlx::Error> {
    let offer: Option<(i64, i64)> =
        sqlx::query_as("SELECT id, hold_id FROM consultation_offer WHERE waiting_id = ? AND outcome IS NULL")
            .bind(id.0)
            .fetch_optional(&mut **write)
            .await?;
    Ok(offer.map(|(offer, hold)| (offer, HoldId(hold))))
}

/// Ends the offer that somebody has, if they have one, and frees its time.
async fn end_offer(write: &mut Write, id: WaitingId, outcome: OfferOutcome, now: Timestamp) -> Result<(), sqlx::Error> {
    if let Some(hold) = offer_ends(write, id, outcome, now).await? {
        sqlx::query("DELETE FROM consultation_hold WHERE id = ?").bind(hold.0).execute(&mut **write).await?;
    }
    Ok(())
}

/// Ends the offer that somebody has, if they have one; what has kept its time stays.
async fn offer_ends(
    write: &mut Write,
    id: WaitingId,
    outcome: OfferOutcome,
    now: Timestamp,
) -> Result<Option<HoldId>, sqlx::Error> {
    let hold: Option<i64> = sqlx::query_scalar(
        "UPDATE consultation_offer SET outcome = ?, ended_at = ? WHERE waiting_id = ? AND outcome IS NULL
         RETURNING hold_id",
    )
    .bind(outcome.slug())
    .bind(now.as_microseconds())
    .bind(id.0)
    .fetch_optional(&mut **write)
    .await?;
    Ok(hold.map(HoldId))
}

/// Writes where somebody stands who waits; whoever waits again comes behind everybody.
async fn set_state(write: &mut Write, id: WaitingId, state: WaitingState, now: Timestamp) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE consultation_waiting SET state = ?2, changed_at = ?3, line_place = CASE WHEN ?2 = 'waiting' THEN
            (SELECT coalesce(max(line_place), 0) + 1 FROM consultation_waiting WHERE state = 'waiting') END
         WHERE id = ?1",
    )
    .bind(id.0)
    .bind(state.slug())
    .bind(now.as_microseconds())
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Makes a link to whoever waits from the list of everything under an address. Says whether they stand in that list.
pub(crate) async fn waiting_mailbox_link_add(
    write: &mut Write,
    reference: &ReferenceNumber,
    email_identity: &str,
    token: &SecretToken,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let id = sqlx::query_scalar("SELECT id FROM consultation_waiting WHERE reference = ? AND email_identity = ?")
        .bind(reference.as_str().to_owned())
        .bind(email_identity.to_owned())
        .fetch_optional(&mut **write)
        .await?;
    let Some(id) = id.map(WaitingId) else { return Ok(false) };
    waiting_link_add(write, id, token, None, now).await?;
    Ok(true)
}

async fn waiting_link_add(
    write: &mut Write,
    id: WaitingId,
    token: &SecretToken,
    offer: Option<i64>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO consultation_waiting_link (token_hash, waiting_id, offer_id, created_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (token_hash) DO NOTHING",
    )
    .bind(token.hash().as_bytes().to_vec())
    .bind(id.0)
    .bind(offer)
    .bind(now.as_microseconds())
    .execute(&mut **write)
    .await?;
    Ok(())
}
