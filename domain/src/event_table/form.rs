//! The form of an event's tables at the desk: a line for each, and some empty ones.

use jiff::civil::Time;

use super::{BREAK_MAX, EventTable, TABLES_MAX, TableProblem, table_problems};
use crate::availability::Length;
use crate::event::EventDraft;
use crate::expert::ExpertCode;
use crate::input::{FieldError, clock, keep, whole_number};

/// So many empty lines stand below the tables there are.
const EMPTY_ROWS: usize = 2;

/// A field of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableField {
    /// Who sits there.
    Expert,
    /// From when on.
    From,
    /// Until when.
    Until,
    /// How long each consultation lasts.
    Length,
    /// The break between two.
    Pause,
}

impl TableField {
    /// The field's name in the form and its id on the page, in the line that is `row`th from 0.
    pub fn name(self, row: usize) -> String {
        let name = match self {
            Self::Expert => "expert",
            Self::From => "from",
            Self::Until => "until",
            Self::Length => "length",
            Self::Pause => "pause",
        };
        format!("{name}-{row}")
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFieldProblem {
    /// It cannot be read.
    Field(FieldError),
    /// The table is none that the event can have.
    Table(TableProblem),
}

/// What is wrong: in which line, with which field; no line: with all of them.
pub type TablesProblems = Vec<(Option<(usize, TableField)>, TableFieldProblem)>;

/// One line as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableRow {
    /// The table's number; empty for a new one.
    pub number: String,
    /// The expert's code.
    pub expert: String,
    /// From when on.
    pub from: String,
    /// Until when.
    pub until: String,
    /// How long each consultation lasts, in minutes.
    pub length: String,
    /// The break between two, in minutes.
    pub pause: String,
    /// `yes` where the table is to be taken away.
    pub remove: String,
}

impl TableRow {
    fn of(table: &EventTable) -> Self {
        let time = |time: Time| format!("{:02}:{:02}", time.hour(), time.minute());
        Self {
            number: table.number.to_string(),
            expert: table.expert.to_string(),
            from: time(table.from),
            until: time(table.until),
            length: table.length.minutes().to_string(),
            pause: table.pause.to_string(),
            remove: String::new(),
        }
    }

    /// Whether nothing was said in it that would be a table. Length and break stand there from the beginning.
    fn is_left_out(&self) -> bool {
        let is_empty = [&self.expert, &self.from, &self.until].into_iter().all(|typed| typed.trim().is_empty());
        self.remove == "yes" || (is_empty && self.number.is_empty())
    }
}

/// The form as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TablesForm {
    /// The revision of the event that the page showed.
    pub revision: String,
    /// The lines.
    pub rows: Vec<TableRow>,
}

impl TablesForm {
    /// The form filled with the tables that an event has, and empty lines for more.
    pub fn filled_from(draft: &EventDraft, revision: u32) -> Self {
        let rows = draft.particulars.tables.iter().map(TableRow::of).collect();
        Self { revision: revision.to_string(), rows }.with_room()
    }

    /// The same with empty lines below, as far as there may be more tables.
    #[must_use]
    pub fn with_room(mut self) -> Self {
        self.rows.retain(|row| !row.is_left_out() || row.remove == "yes");
        let room = (self.rows.len() + EMPTY_ROWS).min(TABLES_MAX.max(self.rows.len()));
        let empty = TableRow { length: "60".to_owned(), pause: "0".to_owned(), ..TableRow::default() };
        self.rows.resize(room, empty);
        self
    }

