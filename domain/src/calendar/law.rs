//! National holidays as the law of 1948 on them (国民の祝日に関する法律) and its amendments have them, computed.
//!
//! From 1955 to 2099, the years for which the formula of the equinoxes holds and the law can be foreseen. A change of
//! the law is a change of [`decreed`], with the year from which it holds.

use jiff::civil::{Date, Weekday, date};
use serde::{Deserialize, Serialize};

use crate::language::Language;

/// A day that the law makes a holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Holiday {
    /// 元日.
    NewYearsDay,
    /// 成人の日.
    ComingOfAgeDay,
    /// 建国記念の日.
    NationalFoundationDay,
    /// 天皇誕生日.
    EmperorsBirthday,
    /// 春分の日.
    VernalEquinoxDay,
    /// 昭和の日.
    ShowaDay,
    /// 憲法記念日.
    ConstitutionMemorialDay,
    /// みどりの日.
    GreeneryDay,
    /// こどもの日.
    ChildrensDay,
    /// 海の日.
    MarineDay,
    /// 山の日.
    MountainDay,
    /// 敬老の日.
    RespectForTheAgedDay,
    /// 秋分の日.
    AutumnalEquinoxDay,
    /// 体育の日, the name until 2019.
    HealthAndSportsDay,
    /// スポーツの日, the name from 2020.
    SportsDay,
    /// 文化の日.
    CultureDay,
    /// 勤労感謝の日.
    LabourThanksgivingDay,
    /// 結婚の儀: 1959-04-10 and 1993-06-09.
    ImperialWedding,
    /// 大喪の礼: 1989-02-24.
    ImperialFuneral,
    /// 即位の日: 2019-05-01.
    AccessionDay,
    /// 即位礼正殿の儀: 1990-11-12 and 2019-10-22.
    EnthronementCeremony,
    /// 振替休日: the day in place of a holiday that fell on a Sunday.
    SubstituteHoliday,
    /// 国民の休日: a day between two holidays.
    BridgeHoliday,
}

impl Holiday {
    /// The name in law, and the usual English one.
    pub const fn name(self, language: Language) -> &'static str {
        let (japanese, english) = match self {
            Self::NewYearsDay => ("元日", "New Year's Day"),
            Self::ComingOfAgeDay => ("成人の日", "Coming of Age Day"),
            Self::NationalFoundationDay => ("建国記念の日", "National Foundation Day"),
            Self::EmperorsBirthday => ("天皇誕生日", "Emperor's Birthday"),
            Self::VernalEquinoxDay => ("春分の日", "Vernal Equinox Day"),
            Self::ShowaDay => ("昭和の日", "Showa Day"),
            Self::ConstitutionMemorialDay => ("憲法記念日", "Constitution Memorial Day"),
            Self::GreeneryDay => ("みどりの日", "Greenery Day"),
            Self::ChildrensDay => ("こどもの日", "Children's Day"),
            Self::MarineDay => ("海の日", "Marine Day"),
            Self::MountainDay => ("山の日", "Mountain Day"),
            Self::RespectForTheAgedDay => ("敬老の日", "Respect for the Aged Day"),
            Self::AutumnalEquinoxDay => ("秋分の日", "Autumnal Equinox Day"),
            Self::HealthAndSportsDay => ("体育の日", "Health and Sports Day"),
            Self::SportsDay => ("スポーツの日", "Sports Day"),
            Self::CultureDay => ("文化の日", "Culture Day"),
            Self::LabourThanksgivingDay => ("勤労感謝の日", "Labour Thanksgiving Day"),
            Self::ImperialWedding => ("結婚の儀", "Imperial Wedding"),
            Self::ImperialFuneral => ("大喪の礼", "Imperial Funeral"),
            Self::AccessionDay => ("即位の日", "Accession Day"),
            Self::EnthronementCeremony => ("即位礼正殿の儀", "Enthronement Ceremony"),
            Self::SubstituteHoliday => ("振替休日", "Substitute Holiday"),
            Self::BridgeHoliday => ("国民の休日", "Citizens' Holiday"),
        };
        match language {
            Language::Japanese => japanese,
            Language::English => english,
        }
    }
}

/// The years for which holidays are known.
const YEARS: std::ops::RangeInclusive<i16> = 1955..=2099;

/// The first substitute days: article 3, paragraph 2 as added on 1973-04-12.
const SUBSTITUTES_SINCE: Date = date(1973, 4, 12);

/// The first bridge days: article 3, paragraph 3 as added on 1985-12-27.
const BRIDGES_SINCE: Date = date(1985, 12, 27);

/// The year from which a substitute day passes over further holidays to the next day that is none.
const PASSING_OVER_SINCE: i16 = 2007;

/// The holiday on this day, or `None`; also `None` outside 1955 to 2099.
pub fn holiday(date: Date) -> Option<Holiday> {
    if !YEARS.contains(&date.year()) {
        return None;
    }
    if let Some(holiday) = decreed(date) {
        return Some(holiday);
    }
    if is_substitute(date) {
        return Some(Holiday::SubstituteHoliday);
    }
    is_bridge(date).then_some(Holiday::BridgeHoliday)
}

