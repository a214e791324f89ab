//! `/staff/schedule/import` and `/staff/schedule/export`: the schedule as a file, in both directions. What a file means
//! is what the command line's importer says ([`crate::command::import`]).

use app::address::{localized, split_language};
use app::notfound::Failure;
use app::staff::StaffPage;
use app::staff::event_import::{
    EventFileCounts, EventFileLine, EventFileOutcome, EventFileProblem, EventFileView, EventImportView, IMPORT,
};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Uri};
use axum::response::Response;
use domain::content_hash::ContentHash;
use domain::event_operation::EventField;
use storage::{EventFileReport, EventFileTaken, EventImport, StorageError};

use super::super::Web;
use super::super::answer::{failure, see_other};
use super::super::upload::{FileUpload, upload_file};
use super::show;
use super::signed_in::AtTheSecretariat;
use crate::command::import::{EventsRead, FileError, LineKind, ReportLine, read_events};
use crate::feed::catalogue::Catalogue;

/// The largest file that is looked at in a browser, in bytes: about five thousand events.
const LARGEST_FILE: usize = 8 * MEGABYTE;
const MEGABYTE: usize = 1024 * 1024;

/// `GET /staff/schedule/import`
pub(super) async fn read(State(web): State<Web>, who: AtTheSecretariat, uri: Uri) -> Response {
    let view = EventImportView { done: counts(uri.query().unwrap_or_default()), ..EventImportView::default() };
    shown(&web, &uri, who, view)
}

/// `POST /staff/schedule/import`: a file is brought and looked at, or the one that was looked at is taken.
pub(super) async fn bring(State(web): State<Web>, who: AtTheSecretariat, uri: Uri, request: Request) -> Response {
    let sent = match upload_file(request, LARGEST_FILE).await {
        Ok(sent) => sent,
        Err(why) => return failure(&web, &uri, why),
    };
    let is_confirmed = sent.fields.iter().any(|(name, value)| name == "step" && value == "confirm");
    let answered = if is_confirmed { take(&web, &uri, &who, &sent).await } else { look(&web, &who, sent).await };
    match answered {
        Ok(Answer::Page(view)) => shown(&web, &uri, who, *view),
        Ok(Answer::Go(address)) => see_other(&address),
        Err(Trouble::Request) => failure(&web, &uri, Failure::BadRequest),
        Err(Trouble::Storage(cause)) => failure(&web, &uri, web.services().failed("taking a file of events", &cause)),
    }
}

enum Answer {
    Page(Box<EventImportView>),
    Go(String),
}

enum Trouble {
    Request,
    Storage(StorageError),
}

impl From<StorageError> for Trouble {
    fn from(cause: StorageError) -> Self {
        Self::Storage(cause)
    }
}

fn shown(web: &Web, uri: &Uri, who: AtTheSecretariat, view: EventImportView) -> Response {
    let status = view.status();
    show(web, uri, who.desk, StaffPage::EventImport(Box::new(view)), status)
}

/// Looks at a file that was brought, line by line; nothing of it is written.
async fn look(web: &Web, who: &AtTheSecretariat, sent: FileUpload) -> Result<Answer, Trouble> {
    let services = web.services();
    let refused =
        |problem| Answer::Page(Box::new(EventImportView { problem: Some(problem), ..EventImportView::default() }));
    let Some((name, content)) = sent.file else { return Ok(refused(EventFileProblem::Missing)) };
    if content.len() > LARGEST_FILE {
        // How much larger is not known: the rest was not kept.
        let megabytes = content.len().div_ceil(MEGABYTE);
        return Ok(refused(EventFileProblem::TooLarge { megabytes }));
    }
    let now = services.clock.now();
    let read = match read_events(&content, &name, now) {
        Ok(read) => read,
        Err(error) => return Ok(refused(problem(error))),
    };
    let report = services.storage.event_file_consider(who.secretariat, &read.drafts, now).await?;
    let hash = services.storage.event_file_bring(who.secretariat, &name, &content, now).await?;
    let report = view(name, hash, read.lines, report, false);
    Ok(Answer::Page(Box::new(EventImportView { report: Some(report), ..EventImportView::default() })))
}

/// Takes the file that was looked at, if it still does what was shown. Sent twice it is taken once.
async fn take(web: &Web, uri: &Uri, who: &AtTheSecretariat, sent: &FileUpload) -> Result<Answer, Trouble> {
    let services = web.services();
    let field = |name: &str| {
        let found = sent.fields.iter().find(|(held, _)| held == name);
        found.and_then(|(_, value)| ContentHash::parse(value).ok()).ok_or(Trouble::Request)
    };
    let (hash, seen) = (field("file")?, field("shown")?);
    let gone = || Answer::Page(Box::new(EventImportView { is_gone: true, ..EventImportView::default() }));
    let file = match services.storage.event_file(who.secretariat, &hash).await? {
        Some(file) if !file.is_taken => file,
        Some(_) | None => return Ok(gone()),
    };
    let now = services.clock.now();
    let Ok(EventsRead { lines, drafts }) = read_events(&file.content, &file.name, now) else { return Ok(gone()) };
    match services.storage.event_file_take(who.secretariat, hash, drafts, seen, now).await? {
        EventFileTaken::Gone => Ok(gone()),
        EventFileTaken::Otherwise(report) => {
            let report = view(file.name, hash, lines, report, true);
            Ok(Answer::Page(Box::new(EventImportView { report: Some(report), ..EventImportView::default() })))
        }
        EventFileTaken::Taken(report) => {
            let lines = view(file.name, hash, lines, report, false).lines;
            let EventFileCounts { added, changed, unchanged, refused } = EventFileCounts::of(&lines);
            tracing::info!(added, changed, unchanged, refused, "schedule.imported");
            let (language, _) = split_language(uri.path());
            let counts = format!("added={added}&changed={changed}&unchanged={unchanged}&refused={refused}");
            Ok(Answer::Go(localized(language, &format!("{IMPORT}?{counts}"))))
        }
    }
}

