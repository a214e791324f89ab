//! Looking after the accounts of staff: no password is ever typed, printed or kept here.

use std::process::ExitCode;

use app::address::account_link;
use app::staff::accounts::AccountState;
use domain::account::{AccountChange, AccountField, AccountLink, AccountRefusal, InviteForm};
use domain::contact::EmailAddress;
use domain::input::FieldError;
use domain::time::Clock as _;
use storage::{AccountKeeper, NewAccount, StorageError};

use super::{CommandError, open, say};
use crate::clock::SystemClock;
use crate::config::Settings;

fn unreadable(problems: &[(AccountField, FieldError)]) -> CommandError {
    let said = problems.iter().map(|(field, error)| format!("--{}: {error}", field.name()));
    CommandError::mistake(said.collect::<Vec<_>>().join("; "))
}

fn refused(cause: StorageError<AccountRefusal>) -> CommandError {
    match cause.refusal() {
        Ok(refusal) => CommandError::mistake(refusal),
        Err(cause) => cause.into(),
    }
}

/// Makes an account and prints one link, which works once and for a week.
pub(super) async fn add(settings: &Settings, form: &InviteForm) -> Result<ExitCode, CommandError> {
    let config = settings.understand()?;
    let now = SystemClock.now();
    let invite = form.parse(now).map_err(|problems| unreadable(&problems))?;
    // The first account needs no separate `migrate`.
    let storage = open(settings, true, true).await?;
    let door = match &invite.duty.door {
        Some((code, until)) => Some(
            storage.door_of(code, *until).await?.ok_or_else(|| CommandError::mistake(AccountRefusal::UnknownEvent))?,
        ),
        None => None,
    };
    let new =
        NewAccount { email: invite.email, name: invite.name, role: invite.duty.role, door, language: invite.language };
    let (_, link) = storage.account_invite(AccountKeeper::Operator, &new, now).await.map_err(refused)?;
    say(format_args!("{}{}", config.public_url, account_link(new.language, AccountLink::Invitation, &link)));
    storage.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Lists everybody.
pub(super) async fn list(settings: &Settings) -> Result<ExitCode, CommandError> {
    let storage = open(settings, false, false).await?;
    for listed in storage.account_list().await? {
        let state = match AccountState::of(&listed, SystemClock.now()) {
            AccountState::Invited => "invited",
            AccountState::Active => "active",
            AccountState::Over => "over",
            AccountState::Disabled => "disabled",
        };
        let account = &listed.account;
        say(format_args!("{}\t{state}\t{}\t{}", account.role.slug(), account.email, account.name));
    }
    storage.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Disables or enables the account with an address.
pub(super) async fn change(settings: &Settings, email: &str, change: AccountChange) -> Result<ExitCode, CommandError> {
    let storage = open(settings, false, false).await?;
    let email = EmailAddress::parse(email).map_err(CommandError::mistake)?;
    let now = SystemClock.now();
    let found = storage.credentials(&email, now).await?;
    let account = found.ok_or_else(|| CommandError::mistake(AccountRefusal::UnknownAccount))?.account;
    storage.account_change(AccountKeeper::Operator, account.id, change, now).await.map_err(refused)?;
    say(format_args!("{email}: {}", if change == AccountChange::Enable { "enabled" } else { "disabled" }));
    storage.close().await;
    Ok(ExitCode::SUCCESS)
}
