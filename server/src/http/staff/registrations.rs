//! `/staff/registrations`, `/staff/events/{code}/registrations` and what is under them.

use app::AppError;
use app::address::split_language;
use app::form::Answer;
use app::notfound::Failure;
use app::registration::form::read as read_typed;
use app::staff::StaffPage;
use app::staff::registration::{ActSent, FormSent, FormView, RollQuery, one_address};
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use domain::reference::{EventCode, ReferenceNumber};
use domain::registration::desk::DeskActForm;

use super::super::Web;
use super::super::answer::{answered, failure, see_other};
use super::super::forms::FormBody;
use super::super::part::{CodePart, Part};
use super::sent::Sent;
use super::{AtTheSecretariat, show};

/// The longest words that are looked for, in characters.
const LONGEST_SEARCH: usize = 100;

/// The words that a search sends. They may name a person: no address carries them.
fn searched(sent: &Sent) -> String {
    sent.get("q").trim().chars().filter(|sign| !sign.is_control()).take(LONGEST_SEARCH).collect()
}

/// `/staff/registrations`
pub(super) async fn overview(State(web): State<Web>, who: AtTheSecretariat, uri: Uri) -> Response {
    let page = RollQuery::parse(uri.query().unwrap_or_default()).page;
    match web.services().registrations_overview(String::new(), page).await {
        Ok(view) => show(&web, &uri, who.desk, StaffPage::Registrations(Box::new(view)), 200),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `POST /staff/registrations`: a search; a whole number leads to its registration.
pub(super) async fn search(State(web): State<Web>, who: AtTheSecretariat, uri: Uri, sent: Sent) -> Response {
    let words = searched(&sent);
    let (language, path) = split_language(uri.path());
    if words.is_empty() {
        return see_other(&app::address::localized(language, path));
    }
    match web.services().registrations_overview(words, 1).await {
        Ok(view) => match (ReferenceNumber::parse(&view.words), view.hits.as_slice()) {
            (Ok(number), [(only, _)]) if only.reference == number => see_other(&one_address(language, &number)),
            _ => show(&web, &uri, who.desk, StaffPage::Registrations(Box::new(view)), 200),
        },
        Err(error) => failure(&web, &uri, error),
    }
}

/// `/staff/events/{code}/registrations`
pub(super) async fn roll(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
) -> Response {
    shown(&web, &uri, who, &code, String::new()).await
}

/// `POST /staff/events/{code}/registrations`: a search.
pub(super) async fn search_roll(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    sent: Sent,
) -> Response {
    let words = searched(&sent);
    if words.is_empty() {
        let (language, _) = split_language(uri.path());
        return see_other(&RollQuery::parse(uri.query().unwrap_or_default()).address(language, &code));
    }
    shown(&web, &uri, who, &code, words).await
}

async fn shown(web: &Web, uri: &Uri, who: AtTheSecretariat, code: &EventCode, words: String) -> Response {
    let query = RollQuery::parse(uri.query().unwrap_or_default());
    match web.services().roll(code, query, words).await {
        Ok(view) => show(web, uri, who.desk, StaffPage::Roll(Box::new(view)), 200),
        Err(error) => failure(web, uri, error),
    }
}

/// `POST /staff/events/{code}/registrations/act`
pub(super) async fn act(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    sent: Sent,
) -> Response {
    let typed = |name: &str| sent.get(name).to_owned();
    let form = DeskActForm { act: typed("act"), reason: typed("reason"), to: typed("to"), or_wait: typed("or_wait") };
    let chosen = sent.pairs().filter(|(name, _)| *name == "pick").map(|(_, number)| number.to_owned()).collect();
    let sent = ActSent { form, chosen, key: typed("key"), step: typed("step") };
    let (language, _) = split_language(uri.path());
    let answer = web.services().registration_act(who.secretariat, language, &code, sent).await;
    answered(&web, &uri, answer, |view| {
        let status = view.status();
        show(&web, &uri, who.desk, StaffPage::RegistrationAct(view), status)
    })
}

/// `/staff/events/{code}/registrations/acts/{id}`
pub(super) async fn report(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    Path((code, id)): Path<(String, String)>,
) -> Response {
    let (Ok(code), Ok(id)) = (EventCode::parse(&code), id.parse::<i64>()) else {
        return failure(&web, &uri, Failure::NotFound);
    };
    let services = web.services();
    match services.storage.desk_act_report(&code, id).await {
        Ok(Some(report)) => show(&web, &uri, who.desk, StaffPage::RegistrationReport(Box::new(report)), 200),
        Ok(None) => failure(&web, &uri, Failure::NotFound),
        Err(cause) => failure(&web, &uri, services.failed("reading what was done", &cause)),
    }
}

/// `/staff/events/{code}/registrations/new`
pub(super) async fn new(State(web): State<Web>, who: AtTheSecretariat, uri: Uri, CodePart(code): CodePart) -> Response {
    let (language, _) = split_language(uri.path());
    let start = web.services().registration_new(&code, language).await;
    form_shown(&web, &uri, who, start.map(|view| Answer::Page(Box::new(view))))
}

/// `POST /staff/events/{code}/registrations/new`
pub(super) async fn take_down(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    FormBody(body): FormBody,
) -> Response {
    let (language, _) = split_language(uri.path());
    let answer = web.services().registration_new_answer(who.secretariat, language, &code, typed(&body)).await;
    form_shown(&web, &uri, who, answer)
}

/// `/staff/registrations/{reference}`
pub(super) async fn read(State(web): State<Web>, who: AtTheSecretariat, uri: Uri, Part(number): Part) -> Response {
    let Ok(number) = ReferenceNumber::parse(&number) else { return failure(&web, &uri, Failure::NotFound) };
    let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let done = query.into_owned().find(|(name, _)| name == "done").map(|(_, act)| act);
    match web.services().registration_desk(&number, done).await {
        Ok(view) => show(&web, &uri, who.desk, StaffPage::Registration(Box::new(view)), 200),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `/staff/registrations/{reference}/edit`
pub(super) async fn edit(State(web): State<Web>, who: AtTheSecretariat, uri: Uri, Part(number): Part) -> Response {
    let Ok(number) = ReferenceNumber::parse(&number) else { return failure(&web, &uri, Failure::NotFound) };
    let start = web.services().registration_edit(&number).await;
    form_shown(&web, &uri, who, start.map(|view| Answer::Page(Box::new(view))))
}

/// `POST /staff/registrations/{reference}/edit`
pub(super) async fn change(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    Part(number): Part,
    FormBody(body): FormBody,
) -> Response {
    let Ok(number) = ReferenceNumber::parse(&number) else { return failure(&web, &uri, Failure::NotFound) };
    let (language, _) = split_language(uri.path());
    let answer = web.services().registration_edit_answer(who.secretariat, language, &number, typed(&body)).await;
    form_shown(&web, &uri, who, answer)
}

fn typed(body: &[u8]) -> FormSent {
    let language = form_urlencoded::parse(body).into_owned().find(|(name, _)| name == "language");
    FormSent { form: read_typed(body), language: language.map(|(_, code)| code).unwrap_or_default() }
}

fn form_shown(web: &Web, uri: &Uri, who: AtTheSecretariat, answer: Result<Answer<FormView>, AppError>) -> Response {
    answered(web, uri, answer, |view| {
        let status = view.status();
        show(web, uri, who.desk, StaffPage::RegistrationForm(view), status)
    })
}
