//! The frame of every page of the desk: the bar with who is signed in, the rail with the places, the work.

use domain::account::Role;
use domain::time::Timestamp;
use leptos::prelude::*;

use super::Desk;
use crate::address::{localized, use_other_language_href};
use crate::shell::{Head, full_title, set_head};
use crate::text::{Text, use_text};

/// The places of the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskPlace {
    /// `/staff`
    Today,
    /// `/staff/schedule` and `/staff/events/…`
    Schedule,
    /// `/staff/registrations`
    Registrations,
    /// `/staff/inquiries`
    Inquiries,
    /// `/staff/availability`
    Availability,
    /// `/staff/consultations`
    Consultations,
    /// `/staff/experts`
    Experts,
    /// `/staff/accounts`
    Accounts,
    /// `/staff/outbox`
    Outbox,
    /// `/staff/audit`
    Audit,
    /// `/staff/account`: one's own; no place in the rail, one's name in the bar.
    Own,
    /// `/staff/check-in/…`: the door, which has no rail.
    Door,
}

impl DeskPlace {
    /// The places of the rail, for a role, in their order.
    const fn of(role: Role) -> &'static [Self] {
        match role {
            Role::Secretariat => &[
                Self::Today,
                Self::Schedule,
                Self::Registrations,
                Self::Inquiries,
                Self::Consultations,
                Self::Experts,
                Self::Availability,
                Self::Accounts,
                Self::Outbox,
                Self::Audit,
            ],
            Role::Expert => &[Self::Today, Self::Availability, Self::Consultations, Self::Inquiries],
            Role::CheckInHelper => &[Self::Today],
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Today | Self::Door => "/staff",
            Self::Schedule => "/staff/schedule",
            Self::Registrations => "/staff/registrations",
            Self::Inquiries => "/staff/inquiries",
            Self::Availability => "/staff/availability",
            Self::Consultations => "/staff/consultations",
            Self::Experts => "/staff/experts",
            Self::Accounts => "/staff/accounts",
            Self::Outbox => "/staff/outbox",
            Self::Audit => "/staff/audit",
            Self::Own => "/staff/account",
        }
    }
}

/// A page of the desk around its own matter. `head` stands over the work, `side` beside it, `foot` under it.
#[component]
pub fn DeskFrame(
    /// The page's own part of the title, and its heading unless `head` brings one.
    #[prop(into)]
    title: String,
    /// Which place of the rail it belongs to.
    place: DeskPlace,
    /// Whether a form on the page was refused: the title says so first.
    #[prop(default = false)]
    has_errors: bool,
    /// What stands over the work, with the page's heading.
    #[prop(optional)]
    head: Option<AnyView>,
    /// What stands beside the work.
    #[prop(optional)]
    side: Option<AnyView>,
    /// What stands under the work.
    #[prop(optional)]
    foot: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let text = use_text();
    let words = text.site();
    let heading = title.clone();
    let title = full_title(text, &title);
    let title = if has_errors { words.title_with_errors(&title).into_owned() } else { title };
    set_head(Head { title, description: None, private: true });
    let head = head.unwrap_or_else(|| view! { <h1>{heading}</h1> }.into_any());
    let side = side.map(|side| view! { <aside class="desk-side">{side}</aside> });
    let foot = foot.map(|foot| view! { <div class="desk-foot">{foot}</div> });
    view! {
        <div class="desk">
            <a class="skip-link" href="#main">{words.skip()}</a>
            <DeskBar/>
            <DeskRail place/>
            <main id="main" tabindex="-1" class="desk-work">
                <div class="desk-head">{head}</div>
                <div class="desk-body">{children()}</div>
                {side}
                {foot}
            </main>
        </div>
    }
    .into_any()
}

/// An instant with its year, as the desk's tables have it.
pub(crate) fn moment(at: Timestamp, text: Text) -> AnyView {
    let wall = at.in_tokyo();
    let (date, iso) = (text.date(), wall.strftime("%Y-%m-%dT%H:%M+09:00").to_string());
    view! { <time datetime=iso>{date.day(wall.date())}" "{date.time(wall.time())}</time> }.into_any()
}

#[component]
fn DeskBar() -> impl IntoView {
    let text = use_text();
    let words = text.desk();
    let other = text.language().other().code();
    let own = |path: &str| localized(text.language(), path);
    let who = use_context::<Desk>().map(|desk| {
        let account = desk.account;
        view! {
            <span class="desk-role">{words.role(account.role)}</span>
            <a class="desk-name" href=own(DeskPlace::Own.path())>{account.name.as_str().to_owned()}</a>
            <form method="post" action=own("/staff/sign-out")>
                <button class="link-button">{words.sign_out()}</button>
            </form>
        }
    });
    view! {
        <header class="desk-bar">
            <a class="desk-wordmark" href=own("/staff")>{text.site().name()}</a>
            <a href=use_other_language_href() lang=other hreflang=other>{text.site().other_language()}</a>
            {who}
        </header>
    }
    .into_any()
}

#[component]
fn DeskRail(place: DeskPlace) -> impl IntoView {
    let Some(desk) = use_context::<Desk>() else { return ().into_any() };
    let text = use_text();
    let words = text.desk();
    let places = DeskPlace::of(desk.account.role)
        .iter()
        .map(|each| {
            let is_here = (*each == place).then_some("page");
            let count = (*each == DeskPlace::Inquiries && desk.inquiries_waiting > 0)
                .then(|| view! { <span class="desk-count">{words.waiting(desk.inquiries_waiting)}</span> });
            view! {
                <li>
                    <a href=localized(text.language(), each.path()) aria-current=is_here>
                        {words.place(*each)} {count}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="desk-rail" aria-label=words.places()>
            <ul>{places}</ul>
        </nav>
    }
    .into_any()
}
