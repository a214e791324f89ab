//! `/staff/availability` and what is under it: an expert's calendar, its terms, its address for calendar programs.

use app::address::split_language;
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::availability::AvailabilityView;
use app::staff::availability::flow::{CalendarAnswer, FeedStep};
use app::staff::availability::query::CalendarQuery;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::availability::AvailabilityForm;

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::sent::Sent;
use super::{AtTheCalendar, show};

/// Which page shows a calendar.
type Shown = fn(Box<AvailabilityView>) -> StaffPage;

/// `/staff/availability`
pub(super) async fn read(State(web): State<Web>, who: AtTheCalendar, uri: Uri) -> Response {
    shown(&web, &uri, who, StaffPage::Availability).await
}

/// `/staff/availability/terms`
pub(super) async fn terms(State(web): State<Web>, who: AtTheCalendar, uri: Uri) -> Response {
    shown(&web, &uri, who, StaffPage::AvailabilityTerms).await
}

async fn shown(web: &Web, uri: &Uri, who: AtTheCalendar, page: Shown) -> Response {
    let query = CalendarQuery::parse(uri.query().unwrap_or_default());
    match web.services().calendar_page(&who.keeper, query).await {
        Ok(view) => show(web, uri, who.desk, page(Box::new(view)), 200),
        Err(error) => failure(web, uri, error),
    }
}

/// `POST /staff/availability`: one change of the calendar.
pub(super) async fn change(State(web): State<Web>, who: AtTheCalendar, uri: Uri, sent: Sent) -> Response {
    answered(&web, &uri, who, sent, StaffPage::Availability).await
}

/// `POST /staff/availability/terms`
pub(super) async fn change_terms(State(web): State<Web>, who: AtTheCalendar, uri: Uri, sent: Sent) -> Response {
    answered(&web, &uri, who, sent, StaffPage::AvailabilityTerms).await
}

async fn answered(web: &Web, uri: &Uri, who: AtTheCalendar, Sent(fields): Sent, page: Shown) -> Response {
    let query = CalendarQuery::parse(uri.query().unwrap_or_default());
    let (language, _) = split_language(uri.path());
    let form = AvailabilityForm::from_fields(fields);
    match web.services().calendar_answer(&who.keeper, language, query, form).await {
        Ok(CalendarAnswer::Go(address)) => see_other(&address),
        Ok(CalendarAnswer::Again(view)) => show(web, uri, who.desk, page(view), 422),
        Ok(CalendarAnswer::Conflicts(view)) => {
            let status = if view.is_new { 422 } else { 200 };
            show(web, uri, who.desk, StaffPage::CalendarConflict(view), status)
        }
        Ok(CalendarAnswer::Versions(view)) => show(web, uri, who.desk, StaffPage::CalendarVersions(view), 409),
        Err(error) => failure(web, uri, error),
    }
}

/// `POST /staff/availability/feed`: an address for calendar programs is made, which is shown once, or withdrawn.
pub(super) async fn feed(State(web): State<Web>, who: AtTheCalendar, uri: Uri, sent: Sent) -> Response {
    let query = CalendarQuery::parse(uri.query().unwrap_or_default());
    let (language, _) = split_language(uri.path());
    let step = match sent.get("step") {
        "make" => FeedStep::Make,
        "withdraw" => FeedStep::Withdraw,
        _ => return failure(&web, &uri, Failure::BadRequest),
    };
    match web.services().calendar_feed(&who.keeper, language, query, step).await {
        Ok(view) => {
            tracing::info!("calendar.feed_changed");
            show(&web, &uri, who.desk, StaffPage::Availability(Box::new(view)), 200)
        }
        Err(error) => failure(&web, &uri, error),
    }
}
