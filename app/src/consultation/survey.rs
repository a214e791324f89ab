//! `/my/{token}/survey`: what a client says of a consultation once it is over. It can be said anew until sixty days after.

use domain::consultation::{
    ConsultationSurvey, NextStepClarity, SurveyField as Field, SurveyForm, SurveyRefusal, Usefulness,
};
use domain::input::FieldError;
use domain::language::Language;
use domain::reference::SecretToken;
use leptos::prelude::*;
use storage::StorageError;

use super::own::{OwnMoment, OwnView, brief_rows};
use crate::component::{
    AnswerRow, Answers, Banner, BannerKind, Breadcrumb, ButtonKind, ButtonLink, Choice, ChoiceCards, ErrorSummary,
    Page, Section, SubmitButton, TextArea, home_crumb,
};
use crate::form::Answer;
use crate::services::{Services, use_now};
use crate::text::{Text, use_text};
use crate::{AppError, address};

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SurveyView {
    /// The consultation, and the link to it.
    pub own: OwnView,
    /// What was said before.
    pub said: Option<ConsultationSurvey>,
    /// What was typed.
    pub form: SurveyForm,
    /// Each field that cannot be taken.
    pub problems: Vec<(Field, FieldError)>,
    /// What a rule said no to.
    pub refusal: Option<SurveyRefusal>,
    /// Whether it was answered just now.
    pub is_saved: bool,
}

impl SurveyView {
    /// The status of the page: 422 where something is to be mended, 409 where it is not the time for it.
    pub fn status(&self) -> u16 {
        match self.refusal {
            Some(_) => 409,
            None if self.problems.is_empty() => 200,
            None => 422,
        }
    }
}

impl Services {
    /// The survey of the consultation that `link` opens.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the link opens nothing; otherwise when the database cannot be read.
    pub async fn survey_start(&self, link: &SecretToken, is_saved: bool) -> Result<SurveyView, AppError> {
        let own = self.consultation_of(link, OwnMoment::Later).await?;
        let said = self.storage.survey_by_link(&link.hash()).await;
        let said = said.map_err(|cause| self.failed("reading a survey", &cause))?;
        let form = said.as_ref().map_or_else(SurveyForm::default, SurveyForm::filled_from);
        Ok(SurveyView { own, said, form, problems: Vec::new(), refusal: None, is_saved })
    }

    /// Takes what a client says, or says why not.
    ///
    /// # Errors
    /// As [`survey_start`](Self::survey_start); otherwise when the database cannot be written.
    pub async fn survey_answer(
        &self,
        language: Language,
        link: &SecretToken,
        form: SurveyForm,
    ) -> Result<Answer<SurveyView>, AppError> {
        let view = self.survey_start(link, false).await?;
        let survey = match form.parse() {
            Ok(survey) => survey,
            Err(problems) => return Ok(Answer::Page(Box::new(SurveyView { form, problems, ..view }))),
        };
        let answered = self.storage.survey_answer(&link.hash(), &survey, self.clock.now()).await;
        match answered.map_err(StorageError::refusal) {
            Ok(()) => {
                tracing::info!("consultation.surveyed");
                Ok(Answer::Go(format!("{}/survey?saved", address::my(language, link))))
            }
            Err(Ok(SurveyRefusal::UnknownConsultation)) => Err(AppError::NotFound),
            Err(Ok(refusal)) => Ok(Answer::Page(Box::new(SurveyView { form, refusal: Some(refusal), ..view }))),
            Err(Err(cause)) => Err(self.failed("keeping a survey", &cause)),
        }
    }
}

/// What a survey says, in rows.
pub(crate) fn survey_rows(survey: &ConsultationSurvey, text: Text) -> Vec<AnswerRow> {
    let words = text.consultation_survey();
    let row =
        |field: Field, value: Vec<String>| AnswerRow { label: words.field(field).into_owned(), value, change: None };
    let mut rows = vec![
        row(Field::Usefulness, vec![words.usefulness(survey.usefulness).into_owned()]),
        row(Field::Clarity, vec![words.clarity(survey.clarity).into_owned()]),
    ];
    if !survey.comment.is_empty() {
        rows.push(row(Field::Comment, survey.comment.lines().map(str::to_owned).collect()));
    }
    rows
}

