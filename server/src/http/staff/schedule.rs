//! `/staff/schedule`: the events of some days, and an event that is put on another of them.

use app::address::{localized, split_language};
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::event::refused::sentence;
use app::staff::schedule::ScheduleView;
use app::staff::schedule::query::ScheduleQuery;
use app::text::Text;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::account::Secretariat;
use domain::audit::Act;
use domain::event::{Event, Standing};
use domain::event_operation::{EventOperation, EventRefusal, EventWarning, Seen, duplicated};
use domain::language::Language;
use domain::reference::{EventCode, IdempotencyKey};
use domain::timetable::Target;
use storage::StorageError;

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::event_form::stored;
use super::events::{Refused, Request};
use super::sent::Sent;
use super::show;
use super::signed_in::AtTheSecretariat;

/// `GET /staff/schedule`
pub(super) async fn read(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    RawQuery(query): RawQuery,
) -> Response {
    let query = ScheduleQuery::parse(&query.unwrap_or_default());
    answer(&web, &uri, who, query, None).await
}

/// `POST /staff/schedule`: moves an event, or makes a draft that says the same, on another day or at another hour.
pub(super) async fn put(State(web): State<Web>, who: AtTheSecretariat, uri: Uri, sent: Sent) -> Response {
    let text = Text(split_language(uri.path()).0);
    let query = ScheduleQuery::parse(sent.get("query")).put_down();
    let (Ok(code), Ok(revision)) = (EventCode::parse(sent.get("code")), sent.get("revision").parse()) else {
        return failure(&web, &uri, Failure::BadRequest);
    };
    let event = match stored(&web, &code).await {
        Ok(event) => event,
        Err(why) => return failure(&web, &uri, why),
    };
    if sent.get("operation") == "discard" {
        return match discard(&web, &uri, who.secretariat, (&event, revision), &query).await {
            Ok(response) => response,
            Err(refusal) => answer(&web, &uri, who, query, Some(sentence(&refusal, text))).await,
        };
    }
    let Ok(target) = Target::parse(sent.get("to"), sent.get("until")) else {
        let why = text.timetable().unreadable_day().into_owned();
        return answer(&web, &uri, who, query, Some(why)).await;
    };
    let when = target.when(&event.when);
    match sent.get("operation") {
        "move" => {}
        "copy" => return copy(&web, &uri, who, query, &event, target, sent.get("key")).await,
        _ => return failure(&web, &uri, Failure::BadRequest),
    }
    let warnings = sent.pairs().filter(|(name, _)| *name == "warning");
    let carried = ["code", "operation", "revision", "to", "until", "query"];
    let request = Request {
        web: &web,
        uri: &uri,
        code: &code,
        operation: EventOperation::Move { when },
        seen: Seen { revision, warnings: warnings.filter_map(|(_, word)| EventWarning::from_word(word)).collect() },
        is_confirmed: sent.get("step") == "confirm",
        carried: carried.map(|name| (name.to_owned(), sent.get(name).to_owned())).to_vec(),
    };
    match Box::pin(request.answer(who)).await {
        Ok(response) if response.status() == StatusCode::SEE_OTHER => {
            see_other(&done_address(text.0, &query, Act::EventMoved, &code))
        }
        Ok(response) => response,
        Err(Refused(told)) => {
            let (who, refusal) = *told;
            answer(&web, &uri, who, query, Some(sentence(&refusal, text))).await
        }
    }
}

/// Throws a draft away, and goes to the sheet that `query` asks for.
///
/// # Errors
/// What a rule says to it.
pub(super) async fn discard(
    web: &Web,
    uri: &Uri,
    by: Secretariat,
    (event, revision): (&Event, u32),
    query: &ScheduleQuery,
) -> Result<Response, EventRefusal> {
    let services = web.services();
    let discarded = services.storage.event_discard(by, &event.code, revision, services.clock.now()).await;
    match discarded.map_err(StorageError::refusal) {
        Ok(()) => {
            tracing::info!(event = %event.code, "event.discarded");
            let (language, _) = split_language(uri.path());
            Ok(see_other(&done_address(language, query, Act::EventDiscarded, &event.code)))
        }
        Err(Ok(refusal)) => Err(refusal),
        Err(Err(cause)) => Ok(failure(web, uri, services.failed("throwing a draft away", &cause))),
    }
}

