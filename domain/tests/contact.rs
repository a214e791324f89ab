//! Mail addresses, phone numbers, postal codes and web addresses, as people type them.

use domain::contact::{EmailAddress, PhoneNumber, PostalCode, WebAddress};
use domain::input::FieldError;
use proptest::prelude::*;

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..60).prop_map(String::from_iter)
}

/// The same ASCII text as a careless keyboard would give it: here and there full width, another dash, a space.
fn typed_otherwise(text: &str, choices: &[u8]) -> String {
    let mut typed = String::new();
    for (sign, choice) in text.chars().zip(choices.iter().cycle()) {
        match (sign, choice % 4) {
            ('-', _) => typed.extend("-‐–—―−ー－ｰ".chars().nth(usize::from(choice % 9))),
            (other, 1) => typed.extend(char::from_u32(u32::from(other) + 0xFEE0)),
            (other, 2) => typed.extend([other, '\u{3000}']),
            (other, _) => typed.push(other),
        }
    }
    typed
}

#[test]
fn an_address_is_taken_in_every_way_it_is_copied() {
    for typed in [
        "Taro@example.jp",
        " Ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ\u{3000}",
        "山田 太郎 <Taro@Example.JP>",
        "Yamada＜Taro@example.jp＞",
        "<Taro@example.jp>",
        "mailto:Taro@example.jp",
        "Taro@example。jp",
    ] {
        assert_eq!(EmailAddress::parse(typed).as_ref().map(EmailAddress::as_str), Ok("Taro@example.jp"), "{typed}");
    }
}

#[test]
fn the_addresses_that_carriers_handed_out_are_taken_and_can_be_sent_to() {
    for (typed, sent) in [
        ("a..b@docomo.ne.jp", "\"a..b\"@docomo.ne.jp"),
        ("a.b.@docomo.ne.jp", "\"a.b.\"@docomo.ne.jp"),
        ("a.b+c_d-e/f?@ezweb.ne.jp", "a.b+c_d-e/f?@ezweb.ne.jp"),
    ] {
        let address = EmailAddress::parse(typed).unwrap();
        assert_eq!(address.as_str(), typed);
        assert_eq!(address.smtp_form(), sent);
    }
}

#[test]
fn what_cannot_be_written_to_is_refused_by_kind() {
    let parse = |typed: &str| EmailAddress::parse(typed).map(String::from);
    assert_eq!(parse("\u{3000}"), Err(FieldError::Required));
    assert_eq!(parse("taro.example.jp"), Err(FieldError::MissingAtSign));
    assert_eq!(parse("taro@example.jp\r\nBcc: all@example.jp"), Err(FieldError::ControlCharacter));
    assert_eq!(parse("ta\0ro@example.jp"), Err(FieldError::ControlCharacter));
    let labels = format!("taro@{}jp", "a23456789.".repeat(26));
    assert_eq!(parse(&labels), Err(FieldError::TooLong { max: 254 }));
    for typed in [
        "@example.jp",
        "taro@",
        "taro@example",
        "taro@@example.jp",
        "a@b@example.jp",
        "taro@.example.jp",
        "taro@example..jp",
        "taro@example.jp.",
        "taro@-example.jp",
        "taro@example-.jp",
        "taro@exa_mple.jp",
        "taro@192.0.2.1",
        "taro@example.j",
        "taro@日本語.jp",
        "太郎@example.jp",
        ".taro@example.jp",
        "\"taro\"@example.jp",
        "taro,jiro@example.jp",
        "taro;@example.jp",
        "a@example.jp, b@example.jp",
    ] {
        assert_eq!(parse(typed), Err(FieldError::Malformed), "{typed}");
    }
    assert_eq!(parse(&format!("{}@example.jp", "a".repeat(65))), Err(FieldError::Malformed));
    assert!(parse(&format!("{}@example.jp", "a".repeat(64))).is_ok());
}

