//! What the hand and the keyboard do to the schedule: a machine without a screen.
//!
//! It is told what was pressed, dragged and answered, and says what to draw, to announce and to send. The browser's
//! half only carries that out. Days are counted from the first that the sheet shows, hours in minutes after midnight:
//! what a day is called, and whether an office is open on it, the server has written on the sheet.

mod carry;
mod past;
mod sheet;

pub use carry::Grip;
pub use sheet::{Focus, Held, Hours, LATEST, STEP, Sheet, Slot};

use carry::Carried;
use past::{Course, Past};

/// What somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// The focus has come to a day or an event by itself.
    Focused(Focus),
    /// An event is taken hold of by a pointer.
    Grabbed {
        /// Which.
        code: String,
        /// By which part.
        grip: Grip,
        /// At which minute of its day; none on a sheet without hours.
        minute: Option<u16>,
    },
    /// The pointer goes over a day, with the key that copies or without it.
    Dragged {
        /// The day.
        day: u16,
        /// At which minute; none on a sheet without hours.
        minute: Option<u16>,
        /// Whether a copy is meant.
        copies: bool,
    },
    /// The pointer lets go.
    Dropped,
    /// What came back for what was sent.
    Answered(Answer),
}

/// A key, by what it means here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// ←
    Left,
    /// →
    Right,
    /// ↑
    Up,
    /// ↓
    Down,
    /// Home: the first day of the week.
    Home,
    /// End: the last day of the week.
    End,
    /// M or Space: takes an event to move it.
    Move,
    /// D: takes a copy of an event.
    Copy,
    /// Enter: puts down what is carried.
    Drop,
    /// Escape.
    GiveUp,
    /// Shift+↓: ends later.
    Longer,
    /// Shift+↑: ends earlier.
    Shorter,
    /// Ctrl+Z
    Undo,
    /// Ctrl+Shift+Z
    Redo,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is done; the sheet as it is now.
    Done(Sheet),
    /// It is shown what would follow: people, a mail, somebody else's version.
    Asked,
    /// It was not done: refused, given up, lost on the way; the sheet as it is now, where it is known.
    NotDone(Option<Sheet>),
}

/// What is done with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// It goes there.
    Move,
    /// A copy of it goes there, and it stays.
    Copy,
    /// It is a copy that was made here: it is thrown away again.
    Discard,
}

/// What is to be done with one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Which.
    pub code: String,
    /// The revision that was seen.
    pub revision: u32,
    /// Where it goes.
    pub slot: Slot,
    /// What is done with it.
    pub deed: Deed,
}

/// What follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The focus goes there.
    Focus(Focus),
    /// An event, or its copy, is drawn there; it is not there yet.
    Show {
        /// Which.
        code: String,
        /// Where.
        slot: Slot,
        /// Whether it is a copy.
        copies: bool,
    },
    /// Nothing is carried any more: the event is drawn where it is.
    PutBack {
        /// Which.
        code: String,
        /// Where.
        slot: Slot,
    },
    /// The server is asked.
    Send(Order),
    /// Something is announced.
    Say(Saying),
}

/// What is announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saying {
    /// It is carried now.
    Taken {
        /// Which event.
        code: String,
        /// Whether it is a copy.
        copies: bool,
    },
    /// It would be put there.
    Over(Slot),
    /// It is put there.
    Sent(Slot),
    /// It stays where it was.
    GivenUp,
    /// It was called off or is over: it stays where it is.
    Fixed,
    /// An answer is awaited first.
    Busy,
    /// There is nothing to undo, or to redo.
    Nothing,
    /// A move is undone or done again.
    Again {
        /// Whether it is undone.
        undoes: bool,
        /// Where the event goes.
        slot: Slot,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Mode {
    Reading,
    Carrying(Carried),
    /// An order is on its way; the event stood there before.
    Waiting {
        order: Order,
        from: Slot,
        course: Course,
    },
}

/// The machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    sheet: Sheet,
    focus: Focus,
    mode: Mode,
    past: Past,
}

impl Editor {
    /// Over a sheet, with the focus on its first event.
    pub fn new(sheet: Sheet) -> Self {
        let focus = sheet.first_focus();
        Self { sheet, focus, mode: Mode::Reading, past: Past::default() }
    }

    /// The sheet as it is known.
    pub const fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Where the focus is.
    pub const fn focus(&self) -> Focus {
        self.focus
    }

    /// Whether something is carried.
    pub const fn is_carrying(&self) -> bool {
        matches!(self.mode, Mode::Carrying(_))
    }

    /// Whether an answer is awaited.
    pub const fn is_waiting(&self) -> bool {
        matches!(self.mode, Mode::Waiting { .. })
    }

    /// Whether there is something to undo, and something to do again.
    pub const fn can_go(&self) -> (bool, bool) {
        self.past.can_go()
    }

