//! `/my/{token}/sheet`: the sheet that the expert reads before they meet. It is saved as often as wanted until it is due;
//! afterwards it is shown as it was.

use domain::attachment::{ATTACHMENTS_MAX, AttachmentError, AttachmentProblem, Attachments};
use domain::consultation::{ConsultationSheet, SheetField as Field, SheetForm, SheetRefusal, TeleworkPhase};
use domain::input::FieldError;
use domain::language::Language;
use domain::reference::SecretToken;
use leptos::prelude::*;
use storage::{SheetKept, SheetWritten, StorageError};

use super::own::{OwnMoment, OwnView, brief_rows};
use crate::component::contact::use_contact_details;
use crate::component::{
    AnswerRow, Answers, Banner, BannerKind, Breadcrumb, ButtonKind, ButtonLink, Choice, ChoiceCards, ErrorSummary,
    FileField, HiddenField, Page, Section, SubmitButton, TextArea, home_crumb,
};
use crate::form::Answer;
use crate::inquiry::page::{ACCEPTED, file_line};
use crate::services::{Services, use_now};
use crate::text::{Text, use_text};
use crate::{AppError, address};

/// What the page shows.
#[derive(Debug, Clone)]
pub struct SheetView {
    /// The consultation, and the link to it.
    pub own: OwnView,
    /// The sheet as it is kept.
    pub kept: SheetKept,
    /// What was typed.
    pub form: SheetForm,
    /// Each field that cannot be taken.
    pub problems: Vec<(Field, FieldError)>,
    /// Each file that cannot.
    pub files: Vec<AttachmentProblem>,
    /// What a rule said no to.
    pub refusal: Option<SheetRefusal>,
    /// Whether it was saved just now.
    pub is_saved: bool,
}

impl SheetView {
    /// Whether something was refused.
    pub fn is_refused(&self) -> bool {
        !(self.problems.is_empty() && self.files.is_empty() && self.refusal.is_none())
    }

    /// The status of the page: 422 where something is to be mended, 409 where something came in between.
    pub fn status(&self) -> u16 {
        match self.refusal {
            Some(SheetRefusal::TooLate | SheetRefusal::Over | SheetRefusal::ChangedMeanwhile) => 409,
            _ if self.is_refused() => 422,
            _ => 200,
        }
    }
}

impl Services {
    /// The sheet of the consultation that `link` opens.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the link opens nothing; otherwise when the database cannot be read.
    pub async fn sheet_start(&self, link: &SecretToken, is_saved: bool) -> Result<SheetView, AppError> {
        let own = self.consultation_of(link, OwnMoment::Later).await?;
        let kept = self.storage.sheet_by_link(&link.hash()).await;
        let kept = kept.map_err(|cause| self.failed("reading a sheet", &cause))?.ok_or(AppError::NotFound)?;
        let form =
            kept.sheet.as_ref().map_or_else(SheetForm::default, |sheet| SheetForm::filled_from(sheet, kept.revision));
        Ok(SheetView { own, kept, form, problems: Vec::new(), files: Vec::new(), refusal: None, is_saved })
    }

