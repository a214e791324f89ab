//! `/staff/experts`: who takes consultations, and what citizens read about them.

pub mod flow;
pub mod form;
pub mod list;

use domain::expert::{ExpertCode, ExpertEntry, ExpertRefusal};
use domain::expert_form::{ExpertField, ExpertForm};
use domain::input::FieldError;
use domain::language::Language;
use storage::ExpertListed;

pub use form::ExpertFormPage;
pub use list::ExpertsPage;

use crate::address::localized;

/// `/staff/experts`
pub const EXPERTS: &str = "/staff/experts";

/// `/staff/experts/{code}`
pub fn expert_address(language: Language, code: &ExpertCode) -> String {
    localized(language, &format!("{EXPERTS}/{code}"))
}

/// What the list shows.
#[derive(Debug, Clone)]
pub struct ExpertsView {
    /// Everybody with the account of an expert.
    pub experts: Vec<ExpertListed>,
    /// Whether something was saved just now.
    pub is_saved: bool,
}

/// What the form about an expert shows.
#[derive(Debug, Clone)]
pub struct ExpertFormView {
    /// About whom; none where they are added.
    pub expert: Option<ExpertEntry>,
    /// The accounts that can be chosen, with their names.
    pub accounts: Vec<ExpertListed>,
    /// What stands in it.
    pub form: ExpertForm,
    /// What is wrong with it.
    pub problems: Vec<(ExpertField, FieldError)>,
    /// Why it was refused although it could be read.
    pub refusal: Option<ExpertRefusal>,
}

impl ExpertFormView {
    /// Whether it was refused.
    pub const fn is_refused(&self) -> bool {
        !self.problems.is_empty() || self.refusal.is_some()
    }
}
