//! What is done to the sheet, until it is saved: the named operations, with days counted from the first of the sheet.

use jiff::ToSpan as _;

use super::sheet::Day;
use crate::availability::{
    AvailabilityOperation as Operation, AvailabilityRefusal as Refusal, DayPlan, Days, Hours, LeaveKind, Scope, Window,
    first_of_week,
};
use crate::input::day as date;

/// Something that is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// A window is painted.
    Add {
        /// On which day.
        day: u16,
        /// Between which times.
        window: Window,
        /// For which days it is meant.
        scope: Scope,
    },
    /// A window, or a part of one, is taken out.
    Remove {
        /// Of which day.
        day: u16,
        /// Between which times.
        window: Window,
        /// For which days it is meant.
        scope: Scope,
    },
    /// A window is moved, or made longer or shorter.
    Move {
        /// Of which day.
        day: u16,
        /// Which.
        window: Window,
        /// To which day.
        to: u16,
        /// What becomes of it.
        becomes: Window,
        /// For which days it is meant.
        scope: Scope,
    },
    /// Days are other than their weeks; as their weeks have them again where there is no plan.
    Plan {
        /// The first.
        from: u16,
        /// The last.
        to: u16,
        /// What becomes of each.
        plan: Option<DayPlan>,
    },
    /// A day becomes like another.
    CopyDay {
        /// Like which.
        from: u16,
        /// Which.
        to: u16,
    },
    /// The weeks after that of the sheet become like it. The sheet shows none of them.
    CopyWeek {
        /// How many.
        weeks: u8,
    },
}

impl Deed {
    /// Does it to the days of a sheet, as the operation of its name does it to a calendar. Returns whether windows
    /// overlapped, and are one now.
    pub(super) fn apply(&self, days: &mut [Day]) -> Result<bool, Refusal> {
        match self {
            Self::Add { day, window, scope } => add(of(days, *day)?, *window, *scope),
            Self::Remove { day, window, scope } => remove(of(days, *day)?, *window, *scope).map(|()| false),
            Self::Move { day, window, to, becomes, scope } => {
                if of(days, *to)?.plan.is_some() && *scope != Scope::ThisDay {
                    return Err(Refusal::NotOfItsWeek);
                }
                remove(of(days, *day)?, *window, *scope)?;
                add(of(days, *to)?, *becomes, *scope)
            }
            Self::Plan { from, to, plan } => {
                for day in days.iter_mut().take(usize::from(*to) + 1).skip(usize::from(*from)) {
                    day.plan.clone_from(plan);
                }
                Ok(false)
            }
            Self::CopyDay { from, to } => {
                let plan = of(days, *from)?.as_plan();
                of(days, *to)?.settle(plan);
                Ok(false)
            }
            Self::CopyWeek { .. } => Ok(false),
        }
    }

    /// Whether it changes the hours of `day`.
    pub(super) fn touches(&self, day: u16) -> bool {
        match self {
            Self::Add { day: own, .. } | Self::Remove { day: own, .. } | Self::CopyDay { to: own, .. } => *own == day,
            Self::Move { day: from, to, .. } => *from == day || *to == day,
            Self::Plan { from, to, .. } => (*from..=*to).contains(&day),
            Self::CopyWeek { .. } => false,
        }
    }

    /// From which day to which it moves hours.
    pub(super) const fn moved_between(&self) -> Option<(u16, u16)> {
        match self {
            Self::Move { day, to, .. } => Some((*day, *to)),
            _ => None,
        }
    }

    /// For which days it is meant, where that can be asked.
    pub(super) const fn scope(&self) -> Option<Scope> {
        match self {
            Self::Add { scope, .. } | Self::Remove { scope, .. } | Self::Move { scope, .. } => Some(*scope),
            Self::Plan { .. } | Self::CopyDay { .. } | Self::CopyWeek { .. } => None,
        }
    }

    /// The same, meant for other days.
    pub(super) fn meant_for(mut self, meant: Scope) -> Self {
        if let Self::Add { scope, .. } | Self::Remove { scope, .. } | Self::Move { scope, .. } = &mut self {
            *scope = meant;
        }
        self
    }

