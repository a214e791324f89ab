//! What answers a form of an inquiry: a page to go on with, or a place to go to.

use domain::attachment::{AttachmentProblem, Attachments};
use domain::event::Topic;
use domain::inquiry::{
    FollowUp, FollowUpForm, FollowUpProblem, Inquiry, InquiryDraft, InquiryForm, InquiryProblem, Refusal,
};
use domain::language::Language;
use domain::reference::{IdempotencyKey, SecretToken};
use domain::time::Timestamp;
use storage::{InquiryClosing, NewInquiry, NewMessage, StorageError};

use super::form::Sent;
use crate::services::Services;
use crate::{AppError, address};

/// A file that was sent with an earlier showing of a form and waits for its sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldFile {
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
}

/// The files as the page that waits for them shows them.
pub(crate) fn held(files: &Attachments) -> Vec<HeldFile> {
    let held = |file: &domain::attachment::Attachment| HeldFile {
        name: file.name().as_str().to_owned(),
        bytes: file.content().len() as u64,
    };
    files.as_slice().iter().map(held).collect()
}

/// Which page of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// What is it about?
    Topic,
    /// The fields, with what is wrong in them; empty at first.
    Fields {
        /// What is wrong.
        problems: Vec<InquiryProblem>,
        /// Which files were not taken.
        files: Vec<AttachmentProblem>,
        /// What a rule said no to.
        refusal: Option<Refusal>,
        /// Where the cursor goes: the field whose answer is to be changed.
        focus: Option<String>,
    },
    /// Everything played back.
    Check {
        /// What was understood.
        draft: Box<InquiryDraft>,
    },
}

/// A page of the form with everything it shows.
#[derive(Debug, Clone)]
pub struct InquiryView {
    /// What was typed.
    pub form: InquiryForm,
    /// The files that wait for its sending.
    pub held: Vec<HeldFile>,
    /// Which page.
    pub step: Step,
    /// Whether the page had to be made anew because it was too old.
    pub renewed: bool,
}

impl InquiryView {
    /// The status that this page is answered with.
    pub fn status(&self) -> u16 {
        match &self.step {
            Step::Fields { problems, files, .. } if !problems.is_empty() || !files.is_empty() => 422,
            Step::Fields { refusal: Some(_), .. } => 409,
            _ => 200,
        }
    }

    /// The topic that was chosen.
    pub fn topic(&self) -> Option<Topic> {
        Topic::from_slug(&self.form.topic)
    }
}

/// What has just happened to an inquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Nothing: somebody looks at it.
    Later,
    /// It was received.
    Received,
    /// A message was added.
    Written,
    /// It was taken up again.
    Reopened,
}

impl Moment {
    /// The moment that an address names behind its question mark.
    pub fn of_query(query: Option<&str>) -> Self {
        match query {
            Some("received") => Self::Received,
            Some("sent") => Self::Written,
            Some("reopened") => Self::Reopened,
            _ => Self::Later,
        }
    }
}

/// The page of an inquiry with everything it shows.
#[derive(Debug, Clone)]
pub struct ThreadView {
    /// The link that opened it.
    pub link: SecretToken,
    /// The inquiry as its sender may see it.
    pub inquiry: Inquiry,
    /// What has just happened.
    pub moment: Moment,
    /// What was typed under the thread.
    pub form: FollowUpForm,
    /// The files that wait for its sending.
    pub held: Vec<HeldFile>,
    /// What is wrong in it.
    pub problems: Vec<FollowUpProblem>,
    /// Which files were not taken.
    pub files: Vec<AttachmentProblem>,
    /// What a rule said no to.
    pub refusal: Option<Refusal>,
}

impl ThreadView {
    /// The status that this page is answered with.
    pub fn status(&self) -> u16 {
        if !self.problems.is_empty() || !self.files.is_empty() {
            422
        } else if self.refusal.is_some() {
            409
        } else {
            200
        }
    }
}

