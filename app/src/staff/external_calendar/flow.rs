//! What the page of external calendars shows, and what answers its forms.

use domain::account::AccountId;
use domain::expert::CalendarKeeper;
use domain::external_calendar::{
    CalendarName, ExternalCalendarField as Field, ExternalCalendarForm, ExternalCalendarId,
    ExternalCalendarRefusal as Refusal,
};
use domain::input::FieldError;
use domain::language::Language;
use storage::StorageError;

use super::{CALENDARS, ExternalCalendarDone as Done, ExternalCalendarStep as Step, ExternalCalendarsView};
use crate::AppError;
use crate::address::localized;
use crate::services::Services;
use crate::staff::availability::query::CalendarQuery;
use crate::text::Text;

/// What answers a form.
#[derive(Debug, Clone)]
pub enum ExternalCalendarAnswer {
    /// Done: the address to go to.
    Go(String),
    /// This calendar is to be read now; then the address to go to.
    Read(ExternalCalendarId, String),
    /// The page again, with what is wrong and everything that was typed.
    Again(Box<ExternalCalendarsView>),
}

/// What is wrong with what was sent.
enum Wrong {
    Form(ExternalCalendarForm, Vec<(String, String)>),
    Name(ExternalCalendarId, String, FieldError),
}

impl Services {
    /// The calendars that an expert keeps elsewhere.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an expert of whom they may not know; otherwise when the database cannot be read.
    pub async fn external_calendars_page(
        &self,
        by: &CalendarKeeper,
        query: CalendarQuery,
        done: Option<Done>,
    ) -> Result<ExternalCalendarsView, AppError> {
        let experts = self.calendar_choice(by).await?;
        let expert = self.calendar_of(by, &query, &experts).await?;
        let calendars = match &expert {
            Some(expert) => self.storage.external_calendars(by, expert.account, self.clock.now()).await,
            None => Ok(Vec::new()),
        };
        Ok(ExternalCalendarsView {
            query: CalendarQuery { expert: expert.as_ref().map(|expert| expert.code.clone()), ..query },
            expert,
            is_secretariat: matches!(by, CalendarKeeper::Secretariat(_)),
            calendars: calendars.map_err(|cause| self.failed("reading external calendars", &cause))?,
            form: ExternalCalendarForm::default(),
            renamed: None,
            problems: Vec::new(),
            done,
        })
    }

    /// Answers a form of the page. Addresses without encryption are taken where the service reads them.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an expert or a calendar of which they may not know; otherwise when the database cannot
    /// be written.
    pub async fn external_calendar_answer(
        &self,
        by: &CalendarKeeper,
        language: Language,
        query: CalendarQuery,
        step: Step,
        admits_plain: bool,
    ) -> Result<ExternalCalendarAnswer, AppError> {
        let view = self.external_calendars_page(by, query, None).await?;
        let expert = view.expert.as_ref().ok_or(AppError::NotFound)?.account;
        let go = |done: Done| {
            let address = format!("{}&done={}", view.query.address_under(CALENDARS), done.slug());
            localized(language, &address)
        };
        let now = self.clock.now();
        let done = match step {
            Step::Add(form) => {
                match self.external_calendar_add(by, expert, form, admits_plain, Text(language)).await? {
                    Ok(id) => Ok(ExternalCalendarAnswer::Read(id, go(Done::Added))),
                    Err(wrong) => Err(wrong),
                }
            }
            Step::Rename(id, typed) => match CalendarName::parse(&typed) {
                Err(error) => Err(Wrong::Name(id, typed, error)),
                Ok(name) => {
                    let renamed = self.storage.external_calendar_rename(by, (expert, id), &name, now).await;
                    renamed.map_err(|error| self.external_calendar_failed(error))?;
                    Ok(ExternalCalendarAnswer::Go(go(Done::Renamed)))
                }
            },
            Step::Remove(id) => {
                let removed = self.storage.external_calendar_remove(by, (expert, id), now).await;
                removed.map_err(|error| self.external_calendar_failed(error))?;
                Ok(ExternalCalendarAnswer::Go(go(Done::Removed)))
            }
            Step::Read(id) => {
                let asked = self.storage.external_calendar_ask(by, (expert, id), now).await;
                asked.map_err(|error| self.external_calendar_failed(error))?;
                Ok(ExternalCalendarAnswer::Read(id, go(Done::Read)))
            }
        };
        Ok(done.unwrap_or_else(|wrong| again(view, wrong, Text(language))))
    }

    async fn external_calendar_add(
        &self,
        by: &CalendarKeeper,
        expert: AccountId,
        form: ExternalCalendarForm,
        admits_plain: bool,
        text: Text,
    ) -> Result<Result<ExternalCalendarId, Wrong>, AppError> {
        let words = text.external_calendar();
        let address = || Field::Address.name().to_owned();
        let (name, place) = match form.parse() {
            Ok(parsed) => parsed,
            Err(problems) => {
                let problems =
                    problems.into_iter().map(|(field, error)| (field.name().to_owned(), words.field(field, error)));
                let problems = problems.collect();
                return Ok(Err(Wrong::Form(form, problems)));
            }
        };
        if !(place.is_encrypted() || admits_plain) {
            return Ok(Err(Wrong::Form(form, vec![(address(), words.plain().into_owned())])));
        }
        match self.storage.external_calendar_add(by, expert, (&name, &place), self.clock.now()).await {
            Ok(id) => Ok(Ok(id)),
            Err(error) => match error.refusal() {
                Ok(Refusal::Unknown) => Err(AppError::NotFound),
                Ok(Refusal::TooMany) => Ok(Err(Wrong::Form(form, vec![(address(), words.too_many().into_owned())]))),
                Ok(Refusal::Known) => Ok(Err(Wrong::Form(form, vec![(address(), words.known().into_owned())]))),
                Err(cause) => Err(self.failed("adding an external calendar", &cause)),
            },
        }
    }

    fn external_calendar_failed(&self, error: StorageError<Refusal>) -> AppError {
        match error.refusal() {
            Ok(_) => AppError::NotFound,
            Err(cause) => self.failed("changing an external calendar", &cause),
        }
    }
}

fn again(view: ExternalCalendarsView, wrong: Wrong, text: Text) -> ExternalCalendarAnswer {
    let view = match wrong {
        Wrong::Form(form, problems) => ExternalCalendarsView { form, problems, ..view },
        Wrong::Name(id, typed, error) => {
            let problem = (super::page::name_field(id), text.external_calendar().field(Field::Name, error));
            ExternalCalendarsView { renamed: Some((id, typed)), problems: vec![problem], ..view }
        }
    };
    ExternalCalendarAnswer::Again(Box::new(view))
}
