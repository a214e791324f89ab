//! The forms of an event's page at the desk, as they were typed.

use super::EventOperation;
use crate::event::{Bilingual, EventDraft, When};
use crate::input::{FieldError, clock, day, keep, multi_line, optional, whole_number};
use crate::time::Timestamp;

/// The most seats that an event can have.
pub const CAPACITY_MAX: u32 = 100_000;
/// The longest reason, in characters.
pub const REASON_MAX: u32 = 400;

/// A field of these forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OperationField {
    /// First day.
    StartsOn,
    /// Last day.
    EndsOn,
    /// When it begins.
    StartTime,
    /// When it ends.
    EndTime,
    /// When the doors open.
    DoorsOpen,
    /// 定員.
    Capacity,
    /// Seats that are held back.
    Reserved,
    /// The day of publication.
    PublishOn,
    /// The time of publication.
    PublishTime,
    /// Why it is called off.
    ReasonJa,
    /// The same in English.
    ReasonEn,
}

impl OperationField {
    /// The field's name in the form and its id on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StartsOn => "starts_on",
            Self::EndsOn => "ends_on",
            Self::StartTime => "start_time",
            Self::EndTime => "end_time",
            Self::DoorsOpen => "doors_open",
            Self::Capacity => "capacity",
            Self::Reserved => "reserved",
            Self::PublishOn => "publish_on",
            Self::PublishTime => "publish_time",
            Self::ReasonJa => "reason_ja",
            Self::ReasonEn => "reason_en",
        }
    }
}

/// What was typed, kept as it is so that nothing is lost when the page has to come back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OperationForm {
    /// Which operation: `move`, `capacity`, `hold_back`, `publish`, `publish_at`, `keep_draft`, `cancel`.
    pub operation: String,
    /// The revision that the page showed.
    pub revision: String,
    /// Which button was pressed: `confirm` where everything was shown before.
    pub step: String,
    /// The warnings that were shown.
    pub warnings: Vec<String>,
    /// First day.
    pub starts_on: String,
    /// Last day; empty for the first again.
    pub ends_on: String,
    /// When it begins.
    pub start_time: String,
    /// When it ends.
    pub end_time: String,
    /// When the doors open.
    pub doors_open: String,
    /// 定員; empty for no limit.
    pub capacity: String,
    /// Seats that are held back.
    pub reserved: String,
    /// The day of publication.
    pub publish_on: String,
    /// The time of publication.
    pub publish_time: String,
    /// Why it is called off.
    pub reason_ja: String,
    /// The same in English.
    pub reason_en: String,
}

/// One field and what is wrong with it.
type Problem = (OperationField, FieldError);

impl OperationForm {
    /// The forms filled with what the event says.
    pub fn filled_from(draft: &EventDraft, revision: u32) -> Self {
        let when = &draft.when;
        let time = |time: Option<jiff::civil::Time>| {
            time.map(|time| format!("{:02}:{:02}", time.hour(), time.minute())).unwrap_or_default()
        };
        Self {
            revision: revision.to_string(),
            starts_on: when.starts_on.to_string(),
            ends_on: when.ends_on.to_string(),
            start_time: time(when.start_time),
            end_time: time(when.end_time),
            doors_open: time(when.doors_open),
            capacity: draft.capacity.map(|capacity| capacity.to_string()).unwrap_or_default(),
            reserved: draft.reserved.to_string(),
            ..Self::default()
        }
    }

    /// The form that was typed, and in the fields of the other operations what the event says.
    #[must_use]
    pub fn beside(self, filled: &Self) -> Self {
        let is = |operation: &str| self.operation == operation;
        let (moves, changes_capacity, holds_back) = (is("move"), is("capacity"), is("hold_back"));
        let or = |typed: String, is_typed: bool, filled: &String| if is_typed { typed } else { filled.clone() };
        Self {
            starts_on: or(self.starts_on, moves, &filled.starts_on),
            ends_on: or(self.ends_on, moves, &filled.ends_on),
            start_time: or(self.start_time, moves, &filled.start_time),
            end_time: or(self.end_time, moves, &filled.end_time),
            doors_open: or(self.doors_open, moves, &filled.doors_open),
            capacity: or(self.capacity, changes_capacity, &filled.capacity),
            reserved: or(self.reserved, holds_back, &filled.reserved),
            ..self
        }
    }

    /// What is carried on to the next page, by name.
    pub fn carried(&self) -> Vec<(&'static str, String)> {
        vec![
            ("operation", self.operation.clone()),
            ("revision", self.revision.clone()),
            ("starts_on", self.starts_on.clone()),
            ("ends_on", self.ends_on.clone()),
            ("start_time", self.start_time.clone()),
            ("end_time", self.end_time.clone()),
            ("doors_open", self.doors_open.clone()),
            ("capacity", self.capacity.clone()),
            ("reserved", self.reserved.clone()),
            ("publish_on", self.publish_on.clone()),
            ("publish_time", self.publish_time.clone()),
            ("reason_ja", self.reason_ja.clone()),
            ("reason_en", self.reason_en.clone()),
        ]
    }

