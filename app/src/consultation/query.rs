//! What the address of the search asks for, and the address that asks for it.

use domain::availability::{Length, Meeting, Slot, Wish};
use domain::event::Topic;
use domain::expert::ExpertCode;
use domain::place::Prefecture;
use domain::time::Timestamp;
use jiff::civil::{Date, DateTime};

/// The query of `/consultations`, read tolerantly: what is unknown asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsultationQuery {
    /// On what.
    pub topic: Option<Topic>,
    /// Where.
    pub meeting: Option<Meeting>,
    /// How long; none: as is usual.
    pub length: Option<Length>,
    /// With whom; none: with anybody.
    pub expert: Option<ExpertCode>,
    /// The month that is shown, as its first day.
    pub month: Option<Date>,
    /// The day whose times are shown.
    pub day: Option<Date>,
}

/// Where people meet, as addresses and forms carry it: `online`, or the code of a prefecture.
pub fn meeting_from(word: &str) -> Option<Meeting> {
    match word {
        "online" => Some(Meeting::Online),
        code => Prefecture::parse(code).ok().map(Meeting::OnSite),
    }
}

/// The same as a word.
pub const fn meeting_word(meeting: Meeting) -> &'static str {
    match meeting {
        // Nobody looks in calendars for the tables of a meeting: what is like them there is online.
        Meeting::Online | Meeting::AtTable(_) => "online",
        Meeting::OnSite(prefecture) => prefecture.code_text(),
    }
}

/// A time as forms carry it, on the wall in Japan: `2026-12-08T10:00`.
pub fn time_word(at: Timestamp) -> String {
    at.in_tokyo().strftime("%Y-%m-%dT%H:%M").to_string()
}

/// The time that such a word names.
pub fn time_from(word: &str) -> Option<Timestamp> {
    word.parse::<DateTime>().ok().map(Timestamp::from_tokyo)
}

/// A month as addresses carry it: `2026-12`.
pub fn month_word(month: Date) -> String {
    month.strftime("%Y-%m").to_string()
}

/// The first day of the month that such a word names.
pub fn month_from(word: &str) -> Option<Date> {
    format!("{word}-01").parse().ok()
}

impl ConsultationQuery {
    /// Reads `query`, the part of the address after the question mark, or the fields of a form.
    pub fn parse(query: &[u8]) -> Self {
        let mut read = Self::default();
        for (name, value) in form_urlencoded::parse(query) {
            match &*name {
                "topic" => read.topic = Topic::from_slug(&value),
                "where" => read.meeting = meeting_from(&value),
                "length" => read.length = value.parse().ok().and_then(Length::from_minutes),
                "expert" => read.expert = ExpertCode::parse(&value).ok(),
                "month" => read.month = month_from(&value),
                "day" => read.day = value.parse().ok(),
                _ => {}
            }
        }
        read
    }

    /// The query that leads to the times of the day of `slot`.
    pub fn of(wish: Wish, expert: Option<ExpertCode>, slot: Slot) -> Self {
        Self {
            topic: Some(wish.topic),
            meeting: Some(wish.meeting),
            length: Some(wish.length),
            expert,
            month: None,
            day: Some(slot.starts_at.tokyo_date()),
        }
    }

    /// What is asked for, by the names that addresses and forms have for it; the day and the month left out.
    pub fn wish_fields(&self) -> Vec<(&'static str, String)> {
        let fields = [
            ("topic", self.topic.map(|topic| topic.slug().to_owned())),
            ("where", self.meeting.map(|meeting| meeting_word(meeting).to_owned())),
            ("length", self.length.map(|length| length.minutes().to_string())),
            ("expert", self.expert.as_ref().map(ToString::to_string)),
        ];
        fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The address that asks for this, without language: `/consultations?…`.
    pub fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.wish_fields());
        if let Some(month) = self.month {
            query.append_pair("month", &month_word(month));
        }
        if let Some(day) = self.day {
            query.append_pair("day", &day.to_string());
        }
        let query = query.finish();
        if query.is_empty() { "/consultations".to_owned() } else { format!("/consultations?{query}") }
    }

    /// The address of the form for waiting where nothing of this is open: `/consultations/wait?…`.
    pub fn wait_address(&self) -> String {
        self.address().replacen("/consultations", "/consultations/wait", 1)
    }

    /// The same in another month.
    #[must_use]
    pub fn in_month(&self, month: Date) -> Self {
        Self { month: Some(month), day: None, ..self.clone() }
    }

    /// The same on a day.
    #[must_use]
    pub fn on_day(&self, day: Date) -> Self {
        Self { month: None, day: Some(day), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_what_it_was_made_of() {
        let query = ConsultationQuery {
            topic: Some(Topic::Security),
            meeting: Some(Meeting::OnSite(Prefecture::Tokyo)),
            length: Some(Length::Ninety),
            expert: ExpertCode::parse("KT4XW").ok(),
            month: month_from("2026-12"),
            day: "2026-12-08".parse().ok(),
        };
        let address = query.address();
        let (path, asked) = address.split_once('?').unwrap();
        assert_eq!((path, ConsultationQuery::parse(asked.as_bytes())), ("/consultations", query));
    }

    #[test]
    fn what_nobody_knows_asks_for_nothing() {
        let asked = b"topic=cooking&where=mars&length=61&expert=%00&month=2026-13&day=tomorrow";
        assert_eq!(ConsultationQuery::parse(asked), ConsultationQuery::default());
        assert_eq!(time_from("2026-02-30T10:00"), None);
    }

    #[test]
    fn a_time_is_read_back_as_it_was_written() {
        let at = time_from("2026-12-08T10:15").unwrap();
        assert_eq!(time_word(at), "2026-12-08T10:15");
    }
}
