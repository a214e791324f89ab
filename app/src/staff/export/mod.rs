//! `/staff/events/{code}/export`: an event's registrations as a file, as a list on paper, as badges.
//!
//! To add a form: a variant of `domain::registration::sheet::SheetForm`, and its page here or its file in
//! `server/src/sheet/`.

pub mod badges;
pub mod list;
pub(super) mod sheet;

use domain::event::Event;
use domain::language::Language;
use domain::reference::EventCode;
use domain::registration::Registration;
use domain::registration::roll::RegistrationFilter;
use domain::registration::sheet::{SheetColumn, SheetForm};
use leptos::prelude::*;

use super::{DeskFrame, DeskPlace, asked};
use crate::address::localized;
use crate::component::{ButtonKind, Choice, ChoiceCards, ErrorSummary, SubmitButton};
use crate::text::{Text, use_text};

pub use badges::{Badge, BadgesView};
pub use sheet::{file_name, sheet};

/// The address of an event's export.
pub fn address(language: Language, code: &EventCode) -> String {
    localized(language, &format!("/staff/events/{code}/export"))
}

/// What the page shows on which the form is chosen.
#[derive(Debug, Clone)]
pub struct ExportView {
    /// The event.
    pub event: Event,
    /// Which of its registrations.
    pub filter: RegistrationFilter,
    /// How many there are of them.
    pub found: u64,
    /// The columns that are chosen for a file.
    pub columns: Vec<SheetColumn>,
    /// Whether a file was asked for without any column.
    pub lacks_columns: bool,
}

/// Registrations on paper.
#[derive(Debug, Clone)]
pub struct PaperView {
    /// The event.
    pub event: Event,
    /// Its registrations that were asked for.
    pub registrations: Vec<Registration>,
}

#[component]
pub fn ExportPage(view: ExportView) -> impl IntoView {
    let text = use_text();
    let words = text.export();
    let ExportView { event, filter, found, columns, lacks_columns } = view;
    let action = address(text.language(), &event.code);
    let title = event.title.text(text.language()).to_owned();
    let back = localized(text.language(), &format!("/staff/events/{}/registrations", event.code));
    let problem = lacks_columns.then(|| words.lacks_columns().into_owned());
    let errors = problem.iter().map(|said| ("columns".to_owned(), said.clone())).collect();
    let choices = SheetColumn::ALL
        .iter()
        .map(|column| Choice { value: column.slug().to_owned(), label: sheet::heading(*column, text), detail: None })
        .collect();
    let chosen = columns.iter().map(|column| column.slug().to_owned()).collect();
    let head = view! {
        <p class="quiet"><a href=back>{words.back()}</a></p>
        <h1>{words.title()}</h1>
        <p class="quiet">{title}</p>
    }
    .into_any();
    view! {
        <DeskFrame title=words.title().into_owned() place=DeskPlace::Registrations has_errors=lacks_columns head>
            <form class="desk-sheet stack form" method="post" action=action novalidate=true>
                <ErrorSummary errors/>
                {asked::choice(&filter, text)}
                <div class="button-row">
                    <p>{words.found(found)}</p>
                    <button class="button button-small button-outline" name="form" value="">{words.count()}</button>
                </div>
                <section aria-labelledby="files">
                    <h2 id="files">{words.files()}</h2>
                    <ChoiceCards name="columns" legend=words.columns() choices chosen many=true error=problem
                        hint=words.columns_hint().into_owned()/>
                    <div class="button-row">{button(SheetForm::Xlsx, text)}{button(SheetForm::Csv, text)}</div>
                </section>
                <section aria-labelledby="paper">
                    <h2 id="paper">{words.paper()}</h2>
                    <p>{words.paper_text()}</p>
                    <div class="button-row">{button(SheetForm::List, text)}{button(SheetForm::Badges, text)}</div>
                </section>
                <p class="quiet">{words.noted()}</p>
            </form>
        </DeskFrame>
    }
    .into_any()
}

fn button(form: SheetForm, text: Text) -> AnyView {
    let kind = if form == SheetForm::Xlsx { ButtonKind::Solid } else { ButtonKind::Outline };
    let label = text.export().take(form).into_owned();
    view! { <SubmitButton name="form" value=form.slug() label kind/> }.into_any()
}

/// The head of something on paper: what it is, of which event, and how one comes back.
fn paper_head(form: SheetForm, event: &Event, count: usize, text: Text) -> AnyView {
    let words = text.export();
    let title = event.title.text(text.language()).to_owned();
    let place = text.mail().calendar().location(event, None);
    view! {
        <p class="screen-only"><a href=address(text.language(), &event.code)>{words.other_form()}</a>" "{words.print()}</p>
        <h1>{words.paper_title(form)}</h1>
        <p>{title}" "{text.date().when(&event.when)}" "{place}</p>
        <p class="quiet">{words.found(count as u64)}</p>
    }
    .into_any()
}
