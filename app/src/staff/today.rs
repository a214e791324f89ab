//! `/staff`: what there is to do today.

use leptos::prelude::*;

use super::{DeskFrame, DeskPlace};
use crate::text::use_text;

#[component]
pub fn TodayPage() -> impl IntoView {
    let words = use_text().desk();
    view! { <DeskFrame title=words.today() place=DeskPlace::Today>{()}</DeskFrame> }
}
