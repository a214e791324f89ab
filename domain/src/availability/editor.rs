//! What the hand and the keyboard do to a week or a month of a calendar: a machine without a screen.
//!
//! It is told what was pressed, dragged, typed and answered, and says what to draw, to announce and to send. Days are
//! counted from the first of the sheet: what a day is called, the server has written on it. What is done is a list of
//! [`Deed`]s over the sheet as it was saved, each of them a named operation: undoing takes the last away, saving sends
//! all of them with the revision that was seen, and what came from elsewhere meanwhile goes under them.

mod carry;
mod cursor;
mod deed;
mod exchange;
mod month;
mod saying;
mod sheet;

pub use carry::Grip;
pub use deed::{Deed, operation, plan_of_word, plan_word};
pub use saying::{Announcement, Saying};
pub use sheet::{Booking, Cursor, Day, Grain, Sheet};

use carry::Carried;

use super::{AvailabilityRefusal, DayPlan, HoursRead, Scope, Window};

/// What somebody does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key, or the button that means the same.
    Key(Key),
    /// A place is clicked.
    Went {
        /// The day.
        day: u16,
        /// The minute.
        minute: u16,
        /// Whether everything from the cursor to there is chosen: times of its day, or days.
        extends: bool,
    },
    /// A pointer takes hold.
    Grabbed {
        /// Of which day.
        day: u16,
        /// At which minute.
        minute: u16,
        /// By which part, where there are hours.
        grip: Grip,
    },
    /// The pointer goes over a day.
    Dragged {
        /// The day.
        day: u16,
        /// The minute.
        minute: u16,
    },
    /// The pointer lets go.
    Dropped,
    /// Hours are typed for a day.
    Typed {
        /// The day.
        day: u16,
        /// The hours, as they were read.
        hours: HoursRead,
    },
    /// Hours are typed for the days that are chosen.
    TypedForChosen(HoursRead),
    /// The days that are chosen are to be like this.
    Planned(Option<DayPlan>),
    /// The changes of the day that is asked about are meant for these days.
    Meant(Scope),
    /// The week after is to be like this one.
    WeekCopied,
    /// Everything is to be saved.
    Saved,
    /// Everything that was not saved is to go.
    Discarded,
    /// What came back for what was sent.
    Answered(Answer),
    /// The sheet as it is now, for whatever reason it may be another.
    Came(Sheet),
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
    /// Page up: an hour earlier.
    Earlier,
    /// Page down: an hour later.
    Later,
    /// Home: the first day.
    Home,
    /// End: the last day.
    End,
    /// Shift+↑: less is chosen, or what is carried ends earlier.
    LessAtEnd,
    /// Shift+↓: more is chosen, or what is carried ends later.
    MoreAtEnd,
    /// Alt+↑: what is carried begins earlier.
    MoreAtBegin,
    /// Alt+↓: what is carried begins later.
    LessAtBegin,
    /// Enter: paints what is chosen, or puts down what is carried.
    Paint,
    /// Delete: takes out what is chosen; of hours that the cursor is in, all.
    Remove,
    /// M: takes the hours to move them.
    Move,
    /// Escape.
    GiveUp,
    /// C: the day is to be copied.
    Copy,
    /// V: the day becomes like the copied one.
    Paste,
    /// Shift+←: more days are chosen, or fewer.
    DayBefore,
    /// Shift+→: more days are chosen, or fewer.
    DayAfter,
    /// X: the days that are chosen are off.
    Off,
    /// Ctrl+Z
    Undo,
    /// Ctrl+Shift+Z
    Redo,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is saved; the sheet as it is now.
    Saved(Sheet),
    /// It is not: something is wrong with it, or whoever was asked gave it up.
    Kept,
    /// It was lost on the way.
    Lost,
}

/// What follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The days are drawn anew.
    Draw,
    /// The cursor is drawn where it is now.
    Point,
    /// What is carried is drawn there; it is not there yet.
    Carry {
        /// On which day.
        day: u16,
        /// Between which times.
        window: Window,
    },
    /// Nothing is carried any more.
    PutDown,
    /// The sheet that came takes the place of the one there is.
    Exchange,
    /// Hours for the days that are chosen are to be typed: their field takes the focus.
    Type,
    /// The server is asked.
    Send {
        /// To do what.
        deeds: Vec<Deed>,
        /// The revision that was seen.
        revision: u32,
    },
    /// Something is announced.
    Say(Saying),
}

/// The machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    saved: Sheet,
    /// The days with everything that was done.
    days: Vec<Day>,
    deeds: Vec<Deed>,
    /// What had been done before each change, and before each that was undone.
    past: Vec<Vec<Deed>>,
    future: Vec<Vec<Deed>>,
    cursor: Cursor,
    hand: Option<Carried>,
    copied: Option<u16>,
    /// The day that was changed last.
    changed: u16,
    awaits: bool,
    /// Whether somebody else has changed the same days.
    is_behind: bool,
}

