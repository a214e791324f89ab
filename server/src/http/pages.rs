//! The pages that are read.

use app::AppError;
use app::address::split_language;
use app::consultation::own::OwnMoment;
use app::event::query::EventListQuery;
use app::my::mailbox::MailboxView;
use app::my::page::{FindView, Moment, MyView};
use app::notfound::Failure;
use app::shell::Page;
use app::support_organisation::page::{SupportOrganisationQuery, SupportOrganisationsView};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, Uri};
use axum::response::{IntoResponse as _, Response};
use domain::event::Standing;
use domain::reference::{EventCode, SecretToken};
use domain::registration::{Attendance, RegistrationState};

use super::Web;
use super::answer::{Keeping, failure, page};
use super::consultations;
use super::part::Part;
use crate::picture::qr;
use crate::{assets, ics};

/// `/`
pub(super) async fn home(State(web): State<Web>, uri: Uri, headers: HeaderMap) -> Response {
    if let Some(redirect) = super::language::redirect(&uri, &headers) {
        return redirect;
    }
    let prefecture = field(&uri, "prefecture");
    let mut response = page(&web, &uri, Page::Home { prefecture }, 200, Keeping::Public);
    response.headers_mut().insert(VARY, HeaderValue::from_static("Accept-Language, Cookie, Accept-Encoding"));
    response
}

/// One field of the query.
fn field(uri: &Uri, name: &str) -> Option<String> {
    form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
        .find(|(field, _)| field == name)
        .map(|(_, value)| value.into_owned())
}

/// `/events`
pub(super) async fn event_list(State(web): State<Web>, uri: Uri) -> Response {
    let query = EventListQuery::parse(uri.query().unwrap_or_default());
    page(&web, &uri, Page::EventList(Box::new(query)), 200, Keeping::Public)
}

/// `/events/{code}` and `/events/{code}.ics`
pub(super) async fn event(State(web): State<Web>, uri: Uri, Part(code): Part, headers: HeaderMap) -> Response {
    let (language, _) = split_language(uri.path());
    if let Some(code) = code.strip_suffix(".ics") {
        return match web.services().listed(code) {
            Ok(listed) => {
                let calendar = ics::event_calendar(&listed.event, language, web.calendar());
                super::feeds::event_calendar(calendar, &listed.event, &headers)
            }
            Err(error) => failure(&web, &uri, error),
        };
    }
    match web.services().listed(&code) {
        Ok(listed) if listed.event.code.to_string() == code => {
            page(&web, &uri, Page::Event(listed), 200, Keeping::Public)
        }
        // Typed in small letters, in full width, without the hyphen: there is one address for each event.
        Ok(listed) => super::answer::see_other(&app::address::event(language, &listed.event.code)),
        Err(error) => failure(&web, &uri, error),
    }
}

