//! Names with what is to be said of each.

use std::borrow::Cow;

use leptos::prelude::*;

use super::ruby::Ruby;

/// A name and its sentences, one row under another; beside each other where there is room.
#[component]
pub fn Terms(rows: Vec<(Cow<'static, str>, Cow<'static, str>)>) -> impl IntoView {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, said)| {
            view! {
                <div>
                    <dt><Ruby marked=name/></dt>
                    <dd><Ruby marked=said/></dd>
                </div>
            }
        })
        .collect();
    view! { <dl class="terms">{rows}</dl> }.into_any()
}
