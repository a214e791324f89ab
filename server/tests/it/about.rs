//! The pages of words: complete without script in both languages, with the facts that people look for.

use app::address::{localized, split_language};
use domain::language::Language;
use domain::time::Timestamp;
use jiff::civil::date;
use server::http::PUBLIC;

use crate::site::{Settings, Site};

/// Address, heading in Japanese, heading in English.
const PAGES: [(&str, &str, &str); 5] = [
    ("/about", "このネットワークについて", "About the network"),
    ("/contact", "お問い合わせ先", "Contact"),
    ("/privacy", "個人情報とCookie", "Privacy and cookies"),
    ("/accessibility", "アクセシビリティ", "Accessibility"),
    ("/easy", "やさしい日本語（にほんご）", "Plain English"),
];

/// Where links of these pages lead beyond the pages in [`PUBLIC`].
const ELSEWHERE: &[&str] = &["/faq", "/organizations", "/inquiries/new", "/open-data/events.csv"];

async fn site() -> Site {
    let site = Site::set(Settings::default(), &[]).await;
    site.sets_the_clock(Timestamp::from_tokyo(date(2026, 11, 24).at(10, 0, 0, 0)));
    site
}

#[tokio::test]
async fn every_page_is_there_in_both_languages_without_script() {
    let site = site().await;
    for (path, japanese, english) in PAGES {
        for (language, heading) in [(Language::Japanese, japanese), (Language::English, english)] {
            let page = site.get(&localized(language, path)).await;
            page.assert_status(200).assert_heading(heading);
            let title = page.title();
            let plain = heading.split('（').next().expect("a heading");
            assert!(title.starts_with(plain), "{path}: {title}");
            assert!(page.all("script, leptos-island, link[rel=modulepreload]").is_empty(), "{path} has script");
            assert!(page.links("head > link[rel=alternate]").len() >= 2, "{path}");
            assert_eq!(page.all("head > meta[name=description]").len(), 1, "{path}");
            assert!(page.all("head > meta[name=robots]").is_empty(), "{path}");
            assert_eq!(page.header("cache-control").as_deref(), Some("no-cache"), "{path}");
        }
    }
}

#[tokio::test]
async fn the_list_of_a_pages_parts_leads_to_each_of_them() {
    let site = site().await;
    for (path, ..) in PAGES {
        let page = site.get(path).await;
        let parts = page.links(".contents a");
        assert!(parts.len() >= 4, "{path}: {parts:?}");
        for part in parts {
            assert_eq!(page.all(&format!("section{part} > h2")).len(), 1, "{path}: {part}");
        }
    }
}

#[tokio::test]
async fn every_link_leads_to_a_known_address() {
    let site = site().await;
    let known: Vec<&str> = PUBLIC.iter().chain(ELSEWHERE).copied().collect();
    let failures = ["/nowhere"];
    for path in PAGES.iter().map(|(path, ..)| *path).chain(failures) {
        for language in Language::ALL {
            let page = site.get(&localized(language, path)).await;
            for link in page.links("a") {
                if link.starts_with('#') || link.starts_with("tel:") {
                    continue;
                }
                let target = link.split(['?', '#']).next().expect("a path");
                let (of, plain) = split_language(target);
                assert!(known.contains(&plain), "{path} links to {link}");
                // Only the switch of the language leaves the language.
                let is_for_all = plain == "/open-data/events.csv";
                let is_switch = page.links(".language a").contains(&link);
                assert!(of == language || is_for_all || is_switch, "{path} in {language} links to {link}");
            }
        }
    }
}

#[tokio::test]
async fn the_foot_of_every_page_leads_to_them_and_says_which_one_it_is() {
    let site = site().await;
    for language in Language::ALL {
        let page = site.get(&localized(language, "/events")).await;
        let foot = page.links("footer nav a");
        for (path, ..) in PAGES {
            assert!(foot.contains(&localized(language, path)), "{path} in {language}: {foot:?}");
            let here = site.get(&format!("{}?print", localized(language, path))).await;
            assert_eq!(here.links("footer nav [aria-current=page]"), [localized(language, path)]);
        }
        let verbs = page.links(".site-header nav a");
        let expected = ["/events", "/consultations", "/inquiries/new", "/faq"].map(|path| localized(language, path));
        assert_eq!(verbs, expected);
        assert_eq!(page.links(".contact-write a"), [localized(language, "/inquiries/new")]);
    }
    site.get("/").await.assert_text("2開庁日以内に回答します");
    site.get("/en").await.assert_text("Answered within two business days");
}

#[tokio::test]
async fn the_page_about_the_network_says_who_does_what_since_when() {
    let site = site().await;
    let page = site.get("/about").await;
    for fact in [
        "総務省が2020年7月に始めました",
        "3回まで無料",
        "現状把握",
        "導入準備",
        "フォロー",
        "2020年8月18日（火）",
        "セミナーに11人、相談会に2団体",
        "厚生労働省",
        "商工会議所",
        "+81 3 5253 5920",
        "+81 3 5253 5924",
    ] {
        page.assert_text(fact);
    }
    let page = site.get("/en/about").await;
    for fact in [
        "July 2020",
        "up to three of them free of charge",
        "Tuesday 18 August 2020",
        "11 people",
        "2 organisations",
        "MHLW",
        "Chambers of commerce",
        "+81 3 5253 5920",
        "+81 3 5253 5924",
    ] {
        page.assert_text(fact);
    }
}

