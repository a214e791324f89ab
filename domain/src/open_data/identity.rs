//! What makes a row the same row when its file is imported again.
//!
//! A row's number does, where the file numbers its rows and no two alike. Real files do not always:
//! one of five had no numbers at all, another gave ten of them twice. Such a row is known by what
//! does not change lightly: whose it is, its name, its beginning and its place.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::{Column, RemarkKind};
use crate::event::EventDraft;
use crate::input::{tidy, tolerant};
use crate::reference::EventCode;

/// The identity of a row within its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// Its own; with what is to be said about it.
    Own(String, Option<RemarkKind>),
    /// Every cell is the same as those of an earlier row: it tells nothing new.
    Repeats {
        /// The line of the first.
        line: u64,
    },
}

/// The identities of the rows of one file: first [`count`](Self::count) every row, then
/// [`assign`](Self::assign) in the same order. Keeps a few dozen bytes for each row.
#[derive(Debug, Default)]
pub struct Identities {
    numbers: HashMap<[u8; 16], u32>,
    rows: HashMap<[u8; 16], u64>,
    contents: HashMap<String, u32>,
}

impl Identities {
    /// Takes note of a row's number.
    pub fn count(&mut self, cells: &[impl AsRef<str>]) {
        if let Some(number) = numbered_identity(cells) {
            let count = self.numbers.entry(digest(std::iter::once(number.as_str()))).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// The identity of a row that begins on `line`.
    pub fn assign(&mut self, cells: &[impl AsRef<str>], line: u64) -> Identity {
        let first = *self.rows.entry(digest(cells.iter().map(AsRef::as_ref))).or_insert(line);
        if first != line {
            return Identity::Repeats { line: first };
        }
        let mut remark = None;
        if let Some(number) = numbered_identity(cells) {
            if self.numbers.get(&digest(std::iter::once(number.as_str()))) == Some(&1) {
                return Identity::Own(number, None);
            }
            remark = Some(RemarkKind::NumberNotUnique);
        }
        let content = content_identity(cells);
        let count = self.contents.entry(content.clone()).or_default();
        *count = count.saturating_add(1);
        if *count == 1 {
            Identity::Own(content, remark)
        } else {
            Identity::Own(format!("{content}#{count}"), Some(RemarkKind::SameAsAnother))
        }
    }
}

/// The identity by code and number, for a row that has a number.
pub(super) fn numbered_identity(cells: &[impl AsRef<str>]) -> Option<String> {
    let number = tolerant(cell(cells, Column::Number));
    if number.is_empty() || number.chars().count() > 64 {
        return None;
    }
    Some(format!("{}/{number}", government(cells)))
}

/// The identity by code, name, beginning and place.
pub fn content_identity(cells: &[impl AsRef<str>]) -> String {
    let parts = [Column::Title, Column::StartDate, Column::StartTime, Column::MeetingPlace];
    let key = digest(parts.into_iter().map(|column| cell(cells, column)));
    format!("{}/content-{:032x}", government(cells), u128::from_be_bytes(key))
}

/// The code of one of our own events, where a row carries it as its number exactly as it is exported:
/// such a row finds the event it came from, and makes an event with the same address elsewhere.
pub fn own_code(cells: &[impl AsRef<str>]) -> Option<EventCode> {
    let number = cell(cells, Column::Number);
    EventCode::parse(number).ok().filter(|code| code.as_str() == number)
}

/// Whether a row with the number of `known` is about something else: neither name nor first day are
/// the same. Organisers number each month's file from one again, and people may have registered.
pub fn is_another_event(known: &EventDraft, row: &EventDraft) -> bool {
    known.title.ja != row.title.ja && known.when.starts_on != row.when.starts_on
}

fn government(cells: &[impl AsRef<str>]) -> String {
    let code = tolerant(cell(cells, Column::GovernmentCode));
    if code.is_empty() { String::from("-") } else { code.chars().take(16).collect() }
}

fn cell(cells: &[impl AsRef<str>], column: Column) -> &str {
    cells.get(column.index()).map_or("", AsRef::as_ref)
}

/// The first half of SHA-256 over the parts, each with its length before it.
fn digest<'a>(parts: impl Iterator<Item = &'a str>) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        let part = tidy(part);
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let whole: [u8; 32] = hash.finalize().into();
    let mut half = [0; 16];
    half.copy_from_slice(&whole[..16]);
    half
}
