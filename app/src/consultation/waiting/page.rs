//! `/consultations/wait`: the form.

use domain::consultation::{WAITING_DAYS, WaitingField as Field};
use leptos::prelude::*;

use super::flow::WaitView;
use crate::address::localized;
use crate::component::contact::use_contact_details;
use crate::component::{
    Banner, BannerKind, Breadcrumb, Checkbox, ErrorSummary, EventBrief, FormPart, HiddenField, Honeypot, Page, Section,
    SubmitButton, TextField, home_crumb,
};
use crate::text::use_text;

/// The form of whoever wants to wait.
#[component]
pub fn WaitPage(
    /// Everything the page shows.
    view: WaitView,
) -> impl IntoView {
    let text = use_text();
    let (words, shared, language) = (text.waiting(), text.consultation(), text.language());
    let WaitView { query, wish, expert, form, problems, renewed } = view;
    let error = |field: Field| {
        let problem = problems.iter().find(|(wrong, _)| *wrong == field);
        problem.map(|(_, error)| text.error().of_waiting_field(field, *error))
    };
    let errors: Vec<(String, String)> = problems
        .iter()
        .map(|(field, wrong)| (field.name().to_owned(), text.error().of_waiting_field(*field, *wrong)))
        .collect();
    let has_errors = !errors.is_empty();
    let anybody = || shared.any_expert().into_owned();
    let name = expert.map_or_else(anybody, |entry| entry.profile.name.text(language).to_owned());
    let lines = vec![shared.meeting_value(wish.meeting), shared.minutes(wish.length).into_owned(), name];
    let search = localized(language, &query.address());
    let trail = vec![home_crumb(text), (search, shared.title().into_owned())];
    let renewed = renewed.then(|| {
        let title = words.renewed().into_owned();
        view! { <Banner kind=BannerKind::Information title>""</Banner> }
    });
    let chosen = query.wish_fields().into_iter().map(|(name, value)| view! { <HiddenField name value/> });
    let mail = use_contact_details().mail.replace('@', "_atmark_");
    let days = view! {
        <div class="pair">
            <TextField name="from" kind="date" size="input-medium" label=words.from() value=form.from.clone()
                error=error(Field::From) hint=words.days_hint(WAITING_DAYS).into_owned()/>
            <TextField name="until" kind="date" size="input-medium" label=words.until() value=form.until.clone()
                error=error(Field::Until)/>
        </div>
    };
    let person = view! {
        <TextField name="name" label=text.registration().name() value=form.name.clone() error=error(Field::Name)
            autocomplete="name"/>
        <TextField name="email" label=text.registration().email() value=form.email.clone() error=error(Field::Email)
            hint=words.email_hint().into_owned() kind="email" autocomplete="email" size="input-long"/>
    };
    let consent = error(Field::Consent);
    view! {
        <Page title=words.title().into_owned() description=words.description().into_owned() section=Section::Consult has_errors private=true>
            <Breadcrumb trail here=words.crumb().into_owned()/>
            <div class="columns columns-aside">
                <EventBrief label=shared.brief_label().into_owned() title=text.event().topic(wish.topic).to_owned() lines/>
                <div class="stack">
                    {renewed}
                    <ErrorSummary errors/>
                    <h1>{words.title()}</h1>
                    <p class="lead">{words.lead()}</p>
                    <form class="form" action=localized(language, "/consultations/wait") method="post" novalidate=true>
                        {chosen.collect_view()}
                        <HiddenField name="key" value=form.key.clone()/>
                        <Honeypot typed=form.website.clone()/>
                        <FormPart legend=words.days_part().into_owned()>{days}</FormPart>
                        <FormPart legend=words.person_part().into_owned()>{person}</FormPart>
                        <div class="form-part">
                            <p>{words.privacy(&mail)} " " <a href=localized(language, "/privacy")>{text.site().privacy()}</a></p>
                            <Checkbox name="consent" label=words.consent() checked={form.consent == "yes"} error=consent/>
                            <div class="button-row"><SubmitButton label=words.submit().into_owned()/></div>
                        </div>
                    </form>
                </div>
            </div>
        </Page>
    }
}
