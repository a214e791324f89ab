//! What was done on the schedule, to be undone and done again.

use super::{Deed, Held, Order, Sheet, Slot};

/// What was there before.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Before {
    /// The event stood there.
    At(Slot),
    /// Nothing: the event is a copy of this one.
    CopyOf(String),
}

/// Something that was done here.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    /// The event that was moved, or the copy that was made.
    code: String,
    /// The revision that it has through what was done here.
    revision: u32,
    /// Where it went.
    to: Slot,
    before: Before,
}

/// Which stack an answer concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    Fresh,
    Undo,
    Redo,
}

/// Two stacks: what was done, and what of it was undone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Past {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Past {
    /// Whether there is something to undo, and something to do again.
    pub(super) const fn can_go(&self) -> (bool, bool) {
        (!self.done.is_empty(), !self.undone.is_empty())
    }

    /// What undoes the last deed, or does the last undone one again, and where its event stands until then.
    pub(super) fn order(&self, course: Course, sheet: &Sheet) -> Option<(Order, Slot)> {
        let stack = if course == Course::Undo { &self.done } else { &self.undone };
        let Step { code, revision, to, before } = stack.last()?.clone();
        Some(match (before, course) {
            (Before::At(from), Course::Undo) => (Order { code, revision, slot: from, deed: Deed::Move }, to),
            (Before::At(from), _) => (Order { code, revision, slot: to, deed: Deed::Move }, from),
            (Before::CopyOf(_), Course::Undo) => (Order { code, revision, slot: to, deed: Deed::Discard }, to),
            (Before::CopyOf(original), _) => {
                let Held { revision, slot, .. } = *sheet.event(&original)?;
                (Order { code: original, revision, slot: to, deed: Deed::Copy }, slot)
            }
        })
    }

    /// Takes note of what was done, by the sheets before and after it.
    pub(super) fn remember(&mut self, order: &Order, from: Slot, course: Course, (before, after): (&Sheet, &Sheet)) {
        let Order { code, slot: to, deed, .. } = order;
        match (course, deed) {
            (Course::Fresh, Deed::Move) => {
                self.undone.clear();
                self.done.push(Step { code: code.clone(), revision: 0, to: *to, before: Before::At(from) });
            }
            (Course::Fresh, Deed::Copy) => {
                self.undone.clear();
                self.done.extend(made(order, before, after).map(|copy| Step {
                    code: copy.code.clone(),
                    revision: copy.revision,
                    to: *to,
                    before: Before::CopyOf(code.clone()),
                }));
            }
            (Course::Redo, Deed::Copy) => {
                if let (Some(step), Some(copy)) = (self.undone.pop(), made(order, before, after)) {
                    let was = step.code.clone();
                    self.done.push(step);
                    self.rename(&was, copy);
                }
            }
            (Course::Undo, _) => self.undone.extend(self.done.pop()),
            (Course::Redo, _) => self.done.extend(self.undone.pop()),
            // Drafts are thrown away here as a way back only.
            (Course::Fresh, Deed::Discard) => {}
        }
        if let Some(held) = after.event(code) {
            self.rename(code, held);
        }
        self.forget_what_others_changed(after);
    }

    /// A copy that is made again is another event: what was done with the first one is done with it.
    fn rename(&mut self, was: &str, held: &Held) {
        for step in self.done.iter_mut().chain(&mut self.undone) {
            if step.code == was {
                step.code.clone_from(&held.code);
                step.revision = held.revision;
            }
            match &mut step.before {
                Before::CopyOf(original) if original == was => original.clone_from(&held.code),
                Before::CopyOf(_) | Before::At(_) => {}
            }
        }
    }

    /// What was done to an event that somebody else has changed since is not undone behind their back.
    pub(super) fn forget_what_others_changed(&mut self, sheet: &Sheet) {
        let is_copy = |step: &&Step| matches!(step.before, Before::CopyOf(_));
        let to_come: Vec<String> = self.undone.iter().filter(is_copy).map(|step| step.code.clone()).collect();
        let is_there = |code: &String| sheet.event(code).is_some() || to_come.contains(code);
        let is_ours = |step: &Step| {
            let held = sheet.event(&step.code);
            held.is_some_and(|held| held.revision == step.revision) || to_come.contains(&step.code)
        };
        let has_original = |step: &Step| match &step.before {
            Before::CopyOf(original) => is_there(original),
            Before::At(_) => true,
        };
        self.done.retain(is_ours);
        self.undone.retain(|step| is_ours(step) && has_original(step));
    }
}

/// The copy that was made: what came to that day and was not there before. None where somebody else has put something
/// there meanwhile.
fn made<'a>(order: &Order, before: &Sheet, after: &'a Sheet) -> Option<&'a Held> {
    let mut new = after.of(order.slot.day).filter(|held| before.event(&held.code).is_none());
    new.next().filter(|_| new.next().is_none())
}
