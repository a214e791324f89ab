//! An event on the sheet: kind, hour, place; how it stands, in words and in colour.

use domain::event::EventKind;
use domain::timetable::{Lane, ScheduledState, minutes};
use jiff::civil::Date;
use leptos::prelude::*;

use super::query::{PickedUp, ScheduleQuery};
use super::{Entry, is_movable};
use crate::address::localized;
use crate::event::view::place_short;
use crate::services::use_now;
use crate::staff::event::address;
use crate::text::Text;

/// Minutes of an hour, and of a quarter of it.
const HOUR: u16 = 60;
const QUARTER: u16 = 15;

/// The word that colours a kind.
pub(super) const fn kind_word(kind: EventKind) -> &'static str {
    kind.slug()
}

/// Where a chip stands in a week.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) begins: u16,
    pub(super) ends: u16,
    pub(super) lane: Lane,
}

/// An entry as an item of the list of `day`. On the days after its first an event is only pointed at.
pub(super) fn chip(entry: &Entry, day: Date, placed: Option<Placed>, query: &ScheduleQuery, text: Text) -> AnyView {
    let words = text.timetable();
    let event = &entry.scheduled.event;
    let state = entry.scheduled.state(use_now());
    let is_first = event.when.starts_on == day;
    let hour = event.when.start_time.filter(|_| is_first).map(|start| text.date().time(start));
    let nth = (!is_first).then(|| words.nth_day(days_after(event.when.starts_on, day) + 1).into_owned());
    let what = [hour, nth, place_short(event, text)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let is_full = state == ScheduledState::Full;
    let full = is_full.then(|| view! { <span class="mark" aria-hidden="true">{words.full_mark()}</span> });
    let clash = (!entry.clashes.is_empty())
        .then(|| view! { <span class="mark mark-clash" aria-hidden="true">{words.clash_mark()}</span> });
    let said = said(entry, state, text);
    let code = event.code.to_string();
    let is_held = is_first && query.picked_up.as_ref().is_some_and(|picked_up| picked_up.code == event.code);
    // An end that nobody has written, or on another day, is not drawn out.
    let is_whole = event.when.starts_on == event.when.ends_on && event.when.end_time.is_some();
    let (begins, ends) = minutes(&event.when).filter(|_| is_whole).unzip();
    let is_fixed = !is_movable(event);
    let move_link = (is_first && !is_fixed && query.picked_up.is_none()).then(|| {
        let picked_up = Some(PickedUp { code: event.code.clone(), copies: false });
        let href = ScheduleQuery { picked_up, ..query.put_down() }.address();
        view! {
            <a class="schedule-pick" href=localized(text.language(), &href)>
                {words.pick_up()}<span class="visually-hidden">{words.pick_up_what(&what)}</span>
            </a>
        }
    });
    let quarters = |minutes: u16| (minutes / QUARTER).to_string();
    let at = placed.map(|placed| quarters(placed.begins % HOUR));
    let length = placed.map(|placed| placed.ends.saturating_sub(placed.begins).max(QUARTER));
    view! {
        <li
            class=is_held.then_some("is-held")
            data-quarter=at
            data-hours=length.map(|length| (length / HOUR).min(12).to_string())
            data-quarters=length.map(|length| quarters(length % HOUR))
            data-lane=placed.map(|placed| placed.lane.at.to_string())
            data-lanes=placed.map(|placed| placed.lane.of.to_string())
        >
            <a
                class="ev"
                href=address(text.language(), &event.code)
                data-kind=kind_word(event.kind)
                data-state=state.slug()
                data-event=is_first.then_some(code)
                data-revision=is_first.then(|| event.revision.to_string())
                data-begins=begins.filter(|_| is_first).map(|minute| minute.to_string())
                data-ends=ends.filter(|_| is_first).map(|minute| minute.to_string())
                data-fixed=is_fixed.then_some("")
            >
                <span class="ev-kind" aria-hidden="true">{text.event().kind_letter(event.kind)}</span>
                <span class="ev-what">{what.clone()}</span>
                {full}
                {clash}
                <span class="visually-hidden">{said}</span>
            </a>
            {move_link}
        </li>
    }
    .into_any()
}

/// What colour and marks tell, in words.
fn said(entry: &Entry, state: ScheduledState, text: Text) -> String {
    let words = text.timetable();
    let event = &entry.scheduled.event;
    let mut said = vec![
        String::new(),
        event.title.text(text.language()).to_owned(),
        text.event().kind(event.kind).to_owned(),
        words.state(state).into_owned(),
    ];
    if entry.scheduled.waiting > 0 {
        said.push(words.waiting(entry.scheduled.waiting).into_owned());
    }
    let mut over: Vec<_> = entry.clashes.iter().map(|clash| clash.over).collect();
    over.dedup();
    said.extend(over.into_iter().map(|over| words.clash(over).into_owned()));
    said.join(&words.between())
}

/// How many days `day` comes after `first`.
fn days_after(first: Date, day: Date) -> i32 {
    first.until(day).map_or(0, |span| span.get_days())
}
