//! The files that the program carries: styles, script, WebAssembly and what stands in `public/`.
//!
//! `build.rs` makes the table; this file finds an asset and answers a request for one. A hashed name never changes its
//! content, so browsers keep it for a year; a plain one (`/favicon.ico`) is asked for again after an hour, and its `ETag`
//! usually makes that answer empty. Compressed forms were made at build time: nothing is compressed here.

use axum::{
    body::{Body, Bytes},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{
            ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
            VARY, X_CONTENT_TYPE_OPTIONS,
        },
    },
    response::{IntoResponse, Response},
};

/// A file in the forms that it is sent in.
#[derive(Debug)]
pub struct Asset {
    /// Where it is served, with a leading slash.
    pub path: &'static str,
    /// Its media type, with the character set where it is text.
    pub content_type: &'static str,
    /// As it is.
    pub raw: &'static [u8],
    /// With brotli, where that is smaller.
    pub brotli: Option<&'static [u8]>,
    /// With gzip, where that is smaller.
    pub gzip: Option<&'static [u8]>,
    /// The beginning of the content's SHA-256 in hexadecimal, without quotes; each form adds its own ending.
    pub etag: &'static str,
    /// Whether the name carries a hash of the content, so that the answer is good for ever.
    pub immutable: bool,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The asset served at a path such as `/pkg/telework.0123456789abcdef.css`.
pub fn asset(path: &str) -> Option<&'static Asset> {
    found(ASSETS, path)
}

/// Where a file is served that pages know by a plain name: `telework.css`, `start.js`,
/// `desk-start.js`.
/// `None` in a build without a site (tests): such a page does without.
pub fn logical(name: &str) -> Option<&'static str> {
    LOGICAL.binary_search_by_key(&name, |(name, _)| name).ok().map(|place| LOGICAL[place].1)
}

/// The answer for a path, or `None` where no asset is: for a router's fallback that has a page of its own then.
pub fn respond(method: &Method, path: &str, headers: &HeaderMap) -> Option<Response> {
    Some(answer(asset(path)?, method, headers))
}

fn found(assets: &'static [Asset], path: &str) -> Option<&'static Asset> {
    assets.binary_search_by_key(&path, |asset| asset.path).ok().map(|place| &assets[place])
}

fn answer(asset: &'static Asset, method: &Method, headers: &HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let form = Form::wanted(asset, headers);
    let etag = format!("\"{}{}\"", asset.etag, form.etag_ending());
    let bytes = form.of(asset);
    let mut response = if names_etag(headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let body = if method == Method::HEAD { Body::empty() } else { Body::from(Bytes::from_static(bytes)) };
        let mut response = Response::new(body);
        let known = response.headers_mut();
        known.insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
        known.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        if let Some(encoding) = form.content_encoding() {
            known.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    };
    let known = response.headers_mut();
    let lasting = if asset.immutable { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };
    known.insert(CACHE_CONTROL, HeaderValue::from_static(lasting));
    known.insert(VARY, HeaderValue::from_static("accept-encoding"));
    known.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(etag) = HeaderValue::try_from(etag) {
        known.insert(ETAG, etag);
    }
    response
}

/// The form in which a file travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Brotli,
    Gzip,
    Identity,
}

impl Form {
    /// The form that the browser weighs highest among those the asset has; among equals the smallest. A browser that
    /// refuses every form gets the file as it is, which RFC 9110 (12.5.3) allows and which helps more than a refusal.
    fn wanted(asset: &Asset, headers: &HeaderMap) -> Self {
        let accepted = Accepted::read(headers);
        let mut best = (Self::Identity, accepted.weight_of_identity());
        for form in [Self::Gzip, Self::Brotli] {
            let there = match form {
                Self::Brotli => asset.brotli.is_some(),
                Self::Gzip => asset.gzip.is_some(),
                Self::Identity => true,
            };
            let weight = form.content_encoding().map_or(0, |coding| accepted.weight_of(coding));
            if there && weight > 0 && weight >= best.1 {
                best = (form, weight);
            }
        }
        best.0
    }

    fn of(self, asset: &Asset) -> &'static [u8] {
        match self {
            Self::Brotli => asset.brotli.unwrap_or(asset.raw),
            Self::Gzip => asset.gzip.unwrap_or(asset.raw),
            Self::Identity => asset.raw,
        }
    }

    fn content_encoding(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    fn etag_ending(self) -> &'static str {
        match self {
            Self::Brotli => "-br",
            Self::Gzip => "-gz",
            Self::Identity => "",
        }
    }
}

