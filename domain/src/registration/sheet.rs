//! What of an event's registrations is taken away: the columns of files, of the list for the door and of badges.
//!
//! Each column says of which kind its cells are; the words of states, prefectures and topics are `app`'s. To add a
//! column: its variant here, to whose heading and cell the compiler leads.

/// Names the columns, each with the word it has in forms and in the audit.
macro_rules! columns {
    ( $( $(#[$doc:meta])* $column:ident = $slug:literal, )+ ) => {
        /// What a file says of a registration.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum SheetColumn {
            $( $(#[$doc])* $column, )+
        }

        impl SheetColumn {
            /// All columns, in their order.
            pub const ALL: &'static [Self] = &[$( Self::$column, )+];

            /// The word in forms and in the audit.
            pub const fn slug(self) -> &'static str {
                match self {
                    $( Self::$column => $slug, )+
                }
            }
        }
    };
}

columns! {
    /// 受付番号.
    Reference = "reference",
    /// 状態.
    State = "state",
    /// 順番: the place in line.
    Position = "position",
    /// ご案内の期限.
    OfferUntil = "offer_until",
    /// 氏名.
    Name = "name",
    /// フリガナ.
    Kana = "kana",
    /// 会社・団体.
    Organisation = "organisation",
    /// 区分.
    OrganisationKind = "organisation_kind",
    /// 都道府県.
    Prefecture = "prefecture",
    /// メールアドレス.
    Email = "email",
    /// 電話番号.
    Phone = "phone",
    /// 参加のしかた.
    Attendance = "attendance",
    /// 人数.
    Seats = "seats",
    /// 関心のある内容.
    Topics = "topics",
    /// 登壇者に聞きたいこと.
    Question = "question",
    /// 手伝いの要ること.
    AccessNeeds = "access_needs",
    /// The language of mails.
    Language = "language",
    /// 申込日時.
    CreatedAt = "created_at",
    /// 変更日時.
    ChangedAt = "changed_at",
}

impl SheetColumn {
    /// The column that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.slug() == slug)
    }
}

/// Columns that are taken away together, in the order of [`SheetColumn::ALL`], each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetColumns(Vec<SheetColumn>);

impl SheetColumns {
    /// Those that `chosen` holds; none where it holds none.
    pub fn of(chosen: &[SheetColumn]) -> Option<Self> {
        let columns: Vec<_> = SheetColumn::ALL.iter().copied().filter(|column| chosen.contains(column)).collect();
        (!columns.is_empty()).then_some(Self(columns))
    }

    /// The columns.
    pub fn iter(&self) -> impl Iterator<Item = SheetColumn> {
        self.0.iter().copied()
    }

    /// Their words, parted by commas.
    pub(crate) fn slugs(&self) -> String {
        self.0.iter().map(|column| column.slug()).collect::<Vec<_>>().join(",")
    }
}

/// In which form registrations are taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetForm {
    /// A file that every program reads.
    Csv,
    /// A workbook with typed cells.
    Xlsx,
    /// 受付簿: a list on paper to tick and to sign.
    List,
    /// 名札: ten on a sheet.
    Badges,
}

impl SheetForm {
    /// All forms, in the order in which people are offered them.
    pub const ALL: [Self; 4] = [Self::Xlsx, Self::Csv, Self::List, Self::Badges];

    /// The word in forms and in the audit.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::List => "list",
            Self::Badges => "badges",
        }
    }

    /// The form that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.slug() == slug)
    }

    /// The columns that always stand on paper; none for a file, whose columns are chosen.
    pub fn fixed_columns(self) -> Option<SheetColumns> {
        use SheetColumn::{AccessNeeds, Attendance, Kana, Name, Organisation, Reference, Seats};
        match self {
            Self::Csv | Self::Xlsx => None,
            Self::List => SheetColumns::of(&[Reference, Name, Kana, Organisation, Attendance, Seats, AccessNeeds]),
            Self::Badges => SheetColumns::of(&[Reference, Name, Kana, Organisation, Seats]),
        }
    }
}
