//! The audit: who did what to what, written with the act itself. Never who an applicant is.

mod chain;
mod read;

use std::borrow::Cow;

use domain::account::{AccountId, DoorKeeper, Expert, Keeper, Secretariat};
use domain::audit::{Act, AuditHash, AuditRecord, Changes, Network};
use domain::door::DoorPassId;
use domain::expert::CalendarKeeper;
use domain::time::Timestamp;

use crate::Write;
use crate::session::SignedIn;

pub use chain::AuditWhole;
pub(crate) use chain::{chain_older, verify};
pub use read::{AuditActor, AuditEntry, AuditFilter, AuditPage, Difference};
pub(crate) use read::{AuditLine, audit_of};

/// Who acted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum By {
    /// An applicant or somebody who asks, by a form or a secret link.
    Applicant,
    /// Somebody who is signed in.
    Account(AccountId),
    /// Somebody who is signed in, and from where they act.
    AccountAt(AccountId, Network),
    /// Whoever has come by this helper's link, and from where they act.
    Helper(DoorPassId, Option<Network>),
    /// The program itself.
    Service,
    /// Whoever runs the command line.
    Operator,
}

impl By {
    fn word(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Account(AccountId(id)) | Self::AccountAt(AccountId(id), _) => {
                return Cow::Owned(format!("account:{id}"));
            }
            Self::Helper(DoorPassId(id), _) => return Cow::Owned(format!("helper:{id}")),
            Self::Applicant => "applicant",
            Self::Service => "service",
            Self::Operator => "operator",
        })
    }

    /// Whose account it was, if somebody was signed in.
    pub(crate) const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account(account) | Self::AccountAt(account, _) => Some(*account),
            Self::Helper(..) | Self::Applicant | Self::Service | Self::Operator => None,
        }
    }

    /// Kept of staff only: where applicants are is none of the audit's business.
    fn network(&self) -> String {
        match self {
            Self::AccountAt(_, network) | Self::Helper(_, Some(network)) => network.to_string(),
            _ => String::new(),
        }
    }

    pub(crate) fn of(account: AccountId, network: Option<Network>) -> Self {
        match network {
            Some(network) => Self::AccountAt(account, network),
            None => Self::Account(account),
        }
    }
}

impl From<&Secretariat> for By {
    fn from(secretariat: &Secretariat) -> Self {
        Self::of(secretariat.account(), secretariat.network())
    }
}

impl From<&CalendarKeeper> for By {
    fn from(keeper: &CalendarKeeper) -> Self {
        match keeper {
            CalendarKeeper::Secretariat(secretariat) => Self::from(secretariat),
            CalendarKeeper::Expert(expert) => Self::from(expert),
        }
    }
}

impl From<&SignedIn> for By {
    fn from(signed_in: &SignedIn) -> Self {
        Self::of(signed_in.account.id, signed_in.actor.network())
    }
}

impl From<&DoorKeeper> for By {
    fn from(keeper: &DoorKeeper) -> Self {
        match keeper.keeper() {
            Keeper::Account(account) => Self::of(account, keeper.network()),
            Keeper::Pass(pass) => Self::Helper(pass, keeper.network()),
        }
    }
}

impl From<&Expert> for By {
    fn from(expert: &Expert) -> Self {
        Self::of(expert.account(), expert.network())
    }
}

/// Writes that `by` did `act` to `subject` at `now`.
pub(crate) async fn audit_add(
    write: &mut Write,
    by: By,
    act: Act,
    subject: &str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    audit_add_with(write, by, act, subject, &Changes::NONE, now).await
}

/// The same, with what has changed.
pub(crate) async fn audit_add_with(
    write: &mut Write,
    by: By,
    act: Act,
    subject: &str,
    changes: &Changes,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let (last, previous) = head(write).await?;
    let record = AuditRecord {
        id: last + 1,
        at: now,
        actor: by.word().into_owned(),
        act: act.slug().to_owned(),
        subject: subject.to_owned(),
        network: by.network(),
        detail: serde_json::to_string(changes).map_err(|cause| sqlx::Error::Encode(cause.into()))?,
    };
    append(write, &record, &previous).await?;
    Ok(())
}

/// The number and the hash of the newest entry. Whoever appends holds the lock: it stays the newest until then.
async fn head(write: &mut Write) -> Result<(i64, AuditHash), sqlx::Error> {
    let (id, hash): (i64, Vec<u8>) = sqlx::query_as("SELECT id, hash FROM audit_head").fetch_one(&mut **write).await?;
    Ok((id, hash_of(&hash)))
}

/// Puts `record` at the end of the chain. A trigger moves the head.
async fn append(write: &mut Write, record: &AuditRecord, previous: &AuditHash) -> Result<AuditHash, sqlx::Error> {
    let hash = record.hash(previous);
    sqlx::query(
        "INSERT INTO audit (id, at, actor, act, subject, network, detail, previous, hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(record.id)
    .bind(record.at.as_microseconds())
    .bind(&record.actor)
    .bind(&record.act)
    .bind(&record.subject)
    .bind(&record.network)
    .bind(&record.detail)
    .bind(previous.as_bytes().to_vec())
    .bind(hash.as_bytes().to_vec())
    .execute(&mut **write)
    .await?;
    Ok(hash)
}

/// The hash in a column. What is none, the table's own constraints refuse; where somebody has gone past them, it is a
/// hash that nothing has, and so is found.
fn hash_of(bytes: &[u8]) -> AuditHash {
    bytes.try_into().map_or(AuditHash::BEGINNING, AuditHash::from_bytes)
}
