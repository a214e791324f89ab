//! The pictures that the program draws: previews of events and of the site, and the icons.

use axum::body::Body;
use domain::event::{Bilingual, EventDraft, EventState};
use domain::reference::EventCode;

use crate::sample;
use crate::site::{Settings, Site, code, request};
use crate::visit::Answer;

/// The size that a PNG says of itself.
#[track_caller]
fn size(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "no PNG");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("a sound test"));
    (number(16), number(20))
}

async fn asked_again(site: &Site, path: &str, tag: &str) -> Answer {
    let mut again = request("GET", path, Body::empty());
    again.headers_mut().insert("if-none-match", tag.parse().expect("a sound test"));
    site.answers(again).await
}

#[tokio::test]
async fn an_event_and_the_site_have_a_picture_that_others_may_show() {
    let site = Site::open().await;
    for path in [format!("/og/{}.png", code()), format!("/og/{}.png?v=0", code()), "/og/site.png".to_owned()] {
        let picture = site.get(&path).await;
        picture.assert_status(200);
        assert_eq!(picture.header("content-type").as_deref(), Some("image/png"));
        assert_eq!(size(&picture.bytes), (1200, 630));
        assert!(picture.bytes.len() < 30_000, "{path}: {} bytes", picture.bytes.len());
        assert_eq!(picture.header("cross-origin-resource-policy").as_deref(), Some("cross-origin"));
        assert_eq!(picture.header("x-content-type-options").as_deref(), Some("nosniff"));
        let lasting = picture.header("cache-control").expect("it says how long");
        assert_eq!(lasting.contains("immutable"), path.ends_with("?v=0"), "{path}: {lasting}");

        let tag = picture.header("etag").expect("a tag");
        let again = asked_again(&site, &path, &tag).await;
        again.assert_status(304);
        assert!(again.bytes.is_empty());
        assert_eq!(again.header("etag"), Some(tag));
        asked_again(&site, &path, "\"other\"").await.assert_status(200);
        let head = site.answers(request("HEAD", &path, Body::empty())).await;
        head.assert_status(200);
        assert!(head.bytes.is_empty());
    }
}

#[tokio::test]
async fn a_picture_changes_with_its_event() {
    let site = Site::open().await;
    let path = format!("/og/{}.png", code());
    let held = site.get(&path).await;
    let reason = Bilingual::japanese("台風のため");
    let called_off = EventDraft { state: EventState::Cancelled { reason, at: sample::now() }, ..sample::draft() };
    let other = Site::with(called_off).await.get(&path).await;
    assert_ne!(held.bytes, other.bytes);
    assert_ne!(held.header("etag"), other.header("etag"));
}

#[tokio::test]
async fn there_is_no_picture_of_what_nobody_may_know_of() {
    let hidden = EventCode::from_random([5; 16]);
    let draft = EventDraft { code: hidden.clone(), state: EventState::Draft, ..sample::draft() };
    let site = Site::set(Settings::default(), &[sample::draft(), draft]).await;
    for path in [
        format!("/og/{hidden}.png"),
        "/og/AB2-CD3E.png".to_owned(),
        "/og/kt4-xw2m.png".to_owned(),
        format!("/og/{}", code()),
        format!("/og/{}.svg", code()),
        "/og/.png".to_owned(),
        "/og/%ff.png".to_owned(),
        "/og/..%2f..%2fetc%2fpasswd.png".to_owned(),
    ] {
        site.get(&path).await.assert_status(404);
    }
}

#[tokio::test]
async fn many_askers_at_once_get_the_same_picture() {
    let site = Site::open().await;
    let path = format!("/og/{}.png", code());
    let askers = (0..50).map(|_| site.get(&path));
    let answers = futures_util::future::join_all(askers).await;
    assert!(answers.iter().all(|answer| answer.status == 200 && answer.bytes == answers[0].bytes));
}

#[tokio::test]
async fn the_icons_are_as_large_as_they_say() {
    let site = Site::open().await;
    for (path, pixels) in [("/apple-touch-icon.png", 180), ("/icon-192.png", 192), ("/icon-512.png", 512)] {
        let icon = site.get(path).await;
        icon.assert_status(200);
        assert_eq!(size(&icon.bytes), (pixels, pixels), "{path}");
        asked_again(&site, path, &icon.header("etag").expect("a tag")).await.assert_status(304);
    }
    let icon = site.get("/favicon.ico").await;
    assert_eq!(icon.header("content-type").as_deref(), Some("image/x-icon"));
    assert_eq!(icon.bytes[..8], [0, 0, 1, 0, 1, 0, 32, 32]);
    assert_eq!(size(&icon.bytes[22..]), (32, 32));
}
