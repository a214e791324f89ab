//! `/staff/events/{code}/mail`: writing to an event's registrants.

use app::address::split_language;
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::announcement::{AnnouncementMoment, AnnouncementView, address};
use app::staff::asked::filter_from;
use axum::extract::{RawQuery, State};
use axum::http::Uri;
use axum::response::Response;
use domain::announcement::{Announcement, AnnouncementForm, AnnouncementRefusal};
use domain::reference::EventCode;
use domain::registration::roll::RegistrationFilter;
use storage::{NewAnnouncement, StorageError};

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::super::part::CodePart;
use super::event_form::stored;
use super::sent::Sent;
use super::{AtTheSecretariat, show};
use crate::mail::sample::announcement_samples;

/// What was done just now, in addresses.
const SENT: &str = "sent";

/// `GET /staff/events/{code}/mail`
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
    let moment = fields.iter().any(|(name, _)| name == SENT).then_some(AnnouncementMoment::Sent);
    match blank(&web, &code, filter, AnnouncementForm::default(), "").await {
        Ok(view) => {
            let view = AnnouncementView { moment, ..view };
            show(&web, &uri, who.desk, StaffPage::Announcement(Box::new(view)), 200)
        }
        Err(why) => failure(&web, &uri, why),
    }
}

/// `POST /staff/events/{code}/mail`: the form with a choice of the table, the mail to check, the test, or the sending.
pub(super) async fn write(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    sent: Sent,
) -> Response {
    let get = |name| sent.get(name).to_owned();
    let form = AnnouncementForm {
        subject_ja: get("subject_ja"),
        text_ja: get("text_ja"),
        subject_en: get("subject_en"),
        text_en: get("text_en"),
    };
    let view = match blank(&web, &code, filter_from(sent.pairs()), form, sent.get("key")).await {
        Ok(view) => view,
        Err(why) => return failure(&web, &uri, why),
    };
    let step = sent.get("step");
    if !matches!(step, "preview" | "trial" | "confirm") {
        return show(&web, &uri, who.desk, StaffPage::Announcement(Box::new(view)), 200);
    }
    let words = match view.form.parse() {
        Ok(words) => words,
        Err(problems) => {
            let view = AnnouncementView { problems, ..view };
            return show(&web, &uri, who.desk, StaffPage::Announcement(Box::new(view)), 422);
        }
    };
    if view.audience.people == 0 {
        let view = AnnouncementView { refusal: Some(AnnouncementRefusal::Nobody), ..view };
        return show(&web, &uri, who.desk, StaffPage::Announcement(Box::new(view)), 422);
    }
    match step {
        "confirm" => confirm(&web, &uri, who, view, words, sent.get("people")).await,
        "trial" => {
            let services = web.services();
            let now = services.clock.now();
            match services.storage.announcement_try(&who.secretariat, &view.event.code, &words, now).await {
                Ok(()) => {
                    tracing::info!(event = %view.event.code, "announcement.tried");
                    check(&web, &uri, who, AnnouncementView { moment: Some(AnnouncementMoment::Tried), ..view }, &words)
                }
                Err(error) => refused(&web, &uri, who, view, &words, error),
            }
        }
        _ => check(&web, &uri, who, view, &words),
    }
}

/// Sends what was checked.
async fn confirm(
    web: &Web,
    uri: &Uri,
    who: AtTheSecretariat,
    view: AnnouncementView,
    words: Announcement,
    people: &str,
) -> Response {
    let services = web.services();
    let now = services.clock.now();
    let (key, _) = services.key_of(&view.key, now);
    let code = view.event.code.clone();
    let people = people.parse().unwrap_or_default();
    let new = NewAnnouncement { words: words.clone(), to: view.filter.clone(), people, key };
    match services.storage.announcement_send(who.secretariat, code.clone(), new, now).await {
        Ok(people) => {
            tracing::info!(event = %code, people, "announcement.sent");
            let (language, _) = split_language(uri.path());
            see_other(&format!("{}?{SENT}", address(language, &code)))
        }
        Err(error) => refused(web, uri, who, view, &words, error),
    }
}

/// The mail as it would look, with how many get it.
fn check(web: &Web, uri: &Uri, who: AtTheSecretariat, view: AnnouncementView, words: &Announcement) -> Response {
    let samples = announcement_samples(words, &view.event, web.calendar(), web.services().clock.now());
    let status = if view.refusal.is_some() { 422 } else { 200 };
    let view = AnnouncementView { samples: Some(samples), ..view };
    show(web, uri, who.desk, StaffPage::Announcement(Box::new(view)), status)
}

fn refused(
    web: &Web,
    uri: &Uri,
    who: AtTheSecretariat,
    view: AnnouncementView,
    words: &Announcement,
    error: StorageError<AnnouncementRefusal>,
) -> Response {
    match error.refusal() {
        Ok(AnnouncementRefusal::UnknownEvent) => failure(web, uri, Failure::NotFound),
        Ok(refusal) => check(web, uri, who, AnnouncementView { refusal: Some(refusal), ..view }, words),
        Err(cause) => failure(web, uri, web.services().failed("writing to registrants", &cause)),
    }
}

/// The form with what was typed, whom it reaches, and what was sent before.
async fn blank(
    web: &Web,
    code: &EventCode,
    filter: RegistrationFilter,
    form: AnnouncementForm,
    key: &str,
) -> Result<AnnouncementView, Failure> {
    let event = stored(web, code).await?;
    let services = web.services();
    let failed = |cause: StorageError| Failure::from(services.failed("reading whom a mail reaches", &cause));
    let audience = services.storage.announcement_audience(event.id, &filter).await.map_err(failed)?;
    let sent = services.storage.announcements_of(event.id).await.map_err(failed)?;
    let (key, _) = services.key_of(key, services.clock.now());
    Ok(AnnouncementView {
        event,
        filter,
        audience,
        form,
        problems: Vec::new(),
        refusal: None,
        samples: None,
        moment: None,
        sent,
        key: key.as_str().to_owned(),
    })
}
