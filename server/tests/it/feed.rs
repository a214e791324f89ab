//! What programs read: feeds, open data, its description, the list of all pages.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use domain::event::{
    Bilingual, EventContact, EventDraft, EventState, Format, Session, SessionKind, SourceRow, Speaker, Topic, When,
};
use domain::feed::{Area, FeedScope};
use domain::open_data::HEADER;
use domain::place::Prefecture;
use domain::reference::EventCode;
use jiff::ToSpan as _;
use jiff::civil::{date, time};
use serde_json::Value;
use server::http::{DATA, FEEDS};

use crate::sample;
use crate::site::{HOST, Settings, Site, code, request};
use crate::visit::Answer;

const URL: &str = "https://telework.example.jp";

fn other(seed: u8, change: impl FnOnce(&mut EventDraft)) -> EventDraft {
    let mut draft = EventDraft { code: EventCode::from_random([seed; 16]), ..sample::draft() };
    change(&mut draft);
    draft
}

/// An event with something in every field.
fn full() -> EventDraft {
    let both = |text: &str| Some(Bilingual::both(format!("{text}（和）"), format!("{text} (en)")));
    other(9, |draft| {
        draft.topics = vec![Topic::Ict, Topic::Personnel];
        draft.place.prefecture = Some(Prefecture::Osaka);
        draft.when.doors_open = Some(time(13, 30, 0, 0));
        draft.when.note = both("note");
        let particulars = &mut draft.particulars;
        particulars.subtitle = both("subtitle");
        particulars.description = both("description");
        particulars.audience_note = both("audience");
        particulars.organiser = both("organiser");
        particulars.co_hosts = both("co-hosts");
        particulars.how_to_apply = both("how");
        particulars.remarks = both("remarks");
        particulars.title_kana = Some("カナ".to_owned());
        particulars.other_organisations = Some("協力会".to_owned());
        particulars.url = Some("https://organiser.example.jp/".to_owned());
        particulars.fee = Some(500);
        particulars.contact = EventContact { name: Some("係".to_owned()), ..EventContact::default() };
        particulars.sessions = vec![Session {
            kind: SessionKind::Consultation,
            starts: time(14, 0, 0, 0),
            ends: time(15, 0, 0, 0),
            title: Bilingual::japanese("個別相談"),
            summary: None,
            organisations: Some(4),
        }];
        particulars.speakers =
            vec![Speaker {
                name: Bilingual::japanese("講師"), role: Bilingual::japanese("専門家"), profile: None
            }];
    })
}

fn called_off() -> EventDraft {
    other(7, |draft| {
        let reason = Bilingual::both("台風のため中止します", "Called off because of a typhoon");
        draft.state = EventState::Cancelled { reason, at: sample::now() };
    })
}

/// The sample, an event of Osaka with everything in it, one that was called off, a draft, and two that are over: one
/// for ten days, one for a hundred.
async fn some_events() -> Site {
    let over = |days: i64| {
        move |draft: &mut EventDraft| {
            draft.when = When::on(date(2026, 11, 1) - days.days(), time(14, 0, 0, 0), time(16, 0, 0, 0));
            draft.title = Bilingual::japanese(format!("{days}日前の催し"));
        }
    };
    let hidden = other(4, |draft| {
        draft.state = EventState::Draft;
        draft.title = Bilingual::japanese("下書きの催し");
    });
    let events = [sample::draft(), full(), called_off(), hidden, other(5, over(10)), other(6, over(100))];
    Site::set(Settings::default(), &events).await
}

fn with(mut request: Request<Body>, headers: &[(&'static str, &str)]) -> Request<Body> {
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().expect("a header"));
    }
    request
}

