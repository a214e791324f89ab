//! What is typed, before it is believed: tolerant in, strict in store.
//!
//! This module knows characters, not nouns. Two ways of reading stand side by side: [`tolerant`] for what is a number,
//! a code or an address (width, dashes and brackets are only habits of typing there), and [`tidy`] for names and free
//! text, where every character is somebody's own. Each noun builds its `parse` from these; one more noun with a text
//! form takes the `text_value!` macro below.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Why a field cannot be taken: a kind, which a page puts into words and a log prints in plain English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
pub enum FieldError {
    /// Nothing was typed where something is needed.
    #[error("nothing was given")]
    Required,
    /// More characters than the field holds.
    #[error("longer than {max} characters")]
    TooLong {
        /// The greatest number of characters.
        max: u32,
    },
    /// Fewer characters than the field needs.
    #[error("shorter than {min} characters")]
    TooShort {
        /// The smallest number of characters.
        min: u32,
    },
    /// Not in the form that such a value has.
    #[error("not in the expected form")]
    Malformed,
    /// A mail address without `@`.
    #[error("a mail address without an @ sign")]
    MissingAtSign,
    /// A control character, a line break in a single line, or a sign that reverses the direction of reading.
    #[error("a control character")]
    ControlCharacter,
    /// A web address in a field that goes into mails: it would turn them into somebody else's advertisement.
    #[error("a web address where none is allowed")]
    LinkNotAllowed,
    /// Furigana with characters other than kana and Latin letters.
    #[error("neither kana nor Latin letters")]
    NotKana,
    /// A number outside its bounds.
    #[error("not between {min} and {max}")]
    OutOfRange {
        /// The smallest value allowed.
        min: u32,
        /// The greatest value allowed.
        max: u32,
    },
    /// A choice that is not among those offered.
    #[error("not one of the choices")]
    UnknownChoice,
    /// Consent that was not given.
    #[error("agreement is needed")]
    MustAgree,
}

/// Brackets that people put around parts of a number: `（03）5422-1517`, `<taro@example.jp>`. Curly ones are left alone:
/// they are lawful in a mail address.
const BRACKETS: &str = "()[]<>\u{2985}\u{2986}「」『』【】〔〕〈〉《》〖〗";

/// Reads a number, a code or an address as it was meant: NFKC, every dash-like sign (U+2010–2015, U+2212, U+30FC,
/// U+FF0D, U+FF70) becomes `-`, spaces, brackets and the invisible marks that copying brings along go away.
///
/// Control characters other than white space stay in, so that the noun's own form refuses them.
pub fn tolerant(text: &str) -> String {
    squeezed(text.nfkc())
}

/// The same of signs that are in normal form already.
pub fn squeezed(signs: impl Iterator<Item = char>) -> String {
    signs
        .filter(|&sign| !sign.is_whitespace() && !is_invisible(sign) && !BRACKETS.contains(sign))
        .map(|sign| if is_dash_like(sign) { '-' } else { sign })
        .collect()
}

/// Trims white space (the ideographic space too) and makes every line break a `\n`. Nothing inside is replaced: NFKC
/// would change the real characters of names.
pub fn tidy(text: &str) -> String {
    let mut lines = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\r' => {
                signs.next_if_eq(&'\n');
                lines.push('\n');
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' => lines.push('\n'),
            other => lines.push(other),
        }
    }
    // A byte order mark or a zero-width space at the end is what copying leaves behind, never part of the text.
    lines.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '\u{200B}' | '\u{FEFF}')).to_string()
}

/// Reads a line of text that must be there.
///
/// # Errors
/// [`FieldError::Required`] when nothing visible is left, [`FieldError::ControlCharacter`] for control characters, line
/// breaks and signs that reverse the direction of reading, [`FieldError::TooLong`] above `max_chars` characters.
pub fn single_line(text: &str, max_chars: u32) -> Result<String, FieldError> {
    let line = tidy(text);
    if is_blank(&line) {
        return Err(FieldError::Required);
    }
    if line.chars().any(is_forbidden) {
        return Err(FieldError::ControlCharacter);
    }
    within(line, max_chars)
}

/// Reads free text of several lines that may be left out: `None` when nothing visible was typed. Line breaks are `\n`,
/// tabs are allowed.
///
/// # Errors
/// [`FieldError::ControlCharacter`] and [`FieldError::TooLong`] as for [`single_line`]; a line break counts as one
/// character.
pub fn multi_line(text: &str, max_chars: u32) -> Result<Option<String>, FieldError> {
    let lines = tidy(text);
    if is_blank(&lines) {
        return Ok(None);
    }
    if lines.chars().any(|sign| !matches!(sign, '\n' | '\t') && is_forbidden(sign)) {
        return Err(FieldError::ControlCharacter);
    }
    within(lines, max_chars).map(Some)
}

/// Refuses web addresses, in any width and case, in a field whose content the service's own mails repeat.
///
/// # Errors
/// [`FieldError::LinkNotAllowed`] when `://` or `www.` stands in the text.
pub(crate) fn without_link(text: String) -> Result<String, FieldError> {
    let seen: String = text.nfkc().filter(|&sign| !is_invisible(sign)).flat_map(char::to_lowercase).collect();
    if seen.contains("://") || seen.contains("www.") { Err(FieldError::LinkNotAllowed) } else { Ok(text) }
}

