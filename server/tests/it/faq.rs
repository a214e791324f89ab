//! Questions and answers: found however they are typed, opened by a link, and whether they helped.

use axum::body::Body;
use domain::event::Topic;
use domain::language::Language;
use storage::FaqRatingCount;

use crate::site::{Settings, Site, request};
use crate::visit::{Answer, Form, Visitor};

fn search(words: &str) -> String {
    format!("/faq?q={}", form_urlencoded::byte_serialize(words.as_bytes()).collect::<String>())
}

fn questions(answer: &Answer) -> Vec<String> {
    answer.all("main .question h3")
}

async fn counts(site: &Site) -> Vec<FaqRatingCount> {
    site.storage.faq_rating_counts(site.now(), site.now()).await.expect("they are read")
}

/// The form at the question with this id.
fn form_at(page: &Answer, id: &str) -> Form {
    let document = page.document();
    let selector = scraper::Selector::parse(&format!("[id={id}] form[method=post]")).expect("a selector");
    let form = document.select(&selector).next().unwrap_or_else(|| panic!("no form at {id} on {}", page.path));
    Form::of(form)
}

async fn presses(visitor: &Visitor<'_>, page: &Answer, id: &str, helped: &str) -> Answer {
    visitor.submits(&form_at(page, id).with("helped", helped)).await
}

#[tokio::test]
async fn every_question_stands_under_its_topic_with_its_answer_and_no_script() {
    let site = Site::open().await;
    for (visitor, heading, topic, count) in [
        (site.visitor("taro@example.jp"), "よくある質問", "労務管理", "件の質問があります。"),
        (site.guest("jane@example.com"), "Questions and answers", "Personnel management", "questions."),
    ] {
        let page = visitor.opens("/faq").await;
        page.assert_status(200).assert_heading(heading).assert_text(count);
        assert!(page.all("h2").iter().any(|name| name == topic), "{:?}", page.all("h2"));
        assert!(questions(&page).len() >= 24);
        assert_eq!(page.all("main details.question > .answer .prose").len(), questions(&page).len());
        assert_eq!(page.all("script, link[rel=modulepreload]").len(), 0);
        assert!(page.header("content-security-policy").is_some_and(|policy| policy.contains("script-src 'none'")));
        assert_eq!(page.all("details.question[open]").len(), 0, "all are folded");
        assert_eq!(page.header("cache-control").as_deref(), Some("private, no-cache"), "one browser's page");
        let header = page.all(".site-header [aria-current=true]").concat();
        assert!(header == "よくある質問" || header == "Questions and answers", "{header}");
    }
}

#[tokio::test]
async fn a_search_finds_the_same_in_every_width_kana_and_case() {
    let site = Site::open().await;
    for spellings in [&["テレワーク", "ﾃﾚﾜｰｸ", "てれわーく"][..], &["VPN", "vpn", "ｖｐｎ", "ＶＰＮ"]]
    {
        for language in ["", "/en"] {
            let mut found = Vec::new();
            for spelling in spellings {
                let page = site.get(&format!("{language}{}", search(spelling))).await;
                page.assert_status(200).assert_text(spelling);
                found.push(questions(&page));
            }
            assert!(!found[0].is_empty(), "{spellings:?}");
            assert!(found.iter().all(|others| *others == found[0]), "{spellings:?}: {found:?}");
        }
    }
    let page = site.get(&search("ｖｐｎ")).await;
    assert!(questions(&page)[0].contains("VPN、リモートデスクトップ"), "the best first: {:?}", questions(&page));
    let count = questions(&page).len();
    page.assert_text(&format!("「ｖｐｎ」に合う質問が{count}件見つかりました"));
    assert!(page.title().contains("ｖｐｎ"), "{}", page.title());
}

#[tokio::test]
async fn a_topic_shows_its_own_questions_and_keeps_the_words() {
    let site = Site::open().await;
    let all = questions(&site.get("/faq").await);
    let mut by_topic = Vec::new();
    for topic in Topic::ALL {
        let page = site.get(&format!("/faq?topic={}", topic.slug())).await;
        assert_eq!(page.all(".faq-topics [aria-current=page]").len(), 1);
        by_topic.extend(questions(&page));
    }
    assert_eq!(by_topic, all, "each question has one topic");
    let page = site.get("/faq?topic=security&q=VPN").await;
    assert!(questions(&page).len() < questions(&site.get("/faq?q=VPN").await).len());
    assert!(page.links(".faq-topics a").contains(&"/faq?q=VPN&topic=ict".to_owned()), "a topic keeps the words");
    let document = page.document();
    let kept = scraper::Selector::parse("form[role=search] input[type=hidden][name=topic]").expect("a selector");
    assert_eq!(document.select(&kept).next().and_then(|field| field.attr("value")), Some("security"));
    assert_eq!(questions(&site.get("/faq?topic=weather").await), all, "an unknown topic asks for nothing");
}

