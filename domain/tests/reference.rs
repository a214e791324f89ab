//! Numbers that can be read aloud, codes in addresses, secrets that stay secret.

use domain::input::FieldError;
use domain::reference::{EventCode, IdempotencyKey, ReferenceNumber, SecretToken, TokenHash, without_secrets};
use proptest::prelude::*;

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..60).prop_map(String::from_iter)
}

/// The same signs in another case and width, with signs between them that people put there.
fn typed_otherwise(signs: &str, choices: &[u8]) -> String {
    let mut typed = String::new();
    for (sign, choice) in signs.chars().zip(choices.iter().cycle()) {
        let sign = if choice & 1 == 0 { sign.to_ascii_lowercase() } else { sign };
        typed.extend(if choice & 2 == 0 || sign == ' ' {
            Some(sign)
        } else {
            char::from_u32(u32::from(sign) + 0xFEE0)
        });
        match choice >> 2 & 7 {
            1 => typed.push(' '),
            2 => typed.push('\u{3000}'),
            3 => typed.push('ー'),
            4 => typed.push('‐'),
            _ => {}
        }
    }
    typed
}

#[test]
fn a_reference_number_is_shown_in_two_groups_and_found_in_any_form() {
    let number = ReferenceNumber::parse("kx7mp4rt").unwrap();
    assert_eq!(number.to_string(), "KX7M P4RT");
    for typed in ["KX7M P4RT", "ｋｘ７ｍ\u{3000}ｐ４ｒｔ", "kx7m-p4rt", "KX7MーP4RT", "「KX7M P4RT」"] {
        assert_eq!(ReferenceNumber::parse(typed).as_ref(), Ok(&number), "{typed}");
    }
}

#[test]
fn a_reference_number_can_be_read_aloud() {
    let number = ReferenceNumber::parse("KX7MP4RT").unwrap();
    assert_eq!(number.spoken_japanese(), "ケー・エックス・なな・エム、ピー・よん・アール・ティー");
    assert_eq!(number.spoken_english(), "Kilo X-ray seven Mike, Papa four Romeo Tango");
}

#[test]
fn what_can_be_no_number_is_refused() {
    assert_eq!(ReferenceNumber::parse(" -"), Err(FieldError::Required));
    for typed in ["KX7MP4R", "KX7MP4RTT", "KXAMP4RT", "KX7MPXRT", "KX1MP4RT", "OX7MP4RT", "KX7MP4R0", "ＫＸ７Ｍ受付"]
    {
        assert_eq!(ReferenceNumber::parse(typed), Err(FieldError::Malformed), "{typed}");
    }
    for typed in ["KT4-XW2", "KT4-XW2MM", "KTX-XW2M", "KT4-XWXM", "../../etc"] {
        assert_eq!(EventCode::parse(typed), Err(FieldError::Malformed), "{typed}");
    }
}

#[test]
fn an_event_code_carries_its_hyphen() {
    let code: EventCode = "kt4xw2m".parse().unwrap();
    assert_eq!((code.as_str(), code.to_string().as_str()), ("KT4-XW2M", "KT4-XW2M"));
    assert_eq!(serde_json::to_string(&code).unwrap(), "\"KT4-XW2M\"");
    assert!(serde_json::from_str::<EventCode>("\"KT4-XW2\"").is_err());
}

#[test]
fn a_token_is_encoded_as_base64url_and_hashed_by_sha256() {
    let token = SecretToken::from_random([0xFB; 32]);
    assert_eq!(token.as_str(), "-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s");
    // The hash as `sha256sum` gives it for the same 43 letters.
    let zero = SecretToken::from_random([0; 32]);
    assert_eq!(zero.as_str(), "A".repeat(43));
    assert_eq!(zero.hash().as_bytes()[..4], [0x0F, 0x00, 0x73, 0x85]);
}

#[test]
fn neither_token_nor_key_shows_itself() {
    let token = SecretToken::from_random([7; 32]);
    let key = IdempotencyKey::from_random([7; 16], 1_600_000_000_000);
    assert_eq!(format!("{token:?} {key:?}"), "SecretToken(…) IdempotencyKey(…)");
}

#[test]
fn nothing_is_mended_in_a_secret() {
    let token = SecretToken::from_random([42; 32]);
    let text = token.as_str();
    let full_width: String = text.chars().filter_map(|sign| char::from_u32(u32::from(sign) + 0xFEE0)).collect();
    for typed in
        [format!(" {text}"), format!("{text}="), text.to_lowercase(), full_width, format!("{text}A"), text[1..].into()]
    {
        assert_ne!(SecretToken::parse(&typed).as_ref(), Ok(&token), "{typed}");
    }
    // The last sign holds two bits that say nothing: other values of them would be a second text for the same token.
    assert_eq!(SecretToken::parse(&format!("{}B", "A".repeat(42))), Err(FieldError::Malformed));
    assert_eq!(SecretToken::parse(""), Err(FieldError::Required));
}

#[test]
fn a_key_finds_the_same_page_again_and_another_page_for_another_purpose() {
    let key = IdempotencyKey::from_random([1; 16], 1_600_000_000_000);
    let again = IdempotencyKey::parse(key.as_str()).unwrap();
    assert_eq!(key.derive_token("registration"), again.derive_token("registration"));
    assert_ne!(key.derive_token("registration"), key.derive_token("inquiry"));
    assert_ne!(key.hash(), key.derive_token("registration").hash());
    assert_eq!(again.drawn_at_millis(), 1_600_000_000_000);
}

