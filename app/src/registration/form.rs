//! Reading the form from what a browser sends.

use domain::registration::RegistrationForm;

/// Reads an urlencoded form. A field that is sent twice counts the last time, except the topics;
/// unknown fields are passed over; text that is no UTF-8 comes out with signs of replacement.
pub fn read(body: &[u8]) -> RegistrationForm {
    let mut form = RegistrationForm::default();
    for (name, value) in form_urlencoded::parse(body) {
        let value = value.into_owned();
        match &*name {
            "attendance" => form.attendance = value,
            "seats" => form.seats = value,
            "name" => form.name = value,
            "kana" => form.kana = value,
            "email" => form.email = value,
            "phone" => form.phone = value,
            "organisation" => form.organisation = value,
            "organisation_kind" => form.organisation_kind = value,
            "prefecture" => form.prefecture = value,
            "topics" => form.topics.push(value),
            "question" => form.question = value,
            "access_needs" => form.access_needs = value,
            "consent" => form.consent = value,
            "website" => form.website = value,
            "key" => form.key = value,
            "step" => form.step = value,
            "promised" => form.promised = value,
            "revision" => form.revision = value,
            _ => {}
        }
    }
    form
}

/// The fields that the check page carries on, in the order of the page.
pub fn carried(form: &RegistrationForm) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("attendance", form.attendance.clone()),
        ("seats", form.seats.clone()),
        ("name", form.name.clone()),
        ("kana", form.kana.clone()),
        ("email", form.email.clone()),
        ("phone", form.phone.clone()),
        ("organisation", form.organisation.clone()),
        ("organisation_kind", form.organisation_kind.clone()),
        ("prefecture", form.prefecture.clone()),
        ("question", form.question.clone()),
        ("access_needs", form.access_needs.clone()),
        ("consent", form.consent.clone()),
        ("website", form.website.clone()),
        ("key", form.key.clone()),
        ("revision", form.revision.clone()),
    ];
    fields.extend(form.topics.iter().map(|topic| ("topics", topic.clone())));
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_check_page_carries_is_read_back_the_same() {
        let form = RegistrationForm {
            name: "山田 太郎\"><script>".to_owned(),
            topics: vec!["ict".to_owned(), "security".to_owned()],
            question: "一行目\r\n二行目 & more".to_owned(),
            ..RegistrationForm::default()
        };
        let mut body = form_urlencoded::Serializer::new(String::new());
        for (name, value) in carried(&form) {
            body.append_pair(name, &value);
        }
        assert_eq!(read(body.finish().as_bytes()), form);
    }

    #[test]
    fn broken_utf_8_is_read_as_something() {
        assert_eq!(read(b"name=%ff%fe&unknown=1").name, "\u{fffd}\u{fffd}");
    }
}
