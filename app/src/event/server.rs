//! The server functions of the event pages: both only read.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::AppError;

/// A part of a page that an island puts in the place of another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fragment {
    /// The title of the page with this part in it.
    pub title: String,
    /// The part.
    pub html: String,
}

/// The seats of an event in words, and their class.
#[server(prefix = "/do", endpoint = "seats_left", input = GetUrl)]
pub async fn seats_left(event: String, language: String) -> Result<(String, String), AppError> {
    use domain::reference::EventCode;

    let services = crate::services::Services::from_context()?;
    let text = crate::text::Text::of_code(&language);
    let code = EventCode::parse(&event).map_err(|_| AppError::NotFound)?;
    let schedule = services.storage.schedule();
    let listed = schedule.by_code(&code).ok_or(AppError::NotFound)?;
    let seats = super::view::seats(listed, text, services.clock.now());
    Ok((seats.class.to_owned(), seats.text))
}

/// The month that `query` (the query of `/events`) asks for.
#[server(prefix = "/do", endpoint = "month", input = GetUrl)]
pub async fn month(query: String, language: String) -> Result<Fragment, AppError> {
    let services = crate::services::Services::from_context()?;
    let text = crate::text::Text::of_code(&language);
    let address = crate::address::localized(text.language(), "/events");
    let query = super::query::EventListQuery::parse(&query);
    Ok(crate::shell::with_page_context(&services, &address, |_| {
        let title = super::list::title(&query, text, services.clock.now());
        Fragment {
            title: crate::shell::full_title(text, &title),
            html: crate::marks::without_idle_marks(&view! { <super::month::Month query/> }.to_html()),
        }
    }))
}
