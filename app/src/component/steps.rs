//! The steps of a form: details, check, done.

use leptos::prelude::*;

use crate::text::use_text;

/// How many steps every form has.
const STEPS: usize = 3;

/// Where one is: `now` is 1, 2 or 3.
#[component]
pub fn Steps(now: usize) -> impl IntoView {
    let text = use_text().component();
    let steps: Vec<_> = (1..=STEPS)
        .map(|number| {
            let class = match number.cmp(&now) {
                std::cmp::Ordering::Less => "step step-done",
                std::cmp::Ordering::Equal => "step step-now",
                std::cmp::Ordering::Greater => "step",
            };
            view! {
                <li class=class data-number=number.to_string() aria-current=(number == now).then_some("step")>
                    <span>
                        <span class="visually-hidden">{text.step_place(number, number < now)}</span>
                        {text.step_name(number)}
                    </span>
                </li>
            }
        })
        .collect();
    view! { <ol class="steps">{steps}</ol> }.into_any()
}
