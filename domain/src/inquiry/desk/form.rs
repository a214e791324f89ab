//! What the desk's forms ask for, and what they mean.

use crate::account::AccountId;
use crate::input::{FieldError, choice, keep};
use crate::inquiry::{InquiryDraft, InquiryForm, InquiryProblem, MessageText};
use crate::language::Language;

/// What becomes of an inquiry once it is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AfterAnswer {
    /// 返事待ち: its sender says whether it is solved.
    #[default]
    Wait,
    /// 完了: it ends with the answer.
    Close,
}

/// What somebody at the desk does to an inquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeskAct {
    /// 回答.
    Answer {
        /// What the citizen is told.
        text: MessageText,
        /// What follows.
        then: AfterAnswer,
    },
    /// 内部メモ.
    Note(MessageText),
    /// 自分が担当する.
    Take,
    /// Somebody is to look after it, or nobody.
    Assign(Option<AccountId>),
    /// 完了.
    Close,
    /// もう一度開く.
    Reopen,
}

/// A field of the forms under a thread at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeskField {
    /// Which button was pressed.
    Act,
    /// 回答.
    Answer,
    /// 添付ファイル; its problems are [`crate::attachment::AttachmentProblem`]s.
    Attachments,
    /// 内部メモ.
    Note,
    /// 担当.
    Assignee,
}

impl DeskField {
    /// The field's name in the form and its id on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Answer => "answer",
            Self::Attachments => "attachments",
            Self::Note => "note",
            Self::Assignee => "assignee",
        }
    }
}

/// One field of the forms under a thread and what is wrong with it.
pub type DeskProblem = (DeskField, FieldError);

/// A form under a thread at the desk as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskForm {
    /// `answer`, `note`, `take`, `assign`, `close` or `reopen`.
    pub act: String,
    /// 回答.
    pub answer: String,
    /// `wait` or `close`.
    pub then: String,
    /// 内部メモ.
    pub note: String,
    /// 担当: the number of an account, or nothing.
    pub assignee: String,
    /// Which showing of the form this is: makes a repeated sending the same sending.
    pub key: String,
    /// The same for a note: writing one leaves the answer, and the files that wait for it, as they are.
    pub note_key: String,
    /// The [`DeskRevision`](super::DeskRevision) that the page showed.
    pub revision: String,
    /// How many messages the page showed when somebody began to write.
    pub seen_messages: String,
    /// How many notes it showed.
    pub seen_notes: String,
}

impl DeskForm {
    /// Turns what was typed into what cannot be wrong.
    ///
    /// # Errors
    /// Every field's problem at once.
    pub fn parse(&self) -> Result<DeskAct, Vec<DeskProblem>> {
        let mut problems = Vec::new();
        let act = match self.act.as_str() {
            "answer" => {
                let then = if self.then == "close" { AfterAnswer::Close } else { AfterAnswer::Wait };
                keep(&mut problems, DeskField::Answer, MessageText::parse(&self.answer))
                    .map(|text| DeskAct::Answer { text, then })
            }
            "note" => keep(&mut problems, DeskField::Note, MessageText::parse(&self.note)).map(DeskAct::Note),
            "assign" if self.assignee.is_empty() => Some(DeskAct::Assign(None)),
            "assign" => {
                let assignee = self.assignee.parse().map(AccountId).map_err(|_| FieldError::UnknownChoice);
                keep(&mut problems, DeskField::Assignee, assignee).map(|assignee| DeskAct::Assign(Some(assignee)))
            }
            other => {
                let act = choice(other, |act| match act {
                    "take" => Some(DeskAct::Take),
                    "close" => Some(DeskAct::Close),
                    "reopen" => Some(DeskAct::Reopen),
                    _ => None,
                });
                keep(&mut problems, DeskField::Act, act)
            }
        };
        act.ok_or(problems)
    }
}

/// What somebody asks by phone, as the desk has written it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Who asks what.
    pub draft: InquiryDraft,
    /// The language that mails to them are in.
    pub language: Language,
}

/// The form of an inquiry by phone as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallForm {
    /// Who asks what: the fields of the form on the site.
    pub asked: InquiryForm,
    /// The code of the caller's language; Japanese where it is none.
    pub language: String,
}

impl CallForm {
    /// Turns what was typed into what cannot be wrong. Consent is what the caller said when told how their details
    /// are used.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self) -> Result<Call, Vec<InquiryProblem>> {
        let language = Language::from_code(&self.language).unwrap_or(Language::Japanese);
        Ok(Call { draft: self.asked.parse_call()?, language })
    }
}
