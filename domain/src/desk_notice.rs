//! Notices to the secretariat: how an event fills, that too few come, that a file was refused. Each is sent once.

use serde::{Deserialize, Serialize};

use crate::notice::NoticeKind;
use crate::registration::Seats;
use crate::time::Timestamp;
use crate::today::has_too_few;

/// Before this hour nobody is told that too few come: it is not worth waking anybody.
const MORNING: i8 = 8;

/// Of what the secretariat is told by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskNotice {
    /// Half of the seats are taken.
    HalfFull,
    /// Four fifths of the seats are taken.
    NearlyFull,
    /// All seats are taken.
    Full,
    /// Hardly anybody comes, and it begins tomorrow or today.
    TooFew,
    /// A file of this kind was refused, or some of its rows.
    ImportRefused(ImportedFile),
}

/// How full is worth a word, in per cent of the seats, and which word; the lowest first.
const LEVELS: [(u64, DeskNotice); 3] =
    [(50, DeskNotice::HalfFull), (80, DeskNotice::NearlyFull), (100, DeskNotice::Full)];

impl DeskNotice {
    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::HalfFull => "half_full",
            Self::NearlyFull => "nearly_full",
            Self::Full => "full",
            Self::TooFew => "too_few",
            Self::ImportRefused(ImportedFile::Events) => "import_of_events_refused",
            Self::ImportRefused(ImportedFile::SupportOrganisations) => "import_of_support_organisations_refused",
        }
    }

    /// The mail that tells of it.
    pub const fn kind(self) -> NoticeKind {
        match self {
            Self::HalfFull => NoticeKind::DeskHalfFull,
            Self::NearlyFull => NoticeKind::DeskNearlyFull,
            Self::Full => NoticeKind::DeskFull,
            Self::TooFew => NoticeKind::DeskTooFew,
            Self::ImportRefused(_) => NoticeKind::DeskImportRefused,
        }
    }
}

/// A file that is brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportedFile {
    /// The national catalogue's events.
    Events,
    /// Support organisations.
    SupportOrganisations,
}

/// What the seats taken are worth a word of, the lowest first; nothing where there is no limit.
pub fn levels_reached(capacity: Option<u32>, taken: u32) -> impl DoubleEndedIterator<Item = DeskNotice> {
    let capacity = capacity.map_or(0, u64::from);
    let is_reached = move |percent: u64| capacity > 0 && u64::from(taken) * 100 >= capacity * percent;
    LEVELS.into_iter().filter(move |(percent, _)| is_reached(*percent)).map(|(_, notice)| notice)
}

/// Whether the secretariat is to be told at `now` that too few come.
pub fn tells_of_too_few(seats: &Seats, now: Timestamp) -> bool {
    now.in_tokyo().hour() >= MORNING && has_too_few(seats, now)
}
