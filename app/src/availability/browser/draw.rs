//! Drawing: the hours of each day in their places, and over them the cursor and what is carried.

use domain::availability::editor::{Day, Grain};
use domain::availability::{DAY_MINUTES, DayPlan, Hours, Window};
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

use super::Hand;
use super::sheet::{all, bookings, clock, column, number};

const HOUR: u16 = 60;
const QUARTER: u16 = 15;

/// Where a day's times stand, in pixels from the corner of the place that holds cursor and hand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    /// How high a quarter of an hour is.
    pub(super) quarter: f64,
    /// The first minute that is shown.
    pub(super) first: u16,
}

impl Ground {
    /// The minute that lies so many pixels under the corner; none above what is shown, the last below it.
    pub(super) fn minute(&self, y: f64) -> u16 {
        let quarters = ((y - self.top) / self.quarter.max(1.0)).max(0.0);
        let minutes = quarters * f64::from(QUARTER) + f64::from(self.first);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a minute of a day")]
        let minute = minutes.min(f64::from(DAY_MINUTES)) as u16;
        minute
    }
}

impl Hand {
    /// Whether whole days are pointed at.
    pub(super) fn is_month(&self) -> bool {
        self.editor.borrow().grain() == Grain::Days
    }

    /// The first and the last hour that the sheet shows.
    fn shown(&self) -> (u16, u16) {
        let week = self.find(".cal-week");
        let hour = |name| week.as_ref().and_then(|week| number(week, name));
        (hour("data-first").unwrap_or(0), hour("data-last").unwrap_or(24))
    }

    /// Where a day's times stand; in a month, where the day does.
    pub(super) fn ground(&self, day: u16) -> Option<Ground> {
        let place = self.find(".cal-place")?.get_bounding_client_rect();
        let column = column(&self.root, day)?;
        let times = if self.is_month() { Some(column) } else { column.query_selector(".cal-times").ok().flatten() };
        let times = times?.get_bounding_client_rect();
        let (first, last) = self.shown();
        Some(Ground {
            left: times.left() - place.left(),
            top: times.top() - place.top(),
            width: times.width(),
            quarter: times.height() / f64::from((last - first) * 4),
            first: first * HOUR,
        })
    }

    /// Has the sheet show the hours around a window too.
    fn reach(&self, window: Window) {
        let (first, last) = self.shown();
        let (earliest, latest) = (window.from() / HOUR, window.to().div_ceil(HOUR));
        let (begin, end) = (first.min(earliest), last.max(latest));
        let Some(week) = self.find(".cal-week").filter(|_| (begin, end) != (first, last)) else { return };
        drop(week.set_attribute("data-first", &begin.to_string()));
        drop(week.set_attribute("data-last", &end.to_string()));
        let Some(gutter) = self.find(".cal-gutter") else { return };
        gutter.set_inner_html("");
        for hour in begin..end {
            if let Some(item) = element("li", "", &clock(hour * HOUR)) {
                at_quarters(&item, hour * 4, hour * 4 + 4);
                drop(gutter.append_child(&item));
            }
        }
    }

    /// Draws the cursor where it is.
    pub(super) fn point(&self) {
        let cursor = self.editor.borrow().cursor();
        self.reach(cursor.window());
        self.mark(cursor.days());
        if let (Some(drawn), Some(ground)) = (self.find_html("[data-cursor]"), self.ground(cursor.day)) {
            put(&drawn, ground, if self.is_month() { Window::DAY } else { cursor.window() });
        }
    }

    /// Shows which days are meant.
    fn mark(&self, (first, last): (u16, u16)) {
        for (at, column) in (0_u16..).zip(all(&self.root, "[data-at]")) {
            drop(column.class_list().toggle_with_force("is-at", (first..=last).contains(&at)));
        }
        drop(self.root.class_list().toggle_with_force("has-days", first < last));
    }

    /// Draws what is carried, from its ground as it was measured when it was taken, or is now.
    pub(super) fn carry(&self, day: u16, window: Window) {
        let measured = self.grab.borrow().as_ref().and_then(|grab| grab.grounds.get(usize::from(day)).copied());
        if measured.is_none() {
            self.reach(window);
            self.mark((day, day));
        }
        let Some(ground) = measured.or_else(|| self.ground(day)) else { return };
        let Some(hand) = self.find_html("[data-hand]") else { return };
        put(&hand, ground, window);
        hand.set_text_content(Some(&self.span(window)));
        hand.set_hidden(false);
        drop(self.root.class_list().add_1("is-carrying"));
    }

    pub(super) fn put_down(&self) {
        if let Some(hand) = self.find_html("[data-hand]") {
            hand.set_hidden(true);
        }
        drop(self.root.class_list().remove_1("is-carrying"));
        self.point();
    }

    /// Draws all days anew, and what is said of what is not saved.
    pub(super) fn draw(&self) {
        let editor = self.editor.borrow();
        for (at, day) in (0_u16..).zip(editor.days()) {
            if let Some(column) = column(&self.root, at) {
                day.hours().windows().iter().for_each(|window| self.reach(*window));
                self.draw_day(&column, day, editor.before(at).is_some());
            }
        }
        let (can_undo, can_redo) = editor.can_go();
        for (selector, can) in [("[data-do=undo]", can_undo), ("[data-do=redo]", can_redo)] {
            if let Some(button) = self.find(selector) {
                drop(button.toggle_attribute_with_force("disabled", !can));
            }
        }
        let unsaved = editor.unsaved();
        if let (Some(bar), Some(count)) = (self.find_html("[data-unsaved]"), self.find("[data-count]")) {
            let said = count.get_attribute("data-count").unwrap_or_default();
            count.set_text_content(Some(&said.replace("{count}", &unsaved.to_string())));
            bar.set_hidden(unsaved == 0);
        }
        self.draw_clashes(&editor.clashes());
        self.draw_side(&editor);
    }

