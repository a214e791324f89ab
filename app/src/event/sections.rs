//! What an event says of itself, under its own headings.

use std::borrow::Cow;

use domain::contact::is_web_address;
use domain::event::{Event, Session, SessionKind, Venue};
use domain::language::Language;
use leptos::prelude::*;

use super::appearance::measured;
use super::view::{foreign, paragraphs};
use crate::text::Text;

fn section(id: &'static str, heading: Cow<'static, str>, content: AnyView) -> AnyView {
    view! {
        <section class="section" aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            {content}
        </section>
    }
    .into_any()
}

/// What it is about, its programme, who speaks, how to get there, who holds it.
pub(super) fn sections(event: &Event, text: Text) -> Vec<AnyView> {
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
fn map_address(venue: &Venue) -> Option<String> {
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
