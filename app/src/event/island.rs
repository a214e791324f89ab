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
    crate::island::follow_in_place(place, "a[data-month]", "#month-heading", move |query| {
        super::server::month(query, language.clone())
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = language;
    view! { <div class="month" node_ref=place>{children()}</div> }
}
