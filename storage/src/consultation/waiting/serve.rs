//! Handing free times to those who wait for them: whenever one has come free, in the transaction that freed it.

use domain::account::AccountId;
use domain::audit::Act;
use domain::availability::Slot;
use domain::consultation::{
    Conditions, Waiting, WaitingFor, WaitingId, WaitingState, after_time_offer, time_offer_until,
};
use domain::notice::NoticeKind;
use domain::offer::{OfferHours, OfferOutcome};
use domain::reference::SecretToken;
use domain::time::Timestamp;
use sqlx::{Row as _, SqliteConnection};

use super::read::{line, waiting_known};
use super::{Told, offer_ends, set_state};
use crate::audit::{By, audit_add};
use crate::availability::diary::{ExpertDiary, Whose, diaries, free_at};
use crate::consultation::hold::{HoldRow, hold_insert};
use crate::consultation::{Taking, engage};
use crate::failpoint::Failpoint;
use crate::{Storage, StorageError, Write, draw};

/// A time for somebody who waits.
struct TimeFound {
    waiting: Waiting,
    expert: AccountId,
    slot: Slot,
    until: Timestamp,
}

impl Storage {
    /// Offers times that are open to those in line whom they suit, whoever came first before the others. Returns how many
    /// were offered.
    pub(crate) async fn serve(&self, write: &mut Write, now: Timestamp) -> Result<u32, StorageError> {
        let mut offered = 0;
        // What is offered to one is open to nobody else: the diaries are read anew for the next.
        while let Some(found) = self.next_offer(write, now).await? {
            self.offer_time(write, &found, now).await?;
            offered += 1;
        }
        Ok(offered)
    }

    /// Whether a time could be offered now to somebody who waits. Asked without the lock.
    pub(in crate::consultation) async fn could_serve(&self, now: Timestamp) -> Result<bool, StorageError> {
        let mut read = self.readers().begin().await?;
        Ok(self.next_offer(&mut read, now).await?.is_some())
    }

    async fn next_offer(
        &self,
        connection: &mut SqliteConnection,
        now: Timestamp,
    ) -> Result<Option<TimeFound>, StorageError> {
        let line = line(connection).await?;
        if line.is_empty() {
            return Ok(None);
        }
        let diaries = diaries(connection, Whose::Shown, now.tokyo_date(), now).await?;
        // Many wait for the same: what was not found for one is not looked for again.
        let mut in_vain: Vec<WaitingFor> = Vec::new();
        for waiting in line {
            if in_vain.contains(&waiting.wanted) {
                continue;
            }
            if let Some((expert, slot, until)) = time_for(&waiting.wanted, &diaries, self.inner.offer_hours, now) {
                return Ok(Some(TimeFound { waiting, expert, slot, until }));
            }
            in_vain.push(waiting.wanted);
        }
        Ok(None)
    }

