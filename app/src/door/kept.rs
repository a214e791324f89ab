//! Taps on this device: shown at once, kept until the server has them, sent again with the same nonce.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_storage::{LocalStorage, Storage as _};
use gloo_timers::callback::Interval;
use leptos::prelude::{Set as _, WriteSignal, document, window};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Element, FormData, Headers, HtmlElement, HtmlFormElement, HtmlInputElement, RequestInit, Response, UrlSearchParams,
};

/// How often the list is asked for anew, and what is kept is sent, in milliseconds.
const EVERY: u32 = 15_000;
/// How many taps go at once.
const AT_ONCE: usize = 50;
/// Taps that were kept longer, in milliseconds, are of another day, and go: a helper's name list does not stay on a phone.
const KEPT: f64 = 48.0 * 60.0 * 60.0 * 1000.0;

/// A tap that the server does not have yet: what its form says, and nothing more.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptTap {
    /// Its nonce.
    nonce: String,
    /// When it was made, by this device's clock, in milliseconds.
    at: f64,
    /// The fields of its form, urlencoded, without nonce and time.
    fields: String,
    /// The number of the line that it changes; empty for people without a registration.
    number: String,
    /// How many people it lets in.
    people: u32,
    /// The nonces that it takes back.
    undone: String,
}

/// What is said of the connection.
pub(super) struct Words {
    pub(super) unsent: String,
    pub(super) offline: String,
    pub(super) signed_out: String,
}

struct Inner {
    address: String,
    name: String,
    words: Words,
    link: WriteSignal<String>,
    place: RefCell<Option<Element>>,
    taps: RefCell<Vec<KeptTap>>,
    is_sending: Cell<bool>,
    show: RefCell<Option<String>>,
}

/// How a sending ended.
enum Sent {
    /// The server has them, and has answered with the list.
    Taken(String),
    /// Nobody answers.
    Offline,
    /// Whoever keeps the door has to come in again.
    SignedOut,
}

/// The door on this device.
#[derive(Clone)]
pub(super) struct Door(Rc<Inner>);

impl Door {
    pub(super) fn of(address: String, code: &str, words: Words, link: WriteSignal<String>) -> Self {
        let name = format!("door:{code}");
        let taps: Vec<KeptTap> = LocalStorage::get(&name).unwrap_or_default();
        let now = js_sys::Date::now();
        let taps = taps.into_iter().filter(|tap| now - tap.at < KEPT).collect();
        Self(Rc::new(Inner {
            address,
            name,
            words,
            link,
            place: RefCell::default(),
            taps: RefCell::new(taps),
            is_sending: Cell::new(false),
            show: RefCell::default(),
        }))
    }

