//! Hashing passwords: argon2id, beside the threads that answer, two at a time.
//!
//! A hash takes about 20 ms and 19 MiB on purpose. A flood of sign-ins waits in line for the two places here; public
//! pages do not notice.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::account::Password;
use domain::time::Chance;
use tokio::sync::Semaphore;

/// How many passwords are hashed at once.
const PLACES: usize = 2;
/// KiB of memory, rounds, lanes: OWASP's first choice for argon2id.
const EFFORT: (u32, u32, u32) = (19 * 1024, 2, 1);
/// The hash of no password, at the same effort: checked where there is no account, so that it takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A password could not be hashed or checked: a defect, or the program is ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a password could not be hashed")]
pub struct Unhashable;

/// Where passwords are hashed and checked.
#[derive(Debug)]
pub struct Passwords {
    places: Semaphore,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { places: Semaphore::new(PLACES) }
    }
}

impl Passwords {
    /// The hash of `password` under a salt of its own, in the text form that is stored.
    ///
    /// # Errors
    /// [`Unhashable`].
    pub async fn hash(&self, password: Password, chance: &dyn Chance) -> Result<String, Unhashable> {
        let mut salt = [0; 16];
        chance.fill(&mut salt);
        self.beside(move || hash_now(&password, &salt)).await?
    }

    /// Whether `password` is the one behind `hash`. Where there is no hash it takes as long, and is not.
    ///
    /// # Errors
    /// [`Unhashable`].
    pub async fn is(&self, password: Password, hash: Option<String>) -> Result<bool, Unhashable> {
        self.beside(move || {
            let known = PasswordHash::new(hash.as_deref().unwrap_or(NOBODY)).map_err(|_| Unhashable)?;
            let is_same = argon()?.verify_password(password.as_bytes(), &known).is_ok();
            Ok(is_same && hash.is_some())
        })
        .await?
    }

    async fn beside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Unhashable> {
        let _place = self.places.acquire().await.map_err(|_| Unhashable)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| Unhashable)
    }
}

fn hash_now(password: &Password, salt: &[u8]) -> Result<String, Unhashable> {
    let hash: PasswordHash = argon()?.hash_password_with_salt(password.as_bytes(), salt).map_err(|_| Unhashable)?;
    Ok(hash.to_string())
}

fn argon() -> Result<Argon2<'static>, Unhashable> {
    let (memory, rounds, lanes) = EFFORT;
    let params = Params::new(memory, rounds, lanes, None).map_err(|_| Unhashable)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::SystemChance;

    fn typed(text: &str) -> Password {
        Password::typed(text).unwrap()
    }

    #[tokio::test]
    async fn a_password_is_known_again_by_its_hash_and_no_other_is() {
        let passwords = Passwords::default();
        let hash = passwords.hash(typed("三毛猫 と 急行列車 と 醤油"), &SystemChance).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(passwords.hash(typed("三毛猫 と 急行列車 と 醤油"), &SystemChance).await.unwrap(), hash);
        assert_eq!(passwords.is(typed("三毛猫 と 急行列車 と 醤油"), Some(hash.clone())).await, Ok(true));
        assert_eq!(passwords.is(typed("三毛猫 と 急行列車 と 味噌"), Some(hash)).await, Ok(false));
        assert_eq!(passwords.is(typed("三毛猫 と 急行列車 と 醤油"), None).await, Ok(false));
    }

    #[test]
    fn the_hash_of_nobody_costs_as_much_as_anybodys() {
        let hash = PasswordHash::new(NOBODY).unwrap();
        let params = Params::try_from(&hash).unwrap();
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), EFFORT);
        assert_eq!(hash.hash.unwrap().len(), Params::DEFAULT_OUTPUT_LEN);
    }
}
