//! `telework-network export events`: the schedule as the national catalogue's fifty columns. (Support organisations:
//! [`organisations`].)
//!
//! UTF-8 with byte order mark and CRLF, as the catalogue asks and as spreadsheet programs expect.
//! Drafts stay out: the file is made to be published. A cell that a spreadsheet program would take
//! for a formula is written with an apostrophe before it, since the file may carry words that other
//! organisations wrote and the next reader double-clicks it; importing takes the apostrophe away
//! again, so that a file that is exported, imported and exported is the same to the byte, and phone
//! numbers in the form `+81-3-…` are never touched (see [`domain::spreadsheet`]).

pub mod organisations;

use std::io::Write;

use domain::event::Event;
use domain::open_data::{HEADER, cells_from_event};
use domain::spreadsheet::guarded;
use storage::{Storage, StorageError};

/// How many events are read at once.
const PAGE: u32 = 500;

/// Why the export stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database cannot be read.
    #[error("the data cannot be read: {0}")]
    Storage(#[from] StorageError),
    /// The file cannot be written.
    #[error("the file cannot be written ({0}); check the room on the disk and the rights of the folder")]
    Write(#[from] csv::Error),
    /// The end of the file cannot be written.
    #[error("the file cannot be written ({0}); check the room on the disk and the rights of the folder")]
    Flush(#[from] std::io::Error),
}

/// Writes all public events to `out` in the order in which they came here; returns how many.
/// `public_url` is where the service is reached, for the address of each event's page.
///
/// # Errors
/// [`ExportError`]; what was written until then is no complete file.
pub async fn export_events<W: Write + ?Sized>(
    storage: &Storage,
    out: &mut W,
    public_url: &str,
) -> Result<u64, ExportError> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    file.write_record(HEADER)?;
    let (mut after, mut count) = (None, 0);
    loop {
        let events = storage.event_page(after, PAGE).await?;
        for event in &events {
            file.write_record(row(event, public_url).iter().map(|cell| guarded(cell).into_owned()))?;
            count += 1;
        }
        match events.last() {
            Some(last) => after = Some(last.id),
            None => break,
        }
    }
    file.flush()?;
    Ok(count)
}

fn row(event: &Event, public_url: &str) -> [String; 50] {
    let page = format!("{}/events/{}", public_url.trim_end_matches('/'), event.code);
    cells_from_event(event, Some(&page))
}
