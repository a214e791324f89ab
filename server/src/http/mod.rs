//! The router: which address is answered by whom, and what stands around every answer.
//!
//! From the outside in: each request gets a number and one log line; a panic becomes a 500 page;
//! whatever is not from our own pages and wants to write is turned away; bodies are small; and only
//! then comes the route. A route loads what its page shows, decides the status, and has it rendered.

pub mod answer;
mod around;
mod calendars;
mod consultation_sheet;
mod consultation_survey;
mod consultations;
mod event_tables;
mod faq;
mod feeds;
mod forms;
mod health;
mod http_date;
mod inquiries;
mod kept;
mod language;
mod limits;
mod pages;
mod part;
mod pictures;
pub mod staff;
mod upload;
mod waitings;

use std::net::IpAddr;
use std::sync::Arc;

use app::services::Services;
use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;

use crate::external_calendar::CalendarReader;
use crate::feed::Shelf;
use crate::ics::IcsSite;
use limits::Limits;

/// The largest form: every field at its longest, urlencoded, takes less.
const LARGEST_FORM: usize = 128 * 1024;

/// What every route works with.
#[derive(Clone)]
pub struct Web {
    inner: Arc<WebInner>,
}

struct WebInner {
    services: Services,
    calendar: IcsSite,
    limits: Limits,
    kept: kept::Kept<Bytes>,
    searches: kept::Kept<kept::Template>,
    shelf: Shelf,
    pictures: pictures::Pictures,
    trusted_proxy: Option<IpAddr>,
    calendars: CalendarReader,
    desk: staff::DeskState,
}

/// How the router is set.
pub struct WebOptions {
    /// What the use cases need.
    pub services: Services,
    /// What calendar entries say of the site.
    pub calendar: IcsSite,
    /// Whether one network may send forms only so often.
    pub limits: bool,
    /// Whose X-Forwarded-For is believed.
    pub trusted_proxy: Option<IpAddr>,
    /// What reads calendars that experts keep elsewhere.
    pub calendars: CalendarReader,
    /// How the desk is set.
    pub desk: staff::DeskOptions,
}

impl Web {
    /// The services.
    pub fn services(&self) -> &Services {
        &self.inner.services
    }

    fn calendar(&self) -> &IcsSite {
        &self.inner.calendar
    }

    fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    fn kept(&self) -> &kept::Kept<Bytes> {
        &self.inner.kept
    }

    /// Searches for a consultation, as of what was committed.
    fn searches(&self) -> &kept::Kept<kept::Template> {
        &self.inner.searches
    }

    fn shelf(&self) -> &Shelf {
        &self.inner.shelf
    }

    fn pictures(&self) -> &pictures::Pictures {
        &self.inner.pictures
    }

    fn calendars(&self) -> &CalendarReader {
        &self.inner.calendars
    }

    fn desk(&self) -> &staff::DeskState {
        &self.inner.desk
    }

    fn trusted_proxy(&self) -> Option<IpAddr> {
        self.inner.trusted_proxy
    }
}

/// The pages that anybody may read, without the language in front. The test of all routes walks
/// through this list and [`PRIVATE`].
pub const PUBLIC: &[&str] = &[
    "/",
    "/events",
    "/events/{code}",
    "/my/find",
    "/consultations",
    "/consultations/experts/{code}",
    "/inquiries/new",
    "/faq",
    "/about",
    "/contact",
    "/privacy",
    "/accessibility",
    "/easy",
    "/organizations",
];

/// The pages that open with a secret link or hold what somebody types.
pub const PRIVATE: &[&str] = &[
    "/events/{code}/register",
    "/events/{code}/tables",
    "/my/{token}",
    "/my/{token}/registered",
    "/my/{token}/change",
    "/my/{token}/cancel",
    "/my/{token}/move",
    "/my/{token}/sheet",
    "/my/{token}/survey",
    "/my/{token}/files/{id}",
    "/my/all/{token}",
    "/consultations/{token}",
    "/consultations/confirm/{token}",
    "/calendars/{token}",
    "/inquiries/{token}",
    "/inquiries/{token}/files/{id}",
];

/// What programs read in a language of their choice, without the language in front; no secrets stand in
/// any of it.
pub const FEEDS: &[&str] = &["/feeds/{area}/{file}", "/openapi.json", "/open-data/openapi.json"];

/// What programs read that is the same in every language.
pub const DATA: &[&str] = &[
    "/open-data/events.csv",
    "/open-data/events.json",
    "/sitemap.xml",
    "/sitemaps/{file}",
    "/robots.txt",
    "/.well-known/security.txt",
];