/// The days that the law names, without those that follow from them.
fn decreed(date: Date) -> Option<Holiday> {
    one_off(date).or_else(|| by_date(date)).or_else(|| by_monday(date)).or_else(|| by_equinox(date))
}

/// Days made holidays by laws of their own, once.
fn one_off(date: Date) -> Option<Holiday> {
    Some(match (date.year(), date.month(), date.day()) {
        (1959, 4, 10) | (1993, 6, 9) => Holiday::ImperialWedding,
        (1989, 2, 24) => Holiday::ImperialFuneral,
        (1990, 11, 12) | (2019, 10, 22) => Holiday::EnthronementCeremony,
        (2019, 5, 1) => Holiday::AccessionDay,
        // The summers of the Tokyo games.
        (2020, 7, 23) | (2021, 7, 22) => Holiday::MarineDay,
        (2020, 7, 24) | (2021, 7, 23) => Holiday::SportsDay,
        (2020, 8, 10) | (2021, 8, 8) => Holiday::MountainDay,
        _ => return None,
    })
}

/// Holidays on a fixed date of the year.
fn by_date(date: Date) -> Option<Holiday> {
    Some(match (date.month(), date.day(), date.year()) {
        (1, 1, _) => Holiday::NewYearsDay,
        (1, 15, ..=1999) => Holiday::ComingOfAgeDay,
        (2, 11, 1967..) => Holiday::NationalFoundationDay,
        (4, 29, ..=1988) | (12, 23, 1989..=2018) | (2, 23, 2020..) => Holiday::EmperorsBirthday,
        (4, 29, 1989..=2006) | (5, 4, 2007..) => Holiday::GreeneryDay,
        (4, 29, 2007..) => Holiday::ShowaDay,
        (5, 3, _) => Holiday::ConstitutionMemorialDay,
        (5, 5, _) => Holiday::ChildrensDay,
        (7, 20, 1996..=2002) => Holiday::MarineDay,
        (8, 11, 2016..=2019 | 2022..) => Holiday::MountainDay,
        (9, 15, 1966..=2002) => Holiday::RespectForTheAgedDay,
        (10, 10, 1966..=1999) => Holiday::HealthAndSportsDay,
        (11, 3, _) => Holiday::CultureDay,
        (11, 23, _) => Holiday::LabourThanksgivingDay,
        _ => return None,
    })
}

/// Holidays on the second or third Monday of a month.
fn by_monday(date: Date) -> Option<Holiday> {
    if date.weekday() != Weekday::Monday {
        return None;
    }
    let which = (date.day() + 6) / 7;
    Some(match (date.month(), which, date.year()) {
        (1, 2, 2000..) => Holiday::ComingOfAgeDay,
        (7, 3, 2003..=2019 | 2022..) => Holiday::MarineDay,
        (9, 3, 2003..) => Holiday::RespectForTheAgedDay,
        (10, 2, 2000..=2019) => Holiday::HealthAndSportsDay,
        (10, 2, 2022..) => Holiday::SportsDay,
        _ => return None,
    })
}

fn by_equinox(date: Date) -> Option<Holiday> {
    let equinox = |until_1979, since_1980| {
        let base = if date.year() < 1980 { until_1979 } else { since_1980 };
        i64::from(date.day()) == equinox_day(i64::from(date.year()), base)
    };
    match date.month() {
        3 => equinox(20_835_700, 20_843_100).then_some(Holiday::VernalEquinoxDay),
        9 => equinox(23_258_800, 23_248_800).then_some(Holiday::AutumnalEquinoxDay),
        _ => None,
    }
}

/// The day of the month of an equinox in Japan, by the approximation of the hydrographers' tables (Sin'ichirō Nagasawa,
/// *Koyomi no jiten*); `base` is the day in the year 1980 in millionths. The Cabinet fixes each year's day in February
/// of the year before, and has always followed it.
fn equinox_day(year: i64, base: i64) -> i64 {
    let leap_days = if year < 1980 { (year - 1983) / 4 } else { (year - 1980) / 4 };
    (base + 242_194 * (year - 1980)) / 1_000_000 - leap_days
}

/// Whether the day stands in for a holiday that fell on a Sunday: the Monday after; since 2007 the first day after that
/// is not itself a holiday.
fn is_substitute(date: Date) -> bool {
    if date.year() < PASSING_OVER_SINCE {
        return date.weekday() == Weekday::Monday
            && date.yesterday().is_ok_and(|sunday| sunday >= SUBSTITUTES_SINCE && decreed(sunday).is_some());
    }
    let mut day = date;
    while let Ok(before) = day.yesterday() {
        if decreed(before).is_none() {
            return false;
        }
        if before.weekday() == Weekday::Sunday {
            return true;
        }
        day = before;
    }
    false
}

/// Whether the day lies between two holidays. Until 2006 a Sunday did not count as one.
fn is_bridge(date: Date) -> bool {
    let (Ok(before), Ok(after)) = (date.yesterday(), date.tomorrow()) else { return false };
    date >= BRIDGES_SINCE
        && (date.weekday() != Weekday::Sunday || date.year() >= PASSING_OVER_SINCE)
        && decreed(before).is_some()
        && decreed(after).is_some()
}
