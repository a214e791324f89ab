//! Warnings in words, with a link to the other event where two clash.

use domain::calendar::closed;
use domain::event_operation::EventWarning;
use leptos::prelude::*;

use super::{Others, address};
use crate::text::use_text;

/// The warnings as a list; nothing where there are none.
#[component]
pub fn Warnings(
    warnings: Vec<EventWarning>,
    others: Others,
    /// Whether it stands under the heading of something else.
    #[prop(default = false)]
    is_part: bool,
) -> impl IntoView {
    if warnings.is_empty() {
        return None;
    }
    let text = use_text();
    let words = text.event_desk();
    let items = warnings
        .into_iter()
        .map(|warning| match warning {
            EventWarning::InThePast => view! { <li>{words.warning_past()}</li> }.into_any(),
            EventWarning::ClosedDay(day) => {
                let reason = closed(day).map(|reason| reason.name(text.language())).unwrap_or_default();
                view! { <li>{words.warning_closed(&text.date().day(day), reason)}</li> }.into_any()
            }
            EventWarning::Clash(clash) => {
                let other = others.0.iter().find(|event| event.code == clash.with);
                let name = other.map_or_else(
                    || clash.with.to_string(),
                    |event| format!("{}（{}）", event.title.text(text.language()), text.date().when(&event.when)),
                );
                let href = address(text.language(), &clash.with);
                view! { <li>{words.warning_clash(clash.over)}<a href=href>{name}</a></li> }.into_any()
            }
        })
        .collect_view();
    if is_part {
        return Some(view! { <ul class="desk-note desk-note-warning">{items}</ul> }.into_any());
    }
    Some(
        view! {
            <section class="desk-note desk-note-warning" aria-labelledby="warnings">
                <h2 id="warnings">{words.warnings_heading()}</h2>
                <ul>{items}</ul>
            </section>
        }
        .into_any(),
    )
}