#[component]
pub fn SurveyPage(
    /// Everything the page shows.
    view: SurveyView,
) -> impl IntoView {
    let (text, now) = (use_text(), use_now());
    let words = text.consultation_survey();
    let own = address::my(text.language(), &view.own.link);
    let trail = vec![home_crumb(text), (own.clone(), text.consultation().own_title().into_owned())];
    let rows = brief_rows(&view.own.consultation, &view.own.expert, text);
    let errors: Vec<(String, String)> =
        view.problems.iter().map(|(field, error)| (field.name().to_owned(), words.problem(*field, *error))).collect();
    let (lead, content) = match view.own.consultation.may_answer_survey(now) {
        Ok(()) => (words.lead(), form(&view, &own, text)),
        Err(SurveyRefusal::NotYet) => (words.not_yet(), ().into_any()),
        Err(SurveyRefusal::TooLate) => (words.late(), as_it_was(&view, text)),
        Err(_) => (words.never_was(), ().into_any()),
    };
    let saved = view.is_saved.then(|| {
        view! { <Banner kind=BannerKind::Success title=words.saved()><p>{words.saved_text()}</p></Banner> }
    });
    let has_errors = view.status() != 200;
    view! {
        <Page title=words.title().into_owned() section=Section::Mine has_errors private=true>
            <Breadcrumb trail here=words.title().into_owned()/>
            <div class="reading stack">
                {saved}
                <ErrorSummary errors/>
                <h1>{words.title()}</h1>
                <p class="lead">{lead}</p>
                <Answers rows/>
                {content}
                <div class="button-row"><ButtonLink href=own label=words.back().into_owned() kind=ButtonKind::Outline/></div>
            </div>
        </Page>
    }
}

fn form(view: &SurveyView, own: &str, text: Text) -> AnyView {
    let words = text.consultation_survey();
    let typed = &view.form;
    let error = |field: Field| {
        let found = view.problems.iter().find(|(wrong, _)| *wrong == field);
        found.map(|(_, error)| words.problem(field, *error))
    };
    let choice = |value: &str, label: String| Choice { value: value.to_owned(), label, detail: None };
    let grades = Usefulness::ALL.map(|grade| choice(grade.slug(), words.usefulness(grade).into_owned()));
    let steps = NextStepClarity::ALL.map(|step| choice(step.slug(), words.clarity(step).into_owned()));
    let (useful, clear) = (vec![typed.usefulness.clone()], vec![typed.clarity.clone()]);
    let answered = view.said.is_some().then(|| view! { <p>{words.answered()}</p> });
    view! {
        {answered}
        <form class="form" method="post" action=format!("{own}/survey") novalidate=true>
            <ChoiceCards name=Field::Usefulness.name() legend=words.field(Field::Usefulness).into_owned() choices=grades.to_vec() chosen=useful error=error(Field::Usefulness)/>
            <ChoiceCards name=Field::Clarity.name() legend=words.field(Field::Clarity).into_owned() choices=steps.to_vec() chosen=clear error=error(Field::Clarity)/>
            <TextArea name=Field::Comment.name() label=words.field(Field::Comment).into_owned() value=typed.comment.clone() hint=words.comment_hint().into_owned() error=error(Field::Comment) required=false/>
            <SubmitButton label=words.save().into_owned()/>
        </form>
    }
    .into_any()
}

/// What was said, where nothing can be said any more.
fn as_it_was(view: &SurveyView, text: Text) -> AnyView {
    view.said.as_ref().map(|said| view! { <Answers rows=survey_rows(said, text)/> }).into_any()
}
