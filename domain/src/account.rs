//! Staff accounts: who works here, and what each may do.
//!
//! What somebody may do is a type. A use case of the secretariat takes `&Secretariat`, and the only way to one is
//! [`Actor::as_secretariat`]: it cannot be called without the permission. To add a role, add a variant of [`Role`] and
//! of [`Actor`]; the compiler leads to the rest.

mod form;
mod link;
mod one_time_code;
mod passkey;
mod password;
mod recovery_code;
mod session;

use serde::{Deserialize, Serialize};

use crate::audit::Network;
use crate::contact::EmailAddress;
use crate::door::DoorPassId;
use crate::event::EventId;
use crate::language::Language;
use crate::person::PersonName;
use crate::time::Timestamp;

pub use form::{AccountField, DutyAsked, DutyForm, Invite, InviteForm};
pub use link::AccountLink;
pub use one_time_code::{OneTimeCode, OneTimeSecret, OneTimeStep};
pub use passkey::{
    ALGORITHMS, CHALLENGE_SECONDS, ClientData, CredentialId, KeyMaterial, NewPasskey, PasskeyName, PasskeyProblem,
    PublicKey, RelyingParty, SecondFactors, bytes_of, passkey_made, passkey_shown, signed_bytes, user_handle,
};
pub use password::{Password, PasswordContext, PasswordProblem};
pub use recovery_code::RecoveryCode;
pub use session::{FRESH_SECONDS, SECOND_STEP_SECONDS, SECOND_STEP_TRIES, SessionRule, is_fresh};

/// The database's number of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub i64);

/// What somebody does here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 事務局: edits the schedule, runs registrations, answers inquiries, looks after accounts.
    Secretariat,
    /// 専門家: keeps availability, holds consultations, answers inquiries.
    Expert,
    /// 受付: checks people in at the door of one event, for a limited time.
    CheckInHelper,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 3] = [Self::Secretariat, Self::Expert, Self::CheckInHelper];

    /// The word in the database, in forms and in log lines.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Secretariat => "secretariat",
            Self::Expert => "expert",
            Self::CheckInHelper => "check_in_helper",
        }
    }

    /// The role that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.slug() == slug)
    }
}

/// Who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// Where mail reaches them, and what they sign in with.
    pub email: EmailAddress,
    /// What colleagues call them.
    pub name: PersonName,
    /// What they do.
    pub role: Role,
    /// The language of their mails.
    pub language: Language,
    /// Since when they may not sign in; none: they may.
    pub disabled_at: Option<Timestamp>,
}

/// The door that a helper keeps: of one event, until a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Door {
    /// Which event.
    pub event: EventId,
    /// The helper may do nothing from this moment on.
    pub until: Timestamp,
}

/// What somebody is to do here; a helper at the door has a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// The secretariat's work.
    Secretariat,
    /// An expert's.
    Expert,
    /// A helper's, at one door.
    CheckInHelper(Door),
}

impl Duty {
    /// The role that goes with it.
    pub const fn role(self) -> Role {
        match self {
            Self::Secretariat => Role::Secretariat,
            Self::Expert => Role::Expert,
            Self::CheckInHelper(_) => Role::CheckInHelper,
        }
    }

    /// The door, of a helper.
    pub const fn door(self) -> Option<Door> {
        match self {
            Self::CheckInHelper(door) => Some(door),
            Self::Secretariat | Self::Expert => None,
        }
    }
}

/// What the secretariat may do to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountChange {
    /// It does something else from now on.
    Assign(Duty),
    /// Its owner may no longer sign in.
    Disable,
    /// Its owner may sign in again.
    Enable,
}

/// Why something was not done to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefusal {
    /// There is no such account, or none that the asker may know of.
    #[error("there is no such account")]
    UnknownAccount,
    /// Nobody would be left to look after accounts.
    #[error("it is the last account of the secretariat")]
    LastSecretariat,
    /// Somebody with this address works here already.
    #[error("there is an account with this address")]
    AddressTaken,
    /// There is no such event to keep the door of.
    #[error("there is no such event")]
    UnknownEvent,
    /// The link was used, has run out, or never was.
    #[error("the link does not work any more")]
    LinkGone,
    /// The code was wrong, has run out, or was used before.
    #[error("the code is not taken")]
    WrongCode,
    /// The secretariat works with a second factor; it can be replaced, not removed.
    #[error("the secretariat needs a second factor")]
    SecondFactorNeeded,
    /// The passkey is somebody's already.
    #[error("the passkey is known already")]
    PasskeyTaken,
}

/// Whether `account` may be changed so, where `others` accounts of the secretariat could sign in without it.
///
/// # Errors
/// [`AccountRefusal::LastSecretariat`].
pub fn may_change(account: &Account, change: AccountChange, others: u64) -> Result<(), AccountRefusal> {
    let counts = account.role == Role::Secretariat && account.disabled_at.is_none();
    let ceases = match change {
        AccountChange::Assign(duty) => duty.role() != Role::Secretariat,
        AccountChange::Disable => true,
        AccountChange::Enable => false,
    };
    if counts && ceases && others == 0 { Err(AccountRefusal::LastSecretariat) } else { Ok(()) }
}

/// Somebody who is known to be who they say: what a session, or a helper's link, was opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The secretariat.
    Secretariat(Secretariat),
    /// An expert.
    Expert(Expert),
    /// A helper at the door.
    CheckInHelper(CheckInHelper),
}

/// Permission to do what the secretariat does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Secretariat {
    account: AccountId,
    network: Option<Network>,
}

impl Secretariat {
    /// Whose permission it is.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// From where they act.
    pub const fn network(&self) -> Option<Network> {
        self.network
    }
}

