//! `telework-network import events FILE.csv`: the national catalogue's rows become events. (Of support organisations:
//! [`organisations`].)
//!
//! Two kinds of fault are kept apart. What makes the file as a whole doubtful (another encoding,
//! another header, rows of other lengths) refuses all of it, since nobody could tell which cell is
//! which; what is wrong with one row refuses that row. Everything that is taken is taken in one
//! transaction. The file is gone through twice, so that what is kept in memory for each row is a line
//! of the report and not the event.

mod file;
pub mod organisations;

use std::fmt;
use std::io::Write;
use std::path::Path;

use domain::desk_notice::ImportedFile;
use domain::event::EventDraft;
use domain::open_data::{Column, HEADER, Identities, Identity, Remark, RemarkKind, RowProblem, event_from_cells};
use domain::time::Timestamp;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use storage::{EventImport, Storage, StorageError};

pub use file::{FileError, Form};
use file::{Row, Rows, read, text_of};

/// The form of the file.
const FORM: Form = Form { name: "the event catalogue", header: &HEADER };

/// What became of the rows of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Rows that became new events.
    pub taken: u64,
    /// Rows that changed an event.
    pub changed: u64,
    /// Rows that say what is known.
    pub unchanged: u64,
    /// Rows that repeat an earlier row of the file, cell by cell.
    pub repeated: u64,
    /// Rows that were refused.
    pub refused: u64,
    /// How many of the rows that were taken, changed or unchanged carry a remark.
    pub remarked: u64,
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { taken, changed, unchanged, repeated, refused, remarked } = self;
        let rows = taken + changed + unchanged + repeated + refused;
        write!(
            f,
            "{rows} rows: {taken} taken, {changed} changed, {unchanged} unchanged, {repeated} repeated, {refused} \
             refused; {remarked} with a remark"
        )
    }
}

/// Why nothing was imported. Each is one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is not of the form.
    #[error(transparent)]
    File(#[from] FileError),
    /// The database did not take it.
    #[error("nothing was imported: {0}")]
    Storage(#[from] StorageError),
    /// The report cannot be written; what the file says was taken.
    #[error("everything was imported, but the report could not be written ({0})")]
    Report(std::io::Error),
}

/// One row's line in the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// Its number in the file, 1 for the first.
    pub line: u64,
    /// The title, as it stands there.
    pub title: String,
    /// What can be made of it.
    pub kind: LineKind,
}

/// What can be made of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineKind {
    /// No event.
    Refused(Vec<RowProblem>),
    /// The same as an earlier line.
    Repeats(u64),
    /// An event, read with these remarks.
    Offered(Vec<Remark>),
}

/// A file as it was read: its lines, and the events of those that offer one, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventsRead {
    /// Line by line.
    pub lines: Vec<ReportLine>,
    /// The events.
    pub drafts: Vec<EventDraft>,
}

/// Reads the events of a file that is held in memory, for whoever looks before anything is written.
///
/// # Errors
/// [`FileError`], where the file as a whole is refused.
pub fn read_events(bytes: &[u8], name: &str, now: Timestamp) -> Result<EventsRead, FileError> {
    let text = text_of(bytes, name)?;
    let mut identities = Identities::default();
    FORM.check(text, name, |row| identities.count(&row.cells()))?;
    let mut lines = Vec::new();
    let drafts = Rows::new(text).skip(1).filter_map(|row| offered(&row, &mut identities, &mut lines, now)).collect();
    Ok(EventsRead { lines, drafts })
}

/// Takes the events of a file and writes a report to `out`, one line for each row. The secretariat is told of the first
/// file that is refused, or rows of it.
///
/// # Errors
/// [`ImportError`]; then nothing was imported.
pub async fn import_events(
    storage: &Storage,
    file: &Path,
    now: Timestamp,
    out: &mut dyn Write,
    progress: bool,
) -> Result<ImportReport, ImportError> {
    let taken = take_events(storage, file, now, out, progress).await;
    note(storage, ImportedFile::Events, taken.as_ref().map(|report| report.refused), now).await;
    taken
}

/// Tells the secretariat of a file that was refused, or of which so many rows were, unless it knows.
async fn note(storage: &Storage, file: ImportedFile, refused: Result<u64, &ImportError>, now: Timestamp) {
    let noted = match refused {
        Ok(0) => storage.import_taken(file).await,
        Ok(rows) => storage.import_refused(file, Some(rows), now).await,
        // Nothing was there to be refused, or it was not the file's fault.
        Err(ImportError::File(FileError::Unreadable { .. }) | ImportError::Storage(_) | ImportError::Report(_)) => {
            return;
        }
        Err(ImportError::File(_)) => storage.import_refused(file, None, now).await,
    };
    if let Err(error) = noted {
        tracing::error!(%error, "the secretariat could not be told of an import");
    }
}

async fn take_events(
    storage: &Storage,
    file: &Path,
    now: Timestamp,
    out: &mut dyn Write,
    progress: bool,
) -> Result<ImportReport, ImportError> {
    let name = file.display().to_string();
    let bytes = read(file, &name)?;
    let text = text_of(&bytes, &name)?;
    let mut identities = Identities::default();
    let rows = FORM.check(text, &name, |row| identities.count(&row.cells()))?;

    let bar = bar(rows, progress);
    let mut lines = Vec::new();
    let drafts = Rows::new(text).skip(1).filter_map(|row| offered(&row, &mut identities, &mut lines, now));
    let outcomes = Box::pin(storage.event_import(drafts, now, || bar.inc(1))).await;
    bar.finish_and_clear();
    report(lines, outcomes?, out).map_err(ImportError::Report)
}

