//! Who asks: the session in the browser's cookie, and what it permits.

use app::address::{localized, split_language};
use app::notfound::Failure;
use app::shell::Page;
use app::staff::entrance::SignInMoment;
use app::staff::{Desk, StaffPage};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;
use domain::account::{Role, Secretariat, is_fresh};
use domain::expert::CalendarKeeper;
use domain::inquiry::desk::Responder;
use domain::language::Language;
use storage::{SignedIn, StorageError};

use super::super::Web;
use super::super::answer::{Keeping, address_of, failure, page, see_other};
use super::super::limits::Client;
use super::cookie::DeskCookie;

/// Who the browser with these cookies is signed in as.
pub(super) async fn signed_in(web: &Web, headers: &HeaderMap) -> Result<Option<SignedIn>, StorageError> {
    let Some(secret) = DeskCookie::Session.read(web, headers) else { return Ok(None) };
    let services = web.services();
    let options = web.desk().options;
    let found = services.storage.session_open(&secret.hash(), options.sessions, services.clock.now()).await?;
    Ok(found.filter(|signed_in| !signed_in.is_demo || options.demo_accounts))
}

/// Whether a second factor has to be set up before anything else.
pub(super) fn needs_second_factor(signed_in: &SignedIn) -> bool {
    signed_in.account.role == Role::Secretariat && !signed_in.has_second_factor && !signed_in.is_demo
}

/// Where somebody signs in who is to come back to `next`.
pub(super) fn sign_in_address(language: Language, next: Option<&str>, moment: SignInMoment) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if moment != SignInMoment::First {
        query.append_pair("moment", moment.word());
    }
    if let Some(next) = next {
        query.append_pair("next", next);
    }
    let query = query.finish();
    let address = localized(language, "/staff/sign-in");
    if query.is_empty() { address } else { format!("{address}?{query}") }
}

/// Somebody who is signed in, whatever they have still to set up. Whoever is not, is sent to sign in and comes back.
pub(super) struct Known(pub(super) SignedIn);

impl FromRequestParts<Web> for Known {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        match signed_in(web, &parts.headers).await {
            Ok(Some(mut signed_in)) => {
                let Ok(client) = Client::from_request_parts(parts, web).await;
                signed_in.actor = signed_in.actor.acting_from(client.network());
                Ok(Self(signed_in))
            }
            Ok(None) => {
                let (language, plain) = split_language(parts.uri.path());
                // What was sent cannot be sent again by coming back.
                let may_return = parts.method == Method::GET && plain != "/staff";
                let next = may_return.then(|| address_of(&parts.uri));
                Err(see_other(&sign_in_address(language, next.as_deref(), SignInMoment::First)))
            }
            Err(cause) => Err(failure(web, &parts.uri, web.services().failed("reading a session", &cause))),
        }
    }
}

/// Somebody who is signed in, with a second factor where that is demanded. Whoever is not, is sent to sign in and comes
/// back.
pub(in super::super) struct AtTheDesk {
    /// Who.
    pub(in super::super) signed_in: SignedIn,
    /// How many inquiries wait for them.
    inquiries_waiting: u64,
}

impl AtTheDesk {
    /// Somebody who has still to set up how they sign in: nothing waits for them yet.
    pub(super) const fn before_work(signed_in: SignedIn) -> Self {
        Self { signed_in, inquiries_waiting: 0 }
    }

    /// The permission of the secretariat.
    ///
    /// # Errors
    /// For everybody else, that there is nothing here.
    pub(in super::super) fn secretariat(&self) -> Result<Secretariat, Failure> {
        self.signed_in.actor.as_secretariat().map_err(|_| Failure::NotFound)
    }

    /// The permission to keep calendars and consultations.
    ///
    /// # Errors
    /// For helpers at the door, that there is nothing here.
    pub(in super::super) fn calendar_keeper(&self) -> Result<CalendarKeeper, Failure> {
        CalendarKeeper::of(&self.signed_in.actor).map_err(|_| Failure::NotFound)
    }

