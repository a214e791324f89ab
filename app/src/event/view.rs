//! How an event looks in a list: rows, seats, days, put into words once for every page.

use domain::calendar::{ClosedReason, closed, holiday};
use domain::event::Event;
use domain::language::Language;
use domain::registration::Availability;
use domain::schedule::Listed;
use domain::time::Timestamp;
use jiff::civil::{Date, Weekday};
use leptos::prelude::*;

use crate::address;
use crate::component::{DateBlockView, EventRowView, SeatsView};
use crate::text::Text;

/// The seats of `listed` in words, with the sign that Japan reads them by.
pub fn seats(listed: &Listed, text: Text, now: Timestamp) -> SeatsView {
    let words = text.event();
    let (class, said) = match listed.seats().availability(now) {
        Availability::Open { left: Some(left) } => ("seats-open", words.seats_left(left)),
        Availability::Open { left: None } => ("seats-open", words.seats_open()),
        Availability::Few { left } => ("seats-few", words.seats_few(left)),
        Availability::Full { waiting: 0 } => ("seats-full", words.seats_full()),
        Availability::Full { waiting } => ("seats-full", words.seats_full_waiting(waiting)),
        Availability::NotOpenYet { .. } => ("seats-closed", words.seats_not_yet()),
        Availability::Closed => ("seats-closed", words.seats_closed()),
        Availability::Cancelled => ("seats-closed", words.seats_cancelled()),
        Availability::Past => ("seats-closed", words.seats_past()),
    };
    SeatsView { class, text: said.into_owned(), note: None }
}

/// Where an event is held, in few words: 千代田区・オンライン.
pub fn place_short(event: &Event, text: Text) -> Option<String> {
    let language = text.language();
    let venue = event.place.venue.as_ref().filter(|_| event.place.format.has_venue()).map(|venue| {
        venue.city.as_ref().filter(|city| !city.ja.is_empty()).unwrap_or(&venue.name).text(language).to_owned()
    });
    let venue = venue.or_else(|| {
        event.place.prefecture.filter(|_| event.place.format.has_venue()).map(|held| held.name(language).to_owned())
    });
    let online = event.place.format.has_online().then(|| text.event().online().into_owned());
    let parts: Vec<String> = [venue, online].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let between = match language {
        Language::Japanese => "・",
        Language::English => ", ",
    };
    (!parts.is_empty()).then(|| parts.join(between))
}

/// `ja` where an English page shows a Japanese text.
pub fn foreign(shown: Language, page: Language) -> Option<&'static str> {
    (shown != page).then(|| shown.code())
}

/// The class that colours a day: Saturdays blue, Sundays and holidays red.
pub fn day_class(date: Date) -> &'static str {
    match (holiday(date), date.weekday()) {
        (Some(_), _) | (None, Weekday::Sunday) => "is-holiday",
        (None, Weekday::Saturday) => "is-saturday",
        _ => "",
    }
}

/// The weekday in words, and that it is a holiday: colour alone tells nobody.
pub fn weekday_words(date: Date, text: Text) -> String {
    let weekday = text.date().weekday(date.weekday());
    match (holiday(date), text.language()) {
        (Some(_), Language::Japanese) => format!("{weekday}・祝"),
        (Some(_), Language::English) => format!("{weekday}, holiday"),
        (None, _) => weekday.to_owned(),
    }
}

/// Why offices are closed on `date`, if it is more than a weekend.
pub fn closed_note(date: Date, text: Text) -> Option<String> {
    match closed(date)? {
        reason @ (ClosedReason::Holiday(_) | ClosedReason::YearEnd) => Some(reason.name(text.language()).to_owned()),
        _ => None,
    }
}

/// The row of `listed` in a list.
pub fn row(listed: &Listed, text: Text, now: Timestamp) -> EventRowView {
    let event = &listed.event;
    let words = text.event();
    let (title, title_language) = event.title.read(text.language());
    let first = event.when.starts_on;
    let seats = seats(listed, text, now);
    let deadline = match listed.seats().availability(now) {
        Availability::Open { .. } | Availability::Few { .. } | Availability::Full { .. } => {
            Some(words.deadline(&text.date().instant(event.window.closes_at)).into_owned())
        }
        Availability::NotOpenYet { opens_at } => Some(words.opens(&text.date().instant(opens_at)).into_owned()),
        _ => None,
    };
    let meta = [
        text.date().hours(&event.when),
        (event.when.starts_on != event.when.ends_on).then(|| text.date().days(&event.when)),
        place_short(event, text),
        Some(words.audience_for(event.audience).to_owned()),
    ];
    EventRowView {
        href: address::event(text.language(), &event.code),
        date: DateBlockView {
            iso: first.to_string(),
            month: text.date().month_short(first.month()),
            day: first.day().to_string(),
            weekday: weekday_words(first, text),
            weekday_class: day_class(first),
        },
        chips: vec![words.kind(event.kind).to_owned()],
        title: title.to_owned(),
        title_lang: foreign(title_language, text.language()),
        meta: meta.into_iter().flatten().collect(),
        seats,
        deadline,
    }
}

/// Paragraphs of a text: an empty line parts them, a line break stays one.
pub fn paragraphs(text: &str) -> Vec<AnyView> {
    text.split("\n\n")
        .filter(|paragraph| !paragraph.trim().is_empty())
        .map(|paragraph| {
            let lines = paragraph
                .trim()
                .lines()
                .enumerate()
                .map(|(at, line)| view! { {(at > 0).then(|| view! { <br/> })}{line.to_owned()} })
                .collect_view();
            view! { <p>{lines}</p> }.into_any()
        })
        .collect()
}