    /// The line that a form carries: what [`operation`] reads. `date` says what a day of the sheet is called.
    pub fn line(&self, date: impl Fn(u16) -> String) -> String {
        match self {
            Self::Add { day, window, scope } => ["add", &date(*day), &window.to_string(), scope.slug()].join(" "),
            Self::Remove { day, window, scope } => ["remove", &date(*day), &window.to_string(), scope.slug()].join(" "),
            Self::Move { day, window, to, becomes, scope } => {
                ["move", &date(*day), &window.to_string(), &date(*to), &becomes.to_string(), scope.slug()].join(" ")
            }
            Self::Plan { from, to, plan } => {
                let plan = plan.as_ref().map_or_else(|| "weekly".to_owned(), plan_word);
                ["days", &date(*from), &date(*to), &plan].join(" ")
            }
            Self::CopyDay { from, to } => ["copy_day", &date(*from), &date(*to)].join(" "),
            Self::CopyWeek { weeks } => ["copy_week", &date(0), &weeks.to_string()].join(" "),
        }
    }
}

fn of(days: &mut [Day], day: u16) -> Result<&mut Day, Refusal> {
    days.get_mut(usize::from(day)).ok_or(Refusal::NoDays)
}

fn add(day: &mut Day, window: Window, scope: Scope) -> Result<bool, Refusal> {
    let known = day.hours();
    let is_merged = known.windows().iter().any(|own| own.overlaps(window));
    if scope == Scope::ThisDay {
        day.settle(DayPlan::Hours(known.and(&window.into())));
    } else if day.is_of_its_week() {
        day.weekly = day.weekly.and(&window.into());
    } else {
        return Err(Refusal::NotOfItsWeek);
    }
    Ok(is_merged)
}

fn remove(day: &mut Day, window: Window, scope: Scope) -> Result<(), Refusal> {
    let known = day.hours();
    if !known.windows().iter().any(|own| own.overlaps(window)) {
        return Err(Refusal::NoSuchWindow);
    }
    if scope == Scope::ThisDay {
        day.settle(DayPlan::Hours(known.without(&window.into())));
    } else if day.is_of_its_week() {
        day.weekly = day.weekly.without(&window.into());
    } else {
        return Err(Refusal::NotOfItsWeek);
    }
    Ok(())
}

/// What becomes of a day, as a line has it: `closed`, `leave:vacation`, `hours:10:00-12:00,14:00-17:00`.
pub fn plan_word(plan: &DayPlan) -> String {
    match plan {
        DayPlan::Hours(hours) => format!("hours:{hours}"),
        DayPlan::Closed => "closed".to_owned(),
        DayPlan::Leave(kind) => format!("leave:{}", kind.slug()),
    }
}

/// What [`plan_word`] has written; none for anything else.
pub fn plan_of_word(word: &str) -> Option<DayPlan> {
    match word.split_once(':') {
        None => (word == "closed").then_some(DayPlan::Closed),
        Some(("hours", hours)) => Hours::parse_normal(hours).ok().map(|read| DayPlan::Hours(read.hours)),
        Some(("leave", kind)) => LeaveKind::from_slug(kind).map(DayPlan::Leave),
        Some(_) => None,
    }
}

/// Reads a line that [`Deed::line`] has written; none for anything else.
pub fn operation(line: &str) -> Option<Operation> {
    let words: Vec<&str> = line.split(' ').collect();
    let day = |word: &str| date(word).ok();
    let window = |word: &str| Window::parse(word).ok();
    Some(match *words {
        ["add", on, time, scope] => {
            Operation::AddWindow { day: day(on)?, window: window(time)?, scope: Scope::from_slug(scope)? }
        }
        ["remove", on, time, scope] => {
            Operation::RemoveWindow { day: day(on)?, window: window(time)?, scope: Scope::from_slug(scope)? }
        }
        ["move", on, time, to, becomes, scope] => Operation::MoveWindow {
            day: day(on)?,
            window: window(time)?,
            to: day(to)?,
            becomes: window(becomes)?,
            scope: Scope::from_slug(scope)?,
        },
        ["days", from, to, "weekly"] => Operation::ClearDays { days: Days::between(day(from)?, day(to)?) },
        ["days", from, to, plan] => {
            Operation::SetDays { days: Days::between(day(from)?, day(to)?), plan: plan_of_word(plan)? }
        }
        ["copy_day", from, to] => Operation::CopyDay { from: day(from)?, to: Days::one(day(to)?) },
        ["copy_week", from, weeks] => {
            let from = day(from)?;
            let next = first_of_week(from).checked_add(1.week()).ok()?;
            Operation::CopyWeek { from, to: next, weeks: weeks.parse().ok()? }
        }
        _ => return None,
    })
}