#[test]
fn a_key_from_nowhere_in_time_is_refused() {
    assert_eq!(IdempotencyKey::from_random([0; 16], -1).drawn_at_millis(), 0);
    assert_eq!(IdempotencyKey::from_random([0; 16], i64::MAX).drawn_at_millis(), 253_402_300_799_999);
    assert_eq!(IdempotencyKey::parse(&"_".repeat(32)), Err(FieldError::Malformed));
    assert_eq!(IdempotencyKey::parse(""), Err(FieldError::Required));
}

#[test]
fn every_sign_is_drawn_about_equally_often() {
    let mut seen = std::collections::BTreeMap::<(usize, char), u32>::new();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let rounds = 30_000_u32;
    for _ in 0..rounds {
        let mut bytes = [0; 16];
        for byte in &mut bytes {
            // Xorshift: chance enough for counting, and the same in every run.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = state.to_le_bytes()[3];
        }
        for (place, sign) in ReferenceNumber::from_random(bytes).as_str().chars().enumerate() {
            *seen.entry((place, sign)).or_default() += 1;
        }
    }
    assert_eq!(seen.len(), 6 * 30 + 2 * 8);
    for ((place, sign), count) in seen {
        let expected = if matches!(place, 2 | 5) { rounds / 8 } else { rounds / 30 };
        assert!(count.abs_diff(expected) < expected / 5, "{sign} stands {count} times in place {place}");
    }
}

proptest! {
    #[test]
    fn no_number_holds_a_word(bytes: [u8; 16]) {
        let number = ReferenceNumber::from_random(bytes);
        let signs: Vec<char> = number.as_str().chars().collect();
        prop_assert_eq!(signs.len(), 8);
        prop_assert!(signs[2].is_ascii_digit() && signs[5].is_ascii_digit());
        prop_assert!(!signs.iter().any(|sign| "IOQZ01".contains(*sign)));
        prop_assert_eq!(number.spoken_japanese().split(['・', '、']).filter(|sound| !sound.is_empty()).count(), 8);
        prop_assert_eq!(number.spoken_english().split(' ').filter(|sound| !sound.is_empty()).count(), 8);
    }

    #[test]
    fn every_way_of_typing_finds_the_number(bytes: [u8; 16], choices in prop::collection::vec(any::<u8>(), 1..20)) {
        let number = ReferenceNumber::from_random(bytes);
        prop_assert_eq!(ReferenceNumber::parse(&typed_otherwise(&number.to_string(), &choices)), Ok(number));
        let code = EventCode::from_random(bytes);
        prop_assert_eq!(EventCode::parse(&typed_otherwise(code.as_str(), &choices)), Ok(code));
    }

    #[test]
    fn secrets_read_back_as_themselves(bytes: [u8; 32], half: [u8; 16], millis in 0_i64..253_402_300_800_000) {
        let token = SecretToken::from_random(bytes);
        prop_assert_eq!(token.as_str().len(), 43);
        prop_assert_eq!(SecretToken::parse(token.as_str()), Ok(token.clone()));
        let hash = token.hash();
        prop_assert_eq!(TokenHash::parse(&hash.to_string()), Ok(hash));
        prop_assert_eq!(TokenHash::try_from(&hash.as_bytes()[..]), Ok(hash));
        let key = IdempotencyKey::from_random(half, millis);
        prop_assert_eq!(key.drawn_at_millis(), millis);
        let json = serde_json::to_string(&key).unwrap();
        prop_assert_eq!(serde_json::from_str::<IdempotencyKey>(&json).unwrap(), key);
    }

    #[test]
    fn no_text_at_all_upsets_the_readers(text in any_text(), signs in "[A-Za-z0-9_-]{30,45}") {
        for typed in [&text, &signs] {
            if let Ok(number) = ReferenceNumber::parse(typed) {
                prop_assert_eq!(ReferenceNumber::parse(number.as_str()), Ok(number));
            }
            if let Ok(code) = EventCode::parse(typed) {
                prop_assert_eq!(EventCode::parse(code.as_str()), Ok(code));
            }
            if let Ok(token) = SecretToken::parse(typed) {
                prop_assert_eq!(token.as_str(), typed);
            }
            if let Ok(key) = IdempotencyKey::parse(typed) {
                prop_assert_eq!(key.as_str(), typed);
            }
        }
    }
}

proptest! {
    #[test]
    fn no_secret_is_left_in_a_text_that_is_shown(bytes: [u8; 32], before in "[ /:あ=\"]", after in "[ \n?あ<.]") {
        let token = SecretToken::from_random(bytes);
        let text = format!("Read https://telework.example.jp/my{before}{}{after}and KX7M P4RT", token.as_str());
        let shown = without_secrets(&text);
        prop_assert!(!shown.contains(token.as_str()));
        prop_assert!(shown.starts_with("Read https://telework.example.jp/my") && shown.ends_with("and KX7M P4RT"));
    }
}

#[test]
fn what_is_no_secret_is_shown_as_it_is() {
    for text in ["受付番号 KX7M P4RT\n----------------------------------------\n03-5422-1517", "a-b_c", ""] {
        assert_eq!(without_secrets(text), text);
    }
}
