//! What the desk's pages of inquiries show, and what answers their forms.

use domain::account::Secretariat;
use domain::attachment::{AttachmentProblem, Attachments};
use domain::inquiry::desk::{
    AfterAnswer, CallForm, Colleague, DeskAct, DeskForm, DeskInquiry, DeskProblem, DeskRevision, InboxView, Responder,
};
use domain::inquiry::{InquiryForm, Refusal};
use domain::language::Language;
use domain::reference::{IdempotencyKey, ReferenceNumber};
use domain::time::Timestamp;
use storage::{Inbox, InboxWish, NewAnswer, NewCall, NewNote, StorageError};

use super::call::CallView;
use crate::AppError;
use crate::address::localized;
use crate::form::Answer;
use crate::inquiry::flow::{HeldFile, Kept, held};
use crate::inquiry::form::Sent;
use crate::services::Services;

/// What has just been done to an inquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It was answered.
    Answered,
    /// A note was kept.
    Noted,
    /// Somebody else looks after it.
    Assigned,
    /// It was ended.
    Closed,
    /// It was taken up again.
    Reopened,
    /// It came by phone.
    TakenDown,
}

impl Done {
    const ALL: [Self; 6] = [Self::Answered, Self::Noted, Self::Assigned, Self::Closed, Self::Reopened, Self::TakenDown];

    const fn slug(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Noted => "noted",
            Self::Assigned => "assigned",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::TakenDown => "taken-down",
        }
    }
}

/// The query of the desk's inquiries, read tolerantly: what is unknown asks for nothing. What somebody searches for is
/// never in it: names and numbers of people do not stand in addresses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeskQuery {
    /// Which part of the inbox.
    pub view: InboxView,
    /// Which page of it, 1 for the first.
    pub page: u32,
    /// What has just been done.
    pub done: Option<Done>,
}

impl DeskQuery {
    /// Reads `query`, the part of the address after the question mark, as far as `responder` has what it asks for.
    pub fn parse(query: &str, responder: &Responder) -> Self {
        let mut read = Self { page: 1, ..Self::default() };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "view" => {
                    let view = InboxView::from_slug(&value).filter(|view| InboxView::of(responder).contains(view));
                    read.view = view.unwrap_or_default();
                }
                "page" => read.page = value.parse().unwrap_or(1).max(1),
                "done" => read.done = Done::ALL.into_iter().find(|done| done.slug() == value),
                _ => {}
            }
        }
        read
    }

    /// The address of `view`'s page of the list.
    pub fn list_address(language: Language, view: InboxView, page: u32) -> String {
        let page = if page > 1 { format!("&page={page}") } else { String::new() };
        localized(language, &format!("/staff/inquiries?view={}{page}", view.slug()))
    }

    /// The address of an inquiry beside the list of this query.
    pub fn address(&self, language: Language, reference: &ReferenceNumber) -> String {
        let done = self.done.map(|done| format!("&done={}", done.slug())).unwrap_or_default();
        let path = format!("/staff/inquiries/{}?view={}{done}", reference.as_str(), self.view.slug());
        localized(language, &path)
    }
}

/// A list of the inbox.
#[derive(Debug, Clone)]
pub struct InboxListing {
    /// Who looks.
    pub responder: Responder,
    /// What they wish to see.
    pub wish: InboxWish,
    /// What there is of it.
    pub inbox: Inbox,
}

/// An inquiry at the desk with everything its page shows.
#[derive(Debug, Clone)]
pub struct DeskThread {
    /// The list beside it.
    pub listing: InboxListing,
    /// The inquiry.
    pub at_desk: DeskInquiry,
    /// Who could look after it; nobody where the choice is not theirs who looks.
    pub colleagues: Vec<Colleague>,
    /// What has just been done.
    pub done: Option<Done>,
    /// What was typed.
    pub form: DeskForm,
    /// The files that wait for the answer's sending.
    pub held: Vec<HeldFile>,
    /// What is wrong in it.
    pub problems: Vec<DeskProblem>,
    /// Which files were not taken.
    pub files: Vec<AttachmentProblem>,
    /// What a rule said no to.
    pub refusal: Option<Refusal>,
}

impl DeskThread {
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

impl Services {
    /// A list of the inbox.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn inbox(&self, responder: Responder, wish: InboxWish) -> Result<InboxListing, AppError> {
        let inbox = self.storage.inquiry_inbox(responder, &wish, self.clock.now()).await;
        let inbox = inbox.map_err(|cause| self.failed("reading the inbox", &cause))?;
        Ok(InboxListing { responder, wish, inbox })
    }

