//! Accounts as their owners meet them: invited, signing in, second factor, forgotten password, sessions, and the page
//! of all accounts. Everything without script.

use domain::account::{OneTimeStep, Role};
use domain::notice::NoticeKind;
use domain::time::Timestamp;
use storage::DueMail;

use crate::registration::fastest_and_middle;
use crate::sample;
use crate::site::{Settings, Site, code, log, one_time_secret};
use crate::visit::{Answer, Form, Visitor};

pub(crate) const PASSWORD: &str = "copper lantern drifts sideways";
pub(crate) const OTHER: &str = "a quieter river under seven bridges";

pub(crate) fn last(mails: &[DueMail], kind: NoticeKind) -> &DueMail {
    mails.iter().rev().find(|mail| mail.kind == kind).unwrap_or_else(|| panic!("no {kind:?} among {}", mails.len()))
}

/// The six digits that everybody's app shows at `now`.
fn digits(now: Timestamp) -> String {
    one_time_secret().code(OneTimeStep::at(now)).to_string()
}

impl Site {
    /// Somebody who works here and has chosen [`PASSWORD`], not signed in.
    pub(crate) async fn employs(&self, email: &str, role: Role) -> Visitor<'_> {
        let boss = self.signed_in(Role::Secretariat).await;
        let form = invitation(&boss, email, role).await;
        boss.submits(&form).await.assert_status(200);
        let mails = self.mailbox().await;
        let link = last(&mails, NoticeKind::StaffInvited).link.as_str().to_owned();
        let visitor = self.visitor(email);
        let page = visitor.opens(&format!("/staff/invitation/{link}")).await;
        let form = page.form().with("name", "青木 光").with("password", PASSWORD).with("again", PASSWORD);
        visitor.submits(&form).await.assert_status(200).assert_text("パスワードを設定しました");
        visitor
    }
}

/// The form of an invitation, filled.
async fn invitation(boss: &Visitor<'_>, email: &str, role: Role) -> Form {
    let page = boss.opens("/staff/accounts/new").await;
    page.assert_status(200).assert_heading("職員を招待する");
    page.form_to("/staff/accounts/new", "").with("email", email).with("name", "青木 光").with("role", role.slug())
}

/// Sends address and password.
pub(crate) async fn signs_in(visitor: &Visitor<'_>, email: &str, password: &str) -> Answer {
    let page = visitor.opens("/staff/sign-in").await;
    visitor.submits(&page.form().with("email", email).with("password", password)).await
}

#[tokio::test]
async fn somebody_is_invited_takes_up_the_account_and_signs_in() {
    let site = Site::open().await;
    let visitor = site.employs("hikaru@example.jp", Role::Expert).await;
    let desk = signs_in(&visitor, "HIKARU@example.jp", PASSWORD).await;
    desk.assert_status(200).assert_heading("今日の仕事").assert_text("青木 光").assert_text("専門家");
    assert!(visitor.cookie("__Host-session").is_some());
    let gone = visitor.opens(&format!("/staff/invitation/{}", site.draws_a_link().as_str())).await;
    gone.assert_status(404).assert_heading("このリンクは使えません");
    assert!(gone.links("main a").contains(&"/staff/reset".to_owned()), "it offers a new one");
    let gone = site.guest("x@example.jp").opens("/staff/invitation/nonsense").await;
    gone.assert_status(404).assert_heading("This link does not work any more");
}

#[tokio::test]
async fn the_cookie_of_a_session_is_guarded_and_changes_with_each_sign_in() {
    let site = Site::open().await;
    let visitor = site.employs("hikaru@example.jp", Role::Expert).await;
    let page = visitor.opens("/staff/sign-in").await;
    let form = page.form().with("email", "hikaru@example.jp").with("password", PASSWORD);
    let answer = visitor.sends(&form).await;
    let cookie = answer.header("set-cookie").expect("a cookie");
    for guard in ["__Host-session=", "; Path=/", "; HttpOnly", "; Secure", "; SameSite=Lax"] {
        assert!(cookie.contains(guard), "{cookie}");
    }
    assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"));
    let first = visitor.cookie("__Host-session");
    visitor.sends(&form).await.assert_status(303);
    assert_ne!(visitor.cookie("__Host-session"), first);
    let thief = site.visitor("thief@example.jp");
    let stolen = domain::reference::SecretToken::parse(&first.expect("a secret")).expect("a secret");
    thief.with_session(&stolen).opens("/staff").await.assert_status(303);
}

