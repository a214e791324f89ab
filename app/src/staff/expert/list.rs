//! The list of experts.

use leptos::prelude::*;
use storage::ExpertListed;

use super::{EXPERTS, ExpertsView, expert_address};
use crate::address::localized;
use crate::component::{Banner, BannerKind, Chip};
use crate::staff::{DeskFrame, DeskPlace, DeskTable, columns};
use crate::text::{Text, use_text};

#[component]
pub fn ExpertsPage(view: ExpertsView) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.expert_desk(), text.language());
    let title = words.title().into_owned();
    let saved = view.is_saved.then(|| view! { <Banner kind=BannerKind::Success title=words.saved()>""</Banner> });
    let head = view! {
        <div class="desk-title">
            <h1>{title.clone()}</h1>
            <a class="button button-small" href=localized(language, "/staff/experts/new")>{words.add()}</a>
            <a href=localized(language, "/staff/experts/week")>{words.beside()}</a>
        </div>
    }
    .into_any();
    let rows = view.experts.iter().map(|listed| row(listed, text)).collect_view();
    let none = view.experts.is_empty().then(|| {
        view! { <p>{words.none()}" "<a href=localized(language, "/staff/accounts")>{words.to_accounts()}</a></p> }
    });
    let heads =
        columns([words.name(), words.job_title(), words.region(), words.shown(), words.to_come(), words.calendar()]);
    view! {
        <DeskFrame title place=DeskPlace::Experts head>
            {saved}
            {none}
            <DeskTable caption=words.table() heads rows/>
        </DeskFrame>
    }
    .into_any()
}

fn row(listed: &ExpertListed, text: Text) -> AnyView {
    let (words, language) = (text.expert_desk(), text.language());
    let disabled = (!listed.is_active).then(|| view! { " "<Chip label=words.disabled().into_owned()/> });
    let Some(entry) = &listed.entry else {
        let href = localized(language, &format!("{EXPERTS}/new"));
        return view! {
            <tr>
                <th scope="row"><a href=href>{listed.name.to_string()}</a>{disabled}</th>
                <td colspan="5">{words.not_written()}</td>
            </tr>
        }
        .into_any();
    };
    let calendar = localized(language, &format!("/staff/availability?expert={}", entry.code));
    let region = entry.profile.region.map(|region| region.name(language));
    let name = entry.profile.name.text(language).to_owned();
    let of = view! { <span class="visually-hidden">{format!(" {name}")}</span> };
    view! {
        <tr>
            <th scope="row"><a href=expert_address(language, &entry.code)>{name}</a>{disabled}</th>
            <td>{entry.profile.title.text(language).to_owned()}</td>
            <td>{region}</td>
            <td><Chip label=words.is_shown(entry.is_shown).into_owned() strong=entry.is_shown/></td>
            <td>{listed.to_come}</td>
            <td><a href=calendar>{words.calendar()}{of}</a></td>
        </tr>
    }
    .into_any()
}
