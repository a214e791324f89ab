//! `telework-network export events`: the schedule as the national catalogue's fifty columns. (Support organisations:
//! [`organisations`].)
//!
//! The same file as `/open-data/events.csv`, written without holding all events at once; what it is
//! made of stands in [`feed::catalogue`](crate::feed::catalogue).

pub mod organisations;

use std::io::Write;

use storage::{Storage, StorageError};

use crate::feed::catalogue::Catalogue;

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
    let mut file = Catalogue::begin(out, public_url)?;
    let (mut after, mut count) = (None, 0);
    loop {
        let events = storage.event_page(after, PAGE).await?;
        for event in &events {
            file.row(event)?;
            count += 1;
        }
        match events.last() {
            Some(last) => after = Some(last.id),
            None => break,
        }
    }
    file.finish()?;
    Ok(count)
}