    /// Begins: the forms of `place` are answered here, and what was kept before is sent.
    pub(super) fn keep(&self, place: &Element) {
        *self.0.place.borrow_mut() = Some(place.clone());
        let main = place.closest("main").ok().flatten().unwrap_or_else(|| place.clone());
        let door = self.clone();
        let may_prevent = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&main, "submit", may_prevent, move |event| {
            let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else {
                return;
            };
            if form.class_list().contains("door-search") {
                event.prevent_default();
                door.find();
            } else if let Some(act) = form.get_attribute("data-tap")
                && door.tap(&form, &act)
            {
                event.prevent_default();
            }
        })
        .forget();
        let door = self.clone();
        EventListener::new(place, "input", move |_| door.find()).forget();
        let door = self.clone();
        EventListener::new_with_options(place, "click", may_prevent, move |event| {
            let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
            if let Ok(Some(button)) = target.closest("[data-take-back]") {
                door.take_back(&button);
            } else if let Ok(Some(pill)) = target.closest("a[data-show]") {
                event.prevent_default();
                *door.0.show.borrow_mut() = pill.get_attribute("data-show");
                door.find();
            }
        })
        .forget();
        for back in ["online", "focus"] {
            let door = self.clone();
            EventListener::new(&window(), back, move |_| door.send()).forget();
        }
        let door = self.clone();
        EventListener::new(&window(), "offline", move |_| door.say(&door.0.words.offline)).forget();
        let door = self.clone();
        Interval::new(EVERY, move || door.send()).forget();
        self.show();
        if !self.0.taps.borrow().is_empty() {
            self.send();
        }
    }

    /// Lets the people of a registration in, by the number that a code holds.
    pub(super) fn arrives(&self, number: &str) {
        let line = self.line(number);
        let people = line.and_then(|line| attribute_number(&line, "data-people")).unwrap_or(1);
        let Ok(fields) = UrlSearchParams::new() else { return };
        fields.append("act", "arrive");
        fields.append("reference", number);
        self.add(String::from(fields.to_string()), number.to_owned(), people, String::new());
    }

    /// Keeps what a form asks for. Says whether it could.
    fn tap(&self, form: &HtmlFormElement, act: &str) -> bool {
        let Some(fields) = fields_of(form) else { return false };
        let field = |name: &str| fields.get(name).unwrap_or_default();
        // Only the server can say what is wrong with a name.
        if act == "walk-in" && field("name").trim().is_empty() {
            return false;
        }
        let line = form.closest(".door-guest").ok().flatten();
        let number = line.as_ref().and_then(|line| line.get_attribute("data-number")).unwrap_or_default();
        let all = line.as_ref().and_then(|line| attribute_number(line, "data-people")).unwrap_or(1);
        let people = field("people").parse().unwrap_or(all);
        let undone = field("undone");
        fields.delete("nonce");
        let is_kept = self.add(String::from(fields.to_string()), number, people, undone);
        if is_kept && act == "walk-in" {
            form.reset();
        }
        is_kept
    }

    /// Takes back what this device has tapped last for the line around `button`.
    fn take_back(&self, button: &Element) {
        let line = button.closest(".door-guest").ok().flatten();
        let Some(number) = line.and_then(|line| line.get_attribute("data-number")) else { return };
        let taps = self.0.taps.borrow();
        let own = taps.iter().filter(|tap| tap.number == number && tap.undone.is_empty());
        let undone = own.map(|tap| tap.nonce.clone()).collect::<Vec<_>>().join(" ");
        drop(taps);
        let Ok(fields) = UrlSearchParams::new() else { return };
        fields.append("act", "undo");
        fields.append("undone", &undone);
        self.add(String::from(fields.to_string()), number, 0, undone);
    }

    fn add(&self, fields: String, number: String, people: u32, undone: String) -> bool {
        let Some(nonce) = draw_nonce() else { return false };
        let tap = KeptTap { nonce, at: js_sys::Date::now(), fields, number, people, undone };
        self.0.taps.borrow_mut().push(tap);
        self.store();
        self.show();
        self.send();
        true
    }

    fn store(&self) {
        let taps = self.0.taps.borrow();
        if taps.is_empty() {
            LocalStorage::delete(&self.0.name);
        } else {
            // A full or forbidden storage only means that the taps do not outlive the page.
            drop(LocalStorage::set(&self.0.name, &*taps));
        }
    }

    /// Sends what is kept, and shows the list that answers.
    fn send(&self) {
        if self.0.is_sending.replace(true) {
            return;
        }
        let door = self.clone();
        leptos::task::spawn_local(async move {
            let taps: Vec<KeptTap> = door.0.taps.borrow().iter().take(AT_ONCE).cloned().collect();
            let sent = post(&door.0.address, &taps).await;
            door.0.is_sending.set(false);
            match sent {
                Sent::Taken(html) => {
                    let is_sent = |tap: &KeptTap| taps.iter().any(|sent| sent.nonce == tap.nonce);
                    door.0.taps.borrow_mut().retain(|tap| !is_sent(tap));
                    door.store();
                    door.exchange(&html, !taps.is_empty());
                    door.show();
                    if !door.0.taps.borrow().is_empty() {
                        door.send();
                    }
                }
                Sent::Offline => door.say(&door.0.words.offline),
                Sent::SignedOut => door.say(&door.0.words.signed_out),
            }
        });
    }

    /// Puts the server's parts in the place of the older ones. The focus stays on the same form, if it is still there.
    fn exchange(&self, html: &str, was_tapped: bool) {
        let Some(place) = self.0.place.borrow().clone() else { return };
        let Ok(made) = document().create_element("div") else { return };
        made.set_inner_html(html);
        let focused = document().active_element().filter(|element| place.contains(Some(element)));
        let number = focused.and_then(|element| element.closest("[data-number]").ok().flatten());
        let number = number.and_then(|line| line.get_attribute("data-number"));
        for part in ["tally", "said", "list"] {
            // What was said last stays until something else was tapped.
            if part == "said" && !was_tapped {
                continue;
            }
            let selector = format!("[data-part={part}]");
            if let (Ok(Some(old)), Ok(Some(new))) = (place.query_selector(&selector), made.query_selector(&selector)) {
                old.set_inner_html(&new.inner_html());
            }
        }
        if let Some(number) = number {
            crate::island::focus(&place, &format!("[data-number=\"{number}\"] [data-acts] button"));
        }
    }

    /// Shows what is kept on top of what the server knows.
    fn show(&self) {
        let Some(place) = self.0.place.borrow().clone() else { return };
        let taps = self.0.taps.borrow();
        let mut more: i64 = 0;
        for line in elements(&place, ".door-guest[data-number]") {
            let number = line.get_attribute("data-number").unwrap_or_default();
            let last = taps.iter().rev().find(|tap| tap.number == number);
            let is_in = line.get_attribute("data-in").as_deref() == Some("yes");
            let came = i64::from(attribute_number(&line, "data-came").unwrap_or_default());
            let kept = match last {
                Some(tap) if tap.undone.is_empty() => {
                    more += (i64::from(tap.people) - came).max(0);
                    Some("arrive")
                }
                Some(_) if is_in => {
                    more -= came;
                    Some("undo")
                }
                _ => None,
            };
            for part in elements(&line, "[data-kept]") {
                part.set_hidden(part.get_attribute("data-kept").as_deref() != kept);
            }
            for part in elements(&line, "[data-acts]") {
                part.set_hidden(kept.is_some());
            }
            drop(line.class_list().toggle_with_force("is-kept", kept.is_some()));
        }
        if let Some(count) = elements(&place, "[data-count]").into_iter().next() {
            let known = i64::from(attribute_number(&count, "data-count").unwrap_or_default());
            count.set_text_content(Some(&(known + more).max(0).to_string()));
        }
        drop(taps);
        self.find();
        self.say("");
    }

    /// Shows the lines that the search and the filter name.
    fn find(&self) {
        let Some(place) = self.0.place.borrow().clone() else { return };
        let field = place.query_selector("#q").ok().flatten();
        let query = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()).map(|field| field.value());
        let terms = terms(&query.unwrap_or_default());
        let chosen = self.0.show.borrow().clone();
        let pills = elements(&place, "a[data-show]");
        let server = pills.iter().find(|pill| pill.has_attribute("aria-current"));
        let show = chosen.or_else(|| server.and_then(|pill| pill.get_attribute("data-show"))).unwrap_or_default();
        for pill in &pills {
            if pill.get_attribute("data-show").as_deref() == Some(&show) {
                drop(pill.set_attribute("aria-current", "true"));
            } else {
                drop(pill.remove_attribute("aria-current"));
            }
        }
        let mut found: u32 = 0;
        for line in elements(&place, ".door-guest[data-number]") {
            let is_in = line.get_attribute("data-in").as_deref() == Some("yes");
            let is_kept = line.class_list().contains("is-kept");
            let key = line.get_attribute("data-key").unwrap_or_default();
            // What was just tapped stays in sight until the server has it.
            let is_shown = is_kept || show == "all" || (show == "in") == is_in;
            let is_found = is_shown && domain::door::key_matches(&key, terms.iter().map(String::as_str));
            line.set_hidden(!is_found);
            found += u32::from(is_found);
        }
        if let Some(status) = elements(&place, "[data-found]").into_iter().next() {
            let words = if found == 0 { "data-nobody" } else { "data-found" };
            let words = status.get_attribute(words).unwrap_or_default().replace("{}", &found.to_string());
            if status.text_content().as_deref() != Some(&words) {
                status.set_text_content(Some(&words));
            }
        }
    }

    /// Says how many taps wait, after `why`.
    fn say(&self, why: &str) {
        let count = self.0.taps.borrow().len();
        let unsent = if count == 0 { String::new() } else { self.0.words.unsent.replace("{}", &count.to_string()) };
        self.0.link.set(format!("{why} {unsent}").trim().to_owned());
    }

    fn line(&self, number: &str) -> Option<HtmlElement> {
        let place = self.0.place.borrow().clone()?;
        elements(&place, ".door-guest[data-number]")
            .into_iter()
            .find(|line| line.get_attribute("data-number").as_deref() == Some(number))
    }
}

