//! The month as a table of weeks.

use domain::calendar::{ClosedReason, closed};
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use leptos::prelude::*;

use super::chip::chip;
use super::{Entry, ScheduleView};
use crate::event::view::{closed_note, day_class};
use crate::services::use_now;
use crate::text::Text;

/// The days from `first` to `last`.
pub(super) fn days(first: Date, last: Date) -> Vec<Date> {
    first.series(1.day()).take_while(|day| *day <= last).collect()
}

/// The entries of `day`.
pub(super) fn of_day(entries: &[Entry], day: Date) -> impl Iterator<Item = &Entry> {
    entries.iter().filter(move |entry| entry.scheduled.event.when.touches(day, day))
}

/// What is to be looked at before something is put on `day`: that it is over, that offices are closed.
pub(super) fn warning(day: Date, text: Text) -> Option<String> {
    let words = text.timetable();
    let past = (day < use_now().tokyo_date()).then(|| words.day_past().into_owned());
    let closed = closed(day).map(|reason| words.day_closed(reason.name(text.language())).into_owned());
    let warnings: Vec<_> = [past, closed].into_iter().flatten().collect();
    (!warnings.is_empty()).then(|| warnings.join(&words.between()))
}

/// The classes of a day.
pub(super) fn class_of(day: Date) -> String {
    let mut classes = vec![day_class(day)];
    if closed(day).is_some() {
        classes.push("is-off");
    }
    if day == use_now().tokyo_date() {
        classes.push("is-today");
    }
    classes.retain(|class| !class.is_empty());
    classes.join(" ")
}

/// The day's number, what it is called, and why offices are closed.
pub(super) fn day_head(day: Date, label: String, text: Text) -> AnyView {
    let words = text.timetable();
    let is_today = day == use_now().tokyo_date();
    let today = is_today.then(|| view! { <span class="schedule-why">{words.today()}</span> });
    let why = closed_note(day, text).map(|why| view! { <span class="schedule-why">{why}</span> });
    let weekend = matches!(closed(day), Some(ClosedReason::Saturday | ClosedReason::Sunday))
        .then(|| view! { <span class="visually-hidden">{words.closed()}</span> });
    view! {
        <div class="schedule-date">
            <time datetime=day.to_string() aria-current=is_today.then_some("date")>{label}</time>
            {today}
            {why}
            {weekend}
        </div>
    }
    .into_any()
}

/// The button that puts on a day, or at an hour of it, what was picked up.
pub(super) fn put_here(view: &ScheduleView, to: String, what: &str, text: Text) -> Option<AnyView> {
    view.picked_up.as_ref()?;
    let copies = view.query.picked_up.as_ref().is_some_and(|picked_up| picked_up.copies);
    let words = text.timetable();
    let label = if copies { words.copy_here() } else { words.move_here() };
    Some(
        view! {
            <button type="submit" class="schedule-put" name="to" value=to>
                {label}<span class="visually-hidden">{words.here_what(what)}</span>
            </button>
        }
        .into_any(),
    )
}

/// The heads of the columns, from Sunday on.
fn weekdays(text: Text) -> Vec<AnyView> {
    (0..7)
        .map(|days| {
            let weekday = Weekday::Sunday.wrapping_add(days);
            let class = match weekday {
                Weekday::Sunday => Some("is-holiday"),
                Weekday::Saturday => Some("is-saturday"),
                _ => None,
            };
            let name = text.date().weekday(weekday);
            view! { <th scope="col" abbr=name class=class>{text.date().weekday_letter(weekday).to_owned()}</th> }
                .into_any()
        })
        .collect()
}

pub(super) fn month(view: &ScheduleView, text: Text) -> AnyView {
    let today = use_now().tokyo_date();
    let (first, last) = view.query.days(today);
    let shown = view.query.day.unwrap_or(today);
    let all = days(first, last);
    let weeks = all
        .chunks(7)
        .enumerate()
        .map(|(week, days)| {
            let cells = days
                .iter()
                .enumerate()
                .map(|(weekday, day)| cell(view, *day, week * 7 + weekday, shown, text))
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    let caption = text.timetable().month_caption(&text.date().month(shown)).into_owned();
    view! {
        <table class="schedule-month" aria-label=caption>
            <thead><tr>{weekdays(text)}</tr></thead>
            <tbody>{weeks}</tbody>
        </table>
    }
    .into_any()
}

fn cell(view: &ScheduleView, day: Date, at: usize, shown: Date, text: Text) -> AnyView {
    let is_outside = day.month() != shown.month();
    let label = if is_outside || day.day() == 1 {
        text.timetable().short_day(day.month(), day.day()).into_owned()
    } else {
        day.day().to_string()
    };
    let mut class = class_of(day);
    if is_outside {
        class.push_str(" is-outside");
    }
    let chips: Vec<_> = of_day(&view.entries, day).map(|entry| chip(entry, day, None, &view.query, text)).collect();
    let chips = (!chips.is_empty()).then(|| view! { <ul>{chips}</ul> });
    let name = text.date().day_of_year(day);
    view! {
        <td class=class data-at=at.to_string() data-day=day.to_string() data-label=name.clone() data-warning=warning(day, text)>
            {day_head(day, label, text)}
            {chips}
            {put_here(view, day.to_string(), &name, text)}
        </td>
    }
    .into_any()
}
