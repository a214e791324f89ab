//! Somebody else was faster: both versions side by side, and the choice.

use leptos::prelude::*;

use super::difference::differences;
use super::refused::sentence;
use super::{EventConflictView, address};
use crate::component::{ButtonKind, ButtonLink, SubmitButton, Table};
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::use_text;

#[component]
pub fn EventConflictPage(view: EventConflictView) -> impl IntoView {
    let text = use_text();
    let words = text.event_desk();
    let EventConflictView { current, newest, mine, action, carried } = view;
    let back = address(text.language(), &current.code);
    let by = newest.and_then(|version| version.by).unwrap_or_else(|| words.by_service().into_owned());
    let at = text.date().instant(current.changed_at);
    let carried = carried
        .into_iter()
        .filter(|(name, _)| name != "warning" && name != "step")
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let said = |lines: Vec<String>| if lines.is_empty() { words.nothing().into_owned() } else { lines.join(" / ") };
    let mine = match mine {
        Ok(mine) => {
            let rows = differences(&current, &mine, text);
            let rows = rows.into_iter().map(|part| vec![part.label.to_owned(), said(part.before), said(part.after)]);
            let head = [words.conflict_part(), words.conflict_theirs(), words.conflict_mine()];
            let head = head.map(std::borrow::Cow::into_owned).to_vec();
            view! {
                <Table caption=words.conflict_caption().into_owned() head rows=rows.collect()/>
                <form method="post" action=action>
                    {carried}
                    <div class="button-row">
                        <SubmitButton label=words.conflict_take_mine().into_owned()/>
                        <ButtonLink href=back label=words.conflict_take_theirs().into_owned() kind=ButtonKind::Outline/>
                    </div>
                </form>
            }
            .into_any()
        }
        Err(refusal) => view! {
            <p>{words.conflict_impossible()}" "{sentence(&refusal, text)}</p>
            <p><ButtonLink href=back label=words.conflict_take_theirs().into_owned()/></p>
        }
        .into_any(),
    };
    let head = view! {
        <h1>{words.conflict_title()}</h1>
        <p class="quiet">{current.title.text(text.language()).to_owned()}</p>
    }
    .into_any();
    view! {
        <DeskFrame title=words.conflict_title().into_owned() place=DeskPlace::Schedule has_errors=true head>
            <div class="desk-sheet stack">
                <p>{words.conflict_text(&by, &at)}</p>
                {mine}
            </div>
        </DeskFrame>
    }
}