#[test]
fn one_person_has_one_identity_in_any_case() {
    let (one, other) =
        (EmailAddress::parse("Taro@Example.jp").unwrap(), EmailAddress::parse("tARO@example.JP").unwrap());
    assert_ne!(one, other);
    assert_eq!(one.identity(), other.identity());
    assert_eq!((one.local_part(), one.domain()), ("Taro", "example.jp"));
}

#[test]
fn a_slip_of_the_finger_is_asked_about() {
    for (typed, meant) in [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.co.jp", "gmail.com"),
        ("gmial.con", "gmail.com"),
        ("yahoo.co.jo", "yahoo.co.jp"),
        ("yaho.co.jp", "yahoo.co.jp"),
        ("yahoo.ne.jp", "yahoo.co.jp"),
        ("docomo.ne.jo", "docomo.ne.jp"),
        ("docomo.co.jp", "docomo.ne.jp"),
        ("dokomo.ne.jp", "docomo.ne.jp"),
        ("ezwed.ne.jp", "ezweb.ne.jp"),
        ("hotmial.com", "hotmail.com"),
        ("hotmai.co.jp", "hotmail.co.jp"),
        ("iclould.com", "icloud.com"),
        ("outlok.jp", "outlook.jp"),
        ("chamber.or.jo", "chamber.or.jp"),
        ("company.con", "company.com"),
    ] {
        let address = EmailAddress::parse(&format!("Taro@{typed}")).unwrap();
        assert_eq!(address.likely_typo(), Some(format!("Taro@{meant}")), "{typed}");
    }
}

#[test]
fn real_domains_are_not_doubted() {
    for domain in [
        "gmail.com",
        "yahoo.co.jp",
        "docomo.ne.jp",
        "ezweb.ne.jp",
        "au.com",
        "i.softbank.jp",
        "icloud.com",
        "hotmail.co.jp",
        "hotmail.co.uk",
        "live.jp",
        "mail.com",
        "ymail.com",
        "example.jp",
        "soumu.go.jp",
        "city.fuchu.tokyo.jp",
        "me.com",
        "pref.tokyo.lg.jp",
        "outlook.fr",
        "outlook.de",
        "u-tokyo.ac.jp",
        "yahoo.co.uk",
        "ml.com",
    ] {
        let address = EmailAddress::parse(&format!("taro@{domain}")).unwrap();
        assert_eq!(address.likely_typo(), None, "{domain}");
    }
}

#[test]
fn a_phone_number_is_taken_in_every_way_it_is_written() {
    for typed in [
        "03-5422-1517",
        "０３（５４２２）１５１７",
        "03ー5422ー1517",
        "03.5422.1517",
        "+81 3 5422 1517",
        "＋８１（０）３−５４２２−１５１７",
        "\u{202D}0354221517\u{202C}",
    ] {
        assert_eq!(PhoneNumber::parse(typed).as_ref().map(PhoneNumber::as_digits), Ok("0354221517"), "{typed}");
    }
}

#[test]
fn a_phone_number_is_shown_with_hyphens_only_where_they_are_certain() {
    for (digits, shown) in [
        ("09012345678", "090-1234-5678"),
        ("05012345678", "050-1234-5678"),
        ("0354221517", "03-5422-1517"),
        ("0612345678", "06-1234-5678"),
        ("0120123456", "0120123456"),
        ("0423412345", "0423412345"),
    ] {
        assert_eq!(PhoneNumber::parse(digits).unwrap().to_string(), shown);
    }
    assert_eq!(PhoneNumber::parse("03-5422-1517").unwrap().international(), "+81354221517");
}

#[test]
fn what_cannot_be_dialled_is_refused() {
    assert_eq!(PhoneNumber::parse(" - "), Err(FieldError::Malformed));
    assert_eq!(PhoneNumber::parse("\u{3000}"), Err(FieldError::Required));
    for typed in [
        "12345",
        "110",
        "5422-1517",
        "+1 202 555 0100",
        "03-5422-151",
        "090-1234-56789",
        "03-5422-151a",
        "+81",
        "٠٣٥٤٢٢١٥١٧",
    ] {
        assert_eq!(PhoneNumber::parse(typed), Err(FieldError::Malformed), "{typed}");
    }
}

