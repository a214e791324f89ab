//! The pages of words: what the network is, how to reach it, what it does with personal data, how
//! accessible it is, and its core in easy words. None has an island.
//!
//! Each is a [`ChaptersPage`](crate::component::ChaptersPage); its sentences stand in `text`. To add one,
//! give it a file here, a file there, and a variant of [`Page`](crate::shell::Page).

pub mod accessibility;
pub mod contact;
pub mod easy;
pub mod network;
pub mod privacy;
pub mod result;

pub use accessibility::AccessibilityPage;
pub use contact::ContactPage;
pub use easy::EasyPage;
pub use network::AboutPage;
pub use privacy::PrivacyPage;

use std::borrow::Cow;

use leptos::prelude::*;

/// Sentences as paragraphs.
fn paragraphs(sentences: impl IntoIterator<Item = Cow<'static, str>>) -> impl IntoView {
    sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()
}

/// Sentences as a list.
fn list(sentences: impl IntoIterator<Item = Cow<'static, str>>) -> impl IntoView {
    let items = sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
    view! { <ul>{items}</ul> }
}
