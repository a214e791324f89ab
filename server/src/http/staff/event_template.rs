//! `/staff/schedule/templates`: templates are kept, listed, and thrown away.

use app::address::{localized, split_language};
use app::staff::StaffPage;
use app::staff::event_template::{TEMPLATES, TemplateDone, TemplatesView};
use app::text::Text;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::event_template::{EventTemplateId, TemplateName};
use domain::reference::EventCode;

use app::notfound::Failure;

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::sent::Sent;
use super::show;
use super::signed_in::AtTheSecretariat;

/// `GET /staff/schedule/templates`
pub(super) async fn read(State(web): State<Web>, who: AtTheSecretariat, uri: Uri) -> Response {
    let query = uri.query().unwrap_or_default();
    let done = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "done");
    let done = done.and_then(|(_, word)| TemplateDone::from_word(&word));
    list(&web, &uri, who, done, Vec::new(), None).await
}

/// `POST /staff/schedule/templates`: an event is kept as a template, or a template is thrown away.
pub(super) async fn act(State(web): State<Web>, who: AtTheSecretariat, uri: Uri, sent: Sent) -> Response {
    let services = web.services();
    let now = services.clock.now();
    let (language, _) = split_language(uri.path());
    let back = |done: &str| see_other(&localized(language, &format!("{TEMPLATES}?done={done}")));
    match sent.get("act") {
        "save" => save(&web, &uri, who, &sent).await,
        "delete" => {
            let Ok(id) = sent.get("template").parse() else { return failure(&web, &uri, Failure::BadRequest) };
            match services.storage.event_template_delete(who.secretariat, EventTemplateId(id), now).await {
                Ok(()) => back("deleted"),
                Err(cause) => failure(&web, &uri, services.failed("deleting a template", &cause)),
            }
        }
        _ => failure(&web, &uri, Failure::BadRequest),
    }
}

async fn save(web: &Web, uri: &Uri, who: AtTheSecretariat, sent: &Sent) -> Response {
    let services = web.services();
    let (language, _) = split_language(uri.path());
    let words = Text(language).event_template();
    let (event, typed) = (sent.get("event"), sent.get("template_name"));
    let Ok(code) = EventCode::parse(event) else { return failure(web, uri, Failure::BadRequest) };
    let again = async |who, problem: String| {
        let problems = vec![("template_name".to_owned(), problem)];
        list(web, uri, who, None, problems, Some((event.to_owned(), typed.to_owned()))).await
    };
    let name = match TemplateName::parse(typed) {
        Ok(name) => name,
        Err(error) => return again(who, words.name_problem(error)).await,
    };
    let saved = services.storage.event_template_save(who.secretariat, &code, &name, services.clock.now()).await;
    match saved {
        Ok(_) => see_other(&localized(language, &format!("{TEMPLATES}?done=saved"))),
        Err(error) => match error.refusal() {
            Ok(refusal) => again(who, words.refused(refusal).into_owned()).await,
            Err(cause) => failure(web, uri, services.failed("saving a template", &cause)),
        },
    }
}

async fn list(
    web: &Web,
    uri: &Uri,
    who: AtTheSecretariat,
    done: Option<TemplateDone>,
    problems: Vec<(String, String)>,
    typed: Option<(String, String)>,
) -> Response {
    let services = web.services();
    let status = if problems.is_empty() { 200 } else { 422 };
    match services.storage.event_templates().await {
        Ok(templates) => {
            let view = TemplatesView { templates, done, problems, typed };
            show(web, uri, who.desk, StaffPage::EventTemplates(Box::new(view)), status)
        }
        Err(cause) => failure(web, uri, services.failed("reading templates", &cause)),
    }
}
