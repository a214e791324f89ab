//! What things are called outside the database: numbers people read aloud, codes in addresses, secrets in links.
//!
//! Chance comes in from outside as bytes. Numbers and codes use thirty signs without look-alikes (no I, O, Q, Z, 0, 1)
//! and a digit in every third place, so that no word can arise.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::input::{FieldError, text_value, tolerant};

pub(crate) mod base64url;
mod mask;

pub use mask::without_secrets;

const DIGITS: &[u8; 8] = b"23456789";
const SIGNS: &[u8; 30] = b"ABCDEFGHJKLMNPRSTUVWXY23456789";

/// Draws `length` signs, every third a digit.
///
/// The 128 random bits are taken as one number and divided down; the share by which any sign is likelier than another
/// is below 2⁻⁸⁰, so nothing need be drawn again.
pub(crate) fn draw(bytes: [u8; 16], length: usize) -> String {
    let mut rest = u128::from_le_bytes(bytes);
    (1..=length)
        .map(|place| {
            let choices: &[u8] = if place % 3 == 0 { DIGITS } else { SIGNS };
            let count = choices.len() as u128;
            let index = usize::try_from(rest % count).unwrap_or_default();
            rest /= count;
            char::from(choices[index])
        })
        .collect()
}

/// Reads `length` signs in any case and width, with any spaces and hyphens between them.
pub(crate) fn read(text: &str, length: usize) -> Result<String, FieldError> {
    let signs = tolerant(text).replace('-', "").to_ascii_uppercase();
    if signs.is_empty() {
        return Err(FieldError::Required);
    }
    let well_formed = signs.len() == length
        && signs
            .bytes()
            .zip(1_usize..)
            .all(|(sign, place)| if place % 3 == 0 { DIGITS.contains(&sign) } else { SIGNS.contains(&sign) });
    if well_formed { Ok(signs) } else { Err(FieldError::Malformed) }
}

/// A reference number (受付番号): eight signs, shown and read aloud in two groups of four, `KX7M P4RT`.
///
/// It tells one record from another over the phone; it is no secret and opens nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReferenceNumber(String);

impl ReferenceNumber {
    const LENGTH: usize = 8;

    /// Makes a number of random bytes: one of 4.7 × 10¹⁰, so whoever stores it still meets a rare double and draws again.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(draw(bytes, Self::LENGTH))
    }

    /// Reads a number in any case and width, with any spaces and hyphens.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::Malformed`] when no such number can exist.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        read(text, Self::LENGTH).map(Self)
    }

    /// The eight signs without a space, as stored and searched.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as it is read aloud in Japanese: 「ケー・エックス・なな・エム、ピー・よん・アール・ティー」.
    pub fn spoken_japanese(&self) -> String {
        self.spoken(japanese_sound, "・", "、")
    }

    /// The number as it is read aloud in English, with the spelling alphabet: `Kilo X-ray seven Mike, Papa four Romeo
    /// Tango`.
    pub fn spoken_english(&self) -> String {
        self.spoken(english_sound, " ", ", ")
    }

    fn spoken(&self, sound: fn(char) -> &'static str, between_signs: &str, between_groups: &str) -> String {
        let sounds: Vec<&str> = self.0.chars().map(sound).collect();
        let groups: Vec<String> = sounds.chunks(4).map(|group| group.join(between_signs)).collect();
        groups.join(between_groups)
    }
}

/// Two groups of four: `KX7M P4RT`.
impl fmt::Display for ReferenceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.0.split_at(4);
        write!(f, "{first} {second}")
    }
}

text_value!(ReferenceNumber);

/// The code that names an event in addresses and logs: seven signs, `KT4-XW2M`.
///
/// The text form, the one in addresses, has the hyphen; it is what serde writes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EventCode(String);

impl EventCode {
    const LENGTH: usize = 7;

    /// Makes a code of random bytes: one of 1.5 × 10⁹.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self::hyphenated(&draw(bytes, Self::LENGTH))
    }

    /// Reads a code in any case and width, with or without the hyphen.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::Malformed`] when no such code can exist.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        read(text, Self::LENGTH).map(|signs| Self::hyphenated(&signs))
    }

    /// The code with its hyphen, as addresses and the store carry it: `KT4-XW2M`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn hyphenated(signs: &str) -> Self {
        let (first, second) = signs.split_at(3);
        Self([first, "-", second].concat())
    }
}

impl fmt::Display for EventCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(EventCode);

/// A secret that opens one record to whoever holds its link: 256 bits as 43 signs of URL-safe base64.
///
/// Only its [`hash`](Self::hash) is stored. It has no `Display` and its `Debug` shows nothing, so that it reaches no
/// log by accident; whoever builds a link asks for [`as_str`](Self::as_str).
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SecretToken(String);

impl SecretToken {
    /// Makes a token of 32 random bytes.
    pub fn from_random(bytes: [u8; 32]) -> Self {
        Self(base64url::encode(&bytes))
    }

    /// Reads a token exactly as it stands in a link: nothing is mended in a secret.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::Malformed`] for anything but 43 signs that encode 32 bytes.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        if text.is_empty() {
            return Err(FieldError::Required);
        }
        base64url::decode::<32>(text).map(Self::from_random).ok_or(FieldError::Malformed)
    }

    /// The 43 signs, for links only.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is stored in the secret's place: SHA-256 of the 43 signs. A token is as random as the hash is long, so it
    /// needs no salt and no slow hash.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl fmt::Debug for SecretToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretToken(…)")
    }
}

text_value!(SecretToken);

