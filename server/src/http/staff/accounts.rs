//! `/staff/accounts` and what is under it: the secretariat alone, and whatever changes something only after a fresh
//! sign-in.

use app::address::{localized, split_language};
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::accounts::{AccountView, AccountsMoment, AccountsView, InviteView};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::account::{
    AccountChange, AccountField, AccountId, AccountRefusal, Door, Duty, DutyAsked, DutyForm, InviteForm, Role,
};
use domain::input::FieldError;
use storage::{AccountKeeper, AccountListed, NewAccount, StorageError};

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::super::part::Part;
use super::sent::Sent;
use super::signed_in::asks_again;
use super::{AtTheSecretariat, show};

const ACCOUNTS: &str = "/staff/accounts";

/// Why a form was not taken.
enum Refused {
    /// It cannot be read.
    Fields(Vec<(AccountField, FieldError)>),
    /// A rule says no.
    Rule(AccountRefusal),
    /// There is no such thing here.
    Nothing,
    /// It could not be tried.
    Failed(Failure),
}

impl Refused {
    fn of(web: &Web, what: &'static str, cause: StorageError<AccountRefusal>) -> Self {
        match cause.refusal() {
            Ok(AccountRefusal::UnknownAccount) => Self::Nothing,
            Ok(refusal) => Self::Rule(refusal),
            Err(cause) => Self::Failed(web.services().failed(what, &cause).into()),
        }
    }
}

fn done(uri: &Uri, moment: AccountsMoment) -> Response {
    let (language, _) = split_language(uri.path());
    see_other(&localized(language, &format!("{ACCOUNTS}?{}", moment.word())))
}

/// `GET /staff/accounts`
pub(super) async fn list(State(web): State<Web>, office: AtTheSecretariat, uri: Uri) -> Response {
    match web.services().storage.account_list().await {
        Ok(accounts) => {
            let moment = uri.query().and_then(AccountsMoment::from_word);
            let view = AccountsView { accounts, own: office.secretariat.account(), moment };
            show(&web, &uri, office.desk, StaffPage::Accounts(view), 200)
        }
        Err(cause) => failure(&web, &uri, web.services().failed("reading accounts", &cause)),
    }
}

/// `GET /staff/accounts/new`
pub(super) async fn invite_read(State(web): State<Web>, office: AtTheSecretariat, uri: Uri) -> Response {
    let (language, plain) = split_language(uri.path());
    if let Some(sign_in) = asks_again(&web, &uri, &office.desk.signed_in, plain) {
        return sign_in;
    }
    let form = InviteForm { language: language.code().to_owned(), ..InviteForm::default() };
    let view = InviteView { form, ..InviteView::default() };
    show(&web, &uri, office.desk, StaffPage::AccountInvite(Box::new(view)), 200)
}

fn duty_form(sent: &Sent) -> DutyForm {
    let get = |name| sent.get(name).to_owned();
    DutyForm { role: get("role"), event: get("event"), until: get("until") }
}

/// The door that was asked for, found by its event's code.
async fn door(web: &Web, duty: &DutyAsked) -> Result<Option<Door>, Refused> {
    let Some((code, until)) = &duty.door else { return Ok(None) };
    match web.services().storage.door_of(code, *until).await {
        Ok(Some(door)) => Ok(Some(door)),
        Ok(None) => Err(Refused::Rule(AccountRefusal::UnknownEvent)),
        Err(cause) => Err(Refused::Failed(web.services().failed("reading an event", &cause).into())),
    }
}

async fn invited(web: &Web, office: &AtTheSecretariat, form: &InviteForm) -> Result<(), Refused> {
    let services = web.services();
    let now = services.clock.now();
    let invite = form.parse(now).map_err(Refused::Fields)?;
    let door = door(web, &invite.duty).await?;
    let new =
        NewAccount { email: invite.email, name: invite.name, role: invite.duty.role, door, language: invite.language };
    let by = AccountKeeper::Secretariat(&office.secretariat);
    let invited = services.storage.account_invite(by, &new, now).await;
    invited.map(|_| ()).map_err(|cause| Refused::of(web, "inviting", cause))
}

/// `POST /staff/accounts/new`
pub(super) async fn invite_send(State(web): State<Web>, office: AtTheSecretariat, uri: Uri, sent: Sent) -> Response {
    let (_, plain) = split_language(uri.path());
    if let Some(sign_in) = asks_again(&web, &uri, &office.desk.signed_in, plain) {
        return sign_in;
    }
    let get = |name| sent.get(name).to_owned();
    let form = InviteForm { email: get("email"), name: get("name"), duty: duty_form(&sent), language: get("language") };
    let (problems, refusal) = match invited(&web, &office, &form).await {
        Ok(()) => {
            tracing::info!("staff.invited");
            return done(&uri, AccountsMoment::Invited);
        }
        Err(Refused::Fields(problems)) => (problems, None),
        Err(Refused::Rule(refusal)) => (Vec::new(), Some(refusal)),
        Err(Refused::Nothing) => return failure(&web, &uri, Failure::NotFound),
        Err(Refused::Failed(failed)) => return failure(&web, &uri, failed),
    };
    let view = InviteView { form, problems, refusal };
    show(&web, &uri, office.desk, StaffPage::AccountInvite(Box::new(view)), 422)
}

