//! Regions, prefectures and the codes of local governments.

use std::collections::BTreeSet;

use domain::input::FieldError;
use domain::language::Language;
use domain::place::{LocalGovernmentCode, Prefecture, Region};
use proptest::prelude::*;

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..30).prop_map(String::from_iter)
}

#[test]
fn the_47_codes_run_from_north_to_south() {
    for (code, prefecture) in (1_u8..).zip(Prefecture::ALL) {
        assert_eq!(prefecture.code(), code);
        assert_eq!(prefecture.code_text(), format!("{code:02}"));
        assert_eq!(Prefecture::from_code(code), Some(prefecture));
        assert_eq!(prefecture.code_text().parse(), Ok(prefecture));
        assert_eq!(serde_json::to_string(&prefecture).unwrap(), format!("\"{code:02}\""));
    }
    assert_eq!((Prefecture::from_code(0), Prefecture::from_code(48)), (None, None));
}

#[test]
fn a_code_is_read_in_any_width_and_nothing_else_is_a_prefecture() {
    assert_eq!(Prefecture::parse("１３"), Ok(Prefecture::Tokyo));
    assert_eq!(Prefecture::parse("1"), Ok(Prefecture::Hokkaido));
    assert_eq!(Prefecture::parse(" "), Err(FieldError::Required));
    for typed in ["0", "00", "48", "013", "+1", "東京都"] {
        assert_eq!(Prefecture::parse(typed), Err(FieldError::UnknownChoice), "{typed}");
    }
    assert!(serde_json::from_str::<Prefecture>("\"99\"").is_err());
}

#[test]
fn a_prefecture_is_found_by_every_name_of_it() {
    for name in ["東京都", "東京", "Tokyo", "TOKYO", " 東京都\u{3000}"] {
        assert_eq!(Prefecture::from_name(name), Some(Prefecture::Tokyo), "{name}");
    }
    assert_eq!(Prefecture::from_name("京都"), Some(Prefecture::Kyoto));
    assert_eq!(Prefecture::from_name("北海道"), Some(Prefecture::Hokkaido));
    assert_eq!(Prefecture::from_name("北海"), None);
    assert_eq!(Prefecture::from_name(""), None);
}

#[test]
fn a_short_name_is_the_full_one_without_its_kind() {
    for prefecture in Prefecture::ALL {
        let full = prefecture.name(Language::Japanese);
        let short = prefecture.short_name(Language::Japanese);
        if prefecture == Prefecture::Hokkaido {
            assert_eq!(short, full);
        } else {
            let kind = full.strip_prefix(short).unwrap();
            assert!(matches!((kind, short), ("都", "東京") | ("府", "京都" | "大阪") | ("県", _)), "{full}");
        }
        assert_eq!(Prefecture::from_name(prefecture.name(Language::English)), Some(prefecture));
        assert_eq!(prefecture.short_name(Language::English), prefecture.name(Language::English));
    }
}

#[test]
fn the_eleven_regions_share_out_all_prefectures() {
    let all: BTreeSet<Prefecture> = Region::ALL.into_iter().flat_map(Region::prefectures).collect();
    assert_eq!(all.len(), 47);
    let counts: Vec<usize> = Region::ALL.into_iter().map(|region| region.prefectures().count()).collect();
    assert_eq!(counts, [1, 6, 8, 2, 3, 4, 6, 5, 4, 7, 1]);
    assert_eq!(Prefecture::Yamanashi.region(), Region::Kanto);
    assert_eq!(Prefecture::Mie.region(), Region::Tokai);
    for region in Region::ALL {
        assert_eq!(Region::from_slug(region.slug()), Some(region));
        assert_eq!(serde_json::to_string(&region).unwrap(), format!("\"{region}\""));
        assert_eq!(region.name(Language::English).to_lowercase(), region.slug());
    }
    assert_eq!(Region::from_slug("Kanto"), None);
}

#[test]
fn neighbours_are_mutual_and_reach_the_whole_country() {
    for prefecture in Prefecture::ALL {
        assert!(!prefecture.neighbours().is_empty());
        assert!(!prefecture.neighbours().contains(&prefecture));
        assert!(prefecture.neighbours().is_sorted());
        for neighbour in prefecture.neighbours() {
            assert!(neighbour.neighbours().contains(&prefecture), "{prefecture:?} and {neighbour:?}");
        }
    }
    let mut reached = BTreeSet::from([Prefecture::Okinawa]);
    while let Some(next) = reached.iter().flat_map(|here| here.neighbours()).find(|there| !reached.contains(there)) {
        reached.insert(*next);
    }
    assert_eq!(reached.len(), 47);
}

#[test]
fn codes_of_real_governments_are_taken() {
    for (code, prefecture) in [
        ("010006", Prefecture::Hokkaido),
        ("011002", Prefecture::Hokkaido),
        ("130001", Prefecture::Tokyo),
        ("131083", Prefecture::Tokyo),
        ("131199", Prefecture::Tokyo),
        ("132110", Prefecture::Tokyo),
        ("122106", Prefecture::Chiba),
        ("270008", Prefecture::Osaka),
        ("470007", Prefecture::Okinawa),
    ] {
        let read = LocalGovernmentCode::parse(code).unwrap();
        assert_eq!((read.as_str(), read.prefecture()), (code, prefecture));
        assert_eq!(read.is_prefecture(), LocalGovernmentCode::of_prefecture(prefecture) == read, "{code}");
    }
    assert_eq!(LocalGovernmentCode::parse("１３−１０８−３").unwrap().as_str(), "131083");
}

#[test]
fn a_code_without_its_prefecture_or_check_digit_is_refused() {
    assert_eq!(LocalGovernmentCode::parse(""), Err(FieldError::Required));
    for typed in ["130002", "13000", "1300011", "000001", "480002", "13000a", "東京都"] {
        assert_eq!(LocalGovernmentCode::parse(typed), Err(FieldError::Malformed), "{typed}");
    }
}

proptest! {
    #[test]
    fn five_digits_have_exactly_one_check_digit(five in 1_000_u32..48_000) {
        let taken = (0..10).filter(|check| LocalGovernmentCode::parse(&format!("{five:05}{check}")).is_ok());
        prop_assert_eq!(taken.count(), 1);
    }

    #[test]
    fn no_text_at_all_upsets_the_readers(text in any_text()) {
        let _ = Prefecture::parse(&text);
        let _ = Prefecture::from_name(&text);
        let _ = Region::from_slug(&text);
        if let Ok(code) = LocalGovernmentCode::parse(&text) {
            prop_assert_eq!(LocalGovernmentCode::parse(code.as_str()), Ok(code));
        }
    }
}
