//! Who waits for a consultation.

use domain::consultation::{Waiting, WaitingState};
use leptos::prelude::*;

use super::ConsultationsView;
use crate::component::Chip;
use crate::consultation::waiting::days_waited;
use crate::staff::{DeskTable, columns};
use crate::text::Text;

/// Those in line, those with an offer first; nothing where nobody waits.
pub(super) fn waiting_section(view: &ConsultationsView, text: Text) -> Option<AnyView> {
    if view.waiting.is_empty() {
        return None;
    }
    let (words, language) = (text.desk_consultation(), text.language());
    let name = |waiting: &Waiting| {
        let wanted = waiting.wanted.expert?;
        let entry = view.experts.iter().find(|entry| entry.account == wanted)?;
        Some(entry.profile.name.text(language).to_owned())
    };
    let rows = view.waiting.iter().map(|waiting| row(waiting, name(waiting), text)).collect_view();
    let heads = columns([
        words.waiting_days(),
        words.client(),
        words.where_and_what(),
        words.expert(),
        words.state_label(),
        words.number(),
    ]);
    Some(
        view! {
            <section aria-labelledby="waiting">
                <h2 id="waiting">{words.waiting_title()}" "{view.waiting.len()}</h2>
                <DeskTable caption=words.waiting_title() heads rows/>
            </section>
        }
        .into_any(),
    )
}

fn row(waiting: &Waiting, expert: Option<String>, text: Text) -> AnyView {
    let (words, wish) = (text.desk_consultation(), waiting.wanted.wish);
    let meeting = text.availability().meeting(wish.meeting);
    let offered = waiting.offer.filter(|_| waiting.state == WaitingState::Offered);
    let offered =
        offered.map(|offer| words.waiting_offered(&words.slot(offer.slot), &text.date().instant(offer.until)));
    let offered = offered.map(|said| view! { <br/><span class="quiet">{said}</span> });
    let anybody = || text.consultation().any_expert().into_owned();
    view! {
        <tr>
            <th scope="row">{days_waited(&waiting.wanted, text)}</th>
            <td>{waiting.name.to_string()}<br/><span class="quiet">{waiting.email.to_string()}</span></td>
            <td>{meeting}<br/><span class="quiet">{text.event().topic(wish.topic)}</span></td>
            <td>{expert.unwrap_or_else(anybody)}</td>
            <td><Chip label=words.waiting_state(waiting.state).into_owned() strong=waiting.state == WaitingState::Offered/>{offered}</td>
            <td class="roll-number">{waiting.reference.to_string()}</td>
        </tr>
    }
    .into_any()
}
