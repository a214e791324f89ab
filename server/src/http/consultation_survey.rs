//! `/my/{token}/survey`: what somebody says of their consultation once it is over.

use app::address::split_language;
use app::notfound::Failure;
use app::shell::Page;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::consultation::SurveyForm;
use domain::reference::SecretToken;

use super::Web;
use super::answer::{Keeping, answered, failure, page};
use super::consultations::field;
use super::forms::FormBody;
use super::limits::{Client, Purpose};
use super::part::Part;

/// `GET /my/{token}/survey`
pub(super) async fn read(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    let Ok(link) = SecretToken::parse(&token) else { return failure(&web, &uri, Failure::NotFound) };
    match web.services().survey_start(&link, uri.query() == Some("saved")).await {
        Ok(view) => page(&web, &uri, Page::ConsultationSurvey(Box::new(view)), 200, Keeping::Nobody),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `POST /my/{token}/survey`
pub(super) async fn answer(
    State(web): State<Web>,
    client: Client,
    uri: Uri,
    Part(token): Part,
    FormBody(body): FormBody,
) -> Response {
    let Ok(link) = SecretToken::parse(&token) else { return failure(&web, &uri, Failure::NotFound) };
    if let Err(seconds) = web.limits().admit(Purpose::Register, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let typed = |name: &str| field(&body, name).unwrap_or_default();
    let form = SurveyForm { usefulness: typed("usefulness"), clarity: typed("clarity"), comment: typed("comment") };
    let (language, _) = split_language(uri.path());
    let answer = web.services().survey_answer(language, &link, form).await;
    answered(&web, &uri, answer, |view| {
        let status = view.status();
        page(&web, &uri, Page::ConsultationSurvey(view), status, Keeping::Nobody)
    })
}
