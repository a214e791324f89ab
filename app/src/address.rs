//! Where pages live: Japanese at the root, English under `/en`.

use domain::account::AccountLink;
use domain::expert::ExpertCode;
use domain::feed::FeedScope;
use domain::language::Language;
use domain::reference::{EventCode, ReferenceNumber, SecretToken};
use leptos::prelude::use_context;

/// The path and query of the page that is being rendered, in its own language.
#[derive(Debug, Clone)]
pub struct CurrentAddress(pub String);

/// `path` in `language`: `/events` and `/en/events`; `/` and `/en`.
pub fn localized(language: Language, path: &str) -> String {
    match (language, path) {
        (Language::Japanese, _) => path.to_owned(),
        (Language::English, "/") => "/en".to_owned(),
        (Language::English, _) => match path.strip_prefix("/?") {
            Some(query) => format!("/en?{query}"),
            None => format!("/en{path}"),
        },
    }
}

/// The language that an address is in, and the address without it.
pub fn split_language(path: &str) -> (Language, &str) {
    match path.strip_prefix("/en") {
        Some("") => (Language::English, "/"),
        Some(rest) if rest.starts_with('/') => (Language::English, rest),
        _ => (Language::Japanese, path),
    }
}

/// The page that is being rendered, with its query: `/en/events?prefecture=13`.
pub fn use_current_href() -> String {
    let current = use_context::<CurrentAddress>().map_or_else(String::new, |address| address.0);
    // A path with two slashes in front would be another site.
    format!("/{}", current.trim_start_matches(['/', '\\']))
}

/// The same page in the other language.
pub fn use_other_language_href() -> String {
    let current = use_context::<CurrentAddress>().map_or_else(|| "/".to_owned(), |address| address.0);
    let (path, query) = current.split_once('?').map_or((current.as_str(), None), |(path, query)| (path, Some(query)));
    let (language, plain) = split_language(path);
    let other = match language {
        Language::Japanese => localized(Language::English, plain),
        // A path with two slashes in front would be another site.
        Language::English => format!("/{}", plain.trim_start_matches(['/', '\\'])),
    };
    match query {
        Some(query) => format!("{other}?{query}"),
        None => other,
    }
}

/// `/events/{code}`
pub fn event(language: Language, code: &EventCode) -> String {
    localized(language, &format!("/events/{code}"))
}

/// `/events/{code}/register`
pub fn register(language: Language, code: &EventCode) -> String {
    localized(language, &format!("/events/{code}/register"))
}

/// `/events/{code}/tables`
pub fn event_tables(language: Language, code: &EventCode) -> String {
    localized(language, &format!("/events/{code}/tables"))
}

/// `/inquiries/{token}`
pub fn inquiry(language: Language, token: &SecretToken) -> String {
    localized(language, &format!("/inquiries/{}", token.as_str()))
}

/// `/my/all/{token}`: everything under a mail address.
pub fn mailbox(language: Language, token: &SecretToken) -> String {
    localized(language, &format!("/my/all/{}", token.as_str()))
}

/// `/consultations/{token}`: the form for the time that is held.
pub fn consultation_hold(language: Language, token: &SecretToken) -> String {
    localized(language, &format!("/consultations/{}", token.as_str()))
}

/// `/consultations/experts/{code}`
pub fn expert(language: Language, code: &ExpertCode) -> String {
    localized(language, &format!("/consultations/experts/{code}"))
}

/// `/consultations/confirm/{token}`: from the expert's mail.
pub fn confirm_consultation(language: Language, token: &SecretToken) -> String {
    localized(language, &format!("/consultations/confirm/{}", token.as_str()))
}

/// `/staff/consultations/{reference}`
pub fn desk_consultation(language: Language, reference: &ReferenceNumber) -> String {
    localized(language, &format!("/staff/consultations/{}", reference.as_str()))
}

/// `/staff/invitation/{token}` and `/staff/reset/{token}`
pub fn account_link(language: Language, purpose: AccountLink, token: &SecretToken) -> String {
    localized(language, &format!("/staff/{}/{}", purpose.slug(), token.as_str()))
}

/// `/my/{token}`
pub fn my(language: Language, token: &SecretToken) -> String {
    localized(language, &format!("/my/{}", token.as_str()))
}

/// `/feeds/{area}/{topic}.{ending}`; `ending` is `ics` or `atom`.
pub fn feed(language: Language, scope: FeedScope, ending: &str) -> String {
    localized(language, &scope.path(ending))
}
