//! Registrations at the desk: all events, the roll of one, one registration, and acts on many at once.

pub mod act;
pub mod events;
pub mod flow;
pub mod form;
pub mod one;
pub mod query;
pub mod roll;

use domain::language::Language;
use domain::reference::{EventCode, ReferenceNumber};
use domain::registration::{Registration, RegistrationState};
use leptos::prelude::*;

pub use act::{ActPage, ActView, ReportPage};
pub use events::{EventsPage, EventsView};
pub use flow::{ActSent, FormSent};
pub use form::{FormPage, FormView};
pub use one::{OnePage, OneView};
pub use query::RollQuery;
pub use roll::{RollPage, RollView};

use crate::address::localized;
use crate::component::Chip;
use crate::text::Text;

/// `/staff/events/{code}/registrations`
pub fn roll_address(language: Language, code: &EventCode) -> String {
    localized(language, &format!("/staff/events/{code}/registrations"))
}

/// `/staff/registrations/{reference}`
pub fn one_address(language: Language, reference: &ReferenceNumber) -> String {
    localized(language, &format!("/staff/registrations/{}", reference.as_str()))
}

/// Where a registration stands, with its place in line or the end of its offer.
fn state_words(registration: &Registration, text: Text) -> String {
    let words = text.desk_registration();
    match (registration.state, registration.position, registration.offer) {
        (RegistrationState::Waiting, Some(position), _) => words.waiting_at(position).into_owned(),
        (RegistrationState::Offered, _, Some(offer)) => {
            words.offered_until(&text.date().instant(offer.until)).into_owned()
        }
        (state, _, _) => words.state(state).into_owned(),
    }
}

fn state_chip(registration: &Registration, text: Text) -> AnyView {
    let strong = registration.state.holds_seats();
    view! { <Chip label=state_words(registration, text) strong/> }.into_any()
}
