//! Open data: the table, and the pages of JSON.

use domain::event::{Bilingual, EventDraft};
use serde_json::Value;

use super::{URL, ask, other, some_events};
use crate::sample;
use crate::site::{Settings, Site, code};

#[tokio::test]
async fn the_table_is_the_file_that_the_command_exports() {
    let site = some_events().await;
    let answer = site.get("/open-data/events.csv").await;
    let mut exported = Vec::new();
    server::command::export::export_events(&site.storage, &mut exported, URL).await.unwrap();
    assert_eq!(answer.bytes, exported);
    assert_eq!(answer.header("content-type").as_deref(), Some("text/csv; charset=utf-8; header=present"));
    assert_eq!(
        answer.header("link").as_deref(),
        Some("<https://creativecommons.org/licenses/by/4.0/>; rel=\"license\"")
    );
    assert!(!answer.text().contains("下書き"));
}

#[tokio::test]
async fn page_after_page_every_event_is_read_once() {
    let events: Vec<_> = (1..=7).map(|seed| other(seed, |_| {})).collect();
    let site = Site::set(Settings::default(), &events).await;
    let mut address = "/open-data/events.json?per_page=3".to_owned();
    let (mut codes, mut pages) = (Vec::new(), 0);
    loop {
        let answer = site.get(&address).await;
        answer.assert_status(200);
        let page: Value = serde_json::from_str(&answer.text()).unwrap();
        assert_eq!((&page["total"], &page["per_page"]), (&7.into(), &3.into()));
        assert_eq!(page["licence"]["name"], "CC-BY-4.0");
        codes.extend(page["events"].as_array().unwrap().iter().map(|event| event["code"].as_str().unwrap().to_owned()));
        pages += 1;
        match page["next"].as_str() {
            Some(next) => address = next.strip_prefix(URL).expect("one of ours").to_owned(),
            None => break,
        }
    }
    assert_eq!(pages, 3);
    assert_eq!(codes, events.iter().map(|event| event.code.to_string()).collect::<Vec<_>>(), "as they came");
    let beyond = site.get("/open-data/events.json?per_page=3&page=4").await;
    beyond.assert_status(404);
    assert!(beyond.text().contains("最後のページは3です"), "{}", beyond.text());
}

#[tokio::test]
async fn who_comes_back_reads_only_what_has_changed() {
    let site = some_events().await;
    let all: Value = serde_json::from_str(&site.get("/open-data/events.json").await.text()).unwrap();
    let seen = all["updated_at"].as_str().unwrap().to_owned();
    site.moves_the_clock(60);
    let event = site.storage.event_by_code(&code()).await.unwrap().unwrap();
    let changed = EventDraft { title: Bilingual::japanese("改題"), ..sample::draft() };
    site.storage.event_replace(event.id, &changed, site.now()).await.unwrap();
    let since = |since: &str| format!("/open-data/events.json?updated_since={since}");
    let total = async |address: String| -> Value {
        let answer = site.get(&address).await;
        answer.assert_status(200);
        serde_json::from_str::<Value>(&answer.text()).unwrap()["total"].clone()
    };
    assert_eq!(total(since("2026-11-01T00:00:01Z")).await, 1);
    assert_eq!(total(since("2026-11-01T09:00:01%2B09:00")).await, 1);
    assert_eq!(total(since(&seen)).await, 5, "what changed at that instant is read again");
    assert_eq!(total(since("2026-11-01T00:01:01Z")).await, 0);
    assert_eq!(total(since("9999-12-31T23:59:59Z")).await, 0);
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_said_in_the_askers_language() {
    let site = some_events().await;
    for (query, parameter) in [
        ("page=0", Some("page")),
        ("page=x", Some("page")),
        ("page=1&page=2", Some("page")),
        ("per_page=1001", Some("per_page")),
        ("updated_since=yesterday", Some("updated_since")),
        ("q=%3Cscript%3E", None),
        ("%00=%ff", None),
    ] {
        let address = format!("/open-data/events.json?{query}");
        let answer = site.get(&address).await;
        answer.assert_status(400);
        assert_eq!(answer.header("content-type").as_deref(), Some("application/problem+json"));
        assert_eq!(answer.header("content-language").as_deref(), Some("ja"));
        let problem: Value = serde_json::from_str(&answer.text()).unwrap();
        assert_eq!((&problem["status"], problem["parameter"].as_str()), (&400.into(), parameter), "{query}");
        assert!(!answer.text().contains("script") && !answer.text().contains("yesterday"), "{}", answer.text());
        let english = ask(&site, &address, &[("accept-language", "en")]).await;
        assert_ne!(english.text(), answer.text());
        assert_eq!(english.header("content-language").as_deref(), Some("en"));
    }
}
