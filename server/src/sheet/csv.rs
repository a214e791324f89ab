//! Comma-separated values as spreadsheet programs take them: UTF-8 with a byte order mark, CRLF, no cell that is a
//! formula. [`read`] gives back exactly what was written.

use std::borrow::Cow;
use std::io::Write as _;

use csv::{ReaderBuilder, Terminator, WriterBuilder};
use domain::spreadsheet::{Cell, Sheet, guarded, unguarded};

/// What Excel knows UTF-8 by.
pub const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// One line.
///
/// # Errors
/// Only when memory cannot be written; a defect.
pub fn line<T: AsRef<str>>(cells: &[T]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells.iter().map(|cell| guarded(cell.as_ref()).into_owned()))?;
    writer.into_inner().map_err(|unwritten| unwritten.into_error().into())
}

/// The file of a table.
///
/// # Errors
/// Only when memory cannot be written; a defect.
pub fn write(sheet: &Sheet) -> Result<Vec<u8>, csv::Error> {
    let mut file = Vec::new();
    file.write_all(BYTE_ORDER_MARK)?;
    file.write_all(&line(&sheet.head)?)?;
    for row in &sheet.rows {
        let cells: Vec<Cow<'_, str>> = row.iter().map(Cell::text).collect();
        file.write_all(&line(&cells)?)?;
    }
    Ok(file)
}

/// The lines of such a file, its head first, with what every cell said.
///
/// # Errors
/// Where it is none: not UTF-8, or lines with another number of cells than the first.
pub fn read(file: &[u8]) -> Result<Vec<Vec<String>>, csv::Error> {
    // The reader takes the byte order mark away, and a second one is the beginning of a cell.
    let records = ReaderBuilder::new().has_headers(false).from_reader(file).into_records();
    records.map(|record| Ok(record?.iter().map(|cell| unguarded(cell).to_owned()).collect())).collect()
}
