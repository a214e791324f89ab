//! `/staff/availability/calendars`: calendars that experts keep elsewhere.

use app::address::split_language;
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::availability::query::CalendarQuery;
use app::staff::external_calendar::flow::ExternalCalendarAnswer;
use app::staff::external_calendar::{ExternalCalendarDone, ExternalCalendarStep};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::sent::Sent;
use super::{AtTheCalendar, show};

/// `/staff/availability/calendars`
pub(super) async fn read(State(web): State<Web>, who: AtTheCalendar, uri: Uri) -> Response {
    let query = uri.query().unwrap_or_default();
    let (done, query) = (ExternalCalendarDone::of_query(query), CalendarQuery::parse(query));
    match web.services().external_calendars_page(&who.keeper, query, done).await {
        Ok(view) => show(&web, &uri, who.desk, StaffPage::ExternalCalendars(Box::new(view)), 200),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `POST /staff/availability/calendars`: one is added, renamed, removed or read now. Whoever adds one, or has one read,
/// waits for what comes of it: the page they come to tells it.
pub(super) async fn act(State(web): State<Web>, who: AtTheCalendar, uri: Uri, sent: Sent) -> Response {
    let Some(step) = ExternalCalendarStep::of(|name| sent.get(name)) else {
        return failure(&web, &uri, Failure::BadRequest);
    };
    let query = CalendarQuery::parse(uri.query().unwrap_or_default());
    let (language, _) = split_language(uri.path());
    let (services, calendars) = (web.services(), web.calendars());
    let plain = calendars.admits_plain();
    match services.external_calendar_answer(&who.keeper, language, query, step, plain).await {
        Ok(ExternalCalendarAnswer::Go(address)) => see_other(&address),
        Ok(ExternalCalendarAnswer::Read(id, address)) => match calendars.read_now(id).await {
            Ok(()) => see_other(&address),
            Err(cause) => failure(&web, &uri, services.failed("reading an external calendar", &cause)),
        },
        Ok(ExternalCalendarAnswer::Again(view)) => show(&web, &uri, who.desk, StaffPage::ExternalCalendars(view), 422),
        Err(error) => failure(&web, &uri, error),
    }
}