    async fn offer_time(&self, write: &mut Write, found: &TimeFound, now: Timestamp) -> Result<(), StorageError> {
        let &TimeFound { ref waiting, expert, slot, until } = found;
        let diary = diaries(write, Whose::Of(expert), now.tokyo_date(), now).await?.pop();
        let conditions = diary.map(|diary| Conditions::of(diary.calendar.terms()));
        let conditions = conditions.ok_or_else(|| StorageError::unreadable(format!("expert {}", expert.0)))?;
        let wish = waiting.wanted.wish;
        // Its form is reached by a link that was made for the offer, never by the hold's own.
        let token = SecretToken::from_random(draw(self.chance()));
        let row = HoldRow { token: token.hash(), expert, slot, wish, table: None, until };
        let hold = hold_insert(write, &row, now).await?;
        if self.inner.failpoint != Failpoint::OffersHoldNothing {
            engage(write, Taking::Hold(hold.id, until), expert, (slot, wish), &conditions).await?;
        }
        sqlx::query(
            "INSERT INTO consultation_offer (waiting_id, hold_id, expert_id, starts_at, made_at, until)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(waiting.id.0)
        .bind(hold.id.0)
        .bind(expert.0)
        .bind(slot.starts_at.as_microseconds())
        .bind(now.as_microseconds())
        .bind(until.as_microseconds())
        .execute(&mut **write)
        .await?;
        set_state(write, waiting.id, WaitingState::Offered, now).await?;
        audit_add(write, By::Service, Act::WaitingOffered, waiting.reference.as_str(), now).await?;
        self.tell_waiting(write, NoticeKind::WaitingOffered, &Told::of(waiting), now).await
    }

    /// Ends the offers that nobody has answered until `now`, and the waiting of those whose days have come. Returns how
    /// many of both.
    pub(in crate::consultation) async fn waitings_lapse(
        &self,
        write: &mut Write,
        now: Timestamp,
    ) -> Result<u32, StorageError> {
        let overdue = sqlx::query(
            "SELECT o.waiting_id, (SELECT count(*) FROM consultation_offer p WHERE p.waiting_id = o.waiting_id
                 AND p.outcome = ?2) AS earlier
             FROM consultation_offer o WHERE o.outcome IS NULL AND o.until <= ?1 ORDER BY o.until, o.id",
        )
        .bind(now.as_microseconds())
        .bind(OfferOutcome::Lapsed.slug())
        .fetch_all(&mut **write)
        .await?;
        for row in &overdue {
            let id = WaitingId(row.try_get("waiting_id")?);
            // Its hold is remembered for a day, as every other: whoever comes a little late may still be in time.
            offer_ends(write, id, OfferOutcome::Lapsed, now).await?;
            let waiting = waiting_known(write, id).await?;
            let state = after_time_offer(&waiting.wanted, row.try_get("earlier")?, now);
            set_state(write, id, state, now).await?;
            audit_add(write, By::Service, Act::WaitingLapsed, waiting.reference.as_str(), now).await?;
            self.tell_waiting(write, NoticeKind::WaitingLapsed, &Told::of(&waiting), now).await?;
        }
        let past: Vec<i64> = sqlx::query_scalar(
            "SELECT id FROM consultation_waiting WHERE state = 'waiting' AND until_day <= ? ORDER BY line_place",
        )
        .bind(now.tokyo_date().to_string())
        .fetch_all(&mut **write)
        .await?;
        for id in past.iter().copied().map(WaitingId) {
            let waiting = waiting_known(write, id).await?;
            set_state(write, id, WaitingState::Ended, now).await?;
            audit_add(write, By::Service, Act::WaitingEnded, waiting.reference.as_str(), now).await?;
            self.tell_waiting(write, NoticeKind::WaitingEnded, &Told::of(&waiting), now).await?;
        }
        Ok(u32::try_from(overdue.len() + past.len()).unwrap_or(u32::MAX))
    }
}

/// The first open time that suits, with whoever of those who have it is least busy, and until when it can be kept.
fn time_for(
    wanted: &WaitingFor,
    diaries: &[ExpertDiary],
    hours: OfferHours,
    now: Timestamp,
) -> Option<(AccountId, Slot, Timestamp)> {
    let mut first: Option<(Slot, Timestamp)> = None;
    for one in diaries.iter().filter(|one| wanted.suits(one.expert, wanted.from)) {
        one.diary().each_open(wanted.wish, wanted.from, wanted.until, now, |slot| {
            if first.is_none_or(|(found, _)| slot < found)
                && let Some(until) = time_offer_until(slot, hours, now)
            {
                first = Some((slot, until));
            }
        });
    }
    let (slot, until) = first?;
    let free = free_at(diaries, wanted.wish, slot.starts_at, now);
    let expert = free.into_iter().find(|expert| wanted.suits(*expert, slot.starts_at.tokyo_date()))?;
    Some((expert, slot, until))
}
