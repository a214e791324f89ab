//! `/staff/registrations`: all events with their fill, and a search over the registrations of all of them.

use std::sync::Arc;

use domain::event::{Event, Standing};
use domain::registration::Registration;
use domain::registration::roll::RollColumn;
use leptos::prelude::*;

use super::{one_address, roll_address, state_chip};
use crate::address::localized;
use crate::component::{Chip, paging};
use crate::staff::desk::moment;
use crate::staff::{DeskFrame, DeskPlace, DeskTable, columns};
use crate::text::{Text, use_text};

/// Events on a page.
pub const EVENTS_A_PAGE: u32 = 30;

/// An event with its fill.
#[derive(Debug, Clone)]
pub struct EventOfDesk {
    /// The event, drafts too.
    pub event: Event,
    /// Seats taken, those on offer too.
    pub taken: u32,
    /// Parties in line.
    pub waiting: u32,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct EventsView {
    /// What was looked for; empty for nothing.
    pub words: String,
    /// The registrations that it was found in, with their events.
    pub hits: Vec<(Registration, Arc<Event>)>,
    /// How many there are of them.
    pub found: u64,
    /// Those events of the page that are not over, the nearest first.
    pub upcoming: Vec<EventOfDesk>,
    /// Those of the page that are over, the latest first; they come after all others.
    pub past: Vec<EventOfDesk>,
    /// How many events there are on all pages.
    pub events: u64,
    /// Which page it is, from one.
    pub page: u32,
}

#[component]
pub fn EventsPage(
    /// Everything the page shows.
    view: EventsView,
) -> impl IntoView {
    let text = use_text();
    let words = text.desk_registration();
    let EventsView { words: looked_for, hits, found, upcoming, past, events, page } = view;
    let own = localized(text.language(), "/staff/registrations");
    let search = view! {
        <form class="desk-search" role="search" method="post" action=own.clone()>
            <label class="visually-hidden" for="q">{words.search_all()}</label>
            <input class="input roll-words" id="q" name="q" type="search" value=looked_for.clone()
                placeholder=words.search_all() autocomplete="off"/>
            <button type="submit" class="button button-small button-outline">{words.search_button()}</button>
        </form>
    };
    let body = if looked_for.is_empty() {
        let nothing = (events == 0).then(|| view! { <p>{words.no_events()}</p> });
        view! {
            {nothing}
            {table(&upcoming, "upcoming", words.upcoming().into_owned(), text)}
            {table(&past, "past", words.past().into_owned(), text)}
            {paging(page, events, EVENTS_A_PAGE, |page| format!("{own}?page={page}"))}
        }
        .into_any()
    } else {
        found_table(&looked_for, &hits, found, text)
    };
    view! {
        <DeskFrame title=words.title() place=DeskPlace::Registrations>
            {search}
            {body}
        </DeskFrame>
    }
    .into_any()
}

fn table(events: &[EventOfDesk], id: &'static str, heading: String, text: Text) -> Option<AnyView> {
    let words = text.desk_registration();
    let heads = columns([words.head_when(), words.head_event(), words.head_fill(), words.head_waiting()]);
    let rows = events.iter().map(|listed| row(listed, text)).collect_view();
    (!events.is_empty()).then(|| {
        view! {
            <section aria-labelledby=id>
                <h2 id=id>{heading}</h2>
                <DeskTable caption=words.events_caption() heads rows/>
            </section>
        }
        .into_any()
    })
}

fn row(listed: &EventOfDesk, text: Text) -> AnyView {
    let words = text.desk_registration();
    let EventOfDesk { event, taken, waiting } = listed;
    let standing = match event.standing() {
        Standing::Draft => Some(words.draft()),
        Standing::Cancelled => Some(words.called_off()),
        Standing::Published => None,
    };
    let standing = standing.map(|label| view! { " "<Chip label/> });
    let fill = event.capacity.filter(|capacity| *capacity > 0).map(|capacity| {
        let said = words.seats_of(*taken, Some(capacity));
        view! { <meter min="0" max=capacity.to_string() value=taken.to_string() aria-label=said></meter>" " }
    });
    let line = (*waiting > 0).then(|| words.parties(*waiting));
    view! {
        <tr>
            <td><time datetime=event.when.starts_at().in_tokyo().to_string()>{text.date().when(&event.when)}</time></td>
            <th scope="row">
                <a href=roll_address(text.language(), &event.code)>{event.title.text(text.language()).to_owned()}</a>
                {standing}
            </th>
            <td>{fill}{words.seats_of(*taken, event.capacity)}</td>
            <td>{line}</td>
        </tr>
    }
    .into_any()
}

fn found_table(looked_for: &str, hits: &[(Registration, Arc<Event>)], found: u64, text: Text) -> AnyView {
    let (words, language) = (text.desk_registration(), text.language());
    let heads = columns([
        words.name_column(),
        words.column(RollColumn::Organisation),
        words.column(RollColumn::Reference),
        words.column(RollColumn::State),
        words.head_event(),
        words.column(RollColumn::Registered),
    ]);
    let rows = hits
        .iter()
        .map(|(registration, event)| {
            let applicant = &registration.applicant;
            view! {
                <tr>
                    <th scope="row">
                        <a href=one_address(language, &registration.reference)>{applicant.name.to_string()}</a>
                        <span class="roll-kana">{applicant.kana.to_string()}</span>
                    </th>
                    <td>{applicant.organisation.to_string()}</td>
                    <td class="roll-number">{registration.reference.to_string()}</td>
                    <td>{state_chip(registration, text)}</td>
                    <td>
                        <a href=roll_address(language, &event.code)>{event.title.text(language).to_owned()}</a>
                        " "{text.date().when(&event.when)}
                    </td>
                    <td>{moment(registration.created_at, text)}</td>
                </tr>
            }
            .into_any()
        })
        .collect_view();
    let table = (!hits.is_empty()).then(|| {
        view! {
            <DeskTable caption=words.table() heads rows/>
        }
    });
    view! {
        <section aria-labelledby="found">
            <h2 id="found">{words.found_title(looked_for)}</h2>
            <p role="status">{words.found(found, hits.len() as u64)}</p>
            {table}
            <p><a href=localized(language, "/staff/registrations")>{words.stop_searching()}</a></p>
        </section>
    }
    .into_any()
}
