//! What the desk's pages of consultations show, and what answers their forms.

use domain::account::AccountId;
use domain::availability::Slot;
use domain::consultation::{ConsultationRefusal, GRANT_MAX, ReportForm, Transition};
use domain::expert::{CalendarKeeper, ExpertEntry};
use domain::input::{clock, day, whole_number};
use domain::language::Language;
use domain::reference::ReferenceNumber;
use domain::time::Timestamp;
use storage::{ConsultationDesk, StorageError};

use super::{ConsultationAct, ConsultationQuery, ConsultationSent, ConsultationView, ConsultationsView};
use crate::AppError;
use crate::address::desk_consultation;
use crate::form::Answer;
use crate::services::Services;
use crate::text::Text;

/// So many open times are offered beside the form of a proposal.
const OFFERED: usize = 6;

/// Why a form was not acted on.
enum Wrong {
    Fields(Vec<(String, String)>),
    Error(StorageError<ConsultationRefusal>),
}

impl From<StorageError<ConsultationRefusal>> for Wrong {
    fn from(error: StorageError<ConsultationRefusal>) -> Self {
        Self::Error(error)
    }
}

impl Services {
    /// A list of consultations, for whoever keeps their experts' calendars.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn consultations_page(
        &self,
        by: &CalendarKeeper,
        query: ConsultationQuery,
        missed: Option<String>,
    ) -> Result<ConsultationsView, AppError> {
        let listed = self.storage.consultation_list(by, query.group, query.expert.as_ref(), self.clock.now()).await;
        let listed = listed.map_err(|cause| self.failed("reading consultations", &cause))?;
        let experts = match by {
            CalendarKeeper::Secretariat(secretariat) => {
                let listed = self.storage.experts_listed(*secretariat, self.clock.now()).await;
                let listed = listed.map_err(|cause| self.failed("reading experts", &cause))?;
                listed.into_iter().filter_map(|listed| listed.entry).collect()
            }
            CalendarKeeper::Expert(_) => Vec::new(),
        };
        let waiting = self.storage.waiting_list(by).await;
        let mut waiting = waiting.map_err(|cause| self.failed("reading who waits", &cause))?;
        if let Some(code) = &query.expert {
            let chosen = experts.iter().find(|entry: &&ExpertEntry| entry.code == *code).map(|entry| entry.account);
            waiting.retain(|one| one.wanted.expert == chosen);
        }
        Ok(ConsultationsView { query, listed, experts, waiting, missed })
    }

    /// One consultation at the desk.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is none of which they may know; otherwise when the database cannot be read.
    pub async fn consultation_page(
        &self,
        by: &CalendarKeeper,
        reference: &ReferenceNumber,
        done: Option<ConsultationAct>,
    ) -> Result<ConsultationView, AppError> {
        let desk = self.consultation_desk(by, reference).await?;
        let experts = self.consultation_experts(&desk).await?;
        let next_open = if desk.consultation.state.is_to_come() { self.next_open(&desk).await? } else { Vec::new() };
        let report = desk.report.as_ref().map(|kept| ReportForm::filled_from(&kept.report, kept.revision));
        let report = report.unwrap_or_else(|| ReportForm { revision: "0".to_owned(), ..ReportForm::default() });
        Ok(ConsultationView {
            experts,
            next_open,
            is_secretariat: matches!(by, CalendarKeeper::Secretariat(_)),
            sent: ConsultationSent { report, ..ConsultationSent::default() },
            problems: Vec::new(),
            refusal: None,
            done,
            desk,
        })
    }

    async fn consultation_desk(
        &self,
        by: &CalendarKeeper,
        reference: &ReferenceNumber,
    ) -> Result<ConsultationDesk, AppError> {
        let found = self.storage.consultation_at_desk(by, reference).await;
        found.map_err(|cause| self.failed("reading a consultation", &cause))?.ok_or(AppError::NotFound)
    }

    /// With whom another time can be proposed: its own expert, and all whom citizens find.
    async fn consultation_experts(&self, desk: &ConsultationDesk) -> Result<Vec<ExpertEntry>, AppError> {
        let shown = self.storage.experts_shown().await;
        let mut experts = shown.map_err(|cause| self.failed("reading experts", &cause))?;
        experts.retain(|expert| expert.account != desk.expert.account);
        experts.insert(0, desk.expert.clone());
        Ok(experts)
    }

    async fn next_open(&self, desk: &ConsultationDesk) -> Result<Vec<Slot>, AppError> {
        let now = self.clock.now();
        let diaries = self.storage.diaries(Some(&desk.expert.code), now.tokyo_date(), now).await;
        let diaries = diaries.map_err(|cause| self.failed("reading a diary", &cause))?;
        let next = diaries.first().map(|one| one.diary().next_open(desk.consultation.wish, now, OFFERED, now));
        Ok(next.unwrap_or_default())
    }

    /// Answers a form about a consultation.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for one of which they may not know, [`AppError::BadRequest`] for a form that no page has;
    /// otherwise when the database cannot be written.
    pub async fn consultation_answer(
        &self,
        by: &CalendarKeeper,
        language: Language,
        reference: &ReferenceNumber,
        sent: ConsultationSent,
    ) -> Result<Answer<ConsultationView>, AppError> {
        let view = self.consultation_page(by, reference, None).await?;
        let act = ConsultationAct::from_slug(&sent.act).ok_or(AppError::BadRequest)?;
        match self.consultation_do(by, Text(language), reference, act, &sent, &view).await {
            Ok(()) => {
                tracing::info!(act = act.slug(), "consultation.at_desk");
                let page = desk_consultation(language, reference);
                Ok(Answer::Go(format!("{page}?done={}", act.slug())))
            }
            Err(Wrong::Fields(problems)) => Ok(Answer::Page(Box::new(ConsultationView { sent, problems, ..view }))),
            Err(Wrong::Error(error)) => match error.refusal() {
                Ok(ConsultationRefusal::UnknownConsultation) => Err(AppError::NotFound),
                Ok(refusal) => {
                    // What has changed meanwhile is shown as it is now.
                    let view = self.consultation_page(by, reference, None).await?;
                    Ok(Answer::Page(Box::new(ConsultationView { sent, refusal: Some(refusal), ..view })))
                }
                Err(cause) => Err(self.failed("acting on a consultation", &cause)),
            },
        }
    }

    async fn consultation_do(
        &self,
        by: &CalendarKeeper,
        text: Text,
        reference: &ReferenceNumber,
        act: ConsultationAct,
        sent: &ConsultationSent,
        view: &ConsultationView,
    ) -> Result<(), Wrong> {
        use ConsultationAct as Act;
        let (storage, now) = (&self.storage, self.clock.now());
        let words = text.desk_consultation();
        let field = |name: &str, said: String| Wrong::Fields(vec![(name.to_owned(), said)]);
        let unseen = || Wrong::Error(StorageError::Refused(ConsultationRefusal::ChangedMeanwhile));
        let revision = || sent.revision.parse::<u32>().map_err(|_| unseen());
        match act {
            Act::Confirm => storage.consultation_confirm(by, reference, revision()?, now).await?,
            Act::Propose | Act::Move => {
                let moment = moment(&sent.day, &sent.time).ok_or_else(|| field("day", words.moment_problem()))?;
                let expert = chosen(&sent.expert, view)
                    .ok_or_else(|| field("expert", words.refusal(&ConsultationRefusal::UnknownExpert)))?;
                let to = (expert, moment);
                if act == Act::Move {
                    storage.consultation_move_at_desk(by, reference, revision()?, to, now).await?;
                } else {
                    storage.consultation_propose(by, reference, revision()?, to, now).await?;
                }
            }
            Act::Cancel => {
                storage.consultation_cancel_at_desk(by, reference, revision()?, now).await?;
            }
            Act::End => storage.consultation_end(by, reference, revision()?, &sent.reason, now).await?,
            Act::Attended => {
                storage.consultation_note(by, reference, Transition::Attend, revision()?, now).await?;
            }
            Act::Missed => {
                storage.consultation_note(by, reference, Transition::Miss, revision()?, now).await?;
            }
            Act::Report => {
                let report = sent.report.parse().map_err(|problems| {
                    let said = |(field, error): &(domain::consultation::ReportField, _)| {
                        (field.name().to_owned(), words.report_problem(*field, *error))
                    };
                    Wrong::Fields(problems.iter().map(said).collect())
                })?;
                let seen = sent.report.revision.parse().map_err(|_| unseen())?;
                storage.consultation_report_write(by, reference, &report, seen, now).await?;
            }
            Act::Grant | Act::Lift => {
                // Of an organisation's entitlement the secretariat alone decides: for others there is no such form.
                let CalendarKeeper::Secretariat(secretariat) = by else {
                    return Err(Wrong::Error(StorageError::Refused(ConsultationRefusal::UnknownConsultation)));
                };
                if act == Act::Grant {
                    let count =
                        whole_number(&sent.count, 1, GRANT_MAX).map_err(|_| field("count", words.count_problem()))?;
                    storage.entitlement_grant(*secretariat, reference, count, &sent.reason, now).await?;
                } else {
                    storage.entitlement_pause_lift(*secretariat, reference, &sent.reason, now).await?;
                }
            }
        }
        Ok(())
    }
}

fn moment(typed_day: &str, typed_time: &str) -> Option<Timestamp> {
    Some(Timestamp::from_tokyo(day(typed_day).ok()?.to_datetime(clock(typed_time).ok()?)))
}

/// The expert of a proposal: one of those who were offered.
fn chosen(code: &str, view: &ConsultationView) -> Option<AccountId> {
    view.experts.iter().find(|expert| expert.code.as_str() == code).map(|expert| expert.account)
}
