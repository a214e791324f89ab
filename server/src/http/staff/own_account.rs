//! `/staff/account` and what is under it: one's own password, second factor, recovery codes, sessions, language.
//! Passkeys are in `passkey.rs`.

use app::address::{localized, split_language};
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::entrance::CodeProblem;
use app::staff::own_account::{OwnAccountMoment, OwnAccountProblem, OwnAccountView, SecondFactorView};
use app::staff::passkey::OwnPasskeys;
use app::text::Text;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::account::{AccountRefusal, OneTimeCode, OneTimeSecret, Password, PasswordContext};
use domain::input::FieldError;
use domain::language::Language;
use storage::{SessionId, SignedIn, StorageError};

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::super::limits::{Client, Purpose};
use super::cookie::DeskCookie;
use super::entrance::choose;
use super::passkey::relying_party;
use super::sent::Sent;
use super::sign_in::unhashable;
use super::signed_in::{Known, asks_again, needs_second_factor};
use super::{AtTheDesk, show};
use crate::picture::qr;

pub(super) const OWN: &str = "/staff/account";
const SECOND_FACTOR: &str = "/staff/account/second-factor";

fn context(signed_in: &SignedIn) -> PasswordContext<'_> {
    PasswordContext {
        email: &signed_in.account.email,
        name: signed_in.account.name.as_str(),
        has_second_factor: signed_in.has_second_factor,
    }
}

/// Has one's own page rendered as it stands now.
pub(super) async fn own(
    web: &Web,
    uri: &Uri,
    desk: AtTheDesk,
    moment: Option<OwnAccountMoment>,
    problem: Option<OwnAccountProblem>,
) -> Response {
    let services = web.services();
    let (id, rule, now) = (desk.signed_in.account.id, web.desk().options.sessions, services.clock.now());
    let read = async {
        let storage = &services.storage;
        let sessions = storage.session_list(id, rule, now).await?;
        let factors = (storage.second_factors(id).await?, storage.passkey_list(id).await?);
        Ok::<_, StorageError>((sessions, factors, storage.recovery_code_count(id).await?))
    };
    let (sessions, (factors, passkeys), recovery_codes) = match read.await {
        Ok(read) => read,
        Err(cause) => return failure(web, uri, services.failed("reading an account", &cause)),
    };
    let view = OwnAccountView {
        factors,
        passkeys: OwnPasskeys {
            listed: passkeys,
            may_add: relying_party(web).is_some(),
            may_remove: factors.may_lose_one(desk.signed_in.account.role).is_ok(),
            is_last: factors.is_last(),
        },
        recovery_codes,
        min_chars: context(&desk.signed_in).min_chars(),
        sessions,
        own: desk.signed_in.session,
        moment,
        problem,
    };
    let status = if problem.is_some() { 422 } else { 200 };
    show(web, uri, desk, StaffPage::OwnAccount(Box::new(view)), status)
}

pub(super) fn done(uri: &Uri, moment: OwnAccountMoment) -> Response {
    let (language, _) = split_language(uri.path());
    see_other(&localized(language, &format!("{OWN}?{}", moment.word())))
}

/// `GET /staff/account`
pub(super) async fn read(State(web): State<Web>, desk: AtTheDesk, uri: Uri) -> Response {
    let moment = uri.query().and_then(OwnAccountMoment::from_word);
    own(&web, &uri, desk, moment, None).await
}

/// Whether `typed` is the password of now, and its hash. A guesser with somebody's open browser waits like any other.
pub(super) async fn current_password(
    web: &Web,
    client: Client,
    signed_in: &SignedIn,
    typed: &str,
) -> Result<Option<(Password, String)>, Failure> {
    web.limits().admit(Purpose::SignIn, client).map_err(|seconds| Failure::TooMany { seconds })?;
    let services = web.services();
    let now = services.clock.now();
    let guess = (client, signed_in.account.email.identity());
    if web.limits().are_on() {
        web.desk().guesses.admit(guess.clone(), now).map_err(|seconds| Failure::TooMany { seconds })?;
    }
    let found = services.storage.credentials(&signed_in.account.email, now).await;
    let found = found.map_err(|cause| services.failed("reading an account", &cause))?;
    let hash = found.and_then(|found| found.password_hash);
    let (Some(password), Some(hash)) = (Password::typed(typed), hash) else { return Ok(None) };
    let is_right = web.desk().passwords.is(password.clone(), Some(hash.clone())).await.map_err(|_| unhashable())?;
    if is_right {
        web.desk().guesses.forget(&guess);
    }
    Ok(is_right.then_some((password, hash)))
}