#[tokio::test]
async fn the_contact_page_tells_phone_hours_closed_days_and_the_address_without_its_sign() {
    let site = site().await;
    for language in Language::ALL {
        let page = site.get(&localized(language, "/contact")).await;
        let phones = page.links("main a[href^='tel:']");
        assert_eq!(phones, ["tel:+81354221517", "tel:+81352535920"]);
        let main = page.all("main").concat();
        assert!(main.contains("jimukyoku_atmark_teleworksupport.go.jp"), "{main}");
        assert!(!page.text().contains("jimukyoku@"));
        let closed = page.document().html();
        for day in ["2026-12-29", "2027-01-03", "2027-01-11"] {
            assert!(closed.contains(&format!("datetime=\"{day}\"")), "{day}");
        }
        assert!(page.links("main a").contains(&localized(language, "/inquiries/new")));
    }
    let japanese = site.get("/contact").await;
    japanese.assert_text("平日 9:00〜17:00").assert_text("「_atmark_」を「@」に").assert_text("国際戦略局");
    let english = site.get("/en/contact").await;
    english.assert_text("please change “_atmark_” to “@”").assert_text("Global Strategy Bureau");
}

#[tokio::test]
async fn the_privacy_page_names_every_field_that_a_form_asks_for() {
    let site = Site::open().await;
    let page = site.get("/privacy").await;
    let form = site.get(&format!("/events/{}/register", crate::site::code())).await;
    let labels = form.all("form .field > label, form .field > legend");
    assert!(labels.len() > 8, "{labels:?}");
    for label in labels {
        let label = label.replace("※必須", "").replace("※任意", "");
        page.assert_text(match label.trim() {
            "どこで参加しますか" => "参加のしかた",
            "参加する人数" => "人数",
            "区分" => "名称と区分",
            asked => asked,
        });
    }
    page.assert_text("12か月").assert_text("3つまで").assert_text("7日").assert_text("visited");
    let english = site.get("/en/privacy").await;
    english.assert_text("12 months after the event").assert_text("up to three files").assert_text("seven days");
}

#[tokio::test]
async fn every_cookie_that_a_visitor_gets_is_named_on_the_privacy_page() {
    let site = site().await;
    let mut request = crate::site::request("GET", "/", axum::body::Body::empty());
    request.headers_mut().insert("accept-language", "en".parse().expect("a header"));
    let cookie = site.answers(request).await.header("set-cookie").expect("the one cookie of a visitor");
    let name = cookie.split('=').next().expect("a name").to_owned();
    assert!(!cookie.contains("Max-Age") && !cookie.contains("Expires"), "it ends with the visit: {cookie}");
    for path in ["/privacy", "/en/privacy"] {
        site.get(path).await.assert_text(&name);
        assert!(site.get(path).await.header("set-cookie").is_none());
    }
}

#[tokio::test]
async fn the_accessibility_page_says_what_the_last_tests_found_and_nothing_else() {
    let site = site().await;
    let result = app::about::result::latest().expect("a result");
    let page = site.get("/accessibility").await;
    let said = page.all("#result").concat();
    assert!(said.contains(&format!("{}画面", result.pages)), "{said}");
    assert!(said.contains(&format!("{}件", result.axe_violations)), "{said}");
    let is_sound = result.axe_violations == 0 && result.html_errors == 0;
    assert_eq!(said.contains("見つかりませんでした"), is_sound);
    let day = page.all("#result dd").into_iter().next().expect("a day");
    assert!(
        day.starts_with(&format!("{}年{}月{}日", result.date.year(), result.date.month(), result.date.day())),
        "{day}"
    );
    for tool in &result.tools {
        assert!(said.contains(&tool.name) && said.contains(&tool.version), "{tool:?}");
    }
    page.assert_text("JIS X 8341-3:2016").assert_text("WCAG 2.2").assert_text("2開庁日以内");
    site.get("/en/accessibility").await.assert_text("WCAG 2.2, level AA").assert_text("within two business days");
}

#[tokio::test]
async fn the_easy_page_has_a_reading_for_every_kanji() {
    let site = site().await;
    let page = site.get("/easy").await;
    assert!(page.all("main ruby").len() > 60);
    let document = page.document();
    let main = scraper::Selector::parse("main").expect("a selector");
    let main = document.select(&main).next().expect("a main part");
    for node in main.descendants() {
        let Some(text) = node.value().as_text() else { continue };
        let is_read =
            node.ancestors().any(|above| above.value().as_element().is_some_and(|element| element.name() == "ruby"));
        // The breadcrumb is the same on all pages.
        let is_crumb = node.ancestors().any(|above| {
            above.value().as_element().is_some_and(|element| element.classes().any(|class| class == "breadcrumb"))
        });
        assert!(is_read || is_crumb || !text.contains(app::text::ruby::is_kanji), "{}", &**text);
    }
    for ruby in page.all("main ruby") {
        assert!(ruby.contains('（') && ruby.ends_with('）'), "{ruby}");
    }
    let english = site.get("/en/easy").await;
    assert!(english.all("main ruby").is_empty());
    english.assert_text("It is free.").assert_text("9:00 to 17:00");
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page() {
    let site = site().await;
    for (path, ..) in PAGES {
        for language in Language::ALL {
            let address = localized(language, path);
            let answer = site.get(&format!("{address}/")).await;
            answer.assert_status(303);
            assert_eq!(answer.header("location"), Some(address));
        }
    }
    site.get("//about/").await.assert_status(404);
}
