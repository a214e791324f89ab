//! Consultations: finding a time, holding and booking it, and the page behind the link.

use app::AppError;
use app::address::{self, split_language};
use app::consultation::form::read;
use app::consultation::own::{OwnMoment, OwnView};
use app::consultation::query::{ConsultationQuery, time_from};
use app::consultation::search::Choice;
use app::consultation::waiting::flow::WaitingMoment;
use app::notfound::Failure;
use app::shell::{Page, document};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::consultation::{ConsultationRefusal as Refusal, ProposalAnswer};
use domain::reference::SecretToken;
use storage::StorageError;

use super::Web;
use super::answer::{Keeping, address_of, answered, draw_nonce, dressed, failure, page, see_other};
use super::forms::FormBody;
use super::kept::{Moment, Template};
use super::limits::{Client, Purpose};
use super::pages::calendar_file;
use super::part::Part;
use super::waitings;
use crate::ics;

pub(super) fn field(body: &[u8], wanted: &str) -> Option<String> {
    form_urlencoded::parse(body).find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
}

/// `GET /consultations`
pub(super) async fn search(State(web): State<Web>, uri: Uri) -> Response {
    let query = ConsultationQuery::parse(uri.query().unwrap_or_default().as_bytes());
    let (services, address) = (web.services(), address_of(&uri));
    let now = services.clock.now();
    // Asked for before anything is read: what is committed while the page is made belongs to the next.
    let commits = match services.storage.commits_seen().await {
        Ok(commits) => commits,
        Err(cause) => return failure(&web, &uri, services.failed("looking for open times", &cause)),
    };
    let moment = Moment::new(commits.cast_unsigned(), now);
    let (nonce, key) = (draw_nonce(&web), services.draw_key(now));
    if let Some(template) = web.searches().get(&address, moment) {
        let nonce = template.has_script().then_some(nonce.as_str());
        return dressed(template.page(nonce.unwrap_or_default(), key.as_str()).into(), 200, Keeping::Own, nonce);
    }
    let view = match services.consultation_search(query, key.clone()).await {
        Ok(view) => view,
        Err(error) => return failure(&web, &uri, error),
    };
    let (html, has_island) = document(services, &address, Page::ConsultationSearch(Box::new(view)), &nonce);
    web.searches().put(&address, moment, &Template::of(&html, &nonce, key.as_str()));
    dressed(html.into(), 200, Keeping::Own, has_island.then_some(nonce.as_str()))
}

