//! The parts of an event that an editor changes, and which of them two versions differ in.

use crate::event::EventDraft;

/// Names each part once: the enum, where the part stands, and how two are compared cannot drift apart.
macro_rules! event_fields {
    ($($(#[$doc:meta])* $field:ident $($part:ident).+;)*) => {
        /// A part of an event, as an editor sees it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventField {
            $($(#[$doc])* $field,)*
        }

        impl EventField {
            /// All parts, in the order in which one reads them.
            pub const ALL: &[Self] = &[$(Self::$field,)*];

            /// Where it stands in the event's document: `/particulars/summary`.
            pub const fn path(self) -> &'static str {
                match self {
                    $(Self::$field => concat!($("/", stringify!($part)),+),)*
                }
            }

            /// Makes `into` say in it what `from` says.
            pub fn take(self, from: &EventDraft, into: &mut EventDraft) {
                match self {
                    $(Self::$field => into.$($part).+.clone_from(&from.$($part).+),)*
                }
            }

            /// Whether two versions differ in it.
            pub fn differs(self, one: &EventDraft, other: &EventDraft) -> bool {
                match self {
                    $(Self::$field => one.$($part).+ != other.$($part).+,)*
                }
            }
        }
    };
}

event_fields! {
    /// 状態.
    State state;
    /// 種類.
    Kind kind;
    /// 名称.
    Title title;
    /// 日時.
    When when;
    /// 開きかた.
    Format place.format;
    /// 都道府県.
    Prefecture place.prefecture;
    /// 都道府県コード又は市区町村コード.
    GovernmentCode place.government_code;
    /// 会場.
    Venue place.venue;
    /// オンラインの参加方法.
    Joining place.joining;
    /// 内容.
    Topics topics;
    /// 対象.
    Audience audience;
    /// 対象, in words.
    AudienceNote particulars.audience_note;
    /// 定員.
    Capacity capacity;
    /// 取り置きの席.
    Reserved reserved;
    /// 1件の申込の席数.
    SeatsPerRegistration seats_per_registration;
    /// 申込期間.
    Window window;
    /// 名称(カナ).
    TitleKana particulars.title_kana;
    /// 名称(通称).
    ShortTitle particulars.short_title;
    /// サブタイトル.
    Subtitle particulars.subtitle;
    /// 概要.
    Summary particulars.summary;
    /// 説明.
    Description particulars.description;
    /// サブイベント.
    SubEvents particulars.sub_events;
    /// イベント種類, as the catalogue words it.
    CatalogueKind particulars.catalogue_kind;
    /// URL.
    Url particulars.url;
    /// 画像URL.
    ImageUrl particulars.image_url;
    /// 対象となる産業.
    Industry particulars.industry;
    /// ステージ.
    Stage particulars.stage;
    /// プログラム.
    Sessions particulars.sessions;
    /// 登壇者.
    Speakers particulars.speakers;
    /// 相談会のテーブル.
    Tables particulars.tables;
    /// 主催団体.
    Organiser particulars.organiser;
    /// 共催団体.
    CoHosts particulars.co_hosts;
    /// その他関係団体.
    OtherOrganisations particulars.other_organisations;
    /// 料金(基本).
    Fee particulars.fee;
    /// 料金(詳細).
    FeeNote particulars.fee_note;
    /// 外国語対応.
    ForeignLanguages particulars.foreign_languages;
    /// 場所名称.
    PlaceName particulars.place_name;
    /// 申込方法.
    HowToApply particulars.how_to_apply;
    /// 連絡先.
    Contact particulars.contact;
    /// 備考.
    Remarks particulars.remarks;
    /// 申込で聞くこと.
    Questions particulars.questions;
}

impl EventField {
    /// Its name in the audit: the last part of its path.
    pub fn name(self) -> &'static str {
        let path = self.path();
        path.rsplit_once('/').map_or(path, |(_, name)| name)
    }
}

/// The parts in which two versions of an event differ, in the order in which one reads them.
pub fn changed(before: &EventDraft, after: &EventDraft) -> Vec<EventField> {
    EventField::ALL.iter().copied().filter(|field| field.differs(before, after)).collect()
}

/// What two editors have made of `base`: what `mine` changed, on top of `theirs`.
#[must_use]
pub fn merged(base: &EventDraft, theirs: &EventDraft, mine: &EventDraft) -> EventDraft {
    let mut merged = theirs.clone();
    for field in changed(base, mine) {
        field.take(mine, &mut merged);
    }
    merged
}
