//! The form of a registration at the desk: one taken by phone, or a change of one.

use std::sync::Arc;

use domain::event::Event;
use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::reference::ReferenceNumber;
use domain::registration::desk::DeskRefusal;
use domain::registration::{FieldProblem, FormRules, RegistrationField as Field, RegistrationForm, Seats};
use leptos::prelude::*;

use super::{FormSent, one_address, roll_address};
use crate::component::{
    Banner, BannerKind, ButtonKind, ButtonLink, Checkbox, Choice, ChoiceCards, ErrorSummary, HiddenField, SubmitButton,
    TextField,
};
use crate::registration::fields::Questions;
use crate::services::use_now;
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

/// What the form is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormPurpose {
    /// A registration that somebody makes by phone.
    New,
    /// A change of one that there is.
    Change {
        /// Its number.
        reference: ReferenceNumber,
        /// How it came.
        channel: Channel,
    },
}

/// The form with everything its page shows.
#[derive(Debug, Clone)]
pub struct FormView {
    /// What it is for.
    pub purpose: FormPurpose,
    /// The event, drafts too.
    pub event: Arc<Event>,
    /// Its seats as they are now.
    pub seats: Seats,
    /// What was typed.
    pub form: RegistrationForm,
    /// The code of the language of the mails.
    pub language: String,
    /// What is wrong in it.
    pub problems: Vec<FieldProblem>,
    /// What a rule said no to.
    pub refusal: Option<DeskRefusal>,
}

impl FormView {
    /// A form with nothing wrong in it; `count`: seats taken and parties waiting.
    pub fn new(purpose: FormPurpose, event: Arc<Event>, count: (u32, u32), sent: FormSent) -> Self {
        let seats = Seats::of(&event, count.0, count.1);
        let FormSent { form, language } = sent;
        Self { purpose, event, seats, form, language, problems: Vec::new(), refusal: None }
    }

    /// The status that this page is answered with.
    pub const fn status(&self) -> u16 {
        if !self.problems.is_empty() {
            422
        } else if self.refusal.is_some() {
            409
        } else {
            200
        }
    }

    /// What the form may ask and accept.
    pub const fn rules(&self) -> FormRules {
        FormRules {
            format: self.seats.format,
            seats_per_registration: self.seats.per_registration,
            is_change: matches!(self.purpose, FormPurpose::Change { .. }),
            channel: match self.purpose {
                FormPurpose::New => Channel::Phone,
                FormPurpose::Change { channel, .. } => channel,
            },
        }
    }
}

#[component]
pub fn FormPage(
    /// Everything the page shows.
    view: FormView,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.desk_registration(), text.language());
    let rules = view.rules();
    let (title, back) = match &view.purpose {
        FormPurpose::New => (words.new_title(), roll_address(language, &view.event.code)),
        FormPurpose::Change { reference, .. } => (words.edit_title(), one_address(language, reference)),
    };
    let action = match &view.purpose {
        FormPurpose::New => format!("{back}/new"),
        FormPurpose::Change { .. } => format!("{back}/edit"),
    };
    let errors: Vec<_> = view
        .problems
        .iter()
        .map(|(field, error)| (field.name().to_owned(), text.error().of_field(*field, *error)))
        .collect();
    let has_errors = !errors.is_empty() || view.refusal.is_some();
    let refusal = view.refusal.map(|refusal| {
        let said = words.refusal(refusal).into_owned();
        let title = words.refused_title().into_owned();
        view! { <Banner kind=BannerKind::Warning title><p>{said}</p></Banner> }
    });
    let questions = Questions { event: &view.event, rules, form: &view.form, problems: &view.problems, text };
    let email = email_field(&view, &questions, text);
    let phone_hint = match rules.channel {
        Channel::Phone => words.phone_hint_phone(),
        Channel::Site => text.registration().phone_hint(),
    };
    let is_new = view.purpose == FormPurpose::New;
    let last = is_new.then(|| new_only(&view, &questions, text));
    let is_full = view.seats.waiting > 0 || view.seats.free() == 0;
    let promised = if is_full { "line" } else { "seat" };
    let save = match (is_new, is_full) {
        (true, false) => words.save_new(),
        (true, true) => words.save_waiting(),
        (false, _) => words.save_change(),
    };
    let situation = is_new.then(|| standing(&view, is_full, text));
    let (attendance, person) = (questions.attendance(), questions.person(email, phone_hint.into_owned()));
    let (organisation, interest) = (questions.organisation(), questions.interest());
    let event = view.event.title.text(language).to_owned();
    let when = text.date().when(&view.event.when);
    let RegistrationForm { key, revision, .. } = view.form;
    view! {
        <DeskFrame title=title.into_owned() place=DeskPlace::Registrations has_errors>
            <div class="reading stack">
                {refusal}
                <ErrorSummary errors/>
                <p><b>{event}</b>" "{when}</p>
                {situation}
                <form class="form" method="post" action=action novalidate=true>
                    <HiddenField name="key" value=key/>
                    <HiddenField name="revision" value=revision/>
                    <HiddenField name="promised" value=promised/>
                    {attendance}
                    {person}
                    {organisation}
                    {interest}
                    {last}
                    <div class="button-row">
                        <SubmitButton label=save.into_owned()/>
                        <ButtonLink href=back label=words.leave().into_owned() kind=ButtonKind::Text/>
                    </div>
                </form>
            </div>
        </DeskFrame>
    }
    .into_any()
}

/// How many seats there are, and what is out of the ordinary.
fn standing(view: &FormView, is_full: bool, text: Text) -> AnyView {
    let words = text.desk_registration();
    let seats = words.seats_of(view.seats.taken, view.seats.capacity);
    let full = is_full.then(|| view! { <p><b>{words.full_now(view.seats.waiting)}</b></p> });
    let window = view.seats.window.admits(use_now()).is_err().then(|| view! { <p>{words.window_passed()}</p> });
    view! { <p>{seats}</p>{full}{window} }.into_any()
}

fn email_field(view: &FormView, questions: &Questions<'_>, text: Text) -> AnyView {
    let words = text.desk_registration();
    let hint = match view.purpose {
        FormPurpose::New => words.email_hint_phone(),
        FormPurpose::Change { .. } => words.email_hint_change(),
    };
    let required = view.rules().channel == Channel::Site;
    view! {
        <TextField name="email" label=text.registration().email() value=view.form.email.clone()
            error=questions.error(Field::Email) hint=hint.into_owned() required kind="email" autocomplete="off"
            size="input-long"/>
    }
    .into_any()
}

fn new_only(view: &FormView, questions: &Questions<'_>, text: Text) -> AnyView {
    let words = text.desk_registration();
    let choices = [Language::Japanese, Language::English]
        .map(|language| Choice {
            value: language.code().to_owned(),
            label: words.language_value(language).into_owned(),
            detail: None,
        })
        .to_vec();
    view! {
        <ChoiceCards name="language" legend=words.language() choices chosen=vec![view.language.clone()]/>
        <Checkbox name="consent" label=words.consent() checked={view.form.consent == "yes"}
            error=questions.error(Field::Consent)/>
    }
    .into_any()
}
