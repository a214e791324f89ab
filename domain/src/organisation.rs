//! The organisations people come from, and those that support them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::input::{self, FieldError, text_value, tolerant};

/// The name of an organisation: 1 to 150 characters on one line, as its people write it, no web address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrganisationName(String);

impl OrganisationName {
    /// The greatest number of characters.
    pub const MAX_CHARS: u32 = 150;

    /// Reads a name.
    ///
    /// # Errors
    /// Those of [`input::single_line`], and [`FieldError::LinkNotAllowed`]: names are repeated in mails.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        input::single_line(text, Self::MAX_CHARS).and_then(input::without_link).map(Self)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrganisationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(OrganisationName);

/// What an organisation is to the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationKind {
    /// A small or medium enterprise (中小企業).
    SmallCompany,
    /// A prefecture or municipality (地方公共団体).
    LocalGovernment,
    /// A support organisation (支援機関): a chamber of commerce, an industry federation, an IT association.
    SupportOrganisation,
    /// Anything else.
    Other,
}

impl OrganisationKind {
    /// All kinds, in the order a form offers them.
    pub const ALL: [Self; 4] = [Self::SmallCompany, Self::LocalGovernment, Self::SupportOrganisation, Self::Other];

    /// The word that forms and the store carry.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::SmallCompany => "small-company",
            Self::LocalGovernment => "local-government",
            Self::SupportOrganisation => "support-organisation",
            Self::Other => "other",
        }
    }

    /// The kind with this exact slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// The same as [`slug`](Self::slug).
    pub const fn as_str(self) -> &'static str {
        self.slug()
    }
}

impl fmt::Display for OrganisationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl FromStr for OrganisationKind {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_slug(text).ok_or(FieldError::UnknownChoice)
    }
}

/// A corporate number (法人番号): thirteen digits, the first of them a check digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CorporateNumber(String);

impl CorporateNumber {
    /// Reads a number in any width, with any hyphens; also with the `T` of an invoice registration number, which is
    /// the same number for a corporation.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::Malformed`] for another length or a wrong check digit.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let typed = tolerant(text).replace('-', "");
        if typed.is_empty() {
            return Err(FieldError::Required);
        }
        let digits = typed.strip_prefix(['T', 't']).unwrap_or(&typed);
        let well_formed = digits.len() == 13
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.bytes().next() == Some(check_digit(&digits[1..]));
        if well_formed { Ok(Self(String::from(digits))) } else { Err(FieldError::Malformed) }
    }

    /// The thirteen digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CorporateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(CorporateNumber);

/// 9 − (Σ pᵢ·qᵢ mod 9), i counted from the right, q = 1 for odd i and 2 for even i (ordinance on the designation of
/// corporate numbers, article 2). As an ASCII digit.
fn check_digit(twelve: &str) -> u8 {
    let sum: u32 =
        twelve.bytes().rev().zip([1, 2].into_iter().cycle()).map(|(byte, q)| u32::from(byte - b'0') * q).sum();
    b'9' - u8::try_from(sum % 9).unwrap_or_default()
}
