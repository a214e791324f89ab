//! What programs read: feeds, open data, and what tells of them.
//!
//! The bytes come from the [`Shelf`](crate::feed::Shelf) and are shared by everybody who asks. A
//! program that names what it has is told in a few bytes that it is still so. What is wrong is said
//! as a problem (RFC 9457), to people with a browser as a page.

use std::error::Error;
use std::sync::Arc;

use app::address::split_language;
use app::notfound::Failure;
use app::text::Text;
use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT, ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_TYPE,
    ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LINK, RETRY_AFTER, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::Response;
use domain::event::Event;
use domain::feed::FeedScope;
use domain::language::Language;
use domain::reference::ReferenceNumber;
use domain::schedule::Schedule;
use serde_json::json;

use super::answer::failure;
use super::language::prefers_english;
use super::{PUBLIC, Web, http_date};
use crate::assets::{Accepted, names_etag};
use crate::feed::event_page::{EventPageQuery, QueryProblem};
use crate::feed::sitemap::{MOST_ADDRESSES, Sitemap};
use crate::feed::{
    Document, Key, LICENCE, Making, atom, calendar, catalogue as table, event_page as pages, openapi as description,
};

/// Schedules change by the hour; whoever must know at once asks with what they have.
const FIVE_MINUTES: &str = "public, max-age=300";
const AN_HOUR: &str = "public, max-age=3600";

/// What goes with a document.
struct Sending {
    media_type: &'static str,
    language: Option<Language>,
    disposition: Option<String>,
    keeping: &'static str,
    is_open_data: bool,
}

impl Sending {
    const fn new(media_type: &'static str) -> Self {
        Self { media_type, language: None, disposition: None, keeping: FIVE_MINUTES, is_open_data: false }
    }
}

/// The answer with `document`, or with nothing where the asker has it.
fn send(document: &Arc<Document>, sending: &Sending, headers: &HeaderMap) -> Response {
    let accepted = Accepted::read(headers);
    let prefers_gzip = accepted.weight_of("gzip") > 0 && accepted.weight_of("gzip") >= accepted.weight_of_identity();
    let gzip = if prefers_gzip { document.gzip() } else { None };
    let (etag, body) = match gzip {
        Some(gzip) => (document.gzip_etag(), Some(gzip)),
        None => (document.etag(), None),
    };
    let is_gzip = body.is_some();
    // Both forms say the same: who has the one needs not the other.
    let known = [document.etag(), document.gzip_etag()].into_iter().find(|tag| names_etag(headers, tag));
    let is_known = if headers.contains_key(IF_NONE_MATCH) { known.is_some() } else { is_unchanged(document, headers) };
    let mut response = Response::new(Body::empty());
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        *response.body_mut() = Body::from(body.unwrap_or_else(|| document.body()));
    }
    let etag = if is_known { known.unwrap_or(etag) } else { etag };
    dress(&mut response, sending, &etag, document);
    if is_gzip && !is_known {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

fn is_unchanged(document: &Document, headers: &HeaderMap) -> bool {
    let since = headers.get(IF_MODIFIED_SINCE).and_then(|date| date.to_str().ok()).and_then(http_date::read);
    let seconds = |at: domain::time::Timestamp| at.as_microseconds().div_euclid(1_000_000);
    match (document.changed_at(), since) {
        (Some(changed_at), Some(since)) => seconds(changed_at) <= seconds(since),
        _ => false,
    }
}

fn dress(response: &mut Response, sending: &Sending, etag: &str, document: &Document) {
    let is_whole = response.status() == StatusCode::OK;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(ETAG, etag);
    if let Some(changed_at) = document.changed_at() {
        set(LAST_MODIFIED, &http_date::write(changed_at));
    }
    set(CACHE_CONTROL, sending.keeping);
    set(VARY, "accept-encoding");
    if !is_whole {
        return;
    }
    set(CONTENT_TYPE, sending.media_type);
    if let Some(language) = sending.language {
        set(CONTENT_LANGUAGE, language.code());
    }
    if let Some(disposition) = &sending.disposition {
        set(CONTENT_DISPOSITION, disposition);
    }
    if sending.is_open_data {
        set(LINK, &format!("<{LICENCE}>; rel=\"license\""));
    }
}

// ---- the documents --------------------------------------------------------------------------

type Made = Result<Making, Box<dyn Error + Send + Sync>>;

/// Has a document made away from the threads that answer: thousands of events take milliseconds.
async fn making(web: &Web, make: impl FnOnce() -> Made + Send + 'static) -> Result<Document, Failure> {
    match tokio::task::spawn_blocking(move || make().map(Document::from)).await {
        Ok(Ok(document)) => Ok(document),
        Ok(Err(cause)) => {
            let reference = reference(web);
            tracing::error!(reference, cause, "a document for programs could not be made");
            Err(Failure::Internal { reference })
        }
        Err(broken) => match broken.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(Failure::Unavailable { reference: reference(web) }),
        },
    }
}

