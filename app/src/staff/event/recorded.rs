//! A part of an event as the audit has written it down, in words.

use domain::event::{
    Audience, Bilingual, EventDraft, EventKind, EventState, Format, Particulars, Place, RegistrationWindow, When,
};
use domain::event_operation::EventField;
use domain::reference::EventCode;
use domain::time::Timestamp;
use jiff::civil::{Date, Time};
use serde_json::Value;

use super::shown::shown;
use crate::text::Text;

/// The part of an event's document that this word of the audit names.
pub fn event_field(word: &str) -> Option<EventField> {
    EventField::ALL.iter().copied().find(|field| field.name() == word)
}

/// What `field` said when `written` was written down, on one line; none where it cannot be read any more.
pub fn recorded(field: EventField, written: &str, text: Text) -> Option<String> {
    let mut document = serde_json::to_value(nothing_said()).ok()?;
    // A text stands as it is, everything else as a piece of the document: the part's own type decides.
    let pieces = [serde_json::from_str(written).ok(), Some(Value::String(written.to_owned()))];
    let draft = pieces.into_iter().flatten().find_map(|piece| {
        *document.pointer_mut(field.path())? = piece;
        serde_json::from_value::<EventDraft>(document.clone()).ok()
    })?;
    Some(shown(field, &draft, text).join(text.between()))
}

/// An event of which only one part will be looked at.
fn nothing_said() -> EventDraft {
    EventDraft {
        code: EventCode::from_random([0; 16]),
        kind: EventKind::Seminar,
        title: Bilingual::default(),
        state: EventState::Draft,
        when: When::on(Date::ZERO, Time::midnight(), Time::midnight()),
        place: Place { format: Format::Online, prefecture: None, government_code: None, venue: None, joining: None },
        topics: Vec::new(),
        audience: Audience::Both,
        capacity: None,
        reserved: 0,
        seats_per_registration: 1,
        window: RegistrationWindow { opens_at: None, closes_at: Timestamp::from_microseconds(0) },
        particulars: Particulars::default(),
    }
}

#[cfg(test)]
mod tests {
    use domain::language::Language;

    use super::*;

    fn told(field: EventField, written: &str) -> Option<String> {
        recorded(field, written, Text(Language::Japanese))
    }

    #[test]
    fn every_part_that_can_be_written_down_can_be_told() {
        let document = serde_json::to_value(nothing_said()).expect("it is written");
        for field in EventField::ALL {
            let piece = document.pointer(field.path()).expect("each part stands in the document");
            let written = piece.as_str().map_or_else(|| piece.to_string(), str::to_owned);
            assert!(told(*field, &written).is_some(), "{field:?}: {written}");
            assert_eq!(event_field(field.name()), Some(*field));
        }
    }

    #[test]
    fn a_part_is_told_in_words() {
        assert_eq!(told(EventField::Summary, r#"{"ja":"就業規則","en":null}"#).as_deref(), Some("就業規則"));
        assert_eq!(told(EventField::ShortTitle, "2027").as_deref(), Some("2027"), "a text of digits is a text");
        assert_eq!(told(EventField::Format, "online").as_deref(), Some("オンライン"));
        assert_eq!(told(EventField::When, "\"soon\""), None);
    }
}
