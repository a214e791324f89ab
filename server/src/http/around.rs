//! What stands around every request: its number, its log line, the headers of every answer, and the
//! page for a panic, for a slow answer, for a request from another site.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use app::notfound::Failure;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use domain::reference::ReferenceNumber;
use futures_util::FutureExt as _;
use tower_http::csrf::ProtectionError;

use super::Web;
use super::answer::failure;

/// Nobody waits longer; a registration in a long line takes seconds at most.
const LONGEST: Duration = Duration::from_mins(1);

/// On every answer that does not say otherwise itself. A page's own content policy is set where it is rendered.
const HEADERS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
    ),
];

/// The content policy of whatever is no page. The icon is a picture with styles inside.
const NO_PAGE: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

pub(super) async fn around(State(web): State<Web>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let mut bytes = [0_u8; 16];
    web.services().chance.fill(&mut bytes);
    // Spoken over the phone if need be: the same kind of number as everywhere.
    let number = ReferenceNumber::from_random(bytes);
    let method = request.method().clone();
    let uri = request.uri().clone();
    // The pattern, never the address itself: addresses hold secret links.
    let route = request.extensions().get::<MatchedPath>().map_or("-", |path| path.as_str()).to_owned();
    let answering = AssertUnwindSafe(tokio::time::timeout(LONGEST, next.run(request))).catch_unwind();
    let mut response = match answering.await {
        Ok(Ok(response)) if response.extensions().get::<ProtectionError>().is_some() => {
            failure(&web, &uri, Failure::CrossSite)
        }
        Ok(Ok(response)) => response,
        Ok(Err(_)) => {
            let reference = number.to_string();
            tracing::error!(reference, route, "a request took longer than {} seconds", LONGEST.as_secs());
            failure(&web, &uri, Failure::Unavailable { reference })
        }
        Err(panic) => {
            let reference = number.to_string();
            let said = panic
                .downcast_ref::<&str>()
                .map(|text| (*text).to_owned())
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_default();
            tracing::error!(reference, route, cause = said, "a request panicked");
            failure(&web, &uri, Failure::Internal { reference })
        }
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NO_PAGE));
    if web.services().site.public_url.starts_with("https://") {
        headers.insert(
            HeaderName::from_static("strict-transport-security"),
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    if let Ok(number) = HeaderValue::from_str(number.as_str()) {
        headers.insert(HeaderName::from_static("x-request-id"), number);
    }
    let took_ms = started.elapsed().as_secs_f64() * 1000.0;
    let status = response.status().as_u16();
    tracing::info!(request = number.as_str(), %method, route, status, took_ms = format_args!("{took_ms:.1}"), "http");
    response
}
