//! A week or a month as it stands in a document.

use domain::availability::editor::{Booking, Day, Grain, Sheet, plan_of_word};
use domain::availability::{Hours, Window};
use wasm_bindgen::JsCast as _;
use web_sys::Element;

/// Everything under `root` that `selector` names.
pub(super) fn all(root: &Element, selector: &str) -> impl Iterator<Item = Element> + use<> {
    let found = root.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(move |at| found.as_ref()?.item(at)?.dyn_into().ok())
}

/// A number that an element carries.
pub(super) fn number(element: &Element, name: &str) -> Option<u16> {
    element.get_attribute(name)?.parse().ok()
}

fn hours(text: &str) -> Hours {
    Hours::parse_normal(text).map(|read| read.hours).unwrap_or_default()
}

fn day(column: &Element) -> Day {
    let said = |name: &str| column.get_attribute(name);
    Day {
        weekly: hours(&said("data-weekly").unwrap_or_default()),
        rests: said("data-rests").is_some(),
        plan: said("data-plan").and_then(|word| plan_of_word(&word)),
    }
}

/// What the document under `root` shows; none where it shows neither.
pub(super) fn read(root: &Element) -> Option<Sheet> {
    let calendar = root.query_selector("[data-calendar]").ok().flatten()?;
    let revision = calendar.get_attribute("data-revision")?.parse().ok()?;
    let days = all(&calendar, "[data-at]").map(|column| day(&column)).collect();
    let bookings = bookings(&calendar).filter_map(|block| booking(&block)).collect();
    let opened_on =
        calendar.query_selector("[data-opened-on]").ok().flatten().and_then(|month| number(&month, "data-opened-on"));
    let grain = if opened_on.is_some() { Grain::Days } else { Grain::Hours };
    Some(Sheet { grain, revision, days, opened_on: opened_on.unwrap_or_default(), bookings })
}

/// The bookings to come, as the document shows them.
pub(super) fn bookings(root: &Element) -> impl Iterator<Item = Element> + use<> {
    all(root, "[data-at] [data-minutes]").filter(|block| booking(block).is_some())
}

fn booking(block: &Element) -> Option<Booking> {
    let day = number(&block.closest("[data-at]").ok().flatten()?, "data-at")?;
    let minutes = block.get_attribute("data-minutes")?;
    let (from, to) = minutes.split_once('-')?;
    Some(Booking { day, from: from.parse().ok()?, to: to.parse().ok()? })
}

/// The column of a day.
pub(super) fn column(root: &Element, day: u16) -> Option<Element> {
    root.query_selector(&format!("[data-at=\"{day}\"]")).ok().flatten()
}

/// What a day is called.
pub(super) fn label(root: &Element, day: u16) -> String {
    column(root, day).and_then(|column| column.get_attribute("data-label")).unwrap_or_default()
}

/// `9:05`, as people read it.
pub(super) fn clock(minute: u16) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

impl super::Hand {
    /// A window, as people read it.
    pub(super) fn span(&self, window: Window) -> String {
        [clock(window.from()), clock(window.to())].join(&self.word("data-dash"))
    }

    /// The hours of a day, as people read them.
    pub(super) fn spans(&self, hours: &Hours) -> String {
        let spans: Vec<String> = hours.windows().iter().map(|window| self.span(*window)).collect();
        if spans.is_empty() { self.word("data-none") } else { spans.join(", ") }
    }
}
