//! `/events/{code}/tables`: the times of a consultation meeting, table by table.

use domain::consultation::ConsultationRefusal as Refusal;
use domain::event::{Event, EventState, Topic};
use domain::event_table::{MeetingTable, TableSlot, TableSlotState};
use domain::time::Timestamp;
use leptos::prelude::*;
use storage::TableShown;

use super::flow::{ChosenTime, TablesView};
use crate::address::{self, localized};
use crate::component::{
    Banner, BannerKind, Breadcrumb, ButtonKind, ButtonLink, EventBrief, HiddenField, Page, Section, SelectField,
    home_crumb,
};
use crate::consultation::expert::expert_line;
use crate::services::use_now;
use crate::text::{Text, use_text};

/// The page.
#[component]
pub fn EventTablesPage(
    /// Everything the page shows.
    view: TablesView,
) -> impl IntoView {
    let (text, now) = (use_text(), use_now());
    let (words, language) = (text.event_table(), text.language());
    let event = std::sync::Arc::clone(&view.listed.event);
    let title = event.title.text(language).to_owned();
    let own = address::event(language, &event.code);
    let trail = vec![
        home_crumb(text),
        (localized(language, "/events"), text.event().list_title().into_owned()),
        (own.clone(), title.clone()),
    ];
    let has_errors = view.refusal.is_some() || view.lacks_time;
    let banner = banner(&view, text);
    let lines = vec![
        text.date().when(&event.when),
        words.place(&MeetingTable::of(&event, 0)),
        words.deadline(&text.date().instant(event.window.closes_at)).into_owned(),
    ];
    let lead = view.has_open().then(|| view! { <p class="lead">{words.lead()}</p><p>{words.apart()}</p> });
    let standing = standing(&view, now, text);
    let tables = (!view.tables.is_empty()).then(|| times(&view, text));
    view! {
        <Page title=words.title().into_owned() description=words.description(&title).into_owned() section=Section::Events has_errors private=true>
            <Breadcrumb trail here=words.crumb().into_owned()/>
            <div class="columns columns-aside">
                <EventBrief label=words.row_meeting().into_owned() title=title lines/>
                <div class="stack">
                    {banner}
                    <h1>{words.title()}</h1>
                    {lead}
                    {standing}
                    {tables}
                    <div class="button-row">
                        <ButtonLink href=own label=words.to_event().into_owned() kind=ButtonKind::Outline/>
                    </div>
                </div>
            </div>
        </Page>
    }
}

fn banner(view: &TablesView, text: Text) -> Option<AnyView> {
    let (words, shared) = (text.event_table(), text.consultation());
    let title = match &view.refusal {
        Some(Refusal::NotOpen { why: Some(_), .. }) => shared.refused_taken(),
        Some(_) => words.gone(),
        None if view.lacks_time => shared.choose_a_time(),
        None => return None,
    };
    let said = view.has_open().then(|| shared.refused_other_text());
    let title = title.into_owned();
    Some(view! { <Banner kind=BannerKind::Warning title><p>{said}</p></Banner> }.into_any())
}

/// Why nothing can be booked, and where to go on; nothing where something can.
fn standing(view: &TablesView, now: Timestamp, text: Text) -> Option<AnyView> {
    let words = text.event_table();
    let event = &view.listed.event;
    let instant = |at: Timestamp| text.date().instant(at);
    let (title, said) = if view.has_open() {
        return None;
    } else if matches!(event.state, EventState::Cancelled { .. }) {
        (words.cancelled(), words.closed_text())
    } else if event.is_past(now) {
        (words.past(), words.closed_text())
    } else if view.tables.is_empty() {
        (words.none(), words.none_text())
    } else if let Some(opens) = event.window.opens_at.filter(|opens| now < *opens) {
        (words.not_yet(&instant(opens)), words.closed_text())
    } else if event.window.closes_at <= now {
        (words.closed(&instant(event.window.closes_at)), words.closed_text())
    } else {
        (words.full(), words.full_text())
    };
    let href = localized(text.language(), "/consultations");
    Some(
        view! {
            <p class="open-none">{title}</p>
            <p>{said}</p>
            <div class="button-row"><ButtonLink href label=words.elsewhere().into_owned()/></div>
        }
        .into_any(),
    )
}