/// An entry of somebody's own, for nobody else to keep.
pub(super) fn calendar_file(calendar: String, name: &str) -> Response {
    let mut response = calendar.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8; method=PUBLISH"));
    let disposition = format!("attachment; filename=\"{name}.ics\"");
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    headers.insert(axum::http::header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `/events/{code}/register`
pub(super) async fn register(State(web): State<Web>, uri: Uri, Part(code): Part) -> Response {
    match web.services().registration_start(&code) {
        Ok(view) => {
            // Somebody who looks has done nothing wrong: the page is there and says what is so.
            page(&web, &uri, Page::Registration(Box::new(view)), 200, Keeping::Own)
        }
        Err(error) => failure(&web, &uri, error),
    }
}

/// `/my/find`
pub(super) async fn find(State(web): State<Web>, uri: Uri) -> Response {
    page(&web, &uri, Page::Find(FindView::default()), 200, Keeping::Own)
}

pub(super) async fn opened(web: &Web, token: &str, moment: Moment) -> Result<MyView, Failure> {
    let link = SecretToken::parse(token).map_err(|_| Failure::NotFound)?;
    let services = web.services();
    match services.registration_of(&link).await {
        Ok((registration, listed)) => {
            let now = services.clock.now();
            // The number alone, never the link: whoever reads the code over somebody's shoulder opens nothing.
            let is_awaited = registration.face() == RegistrationState::Seated
                && registration.applicant.attendance == Attendance::Venue
                && listed.event.standing() == Standing::Published
                && !listed.event.is_past(now);
            let check_in = is_awaited.then(|| qr(registration.reference.as_str())).flatten();
            Ok(MyView { link, registration, listed, moment, key: services.draw_key(now), check_in })
        }
        Err(AppError::NotFound) => match services.storage.offer_link_is_used(&link.hash()).await {
            Ok(true) => Err(Failure::LinkUsed),
            Ok(false) => Err(Failure::NotFound),
            Err(cause) => Err(services.failed("looking for an offer", &cause).into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// `/my/{token}` and `/my/{token}.ics`
pub(super) async fn my(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    if let Some(token) = token.strip_suffix(".ics") {
        let (language, _) = split_language(uri.path());
        return match opened(&web, token, Moment::Later).await {
            Ok(view) => {
                let method = ics::Method::Publish;
                let calendar = ics::registration_calendar(
                    method,
                    &view.registration,
                    &view.listed.event,
                    language,
                    web.calendar(),
                );
                calendar_file(calendar, view.registration.reference.as_str())
            }
            Err(Failure::NotFound) => consultations::calendar(&web, &uri, token).await,
            Err(error) => failure(&web, &uri, error),
        };
    }
    let moment = match uri.query() {
        Some("changed") => Moment::Changed,
        Some("accepted") => Moment::OfferAccepted,
        _ => Moment::Later,
    };
    match opened(&web, &token, moment).await {
        Ok(view) => page(&web, &uri, Page::My(Box::new(view)), 200, Keeping::Nobody),
        Err(Failure::NotFound) => consultations::own(&web, &uri, &token, OwnMoment::of_query(uri.query())).await,
        Err(error) => failure(&web, &uri, error),
    }
}

/// `/my/all/{token}`
pub(super) async fn mailbox(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    let Ok(link) = SecretToken::parse(&token) else { return failure(&web, &uri, Failure::NotFound) };
    let services = web.services();
    match services.storage.mailbox_by_link(&link.hash(), services.clock.now()).await {
        Ok(Some(mailbox)) => {
            let view = MailboxView { link, mailbox };
            page(&web, &uri, Page::Mailbox(Box::new(view)), 200, Keeping::Nobody)
        }
        Ok(None) => failure(&web, &uri, Failure::NotFound),
        Err(cause) => failure(&web, &uri, services.failed("reading a mailbox", &cause)),
    }
}

/// `/my/{token}/registered`
pub(super) async fn registered(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    match opened(&web, &token, Moment::Registered).await {
        Ok(view) => page(&web, &uri, Page::My(Box::new(view)), 200, Keeping::Nobody),
        Err(Failure::NotFound) => consultations::own(&web, &uri, &token, OwnMoment::Booked).await,
        Err(error) => failure(&web, &uri, error),
    }
}

/// `/my/{token}/change`
pub(super) async fn change(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    let Ok(link) = SecretToken::parse(&token) else { return failure(&web, &uri, Failure::NotFound) };
    match web.services().change_start(&link).await {
        Ok(view) => page(&web, &uri, Page::Registration(Box::new(view)), 200, Keeping::Nobody),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `/my/{token}/cancel`
pub(super) async fn cancel(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    match opened(&web, &token, Moment::Later).await {
        Ok(view) => page(&web, &uri, Page::Cancel(Box::new(view)), 200, Keeping::Nobody),
        Err(Failure::NotFound) => consultations::cancel_page(&web, &uri, &token).await,
        Err(error) => failure(&web, &uri, error),
    }
}

/// `/about`
pub(super) async fn about(State(web): State<Web>, uri: Uri) -> Response {
    page(&web, &uri, Page::About, 200, Keeping::Public)
}

/// `/contact`
pub(super) async fn contact(State(web): State<Web>, uri: Uri) -> Response {
    page(&web, &uri, Page::Contact, 200, Keeping::Public)
}

/// `/privacy`
pub(super) async fn privacy(State(web): State<Web>, uri: Uri) -> Response {
    page(&web, &uri, Page::Privacy, 200, Keeping::Public)
}

/// `/accessibility`
pub(super) async fn accessibility(State(web): State<Web>, uri: Uri) -> Response {
    page(&web, &uri, Page::Accessibility, 200, Keeping::Public)
}

/// `/easy`
pub(super) async fn easy(State(web): State<Web>, uri: Uri) -> Response {
    page(&web, &uri, Page::Easy, 200, Keeping::Public)
}

/// `/organizations`
pub(super) async fn support_organisations(State(web): State<Web>, uri: Uri) -> Response {
    let query = SupportOrganisationQuery::parse(uri.query().unwrap_or_default());
    let view = SupportOrganisationsView { query, directory: web.services().storage.support_organisations() };
    page(&web, &uri, Page::SupportOrganisations(Box::new(view)), 200, Keeping::Public)
}

/// `/gallery`, in the demo only.
pub(super) async fn gallery(State(web): State<Web>, uri: Uri) -> Response {
    page(&web, &uri, Page::Gallery, 200, Keeping::Public)
}

/// `/pkg/…`
pub(super) async fn asset(State(web): State<Web>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    assets::respond(&method, uri.path(), &headers).unwrap_or_else(|| failure(&web, &uri, Failure::NotFound))
}

/// Whatever else is asked: a plain file such as the icon, an address with a slash too many, or nothing.
pub(super) async fn other(State(web): State<Web>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if let Some(found) = assets::respond(&method, uri.path(), &headers) {
        return found;
    }
    let trimmed = uri.path().trim_end_matches('/');
    let is_slash_too_many = method == Method::GET && trimmed.len() + 1 == uri.path().len();
    let is_ours = super::PUBLIC.contains(&split_language(trimmed).1) || event_path(trimmed);
    if is_slash_too_many && is_ours {
        return super::answer::see_other(trimmed);
    }
    failure(&web, &uri, Failure::NotFound)
}

fn event_path(path: &str) -> bool {
    let plain = split_language(path).1;
    plain.strip_prefix("/events/").is_some_and(|code| EventCode::parse(code).is_ok())
}

/// A page that is there, asked for by a method that it does not take.
pub(super) async fn wrong_method(State(web): State<Web>, uri: Uri, headers: HeaderMap) -> Response {
    if super::feeds::is_data(uri.path()) {
        return super::feeds::refused(&web, &uri, &headers, Failure::WrongMethod);
    }
    failure(&web, &uri, Failure::WrongMethod)
}
