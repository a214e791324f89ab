//! Cells that a spreadsheet program would take for formulas.
//!
//! Whoever opens a CSV file in such a program runs what stands in it: a cell that begins with `=`,
//! `+`, `-`, `@`, a tab or a line break, in half or full width. [`guarded`] puts an apostrophe before
//! such a cell, which the programs show as text; [`unguarded`] takes it away again. The two undo each
//! other exactly, also for cells that begin with apostrophes of their own, and a phone number such as
//! `+81-3-5422-1517` or a number such as `-3.5` is left as it is: it is harmless, and an apostrophe
//! would damage it for everybody who reads the file with anything else.

use std::borrow::Cow;

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