/// 32 hexadecimal digits that nobody can foresee.
fn draw_nonce() -> Option<String> {
    let mut bytes = [0_u8; 16];
    window().crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(domain::door::TapNonce::from_random(bytes).to_string())
}

/// The terms of a query as [`domain::search::fold`] writes them, as far as the browser knows how: its tables are in the
/// browser already.
fn terms(query: &str) -> Vec<String> {
    let plain = String::from(js_sys::JsString::from(query).normalize("NFKC")).to_lowercase();
    plain
        .split_whitespace()
        .map(|term| {
            let signs = term.chars().filter(|sign| sign.is_alphanumeric() || *sign == 'ー');
            signs.map(hiragana).collect::<String>()
        })
        .filter(|term| !term.is_empty())
        .collect()
}

fn hiragana(sign: char) -> char {
    match sign {
        '\u{30A1}'..='\u{30F4}' => char::from_u32(u32::from(sign) - 0x60).unwrap_or(sign),
        other => other,
    }
}

fn elements(place: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(all) = place.query_selector_all(selector) else { return Vec::new() };
    (0..all.length()).filter_map(|at| all.item(at)?.dyn_into().ok()).collect()
}

fn attribute_number(element: &Element, name: &str) -> Option<u32> {
    element.get_attribute(name)?.parse().ok()
}

