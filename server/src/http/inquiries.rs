//! Inquiries: their pages, their forms, their files.

use app::address::split_language;
use app::inquiry::flow::{Answer, Moment};
use app::inquiry::form::{Sent, read, read_follow_up};
use app::notfound::Failure;
use app::shell::Page;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, Uri};
use axum::response::Response;
use domain::attachment::{Attachment, AttachmentId};
use domain::reference::SecretToken;

use super::Web;
use super::answer::{Keeping, failure, page, see_other};
use super::limits::{Client, Purpose};
use super::part::Part;
use super::upload::{Upload, upload};

/// `/inquiries/new`
pub(super) async fn new(State(web): State<Web>, uri: Uri) -> Response {
    let query = uri.query().unwrap_or_default();
    let topic = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "topic").map(|(_, topic)| topic);
    let view = web.services().inquiry_start(topic.as_deref());
    page(&web, &uri, Page::Inquiry(Box::new(view)), 200, Keeping::Own)
}

/// What was sent, if its network has not sent too many. Looking at one's answers costs nobody anything;
/// only what writes is counted.
async fn sent(
    web: &Web,
    client: Client,
    request: Request,
    writes: impl FnOnce(&Upload) -> bool,
) -> Result<Upload, Failure> {
    let upload = upload(request).await?;
    if writes(&upload) || upload.has_files() {
        web.limits().admit(Purpose::Inquire, client).map_err(|seconds| Failure::TooMany { seconds })?;
    }
    Ok(upload)
}

/// `POST /inquiries/new`
pub(super) async fn ask(State(web): State<Web>, client: Client, uri: Uri, request: Request) -> Response {
    let upload = match sent(&web, client, request, |upload| upload.field("step") == "confirm").await {
        Ok(upload) => upload,
        Err(refused) => return failure(&web, &uri, refused),
    };
    let (language, _) = split_language(uri.path());
    let sent = Sent::of(upload.fields, upload.files, read);
    answered(&web, &uri, web.services().inquiry_answer(language, sent).await)
}

fn answered(web: &Web, uri: &Uri, answer: Result<Answer, app::AppError>) -> Response {
    match answer {
        Ok(Answer::Go(address)) => see_other(&address),
        Ok(Answer::Page(view)) => {
            let status = view.status();
            page(web, uri, Page::Inquiry(view), status, Keeping::Own)
        }
        Ok(Answer::Thread(view)) => {
            let status = view.status();
            page(web, uri, Page::Thread(view), status, Keeping::Nobody)
        }
        Err(error) => failure(web, uri, error),
    }
}

/// `/inquiries/{token}`
pub(super) async fn thread(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    let Ok(link) = SecretToken::parse(&token) else { return failure(&web, &uri, Failure::NotFound) };
    match web.services().thread(&link, Moment::of_query(uri.query())).await {
        Ok(view) => page(&web, &uri, Page::Thread(Box::new(view)), 200, Keeping::Nobody),
        Err(error) => failure(&web, &uri, error),
    }
}

/// `POST /inquiries/{token}`
pub(super) async fn follow_up(
    State(web): State<Web>,
    client: Client,
    uri: Uri,
    Part(token): Part,
    request: Request,
) -> Response {
    let Ok(link) = SecretToken::parse(&token) else { return failure(&web, &uri, Failure::NotFound) };
    let upload = match sent(&web, client, request, |_| true).await {
        Ok(upload) => upload,
        Err(refused) => return failure(&web, &uri, refused),
    };
    let (language, _) = split_language(uri.path());
    let sent = Sent::of(upload.fields, upload.files, read_follow_up);
    answered(&web, &uri, web.services().thread_answer(language, &link, sent).await)
}

/// `/inquiries/{token}/files/{id}`: always a download, never shown as a page of ours.
pub(super) async fn file(State(web): State<Web>, uri: Uri, Path((token, id)): Path<(String, String)>) -> Response {
    let (Ok(link), Ok(id)) = (SecretToken::parse(&token), id.parse::<i64>()) else {
        return failure(&web, &uri, Failure::NotFound);
    };
    let services = web.services();
    let attachment = match services.storage.attachment_by_link(&link.hash(), AttachmentId(id)).await {
        Ok(Some(attachment)) => attachment,
        Ok(None) => return failure(&web, &uri, Failure::NotFound),
        Err(cause) => return failure(&web, &uri, services.failed("reading a file", &cause)),
    };
    download(attachment)
}

/// A file as a download, never shown as a page of ours.
pub(super) fn download(attachment: Attachment) -> Response {
    let disposition = HeaderValue::from_str(&attachment.name().content_disposition());
    let kind = HeaderValue::from_static(attachment.kind().media_type());
    let mut response = Response::new(Body::from(attachment.into_content()));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, kind);
    headers.insert(CONTENT_DISPOSITION, disposition.unwrap_or_else(|_| HeaderValue::from_static("attachment")));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
