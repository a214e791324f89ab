//! The desk's forms about a calendar, read into operations. A form carries its operation's name; each of its fields is
//! called `{operation}_{field}`, so that all forms stand on one page.

use jiff::civil::{Date, Weekday};

use super::Calendar;
use super::editor::operation;
use super::hours::{Hours, HoursProblem, Window, is_none};
use super::operation::{AvailabilityOperation as Operation, AvailabilityRefusal, Scope, apply};
use super::rule::{DayPlan, Days, LeaveKind, WEEKS_MAX, Weekdays, WeeklyHours};
use super::terms::{BUFFER_MAX, HORIZON_MAX, Length, NOTICE_MAX, Rests, Terms};
use crate::event::Topic;
use crate::input::{FieldError, choice, day, optional, tolerant, whole_number};
use crate::place::Prefecture;

/// The most consultations that a limit can allow.
const LIMIT_MAX: u32 = 99;

/// What a field of the forms is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AvailabilityField {
    /// 操作: which form it is.
    Operation,
    /// 時間.
    Hours,
    /// 移した後の時間.
    Becomes,
    /// いつに使うか.
    Scope,
    /// 日.
    Day,
    /// 最初の日.
    From,
    /// 最後の日.
    To,
    /// 曜日.
    Weekdays,
    /// 何週ごと.
    Every,
    /// 何週分.
    Weeks,
    /// 扱い.
    Plan,
    /// 不在の理由.
    Leave,
    /// 分野.
    Topics,
    /// 長さ.
    Lengths,
    /// 訪問できる都道府県.
    Prefectures,
    /// 予約の締切.
    Notice,
    /// 予約できる期間.
    Horizon,
    /// 1日の上限.
    PerDay,
    /// 1週間の上限.
    PerWeek,
    /// 前に空ける時間.
    BufferBefore,
    /// 後に空ける時間.
    BufferAfter,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AvailabilityError {
    /// It cannot be read.
    Field(FieldError),
    /// It says no hours.
    Hours(HoursProblem),
    /// Nothing was written that is not there already.
    Unchanged,
}

/// A field by its name on the page, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvailabilityProblem {
    /// The field's name in the form and its id on the page.
    pub name: String,
    /// What it is.
    pub field: AvailabilityField,
    /// What is wrong.
    pub error: AvailabilityError,
}

/// A form as it was sent: its fields in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AvailabilityForm(Vec<(String, String)>);

/// What a form asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvailabilityRead {
    /// One after the other.
    pub operations: Vec<Operation>,
    /// Whether typed windows overlapped, and were made one.
    pub is_merged: bool,
}

impl AvailabilityForm {
    /// The fields of a form, in their order.
    pub const fn from_fields(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// What stands in the field `name`; nothing where it is missing. The last one counts: a button after a field.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Each value of the field `name`.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Which operation it is.
    pub fn operation(&self) -> &str {
        self.get("operation")
    }

    /// Everything that was typed, without what the page knows itself.
    pub fn carried(&self) -> Vec<(String, String)> {
        let of_the_page = ["revision", "known", "step"];
        self.0.iter().filter(|(name, _)| !of_the_page.contains(&name.as_str())).cloned().collect()
    }

    /// Reads it into operations on `calendar`.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the form.
    pub fn read(&self, calendar: &Calendar) -> Result<AvailabilityRead, Vec<AvailabilityProblem>> {
        let mut reader = Reader { form: self, problems: Vec::new(), is_merged: false };
        let operations = match self.operation() {
            "week" => reader.week(calendar),
            "weekly" => reader.weekly(),
            "days" => reader.days(),
            "copy_day" => reader.copy_day(),
            "copy_week" => reader.copy_week(),
            "window" => reader.window(),
            "terms" => reader.terms(),
            "edits" => reader.edits(),
            _ => {
                reader.wrong("operation".to_owned(), AvailabilityField::Operation, FieldError::UnknownChoice);
                None
            }
        };
        match operations {
            Some(operations) if reader.problems.is_empty() => {
                Ok(AvailabilityRead { operations: telling(calendar, operations), is_merged: reader.is_merged })
            }
            _ => Err(reader.problems),
        }
    }
}

/// Of several operations those that change something; where none does, the first, which will be refused for it.
fn telling(calendar: &Calendar, operations: Vec<Operation>) -> Vec<Operation> {
    if operations.len() < 2 {
        return operations;
    }
    let first = operations.first().cloned();
    let mut edited = calendar.clone();
    let mut left = Vec::with_capacity(operations.len());
    for operation in operations {
        match apply(&edited, &operation) {
            Err(AvailabilityRefusal::NothingChanges) => continue,
            Ok(edit) => edited = edit.calendar,
            Err(_) => {}
        }
        left.push(operation);
    }
    if left.is_empty() { first.into_iter().collect() } else { left }
}

/// A form that is being read.
struct Reader<'a> {
    form: &'a AvailabilityForm,
    problems: Vec<AvailabilityProblem>,
    is_merged: bool,
}

