//! The island itself: what it adds to the sheet.

use leptos::prelude::*;

use super::EditorWords;

/// The sheet, with what moves its events. It is the server's, and works without this.
#[island]
pub fn ScheduleEditor(
    /// What is announced.
    words: EditorWords,
    /// The label of the button that undoes.
    undo: String,
    /// The label of the button that does again.
    redo: String,
    /// The sheet as the server made it.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<leptos::html::Div>::new();
    let dialog = words.dialog.clone();
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            super::browser::wake(&root, words.clone());
        }
    });
    #[cfg(not(feature = "hydrate"))]
    drop(words);
    view! {
        <div class="schedule-editor" node_ref=root>
            <div class="schedule-tools" data-tools="" hidden=true>
                <button type="button" class="button button-outline button-small" data-do="undo" disabled=true>{undo}</button>
                <button type="button" class="button button-outline button-small" data-do="redo" disabled=true>{redo}</button>
                <p role="status" data-said=""></p>
            </div>
            <div data-place="">{children()}</div>
            <dialog class="schedule-dialog" data-dialog="" aria-label=dialog></dialog>
        </div>
    }
}
