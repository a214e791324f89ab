//! Reading the form from what a browser sends.

use domain::consultation::ConsultationForm;

/// Reads an urlencoded form. A field that is sent twice counts the last time, except the people; unknown fields are
/// passed over; text that is no UTF-8 comes out with signs of replacement.
pub fn read(body: &[u8]) -> ConsultationForm {
    let mut form = ConsultationForm::default();
    for (name, value) in form_urlencoded::parse(body) {
        let value = value.into_owned();
        match &*name {
            "question" => form.question = value,
            "organisation" => form.organisation = value,
            "organisation_kana" => form.organisation_kana = value,
            "organisation_kind" => form.organisation_kind = value,
            "corporate_number" => form.corporate_number = value,
            "prefecture" => form.prefecture = value,
            "employees" => form.employees = value,
            "address" => form.address = value,
            "name" => form.name = value,
            "kana" => form.kana = value,
            "email" => form.email = value,
            "phone" => form.phone = value,
            "people" | "third_person" => form.people.push(value),
            "access_needs" => form.access_needs = value,
            "consent" => form.consent = value,
            "website" => form.website = value,
            "key" => form.key = value,
            "step" => form.step = value,
            _ => {}
        }
    }
    form
}

/// The fields that the check page carries on, in the order of the page.
pub fn carried(form: &ConsultationForm) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("question", form.question.clone()),
        ("organisation", form.organisation.clone()),
        ("organisation_kana", form.organisation_kana.clone()),
        ("organisation_kind", form.organisation_kind.clone()),
        ("corporate_number", form.corporate_number.clone()),
        ("prefecture", form.prefecture.clone()),
        ("employees", form.employees.clone()),
        ("address", form.address.clone()),
        ("name", form.name.clone()),
        ("kana", form.kana.clone()),
        ("email", form.email.clone()),
        ("phone", form.phone.clone()),
        ("access_needs", form.access_needs.clone()),
        ("consent", form.consent.clone()),
        ("website", form.website.clone()),
        ("key", form.key.clone()),
    ];
    fields.extend(form.people.iter().map(|name| ("people", name.clone())));
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_check_page_carries_is_read_back_the_same() {
        let form = ConsultationForm {
            name: "山田 太郎\"><script>".to_owned(),
            people: vec!["佐藤 花子".to_owned(), String::new()],
            question: "一行目\r\n二行目 & more".to_owned(),
            ..ConsultationForm::default()
        };
        let mut body = form_urlencoded::Serializer::new(String::new());
        for (name, value) in carried(&form) {
            body.append_pair(name, &value);
        }
        assert_eq!(read(body.finish().as_bytes()), form);
    }
}
