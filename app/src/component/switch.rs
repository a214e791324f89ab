//! Two or three ways to see the same.

use leptos::prelude::*;

/// Views of one thing side by side; one of them is the current page.
#[component]
pub fn Switch(
    /// What is switched: `見かた`.
    #[prop(into)]
    label: String,
    /// Address, name, and whether it is the one being seen.
    items: Vec<(String, String, bool)>,
) -> impl IntoView {
    let items: Vec<_> = items
        .into_iter()
        .map(|(href, name, is_current)| {
            view! { <a href=href aria-current=is_current.then_some("page")>{name}</a> }
        })
        .collect();
    view! { <nav class="switch" aria-label=label>{items}</nav> }.into_any()
}
