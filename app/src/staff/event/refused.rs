//! Why an operation is not done, in words, and the field that it is about.

use domain::event_operation::EventRefusal;
use domain::language::Language;

use super::Trouble;
use crate::text::Text;

/// What is wrong: the id of the field on the page, and a sentence.
pub fn problems(trouble: &Trouble, operation: &str, text: Text) -> Vec<(String, String)> {
    match trouble {
        Trouble::Fields(fields) => {
            let words = text.event_desk();
            fields.iter().map(|(field, error)| (field.name().to_owned(), words.problem(*field, *error))).collect()
        }
        Trouble::Refused(refusal) => {
            let field = match (refusal, operation) {
                (EventRefusal::EndBeforeStart, "move") => "end_time",
                (_, "hold_back") => "reserved",
                (EventRefusal::MomentPassed, _) => "publish_on",
                (EventRefusal::ReasonMissing, _) => "reason_ja",
                (_, "move") => "move",
                (_, "capacity") => "capacity",
                (_, "cancel") => "cancel",
                (_, "discard") => "discard",
                _ => "publish",
            };
            vec![(field.to_owned(), sentence(refusal, text))]
        }
    }
}

/// The refusal as a sentence.
pub fn sentence(refusal: &EventRefusal, text: Text) -> String {
    let words = text.event_desk();
    let said = match refusal {
        EventRefusal::CapacityBelowTaken { taken } => words.refused_capacity(*taken),
        EventRefusal::ReservedTooMany { left } => words.refused_reserved(*left),
        EventRefusal::ReservedWithoutLimit => words.refused_reserved_limit(),
        EventRefusal::Incomplete { missing } => {
            let names: Vec<_> = missing.iter().map(|missing| words.missing(*missing)).collect();
            let between = match text.language() {
                Language::Japanese => "、",
                Language::English => ", ",
            };
            words.refused_incomplete(&names.join(between))
        }
        EventRefusal::Tables { problems } => {
            let why = problems.first().map(|(_, problem)| text.event_table_desk().table_problem(*problem));
            words.refused_tables(&why.unwrap_or_default())
        }
        EventRefusal::TablesBooked { bookings } => {
            let numbers: Vec<String> = bookings.iter().map(|booking| booking.reference.to_string()).collect();
            words.refused_tables_booked(bookings.len(), &numbers.join(text.between()))
        }
        EventRefusal::EndBeforeStart => words.refused_order(),
        EventRefusal::NoSeatsPerRegistration => words.refused_seats(),
        EventRefusal::NotDraft => words.refused_not_draft(),
        EventRefusal::NotPublished => words.refused_not_published(),
        EventRefusal::Cancelled => words.refused_cancelled(),
        EventRefusal::Over => words.refused_over(),
        EventRefusal::HasHelper => words.refused_helper(),
        EventRefusal::MomentPassed => words.refused_moment(),
        EventRefusal::ReasonMissing => words.refused_reason(),
        EventRefusal::NothingChanges => words.refused_nothing(),
        EventRefusal::UnknownEvent => text.error().not_found_title(),
        EventRefusal::ChangedMeanwhile { .. } => words.conflict_title(),
        EventRefusal::Unconfirmed { .. } => words.warnings_heading(),
    };
    said.into_owned()
}
