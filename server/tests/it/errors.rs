//! What cannot be done is said: by a page, with a way on, and never as if it had been done.

use axum::body::Body;

use crate::site::{Settings, Site, request};

#[tokio::test]
async fn a_page_that_is_not_there_says_so_and_never_repeats_the_address() {
    let site = Site::open().await;
    for path in [
        "/canary-path",
        "/en/canary-path",
        "/en//canary-path.example/",
        "//canary-path.example",
        "/events/canary-path",
        "/events/canary-path/register",
        "/my/canary-path",
        "/my/canary-path/change",
        "/canary-path%22%3E%3Cscript%3Ealert(1)%3C/script%3E?canary-path",
        "/pkg/canary-path.js",
        "/do/canary-path",
    ] {
        let answer = site.get(path).await;
        answer.assert_status(404);
        assert!(!answer.text().contains("canary-path"), "{path}");
        let heading = if path.starts_with("/en/") { "Page not found" } else { "ページが見つかりません" };
        answer.assert_heading(heading);
        assert!(answer.header("cache-control").is_some_and(|cache| cache == "no-store"));
        for link in answer.links("a") {
            assert!(!link.starts_with("//") && !link.starts_with("/\\"), "{path} links to {link}");
        }
    }
}

#[tokio::test]
async fn a_method_that_a_page_does_not_take_is_told_by_a_page() {
    let site = Site::open().await;
    for (method, path) in [("DELETE", "/"), ("PUT", "/events"), ("POST", "/events/KT4-XW2M"), ("POST", "/my/find/x")] {
        let answer = site.answers(request(method, path, Body::empty())).await;
        assert!(matches!(answer.status, 404 | 405), "{method} {path}: {}", answer.status);
        assert!(!answer.heading().is_empty());
    }
    let head = site.answers(request("HEAD", "/events", Body::empty())).await;
    head.assert_status(200);
    assert!(head.bytes.is_empty());
}

#[tokio::test]
async fn a_database_that_cannot_be_used_is_a_503_with_a_number_and_never_a_success() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let own = visitor.own_page().await;
    let change = visitor.follows(&format!("{own}/change")).await.form();
    let cancel = visitor.follows(&format!("{own}/cancel")).await.form();
    let other = site.visitor("other@example.jp");
    let register = other.checks().await.form().press("confirm");
    let find = other.opens("/my/find").await.form().with("email", "taro@example.jp");
    site.storage.close().await;

    let check_change = change.with("name", "花子").press("confirm");
    for form in [&register, &check_change, &cancel, &find] {
        let answer = visitor.sends(form).await;
        answer.assert_status(503).assert_heading("いま、お答えできません").assert_text("エラーの番号：");
        assert!(answer.header("retry-after").is_some());
        assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"));
        assert!(!answer.said().to_lowercase().contains("sql"), "{}", answer.said());
    }
    for path in [own.clone(), format!("{own}/change"), format!("{own}/cancel"), format!("{own}.ics")] {
        visitor.follows(&path).await.assert_status(503);
    }
    site.get("/readyz").await.assert_status(503);
    site.get("/healthz").await.assert_status(200);
    for path in ["/", "/events", "/events/KT4-XW2M", "/events/KT4-XW2M/register"] {
        site.get(path).await.assert_status(200);
    }
    let mut island = request("POST", "/do/form", Body::from(format!("address=%2Fmy%2F{}%2Fchange&form=", &own[4..])));
    island.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    site.answers(island).await.assert_status(503);
}

#[tokio::test]
async fn the_number_of_a_failure_stands_in_the_log() {
    let site = Site::open().await;
    let form = site.visitor("taro@example.jp").checks().await.form().press("confirm");
    site.storage.close().await;
    let answer = site.guest("taro@example.jp").sends(&form).await;
    let said = answer.all("main strong").concat();
    let number = said.split('：').nth(1).expect("a number").to_owned();
    assert!(crate::site::log().contains(&number), "{number}");
}

#[tokio::test]
async fn a_network_that_sends_too_often_is_told_how_long_to_wait() {
    let site = Site::set(Settings { limits: true, ..Settings::default() }, &[crate::sample::draft()]).await;
    let visitor = site.visitor("taro@example.jp");
    let form = visitor.opens("/my/find").await.form().with("email", "taro@example.jp");
    for _ in 0..10 {
        visitor.sends(&form).await.assert_status(200);
    }
    let answer = visitor.sends(&form).await;
    answer.assert_status(429).assert_heading("短いあいだに送られた回数が多すぎます");
    let wait: u64 = answer.header("retry-after").expect("how long").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    visitor.opens("/events").await.assert_status(200);
    let form = visitor.fills().await.press("check");
    for _ in 0..100 {
        visitor.sends(&form).await.assert_status(200);
    }
}

#[tokio::test]
async fn only_the_proxy_that_was_named_is_believed_about_who_asks() {
    let proxy = "10.0.0.1";
    let settings = || Settings { limits: true, trusted_proxy: proxy.parse().ok(), ..Settings::default() };
    let ask = |forwarded: &str| {
        let mut request = request("POST", "/my/find", Body::from("email=taro%40example.jp"));
        request.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
        request.headers_mut().insert("x-forwarded-for", forwarded.parse().unwrap());
        request
    };
    let site = Site::set(settings(), &[crate::sample::draft()]).await;
    let mut refused = 0;
    for visitor in 0..30 {
        // Whoever asks writes what he likes in front; the proxy adds the truth at the end.
        let answer = site.answers_to(proxy, ask(&format!("198.51.100.{visitor}, 203.0.113.7"))).await;
        refused += usize::from(answer.status == 429);
        site.answers_to(proxy, ask(&format!("1.2.3.4, 192.0.2.{visitor}"))).await.assert_status(200);
    }
    assert_eq!(refused, 20);
    let site = Site::set(settings(), &[crate::sample::draft()]).await;
    let mut refused = 0;
    for visitor in 0..30 {
        let answer = site.answers_to("203.0.113.9", ask(&format!("192.0.2.{visitor}"))).await;
        refused += usize::from(answer.status == 429);
    }
    assert_eq!(refused, 20, "a header of somebody else is not believed");
}

#[tokio::test]
async fn the_program_says_that_it_lives_and_that_it_is_ready() {
    let site = Site::open().await;
    assert_eq!(site.get("/healthz").await.text(), "ok\n");
    assert_eq!(site.get("/readyz").await.text(), "ready\n");
}
