//! Making another calendar of one.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan as _};

use super::{AvailabilityEdit, AvailabilityNote, AvailabilityOperation, AvailabilityRefusal, Scope};
use crate::availability::hours::{Hours, Window};
use crate::availability::rule::{DAYS_MAX, DayException, DayPlan, Days, WEEKS_MAX, WeeklyHours, first_of_week};
use crate::availability::terms::Terms;
use crate::availability::{Calendar, Origin};

/// The most hours and exceptions that a calendar holds: some ten years of them.
const ENTRIES_MAX: usize = 2_000;

/// A calendar that is being changed.
struct Draft {
    calendar: Calendar,
    notes: Vec<AvailabilityNote>,
}

/// Makes a change.
///
/// # Errors
/// [`AvailabilityRefusal`] says why not.
pub fn apply(calendar: &Calendar, operation: &AvailabilityOperation) -> Result<AvailabilityEdit, AvailabilityRefusal> {
    use AvailabilityOperation as Operation;
    let mut draft = Draft { calendar: calendar.clone(), notes: Vec::new() };
    match operation {
        Operation::SetWeekly(rule) => draft.set_weekly(rule)?,
        Operation::AddWeekly(rule) => draft.add_weekly(rule)?,
        Operation::ClearWeekly { weekday, from, until } => {
            let until = until.unwrap_or(Date::MAX);
            check_order(*from, until)?;
            draft.cut(*weekday, *from, until);
        }
        Operation::AddWindow { day, window, scope } => draft.add(*day, *window, *scope, None)?,
        Operation::RemoveWindow { day, window, scope } => {
            draft.remove(*day, *window, *scope)?;
        }
        Operation::MoveWindow { day, window, to, becomes, scope } => {
            if draft.calendar.exception_on(*to).is_some() && *scope != Scope::ThisDay {
                return Err(AvailabilityRefusal::NotOfItsWeek);
            }
            let removed_from = draft.remove(*day, *window, *scope)?;
            let model = removed_from.map(|rule| rule.shifted((*to - *day).get_days()));
            draft.add(*to, *becomes, *scope, model)?;
        }
        Operation::SetDays { days, plan } => draft.set_days(*days, plan)?,
        Operation::ClearDays { days } => {
            for (from, to) in runs(*days)? {
                draft.calendar.unexcept(from, to);
            }
        }
        Operation::CopyDay { from, to } => {
            runs(*to)?;
            let plan = plan_of(calendar, *from);
            to.each().for_each(|day| draft.settle(day, &plan));
        }
        Operation::CopyWeek { from, to, weeks } => draft.copy_week(*from, *to, *weeks)?,
        Operation::SetTerms(terms) => draft.calendar.terms = checked(terms)?,
    }
    draft.done(calendar)
}

impl Draft {
    fn done(mut self, before: &Calendar) -> Result<AvailabilityEdit, AvailabilityRefusal> {
        self.calendar.weekly.retain(|rule| !rule.hours.is_empty());
        self.calendar.sort();
        if self.calendar == *before {
            return Err(AvailabilityRefusal::NothingChanges);
        }
        if self.calendar.weekly.len() + self.calendar.exceptions.len() > ENTRIES_MAX {
            return Err(AvailabilityRefusal::TooManyEntries);
        }
        self.notes.sort_unstable_by_key(|note| *note as u8);
        self.notes.dedup();
        Ok(AvailabilityEdit { calendar: self.calendar, notes: self.notes })
    }

    fn set_weekly(&mut self, rule: &WeeklyHours) -> Result<(), AvailabilityRefusal> {
        check_rule(rule)?;
        self.cut(rule.weekday, rule.from, rule.end());
        self.calendar.weekly.push(rule.clone());
        Ok(())
    }

    fn add_weekly(&mut self, rule: &WeeklyHours) -> Result<(), AvailabilityRefusal> {
        check_rule(rule)?;
        let overlaps = |other: &WeeklyHours| {
            other.weekday == rule.weekday
                && other.from <= rule.end()
                && rule.from <= other.end()
                && other.hours.windows().iter().any(|one| rule.hours.windows().iter().any(|own| own.overlaps(*one)))
        };
        if self.calendar.weekly.iter().any(overlaps) {
            self.notes.push(AvailabilityNote::Merged);
        }
        self.calendar.weekly.push(rule.clone());
        Ok(())
    }

