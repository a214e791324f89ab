//! `telework-network import events FILE.csv`: the national catalogue's rows become events.
//!
//! Two kinds of fault are kept apart. What makes the file as a whole doubtful (another encoding,
//! another header, rows of other lengths) refuses all of it, since nobody could tell which cell is
//! which; what is wrong with one row refuses that row. Everything that is taken is taken in one
//! transaction. The file is gone through twice, so that what is kept in memory for each row is a line
//! of the report and not the event.

use std::fmt;
use std::io::Write;
use std::path::Path;

use domain::event::EventDraft;
use domain::input::tolerant;
use domain::open_data::{Column, HEADER, Identities, Identity, Remark, RemarkKind, RowProblem, event_from_cells};
use domain::spreadsheet::unguarded;
use domain::time::Timestamp;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use storage::{EventImport, Storage, StorageError};

/// The largest file that is read, in bytes; a hundred thousand rows have about 70 MB.
const LARGEST_FILE: u64 = 256 * 1024 * 1024;
/// How many wrong lines are named before the rest is only counted.
const LINES_NAMED: usize = 10;

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
    /// The file cannot be read.
    #[error("{file} cannot be read ({cause}); check its name and its rights")]
    Unreadable {
        /// Which file.
        file: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The file is larger than any catalogue.
    #[error("{file} has {megabytes} MB; at most 256 MB are read at once: import it in parts")]
    TooLarge {
        /// Which file.
        file: String,
        /// Its size.
        megabytes: u64,
    },
    /// The file is in another encoding.
    #[error(
        "{file} looks like {encoding}, not UTF-8; save it as UTF-8 and import that (in Excel: \"CSV UTF-8\"; or: \
         iconv -f {iconv} -t UTF-8 {file} > utf8.csv)"
    )]
    OtherEncoding {
        /// Which file.
        file: String,
        /// What it seems to be in.
        encoding: &'static str,
        /// What the converter calls that.
        iconv: &'static str,
    },
    /// The file is in no encoding that is known here.
    #[error("{file} is not UTF-8 text (line {line}); save it as UTF-8 and import that")]
    NotText {
        /// Which file.
        file: String,
        /// Where the first wrong byte stands.
        line: u64,
    },
    /// Nothing in it.
    #[error("{file} is empty; its first line has to name the {} columns of the event catalogue", HEADER.len())]
    Empty {
        /// Which file.
        file: String,
    },
    /// Another number of columns.
    #[error("{file} has {found} columns in its first line; the event catalogue has {}, separated by commas", HEADER.len())]
    ColumnCount {
        /// Which file.
        file: String,
        /// How many.
        found: usize,
    },
    /// Another column.
    #[error("column {number} of {file} is called {found:?}; in the event catalogue it is {expected:?}")]
    OtherColumn {
        /// Which file.
        file: String,
        /// Which column, 1 for the first.
        number: usize,
        /// Its name.
        found: String,
        /// The name it should have.
        expected: &'static str,
    },
    /// Rows of other lengths.
    #[error("{file} has rows without {} cells ({lines}); nothing was imported: check quotation marks and commas there", HEADER.len())]
    CellCount {
        /// Which file.
        file: String,
        /// Which lines, with how many cells.
        lines: String,
    },
    /// The database did not take it.
    #[error("nothing was imported: {0}")]
    Storage(#[from] StorageError),
    /// The report cannot be written; the events were taken.
    #[error("the events were imported, but the report could not be written ({0})")]
    Report(std::io::Error),
}

/// One row's line in the report.
struct ReportLine {
    line: u64,
    kind: LineKind,
}

enum LineKind {
    Refused(Vec<RowProblem>),
    Repeats(u64),
    Offered { title: String, remarks: Vec<Remark> },
}

/// Takes the events of a file and writes a report to `out`, one line for each row.
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
    let name = file.display().to_string();
    let bytes = read(file, &name)?;
    let text = text_of(&bytes, &name)?;
    let mut identities = Identities::default();
    let rows = check(text, &name, &mut identities)?;

    let bar = bar(rows, progress);
    let mut lines = Vec::new();
    let drafts = Rows::new(text).skip(1).filter_map(|row| offered(&row, &mut identities, &mut lines, now));
    let outcomes = storage.event_import(drafts, now, || bar.inc(1)).await;
    bar.finish_and_clear();
    report(lines, outcomes?, out).map_err(ImportError::Report)
}

fn read(file: &Path, name: &str) -> Result<Vec<u8>, ImportError> {
    let unreadable = |cause| ImportError::Unreadable { file: name.to_owned(), cause };
    let size = std::fs::metadata(file).map_err(unreadable)?.len();
    if size > LARGEST_FILE {
        return Err(ImportError::TooLarge { file: name.to_owned(), megabytes: size.div_ceil(1024 * 1024) });
    }
    std::fs::read(file).map_err(unreadable)
}

