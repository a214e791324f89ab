//! The form about an expert.

use domain::expert_form::ExpertField as Field;
use domain::language::Language;
use domain::place::Region;
use leptos::prelude::*;

use super::{EXPERTS, ExpertFormView, expert_address};
use crate::address::localized;
use crate::component::{Checkbox, Choice, ChoiceCards, ErrorSummary, SelectField, SubmitButton, TextArea, TextField};
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::use_text;

#[component]
pub fn ExpertFormPage(view: ExpertFormView) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.expert_desk(), text.language());
    let (title, action) = match &view.expert {
        Some(expert) => {
            (words.edit_title(expert.profile.name.text(language)).into_owned(), expert_address(language, &expert.code))
        }
        None => (words.new_title().into_owned(), localized(language, "/staff/experts/new")),
    };
    let mut errors: Vec<(String, String)> =
        view.problems.iter().map(|(field, error)| (field.name().to_owned(), words.problem(*field, *error))).collect();
    errors.extend(view.refusal.map(|_| (Field::Account.name().to_owned(), words.refused().into_owned())));
    let error = |field: Field| errors.iter().find(|(name, _)| name == field.name()).map(|(_, said)| said.clone());
    let form = view.form.clone();
    let account = view.expert.is_none().then(|| {
        let accounts = view.accounts.iter().map(|listed| (listed.account.0.to_string(), listed.name.to_string()));
        view! {
            <SelectField
                name="account"
                label=words.account().into_owned()
                groups=vec![(String::new(), accounts.collect())]
                chosen=form.account.clone()
                prompt=words.account_prompt().into_owned()
                error=error(Field::Account)
            />
        }
    });
    let line = |name: &'static str, label: String, value: String, field: Field, required: bool| {
        view! { <TextField name label value error=error(field) required autocomplete="off"/> }
    };
    let languages = [Language::Japanese, Language::English].map(|spoken| Choice {
        value: spoken.code().to_owned(),
        label: words.language(spoken).into_owned(),
        detail: None,
    });
    let regions = Region::ALL.map(|region| (region.slug().to_owned(), region.name(language).to_owned())).to_vec();
    let head = view! {
        <p class="quiet"><a href=localized(language, EXPERTS)>{words.title()}</a></p>
        <h1>{title.clone()}</h1>
    }
    .into_any();
    let form = view! {
        <form class="form" method="post" action=action novalidate=true>
            {account}
            {line("name", words.name().into_owned(), form.name, Field::Name, true)}
            {line("name_en", words.name_en().into_owned(), form.name_en, Field::NameEnglish, false)}
            {line("title", words.job_title().into_owned(), form.title, Field::Title, true)}
            {line("title_en", words.job_title_en().into_owned(), form.title_en, Field::TitleEnglish, false)}
            <TextArea
                name="qualifications"
                label=words.qualifications().into_owned()
                value=form.qualifications
                hint=Some(words.qualifications_hint().into_owned())
                error=error(Field::Qualifications)
                required=false
            />
            <TextArea name="introduction" label=words.introduction().into_owned() value=form.introduction error=error(Field::Introduction) required=false/>
            <TextArea name="introduction_en" label=words.introduction_en().into_owned() value=form.introduction_en error=error(Field::IntroductionEnglish) required=false/>
            <ChoiceCards
                name="languages"
                legend=words.languages().into_owned()
                choices=languages.to_vec()
                chosen=form.languages
                many=true
                error=error(Field::Languages)
            />
            <SelectField
                name="region"
                label=words.region().into_owned()
                groups=vec![(String::new(), regions)]
                chosen=form.region
                prompt=words.no_region().into_owned()
                error=error(Field::Region)
                required=false
            />
            <Checkbox name="is_shown" label=words.show_them().into_owned() checked={form.is_shown == "yes"}/>
            <SubmitButton label=words.save().into_owned()/>
        </form>
    }
    .into_any();
    let has_errors = view.is_refused();
    view! {
        <DeskFrame title place=DeskPlace::Experts has_errors head>
            <div class="desk-sheet stack">
                <ErrorSummary errors/>
                {form}
            </div>
        </DeskFrame>
    }
    .into_any()
}
