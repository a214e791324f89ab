//! The list of events and the page of one.

use domain::contact::is_web_address;
use domain::event::{Event, EventState, Session, SessionKind};
use domain::language::Language;
use domain::place::{Prefecture, Region};
use domain::registration::Availability;
use domain::schedule::{Filter, Listed, Loosened};
use domain::time::Timestamp;
use leptos::prelude::*;

use super::appearance::{appearance, description, measured};
use super::follow::Follow;
use super::island::MonthMover;
use super::month::{Month, month_of};
pub use super::query::EventListQuery;
use super::query::ListView;
use super::view::{foreign, paragraphs, row, seats};
use crate::address;
use crate::appearance::{Appearance, set_appearance, use_public_url};
use crate::component::{
    ApplyBar, Banner, BannerKind, Breadcrumb, Chip, EventList, EventRowView, Fact, FactsBox, MonthHeading, Page,
    Pagination, RegionList, RemovableChip, Section, Switch, TileMap, TileView,
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
            let wishes = chips(query, text).into_iter().map(|(label, _)| label).collect::<Vec<_>>();
            let title = text.event().list_title();
            let title = match (wishes.is_empty(), text.language()) {
                (true, _) => title.into_owned(),
                (false, Language::Japanese) => format!("{title}（{}）", wishes.join("・")),
                (false, Language::English) => format!("{title} ({})", wishes.join(", ")),
            };
            if query.page > 1 { text.event().title_of_page(&title, query.page).into_owned() } else { title }
        }
    }
}

