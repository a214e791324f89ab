//! What is sent: forms without script to their own pages, and the islands' server functions.

use app::AppError;
use app::address::{self, split_language};
use app::form::Answer;
use app::my::page::{FindView, Moment};
use app::notfound::Failure;
use app::registration::flow::RegistrationView;
use app::registration::form::read;
use app::shell::Page;
use axum::RequestExt as _;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, REFERER};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use domain::contact::EmailAddress;
use domain::language::Language;
use domain::mailbox::MailboxRecord;
use domain::offer::OfferAnswer;
use domain::reference::{IdempotencyKey, SecretToken};
use domain::registration::{Refusal, RegistrationForm};
use leptos::server_fn::axum::get_server_fn_service;
use storage::StorageError;

use super::answer::{Keeping, answered, failure, page, see_other};
use super::consultations::answer_proposal;
use super::limits::{Client, Purpose};
use super::pages::opened;
use super::part::Part;
use super::{LARGEST_FORM, Web};

/// What was sent, if it is a form that can be read at all.
pub(super) struct FormBody(pub(super) Bytes);

impl FromRequest<Web> for FormBody {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let uri = request.uri().clone();
        let is_form = is_form(request.headers());
        let refused = match Bytes::from_request(request, web).await {
            Ok(body) if is_form => return Ok(Self(body)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
            Ok(_) | Err(_) => Failure::BadRequest,
        };
        Err(failure(web, &uri, refused))
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// The form of a registration, if its network has not sent too many.
fn registration_form(web: &Web, client: Client, body: &[u8]) -> Result<RegistrationForm, Failure> {
    let form = read(body);
    // Looking at one's answers costs nobody anything; only what writes is counted.
    if form.step == "confirm" {
        web.limits().admit(Purpose::Register, client).map_err(|seconds| Failure::TooMany { seconds })?;
    }
    Ok(form)
}

fn shown(web: &Web, uri: &Uri, answer: Result<Answer<RegistrationView>, AppError>, keeping: Keeping) -> Response {
    answered(web, uri, answer, |view| {
        let status = view.status();
        page(web, uri, Page::Registration(view), status, keeping)
    })
}

/// `POST /events/{code}/register`
pub(super) async fn register(
    State(web): State<Web>,
    client: Client,
    uri: Uri,
    Part(code): Part,
    FormBody(body): FormBody,
) -> Response {
    let form = match registration_form(&web, client, &body) {
        Ok(form) => form,
        Err(refused) => return failure(&web, &uri, refused),
    };
    let (language, _) = split_language(uri.path());
    let answer = web.services().registration_answer(language, &code, form).await;
    shown(&web, &uri, answer, Keeping::Own)
}

/// `POST /my/{token}/change`
pub(super) async fn change(
    State(web): State<Web>,
    client: Client,
    uri: Uri,
    Part(token): Part,
    FormBody(body): FormBody,
) -> Response {
    let form = match registration_form(&web, client, &body) {
        Ok(form) => form,
        Err(refused) => return failure(&web, &uri, refused),
    };
    let Ok(link) = SecretToken::parse(&token) else { return failure(&web, &uri, Failure::NotFound) };
    let (language, _) = split_language(uri.path());
    let answer = web.services().change_answer(language, &link, form).await;
    shown(&web, &uri, answer, Keeping::Nobody)
}

/// `POST /my/{token}/cancel`
pub(super) async fn cancel(State(web): State<Web>, client: Client, uri: Uri, Part(token): Part) -> Response {
    let Ok(link) = SecretToken::parse(&token) else { return failure(&web, &uri, Failure::NotFound) };
    if let Err(seconds) = web.limits().admit(Purpose::Register, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let services = web.services();
    let (language, _) = split_language(uri.path());
    let outcome = services.storage.registration_cancel(link.hash(), services.clock.now()).await;
    if outcome.is_ok() {
        tracing::info!("registration.cancelled");
    }
    match outcome.map_err(StorageError::refusal) {
        // A rule that says no is told by the page itself: it shows what is so now.
        Ok(()) | Err(Ok(Refusal::Closed | Refusal::EventCancelled)) => see_other(&address::my(language, &link)),
        Err(Ok(_)) => super::consultations::cancel(&web, &uri, &link).await,
        Err(Err(cause)) => failure(&web, &uri, services.failed("cancelling", &cause)),
    }
}

/// `POST /my/{token}`: takes the seat on offer, or declines it.
pub(super) async fn answer_offer(
    State(web): State<Web>,
    client: Client,
    uri: Uri,
    Part(token): Part,
    FormBody(body): FormBody,
) -> Response {
    let view = match opened(&web, &token, Moment::Later).await {
        Ok(view) => view,
        Err(Failure::NotFound) => return answer_proposal(&web, client, &uri, &token, &body).await,
        Err(refused) => return spent(&web, &uri, &body, refused).await,
    };
    let Some((answer, key)) = offer_answer(&body) else {
        return page(&web, &uri, Page::My(Box::new(view)), 422, Keeping::Nobody);
    };
    if let Err(seconds) = web.limits().admit(Purpose::Register, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let services = web.services();
    let (language, _) = split_language(uri.path());
    let answered = services.storage.offer_answer(view.link.hash(), answer, key, services.clock.now()).await;
    match answered.map_err(StorageError::refusal) {
        Ok(link) => {
            tracing::info!(answer = answer.slug(), "offer.answered");
            see_other(&answered_address(language, &link, answer))
        }
        Err(Ok(refusal)) => match opened(&web, &token, Moment::OfferRefused(refusal)).await {
            Ok(view) => page(&web, &uri, Page::My(Box::new(view)), 409, Keeping::Nobody),
            Err(refused) => failure(&web, &uri, refused),
        },
        Err(Err(cause)) => failure(&web, &uri, services.failed("answering an offer", &cause)),
    }
}

/// What the form of an offer says, and which showing of it was sent.
fn offer_answer(body: &[u8]) -> Option<(OfferAnswer, IdempotencyKey)> {
    let field = |wanted: &str| form_urlencoded::parse(body).find(|(name, _)| name == wanted).map(|(_, value)| value);
    Some((OfferAnswer::from_slug(&field("answer")?)?, IdempotencyKey::parse(&field("key")?).ok()?))
}

fn answered_address(language: Language, link: &SecretToken, answer: OfferAnswer) -> String {
    let own = address::my(language, link);
    match answer {
        OfferAnswer::Accept => format!("{own}?accepted"),
        OfferAnswer::Decline => own,
    }
}

/// The answer to a form whose link is used up: the page that its first sending led to, where it is the same form.
async fn spent(web: &Web, uri: &Uri, body: &[u8], refused: Failure) -> Response {
    if refused == Failure::LinkUsed
        && let Some((answer, key)) = offer_answer(body)
    {
        let link = key.derive_token(storage::PAGE_OF_A_REGISTRATION);
        if web.services().registration_of(&link).await.is_ok() {
            let (language, _) = split_language(uri.path());
            return see_other(&answered_address(language, &link, answer));
        }
    }
    failure(web, uri, refused)
}

/// `POST /my/all/{token}`: opens one record of the list by a link of its own.
pub(super) async fn open_record(
    State(web): State<Web>,
    client: Client,
    uri: Uri,
    Part(token): Part,
    FormBody(body): FormBody,
) -> Response {
    let record = form_urlencoded::parse(&body).find(|(name, _)| name == "record");
    let record = record.and_then(|(_, record)| record.parse::<MailboxRecord>().ok());
    let (Ok(link), Some(record)) = (SecretToken::parse(&token), record) else {
        return failure(&web, &uri, Failure::NotFound);
    };
    if let Err(seconds) = web.limits().admit(Purpose::Register, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let services = web.services();
    let (language, _) = split_language(uri.path());
    match services.storage.mailbox_open(&link.hash(), &record, services.clock.now()).await {
        Ok(Some(own)) => see_other(&match record {
            MailboxRecord::Registration(_) | MailboxRecord::Consultation(_) | MailboxRecord::Waiting(_) => {
                address::my(language, &own)
            }
            MailboxRecord::Inquiry(_) => address::inquiry(language, &own),
        }),
        Ok(None) => failure(&web, &uri, Failure::NotFound),
        Err(cause) => failure(&web, &uri, services.failed("opening a record", &cause)),
    }
}

/// `POST /my/find`: the same answer for every address, known or not.
pub(super) async fn find(State(web): State<Web>, client: Client, uri: Uri, FormBody(body): FormBody) -> Response {
    let typed = form_urlencoded::parse(&body)
        .find(|(name, _)| name == "email")
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default();
    let email = match EmailAddress::parse(&typed) {
        Ok(email) => email,
        Err(error) => {
            let view = FindView { email: typed, error: Some(error), is_done: false };
            return page(&web, &uri, Page::Find(view), 422, Keeping::Own);
        }
    };
    if let Err(seconds) = web.limits().admit(Purpose::Find, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let services = web.services();
    let (language, _) = split_language(uri.path());
    match services.storage.link_request_add(&email, language, services.clock.now()).await {
        Ok(()) => {
            let view = FindView { email: email.to_string(), error: None, is_done: true };
            page(&web, &uri, Page::Find(view), 200, Keeping::Own)
        }
        Err(cause) => failure(&web, &uri, services.failed("asking for links", &cause)),
    }
}

/// `/do/{function}`: the islands' doors, the same use cases behind them.
pub(super) async fn server_function(State(web): State<Web>, client: Client, request: Request<Body>) -> Response {
    let uri = request.uri().clone();
    if get_server_fn_service(uri.path(), request.method().clone()).is_none() {
        return failure(&web, &uri, Failure::NotFound);
    }
    let is_writing = request.method() == axum::http::Method::POST;
    if is_writing && let Err(seconds) = web.limits().admit(Purpose::ServerFunction, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > LARGEST_FORM) {
        return failure(&web, &uri, Failure::TooLarge);
    }
    // The framework reads the body itself, past the limit that extractors keep.
    let mut request = request.with_limited_body();
    // It would send browsers back to whatever page the request names as its origin.
    request.headers_mut().remove(REFERER);
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    let services = web.services().clone();
    let response = leptos_axum::handle_server_fns_with_context(move || services.provide(), request).await;
    let (mut head, mut body) = response.into_response().into_parts();
    if head.status == StatusCode::INTERNAL_SERVER_ERROR {
        // To the framework every refusal is a defect of the server.
        let said = axum::body::to_bytes(body, LARGEST_FORM).await.unwrap_or_default();
        if let Ok(error) = serde_json::from_slice::<app::AppError>(&said) {
            head.status = StatusCode::from_u16(Failure::from(error).status()).unwrap_or(head.status);
        }
        body = Body::from(said);
    }
    head.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(head, body)
}