    /// Ends what is weekly on a day of the week between two days; before and after them it goes on.
    fn cut(&mut self, weekday: Weekday, from: Date, until: Date) {
        let rules = std::mem::take(&mut self.calendar.weekly);
        for rule in rules {
            if rule.weekday == weekday {
                let before = from.yesterday().ok().and_then(|end| rule.within(Date::MIN, end));
                let after = until.tomorrow().ok().and_then(|begin| rule.within(begin, Date::MAX));
                self.calendar.weekly.extend([before, after].into_iter().flatten());
            } else {
                self.calendar.weekly.push(rule);
            }
        }
    }

    /// Adds a window; where the weeks have nothing on that day and it is to repeat, like `model` does.
    fn add(
        &mut self,
        day: Date,
        window: Window,
        scope: Scope,
        model: Option<WeeklyHours>,
    ) -> Result<(), AvailabilityRefusal> {
        let known = self.calendar.hours_on(day).hours.into_owned();
        if known.windows().iter().any(|own| own.overlaps(window)) {
            self.notes.push(AvailabilityNote::Merged);
        }
        if scope == Scope::ThisDay {
            self.settle(day, &DayPlan::Hours(known.and(&window.into())));
            return Ok(());
        }
        self.check_of_its_week(day)?;
        if self.calendar.rules_on(day).next().is_some() {
            let mut is_first = true;
            self.change_rules(day, scope, |hours| {
                let changed = if is_first { hours.and(&window.into()) } else { hours.clone() };
                is_first = false;
                changed
            });
        } else {
            let first = if scope == Scope::All { Date::MIN } else { day };
            let like = model.and_then(|model| model.within(first, Date::MAX));
            let rule = match like {
                Some(like) => WeeklyHours { hours: window.into(), ..like },
                None => WeeklyHours::each_week(day.weekday(), window.into(), day),
            };
            self.calendar.weekly.push(rule);
        }
        Ok(())
    }

    /// Takes a window out. Returns the weekly hours that it stood in, if it repeats.
    fn remove(&mut self, day: Date, window: Window, scope: Scope) -> Result<Option<WeeklyHours>, AvailabilityRefusal> {
        let known = self.calendar.hours_on(day).hours.into_owned();
        if !known.windows().iter().any(|own| own.overlaps(window)) {
            return Err(AvailabilityRefusal::NoSuchWindow);
        }
        if scope == Scope::ThisDay {
            self.settle(day, &DayPlan::Hours(known.without(&window.into())));
            return Ok(None);
        }
        self.check_of_its_week(day)?;
        let stands_in = |rule: &&WeeklyHours| rule.hours.windows().iter().any(|own| own.overlaps(window));
        let rule = self.calendar.rules_on(day).find(stands_in).cloned();
        self.change_rules(day, scope, |hours| hours.without(&window.into()));
        Ok(rule)
    }

    /// Changes the weekly hours that hold on a day: from that day on, or for as long as they hold.
    fn change_rules(&mut self, day: Date, scope: Scope, mut change: impl FnMut(&Hours) -> Hours) {
        let rules = std::mem::take(&mut self.calendar.weekly);
        for rule in rules {
            if !rule.holds_on(day) {
                self.calendar.weekly.push(rule);
                continue;
            }
            let hours = change(&rule.hours);
            if scope == Scope::All {
                self.calendar.weekly.push(WeeklyHours { hours, ..rule });
            } else if hours == rule.hours {
                self.calendar.weekly.push(rule);
            } else {
                let before = day.yesterday().ok().and_then(|end| rule.within(Date::MIN, end));
                let after = rule.within(day, Date::MAX).map(|rest| WeeklyHours { hours, ..rest });
                self.calendar.weekly.extend([before, after].into_iter().flatten());
            }
        }
        self.calendar.sort();
    }

