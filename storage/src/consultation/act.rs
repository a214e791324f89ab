//! What becomes of a consultation after it was booked.

use domain::account::AccountId;
use domain::audit::{Act, Changes, Field, Published};
use domain::availability::{EngagementKind, Slot};
use domain::consultation::{
    Conditions, Consultation, ConsultationId, ConsultationRefusal as Refusal, ConsultationState, ProposalOutcome,
    Transition,
};
use domain::expert::CalendarKeeper;
use domain::notice::NoticeKind;
use domain::reference::{ReferenceNumber, TokenHash};
use domain::time::Timestamp;

use super::entitlement::give_back;
use super::proposal::proposal_end;
use super::read::{consultation_by_link, consultation_kept_by};
use super::sheet::sheet_schedule;
use super::{busy, terms_if_open};
use crate::audit::{By, audit_add_with};
use crate::availability::diary::Whose;
use crate::{Storage, StorageError, Write};

/// To when its client moves a consultation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsultationMove {
    /// The new beginning; the expert stays.
    pub starts_at: Timestamp,
    /// The revision that the page was made from.
    pub revision: u32,
}

/// Who does something: they need not be told of it.
pub(super) struct Doer {
    pub(super) by: By,
    pub(super) account: Option<AccountId>,
}

impl Doer {
    fn at_desk(by: &CalendarKeeper) -> Self {
        Self { by: By::from(by), account: Some(by.account()) }
    }
}

/// What is written of a change.
struct Change<'a> {
    by: By,
    act: Act,
    consultation: &'a Consultation,
    state: ConsultationState,
}