/// Permission to do what an expert does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expert {
    account: AccountId,
    network: Option<Network>,
}

impl Expert {
    /// Whose permission it is.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// From where they act.
    pub const fn network(&self) -> Option<Network> {
        self.network
    }
}

/// Who keeps a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeper {
    /// Somebody with an account.
    Account(AccountId),
    /// Whoever has taken up this helper's link.
    Pass(DoorPassId),
}

impl Keeper {
    /// The account, of somebody who has one.
    pub const fn account(self) -> Option<AccountId> {
        match self {
            Self::Account(account) => Some(account),
            Self::Pass(_) => None,
        }
    }
}

/// Permission to check people in at one door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckInHelper {
    keeper: Keeper,
    door: Door,
    network: Option<Network>,
}

impl CheckInHelper {
    /// Whose permission it is.
    pub const fn keeper(&self) -> Keeper {
        self.keeper
    }

    /// Which door, and until when.
    pub const fn door(&self) -> Door {
        self.door
    }
}

/// Permission to keep the door of one event: the secretariat's at any, a helper's at theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoorKeeper {
    keeper: Keeper,
    event: EventId,
    network: Option<Network>,
}

impl DoorKeeper {
    /// Who keeps it.
    pub const fn keeper(&self) -> Keeper {
        self.keeper
    }

    /// Which event's door.
    pub const fn event(&self) -> EventId {
        self.event
    }

    /// From where they act.
    pub const fn network(&self) -> Option<Network> {
        self.network
    }
}

/// Somebody may not do this. What a person may not know of looks the same as what does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not permitted")]
pub struct Denied;

impl Actor {
    /// Whoever has shown to be `account`, which does `role`; a helper needs a door.
    ///
    /// # Errors
    /// [`Denied`] for a helper without a door.
    pub const fn of(account: AccountId, role: Role, door: Option<Door>) -> Result<Self, Denied> {
        match (role, door) {
            (Role::Secretariat, _) => Ok(Self::Secretariat(Secretariat { account, network: None })),
            (Role::Expert, _) => Ok(Self::Expert(Expert { account, network: None })),
            (Role::CheckInHelper, Some(door)) => {
                Ok(Self::CheckInHelper(CheckInHelper { keeper: Keeper::Account(account), door, network: None }))
            }
            (Role::CheckInHelper, None) => Err(Denied),
        }
    }

    /// Whoever has taken up the helper's link `pass` to `door`.
    pub const fn with_pass(pass: DoorPassId, door: Door) -> Self {
        Self::CheckInHelper(CheckInHelper { keeper: Keeper::Pass(pass), door, network: None })
    }

    /// The same, who acts from `network`: the audit says so of each of their acts.
    #[must_use]
    pub const fn acting_from(self, network: Network) -> Self {
        let network = Some(network);
        match self {
            Self::Secretariat(secretariat) => Self::Secretariat(Secretariat { network, ..secretariat }),
            Self::Expert(expert) => Self::Expert(Expert { network, ..expert }),
            Self::CheckInHelper(helper) => Self::CheckInHelper(CheckInHelper { network, ..helper }),
        }
    }

    /// What they do.
    pub const fn role(&self) -> Role {
        match self {
            Self::Secretariat(_) => Role::Secretariat,
            Self::Expert(_) => Role::Expert,
            Self::CheckInHelper(_) => Role::CheckInHelper,
        }
    }

    /// Whose account; none for whoever holds a helper's link.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Secretariat(secretariat) => Some(secretariat.account),
            Self::Expert(expert) => Some(expert.account),
            Self::CheckInHelper(helper) => helper.keeper.account(),
        }
    }

    /// From where they act.
    pub const fn network(&self) -> Option<Network> {
        match self {
            Self::Secretariat(secretariat) => secretariat.network,
            Self::Expert(expert) => expert.network,
            Self::CheckInHelper(helper) => helper.network,
        }
    }

    /// Whether a helper's time is over at `now`.
    pub fn is_over(&self, now: Timestamp) -> bool {
        matches!(self, Self::CheckInHelper(helper) if helper.door.until <= now)
    }

    /// The permission to do what the secretariat does.
    ///
    /// # Errors
    /// [`Denied`] for everybody else.
    pub const fn as_secretariat(&self) -> Result<Secretariat, Denied> {
        match self {
            Self::Secretariat(secretariat) => Ok(*secretariat),
            Self::Expert(_) | Self::CheckInHelper(_) => Err(Denied),
        }
    }

    /// The permission to do what an expert does.
    ///
    /// # Errors
    /// [`Denied`] for everybody else.
    pub const fn as_expert(&self) -> Result<Expert, Denied> {
        match self {
            Self::Expert(expert) => Ok(*expert),
            Self::Secretariat(_) | Self::CheckInHelper(_) => Err(Denied),
        }
    }

    /// The permission to keep the door of `event` at `now`.
    ///
    /// # Errors
    /// [`Denied`] for experts, at another event's door, and when a helper's time is over.
    pub fn as_door_keeper(&self, event: EventId, now: Timestamp) -> Result<DoorKeeper, Denied> {
        match self {
            Self::Secretariat(Secretariat { account, network }) => {
                Ok(DoorKeeper { keeper: Keeper::Account(*account), event, network: *network })
            }
            Self::CheckInHelper(helper) if helper.door.event == event && now < helper.door.until => {
                Ok(DoorKeeper { keeper: helper.keeper, event, network: helper.network })
            }
            Self::Expert(_) | Self::CheckInHelper(_) => Err(Denied),
        }
    }
}
