//! The page of one event.

use domain::event::{Event, EventState};
use domain::language::Language;
use domain::registration::Availability;
use domain::schedule::{Filter, Listed};
use domain::time::Timestamp;
use leptos::prelude::*;

use super::appearance::{appearance, description};
use super::facts::{facts, seats_with_capacity};
use super::query::EventListQuery;
use super::sections::sections;
use super::view::{foreign, row, seats};
use crate::address;
use crate::appearance::{set_appearance, use_public_url};
use crate::component::{
    ApplyBar, Banner, BannerKind, Breadcrumb, Chip, EventList, EventRowView, FactsBox, Page, Section, home_crumb,
};
use crate::event_table::page::tables_section;
use crate::services::{use_now, use_schedule};
use crate::text::{Text, use_text};

/// `/events/{code}`: everything about one event.
#[component]
pub fn EventPage(
    /// The event with its seats.
    listed: Listed,
) -> impl IntoView {
    let (text, now) = (use_text(), use_now());
    let words = text.event();
    let language = text.language();
    let event = std::sync::Arc::clone(&listed.event);
    let (title, title_language) = event.title.read(language);
    let title = title.to_owned();
    let availability = listed.seats().availability(now);
    let state = match availability {
        Availability::Open { .. } | Availability::Few { .. } => words.state_open(),
        Availability::Full { .. } => words.state_waiting(),
        Availability::NotOpenYet { .. } => words.state_not_yet(),
        Availability::Closed => words.state_closed(),
        Availability::Cancelled => words.state_cancelled(),
        Availability::Past => words.state_past(),
    };
    let admits = matches!(availability, Availability::Open { .. } | Availability::Few { .. });
    let waits = matches!(availability, Availability::Full { .. });
    let banner = standing_banner(&event, availability, text);
    let register = address::register(language, &event.code);
    let calendar = format!("{}.ics", address::event(language, &event.code));
    let button = (admits || waits).then(|| {
        let label = if waits { words.register_waiting() } else { words.register() };
        view! { <a class="button button-large" href=register.clone()>{label}</a> }
    });
    let bar = (admits || waits).then(|| {
        let label = if waits { words.register_waiting() } else { words.register_bar(&seats(&listed, text, now).text) };
        let label = label.into_owned();
        view! { <ApplyBar href=register.clone() label/> }
    });
    let prefecture = event.place.prefecture.map(|held| {
        let filter = Filter { prefecture: Some(held), ..Filter::default() };
        let list = EventListQuery { page: 1, filter, ..EventListQuery::default() };
        (address::localized(language, &list.address()), held.name(language).to_owned())
    });
    let mut trail = vec![home_crumb(text), (address::localized(language, "/events"), words.list_title().into_owned())];
    trail.extend(prefecture);
    let lead = event.particulars.summary.as_ref().or(event.particulars.subtitle.as_ref()).map(|summary| {
        let (said, said_in) = summary.read(language);
        view! { <p class="lead" lang=foreign(said_in, language)>{said.to_owned()}</p> }
    });
    let note = (title_language != language).then(|| view! { <p class="quiet">{words.in_japanese()}</p> });
    let page_title = format!("{title}{}", title_place(&event, text));
    set_appearance(appearance(&listed, text, now, (&trail, &title), &use_public_url()));
    let facts = facts(&event, text, now);
    let seats = vec![(words.seminar_seats().into_owned(), seats_with_capacity(&listed, text, now))];
    let chips = [
        (state.into_owned(), admits),
        (words.kind(event.kind).to_owned(), false),
        (words.format(event.place.format).to_owned(), false),
    ]
    .map(|(label, strong)| view! { <Chip label strong/> });
    let tables = tables_section(&event, now, text);
    let sections = sections(&event, text);
    let nearby = nearby(&listed, text, now);
    view! {
        <Page title=page_title description=description(&event, text) section=Section::Events>
            <Breadcrumb trail here=title.clone()/>
            {banner}
            <div class="columns columns-aside">
                <div class="page-head">
                    <p class="chip-list">{chips}</p>
                    <h1 lang=foreign(title_language, language)>{title}</h1>
                    {lead}
                    {note}
                </div>
                <FactsBox heading=words.facts_heading().into_owned() facts seats>
                    {button}
                    <p><a href=calendar>{words.add_to_calendar()}</a></p>
                </FactsBox>
                <div class="stack-wide">{tables}{sections}</div>
            </div>
            {bar}
            {nearby}
        </Page>
    }
}

