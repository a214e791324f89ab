//! `/staff/check-in/{code}`: the door, for a phone in one hand; and the ways to it.
//!
//! Everything is a plain form. Where there is script, [`crate::door::DoorIsland`] answers taps at once, keeps them
//! without a connection, and exchanges the parts that the server renders ([`list::DoorParts`]).

pub mod event;
pub mod list;
pub mod own;
pub mod row;

use domain::door::{DoorRefusal, TapField, TapForm, TapNonce};
use domain::input::FieldError;
use domain::language::Language;
use domain::reference::{EventCode, SecretToken};
use domain::time::Timestamp;
use leptos::prelude::*;
use storage::DoorList;

use crate::address::{localized, use_other_language_href};
use crate::component::SubmitButton;
use crate::shell::{Head, full_title, set_head};
use crate::text::use_text;

/// The address of an event's door.
pub fn address(language: Language, code: &EventCode) -> String {
    localized(language, &format!("/staff/check-in/{code}"))
}

/// The address of a helper's link.
pub fn pass_address(language: Language, link: &SecretToken) -> String {
    localized(language, &format!("/staff/door/{}", link.as_str()))
}

/// The pages of the door.
#[derive(Debug, Clone)]
pub enum DoorPage {
    /// `/staff/check-in/{code}`
    List(Box<DoorView>),
    /// `/staff/door/{token}`
    Pass(PassView),
    /// A link that was used, has run out, or was withdrawn.
    PassGone,
    /// Somebody has left the door.
    Left,
}

/// Whom the list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DoorShow {
    /// All.
    #[default]
    All,
    /// Who has not come.
    Open,
    /// Who has come.
    In,
}

impl DoorShow {
    /// All choices, in their order.
    pub const ALL: [Self; 3] = [Self::All, Self::Open, Self::In];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Open => "open",
            Self::In => "in",
        }
    }

    /// The choice that a word names; all for any other.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|show| show.word() == word).unwrap_or_default()
    }

    /// Whether somebody is shown who is there, or is not.
    pub const fn shows(self, is_in: bool) -> bool {
        match self {
            Self::All => true,
            Self::Open => !is_in,
            Self::In => is_in,
        }
    }
}

/// What became of a tap, to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TapTold {
    /// It was taken: the list tells what it came to.
    Taken(TapNonce),
    /// It was not, of the registration with this number or of somebody without one.
    Refused(Option<String>, DoorRefusal),
    /// It cannot be read.
    Unreadable,
}

/// What the list shows.
#[derive(Debug, Clone)]
pub struct DoorView {
    /// The list.
    pub list: DoorList,
    /// Whether somebody of the secretariat looks at it.
    pub is_secretariat: bool,
    /// When a helper's time ends.
    pub until: Option<Timestamp>,
    /// What is looked for.
    pub query: String,
    /// Whom it shows.
    pub show: DoorShow,
    /// What became of taps.
    pub told: Vec<TapTold>,
    /// The walk-in that was typed.
    pub form: TapForm,
    /// What is wrong with it.
    pub problems: Vec<(TapField, FieldError)>,
    /// Nonces for the forms of the page: as many as [`DoorView::forms`] says.
    pub nonces: Vec<TapNonce>,
}

impl DoorView {
    /// How many nonces a page with `list` takes: two for each guest, one for each walk-in, one to take back what was
    /// just done, one for the next walk-in.
    pub const fn forms(list: &DoorList) -> usize {
        2 * list.guests.len() + list.walk_ins.len() + 2
    }

    /// The nonce of the form number `place`.
    fn nonce(&self, place: usize) -> String {
        self.nonces.get(place).map(TapNonce::to_string).unwrap_or_default()
    }

    fn action(&self, language: Language) -> String {
        let address = address(language, &self.list.event.code);
        if self.show == DoorShow::All { address } else { format!("{address}?show={}", self.show.word()) }
    }
}

/// What a helper's link shows before it is used.
#[derive(Debug, Clone)]
pub struct PassView {
    /// The link.
    pub link: SecretToken,
    /// Whom it is for.
    pub helper: String,
    /// The event, in the page's language.
    pub event: String,
    /// Until when.
    pub until: Timestamp,
}

#[component]
pub fn DoorPageView(page: DoorPage) -> impl IntoView {
    match page {
        DoorPage::List(view) => view! { <list::DoorListPage view=*view/> }.into_any(),
        DoorPage::Pass(view) => view! { <PassPage view/> }.into_any(),
        DoorPage::PassGone => view! { <ClosedDoor is_gone=true/> }.into_any(),
        DoorPage::Left => view! { <ClosedDoor is_gone=false/> }.into_any(),
    }
}

/// The frame of the door's pages: no rail, the width of a phone.
#[component]
fn DoorFrame(
    /// The page's own part of the title, and its heading.
    title: String,
    /// What stands beside the heading.
    #[prop(optional)]
    menu: Option<AnyView>,
    /// Whether something was refused: the title says so first.
    #[prop(default = false)]
    has_errors: bool,
    children: Children,
) -> impl IntoView {
    let text = use_text();
    let site = text.site();
    let whole = full_title(text, &title);
    let whole = if has_errors { site.title_with_errors(&whole).into_owned() } else { whole };
    set_head(Head { title: whole, description: None, private: true });
    let other = text.language().other().code();
    view! {
        <div class="door">
            <a class="skip-link" href="#main">{site.skip()}</a>
            <header class="door-bar">
                <h1>{title}</h1>
                {menu}
                <a href=use_other_language_href() lang=other hreflang=other>{site.other_language()}</a>
            </header>
            <main id="main" tabindex="-1">{children()}</main>
        </div>
    }
    .into_any()
}

#[component]
fn PassPage(view: PassView) -> impl IntoView {
    let text = use_text();
    let words = text.door();
    let until = text.date().instant(view.until);
    view! {
        <DoorFrame title=words.pass_title().into_owned()>
            <div class="door-pad stack">
                <p>{words.pass_name(&view.helper)}</p>
                <p>{words.pass_text(&view.event, &until)}</p>
                <p>{words.pass_once()}</p>
                <form method="post" action=pass_address(text.language(), &view.link)>
                    <SubmitButton label=words.pass_button()/>
                </form>
            </div>
        </DoorFrame>
    }
    .into_any()
}

#[component]
fn ClosedDoor(is_gone: bool) -> impl IntoView {
    let words = use_text().door();
    let (title, said) = if is_gone {
        (words.pass_gone_title(), words.pass_gone_text())
    } else {
        (words.left_title(), words.left_text())
    };
    view! {
        <DoorFrame title=title.into_owned()>
            <div class="door-pad"><p>{said}</p></div>
        </DoorFrame>
    }
    .into_any()
}
