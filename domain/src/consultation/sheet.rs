//! The pre-consultation sheet (事前相談シート): what the expert reads before they meet, and until when it can be written.

use jiff::civil::{Date, time};
use serde::{Deserialize, Serialize};

use super::{Consultation, ConsultationRefusal};
use crate::attachment::{ATTACHMENTS_MAX, AttachmentId};
use crate::availability::Slot;
use crate::calendar::add_business_days;
use crate::input::{FieldError, choice, keep, multi_line};
use crate::time::{Timestamp, end_of_day};

/// The longest answer, in characters.
const ANSWER_MAX: u32 = 2_000;
/// The sheet is due so many business days before the consultation: the expert has a whole one to read it.
const DUE_DAYS: i32 = -2;
/// At which hour reminders are owed.
const HOUR: i8 = 9;

/// How far an organisation is with telework: the phases of the network's support.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeleworkPhase {
    /// 現状把握: it is thought about.
    Considering,
    /// 導入準備: it is being prepared, or tried by a few.
    Preparing,
    /// フォロー: it is done, and is to be done better.
    Improving,
}

impl TeleworkPhase {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Considering, Self::Preparing, Self::Improving];

    /// The word in forms and in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Considering => "considering",
            Self::Preparing => "preparing",
            Self::Improving => "improving",
        }
    }

    /// The phase that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.slug() == slug)
    }
}

/// What somebody writes before a consultation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultationSheet {
    /// テレワークの段階.
    pub phase: TeleworkPhase,
    /// いまの状況.
    pub situation: String,
    /// 相談で決めたいこと.
    pub goal: String,
    /// 使っている機器・サービス; empty where nothing was said.
    pub equipment: String,
}

/// How it stands with the sheet of a consultation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetStanding {
    /// Until when it can be written; the instant itself is too late.
    pub due_at: Timestamp,
    /// When it was written last; none while it is empty.
    pub saved_at: Option<Timestamp>,
}

/// A field of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetField {
    /// テレワークの段階.
    Phase,
    /// いまの状況.
    Situation,
    /// 相談で決めたいこと.
    Goal,
    /// 使っている機器・サービス.
    Equipment,
    /// 添付ファイル.
    Files,
}

impl SheetField {
    /// The field's name in the form and its id on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phase => "phase",
            Self::Situation => "situation",
            Self::Goal => "goal",
            Self::Equipment => "equipment",
            Self::Files => "files",
        }
    }
}

/// The sheet as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetForm {
    /// テレワークの段階.
    pub phase: String,
    /// いまの状況.
    pub situation: String,
    /// 相談で決めたいこと.
    pub goal: String,
    /// 使っている機器・サービス.
    pub equipment: String,
    /// Which of the files that are there are to go.
    pub removed: Vec<AttachmentId>,
    /// The revision that the form was filled from; 0: nothing was written yet.
    pub revision: u32,
}

impl SheetForm {
    /// The form filled with a sheet.
    pub fn filled_from(sheet: &ConsultationSheet, revision: u32) -> Self {
        let ConsultationSheet { phase, situation, goal, equipment } = sheet.clone();
        Self { phase: phase.slug().to_owned(), situation, goal, equipment, removed: Vec::new(), revision }
    }

    /// Turns what was typed into what cannot be wrong.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self) -> Result<ConsultationSheet, Vec<(SheetField, FieldError)>> {
        use SheetField as Field;
        let mut problems = Vec::new();
        let needed = |typed: &str| multi_line(typed, ANSWER_MAX).and_then(|text| text.ok_or(FieldError::Required));
        let phase = keep(&mut problems, Field::Phase, choice(&self.phase, TeleworkPhase::from_slug));
        let situation = keep(&mut problems, Field::Situation, needed(&self.situation));
        let goal = keep(&mut problems, Field::Goal, needed(&self.goal));
        let equipment = keep(&mut problems, Field::Equipment, multi_line(&self.equipment, ANSWER_MAX));
        match (phase, situation, goal, equipment) {
            (Some(phase), Some(situation), Some(goal), Some(equipment)) => {
                Ok(ConsultationSheet { phase, situation, goal, equipment: equipment.unwrap_or_default() })
            }
            _ => Err(problems),
        }
    }
}

