//! Asking the server, and putting what it answers in the place of what was there.

use std::rc::Rc;

use domain::timetable::editor::{Answer, Deed, Input, Order};
use gloo_events::EventListener;
use leptos::prelude::window;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Document, Element, HtmlFormElement, UrlSearchParams};

use super::Hand;
use super::sheet::{cell, clock, read};
use crate::carrying::PREVENTS;
use crate::island::{Came, ask, fields_sent, go, show_matter};

pub(super) fn listen(hand: &Rc<Hand>) {
    let Some(dialog) = hand.dialog() else { return };
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
    // The way back of a page is, over the sheet, the sheet.
    EventListener::new_with_options(&dialog, "click", PREVENTS, {
        let dialog = dialog.clone();
        move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if target.is_some_and(|target| target.closest("a.button").ok().flatten().is_some()) {
                event.prevent_default();
                dialog.close();
            }
        }
    })
    .forget();
    let closed = Rc::clone(hand);
    EventListener::new(&dialog, "close", move |_| {
        if closed.editor.borrow().is_waiting() && !closed.is_sending.get() {
            closed.give_up_asking();
        }
    })
    .forget();
}

/// Sends an order as the form of the page does.
pub(super) fn send(hand: &Rc<Hand>, order: &Order) {
    let Some(fields) = hand.fields(order) else { return hand.take(Input::Answered(Answer::NotDone(None))) };
    let action = hand.part("data-action");
    let hand = Rc::clone(hand);
    spawn_local(async move { hand.answered(ask(&action, Some(&fields)).await) });
}

const fn operation(deed: Deed) -> &'static str {
    match deed {
        Deed::Move => "move",
        Deed::Copy => "copy",
        Deed::Discard => "discard",
    }
}

impl Hand {
    fn part(&self, name: &str) -> String {
        self.find("[data-schedule]").and_then(|part| part.get_attribute(name)).unwrap_or_default()
    }

    fn fields(&self, order: &Order) -> Option<UrlSearchParams> {
        let day = cell(&self.root, order.slot)?.get_attribute("data-day")?;
        let hours = order.slot.hours;
        let to = hours.map_or_else(|| day.clone(), |hours| format!("{day}T{}", clock(hours.begins)));
        let fields = UrlSearchParams::new().ok()?;
        for (name, value) in [
            ("code", order.code.as_str()),
            ("operation", operation(order.deed)),
            ("revision", &order.revision.to_string()),
            ("to", &to),
            ("until", &hours.map(|hours| clock(hours.ends)).unwrap_or_default()),
            ("query", &self.part("data-query")),
            ("key", &self.part("data-key")),
        ] {
            fields.append(name, value);
        }
        Some(fields)
    }

    /// Takes in what came back: the sheet, something to look at first, or another page altogether.
    fn answered(self: &Rc<Self>, came: Result<Came, JsValue>) {
        self.is_sending.set(false);
        let Ok(Came { page, address, .. }) = came else {
            self.close_dialog();
            self.take(Input::Answered(Answer::NotDone(None)));
            return self.say(&self.words.lost);
        };
        if let Ok(Some(part)) = page.query_selector("[data-schedule]") {
            let is_refused = part.query_selector(".banner-error").ok().flatten().is_some();
            let said = part.query_selector(".banner").ok().flatten().and_then(|banner| banner.text_content());
            self.exchange(&part);
            let sheet = read(&self.root);
            let answer = if is_refused { Answer::NotDone(Some(sheet)) } else { Answer::Done(sheet) };
            self.close_dialog();
            self.take(Input::Answered(answer));
            self.say(said.unwrap_or_default().trim());
        } else if let Ok(Some(matter)) = page.query_selector("main .desk-sheet") {
            self.ask_first(&page, &matter);
        } else {
            go(&address);
        }
    }

    fn exchange(&self, part: &Element) {
        if let Some(place) = self.find("[data-place]") {
            place.set_inner_html(&part.outer_html());
            self.settle();
        }
    }

    /// Shows over the sheet what the page says that came instead of it.
    fn ask_first(self: &Rc<Self>, page: &Document, matter: &Element) {
        let Some(dialog) = self.dialog() else { return };
        show_matter(&dialog, page, matter);
        self.take(Input::Answered(Answer::Asked));
        self.say(&self.words.asked);
    }

    fn close_dialog(&self) {
        if let Some(dialog) = self.dialog().filter(web_sys::HtmlDialogElement::open) {
            dialog.close();
            dialog.set_inner_html("");
        }
    }

    /// Nothing is done; the sheet is asked for anew, since somebody else may have changed it.
    fn give_up_asking(self: &Rc<Self>) {
        let hand = Rc::clone(self);
        spawn_local(async move {
            let address = window().location().href().unwrap_or_default();
            let came = ask(&address, None).await.ok();
            let part = came.and_then(|came| came.page.query_selector("[data-schedule]").ok().flatten());
            let sheet = part.map(|part| {
                hand.exchange(&part);
                read(&hand.root)
            });
            hand.take(Input::Answered(Answer::NotDone(sheet)));
            hand.say(&hand.words.given_up);
        });
    }
}
