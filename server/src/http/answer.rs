//! Making an answer from a page.

use app::AppError;
use app::address::split_language;
use app::form::Answer;
use app::notfound::Failure;
use app::shell::{Page, document};
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::Response;
use domain::language::Language;

use super::Web;
use super::kept::Moment;

/// How long, and by whom, a page may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// By anybody, but asked for again each time.
    Public,
    /// By this browser, so that Back finds what was typed.
    Own,
    /// By nobody: it stands behind a secret link.
    Nobody,
}

impl Keeping {
    const fn header(self) -> HeaderValue {
        match self {
            Self::Public => HeaderValue::from_static("no-cache"),
            Self::Own => HeaderValue::from_static("private, no-cache"),
            Self::Nobody => HeaderValue::from_static("no-store"),
        }
    }
}

/// The address of a page as its view knows it: path and query.
pub fn address_of(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(|| uri.path().to_owned(), |address| address.as_str().to_owned())
}

/// Has `page` rendered as it looks at `uri`.
pub fn page(web: &Web, uri: &Uri, page: Page, status: u16, keeping: Keeping) -> Response {
    let address = address_of(uri);
    let moment = Moment::new(web.services().storage.schedule_generation(), web.services().clock.now());
    let may_keep = keeping == Keeping::Public && status == 200;
    if may_keep && let Some(html) = web.kept().get(&address, moment) {
        return dressed(html, status, keeping, None);
    }
    let nonce = draw_nonce(web);
    let (html, has_island) = document(web.services(), &address, page, &nonce);
    let html = Bytes::from(html);
    if may_keep && !has_island {
        web.kept().put(&address, moment, &html);
    }
    dressed(html, status, keeping, has_island.then_some(nonce.as_str()))
}

/// What a script of an answer carries, drawn for it.
pub(super) fn draw_nonce(web: &Web) -> String {
    let mut bytes = [0_u8; 16];
    web.services().chance.fill(&mut bytes);
    format!("{:032x}", u128::from_be_bytes(bytes))
}

/// The answer with `html`, whose script, if it has one, carries `nonce`.
pub(super) fn dressed(html: Bytes, status: u16, keeping: Keeping, nonce: Option<&str>) -> Response {
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CACHE_CONTROL, keeping.header());
    if keeping == Keeping::Nobody {
        headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    }
    let script = match nonce {
        Some(nonce) => format!("'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'"),
        None => "'none'".to_owned(),
    };
    let policy = format!(
        "default-src 'none'; script-src {script}; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The page that says why something cannot be shown.
pub fn failure(web: &Web, uri: &Uri, failure: impl Into<Failure>) -> Response {
    let failure = failure.into();
    let status = failure.status();
    let wait = match failure {
        Failure::TooMany { seconds } => Some(seconds),
        Failure::Unavailable { .. } => Some(5),
        _ => None,
    };
    // An address that leads nowhere is not repeated, not even in the link to the other language.
    let front = match split_language(uri.path()).0 {
        Language::Japanese => Uri::from_static("/"),
        Language::English => Uri::from_static("/en"),
    };
    let leads_nowhere =
        matches!(failure, Failure::NotFound | Failure::LinkUsed | Failure::CrossSite | Failure::WrongMethod);
    let shown = if leads_nowhere { &front } else { uri };
    let mut response = page(web, shown, Page::Failure(failure), status, Keeping::Nobody);
    if let Some(seconds) = wait {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Answers a form: sends the browser on, or has its page `shown` again.
pub fn answered<View>(
    web: &Web,
    uri: &Uri,
    answer: Result<Answer<View>, AppError>,
    shown: impl FnOnce(Box<View>) -> Response,
) -> Response {
    match answer {
        Ok(Answer::Page(view)) => shown(view),
        Ok(Answer::Go(address)) => see_other(&address),
        Err(error) => failure(web, uri, error),
    }
}

/// Sends the browser to `address`, one of our own, to be fetched with GET.
pub fn see_other(address: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(address) = HeaderValue::from_str(address) {
        response.headers_mut().insert(LOCATION, address);
    }
    response.headers_mut().insert(CACHE_CONTROL, Keeping::Nobody.header());
    response
}
