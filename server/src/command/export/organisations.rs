//! `telework-network export organizations`: the support organisations in the form that the import takes, so that an
//! operator can change them in a spreadsheet program and bring them back.
//!
//! What the demo has invented stays out: it would come back as real. Those that are not listed are in it, with that.

use std::io::Write;

use domain::spreadsheet::guarded;
use domain::support_organisation::{HEADER, cells_of};
use storage::Storage;

use super::ExportError;

/// Writes all support organisations to `out` in the order of their codes; returns how many.
///
/// # Errors
/// [`ExportError`]; what was written until then is no complete file.
pub async fn export_organisations<W: Write + ?Sized>(storage: &Storage, out: &mut W) -> Result<u64, ExportError> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    file.write_record(HEADER)?;
    let mut count = 0;
    for organisation in storage.support_organisation_list().await?.iter().filter(|organisation| !organisation.is_demo) {
        file.write_record(cells_of(organisation).iter().map(|cell| guarded(cell).into_owned()))?;
        count += 1;
    }
    file.flush()?;
    Ok(count)
}
