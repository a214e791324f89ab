//! Events: seminars, consultation meetings, and both in one; what the public may know of them.
//!
//! An event carries all that the national open-data catalogue (50 columns) and schema.org's Event
//! ask for. Dates and times are kept as the clock on the wall shows them, because that is how they
//! are agreed; [`When`] gives the instants.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::contact::PostalCode;
use crate::event_table::EventTable;
use crate::language::Language;
use crate::place::{LocalGovernmentCode, Prefecture};
use crate::reference::EventCode;
use crate::time::{Timestamp, end_of_day};

/// A stored event's number inside the database; never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventId(pub i64);

/// A sentence or a name in Japanese, and in English where somebody has written it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// The Japanese text; the one that is always there.
    pub ja: String,
    /// The English text, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Bilingual {
    /// A text that exists in Japanese only.
    pub fn japanese(ja: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: None }
    }

    /// A text in both languages.
    pub fn both(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: Some(en.into()) }
    }

    /// The text for a reader of `language`, and the language it is in: Japanese stands in where
    /// no English was written, and a page has to mark it so that it is read aloud correctly.
    pub fn read(&self, language: Language) -> (&str, Language) {
        match (language, &self.en) {
            (Language::English, Some(en)) if !en.is_empty() => (en, Language::English),
            _ => (&self.ja, Language::Japanese),
        }
    }

    /// The text for a reader of `language`, whatever language it turns out to be in.
    pub fn text(&self, language: Language) -> &str {
        self.read(language).0
    }
}

/// What kind of meeting it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// セミナー.
    Seminar,
    /// 相談会.
    ConsultationMeeting,
    /// セミナー&相談会.
    Combined,
}

impl EventKind {
    /// All kinds, in the order in which people are offered them.
    pub const ALL: [Self; 3] = [Self::Seminar, Self::ConsultationMeeting, Self::Combined];

    /// The word in addresses: `kind=seminar`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Seminar => "seminar",
            Self::ConsultationMeeting => "consultation",
            Self::Combined => "combined",
        }
    }

    /// The kind that a word in an address names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// ICT環境.
    Ict,
    /// セキュリティ.
    Security,
    /// 労務管理.
    Personnel,
    /// その他.
    Other,
}

impl Topic {
    /// All topics, in the order in which people are offered them.
    pub const ALL: [Self; 4] = [Self::Ict, Self::Security, Self::Personnel, Self::Other];

    /// The word in addresses: `topic=security`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Ict => "ict",
            Self::Security => "security",
            Self::Personnel => "personnel",
            Self::Other => "other",
        }
    }

    /// The topic that a word in an address names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.slug() == slug)
    }
}

/// Whom it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// 企業.
    Companies,
    /// 地方公共団体.
    LocalGovernments,
    /// Both of them.
    Both,
}

impl Audience {
    /// The word in addresses: `audience=companies`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Companies => "companies",
            Self::LocalGovernments => "governments",
            Self::Both => "both",
        }
    }

    /// The audience that a word in an address names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Companies, Self::LocalGovernments, Self::Both].into_iter().find(|audience| audience.slug() == slug)
    }

    /// Whether somebody of `asked` is welcome.
    pub const fn welcomes(self, asked: Self) -> bool {
        matches!(
            (self, asked),
            (Self::Both, _)
                | (_, Self::Both)
                | (Self::Companies, Self::Companies)
                | (Self::LocalGovernments, Self::LocalGovernments)
        )
    }
}

/// How one can take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// 会場 only.
    Venue,
    /// オンライン only.
    Online,
    /// Either, as the participant chooses.
    Hybrid,
}

impl Format {
    /// The word in addresses: `format=online`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Venue => "venue",
            Self::Online => "online",
            Self::Hybrid => "hybrid",
        }
    }

    /// The format that a word in an address names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Venue, Self::Online, Self::Hybrid].into_iter().find(|format| format.slug() == slug)
    }

    /// Whether one can come in person.
    pub const fn has_venue(self) -> bool {
        matches!(self, Self::Venue | Self::Hybrid)
    }

    /// Whether one can take part from afar.
    pub const fn has_online(self) -> bool {
        matches!(self, Self::Online | Self::Hybrid)
    }
}

/// Where an event stands. That it is past is not a state: the clock says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum EventState {
    /// Being written; nobody outside the secretariat knows of it.
    Draft,
    /// On the site.
    Published,
    /// Called off; it stays on the site with the reason.
    Cancelled {
        /// What people are told.
        reason: Bilingual,
        /// When it was called off.
        at: Timestamp,
    },
}

/// Where an event stands, without the words that go with it: what a rule asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Being written.
    Draft,
    /// On the site.
    Published,
    /// Called off.
    Cancelled,
}

impl Standing {
    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Cancelled => "cancelled",
        }
    }

    /// The standing that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Draft, Self::Published, Self::Cancelled].into_iter().find(|standing| standing.slug() == slug)
    }
}

