//! What stands over a calendar: whose it is, which days, which view.

use domain::expert::ExpertEntry;
use leptos::prelude::*;

use super::AvailabilityView;
use super::address::{AVAILABILITY, TERMS};
use super::query::{CalendarQuery, CalendarView};
use crate::address::localized;
use crate::component::Switch;
use crate::component::form::options;
use crate::services::use_now;
use crate::staff::external_calendar::CALENDARS;
use crate::text::Text;

/// What the days are called.
pub(super) fn span(query: &CalendarQuery, text: Text) -> String {
    let today = use_now().tokyo_date();
    let (first, last) = query.days(today);
    match query.view {
        CalendarView::Week => {
            text.availability().span(&text.date().day(first), &text.date().day_of_year(last)).into_owned()
        }
        CalendarView::Month | CalendarView::Agenda => text.date().month(query.day.unwrap_or(today)),
    }
}

/// The page's title. Experts' names stand on public pages too.
pub(super) fn title(view: &AvailabilityView, text: Text) -> String {
    let (words, span) = (text.availability(), span(&view.query, text));
    match &view.sheet {
        Some(sheet) if view.is_secretariat => {
            words.title_of(sheet.expert.profile.name.text(text.language()), &span).into_owned()
        }
        _ => words.own_title(&span).into_owned(),
    }
}

pub(super) fn head(view: &AvailabilityView, text: Text) -> AnyView {
    let (words, language) = (text.availability(), text.language());
    let query = CalendarQuery { expert: view.expert().cloned(), ..view.query.clone() };
    let today = use_now().tokyo_date();
    let (before, after) = query.beside(today);
    let to = |query: CalendarQuery| localized(language, &query.address());
    let views =
        CalendarView::ALL.map(|kind| (to(query.shown_as(kind)), words.view(kind).into_owned(), kind == query.view));
    let terms = localized(language, &query.address_under(TERMS));
    let calendars = localized(language, &query.address_under(CALENDARS));
    let consultations = localized(language, "/staff/consultations");
    view! {
        <div class="desk-title">
            <h1>{title(view, text)}</h1>
            <div class="schedule-turn">
                <a class="button button-outline button-small" href=to(query.on(before))>{words.before()}</a>
                <a class="button button-outline button-small" href=to(query.on(today))>{words.today()}</a>
                <a class="button button-outline button-small" href=to(query.on(after))>{words.after()}</a>
            </div>
            <Switch label=words.views().into_owned() items=views.to_vec()/>
            <a href=terms>{words.to_terms()}</a>
            <a href=calendars>{words.to_calendars()}</a>
            <a href=consultations>{words.to_consultations()}</a>
        </div>
        {whose(&view.experts, &query, text)}
    }
    .into_any()
}

/// The list of experts, for whoever looks after all of them.
fn whose(experts: &[ExpertEntry], query: &CalendarQuery, text: Text) -> Option<AnyView> {
    let (words, language) = (text.availability(), text.language());
    if experts.is_empty() {
        return None;
    }
    let entries = experts.iter().map(|expert| (expert.code.to_string(), expert.profile.name.text(language).to_owned()));
    let entries = vec![(String::new(), entries.collect())];
    let chosen = query.expert.as_ref().map(ToString::to_string).unwrap_or_default();
    let kept = query.pairs().into_iter().filter(|(name, _)| *name != "expert");
    let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    Some(
        view! {
            <form class="desk-search calendar-whose" method="get" action=localized(language, AVAILABILITY)>
                {kept}
                <div class="field">
                    <label for="expert">{words.whose()}</label>
                    <select class="input" id="expert" name="expert">{options(entries, &chosen, String::new())}</select>
                </div>
                <button class="button button-outline button-small">{words.show()}</button>
            </form>
        }
        .into_any(),
    )
}