    /// Saves a sheet, or says why not.
    ///
    /// # Errors
    /// As [`sheet_start`](Self::sheet_start); otherwise when the database cannot be written.
    pub async fn sheet_answer(
        &self,
        language: Language,
        link: &SecretToken,
        form: SheetForm,
        files: Result<Attachments, Vec<AttachmentProblem>>,
    ) -> Result<Answer<SheetView>, AppError> {
        let view = self.sheet_start(link, false).await?;
        let (sheet, files) = match (form.parse(), files) {
            (Ok(sheet), Ok(files)) => (sheet, files),
            (sheet, files) => {
                let (problems, files) = (sheet.err().unwrap_or_default(), files.err().unwrap_or_default());
                return Ok(Answer::Page(Box::new(SheetView { form, problems, files, ..view })));
            }
        };
        let written = SheetWritten { sheet, files, removed: form.removed.clone(), seen: form.revision };
        match self.storage.sheet_save(&link.hash(), &written, self.clock.now()).await.map_err(StorageError::refusal) {
            Ok(()) => {
                tracing::info!("consultation.sheet_written");
                Ok(Answer::Go(format!("{}/sheet?saved", address::my(language, link))))
            }
            Err(Ok(SheetRefusal::UnknownConsultation)) => Err(AppError::NotFound),
            Err(Ok(refusal)) => {
                // Whoever looks at what somebody else wrote, and sends their own again, has seen it.
                let form = SheetForm { revision: view.kept.revision, ..form };
                Ok(Answer::Page(Box::new(SheetView { form, refusal: Some(refusal), ..view })))
            }
            Err(Err(cause)) => Err(self.failed("saving a sheet", &cause)),
        }
    }
}

/// What a sheet says, in rows.
pub(crate) fn sheet_rows(sheet: &ConsultationSheet, text: Text) -> Vec<AnswerRow> {
    let words = text.consultation_sheet();
    let row = |field: Field, said: &str| AnswerRow {
        label: words.field(field).into_owned(),
        value: said.lines().map(str::to_owned).collect(),
        change: None,
    };
    let mut rows = vec![
        row(Field::Phase, &words.phase(sheet.phase)),
        row(Field::Situation, &sheet.situation),
        row(Field::Goal, &sheet.goal),
    ];
    if !sheet.equipment.is_empty() {
        rows.push(row(Field::Equipment, &sheet.equipment));
    }
    rows
}

/// The files of a sheet, each a link under `folder`.
pub(crate) fn sheet_files(kept: &SheetKept, folder: &str, text: Text) -> Option<AnyView> {
    let files = kept.files.iter().map(|file| {
        let href = format!("{folder}/files/{}", file.id.0);
        view! { <li><a href=href>{file_line(file.name.as_str(), file.bytes, text)}</a></li> }
    });
    (!kept.files.is_empty()).then(|| view! { <ul class="plain-list">{files.collect_view()}</ul> }.into_any())
}

