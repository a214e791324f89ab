//! `/staff/events/{code}`: one event, and what is done with it.

use app::address::split_language;
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::event::{EventConfirmView, EventConflictView, EventDeskView, MailSample, Others, Trouble, address};
use app::staff::schedule::query::ScheduleQuery;
use axum::extract::{RawQuery, State};
use axum::http::Uri;
use axum::response::Response;
use domain::event::{Event, EventDraft};
use domain::event_form::EventForm;
use domain::event_operation::{EventOperation, EventRefusal, EventWarning, OperationForm, Seen, merged};
use domain::language::Language;
use domain::reference::EventCode;
use storage::{EventConsidered, StorageError};

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::super::part::CodePart;
use super::sent::Sent;
use super::show;
use super::signed_in::AtTheSecretariat;
use super::{event_series, schedule};
use crate::mail::sample::sample;

/// An operation that somebody of the secretariat has asked for.
pub(super) struct Request<'a> {
    pub(super) web: &'a Web,
    pub(super) uri: &'a Uri,
    pub(super) code: &'a EventCode,
    pub(super) operation: EventOperation,
    /// The revision and the warnings that were shown.
    pub(super) seen: Seen,
    /// Whether everything was shown before.
    pub(super) is_confirmed: bool,
    /// Everything that was typed, by name.
    pub(super) carried: Vec<(String, String)>,
}

/// `GET /staff/events/{code}`
pub(super) async fn read(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let done = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "done");
    let done = done.map(|(_, act)| act.into_owned());
    let series_done = event_series::done(&query);
    match desk_view(&web, &code, None).await {
        Ok(view) => {
            let view = EventDeskView { done, series_done, ..view };
            show(&web, &uri, who.desk, StaffPage::Event(Box::new(view)), 200)
        }
        Err(why) => failure(&web, &uri, why),
    }
}

/// `POST /staff/events/{code}`
pub(super) async fn operate(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    Sent(fields): Sent,
) -> Response {
    let typed = OperationForm::from_fields(fields);
    let services = web.services();
    let event = match services.storage.event_by_code(&code).await {
        Ok(Some(event)) => event,
        Ok(None) => return failure(&web, &uri, Failure::NotFound),
        Err(cause) => return failure(&web, &uri, services.failed("reading an event", &cause)),
    };
    let Ok(revision) = typed.revision.parse() else { return failure(&web, &uri, Failure::BadRequest) };
    if typed.operation == "discard" {
        return discard(&web, &uri, who, (&event, revision), typed).await;
    }
    let operation = match typed.parse(&event.draft) {
        Ok(Some(operation)) => operation,
        Ok(None) => return failure(&web, &uri, Failure::BadRequest),
        Err(problems) => return again(&web, &uri, who, &code, typed, Trouble::Fields(problems)).await,
    };
    let warnings = typed.warnings.iter().filter_map(|word| EventWarning::from_word(word)).collect();
    let request = Request {
        web: &web,
        uri: &uri,
        code: &code,
        operation,
        seen: Seen { revision, warnings },
        is_confirmed: typed.step == "confirm",
        carried: typed.carried().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
    };
    match Box::pin(request.answer(who)).await {
        Ok(response) => response,
        Err(Refused(told)) => {
            let (who, refusal) = *told;
            again(&web, &uri, who, &code, typed, Trouble::Refused(refusal)).await
        }
    }
}

/// Throws a draft away, and goes to the month that it was planned for.
async fn discard(
    web: &Web,
    uri: &Uri,
    who: AtTheSecretariat,
    (event, seen): (&Event, u32),
    typed: OperationForm,
) -> Response {
    let query = ScheduleQuery { day: Some(event.when.starts_on), ..ScheduleQuery::default() };
    let refusal = match schedule::discard(web, uri, who.secretariat, (event, seen), &query).await {
        Ok(response) => return response,
        Err(refusal) => refusal,
    };
    // Whoever is told of a newer version sees it, and may throw that away.
    let revision = match &refusal {
        EventRefusal::ChangedMeanwhile { current } => current.revision.to_string(),
        _ => typed.revision.clone(),
    };
    let typed = OperationForm { revision, ..typed };
    again(web, uri, who, &event.code, typed, Trouble::Refused(refusal)).await
}

