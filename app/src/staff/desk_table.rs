//! The tables of the desk.

use std::borrow::Cow;

use leptos::prelude::*;

/// A table with a name and, where a screen is narrow, a bar of its own to scroll it to the side.
///
/// What scrolls takes the keyboard's focus by itself: its rows may hold no link that would bring the rest into view.
#[component]
pub fn DeskTable(
    #[prop(into)] caption: String,
    /// The row of column heads; [`columns`] makes one from their names.
    heads: AnyView,
    rows: Vec<AnyView>,
    /// What the style knows a table of another look by.
    #[prop(default = "table")]
    class: &'static str,
    /// Whether its name is also seen: where no heading says it.
    #[prop(optional)]
    shows_caption: bool,
) -> impl IntoView {
    let label = caption.clone();
    let hidden = (!shows_caption).then_some("visually-hidden");
    view! {
        <div class="desk-table" role="group" tabindex="0" aria-label=label>
            <table class=class>
                <caption class=hidden>{caption}</caption>
                <thead>{heads}</thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A row of column heads.
pub fn columns<const N: usize>(names: [Cow<'static, str>; N]) -> AnyView {
    let heads = names.map(|name| view! { <th scope="col">{name}</th> }).into_iter().collect_view();
    view! { <tr>{heads}</tr> }.into_any()
}