#[component]
pub fn SheetPage(
    /// Everything the page shows.
    view: SheetView,
) -> impl IntoView {
    let (text, now) = (use_text(), use_now());
    let words = text.consultation_sheet();
    let own = address::my(text.language(), &view.own.link);
    let consultation = &view.own.consultation;
    let trail = vec![home_crumb(text), (own.clone(), text.consultation().own_title().into_owned())];
    let due = text.date().instant(consultation.sheet.due_at);
    let may_write = consultation.may_write_sheet(0, 0, now);
    let errors = errors(&view, text);
    let rows = brief_rows(consultation, &view.own.expert, text);
    let content = match may_write {
        Ok(()) => form(&view, &own, text),
        Err(_) => as_it_was(&view, &own, text),
    };
    let lead = match may_write {
        Ok(()) => words.lead(&due),
        Err(SheetRefusal::TooLate) => words.late(&due, &use_contact_details().phone),
        Err(_) => words.over(),
    };
    let has_errors = view.is_refused();
    let saved = view.is_saved.then(|| {
        view! { <Banner kind=BannerKind::Success title=words.saved()><p>{words.saved_text(&due)}</p></Banner> }
    });
    let changed = (view.refusal == Some(SheetRefusal::ChangedMeanwhile)).then(|| {
        view! { <Banner kind=BannerKind::Warning title=words.changed()><p>{words.changed_text()}</p></Banner> }
    });
    view! {
        <Page title=words.title().into_owned() section=Section::Mine has_errors private=true>
            <Breadcrumb trail here=words.title().into_owned()/>
            <div class="reading stack">
                {saved}
                {changed}
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

/// What is wrong, with the id of the field that it is about.
fn errors(view: &SheetView, text: Text) -> Vec<(String, String)> {
    let words = text.consultation_sheet();
    let fields = view.problems.iter().map(|(field, error)| (field.name().to_owned(), words.problem(*field, *error)));
    let files = file_errors(view, text).into_iter().map(|said| (Field::Files.name().to_owned(), said));
    fields.chain(files).collect()
}

fn file_errors(view: &SheetView, text: Text) -> Vec<String> {
    let too_many = (view.refusal == Some(SheetRefusal::TooManyFiles))
        .then(|| AttachmentProblem { name: String::new(), error: AttachmentError::TooMany { max: ATTACHMENTS_MAX } });
    view.files.iter().chain(&too_many).map(|problem| text.error().of_attachment(problem)).collect()
}

fn form(view: &SheetView, own: &str, text: Text) -> AnyView {
    let words = text.consultation_sheet();
    let typed = &view.form;
    let error = |field: Field| {
        let found = view.problems.iter().find(|(wrong, _)| *wrong == field);
        found.map(|(_, error)| words.problem(field, *error))
    };
    let phases = TeleworkPhase::ALL.map(|phase| Choice {
        value: phase.slug().to_owned(),
        label: words.phase(phase).into_owned(),
        detail: Some(words.phase_detail(phase).into_owned()),
    });
    let area = |field: Field, value: &str, required: bool| {
        let hint = Some(words.hint(field).into_owned());
        let (label, error) = (words.field(field).into_owned(), error(field));
        view! { <TextArea name=field.name() label value=value.to_owned() hint error required/> }.into_any()
    };
    let files = file_errors(view, text);
    let file_error = (!files.is_empty()).then(|| files.join(" "));
    let chosen = vec![typed.phase.clone()];
    view! {
        <form class="form" method="post" action=format!("{own}/sheet") enctype="multipart/form-data" novalidate=true>
            <HiddenField name="revision" value=typed.revision.to_string()/>
            <ChoiceCards name=Field::Phase.name() legend=words.field(Field::Phase).into_owned() choices=phases.to_vec() chosen pair=false error=error(Field::Phase)/>
            {area(Field::Situation, &typed.situation, true)}
            {area(Field::Goal, &typed.goal, true)}
            {area(Field::Equipment, &typed.equipment, false)}
            {kept_files(view, own, text)}
            <FileField name=Field::Files.name() label=words.field(Field::Files).into_owned() hint=words.hint(Field::Files).into_owned() accept=ACCEPTED error=file_error/>
            <SubmitButton label=words.save().into_owned()/>
        </form>
    }
    .into_any()
}

/// The files that are there, each to be opened or to go.
fn kept_files(view: &SheetView, own: &str, text: Text) -> Option<AnyView> {
    let words = text.consultation_sheet();
    if view.kept.files.is_empty() {
        return None;
    }
    let files = view.kept.files.iter().map(|file| {
        let (line, id) = (file_line(file.name.as_str(), file.bytes, text), file.id.0.to_string());
        let goes = view.form.removed.contains(&file.id);
        view! {
            <li>
                <a href=format!("{own}/files/{id}")>{line}</a>
                <label class="check">
                    <input type="checkbox" name="remove" value=id checked=goes/>
                    <span>{words.remove()}<span class="visually-hidden">" "{file.name.as_str().to_owned()}</span></span>
                </label>
            </li>
        }
    });
    Some(
        view! {
            <div class="field">
                <p class="label">{words.kept_files()}</p>
                <ul class="plain-list">{files.collect_view()}</ul>
            </div>
        }
        .into_any(),
    )
}

/// What was written, where nothing can be written any more.
fn as_it_was(view: &SheetView, own: &str, text: Text) -> AnyView {
    match &view.kept.sheet {
        None => view! { <p>{text.consultation_sheet().empty()}</p> }.into_any(),
        Some(sheet) => {
            view! { <Answers rows=sheet_rows(sheet, text)/> {sheet_files(&view.kept, own, text)} }.into_any()
        }
    }
}
