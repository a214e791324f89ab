//! One line of the list at the door.

use domain::door::{Presence, TapNonce};
use domain::registration::Attendance;
use leptos::prelude::*;
use storage::{DoorGuest, DoorWalkIn};

use crate::component::{Chip, HiddenField};
use crate::text::use_text;

/// Somebody who has registered. What the island shows until a tap is sent stands in the line already, hidden.
#[component]
pub fn GuestRow(
    guest: DoorGuest,
    /// What they are found by.
    key: String,
    /// Whether the search has not found them.
    is_hidden: bool,
    /// The nonces of the line's two forms.
    nonces: [String; 2],
    /// Where its forms go.
    action: String,
) -> impl IntoView {
    let text = use_text();
    let words = text.door();
    let number = guest.reference.as_str().to_owned();
    let is_in = guest.presence.is_some();
    let party = (guest.seats > 1).then(|| view! { <Chip label=words.party(guest.seats).into_owned()/> });
    let online = (guest.attendance == Attendance::Online).then(|| view! { <Chip label=words.online().into_owned()/> });
    let needs = guest.access_needs.clone().map(|needs| {
        view! { <span class="door-needs"><b>{words.needs()}</b>" "{needs}</span> }
    });
    let came = guest.presence.as_ref().map_or(0, |presence| presence.people);
    let [first, second] = nonces;
    let acts = match guest.presence.clone() {
        None => view! { <Arrive guest=guest.clone() came nonce=first action/> }.into_any(),
        Some(presence) => {
            let more = (came < guest.seats).then(|| {
                let action = action.clone();
                view! { <Arrive guest=guest.clone() came nonce=second action/> }
            });
            view! {
                <Present presence seats=guest.seats/>
                <Undo taps=guest.presence.as_ref().map(joined).unwrap_or_default() name=guest.name.clone() nonce=first
                    action/>
                {more}
            }
            .into_any()
        }
    };
    view! {
        <li class="door-guest" class:is-in=is_in data-key=key data-in=if is_in { "yes" } else { "no" }
            data-number=number data-people=guest.seats data-came=came hidden=is_hidden>
            <div class="door-who">
                <b>{guest.name.clone()}</b>
                <small>{guest.kana.clone()}" "<span class="number">{guest.reference.to_string()}</span></small>
                <small>{guest.organisation.clone()}</small>
                <span class="chip-list">{party}{online}</span>
                {needs}
            </div>
            <div class="door-acts" data-acts="">{acts}</div>
            <div class="door-kept" data-kept="arrive" hidden=true>
                <span>{words.kept_arrival()}</span>
                <button type="button" class="link-button" data-take-back="">
                    {words.take_back()}<span class="visually-hidden">{words.of(&guest.name)}</span>
                </button>
            </div>
            <div class="door-kept" data-kept="undo" hidden=true><span>{words.kept_undo()}</span></div>
        </li>
    }
    .into_any()
}

fn joined(presence: &Presence) -> String {
    let taps: Vec<String> = presence.taps.iter().map(TapNonce::to_string).collect();
    taps.join(" ")
}

/// Since when they are there, and how many of them.
#[component]
fn Present(presence: Presence, seats: u32) -> impl IntoView {
    let text = use_text();
    let words = text.door();
    let time = text.date().time(presence.since.in_tokyo().time());
    let of = (seats > 1).then(|| words.came_of(presence.people, seats));
    view! { <span class="door-done">{words.arrived_at(&time)}" "{of}</span> }.into_any()
}

/// Lets them in: all, or as many as are chosen.
#[component]
fn Arrive(guest: DoorGuest, came: u32, nonce: String, action: String) -> impl IntoView {
    let words = use_text().door();
    let id = format!("people-{}", guest.reference.as_str());
    let count = (guest.seats > 1).then(|| {
        let choices = (came + 1..=guest.seats)
            .map(|count| {
                let is_all = count == guest.seats;
                view! { <option value=count selected=is_all>{words.count_of(count)}</option> }
            })
            .collect_view();
        view! {
            <label class="visually-hidden" for=id.clone()>{words.how_many()}{words.of(&guest.name)}</label>
            <select class="input" id=id name="people">{choices}</select>
        }
    });
    let label = if came == 0 { words.arrive() } else { words.arrive_rest() };
    let class = if came == 0 { "button" } else { "button button-outline" };
    view! {
        <form method="post" action=action data-tap="arrive">
            <HiddenField name="act" value="arrive"/>
            <HiddenField name="nonce" value=nonce/>
            <HiddenField name="reference" value=guest.reference.as_str()/>
            {count}
            <button class=class>{label}<span class="visually-hidden">{words.of(&guest.name)}</span></button>
        </form>
    }
    .into_any()
}

/// Takes back that somebody is there.
#[component]
fn Undo(taps: String, name: String, nonce: String, action: String) -> impl IntoView {
    let words = use_text().door();
    view! {
        <form method="post" action=action data-tap="undo">
            <HiddenField name="act" value="undo"/>
            <HiddenField name="nonce" value=nonce/>
            <HiddenField name="undone" value=taps/>
            <button class="link-button">{words.undo()}<span class="visually-hidden">{words.of(&name)}</span></button>
        </form>
    }
    .into_any()
}

/// Somebody who has come without having registered.
#[component]
pub fn WalkInRow(walk_in: DoorWalkIn, nonce: String, action: String) -> impl IntoView {
    let text = use_text();
    let words = text.door();
    let time = text.date().time(walk_in.at.in_tokyo().time());
    let party = (walk_in.people > 1).then(|| view! { <Chip label=words.party(walk_in.people).into_owned()/> });
    view! {
        <li class="door-guest is-in">
            <div class="door-who">
                <b>{walk_in.name.clone()}</b>
                <small>{walk_in.organisation.clone()}</small>
                <span class="chip-list">{party}</span>
            </div>
            <div class="door-acts">
                <span class="door-done">{words.arrived_at(&time)}</span>
                <Undo taps=walk_in.nonce.to_string() name=walk_in.name.clone() nonce action/>
            </div>
        </li>
    }
    .into_any()
}