#[tokio::test]
async fn a_wrong_password_an_unknown_address_and_a_disabled_account_are_told_the_same() {
    let site = Site::open().await;
    let visitor = site.employs("hikaru@example.jp", Role::Expert).await;
    site.employs_and_disables("gone@example.jp").await;
    let mut answers = Vec::new();
    for (email, password) in
        [("hikaru@example.jp", OTHER), ("nobody@example.jp", PASSWORD), ("gone@example.jp", PASSWORD)]
    {
        let answer = signs_in(&visitor, email, password).await;
        answer.assert_status(422).assert_text("メールアドレスかパスワードが違います");
        assert_eq!(answer.form().value("email"), Some(email), "what was typed stays, but for the password");
        assert!(!answer.text().contains(password));
        assert_eq!(answer.header("set-cookie"), None);
        answers.push(answer.text_without_nonce().replace(email, "…"));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    for (email, password, field) in [("nobody", PASSWORD, "email"), ("", PASSWORD, "email"), ("a@b.jp", "", "password")]
    {
        let answer = signs_in(&visitor, email, password).await;
        answer.assert_status(422);
        assert_eq!(answer.problems().iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), [field]);
        assert!(answer.title().starts_with("エラー"), "{}", answer.title());
    }
}

impl Site {
    async fn employs_and_disables(&self, email: &str) {
        let boss = self.opens_a_session("secretariat@example.jp").await;
        let form = invitation(&boss, email, Role::Expert).await;
        boss.submits(&form).await.assert_status(200);
        let mails = self.mailbox().await;
        let link = last(&mails, NoticeKind::StaffInvited).link.as_str().to_owned();
        let visitor = self.visitor(email);
        let page = visitor.opens(&format!("/staff/invitation/{link}")).await;
        visitor.submits(&page.form().with("password", PASSWORD).with("again", PASSWORD)).await.assert_status(200);
        let one = account_page(&boss, email).await;
        let form = one.form_to(&one.path, "disable").with("act", "disable");
        boss.submits(&form).await.assert_status(200).assert_text("停止中");
    }
}

/// The page of the account with this address.
async fn account_page(boss: &Visitor<'_>, email: &str) -> Answer {
    let list = boss.opens("/staff/accounts").await;
    for href in list.links("tbody th a") {
        let page = boss.follows(&href).await;
        if page.said().contains(email) {
            return page;
        }
    }
    panic!("{email} is not listed: {}", list.said());
}

#[tokio::test]
async fn guessing_gets_slower_for_the_guesser_and_for_nobody_else() {
    let site = Site::set(Settings { limits: true, ..Settings::default() }, &[sample::draft()]).await;
    let visitor = site.employs("hikaru@example.jp", Role::Expert).await;
    for address in ["hikaru@example.jp", "nobody@example.jp"] {
        for _ in 0..5 {
            signs_in(&visitor, address, OTHER).await.assert_status(422);
        }
        let slowed = signs_in(&visitor, address, PASSWORD).await;
        slowed.assert_status(429);
        assert_eq!(slowed.header("retry-after").as_deref(), Some("2"), "{address}");
    }
    let form = visitor.opens("/staff/sign-in").await.form();
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("email", "hikaru@example.jp")
        .append_pair("password", PASSWORD)
        .finish();
    let mut request = crate::site::request("POST", &form.action, body.into());
    request.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().expect("a header"));
    site.answers_to("198.51.100.7", request).await.assert_status(303);
    site.moves_the_clock(2);
    signs_in(&visitor, "hikaru@example.jp", PASSWORD).await.assert_status(200);
}