/// The days and hours, as the clock on the wall in Japan shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// First day.
    pub starts_on: Date,
    /// Last day; the first day again for most.
    pub ends_on: Date,
    /// When it begins on the first day, if a time is set.
    pub start_time: Option<Time>,
    /// When it ends on the last day, if a time is set.
    pub end_time: Option<Time>,
    /// When the doors (or the connection) open.
    #[serde(default)]
    pub doors_open: Option<Time>,
    /// A remark on date and time.
    #[serde(default)]
    pub note: Option<Bilingual>,
}

impl When {
    /// One day, from one time to another.
    pub const fn on(day: Date, start: Time, end: Time) -> Self {
        Self {
            starts_on: day,
            ends_on: day,
            start_time: Some(start),
            end_time: Some(end),
            doors_open: None,
            note: None,
        }
    }

    /// The instant it begins: midnight where no time is set.
    pub fn starts_at(&self) -> Timestamp {
        Timestamp::from_tokyo(self.starts_on.to_datetime(self.start_time.unwrap_or(Time::midnight())))
    }

    /// The instant it ends: the end of the last day where no time is set.
    pub fn ends_at(&self) -> Timestamp {
        match self.end_time {
            Some(end) => Timestamp::from_tokyo(self.ends_on.to_datetime(end)),
            None => end_of_day(self.ends_on),
        }
    }

    /// Whether the end lies after the beginning.
    pub fn is_in_order(&self) -> bool {
        self.ends_at() > self.starts_at()
    }

    /// Whether it is at the same days and hours, whatever is remarked on them.
    pub fn is_at_the_same_time_as(&self, other: &Self) -> bool {
        let time = |when: &Self| (when.starts_on, when.ends_on, when.start_time, when.end_time);
        time(self) == time(other)
    }

    /// Whether any of it falls on a day from `from` to `to`.
    pub fn touches(&self, from: Date, to: Date) -> bool {
        self.starts_on <= to && self.ends_on >= from
    }
}

/// A place that one can go to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Venue {
    /// What the place is called (集合場所).
    pub name: Bilingual,
    /// 〒.
    #[serde(default)]
    pub postal_code: Option<PostalCode>,
    /// 市区町村, also without the rest of the address.
    #[serde(default)]
    pub city: Option<Bilingual>,
    /// 町名.
    #[serde(default)]
    pub town: Option<String>,
    /// 丁目以下.
    #[serde(default)]
    pub block: Option<String>,
    /// 建物名等.
    #[serde(default)]
    pub building: Option<String>,
    /// Degrees north, as written by whoever measured it.
    #[serde(default)]
    pub latitude: Option<String>,
    /// Degrees east, as written by whoever measured it.
    #[serde(default)]
    pub longitude: Option<String>,
    /// How to get there: one line for each way.
    #[serde(default)]
    pub access: Option<Bilingual>,
    /// Steps, lifts, wheelchair seats, hearing loops.
    #[serde(default)]
    pub accessibility: Option<Bilingual>,
    /// 駐車場情報.
    #[serde(default)]
    pub parking: Option<String>,
    /// 駐輪場情報.
    #[serde(default)]
    pub bicycle_parking: Option<String>,
}

/// Where it is: a venue, the net, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// How one can take part.
    pub format: Format,
    /// The prefecture it belongs to; none for an event for the whole country.
    pub prefecture: Option<Prefecture>,
    /// The prefecture's or municipality's code in the catalogue.
    #[serde(default)]
    pub government_code: Option<LocalGovernmentCode>,
    /// The venue, where there is one.
    #[serde(default)]
    pub venue: Option<Venue>,
    /// How one joins online, for everybody to read; the address itself goes to participants only.
    #[serde(default)]
    pub joining: Option<Bilingual>,
}

/// One part of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// What part it is.
    pub kind: SessionKind,
    /// When it begins.
    pub starts: Time,
    /// When it ends.
    pub ends: Time,
    /// Its title.
    pub title: Bilingual,
    /// What happens in it.
    #[serde(default)]
    pub summary: Option<Bilingual>,
    /// For consultations: how many organisations (組) there is room for.
    #[serde(default)]
    pub organisations: Option<u32>,
}

/// What a part of the programme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// A talk, a panel, a welcome: for everybody who has a seat.
    Seminar,
    /// 個別相談, with a capacity in organisations.
    Consultation,
    /// A break.
    Break,
}

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The name.
    pub name: Bilingual,
    /// Office, qualification.
    pub role: Bilingual,
    /// One or two sentences.
    #[serde(default)]
    pub profile: Option<Bilingual>,
}

/// Who answers questions about the event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventContact {
    /// 連絡先名称.
    pub name: Option<String>,
    /// 連絡先電話番号, as the organiser writes it: offices have extensions and several lines.
    pub phone: Option<String>,
    /// 連絡先内線番号.
    pub extension: Option<String>,
    /// 連絡先メールアドレス.
    pub email: Option<String>,
}