/// `POST /staff/account/password`
pub(super) async fn password(
    State(web): State<Web>,
    desk: AtTheDesk,
    client: Client,
    uri: Uri,
    sent: Sent,
) -> Response {
    let shown = match current_password(&web, client, &desk.signed_in, sent.get("current")).await {
        Ok(Some((_, hash))) => hash,
        Ok(None) => return own(&web, &uri, desk, None, Some(OwnAccountProblem::CurrentPassword)).await,
        Err(failed) => return failure(&web, &uri, failed),
    };
    let password = match choose(&sent, context(&desk.signed_in)) {
        Ok(password) => password,
        Err(problem) => return own(&web, &uri, desk, None, Some(OwnAccountProblem::NewPassword(problem))).await,
    };
    let services = web.services();
    let Ok(hash) = web.desk().passwords.hash(password, &*services.chance).await else {
        return failure(&web, &uri, unhashable());
    };
    let changed = services.storage.password_change(&desk.signed_in, &shown, &hash, services.clock.now()).await;
    match changed.map_err(StorageError::refusal) {
        Ok(secret) => {
            tracing::info!("staff.password_changed");
            let mut response = done(&uri, OwnAccountMoment::Password);
            DeskCookie::Session.set(&web, &mut response, &secret);
            response
        }
        Err(Ok(_)) => own(&web, &uri, desk, None, Some(OwnAccountProblem::CurrentPassword)).await,
        Err(Err(cause)) => failure(&web, &uri, services.failed("changing a password", &cause)),
    }
}

fn set_up(web: &Web, uri: &Uri, signed_in: SignedIn, secret: OneTimeSecret, problem: Option<CodeProblem>) -> Response {
    let (language, _) = split_language(uri.path());
    let issuer = Text(language).own_account().issuer();
    let otpauth = secret.to_uri(&issuer, signed_in.account.email.as_str());
    let view = SecondFactorView {
        picture: qr(&otpauth),
        uri: otpauth,
        secret,
        may_add_passkey: relying_party(web).is_some(),
        is_demanded: needs_second_factor(&signed_in),
        problem,
    };
    let status = if problem.is_some() { 422 } else { 200 };
    show(web, uri, AtTheDesk::before_work(signed_in), StaffPage::SecondFactor(Box::new(view)), status)
}

/// `GET /staff/account/second-factor`
pub(super) async fn second_factor_read(State(web): State<Web>, Known(signed_in): Known, uri: Uri) -> Response {
    if let Some(sign_in) = asks_again(&web, &uri, &signed_in, SECOND_FACTOR) {
        return sign_in;
    }
    let mut bytes = [0; 20];
    web.services().chance.fill(&mut bytes);
    set_up(&web, &uri, signed_in, OneTimeSecret::from_random(bytes), None)
}

/// `POST /staff/account/second-factor`: the secret is the one that the page showed; only its owner's browser has it.
pub(super) async fn second_factor_send(
    State(web): State<Web>,
    Known(signed_in): Known,
    uri: Uri,
    sent: Sent,
) -> Response {
    if let Some(sign_in) = asks_again(&web, &uri, &signed_in, SECOND_FACTOR) {
        return sign_in;
    }
    let Ok(secret) = OneTimeSecret::parse_base32(sent.get("secret")) else {
        return failure(&web, &uri, Failure::BadRequest);
    };
    let code = match OneTimeCode::parse(sent.get("code")) {
        Ok(code) => code,
        Err(FieldError::Required) => return set_up(&web, &uri, signed_in, secret, Some(CodeProblem::Required)),
        Err(_) => return set_up(&web, &uri, signed_in, secret, Some(CodeProblem::Malformed)),
    };
    let services = web.services();
    let stored = services.storage.second_factor_set(&signed_in, &secret, code, services.clock.now()).await;
    match stored.map_err(StorageError::refusal) {
        Ok((session, codes)) => {
            tracing::info!("staff.second_factor_set");
            let signed_in = SignedIn { has_second_factor: true, ..signed_in };
            let mut response =
                show(&web, &uri, AtTheDesk::before_work(signed_in), StaffPage::RecoveryCodes(codes), 200);
            DeskCookie::Session.set(&web, &mut response, &session);
            response
        }
        Err(Ok(AccountRefusal::WrongCode)) => set_up(&web, &uri, signed_in, secret, Some(CodeProblem::Wrong)),
        Err(Ok(_)) => failure(&web, &uri, Failure::NotFound),
        Err(Err(cause)) => failure(&web, &uri, services.failed("setting up a second factor", &cause)),
    }
}

