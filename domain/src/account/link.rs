//! Links that are mailed to whoever works here: used up by a POST, never by looking.

use crate::time::Timestamp;

/// What such a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AccountLink {
    /// To take up a new account: name and first password.
    Invitation,
    /// To set another password.
    Reset,
}

impl AccountLink {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Invitation, Self::Reset];

    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }

    /// The purpose that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|link| link.slug() == slug)
    }

    /// For how many seconds it works: a week, an hour.
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Invitation => 7 * 24 * 60 * 60,
            Self::Reset => 60 * 60,
        }
    }

    /// When one that was made at `made_at` ceases to work.
    pub const fn closes_at(self, made_at: Timestamp) -> Timestamp {
        made_at.plus_seconds(self.seconds())
    }
}
