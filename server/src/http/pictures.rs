//! What the program draws: link previews and icons; and the manifest that names the icons.
//!
//! A picture is drawn when it is first asked for, beside the threads that answer, one at a time, and kept. Whoever
//! fetches pictures by the thousand waits for the pen and makes no visitor wait.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use app::address::split_language;
use app::appearance::manifest as manifest_in;
use app::notfound::Failure;
use app::text::Text;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use domain::reference::ReferenceNumber;
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;

use super::Web;
use super::answer::failure;
use super::part::Part;
use crate::assets::names_etag;
use crate::picture::{self, EventPicture, Undrawable};

/// So many pictures are kept, of at most 30 kB each; one more, and all are forgotten.
const PICTURES: usize = 256;
/// A picture under an address that names its revision is that picture for ever.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Under any other address it may be another one tomorrow.
const FOR_AN_HOUR: &str = "public, max-age=3600";
const PNG: &str = "image/png";

/// A picture that was drawn.
#[derive(Debug, Clone)]
struct Drawn {
    revision: u32,
    bytes: Bytes,
    etag: String,
}

/// The pictures that are kept.
#[derive(Debug)]
pub(super) struct Pictures {
    drawn: Mutex<HashMap<String, Drawn>>,
    pen: Semaphore,
}

impl Default for Pictures {
    fn default() -> Self {
        Self { drawn: Mutex::default(), pen: Semaphore::new(1) }
    }
}

impl Pictures {
    fn get(&self, name: &str, revision: u32) -> Option<Drawn> {
        let drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        drawn.get(name).filter(|drawn| drawn.revision == revision).cloned()
    }

    fn put(&self, name: &str, picture: Drawn) {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.len() >= PICTURES && !drawn.contains_key(name) {
            drawn.clear();
        }
        drawn.insert(name.to_owned(), picture);
    }

    /// The picture `name` as of `revision`, drawn now if nobody has asked for it before.
    async fn get_or_draw(
        &self,
        name: &str,
        revision: u32,
        draw: impl FnOnce() -> Result<Vec<u8>, Undrawable> + Send + 'static,
    ) -> Result<Drawn, Undrawable> {
        if let Some(drawn) = self.get(name, revision) {
            return Ok(drawn);
        }
        let _pen = self.pen.acquire().await.map_err(|_| Undrawable)?;
        // Somebody may have drawn it while we waited.
        if let Some(drawn) = self.get(name, revision) {
            return Ok(drawn);
        }
        let bytes = tokio::task::spawn_blocking(draw).await.map_err(|_| Undrawable)??;
        let drawn = Drawn { revision, etag: etag(&bytes), bytes: Bytes::from(bytes) };
        self.put(name, drawn.clone());
        Ok(drawn)
    }
}

