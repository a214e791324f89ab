//! What answers the form of whoever wants to wait, and the forms on their own page.

use domain::availability::{Length, Wish};
use domain::consultation::{ConsultationRefusal as Refusal, Waiting, WaitingField, WaitingForm, WaitingState};
use domain::expert::ExpertEntry;
use domain::input::FieldError;
use domain::language::Language;
use domain::offer::OfferAnswer;
use domain::reference::{IdempotencyKey, SecretToken};
use jiff::ToSpan as _;
use jiff::civil::Date;
use storage::{NewWaiting, StorageError};

use crate::consultation::query::ConsultationQuery;
use crate::form::Answer;
use crate::services::Services;
use crate::{AppError, address};

/// Whoever asks for no day in particular is offered so many.
const DAYS_SUGGESTED: i64 = 30;

/// The form with everything it shows.
#[derive(Debug, Clone)]
pub struct WaitView {
    /// What the search asked for.
    pub query: ConsultationQuery,
    /// For what they would wait.
    pub wish: Wish,
    /// With whom; none: with anybody.
    pub expert: Option<ExpertEntry>,
    /// What was typed.
    pub form: WaitingForm,
    /// What is wrong with it.
    pub problems: Vec<(WaitingField, FieldError)>,
    /// Whether the button has to be pressed again.
    pub renewed: bool,
}

impl WaitView {
    /// The status that this page is answered with.
    pub const fn status(&self) -> u16 {
        if self.problems.is_empty() { 200 } else { 422 }
    }
}

/// What a secret link of somebody who waits opens.
#[derive(Debug, Clone)]
pub struct OwnWaitingView {
    /// The link.
    pub link: SecretToken,
    /// Who waits, for what.
    pub waiting: Waiting,
    /// With whom they want to talk, where it is not with anybody.
    pub expert: Option<ExpertEntry>,
    /// With whom the time is that is offered, where one is.
    pub offered: Option<ExpertEntry>,
    /// What has just happened.
    pub moment: WaitingMoment,
    /// Which showing of the page this is.
    pub key: IdempotencyKey,
}

/// What has just happened to somebody who waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitingMoment {
    /// Nothing: somebody looks.
    Later,
    /// They have joined the line.
    Joined,
    /// A rule said no.
    Refused(Refusal),
}

/// The days that a search has shown.
fn days_of(query: &ConsultationQuery, today: Date) -> (Date, Date) {
    match (query.day, query.month) {
        (Some(day), _) => (day, day),
        (None, Some(month)) => (month.first_of_month(), month.last_of_month()),
        (None, None) => (today, today.saturating_add(DAYS_SUGGESTED.days())),
    }
}

/// Reads an urlencoded form. A field that is sent twice counts the last time; unknown fields are passed over.
pub fn read(body: &[u8]) -> WaitingForm {
    let mut form = WaitingForm::default();
    for (name, value) in form_urlencoded::parse(body) {
        let value = value.into_owned();
        match &*name {
            "from" => form.from = value,
            "until" => form.until = value,
            "name" => form.name = value,
            "email" => form.email = value,
            "consent" => form.consent = value,
            "website" => form.website = value,
            "key" => form.key = value,
            _ => {}
        }
    }
    form
}

impl Services {
    /// The empty form for what a search has not found.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an expert whom nobody finds; otherwise when the database cannot be used.
    pub async fn waiting_start(
        &self,
        language: Language,
        query: ConsultationQuery,
    ) -> Result<Answer<WaitView>, AppError> {
        let now = self.clock.now();
        let today = now.tokyo_date();
        let (from, until) = days_of(&query, today);
        let key = self.draw_key(now).as_str().to_owned();
        let form = WaitingForm { key, ..WaitingForm::for_days(from, until, today) };
        self.waiting_form(language, query, form).await
    }

    async fn waiting_form(
        &self,
        language: Language,
        query: ConsultationQuery,
        form: WaitingForm,
    ) -> Result<Answer<WaitView>, AppError> {
        let (Some(topic), Some(meeting)) = (query.topic, query.meeting) else {
            // First on what, and where.
            return Ok(Answer::Go(address::localized(language, &query.address())));
        };
        let wish = Wish { topic, meeting, length: query.length.unwrap_or(Length::Sixty) };
        let expert = match &query.expert {
            Some(code) => Some(self.expert_shown(code.as_str()).await?.0),
            None => None,
        };
        Ok(Answer::Page(Box::new(WaitView { query, wish, expert, form, problems: Vec::new(), renewed: false })))
    }