async fn copy(
    web: &Web,
    uri: &Uri,
    who: AtTheSecretariat,
    query: ScheduleQuery,
    event: &Event,
    target: Target,
    key: &str,
) -> Response {
    let services = web.services();
    let (language, now) = (split_language(uri.path()).0, services.clock.now());
    let draft = duplicated(event, &target.when(&event.when));
    if !draft.when.is_in_order() {
        let why = sentence(&EventRefusal::EndBeforeStart, Text(language));
        return answer(web, uri, who, query, Some(why)).await;
    }
    let (key, _) = services.key_of(key, now);
    match services.storage.event_create(who.secretariat, &key_of(&key, event, target), draft, now).await {
        Ok(code) => {
            tracing::info!(event = %code, "event.added");
            see_other(&done_address(language, &query, Act::EventAdded, &code))
        }
        Err(cause) => failure(web, uri, services.failed("making an event", &cause)),
    }
}

/// One showing of the sheet makes one copy of an event in each place: whoever goes back to it means another.
fn key_of(shown: &IdempotencyKey, event: &Event, target: Target) -> IdempotencyKey {
    let hash = shown.hash();
    let place = format!("{}{:?}{:?}", target.day.strftime("%y%m%d"), target.begins, event.code);
    let mut bytes = [0; 16];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = hash.as_bytes().get(at).copied().unwrap_or_default();
    }
    for (at, sign) in place.bytes().enumerate() {
        if let Some(byte) = bytes.get_mut(at % 16) {
            *byte = byte.rotate_left(3) ^ sign;
        }
    }
    IdempotencyKey::from_random(bytes, shown.drawn_at_millis())
}

/// The sheet once more, which says what was done.
fn done_address(language: Language, query: &ScheduleQuery, act: Act, code: &EventCode) -> String {
    format!("{}&done={}&event={code}", localized(language, &query.address()), act.slug())
}

/// The sheet that `query` asks for.
async fn answer(
    web: &Web,
    uri: &Uri,
    who: AtTheSecretariat,
    query: ScheduleQuery,
    refused: Option<String>,
) -> Response {
    let services = web.services();
    let now = services.clock.now();
    let (first, last) = query.days(now.tokyo_date());
    let found = match services.storage.event_timetable(first, last).await {
        Ok(found) => found,
        Err(cause) => return failure(web, uri, services.failed("reading the schedule", &cause)),
    };
    let named = |code: Option<EventCode>| async move {
        match code {
            Some(code) => services.storage.event_by_code(&code).await,
            None => Ok(None),
        }
    };
    let picked_up = named(query.picked_up.as_ref().map(|picked_up| picked_up.code.clone())).await;
    let done = named(query.done.as_ref().map(|(_, code)| code.clone())).await;
    let (picked_up, done) = match (picked_up, done) {
        (Ok(picked_up), Ok(done)) => (picked_up, done),
        (Err(cause), _) | (_, Err(cause)) => return failure(web, uri, services.failed("reading an event", &cause)),
    };
    let copies = query.picked_up.as_ref().is_some_and(|picked_up| picked_up.copies);
    let picked_up = picked_up.filter(|event| copies || event.standing() != Standing::Cancelled);
    let query = if picked_up.is_none() { ScheduleQuery { picked_up: None, ..query } } else { query };
    let status = if refused.is_some() { 422 } else { 200 };
    let key = services.draw_key(now).as_str().to_owned();
    let view = ScheduleView { picked_up, done, refused, ..ScheduleView::new(query, found, key, now) };
    show(web, uri, who.desk, StaffPage::Schedule(Box::new(view)), status)
}