fn title_place(event: &Event, text: Text) -> String {
    let day = text.date().day_of_year(event.when.starts_on);
    let place = event.place.prefecture.map(|held| held.name(text.language()));
    match (place, text.language()) {
        (Some(place), Language::Japanese) => format!("（{day}、{place}）"),
        (None, Language::Japanese) => format!("（{day}）"),
        (Some(place), Language::English) => format!(" ({day}, {place})"),
        (None, Language::English) => format!(" ({day})"),
    }
}

fn standing_banner(event: &Event, availability: Availability, text: Text) -> Option<AnyView> {
    let words = text.event();
    match (&event.state, availability) {
        (EventState::Cancelled { reason, .. }, _) => {
            let (said, said_in) = reason.read(text.language());
            let said = said.to_owned();
            let lang = foreign(said_in, text.language());
            let title = words.cancelled_banner().into_owned();
            Some(view! { <Banner kind=BannerKind::Error title><p lang=lang>{said}</p></Banner> }.into_any())
        }
        (_, Availability::Past) => {
            let title = words.past_banner().into_owned();
            let list = address::localized(text.language(), "/events");
            Some(
                view! {
                    <Banner kind=BannerKind::Information title>
                        <p><a href=list>{words.past_banner_text()}</a></p>
                    </Banner>
                }
                .into_any(),
            )
        }
        _ => event.particulars.rescheduled.last().map(|earlier| {
            let title = words.moved_banner().into_owned();
            let said = words.moved_banner_text(&text.date().when(&earlier.from), &text.date().when(&event.when));
            view! { <Banner kind=BannerKind::Warning title><p>{said}</p></Banner> }.into_any()
        }),
    }
}

/// Three other events that come closest: the same topics, near or online, still open.
fn nearby(listed: &Listed, text: Text, now: Timestamp) -> Option<AnyView> {
    let event = &listed.event;
    let schedule = use_schedule();
    let anything = Filter::default();
    let mut others: Vec<(u32, &Listed)> = schedule
        .find(&anything, now)
        .filter(|other| other.event.id != event.id)
        .filter_map(|other| {
            let availability = other.seats().availability(now);
            matches!(availability, Availability::Open { .. } | Availability::Few { .. })
                .then(|| (distance(event, &other.event), other))
        })
        .collect();
    others.sort_by_key(|(distance, other)| (*distance, other.event.when.starts_at()));
    others.truncate(3);
    others.sort_by_key(|(_, other)| other.event.when.starts_at());
    if others.is_empty() {
        return None;
    }
    let rows: Vec<EventRowView> = others.into_iter().map(|(_, other)| row(other, text, now)).collect();
    Some(
        view! {
            <section class="section after" aria-labelledby="near">
                <h2 id="near">{text.event().near_heading()}</h2>
                <EventList rows/>
            </section>
        }
        .into_any(),
    )
}

/// How far `other` is from what somebody looking at `event` wants; 0 is the same thing next door.
fn distance(event: &Event, other: &Event) -> u32 {
    let topic = u32::from(!event.topics.iter().any(|topic| other.topics.contains(topic)));
    let audience = u32::from(!other.audience.welcomes(event.audience));
    let place = match (event.place.prefecture, other.place.prefecture) {
        (Some(here), Some(there)) if here == there => 0,
        _ if other.place.format.has_online() => 1,
        (Some(here), Some(there)) if here.neighbours().contains(&there) => 2,
        (Some(here), Some(there)) if here.region() == there.region() => 3,
        _ => 6,
    };
    place + 2 * topic + 2 * audience
}
