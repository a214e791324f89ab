//! How a public page appears elsewhere: in the results of a search engine, in a link preview.
//!
//! Every public page has a title and a description of its own, one canonical address in each language, and the tags of
//! Open Graph. Most pages need no more than what they say to [`Page`](crate::component::Page); one whose address has
//! filters, or that has a picture or data of its own, says so with [`set_appearance`]. A private page carries none of
//! this: `shell::document` does not ask.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use domain::language::Language;
use leptos::html::meta;
use leptos::prelude::*;
use serde_json::{Value, json};

use crate::address::localized;
use crate::services::Site;
use crate::shell::Head;
use crate::text::{Text, use_text};

/// How wide a link preview's picture is, in pixels.
pub const PICTURE_WIDTH: u16 = 1200;
/// How high it is, in pixels.
pub const PICTURE_HEIGHT: u16 = 630;

/// What a page says of its appearance beyond its title and description.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Appearance {
    /// The one address by which search engines should know the page, without the language: `/events?prefecture=13`.
    /// None: the address it was asked by, without its query.
    pub canonical: Option<String>,
    /// The picture of its link preview; none: the site's.
    pub picture: Option<PreviewPicture>,
    /// What programs read of it: schema.org's terms in JSON-LD.
    pub data: Vec<Value>,
}

/// The picture of a link preview, [`PICTURE_WIDTH`] × [`PICTURE_HEIGHT`] pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewPicture {
    /// Its address on this site, with what changes when it changes: `/og/KT4-XW2M.png?v=3`.
    pub path: String,
    /// What is to be seen on it.
    pub alt: String,
}

#[derive(Clone, Default)]
pub(crate) struct AppearanceSlot(Arc<Mutex<Appearance>>);

/// Says how the page that is being rendered appears elsewhere.
pub fn set_appearance(appearance: Appearance) {
    if let Some(AppearanceSlot(slot)) = use_context() {
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = appearance;
    }
}

/// Where the service is reached from outside, without a slash at the end.
pub fn use_public_url() -> String {
    use_context::<Arc<Site>>().map(|site| site.public_url.clone()).unwrap_or_default()
}

/// What stands in the head of a public page for others to read. `plain` is the page's path without its language.
pub(crate) fn tags(slot: &AppearanceSlot, head: &Head, plain: &str) -> impl IntoView + use<> {
    let Appearance { canonical, picture, data } = slot.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let text = use_text();
    let site = use_public_url();
    let canonical = canonical.unwrap_or_else(|| plain.to_owned());
    let address = |language| format!("{site}{}", localized(language, &canonical));
    let own = address(text.language());
    let alternate = Language::ALL
        .map(|language| view! { <link rel="alternate" hreflang=language.code() href=address(language)/> })
        .into_iter()
        .collect_view();
    let other = Language::ALL.into_iter().find(|language| *language != text.language());
    let name = text.site().name();
    // The name of the site has a tag of its own.
    let title = head.title.strip_suffix(&format!(" | {name}")).unwrap_or(&head.title).to_owned();
    let description = head.description.clone().unwrap_or_else(|| text.site().description().into_owned());
    let PreviewPicture { path, alt } = picture.unwrap_or_else(|| PreviewPicture {
        path: "/og/site.png".to_owned(),
        alt: text.appearance().site_picture().into_owned(),
    });
    let property = |property: &'static str, content: String| meta().attr("property", property).attr("content", content);
    let data = data
        .iter()
        .map(|data| view! { <script type="application/ld+json" inner_html=script_text(data)></script> })
        .collect_view();
    view! {
        <link rel="canonical" href=own.clone()/>
        {alternate}
        // Whoever asks for neither language gets what the root of the site has.
        <link rel="alternate" hreflang="x-default" href=address(Language::Japanese)/>
        {property("og:type", "website".to_owned())}
        {property("og:site_name", name.into_owned())}
        {property("og:title", title)}
        {property("og:description", description)}
        {property("og:url", own)}
        {property("og:locale", locale(text.language()).to_owned())}
        {other.map(|other| property("og:locale:alternate", locale(other).to_owned()))}
        {property("og:image", format!("{site}{path}"))}
        {property("og:image:width", PICTURE_WIDTH.to_string())}
        {property("og:image:height", PICTURE_HEIGHT.to_string())}
        {property("og:image:alt", alt)}
        <meta name="twitter:card" content="summary_large_image"/>
        {data}
    }
}