/// The stored shadow of a [`SecretToken`] or of an [`IdempotencyKey`]: 32 bytes that find a record and open nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// Reads a hash in its text form, URL-safe base64.
    ///
    /// # Errors
    /// [`FieldError::Malformed`] for anything but 43 signs that encode 32 bytes.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        base64url::decode(text).map(Self).ok_or(FieldError::Malformed)
    }

    /// The 32 bytes, as a BLOB column holds them.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for TokenHash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl TryFrom<&[u8]> for TokenHash {
    type Error = FieldError;

    fn try_from(bytes: &[u8]) -> Result<Self, Self::Error> {
        bytes.try_into().map(Self).map_err(|_| FieldError::Malformed)
    }
}

impl TryFrom<String> for TokenHash {
    type Error = FieldError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<TokenHash> for String {
    fn from(hash: TokenHash) -> Self {
        base64url::encode(&hash.0)
    }
}

impl fmt::Display for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url::encode(&self.0))
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TokenHash({self})")
    }
}

/// The key that a form carries, so that sending it twice does one thing: 128 random bits and the moment it was drawn.
///
/// The record's secret link is derived from it, so a repeated submit comes to the same page although only hashes are
/// stored. That makes the key a secret too: store its [`hash`](Self::hash), never the key; `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IdempotencyKey {
    text: String,
    bytes: [u8; 24],
}

impl IdempotencyKey {
    /// The latest moment a key can name: the end of the year 9999, in milliseconds since 1970.
    const LATEST_MILLIS: u64 = 253_402_300_799_999;

    /// Makes a key of 16 random bytes and the moment of drawing, in milliseconds since 1970-01-01T00:00Z. Moments
    /// before that or after the year 9999 count as the nearest of these.
    pub fn from_random(bytes: [u8; 16], drawn_at_millis: i64) -> Self {
        let millis = u64::try_from(drawn_at_millis).unwrap_or(0).min(Self::LATEST_MILLIS);
        let mut whole = [0; 24];
        whole[..16].copy_from_slice(&bytes);
        whole[16..].copy_from_slice(&millis.to_be_bytes());
        Self { text: base64url::encode(&whole), bytes: whole }
    }

    /// Reads a key exactly as the form carried it.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::Malformed`] for anything that [`as_str`](Self::as_str) does
    /// not write.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        if text.is_empty() {
            return Err(FieldError::Required);
        }
        let bytes = base64url::decode::<24>(text).ok_or(FieldError::Malformed)?;
        let key = Self { text: String::from(text), bytes };
        if key.millis() <= Self::LATEST_MILLIS { Ok(key) } else { Err(FieldError::Malformed) }
    }

    /// The 32 signs that the form carries.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// When the form was made, in milliseconds since 1970-01-01T00:00Z. The sender may have changed it: a hint for the
    /// minimum fill time, no proof.
    pub fn drawn_at_millis(&self) -> i64 {
        i64::try_from(self.millis()).unwrap_or(i64::MAX)
    }

    /// What is stored to know a repeated submit again.
    pub fn hash(&self) -> TokenHash {
        TokenHash(self.digest("repeat"))
    }

    /// The secret link that belongs to what this key's submit makes; another one for each `purpose`.
    pub fn derive_token(&self, purpose: &str) -> SecretToken {
        let mut labelled = String::from("token/");
        labelled.push_str(purpose);
        SecretToken::from_random(self.digest(&labelled))
    }

    /// SHA-256 over the purpose, its length before it (so that no two purposes run into one another), and the key.
    fn digest(&self, purpose: &str) -> [u8; 32] {
        Sha256::new()
            .chain_update((purpose.len() as u64).to_be_bytes())
            .chain_update(purpose.as_bytes())
            .chain_update(self.bytes)
            .finalize()
            .into()
    }

    fn millis(&self) -> u64 {
        self.bytes[16..].iter().fold(0, |millis, &byte| millis << 8 | u64::from(byte))
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdempotencyKey(…)")
    }
}

text_value!(IdempotencyKey);

/// How a clerk reads a sign aloud.
fn japanese_sound(sign: char) -> &'static str {
    match sign {
        'A' => "エー",
        'B' => "ビー",
        'C' => "シー",
        'D' => "ディー",
        'E' => "イー",
        'F' => "エフ",
        'G' => "ジー",
        'H' => "エイチ",
        'J' => "ジェー",
        'K' => "ケー",
        'L' => "エル",
        'M' => "エム",
        'N' => "エヌ",
        'P' => "ピー",
        'R' => "アール",
        'S' => "エス",
        'T' => "ティー",
        'U' => "ユー",
        'V' => "ブイ",
        'W' => "ダブリュー",
        'X' => "エックス",
        'Y' => "ワイ",
        '2' => "に",
        '3' => "さん",
        '4' => "よん",
        '5' => "ご",
        '6' => "ろく",
        '7' => "なな",
        '8' => "はち",
        '9' => "きゅう",
        _ => "",
    }
}

/// The spelling alphabet of aviation and NATO.
fn english_sound(sign: char) -> &'static str {
    match sign {
        'A' => "Alfa",
        'B' => "Bravo",
        'C' => "Charlie",
        'D' => "Delta",
        'E' => "Echo",
        'F' => "Foxtrot",
        'G' => "Golf",
        'H' => "Hotel",
        'J' => "Juliett",
        'K' => "Kilo",
        'L' => "Lima",
        'M' => "Mike",
        'N' => "November",
        'P' => "Papa",
        'R' => "Romeo",
        'S' => "Sierra",
        'T' => "Tango",
        'U' => "Uniform",
        'V' => "Victor",
        'W' => "Whiskey",
        'X' => "X-ray",
        'Y' => "Yankee",
        '2' => "two",
        '3' => "three",
        '4' => "four",
        '5' => "five",
        '6' => "six",
        '7' => "seven",
        '8' => "eight",
        '9' => "nine",
        _ => "",
    }
}
