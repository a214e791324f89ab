//! Which registrations of an event a form of the desk is about, as its fields carry it.

use domain::registration::RegistrationState;
use domain::registration::roll::RegistrationFilter;
use leptos::prelude::*;

use super::registration::RollQuery;
use crate::component::{Choice, ChoiceCards};
use crate::text::Text;

/// The field that carries what is looked for.
const WORDS: &str = "words";
/// The states that can be asked for. What was set aside is neither taken away nor written to.
const STATES: [RegistrationState; 4] =
    [RegistrationState::Seated, RegistrationState::Offered, RegistrationState::Waiting, RegistrationState::Cancelled];

/// What the fields of a form or of an address ask for, by the names that the roll's address has; without a state: those
/// who have seats or wait.
pub fn filter_from<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> RegistrationFilter {
    let fields: Vec<_> = fields.into_iter().collect();
    let mut filter = RollQuery::from_pairs(fields.iter().copied()).filter;
    filter.states.retain(|state| STATES.contains(state));
    if filter.states.is_empty() {
        filter.states = RegistrationFilter::active().states;
    }
    let words = fields.iter().rev().find(|(name, _)| *name == WORDS).map_or("", |(_, words)| words.trim());
    RegistrationFilter { words: words.to_owned(), ..filter }
}

/// The fields that [`filter_from`] reads as `filter`.
fn fields(filter: &RegistrationFilter) -> Vec<(&'static str, String)> {
    let query = RollQuery { filter: filter.clone(), ..RollQuery::default() };
    let words = (!filter.words.is_empty()).then(|| (WORDS, filter.words.clone()));
    query.pairs().into_iter().chain(words).collect()
}

/// The same but for the states.
fn narrowing(filter: &RegistrationFilter) -> Vec<(&'static str, String)> {
    fields(filter).into_iter().filter(|(name, _)| *name != "state").collect()
}

fn hidden(fields: Vec<(&'static str, String)>) -> AnyView {
    fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
        .into_any()
}

/// A button that leads from the roll to `address` with what the roll shows. What somebody looks for may name a person
/// and stands in no address: so it is sent.
pub(super) fn onward(address: String, label: String, filter: &RegistrationFilter) -> AnyView {
    view! {
        <form method="post" action=address>
            {hidden(fields(filter))}
            <button type="submit" class="button button-small button-outline">{label}</button>
        </form>
    }
    .into_any()
}

/// The same filter, with the states named where it asks for all that can be taken away.
pub(super) fn with_all_states(filter: &RegistrationFilter) -> RegistrationFilter {
    let states = if filter.states.is_empty() { STATES.to_vec() } else { filter.states.clone() };
    RegistrationFilter { states, ..filter.clone() }
}

/// Everything that `filter` asks for, carried without being shown.
pub(super) fn carried(filter: &RegistrationFilter) -> AnyView {
    hidden(fields(filter))
}

/// The states to choose from; what else narrows `filter` is said and carried.
pub(super) fn choice(filter: &RegistrationFilter, text: Text) -> AnyView {
    let words = text.asked();
    let choices = STATES
        .into_iter()
        .map(|state| Choice {
            value: state.slug().to_owned(),
            label: text.mail().state(state).into_owned(),
            detail: None,
        })
        .collect();
    let chosen = filter.states.iter().map(|state| state.slug().to_owned()).collect();
    let narrowed = [
        (!filter.words.is_empty()).then(|| words.words(&filter.words).into_owned()),
        filter.has_question.then(|| words.question().into_owned()),
        filter.has_access_needs.then(|| words.access_needs().into_owned()),
        filter.without_mail.then(|| words.without_mail().into_owned()),
    ];
    let narrowed: Vec<_> = narrowed.into_iter().flatten().map(|said| view! { <li>{said}</li> }).collect();
    let narrowed = (!narrowed.is_empty()).then(|| {
        view! {
            <p>{words.narrowed()}</p>
            <ul>{narrowed}</ul>
        }
    });
    view! {
        <ChoiceCards name="state" legend=words.states() choices chosen many=true required=false
            hint=words.states_hint().into_owned()/>
        {narrowed}
        {hidden(narrowing(filter))}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::registration::roll::RollSort;

    use super::*;

    #[test]
    fn what_a_form_carries_is_read_back() {
        let filter = RegistrationFilter {
            words: "ヤマダ".to_owned(),
            states: vec![RegistrationState::Waiting, RegistrationState::Cancelled],
            has_access_needs: true,
            sort: RollSort::Organisation,
            descending: true,
            ..RegistrationFilter::default()
        };
        assert_eq!(filter_from(fields(&filter).iter().map(|(name, value)| (*name, value.as_str()))), filter);
    }

    #[test]
    fn what_was_set_aside_cannot_be_asked_for() {
        assert_eq!(filter_from([("state", "set_aside"), ("state", "lost"), ("x", "y")]), RegistrationFilter::active());
    }
}
