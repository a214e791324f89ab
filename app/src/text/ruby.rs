//! Kanji with their reading, as the texts write them: `漢字《かんじ》を読《よ》む`.
//!
//! A reading belongs to the kanji right before it. Where it belongs to more than kanji, a `｜` says where
//! that begins: `｜2日《ふつか》`. Signs that make no reading stay as they are.

/// A piece of text, with the reading above it where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch<'text> {
    /// What is written.
    pub base: &'text str,
    /// How it is read.
    pub reading: Option<&'text str>,
}

const OPEN: char = '《';
const CLOSE: char = '》';
const FROM: char = '｜';

/// Whether `sign` needs a reading where every kanji has one.
pub const fn is_kanji(sign: char) -> bool {
    matches!(sign, '々' | '〆' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// The pieces of `marked`, in their order.
pub fn stretches(marked: &str) -> Vec<Stretch<'_>> {
    let mut found = Vec::new();
    // Everything before this place has been taken.
    let mut taken = 0;
    for (open, _) in marked.match_indices(OPEN) {
        // A sign inside a reading opens nothing.
        let Some(before) = marked.get(taken..open) else { continue };
        let after = &marked[open + OPEN.len_utf8()..];
        let Some(reading) = after.find(CLOSE).map(|close| &after[..close]).filter(|reading| !reading.is_empty()) else {
            continue;
        };
        let (plain, base) = match before.rsplit_once(FROM) {
            Some(parts) => parts,
            None => before.split_at(before.trim_end_matches(is_kanji).len()),
        };
        if base.is_empty() {
            continue;
        }
        if !plain.is_empty() {
            found.push(Stretch { base: plain, reading: None });
        }
        found.push(Stretch { base, reading: Some(reading) });
        taken = open + OPEN.len_utf8() + reading.len() + CLOSE.len_utf8();
    }
    let rest = &marked[taken..];
    if !rest.is_empty() {
        found.push(Stretch { base: rest, reading: None });
    }
    found
}

/// `marked` without the readings, for titles and whatever else holds plain text only.
pub fn without_readings(marked: &str) -> String {
    stretches(marked).into_iter().map(|stretch| stretch.base).collect()
}

#[cfg(test)]
mod tests {
    use super::{Stretch, stretches, without_readings};

    fn read(marked: &str) -> Vec<(&str, &str)> {
        stretches(marked).into_iter().map(|Stretch { base, reading }| (base, reading.unwrap_or_default())).collect()
    }

    #[test]
    fn a_reading_stands_over_the_kanji_right_before_it() {
        assert_eq!(read("漢字《かんじ》を読《よ》む"), [("漢字", "かんじ"), ("を", ""), ("読", "よ"), ("む", "")]);
        assert_eq!(read("人々《ひとびと》"), [("人々", "ひとびと")]);
        assert_eq!(read("申《もう》し込《こ》み"), [("申", "もう"), ("し", ""), ("込", "こ"), ("み", "")]);
    }

    #[test]
    fn a_bar_says_where_the_read_part_begins() {
        assert_eq!(read("答えは｜2日《ふつか》で"), [("答えは", ""), ("2日", "ふつか"), ("で", "")]);
    }

    #[test]
    fn text_without_readings_is_one_piece_and_nothing_is_none() {
        assert_eq!(read("Find an event"), [("Find an event", "")]);
        assert_eq!(read(""), []);
    }

    #[test]
    fn signs_that_make_no_reading_stay() {
        for text in ["漢字《かんじ", "かな《かな》", "漢字《》", "《かんじ》", "》漢字《", "《《》》", "漢｜《かん》"]
        {
            assert_eq!(without_readings(text), text, "{text}");
        }
        assert_eq!(read("漢《か《ん》字《じ》"), [("漢", "か《ん"), ("字", "じ")]);
    }

    #[test]
    fn what_is_left_without_the_readings_is_what_is_written() {
        assert_eq!(without_readings("電話《でんわ》で 聞《き》く：03-5422-1517"), "電話で 聞く：03-5422-1517");
    }
}