#[tokio::test]
async fn the_secretariat_sets_up_a_second_factor_before_anything_else_and_signs_in_with_it() {
    let site = Site::open().await;
    let visitor = site.employs("hikaru@example.jp", Role::Secretariat).await;
    signs_in(&visitor, "hikaru@example.jp", PASSWORD).await.assert_status(303);
    let setup = visitor.opens("/staff/account/second-factor").await;
    setup
        .assert_status(200)
        .assert_heading("認証アプリの設定")
        .assert_text("事務局のアカウントには、二段階認証が必要です");
    assert_eq!(setup.all("svg.qr[role=img]").len(), 1);
    for path in ["/staff", "/staff/account", "/staff/accounts"] {
        let answer = visitor.opens(path).await;
        assert_eq!(answer.header("location").as_deref(), Some("/staff/account/second-factor"), "{path}");
    }
    let form = setup.form_to("/staff/account/second-factor", "").with("secret", &one_time_secret().to_base32());
    let wrong = visitor.sends(&form.clone().with("code", "000000")).await;
    wrong.assert_status(422);
    let kept = wrong.form_to("/staff/account/second-factor", "");
    assert_eq!(kept.value("secret"), form.value("secret"), "the app need not scan again");
    let codes = visitor.sends(&kept.with("code", &digits(site.now()))).await;
    codes.assert_status(200).assert_heading("復旧コードを保管してください");
    let recovery = codes.all(".recovery-codes code");
    assert_eq!(recovery.len(), 10);
    visitor.opens("/staff").await.assert_status(200);
    assert_eq!(last(&site.mailbox().await, NoticeKind::StaffSecondFactorChanged).recipient, "hikaru@example.jp");

    let page = visitor.opens("/staff").await;
    let out = visitor.submits(&page.form_to("/staff/sign-out", "")).await;
    out.assert_status(200).assert_text("サインアウトしました");
    visitor.opens("/staff").await.assert_status(303);
    site.moves_the_clock(30);
    let second = signs_in(&visitor, "hikaru@example.jp", PASSWORD).await;
    second.assert_status(200).assert_heading("確認コード");
    assert_eq!(visitor.cookie("__Host-session"), None, "the password alone opens nothing");
    visitor.opens("/staff").await.assert_status(303);
    for wrong in ["", "12345", "000000", "AAAA-AAAA-AAAA-AAAA"] {
        visitor.sends(&second.form().with("code", wrong)).await.assert_status(422);
    }
    visitor.submits(&second.form().with("code", &digits(site.now()))).await.assert_heading("今日の仕事");

    let other = site.visitor("hikaru@example.jp");
    let second = signs_in(&other, "hikaru@example.jp", PASSWORD).await;
    let again = other.sends(&second.form().with("code", &digits(site.now()))).await;
    again.assert_status(422).assert_text("このコードは使えません");
    let code = recovery[0].to_lowercase();
    other.submits(&second.form().with("code", &code)).await.assert_heading("今日の仕事");
    let own = other.opens("/staff/account").await;
    own.assert_text("残り9個です");
    assert_eq!(own.all("tbody tr").len(), 2, "both browsers are listed");
}

#[tokio::test]
async fn somebody_who_is_sent_to_sign_in_comes_back_to_where_they_wanted_to_go() {
    let site = Site::open().await;
    let visitor = site.employs("hikaru@example.jp", Role::Expert).await;
    let asked = visitor.opens("/staff/account").await;
    let address = asked.header("location").expect("an address");
    assert_eq!(address, "/staff/sign-in?next=%2Fstaff%2Faccount");
    let form = visitor.follows(&address).await.form();
    let form = form.with("email", "hikaru@example.jp").with("password", PASSWORD);
    let answer = visitor.sends(&form).await;
    assert_eq!(answer.header("location").as_deref(), Some("/staff/account"));
    for evil in ["//evil.example", "https://evil.example/staff", "/staff/../..", "/events"] {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", evil).finish();
        let page = visitor.follows(&format!("/staff/sign-in?{query}")).await;
        assert_eq!(page.form().value("next"), None, "{evil}");
        let answer = visitor.sends(&form.clone().with("next", evil)).await;
        assert_eq!(answer.header("location").as_deref(), Some("/staff"), "{evil}");
    }
}

