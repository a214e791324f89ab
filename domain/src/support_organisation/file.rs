//! The secretariat's file: one row for each organisation, eighteen cells of text, in both directions.
//!
//! Its form is described for people in `docs/organisations.md`. Tolerant in, strict in store: width and kinds of dashes
//! are read as they were meant; what is wrong with a row is told all at once.

use crate::contact::{EmailAddress, PostalCode, WebAddress};
use crate::event::{Bilingual, Topic};
use crate::input::{FieldError, multi_line, single_line, tolerant};
use crate::language::Language;
use crate::organisation::OrganisationName;
use crate::place::Prefecture;

use super::{
    AreaServed, Office, OfficePhone, SupportOrganisation, SupportOrganisationCode as Code,
    SupportOrganisationKind as Kind,
};

/// The greatest number of characters of 支援内容.
const HELP_MAX: u32 = 1_000;
/// The greatest number of characters of a part of an address, and of 受付時間.
const LINE_MAX: u32 = 100;
/// So many characters of a wrong part are repeated in a report.
const PART_SHOWN: usize = 40;

/// Names the columns once: the enum, their headers and their order cannot drift apart.
macro_rules! columns {
    ($count:literal: $($column:ident $header:literal)*) => {
        /// A column of the file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each stands beside its header")]
        pub enum Column {
            $($column,)*
        }

        impl Column {
            /// All columns, in the order of the file.
            pub const ALL: [Self; $count] = [$(Self::$column,)*];

            /// The header of the column.
            pub const fn header(self) -> &'static str {
                match self {
                    $(Self::$column => $header,)*
                }
            }
        }

        /// The first line of the file.
        pub const HEADER: [&str; $count] = [$($header,)*];
    };
}

columns! { 18:
    Code "コード"
    Name "名称"
    NameEnglish "名称(英字)"
    Kind "種別"
    AreaServed "対象都道府県"
    PostalCode "郵便番号"
    Prefecture "所在地都道府県"
    City "所在地市区町村"
    Street "所在地町名以下"
    Topics "分野"
    Help "支援内容"
    HelpEnglish "支援内容(英字)"
    Phone "電話番号"
    Email "メールアドレス"
    Page "ウェブページ"
    Hours "受付時間"
    HoursEnglish "受付時間(英字)"
    Listing "掲載"
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowProblem {
    /// A cell that cannot be taken.
    Cell {
        /// In which column.
        column: Column,
        /// Why.
        error: FieldError,
    },
    /// A word of a list that means nothing.
    UnknownWord {
        /// In which column.
        column: Column,
        /// The word, without control characters, cut where it is long.
        word: String,
    },
    /// Neither phone nor mail address nor page: nobody could turn to it.
    NoContact,
}

/// The word that is written to the file, and others that are understood.
type Words<T> = &'static [(T, &'static [&'static str])];

const KINDS: Words<Kind> = &[
    (
        Kind::ChamberOfCommerce,
        &["商工会議所・商工会", "商工会議所", "商工会", "商工会連合会", "商工会議所連合会", "chamber"],
    ),
    (Kind::IndustryFederation, &["中央会", "中小企業団体中央会", "業界団体", "federation"]),
    (Kind::ItAssociation, &["情報産業協会", "情報産業団体", "IT団体", "it"]),
    (Kind::LabourAssociation, &["社会保険労務士会", "社労士会", "労働団体", "labour"]),
    (Kind::LocalGovernment, &["地方公共団体", "自治体", "government"]),
    (Kind::Other, &["その他", "other"]),
];

const TOPICS: Words<Topic> = &[
    (Topic::Ict, &["ICT環境", "ICT"]),
    (Topic::Security, &["セキュリティ", "security"]),
    (Topic::Personnel, &["労務管理", "労務", "personnel"]),
    (Topic::Other, &["その他", "other"]),
];

const LISTING: Words<bool> =
    &[(true, &["掲載する", "掲載", "yes"]), (false, &["掲載しない", "非掲載", "掲載終了", "no"])];

const AREAS: Words<Everywhere> = &[(Everywhere, &["全国", "all"])];

/// 全国 in the list of prefectures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Everywhere;

/// What `word` means; also in any width and case.
fn meaning<T: Copy>(words: Words<T>, word: &str) -> Option<T> {
    let typed = tolerant(word);
    let is_meant = |known: &&str| tolerant(known).eq_ignore_ascii_case(&typed);
    words.iter().find(|(_, known)| known.iter().any(is_meant)).map(|(meant, _)| *meant)
}

/// The word that the file has for `meant`.
fn word_for<T: PartialEq>(words: Words<T>, meant: &T) -> &'static str {
    words.iter().find(|(known, _)| known == meant).and_then(|(_, words)| words.first()).copied().unwrap_or_default()
}

/// The parts of a list: parted by a comma of any kind, a middle dot, a slash, a semicolon or white space.
fn parts(list: &str) -> impl Iterator<Item = &str> {
    list.split(|sign: char| sign.is_whitespace() || "、，,・･/／;；".contains(sign)).filter(|part| !part.is_empty())
}

struct Row<'a, C> {
    cells: &'a [C],
    problems: Vec<RowProblem>,
}

