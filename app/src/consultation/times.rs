//! Open times as they are chosen: a month of days, the times of a day, and the next ones where there are none.

use domain::availability::Slot;
use domain::calendar::closed;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use leptos::prelude::*;

use super::query::time_word;
use super::search::{Found, Times};
use crate::component::{ButtonKind, ButtonLink, HiddenField};
use crate::event::view::{closed_note, day_class};
use crate::services::use_now;
use crate::text::Text;

/// Where a month, a day and a time lead.
pub(super) trait Ways: Clone + Send + 'static {
    /// The address that shows a month.
    fn month(&self, month: Date) -> String;
    /// The address that shows the times of a day.
    fn day(&self, day: Date) -> String;
    /// Where a time that is chosen is sent.
    fn action(&self) -> String;
    /// What is sent beside the time.
    fn fields(&self) -> Vec<(&'static str, String)>;
    /// Where one can ask to be told when a time comes free, if one can.
    fn wait(&self, _times: &Times) -> Option<String> {
        None
    }
}

/// The month or the day, and what to do where nothing is open.
pub(super) fn times<W: Ways>(found: &Found, ways: &W, text: Text) -> AnyView {
    let words = text.consultation();
    let nothing = found.times.are_none().then(|| nothing(&found.times, ways, text));
    let next_heading = if found.times.are_none() { words.alternatives() } else { words.first_free() };
    let next = match (&found.times, found.next.is_empty()) {
        (Times::Day { slots, .. }, _) if !slots.is_empty() => None,
        (_, true) => Some(view! { <p>{words.nothing_at_all()}</p> }.into_any()),
        (_, false) => Some(
            view! {
                <section class="open-next" aria-labelledby="open-next">
                    <h3 id="open-next">{next_heading}</h3>
                    {time_form(&found.next, true, ways, text)}
                </section>
            }
            .into_any(),
        ),
    };
    let main = match &found.times {
        Times::Month { month, open } => month_of(*month, open, ways, text),
        Times::Day { day, slots, beside, .. } => day_of(*day, slots, *beside, ways, text),
    };
    view! {
        {nothing}
        {main}
        {next}
    }
    .into_any()
}

fn nothing<W: Ways>(times: &Times, ways: &W, text: Text) -> AnyView {
    let words = text.consultation();
    let said = match times {
        Times::Month { .. } => view! { <p class="open-none">{words.nothing_in_month()}</p> }.into_any(),
        Times::Day { day, why, .. } => {
            let why = why.map(|why| words.closure(why));
            view! { <p class="open-none">{words.nothing_on_day(&text.date().day_of_year(*day))} " " {why}</p> }
                .into_any()
        }
    };
    let wait = ways.wait(times).map(|href| {
        view! {
            <div class="button-row">
                <ButtonLink href label=text.waiting().link().into_owned() kind=ButtonKind::Outline/>
            </div>
        }
    });
    view! {
        {said}
        {wait}
    }
    .into_any()
}

/// Times as buttons: whoever presses one has it.
fn time_form<W: Ways>(slots: &[Slot], with_days: bool, ways: &W, text: Text) -> AnyView {
    let fields = ways.fields().into_iter().map(|(name, value)| view! { <HiddenField name value/> }).collect_view();
    let buttons = slots
        .iter()
        .map(|slot| {
            let said = if with_days { text.date().slot(*slot) } else { text.date().slot_hours(*slot) };
            view! {
                <li><button type="submit" class="button button-outline" name="at" value=time_word(slot.starts_at)>{said}</button></li>
            }
        })
        .collect_view();
    let class = if with_days { "open-times open-times-wide" } else { "open-times" };
    view! {
        <form action=ways.action() method="post">
            {fields}
            <ul class=class>{buttons}</ul>
        </form>
    }
    .into_any()
}

