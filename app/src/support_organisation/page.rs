//! `/organizations`: who helps where.

use std::sync::Arc;

use domain::language::Language;
use domain::place::Region;
use domain::support_organisation::{AreaServed, Directory, Filter, Loosened, SupportOrganisation};
use leptos::prelude::*;

pub use super::query::SupportOrganisationQuery;
use crate::address::localized;
use crate::component::contact::MailAddress;
use crate::component::pagination::all_pages;
use crate::component::{Banner, BannerKind, Breadcrumb, Chip, Page, home_crumb};
use crate::event::filters::{chosen_wishes, place_fields, topic_choices};
use crate::event::view::{foreign, paragraphs};
use crate::text::{Text, use_text};

/// So many organisations stand on one page of the list.
pub const ROWS_A_PAGE: usize = 100;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SupportOrganisationsView {
    /// What the address asks for.
    pub query: SupportOrganisationQuery,
    /// All that there are.
    pub directory: Arc<Directory>,
}

/// One of the list, and the region it stands under.
type Entry<'a> = (Option<Region>, &'a SupportOrganisation);

/// Filters, and the organisations that they find, by regions.
#[component]
pub fn SupportOrganisationsPage(
    /// What is shown.
    view: SupportOrganisationsView,
) -> impl IntoView {
    let text = use_text();
    let words = text.support_organisation();
    let SupportOrganisationsView { query, directory } = view;
    let banner = directory.has_demo().then(|| {
        let title = words.demo_title().into_owned();
        view! {
            <Banner kind=BannerKind::Information title>
                <p>{words.demo_text()}</p>
                <p class="screen-only">
                    {words.demo_import_before()}
                    <code>"telework-network import organizations FILE.csv"</code>
                    {words.demo_import_after()}
                </p>
            </Banner>
        }
    });
    let matter = if directory.is_empty() {
        preparing(text)
    } else {
        view! {
            <div class="columns columns-rail">
                <Filters query=query.clone()/>
                {found(&query, &directory, text)}
            </div>
        }
        .into_any()
    };
    view! {
        <Page title=title(&query, text) description=words.description().into_owned()>
            <Breadcrumb trail=vec![home_crumb(text)] here=words.title().into_owned()/>
            {banner}
            <div class="page-head">
                <h1>{words.title()}</h1>
                <p class="lead">{words.lead()}</p>
            </div>
            {matter}
        </Page>
    }
}

fn title(query: &SupportOrganisationQuery, text: Text) -> String {
    let title = text.support_organisation().title();
    let wishes: Vec<String> = wishes(&query.filter, text).into_iter().map(|(label, _)| label).collect();
    if wishes.is_empty() { title } else { text.event().title_of_wishes(&title, &wishes) }.into_owned()
}

/// Every wish of `filter` with what is left without it.
fn wishes(filter: &Filter, text: Text) -> Vec<(String, Filter)> {
    let language = text.language();
    let mut wishes = Vec::new();
    if let Some(region) = filter.region {
        wishes.push((region.name(language).to_owned(), Filter { region: None, ..filter.clone() }));
    }
    if let Some(prefecture) = filter.prefecture {
        wishes.push((prefecture.name(language).to_owned(), Filter { prefecture: None, ..filter.clone() }));
    }
    for topic in &filter.topics {
        let topics = filter.topics.iter().copied().filter(|other| other != topic).collect();
        wishes.push((text.event().topic(*topic).to_owned(), Filter { topics, ..filter.clone() }));
    }
    wishes
}

/// While there is nobody to list: what helps meanwhile.
fn preparing(text: Text) -> AnyView {
    let words = text.support_organisation();
    view! {
        <div class="prose">
            <h2>{words.preparing_title()}</h2>
            <p>{words.preparing_text()}</p>
            <p><a href="#contact-heading">{words.to_secretariat()}</a></p>
            <p>{words.preparing_events()}</p>
            <p><a href=localized(text.language(), "/events")>{words.to_events()}</a></p>
        </div>
    }
    .into_any()
}

/// The form beside the list: a plain GET form, so that every answer has an address.
#[component]
fn Filters(query: SupportOrganisationQuery) -> impl IntoView {
    let text = use_text();
    let (words, event, language) = (text.support_organisation(), text.event(), text.language());
    let filter = &query.filter;
    let count = wishes(filter, text).len();
    view! {
        <details class="filters filters-rail">
            <summary>{event.filters_summary(count)}</summary>
            <form action=localized(language, "/organizations") method="get" role="search">
                {place_fields(filter.region, filter.prefecture, text)}
                {topic_choices(&filter.topics, text)}
                <button class="button">{words.apply()}</button>
            </form>
        </details>
    }
    .into_any()
}

