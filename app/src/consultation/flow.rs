//! What answers the form of a consultation: a page to go on with, or a place to go to.

use domain::availability::Slot;
use domain::consultation::{
    Client, ConsultationForm, ConsultationFormRules, ConsultationProblem, ConsultationRefusal as Refusal, Entitlement,
    HOLD_SECONDS, Hold, Waiting,
};
use domain::event_table::MeetingTable;
use domain::expert::ExpertEntry;
use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::reference::{IdempotencyKey, SecretToken};
use domain::time::Timestamp;
use storage::{NewConsultation, NewHold, PAGE_OF_A_CONSULTATION, StorageError};

use super::query::{ConsultationQuery, time_from};
use crate::form::Answer;
use crate::services::Services;
use crate::{AppError, address};

/// Which page of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The fields, with what is wrong in them; empty at first.
    Fields {
        /// What is wrong.
        problems: Vec<ConsultationProblem>,
        /// Where the cursor goes: the field whose answer is to be changed.
        focus: Option<String>,
    },
    /// Everything played back.
    Check {
        /// What was understood.
        client: Box<Client>,
        /// What the organisation may still book.
        entitlement: Entitlement,
        /// Whether the expert confirms each.
        to_confirm: bool,
    },
}

impl Step {
    const FIELDS: Self = Self::Fields { problems: Vec::new(), focus: None };
}

/// A page of the form with everything it shows.
#[derive(Debug, Clone)]
pub struct BookingView {
    /// What books the time.
    pub token: SecretToken,
    /// The time.
    pub hold: Hold,
    /// Whose it is.
    pub expert: ExpertEntry,
    /// At which table of a consultation meeting it is; none: it stands open in a calendar.
    pub table: Option<MeetingTable>,
    /// Who was offered the time because they waited for it; nobody where it was chosen.
    pub waiting: Option<Waiting>,
    /// What was typed.
    pub form: ConsultationForm,
    /// Which page.
    pub step: Step,
    /// What a rule said no to.
    pub refusal: Option<Refusal>,
    /// Whether the button has to be pressed again.
    pub renewed: bool,
}

impl BookingView {
    /// The status that this page is answered with.
    pub fn status(&self) -> u16 {
        match (&self.step, &self.refusal) {
            (Step::Fields { problems, .. }, _) if !problems.is_empty() => 422,
            (_, Some(_)) => 409,
            _ => 200,
        }
    }

    /// What the form may ask and accept.
    pub const fn rules(&self) -> ConsultationFormRules {
        ConsultationFormRules { meeting: self.hold.wish.meeting, is_change: false, channel: Channel::Site }
    }

    /// Whether the time is kept for somebody who has waited for it, and for longer than an extension would.
    pub fn is_on_offer(&self, now: Timestamp) -> bool {
        self.waiting.is_some() && self.hold.until > now.plus_seconds(HOLD_SECONDS)
    }

    /// How many seconds the time is still held at `now`.
    pub fn seconds_left(&self, now: Timestamp) -> i64 {
        (self.hold.until.microseconds_since(now) / 1_000_000).max(0)
    }

    /// The times that can be held instead.
    pub fn alternatives(&self) -> &[Slot] {
        match &self.refusal {
            Some(Refusal::HoldEnded { alternatives } | Refusal::NotOpen { alternatives, .. }) => alternatives,
            _ => &[],
        }
    }
}

/// A hold with whose time it is, and who was offered it.
struct Held {
    hold: Hold,
    expert: ExpertEntry,
    table: Option<MeetingTable>,
    waiting: Option<Waiting>,
}

/// What a button of the form asks for.
enum Press<'a> {
    Extend { then_check: bool },
    Release,
    Instead(Timestamp),
    Edit(Option<&'a str>),
    Check,
    Confirm,
}

impl<'a> Press<'a> {
    fn read(step: &'a str) -> Self {
        match step.split_once(':').unwrap_or((step, "")) {
            ("extend", after) => Self::Extend { then_check: after == "check" },
            ("release", _) => Self::Release,
            ("instead", at) => time_from(at).map_or(Self::Check, Self::Instead),
            ("edit", field) => Self::Edit((!field.is_empty()).then_some(field)),
            ("confirm", _) => Self::Confirm,
            _ => Self::Check,
        }
    }
}

