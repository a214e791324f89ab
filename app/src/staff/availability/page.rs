//! The page: the calendar, and beside it everything that changes it.

use leptos::prelude::*;

use super::AvailabilityView;
use super::agenda::agenda;
use super::editor::{Sheet, editor};
use super::forms::Forms;
use super::head::{head, title};
use super::query::{CalendarQuery, CalendarView, Done};
use super::sheet::days;
use crate::address::localized;
use crate::component::{Banner, BannerKind, ErrorSummary};
use crate::services::use_now;
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

#[component]
pub fn AvailabilityPage(view: AvailabilityView) -> impl IntoView {
    let text = use_text();
    let words = text.availability();
    let (title, head) = (title(&view, text), head(&view, text));
    let Some(sheet) = &view.sheet else {
        let none = if view.is_secretariat { words.none_yet() } else { words.none_of_yours() };
        let experts = view.is_secretariat.then(|| {
            view! { <p><a href=localized(text.language(), "/staff/experts")>{words.to_experts()}</a></p> }
        });
        return view! { <DeskFrame title place=DeskPlace::Availability head><p>{none}</p>{experts}</DeskFrame> }
            .into_any();
    };
    let today = use_now().tokyo_date();
    let query = CalendarQuery { expert: Some(sheet.expert.code.clone()), ..view.query.clone() };
    let (first, last) = query.days(today);
    let shown = days(sheet, first, last, text);
    let calendar = match query.view {
        CalendarView::Week | CalendarView::Month => {
            let month = (query.view == CalendarView::Month).then(|| query.day.unwrap_or(today));
            editor(Sheet { query: &query, days: &shown, revision: sheet.kept.revision, month }, text)
        }
        CalendarView::Agenda => agenda(&query, &shown, text),
    };
    let forms = Forms { view: &view, revision: sheet.kept.revision, text };
    let day = query.day.unwrap_or(today).to_string();
    let in_words = (query.view == CalendarView::Week).then(|| forms.words(&shown));
    let side = view! {
        {in_words}
        {forms.operations(&day)}
        {forms.why(&day)}
        {forms.feed()}
    }
    .into_any();
    let foot = legend(text);
    let done = view.query.done.as_ref().map(|done| done_banner(done, text));
    let has_errors = !view.problems.is_empty();
    let problems = view.problems.clone();
    view! {
        <DeskFrame title place=DeskPlace::Availability has_errors head side foot>
            {done}
            <ErrorSummary errors=problems/>
            <section aria-label=words.calendar()>{calendar}</section>
        </DeskFrame>
    }
    .into_any()
}

fn done_banner(done: &Done, text: Text) -> AnyView {
    let words = text.availability();
    let notes = done.notes.iter().map(|note| view! { <p>{words.note(*note)}</p> }).collect_view();
    let kept = (done.kept > 0).then(|| view! { <p>{words.kept(done.kept)}</p> });
    view! { <Banner kind=BannerKind::Success title=words.done()>{notes}{kept}</Banner> }.into_any()
}

/// What the blocks mean.
fn legend(text: Text) -> AnyView {
    let words = text.availability();
    let entries = [
        ("open", words.open()),
        ("once", words.this_day_only()),
        ("booked", words.booked()),
        ("requested", words.to_confirm()),
        ("hold", words.hold()),
        ("proposal", words.proposal()),
        ("speaking", words.speaking()),
        ("external", words.external()),
        ("off", words.day_off()),
        ("ghost", words.resting()),
    ];
    let entries = entries.map(|(kind, name)| {
        view! { <li><span class="cal-block cal-key" data-kind=kind aria-hidden="true"></span>{name}</li> }
    });
    view! { <ul class="cal-legend" aria-label=words.legend()>{entries.into_iter().collect_view()}</ul> }.into_any()
}