async fn ask(site: &Site, path: &str, headers: &[(&'static str, &str)]) -> Answer {
    site.answers(with(request("GET", path, Body::empty()), headers)).await
}

/// The addresses of everything that programs read.
fn addresses() -> Vec<String> {
    let mut addresses = Vec::new();
    for pattern in FEEDS {
        for prefix in ["", "/en"] {
            for file in ["all.ics", "all.atom", "security.ics", "security.atom"] {
                for area in ["all", "kanto", "13", "kinki"] {
                    addresses.push(format!("{prefix}{}", pattern.replace("{area}", area).replace("{file}", file)));
                }
            }
        }
    }
    addresses.extend(DATA.iter().filter(|path| !path.contains('{')).map(|path| (*path).to_owned()));
    addresses.push("/open-data/events.json?page=1&per_page=2".to_owned());
    addresses.sort();
    addresses.dedup();
    addresses
}

/// The lines of a calendar as they were before folding, each checked to be as long as it may be.
fn lines(calendar: &str) -> Vec<String> {
    assert!(calendar.ends_with("\r\n"));
    for piece in calendar.split_terminator("\r\n") {
        assert!(piece.len() <= 75, "{} octets: {piece}", piece.len());
        assert!(!piece.contains(|sign: char| sign.is_control()), "{piece:?}");
    }
    calendar.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

/// The lines of each entry.
fn entries(calendar: &str) -> Vec<Vec<String>> {
    let lines = lines(calendar);
    let entries = lines.split(|line| line == "BEGIN:VEVENT").skip(1);
    entries.map(|entry| entry.iter().take_while(|line| *line != "END:VEVENT").cloned().collect()).collect()
}

fn property<'a>(entry: &'a [String], name: &str) -> Option<&'a str> {
    entry.iter().find_map(|line| {
        let (left, value) = line.split_once(':')?;
        (left.split(';').next() == Some(name)).then_some(value)
    })
}

#[tokio::test]
async fn whatever_programs_read_says_how_long_it_is_good_and_is_not_sent_twice() {
    let site = some_events().await;
    for address in addresses() {
        let first = site.get(&address).await;
        first.assert_status(200);
        let etag = first.header("etag").unwrap_or_else(|| panic!("{address} has no tag"));
        assert!(etag.starts_with('"') && etag.len() > 20, "{address}: a strong tag, not {etag}");
        let keeping = first.header("cache-control").expect("it says how long");
        assert!(keeping.starts_with("public, max-age="), "{address}: {keeping}");
        assert_eq!(first.header("vary").as_deref(), Some("accept-encoding"), "{address}");
        assert!(first.header("content-type").is_some(), "{address}");
        for tags in [etag.clone(), format!("W/{etag}"), format!("\"other\", {etag}"), "*".to_owned()] {
            let again = ask(&site, &address, &[("if-none-match", &tags)]).await;
            again.assert_status(304);
            assert!(again.bytes.is_empty() && again.header("content-type").is_none(), "{address}");
            assert_eq!(again.header("etag").as_ref(), Some(&etag));
            assert_eq!(again.header("cache-control").as_ref(), Some(&keeping));
        }
        for headers in [
            &[("if-none-match", "\"other\"")][..],
            &[("if-none-match", "nonsense")],
            &[("if-none-match", "\"other\""), ("if-modified-since", "Fri, 31 Dec 2100 00:00:00 GMT")],
            &[("if-modified-since", "Sat, 01 Jan 2000 00:00:00 GMT")],
            &[("if-modified-since", "nonsense")],
        ] {
            let again = ask(&site, &address, headers).await;
            again.assert_status(200);
            assert_eq!(again.bytes, first.bytes, "{address}");
        }
        if let Some(changed) = first.header("last-modified") {
            let again = ask(&site, &address, &[("if-modified-since", &changed)]).await;
            again.assert_status(304);
            assert!(again.bytes.is_empty());
        }
    }
    let feed = site.get("/feeds/all/all.ics").await;
    assert_eq!(feed.header("last-modified").as_deref(), Some("Sun, 01 Nov 2026 00:00:00 GMT"), "as the events came");
}

#[tokio::test]
async fn head_says_the_same_without_the_body_and_nothing_else_is_taken() {
    let site = some_events().await;
    for address in addresses() {
        let get = site.get(&address).await;
        let head = site.answers(request("HEAD", &address, Body::empty())).await;
        head.assert_status(200);
        assert!(head.bytes.is_empty());
        assert_eq!(head.header("etag"), get.header("etag"));
        assert_eq!(head.header("content-length"), Some(get.bytes.len().to_string()), "{address}");
        for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"] {
            let answer = site.answers(request(method, &address, Body::empty())).await;
            answer.assert_status(405);
            let allow = answer.header("allow").expect("it says what is taken");
            assert!(allow.contains("GET") && allow.contains("HEAD") && !allow.contains(method), "{allow}");
            assert_eq!(answer.header("content-type").as_deref(), Some("application/problem+json"));
        }
        let browser = site.answers(with(request("POST", &address, Body::empty()), &[("accept", "text/html")])).await;
        browser.assert_status(405).heading();
    }
}