/// What a rule says to an operation, and who asked: it is told on the page that the form stands on.
pub(super) struct Refused(pub(super) Box<(AtTheSecretariat, EventRefusal)>);

impl Request<'_> {
    /// Does the operation, or asks first where somebody gets a mail or something may be a slip.
    ///
    /// # Errors
    /// What a rule says to it, for the page that the form stands on.
    pub(super) async fn answer(self, who: AtTheSecretariat) -> Result<Response, Refused> {
        let services = self.web.services();
        if !self.is_confirmed {
            let now = services.clock.now();
            let considered = services.storage.event_consider(self.code, &self.seen, &self.operation, now).await;
            match considered {
                Ok(considered)
                    if considered.people > 0 || considered.consultations > 0 || !considered.warnings.is_empty() =>
                {
                    return Ok(self.ask(who, considered, false).await);
                }
                Ok(_) => {}
                Err(error) => return self.refused(who, error).await,
            }
        }
        let operated = services
            .storage
            .event_operate(
                who.secretariat,
                self.code.clone(),
                self.seen.clone(),
                self.operation.clone(),
                services.clock.now(),
            )
            .await;
        match operated {
            Ok(event) => {
                let act = self.operation.act().slug();
                tracing::info!(event = %event.code, revision = event.revision, act, "event.operated");
                let (language, _) = split_language(self.uri.path());
                // Its tables have a page of their own, which shows what became of them.
                let tables = matches!(self.operation, EventOperation::SetTables { .. }).then_some("/tables");
                let page = address(language, &event.code);
                Ok(see_other(&format!("{page}{}?done={act}", tables.unwrap_or_default())))
            }
            Err(error) => self.refused(who, error).await,
        }
    }

    async fn refused(self, who: AtTheSecretariat, error: StorageError<EventRefusal>) -> Result<Response, Refused> {
        let services = self.web.services();
        match error.refusal() {
            Ok(EventRefusal::UnknownEvent) => Ok(failure(self.web, self.uri, Failure::NotFound)),
            Ok(EventRefusal::ChangedMeanwhile { current }) => Ok(self.beside(who, *current).await),
            Ok(EventRefusal::Unconfirmed { .. }) => {
                // Something to be warned of has come since the page was shown.
                let seen = Seen::from(self.seen.revision);
                let now = services.clock.now();
                match services.storage.event_consider(self.code, &seen, &self.operation, now).await {
                    Ok(considered) => Ok(self.ask(who, considered, true).await),
                    Err(error) => match error.refusal() {
                        Ok(refusal) => Err(Refused(Box::new((who, refusal)))),
                        Err(cause) => Ok(failure(self.web, self.uri, services.failed("an operation", &cause))),
                    },
                }
            }
            Ok(refusal) => Err(Refused(Box::new((who, refusal)))),
            Err(cause) => Ok(failure(self.web, self.uri, services.failed("an operation", &cause))),
        }
    }

    /// Shows what would follow, before it is done.
    async fn ask(self, who: AtTheSecretariat, considered: EventConsidered, is_new_warning: bool) -> Response {
        let others = match others(self.web, &considered.warnings).await {
            Ok(others) => others,
            Err(why) => return failure(self.web, self.uri, why),
        };
        let view = EventConfirmView {
            act: self.operation.act().slug(),
            action: self.uri.path().to_owned(),
            mails: mails(self.web, &considered),
            considered,
            carried: self.carried,
            others,
            is_new_warning,
        };
        let status = if is_new_warning { 422 } else { 200 };
        show(self.web, self.uri, who.desk, StaffPage::EventConfirm(Box::new(view)), status)
    }

    /// Shows what somebody else has made of the event beside what this editor wanted.
    async fn beside(self, who: AtTheSecretariat, current: Event) -> Response {
        let services = self.web.services();
        let (seen, now) = (Seen::from(current.revision), services.clock.now());
        let versions = match services.storage.event_versions(current.id).await {
            Ok(versions) => versions,
            Err(cause) => return failure(self.web, self.uri, services.failed("reading versions", &cause)),
        };
        let mut carried = self.carried;
        carried.retain(|(name, _)| name != "revision");
        let operation = match self.operation {
            EventOperation::Edit(mine) | EventOperation::EditAndPublish(mine, _) => {
                // What this editor changed goes on top of what the other did, part by part.
                let base = versions.iter().find(|version| version.revision == self.seen.revision);
                let base = base.map_or(&current.draft, |version| &version.draft);
                let mine = merged(base, &current.draft, &mine);
                let form = EventForm::filled_from(&mine, current.revision).carried();
                // What is said beside the event itself stays as it was chosen.
                carried.retain(|(name, _)| {
                    matches!(name.as_str(), "scope" | "publication" | "publish_on" | "publish_time")
                });
                carried.extend(form.into_iter().map(|(name, value)| (name.to_owned(), value)));
                EventOperation::Edit(Box::new(mine))
            }
            other => {
                carried.push(("revision".to_owned(), current.revision.to_string()));
                other
            }
        };
        let considered = services.storage.event_consider(self.code, &seen, &operation, now).await;
        let mine: Result<Box<EventDraft>, EventRefusal> = match considered {
            Ok(considered) => Ok(Box::new(considered.decision.draft)),
            Err(error) => match error.refusal() {
                Ok(refusal) => Err(refusal),
                Err(cause) => return failure(self.web, self.uri, services.failed("an operation", &cause)),
            },
        };
        let newest = versions.into_iter().next();
        let action = self.uri.path().to_owned();
        let view = EventConflictView { current, newest, mine, action, carried };
        show(self.web, self.uri, who.desk, StaffPage::EventConflict(Box::new(view)), 409)
    }
}

