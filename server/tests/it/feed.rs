//! What programs read: what holds for every feed and file. Each kind has a file of its own in `feed/`.

use axum::body::Body;
use axum::http::Request;
use domain::event::{Bilingual, EventContact, EventDraft, EventState, Session, SessionKind, Speaker, Topic, When};
use domain::feed::{Area, FeedScope};
use domain::place::Prefecture;
use domain::reference::EventCode;
use jiff::ToSpan as _;
use jiff::civil::{date, time};
use serde_json::Value;
use server::http::{DATA, FEEDS};

use crate::sample;
use crate::site::{Settings, Site, request};
use crate::visit::Answer;

mod atom;
mod calendar;
mod hostile;
mod open_data;
mod search_engine;

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
