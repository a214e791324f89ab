//! What search engines and those who find a weakness read.

use std::collections::BTreeSet;

use domain::reference::EventCode;

use super::{URL, child, other, some_events};
use crate::sample;
use crate::site::Site;

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
