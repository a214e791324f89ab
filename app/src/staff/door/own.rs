//! `/staff` for a helper who has an account: the way to their door.

use domain::event::Event;
use domain::time::Timestamp;
use leptos::prelude::*;

use super::address;
use crate::component::ButtonLink;
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::use_text;

/// The door that a helper keeps.
#[derive(Debug, Clone)]
pub struct OwnDoorView {
    /// Of which event.
    pub event: std::sync::Arc<Event>,
    /// Until when.
    pub until: Timestamp,
}

#[component]
pub fn OwnDoorPage(view: OwnDoorView) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.door(), text.language());
    let title = words.title(view.event.title.text(language)).into_owned();
    view! {
        <DeskFrame title=text.desk().today() place=DeskPlace::Today>
            <section class="stack" aria-labelledby="own-door">
                <h2 id="own-door">{title}</h2>
                <p>{text.date().when(&view.event.when)}</p>
                <p>{words.until(&text.date().instant(view.until))}</p>
                <div class="button-row">
                    <ButtonLink href=address(language, &view.event.code) label=words.pass_button()/>
                </div>
            </section>
        </DeskFrame>
    }
    .into_any()
}
