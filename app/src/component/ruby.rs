//! Kanji with their reading above them.

use std::borrow::Cow;

use leptos::either::Either;
use leptos::prelude::*;

use crate::text::ruby::{Stretch, stretches};

/// A text whose readings become ruby; a browser without ruby shows them in brackets.
#[component]
pub fn Ruby(
    /// `漢字《かんじ》`; a text without readings is shown as it is.
    #[prop(into)]
    marked: Cow<'static, str>,
) -> impl IntoView {
    stretches(&marked)
        .into_iter()
        .map(|Stretch { base, reading }| {
            let base = base.to_owned();
            match reading.map(str::to_owned) {
                None => Either::Left(base),
                Some(reading) => {
                    Either::Right(view! { <ruby>{base}<rp>"（"</rp><rt>{reading}</rt><rp>"）"</rp></ruby> })
                }
            }
        })
        .collect_view()
}
