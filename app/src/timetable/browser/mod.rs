//! The browser's half: events of the document go to the machine, and what follows is carried out.

mod exchange;
mod keys;
mod pointer;
mod sheet;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::timetable::editor::{Editor, Effect, Input, Key, Saying, Slot};
use gloo_events::EventListener;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlDialogElement, HtmlElement};

use super::EditorWords;
use pointer::Grab;
use sheet::Home;

/// What the listeners share.
pub(super) struct Hand {
    root: Element,
    words: EditorWords,
    editor: RefCell<Editor>,
    /// Where the event stood on the page that is carried.
    home: RefCell<Option<Home>>,
    grab: RefCell<Option<Grab>>,
    /// The click that ends a dragging opens nothing.
    swallows_click: Cell<bool>,
    /// Something of the dialog is on its way: that it closes gives nothing up.
    is_sending: Cell<bool>,
}

/// Begins to listen.
pub(super) fn wake(root: &Element, words: EditorWords) {
    let hand = Rc::new(Hand {
        root: root.clone(),
        words,
        editor: RefCell::new(Editor::new(sheet::read(root))),
        home: RefCell::default(),
        grab: RefCell::default(),
        swallows_click: Cell::new(false),
        is_sending: Cell::new(false),
    });
    if let Some(tools) = hand.find("[data-tools]") {
        drop(tools.remove_attribute("hidden"));
    }
    hand.settle();
    keys::listen(&hand);
    crate::carrying::listen(&hand);
    exchange::listen(&hand);
    let on_focus = Rc::clone(&hand);
    EventListener::new(root, "focusin", move |event| {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        if let Some(focus) = sheet::focus_of(&on_focus.root, &target) {
            on_focus.take(Input::Focused(focus));
            on_focus.rove();
        }
    })
    .forget();
    let on_press = Rc::clone(&hand);
    EventListener::new(root, "click", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest("[data-do]").ok().flatten());
        match button.and_then(|button| button.get_attribute("data-do")).as_deref() {
            Some("undo") => on_press.take(Input::Key(Key::Undo)),
            Some("redo") => on_press.take(Input::Key(Key::Redo)),
            _ => {}
        }
    })
    .forget();
}

impl Hand {
    fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).ok().flatten()
    }

    fn dialog(&self) -> Option<HtmlDialogElement> {
        self.find("[data-dialog]")?.dyn_into().ok()
    }

    /// Tells the machine, and does what it says.
    fn take(self: &Rc<Self>, input: Input) {
        let effects = self.editor.borrow_mut().take(input);
        for effect in effects {
            match effect {
                Effect::Focus(focus) => {
                    self.rove();
                    if let Some(element) = sheet::element_at(&self.root, focus) {
                        drop(element.focus());
                    }
                }
                Effect::Show { code, slot, copies } => self.draw(&code, slot, copies),
                Effect::PutBack { .. } => self.put_back(),
                Effect::Send(order) => exchange::send(self, &order),
                Effect::Say(saying) => self.announce(&saying),
            }
        }
        let (can_undo, can_redo) = self.editor.borrow().can_go();
        for (selector, can) in [("[data-do=undo]", can_undo), ("[data-do=redo]", can_redo)] {
            if let Some(button) = self.find(selector) {
                drop(button.toggle_attribute_with_force("disabled", !can));
            }
        }
    }

    /// Makes a sheet that has just come ready for the keyboard.
    fn settle(&self) {
        *self.home.borrow_mut() = None;
        if let Some(table) = self.find("[data-place] table") {
            drop(table.set_attribute("role", "grid"));
        }
        for element in
            sheet::all(&self.root, "[data-place] a.ev, [data-place] .schedule-pick, [data-place] td[data-at]")
        {
            drop(element.set_attribute("tabindex", "-1"));
        }
        self.rove();
    }

    /// Leaves one place of the sheet that Tab leads to: where the focus was.
    fn rove(&self) {
        for element in sheet::all(&self.root, "[data-place] [tabindex='0']") {
            drop(element.set_attribute("tabindex", "-1"));
        }
        let focus = self.editor.borrow().focus();
        // What had the focus may have gone; Tab must lead somewhere all the same.
        let first = || ["[data-place] a.ev", "[data-place] td[data-at]"].into_iter().find_map(|place| self.find(place));
        if let Some(element) = sheet::element_at(&self.root, focus).map(Element::from).or_else(first) {
            drop(element.set_attribute("tabindex", "0"));
        }
    }

    fn say(&self, words: &str) {
        if let Some(said) = self.find("[data-said]") {
            said.set_text_content(Some(words));
        }
    }

    fn announce(&self, saying: &Saying) {
        let words = &self.words;
        let at = |template: &str, slot: &Slot| {
            let (place, warning) = sheet::called(&self.root, *slot);
            let warning = warning.map(|warning| format!(" ⚠ {warning}")).unwrap_or_default();
            template.replace("{place}", &place).replace("{warning}", &warning)
        };
        let named = |template: &str, code: &str| {
            let event = sheet::link(&self.root, code).and_then(|link| link.text_content()).unwrap_or_default();
            template.replace("{event}", &event)
        };
        let said = match saying {
            Saying::Taken { code, copies: false } => named(&words.taken, code),
            Saying::Taken { code, copies: true } => named(&words.copied, code),
            Saying::Over(slot) => at(&words.over, slot),
            Saying::Sent(slot) => at(&words.sent, slot),
            Saying::GivenUp => words.given_up.clone(),
            Saying::Fixed => words.fixed.clone(),
            Saying::Busy => words.busy.clone(),
            Saying::Nothing => words.nothing.clone(),
            Saying::Again { undoes: true, slot } => at(&words.undoing, slot),
            Saying::Again { undoes: false, slot } => at(&words.redoing, slot),
        };
        self.say(&said);
    }
}

fn is_html(element: Element) -> Option<HtmlElement> {
    element.dyn_into().ok()
}
