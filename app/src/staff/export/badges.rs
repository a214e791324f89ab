//! 名札: ten on a sheet of A4, each of the size of a business card.

use domain::event::Event;
use domain::registration::sheet::SheetForm;
use leptos::prelude::*;

use super::paper_head;
use crate::component::{QrPicture, QrView};
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

/// One badge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// 会社・団体.
    pub organisation: String,
    /// Name and kana; none for whoever comes along, whose name is written by hand.
    pub person: Option<(String, String)>,
    /// 受付番号, as people read it.
    pub reference: String,
    /// The number for the camera at the door.
    pub picture: Option<QrPicture>,
}

/// Badges for those who come.
#[derive(Debug, Clone)]
pub struct BadgesView {
    /// To what.
    pub event: Event,
    /// The badges, one for each person.
    pub badges: Vec<Badge>,
}

#[component]
pub fn BadgesPage(view: BadgesView) -> impl IntoView {
    let text = use_text();
    let words = text.export();
    let BadgesView { event, badges } = view;
    let head = paper_head(SheetForm::Badges, &event, badges.len(), text);
    let title = event.title.text(text.language()).to_owned();
    let badges = badges.into_iter().map(|each| badge(each, title.clone(), text)).collect_view();
    view! {
        <DeskFrame title=words.paper_title(SheetForm::Badges).into_owned() place=DeskPlace::Registrations head>
            <ul class="badges">{badges}</ul>
        </DeskFrame>
    }
    .into_any()
}

fn badge(badge: Badge, event: String, text: Text) -> AnyView {
    let words = text.export();
    let Badge { organisation, person, reference, picture } = badge;
    let person = match person {
        Some((name, kana)) => view! {
            <p class="badge-kana">{kana}</p>
            <p class="badge-name">{name}</p>
        }
        .into_any(),
        None => {
            view! { <p class="badge-name badge-blank"><span class="visually-hidden">{words.companion()}</span></p> }
                .into_any()
        }
    };
    let label = words.qr(&reference).into_owned();
    let picture = picture.map(|picture| view! { <QrView picture label/> });
    view! {
        <li class="badge">
            <p class="badge-event">{event}</p>
            <p class="badge-organisation">{organisation}</p>
            {person}
            <div class="badge-foot">{picture}<span>{reference}</span></div>
        </li>
    }
    .into_any()
}
