//! Feeds for those who read news.

use std::collections::BTreeSet;

use domain::event::{Bilingual, EventDraft};

use super::{URL, child, link, some_events};
use crate::sample;
use crate::site::{HOST, code};

#[tokio::test]
async fn the_newest_change_comes_first_and_an_entry_keeps_its_id() {
    let site = some_events().await;
    site.moves_the_clock(60);
    let event = site.storage.event_by_code(&code()).await.unwrap().unwrap();
    let changed = EventDraft { title: Bilingual::both("改題", "Renamed"), ..sample::draft() };
    site.storage.event_replace(event.id, &changed, site.now()).await.unwrap();
    let text = site.get("/en/feeds/all/all.atom").await.text();
    let document = roxmltree::Document::parse(&text).unwrap();
    let feed = document.root_element();
    assert!(feed.has_tag_name(("http://www.w3.org/2005/Atom", "feed")));
    assert_eq!(child(feed, "id"), format!("tag:{HOST},2026:en/feeds/all/all.atom"));
    assert_eq!(child(feed, "updated"), "2026-11-01T00:01:00Z");
    assert_eq!(link(feed, "alternate"), Some(format!("{URL}/en/events")));
    let entries: Vec<_> = feed.children().filter(|child| child.has_tag_name("entry")).collect();
    assert_eq!(entries.len(), 4);
    let first = entries[0];
    assert_eq!(child(first, "title"), "Renamed");
    assert_eq!(child(first, "id"), format!("tag:{HOST},2026:en/events/{}", code()));
    assert_eq!(child(first, "updated"), "2026-11-01T00:01:00Z");
    assert_eq!(child(first, "published"), "2026-11-01T00:00:00Z");
    assert_eq!(link(first, "alternate"), Some(format!("{URL}/en/events/{}", code())));
    assert!(child(first, "summary").contains("How to stay safe at home."));
    let terms: Vec<_> = first.children().filter_map(|child| child.attribute("term")).collect();
    assert_eq!(terms, ["seminar", "security", "13"]);
    let updated: Vec<_> = entries.iter().map(|entry| child(*entry, "updated")).collect();
    assert!(updated.is_sorted_by(|newer, older| newer >= older), "{updated:?}");
    let ids: BTreeSet<_> = entries.iter().map(|entry| child(*entry, "id")).collect();
    assert_eq!(ids.len(), 4);
    assert!(entries.iter().any(|entry| child(*entry, "title").starts_with("Cancelled: ")));
}
