//! What happened and what happens next, down one line of time.

use leptos::prelude::*;

use crate::text::use_text;

/// One step and its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedStep {
    /// The time for machines: `2026-12-04` or `2026-11-24T10:42+09:00`.
    pub iso: String,
    /// The time in words.
    pub when: String,
    /// What happened or will happen.
    pub text: String,
    /// Whether it has happened.
    pub done: bool,
}

/// Steps in the order of time.
#[component]
pub fn DatedSteps(steps: Vec<DatedStep>) -> impl IntoView {
    let text = use_text().component();
    let steps: Vec<_> = steps
        .into_iter()
        .map(|step| {
            let done = step.done.then(|| view! { <span class="visually-hidden">{text.done()}</span> });
            view! {
                <li class=step.done.then_some("is-done")>
                    <time datetime=step.iso>{step.when}</time>
                    <p>{done}{step.text}</p>
                </li>
            }
        })
        .collect();
    view! { <ol class="dated">{steps}</ol> }.into_any()
}