fn day_of<W: Ways>(
    day: Date,
    slots: &[Slot],
    (before, after): (Option<Date>, Option<Date>),
    ways: &W,
    text: Text,
) -> AnyView {
    let words = text.consultation();
    let form = (!slots.is_empty()).then(|| {
        view! {
            <p>{words.hold_note()}</p>
            {time_form(slots, false, ways, text)}
        }
    });
    let link = |to: Option<Date>, is_before: bool| {
        to.map(|to| {
            let said = text.date().day_of_year(to);
            let said = if is_before { format!("‹ {said}") } else { format!("{said} ›") };
            view! { <a class="button button-outline" href=ways.day(to) data-times="">{said}</a> }
        })
    };
    view! {
        <h2 id="times" tabindex="-1">{words.day_heading(&text.date().day(day))}</h2>
        {form}
        <p class="button-row">
            {link(before, true)}
            <a class="button button-text" href=ways.month(day) data-times="">{words.to_month()}</a>
            {link(after, false)}
        </p>
    }
    .into_any()
}

fn month_of<W: Ways>(month: Date, open: &[(Date, usize)], ways: &W, text: Text) -> AnyView {
    let words = text.consultation();
    let this = use_now().tokyo_date().first_of_month();
    let step = |to: Option<Date>, label: &dyn Fn(&str) -> String, sign: &'static str| {
        to.map(|to| {
            let label = label(&text.date().month(to));
            view! { <a class="button button-outline" href=ways.month(to) data-times="" aria-label=label>{sign}</a> }
        })
    };
    // Nobody books what is past.
    let before = month.checked_sub(1.month()).ok().filter(|before| *before >= this);
    let after = month.checked_add(1.month()).ok();
    let weekdays = (0..7).map(|weekday| {
        let class = match weekday {
            0 => Some("is-holiday"),
            6 => Some("is-saturday"),
            _ => None,
        };
        view! { <li class=class>{text.component().weekday(weekday)}</li> }
    });
    view! {
        <h2 class="visually-hidden">{words.month_heading()}</h2>
        <div class="month-nav">
            {step(before, &|name| words.previous_month(name).into_owned(), "‹")}
            <h3 id="times" tabindex="-1">{text.date().month(month)}<span class="quiet">" " {words.month_note(open.len())}</span></h3>
            {step(after, &|name| words.next_month(name).into_owned(), "›")}
        </div>
        <div class="month open-month">
            <ul class="month-weekdays" aria-hidden="true">{weekdays.collect_view()}</ul>
            <ol class="month-days">{days(month).map(|day| day_cell(day, month, open, ways, text)).collect_view()}</ol>
        </div>
    }
    .into_any()
}

/// The days of a month from Sunday on, with those before and after that fill its weeks.
fn days(month: Date) -> impl Iterator<Item = Date> {
    let last = month.last_of_month();
    let first = month.saturating_sub(i64::from(month.weekday().since(Weekday::Sunday)).days());
    let end = last.saturating_add(i64::from(Weekday::Saturday.since(last.weekday())).days());
    std::iter::successors(Some(first), |day| day.tomorrow().ok()).take_while(move |day| *day <= end)
}

fn day_cell<W: Ways>(day: Date, month: Date, open: &[(Date, usize)], ways: &W, text: Text) -> AnyView {
    let outside = day.month() != month.month();
    let count = open.iter().find(|(open, _)| *open == day && !outside).map(|(_, count)| *count);
    // A day that is over needs no reason.
    let note = closed_note(day, text).filter(|_| !outside && day >= use_now().tokyo_date());
    let mut class = String::from("month-day");
    for (holds, name) in [
        (outside, " is-outside"),
        (count.is_none() && note.is_none(), " is-empty"),
        (closed(day).is_some() && note.is_some(), " is-closed"),
    ] {
        if holds {
            class.push_str(name);
        }
    }
    let date_class = match day_class(day) {
        "" => "month-date".to_owned(),
        colour => format!("month-date {colour}"),
    };
    let (before, number, after) = text.date().calendar_day(day);
    let date = view! {
        <time datetime=day.to_string()>
            <span class="rest">{before}</span>
            {number}
            <span class="rest">{after}</span>
        </time>
    };
    let note = note.map(|note| view! { <p class="month-note is-holiday">{note}</p> });
    let content = match count {
        Some(count) => view! {
            <a class="open-day" href=ways.day(day) data-times="">
                <span class=date_class>{date}</span>
                " "
                <b>{text.consultation().open(count)}</b>
            </a>
        }
        .into_any(),
        None => view! { <p class=date_class>{date}</p> }.into_any(),
    };
    view! {
        <li class=class>
            {content}
            {note}
        </li>
    }
    .into_any()
}
