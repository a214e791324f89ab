//! What the desk's pages of registrations show, and what answers their forms.

use std::sync::Arc;

use domain::account::Secretariat;
use domain::event::Event;
use domain::input::FieldError;
use domain::language::Language;
use domain::reference::{EventCode, IdempotencyKey, ReferenceNumber};
use domain::registration::desk::{DeskAct, DeskActField, DeskActForm, DeskActKind, DeskRefusal, SELECTION_MAX};
use domain::registration::roll::RegistrationFilter;
use domain::registration::{Refusal, Registration, RegistrationForm, RegistrationState};
use domain::time::Timestamp;
use storage::{NewRegistration, RegistrationChange, RollPage, StorageError};

use super::act::ActView;
use super::events::{EVENTS_A_PAGE, EventOfDesk, EventsView};
use super::form::{FormPurpose, FormView};
use super::one::OneView;
use super::query::RollQuery;
use super::roll::RollView;
use super::{one_address, roll_address};
use crate::AppError;
use crate::form::Answer;
use crate::services::Services;

/// So many registrations stand on one page of a roll.
pub const ROWS_A_PAGE: u32 = 50;
/// So many of those that a search has found are shown.
const FOUND_ROWS: u32 = 200;

/// What the form of an act sends.
#[derive(Debug, Clone, Default)]
pub struct ActSent {
    /// Which act, and what it says.
    pub form: DeskActForm,
    /// The numbers of those who were chosen.
    pub chosen: Vec<String>,
    /// Which showing of the form it is.
    pub key: String,
    /// `confirm` where everything was shown before.
    pub step: String,
}

/// What the form of a registration sends at the desk.
#[derive(Debug, Clone, Default)]
pub struct FormSent {
    /// What was typed.
    pub form: RegistrationForm,
    /// The code of the language of the mails.
    pub language: String,
}

