//! `/staff/sign-in`, its second step, and `/staff/sign-out`.
//!
//! A wrong password, an unknown address, an account that is disabled or whose time is over: the same work, the same
//! words, the same status.

use app::address::{localized, split_language};
use app::notfound::Failure;
use app::shell::Page;
use app::staff::entrance::{CodeProblem, CodeView, EntrancePage, SignInMoment, SignInProblem, SignInView};
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::account::{AccountId, AccountRefusal, OneTimeCode, Password, RecoveryCode};
use domain::contact::EmailAddress;
use domain::input::FieldError;
use domain::reference::SecretToken;
use storage::{Credentials, NewSession, SecondFactor, StorageError};

use super::super::Web;
use super::super::answer::{Keeping, failure, page, see_other};
use super::super::limits::{Client, Purpose};
use super::browser::browser;
use super::cookie::DeskCookie;
use super::next::{after_sign_in, safe_next};
use super::passkey::relying_party;
use super::sent::Sent;
use super::signed_in::{sign_in_address, signed_in};

/// Has a page before the desk rendered; nobody keeps it.
pub(super) fn entrance(web: &Web, uri: &Uri, entrance: EntrancePage, status: u16) -> Response {
    page(web, uri, Page::Entrance(Box::new(entrance)), status, Keeping::Nobody)
}

fn of_query(uri: &Uri, name: &str) -> String {
    let query = uri.query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes())
        .find(|(field, _)| field == name)
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// `GET /staff/sign-in`
pub(super) async fn read(State(web): State<Web>, uri: Uri, headers: HeaderMap) -> Response {
    let moment = SignInMoment::from_word(&of_query(&uri, "moment"));
    let known = match signed_in(&web, &headers).await {
        Ok(known) => known.filter(|_| moment == SignInMoment::Again),
        Err(cause) => return failure(&web, &uri, web.services().failed("reading a session", &cause)),
    };
    let email = known.map(|known| known.account.email.as_str().to_owned()).unwrap_or_default();
    let next = safe_next(&of_query(&uri, "next")).map(str::to_owned);
    let takes_passkeys = relying_party(&web).is_some();
    let view = SignInView { email, next, moment, takes_passkeys, problem: None };
    entrance(&web, &uri, EntrancePage::SignIn(view), 200)
}