#[tokio::test]
async fn a_search_that_finds_nothing_offers_whom_to_ask() {
    let site = Site::open().await;
    for (language, heading, inquiry) in [
        (Language::Japanese, "「宇宙旅行」に合う質問は見つかりませんでした", "/inquiries/new"),
        (Language::English, "No questions found for “宇宙旅行”", "/en/inquiries/new"),
    ] {
        let page = site.get(&app::address::localized(language, &search("宇宙旅行"))).await;
        page.assert_status(200).assert_text(heading);
        assert!(questions(&page).is_empty());
        assert!(page.links("main a").contains(&inquiry.to_owned()));
        assert!(page.links("main a").contains(&"tel:+81354221517".to_owned()));
    }
    let elsewhere = site.get("/faq?topic=security&q=%E5%8A%B4%E7%81%BD").await;
    assert!(elsewhere.links("main .banner a").contains(&"/faq?q=%E5%8A%B4%E7%81%BD".to_owned()));
}

#[tokio::test]
async fn what_is_typed_stays_text() {
    let site = Site::open().await;
    for hostile in ["\"><script>alert(1)</script>", "</title><script>", "' onmouseover='alert(1)", "&lt;b&gt;", "{q}"] {
        for path in [search(hostile), format!("/en{}", search(hostile))] {
            let page = site.get(&path).await;
            page.assert_status(200).assert_text(hostile);
            assert_eq!(page.all("script").len(), 0, "{path}");
            let document = page.document();
            let field = scraper::Selector::parse("input[name=q]").expect("a selector");
            assert_eq!(document.select(&field).next().and_then(|field| field.attr("value")), Some(hostile));
            assert_eq!(page.all("[onmouseover]").len(), 0);
        }
    }
    site.get("/faq?q=%00%1b%0d%0a&topic=%ff&open=%2e%2e%2f&helped=x").await.assert_status(200);
    let long = site.get(&search(&"あ".repeat(3_000))).await;
    long.assert_status(200);
    assert!(!long.text().contains(&"あ".repeat(101)));
}

#[tokio::test]
async fn a_link_to_a_question_opens_it_without_script() {
    let site = Site::open().await;
    for prefix in ["", "/en"] {
        let page = site.get(&format!("{prefix}/faq?open=vpn")).await;
        assert_eq!(page.all("details.question[open]").len(), 1);
        assert_eq!(page.all("details.question[open] > [id=vpn]").len(), 1);
        let own = format!("{prefix}/faq?open=vpn#vpn");
        assert!(page.links("[id=vpn] a").contains(&own), "{:?}", page.links("[id=vpn] a"));
        assert_eq!(page.all("details.question[open] form[method=post]").len(), 1);
    }
    assert_eq!(site.get("/faq?open=no-such-question").await.all("details.question[open]").len(), 0);
}

#[tokio::test]
async fn whether_it_helped_is_thanked_at_its_place_and_counted() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let page = visitor.opens("/faq?q=VPN&topic=security").await;
    let sent = visitor.sends(&form_at(&page, "vpn-update").with("helped", "yes")).await;
    sent.assert_status(303);
    let place = "/faq?q=VPN&topic=security&open=vpn-update&helped=yes#vpn-update";
    assert_eq!(sent.header("location").as_deref(), Some(place), "back to what was looked for");

    let thanks = visitor.follows(place).await;
    thanks.assert_status(200);
    assert_eq!(thanks.all("details.question[open] > [id=vpn-update] .helped-thanks").len(), 1);
    assert_eq!(thanks.all("[id=vpn-update] form").len(), 0, "nobody is asked twice");
    assert!(thanks.all("form.helped").len() + 1 == questions(&thanks).len(), "the others are still asked");

    let guest = site.guest("jane@example.com");
    let page = guest.opens("/faq").await;
    let thanks = presses(&guest, &page, "vpn-update", "no").await;
    thanks.assert_text("We will use this to improve the answer.");
    assert!(thanks.links(".helped-thanks a").contains(&"/en/inquiries/new".to_owned()));
    let count = |language, helped, not_helped| FaqRatingCount {
        question: "vpn-update".to_owned(),
        language,
        helped,
        not_helped,
    };
    assert_eq!(counts(&site).await, [count(Language::English, 0, 1), count(Language::Japanese, 1, 0)]);
}

