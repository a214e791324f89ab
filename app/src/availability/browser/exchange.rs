//! Asking the server, and putting what it answers in the place of what was there.

use std::rc::Rc;

use domain::availability::editor::{Answer, Deed, Input};
use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use leptos::prelude::{document, window};
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Document, Element, HtmlFormElement, HtmlInputElement, UrlSearchParams};

use super::sheet::{all, column, read};
use super::side::WORDS;
use super::{Hand, target_of};
use crate::carrying::PREVENTS;
use crate::island::{Came, ask, fields_sent, go, show_matter};

/// So often, in milliseconds, it is asked whether somebody else has changed the calendar.
const EVERY: u32 = 15_000;
/// So often it is asked while nobody does anything here: whoever has gone is signed out as from any page.
const IDLE_LOOKS: u8 = 20;

/// A part of a page that came, until it takes its place: the sheet, and the form beside it.
pub(super) struct Arrived {
    calendar: Element,
    words: Option<Element>,
}

pub(super) fn listen(hand: &Rc<Hand>) {
    listen_to_dialog(hand);
    let looks = Rc::clone(hand);
    Interval::new(EVERY, move || {
        let idle = looks.idle.get();
        if idle < IDLE_LOOKS {
            looks.idle.set(idle + 1);
            looks.look();
        }
    })
    .forget();
    let focused = Rc::clone(hand);
    EventListener::new(&window(), "focus", move |_| {
        focused.idle.set(0);
        focused.look();
    })
    .forget();
}

fn listen_to_dialog(hand: &Rc<Hand>) {
    let Some(dialog) = hand.dialog("[data-dialog]") else { return };
    let submitted = Rc::clone(hand);
    EventListener::new_with_options(&dialog, "submit", PREVENTS, move |event| {
        let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form else { return };
        let Some(fields) = fields_sent(event, &form) else { return };
        event.prevent_default();
        if submitted.is_sending.replace(true) {
            return;
        }
        let (hand, action) = (Rc::clone(&submitted), form.get_attribute("action").unwrap_or_default());
        spawn_local(async move { hand.answered(ask(&action, Some(&fields)).await) });
    })
    .forget();
    let left = Rc::clone(hand);
    // The way back of a page is, over the sheet, the sheet.
    EventListener::new_with_options(&dialog, "click", PREVENTS, move |event| {
        let link = target_of(event).and_then(|target| target.closest("a.button").ok().flatten());
        if link.is_some() {
            event.prevent_default();
            let takes_theirs = left.shows_versions.get();
            left.close();
            if takes_theirs {
                left.take(Input::Answered(Answer::Kept));
                left.take(Input::Discarded);
                left.look();
            }
        }
    })
    .forget();
    let closed = Rc::clone(hand);
    EventListener::new(&dialog, "close", move |_| {
        if !closed.is_sending.get() {
            closed.take(Input::Answered(Answer::Kept));
        }
    })
    .forget();
}

/// Sends what was done, as a form of the page does.
pub(super) fn send(hand: &Rc<Hand>, deeds: &[Deed], revision: u32) {
    let Ok(fields) = UrlSearchParams::new() else { return };
    fields.append("operation", "edits");
    fields.append("revision", &revision.to_string());
    let date = |day| column(&hand.root, day).and_then(|column| column.get_attribute("data-date")).unwrap_or_default();
    for deed in deeds {
        fields.append("edit", &deed.line(date));
    }
    let action = hand.find("[data-calendar]").and_then(|part| part.get_attribute("data-action")).unwrap_or_default();
    let hand = Rc::clone(hand);
    spawn_local(async move { hand.answered(ask(&action, Some(&fields)).await) });
}

/// The parts of a page that this island exchanges.
fn arrived(page: &Document) -> Option<Arrived> {
    let calendar = page.query_selector("[data-calendar]").ok().flatten()?;
    Some(Arrived { calendar, words: page.query_selector(WORDS).ok().flatten() })
}

impl Hand {
    fn close(&self) {
        if let Some(dialog) = self.dialog("[data-dialog]").filter(web_sys::HtmlDialogElement::open) {
            dialog.close();
            dialog.set_inner_html("");
        }
    }

    /// Takes in what came back: the sheet, something to look at first, or another page altogether.
    fn answered(self: &Rc<Self>, came: Result<Came, JsValue>) {
        let Ok(Came { page, address, status }) = came else {
            self.close();
            self.is_sending.set(false);
            return self.take(Input::Answered(Answer::Lost));
        };
        if let Some(part) = arrived(&page) {
            self.close();
            self.is_sending.set(false);
            let wrong = page.query_selector(".error-summary").ok().flatten();
            let said = wrong.clone().or_else(|| page.query_selector(".banner").ok().flatten());
            let sheet = page.document_element().and_then(|root| read(&root)).filter(|_| wrong.is_none());
            *self.arrived.borrow_mut() = Some(part);
            self.take(Input::Answered(sheet.map_or(Answer::Kept, Answer::Saved)));
            if let Some(said) = said.and_then(|said| said.text_content()) {
                self.say(said.trim());
            }
        } else if let Ok(Some(matter)) = page.query_selector("main .desk-sheet")
            && let Some(dialog) = self.dialog("[data-dialog]")
        {
            self.is_sending.set(false);
            self.shows_versions.set(status == 409);
            show_matter(&dialog, &page, &matter);
        } else {
            go(&address);
        }
    }

    /// Whether somebody is in the middle of something here.
    fn is_in_use(&self) -> bool {
        let is_busy = {
            let editor = self.editor.borrow();
            editor.is_waiting() || editor.is_carrying()
        };
        let focused = document().active_element();
        let is_in =
            |selector: &str| focused.as_ref().is_some_and(|focused| focused.closest(selector).ok().flatten().is_some());
        is_busy || is_in(WORDS) || is_in("[data-place]")
    }

    /// Asks whether somebody else has changed the calendar, unless somebody is in the middle of something here.
    fn look(self: &Rc<Self>) {
        if document().hidden() || self.is_in_use() {
            return;
        }
        let hand = Rc::clone(self);
        spawn_local(async move {
            let address = hand.find("[data-calendar]").and_then(|part| part.get_attribute("data-action"));
            let Ok(Came { page, .. }) = ask(&address.unwrap_or_default(), None).await else { return };
            // Somebody may have begun while it was asked: it is asked again soon.
            if hand.is_in_use() {
                return;
            }
            let sheet = page.document_element().and_then(|root| read(&root));
            if let (Some(part), Some(sheet)) = (arrived(&page), sheet) {
                *hand.arrived.borrow_mut() = Some(part);
                hand.take(Input::Came(sheet));
            }
        });
    }

    /// Puts what came in the place of what was there.
    pub(super) fn exchange(&self) {
        let Some(Arrived { calendar, words }) = self.arrived.borrow_mut().take() else { return };
        let revision = calendar.get_attribute("data-revision").unwrap_or_default();
        if let Some(place) = self.find("[data-place]") {
            place.set_inner_html(&calendar.outer_html());
        }
        if let (Some(words), Ok(Some(form))) = (words, document().query_selector(WORDS)) {
            form.set_inner_html(&words.inner_html());
        }
        // The other forms of the page have seen what is shown now.
        if let Some(page) = document().document_element() {
            for field in all(&page, "input[name=revision]") {
                if let Ok(field) = field.dyn_into::<HtmlInputElement>() {
                    field.set_value(&revision);
                }
            }
        }
    }
}
