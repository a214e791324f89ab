//! `/staff/events/{code}/door`: helpers' links, attendance, and the mail that thanks those who came.

use app::address::split_language;
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::door::event::{EventDoorView, PassMade, address};
use app::staff::door::pass_address;
use app::text::Text;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Uri};
use axum::response::Response;
use domain::account::DoorKeeper;
use domain::door::{DoorPassId, PassForm, PassRefusal, ThanksForm};
use domain::language::Language;
use domain::reference::EventCode;
use domain::spreadsheet::guarded;
use storage::DoorList;

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::super::part::CodePart;
use super::sent::Sent;
use super::show;
use super::signed_in::AtTheSecretariat;
use crate::mail::sample::thanks_sample;
use crate::picture::qr;

/// Spreadsheet programs take a file for Unicode by this.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The event's page before anything was typed, and the permission to keep its door.
async fn load(web: &Web, who: &AtTheSecretariat, code: &EventCode) -> Result<(EventDoorView, DoorKeeper), Failure> {
    let services = web.services();
    let failed = |cause| Failure::from(services.failed("reading an event's door", &cause));
    let event = services.storage.event_by_code(code).await.map_err(failed)?.ok_or(Failure::NotFound)?;
    let now = services.clock.now();
    let keeper = who.desk.signed_in.actor.as_door_keeper(event.id, now).map_err(|_| Failure::NotFound)?;
    let list = services.storage.door_list(&keeper).await.map_err(failed)?;
    let view = EventDoorView {
        passes: services.storage.door_pass_list(event.id).await.map_err(failed)?,
        made: None,
        is_removed: false,
        form: PassForm::until_after(event.when.ends_at()),
        problems: Vec::new(),
        sent: services.storage.thanks_sent(event.id).await.map_err(failed)?,
        thanks: ThanksForm::default(),
        thanks_problems: Vec::new(),
        thanks_refusal: None,
        mails: Vec::new(),
        list,
    };
    Ok((view, keeper))
}

/// `GET /staff/events/{code}/door`
pub(super) async fn read(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    RawQuery(query): RawQuery,
) -> Response {
    match load(&web, &who, &code).await {
        Ok((view, _)) => {
            let view = EventDoorView { is_removed: query.as_deref() == Some("done=removed"), ..view };
            show(&web, &uri, who.desk, StaffPage::EventDoor(Box::new(view)), 200)
        }
        Err(why) => failure(&web, &uri, why),
    }
}

/// What is answered to a form of the page.
enum Answer {
    /// The page, with this status.
    Page(Box<EventDoorView>, u16),
    /// Another address.
    Go(String),
    /// A file.
    File(String),
}

/// `POST /staff/events/{code}/door`
pub(super) async fn act(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    sent: Sent,
) -> Response {
    let (language, _) = split_language(uri.path());
    let answer = match load(&web, &who, &code).await {
        Ok((view, keeper)) => {
            let asked = Asked { web: &web, who: &who, code: &code, language };
            match sent.get("act") {
                "add-helper" => asked.add_helper(view, &sent).await,
                "remove-helper" => asked.remove_helper(&sent).await,
                "export" => asked.export(&view.list, &keeper).await,
                "preview-thanks" => Ok(asked.preview(view, &sent)),
                "send-thanks" => asked.thank(view, &sent).await,
                _ => Err(Failure::BadRequest),
            }
        }
        Err(why) => Err(why),
    };
    match answer {
        Ok(Answer::Page(view, status)) => show(&web, &uri, who.desk, StaffPage::EventDoor(view), status),
        Ok(Answer::Go(address)) => see_other(&address),
        Ok(Answer::File(text)) => file(&code, text),
        Err(why) => failure(&web, &uri, why),
    }
}

struct Asked<'a> {
    web: &'a Web,
    who: &'a AtTheSecretariat,
    code: &'a EventCode,
    language: Language,
}