impl Services {
    /// The empty form for a time that is held.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where nothing was held by it, or it was booked; otherwise when the database cannot be used.
    pub async fn booking_start(&self, token: &SecretToken) -> Result<BookingView, AppError> {
        let Held { hold, expert, table, waiting } = self.held(token).await?.ok_or(AppError::NotFound)?;
        let key = self.draw_key(self.clock.now()).as_str().to_owned();
        let known = waiting.as_ref().map(|waiting| (waiting.name.to_string(), waiting.email.to_string()));
        let (name, email) = known.unwrap_or_default();
        let form = ConsultationForm { key, name, email, ..ConsultationForm::default() };
        let (token, step) = (token.clone(), Step::FIELDS);
        Ok(BookingView { token, hold, expert, table, waiting, form, step, refusal: None, renewed: false })
    }

    /// Answers the form for a time that is held, sent in `language`.
    ///
    /// # Errors
    /// As [`booking_start`](Self::booking_start).
    pub async fn booking_answer(
        &self,
        language: Language,
        token: &SecretToken,
        mut form: ConsultationForm,
    ) -> Result<Answer<BookingView>, AppError> {
        let now = self.clock.now();
        let (key, renewed) = self.key_of(&form.key, now);
        key.as_str().clone_into(&mut form.key);
        let Some(Held { hold, expert, table, waiting }) = self.held(token).await? else {
            return self.booked_already(language, &key).await;
        };
        let step = std::mem::take(&mut form.step);
        let (token, refusal) = (token.clone(), None);
        let view = BookingView { token, hold, expert, table, waiting, form, step: Step::FIELDS, refusal, renewed };
        let turn = Turn { services: self, language, key, now };
        turn.answer(view, &step).await
    }

    /// Extends a hold, for the box that says until when it lasts.
    ///
    /// # Errors
    /// [`AppError::BadRequest`] where a rule says no: the form itself tells which; otherwise as
    /// [`booking_start`](Self::booking_start).
    pub async fn booking_extend(&self, token: &SecretToken) -> Result<BookingView, AppError> {
        let mut view = self.booking_start(token).await?;
        self.prolong(&mut view, self.clock.now()).await?.map_err(|_| AppError::BadRequest)?;
        Ok(view)
    }

    async fn prolong(&self, view: &mut BookingView, now: Timestamp) -> Result<Result<(), Refusal>, AppError> {
        let extended = self.storage.consultation_hold_extend(&view.token.hash(), now).await;
        match extended.map_err(StorageError::refusal) {
            Ok(until) => {
                view.hold.until = until;
                view.hold.extensions += 1;
                Ok(Ok(()))
            }
            Err(Ok(Refusal::UnknownHold)) => Err(AppError::NotFound),
            Err(Ok(refusal)) => Ok(Err(refusal)),
            Err(Err(cause)) => Err(self.failed("extending a hold", &cause)),
        }
    }

    /// The hold behind a secret, with whose time it is.
    async fn held(&self, token: &SecretToken) -> Result<Option<Held>, AppError> {
        let failed = |cause: StorageError| self.failed("reading a hold", &cause);
        let hold = self.storage.consultation_hold_by_token(&token.hash()).await.map_err(failed)?;
        let Some(hold) = hold else { return Ok(None) };
        let expert = self.storage.expert(hold.expert).await.map_err(failed)?;
        let waiting = self.storage.waiting_behind(hold.id).await.map_err(failed)?;
        let table = match hold.table {
            Some(table) => self.storage.meeting_table(table).await.map_err(failed)?,
            None => None,
        };
        Ok(expert.map(|expert| Held { hold, expert, table, waiting }))
    }

    /// The answer to a form that was sent before: where the first sending led to.
    async fn booked_already(&self, language: Language, key: &IdempotencyKey) -> Result<Answer<BookingView>, AppError> {
        let link = key.derive_token(PAGE_OF_A_CONSULTATION);
        let found = self.storage.consultation_by_link(&link.hash()).await;
        match found.map_err(|cause| self.failed("reading a consultation", &cause))? {
            Some(_) => Ok(Answer::Go(done_address(language, &link))),
            None => Err(AppError::NotFound),
        }
    }
}

fn done_address(language: Language, link: &SecretToken) -> String {
    format!("{}/registered", address::my(language, link))
}

/// One sending of the form.
struct Turn<'a> {
    services: &'a Services,
    language: Language,
    key: IdempotencyKey,
    now: Timestamp,
}

