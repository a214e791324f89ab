//! The list of events: what one looks for, and what is found.

use domain::place::{Prefecture, Region};
use domain::schedule::{Filter, Listed, Loosened, count_by_prefecture};
use domain::time::Timestamp;
use leptos::prelude::*;

use super::filters::{Filters, chosen_wishes, wish_labels, wishes};
use super::follow::Follow;
use super::island::MonthMover;
use super::month::{Month, month_of};
use super::query::{EventListQuery, ListView};
use super::view::row;
use crate::address;
use crate::appearance::{Appearance, set_appearance};
use crate::component::pagination::all_pages;
use crate::component::{
    Banner, BannerKind, Breadcrumb, EventList, EventRowView, MonthHeading, Page, RegionList, Section, Switch, TileMap,
    TileView, home_crumb,
};
use crate::services::{use_now, use_schedule};
use crate::shell::needs_client;
use crate::text::{Text, use_text};

/// So many rows stand on one page of the list.
pub const ROWS_A_PAGE: usize = 50;

/// The title of the list for `query`, without the site's name.
pub fn title(query: &EventListQuery, text: Text, now: Timestamp) -> String {
    match query.view {
        ListView::Month => text.event().month_title(&text.date().month(month_of(query, now.tokyo_date()))).into_owned(),
        ListView::List => {
            let title = text.event().list_title();
            let wishes = wish_labels(query, text);
            let title = if wishes.is_empty() { title } else { text.event().title_of_wishes(&title, &wishes) };
            if query.page > 1 { text.event().title_of_page(&title, query.page) } else { title }.into_owned()
        }
    }
}

/// What search engines show under the title of the list for `query`.
fn list_description(query: &EventListQuery, text: Text, now: Timestamp) -> String {
    let words = text.event();
    if query.view == ListView::Month {
        return words.month_description(&text.date().month(month_of(query, now.tokyo_date()))).into_owned();
    }
    let wishes = wish_labels(query, text);
    let said = if wishes.is_empty() { words.list_description() } else { words.list_description_of(&wishes) };
    if query.page > 1 { words.title_of_page(&said, query.page) } else { said }.into_owned()
}

/// `/events`: filters, and what they find as a list or as a month.
#[component]
pub fn EventListPage(
    /// What the address asks for.
    query: EventListQuery,
) -> impl IntoView {
    let (text, now, schedule) = (use_text(), use_now(), use_schedule());
    let words = text.event();
    let language = text.language();
    // The words are looked for once, for the list, its length and the map.
    let anywhere = query.filter.anywhere();
    let everywhere = schedule.find(&anywhere, now).collect::<Vec<_>>();
    let is_here = |listed: &&Listed| query.filter.admits_place(&listed.event);
    let found = everywhere.iter().copied().filter(is_here).collect::<Vec<_>>();
    let shown = match query.view {
        ListView::Month => {
            needs_client();
            let query = query.clone();
            view! { <MonthMover language=language.code().to_owned()><Month query/></MonthMover> }.into_any()
        }
        ListView::List => list(&query, &found, text, now),
    };
    let wishes = (!query.filter.is_empty()).then(|| {
        let address = |filter: Filter| address::localized(language, &query.with_filter(filter).address());
        let clear = address(Filter::default());
        chosen_wishes(wishes(&query, text), address, clear, text)
    });
    let switch = [(ListView::List, words.view_list()), (ListView::Month, words.view_month())]
        .into_iter()
        .map(|(view, label)| {
            let other = EventListQuery { view, page: 1, ..query.clone() };
            (address::localized(language, &other.address()), label.into_owned(), view == query.view)
        })
        .collect::<Vec<_>>();
    let total = everywhere.len();
    let tiles = tiles(&query, &count_by_prefecture(everywhere.iter().copied()), text);
    let regions = Region::ALL
        .into_iter()
        .map(|region| {
            let codes: Vec<&str> = region.prefectures().map(Prefecture::code_text).collect();
            let own = tiles.iter().filter(|tile| codes.contains(&tile.code)).cloned().collect::<Vec<_>>();
            (region.name(language).to_owned(), own)
        })
        .collect::<Vec<_>>();
    let remarks = remarks(&query, text);
    let found = match query.view {
        ListView::Month => None,
        ListView::List => Some(found.len()),
    };
    let count = found.map(|count| {
        view! { <h2 class="results-count"><strong>{count}</strong>" "{words.count_unit()}</h2> }
    });
    let pages = found.unwrap_or_default().div_ceil(ROWS_A_PAGE);
    set_appearance(Appearance { canonical: Some(query.canonical(pages)), ..Appearance::default() });
    view! {
        <Page title=title(&query, text, now) description=list_description(&query, text, now) section=Section::Events>
            <Breadcrumb trail=vec![home_crumb(text)] here=words.list_title().into_owned()/>
            <div class="page-head">
                <h1>{words.list_title()}</h1>
                <p class="lead">{words.list_lead()}</p>
            </div>
            {remarks}
            <div class="columns columns-rail">
                <Filters query=query.clone()/>
                <div class="stack">
                    <div class="results-head">
                        {count}
                        <Switch label=words.view_label().into_owned() items=switch/>
                    </div>
                    {wishes}
                    {shown}
                </div>
            </div>
            <Follow filter=query.filter.clone()/>
            <section class="section regions" id="regions" aria-labelledby="regions-heading">
                <header>
                    <h2 id="regions-heading">{words.regions_heading()}</h2>
                    <p>{words.regions_lead(total)}</p>
                </header>
                <div class="columns columns-map">
                    <TileMap heading=String::new() total_line=String::new() tiles=tiles list_href="#regions".to_owned()/>
                    <RegionList regions=regions/>
                </div>
            </section>
        </Page>
    }
}

