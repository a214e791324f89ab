//! The forms of inquiries: what was typed, and how it becomes an [`InquiryDraft`] or a [`FollowUp`].

use serde::{Deserialize, Serialize};

use super::{Inquirer, InquiryDraft, MessageText, Reach};
use crate::contact::{EmailAddress, PhoneNumber};
use crate::event::Topic;
use crate::input::{FieldError, choice, keep, optional};
use crate::organisation::OrganisationName;
use crate::person::PersonName;
use crate::place::Prefecture;

/// A field of the inquiry form, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InquiryField {
    /// 内容の分野.
    Topic,
    /// 問い合わせの内容.
    Message,
    /// 添付ファイル; its problems are [`crate::attachment::AttachmentProblem`]s.
    Attachments,
    /// メールアドレス.
    Email,
    /// 氏名.
    Name,
    /// 会社・団体.
    Organisation,
    /// 電話番号.
    Phone,
    /// 都道府県.
    Prefecture,
    /// 同意.
    Consent,
}

impl InquiryField {
    /// The field's name in the form and its id on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Message => "message",
            Self::Attachments => "attachments",
            Self::Email => "email",
            Self::Name => "name",
            Self::Organisation => "organisation",
            Self::Phone => "phone",
            Self::Prefecture => "prefecture",
            Self::Consent => "consent",
        }
    }
}

/// One field of the inquiry form and what is wrong with it.
pub type InquiryProblem = (InquiryField, FieldError);

/// The form as it was typed: whatever a browser sends, kept as it is so that nothing is lost when the
/// page has to come back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InquiryForm {
    /// 内容の分野: the slug.
    pub topic: String,
    /// 問い合わせの内容.
    pub message: String,
    /// メールアドレス.
    pub email: String,
    /// 氏名.
    pub name: String,
    /// 会社・団体.
    pub organisation: String,
    /// 電話番号.
    pub phone: String,
    /// 都道府県, two digits.
    pub prefecture: String,
    /// 同意: `yes`.
    pub consent: String,
    /// The hidden field that people leave empty.
    pub website: String,
    /// Which showing of the form this is: makes a repeated sending the same sending.
    pub key: String,
    /// Which button was pressed.
    pub step: String,
}

impl InquiryForm {
    /// Turns what was typed into what cannot be wrong. Whoever asks by themselves has a mail address.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self) -> Result<InquiryDraft, Vec<InquiryProblem>> {
        self.parse_with(EmailAddress::parse(&self.email).map(Some))
    }

    /// The same for whoever calls: a number to call back is enough.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page; without any way to reach them, that the phone number
    /// is needed.
    pub fn parse_call(&self) -> Result<InquiryDraft, Vec<InquiryProblem>> {
        self.parse_with(optional(&self.email, EmailAddress::parse))
    }

    fn parse_with(&self, email: Result<Option<EmailAddress>, FieldError>) -> Result<InquiryDraft, Vec<InquiryProblem>> {
        use InquiryField as Field;
        let mut problems = Vec::new();
        let topic = keep(&mut problems, Field::Topic, choice(&self.topic, Topic::from_slug));
        let message = keep(&mut problems, Field::Message, MessageText::parse(&self.message));
        let email = keep(&mut problems, Field::Email, email);
        let name = keep(&mut problems, Field::Name, optional(&self.name, PersonName::parse));
        let organisation =
            keep(&mut problems, Field::Organisation, optional(&self.organisation, OrganisationName::parse));
        let phone = keep(&mut problems, Field::Phone, optional(&self.phone, PhoneNumber::parse));
        let reach = email.zip(phone).map(|(email, phone)| Reach::of(email, phone));
        if reach == Some(None) {
            problems.push((Field::Phone, FieldError::Required));
        }
        let prefecture =
            optional(&self.prefecture, |code| choice(code, |code| code.parse().ok().and_then(Prefecture::from_code)));
        let prefecture = keep(&mut problems, Field::Prefecture, prefecture);
        if self.consent != "yes" {
            problems.push((Field::Consent, FieldError::MustAgree));
        }
        match (topic, message, reach.flatten(), name, organisation, prefecture) {
            (Some(topic), Some(message), Some(reach), Some(name), Some(organisation), Some(prefecture))
                if problems.is_empty() =>
            {
                let inquirer = Inquirer { reach, name, organisation, prefecture };
                Ok(InquiryDraft { inquirer, topic, message })
            }
            _ => Err(problems),
        }
    }
}

/// How its sender goes on with an inquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowUp {
    /// 解決した: it ends, perhaps with a last word.
    Solved(Option<MessageText>),
    /// 続けて聞く: one more message.
    More(MessageText),
    /// もう一度開く: taken up again, with what is still open.
    Reopen(MessageText),
}

/// A field of the form under a thread, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpField {
    /// Solved, or more to ask.
    Outcome,
    /// 追加の質問.
    Text,
    /// 添付ファイル; its problems are [`crate::attachment::AttachmentProblem`]s.
    Attachments,
}

impl FollowUpField {
    /// The field's name in the form and its id on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Text => "text",
            Self::Attachments => "attachments",
        }
    }
}

/// One field of the form under a thread and what is wrong with it.
pub type FollowUpProblem = (FollowUpField, FieldError);

/// The form under a thread as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FollowUpForm {
    /// `solved`, `more` or `reopen`.
    pub outcome: String,
    /// 追加の質問.
    pub text: String,
    /// Which showing of the form this is: makes a repeated sending the same sending.
    pub key: String,
    /// The revision of the thread that the page showed.
    pub revision: String,
}

impl FollowUpForm {
    /// Turns what was typed into what cannot be wrong. Whoever has more to ask, or asks again, has to
    /// say what.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self) -> Result<FollowUp, Vec<FollowUpProblem>> {
        let text = || MessageText::parse(&self.text);
        let needed = |text: Result<MessageText, FieldError>, then: fn(MessageText) -> FollowUp| {
            text.map(then).map_err(|error| vec![(FollowUpField::Text, error)])
        };
        match self.outcome.as_str() {
            "solved" => optional(&self.text, MessageText::parse)
                .map(FollowUp::Solved)
                .map_err(|error| vec![(FollowUpField::Text, error)]),
            "more" => needed(text(), FollowUp::More),
            "reopen" => needed(text(), FollowUp::Reopen),
            other => {
                let outcome = if other.is_empty() { FieldError::Required } else { FieldError::UnknownChoice };
                let mut problems = vec![(FollowUpField::Outcome, outcome)];
                keep(&mut problems, FollowUpField::Text, optional(&self.text, MessageText::parse));
                Err(problems)
            }
        }
    }
}
