//! The home page from what it shows.

use domain::place::Prefecture;
use leptos::either::EitherOf3;
use leptos::prelude::*;

use crate::address::localized;
use crate::component::form::options;
use crate::component::{EventList, EventRowView, Icon, Page, Picture, TileMap, TileView, prefecture_groups};
use crate::text::{Text, use_text};

/// What the home page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeView {
    /// The prefecture that was picked; the whole country otherwise.
    pub prefecture: Option<Prefecture>,
    /// The next events there, at most three.
    pub next: Vec<EventRowView>,
    /// How many events are to come there.
    pub next_total: usize,
    /// All prefectures and how many events each has to come.
    pub tiles: Vec<TileView>,
    /// How many events are to come anywhere.
    pub total: usize,
    /// What is new, the latest first.
    pub notices: Vec<NoticeView>,
    /// The calendar that one can subscribe to for the prefecture, where there is one.
    pub feed_href: Option<String>,
}

/// One line of what is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeView {
    /// The day for machines.
    pub iso: String,
    /// The day in words.
    pub day: String,
    /// What is new.
    pub text: String,
    /// Where it is seen.
    pub href: String,
}

/// The address of the events that are to come in `prefecture`, or anywhere.
fn events_href(text: Text, prefecture: Option<Prefecture>) -> String {
    localized(
        text.language(),
        &match prefecture {
            Some(prefecture) => format!("/events?prefecture={}", prefecture.code_text()),
            None => "/events".to_owned(),
        },
    )
}

/// The promise, the picker with the map, the next events, three doors, four steps.
#[component]
pub fn HomePage(
    view: HomeView,
    /// What can be done with the mail address: the island that copies it.
    #[prop(optional_no_strip)]
    mail_action: Option<AnyView>,
) -> impl IntoView {
    let text = use_text();
    let HomeView { prefecture, next, next_total, tiles, total, notices, feed_href } = view;
    view! {
        <Page title=text.site().name() description=text.site().description() framed=false mail_action>
            <div class="frame hero">
                <div class="hero-text">
                    <h1>{text.home().promise()}</h1>
                    <p class="lead">{text.home().lead()}</p>
                    <PrefecturePicker chosen=prefecture/>
                </div>
                <TileMap
                    heading=text.home().map()
                    total_line=text.component().events(total)
                    tiles
                    list_href=localized(text.language(), "/events#regions")
                />
            </div>
            <div class="frame home-sections">
                <NextEvents prefecture next next_total feed_href/>
                <Doors/>
                <Road/>
                <Notices notices/>
            </div>
        </Page>
    }
    .into_any()
}