    /// The inquiry with this number beside its list.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is none that `responder` may open; otherwise when the database cannot be
    /// used.
    pub async fn desk_thread(
        &self,
        responder: Responder,
        reference: &ReferenceNumber,
        query: DeskQuery,
    ) -> Result<DeskThread, AppError> {
        let found = self.storage.inquiry_at_desk(responder, reference).await;
        let at_desk = found.map_err(|cause| self.failed("reading an inquiry", &cause))?.ok_or(AppError::NotFound)?;
        let colleagues = if responder.sees_all() {
            let colleagues = self.storage.inquiry_colleagues().await;
            colleagues.map_err(|cause| self.failed("reading who works here", &cause))?
        } else {
            Vec::new()
        };
        let wish = InboxWish { view: query.view, page: query.page, ..InboxWish::default() };
        let listing = self.inbox(responder, wish).await?;
        let form = DeskForm {
            key: self.draw_key(self.clock.now()).as_str().to_owned(),
            note_key: self.draw_key(self.clock.now()).as_str().to_owned(),
            revision: at_desk.revision().to_string(),
            seen_messages: at_desk.inquiry.messages.len().to_string(),
            seen_notes: at_desk.notes.len().to_string(),
            ..DeskForm::default()
        };
        let (held, problems, files) = (Vec::new(), Vec::new(), Vec::new());
        let done = query.done;
        Ok(DeskThread { listing, at_desk, colleagues, done, form, held, problems, files, refusal: None })
    }

    /// Answers a form about an inquiry at the desk that was sent in `language`.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such inquiry, or the act is not theirs; otherwise when the database
    /// cannot be used.
    pub async fn desk_answer(
        &self,
        responder: Responder,
        reference: &ReferenceNumber,
        query: DeskQuery,
        language: Language,
        sent: Sent<DeskForm>,
    ) -> Result<Answer<DeskThread>, AppError> {
        let now = self.clock.now();
        let query = DeskQuery { done: None, ..query };
        let mut form = sent.form;
        // Whoever may not open it leaves no files here.
        let view = self.desk_thread(responder, reference, query).await?;
        let (key, _) = self.key_of(&form.key, now);
        key.as_str().clone_into(&mut form.key);
        let (note_key, _) = self.key_of(&form.note_key, now);
        note_key.as_str().clone_into(&mut form.note_key);
        let kept = self.keep_files(&key, sent.files, sent.drops_files, now).await?;
        let Kept { attachments, problems: files, refusal } = kept;
        let waiting = held(&attachments);
        let act = match form.parse() {
            Ok(act) if files.is_empty() && refusal.is_none() => act,
            parsed => {
                let problems = parsed.err().unwrap_or_default();
                let page = DeskThread { form, held: waiting, problems, files, refusal, ..view };
                return Ok(Answer::Page(Box::new(page)));
            }
        };
        // What cannot be read was never shown.
        let seen = form.revision.parse().unwrap_or(DeskRevision { thread: u32::MAX, desk: u32::MAX });
        let work = Work { responder, reference, key: &key, note_key: &note_key, seen, now };
        let outcome = self.work(&work, act, attachments).await?;
        match outcome.map_err(StorageError::refusal) {
            Ok(done) => {
                tracing::info!(act = done.slug(), "inquiry.worked_on");
                let query = DeskQuery { done: Some(done), ..query };
                let left = Left::of(form, waiting);
                if left.is_nothing() {
                    return Ok(Answer::Go(query.address(language, reference)));
                }
                let view = self.desk_thread(responder, reference, query).await?;
                Ok(Answer::Page(Box::new(left.on(view))))
            }
            Err(Ok(Refusal::UnknownInquiry)) => Err(AppError::NotFound),
            Err(Ok(refusal)) => {
                // As it is now, with what came meanwhile; what was typed can be sent on top of it.
                let view = self.desk_thread(responder, reference, query).await?;
                let form = DeskForm { revision: view.form.revision.clone(), ..form };
                let page = DeskThread { form, held: waiting, refusal: Some(refusal), ..view };
                Ok(Answer::Page(Box::new(page)))
            }
            Err(Err(cause)) => Err(self.failed("working on an inquiry", &cause)),
        }
    }