#[tokio::test]
async fn a_forgotten_password_is_set_by_mail_and_the_page_says_the_same_for_every_address() {
    let site = Site::open().await;
    let visitor = site.employs("hikaru@example.jp", Role::Expert).await;
    signs_in(&visitor, "hikaru@example.jp", PASSWORD).await.assert_status(200);
    let page = visitor.opens("/staff/reset").await;
    visitor.sends(&page.form().with("email", "hikaru")).await.assert_status(422);
    let known = visitor.sends(&page.form().with("email", "hikaru@example.jp")).await;
    let unknown = visitor.sends(&page.form().with("email", "nobody@example.jp")).await;
    known.assert_status(200);
    assert_eq!(known.text().replace("hikaru@", "…"), unknown.text().replace("nobody@", "…"));
    site.storage.reset_request_answer_all(site.now()).await.expect("they are answered");
    let mails = site.mailbox().await;
    assert!(mails.iter().all(|mail| mail.recipient != "nobody@example.jp"));
    let link = format!("/staff/reset/{}", last(&mails, NoticeKind::StaffReset).link.as_str());
    let page = visitor.opens(&link).await;
    page.assert_status(200).assert_text("hikaru@example.jp");
    for (password, again, field) in [
        ("", "", "password"),
        ("short", "short", "password"),
        ("sunshine sunshine", "sunshine sunshine", "password"),
        ("hikaru@example.jp", "hikaru@example.jp", "password"),
        (OTHER, PASSWORD, "again"),
    ] {
        let refused = visitor.sends(&page.form().with("password", password).with("again", again)).await;
        refused.assert_status(422);
        assert_eq!(refused.problems().first().map(|(field, _)| field.clone()).as_deref(), Some(field), "{password}");
    }
    visitor.opens("/staff").await.assert_status(200);
    visitor.submits(&page.form().with("password", OTHER).with("again", OTHER)).await.assert_status(200);
    visitor.opens("/staff").await.assert_status(303);
    visitor.opens(&link).await.assert_status(404);
    signs_in(&visitor, "hikaru@example.jp", PASSWORD).await.assert_status(422);
    signs_in(&visitor, "hikaru@example.jp", OTHER).await.assert_heading("今日の仕事");
    assert_eq!(last(&site.mailbox().await, NoticeKind::StaffPasswordChanged).recipient, "hikaru@example.jp");
}

#[tokio::test]
async fn ones_own_password_sessions_and_language_are_changed_on_ones_own_page() {
    let site = Site::open().await;
    let visitor = site.employs("hikaru@example.jp", Role::Expert).await;
    let elsewhere = site.visitor("hikaru@example.jp");
    for each in [&visitor, &elsewhere] {
        signs_in(each, "hikaru@example.jp", PASSWORD).await.assert_status(200);
    }
    let page = visitor.opens("/staff/account").await;
    let change = page.form_to("/staff/account/password", "").with("password", OTHER).with("again", OTHER);
    let wrong = visitor.sends(&change.clone().with("current", OTHER)).await;
    wrong.assert_status(422).assert_text("今のパスワードが違います");
    let short = change.clone().with("current", PASSWORD).with("password", "short").with("again", "short");
    visitor.sends(&short).await.assert_status(422).assert_text("15文字以上");
    elsewhere.opens("/staff").await.assert_status(200);
    let done = visitor.submits(&change.with("current", PASSWORD)).await;
    done.assert_status(200).assert_text("パスワードを変えました");
    elsewhere.opens("/staff").await.assert_status(303);

    signs_in(&elsewhere, "hikaru@example.jp", OTHER).await.assert_status(200);
    let page = visitor.opens("/staff/account").await;
    let others = page.form_to("/staff/account/sessions", "others").with("end", "others");
    visitor.submits(&others).await.assert_status(200);
    elsewhere.opens("/staff").await.assert_status(303);
    visitor.opens("/staff").await.assert_status(200);

    let language = page.form_to("/staff/account/language", "").with("language", "en");
    visitor.submits(&language).await.assert_text("メールの言語を変えました");
    let page = visitor.opens("/staff/account").await.form_to("/staff/account/language", "");
    assert_eq!(page.value("language"), Some("en"));
}

