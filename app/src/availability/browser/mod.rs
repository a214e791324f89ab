//! The browser's half: events of the document go to the machine, and what follows is carried out.

mod draw;
mod exchange;
mod keys;
mod pointer;
mod sheet;
mod side;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::availability::editor::{Day, Editor, Effect, Input, Key, Saying, plan_of_word};
use gloo_events::EventListener;
use leptos::prelude::window;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, HtmlSelectElement};

use exchange::Arrived;
use pointer::Grab;

/// What the listeners share.
pub(super) struct Hand {
    root: Element,
    words: Vec<String>,
    editor: RefCell<Editor>,
    grab: RefCell<Option<Grab>>,
    /// What came and has not taken its place yet.
    arrived: RefCell<Option<Arrived>>,
    /// The click that ends a dragging opens nothing.
    swallows_click: Cell<bool>,
    /// Something of the dialog is on its way: that it closes gives nothing up.
    is_sending: Cell<bool>,
    /// How often it was asked for news since somebody did something here.
    idle: Cell<u8>,
    /// The dialog shows two versions: leaving it for the other one gives up one's own.
    shows_versions: Cell<bool>,
}

/// Begins to listen.
pub(super) fn wake(root: &Element) {
    let Some(sheet) = sheet::read(root) else { return };
    let place = root.query_selector("[data-place]").ok().flatten();
    let words = place.and_then(|place| place.get_attribute("data-words")).unwrap_or_default();
    let hand = Rc::new(Hand {
        root: root.clone(),
        words: words.split('\n').map(str::to_owned).collect(),
        editor: RefCell::new(Editor::new(sheet)),
        grab: RefCell::default(),
        arrived: RefCell::default(),
        swallows_click: Cell::new(false),
        is_sending: Cell::new(false),
        idle: Cell::new(0),
        shows_versions: Cell::new(false),
    });
    for selector in ["[data-tools]", "[data-cursor]"] {
        if let Some(hidden) = hand.find(selector) {
            drop(hidden.remove_attribute("hidden"));
        }
    }
    drop(root.class_list().add_1("is-awake"));
    hand.draw();
    hand.point();
    keys::listen(&hand);
    crate::carrying::listen(&hand);
    side::listen(&hand);
    exchange::listen(&hand);
    listen(&hand);
}

fn target_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn listen(hand: &Rc<Hand>) {
    let pressed = Rc::clone(hand);
    EventListener::new(&hand.root, "click", move |event| {
        let button = target_of(event).and_then(|target| target.closest("[data-do]").ok().flatten());
        let Some(deed) = button.and_then(|button| button.get_attribute("data-do")) else { return };
        let input = match deed.as_str() {
            "undo" => Input::Key(Key::Undo),
            "redo" => Input::Key(Key::Redo),
            "paint" => Input::Key(Key::Paint),
            "remove" => Input::Key(Key::Remove),
            "move" => Input::Key(Key::Move),
            "copy" => Input::Key(Key::Copy),
            "paste" => Input::Key(Key::Paste),
            "week" => Input::WeekCopied,
            "save" => return pressed.save(),
            "discard" => Input::Discarded,
            _ => return pressed.help(),
        };
        pressed.take(input);
    })
    .forget();
    let chosen = Rc::clone(hand);
    EventListener::new(&hand.root, "change", move |event| {
        let Some(list) = target_of(event).and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) else {
            return;
        };
        let plan = list.value();
        list.set_selected_index(0);
        chosen.take(Input::Planned(plan_of_word(&plan)));
    })
    .forget();
    let resized = Rc::clone(hand);
    EventListener::new(&window(), "resize", move |_| resized.point()).forget();
    let leaving = Rc::clone(hand);
    EventListener::new_with_options(&window(), "beforeunload", crate::carrying::PREVENTS, move |event| {
        if leaving.editor.borrow().unsaved() > 0 {
            event.prevent_default();
        }
    })
    .forget();
}

impl Hand {
    fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).ok().flatten()
    }

    fn find_html(&self, selector: &str) -> Option<HtmlElement> {
        self.find(selector)?.dyn_into().ok()
    }

    /// What the page says under such a name.
    fn word(&self, name: &str) -> String {
        self.find("[data-place]").and_then(|place| place.get_attribute(name)).unwrap_or_default()
    }

    fn dialog(&self, selector: &str) -> Option<HtmlDialogElement> {
        self.find(selector)?.dyn_into().ok()
    }

    fn focus_cursor(&self) {
        if let Some(cursor) = self.find_html("[data-cursor]") {
            drop(cursor.focus());
        }
    }

    fn help(&self) {
        if let Some(help) = self.dialog("[data-help]").filter(|help| !help.open()) {
            drop(help.show_modal());
        }
    }

    /// Tells the machine, and does what it says.
    fn take(self: &Rc<Self>, input: Input) {
        if !matches!(input, Input::Came(_)) {
            self.idle.set(0);
        }
        let effects = self.editor.borrow_mut().take(input);
        let mut said = Vec::new();
        for effect in effects {
            match effect {
                Effect::Draw => {
                    self.draw();
                    // What is drawn may reach over more hours than before.
                    self.point();
                }
                Effect::Point => self.point(),
                Effect::Carry { day, window } => self.carry(day, window),
                Effect::PutDown => self.put_down(),
                Effect::Exchange => self.exchange(),
                Effect::Type => {
                    if let Some(field) = self.chosen_hours() {
                        drop(field.focus());
                    }
                }
                Effect::Send { deeds, revision } => exchange::send(self, &deeds, revision),
                Effect::Say(saying) => said.push(self.told(&saying)),
            }
        }
        if !said.is_empty() {
            self.say(&said.join(" "));
        }
    }

    fn say(&self, words: &str) {
        if let Some(said) = self.find("[data-said]") {
            said.set_text_content(Some(words));
        }
    }

    fn told(&self, saying: &Saying) -> String {
        let template = self.words.get(saying.what.place()).map(String::as_str).unwrap_or_default();
        let (first, last) = (sheet::label(&self.root, saying.day), sheet::label(&self.root, saying.until));
        let days = if first == last { first.clone() } else { [&*first, &last].join(&self.word("data-dash")) };
        let hours = self.editor.borrow().days().get(usize::from(saying.day)).map(Day::hours);
        template
            .replace("{days}", &days)
            .replace("{day}", &first)
            .replace("{until}", &last)
            .replace("{time}", &self.span(saying.window))
            .replace("{hours}", &hours.map(|hours| self.spans(&hours)).unwrap_or_default())
            .replace("{count}", &saying.clashes.to_string())
    }
}