/// Everything the service answers.
pub fn router(options: WebOptions) -> Router {
    let WebOptions { services, calendar, limits, trusted_proxy, calendars, desk } = options;
    let is_demo = services.site.demo;
    let web = Web {
        inner: Arc::new(WebInner {
            services,
            calendar,
            limits: Limits::new(limits),
            kept: kept::Kept::default(),
            searches: kept::Kept::default(),
            shelf: Shelf::default(),
            pictures: pictures::Pictures::default(),
            trusted_proxy,
            calendars,
            desk: staff::DeskState::new(desk),
        }),
    };

    // Behind a proxy the host of a request may be another than the one that the browser knows.
    let csrf = CsrfLayer::new().add_trusted_origin(&web.services().site.public_url).unwrap_or_default();

    // Only pages without secrets are compressed: the length of a compressed answer tells of its content. An empty
    // form's key is drawn anew each time, so no two lengths can be compared for it.
    let compression = CompressionLayer::new().gzip(true).quality(CompressionLevel::Fastest);
    let uploads = DefaultBodyLimit::max(upload::LARGEST_UPLOAD);
    let mut public = Router::new();
    let mut private = Router::new();
    // Documents that are kept compressed.
    let mut data = Router::new()
        .route("/open-data/events.csv", get(feeds::catalogue))
        .route("/open-data/events.json", get(feeds::event_page))
        .route("/sitemap.xml", get(feeds::sitemap))
        .route("/sitemaps/{file}", get(feeds::sitemap_part))
        .route("/robots.txt", get(feeds::robots))
        .route("/.well-known/security.txt", get(feeds::security));
    for prefix in ["", "/en"] {
        let at =
            |path: &str| if path == "/" && !prefix.is_empty() { prefix.to_owned() } else { format!("{prefix}{path}") };
        public = public
            .route(&at("/"), get(pages::home))
            .route(&at("/events"), get(pages::event_list))
            .route(&at("/events/{code}"), get(pages::event))
            .route(&at("/site.webmanifest"), get(pictures::manifest))
            .route(&at("/consultations/experts/{code}"), get(consultations::expert))
            .route(&at("/organizations"), get(pages::support_organisations))
            .route(&at("/about"), get(pages::about))
            .route(&at("/contact"), get(pages::contact))
            .route(&at("/privacy"), get(pages::privacy))
            .route(&at("/accessibility"), get(pages::accessibility))
            .route(&at("/easy"), get(pages::easy))
            .route(&at("/faq"), get(faq::read))
            .route(&at("/faq/{id}/helped"), get(faq::question).post(faq::rate));
        if is_demo {
            public = public.route(&at("/gallery"), get(pages::gallery));
        }
        data = data
            .route(&at("/feeds/{area}/{file}"), get(feeds::feed))
            .route(&at("/openapi.json"), get(feeds::openapi))
            .route(&at("/open-data/openapi.json"), get(feeds::openapi));
        private = private
            .route(
                &at("/events/{code}/register"),
                get(pages::register).layer(compression.clone()).post(forms::register),
            )
            .route(
                &at("/events/{code}/tables"),
                get(event_tables::read).layer(compression.clone()).post(event_tables::choose),
            )
            .route(
                &at("/consultations"),
                get(consultations::search).layer(compression.clone()).post(consultations::choose),
            )
            .route(&at("/consultations/wait"), get(waitings::form).layer(compression.clone()).post(waitings::join))
            .route(&at("/consultations/{token}"), get(consultations::booking).post(consultations::book))
            .route(&at("/consultations/confirm/{token}"), get(consultations::confirm_page).post(consultations::confirm))
            .route(&at("/my/{token}/move"), get(consultations::move_page).post(consultations::move_to))
            .route(
                &at("/my/{token}/sheet"),
                get(consultation_sheet::read).post(consultation_sheet::save).layer(uploads),
            )
            .route(&at("/my/{token}/survey"), get(consultation_survey::read).post(consultation_survey::answer))
            .route(&at("/my/{token}/files/{id}"), get(consultation_sheet::file))
            .route(&at("/my/find"), get(pages::find).post(forms::find))
            .route(
                &at("/inquiries/new"),
                get(inquiries::new).layer(compression.clone()).post(inquiries::ask).layer(uploads),
            )
            .route(&at("/calendars/{token}"), get(calendars::bookings))
            .route(&at("/inquiries/{token}"), get(inquiries::thread).post(inquiries::follow_up).layer(uploads))
            .route(&at("/inquiries/{token}/files/{id}"), get(inquiries::file))
            .route(&at("/my/all/{token}"), get(pages::mailbox).post(forms::open_record))
            .route(&at("/my/{token}"), get(pages::my).post(forms::answer_offer))
            .route(&at("/my/{token}/registered"), get(pages::registered))
            .route(&at("/my/{token}/change"), get(pages::change).post(forms::change))
            .route(&at("/my/{token}/cancel"), get(pages::cancel).post(forms::cancel))
            .merge(staff::routes(at));
    }
    Router::new()
        .merge(public.layer(compression))
        .merge(private)
        .merge(data)
        .route("/do/{*function}", get(forms::server_function).post(forms::server_function))
        .route("/og/{file}", get(pictures::preview))
        .route("/favicon.ico", get(pictures::small_icon))
        .route("/apple-touch-icon.png", get(pictures::touch_icon))
        .route("/icon-192.png", get(pictures::icon_192))
        .route("/icon-512.png", get(pictures::icon_512))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/pkg/{*path}", get(pages::asset))
        .method_not_allowed_fallback(pages::wrong_method)
        .fallback(pages::other)
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(csrf)
        .layer(axum::middleware::from_fn_with_state(web.clone(), around::around))
        .with_state(web)
}