impl Storage {
    /// Moves a consultation by its secret link. Sent again, it is moved already.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn consultation_move(
        &self,
        link: TokenHash,
        to: ConsultationMove,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.move_to(&link, to, now).await }).await
    }

    async fn move_to(
        &self,
        link: &TokenHash,
        to: ConsultationMove,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        self.sweep(&mut write, now).await?;
        let consultation = consultation_by_link(&mut write, link, false).await?;
        if consultation.slot.starts_at == to.starts_at && consultation.state.is_to_come() {
            return Ok(());
        }
        if consultation.revision != to.revision {
            return Err(StorageError::Refused(Refusal::ChangedMeanwhile));
        }
        consultation.may_move(now).map_err(StorageError::Refused)?;
        let by = Doer { by: By::Applicant, account: None };
        self.shift(write, by, &consultation, (consultation.expert, to.starts_at), now).await
    }

    /// Moves a consultation at the desk, where its client has agreed to it: also late, and to another expert whose calendar
    /// `by` keeps.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn consultation_move_at_desk(
        &self,
        by: &CalendarKeeper,
        reference: &ReferenceNumber,
        revision: u32,
        to: (AccountId, Timestamp),
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        self.sweep(&mut write, now).await?;
        let consultation = consultation_kept_by(&mut write, by, reference).await?;
        consultation.may_change_time(revision, now).map_err(StorageError::Refused)?;
        // What somebody may not know of is not there.
        if !by.keeps(to.0) {
            return Err(StorageError::Refused(Refusal::UnknownExpert));
        }
        self.shift(write, Doer::at_desk(by), &consultation, to, now).await
    }

    /// Takes another time for a consultation in the place of its own.
    async fn shift(
        &self,
        mut write: Write,
        doer: Doer,
        consultation: &Consultation,
        (expert, starts_at): (AccountId, Timestamp),
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        proposal_end(&mut write, consultation.id, ProposalOutcome::Withdrawn, now).await?;
        let wish = consultation.wish;
        let but = Some(EngagementKind::Consultation(consultation.id));
        let Some(terms) = terms_if_open(&mut write, expert, wish, starts_at, but, now).await? else {
            drop(write);
            return self.refuse(Whose::Of(expert), wish, starts_at, now).await;
        };
        let slot = Slot { starts_at, ..consultation.slot };
        let conditions = Conditions::of(&terms);
        let (busy_from, busy_until) = busy(slot, &conditions);
        sqlx::query(
            "UPDATE engagement SET expert_id = ?2, starts_at = ?3, ends_at = ?4, busy_from = ?5, busy_until = ?6
             WHERE consultation_id = ?1 AND kind = 'consultation'",
        )
        .bind(consultation.id.0)
        .bind(expert.0)
        .bind(slot.starts_at.as_microseconds())
        .bind(slot.ends_at().as_microseconds())
        .bind(busy_from.as_microseconds())
        .bind(busy_until.as_microseconds())
        .execute(&mut *write)
        .await?;
        // Whoever moves it into their own calendar has confirmed it with that.
        let to_confirm = terms.confirms && doer.account != Some(expert);
        let state = after(consultation, Transition::Move { to_confirm })?;
        moved(&mut write, consultation, expert, slot, conditions.free_until(slot, now), now).await?;
        note(&mut write, &Change { by: doer.by, act: Act::ConsultationMoved, consultation, state }, now).await?;
        self.tell_client_of(&mut write, NoticeKind::ConsultationMoved, consultation, now).await?;
        let to_expert = match (to_confirm, expert == consultation.expert) {
            (true, _) => NoticeKind::ExpertToConfirm,
            (false, true) => NoticeKind::ExpertMoved,
            (false, false) => NoticeKind::ExpertBooked,
        };
        if expert != consultation.expert && doer.account != Some(consultation.expert) {
            let kind = NoticeKind::ExpertReleased;
            self.tell_expert(&mut write, kind, consultation.id, consultation.expert, now).await?;
        }
        if doer.account != Some(expert) {
            self.tell_expert(&mut write, to_expert, consultation.id, expert, now).await?;
        }
        self.serve_and_commit(write, now).await
    }

    /// Gives a consultation up by its secret link: in time it costs nothing, later it counts. Giving it up twice is
    /// giving it up once.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn consultation_cancel(
        &self,
        link: TokenHash,
        now: Timestamp,
    ) -> Result<ConsultationState, StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.cancel_consultation(&link, now).await }).await
    }

    async fn cancel_consultation(
        &self,
        link: &TokenHash,
        now: Timestamp,
    ) -> Result<ConsultationState, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        self.sweep(&mut write, now).await?;
        let consultation = consultation_by_link(&mut write, link, false).await?;
        if matches!(consultation.state, ConsultationState::Cancelled | ConsultationState::CancelledLate) {
            return Ok(consultation.state);
        }
        let by = Doer { by: By::Applicant, account: None };
        self.cancel_for(write, by, &consultation, now).await
    }

    /// Gives a consultation up at the desk, because its client has asked for it: it counts, or not, as if they had done so
    /// themselves.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn consultation_cancel_at_desk(
        &self,
        by: &CalendarKeeper,
        reference: &ReferenceNumber,
        revision: u32,
        now: Timestamp,
    ) -> Result<ConsultationState, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        self.sweep(&mut write, now).await?;
        let consultation = consultation_kept_by(&mut write, by, reference).await?;
        consultation.may_end(revision, now).map_err(StorageError::Refused)?;
        self.cancel_for(write, Doer::at_desk(by), &consultation, now).await
    }

    async fn cancel_for(
        &self,
        mut write: Write,
        doer: Doer,
        consultation: &Consultation,
        now: Timestamp,
    ) -> Result<ConsultationState, StorageError<Refusal>> {
        let transition = consultation.cancelling(now).map_err(StorageError::Refused)?;
        let state = after(consultation, transition)?;
        self.release(&mut write, consultation, state, now).await?;
        note(&mut write, &Change { by: doer.by, act: Act::ConsultationCancelled, consultation, state }, now).await?;
        self.tell_client_of(&mut write, NoticeKind::ConsultationCancelled, consultation, now).await?;
        let expert = consultation.expert;
        if doer.account != Some(expert) {
            self.tell_expert(&mut write, NoticeKind::ExpertReleased, consultation.id, expert, now).await?;
        }
        self.serve_and_commit(write, now).await?;
        Ok(state)
    }

    /// Confirms a consultation, for an expert who wants to confirm each.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn consultation_confirm(
        &self,
        by: &CalendarKeeper,
        reference: &ReferenceNumber,
        revision: u32,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        self.sweep(&mut write, now).await?;
        let consultation = consultation_kept_by(&mut write, by, reference).await?;
        self.confirm(write, By::from(by), &consultation, revision, now).await
    }

    /// The consultation that the link in an expert's mail confirms.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn consultation_by_expert_link(&self, link: &TokenHash) -> Result<Option<Consultation>, StorageError> {
        let id: Option<i64> = sqlx::query_scalar(
            "SELECT consultation_id FROM consultation_link WHERE token_hash = ? AND origin = 'expert'",
        )
        .bind(link.as_bytes().to_vec())
        .fetch_optional(self.readers())
        .await?;
        match id {
            Some(id) => super::consultation_read(&mut *self.readers().acquire().await?, ConsultationId(id)).await,
            None => Ok(None),
        }
    }

    /// Confirms a consultation by the link in its expert's mail.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn consultation_confirm_by_link(
        &self,
        link: &TokenHash,
        revision: u32,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        self.sweep(&mut write, now).await?;
        let consultation = consultation_by_link(&mut write, link, true).await?;
        let by = By::Account(consultation.expert);
        self.confirm(write, by, &consultation, revision, now).await
    }

    async fn confirm(
        &self,
        mut write: Write,
        by: By,
        consultation: &Consultation,
        revision: u32,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        consultation.may_confirm(revision, now).map_err(StorageError::Refused)?;
        let state = after(consultation, Transition::Confirm)?;
        note(&mut write, &Change { by, act: Act::ConsultationConfirmed, consultation, state }, now).await?;
        self.tell_client_of(&mut write, NoticeKind::ConsultationConfirmed, consultation, now).await?;
        self.commit_and_wake(write).await
    }

    /// Ends a consultation that its expert cannot give; it costs the organisation nothing, and its client is told why.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn consultation_end(
        &self,
        by: &CalendarKeeper,
        reference: &ReferenceNumber,
        revision: u32,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        self.sweep(&mut write, now).await?;
        let consultation = consultation_kept_by(&mut write, by, reference).await?;
        consultation.may_end(revision, now).map_err(StorageError::Refused)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(StorageError::Refused(Refusal::ReasonMissing));
        }
        self.end_for(&mut write, Doer::at_desk(by), &consultation, reason, now).await?;
        self.serve_and_commit(write, now).await
    }

    pub(super) async fn end_for(
        &self,
        write: &mut Write,
        doer: Doer,
        consultation: &Consultation,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let state = after(consultation, Transition::End)?;
        sqlx::query("UPDATE consultation SET state = ?, end_reason = ? WHERE id = ?")
            .bind(state.slug())
            .bind(reason.to_owned())
            .bind(consultation.id.0)
            .execute(&mut **write)
            .await?;
        self.release(write, consultation, state, now).await?;
        let changes =
            Changes::NONE.changed(Field::State, &consultation.state, &state).with(Field::Reason, &Published(reason));
        set_state(write, consultation.id, state, now).await?;
        let subject = consultation.reference.as_str();
        audit_add_with(write, doer.by, Act::ConsultationEnded, subject, &changes, now).await?;
        self.tell_client_of(write, NoticeKind::ConsultationEnded, consultation, now).await?;
        let expert = consultation.expert;
        if doer.account != Some(expert) {
            self.tell_expert(write, NoticeKind::ExpertReleased, consultation.id, expert, now).await?;
        }
        Ok(())
    }

    /// Notes that they came, or that they did not; the one can be put in the place of the other.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn consultation_note(
        &self,
        by: &CalendarKeeper,
        reference: &ReferenceNumber,
        outcome: Transition,
        revision: u32,
        now: Timestamp,
    ) -> Result<ConsultationState, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        self.sweep(&mut write, now).await?;
        let consultation = consultation_kept_by(&mut write, by, reference).await?;
        let state = consultation.may_note(outcome, revision, now).map_err(StorageError::Refused)?;
        proposal_end(&mut write, consultation.id, ProposalOutcome::Withdrawn, now).await?;
        let act =
            if state == ConsultationState::Attended { Act::ConsultationAttended } else { Act::ConsultationMissed };
        note(&mut write, &Change { by: By::from(by), act, consultation: &consultation, state }, now).await?;
        self.serve_and_commit(write, now).await?;
        Ok(state)
    }

    /// Frees the time of a consultation that will not be, and gives back what it cost where it costs nothing.
    async fn release(
        &self,
        write: &mut Write,
        consultation: &Consultation,
        state: ConsultationState,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        proposal_end(write, consultation.id, ProposalOutcome::Withdrawn, now).await?;
        sqlx::query("DELETE FROM engagement WHERE consultation_id = ?")
            .bind(consultation.id.0)
            .execute(&mut **write)
            .await?;
        if consultation.state.is_debited() && !state.is_debited() {
            give_back(write, consultation.id).await?;
        }
        Ok(())
    }

    pub(super) async fn tell_client_of(
        &self,
        write: &mut Write,
        kind: NoticeKind,
        consultation: &Consultation,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let (language, recipient) = (consultation.language, consultation.client.recipient());
        self.tell_client(write, kind, consultation.id, language, recipient, now).await
    }
}