    /// Takes in what happened; what follows, in its order.
    pub fn take(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => self.press(key),
            Input::Focused(focus) => {
                if matches!(self.mode, Mode::Reading) {
                    self.focus = self.sheet.bounded(focus);
                }
                Vec::new()
            }
            Input::Grabbed { code, grip, minute } => self.grab(&code, grip, minute, false),
            Input::Dragged { day, minute, copies } => {
                let Mode::Carrying(carried) = &mut self.mode else { return Vec::new() };
                if carried.drag(day.min(self.sheet.days.saturating_sub(1)), minute, copies) {
                    vec![carried.shown()]
                } else {
                    Vec::new()
                }
            }
            Input::Dropped => self.put_down(),
            Input::Answered(answer) => self.answered(answer),
        }
    }

    fn press(&mut self, key: Key) -> Vec<Effect> {
        match (&mut self.mode, key) {
            (_, Key::Undo) => self.go(Course::Undo),
            (_, Key::Redo) => self.go(Course::Redo),
            (Mode::Carrying(_), Key::Drop) => self.put_down(),
            (Mode::Carrying(_), Key::GiveUp) => self.give_up(),
            (Mode::Carrying(_), Key::Move | Key::Copy) => Vec::new(),
            (Mode::Carrying(carried), key) => {
                if carried.step(key, &self.sheet) {
                    vec![carried.shown(), Effect::Say(Saying::Over(carried.at))]
                } else {
                    Vec::new()
                }
            }
            (Mode::Waiting { .. }, Key::Move | Key::Copy) => vec![Effect::Say(Saying::Busy)],
            (Mode::Reading, Key::Move | Key::Copy) => {
                let Some(held) = self.sheet.at(self.focus) else { return Vec::new() };
                let code = held.code.clone();
                self.grab(&code, Grip::Whole, held.slot.hours.map(|hours| hours.begins), key == Key::Copy)
            }
            (_, key) => match self.sheet.beside(self.focus, key) {
                Some(focus) => {
                    self.focus = focus;
                    vec![Effect::Focus(focus)]
                }
                None => Vec::new(),
            },
        }
    }

    fn grab(&mut self, code: &str, grip: Grip, minute: Option<u16>, copies: bool) -> Vec<Effect> {
        if !matches!(self.mode, Mode::Reading) {
            return vec![Effect::Say(Saying::Busy)];
        }
        let Some(held) = self.sheet.event(code) else { return Vec::new() };
        if held.is_fixed && !copies {
            return vec![Effect::Say(Saying::Fixed)];
        }
        let carried = Carried::new(held, grip, minute, copies);
        let effects = vec![carried.shown(), Effect::Say(Saying::Taken { code: code.to_owned(), copies })];
        self.mode = Mode::Carrying(carried);
        effects
    }

    fn put_down(&mut self) -> Vec<Effect> {
        let Mode::Carrying(carried) = &self.mode else { return Vec::new() };
        if carried.at == carried.from && !carried.copies {
            return self.give_up();
        }
        let order = carried.order();
        let from = carried.from;
        self.send(order, from, Course::Fresh, Saying::Sent)
    }

    fn give_up(&mut self) -> Vec<Effect> {
        let Mode::Carrying(carried) = &self.mode else { return Vec::new() };
        let put_back = Effect::PutBack { code: carried.code.clone(), slot: carried.from };
        self.mode = Mode::Reading;
        vec![put_back, Effect::Say(Saying::GivenUp)]
    }

    fn send(&mut self, order: Order, from: Slot, course: Course, said: impl Fn(Slot) -> Saying) -> Vec<Effect> {
        let Order { code, slot, deed, .. } = order.clone();
        self.mode = Mode::Waiting { order: order.clone(), from, course };
        vec![Effect::Show { code, slot, copies: deed == Deed::Copy }, Effect::Say(said(slot)), Effect::Send(order)]
    }

    /// Undoes the last deed, or does the last one again that was undone.
    fn go(&mut self, course: Course) -> Vec<Effect> {
        if !matches!(self.mode, Mode::Reading) {
            return vec![Effect::Say(Saying::Busy)];
        }
        let undoes = course == Course::Undo;
        let order = self.past.order(course, &self.sheet);
        let Some((order, from)) = order else { return vec![Effect::Say(Saying::Nothing)] };
        self.send(order, from, course, |slot| Saying::Again { undoes, slot })
    }

    fn answered(&mut self, answer: Answer) -> Vec<Effect> {
        let Mode::Waiting { order, from, course } = self.mode.clone() else { return Vec::new() };
        match answer {
            Answer::Asked => Vec::new(),
            Answer::Done(sheet) => {
                self.mode = Mode::Reading;
                self.past.remember(&order, from, course, (&self.sheet, &sheet));
                self.sheet = sheet;
                self.focus = self.sheet.focus_of(&order.code).unwrap_or_else(|| self.sheet.bounded(self.focus));
                vec![Effect::Focus(self.focus)]
            }
            Answer::NotDone(sheet) => {
                self.mode = Mode::Reading;
                let mut slot = from;
                if let Some(sheet) = sheet {
                    self.sheet = sheet;
                    slot = self.sheet.event(&order.code).map_or(from, |held| held.slot);
                    self.past.forget_what_others_changed(&self.sheet);
                }
                self.focus = self.sheet.focus_of(&order.code).unwrap_or_else(|| self.sheet.bounded(self.focus));
                vec![Effect::PutBack { code: order.code, slot }, Effect::Focus(self.focus)]
            }
        }
    }
}