/// Why a sheet is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetRefusal {
    /// No such consultation: the link is wrong or has been replaced.
    #[error("there is no such consultation")]
    UnknownConsultation,
    /// It was given up or ended, or is over.
    #[error("the consultation is over")]
    Over,
    /// Its time is over.
    #[error("it is too late to write it")]
    TooLate,
    /// Somebody else of the organisation has written it in the meantime.
    #[error("it was changed in the meantime")]
    ChangedMeanwhile,
    /// With those that are there, there would be more than [`ATTACHMENTS_MAX`].
    #[error("too many files")]
    TooManyFiles,
}

/// Whether so many files may be kept together.
///
/// # Errors
/// [`SheetRefusal::TooManyFiles`].
pub const fn sheet_may_hold(files: usize) -> Result<(), SheetRefusal> {
    if files <= ATTACHMENTS_MAX { Ok(()) } else { Err(SheetRefusal::TooManyFiles) }
}

/// Until when the sheet of a consultation can be written that was booked, or moved, at `booked_at`: the end of the second
/// business day before it. Whoever books later than that has until the end of the next business day, and everybody until
/// it begins at the latest.
pub fn sheet_due(slot: Slot, booked_at: Timestamp) -> Timestamp {
    let usual = add_business_days(slot.starts_at.tokyo_date(), DUE_DAYS);
    let soonest = add_business_days(booked_at.tokyo_date(), 1);
    end_of_day(usual.max(soonest)).min(slot.starts_at)
}

/// What a reminder is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReminderKind {
    /// The sheet, three days before it is due.
    SheetSoon,
    /// The sheet, the business day before it is due.
    SheetLast,
    /// The consultation, the business day before it.
    Consultation,
}

impl ReminderKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::SheetSoon, Self::SheetLast, Self::Consultation];

    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::SheetSoon => "sheet_soon",
            Self::SheetLast => "sheet_last",
            Self::Consultation => "consultation",
        }
    }

    /// The kind that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// Whether it is of the sheet.
    pub const fn is_of_sheet(self) -> bool {
        matches!(self, Self::SheetSoon | Self::SheetLast)
    }
}

/// Which reminders a consultation is owed that was booked, or moved, at `booked_at`, and when. One whose moment is over
/// already is none: the mail that tells of the booking says the same. Nor are there two of the sheet at once.
pub fn reminders(slot: Slot, due_at: Timestamp, booked_at: Timestamp) -> Vec<(ReminderKind, Timestamp)> {
    let morning = |day: Date| Timestamp::from_tokyo(day.to_datetime(time(HOUR, 0, 0, 0)));
    // The last day on which it can be written.
    let last = due_at.plus_seconds(-1).tokyo_date();
    let soon = morning(last.checked_sub(jiff::Span::new().days(3)).unwrap_or(last));
    let later = morning(add_business_days(last, -1));
    let ahead = morning(add_business_days(slot.starts_at.tokyo_date(), -1));
    let mut owed = vec![(ReminderKind::SheetLast, later), (ReminderKind::Consultation, ahead)];
    if soon < later {
        owed.insert(0, (ReminderKind::SheetSoon, soon));
    }
    owed.retain(|(_, at)| *at > booked_at);
    owed
}

impl Consultation {
    /// Whether its sheet may be written at `now` by whoever has seen `revision` of it, `current` being the one there is.
    ///
    /// # Errors
    /// [`SheetRefusal::Over`], [`SheetRefusal::TooLate`], [`SheetRefusal::ChangedMeanwhile`].
    pub fn may_write_sheet(&self, revision: u32, current: u32, now: Timestamp) -> Result<(), SheetRefusal> {
        if self.cancelling(now) == Err(ConsultationRefusal::Over) {
            Err(SheetRefusal::Over)
        } else if now >= self.sheet.due_at {
            Err(SheetRefusal::TooLate)
        } else if revision != current {
            Err(SheetRefusal::ChangedMeanwhile)
        } else {
            Ok(())
        }
    }

    /// Whether a reminder of it is still to be sent at `now`.
    pub fn is_to_remind(&self, kind: ReminderKind, now: Timestamp) -> bool {
        let is_ahead = self.state.is_to_come() && now < self.slot.starts_at;
        is_ahead && (!kind.is_of_sheet() || (self.sheet.saved_at.is_none() && now < self.sheet.due_at))
    }
}
