//! Names as their owners write them, furigana in every width.

use domain::input::FieldError;
use domain::person::{Kana, PersonName};
use proptest::prelude::*;

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..60).prop_map(String::from_iter)
}

/// Text of the signs that furigana is typed with, well and badly.
fn typed_furigana() -> impl Strategy<Value = String> {
    let signs: Vec<char> =
        "あぁいゔがざぱゝゞっゃんアァヴガパヷーヽ・ｱｶﾊﾞﾟｰ･ﾞ゛゜ -‐−Ab\u{3000}'é\u{3099}\u{309A}".chars().collect();
    prop::collection::vec(prop::sample::select(signs), 0..30).prop_map(String::from_iter)
}

fn kana(text: &str) -> Result<String, FieldError> {
    Kana::parse(text).map(String::from)
}

#[test]
fn a_name_keeps_every_character_of_its_own() {
    for name in ["山田 太郎", "髙橋", "渡邉\u{3000}一", "O’Brien", "Nguyễn Văn A", "㍻ 太郎"] {
        assert_eq!(PersonName::parse(&format!("  {name}\u{3000}")).as_ref().map(PersonName::as_str), Ok(name));
    }
}

#[test]
fn a_name_is_no_advertisement() {
    for name in ["https://example.com", "見て http：／／example.com", "ＷＷＷ．example.com", "a:\u{200B}//b"] {
        assert_eq!(PersonName::parse(name), Err(FieldError::LinkNotAllowed), "{name}");
    }
}

#[test]
fn a_name_is_one_line_of_at_most_a_hundred_characters() {
    assert_eq!(PersonName::parse("\u{3000}"), Err(FieldError::Required));
    assert_eq!(PersonName::parse("a\r\nBcc: b@example.jp"), Err(FieldError::ControlCharacter));
    assert!(PersonName::parse(&"あ".repeat(100)).is_ok());
    assert_eq!(PersonName::parse(&"あ".repeat(101)), Err(FieldError::TooLong { max: 100 }));
}

#[test]
fn furigana_of_every_width_becomes_full_width_katakana() {
    for (typed, stored) in [
        ("やまだ たろう", "ヤマダ タロウ"),
        ("ﾔﾏﾀﾞ\u{3000}ﾀﾛｳ", "ヤマダ タロウ"),
        ("ヤマタ゛ タロウ", "ヤマダ タロウ"),
        ("さーばーパーク", "サーバーパーク"),
        ("ｻｰﾊﾞｰ", "サーバー"),
        ("サ−バ－", "サーバー"),
        ("ゔぁいおりん", "ヴァイオリン"),
        ("ジョン・スミス", "ジョン・スミス"),
        ("Ｊｏｈｎ Smith", "John Smith"),
        ("いすゞ", "イスヾ"),
    ] {
        assert_eq!(kana(typed).as_deref(), Ok(stored), "{typed}");
    }
}

#[test]
fn furigana_is_not_kanji_digits_or_signs() {
    for typed in ["山田", "ア゜", "ヤマダ1", "ヤマダ＠", "・・", "---", "㍿", "\u{1F600}"] {
        assert_eq!(kana(typed), Err(FieldError::NotKana), "{typed}");
    }
    assert_eq!(kana(""), Err(FieldError::Required));
    assert_eq!(kana("ヤマダ\nタロウ"), Err(FieldError::ControlCharacter));
    assert!(kana(&"ｶﾞ".repeat(100)).is_ok());
    assert_eq!(kana(&"ガ".repeat(101)), Err(FieldError::TooLong { max: 100 }));
}

#[test]
fn what_is_read_back_is_validated_again() {
    assert!(serde_json::from_str::<PersonName>(r#""http://example.com""#).is_err());
    assert!(serde_json::from_str::<Kana>(r#""山田""#).is_err());
    assert_eq!(serde_json::from_str::<Kana>(r#""やまだ""#).unwrap().as_str(), "ヤマダ");
}

proptest! {
    #[test]
    fn a_stored_name_reads_back_as_itself(text in any_text()) {
        if let Ok(name) = PersonName::parse(&text) {
            prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name.clone()));
            let json = serde_json::to_string(&name).unwrap();
            prop_assert_eq!(serde_json::from_str::<PersonName>(&json).unwrap(), name);
        }
    }

    #[test]
    fn stored_furigana_holds_no_hiragana_and_reads_back_as_itself(text in typed_furigana()) {
        if let Ok(reading) = Kana::parse(&text) {
            let of_another_form = |sign| matches!(sign, 'ぁ'..='ゟ' | 'ｦ'..='ﾟ' | '\u{3000}');
            prop_assert!(!reading.as_str().contains(of_another_form));
            prop_assert_eq!(Kana::parse(reading.as_str()), Ok(reading));
        }
    }

    #[test]
    fn no_text_at_all_upsets_furigana(text in any_text()) {
        if let Ok(reading) = Kana::parse(&text) {
            prop_assert_eq!(Kana::parse(reading.as_str()), Ok(reading));
        }
    }

    #[test]
    fn hiragana_and_katakana_of_a_name_are_read_the_same(letters in prop::collection::vec(0x3041_u32..=0x3096, 1..30)) {
        let hiragana: String = letters.iter().filter_map(|&letter| char::from_u32(letter)).collect();
        let katakana: String = letters.iter().filter_map(|&letter| char::from_u32(letter + 0x60)).collect();
        prop_assert_eq!(Kana::parse(&hiragana), Kana::parse(&katakana));
        prop_assert_eq!(kana(&hiragana), Ok(katakana));
    }
}
