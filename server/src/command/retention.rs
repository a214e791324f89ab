//! Deleting what has served its time, or saying how much that is.

use std::process::ExitCode;

use domain::time::Clock as _;

use super::{CommandError, open, say};
use crate::clock::SystemClock;
use crate::config::{Settings, mail_folder};
use crate::mail::EmlFolder;
use crate::retention::{Due, Retention};

/// Deletes what is due, or with `dry_run` only counts it.
pub(super) async fn retention(settings: &Settings, dry_run: bool) -> Result<ExitCode, CommandError> {
    let storage = open(settings, false, false).await?;
    let retention = Retention::new(storage.clone(), EmlFolder::new(mail_folder(storage.path())));
    let now = SystemClock.now();
    let counted = if dry_run { retention.due(now).await } else { retention.apply(now).await };
    let Due { stored, mail_files, audit_entries } = counted.map_err(CommandError::failure)?;
    say(if dry_run { "would be deleted:" } else { "deleted:" });
    for (count, what) in [
        (stored.registrations, "registrations"),
        (stored.consultations, "consultations"),
        (stored.waitings, "those who waited for one"),
        (stored.inquiries, "inquiries"),
        (stored.messages, "messages of inquiries"),
        (stored.attachments, "files of messages"),
        (stored.mails, "mails in the outbox"),
        (stored.held_attachments, "files of forms that were never sent"),
        (mail_files, "mails kept as files"),
        (audit_entries, "entries of the audit"),
    ] {
        say(format_args!("{count}\t{what}"));
    }
    storage.close().await;
    Ok(ExitCode::SUCCESS)
}