fn reference(web: &Web) -> String {
    let mut bytes = [0_u8; 16];
    web.services().chance.fill(&mut bytes);
    ReferenceNumber::from_random(bytes).to_string()
}

/// The document `key` of the schedule as it is.
async fn document(
    web: &Web,
    key: Key,
    make: impl FnOnce(&Schedule) -> Made + Send + 'static,
) -> Result<Arc<Document>, Failure> {
    let schedule = web.services().storage.schedule();
    let made_of = Arc::clone(&schedule);
    let now = web.services().clock.now();
    web.shelf().get(key, &schedule, now, making(web, move || make(&made_of))).await
}

fn public_url(web: &Web) -> String {
    web.services().site.public_url.clone()
}

/// `/feeds/{area}/{topic}.ics` and `.atom`
pub(super) async fn feed(
    State(web): State<Web>,
    uri: Uri,
    headers: HeaderMap,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Response {
    let (language, _) = split_language(uri.path());
    let Some((scope, ending)) = path.ok().and_then(|Path((area, file))| named(&area, &file)) else {
        return refused(&web, &uri, &headers, Failure::NotFound);
    };
    let (made, media_type) = match ending {
        Ending::Calendar => (calendar_feed(&web, scope, language).await, "text/calendar; charset=utf-8"),
        Ending::Atom => (atom_feed(&web, scope, language).await, "application/atom+xml; charset=utf-8"),
    };
    let name = format!("telework-{}-{}.{}", scope.area.slug(), scope.topic_slug(), ending.text());
    let sending = Sending {
        language: Some(language),
        disposition: Some(format!("inline; filename=\"{name}\"")),
        is_open_data: true,
        ..Sending::new(media_type)
    };
    answer(&web, &uri, &headers, made, &sending)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Calendar,
    Atom,
}

impl Ending {
    const fn text(self) -> &'static str {
        match self {
            Self::Calendar => "ics",
            Self::Atom => "atom",
        }
    }
}

fn named(area: &str, file: &str) -> Option<(FeedScope, Ending)> {
    let (topic, ending) = file.rsplit_once('.')?;
    let ending = [Ending::Calendar, Ending::Atom].into_iter().find(|known| known.text() == ending)?;
    Some((FeedScope::from_slugs(area, topic)?, ending))
}

async fn calendar_feed(web: &Web, scope: FeedScope, language: Language) -> Result<Arc<Document>, Failure> {
    let (site, now) = (web.calendar().clone(), web.services().clock.now());
    let write = move |schedule: &Schedule| Ok(calendar::write(schedule, scope, language, &site, now));
    document(web, Key::Calendar(scope, language), write).await
}

async fn atom_feed(web: &Web, scope: FeedScope, language: Language) -> Result<Arc<Document>, Failure> {
    let (site, now) = (web.calendar().clone(), web.services().clock.now());
    let write = move |schedule: &Schedule| Ok(atom::write(schedule, scope, language, &site, now));
    document(web, Key::Atom(scope, language), write).await
}

/// `/open-data/events.csv`
pub(super) async fn catalogue(State(web): State<Web>, uri: Uri, headers: HeaderMap) -> Response {
    let address = public_url(&web);
    let made = document(&web, Key::Catalogue, move |schedule| Ok(table::write(schedule, &address)?)).await;
    let sending = Sending {
        language: Some(Language::Japanese),
        disposition: Some("attachment; filename=\"events.csv\"".to_owned()),
        is_open_data: true,
        ..Sending::new("text/csv; charset=utf-8; header=present")
    };
    answer(&web, &uri, &headers, made, &sending)
}

