//! Repeating an event: on which days, and what becomes of days on which offices are closed for a holiday.

use jiff::civil::Date;

use crate::calendar::{ClosedReason, add_business_days, closed};
use crate::input::{FieldError, choice, day, keep, whole_number};

/// The most events that one repetition makes.
pub const OCCURRENCES_MAX: u32 = 60;
/// The most weeks from one to the next.
pub const WEEKS_MAX: u32 = 26;
/// How many steps are tried: a fifth Monday is not in every month.
const STEPS_MAX: i32 = 600;

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// On the same day of the week.
    Weekly {
        /// So many weeks from one to the next.
        every: u32,
    },
    /// On the same day of the week of the same week of the month: each second Tuesday.
    Monthly,
}

/// Until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Until there are so many more.
    Count(u32),
    /// Until this day, which counts.
    On(Date),
}

/// What becomes of a day that is a holiday or lies in the year-end closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnHolidays {
    /// It is left out.
    Skip,
    /// The next business day takes its place.
    NextBusinessDay,
}

/// A rule of repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repetition {
    /// How often.
    pub rhythm: Rhythm,
    /// Until when.
    pub ending: Ending,
    /// What becomes of holidays.
    pub on_holidays: OnHolidays,
}

/// One day that the rule names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The day that the rhythm gives.
    pub planned: Date,
    /// The day on which it is held; none where it is left out.
    pub held: Option<Date>,
    /// The holiday in its way.
    pub holiday: Option<ClosedReason>,
}

/// The days on which an event of the day `first` is held again, in their order; `first` itself does not count.
pub fn occurrences(first: Date, rule: &Repetition) -> Vec<Occurrence> {
    let mut found = Vec::new();
    let mut held = 0;
    for step in 1..=STEPS_MAX {
        let is_done = match rule.ending {
            Ending::Count(count) => held >= count.min(OCCURRENCES_MAX),
            Ending::On(_) => held >= OCCURRENCES_MAX,
        };
        if is_done {
            break;
        }
        let Some(planned) = planned(first, rule.rhythm, step) else { continue };
        if matches!(rule.ending, Ending::On(last) if planned > last) {
            break;
        }
        // A weekend is meant where the first lies on one.
        let holiday =
            closed(planned).filter(|reason| matches!(reason, ClosedReason::Holiday(_) | ClosedReason::YearEnd));
        let day = match (holiday, rule.on_holidays) {
            (None, _) => Some(planned),
            (Some(_), OnHolidays::Skip) => None,
            (Some(_), OnHolidays::NextBusinessDay) => Some(add_business_days(planned, 0)),
        };
        held += u32::from(day.is_some());
        found.push(Occurrence { planned, held: day, holiday });
    }
    found
}

/// The day of the `step`-th time; none in a month that has no such day.
fn planned(first: Date, rhythm: Rhythm, step: i32) -> Option<Date> {
    match rhythm {
        Rhythm::Weekly { every } => {
            let weeks = i64::from(step) * i64::from(every.clamp(1, WEEKS_MAX));
            first.checked_add(jiff::Span::new().weeks(weeks)).ok()
        }
        Rhythm::Monthly => {
            let month = first.first_of_month().checked_add(jiff::Span::new().months(step)).ok()?;
            month.nth_weekday_of_month((first.day() - 1) / 7 + 1, first.weekday()).ok()
        }
    }
}

/// The form, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RepetitionForm {
    /// `weekly` or `monthly`.
    pub rhythm: String,
    /// So many weeks from one to the next.
    pub every: String,
    /// `count` or `until`.
    pub ending: String,
    /// How many more.
    pub count: String,
    /// Until which day.
    pub until: String,
    /// `skip` or `next`.
    pub on_holidays: String,
}

/// A field, and what is wrong with it.
pub type RepetitionProblem = (&'static str, FieldError);

impl RepetitionForm {
    /// What stands in the form at first.
    pub fn usual() -> Self {
        let usual = |word: &str| word.to_owned();
        Self {
            rhythm: usual("weekly"),
            every: usual("1"),
            ending: usual("count"),
            count: usual("4"),
            until: String::new(),
            on_holidays: usual("skip"),
        }
    }

    /// Reads the form from what a browser sends; what is unknown is passed over.
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            let value = value.to_owned();
            match name {
                "rhythm" => form.rhythm = value,
                "every" => form.every = value,
                "ending" => form.ending = value,
                "count" => form.count = value,
                "until" => form.until = value,
                "on_holidays" => form.on_holidays = value,
                _ => {}
            }
        }
        form
    }

    /// Turns what was typed into a rule.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self) -> Result<Repetition, Vec<RepetitionProblem>> {
        let mut problems = Vec::new();
        let is_weekly = choice(&self.rhythm, |word| match word {
            "weekly" => Some(true),
            "monthly" => Some(false),
            _ => None,
        });
        let rhythm = match keep(&mut problems, "rhythm", is_weekly) {
            Some(true) => {
                let every = keep(&mut problems, "every", whole_number(&self.every, 1, WEEKS_MAX));
                every.map(|every| Rhythm::Weekly { every })
            }
            Some(false) => Some(Rhythm::Monthly),
            None => None,
        };
        let is_counted = choice(&self.ending, |word| match word {
            "count" => Some(true),
            "until" => Some(false),
            _ => None,
        });
        let ending = match keep(&mut problems, "ending", is_counted) {
            Some(true) => {
                keep(&mut problems, "count", whole_number(&self.count, 1, OCCURRENCES_MAX)).map(Ending::Count)
            }
            Some(false) => keep(&mut problems, "until", day(&self.until)).map(Ending::On),
            None => None,
        };
        let on_holidays = choice(&self.on_holidays, |word| match word {
            "skip" => Some(OnHolidays::Skip),
            "next" => Some(OnHolidays::NextBusinessDay),
            _ => None,
        });
        let on_holidays = keep(&mut problems, "on_holidays", on_holidays);
        match (rhythm, ending, on_holidays) {
            (Some(rhythm), Some(ending), Some(on_holidays)) => Ok(Repetition { rhythm, ending, on_holidays }),
            _ => Err(problems),
        }
    }
}