impl Turn<'_> {
    async fn answer(self, view: BookingView, step: &str) -> Result<Answer<BookingView>, AppError> {
        match Press::read(step) {
            Press::Extend { then_check } => self.extend(view, then_check).await,
            Press::Release => self.release(&view).await,
            Press::Instead(at) => self.instead(view, at).await,
            Press::Edit(focus) => {
                let step = Step::Fields { problems: Vec::new(), focus: focus.map(str::to_owned) };
                Ok(page(BookingView { step, ..view }))
            }
            Press::Check => self.check(view).await,
            Press::Confirm => self.confirm(view).await,
        }
    }

    async fn extend(&self, mut view: BookingView, then_check: bool) -> Result<Answer<BookingView>, AppError> {
        if let Err(refusal) = self.services.prolong(&mut view, self.now).await? {
            return Ok(page(BookingView { refusal: Some(refusal), ..view }));
        }
        if then_check { self.check(view).await } else { Ok(page(view)) }
    }

    async fn release(&self, view: &BookingView) -> Result<Answer<BookingView>, AppError> {
        self.services.let_go(&view.token).await?;
        let query = ConsultationQuery::of(view.hold.wish, None, view.hold.slot);
        let calendar = || address::localized(self.language, &query.address());
        let meeting = view.table.as_ref().map(|table| address::event_tables(self.language, &table.event));
        Ok(Answer::Go(meeting.unwrap_or_else(calendar)))
    }

    /// Holds another time in the place of this one; the form goes on with what was typed.
    async fn instead(&self, mut view: BookingView, starts_at: Timestamp) -> Result<Answer<BookingView>, AppError> {
        let (wish, instead_of) = (view.hold.wish, Some(view.token.hash()));
        let table = view.hold.table;
        let new = NewHold { wish, starts_at, expert: None, table, instead_of, key: self.key.clone() };
        match self.services.storage.consultation_hold(new, self.now).await.map_err(StorageError::refusal) {
            Ok(held) => {
                let Held { hold, expert, table, waiting } =
                    self.services.held(&held.token).await?.ok_or(AppError::NotFound)?;
                view = BookingView { token: held.token, hold, expert, table, waiting, ..view };
                Ok(page(view))
            }
            Err(Ok(refusal)) => Ok(page(BookingView { refusal: Some(refusal), ..view })),
            Err(Err(cause)) => Err(self.services.failed("holding a time", &cause)),
        }
    }

    async fn check(&self, mut view: BookingView) -> Result<Answer<BookingView>, AppError> {
        let client = match view.form.parse(view.rules()) {
            Ok(client) => client,
            Err(problems) => return Ok(page(with_problems(view, problems))),
        };
        if !view.hold.lives_at(self.now)
            && let Err(refusal @ Refusal::HoldEnded { .. }) = self.services.prolong(&mut view, self.now).await?
        {
            return Ok(page(BookingView { refusal: Some(refusal), ..view }));
        }
        let failed = |cause: StorageError| self.services.failed("reading an entitlement", &cause);
        let entitlement = self.services.storage.entitlement(&client.organisation).await.map_err(failed)?;
        if let Err(refusal) = entitlement.may_book() {
            return Ok(page(BookingView { refusal: Some(refusal), ..view }));
        }
        let day = self.now.tokyo_date();
        let diaries = self.services.storage.diaries(Some(&view.expert.code), day, self.now).await.map_err(failed)?;
        let confirms = diaries.first().is_some_and(|one| one.calendar.terms().confirms);
        // Whoever sits at a table has agreed to whoever comes.
        let to_confirm = confirms && view.hold.table.is_none();
        let step = Step::Check { client: Box::new(client), entitlement, to_confirm };
        Ok(page(BookingView { step, ..view }))
    }

    async fn confirm(&self, view: BookingView) -> Result<Answer<BookingView>, AppError> {
        let client = match view.form.parse(view.rules()) {
            Ok(client) => client,
            Err(problems) => return Ok(page(with_problems(view, problems))),
        };
        let suspected = self.services.looks_like_a_machine(&view.form.website, &self.key, self.now);
        if view.renewed || suspected {
            return self.check(BookingView { renewed: true, ..view }).await;
        }
        let key = self.key.clone();
        let new = NewConsultation { client, channel: Channel::Site, language: self.language, key };
        match self.services.storage.consultation_book(view.token.hash(), new, self.now).await {
            Ok(booked) => {
                let state = booked.state.slug();
                tracing::info!(state, again = booked.repeated_sending, "consultation.booked");
                Ok(Answer::Go(done_address(self.language, &booked.link)))
            }
            Err(error) => match error.refusal() {
                Ok(Refusal::UnknownHold) => self.services.booked_already(self.language, &self.key).await,
                Ok(refusal) => Ok(page(BookingView { refusal: Some(refusal), ..view })),
                Err(cause) => Err(self.services.failed("booking a consultation", &cause)),
            },
        }
    }
}

fn page(view: BookingView) -> Answer<BookingView> {
    Answer::Page(Box::new(view))
}

fn with_problems(view: BookingView, problems: Vec<ConsultationProblem>) -> BookingView {
    BookingView { step: Step::Fields { problems, focus: None }, ..view }
}
