//! A month of events: a list of days on a phone, a grid of weeks where there is room.

use leptos::either::Either;
use leptos::prelude::*;

use crate::text::use_text;

/// One day of the grid. The grid shows the day's number alone, the list the whole date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthDayView {
    /// The day for machines: `2026-12-08`.
    pub iso: String,
    /// What stands before the number: `12月`.
    pub label_before: String,
    /// The number.
    pub label_day: String,
    /// What stands after it: `日（火）`.
    pub label_after: String,
    /// `is-saturday`, `is-holiday` or nothing.
    pub class: &'static str,
    /// Whether it belongs to the month before or after.
    pub outside: bool,
    /// Whether the secretariat is closed.
    pub closed: bool,
    /// A holiday's name.
    pub note: Option<String>,
    /// What takes place.
    pub events: Vec<MonthEventView>,
}

/// One event in a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthEventView {
    /// The event's page.
    pub href: String,
    /// `kind-seminar`, `kind-both` or nothing.
    pub kind_class: &'static str,
    /// The letter of the kind, the same as in the legend.
    pub kind_letter: String,
    /// The kind in full; spoken.
    pub kind_name: String,
    /// `14:00 千代田`.
    pub time_place: String,
    /// The title.
    pub title: String,
    /// Whether it was called off.
    pub cancelled: bool,
}

/// The days of a month from Sunday on, with the days before and after that fill its weeks.
#[component]
pub fn MonthGrid(days: Vec<MonthDayView>) -> impl IntoView {
    let text = use_text().component();
    let is_empty = days.iter().all(|day| day.outside || day.events.is_empty());
    let empty = is_empty.then(|| view! { <p class="month-empty">{text.month_empty()}</p> });
    let weekdays: Vec<_> = (0..7)
        .map(|weekday| {
            let class = match weekday {
                0 => Some("is-holiday"),
                6 => Some("is-saturday"),
                _ => None,
            };
            view! { <li class=class>{text.weekday(weekday)}</li> }
        })
        .collect();
    let days: Vec<_> = days.into_iter().map(|day| view! { <MonthDay day/> }).collect();
    view! {
        <div class="month">
            <MonthLegend/>
            {empty}
            <ul class="month-weekdays" aria-hidden="true">{weekdays}</ul>
            <ol class="month-days">{days}</ol>
        </div>
    }
    .into_any()
}

/// What the letters and the hatching mean.
#[component]
fn MonthLegend() -> impl IntoView {
    let text = use_text().component();
    let entries: Vec<_> = [
        ("kind-letter kind-seminar", text.letter_seminar(), text.kind_seminar()),
        ("kind-letter", text.letter_consultation(), text.kind_consultation()),
        ("kind-letter kind-both", text.letter_combined(), text.kind_combined()),
        ("kind-letter is-closed", "".into(), text.closed()),
    ]
    .into_iter()
    .map(|(class, letter, name)| view! { <li><span class=class aria-hidden="true">{letter}</span>{name}</li> })
    .collect();
    view! { <ul class="legend">{entries}</ul> }.into_any()
}

#[component]
fn MonthDay(day: MonthDayView) -> impl IntoView {
    let mut class = String::from("month-day");
    for (holds, name) in
        [(day.outside, " is-outside"), (day.events.is_empty(), " is-empty"), (day.closed, " is-closed")]
    {
        if holds {
            class.push_str(name);
        }
    }
    let date_class = match day.class {
        "is-saturday" => "month-date is-saturday",
        "is-holiday" => "month-date is-holiday",
        _ => "month-date",
    };
    let note = day.note.map(|note| view! { <p class="month-note is-holiday">{note}</p> });
    let events = (!day.events.is_empty()).then(|| {
        let events: Vec<_> = day.events.into_iter().map(|event| view! { <MonthEvent event/> }).collect();
        view! { <ul class="month-events">{events}</ul> }
    });
    view! {
        <li class=class>
            <h3 class=date_class>
                <time datetime=day.iso>
                    <span class="rest">{day.label_before}</span>
                    {day.label_day}
                    <span class="rest">{day.label_after}</span>
                </time>
            </h3>
            {note}
            {events}
        </li>
    }
}

#[component]
fn MonthEvent(event: MonthEventView) -> impl IntoView {
    let text = use_text().component();
    let letter_class = match event.kind_class {
        "kind-seminar" => "kind-letter kind-seminar",
        "kind-both" => "kind-letter kind-both",
        _ => "kind-letter",
    };
    // The link to the rest of a day stands for no one kind.
    let letter = (!event.kind_letter.is_empty())
        .then(|| view! { <span class=letter_class aria-hidden="true">{event.kind_letter}</span> });
    let title = if event.cancelled {
        Either::Left(view! { <strong>{text.cancelled()}</strong>" "<s>{event.title}</s> })
    } else {
        Either::Right(event.title)
    };
    view! {
        <li>
            <a class="month-event" href=event.href>
                {letter}
                <span>
                    <span class="visually-hidden">{event.kind_name}" "</span>
                    <b>{event.time_place}</b>
                    " "
                    {title}
                </span>
            </a>
        </li>
    }
}