impl<C: AsRef<str>> Row<'_, C> {
    fn cell(&self, column: Column) -> &str {
        self.cells.get(column as usize).map_or("", AsRef::as_ref)
    }

    fn read<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Result<T, FieldError>) -> Option<T> {
        read(self.cell(column)).map_err(|error| self.problems.push(RowProblem::Cell { column, error })).ok()
    }

    /// The same for a cell that may be empty.
    fn optional<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Result<T, FieldError>) -> Option<T> {
        self.read(column, |cell| match read(cell) {
            Err(FieldError::Required) => Ok(None),
            outcome => outcome.map(Some),
        })
        .flatten()
    }

    fn line(&mut self, column: Column) -> Option<String> {
        self.optional(column, |cell| single_line(cell, LINE_MAX))
    }

    /// What each word of a list means; a list that must not be empty.
    fn list<T>(&mut self, column: Column, meaning: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let (mut meant, mut unknown) = (Vec::new(), Vec::new());
        for word in parts(self.cell(column)) {
            match meaning(word) {
                Some(one) => meant.push(one),
                None => unknown.push(word.chars().filter(|sign| !sign.is_control()).take(PART_SHOWN).collect()),
            }
        }
        if meant.is_empty() && unknown.is_empty() {
            self.problems.push(RowProblem::Cell { column, error: FieldError::Required });
        }
        self.problems.extend(unknown.into_iter().map(|word| RowProblem::UnknownWord { column, word }));
        meant
    }

    fn area(&mut self) -> Option<AreaServed> {
        /// One word of the list: a prefecture, or all of them.
        enum Served {
            All,
            One(Prefecture),
        }
        let served = self.list(Column::AreaServed, |word| {
            let typed = tolerant(word);
            meaning(AREAS, &typed).map(|Everywhere| Served::All).or_else(|| prefecture(&typed).map(Served::One))
        });
        if served.iter().any(|one| matches!(one, Served::All)) {
            return Some(AreaServed::AllOfJapan);
        }
        let prefectures = served.into_iter().filter_map(|one| match one {
            Served::All => None,
            Served::One(prefecture) => Some(prefecture),
        });
        AreaServed::of(prefectures.collect())
    }
}

/// A prefecture by its name or its code of one or two digits.
fn prefecture(typed: &str) -> Option<Prefecture> {
    Prefecture::from_name(typed).or_else(|| Prefecture::parse(typed).ok())
}

fn name(cell: &str) -> Result<String, FieldError> {
    OrganisationName::parse(cell).map(String::from)
}

