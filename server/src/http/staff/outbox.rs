//! `/staff/outbox` and the mails in it.

use app::address::{localized, split_language};
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::outbox::{Keeping, KeptMail, MailView, OutboxQuery, OutboxView, ROWS_A_PAGE};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::reference::without_secrets;
use storage::{OutboxFilter, OutboxMail, Storage, StorageError};

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::super::part::Part;
use super::{AtTheSecretariat, show};
use crate::config::mail_folder;
use crate::mail::{EmlFolder, eml};

/// `/staff/outbox`
pub(super) async fn read(State(web): State<Web>, asker: AtTheSecretariat, uri: Uri) -> Response {
    let query = OutboxQuery::parse(uri.query().unwrap_or_default());
    let services = web.services();
    let found = async {
        let counts = services.storage.outbox_count().await?;
        let (mails, count) = services.storage.outbox_page(&query.filter, query.page, ROWS_A_PAGE).await?;
        Ok::<_, StorageError>(OutboxView { query, mails, count, counts })
    };
    match found.await {
        Ok(view) => show(&web, &uri, asker.desk, StaffPage::Outbox(view), 200),
        Err(cause) => failure(&web, &uri, services.failed("reading the outbox", &cause)),
    }
}

/// `/staff/outbox/{id}`
pub(super) async fn mail(State(web): State<Web>, asker: AtTheSecretariat, uri: Uri, Part(id): Part) -> Response {
    let Ok(id) = id.parse::<i64>() else { return failure(&web, &uri, Failure::NotFound) };
    let services = web.services();
    match services.storage.outbox_mail(id).await {
        Ok(Some(mail)) => {
            let keeping = keeping(&services.storage, &mail).await;
            show(&web, &uri, asker.desk, StaffPage::Mail(MailView { mail, keeping }), 200)
        }
        Ok(None) => failure(&web, &uri, Failure::NotFound),
        Err(cause) => failure(&web, &uri, services.failed("reading a mail", &cause)),
    }
}

/// The words of a mail, where it was kept as a file; the links in it open nothing for whoever reads it here.
async fn keeping(storage: &Storage, mail: &OutboxMail) -> Keeping {
    let folder = EmlFolder::new(mail_folder(storage.path()));
    match folder.read(mail.created_at, mail.kind, &mail.message_key).await {
        Ok(None) => Keeping::NotKept,
        Ok(Some(content)) => eml::words(&content).map_or(Keeping::Unreadable, |(subject, text)| {
            Keeping::Kept(KeptMail { subject: without_secrets(&subject), text: without_secrets(&text) })
        }),
        Err(cause) => {
            tracing::warn!(outbox = mail.id, %cause, "a kept mail cannot be read");
            Keeping::Unreadable
        }
    }
}

/// Where whoever has had something sent again is led: to what still waits for that.
fn after_retry(uri: &Uri, retried: bool) -> Response {
    let (language, _) = split_language(uri.path());
    let query = OutboxQuery { filter: OutboxFilter::default(), page: 1, retried: Some(retried) };
    see_other(&localized(language, &query.address()))
}

/// `POST /staff/outbox/{id}`: sends it again.
pub(super) async fn retry(State(web): State<Web>, asker: AtTheSecretariat, uri: Uri, Part(id): Part) -> Response {
    let Ok(id) = id.parse::<i64>() else { return failure(&web, &uri, Failure::NotFound) };
    let services = web.services();
    let retried = async {
        if services.storage.outbox_mail(id).await?.is_none() {
            return Ok(None);
        }
        services.storage.outbox_retry_one(&asker.secretariat, id, services.clock.now()).await.map(Some)
    };
    match retried.await {
        Ok(Some(retried)) => after_retry(&uri, retried),
        Ok(None) => failure(&web, &uri, Failure::NotFound),
        Err(cause) => failure(&web, &uri, services.failed("sending a mail again", &cause)),
    }
}

/// `POST /staff/outbox`: sends everything again that was given up.
pub(super) async fn retry_all(State(web): State<Web>, asker: AtTheSecretariat, uri: Uri) -> Response {
    let services = web.services();
    match services.storage.outbox_retry_all(&asker.secretariat, services.clock.now()).await {
        Ok(retried) => after_retry(&uri, retried > 0),
        Err(cause) => failure(&web, &uri, services.failed("sending mails again", &cause)),
    }
}