/// The dash-like signs that Japanese keyboards, office programs and handbooks put into numbers.
pub(crate) fn is_dash_like(sign: char) -> bool {
    matches!(sign, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}' | '\u{FF0D}' | '\u{FF70}')
}

/// Refuses what is longer than `max_chars`, counted in characters as a person would (not in bytes).
fn within(text: String, max_chars: u32) -> Result<String, FieldError> {
    let fits = u32::try_from(text.chars().count()).is_ok_and(|count| count <= max_chars);
    if fits { Ok(text) } else { Err(FieldError::TooLong { max: max_chars }) }
}

/// Control characters (C0, DEL, C1), the two Unicode line breaks, and the signs that turn the direction of reading.
pub(crate) fn is_forbidden(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Signs that take no room: joiners, direction marks, variation selectors, fillers.
pub(crate) fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether nobody would see anything of the text.
fn is_blank(text: &str) -> bool {
    text.chars().all(|sign| sign.is_whitespace() || is_invisible(sign))
}

/// Reads a day as date fields send it and as people type it: `2026-12-01`, `2026/12/1`, `2026年12月1日`.
///
/// # Errors
/// [`FieldError::Required`] when empty, [`FieldError::Malformed`] for what is no day of the calendar.
pub fn day(text: &str) -> Result<jiff::civil::Date, FieldError> {
    let typed = tolerant(text);
    if typed.is_empty() {
        return Err(FieldError::Required);
    }
    let numbers = |sign: char| matches!(sign, '-' | '/' | '.' | '年' | '月');
    let parts: Vec<&str> = typed.trim_end_matches('日').split(numbers).collect();
    let [year, month, day] = parts.as_slice() else { return Err(FieldError::Malformed) };
    match (year.parse(), month.parse(), day.parse()) {
        (Ok(year @ 1900..2200), Ok(month), Ok(day)) => {
            jiff::civil::Date::new(year, month, day).map_err(|_| FieldError::Malformed)
        }
        _ => Err(FieldError::Malformed),
    }
}

/// Reads a time of the day as time fields send it and as people type it: `14:00`, `9：30`, `14時`.
///
/// # Errors
/// [`FieldError::Required`] when empty, [`FieldError::Malformed`] for what no clock shows.
pub fn clock(text: &str) -> Result<jiff::civil::Time, FieldError> {
    let typed = tolerant(text).replace('時', ":");
    if typed.is_empty() {
        return Err(FieldError::Required);
    }
    let mut parts = typed.trim_end_matches('分').split(':');
    let (hour, minute) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    // A browser may send seconds; nobody plans by them.
    let minute = if minute.is_empty() { "0" } else { minute };
    match (hour.parse(), minute.parse()) {
        (Ok(hour), Ok(minute)) => jiff::civil::Time::new(hour, minute, 0, 0).map_err(|_| FieldError::Malformed),
        _ => Err(FieldError::Malformed),
    }
}

/// Reads a whole number from `min` to `max` in any width.
///
/// # Errors
/// [`FieldError::Required`] when empty, [`FieldError::Malformed`] for what is no number, [`FieldError::OutOfRange`].
pub fn whole_number(text: &str, min: u32, max: u32) -> Result<u32, FieldError> {
    let typed = tolerant(text);
    if typed.is_empty() {
        return Err(FieldError::Required);
    }
    match typed.parse() {
        Ok(number) if (min..=max).contains(&number) => Ok(number),
        Ok(_) => Err(FieldError::OutOfRange { min, max }),
        Err(_) => Err(FieldError::Malformed),
    }
}

/// Notes the problem of a field of a form, so that a page can tell of all of them at once.
pub(crate) fn keep<F, T>(problems: &mut Vec<(F, FieldError)>, field: F, parsed: Result<T, FieldError>) -> Option<T> {
    parsed.map_err(|error| problems.push((field, error))).ok()
}

/// Reads what may be left out.
pub(crate) fn optional<T>(
    typed: &str,
    parse: impl FnOnce(&str) -> Result<T, FieldError>,
) -> Result<Option<T>, FieldError> {
    match parse(typed) {
        Ok(value) => Ok(Some(value)),
        Err(FieldError::Required) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads one of several choices by the word that a form carries.
pub(crate) fn choice<T>(typed: &str, find: impl FnOnce(&str) -> Option<T>) -> Result<T, FieldError> {
    if typed.is_empty() { Err(FieldError::Required) } else { find(typed).ok_or(FieldError::UnknownChoice) }
}

/// Gives a validated type its text form: `Display`, `FromStr`, and conversions that serde uses in both directions, so
/// that what is read back is validated again. The type brings `parse(&str)` and a `Display` of its own that `parse`
/// takes back.
macro_rules! text_value {
    ($name:ident) => {
        impl std::str::FromStr for $name {
            type Err = crate::input::FieldError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = crate::input::FieldError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                String::from(value.as_str())
            }
        }
    };
}

pub(crate) use text_value;
