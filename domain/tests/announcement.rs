//! What is written to registrants: both languages or one, and never a line too many in a header.

use domain::announcement::{AnnouncementField, AnnouncementForm, AnnouncementSubject};
use domain::input::FieldError;
use domain::language::Language;
use proptest::prelude::*;

fn form(subject_en: &str, text_en: &str) -> AnnouncementForm {
    let ja = |text: &str| text.to_owned();
    AnnouncementForm {
        subject_ja: ja("会場が変わります"),
        text_ja: ja("第2会議室です。"),
        subject_en: ja(subject_en),
        text_en: ja(text_en),
    }
}

#[test]
fn english_words_are_all_there_or_not_at_all() {
    let both = form("Another room", "Room 2.").parse().expect("it is taken");
    assert_eq!(both.read(Language::English).1, Language::English);
    assert_eq!(both.languages().count(), 2);
    let one = form(" ", "").parse().expect("it is taken");
    assert_eq!(one.read(Language::English), (&one.ja, Language::Japanese));
    assert_eq!(one.languages().collect::<Vec<_>>(), [Language::Japanese]);
    let required = |field| vec![(field, FieldError::Required)];
    assert_eq!(form("Another room", "").parse(), Err(required(AnnouncementField::TextEn)));
    assert_eq!(form("", "Room 2.").parse(), Err(required(AnnouncementField::SubjectEn)));
}

#[test]
fn everything_that_is_wrong_is_told_at_once_and_each_field_once() {
    let wrong = AnnouncementForm {
        subject_ja: "一行目\r\nBcc: everybody@example.jp".to_owned(),
        text_ja: " ".to_owned(),
        subject_en: "x".repeat(101),
        text_en: String::new(),
    };
    assert_eq!(
        wrong.parse(),
        Err(vec![
            (AnnouncementField::SubjectJa, FieldError::ControlCharacter),
            (AnnouncementField::TextJa, FieldError::Required),
            (AnnouncementField::SubjectEn, FieldError::TooLong { max: 100 }),
        ])
    );
}

proptest! {
    #[test]
    fn a_subject_is_one_line_without_control_characters(typed in any::<String>()) {
        if let Ok(subject) = AnnouncementSubject::parse(&typed) {
            prop_assert!(!subject.as_str().chars().any(char::is_control));
            prop_assert!(subject.as_str().lines().count() == 1);
            prop_assert_eq!(AnnouncementSubject::parse(subject.as_str()), Ok(subject));
        }
    }
}