/// `POST /staff/account/second-factor/remove`: without passkeys the password has to stand alone from then on.
pub(super) async fn second_factor_remove(
    State(web): State<Web>,
    desk: AtTheDesk,
    client: Client,
    uri: Uri,
    sent: Sent,
) -> Response {
    if let Some(sign_in) = asks_again(&web, &uri, &desk.signed_in, OWN) {
        return sign_in;
    }
    let services = web.services();
    let is_last = match services.storage.second_factors(desk.signed_in.account.id).await {
        Ok(factors) => factors.is_last(),
        Err(cause) => return failure(&web, &uri, services.failed("reading an account", &cause)),
    };
    let problem = match current_password(&web, client, &desk.signed_in, sent.get("removal")).await {
        Ok(Some((password, _))) if !is_last || password.is_enough_alone() => None,
        Ok(Some(_)) => Some(OwnAccountProblem::RemovalTooShort),
        Ok(None) => Some(OwnAccountProblem::RemovalPassword),
        Err(failed) => return failure(&web, &uri, failed),
    };
    if problem.is_some() {
        return own(&web, &uri, desk, None, problem).await;
    }
    let removed = services.storage.second_factor_remove(&desk.signed_in, services.clock.now()).await;
    match removed.map_err(StorageError::refusal) {
        Ok(session) => {
            tracing::info!("staff.second_factor_removed");
            let mut response = done(&uri, OwnAccountMoment::SecondFactorRemoved);
            DeskCookie::Session.set(&web, &mut response, &session);
            response
        }
        // The page of whoever needs one has no such form.
        Err(Ok(_)) => failure(&web, &uri, Failure::NotFound),
        Err(Err(cause)) => failure(&web, &uri, services.failed("removing a second factor", &cause)),
    }
}

/// `POST /staff/account/recovery-codes`: they are shown in the answer, this one time.
pub(super) async fn recovery_codes(State(web): State<Web>, desk: AtTheDesk, uri: Uri) -> Response {
    if let Some(sign_in) = asks_again(&web, &uri, &desk.signed_in, OWN) {
        return sign_in;
    }
    if !desk.signed_in.has_second_factor {
        // The page of whoever has none offers none.
        let (language, _) = split_language(uri.path());
        return see_other(&localized(language, OWN));
    }
    let services = web.services();
    match services.storage.recovery_codes_renew(&desk.signed_in, services.clock.now()).await {
        Ok(codes) => show(&web, &uri, desk, StaffPage::RecoveryCodes(codes), 200),
        Err(cause) => failure(&web, &uri, services.failed("drawing recovery codes", &cause)),
    }
}

/// `POST /staff/account/sessions`: ends one of one's own, or all others.
pub(super) async fn sessions(State(web): State<Web>, desk: AtTheDesk, uri: Uri, sent: Sent) -> Response {
    let services = web.services();
    let (by, now) = (&desk.signed_in, services.clock.now());
    let ended = match (sent.get("end"), sent.get("end").parse()) {
        ("others", _) => services.storage.session_revoke_others(by, now).await,
        (_, Ok(session)) => services.storage.session_revoke(by, SessionId(session), now).await,
        (_, Err(_)) => return failure(&web, &uri, Failure::BadRequest),
    };
    match ended {
        Ok(()) => done(&uri, OwnAccountMoment::Sessions),
        Err(cause) => failure(&web, &uri, services.failed("ending sessions", &cause)),
    }
}

/// `POST /staff/account/language`
pub(super) async fn language(State(web): State<Web>, desk: AtTheDesk, uri: Uri, sent: Sent) -> Response {
    let Some(language) = Language::from_code(sent.get("language")) else {
        return failure(&web, &uri, Failure::BadRequest);
    };
    let services = web.services();
    match services.storage.account_language_set(&desk.signed_in, language, services.clock.now()).await {
        Ok(()) => done(&uri, OwnAccountMoment::Language),
        Err(cause) => failure(&web, &uri, services.failed("setting a language", &cause)),
    }
}