/// What the form of this event asks beyond who comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questions {
    /// Topics of interest.
    pub topics: bool,
    /// A question to the speaker.
    pub question: bool,
    /// Subtitles, sign language, a wheelchair seat.
    pub access_needs: bool,
}

impl Default for Questions {
    fn default() -> Self {
        Self { topics: true, question: true, access_needs: true }
    }
}

/// When one may register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationWindow {
    /// First instant at which one may; none: since publication.
    pub opens_at: Option<Timestamp>,
    /// First instant at which one may no longer.
    pub closes_at: Timestamp,
}

/// A time that the public was once told, and that holds no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rescheduled {
    /// When it was to be.
    pub from: When,
    /// When it was moved away from there.
    pub at: Timestamp,
}

/// The row of the open-data file that an event came from, cell by cell, so that an export gives
/// back the same cells wherever nothing was changed since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRow {
    /// What makes the row the same row when the file is imported again.
    pub identity: String,
    /// The fifty cells.
    pub cells: Vec<String>,
}

/// The parts of an event that are only ever read together and shown: no rule looks into them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Particulars {
    /// 名称(カナ).
    pub title_kana: Option<String>,
    /// 名称(通称).
    pub short_title: Option<String>,
    /// サブタイトル.
    pub subtitle: Option<Bilingual>,
    /// 概要: one or two sentences.
    pub summary: Option<Bilingual>,
    /// 説明.
    pub description: Option<Bilingual>,
    /// サブイベント.
    pub sub_events: Option<String>,
    /// イベント種類, as the catalogue words it.
    pub catalogue_kind: Option<String>,
    /// URL of the organiser's own page.
    pub url: Option<String>,
    /// 画像URL.
    pub image_url: Option<String>,
    /// 対象となる産業.
    pub industry: Option<String>,
    /// ステージ.
    pub stage: Option<String>,
    /// 対象者, in words.
    pub audience_note: Option<Bilingual>,
    /// The programme.
    pub sessions: Vec<Session>,
    /// Who speaks.
    pub speakers: Vec<Speaker>,
    /// The tables of its consultation meeting.
    pub tables: Vec<EventTable>,
    /// 主催団体.
    pub organiser: Option<Bilingual>,
    /// 共催団体.
    pub co_hosts: Option<Bilingual>,
    /// その他関係団体.
    pub other_organisations: Option<String>,
    /// 料金(基本), in yen; none or 0: free.
    pub fee: Option<u32>,
    /// 料金(詳細).
    pub fee_note: Option<String>,
    /// 外国語対応.
    pub foreign_languages: Option<String>,
    /// 場所名称 beside the venue's own name.
    pub place_name: Option<String>,
    /// 申込方法, for events whose registration has ways beside this site.
    pub how_to_apply: Option<Bilingual>,
    /// Who answers questions.
    pub contact: EventContact,
    /// 備考.
    pub remarks: Option<Bilingual>,
    /// What the form asks.
    pub questions: Questions,
    /// The times it was moved away from, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rescheduled: Vec<Rescheduled>,
    /// The event that it was repeated from: those with the same one are a series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<EventCode>,
    /// The row of a file it came from.
    pub source: Option<SourceRow>,
}

/// An event as somebody writes it: everything but what the database counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDraft {
    /// Its address and spoken name.
    pub code: EventCode,
    /// What kind of meeting.
    pub kind: EventKind,
    /// The title.
    pub title: Bilingual,
    /// Where it stands.
    pub state: EventState,
    /// Days and hours.
    pub when: When,
    /// Where.
    pub place: Place,
    /// What it is about; sorted, without repeats.
    pub topics: Vec<Topic>,
    /// Whom it is for.
    pub audience: Audience,
    /// 定員 in people; none: no limit was set.
    pub capacity: Option<u32>,
    /// How many of these seats the secretariat holds back: nobody can register for them. None without a limit.
    #[serde(default)]
    pub reserved: u32,
    /// How many seats one registration may take, 1 or more.
    pub seats_per_registration: u32,
    /// When one may register.
    pub window: RegistrationWindow,
    /// The rest.
    pub particulars: Particulars,
}

/// A stored event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number in the database.
    pub id: EventId,
    /// Grows with every change; the SEQUENCE of its calendar entry.
    pub revision: u32,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// What it says.
    pub draft: EventDraft,
}

impl std::ops::Deref for Event {
    type Target = EventDraft;

    fn deref(&self) -> &EventDraft {
        &self.draft
    }
}

impl EventDraft {
    /// Whether it is over at `now`.
    pub fn is_past(&self, now: Timestamp) -> bool {
        self.when.ends_at() <= now
    }

    /// Where it stands, without the words.
    pub const fn standing(&self) -> Standing {
        match self.state {
            EventState::Draft => Standing::Draft,
            EventState::Published => Standing::Published,
            EventState::Cancelled { .. } => Standing::Cancelled,
        }
    }
}