/// The mail of a decision in both languages.
pub(super) fn mails(web: &Web, considered: &EventConsidered) -> Vec<MailSample> {
    let Some(kind) = considered.decision.notice.filter(|_| considered.people > 0) else { return Vec::new() };
    let now = web.services().clock.now();
    let before = &considered.before.event;
    let mut after = Event { revision: before.revision + 1, changed_at: now, ..before.clone() };
    after.draft = considered.decision.draft.clone();
    if let Some(last) = after.draft.particulars.rescheduled.last_mut() {
        // The mail tells of the move that was made when it was owed.
        last.at = now;
    }
    let languages = [Language::Japanese, Language::English];
    languages.into_iter().filter_map(|language| sample(kind, &after, language, web.calendar(), now)).collect()
}

/// The events that warnings name.
pub(super) async fn others(web: &Web, warnings: &[EventWarning]) -> Result<Others, Failure> {
    let services = web.services();
    let mut others = Vec::new();
    for warning in warnings {
        if let EventWarning::Clash(clash) = warning {
            let found = services.storage.event_by_code(&clash.with).await;
            let found = found.map_err(|cause| Failure::from(services.failed("reading an event", &cause)))?;
            others.extend(found.map(std::sync::Arc::new));
        }
    }
    Ok(Others(others))
}

/// The event's page, its forms filled with what was typed or with what it says.
async fn desk_view(web: &Web, code: &EventCode, typed: Option<OperationForm>) -> Result<EventDeskView, Failure> {
    let services = web.services();
    let failed = |cause: StorageError| Failure::from(services.failed("reading an event", &cause));
    let desk = services.storage.event_on_desk(code, services.clock.now()).await.map_err(failed)?;
    let desk = desk.ok_or(Failure::NotFound)?;
    let versions = services.storage.event_versions(desk.event.id).await.map_err(failed)?;
    let others = others(web, &desk.warnings).await?;
    let series = services.storage.event_series(&desk.event.draft).await.map_err(failed)?;
    let filled = OperationForm::filled_from(&desk.event, desk.event.revision);
    let form = typed.map_or_else(|| filled.clone(), |typed| typed.beside(&filled));
    Ok(EventDeskView { desk, versions, others, series, series_done: None, form, trouble: None, done: None })
}

/// The same page once more, with what is wrong and everything that was typed.
pub(super) async fn again(
    web: &Web,
    uri: &Uri,
    who: AtTheSecretariat,
    code: &EventCode,
    typed: OperationForm,
    trouble: Trouble,
) -> Response {
    match desk_view(web, code, Some(typed)).await {
        Ok(view) => {
            let view = EventDeskView { trouble: Some(trouble), ..view };
            show(web, uri, who.desk, StaffPage::Event(Box::new(view)), 422)
        }
        Err(why) => failure(web, uri, why),
    }
}
