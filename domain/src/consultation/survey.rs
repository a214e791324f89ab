//! The survey (アンケート) that a client is asked once a consultation is over: whether it helped, and what is to be better.

use serde::{Deserialize, Serialize};

use super::{Consultation, ConsultationState};
use crate::input::{FieldError, choice, keep, multi_line};
use crate::time::Timestamp;

/// The longest comment, in characters.
const COMMENT_MAX: u32 = 2_000;
/// For so many seconds after a consultation its survey can be answered: sixty days.
const OPEN_FOR: i64 = 60 * 24 * 60 * 60;

/// Whether a consultation helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Usefulness {
    /// とても役に立った.
    Very,
    /// 役に立った.
    Rather,
    /// あまり役に立たなかった.
    Little,
    /// 役に立たなかった.
    Not,
}

impl Usefulness {
    /// All of them, best first.
    pub const ALL: [Self; 4] = [Self::Very, Self::Rather, Self::Little, Self::Not];

    /// The word in forms and in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Very => "very",
            Self::Rather => "rather",
            Self::Little => "little",
            Self::Not => "not",
        }
    }

    /// The grade that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.slug() == slug)
    }
}

/// Whether somebody knows after a consultation what to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextStepClarity {
    /// はっきりした.
    Clear,
    /// 一部はっきりした.
    Partly,
    /// まだはっきりしない.
    Unclear,
}

impl NextStepClarity {
    /// All of them, best first.
    pub const ALL: [Self; 3] = [Self::Clear, Self::Partly, Self::Unclear];

    /// The word in forms and in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Partly => "partly",
            Self::Unclear => "unclear",
        }
    }

    /// The answer that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|clarity| clarity.slug() == slug)
    }
}

/// What a client says of a consultation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultationSurvey {
    /// 役に立ったか.
    pub usefulness: Usefulness,
    /// 次にすることがはっきりしたか.
    pub clarity: NextStepClarity,
    /// 感想・改善してほしいこと; empty where nothing was said.
    pub comment: String,
}

/// A field of the survey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SurveyField {
    /// 役に立ったか.
    Usefulness,
    /// 次にすることがはっきりしたか.
    Clarity,
    /// 感想・改善してほしいこと.
    Comment,
}

impl SurveyField {
    /// The field's name in the form and its id on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usefulness => "usefulness",
            Self::Clarity => "clarity",
            Self::Comment => "comment",
        }
    }
}

/// The survey as it was answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SurveyForm {
    /// 役に立ったか.
    pub usefulness: String,
    /// 次にすることがはっきりしたか.
    pub clarity: String,
    /// 感想・改善してほしいこと.
    pub comment: String,
}

impl SurveyForm {
    /// The form filled with what was said.
    pub fn filled_from(survey: &ConsultationSurvey) -> Self {
        let ConsultationSurvey { usefulness, clarity, comment } = survey.clone();
        Self { usefulness: usefulness.slug().to_owned(), clarity: clarity.slug().to_owned(), comment }
    }

    /// Turns what was typed into what cannot be wrong.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self) -> Result<ConsultationSurvey, Vec<(SurveyField, FieldError)>> {
        use SurveyField as Field;
        let mut problems = Vec::new();
        let usefulness = keep(&mut problems, Field::Usefulness, choice(&self.usefulness, Usefulness::from_slug));
        let clarity = keep(&mut problems, Field::Clarity, choice(&self.clarity, NextStepClarity::from_slug));
        let comment = keep(&mut problems, Field::Comment, multi_line(&self.comment, COMMENT_MAX));
        match (usefulness, clarity, comment) {
            (Some(usefulness), Some(clarity), Some(comment)) => {
                Ok(ConsultationSurvey { usefulness, clarity, comment: comment.unwrap_or_default() })
            }
            _ => Err(problems),
        }
    }
}

/// Why a survey is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SurveyRefusal {
    /// No such consultation: the link is wrong or has been replaced.
    #[error("there is no such consultation")]
    UnknownConsultation,
    /// It is not over yet.
    #[error("the consultation is still to be")]
    NotYet,
    /// It was given up or ended, or nobody came.
    #[error("the consultation never was")]
    NeverWas,
    /// The time for it is over.
    #[error("it is too late to answer")]
    TooLate,
}

/// What clients have said so far, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SurveyCounts {
    /// How many said so of its usefulness, in the order of [`Usefulness::ALL`].
    pub usefulness: [u32; 4],
    /// How many said so of the next step, in the order of [`NextStepClarity::ALL`].
    pub clarity: [u32; 3],
}

impl SurveyCounts {
    /// How many have answered.
    pub fn answers(&self) -> u32 {
        self.usefulness.iter().sum()
    }
}

impl Consultation {
    /// Whether what its client says of it is taken at `now`.
    ///
    /// # Errors
    /// [`SurveyRefusal::NotYet`], [`SurveyRefusal::NeverWas`], [`SurveyRefusal::TooLate`].
    pub fn may_answer_survey(&self, now: Timestamp) -> Result<(), SurveyRefusal> {
        let ends_at = self.slot.ends_at();
        match self.state {
            // The expert may note that they came while they still talk.
            ConsultationState::Attended => {}
            _ if !self.state.is_to_come() => return Err(SurveyRefusal::NeverWas),
            _ if now < ends_at => return Err(SurveyRefusal::NotYet),
            // Nobody has noted yet that they came.
            _ => {}
        }
        if now < ends_at.plus_seconds(OPEN_FOR) { Ok(()) } else { Err(SurveyRefusal::TooLate) }
    }
}
