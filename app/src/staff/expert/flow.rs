//! What the desk's pages about experts show, and what answers their form.

use domain::account::Secretariat;
use domain::expert::ExpertCode;
use domain::expert_form::ExpertForm;
use storage::{ExpertListed, StorageError};

use super::{ExpertFormView, ExpertsView};
use crate::AppError;
use crate::services::Services;

impl Services {
    /// Everybody with the account of an expert.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn experts_page(&self, by: Secretariat, is_saved: bool) -> Result<ExpertsView, AppError> {
        Ok(ExpertsView { experts: self.experts_listed(by).await?, is_saved })
    }

    async fn experts_listed(&self, by: Secretariat) -> Result<Vec<ExpertListed>, AppError> {
        let listed = self.storage.experts_listed(by, self.clock.now()).await;
        listed.map_err(|cause| self.failed("reading experts", &cause))
    }

    /// The form about the expert with this code, or about a new one.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such expert; otherwise when the database cannot be read.
    pub async fn expert_form(&self, by: Secretariat, code: Option<&ExpertCode>) -> Result<ExpertFormView, AppError> {
        let listed = self.experts_listed(by).await?;
        let Some(code) = code else {
            let accounts = listed.into_iter().filter(|listed| listed.entry.is_none() && listed.is_active).collect();
            let form = ExpertForm { languages: vec!["ja".to_owned()], ..ExpertForm::default() };
            return Ok(ExpertFormView { expert: None, accounts, form, problems: Vec::new(), refusal: None });
        };
        let expert = listed.into_iter().filter_map(|listed| listed.entry).find(|entry| entry.code == *code);
        let expert = expert.ok_or(AppError::NotFound)?;
        let form = ExpertForm::filled_from(expert.account, &expert.profile, expert.is_shown);
        Ok(ExpertFormView { expert: Some(expert), accounts: Vec::new(), form, problems: Vec::new(), refusal: None })
    }

    /// Answers the form about an expert; nothing is given back where it was saved.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such expert; otherwise when the database cannot be written.
    pub async fn expert_answer(
        &self,
        by: Secretariat,
        code: Option<&ExpertCode>,
        form: ExpertForm,
    ) -> Result<Option<ExpertFormView>, AppError> {
        let view = self.expert_form(by, code).await?;
        // Whose page it is, is said by the address alone.
        let account = view.expert.as_ref().map(|expert| expert.account.0.to_string());
        let form = ExpertForm { account: account.unwrap_or_else(|| form.account.clone()), ..form };
        let (account, profile) = match form.parse() {
            Ok(parsed) => parsed,
            Err(problems) => return Ok(Some(ExpertFormView { form, problems, ..view })),
        };
        let is_shown = form.is_shown == "yes";
        match self.storage.expert_set(by, account, &profile, is_shown, self.clock.now()).await {
            Ok(code) => {
                tracing::info!(expert = %code, "expert.written");
                Ok(None)
            }
            Err(error) => match StorageError::refusal(error) {
                Ok(refusal) => Ok(Some(ExpertFormView { form, refusal: Some(refusal), ..view })),
                Err(cause) => Err(self.failed("writing an expert", &cause)),
            },
        }
    }
}