/// `POST /consultations`: holds the time that was chosen.
pub(super) async fn choose(State(web): State<Web>, client: Client, uri: Uri, FormBody(body): FormBody) -> Response {
    if let Err(seconds) = web.limits().admit(Purpose::Register, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let query = ConsultationQuery::parse(&body);
    let starts_at = field(&body, "at").as_deref().and_then(time_from);
    let key = field(&body, "key").unwrap_or_default();
    let (language, _) = split_language(uri.path());
    match web.services().consultation_choose(query, starts_at, &key).await {
        Ok(Choice::Held(held)) => see_other(&address::consultation_hold(language, &held.token)),
        Ok(Choice::Page(view)) => {
            let status = view.status();
            page(&web, &uri, Page::ConsultationSearch(view), status, Keeping::Own)
        }
        Err(error) => failure(&web, &uri, error),
    }
}

/// `GET /consultations/experts/{code}`
pub(super) async fn expert(State(web): State<Web>, uri: Uri, Part(code): Part) -> Response {
    match web.services().expert_shown(&code).await {
        Ok((entry, diary)) => page(&web, &uri, Page::Expert(Box::new((entry, diary))), 200, Keeping::Own),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `GET /consultations/{token}`
pub(super) async fn booking(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    let Ok(token) = SecretToken::parse(&token) else { return failure(&web, &uri, Failure::NotFound) };
    match web.services().booking_start(&token).await {
        // Whoever waited finds their name and address filled in.
        Ok(view) if view.waiting.is_some() => page(&web, &uri, Page::Booking(Box::new(view)), 200, Keeping::Nobody),
        Ok(view) => page(&web, &uri, Page::Booking(Box::new(view)), 200, Keeping::Own),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `POST /consultations/{token}`
pub(super) async fn book(
    State(web): State<Web>,
    client: Client,
    uri: Uri,
    Part(token): Part,
    FormBody(body): FormBody,
) -> Response {
    let Ok(token) = SecretToken::parse(&token) else { return failure(&web, &uri, Failure::NotFound) };
    let form = read(&body);
    // Looking at one's answers costs nobody anything; only what writes is counted.
    if !matches!(form.step.as_str(), "check" | "edit")
        && let Err(seconds) = web.limits().admit(Purpose::Register, client)
    {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let (language, _) = split_language(uri.path());
    let answer = web.services().booking_answer(language, &token, form).await;
    answered(&web, &uri, answer, |view| {
        let status = view.status();
        page(&web, &uri, Page::Booking(view), status, Keeping::Own)
    })
}

async fn opened(web: &Web, token: &str, moment: OwnMoment) -> Result<OwnView, AppError> {
    let link = SecretToken::parse(token).map_err(|_| AppError::NotFound)?;
    web.services().consultation_of(&link, moment).await
}

/// `/my/{token}` where the link opens no registration.
pub(super) async fn own(web: &Web, uri: &Uri, token: &str, moment: OwnMoment) -> Response {
    let status = if matches!(moment, OwnMoment::Refused(_)) { 409 } else { 200 };
    match opened(web, token, moment.clone()).await {
        Ok(view) => page(web, uri, Page::OwnConsultation(Box::new(view)), status, Keeping::Nobody),
        Err(AppError::NotFound) => match SecretToken::parse(token) {
            Ok(link) => waitings::own(web, uri, &link, as_waiting(&moment)).await,
            Err(_) => failure(web, uri, Failure::NotFound),
        },
        Err(error) => failure(web, uri, error),
    }
}

/// What has just happened, to whoever waits.
fn as_waiting(moment: &OwnMoment) -> WaitingMoment {
    match moment {
        OwnMoment::Booked => WaitingMoment::Joined,
        OwnMoment::Refused(refusal) => WaitingMoment::Refused(refusal.clone()),
        _ => WaitingMoment::Later,
    }
}

/// `/my/{token}.ics` where the link opens no registration.
pub(super) async fn calendar(web: &Web, uri: &Uri, token: &str) -> Response {
    let (language, _) = split_language(uri.path());
    match opened(web, token, OwnMoment::Later).await {
        Ok(OwnView { consultation, expert, .. }) => {
            let (method, profile) = (ics::Method::Publish, &expert.profile);
            let calendar = ics::consultation_calendar(method, &consultation, profile, language, web.calendar());
            calendar_file(calendar, consultation.reference.as_str())
        }
        Err(error) => failure(web, uri, error),
    }
}

/// `GET /my/{token}/cancel` where the link opens no registration.
pub(super) async fn cancel_page(web: &Web, uri: &Uri, token: &str) -> Response {
    match opened(web, token, OwnMoment::Later).await {
        Ok(view) if view.consultation.cancelling(web.services().clock.now()).is_ok() => {
            page(web, uri, Page::ConsultationCancel(Box::new(view)), 200, Keeping::Nobody)
        }
        // Nothing is left to be given up: its page says why.
        Ok(view) => page(web, uri, Page::OwnConsultation(Box::new(view)), 200, Keeping::Nobody),
        Err(AppError::NotFound) => match SecretToken::parse(token) {
            Ok(link) => waitings::leave_page(web, uri, &link).await,
            Err(_) => failure(web, uri, Failure::NotFound),
        },
        Err(error) => failure(web, uri, error),
    }
}

/// `POST /my/{token}/cancel` where the link opens no registration.
pub(super) async fn cancel(web: &Web, uri: &Uri, link: &SecretToken) -> Response {
    let services = web.services();
    let (language, _) = split_language(uri.path());
    let outcome = services.storage.consultation_cancel(link.hash(), services.clock.now()).await;
    match outcome.map_err(StorageError::refusal) {
        Ok(state) => {
            tracing::info!(state = state.slug(), "consultation.cancelled");
            see_other(&address::my(language, link))
        }
        Err(Ok(Refusal::UnknownConsultation)) => waitings::leave(web, uri, link).await,
        Err(Ok(refusal)) => own(web, uri, link.as_str(), OwnMoment::Refused(refusal)).await,
        Err(Err(cause)) => failure(web, uri, services.failed("cancelling a consultation", &cause)),
    }
}

/// `POST /my/{token}` where the link opens no registration: takes the time that is proposed, or declines it.
pub(super) async fn answer_proposal(web: &Web, client: Client, uri: &Uri, token: &str, body: &[u8]) -> Response {
    let view = match opened(web, token, OwnMoment::Later).await {
        Ok(view) => view,
        Err(AppError::NotFound) => {
            return match SecretToken::parse(token) {
                Ok(link) => waitings::reply(web, client, uri, &link, body).await,
                Err(_) => failure(web, uri, Failure::NotFound),
            };
        }
        Err(error) => return failure(web, uri, error),
    };
    let Some(answer) = field(body, "answer").as_deref().and_then(ProposalAnswer::from_slug) else {
        return page(web, uri, Page::OwnConsultation(Box::new(view)), 422, Keeping::Nobody);
    };
    if let Err(seconds) = web.limits().admit(Purpose::Register, client) {
        return failure(web, uri, Failure::TooMany { seconds });
    }
    let services = web.services();
    let (language, _) = split_language(uri.path());
    let answered = services.storage.proposal_answer(view.link.hash(), answer, services.clock.now()).await;
    match answered.map_err(StorageError::refusal) {
        Ok(()) => {
            tracing::info!(answer = answer.slug(), "proposal.answered");
            let told = match answer {
                ProposalAnswer::Accept => "accepted",
                ProposalAnswer::Decline => "declined",
            };
            see_other(&format!("{}?{told}", address::my(language, &view.link)))
        }
        Err(Ok(refusal)) => own(web, uri, token, OwnMoment::Refused(refusal)).await,
        Err(Err(cause)) => failure(web, uri, services.failed("answering a proposal", &cause)),
    }
}

/// `GET /my/{token}/move`
pub(super) async fn move_page(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    let Ok(link) = SecretToken::parse(&token) else { return failure(&web, &uri, Failure::NotFound) };
    let query = ConsultationQuery::parse(uri.query().unwrap_or_default().as_bytes());
    match web.services().move_start(&link, query).await {
        // Somebody who looks has done nothing wrong: the page is there and says what is so.
        Ok(view) => page(&web, &uri, Page::ConsultationMove(Box::new(view)), 200, Keeping::Nobody),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `POST /my/{token}/move`
pub(super) async fn move_to(
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
    let starts_at = field(&body, "at").as_deref().and_then(time_from);
    let revision = field(&body, "revision").and_then(|revision| revision.parse().ok());
    let (language, _) = split_language(uri.path());
    let answer = web.services().move_answer(language, &link, starts_at, revision).await;
    answered(&web, &uri, answer, |view| {
        let status = view.status();
        page(&web, &uri, Page::ConsultationMove(view), status, Keeping::Nobody)
    })
}

/// `GET /consultations/confirm/{token}`: from the expert's mail.
pub(super) async fn confirm_page(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    confirmation(&web, &uri, &token, None).await
}

async fn confirmation(web: &Web, uri: &Uri, token: &str, refusal: Option<Refusal>) -> Response {
    let Ok(link) = SecretToken::parse(token) else { return failure(web, uri, Failure::NotFound) };
    let status = if refusal.is_some() { 409 } else { 200 };
    match web.services().consultation_to_confirm(&link, refusal).await {
        Ok(view) => page(web, uri, Page::ConsultationConfirm(Box::new(view)), status, Keeping::Nobody),
        Err(error) => failure(web, uri, error),
    }
}

/// `POST /consultations/confirm/{token}`
pub(super) async fn confirm(
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
    // Whoever sends no revision has seen none.
    let revision = field(&body, "revision").and_then(|revision| revision.parse().ok()).unwrap_or(u32::MAX);
    let services = web.services();
    let (language, _) = split_language(uri.path());
    let confirmed = services.storage.consultation_confirm_by_link(&link.hash(), revision, services.clock.now()).await;
    match confirmed.map_err(StorageError::refusal) {
        Ok(()) => {
            tracing::info!("consultation.confirmed");
            see_other(&address::confirm_consultation(language, &link))
        }
        Err(Ok(Refusal::UnknownConsultation)) => failure(&web, &uri, Failure::NotFound),
        Err(Ok(refusal)) => confirmation(&web, &uri, &token, Some(refusal)).await,
        Err(Err(cause)) => failure(&web, &uri, services.failed("confirming a consultation", &cause)),
    }
}