    fn draw_day(&self, column: &Element, day: &Day, is_new: bool) {
        let Some(list) = column.query_selector(".cal-times").ok().flatten() else { return };
        for own in all(&list, "[data-own]") {
            own.remove();
        }
        let rest = column.get_attribute("data-rests").filter(|_| day.rests);
        let (kind, hours, detail) = match &day.plan {
            Some(DayPlan::Hours(hours)) => ("once", hours, self.word("data-once")),
            Some(plan) => ("off", &day.weekly, self.plan_called(plan)),
            None => match rest {
                Some(reason) => ("ghost", &day.weekly, reason),
                None => ("open", &day.weekly, String::new()),
            },
        };
        self.draw_hours(&list, kind, hours, &detail);
        drop(column.class_list().toggle_with_force("is-new", is_new));
        let is_empty = list.child_element_count() == 0;
        for (selector, is_hidden) in [("[data-new]", !is_new), (".cal-none", !is_empty)] {
            if let Ok(Some(said)) = column.query_selector(selector) {
                drop(said.toggle_attribute_with_force("hidden", is_hidden));
            }
        }
    }

    fn draw_hours(&self, list: &Element, kind: &str, hours: &Hours, detail: &str) {
        for window in hours.windows() {
            let Some(item) = element("li", "cal-block", "") else { continue };
            drop(item.set_attribute("data-kind", kind));
            drop(item.set_attribute("data-own", ""));
            at_quarters(&item, window.from() / QUARTER, window.to() / QUARTER);
            let open = if matches!(kind, "open" | "once") { self.word("data-open") } else { String::new() };
            let parts = [("visually-hidden", open), ("cal-span", self.span(*window)), ("", detail.to_owned())];
            for (class, text) in parts {
                if let Some(part) = element("span", class, &format!("{text} ")) {
                    drop(item.append_child(&part));
                }
            }
            // Hours stand behind what is booked in them, and before it where days stand under one another.
            let later = all(list, "li").find(|other| number(other, "data-start") >= Some(window.from() / QUARTER));
            drop(list.insert_before(&item, later.as_ref().map(AsRef::as_ref)));
        }
    }

    /// What a plan is called: by the list from which it is chosen.
    fn plan_called(&self, plan: &DayPlan) -> String {
        let word = domain::availability::editor::plan_word(plan);
        let option = self.find(&format!("[data-plan] option[value=\"{word}\"]"));
        option.and_then(|option| option.text_content()).unwrap_or_default()
    }

    fn draw_clashes(&self, clashes: &[usize]) {
        let blocks: Vec<Element> = bookings(&self.root).collect();
        for (at, block) in blocks.iter().enumerate() {
            drop(block.class_list().toggle_with_force("is-clash", clashes.contains(&at)));
        }
        let (Some(note), Some(list)) = (self.find_html("[data-clashes]"), self.find("[data-clashes] ul")) else {
            return;
        };
        note.set_hidden(clashes.is_empty());
        list.set_inner_html("");
        for block in clashes.iter().filter_map(|at| blocks.get(*at)) {
            let link = block.query_selector("a").ok().flatten();
            let text = |of: Option<Element>| of.and_then(|of| of.text_content()).unwrap_or_default();
            let what = text(link.clone().or_else(|| block.query_selector("b").ok().flatten()));
            let day = block.closest("[data-label]").ok().flatten().and_then(|day| day.get_attribute("data-label"));
            let span = text(block.query_selector(".cal-span").ok().flatten());
            let time = [day.unwrap_or_default(), span].join(" ");
            let said = self.word("data-clash").replace("{what}", &what).replace("{time}", &time);
            let Some(item) = element("li", "", &format!("{said} ")) else { continue };
            if let Some(href) = link.and_then(|link| link.get_attribute("href"))
                && let Some(way) = element("a", "", &self.word("data-propose"))
            {
                drop(way.set_attribute("href", &format!("{href}#propose")));
                drop(item.append_child(&way));
            }
            drop(list.append_child(&item));
        }
    }
}

fn element(name: &str, class: &str, text: &str) -> Option<Element> {
    let element = document().create_element(name).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element.set_text_content(Some(text));
    element.dyn_into().ok()
}

fn at_quarters(item: &Element, from: u16, to: u16) {
    drop(item.set_attribute("data-start", &from.to_string()));
    drop(item.set_attribute("data-end", &to.to_string()));
}

/// Puts an element over a window: it alone is moved, nothing else of the page is laid out.
fn put(element: &HtmlElement, ground: Ground, window: Window) {
    let quarters = |minutes: u16| f64::from(minutes) / f64::from(QUARTER) * ground.quarter;
    let y = ground.top + quarters(window.from().saturating_sub(ground.first));
    let style = element.style();
    for (name, value) in [
        ("transform", format!("translate({}px, {y}px)", ground.left)),
        ("inline-size", format!("{}px", ground.width)),
        ("block-size", format!("{}px", quarters(window.minutes()))),
    ] {
        drop(style.set_property(name, &value));
    }
}
