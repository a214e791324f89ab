//! The island itself: the server's sheet and tools, and what wakes them.

use leptos::prelude::*;

/// A week or a month that can be edited in place. It is the server's, and works without this.
#[island]
pub fn CalendarEditor(
    /// The sheet and its tools as the server made them.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            super::browser::wake(&root);
        }
    });
    view! { <div class="cal-editor" node_ref=root>{children()}</div> }
}
