//! The island's door. Without script the same form posts to its own page.

use leptos::prelude::*;

use crate::AppError;

/// What answers a form that an island has sent.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum FormAnswer {
    /// Go on with this part of the page.
    Page(crate::event::server::Fragment),
    /// Done: go to this address.
    Go(String),
}

/// Answers the form of the page at `address` with the fields `form`, urlencoded as a browser would
/// send them.
#[server(prefix = "/do", endpoint = "register")]
pub async fn register(address: String, form: String) -> Result<FormAnswer, AppError> {
    use super::flow::Answer;
    use super::page::RegistrationContent;
    use crate::address::split_language;
    use domain::reference::SecretToken;

    let services = crate::services::Services::from_context()?;
    let form = super::form::read(form.as_bytes());
    let (language, path) = split_language(&address);
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let answer = match parts.as_slice() {
        ["events", code, "register"] => services.registration_answer(language, code, form).await?,
        ["my", token, "change"] => {
            let link = SecretToken::parse(token).map_err(|_| AppError::NotFound)?;
            services.change_answer(language, &link, form).await?
        }
        _ => return Err(AppError::NotFound),
    };
    Ok(match answer {
        Answer::Go(address) => FormAnswer::Go(address),
        Answer::Page(view) => FormAnswer::Page(crate::shell::with_page_context(&services, &address, |language| {
            let text = crate::text::Text(language);
            let title = crate::shell::full_title(text, &super::page::head_title(&view, text));
            let title = if super::page::has_errors(&view) {
                text.site().title_with_errors(&title).into_owned()
            } else {
                title
            };
            let html = view! { <RegistrationContent view=*view/> }.to_html();
            crate::event::server::Fragment { title, html }
        })),
    })
}
