//! Words are found across width, kana and case.

use domain::search::{Words, fold};
use proptest::prelude::*;

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..60).prop_map(String::from_iter)
}

/// Text of the signs that titles are made of.
fn title() -> impl Strategy<Value = String> {
    let signs: Vec<char> =
        "テレワークセミナー＆相談会ｾﾐﾅｰﾃﾞﾊﾟてれわーくがっこうABCabcＡＢＣ第2２②回！？・（）「」 \u{3000}-ー−ヴァヶ髙"
            .chars()
            .collect();
    prop::collection::vec(prop::sample::select(signs), 0..30).prop_map(String::from_iter)
}

#[test]
fn one_key_for_every_way_of_writing() {
    for (one, other) in [
        ("テレワーク", "ﾃﾚﾜｰｸ"),
        ("テレワーク", "てれわーく"),
        ("セミナー＆相談会", "セミナー・相談会"),
        ("ＩＣＴ環境", "ict 環境"),
        ("第２回", "第②回"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("カ゛イト゛", "ガイド"),
        ("サーヴィス", "サービス"),
        ("ヴァーチャル", "バーチャル"),
        ("サ−バ", "サーバ"),
        ("霞ヶ関", "霞ケ関"),
        ("髙橋", "高橋"),
        ("「テレワーク」入門！", "テレワーク入門"),
        ("テレワーク\u{3000}入門", "テレワーク入門"),
        ("㈱", "(株)"),
    ] {
        assert_eq!(fold(one), fold(other), "{one} and {other}");
    }
}

#[test]
fn different_words_stay_different() {
    for (one, other) in [("きょう", "きよう"), ("はし", "ばし"), ("ビル", "ビール"), ("C++", "C#"), ("C", "C#")]
    {
        assert_ne!(fold(one), fold(other), "{one} and {other}");
    }
}

#[test]
fn every_word_must_be_found() {
    let text = fold("【オンライン】サーバー管理とセキュリティ入門 in 東京");
    for query in
        ["", " ", "オンライン", "ｵﾝﾗｲﾝ\u{3000}東京", "サーバ", "セキュリティー 入門", "IN", "「東京」", "・ 東京"]
    {
        assert!(Words::parse(query).matches(&text), "{query}");
    }
    for query in ["大阪", "東京 大阪", "セキュリティ 出門"] {
        assert!(!Words::parse(query).matches(&text), "{query}");
    }
    assert!(Words::parse("サーバー").matches(&fold("サーバの管理")));
    assert!(!Words::parse("メール").matches(&fold("仕事を進める")));
}

#[test]
fn a_query_of_nothing_but_signs_looks_for_nothing() {
    assert!(Words::parse("・ 、 ！").is_empty());
    assert_eq!(Words::parse(&"あ い ".repeat(100)).terms().len(), 12);
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing_more(text in title()) {
        let key = fold(&text);
        prop_assert_eq!(fold(&key), key);
    }

    #[test]
    fn no_text_at_all_upsets_the_search(text in any_text(), query in any_text()) {
        let _ = Words::parse(&query).matches(&fold(&text));
        prop_assert!(Words::parse(&text).terms().iter().all(|term| !term.is_empty()));
    }

    #[test]
    fn a_title_is_found_by_any_of_its_words(words in prop::collection::vec("[ぁ-んァ-ヴ一-龠a-zA-Z0-9ー]{1,8}", 1..6), which: prop::sample::Index) {
        let title = words.join("\u{3000}");
        prop_assert!(Words::parse(which.get::<String>(&words)).matches(&fold(&title)));
        prop_assert!(Words::parse(&title).matches(&fold(&title)));
    }

    #[test]
    fn katakana_and_hiragana_of_a_word_have_one_key(letters in prop::collection::vec(0x3041_u32..=0x3093, 1..20)) {
        let hiragana: String = letters.iter().filter_map(|&letter| char::from_u32(letter)).collect();
        let katakana: String = letters.iter().filter_map(|&letter| char::from_u32(letter + 0x60)).collect();
        prop_assert_eq!(fold(&hiragana), fold(&katakana));
    }
}
