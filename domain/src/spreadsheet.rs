//! Cells that a spreadsheet program would take for formulas.
//!
//! Whoever opens a CSV file in such a program runs what stands in it: a cell that begins with `=`,
//! `+`, `-`, `@`, a tab or a line break, in half or full width. [`guarded`] puts an apostrophe before
//! such a cell, which the programs show as text; [`unguarded`] takes it away again. The two undo each
//! other exactly, also for cells that begin with apostrophes of their own, and a phone number such as
//! `+81-3-5422-1517` or a number such as `-3.5` is left as it is: it is harmless, and an apostrophe
//! would damage it for everybody who reads the file with anything else.

use std::borrow::Cow;

use jiff::civil::DateTime;

/// What stands in a cell, of which kind it is: a program that reads kinds shows no text as a formula and no number as a
/// date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// Text as somebody wrote it.
    Text(String),
    /// A count.
    Number(u32),
    /// What the clock on the wall in Japan showed, to the second.
    Moment(DateTime),
}

impl Cell {
    /// What it says in a file that knows text alone.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Nothing => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Moment(moment) => Cow::Owned(moment.strftime("%Y-%m-%d %H:%M:%S").to_string()),
        }
    }
}

/// A table to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called.
    pub name: String,
    /// What its columns are called.
    pub head: Vec<String>,
    /// Its rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// The cell as it is written to a file.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell.trim_start_matches('\'')) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`guarded`].
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn is_formula(cell: &str) -> bool {
    let mut signs = cell.chars();
    match signs.next() {
        Some('=' | '@' | '\t' | '\r' | '\n' | '＝' | '＠') => true,
        Some('+' | '-' | '＋' | '－') => !is_number(signs.as_str()),
        _ => false,
    }
}

/// Digits with what stands between the digits of phone numbers and of amounts, or a dash alone.
fn is_number(rest: &str) -> bool {
    rest.chars().all(|sign| sign.is_ascii_digit() || "-. ()".contains(sign))
}
