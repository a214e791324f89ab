//! On which terms an expert takes consultations: of what, where, how long, how soon and how many.

use serde::{Deserialize, Serialize};

use crate::calendar::add_business_days;
use crate::event::Topic;
use crate::place::Prefecture;
use crate::time::Timestamp;
use jiff::Span;
use jiff::civil::Date;

/// How long a consultation lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub enum Length {
    /// 30 minutes.
    Thirty,
    /// 45 minutes.
    FortyFive,
    /// 60 minutes.
    Sixty,
    /// 90 minutes.
    Ninety,
}

impl Length {
    /// All lengths, the shortest first.
    pub const ALL: [Self; 4] = [Self::Thirty, Self::FortyFive, Self::Sixty, Self::Ninety];

    /// In minutes.
    pub const fn minutes(self) -> u16 {
        match self {
            Self::Thirty => 30,
            Self::FortyFive => 45,
            Self::Sixty => 60,
            Self::Ninety => 90,
        }
    }

    /// The length of so many minutes.
    pub fn from_minutes(minutes: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|length| length.minutes() == minutes)
    }
}

/// There is no length of so many minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no consultation lasts so many minutes")]
pub struct UnknownLength;

impl TryFrom<u16> for Length {
    type Error = UnknownLength;

    fn try_from(minutes: u16) -> Result<Self, Self::Error> {
        Self::from_minutes(minutes).ok_or(UnknownLength)
    }
}

impl From<Length> for u16 {
    fn from(length: Length) -> Self {
        length.minutes()
    }
}

/// Where people meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meeting {
    /// オンライン.
    Online,
    /// 訪問: the expert comes, somewhere in this prefecture.
    OnSite(Prefecture),
    /// 相談会: at a table of a consultation meeting; in this prefecture, where the meeting has a venue.
    AtTable(Option<Prefecture>),
}

impl Meeting {
    /// Where the expert has to be.
    pub const fn prefecture(self) -> Option<Prefecture> {
        match self {
            Self::Online => None,
            Self::OnSite(prefecture) => Some(prefecture),
            Self::AtTable(prefecture) => prefecture,
        }
    }
}

/// What somebody wants to book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Wish {
    /// On what.
    pub topic: Topic,
    /// Where.
    pub meeting: Meeting,
    /// How long.
    pub length: Length,
}

/// The longest time before a consultation that can be kept free, and after it, in minutes.
pub const BUFFER_MAX: u16 = 120;
/// The longest notice that can be asked for, in business days.
pub const NOTICE_MAX: u16 = 20;
/// The farthest that one can book ahead, in days.
pub const HORIZON_MAX: u16 = 366;

/// On which days weekly hours rest: the expert's own choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rests {
    /// On national holidays.
    pub on_holidays: bool,
    /// From 29 December to 3 January.
    pub at_year_end: bool,
}

/// On which terms an expert takes consultations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// What they answer; sorted, without repeats.
    pub topics: Vec<Topic>,
    /// How long consultations may last; sorted, without repeats.
    pub lengths: Vec<Length>,
    /// Whether they meet people online.
    pub online: bool,
    /// To which prefectures they travel; sorted, without repeats.
    pub prefectures: Vec<Prefecture>,
    /// How many business days ahead one has to book: 0 for today, 1 for the next business day.
    pub notice: u16,
    /// For how many days ahead one can book.
    pub horizon: u16,
    /// How many consultations a day; none: as many as there is time for.
    pub per_day: Option<u16>,
    /// How many a week, from Sunday to Saturday.
    pub per_week: Option<u16>,
    /// So many minutes before each are kept free.
    pub buffer_before: u16,
    /// So many minutes after each are kept free.
    pub buffer_after: u16,
    /// On which days their weekly hours rest.
    pub rests: Rests,
    /// Whether they confirm each consultation themselves.
    pub confirms: bool,
}

impl Terms {
    /// What holds until an expert has said something else: online, for an hour, from the third business day on.
    pub fn usual(topics: Vec<Topic>) -> Self {
        Self {
            topics,
            lengths: vec![Length::Sixty],
            online: true,
            prefectures: Vec::new(),
            notice: 3,
            horizon: 60,
            per_day: None,
            per_week: None,
            buffer_before: 0,
            buffer_after: 15,
            rests: Rests { on_holidays: true, at_year_end: true },
            confirms: false,
        }
    }

    /// Why a wish is one that they do not take, if so.
    pub fn declines(&self, wish: Wish) -> Option<Declined> {
        let is_met = match wish.meeting {
            Meeting::Online => self.online,
            Meeting::OnSite(prefecture) => self.prefectures.contains(&prefecture),
            // What stands open in a calendar is no time at a table.
            Meeting::AtTable(_) => false,
        };
        if !self.topics.contains(&wish.topic) {
            Some(Declined::Topic)
        } else if !self.lengths.contains(&wish.length) {
            Some(Declined::Length)
        } else if is_met {
            None
        } else {
            Some(Declined::Meeting)
        }
    }

    /// The first and the last day that one can book at `now`.
    pub fn bookable_days(&self, now: Timestamp) -> (Date, Date) {
        let today = now.tokyo_date();
        let first = if self.notice == 0 { today } else { add_business_days(today, i32::from(self.notice)) };
        (first, today.checked_add(Span::new().days(i64::from(self.horizon))).unwrap_or(Date::MAX))
    }

    /// The same with lists in order and numbers within their bounds.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        self.topics.sort_unstable();
        self.topics.dedup();
        self.lengths.sort_unstable();
        self.lengths.dedup();
        self.prefectures.sort_unstable();
        self.prefectures.dedup();
        self.notice = self.notice.min(NOTICE_MAX);
        self.horizon = self.horizon.clamp(1, HORIZON_MAX);
        self.buffer_before = self.buffer_before.min(BUFFER_MAX);
        self.buffer_after = self.buffer_after.min(BUFFER_MAX);
        self
    }
}

/// What of a wish an expert does not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Declined {
    /// They do not answer the topic.
    Topic,
    /// Their consultations do not last so long.
    Length,
    /// They do not meet people that way, or do not travel there.
    Meeting,
}
