//! What answers a form that was sent: a page to go on with, or a place to go to.

use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::reference::{EventCode, IdempotencyKey, SecretToken};
use domain::registration::{
    Applicant, FieldProblem, FormRules, Placement, Refusal, Registration, RegistrationForm, Seats, Wish, decide,
    decide_change, may_change,
};
use domain::schedule::Listed;
use domain::time::Timestamp;
use storage::{NewRegistration, RegistrationChange, StorageError};

use crate::form::Answer;
use crate::services::Services;
use crate::{AppError, address};

/// What the form is for.
#[derive(Debug, Clone)]
pub enum Purpose {
    /// A new registration.
    Register,
    /// A change of one that its applicant has opened by its link.
    Change {
        /// The link.
        link: SecretToken,
        /// The registration as it stands.
        registration: Box<Registration>,
    },
}

/// Which page of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The fields, with what is wrong in them; empty at first.
    Fields {
        /// What is wrong.
        problems: Vec<FieldProblem>,
        /// Where the cursor goes: the field whose answer is to be changed.
        focus: Option<String>,
    },
    /// Everything played back.
    Check {
        /// What was understood.
        applicant: Box<Applicant>,
        /// What the button will do.
        placement: Placement,
    },
    /// Nothing can be sent: why.
    Refused,
}

/// A page of the form with everything it shows.
#[derive(Debug, Clone)]
pub struct RegistrationView {
    /// The event.
    pub listed: Listed,
    /// What the form is for.
    pub purpose: Purpose,
    /// What was typed.
    pub form: RegistrationForm,
    /// Which page.
    pub step: Step,
    /// What a rule said no to.
    pub refusal: Option<Refusal>,
    /// Whether the page had to be made anew because it was too old.
    pub renewed: bool,
}

impl RegistrationView {
    /// The status that this page is answered with.
    pub fn status(&self) -> u16 {
        match (&self.step, self.refusal) {
            (Step::Fields { problems, .. }, _) if !problems.is_empty() => 422,
            (_, Some(_)) => 409,
            _ => 200,
        }
    }

    /// What the form may ask and accept.
    pub fn rules(&self) -> FormRules {
        rules(&self.listed.seats(), &self.purpose)
    }
}

fn rules(seats: &Seats, purpose: &Purpose) -> FormRules {
    FormRules {
        format: seats.format,
        seats_per_registration: seats.per_registration,
        is_change: matches!(purpose, Purpose::Change { .. }),
        channel: match purpose {
            Purpose::Change { registration, .. } => registration.channel,
            Purpose::Register => Channel::Site,
        },
    }
}

