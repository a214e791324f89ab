//! What a file is known by: the SHA-256 of its content.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::input::FieldError;

/// The SHA-256 of some content. It finds a file again and says that it is the same one; it opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// The hash of `content`.
    pub fn of(content: &[u8]) -> Self {
        Self(Sha256::digest(content).into())
    }

    /// Reads a hash as it is written.
    ///
    /// # Errors
    /// [`FieldError::Malformed`] for anything but 64 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.bytes().all(|sign| sign.is_ascii_hexdigit()) {
            return Err(FieldError::Malformed);
        }
        for (byte, place) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&text[place..place + 2], 16).map_err(|_| FieldError::Malformed)?;
        }
        Ok(Self(bytes))
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// 64 hexadecimal digits.
impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
