//! Questions and answers, and whether they helped.

use app::address::{localized, split_language};
use app::faq::page::FaqView;
use app::faq::query::{FaqQuery, helped};
use app::notfound::Failure;
use app::shell::Page;
use app::text::faq::by_id;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::reference::IdempotencyKey;
use storage::FaqRating;

use super::Web;
use super::answer::{Keeping, failure, page, see_other};
use super::forms::FormBody;
use super::limits::{Client, Purpose};
use super::part::Part;

fn query(uri: &Uri) -> FaqQuery {
    FaqQuery::parse(uri.query().unwrap_or_default())
}

/// `/faq`
pub(super) async fn read(State(web): State<Web>, uri: Uri) -> Response {
    let services = web.services();
    let view = FaqView { query: query(&uri), key: services.draw_key(services.clock.now()) };
    // Each showing has a key of its own, so that one browser's page is no other's.
    page(&web, &uri, Page::Faq(Box::new(view)), 200, Keeping::Own)
}

/// `GET /faq/{id}/helped`: whoever comes back to where a form was sent finds the question there.
pub(super) async fn question(State(web): State<Web>, uri: Uri, Part(id): Part) -> Response {
    let Some(question) = by_id(&id) else { return failure(&web, &uri, Failure::NotFound) };
    let (language, _) = split_language(uri.path());
    let wishes = FaqQuery { open: Some(question), helped: None, ..query(&uri) };
    see_other(&localized(language, &wishes.address()))
}

/// `POST /faq/{id}/helped`: counts, and leads back to the question.
pub(super) async fn rate(
    State(web): State<Web>,
    client: Client,
    uri: Uri,
    Part(id): Part,
    form: Result<FormBody, Response>,
) -> Response {
    let Some(question) = by_id(&id) else { return failure(&web, &uri, Failure::NotFound) };
    let body = match form {
        Ok(FormBody(body)) => body,
        Err(refused) => return refused,
    };
    let (mut said, mut key) = (None, None);
    for (name, value) in form_urlencoded::parse(&body) {
        match &*name {
            "helped" => said = helped(&value),
            "key" => key = IdempotencyKey::parse(&value).ok(),
            _ => {}
        }
    }
    // The page sends both; what comes without them comes from nobody who has read it.
    let (Some(helped), Some(key)) = (said, key) else { return failure(&web, &uri, Failure::BadRequest) };
    if let Err(seconds) = web.limits().admit(Purpose::Rate, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let (language, _) = split_language(uri.path());
    let services = web.services();
    let rating = FaqRating { question: question.id, language, helped, key };
    match services.storage.faq_rating_add(rating, services.clock.now()).await {
        Ok(()) => {
            let wishes = FaqQuery { open: Some(question), helped: Some(helped), ..query(&uri) };
            see_other(&localized(language, &wishes.address()))
        }
        Err(cause) => failure(&web, &uri, services.failed("rating an answer", &cause)),
    }
}
