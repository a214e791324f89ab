//! Passkeys: `/staff/sign-in/passkey`, `/staff/account/passkeys/…`, and the challenges that both begin with.
//!
//! A challenge is kept twice: its hash in the database, so that it is taken once and in time, and itself in a cookie,
//! so that only the browser that asked can answer. Whatever is wrong with a passkey, whoever signs in is told one thing.

use app::address::split_language;
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::entrance::{EntrancePage, SignInMoment, SignInProblem, SignInView};
use app::staff::own_account::{OwnAccountMoment, OwnAccountProblem};
use app::staff::passkey::{NewPasskeyProblem, NewPasskeyView};
use app::text::Text;
use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::{IntoResponse as _, Response};
use domain::account::{
    ALGORITHMS, Account, AccountId, AccountRefusal, CHALLENGE_SECONDS, ClientData, CredentialId, NewPasskey,
    PasskeyName, PasskeyProblem, RelyingParty, bytes_of, passkey_made, passkey_shown, signed_bytes, user_handle,
};
use domain::reference::SecretToken;
use serde::Deserialize;
use serde_json::{Value, json};
use storage::{PasskeyId, PasskeyKnown, PasskeyListed, SignedIn, StorageError};

use super::super::Web;
use super::super::answer::failure;
use super::super::limits::{Client, Purpose};
use super::browser::browser;
use super::cookie::DeskCookie;
use super::next::{after_sign_in, safe_next};
use super::own_account::{OWN, current_password, done, own};
use super::sent::Sent;
use super::sign_in::{come_in, entrance, may_come_in, new_session};
use super::signed_in::{Known, asks_again, needs_second_factor};
use super::{AtTheDesk, show};
use crate::passkey::is_signed;

const NEW: &str = "/staff/account/passkeys/new";

/// The service as browsers bind passkeys to it; none where it is reached by a number, or without https.
pub(super) fn relying_party(web: &Web) -> Option<RelyingParty> {
    RelyingParty::at(&web.services().site.public_url)
}

/// Why something with a passkey was not done: for a reason that is noted, or because it could not be tried.
enum Refused {
    Problem(PasskeyProblem),
    Failed(Failure),
}

impl From<PasskeyProblem> for Refused {
    fn from(problem: PasskeyProblem) -> Self {
        Self::Problem(problem)
    }
}

/// What a browser writes of a credential; fields that we do not ask for are passed over.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Credential<R> {
    id: String,
    response: R,
}

/// Of one that was made.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Made {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    authenticator_data: String,
}

/// Of one that was shown.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    authenticator_data: String,
    signature: String,
    user_handle: Option<String>,
}

fn read<T: for<'text> Deserialize<'text>>(text: &[u8]) -> Result<T, PasskeyProblem> {
    serde_json::from_slice(text).map_err(|_| PasskeyProblem::Unreadable)
}

/// Gives a challenge out: to the browser in a cookie and in what `options` makes of it.
async fn give_out(web: &Web, uri: &Uri, account: Option<AccountId>, options: impl FnOnce(&str) -> Value) -> Response {
    let services = web.services();
    match services.storage.passkey_challenge(account, services.clock.now()).await {
        Ok(challenge) => {
            let mut response = Json(options(challenge.as_str())).into_response();
            response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            DeskCookie::Passkey.set(web, &mut response, &challenge);
            response
        }
        Err(cause) => failure(web, uri, services.failed("giving a challenge out", &cause)),
    }
}

/// The challenge that was given to this browser, used up by looking.
async fn take_back(web: &Web, headers: &HeaderMap, account: Option<AccountId>) -> Result<SecretToken, Refused> {
    let services = web.services();
    let challenge = DeskCookie::Passkey.read(web, headers).ok_or(PasskeyProblem::WrongChallenge)?;
    let taken = services.storage.passkey_challenge_take(&challenge.hash(), account, services.clock.now()).await;
    match taken {
        Ok(true) => Ok(challenge),
        Ok(false) => Err(PasskeyProblem::WrongChallenge.into()),
        Err(cause) => Err(Refused::Failed(services.failed("taking a challenge back", &cause).into())),
    }
}

