//! Passkeys: what a browser and an authenticator say, and what of it is taken.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use domain::account::{
    AccountRefusal, ClientData, CredentialId, KeyMaterial, NewPasskey, PasskeyName, PasskeyProblem, PublicKey,
    RelyingParty, Role, SecondFactors, bytes_of, passkey_made, passkey_shown, signed_bytes,
};
use domain::input::FieldError;
use domain::reference::SecretToken;
use proptest::prelude::*;

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const CREDENTIAL: u8 = 0x40;
const EXTENSIONS: u8 = 0x80;

fn party() -> RelyingParty {
    RelyingParty::at("https://telework.example.jp").unwrap()
}

fn challenge() -> SecretToken {
    SecretToken::from_random([3; 32])
}

fn client(kind: &str) -> ClientData {
    ClientData {
        kind: kind.to_owned(),
        challenge: challenge().as_str().to_owned(),
        origin: "https://telework.example.jp".to_owned(),
        cross_origin: false,
    }
}

/// SHA-256 of `telework.example.jp`, as an authenticator writes it.
fn party_hash() -> [u8; 32] {
    let whole = signed_bytes(&[], b"telework.example.jp");
    whole.try_into().unwrap()
}

fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn key() -> Vec<u8> {
    [&hex("a5010203262001215820")[..], &[7; 32], &hex("225820"), &[8; 32]].concat()
}

fn authenticator(flags: u8, count: u32, rest: &[u8]) -> Vec<u8> {
    [&party_hash()[..], &[flags], &count.to_be_bytes(), rest].concat()
}

fn credential(key: &[u8]) -> Vec<u8> {
    [&[0; 16][..], &[0, 20], &[9; 20], key].concat()
}

fn made(flags: u8, rest: &[u8]) -> Result<NewPasskey, PasskeyProblem> {
    passkey_made(&party(), &challenge(), &client("webauthn.create"), &authenticator(flags, 0, rest))
}

fn shown(flags: u8, count: u32, before: u32) -> Result<u32, PasskeyProblem> {
    passkey_shown(&party(), &challenge(), &client("webauthn.get"), &authenticator(flags, count, &[]), before)
}

#[test]
fn browsers_bind_passkeys_to_a_name_reached_by_https_or_to_the_machine_itself() {
    for (url, id) in [
        ("https://telework.example.jp", "telework.example.jp"),
        ("https://Telework.Example.JP:8443", "telework.example.jp"),
        ("http://localhost:3000", "localhost"),
        ("http://desk.localhost", "desk.localhost"),
    ] {
        assert_eq!(RelyingParty::at(url).unwrap().id(), id, "{url}");
    }
    for url in [
        "http://telework.example.jp",
        "http://127.0.0.1:3000",
        "https://203.0.113.7",
        "https://[2001:db8::1]",
        "http://notlocalhost",
        "telework.example.jp",
        "",
    ] {
        assert_eq!(RelyingParty::at(url), None, "{url}");
    }
    assert_eq!(
        RelyingParty::at("https://a.example:443"),
        RelyingParty::at("https://a.example"),
        "as a browser writes it"
    );
    assert_ne!(RelyingParty::at("https://a.example:8443"), RelyingParty::at("https://a.example"));
}

