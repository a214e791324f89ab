//! The hours of one day: times between which somebody is there, as a clock on a wall in Japan shows them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::input::{squeezed, tolerant};

/// Availability is kept in steps of so many minutes.
pub const QUARTER: u16 = 15;
/// The end of the day, 24:00, in minutes after midnight.
pub const DAY_MINUTES: u16 = 24 * 60;
/// Times that run over midnight are taken for a slip where they would last longer.
const NIGHT_MAX: u16 = 12 * 60;
/// How people say that there are no hours.
const NO_HOURS: [&str; 7] = ["休み", "休", "なし", "off", "none", "closed", "-"];

/// A span of time within one day: minutes after midnight, on the quarter, the end not counted. 1440 is 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u16, u16)", into = "(u16, u16)")]
pub struct Window {
    from: u16,
    to: u16,
}

/// Why two times are no window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowProblem {
    /// Not two times of a day with a dash between them.
    #[error("not two times")]
    Malformed,
    /// It ends when it begins.
    #[error("it ends when it begins")]
    Empty,
    /// It ends before it begins.
    #[error("it ends before it begins")]
    EndBeforeStart,
    /// It runs over midnight; as two windows, the second on the next day, it can be kept.
    #[error("it runs over midnight")]
    OverMidnight {
        /// Until midnight.
        evening: Window,
        /// From midnight on; none where it ends at midnight.
        morning: Option<Window>,
    },
    /// A time after 24:00.
    #[error("a time after 24:00")]
    AfterMidnight,
    /// A time between the quarters of an hour.
    #[error("a time off the quarter")]
    OffTheQuarter {
        /// The nearest window on the quarters.
        nearest: Option<Window>,
    },
}

impl Window {
    /// The whole day.
    pub const DAY: Self = Self { from: 0, to: DAY_MINUTES };

    /// From one minute of the day to another.
    ///
    /// # Errors
    /// [`WindowProblem`] says why there is no such window.
    pub const fn new(from: u16, to: u16) -> Result<Self, WindowProblem> {
        if from > DAY_MINUTES || to > DAY_MINUTES {
            return Err(WindowProblem::AfterMidnight);
        }
        if from == to {
            return Err(WindowProblem::Empty);
        }
        if from > to {
            return Err(backwards(from, to));
        }
        if !from.is_multiple_of(QUARTER) || !to.is_multiple_of(QUARTER) {
            let (from, to) = (snap(from), snap(to));
            let nearest = if from < to { Some(Self { from, to }) } else { None };
            return Err(WindowProblem::OffTheQuarter { nearest });
        }
        Ok(Self { from, to })
    }

    /// Reads a window as people write it: `10:00-12:00`, `10時〜12時`, `22:00~24:00`.
    ///
    /// # Errors
    /// [`WindowProblem`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, WindowProblem> {
        Self::parse_normal(&tolerant(text))
    }

    /// The same for text in normal form already (NFKC): browsers make that themselves.
    fn parse_normal(text: &str) -> Result<Self, WindowProblem> {
        let typed = squeezed(text.chars()).replace(['~', '〜'], "-");
        let (from, to) = typed.split_once('-').ok_or(WindowProblem::Malformed)?;
        let minute = |text: &str| minute(text).ok_or(WindowProblem::Malformed);
        Self::new(minute(from)?, minute(to)?)
    }

    /// When it begins, in minutes after midnight.
    pub const fn from(self) -> u16 {
        self.from
    }

    /// When it ends, in minutes after midnight.
    pub const fn to(self) -> u16 {
        self.to
    }

    /// How many minutes it lasts.
    pub const fn minutes(self) -> u16 {
        self.to - self.from
    }

    /// Whether all of `other` lies in it.
    pub const fn contains(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether some of `other` lies in it.
    pub const fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// Two times of which the second comes first: over midnight where that is a night, else a slip.
const fn backwards(from: u16, to: u16) -> WindowProblem {
    let is_on_quarters = from.is_multiple_of(QUARTER) && to.is_multiple_of(QUARTER);
    if !is_on_quarters || from == DAY_MINUTES || DAY_MINUTES - from + to > NIGHT_MAX {
        return WindowProblem::EndBeforeStart;
    }
    let morning = if to == 0 { None } else { Some(Window { from: 0, to }) };
    WindowProblem::OverMidnight { evening: Window { from, to: DAY_MINUTES }, morning }
}

/// Whether what was typed, in normal form, says that there are no hours.
pub(super) fn is_none(typed: &str) -> bool {
    NO_HOURS.iter().any(|word| word.eq_ignore_ascii_case(typed))
}

/// The nearest quarter of an hour to a minute of the day; between two of them the later.
pub const fn snap(minute: u16) -> u16 {
    let minute = if minute > DAY_MINUTES { DAY_MINUTES } else { minute };
    (minute + QUARTER / 2) / QUARTER * QUARTER
}

/// Reads a time of the day, `9:30`, `9時30分` or `9時`; 24:00 is its end.
fn minute(text: &str) -> Option<u16> {
    let typed = text.replace('時', ":");
    let mut parts = typed.trim_end_matches('分').split(':');
    let (hour, minute) = (parts.next()?, parts.next().filter(|minute| !minute.is_empty()));
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.map_or(Ok(0), str::parse).ok()?);
    let is_shown = (hour < 24 && minute < 60) || (hour == 24 && minute == 0);
    is_shown.then_some(hour * 60 + minute)
}

