//! `/events/{code}/tables`: the times of a consultation meeting.

use app::address::{consultation_hold, event_tables, split_language};
use app::event_table::flow::{ChosenTime, TableChoice};
use app::notfound::Failure;
use app::shell::Page;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::event::Topic;

use super::Web;
use super::answer::{Keeping, failure, page, see_other};
use super::consultations::field;
use super::forms::FormBody;
use super::limits::{Client, Purpose};
use super::part::Part;

/// `GET /events/{code}/tables`
pub(super) async fn read(State(web): State<Web>, uri: Uri, Part(code): Part) -> Response {
    let (language, _) = split_language(uri.path());
    match web.services().tables_page(&code).await {
        // However it was typed: there is one address for each event.
        Ok(view) if view.listed.event.code.to_string() != code => {
            see_other(&event_tables(language, &view.listed.event.code))
        }
        Ok(view) => page(&web, &uri, Page::EventTables(Box::new(view)), 200, Keeping::Own),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `POST /events/{code}/tables`: holds the time that was chosen.
pub(super) async fn choose(
    State(web): State<Web>,
    client: Client,
    uri: Uri,
    Part(code): Part,
    FormBody(body): FormBody,
) -> Response {
    if let Err(seconds) = web.limits().admit(Purpose::Register, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let chosen = field(&body, "at").as_deref().and_then(ChosenTime::from_word);
    let topic = field(&body, "topic").as_deref().and_then(Topic::from_slug);
    let key = field(&body, "key").unwrap_or_default();
    let (language, _) = split_language(uri.path());
    match web.services().tables_choose(&code, chosen, topic, &key).await {
        Ok(TableChoice::Held(held)) => see_other(&consultation_hold(language, &held.token)),
        Ok(TableChoice::Page(view)) => {
            let status = view.status();
            page(&web, &uri, Page::EventTables(view), status, Keeping::Own)
        }
        Err(error) => failure(&web, &uri, error),
    }
}
