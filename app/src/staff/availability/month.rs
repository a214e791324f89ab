//! The month: hours and what is booked, a day a cell; the date of each leads to its week.

use jiff::civil::Date;
use leptos::prelude::*;

use super::query::{CalendarQuery, CalendarView};
use super::sheet::Day;
use super::week::{class_of, day_times, known_of};
use crate::address::localized;
use crate::event::view::closed_note;
use crate::text::Text;

/// `shown` is a day of the month.
pub(super) fn month(query: &CalendarQuery, days: &[Day], shown: Date, text: Text) -> AnyView {
    let heads = days.iter().take(7).map(|day| {
        let weekday = day.date.weekday();
        view! { <th scope="col" abbr=text.date().weekday(weekday)>{text.date().weekday_letter(weekday).to_owned()}</th> }
    });
    let heads = heads.collect_view();
    let mut cells = days.iter().enumerate().map(|(at, day)| cell(query, (at, day), shown, text));
    let weeks = (0..days.len().div_ceil(7))
        .map(|_| {
            let week = cells.by_ref().take(7).collect_view();
            view! { <tr>{week}</tr> }
        })
        .collect_view();
    let opened_on = days.iter().position(|day| day.date == shown).unwrap_or_default();
    view! {
        <table class="schedule-month cal-month" aria-label=text.date().month(shown) data-opened-on=opened_on.to_string()>
            <thead><tr>{heads}</tr></thead>
            <tbody>{weeks}</tbody>
        </table>
    }
    .into_any()
}

fn cell(query: &CalendarQuery, (at, day): (usize, &Day), shown: Date, text: Text) -> AnyView {
    let mut class = class_of(day);
    if day.date.month() != shown.month() {
        class.push_str(" is-outside");
    }
    let href = localized(text.language(), &query.on(day.date).shown_as(CalendarView::Week).address());
    let why = closed_note(day.date, text).map(|why| view! { <span class="schedule-why">{why}</span> });
    let note = day.note.clone().map(|note| view! { <span class="schedule-why cal-note">{note}</span> });
    let label = text.date().day_of_year(day.date);
    view! {
        <td {..known_of(at, day, text)} class=class>
            <div class="schedule-date">
                <a href=href aria-label=label><time datetime=day.date.to_string()>{day.date.day().to_string()}</time></a>
                {why}
                {note}
            </div>
            {day_times(day, text)}
        </td>
    }
    .into_any()
}