/// What search engines show under the title of the list for `query`.
fn list_description(query: &EventListQuery, text: Text, now: Timestamp) -> String {
    let words = text.event();
    if query.view == ListView::Month {
        return words.month_description(&text.date().month(month_of(query, now.tokyo_date()))).into_owned();
    }
    let wishes = chips(query, text).into_iter().map(|(label, _)| label).collect::<Vec<_>>();
    let said = match (wishes.is_empty(), text.language()) {
        (true, _) => words.list_description(),
        (false, Language::Japanese) => words.list_description_of(&wishes.join("・")),
        (false, Language::English) => words.list_description_of(&wishes.join(", ")),
    };
    if query.page > 1 { words.title_of_page(&said, query.page).into_owned() } else { said.into_owned() }
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
    let shown = match query.view {
        ListView::Month => {
            needs_client();
            let query = query.clone();
            view! { <MonthMover language=language.code().to_owned()><Month query/></MonthMover> }.into_any()
        }
        ListView::List => list(&query, &schedule.find(&query.filter, now).collect::<Vec<_>>(), text, now),
    };
    let chips = chips(&query, text)
        .into_iter()
        .map(|(label, without)| {
            let href = address::localized(language, &query.with_filter(without).address());
            let remove_label = text.component().remove().into_owned();
            view! { <RemovableChip label href remove_label/> }
        })
        .collect_view();
    let clear = (!query.filter.is_empty()).then(|| {
        let href = address::localized(language, &query.with_filter(Filter::default()).address());
        view! { <a href=href>{words.clear_all()}</a> }
    });
    let wishes = clear.is_some().then(|| view! { <div class="chip-list">{chips}{clear}</div> });
    let switch = [(ListView::List, words.view_list()), (ListView::Month, words.view_month())]
        .into_iter()
        .map(|(view, label)| {
            let other = EventListQuery { view, page: 1, ..query.clone() };
            (address::localized(language, &other.address()), label.into_owned(), view == query.view)
        })
        .collect::<Vec<_>>();
    let counts = schedule.count_by_prefecture(&query.filter, now);
    let tiles = tiles(&query, &counts, text);
    let total = schedule.find(&Filter { region: None, prefecture: None, ..query.filter.clone() }, now).count();
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
        ListView::List => Some(schedule.find(&query.filter, now).count()),
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

fn home_crumb(text: Text) -> (String, String) {
    (address::localized(text.language(), "/"), text.site().home().into_owned())
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

/// Every wish of `query` with the filter that is left without it.
fn chips(query: &EventListQuery, text: Text) -> Vec<(String, Filter)> {
    let (words, filter) = (text.event(), &query.filter);
    let language = text.language();
    let mut chips = Vec::new();
    if !filter.words.is_empty() {
        chips.push((filter.words.clone(), Filter { words: String::new(), ..filter.clone() }));
    }
    if let Some(region) = filter.region {
        chips.push((region.name(language).to_owned(), Filter { region: None, ..filter.clone() }));
    }
    if let Some(prefecture) = filter.prefecture {
        chips.push((prefecture.name(language).to_owned(), Filter { prefecture: None, ..filter.clone() }));
    }
    for kind in &filter.kinds {
        let kinds = filter.kinds.iter().copied().filter(|other| other != kind).collect();
        chips.push((words.kind(*kind).to_owned(), Filter { kinds, ..filter.clone() }));
    }
    if let Some(audience) = filter.audience {
        chips.push((words.audience(audience).to_owned(), Filter { audience: None, ..filter.clone() }));
    }
    for topic in &filter.topics {
        let topics = filter.topics.iter().copied().filter(|other| other != topic).collect();
        chips.push((words.topic(*topic).to_owned(), Filter { topics, ..filter.clone() }));
    }
    for format in &filter.formats {
        let formats = filter.formats.iter().copied().filter(|other| other != format).collect();
        chips.push((words.format(*format).to_owned(), Filter { formats, ..filter.clone() }));
    }
    if let Some(from) = filter.from {
        let label = format!("{} {}", words.from_label(), text.date().day(from));
        chips.push((label, Filter { from: None, ..filter.clone() }));
    }
    if let Some(to) = filter.to {
        let label = format!("{} {}", words.to_label(), text.date().day(to));
        chips.push((label, Filter { to: None, ..filter.clone() }));
    }
    chips
}

/// The form beside the list: a plain GET form, so that every answer has an address.
#[component]
fn Filters(query: EventListQuery) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.event(), text.language());
    let filter = &query.filter;
    let count = chips(&query, text).len();
    let regions = Region::ALL
        .into_iter()
        .map(|region| {
            let chosen = filter.region == Some(region);
            view! { <option value=region.slug() selected=chosen>{region.name(language)}</option> }
        })
        .collect_view();
    let prefectures = Region::ALL
        .into_iter()
        .map(|region| {
            let options = region
                .prefectures()
                .map(|prefecture| {
                    let chosen = filter.prefecture == Some(prefecture);
                    view! { <option value=prefecture.code_text() selected=chosen>{prefecture.name(language)}</option> }
                })
                .collect_view();
            view! { <optgroup label=region.name(language)>{options}</optgroup> }
        })
        .collect_view();
    let boxes = |name: &'static str, choices: Vec<(&'static str, &'static str, bool)>, kind: &'static str| {
        choices
            .into_iter()
            .map(|(value, label, chosen)| {
                view! { <label class="choice"><input type=kind name=name value=value checked=chosen/>{label}</label> }
            })
            .collect_view()
    };
    let kinds = domain::event::EventKind::ALL
        .into_iter()
        .map(|kind| (kind.slug(), words.kind(kind), filter.kinds.contains(&kind)))
        .collect();
    let topics = domain::event::Topic::ALL
        .into_iter()
        .map(|topic| (topic.slug(), words.topic(topic), filter.topics.contains(&topic)))
        .collect();
    let formats = [domain::event::Format::Venue, domain::event::Format::Online]
        .into_iter()
        .map(|format| (format.slug(), words.format(format), filter.formats.contains(&format)))
        .collect();
    let any: &'static str = match language {
        Language::Japanese => "すべて",
        Language::English => "All",
    };
    let mut audiences = vec![("", any, filter.audience.is_none())];
    audiences.extend(
        [domain::event::Audience::Companies, domain::event::Audience::LocalGovernments]
            .into_iter()
            .map(|audience| (audience.slug(), words.audience(audience), filter.audience == Some(audience))),
    );
    let month = (query.view == ListView::Month).then(|| {
        let month = query.month.map(|month| format!("{:04}-{:02}", month.year(), month.month()));
        view! {
            <input type="hidden" name="view" value="month"/>
            {month.map(|month| view! { <input type="hidden" name="month" value=month/> })}
        }
    });
    let days = (query.view == ListView::List).then(|| {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        view! {
            <fieldset class="field">
                <legend>{words.days_label()}</legend>
                <div class="day-range">
                    <label for="from">{words.from_label()}</label>
                    <input class="input" id="from" name="from" type="date" value=day(filter.from)/>
                    <label for="to">{words.to_label()}</label>
                    <input class="input" id="to" name="to" type="date" value=day(filter.to)/>
                </div>
            </fieldset>
        }
    });
    view! {
        <details class="filters filters-rail">
            <summary>{words.filters_summary(count)}</summary>
            <form action=address::localized(language, "/events") method="get" role="search">
                <div class="field">
                    <label for="q">{words.words_label()}</label>
                    <input class="input" id="q" name="q" type="search" value=filter.words.clone() maxlength="100" aria-describedby="q-hint"/>
                    <p class="quiet" id="q-hint">{words.words_hint()}</p>
                </div>
                <div class="field">
                    <label for="region">{words.region_label()}</label>
                    <select class="input" id="region" name="region">
                        <option value="">{words.all_regions()}</option>
                        {regions}
                    </select>
                </div>
                <div class="field">
                    <label for="prefecture">{words.prefecture_label()}</label>
                    <select class="input" id="prefecture" name="prefecture">
                        <option value="">{words.all_prefectures()}</option>
                        {prefectures}
                    </select>
                </div>
                <fieldset class="field"><legend>{words.kind_label()}</legend><div>{boxes("kind", kinds, "checkbox")}</div></fieldset>
                <fieldset class="field"><legend>{words.audience_label()}</legend><div>{boxes("audience", audiences, "radio")}</div></fieldset>
                <fieldset class="field"><legend>{words.topic_label()}</legend><div>{boxes("topic", topics, "checkbox")}</div></fieldset>
                <fieldset class="field"><legend>{words.format_label()}</legend><div>{boxes("format", formats, "checkbox")}</div></fieldset>
                {days}
                {month}
                <button class="button">{words.apply()}</button>
            </form>
        </details>
    }
    .into_any()
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
    let pagination = (pages > 1).then(|| {
        let numbers = (1..=pages)
            .map(|number| (u32::try_from(number).unwrap_or(u32::MAX), (number != page).then(|| link(number))))
            .collect::<Vec<_>>();
        let previous = (page > 1).then(|| link(page - 1));
        let next = (page < pages).then(|| link(page + 1));
        view! { <Pagination pages=numbers previous next/> }
    });
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
                <div class="stack-wide">{sections}</div>
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