/// How many there are, what they were looked for by, and the list.
fn found(query: &SupportOrganisationQuery, directory: &Directory, text: Text) -> AnyView {
    let (words, language) = (text.support_organisation(), text.language());
    let entries = directory.find(&query.filter);
    let place = match (query.filter.prefecture, query.filter.region) {
        (Some(prefecture), _) => Some(prefecture.name(language)),
        (None, region) => region.map(|region| region.name(language)),
    };
    let count = match (entries.len(), place) {
        (0, _) => words.count_none(),
        (count, Some(place)) => words.count_in(place, count),
        (count, None) => words.count_anywhere(count),
    };
    let address = |filter: Filter| localized(language, &SupportOrganisationQuery::of(filter).address());
    let wishes = (!query.filter.is_empty())
        .then(|| chosen_wishes(wishes(&query.filter, text), address, address(Filter::default()), text));
    let list = if entries.is_empty() { nothing(query, directory, text) } else { list(query, &entries, text) };
    view! {
        <div class="stack">
            <h2 class="organisations-count">{count}</h2>
            {wishes}
            {list}
        </div>
    }
    .into_any()
}

fn nothing(query: &SupportOrganisationQuery, directory: &Directory, text: Text) -> AnyView {
    let (words, language) = (text.support_organisation(), text.language());
    let items = directory
        .alternatives(&query.filter)
        .into_iter()
        .map(|(loosened, filter, count)| {
            let label = match loosened {
                Loosened::Neighbour(prefecture) => words.alternative_neighbour(prefecture.name(language), count),
                Loosened::Region(region) => words.alternative_region(region.name(language), count),
                Loosened::Topics => words.alternative_topics(count),
                Loosened::Everything => words.alternative_everything(count),
            };
            let href = localized(language, &SupportOrganisationQuery::of(filter).address());
            view! { <li><a href=href>{label}</a></li> }
        })
        .collect::<Vec<_>>();
    let offers = (!items.is_empty()).then(|| view! { <p>{words.nothing_alternatives()}</p><ul>{items}</ul> });
    view! {
        <div class="results-empty prose">
            {offers}
            <p>{words.ask_secretariat()}" "<a href="#contact-heading">{words.to_secretariat()}</a></p>
        </div>
    }
    .into_any()
}

/// The anchor of a region's heading.
fn anchor(region: Option<Region>) -> &'static str {
    region.map_or("nationwide", Region::slug)
}

