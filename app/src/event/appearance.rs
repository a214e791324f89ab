//! How an event appears elsewhere: its link preview, and what programs read of it (schema.org's Event).

use domain::event::{Event, EventDraft, Format, Standing, Venue};
use domain::registration::Availability;
use domain::schedule::Listed;
use domain::time::Timestamp;
use jiff::civil::{Date, Time};
use serde_json::{Value, json};

use super::view::place_short;
use crate::address;
use crate::appearance::{Appearance, PreviewPicture, breadcrumb_data, excerpt, without_nulls};
use crate::text::Text;

/// So many characters of a description are shown by any search engine or preview.
const DESCRIPTION_MOST: usize = 160;
/// A programme may be as long as a page; who wants all of it reads that.
const DATA_DESCRIPTION_MOST: usize = 300;

/// How the page of `listed` appears elsewhere; `trail` and `here` are its breadcrumb.
pub fn appearance(
    listed: &Listed,
    text: Text,
    now: Timestamp,
    (trail, here): (&[(String, String)], &str),
    site: &str,
) -> Appearance {
    Appearance {
        canonical: Some(format!("/events/{}", listed.event.code)),
        picture: Some(picture(&listed.event, text)),
        data: vec![data(listed, text, now, site), breadcrumb_data(trail, here, site)],
    }
}

/// The picture of the event's link preview, which the server draws.
pub fn picture(event: &Event, text: Text) -> PreviewPicture {
    let words = text.appearance();
    let day = text.date().day_of_year(event.when.starts_on);
    let shown = match event.place.prefecture {
        Some(held) => words.event_picture(&day, held.name(text.language())),
        None => words.event_picture_anywhere(&day),
    };
    let alt = match event.standing() {
        Standing::Cancelled => words.event_picture_cancelled(&shown),
        Standing::Draft | Standing::Published => shown,
    };
    PreviewPicture { path: picture_path(event), alt: alt.into_owned() }
}

fn picture_path(event: &Event) -> String {
    format!("/og/{}.png?v={}", event.code, event.revision)
}

/// The description of the event's page: first what tells it from another one of the same series.
pub fn description(event: &Event, text: Text) -> String {
    let about = event.particulars.summary.as_ref().or(event.particulars.subtitle.as_ref());
    let about = about.map(|about| about.text(text.language())).unwrap_or_default();
    let words = text.event();
    let place = place_short(event, text).unwrap_or_default();
    let said = words.page_description(&text.date().when(&event.when), &place, about);
    let said = match event.standing() {
        Standing::Cancelled => words.page_description_cancelled(&said),
        Standing::Draft | Standing::Published => said,
    };
    excerpt(&said, DESCRIPTION_MOST)
}

/// The event in schema.org's terms. Nothing of this is on the page only: programs are told what people are told.
fn data(listed: &Listed, text: Text, now: Timestamp, site: &str) -> Value {
    let event = &*listed.event;
    let language = text.language();
    let page = format!("{site}{}", address::event(language, &event.code));
    let particulars = &event.particulars;
    let about = particulars.summary.as_ref().or(particulars.description.as_ref()).or(particulars.subtitle.as_ref());
    let about = about.map_or_else(|| text.date().when(&event.when), |about| about.text(language).to_owned());
    let availability = listed.seats().availability(now);
    let fee = fee(event);
    let people = event.capacity.filter(|people| *people > 0);
    let remaining = match availability {
        Availability::Open { left } => left,
        Availability::Few { left } => Some(left),
        // Nobody overtakes those who wait: a seat that is free for a moment is theirs.
        Availability::Full { .. } => Some(0),
        Availability::NotOpenYet { .. } | Availability::Closed => people.map(|_| listed.seats().free()),
        Availability::Cancelled | Availability::Past => None,
    };
    let audience = particulars
        .audience_note
        .as_ref()
        .map_or_else(|| text.event().audience(event.audience), |note| note.text(language));
    without_nulls(json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "identifier": event.code.as_str(),
        "name": event.title.text(language),
        "description": excerpt(&about, DATA_DESCRIPTION_MOST),
        "url": page,
        "image": format!("{site}{}", picture_path(event)),
        // What is spoken there, whatever language the page is in.
        "inLanguage": "ja",
        "startDate": moment(event.when.starts_on, event.when.start_time),
        "endDate": moment(event.when.ends_on, event.when.end_time),
        "doorTime": event.when.doors_open.map(|doors| moment(event.when.starts_on, Some(doors))),
        "eventStatus": status(event),
        "previousStartDate": previous_starts(event),
        "eventAttendanceMode": match event.place.format {
            Format::Venue => "https://schema.org/OfflineEventAttendanceMode",
            Format::Online => "https://schema.org/OnlineEventAttendanceMode",
            Format::Hybrid => "https://schema.org/MixedEventAttendanceMode",
        },
        "location": location(event, text, &page),
        "organizer": organizer(event, text, site),
        "audience": { "@type": "Audience", "audienceType": audience },
        "maximumAttendeeCapacity": people,
        "remainingAttendeeCapacity": remaining.filter(|_| people.is_some()),
        "isAccessibleForFree": fee.map(|yen| yen == 0),
        "offers": {
            "@type": "Offer",
            "price": fee,
            "priceCurrency": fee.map(|_| "JPY"),
            "availability": offered(availability),
            "validFrom": event.window.opens_at.map(instant),
            "validThrough": instant(event.window.closes_at),
            "url": format!("{site}{}", address::register(language, &event.code)),
        },
    }))
}