#[tokio::test]
async fn what_is_kept_compressed_is_the_same() {
    let site = some_events().await;
    let plain = site.get("/feeds/all/all.ics").await;
    let packed = loop {
        let answer = ask(&site, "/feeds/all/all.ics", &[("accept-encoding", "gzip")]).await;
        answer.assert_status(200);
        if answer.header("content-encoding").is_some() {
            break answer;
        }
        // The first who asks is not kept waiting.
        assert_eq!(answer.bytes, plain.bytes);
        tokio::task::yield_now().await;
    };
    assert_eq!(packed.header("content-encoding").as_deref(), Some("gzip"));
    assert_ne!(packed.header("etag"), plain.header("etag"));
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&*packed.bytes), &mut unpacked).unwrap();
    assert_eq!(unpacked, plain.bytes);
    for tag in [packed.header("etag"), plain.header("etag")].into_iter().flatten() {
        ask(&site, "/feeds/all/all.ics", &[("accept-encoding", "gzip"), ("if-none-match", &tag)])
            .await
            .assert_status(304);
    }
    let refused = ask(&site, "/feeds/all/all.ics", &[("accept-encoding", "gzip;q=0")]).await;
    assert_eq!(refused.header("content-encoding"), None);
}

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
async fn a_seat_that_is_taken_changes_no_feed() {
    let site = some_events().await;
    let mut before = Vec::new();
    for address in addresses() {
        before.push(site.get(&address).await.header("etag"));
    }
    site.visitor("taro@example.jp").registers().await.assert_status(200);
    for (address, etag) in addresses().iter().zip(before) {
        assert_eq!(site.get(address).await.header("etag"), etag, "{address}");
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
async fn a_feed_with_nothing_in_it_is_still_a_calendar_and_a_feed() {
    let site = Site::set(Settings::default(), &[]).await;
    let calendar = site.get("/feeds/47/other.ics").await;
    calendar.assert_status(200);
    let all = lines(&calendar.text());
    assert!(all.contains(&"BEGIN:VTIMEZONE".to_owned()), "a calendar has a component: {all:?}");
    assert_eq!(calendar.header("last-modified"), None);
    let atom = site.get("/feeds/47/other.atom").await.text();
    let document = roxmltree::Document::parse(&atom).unwrap();
    assert!(document.descendants().any(|node| node.has_tag_name("updated")));
    let json: Value = serde_json::from_str(&site.get("/open-data/events.json").await.text()).unwrap();
    assert_eq!((&json["total"], &json["updated_at"], &json["next"]), (&0.into(), &Value::Null, &Value::Null));
    site.get("/sitemap.xml").await.assert_status(200);
}

#[tokio::test]
async fn every_feed_there_is_answers_and_names_itself() {
    let site = some_events().await;
    let topics = std::iter::once(None).chain(Topic::ALL.into_iter().map(Some));
    let scopes = topics.flat_map(|topic| Area::all().map(move |area| FeedScope { area, topic }));
    for scope in scopes {
        for prefix in ["", "/en"] {
            let address = format!("{prefix}{}", scope.path("ics"));
            let calendar = site.get(&address).await;
            calendar.assert_status(200);
            let all = lines(&calendar.text());
            assert!(all.contains(&format!("SOURCE;VALUE=URI:{URL}{address}")), "{address}");
            let name = all.iter().find_map(|line| line.strip_prefix("X-WR-CALNAME:")).expect("a name");
            assert!(!name.contains('\\'), "some calendars show it: {name}");
            let address = format!("{prefix}{}", scope.path("atom"));
            let text = site.get(&address).await.text();
            let document = roxmltree::Document::parse(&text).expect("well-formed");
            let own = link(document.root_element(), "self");
            assert_eq!(own, Some(format!("{URL}{address}")));
        }
    }
}

fn link(node: roxmltree::Node<'_, '_>, rel: &str) -> Option<String> {
    let mut links = node.children().filter(|child| child.has_tag_name("link") && child.attribute("rel") == Some(rel));
    links.next().and_then(|link| link.attribute("href")).map(str::to_owned)
}

fn child(node: roxmltree::Node<'_, '_>, name: &str) -> String {
    let found = node.children().find(|child| child.tag_name().name() == name);
    found.and_then(|child| child.text()).unwrap_or_default().to_owned()
}

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

/// Texts that have broken files before, the same in every run.
fn hostile_texts(count: usize) -> Vec<String> {
    const PIECES: [&str; 28] = [
        "a",
        " ",
        ",",
        ";",
        ":",
        "\\",
        "\"",
        "'",
        "\r",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u{7}",
        "\u{b}",
        "\u{1b}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{fffe}",
        "é",
        "藍",
        "𠮟",
        "👩‍👩‍👧‍👦",
        "]]>",
        "</title><script>",
        "&amp;&",
        "=1+1\r\nBEGIN:VEVENT",
    ];
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut draw = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % 1_009).expect("it is small")
    };
    (0..count).map(|_| (0..=draw() % 60).map(|_| PIECES[draw() % PIECES.len()]).collect()).collect()
}

