//! What a calendar's page shows, and what answers its forms.

use domain::availability::{
    AvailabilityForm, AvailabilityNote, AvailabilityOperation, AvailabilityRefusal, CalendarRefusal, Diary,
    EngagementKind,
};
use domain::consultation::ConsultationId;
use domain::expert::{CalendarKeeper, ExpertCode, ExpertEntry, ExpertRefusal};
use domain::language::Language;
use storage::{CalendarSeen, ExpertSheet, StorageError};

use super::address::{AVAILABILITY, TERMS};
use super::query::{CalendarQuery, Done};
use super::{Answer, AvailabilityView, BesideView, CalendarConflictView, CalendarVersionsView, Feed, Impossible};
use crate::AppError;
use crate::address::localized;
use crate::services::Services;
use crate::text::Text;

/// What answers a form about a calendar.
#[derive(Debug, Clone)]
pub enum CalendarAnswer {
    /// Done: the address to go to.
    Go(String),
    /// The page again, with what is wrong and everything that was typed.
    Again(Box<AvailabilityView>),
    /// Bookings that would lie outside.
    Conflicts(Box<CalendarConflictView>),
    /// Somebody else was faster.
    Versions(Box<CalendarVersionsView>),
}

/// What becomes of the secret address for calendar programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedStep {
    /// A new one is made.
    Make,
    /// The one there is is withdrawn.
    Withdraw,
}

impl Services {
    /// A calendar, for whoever keeps it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the address names an expert of whom they may not know; otherwise when the database
    /// cannot be read.
    pub async fn calendar_page(&self, by: &CalendarKeeper, query: CalendarQuery) -> Result<AvailabilityView, AppError> {
        let experts = self.calendar_choice(by).await?;
        let chosen = self.calendar_of(by, &query, &experts).await?;
        let mut view = self.calendar_view(by, query, chosen, experts).await?;
        view.answer = self.wondered(&view);
        Ok(view)
    }

    /// The experts to choose from: all of them for the secretariat.
    pub(in crate::staff) async fn calendar_choice(&self, by: &CalendarKeeper) -> Result<Vec<ExpertEntry>, AppError> {
        let CalendarKeeper::Secretariat(secretariat) = by else { return Ok(Vec::new()) };
        let listed = self.storage.experts_listed(*secretariat, self.clock.now()).await;
        let listed = listed.map_err(|cause| self.failed("reading experts", &cause))?;
        Ok(listed.into_iter().filter_map(|listed| listed.entry).collect())
    }

    /// Whose calendar an address asks for; none where there is nobody's to show.
    pub(in crate::staff) async fn calendar_of(
        &self,
        by: &CalendarKeeper,
        query: &CalendarQuery,
        experts: &[ExpertEntry],
    ) -> Result<Option<ExpertEntry>, AppError> {
        match (by, &query.expert) {
            (CalendarKeeper::Secretariat(_), None) => Ok(experts.first().cloned()),
            (CalendarKeeper::Secretariat(_), Some(code)) => {
                experts.iter().find(|expert| expert.code == *code).cloned().map(Some).ok_or(AppError::NotFound)
            }
            (CalendarKeeper::Expert(own), asked) => {
                let entry = self.storage.expert_kept(by, own.account()).await;
                let entry = entry.map_err(|cause| self.failed("reading an expert", &cause))?;
                let is_own = |code: &ExpertCode| entry.as_ref().is_some_and(|entry| entry.code == *code);
                if asked.as_ref().is_none_or(is_own) { Ok(entry) } else { Err(AppError::NotFound) }
            }
        }
    }

    async fn calendar_view(
        &self,
        by: &CalendarKeeper,
        query: CalendarQuery,
        expert: Option<ExpertEntry>,
        experts: Vec<ExpertEntry>,
    ) -> Result<AvailabilityView, AppError> {
        let now = self.clock.now();
        let failed = |cause: StorageError| self.failed("reading a calendar", &cause);
        let today = now.tokyo_date();
        // Bookings that a change would leave outside may be nearer than what is shown.
        let from = query.days(today).0.min(today);
        let asked = query.wondered.as_ref().and_then(super::query::Wondered::read);
        let from = asked.map_or(from, |(moment, _)| from.min(moment.tokyo_date()));
        let (sheet, since) = match &expert {
            Some(expert) => (
                self.storage.expert_sheet(by, expert.account, from, now).await.map_err(failed)?,
                self.storage.expert_feed_since(by, expert.account).await.map_err(failed)?,
            ),
            None => (None, None),
        };
        Ok(AvailabilityView {
            query,
            sheet,
            experts,
            is_secretariat: matches!(by, CalendarKeeper::Secretariat(_)),
            form: AvailabilityForm::default(),
            problems: Vec::new(),
            answer: None,
            feed: Feed { since, ..Feed::default() },
        })
    }

