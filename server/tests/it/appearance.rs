//! What search engines and link previews read: the head of every public page, and the data of an event.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

use domain::event::{
    Bilingual, EventDraft, EventKind, EventState, Format, RegistrationWindow, SourceRow, Topic, Venue, When,
};
use domain::language::Language;
use domain::place::Prefecture;
use domain::reference::EventCode;
use domain::time::Timestamp;
use jiff::civil::{date, time};
use scraper::Selector;
use serde_json::{Value, json};

use crate::sample;
use crate::site::{Settings, Site, code};
use crate::visit::Answer;

const SITE: &str = "https://telework.example.jp";

/// The contents of the head's elements that `selector` names, by the attribute.
fn named(answer: &Answer, selector: &str, attribute: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a sound test");
    let document = answer.document();
    document.select(&selector).filter_map(|element| element.attr(attribute)).map(str::to_owned).collect()
}

/// The one content of a tag that must be there once.
#[track_caller]
fn one(answer: &Answer, selector: &str, attribute: &str) -> String {
    let found = named(answer, selector, attribute);
    assert_eq!(found.len(), 1, "{selector} on {}: {found:?}", answer.path);
    found.into_iter().next().unwrap_or_default()
}

fn open_graph(answer: &Answer, property: &str) -> String {
    one(answer, &format!("head > meta[property='{property}']"), "content")
}

fn canonical(answer: &Answer) -> String {
    one(answer, "head > link[rel=canonical]", "href")
}

/// The data of the page that is of this kind.
fn data(answer: &Answer, kind: &str) -> Value {
    let blocks = Selector::parse("script[type='application/ld+json']").expect("a sound test");
    let document = answer.document();
    let all: Vec<Value> = document
        .select(&blocks)
        .map(|block| serde_json::from_str(&block.text().collect::<String>()).expect("JSON"))
        .collect();
    all.into_iter().find(|one| one["@type"] == kind).unwrap_or_else(|| panic!("no {kind} on {}", answer.path))
}

async fn event_data(event: EventDraft) -> Value {
    let site = Site::with(event).await;
    data(&site.get(&format!("/events/{}", code())).await, "Event")
}

async fn public_paths(site: &Site) -> Vec<String> {
    let lists = ["/events?prefecture=13", "/events?kind=seminar", "/events?view=month&month=2026-12"];
    let register = format!("/events/{}/register", code());
    site.public_pages().await.into_iter().chain(lists.map(str::to_owned)).chain([register]).collect()
}

#[tokio::test]
async fn every_public_page_says_who_it_is_in_both_languages() {
    let site = Site::open().await;
    let (mut titles, mut descriptions) = (BTreeSet::new(), BTreeSet::new());
    for path in public_paths(&site).await {
        for (language, own, other) in [(Language::Japanese, "ja_JP", "en_US"), (Language::English, "en_US", "ja_JP")] {
            let page = site.get(&app::address::localized(language, &path)).await;
            page.assert_status(200);
            let address = canonical(&page);
            assert!(address.starts_with(SITE), "{address}");
            let description = one(&page, "head > meta[name=description]", "content");
            assert!(titles.insert(page.title()), "{} has the title of another page: {}", page.path, page.title());
            assert!(
                descriptions.insert(description.clone()),
                "{} has the description of another: {description}",
                page.path
            );

            assert_eq!(open_graph(&page, "og:url"), address);
            assert_eq!(open_graph(&page, "og:description"), description);
            assert_eq!(open_graph(&page, "og:type"), "website");
            assert_eq!(
                (open_graph(&page, "og:locale"), open_graph(&page, "og:locale:alternate")),
                (own.into(), other.into())
            );
            let (title, name) = (open_graph(&page, "og:title"), open_graph(&page, "og:site_name"));
            assert!(page.title() == name || page.title() == format!("{title} | {name}"), "{title} of {}", page.title());
            let picture = open_graph(&page, "og:image");
            assert!(picture.starts_with(&format!("{SITE}/og/")), "{picture}");
            site.get(picture.trim_start_matches(SITE)).await.assert_status(200);
            assert_eq!(
                (open_graph(&page, "og:image:width"), open_graph(&page, "og:image:height")),
                ("1200".into(), "630".into())
            );
            assert!(!open_graph(&page, "og:image:alt").is_empty());
            assert_eq!(one(&page, "head > meta[name='twitter:card']", "content"), "summary_large_image");

            let hreflang = |code: &str| one(&page, &format!("head > link[hreflang={code}]"), "href");
            assert_eq!(hreflang(language.code()), address, "a page is one of its own languages");
            assert_eq!(hreflang("x-default"), hreflang("ja"));
            let english = hreflang("en");
            let (_, plain) = app::address::split_language(english.trim_start_matches(SITE));
            assert_eq!(format!("{SITE}{plain}"), hreflang("ja"));
            assert!(named(&page, "meta[name=robots]", "content").is_empty());
        }
    }
}