/// Reads a row.
///
/// # Errors
/// Everything that is wrong with it, in the order of its columns.
pub fn from_cells(cells: &[impl AsRef<str>]) -> Result<SupportOrganisation, Vec<RowProblem>> {
    let mut row = Row { cells, problems: Vec::new() };
    let code = row.read(Column::Code, Code::parse);
    let name_ja = row.read(Column::Name, name);
    let name_en = row.optional(Column::NameEnglish, name);
    let kind = row.read(Column::Kind, |cell| match meaning(KINDS, cell) {
        Some(kind) => Ok(kind),
        None if tolerant(cell).is_empty() => Err(FieldError::Required),
        None => Err(FieldError::UnknownChoice),
    });
    let area = row.area();
    let office = Office {
        postal_code: row.optional(Column::PostalCode, PostalCode::parse),
        prefecture: row.optional(Column::Prefecture, |cell| match tolerant(cell).as_str() {
            "" => Err(FieldError::Required),
            typed => prefecture(typed).ok_or(FieldError::UnknownChoice),
        }),
        city: row.line(Column::City),
        street: row.line(Column::Street),
    };
    let mut topics = row.list(Column::Topics, |word| meaning(TOPICS, word));
    topics.sort_unstable();
    topics.dedup();
    let help_ja = row.read(Column::Help, |cell| multi_line(cell, HELP_MAX)?.ok_or(FieldError::Required));
    let help_en = row.read(Column::HelpEnglish, |cell| multi_line(cell, HELP_MAX)).flatten();
    let phone = row.optional(Column::Phone, OfficePhone::parse);
    let email = row.optional(Column::Email, EmailAddress::parse);
    let page = row.optional(Column::Page, WebAddress::parse);
    let is_reachable =
        [Column::Phone, Column::Email, Column::Page].into_iter().any(|column| !tolerant(row.cell(column)).is_empty());
    if !is_reachable {
        row.problems.push(RowProblem::NoContact);
    }
    let hours_ja = row.line(Column::Hours);
    let hours_en = row.line(Column::HoursEnglish);
    let hours = match (hours_ja, hours_en) {
        (Some(ja), en) => Some(Bilingual { ja, en }),
        (None, Some(_)) => {
            row.problems.push(RowProblem::Cell { column: Column::Hours, error: FieldError::Required });
            None
        }
        (None, None) => None,
    };
    let is_listed = row.read(Column::Listing, |cell| match tolerant(cell).as_str() {
        "" => Ok(true),
        typed => meaning(LISTING, typed).ok_or(FieldError::UnknownChoice),
    });
    match (code, name_ja, kind, area, help_ja, is_listed) {
        (Some(code), Some(name_ja), Some(kind), Some(area), Some(help_ja), Some(is_listed))
            if row.problems.is_empty() =>
        {
            Ok(SupportOrganisation {
                code,
                name: Bilingual { ja: name_ja, en: name_en },
                kind,
                area,
                office,
                topics,
                help: Bilingual { ja: help_ja, en: help_en },
                phone,
                email,
                page,
                hours,
                is_listed,
                is_demo: false,
            })
        }
        _ => Err(row.problems),
    }
}

/// The cells of an organisation; [`from_cells`] reads them back as the same.
pub fn cells_of(organisation: &SupportOrganisation) -> [String; 18] {
    Column::ALL.map(|column| cell(organisation, column).unwrap_or_default())
}

fn cell(organisation: &SupportOrganisation, column: Column) -> Option<String> {
    let office = &organisation.office;
    let name_of = |prefecture: &Prefecture| prefecture.name(Language::Japanese);
    match column {
        Column::Code => Some(organisation.code.to_string()),
        Column::Name => Some(organisation.name.ja.clone()),
        Column::NameEnglish => organisation.name.en.clone(),
        Column::Kind => Some(word_for(KINDS, &organisation.kind).to_owned()),
        Column::AreaServed => Some(match &organisation.area {
            AreaServed::AllOfJapan => word_for(AREAS, &Everywhere).to_owned(),
            AreaServed::Prefectures(prefectures) => prefectures.iter().map(name_of).collect::<Vec<_>>().join("、"),
        }),
        Column::PostalCode => office.postal_code.as_ref().map(ToString::to_string),
        Column::Prefecture => office.prefecture.as_ref().map(|prefecture| name_of(prefecture).to_owned()),
        Column::City => office.city.clone(),
        Column::Street => office.street.clone(),
        Column::Topics => {
            let words = organisation.topics.iter().map(|topic| word_for(TOPICS, topic));
            Some(words.collect::<Vec<_>>().join("、"))
        }
        Column::Help => Some(organisation.help.ja.clone()),
        Column::HelpEnglish => organisation.help.en.clone(),
        Column::Phone => organisation.phone.as_ref().map(ToString::to_string),
        Column::Email => organisation.email.as_ref().map(ToString::to_string),
        Column::Page => organisation.page.as_ref().map(ToString::to_string),
        Column::Hours => organisation.hours.as_ref().map(|hours| hours.ja.clone()),
        Column::HoursEnglish => organisation.hours.as_ref().and_then(|hours| hours.en.clone()),
        Column::Listing => Some(word_for(LISTING, &organisation.is_listed).to_owned()),
    }
}
