//! Accounts: invited, signed in, changed, and never without somebody to look after them.

use domain::account::{
    AccountChange, AccountId, AccountLink, AccountRefusal, Duty, OneTimeSecret, OneTimeStep, RecoveryCode, Role,
    Secretariat, SessionRule,
};
use domain::contact::EmailAddress;
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::person::PersonName;
use domain::reference::SecretToken;
use domain::time::Timestamp;
use sqlx::Connection as _;
use storage::{AccountKeeper, Credentials, NewAccount, NewSession, SecondFactor, SignedIn, StorageError};

use crate::house::{House, now, told};

/// What stands in the place of a hash: storage never looks into it.
const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAA$BBBB";
const OTHER_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAA$CCCC";
const RULE: SessionRule = SessionRule::DEFAULT;

fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("an address")
}

fn name() -> PersonName {
    PersonName::parse("田中 恵").expect("a name")
}

fn new(address: &str, role: Role) -> NewAccount {
    NewAccount { email: email(address), name: name(), role, door: None, language: Language::Japanese }
}

fn secret() -> OneTimeSecret {
    OneTimeSecret::from_random([5; 20])
}

fn browser() -> NewSession {
    NewSession { browser: "Firefox, Windows".to_owned(), former: None, network: None }
}

impl House {
    /// Somebody who works here and has taken up the account.
    async fn employs(&self, address: &str, role: Role) -> AccountId {
        let (id, link) =
            self.storage.account_invite(AccountKeeper::Operator, &new(address, role), now()).await.expect("invited");
        self.storage.invitation_accept(&link.hash(), &name(), HASH, now()).await.expect("taken up");
        id
    }

    async fn credentials(&self, address: &str) -> Credentials {
        self.storage.credentials(&email(address), now()).await.expect("it is read").expect("there is one")
    }

    async fn signs_in(&self, address: &str) -> SecretToken {
        let credentials = self.credentials(address).await;
        self.storage.session_start(&credentials, &browser(), now()).await.expect("it is opened")
    }

    async fn session(&self, session: &SecretToken, at: Timestamp) -> Option<SignedIn> {
        self.storage.session_open(&session.hash(), RULE, at).await.expect("it is read")
    }

    async fn secretariat(&self, session: &SecretToken) -> Secretariat {
        let signed_in = self.session(session, now()).await.expect("it is open");
        signed_in.actor.as_secretariat().expect("it is the secretariat's")
    }