#[tokio::test]
async fn a_private_page_says_nothing_to_others() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let own = visitor.own_page().await;
    for path in [own.clone(), format!("{own}/change"), format!("{own}/cancel"), "/nowhere".to_owned()] {
        let page = visitor.follows(&path).await;
        assert_eq!(one(&page, "meta[name=robots]", "content"), "noindex, nofollow", "{path}");
        for selector in [
            "link[rel=canonical]",
            "link[rel=alternate]",
            "meta[property]",
            "meta[name^='twitter']",
            "script[type='application/ld+json']",
        ] {
            assert!(page.all(selector).is_empty(), "{selector} on {path}");
        }
    }
}

#[tokio::test]
async fn one_page_has_one_address_whatever_was_added_to_it() {
    let many: Vec<EventDraft> = (0..60)
        .map(|seed| EventDraft { code: EventCode::from_random([seed; 16]), ..sample::draft() })
        .chain([sample::draft()])
        .collect();
    let site = Site::set(Settings::default(), &many).await;
    let event = format!("/events/{}", code());
    for (asked, known) in [
        ("/?utm_source=mail", "/"),
        ("/?prefecture=13", "/"),
        ("/en?prefecture=13", "/en"),
        ("/events?utm_source=mail&q=&region=", "/events"),
        ("/events?page=1", "/events"),
        ("/events?page=2", "/events?page=2"),
        ("/events?page=3", "/events"),
        ("/en/events?page=2&from=", "/en/events?page=2"),
        ("/events?prefecture=13&page=2", "/events?prefecture=13&page=2"),
        ("/en/events?prefecture=13&kind=seminar&page=2", "/en/events?prefecture=13"),
        ("/events?q=security", "/events"),
        ("/events?view=month&month=2026-12", "/events"),
        (&format!("{event}?fbclid=x"), &event),
        (&format!("{event}/register?from=mail"), &format!("{event}/register")),
        (&format!("/en/events/{}/register", code().as_str().to_lowercase()), &format!("/en{event}/register")),
    ] {
        let page = site.get(asked).await;
        page.assert_status(200);
        assert_eq!(canonical(&page), format!("{SITE}{known}"), "{asked}");
    }
    assert_ne!(site.get("/events").await.title(), site.get("/events?page=2").await.title());
}

#[tokio::test]
async fn an_event_says_to_programs_what_it_says_to_people() {
    let data = event_data(EventDraft { capacity: Some(20), ..sample::draft() }).await;
    let page = format!("{SITE}/events/KT4-XW2M");
    assert_eq!(
        data,
        json!({
            "@context": "https://schema.org",
            "@type": "Event",
            "identifier": "KT4-XW2M",
            "name": "はじめてのテレワーク セキュリティ入門",
            "description": "家から働くときの守り方を、例をもとに学びます。",
            "url": page,
            "image": format!("{SITE}/og/KT4-XW2M.png?v=0"),
            "inLanguage": "ja",
            "startDate": "2026-12-01T14:00:00+09:00",
            "endDate": "2026-12-01T16:00:00+09:00",
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
            "location": [
                {
                    "@type": "Place",
                    "name": "産業会館 第1会議室",
                    "address": {
                        "@type": "PostalAddress",
                        "addressCountry": "JP",
                        "addressRegion": "東京都",
                        "addressLocality": "千代田区",
                        "streetAddress": "霞が関2-1-2",
                        "postalCode": "100-8926",
                    },
                    "geo": { "@type": "GeoCoordinates", "latitude": 35.675, "longitude": 139.75 },
                },
                { "@type": "VirtualLocation", "url": page },
            ],
            "organizer": { "@type": "Organization", "name": "テレワーク・サポートネットワーク", "url": format!("{SITE}/") },
            "audience": { "@type": "Audience", "audienceType": "企業・地方公共団体" },
            "maximumAttendeeCapacity": 20,
            "remainingAttendeeCapacity": 20,
            "isAccessibleForFree": true,
            "offers": {
                "@type": "Offer",
                "price": 0,
                "priceCurrency": "JPY",
                "availability": "https://schema.org/InStock",
                "validThrough": "2026-11-28T00:00:00+09:00",
                "url": format!("{page}/register"),
            },
        })
    );
}