/// The weights of an `Accept-Encoding`, in thousandths.
pub(crate) struct Accepted(Vec<(String, u16)>);

impl Accepted {
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
        let codings = lines.flat_map(|line| line.split(',')).filter_map(|item| {
            let mut parts = item.split(';').map(str::trim);
            let coding = parts.next().filter(|coding| !coding.is_empty())?.to_ascii_lowercase();
            let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
            Some((coding, weight.map_or(1000, thousandths)))
        });
        Self(codings.collect())
    }

    fn named(&self, coding: &str) -> Option<u16> {
        self.0.iter().find(|(name, _)| name == coding).map(|(_, weight)| *weight)
    }

    pub(crate) fn weight_of(&self, coding: &str) -> u16 {
        self.named(coding).or_else(|| self.named("*")).unwrap_or(0)
    }

    /// Acceptable unless refused; where the browser does not name it, a coding that it names goes first.
    pub(crate) fn weight_of_identity(&self) -> u16 {
        self.named("identity").unwrap_or(1)
    }
}

/// A weight such as `0.5`; what cannot be read refuses, so that no browser gets what it may not understand.
fn thousandths(weight: &str) -> u16 {
    let (whole, part) = weight.split_once('.').unwrap_or((weight, ""));
    let digits = part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    match whole {
        "1" => 1000,
        "0" if digits => format!("{part:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

/// Whether the browser already has this form. The comparison is the weak one: a proxy may have marked our tag with `W/`.
pub(crate) fn names_etag(headers: &HeaderMap, etag: &str) -> bool {
    let lines = headers.get_all(IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, Method, Response, StatusCode, header};
    use http_body_util::BodyExt;

    use super::{ASSETS, Asset, answer, asset, found, logical};

    static SITE: &[Asset] = &[
        Asset {
            path: "/favicon.ico",
            content_type: "image/x-icon",
            raw: b"icon",
            brotli: None,
            gzip: None,
            etag: "1111",
            immutable: false,
        },
        Asset {
            path: "/pkg/telework.2222.css",
            content_type: "text/css; charset=utf-8",
            raw: b"as it is",
            brotli: Some(b"br"),
            gzip: Some(b"gzip"),
            etag: "2222",
            immutable: true,
        },
    ];

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect()
    }

    fn get(path: &str, pairs: &[(HeaderName, &str)]) -> Response<axum::body::Body> {
        answer(found(SITE, path).unwrap(), &Method::GET, &headers(pairs))
    }

    fn form_for(accept: &str) -> String {
        let response = get("/pkg/telework.2222.css", &[(header::ACCEPT_ENCODING, accept)]);
        let encoding = response.headers().get(header::CONTENT_ENCODING);
        encoding.map_or_else(|| "identity".into(), |encoding| encoding.to_str().unwrap().to_owned())
    }

    #[test]
    fn the_smallest_form_that_the_browser_takes_is_sent() {
        for (accept, form) in [
            ("gzip, deflate, br, zstd", "br"),
            ("gzip, deflate", "gzip"),
            ("*", "br"),
            ("BR;Q=1.0", "br"),
            ("", "identity"),
            ("identity", "identity"),
        ] {
            assert_eq!(form_for(accept), form, "{accept:?}");
        }
    }

    #[test]
    fn weights_are_followed_and_a_refused_form_is_never_sent() {
        for (accept, form) in [
            ("br;q=0, gzip", "gzip"),
            ("br;q=0.5, gzip;q=0.8", "gzip"),
            ("br;q=0.8, gzip;q=0.8", "br"),
            ("gzip;q=0.5, identity;q=1.0", "identity"),
            ("identity;q=0, gzip;q=0.001", "gzip"),
            ("*;q=0, gzip;q=0.2", "gzip"),
            ("*, br;q=0", "gzip"),
            ("*;q=0", "identity"),
            ("br;q=fast", "identity"),
        ] {
            assert_eq!(form_for(accept), form, "{accept:?}");
        }
    }

    #[test]
    fn a_file_without_smaller_forms_is_sent_as_it_is() {
        let response = get("/favicon.ico", &[(header::ACCEPT_ENCODING, "br, gzip")]);
        assert_eq!(response.headers().get(header::CONTENT_ENCODING), None);
        assert_eq!(response.headers()[header::CONTENT_LENGTH], "4");
    }

    #[test]
    fn hashed_names_are_kept_for_ever_and_plain_ones_for_an_hour() {
        let hashed = get("/pkg/telework.2222.css", &[]);
        assert_eq!(hashed.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        let plain = get("/favicon.ico", &[]);
        assert_eq!(plain.headers()[header::CACHE_CONTROL], "public, max-age=3600");
        for response in [hashed, plain] {
            assert_eq!(response.headers()[header::VARY], "accept-encoding");
            assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        }
    }

    #[tokio::test]
    async fn a_browser_that_has_the_form_is_told_so_without_a_body() {
        let accept = (header::ACCEPT_ENCODING, "br");
        let first = get("/pkg/telework.2222.css", std::slice::from_ref(&accept));
        assert_eq!(first.headers()[header::ETAG], "\"2222-br\"");
        assert_eq!(first.into_body().collect().await.unwrap().to_bytes(), "br");
        for tags in ["\"2222-br\"", "W/\"2222-br\"", "\"other\", \"2222-br\"", "*"] {
            let again = get("/pkg/telework.2222.css", &[accept.clone(), (header::IF_NONE_MATCH, tags)]);
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{tags}");
            assert_eq!(again.headers()[header::ETAG], "\"2222-br\"");
            assert!(again.headers().contains_key(header::CACHE_CONTROL));
            assert!(again.into_body().collect().await.unwrap().to_bytes().is_empty());
        }
        let other = get("/pkg/telework.2222.css", &[accept, (header::IF_NONE_MATCH, "\"2222-gz\"")]);
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn head_answers_like_get_without_the_body_and_nothing_else_is_allowed() {
        let asked = headers(&[(header::ACCEPT_ENCODING, "gzip")]);
        let head = answer(&SITE[1], &Method::HEAD, &asked);
        assert_eq!(head.headers()[header::CONTENT_LENGTH], "4");
        assert_eq!(head.headers()[header::CONTENT_ENCODING], "gzip");
        assert!(head.into_body().collect().await.unwrap().to_bytes().is_empty());
        let post = answer(&SITE[1], &Method::POST, &asked);
        assert_eq!(post.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(post.headers()[header::ALLOW], "GET, HEAD");
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        assert!(super::respond(&Method::GET, "/pkg/none.css", &HeaderMap::new()).is_none());
        assert!(found(SITE, "/pkg/telework.3333.css").is_none());
        assert!(asset("/pkg/../manifest.json").is_none());
        assert!(logical("manifest.json").is_none());
    }

    #[test]
    fn the_table_is_in_the_order_that_the_search_needs() {
        assert!(ASSETS.is_sorted_by_key(|asset| asset.path));
        assert!(ASSETS.iter().all(|asset| asset.immutable == asset.path.starts_with("/pkg/")));
    }
}
