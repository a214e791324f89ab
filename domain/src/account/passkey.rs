//! Passkeys (Web Authentication, level 3): what a browser and an authenticator say, and what of it is taken.
//!
//! An authenticator writes its numbers in one form only (CTAP2's canonical CBOR), and we ask for no attestation. So
//! what has to be read are a few bytes at fixed places and three layouts of keys, and no library of formats is needed.
//! Signatures are checked by whoever asks, over [`signed_bytes`], with the [`KeyMaterial`] given here.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{AccountId, AccountRefusal, Role};
use crate::input::{self, FieldError, text_value};
use crate::reference::{SecretToken, base64url};

/// For how many seconds a challenge may be answered: as long as browsers are told to wait for somebody's finger.
pub const CHALLENGE_SECONDS: i64 = 5 * 60;

/// COSE's numbers of the signatures that we take, the one that we like best first.
pub const ALGORITHMS: [i32; 3] = [ES256, EDDSA, RS256];
const ES256: i32 = -7;
const EDDSA: i32 = -8;
const RS256: i32 = -257;

/// The service as browsers bind passkeys to it: where it is reached, and the name of its host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelyingParty {
    origin: String,
    id: String,
}

impl RelyingParty {
    /// The service that is reached at `public_url`. None where browsers would take no passkey for it: without https,
    /// but for the machine itself, and where the host is a number instead of a name.
    pub fn at(public_url: &str) -> Option<Self> {
        let (scheme, rest) = public_url.split_once("://")?;
        let authority = rest.split('/').next()?.to_ascii_lowercase();
        if authority.starts_with('[') {
            return None;
        }
        let id = authority.split(':').next()?.to_owned();
        let is_name = id.bytes().any(|sign| sign.is_ascii_alphabetic());
        let is_here = id == "localhost" || id.ends_with(".localhost");
        let standard_port = match scheme {
            "https" => ":443",
            "http" if is_here => ":80",
            _ => return None,
        };
        let authority = authority.strip_suffix(standard_port).unwrap_or(&authority);
        is_name.then(|| Self { origin: format!("{scheme}://{authority}"), id })
    }

    /// The host's name.
    pub fn id(&self) -> &str {
        &self.id
    }

    fn id_hash(&self) -> [u8; 32] {
        Sha256::digest(self.id.as_bytes()).into()
    }
}

/// What an authenticator calls a passkey. It opens nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CredentialId(Vec<u8>);

impl CredentialId {
    /// The greatest number of bytes.
    pub const MAX_BYTES: usize = 1023;

    /// Takes the bytes; none for an empty one, or more than there can be.
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        (1..=Self::MAX_BYTES).contains(&bytes.len()).then_some(Self(bytes))
    }

    /// Reads it in its text form, URL-safe base64.
    pub fn parse(text: &str) -> Option<Self> {
        base64url::decode_all(text).and_then(Self::new)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The text form, URL-safe base64.
impl fmt::Display for CredentialId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url::encode(&self.0))
    }
}

/// Reads what a browser sends as URL-safe base64.
///
/// # Errors
/// [`PasskeyProblem::Unreadable`].
pub fn bytes_of(text: &str) -> Result<Vec<u8>, PasskeyProblem> {
    base64url::decode_all(text).ok_or(PasskeyProblem::Unreadable)
}

/// What an authenticator knows an account by, in the text form: it says nothing of the person.
pub fn user_handle(account: AccountId) -> String {
    base64url::encode(&account.0.to_be_bytes())
}

/// What its owner calls a passkey: 1 to 60 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PasskeyName(String);

impl PasskeyName {
    /// The greatest number of characters.
    pub const MAX_CHARS: u32 = 60;

