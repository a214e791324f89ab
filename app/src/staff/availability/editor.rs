//! What the island finds around the week: its tools, its words, and what says how a day stands.

use domain::availability::editor::plan_word;
use domain::availability::{DayPlan, LeaveKind};
use leptos::prelude::*;

use super::query::CalendarQuery;
use super::sheet::Day;
use super::week::week;
use crate::address::localized;
use crate::availability::island::CalendarEditor;
use crate::component::contact::use_contact_details;
use crate::component::form::options;
use crate::shell::needs_client;
use crate::text::Text;

/// The week, with what edits it in place.
pub(super) fn editor(query: &CalendarQuery, days: &[Day], revision: u32, text: Text) -> AnyView {
    needs_client();
    let words = text.calendar_editor();
    let action = localized(text.language(), &query.address());
    let sheet = week(days, text);
    let announcements = words.announcements().join("\n");
    view! {
        <CalendarEditor>
            {tools(text)}
            <p role="status" class="cal-said" data-said=""></p>
            <div class="cal-place">
                <div
                    class="cal-cursor"
                    data-cursor=""
                    hidden=true
                    tabindex="0"
                    role="application"
                    aria-label=words.sheet()
                    aria-describedby="cal-keys"
                ></div>
                <div class="cal-hand" data-hand="" hidden=true aria-hidden="true"></div>
                <div
                    data-place=""
                    data-words=announcements
                    data-dash=words.dash()
                    data-open=text.availability().open()
                    data-once=text.availability().this_day_only()
                    data-off=text.availability().day_off()
                    data-none=text.availability().no_hours()
                    data-clash=words.clash()
                    data-propose=words.propose()
                    data-scope=words.scope_of()
                    data-unreadable=words.unreadable()
                >
                    <div data-calendar="" data-revision=revision.to_string() data-action=action>{sheet}</div>
                </div>
            </div>
            {unsaved(text)}
            {help(text)}
            <dialog class="schedule-dialog" data-dialog="" aria-label=words.dialog()></dialog>
        </CalendarEditor>
    }
    .into_any()
}

fn tools(text: Text) -> AnyView {
    let words = text.calendar_editor();
    let button = |deed: &'static str, label: String, is_off: bool| {
        view! {
            <button type="button" class="button button-outline button-small" data-do=deed disabled=is_off>{label}</button>
        }
    };
    let leaves = LeaveKind::ALL.map(DayPlan::Leave).into_iter().map(|plan| {
        let DayPlan::Leave(kind) = &plan else { return (String::new(), String::new()) };
        (plan_word(&plan), text.availability().leave(*kind).into_owned())
    });
    let mut plans = vec![(plan_word(&DayPlan::Closed), text.availability().day_off().into_owned())];
    plans.extend(leaves);
    plans.push(("weekly".to_owned(), words.as_each_week().into_owned()));
    let plans = options(vec![(String::new(), plans)], "", words.plan().into_owned());
    view! {
        <div class="cal-tools" role="group" aria-label=words.tools() data-tools="" hidden=true>
            {button("undo", words.undo().into_owned(), true)}
            {button("redo", words.redo().into_owned(), true)}
            {button("paint", words.paint().into_owned(), false)}
            {button("remove", words.remove().into_owned(), false)}
            {button("move", words.take().into_owned(), false)}
            <select class="input" data-plan="" aria-label=words.plan()>{plans}</select>
            {button("copy", words.copy().into_owned(), false)}
            {button("paste", words.paste().into_owned(), false)}
            {button("week", words.copy_week().into_owned(), false)}
            {button("help", format!("{} ?", words.help()), false)}
        </div>
    }
    .into_any()
}

/// What is not saved, and what it does to bookings.
fn unsaved(text: Text) -> AnyView {
    let words = text.calendar_editor();
    let contact = use_contact_details();
    view! {
        <div class="cal-unsaved" data-unsaved="" hidden=true>
            <p data-count=words.unsaved()></p>
            <div class="desk-note desk-note-warning" data-clashes="" hidden=true>
                <ul></ul>
                <p>{words.keep_or_ask()}" "<a href=contact.phone_link()>{contact.phone.clone()}</a></p>
            </div>
            <div class="button-row">
                <button type="button" class="button button-small" data-do="save">{words.save()}</button>
                <button type="button" class="button button-text button-small" data-do="discard">{words.discard()}</button>
            </div>
        </div>
    }
    .into_any()
}

fn help(text: Text) -> AnyView {
    let words = text.calendar_editor();
    let keys = words.keys();
    let keys = keys.split('|').map(|key| view! { <li>{key.to_owned()}</li> }).collect_view();
    view! {
        <dialog class="schedule-dialog" data-help="" aria-labelledby="cal-help">
            <h2 id="cal-help">{words.help_title()}</h2>
            <p>{words.help_text()}</p>
            <ul id="cal-keys">{keys}</ul>
            <form method="dialog"><button type="submit" class="button button-small">{words.close()}</button></form>
        </dialog>
    }
    .into_any()
}