/// Asks where one is; the answer is the same page at its next events.
#[component]
fn PrefecturePicker(chosen: Option<Prefecture>) -> impl IntoView {
    let text = use_text();
    let chosen = chosen.map_or("", Prefecture::code_text);
    let groups = prefecture_groups(text.language());
    let prompt = text.component().prefecture_prompt().into_owned();
    view! {
        <form class="picker" action=format!("{}#next", localized(text.language(), "/")) method="get">
            <label class="label" for="prefecture">{text.home().prefecture()}</label>
            <div>
                <select class="input input-short" id="prefecture" name="prefecture" autocomplete="address-level1">
                    {options(groups, chosen, prompt)}
                </select>
                <button type="submit" class="button">{text.home().show()}</button>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn NextEvents(
    prefecture: Option<Prefecture>,
    next: Vec<EventRowView>,
    next_total: usize,
    feed_href: Option<String>,
) -> impl IntoView {
    let text = use_text();
    let home = text.home();
    let name = prefecture.map(|prefecture| prefecture.name(text.language()));
    let heading = match name {
        Some(name) if next.is_empty() => home.none_in(name),
        Some(name) => home.next_in(name, next.len()),
        None => home.next(next.len()),
    };
    let all = (next_total > 0).then(|| {
        let label = match name {
            Some(name) => home.all_in(name, next_total),
            None => home.all(next_total),
        };
        view! { <p><a href=events_href(text, prefecture)>{label}</a></p> }
    });
    let follow = feed_href.map(|href| view! { <p><a href=href>{home.follow()}</a></p> });
    let matter = match (next.is_empty(), name) {
        (false, _) => EitherOf3::A(view! { <EventList rows=next/> }),
        (true, Some(name)) => EitherOf3::B(view! {
            <div class="prose">
                <p>{home.nothing_in(name)}</p>
                <p><a href=localized(text.language(), "/events?format=online")>{home.online()}</a></p>
            </div>
        }),
        (true, None) => EitherOf3::C(view! { <p>{home.nothing()}</p> }),
    };
    view! {
        <section class="section" id="next" aria-labelledby="next-heading">
            <header>
                <h2 id="next-heading">{heading}</h2>
                {all}
                {follow}
            </header>
            {matter}
        </section>
    }
    .into_any()
}

/// The three ways to get help, each with what it costs, takes and needs.
#[component]
fn Doors() -> impl IntoView {
    let text = use_text();
    let home = text.home();
    let doors: Vec<_> = [
        (
            Picture::Event,
            localized(text.language(), "/events?kind=seminar"),
            home.attend(),
            home.attend_lead(),
            [home.attend_cost(), home.attend_time(), home.attend_needs()],
        ),
        (
            Picture::Consultation,
            localized(text.language(), "/consultations"),
            home.consult(),
            home.consult_lead(),
            [home.consult_cost(), home.consult_time(), home.consult_needs()],
        ),
        (
            Picture::Inquiry,
            localized(text.language(), "/inquiries/new"),
            home.ask(),
            home.ask_lead(),
            [home.ask_cost(), home.ask_time(), home.ask_needs()],
        ),
    ]
    .into_iter()
    .map(|(picture, href, name, lead, facts)| {
        let facts: Vec<_> = [home.cost(), home.time(), home.needs()]
            .into_iter()
            .zip(facts)
            .map(|(label, fact)| view! { <div><dt>{label}</dt><dd>{fact}</dd></div> })
            .collect();
        view! {
            <li class="door">
                <Icon picture/>
                <h3><a href=href>{name}</a></h3>
                <p>{lead}</p>
                <dl>{facts}</dl>
            </li>
        }
    })
    .collect();
    view! {
        <section class="section" aria-labelledby="ways-heading">
            <header>
                <h2 id="ways-heading">{home.ways()}</h2>
                <p>{home.ways_lead()}</p>
            </header>
            <ul class="doors">{doors}</ul>
        </section>
    }
    .into_any()
}

/// What has been added, moved or called off lately.
#[component]
fn Notices(notices: Vec<NoticeView>) -> impl IntoView {
    if notices.is_empty() {
        return None;
    }
    let text = use_text();
    let home = text.home();
    let lines = notices
        .into_iter()
        .map(|NoticeView { iso, day, text, href }| {
            view! { <li><time datetime=iso>{day}</time><a href=href>{text}</a></li> }
        })
        .collect_view();
    Some(
        view! {
            <section class="section" aria-labelledby="notices-heading">
                <header>
                    <h2 id="notices-heading">{home.notices()}</h2>
                    <p><a href=localized(text.language(), "/feeds/all/all.atom")>{home.notices_feed()}</a></p>
                </header>
                <ul class="notices">{lines}</ul>
            </section>
        }
        .into_any(),
    )
}

/// The four steps from an idea to running telework.
#[component]
fn Road() -> impl IntoView {
    let home = use_text().home();
    let steps: Vec<_> = (1..=4)
        .map(|number| {
            view! {
                <li data-number=number.to_string()>
                    <h3>{home.road_step(number)}</h3>
                    <p>{home.road_matter(number)}</p>
                </li>
            }
        })
        .collect();
    view! {
        <section class="section" aria-labelledby="road-heading">
            <header>
                <h2 id="road-heading">{home.road()}</h2>
                <p>{home.road_lead()}</p>
            </header>
            <ol class="road">{steps}</ol>
        </section>
    }
    .into_any()
}
