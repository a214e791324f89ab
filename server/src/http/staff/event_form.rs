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
use domain::event::{Event, EventDraft, EventId, Standing};
use domain::event_form::{EventForm, EventFormProblem, PublicationForm, blank};
use domain::event_operation::{EventOperation, EventRefusal, EventWarning, OperationForm, Publication, Seen};
use domain::event_template::{EventTemplateId, form_of};
use domain::input;
use domain::reference::EventCode;
use domain::schedule::Listed;
use domain::series::SeriesScope;
use domain::time::Timestamp;
use storage::{SeriesEdit, StorageError};

use super::super::Web;
use super::super::answer::{Keeping, failure, page, see_other};
use super::super::part::CodePart;
use super::event_series::{self, Edited};
use super::events::{Refused, Request, again};
use super::sent::Sent;
use super::show;
use super::signed_in::AtTheSecretariat;

/// The warnings that were shown before and are meant.
fn warnings(sent: &Sent) -> Vec<EventWarning> {
    sent.pairs().filter(|(name, _)| *name == "warning").filter_map(|(_, word)| EventWarning::from_word(word)).collect()
}

/// `GET /staff/events/new`: empty, with `?copy={code}` filled with what another event says, with
/// `?template={number}&on={day}` with what a template says.
pub(super) async fn new(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let asked = |name: &str| {
        let found = form_urlencoded::parse(query.as_bytes()).find(|(held, _)| held == name);
        found.map(|(_, value)| value.into_owned())
    };
    let form = match (asked("copy"), asked("template")) {
        (Some(code), _) => copied(&web, &code).await,
        (None, Some(number)) => templated(&web, &number, &asked("on").unwrap_or_default()).await,
        (None, None) => Ok(EventForm::empty()),
    };
    match form {
        Ok(form) => Written::new(form).page(&web, &uri, who, ""),
        Err(why) => failure(&web, &uri, why),
    }
}

/// The form filled with what another event says.
async fn copied(web: &Web, code: &str) -> Result<EventForm, Failure> {
    let code = EventCode::parse(code).map_err(|_| Failure::NotFound)?;
    let event = stored(web, &code).await?;
    Ok(EventForm { revision: String::new(), ..EventForm::filled_from(&event.draft, 0) })
}

/// The form filled with what a template says, for `day` where that is one.
async fn templated(web: &Web, number: &str, day: &str) -> Result<EventForm, Failure> {
    let services = web.services();
    let id = number.parse().map(EventTemplateId).map_err(|_| Failure::NotFound)?;
    let template = services.storage.event_template(id).await;
    let template = template.map_err(|cause| Failure::from(services.failed("reading a template", &cause)))?;
    let template = template.ok_or(Failure::NotFound)?;
    Ok(form_of(&template.draft, input::day(day).ok()))
}