/// Whether it is held, and when it was to be.
fn status(event: &EventDraft) -> &'static str {
    match event.standing() {
        Standing::Cancelled => "https://schema.org/EventCancelled",
        Standing::Published if !event.particulars.rescheduled.is_empty() => "https://schema.org/EventRescheduled",
        Standing::Draft | Standing::Published => "https://schema.org/EventScheduled",
    }
}

/// The beginnings that the public was once told; none where it was never moved.
fn previous_starts(event: &EventDraft) -> Option<Vec<String>> {
    let starts =
        event.particulars.rescheduled.iter().map(|earlier| moment(earlier.from.starts_on, earlier.from.start_time));
    Some(starts.collect::<Vec<_>>()).filter(|starts| !starts.is_empty())
}

/// Whether one can still register.
const fn offered(availability: Availability) -> &'static str {
    match availability {
        Availability::Open { .. } | Availability::Few { .. } => "https://schema.org/InStock",
        Availability::Full { .. } => "https://schema.org/SoldOut",
        Availability::NotOpenYet { .. } => "https://schema.org/PreOrder",
        Availability::Closed => "https://schema.org/OutOfStock",
        Availability::Cancelled | Availability::Past => "https://schema.org/Discontinued",
    }
}

/// What it costs, in yen. None where a file of others says nothing of a fee: it has not said that there is none.
fn fee(event: &EventDraft) -> Option<u32> {
    match (event.particulars.fee, &event.particulars.source) {
        (Some(yen), _) => Some(yen),
        (None, None) => Some(0),
        (None, Some(_)) => None,
    }
}

/// `2026-12-01T14:00:00+09:00`; the day alone where no time is set.
fn moment(day: Date, time: Option<Time>) -> String {
    match time {
        Some(time) => format!("{}+09:00", day.to_datetime(time)),
        None => day.to_string(),
    }
}

fn instant(at: Timestamp) -> String {
    format!("{}+09:00", at.in_tokyo())
}

fn location(event: &EventDraft, text: Text, page: &str) -> Value {
    let venue = event.place.format.has_venue().then(|| venue_data(event, text));
    // How one joins is told to participants only; the page says how one becomes one.
    let online = event.place.format.has_online().then(|| json!({ "@type": "VirtualLocation", "url": page }));
    match (venue, online) {
        (Some(venue), Some(online)) => json!([venue, online]),
        (venue, online) => venue.or(online).unwrap_or_default(),
    }
}

fn venue_data(event: &EventDraft, text: Text) -> Value {
    let language = text.language();
    let region = event.place.prefecture.map(|held| held.name(language));
    let unknown = Venue::default();
    let venue = event.place.venue.as_ref().unwrap_or(&unknown);
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let street =
        [&venue.town, &venue.block, &venue.building].into_iter().flatten().map(String::as_str).collect::<String>();
    json!({
        "@type": "Place",
        "name": said(venue.name.text(language)).or_else(|| region.map(str::to_owned)),
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "JP",
            "addressRegion": region,
            "addressLocality": venue.city.as_ref().and_then(|city| said(city.text(language))),
            "streetAddress": said(&street),
            "postalCode": venue.postal_code.as_ref().map(ToString::to_string),
        },
        "geo": measured(venue).map(|(north, east)| json!({ "@type": "GeoCoordinates", "latitude": north, "longitude": east })),
    })
}

/// Degrees north and east of a venue, where its place was measured.
pub(super) fn measured(venue: &Venue) -> Option<(f64, f64)> {
    let degrees = |text: &Option<String>| text.as_deref().and_then(|text| text.trim().parse::<f64>().ok());
    let (north, east) = (degrees(&venue.latitude)?, degrees(&venue.longitude)?);
    // Japan and its sea; anything else is a slip of the pen.
    let in_japan = (20.0..=46.0).contains(&north) && (122.0..=154.0).contains(&east);
    in_japan.then_some((north, east))
}

/// Who holds it: the network itself, unless somebody else is named; nobody where a file of others names nobody.
fn organizer(event: &EventDraft, text: Text, site: &str) -> Option<Value> {
    let particulars = &event.particulars;
    match (&particulars.organiser, &particulars.source) {
        (Some(organiser), _) => Some(json!({ "@type": "Organization", "name": organiser.text(text.language()) })),
        (None, None) => {
            let home = address::localized(text.language(), "/");
            Some(json!({ "@type": "Organization", "name": text.site().name(), "url": format!("{site}{home}") }))
        }
        (None, Some(_)) => None,
    }
}
