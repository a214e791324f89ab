//! Holds: a time is kept while somebody fills in the form for it.

use domain::account::AccountId;
use domain::availability::{PublicClosure, Slot, Terms, Wish};
use domain::consultation::{Conditions, ConsultationRefusal as Refusal, HOLD_SECONDS, Hold, HoldId, extended};
use domain::event_table::TableId;
use domain::expert::ExpertCode;
use domain::reference::{IdempotencyKey, SecretToken, TokenHash};
use domain::time::Timestamp;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use super::read::{table_from, wish_at, wish_columns, wish_from};
use super::waiting::{hold_on_offer, offer_prolong};
use super::{Taking, conditions_if_open, engage};
use crate::availability::diary::{Whose, diaries, free_at, not_open};
use crate::event_table::table_read;
use crate::failpoint::Failpoint;
use crate::{Storage, StorageError, Write};

/// For so long after its end a hold is remembered.
const REMEMBERED_SECONDS: i64 = 24 * 60 * 60;

/// A time to hold.
#[derive(Debug, Clone)]
pub struct NewHold {
    /// For what.
    pub wish: Wish,
    /// When it begins.
    pub starts_at: Timestamp,
    /// Whose; none: that of whoever is least busy of those who have it.
    pub expert: Option<ExpertCode>,
    /// To which table of a meeting it belongs, with the expert who sits there; none: it is open in a calendar.
    pub table: Option<TableId>,
    /// The hold that it takes the place of: whoever goes back and chooses another time holds one.
    pub instead_of: Option<TokenHash>,
    /// Which showing of the page it comes from.
    pub key: IdempotencyKey,
}

impl NewHold {
    /// What comes of the page's key for this time: a choice that is sent twice holds one time, and another choice on the
    /// same page another.
    fn token(&self) -> SecretToken {
        let whose = match self.table {
            Some(TableId { event, number }) => format!("table/{}/{number}", event.0),
            None => self.expert.as_ref().map_or("any", ExpertCode::as_str).to_owned(),
        };
        self.key.derive_token(&format!("consultation-hold/{whose}/{}", self.starts_at.as_microseconds()))
    }
}

/// A time that is held.
#[derive(Debug, Clone)]
pub struct Held {
    /// Which, whose and until when.
    pub hold: Hold,
    /// What books it.
    pub token: SecretToken,
}

/// A hold as it is written.
pub(super) struct HoldRow {
    pub(super) token: TokenHash,
    pub(super) expert: AccountId,
    pub(super) slot: Slot,
    pub(super) wish: Wish,
    pub(super) table: Option<TableId>,
    pub(super) until: Timestamp,
}

/// The time of a hold, kept under the lock that will book it.
pub(super) struct Kept {
    pub(super) hold: Hold,
    pub(super) conditions: Conditions,
}

