//! All public events as the national catalogue's fifty columns.
//!
//! UTF-8 with byte order mark and CRLF, as the catalogue asks and as spreadsheet programs expect.
//! Drafts stay out: the file is made to be published. A cell that a spreadsheet program would take
//! for a formula is written with an apostrophe before it, since the file may carry words that other
//! organisations wrote and the next reader double-clicks it; importing takes the apostrophe away
//! again, so that a file that is exported, imported and exported is the same to the byte, and phone
//! numbers in the form `+81-3-…` are never touched (see [`domain::spreadsheet`]).

use std::io::Write;

use domain::event::Event;
use domain::open_data::{HEADER, cells_from_event};
use domain::schedule::Schedule;
use domain::spreadsheet::guarded;

use super::Making;

/// About the size of a row.
const ROW: usize = 1_500;

/// The catalogue as it is written row by row.
pub struct Catalogue<W: Write> {
    file: csv::Writer<W>,
    public_url: String,
}

impl<W: Write> Catalogue<W> {
    /// Begins a file in `out`. `public_url` is where the service is reached, for the address of each
    /// event's page.
    ///
    /// # Errors
    /// When `out` takes nothing.
    pub fn begin(mut out: W, public_url: &str) -> Result<Self, csv::Error> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        file.write_record(HEADER)?;
        Ok(Self { file, public_url: public_url.trim_end_matches('/').to_owned() })
    }

    /// Writes the row of `event`.
    ///
    /// # Errors
    /// When the row cannot be written.
    pub fn row(&mut self, event: &Event) -> Result<(), csv::Error> {
        let page = format!("{}/events/{}", self.public_url, event.code);
        let cells = cells_from_event(event, Some(&page));
        self.file.write_record(cells.iter().map(|cell| guarded(cell).into_owned()))
    }

    /// Writes what is still in memory.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// The file of all events in `schedule`, in the order in which they came here.
///
/// # Errors
/// Only when memory cannot be written; a defect.
pub fn write(schedule: &Schedule, public_url: &str) -> Result<Making, csv::Error> {
    let mut body = Vec::with_capacity(ROW * (schedule.events().len() + 1));
    let mut file = Catalogue::begin(&mut body, public_url)?;
    for event in super::event_page::in_order(schedule) {
        file.row(event)?;
    }
    file.finish()?;
    Ok(Making::timeless(body, super::event_page::changed_at(schedule)))
}
