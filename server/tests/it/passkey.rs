//! Passkeys: added at the desk, signed in with, refused, and given up.

use domain::account::Role;
use domain::notice::NoticeKind;
use serde_json::Value;

use crate::account::{OTHER, PASSWORD, last, signs_in};
use crate::authenticator::Authenticator;
use crate::sample;
use crate::site::{Settings, Site};
use crate::visit::{Answer, Form, Visitor};

const EMAIL: &str = "hikaru@example.jp";
const REFUSED: &str = "このパスキーではサインインできませんでした";

/// Has a challenge given out, as the page's script does.
async fn options(visitor: &Visitor<'_>, path: &str) -> Value {
    let answer = visitor.sends(&Form { action: path.to_owned(), fields: Vec::new() }).await;
    answer.assert_status(200);
    assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"));
    serde_json::from_str(&answer.text()).expect("what a browser reads")
}

/// Adds the passkey of `device` on the page for it.
async fn adds(visitor: &Visitor<'_>, device: &mut Authenticator, name: &str) -> Answer {
    let page = visitor.opens("/staff/account/passkeys/new").await;
    page.assert_status(200).assert_heading("パスキーの追加");
    let options = options(visitor, "/staff/account/passkeys/challenge").await;
    let form = page.form_to("/staff/account/passkeys/new", "").with("name", name);
    visitor.sends(&form.with("credential", &device.makes(&options))).await
}

/// The form of the sign-in page, filled by `device`.
async fn shows(visitor: &Visitor<'_>, device: &Authenticator) -> Form {
    let page = visitor.opens("/staff/sign-in").await;
    let options = options(visitor, "/staff/sign-in/passkey/challenge").await;
    page.form_to("/staff/sign-in/passkey", "").with("credential", &device.shows(&options))
}

impl Site {
    /// Somebody who works here and has added the passkey of `device`; signed in.
    async fn employs_with_passkey(&self, role: Role, device: &mut Authenticator) -> Visitor<'_> {
        let visitor = self.employs(EMAIL, role).await;
        signs_in(&visitor, EMAIL, PASSWORD).await;
        adds(&visitor, device, "ノートパソコン")
            .await
            .assert_status(200)
            .assert_heading("復旧コードを保管してください");
        visitor
    }
}

#[tokio::test]
async fn a_passkey_is_added_listed_signed_in_with_and_removed() {
    let site = Site::open().await;
    let mut device = Authenticator::new(1);
    device.sign_count = 3;
    let visitor = site.employs(EMAIL, Role::Expert).await;
    signs_in(&visitor, EMAIL, PASSWORD).await.assert_status(200);
    let own = visitor.opens("/staff/account").await;
    own.assert_text("まだありません。");
    assert!(own.links("main a").contains(&"/staff/account/passkeys/new".to_owned()));
    let before = visitor.cookie("__Host-session");
    let codes = adds(&visitor, &mut device, "ノートパソコン").await;
    codes.assert_status(200).assert_heading("復旧コードを保管してください");
    assert_eq!(codes.all(".recovery-codes code").len(), 10);
    assert_ne!(visitor.cookie("__Host-session"), before, "the session has another secret now");
    assert_eq!(visitor.cookie("__Host-passkey"), None, "the challenge is forgotten");
    assert_eq!(last(&site.mailbox().await, NoticeKind::StaffSecondFactorChanged).recipient, EMAIL);
    let own = visitor.opens("/staff/account").await;
    own.assert_text("ノートパソコン").assert_text("まだ使っていません").assert_text("パスキーを使っています。");

    let other = site.visitor("nobody@example.jp");
    device.sign_count = 4;
    let asked = other.opens("/staff/account").await.header("location").expect("an address");
    let page = other.follows(&asked).await;
    let given = options(&other, "/staff/sign-in/passkey/challenge").await;
    let form = page.form_to("/staff/sign-in/passkey", "");
    assert_eq!(form.value("next"), Some("/staff/account"), "it leads to where they wanted to go");
    let came = other.submits(&form.with("credential", &device.shows(&given))).await;
    came.assert_status(200).assert_heading("自分の設定");
    assert!(!came.said().contains("まだ使っていません"));

    let known = options(&visitor, "/staff/account/passkeys/challenge").await;
    assert!(device.is_excluded_by(&known), "the same device makes no second one");
    let mut second = Authenticator::new(2);
    let added = adds(&visitor, &mut second, "セキュリティキー").await;
    assert_eq!(added.header("location").as_deref(), Some("/staff/account?passkey-added"));
    other.opens("/staff").await.assert_status(303);
    let own = visitor.opens("/staff/account").await;
    let removed = visitor.submits(&own.form_to("/staff/account/passkeys/remove", "1").with("passkey", "1")).await;
    removed.assert_status(200).assert_text("パスキーを削除しました");
    device.sign_count = 5;
    let gone = site.visitor("nobody@example.jp");
    gone.sends(&shows(&gone, &device).await).await.assert_status(422).assert_text(REFUSED);

    let boss = site.opens_a_session("secretariat@example.jp").await;
    let audit = boss.opens("/staff/audit").await;
    audit.assert_text("パスキーを追加しました").assert_text("パスキーを削除しました").assert_text("方法パスキー");
}

