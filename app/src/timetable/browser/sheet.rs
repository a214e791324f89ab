//! The sheet as it stands in the document: reading it, and drawing on it.

use domain::timetable::editor::{Focus, Held, Hours, Sheet, Slot};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, Node};

use super::{Hand, is_html};

/// What places an event within its hour, and beside others.
const PLACING: [&str; 6] = ["data-quarter", "data-hours", "data-quarters", "data-lane", "data-lanes", "data-time"];
const HOUR: u16 = 60;
const QUARTER: u16 = 15;

/// Where an event stood before it was carried.
pub(super) struct Home {
    item: Element,
    list: Node,
    next: Option<Node>,
    placing: [Option<String>; 6],
    copy: Option<Element>,
}

/// Everything under `root` that `selector` names.
pub(super) fn all(root: &Element, selector: &str) -> impl Iterator<Item = Element> + use<> {
    let found = root.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(move |at| found.as_ref()?.item(at)?.dyn_into().ok())
}

fn number(element: &Element, name: &str) -> Option<u16> {
    element.get_attribute(name)?.parse().ok()
}

/// What the document shows.
pub(super) fn read(root: &Element) -> Sheet {
    let days = all(root, "[data-place] td[data-at]").filter_map(|cell| number(&cell, "data-at")).max();
    let has_hours = root.query_selector("[data-place] .schedule-week").ok().flatten().is_some();
    let held = |link: Element| {
        let cell = link.closest("[data-at]").ok().flatten()?;
        let begins = number(&link, "data-begins").filter(|_| has_hours);
        let hours = begins.zip(number(&link, "data-ends")).map(|(begins, ends)| Hours { begins, ends });
        Some(Held {
            code: link.get_attribute("data-event")?,
            revision: link.get_attribute("data-revision")?.parse().ok()?,
            slot: Slot { day: number(&cell, "data-at")?, hours },
            is_fixed: link.has_attribute("data-fixed"),
        })
    };
    let events = all(root, "[data-place] a[data-event]").filter_map(held).collect();
    Sheet { days: days.map_or(0, |last| last + 1), events }
}

/// The link of an event.
pub(super) fn link(root: &Element, code: &str) -> Option<Element> {
    root.query_selector(&format!("[data-place] a[data-event=\"{code}\"]")).ok().flatten()
}

/// The day or the event that `target` belongs to.
pub(super) fn focus_of(root: &Element, target: &Element) -> Option<Focus> {
    let cell = target.closest("[data-at]").ok().flatten()?;
    let day = number(&cell, "data-at")?;
    let links = all(root, &format!("[data-place] td[data-at=\"{day}\"] a[data-event]"));
    let event = links.enumerate().find(|(_, link)| link.contains(Some(target))).map(|(at, _)| at);
    Some(Focus { day, event: event.and_then(|at| u16::try_from(at).ok()) })
}

/// What has the focus there: an event, or the day.
pub(super) fn element_at(root: &Element, focus: Focus) -> Option<HtmlElement> {
    let cell = format!("[data-place] td[data-at=\"{}\"]", focus.day);
    let found = match focus.event {
        Some(event) => all(root, &format!("{cell} a[data-event]")).nth(usize::from(event)),
        None => root.query_selector(&cell).ok().flatten(),
    };
    found.and_then(is_html)
}

/// The cell of a day, and on a sheet with hours of its hour.
pub(super) fn cell(root: &Element, slot: Slot) -> Option<Element> {
    let day = format!("[data-place] td[data-at=\"{}\"]", slot.day);
    let selector = match slot.hours {
        Some(hours) => format!("{day}[data-hour=\"{}\"]", hours.begins / HOUR),
        None => day.clone(),
    };
    root.query_selector(&selector).ok().flatten().or_else(|| root.query_selector(&day).ok().flatten())
}

/// `14:05`, as forms have it.
pub(super) fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / HOUR, minute % HOUR)
}

fn span(hours: Hours) -> String {
    format!("{}–{}", clock(hours.begins), clock(hours.ends))
}

/// What a place is called, and what is to be looked at there.
pub(super) fn called(root: &Element, slot: Slot) -> (String, Option<String>) {
    let Some(cell) = cell(root, slot) else { return (String::new(), None) };
    let day = cell.get_attribute("data-label").unwrap_or_default();
    let place = slot.hours.map_or_else(|| day.clone(), |hours| format!("{day} {}", span(hours)));
    (place, cell.get_attribute("data-warning"))
}