/// The account that the address names.
async fn listed(web: &Web, uri: &Uri, id: &str) -> Result<AccountListed, Response> {
    let accounts = web.services().storage.account_list().await;
    let accounts = accounts.map_err(|cause| failure(web, uri, web.services().failed("reading accounts", &cause)))?;
    let id = id.parse().map(AccountId).ok();
    let found = accounts.into_iter().find(|listed| Some(listed.account.id) == id);
    found.ok_or_else(|| failure(web, uri, Failure::NotFound))
}

/// The form as it stands for an account.
fn duty_of(listed: &AccountListed) -> DutyForm {
    let (event, until) = match &listed.door {
        // The form names the last day; the door closes with its end.
        Some((code, until)) => (code.as_str().to_owned(), until.plus_seconds(-1).tokyo_date().to_string()),
        None => (String::new(), String::new()),
    };
    DutyForm { role: listed.account.role.slug().to_owned(), event, until }
}

/// `GET /staff/accounts/{id}`
pub(super) async fn read(State(web): State<Web>, office: AtTheSecretariat, uri: Uri, Part(id): Part) -> Response {
    let (_, plain) = split_language(uri.path());
    if let Some(sign_in) = asks_again(&web, &uri, &office.desk.signed_in, plain) {
        return sign_in;
    }
    match listed(&web, &uri, &id).await {
        Ok(listed) => {
            let view = AccountView { form: duty_of(&listed), listed, problems: Vec::new(), refusal: None };
            show(&web, &uri, office.desk, StaffPage::Account(Box::new(view)), 200)
        }
        Err(response) => response,
    }
}

async fn acted(web: &Web, office: &AtTheSecretariat, id: AccountId, sent: &Sent) -> Result<AccountsMoment, Refused> {
    let services = web.services();
    let (by, now) = (AccountKeeper::Secretariat(&office.secretariat), services.clock.now());
    let change = match sent.get("act") {
        "assign" => {
            let asked = duty_form(sent).parse(now).map_err(Refused::Fields)?;
            let door = door(web, &asked).await?;
            AccountChange::Assign(match (asked.role, door) {
                (Role::CheckInHelper, Some(door)) => Duty::CheckInHelper(door),
                (Role::Secretariat, _) => Duty::Secretariat,
                (Role::Expert, _) => Duty::Expert,
                (Role::CheckInHelper, None) => return Err(Refused::Rule(AccountRefusal::UnknownEvent)),
            })
        }
        "disable" => AccountChange::Disable,
        "enable" => AccountChange::Enable,
        "invite" => {
            let invited = services.storage.account_invite_again(by, id, now).await;
            return invited.map(|_| AccountsMoment::Invited).map_err(|cause| Refused::of(web, "inviting again", cause));
        }
        _ => return Err(Refused::Failed(Failure::BadRequest)),
    };
    let changed = services.storage.account_change(by, id, change, now).await;
    changed.map(|()| AccountsMoment::Changed).map_err(|cause| Refused::of(web, "changing an account", cause))
}

/// `POST /staff/accounts/{id}`
pub(super) async fn act(
    State(web): State<Web>,
    office: AtTheSecretariat,
    uri: Uri,
    Part(id): Part,
    sent: Sent,
) -> Response {
    let (_, plain) = split_language(uri.path());
    if let Some(sign_in) = asks_again(&web, &uri, &office.desk.signed_in, plain) {
        return sign_in;
    }
    let listed = match listed(&web, &uri, &id).await {
        Ok(listed) => listed,
        Err(response) => return response,
    };
    let (problems, refusal) = match acted(&web, &office, listed.account.id, &sent).await {
        Ok(moment) => {
            tracing::info!("staff.account_changed");
            return done(&uri, moment);
        }
        Err(Refused::Fields(problems)) => (problems, None),
        Err(Refused::Rule(refusal)) => (Vec::new(), Some(refusal)),
        Err(Refused::Nothing) => return failure(&web, &uri, Failure::NotFound),
        Err(Refused::Failed(failed)) => return failure(&web, &uri, failed),
    };
    let form = if sent.get("act") == "assign" { duty_form(&sent) } else { duty_of(&listed) };
    let view = AccountView { listed, form, problems, refusal };
    show(&web, &uri, office.desk, StaffPage::Account(Box::new(view)), 422)
}
