//! Support organisations: their file, and who is found where.

use domain::event::Topic;
use domain::input::FieldError;
use domain::place::{Prefecture, Region};
use domain::support_organisation::{
    AreaServed, Column, Directory, Filter, Loosened, OfficePhone, RowProblem, SupportOrganisation,
    SupportOrganisationCode, SupportOrganisationKind, cells_of, from_cells,
};
use proptest::prelude::*;

/// A word for each kind.
const KINDS: [&str; 6] = ["chamber", "federation", "it", "labour", "government", "other"];

/// A whole row; each test changes what it is about.
fn row(changes: &[(Column, &str)]) -> Vec<String> {
    let known = [
        (Column::Code, "cci-13"),
        (Column::Name, "みほん商工会議所"),
        (Column::NameEnglish, "Mihon Chamber of Commerce"),
        (Column::Kind, "商工会議所・商工会"),
        (Column::AreaServed, "東京都"),
        (Column::PostalCode, "１００−８９２６"),
        (Column::Prefecture, "東京都"),
        (Column::City, "千代田区"),
        (Column::Street, "見本町1-2-3"),
        (Column::Topics, "ICT環境、労務管理"),
        (Column::Help, "テレワークの始めかたを、経営指導員がいっしょに考えます。"),
        (Column::HelpEnglish, "An adviser helps you to start with telework."),
        (Column::Phone, "（03）5422-1517"),
        (Column::Email, "info@example.jp"),
        (Column::Page, "https://www.example.jp/telework"),
        (Column::Hours, "平日 9:00〜17:00"),
    ];
    let mut cells = vec![String::new(); Column::ALL.len()];
    for (column, cell) in known.into_iter().chain(changes.iter().copied()) {
        cell.clone_into(&mut cells[column as usize]);
    }
    cells
}

fn organisation(changes: &[(Column, &str)]) -> SupportOrganisation {
    from_cells(&row(changes)).unwrap_or_else(|problems| panic!("{changes:?}: {problems:?}"))
}

fn problems(changes: &[(Column, &str)]) -> Vec<RowProblem> {
    from_cells(&row(changes)).err().unwrap_or_default()
}

#[test]
fn a_row_becomes_an_organisation() {
    let read = organisation(&[]);
    assert_eq!(read.code.as_str(), "CCI-13");
    assert_eq!(read.kind, SupportOrganisationKind::ChamberOfCommerce);
    assert_eq!(read.area, AreaServed::Prefectures(vec![Prefecture::Tokyo]));
    assert_eq!(read.topics, [Topic::Ict, Topic::Personnel]);
    assert_eq!(read.office.postal_code.map(|code| code.to_string()).as_deref(), Some("100-8926"));
    assert_eq!(read.phone.as_ref().map(OfficePhone::as_str), Some("03-5422-1517"));
    assert!(read.is_listed && !read.is_demo);
}

#[test]
fn words_and_places_are_read_in_every_width_and_by_every_name() {
    for (column, cell) in [
        (Column::AreaServed, "13"),
        (Column::AreaServed, "１３"),
        (Column::AreaServed, "東京"),
        (Column::AreaServed, "Tokyo"),
        (Column::AreaServed, "東京都、 東京都"),
        (Column::Topics, "ｉｃｔ環境・労務管理"),
        (Column::Topics, "personnel, ICT"),
        (Column::Topics, "ICT／労務"),
        (Column::Kind, "商工会議所･商工会"),
        (Column::Kind, "Chamber"),
        (Column::Code, "ＣＣＩ－１３"),
        (Column::Phone, "+81 3-5422-1517"),
        (Column::Listing, "掲載する"),
    ] {
        assert_eq!(organisation(&[(column, cell)]), organisation(&[]), "{cell}");
    }
    let everywhere = organisation(&[(Column::AreaServed, "全国")]);
    assert_eq!((everywhere.area.clone(), everywhere.home()), (AreaServed::AllOfJapan, None));
    assert!(!organisation(&[(Column::Listing, "掲載しない")]).is_listed);
}

