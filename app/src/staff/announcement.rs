//! `/staff/events/{code}/mail`: writing to an event's registrants, and what was written.

use std::collections::HashMap;

use domain::announcement::{AnnouncementField, AnnouncementForm, AnnouncementRefusal};
use domain::event::Event;
use domain::input::FieldError;
use domain::language::Language;
use domain::reference::EventCode;
use domain::registration::roll::RegistrationFilter;
use leptos::prelude::*;
use storage::{AnnouncementAudience, AnnouncementSent};

use super::desk::moment;
use super::event::MailSample;
use super::event::confirm::sample;
use super::{DeskFrame, DeskPlace, asked};
use crate::address::localized;
use crate::component::{Banner, BannerKind, ButtonKind, ErrorSummary, HiddenField, SubmitButton, TextArea, TextField};
use crate::text::{Text, use_text};

/// The address from which an event's registrants are written to.
pub fn address(language: Language, code: &EventCode) -> String {
    localized(language, &format!("/staff/events/{code}/mail"))
}

/// What was done just before the page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnnouncementMoment {
    /// A test is on its way to whoever writes.
    Tried,
    /// The mail is on its way.
    Sent,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct AnnouncementView {
    /// The event.
    pub event: Event,
    /// Which of its registrations are written to.
    pub filter: RegistrationFilter,
    /// Whom that reaches.
    pub audience: AnnouncementAudience,
    /// What was typed.
    pub form: AnnouncementForm,
    /// What is wrong with it.
    pub problems: Vec<(AnnouncementField, FieldError)>,
    /// Why it was not sent.
    pub refusal: Option<AnnouncementRefusal>,
    /// The mail as it would look, to be confirmed; none while it is written.
    pub samples: Option<Vec<MailSample>>,
    /// What was done just now.
    pub moment: Option<AnnouncementMoment>,
    /// What was sent before, the latest first.
    pub sent: Vec<AnnouncementSent>,
    /// Which showing of the form it is.
    pub key: String,
}

#[component]
pub fn AnnouncementPage(view: AnnouncementView) -> impl IntoView {
    let text = use_text();
    let words = text.announcement();
    let has_errors = !view.problems.is_empty() || view.refusal.is_some();
    let title = if view.samples.is_some() { words.check_title() } else { words.title() };
    let event = view.event.title.text(text.language()).to_owned();
    let back = localized(text.language(), &format!("/staff/events/{}/registrations", view.event.code));
    let banner = banner(&view, text);
    let head = view! {
        <p class="quiet"><a href=back>{words.back()}</a></p>
        <h1>{title.clone()}</h1>
        <p class="quiet">{event}" "{text.date().when(&view.event.when)}</p>
    }
    .into_any();
    let side = history(&view.sent, text);
    let work = match &view.samples {
        Some(samples) => check(&view, samples.clone(), text),
        None => write(&view, text),
    };
    view! {
        <DeskFrame title=title.into_owned() place=DeskPlace::Registrations has_errors head side>
            <div class="desk-sheet stack">{banner}{work}</div>
        </DeskFrame>
    }
    .into_any()
}

fn banner(view: &AnnouncementView, text: Text) -> Option<AnyView> {
    let words = text.announcement();
    let (kind, title) = match (view.refusal, view.moment) {
        (Some(refusal), _) => (BannerKind::Error, words.refusal(refusal)),
        (None, Some(AnnouncementMoment::Tried)) => (BannerKind::Success, words.tried()),
        (None, Some(AnnouncementMoment::Sent)) => (BannerKind::Success, words.sent()),
        (None, None) => return None,
    };
    Some(view! { <Banner kind title=title.into_owned()>""</Banner> }.into_any())
}