fn seats_with_capacity(listed: &Listed, text: Text, now: Timestamp) -> crate::component::SeatsView {
    let words = text.event();
    let note = listed.event.capacity.map_or_else(|| words.no_capacity(), |people| words.capacity(people));
    crate::component::SeatsView { note: Some(note.into_owned()), ..seats(listed, text, now) }
}

fn facts(event: &Event, text: Text, now: Timestamp) -> Vec<Fact> {
    let words = text.event();
    let language = text.language();
    let mut when = vec![text.date().days(&event.when)];
    when.extend(text.date().hours(&event.when));
    when.extend(event.when.doors_open.map(|doors| words.doors(&text.date().time(doors)).into_owned()));
    when.extend(event.when.note.as_ref().map(|note| note.text(language).to_owned()));
    let mut place = Vec::new();
    if let Some(venue) = event.place.venue.as_ref().filter(|_| event.place.format.has_venue()) {
        place.push(venue.name.text(language).to_owned());
    }
    if event.place.format.has_online() {
        place.push(if place.is_empty() { words.online() } else { words.or_online() }.into_owned());
    }
    if place.iter().all(String::is_empty) {
        place = vec![words.place_unknown().into_owned()];
    }
    let closes = event.window.closes_at;
    let mut deadline = vec![text.date().instant(closes)];
    if now < closes {
        let days = (closes.plus_seconds(-1).tokyo_date() - now.tokyo_date()).get_days();
        deadline.push(if days == 0 { words.today_last() } else { words.days_left(days) }.into_owned());
    }
    let particulars = &event.particulars;
    let mut fee: Vec<String> = match (particulars.fee, &particulars.source) {
        (Some(0), _) | (None, None) => vec![words.free().into_owned()],
        (Some(yen), _) => vec![words.yen(&grouped(yen)).into_owned()],
        // A file of others that says nothing of a fee has not said that there is none.
        (None, Some(_)) if particulars.fee_note.is_none() => vec![words.fee_unknown().into_owned()],
        (None, Some(_)) => Vec::new(),
    };
    fee.extend(particulars.fee_note.clone());
    let audience = event
        .particulars
        .audience_note
        .as_ref()
        .map_or_else(|| words.audience(event.audience).to_owned(), |note| note.text(language).to_owned());
    let fact = |label: std::borrow::Cow<'static, str>, lines, strong| Fact { label: label.into_owned(), lines, strong };
    vec![
        fact(words.when_label(), when, true),
        fact(words.where_label(), place, false),
        fact(words.audience_heading(), vec![audience], false),
        fact(words.deadline_label(), deadline, false),
        fact(words.fee_label(), fee, true),
    ]
}

