//! One message above the heading of a page: what happened, or what to know first.

use leptos::prelude::*;

use super::icon::{Icon, Picture};

/// What a banner is about. Colour, picture and words say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BannerKind {
    /// Something was done.
    Success,
    /// Something could not be done.
    Error,
    /// Something to beware of.
    Warning,
    /// Something to know.
    Information,
}

impl BannerKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Success => "banner banner-success",
            Self::Error => "banner banner-error",
            Self::Warning => "banner banner-warning",
            Self::Information => "banner",
        }
    }

    const fn picture(self) -> Picture {
        match self {
            Self::Success => Picture::Success,
            Self::Error => Picture::Error,
            Self::Warning => Picture::Warning,
            Self::Information => Picture::Information,
        }
    }
}

/// A banner; at most one stands on a page, before its heading.
#[component]
pub fn Banner(kind: BannerKind, #[prop(into)] title: String, children: Children) -> impl IntoView {
    view! {
        <div class=kind.class()>
            <Icon picture=kind.picture()/>
            <div class="banner-text">
                <h2>{title}</h2>
                {children()}
            </div>
        </div>
    }
    .into_any()
}
