//! Organisations: names, kinds, corporate numbers.

use domain::input::FieldError;
use domain::organisation::{CorporateNumber, OrganisationKind, OrganisationName};
use proptest::prelude::*;

#[test]
fn a_name_is_kept_as_its_people_write_it() {
    for name in ["㈱テレワーク", "株式会社髙島", "NPO法人 はたらく&くらす", "有限会社\u{3000}辻"]
    {
        assert_eq!(OrganisationName::parse(name).as_ref().map(OrganisationName::as_str), Ok(name));
    }
    assert_eq!(OrganisationName::parse("www.example.com"), Err(FieldError::LinkNotAllowed));
    assert_eq!(OrganisationName::parse(&"社".repeat(151)), Err(FieldError::TooLong { max: 150 }));
}

#[test]
fn a_kind_is_known_by_its_slug() {
    for kind in OrganisationKind::ALL {
        assert_eq!(kind.slug().parse(), Ok(kind));
        assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{kind}\""));
    }
    assert_eq!("company".parse::<OrganisationKind>(), Err(FieldError::UnknownChoice));
}

#[test]
fn corporate_numbers_of_real_bodies_are_taken() {
    // The national tax agency, the ministry, the ministry of finance.
    for number in ["7000012050002", "2000012020001", "8000012050001"] {
        assert_eq!(CorporateNumber::parse(number).as_ref().map(CorporateNumber::as_str), Ok(number));
    }
    for typed in ["７０００−０１−２０５０００２", "T7000012050002", "ｔ７０００012050002", "7 0000 1205 0002"]
    {
        assert_eq!(CorporateNumber::parse(typed).unwrap().as_str(), "7000012050002", "{typed}");
    }
}

#[test]
fn a_corporate_number_with_a_slip_is_refused() {
    assert_eq!(CorporateNumber::parse(" "), Err(FieldError::Required));
    for typed in ["7000012050003", "700001205000", "70000120500022", "7000012O50002", "T", "8000012050002"] {
        assert_eq!(CorporateNumber::parse(typed), Err(FieldError::Malformed), "{typed}");
    }
}

proptest! {
    #[test]
    fn twelve_digits_have_exactly_one_check_digit(twelve in 0_u64..1_000_000_000_000) {
        let taken: Vec<u64> =
            (0..10).filter(|check| CorporateNumber::parse(&format!("{check}{twelve:012}")).is_ok()).collect();
        prop_assert_eq!(taken.len(), 1);
        prop_assert!((1..=9).contains(&taken[0]));
    }

    #[test]
    fn no_text_at_all_upsets_the_readers(signs in prop::collection::vec(any::<char>(), 0..60)) {
        let text = String::from_iter(signs);
        if let Ok(number) = CorporateNumber::parse(&text) {
            prop_assert_eq!(CorporateNumber::parse(number.as_str()), Ok(number));
        }
        if let Ok(name) = OrganisationName::parse(&text) {
            prop_assert_eq!(OrganisationName::parse(name.as_str()), Ok(name));
        }
    }
}
