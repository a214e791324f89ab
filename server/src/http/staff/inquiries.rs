//! `/staff/inquiries` and what is under it.

use app::address::split_language;
use app::inquiry::form::{Sent, read as read_asked};
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::inquiry::DeskQuery;
use axum::extract::{Path, Request, State};
use axum::http::Uri;
use axum::response::Response;
use domain::attachment::AttachmentId;
use domain::inquiry::desk::{CallForm, DeskForm, InboxView};
use domain::reference::ReferenceNumber;
use storage::InboxWish;

use super::super::Web;
use super::super::answer::{answered, failure, see_other};
use super::super::inquiries::download;
use super::super::part::Part;
use super::super::upload::upload;
use super::{AtTheInbox, AtTheSecretariat, show};

/// The longest words that are looked for, in characters.
const LONGEST_SEARCH: usize = 100;

/// `/staff/inquiries`
pub(super) async fn inbox(State(web): State<Web>, AtTheInbox { desk, responder }: AtTheInbox, uri: Uri) -> Response {
    let query = DeskQuery::parse(uri.query().unwrap_or_default(), &responder);
    let wish = InboxWish { view: query.view, page: query.page, ..InboxWish::default() };
    match web.services().inbox(responder, wish).await {
        Ok(listing) => show(&web, &uri, desk, StaffPage::Inbox(Box::new(listing)), 200),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `POST /staff/inquiries`: a search. Its words may name a person, and names stand in no address; a whole number leads
/// to its inquiry.
pub(super) async fn search(
    State(web): State<Web>,
    AtTheInbox { desk, responder }: AtTheInbox,
    uri: Uri,
    request: Request,
) -> Response {
    let sent = match upload(request).await {
        Ok(sent) => sent,
        Err(refused) => return failure(&web, &uri, refused),
    };
    let words: String = sent.field("q").trim().chars().filter(|sign| !sign.is_control()).take(LONGEST_SEARCH).collect();
    let (language, _) = split_language(uri.path());
    if words.is_empty() {
        return see_other(&DeskQuery::list_address(language, InboxView::Open, 1));
    }
    let wish = InboxWish { view: InboxView::All, page: 1, words };
    match web.services().inbox(responder, wish).await {
        Ok(listing) => match (ReferenceNumber::parse(&listing.wish.words), listing.inbox.entries.as_slice()) {
            (Ok(number), [only]) if only.summary.reference == number => {
                see_other(&DeskQuery { view: InboxView::All, ..DeskQuery::default() }.address(language, &number))
            }
            _ => show(&web, &uri, desk, StaffPage::Inbox(Box::new(listing)), 200),
        },
        Err(error) => failure(&web, &uri, error),
    }
}

/// `/staff/inquiries/{reference}`
pub(super) async fn thread(
    State(web): State<Web>,
    AtTheInbox { desk, responder }: AtTheInbox,
    uri: Uri,
    Part(reference): Part,
) -> Response {
    let Ok(reference) = ReferenceNumber::parse(&reference) else { return failure(&web, &uri, Failure::NotFound) };
    let query = DeskQuery::parse(uri.query().unwrap_or_default(), &responder);
    match web.services().desk_thread(responder, &reference, query).await {
        Ok(thread) => show(&web, &uri, desk, StaffPage::Inquiry(Box::new(thread)), 200),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `POST /staff/inquiries/{reference}`: whatever is done to it, by the button that was pressed.
pub(super) async fn work(
    State(web): State<Web>,
    AtTheInbox { desk, responder }: AtTheInbox,
    uri: Uri,
    Part(reference): Part,
    request: Request,
) -> Response {
    let Ok(reference) = ReferenceNumber::parse(&reference) else { return failure(&web, &uri, Failure::NotFound) };
    let sent = match upload(request).await {
        Ok(sent) => Sent::of(sent.fields, sent.files, read_form),
        Err(refused) => return failure(&web, &uri, refused),
    };
    let query = DeskQuery::parse(uri.query().unwrap_or_default(), &responder);
    let (language, _) = split_language(uri.path());
    let answer = web.services().desk_answer(responder, &reference, query, language, sent).await;
    answered(&web, &uri, answer, |thread| {
        let status = thread.status();
        show(&web, &uri, desk, StaffPage::Inquiry(thread), status)
    })
}

/// `/staff/inquiries/{reference}/files/{id}`
pub(super) async fn file(
    State(web): State<Web>,
    AtTheInbox { responder, .. }: AtTheInbox,
    uri: Uri,
    Path((reference, id)): Path<(String, String)>,
) -> Response {
    let (Ok(reference), Ok(id)) = (ReferenceNumber::parse(&reference), id.parse::<i64>()) else {
        return failure(&web, &uri, Failure::NotFound);
    };
    let services = web.services();
    match services.storage.attachment_at_desk(responder, &reference, AttachmentId(id)).await {
        Ok(Some(attachment)) => download(attachment),
        Ok(None) => failure(&web, &uri, Failure::NotFound),
        Err(cause) => failure(&web, &uri, services.failed("reading a file", &cause)),
    }
}

/// `/staff/inquiries/new`
pub(super) async fn call(
    State(web): State<Web>,
    AtTheSecretariat { desk, .. }: AtTheSecretariat,
    uri: Uri,
) -> Response {
    let (language, _) = split_language(uri.path());
    let view = web.services().call_start(language);
    show(&web, &uri, desk, StaffPage::Call(Box::new(view)), 200)
}

/// `POST /staff/inquiries/new`
pub(super) async fn take_down(
    State(web): State<Web>,
    AtTheSecretariat { desk, secretariat }: AtTheSecretariat,
    uri: Uri,
    request: Request,
) -> Response {
    let form = match upload(request).await {
        Ok(sent) => {
            let language = sent.field("language").to_owned();
            CallForm { asked: read_asked(sent.fields), language }
        }
        Err(refused) => return failure(&web, &uri, refused),
    };
    let (language, _) = split_language(uri.path());
    let answer = web.services().call_answer(secretariat, language, form).await;
    answered(&web, &uri, answer, |view| {
        let status = view.status();
        show(&web, &uri, desk, StaffPage::Call(view), status)
    })
}

/// Reads a form under a thread. A field that is sent twice counts the last time; unknown fields are passed over.
fn read_form(fields: Vec<(String, String)>) -> DeskForm {
    let mut form = DeskForm::default();
    for (name, value) in fields {
        match name.as_str() {
            "act" => form.act = value,
            "answer" => form.answer = value,
            "then" => form.then = value,
            "note" => form.note = value,
            "assignee" => form.assignee = value,
            "key" => form.key = value,
            "note_key" => form.note_key = value,
            "revision" => form.revision = value,
            "seen_messages" => form.seen_messages = value,
            "seen_notes" => form.seen_notes = value,
            _ => {}
        }
    }
    form
}
