//! The schedule as a list, line by line.

use leptos::prelude::*;

use super::query::{PickedUp, ScheduleQuery};
use super::{Entry, ScheduleView, is_movable};
use crate::address::localized;
use crate::event::view::{foreign, place_short};
use crate::services::use_now;
use crate::staff::event::address;
use crate::staff::{DeskTable, columns};
use crate::text::Text;

pub(super) fn list(view: &ScheduleView, text: Text) -> AnyView {
    let words = text.timetable();
    if view.entries.is_empty() {
        return view! { <p>{words.nothing()}</p> }.into_any();
    }
    let (first, _) = view.query.days(use_now().tokyo_date());
    let caption = words.month_caption(&text.date().month(first)).into_owned();
    let heads =
        [words.when(), words.kind(), words.title(), words.place(), words.seats(), words.state_head(), words.actions()];
    let rows = view.entries.iter().map(|entry| row(entry, &view.query, text)).collect_view();
    view! {
        <DeskTable caption heads=columns(heads) rows/>
    }
    .into_any()
}

fn row(entry: &Entry, query: &ScheduleQuery, text: Text) -> AnyView {
    let words = text.timetable();
    let (scheduled, language) = (&entry.scheduled, text.language());
    let event = &scheduled.event;
    let (title, title_in) = event.title.read(language);
    let title = title.to_owned();
    let state = scheduled.state(use_now());
    let clashes = entry
        .clashes
        .iter()
        .map(|clash| {
            let href = address(language, &clash.with);
            view! { <br/><a class="schedule-clash" href=href>{words.clash(clash.over)}" "{clash.with.to_string()}</a> }
        })
        .collect_view();
    let waiting = (scheduled.waiting > 0).then(|| view! { " " {words.waiting(scheduled.waiting)} });
    let pick = |copies: bool| {
        let picked_up = Some(PickedUp { code: event.code.clone(), copies });
        localized(language, &ScheduleQuery { picked_up, ..query.put_down() }.address())
    };
    let what = words.pick_up_what(&title).into_owned();
    let moves = is_movable(event).then(|| {
        view! { <a href=pick(false)>{words.pick_up()}<span class="visually-hidden">{what.clone()}</span></a>" " }
    });
    view! {
        <tr>
            <th scope="row"><time datetime=event.when.starts_on.to_string()>{text.date().when(&event.when)}</time></th>
            <td>{text.event().kind(event.kind)}</td>
            <td><a href=address(language, &event.code) lang=foreign(title_in, language)>{title.clone()}</a></td>
            <td>{place_short(event, text)}</td>
            <td>{text.event_desk().seats(scheduled.taken, event.capacity)}{waiting}</td>
            <td><span class="schedule-state" data-state=state.slug()>{words.state(state)}</span>{clashes}</td>
            <td class="schedule-acts">{moves}<a href=pick(true)>{words.duplicate()}<span class="visually-hidden">{what}</span></a></td>
        </tr>
    }
    .into_any()
}
