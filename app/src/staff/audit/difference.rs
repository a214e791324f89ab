//! What an entry of the audit tells of its subject, in words: nobody should have to read the database's.

use domain::account::Role;
use domain::audit::{Field, Noun};
use domain::event::Standing;
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::registration::sheet::{SheetColumn, SheetForm};
use jiff::civil::DateTime;
use storage::Difference;

use crate::staff::event::recorded::{event_field, recorded};
use crate::staff::export::sheet::heading;
use crate::text::Text;

/// The name of a difference in an entry about such a thing, and what is told of it.
pub fn told(about: Option<Noun>, difference: &Difference, text: Text) -> (String, String) {
    let part = (about == Some(Noun::Event)).then(|| event_field(&difference.field)).flatten();
    let field = Field::from_slug(&difference.field);
    let label = match (part, field) {
        (Some(part), _) => text.event_desk().field(part).to_owned(),
        (None, Some(field)) => text.audit().acts().field(field).into_owned(),
        (None, None) => difference.field.clone(),
    };
    let value = |written: &str| {
        if written.is_empty() {
            return text.audit().unset().into_owned();
        }
        let told = part.and_then(|part| recorded(part, written, text));
        told.or_else(|| field.and_then(|field| self::value(field, written, text))).unwrap_or_else(|| written.to_owned())
    };
    let after = value(&difference.after);
    let told = match &difference.before {
        Some(before) => text.audit().became(&value(before), &after).into_owned(),
        None => after,
    };
    (label, told)
}

/// A value in words; none where it is its own word: a number, a name.
fn value(field: Field, written: &str, text: Text) -> Option<String> {
    match field {
        Field::StartsAt
        | Field::EndsAt
        | Field::OpensAt
        | Field::ClosesAt
        | Field::PublishAt
        | Field::TappedAt
        | Field::Until => {
            let at: DateTime = written.parse().ok()?;
            Some(format!("{} {}", text.date().day(at.date()), text.date().time(at.time())))
        }
        Field::Role => Role::from_slug(written).map(|role| text.desk().role(role).into_owned()),
        Field::State => {
            Standing::from_slug(written).map(|standing| text.audit().acts().standing(standing).into_owned())
        }
        Field::Language => {
            Language::from_code(written).map(|language| text.event_desk().language(language).into_owned())
        }
        Field::Notice => NoticeKind::from_slug(written).map(|kind| text.mail().happened(kind).into_owned()),
        Field::Method => method(written, text),
        Field::Columns => {
            let columns =
                written.split(',').map(|slug| SheetColumn::from_slug(slug).map(|column| heading(column, text)));
            columns.collect::<Option<Vec<_>>>().map(|columns| columns.join(text.between()))
        }
        _ => None,
    }
}

fn method(written: &str, text: Text) -> Option<String> {
    let words = text.audit();
    let word = match (written, SheetForm::from_slug(written)) {
        ("password", _) => words.method_password(),
        ("one_time_code", _) => words.method_one_time_code(),
        ("recovery_code", _) => words.method_recovery_code(),
        ("passkey", _) => words.method_passkey(),
        (_, Some(SheetForm::Xlsx)) => words.method_workbook(),
        (_, Some(SheetForm::Csv)) => words.method_table(),
        (_, Some(form @ (SheetForm::List | SheetForm::Badges))) => text.export().paper_title(form),
        (_, None) => return None,
    };
    Some(word.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(about: Noun, field: &str, before: Option<&str>, after: &str) -> (String, String) {
        let [field, after] = [field, after].map(str::to_owned);
        let difference = Difference { field, before: before.map(str::to_owned), after };
        super::told(Some(about), &difference, Text(Language::Japanese))
    }

    fn both(label: &str, value: &str) -> (String, String) {
        (label.to_owned(), value.to_owned())
    }

    #[test]
    fn a_difference_is_told_in_words() {
        assert_eq!(told(Noun::Account, "role", Some("expert"), "secretariat"), both("役割", "専門家 → 事務局"));
        assert_eq!(told(Noun::Account, "method", None, "one_time_code"), both("方法", "パスワードと確認コード"));
        assert_eq!(told(Noun::Registration, "method", None, "badges"), both("方法", "名札"));
        assert_eq!(told(Noun::Registration, "columns", None, "reference,kana"), both("項目", "受付番号、フリガナ"));
        assert_eq!(told(Noun::Registration, "seats", Some("1"), "2").1, "1 → 2");
        assert_eq!(told(Noun::Event, "from_the_future", None, "1"), both("from_the_future", "1"));
    }

    #[test]
    fn the_parts_of_an_event_are_told_as_its_history_tells_them() {
        assert_eq!(told(Noun::Event, "capacity", Some("40"), "").0, "定員");
        assert_eq!(told(Noun::Event, "starts_at", None, "2026-12-01T14:00:00").1, "2026年12月1日（火） 14:00");
        let summary = told(Noun::Event, "summary", Some(""), r#"{"ja":"就業規則を見直す","en":null}"#);
        assert_eq!(summary, both("概要", "なし → 就業規則を見直す"));
    }
}
