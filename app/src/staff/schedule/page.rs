//! The page: the sheet, and over it what was picked up, done, or refused.

use domain::audit::Act;
use leptos::prelude::*;

use super::ScheduleView;
use super::bar::{head, title};
use super::list::list;
use super::month::month;
use super::query::{PickedUp, ScheduleQuery, SheetKind};
use super::week::week;
use crate::address::localized;
use crate::component::{Banner, BannerKind, ButtonKind, ButtonLink, HiddenField, SubmitButton};
use crate::shell::needs_client;
use crate::staff::event::address;
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};
use crate::timetable::island::ScheduleEditor;

/// `/staff/schedule`
#[component]
pub fn SchedulePage(view: ScheduleView) -> impl IntoView {
    let text = use_text();
    let head = head(&view, text);
    let title = title(&view.query, text);
    let has_errors = view.refused.is_some();
    let part = part(&view, text);
    let words = text.timetable();
    if view.query.view == SheetKind::List {
        return view! {
            <DeskFrame title place=DeskPlace::Schedule has_errors head>{part}</DeskFrame>
        }
        .into_any();
    }
    needs_client();
    let keys = words.keys();
    let keys = keys.split('|').map(|key| view! { <li>{key.to_owned()}</li> }).collect_view();
    let foot = view! {
        <div class="schedule-keys">
            <h2 class="visually-hidden">{words.keys_heading()}</h2>
            <ul>{keys}</ul>
        </div>
    }
    .into_any();
    view! {
        <DeskFrame title place=DeskPlace::Schedule has_errors head foot>
            <ScheduleEditor words=words.editor() undo=words.undo().into_owned() redo=words.redo().into_owned()>
                {part}
            </ScheduleEditor>
        </DeskFrame>
    }
    .into_any()
}

/// What the island exchanges: the sheet, with what is to be said of it.
fn part(view: &ScheduleView, text: Text) -> AnyView {
    let sheet = match view.query.view {
        SheetKind::Month => month(view, text),
        SheetKind::Week => week(view, text),
        SheetKind::List => list(view, text),
    };
    let action = localized(text.language(), "/staff/schedule");
    let matter = match (&view.picked_up, &view.query.picked_up) {
        (Some(event), Some(PickedUp { copies, .. })) => {
            let operation = if *copies { "copy" } else { "move" };
            view! {
                <form class="schedule-form" method="post" action=action.clone() novalidate=true>
                    <HiddenField name="code" value=event.code.to_string()/>
                    <HiddenField name="operation" value=operation/>
                    <HiddenField name="revision" value=event.revision.to_string()/>
                    <HiddenField name="query" value=view.query.put_down().query()/>
                    <HiddenField name="key" value=view.key.clone()/>
                    {picked_up(view, text)}
                    {sheet}
                </form>
            }
            .into_any()
        }
        _ => sheet,
    };
    view! {
        <div
            class="schedule"
            data-schedule=""
            data-action=action
            data-query=view.query.put_down().query()
            data-key=view.key.clone()
        >
            {said(view, text)}
            {matter}
        </div>
    }
    .into_any()
}

/// What was done, or why it was not.
fn said(view: &ScheduleView, text: Text) -> Option<AnyView> {
    let words = text.timetable();
    if let Some(refused) = view.refused.clone() {
        let title = words.refused().into_owned();
        return Some(view! { <Banner kind=BannerKind::Error title><p>{refused}</p></Banner> }.into_any());
    }
    let (act, code) = view.query.done.as_ref()?;
    let title = text.event_desk().done(act).into_owned();
    let Some(event) = &view.done else {
        let (is_gone, code) = (act == Act::EventDiscarded.slug(), code.to_string());
        return is_gone.then(|| view! { <Banner kind=BannerKind::Success title><p>{code}</p></Banner> }.into_any());
    };
    let href = address(text.language(), &event.code);
    let (name, when) = (event.title.text(text.language()).to_owned(), text.date().when(&event.when));
    Some(view! { <Banner kind=BannerKind::Success title><p><a href=href>{name}</a>" "{when}</p></Banner> }.into_any())
}

/// What was picked up, where it is now, and a day for it that is not on the sheet.
fn picked_up(view: &ScheduleView, text: Text) -> Option<AnyView> {
    let (event, picked_up) = view.picked_up.as_ref().zip(view.query.picked_up.as_ref())?;
    let words = text.timetable();
    let copies = picked_up.copies;
    let name = event.title.text(text.language());
    let heading = if copies { words.copying(name) } else { words.moving(name) };
    let link = |query: ScheduleQuery| localized(text.language(), &query.address());
    let other = PickedUp { copies: !copies, ..picked_up.clone() };
    let other = link(ScheduleQuery { picked_up: Some(other), done: None, ..view.query.clone() });
    let other_label = if copies { words.rather_move() } else { words.rather_copy() };
    let back = link(view.query.put_down());
    let day = event.when.starts_on.to_string();
    Some(
        view! {
            <section class="desk-note schedule-picked" aria-labelledby="picked-up">
                <h2 id="picked-up">{heading}</h2>
                <p>{text.date().when(&event.when)}" "{words.picked_up_hint()}</p>
                <div class="button-row">
                    <label for="to">{words.to_day()}</label>
                    <input class="input" id="to" name="to" type="date" value=day/>
                    <SubmitButton name="step" value="typed" label=words.to_day_button().into_owned()/>
                    <ButtonLink href=other label=other_label.into_owned() kind=ButtonKind::Outline/>
                    <ButtonLink href=back label=words.put_down().into_owned() kind=ButtonKind::Text/>
                </div>
            </section>
        }
        .into_any(),
    )
}