#[test]
fn a_postal_code_is_seven_digits_with_or_without_hyphen() {
    for typed in ["100-8926", "1008926", "〒１００−８９２６", "100ー8926", " 100 8926 "] {
        let code = PostalCode::parse(typed).unwrap();
        assert_eq!((code.as_str(), code.to_string().as_str()), ("1008926", "100-8926"), "{typed}");
    }
    assert_eq!(PostalCode::parse("〒"), Err(FieldError::Required));
    for typed in ["100-892", "100-89266", "100-892a"] {
        assert_eq!(PostalCode::parse(typed), Err(FieldError::Malformed), "{typed}");
    }
}

#[test]
fn only_what_a_browser_opens_as_a_page_is_a_web_address() {
    for typed in
        ["https://www.example.jp/", "http://example.jp/a?b=c&d=%20#e", " https://example.jp ", "https://例え.jp/道"]
    {
        assert_eq!(WebAddress::parse(typed).as_ref().map(WebAddress::as_str), Ok(typed.trim()));
    }
    assert_eq!(WebAddress::parse("\u{3000}"), Err(FieldError::Required));
    for typed in [
        "javascript:alert(1)",
        "JavaScript://example.jp/%0aalert(1)",
        "data:text/html,x",
        "//example.jp",
        "www.example.jp",
        "https://",
        "https:///example.jp",
        "https://example.jp/\"onclick=",
        "https://example.jp/<script>",
        "https://example.jp/a b",
        "https://example.jp/\u{202E}gpj.exe",
    ] {
        assert_eq!(WebAddress::parse(typed), Err(FieldError::Malformed), "{typed}");
    }
    assert_eq!(WebAddress::parse(&format!("https://example.jp/{}", "a".repeat(2_000))), Err(FieldError::Malformed));
}

proptest! {
    #[test]
    fn width_dashes_and_spaces_never_change_an_address(
        address in "[a-zA-Z0-9+_][a-zA-Z0-9+_.-]{0,20}@[a-z0-9]{1,10}(-[a-z0-9]{1,5})?\\.(co\\.jp|com|lg\\.jp)",
        choices in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        let typed = typed_otherwise(&address, &choices);
        prop_assert_eq!(EmailAddress::parse(&typed).map(String::from), Ok(address));
    }

    #[test]
    fn width_dashes_and_spaces_never_change_a_phone_number(
        number in "0[1-9]0-[0-9]{4}-[0-9]{4}|0[0-9]{1,3}-[0-9]{6}[0-9]?",
        choices in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        prop_assert_eq!(PhoneNumber::parse(&typed_otherwise(&number, &choices)), PhoneNumber::parse(&number));
    }

    #[test]
    fn what_was_taken_reads_back_as_itself(text in any_text(), around in any_text()) {
        for typed in [text.clone(), format!("{text}@{around}"), format!("a@{text}.jp"), format!("0{text}")] {
            if let Ok(address) = EmailAddress::parse(&typed) {
                prop_assert!(address.as_str().is_ascii());
                prop_assert!(!address.smtp_form().contains(['\r', '\n', ' ', '<', '>']));
                let _ = address.likely_typo();
                prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address));
            }
            if let Ok(number) = PhoneNumber::parse(&typed) {
                prop_assert_eq!(PhoneNumber::parse(&number.to_string()), Ok(number.clone()));
                prop_assert_eq!(PhoneNumber::parse(&number.international()), Ok(number));
            }
            if let Ok(code) = PostalCode::parse(&typed) {
                prop_assert_eq!(PostalCode::parse(&code.to_string()), Ok(code));
            }
        }
    }

    #[test]
    fn a_phone_number_survives_json_and_every_display(number in "0[0-9]{9,10}") {
        let number = PhoneNumber::parse(&number).unwrap();
        prop_assert_eq!(PhoneNumber::parse(&number.to_string()), Ok(number.clone()));
        let json = serde_json::to_string(&number).unwrap();
        prop_assert_eq!(serde_json::from_str::<PhoneNumber>(&json).unwrap(), number);
    }
}