fn list(query: &SupportOrganisationQuery, entries: &[Entry<'_>], text: Text) -> AnyView {
    let (words, language) = (text.support_organisation(), text.language());
    let pages = entries.len().div_ceil(ROWS_A_PAGE);
    let page = usize::try_from(query.page).unwrap_or(usize::MAX);
    let link = |page: usize| {
        let other = SupportOrganisationQuery { page: u32::try_from(page).unwrap_or(1), ..query.clone() };
        localized(language, &other.address())
    };
    let Some(shown) = entries.chunks(ROWS_A_PAGE).nth(page - 1) else {
        return view! { <p><a href=link(1)>{words.no_such_page()}</a></p> }.into_any();
    };
    let name = |region: Option<Region>| match region {
        Some(region) => region.name(language).to_owned(),
        None => words.nationwide().into_owned(),
    };
    let groups: Vec<(usize, &[Entry<'_>])> = entries
        .chunk_by(|(one, _), (other, _)| one == other)
        .scan(0, |before, group| {
            let first = *before;
            *before += group.len();
            Some((first, group))
        })
        .collect();
    let jumps = (groups.len() > 1).then(|| {
        let items = groups
            .iter()
            .filter_map(|(first, group)| {
                group.first().map(|(region, _)| (first / ROWS_A_PAGE + 1, *region, group.len()))
            })
            .map(|(on, region, count)| {
                let page = if on == page { String::new() } else { link(on) };
                let href = format!("{page}#{}", anchor(region));
                view! { <li><a href=href>{name(region)}</a>" "<span class="quiet">{words.number(count)}</span></li> }
            })
            .collect_view();
        view! { <nav class="region-jumps screen-only" aria-label=words.regions()><ul>{items}</ul></nav> }
    });
    let regions = shown
        .chunk_by(|(one, _), (other, _)| one == other)
        .filter_map(|group| group.first().map(|(region, _)| (*region, group)))
        .map(|(region, group)| {
            let count = entries.iter().filter(|(other, _)| *other == region).count();
            let items = group.iter().map(|(_, organisation)| entry(organisation, &query.filter, text)).collect_view();
            let id = anchor(region);
            view! {
                <section aria-labelledby=id>
                    <h3 class="region-heading" id=id>{name(region)}" "<span>{words.number(count)}</span></h3>
                    <ul class="organisations">{items}</ul>
                </section>
            }
        })
        .collect_view();
    let pagination = all_pages(page, pages, link);
    let has_mail = shown.iter().any(|(_, organisation)| organisation.email.is_some());
    let note = has_mail.then(|| view! { <p class="quiet">{text.site().atmark_note()}</p> });
    view! { {jumps} {note} {regions} {pagination} }.into_any()
}

/// One organisation: what it does, for whom, how to reach it, and the events nearby.
fn entry(organisation: &SupportOrganisation, filter: &Filter, text: Text) -> AnyView {
    let (words, language) = (text.support_organisation(), text.language());
    let (name, name_in) = organisation.name.read(language);
    let (help, help_in) = organisation.help.read(language);
    let demo = organisation.is_demo.then(|| view! { <Chip label=words.demo().into_owned() strong=true/> });
    let facts = facts(organisation, text);
    let asked = filter.prefecture.or_else(|| organisation.home());
    let events = match asked {
        Some(prefecture) => view! {
            <a href=localized(language, &format!("/events?prefecture={}", prefecture.code_text()))>
                {words.events_in(prefecture.name(language))}
            </a>
        }
        .into_any(),
        None => view! { <a href=localized(language, "/events")>{words.events_anywhere()}</a> }.into_any(),
    };
    view! {
        <li>
            <p class="chip-list">{demo}<Chip label=words.kind(organisation.kind)/></p>
            <h4 lang=foreign(name_in, language)>{name.to_owned()}</h4>
            <div lang=foreign(help_in, language)>{paragraphs(help)}</div>
            <dl>{facts}</dl>
            <p class="screen-only">{events}</p>
        </li>
    }
    .into_any()
}

/// A label and what stands behind it.
fn fact(label: std::borrow::Cow<'static, str>, matter: impl IntoView + 'static) -> AnyView {
    view! { <div><dt>{label}</dt><dd>{matter}</dd></div> }.into_any()
}

fn facts(organisation: &SupportOrganisation, text: Text) -> Vec<AnyView> {
    let (words, language) = (text.support_organisation(), text.language());
    let between = words.between();
    let area = match &organisation.area {
        AreaServed::AllOfJapan => words.nationwide().into_owned(),
        AreaServed::Prefectures(prefectures) => {
            prefectures.iter().map(|prefecture| prefecture.name(language)).collect::<Vec<_>>().join(&between)
        }
    };
    let topics = organisation.topics.iter().map(|topic| text.event().topic(*topic)).collect::<Vec<_>>().join(&between);
    let mut facts = vec![fact(words.area_label(), area), fact(words.topics_label(), topics)];
    if let Some(address) = office(organisation) {
        // Addresses are written to be read by the post: in Japanese.
        facts.push(fact(
            words.office_label(),
            view! { <span lang=foreign(Language::Japanese, language)>{address}</span> },
        ));
    }
    if let Some(phone) = &organisation.phone {
        let shown = phone.as_str().to_owned();
        // Nobody is to dial what the demo has invented.
        let number = if organisation.is_demo {
            view! { <span class="whole">{shown}</span> }.into_any()
        } else {
            view! { <a class="whole" href=phone.link()>{shown}</a> }.into_any()
        };
        facts.push(fact(words.phone_label(), number));
    }
    if let Some(hours) = &organisation.hours {
        let (said, said_in) = hours.read(language);
        facts.push(fact(words.hours_label(), view! { <span lang=foreign(said_in, language)>{said.to_owned()}</span> }));
    }
    if let Some(email) = &organisation.email {
        facts.push(fact(words.mail_label(), view! { <MailAddress mail=email.to_string()/> }));
    }
    if let Some(page) = &organisation.page {
        // The type has let through only what a browser opens as a page.
        let address = page.to_string();
        let href = address.clone();
        facts.push(fact(words.page_label(), view! { <a href=href rel="external">{address}</a> }));
    }
    facts
}

/// Where its office is, as far as it is told.
fn office(organisation: &SupportOrganisation) -> Option<String> {
    let office = &organisation.office;
    let prefecture = office.prefecture.map(|prefecture| prefecture.name(Language::Japanese));
    let street: String = [prefecture, office.city.as_deref(), office.street.as_deref()].into_iter().flatten().collect();
    let postal = office.postal_code.as_ref().map(|code| format!("〒{code} ")).unwrap_or_default();
    let address = format!("{postal}{street}");
    (!address.is_empty()).then_some(address)
}
