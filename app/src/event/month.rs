//! The month as a calendar: every day with its events, weekends and closed days named.

use std::collections::BTreeMap;

use domain::calendar::closed;
use domain::event::EventKind;
use domain::schedule::{Filter, Listed};
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use leptos::prelude::*;

use super::query::{EventListQuery, ListView};
use super::view::{closed_note, day_class, place_short};
use crate::address;
use crate::component::{MonthDayView, MonthEventView, MonthGrid};
use crate::services::{use_now, use_schedule};
use crate::text::{Text, use_text};

/// A day shows so many events, and a link to the rest.
const SHOWN_A_DAY: usize = 4;

/// The month that `query` asks for, as its first day: this month where it asks for none.
pub fn month_of(query: &EventListQuery, today: Date) -> Date {
    query.month.unwrap_or(today).first_of_month()
}

/// The month before `month` and the one after it.
fn beside(month: Date) -> (Option<Date>, Option<Date>) {
    (month.checked_sub(1.month()).ok(), month.checked_add(1.month()).ok())
}

/// The navigation, the heading and the days of one month: what is exchanged when the month moves.
#[component]
pub fn Month(
    /// What the address asks for.
    query: EventListQuery,
) -> impl IntoView {
    let (text, now) = (use_text(), use_now());
    let words = text.event();
    let month = month_of(&query, now.tokyo_date());
    let schedule = use_schedule();
    // The month is what is asked; days named in a filter would only hide it.
    let filter = Filter { from: None, to: None, ..query.filter.clone() }.within(month, month.last_of_month());
    let found: Vec<&Listed> = schedule.find(&filter, now).collect();
    let days = days(month, &found, &query, text);
    let name = text.date().month(month);
    let note = words.month_note(&text.date().era(month), found.len()).into_owned();
    let link = |to: Date| {
        let moved = EventListQuery { view: ListView::Month, month: Some(to), page: 1, ..query.clone() };
        address::localized(text.language(), &moved.address())
    };
    let (before, after) = beside(month);
    let step = |to: Option<Date>, label: &dyn Fn(&str) -> String, sign: &'static str| {
        to.map(|to| {
            view! {
                <a class="button button-outline" href=link(to) data-month="" aria-label=label(&text.date().month(to))>{sign}</a>
            }
        })
    };
    view! {
        <div class="month-nav">
            {step(before, &|name| words.previous_month(name).into_owned(), "‹")}
            <h2 id="month-heading" tabindex="-1" aria-live="polite">{name}<span class="quiet">" " {note}</span></h2>
            {step(after, &|name| words.next_month(name).into_owned(), "›")}
        </div>
        <MonthGrid days=days/>
    }
}

fn days(month: Date, found: &[&Listed], query: &EventListQuery, text: Text) -> Vec<MonthDayView> {
    let mut by_day: BTreeMap<Date, Vec<&Listed>> = BTreeMap::new();
    for listed in found {
        // An event of several days stands at its first day, or at the first of the month it reaches into.
        by_day.entry(listed.event.when.starts_on.max(month)).or_default().push(listed);
    }
    let lead = i64::from(month.weekday().since(Weekday::Sunday));
    let last = month.last_of_month();
    let trail = i64::from(Weekday::Saturday.since(last.weekday()));
    let first = month.checked_sub(lead.days()).unwrap_or(month);
    let end = last.checked_add(trail.days()).unwrap_or(last);
    let mut views = Vec::with_capacity(42);
    let mut day = first;
    loop {
        let outside = day.month() != month.month();
        let events = if outside { Vec::new() } else { by_day.remove(&day).unwrap_or_default() };
        views.push(day_view(day, &events, outside, query, text));
        match day.tomorrow() {
            Ok(next) if next <= end => day = next,
            _ => break,
        }
    }
    views
}

fn day_view(day: Date, events: &[&Listed], outside: bool, query: &EventListQuery, text: Text) -> MonthDayView {
    let mut shown: Vec<MonthEventView> =
        events.iter().take(SHOWN_A_DAY).map(|listed| event_view(listed, text)).collect();
    if events.len() > SHOWN_A_DAY {
        let one_day = query.filter.within(day, day);
        let list = EventListQuery { view: ListView::List, month: None, ..query.with_filter(one_day) };
        shown.push(MonthEventView {
            href: address::localized(text.language(), &list.address()),
            kind_class: "",
            kind_letter: String::new(),
            kind_name: String::new(),
            time_place: String::new(),
            title: text.event().more_events(events.len() - SHOWN_A_DAY).into_owned(),
            cancelled: false,
        });
    }
    let (label_before, label_day, label_after) = text.date().calendar_day(day);
    MonthDayView {
        iso: day.to_string(),
        label_before,
        label_day,
        label_after,
        class: day_class(day),
        outside,
        closed: closed(day).is_some() && closed_note(day, text).is_some(),
        note: closed_note(day, text),
        events: shown,
    }
}

fn event_view(listed: &Listed, text: Text) -> MonthEventView {
    let event = &listed.event;
    let words = text.event();
    let hour = event.when.start_time.map(|start| text.date().time(start));
    let time_place = [hour, place_short(event, text)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let kind_class = match event.kind {
        EventKind::Seminar => "kind-seminar",
        EventKind::ConsultationMeeting => "kind-consultation",
        EventKind::Combined => "kind-both",
    };
    MonthEventView {
        href: address::event(text.language(), &event.code),
        kind_class,
        kind_letter: words.kind_letter(event.kind).to_owned(),
        kind_name: words.kind(event.kind).to_owned(),
        time_place,
        title: event.title.text(text.language()).to_owned(),
        cancelled: event.standing() == domain::event::Standing::Cancelled,
    }
}
