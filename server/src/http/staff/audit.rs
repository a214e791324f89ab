//! `/staff/audit`, and the file of it.

use app::address::split_language;
use app::staff::StaffPage;
use app::staff::audit::difference::told;
use app::staff::audit::{AuditQuery, AuditView, ROWS_A_PAGE};
use app::text::Text;
use app::text::staff::audit::shown_subject;
use axum::BoxError;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Uri};
use axum::response::Response;
use domain::audit::Act;
use domain::person::PersonName;
use futures_util::stream::try_unfold;
use storage::{AuditEntry, AuditFilter, Storage};

use super::super::Web;
use super::super::answer::failure;
use super::{AtTheSecretariat, show};
use crate::sheet::csv::{BYTE_ORDER_MARK, line};

/// How many entries are read at once for the file.
const HANDFUL: u32 = 1_000;

/// `/staff/audit`
pub(super) async fn read(State(web): State<Web>, asker: AtTheSecretariat, uri: Uri) -> Response {
    let query = AuditQuery::parse(uri.query().unwrap_or_default());
    let services = web.services();
    match services.storage.audit_page(&query.filter(), query.page, ROWS_A_PAGE).await {
        Ok(found) => show(&web, &uri, asker.desk, StaffPage::Audit(AuditView { query, found }), 200),
        Err(cause) => failure(&web, &uri, services.failed("reading the audit", &cause)),
    }
}

/// `POST /staff/audit`: what the page's address asks for, as a file. Taking it away is itself in the audit.
pub(super) async fn save(State(web): State<Web>, asker: AtTheSecretariat, uri: Uri) -> Response {
    let filter = AuditQuery::parse(uri.query().unwrap_or_default()).filter();
    let services = web.services();
    let now = services.clock.now();
    let noted = async {
        let count = services.storage.audit_page(&filter, 1, 1).await?.count;
        services.storage.audit_exported(&asker.secretariat, count, now).await
    };
    if let Err(cause) = noted.await {
        return failure(&web, &uri, services.failed("saving the audit", &cause));
    }
    let (language, _) = split_language(uri.path());
    let mut response = Response::new(file(services.storage.clone(), filter, Text(language)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = format!("attachment; filename=\"audit-{}.csv\"", now.tokyo_date().strftime("%Y%m%d"));
    headers.insert(
        CONTENT_DISPOSITION,
        HeaderValue::from_str(&name).unwrap_or_else(|_| HeaderValue::from_static("attachment")),
    );
    response
}

/// The file, handful by handful, the oldest entry first.
fn file(storage: Storage, filter: AuditFilter, text: Text) -> Body {
    let head = [BYTE_ORDER_MARK.to_vec(), line(&head(text)).unwrap_or_default()].concat();
    let rows = try_unfold((Some(head), 0), move |(head, after)| {
        let (storage, filter) = (storage.clone(), filter.clone());
        async move {
            let entries = storage.audit_after(&filter, after, HANDFUL).await?;
            let newest = entries.last().map(|entry| entry.id);
            if newest.is_none() && head.is_none() {
                return Ok(None);
            }
            let mut rows = head.unwrap_or_default();
            for entry in &entries {
                rows.extend(line(&cells(entry, text))?);
            }
            Ok::<_, BoxError>(Some((rows, (None, newest.unwrap_or(i64::MAX)))))
        }
    });
    Body::from_stream(rows)
}

fn head(text: Text) -> Vec<String> {
    let words = text.audit();
    [
        words.head_id(),
        words.head_at(),
        words.head_who(),
        words.head_act(),
        words.head_sentence(),
        words.head_subject(),
        words.head_network(),
        words.head_changes(),
        words.head_hash(),
    ]
    .map(std::borrow::Cow::into_owned)
    .to_vec()
}

fn cells(entry: &AuditEntry, text: Text) -> Vec<String> {
    let words = text.audit();
    let about = entry.known_act().map(Act::noun);
    let changes = entry.differences.iter().map(|difference| {
        let (label, told) = told(about, difference, text);
        format!("{label}: {told}")
    });
    vec![
        entry.id.to_string(),
        entry.at.in_tokyo().strftime("%Y-%m-%d %H:%M:%S").to_string(),
        words.actor(&entry.actor, entry.name.as_ref().map(PersonName::as_str)),
        entry.known_act().map_or_else(|| entry.act.clone(), |act| words.acts().act(act).into_owned()),
        words.told(entry),
        shown_subject(entry),
        entry.network.clone(),
        changes.collect::<Vec<_>>().join("; "),
        entry.hash.to_string(),
    ]
}
