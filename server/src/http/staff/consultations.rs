//! `/staff/consultations` and what is under it.

use app::address::desk_consultation;
use app::address::{localized, split_language};
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::consultation::{ConsultationAct, ConsultationQuery, ConsultationSent};
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use domain::attachment::AttachmentId;
use domain::consultation::ReportForm;
use domain::reference::ReferenceNumber;

use super::super::Web;
use super::super::answer::{answered, failure, see_other};
use super::super::inquiries::download;
use super::super::part::Part;
use super::sent::Sent;
use super::{AtTheCalendar, show};

/// The longest words that are looked for, in characters.
const LONGEST_SEARCH: usize = 100;

/// `/staff/consultations`
pub(super) async fn list(State(web): State<Web>, who: AtTheCalendar, uri: Uri) -> Response {
    listed(&web, &uri, who, None).await
}

/// `POST /staff/consultations`: a number leads to its consultation.
pub(super) async fn search(State(web): State<Web>, who: AtTheCalendar, uri: Uri, sent: Sent) -> Response {
    let words: String = sent.get("q").trim().chars().filter(|sign| !sign.is_control()).take(LONGEST_SEARCH).collect();
    let (language, path) = split_language(uri.path());
    if words.is_empty() {
        return see_other(&localized(language, path));
    }
    if let Ok(number) = ReferenceNumber::parse(&words) {
        match web.services().storage.consultation(&who.keeper, &number).await {
            Ok(Some(_)) => return see_other(&desk_consultation(language, &number)),
            Ok(None) => {}
            Err(cause) => {
                let error = web.services().failed("looking for a consultation", &cause);
                return failure(&web, &uri, error);
            }
        }
    }
    listed(&web, &uri, who, Some(words)).await
}

async fn listed(web: &Web, uri: &Uri, who: AtTheCalendar, missed: Option<String>) -> Response {
    let query = ConsultationQuery::parse(uri.query().unwrap_or_default());
    let status = if missed.is_some() { 422 } else { 200 };
    match web.services().consultations_page(&who.keeper, query, missed).await {
        Ok(view) => show(web, uri, who.desk, StaffPage::Consultations(Box::new(view)), status),
        Err(error) => failure(web, uri, error),
    }
}

/// `/staff/consultations/{reference}`
pub(super) async fn read(State(web): State<Web>, who: AtTheCalendar, uri: Uri, Part(number): Part) -> Response {
    let Ok(number) = ReferenceNumber::parse(&number) else { return failure(&web, &uri, Failure::NotFound) };
    let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).find(|(name, _)| name == "done");
    let done = query.and_then(|(_, act)| ConsultationAct::from_slug(&act));
    match web.services().consultation_page(&who.keeper, &number, done).await {
        Ok(view) => show(&web, &uri, who.desk, StaffPage::Consultation(Box::new(view)), 200),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `POST /staff/consultations/{reference}`: whatever is done to it, by the button that was pressed.
pub(super) async fn act(
    State(web): State<Web>,
    who: AtTheCalendar,
    uri: Uri,
    Part(number): Part,
    sent: Sent,
) -> Response {
    let Ok(number) = ReferenceNumber::parse(&number) else { return failure(&web, &uri, Failure::NotFound) };
    let typed = |name: &str| sent.get(name).to_owned();
    let report = ReportForm {
        findings: typed("findings"),
        advice: typed("advice"),
        next_step: typed("next_step"),
        internal: typed("internal"),
        revision: typed("report_revision"),
    };
    let sent = ConsultationSent {
        act: typed("act"),
        revision: typed("revision"),
        day: typed("day"),
        time: typed("time"),
        expert: typed("expert"),
        reason: typed("reason"),
        count: typed("count"),
        report,
    };
    let (language, _) = split_language(uri.path());
    let answer = web.services().consultation_answer(&who.keeper, language, &number, sent).await;
    answered(&web, &uri, answer, |view| {
        let status = view.status();
        show(&web, &uri, who.desk, StaffPage::Consultation(view), status)
    })
}

/// `/staff/consultations/{reference}/files/{id}`: a file of what its client wrote beforehand, always a download.
pub(super) async fn file(
    State(web): State<Web>,
    who: AtTheCalendar,
    uri: Uri,
    Path((number, id)): Path<(String, String)>,
) -> Response {
    let (Ok(number), Ok(id)) = (ReferenceNumber::parse(&number), id.parse::<i64>()) else {
        return failure(&web, &uri, Failure::NotFound);
    };
    let services = web.services();
    match services.storage.sheet_file(&who.keeper, &number, AttachmentId(id)).await {
        Ok(Some(attachment)) => download(attachment),
        Ok(None) => failure(&web, &uri, Failure::NotFound),
        Err(cause) => failure(&web, &uri, services.failed("reading a file", &cause)),
    }
}
