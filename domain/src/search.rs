//! Finding words however they are typed: one key for every width, kana and case.
//!
//! What is stored for search and what is looked for go through the same [`fold`]; a match is then plain containment.

use unicode_normalization::UnicodeNormalization;

/// The longest query that is looked at, in terms. More of them narrow nothing a person would mean.
const MOST_TERMS: usize = 12;

/// Characters of a term before a final long mark is taken for a habit of spelling (`サーバー`, `サーバ`) and not for the
/// word itself (`キー`, `フロー`).
const LONG_MARK_HABIT: usize = 3;

/// The search key of a text.
///
/// NFKC, lower case, hiragana for katakana of either width, voiced marks joined to their kana, `ヴァ` as `バ`, `ヶ` as
/// `ケ`, the common variant characters of names as their standard form (`髙` as `高`), and every space, middle dot and
/// punctuation mark gone; `+` and `#` stay, for `C++` and `C#`. A minus or hyphen sign typed between two kana is the
/// long mark. Small kana stay themselves: `きょう` is not `きよう`.
pub fn fold(text: &str) -> String {
    let joined_marks = text.chars().map(|sign| match sign {
        '\u{309B}' => '\u{3099}',
        '\u{309C}' => '\u{309A}',
        other => other,
    });
    let plain: Vec<char> =
        joined_marks.nfkc().flat_map(char::to_lowercase).nfkc().map(to_hiragana).map(standard_form).collect();
    let mut key = String::with_capacity(text.len());
    for (place, &sign) in plain.iter().enumerate() {
        let next = plain.get(place + 1).copied();
        match sign {
            '\u{2010}' | '\u{2011}' | '\u{2015}' | '\u{2212}' => {
                let after_kana = place.checked_sub(1).and_then(|before| plain.get(before)).is_some_and(|&s| is_kana(s));
                if after_kana && next.is_some_and(is_kana) {
                    key.push('ー');
                }
            }
            'ゔ' => key.push(match next {
                Some('ぁ') => 'ば',
                Some('ぃ') => 'び',
                Some('ぇ') => 'べ',
                Some('ぉ') => 'ぼ',
                _ => 'ぶ',
            }),
            'ぁ' | 'ぃ' | 'ぇ' | 'ぉ' if place.checked_sub(1).is_some_and(|before| plain[before] == 'ゔ') => {}
            other if other.is_alphanumeric() || matches!(other, '+' | '#') => key.push(other),
            _ => {}
        }
    }
    key
}

/// What somebody looks for: terms that must all be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    terms: Vec<String>,
}

impl Words {
    /// Parts a query at white space (the ideographic space too) and folds each term. Terms that are nothing but
    /// punctuation are left out, as are those after the twelfth. A long mark at the end of a longer term is left out
    /// too, so that `サーバー` also finds `サーバ`.
    pub fn parse(query: &str) -> Self {
        let terms = query.split_whitespace().map(fold).map(without_final_long_mark).filter(|term| !term.is_empty());
        Self { terms: terms.take(MOST_TERMS).collect() }
    }

    /// The folded terms.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// Whether nothing is looked for, so that everything is found.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether every term stands in a text that went through [`fold`].
    pub fn matches(&self, folded_haystack: &str) -> bool {
        self.terms.iter().all(|term| folded_haystack.contains(term.as_str()))
    }
}

fn without_final_long_mark(mut term: String) -> String {
    if term.ends_with('ー') && term.chars().count() > LONG_MARK_HABIT {
        term.pop();
    }
    term
}

fn is_kana(sign: char) -> bool {
    matches!(sign, '\u{3041}'..='\u{3096}' | 'ー')
}

/// The hiragana of a katakana; the two blocks lie 0x60 apart.
fn to_hiragana(sign: char) -> char {
    match sign {
        '\u{30A1}'..='\u{30F4}' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(sign) - 0x60).unwrap_or(sign),
        'ヵ' | 'ゕ' => 'か',
        'ヶ' | 'ゖ' => 'け',
        'ヷ' => 'ば',
        'ヸ' => 'び',
        'ヹ' => 'べ',
        'ヺ' => 'ぼ',
        other => other,
    }
}

/// The standard character for the variants that family and place names carry most often.
fn standard_form(sign: char) -> char {
    match sign {
        '髙' => '高',
        '﨑' | '嵜' => '崎',
        '濵' | '濱' => '浜',
        '澤' => '沢',
        '邊' | '邉' => '辺',
        '齋' | '齊' | '斉' => '斎',
        '德' => '徳',
        '廣' => '広',
        '國' => '国',
        '櫻' => '桜',
        '嶋' | '嶌' => '島',
        '𠮷' => '吉',
        '惠' => '恵',
        '眞' => '真',
        '瀨' => '瀬',
        '龍' => '竜',
        '冨' => '富',
        '會' => '会',
        other => other,
    }
}
