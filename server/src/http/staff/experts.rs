//! `/staff/experts` and what is under it.

use app::address::{localized, split_language};
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::availability::query::{CalendarQuery, CalendarView};
use app::staff::expert::EXPERTS;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::expert::{CalendarKeeper, ExpertCode};
use domain::expert_form::ExpertForm;

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::super::part::Part;
use super::sent::Sent;
use super::{AtTheSecretariat, show};

/// `/staff/experts`
pub(super) async fn list(State(web): State<Web>, who: AtTheSecretariat, uri: Uri) -> Response {
    let query = uri.query().unwrap_or_default();
    let is_saved = form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "done");
    match web.services().experts_page(who.secretariat, is_saved).await {
        Ok(view) => show(&web, &uri, who.desk, StaffPage::Experts(Box::new(view)), 200),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `/staff/experts/week`
pub(super) async fn beside(State(web): State<Web>, who: AtTheSecretariat, uri: Uri) -> Response {
    let query = CalendarQuery { view: CalendarView::Week, ..CalendarQuery::parse(uri.query().unwrap_or_default()) };
    let keeper = CalendarKeeper::Secretariat(who.secretariat);
    match web.services().calendars_beside(&keeper, query).await {
        Ok(view) => show(&web, &uri, who.desk, StaffPage::ExpertsBeside(Box::new(view)), 200),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `/staff/experts/new`
pub(super) async fn new(State(web): State<Web>, who: AtTheSecretariat, uri: Uri) -> Response {
    form(&web, &uri, who, None).await
}

/// `/staff/experts/{code}`
pub(super) async fn edit(State(web): State<Web>, who: AtTheSecretariat, uri: Uri, Part(code): Part) -> Response {
    match ExpertCode::parse(&code) {
        Ok(code) => form(&web, &uri, who, Some(code)).await,
        Err(_) => failure(&web, &uri, Failure::NotFound),
    }
}

async fn form(web: &Web, uri: &Uri, who: AtTheSecretariat, code: Option<ExpertCode>) -> Response {
    match web.services().expert_form(who.secretariat, code.as_ref()).await {
        Ok(view) => show(web, uri, who.desk, StaffPage::ExpertForm(Box::new(view)), 200),
        Err(error) => failure(web, uri, error),
    }
}

/// `POST /staff/experts/new`
pub(super) async fn add(State(web): State<Web>, who: AtTheSecretariat, uri: Uri, sent: Sent) -> Response {
    written(&web, &uri, who, None, &sent).await
}

/// `POST /staff/experts/{code}`
pub(super) async fn save(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    Part(code): Part,
    sent: Sent,
) -> Response {
    match ExpertCode::parse(&code) {
        Ok(code) => written(&web, &uri, who, Some(code), &sent).await,
        Err(_) => failure(&web, &uri, Failure::NotFound),
    }
}

async fn written(web: &Web, uri: &Uri, who: AtTheSecretariat, code: Option<ExpertCode>, sent: &Sent) -> Response {
    let typed = |name: &str| sent.get(name).to_owned();
    let languages = sent.pairs().filter(|(name, _)| *name == "languages").map(|(_, code)| code.to_owned());
    let form = ExpertForm {
        account: typed("account"),
        name: typed("name"),
        name_en: typed("name_en"),
        title: typed("title"),
        title_en: typed("title_en"),
        qualifications: typed("qualifications"),
        introduction: typed("introduction"),
        introduction_en: typed("introduction_en"),
        languages: languages.collect(),
        region: typed("region"),
        is_shown: typed("is_shown"),
    };
    match web.services().expert_answer(who.secretariat, code.as_ref(), form).await {
        Ok(None) => {
            let (language, _) = split_language(uri.path());
            see_other(&localized(language, &format!("{EXPERTS}?done=saved")))
        }
        Ok(Some(view)) => show(web, uri, who.desk, StaffPage::ExpertForm(Box::new(view)), 422),
        Err(error) => failure(web, uri, error),
    }
}
