//! The week: a day a column, a quarter of an hour a row. Where there is no room for columns, the days stand under one
//! another with what is in them in its order.

use domain::availability::editor::plan_word;
use leptos::attr::Attribute;
use leptos::prelude::*;

use super::sheet::{Block, Day, hours_shown};
use crate::event::view::{closed_note, day_class};
use crate::services::use_now;
use crate::text::Text;

pub(super) fn week(days: &[Day], text: Text) -> AnyView {
    let (first, last) = hours_shown(days);
    let hours = (first..last).map(|hour| {
        view! { <li data-start=(hour * 4).to_string() data-end=(hour * 4 + 4).to_string()>{format!("{hour}:00")}</li> }
    });
    let columns = days.iter().enumerate().map(|(at, day)| column(at, day, text)).collect_view();
    view! {
        <div class="cal-week" data-first=first.to_string() data-last=last.to_string()>
            <ol class="cal-times cal-gutter" aria-hidden="true">{hours.collect_view()}</ol>
            <ol class="cal-days">{columns}</ol>
        </div>
    }
    .into_any()
}

/// The classes of a day: its weekday's, a holiday's, today's.
pub(super) fn class_of(day: &Day) -> String {
    let mut classes = vec!["cal-day", day_class(day.date)];
    if domain::calendar::closed(day.date).is_some() {
        classes.push("is-off");
    }
    if day.date == use_now().tokyo_date() {
        classes.push("is-today");
    }
    classes.retain(|class| !class.is_empty());
    classes.join(" ")
}

/// What a day is called, and what there is to know of it.
pub(super) fn day_head(day: &Day, text: Text) -> AnyView {
    let words = text.availability();
    let is_today = day.date == use_now().tokyo_date();
    let today = is_today.then(|| words.today().into_owned());
    let why = today.into_iter().chain(closed_note(day.date, text));
    let why = why.map(|why| view! { <small>{why}</small> }).collect_view();
    let weekly = day.weekly.as_ref().filter(|_| day.note.is_some() || day.rest.is_some());
    let weekly = weekly.map(|weekly| words.weekly_hours_are(&words.hours_of(weekly)).into_owned());
    let notes = day.note.clone().into_iter().chain(weekly);
    let notes = notes.map(|note| view! { <small class="cal-note">{note}</small> }).collect_view();
    let short = format!("{} {}", text.date().weekday_letter(day.date.weekday()), day.date.day());
    view! {
        <h2>
            <time datetime=day.date.to_string() aria-current=is_today.then_some("date")>
                <span class="cal-date">{text.date().day_of_year(day.date)}</span>
                <span class="cal-date-short" aria-hidden="true">{short}</span>
            </time>
            {why}
            {notes}
        </h2>
    }
    .into_any()
}

/// A day.
fn column(at: usize, day: &Day, text: Text) -> AnyView {
    view! { <li {..known_of(at, day, text)} class=class_of(day)>{day_head(day, text)}{day_times(day, text)}</li> }
        .into_any()
}

/// What the editor knows of a day.
pub(super) fn known_of(at: usize, day: &Day, text: Text) -> impl Attribute + use<> {
    let weekly = day.weekly.as_ref().unwrap_or(&day.hours).to_string();
    view! {
        <{..}
            data-at=at.to_string()
            data-date=day.date.to_string()
            data-label=text.date().day(day.date)
            data-weekly=weekly
            data-rests=day.rests.map(|reason| reason.name(text.language()).to_owned())
            data-plan=day.plan.as_ref().map(plan_word)
        />
    }
}

/// The hours of a day and what is booked in them.
pub(super) fn day_times(day: &Day, text: Text) -> AnyView {
    let mut blocks: Vec<&Block> = day.blocks.iter().collect();
    blocks.sort_by_key(|block| (block.from, block.kind.is_locked()));
    let is_empty = blocks.is_empty();
    let blocks = blocks.into_iter().map(|block| item(block, text)).collect_view();
    view! {
        <small class="cal-new" data-new="" hidden=true>{text.calendar_editor().unsaved_day()}</small>
        <p class="cal-none" hidden=!is_empty>{text.availability().no_hours()}</p>
        <ul class="cal-times">{blocks}</ul>
    }
    .into_any()
}

/// A block, in its place and in words.
pub(super) fn item(block: &Block, text: Text) -> AnyView {
    let words = text.availability();
    let span = words.between_minutes(block.from, block.to);
    let said = if block.kind.is_locked() {
        let title = match &block.href {
            Some(href) => view! { <a href=href.clone()>{block.title.clone()}</a> }.into_any(),
            None => view! { <b>{block.title.clone()}</b> }.into_any(),
        };
        view! { <span class="cal-span">{span}</span>" "{title} }.into_any()
    } else {
        let open = matches!(block.kind.word(), "open" | "once").then(|| words.open());
        view! { <span class="visually-hidden">{open}</span>" "<span class="cal-span">{span}</span> }.into_any()
    };
    let (start, end) = block.quarters();
    let detail = (!block.detail.is_empty()).then(|| view! { " "<span>{block.detail.clone()}</span> });
    view! {
        <li
            class="cal-block"
            data-kind=block.kind.word()
            data-start=start.to_string()
            data-end=end.to_string()
            data-own=(!block.kind.is_locked()).then_some("")
            data-minutes=block.is_to_come.then(|| format!("{}-{}", block.from, block.to))
        >
            {said}
            {detail}
        </li>
    }
    .into_any()
}