fn offered(row: &Row, identities: &mut Identities, lines: &mut Vec<ReportLine>, now: Timestamp) -> Option<EventDraft> {
    let line = row.line;
    let cells = row.cells();
    let title = cells.get(Column::Title.index()).map(|title| (*title).trim().to_owned()).unwrap_or_default();
    let (identity, remark) = match identities.assign(&cells, line) {
        Identity::Own(identity, remark) => (identity, remark),
        Identity::Repeats { line: first } => {
            lines.push(ReportLine { line, title, kind: LineKind::Repeats(first) });
            return None;
        }
    };
    let cells: Vec<String> = cells.into_iter().map(str::to_owned).collect();
    match event_from_cells(&cells, now) {
        Ok((mut draft, mut remarks)) => {
            remarks.extend(remark.map(|kind| Remark { column: Column::Number, kind }));
            if let Some(source) = &mut draft.particulars.source {
                source.identity = identity;
            }
            let title = draft.title.ja.clone();
            lines.push(ReportLine { line, title, kind: LineKind::Offered(remarks) });
            Some(draft)
        }
        Err(problems) => {
            lines.push(ReportLine { line, title, kind: LineKind::Refused(problems) });
            None
        }
    }
}

fn report(
    lines: Vec<ReportLine>,
    outcomes: Vec<EventImport>,
    out: &mut dyn Write,
) -> Result<ImportReport, std::io::Error> {
    let mut out = std::io::BufWriter::new(out);
    let mut outcomes = outcomes.into_iter();
    let mut sum = ImportReport::default();
    for ReportLine { line, title, kind } in lines {
        write!(out, "line {line}: ")?;
        let remarks = match kind {
            LineKind::Refused(problems) => {
                sum.refused += 1;
                let problems: Vec<String> = problems.into_iter().map(problem_words).collect();
                writeln!(out, "refused: {}", problems.join("; "))?;
                continue;
            }
            LineKind::Repeats(first) => {
                sum.repeated += 1;
                writeln!(out, "the same as line {first}, taken once")?;
                continue;
            }
            LineKind::Offered(remarks) => remarks,
        };
        match outcomes.next() {
            Some(EventImport::Added(code)) => {
                sum.taken += 1;
                write!(out, "taken as {code} {title}")?;
            }
            Some(EventImport::Changed(code)) => {
                sum.changed += 1;
                write!(out, "changed {code} {title}")?;
            }
            Some(EventImport::Unchanged(code)) => {
                sum.unchanged += 1;
                write!(out, "unchanged {code} {title}")?;
            }
            Some(EventImport::TablesInTheWay(code)) => {
                sum.refused += 1;
                writeln!(
                    out,
                    "refused: it would not fit the consultation tables of {code}, or what is booked at them"
                )?;
                continue;
            }
            Some(EventImport::TooFewSeats { code, taken }) => {
                sum.refused += 1;
                let column = Column::Capacity.header();
                writeln!(
                    out,
                    "refused: {column} is less than the {taken} seats that people have or that are held back at {code}"
                )?;
                continue;
            }
            None => {}
        }
        sum.remarked += u64::from(!remarks.is_empty());
        for remark in remarks {
            write!(out, "; {}", remark_words(remark))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{sum}")?;
    out.flush()?;
    Ok(sum)
}

fn problem_words(problem: RowProblem) -> String {
    match problem {
        RowProblem::WrongNumberOfCells { found } => format!("{found} cells instead of {}", HEADER.len()),
        RowProblem::Required(column) => format!("{} is empty", column.header()),
        RowProblem::ImpossibleDate(column) => format!("{} is no day of the calendar", column.header()),
        RowProblem::ControlCharacter(column) => format!("{} has control characters", column.header()),
        RowProblem::TooLong { column, max } => format!("{} is longer than {max} characters", column.header()),
    }
}

fn remark_words(remark: Remark) -> String {
    let words = match remark.kind {
        RemarkKind::Unreadable => "cannot be read and is left out",
        RemarkKind::KeptAsNote => "is no number and is kept as a note",
        RemarkKind::EndDayBeforeStart => "lies before 開始日, taken as one day",
        RemarkKind::EndNotAfterStart => "is not after 開始時刻, taken without an end",
        RemarkKind::WrongCheckDigit => "has a wrong check digit",
        RemarkKind::IncompleteAddress => "is not a complete web address and is not linked",
        RemarkKind::Exchanged => "was exchanged with 経度",
        RemarkKind::NumberNotUnique => "stands in several rows; the row is known by its content",
        RemarkKind::SameAsAnother => "is of no help: another row has the same name, time and place",
    };
    format!("{} {words}", remark.column.header())
}

fn bar(rows: u64, progress: bool) -> ProgressBar {
    let target = if progress { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(rows), target);
    match ProgressStyle::with_template("importing {wide_bar} {pos}/{len} ({eta} left)") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
