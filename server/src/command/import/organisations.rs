//! `telework-network import organizations FILE.csv`: the secretariat's file of support organisations.
//!
//! Its form is described in `docs/organisations.md`. As with events, a fault of the whole file refuses all of it, a
//! fault of one row refuses that row, with everything that is wrong with it in one line; and everything that is taken
//! is taken in one transaction. An organisation that is not in the file stays as it is.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::io::Write;
use std::path::Path;

use domain::desk_notice::ImportedFile;
use domain::support_organisation::{
    Column, HEADER, RowProblem, SupportOrganisation, SupportOrganisationCode, from_cells,
};
use domain::time::Timestamp;
use storage::{Storage, SupportOrganisationImport};

use super::file::{Form, Row, Rows, read, text_of};
use super::{ImportError, note};

/// The form of the file.
const FORM: Form = Form { name: "the form of support organisations", header: &HEADER };
/// How many organisations that are not in the file are named before the rest is only counted.
const ABSENT_NAMED: usize = 10;

/// What became of the rows of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OrganisationReport {
    /// Rows that became new organisations.
    pub taken: u64,
    /// Rows that changed an organisation.
    pub changed: u64,
    /// Rows that say what is known.
    pub unchanged: u64,
    /// Rows that say the same as an earlier row of the file.
    pub repeated: u64,
    /// Rows that were refused.
    pub refused: u64,
    /// Organisations on the site that the file does not name.
    pub absent: u64,
}

impl fmt::Display for OrganisationReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { taken, changed, unchanged, repeated, refused, absent } = self;
        let rows = taken + changed + unchanged + repeated + refused;
        write!(
            f,
            "{rows} rows: {taken} taken, {changed} changed, {unchanged} unchanged, {repeated} repeated, {refused} \
             refused; {absent} not in the file"
        )
    }
}

/// One row's line in the report.
enum Line {
    Refused(Vec<RowProblem>),
    SecondOf { code: SupportOrganisationCode, line: u64 },
    Repeats(u64),
    Offered { code: SupportOrganisationCode, name: String },
}

/// Takes the support organisations of a file and writes a report to `out`, one line for each row.
///
/// # Errors
/// [`ImportError`]; then nothing was imported.
pub async fn import_organisations(
    storage: &Storage,
    file: &Path,
    now: Timestamp,
    out: &mut dyn Write,
) -> Result<OrganisationReport, ImportError> {
    let taken = take_organisations(storage, file, now, out).await;
    note(storage, ImportedFile::SupportOrganisations, taken.as_ref().map(|report| report.refused), now).await;
    taken
}

async fn take_organisations(
    storage: &Storage,
    file: &Path,
    now: Timestamp,
    out: &mut dyn Write,
) -> Result<OrganisationReport, ImportError> {
    let shown = file.display().to_string();
    let bytes = read(file, &shown)?;
    let text = text_of(&bytes, &shown)?;
    FORM.check(text, &shown, |_| {})?;
    let (mut lines, mut offered) = (Vec::new(), Vec::new());
    let (mut seen, mut named) = (HashMap::new(), HashSet::new());
    for row in Rows::new(text).skip(1) {
        named.extend(row.cells().first().and_then(|code| SupportOrganisationCode::parse(code).ok()));
        lines.push((row.line, read_row(&row, &mut seen, &mut offered)));
    }
    let imported = storage.support_organisation_import(&offered, now).await?;
    // A row that was refused is in the file all the same.
    let absent: Vec<_> = imported.absent.into_iter().filter(|code| !named.contains(code)).collect();
    report(lines, &imported.outcomes, &absent, out).map_err(ImportError::Report)
}

/// Reads a row; an organisation that may be taken joins those that are `offered`. `seen` knows of each code the line
/// and the place among the offered.
fn read_row(
    row: &Row,
    seen: &mut HashMap<SupportOrganisationCode, (u64, usize)>,
    offered: &mut Vec<SupportOrganisation>,
) -> Line {
    let organisation = match from_cells(&row.cells()) {
        Ok(organisation) => organisation,
        Err(problems) => return Line::Refused(problems),
    };
    let code = organisation.code.clone();
    if let Some((line, place)) = seen.get(&code) {
        let is_same = offered.get(*place) == Some(&organisation);
        return if is_same { Line::Repeats(*line) } else { Line::SecondOf { code, line: *line } };
    }
    seen.insert(code.clone(), (row.line, offered.len()));
    let name = organisation.name.ja.clone();
    offered.push(organisation);
    Line::Offered { code, name }
}

fn report(
    lines: Vec<(u64, Line)>,
    outcomes: &[SupportOrganisationImport],
    absent: &[SupportOrganisationCode],
    out: &mut dyn Write,
) -> Result<OrganisationReport, std::io::Error> {
    let mut out = std::io::BufWriter::new(out);
    let mut outcomes = outcomes.iter();
    let mut sum = OrganisationReport { absent: absent.len() as u64, ..OrganisationReport::default() };
    for (line, kind) in lines {
        write!(out, "line {line}: ")?;
        match kind {
            Line::Refused(problems) => {
                sum.refused += 1;
                let problems: Vec<String> = problems.into_iter().map(problem_words).collect();
                writeln!(out, "refused: {}", problems.join("; "))?;
            }
            Line::SecondOf { code, line } => {
                sum.refused += 1;
                let column = Column::Code.header();
                writeln!(out, "refused: {column} {code} stands in line {line} already, with other content")?;
            }
            Line::Repeats(first) => {
                sum.repeated += 1;
                writeln!(out, "the same as line {first}, taken once")?;
            }
            Line::Offered { code, name } => {
                let (count, done) = match outcomes.next() {
                    Some(SupportOrganisationImport::Added) | None => (&mut sum.taken, "taken as"),
                    Some(SupportOrganisationImport::Changed) => (&mut sum.changed, "changed"),
                    Some(SupportOrganisationImport::Unchanged) => (&mut sum.unchanged, "unchanged"),
                };
                *count += 1;
                writeln!(out, "{done} {code} {name}")?;
            }
        }
    }
    if !absent.is_empty() {
        let named: Vec<&str> = absent.iter().take(ABSENT_NAMED).map(SupportOrganisationCode::as_str).collect();
        let more = absent.len().saturating_sub(ABSENT_NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        writeln!(
            out,
            "not in the file, and left as they are: {}{more} (to take one off the site, import it with 掲載しない in {})",
            named.join(", "),
            Column::Listing.header(),
        )?;
    }
    writeln!(out, "{sum}")?;
    out.flush()?;
    Ok(sum)
}

fn problem_words(problem: RowProblem) -> String {
    match problem {
        RowProblem::Cell { column, error } => format!("{}: {error}", column.header()),
        RowProblem::UnknownWord { column, word } => format!("{}: {word:?} is not known here", column.header()),
        RowProblem::NoContact => {
            let [phone, email, page] = [Column::Phone, Column::Email, Column::Page].map(Column::header);
            format!("{phone}, {email} and {page} are all empty; one of them is needed")
        }
    }
}
