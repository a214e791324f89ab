//! Open data: events as rows of the national catalogue, fifty columns of text, in both directions.
//!
//! Tolerant in, strict in store: a row of a real file is refused only where no event can be made of
//! it. Whatever was read with a grain of salt comes back as a [`Remark`], and the row itself is kept
//! beside the event ([`SourceRow`](crate::event::SourceRow)), so that an export gives back the same
//! cells wherever nothing was changed since. This file knows text cells only; what a file looks like
//! in bytes is the business of whoever reads it.
//!
//! The columns are those of the event catalogue of the Digital Agency's Base Registry
//! (推奨データセット, イベント一覧).

mod cell;
mod identity;
mod merge;
mod place;
mod read;
mod write;

pub use identity::{Identities, Identity, content_identity, is_another_event, own_code};
pub use merge::merge;
pub use read::event_from_cells;
pub use write::cells_from_event;

/// Names the columns once: the enum, their headers and their order cannot drift apart.
macro_rules! columns {
    ($($column:ident $header:literal)*) => {
        /// A column of the catalogue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each stands beside its header")]
        pub enum Column {
            $($column,)*
        }

        impl Column {
            /// All columns, in the order of the file.
            pub const ALL: [Self; 50] = [$(Self::$column,)*];

            /// The header, as the catalogue words it.
            pub const fn header(self) -> &'static str {
                match self {
                    $(Self::$column => $header,)*
                }
            }
        }

        /// The first line of the file.
        pub const HEADER: [&str; 50] = [$($header,)*];
    };
}

columns! {
    Number "NO"
    GovernmentCode "都道府県コード又は市区町村コード"
    Title "名称"
    TitleKana "名称(カナ)"
    TitleEnglish "名称(英字)"
    ShortTitle "名称(通称)"
    Subtitle "サブタイトル"
    Summary "概要"
    Description "説明"
    SubEvents "サブイベント"
    Kind "イベント種類"
    Url "URL"
    ImageUrl "画像URL"
    State "状態"
    Industry "対象となる産業"
    Stage "ステージ"
    StartDate "開始日"
    EndDate "終了日"
    StartTime "開始時刻"
    EndTime "終了時刻"
    TimeNote "日時備考"
    PlaceName "場所名称"
    MeetingPlace "集合場所"
    PostalCode "郵便番号"
    Prefecture "住所都道府県"
    City "住所市区町村"
    Town "住所町名"
    Block "住所丁目以下"
    Building "建物名等"
    Latitude "緯度"
    Longitude "経度"
    Organiser "主催団体"
    CoHosts "共催団体"
    OtherOrganisations "その他関係団体"
    Audience "対象者"
    Capacity "定員"
    Fee "料金(基本)"
    FeeNote "料金(詳細)"
    ForeignLanguages "外国語対応"
    DeadlineDate "申込期限日"
    DeadlineTime "申込期限時刻"
    HowToApply "申込方法"
    Access "アクセス方法"
    Parking "駐車場情報"
    BicycleParking "駐輪場情報"
    ContactName "連絡先名称"
    ContactPhone "連絡先電話番号"
    ContactExtension "連絡先内線番号"
    ContactEmail "連絡先メールアドレス"
    Remarks "備考"
}

impl Column {
    /// Its place in a row, 0 for the first.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// Something about a row that was taken all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remark {
    /// In which column.
    pub column: Column,
    /// What.
    pub kind: RemarkKind,
}

/// What was read with a grain of salt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemarkKind {
    /// The cell could not be read as what its column is for; the event goes without, the cell is kept.
    Unreadable,
    /// The cell is no number; what it says is kept as a note.
    KeptAsNote,
    /// The last day lies before the first: taken as one day.
    EndDayBeforeStart,
    /// The end is not after the beginning: taken without an end.
    EndNotAfterStart,
    /// The check digit is wrong; the prefecture was taken from the address or from the first digits.
    WrongCheckDigit,
    /// Not a complete web address: it is kept in the file's row only.
    IncompleteAddress,
    /// Latitude and longitude stood in each other's place and were exchanged.
    Exchanged,
    /// The row carries a number that another row of the file has too; it is known by its content.
    NumberNotUnique,
    /// Another row has the same name, time and place; it is known by its content and a counter.
    SameAsAnother,
}

/// Why no event can be made of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowProblem {
    /// Not fifty cells.
    WrongNumberOfCells {
        /// How many there are.
        found: usize,
    },
    /// A cell that has to be filled is empty.
    Required(Column),
    /// No day of the calendar, or none between 1900 and 2199.
    ImpossibleDate(Column),
    /// NUL, other control characters, signs that turn the direction of reading.
    ControlCharacter(Column),
    /// Longer than anything that is meant.
    TooLong {
        /// Which column.
        column: Column,
        /// The greatest number of characters.
        max: u32,
    },
}
