//! A file of rows under a header, as an operator brings it: read, told apart from other encodings, and gone through row
//! by row. What a row means is the business of whoever imports it.

use std::path::Path;

use domain::input::tolerant;
use domain::spreadsheet::unguarded;

/// The largest file that is read, in bytes; a hundred thousand events have about 70 MB.
const LARGEST_FILE: u64 = 256 * 1024 * 1024;
/// How many wrong lines are named before the rest is only counted.
const LINES_NAMED: usize = 10;

/// What a file should look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// What it is called, within a sentence.
    pub name: &'static str,
    /// Its first line.
    pub header: &'static [&'static str],
}

/// Why a file as a whole is refused. Each is one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
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
    #[error("{file} is empty; its first line has to name the {} columns of {}", .form.header.len(), .form.name)]
    Empty {
        /// Which file.
        file: String,
        /// What it should be.
        form: Form,
    },
    /// Another number of columns.
    #[error(
        "{file} has {found} columns in its first line; {} has {}, separated by commas",
        .form.name, .form.header.len()
    )]
    ColumnCount {
        /// Which file.
        file: String,
        /// How many.
        found: usize,
        /// What it should be.
        form: Form,
    },
    /// Another column.
    #[error("column {number} of {file} is called {found:?}; in {} it is {expected:?}", .form.name)]
    OtherColumn {
        /// Which file.
        file: String,
        /// Which column, 1 for the first.
        number: usize,
        /// Its name.
        found: String,
        /// The name it should have.
        expected: &'static str,
        /// What it should be.
        form: Form,
    },
    /// Rows of other lengths.
    #[error(
        "{file} has rows without {} cells ({}); nothing was imported: check quotation marks and commas there",
        .form.header.len(), named(.wrong, *.more)
    )]
    CellCount {
        /// Which file.
        file: String,
        /// The first such lines, with how many cells each has.
        wrong: Vec<(u64, usize)>,
        /// How many more there are.
        more: usize,
        /// What it should be.
        form: Form,
    },
}

/// Lines with how many cells each has, as the error names them.
fn named(wrong: &[(u64, usize)], more: usize) -> String {
    let mut named: Vec<String> = wrong.iter().map(|(line, cells)| format!("line {line} has {cells}")).collect();
    named.extend((more > 0).then(|| format!("and {more} more")));
    named.join(", ")
}

/// The file's bytes.
pub(super) fn read(file: &Path, name: &str) -> Result<Vec<u8>, FileError> {
    let unreadable = |cause| FileError::Unreadable { file: name.to_owned(), cause };
    let size = std::fs::metadata(file).map_err(unreadable)?.len();
    if size > LARGEST_FILE {
        return Err(FileError::TooLarge { file: name.to_owned(), megabytes: size.div_ceil(1024 * 1024) });
    }
    std::fs::read(file).map_err(unreadable)
}

/// The file's text without a byte order mark; nothing, where nothing stands in it.
pub(super) fn text_of<'a>(bytes: &'a [u8], name: &str) -> Result<&'a str, FileError> {
    let file = || name.to_owned();
    let other = |encoding, iconv| Err(FileError::OtherEncoding { file: file(), encoding, iconv });
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
        Ok(text) => Ok(text),
        // 名称, which stands in every header, as each of the two older encodings writes it.
        Err(_) if beginning.windows(4).any(|word| word == b"\x96\xbc\x8f\xcc") => other("Shift_JIS", "CP932"),
        Err(_) if beginning.windows(4).any(|word| word == b"\xcc\xbe\xbe\xce") => other("EUC-JP", "EUC-JP"),
        Err(fault) => {
            let before = &body[..fault.valid_up_to()];
            Err(FileError::NotText { file: file(), line: 1 + line_breaks(before) })
        }
    }
}

impl Form {
    /// Looks at the header and at the length of every row, shows each row to `look`, and counts them.
    ///
    /// # Errors
    /// [`FileError`]; then nobody could tell which cell is which.
    pub(super) fn check(self, text: &str, name: &str, mut look: impl FnMut(&Row)) -> Result<u64, FileError> {
        let file = || name.to_owned();
        let form = self;
        let mut rows = Rows::new(text);
        let Some(header) = rows.next() else { return Err(FileError::Empty { file: file(), form }) };
        if header.record.len() != form.header.len() {
            return Err(FileError::ColumnCount { file: file(), found: header.record.len(), form });
        }
        for (number, (found, expected)) in (1..).zip(header.record.iter().zip(form.header)) {
            if tolerant(found) != tolerant(expected) {
                return Err(FileError::OtherColumn { file: file(), number, found: found.to_owned(), expected, form });
            }
        }
        let (mut count, mut more, mut wrong) = (0, 0_usize, Vec::new());
        for row in rows {
            if row.record.len() != form.header.len() {
                if wrong.len() < LINES_NAMED {
                    wrong.push((row.line, row.record.len()));
                } else {
                    more += 1;
                }
                continue;
            }
            look(&row);
            count += 1;
        }
        if wrong.is_empty() { Ok(count) } else { Err(FileError::CellCount { file: file(), wrong, more, form }) }
    }
}

/// One row with the line on which it begins, 1 for the first of the file.
pub(super) struct Row {
    pub(super) line: u64,
    record: csv::StringRecord,
}

impl Row {
    /// Its cells, as they were before they were guarded against spreadsheet programs.
    pub(super) fn cells(&self) -> Vec<&str> {
        self.record.iter().map(unguarded).collect()
    }
}

/// The rows of a file; those without any content are passed over.
pub(super) struct Rows<'a> {
    text: &'a str,
    records: csv::StringRecordsIntoIter<&'a [u8]>,
    /// Up to which byte line breaks were counted, and how many there were.
    counted: (usize, u64),
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str) -> Self {
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
