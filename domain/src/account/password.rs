//! Passwords: what is taken, and what is refused although it is long enough.
//!
//! Length is what counts: no rule asks for a digit or a sign. Refused is what a guesser tries first: words of the list
//! beside this file with digits and signs around them, runs of a keyboard, repetitions, and what everybody knows of the
//! account. Only a hash of a password is ever stored; none is printed, not even by `Debug`.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::contact::EmailAddress;

/// Stems of passwords that people choose, one a line: our own list, of words in English and in Japanese written in
/// Latin letters. With the digits, signs and swapped letters that [`Password::choose`] looks through, each stands for
/// thousands.
const COMMON: &str = include_str!("common_passwords.txt");

/// Words of the service itself: its name, its tasks, the ministry's.
const OF_THE_SERVICE: [&str; 10] = [
    "telework",
    "support",
    "network",
    "teleworksupport",
    "jimukyoku",
    "secretariat",
    "soumu",
    "テレワーク",
    "サポート",
    "ネットワーク",
];

/// Rows that a finger runs along.
const ROWS: [&str; 6] =
    ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "あいうえおかきくけこ"];

/// A password as it was typed, in Unicode's composed form: two keyboards that write が differently give the same.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// What the choice of a password has to know.
#[derive(Debug, Clone, Copy)]
pub struct PasswordContext<'a> {
    /// The address that signs in with it.
    pub email: &'a EmailAddress,
    /// What its owner is called.
    pub name: &'a str,
    /// Whether a second factor stands behind it.
    pub has_second_factor: bool,
}

impl PasswordContext<'_> {
    /// The least number of characters.
    pub const fn min_chars(&self) -> u32 {
        if self.has_second_factor { Password::MIN_CHARS_OF_TWO } else { Password::MIN_CHARS }
    }
}

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PasswordProblem {
    /// Nothing was typed.
    #[error("nothing was given")]
    Required,
    /// Fewer characters than needed.
    #[error("shorter than {min} characters")]
    TooShort {
        /// The least number.
        min: u32,
    },
    /// More characters than are taken.
    #[error("longer than {max} characters")]
    TooLong {
        /// The greatest number.
        max: u32,
    },
    /// One that a guesser tries first.
    #[error("a password that many people use")]
    Common,
    /// Made of what everybody knows: the address, the name, the service.
    #[error("made of the address, the name or the service")]
    Personal,
    /// Typed a second time, it was another.
    #[error("the two are not the same")]
    Different,
}

impl Password {
    /// The least number of characters of a password that stands alone.
    pub const MIN_CHARS: u32 = 15;
    /// The least number of characters where a second factor is set up.
    pub const MIN_CHARS_OF_TWO: u32 = 8;
    /// The greatest number of characters.
    pub const MAX_CHARS: u32 = 256;

    /// A password as somebody types it to be let in: nothing is judged. One that is longer than any that was ever
    /// taken is none.
    pub fn typed(text: &str) -> Option<Self> {
        let is_possible = !text.is_empty() && text.len() <= Self::MAX_CHARS as usize * 16;
        is_possible.then(|| Self(text.nfc().collect()))
    }

    /// A password that somebody wants to have from now on.
    ///
    /// # Errors
    /// [`PasswordProblem`] says why not.
    pub fn choose(text: &str, context: PasswordContext<'_>) -> Result<Self, PasswordProblem> {
        let password = match Self::typed(text) {
            Some(password) => password,
            None if text.is_empty() => return Err(PasswordProblem::Required),
            None => return Err(PasswordProblem::TooLong { max: Self::MAX_CHARS }),
        };
        let (chars, min) = (password.chars(), context.min_chars());
        if chars > Self::MAX_CHARS {
            Err(PasswordProblem::TooLong { max: Self::MAX_CHARS })
        } else if chars < min {
            Err(PasswordProblem::TooShort { min })
        } else if password.is_personal(context) {
            Err(PasswordProblem::Personal)
        } else if password.is_common() {
            Err(PasswordProblem::Common)
        } else {
            Ok(password)
        }
    }

