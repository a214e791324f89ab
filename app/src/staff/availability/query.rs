//! What the address of a calendar asks for, and the address that asks for it.

use domain::availability::{AvailabilityNote, Length, Meeting, Wish, first_of_week};
use domain::event::Topic;
use domain::expert::ExpertCode;
use domain::input::{clock, day};
use domain::place::Prefecture;
use domain::time::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::Date;

/// How a calendar is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CalendarView {
    /// `view=week`
    #[default]
    Week,
    /// `view=month`
    Month,
    /// `view=agenda`
    Agenda,
}

impl CalendarView {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::Agenda];

    /// The word in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Agenda => "agenda",
        }
    }

    /// The view that a word in an address names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.slug() == slug)
    }
}

/// A moment that somebody wonders about, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wondered {
    /// The day.
    pub day: String,
    /// The time.
    pub time: String,
    /// On what.
    pub topic: String,
    /// Where: `online`, or the code of a prefecture.
    pub place: String,
    /// How long, in minutes.
    pub minutes: String,
}

impl Wondered {
    /// The moment and the wish; none where they cannot be read.
    pub fn read(&self) -> Option<(Timestamp, Wish)> {
        let moment = Timestamp::from_tokyo(day(&self.day).ok()?.to_datetime(clock(&self.time).ok()?));
        let meeting = match self.place.as_str() {
            "online" => Meeting::Online,
            code => Meeting::OnSite(Prefecture::parse(code).ok()?),
        };
        let length = Length::from_minutes(self.minutes.parse().ok()?)?;
        Some((moment, Wish { topic: Topic::from_slug(&self.topic)?, meeting, length }))
    }
}

/// The query of `/staff/availability`, read tolerantly: what is unknown asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CalendarQuery {
    /// Whose; none: one's own, or the first there is.
    pub expert: Option<ExpertCode>,
    /// How it is shown.
    pub view: CalendarView,
    /// A day of what is shown; none: today.
    pub day: Option<Date>,
    /// A moment that somebody wonders about.
    pub wondered: Option<Wondered>,
    /// What was done just now.
    pub done: Option<Done>,
}

/// What was done just now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Done {
    /// What there is to tell of it.
    pub notes: Vec<AvailabilityNote>,
    /// How many bookings lie outside the hours since.
    pub kept: usize,
}

/// The notes and their words in addresses.
const NOTES: [(AvailabilityNote, &str); 2] =
    [(AvailabilityNote::Merged, "merged"), (AvailabilityNote::ExceptionsReplaced, "replaced")];

impl CalendarQuery {
    /// Reads `query`, the part of the address after the question mark.
    pub fn parse(query: &str) -> Self {
        let mut read = Self::default();
        let (mut wondered, mut done) = (Wondered::default(), None);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let short = || value.chars().filter(|sign| !sign.is_control()).take(20).collect::<String>();
            match &*name {
                "expert" => read.expert = ExpertCode::parse(&value).ok(),
                "view" => read.view = CalendarView::from_slug(&value).unwrap_or_default(),
                "day" => read.day = value.parse().ok().filter(|day: &Date| (1900..2200).contains(&day.year())),
                "at" => wondered.day = short(),
                "time" => wondered.time = short(),
                "topic" => wondered.topic = short(),
                "where" => wondered.place = short(),
                "minutes" => wondered.minutes = short(),
                "done" => done = Some(done.unwrap_or_default()),
                "note" => {
                    let note = NOTES.into_iter().find(|(_, word)| *word == value).map(|(note, _)| note);
                    done.get_or_insert_with(Done::default).notes.extend(note);
                }
                "kept" => done.get_or_insert_with(Done::default).kept = value.parse().unwrap_or_default(),
                _ => {}
            }
        }
        read.wondered = (wondered != Wondered::default()).then_some(wondered);
        read.done = done;
        read
    }

    /// Whose, how and when, without what is wondered about or was done.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.expert.as_ref().map(|code| ("expert", code.to_string())));
        pairs.push(("view", self.view.slug().to_owned()));
        pairs.extend(self.day.map(|day| ("day", day.to_string())));
        pairs
    }

    /// The address that asks for this, without language.
    pub fn address(&self) -> String {
        self.address_under("/staff/availability")
    }

    /// The address under `path` of the same calendar.
    pub fn address_under(&self, path: &str) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(self.pairs()).finish();
        format!("{path}?{query}")
    }

    /// The address that asks for this and tells what was done.
    pub fn done_address(&self, done: &Done) -> String {
        let mut address = format!("{}&done=saved", self.address());
        for (_, word) in NOTES.into_iter().filter(|(note, _)| done.notes.contains(note)) {
            address.push_str("&note=");
            address.push_str(word);
        }
        if done.kept > 0 {
            address.push_str("&kept=");
            address.push_str(&done.kept.to_string());
        }
        address
    }

    /// The same on another day.
    #[must_use]
    pub fn on(&self, day: Date) -> Self {
        Self { day: Some(day), wondered: None, done: None, ..self.clone() }
    }

    /// The same, shown in another way.
    #[must_use]
    pub fn shown_as(&self, view: CalendarView) -> Self {
        Self { view, wondered: None, done: None, ..self.clone() }
    }

    /// The first and the last day that are shown: a week from Sunday on, the whole weeks of a month, or a month.
    pub fn days(&self, today: Date) -> (Date, Date) {
        let day = self.day.unwrap_or(today);
        let end_of_week = |day: Date| first_of_week(day).saturating_add(6.days());
        match self.view {
            CalendarView::Week => (first_of_week(day), end_of_week(day)),
            CalendarView::Month => (first_of_week(day.first_of_month()), end_of_week(day.last_of_month())),
            CalendarView::Agenda => (day.first_of_month(), day.last_of_month()),
        }
    }

    /// A day of what comes before what is shown, and of what comes after it.
    pub fn beside(&self, today: Date) -> (Date, Date) {
        let day = self.day.unwrap_or(today);
        match self.view {
            CalendarView::Week => (day.saturating_sub(7.days()), day.saturating_add(7.days())),
            CalendarView::Month | CalendarView::Agenda => {
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
        for asked in ["expert=KT4XW&view=month&day=2026-12-08", "view=agenda", "view=week&day=2026-12-08"] {
            let query = CalendarQuery::parse(asked);
            assert_eq!(query.address(), format!("/staff/availability?{asked}"));
        }
    }

    #[test]
    fn what_was_done_is_told_by_the_address() {
        let done = Done { notes: vec![AvailabilityNote::Merged], kept: 2 };
        let address = CalendarQuery::default().done_address(&done);
        let (_, query) = address.split_once('?').unwrap();
        assert_eq!(CalendarQuery::parse(query).done, Some(done));
    }

    #[test]
    fn what_is_unknown_asks_for_nothing() {
        assert_eq!(CalendarQuery::parse("view=year&day=2026-02-30&expert=%ff&foo=1"), CalendarQuery::default());
    }

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        let today = date(2026, 11, 1);
        assert_eq!(
            CalendarQuery::parse("view=month&day=2026-12-08").days(today),
            (date(2026, 11, 29), date(2027, 1, 2))
        );
        assert_eq!(CalendarQuery::parse("day=2026-12-12").days(today), (date(2026, 12, 6), date(2026, 12, 12)));
        assert_eq!(CalendarQuery::parse("view=agenda").days(today), (today, date(2026, 11, 30)));
    }
}
