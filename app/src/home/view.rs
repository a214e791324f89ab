//! What the home page shows, taken from the schedule.

use domain::feed::FeedScope;
use domain::place::Prefecture;
use domain::schedule::Filter;
use leptos::prelude::*;

use super::island::CopyAddress;
use super::page::{HomePage, HomeView};
use crate::address;
use crate::event::page::{EventListQuery, tiles};
use crate::event::view::row;
use crate::services::{ContactDetails, use_now, use_schedule};
use crate::shell::needs_client;
use crate::text::use_text;

/// So many events stand on the home page.
const NEXT: usize = 3;

/// `/`: the next events near somebody, and the ways to get help.
#[component]
pub fn Home(
    /// The prefecture that was picked, two digits.
    prefecture: Option<String>,
) -> impl IntoView {
    needs_client();
    let (text, now, schedule) = (use_text(), use_now(), use_schedule());
    let prefecture = prefecture.and_then(|code| code.parse().ok()).and_then(Prefecture::from_code);
    let filter = Filter { prefecture, ..Filter::default() };
    let query = EventListQuery { page: 1, filter: filter.clone(), ..EventListQuery::default() };
    let found = schedule.find(&filter, now).filter(|listed| listed.event.when.starts_at() > now).collect::<Vec<_>>();
    let view = HomeView {
        prefecture,
        next: found.iter().take(NEXT).map(|listed| row(listed, text, now)).collect(),
        next_total: schedule.find(&filter, now).count(),
        tiles: tiles(&query, &schedule.count_by_prefecture(&filter, now), text),
        total: schedule.find(&Filter::default(), now).count(),
        feed_href: Some(address::feed(text.language(), FeedScope::around(&filter), "ics")),
    };
    let mail = use_context::<ContactDetails>().unwrap_or_default().mail.replace('@', "_atmark_");
    let words = text.site();
    let (label, done) = (words.copy_address().into_owned(), words.copied_address().into_owned());
    let copy = view! { <CopyAddress shown=mail label done/> }.into_any();
    view! { <HomePage view mail_action=Some(copy)/> }
}