fn fields_of(form: &HtmlFormElement) -> Option<UrlSearchParams> {
    let data = FormData::new_with_form(form).ok()?;
    let fields = UrlSearchParams::new().ok()?;
    for entry in js_sys::try_iter(&data).ok().flatten()?.flatten() {
        let pair = js_sys::Array::from(&entry);
        if let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
            fields.append(&name, &value);
        }
    }
    Some(fields)
}

/// Sends `taps`. Each says how long ago it was made: the clock of a phone may be wrong, what has gone by on it is right.
async fn post(address: &str, taps: &[KeptTap]) -> Sent {
    let Ok(body) = UrlSearchParams::new() else { return Sent::Offline };
    let now = js_sys::Date::now();
    for tap in taps {
        let Ok(fields) = UrlSearchParams::new_with_str(&tap.fields) else { continue };
        fields.append("nonce", &tap.nonce);
        fields.append("ago", &format!("{:.0}", (now - tap.at).max(0.0)));
        body.append("tap", &String::from(fields.to_string()));
    }
    let Ok(headers) = Headers::new() else { return Sent::Offline };
    drop(headers.set("content-type", "application/x-www-form-urlencoded"));
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_headers(&headers);
    request.set_body(&String::from(body.to_string()).into());
    let answer = JsFuture::from(window().fetch_with_str_and_init(address, &request)).await;
    let Some(answer) = answer.ok().and_then(|answer| answer.dyn_into::<Response>().ok()) else { return Sent::Offline };
    if answer.redirected() || matches!(answer.status(), 401 | 403 | 404) {
        return Sent::SignedOut;
    }
    if !answer.ok() {
        return Sent::Offline;
    }
    let Ok(text) = answer.text() else { return Sent::Offline };
    match JsFuture::from(text).await.ok().and_then(|text| text.as_string()) {
        Some(html) => Sent::Taken(html),
        None => Sent::Offline,
    }
}
