//! The island's door to a hold. Without script its form asks for the same.

use leptos::prelude::*;

use crate::AppError;

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
