//! The facts of one event, small, beside a form.

use leptos::prelude::*;

/// An event in a few lines.
#[component]
pub fn EventBrief(
    /// What the event is to this page: `申し込むイベント`.
    #[prop(into)]
    label: String,
    #[prop(into)] title: String,
    /// Date, place and what else counts.
    lines: Vec<String>,
    /// What follows, such as the seats.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let lines: Vec<_> = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect();
    view! {
        <aside class="event-brief aside" aria-labelledby="brief-heading">
            <p class="quiet">{label}</p>
            <p id="brief-heading"><strong>{title}</strong></p>
            {lines}
            {children.map(|children| children())}
        </aside>
    }
    .into_any()
}
