//! The button that copies the mail address as it is meant.

use leptos::prelude::*;

/// Puts the address, with its `@`, on the clipboard. Appears only where script runs.
#[island]
pub fn CopyAddress(
    /// The address as the page shows it, with `_atmark_`: what harvests addresses reads no further.
    shown: String,
    /// The button's label.
    label: String,
    /// What is said when it is done.
    done: String,
) -> impl IntoView {
    let (said, set_said) = signal(String::new());
    let (ready, set_ready) = signal(false);
    #[cfg(feature = "hydrate")]
    let copy = {
        Effect::new(move |_| set_ready.set(true));
        move |_| {
            let address = shown.replace("_atmark_", "@");
            let done = done.clone();
            leptos::task::spawn_local(async move {
                let written = window().navigator().clipboard().write_text(&address);
                // Where the clipboard is forbidden the address itself is shown to be copied by hand.
                let answer = match wasm_bindgen_futures::JsFuture::from(written).await {
                    Ok(_) => format!("{done} {address}"),
                    Err(_) => address,
                };
                set_said.set(answer);
            });
        }
    };
    #[cfg(not(feature = "hydrate"))]
    let copy = {
        let _ = (shown, done, set_said, set_ready);
        |_| ()
    };
    view! {
        <span class="copy-address">
            <button type="button" class="button button-small button-outline" hidden=move || !ready.get() on:click=copy>{label}</button>
            <span role="status">{said}</span>
        </span>
    }
}
