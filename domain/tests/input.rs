//! Tolerant in, strict in store: what typing may look like, and what text may never hold.

use domain::input::{FieldError, multi_line, single_line, tidy, tolerant};
use proptest::prelude::*;

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..60).prop_map(String::from_iter)
}

#[test]
fn every_dash_space_and_bracket_of_a_number_is_only_a_habit() {
    for dash in "-‐‑‒–—―−ー－ｰ".chars() {
        assert_eq!(tolerant(&format!("（０３）\u{3000}５４２２{dash}1517\u{202C}")), "035422-1517", "{dash:?}");
    }
}

#[test]
fn names_keep_their_own_characters() {
    for name in ["髙﨑 德一", "山田\u{3000}太郎", "葛\u{E0100}城", "㈱テレワーク", "ｶﾅ"] {
        assert_eq!(single_line(name, 100).as_deref(), Ok(name));
    }
}

#[test]
fn every_kind_of_line_break_becomes_one() {
    assert_eq!(tidy("\u{3000} 一\r\n二\r三\u{85}四\u{2028}五\n\n \u{3000}\u{FEFF}"), "一\n二\n三\n四\n五");
}

#[test]
fn what_nobody_sees_counts_as_nothing() {
    for text in ["", " ", "\u{3000}\u{3000}", "\r\n\t", "\u{200B}\u{200D}", "\u{3164}", "\u{202E}"] {
        assert_eq!(single_line(text, 10), Err(FieldError::Required), "{text:?}");
        assert_eq!(multi_line(text, 10), Ok(None), "{text:?}");
    }
}

#[test]
fn control_characters_are_refused_wherever_they_stand() {
    for sign in "\0\u{1}\u{8}\u{B}\u{1B}\u{7F}\u{80}\u{9F}\u{202A}\u{202E}\u{2066}\u{2069}".chars() {
        let text = format!("a{sign}b");
        assert_eq!(single_line(&text, 10), Err(FieldError::ControlCharacter), "{sign:?}");
        assert_eq!(multi_line(&text, 10), Err(FieldError::ControlCharacter), "{sign:?}");
    }
    for sign in "\n\r\t\u{85}\u{2028}\u{2029}".chars() {
        let text = format!("a{sign}b");
        assert_eq!(single_line(&text, 10), Err(FieldError::ControlCharacter), "{sign:?}");
        assert!(multi_line(&text, 10).is_ok(), "{sign:?}");
    }
}

#[test]
fn length_is_counted_in_characters() {
    assert!(single_line("あいうえお", 5).is_ok());
    assert_eq!(single_line("あいうえおか", 5), Err(FieldError::TooLong { max: 5 }));
    assert_eq!(multi_line("一\r\n二\r\n三", 5), Ok(Some("一\n二\n三".into())));
}

proptest! {
    #[test]
    fn tidying_twice_changes_nothing_more(text in any_text()) {
        let once = tidy(&text);
        prop_assert_eq!(tidy(&once), once);
    }

    #[test]
    fn a_line_that_is_taken_is_taken_again_unchanged(text in any_text(), max in 1_u32..80) {
        if let Ok(line) = single_line(&text, max) {
            prop_assert!(!line.chars().any(char::is_control));
            prop_assert_eq!(single_line(&line, max), Ok(line));
        }
        if let Ok(Some(lines)) = multi_line(&text, max) {
            prop_assert_eq!(multi_line(&lines, max), Ok(Some(lines)));
        }
    }

    #[test]
    fn tolerance_leaves_one_kind_of_dash_and_no_space(text in any_text()) {
        let plain = tolerant(&text);
        prop_assert!(!plain.chars().any(|sign| sign.is_whitespace() || "‐–—−ー（）".contains(sign)), "{plain:?}");
    }
}
