//! What moves on the event pages: the seats that are left, and the month.

use leptos::prelude::*;

/// The seats left, asked anew every half minute while somebody fills in the form, and with each answer to it.
#[island]
pub fn SeatsLeft(
    /// The event's code.
    event: String,
    /// The page's language.
    language: String,
    /// The seats when the page was made.
    text: String,
    /// Their class.
    class: String,
) -> impl IntoView {
    let (text, set_text) = signal(text);
    let (class, set_class) = signal(class);
    #[cfg(feature = "hydrate")]
    {
        use gloo_timers::callback::Interval;
        let ask = move || {
            let (event, language) = (event.clone(), language.clone());
            leptos::task::spawn_local(async move {
                // A connection that is lost for a while only means that the number is older.
                if let Ok((now_class, now_text)) = super::server::seats_left(event, language).await {
                    set_text.set(now_text);
                    set_class.set(now_class);
                }
            });
        };
        crate::island::on_answered(ask.clone());
        Interval::new(30_000, ask).forget();
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (event, language, set_text, set_class);
    view! { <p class=move || format!("seats-state {}", class.get()) role="status">{text}</p> }
}

/// Moves the month without a reload: its links keep working as links.
#[island]
pub fn MonthMover(
    /// The page's language.
    language: String,
    /// The month as the server made it.
    children: Children,
) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    {
        use crate::island::{Exchange, on_click_of_link, on_history};
        let show = {
            let language = language.clone();
            move |query: String, remember: Option<String>| {
                let language = language.clone();
                leptos::task::spawn_local(async move {
                    match (super::server::month(query, language).await, place.get_untracked()) {
                        (Ok(fragment), Some(place)) => {
                            Exchange { place: &place, html: &fragment.html, title: &fragment.title }.make();
                            if let Some(address) = remember {
                                crate::island::remember(&address);
                            }
                            crate::island::focus(&place, "#month-heading");
                        }
                        // Let the browser do what it would have done without us.
                        (Err(_), _) => {
                            if let Some(address) = remember {
                                crate::island::go(&address);
                            }
                        }
                        (Ok(_), None) => {}
                    }
                });
            }
        };
        let on_link = show.clone();
        Effect::new(move |_| {
            if let Some(place) = place.get() {
                let on_link = on_link.clone();
                on_click_of_link(&place, "a[data-month]", move |query, address| on_link(query, Some(address)));
            }
        });
        on_history(move |query| show(query, None));
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = language;
    view! { <div class="month" node_ref=place>{children()}</div> }
}