fn write(view: &AnnouncementView, text: Text) -> AnyView {
    let words = text.announcement();
    let said = view.problems.iter().map(|(field, error)| (field.name().to_owned(), words.problem(*field, *error)));
    let errors: Vec<(String, String)> = said.collect();
    let at: HashMap<String, String> = errors.iter().cloned().collect();
    let at = |field: AnnouncementField| at.get(field.name()).cloned();
    let form = view.form.clone();
    let english = || words.english_hint().into_owned();
    view! {
        <form class="form" method="post" action=address(text.language(), &view.event.code) novalidate=true>
            <ErrorSummary errors/>
            <HiddenField name="key" value=view.key.clone()/>
            {asked::choice(&view.filter, text)}
            <TextField name="subject_ja" label=words.subject_ja() value=form.subject_ja size="input-long"
                error=at(AnnouncementField::SubjectJa)/>
            <TextArea name="text_ja" label=words.text_ja() value=form.text_ja rows=10
                error=at(AnnouncementField::TextJa) hint=words.text_hint().into_owned()/>
            <TextField name="subject_en" label=words.subject_en() value=form.subject_en size="input-long" required=false
                error=at(AnnouncementField::SubjectEn) hint=english()/>
            <TextArea name="text_en" label=words.text_en() value=form.text_en rows=10 required=false
                error=at(AnnouncementField::TextEn)/>
            <div class="button-row">
                <SubmitButton name="step" value="preview" label=words.preview().into_owned()/>
            </div>
        </form>
    }
    .into_any()
}

fn check(view: &AnnouncementView, samples: Vec<MailSample>, text: Text) -> AnyView {
    let words = text.announcement();
    let AnnouncementAudience { people, without_mail } = view.audience;
    let form = view.form.clone();
    let without_mail = (without_mail > 0).then(|| view! { <p>{words.without_mail(without_mail)}</p> });
    let samples = samples.into_iter().map(|mail| sample(mail, text)).collect_view();
    let confirm = (people > 0).then(|| {
        view! { <SubmitButton name="step" value="confirm" label=words.confirm(people).into_owned()/> }
    });
    view! {
        <p><strong>{words.people(people)}</strong></p>
        {without_mail}
        {samples}
        <form method="post" action=address(text.language(), &view.event.code)>
            <HiddenField name="key" value=view.key.clone()/>
            <HiddenField name="people" value=people.to_string()/>
            {asked::carried(&view.filter)}
            <HiddenField name="subject_ja" value=form.subject_ja/>
            <HiddenField name="text_ja" value=form.text_ja/>
            <HiddenField name="subject_en" value=form.subject_en/>
            <HiddenField name="text_en" value=form.text_en/>
            <div class="button-row">
                {confirm}
                <SubmitButton name="step" value="trial" label=words.trial().into_owned() kind=ButtonKind::Outline/>
                <SubmitButton name="step" value="edit" label=words.edit().into_owned() kind=ButtonKind::Text/>
            </div>
        </form>
    }
    .into_any()
}

fn history(sent: &[AnnouncementSent], text: Text) -> AnyView {
    let words = text.announcement();
    if sent.is_empty() {
        return view! { <h2>{words.history()}</h2><p>{words.history_empty()}</p> }.into_any();
    }
    let entries = sent
        .iter()
        .map(|each| {
            let (said, language) = each.words.read(text.language());
            let open = (each.due > 0).then(|| view! { " " {words.due(each.due)} });
            let dead = (each.dead > 0).then(|| view! { " " {words.dead(each.dead)} });
            let lines = said.text.as_str().lines().map(|line| view! { <span class="line">{line.to_owned()}</span> });
            view! {
                <li>
                    <p>{moment(each.at, text)}" "{words.entry(each.people, &each.by)}{open}{dead}</p>
                    <details>
                        <summary lang=language.code()>{said.subject.as_str().to_owned()}</summary>
                        <p class="mail-text" lang=language.code()>{lines.collect_view()}</p>
                    </details>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2>{words.history()}</h2>
        <ol class="history">{entries}</ol>
    }
    .into_any()
}
