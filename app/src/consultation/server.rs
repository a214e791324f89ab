//! The islands' doors to open times and to a hold. Without script links and a form ask for the same.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::AppError;
use crate::event::server::Fragment;

/// The open times that `query` (the query of `/consultations`) asks for, with what they are chosen by.
#[server(prefix = "/do", endpoint = "open_times", input = GetUrl)]
pub async fn open_times(query: String, language: String) -> Result<Fragment, AppError> {
    use super::search::Stage;

    let services = crate::services::Services::from_context()?;
    let text = crate::text::Text::of_code(&language);
    let query = super::query::ConsultationQuery::parse(query.as_bytes());
    let key = services.draw_key(services.clock.now());
    let view = services.consultation_search(query, key).await?;
    // Who has still to choose a topic or a place is on another page.
    let Stage::Time(choosing) = &view.stage else { return Err(AppError::NotFound) };
    let address = crate::address::localized(text.language(), "/consultations");
    Ok(crate::shell::with_page_context(&services, &address, |_| Fragment {
        title: crate::shell::full_title(text, &text.consultation().title()),
        html: crate::marks::without_idle_marks(&super::page::choices(&view.query, choosing, text).to_html()),
    }))
}

/// Extends the hold whose form stands at `address`, and gives the box that says until when it lasts.
#[server(prefix = "/do", endpoint = "hold")]
pub async fn extend_hold(address: String, is_check: bool) -> Result<String, AppError> {
    use crate::address::split_language;
    use domain::reference::SecretToken;

    let services = crate::services::Services::from_context()?;
    let (_, path) = split_language(&address);
    let token = path.strip_prefix("/consultations/").ok_or(AppError::NotFound)?;
    let token = SecretToken::parse(token).map_err(|_| AppError::NotFound)?;
    let view = services.booking_extend(&token).await?;
    Ok(crate::shell::with_page_context(&services, &address, |language| {
        crate::marks::without_idle_marks(&super::booking::held(&view, is_check, crate::text::Text(language)).to_html())
    }))
}