    /// Sets up the second factor with the code of now.
    async fn sets_a_second_factor(&self, session: &SecretToken) -> (SecretToken, Vec<RecoveryCode>) {
        let signed_in = self.session(session, now()).await.expect("it is open");
        let code = secret().code(OneTimeStep::at(now()));
        self.storage.second_factor_set(&signed_in, &secret(), code, now()).await.expect("it is set")
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, StorageError<AccountRefusal>>) -> AccountRefusal {
    outcome.expect_err("it is refused").refusal().expect("by a rule")
}

#[tokio::test]
async fn an_invitation_works_once_and_for_a_week_and_looking_at_it_uses_nothing_up() {
    let house = House::with(5).await;
    let first = house.employs("first@example.jp", Role::Secretariat).await;
    let session = house.signs_in("first@example.jp").await;
    let secretariat = house.secretariat(&session).await;
    assert_eq!(secretariat.account(), first);
    let by = AccountKeeper::Secretariat(&secretariat);
    let (id, link) = house.storage.account_invite(by, &new("Second@example.jp", Role::Expert), now()).await.unwrap();
    let mails = house.mails().await;
    assert_eq!(told(&mails), [(NoticeKind::StaffInvited, "Second@example.jp")], "the operator's goes by no mail");
    assert_eq!(mails[0].link, link);
    let taken = house.storage.account_invite(by, &new("second@EXAMPLE.jp", Role::Expert), now()).await;
    assert_eq!(refused(taken), AccountRefusal::AddressTaken);

    let open = async |link: &SecretToken, seconds| {
        let at = now().plus_seconds(seconds);
        house.storage.account_link_open(&link.hash(), AccountLink::Invitation, at).await.unwrap()
    };
    assert!(open(&link, 0).await.is_some() && open(&link, 7 * 86_400 - 1).await.is_some());
    assert!(open(&link, 7 * 86_400).await.is_none());
    let late = house.storage.invitation_accept(&link.hash(), &name(), HASH, now().plus_seconds(7 * 86_400)).await;
    assert_eq!(refused(late), AccountRefusal::LinkGone);
    let as_reset = house.storage.password_reset(&link.hash(), HASH, now()).await;
    assert_eq!(refused(as_reset), AccountRefusal::LinkGone, "it is for one thing only");

    let again = house.storage.account_invite_again(by, id, now()).await.unwrap();
    assert!(open(&link, 0).await.is_none() && open(&again, 0).await.is_some());
    house.storage.invitation_accept(&again.hash(), &name(), HASH, now()).await.unwrap();
    let twice = house.storage.invitation_accept(&again.hash(), &name(), OTHER_HASH, now()).await;
    assert_eq!(refused(twice), AccountRefusal::LinkGone);
    let again = house.storage.account_invite_again(by, id, now()).await;
    assert_eq!(refused(again), AccountRefusal::UnknownAccount, "it was taken up");
    house.assert_in_order().await;
}

#[tokio::test]
async fn two_of_the_secretariat_who_disable_each_other_at_once_leave_one() {
    let house = House::with(5).await;
    for round in 0..20 {
        let one = house.employs(&format!("one{round}@example.jp"), Role::Secretariat).await;
        let other = house.employs(&format!("other{round}@example.jp"), Role::Secretariat).await;
        let disable = |id| {
            let house = house.clone();
            tokio::spawn(async move {
                house.storage.account_change(AccountKeeper::Operator, id, AccountChange::Disable, now()).await.is_ok()
            })
        };
        let (first, second) = (disable(one), disable(other));
        assert_eq!(u8::from(first.await.unwrap()) + u8::from(second.await.unwrap()), 1, "round {round}");
        // The one who is left makes room for the next two.
        let mut raw = house.raw().await;
        sqlx::query("UPDATE account SET role = 'expert'").execute(&mut raw).await.unwrap();
    }
}

#[tokio::test]
async fn the_last_of_the_secretariat_is_neither_disabled_nor_given_another_role() {
    let house = House::with(5).await;
    let last = house.employs("last@example.jp", Role::Secretariat).await;
    let new = new("new@example.jp", Role::Secretariat);
    let (invited, link) = house.storage.account_invite(AccountKeeper::Operator, &new, now()).await.unwrap();
    let change = async |id, change| house.storage.account_change(AccountKeeper::Operator, id, change, now()).await;
    assert_eq!(refused(change(last, AccountChange::Disable).await), AccountRefusal::LastSecretariat);
    assert_eq!(refused(change(last, AccountChange::Assign(Duty::Expert)).await), AccountRefusal::LastSecretariat);
    house.storage.invitation_accept(&link.hash(), &name(), HASH, now()).await.unwrap();
    change(last, AccountChange::Assign(Duty::Expert)).await.unwrap();
    assert_eq!(refused(change(invited, AccountChange::Disable).await), AccountRefusal::LastSecretariat);
    assert_eq!(refused(change(AccountId(4_711), AccountChange::Disable).await), AccountRefusal::UnknownAccount);
}

#[tokio::test]
async fn a_session_ends_by_idling_by_age_by_disabling_by_another_role_and_by_its_owner() {
    let house = House::with(5).await;
    house.employs("boss@example.jp", Role::Secretariat).await;
    let id = house.employs("expert@example.jp", Role::Expert).await;
    let after = |seconds| now().plus_seconds(seconds);
    let session = house.signs_in("expert@example.jp").await;
    assert!(house.session(&session, after(29 * 60)).await.is_some());
    assert!(house.session(&session, after(58 * 60)).await.is_some(), "it was seen half an hour before");
    assert!(house.session(&session, after(58 * 60 + 30 * 60)).await.is_none());

    let session = house.signs_in("expert@example.jp").await;
    for minute in (0..12 * 60).step_by(20) {
        assert!(house.session(&session, after(minute * 60)).await.is_some(), "minute {minute}");
    }
    assert!(house.session(&session, after(12 * 3_600)).await.is_none());

    let change = async |change| {
        house.storage.account_change(AccountKeeper::Operator, id, change, now()).await.expect("it is changed");
    };
    for ending in
        [AccountChange::Disable, AccountChange::Assign(Duty::Secretariat), AccountChange::Assign(Duty::Expert)]
    {
        change(AccountChange::Enable).await;
        let session = house.signs_in("expert@example.jp").await;
        change(ending).await;
        assert!(house.session(&session, now()).await.is_none(), "{ending:?}");
        change(AccountChange::Enable).await;
        assert!(house.session(&session, now()).await.is_none(), "it does not come back: {ending:?}");
    }
    let (one, other) = (house.signs_in("expert@example.jp").await, house.signs_in("expert@example.jp").await);
    let foreign = house.signs_in("boss@example.jp").await;
    let listed = house.storage.session_list(id, RULE, now()).await.unwrap();
    assert_eq!(listed.len(), 2);
    let foreign_id = house.session(&foreign, now()).await.unwrap().session;
    let one_of_them = house.session(&one, now()).await.unwrap();
    house.storage.session_revoke(&one_of_them, foreign_id, now()).await.unwrap();
    assert!(house.session(&foreign, now()).await.is_some(), "nobody ends somebody else's");
    house.storage.session_revoke_others(&one_of_them, now()).await.unwrap();
    assert!(house.session(&one, now()).await.is_some() && house.session(&other, now()).await.is_none());
    house.storage.session_end(&one.hash(), None, now()).await.unwrap();
    assert!(house.session(&one, now()).await.is_none());
    house.assert_in_order().await;
}

#[tokio::test]
async fn signing_in_again_puts_a_new_session_in_the_place_of_the_old() {
    let house = House::with(5).await;
    house.employs("expert@example.jp", Role::Expert).await;
    let old = house.signs_in("expert@example.jp").await;
    let credentials = house.credentials("expert@example.jp").await;
    let session = NewSession { former: Some(old.hash()), ..browser() };
    let new = house.storage.session_start(&credentials, &session, now()).await.unwrap();
    assert!(house.session(&old, now()).await.is_none() && house.session(&new, now()).await.is_some());
}

#[tokio::test]
async fn a_password_that_was_changed_meanwhile_lets_nobody_in_and_ends_what_was_open() {
    let house = House::with(5).await;
    house.employs("expert@example.jp", Role::Expert).await;
    let before = house.credentials("expert@example.jp").await;
    let (own, other) = (house.signs_in("expert@example.jp").await, house.signs_in("expert@example.jp").await);
    let signed_in = house.session(&own, now()).await.unwrap();
    house.mails().await;
    let renewed = house.storage.password_change(&signed_in, HASH, OTHER_HASH, now()).await.unwrap();
    assert!(house.session(&renewed, now()).await.is_some());
    for ended in [&own, &other] {
        assert!(house.session(ended, now()).await.is_none());
    }
    for attempt in [
        house.storage.session_start(&before, &browser(), now()).await,
        house.storage.sign_in_begin(&before, now()).await,
        house.storage.password_change(&signed_in, HASH, HASH, now()).await,
    ] {
        assert_eq!(refused(attempt), AccountRefusal::UnknownAccount);
    }
    let mails = house.mails().await;
    assert_eq!(told(&mails), [(NoticeKind::StaffPasswordChanged, "expert@example.jp")]);
    // Its link undoes what somebody else has done.
    house.storage.password_reset(&mails[0].link.hash(), HASH, now()).await.unwrap();
    assert!(house.session(&renewed, now()).await.is_none());
}

#[tokio::test]
async fn a_code_lets_somebody_in_once_and_five_wrong_ones_end_the_sign_in() {
    let house = House::with(5).await;
    house.employs("boss@example.jp", Role::Secretariat).await;
    let session = house.signs_in("boss@example.jp").await;
    let (_, recovery) = house.sets_a_second_factor(&session).await;
    assert_eq!(recovery.len(), RecoveryCode::COUNT);
    assert!(house.session(&session, now()).await.is_none(), "the session has another secret now");
    let begin = async || {
        let credentials = house.credentials("boss@example.jp").await;
        assert!(credentials.has_second_factor);
        house.storage.sign_in_begin(&credentials, now()).await.expect("it is begun")
    };
    let finish = async |sign_in: &SecretToken, factor: SecondFactor, at| {
        house.storage.sign_in_finish(&sign_in.hash(), &factor, &browser(), at).await
    };
    let code = |at| SecondFactor::OneTime(secret().code(OneTimeStep::at(at)));
    let sign_in = begin().await;
    let used = finish(&sign_in, code(now()), now()).await;
    assert_eq!(refused(used), AccountRefusal::WrongCode, "it was shown when the app was set up");
    let later = now().plus_seconds(30);
    let session = finish(&sign_in, code(later), later).await.unwrap();
    assert!(house.session(&session, later).await.is_some());
    assert_eq!(refused(finish(&sign_in, code(later), later).await), AccountRefusal::LinkGone);
    assert_eq!(refused(finish(&begin().await, code(later), later).await), AccountRefusal::WrongCode, "seen before");

    let by_code = SecondFactor::Recovery(recovery[3].clone());
    finish(&begin().await, by_code.clone(), later).await.unwrap();
    let sign_in = begin().await;
    for _ in 0..5 {
        assert_eq!(refused(finish(&sign_in, by_code.clone(), later).await), AccountRefusal::WrongCode);
    }
    let good = SecondFactor::Recovery(recovery[4].clone());
    assert_eq!(refused(finish(&sign_in, good.clone(), later).await), AccountRefusal::LinkGone);
    assert_eq!(refused(finish(&begin().await, good.clone(), now().plus_seconds(600)).await), AccountRefusal::LinkGone);
    finish(&begin().await, good, later).await.unwrap();
    let boss = house.credentials("boss@example.jp").await.account.id;
    assert_eq!(house.storage.recovery_code_count(boss).await.unwrap(), 8);
}

#[tokio::test]
async fn one_code_sent_twice_at_once_opens_one_session() {
    let house = House::with(5).await;
    house.employs("boss@example.jp", Role::Secretariat).await;
    let session = house.signs_in("boss@example.jp").await;
    house.sets_a_second_factor(&session).await;
    let credentials = house.credentials("boss@example.jp").await;
    let at = now().plus_seconds(60);
    let mut attempts = Vec::new();
    for _ in 0..8 {
        let sign_in = house.storage.sign_in_begin(&credentials, now()).await.unwrap();
        let house = house.clone();
        attempts.push(tokio::spawn(async move {
            let factor = SecondFactor::OneTime(secret().code(OneTimeStep::at(at)));
            house.storage.sign_in_finish(&sign_in.hash(), &factor, &browser(), at).await.is_ok()
        }));
    }
    let mut opened = 0;
    for attempt in attempts {
        opened += u8::from(attempt.await.unwrap());
    }
    assert_eq!(opened, 1);
}

#[tokio::test]
async fn the_secretariat_replaces_its_second_factor_and_others_may_give_it_up() {
    let house = House::with(5).await;
    for (address, role) in [("boss@example.jp", Role::Secretariat), ("expert@example.jp", Role::Expert)] {
        house.employs(address, role).await;
        let session = house.signs_in(address).await;
        let (session, _) = house.sets_a_second_factor(&session).await;
        let (session, _) = house.sets_a_second_factor(&session).await;
        let signed_in = house.session(&session, now()).await.unwrap();
        let removed = house.storage.second_factor_remove(&signed_in, now()).await;
        if role == Role::Secretariat {
            assert_eq!(refused(removed), AccountRefusal::SecondFactorNeeded);
            assert!(house.credentials(address).await.has_second_factor);
        } else {
            assert!(house.session(&removed.unwrap(), now()).await.is_some());
            assert!(!house.credentials(address).await.has_second_factor);
            assert_eq!(house.storage.recovery_code_count(signed_in.account.id).await.unwrap(), 0);
        }
    }
}

#[tokio::test]
async fn a_reset_goes_by_mail_only_to_accounts_and_only_once_in_five_minutes() {
    let house = House::with(5).await;
    let id = house.employs("expert@example.jp", Role::Expert).await;
    let gone = house.employs("gone@example.jp", Role::Expert).await;
    house.storage.account_change(AccountKeeper::Operator, gone, AccountChange::Disable, now()).await.unwrap();
    let session = house.signs_in("expert@example.jp").await;
    for address in ["EXPERT@example.jp", "expert@example.jp", "gone@example.jp", "stranger@example.jp"] {
        house.storage.reset_request_add(&email(address), now()).await.unwrap();
    }
    assert_eq!(house.storage.reset_request_answer_all(now()).await.unwrap(), 4);
    let mails = house.mails().await;
    assert_eq!(told(&mails), [(NoticeKind::StaffReset, "expert@example.jp")]);
    let link = mails[0].link.hash();
    assert!(house.session(&session, now()).await.is_some(), "asking changes nothing");
    let late = house.storage.password_reset(&link, OTHER_HASH, now().plus_seconds(3_600)).await;
    assert_eq!(refused(late), AccountRefusal::LinkGone);
    assert_eq!(house.storage.password_reset(&link, OTHER_HASH, now()).await.unwrap(), id);
    assert_eq!(refused(house.storage.password_reset(&link, HASH, now()).await), AccountRefusal::LinkGone);
    assert!(house.session(&session, now()).await.is_none());
    assert_eq!(house.credentials("expert@example.jp").await.password_hash.as_deref(), Some(OTHER_HASH));
    house.assert_in_order().await;
}

#[tokio::test]
async fn no_secret_is_stored_as_it_is_handed_out() {
    let house = House::with(5).await;
    house.employs("boss@example.jp", Role::Secretariat).await;
    let session = house.signs_in("boss@example.jp").await;
    let (session, codes) = house.sets_a_second_factor(&session).await;
    let mut raw = house.raw().await;
    let audit: String = sqlx::query_scalar("SELECT group_concat(act || subject || detail) FROM audit")
        .fetch_one(&mut raw)
        .await
        .unwrap();
    assert!(audit.contains("account.signed_in") && audit.contains("account.second_factor_set"), "{audit}");
    assert!(!audit.contains("boss@") && !audit.contains("田中"), "{audit}");
    house.mails().await;
    // Only the last to leave brings the log into the file.
    raw.close().await.unwrap();
    house.storage.close().await;
    let file = std::fs::read(house.storage.path()).unwrap();
    let stands = |text: &str| file.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(stands("boss@example.jp"), "the file is looked at at all");
    assert!(!stands(session.as_str()));
    for code in codes {
        assert!(!stands(&code.to_string()) && !stands(&code.to_string().replace('-', "")));
    }
}
