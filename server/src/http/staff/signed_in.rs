//! Who asks: the session in the browser's cookie, and what it permits.

use app::address::{localized, split_language};
use app::notfound::Failure;
use app::shell::Page;
use app::staff::{Desk, StaffPage};
use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::account::Secretariat;
use domain::reference::SecretToken;
use storage::SignedIn;

use super::super::Web;
use super::super::answer::{Keeping, failure, page, see_other};
use super::super::limits::Client;

/// The name of the session's cookie: with a prefix that browsers guard, where the service is reached by https.
pub(super) fn cookie_name(web: &Web) -> &'static str {
    if web.services().site.public_url.starts_with("https://") { "__Host-session" } else { "session" }
}

/// The session's secret in the browser's cookies.
pub(super) fn session_secret(web: &Web, headers: &HeaderMap) -> Option<SecretToken> {
    let name = cookie_name(web);
    let cookies = headers.get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    let mut values = cookies
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .filter(|(found, _)| *found == name);
    values.next().and_then(|(_, secret)| SecretToken::parse(secret).ok())
}

/// Somebody who is signed in. Whoever is not, is sent to sign in and comes back.
pub(in super::super) struct AtTheDesk {
    /// Who.
    pub(in super::super) signed_in: SignedIn,
}

impl AtTheDesk {
    /// The permission of the secretariat.
    ///
    /// # Errors
    /// For everybody else, that there is nothing here.
    pub(in super::super) fn secretariat(&self) -> Result<Secretariat, Failure> {
        self.signed_in.actor.as_secretariat().map_err(|_| Failure::NotFound)
    }
}

impl FromRequestParts<Web> for AtTheDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let (language, _) = split_language(parts.uri.path());
        let Some(secret) = session_secret(web, &parts.headers) else {
            return Err(see_other(&localized(language, "/staff/sign-in")));
        };
        let services = web.services();
        match services.storage.session_open(&secret.hash(), services.clock.now()).await {
            Ok(Some(mut signed_in)) => {
                let Ok(client) = Client::from_request_parts(parts, web).await;
                signed_in.actor = signed_in.actor.acting_from(client.network());
                Ok(Self { signed_in })
            }
            Ok(None) => Err(see_other(&localized(language, "/staff/sign-in"))),
            Err(cause) => Err(failure(web, &parts.uri, services.failed("reading a session", &cause))),
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

/// Has a page of the desk rendered; nobody keeps it.
pub(in super::super) fn show(web: &Web, uri: &Uri, desk: AtTheDesk, staff: StaffPage, status: u16) -> Response {
    let desk = Desk { account: desk.signed_in.account, inquiries_waiting: 0 };
    page(web, uri, Page::Staff(Box::new(desk), Box::new(staff)), status, Keeping::Nobody)
}
