//! Small labels: the kind of an event, a state, a filter that is set.

use leptos::prelude::*;

/// A label of one or two words; a strong one tells the state.
#[component]
pub fn Chip(#[prop(into)] label: String, #[prop(default = false)] strong: bool) -> impl IntoView {
    view! { <span class=if strong { "chip chip-strong" } else { "chip" }>{label}</span> }
}

/// A filter that is set; the link leads to the same list without it.
#[component]
pub fn RemovableChip(
    #[prop(into)] label: String,
    #[prop(into)] href: String,
    /// What the link does, spoken after the label: `を外す`.
    #[prop(into)]
    remove_label: String,
) -> impl IntoView {
    view! {
        <a class="chip-remove" href=href>
            <span>{label}<span class="visually-hidden">{remove_label}</span></span>
        </a>
    }
    .into_any()
}