impl Editor {
    /// Over a sheet, with the cursor on its first hours.
    pub fn new(sheet: Sheet) -> Self {
        const NINE: u16 = 9 * 60;
        let (day, minute) = match sheet.grain {
            Grain::Hours => {
                let first = |(at, day): (u16, &Day)| Some((at, day.hours().windows().first()?.from()));
                (0_u16..).zip(&sheet.days).find_map(first).unwrap_or((0, NINE))
            }
            Grain::Days => (sheet.opened_on, 0),
        };
        Self {
            days: sheet.days.clone(),
            saved: sheet,
            deeds: Vec::new(),
            past: Vec::new(),
            future: Vec::new(),
            cursor: Cursor::at(day, minute),
            hand: None,
            copied: None,
            changed: day,
            awaits: false,
            is_behind: false,
        }
    }

    /// The days as they are shown.
    pub fn days(&self) -> &[Day] {
        &self.days
    }

    /// A day as it was saved, where it is shown otherwise.
    pub fn before(&self, day: u16) -> Option<&Day> {
        let (saved, shown) = (self.saved.days.get(usize::from(day))?, self.days.get(usize::from(day))?);
        (saved != shown).then_some(saved)
    }

    /// What is pointed at.
    pub const fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// How finely is pointed.
    pub const fn grain(&self) -> Grain {
        self.saved.grain
    }

    /// Whether something is carried.
    pub const fn is_carrying(&self) -> bool {
        self.hand.is_some()
    }

    /// Whether an answer is awaited.
    pub const fn is_waiting(&self) -> bool {
        self.awaits
    }

    /// Whether there is something to undo, and something to do again.
    pub const fn can_go(&self) -> (bool, bool) {
        (!self.past.is_empty(), !self.future.is_empty())
    }

    /// How many changes are not saved: days that are other than they were, and weeks that others become like.
    pub fn unsaved(&self) -> usize {
        let days = self.saved.days.iter().zip(&self.days).filter(|(saved, shown)| saved != shown).count();
        let weeks = self.deeds.iter().filter(|deed| matches!(deed, Deed::CopyWeek { .. })).count();
        // What was done and undone by hand is still a change: it will be sent.
        (days + weeks).max(usize::from(!self.deeds.is_empty()))
    }

    /// The bookings that lie outside the hours through what is not saved, by their place on the sheet.
    pub fn clashes(&self) -> Vec<usize> {
        let holds = |days: &[Day], booking: &Booking| {
            days.get(usize::from(booking.day)).is_some_and(|day| day.hours().holds(booking.from, booking.to))
        };
        let bookings = self.saved.bookings.iter().enumerate();
        let lost = |booking: &Booking| holds(&self.saved.days, booking) && !holds(&self.days, booking);
        bookings.filter(|(_, booking)| lost(booking)).map(|(at, _)| at).collect()
    }

    /// The day that was changed last and for which days that is meant, where its week could be meant.
    pub fn asked(&self) -> Option<(u16, Scope)> {
        let day = self.saved.days.get(usize::from(self.changed))?;
        let scope = self.deeds.iter().rev().filter(|deed| deed.touches(self.changed)).find_map(Deed::scope)?;
        day.is_of_its_week().then_some((self.changed, scope))
    }

    /// Takes in what happened; what follows, in its order.
    pub fn take(&mut self, input: Input) -> Vec<Effect> {
        match self.grain() {
            Grain::Hours => self.take_in_week(input),
            Grain::Days => self.take_in_month(input),
        }
    }