    /// Reads the form from what a browser sends, field by field; what is unknown is passed over.
    pub fn from_fields(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "operation" => form.operation = value,
                "revision" => form.revision = value,
                "step" => form.step = value,
                "warning" => form.warnings.push(value),
                "starts_on" => form.starts_on = value,
                "ends_on" => form.ends_on = value,
                "start_time" => form.start_time = value,
                "end_time" => form.end_time = value,
                "doors_open" => form.doors_open = value,
                "capacity" => form.capacity = value,
                "reserved" => form.reserved = value,
                "publish_on" => form.publish_on = value,
                "publish_time" => form.publish_time = value,
                "reason_ja" => form.reason_ja = value,
                "reason_en" => form.reason_en = value,
                _ => {}
            }
        }
        form
    }

    /// Turns what was typed into an operation on `event`; none where the form names no operation.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self, event: &EventDraft) -> Result<Option<EventOperation>, Vec<Problem>> {
        match self.operation.as_str() {
            "move" => self.parse_move(event).map(Some),
            "capacity" => {
                let capacity = optional(&self.capacity, |typed| whole_number(typed, 0, CAPACITY_MAX));
                let capacity = capacity.map_err(|error| vec![(OperationField::Capacity, error)])?;
                Ok(Some(EventOperation::ChangeCapacity { capacity }))
            }
            "hold_back" => {
                let reserved = whole_number(&self.reserved, 0, CAPACITY_MAX);
                let reserved = reserved.map_err(|error| vec![(OperationField::Reserved, error)])?;
                Ok(Some(EventOperation::HoldBack { reserved }))
            }
            "publish" => Ok(Some(EventOperation::Publish)),
            "publish_at" => self.parse_publication().map(Some),
            "keep_draft" => Ok(Some(EventOperation::KeepDraft)),
            "cancel" => self.parse_reason().map(Some),
            _ => Ok(None),
        }
    }

    fn parse_move(&self, event: &EventDraft) -> Result<EventOperation, Vec<Problem>> {
        use OperationField as Field;
        let mut problems = Vec::new();
        let starts_on = keep(&mut problems, Field::StartsOn, day(&self.starts_on));
        let ends_on = keep(&mut problems, Field::EndsOn, optional(&self.ends_on, day));
        let start_time = keep(&mut problems, Field::StartTime, optional(&self.start_time, clock));
        let end_time = keep(&mut problems, Field::EndTime, optional(&self.end_time, clock));
        let doors_open = keep(&mut problems, Field::DoorsOpen, optional(&self.doors_open, clock));
        match (starts_on, ends_on, start_time, end_time, doors_open) {
            (Some(starts_on), Some(ends_on), Some(start_time), Some(end_time), Some(doors_open))
                if problems.is_empty() =>
            {
                // Whoever moves the first day of one-day events means the whole of it.
                let was_one_day = event.when.starts_on == event.when.ends_on;
                let ends_on = ends_on.filter(|last| !was_one_day || *last != event.when.ends_on).unwrap_or(starts_on);
                let note = event.when.note.clone();
                Ok(EventOperation::Move { when: When { starts_on, ends_on, start_time, end_time, doors_open, note } })
            }
            _ => Err(problems),
        }
    }

    fn parse_publication(&self) -> Result<EventOperation, Vec<Problem>> {
        let mut problems = Vec::new();
        let on = keep(&mut problems, OperationField::PublishOn, day(&self.publish_on));
        let time = keep(&mut problems, OperationField::PublishTime, clock(&self.publish_time));
        match (on, time) {
            (Some(on), Some(time)) => Ok(EventOperation::PublishAt { at: Timestamp::from_tokyo(on.to_datetime(time)) }),
            _ => Err(problems),
        }
    }

    fn parse_reason(&self) -> Result<EventOperation, Vec<Problem>> {
        let mut problems = Vec::new();
        let ja = multi_line(&self.reason_ja, REASON_MAX).and_then(|reason| reason.ok_or(FieldError::Required));
        let ja = keep(&mut problems, OperationField::ReasonJa, ja);
        let en = keep(&mut problems, OperationField::ReasonEn, multi_line(&self.reason_en, REASON_MAX));
        match (ja, en) {
            (Some(ja), Some(en)) => Ok(EventOperation::Cancel { reason: Bilingual { ja, en } }),
            _ => Err(problems),
        }
    }
}
