//! The month: hours and what is booked, a day a cell; each leads to its week.

use jiff::civil::Date;
use leptos::prelude::*;

use super::query::{CalendarQuery, CalendarView};
use super::sheet::Day;
use super::week::class_of;
use crate::address::localized;
use crate::event::view::closed_note;
use crate::services::use_now;
use crate::text::Text;

pub(super) fn month(query: &CalendarQuery, days: &[Day], text: Text) -> AnyView {
    let shown = query.day.unwrap_or_else(|| use_now().tokyo_date());
    let heads = days.iter().take(7).map(|day| {
        let weekday = day.date.weekday();
        view! { <th scope="col" abbr=text.date().weekday(weekday)>{text.date().weekday_letter(weekday).to_owned()}</th> }
    });
    let heads = heads.collect_view();
    let weeks = days
        .chunks(7)
        .map(|week| {
            let cells = week.iter().map(|day| cell(query, day, shown, text)).collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="schedule-month cal-month" aria-label=text.date().month(shown)>
            <thead><tr>{heads}</tr></thead>
            <tbody>{weeks}</tbody>
        </table>
    }
    .into_any()
}

fn cell(query: &CalendarQuery, day: &Day, shown: Date, text: Text) -> AnyView {
    let words = text.availability();
    let mut class = class_of(day);
    if day.date.month() != shown.month() {
        class.push_str(" is-outside");
    }
    let href = localized(text.language(), &query.on(day.date).shown_as(CalendarView::Week).address());
    let why = closed_note(day.date, text).into_iter().chain(day.note.clone());
    let why = why.map(|why| view! { <span class="schedule-why">{why}</span> }).collect_view();
    let booked = day.booked();
    let booked = (booked > 0).then(|| view! { <p class="cal-count">{words.booked_count(booked)}</p> });
    let rest = day
        .blocks
        .iter()
        .filter(|block| block.kind.is_locked() && !matches!(block.kind.word(), "booked" | "requested"));
    let rest = rest.map(|block| view! { <p>{block.title.clone()}</p> }).collect_view();
    let hours = day.hours.windows().iter().map(|window| view! { <p class="cal-open">{words.window_of(*window)}</p> });
    let label = text.date().day_of_year(day.date);
    view! {
        <td class=class>
            <div class="schedule-date">
                <a href=href aria-label=label><time datetime=day.date.to_string()>{day.date.day().to_string()}</time></a>
                {why}
            </div>
            {hours.collect_view()}
            {booked}
            {rest}
        </td>
    }
    .into_any()
}