    fn take_in_week(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Key(key) => self.press(key),
            Input::Went { day, minute, extends } => self.go_to(day, minute, extends),
            Input::Grabbed { day, minute, grip } => self.grab(day, minute, grip),
            Input::Dragged { day, minute } => self.drag(day, minute),
            Input::Dropped => self.put_down(),
            Input::Typed { day, hours } => self.typed(day, &hours),
            Input::TypedForChosen(read) => self.typed_for_chosen(read),
            Input::Planned(plan) => self.planned(plan),
            Input::Meant(scope) => self.meant(scope),
            Input::WeekCopied => self.commit(vec![Deed::CopyWeek { weeks: 1 }], Announcement::WeekCopied),
            Input::Saved => self.save(),
            Input::Discarded => self.discard(),
            Input::Answered(answer) => self.answered(answer),
            Input::Came(sheet) => self.came(sheet),
        }
    }

    fn day(&self, day: u16) -> Option<&Day> {
        self.days.get(usize::from(day))
    }

    fn last_day(&self) -> u16 {
        u16::try_from(self.days.len()).unwrap_or(u16::MAX).saturating_sub(1)
    }

    fn say(&self, what: Announcement) -> Effect {
        let (first, last) = self.cursor.days();
        let (day, until, window) = match self.hand {
            Some(carried) => (carried.at.0, carried.at.0, carried.at.1),
            None => (first, last, self.cursor.window()),
        };
        Effect::Say(Saying { what, day, until, window, clashes: self.clashes().len() })
    }

    /// For which days a change of a day is meant, unless something else is said: as the one before.
    fn scope_of(&self, day: u16) -> Scope {
        let before = self.deeds.iter().rev().filter(|deed| deed.touches(day)).find_map(Deed::scope);
        before.unwrap_or(Scope::ThisDay)
    }

    /// Does something.
    fn commit(&mut self, deeds: Vec<Deed>, said: Announcement) -> Vec<Effect> {
        if self.awaits {
            return vec![self.say(Announcement::Busy)];
        }
        let played = match play(&self.days, &deeds) {
            Ok(played) => played,
            Err(refusal) => return vec![Effect::Draw, self.say(Announcement::of(refusal))],
        };
        let is_beyond = deeds.iter().any(|deed| matches!(deed, Deed::CopyWeek { .. }));
        if played.days == self.days && !is_beyond {
            return vec![Effect::Draw, self.say(Announcement::Already)];
        }
        let clashes = self.clashes().len();
        let before = self.deeds.clone();
        self.deeds.extend(deeds);
        self.past.push(before);
        self.future.clear();
        self.days = played.days;
        self.changed = self.cursor.day;
        let mut effects = vec![Effect::Draw, self.say(said)];
        effects.extend(played.is_merged.then(|| self.say(Announcement::Merged)));
        effects.extend((self.clashes().len() > clashes).then(|| self.say(Announcement::Clash)));
        effects
    }

    fn typed(&mut self, day: u16, HoursRead { hours, is_merged }: &HoursRead) -> Vec<Effect> {
        let Some(known) = self.day(day).map(Day::hours) else { return Vec::new() };
        let scope = self.scope_of(day);
        let (added, removed) = (hours.without(&known), known.without(hours));
        // What is added comes first: hours that repeat every other week would be gone with their last window.
        let add = added.windows().iter().map(|window| Deed::Add { day, window: *window, scope });
        let remove = removed.windows().iter().map(|window| Deed::Remove { day, window: *window, scope });
        let deeds: Vec<Deed> = add.chain(remove).collect();
        if deeds.is_empty() {
            return vec![Effect::Draw];
        }
        let first = hours.windows().first();
        self.cursor = Cursor::at(day, first.map_or(self.cursor.window().from(), |first| first.from()));
        let effects = self.commit(deeds, Announcement::Typed);
        self.telling(effects, *is_merged)
    }

    fn typed_for_chosen(&mut self, HoursRead { hours, is_merged }: HoursRead) -> Vec<Effect> {
        let plan = if hours.is_empty() { DayPlan::Closed } else { DayPlan::Hours(hours) };
        let effects = self.planned(Some(plan));
        self.telling(effects, is_merged)
    }

    /// What follows from typed hours, telling also that some of them overlapped, where they were taken at all.
    fn telling(&self, mut effects: Vec<Effect>, is_merged: bool) -> Vec<Effect> {
        let is_taken = |effect: &Effect| matches!(effect, Effect::Say(Saying { what: Announcement::Typed, .. }));
        if is_merged && effects.iter().any(is_taken) {
            effects.push(self.say(Announcement::Merged));
        }
        effects
    }

    fn planned(&mut self, plan: Option<DayPlan>) -> Vec<Effect> {
        let said = match &plan {
            Some(DayPlan::Hours(_)) => Announcement::Typed,
            Some(DayPlan::Closed | DayPlan::Leave(_)) => Announcement::Off,
            None => Announcement::Weekly,
        };
        let (from, to) = self.cursor.days();
        self.commit(vec![Deed::Plan { from, to, plan }], said)
    }

    /// The days between which hours were moved, this one among them: what was done to one was done to all.
    fn linked(&self, day: u16) -> Vec<u16> {
        let mut days = vec![day];
        let mut at = 0;
        while let Some(day) = days.get(at).copied() {
            let moved = self.deeds.iter().filter_map(Deed::moved_between);
            for (from, to) in moved.filter(|(from, to)| *from == day || *to == day) {
                let other = if from == day { to } else { from };
                if !days.contains(&other) {
                    days.push(other);
                }
            }
            at += 1;
        }
        days
    }

    fn meant(&mut self, scope: Scope) -> Vec<Effect> {
        let days = self.linked(self.changed);
        let is_meant = |deed: &Deed| days.iter().any(|day| deed.touches(*day));
        let deeds = self.deeds.iter().cloned();
        let deeds: Vec<Deed> = deeds.map(|deed| if is_meant(&deed) { deed.meant_for(scope) } else { deed }).collect();
        if self.awaits || deeds == self.deeds {
            return vec![Effect::Draw];
        }
        match play(&self.saved.days, &deeds) {
            Ok(played) => {
                self.past.push(std::mem::replace(&mut self.deeds, deeds));
                self.future.clear();
                self.days = played.days;
                vec![Effect::Draw, self.say(Announcement::Meant)]
            }
            Err(refusal) => vec![Effect::Draw, self.say(Announcement::of(refusal))],
        }
    }
}

/// Days after something was done to them.
struct Played {
    days: Vec<Day>,
    is_merged: bool,
}

/// Does one thing after the other.
fn play(days: &[Day], deeds: &[Deed]) -> Result<Played, AvailabilityRefusal> {
    let mut played = Played { days: days.to_vec(), is_merged: false };
    for deed in deeds {
        played.is_merged |= deed.apply(&mut played.days)?;
    }
    Ok(played)
}
