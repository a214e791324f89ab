//! Where a page stands among the others.

use leptos::prelude::*;

use crate::address::localized;
use crate::text::{Text, use_text};

/// The way from the home page to here; the last step is no link.
#[component]
pub fn Breadcrumb(
    /// Address and name of each page above this one, the home page first.
    trail: Vec<(String, String)>,
    /// The name of this page.
    #[prop(into)]
    here: String,
) -> impl IntoView {
    let text = use_text().site();
    let trail: Vec<_> = trail.into_iter().map(|(href, name)| view! { <li><a href=href>{name}</a></li> }).collect();
    view! {
        <nav class="breadcrumb" aria-label=text.breadcrumb()>
            <ol>
                {trail}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
    .into_any()
}

/// The first step of every way: address and name of the home page.
pub fn home_crumb(text: Text) -> (String, String) {
    (localized(text.language(), "/"), text.site().home().into_owned())
}