#[tokio::test]
async fn the_english_page_says_it_in_english_and_the_way_to_it_as_well() {
    let site = Site::open().await;
    let page = site.get(&format!("/en/events/{}", code())).await;
    let event = data(&page, "Event");
    assert_eq!(event["name"], "Security basics for telework");
    assert_eq!(event["url"], format!("{SITE}/en/events/KT4-XW2M"));
    assert_eq!(event["location"][0]["address"]["addressRegion"], "Tokyo");
    assert_eq!(event["inLanguage"], "ja", "what is spoken there is another question");
    let steps = data(&page, "BreadcrumbList")["itemListElement"].clone();
    let names: Vec<_> = steps
        .as_array()
        .expect("a sound test")
        .iter()
        .map(|step| step["name"].as_str().expect("a sound test").to_owned())
        .collect();
    assert_eq!(names, ["Home", "Find an event", "Tokyo", "Security basics for telework"]);
    assert_eq!(steps[2]["item"], format!("{SITE}/en/events?prefecture=13"));
    assert_eq!(steps[3].get("item"), None, "the last step is the page itself");
}

#[tokio::test]
async fn seats_that_are_left_gone_or_not_offered_yet_are_told() {
    let full = EventDraft { capacity: Some(1), seats_per_registration: 1, ..sample::draft() };
    let site = Site::with(full).await;
    let path = format!("/events/{}", code());
    let open = data(&site.get(&path).await, "Event");
    assert_eq!(open["offers"]["availability"], "https://schema.org/InStock");
    assert_eq!(open["remainingAttendeeCapacity"], 1);
    site.visitor("taro@example.jp").registers().await;
    let full = data(&site.get(&path).await, "Event");
    assert_eq!(full["offers"]["availability"], "https://schema.org/SoldOut");
    assert_eq!(full["remainingAttendeeCapacity"], 0);
    assert_eq!(full["maximumAttendeeCapacity"], 1);

    // The deadline has passed; then the event has.
    site.sets_the_clock(sample::draft().window.closes_at);
    let closed = data(&site.get(&path).await, "Event");
    assert_eq!(closed["offers"]["availability"], "https://schema.org/OutOfStock");
    site.sets_the_clock(sample::draft().when.ends_at());
    let past = data(&site.get(&path).await, "Event");
    assert_eq!(past["offers"]["availability"], "https://schema.org/Discontinued");
    assert_eq!(past["eventStatus"], "https://schema.org/EventScheduled", "it was held as it was announced");
    assert_eq!(past.get("remainingAttendeeCapacity"), None);

    let opens_at = Some(Timestamp::from_tokyo(date(2026, 11, 10).at(9, 0, 0, 0)));
    let window = RegistrationWindow { opens_at, ..sample::draft().window };
    let early = event_data(EventDraft { window, capacity: None, ..sample::draft() }).await;
    assert_eq!(early["offers"]["availability"], "https://schema.org/PreOrder");
    assert_eq!(early["offers"]["validFrom"], "2026-11-10T09:00:00+09:00");
    assert_eq!(early.get("maximumAttendeeCapacity"), None, "where there is no limit none is told");
    assert_eq!(early.get("remainingAttendeeCapacity"), None);
}

#[tokio::test]
async fn a_cancelled_event_says_so_wherever_it_appears() {
    let reason = Bilingual::both("台風のため", "Because of a typhoon");
    let site =
        Site::with(EventDraft { state: EventState::Cancelled { reason, at: sample::now() }, ..sample::draft() }).await;
    let page = site.get(&format!("/events/{}", code())).await;
    let event = data(&page, "Event");
    assert_eq!(event["eventStatus"], "https://schema.org/EventCancelled");
    assert_eq!(event["offers"]["availability"], "https://schema.org/Discontinued");
    assert_eq!(event["startDate"], "2026-12-01T14:00:00+09:00", "the day it would have been stays");
    assert!(open_graph(&page, "og:description").starts_with("【開催中止】"));
    assert!(open_graph(&page, "og:image:alt").contains("中止"));
}

