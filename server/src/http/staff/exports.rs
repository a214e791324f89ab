//! `/staff/events/{code}/export`: an event's registrations as a file or on paper. Taking them is an act: it is sent with
//! POST, answered anew each time, kept by nobody, and noted in the audit.

use std::error::Error;

use app::address::split_language;
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::asked::filter_from;
use app::staff::export::{Badge, BadgesView, ExportView, PaperView, file_name, sheet};
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Uri};
use axum::response::Response;
use domain::attachment::saved_as;
use domain::reference::EventCode;
use domain::registration::Registration;
use domain::registration::roll::{RegistrationFilter, RollSort};
use domain::registration::sheet::{SheetColumn, SheetColumns, SheetForm};
use domain::time::Timestamp;
use storage::{RegistrationExport, RollPage, StorageError};

use super::super::Web;
use super::super::answer::failure;
use super::super::part::CodePart;
use super::sent::Sent;
use super::{AtTheSecretariat, show};
use crate::picture::qr;
use crate::sheet::{csv, xlsx};

/// `GET /staff/events/{code}/export`: the choice of a form.
pub(super) async fn read(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let fields: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let filter = filter_from(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    choose(&web, &uri, who, &code, filter, None).await
}

/// `POST /staff/events/{code}/export`: the choice once more, or what was chosen.
pub(super) async fn take(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    sent: Sent,
) -> Response {
    let filter = filter_from(sent.pairs());
    let chosen: Vec<_> = sent
        .pairs()
        .filter(|(name, _)| *name == "columns")
        .filter_map(|(_, slug)| SheetColumn::from_slug(slug))
        .collect();
    let Some(form) = SheetForm::from_slug(sent.get("form")) else {
        let columns =
            if sent.pairs().any(|(name, _)| name == "columns" || name == "form") { Some(chosen) } else { None };
        return choose(&web, &uri, who, &code, filter, columns).await;
    };
    let Some(columns) = form.fixed_columns().or_else(|| SheetColumns::of(&chosen)) else {
        return lacks_columns(&web, &uri, who, &code, filter).await;
    };
    let services = web.services();
    let now = services.clock.now();
    // A list and badges are in the order in which people are looked for at the door.
    let on_paper = |filter| RegistrationFilter { sort: RollSort::Kana, descending: false, ..filter };
    let filter = if form.fixed_columns().is_some() { on_paper(filter) } else { filter };
    let export = services.storage.registrations_export(&who.secretariat, &code, &filter, (form, &columns), now).await;
    let export = match export {
        Ok(Some(export)) => export,
        Ok(None) => return failure(&web, &uri, Failure::NotFound),
        Err(cause) => return failure(&web, &uri, services.failed("taking registrations away", &cause)),
    };
    tracing::info!(event = %code, form = form.slug(), rows = export.registrations.len(), "registrations.exported");
    match form {
        SheetForm::List => {
            let RegistrationExport { event, registrations } = export;
            show(&web, &uri, who.desk, StaffPage::ExportList(Box::new(PaperView { event, registrations })), 200)
        }
        SheetForm::Badges => {
            let badges = export.registrations.iter().flat_map(badges).collect();
            let view = BadgesView { event: export.event, badges };
            show(&web, &uri, who.desk, StaffPage::ExportBadges(Box::new(view)), 200)
        }
        SheetForm::Csv | SheetForm::Xlsx => match file(&uri, &export, form, &columns, now) {
            Ok(response) => response,
            Err(cause) => failure(&web, &uri, unwritten(&web, &*cause)),
        },
    }
}

/// The file as a download.
fn file(
    uri: &Uri,
    export: &RegistrationExport,
    form: SheetForm,
    columns: &SheetColumns,
    now: Timestamp,
) -> Result<Response, Box<dyn Error + Send + Sync>> {
    let (language, _) = split_language(uri.path());
    let table = sheet(&export.registrations, columns, language);
    let (content, kind) = match form {
        SheetForm::Xlsx => {
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            (xlsx::write(&table, now)?, HeaderValue::from_static(kind))
        }
        _ => (csv::write(&table)?, HeaderValue::from_static("text/csv; charset=utf-8")),
    };
    let (plain, name) = file_name(&export.event, form, now, language);
    let disposition = HeaderValue::from_str(&saved_as(&plain, &name))?;
    let mut response = Response::new(Body::from(content));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, kind);
    headers.insert(CONTENT_DISPOSITION, disposition);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// A defect: everything that is stored fits into a file.
fn unwritten(web: &Web, cause: &(dyn Error + Send + Sync)) -> Failure {
    let services = web.services();
    services.failed("writing a file of registrations", &StorageError::Unreadable(cause.to_string())).into()
}

/// The badges of one registration: one with the name, and one to be filled in by hand for each who comes along.
fn badges(registration: &Registration) -> impl Iterator<Item = Badge> {
    let applicant = &registration.applicant;
    let badge = |person| Badge {
        organisation: applicant.organisation.as_str().to_owned(),
        person,
        reference: registration.reference.to_string(),
        picture: qr(registration.reference.as_str()),
    };
    let own = badge(Some((applicant.name.as_str().to_owned(), applicant.kana.as_str().to_owned())));
    let others: Vec<_> = (1..applicant.seats).map(|_| badge(None)).collect();
    std::iter::once(own).chain(others)
}

async fn lacks_columns(
    web: &Web,
    uri: &Uri,
    who: AtTheSecretariat,
    code: &EventCode,
    filter: RegistrationFilter,
) -> Response {
    match view(web, code, filter, Vec::new()).await {
        Ok(view) => {
            let view = ExportView { lacks_columns: true, ..view };
            show(web, uri, who.desk, StaffPage::Export(Box::new(view)), 422)
        }
        Err(why) => failure(web, uri, why),
    }
}

/// The page on which a form is chosen; all columns are where nobody has chosen any.
async fn choose(
    web: &Web,
    uri: &Uri,
    who: AtTheSecretariat,
    code: &EventCode,
    filter: RegistrationFilter,
    columns: Option<Vec<SheetColumn>>,
) -> Response {
    match view(web, code, filter, columns.unwrap_or_else(|| SheetColumn::ALL.to_vec())).await {
        Ok(view) => show(web, uri, who.desk, StaffPage::Export(Box::new(view)), 200),
        Err(why) => failure(web, uri, why),
    }
}

async fn view(
    web: &Web,
    code: &EventCode,
    filter: RegistrationFilter,
    columns: Vec<SheetColumn>,
) -> Result<ExportView, Failure> {
    let services = web.services();
    let roll = services.storage.registrations_of(code, &filter, RollPage { number: 1, rows: 1 }).await;
    let roll = roll.map_err(|cause| Failure::from(services.failed("counting registrations", &cause)))?;
    let roll = roll.ok_or(Failure::NotFound)?;
    Ok(ExportView { event: roll.event, filter, found: roll.found, columns, lacks_columns: false })
}
