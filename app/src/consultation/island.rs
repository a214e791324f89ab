//! Another month, day, length or expert without a reload; and the time that is left of a hold, told politely before it is
//! over, and more of it.

use leptos::prelude::*;

/// Moves to other open times without a reload: its links keep working as links.
#[island]
pub fn TimesMover(
    /// The page's language.
    language: String,
    /// The open times, with what they are chosen by, as the server made them.
    children: Children,
) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    crate::island::follow_in_place(place, "a[data-times]", "#times", move |query| {
        super::server::open_times(query, language.clone())
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = language;
    view! { <div node_ref=place>{children()}</div> }
}

/// Says when five minutes, two and one are left, and that the time is over; and extends the hold in place, so that nothing
/// that is being typed is touched. The box with the hold is the server's, and works without this.
#[island]
pub fn HoldCountdown(
    /// The page's address.
    address: String,
    /// What is said with five minutes left.
    five: String,
    /// What is said with two.
    two: String,
    /// What is said with one.
    one: String,
    /// What is said when the time is over.
    over: String,
) -> impl IntoView {
    let (said, set_said) = signal(String::new());
    #[cfg(feature = "hydrate")]
    {
        use std::cell::Cell;
        use std::rc::Rc;

        use gloo_timers::callback::Interval;

        let ends_at = Rc::new(Cell::new(browser::ends_at()));
        let told = Cell::new(browser::NOTHING);
        let ends = Rc::clone(&ends_at);
        Interval::new(1_000, move || {
            let step = browser::step(ends.get());
            if told.replace(step) != step {
                set_said.set(match step {
                    0 => over.clone(),
                    1 => one.clone(),
                    2 => two.clone(),
                    5 => five.clone(),
                    _ => String::new(),
                });
            }
        })
        .forget();
        browser::on_extend(move |is_check, give_up| {
            let (address, ends_at) = (address.clone(), Rc::clone(&ends_at));
            leptos::task::spawn_local(async move {
                match super::server::extend_hold(address, is_check).await {
                    Ok(held) => {
                        browser::show(&held);
                        ends_at.set(browser::ends_at());
                    }
                    // The page itself says why, with everything that was typed.
                    Err(_) => give_up(),
                }
            });
        });
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (address, five, two, one, over, set_said);
    view! { <p class="open-left" role="status">{said}</p> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use gloo_events::{EventListener, EventListenerOptions};
    use leptos::prelude::document;
    use wasm_bindgen::JsCast as _;
    use web_sys::{Element, HtmlButtonElement};

    /// Long before the end there is nothing to say.
    pub(super) const NOTHING: u32 = u32::MAX;
    const HELD: &str = ".open-held";

    fn held() -> Option<Element> {
        document().query_selector(HELD).ok().flatten()
    }

    /// When the hold is over, on this device's clock: the page says how long it lasts, not until when.
    pub(super) fn ends_at() -> f64 {
        let left = held().and_then(|held| held.get_attribute("data-left")).and_then(|left| left.parse::<u32>().ok());
        js_sys::Date::now() + f64::from(left.unwrap_or(0)) * 1_000.0
    }

    /// Which of the moments to speak has come.
    pub(super) fn step(ends_at: f64) -> u32 {
        let left = (ends_at - js_sys::Date::now()) / 60_000.0;
        match left {
            left if left <= 0.0 => 0,
            left if left <= 1.0 => 1,
            left if left <= 2.0 => 2,
            left if left <= 5.0 => 5,
            _ => NOTHING,
        }
    }

    /// Calls `act` when the button that extends is pressed, with whether the check page shows it, and with what presses it
    /// as if there were no script.
    pub(super) fn on_extend(act: impl Fn(bool, Box<dyn FnOnce()>) + 'static) {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document(), "click", options, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let button = target.and_then(|target| target.closest(".open-held [value^=extend]").ok().flatten());
            let Some(button) = button.and_then(|button| button.dyn_into::<HtmlButtonElement>().ok()) else { return };
            if button.has_attribute("data-plain") {
                return;
            }
            event.prevent_default();
            let is_check = button.value() != "extend";
            let press = move || {
                drop(button.set_attribute("data-plain", ""));
                button.click();
            };
            act(is_check, Box::new(press));
        })
        .forget();
    }

    /// Puts the box in the place of the one there was; the focus stays on its button.
    pub(super) fn show(markup: &str) {
        if let Some(held) = held() {
            held.set_outer_html(markup);
        }
        if let Some(held) = held() {
            crate::island::focus(&held, "button");
        }
    }
}