#[tokio::test]
async fn where_an_event_is_decides_how_it_is_attended() {
    let mut online = sample::draft();
    online.place.format = Format::Online;
    let online = event_data(online).await;
    assert_eq!(online["eventAttendanceMode"], "https://schema.org/OnlineEventAttendanceMode");
    assert_eq!(online["location"]["@type"], "VirtualLocation");
    assert!(!online.to_string().contains("meet.example.jp"), "how to join is told to participants");

    let mut venue = sample::draft();
    venue.place.format = Format::Venue;
    venue.place.prefecture = Some(Prefecture::Osaka);
    venue.place.venue =
        Some(Venue { latitude: Some("139.75".to_owned()), longitude: Some("35.6".to_owned()), ..Venue::default() });
    venue.when = When { start_time: None, end_time: None, ends_on: date(2026, 12, 2), ..venue.when };
    let venue = event_data(venue).await;
    assert_eq!(venue["eventAttendanceMode"], "https://schema.org/OfflineEventAttendanceMode");
    assert_eq!(venue["location"]["name"], "大阪府", "a place without a name is called by where it is");
    assert_eq!(venue["location"].get("geo"), None, "a place in the desert is a slip of the pen");
    assert_eq!((&venue["startDate"], &venue["endDate"]), (&json!("2026-12-01"), &json!("2026-12-02")));
}

#[tokio::test]
async fn a_file_of_others_is_not_made_to_say_more_than_it_says() {
    let mut event = sample::draft();
    event.particulars.source = Some(SourceRow { identity: "1".to_owned(), cells: Vec::new() });
    let silent = event_data(event.clone()).await;
    for term in ["organizer", "isAccessibleForFree"] {
        assert_eq!(silent.get(term), None, "{term}");
    }
    assert_eq!(silent["offers"].get("price"), None);
    event.particulars.fee = Some(1_500);
    event.particulars.organiser = Some(Bilingual::japanese("商工会議所"));
    event.when.doors_open = Some(time(13, 30, 0, 0));
    let told = event_data(event).await;
    assert_eq!((&told["offers"]["price"], &told["offers"]["priceCurrency"]), (&json!(1_500), &json!("JPY")));
    assert_eq!(told["isAccessibleForFree"], false);
    assert_eq!(told["organizer"], json!({ "@type": "Organization", "name": "商工会議所" }));
    assert_eq!(told["doorTime"], "2026-12-01T13:30:00+09:00");
}

/// What somebody might write to get out of where it is put.
const HOSTILE: [&str; 7] = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "--></title><img src=x onerror=alert(2)>",
    "\"><meta http-equiv=refresh content=0>",
    "]]>&lt;/script&gt;\u{2028}",
    "{\"@type\":\"x\"}\\u003c/script\\u003e\\",
    "' onload='alert(3)",
];

fn hostile(seed: usize, trap: &str) -> EventDraft {
    let mut event = sample::draft();
    let text = || Bilingual::both(format!("日{trap}"), format!("en{trap}"));
    event.code = EventCode::from_random([u8::try_from(seed).expect("a sound test") + 1; 16]);
    event.title = text();
    event.kind = EventKind::Combined;
    event.topics = vec![Topic::Other];
    event.particulars.summary = Some(text());
    event.particulars.organiser = Some(text());
    event.particulars.audience_note = Some(text());
    let venue = event.place.venue.as_mut().expect("a sound test");
    (venue.name, venue.city) = (text(), Some(text()));
    (venue.town, venue.block, venue.building) = (Some(trap.to_owned()), Some(trap.to_owned()), Some(trap.to_owned()));
    event
}

