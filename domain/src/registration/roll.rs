//! The roll (申込者名簿) of an event as the desk reads it: which registrations, in which order, with which columns.
//!
//! Table, export and mail to a selection all ask with a [`RegistrationFilter`]. What it holds but the words is written
//! in addresses; the words may name a person and stand in none. To add a column: a variant of [`RollColumn`], to whose
//! cell and words the compiler leads.

use crate::event::EventId;
use crate::reference::ReferenceNumber;
use crate::registration::{Applicant, RegistrationState};
use crate::search::fold;

/// Which registrations of an event are asked for, and in which order. The default: all but those set aside, by kana.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegistrationFilter {
    /// Words that must all stand in a registration, however they are typed: number, name, kana, organisation, mail
    /// address, phone number; empty for all.
    pub words: String,
    /// Standing in one of these states; empty for all but those that were set aside.
    pub states: Vec<RegistrationState>,
    /// Only those that ask something.
    pub has_question: bool,
    /// Only those that need help.
    pub has_access_needs: bool,
    /// Only those that no mail reaches.
    pub without_mail: bool,
    /// By what they are put in order.
    pub sort: RollSort,
    /// Whether the last comes first.
    pub descending: bool,
}

impl RegistrationFilter {
    /// Those that have seats or wait for some: whom an event concerns.
    pub fn active() -> Self {
        let states = vec![RegistrationState::Seated, RegistrationState::Offered, RegistrationState::Waiting];
        Self { states, ..Self::default() }
    }
}

/// By what the registrations of an event are put in order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum RollSort {
    /// フリガナ.
    #[default]
    Kana,
    /// 会社・団体.
    Organisation,
    /// 都道府県, from north to south.
    Prefecture,
    /// 状態; those in line in its order.
    State,
    /// 申込日時.
    Registered,
}

impl RollSort {
    /// All orders.
    pub const ALL: [Self; 5] = [Self::Kana, Self::Organisation, Self::Prefecture, Self::State, Self::Registered];

    /// The word in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Kana => "kana",
            Self::Organisation => "organisation",
            Self::Prefecture => "prefecture",
            Self::State => "state",
            Self::Registered => "registered",
        }
    }

    /// The order that a word in an address names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.slug() == slug)
    }
}

/// What the roll can show of a registration, beside the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RollColumn {
    /// 会社・団体.
    Organisation,
    /// 都道府県.
    Prefecture,
    /// 受付番号.
    Reference,
    /// 状態.
    State,
    /// 申込日時.
    Registered,
    /// 配慮・メモ.
    Remarks,
    /// 人数.
    Seats,
    /// 参加のしかた.
    Attendance,
    /// メールアドレス.
    Email,
    /// 電話番号.
    Phone,
    /// 関心のある内容.
    Topics,
}

impl RollColumn {
    /// All columns, in the order of the page.
    pub const ALL: [Self; 11] = [
        Self::Organisation,
        Self::Prefecture,
        Self::Reference,
        Self::State,
        Self::Registered,
        Self::Remarks,
        Self::Seats,
        Self::Attendance,
        Self::Email,
        Self::Phone,
        Self::Topics,
    ];

    /// Those that are shown where nobody has chosen.
    pub const USUAL: [Self; 6] =
        [Self::Organisation, Self::Prefecture, Self::Reference, Self::State, Self::Registered, Self::Remarks];

    /// The word in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Prefecture => "prefecture",
            Self::Reference => "reference",
            Self::State => "state",
            Self::Registered => "registered",
            Self::Remarks => "remarks",
            Self::Seats => "seats",
            Self::Attendance => "attendance",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Topics => "topics",
        }
    }

    /// The column that a word in an address names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.slug() == slug)
    }

    /// By what its heading puts the roll in order, where it does.
    pub const fn sort(self) -> Option<RollSort> {
        match self {
            Self::Organisation => Some(RollSort::Organisation),
            Self::Prefecture => Some(RollSort::Prefecture),
            Self::State => Some(RollSort::State),
            Self::Registered => Some(RollSort::Registered),
            _ => None,
        }
    }
}

/// How many registrations of an event stand where; parties, not seats.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RollCounts {
    /// With seats.
    pub seated: u64,
    /// With seats that are held for them.
    pub offered: u64,
    /// In line.
    pub waiting: u64,
    /// Given up.
    pub cancelled: u64,
    /// Set aside.
    pub set_aside: u64,
    /// Those of the first three that ask something.
    pub questions: u64,
    /// Those of the first three that need help.
    pub access_needs: u64,
    /// Those of the first three that no mail reaches.
    pub without_mail: u64,
    /// Seats on offer.
    pub seats_offered: u64,
}

impl RollCounts {
    /// How many stand in `state`.
    pub const fn of(&self, state: RegistrationState) -> u64 {
        match state {
            RegistrationState::Seated => self.seated,
            RegistrationState::Offered => self.offered,
            RegistrationState::Waiting => self.waiting,
            RegistrationState::Cancelled => self.cancelled,
            RegistrationState::SetAside => self.set_aside,
        }
    }

    /// All but those set aside.
    pub const fn all(&self) -> u64 {
        self.seated + self.offered + self.waiting + self.cancelled
    }
}

/// How full one event is, for the list of all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventFill {
    /// Which event.
    pub event: EventId,
    /// Seats taken, those on offer too.
    pub taken: u32,
    /// Parties in line.
    pub waiting: u32,
}

/// What a registration is found by: its number, who it is for and how they are reached, folded.
pub fn search_key(reference: &ReferenceNumber, applicant: &Applicant) -> String {
    let parts = [
        Some(reference.as_str()),
        Some(applicant.name.as_str()),
        Some(applicant.kana.as_str()),
        Some(applicant.organisation.as_str()),
        applicant.email.as_ref().map(|email| email.as_str()),
        applicant.phone.as_ref().map(|phone| phone.as_digits()),
    ];
    // Folding takes the breaks away, and words of two parts would run into one.
    parts.into_iter().flatten().map(fold).collect::<Vec<_>>().join("\n")
}