impl Reader<'_> {
    fn wrong(&mut self, name: String, field: AvailabilityField, error: FieldError) {
        self.problems.push(AvailabilityProblem { name, field, error: AvailabilityError::Field(error) });
    }

    /// The name of a field, and what was typed into it.
    fn typed(&self, field: &str) -> (String, String) {
        let name = format!("{}_{field}", self.form.operation());
        let typed = self.form.get(&name).to_owned();
        (name, typed)
    }

    fn take<T>(
        &mut self,
        field: (&str, AvailabilityField),
        parse: impl FnOnce(&str) -> Result<T, FieldError>,
    ) -> Option<T> {
        let (name, typed) = self.typed(field.0);
        parse(&typed).map_err(|error| self.wrong(name, field.1, error)).ok()
    }

    fn hours_of(&mut self, name: String, typed: &str) -> Option<Hours> {
        if is_none(&tolerant(typed)) {
            return Some(Hours::NONE);
        }
        match Hours::parse(typed) {
            Ok(read) => {
                self.is_merged |= read.is_merged;
                Some(read.hours)
            }
            Err(problem) => {
                let error = AvailabilityError::Hours(problem);
                self.problems.push(AvailabilityProblem { name, field: AvailabilityField::Hours, error });
                None
            }
        }
    }

    fn hours(&mut self) -> Option<Hours> {
        let (name, typed) = self.typed("hours");
        self.hours_of(name, &typed)
    }

    fn one_window(&mut self, field: &str) -> Option<Window> {
        let (name, typed) = self.typed(field);
        let hours = self.hours_of(name.clone(), &typed)?;
        let only = hours.windows().first().copied().filter(|_| hours.windows().len() == 1);
        if only.is_none() {
            let error = if hours.is_empty() { FieldError::Required } else { FieldError::Malformed };
            let field = if field == "becomes" { AvailabilityField::Becomes } else { AvailabilityField::Hours };
            self.wrong(name, field, error);
        }
        only
    }

    fn scope(&mut self) -> Option<Scope> {
        self.take(("scope", AvailabilityField::Scope), |typed| choice(typed, Scope::from_slug))
    }

    fn weekdays(&mut self) -> Option<Vec<Weekday>> {
        let name = format!("{}_weekday", self.form.operation());
        let read = |typed: &str| {
            let offset = typed.parse().map_err(|_| FieldError::UnknownChoice)?;
            Weekday::from_sunday_zero_offset(offset).map_err(|_| FieldError::UnknownChoice)
        };
        let read: Result<Vec<_>, _> = self.form.all(&name).map(read).collect();
        read.map_err(|error| self.wrong(name, AvailabilityField::Weekdays, error)).ok()
    }

    /// The week in words: what was typed for each of its days, where it is not what stood there.
    fn week(&mut self, calendar: &Calendar) -> Option<Vec<Operation>> {
        let scope = self.scope()?;
        let form = self.form;
        let mut operations = Vec::new();
        for (name, typed) in &form.0 {
            let Some(written) = name.strip_prefix("hours-") else { continue };
            let Ok(day) = day(written) else { continue };
            if tolerant(typed) == tolerant(form.get(&format!("was-{written}"))) {
                continue;
            }
            if let Some(hours) = self.hours_of(name.clone(), typed) {
                operations.extend(day_becomes(calendar, day, &hours, scope));
            }
        }
        if operations.is_empty() && self.problems.is_empty() {
            let (name, error) = ("words".to_owned(), AvailabilityError::Unchanged);
            self.problems.push(AvailabilityProblem { name, field: AvailabilityField::Hours, error });
        }
        Some(operations)
    }

    fn weekly(&mut self) -> Option<Vec<Operation>> {
        let weekdays = self.weekdays();
        let mode = self.form.get("weekly_plan");
        let is_cleared = mode == "clear";
        let hours = if is_cleared { Some(Hours::NONE) } else { self.hours() };
        let from = self.take(("from", AvailabilityField::From), day);
        let until = self.take(("until", AvailabilityField::To), |typed| optional(typed, day));
        let every = self.take(("every", AvailabilityField::Every), |typed| {
            optional(typed, |typed| whole_number(typed, 1, u32::from(WEEKS_MAX)))
        });
        let weekdays = weekdays?;
        if weekdays.is_empty() {
            self.wrong("weekly_weekday".to_owned(), AvailabilityField::Weekdays, FieldError::Required);
        }
        let (hours, from, until, every) = (hours?, from?, until?, every?.unwrap_or(1));
        if hours.is_empty() && mode == "add" {
            self.wrong("weekly_hours".to_owned(), AvailabilityField::Hours, FieldError::Required);
        }
        let every = u8::try_from(every).unwrap_or(WEEKS_MAX);
        let operation = |weekday| {
            let rule = WeeklyHours { weekday, hours: hours.clone(), from, until, every, anchor: from };
            match mode {
                _ if hours.is_empty() => Operation::ClearWeekly { weekday, from, until },
                "add" => Operation::AddWeekly(rule),
                _ => Operation::SetWeekly(rule),
            }
        };
        Some(weekdays.into_iter().map(operation).collect())
    }

    /// From a day to another, or that day alone.
    fn span(&mut self, first: &str, last: &str) -> Option<Days> {
        let from = self.take((first, AvailabilityField::From), day);
        let to = self.take((last, AvailabilityField::To), |typed| optional(typed, day));
        let from = from?;
        Some(Days::between(from, to?.unwrap_or(from)))
    }

    fn days(&mut self) -> Option<Vec<Operation>> {
        let days = self.span("from", "to");
        let weekdays = self.weekdays();
        let plan = match self.form.get("days_plan") {
            "hours" => {
                let hours = self.hours();
                if hours.as_ref().is_some_and(Hours::is_empty) {
                    self.wrong("days_hours".to_owned(), AvailabilityField::Hours, FieldError::Required);
                }
                Some(Some(DayPlan::Hours(hours?)))
            }
            "closed" => Some(Some(DayPlan::Closed)),
            "leave" => {
                let kind = self.take(("leave", AvailabilityField::Leave), |typed| choice(typed, LeaveKind::from_slug));
                Some(Some(DayPlan::Leave(kind?)))
            }
            "weekly" => Some(None),
            other => {
                let error = if other.is_empty() { FieldError::Required } else { FieldError::UnknownChoice };
                self.wrong("days_plan".to_owned(), AvailabilityField::Plan, error);
                None
            }
        };
        let (days, weekdays, plan) = (days?, weekdays?, plan?);
        let days = if weekdays.is_empty() { days } else { Days { weekdays: Weekdays::of(weekdays), ..days } };
        Some(vec![match plan {
            Some(plan) => Operation::SetDays { days, plan },
            None => Operation::ClearDays { days },
        }])
    }

    fn copy_day(&mut self) -> Option<Vec<Operation>> {
        let from = self.take(("day", AvailabilityField::Day), day);
        let to = self.span("from", "to");
        Some(vec![Operation::CopyDay { from: from?, to: to? }])
    }

    fn copy_week(&mut self) -> Option<Vec<Operation>> {
        let from = self.take(("day", AvailabilityField::Day), day);
        let to = self.take(("from", AvailabilityField::From), day);
        let weeks = self.take(("weeks", AvailabilityField::Weeks), |typed| {
            whole_number(typed, 1, u32::from(WEEKS_MAX)).map(|weeks| u8::try_from(weeks).unwrap_or(WEEKS_MAX))
        });
        Some(vec![Operation::CopyWeek { from: from?, to: to?, weeks: weeks? }])
    }

    fn window(&mut self) -> Option<Vec<Operation>> {
        let on = self.take(("day", AvailabilityField::Day), day);
        let window = self.one_window("hours");
        let scope = self.scope();
        let (to, becomes) = match self.form.get("window_plan") {
            "move" => {
                let to = self.take(("to", AvailabilityField::To), |typed| optional(typed, day));
                (to, self.one_window("becomes").map(Some))
            }
            "add" | "remove" => (Some(None), Some(None)),
            other => {
                let error = if other.is_empty() { FieldError::Required } else { FieldError::UnknownChoice };
                self.wrong("window_plan".to_owned(), AvailabilityField::Plan, error);
                (None, None)
            }
        };
        let (day, window, scope, to, becomes) = (on?, window?, scope?, to?, becomes?);
        Some(vec![match becomes {
            Some(becomes) => Operation::MoveWindow { day, window, to: to.unwrap_or(day), becomes, scope },
            None if self.form.get("window_plan") == "add" => Operation::AddWindow { day, window, scope },
            None => Operation::RemoveWindow { day, window, scope },
        }])
    }

    /// What the calendar's editor has kept until it was saved, one line a change.
    fn edits(&mut self) -> Option<Vec<Operation>> {
        let operations: Option<Vec<Operation>> = self.form.all("edit").map(operation).collect();
        let operations = operations.filter(|operations| !operations.is_empty());
        if operations.is_none() {
            self.wrong("words".to_owned(), AvailabilityField::Operation, FieldError::Malformed);
        }
        operations
    }

    fn chosen<T>(
        &mut self,
        (name, field): (&str, AvailabilityField),
        find: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let read: Option<Vec<T>> = self.form.all(name).map(find).collect();
        if read.is_none() {
            self.wrong(name.to_owned(), field, FieldError::UnknownChoice);
        }
        read
    }

    fn number(&mut self, field: (&str, AvailabilityField), min: u32, max: u32) -> Option<u16> {
        let read = self.take(field, |typed| whole_number(typed, min, max));
        read.map(|number| u16::try_from(number).unwrap_or(u16::MAX))
    }

    #[expect(
        clippy::option_option,
        reason = "the outer says whether it could be read, the inner whether there is a limit"
    )]
    fn limit(&mut self, field: (&str, AvailabilityField)) -> Option<Option<u16>> {
        let read = self.take(field, |typed| optional(typed, |typed| whole_number(typed, 1, LIMIT_MAX)));
        read.map(|limit| limit.map(|limit| u16::try_from(limit).unwrap_or(u16::MAX)))
    }

    fn terms(&mut self) -> Option<Vec<Operation>> {
        use AvailabilityField as Field;
        let form = self.form;
        let is = |name: &str| form.get(name) == "yes";
        let topics = self.chosen(("terms_topics", Field::Topics), Topic::from_slug);
        let lengths =
            self.chosen(("terms_lengths", Field::Lengths), |typed| typed.parse().ok().and_then(Length::from_minutes));
        let prefectures = self.chosen(("terms_prefectures", Field::Prefectures), |typed| Prefecture::parse(typed).ok());
        let notice = self.number(("notice", Field::Notice), 0, u32::from(NOTICE_MAX));
        let horizon = self.number(("horizon", Field::Horizon), 1, u32::from(HORIZON_MAX));
        let per_day = self.limit(("per_day", Field::PerDay));
        let per_week = self.limit(("per_week", Field::PerWeek));
        let before = self.number(("buffer_before", Field::BufferBefore), 0, u32::from(BUFFER_MAX));
        let after = self.number(("buffer_after", Field::BufferAfter), 0, u32::from(BUFFER_MAX));
        Some(vec![Operation::SetTerms(Box::new(Terms {
            topics: topics?,
            lengths: lengths?,
            online: is("terms_online"),
            prefectures: prefectures?,
            notice: notice?,
            horizon: horizon?,
            per_day: per_day?,
            per_week: per_week?,
            buffer_before: before?,
            buffer_after: after?,
            rests: Rests { on_holidays: is("terms_holidays"), at_year_end: is("terms_year_end") },
            confirms: is("terms_confirms"),
        }))])
    }
}

/// The operations that give a day these hours.
fn day_becomes(calendar: &Calendar, day: Date, hours: &Hours, scope: Scope) -> Vec<Operation> {
    let known = calendar.hours_on(day).hours.into_owned();
    if scope == Scope::ThisDay {
        let days = Days::one(day);
        let cleared = apply(calendar, &Operation::ClearDays { days }).ok();
        // A day that is as its weeks have it again needs no exception.
        if cleared.is_some_and(|edit| *edit.calendar.hours_on(day).hours == *hours) {
            return vec![Operation::ClearDays { days }];
        }
        let plan = if hours.is_empty() { DayPlan::Closed } else { DayPlan::Hours(hours.clone()) };
        return vec![Operation::SetDays { days, plan }];
    }
    // What is added comes first: hours that repeat every other week would be gone with their last window.
    let added = hours.without(&known);
    let removed = known.without(hours);
    let add = added.windows().iter().map(|window| Operation::AddWindow { day, window: *window, scope });
    let remove = removed.windows().iter().map(|window| Operation::RemoveWindow { day, window: *window, scope });
    add.chain(remove).collect()
}