/// `POST /staff/events/new`: a preview, or a draft, and its publication as the form says.
pub(super) async fn create(State(web): State<Web>, who: AtTheSecretariat, uri: Uri, sent: Sent) -> Response {
    let services = web.services();
    let now = services.clock.now();
    let written = Written::sent(&sent, None);
    let (draft, publication) = match written.parse(&uri, &blank(now.tokyo_date()), now) {
        Ok(parsed) => parsed,
        Err(problems) => return Written { problems, ..written }.page(&web, &uri, who, sent.get("key")),
    };
    if !draft.when.is_in_order() {
        let problems = vec![refused(&uri, &EventRefusal::EndBeforeStart)];
        return Written { problems, ..written }.page(&web, &uri, who, sent.get("key"));
    }
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
    let operation = match publication {
        Publication::Draft => return see_other(&format!("{own}?done=event.added")),
        Publication::Now => EventOperation::Publish,
        Publication::At(at) => EventOperation::PublishAt { at },
    };
    // From here on it is the event's page that answers: the draft is kept, whatever stands in the way.
    let Ok(own) = own.parse::<Uri>() else { return failure(&web, &uri, Failure::BadRequest) };
    let word = if publication == Publication::Now { "publish" } else { "publish_at" };
    let form = written.publication.unwrap_or_default();
    let typed = OperationForm {
        operation: word.to_owned(),
        revision: "0".to_owned(),
        publish_on: form.publish_on,
        publish_time: form.publish_time,
        ..OperationForm::default()
    };
    let request = Request {
        web: &web,
        uri: &own,
        code: &code,
        operation,
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
pub(super) async fn edit(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
) -> Response {
    match Known::read(&web, &code).await {
        Ok(known) => {
            let form = EventForm::filled_from(&known.event.draft, known.event.revision);
            let publication = known.is_draft().then(|| PublicationForm::filled_from(known.publish_at));
            let written =
                Written { form, publication, scope: SeriesScope::This, problems: Vec::new(), known: Some(known) };
            written.page(&web, &uri, who, "")
        }
        Err(why) => failure(&web, &uri, why),
    }
}

/// `POST /staff/events/{code}/edit`: a preview, or a new version, of this event or of others of its series too.
pub(super) async fn save(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    sent: Sent,
) -> Response {
    let known = match Known::read(&web, &code).await {
        Ok(known) => known,
        Err(why) => return failure(&web, &uri, why),
    };
    let (event, planned) = (known.event.clone(), known.publish_at);
    let written = Written::sent(&sent, Some(known));
    let Ok(revision) = written.form.revision.parse() else { return failure(&web, &uri, Failure::BadRequest) };
    let (draft, publication) = match written.parse(&uri, &event.draft, web.services().clock.now()) {
        Ok(parsed) => parsed,
        Err(problems) => return Written { problems, ..written }.page(&web, &uri, who, ""),
    };
    if sent.get("step") == "preview" {
        return preview(&web, &uri, draft);
    }
    // Only what was chosen anew: an edit says nothing of a plan that stays.
    let publication = written.publication.is_some().then_some(publication);
    let publication = publication.filter(|chosen| *chosen != planned.map_or(Publication::Draft, Publication::At));
    if written.scope != SeriesScope::This {
        let edit = SeriesEdit { code: code.clone(), revision, scope: written.scope, draft: draft.clone(), publication };
        return match event_series::answer(&web, &uri, who, &event, edit, &sent).await {
            Edited::Answer(response) => *response,
            Edited::Refused(told) => {
                let (who, refusal) = *told;
                if matches!(refusal, EventRefusal::ChangedMeanwhile { .. }) {
                    return alone(&web, &uri, who, &code, &sent, written, (draft, publication), revision).await;
                }
                let problems = vec![refused(&uri, &refusal)];
                Written { problems, ..written }.page(&web, &uri, who, "")
            }
        };
    }
    alone(&web, &uri, who, &code, &sent, written, (draft, publication), revision).await
}

/// Edits this one event.
#[expect(clippy::too_many_arguments, reason = "each is a different matter of one request")]
async fn alone(
    web: &Web,
    uri: &Uri,
    who: AtTheSecretariat,
    code: &EventCode,
    sent: &Sent,
    written: Written,
    (draft, publication): (EventDraft, Option<Publication>),
    revision: u32,
) -> Response {
    let draft = Box::new(draft);
    let request = Request {
        web,
        uri,
        code,
        operation: match publication {
            Some(publication) => EventOperation::EditAndPublish(draft, publication),
            None => EventOperation::Edit(draft),
        },
        seen: Seen { revision, warnings: warnings(sent) },
        is_confirmed: sent.get("step") == "confirm",
        carried: written.carried(),
    };
    match Box::pin(request.answer(who)).await {
        Ok(response) => response,
        Err(Refused(told)) => {
            let (who, refusal) = *told;
            let problems = vec![refused(uri, &refusal)];
            Written { problems, ..written }.page(web, uri, who, "")
        }
    }
}

/// The event that is edited, with what the form has to know beside it.
struct Known {
    event: Event,
    publish_at: Option<Timestamp>,
    /// How many events its series has; 0 where it is in none.
    series: usize,
}

impl Known {
    async fn read(web: &Web, code: &EventCode) -> Result<Self, Failure> {
        let services = web.services();
        let failed = |cause: StorageError| Failure::from(services.failed("reading an event", &cause));
        let desk = services.storage.event_on_desk(code, services.clock.now()).await.map_err(failed)?;
        let desk = desk.ok_or(Failure::NotFound)?;
        let series = services.storage.event_series(&desk.event.draft).await.map_err(failed)?.len();
        Ok(Self { event: desk.event, publish_at: desk.publish_at, series })
    }

    fn is_draft(&self) -> bool {
        self.event.standing() == Standing::Draft
    }
}

/// What stands in the form.
struct Written {
    form: EventForm,
    /// None for an event that was published.
    publication: Option<PublicationForm>,
    scope: SeriesScope,
    problems: Vec<(String, String)>,
    /// None for a new event.
    known: Option<Known>,
}

impl Written {
    /// A new event's form.
    fn new(form: EventForm) -> Self {
        let publication = Some(PublicationForm::filled_from(None));
        Self { form, publication, scope: SeriesScope::This, problems: Vec::new(), known: None }
    }

    /// What was sent.
    fn sent(sent: &Sent, known: Option<Known>) -> Self {
        let is_asked = known.as_ref().is_none_or(Known::is_draft);
        let scope = SeriesScope::from_slug(sent.get("scope"));
        let scope = scope.filter(|_| known.as_ref().is_some_and(|known| known.series > 0));
        Self {
            form: EventForm::from_fields(sent.pairs()),
            publication: is_asked.then(|| PublicationForm::from_fields(sent.pairs())),
            scope: scope.unwrap_or(SeriesScope::This),
            problems: Vec::new(),
            known,
        }
    }

    /// Everything that was typed, by name.
    fn carried(&self) -> Vec<(String, String)> {
        let mut carried = self.form.carried();
        carried.extend(self.publication.iter().flat_map(PublicationForm::carried));
        carried.push(("scope", self.scope.slug().to_owned()));
        carried.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// The event, and when it goes on the site; or what is wrong, as a sentence at each field.
    fn parse(
        &self,
        uri: &Uri,
        before: &EventDraft,
        now: Timestamp,
    ) -> Result<(EventDraft, Publication), Vec<(String, String)>> {
        let draft = self.form.parse(before);
        let publication = self.publication.as_ref().map_or(Ok(Publication::Draft), PublicationForm::parse);
        let mut problems = Vec::new();
        problems.extend(draft.as_ref().err().into_iter().flatten().copied());
        problems.extend(publication.as_ref().err().into_iter().flatten().copied());
        match (draft, publication) {
            (Ok(_), Ok(Publication::At(at))) if at <= now => Err(vec![refused(uri, &EventRefusal::MomentPassed)]),
            (Ok(draft), Ok(publication)) => Ok((draft, publication)),
            _ => Err(said(uri, &problems)),
        }
    }

    /// The form's page, with what was typed and what is wrong.
    fn page(self, web: &Web, uri: &Uri, who: AtTheSecretariat, key: &str) -> Response {
        let services = web.services();
        let status = if self.problems.is_empty() { 200 } else { 422 };
        let (key, _) = services.key_of(key, services.clock.now());
        let series = self.known.as_ref().filter(|known| known.series > 0).map(|known| (known.series, self.scope));
        let view = EventFormView {
            event: self.known.map(|known| known.event),
            form: self.form,
            publication: self.publication,
            series,
            problems: self.problems,
            key: key.as_str().to_owned(),
        };
        show(web, uri, who.desk, StaffPage::EventForm(Box::new(view)), status)
    }
}

pub(super) async fn stored(web: &Web, code: &EventCode) -> Result<Event, Failure> {
    let services = web.services();
    match services.storage.event_by_code(code).await {
        Ok(event) => event.ok_or(Failure::NotFound),
        Err(cause) => Err(Failure::from(services.failed("reading an event", &cause))),
    }
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
        EventRefusal::ReservedTooMany { .. } | EventRefusal::ReservedWithoutLimit => "reserved",
        EventRefusal::MomentPassed => "publish_on",
        EventRefusal::EndBeforeStart => "end_time",
        EventRefusal::NoSeatsPerRegistration => "seats_per_registration",
        _ => "title_ja",
    };
    (field.to_owned(), sentence(refusal, Text(split_language(uri.path()).0)))
}