    /// The permission to answer inquiries.
    ///
    /// # Errors
    /// For helpers at the door, that there is nothing here.
    pub(in super::super) fn responder(&self) -> Result<Responder, Failure> {
        Responder::of(&self.signed_in.actor).map_err(|_| Failure::NotFound)
    }
}

impl FromRequestParts<Web> for AtTheDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let Known(signed_in) = Known::from_request_parts(parts, web).await?;
        if needs_second_factor(&signed_in) {
            let (language, _) = split_language(parts.uri.path());
            return Err(see_other(&localized(language, "/staff/account/second-factor")));
        }
        let services = web.services();
        let inquiries_waiting = match Responder::of(&signed_in.actor) {
            Ok(responder) => services.storage.inquiry_waiting(responder).await,
            Err(_) => Ok(0),
        };
        match inquiries_waiting {
            Ok(inquiries_waiting) => Ok(Self { signed_in, inquiries_waiting }),
            Err(cause) => Err(failure(web, &parts.uri, services.failed("counting what waits", &cause))),
        }
    }
}

/// Somebody of the secretariat. For everybody else who is signed in there is nothing here.
pub(in super::super) struct AtTheSecretariat {
    /// Who.
    pub(in super::super) desk: AtTheDesk,
    /// What they may do.
    pub(in super::super) secretariat: Secretariat,
}

impl FromRequestParts<Web> for AtTheSecretariat {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let desk = AtTheDesk::from_request_parts(parts, web).await?;
        match desk.secretariat() {
            Ok(secretariat) => Ok(Self { desk, secretariat }),
            Err(nothing) => Err(failure(web, &parts.uri, nothing)),
        }
    }
}

/// Somebody who answers inquiries: of the secretariat, or an expert. For everybody else who is signed in there is
/// nothing here.
pub(in super::super) struct AtTheInbox {
    /// Who.
    pub(in super::super) desk: AtTheDesk,
    /// What they may do.
    pub(in super::super) responder: Responder,
}

impl FromRequestParts<Web> for AtTheInbox {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let desk = AtTheDesk::from_request_parts(parts, web).await?;
        match desk.responder() {
            Ok(responder) => Ok(Self { desk, responder }),
            Err(nothing) => Err(failure(web, &parts.uri, nothing)),
        }
    }
}

/// Somebody who keeps calendars and consultations: of the secretariat, or an expert, who keeps their own. For everybody
/// else who is signed in there is nothing here.
pub(in super::super) struct AtTheCalendar {
    /// Who.
    pub(in super::super) desk: AtTheDesk,
    /// What they may do.
    pub(in super::super) keeper: CalendarKeeper,
}

impl FromRequestParts<Web> for AtTheCalendar {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let desk = AtTheDesk::from_request_parts(parts, web).await?;
        match desk.calendar_keeper() {
            Ok(keeper) => Ok(Self { desk, keeper }),
            Err(nothing) => Err(failure(web, &parts.uri, nothing)),
        }
    }
}

/// For whoever has signed in a while ago: the answer that asks them to do so again, and leads back to `page`.
pub(super) fn asks_again(web: &Web, uri: &Uri, signed_in: &SignedIn, page: &str) -> Option<Response> {
    if is_fresh(signed_in.signed_in_at, web.services().clock.now()) {
        return None;
    }
    let (language, _) = split_language(uri.path());
    Some(see_other(&sign_in_address(language, Some(&localized(language, page)), SignInMoment::Again)))
}

/// Has a page of the desk rendered; nobody keeps it.
pub(in super::super) fn show(web: &Web, uri: &Uri, desk: AtTheDesk, staff: StaffPage, status: u16) -> Response {
    let desk = Desk { account: desk.signed_in.account, inquiries_waiting: desk.inquiries_waiting };
    page(web, uri, Page::Staff(Box::new(desk), Box::new(staff)), status, Keeping::Nobody)
}