/// The tiles of the map: how many events each prefecture has under all wishes but the place.
pub fn tiles(query: &EventListQuery, counts: &[(Prefecture, usize)], text: Text) -> Vec<TileView> {
    counts
        .iter()
        .map(|(prefecture, count)| {
            let filter = Filter { region: None, prefecture: Some(*prefecture), ..query.filter.clone() };
            TileView {
                code: prefecture.code_text(),
                name: prefecture.short_name(text.language()).to_owned(),
                count: *count,
                href: address::localized(text.language(), &query.with_filter(filter).address()),
                chosen: query.filter.prefecture == Some(*prefecture),
            }
        })
        .collect()
}

fn remarks(query: &EventListQuery, text: Text) -> Option<impl IntoView + use<>> {
    let words = text.event();
    let mut lines: Vec<String> =
        query.unreadable_dates.iter().map(|typed| words.bad_date(typed).into_owned()).collect();
    if query.swapped_days {
        lines.push(words.days_in_disorder().into_owned());
    }
    let mut lines = lines.into_iter();
    let title = lines.next()?;
    let rest = lines.map(|line| view! { <p>{line}</p> }).collect_view();
    Some(view! { <Banner kind=BannerKind::Warning title>{rest}</Banner> })
}

fn list(query: &EventListQuery, found: &[&Listed], text: Text, now: Timestamp) -> AnyView {
    let words = text.event();
    if found.is_empty() {
        return nothing(query, text, now);
    }
    let pages = found.len().div_ceil(ROWS_A_PAGE);
    let page = usize::try_from(query.page).unwrap_or(usize::MAX);
    let link = |page: usize| {
        let other = EventListQuery { page: u32::try_from(page).unwrap_or(1), ..query.clone() };
        address::localized(text.language(), &other.address())
    };
    let Some(rows) = found.chunks(ROWS_A_PAGE).nth(page - 1) else {
        let first = link(1);
        return view! { <p><a href=first>{words.no_such_page()}</a></p> }.into_any();
    };
    let mut months: Vec<(jiff::civil::Date, Vec<EventRowView>)> = Vec::new();
    for listed in rows {
        let month = listed.event.when.starts_on.first_of_month();
        let view = row(listed, text, now);
        match months.last_mut() {
            Some((last, views)) if *last == month => views.push(view),
            _ => months.push((month, vec![view])),
        }
    }
    let months = months
        .into_iter()
        .map(|(month, rows)| {
            let in_month = found.iter().filter(|one| one.event.when.starts_on.first_of_month() == month).count();
            let note = words.month_note(&text.date().era(month), in_month).into_owned();
            view! {
                <div>
                    <MonthHeading month=text.date().month(month) note/>
                    <EventList rows/>
                </div>
            }
        })
        .collect_view();
    let pagination = all_pages(page, pages, link);
    view! { {months} {pagination} }.into_any()
}

fn nothing(query: &EventListQuery, text: Text, now: Timestamp) -> AnyView {
    let words = text.event();
    let language = text.language();
    let items = use_schedule()
        .alternatives(&query.filter, now)
        .into_iter()
        .map(|(loosened, filter, count)| {
            let label = match loosened {
                Loosened::Region(region) => words.alternative_region(region.name(language), count),
                Loosened::Online => words.alternative_online(count),
                Loosened::Place => words.alternative_place(count),
                Loosened::Days => words.alternative_days(count),
                Loosened::Words => words.alternative_words(count),
                Loosened::Kind => words.alternative_kind(count),
                Loosened::Everything => words.alternative_everything(count),
            };
            let href = address::localized(language, &query.with_filter(filter).address());
            view! { <li><a href=href>{label}</a></li> }
        })
        .collect::<Vec<_>>();
    let rest = if items.is_empty() {
        view! { <p>{words.nothing_at_all()}</p> }.into_any()
    } else {
        view! { <p>{words.nothing_alternatives()}</p><ul>{items}</ul> }.into_any()
    };
    let title = words.nothing_found().into_owned();
    view! { <Banner kind=BannerKind::Information title><div class="prose">{rest}</div></Banner> }.into_any()
}
