//! Looking after the database: migrate, check, backup, restore, the mails that are owed, and the audit.

use std::path::Path;
use std::process::ExitCode;

use domain::time::Clock as _;
use storage::StorageError;

use super::{CommandError, open, say};
use crate::clock::SystemClock;
use crate::config::Settings;

/// Makes the database or brings it up to date.
pub(super) async fn migrate(settings: &Settings) -> Result<ExitCode, CommandError> {
    let storage = open(settings, true, true).await?;
    say(format_args!("{} is up to date", storage.path().display()));
    storage.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Checks the file and everything that must always hold.
pub(super) async fn check(settings: &Settings) -> Result<ExitCode, CommandError> {
    let storage = open(settings, false, false).await?;
    let broken = storage.invariants_broken(SystemClock.now()).await?;
    for violation in &broken {
        say(format_args!("broken: {} ({})", violation.rule, violation.subject));
    }
    storage.close().await;
    if broken.is_empty() {
        say("ok: the file is whole and everything holds");
        Ok(ExitCode::SUCCESS)
    } else {
        Ok(ExitCode::from(1))
    }
}

/// Writes a whole copy.
pub(super) async fn backup(settings: &Settings, file: &Path) -> Result<ExitCode, CommandError> {
    let storage = open(settings, false, false).await?;
    storage.backup(file).await.map_err(CommandError::failure)?;
    say(format_args!("{} holds the whole database as of now", file.display()));
    storage.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Puts a backup in the database's place.
pub(super) async fn restore(settings: &Settings, file: &Path) -> Result<ExitCode, CommandError> {
    let target = settings.database()?;
    let kept = storage::restore(file, &target).await.map_err(CommandError::failure)?;
    say(format_args!("{} is now what {} held", target.display(), file.display()));
    if let Some(kept) = kept {
        say(format_args!("what was there before is kept as {}", kept.display()));
    }
    check(settings).await
}

/// Lists the mails that are owed or were given up: never to whom.
pub(super) async fn outbox_list(settings: &Settings) -> Result<ExitCode, CommandError> {
    let storage = open(settings, false, false).await?;
    let counts = storage.outbox_count().await?;
    say(format_args!("{} due, {} sent, {} given up", counts.due, counts.sent, counts.dead));
    for (id, kind, state, attempts, error) in storage.outbox_list().await? {
        say(format_args!("{id}\t{kind}\t{state}\t{attempts} attempts\t{}", error.unwrap_or_default()));
    }
    storage.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Makes what was given up due again.
pub(super) async fn outbox_retry(settings: &Settings) -> Result<ExitCode, CommandError> {
    let storage = open(settings, false, false).await?;
    let retried = storage.outbox_retry(SystemClock.now()).await?;
    say(format_args!("{retried} mails will be tried again"));
    storage.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Goes through the audit from its first entry to its newest. The hash of the newest, noted elsewhere, shows later that
/// nobody has cut the end off and everything that tells of it.
pub(super) async fn audit_verify(settings: &Settings) -> Result<ExitCode, CommandError> {
    let storage = open(settings, false, false).await?;
    let outcome = storage.audit_verify().await;
    storage.close().await;
    match outcome.map_err(StorageError::refusal) {
        Ok(whole) => {
            say(format_args!("ok: {} entries as they were written; the newest is {}", whole.entries, whole.head));
            Ok(ExitCode::SUCCESS)
        }
        Err(Ok(fault)) => {
            say(format_args!("broken: {fault}"));
            Ok(ExitCode::from(1))
        }
        Err(Err(cause)) => Err(cause.into()),
    }
}
