//! The canary: known personal data goes in, and stands in no public page, feed, header or log line.

use crate::sample;
use crate::site::{Settings, Site, code, log};

const NAME: &str = "鳴鳥カナリア";
const KANA: &str = "ナキドリカナリア";
const EMAIL: &str = "canary.bird@canary.example";
const PHONE: &str = "090-0000-4242";
const DIGITS: &str = "09000004242";
const BODY: &str = "カナリア製鳥所";
const QUESTION: &str = "鳥は歌いますか";

fn data() -> [&'static str; 8] {
    [NAME, KANA, EMAIL, "canary.bird", PHONE, DIGITS, BODY, QUESTION]
}

#[tokio::test]
async fn nothing_about_a_person_leaves_by_a_public_page_or_the_log() {
    let site = Site::set(Settings { demo: true, ..Settings::default() }, &[sample::draft()]).await;
    let visitor = site.visitor(EMAIL);
    let form = visitor
        .fills()
        .await
        .with("name", NAME)
        .with("kana", KANA)
        .with("phone", PHONE)
        .with("organisation", BODY)
        .with("question", QUESTION)
        .with("access_needs", QUESTION);
    visitor.sends(&form.clone().with("email", "canary.bird").press("check")).await.assert_status(422);
    let check = visitor.sends(&form.press("check")).await;
    check.assert_status(200);
    let done = visitor.submits(&check.form().press("confirm")).await;
    done.assert_status(200).assert_text(EMAIL);
    let number = done.number().replace(' ', "");
    let mut secrets = vec![done.path.trim_start_matches("/my/").trim_end_matches("/registered").to_owned()];
    secrets.push(check.form().value("key").expect("a key").to_owned());
    visitor.registers().await;
    let find = visitor.opens("/my/find").await.form().with("email", EMAIL);
    visitor.sends(&find).await.assert_status(200);
    site.sends_links().await;
    let own = format!("/my/{}", secrets[0]);
    let change = visitor.follows(&format!("{own}/change")).await;
    let changed = visitor.submits(&change.form().press("confirm")).await;
    secrets.push(changed.path.trim_start_matches("/my/").trim_end_matches("?changed").to_owned());
    let cancel = visitor.follows(&format!("/my/{}/cancel", secrets[2])).await;
    visitor.submits(&cancel.form()).await.assert_status(200);
    for mail in site.mailbox().await {
        secrets.push(mail.link.as_str().to_owned());
    }
    assert!(secrets.len() >= 6, "{}", secrets.len());

    let event = format!("/events/{}", code());
    let mut addresses = Vec::new();
    let others = [&format!("{event}/register"), "/gallery", "/healthz", "/readyz"].map(str::to_owned);
    for path in site.public_pages().await.into_iter().chain(others) {
        addresses.push(path.clone());
        addresses.push(format!("/en{}", path.trim_end_matches('/')));
    }
    addresses.extend([
        format!("{event}.ics"),
        format!("/en{event}.ics"),
        "/events?view=month&month=2026-12".to_owned(),
        format!("/events?q={}", form_urlencoded::byte_serialize("テレワーク".as_bytes()).collect::<String>()),
        format!("/do/seats_left?event={}&language=ja", code()),
        "/do/month?query=view%3Dmonth&language=ja".to_owned(),
    ]);
    let feeds = ["all/all.ics", "all/all.atom", "13/security.ics", "kanto/all.atom"];
    let mut for_programs: Vec<String> = server::http::DATA.iter().map(|path| path.replace("{file}", "1.xml")).collect();
    for path in server::http::FEEDS {
        for prefix in ["", "/en"] {
            for feed in feeds {
                for_programs.push(format!("{prefix}{}", path.replace("{area}/{file}", feed)));
            }
        }
    }
    for address in &for_programs {
        let expected = if address == "/sitemaps/1.xml" { 404 } else { 200 };
        site.get(address).await.assert_status(expected);
    }
    addresses.extend(for_programs);
    for address in addresses {
        let answer = site.get(&address).await;
        let headers = format!("{:?}", answer.headers);
        let body = String::from_utf8_lossy(&answer.bytes).into_owned();
        for canary in data().into_iter().chain([number.as_str()]).chain(secrets.iter().map(String::as_str)) {
            assert!(!body.contains(canary) && !headers.contains(canary), "{canary} stands on {address}");
        }
    }

    let log = log();
    assert!(log.contains("registration.created") && log.contains("registration.cancelled"), "the log is heard at all");
    for canary in data().into_iter().chain(secrets.iter().map(String::as_str)) {
        assert!(!log.contains(canary), "{canary} stands in the log");
    }
    for line in log.lines().filter(|line| line.contains(" http: ") || line.contains("registration.")) {
        assert!(!line.contains("/my/e") && !line.contains('@'), "{line}");
    }
}
