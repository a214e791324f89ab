//! A page of words: what it is about, a list of its parts, and the parts.

use std::borrow::Cow;

use leptos::prelude::*;

use super::breadcrumb::{Breadcrumb, home_crumb};
use super::page::Page;
use super::ruby::Ruby;
use crate::text::ruby::without_readings;
use crate::text::use_text;

/// One part of a page of words.
#[derive(Debug)]
pub struct Chapter {
    /// Where links lead to it.
    pub id: &'static str,
    /// Its heading; it may have readings.
    pub heading: Cow<'static, str>,
    /// What it says.
    pub matter: AnyView,
}

/// The page. Heading, lead and the chapters' headings may have readings.
#[component]
pub fn ChaptersPage(
    #[prop(into)] title: Cow<'static, str>,
    #[prop(into)] description: String,
    #[prop(into)] lead: Cow<'static, str>,
    /// The heading of the list of parts, where a page has its own words for it.
    #[prop(optional, into)]
    contents: Option<Cow<'static, str>>,
    /// Whether lines leave room for readings.
    #[prop(default = false)]
    has_readings: bool,
    chapters: Vec<Chapter>,
) -> impl IntoView {
    let text = use_text();
    let contents = contents.unwrap_or_else(|| text.site().contents());
    let trail = vec![home_crumb(text)];
    let plain = without_readings(&title);
    let index: Vec<_> = chapters
        .iter()
        .map(|chapter| {
            let (href, name) = (format!("#{}", chapter.id), chapter.heading.clone());
            view! { <li><a href=href><Ruby marked=name/></a></li> }
        })
        .collect();
    let chapters: Vec<_> = chapters
        .into_iter()
        .map(|Chapter { id, heading, matter }| {
            let (heading_id, labelled_by) = (format!("{id}-heading"), format!("{id}-heading"));
            view! {
                <section class="section" id=id aria-labelledby=labelled_by>
                    <h2 id=heading_id><Ruby marked=heading/></h2>
                    <div class="prose">{matter}</div>
                </section>
            }
        })
        .collect();
    let class =
        if has_readings { "columns columns-aside chapters has-readings" } else { "columns columns-aside chapters" };
    view! {
        <Page title=plain.clone() description>
            <Breadcrumb trail here=plain/>
            <div class=class>
                <div class="page-head">
                    <h1><Ruby marked=title/></h1>
                    <p class="lead"><Ruby marked=lead/></p>
                </div>
                <nav class="aside contents screen-only" aria-labelledby="contents-heading">
                    <h2 id="contents-heading"><Ruby marked=contents/></h2>
                    <ul>{index}</ul>
                </nav>
                <div class="stack-wide">{chapters}</div>
            </div>
        </Page>
    }
    .into_any()
}
