//! `/staff/events/{code}/repeat`: the days of a series, and its drafts.

use app::address::split_language;
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::event::address;
use app::staff::event::repetition::RepetitionView;
use app::text::Text;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::repetition::{RepetitionForm, occurrences};

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::super::part::CodePart;
use super::event_form::stored;
use super::sent::Sent;
use super::show;
use super::signed_in::AtTheSecretariat;

/// `GET /staff/events/{code}/repeat`
pub(super) async fn read(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
) -> Response {
    let event = match stored(&web, &code).await {
        Ok(event) => event,
        Err(why) => return failure(&web, &uri, why),
    };
    let key = web.services().draw_key(web.services().clock.now()).as_str().to_owned();
    let view = RepetitionView { event, form: RepetitionForm::usual(), problems: Vec::new(), days: None, key };
    show(&web, &uri, who.desk, StaffPage::EventRepetition(Box::new(view)), 200)
}

/// `POST /staff/events/{code}/repeat`: shows the days, or makes the drafts.
pub(super) async fn repeat(
    State(web): State<Web>,
    who: AtTheSecretariat,
    uri: Uri,
    CodePart(code): CodePart,
    sent: Sent,
) -> Response {
    let typed = RepetitionForm::from_fields(sent.pairs());
    let event = match stored(&web, &code).await {
        Ok(event) => event,
        Err(why) => return failure(&web, &uri, why),
    };
    let services = web.services();
    let now = services.clock.now();
    let (key, _) = services.key_of(sent.get("key"), now);
    let (language, _) = split_language(uri.path());
    let shown = key.as_str().to_owned();
    let rule = match typed.parse() {
        Ok(rule) => rule,
        Err(problems) => {
            let words = Text(language).event_desk();
            let problems = problems
                .into_iter()
                .map(|(field, error)| (field.to_owned(), words.repetition_problem(field, error)))
                .collect();
            let view = RepetitionView { event, form: typed, problems, days: None, key: shown };
            return show(&web, &uri, who.desk, StaffPage::EventRepetition(Box::new(view)), 422);
        }
    };
    let days = occurrences(event.when.starts_on, &rule);
    if sent.get("step") != "confirm" {
        let view = RepetitionView { event, form: typed, problems: Vec::new(), days: Some(days), key: shown };
        return show(&web, &uri, who.desk, StaffPage::EventRepetition(Box::new(view)), 200);
    }
    let days: Vec<_> = days.into_iter().filter_map(|day| day.held).collect();
    match services.storage.event_repeat(who.secretariat, &key, &code, &days, now).await {
        Ok(()) => {
            tracing::info!(event = %code, drafts = days.len(), "event.repeated");
            see_other(&format!("{}?done=event.repeated", address(language, &code)))
        }
        Err(error) => match error.refusal() {
            Ok(_) => failure(&web, &uri, Failure::NotFound),
            Err(cause) => failure(&web, &uri, services.failed("repeating an event", &cause)),
        },
    }
}