/// Web Authentication, level 3, section 16.10: the key is the product of two Mersenne primes, 2^1279 - 1 and 2^2203 - 1.
#[test]
fn the_standards_own_example_of_an_rsa_key_is_read_and_needs_its_own_challenge() {
    let mut modulus = [0_u8; 436];
    for bit in (2204..3482).chain(1279..2203).chain([0]) {
        modulus[435 - bit / 8] |= 1 << (bit % 8);
    }
    let id = hex("992a18acc83f67533600c1138a4b4c4bd236de13629cf025ed17cb00b00b74df");
    let said = [
        &hex("bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b55d00000000")[..],
        &hex("428f8878298b9862a36ad8c7527bfef20020"),
        &id,
        &hex("a40103033901002059"),
        &hex("01b4"),
        &modulus,
        &hex("2143010001"),
    ]
    .concat();
    let json = r#"{"type":"webauthn.create","challenge":"vqjwdwAJvVfywN9v6p90Oifkthu-kjyGLHqtep_I5KY",
        "origin":"https://example.org","crossOrigin":false}"#;
    let client: ClientData = serde_json::from_str(json).unwrap();
    let given = hex("bea8f0770009bd57f2c0df6fea9f743a27e4b61bbe923c862c7aad7a9fc8e4a6");
    let challenge = SecretToken::from_random(given.try_into().unwrap());
    let example = RelyingParty::at("https://example.org").unwrap();
    let made = passkey_made(&example, &challenge, &client, &said).unwrap();
    assert_eq!(made.credential.as_bytes(), id);
    assert_eq!(made.key.material(), Some(KeyMaterial::Rsa { modulus: &modulus }));
    let foreign = client_of(&client, "x");
    assert_eq!(passkey_made(&example, &challenge, &foreign, &said), Err(PasskeyProblem::WrongChallenge));
    // Its sign-in is of somebody who was not verified: we ask for more than the standard does.
    let said = hex("bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b51900000000");
    let client = ClientData { kind: "webauthn.get".to_owned(), ..client };
    assert_eq!(passkey_shown(&example, &challenge, &client, &said, 0), Err(PasskeyProblem::NotVerified));
}

fn client_of(client: &ClientData, challenge: &str) -> ClientData {
    ClientData { challenge: challenge.to_owned(), ..client.clone() }
}

#[test]
fn what_was_asked_by_whom_and_of_whom_must_all_be_ours() {
    let good = client("webauthn.get");
    let said = authenticator(PRESENT | VERIFIED, 5, &[]);
    let ask = |client: &ClientData, said: &[u8]| passkey_shown(&party(), &challenge(), client, said, 4);
    assert_eq!(ask(&good, &said), Ok(5));
    for (client, problem) in [
        (client("webauthn.create"), PasskeyProblem::WrongPurpose),
        (client_of(&good, SecretToken::from_random([4; 32]).as_str()), PasskeyProblem::WrongChallenge),
        (ClientData { origin: "https://evil.example".to_owned(), ..good.clone() }, PasskeyProblem::WrongOrigin),
        (
            ClientData { origin: "https://telework.example.jp.evil.example".to_owned(), ..good.clone() },
            PasskeyProblem::WrongOrigin,
        ),
        (ClientData { origin: "http://telework.example.jp".to_owned(), ..good.clone() }, PasskeyProblem::WrongOrigin),
        (ClientData { cross_origin: true, ..good.clone() }, PasskeyProblem::WrongOrigin),
    ] {
        assert_eq!(ask(&client, &said), Err(problem), "{client:?}");
    }
    let mut foreign = said.clone();
    foreign[31] ^= 1;
    assert_eq!(ask(&good, &foreign), Err(PasskeyProblem::WrongRelyingParty));
    for flags in [0, PRESENT, VERIFIED] {
        assert_eq!(shown(flags, 5, 4), Err(PasskeyProblem::NotVerified), "{flags}");
    }
    assert_eq!(shown(PRESENT | VERIFIED | CREDENTIAL, 5, 4), Err(PasskeyProblem::Unreadable));
    assert_eq!(shown(PRESENT | VERIFIED | EXTENSIONS, 5, 4), Err(PasskeyProblem::Unreadable), "announced, not there");
}

#[test]
fn a_counter_goes_up_or_there_is_none() {
    let flags = PRESENT | VERIFIED;
    assert_eq!(shown(flags, 0, 0), Ok(0), "a passkey that is on several devices");
    assert_eq!(shown(flags, 1, 0), Ok(1));
    assert_eq!(shown(flags, u32::MAX, 7), Ok(u32::MAX));
    for (count, before) in [(7, 7), (6, 7), (0, 1), (u32::MAX, u32::MAX)] {
        assert_eq!(shown(flags, count, before), Err(PasskeyProblem::CounterWentBack), "{count} after {before}");
    }
}

