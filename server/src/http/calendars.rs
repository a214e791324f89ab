//! `/calendars/{token}`: an expert's bookings for their own calendar programs, by a secret address.

use app::address::split_language;
use app::notfound::Failure;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::reference::SecretToken;

use super::Web;
use super::answer::failure;
use super::pages::calendar_file;
use super::part::Part;
use crate::ics::bookings_calendar;

/// `/calendars/{token}.ics`
pub(super) async fn bookings(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    let token = token.strip_suffix(".ics").unwrap_or(&token);
    let Ok(token) = SecretToken::parse(token) else { return failure(&web, &uri, Failure::NotFound) };
    let services = web.services();
    match services.storage.expert_feed(&token.hash(), services.clock.now()).await {
        Ok(Some(feed)) => {
            let (language, _) = split_language(uri.path());
            calendar_file(bookings_calendar(&feed, language, web.calendar()), feed.expert.code.as_str())
        }
        Ok(None) => failure(&web, &uri, Failure::NotFound),
        Err(cause) => failure(&web, &uri, services.failed("reading bookings", &cause)),
    }
}
