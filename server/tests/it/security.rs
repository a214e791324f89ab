//! Requests from elsewhere, headers, redirects, scripts: what must hold for every answer.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use scraper::Selector;

use crate::sample;
use crate::site::{HOST, Settings, Site, code, request};
use crate::visit::Answer;

fn posted(path: &str, body: &str) -> Request<Body> {
    let mut request = request("POST", path, Body::from(body.to_owned()));
    request.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().expect("a header"));
    request
}

fn with(mut request: Request<Body>, headers: &[(&'static str, &str)]) -> Request<Body> {
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().expect("a header"));
    }
    request
}

#[tokio::test]
async fn nothing_is_written_for_another_site() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let own = visitor.own_page().await;
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(&site.visitor("forged@example.jp").checks().await.form().press("confirm").fields)
        .finish();
    let register = format!("/events/{}/register", code());
    let targets = [
        register.clone(),
        format!("/en{register}"),
        format!("{own}/change"),
        format!("{own}/cancel"),
        "/my/find".to_owned(),
        "/en/my/find".to_owned(),
        "/do/form".to_owned(),
        "/do/month".to_owned(),
        "/do/open_times".to_owned(),
        "/nowhere".to_owned(),
    ];
    for path in &targets {
        for forged in [
            &[("origin", "https://evil.example")][..],
            &[("origin", "null")],
            &[("origin", "https://telework.example.jp.evil.example")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
            &[("sec-fetch-site", "same-site"), ("origin", "https://other.example.jp")],
            &[("sec-fetch-site", "cross-site")],
        ] {
            let answer = site.answers(with(posted(path, &body), forged)).await;
            answer.assert_status(403);
            let heading = if path.starts_with("/en/") {
                "This request came from another site"
            } else {
                "ほかのサイトから送られた申込は受け付けません"
            };
            answer.assert_heading(heading);
        }
    }
    assert_eq!(site.counted(), (1, 0));
    assert_eq!(site.mailbox().await.len(), 1);

    let ours = with(posted(&register, &body), &[("origin", &format!("https://{HOST}"))]);
    site.answers(ours).await.assert_status(303);
    assert_eq!(site.counted(), (2, 0), "the same form from our own page is taken");
}

#[tokio::test]
async fn reading_changes_nothing() {
    let site = Site::open().await;
    let own = site.visitor("taro@example.jp").own_page().await;
    site.mailbox().await;
    for path in ["/cancel", "/change", "/cancel?step=confirm", "/change?step=confirm&seats=3"] {
        site.get(&format!("{own}{path}")).await.assert_status(200);
    }
    let body = "address=x&form=y";
    site.get(&format!("/do/form?{body}")).await.assert_status(404);
    assert_eq!(site.counted(), (1, 0));
    assert!(site.mailbox().await.is_empty());
}

/// Every kind of answer that there is.
async fn every_answer(site: &Site) -> Vec<Answer> {
    let mut answers = Vec::new();
    for visitor in [site.visitor("taro@example.jp"), site.guest("jane@example.com")] {
        let register = format!("/events/{}/register", code());
        for path in
            ["/", "/events", "/events?view=month", "/events?q=nothing-at-all", "/my/find", "/gallery", "/nowhere"]
        {
            answers.push(visitor.opens(path).await);
        }
        answers.push(visitor.opens(&format!("/events/{}", code())).await);
        answers.push(visitor.opens(&format!("/events/{}.ics", code())).await);
        let form = visitor.opens(&register).await;
        answers.push(visitor.sends(&form.form().press("check")).await);
        answers.push(form);
        let check = visitor.checks().await;
        answers.push(visitor.sends(&check.form().press("confirm")).await);
        answers.push(visitor.submits(&check.form().press("confirm")).await);
        let own = answers.last().expect("a page").path.trim_end_matches("/registered").to_owned();
        answers.push(check);
        for path in ["", "/change", "/cancel", ".ics", "?changed"] {
            answers.push(visitor.follows(&format!("{own}{path}")).await);
        }
    }
    for path in ["/feeds/all/all.ics", "/feeds/x/y.ics", "/open-data/events.json", "/robots.txt", "/sitemap.xml"] {
        answers.push(site.get(path).await);
    }
    for path in [
        "/healthz",
        "/readyz",
        "/favicon.svg",
        "/favicon.ico",
        "/icon-192.png",
        "/site.webmanifest",
        "/pkg/nothing.js",
        "/events/kt4-xw2m",
    ] {
        answers.push(site.get(path).await);
    }
    answers.push(site.get(&format!("/do/seats_left?event={}&language=ja", code())).await);
    answers.push(site.get("/do/nothing").await);
    answers.push(site.answers(posted("/my/find", &"a".repeat(1 << 20))).await);
    answers.push(site.answers(request("POST", "/my/find", Body::empty())).await);
    answers.push(site.answers(with(posted("/my/find", ""), &[("sec-fetch-site", "cross-site")])).await);
    answers.push(site.answers(with(request("GET", "/", Body::empty()), &[("accept-language", "en")])).await);
    answers
}