#[tokio::test]
async fn whatever_is_wrong_with_a_passkey_the_answer_is_the_same_and_opens_nothing() {
    let site = Site::open().await;
    let mut device = Authenticator::new(1);
    device.sign_count = 7;
    site.employs_with_passkey(Role::Expert, &mut device).await;
    device.sign_count = 8;
    let used = site.visitor("used@example.jp");
    let replayed = shows(&used, &device).await;
    let challenge = used.cookie("__Host-passkey").expect("a challenge");
    used.sends(&replayed).await.assert_status(303);

    let visitor = site.visitor("nobody@example.jp");
    let mut answers = vec![("without a challenge", visitor.sends(&replayed).await)];
    visitor.holds("__Host-passkey", &challenge);
    answers.push(("seen before", visitor.sends(&replayed).await));
    answers.push(("the counter did not go on", visitor.sends(&shows(&visitor, &device).await).await));
    device.sign_count = 2;
    answers.push(("the counter went back", visitor.sends(&shows(&visitor, &device).await).await));
    device.sign_count = 9;
    device.origin = "https://evil.example".to_owned();
    answers.push(("a page of another site", visitor.sends(&shows(&visitor, &device).await).await));
    device.origin = format!("https://{}", crate::site::HOST);
    device.party = "evil.example".to_owned();
    answers.push(("bound to another service", visitor.sends(&shows(&visitor, &device).await).await));
    device.party = String::new();
    device.verifies = false;
    answers.push(("nobody was verified", visitor.sends(&shows(&visitor, &device).await).await));
    device.verifies = true;
    let late = shows(&visitor, &device).await;
    site.moves_the_clock(301);
    answers.push(("too late", visitor.sends(&late).await));
    let forged = shows(&visitor, &Authenticator::new(1)).await;
    answers.push(("signed by another key", visitor.sends(&forged).await));
    let unknown = shows(&visitor, &Authenticator::new(2)).await;
    answers.push(("a passkey that nobody knows", visitor.sends(&unknown).await));
    for nonsense in ["", "{}", "[]", "null", "\u{0}", r#"{"id":"AA","response":{"clientDataJSON":"!"}}"#] {
        let form = shows(&visitor, &device).await.with("credential", nonsense);
        answers.push(("nothing that a browser sends", visitor.sends(&form).await));
    }
    for (what, answer) in &answers {
        assert_eq!(answer.status, 422, "{what}");
        answer.assert_text(REFUSED);
        assert_eq!(answer.text_without_nonce(), answers[0].1.text_without_nonce(), "{what}");
        assert_eq!(
            answer.problems().iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(),
            ["passkey"],
            "{what}"
        );
    }
    assert_eq!(visitor.cookie("__Host-session"), None);
    visitor.sends(&shows(&visitor, &device).await).await.assert_status(303);
    visitor.opens("/staff").await.assert_status(200);
}

#[tokio::test]
async fn a_passkey_of_somebody_who_may_not_sign_in_opens_nothing() {
    let site = Site::open().await;
    let mut device = Authenticator::new(1);
    let visitor = site.employs_with_passkey(Role::Expert, &mut device).await;
    let boss = site.opens_a_session("secretariat@example.jp").await;
    let list = boss.opens("/staff/accounts").await;
    let own = list.links("tbody th a").into_iter().max().expect("it is listed");
    let page = boss.follows(&own).await;
    page.assert_text(EMAIL);
    boss.submits(&page.form_to(&page.path, "disable").with("act", "disable")).await.assert_text("停止中");
    visitor.opens("/staff").await.assert_status(303);
    let refused = visitor.sends(&shows(&visitor, &device).await).await;
    refused.assert_status(422).assert_text(REFUSED);
    let page = boss.follows(&own).await;
    boss.submits(&page.form_to(&page.path, "enable").with("act", "enable")).await.assert_status(200);
    visitor.sends(&shows(&visitor, &device).await).await.assert_status(303);
}