    /// Why the moment that somebody wonders about is open, or not.
    fn wondered(&self, view: &AvailabilityView) -> Option<Answer> {
        let (asked, sheet) = view.query.wondered.as_ref().zip(view.sheet.as_ref())?;
        let Some((moment, wish)) = asked.read() else { return Some(Answer::Unreadable) };
        let diary = Diary { calendar: &sheet.kept.calendar, engagements: &sheet.engagements };
        let now = self.clock.now();
        Some(match diary.closure(wish, moment, now) {
            None => Answer::Open(moment),
            Some(why) => Answer::Closed { moment, why: Box::new(why), next: diary.alternatives(wish, moment, now) },
        })
    }

    /// Answers a form about a calendar: does what it asks for, or says what is to be looked at first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a calendar of which they may not know, [`AppError::BadRequest`] for a form that no
    /// page has; otherwise when the database cannot be written.
    pub async fn calendar_answer(
        &self,
        by: &CalendarKeeper,
        language: Language,
        query: CalendarQuery,
        form: AvailabilityForm,
    ) -> Result<CalendarAnswer, AppError> {
        let revision: u32 = form.get("revision").parse().map_err(|_| AppError::BadRequest)?;
        let experts = self.calendar_choice(by).await?;
        let expert = self.calendar_of(by, &query, &experts).await?.ok_or(AppError::NotFound)?;
        let view = self.calendar_view(by, query, Some(expert), experts).await?;
        let Some(sheet) = view.sheet.clone() else { return Err(AppError::NotFound) };
        let text = Text(language);
        let read = match form.read(&sheet.kept.calendar) {
            Ok(read) => read,
            Err(problems) => {
                let words = text.availability();
                let problems = problems.iter().map(|problem| (problem.name.clone(), words.problem(problem))).collect();
                return Ok(again(view, form, problems));
            }
        };
        let asked = Asked { by, sheet: &sheet, view, form, revision, text };
        self.calendar_try(asked, &read.operations, read.is_merged).await
    }

    async fn calendar_try(
        &self,
        asked: Asked<'_>,
        operations: &[AvailabilityOperation],
        is_merged: bool,
    ) -> Result<CalendarAnswer, AppError> {
        let now = self.clock.now();
        let account = asked.sheet.expert.account;
        let known = if asked.form.get("step") == "confirm" {
            asked.form.all("known").filter_map(|id| id.parse().ok()).map(ConsultationId).collect()
        } else {
            Vec::new()
        };
        let seen = CalendarSeen { revision: asked.revision, conflicts: known };
        match self.storage.calendar_change(asked.by, account, &seen, operations, now).await {
            Ok(change) => {
                tracing::info!(expert = %asked.sheet.expert.code, revision = change.kept.revision, "calendar.changed");
                let mut notes = change.notes;
                if is_merged && !notes.contains(&AvailabilityNote::Merged) {
                    notes.push(AvailabilityNote::Merged);
                }
                let done = Done { notes, kept: change.conflicts.len() };
                let query = CalendarQuery { expert: Some(asked.sheet.expert.code.clone()), ..asked.view.query };
                let address = query.done_address(&done);
                let address =
                    if asked.form.operation() == "terms" { address.replacen(AVAILABILITY, TERMS, 1) } else { address };
                Ok(CalendarAnswer::Go(localized(asked.text.language(), &address)))
            }
            Err(error) => match error.refusal() {
                Ok(refusal) => self.calendar_refused(asked, operations, refusal).await,
                Err(cause) => Err(self.failed("changing a calendar", &cause)),
            },
        }
    }