/// `POST /staff/sign-in/passkey/challenge`: the same for everybody, since no passkey is named.
pub(super) async fn sign_in_challenge(State(web): State<Web>, client: Client, uri: Uri) -> Response {
    if let Err(seconds) = web.limits().admit(Purpose::SignIn, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let Some(party) = relying_party(&web) else { return failure(&web, &uri, Failure::NotFound) };
    give_out(&web, &uri, None, |challenge| {
        json!({
            "challenge": challenge,
            "rpId": party.id(),
            "timeout": CHALLENGE_SECONDS * 1_000,
            "userVerification": "required",
            "allowCredentials": [],
        })
    })
    .await
}

/// `POST /staff/sign-in/passkey`
pub(super) async fn sign_in(
    State(web): State<Web>,
    client: Client,
    uri: Uri,
    headers: HeaderMap,
    sent: Sent,
) -> Response {
    if let Err(seconds) = web.limits().admit(Purpose::SignIn, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let services = web.services();
    let now = services.clock.now();
    // A passkey names no address: what a network tries with passkeys is counted together.
    let guess = (client, String::new());
    if web.limits().are_on()
        && let Err(seconds) = web.desk().guesses.admit(guess.clone(), now)
    {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let refused = |problem: PasskeyProblem| {
        tracing::info!(%problem, "staff.passkey_refused");
        let view = SignInView {
            email: String::new(),
            next: safe_next(sent.get("next")).map(str::to_owned),
            moment: SignInMoment::from_word(sent.get("moment")),
            takes_passkeys: relying_party(&web).is_some(),
            problem: Some(SignInProblem::Passkey),
        };
        let mut response = entrance(&web, &uri, EntrancePage::SignIn(view), 422);
        DeskCookie::Passkey.clear(&web, &mut response);
        response
    };
    let (known, sign_count) = match shown(&web, &headers, sent.get("credential")).await {
        Ok(shown) => shown,
        Err(Refused::Problem(problem)) => return refused(problem),
        Err(Refused::Failed(failed)) => return failure(&web, &uri, failed),
    };
    let session = new_session(&web, client, &headers);
    let opened = services.storage.passkey_sign_in(&known, sign_count, &session, now).await;
    match opened.map_err(StorageError::refusal) {
        Ok(secret) => {
            web.desk().guesses.forget(&guess);
            let (language, _) = split_language(uri.path());
            let mut response = come_in(&web, &after_sign_in(language, sent.get("next")), &secret);
            DeskCookie::Passkey.clear(&web, &mut response);
            response
        }
        Err(Ok(_)) => refused(PasskeyProblem::UnknownPasskey),
        Err(Err(cause)) => failure(&web, &uri, services.failed("signing in", &cause)),
    }
}

/// The passkey that was shown, and how often it has signed by now.
async fn shown(web: &Web, headers: &HeaderMap, credential: &str) -> Result<(PasskeyKnown, u32), Refused> {
    let party = relying_party(web).ok_or(PasskeyProblem::WrongRelyingParty)?;
    let challenge = take_back(web, headers, None).await?;
    let sent: Credential<Shown> = read(credential.as_bytes())?;
    let id = CredentialId::parse(&sent.id).ok_or(PasskeyProblem::Unreadable)?;
    let client_data = bytes_of(&sent.response.client_data)?;
    let client: ClientData = read(&client_data)?;
    let authenticator = bytes_of(&sent.response.authenticator_data)?;
    let signature = bytes_of(&sent.response.signature)?;
    let services = web.services();
    let found = services.storage.passkey_find(&id, services.clock.now()).await;
    let found = found.map_err(|cause| Refused::Failed(services.failed("reading a passkey", &cause).into()))?;
    let known = found.filter(|known| may_come_in(web, &known.credentials)).ok_or(PasskeyProblem::UnknownPasskey)?;
    let owner = user_handle(known.credentials.account.id);
    if sent.response.user_handle.is_some_and(|handle| handle != owner) {
        return Err(PasskeyProblem::UnknownPasskey.into());
    }
    if !is_signed(&known.key, &signed_bytes(&authenticator, &client_data), &signature) {
        return Err(PasskeyProblem::WrongSignature.into());
    }
    let sign_count = passkey_shown(&party, &challenge, &client, &authenticator, known.sign_count)?;
    Ok((known, sign_count))
}

/// What an authenticator is asked for: a passkey that names its owner by itself, and verifies them.
fn creation(uri: &Uri, party: &RelyingParty, account: &Account, known: &[PasskeyListed], challenge: &str) -> Value {
    let (language, _) = split_language(uri.path());
    let descriptor = |id: String| json!({ "type": "public-key", "id": id });
    let known: Vec<_> = known.iter().map(|passkey| descriptor(passkey.credential.to_string())).collect();
    let algorithms = ALGORITHMS.map(|algorithm| json!({ "type": "public-key", "alg": algorithm }));
    json!({
        "challenge": challenge,
        "rp": { "id": party.id(), "name": Text(language).own_account().issuer() },
        "user": {
            "id": user_handle(account.id),
            "name": account.email.as_str(),
            "displayName": account.name.as_str(),
        },
        "pubKeyCredParams": algorithms,
        "excludeCredentials": known,
        "authenticatorSelection": {
            "residentKey": "required",
            "requireResidentKey": true,
            "userVerification": "required",
        },
        "attestation": "none",
        "timeout": CHALLENGE_SECONDS * 1_000,
    })
}

/// `POST /staff/account/passkeys/challenge`
pub(super) async fn own_challenge(State(web): State<Web>, Known(signed_in): Known, uri: Uri) -> Response {
    if let Some(sign_in) = asks_again(&web, &uri, &signed_in, NEW) {
        return sign_in;
    }
    let Some(party) = relying_party(&web) else { return failure(&web, &uri, Failure::NotFound) };
    let services = web.services();
    let known = match services.storage.passkey_list(signed_in.account.id).await {
        Ok(known) => known,
        Err(cause) => return failure(&web, &uri, services.failed("reading passkeys", &cause)),
    };
    let account = &signed_in.account;
    give_out(&web, &uri, Some(account.id), |challenge| creation(&uri, &party, account, &known, challenge)).await
}

fn adding(web: &Web, uri: &Uri, signed_in: SignedIn, name: String, problem: Option<NewPasskeyProblem>) -> Response {
    let view = NewPasskeyView { name, problem, is_demanded: needs_second_factor(&signed_in) };
    let status = if problem.is_some() { 422 } else { 200 };
    show(web, uri, AtTheDesk::before_work(signed_in), StaffPage::NewPasskey(Box::new(view)), status)
}

/// `GET /staff/account/passkeys/new`
pub(super) async fn new_read(
    State(web): State<Web>,
    Known(signed_in): Known,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if let Some(sign_in) = asks_again(&web, &uri, &signed_in, NEW) {
        return sign_in;
    }
    if relying_party(&web).is_none() {
        return failure(&web, &uri, Failure::NotFound);
    }
    adding(&web, &uri, signed_in, browser(&headers), None)
}

/// The passkey that the browser has made for whoever is `signed_in`.
async fn made(web: &Web, headers: &HeaderMap, signed_in: &SignedIn, credential: &str) -> Result<NewPasskey, Refused> {
    let party = relying_party(web).ok_or(PasskeyProblem::WrongRelyingParty)?;
    let challenge = take_back(web, headers, Some(signed_in.account.id)).await?;
    let sent: Credential<Made> = read(credential.as_bytes())?;
    let client: ClientData = read(&bytes_of(&sent.response.client_data)?)?;
    let made = passkey_made(&party, &challenge, &client, &bytes_of(&sent.response.authenticator_data)?)?;
    if made.credential.to_string() == sent.id { Ok(made) } else { Err(PasskeyProblem::Unreadable.into()) }
}

/// `POST /staff/account/passkeys/new`: where there were no recovery codes, they are shown in the answer.
pub(super) async fn new_send(
    State(web): State<Web>,
    Known(signed_in): Known,
    uri: Uri,
    headers: HeaderMap,
    sent: Sent,
) -> Response {
    if let Some(sign_in) = asks_again(&web, &uri, &signed_in, NEW) {
        return sign_in;
    }
    let typed = sent.get("name").to_owned();
    let name = match PasskeyName::parse(&typed) {
        Ok(name) => name,
        Err(error) => return adding(&web, &uri, signed_in, typed, Some(NewPasskeyProblem::Name(error))),
    };
    let new = match made(&web, &headers, &signed_in, sent.get("credential")).await {
        Ok(new) => new,
        Err(Refused::Problem(problem)) => {
            tracing::info!(%problem, "staff.passkey_not_added");
            return adding(&web, &uri, signed_in, typed, Some(NewPasskeyProblem::NotAdded));
        }
        Err(Refused::Failed(failed)) => return failure(&web, &uri, failed),
    };
    let services = web.services();
    let added = services.storage.passkey_add(&signed_in, &new, &name, services.clock.now()).await;
    match added.map_err(StorageError::refusal) {
        Ok((session, codes)) => {
            tracing::info!("staff.passkey_added");
            let mut response = if codes.is_empty() {
                done(&uri, OwnAccountMoment::PasskeyAdded)
            } else {
                let signed_in = SignedIn { has_second_factor: true, ..signed_in };
                show(&web, &uri, AtTheDesk::before_work(signed_in), StaffPage::RecoveryCodes(codes), 200)
            };
            DeskCookie::Session.set(&web, &mut response, &session);
            DeskCookie::Passkey.clear(&web, &mut response);
            response
        }
        Err(Ok(AccountRefusal::PasskeyTaken)) => adding(&web, &uri, signed_in, typed, Some(NewPasskeyProblem::Taken)),
        Err(Ok(_)) => failure(&web, &uri, Failure::NotFound),
        Err(Err(cause)) => failure(&web, &uri, services.failed("adding a passkey", &cause)),
    }
}

/// `POST /staff/account/passkeys/remove`: where it is the last second factor, the password has to stand alone from then
/// on.
pub(super) async fn remove(State(web): State<Web>, desk: AtTheDesk, client: Client, uri: Uri, sent: Sent) -> Response {
    if let Some(sign_in) = asks_again(&web, &uri, &desk.signed_in, OWN) {
        return sign_in;
    }
    let Ok(passkey) = sent.get("passkey").parse().map(PasskeyId) else {
        return failure(&web, &uri, Failure::BadRequest);
    };
    let services = web.services();
    let factors = match services.storage.second_factors(desk.signed_in.account.id).await {
        Ok(factors) => factors,
        Err(cause) => return failure(&web, &uri, services.failed("reading an account", &cause)),
    };
    if factors.is_last() && factors.may_lose_one(desk.signed_in.account.role).is_ok() {
        let problem = match current_password(&web, client, &desk.signed_in, sent.get("removal")).await {
            Ok(Some((password, _))) if password.is_enough_alone() => None,
            Ok(Some(_)) => Some(OwnAccountProblem::RemovalTooShort),
            Ok(None) => Some(OwnAccountProblem::RemovalPassword),
            Err(failed) => return failure(&web, &uri, failed),
        };
        if problem.is_some() {
            return own(&web, &uri, desk, None, problem).await;
        }
    }
    let removed = services.storage.passkey_remove(&desk.signed_in, passkey, services.clock.now()).await;
    match removed.map_err(StorageError::refusal) {
        Ok(session) => {
            tracing::info!("staff.passkey_removed");
            let mut response = done(&uri, OwnAccountMoment::PasskeyRemoved);
            DeskCookie::Session.set(&web, &mut response, &session);
            response
        }
        // The page offers neither another's passkey nor the last one of whoever needs it.
        Err(Ok(_)) => failure(&web, &uri, Failure::NotFound),
        Err(Err(cause)) => failure(&web, &uri, services.failed("removing a passkey", &cause)),
    }
}
