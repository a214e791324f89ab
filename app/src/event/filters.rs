//! What one looks for: the form beside the list, and each wish by itself.

use std::borrow::Cow;

use domain::event::{Audience, EventKind, Format, Topic};
use domain::place::{Prefecture, Region};
use domain::schedule::Filter;
use leptos::prelude::*;

use super::query::{EventListQuery, ListView};
use crate::address;
use crate::component::form::options;
use crate::component::{RemovableChip, prefecture_groups};
use crate::text::{Text, use_text};

/// Every wish of `query` with the filter that is left without it.
pub(super) fn wishes(query: &EventListQuery, text: Text) -> Vec<(String, Filter)> {
    let (words, filter) = (text.event(), &query.filter);
    let language = text.language();
    let mut wishes = Vec::new();
    if !filter.words.is_empty() {
        wishes.push((filter.words.clone(), Filter { words: String::new(), ..filter.clone() }));
    }
    if let Some(region) = filter.region {
        wishes.push((region.name(language).to_owned(), Filter { region: None, ..filter.clone() }));
    }
    if let Some(prefecture) = filter.prefecture {
        wishes.push((prefecture.name(language).to_owned(), Filter { prefecture: None, ..filter.clone() }));
    }
    for kind in &filter.kinds {
        let kinds = filter.kinds.iter().copied().filter(|other| other != kind).collect();
        wishes.push((words.kind(*kind).to_owned(), Filter { kinds, ..filter.clone() }));
    }
    if let Some(audience) = filter.audience {
        wishes.push((words.audience(audience).to_owned(), Filter { audience: None, ..filter.clone() }));
    }
    for topic in &filter.topics {
        let topics = filter.topics.iter().copied().filter(|other| other != topic).collect();
        wishes.push((words.topic(*topic).to_owned(), Filter { topics, ..filter.clone() }));
    }
    for format in &filter.formats {
        let formats = filter.formats.iter().copied().filter(|other| other != format).collect();
        wishes.push((words.format(*format).to_owned(), Filter { formats, ..filter.clone() }));
    }
    if let Some(from) = filter.from {
        let label = format!("{} {}", words.from_label(), text.date().day(from));
        wishes.push((label, Filter { from: None, ..filter.clone() }));
    }
    if let Some(to) = filter.to {
        let label = format!("{} {}", words.to_label(), text.date().day(to));
        wishes.push((label, Filter { to: None, ..filter.clone() }));
    }
    wishes
}

/// Every wish of `query` in words.
pub(super) fn wish_labels(query: &EventListQuery, text: Text) -> Vec<String> {
    wishes(query, text).into_iter().map(|(label, _)| label).collect()
}