impl Storage {
    /// Holds a time for ten minutes.
    ///
    /// A repeated `key` returns the first hold again, as long as it lives.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn consultation_hold(&self, new: NewHold, now: Timestamp) -> Result<Held, StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.hold(&new, now).await }).await
    }

    async fn hold(&self, new: &NewHold, now: Timestamp) -> Result<Held, StorageError<Refusal>> {
        let token = new.token();
        let whose = new.expert.as_ref().map_or(Whose::Shown, Whose::Named);
        let mut read = self.readers().begin().await?;
        let known = hold_by_token(&mut read, &token.hash()).await?;
        if let Some(hold) = known.filter(|hold| hold.lives_at(now)) {
            return Ok(Held { hold, token });
        }
        if let Some(table) = new.table {
            drop(read);
            return self.hold_at_table(new, table, token, now).await;
        }
        let diaries = diaries(&mut read, whose, now.tokyo_date(), now).await?;
        drop(read);
        if self.inner.failpoint == Failpoint::ReadOutsideTheLock {
            tokio::task::yield_now().await;
        }
        if diaries.is_empty() && new.expert.is_some() {
            return Err(StorageError::Refused(Refusal::UnknownExpert));
        }
        // Whoever comes too late is told so without waiting for the lock. The times that somebody gives up in the same
        // moment are theirs to choose again.
        let candidates = free_at(&diaries, new.wish, new.starts_at, now);
        if candidates.is_empty() && new.instead_of.is_none() {
            let (why, alternatives) = not_open(&diaries, new.wish, new.starts_at, now);
            return Err(StorageError::Refused(Refusal::NotOpen { why, alternatives }));
        }
        let everybody = diaries.iter().map(|diary| diary.expert);
        let candidates: Vec<AccountId> = if candidates.is_empty() { everybody.collect() } else { candidates };
        match self.hold_with(new, &token, &candidates, now).await? {
            Some(hold) => Ok(Held { hold, token }),
            None => self.refuse(whose, new.wish, new.starts_at, now).await,
        }
    }

    /// Holds a time at a table. As elsewhere, whoever comes too late is told so by a reader.
    async fn hold_at_table(
        &self,
        new: &NewHold,
        table: TableId,
        token: SecretToken,
        now: Timestamp,
    ) -> Result<Held, StorageError<Refusal>> {
        let mut read = self.readers().begin().await?;
        let seen = table_read(&mut read, table, now).await?;
        drop(read);
        let seen = seen.ok_or(StorageError::Refused(Refusal::UnknownExpert))?;
        if self.inner.failpoint == Failpoint::ReadOutsideTheLock {
            tokio::task::yield_now().await;
        }
        // What whoever chooses holds themselves may be what is in their way.
        if seen.open_at(new.starts_at).is_none() && new.instead_of.is_none() {
            return Err(StorageError::Refused(Refusal::NotOpen {
                why: Some(PublicClosure::Taken),
                alternatives: seen.alternatives(new.starts_at),
            }));
        }
        if let Some(hold) = self.hold_with(new, &token, &[seen.account()], now).await? {
            return Ok(Held { hold, token });
        }
        let mut read = self.readers().begin().await?;
        let after = table_read::<Refusal>(&mut read, table, now).await?;
        let alternatives = after.map(|after| after.alternatives(new.starts_at)).unwrap_or_default();
        Err(StorageError::Refused(Refusal::NotOpen { why: Some(PublicClosure::Taken), alternatives }))
    }

    /// Holds the time of the first of several experts who has it under the lock.
    async fn hold_with(
        &self,
        new: &NewHold,
        token: &SecretToken,
        candidates: &[AccountId],
        now: Timestamp,
    ) -> Result<Option<Hold>, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let known = hold_by_token(&mut write, &token.hash()).await?;
        if let Some(hold) = known.filter(|hold| hold.lives_at(now)) {
            return Ok(Some(hold));
        }
        self.sweep(&mut write, now).await?;
        if known.is_some() {
            // The same choice once more, after its hold has run out.
            self.let_go(&mut write, &token.hash(), now).await?;
        }
        if let Some(earlier) = &new.instead_of {
            self.let_go(&mut write, earlier, now).await?;
        }
        for &expert in candidates {
            let conditions = if self.inner.failpoint == Failpoint::ReadOutsideTheLock {
                Some(conditions_of(&mut write, expert, new.table, now).await?)
            } else {
                conditions_if_open(&mut write, (expert, new.table), new.wish, new.starts_at, now).await?
            };
            if let Some(conditions) = conditions {
                let slot = Slot { starts_at: new.starts_at, length: new.wish.length };
                let until = now.plus_seconds(HOLD_SECONDS).min(slot.starts_at);
                let (wish, table) = (new.wish, new.table);
                let row = HoldRow { token: token.hash(), expert, slot, wish, table, until };
                let hold = hold_insert(&mut write, &row, now).await?;
                if self.inner.failpoint != Failpoint::HoldsTakeNoTime {
                    let taking = Taking::Hold(hold.id, hold.until);
                    engage(&mut write, taking, expert, (hold.slot, hold.wish), &conditions).await?;
                }
                // A time that is held frees none, but that of the hold before.
                if new.instead_of.is_some() {
                    self.serve_and_commit(write, now).await?;
                } else {
                    self.commit_and_wake(write).await?;
                }
                return Ok(Some(hold));
            }
        }
        Ok(None)
    }

    /// The hold behind a secret, whether it lives or has run out; none once it was booked or let go.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn consultation_hold_by_token(&self, token: &TokenHash) -> Result<Option<Hold>, StorageError> {
        hold_by_token(&mut *self.readers().acquire().await?, token).await
    }

    /// Extends a hold; one that has run out is taken up again, where nobody else has the time. Returns until when it
    /// lasts.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn consultation_hold_extend(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Timestamp, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        self.sweep(&mut write, now).await?;
        let Kept { hold, .. } = self.kept(&mut write, token, now).await?;
        let until = extended(&hold, now).map_err(StorageError::Refused)?;
        prolong(&mut write, hold.id, until, hold.extensions + 1).await?;
        self.commit_and_wake(write).await?;
        Ok(until)
    }

    /// Lets a hold go. One that is gone already is no matter.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn consultation_hold_release(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        self.let_go(&mut write, token, now).await?;
        self.serve_and_commit(write, now).await
    }

    /// Its time is free with it; whoever was offered it has declined.
    async fn let_go(&self, write: &mut Write, token: &TokenHash, now: Timestamp) -> Result<(), StorageError<Refusal>> {
        let Some(hold) = hold_by_token::<Refusal>(write, token).await? else { return Ok(()) };
        self.waiting_lets_go(write, hold.id, now).await?;
        sqlx::query("DELETE FROM consultation_hold WHERE id = ?").bind(hold.id.0).execute(&mut **write).await?;
        Ok(())
    }

    /// The time of a hold: kept, or taken up again if it has run out and nobody else has it.
    pub(super) async fn kept(
        &self,
        write: &mut Write,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Kept, StorageError<Refusal>> {
        let hold = hold_by_token(write, token).await?.ok_or(StorageError::Refused(Refusal::UnknownHold))?;
        if hold.lives_at(now) {
            let conditions = conditions_of(write, hold.expert, hold.table, now).await?;
            return Ok(Kept { hold, conditions });
        }
        let (whose, starts_at) = ((hold.expert, hold.table), hold.slot.starts_at);
        let Some(conditions) = conditions_if_open(write, whose, hold.wish, starts_at, now).await? else {
            let alternatives = instead_of(write, &hold, now).await?;
            return Err(StorageError::Refused(Refusal::HoldEnded { alternatives }));
        };
        let until = now.plus_seconds(HOLD_SECONDS).min(hold.slot.starts_at);
        engage(write, Taking::Hold(hold.id, until), hold.expert, (hold.slot, hold.wish), &conditions).await?;
        prolong(write, hold.id, until, hold.extensions).await?;
        Ok(Kept { hold: Hold { until, ..hold }, conditions })
    }

    /// Removes what has run out: holds, which are remembered for a day, proposals and offers, with the mails that say so.
    /// What has come free is offered to those who wait. Every use case does so first: nobody overtakes them.
    pub(super) async fn sweep(&self, write: &mut Write, now: Timestamp) -> Result<u32, StorageError<Refusal>> {
        if !is_due(write, now).await? {
            return Ok(0);
        }
        let mut lapsed = self.proposals_lapse(write, now).await?;
        lapsed += self.waitings_lapse(write, now).await.map_err(StorageError::widen)?;
        let ended = sqlx::query("DELETE FROM engagement WHERE held_until <= ? AND kind = 'hold'")
            .bind(now.as_microseconds())
            .execute(&mut **write)
            .await?;
        sqlx::query("DELETE FROM consultation_hold WHERE until <= ?")
            .bind(now.plus_seconds(-REMEMBERED_SECONDS).as_microseconds())
            .execute(&mut **write)
            .await?;
        let ended = u32::try_from(ended.rows_affected()).unwrap_or(u32::MAX).saturating_add(lapsed);
        if ended > 0 {
            self.serve(write, now).await.map_err(StorageError::widen)?;
        }
        Ok(ended)
    }

    /// Ends holds, proposals and offers that have run out by `now`, and offers what has come free by itself, as a day does
    /// that can be booked from today on. Returns how many.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn consultations_sweep(&self, now: Timestamp) -> Result<u32, StorageError> {
        // Asked again and again, and nearly always for nothing: no lock is taken for the question.
        let is_due = is_due(&mut *self.readers().acquire().await?, now).await?;
        if !is_due && !self.could_serve(now).await? {
            return Ok(0);
        }
        let storage = self.clone();
        let swept = Self::to_the_end(async move {
            let mut write = storage.begin().await?;
            let swept = storage.sweep(&mut write, now).await?;
            let offered = storage.serve(&mut write, now).await.map_err(StorageError::widen)?;
            storage.commit_and_wake(write).await?;
            Ok(swept.saturating_add(offered))
        });
        // Nobody asks for anything here that a rule could refuse.
        swept.await.map_err(|error: StorageError<Refusal>| {
            error.refusal().map_or_else(|cause| cause, StorageError::unreadable)
        })
    }
}

