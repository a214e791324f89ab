//! Pages for what cannot be shown: never the asked address, never a cause.

use std::borrow::Cow;

use leptos::prelude::*;

use crate::address;
use crate::component::{ActionItem, ActionList, ButtonKind, ButtonLink, Page};
use crate::text::use_text;

/// Why a page cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Nothing there, or nothing that the asker may know of: both look the same.
    NotFound,
    /// The link came with an offer that has ended.
    LinkUsed,
    /// What was sent cannot be read.
    BadRequest,
    /// What was sent is too large.
    TooLarge,
    /// What was sent came from another site.
    CrossSite,
    /// The page takes no such request.
    WrongMethod,
    /// Too much in a short time.
    TooMany {
        /// How long to wait.
        seconds: u64,
    },
    /// The service cannot answer now.
    Unavailable {
        /// The number under which the log tells more.
        reference: String,
    },
    /// A defect of ours.
    Internal {
        /// The number under which the log tells more.
        reference: String,
    },
}

impl Failure {
    /// The status that goes with it.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::LinkUsed => 410,
            Self::BadRequest => 400,
            Self::TooLarge => 413,
            Self::CrossSite => 403,
            Self::WrongMethod => 405,
            Self::TooMany { .. } => 429,
            Self::Unavailable { .. } => 503,
            Self::Internal { .. } => 500,
        }
    }
}

impl From<crate::AppError> for Failure {
    fn from(error: crate::AppError) -> Self {
        match error {
            crate::AppError::NotFound => Self::NotFound,
            crate::AppError::BadRequest | crate::AppError::Connection => Self::BadRequest,
            crate::AppError::Unavailable { reference } => Self::Unavailable { reference },
            crate::AppError::Internal { reference } => Self::Internal { reference },
        }
    }
}

/// The page that says what is wrong and where to go on.
#[component]
pub fn FailurePage(
    /// Why.
    failure: Failure,
) -> impl IntoView {
    let text = use_text();
    let words = text.error();
    let language = text.language();
    let (title, said) = match &failure {
        Failure::NotFound => (words.not_found_title(), words.not_found_text()),
        Failure::LinkUsed => (words.link_used_title(), words.link_used_text()),
        Failure::BadRequest => (words.bad_request_title(), words.bad_request_text()),
        Failure::TooLarge => (words.too_large_title(), words.too_large_text()),
        Failure::CrossSite => (words.cross_site_title(), words.cross_site_text()),
        Failure::WrongMethod => (words.method_title(), words.bad_request_text()),
        Failure::TooMany { seconds } => (words.busy_title(), words.busy_text(*seconds)),
        Failure::Unavailable { .. } => (words.unavailable_title(), words.unavailable_text()),
        Failure::Internal { .. } => (words.internal_title(), words.internal_text()),
    };
    let reference = match &failure {
        Failure::Unavailable { reference } | Failure::Internal { reference } => Some(view! {
            <p><strong>{words.reference(reference)}</strong></p>
            <p>{words.sent_again()}</p>
        }),
        _ => None,
    };
    let ways = matches!(failure, Failure::NotFound | Failure::LinkUsed).then(|| {
        let way = |path: &str, label: Cow<'static, str>, note: Cow<'static, str>| ActionItem {
            href: address::localized(language, path),
            label: label.into_owned(),
            note: note.into_owned(),
        };
        let items = vec![
            way("/my/find", words.not_found_find(), words.not_found_find_note()),
            way("/faq", text.site().questions(), Cow::Borrowed("")),
            way("/inquiries/new", text.site().ask(), words.not_found_ask_note()),
        ];
        view! { <ActionList items/> }
    });
    let first = if reference.is_some() {
        (address::use_current_href(), words.again())
    } else {
        (address::localized(language, "/events"), words.to_events())
    };
    view! {
        <Page title=title.clone().into_owned() private=true>
            <div class="sheet stack">
                <h1>{title}</h1>
                <div class="prose">
                    <p>{said}</p>
                    {reference}
                    {ways}
                </div>
                <div class="button-row">
                    <ButtonLink href=first.0 label=first.1/>
                    <ButtonLink href=address::localized(language, "/") label=words.to_home().into_owned() kind=ButtonKind::Outline/>
                </div>
            </div>
        </Page>
    }
}
