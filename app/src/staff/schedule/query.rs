//! What the address of the schedule asks for, and the address that asks for it.

use domain::event::EventKind;
use domain::place::Region;
use domain::reference::EventCode;
use domain::timetable::{ScheduledState, TimetableFilter};
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

/// How the schedule is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SheetKind {
    /// `view=month`
    #[default]
    Month,
    /// `view=week`
    Week,
    /// `view=list`
    List,
}

impl SheetKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Month, Self::Week, Self::List];

    /// The word in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::List => "list",
        }
    }

    /// The view that a word in an address names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// An event that was picked up, to be put on a day by a plain button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickedUp {
    /// Which.
    pub code: EventCode,
    /// Whether a copy is put there.
    pub copies: bool,
}

/// The query of `/staff/schedule`, read tolerantly: what is unknown asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScheduleQuery {
    /// How it is shown.
    pub view: SheetKind,
    /// A day of what is shown; none: today.
    pub day: Option<Date>,
    /// What is shown of it.
    pub filter: TimetableFilter,
    /// What was picked up.
    pub picked_up: Option<PickedUp>,
    /// What was done just now, in the audit's word, and with which event.
    pub done: Option<(String, EventCode)>,
}

impl ScheduleQuery {
    /// Reads `query`, the part of the address after the question mark.
    pub fn parse(query: &str) -> Self {
        let mut read = Self::default();
        let (mut month, mut week, mut done, mut event) = (None, None, None, None);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            let filter = &mut read.filter;
            match &*name {
                "view" => read.view = SheetKind::from_slug(value).unwrap_or_default(),
                "month" => month = format!("{value}-01").parse().ok(),
                "week" => week = value.parse().ok(),
                "region" => filter.region = Region::from_slug(value),
                "kind" => filter.kind = EventKind::from_slug(value),
                "state" => filter.state = ScheduledState::from_slug(value),
                "expert" => filter.expert = value.chars().filter(|sign| !sign.is_control()).take(100).collect(),
                "move" | "copy" => {
                    let code = EventCode::parse(value).ok();
                    read.picked_up = code.map(|code| PickedUp { code, copies: name == "copy" });
                }
                "done" => done = Some(value.to_owned()),
                "event" => event = EventCode::parse(value).ok(),
                _ => {}
            }
        }
        read.day = if read.view == SheetKind::Week { week.or(month) } else { month.or(week) };
        read.done = done.zip(event);
        read
    }

    /// What the address asks for, without what was done.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("view", self.view.slug().to_owned())];
        if let Some(day) = self.day {
            pairs.push(match self.view {
                SheetKind::Week => ("week", day.to_string()),
                SheetKind::Month | SheetKind::List => ("month", format!("{:04}-{:02}", day.year(), day.month())),
            });
        }
        let filter = &self.filter;
        pairs.extend(filter.region.map(|region| ("region", region.slug().to_owned())));
        pairs.extend(filter.kind.map(|kind| ("kind", kind.slug().to_owned())));
        pairs.extend(filter.state.map(|state| ("state", state.slug().to_owned())));
        if !filter.expert.is_empty() {
            pairs.push(("expert", filter.expert.clone()));
        }
        if let Some(PickedUp { code, copies }) = &self.picked_up {
            pairs.push((if *copies { "copy" } else { "move" }, code.to_string()));
        }
        pairs
    }

    /// The part of the address after the question mark.
    pub fn query(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.pairs()).finish()
    }

    /// The address that asks for this, without language.
    pub fn address(&self) -> String {
        format!("/staff/schedule?{}", self.query())
    }

    /// The same days and wishes, with nothing picked up.
    #[must_use]
    pub fn put_down(&self) -> Self {
        Self { picked_up: None, done: None, ..self.clone() }
    }

    /// The first and the last day of the sheet: whole weeks from Sunday on, or the month of a list.
    pub fn days(&self, today: Date) -> (Date, Date) {
        let day = self.day.unwrap_or(today);
        let week_of = |day: Date| {
            let lead = i64::from(day.weekday().since(Weekday::Sunday));
            day.saturating_sub(lead.days())
        };
        match self.view {
            SheetKind::Week => (week_of(day), week_of(day).saturating_add(6.days())),
            SheetKind::List => (day.first_of_month(), day.last_of_month()),
            SheetKind::Month => (week_of(day.first_of_month()), week_of(day.last_of_month()).saturating_add(6.days())),
        }
    }

    /// A day of the sheet before this one, and of the one after it.
    pub fn beside(&self, today: Date) -> (Date, Date) {
        let day = self.day.unwrap_or(today);
        match self.view {
            SheetKind::Week => (day.saturating_sub(7.days()), day.saturating_add(7.days())),
            SheetKind::Month | SheetKind::List => {
                let month = day.first_of_month();
                (month.saturating_sub(1.month()), month.saturating_add(1.month()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_address_that_was_written_is_read_back() {
        for asked in [
            "view=month&month=2026-12&region=kanto&kind=seminar&state=full&expert=%E4%BD%90%E4%BC%AF&move=KT4-XW2M",
            "view=week&week=2026-12-08&copy=KT4-XW2M",
            "view=list",
        ] {
            let query = ScheduleQuery::parse(asked);
            assert_eq!(query.address(), format!("/staff/schedule?{asked}"));
            assert_eq!(ScheduleQuery::parse(&query.query()), query);
        }
    }

    #[test]
    fn what_is_unknown_asks_for_nothing() {
        let query = ScheduleQuery::parse("view=year&month=2026-13&region=atlantis&state=%ff&move=nothing&done=x");
        assert_eq!(query, ScheduleQuery::default());
    }

    #[test]
    fn a_month_is_shown_in_whole_weeks_and_a_week_from_sunday_on() {
        let today = date(2026, 11, 1);
        let month = ScheduleQuery::parse("month=2026-12");
        assert_eq!(month.days(today), (date(2026, 11, 29), date(2027, 1, 2)));
        let week = ScheduleQuery::parse("view=week&week=2026-12-12");
        assert_eq!(week.days(today), (date(2026, 12, 6), date(2026, 12, 12)));
        assert_eq!(ScheduleQuery::parse("view=list").days(today), (today, date(2026, 11, 30)));
    }
}
