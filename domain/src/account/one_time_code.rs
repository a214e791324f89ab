//! One-time codes of an authenticator app (RFC 6238, RFC 4226): six digits, a new one each half minute.

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

use crate::input::{FieldError, tolerant};
use crate::time::Timestamp;

/// For how many seconds a code stands.
const STEP_SECONDS: i64 = 30;
/// How many codes before and after the present one are taken: clocks differ, and typing takes time.
const TOLERATED_STEPS: i64 = 1;
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What an app and the service share: 160 bits.
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeSecret([u8; 20]);

/// The number of a half minute since 1970. A code is taken once: the step of the last one is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OneTimeStep(pub i64);

/// Six digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct OneTimeCode(u32);

impl OneTimeSecret {
    /// The characters of the text form.
    const CHARS: usize = 32;

    /// Makes a secret of random bytes.
    pub const fn from_random(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// The bytes, as a BLOB column holds them.
    pub const fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// The 32 signs that are typed into an app which cannot scan (base32, RFC 4648).
    pub fn to_base32(&self) -> String {
        let mut text = String::with_capacity(Self::CHARS);
        for group in self.0.chunks(5) {
            let bits = group.iter().fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
            for place in (0..8).rev() {
                let index = bits >> (5 * place) & 0x1F;
                text.push(char::from(BASE32[usize::try_from(index).unwrap_or_default()]));
            }
        }
        text
    }

    /// Reads the 32 signs.
    ///
    /// # Errors
    /// [`FieldError::Malformed`] for anything else.
    pub fn parse_base32(text: &str) -> Result<Self, FieldError> {
        if text.len() != Self::CHARS {
            return Err(FieldError::Malformed);
        }
        let mut bytes = [0; 20];
        for (group, place) in text.as_bytes().chunks(8).zip(bytes.chunks_mut(5)) {
            let mut bits = 0_u64;
            for sign in group {
                let value = BASE32.iter().position(|known| known == sign).ok_or(FieldError::Malformed)?;
                bits = bits << 5 | value as u64;
            }
            place.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        Ok(Self(bytes))
    }

    /// What an app reads from a QR code: the secret, and what it calls it.
    pub fn to_uri(&self, issuer: &str, account: &str) -> String {
        let (issuer, account) = (percent_encoded(issuer), percent_encoded(account));
        format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", self.to_base32())
    }

    /// The code of a step.
    pub fn code(&self, OneTimeStep(step): OneTimeStep) -> OneTimeCode {
        // An HMAC takes a key of any length: there is no error to speak of.
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&self.0) else { return OneTimeCode(0) };
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest[19] & 0xF);
        let bits = digest[offset..offset + 4].iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte));
        OneTimeCode((bits & 0x7FFF_FFFF) % 1_000_000)
    }

    /// Whether `code` is one of now: its step, which is not taken again, nor any before it. `used` is the step of the
    /// last code that was taken.
    pub fn accepts(&self, code: OneTimeCode, used: Option<OneTimeStep>, now: Timestamp) -> Option<OneTimeStep> {
        let OneTimeStep(present) = OneTimeStep::at(now);
        (present - TOLERATED_STEPS..=present + TOLERATED_STEPS)
            .map(OneTimeStep)
            .filter(|step| used.is_none_or(|used| *step > used))
            .find(|step| self.code(*step) == code)
    }
}

impl fmt::Debug for OneTimeSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeSecret(…)")
    }
}

impl OneTimeStep {
    /// The step that `now` is in.
    pub const fn at(now: Timestamp) -> Self {
        Self(now.as_microseconds().div_euclid(STEP_SECONDS * 1_000_000))
    }
}

impl OneTimeCode {
    /// Reads six digits of any width, with any spaces or hyphens between them.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::Malformed`] for anything but six digits.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let digits = tolerant(text).replace('-', "");
        if digits.is_empty() {
            return Err(FieldError::Required);
        }
        let is_code = digits.len() == 6 && digits.bytes().all(|sign| sign.is_ascii_digit());
        is_code.then(|| digits.parse().map(Self)).and_then(Result::ok).ok_or(FieldError::Malformed)
    }
}

/// The six digits, as an app shows them.
impl fmt::Display for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeCode(…)")
    }
}

/// Everything but letters, digits and four signs as `%XX` (RFC 3986).
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for half in [byte >> 4, byte & 0xF] {
                encoded.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
            }
        }
    }
    encoded
}