/// The state after a transition that a rule has allowed.
pub(super) fn after(
    consultation: &Consultation,
    transition: Transition,
) -> Result<ConsultationState, StorageError<Refusal>> {
    consultation.state.after(transition).ok_or(StorageError::Refused(Refusal::Over))
}

/// Writes where a consultation stands, and the audit entry of it.
async fn note(write: &mut Write, change: &Change<'_>, now: Timestamp) -> Result<(), StorageError<Refusal>> {
    let &Change { by, act, consultation, state } = change;
    set_state(write, consultation.id, state, now).await?;
    let changes = Changes::NONE.changed(Field::State, &consultation.state, &state);
    audit_add_with(write, by, act, consultation.reference.as_str(), &changes, now).await?;
    Ok(())
}

pub(super) async fn set_state(
    write: &mut Write,
    id: ConsultationId,
    state: ConsultationState,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE consultation SET state = ?2, strike = CASE WHEN ?3 THEN 'counts' END, revision = revision + 1,
             changed_at = ?4 WHERE id = ?1",
    )
    .bind(id.0)
    .bind(state.slug())
    .bind(state.is_strike())
    .bind(now.as_microseconds())
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// Writes when, and with whom, a consultation is from now on; where it was before is kept for the mail.
pub(super) async fn moved(
    write: &mut Write,
    consultation: &Consultation,
    expert: AccountId,
    slot: Slot,
    free_until: Timestamp,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO consultation_move (consultation_id, from_expert_id, from_starts_at, moved_at) VALUES (?, ?, ?, ?)",
    )
    .bind(consultation.id.0)
    .bind(consultation.expert.0)
    .bind(consultation.slot.starts_at.as_microseconds())
    .bind(now.as_microseconds())
    .execute(&mut **write)
    .await?;
    sqlx::query("UPDATE consultation SET expert_id = ?, starts_at = ?, free_until = ? WHERE id = ?")
        .bind(expert.0)
        .bind(slot.starts_at.as_microseconds())
        .bind(free_until.as_microseconds())
        .bind(consultation.id.0)
        .execute(&mut **write)
        .await?;
    sheet_schedule(write, consultation.id, slot, now).await?;
    // What was mailed to confirm the time there was confirms no other.
    sqlx::query("DELETE FROM consultation_link WHERE consultation_id = ? AND origin = 'expert'")
        .bind(consultation.id.0)
        .execute(&mut **write)
        .await?;
    Ok(())
}