/// As forms and the store carry it: `10:00-12:00`.
impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
    }
}

impl TryFrom<(u16, u16)> for Window {
    type Error = WindowProblem;

    fn try_from((from, to): (u16, u16)) -> Result<Self, Self::Error> {
        Self::new(from, to)
    }
}

impl From<Window> for (u16, u16) {
    fn from(window: Window) -> Self {
        (window.from, window.to)
    }
}

/// The windows of one day: in their order, none overlapping or touching another; none at all on a day off.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Window>", into = "Vec<Window>")]
pub struct Hours(Vec<Window>);

/// Hours as they were typed, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursRead {
    /// What was meant.
    pub hours: Hours,
    /// Whether windows overlapped, and were made one.
    pub is_merged: bool,
}

/// What of typed hours cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text}: {problem}")]
pub struct HoursProblem {
    /// The part of it, as it was typed.
    pub text: String,
    /// What is wrong with it.
    pub problem: WindowProblem,
}

impl Hours {
    /// No time at all.
    pub const NONE: Self = Self(Vec::new());

    /// These windows, in whatever order; those that touch or overlap become one.
    pub fn of(windows: impl IntoIterator<Item = Window>) -> Self {
        let mut windows: Vec<Window> = windows.into_iter().collect();
        windows.sort_unstable();
        let mut hours: Vec<Window> = Vec::with_capacity(windows.len());
        for window in windows {
            match hours.last_mut() {
                Some(last) if window.from <= last.to => last.to = last.to.max(window.to),
                _ => hours.push(window),
            }
        }
        Self(hours)
    }

    /// Reads the hours of a day as people write them: windows with commas or on lines of their own. Nothing means none.
    ///
    /// # Errors
    /// The first part that is no window.
    pub fn parse(text: &str) -> Result<HoursRead, HoursProblem> {
        Self::read(text, Window::parse)
    }

    /// The same for text in normal form already (NFKC), also of a day without hours: `休み`, `none`.
    ///
    /// # Errors
    /// The first part that is no window.
    pub fn parse_normal(text: &str) -> Result<HoursRead, HoursProblem> {
        if is_none(&squeezed(text.chars())) {
            return Ok(HoursRead { hours: Self::NONE, is_merged: false });
        }
        Self::read(text, Window::parse_normal)
    }

    fn read(text: &str, window: impl Fn(&str) -> Result<Window, WindowProblem>) -> Result<HoursRead, HoursProblem> {
        let parts = text.split([',', '、', ';', '，', '\n', '\r', '・', '/']);
        let windows = parts
            .filter(|part| !squeezed(part.chars()).is_empty())
            .map(|part| window(part).map_err(|problem| HoursProblem { text: part.trim().to_owned(), problem }))
            .collect::<Result<Vec<_>, _>>()?;
        let is_merged = windows
            .iter()
            .enumerate()
            .any(|(at, window)| windows.iter().skip(at + 1).any(|other| window.overlaps(*other)));
        Ok(HoursRead { hours: Self::of(windows), is_merged })
    }

    /// The windows, in their order.
    pub fn windows(&self) -> &[Window] {
        &self.0
    }

    /// Whether there is no time.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many minutes they come to.
    pub fn minutes(&self) -> u32 {
        self.0.iter().map(|window| u32::from(window.minutes())).sum()
    }

    /// Whether all of `window` lies in one of them.
    pub fn contains(&self, window: Window) -> bool {
        self.holds(window.from, window.to)
    }

    /// Whether the time from one minute of the day to another, on the quarter or off it, lies in one of them.
    pub fn holds(&self, from: u16, to: u16) -> bool {
        self.0.iter().any(|own| own.from <= from && to <= own.to)
    }

    /// These hours and `other`.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self::of(self.0.iter().chain(&other.0).copied())
    }

    /// These hours without `other`.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut left = self.0.clone();
        for cut in &other.0 {
            left = left
                .into_iter()
                .flat_map(|window| {
                    let before = Window { from: window.from, to: window.to.min(cut.from) };
                    let after = Window { from: window.from.max(cut.to), to: window.to };
                    [before, after].into_iter().filter(|part| part.from < part.to)
                })
                .collect();
        }
        Self(left)
    }
}

/// As forms and the store carry them: `10:00-12:00,14:00-17:00`.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, window) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str(",")?;
            }
            window.fmt(f)?;
        }
        Ok(())
    }
}

impl From<Window> for Hours {
    fn from(window: Window) -> Self {
        Self(vec![window])
    }
}

impl From<Vec<Window>> for Hours {
    fn from(windows: Vec<Window>) -> Self {
        Self::of(windows)
    }
}

impl From<Hours> for Vec<Window> {
    fn from(hours: Hours) -> Self {
        hours.0
    }
}