/// `/open-data/events.json`
pub(super) async fn event_page(State(web): State<Web>, uri: Uri, headers: HeaderMap) -> Response {
    let text = Text(language_of(&uri, &headers)).feed();
    let query = match EventPageQuery::parse(uri.query().unwrap_or_default()) {
        Ok(query) => query,
        Err(wrong) => {
            let detail = match wrong {
                QueryProblem::Unknown => text.unknown_parameter(),
                QueryProblem::Repeated(name) => text.repeated_parameter(name),
                QueryProblem::NotANumber { name, most } => text.number_from_to(name, 1, most),
                QueryProblem::NotAnInstant(name) => text.instant_wanted(name),
            };
            let language = text.language();
            return problem(StatusCode::BAD_REQUEST, &text.bad_request_title(), &detail, wrong.parameter(), language);
        }
    };
    let schedule = web.services().storage.schedule();
    let last = pages::pages(&schedule, query);
    if usize::try_from(query.page).is_ok_and(|page| page > last) {
        let detail = text.no_such_page(u64::try_from(last).unwrap_or(u64::MAX));
        let language = text.language();
        return problem(StatusCode::NOT_FOUND, &text.not_found_title(), &detail, Some("page"), language);
    }
    let address = public_url(&web);
    let made = if query.updated_since.is_some() {
        // Everybody names another instant: such a page is asked for once.
        making(&web, move || Ok(pages::write(&schedule, query, &address)?)).await.map(Arc::new)
    } else {
        document(&web, Key::EventPage(query), move |schedule| Ok(pages::write(schedule, query, &address)?)).await
    };
    let sending = Sending { is_open_data: true, ..Sending::new("application/json") };
    answer(&web, &uri, &headers, made, &sending)
}

/// `/openapi.json`
pub(super) async fn openapi(State(web): State<Web>, uri: Uri, headers: HeaderMap) -> Response {
    let (language, _) = split_language(uri.path());
    let address = public_url(&web);
    let made = document(&web, Key::OpenApi(language), move |_| Ok(description::write(language, &address)?)).await;
    let sending = Sending { language: Some(language), keeping: AN_HOUR, ..Sending::new("application/json") };
    answer(&web, &uri, &headers, made, &sending)
}

/// The public pages, which the list for search engines holds beside the events.
fn listed_pages() -> impl Iterator<Item = &'static str> {
    PUBLIC.iter().copied().filter(|path| !path.contains('{'))
}

/// `/sitemap.xml`
pub(super) async fn sitemap(State(web): State<Web>, uri: Uri, headers: HeaderMap) -> Response {
    let address = public_url(&web);
    let made = document(&web, Key::Sitemap(0), move |schedule| {
        Ok(Sitemap::new(listed_pages(), schedule, &address, MOST_ADDRESSES).front())
    });
    answer(&web, &uri, &headers, made.await, &Sending::new("application/xml; charset=utf-8"))
}

/// `/sitemaps/{number}.xml`
pub(super) async fn sitemap_part(
    State(web): State<Web>,
    uri: Uri,
    headers: HeaderMap,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let address = public_url(&web);
    let schedule = web.services().storage.schedule();
    let files = Sitemap::new(listed_pages(), &schedule, &address, MOST_ADDRESSES).files();
    // Where one file holds them all, that is `/sitemap.xml`.
    let number =
        path.ok().and_then(|Path(file)| (1..=files).find(|number| files > 1 && format!("{number}.xml") == file));
    let Some(number) = number else { return refused(&web, &uri, &headers, Failure::NotFound) };
    let made = document(&web, Key::Sitemap(number), move |schedule| {
        Ok(Sitemap::new(listed_pages(), schedule, &address, MOST_ADDRESSES).file(number))
    });
    answer(&web, &uri, &headers, made.await, &Sending::new("application/xml; charset=utf-8"))
}