#[test]
fn a_phone_keeps_the_hyphens_that_its_office_writes() {
    for (typed, shown) in [
        ("0584-00-2266", "0584-00-2266"),
        ("０５８４ー００ー２２６６", "0584-00-2266"),
        ("0584002266", "0584002266"),
        ("（０５８４）００−２２６６", "0584-00-2266"),
        ("0584(00)2266", "0584-00-2266"),
        ("0354221517", "03-5422-1517"),
        ("-0584002266", "0584002266"),
        ("+81-584-00-2266", "0584002266"),
    ] {
        assert_eq!(OfficePhone::parse(typed).as_ref().map(OfficePhone::as_str), Ok(shown), "{typed}");
    }
    assert_eq!(OfficePhone::parse("0584-00-2266").map(|phone| phone.link()), Ok("tel:+81584002266".to_owned()));
    assert_eq!(OfficePhone::parse("12-34"), Err(FieldError::Malformed));
}

#[test]
fn everything_that_is_wrong_with_a_row_is_told_at_once() {
    let cell = |column, error| RowProblem::Cell { column, error };
    let found = problems(&[
        (Column::Code, "一番"),
        (Column::Name, ""),
        (Column::Kind, "会社"),
        (Column::AreaServed, "東京都、江戸"),
        (Column::PostalCode, "12"),
        (Column::Topics, ""),
        (Column::Help, "\u{7}"),
        (Column::Phone, "電話"),
        (Column::Email, "info.example.jp"),
        (Column::Page, "javascript:alert(1)"),
        (Column::Hours, ""),
        (Column::HoursEnglish, "Weekdays"),
        (Column::Listing, "たぶん"),
    ]);
    assert_eq!(
        found,
        [
            cell(Column::Code, FieldError::Malformed),
            cell(Column::Name, FieldError::Required),
            cell(Column::Kind, FieldError::UnknownChoice),
            RowProblem::UnknownWord { column: Column::AreaServed, word: "江戸".to_owned() },
            cell(Column::PostalCode, FieldError::Malformed),
            cell(Column::Topics, FieldError::Required),
            cell(Column::Help, FieldError::ControlCharacter),
            cell(Column::Phone, FieldError::Malformed),
            cell(Column::Email, FieldError::MissingAtSign),
            cell(Column::Page, FieldError::Malformed),
            cell(Column::Hours, FieldError::Required),
            cell(Column::Listing, FieldError::UnknownChoice),
        ]
    );
}

#[test]
fn an_organisation_that_nobody_could_turn_to_is_refused() {
    let silent = [(Column::Phone, ""), (Column::Email, " "), (Column::Page, "\u{3000}")];
    assert_eq!(problems(&silent), [RowProblem::NoContact]);
    organisation(&silent[1..]);
}

#[test]
fn a_row_that_is_cut_short_is_refused_and_not_a_panic() {
    assert!(from_cells(&["CCI-13", "みほん商工会議所"]).is_err());
    let nothing: [&str; 0] = [];
    assert!(from_cells(&nothing).is_err());
}

#[test]
fn a_code_is_short_and_plain() {
    assert_eq!(SupportOrganisationCode::parse(" "), Err(FieldError::Required));
    assert_eq!(SupportOrganisationCode::parse("a_b"), Err(FieldError::Malformed));
    assert_eq!(SupportOrganisationCode::parse(&"A".repeat(33)), Err(FieldError::TooLong { max: 32 }));
    assert!(SupportOrganisationCode::parse(&"a".repeat(32)).is_ok());
}

fn served(code: &str, area: &str, topics: &str) -> SupportOrganisation {
    organisation(&[
        (Column::Code, code),
        (Column::AreaServed, area),
        (Column::Topics, topics),
        (Column::Prefecture, ""),
    ])
}

/// Two in Tokyo and around, one in Osaka, one everywhere, one that is not listed.
fn directory() -> Directory {
    let hidden = organisation(&[(Column::Code, "Z"), (Column::Listing, "掲載しない")]);
    Directory::new(vec![
        served("ALL", "全国", "セキュリティ"),
        served("OSAKA", "大阪", "ICT環境"),
        served("KANTO", "東京、神奈川、静岡", "労務管理"),
        served("TOKYO", "東京", "ICT環境"),
        hidden,
    ])
}

fn codes(directory: &Directory, filter: &Filter) -> Vec<(Option<Region>, String)> {
    directory.find(filter).into_iter().map(|(region, found)| (region, found.code.to_string())).collect()
}

