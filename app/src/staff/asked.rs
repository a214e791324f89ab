//! Which registrations of an event a form of the desk is about, as its fields carry it.

use domain::registration::RegistrationState;
use domain::registration::roll::{RegistrationFilter, RollSort};
use leptos::prelude::*;

use crate::component::{Choice, ChoiceCards};
use crate::text::Text;

/// The states that can be asked for. What was set aside is neither taken away nor written to.
const STATES: [RegistrationState; 4] =
    [RegistrationState::Seated, RegistrationState::Offered, RegistrationState::Waiting, RegistrationState::Cancelled];

/// What the fields of a form or of an address ask for, read tolerantly; without a state: those who have seats or wait.
pub fn filter_from<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> RegistrationFilter {
    let mut filter = RegistrationFilter::default();
    for (name, value) in fields {
        match name {
            "state" => {
                let state = RegistrationState::from_slug(value).filter(|state| STATES.contains(state));
                filter.states.extend(state.filter(|state| !filter.states.contains(state)));
            }
            "question" => filter.has_question = value == "yes",
            "access_needs" => filter.has_access_needs = value == "yes",
            "without_mail" => filter.without_mail = value == "yes",
            "words" => value.trim().clone_into(&mut filter.words),
            "sort" => filter.sort = RollSort::from_slug(value).unwrap_or_default(),
            "descending" => filter.descending = value == "yes",
            _ => {}
        }
    }
    if filter.states.is_empty() {
        filter.states = RegistrationFilter::active().states;
    }
    filter
}

/// The fields that [`filter_from`] reads as `filter`, but for the states.
fn narrowing(filter: &RegistrationFilter) -> Vec<(&'static str, String)> {
    let yes = |name: &'static str, is_set: bool| is_set.then(|| (name, "yes".to_owned()));
    let words = (!filter.words.is_empty()).then(|| ("words", filter.words.clone()));
    let sort = (filter.sort != RollSort::default()).then(|| ("sort", filter.sort.slug().to_owned()));
    [
        yes("question", filter.has_question),
        yes("access_needs", filter.has_access_needs),
        yes("without_mail", filter.without_mail),
        words,
        sort,
        yes("descending", filter.descending),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn hidden(fields: Vec<(&'static str, String)>) -> AnyView {
    fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
        .into_any()
}

/// Everything that `filter` asks for, carried without being shown.
pub(super) fn carried(filter: &RegistrationFilter) -> AnyView {
    let states = filter.states.iter().map(|state| ("state", state.slug().to_owned()));
    hidden(states.chain(narrowing(filter)).collect())
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
        let mut fields = narrowing(&filter);
        fields.extend(filter.states.iter().map(|state| ("state", state.slug().to_owned())));
        assert_eq!(filter_from(fields.iter().map(|(name, value)| (*name, value.as_str()))), filter);
    }

    #[test]
    fn what_was_set_aside_cannot_be_asked_for() {
        assert_eq!(filter_from([("state", "set_aside"), ("state", "lost"), ("x", "y")]), RegistrationFilter::active());
    }
}