impl Services {
    /// A page of all events with their fill; with `words`, the registrations of all events that they are found in.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn registrations_overview(&self, words: String, page: u32) -> Result<EventsView, AppError> {
        let failed = |cause| self.failed("reading who has registered", &cause);
        let (hits, found) = match words.as_str() {
            "" => (Vec::new(), 0),
            words => self.storage.registrations_found(words).await.map_err(failed)?,
        };
        let events = self.storage.event_list().await.map_err(failed)?;
        let fills = self.storage.events_filled().await.map_err(failed)?;
        let now = self.clock.now();
        let count = events.len();
        let (upcoming, past): (Vec<_>, Vec<_>) = events.into_iter().partition(|event| !event.is_past(now));
        let page = page.clamp(1, u32::try_from(count).unwrap_or(u32::MAX).div_ceil(EVENTS_A_PAGE).max(1));
        let rows = EVENTS_A_PAGE as usize;
        let (upcoming, past) = upcoming
            .into_iter()
            .chain(past.into_iter().rev())
            .skip((page as usize - 1) * rows)
            .take(rows)
            .map(|event| {
                let fill = fills.iter().find(|fill| fill.event == event.id);
                let (taken, waiting) = fill.map_or((0, 0), |fill| (fill.taken, fill.waiting));
                EventOfDesk { event, taken, waiting }
            })
            .partition(|listed| !listed.event.is_past(now));
        Ok(EventsView { words, hits, found, upcoming, past, events: count as u64, page })
    }

    /// The roll of an event, as its address asks for it; with `words`, those of it that they are found in.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such event; otherwise when the database cannot be used.
    pub async fn roll(&self, code: &EventCode, query: RollQuery, words: String) -> Result<RollView, AppError> {
        let filter = RegistrationFilter { words, ..query.filter.clone() };
        let page = if filter.words.is_empty() {
            RollPage { number: query.page, rows: ROWS_A_PAGE }
        } else {
            RollPage { number: 1, rows: FOUND_ROWS }
        };
        let roll = self.storage.registrations_of(code, &filter, page).await;
        let roll = roll.map_err(|cause| self.failed("reading who has registered", &cause))?;
        let roll = roll.ok_or(AppError::NotFound)?;
        Ok(RollView { query, words: filter.words, roll })
    }

    /// One registration at the desk.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is none; otherwise when the database cannot be used.
    pub async fn registration_desk(
        &self,
        reference: &ReferenceNumber,
        done: Option<String>,
    ) -> Result<OneView, AppError> {
        let found = self.storage.registration_at_desk(reference).await;
        let at_desk = found.map_err(|cause| self.failed("reading a registration", &cause))?;
        let at_desk = at_desk.ok_or(AppError::NotFound)?;
        let key = self.draw_key(self.clock.now()).as_str().to_owned();
        Ok(OneView { at_desk, done, key })
    }

    /// Answers the form of an act on chosen registrations of an event: with what it would do, or by doing it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such event, [`AppError::BadRequest`] where there is no such act;
    /// otherwise when the database cannot be used.
    pub async fn registration_act(
        &self,
        by: Secretariat,
        language: Language,
        code: &EventCode,
        sent: ActSent,
    ) -> Result<Answer<ActView>, AppError> {
        let now = self.clock.now();
        let kind = DeskActKind::from_slug(&sent.form.act).ok_or(AppError::BadRequest)?;
        let event = self.storage.event_by_code(code).await;
        let event = event.map_err(|cause| self.failed("reading an event", &cause))?.ok_or(AppError::NotFound)?;
        let selection = selection(&sent.chosen);
        let (key, _) = self.key_of(&sent.key, now);
        let act = match sent.form.parse() {
            Ok(Some(act)) => Ok(act),
            Ok(None) => return Err(AppError::BadRequest),
            Err(problem) => Err(problem),
        };
        if let Ok(act) = &act
            && sent.step == "confirm"
            && !selection.is_empty()
        {
            return self.act_done(by, language, code, act.clone(), &selection, key).await;
        }
        // A move whose date is still to be chosen is no mistake.
        let is_first = kind == DeskActKind::Move && sent.form.to.is_empty() && sent.step.is_empty();
        let mut view = ActView::new(kind, event, sent.form, key.as_str().to_owned());
        view.chosen = self.chosen(&view.event, &selection).await?;
        match act {
            Ok(act) => self.consider(&mut view, &act, &selection, now).await?,
            Err((field, error)) => {
                view.problem = (!is_first).then_some((field, error));
                if kind == DeskActKind::Cancel {
                    self.consider(&mut view, &DeskAct::Cancel { reason: None }, &selection, now).await?;
                }
            }
        }
        Ok(Answer::Page(Box::new(view)))
    }

    /// Does the act; one registration leads back to its page, several to what became of each.
    async fn act_done(
        &self,
        by: Secretariat,
        language: Language,
        code: &EventCode,
        act: DeskAct,
        selection: &[ReferenceNumber],
        key: IdempotencyKey,
    ) -> Result<Answer<ActView>, AppError> {
        let (kind, now) = (act.kind(), self.clock.now());
        let done = self.storage.desk_act(by, code.clone(), act, selection.to_vec(), key, now).await;
        let id = match done.map_err(StorageError::refusal) {
            Ok(id) => id,
            Err(Ok(_)) => return Err(AppError::NotFound),
            Err(Err(cause)) => return Err(self.failed("acting on registrations", &cause)),
        };
        tracing::info!(event = %code, act = kind.slug(), chosen = selection.len(), "registration.acted_on");
        let report = self.storage.desk_act_report(code, id).await;
        let report = report.map_err(|cause| self.failed("reading what was done", &cause))?;
        let only = report.as_ref().and_then(|report| match report.outcomes.as_slice() {
            [(registration, None)] => Some(&registration.reference),
            _ => None,
        });
        Ok(Answer::Go(match only {
            Some(reference) => format!("{}?done={}", one_address(language, reference), kind.slug()),
            None => format!("{}/acts/{id}", roll_address(language, code)),
        }))
    }

    /// The registrations of `event` with these numbers, by kana.
    async fn chosen(&self, event: &Event, selection: &[ReferenceNumber]) -> Result<Vec<Registration>, AppError> {
        let states = RegistrationState::ALL.to_vec();
        let filter = RegistrationFilter { states, ..RegistrationFilter::default() };
        let all = self.storage.registrations_all(event.id, &filter).await;
        let mut all = all.map_err(|cause| self.failed("reading who has registered", &cause))?;
        all.retain(|registration| selection.contains(&registration.reference));
        Ok(all)
    }

    /// Puts into `view` what `act` would do.
    async fn consider(
        &self,
        view: &mut ActView,
        act: &DeskAct,
        selection: &[ReferenceNumber],
        now: Timestamp,
    ) -> Result<(), AppError> {
        let considered = self.storage.desk_act_consider(&view.event.code, act, selection, now).await;
        match considered.map_err(StorageError::refusal) {
            Ok(considered) => view.considered = Some(considered),
            Err(Ok(_)) => view.problem = Some((DeskActField::To, FieldError::UnknownChoice)),
            Err(Err(cause)) => return Err(self.failed("considering registrations", &cause)),
        }
        Ok(())
    }

    /// The form of a registration by phone.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such event; otherwise when the database cannot be used.
    pub async fn registration_new(&self, code: &EventCode, language: Language) -> Result<FormView, AppError> {
        let key = self.draw_key(self.clock.now()).as_str().to_owned();
        let form = RegistrationForm { key, ..RegistrationForm::default() };
        self.form_of_new(code, FormSent { form, language: language.code().to_owned() }).await
    }

    async fn form_of_new(&self, code: &EventCode, sent: FormSent) -> Result<FormView, AppError> {
        let now = self.clock.now();
        let event = self.storage.event_on_desk(code, now).await;
        let event = event.map_err(|cause| self.failed("reading an event", &cause))?.ok_or(AppError::NotFound)?;
        let (taken, waiting) = (event.taken, event.waiting);
        Ok(FormView::new(FormPurpose::New, Arc::new(event.event), (taken, waiting), sent))
    }

    /// Answers the form of a registration by phone.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such event; otherwise when the database cannot be used.
    pub async fn registration_new_answer(
        &self,
        by: Secretariat,
        language: Language,
        code: &EventCode,
        mut sent: FormSent,
    ) -> Result<Answer<FormView>, AppError> {
        let now = self.clock.now();
        let (key, _) = self.key_of(&sent.form.key, now);
        key.as_str().clone_into(&mut sent.form.key);
        let view = self.form_of_new(code, sent).await?;
        let applicant = match view.form.parse(view.rules()) {
            Ok(applicant) => applicant,
            Err(problems) => return Ok(Answer::Page(Box::new(FormView { problems, ..view }))),
        };
        let spoken = Language::from_code(&view.language).unwrap_or(language);
        let or_wait = view.form.promised == "line";
        let new = NewRegistration { applicant, language: spoken, key, or_wait, suspected: false };
        let taken = self.storage.registration_take_down(by, code.clone(), new, now).await;
        match taken.map_err(StorageError::refusal) {
            Ok(reference) => {
                tracing::info!(event = %code, "registration.taken_down");
                Ok(Answer::Go(format!("{}?done=added", one_address(language, &reference))))
            }
            Err(Ok(refusal)) => {
                // With the seats as they are now.
                let sent = FormSent { form: view.form, language: view.language };
                let view = self.form_of_new(code, sent).await?;
                Ok(Answer::Page(Box::new(FormView { refusal: Some(refusal), ..view })))
            }
            Err(Err(cause)) => Err(self.failed("registering somebody", &cause)),
        }
    }

    /// The form of a change.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such registration; otherwise when the database cannot be used.
    pub async fn registration_edit(&self, reference: &ReferenceNumber) -> Result<FormView, AppError> {
        let OneView { at_desk, key, .. } = self.registration_desk(reference, None).await?;
        let registration = &at_desk.registration;
        let form = RegistrationForm { key, ..RegistrationForm::filled_from(registration) };
        let language = registration.language.code().to_owned();
        let purpose = FormPurpose::Change { reference: reference.clone(), channel: registration.channel };
        let seats = (at_desk.taken, at_desk.waiting);
        Ok(FormView::new(purpose, Arc::clone(&at_desk.event), seats, FormSent { form, language }))
    }

    /// Answers the form of a change.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such registration; otherwise when the database cannot be used.
    pub async fn registration_edit_answer(
        &self,
        by: Secretariat,
        language: Language,
        reference: &ReferenceNumber,
        sent: FormSent,
    ) -> Result<Answer<FormView>, AppError> {
        let now = self.clock.now();
        let (key, _) = self.key_of(&sent.form.key, now);
        let as_it_is = self.registration_edit(reference).await?;
        let current = as_it_is.form.revision.clone();
        let view = FormView { form: sent.form, ..as_it_is };
        let applicant = match view.form.parse(view.rules()) {
            Ok(applicant) => applicant,
            Err(problems) => return Ok(Answer::Page(Box::new(FormView { problems, ..view }))),
        };
        // What cannot be read was never shown.
        let revision = view.form.revision.parse().unwrap_or(u32::MAX);
        let change = RegistrationChange { applicant, revision, key };
        let changed = self.storage.registration_change_at_desk(by, reference.clone(), change, now).await;
        match changed.map_err(StorageError::refusal) {
            Ok(()) => {
                tracing::info!("registration.changed_at_desk");
                Ok(Answer::Go(format!("{}?done=changed", one_address(language, reference))))
            }
            Err(Ok(refusal)) => {
                let mut view = FormView { refusal: Some(refusal), ..view };
                if refusal == DeskRefusal::Rule(Refusal::ChangedMeanwhile) {
                    // Having been told, one may save on top of it.
                    view.form.revision = current;
                }
                Ok(Answer::Page(Box::new(view)))
            }
            Err(Err(cause)) => Err(self.failed("changing a registration", &cause)),
        }
    }
}

/// The numbers that were chosen, each once.
fn selection(chosen: &[String]) -> Vec<ReferenceNumber> {
    let mut numbers: Vec<_> = chosen.iter().filter_map(|number| ReferenceNumber::parse(number).ok()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.truncate(SELECTION_MAX);
    numbers
}
