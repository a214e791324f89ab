//! Answers before they are sent, and a record of them afterwards.

use leptos::either::Either;
use leptos::prelude::*;

use crate::text::use_text;

/// One question and what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// The field's name.
    pub label: String,
    /// The answer, line by line.
    pub value: Vec<String>,
    /// How to change it, where it can be changed.
    pub change: Option<ChangeLink>,
}

/// How an answer is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeLink {
    /// By going to another page.
    Link {
        /// Its address.
        href: String,
    },
    /// By sending the form that stands around the answers: a button that looks like a link, so that nothing typed
    /// has to stand in an address.
    Button {
        /// The button's name in the form.
        name: &'static str,
        /// What it sends.
        value: String,
        /// Where the form goes with it; a part behind `#` leads to the field.
        action: String,
    },
}

/// Labels and answers in two columns; a link to change each stands at the end of its row.
#[component]
pub fn Answers(rows: Vec<AnswerRow>) -> impl IntoView {
    let text = use_text().component();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|AnswerRow { label, value, change }| {
            let change = change.map(|change| {
                let of = view! { <span class="visually-hidden">{text.change_of(&label)}</span> };
                let link = match change {
                    ChangeLink::Link { href } => Either::Left(view! { <a href=href>{text.change()}{of}</a> }),
                    ChangeLink::Button { name, value, action } => Either::Right(view! {
                        <button type="submit" class="link-button" name=name value=value formaction=action>
                            {text.change()}
                            {of}
                        </button>
                    }),
                };
                view! { <dd class="answer-change">{link}</dd> }
            });
            let lines: Vec<_> = value.into_iter().map(|line| view! { <span class="line">{line}</span> }).collect();
            view! {
                <div>
                    <dt>{label}</dt>
                    <dd class="answer-value">{lines}</dd>
                    {change}
                </div>
            }
        })
        .collect();
    view! { <dl class="answers">{rows}</dl> }.into_any()
}