async fn demo() -> Site {
    Site::set(Settings { demo: true, ..Settings::default() }, &[sample::draft()]).await
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_keep_browsers_safe() {
    let site = demo().await;
    for answer in every_answer(&site).await {
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("strict-transport-security", "max-age=63072000; includeSubDomains"),
        ] {
            assert_eq!(answer.header(name).as_deref(), Some(value), "{name} on {}", answer.path);
        }
        assert!(answer.header("permissions-policy").is_some_and(|policy| policy.contains("camera=()")));
        assert!(answer.header("x-request-id").is_some_and(|id| id.len() == 8), "{}", answer.path);
        let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("no policy on {}", answer.path));
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        let script = policy.split(';').find_map(|rule| rule.trim().strip_prefix("script-src ")).unwrap_or("'none'");
        assert!(
            !script.contains("unsafe-inline") && !script.contains("'unsafe-eval'") && !script.contains("http"),
            "{policy}"
        );
        assert!(answer.header("server").is_none() && answer.header("x-powered-by").is_none());
        assert!(!answer.headers.contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn a_page_runs_no_script_but_its_own_and_each_answer_has_its_own_nonce() {
    let site = demo().await;
    let mut nonces = BTreeSet::new();
    let mut pages_with_script = 0;
    // Twice, since a page that was kept must not keep its nonce.
    let answers = every_answer(&site).await.into_iter().chain(every_answer(&site).await);
    for answer in answers {
        let is_page = answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        if !is_page {
            continue;
        }
        let policy = answer.header("content-security-policy").unwrap();
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).map(str::to_owned);
        let document = answer.document();
        let all = Selector::parse("*").unwrap();
        let mut scripts = 0;
        for element in document.select(&all) {
            let name = element.value().name();
            for (attribute, value) in element.value().attrs() {
                assert!(!attribute.starts_with("on"), "{attribute} on {}", answer.path);
                assert_ne!(attribute, "style", "an inline style on {}: {value}", answer.path);
                let target = value.trim().to_ascii_lowercase();
                let is_target = matches!(attribute, "href" | "src" | "action" | "formaction");
                assert!(!(is_target && target.starts_with("javascript:")), "{value} on {}", answer.path);
            }
            assert_ne!(name, "style", "{}", answer.path);
            assert!(!matches!(name, "iframe" | "object" | "embed" | "base"), "{name} on {}", answer.path);
            // A block of data is read by others and run by nobody.
            let is_data = element.attr("type") == Some("application/ld+json");
            if name == "script" && !is_data {
                scripts += 1;
                assert!(element.text().all(|text| text.trim().is_empty()), "an inline script on {}", answer.path);
                assert_eq!(element.attr("nonce"), nonce.as_deref(), "{}", answer.path);
                assert!(element.attr("src").is_some_and(|source| source.starts_with("/pkg/")));
            }
            if matches!(name, "script" | "link" | "img" | "source")
                && let Some(source) = element.attr("src").or(element.attr("href"))
                && element.attr("rel").is_none_or(|rel| rel != "alternate" && rel != "canonical")
            {
                assert!(source.starts_with('/') && !source.starts_with("//"), "{source} on {}", answer.path);
            }
        }
        assert_eq!(scripts > 0, nonce.is_some(), "{}: {policy}", answer.path);
        if let Some(nonce) = nonce {
            pages_with_script += 1;
            assert!(nonce.len() >= 22 && nonces.insert(nonce), "a nonce that was used before on {}", answer.path);
        }
    }
    assert!(pages_with_script > 5);
}

#[tokio::test]
async fn what_is_private_is_kept_by_nobody_and_what_is_public_is_asked_for_again() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let own = visitor.own_page().await;
    for path in ["", "/registered", "/change", "/cancel", ".ics"] {
        let answer = visitor.follows(&format!("{own}{path}")).await;
        assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"), "{path}");
    }
    for (path, keeping) in [
        ("/", "no-cache"),
        ("/events", "no-cache"),
        ("/events/KT4-XW2M", "no-cache"),
        ("/events/KT4-XW2M.ics", "no-cache"),
        ("/events/KT4-XW2M/register", "private, no-cache"),
        ("/my/find", "private, no-cache"),
        ("/nowhere", "no-store"),
    ] {
        assert_eq!(site.get(path).await.header("cache-control").as_deref(), Some(keeping), "{path}");
    }
    assert!(site.get("/").await.header("vary").is_some_and(|vary| vary.contains("Accept-Language")));
}

