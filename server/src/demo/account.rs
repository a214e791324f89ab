//! The demo's accounts: one of each role. They sign in without a second factor, and only on the machine itself.

use domain::account::{Door, Password, Role};
use domain::contact::EmailAddress;
use domain::input::FieldError;
use domain::language::Language;
use domain::person::PersonName;
use domain::reference::ReferenceNumber;
use domain::time::{Chance, Timestamp};
use storage::{NewAccount, Storage, StorageError};

use super::DAY;
use crate::password::{Passwords, Unhashable};

/// Address, name and role of each.
const ACCOUNTS: [(&str, &str, Role); 3] = [
    ("secretariat@demo.example", "田中 恵", Role::Secretariat),
    ("expert@demo.example", "久保田 美咲", Role::Expert),
    ("helper@demo.example", "小山 陸", Role::CheckInHelper),
];

/// For how many days the helper keeps the door of today's event, or of the next.
const HELPER_DAYS: i64 = 90;

/// Why the accounts could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoAccountError {
    /// The database cannot be used.
    #[error("the demo's accounts cannot be written: {0}")]
    Storage(#[from] StorageError),
    /// A password could not be hashed.
    #[error(transparent)]
    Password(#[from] Unhashable),
    /// An invented person is not what the domain takes: a defect of the demo.
    #[error("the demo's data break a rule: {0}")]
    Person(#[from] FieldError),
}

/// Gives the accounts each a password drawn by `chance`, and makes those that are not there; says addresses and
/// passwords, which nobody can read again.
///
/// # Errors
/// [`DemoAccountError`].
pub async fn fill(
    storage: &Storage,
    passwords: &Passwords,
    chance: &dyn Chance,
    now: Timestamp,
) -> Result<Vec<(&'static str, String)>, DemoAccountError> {
    let schedule = storage.schedule();
    // The event of today to which most come, else the next one.
    let today = schedule.events().iter().filter(|listed| listed.event.when.starts_on == now.tokyo_date());
    let to_come = schedule.events().iter().filter(|listed| listed.event.when.starts_at() > now);
    let next = today
        .max_by_key(|listed| listed.seats().taken)
        .or_else(|| to_come.min_by_key(|listed| listed.event.when.starts_at()))
        .map(|listed| listed.event.id);
    let door = next.map(|event| Door { event, until: now.plus_seconds(HELPER_DAYS * DAY) });
    let mut made = Vec::new();
    for (email, name, role) in ACCOUNTS {
        let door = door.filter(|_| role == Role::CheckInHelper);
        if role == Role::CheckInHelper && door.is_none() {
            continue;
        }
        let typed = drawn(chance);
        let Some(password) = Password::typed(&typed) else { continue };
        let hash = passwords.hash(password, chance).await?;
        let new = NewAccount {
            email: EmailAddress::parse(email)?,
            name: PersonName::parse(name)?,
            role,
            door,
            language: Language::Japanese,
        };
        storage.demo_account_add(&new, &hash, now).await?;
        made.push((email, typed));
    }
    Ok(made)
}

/// Three groups of eight signs without look-alikes: about a hundred bits.
fn drawn(chance: &dyn Chance) -> String {
    let groups: Vec<String> = (0..3)
        .map(|_| {
            let mut bytes = [0; 16];
            chance.fill(&mut bytes);
            ReferenceNumber::from_random(bytes).as_str().to_owned()
        })
        .collect();
    groups.join("-")
}
