//! `/staff/invitation/{token}`, `/staff/reset` and `/staff/reset/{token}`: looking at a link uses nothing up.

use app::address::split_language;
use app::notfound::Failure;
use app::staff::entrance::{EntrancePage, InvitationView, ResetRequestView, ResetView, SignInMoment};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::account::{AccountLink, AccountRefusal, Password, PasswordContext, PasswordProblem};
use domain::contact::EmailAddress;
use domain::person::PersonName;
use domain::reference::SecretToken;
use storage::{AccountLinkOpened, StorageError};

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::super::limits::{Client, Purpose};
use super::super::part::Part;
use super::sent::Sent;
use super::sign_in::{entrance, unhashable};
use super::signed_in::sign_in_address;

/// A new password as it was typed, twice.
fn chosen(sent: &Sent, opened: &AccountLinkOpened, name: &str) -> Result<Password, PasswordProblem> {
    choose(sent, PasswordContext { email: &opened.account.email, name, has_second_factor: opened.has_second_factor })
}

/// The same, for whatever account.
pub(super) fn choose(sent: &Sent, context: PasswordContext<'_>) -> Result<Password, PasswordProblem> {
    let password = Password::choose(sent.get("password"), context)?;
    let again = Password::typed(sent.get("again"));
    if again.as_ref() == Some(&password) { Ok(password) } else { Err(PasswordProblem::Different) }
}

fn min_chars(opened: &AccountLinkOpened) -> u32 {
    let has_second_factor = opened.has_second_factor;
    PasswordContext { email: &opened.account.email, name: "", has_second_factor }.min_chars()
}

/// What `token` opens, or the answer that it opens nothing.
async fn opened(
    web: &Web,
    uri: &Uri,
    token: &str,
    purpose: AccountLink,
) -> Result<(SecretToken, AccountLinkOpened), Response> {
    let services = web.services();
    let gone = || entrance(web, uri, EntrancePage::LinkGone(purpose), 404);
    let link = SecretToken::parse(token).map_err(|_| gone())?;
    match services.storage.account_link_open(&link.hash(), purpose, services.clock.now()).await {
        Ok(Some(opened)) => Ok((link, opened)),
        Ok(None) => Err(gone()),
        Err(cause) => Err(failure(web, uri, services.failed("reading a link", &cause))),
    }
}

/// Where somebody goes who has set a password.
fn password_is_set(
    web: &Web,
    uri: &Uri,
    outcome: Result<(), StorageError<AccountRefusal>>,
    purpose: AccountLink,
) -> Response {
    match outcome.map_err(StorageError::refusal) {
        Ok(()) => {
            tracing::info!("staff.password_set");
            let (language, _) = split_language(uri.path());
            see_other(&sign_in_address(language, None, SignInMoment::PasswordSet))
        }
        Err(Ok(_)) => entrance(web, uri, EntrancePage::LinkGone(purpose), 404),
        Err(Err(cause)) => failure(web, uri, web.services().failed("setting a password", &cause)),
    }
}

fn invitation(link: SecretToken, opened: &AccountLinkOpened) -> InvitationView {
    InvitationView {
        link,
        role: opened.account.role,
        email: opened.account.email.as_str().to_owned(),
        name: opened.account.name.as_str().to_owned(),
        name_problem: None,
        problem: None,
        min_chars: min_chars(opened),
    }
}

/// `GET /staff/invitation/{token}`
pub(super) async fn invitation_read(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    match opened(&web, &uri, &token, AccountLink::Invitation).await {
        Ok((link, opened)) => entrance(&web, &uri, EntrancePage::Invitation(invitation(link, &opened)), 200),
        Err(response) => response,
    }
}