#[tokio::test]
async fn a_passkey_is_the_second_factor_that_the_secretariat_needs() {
    let site = Site::open().await;
    let mut device = Authenticator::new(1);
    let visitor = site.employs(EMAIL, Role::Secretariat).await;
    signs_in(&visitor, EMAIL, PASSWORD).await;
    let setup = visitor.opens("/staff/account/second-factor").await;
    assert!(setup.links("main a").contains(&"/staff/account/passkeys/new".to_owned()));
    visitor.opens("/staff/account/passkeys/new").await.assert_text("二段階認証が必要です");
    visitor.opens("/staff").await.assert_status(303);
    let codes = adds(&visitor, &mut device, "ノートパソコン").await;
    let recovery = codes.all(".recovery-codes code");
    visitor.opens("/staff").await.assert_status(200);
    let own = visitor.opens("/staff/account").await;
    own.assert_text("ほかのパスキーか認証アプリを設定すると、削除できます。");
    let forms = |answer: &Answer| answer.all("form[action=\"/staff/account/passkeys/remove\"]").len();
    assert_eq!(forms(&own), 0, "the last one stays");
    let forged = Form {
        action: "/staff/account/passkeys/remove".to_owned(),
        fields: vec![("passkey".to_owned(), "1".to_owned()), ("removal".to_owned(), PASSWORD.to_owned())],
    };
    visitor.sends(&forged).await.assert_status(404);

    // The password alone opens nothing: a passkey is asked for, or a recovery code.
    let other = site.visitor(EMAIL);
    let second = signs_in(&other, EMAIL, PASSWORD).await;
    second.assert_status(200).assert_heading("確認コード").assert_text("復旧コード");
    assert_eq!(other.cookie("__Host-session"), None);
    other.sends(&second.form().with("code", "123456")).await.assert_status(422).assert_text("別の復旧コード");
    let given = options(&other, "/staff/sign-in/passkey/challenge").await;
    let form = second.form_to("/staff/sign-in/passkey", "").with("credential", &device.shows(&given));
    other.submits(&form).await.assert_heading("今日の仕事");
    assert_eq!(other.cookie("__Host-sign-in"), None);
    site.mailbox().await;
    let third = site.visitor(EMAIL);
    let second = signs_in(&third, EMAIL, PASSWORD).await;
    third.submits(&second.form().with("code", &recovery[0])).await.assert_heading("今日の仕事");
    assert_eq!(last(&site.mailbox().await, NoticeKind::StaffRecoveryCodeUsed).recipient, EMAIL);
}

#[tokio::test]
async fn what_is_added_must_answer_this_browsers_own_challenge() {
    let site = Site::open().await;
    let mut device = Authenticator::new(1);
    let visitor = site.employs_with_passkey(Role::Expert, &mut device).await;
    let page = visitor.opens("/staff/account/passkeys/new").await;
    let form = page.form_to("/staff/account/passkeys/new", "").with("name", "二つ目");
    let mut second = Authenticator::new(2);
    // Given out for signing in, by another, or answered twice.
    let foreign = options(&visitor, "/staff/sign-in/passkey/challenge").await;
    let mut asked = serde_json::json!({ "challenge": foreign["challenge"] });
    let own = options(&visitor, "/staff/account/passkeys/challenge").await;
    for part in ["rp", "user", "pubKeyCredParams", "authenticatorSelection"] {
        asked[part] = own[part].clone();
    }
    let refused = visitor.sends(&form.clone().with("credential", &second.makes(&asked))).await;
    refused.assert_status(422).assert_text("パスキーを追加できませんでした");
    assert_eq!(refused.form_to("/staff/account/passkeys/new", "").value("name"), Some("二つ目"));
    let given = options(&visitor, "/staff/account/passkeys/challenge").await;
    second.origin = "https://evil.example".to_owned();
    let wrong = form.clone().with("credential", &second.makes(&given));
    visitor.sends(&wrong).await.assert_status(422);
    second.origin = format!("https://{}", crate::site::HOST);
    let again = form.clone().with("credential", &second.makes(&given));
    visitor.sends(&again).await.assert_status(422).assert_text("パスキーを追加できませんでした");
    let given = options(&visitor, "/staff/account/passkeys/challenge").await;
    let unnamed = form.clone().with("name", " ").with("credential", &second.makes(&given));
    let unnamed = visitor.sends(&unnamed).await;
    unnamed.assert_status(422);
    assert_eq!(unnamed.problems().first().map(|(field, _)| field.clone()).as_deref(), Some("name"));
    let given = options(&visitor, "/staff/account/passkeys/challenge").await;
    let same = form.clone().with("credential", &device.makes(&given));
    visitor.sends(&same).await.assert_status(422).assert_text("すでに追加されています");
    site.moves_the_clock(11 * 60);
    for answer in [
        visitor.opens("/staff/account/passkeys/new").await,
        visitor.sends(&form).await,
        visitor.sends(&Form { action: "/staff/account/passkeys/challenge".to_owned(), fields: Vec::new() }).await,
        visitor.sends(&Form { action: "/staff/account/passkeys/remove".to_owned(), fields: Vec::new() }).await,
    ] {
        let asked = answer.header("location").expect("a fresh sign-in is asked for");
        assert!(asked.starts_with("/staff/sign-in?moment=again&next=%2Fstaff%2Faccount"), "{asked}");
    }
    assert_eq!(visitor.opens("/staff/account").await.all("#passkeys-heading ~ table tbody tr").len(), 1);
}

