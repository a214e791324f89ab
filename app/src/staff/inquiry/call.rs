//! `/staff/inquiries/new`: an inquiry that somebody makes by phone.

use domain::event::Topic;
use domain::inquiry::desk::CallForm;
use domain::inquiry::{InquiryField as Field, InquiryProblem};
use domain::language::Language;
use leptos::prelude::*;

use super::inbox::small;
use crate::address::localized;
use crate::component::{
    ButtonKind, Checkbox, Choice, ChoiceCards, ErrorSummary, FormPart, HiddenField, SelectField, TextArea, TextField,
    prefecture_groups,
};
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::use_text;

/// The form of a call with everything its page shows.
#[derive(Debug, Clone)]
pub struct CallView {
    /// What was typed.
    pub form: CallForm,
    /// What is wrong in it.
    pub problems: Vec<InquiryProblem>,
}

impl CallView {
    /// A form that nobody has sent yet.
    pub const fn new(form: CallForm) -> Self {
        Self { form, problems: Vec::new() }
    }

    /// The status that this page is answered with.
    pub fn status(&self) -> u16 {
        if self.problems.is_empty() { 200 } else { 422 }
    }
}

/// `/staff/inquiries/new`
#[component]
pub fn CallPage(
    /// Everything the page shows.
    view: CallView,
) -> impl IntoView {
    let text = use_text();
    let (words, asked, language) = (text.desk_inquiry(), text.inquiry(), text.language());
    let CallView { form: CallForm { asked: form, language: spoken }, problems } = view;
    let said = |field: Field, error| text.error().of_inquiry_field(field, error);
    let error = |field: Field| problems.iter().find(|(wrong, _)| *wrong == field).map(|(_, error)| said(field, *error));
    let errors: Vec<_> =
        problems.iter().map(|(field, error)| (field.name().to_owned(), said(*field, *error))).collect();
    let has_errors = !errors.is_empty();
    let topics = Topic::ALL.into_iter().map(|topic| Choice {
        value: topic.slug().to_owned(),
        label: text.event().topic(topic).to_owned(),
        detail: None,
    });
    let topic = view! {
        <ChoiceCards name="topic" legend=asked.topic_row() choices=topics.collect() chosen=vec![form.topic]
            error=error(Field::Topic)/>
    };
    let message = view! {
        <TextArea name="message" label=asked.message() value=form.message error=error(Field::Message)
            hint=words.call_message_hint().into_owned() rows=8/>
    };
    let name = view! {
        <TextField name="name" label=asked.name() value=form.name error=error(Field::Name) required=false
            autocomplete="off"/>
    };
    let organisation = view! {
        <TextField name="organisation" label=asked.organisation() value=form.organisation
            error=error(Field::Organisation) required=false autocomplete="off" size="input-long"/>
    };
    let phone = view! {
        <TextField name="phone" label=asked.phone() value=form.phone error=error(Field::Phone)
            hint=words.call_phone_hint().into_owned() required=false kind="tel" autocomplete="off" size="input-medium"/>
    };
    let email = view! {
        <TextField name="email" label=asked.email() value=form.email error=error(Field::Email)
            hint=words.call_email_hint().into_owned() required=false kind="email" autocomplete="off" size="input-long"/>
    };
    let prefecture = view! {
        <SelectField name="prefecture" label=asked.prefecture() groups=prefecture_groups(language)
            chosen=form.prefecture prompt=asked.prefecture_prompt() error=error(Field::Prefecture) required=false/>
    };
    let languages = [(Language::Japanese, "日本語"), (Language::English, "English")]
        .map(|(one, name)| (one.code().to_owned(), name.to_owned()));
    let spoken = view! {
        <SelectField name="language" label=words.call_language() groups=vec![(String::new(), languages.to_vec())]
            chosen=spoken prompt="" required=false/>
    };
    let consent = view! {
        <Checkbox name="consent" label=words.call_consent() checked={form.consent == "yes"} error=error(Field::Consent)/>
    };
    view! {
        <DeskFrame title=words.call_title() place=DeskPlace::Inquiries has_errors>
            <div class="reading stack">
                <ErrorSummary errors/>
                <form class="form" method="post" action=localized(language, "/staff/inquiries/new") novalidate=true>
                    <HiddenField name="key" value=form.key/>
                    <FormPart legend=words.call_asked()>{topic}{message}</FormPart>
                    <FormPart legend=words.call_who()>
                        {phone}{email}{name}{organisation}{prefecture}{spoken}
                    </FormPart>
                    {consent}
                    <div class="button-row">
                        <button class=small(ButtonKind::Solid)>{words.call_send()}</button>
                        <a class=small(ButtonKind::Text) href=localized(language, "/staff/inquiries")>{words.back()}</a>
                    </div>
                </form>
            </div>
        </DeskFrame>
    }
    .into_any()
}