/// The file's text without a byte order mark.
fn text_of<'a>(bytes: &'a [u8], name: &str) -> Result<&'a str, ImportError> {
    let file = || name.to_owned();
    let other = |encoding, iconv| Err(ImportError::OtherEncoding { file: file(), encoding, iconv });
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if body.starts_with(b"\xff\xfe") || body.starts_with(b"\xfe\xff") {
        return other("UTF-16", "UTF-16");
    }
    let beginning = &body[..body.len().min(4096)];
    if beginning.iter().map(|byte| usize::from(*byte == 0)).sum::<usize>() * 8 > beginning.len() {
        let little = beginning.get(1) == Some(&0);
        return if little { other("UTF-16", "UTF-16LE") } else { other("UTF-16", "UTF-16BE") };
    }
    if beginning.windows(3).any(|escape| escape == b"\x1b$B" || escape == b"\x1b$@") {
        return other("ISO-2022-JP", "ISO-2022-JP");
    }
    match std::str::from_utf8(body) {
        Ok("") => Err(ImportError::Empty { file: file() }),
        Ok(text) => Ok(text),
        // 名称, the third column, as each of the two older encodings writes it.
        Err(_) if beginning.windows(4).any(|word| word == b"\x96\xbc\x8f\xcc") => other("Shift_JIS", "CP932"),
        Err(_) if beginning.windows(4).any(|word| word == b"\xcc\xbe\xbe\xce") => other("EUC-JP", "EUC-JP"),
        Err(fault) => {
            let before = &body[..fault.valid_up_to()];
            Err(ImportError::NotText { file: file(), line: 1 + line_breaks(before) })
        }
    }
}

/// Looks at the header and at the length of every row, and counts the rows.
fn check(text: &str, name: &str, identities: &mut Identities) -> Result<u64, ImportError> {
    let file = || name.to_owned();
    let mut rows = Rows::new(text);
    let Some(header) = rows.next() else { return Err(ImportError::Empty { file: file() }) };
    if header.record.len() != HEADER.len() {
        return Err(ImportError::ColumnCount { file: file(), found: header.record.len() });
    }
    for (number, (found, expected)) in (1..).zip(header.record.iter().zip(HEADER)) {
        if tolerant(found) != tolerant(expected) {
            return Err(ImportError::OtherColumn { file: file(), number, found: found.to_owned(), expected });
        }
    }
    let (mut count, mut wrong, mut named) = (0, 0_usize, Vec::new());
    for row in rows {
        if row.record.len() != HEADER.len() {
            wrong += 1;
            if wrong <= LINES_NAMED {
                named.push(format!("line {} has {}", row.line, row.record.len()));
            }
            continue;
        }
        identities.count(&row.cells());
        count += 1;
    }
    if wrong == 0 {
        return Ok(count);
    }
    if wrong > LINES_NAMED {
        named.push(format!("and {} more", wrong - LINES_NAMED));
    }
    Err(ImportError::CellCount { file: file(), lines: named.join(", ") })
}

fn offered(row: &Row, identities: &mut Identities, lines: &mut Vec<ReportLine>, now: Timestamp) -> Option<EventDraft> {
    let line = row.line;
    let cells = row.cells();
    let (identity, remark) = match identities.assign(&cells, line) {
        Identity::Own(identity, remark) => (identity, remark),
        Identity::Repeats { line: first } => {
            lines.push(ReportLine { line, kind: LineKind::Repeats(first) });
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
            lines.push(ReportLine { line, kind: LineKind::Offered { title, remarks } });
            Some(draft)
        }
        Err(problems) => {
            lines.push(ReportLine { line, kind: LineKind::Refused(problems) });
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
    for ReportLine { line, kind } in lines {
        write!(out, "line {line}: ")?;
        let (title, remarks) = match kind {
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
            LineKind::Offered { title, remarks } => (title, remarks),
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
            Some(EventImport::TooFewSeats { code, taken }) => {
                sum.refused += 1;
                let column = Column::Capacity.header();
                writeln!(out, "refused: {column} is less than the {taken} seats that people have at {code}")?;
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

/// One row with the line on which it begins, 1 for the first of the file.
struct Row {
    line: u64,
    record: csv::StringRecord,
}

impl Row {
    /// Its cells, as they were before they were guarded against spreadsheet programs.
    fn cells(&self) -> Vec<&str> {
        self.record.iter().map(unguarded).collect()
    }
}

/// The rows of a file; those without any content are passed over.
struct Rows<'a> {
    text: &'a str,
    records: csv::StringRecordsIntoIter<&'a [u8]>,
    /// Up to which byte line breaks were counted, and how many there were.
    counted: (usize, u64),
}

impl<'a> Rows<'a> {
    fn new(text: &'a str) -> Self {
        let reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        Self { text, records: reader.into_records(), counted: (0, 0) }
    }

    /// The line that the record starting at `byte` begins on. The reader's own count stands before
    /// empty lines that it passes over.
    fn line_at(&mut self, byte: u64) -> u64 {
        let bytes = self.text.as_bytes();
        let mut at = usize::try_from(byte).unwrap_or(bytes.len()).min(bytes.len());
        at += bytes[at..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let (counted, breaks) = self.counted;
        self.counted = (at, breaks + line_breaks(&bytes[counted.min(at)..at]));
        self.counted.1 + 1
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            // The text is UTF-8 and rows may have any length, so that the reader has nothing to refuse.
            let record = self.records.next()?.ok()?;
            let line = self.line_at(record.position().map_or(0, csv::Position::byte));
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                return Some(Row { line, record });
            }
        }
    }
}

/// How many lines end in `bytes`.
fn line_breaks(bytes: &[u8]) -> u64 {
    let breaks = bytes.iter().zip(bytes.iter().skip(1).chain(std::iter::once(&0)));
    breaks.filter(|(byte, next)| **byte == b'\n' || (**byte == b'\r' && **next != b'\n')).count() as u64
}