#[tokio::test]
async fn an_expert_gives_up_the_second_factor_only_with_a_password_that_stands_alone() {
    let site = Site::open().await;
    let visitor = site.employs("hikaru@example.jp", Role::Expert).await;
    signs_in(&visitor, "hikaru@example.jp", PASSWORD).await.assert_status(200);
    let setup = visitor.opens("/staff/account/second-factor").await;
    let form = setup.form_to("/staff/account/second-factor", "").with("secret", &one_time_secret().to_base32());
    visitor.sends(&form.with("code", &digits(site.now()))).await.assert_status(200);
    let page = visitor.opens("/staff/account").await;
    let short = "vR9$kq2-Lw";
    let change = page.form_to("/staff/account/password", "").with("current", PASSWORD);
    visitor.submits(&change.with("password", short).with("again", short)).await.assert_status(200);
    let page = visitor.opens("/staff/account").await;
    let remove = page.form_to("/staff/account/second-factor/remove", "");
    visitor
        .sends(&remove.clone().with("removal", PASSWORD))
        .await
        .assert_status(422)
        .assert_text("今のパスワードが違います");
    visitor.sends(&remove.clone().with("removal", short)).await.assert_status(422).assert_text("15文字以上");
    let change = page.form_to("/staff/account/password", "").with("current", short);
    visitor.submits(&change.with("password", OTHER).with("again", OTHER)).await.assert_status(200);
    let removed = visitor.submits(&remove.with("removal", OTHER)).await;
    removed.assert_status(200).assert_text("認証アプリをやめました");
}

#[tokio::test]
async fn sensitive_pages_ask_for_a_fresh_sign_in_and_lead_back() {
    let site = Site::open().await;
    let boss = site.signed_in(Role::Secretariat).await;
    let form = invitation(&boss, "new@example.jp", Role::Expert).await;
    site.moves_the_clock(11 * 60);
    boss.opens("/staff/accounts").await.assert_status(200);
    for (path, next) in [
        ("/staff/accounts/new", "%2Fstaff%2Faccounts%2Fnew"),
        ("/staff/accounts/1", "%2Fstaff%2Faccounts%2F1"),
        ("/staff/account/second-factor", "%2Fstaff%2Faccount%2Fsecond-factor"),
    ] {
        let asked = boss.opens(path).await;
        let expected = format!("/staff/sign-in?moment=again&next={next}");
        assert_eq!(asked.header("location"), Some(expected.clone()), "{path}");
        let page = boss.follows(&expected).await;
        page.assert_heading("ご本人の確認");
        assert_eq!(page.form().value("email"), Some("secretariat@example.jp"));
    }
    boss.sends(&form).await.assert_status(303);
    assert!(site.mailbox().await.is_empty(), "nobody was invited");
}

#[tokio::test]
async fn the_page_of_all_accounts_invites_changes_and_keeps_the_last_of_the_secretariat() {
    let site = Site::open().await;
    let boss = site.signed_in(Role::Secretariat).await;
    let page = boss.opens("/staff/accounts/new").await;
    let empty = boss.sends(&page.form_to("/staff/accounts/new", "")).await;
    empty.assert_status(422);
    let fields: Vec<_> = empty.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["email", "name", "role"]);
    let helper = invitation(&boss, "door@example.jp", Role::CheckInHelper).await;
    let wrong = boss.sends(&helper.clone().with("event", "AB3-CD4E").with("until", "2026-12-01")).await;
    wrong.assert_status(422);
    assert_eq!(wrong.problems().first().map(|(field, _)| field.clone()).as_deref(), Some("event"));
    let kept = wrong.form_to("/staff/accounts/new", "");
    assert_eq!((kept.value("email"), kept.value("until")), (Some("door@example.jp"), Some("2026-12-01")));
    let done = boss.submits(&kept.with("event", code().as_str())).await;
    done.assert_status(200).assert_text("招待のメールを送りました").assert_text("招待中");
    let twice = boss.sends(&invitation(&boss, "Door@example.jp", Role::Expert).await).await;
    twice.assert_status(422).assert_text("すでに登録されています");

    let own = account_page(&boss, "secretariat@example.jp").await;
    let disable = boss.sends(&own.form_to(&own.path, "disable").with("act", "disable")).await;
    disable.assert_status(422).assert_text("事務局の最後のひとり");
    let demote = own.form_to(&own.path, "assign").with("act", "assign").with("role", "expert");
    boss.sends(&demote).await.assert_status(422).assert_text("事務局の最後のひとり");
    boss.opens("/staff/accounts/4711").await.assert_status(404);

    let helper = account_page(&boss, "door@example.jp").await;
    let assign = helper.form_to(&helper.path, "assign");
    assert_eq!((assign.value("event"), assign.value("until")), (Some(code().as_str()), Some("2026-12-01")));
    boss.submits(&assign.with("act", "assign").with("role", "expert")).await.assert_text("変更しました");
    let again = account_page(&boss, "door@example.jp").await;
    boss.submits(&again.form_to(&again.path, "invite").with("act", "invite")).await.assert_status(200);
    assert_eq!(site.mailbox().await.iter().filter(|mail| mail.kind == NoticeKind::StaffInvited).count(), 2);
    let guest = site.guest("secretariat@example.jp");
    guest.opens("/staff/sign-in").await.assert_heading("Sign in");
}

