//! What was done is undone, saved, and brought together with what comes from elsewhere.

use super::deed::Deed;
use super::saying::Announcement;
use super::sheet::{Day, Sheet};
use super::{Answer, Editor, Effect, play};

impl Editor {
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        self.go(|editor| {
            let before = editor.past.pop()?;
            editor.future.push(std::mem::replace(&mut editor.deeds, before));
            Some(Announcement::Undone)
        })
    }

    pub(super) fn redo(&mut self) -> Vec<Effect> {
        self.go(|editor| {
            let after = editor.future.pop()?;
            editor.past.push(std::mem::replace(&mut editor.deeds, after));
            Some(Announcement::Redone)
        })
    }

    fn go(&mut self, turn: impl FnOnce(&mut Self) -> Option<Announcement>) -> Vec<Effect> {
        if self.awaits || self.hand.is_some() {
            return vec![self.say(Announcement::Busy)];
        }
        let Some(said) = turn(self) else { return vec![self.say(Announcement::Nothing)] };
        // Whatever stands in the two stacks has been played over this sheet.
        if let Ok(played) = play(&self.saved.days, &self.deeds) {
            self.days = played.days;
        }
        vec![Effect::Draw, self.say(said)]
    }

    pub(super) fn save(&mut self) -> Vec<Effect> {
        if self.awaits || self.hand.is_some() {
            return vec![self.say(Announcement::Busy)];
        }
        if self.deeds.is_empty() {
            return vec![self.say(Announcement::Nothing)];
        }
        self.awaits = true;
        let send = Effect::Send { deeds: self.deeds.clone(), revision: self.saved.revision };
        vec![self.say(Announcement::Saving), send]
    }

    pub(super) fn discard(&mut self) -> Vec<Effect> {
        if self.awaits || self.deeds.is_empty() {
            return vec![self.say(if self.awaits { Announcement::Busy } else { Announcement::Nothing })];
        }
        self.past.push(std::mem::take(&mut self.deeds));
        self.future.clear();
        self.days.clone_from(&self.saved.days);
        vec![Effect::Draw, Effect::Point, self.say(Announcement::Discarded)]
    }

    pub(super) fn answered(&mut self, answer: Answer) -> Vec<Effect> {
        if !std::mem::take(&mut self.awaits) {
            return Vec::new();
        }
        match answer {
            Answer::Saved(sheet) => {
                self.remember(&sheet.days);
                self.deeds.clear();
                self.show(sheet);
                vec![Effect::Exchange, Effect::Draw, Effect::Point, self.say(Announcement::Saved)]
            }
            Answer::Kept => vec![self.say(Announcement::Kept)],
            Answer::Lost => vec![self.say(Announcement::Lost)],
        }
    }

    /// Keeps what can be undone and done again over the sheet as it is saved now: first the way back to the one before.
    fn remember(&mut self, after: &[Day]) {
        if let Some(back) = self.way_back(after) {
            for deeds in self.past.iter_mut().chain(&mut self.future) {
                deeds.splice(0..0, back.iter().cloned());
            }
        } else {
            self.past.clear();
            self.future.clear();
        }
    }

    /// What makes of the days that are saved now those that were before. None where somebody else's changes would go with
    /// it, and where weeks were changed: the sheet does not know by which rules they were as they were.
    fn way_back(&self, after: &[Day]) -> Option<Vec<Deed>> {
        let copies = |deed: &Deed| matches!(deed, Deed::CopyWeek { .. });
        if after != self.days || self.deeds.iter().any(copies) {
            return None;
        }
        let days = (0_u16..).zip(self.saved.days.iter().zip(after));
        let changed = days.filter(|(_, (before, after))| before != after);
        let back = changed.map(|(at, (before, after))| {
            let back = Deed::Plan { from: at, to: at, plan: before.plan.clone() };
            (before.weekly == after.weekly).then_some(back)
        });
        back.collect()
    }

    fn show(&mut self, sheet: Sheet) {
        self.days.clone_from(&sheet.days);
        self.saved = sheet;
        self.is_behind = false;
    }

    /// Takes in the sheet as it is now. What is not saved stays on top of it; where somebody else has changed the same
    /// days, the sheet stays as it was seen, and saving shows both.
    pub(super) fn came(&mut self, sheet: Sheet) -> Vec<Effect> {
        if self.awaits || self.hand.is_some() || sheet == self.saved || sheet.days.len() != self.days.len() {
            return Vec::new();
        }
        let is_other = sheet.revision != self.saved.revision;
        let days = (0_u16..).zip(self.saved.days.iter().zip(&sheet.days));
        let changed: Vec<u16> = days.filter(|(_, (saved, came))| saved != came).map(|(at, _)| at).collect();
        let fits = |deeds: &Vec<Deed>| !deeds.iter().any(|deed| changed.iter().any(|day| deed.touches(*day)));
        let over = |deeds: &Vec<Deed>| play(&sheet.days, deeds).ok().filter(|_| fits(deeds));
        let Some(played) = over(&self.deeds) else {
            let is_news = !std::mem::replace(&mut self.is_behind, true);
            return if is_news { vec![self.say(Announcement::Behind)] } else { Vec::new() };
        };
        self.past.retain(|deeds| over(deeds).is_some());
        self.future.retain(|deeds| over(deeds).is_some());
        self.show(sheet);
        self.days = played.days;
        let mut effects = vec![Effect::Exchange, Effect::Draw, Effect::Point];
        effects.extend(is_other.then(|| self.say(Announcement::Came)));
        effects
    }
}
