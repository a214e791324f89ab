//! Tables as files: [`csv`] for every program, [`xlsx`] with typed cells. A table is a `domain::spreadsheet::Sheet`.

pub mod csv;
pub mod xlsx;
