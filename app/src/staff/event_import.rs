//! `/staff/schedule/import`: a file of events, looked at line by line before anything is written; and the schedule as a
//! file.

use domain::event_operation::EventField;
use domain::open_data::{Remark, RowProblem};
use domain::reference::EventCode;
use leptos::prelude::*;

use crate::address::localized;
use crate::component::{
    Banner, BannerKind, ButtonKind, ButtonLink, ErrorSummary, FileField, HiddenField, SubmitButton,
};
use crate::staff::{DeskFrame, DeskPlace, DeskTable, columns};
use crate::text::{Text, use_text};

/// Where files are brought.
pub const IMPORT: &str = "/staff/schedule/import";
/// Where the schedule is taken out.
pub const EXPORT: &str = "/staff/schedule/export";
/// How many lines of a report are shown; those that change nothing are left out first.
const LINES_SHOWN: usize = 500;

/// Why a file as a whole is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventFileProblem {
    /// No file was chosen.
    Missing,
    /// It is larger than may be brought at once.
    TooLarge {
        /// Its size.
        megabytes: usize,
    },
    /// It is in another encoding.
    OtherEncoding {
        /// In which, as it seems.
        encoding: &'static str,
    },
    /// It is no text.
    NotText {
        /// Where the first wrong byte stands.
        line: u64,
    },
    /// Nothing stands in it.
    Empty,
    /// Its first line has another number of columns.
    ColumnCount {
        /// How many.
        found: usize,
    },
    /// A column is called otherwise.
    OtherColumn {
        /// Which, 1 for the first.
        number: usize,
        /// What it is called.
        found: String,
        /// What it should be called.
        expected: &'static str,
    },
    /// Rows have other lengths.
    CellCount {
        /// Lines with how many cells each has.
        wrong: Vec<(u64, usize)>,
        /// How many more there are.
        more: usize,
    },
}

/// What would become of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventFileOutcome {
    /// It becomes an event.
    Added,
    /// It changes an event.
    Changed {
        /// Which.
        code: EventCode,
        /// In which parts.
        fields: Vec<EventField>,
    },
    /// It says what an event says.
    Unchanged(EventCode),
    /// It says what an earlier line says.
    Repeats(u64),
    /// No event can be made of it.
    Refused(Vec<RowProblem>),
    /// What is booked at the tables of this event would lose its time.
    TablesInTheWay(EventCode),
    /// People have more seats than there would be.
    TooFewSeats {
        /// At which event.
        code: EventCode,
        /// How many.
        taken: u32,
    },
}

impl EventFileOutcome {
    const fn writes(&self) -> bool {
        matches!(self, Self::Added | Self::Changed { .. })
    }

    const fn is_quiet(&self) -> bool {
        matches!(self, Self::Unchanged(_) | Self::Repeats(_))
    }
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFileLine {
    /// Its number in the file.
    pub line: u64,
    /// The title, as it stands there.
    pub title: String,
    /// What becomes of it.
    pub outcome: EventFileOutcome,
    /// What was read with a grain of salt.
    pub remarks: Vec<Remark>,
}

/// How many lines become what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EventFileCounts {
    /// New events.
    pub added: usize,
    /// Events that change.
    pub changed: usize,
    /// Lines that say what is known.
    pub unchanged: usize,
    /// Lines that are refused.
    pub refused: usize,
}

impl EventFileCounts {
    /// The counts of `lines`.
    pub fn of(lines: &[EventFileLine]) -> Self {
        let count = |is: fn(&EventFileOutcome) -> bool| lines.iter().filter(|line| is(&line.outcome)).count();
        Self {
            added: count(|outcome| matches!(outcome, EventFileOutcome::Added)),
            changed: count(|outcome| matches!(outcome, EventFileOutcome::Changed { .. })),
            unchanged: count(EventFileOutcome::is_quiet),
            refused: count(|outcome| {
                matches!(
                    outcome,
                    EventFileOutcome::Refused(_)
                        | EventFileOutcome::TooFewSeats { .. }
                        | EventFileOutcome::TablesInTheWay(_)
                )
            }),
        }
    }
}

/// What a file would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventFileView {
    /// What whoever brought it calls it.
    pub name: String,
    /// What it is known by.
    pub hash: String,
    /// What the report is known by.
    pub shown: String,
    /// How many mails are owed.
    pub mails: u32,
    /// Whether it would do something else than was shown before.
    pub is_otherwise: bool,
    /// Line by line.
    pub lines: Vec<EventFileLine>,
}

/// What the page shows.
#[derive(Debug, Clone, Default)]
pub struct EventImportView {
    /// Why the file was refused.
    pub problem: Option<EventFileProblem>,
    /// What it would do.
    pub report: Option<EventFileView>,
    /// What was written just now.
    pub done: Option<EventFileCounts>,
    /// Whether a file was confirmed that waits no more.
    pub is_gone: bool,
}

impl EventImportView {
    /// The status of its answer.
    pub fn status(&self) -> u16 {
        match &self.report {
            Some(report) if report.is_otherwise => 409,
            _ if self.problem.is_some() => 422,
            _ if self.is_gone => 410,
            _ => 200,
        }
    }
}

