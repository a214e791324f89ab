//! What somebody writes, and what it is about in one line.

use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;

use crate::input::{self, FieldError, is_invisible, text_value};

/// What somebody writes: 1 to 4,000 characters of one or more lines, no control characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MessageText(String);

impl MessageText {
    /// The greatest number of characters; a line break counts as one.
    pub const MAX_CHARS: u32 = 4_000;

    /// Reads a message.
    ///
    /// # Errors
    /// [`FieldError::Required`] when nothing visible was typed, and those of [`input::multi_line`].
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        input::multi_line(text, Self::MAX_CHARS)?.map(Self).ok_or(FieldError::Required)
    }

    /// The message, its lines parted by `\n`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the message is about, in one line of at most [`SUBJECT_MAX`] characters and an ellipsis.
    ///
    /// The form has no field for it: a title is one more thing to think of, and most people would only
    /// repeat their first sentence. So it is the first line, but for the greetings with which letters
    /// begin.
    pub fn subject(&self) -> String {
        let mut sentences = self.0.lines().map(str::trim).filter(|line| !line.is_empty()).filter_map(without_greeting);
        let line = sentences.find(|line| !line.is_empty()).unwrap_or_else(|| self.0.lines().next().unwrap_or_default());
        shortened(&line.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

impl std::fmt::Display for MessageText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(MessageText);

/// The longest subject, in characters, before its ellipsis.
pub const SUBJECT_MAX: usize = 60;

/// With what letters begin before they come to the point.
const GREETINGS: [&str; 14] = [
    "お世話になって",
    "お世話になります",
    "いつもお世話",
    "大変お世話",
    "初めまして",
    "はじめまして",
    "こんにちは",
    "おはようございます",
    "お疲れ様です",
    "突然のご連絡",
    "拝啓",
    "Hello",
    "Dear",
    "Good morning",
];

/// The line from its first sentence that is no greeting; nothing where there is none.
fn without_greeting(line: &str) -> Option<&str> {
    let mut rest = line;
    while GREETINGS.iter().any(|greeting| rest.starts_with(greeting)) {
        let (end, sign) = rest.char_indices().find(|(_, sign)| matches!(sign, '。' | '！' | '.' | '!'))?;
        rest = rest[end + sign.len_utf8()..].trim_start();
    }
    (!rest.is_empty()).then_some(rest)
}

/// At most [`SUBJECT_MAX`] characters, never cut between a sign and the marks that belong to it.
fn shortened(line: &str) -> String {
    let belongs_to_the_one_before = |sign: char| is_combining_mark(sign) || is_invisible(sign);
    let Some((end, _)) = line.char_indices().nth(SUBJECT_MAX) else { return line.to_owned() };
    let cut = line[..end].char_indices().map(|(at, _)| at).chain([end]).rev();
    let end = cut
        .take_while(|&at| at > 0)
        .find(|&at| !line[at..].chars().next().is_some_and(belongs_to_the_one_before))
        .unwrap_or(end);
    format!("{}…", line[..end].trim_end())
}