/// `POST /staff/invitation/{token}`
pub(super) async fn invitation_send(
    State(web): State<Web>,
    client: Client,
    uri: Uri,
    Part(token): Part,
    sent: Sent,
) -> Response {
    if let Err(seconds) = web.limits().admit(Purpose::SignIn, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let (link, opened) = match opened(&web, &uri, &token, AccountLink::Invitation).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let name = PersonName::parse(sent.get("name"));
    let password = chosen(&sent, &opened, sent.get("name"));
    let (name, password) = match (name, password) {
        (Ok(name), Ok(password)) => (name, password),
        (name, password) => {
            let view = InvitationView {
                name: sent.get("name").to_owned(),
                name_problem: name.err(),
                problem: password.err(),
                ..invitation(link, &opened)
            };
            return entrance(&web, &uri, EntrancePage::Invitation(view), 422);
        }
    };
    let services = web.services();
    let Ok(hash) = web.desk().passwords.hash(password, &*services.chance).await else {
        return failure(&web, &uri, unhashable());
    };
    let taken_up = services.storage.invitation_accept(&link.hash(), &name, &hash, services.clock.now()).await;
    password_is_set(&web, &uri, taken_up.map(|_| ()), AccountLink::Invitation)
}

/// `GET /staff/reset`
pub(super) async fn reset_ask(State(web): State<Web>, uri: Uri) -> Response {
    entrance(&web, &uri, EntrancePage::ResetRequest(ResetRequestView::default()), 200)
}

/// `POST /staff/reset`: the same answer for every address, known or not.
pub(super) async fn reset_request(State(web): State<Web>, client: Client, uri: Uri, sent: Sent) -> Response {
    let email = sent.get("email").to_owned();
    let address = match EmailAddress::parse(&email) {
        Ok(address) => address,
        Err(error) => {
            let view = ResetRequestView { email, problem: Some(error), is_done: false };
            return entrance(&web, &uri, EntrancePage::ResetRequest(view), 422);
        }
    };
    if let Err(seconds) = web.limits().admit(Purpose::Find, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let services = web.services();
    if let Err(cause) = services.storage.reset_request_add(&address, services.clock.now()).await {
        return failure(&web, &uri, services.failed("noting a request", &cause));
    }
    let view = ResetRequestView { email: address.as_str().to_owned(), problem: None, is_done: true };
    entrance(&web, &uri, EntrancePage::ResetRequest(view), 200)
}

/// `GET /staff/reset/{token}`
pub(super) async fn reset_read(State(web): State<Web>, uri: Uri, Part(token): Part) -> Response {
    match opened(&web, &uri, &token, AccountLink::Reset).await {
        Ok((link, opened)) => {
            let (email, min_chars) = (opened.account.email.as_str().to_owned(), min_chars(&opened));
            entrance(&web, &uri, EntrancePage::Reset(ResetView { link, email, problem: None, min_chars }), 200)
        }
        Err(response) => response,
    }
}

/// `POST /staff/reset/{token}`
pub(super) async fn reset_send(
    State(web): State<Web>,
    client: Client,
    uri: Uri,
    Part(token): Part,
    sent: Sent,
) -> Response {
    if let Err(seconds) = web.limits().admit(Purpose::SignIn, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let (link, opened) = match opened(&web, &uri, &token, AccountLink::Reset).await {
        Ok(found) => found,
        Err(response) => return response,
    };
    let password = match chosen(&sent, &opened, opened.account.name.as_str()) {
        Ok(password) => password,
        Err(problem) => {
            let (email, min_chars) = (opened.account.email.as_str().to_owned(), min_chars(&opened));
            let view = ResetView { link, email, problem: Some(problem), min_chars };
            return entrance(&web, &uri, EntrancePage::Reset(view), 422);
        }
    };
    let services = web.services();
    let Ok(hash) = web.desk().passwords.hash(password, &*services.chance).await else {
        return failure(&web, &uri, unhashable());
    };
    let reset = services.storage.password_reset(&link.hash(), &hash, services.clock.now()).await;
    password_is_set(&web, &uri, reset.map(|_| ()), AccountLink::Reset)
}
