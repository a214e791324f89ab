//! The table of a file: the columns' headings and cells in words.

use domain::event::Event;
use domain::language::Language;
use domain::registration::Registration;
use domain::registration::sheet::{SheetColumn, SheetColumns, SheetForm};
use domain::spreadsheet::{Cell, Sheet};
use domain::time::Timestamp;

use crate::text::Text;

/// `registrations` as a table with `columns`.
pub fn sheet(registrations: &[Registration], columns: &SheetColumns, language: Language) -> Sheet {
    let text = Text(language);
    Sheet {
        name: text.export().sheet_name().into_owned(),
        head: columns.iter().map(|column| heading(column, text)).collect(),
        rows: registrations
            .iter()
            .map(|registration| columns.iter().map(|column| cell(registration, column, text)).collect())
            .collect(),
    }
}

/// Under which name a file of an event's registrations is saved: one in plain ASCII, and one that says what it is.
pub fn file_name(event: &Event, form: SheetForm, now: Timestamp, language: Language) -> (String, String) {
    let tail = format!("{}_{}.{}", event.code, now.tokyo_date().strftime("%Y%m%d"), form.slug());
    (format!("registrations_{tail}"), format!("{}_{tail}", Text(language).export().sheet_name()))
}

/// What a column is called.
pub(in crate::staff) fn heading(column: SheetColumn, text: Text) -> String {
    let (words, form, mail) = (text.export(), text.registration(), text.mail());
    match column {
        SheetColumn::Reference => mail.reference_label(),
        SheetColumn::State => words.state(),
        SheetColumn::Position => words.position(),
        SheetColumn::OfferUntil => mail.offer_until_label(),
        SheetColumn::Name => form.name(),
        SheetColumn::Kana => form.kana(),
        SheetColumn::Organisation => form.organisation(),
        SheetColumn::OrganisationKind => form.organisation_kind(),
        SheetColumn::Prefecture => form.prefecture(),
        SheetColumn::Email => form.email(),
        SheetColumn::Phone => form.phone(),
        SheetColumn::Attendance => form.attendance_row(),
        SheetColumn::Seats => mail.seats_label(),
        SheetColumn::Topics => form.topics(),
        SheetColumn::Question => form.question(),
        SheetColumn::AccessNeeds => form.access_needs(),
        SheetColumn::Language => words.language(),
        SheetColumn::CreatedAt => words.created_at(),
        SheetColumn::ChangedAt => words.changed_at(),
    }
    .into_owned()
}

fn cell(registration: &Registration, column: SheetColumn, text: Text) -> Cell {
    let applicant = &registration.applicant;
    let said = |said: &str| Cell::Text(said.to_owned());
    let maybe = |said: Option<String>| said.map_or(Cell::Nothing, Cell::Text);
    match column {
        SheetColumn::Reference => Cell::Text(registration.reference.to_string()),
        SheetColumn::State => said(&text.mail().state(registration.state)),
        SheetColumn::Position => registration.position.map_or(Cell::Nothing, Cell::Number),
        SheetColumn::OfferUntil => {
            let open = registration.offer.filter(|offer| offer.outcome.is_none());
            open.map_or(Cell::Nothing, |offer| moment(offer.until))
        }
        SheetColumn::Name => said(applicant.name.as_str()),
        SheetColumn::Kana => said(applicant.kana.as_str()),
        SheetColumn::Organisation => said(applicant.organisation.as_str()),
        SheetColumn::OrganisationKind => said(text.registration().organisation_kind_value(applicant.organisation_kind)),
        SheetColumn::Prefecture => said(applicant.prefecture.name(text.language())),
        SheetColumn::Email => maybe(applicant.recipient().map(str::to_owned)),
        // With its hyphens: a program that takes it for a number would drop the zero in front.
        SheetColumn::Phone => maybe(applicant.phone.as_ref().map(ToString::to_string)),
        SheetColumn::Attendance => said(text.registration().attendance_value(applicant.attendance)),
        SheetColumn::Seats => Cell::Number(applicant.seats),
        SheetColumn::Topics => {
            let topics: Vec<&str> = applicant.topics.iter().map(|topic| text.event().topic(*topic)).collect();
            maybe((!topics.is_empty()).then(|| topics.join(text.between())))
        }
        SheetColumn::Question => maybe(applicant.question.clone()),
        SheetColumn::AccessNeeds => maybe(applicant.access_needs.clone()),
        SheetColumn::Language => said(&text.event_desk().language(registration.language)),
        SheetColumn::CreatedAt => moment(registration.created_at),
        SheetColumn::ChangedAt => moment(registration.changed_at),
    }
}

/// As the clock on the wall showed it, to the second.
fn moment(at: Timestamp) -> Cell {
    let wall = at.in_tokyo();
    Cell::Moment(wall.with().subsec_nanosecond(0).build().unwrap_or(wall))
}
