//! The page that asks before something is given up. Nothing happens until its button is pressed.

use leptos::prelude::*;

use super::{AnswerRow, Answers, Breadcrumb, ButtonKind, ButtonLink, Page, Section, SubmitButton, home_crumb};
use crate::text::use_text;

/// What such a page says.
#[derive(Debug, Clone)]
pub struct GivingUp {
    /// The address of what is given up, and what its page is called.
    pub own: (String, String),
    /// What the page is called in the trail to it.
    pub crumb: String,
    /// Its title.
    pub title: String,
    /// What it is that is given up.
    pub rows: Vec<AnswerRow>,
    /// What follows.
    pub said: String,
    /// What the button says that does it.
    pub confirm: String,
    /// What the link says that leads back.
    pub back: String,
}

/// `/my/{token}/cancel`, whatever the link opens.
#[component]
pub fn GiveUpPage(
    /// What it says.
    asked: GivingUp,
) -> impl IntoView {
    let GivingUp { own, crumb, title, rows, said, confirm, back } = asked;
    let href = own.0.clone();
    let action = format!("{href}/cancel");
    let trail = vec![home_crumb(use_text()), own];
    view! {
        <Page title=title.clone() section=Section::Mine private=true>
            <Breadcrumb trail here=crumb/>
            <div class="reading stack">
                <h1>{title}</h1>
                <Answers rows/>
                <p>{said}</p>
                <form action=action method="post">
                    <div class="button-row">
                        <SubmitButton label=confirm/>
                        <ButtonLink href label=back kind=ButtonKind::Outline/>
                    </div>
                </form>
            </div>
        </Page>
    }
    .into_any()
}