#[tokio::test]
async fn nothing_that_somebody_writes_leaves_its_place_in_the_head() {
    let events: Vec<_> = HOSTILE.iter().enumerate().map(|(seed, trap)| hostile(seed, trap)).collect();
    let site = Site::set(Settings::default(), &events).await;
    for (event, trap) in events.iter().zip(HOSTILE) {
        for (prefix, begin) in [("", "日"), ("/en", "en")] {
            let page = site.get(&format!("{prefix}/events/{}", event.code)).await;
            page.assert_status(200);
            let name = data(&page, "Event")["name"].as_str().expect("a sound test").to_owned();
            assert_eq!(name, format!("{begin}{trap}"), "it comes back as it was");
            assert_eq!(page.all("script").len(), page.all("script[type='application/ld+json']").len(), "{trap}");
            assert_eq!(page.all("script").len(), 2, "{trap}");
            assert!(page.all("meta[http-equiv], img, [onload], [onerror]").is_empty(), "{trap}");
            assert!(open_graph(&page, "og:title").starts_with(&format!("{begin}{trap}")), "{trap}");
            // Whatever stands before it in the page, the head ends where we end it.
            assert_eq!(page.all("body > main").len(), 1, "{trap}");
        }
        let form = site.get(&format!("/events/{}/register", event.code)).await;
        assert!(form.all("meta[http-equiv], img, [onload], [onerror]").is_empty(), "{trap}");
    }
}

#[tokio::test]
async fn an_event_page_stays_light() {
    let site = Site::open().await;
    let page = site.get(&format!("/events/{}", code())).await;
    let document = page.text();
    let head = &document[..document.find("</head>").expect("a sound test")];
    assert!(head.len() < 8_000, "{} bytes", head.len());
}

#[tokio::test]
async fn the_manifest_names_icons_that_are_there_in_the_pages_language() {
    let site = Site::open().await;
    for (path, manifest, lang, start) in
        [("/", "/site.webmanifest", "ja", "/"), ("/en", "/en/site.webmanifest", "en", "/en")]
    {
        let page = site.get(path).await;
        assert_eq!(page.links("link[rel=manifest]"), [manifest]);
        assert!(page.header("content-security-policy").is_some_and(|policy| policy.contains("manifest-src 'self'")));
        assert_eq!(one(&page, "meta[name='theme-color']", "content"), "#0017c1");
        for icon in page.links("link[rel='icon'][sizes], link[rel='apple-touch-icon']") {
            site.get(&icon).await.assert_status(200);
        }
        let answer = site.get(manifest).await;
        assert_eq!(answer.header("content-type").as_deref(), Some("application/manifest+json"));
        let manifest: Value = serde_json::from_str(&answer.text()).expect("a sound test");
        assert_eq!((manifest["lang"].as_str(), manifest["start_url"].as_str()), (Some(lang), Some(start)));
        assert_eq!(manifest["display"], "browser");
        for term in ["name", "short_name", "description"] {
            assert!(manifest[term].as_str().is_some_and(|text| !text.is_empty()), "{term}");
        }
        for icon in manifest["icons"].as_array().expect("a sound test") {
            let source = icon["src"].as_str().expect("a sound test");
            // The SVG is a file of the site, which a build for tests does not carry.
            if std::path::Path::new(&source).extension().is_some_and(|ending| ending == "png") {
                site.get(source).await.assert_status(200);
            }
        }
    }
}

/// Prints what the parser finds in the page on standard input.
const READER: &str = r"
import sys, json
import extruct
page = sys.stdin.buffer.read().decode()
print(json.dumps(extruct.extract(page, base_url='https://telework.example.jp/', syntaxes=['json-ld', 'opengraph'])))
";

/// Runs where `python3` has `extruct` (`pip install extruct`), and says so where it has not.
#[tokio::test]
async fn a_parser_that_is_not_ours_reads_the_same() {
    let installed = Command::new("python3").args(["-c", "import extruct"]).stderr(Stdio::null()).status();
    if !installed.is_ok_and(|status| status.success()) {
        println!("skipped: needs python3 with extruct (pip install extruct)");
        return;
    }
    let event = hostile(0, HOSTILE[0]);
    let path = format!("/events/{}", event.code);
    let page = Site::with(event).await.get(&path).await;
    let mut reader = Command::new("python3")
        .args(["-c", READER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 starts");
    reader.stdin.take().expect("a pipe").write_all(&page.bytes).expect("it reads all");
    let output = reader.wait_with_output().expect("python3 ends");
    assert!(output.status.success(), "the other parser refused");
    let read: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(read["json-ld"], json!([data(&page, "Event"), data(&page, "BreadcrumbList")]));
    let graph: Vec<(String, String)> =
        serde_json::from_value(read["opengraph"][0]["properties"].clone()).expect("pairs");
    for property in ["og:title", "og:url", "og:image", "og:image:alt", "og:locale"] {
        let found = graph.iter().find(|(name, _)| name == property).map(|(_, content)| content.clone());
        assert_eq!(found, Some(open_graph(&page, property)), "{property}");
    }
}