#[tokio::test]
async fn accounts_of_the_demo_are_let_in_only_where_the_desk_is_open_to_them() {
    for is_open in [true, false] {
        let settings = Settings { demo: true, demo_accounts: is_open, ..Settings::default() };
        let site = Site::set(settings, &[sample::draft()]).await;
        let passwords = server::password::Passwords::default();
        let chance = std::sync::Arc::clone(&site.services.chance);
        let accounts = server::demo::account::fill(&site.storage, &passwords, &*chance, site.now()).await;
        let accounts = accounts.expect("they are made");
        assert_eq!(accounts.len(), 3);
        for (email, password) in accounts {
            let visitor = site.visitor(email);
            let answer = signs_in(&visitor, email, &password).await;
            if is_open {
                answer.assert_status(200).assert_heading("今日の仕事");
            } else {
                answer.assert_status(422).assert_text("メールアドレスかパスワードが違います");
                site.opens_a_session(email).await.opens("/staff").await.assert_status(303);
            }
        }
    }
}

#[tokio::test]
async fn a_helper_whose_time_is_over_is_signed_out_and_not_let_in_again() {
    let site = Site::open().await;
    let helper = site.signed_in(Role::CheckInHelper).await;
    helper.opens("/staff").await.assert_status(200);
    site.moves_the_clock(366 * 86_400);
    site.opens_a_session("check_in_helper@example.jp").await.opens("/staff").await.assert_status(303);
}

#[tokio::test]
async fn no_password_and_no_code_reaches_the_log() {
    let site = Site::open().await;
    let visitor = site.employs("hikaru.canary@example.jp", Role::Expert).await;
    signs_in(&visitor, "hikaru.canary@example.jp", "wrong canary password").await.assert_status(422);
    signs_in(&visitor, "hikaru.canary@example.jp", PASSWORD).await.assert_status(200);
    let setup = visitor.opens("/staff/account/second-factor").await;
    let secret = setup.form_to("/staff/account/second-factor", "").value("secret").expect("a secret").to_owned();
    let log = log();
    assert!(log.contains("staff.signed_in") && log.contains("staff.sign_in_refused"), "the log is heard at all");
    for canary in [PASSWORD, "wrong canary password", "hikaru.canary", &secret] {
        assert!(!log.contains(canary), "{canary} stands in the log");
    }
}

#[tokio::test]
async fn signing_in_and_asking_for_a_reset_take_as_long_for_a_known_address_as_for_any_other() {
    const SAMPLES: usize = 200;
    let site = Site::open().await;
    let visitor = site.employs("known@example.jp", Role::Expert).await;
    let sign_in = visitor.opens("/staff/sign-in").await.form().with("password", OTHER);
    let reset = visitor.opens("/staff/reset").await.form();
    let mut times = [[Vec::new(), Vec::new()], [Vec::new(), Vec::new()]];
    for _ in 0..SAMPLES {
        // One after the other, so that whatever else the machine does meets both alike.
        for (who, email) in ["known@example.jp", "other@example.jp"].into_iter().enumerate() {
            for (what, form) in [&sign_in, &reset].into_iter().enumerate() {
                let form = form.clone().with("email", email);
                let since = std::time::Instant::now();
                visitor.sends(&form).await;
                times[what][who].push(since.elapsed().as_micros());
            }
        }
    }
    for [known, other] in times {
        let (known, other) = (fastest_and_middle(known), fastest_and_middle(other));
        for (one, two) in [(known.0, other.0), (known.1, other.1)] {
            assert!(one.max(two) < one.min(two) * 3 / 2, "known {known:?}, other {other:?}");
        }
    }
}