impl Services {
    /// The event that an address names, as far as the public may know of it.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub fn listed(&self, code: &str) -> Result<Listed, AppError> {
        let code = EventCode::parse(code).map_err(|_| AppError::NotFound)?;
        self.storage.schedule().by_code(&code).cloned().ok_or(AppError::NotFound)
    }

    /// The empty form of an event.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the public knows of no such event.
    pub fn registration_start(&self, code: &str) -> Result<RegistrationView, AppError> {
        let now = self.clock.now();
        let listed = self.listed(code)?;
        let seats = listed.seats();
        let form = RegistrationForm { key: self.draw_key(now).as_str().to_owned(), ..RegistrationForm::default() };
        let refusal = refused_already(&seats, now);
        let step = match refusal {
            Some(_) => Step::Refused,
            None => Step::Fields { problems: Vec::new(), focus: None },
        };
        Ok(RegistrationView { listed, purpose: Purpose::Register, form, step, refusal, renewed: false })
    }

    /// Answers the form of an event that was sent in `language`.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the public knows of no such event; otherwise when the database
    /// cannot be used.
    pub async fn registration_answer(
        &self,
        language: Language,
        code: &str,
        form: RegistrationForm,
    ) -> Result<Answer<RegistrationView>, AppError> {
        let now = self.clock.now();
        let listed = self.listed(code)?;
        let turn = Turn { services: self, language, purpose: Purpose::Register, listed, now };
        turn.answer(form).await
    }

    /// The form to change the registration that `link` opens.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the link opens nothing; otherwise when the database cannot be used.
    pub async fn change_start(&self, link: &SecretToken) -> Result<RegistrationView, AppError> {
        let now = self.clock.now();
        let (registration, listed) = self.registration_of(link).await?;
        let seats = listed.seats();
        let key = self.draw_key(now).as_str().to_owned();
        let form = RegistrationForm { key, ..RegistrationForm::filled_from(&registration) };
        let refusal = may_change(&seats, registration.state, now).err();
        let step = match refusal {
            Some(_) => Step::Refused,
            None => Step::Fields { problems: Vec::new(), focus: None },
        };
        let purpose = Purpose::Change { link: link.clone(), registration: Box::new(registration) };
        Ok(RegistrationView { listed, purpose, form, step, refusal, renewed: false })
    }

    /// Answers the form that changes the registration that `link` opens.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the link opens nothing; otherwise when the database cannot be used.
    pub async fn change_answer(
        &self,
        language: Language,
        link: &SecretToken,
        form: RegistrationForm,
    ) -> Result<Answer<RegistrationView>, AppError> {
        let now = self.clock.now();
        let found = self.registration_of(link).await;
        if let (Err(AppError::NotFound), Ok(key)) = (&found, IdempotencyKey::parse(&form.key)) {
            // The link has been replaced, perhaps by this very form, sent a moment ago.
            let newer = key.derive_token(storage::PAGE_OF_A_REGISTRATION);
            if self.registration_of(&newer).await.is_ok() {
                return Ok(Answer::Go(format!("{}?changed", address::my(language, &newer))));
            }
        }
        let (registration, listed) = found?;
        let purpose = Purpose::Change { link: link.clone(), registration: Box::new(registration) };
        let turn = Turn { services: self, language, purpose, listed, now };
        turn.answer(form).await
    }

    /// The registration that `link` opens, with its event.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the link opens nothing; otherwise when the database cannot be used.
    pub async fn registration_of(&self, link: &SecretToken) -> Result<(Registration, Listed), AppError> {
        let now = self.clock.now();
        let failed = |cause: StorageError| self.failed("reading a registration", &cause);
        let found = self.storage.registration_by_link(&link.hash()).await.map_err(failed)?;
        let (mut registration, mut event) = found.ok_or(AppError::NotFound)?;
        if registration.offer.is_some_and(|offer| offer.outcome.is_none() && !offer.lives_at(now)) {
            // Its time is over, and the job that says so has not come by yet.
            self.storage.offers_expire(now).await.map_err(failed)?;
            let found = self.storage.registration_by_link(&link.hash()).await.map_err(failed)?;
            (registration, event) = found.ok_or(AppError::NotFound)?;
        }
        let listed = self
            .storage
            .schedule()
            .by_id(registration.event)
            .cloned()
            .unwrap_or_else(|| Listed::new((*event).clone(), 0, 0));
        Ok((registration, listed))
    }
}

fn refused_already(seats: &Seats, now: Timestamp) -> Option<Refusal> {
    // Nothing of the form matters to these rules; the smallest wish asks them all.
    let attendance = if seats.format.has_venue() {
        domain::registration::Attendance::Venue
    } else {
        domain::registration::Attendance::Online
    };
    match decide(seats, Wish { seats: 1, attendance, or_wait: true }, now) {
        Err(refusal @ (Refusal::EventCancelled | Refusal::NotOpenYet | Refusal::Closed | Refusal::UnknownEvent)) => {
            Some(refusal)
        }
        _ => None,
    }
}

/// One sending of the form.
struct Turn<'a> {
    services: &'a Services,
    language: Language,
    purpose: Purpose,
    listed: Listed,
    now: Timestamp,
}