/// What is left of a text in a document that holds no control characters but line breaks.
fn without_controls(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|&sign| sign == '\n' || sign == '\t' || !(sign.is_control() || sign == '\u{fffe}')).collect()
}

#[tokio::test]
async fn whatever_stands_in_an_event_every_document_is_whole() {
    let texts = hostile_texts(80);
    let events: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let mut bytes = [0; 16];
            bytes[..8].copy_from_slice(&(number as u64 + 1).to_le_bytes());
            let both = Bilingual::both(text.clone(), text.clone());
            let mut draft = EventDraft { code: EventCode::from_random(bytes), ..full() };
            draft.title = both.clone();
            draft.place.joining = Some(both.clone());
            draft.place.format = if number % 2 == 0 { Format::Online } else { Format::Hybrid };
            if let Some(venue) = &mut draft.place.venue {
                venue.name = both.clone();
                venue.access = Some(both.clone());
                venue.town = Some(text.clone());
                venue.latitude = Some(text.clone());
            }
            draft.particulars.summary = Some(both.clone());
            draft.particulars.organiser = Some(both.clone());
            draft.particulars.url = Some(text.clone());
            draft.particulars.contact.email = Some(text.clone());
            draft.particulars.remarks = Some(both.clone());
            if number % 3 == 0 {
                draft.state = EventState::Cancelled { reason: both, at: sample::now() };
            }
            if number % 5 == 0 {
                let cells = vec![text.clone(); 50];
                draft.particulars.source = Some(SourceRow { identity: format!("row-{number}"), cells });
            }
            draft
        })
        .collect();
    let site = Site::set(Settings::default(), &events).await;

    for path in ["/feeds/all/all.ics", "/en/feeds/all/all.ics"] {
        let calendar = site.get(path).await.text();
        assert_eq!(entries(&calendar).len(), texts.len());
        let names = lines(&calendar).iter().filter(|line| line.starts_with("UID:")).count();
        assert_eq!(names, texts.len(), "nothing begins a line of its own");
    }

    let atom = site.get("/feeds/all/all.atom").await.text();
    let document = roxmltree::Document::parse(&atom).expect("well-formed");
    let titles: BTreeSet<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("entry"))
        .map(|entry| child(entry, "title").trim_start_matches("【中止】").to_owned())
        .collect();
    assert_eq!(titles, texts.iter().map(|text| without_controls(text)).collect());

    let table = site.get("/open-data/events.csv").await.bytes;
    let table = table.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().from_reader(table);
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), HEADER);
    let rows: Vec<_> = reader.records().map(|row| row.expect("fifty cells")).collect();
    assert_eq!(rows.len(), texts.len());
    assert!(rows.iter().all(|row| row.len() == 50));

    let json: Value = serde_json::from_slice(&site.get("/open-data/events.json").await.bytes).unwrap();
    let titles: Vec<_> = json["events"].as_array().unwrap().iter().map(|event| &event["title"]["ja"]).collect();
    assert_eq!(titles, texts.iter().map(String::as_str).collect::<Vec<_>>());

    roxmltree::Document::parse(&site.get("/sitemap.xml").await.text()).expect("well-formed");
}

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

