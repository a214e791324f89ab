//! What stands over the sheet: which days, which view, which wishes, how many, and what the signs mean.

use domain::event::EventKind;
use domain::place::Region;
use domain::timetable::ScheduledState;
use leptos::prelude::*;

use super::ScheduleView;
use super::chip::kind_word;
use super::query::{ScheduleQuery, SheetKind};
use crate::address::localized;
use crate::component::Switch;
use crate::component::form::options;
use crate::services::use_now;
use crate::staff::{event_import, event_template};
use crate::text::Text;

/// What the days of the sheet are called.
pub(super) fn title(query: &ScheduleQuery, text: Text) -> String {
    let words = text.timetable();
    let today = use_now().tokyo_date();
    let (first, last) = query.days(today);
    match query.view {
        SheetKind::Week => words.week_title(&text.date().day(first), &text.date().day_of_year(last)).into_owned(),
        SheetKind::Month | SheetKind::List => {
            words.month_title(&text.date().month(query.day.unwrap_or(today))).into_owned()
        }
    }
}

pub(super) fn head(view: &ScheduleView, text: Text) -> AnyView {
    let words = text.timetable();
    let language = text.language();
    let query = &view.query;
    let today = use_now().tokyo_date();
    let (before, after) = query.beside(today);
    let link = |query: &ScheduleQuery| localized(language, &query.address());
    let to = |day| link(&ScheduleQuery { day: Some(day), done: None, ..query.clone() });
    let views = SheetKind::ALL.map(|kind| {
        let href = link(&ScheduleQuery { view: kind, done: None, ..query.clone() });
        (href, words.view(kind).into_owned(), kind == query.view)
    });
    let new = localized(language, "/staff/events/new");
    let templates = localized(language, event_template::TEMPLATES);
    let import = localized(language, event_import::IMPORT);
    view! {
        <div class="desk-title">
            <h1>{title(query, text)}</h1>
            <div class="schedule-turn">
                <a class="button button-outline button-small" href=to(before) data-turn="back">{words.before()}</a>
                <a class="button button-outline button-small" href=to(today)>{words.today()}</a>
                <a class="button button-outline button-small" href=to(after) data-turn="on">{words.after()}</a>
            </div>
            <Switch label=words.views().into_owned() items=views.to_vec()/>
            <a class="button button-small" href=new>{words.add()}</a>
            <a href=templates>{text.event_template().title()}</a>
            <a href=import>{text.event_import().title()}</a>
        </div>
        {filters(view, text)}
        {legend(view, text)}
    }
    .into_any()
}

fn filters(view: &ScheduleView, text: Text) -> AnyView {
    let (words, language) = (text.timetable(), text.language());
    let query = &view.query;
    let filter = &query.filter;
    let select = |name: &'static str, label: String, entries: Vec<(String, String)>, chosen: &str| {
        view! {
            <div class="field">
                <label for=name>{label}</label>
                <select class="input" id=name name=name>
                    {options(vec![(String::new(), entries)], chosen, words.all().into_owned())}
                </select>
            </div>
        }
    };
    let regions = Region::ALL.map(|region| (region.slug().to_owned(), region.name(language).to_owned())).to_vec();
    let kinds = EventKind::ALL.map(|kind| (kind.slug().to_owned(), text.event().kind(kind).to_owned())).to_vec();
    let states = ScheduledState::ALL.map(|state| (state.slug().to_owned(), words.state(state).into_owned())).to_vec();
    let mut experts = view.experts.clone();
    if !filter.expert.is_empty() && !experts.contains(&filter.expert) {
        experts.push(filter.expert.clone());
    }
    let experts = experts.into_iter().map(|name| (name.clone(), name)).collect();
    let own = ["region", "kind", "state", "expert"];
    let kept = query.pairs().into_iter().filter(|(name, _)| !own.contains(name));
    let kept = kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let is_filtered = filter != &domain::timetable::TimetableFilter::default();
    let clear = is_filtered.then(|| {
        let all = ScheduleQuery { filter: domain::timetable::TimetableFilter::default(), done: None, ..query.clone() };
        view! { <a href=localized(language, &all.address())>{text.event().clear_all()}</a> }
    });
    view! {
        <form class="desk-search schedule-filters" role="search" method="get" action=localized(language, "/staff/schedule")>
            {kept}
            {select("region", words.region().into_owned(), regions, filter.region.map_or("", Region::slug))}
            {select("kind", words.kind().into_owned(), kinds, filter.kind.map_or("", EventKind::slug))}
            {select("expert", words.expert().into_owned(), experts, &filter.expert)}
            {select("state", words.state_head().into_owned(), states, filter.state.map_or("", ScheduledState::slug))}
            <button class="button button-outline button-small">{words.apply()}</button>
            {clear}
        </form>
    }
    .into_any()
}

fn legend(view: &ScheduleView, text: Text) -> AnyView {
    let (words, now) = (text.timetable(), use_now());
    let count = |state: ScheduledState| view.entries.iter().filter(|entry| entry.scheduled.state(now) == state).count();
    let kinds = EventKind::ALL.map(|kind| {
        view! {
            <li>
                <span class="ev" data-kind=kind_word(kind)>
                    <span class="ev-kind" aria-hidden="true">{text.event().kind_letter(kind)}</span>
                    <span class="ev-what">{text.event().kind(kind)}</span>
                </span>
            </li>
        }
    });
    let states = ScheduledState::ALL.map(|state| {
        let said = words.state_count(state, count(state)).into_owned();
        view! { <li><span class="schedule-state" data-state=state.slug()>{said}</span></li> }
    });
    let clashes = view.entries.iter().filter(|entry| !entry.clashes.is_empty()).count();
    let clashes = (clashes > 0).then(|| {
        view! {
            <li><span class="mark mark-clash" aria-hidden="true">{words.clash_mark()}</span>{words.clash_count(clashes)}</li>
        }
    });
    view! {
        <div class="schedule-legend">
            <p role="status"><b>{text.event().results(view.entries.len())}</b></p>
            <ul>{kinds}{states}{clashes}</ul>
        </div>
    }
    .into_any()
}