    /// Does what was asked for; an answer goes out with `attachments`.
    async fn work(
        &self,
        work: &Work<'_>,
        act: DeskAct,
        attachments: Attachments,
    ) -> Result<Result<Done, StorageError<Refusal>>, AppError> {
        let Work { responder, reference, key, note_key, seen, now } = *work;
        let secretariat = || responder.as_secretariat().map_err(|_| AppError::NotFound);
        let assign = async |by: Secretariat, to| {
            self.storage.inquiry_assign(&by, reference, to, seen, now).await.map(|()| Done::Assigned)
        };
        Ok(match act {
            DeskAct::Answer { text, then } => {
                let answer = NewAnswer { text, attachments, then, key: key.clone(), revision: seen };
                let answered = self.storage.inquiry_answer(responder, reference.clone(), answer, now).await;
                answered.map(|_| if then == AfterAnswer::Close { Done::Closed } else { Done::Answered })
            }
            DeskAct::Note(text) => {
                let note = NewNote { text, key: note_key.clone() };
                self.storage.inquiry_note(responder, reference, &note, now).await.map(|()| Done::Noted)
            }
            DeskAct::Take => assign(secretariat()?, Some(responder.account())).await,
            DeskAct::Assign(to) => assign(secretariat()?, to).await,
            DeskAct::Close => self.storage.inquiry_end(responder, reference, seen, now).await.map(|()| Done::Closed),
            DeskAct::Reopen => self.storage.inquiry_resume(responder, reference, now).await.map(|()| Done::Reopened),
        })
    }

    /// The form of a call.
    pub fn call_start(&self, language: Language) -> CallView {
        let key = self.draw_key(self.clock.now()).as_str().to_owned();
        let asked = InquiryForm { key, ..InquiryForm::default() };
        CallView::new(CallForm { asked, language: language.code().to_owned() })
    }

    /// Answers the form of a call that was sent in `language`.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn call_answer(
        &self,
        by: Secretariat,
        language: Language,
        mut form: CallForm,
    ) -> Result<Answer<CallView>, AppError> {
        let now = self.clock.now();
        let (key, _) = self.key_of(&form.asked.key, now);
        key.as_str().clone_into(&mut form.asked.key);
        let call = match form.parse() {
            Ok(call) => call,
            Err(problems) => return Ok(Answer::Page(Box::new(CallView { form, problems }))),
        };
        let taken = self.storage.inquiry_take_down(by, NewCall { call, key }, now).await;
        match taken.map_err(StorageError::refusal) {
            Ok(reference) => {
                tracing::info!("inquiry.taken_down");
                let query = DeskQuery { done: Some(Done::TakenDown), ..DeskQuery::default() };
                Ok(Answer::Go(query.address(language, &reference)))
            }
            Err(Ok(_)) => Err(AppError::NotFound),
            Err(Err(cause)) => Err(self.failed("taking a call", &cause)),
        }
    }
}

/// What stays half written when something else was done.
struct Left {
    form: DeskForm,
    held: Vec<HeldFile>,
}

impl Left {
    /// Of what was sent with a button, what was not for it.
    fn of(mut form: DeskForm, mut held: Vec<HeldFile>) -> Self {
        match form.act.as_str() {
            "answer" => {
                (form.answer, form.key) = (String::new(), String::new());
                held.clear();
            }
            "note" => (form.note, form.note_key) = (String::new(), String::new()),
            _ => {}
        }
        Self { form, held }
    }

    fn is_nothing(&self) -> bool {
        self.form.answer.trim().is_empty() && self.form.note.trim().is_empty() && self.held.is_empty()
    }

    /// On the page as it is now.
    fn on(self, view: DeskThread) -> DeskThread {
        let Self { form: DeskForm { answer, then, note, key, note_key, .. }, held } = self;
        let or_new = |kept: String, new: &str| if kept.is_empty() { new.to_owned() } else { kept };
        let (key, note_key) = (or_new(key, &view.form.key), or_new(note_key, &view.form.note_key));
        DeskThread { form: DeskForm { answer, then, note, key, note_key, ..view.form }, held, ..view }
    }
}

/// What somebody works on, and what they have seen of it.
struct Work<'a> {
    responder: Responder,
    reference: &'a ReferenceNumber,
    key: &'a IdempotencyKey,
    note_key: &'a IdempotencyKey,
    seen: DeskRevision,
    now: Timestamp,
}