impl Turn<'_> {
    async fn answer(self, mut form: RegistrationForm) -> Result<Answer<RegistrationView>, AppError> {
        if let Purpose::Change { registration, .. } = &self.purpose {
            // Whatever the body says: the address stays the one that the mails went to.
            registration.applicant.recipient().unwrap_or_default().clone_into(&mut form.email);
        }
        let (key, renewed) = self.services.key_of(&form.key, self.now);
        key.as_str().clone_into(&mut form.key);

        let rules = rules(&self.listed.seats(), &self.purpose);
        if let Some(field) = form.step.strip_prefix("edit") {
            let focus = field.strip_prefix(':').map(str::to_owned);
            return Ok(self.page(form, Step::Fields { problems: Vec::new(), focus }, None, renewed));
        }
        let applicant = match form.parse(rules) {
            Ok(applicant) => applicant,
            Err(problems) => return Ok(self.page(form, Step::Fields { problems, focus: None }, None, renewed)),
        };
        if form.step != "confirm" || renewed {
            return Ok(self.check(form, applicant, renewed));
        }
        match self.purpose.clone() {
            Purpose::Register => self.register(form, applicant, key).await,
            Purpose::Change { link, .. } => self.change(form, applicant, key, &link).await,
        }
    }

    fn page(
        &self,
        form: RegistrationForm,
        step: Step,
        refusal: Option<Refusal>,
        renewed: bool,
    ) -> Answer<RegistrationView> {
        let (listed, purpose) = (self.listed.clone(), self.purpose.clone());
        Answer::Page(Box::new(RegistrationView { listed, purpose, form, step, refusal, renewed }))
    }

    /// The check page, or the form again where a rule says no already.
    fn check(&self, form: RegistrationForm, applicant: Applicant, renewed: bool) -> Answer<RegistrationView> {
        let seats = self.listed.seats();
        let decided = match &self.purpose {
            Purpose::Register => {
                let wish = Wish { seats: applicant.seats, attendance: applicant.attendance, or_wait: true };
                decide(&seats, wish, self.now)
            }
            Purpose::Change { registration, .. } => decide_change(
                &seats,
                registration.face(),
                registration.applicant.seats,
                applicant.seats,
                applicant.attendance,
                self.now,
            )
            .map(|()| Placement::Seated),
        };
        match decided {
            Ok(placement) => {
                let step = Step::Check { applicant: Box::new(applicant), placement };
                self.page(form, step, None, renewed)
            }
            Err(refusal) => self.refused(form, applicant, refusal),
        }
    }

    fn refused(&self, form: RegistrationForm, applicant: Applicant, refusal: Refusal) -> Answer<RegistrationView> {
        let step = match refusal {
            Refusal::OnlyWaiting => {
                let position = self.listed.seats().waiting.saturating_add(1);
                Step::Check { applicant: Box::new(applicant), placement: Placement::Waiting { position } }
            }
            Refusal::TooManySeats { .. } | Refusal::NotEnoughSeats { .. } | Refusal::AttendanceNotOffered => {
                Step::Fields { problems: Vec::new(), focus: None }
            }
            _ => Step::Refused,
        };
        self.page(form, step, Some(refusal), false)
    }

    async fn register(
        &self,
        form: RegistrationForm,
        applicant: Applicant,
        key: IdempotencyKey,
    ) -> Result<Answer<RegistrationView>, AppError> {
        let new = NewRegistration {
            applicant: applicant.clone(),
            language: self.language,
            // A page that promised a seat must not turn it into a place in line unasked.
            or_wait: form.promised != "seat",
            suspected: self.services.looks_like_a_machine(&form.website, &key, self.now),
            key,
        };
        match self.services.storage.registration_create(self.listed.event.code.clone(), new, self.now).await {
            Ok(registered) => {
                let (place, position) = match registered.placement {
                    Placement::Seated => ("seat", 0),
                    Placement::Waiting { position } => ("line", position),
                };
                let event = self.listed.event.code.as_str();
                tracing::info!(event, place, position, again = registered.repeated_sending, "registration.created");
                Ok(Answer::Go(format!("{}/registered", address::my(self.language, &registered.link))))
            }
            Err(error) => self.failed(form, applicant, error),
        }
    }

    async fn change(
        &self,
        form: RegistrationForm,
        applicant: Applicant,
        key: IdempotencyKey,
        link: &SecretToken,
    ) -> Result<Answer<RegistrationView>, AppError> {
        let revision = form.revision.parse().unwrap_or(u32::MAX);
        let change = RegistrationChange { applicant: applicant.clone(), revision, key };
        match self.services.storage.registration_change(link.hash(), change, self.now).await {
            Ok(link) => {
                tracing::info!(event = self.listed.event.code.as_str(), "registration.changed");
                Ok(Answer::Go(format!("{}?changed", address::my(self.language, &link))))
            }
            Err(error) => self.failed(form, applicant, error),
        }
    }

    fn failed(
        &self,
        form: RegistrationForm,
        applicant: Applicant,
        error: StorageError<Refusal>,
    ) -> Result<Answer<RegistrationView>, AppError> {
        match error.refusal() {
            Ok(Refusal::UnknownEvent | Refusal::UnknownRegistration) => Err(AppError::NotFound),
            Ok(refusal) => Ok(self.refused(form, applicant, refusal)),
            Err(cause) => Err(self.services.failed("registering", &cause)),
        }
    }
}
