//! Who works here in the demo: people who do not exist.

use domain::account::{Actor, Expert, Role, Secretariat};
use domain::contact::EmailAddress;
use domain::language::Language;
use domain::person::PersonName;
use domain::time::Timestamp;
use storage::{NewAccount, Storage};

use super::DemoError;

/// The demo's staff, by what they do.
pub(super) struct Staff {
    /// The secretariat; the first is whom one signs in as.
    pub(super) desk: [Secretariat; 2],
    /// The experts for technology, for security, and for personnel; the first is whom one signs in as.
    pub(super) experts: [Expert; 3],
}

/// Puts the demo's staff in.
///
/// # Errors
/// When the database cannot be written.
pub(super) async fn fill(storage: &Storage, now: Timestamp) -> Result<Staff, DemoError> {
    let secretariat = async |name, address| hired(storage, name, address, Role::Secretariat, now).await;
    let expert = async |name, address| hired(storage, name, address, Role::Expert, now).await;
    Ok(Staff {
        desk: [
            secretariat("田中 恵", "secretariat@demo.example").await?.as_secretariat()?,
            secretariat("佐藤 美咲", "sato@demo.example").await?.as_secretariat()?,
        ],
        experts: [
            expert("久保田 美咲", "expert@demo.example").await?.as_expert()?,
            expert("大森 和也", "omori@demo.example").await?.as_expert()?,
            expert("西野 千夏", "nishino@demo.example").await?.as_expert()?,
        ],
    })
}

/// Somebody who begins to work here.
///
/// # Errors
/// When the database cannot be written.
pub(super) async fn hired(
    storage: &Storage,
    name: &str,
    address: &str,
    role: Role,
    now: Timestamp,
) -> Result<Actor, DemoError> {
    let account = NewAccount {
        email: EmailAddress::parse(address)?,
        name: PersonName::parse(name)?,
        role,
        door: None,
        language: Language::Japanese,
    };
    let id = storage.account_add(&account, now).await?;
    Ok(Actor::of(id, role, None)?)
}
