//! The page: each calendar with how it stands, and the form for one more.

use domain::external_calendar::{CALENDARS_MAX, ExternalCalendarField as Field, ExternalCalendarId};
use leptos::prelude::*;
use storage::ExternalCalendarKept;

use super::{CALENDARS, ExternalCalendarsView};
use crate::address::localized;
use crate::component::{Banner, BannerKind, ErrorSummary, HiddenField, SubmitButton, TextField};
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

/// The id of the field with a calendar's name.
pub(super) fn name_field(id: ExternalCalendarId) -> String {
    format!("name-{}", id.0)
}

#[component]
pub fn ExternalCalendarsPage(view: ExternalCalendarsView) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.external_calendar(), text.language());
    let title = words.title().into_owned();
    let Some(expert) = &view.expert else {
        let words = text.availability();
        let none = if view.is_secretariat { words.none_yet() } else { words.none_of_yours() };
        return view! { <DeskFrame title place=DeskPlace::Availability><p>{none}</p></DeskFrame> }.into_any();
    };
    let back = localized(language, &view.query.address());
    let name = expert.profile.name.text(language).to_owned();
    let head = view! {
        <p class="quiet"><a href=back>{text.availability().title()}</a>" › "{name}</p>
        <h1>{title.clone()}</h1>
    }
    .into_any();
    let done = view.done.map(|done| view! { <Banner kind=BannerKind::Success title=words.done(done)>""</Banner> });
    let action = localized(language, &view.query.address_under(CALENDARS));
    let calendars = view.calendars.iter().map(|calendar| one(&view, calendar, &action, text)).collect_view();
    let list = if view.calendars.is_empty() {
        view! { <p>{words.none()}</p> }.into_any()
    } else {
        view! { <ul class="cal-external">{calendars}</ul> }.into_any()
    };
    let may_add = view.calendars.len() < CALENDARS_MAX as usize || !view.problems.is_empty();
    let add = may_add.then(|| add(&view, action.clone(), text));
    view! {
        <DeskFrame title place=DeskPlace::Availability has_errors=!view.problems.is_empty() head>
            <div class="desk-sheet stack">
                {done}
                <ErrorSummary errors=view.problems.clone()/>
                <p>{words.lead()}</p>
                {list}
                {add}
            </div>
        </DeskFrame>
    }
    .into_any()
}

/// One calendar, with what can be done with it.
fn one(view: &ExternalCalendarsView, calendar: &ExternalCalendarKept, action: &str, text: Text) -> AnyView {
    let words = text.external_calendar();
    let field = name_field(calendar.id);
    let typed = view.renamed.as_ref().filter(|(id, _)| *id == calendar.id).map(|(_, typed)| typed.clone());
    let (is_open, value) = (typed.is_some(), typed.unwrap_or_else(|| calendar.name.as_str().to_owned()));
    let error = view.problems.iter().find(|(name, _)| *name == field).map(|(_, said)| said.clone());
    let (has_error, error_id) = (error.is_some(), format!("{field}-error"));
    let error = error.map(|said| view! { <p class="error" id=error_id.clone()>{said}</p> });
    let id = || calendar.id.0.to_string();
    let name = calendar.name.as_str().to_owned();
    view! {
        <li>
            <h2>{name.clone()}" "<small class="quiet">{calendar.host.clone()}</small></h2>
            {standing(calendar, text)}
            <form method="post" action=action.to_owned()>
                <HiddenField name="calendar" value=id()/>
                <button type="submit" class="button button-outline button-small" name="step" value="read">
                    {words.read_now()}<span class="visually-hidden">" "{name.clone()}</span>
                </button>
            </form>
            <details open=is_open>
                <summary>{words.change(&name)}</summary>
                <form class="stack" method="post" action=action.to_owned() novalidate=true>
                    <HiddenField name="calendar" value=id()/>
                    <div class="field">
                        <label for=field.clone()>{words.name()}</label>
                        {error}
                        <input type="text" class="input input-medium" id=field name="name" value=value autocomplete="off" aria-invalid=has_error.then_some("true") aria-describedby=has_error.then_some(error_id)/>
                    </div>
                    <div class="button-row">
                        <button type="submit" class="button button-outline button-small" name="step" value="rename">{words.rename()}</button>
                        <button type="submit" class="button button-text" name="step" value="remove">{words.remove()}</button>
                    </div>
                    <p class="quiet">{words.remove_text()}</p>
                </form>
            </details>
        </li>
    }
    .into_any()
}

/// How it stands with reading a calendar.
fn standing(calendar: &ExternalCalendarKept, text: Text) -> AnyView {
    let (words, date) = (text.external_calendar(), text.date());
    let read = match calendar.read_at {
        Some(at) => words.read(&date.instant(at), calendar.to_come).into_owned(),
        None if calendar.failed.is_some() => words.never_read().into_owned(),
        None => words.not_yet().into_owned(),
    };
    let failed = calendar.failed.map(|(at, problem)| {
        let next = words.next(&date.instant(calendar.due_at));
        view! {
            <div class="desk-note desk-note-warning">
                <p><b>{words.failed(&date.instant(at))}</b>" "{words.problem(problem)}</p>
                <p>{next}</p>
            </div>
        }
    });
    let unread = calendar.unread.iter().map(|(unread, count)| view! { <p>{words.unread(*unread, *count)}</p> });
    view! { {failed}<p>{read}</p>{unread.collect_view()} }.into_any()
}

/// The form for one more.
fn add(view: &ExternalCalendarsView, action: String, text: Text) -> AnyView {
    let words = text.external_calendar();
    let form = &view.form;
    let error =
        |field: Field| view.problems.iter().find(|(name, _)| name == field.name()).map(|(_, said)| said.clone());
    view! {
        <section aria-labelledby="add">
            <h2 id="add">{words.add_title()}</h2>
            <form class="form" method="post" action=action novalidate=true>
                <HiddenField name="step" value="add"/>
                <TextField
                    name="address"
                    label=words.address().into_owned()
                    value=form.address.clone()
                    hint=Some(words.address_hint().into_owned())
                    error=error(Field::Address)
                    kind="url"
                    autocomplete="off"
                />
                <TextField
                    name="name"
                    label=words.name().into_owned()
                    value=form.name.clone()
                    hint=Some(words.name_hint().into_owned())
                    error=error(Field::Name)
                    required=false
                    autocomplete="off"
                    size="input-medium"
                />
                <SubmitButton label=words.add().into_owned()/>
            </form>
            <details>
                <summary>{words.where_title()}</summary>
                <ul>
                    <li>{words.where_google()}</li>
                    <li>{words.where_outlook()}</li>
                    <li>{words.where_apple()}</li>
                </ul>
            </details>
        </section>
    }
    .into_any()
}
