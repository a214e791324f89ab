//! `/staff/inquiries`: the inbox, alone or beside an inquiry.

use domain::account::Role;
use domain::inquiry::desk::{Channel, Due, InboxEntry, InboxView};
use domain::person::PersonName;
use domain::reference::ReferenceNumber;
use jiff::civil::Date;
use leptos::prelude::*;
use storage::INBOX_PAGE;

use super::flow::{DeskQuery, InboxListing};
use crate::address::localized;
use crate::component::{ButtonKind, Chip, Pagination};
use crate::services::use_now;
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

/// `/staff/inquiries`
#[component]
pub fn InboxPage(
    /// What it shows.
    listing: InboxListing,
) -> impl IntoView {
    let text = use_text();
    let words = text.desk_inquiry();
    let looked_for = listing.wish.words.clone();
    let part = words.part(listing.wish.view);
    let heading =
        if looked_for.is_empty() { words.part_title(&part) } else { words.found_title(&looked_for) }.into_owned();
    // What somebody looks for may name a person: it stands on the page and in no title, which browsers remember.
    let title = if looked_for.is_empty() { heading.clone() } else { words.title().into_owned() };
    let overdue = listing.inbox.counts.overdue;
    let overdue = (overdue > 0).then(|| view! { <span class="due due-late">{words.overdue(overdue)}</span> });
    let call = listing.responder.sees_all().then(|| {
        view! { <a class="button button-small inbox-call" href=localized(text.language(), "/staff/inquiries/new")>{words.take_call()}</a> }
    });
    let head = view! {
        <div class="inbox-head">
            <h1>{heading}</h1>
            {overdue}
            {call}
        </div>
    }
    .into_any();
    view! {
        <DeskFrame title place=DeskPlace::Inquiries head>
            <div class="inbox"><InboxList listing/></div>
        </DeskFrame>
    }
    .into_any()
}