#[tokio::test]
async fn a_feed_that_there_is_not_is_the_friendly_page_to_people_and_a_problem_to_programs() {
    let site = some_events().await;
    for path in [
        "/feeds/atlantis/all.ics",
        "/feeds/48/all.ics",
        "/feeds/1/all.ics",
        "/feeds/all/cooking.ics",
        "/feeds/all/all.rss",
        "/feeds/all/all",
        "/feeds/all/.ics",
        "/feeds/all/all.ics.ics",
        "/feeds/ALL/ALL.ICS",
        "/feeds/%ff/all.ics",
        "/feeds/all/%00.ics",
        "/feeds/..%2f..%2fetc/passwd.ics",
        "/feeds/all/all.ics%0d%0aX:1.ics",
        "/sitemaps/1.xml",
        "/sitemaps/0.xml",
        "/sitemaps/x",
    ] {
        for prefix in ["", "/en"] {
            if prefix == "/en" && path.starts_with("/sitemaps") {
                continue;
            }
            let program = site.get(&format!("{prefix}{path}")).await;
            program.assert_status(404);
            assert_eq!(program.header("content-type").as_deref(), Some("application/problem+json"), "{path}");
            let person = ask(&site, &format!("{prefix}{path}"), &[("accept", "text/html,*/*;q=0.8")]).await;
            person.assert_status(404);
            assert_eq!(person.heading(), site.get(&format!("{prefix}/nowhere")).await.heading());
        }
    }
    for query in ["?x=%00", "?page=9", "?%ff"] {
        site.get(&format!("/feeds/all/all.ics{query}")).await.assert_status(200);
    }
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

// ---- what search engines read ---------------------------------------------------------------

#[tokio::test]
async fn every_address_of_the_sitemap_is_a_public_page_with_its_sister() {
    let site = some_events().await;
    let text = site.get("/sitemap.xml").await.text();
    let document = roxmltree::Document::parse(&text).unwrap();
    let urls: Vec<_> = document.descendants().filter(|node| node.has_tag_name("url")).collect();
    assert!(urls.len() >= 2 * (3 + 5), "{}", urls.len());
    let mut addresses = BTreeSet::new();
    for url in urls {
        let address = child(url, "loc");
        let path = address.strip_prefix(URL).expect("one of ours").to_owned();
        let path = if path.is_empty() { "/".to_owned() } else { path };
        let page = site.get(&path).await;
        page.assert_status(200);
        assert!(page.header("x-robots-tag").is_none(), "{path}");
        assert!(
            page.links("meta[name=robots]").is_empty() && page.all("head > meta[name=robots]").is_empty(),
            "{path}"
        );
        let sisters: Vec<_> = url
            .children()
            .filter(|child| child.has_tag_name(("http://www.w3.org/1999/xhtml", "link")))
            .map(|link| (link.attribute("hreflang").unwrap().to_owned(), link.attribute("href").unwrap().to_owned()))
            .collect();
        assert_eq!(
            sisters.iter().map(|(language, _)| language.as_str()).collect::<Vec<_>>(),
            ["ja", "en", "x-default"]
        );
        assert!(sisters.iter().any(|(_, href)| *href == address), "{path} is beside itself");
        if path.contains("/events/") {
            assert_eq!(child(url, "lastmod"), "2026-11-01T00:00:00Z");
        }
        addresses.insert(address);
    }
    for sister in document.descendants().filter_map(|node| node.attribute("href")) {
        assert!(addresses.contains(sister), "{sister}");
    }
    let hidden = EventCode::from_random([4; 16]);
    assert!(!text.contains(hidden.as_str()));
}

#[test]
fn a_list_too_long_for_one_file_is_parted() {
    use server::feed::sitemap::Sitemap;

    let events = (1..=9).map(|seed| {
        let mut event = sample::event();
        event.id = domain::event::EventId(seed.into());
        event.draft = other(seed, |_| {});
        domain::schedule::Listed::new(event, 0, 0)
    });
    let schedule = domain::schedule::Schedule::new(events.collect());
    let sitemap = Sitemap::new(["/", "/events"], &schedule, URL, 6);
    assert_eq!(sitemap.files(), 4);
    let read = |body: Vec<u8>| String::from_utf8(body).unwrap();
    let front = read(sitemap.front().body);
    let document = roxmltree::Document::parse(&front).unwrap();
    assert_eq!(document.root_element().tag_name().name(), "sitemapindex");
    let files: Vec<_> =
        document.descendants().filter(|node| node.has_tag_name("loc")).filter_map(|node| node.text()).collect();
    assert_eq!(files, (1..=4).map(|number| format!("{URL}/sitemaps/{number}.xml")).collect::<Vec<_>>());
    let mut addresses = BTreeSet::new();
    for number in 1..=4 {
        let file = read(sitemap.file(number).body);
        let document = roxmltree::Document::parse(&file).unwrap();
        let here: Vec<_> = document.descendants().filter(|node| node.has_tag_name("loc")).collect();
        assert!(here.len() <= 6);
        addresses.extend(here.into_iter().filter_map(|node| node.text().map(str::to_owned)));
    }
    assert_eq!(addresses.len(), 2 * (2 + 9));
    let whole = Sitemap::new(["/", "/events"], &schedule, URL, 22);
    assert_eq!((whole.files(), whole.front()), (1, whole.file(1)));
}

#[tokio::test]
async fn robots_are_told_what_to_leave_alone_and_where_the_rest_is() {
    let site = Site::open().await;
    let file = site.get("/robots.txt").await;
    assert_eq!(file.header("content-type").as_deref(), Some("text/plain; charset=utf-8"));
    let text = file.text();
    for line in ["User-agent: *", "Disallow: /my/", "Disallow: /en/my/", &format!("Sitemap: {URL}/sitemap.xml")] {
        assert!(text.lines().any(|said| said == line), "{line}: {text}");
    }
}

#[tokio::test]
async fn who_finds_a_weakness_knows_whom_to_tell_for_less_than_a_year() {
    let site = Site::open().await;
    let text = site.get("/.well-known/security.txt").await.text();
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(&format!("{name}: "))).expect("a field");
    assert!(field("Contact").starts_with("mailto:"));
    assert_eq!(field("Preferred-Languages"), "ja, en");
    assert_eq!(field("Canonical"), format!("{URL}/.well-known/security.txt"));
    let expires = field("Expires").to_owned();
    assert_eq!(expires, "2027-04-29T15:00:00Z");
    site.moves_the_clock(24 * 60 * 60);
    assert!(!site.get("/.well-known/security.txt").await.text().contains(&expires), "the clock moves it");
}