/// `POST /staff/sign-in`
pub(super) async fn send(State(web): State<Web>, client: Client, uri: Uri, headers: HeaderMap, sent: Sent) -> Response {
    if let Err(seconds) = web.limits().admit(Purpose::SignIn, client) {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let typed = sent.get("email").to_owned();
    let refused = |problem| {
        let view = SignInView {
            email: typed.clone(),
            next: safe_next(sent.get("next")).map(str::to_owned),
            moment: SignInMoment::from_word(sent.get("moment")),
            takes_passkeys: relying_party(&web).is_some(),
            problem: Some(problem),
        };
        entrance(&web, &uri, EntrancePage::SignIn(view), 422)
    };
    let email = match EmailAddress::parse(sent.get("email")) {
        Ok(email) => email,
        Err(error) => return refused(SignInProblem::Email(error)),
    };
    if sent.get("password").is_empty() {
        return refused(SignInProblem::PasswordMissing);
    }
    let now = web.services().clock.now();
    let guess = (client, email.identity());
    if web.limits().are_on()
        && let Err(seconds) = web.desk().guesses.admit(guess.clone(), now)
    {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    match let_in(&web, &email, sent.get("password")).await {
        Ok(Some(credentials)) => {
            web.desk().guesses.forget(&guess);
            go_on(&web, &uri, &new_session(&web, client, &headers), &credentials, sent.get("next"))
                .await
                .unwrap_or_else(|problem| {
                    problem.map_or_else(|| refused(SignInProblem::Wrong), |failed| failure(&web, &uri, failed))
                })
        }
        Ok(None) => {
            tracing::info!("staff.sign_in_refused");
            refused(SignInProblem::Wrong)
        }
        Err(failed) => failure(&web, &uri, failed),
    }
}

/// Who signs in with this address and password; nobody for whatever reason.
async fn let_in(web: &Web, email: &EmailAddress, password: &str) -> Result<Option<Credentials>, Failure> {
    let services = web.services();
    let found = services.storage.credentials(email, services.clock.now()).await;
    let found = found.map_err(|cause| services.failed("reading an account", &cause))?;
    let Some(password) = Password::typed(password) else { return Ok(None) };
    let hash = found.as_ref().and_then(|found| found.password_hash.clone());
    let is_right = web.desk().passwords.is(password, hash).await.map_err(|_| unhashable())?;
    Ok(found.filter(|found| is_right && may_come_in(web, found)))
}

/// Whether an account may be signed in with at all, whatever was shown.
pub(super) fn may_come_in(web: &Web, credentials: &Credentials) -> bool {
    let is_open = credentials.account.disabled_at.is_none() && credentials.actor.is_some();
    is_open && (!credentials.is_demo || web.desk().options.demo_accounts)
}

/// A password that could not be hashed; only when the program ends.
pub(super) const fn unhashable() -> Failure {
    Failure::Unavailable { reference: String::new() }
}

/// Opens the session, or asks for the second factor. Nothing to tell where the account has changed in the meantime.
async fn go_on(
    web: &Web,
    uri: &Uri,
    session: &NewSession,
    credentials: &Credentials,
    next: &str,
) -> Result<Response, Option<Failure>> {
    let services = web.services();
    let (language, _) = split_language(uri.path());
    let now = services.clock.now();
    let failed = |cause: StorageError<AccountRefusal>| {
        cause.refusal().err().map(|cause| services.failed("signing in", &cause).into())
    };
    if credentials.has_second_factor {
        let secret = services.storage.sign_in_begin(credentials, now).await.map_err(failed)?;
        let mut address = localized(language, "/staff/sign-in/code");
        if let Some(next) = safe_next(next) {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
            address = format!("{address}?{query}");
        }
        let mut response = see_other(&address);
        DeskCookie::SignIn.set(web, &mut response, &secret);
        return Ok(response);
    }
    let secret = services.storage.session_start(credentials, session, now).await.map_err(failed)?;
    Ok(come_in(web, &after_sign_in(language, next), &secret))
}

pub(super) fn new_session(web: &Web, client: Client, headers: &HeaderMap) -> NewSession {
    let former = DeskCookie::Session.read(web, headers).map(|secret| secret.hash());
    NewSession { browser: browser(headers), former, network: Some(client.network()) }
}

pub(super) fn come_in(web: &Web, address: &str, secret: &SecretToken) -> Response {
    tracing::info!("staff.signed_in");
    let mut response = see_other(address);
    DeskCookie::Session.set(web, &mut response, secret);
    DeskCookie::SignIn.clear(web, &mut response);
    response
}

/// `GET /staff/sign-in/code`
pub(super) async fn code_read(State(web): State<Web>, uri: Uri, headers: HeaderMap) -> Response {
    let services = web.services();
    let (language, _) = split_language(uri.path());
    let Some(sign_in) = DeskCookie::SignIn.read(&web, &headers) else {
        return see_other(&localized(language, "/staff/sign-in"));
    };
    match services.storage.sign_in_account(&sign_in.hash(), services.clock.now()).await {
        Ok(Some(account)) => code_page(&web, &uri, account, &of_query(&uri, "next"), None).await,
        Ok(None) => see_other(&localized(language, "/staff/sign-in")),
        Err(cause) => failure(&web, &uri, services.failed("reading a sign-in", &cause)),
    }
}

/// Has the page of the second factor rendered, for whoever has shown the password of `account`.
async fn code_page(web: &Web, uri: &Uri, account: AccountId, next: &str, problem: Option<CodeProblem>) -> Response {
    let services = web.services();
    let factors = match services.storage.second_factors(account).await {
        Ok(factors) => factors,
        Err(cause) => return failure(web, uri, services.failed("reading an account", &cause)),
    };
    let next = safe_next(next).map(str::to_owned);
    let view = CodeView { next, factors, takes_passkeys: relying_party(web).is_some(), problem };
    let status = if problem.is_some() { 422 } else { 200 };
    entrance(web, uri, EntrancePage::Code(view), status)
}

/// What somebody shows beside the password, as it was typed.
fn second_factor(typed: &str) -> Result<SecondFactor, CodeProblem> {
    match (OneTimeCode::parse(typed), RecoveryCode::parse(typed)) {
        (Ok(code), _) => Ok(SecondFactor::OneTime(code)),
        (_, Ok(code)) => Ok(SecondFactor::Recovery(code)),
        (Err(FieldError::Required), _) => Err(CodeProblem::Required),
        _ => Err(CodeProblem::Malformed),
    }
}

/// `POST /staff/sign-in/code`
pub(super) async fn code_send(
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
    let (language, _) = split_language(uri.path());
    let again = || see_other(&sign_in_address(language, safe_next(sent.get("next")), SignInMoment::First));
    let Some(sign_in) = DeskCookie::SignIn.read(&web, &headers) else { return again() };
    let now = services.clock.now();
    let account = match services.storage.sign_in_account(&sign_in.hash(), now).await {
        Ok(Some(account)) => account,
        Ok(None) => return again(),
        Err(cause) => return failure(&web, &uri, services.failed("reading a sign-in", &cause)),
    };
    let factor = match second_factor(sent.get("code")) {
        Ok(factor) => factor,
        Err(problem) => return code_page(&web, &uri, account, sent.get("next"), Some(problem)).await,
    };
    // Only whoever knows the password comes here: the wait is the account's, from wherever the codes are tried.
    if web.limits().are_on()
        && let Err(seconds) = web.desk().codes.admit(account, now)
    {
        return failure(&web, &uri, Failure::TooMany { seconds });
    }
    let session = new_session(&web, client, &headers);
    let finished = services.storage.sign_in_finish(&sign_in.hash(), &factor, &session, now).await;
    match finished.map_err(StorageError::refusal) {
        Ok(secret) => {
            web.desk().codes.forget(&account);
            come_in(&web, &after_sign_in(language, sent.get("next")), &secret)
        }
        Err(Ok(AccountRefusal::WrongCode)) => {
            tracing::info!("staff.code_refused");
            code_page(&web, &uri, account, sent.get("next"), Some(CodeProblem::Wrong)).await
        }
        Err(Ok(_)) => again(),
        Err(Err(cause)) => failure(&web, &uri, services.failed("signing in", &cause)),
    }
}

/// `POST /staff/sign-out`: also for whoever is not signed in any more.
pub(super) async fn sign_out(State(web): State<Web>, client: Client, uri: Uri, headers: HeaderMap) -> Response {
    let services = web.services();
    if let Some(secret) = DeskCookie::Session.read(&web, &headers)
        && let Err(cause) =
            services.storage.session_end(&secret.hash(), Some(client.network()), services.clock.now()).await
    {
        return failure(&web, &uri, services.failed("signing out", &cause));
    }
    let (language, _) = split_language(uri.path());
    let mut response = see_other(&sign_in_address(language, None, SignInMoment::SignedOut));
    DeskCookie::Session.clear(&web, &mut response);
    DeskCookie::SignIn.clear(&web, &mut response);
    response
}
