//! `/staff/check-in/{code}`: the door, kept by the secretariat and by helpers, by account or by link.

use app::address::split_language;
use app::marks::without_idle_marks;
use app::notfound::Failure;
use app::shell::Page;
use app::staff::door::list::DoorParts;
use app::staff::door::{DoorPage, DoorShow, DoorView, PassView, TapTold, address};
use axum::body::Body;
use axum::extract::{FromRequestParts, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Uri};
use axum::response::Response;
use domain::account::{Actor, DoorKeeper};
use domain::door::{TapAsked, TapForm, TapNonce};
use domain::reference::{EventCode, ReferenceNumber, SecretToken};
use domain::time::Timestamp;
use leptos::prelude::*;
use storage::DoorList;

use super::super::Web;
use super::super::answer::{Keeping, failure, page, see_other};
use super::super::limits::{Client, Purpose};
use super::super::part::Part;
use super::AtTheDesk;
use super::cookie::DeskCookie;
use super::sent::Sent;

/// What a page of the door may use that no other page may: the camera, when somebody presses.
const PERMISSIONS: &str = "accelerometer=(), camera=(self), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()";
/// How many taps are taken at once; more are a flood.
const AT_ONCE: usize = 100;

/// Somebody at the door of the event that the address names. For everybody else who is signed in, or has come by
/// another event's link, there is nothing here; whoever is not is sent to sign in.
pub(super) struct AtTheDoor {
    keeper: DoorKeeper,
    is_secretariat: bool,
    until: Option<Timestamp>,
}

impl AtTheDoor {
    /// What a page with `list` shows at first.
    fn view(&self, web: &Web, list: DoorList, show: DoorShow) -> DoorView {
        let nonces = (0..DoorView::forms(&list)).map(|_| draw_nonce(web)).collect();
        DoorView {
            list,
            is_secretariat: self.is_secretariat,
            until: self.until,
            query: String::new(),
            show,
            told: Vec::new(),
            form: TapForm::default(),
            problems: Vec::new(),
            nonces,
        }
    }

    async fn load(&self, web: &Web, show: DoorShow) -> Result<DoorView, Failure> {
        let services = web.services();
        match services.storage.door_list(&self.keeper).await {
            Ok(list) => Ok(self.view(web, list, show)),
            Err(cause) => Err(services.failed("reading the list at a door", &cause).into()),
        }
    }
}

fn draw_nonce(web: &Web) -> TapNonce {
    let mut bytes = [0; 16];
    web.services().chance.fill(&mut bytes);
    TapNonce::from_random(bytes)
}

impl FromRequestParts<Web> for AtTheDoor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let Part(code) = Part::from_request_parts(parts, web).await?;
        let services = web.services();
        let uri = parts.uri.clone();
        let now = services.clock.now();
        let mut by_link = None;
        if let Some(secret) = DeskCookie::Door.read(web, &parts.headers) {
            match services.storage.door_pass_open(&secret.hash(), now).await {
                Ok(Some(opened)) => {
                    let Ok(client) = Client::from_request_parts(parts, web).await;
                    by_link = Some((opened.actor.acting_from(client.network()), opened.pass.until));
                }
                Ok(None) => {}
                Err(cause) => return Err(failure(web, &uri, services.failed("reading a helper's session", &cause))),
            }
        }
        // Whoever is signed in keeps any door that they may; a link opens one more.
        let by_account = AtTheDesk::from_request_parts(parts, web).await;
        let mut actors: Vec<(Actor, Option<Timestamp>)> = Vec::new();
        match (by_account, &by_link) {
            (Ok(desk), _) => {
                let actor = desk.signed_in.actor;
                let until = match &actor {
                    Actor::CheckInHelper(helper) => Some(helper.door().until),
                    Actor::Secretariat(_) | Actor::Expert(_) => None,
                };
                actors.push((actor, until));
            }
            (Err(sign_in), None) => return Err(sign_in),
            (Err(_), Some(_)) => {}
        }
        actors.extend(by_link.map(|(actor, until)| (actor, Some(until))));
        let event = match EventCode::parse(&code) {
            Ok(code) => services.storage.event_by_code(&code).await,
            Err(_) => Ok(None),
        };
        let event = match event {
            Ok(event) => event.ok_or(Failure::NotFound),
            Err(cause) => Err(services.failed("reading an event", &cause).into()),
        };
        let event = event.map_err(|why| failure(web, &uri, why))?;
        let keeper = actors.iter().find_map(|(actor, until)| {
            let keeper = actor.as_door_keeper(event.id, now).ok()?;
            Some(Self { keeper, is_secretariat: actor.as_secretariat().is_ok(), until: *until })
        });
        keeper.ok_or_else(|| failure(web, &uri, Failure::NotFound))
    }
}