    fn check_of_its_week(&self, day: Date) -> Result<(), AvailabilityRefusal> {
        match self.calendar.hours_on(day).origin {
            Origin::Weekly => Ok(()),
            Origin::Rest(_) | Origin::Exception(_) => Err(AvailabilityRefusal::NotOfItsWeek),
        }
    }

    fn set_days(&mut self, days: Days, plan: &DayPlan) -> Result<(), AvailabilityRefusal> {
        let plan = match plan {
            DayPlan::Hours(hours) if hours.is_empty() => DayPlan::Closed,
            other => other.clone(),
        };
        for (from, to) in runs(days)? {
            if self.calendar.exceptions.iter().any(|known| known.from <= to && from <= known.to && known.plan != plan) {
                self.notes.push(AvailabilityNote::ExceptionsReplaced);
            }
            self.calendar.except(DayException { from, to, plan: plan.clone() });
        }
        Ok(())
    }

    fn copy_week(&mut self, from: Date, to: Date, weeks: u8) -> Result<(), AvailabilityRefusal> {
        if weeks == 0 {
            return Err(AvailabilityRefusal::NoDays);
        }
        if weeks > WEEKS_MAX {
            return Err(AvailabilityRefusal::TooManyDays { max: i32::from(WEEKS_MAX) * 7 });
        }
        let first = first_of_week(from);
        let plans: Vec<DayPlan> = (0_i64..7).map(|day| plan_of(&self.calendar, on(first, day))).collect();
        for (day, plan) in (0..i64::from(weeks) * 7).zip(plans.iter().cycle()) {
            self.settle(on(first_of_week(to), day), plan);
        }
        Ok(())
    }

    /// Has a day be as `plan` says: by an exception, unless its weeks have it so already.
    fn settle(&mut self, day: Date, plan: &DayPlan) {
        self.calendar.unexcept(day, day);
        let of_its_week = self.calendar.hours_on(day).hours.into_owned();
        let plan = match plan {
            DayPlan::Hours(hours) if *hours == of_its_week => return,
            DayPlan::Hours(hours) if hours.is_empty() => DayPlan::Closed,
            other => other.clone(),
        };
        self.calendar.except(DayException { from: day, to: day, plan });
    }
}

/// What a day is like, whatever makes it so.
fn plan_of(calendar: &Calendar, day: Date) -> DayPlan {
    match calendar.hours_on(day).origin {
        Origin::Exception(exception) => exception.plan.clone(),
        Origin::Weekly | Origin::Rest(_) => DayPlan::Hours(calendar.hours_on(day).hours.into_owned()),
    }
}

fn on(first: Date, days: i64) -> Date {
    first.checked_add(days.days()).unwrap_or(Date::MAX)
}

fn runs(days: Days) -> Result<Vec<(Date, Date)>, AvailabilityRefusal> {
    check_order(days.from, days.to)?;
    let span = Span::new().days(i64::from(DAYS_MAX));
    if days.from.checked_add(span).is_ok_and(|end| end <= days.to) {
        return Err(AvailabilityRefusal::TooManyDays { max: DAYS_MAX });
    }
    let runs = days.runs();
    if runs.is_empty() { Err(AvailabilityRefusal::NoDays) } else { Ok(runs) }
}

fn check_order(from: Date, to: Date) -> Result<(), AvailabilityRefusal> {
    if from <= to { Ok(()) } else { Err(AvailabilityRefusal::NoDays) }
}

fn check_rule(rule: &WeeklyHours) -> Result<(), AvailabilityRefusal> {
    check_order(rule.from, rule.end())?;
    if !(1..=WEEKS_MAX).contains(&rule.every) {
        return Err(AvailabilityRefusal::UnknownRhythm { max: WEEKS_MAX });
    }
    Ok(())
}

fn checked(terms: &Terms) -> Result<Terms, AvailabilityRefusal> {
    let has_a_place = terms.online || !terms.prefectures.is_empty();
    if terms.topics.is_empty() || terms.lengths.is_empty() || !has_a_place {
        return Err(AvailabilityRefusal::NothingToBook);
    }
    if terms.per_day == Some(0) || terms.per_week == Some(0) {
        return Err(AvailabilityRefusal::LimitOfNone);
    }
    Ok(terms.clone().tidied())
}