/// `/robots.txt`
pub(super) async fn robots(State(web): State<Web>, headers: HeaderMap) -> Response {
    plain(crate::feed::robots::write(&public_url(&web)), &headers)
}

/// `/.well-known/security.txt`
pub(super) async fn security(State(web): State<Web>, headers: HeaderMap) -> Response {
    let site = &web.services().site;
    let file = crate::feed::security::write(&site.contact, &site.public_url, web.services().clock.now());
    plain(file, &headers)
}

fn plain(file: String, headers: &HeaderMap) -> Response {
    let document = Arc::new(Document::from(Making::timeless(file, None)));
    send(&document, &Sending { keeping: AN_HOUR, ..Sending::new("text/plain; charset=utf-8") }, headers)
}

/// An event's own calendar file. It is made for each who asks, and compressed on its way if at all:
/// its tag is a weak one, and says that for whoever has it.
pub(super) fn event_calendar(calendar: String, event: &Event, headers: &HeaderMap) -> Response {
    let document = Document::from(Making::timeless(calendar, Some(event.changed_at)));
    let known = names_etag(headers, &document.etag());
    let is_known = if headers.contains_key(IF_NONE_MATCH) { known } else { is_unchanged(&document, headers) };
    let mut response = Response::new(if is_known { Body::empty() } else { Body::from(document.body()) });
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let sending = Sending {
        disposition: Some(format!("attachment; filename=\"{}.ics\"", event.code)),
        keeping: "no-cache",
        is_open_data: true,
        ..Sending::new("text/calendar; charset=utf-8; method=PUBLISH")
    };
    dress(&mut response, &sending, &format!("W/{}", document.etag()), &document);
    response
}

fn answer(
    web: &Web,
    uri: &Uri,
    headers: &HeaderMap,
    made: Result<Arc<Document>, Failure>,
    sending: &Sending,
) -> Response {
    match made {
        Ok(document) => send(&document, sending, headers),
        Err(why) => refused(web, uri, headers, why),
    }
}

// ---- what is wrong --------------------------------------------------------------------------

/// Whether an address is one that programs ask.
pub(super) fn is_data(path: &str) -> bool {
    let (_, plain) = split_language(path);
    ["/feeds/", "/open-data/", "/sitemaps/"].iter().any(|folder| plain.starts_with(folder))
        || ["/openapi.json", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt"].contains(&plain)
}

/// Says why there is nothing: to a browser with the same page as everywhere, to a program as a
/// problem.
pub(super) fn refused(web: &Web, uri: &Uri, headers: &HeaderMap, why: Failure) -> Response {
    let text_of = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut response = if text_of(ACCEPT).contains("text/html") {
        failure(web, uri, why)
    } else {
        let language = language_of(uri, headers);
        let text = Text(language).feed();
        let status = StatusCode::from_u16(why.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (title, detail) = match &why {
            Failure::NotFound if split_language(uri.path()).1.starts_with("/feeds/") => {
                (text.not_found_title(), text.no_such_feed())
            }
            Failure::WrongMethod => (text.method_title(), text.method_text()),
            Failure::Unavailable { reference } | Failure::Internal { reference } => {
                (text.unavailable_title(), text.unavailable_text(reference))
            }
            _ => (text.not_found_title(), text.no_such_data()),
        };
        let mut response = problem(status, &title, &detail, None, language);
        if matches!(why, Failure::Unavailable { .. }) {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(5));
        }
        response
    };
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept, accept-language"));
    response
}

/// The language of what is wrong: that of the address, or what the asker prefers.
fn language_of(uri: &Uri, headers: &HeaderMap) -> Language {
    let (language, _) = split_language(uri.path());
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if prefers_english(accepted) { Language::English } else { language }
}

/// A problem as RFC 9457 writes it; `parameter` is the one that is wrong.
fn problem(status: StatusCode, title: &str, detail: &str, parameter: Option<&str>, language: Language) -> Response {
    let mut body = json!({ "type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail });
    if let Some(parameter) = parameter {
        body["parameter"] = parameter.into();
    }
    let mut response = Response::new(Body::from(Bytes::from(body.to_string())));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("accept-language"));
    response
}