#[tokio::test]
async fn only_pages_without_secrets_are_compressed() {
    let site = Site::open().await;
    let own = site.visitor("taro@example.jp").own_page().await;
    let packed = async |method: &str, path: &str| {
        let headers = [("accept-encoding", "gzip"), ("content-type", "application/x-www-form-urlencoded")];
        let answer = site.answers(with(request(method, path, Body::from("name=taro")), &headers)).await;
        answer.header("content-encoding")
    };
    let form = format!("/events/{}/register", code());
    for path in ["/events", &form, "/inquiries/new?topic=security"] {
        assert_eq!(packed("GET", path).await.as_deref(), Some("gzip"), "{path}");
    }
    for path in [own.as_str(), "/my/find"] {
        assert_eq!(packed("GET", path).await, None, "{path}");
    }
    // The same page with what somebody has typed.
    assert_eq!(packed("POST", &form).await, None);
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let site = Site::open().await;
    for path in [
        "//evil.example/",
        "///evil.example/",
        "/%2f%2fevil.example/",
        "/%5cevil.example/",
        "/events//evil.example/",
        "/en//evil.example/",
        "/?next=https://evil.example",
        "/en?returnUrl=//evil.example",
        "/my/find?redirect=https://evil.example",
    ] {
        let headers = [("accept-language", "en"), ("x-forwarded-host", "evil.example"), ("host", "evil.example")];
        let answer = site.answers(with(request("GET", path, Body::empty()), &headers)).await;
        if let Some(location) = answer.header("location") {
            assert!(
                location.starts_with('/') && !location.starts_with("//") && !location.starts_with("/\\"),
                "{location}"
            );
        }
        if answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            for link in answer.links("a, link[rel=alternate]") {
                let is_ours = link.starts_with("https://telework.example.jp/") || link == "https://telework.example.jp";
                let is_path = (link.starts_with('/') && !link.starts_with("//")) || link.starts_with(['#', '?']);
                let is_known = link.starts_with("tel:") || link.starts_with("mailto:");
                assert!(is_ours || is_path || is_known, "{path} links to {link}");
            }
        }
    }
    let bounced = with(
        request("GET", &format!("/do/seats_left?event={}&language=ja", code()), Body::empty()),
        &[("accept", "text/html"), ("referer", "https://evil.example/")],
    );
    let answer = site.answers(bounced).await;
    assert_eq!((answer.status, answer.header("location")), (200, None), "a Referer is no place to go to");
    let broken = with(posted("/do/form", "x=y"), &[("accept", "text/html"), ("referer", "https://evil.example/")]);
    assert_eq!(site.answers(broken).await.header("location"), None);
}

#[tokio::test]
async fn the_host_that_a_request_names_stands_in_no_page() {
    let site = Site::open().await;
    let register = format!("/events/{}/register", code());
    let event = format!("/events/{}", code());
    let calendar = format!("/events/{}.ics", code());
    let for_programs =
        server::http::DATA.iter().copied().chain(["/feeds/all/all.ics", "/feeds/all/all.atom", "/openapi.json"]);
    for path in ["/", "/events", "/en/events", "/my/find", &register, &event, &calendar].into_iter().chain(for_programs)
    {
        let headers =
            [("host", "evil.example"), ("x-forwarded-host", "evil.example"), ("forwarded", "host=evil.example")];
        let answer = site.answers(with(request("GET", path, Body::empty()), &headers)).await;
        assert!(!answer.text().contains("evil.example"), "{path}");
    }
}

#[tokio::test]
async fn a_browser_that_prefers_english_is_sent_there_once() {
    let site = Site::open().await;
    let first =
        with(request("GET", "/?prefecture=13", Body::empty()), &[("accept-language", "en-US,en;q=0.9,ja;q=0.5")]);
    let answer = site.answers(first).await;
    answer.assert_status(303);
    assert_eq!(answer.header("location").as_deref(), Some("/en?prefecture=13"));
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    for (name, value) in [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin"), ("referer", "/en")] {
        let back = with(request("GET", "/", Body::empty()), &[("accept-language", "en"), (name, value)]);
        site.answers(back).await.assert_status(200);
    }
    site.answers(with(request("GET", "/", Body::empty()), &[("accept-language", "ja,en")])).await.assert_status(200);
    site.answers(with(request("GET", "/events", Body::empty()), &[("accept-language", "en")])).await.assert_status(200);
}

#[tokio::test]
async fn a_body_without_an_end_is_cut_off_at_the_islands_door_too() {
    let site = Site::open().await;
    let big = format!("address=%2Fevents%2F{}%2Fregister&form={}", code(), "a".repeat(1 << 20));
    site.answers(with(posted("/do/form", &big), &[("content-length", &big.len().to_string())]))
        .await
        .assert_status(413);
    // Sent in pieces, nobody says beforehand how much will come.
    let answer = site.answers(posted("/do/form", &big)).await;
    assert!(matches!(answer.status, 400 | 413), "{}", answer.status);
}