/// What was written, as the address of the page after it tells.
fn counts(query: &str) -> Option<EventFileCounts> {
    let count = |name: &str| {
        let found = form_urlencoded::parse(query.as_bytes()).find(|(held, _)| held == name);
        found.and_then(|(_, value)| value.parse().ok())
    };
    Some(EventFileCounts {
        added: count("added")?,
        changed: count("changed")?,
        unchanged: count("unchanged")?,
        refused: count("refused")?,
    })
}

/// The report of a file: what was read, with what becomes of it.
fn view(
    name: String,
    hash: ContentHash,
    lines: Vec<ReportLine>,
    report: EventFileReport,
    is_otherwise: bool,
) -> EventFileView {
    let mut outcomes = report.outcomes.into_iter();
    let lines = lines.into_iter().filter_map(|line| self::line(line, &mut outcomes)).collect();
    EventFileView {
        name,
        hash: hash.to_string(),
        shown: report.shown.to_string(),
        mails: report.mails,
        is_otherwise,
        lines,
    }
}

/// One line; each that offers an event takes the next outcome.
fn line(
    read: ReportLine,
    outcomes: &mut impl Iterator<Item = (EventImport, Vec<EventField>)>,
) -> Option<EventFileLine> {
    let ReportLine { line, title, kind } = read;
    let (outcome, remarks) = match kind {
        LineKind::Refused(problems) => (EventFileOutcome::Refused(problems), Vec::new()),
        LineKind::Repeats(first) => (EventFileOutcome::Repeats(first), Vec::new()),
        LineKind::Offered(remarks) => {
            let outcome = match outcomes.next()? {
                (EventImport::Added(_), _) => EventFileOutcome::Added,
                (EventImport::Changed(code), fields) => EventFileOutcome::Changed { code, fields },
                (EventImport::Unchanged(code), _) => EventFileOutcome::Unchanged(code),
                (EventImport::TablesInTheWay(code), _) => EventFileOutcome::TablesInTheWay(code),
                (EventImport::TooFewSeats { code, taken }, _) => EventFileOutcome::TooFewSeats { code, taken },
            };
            (outcome, remarks)
        }
    };
    Some(EventFileLine { line, title, outcome, remarks })
}

/// What is wrong with a file, for the page.
fn problem(error: FileError) -> EventFileProblem {
    match error {
        FileError::TooLarge { megabytes, .. } => {
            EventFileProblem::TooLarge { megabytes: usize::try_from(megabytes).unwrap_or(usize::MAX) }
        }
        FileError::OtherEncoding { encoding, .. } => EventFileProblem::OtherEncoding { encoding },
        FileError::NotText { line, .. } => EventFileProblem::NotText { line },
        // What is in memory can be read.
        FileError::Empty { .. } | FileError::Unreadable { .. } => EventFileProblem::Empty,
        FileError::ColumnCount { found, .. } => EventFileProblem::ColumnCount { found },
        FileError::OtherColumn { number, found, expected, .. } => {
            EventFileProblem::OtherColumn { number, found, expected }
        }
        FileError::CellCount { wrong, more, .. } => EventFileProblem::CellCount { wrong, more },
    }
}

/// `POST /staff/schedule/export`: all events, drafts too, as the file that can be imported again.
pub(super) async fn export(State(web): State<Web>, who: AtTheSecretariat, uri: Uri) -> Response {
    let services = web.services();
    let now = services.clock.now();
    let events = match services.storage.event_export(who.secretariat, now).await {
        Ok(events) => events,
        Err(cause) => return failure(&web, &uri, services.failed("exporting the schedule", &cause)),
    };
    let mut body = Vec::new();
    let written = Catalogue::begin(&mut body, &services.site.public_url).and_then(|mut file| {
        events.iter().try_for_each(|event| file.row(event))?;
        Ok(file.finish()?)
    });
    // Memory takes what is written; what cannot be told in cells is a defect of what is stored.
    if let Err(cause) = written.map_err(|cause| StorageError::Unreadable(cause.to_string())) {
        return failure(&web, &uri, services.failed("writing the schedule", &cause));
    }
    let mut response = Response::new(Body::from(body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let name = format!("attachment; filename=\"schedule-{}.csv\"", now.tokyo_date().strftime("%Y%m%d"));
    let name = HeaderValue::from_str(&name).unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    headers.insert(CONTENT_DISPOSITION, name);
    response
}