    /// Reads a name.
    ///
    /// # Errors
    /// Those of [`input::single_line`].
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        input::single_line(text, Self::MAX_CHARS).map(Self)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_value!(PasskeyName);

/// A passkey's public key, in the layout in which the authenticator gave it (COSE).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(Vec<u8>);

/// The numbers of a public key, most significant byte first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyMaterial<'a> {
    /// ECDSA on P-256 with SHA-256: a point.
    P256 {
        /// 32 bytes.
        x: &'a [u8],
        /// 32 bytes.
        y: &'a [u8],
    },
    /// Ed25519: 32 bytes.
    Ed25519(&'a [u8]),
    /// RSA, PKCS #1 1.5 with SHA-256; the exponent is 65537.
    Rsa {
        /// 256 to 512 bytes.
        modulus: &'a [u8],
    },
}

/// What stands before, between and behind the numbers of each kind of key.
const P256_HEAD: [u8; 10] = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
const P256_MIDDLE: [u8; 3] = [0x22, 0x58, 0x20];
const ED25519_HEAD: [u8; 10] = [0xA4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20];
const RSA_HEAD: [u8; 9] = [0xA4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59];
const RSA_TAIL: [u8; 5] = [0x21, 0x43, 0x01, 0x00, 0x01];
/// From 2048 to 4096 bits.
const RSA_BYTES: std::ops::RangeInclusive<usize> = 256..=512;

/// The numbers of the key that `bytes` begin with, and what follows it.
fn key_read(bytes: &[u8]) -> Option<(KeyMaterial<'_>, &[u8])> {
    if let Some(rest) = bytes.strip_prefix(&P256_HEAD) {
        let (x, rest) = rest.split_at_checked(32)?;
        let (y, rest) = rest.strip_prefix(&P256_MIDDLE)?.split_at_checked(32)?;
        return Some((KeyMaterial::P256 { x, y }, rest));
    }
    if let Some(rest) = bytes.strip_prefix(&ED25519_HEAD) {
        let (key, rest) = rest.split_at_checked(32)?;
        return Some((KeyMaterial::Ed25519(key), rest));
    }
    let (length, rest) = bytes.strip_prefix(&RSA_HEAD)?.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (modulus, rest) = rest.split_at_checked(length)?;
    let rest = rest.strip_prefix(&RSA_TAIL)?;
    RSA_BYTES.contains(&length).then_some((KeyMaterial::Rsa { modulus }, rest))
}

impl PublicKey {
    /// Reads a key; none where it is of no kind that we take.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (_, rest) = key_read(bytes)?;
        rest.is_empty().then(|| Self(bytes.to_vec()))
    }

    /// As it is stored.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Its numbers.
    pub fn material(&self) -> Option<KeyMaterial<'_>> {
        key_read(&self.0).map(|(material, _)| material)
    }
}

/// What a browser says it was asked, and by whom (`clientDataJSON`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ClientData {
    /// `webauthn.create` or `webauthn.get`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The challenge that was answered, URL-safe base64.
    pub challenge: String,
    /// The page that asked.
    pub origin: String,
    /// Whether the page stood inside one of another site.
    #[serde(rename = "crossOrigin", default)]
    pub cross_origin: bool,
}

/// Why a passkey is not taken. For the log: whoever signs in is told one thing, whatever it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PasskeyProblem {
    /// Not what a browser sends.
    #[error("it cannot be read")]
    Unreadable,
    /// Made for something else: a new passkey where somebody signs in, or the other way round.
    #[error("it answers another question")]
    WrongPurpose,
    /// Another challenge than ours, or one that was answered before, or too late.
    #[error("the challenge is not the one that was given out")]
    WrongChallenge,
    /// Asked for by a page of another site.
    #[error("a page of another site asked for it")]
    WrongOrigin,
    /// Bound to another service.
    #[error("it is bound to another service")]
    WrongRelyingParty,
    /// Nobody has shown to be the owner of the device.
    #[error("its owner was not verified")]
    NotVerified,
    /// A key of a kind that we do not take.
    #[error("a key of an unknown kind")]
    UnknownKey,
    /// There is no such passkey, or its owner may not sign in.
    #[error("there is no such passkey")]
    UnknownPasskey,
    /// Not signed by the passkey.
    #[error("the signature is wrong")]
    WrongSignature,
    /// The authenticator has counted backwards: there may be a copy of it.
    #[error("the counter has gone back")]
    CounterWentBack,
}

/// A new passkey, as its authenticator tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPasskey {
    /// What the authenticator calls it.
    pub credential: CredentialId,
    /// Its public key.
    pub key: PublicKey,
    /// How often it has signed; always 0 where authenticators do not count.
    pub sign_count: u32,
}

/// What an authenticator says, at its fixed places.
struct AuthenticatorData<'a> {
    party: &'a [u8],
    flags: u8,
    sign_count: u32,
    rest: &'a [u8],
}

impl<'a> AuthenticatorData<'a> {
    const PRESENT: u8 = 0x01;
    const VERIFIED: u8 = 0x04;
    const HAS_CREDENTIAL: u8 = 0x40;
    const HAS_EXTENSIONS: u8 = 0x80;

    fn read(bytes: &'a [u8]) -> Option<Self> {
        let (party, rest) = bytes.split_at_checked(32)?;
        let (&flags, rest) = rest.split_first()?;
        let (count, rest) = rest.split_first_chunk::<4>()?;
        Some(Self { party, flags, sign_count: u32::from_be_bytes(*count), rest })
    }

    const fn has(&self, flags: u8) -> bool {
        self.flags & flags == flags
    }

