//! お知らせ: what the secretariat writes to the registrants of an event.
//!
//! Plain words in Japanese and, where somebody wrote them, in English. Nothing in them is looked into: there are no
//! placeholders, so that what somebody typed can become neither a header nor a link of somebody else.

use serde::{Deserialize, Serialize};

use crate::input::{self, FieldError, keep, optional, text_value};
use crate::inquiry::MessageText;
use crate::language::Language;

/// The database's number of an announcement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnnouncementId(pub i64);

/// What a mail is about: 1 to 100 characters on one line, no control characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AnnouncementSubject(String);

impl AnnouncementSubject {
    /// The greatest number of characters.
    pub const MAX_CHARS: u32 = 100;

    /// Reads a subject.
    ///
    /// # Errors
    /// Those of [`input::single_line`].
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        input::single_line(text, Self::MAX_CHARS).map(Self)
    }

    /// The subject.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for AnnouncementSubject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(AnnouncementSubject);

/// The words in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncementWords {
    /// 件名.
    pub subject: AnnouncementSubject,
    /// 本文.
    pub text: MessageText,
}

/// What is written to the registrants of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// The Japanese words; those that are always there.
    pub ja: AnnouncementWords,
    /// The English ones, if there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<AnnouncementWords>,
}

impl Announcement {
    /// The words for a reader of `language`, and the language they are in: Japanese stands in where there are no
    /// English ones.
    pub fn read(&self, language: Language) -> (&AnnouncementWords, Language) {
        match (language, &self.en) {
            (Language::English, Some(words)) => (words, Language::English),
            _ => (&self.ja, Language::Japanese),
        }
    }

    /// The languages that it has words in.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        let english = self.en.is_some().then_some(Language::English);
        std::iter::once(Language::Japanese).chain(english)
    }
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AnnouncementField {
    /// 件名（日本語）.
    SubjectJa,
    /// 本文（日本語）.
    TextJa,
    /// 件名（英語）.
    SubjectEn,
    /// 本文（英語）.
    TextEn,
}

impl AnnouncementField {
    /// The field's name in the form and its id on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SubjectJa => "subject_ja",
            Self::TextJa => "text_ja",
            Self::SubjectEn => "subject_en",
            Self::TextEn => "text_en",
        }
    }
}

/// The form as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnnouncementForm {
    /// 件名（日本語）.
    pub subject_ja: String,
    /// 本文（日本語）.
    pub text_ja: String,
    /// 件名（英語）; both English fields or none.
    pub subject_en: String,
    /// 本文（英語）.
    pub text_en: String,
}

impl AnnouncementForm {
    /// Turns what was typed into what cannot be wrong.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self) -> Result<Announcement, Vec<(AnnouncementField, FieldError)>> {
        use AnnouncementField::{SubjectEn, SubjectJa, TextEn, TextJa};
        let mut problems = Vec::new();
        let subject_ja = keep(&mut problems, SubjectJa, AnnouncementSubject::parse(&self.subject_ja));
        let text_ja = keep(&mut problems, TextJa, MessageText::parse(&self.text_ja));
        let subject_en = keep(&mut problems, SubjectEn, optional(&self.subject_en, AnnouncementSubject::parse));
        let text_en = keep(&mut problems, TextEn, optional(&self.text_en, MessageText::parse));
        let en = match (subject_en.flatten(), text_en.flatten()) {
            (Some(subject), Some(text)) => Some(AnnouncementWords { subject, text }),
            (Some(_), None) if !problems.iter().any(|(field, _)| *field == TextEn) => {
                problems.push((TextEn, FieldError::Required));
                None
            }
            (None, Some(_)) if !problems.iter().any(|(field, _)| *field == SubjectEn) => {
                problems.push((SubjectEn, FieldError::Required));
                None
            }
            _ => None,
        };
        match (subject_ja, text_ja) {
            (Some(subject), Some(text)) if problems.is_empty() => {
                Ok(Announcement { ja: AnnouncementWords { subject, text }, en })
            }
            _ => Err(problems),
        }
    }
}

/// Why an announcement was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnnouncementRefusal {
    /// There is no such event.
    #[error("there is no such event")]
    UnknownEvent,
    /// Nobody would get it.
    #[error("nobody would get it")]
    Nobody,
    /// Somebody has registered or cancelled since it was shown to how many it goes.
    #[error("it would go to {people} people now")]
    AudienceChanged {
        /// To how many it would go now.
        people: u64,
    },
}
