//! `/staff/consultations`: the list, one consultation, and what the desk does with it.

pub mod flow;
pub mod list;
pub mod one;
mod report;
mod waiting;

use domain::availability::Slot;
use domain::consultation::{ConsultationRefusal, ReportForm, Waiting};
use domain::expert::{ExpertCode, ExpertEntry};
use storage::{ConsultationDesk, ConsultationGroup, ConsultationListed};

pub use list::ConsultationsPage;
pub use one::ConsultationPage;

/// What is done to a consultation at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsultationAct {
    /// It is confirmed.
    Confirm,
    /// Another time or expert is proposed.
    Propose,
    /// It is moved, as its client has agreed.
    Move,
    /// Its client has given it up.
    Cancel,
    /// It is ended.
    End,
    /// They came.
    Attended,
    /// Nobody came.
    Missed,
    /// Its report is written.
    Report,
    /// More consultations are granted to its organisation.
    Grant,
    /// Its organisation may book again.
    Lift,
}

impl ConsultationAct {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Confirm,
        Self::Propose,
        Self::Move,
        Self::Cancel,
        Self::End,
        Self::Attended,
        Self::Missed,
        Self::Report,
        Self::Grant,
        Self::Lift,
    ];

    /// The word in forms and addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Propose => "propose",
            Self::Move => "move",
            Self::Cancel => "cancel",
            Self::End => "end",
            Self::Attended => "attended",
            Self::Missed => "missed",
            Self::Report => "report",
            Self::Grant => "grant",
            Self::Lift => "lift",
        }
    }

    /// The act that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.slug() == slug)
    }

    /// Whether its client is told.
    const fn is_told(self) -> bool {
        matches!(self, Self::Confirm | Self::Propose | Self::Move | Self::Cancel | Self::End)
    }
}

/// What the list's address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsultationQuery {
    /// Which.
    pub group: ConsultationGroup,
    /// Whose; none: everybody's.
    pub expert: Option<ExpertCode>,
}

impl ConsultationQuery {
    /// Reads `query`, the part of the address after the question mark; what is unknown asks for nothing.
    pub fn parse(query: &str) -> Self {
        let mut read = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "show" => read.group = ConsultationGroup::from_slug(&value).unwrap_or_default(),
                "expert" => read.expert = ExpertCode::parse(&value).ok(),
                _ => {}
            }
        }
        read
    }

    /// The address that asks for this, without language.
    fn address(&self) -> String {
        let expert = self.expert.as_ref().map(|code| format!("&expert={code}")).unwrap_or_default();
        format!("/staff/consultations?show={}{expert}", self.group.slug())
    }
}

/// What the list shows.
#[derive(Debug, Clone)]
pub struct ConsultationsView {
    /// What the address asks for.
    pub query: ConsultationQuery,
    /// The consultations.
    pub listed: ConsultationListed,
    /// The experts to choose from, for the secretariat.
    pub experts: Vec<ExpertEntry>,
    /// Those who wait for a time; for an expert, those who wait for them by name.
    pub waiting: Vec<Waiting>,
    /// The number that was looked for in vain.
    pub missed: Option<String>,
}

/// What was typed into one of a consultation's forms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConsultationSent {
    /// Which form.
    pub act: String,
    /// The revision that was seen.
    pub revision: String,
    /// The day of a proposal.
    pub day: String,
    /// Its time.
    pub time: String,
    /// With whom.
    pub expert: String,
    /// Why.
    pub reason: String,
    /// How many more.
    pub count: String,
    /// The report.
    pub report: ReportForm,
}

/// What the page of one consultation shows.
#[derive(Debug, Clone)]
pub struct ConsultationView {
    /// The consultation with what belongs to it.
    pub desk: ConsultationDesk,
    /// The experts with whom another time can be proposed.
    pub experts: Vec<ExpertEntry>,
    /// The next open times of its expert.
    pub next_open: Vec<Slot>,
    /// Whether whoever looks is of the secretariat.
    pub is_secretariat: bool,
    /// What was typed.
    pub sent: ConsultationSent,
    /// What is wrong with it: the id of the field, and a sentence.
    pub problems: Vec<(String, String)>,
    /// What a rule says to it.
    pub refusal: Option<ConsultationRefusal>,
    /// What was done just now.
    pub done: Option<ConsultationAct>,
}

impl ConsultationView {
    /// The status that the page is answered with.
    pub fn status(&self) -> u16 {
        match &self.refusal {
            Some(ConsultationRefusal::ChangedMeanwhile) => 409,
            None if self.problems.is_empty() => 200,
            Some(_) | None => 422,
        }
    }
}