    /// The credential that follows, and whatever follows that.
    fn credential(&self) -> Result<(NewPasskey, &'a [u8]), PasskeyProblem> {
        let unreadable = PasskeyProblem::Unreadable;
        // The model of the authenticator: we ask nobody what they use.
        let (_, rest) = self.rest.split_first_chunk::<16>().ok_or(unreadable)?;
        let (length, rest) = rest.split_first_chunk::<2>().ok_or(unreadable)?;
        let (id, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or(unreadable)?;
        let credential = CredentialId::new(id.to_vec()).ok_or(unreadable)?;
        let (_, after) = key_read(rest).ok_or(PasskeyProblem::UnknownKey)?;
        let key = PublicKey(rest[..rest.len() - after.len()].to_vec());
        Ok((NewPasskey { credential, key, sign_count: self.sign_count }, after))
    }
}

/// What must hold whether somebody adds a passkey or signs in with one. A challenge is looked for in storage by who
/// asks; here it has to be the one that the browser has answered.
fn checked<'a>(
    party: &RelyingParty,
    kind: &str,
    challenge: &SecretToken,
    client: &ClientData,
    authenticator: &'a [u8],
) -> Result<AuthenticatorData<'a>, PasskeyProblem> {
    let said = AuthenticatorData::read(authenticator).ok_or(PasskeyProblem::Unreadable)?;
    if client.kind != kind {
        return Err(PasskeyProblem::WrongPurpose);
    }
    if client.challenge != challenge.as_str() {
        return Err(PasskeyProblem::WrongChallenge);
    }
    if client.origin != party.origin || client.cross_origin {
        return Err(PasskeyProblem::WrongOrigin);
    }
    if said.party != party.id_hash() {
        return Err(PasskeyProblem::WrongRelyingParty);
    }
    if !said.has(AuthenticatorData::PRESENT | AuthenticatorData::VERIFIED) {
        return Err(PasskeyProblem::NotVerified);
    }
    Ok(said)
}

/// Whether what follows the fixed places is there exactly where it is announced. Extensions are nothing that we ask
/// for, and nothing that we read.
fn ends(said: &AuthenticatorData<'_>, rest: &[u8]) -> Result<(), PasskeyProblem> {
    let is_announced = said.has(AuthenticatorData::HAS_EXTENSIONS);
    if rest.is_empty() == is_announced { Err(PasskeyProblem::Unreadable) } else { Ok(()) }
}

/// The passkey that an authenticator has made for us.
///
/// # Errors
/// [`PasskeyProblem`] says what does not fit.
pub fn passkey_made(
    party: &RelyingParty,
    challenge: &SecretToken,
    client: &ClientData,
    authenticator: &[u8],
) -> Result<NewPasskey, PasskeyProblem> {
    let said = checked(party, "webauthn.create", challenge, client, authenticator)?;
    if !said.has(AuthenticatorData::HAS_CREDENTIAL) {
        return Err(PasskeyProblem::Unreadable);
    }
    let (made, rest) = said.credential()?;
    ends(&said, rest)?;
    Ok(made)
}

/// How often the passkey has signed by now, where it had signed `before` times. The signature is still to be checked.
///
/// # Errors
/// [`PasskeyProblem`] says what does not fit.
pub fn passkey_shown(
    party: &RelyingParty,
    challenge: &SecretToken,
    client: &ClientData,
    authenticator: &[u8],
    before: u32,
) -> Result<u32, PasskeyProblem> {
    let said = checked(party, "webauthn.get", challenge, client, authenticator)?;
    if said.has(AuthenticatorData::HAS_CREDENTIAL) {
        return Err(PasskeyProblem::Unreadable);
    }
    ends(&said, said.rest)?;
    // Passkeys that are the same on several devices do not count: they say 0 each time.
    let counts = before > 0 || said.sign_count > 0;
    if counts && said.sign_count <= before {
        return Err(PasskeyProblem::CounterWentBack);
    }
    Ok(said.sign_count)
}

/// What a passkey signs: what the authenticator says, and the hash of what the browser says.
pub fn signed_bytes(authenticator: &[u8], client_data_json: &[u8]) -> Vec<u8> {
    [authenticator, Sha256::digest(client_data_json).as_slice()].concat()
}

/// What an account has to sign in with beside, or instead of, its password.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SecondFactors {
    /// Whether an authenticator app is set up.
    pub has_app: bool,
    /// How many passkeys there are.
    pub passkeys: u64,
}

impl SecondFactors {
    /// Whether there is any.
    pub const fn any(self) -> bool {
        self.has_app || self.passkeys > 0
    }

    /// Whether nothing is left without one of them.
    pub fn is_last(self) -> bool {
        u64::from(self.has_app).saturating_add(self.passkeys) <= 1
    }

    /// Whether whoever does `role` may give one of them up.
    ///
    /// # Errors
    /// [`AccountRefusal::SecondFactorNeeded`].
    pub fn may_lose_one(self, role: Role) -> Result<(), AccountRefusal> {
        if role == Role::Secretariat && self.is_last() { Err(AccountRefusal::SecondFactorNeeded) } else { Ok(()) }
    }
}