/// What answers a form of an inquiry that was sent.
#[derive(Debug, Clone)]
pub enum Answer {
    /// A page of the form to go on with.
    Page(Box<InquiryView>),
    /// The thread, with what is wrong under it.
    Thread(Box<ThreadView>),
    /// Done: the address to go to.
    Go(String),
}

impl Services {
    /// The form of an inquiry: first what it is about, then everything else.
    pub fn inquiry_start(&self, topic: Option<&str>) -> InquiryView {
        let now = self.clock.now();
        let topic = topic.and_then(Topic::from_slug);
        let form = InquiryForm {
            topic: topic.map(|topic| topic.slug().to_owned()).unwrap_or_default(),
            key: self.draw_key(now).as_str().to_owned(),
            ..InquiryForm::default()
        };
        let step = match topic {
            Some(_) => Step::Fields { problems: Vec::new(), files: Vec::new(), refusal: None, focus: None },
            None => Step::Topic,
        };
        InquiryView { form, held: Vec::new(), step, renewed: false }
    }

    /// Answers the form of an inquiry that was sent in `language`.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn inquiry_answer(&self, language: Language, sent: Sent<InquiryForm>) -> Result<Answer, AppError> {
        let now = self.clock.now();
        let mut form = sent.form;
        let (key, renewed) = self.key_of(&form.key, now);
        key.as_str().clone_into(&mut form.key);
        let Kept { attachments, problems: files, refusal } =
            self.keep_files(&key, sent.files, sent.drops_files, now).await?;
        let waiting = held(&attachments);
        let page = |form, step| Answer::Page(Box::new(InquiryView { form, held: waiting.clone(), step, renewed }));
        let fields = |problems, files, refusal, focus| Step::Fields { problems, files, refusal, focus };
        if let Some(field) = form.step.strip_prefix("edit") {
            let focus = field.strip_prefix(':').map(str::to_owned);
            return Ok(page(form, fields(Vec::new(), files, refusal, focus)));
        }
        let draft = match form.parse() {
            Ok(draft) if files.is_empty() && refusal.is_none() => draft,
            parsed => return Ok(page(form, fields(parsed.err().unwrap_or_default(), files, refusal, None))),
        };
        if form.step != "confirm" || renewed {
            return Ok(page(form, Step::Check { draft: Box::new(draft) }));
        }
        let suspected = self.looks_like_a_machine(&form.website, &key, now);
        let topic = draft.topic.slug();
        let new = NewInquiry { draft, attachments, language, key, suspected };
        match self.storage.inquiry_create(new, now).await.map_err(StorageError::refusal) {
            Ok(receipt) => {
                tracing::info!(topic, again = receipt.repeated_sending, "inquiry.created");
                Ok(Answer::Go(format!("{}?received", address::inquiry(language, &receipt.link))))
            }
            Err(Ok(refusal)) => Ok(page(form, fields(Vec::new(), Vec::new(), Some(refusal), None))),
            Err(Err(cause)) => Err(self.failed("asking", &cause)),
        }
    }

    /// Keeps the files of one showing of a form until it is sent, so that a page that comes back has
    /// lost none: those that came now, or else those that came before.
    pub(crate) async fn keep_files(
        &self,
        key: &IdempotencyKey,
        files: Result<Attachments, Vec<AttachmentProblem>>,
        drops: bool,
        now: Timestamp,
    ) -> Result<Kept, AppError> {
        let mut kept = Kept { attachments: Attachments::NONE, problems: Vec::new(), refusal: None };
        match files {
            Ok(files) if drops || !files.is_empty() => {
                match self.storage.attachment_hold(key, &files, now).await.map_err(StorageError::refusal) {
                    Ok(()) => {}
                    Err(Ok(refusal)) => kept.refusal = Some(refusal),
                    Err(Err(cause)) => return Err(self.failed("keeping files", &cause)),
                }
            }
            Ok(_) => {}
            Err(problems) => kept.problems = problems,
        }
        kept.attachments =
            self.storage.attachment_held(key, now).await.map_err(|cause| self.failed("reading files", &cause))?;
        Ok(kept)
    }

    /// The inquiry that `link` opens.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the link opens nothing; otherwise when the database cannot be used.
    pub async fn thread(&self, link: &SecretToken, moment: Moment) -> Result<ThreadView, AppError> {
        let found = self.storage.inquiry_by_link(&link.hash()).await;
        let found = found.map_err(|cause| self.failed("reading an inquiry", &cause))?;
        let inquiry = found.ok_or(AppError::NotFound)?;
        let form = FollowUpForm {
            key: self.draw_key(self.clock.now()).as_str().to_owned(),
            revision: inquiry.revision.to_string(),
            ..FollowUpForm::default()
        };
        let (held, problems, files) = (Vec::new(), Vec::new(), Vec::new());
        Ok(ThreadView { link: link.clone(), inquiry, moment, form, held, problems, files, refusal: None })
    }

    /// Answers the form under a thread that was sent in `language`.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the link opens nothing; otherwise when the database cannot be used.
    pub async fn thread_answer(
        &self,
        language: Language,
        link: &SecretToken,
        sent: Sent<FollowUpForm>,
    ) -> Result<Answer, AppError> {
        let now = self.clock.now();
        let view = self.thread(link, Moment::Later).await?;
        let mut form = sent.form;
        let (key, _) = self.key_of(&form.key, now);
        key.as_str().clone_into(&mut form.key);
        let Kept { attachments, problems: files, refusal } =
            self.keep_files(&key, sent.files, sent.drops_files, now).await?;
        let waiting = held(&attachments);
        // The page as it is now, with what was typed and the key of this sending.
        let back = |problems, files, refusal| {
            let form = FollowUpForm { revision: view.form.revision.clone(), ..form.clone() };
            let (view, held) = (view.clone(), waiting.clone());
            Answer::Thread(Box::new(ThreadView { form, held, problems, files, refusal, ..view }))
        };
        let wish = match form.parse() {
            Ok(wish) if files.is_empty() && refusal.is_none() => wish,
            parsed => return Ok(back(parsed.err().unwrap_or_default(), files, refusal)),
        };
        let revision = form.revision.parse().unwrap_or(u32::MAX);
        let message = |text| NewMessage { text, attachments: attachments.clone(), key: key.clone() };
        let (act, outcome) = match wish {
            FollowUp::Solved(text) => {
                let closing = InquiryClosing { text, key: key.clone(), revision };
                ("", self.storage.inquiry_close(link.hash(), closing, now).await)
            }
            FollowUp::More(text) => {
                ("?sent", self.storage.inquiry_write(link.hash(), message(text), now).await.map(drop))
            }
            FollowUp::Reopen(text) => {
                ("?reopened", self.storage.inquiry_reopen(link.hash(), message(text), now).await.map(drop))
            }
        };
        match outcome.map_err(StorageError::refusal) {
            Ok(()) => {
                tracing::info!(act, "inquiry.followed_up");
                Ok(Answer::Go(format!("{}{act}", address::inquiry(language, link))))
            }
            Err(Ok(Refusal::UnknownInquiry)) => Err(AppError::NotFound),
            Err(Ok(refusal)) => Ok(back(Vec::new(), Vec::new(), Some(refusal))),
            Err(Err(cause)) => Err(self.failed("writing to an inquiry", &cause)),
        }
    }
}

/// What became of the files of a sending.
pub(crate) struct Kept {
    /// Those that wait.
    pub(crate) attachments: Attachments,
    /// Why others were not taken.
    pub(crate) problems: Vec<AttachmentProblem>,
    /// What a rule said no to.
    pub(crate) refusal: Option<Refusal>,
}
