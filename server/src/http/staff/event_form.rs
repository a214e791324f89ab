//! `/staff/events/new` and `/staff/events/{code}/edit`: writing an event, looking at it before, saving it.

use app::address::split_language;
use app::notfound::Failure;
use app::shell::Page;
use app::staff::StaffPage;
use app::staff::event::form::EventFormView;
use app::staff::event::refused::sentence;
use app::staff::event::{Trouble, address};
use app::text::Text;
use axum::extract::{RawQuery, State};
use axum::http::Uri;
use axum::response::Response;
use domain::event::{Event, EventDraft, EventId};
use domain::event_form::{EventForm, EventFormProblem, blank};
use domain::event_operation::{EventOperation, EventRefusal, EventWarning, OperationForm, Seen};
use domain::reference::EventCode;
use domain::schedule::Listed;

use super::super::Web;
use super::super::answer::{Keeping, failure, page, see_other};
use super::super::part::Part;
use super::events::{Refused, Request, again};
use super::sent::Sent;
use super::show;
use super::signed_in::AtTheSecretariat;

/// The warnings that were shown before and are meant.
fn warnings(sent: &Sent) -> Vec<EventWarning> {
    sent.pairs().filter(|(name, _)| *name == "warning").filter_map(|(_, word)| EventWarning::from_word(word)).collect()
}

/// `GET /staff/events/new`, with `?copy={code}` filled with what another event says.
pub(super) async fn new(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let copied = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "copy");
    let form = match copied.map(|(_, code)| EventCode::parse(&code)) {
        None => EventForm::empty(),
        Some(Err(_)) => return failure(&web, &uri, Failure::NotFound),
        Some(Ok(code)) => match stored(&web, &code).await {
            Ok(event) => EventForm { revision: String::new(), ..EventForm::filled_from(&event.draft, 0) },
            Err(why) => return failure(&web, &uri, why),
        },
    };
    write(&web, &uri, who, None, form, Vec::new(), "")
}

/// `POST /staff/events/new`: a preview, a draft, or a draft that is published at once.
pub(super) async fn create(State(web): State<Web>, who: AtTheSecretariat, uri: Uri, sent: Sent) -> Response {
    let form = EventForm::from_fields(sent.pairs());
    let services = web.services();
    let now = services.clock.now();
    let draft = match form.parse(&blank(now.tokyo_date())) {
        Ok(draft) if draft.when.is_in_order() => draft,
        Ok(_) => {
            let problems = vec![refused(&uri, &EventRefusal::EndBeforeStart)];
            return write(&web, &uri, who, None, form.clone(), problems, sent.get("key"));
        }
        Err(problems) => {
            let problems = said(&uri, &problems);
            return write(&web, &uri, who, None, form.clone(), problems, sent.get("key"));
        }
    };
    if sent.get("step") == "preview" {
        return preview(&web, &uri, draft);
    }
    let (key, _) = services.key_of(sent.get("key"), now);
    let code = match services.storage.event_create(who.secretariat, &key, draft, now).await {
        Ok(code) => code,
        Err(cause) => return failure(&web, &uri, services.failed("making an event", &cause)),
    };
    tracing::info!(event = %code, "event.added");
    let (language, _) = split_language(uri.path());
    let own = address(language, &code);
    if sent.get("step") != "publish" {
        return see_other(&format!("{own}?done=event.added"));
    }
    // From here on it is the event's page that answers: the draft is kept, whatever stands in the way.
    let Ok(own) = own.parse::<Uri>() else { return failure(&web, &uri, Failure::BadRequest) };
    let typed = OperationForm { operation: "publish".to_owned(), revision: "0".to_owned(), ..OperationForm::default() };
    let request = Request {
        web: &web,
        uri: &own,
        code: &code,
        operation: EventOperation::Publish,
        seen: Seen::from(0),
        is_confirmed: false,
        carried: typed.carried().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    };
    match Box::pin(request.answer(who)).await {
        Ok(response) => response,
        Err(Refused(told)) => {
            let (who, refusal) = *told;
            again(&web, &own, who, &code, typed, Trouble::Refused(refusal)).await
        }
    }
}