    /// Reads the form from what a browser sends; what is unknown is passed over, and so are lines beyond the last.
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            if name == "revision" {
                value.clone_into(&mut form.revision);
                continue;
            }
            let Some((field, row)) = name.rsplit_once('-') else { continue };
            let Some(row) = row.parse::<usize>().ok().filter(|row| *row < TABLES_MAX + EMPTY_ROWS) else { continue };
            if form.rows.len() <= row {
                form.rows.resize(row + 1, TableRow::default());
            }
            let row = &mut form.rows[row];
            let typed = match field {
                "number" => &mut row.number,
                "expert" => &mut row.expert,
                "from" => &mut row.from,
                "until" => &mut row.until,
                "length" => &mut row.length,
                "pause" => &mut row.pause,
                "remove" => &mut row.remove,
                _ => continue,
            };
            value.clone_into(typed);
        }
        form
    }

    /// Everything that was typed, by name.
    pub fn carried(&self) -> Vec<(String, String)> {
        let rows = self.rows.iter().enumerate().flat_map(|(place, row)| {
            let fields = [
                ("number", &row.number),
                ("expert", &row.expert),
                ("from", &row.from),
                ("until", &row.until),
                ("length", &row.length),
                ("pause", &row.pause),
                ("remove", &row.remove),
            ];
            fields.map(|(name, value)| (format!("{name}-{place}"), value.clone()))
        });
        [("revision".to_owned(), self.revision.clone())].into_iter().chain(rows).collect()
    }

    /// Turns what was typed into the tables of `event`. A table keeps its number; a new one gets the first that is free.
    ///
    /// # Errors
    /// Every problem at once, in the order of the page.
    pub fn parse(&self, event: &EventDraft) -> Result<Vec<EventTable>, TablesProblems> {
        let mut problems = TablesProblems::new();
        let mut tables: Vec<(usize, EventTable)> = Vec::new();
        let said = self.rows.iter().enumerate().filter(|(_, row)| !row.is_left_out());
        let mut used: Vec<u8> = said.clone().filter_map(|(_, row)| row.number.parse().ok()).collect();
        for (place, row) in said {
            let number = row.number.parse().unwrap_or_else(|_| {
                let free = (1..=u8::MAX).find(|number| !used.contains(number)).unwrap_or(u8::MAX);
                used.push(free);
                free
            });
            tables.extend(parse_row(row, number, place, &mut problems).map(|table| (place, table)));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut draft = event.clone();
        draft.particulars.tables = tables.iter().map(|(_, table)| table.clone()).collect();
        let wrong: TablesProblems = table_problems(&draft)
            .into_iter()
            .map(|(number, problem)| {
                let row = tables.iter().find(|(_, table)| Some(table.number) == number).map(|(place, _)| *place);
                (row.map(|row| (row, field_of(problem))), TableFieldProblem::Table(problem))
            })
            .collect();
        if wrong.is_empty() { Ok(draft.particulars.tables) } else { Err(wrong) }
    }
}

/// The field that a problem of a whole table is told at.
const fn field_of(problem: TableProblem) -> TableField {
    match problem {
        TableProblem::EndBeforeStart | TableProblem::NoSlot => TableField::Until,
        TableProblem::OutsideHours { .. } => TableField::From,
        TableProblem::BreakTooLong => TableField::Pause,
        TableProblem::NoMeeting
        | TableProblem::TooMany
        | TableProblem::NumberTwice
        | TableProblem::NoHours
        | TableProblem::ExpertTwice { .. } => TableField::Expert,
    }
}

fn parse_row(row: &TableRow, number: u8, place: usize, problems: &mut TablesProblems) -> Option<EventTable> {
    let mut wrong: Vec<(TableField, FieldError)> = Vec::new();
    let expert = keep(&mut wrong, TableField::Expert, ExpertCode::parse(&row.expert));
    let from = keep(&mut wrong, TableField::From, clock(&row.from));
    let until = keep(&mut wrong, TableField::Until, clock(&row.until));
    let minutes = row.length.trim().parse().ok().and_then(Length::from_minutes);
    let length = keep(&mut wrong, TableField::Length, minutes.ok_or(FieldError::UnknownChoice));
    let pause = keep(&mut wrong, TableField::Pause, whole_number(&row.pause, 0, u32::from(BREAK_MAX)));
    let told = wrong.into_iter().map(|(field, error)| (Some((place, field)), TableFieldProblem::Field(error)));
    problems.extend(told);
    let pause = u16::try_from(pause?).ok()?;
    Some(EventTable { number, expert: expert?, from: from?, until: until?, length: length?, pause })
}