#[tokio::test]
async fn a_double_press_counts_once_and_another_showing_counts_again() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let page = visitor.opens("/faq").await;
    for _ in 0..5 {
        presses(&visitor, &page, "vpn", "yes").await.assert_status(200);
    }
    let counted = counts(&site).await;
    assert_eq!((counted[0].helped, counted[0].not_helped), (1, 0));
    // Back, and the other button.
    presses(&visitor, &page, "vpn", "no").await.assert_status(200);
    let counted = counts(&site).await;
    assert_eq!((counted[0].helped, counted[0].not_helped), (0, 1));
    // Within the same second, as somebody else.
    let other = visitor.opens("/faq").await;
    presses(&visitor, &other, "vpn", "no").await.assert_status(200);
    assert_eq!(counts(&site).await[0].not_helped, 2);
}

#[tokio::test]
async fn what_nobody_has_asked_and_what_no_page_has_sent_is_not_counted() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let form = form_at(&visitor.opens("/faq").await, "vpn").with("helped", "yes");
    for prefix in ["", "/en"] {
        for id in ["no-such-question", "%00", "..%2f..", "VPN"] {
            let action = format!("{prefix}/faq/{id}/helped");
            visitor.sends(&Form { action: action.clone(), ..form.clone() }).await.assert_status(404);
            visitor.follows(&action).await.assert_status(404);
        }
    }
    for broken in [
        form.clone().without("helped"),
        form.clone().with("helped", "maybe"),
        form.clone().without("key"),
        form.clone().with("key", "guessed"),
    ] {
        visitor.sends(&broken).await.assert_status(400);
    }
    let mut forged = request("POST", "/faq/vpn/helped", Body::from("helped=yes"));
    forged.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().expect("a header"));
    forged.headers_mut().insert("origin", "https://evil.example".parse().expect("a header"));
    site.answers(forged).await.assert_status(403);
    assert_eq!(counts(&site).await, []);
    // Looking counts nothing, and leads to the question.
    let looked = visitor.follows("/en/faq/vpn/helped?q=VPN&helped=yes").await;
    looked.assert_status(303);
    assert_eq!(looked.header("location").as_deref(), Some("/en/faq?q=VPN&open=vpn#vpn"));
    assert_eq!(counts(&site).await, []);
}

#[tokio::test]
async fn whoever_presses_too_often_is_asked_to_wait_and_may_read_on() {
    let site = Site::set(Settings { limits: true, ..Settings::default() }, &[]).await;
    let visitor = site.visitor("taro@example.jp");
    let form = form_at(&visitor.opens("/faq").await, "vpn").with("helped", "yes");
    let mut refused = 0;
    for _ in 0..70 {
        let answer = visitor.sends(&form).await;
        refused += usize::from(answer.status == 429);
    }
    assert_eq!(refused, 10);
    visitor.opens("/faq").await.assert_status(200);
}

#[tokio::test]
async fn a_database_that_cannot_be_used_thanks_nobody_and_the_answers_are_still_read() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let form = form_at(&visitor.opens("/faq").await, "vpn").with("helped", "yes");
    site.storage.close().await;
    visitor.sends(&form).await.assert_status(503);
    visitor.opens("/faq?open=vpn").await.assert_status(200);
}

#[tokio::test]
async fn the_page_is_small_on_the_way() {
    let site = Site::open().await;
    for path in ["/faq", "/en/faq"] {
        let mut request = request("GET", path, Body::empty());
        request.headers_mut().insert("accept-encoding", "gzip".parse().expect("a header"));
        let packed = site.answers(request).await;
        assert_eq!(packed.header("content-encoding").as_deref(), Some("gzip"));
        // With the style sheet a first visit stays under 40 kB.
        assert!(packed.bytes.len() < 30_000, "{path}: {} bytes", packed.bytes.len());
    }
}
