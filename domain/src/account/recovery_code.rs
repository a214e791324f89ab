//! Recovery codes: each lets its owner in once, when the phone with the authenticator app is lost.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::input::FieldError;
use crate::reference::{TokenHash, draw, read};

/// Sixteen signs without look-alikes, about 69 bits; only the [`hash`](Self::hash) is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// How many are given out at once.
    pub const COUNT: usize = 10;
    const LENGTH: usize = 16;

    /// Makes a code of random bytes.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(draw(bytes, Self::LENGTH))
    }

    /// Reads a code in any case and width, with any spaces and hyphens.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::Malformed`] when no such code can exist.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        read(text, Self::LENGTH).map(Self)
    }

    /// What is stored in its place. It is drawn, not chosen, so it needs no slow hash.
    pub fn hash(&self) -> TokenHash {
        TokenHash::from(<[u8; 32]>::from(Sha256::digest(self.0.as_bytes())))
    }
}

/// Four groups of four, as it is printed and read.
impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups: Vec<&str> = (0..Self::LENGTH).step_by(4).map(|from| &self.0[from..from + 4]).collect();
        f.write_str(&groups.join("-"))
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}
