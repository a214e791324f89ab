//! Tables as files: what is written is read back, by our own reader and by one of others, whatever stands in a cell.

use std::io::Cursor;

use app::staff::export::sheet;
use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use domain::contact::{EmailAddress, PhoneNumber};
use domain::language::Language;
use domain::organisation::OrganisationName;
use domain::person::{Kana, PersonName};
use domain::reference::ReferenceNumber;
use domain::registration::RegistrationState;
use domain::registration::sheet::{SheetColumn, SheetColumns};
use domain::spreadsheet::{Cell, Sheet};
use jiff::civil::{DateTime, date};
use proptest::prelude::*;
use server::sheet::{csv, xlsx};

use crate::sample;

/// Text that programs stumble over: formulas in both widths, quotes, commas, apostrophes, line breaks, phone numbers.
fn nasty() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("=HYPERLINK(\"https://evil.example\",\"here\")".to_owned()),
        Just("+81-3-5422-1517".to_owned()),
        Just("'=1+1".to_owned()),
        Just("＝cmd|' /C calc'!A0".to_owned()),
        "[=+@'\"＝＋－＠, \t\n-]{0,4}[a-zあ-ん0-9.()]{0,6}[\"',\n ]{0,3}",
        "[^\u{0}-\u{8}\u{b}-\u{1f}\u{7f}-\u{9f}\u{fffe}\u{ffff}\r]{0,20}",
    ]
}

fn moment() -> impl Strategy<Value = DateTime> {
    (0_i64..4_000_000_000).prop_map(|second| date(1970, 1, 1).at(0, 0, 0, 0) + jiff::Span::new().seconds(second))
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Nothing),
        nasty().prop_map(Cell::Text),
        any::<u32>().prop_map(Cell::Number),
        moment().prop_map(Cell::Moment),
    ]
}

fn table() -> impl Strategy<Value = Sheet> {
    (1_usize..5).prop_flat_map(|columns| {
        let row = prop::collection::vec(cell(), columns);
        let head = prop::collection::vec(nasty(), columns);
        (head, prop::collection::vec(row, 0..5)).prop_map(|(head, rows)| Sheet {
            name: "申込者".to_owned(),
            head,
            rows,
        })
    })
}

/// The first sheet of a workbook, cell by cell, and whether any of them is a formula.
fn opened(file: Vec<u8>) -> (impl Fn(usize, usize) -> Data, bool) {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file)).expect("a workbook");
    let name = book.sheet_names().first().cloned().expect("a sheet");
    let cells = book.worksheet_range(&name).expect("cells");
    let formulas = book.worksheet_formula(&name).expect("formulas");
    let is_formula = formulas.used_cells().next().is_some();
    let at = move |row: usize, column: usize| {
        let place = (u32::try_from(row).expect("a row"), u32::try_from(column).expect("a column"));
        cells.get_value(place).cloned().unwrap_or_default()
    };
    (at, is_formula)
}

/// A moment as workbooks count it: days since the end of 1899.
fn serial(at: DateTime) -> f64 {
    let seconds = at.duration_since(date(1899, 12, 30).at(0, 0, 0, 0)).as_secs_f64();
    seconds / 86_400.0
}

proptest! {
    #[test]
    fn a_csv_file_gives_back_exactly_what_was_written(table in table()) {
        let file = csv::write(&table).expect("it is written");
        prop_assert!(file.starts_with(csv::BYTE_ORDER_MARK));
        let read = csv::read(&file).expect("it is read");
        let said = |row: &Vec<Cell>| row.iter().map(|cell| cell.text().into_owned()).collect::<Vec<_>>();
        let mut written = vec![table.head.clone()];
        written.extend(table.rows.iter().map(said));
        prop_assert_eq!(read, written);
    }

    #[test]
    fn a_workbook_holds_text_as_text_numbers_as_numbers_dates_as_dates_and_no_formula(table in table()) {
        let (at, is_formula) = opened(xlsx::write(&table, sample::now()).expect("it is written"));
        prop_assert!(!is_formula);
        for (row, cells) in table.rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let found = at(row + 1, column);
                match cell {
                    Cell::Nothing => prop_assert_eq!(found, Data::Empty),
                    Cell::Text(text) if text.is_empty() => prop_assert!(matches!(found, Data::Empty | Data::String(_))),
                    Cell::Text(text) => prop_assert_eq!(found, Data::String(text.clone())),
                    Cell::Number(number) => prop_assert_eq!(found, Data::Float(f64::from(*number))),
                    Cell::Moment(moment) => match found {
                        Data::DateTime(read) => prop_assert!((read.as_f64() - serial(*moment)).abs() < 1e-6),
                        other => prop_assert!(false, "{moment} became {other:?}"),
                    },
                }
            }
        }
    }

    #[test]
    fn what_somebody_wrote_comes_back_as_the_same_person(
        name in nasty(),
        kana in "[ァ-ヴー]{1,5} ?[ァ-ヴ]{0,5}",
        organisation in nasty(),
        question in nasty(),
        phone in prop::sample::select(vec!["+81-3-5422-1517", "03-5422-1517", "090 1234 5678"]),
    ) {
        let mut registration = sample::registration(RegistrationState::Seated);
        let applicant = &mut registration.applicant;
        if let Ok(name) = PersonName::parse(&name) { applicant.name = name }
        if let Ok(kana) = Kana::parse(&kana) { applicant.kana = kana }
        if let Ok(organisation) = OrganisationName::parse(&organisation) { applicant.organisation = organisation }
        applicant.phone = PhoneNumber::parse(phone).ok();
        applicant.question = Some(question);
        let columns = SheetColumns::of(SheetColumn::ALL).expect("columns");
        let table = sheet(std::slice::from_ref(&registration), &columns, Language::Japanese);
        let read = csv::read(&csv::write(&table).expect("it is written")).expect("it is read");
        let at = |column: SheetColumn| {
            let place = columns.iter().position(|each| each == column).expect("it is there");
            read[1][place].as_str()
        };
        let applicant = &registration.applicant;
        prop_assert_eq!(ReferenceNumber::parse(at(SheetColumn::Reference)), Ok(registration.reference.clone()));
        prop_assert_eq!(PersonName::parse(at(SheetColumn::Name)), Ok(applicant.name.clone()));
        prop_assert_eq!(Kana::parse(at(SheetColumn::Kana)), Ok(applicant.kana.clone()));
        prop_assert_eq!(OrganisationName::parse(at(SheetColumn::Organisation)), Ok(applicant.organisation.clone()));
        prop_assert_eq!(EmailAddress::parse(at(SheetColumn::Email)).ok(), applicant.email.clone());
        prop_assert_eq!(PhoneNumber::parse(at(SheetColumn::Phone)).ok(), applicant.phone.clone());
        prop_assert_eq!(Some(at(SheetColumn::Question)), applicant.question.as_deref());
    }
}

#[test]
fn no_cell_begins_a_formula_and_a_phone_number_is_not_touched() {
    let text = |text: &str| Cell::Text(text.to_owned());
    let rows = vec![vec![text("=1+1"), text("+81-3-5422-1517"), text("-1")]];
    let head = ["a", "b", "c"].map(str::to_owned).to_vec();
    let file = csv::write(&Sheet { name: "x".to_owned(), head, rows }).expect("it is written");
    assert_eq!(String::from_utf8(file).expect("UTF-8"), "\u{feff}a,b,c\r\n'=1+1,+81-3-5422-1517,-1\r\n");
}