/// All tables with their times, in one form: whoever presses a time has it.
fn times(view: &TablesView, text: Text) -> AnyView {
    let event = &view.listed.event;
    let tables = view.tables.iter().map(|shown| table(shown, text)).collect_view();
    if !view.has_open() {
        return tables.into_any();
    }
    let topic = topic(view, text);
    let action = address::event_tables(text.language(), &event.code);
    view! {
        <form class="stack" action=action method="post">
            <HiddenField name="key" value=view.key.as_str().to_owned()/>
            {topic}
            {tables}
        </form>
    }
    .into_any()
}

/// On what: a choice where the event has more than one topic.
fn topic(view: &TablesView, text: Text) -> AnyView {
    let topics = view.topics();
    let chosen = view.topic.filter(|topic| topics.contains(topic)).or(topics.first().copied());
    let chosen = chosen.map_or("", Topic::slug);
    if topics.len() < 2 {
        return view! { <HiddenField name="topic" value=chosen.to_owned()/> }.into_any();
    }
    let option = |topic: &Topic| (topic.slug().to_owned(), text.event().topic(*topic).to_owned());
    let groups = vec![(String::new(), topics.iter().map(option).collect())];
    let label = text.event_table().topic().into_owned();
    view! { <SelectField name="topic" label groups chosen prompt=""/> }.into_any()
}

fn table(shown: &TableShown, text: Text) -> AnyView {
    let (words, language) = (text.event_table(), text.language());
    let number = shown.table.number;
    let name = shown.expert.profile.name.text(language).to_owned();
    let id = format!("table-{number}");
    let heading = id.clone();
    let profile = shown.expert.is_shown.then(|| {
        view! {
            " "
            <a href=address::expert(language, &shown.expert.code)>{text.consultation().profile_of(&name)}</a>
        }
    });
    let slots = shown.slots.iter().map(|one| slot(*one, number, text)).collect_view();
    view! {
        <section class="event-table" aria-labelledby=heading>
            <h2 id=id>{words.table_heading(number, &name)}</h2>
            <p class="quiet">{expert_line(&shown.expert.profile, text)}{profile}</p>
            <ul class="open-times">{slots}</ul>
        </section>
    }
    .into_any()
}

/// A button where the time is open, and else the time with why it is not.
fn slot(one: TableSlot, number: u8, text: Text) -> AnyView {
    let words = text.event_table();
    let hours = text.date().slot_hours(one.slot);
    let said = view! { <span class="whole">{hours}</span>" "<span class="whole">{words.state(one.state)}</span> };
    if one.state == TableSlotState::Open {
        let value = ChosenTime { number, starts_at: one.slot.starts_at }.word();
        let more = words.book_at(&words.table(number)).into_owned();
        return view! {
            <li>
                <button type="submit" class="button button-outline" name="at" value=value>
                    {said}<span class="visually-hidden">{more}</span>
                </button>
            </li>
        }
        .into_any();
    }
    view! { <li class="event-table-closed">{said}</li> }.into_any()
}

/// On the page of an event that has tables: what there is, and the way there.
pub(crate) fn tables_section(event: &Event, now: Timestamp, text: Text) -> Option<AnyView> {
    let words = text.event_table();
    let is_over = event.is_past(now) || matches!(event.state, EventState::Cancelled { .. });
    let times = event.particulars.tables.iter().map(|table| table.slots(event.when.starts_on).len()).sum::<usize>();
    (times > 0 && !is_over).then(|| {
        let href = address::event_tables(text.language(), &event.code);
        let label = words.open_times(times).into_owned();
        view! {
            <section class="section" aria-labelledby="tables">
                <h2 id="tables">{words.section()}</h2>
                <p>{words.section_text()}</p>
                <div class="button-row"><ButtonLink href label kind=ButtonKind::Outline/></div>
            </section>
        }
        .into_any()
    })
}