    /// Whether it may stand alone, without a second factor.
    pub fn is_enough_alone(&self) -> bool {
        self.chars() >= Self::MIN_CHARS
    }

    /// What is hashed, and nothing else is done with.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    fn chars(&self) -> u32 {
        u32::try_from(self.0.chars().count()).unwrap_or(u32::MAX)
    }

    /// Whether too little is left without what everybody knows of the account.
    fn is_personal(&self, context: PasswordContext<'_>) -> bool {
        let mut rest = folded(&self.0);
        let (local, domain) = (folded(context.email.local_part()), folded(context.email.domain()));
        let name = folded(context.name);
        let known = [local.as_str(), domain.as_str()]
            .into_iter()
            .chain(local.split(['.', '-', '_', '+']))
            .chain(domain.split('.'))
            .chain(name.split_whitespace())
            .chain(OF_THE_SERVICE);
        let mut known: Vec<&str> = known.filter(|word| word.chars().count() >= 2).collect();
        known.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let before = rest.len();
        for word in known.iter().filter(|word| word.chars().count() >= 4 || !word.is_ascii()) {
            rest = rest.replace(word, "");
        }
        let left: String = rest.chars().filter(|sign| sign.is_alphanumeric()).collect();
        let is_little = left.chars().count() < Self::MIN_CHARS_OF_TWO as usize || is_all_digits(&left);
        rest.len() < before && is_little
    }

    fn is_common(&self) -> bool {
        let text = folded(&self.0);
        is_repetition(&text) || is_run(&text) || is_all_digits(&text) || is_made_of_common_words(&text)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// As a guesser looks at it: in lower case and of one width.
fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// Fewer than five different signs, or a short piece again and again.
fn is_repetition(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    let mut different = signs.clone();
    different.sort_unstable();
    different.dedup();
    let repeats = |length: usize| signs.iter().zip(signs.iter().skip(length)).all(|(one, later)| one == later);
    different.len() < 5 || (1..=4).any(|length| signs.len() >= 2 * length && repeats(length))
}

/// Mostly steps to the neighbour, in the alphabet or on a keyboard: `12345678`, `qwertyuiop`, `abcdefgh`.
fn is_run(text: &str) -> bool {
    let signs: Vec<char> = text.chars().collect();
    let steps = signs.windows(2).filter(|pair| are_neighbours(pair[0], pair[1])).count();
    steps * 4 >= signs.len().saturating_sub(1) * 3
}

fn are_neighbours(one: char, other: char) -> bool {
    one == other
        || ROWS.iter().any(|row| {
            let row: Vec<char> = row.chars().collect();
            row.windows(2).any(|pair| pair == [one, other] || pair == [other, one])
        })
}

/// A number of fewer digits than a password alone needs: a date, a phone number.
fn is_all_digits(text: &str) -> bool {
    text.chars().all(|sign| sign.is_ascii_digit() || "-/. ".contains(sign))
        && text.chars().filter(char::is_ascii_digit).count() < Password::MIN_CHARS as usize
}

/// At most two words of the list, with whatever digits and signs around and between them, also where letters are
/// swapped for signs that look like them: `P@ssw0rd2026!`, `sakura-sakura`.
fn is_made_of_common_words(text: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|sign| sign.is_alphabetic()).collect::<String>();
    let plain: String = text.chars().map(unmasked).collect();
    let trimmed = text.trim_matches(|sign: char| !sign.is_alphabetic() && !matches!(sign, '@' | '$'));
    let inside: String = trimmed.chars().map(unmasked).collect();
    let whole = text.chars().filter(|sign| sign.is_alphanumeric()).collect::<String>();
    [letters(text), letters(&plain), letters(&inside), whole].iter().any(|text| is_words(text, 2))
}

/// The letter that a sign stands for.
const fn unmasked(sign: char) -> char {
    match sign {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// Whether `text` is nothing but at most `most` words of the list, one after the other.
fn is_words(text: &str, most: u8) -> bool {
    if most == 0 || text.is_empty() {
        return false;
    }
    COMMON.lines().any(|word| text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || is_words(rest, most - 1)))
}
