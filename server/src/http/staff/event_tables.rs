//! `/staff/events/{code}/tables`: the tables of a consultation meeting.

use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::event::tables::TablesDeskView;
use axum::extract::{RawQuery, State};
use axum::http::Uri;
use axum::response::Response;
use domain::account::Secretariat;
use domain::event::Event;
use domain::event_operation::{EventOperation, Seen};
use domain::event_table::{TableField, TableFieldProblem, TablesForm, TablesProblems};
use domain::input::FieldError;
use storage::StorageError;

use super::super::Web;
use super::super::answer::failure;
use super::super::part::CodePart;
use super::event_form::stored;
use super::events::{Refused, Request};
use super::sent::Sent;
use super::show;
use super::signed_in::AtTheSecretariat;

/// `GET /staff/events/{code}/tables`
pub(super) async fn read(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    RawQuery(query): RawQuery,
) -> Response {
    let event = match stored(&web, &code).await {
        Ok(event) => event,
        Err(why) => return failure(&web, &uri, why),
    };
    let is_done = query.is_some_and(|query| query.starts_with("done"));
    match view(&web, who.secretariat, event).await {
        Ok(view) => {
            let view = TablesDeskView { is_done, ..view };
            show(&web, &uri, who.desk, StaffPage::EventTables(Box::new(view)), 200)
        }
        Err(why) => failure(&web, &uri, why),
    }
}

/// `POST /staff/events/{code}/tables`
pub(super) async fn save(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    sent: Sent,
) -> Response {
    let typed = TablesForm::from_fields(sent.pairs());
    let Ok(revision) = typed.revision.parse::<u32>() else { return failure(&web, &uri, Failure::BadRequest) };
    let event = match stored(&web, &code).await {
        Ok(event) => event,
        Err(why) => return failure(&web, &uri, why),
    };
    let shown = match view(&web, who.secretariat, event).await {
        Ok(shown) => shown,
        Err(why) => return failure(&web, &uri, why),
    };
    let tables = match typed.parse(&shown.event).and_then(|tables| known(&typed, &shown).map(|()| tables)) {
        Ok(tables) => tables,
        Err(problems) => {
            let view = TablesDeskView { form: typed.with_room(), problems, ..shown };
            return show(&web, &uri, who.desk, StaffPage::EventTables(Box::new(view)), 422);
        }
    };
    let request = Request {
        web: &web,
        uri: &uri,
        code: &code,
        operation: EventOperation::SetTables { tables },
        seen: Seen::from(revision),
        is_confirmed: false,
        carried: typed.carried(),
    };
    match Box::pin(request.answer(who)).await {
        Ok(response) => response,
        Err(Refused(told)) => {
            let (who, refusal) = *told;
            let view = TablesDeskView { form: typed.with_room(), refusal: Some(refusal), ..shown };
            let status = view.status();
            show(&web, &uri, who.desk, StaffPage::EventTables(Box::new(view)), status)
        }
    }
}

/// Whether every expert of the form is one who can sit at a table.
fn known(typed: &TablesForm, shown: &TablesDeskView) -> Result<(), TablesProblems> {
    let is_known = |code: &str| shown.experts.iter().any(|(known, _)| known == code);
    let rows = typed.rows.iter().enumerate();
    let unknown = rows.filter(|(_, row)| row.remove != "yes" && !row.expert.is_empty() && !is_known(row.expert.trim()));
    let problems: TablesProblems = unknown
        .map(|(place, _)| (Some((place, TableField::Expert)), TableFieldProblem::Field(FieldError::UnknownChoice)))
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The page of an event's tables, its form filled with what they are.
async fn view(web: &Web, by: Secretariat, event: Event) -> Result<TablesDeskView, Failure> {
    let services = web.services();
    let now = services.clock.now();
    let failed = |cause: StorageError| Failure::from(services.failed("reading tables", &cause));
    let tables = services.storage.event_tables_at_desk(event.id, now).await.map_err(failed)?;
    let listed = services.storage.experts_listed(by, now).await.map_err(failed)?;
    let active = listed.into_iter().filter(|listed| listed.is_active).filter_map(|listed| listed.entry);
    let experts = active.map(|entry| (entry.code.to_string(), entry.profile.name)).collect();
    let form = TablesForm::filled_from(&event, event.revision);
    Ok(TablesDeskView { event, tables, experts, form, problems: Vec::new(), refusal: None, is_done: false })
}
