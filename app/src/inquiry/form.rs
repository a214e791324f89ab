//! Reading the forms from what a browser sends.

use domain::attachment::{AttachmentProblem, Attachments};
use domain::inquiry::{FollowUpForm, InquiryForm};

/// A form and the files that came with it.
#[derive(Debug, Clone)]
pub struct Sent<F> {
    /// What was typed.
    pub form: F,
    /// The files: taken, or what is wrong with each.
    pub files: Result<Attachments, Vec<AttachmentProblem>>,
    /// Whether the files of an earlier showing are to be left out.
    pub drops_files: bool,
}

impl<F> Sent<F> {
    /// What a browser sent: the fields, which `read` understands, and the files.
    pub fn of(
        fields: Vec<(String, String)>,
        files: Result<Attachments, Vec<AttachmentProblem>>,
        read: impl FnOnce(Vec<(String, String)>) -> F,
    ) -> Self {
        let drops_files = fields.iter().any(|(name, value)| name == "drop_files" && value == "yes");
        Self { form: read(fields), files, drops_files }
    }
}

/// Reads the form of a new inquiry. A field that is sent twice counts the last time; unknown fields are
/// passed over.
pub fn read(fields: Vec<(String, String)>) -> InquiryForm {
    let mut form = InquiryForm::default();
    for (name, value) in fields {
        match name.as_str() {
            "topic" => form.topic = value,
            "message" => form.message = value,
            "email" => form.email = value,
            "name" => form.name = value,
            "organisation" => form.organisation = value,
            "phone" => form.phone = value,
            "prefecture" => form.prefecture = value,
            "consent" => form.consent = value,
            "website" => form.website = value,
            "key" => form.key = value,
            "step" => form.step = value,
            _ => {}
        }
    }
    form
}

/// Reads the form under a thread.
pub fn read_follow_up(fields: Vec<(String, String)>) -> FollowUpForm {
    let mut form = FollowUpForm::default();
    for (name, value) in fields {
        match name.as_str() {
            "outcome" => form.outcome = value,
            "text" => form.text = value,
            "key" => form.key = value,
            "revision" => form.revision = value,
            _ => {}
        }
    }
    form
}

/// The fields that the check page carries on, in the order of the page.
pub fn carried(form: &InquiryForm) -> [(&'static str, String); 10] {
    [
        ("topic", form.topic.clone()),
        ("message", form.message.clone()),
        ("email", form.email.clone()),
        ("name", form.name.clone()),
        ("organisation", form.organisation.clone()),
        ("phone", form.phone.clone()),
        ("prefecture", form.prefecture.clone()),
        ("consent", form.consent.clone()),
        ("website", form.website.clone()),
        ("key", form.key.clone()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_check_page_carries_is_read_back_the_same() {
        let form = InquiryForm {
            topic: "security".to_owned(),
            message: "一行目\r\n<script>\"二行目\"</script> & more".to_owned(),
            email: "yuki@example.jp".to_owned(),
            consent: "yes".to_owned(),
            ..InquiryForm::default()
        };
        assert_eq!(read(carried(&form).map(|(name, value)| (name.to_owned(), value)).to_vec()), form);
    }
}