/// The parts, the search, and the list; the inquiry that stands beside it is marked.
#[component]
pub(super) fn InboxList(
    /// What it shows.
    listing: InboxListing,
    /// The inquiry that is open.
    #[prop(optional)]
    here: Option<ReferenceNumber>,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.desk_inquiry(), text.language());
    let InboxListing { responder, wish, inbox } = listing;
    let is_search = !wish.words.is_empty();
    let parts = InboxView::of(&responder)
        .iter()
        .map(|part| {
            let is_here = (*part == wish.view && !is_search).then_some(if here.is_some() { "true" } else { "page" });
            view! {
                <li>
                    <a href=DeskQuery::list_address(language, *part, 1) aria-current=is_here>
                        {words.part(*part)} " " <span class="desk-count">{words.count(inbox.counts.of(*part))}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    let shown = inbox.entries.len() as u64;
    let found = is_search.then(|| view! { <p class="quiet" role="status">{words.found(inbox.found, shown)}</p> });
    let nothing = (inbox.entries.is_empty() && !is_search).then(|| view! { <p>{words.nothing()}</p> });
    let entries = inbox
        .entries
        .iter()
        .map(|entry| entry_view(entry, wish.view, here.as_ref() == Some(&entry.summary.reference), text))
        .collect_view();
    let pages = if is_search { 1 } else { u32::try_from(inbox.found.div_ceil(u64::from(INBOX_PAGE))).unwrap_or(1) };
    let pagination = (pages > 1).then(|| {
        let address = |page: u32| DeskQuery::list_address(language, wish.view, page);
        let numbers = (1..=pages).map(|page| (page, (page != wish.page).then(|| address(page)))).collect();
        let previous = (wish.page > 1).then(|| address(wish.page - 1));
        let next = (wish.page < pages).then(|| address(wish.page + 1));
        view! { <Pagination pages=numbers previous next/> }
    });
    view! {
        <div class="inbox-list">
            <nav class="inbox-parts" aria-label=words.parts()><ul>{parts}</ul></nav>
            <form class="inbox-search" role="search" method="post" action=localized(language, "/staff/inquiries")>
                <label class="visually-hidden" for="q">{words.search()}</label>
                <input class="input" id="q" name="q" type="search" value=wish.words.clone() placeholder=words.search() autocomplete="off"/>
                <button class=small(ButtonKind::Outline)>{words.search_button()}</button>
            </form>
            <section aria-labelledby="inbox-list">
                <h2 class="visually-hidden" id="inbox-list">{words.list()}</h2>
                {found}
                {nothing}
                <ol class="inbox-entries">{entries}</ol>
                {pagination}
            </section>
        </div>
    }
    .into_any()
}

/// A button of the desk, for a mouse and, larger, for a finger.
pub(super) const fn small(kind: ButtonKind) -> &'static str {
    match kind {
        ButtonKind::Solid => "button button-small",
        ButtonKind::Outline => "button button-small button-outline",
        ButtonKind::Text => "button button-small button-text",
    }
}

fn entry_view(entry: &InboxEntry, view: InboxView, is_here: bool, text: Text) -> AnyView {
    let (words, language) = (text.desk_inquiry(), text.language());
    let summary = &entry.summary;
    let href = DeskQuery { view, ..DeskQuery::default() }.address(language, &summary.reference);
    let standing = match summary.reply_due {
        Some(day) => due_view(day, text),
        None => view! { <span class="due">{words.state(summary.state)}</span> }.into_any(),
    };
    let phone = (entry.channel == Channel::Phone).then(|| view! { <Chip label=words.by_phone()/> });
    let aside = entry.is_set_aside.then(|| view! { <Chip label=words.set_aside()/> });
    let who = [
        entry.organisation.as_ref().map(ToString::to_string),
        entry.name.as_ref().map(ToString::to_string),
        entry.prefecture.map(|prefecture| prefecture.name(language).to_owned()),
    ];
    let who: Vec<_> = who.into_iter().flatten().collect();
    let who = if who.is_empty() { words.anonymous().into_owned() } else { who.join(text.between()) };
    let assignee = match &entry.assignee {
        Some(colleague) => {
            let class = if colleague.role == Role::Expert { "avatar avatar-expert" } else { "avatar" };
            avatar(class, &words.initial(colleague.name.as_str()), &words.looked_after_by(colleague.name.as_str()))
        }
        None => avatar("avatar avatar-none", "–", &words.looked_after_by_nobody()),
    };
    view! {
        <li class=is_here.then_some("here")>
            {standing}
            <span class="chip-list">{aside}{phone}<Chip label=text.event().topic(summary.topic)/></span>
            <a href=href aria-current=is_here.then_some("true")>{summary.subject.clone()}</a>
            <span class="quiet">{who}</span>
            {assignee}
        </li>
    }
    .into_any()
}

fn avatar(class: &'static str, sign: &str, said: &str) -> AnyView {
    view! {
        <span>
            <span class=class aria-hidden="true">{sign.to_owned()}</span>
            <span class="visually-hidden">{said.to_owned()}</span>
        </span>
    }
    .into_any()
}

/// How far off the day of the answer is: in words, and in colour.
pub(super) fn due_view(day: Date, text: Text) -> AnyView {
    let due = Due::of(day, use_now().tokyo_date());
    let class = match due {
        Due::Overdue { .. } => "due due-late",
        Due::Today => "due due-today",
        Due::Later { .. } => "due",
    };
    let said = text.desk_inquiry().due(due, &text.date().day_of_year(day)).into_owned();
    view! { <time class=class datetime=day.to_string()>{said}</time> }.into_any()
}

/// What somebody who asks is called.
pub(super) fn name_of(name: Option<&PersonName>, text: Text) -> String {
    name.map_or_else(|| text.desk_inquiry().anonymous().into_owned(), ToString::to_string)
}