/// The beginning of the content's SHA-256, in quotes.
fn etag(bytes: &[u8]) -> String {
    let mut tag = String::from("\"");
    for byte in Sha256::digest(bytes).iter().take(8) {
        // Writing into a string cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

/// `/og/{code}.png` and `/og/site.png`
pub(super) async fn preview(State(web): State<Web>, uri: Uri, headers: HeaderMap, Part(file): Part) -> Response {
    let Some(name) = file.strip_suffix(".png") else { return failure(&web, &uri, Failure::NotFound) };
    let mut response = if name == "site" {
        answer(&web, &uri, &headers, (PNG, FOR_AN_HOUR), (name, 1), picture::site).await
    } else {
        // Only as we write it: nobody else links to pictures.
        let Some(listed) = web.services().listed(name).ok().filter(|listed| listed.event.code.as_str() == name) else {
            return failure(&web, &uri, Failure::NotFound);
        };
        let revision = listed.event.revision;
        let lasting = if uri.query() == Some(&format!("v={revision}")) { FOR_EVER } else { FOR_AN_HOUR };
        let shown = EventPicture::of(&listed.event);
        answer(&web, &uri, &headers, (PNG, lasting), (name, revision), move || shown.draw()).await
    };
    // Previews are shown by other sites: that is what they are for.
    response
        .headers_mut()
        .insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
    response
}

/// `/favicon.ico`
pub(super) async fn small_icon(State(web): State<Web>, uri: Uri, headers: HeaderMap) -> Response {
    answer(&web, &uri, &headers, ("image/x-icon", FOR_AN_HOUR), ("favicon.ico", 1), picture::small_icon).await
}

/// `/apple-touch-icon.png`
pub(super) async fn touch_icon(web: State<Web>, uri: Uri, headers: HeaderMap) -> Response {
    icon(web, uri, headers, 180).await
}

/// `/icon-192.png`
pub(super) async fn icon_192(web: State<Web>, uri: Uri, headers: HeaderMap) -> Response {
    icon(web, uri, headers, 192).await
}

/// `/icon-512.png`
pub(super) async fn icon_512(web: State<Web>, uri: Uri, headers: HeaderMap) -> Response {
    icon(web, uri, headers, 512).await
}

async fn icon(State(web): State<Web>, uri: Uri, headers: HeaderMap, pixels: u16) -> Response {
    let name = format!("icon-{pixels}");
    answer(&web, &uri, &headers, (PNG, FOR_AN_HOUR), (&name, 1), move || picture::icon(pixels)).await
}

/// `/site.webmanifest`, in each language.
pub(super) async fn manifest(uri: Uri) -> Response {
    let (language, _) = split_language(uri.path());
    let kind = HeaderValue::from_static("application/manifest+json");
    let lasting = HeaderValue::from_static(FOR_AN_HOUR);
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, lasting)], manifest_in(Text(language))).into_response()
}

/// The picture, or that the asker has it already.
async fn answer(
    web: &Web,
    uri: &Uri,
    headers: &HeaderMap,
    (kind, lasting): (&'static str, &'static str),
    (name, revision): (&str, u32),
    draw: impl FnOnce() -> Result<Vec<u8>, Undrawable> + Send + 'static,
) -> Response {
    let drawn = match web.pictures().get_or_draw(name, revision, draw).await {
        Ok(drawn) => drawn,
        Err(error) => {
            let mut bytes = [0_u8; 16];
            web.services().chance.fill(&mut bytes);
            let reference = ReferenceNumber::from_random(bytes).to_string();
            tracing::error!(reference, name, %error, "no picture");
            return failure(web, uri, Failure::Unavailable { reference });
        }
    };
    let mut response = if names_etag(headers, &drawn.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(drawn.bytes));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        response
    };
    let known = response.headers_mut();
    known.insert(CACHE_CONTROL, HeaderValue::from_static(lasting));
    if let Ok(tag) = HeaderValue::from_str(&drawn.etag) {
        known.insert(ETAG, tag);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_picture_is_drawn_once_for_each_revision_and_a_flood_does_not_fill_the_memory() {
        let pictures = Pictures::default();
        let first = pictures.get_or_draw("KT4-XW2M", 1, || Ok(vec![1])).await.unwrap();
        let again = pictures.get_or_draw("KT4-XW2M", 1, || Err(Undrawable)).await.unwrap();
        assert_eq!(first.bytes, again.bytes);
        let changed = pictures.get_or_draw("KT4-XW2M", 2, || Ok(vec![2])).await.unwrap();
        assert_ne!(first.etag, changed.etag);
        assert!(pictures.get("KT4-XW2M", 1).is_none());
        for number in 0..1_000 {
            pictures.get_or_draw(&number.to_string(), 1, || Ok(vec![3])).await.unwrap();
        }
        assert!(pictures.drawn.lock().unwrap().len() <= PICTURES);
        assert_eq!(pictures.get_or_draw("none", 1, || Err(Undrawable)).await.unwrap_err(), Undrawable);
    }
}
