//! The entitlement (無料相談の残り回数): three consultations an organisation, and a pause for those who let others wait.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use super::{ClientOrganisation, ConsultationRefusal};
use crate::place::Prefecture;
use crate::search::fold;

/// How many consultations are free for each organisation.
pub const FREE_CONSULTATIONS: u32 = 3;
/// After so many late cancellations and missed consultations a person talks to the organisation first.
pub const STRIKES: u32 = 3;
/// The most that the secretariat grants at once.
pub const GRANT_MAX: u32 = 10;

/// Words for the form of a company, which some write and some leave out; as `fold` leaves them.
const LEGAL_FORMS: [&str; 19] = [
    "特定非営利活動法人",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "地方独立行政法人",
    "社会福祉法人",
    "独立行政法人",
    "協同組合",
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "医療法人",
    "学校法人",
    "宗教法人",
    "npo法人",
    "coltd",
];
/// Their short forms, in brackets.
const SHORT_FORMS: [&str; 12] =
    ["(株)", "(有)", "(合)", "(資)", "(名)", "(医)", "(学)", "(福)", "(社)", "(財)", "(一社)", "(公財)"];

/// By what an organisation is known again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OrganisationIdentity {
    /// By its number: certainly.
    Number(String),
    /// By its name, without the form of the company, in its prefecture: for a person to confirm.
    Name {
        /// The name as it is compared.
        key: String,
        /// Where.
        prefecture: Prefecture,
    },
}

impl OrganisationIdentity {
    /// That of an organisation.
    pub fn of(organisation: &ClientOrganisation) -> Self {
        match &organisation.corporate_number {
            Some(number) => Self::Number(number.as_str().to_owned()),
            None => Self::Name { key: name_key(organisation.name.as_str()), prefecture: organisation.prefecture },
        }
    }

    /// Whether nobody has to confirm it.
    pub const fn is_certain(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    /// One text for it, as the store compares it.
    pub fn text(&self) -> String {
        match self {
            Self::Number(number) => format!("number:{number}"),
            Self::Name { key, prefecture } => format!("name:{}:{key}", prefecture.code_text()),
        }
    }
}

/// A name as it is compared: without the form of the company, in whatever width, kana, case and spacing.
fn name_key(name: &str) -> String {
    let mut plain: String = name.nfkc().filter(|sign| !sign.is_whitespace()).collect();
    for short in SHORT_FORMS {
        plain = plain.replace(short, "");
    }
    let mut key = fold(&plain);
    for form in LEGAL_FORMS {
        let rest = key.strip_prefix(form).or_else(|| key.strip_suffix(form));
        if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
            key = String::from(rest);
        }
    }
    // A name that is nothing but signs is compared as it stands.
    if key.is_empty() { name.nfkc().collect() } else { key }
}

/// What an organisation may still book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entitlement {
    /// How many the secretariat has granted beyond the three.
    pub granted: u32,
    /// How many were used, those to come included.
    pub used: u32,
    /// How many were given up late or missed since the last talk about it.
    pub strikes: u32,
}

impl Entitlement {
    /// That of an organisation which comes for the first time.
    pub const FRESH: Self = Self { granted: 0, used: 0, strikes: 0 };

    /// How many there are in all.
    pub const fn allowed(self) -> u32 {
        FREE_CONSULTATIONS.saturating_add(self.granted)
    }

    /// How many are left.
    pub const fn left(self) -> u32 {
        self.allowed().saturating_sub(self.used)
    }

    /// Whether a person talks to them before they book again.
    pub const fn is_paused(self) -> bool {
        self.strikes >= STRIKES
    }

    /// Whether they may book one.
    ///
    /// # Errors
    /// [`ConsultationRefusal::Paused`], [`ConsultationRefusal::NoneLeft`].
    pub const fn may_book(self) -> Result<(), ConsultationRefusal> {
        if self.is_paused() {
            Err(ConsultationRefusal::Paused)
        } else if self.left() == 0 {
            Err(ConsultationRefusal::NoneLeft)
        } else {
            Ok(())
        }
    }
}
