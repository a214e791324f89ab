//! The week as a table of hours.

use domain::timetable::{lanes, minutes};
use jiff::civil::Date;
use leptos::prelude::*;

use super::chip::{Placed, chip};
use super::month::{class_of, day_head, days, of_day, put_here, warning};
use super::{Entry, ScheduleView};
use crate::services::use_now;
use crate::text::Text;

/// The hours that are always shown; earlier and later ones where there is something.
const USUAL: (u16, u16) = (8, 19);
/// More beside one another cannot be read: they stand under one another then.
const LANES: usize = 4;
const HOUR: u16 = 60;

/// A day with its events, each at its hours.
struct Column<'a> {
    day: Date,
    timed: Vec<(&'a Entry, Placed)>,
    untimed: Vec<&'a Entry>,
}

impl<'a> Column<'a> {
    fn new(entries: &'a [Entry], day: Date) -> Self {
        let (mut timed, mut untimed) = (Vec::new(), Vec::new());
        for entry in of_day(entries, day) {
            match minutes(&entry.scheduled.event.when) {
                Some(hours) => timed.push((entry, hours)),
                None => untimed.push(entry),
            }
        }
        timed.sort_by_key(|(_, hours)| *hours);
        let hours: Vec<_> = timed.iter().map(|(_, hours)| *hours).collect();
        let placed = lanes(&hours).into_iter().zip(hours).map(|(lane, (begins, ends))| Placed { begins, ends, lane });
        let timed = timed.into_iter().map(|(entry, _)| entry).zip(placed).collect();
        Self { day, timed, untimed }
    }
}

pub(super) fn week(view: &ScheduleView, text: Text) -> AnyView {
    let words = text.timetable();
    let (first, last) = view.query.days(use_now().tokyo_date());
    let columns: Vec<_> = days(first, last).into_iter().map(|day| Column::new(&view.entries, day)).collect();
    let placed = || columns.iter().flat_map(|column| column.timed.iter().map(|(_, placed)| placed));
    let from = placed().map(|placed| placed.begins / HOUR).fold(USUAL.0, u16::min);
    let until = placed().map(|placed| placed.ends.div_ceil(HOUR)).fold(USUAL.1, u16::max);
    let is_crowded = placed().any(|placed| placed.lane.of > LANES);
    let heads = columns
        .iter()
        .map(|column| {
            let label = text.date().day_of_year(column.day);
            view! { <th scope="col" class=class_of(column.day)>{day_head(column.day, label, text)}</th> }
        })
        .collect_view();
    let untimed = row(view, &columns, None, words.no_hour().into_owned(), text);
    let hours = (from..until).map(|hour| row(view, &columns, Some(hour), format!("{hour}:00"), text)).collect_view();
    let caption = words.week_caption(&text.date().day(first), &text.date().day_of_year(last)).into_owned();
    let class = if is_crowded { "schedule-week is-crowded" } else { "schedule-week" };
    view! {
        <table class=class aria-label=caption>
            <thead><tr><td></td>{heads}</tr></thead>
            <tbody>{untimed}{hours}</tbody>
        </table>
    }
    .into_any()
}

/// The events of all days that begin in one hour, or that have none.
fn row(view: &ScheduleView, columns: &[Column<'_>], hour: Option<u16>, name: String, text: Text) -> AnyView {
    let cells = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let day = column.day;
            let chips: Vec<_> = match hour {
                None => column.untimed.iter().map(|entry| chip(entry, day, None, &view.query, text)).collect(),
                Some(hour) => column
                    .timed
                    .iter()
                    .filter(|(_, placed)| placed.begins / HOUR == hour)
                    .map(|(entry, placed)| chip(entry, day, Some(*placed), &view.query, text))
                    .collect(),
            };
            let chips = (!chips.is_empty()).then(|| view! { <ul>{chips}</ul> });
            let label = text.date().day_of_year(day);
            let (to, what) = match hour {
                None => (day.to_string(), label.clone()),
                Some(hour) => (format!("{day}T{hour:02}:00"), format!("{label} {name}")),
            };
            view! {
                <td
                    class=class_of(day)
                    data-at=at.to_string()
                    data-day=day.to_string()
                    data-hour=hour.map(|hour| hour.to_string())
                    data-label=label
                    data-warning=warning(day, text)
                >
                    {chips}
                    {put_here(view, to, &what, text)}
                </td>
            }
        })
        .collect_view();
    let class = if hour.is_none() { "schedule-untimed" } else { "schedule-hour" };
    view! { <tr class=class><th scope="row">{name.clone()}</th>{cells}</tr> }.into_any()
}