impl Asked<'_> {
    /// Makes a link, and shows it: it cannot be read again.
    async fn add_helper(&self, view: EventDoorView, sent: &Sent) -> Result<Answer, Failure> {
        let services = self.web.services();
        let field = |name: &str| sent.get(name).to_owned();
        let form = PassForm { helper: field("helper"), until_on: field("until_on"), until_time: field("until_time") };
        let now = services.clock.now();
        let asked = match form.parse(view.list.event.when.ends_at(), now) {
            Ok(asked) => asked,
            Err(problems) => return Ok(Answer::Page(Box::new(EventDoorView { form, problems, ..view }), 422)),
        };
        let made = services.storage.door_pass_add(&self.who.secretariat, self.code, &asked, now).await;
        let link = made.map_err(|error| match error.refusal() {
            Ok(_) => Failure::NotFound,
            Err(cause) => services.failed("making a helper's link", &cause).into(),
        })?;
        let address = format!("{}{}", services.site.public_url, pass_address(self.language, &link));
        let picture = qr(&address);
        let made = Some(PassMade { helper: asked.helper.as_str().to_owned(), address, picture });
        let (view, _) = load(self.web, self.who, self.code).await?;
        Ok(Answer::Page(Box::new(EventDoorView { made, ..view }), 200))
    }

    async fn remove_helper(&self, sent: &Sent) -> Result<Answer, Failure> {
        let services = self.web.services();
        let pass = sent.get("pass").parse().map(DoorPassId).map_err(|_| Failure::BadRequest)?;
        let now = services.clock.now();
        let removed = services.storage.door_pass_remove(&self.who.secretariat, self.code, pass, now).await;
        match removed.map_err(storage::StorageError::refusal) {
            // Withdrawn twice is withdrawn.
            Ok(()) | Err(Ok(PassRefusal::Gone)) => {
                Ok(Answer::Go(format!("{}?done=removed", address(self.language, self.code))))
            }
            Err(Ok(PassRefusal::UnknownEvent)) => Err(Failure::NotFound),
            Err(Err(cause)) => Err(services.failed("withdrawing a helper's link", &cause).into()),
        }
    }

    async fn export(&self, list: &DoorList, keeper: &DoorKeeper) -> Result<Answer, Failure> {
        let services = self.web.services();
        let rows = rows(list, Text(self.language));
        let count = u64::try_from(rows.len().saturating_sub(1)).unwrap_or(u64::MAX);
        let noted = services.storage.door_exported(keeper, count, services.clock.now()).await;
        noted.map_err(|cause| services.failed("noting an export", &cause))?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        for row in rows {
            let cells = row.iter().map(|cell| guarded(cell).into_owned());
            writer.write_record(cells).map_err(|_| Failure::BadRequest)?;
        }
        let bytes = writer.into_inner().map_err(|_| Failure::BadRequest)?;
        let text = String::from_utf8(bytes).map_err(|_| Failure::BadRequest)?;
        Ok(Answer::File(format!("{BYTE_ORDER_MARK}{text}")))
    }

    /// The mail before it goes out, in both languages.
    fn preview(&self, view: EventDoorView, sent: &Sent) -> Answer {
        let services = self.web.services();
        let thanks = thanks_form(sent);
        match thanks.parse() {
            Ok(links) => {
                let (event, site, now) = (&view.list.event, self.web.calendar(), services.clock.now());
                let languages = [Language::Japanese, Language::English];
                let mails = languages
                    .into_iter()
                    .filter_map(|language| thanks_sample(event, &links, language, site, now))
                    .collect();
                Answer::Page(Box::new(EventDoorView { thanks, mails, ..view }), 200)
            }
            Err(thanks_problems) => Answer::Page(Box::new(EventDoorView { thanks, thanks_problems, ..view }), 422),
        }
    }

    async fn thank(&self, view: EventDoorView, sent: &Sent) -> Result<Answer, Failure> {
        let services = self.web.services();
        let thanks = thanks_form(sent);
        let links = match thanks.parse() {
            Ok(links) => links,
            Err(thanks_problems) => {
                return Ok(Answer::Page(Box::new(EventDoorView { thanks, thanks_problems, ..view }), 422));
            }
        };
        let now = services.clock.now();
        let told = services.storage.thanks_send(&self.who.secretariat, self.code, &links, now).await;
        match told.map_err(storage::StorageError::refusal) {
            Ok(told) => {
                tracing::info!(event = %self.code, told, "door.thanked");
                Ok(Answer::Go(format!("{}#thanks", address(self.language, self.code))))
            }
            Err(Ok(refusal)) => {
                let view = EventDoorView { thanks, thanks_refusal: Some(refusal), ..view };
                Ok(Answer::Page(Box::new(view), 422))
            }
            Err(Err(cause)) => Err(services.failed("thanking", &cause).into()),
        }
    }
}

fn thanks_form(sent: &Sent) -> ThanksForm {
    ThanksForm { survey: sent.get("survey").to_owned(), materials: sent.get("materials").to_owned() }
}

fn rows(list: &DoorList, text: Text) -> Vec<[String; 8]> {
    let words = text.event_door();
    let time = |at: domain::time::Timestamp| at.in_tokyo().strftime("%Y-%m-%d %H:%M").to_string();
    let head = [
        words.file_head_number(),
        words.file_head_name(),
        words.file_head_kana(),
        words.file_head_organisation(),
        words.file_head_seats(),
        words.file_head_came(),
        words.file_head_at(),
        words.file_head_kind(),
    ]
    .map(std::borrow::Cow::into_owned);
    let guests = list.guests.iter().map(|guest| {
        let came = guest.presence.as_ref();
        [
            guest.reference.to_string(),
            guest.name.clone(),
            guest.kana.clone(),
            guest.organisation.clone(),
            guest.seats.to_string(),
            came.map_or(0, |presence| presence.people).to_string(),
            came.map(|presence| time(presence.since)).unwrap_or_default(),
            words.file_registered().into_owned(),
        ]
    });
    let walk_ins = list.walk_ins.iter().map(|walk_in| {
        [
            String::new(),
            walk_in.name.clone(),
            String::new(),
            walk_in.organisation.clone().unwrap_or_default(),
            String::new(),
            walk_in.people.to_string(),
            time(walk_in.at),
            words.file_walk_in().into_owned(),
        ]
    });
    std::iter::once(head).chain(guests).chain(walk_ins).collect()
}

fn file(code: &EventCode, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"attendance-{code}.csv\"")) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    response
}