impl Hand {
    /// Draws an event, or its copy, at `slot`.
    pub(super) fn draw(&self, code: &str, slot: Slot, copies: bool) {
        if self.home.borrow().is_none() {
            let item = link(&self.root, code).and_then(|link| link.closest("li").ok().flatten());
            let Some((item, list)) = item.and_then(|item| item.parent_node().map(|list| (item, list))) else { return };
            let placing = PLACING.map(|name| item.get_attribute(name));
            let next = item.next_sibling();
            *self.home.borrow_mut() = Some(Home { item, list, next, placing, copy: None });
        }
        let mut home = self.home.borrow_mut();
        let Some(home) = home.as_mut() else { return };
        home.go_back();
        let Some(cell) = cell(&self.root, slot) else { return };
        let drawn = if copies { home.copied() } else { Some(home.item.clone()) };
        let (Some(drawn), Some(list)) = (drawn, list_of(&cell)) else { return };
        if let Some(hours) = slot.hours {
            place(&drawn, hours);
        }
        // Where it stands already nothing moves: what has the focus would lose it.
        if drawn.parent_node().as_ref() != Some(list.as_ref()) {
            let focused = drawn.contains(self.root.owner_document().and_then(|page| page.active_element()).as_deref());
            drop(list.append_child(&drawn));
            if focused && let Some(link) = drawn.query_selector("a").ok().flatten().and_then(is_html) {
                drop(link.focus());
            }
        }
        drop(drawn.class_list().add_1("is-carried"));
        self.mark(Some(&cell));
    }

    /// Draws the event where it was before it was carried.
    pub(super) fn put_back(&self) {
        if let Some(mut home) = self.home.borrow_mut().take() {
            home.go_back();
            drop(home.item.class_list().remove_1("is-carried"));
        }
        self.mark(None);
    }

    /// Shows over which cell something is carried.
    fn mark(&self, target: Option<&Element>) {
        for marked in all(&self.root, ".is-target") {
            drop(marked.class_list().remove_1("is-target"));
        }
        if let Some(target) = target {
            drop(target.class_list().add_1("is-target"));
        }
    }
}

impl Home {
    fn go_back(&mut self) {
        if let Some(copy) = self.copy.take() {
            copy.remove();
        }
        for (name, value) in PLACING.into_iter().zip(&self.placing) {
            drop(match value {
                Some(value) => self.item.set_attribute(name, value),
                None => self.item.remove_attribute(name),
            });
        }
        if self.item.parent_node().as_ref() != Some(&self.list) {
            let page = self.item.owner_document();
            let is_focused = self.item.contains(page.and_then(|page| page.active_element()).as_deref());
            drop(self.list.insert_before(&self.item, self.next.as_ref()));
            if is_focused && let Some(link) = self.item.query_selector("a").ok().flatten().and_then(is_html) {
                drop(link.focus());
            }
        }
    }

    /// A copy that is drawn while the event stays.
    fn copied(&mut self) -> Option<Element> {
        let copy: Element = self.item.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        for link in all(&copy, "a") {
            drop(link.remove_attribute("data-event"));
        }
        drop(copy.class_list().add_1("is-copy"));
        self.copy = Some(copy.clone());
        Some(copy)
    }
}

/// The list of a cell; a cell without events has none yet.
fn list_of(cell: &Element) -> Option<Element> {
    if let Ok(Some(list)) = cell.query_selector("ul") {
        return Some(list);
    }
    let list = cell.owner_document()?.create_element("ul").ok()?;
    let before = cell.query_selector(".schedule-put").ok().flatten();
    cell.insert_before(&list, before.as_ref().map(AsRef::as_ref)).ok()?;
    Some(list)
}

fn place(item: &Element, hours: Hours) {
    let length = hours.ends - hours.begins;
    let placing = [
        (hours.begins % HOUR / QUARTER).to_string(),
        (length / HOUR).min(12).to_string(),
        (length % HOUR / QUARTER).to_string(),
        "0".to_owned(),
        "1".to_owned(),
        span(hours),
    ];
    for (name, value) in PLACING.into_iter().zip(placing) {
        drop(item.set_attribute(name, &value));
    }
}
