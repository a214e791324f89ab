//! What can be done, as a list of links.

use leptos::prelude::*;

/// One thing that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionItem {
    /// Where it is done.
    pub href: String,
    /// What it is, as a verb.
    pub label: String,
    /// What to know before; may be empty.
    pub note: String,
}

/// Actions under one another.
#[component]
pub fn ActionList(items: Vec<ActionItem>) -> impl IntoView {
    let items: Vec<_> = items
        .into_iter()
        .map(|ActionItem { href, label, note }| {
            let note = (!note.is_empty()).then(|| view! { <span class="quiet">{note}</span> });
            view! {
                <li>
                    <a href=href>{label}</a>
                    {note}
                </li>
            }
        })
        .collect();
    view! { <ul class="actions">{items}</ul> }.into_any()
}