/// `GET /staff/events/{code}/edit`
pub(super) async fn edit(State(web): State<Web>, who: AtTheSecretariat, uri: Uri, Part(code): Part) -> Response {
    let Ok(code) = EventCode::parse(&code) else { return failure(&web, &uri, Failure::NotFound) };
    match stored(&web, &code).await {
        Ok(event) => {
            let form = EventForm::filled_from(&event.draft, event.revision);
            write(&web, &uri, who, Some(event), form, Vec::new(), "")
        }
        Err(why) => failure(&web, &uri, why),
    }
}

/// `POST /staff/events/{code}/edit`: a preview, or a new version.
pub(super) async fn save(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    Part(code): Part,
    sent: Sent,
) -> Response {
    let Ok(code) = EventCode::parse(&code) else { return failure(&web, &uri, Failure::NotFound) };
    let form = EventForm::from_fields(sent.pairs());
    let Ok(revision) = form.revision.parse() else { return failure(&web, &uri, Failure::BadRequest) };
    let event = match stored(&web, &code).await {
        Ok(event) => event,
        Err(why) => return failure(&web, &uri, why),
    };
    let draft = match form.parse(&event.draft) {
        Ok(draft) => draft,
        Err(problems) => {
            let problems = said(&uri, &problems);
            return write(&web, &uri, who, Some(event), form.clone(), problems, "");
        }
    };
    if sent.get("step") == "preview" {
        return preview(&web, &uri, draft);
    }
    let request = Request {
        web: &web,
        uri: &uri,
        code: &code,
        operation: EventOperation::Edit(Box::new(draft)),
        seen: Seen { revision, warnings: warnings(&sent) },
        is_confirmed: sent.get("step") == "confirm",
        carried: form.carried().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    };
    match Box::pin(request.answer(who)).await {
        Ok(response) => response,
        Err(Refused(told)) => {
            let (who, refusal) = *told;
            let problems = vec![refused(&uri, &refusal)];
            write(&web, &uri, who, Some(event), form, problems, "")
        }
    }
}

pub(super) async fn stored(web: &Web, code: &EventCode) -> Result<Event, Failure> {
    let services = web.services();
    match services.storage.event_by_code(code).await {
        Ok(event) => event.ok_or(Failure::NotFound),
        Err(cause) => Err(Failure::from(services.failed("reading an event", &cause))),
    }
}

/// The form's page, with what was typed and what is wrong.
fn write(
    web: &Web,
    uri: &Uri,
    who: AtTheSecretariat,
    event: Option<Event>,
    form: EventForm,
    problems: Vec<(String, String)>,
    key: &str,
) -> Response {
    let services = web.services();
    let status = if problems.is_empty() { 200 } else { 422 };
    let (key, _) = services.key_of(key, services.clock.now());
    let view = EventFormView { event, form, problems, key: key.as_str().to_owned() };
    show(web, uri, who.desk, StaffPage::EventForm(Box::new(view)), status)
}

/// The event as visitors would see it; nothing is saved.
fn preview(web: &Web, uri: &Uri, draft: EventDraft) -> Response {
    let event = Event { id: EventId(0), revision: 0, changed_at: web.services().clock.now(), draft };
    page(web, uri, Page::Event(Listed::new(event, 0, 0)), 200, Keeping::Nobody)
}

fn said(uri: &Uri, problems: &[EventFormProblem]) -> Vec<(String, String)> {
    let words = Text(split_language(uri.path()).0).event_form();
    problems.iter().map(|(field, error)| ((*field).to_owned(), words.problem(field, *error))).collect()
}

/// A refusal, at the field that it is about.
fn refused(uri: &Uri, refusal: &EventRefusal) -> (String, String) {
    let field = match refusal {
        EventRefusal::CapacityBelowTaken { .. } => "capacity",
        EventRefusal::EndBeforeStart => "end_time",
        EventRefusal::NoSeatsPerRegistration => "seats_per_registration",
        _ => "title_ja",
    };
    (field.to_owned(), sentence(refusal, Text(split_language(uri.path()).0)))
}
