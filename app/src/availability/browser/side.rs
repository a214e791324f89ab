//! The week in words beside the sheet: what is typed there goes to the machine, and what the machine says stands there.

use std::rc::Rc;

use domain::availability::editor::{Editor, Input};
use domain::availability::{Hours, HoursRead, Scope};
use gloo_events::EventListener;
use leptos::prelude::document;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use super::sheet::{all, column, label, number};
use super::{Hand, target_of};
use crate::carrying::PREVENTS;

/// The form that holds them.
pub(super) const WORDS: &str = "form.cal-words";

/// What a field says, if it can be read. The browser brings it into the normal form, whose tables the client lacks.
fn hours_in(field: &HtmlInputElement) -> Option<HoursRead> {
    Hours::parse_normal(&String::from(js_sys::JsString::from(field.value()).normalize("NFKC"))).ok()
}

fn form() -> Option<Element> {
    document().query_selector(WORDS).ok().flatten()
}

pub(super) fn listen(hand: &Rc<Hand>) {
    let changed = Rc::clone(hand);
    EventListener::new(&document(), "change", move |event| {
        let field = target_of(event).filter(|target| target.closest(WORDS).ok().flatten().is_some());
        let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else { return };
        if field.name() == "week_scope" {
            if let Some(scope) = Scope::from_slug(&field.value()) {
                changed.take(Input::Meant(scope));
            }
        } else if let Some(day) = changed.day_of(&field) {
            changed.typed(day, &field);
        }
    })
    .forget();
    // Leaving a field tells of what was typed in it, more appears on the page, and the button that is being pressed moves
    // away from under the pointer: so pressing it leaves the field alone.
    EventListener::new_with_options(&document(), "mousedown", PREVENTS, move |event| {
        let buttons = format!("{WORDS} button, [data-unsaved] button");
        if target_of(event).is_some_and(|target| target.closest(&buttons).ok().flatten().is_some()) {
            event.prevent_default();
        }
    })
    .forget();
    let submitted = Rc::clone(hand);
    EventListener::new_with_options(&document(), "submit", PREVENTS, move |event| {
        let is = |selector: &str| target_of(event).is_some_and(|form| form.matches(selector).unwrap_or_default());
        if is(WORDS) {
            event.prevent_default();
            submitted.save();
        } else if is("[data-chosen]") {
            event.prevent_default();
            submitted.type_for_chosen();
        }
    })
    .forget();
}

impl Hand {
    fn day_of(&self, field: &HtmlInputElement) -> Option<u16> {
        let name = field.name();
        let date = name.strip_prefix("hours-")?;
        number(&self.find(&format!("[data-date=\"{date}\"]"))?, "data-at")
    }

    fn typed(self: &Rc<Self>, day: u16, field: &HtmlInputElement) {
        if let Some(hours) = self.read(field) {
            self.take(Input::Typed { day, hours });
        }
    }

    /// Has the days that are chosen take the hours that were typed for them. While an answer is awaited they stay typed.
    pub(super) fn type_for_chosen(self: &Rc<Self>) {
        let Some(field) = self.chosen_hours() else { return };
        let Some(hours) = self.read(&field) else { return };
        let is_waiting = self.editor.borrow().is_waiting();
        self.take(Input::TypedForChosen(hours));
        if !is_waiting {
            field.set_value("");
            self.focus_cursor();
        }
    }

    /// The field for the hours of the days that are chosen, which a month has.
    pub(super) fn chosen_hours(&self) -> Option<HtmlInputElement> {
        self.find("[data-chosen] input")?.dyn_into().ok()
    }

    /// What was typed in a field; where it cannot be read, that is said.
    fn read(&self, field: &HtmlInputElement) -> Option<HoursRead> {
        let read = hours_in(field);
        self.complain(field, read.is_none());
        if read.is_none() {
            self.say(&self.word("data-unreadable"));
        }
        read
    }

    /// Says under a field that it cannot be read, or takes that back.
    fn complain(&self, field: &HtmlInputElement, is_wrong: bool) {
        let id = format!("{}-error", field.name());
        if let Some(said) = document().get_element_by_id(&id) {
            said.remove();
        }
        let described = field.get_attribute("aria-describedby").unwrap_or_default();
        let described = described.replace(&format!(" {id}"), "");
        if !is_wrong {
            drop(field.remove_attribute("aria-invalid"));
            drop(field.set_attribute("aria-describedby", &described));
            return;
        }
        drop(field.set_attribute("aria-invalid", "true"));
        drop(field.set_attribute("aria-describedby", &format!("{described} {id}")));
        if let Ok(said) = document().create_element("p") {
            said.set_class_name("error-text");
            said.set_id(&id);
            said.set_text_content(Some(&self.word("data-unreadable")));
            drop(field.insert_adjacent_element("afterend", &said));
        }
    }

    /// Takes what was typed in the field that still has the focus.
    fn take_typed(self: &Rc<Self>) {
        let field = document().active_element().filter(|field| field.closest(WORDS).ok().flatten().is_some());
        let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else { return };
        if let Some(day) = self.day_of(&field) {
            self.typed(day, &field);
        }
    }

    /// Saves what is not saved; first what cannot be read has to be put right.
    pub(super) fn save(self: &Rc<Self>) {
        self.take_typed();
        let wrong = form().and_then(|form| form.query_selector("[aria-invalid=true]").ok().flatten());
        match wrong.and_then(|wrong| wrong.dyn_into::<HtmlElement>().ok()) {
            Some(wrong) => {
                drop(wrong.focus());
                self.say(&self.word("data-unreadable"));
            }
            None => self.take(Input::Saved),
        }
    }

    /// Has the fields say what the sheet shows, and asks for which days the last change is meant.
    pub(super) fn draw_side(&self, editor: &Editor) {
        let Some(form) = form() else { return };
        for (at, day) in (0_u16..).zip(editor.days()) {
            let date = column(&self.root, at).and_then(|column| column.get_attribute("data-date")).unwrap_or_default();
            let field = form.query_selector(&format!("[name=\"hours-{date}\"]")).ok().flatten();
            let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else { continue };
            let hours = day.hours();
            // What is typed stays as it is typed where it says the same, and where it cannot be read.
            if hours_in(&field).is_some_and(|stands| stands.hours != hours) {
                field.set_value(&hours.to_string());
            }
            if let Ok(Some(part)) = field.closest(".field") {
                drop(part.class_list().toggle_with_force("is-new", editor.before(at).is_some()));
            }
        }
        let asked = editor.asked();
        for choice in all(&form, "[name=week_scope]") {
            let Ok(choice) = choice.dyn_into::<HtmlInputElement>() else { continue };
            choice.set_checked(choice.value() == asked.map_or(Scope::ThisDay, |(_, scope)| scope).slug());
        }
        if let Ok(Some(fieldset)) = form.query_selector("fieldset") {
            drop(fieldset.toggle_attribute_with_force("hidden", asked.is_none()));
            let legend = fieldset.query_selector("legend").ok().flatten().and_then(|legend| legend.first_child());
            if let (Some(legend), Some((day, _))) = (legend, asked) {
                let said = self.word("data-scope").replace("{day}", &label(&self.root, day));
                legend.set_text_content(Some(&said));
            }
        }
    }
}