#[tokio::test]
async fn an_expert_gives_up_the_last_passkey_only_with_a_password_that_stands_alone() {
    let site = Site::open().await;
    let mut device = Authenticator::new(1);
    let visitor = site.employs_with_passkey(Role::Expert, &mut device).await;
    let own = visitor.opens("/staff/account").await;
    let remove = own.form_to("/staff/account/passkeys/remove", "").with("passkey", "1");
    let wrong = visitor.sends(&remove.clone().with("removal", OTHER)).await;
    wrong.assert_status(422).assert_text("今のパスワードが違います");
    let short = "vR9$kq2-Lw";
    let change = own.form_to("/staff/account/password", "").with("current", PASSWORD);
    visitor.submits(&change.with("password", short).with("again", short)).await.assert_status(200);
    visitor.sends(&remove.clone().with("removal", short)).await.assert_status(422).assert_text("15文字以上");
    let change = own.form_to("/staff/account/password", "").with("current", short);
    visitor.submits(&change.with("password", OTHER).with("again", OTHER)).await.assert_status(200);
    visitor.submits(&remove.with("removal", OTHER)).await.assert_text("パスキーを削除しました");
    let own = visitor.opens("/staff/account").await;
    own.assert_text("まだ設定していません");
    let other = site.visitor(EMAIL);
    signs_in(&other, EMAIL, OTHER).await.assert_heading("今日の仕事");
}

#[tokio::test]
async fn where_browsers_take_no_passkeys_none_is_offered() {
    for public_url in ["http://127.0.0.1:3000", "http://telework.example.jp"] {
        let site = Site::set(Settings { public_url, ..Settings::default() }, &[sample::draft()]).await;
        let guest = site.guest(EMAIL);
        let page = guest.opens("/staff/sign-in").await;
        page.assert_status(200);
        assert!(!page.text().contains("passkey"), "{public_url}");
        let answer =
            guest.sends(&Form { action: "/staff/sign-in/passkey/challenge".to_owned(), fields: Vec::new() }).await;
        assert_ne!(answer.status, 200, "{public_url}");
    }
}

#[tokio::test]
async fn whoever_tries_passkeys_again_and_again_waits_and_nobody_else_does() {
    let site = Site::set(Settings { limits: true, ..Settings::default() }, &[sample::draft()]).await;
    let visitor = site.visitor(EMAIL);
    let form = shows(&visitor, &Authenticator::new(2)).await;
    for _ in 0..5 {
        visitor.sends(&form).await.assert_status(422);
    }
    let slowed = visitor.sends(&form).await;
    slowed.assert_status(429);
    assert_eq!(slowed.header("retry-after").as_deref(), Some("2"));
    let mut request = crate::site::request("POST", "/staff/sign-in/passkey", "credential=x".to_owned().into());
    request.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().expect("a header"));
    site.answers_to("198.51.100.7", request).await.assert_status(422);
    // Passkeys that fail shut nobody out who has a password.
    signs_in(&visitor, EMAIL, OTHER).await.assert_status(422);
}

#[tokio::test]
async fn the_pages_of_passkeys_are_in_english_too_and_hide_what_needs_script() {
    let site = Site::open().await;
    let guest = site.guest(EMAIL);
    let page = guest.opens("/staff/sign-in").await;
    page.assert_status(200).assert_text("Sign in with a passkey");
    assert_eq!(page.all("leptos-island div[hidden] form[action=\"/en/staff/sign-in/passkey\"]").len(), 1);
    let refused = guest.sends(&page.form_to("/en/staff/sign-in/passkey", "")).await;
    refused.assert_status(422).assert_text("This passkey did not sign you in");
    site.employs(EMAIL, Role::Expert).await;
    let form = page.form().with("email", EMAIL).with("password", PASSWORD);
    guest.sends(&form).await.assert_status(303);
    let page = guest.opens("/staff/account/passkeys/new").await;
    page.assert_status(200).assert_heading("Add a passkey").assert_text("an up-to-date browser with JavaScript");
    assert_eq!(page.all("leptos-island div[hidden] form[action=\"/en/staff/account/passkeys/new\"]").len(), 1);
    assert!(page.links("main a").contains(&"/en/staff/account/second-factor".to_owned()));
}