    /// Answers the form that was sent in `language`.
    ///
    /// # Errors
    /// As [`waiting_start`](Self::waiting_start).
    pub async fn waiting_answer(
        &self,
        language: Language,
        query: ConsultationQuery,
        mut form: WaitingForm,
    ) -> Result<Answer<WaitView>, AppError> {
        let now = self.clock.now();
        let (key, renewed) = self.key_of(&form.key, now);
        key.as_str().clone_into(&mut form.key);
        let view = match self.waiting_form(language, query, form).await? {
            Answer::Page(view) => view,
            elsewhere @ Answer::Go(_) => return Ok(elsewhere),
        };
        let read = match view.form.parse(now.tokyo_date()) {
            Ok(read) => read,
            Err(problems) => return Ok(Answer::Page(Box::new(WaitView { problems, ..*view }))),
        };
        if renewed || self.looks_like_a_machine(&view.form.website, &key, now) {
            return Ok(Answer::Page(Box::new(WaitView { renewed: true, ..*view })));
        }
        let expert = view.expert.map(|entry| entry.code);
        let new = NewWaiting { wish: view.wish, expert, read, language, key };
        match self.storage.waiting_join(new, now).await.map_err(StorageError::refusal) {
            Ok(link) => {
                tracing::info!(topic = view.wish.topic.slug(), "waiting.joined");
                Ok(Answer::Go(format!("{}/registered", address::my(language, &link))))
            }
            Err(Ok(_)) => Err(AppError::NotFound),
            Err(Err(cause)) => Err(self.failed("joining a waiting list", &cause)),
        }
    }

    /// Who waits behind `link`, as they may see it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the link opens nothing; otherwise when the database cannot be used.
    pub async fn waiting_of(&self, link: &SecretToken, moment: WaitingMoment) -> Result<OwnWaitingView, AppError> {
        let failed = |cause: StorageError| self.failed("reading who waits", &cause);
        let now = self.clock.now();
        let mut found = self.storage.waiting_by_link(&link.hash()).await.map_err(failed)?;
        if found.as_ref().is_some_and(|found| found.state == WaitingState::Offered && found.may_answer(now).is_err()) {
            // Its time is over, and the job that passes it on has not come by yet.
            self.storage.consultations_sweep(now).await.map_err(failed)?;
            found = self.storage.waiting_by_link(&link.hash()).await.map_err(failed)?;
        }
        let waiting = found.ok_or(AppError::NotFound)?;
        let expert = match waiting.wanted.expert {
            Some(expert) => self.storage.expert(expert).await.map_err(failed)?,
            None => None,
        };
        let offered = match waiting.may_answer(now) {
            Ok(offer) => self.storage.expert(offer.expert).await.map_err(failed)?,
            Err(_) => None,
        };
        Ok(OwnWaitingView { link: link.clone(), waiting, expert, offered, moment, key: self.draw_key(now) })
    }

    /// Answers an offer: leads to the form for its time, or takes whoever declines out of the line.
    ///
    /// # Errors
    /// What a rule said, within; [`AppError::NotFound`] where the link opens nothing, or when the database cannot be
    /// used.
    pub async fn waiting_reply(
        &self,
        language: Language,
        link: &SecretToken,
        answer: OfferAnswer,
        key: &str,
    ) -> Result<Result<String, Refusal>, AppError> {
        let now = self.clock.now();
        let replied = match answer {
            OfferAnswer::Accept => {
                let (key, _) = self.key_of(key, now);
                let form = self.storage.waiting_accept(&link.hash(), &key, now).await;
                form.map(|form| address::consultation_hold(language, &form))
            }
            OfferAnswer::Decline => {
                let left = self.storage.waiting_leave(link.hash(), now).await;
                left.map(|()| address::my(language, link))
            }
        };
        match replied.map_err(StorageError::refusal) {
            Ok(address) => {
                tracing::info!(answer = answer.slug(), "waiting.answered");
                Ok(Ok(address))
            }
            Err(Ok(Refusal::UnknownConsultation)) => Err(AppError::NotFound),
            Err(Ok(refusal)) => Ok(Err(refusal)),
            Err(Err(cause)) => Err(self.failed("answering an offer", &cause)),
        }
    }
}
