//! A person's name and how it is read.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::input::{self, FieldError, is_dash_like, text_value};

/// A person's name as they write it: 1 to 100 characters on one line, no character replaced, no web address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

impl PersonName {
    /// The greatest number of characters.
    pub const MAX_CHARS: u32 = 100;

    /// Reads a name.
    ///
    /// # Errors
    /// Those of [`input::single_line`], and [`FieldError::LinkNotAllowed`]: names are repeated in mails.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        input::single_line(text, Self::MAX_CHARS).and_then(input::without_link).map(Self)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(PersonName);

/// Furigana: how a name is read, in full-width katakana; Latin letters are left to those whose name is written so.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kana(String);

impl Kana {
    /// The greatest number of characters.
    pub const MAX_CHARS: u32 = 100;

    /// Reads furigana typed as hiragana, katakana of either width, or Latin letters. A dash typed for the long mark
    /// after a katakana becomes `ー`; white space becomes single spaces.
    ///
    /// # Errors
    /// Those of [`input::single_line`], and [`FieldError::NotKana`] for kanji, digits and other signs.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        // Half-width katakana carries its voiced mark as a character of its own, so the first count is a generous one.
        let line = input::single_line(text, Self::MAX_CHARS * 2).map_err(|error| match error {
            FieldError::TooLong { .. } => FieldError::TooLong { max: Self::MAX_CHARS },
            other => other,
        })?;
        let katakana = katakana(&line);
        if !katakana.chars().all(is_furigana) || !katakana.chars().any(char::is_alphabetic) {
            return Err(FieldError::NotKana);
        }
        input::single_line(&katakana, Self::MAX_CHARS).and_then(input::without_link).map(Self)
    }

    /// The reading in full-width katakana.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Kana {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(Kana);

/// Makes full-width katakana of every kana, with single spaces between words.
fn katakana(line: &str) -> String {
    let mut reading = String::with_capacity(line.len());
    let joined_marks = line.chars().map(|sign| match sign {
        // The free-standing voiced marks; NFKC would part them from their kana by a space.
        '\u{309B}' => '\u{3099}',
        '\u{309C}' => '\u{309A}',
        other => other,
    });
    for sign in joined_marks.nfkc() {
        let before = reading.chars().next_back();
        let next = match sign {
            '\u{3041}'..='\u{3096}' | '\u{309D}' | '\u{309E}' => to_katakana(sign),
            '\u{2019}' => '\'',
            space if space.is_whitespace() => {
                if before == Some(' ') {
                    continue;
                }
                ' '
            }
            dash if is_dash_like(dash) => {
                if before.is_some_and(is_katakana) {
                    'ー'
                } else {
                    '-'
                }
            }
            other => other,
        };
        reading.push(next);
    }
    reading
}

/// The katakana of a hiragana; the two blocks lie 0x60 apart.
fn to_katakana(hiragana: char) -> char {
    char::from_u32(u32::from(hiragana) + 0x60).unwrap_or(hiragana)
}

fn is_katakana(sign: char) -> bool {
    matches!(sign, '\u{30A1}'..='\u{30FA}' | 'ー' | 'ヽ' | 'ヾ')
}

fn is_furigana(sign: char) -> bool {
    is_katakana(sign)
        || matches!(sign, '・' | ' ' | '-' | '\'' | '.' | 'A'..='Z' | 'a'..='z')
        || matches!(sign, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') && sign.is_alphabetic()
}
