//! The report of a consultation (相談記録): what its client may be shown, and what stays inside.

use serde::{Deserialize, Serialize};

use super::{Consultation, ConsultationRefusal, ConsultationState};
use crate::input::{FieldError, keep, multi_line};
use crate::time::Timestamp;

/// The longest part, in characters.
const PART_MAX: u32 = 4_000;

/// A part of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportField {
    /// わかったこと.
    Findings,
    /// 助言.
    Advice,
    /// 次の一歩.
    NextStep,
    /// 内部メモ.
    Internal,
}

impl ReportField {
    /// The field's name in the form and its id on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Findings => "findings",
            Self::Advice => "advice",
            Self::NextStep => "next_step",
            Self::Internal => "internal",
        }
    }
}

/// What is written after a consultation. Parts may be empty but for the findings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultationReport {
    /// わかったこと.
    pub findings: String,
    /// 助言.
    pub advice: String,
    /// 次の一歩.
    pub next_step: String,
    /// 内部メモ: for colleagues alone.
    pub internal: String,
}

/// The part of a report that its client sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedReport {
    /// わかったこと.
    pub findings: String,
    /// 助言; empty where nothing was said.
    pub advice: String,
    /// 次の一歩; empty where nothing was said.
    pub next_step: String,
}

impl From<ConsultationReport> for SharedReport {
    fn from(report: ConsultationReport) -> Self {
        let ConsultationReport { findings, advice, next_step, internal: _ } = report;
        Self { findings, advice, next_step }
    }
}

/// The report as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportForm {
    /// わかったこと.
    pub findings: String,
    /// 助言.
    pub advice: String,
    /// 次の一歩.
    pub next_step: String,
    /// 内部メモ.
    pub internal: String,
    /// The revision that the form was filled from; 0: nothing was written yet.
    pub revision: String,
}

impl ReportForm {
    /// The form filled with a report.
    pub fn filled_from(report: &ConsultationReport, revision: u32) -> Self {
        let ConsultationReport { findings, advice, next_step, internal } = report.clone();
        Self { findings, advice, next_step, internal, revision: revision.to_string() }
    }

    /// Turns what was typed into what cannot be wrong.
    ///
    /// # Errors
    /// Every part's problem at once, in the order of the page.
    pub fn parse(&self) -> Result<ConsultationReport, Vec<(ReportField, FieldError)>> {
        use ReportField as Field;
        let mut problems = Vec::new();
        let findings = multi_line(&self.findings, PART_MAX).and_then(|text| text.ok_or(FieldError::Required));
        let findings = keep(&mut problems, Field::Findings, findings);
        let mut part = |field, typed: &str| keep(&mut problems, field, multi_line(typed, PART_MAX));
        let advice = part(Field::Advice, &self.advice);
        let next_step = part(Field::NextStep, &self.next_step);
        let internal = part(Field::Internal, &self.internal);
        match (findings, advice, next_step, internal) {
            (Some(findings), Some(advice), Some(next_step), Some(internal)) => Ok(ConsultationReport {
                findings,
                advice: advice.unwrap_or_default(),
                next_step: next_step.unwrap_or_default(),
                internal: internal.unwrap_or_default(),
            }),
            _ => Err(problems),
        }
    }
}

impl Consultation {
    /// Whether a report may be written at `now`: they came, or it has begun and may have been.
    ///
    /// # Errors
    /// [`ConsultationRefusal::NotBegun`], [`ConsultationRefusal::Over`] where it never was.
    pub fn may_report(&self, now: Timestamp) -> Result<(), ConsultationRefusal> {
        match self.state {
            ConsultationState::Attended => Ok(()),
            _ if !self.state.is_to_come() => Err(ConsultationRefusal::Over),
            _ if now < self.slot.starts_at => Err(ConsultationRefusal::NotBegun),
            _ => Ok(()),
        }
    }
}
