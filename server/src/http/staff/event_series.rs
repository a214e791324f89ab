//! The edit of a whole series: what it does with each event is shown first, then done with those that were shown.

use app::address::split_language;
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::event::address;
use app::staff::event::series::{Kept, MEMBER, MEMBER_WARNING, SeriesConfirmView, SeriesDone};
use axum::http::Uri;
use axum::response::Response;
use domain::event::Event;
use domain::event_operation::{EventRefusal, EventWarning, Seen};
use domain::reference::EventCode;
use storage::{EventConsidered, SeriesEdit, SeriesMember, StorageError};

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::events::{mails, others};
use super::sent::Sent;
use super::show;
use super::signed_in::AtTheSecretariat;

/// What became of the request to edit a series.
pub(super) enum Edited {
    /// It is answered.
    Answer(Box<Response>),
    /// The edited event was changed by somebody else meanwhile, or a rule says no to all of them.
    Refused(Box<(AtTheSecretariat, EventRefusal)>),
}

/// Shows what an edit does with the events of a series, or does it.
pub(super) async fn answer(
    web: &Web,
    uri: &Uri,
    who: AtTheSecretariat,
    event: &Event,
    edit: SeriesEdit,
    sent: &Sent,
) -> Edited {
    if sent.get("step") == "confirm" {
        return operate(web, uri, who, edit, sent).await;
    }
    let services = web.services();
    let considered = services.storage.event_series_consider(who.secretariat, &edit, services.clock.now()).await;
    let members = match considered {
        Ok(members) => members,
        Err(error) => return refused(web, uri, who, error),
    };
    if members.iter().all(|member| member.considered.is_err()) {
        let own = members.into_iter().find(|member| member.event.draft.code == edit.code);
        let refusal = own.and_then(|member| member.considered.err()).unwrap_or(EventRefusal::NothingChanges);
        return Edited::Refused(Box::new((who, refusal)));
    }
    match ask(web, uri, event, edit, members, sent).await {
        Ok(view) => Edited::Answer(Box::new(show(web, uri, who.desk, StaffPage::EventSeries(Box::new(view)), 200))),
        Err(why) => Edited::Answer(Box::new(failure(web, uri, why))),
    }
}

async fn ask(
    web: &Web,
    uri: &Uri,
    event: &Event,
    edit: SeriesEdit,
    members: Vec<SeriesMember>,
    sent: &Sent,
) -> Result<SeriesConfirmView, Failure> {
    let changes = |member: &SeriesMember| member.considered.clone().ok();
    let considered: Vec<EventConsidered> = members.iter().filter_map(changes).collect();
    let warnings: Vec<EventWarning> = considered.iter().flat_map(|change| change.warnings.clone()).collect();
    let others = others(web, &warnings).await?;
    let told = considered.iter().find(|change| change.people > 0);
    Ok(SeriesConfirmView {
        members,
        edited: Box::new((event.draft.clone(), edit.draft)),
        action: uri.path().to_owned(),
        carried: sent.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        others,
        mails: told.map(|change| mails(web, change)).unwrap_or_default(),
    })
}

async fn operate(web: &Web, uri: &Uri, who: AtTheSecretariat, edit: SeriesEdit, sent: &Sent) -> Edited {
    let services = web.services();
    let (code, scope) = (edit.code.clone(), edit.scope);
    let done = services.storage.event_series_operate(who.secretariat, edit, confirmed(sent), services.clock.now());
    let outcome = match done.await {
        Ok(outcome) => outcome,
        Err(error) => return refused(web, uri, who, error),
    };
    let (changed, kept) = (outcome.changed.len(), outcome.kept.len());
    tracing::info!(event = %code, scope = scope.slug(), changed, kept, "event.series_edited");
    let (language, _) = split_language(uri.path());
    let kept = outcome.kept.iter().map(|(code, refusal)| format!("&kept={code}:{}", Kept::of(refusal).word()));
    let kept: String = kept.collect();
    let address = format!("{}?done=event.series_edited&changed={changed}{kept}", address(language, &code));
    Edited::Answer(Box::new(see_other(&address)))
}

fn refused(web: &Web, uri: &Uri, who: AtTheSecretariat, error: StorageError<EventRefusal>) -> Edited {
    match error.refusal() {
        Ok(EventRefusal::UnknownEvent) => Edited::Answer(Box::new(failure(web, uri, Failure::NotFound))),
        Ok(refusal) => Edited::Refused(Box::new((who, refusal))),
        Err(cause) => {
            let why = web.services().failed("editing a series", &cause);
            Edited::Answer(Box::new(failure(web, uri, why)))
        }
    }
}

/// The events that were shown, each with its revision and its warnings.
fn confirmed(sent: &Sent) -> Vec<(EventCode, Seen)> {
    let parts = |field: &'static str| {
        sent.pairs().filter(move |(name, _)| *name == field).filter_map(|(_, value)| {
            let (code, said) = value.split_once(' ')?;
            Some((EventCode::parse(code).ok()?, said))
        })
    };
    parts(MEMBER)
        .filter_map(|(code, revision)| {
            let warnings = parts(MEMBER_WARNING).filter(|(of, _)| *of == code);
            let warnings = warnings.filter_map(|(_, word)| EventWarning::from_word(word)).collect();
            Some((code, Seen { revision: revision.parse().ok()?, warnings }))
        })
        .collect()
}

/// What has become of a series, as the address of the page after it tells.
pub(super) fn done(query: &str) -> Option<SeriesDone> {
    let pairs = || form_urlencoded::parse(query.as_bytes());
    let (_, changed) = pairs().find(|(name, _)| name == "changed")?;
    let kept = pairs().filter(|(name, _)| name == "kept").filter_map(|(_, value)| {
        let (code, why) = value.split_once(':')?;
        Some((EventCode::parse(code).ok()?, Kept::from_word(why)?))
    });
    Some(SeriesDone { changed: changed.parse().ok()?, kept: kept.collect() })
}