    async fn calendar_refused(
        &self,
        asked: Asked<'_>,
        operations: &[AvailabilityOperation],
        refusal: CalendarRefusal,
    ) -> Result<CalendarAnswer, AppError> {
        let expert = asked.sheet.expert.clone();
        match refusal {
            CalendarRefusal::UnknownExpert => Err(AppError::NotFound),
            CalendarRefusal::Operation { refusal, .. } => {
                let field = field_of(refusal, &asked.form);
                let said = asked.text.availability().refusal(refusal);
                Ok(again(asked.view, asked.form, vec![(field, said)]))
            }
            CalendarRefusal::Unconfirmed { conflicts } => {
                let of = |id: ConsultationId| asked.sheet.consultations.iter().find(|one| one.id == id).cloned();
                let conflicts = conflicts.into_iter().map(|conflict| {
                    let consultation = match conflict.engagement.kind {
                        EngagementKind::Consultation(id) | EngagementKind::Proposal(id) => of(id),
                        _ => None,
                    };
                    (conflict, consultation)
                });
                Ok(CalendarAnswer::Conflicts(Box::new(CalendarConflictView {
                    expert,
                    conflicts: conflicts.collect(),
                    query: asked.view.query,
                    is_new: asked.form.get("step") == "confirm",
                    form: asked.form,
                    revision: asked.revision,
                })))
            }
            CalendarRefusal::ChangedMeanwhile { current, revision } => {
                let considered =
                    self.storage.calendar_consider(asked.by, expert.account, operations, self.clock.now()).await;
                let mine = match considered.map_err(StorageError::refusal) {
                    Ok(change) => Ok(change.kept.calendar),
                    Err(Ok(CalendarRefusal::Operation { refusal, .. })) => {
                        let why = asked.text.availability().refusal(refusal);
                        Err(Impossible { why, wanted: operations.to_vec() })
                    }
                    Err(Ok(_)) => return Err(AppError::NotFound),
                    Err(Err(cause)) => return Err(self.failed("considering a change", &cause)),
                };
                Ok(CalendarAnswer::Versions(Box::new(CalendarVersionsView {
                    expert,
                    query: asked.view.query,
                    form: asked.form,
                    current: *current,
                    revision,
                    mine,
                })))
            }
        }
    }

    /// Makes or withdraws the secret address for calendar programs, and gives the page that tells of it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an expert of whom they may not know; otherwise when the database cannot be written.
    pub async fn calendar_feed(
        &self,
        by: &CalendarKeeper,
        language: Language,
        query: CalendarQuery,
        step: FeedStep,
    ) -> Result<AvailabilityView, AppError> {
        let experts = self.calendar_choice(by).await?;
        let expert = self.calendar_of(by, &query, &experts).await?.ok_or(AppError::NotFound)?;
        let (account, now) = (expert.account, self.clock.now());
        let failed = |error: StorageError<ExpertRefusal>| match error.refusal() {
            Ok(_) => AppError::NotFound,
            Err(cause) => self.failed("changing a feed", &cause),
        };
        let made = match step {
            FeedStep::Make => {
                let token = self.storage.expert_feed_make(by, account, now).await.map_err(failed)?;
                let path = localized(language, &format!("/calendars/{}.ics", token.as_str()));
                Some(format!("{}{path}", self.site.public_url))
            }
            FeedStep::Withdraw => {
                self.storage.expert_feed_withdraw(by, account, now).await.map_err(failed)?;
                None
            }
        };
        let mut view = self.calendar_view(by, query, Some(expert), experts).await?;
        view.feed = Feed { is_withdrawn: made.is_none(), made, ..view.feed };
        Ok(view)
    }

    /// All experts side by side.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn calendars_beside(&self, by: &CalendarKeeper, query: CalendarQuery) -> Result<BesideView, AppError> {
        let now = self.clock.now();
        let (first, _) = query.days(now.tokyo_date());
        let mut sheets = Vec::new();
        for expert in self.calendar_choice(by).await? {
            let sheet = self.storage.expert_sheet(by, expert.account, first, now).await;
            sheets.extend(sheet.map_err(|cause| self.failed("reading calendars", &cause))?);
        }
        Ok(BesideView { query, sheets })
    }
}

/// A change that somebody has asked for.
struct Asked<'a> {
    by: &'a CalendarKeeper,
    sheet: &'a ExpertSheet,
    view: AvailabilityView,
    form: AvailabilityForm,
    revision: u32,
    text: Text,
}

fn again(view: AvailabilityView, form: AvailabilityForm, problems: Vec<(String, String)>) -> CalendarAnswer {
    CalendarAnswer::Again(Box::new(AvailabilityView { form, problems, ..view }))
}

/// The id of the field that a refusal is about.
fn field_of(refusal: AvailabilityRefusal, form: &AvailabilityForm) -> String {
    use AvailabilityRefusal as Refusal;
    let name = match (form.operation(), refusal) {
        ("week", Refusal::NotOfItsWeek) => "week_scope",
        ("week" | "edits", _) => "words",
        ("weekly", Refusal::NoDays) => "weekly_from",
        ("weekly", Refusal::UnknownRhythm { .. }) => "weekly_every",
        ("days", Refusal::NoDays | Refusal::TooManyDays { .. }) => "days_from",
        ("window", Refusal::NoSuchWindow) => "window_hours",
        ("window", Refusal::NotOfItsWeek) => "window_scope",
        ("copy_day", Refusal::NoDays | Refusal::TooManyDays { .. }) => "copy_day_from",
        ("terms", Refusal::NothingToBook) => "terms_topics",
        (operation, _) => operation,
    };
    name.to_owned()
}
