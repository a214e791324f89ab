//! What the island finds around a week or a month: its tools, its words, and what says how a day stands.

use domain::availability::editor::plan_word;
use domain::availability::{DayPlan, LeaveKind};
use jiff::civil::Date;
use leptos::prelude::*;

use super::month::month;
use super::query::CalendarQuery;
use super::sheet::Day;
use super::week::week;
use crate::address::localized;
use crate::availability::island::CalendarEditor;
use crate::component::contact::use_contact_details;
use crate::component::form::options;
use crate::shell::needs_client;
use crate::text::Text;

/// A sheet as the editor sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet<'a> {
    pub(super) query: &'a CalendarQuery,
    pub(super) days: &'a [Day],
    pub(super) revision: u32,
    /// A day of the month; none for a week.
    pub(super) month: Option<Date>,
}

/// A week or a month, with what edits it in place.
pub(super) fn editor(sheet: Sheet<'_>, text: Text) -> AnyView {
    needs_client();
    let words = text.calendar_editor();
    let Sheet { query, days, revision, month: shown } = sheet;
    let action = localized(text.language(), &query.address());
    let announcements = words.announcements().join("\n");
    let (drawn, label, tools, help) = match shown {
        Some(shown) => {
            let help = help(&words.month_help_text(), &words.month_keys(), text);
            (month(query, days, shown, text), words.days(), month_tools(text), help)
        }
        None => (week(days, text), words.sheet(), week_tools(text), help(&words.help_text(), &words.keys(), text)),
    };
    view! {
        <CalendarEditor>
            <div class="cal-tools" role="group" aria-label=words.tools() data-tools="" hidden=true>{tools}</div>
            <p role="status" class="cal-said" data-said=""></p>
            <div class="cal-scroll">
                <div class="cal-place">
                    <div
                        class="cal-cursor"
                        data-cursor=""
                        hidden=true
                        tabindex="0"
                        role="application"
                        aria-label=label
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
                        <div data-calendar="" data-revision=revision.to_string() data-action=action>{drawn}</div>
                    </div>
                </div>
            </div>
            {unsaved(text)}
            {help}
            <dialog class="schedule-dialog" data-dialog="" aria-label=words.dialog()></dialog>
        </CalendarEditor>
    }
    .into_any()
}

fn button(deed: &'static str, label: impl Into<String>) -> AnyView {
    let is_off = matches!(deed, "undo" | "redo");
    view! {
        <button type="button" class="button button-outline button-small" data-do=deed disabled=is_off>{label.into()}</button>
    }
    .into_any()
}

/// What a day can become, as a list that does it at once.
fn plans(text: Text) -> AnyView {
    let words = text.calendar_editor();
    let leaves = LeaveKind::ALL.map(DayPlan::Leave).into_iter().map(|plan| {
        let DayPlan::Leave(kind) = &plan else { return (String::new(), String::new()) };
        (plan_word(&plan), text.availability().leave(*kind).into_owned())
    });
    let mut plans = vec![(plan_word(&DayPlan::Closed), text.availability().day_off().into_owned())];
    plans.extend(leaves);
    plans.push(("weekly".to_owned(), words.as_each_week().into_owned()));
    let plans = options(vec![(String::new(), plans)], "", words.plan().into_owned());
    view! { <select class="input" data-plan="" aria-label=words.plan()>{plans}</select> }.into_any()
}

fn week_tools(text: Text) -> AnyView {
    let words = text.calendar_editor();
    view! {
        {button("undo", words.undo())}
        {button("redo", words.redo())}
        {button("paint", words.paint())}
        {button("remove", words.remove())}
        {button("move", words.take())}
        {plans(text)}
        {button("copy", words.copy())}
        {button("paste", words.paste())}
        {button("week", words.copy_week())}
        {button("help", format!("{} ?", words.help()))}
    }
    .into_any()
}

/// Whole days are chosen: their hours are typed.
fn month_tools(text: Text) -> AnyView {
    let words = text.calendar_editor();
    view! {
        {button("undo", words.undo())}
        {button("redo", words.redo())}
        {plans(text)}
        {button("copy", words.copy())}
        {button("paste", words.paste())}
        <form class="cal-chosen" data-chosen="">
            <label for="chosen-hours">{words.chosen_hours()}</label>
            <input type="text" class="input" id="chosen-hours" name="chosen-hours" aria-describedby="cal-format" autocomplete="off"/>
            <button class="button button-outline button-small">{words.set_hours()}</button>
            <small id="cal-format">{words.format()}</small>
        </form>
        {button("help", format!("{} ?", words.help()))}
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

fn help(told: &str, keys: &str, text: Text) -> AnyView {
    let words = text.calendar_editor();
    let keys = keys.split('|').map(|key| view! { <li>{key.to_owned()}</li> }).collect_view();
    view! {
        <dialog class="schedule-dialog" data-help="" aria-labelledby="cal-help">
            <h2 id="cal-help">{words.help_title()}</h2>
            <p>{told.to_owned()}</p>
            <ul id="cal-keys">{keys}</ul>
            <form method="dialog"><button type="submit" class="button button-small">{words.close()}</button></form>
        </dialog>
    }
    .into_any()
}
