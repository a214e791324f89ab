//! Feeds as calendars.

use domain::event::{Bilingual, EventDraft};

use super::{URL, ask, entries, lines, property, some_events};
use crate::sample;
use crate::site::{HOST, Site, code};

#[tokio::test]
async fn a_feed_holds_the_entries_of_its_events_files() {
    let site = some_events().await;
    let feed = site.get("/feeds/all/all.ics").await;
    let all = lines(&feed.text());
    assert_eq!(all.first().map(String::as_str), Some("BEGIN:VCALENDAR"));
    for expected in [
        "NAME:テレワークのイベント".to_owned(),
        "X-WR-CALNAME:テレワークのイベント".to_owned(),
        format!("SOURCE;VALUE=URI:{URL}/feeds/all/all.ics"),
        format!("URL:{URL}/events"),
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H".to_owned(),
        "X-PUBLISHED-TTL:PT1H".to_owned(),
        "LAST-MODIFIED:20261101T000000Z".to_owned(),
    ] {
        assert!(all.contains(&expected), "{expected} is not in {all:#?}");
    }
    let held = entries(&feed.text());
    assert_eq!(held.len(), 4, "two to come, one called off, one that ended ten days ago");
    assert!(!feed.text().contains("下書き") && !feed.text().contains("100日前"));
    for entry in &held {
        let uid = property(entry, "UID").expect("a UID");
        let code = uid.strip_prefix("event-").and_then(|rest| rest.strip_suffix(&format!("@{HOST}"))).expect("a code");
        let own = site.get(&format!("/events/{code}.ics")).await;
        let own = entries(&own.text()).remove(0);
        let without: Vec<_> = entry.iter().filter(|line| !line.starts_with("CONFERENCE")).collect();
        assert_eq!(without, own.iter().collect::<Vec<_>>(), "{code}");
    }
    let called_off = held.iter().find(|entry| property(entry, "STATUS") == Some("CANCELLED")).expect("it stays");
    assert!(property(called_off, "SUMMARY").is_some_and(|title| title.starts_with("【中止】")));
    assert!(property(called_off, "CONFERENCE").is_none(), "nobody joins what was called off");
    let coming = held.iter().find(|entry| property(entry, "UID") == Some(&format!("event-{}@{HOST}", code()))).unwrap();
    assert_eq!(property(coming, "CONFERENCE"), Some(format!("{URL}/events/{}", code()).as_str()));
    let english = site.get("/en/feeds/13/security.ics").await;
    let all = lines(&english.text());
    assert!(all.contains(&"NAME:Telework events (Tokyo: Security)".to_owned()), "{all:#?}");
    assert!(all.contains(&format!("URL:{URL}/en/events?prefecture=13&topic=security")));
    assert_eq!(english.header("content-language").as_deref(), Some("en"));
}

#[tokio::test]
async fn a_change_grows_the_sequence_and_reaches_every_feed_at_once() {
    let site = some_events().await;
    let uid = format!("event-{}@{HOST}", code());
    let sequence = |calendar: &str| {
        let held = entries(calendar);
        let entry = held.iter().find(|entry| property(entry, "UID") == Some(&uid)).expect("it is there");
        property(entry, "SEQUENCE").expect("a sequence").parse::<u32>().expect("a number")
    };
    let before = site.get("/feeds/13/all.ics").await;
    let atom = site.get("/feeds/13/all.atom").await;
    site.moves_the_clock(60);
    let event = site.storage.event_by_code(&code()).await.unwrap().unwrap();
    let changed = EventDraft { title: Bilingual::japanese("新しい題名"), ..sample::draft() };
    site.storage.event_replace(event.id, &changed, site.now()).await.unwrap();
    let after = site.get("/feeds/13/all.ics").await;
    assert_eq!(sequence(&after.text()), sequence(&before.text()) + 1);
    assert!(after.text().contains("新しい題名"));
    assert_ne!(after.header("etag"), before.header("etag"));
    assert_eq!(after.header("last-modified").as_deref(), Some("Sun, 01 Nov 2026 00:01:00 GMT"));
    let atom_after = site.get("/feeds/13/all.atom").await;
    assert_ne!(atom_after.header("etag"), atom.header("etag"));
    for path in ["/open-data/events.csv", "/open-data/events.json"] {
        assert!(site.get(path).await.text().contains("新しい題名"), "{path}");
    }
}

#[tokio::test]
async fn an_event_leaves_the_feeds_ninety_days_after_its_end() {
    let site = Site::open().await;
    let leaves = sample::draft().when.ends_at().plus_seconds(90 * 24 * 60 * 60);
    site.sets_the_clock(leaves.plus_seconds(-1));
    let before = site.get("/feeds/all/all.ics").await;
    assert_eq!(entries(&before.text()).len(), 1);
    site.sets_the_clock(leaves);
    let after = site.get("/feeds/all/all.ics").await;
    assert!(entries(&after.text()).is_empty());
    assert_eq!(after.header("last-modified").as_deref(), Some("Mon, 01 Mar 2027 07:00:00 GMT"), "when it left");
    let changed = before.header("last-modified").unwrap();
    ask(&site, "/feeds/all/all.ics", &[("if-modified-since", &changed)]).await.assert_status(200);
    assert!(site.get("/open-data/events.json").await.text().contains(code().as_str()), "open data keeps all");
}

#[tokio::test]
async fn an_events_own_file_is_not_sent_twice_either() {
    let site = Site::open().await;
    let path = format!("/events/{}.ics", code());
    let first = site.get(&path).await;
    let tag = first.header("etag").expect("a tag");
    assert_eq!(first.header("last-modified").as_deref(), Some("Sun, 01 Nov 2026 00:00:00 GMT"));
    for headers in [[("if-none-match", tag.as_str())], [("if-modified-since", "Sun, 01 Nov 2026 00:00:00 GMT")]] {
        let again = ask(&site, &path, &headers).await;
        again.assert_status(304);
        assert!(again.bytes.is_empty());
    }
    ask(&site, &path, &[("if-none-match", "\"other\"")]).await.assert_status(200);
}
