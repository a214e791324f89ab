//! Other times that an expert or the secretariat proposes, kept until the client has answered.

use domain::account::AccountId;
use domain::audit::{Act, Changes, Field};
use domain::availability::Slot;
use domain::consultation::{
    Conditions, Consultation, ConsultationId, ConsultationRefusal as Refusal, Proposal, ProposalAnswer,
    ProposalOutcome, Transition, free_until, may_answer, proposal_until,
};
use domain::expert::CalendarKeeper;
use domain::notice::NoticeKind;
use domain::reference::{ReferenceNumber, TokenHash};
use domain::time::Timestamp;

use super::act::{after, moved, set_state};
use super::hold::terms_of;
use super::read::{consultation_by_id, consultation_by_link, consultation_kept_by};
use super::{Taking, engage, terms_if_open};
use crate::audit::{By, audit_add, audit_add_with};
use crate::availability::diary::Whose;
use crate::{Storage, StorageError, Write};

impl Storage {
    /// Proposes another time for a consultation, with its expert or another. It is kept until the client has answered;
    /// so is the time there was. A proposal that was made before ends.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn consultation_propose(
        &self,
        by: &CalendarKeeper,
        reference: &ReferenceNumber,
        revision: u32,
        (expert, starts_at): (AccountId, Timestamp),
        now: Timestamp,
    ) -> Result<Timestamp, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        self.sweep(&mut write, now).await?;
        let consultation = consultation_kept_by(&mut write, by, reference).await?;
        consultation.may_change_time(revision, now).map_err(StorageError::Refused)?;
        let slot = Slot { starts_at, ..consultation.slot };
        let until = proposal_until(slot, consultation.slot, now).map_err(StorageError::Refused)?;
        proposal_end(&mut write, consultation.id, ProposalOutcome::Withdrawn, now).await?;
        let wish = consultation.wish;
        let Some(terms) = terms_if_open(&mut write, expert, wish, starts_at, None, now).await? else {
            drop(write);
            return self.refuse(Whose::Of(expert), wish, starts_at, now).await;
        };
        sqlx::query(
            "INSERT INTO consultation_proposal (consultation_id, expert_id, starts_at, made_at, until)
             VALUES (?, ?, ?, ?, ?)",
        )
        .bind(consultation.id.0)
        .bind(expert.0)
        .bind(starts_at.as_microseconds())
        .bind(now.as_microseconds())
        .bind(until.as_microseconds())
        .execute(&mut *write)
        .await?;
        engage(&mut write, Taking::Proposal(consultation.id, until), expert, (slot, wish), &Conditions::of(&terms))
            .await?;
        set_state(&mut write, consultation.id, consultation.state, now).await?;
        let changes = Changes::NONE.with(Field::Expert, &expert).with(Field::StartsAt, &starts_at);
        let subject = consultation.reference.as_str();
        audit_add_with(&mut write, By::from(by), Act::ConsultationProposed, subject, &changes, now).await?;
        self.tell_client_of(&mut write, NoticeKind::ConsultationProposed, &consultation, now).await?;
        self.serve_and_commit(write, now).await?;
        Ok(until)
    }

    /// Answers a proposal by any of the client's secret links. The same answer sent again is the same answer.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn proposal_answer(
        &self,
        link: TokenHash,
        answer: ProposalAnswer,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.answer_proposal(&link, answer, now).await }).await
    }

    async fn answer_proposal(
        &self,
        link: &TokenHash,
        answer: ProposalAnswer,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        // What nobody has answered in time ends by itself, whatever comes of this answer.
        self.consultations_sweep(now).await.map_err(StorageError::widen)?;
        let mut write = self.begin().await?;
        let consultation = consultation_by_link(&mut write, link, false).await?;
        let outcome = consultation.proposal.and_then(|proposal| proposal.outcome);
        match (outcome, answer) {
            (Some(ProposalOutcome::Accepted), ProposalAnswer::Accept)
            | (Some(ProposalOutcome::Declined), ProposalAnswer::Decline) => return Ok(()),
            _ => {}
        }
        let proposal = may_answer(consultation.state, consultation.proposal, now).map_err(StorageError::Refused)?;
        match answer {
            ProposalAnswer::Accept => self.accept_proposal(&mut write, &consultation, proposal, now).await?,
            ProposalAnswer::Decline => {
                proposal_end(&mut write, consultation.id, ProposalOutcome::Declined, now).await?;
                set_state(&mut write, consultation.id, consultation.state, now).await?;
                let subject = consultation.reference.as_str();
                audit_add(&mut write, By::Applicant, Act::ConsultationProposalDeclined, subject, now).await?;
                self.tell_client_of(&mut write, NoticeKind::ConsultationProposalDeclined, &consultation, now).await?;
                let (kind, expert) = (NoticeKind::ExpertProposalEnded, consultation.expert);
                self.tell_expert(&mut write, kind, consultation.id, expert, now).await?;
            }
        }
        self.serve_and_commit(write, now).await
    }

    async fn accept_proposal(
        &self,
        write: &mut Write,
        consultation: &Consultation,
        proposal: Proposal,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let id = consultation.id;
        sqlx::query("DELETE FROM engagement WHERE consultation_id = ? AND kind = 'consultation'")
            .bind(id.0)
            .execute(&mut **write)
            .await?;
        sqlx::query(
            "UPDATE engagement SET kind = 'consultation', held_until = NULL
             WHERE consultation_id = ? AND kind = 'proposal'",
        )
        .bind(id.0)
        .execute(&mut **write)
        .await?;
        proposal_end(write, id, ProposalOutcome::Accepted, now).await?;
        let state = after(consultation, Transition::AcceptProposal)?;
        let terms = terms_of(write, proposal.expert).await?;
        let free_until = free_until(proposal.slot, terms.notice, now);
        moved(write, consultation, proposal.expert, proposal.slot, free_until, now).await?;
        set_state(write, id, state, now).await?;
        let changes = Changes::NONE
            .changed(Field::State, &consultation.state, &state)
            .changed(Field::Expert, &consultation.expert, &proposal.expert)
            .changed(Field::StartsAt, &consultation.slot.starts_at, &proposal.slot.starts_at);
        let subject = consultation.reference.as_str();
        audit_add_with(write, By::Applicant, Act::ConsultationProposalAccepted, subject, &changes, now).await?;
        self.tell_client_of(write, NoticeKind::ConsultationMoved, consultation, now).await?;
        if consultation.expert == proposal.expert {
            self.tell_expert(write, NoticeKind::ExpertMoved, id, proposal.expert, now).await?;
        } else {
            self.tell_expert(write, NoticeKind::ExpertReleased, id, consultation.expert, now).await?;
            self.tell_expert(write, NoticeKind::ExpertBooked, id, proposal.expert, now).await?;
        }
        Ok(())
    }

    /// Ends the proposals that nobody has answered until `now`; the time there was stays. Returns how many.
    pub(super) async fn proposals_lapse(
        &self,
        write: &mut Write,
        now: Timestamp,
    ) -> Result<u32, StorageError<Refusal>> {
        let overdue: Vec<i64> = sqlx::query_scalar(
            "SELECT consultation_id FROM consultation_proposal WHERE outcome IS NULL AND until <= ? ORDER BY until, id",
        )
        .bind(now.as_microseconds())
        .fetch_all(&mut **write)
        .await?;
        for id in overdue.iter().copied().map(ConsultationId) {
            let consultation = consultation_by_id(write, id).await?;
            proposal_end(write, id, ProposalOutcome::Lapsed, now).await?;
            set_state(write, id, consultation.state, now).await?;
            let subject = consultation.reference.as_str();
            audit_add(write, By::Service, Act::ConsultationProposalLapsed, subject, now).await?;
            self.tell_client_of(write, NoticeKind::ConsultationProposalLapsed, &consultation, now).await?;
            let kind = NoticeKind::ExpertProposalEnded;
            self.tell_expert(write, kind, id, consultation.expert, now).await?;
        }
        Ok(u32::try_from(overdue.len()).unwrap_or(u32::MAX))
    }
}

/// Ends the proposal that a consultation has, if it has one, and frees the time that was kept for it.
pub(super) async fn proposal_end(
    write: &mut Write,
    id: ConsultationId,
    outcome: ProposalOutcome,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE consultation_proposal SET outcome = ?, ended_at = ? WHERE consultation_id = ? AND outcome IS NULL",
    )
    .bind(outcome.slug())
    .bind(now.as_microseconds())
    .bind(id.0)
    .execute(&mut **write)
    .await?;
    sqlx::query("DELETE FROM engagement WHERE consultation_id = ? AND kind = 'proposal'")
        .bind(id.0)
        .execute(&mut **write)
        .await?;
    Ok(())
}