/// In what colour a browser may draw what is around the page; where somebody wants it dark, their own.
pub(crate) fn theme() -> impl IntoView {
    meta().attr("name", "theme-color").attr("content", THEME_COLOUR).attr("media", "(prefers-color-scheme: light)")
}

/// The language as Open Graph names it, with a territory.
const fn locale(language: Language) -> &'static str {
    match language {
        Language::Japanese => "ja_JP",
        Language::English => "en_US",
    }
}

/// The way from the home page to the page `here`, each step with its address on this site and its name.
pub fn breadcrumb_data(trail: &[(String, String)], here: &str, site: &str) -> Value {
    let above = trail.iter().map(|(href, name)| (Some(format!("{site}{href}")), name.as_str()));
    let items: Vec<Value> = above
        .chain([(None, here)])
        .zip(1_u32..)
        .map(|((href, name), position)| {
            without_nulls(json!({ "@type": "ListItem", "position": position, "name": name, "item": href }))
        })
        .collect();
    json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items })
}

/// `data` without the terms of which nothing is known.
pub fn without_nulls(data: Value) -> Value {
    match data {
        Value::Object(terms) => terms
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, without_nulls(value)))
            .collect(),
        Value::Array(values) => values.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

/// `data` as the text of a `<script>`: the same JSON, in which no sign begins or ends anything in HTML.
fn script_text(data: &Value) -> String {
    let mut text = String::new();
    for sign in data.to_string().chars() {
        match sign {
            // These stand in strings only, where JSON may write them by their number.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                // Writing into a string cannot fail.
                let _ = write!(text, "\\u{:04x}", u32::from(sign));
            }
            _ => text.push(sign),
        }
    }
    text
}

/// The first of `text`, at most so many characters, on one line; what is left out is marked.
pub fn excerpt(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        None => line,
        Some(_) => line.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
    }
}

/// The manifest of the site in the language of `text`: what a phone shows that keeps a link to it.
pub fn manifest(text: Text) -> String {
    let start = localized(text.language(), "/");
    let icon = |pixels: u16| {
        json!({
            "src": format!("/icon-{pixels}.png"),
            "sizes": format!("{pixels}x{pixels}"),
            "type": "image/png",
            "purpose": "any maskable",
        })
    };
    let svg = json!({ "src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml" });
    json!({
        "name": text.site().name(),
        "short_name": text.appearance().short_name(),
        "description": text.site().description(),
        "lang": text.language().code(),
        "dir": "ltr",
        "start_url": start,
        "scope": "/",
        // It is a site, with addresses that people copy and pages that they print: a browser is what it wants.
        "display": "browser",
        "theme_color": THEME_COLOUR,
        "background_color": "#ffffff",
        "icons": [icon(192), icon(512), svg],
    })
    .to_string()
}

/// The key blue.
const THEME_COLOUR: &str = "#0017c1";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_somebody_writes_ends_the_script() {
        for hostile in ["</script><script>alert(1)</script>", "<!--", "-->", "]]>", "&quot;", "a\u{2028}b", "\"}\\"] {
            let data = json!({ "name": hostile });
            let text = script_text(&data);
            assert!(!text.contains(['<', '>', '&', '\u{2028}']), "{text}");
            assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), data);
        }
    }

    #[test]
    fn an_excerpt_counts_characters_and_says_that_it_is_one() {
        assert_eq!(excerpt("家から\n働く", 6), "家から 働く");
        assert_eq!(excerpt("家から働くとき", 6), "家から働く…");
        assert_eq!(excerpt("", 6), "");
    }

    #[test]
    fn what_is_not_known_is_not_said() {
        let data = json!({ "a": null, "b": [{ "c": null, "d": 1 }], "e": { "f": null } });
        assert_eq!(without_nulls(data), json!({ "b": [{ "d": 1 }], "e": {} }));
    }
}
