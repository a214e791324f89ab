//! Whether there is room, in the signs that Japan reads (○ △ ×) and in words.

use leptos::prelude::*;

/// The state of an event's seats, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatsView {
    /// `seats-open`, `seats-few`, `seats-full` or `seats-closed`.
    pub class: &'static str,
    /// `残り38席`.
    pub text: String,
    /// `定員80名`.
    pub note: Option<String>,
}

/// One line: sign, words, and the capacity quietly after them.
#[component]
pub fn SeatsState(seats: SeatsView) -> impl IntoView {
    let class = match seats.class {
        "seats-open" => "seats-state seats-open",
        "seats-few" => "seats-state seats-few",
        "seats-full" => "seats-state seats-full",
        _ => "seats-state seats-closed",
    };
    let note = seats.note.map(|note| view! { <span>{note}</span> });
    view! { <p class=class>{seats.text}{note.is_some().then_some(" ")}{note}</p> }
}