/// Whether anything has run out by `now`: every booking asks, and nearly always for nothing.
async fn is_due(connection: &mut SqliteConnection, now: Timestamp) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM engagement WHERE held_until <= ?1)
            OR EXISTS (SELECT 1 FROM consultation_proposal WHERE outcome IS NULL AND until <= ?1)
            OR EXISTS (SELECT 1 FROM consultation_offer WHERE outcome IS NULL AND until <= ?1)
            OR EXISTS (SELECT 1 FROM consultation_waiting WHERE state = 'waiting' AND until_day <= ?2)
            OR EXISTS (SELECT 1 FROM consultation_hold WHERE until <= ?3)",
    )
    .bind(now.as_microseconds())
    .bind(now.tokyo_date().to_string())
    .bind(now.plus_seconds(-REMEMBERED_SECONDS).as_microseconds())
    .fetch_one(connection)
    .await
}

pub(super) async fn hold_insert(write: &mut Write, row: &HoldRow, now: Timestamp) -> Result<Hold, sqlx::Error> {
    let &HoldRow { token, expert, slot, wish, table, until } = row;
    let (topic, minutes, prefecture) = wish_columns(wish);
    let id = sqlx::query_scalar(
        "INSERT INTO consultation_hold (token_hash, expert_id, starts_at, minutes, topic, prefecture, event_id,
             table_number, until, held_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(token.as_bytes().to_vec())
    .bind(expert.0)
    .bind(slot.starts_at.as_microseconds())
    .bind(minutes)
    .bind(topic)
    .bind(prefecture)
    .bind(table.map(|table| table.event.0))
    .bind(table.map(|table| table.number))
    .bind(until.as_microseconds())
    .bind(now.as_microseconds())
    .fetch_one(&mut **write)
    .await?;
    Ok(Hold { id: HoldId(id), expert, slot, wish, table, until, extensions: 0 })
}

async fn hold_by_token<R>(
    connection: &mut SqliteConnection,
    token: &TokenHash,
) -> Result<Option<Hold>, StorageError<R>> {
    const SELECT: &str =
        "SELECT id, expert_id, starts_at, minutes, topic, prefecture, event_id, table_number, until, extensions
         FROM consultation_hold";
    let chosen = sqlx::query(AssertSqlSafe(format!("{SELECT} WHERE token_hash = ?")))
        .bind(token.as_bytes().to_vec())
        .fetch_optional(&mut *connection)
        .await?;
    let row = match chosen {
        Some(row) => row,
        None => match hold_on_offer(connection, token).await? {
            Some(HoldId(id)) => {
                sqlx::query(AssertSqlSafe(format!("{SELECT} WHERE id = ?"))).bind(id).fetch_one(connection).await?
            }
            None => return Ok(None),
        },
    };
    let instant = |column: &str| row.try_get(column).map(Timestamp::from_microseconds);
    let table = table_from(&row)?;
    let wish = wish_at(wish_from(&row)?, table);
    Ok(Some(Hold {
        id: HoldId(row.try_get("id")?),
        expert: AccountId(row.try_get("expert_id")?),
        slot: Slot { starts_at: instant("starts_at")?, length: wish.length },
        wish,
        table,
        until: instant("until")?,
        extensions: row.try_get("extensions")?,
    }))
}

async fn prolong(write: &mut Write, id: HoldId, until: Timestamp, extensions: u32) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE consultation_hold SET until = ?, extensions = ? WHERE id = ?")
        .bind(until.as_microseconds())
        .bind(extensions)
        .bind(id.0)
        .execute(&mut **write)
        .await?;
    sqlx::query("UPDATE engagement SET held_until = ? WHERE hold_id = ?")
        .bind(until.as_microseconds())
        .bind(id.0)
        .execute(&mut **write)
        .await?;
    offer_prolong(write, id, until).await
}