// ---- how people find the feeds --------------------------------------------------------------

#[tokio::test]
async fn the_list_leads_to_the_feeds_of_what_it_shows() {
    let site = some_events().await;
    for (query, feed) in [
        ("", "all/all"),
        ("?prefecture=13", "13/all"),
        ("?region=kinki&topic=security", "kinki/security"),
        ("?topic=ict&topic=security", "all/all"),
        ("?view=month&prefecture=27", "27/all"),
    ] {
        for prefix in ["", "/en"] {
            let page = site.get(&format!("{prefix}/events{query}")).await;
            page.assert_status(200);
            let (ics, atom) = (format!("{prefix}/feeds/{feed}.ics"), format!("{prefix}/feeds/{feed}.atom"));
            let links = page.links("main a");
            for expected in [&ics, &atom, &"/open-data/events.csv".to_owned()] {
                assert!(links.contains(expected), "{prefix}/events{query} does not lead to {expected}: {links:?}");
                site.get(expected).await.assert_status(200);
            }
            assert_eq!(page.links("head > link[type='text/calendar']"), [ics]);
            assert_eq!(page.links("head > link[type='application/atom+xml']"), [atom]);
        }
    }
    let narrow = site.get("/events?prefecture=13&kind=seminar").await;
    narrow.assert_text("ほかの条件は反映されません");
    assert!(!site.get("/events?prefecture=13").await.said().contains("ほかの条件は反映されません"));
    let home = site.get("/?prefecture=13").await;
    assert!(home.links("main a").contains(&"/feeds/13/all.ics".to_owned()));
    assert!(site.get("/").await.links("main a").contains(&"/feeds/all/all.ics".to_owned()));
}
