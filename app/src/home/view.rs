//! What the home page shows, taken from the schedule.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::event::Standing;
use domain::feed::FeedScope;
use domain::place::Prefecture;
use domain::schedule::{Filter, Listed, Schedule};
use domain::time::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;

use super::island::CopyAddress;
use super::page::{HomePage, HomeView, NoticeView};
use crate::address::{self, localized};
use crate::event::list::tiles;
use crate::event::query::EventListQuery;
use crate::event::view::row;
use crate::services::{ContactDetails, use_now, use_schedule};
use crate::shell::needs_client;
use crate::text::{Text, use_text};

/// So many lines of what is new.
const NOTICES: usize = 5;

/// What has happened to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum News {
    CalledOff,
    Changed,
    Added,
}

/// What is new, the latest first: the events to come that were added, changed or called off on one
/// day, counted; one alone is named.
fn notices(schedule: &Schedule, now: Timestamp, text: Text) -> Vec<NoticeView> {
    let words = text.home();
    let mut news: BTreeMap<(Reverse<Date>, News), Vec<&Listed>> = BTreeMap::new();
    let everything = Filter::default();
    for listed in schedule.find(&everything, now) {
        let event = &listed.event;
        let what = match (event.standing(), event.revision) {
            (Standing::Cancelled, _) => News::CalledOff,
            (_, 0) => News::Added,
            _ => News::Changed,
        };
        news.entry((Reverse(event.changed_at.tokyo_date()), what)).or_default().push(listed);
    }
    news.into_iter()
        .take(NOTICES)
        .map(|((Reverse(day), what), found)| {
            let (said, path) = match (found.as_slice(), what) {
                ([one], what) => {
                    let title = one.event.title.text(text.language());
                    let said = match what {
                        News::CalledOff => words.called_off(title),
                        News::Changed => words.changed(title),
                        News::Added => words.added(title),
                    };
                    (said, format!("/events/{}", one.event.code))
                }
                (many, News::CalledOff) => (words.called_off_many(many.len()), "/events".to_owned()),
                (many, News::Changed) => (words.changed_many(many.len()), "/events".to_owned()),
                (many, News::Added) => (words.added_many(many.len()), "/events".to_owned()),
            };
            NoticeView {
                iso: day.to_string(),
                day: text.date().day_of_year(day),
                text: said.into_owned(),
                href: localized(text.language(), &path),
            }
        })
        .collect()
}

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
        notices: notices(&schedule, now, text),
        feed_href: Some(address::feed(text.language(), FeedScope::around(&filter), "ics")),
    };
    let mail = use_context::<ContactDetails>().unwrap_or_default().mail.replace('@', "_atmark_");
    let words = text.site();
    let (label, done) = (words.copy_address().into_owned(), words.copied_address().into_owned());
    let copy = view! { <CopyAddress shown=mail label done/> }.into_any();
    view! { <HomePage view mail_action=Some(copy)/> }
}