#[component]
pub fn EventImportPage(view: EventImportView) -> impl IntoView {
    let text = use_text();
    let words = text.event_import();
    let has_errors = view.problem.is_some();
    let problem = view.problem.as_ref().map(|problem| words.problem(problem).into_owned());
    let errors = problem.iter().map(|sentence| ("file".to_owned(), sentence.clone())).collect::<Vec<_>>();
    let done = view.done.map(|counts| {
        let EventFileCounts { added, changed, unchanged, refused } = counts;
        view! {
            <Banner kind=BannerKind::Success title=words.done_title()>
                <p>{words.report_count(added, changed, unchanged, refused)}</p>
            </Banner>
        }
    });
    let gone = view.is_gone.then(|| {
        view! { <Banner kind=BannerKind::Information title=words.gone_title()><p>{words.gone_text()}</p></Banner> }
    });
    let has_report = view.report.is_some();
    let report = view.report.map(|report| self::report(report, text));
    let bring = (!has_report).then(|| bring(problem, text));
    view! {
        <DeskFrame title=words.title() place=DeskPlace::Schedule has_errors>
            <div class="desk-sheet stack">
                {done}
                {gone}
                <ErrorSummary errors/>
                <p>{words.lead()}</p>
                {report}
                {bring}
            </div>
        </DeskFrame>
    }
    .into_any()
}

fn bring(problem: Option<String>, text: Text) -> AnyView {
    let words = text.event_import();
    let here = move |path: &str| localized(text.language(), path);
    view! {
        <section aria-labelledby="import">
            <h2 id="import">{words.import_heading()}</h2>
            <form class="form" method="post" action=here(IMPORT) enctype="multipart/form-data" novalidate=true>
                <FileField name="file" label=words.file() hint=words.file_hint() accept=".csv,text/csv" multiple=false error=problem/>
                <p class="quiet">{words.nothing_yet()}</p>
                <div class="button-row"><SubmitButton label=words.check().into_owned()/></div>
            </form>
        </section>
        <section aria-labelledby="export">
            <h2 id="export">{words.export_heading()}</h2>
            <form class="form" method="post" action=here(EXPORT)>
                <p>{words.export_text()}</p>
                <div class="button-row">
                    <SubmitButton label=words.export_button().into_owned() kind=ButtonKind::Outline/>
                    <ButtonLink href=here(super::event_template::TEMPLATES) label=text.event_template().title() kind=ButtonKind::Text/>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn report(report: EventFileView, text: Text) -> AnyView {
    let words = text.event_import();
    let EventFileView { name, hash, shown, mails, is_otherwise, lines } = report;
    let EventFileCounts { added, changed, unchanged, refused } = EventFileCounts::of(&lines);
    let writes = lines.iter().filter(|line| line.outcome.writes()).count();
    let otherwise = is_otherwise.then(|| view! { <p class="desk-note desk-note-warning">{words.report_other()}</p> });
    let (own, again) = (localized(text.language(), IMPORT), localized(text.language(), IMPORT));
    let mut rows: Vec<_> = lines.iter().collect();
    if rows.len() > LINES_SHOWN {
        rows.retain(|line| !line.outcome.is_quiet());
        rows.truncate(LINES_SHOWN);
    }
    let left_out = lines.len() - rows.len();
    let heads = columns([words.column_line(), words.column_title(), words.column_outcome()]);
    let rows = rows.into_iter().map(|line| row(line, text)).collect_view();
    let more = (left_out > 0).then(|| view! { <p>{words.more(left_out)}</p> });
    let other = view! { <ButtonLink href=again label=words.other_file().into_owned() kind=ButtonKind::Outline/> };
    let confirm = if writes == 0 {
        view! {
            <p>{words.nothing_to_do()}</p>
            <div class="button-row">{other}</div>
        }
        .into_any()
    } else {
        view! {
            <form method="post" action=own>
                <HiddenField name="file" value=hash/>
                <HiddenField name="shown" value=shown/>
                <div class="button-row">
                    <SubmitButton name="step" value="confirm" label=words.confirm(writes).into_owned()/>
                    {other}
                </div>
            </form>
        }
        .into_any()
    };
    view! {
        <section class="stack" aria-labelledby="report">
            <h2 id="report">{words.report_heading(&name)}</h2>
            {otherwise}
            <p><strong>{words.report_count(added, changed, unchanged, refused)}</strong></p>
            <p>{words.report_mails(mails)}</p>
            {confirm}
            <DeskTable caption=words.report_caption() heads rows/>
            {more}
        </section>
    }
    .into_any()
}

fn row(line: &EventFileLine, text: Text) -> AnyView {
    let words = text.event_import();
    let between = text.between();
    let outcome = match &line.outcome {
        EventFileOutcome::Added => words.added(),
        EventFileOutcome::Changed { code, fields } => {
            let parts: Vec<_> = fields.iter().map(|field| text.event_desk().field(*field)).collect();
            words.changed(code.as_str(), &parts.join(between))
        }
        EventFileOutcome::Unchanged(code) => words.unchanged(code.as_str()),
        EventFileOutcome::Repeats(line) => words.repeats(*line),
        EventFileOutcome::Refused(problems) => {
            let problems: Vec<_> = problems.iter().map(|problem| words.row(*problem)).collect();
            words.refused(&problems.join(between))
        }
        EventFileOutcome::TablesInTheWay(code) => words.tables(code.as_str()),
        EventFileOutcome::TooFewSeats { code, taken } => words.too_few(code.as_str(), *taken),
    };
    let remarks = line
        .remarks
        .iter()
        .map(|remark| {
            let said = words.remark(remark.column.header(), remark.kind);
            view! { <br/><span class="quiet">{said}</span> }
        })
        .collect_view();
    view! {
        <tr>
            <th scope="row">{line.line}</th>
            <td>{line.title.clone()}</td>
            <td>{outcome}{remarks}</td>
        </tr>
    }
    .into_any()
}
