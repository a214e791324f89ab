//! Years by era (和暦).

use std::fmt;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::language::Language;

/// An era since 1926.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Era {
    /// 昭和, from 1926-12-25.
    Showa,
    /// 平成, from 1989-01-08.
    Heisei,
    /// 令和, from 2019-05-01.
    Reiwa,
}

impl Era {
    /// The era's name.
    pub const fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Showa, Language::Japanese) => "昭和",
            (Self::Heisei, Language::Japanese) => "平成",
            (Self::Reiwa, Language::Japanese) => "令和",
            (Self::Showa, Language::English) => "Showa",
            (Self::Heisei, Language::English) => "Heisei",
            (Self::Reiwa, Language::English) => "Reiwa",
        }
    }

    const fn first_day(self) -> Date {
        match self {
            Self::Showa => date(1926, 12, 25),
            Self::Heisei => date(1989, 1, 8),
            Self::Reiwa => date(2019, 5, 1),
        }
    }
}

/// A year of an era: 令和8年. The first is year 1, written 元年.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EraYear {
    /// The era.
    pub era: Era,
    /// The year within it, from 1.
    pub year: i16,
}

impl EraYear {
    /// 令和8年, 令和元年; in English `Reiwa 8`.
    pub fn name(self, language: Language) -> String {
        let era = self.era.name(language);
        match (language, self.year) {
            (Language::Japanese, 1) => format!("{era}元年"),
            (Language::Japanese, year) => format!("{era}{year}年"),
            (Language::English, year) => format!("{era} {year}"),
        }
    }
}

/// The Japanese form.
impl fmt::Display for EraYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name(Language::Japanese))
    }
}

/// The year of the era that a day lies in; `None` before 1926-12-25. An era begins in the middle of a year, so 2019 is
/// both 平成31年 and 令和元年.
pub fn era_year(date: Date) -> Option<EraYear> {
    let era = [Era::Reiwa, Era::Heisei, Era::Showa].into_iter().find(|era| era.first_day() <= date)?;
    Some(EraYear { era, year: date.year() - era.first_day().year() + 1 })
}
