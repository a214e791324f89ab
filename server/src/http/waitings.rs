//! Waiting for a consultation: the form, and the page behind the link.

use app::AppError;
use app::address::split_language;
use app::consultation::query::ConsultationQuery;
use app::consultation::waiting::flow::{WaitView, WaitingMoment, read};
use app::form::Answer;
use app::notfound::Failure;
use app::shell::Page;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::offer::OfferAnswer;
use domain::reference::SecretToken;

use super::Web;
use super::answer::{Keeping, answered, failure, page, see_other};
use super::consultations::field;
use super::forms::FormBody;
use super::limits::{Client, Purpose};

fn shown(web: &Web, uri: &Uri, answer: Result<Answer<WaitView>, AppError>) -> Response {
    answered(web, uri, answer, |view| {
        let status = view.status();
        page(web, uri, Page::Wait(view), status, Keeping::Own)
    })
}

/// `GET /consultations/wait`
pub(super) async fn form(State(web): State<Web>, uri: Uri) -> Response {
    let query = ConsultationQuery::parse(uri.query().unwrap_or_default().as_bytes());
    let (language, _) = split_language(uri.path());
    let answer = web.services().waiting_start(language, query).await;
    shown(&web, &uri, answer)
}

/// `POST /consultations/wait`
pub(super) async fn join(State(web): State<Web>, client: Client, uri: Uri, FormBody(body): FormBody) -> Response {
    if let Err(seconds) = web.limits().admit(Purpose::Register, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let (language, _) = split_language(uri.path());
    let answer = web.services().waiting_answer(language, ConsultationQuery::parse(&body), read(&body)).await;
    shown(&web, &uri, answer)
}

/// `/my/{token}` where the link opens neither a registration nor a consultation.
pub(super) async fn own(web: &Web, uri: &Uri, link: &SecretToken, moment: WaitingMoment) -> Response {
    let status = if matches!(moment, WaitingMoment::Refused(_)) { 409 } else { 200 };
    match web.services().waiting_of(link, moment).await {
        Ok(view) => page(web, uri, Page::OwnWaiting(Box::new(view)), status, Keeping::Nobody),
        Err(error) => failure(web, uri, error),
    }
}

/// `GET /my/{token}/cancel`, where the link opens neither of them.
pub(super) async fn leave_page(web: &Web, uri: &Uri, link: &SecretToken) -> Response {
    match web.services().waiting_of(link, WaitingMoment::Later).await {
        Ok(view) if view.waiting.state.is_in_line() => {
            page(web, uri, Page::LeaveWaiting(Box::new(view)), 200, Keeping::Nobody)
        }
        // Nothing is left to be given up: its page says why.
        Ok(view) => page(web, uri, Page::OwnWaiting(Box::new(view)), 200, Keeping::Nobody),
        Err(error) => failure(web, uri, error),
    }
}

/// `POST /my/{token}/cancel`, where the link opens neither of them.
pub(super) async fn leave(web: &Web, uri: &Uri, link: &SecretToken) -> Response {
    replied(web, uri, link, OfferAnswer::Decline, "").await
}

/// `POST /my/{token}`, where the link opens neither of them: leads to the form for the time that is offered, or declines
/// it.
pub(super) async fn reply(web: &Web, client: Client, uri: &Uri, link: &SecretToken, body: &[u8]) -> Response {
    let Some(answer) = field(body, "answer").as_deref().and_then(OfferAnswer::from_slug) else {
        return match web.services().waiting_of(link, WaitingMoment::Later).await {
            Ok(view) => page(web, uri, Page::OwnWaiting(Box::new(view)), 422, Keeping::Nobody),
            Err(error) => failure(web, uri, error),
        };
    };
    if let Err(seconds) = web.limits().admit(Purpose::Register, client) {
        return failure(web, uri, Failure::TooMany { seconds });
    }
    let key = field(body, "key").unwrap_or_default();
    replied(web, uri, link, answer, &key).await
}

async fn replied(web: &Web, uri: &Uri, link: &SecretToken, answer: OfferAnswer, key: &str) -> Response {
    let (language, _) = split_language(uri.path());
    match web.services().waiting_reply(language, link, answer, key).await {
        Ok(Ok(address)) => see_other(&address),
        Ok(Err(refusal)) => own(web, uri, link, WaitingMoment::Refused(refusal)).await,
        Err(error) => failure(web, uri, error),
    }
}
