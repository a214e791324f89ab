//! The facts of an event and its one button.

use leptos::either::Either;
use leptos::prelude::*;

use super::seats::{SeatsState, SeatsView};

/// One fact: when, where, until when, what it costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// `日時`.
    pub label: String,
    /// Line by line.
    pub lines: Vec<String>,
    /// Whether the first line stands out.
    pub strong: bool,
}

/// When, where, seats, deadline, fee; then what can be done.
#[component]
pub fn FactsBox(
    /// Spoken only: the box needs no visible heading.
    #[prop(into)]
    heading: String,
    facts: Vec<Fact>,
    /// The seats of each part of the event, with the part's name.
    #[prop(optional)]
    seats: Vec<(String, SeatsView)>,
    /// Buttons and links.
    children: Children,
) -> impl IntoView {
    // Seats stand after when and where, before deadline and fee.
    let mut before = facts;
    let after = before.split_off(before.len().min(2));
    let before: Vec<_> = before.into_iter().map(|fact| view! { <FactRow fact/> }).collect();
    let after: Vec<_> = after.into_iter().map(|fact| view! { <FactRow fact/> }).collect();
    let seats: Vec<_> = seats
        .into_iter()
        .map(|(label, seats)| {
            view! {
                <div>
                    <dt>{label}</dt>
                    <dd><SeatsState seats/></dd>
                </div>
            }
        })
        .collect();
    view! {
        <aside class="facts aside" aria-labelledby="facts-heading">
            <h2 class="visually-hidden" id="facts-heading">{heading}</h2>
            <dl>
                {before}
                {seats}
                {after}
            </dl>
            <div class="facts-actions">{children()}</div>
        </aside>
    }
    .into_any()
}

#[component]
fn FactRow(fact: Fact) -> impl IntoView {
    let Fact { label, lines, strong } = fact;
    let lines: Vec<_> = lines
        .into_iter()
        .enumerate()
        .map(|(place, line)| {
            if strong && place == 0 {
                Either::Left(view! { <strong class="line">{line}</strong> })
            } else {
                Either::Right(view! { <span class="line">{line}</span> })
            }
        })
        .collect();
    view! {
        <div>
            <dt>{label}</dt>
            <dd>{lines}</dd>
        </div>
    }
}

/// The same button as in the facts, at the foot of a phone's screen while the page is read.
#[component]
pub fn ApplyBar(#[prop(into)] href: String, #[prop(into)] label: String) -> impl IntoView {
    view! { <div class="apply-bar"><a class="button button-large" href=href>{label}</a></div> }.into_any()
}
