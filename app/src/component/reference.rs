//! A reference number, so large that it can be read to somebody.

use leptos::prelude::*;

use crate::text::use_text;

/// The number in its groups, and how it sounds.
#[component]
pub fn ReferenceView(
    /// The groups with spaces between them: `KX7M P4RT`.
    #[prop(into)]
    number: String,
    /// The same as one says it; empty where it is not told.
    #[prop(into)]
    spoken: String,
) -> impl IntoView {
    let text = use_text().component();
    // The space stands in the text, so that a copied number keeps it.
    let groups: Vec<_> = number.split_whitespace().map(|group| view! { <span>{group.to_owned()}</span>" " }).collect();
    let spoken = (!spoken.is_empty()).then(|| view! { <p class="quiet">{text.spoken(&spoken)}</p> });
    view! {
        <p>{text.reference()}</p>
        <p class="reference" translate="no">{groups}</p>
        {spoken}
    }
    .into_any()
}
