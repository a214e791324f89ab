//! An authenticator of our own, with the browser around it: it makes passkeys and signs with them, and says whatever a
//! test wants it to say.

use domain::account::{CredentialId, bytes_of, signed_bytes};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const CREDENTIAL: u8 = 0x40;

/// A device with one passkey.
pub(crate) struct Authenticator {
    key: EcdsaKeyPair,
    chance: SystemRandom,
    id: Vec<u8>,
    user_handle: String,
    /// How often it says that it has signed.
    pub(crate) sign_count: u32,
    /// The page that the browser says has asked.
    pub(crate) origin: String,
    /// The service that it is bound to; the one that asks, where it is empty.
    pub(crate) party: String,
    /// Whether it verifies whoever holds it.
    pub(crate) verifies: bool,
}

/// URL-safe base64, as a browser writes it.
fn text(bytes: &[u8]) -> String {
    CredentialId::new(bytes.to_vec()).expect("neither empty nor too long").to_string()
}

impl Authenticator {
    /// One that calls its passkey `id`, thirty-two times over.
    pub(crate) fn new(id: u8) -> Self {
        let chance = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(algorithm, &chance).expect("a key");
        let key = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &chance).expect("a key");
        Self {
            key,
            chance,
            id: vec![id; 32],
            user_handle: String::new(),
            sign_count: 0,
            origin: format!("https://{}", crate::site::HOST),
            party: String::new(),
            verifies: true,
        }
    }

    fn authenticator_data(&self, party: &Value, flags: u8) -> Vec<u8> {
        let party = if self.party.is_empty() { party.as_str().expect("a service") } else { &self.party };
        let verified = if self.verifies { VERIFIED } else { 0 };
        let mut data = signed_bytes(&[], party.as_bytes());
        data.push(flags | PRESENT | verified);
        data.extend(self.sign_count.to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        json!({ "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    /// Makes the passkey that a page asks for.
    pub(crate) fn makes(&mut self, options: &Value) -> String {
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
        let kinds = options["pubKeyCredParams"].as_array().expect("kinds of keys");
        assert!(kinds.iter().any(|kind| kind["alg"] == -7), "{kinds:?}");
        options["user"]["id"].as_str().expect("an owner").clone_into(&mut self.user_handle);
        let client_data = self.client_data("webauthn.create", options);
        let mut data = self.authenticator_data(&options["rp"]["id"], CREDENTIAL);
        let (x, y) = self.key.public_key().as_ref()[1..].split_at(32);
        data.extend([0; 16]);
        data.extend([0, 32]);
        data.extend(&self.id);
        data.extend([0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(x);
        data.extend([0x22, 0x58, 0x20]);
        data.extend(y);
        json!({
            "id": text(&self.id),
            "rawId": text(&self.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": text(&client_data),
                "authenticatorData": text(&data),
                "transports": ["internal"],
                "publicKeyAlgorithm": -7,
            },
        })
        .to_string()
    }

    /// Shows its passkey to a page that asks.
    pub(crate) fn shows(&self, options: &Value) -> String {
        assert_eq!(options["userVerification"], "required");
        assert_eq!(options["allowCredentials"], json!([]), "whoever signs in names themselves");
        let client_data = self.client_data("webauthn.get", options);
        let data = self.authenticator_data(&options["rpId"], 0);
        let signature = self.key.sign(&self.chance, &signed_bytes(&data, &client_data)).expect("a signature");
        json!({
            "id": text(&self.id),
            "rawId": text(&self.id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": text(&client_data),
                "authenticatorData": text(&data),
                "signature": text(signature.as_ref()),
                "userHandle": self.user_handle,
            },
        })
        .to_string()
    }

    /// What a page says that it knows of already.
    pub(crate) fn is_excluded_by(&self, options: &Value) -> bool {
        let known = options["excludeCredentials"].as_array().expect("a list");
        known.iter().any(|each| each["id"].as_str().is_some_and(|id| bytes_of(id).as_deref() == Ok(&self.id[..])))
    }
}
