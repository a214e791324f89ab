//! `/staff/schedule/templates`: what events to come are made from.

use domain::event_template::EventTemplateId;
use leptos::prelude::*;
use storage::EventTemplate;

use crate::address::localized;
use crate::component::{Banner, BannerKind, ButtonKind, ButtonLink, ErrorSummary, HiddenField, SubmitButton};
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

/// Where the templates are.
pub const TEMPLATES: &str = "/staff/schedule/templates";

/// What was done just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateDone {
    /// One was kept.
    Saved,
    /// One was thrown away.
    Deleted,
}

impl TemplateDone {
    /// What a word in an address says.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "saved" => Some(Self::Saved),
            "deleted" => Some(Self::Deleted),
            _ => None,
        }
    }
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct TemplatesView {
    /// The templates, by their names.
    pub templates: Vec<EventTemplate>,
    /// What was done just now.
    pub done: Option<TemplateDone>,
    /// What is wrong with what was sent: the field, and a sentence.
    pub problems: Vec<(String, String)>,
    /// What stands in the form of a template that was not kept: the event's code and the name.
    pub typed: Option<(String, String)>,
}

#[component]
pub fn TemplatesPage(view: TemplatesView) -> impl IntoView {
    let text = use_text();
    let words = text.event_template();
    let TemplatesView { templates, done, problems, typed } = view;
    let has_errors = !problems.is_empty();
    let done = done.map(|done| {
        let title = match done {
            TemplateDone::Saved => words.saved(),
            TemplateDone::Deleted => words.deleted(),
        };
        view! { <Banner kind=BannerKind::Success title>""</Banner> }
    });
    let again = typed.map(|(event, name)| {
        let error = problems.first().map(|(_, sentence)| sentence.clone());
        view! { <TemplateForm event name error/> }
    });
    let here = move |path: &str| localized(text.language(), path);
    let list = if templates.is_empty() {
        view! { <p>{words.empty()}</p> }.into_any()
    } else {
        let items = templates.iter().map(|template| item(template, text)).collect_view();
        view! { <ul class="template-list">{items}</ul> }.into_any()
    };
    view! {
        <DeskFrame title=words.title() place=DeskPlace::Schedule has_errors>
            <div class="desk-sheet stack">
                {done}
                <ErrorSummary errors=problems/>
                {again}
                <p>{words.lead()}</p>
                {list}
                <div class="button-row">
                    <ButtonLink href=here("/staff/events/new") label=words.blank() kind=ButtonKind::Outline/>
                    <ButtonLink href=here(super::event_import::IMPORT) label=words.import() kind=ButtonKind::Text/>
                </div>
            </div>
        </DeskFrame>
    }
    .into_any()
}

fn item(template: &EventTemplate, text: Text) -> AnyView {
    let words = text.event_template();
    let EventTemplate { id: EventTemplateId(id), name, draft, by, at } = template;
    let (id, day) = (id.to_string(), format!("day-{id}"));
    let new = localized(text.language(), "/staff/events/new");
    let at = text.date().instant(*at);
    view! {
        <li>
            <h2>{name.clone()}</h2>
            <p>{words.made_from(draft.title.text(text.language()))}<br/><span class="quiet">{words.kept_by(by, &at)}</span></p>
            <form class="desk-search" method="get" action=new>
                <input type="hidden" name="template" value=id.clone()/>
                <div class="field">
                    <label for=day.clone()>{words.day()}</label>
                    <input class="input" type="date" id=day name="on"/>
                </div>
                <button class="button button-small">{words.make()}<span class="visually-hidden">" "{name.clone()}</span></button>
            </form>
            <details class="operation">
                <summary>{words.delete_heading(name)}</summary>
                <form method="post" action=localized(text.language(), TEMPLATES)>
                    <input type="hidden" name="act" value="delete"/>
                    <input type="hidden" name="template" value=id/>
                    <p>{words.delete_text()}</p>
                    <button class="button button-small button-outline">{words.delete()}</button>
                </form>
            </details>
        </li>
    }
    .into_any()
}

/// The form that keeps an event as a template.
#[component]
pub fn TemplateForm(event: String, name: String, error: Option<String>) -> impl IntoView {
    let text = use_text();
    let words = text.event_desk();
    view! {
        <form class="form" method="post" action=localized(text.language(), TEMPLATES) novalidate=true>
            <HiddenField name="act" value="save"/>
            <HiddenField name="event" value=event/>
            <p>{words.template_text()}</p>
            <crate::component::TextField name="template_name" label=words.template_name() value=name error/>
            <div class="button-row"><SubmitButton label=words.template_button().into_owned() kind=ButtonKind::Outline/></div>
        </form>
    }
    .into_any()
}