/// 12,000
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn section(id: &'static str, heading: std::borrow::Cow<'static, str>, content: AnyView) -> AnyView {
    view! {
        <section class="section" aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn sections(event: &Event, text: Text) -> Vec<AnyView> {
    let words = text.event();
    let particulars = &event.particulars;
    let language = text.language();
    let mut sections = Vec::new();
    if let Some(description) = &particulars.description {
        let (said, said_in) = description.read(language);
        let content = paragraphs(said);
        let lang = foreign(said_in, language);
        let content = view! { <div class="prose" lang=lang>{content}</div> }.into_any();
        sections.push(section("about", words.about_heading(), content));
    }
    if !particulars.sessions.is_empty() {
        let items = particulars.sessions.iter().map(|part| programme_item(part, text)).collect_view();
        let content = view! { <ol class="programme">{items}</ol> }.into_any();
        sections.push(section("programme", words.programme(), content));
    }
    if !particulars.speakers.is_empty() {
        let items = particulars
            .speakers
            .iter()
            .map(|speaker| {
                let profile = speaker.profile.as_ref().map(|profile| {
                    let (said, said_in) = profile.read(language);
                    view! { <p lang=foreign(said_in, language)>{said.to_owned()}</p> }
                });
                view! {
                    <li>
                        <h3>{speaker.name.text(language).to_owned()}</h3>
                        <p class="quiet">{speaker.role.text(language).to_owned()}</p>
                        {profile}
                    </li>
                }
            })
            .collect_view();
        let content = view! { <ul class="speakers pair">{items}</ul> }.into_any();
        sections.push(section("speakers", words.speakers(), content));
    }
    sections.push(section("access", words.access_heading(), access(event, text)));
    sections.push(section("organiser", words.organiser_heading(), organiser(event, text)));
    sections
}

fn programme_item(part: &Session, text: Text) -> impl IntoView + use<> {
    let language = text.language();
    let (title, title_in) = part.title.read(language);
    let summary = part.summary.as_ref().map(|summary| {
        let (said, said_in) = summary.read(language);
        view! { <p lang=foreign(said_in, language)>{said.to_owned()}</p> }
    });
    let room = part
        .organisations
        .filter(|_| part.kind == SessionKind::Consultation)
        .map(|count| view! { <p class="quiet">{text.event().organisations(count)}</p> });
    view! {
        <li>
            <p>{text.date().span(part.starts, part.ends)}</p>
            <div><h3 lang=foreign(title_in, language)>{title.to_owned()}</h3>{summary}{room}</div>
        </li>
    }
}

fn access(event: &Event, text: Text) -> AnyView {
    let words = text.event();
    let language = text.language();
    let venue = event.place.venue.as_ref().filter(|_| event.place.format.has_venue()).map(|venue| {
        let prefecture = event.place.prefecture.map(|held| held.name(Language::Japanese)).unwrap_or_default();
        let street = [
            venue.city.as_ref().map(|city| city.ja.as_str()),
            venue.town.as_deref(),
            venue.block.as_deref(),
            venue.building.as_deref(),
        ]
        .into_iter()
        .flatten()
        .collect::<String>();
        let street = if street.starts_with(prefecture) { street } else { format!("{prefecture}{street}") };
        let postal = venue.postal_code.as_ref().map(|code| format!("〒{code} ")).unwrap_or_default();
        let (name, name_in) = venue.name.read(language);
        let map = map_address(venue).map(|href| {
            view! { <p><a href=href rel="external">{words.map()}<span class="visually-hidden">"（"{words.map_new_site()}"）"</span></a></p> }
        });
        let lines = [venue.access.as_ref(), venue.accessibility.as_ref()]
            .into_iter()
            .flatten()
            .flat_map(|both| {
                let (said, said_in) = both.read(language);
                said.lines().map(move |line| (line.to_owned(), said_in)).collect::<Vec<_>>()
            })
            .filter(|(line, _)| !line.trim().is_empty())
            .map(|(line, said_in)| view! { <li lang=foreign(said_in, language)>{line}</li> }.into_any())
            .chain(venue.parking.as_deref().map(|said| view! { <li>{words.parking(said)}</li> }.into_any()))
            .chain(
                venue.bicycle_parking.as_deref().map(|said| view! { <li>{words.bicycle_parking(said)}</li> }.into_any()),
            )
            .collect::<Vec<_>>();
        let lines = (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> });
        view! {
            <h3>{words.venue()}</h3>
            <p><span lang=foreign(name_in, language)>{name.to_owned()}</span><br/><span lang="ja">{postal}{street}</span></p>
            {lines}
            {map}
        }
    });
    let online = event.place.format.has_online().then(|| {
        let joining = event.place.joining.as_ref().map(|joining| {
            let (said, said_in) = joining.read(language);
            view! { <p lang=foreign(said_in, language)>{said.to_owned()}</p> }
        });
        view! { <h3>{words.online()}</h3>{joining} }
    });
    let unknown = (venue.is_none() && online.is_none()).then(|| view! { <p>{words.place_unknown()}</p> });
    view! { <div class="prose">{venue}{online}{unknown}<p class="quiet screen-only">{words.print_hint()}</p></div> }
        .into_any()
}

/// The map of the Geospatial Information Authority at the venue, where its place was measured.
fn map_address(venue: &domain::event::Venue) -> Option<String> {
    measured(venue).map(|(north, east)| format!("https://maps.gsi.go.jp/#17/{north}/{east}/"))
}

fn organiser(event: &Event, text: Text) -> AnyView {
    let words = text.event();
    let language = text.language();
    let particulars = &event.particulars;
    let mut lines: Vec<String> = Vec::new();
    lines.extend(particulars.organiser.as_ref().map(|name| words.organiser(name.text(language)).into_owned()));
    lines.extend(particulars.co_hosts.as_ref().map(|names| words.co_hosts(names.text(language)).into_owned()));
    lines.extend(particulars.other_organisations.as_deref().map(|names| words.others(names).into_owned()));
    let contact = &particulars.contact;
    if let Some(phone) = &contact.phone {
        let extension = contact.extension.as_deref().map(|number| words.extension(number).into_owned());
        lines.push(format!("{} {}", words.contact_phone(phone), extension.unwrap_or_default()).trim_end().to_owned());
    }
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    // Names of offices come in Japanese only.
    let office = contact.name.as_deref().map(|name| {
        view! { <li>{words.contact()}<span lang=foreign(Language::Japanese, language)>{name.to_owned()}</span></li> }
    });
    // Links come from files of others: only what a browser opens as a page.
    let page = particulars.url.as_deref().filter(|url| is_web_address(url)).map(|url| {
        view! { <p><a href=url.to_owned() rel="external">{words.own_page()}<span class="visually-hidden">"（"{words.map_new_site()}"）"</span></a></p> }
    });
    let apply = particulars.how_to_apply.as_ref().map(|how| {
        let (said, said_in) = how.read(language);
        let said = paragraphs(said);
        view! { <h3>{words.how_to_apply()}</h3><div lang=foreign(said_in, language)>{said}</div> }
    });
    let remarks = particulars.remarks.as_ref().map(|remarks| {
        let (said, said_in) = remarks.read(language);
        let said = paragraphs(said);
        view! { <h3>{words.remarks()}</h3><div lang=foreign(said_in, language)>{said}</div> }
    });
    view! { <div class="prose"><ul class="plain-list">{office}{lines}</ul>{page}{apply}{remarks}</div> }.into_any()
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