/// What holds for a time that is kept already, whatever its expert or the desk has changed since.
async fn conditions_of(
    write: &mut Write,
    expert: AccountId,
    table: Option<TableId>,
    now: Timestamp,
) -> Result<Conditions, StorageError<Refusal>> {
    match table {
        None => Ok(Conditions::of(&terms_of(write, expert).await?)),
        Some(table) => {
            let read = table_read(write, table, now).await?.ok_or(StorageError::Refused(Refusal::UnknownHold))?;
            Ok(read.conditions())
        }
    }
}

/// The times that are open instead of one that was held and is gone.
async fn instead_of(write: &mut Write, hold: &Hold, now: Timestamp) -> Result<Vec<Slot>, StorageError<Refusal>> {
    let starts_at = hold.slot.starts_at;
    if let Some(table) = hold.table {
        let read = table_read::<Refusal>(write, table, now).await?;
        return Ok(read.map(|read| read.alternatives(starts_at)).unwrap_or_default());
    }
    let diaries = diaries(write, Whose::Shown, now.tokyo_date(), now).await?;
    Ok(not_open(&diaries, hold.wish, starts_at, now).1)
}

pub(super) async fn terms_of(write: &mut Write, expert: AccountId) -> Result<Terms, StorageError<Refusal>> {
    let terms: String = sqlx::query_scalar("SELECT terms FROM expert WHERE account_id = ?")
        .bind(expert.0)
        .fetch_one(&mut **write)
        .await?;
    serde_json::from_str(&terms).map_err(StorageError::unreadable)
}
