//! `/my/{token}/sheet`: what somebody writes to their expert beforehand, and its files.

use app::address::split_language;
use app::notfound::Failure;
use app::shell::Page;
use axum::extract::{Path, Request, State};
use axum::http::Uri;
use axum::response::Response;
use domain::attachment::AttachmentId;
use domain::consultation::SheetForm;
use domain::reference::SecretToken;

use super::Web;
use super::answer::{Keeping, answered, failure, page};
use super::inquiries::download;
use super::limits::{Client, Purpose};
use super::part::Part;
use super::upload::{Upload, upload};

/// `GET /my/{token}/sheet`
pub(super) async fn read(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    let Ok(link) = SecretToken::parse(&token) else { return failure(&web, &uri, Failure::NotFound) };
    match web.services().sheet_start(&link, uri.query() == Some("saved")).await {
        Ok(view) => page(&web, &uri, Page::ConsultationSheet(Box::new(view)), 200, Keeping::Nobody),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `POST /my/{token}/sheet`
pub(super) async fn save(
    State(web): State<Web>,
    client: Client,
    uri: Uri,
    Part(token): Part,
    request: Request,
) -> Response {
    let Ok(link) = SecretToken::parse(&token) else { return failure(&web, &uri, Failure::NotFound) };
    if let Err(seconds) = web.limits().admit(Purpose::Register, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let sent = match upload(request).await {
        Ok(sent) => sent,
        Err(refused) => return failure(&web, &uri, refused),
    };
    let (language, _) = split_language(uri.path());
    let form = form_of(&sent);
    let answer = web.services().sheet_answer(language, &link, form, sent.files).await;
    answered(&web, &uri, answer, |view| {
        let status = view.status();
        page(&web, &uri, Page::ConsultationSheet(view), status, Keeping::Nobody)
    })
}

fn form_of(sent: &Upload) -> SheetForm {
    let typed = |name: &str| sent.field(name).to_owned();
    let removed = sent.fields.iter().filter(|(name, _)| name == "remove").filter_map(|(_, id)| id.parse().ok());
    SheetForm {
        phase: typed("phase"),
        situation: typed("situation"),
        goal: typed("goal"),
        equipment: typed("equipment"),
        removed: removed.map(AttachmentId).collect(),
        revision: sent.field("revision").parse().unwrap_or_default(),
    }
}

/// `GET /my/{token}/files/{id}`: always a download, never shown as a page of ours.
pub(super) async fn file(State(web): State<Web>, uri: Uri, Path((token, id)): Path<(String, String)>) -> Response {
    let (Ok(link), Ok(id)) = (SecretToken::parse(&token), id.parse::<i64>()) else {
        return failure(&web, &uri, Failure::NotFound);
    };
    let services = web.services();
    match services.storage.sheet_file_by_link(&link.hash(), AttachmentId(id)).await {
        Ok(Some(attachment)) => download(attachment),
        Ok(None) => failure(&web, &uri, Failure::NotFound),
        Err(cause) => failure(&web, &uri, services.failed("reading a file", &cause)),
    }
}
