//! A tap as it is sent: by a form, or kept on a device and sent when there is a connection again.

use super::TapNonce;
use crate::input::{FieldError, keep, optional, whole_number};
use crate::organisation::OrganisationName;
use crate::person::PersonName;
use crate::reference::ReferenceNumber;

/// The most people who come in by one tap without having registered.
const WALK_INS_MAX: u32 = 20;
/// The most people of one registration; how many seats it has is another question.
const PARTY_MAX: u32 = 999;
/// The most taps that one undo takes back: as many phones as keep a door.
const UNDONE_MAX: usize = 50;

/// A field of a tap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TapField {
    /// What makes it one tap; or what it does at all.
    Tap,
    /// 受付番号.
    Reference,
    /// How many came.
    People,
    /// 氏名 of somebody who had not registered.
    Name,
    /// 会社・団体 of somebody who had not registered.
    Organisation,
}

impl TapField {
    /// The field's name in the form, which is its id on the page too.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tap => "tap",
            Self::Reference => "reference",
            Self::People => "people",
            Self::Name => "name",
            Self::Organisation => "organisation",
        }
    }
}

/// Somebody who comes without having registered: no more of them than the list needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkIn {
    /// 氏名.
    pub name: PersonName,
    /// 会社・団体.
    pub organisation: Option<OrganisationName>,
    /// How many they are.
    pub people: u32,
}

/// What a tap asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TapAsked {
    /// Somebody who has registered has come.
    Arrive {
        /// 受付番号.
        reference: ReferenceNumber,
        /// How many of them; none: all.
        people: Option<u32>,
    },
    /// Somebody has come who has not registered.
    WalkIn(WalkIn),
    /// These taps were slips.
    Undo(Vec<TapNonce>),
}

/// A tap as it is typed or sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TapForm {
    /// `arrive`, `walk-in` or `undo`.
    pub act: String,
    /// 32 hexadecimal digits.
    pub nonce: String,
    /// How long ago it was made, in milliseconds; empty: just now.
    pub ago: String,
    /// 受付番号.
    pub reference: String,
    /// How many came; empty: all.
    pub people: String,
    /// 氏名 of somebody who had not registered.
    pub name: String,
    /// 会社・団体 of somebody who had not registered.
    pub organisation: String,
    /// The nonces of the taps that are taken back, with spaces between.
    pub undone: String,
}

impl TapForm {
    /// A tap with these fields.
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            let place = match name {
                "act" => &mut form.act,
                "nonce" => &mut form.nonce,
                "ago" => &mut form.ago,
                "reference" => &mut form.reference,
                "people" => &mut form.people,
                "name" => &mut form.name,
                "organisation" => &mut form.organisation,
                "undone" => &mut form.undone,
                _ => continue,
            };
            value.clone_into(place);
        }
        form
    }

    /// How long ago it was made, in microseconds. What is no number was made just now.
    pub fn ago_microseconds(&self) -> i64 {
        self.ago.parse::<i64>().unwrap_or(0).max(0).saturating_mul(1_000)
    }

    /// Reads it.
    ///
    /// # Errors
    /// What is wrong with each field.
    pub fn parse(&self) -> Result<(TapNonce, TapAsked), Vec<(TapField, FieldError)>> {
        let mut problems = Vec::new();
        let nonce = keep(&mut problems, TapField::Tap, TapNonce::parse(&self.nonce));
        let asked = match self.act.as_str() {
            "arrive" => self.arrival(&mut problems),
            "walk-in" => self.walk_in(&mut problems),
            "undo" => {
                let taps = self.undone.split_whitespace().take(UNDONE_MAX).map(TapNonce::parse).collect();
                keep(&mut problems, TapField::Tap, taps).map(TapAsked::Undo)
            }
            _ => {
                problems.push((TapField::Tap, FieldError::UnknownChoice));
                None
            }
        };
        match (nonce, asked) {
            (Some(nonce), Some(asked)) if problems.is_empty() => Ok((nonce, asked)),
            _ => Err(problems),
        }
    }

    fn arrival(&self, problems: &mut Vec<(TapField, FieldError)>) -> Option<TapAsked> {
        let reference = keep(problems, TapField::Reference, ReferenceNumber::parse(&self.reference));
        let people =
            keep(problems, TapField::People, optional(&self.people, |typed| whole_number(typed, 1, PARTY_MAX)));
        reference.zip(people).map(|(reference, people)| TapAsked::Arrive { reference, people })
    }

    fn walk_in(&self, problems: &mut Vec<(TapField, FieldError)>) -> Option<TapAsked> {
        let name = keep(problems, TapField::Name, PersonName::parse(&self.name));
        let organisation = if self.organisation.trim().is_empty() {
            Some(None)
        } else {
            keep(problems, TapField::Organisation, OrganisationName::parse(&self.organisation).map(Some))
        };
        let people =
            keep(problems, TapField::People, optional(&self.people, |typed| whole_number(typed, 1, WALK_INS_MAX)));
        match (name, organisation, people) {
            (Some(name), Some(organisation), Some(people)) => {
                Some(TapAsked::WalkIn(WalkIn { name, organisation, people: people.unwrap_or(1) }))
            }
            _ => None,
        }
    }
}
