//! Dates and times, as each language writes them.

use domain::availability::Slot;
use domain::calendar::era_year;
use domain::event::When;
use domain::language::Language;
use domain::time::Timestamp;
use jiff::civil::{Date, Time, Weekday};

/// Dates and times in one language.
#[derive(Debug, Clone, Copy)]
pub struct DateText(pub(crate) Language);

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl DateText {
    /// 2026年12月1日（火） / Tuesday 1 December 2026
    pub fn day(self, date: Date) -> String {
        match self.0 {
            Language::Japanese => format!("{}年{}", date.year(), self.day_of_year(date)),
            Language::English => format!("{} {}", self.day_of_year(date), date.year()),
        }
    }

    /// 12月1日（火） / Tuesday 1 December
    pub fn day_of_year(self, date: Date) -> String {
        match self.0 {
            Language::Japanese => {
                format!("{}月{}日（{}）", date.month(), date.day(), self.weekday_letter(date.weekday()))
            }
            Language::English => {
                format!("{} {} {}", self.weekday(date.weekday()), date.day(), self.month_name(date.month()))
            }
        }
    }

    /// 2026年（令和8年）12月1日（火） / Tuesday 1 December 2026
    pub fn day_with_era(self, date: Date) -> String {
        match self.0 {
            Language::Japanese => format!("{}年（{}）{}", date.year(), self.era(date), self.day_of_year(date)),
            Language::English => self.day(date),
        }
    }

    /// 令和8年; empty in English, and before the eras that are known.
    pub fn era(self, date: Date) -> String {
        match self.0 {
            Language::Japanese => era_year(date).map(|era| era.to_string()).unwrap_or_default(),
            Language::English => String::new(),
        }
    }

    /// 2026年12月 / December 2026
    pub fn month(self, date: Date) -> String {
        match self.0 {
            Language::Japanese => format!("{}年{}月", date.year(), date.month()),
            Language::English => format!("{} {}", self.month_name(date.month()), date.year()),
        }
    }

    /// 12月 / December; in a date block: 12月 / Dec
    pub fn month_name(self, month: i8) -> String {
        match self.0 {
            Language::Japanese => format!("{month}月"),
            Language::English => usize::try_from(month - 1)
                .ok()
                .and_then(|at| MONTHS.get(at))
                .map_or_else(String::new, |name| (*name).to_owned()),
        }
    }

    /// 12月 / Dec
    pub fn month_short(self, month: i8) -> String {
        match self.0 {
            Language::Japanese => self.month_name(month),
            Language::English => self.month_name(month).chars().take(3).collect(),
        }
    }

    /// 火曜日 / Tuesday
    pub const fn weekday(self, weekday: Weekday) -> &'static str {
        match (self.0, weekday) {
            (Language::Japanese, Weekday::Sunday) => "日曜日",
            (Language::Japanese, Weekday::Monday) => "月曜日",
            (Language::Japanese, Weekday::Tuesday) => "火曜日",
            (Language::Japanese, Weekday::Wednesday) => "水曜日",
            (Language::Japanese, Weekday::Thursday) => "木曜日",
            (Language::Japanese, Weekday::Friday) => "金曜日",
            (Language::Japanese, Weekday::Saturday) => "土曜日",
            (Language::English, Weekday::Sunday) => "Sunday",
            (Language::English, Weekday::Monday) => "Monday",
            (Language::English, Weekday::Tuesday) => "Tuesday",
            (Language::English, Weekday::Wednesday) => "Wednesday",
            (Language::English, Weekday::Thursday) => "Thursday",
            (Language::English, Weekday::Friday) => "Friday",
            (Language::English, Weekday::Saturday) => "Saturday",
        }
    }

    /// 火 / Tue
    pub fn weekday_letter(self, weekday: Weekday) -> &'static str {
        let full = self.weekday(weekday);
        full.get(..3).unwrap_or(full)
    }

    /// The label of a day in a month's calendar, in three parts of which a narrow cell shows the
    /// middle one: 12月, 8, 日（火）.
    pub fn calendar_day(self, date: Date) -> (String, String, String) {
        let letter = self.weekday_letter(date.weekday());
        match self.0 {
            Language::Japanese => (self.month_name(date.month()), date.day().to_string(), format!("日（{letter}）")),
            Language::English => {
                (format!("{letter} "), date.day().to_string(), format!(" {}", self.month_name(date.month())))
            }
        }
    }

    /// 14:00 in both languages: clocks of 24 hours.
    pub fn time(self, time: Time) -> String {
        format!("{}:{:02}", time.hour(), time.minute())
    }

    /// 14:00〜16:00 / 14:00–16:00
    pub fn span(self, from: Time, to: Time) -> String {
        let dash = match self.0 {
            Language::Japanese => "〜",
            Language::English => "–",
        };
        format!("{}{dash}{}", self.time(from), self.time(to))
    }

    /// The hours of an event: 14:00〜16:00, 14:00から, or nothing where no time is set.
    pub fn hours(self, when: &When) -> Option<String> {
        match (when.start_time, when.end_time, self.0) {
            (Some(start), Some(end), _) => Some(self.span(start, end)),
            (Some(start), None, Language::Japanese) => Some(format!("{}から", self.time(start))),
            (Some(start), None, Language::English) => Some(format!("from {}", self.time(start))),
            (None, Some(end), Language::Japanese) => Some(format!("{}まで", self.time(end))),
            (None, Some(end), Language::English) => Some(format!("until {}", self.time(end))),
            (None, None, _) => None,
        }
    }

    /// The days of an event: one, or from one to another.
    pub fn days(self, when: &When) -> String {
        if when.starts_on == when.ends_on {
            self.day(when.starts_on)
        } else {
            match self.0 {
                Language::Japanese if when.starts_on.year() == when.ends_on.year() => {
                    format!("{}〜{}", self.day(when.starts_on), self.day_of_year(when.ends_on))
                }
                Language::Japanese => format!("{}〜{}", self.day(when.starts_on), self.day(when.ends_on)),
                Language::English => format!("{} to {}", self.day(when.starts_on), self.day(when.ends_on)),
            }
        }
    }

    /// Days and hours in one line.
    pub fn when(self, when: &When) -> String {
        match (self.hours(when), self.0) {
            (Some(hours), Language::Japanese) => format!("{} {hours}", self.days(when)),
            (Some(hours), Language::English) => format!("{}, {hours}", self.days(when)),
            (None, _) => self.days(when),
        }
    }

    /// 2026年12月8日（火） 10:00〜11:00 / Tuesday 8 December 2026, 10:00–11:00
    pub fn slot(self, slot: Slot) -> String {
        let (day, span) = (self.day(slot.starts_at.tokyo_date()), self.slot_hours(slot));
        match self.0 {
            Language::Japanese => format!("{day} {span}"),
            Language::English => format!("{day}, {span}"),
        }
    }

    /// 10:00〜11:00 / 10:00–11:00
    pub fn slot_hours(self, slot: Slot) -> String {
        self.span(slot.starts_at.in_tokyo().time(), slot.ends_at().in_tokyo().time())
    }

    /// 12月4日（金）17:00 / Friday 4 December, 17:00; the end of a day is told as its 24:00.
    pub fn instant(self, at: Timestamp) -> String {
        let wall = at.in_tokyo();
        let (date, time) = if wall.time() == Time::midnight() {
            (wall.date().yesterday().unwrap_or(wall.date()), "24:00".to_owned())
        } else {
            (wall.date(), self.time(wall.time()))
        };
        match self.0 {
            Language::Japanese => format!("{}{time}", self.day_of_year(date)),
            Language::English => format!("{}, {time}", self.day_of_year(date)),
        }
    }
}