#[test]
fn organisations_stand_by_region_and_those_for_everybody_at_the_end() {
    let listed = |region: Option<Region>, code: &str| (region, code.to_owned());
    let directory = directory();
    assert_eq!(
        codes(&directory, &Filter::default()),
        [
            listed(Some(Region::Kanto), "KANTO"),
            listed(Some(Region::Kanto), "TOKYO"),
            listed(Some(Region::Kinki), "OSAKA"),
            listed(None, "ALL"),
        ]
    );
    // Under the heading of the place that was asked for, not of its home.
    let shizuoka = Filter { prefecture: Some(Prefecture::Shizuoka), ..Filter::default() };
    assert_eq!(codes(&directory, &shizuoka), [listed(Some(Region::Tokai), "KANTO"), listed(None, "ALL")]);
    let ict = Filter { region: Some(Region::Kanto), topics: vec![Topic::Ict], ..Filter::default() };
    assert_eq!(codes(&directory, &ict), [listed(Some(Region::Kanto), "TOKYO")]);
}

#[test]
fn the_office_says_where_an_organisation_is_at_home_if_it_helps_there() {
    let home = |area, office| organisation(&[(Column::AreaServed, area), (Column::Prefecture, office)]).home();
    assert_eq!(home("茨城、東京", "東京"), Some(Prefecture::Tokyo));
    assert_eq!(home("茨城、栃木", "東京"), Some(Prefecture::Ibaraki));
    assert_eq!(home("茨城、栃木", ""), Some(Prefecture::Ibaraki));
}

#[test]
fn an_empty_answer_offers_the_neighbours_the_region_and_other_topics() {
    let directory = directory();
    let offered = |filter: &Filter| {
        let alternatives = directory.alternatives(filter);
        for (loosened, wider, count) in &alternatives {
            assert_eq!(directory.find(wider).len(), *count, "{loosened:?}");
        }
        alternatives.into_iter().map(|(loosened, _, _)| loosened).collect::<Vec<_>>()
    };
    let chiba = Filter { prefecture: Some(Prefecture::Chiba), topics: vec![Topic::Personnel], ..Filter::default() };
    assert_eq!(directory.count(&chiba), 0);
    assert_eq!(
        offered(&chiba),
        [
            Loosened::Neighbour(Prefecture::Tokyo),
            Loosened::Neighbour(Prefecture::Kanagawa),
            Loosened::Region(Region::Kanto),
            Loosened::Topics,
        ]
    );
    let nothing = Filter { topics: vec![Topic::Other], ..Filter::default() };
    assert_eq!(offered(&nothing), [Loosened::Topics]);
    let near = Directory::new(vec![served("OSAKA", "大阪", "ICT環境")]);
    let far = Filter { prefecture: Some(Prefecture::Okinawa), ..Filter::default() };
    assert_eq!(near.alternatives(&far).len(), 1);
    assert_eq!(Directory::default().alternatives(&far), []);
}

fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter),
        "[ -~]{0,20}",
        Just("全国".to_owned()),
        Just("<script>alert(1)</script>".to_owned()),
    ]
}

proptest! {
    #[test]
    fn what_is_taken_is_read_back_from_its_own_cells(
        name in "[一-龠ぁ-んA-Za-z]{1,20}",
        help in any_cell(),
        kind in 0..KINDS.len(),
        area in prop::collection::vec(1_u8..=47, 1..6),
        topics in prop::collection::vec(0_usize..4, 1..5),
        listing in any::<bool>(),
    ) {
        let area = area.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
        let topics = topics.iter().map(|at| Topic::ALL[*at].slug()).collect::<Vec<_>>().join("/");
        let cells = row(&[
            (Column::Name, name.as_str()),
            (Column::Help, help.as_str()),
            (Column::Kind, KINDS[kind]),
            (Column::AreaServed, area.as_str()),
            (Column::Topics, topics.as_str()),
            (Column::Listing, if listing { "" } else { "no" }),
        ]);
        if let Ok(read) = from_cells(&cells) {
            let written = cells_of(&read);
            prop_assert_eq!(from_cells(&written), Ok(read));
        }
    }

    #[test]
    fn no_cells_at_all_upset_the_reader(cells in prop::collection::vec(any_cell(), 0..20)) {
        if let Ok(read) = from_cells(&cells) {
            prop_assert_eq!(from_cells(&cells_of(&read)), Ok(read.clone()));
            let document = serde_json::to_string(&read).unwrap();
            prop_assert_eq!(serde_json::from_str::<SupportOrganisation>(&document).unwrap(), read);
        }
    }
}
