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
#[server(prefix = "/do", endpoint = "form")]
pub async fn answer_form(address: String, form: String) -> Result<FormAnswer, AppError> {
    use crate::address::split_language;
    use crate::form::Answer;
    use crate::registration::page::{self, RegistrationContent};
    use domain::reference::SecretToken;

    let services = crate::services::Services::from_context()?;
    let (language, path) = split_language(&address);
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    if let ["inquiries", "new"] = parts.as_slice() {
        return ask(&services, &address, language, &form).await;
    }
    let form = crate::registration::form::read(form.as_bytes());
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
        Answer::Page(view) => fragment(&services, &address, |text| {
            let title = page::title(&view, text);
            let has_errors = page::has_errors(&view);
            (title, has_errors, view! { <RegistrationContent view=*view/> }.to_html())
        }),
    })
}

/// Answers the form of a new inquiry that has no files with it.
#[cfg(feature = "ssr")]
async fn ask(
    services: &crate::services::Services,
    address: &str,
    language: domain::language::Language,
    form: &str,
) -> Result<FormAnswer, AppError> {
    use crate::inquiry::flow::Answer;
    use crate::inquiry::form::{Sent, read};
    use crate::inquiry::page::{InquiryContent, has_errors, title};

    let fields = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    let sent = Sent::of(fields, Ok(domain::attachment::Attachments::NONE), read);
    match services.inquiry_answer(language, sent).await? {
        Answer::Go(address) => Ok(FormAnswer::Go(address)),
        Answer::Page(view) => Ok(fragment(services, address, |text| {
            let (title, has_errors) = (title(&view, text), has_errors(&view));
            (title, has_errors, view! { <InquiryContent view=*view/> }.to_html())
        })),
        Answer::Thread(_) => Err(AppError::NotFound),
    }
}

/// The part of the page at `address` that answers a form: its title, whether something has to be
/// mended, and its markup.
#[cfg(feature = "ssr")]
fn fragment(
    services: &crate::services::Services,
    address: &str,
    part: impl FnOnce(crate::text::Text) -> (String, bool, String),
) -> FormAnswer {
    FormAnswer::Page(crate::shell::with_page_context(services, address, |language| {
        let text = crate::text::Text(language);
        let (title, has_errors, html) = part(text);
        let title = crate::shell::full_title(text, &title);
        let title = if has_errors { text.site().title_with_errors(&title).into_owned() } else { title };
        crate::event::server::Fragment { title, html: crate::marks::without_idle_marks(&html) }
    }))
}