fn show_door(web: &Web, uri: &Uri, door: DoorPage, status: u16) -> Response {
    let may_scan = matches!(door, DoorPage::List(_));
    let mut response = page(web, uri, Page::Door(Box::new(door)), status, Keeping::Nobody);
    if may_scan {
        let permissions = HeaderName::from_static("permissions-policy");
        response.headers_mut().insert(permissions, HeaderValue::from_static(PERMISSIONS));
    }
    response
}

fn of_query(query: &str, name: &str) -> String {
    let mut fields = form_urlencoded::parse(query.as_bytes());
    fields.find(|(field, _)| field == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// `GET /staff/check-in/{code}`
pub(super) async fn read(State(web): State<Web>, door: AtTheDoor, uri: Uri, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    match door.load(&web, DoorShow::from_word(&of_query(&query, "show"))).await {
        Ok(view) => {
            let told = TapNonce::parse(&of_query(&query, "tap")).map(TapTold::Taken);
            let view = DoorView { told: told.into_iter().collect(), ..view };
            show_door(&web, &uri, DoorPage::List(Box::new(view)), 200)
        }
        Err(why) => failure(&web, &uri, why),
    }
}

/// Takes one tap.
async fn taken(web: &Web, door: &AtTheDoor, form: &TapForm) -> Result<Result<TapTold, Failed>, Failure> {
    let (nonce, asked) = match form.parse() {
        Ok(read) => read,
        Err(problems) => return Ok(Err(Failed::Fields(problems))),
    };
    let number = match &asked {
        TapAsked::Arrive { reference, .. } => Some(reference.to_string()),
        TapAsked::WalkIn(_) | TapAsked::Undo(_) => None,
    };
    let services = web.services();
    let now = services.clock.now();
    match services.storage.door_tap(door.keeper, nonce, asked, form.ago_microseconds(), now).await {
        Ok(effect) => {
            tracing::info!(?effect, "door.tapped");
            Ok(Ok(TapTold::Taken(nonce)))
        }
        Err(error) => match error.refusal() {
            Ok(refusal) => Ok(Err(Failed::Told(TapTold::Refused(number, refusal)))),
            Err(cause) => Err(services.failed("taking a tap", &cause).into()),
        },
    }
}

/// Why a tap was not taken.
enum Failed {
    Fields(Vec<(domain::door::TapField, domain::input::FieldError)>),
    Told(TapTold),
}

/// `POST /staff/check-in/{code}`: a search, or a tap.
pub(super) async fn act(
    State(web): State<Web>,
    door: AtTheDoor,
    uri: Uri,
    RawQuery(query): RawQuery,
    sent: Sent,
) -> Response {
    let show = DoorShow::from_word(&of_query(&query.unwrap_or_default(), "show"));
    if sent.get("act") == "search" {
        return match searched(&web, &door, show, sent.get("q")).await {
            Ok(view) => show_door(&web, &uri, DoorPage::List(Box::new(view)), 200),
            Err(why) => failure(&web, &uri, why),
        };
    }
    let form = TapForm::from_fields(sent.pairs());
    match taken(&web, &door, &form).await {
        Ok(Ok(told)) => {
            let (language, _) = split_language(uri.path());
            let mut query = form_urlencoded::Serializer::new(String::new());
            if show != DoorShow::All {
                query.append_pair("show", show.word());
            }
            if let TapTold::Taken(nonce) = told {
                query.append_pair("tap", &nonce.to_string());
            }
            let path = split_language(uri.path()).1.rsplit('/').next().unwrap_or_default();
            match EventCode::parse(path) {
                Ok(code) => see_other(&format!("{}?{}", address(language, &code), query.finish())),
                Err(_) => failure(&web, &uri, Failure::NotFound),
            }
        }
        Ok(Err(failed)) => match door.load(&web, show).await {
            Ok(view) => {
                let view = match failed {
                    Failed::Fields(problems) => DoorView { form, problems, ..view },
                    Failed::Told(told) => DoorView { told: vec![told], ..view },
                };
                show_door(&web, &uri, DoorPage::List(Box::new(view)), 422)
            }
            Err(why) => failure(&web, &uri, why),
        },
        Err(why) => failure(&web, &uri, why),
    }
}

/// The list as `query` finds it. A whole number that is not on it is told why.
async fn searched(web: &Web, door: &AtTheDoor, show: DoorShow, query: &str) -> Result<DoorView, Failure> {
    let mut view = DoorView { query: query.to_owned(), ..door.load(web, show).await? };
    if let Ok(reference) = ReferenceNumber::parse(query)
        && !view.list.guests.iter().any(|guest| guest.reference == reference)
    {
        let services = web.services();
        let now = services.clock.now();
        let missing = services.storage.door_missing(&door.keeper, &reference, now).await;
        let missing = missing.map_err(|cause| services.failed("looking for a number", &cause))?;
        view.told.extend(missing.map(|refusal| TapTold::Refused(Some(reference.to_string()), refusal)));
    }
    Ok(view)
}

/// `POST /staff/check-in/{code}/taps`: what a device has kept, in the order in which it was tapped. The answer is the
/// parts of the list; each tap in it is settled, whether it was taken or not.
pub(super) async fn taps(State(web): State<Web>, door: AtTheDoor, uri: Uri, sent: Sent) -> Response {
    let mut told = Vec::new();
    for (_, tap) in sent.pairs().filter(|(name, _)| *name == "tap").take(AT_ONCE) {
        let fields: Vec<_> = form_urlencoded::parse(tap.as_bytes()).into_owned().collect();
        let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let form = TapForm::from_fields(fields);
        match taken(&web, &door, &form).await {
            Ok(Ok(taken)) => told.push(taken),
            Ok(Err(Failed::Told(refused))) => told.push(refused),
            Ok(Err(Failed::Fields(_))) => told.push(TapTold::Unreadable),
            // Nothing is settled: the device sends all of them again, and none counts twice.
            Err(why) => return failure(&web, &uri, why),
        }
    }
    let view = match door.load(&web, DoorShow::All).await {
        Ok(view) => DoorView { told, ..view },
        Err(why) => return failure(&web, &uri, why),
    };
    let own = uri.path().trim_end_matches("/taps");
    let html = app::shell::with_page_context(web.services(), own, |_| {
        without_idle_marks(&view! { <DoorParts view/> }.to_html())
    });
    let mut response = Response::new(Body::from(html));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `GET /staff/door/{token}`: looking at a helper's link uses nothing up.
pub(super) async fn pass_read(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    let services = web.services();
    let gone = || show_door(&web, &uri, DoorPage::PassGone, 404);
    let Ok(link) = SecretToken::parse(&token) else { return gone() };
    let pass = match services.storage.door_pass_look(&link.hash(), services.clock.now()).await {
        Ok(Some(pass)) => pass,
        Ok(None) => return gone(),
        Err(cause) => return failure(&web, &uri, services.failed("reading a helper's link", &cause)),
    };
    let (language, _) = split_language(uri.path());
    match services.storage.event_named(pass.event).await {
        Ok(event) => {
            let event = event.title.text(language).to_owned();
            let view = PassView { link, helper: pass.helper, event, until: pass.until };
            show_door(&web, &uri, DoorPage::Pass(view), 200)
        }
        Err(cause) => failure(&web, &uri, services.failed("reading an event", &cause)),
    }
}

/// `POST /staff/door/{token}`: uses it up, and opens the door on this device.
pub(super) async fn pass_use(State(web): State<Web>, client: Client, uri: Uri, Part(token): Part) -> Response {
    if let Err(seconds) = web.limits().admit(Purpose::SignIn, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let services = web.services();
    let gone = || show_door(&web, &uri, DoorPage::PassGone, 404);
    let Ok(link) = SecretToken::parse(&token) else { return gone() };
    match services.storage.door_pass_use(&link.hash(), services.clock.now()).await {
        Ok((session, code)) => {
            tracing::info!("door.helper_came");
            let (language, _) = split_language(uri.path());
            let mut response = see_other(&address(language, &code));
            DeskCookie::Door.set(&web, &mut response, &session);
            response
        }
        Err(error) => match error.refusal() {
            Ok(_) => gone(),
            Err(cause) => failure(&web, &uri, services.failed("using a helper's link", &cause)),
        },
    }
}

/// `POST /staff/door/leave`: this device opens the door no more.
pub(super) async fn leave(State(web): State<Web>, uri: Uri) -> Response {
    let mut response = show_door(&web, &uri, DoorPage::Left, 200);
    DeskCookie::Door.clear(&web, &mut response);
    response
}