/// The form beside the list: a plain GET form, so that every answer has an address.
#[component]
pub(super) fn Filters(query: EventListQuery) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.event(), text.language());
    let filter = &query.filter;
    let count = wishes(&query, text).len();
    let kinds = EventKind::ALL
        .into_iter()
        .map(|kind| (kind.slug(), words.kind(kind).into(), filter.kinds.contains(&kind)))
        .collect();
    let formats = [Format::Venue, Format::Online]
        .into_iter()
        .map(|format| (format.slug(), words.format(format).into(), filter.formats.contains(&format)))
        .collect();
    let mut audiences = vec![("", words.any(), filter.audience.is_none())];
    audiences.extend(
        [Audience::Companies, Audience::LocalGovernments]
            .into_iter()
            .map(|audience| (audience.slug(), words.audience(audience).into(), filter.audience == Some(audience))),
    );
    let month = (query.view == ListView::Month).then(|| {
        let month = query.month.map(|month| format!("{:04}-{:02}", month.year(), month.month()));
        view! {
            <input type="hidden" name="view" value="month"/>
            {month.map(|month| view! { <input type="hidden" name="month" value=month/> })}
        }
    });
    let days = (query.view == ListView::List).then(|| {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        view! {
            <fieldset class="field">
                <legend>{words.days_label()}</legend>
                <div class="day-range">
                    <label for="from">{words.from_label()}</label>
                    <input class="input" id="from" name="from" type="date" value=day(filter.from)/>
                    <label for="to">{words.to_label()}</label>
                    <input class="input" id="to" name="to" type="date" value=day(filter.to)/>
                </div>
            </fieldset>
        }
    });
    view! {
        <details class="filters filters-rail">
            <summary>{words.filters_summary(count)}</summary>
            <form action=address::localized(language, "/events") method="get" role="search">
                <div class="field">
                    <label for="q">{words.words_label()}</label>
                    <input class="input" id="q" name="q" type="search" value=filter.words.clone() maxlength="100" aria-describedby="q-hint"/>
                    <p class="quiet" id="q-hint">{words.words_hint()}</p>
                </div>
                {place_fields(filter.region, filter.prefecture, text)}
                {choices("kind", "checkbox", words.kind_label(), kinds)}
                {choices("audience", "radio", words.audience_label(), audiences)}
                {topic_choices(&filter.topics, text)}
                {choices("format", "checkbox", words.format_label(), formats)}
                {days}
                {month}
                <button class="button">{words.apply()}</button>
            </form>
        </details>
    }
    .into_any()
}

/// The two fields for a place.
pub fn place_fields(region: Option<Region>, prefecture: Option<Prefecture>, text: Text) -> impl IntoView + use<> {
    let (words, language) = (text.event(), text.language());
    let regions =
        Region::ALL.into_iter().map(|region| (region.slug().to_owned(), region.name(language).to_owned())).collect();
    let regions =
        options(vec![(String::new(), regions)], region.map_or("", Region::slug), words.all_regions().into_owned());
    let prefectures = options(
        prefecture_groups(language),
        prefecture.map_or("", Prefecture::code_text),
        words.all_prefectures().into_owned(),
    );
    view! {
        <div class="field">
            <label for="region">{words.region_label()}</label>
            <select class="input" id="region" name="region">{regions}</select>
        </div>
        <div class="field">
            <label for="prefecture">{words.prefecture_label()}</label>
            <select class="input" id="prefecture" name="prefecture">{prefectures}</select>
        </div>
    }
}

/// The topics, of which any number can be chosen.
pub fn topic_choices(chosen: &[Topic], text: Text) -> impl IntoView + use<> {
    let words = text.event();
    let topics = Topic::ALL
        .into_iter()
        .map(|topic| (topic.slug(), words.topic(topic).into(), chosen.contains(&topic)))
        .collect();
    choices("topic", "checkbox", words.topic_label(), topics)
}

/// Boxes of one `kind`: of each its value, its label, and whether it is chosen.
fn choices(
    name: &'static str,
    kind: &'static str,
    legend: Cow<'static, str>,
    choices: Vec<(&'static str, Cow<'static, str>, bool)>,
) -> impl IntoView + use<> {
    let boxes = choices
        .into_iter()
        .map(|(value, label, chosen)| {
            view! { <label class="choice"><input type=kind name=name value=value checked=chosen/>{label}</label> }
        })
        .collect_view();
    view! { <fieldset class="field"><legend>{legend}</legend><div>{boxes}</div></fieldset> }
}

/// What is looked for: each wish with the way to go without it, which `address` tells, and the way to go without any.
pub fn chosen_wishes<F>(wishes: Vec<(String, F)>, address: impl Fn(F) -> String, clear: String, text: Text) -> AnyView {
    let chips = wishes
        .into_iter()
        .map(|(label, without)| {
            let remove_label = text.component().remove().into_owned();
            view! { <RemovableChip label href=address(without) remove_label/> }
        })
        .collect_view();
    view! { <div class="chip-list">{chips}<a href=clear>{text.event().clear_all()}</a></div> }.into_any()
}
