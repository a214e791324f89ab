//! Events as rows of a list, and the headings of months between them.

use leptos::either::EitherOf3;
use leptos::prelude::*;

use super::seats::{SeatsState, SeatsView};

/// A date as a block: month, day and weekday under one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateBlockView {
    /// The day for machines: `2026-12-08`.
    pub iso: String,
    /// `12月`.
    pub month: String,
    /// `8`.
    pub day: String,
    /// `火曜日`.
    pub weekday: String,
    /// `is-saturday`, `is-holiday` or nothing.
    pub weekday_class: &'static str,
}

/// One event in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRowView {
    /// The event's page.
    pub href: String,
    /// The day it begins.
    pub date: DateBlockView,
    /// Kind, and a state that is out of the ordinary.
    pub chips: Vec<String>,
    /// The title as it was given.
    pub title: String,
    /// `ja` where an English page shows a Japanese title.
    pub title_lang: Option<&'static str>,
    /// Hours, place, audience: each stays whole.
    pub meta: Vec<String>,
    /// Whether there is room.
    pub seats: SeatsView,
    /// The last moment to register.
    pub deadline: Option<String>,
}

/// Events in the order they are given.
#[component]
pub fn EventList(
    rows: Vec<EventRowView>,
    /// The level of the titles' headings: 2, 3 or 4.
    #[prop(default = 3)]
    heading_level: u8,
) -> impl IntoView {
    let rows: Vec<_> = rows.into_iter().map(|row| view! { <EventRow row heading_level/> }).collect();
    view! { <ol class="event-list">{rows}</ol> }.into_any()
}

#[component]
fn EventRow(row: EventRowView, heading_level: u8) -> impl IntoView {
    let chips: Vec<_> = row.chips.into_iter().map(|chip| view! { <span class="chip">{chip}</span> }).collect();
    let meta: Vec<_> = row.meta.into_iter().map(|part| view! { <span class="whole">{part}</span> }).collect();
    let link = view! { <a href=row.href lang=row.title_lang>{row.title}</a> };
    let title = match heading_level {
        0..=2 => EitherOf3::A(view! { <h2 class="event-title">{link}</h2> }),
        3 => EitherOf3::B(view! { <h3 class="event-title">{link}</h3> }),
        _ => EitherOf3::C(view! { <h4 class="event-title">{link}</h4> }),
    };
    let deadline = row.deadline.map(|deadline| view! { <p class="quiet">{deadline}</p> });
    view! {
        <li class="event-row">
            <DateBlock date=row.date/>
            <div class="event-body">
                <p class="chip-list">{chips}</p>
                {title}
                <p class="event-meta">{meta}</p>
            </div>
            <div class="event-seats">
                <SeatsState seats=row.seats/>
                {deadline}
            </div>
        </li>
    }
}

#[component]
fn DateBlock(date: DateBlockView) -> impl IntoView {
    let weekday_class = match date.weekday_class {
        "is-saturday" => "date-weekday is-saturday",
        "is-holiday" => "date-weekday is-holiday",
        _ => "date-weekday",
    };
    view! {
        <p class="date-block">
            <time datetime=date.iso>
                <span class="date-month">{date.month}</span>
                " "
                <span class="date-day">{date.day}</span>
                " "
                <span class=weekday_class>{date.weekday}</span>
            </time>
        </p>
    }
}

/// The heading of a month within a list.
#[component]
pub fn MonthHeading(
    #[prop(into)] month: String,
    /// `令和8年・14件`.
    #[prop(into)]
    note: String,
) -> impl IntoView {
    view! { <h3 class="month-heading">{month}" "<span>{note}</span></h3> }.into_any()
}
