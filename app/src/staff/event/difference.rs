//! What two versions of an event say in the parts in which they differ.

use domain::event::EventDraft;
use domain::event_operation::changed;
use leptos::prelude::*;

use super::shown::shown;
use crate::text::{Text, use_text};

/// One part in which two versions differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferenceView {
    /// The part's name.
    pub(super) label: &'static str,
    /// What the first says, line by line.
    pub(super) before: Vec<String>,
    /// What the second says, line by line.
    pub(super) after: Vec<String>,
}

/// The parts in which two versions differ, in words.
pub(super) fn differences(before: &EventDraft, after: &EventDraft, text: Text) -> Vec<DifferenceView> {
    let parts = changed(before, after).into_iter().map(|field| DifferenceView {
        label: text.event_desk().field(field),
        before: shown(field, before, text),
        after: shown(field, after, text),
    });
    parts.collect()
}

/// The parts one under the other: what it said, what it says.
#[component]
pub fn Differences(differences: Vec<DifferenceView>) -> impl IntoView {
    let words = use_text().event_desk();
    let said = |lines: Vec<String>| if lines.is_empty() { vec![words.history_nothing().into_owned()] } else { lines };
    let rows = differences
        .into_iter()
        .map(|DifferenceView { label, before, after }| {
            let lines = |lines: Vec<String>| {
                said(lines).into_iter().map(|line| view! { <span class="line">{line}</span> }).collect_view()
            };
            view! {
                <div>
                    <dt>{label}</dt>
                    <dd><span class="visually-hidden">{words.history_before()}</span><del>{lines(before)}</del></dd>
                    <dd><span class="visually-hidden">{words.history_after()}</span><ins>{lines(after)}</ins></dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="differences">{rows}</dl> }.into_any()
}
