//! The language of a first visit.

use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, REFERER, SET_COOKIE, VARY};
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::Response;

use super::answer::see_other;

/// Sends a browser that prefers English to `/en`, once: on its first visit to `/`, not when somebody
/// has chosen Japanese on a page of ours, and not again.
pub(super) fn redirect(uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    if uri.path() != "/" {
        return None;
    }
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let has_been_here = text(COOKIE).split(';').any(|cookie| cookie.trim() == "visited=1");
    // With our Referrer-Policy only our own pages send it.
    let comes_from_here = headers.contains_key(REFERER) || text_is(headers, "sec-fetch-site", "same-origin");
    if has_been_here || comes_from_here || !prefers_english(text(ACCEPT_LANGUAGE)) {
        return None;
    }
    let address = match uri.query() {
        Some(query) => format!("/en?{query}"),
        None => "/en".to_owned(),
    };
    let mut response = see_other(&address);
    response.headers_mut().insert(SET_COOKIE, HeaderValue::from_static("visited=1; Path=/; HttpOnly; SameSite=Lax"));
    response.headers_mut().insert(VARY, HeaderValue::from_static("Accept-Language, Cookie"));
    Some(response)
}

fn text_is(headers: &HeaderMap, name: &'static str, value: &str) -> bool {
    headers.get(name).is_some_and(|found| found.as_bytes() == value.as_bytes())
}

/// Whether English is asked for before Japanese; a header that asks for neither asks for Japanese.
pub(super) fn prefers_english(accepted: &str) -> bool {
    let weight_of = |language: &str| {
        accepted
            .split(',')
            .enumerate()
            .filter_map(|(place, range)| {
                let mut parts = range.split(';');
                let tag = parts.next()?.trim();
                let is_it = tag.get(..2).is_some_and(|code| code.eq_ignore_ascii_case(language))
                    && matches!(tag.as_bytes().get(2), None | Some(b'-'));
                let weight = parts
                    .find_map(|part| part.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok()))
                    .unwrap_or(1.0);
                // Among equals the one that stands first is preferred.
                (is_it && weight > 0.0).then_some((weight, std::cmp::Reverse(place)))
            })
            .max_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)))
    };
    match (weight_of("en"), weight_of("ja")) {
        (Some(english), Some(japanese)) => {
            english.0 > japanese.0 || (english.0 >= japanese.0 && english.1 > japanese.1)
        }
        (Some(_), None) => true,
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_preferred_only_where_it_stands_before_japanese() {
        for (accepted, expected) in [
            ("en", true),
            ("en-US,en;q=0.9", true),
            ("en-US,en;q=0.9,ja;q=0.8", true),
            ("en,ja", true),
            ("ja,en", false),
            ("ja,en-US;q=0.9,en;q=0.8", false),
            ("de,fr;q=0.5", false),
            ("de,en;q=0.5", true),
            ("eng", false),
            ("en;q=0", false),
            ("", false),
            ("*", false),
            (";;;,,,q=;", false),
        ] {
            assert_eq!(prefers_english(accepted), expected, "{accepted}");
        }
    }
}
