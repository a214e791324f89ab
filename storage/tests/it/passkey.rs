//! Passkeys: challenges that are taken once, and what is kept, lost and refused around a passkey.

use domain::account::{
    AccountChange, AccountId, AccountRefusal, CredentialId, NewPasskey, OneTimeSecret, OneTimeStep, PasskeyName,
    PublicKey, RecoveryCode, Role, SessionRule,
};
use domain::contact::EmailAddress;
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::person::PersonName;
use domain::reference::SecretToken;
use storage::{AccountKeeper, NewAccount, NewSession, SecondFactor, SignedIn, StorageError};

use crate::house::{House, now, told};

const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAA$BBBB";

fn browser() -> NewSession {
    NewSession { browser: "Firefox, Windows".to_owned(), former: None, network: None }
}

fn name(text: &str) -> PasskeyName {
    PasskeyName::parse(text).unwrap()
}

/// A passkey that an authenticator calls `id`, thirty times over.
fn passkey(id: u8, sign_count: u32) -> NewPasskey {
    let head = [0xA4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20];
    NewPasskey {
        credential: CredentialId::new(vec![id; 30]).unwrap(),
        key: PublicKey::parse(&[&head[..], &[id; 32]].concat()).unwrap(),
        sign_count,
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, StorageError<AccountRefusal>>) -> AccountRefusal {
    outcome.expect_err("it is refused").refusal().expect("by a rule")
}

impl House {
    /// Somebody who works here, signed in with their password alone.
    async fn signs_in_as(&self, address: &str, role: Role) -> (AccountId, SecretToken) {
        let email = EmailAddress::parse(address).unwrap();
        let person = PersonName::parse("田中 恵").unwrap();
        let new =
            NewAccount { email: email.clone(), name: person.clone(), role, door: None, language: Language::Japanese };
        let (id, link) = self.storage.account_invite(AccountKeeper::Operator, &new, now()).await.unwrap();
        self.storage.invitation_accept(&link.hash(), &person, HASH, now()).await.unwrap();
        let credentials = self.storage.credentials(&email, now()).await.unwrap().unwrap();
        (id, self.storage.session_start(&credentials, &browser(), now()).await.unwrap())
    }

    async fn opened(&self, session: &SecretToken) -> Option<SignedIn> {
        self.storage.session_open(&session.hash(), SessionRule::DEFAULT, now()).await.unwrap()
    }

    /// Adds a passkey; gives the session as it goes on, and the recovery codes.
    async fn adds(&self, session: &SecretToken, new: &NewPasskey) -> (SecretToken, Vec<RecoveryCode>) {
        let signed_in = self.opened(session).await.expect("it is open");
        self.storage.passkey_add(&signed_in, new, &name("鍵"), now()).await.expect("it is added")
    }
}

#[tokio::test]
async fn a_challenge_is_taken_once_in_time_and_by_whom_it_was_given_to() {
    let house = House::with(5).await;
    let (expert, _) = house.signs_in_as("expert@example.jp", Role::Expert).await;
    let (other, _) = house.signs_in_as("other@example.jp", Role::Expert).await;
    for whose in [None, Some(expert)] {
        let challenge = house.storage.passkey_challenge(whose, now()).await.unwrap();
        let take = async |account, seconds| {
            house.storage.passkey_challenge_take(&challenge.hash(), account, now().plus_seconds(seconds)).await.unwrap()
        };
        for another in [None, Some(expert), Some(other)].into_iter().filter(|another| *another != whose) {
            assert!(!take(another, 0).await, "{whose:?} is not {another:?}");
        }
        assert!(!take(whose, 300).await, "too late");
        assert!(take(whose, 299).await);
        assert!(!take(whose, 299).await, "once");
    }
    let stranger = SecretToken::from_random([1; 32]);
    assert!(!house.storage.passkey_challenge_take(&stranger.hash(), None, now()).await.unwrap());
    let first = house.storage.passkey_challenge(None, now()).await.unwrap();
    house.storage.passkey_challenge(None, now().plus_seconds(300)).await.unwrap();
    let kept: i64 =
        sqlx::query_scalar("SELECT count(*) FROM passkey_challenge").fetch_one(&mut house.raw().await).await.unwrap();
    assert_eq!(kept, 1, "what has run out does not pile up");
    assert!(!house.storage.passkey_challenge_take(&first.hash(), None, now()).await.unwrap());
}

#[tokio::test]
async fn a_passkey_is_a_second_factor_and_its_owner_is_told_of_it() {
    let house = House::with(5).await;
    let (boss, session) = house.signs_in_as("boss@example.jp", Role::Secretariat).await;
    let (_, elsewhere) = house.signs_in_as("expert@example.jp", Role::Expert).await;
    assert!(!house.opened(&session).await.unwrap().has_second_factor);
    let (renewed, codes) = house.adds(&session, &passkey(1, 0)).await;
    assert_eq!(codes.len(), RecoveryCode::COUNT);
    assert!(house.opened(&session).await.is_none(), "the session has another secret now");
    assert!(house.opened(&renewed).await.unwrap().has_second_factor);
    assert_eq!(told(&house.mails().await), [(NoticeKind::StaffSecondFactorChanged, "boss@example.jp")]);
    let listed = house.storage.passkey_list(boss).await.unwrap();
    assert_eq!(listed.iter().map(|each| each.name.as_str()).collect::<Vec<_>>(), ["鍵"]);

    let expert = house.opened(&elsewhere).await.unwrap();
    let taken = house.storage.passkey_add(&expert, &passkey(1, 0), &name("同じ鍵"), now()).await;
    assert_eq!(refused(taken), AccountRefusal::PasskeyTaken);
    let (renewed, more) = house.adds(&renewed, &passkey(2, 0)).await;
    assert!(more.is_empty(), "the codes that are there stay");
    assert_eq!(house.storage.recovery_code_count(boss).await.unwrap(), RecoveryCode::COUNT as u64);

    // Nobody removes another's, and the secretariat keeps one.
    let listed = house.storage.passkey_list(boss).await.unwrap();
    let foreign = house.storage.passkey_remove(&expert, listed[0].id, now()).await;
    assert_eq!(refused(foreign), AccountRefusal::UnknownAccount);
    let signed_in = house.opened(&renewed).await.unwrap();
    let renewed = house.storage.passkey_remove(&signed_in, listed[0].id, now()).await.unwrap();
    let signed_in = house.opened(&renewed).await.unwrap();
    let last = house.storage.passkey_remove(&signed_in, listed[1].id, now()).await;
    assert_eq!(refused(last), AccountRefusal::SecondFactorNeeded);
    assert!(house.storage.passkey_find(&passkey(1, 0).credential, now()).await.unwrap().is_none());
}

#[tokio::test]
async fn with_the_last_second_factor_the_recovery_codes_go_and_not_before() {
    let house = House::with(5).await;
    let (expert, session) = house.signs_in_as("expert@example.jp", Role::Expert).await;
    let signed_in = house.opened(&session).await.unwrap();
    let secret = OneTimeSecret::from_random([5; 20]);
    let code = secret.code(OneTimeStep::at(now()));
    let (session, _) = house.storage.second_factor_set(&signed_in, &secret, code, now()).await.unwrap();
    let (session, _) = house.adds(&session, &passkey(1, 0)).await;
    let signed_in = house.opened(&session).await.unwrap();
    let session = house.storage.second_factor_remove(&signed_in, now()).await.unwrap();
    let signed_in = house.opened(&session).await.unwrap();
    assert!(signed_in.has_second_factor);
    let codes = async || house.storage.recovery_code_count(expert).await.unwrap();
    assert_eq!(codes().await, RecoveryCode::COUNT as u64);
    let again = house.storage.second_factor_remove(&signed_in, now()).await;
    assert_eq!(refused(again), AccountRefusal::UnknownAccount, "there is no app any more");
    assert_eq!(codes().await, RecoveryCode::COUNT as u64, "the passkey needs them still");
    let own = house.storage.passkey_list(expert).await.unwrap();
    let session = house.storage.passkey_remove(&signed_in, own[0].id, now()).await.unwrap();
    assert!(!house.opened(&session).await.unwrap().has_second_factor);
    assert_eq!(codes().await, 0);
}

#[tokio::test]
async fn one_showing_of_a_passkey_that_counts_opens_one_session() {
    let house = House::with(5).await;
    let (expert, session) = house.signs_in_as("expert@example.jp", Role::Expert).await;
    house.adds(&session, &passkey(1, 7)).await;
    let known = house.storage.passkey_find(&passkey(1, 7).credential, now()).await.unwrap().unwrap();
    assert_eq!((known.credentials.account.id, known.sign_count), (expert, 7));
    let mut attempts = Vec::new();
    for _ in 0..8 {
        let (house, known) = (house.clone(), known.clone());
        attempts.push(tokio::spawn(async move {
            house.storage.passkey_sign_in(&known, 8, &browser(), now()).await.is_ok()
        }));
    }
    let mut opened = 0;
    for attempt in attempts {
        opened += u8::from(attempt.await.unwrap());
    }
    assert_eq!(opened, 1);
    let known = house.storage.passkey_find(&passkey(1, 7).credential, now()).await.unwrap().unwrap();
    assert_eq!(known.sign_count, 8);
    assert_eq!(house.storage.passkey_list(expert).await.unwrap()[0].used_at, Some(now()));
}

#[tokio::test]
async fn a_passkey_of_a_disabled_account_opens_nothing() {
    let house = House::with(5).await;
    let (expert, session) = house.signs_in_as("expert@example.jp", Role::Expert).await;
    house.adds(&session, &passkey(1, 0)).await;
    let known = house.storage.passkey_find(&passkey(1, 0).credential, now()).await.unwrap().unwrap();
    house.storage.account_change(AccountKeeper::Operator, expert, AccountChange::Disable, now()).await.unwrap();
    let opened = house.storage.passkey_sign_in(&known, 0, &browser(), now()).await;
    assert_eq!(refused(opened), AccountRefusal::UnknownAccount);
    let known = house.storage.passkey_find(&passkey(1, 0).credential, now()).await.unwrap().unwrap();
    assert!(known.credentials.account.disabled_at.is_some());
}

#[tokio::test]
async fn whoever_comes_in_with_a_recovery_code_is_told_by_mail() {
    let house = House::with(5).await;
    let (_, session) = house.signs_in_as("expert@example.jp", Role::Expert).await;
    let (_, codes) = house.adds(&session, &passkey(1, 0)).await;
    house.mails().await;
    let email = EmailAddress::parse("expert@example.jp").unwrap();
    let credentials = house.storage.credentials(&email, now()).await.unwrap().unwrap();
    let sign_in = house.storage.sign_in_begin(&credentials, now()).await.unwrap();
    let factor = SecondFactor::Recovery(codes[0].clone());
    house.storage.sign_in_finish(&sign_in.hash(), &factor, &browser(), now()).await.unwrap();
    let mails = house.mails().await;
    assert!(told(&mails).contains(&(NoticeKind::StaffRecoveryCodeUsed, "expert@example.jp")), "{:?}", told(&mails));
}

#[tokio::test]
async fn the_database_itself_refuses_a_passkey_that_cannot_be() {
    let house = House::with(5).await;
    let (_, session) = house.signs_in_as("expert@example.jp", Role::Expert).await;
    house.adds(&session, &passkey(1, 0)).await;
    let mut raw = house.raw().await;
    for (statement, wall) in [
        ("UPDATE passkey SET sign_count = -1", "passkey_count_is_32_bits"),
        ("UPDATE passkey SET sign_count = 4294967296", "passkey_count_is_32_bits"),
        ("UPDATE passkey SET credential_id = x''", "passkey_credential_has_its_length"),
        ("UPDATE passkey SET name = ''", "passkey_has_a_name"),
        ("UPDATE passkey SET account_id = 99", "FOREIGN KEY"),
        (
            "INSERT INTO passkey (account_id, credential_id, public_key, name, sign_count, created_at)
             SELECT account_id, credential_id, public_key, name, 0, 0 FROM passkey",
            "passkey.credential_id",
        ),
        ("INSERT INTO passkey_challenge (token_hash, created_at) VALUES (x'00', 0)", "passkey_challenge_is_sha256"),
    ] {
        let error = sqlx::query(statement).execute(&mut raw).await.expect_err(statement).to_string();
        assert!(error.contains(wall), "{statement}: {error}");
    }
}