#[test]
fn a_new_passkey_is_read_whole_or_not_at_all() {
    let flags = PRESENT | VERIFIED | CREDENTIAL;
    let made_well = made(flags, &credential(&key())).unwrap();
    assert_eq!(made_well.credential, CredentialId::new(vec![9; 20]).unwrap());
    assert_eq!(made_well.key.material(), Some(KeyMaterial::P256 { x: &[7; 32], y: &[8; 32] }));
    let ed25519 = [&hex("a4010103272006215820")[..], &[5; 32]].concat();
    let made_otherwise = made(flags, &credential(&ed25519)).unwrap();
    assert_eq!(made_otherwise.key.material(), Some(KeyMaterial::Ed25519(&[5; 32])));
    // What follows is the authenticator's own, where it says so.
    let protected = [credential(&key()), hex("a16b6372656450726f7465637403")].concat();
    assert_eq!(made(flags | EXTENSIONS, &protected), Ok(made_well));
    assert_eq!(made(flags, &protected), Err(PasskeyProblem::Unreadable));
    assert_eq!(made(PRESENT | VERIFIED, &[]), Err(PasskeyProblem::Unreadable), "no passkey in it");
    assert_eq!(made(flags, &credential(&hex("a5010203382220"))), Err(PasskeyProblem::UnknownKey));
    let whole = credential(&key());
    for length in 0..whole.len() {
        assert!(made(flags, &whole[..length]).is_err(), "{length}");
    }
}

#[test]
fn an_rsa_key_is_neither_short_nor_endless() {
    for (bytes, is_taken) in [(128_u16, false), (255, false), (256, true), (512, true), (513, false)] {
        let modulus = vec![0xFF; usize::from(bytes)];
        let key = [&hex("a40103033901002059")[..], &bytes.to_be_bytes(), &modulus, &hex("2143010001")].concat();
        assert_eq!(PublicKey::parse(&key).is_some(), is_taken, "{bytes}");
    }
}

#[test]
fn a_passkey_has_a_name_on_one_line() {
    assert_eq!(PasskeyName::parse(" 自分のノートパソコン ").unwrap().as_str(), "自分のノートパソコン");
    assert_eq!(PasskeyName::parse("  "), Err(FieldError::Required));
    assert_eq!(PasskeyName::parse(&"あ".repeat(61)), Err(FieldError::TooLong { max: 60 }));
    assert_eq!(PasskeyName::parse("a\nb"), Err(FieldError::ControlCharacter));
}

#[test]
fn the_secretariat_keeps_one_second_factor_at_least() {
    for (has_app, passkeys, is_last) in [(true, 0, true), (false, 1, true), (true, 1, false), (false, 2, false)] {
        let factors = SecondFactors { has_app, passkeys };
        assert!(factors.any());
        assert_eq!(factors.is_last(), is_last, "{factors:?}");
        let refused = if is_last { Err(AccountRefusal::SecondFactorNeeded) } else { Ok(()) };
        assert_eq!(factors.may_lose_one(Role::Secretariat), refused);
        assert_eq!(factors.may_lose_one(Role::Expert), Ok(()));
    }
    assert!(!SecondFactors::default().any());
}

proptest! {
    #[test]
    fn whatever_an_authenticator_says_is_read_without_a_fall(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let flags = PRESENT | VERIFIED | CREDENTIAL;
        let _ = made(flags, &bytes);
        let _ = passkey_shown(&party(), &challenge(), &client("webauthn.get"), &bytes, 0);
        if let Some(key) = PublicKey::parse(&bytes) {
            prop_assert_eq!(key.as_bytes(), &bytes[..]);
        }
    }

    #[test]
    fn what_a_browser_writes_as_base64_is_read_back_and_has_one_form_only(bytes in prop::collection::vec(any::<u8>(), 1..90)) {
        let id = CredentialId::new(bytes.clone()).unwrap();
        let text = id.to_string();
        prop_assert_eq!(bytes_of(&text), Ok(bytes));
        prop_assert!(!text.contains(['+', '/', '=']));
        prop_assert_eq!(CredentialId::parse(&text), Some(id));
        for wrong in [format!("{text}="), format!("{text}A===="), format!(" {text}"), text.replace(|_: char| true, "+")] {
            prop_assert_eq!(bytes_of(&wrong), Err(PasskeyProblem::Unreadable));
        }
    }

    #[test]
    fn one_bit_elsewhere_in_the_services_hash_is_another_service(at in 0_usize..256) {
        let mut said = authenticator(PRESENT | VERIFIED, 1, &[]);
        said[at / 8] ^= 1 << (at % 8);
        let shown = passkey_shown(&party(), &challenge(), &client("webauthn.get"), &said, 0);
        prop_assert_eq!(shown, Err(PasskeyProblem::WrongRelyingParty));
    }
}
