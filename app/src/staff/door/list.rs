//! The list at the door: who is expected, who is there, and the form for whoever comes unannounced.

use domain::door::{Comer, TapField, TapNonce, door_key, key_matches};
use domain::search::Words;
use leptos::prelude::*;
use storage::DoorGuest;

use super::row::{GuestRow, WalkInRow};
use super::{DoorFrame, DoorShow, DoorView, TapTold, address};
use crate::address::localized;
use crate::component::{Banner, BannerKind, ErrorSummary, HiddenField, SubmitButton, TextField};
use crate::door::DoorIsland;
use crate::shell::needs_client;
use crate::staff::event;
use crate::text::{Text, use_text};

#[component]
pub fn DoorListPage(view: DoorView) -> impl IntoView {
    needs_client();
    let text = use_text();
    let (words, language) = (text.door(), text.language());
    let code = view.list.event.code.clone();
    let title = words.title(view.list.event.title.text(language)).into_owned();
    let errors = errors(&view, text);
    let has_errors = !errors.is_empty() || view.told.iter().any(|told| !matches!(told, TapTold::Taken(_)));
    let menu = menu(&view, text);
    let walk_in = walk_in(&view, text);
    let action = view.action(language);
    let query = view.query.clone();
    let taps = format!("{}/taps", address(language, &code));
    view! {
        <DoorFrame title menu has_errors>
            <ErrorSummary errors/>
            <DoorIsland
                address=taps
                code=code.as_str().to_owned()
                unsent=words.unsent("{}").into_owned()
                offline=words.offline().into_owned()
                signed_out=words.signed_out().into_owned()
                scan=words.scan().into_owned()
                stop_scan=words.stop_scan().into_owned()
                camera_denied=words.camera_denied().into_owned()
                camera_label=words.camera_label().into_owned()
                not_a_number=words.not_a_number().into_owned()
            >
                <form class="door-search" role="search" method="post" action=action>
                    <HiddenField name="act" value="search"/>
                    <label for="q">{words.search_label()}</label>
                    <input class="input" id="q" name="q" type="search" value=query autocomplete="off"
                        autocapitalize="off" enterkeyhint="search"/>
                    <button class="button">{words.search_button()}</button>
                </form>
                <DoorParts view/>
            </DoorIsland>
            {walk_in}
        </DoorFrame>
    }
    .into_any()
}

/// What changes with each tap, in parts that the island exchanges.
#[component]
pub fn DoorParts(view: DoorView) -> impl IntoView {
    let text = use_text();
    view! {
        <div class="door-tally" data-part="tally">{tally(&view, text)}</div>
        <div class="door-said" role="status" data-part="said">{said(&view, text)}</div>
        <div data-part="list">{people(&view, text)}</div>
    }
    .into_any()
}

fn errors(view: &DoorView, text: Text) -> Vec<(String, String)> {
    let words = text.door();
    view.problems.iter().map(|(field, error)| (field.name().to_owned(), words.problem(*field, *error))).collect()
}

fn menu(view: &DoorView, text: Text) -> AnyView {
    let (words, language) = (text.door(), text.language());
    let event = view.is_secretariat.then(|| {
        let href = event::address(language, &view.list.event.code);
        view! { <li><a href=href>{words.event_page()}</a></li> }
    });
    let leave = (!view.is_secretariat).then(|| {
        view! {
            <li>
                <form method="post" action=localized(language, "/staff/door/leave")>
                    <button class="link-button">{words.leave()}</button>
                </form>
            </li>
        }
    });
    view! {
        <details class="door-menu">
            <summary>{words.menu()}</summary>
            <nav aria-label=words.menu_label()>
                <ul>
                    <li><a href="#walk-in">{words.walk_in_heading()}</a></li>
                    {event}
                    {leave}
                </ul>
            </nav>
        </details>
    }
    .into_any()
}

fn tally(view: &DoorView, text: Text) -> AnyView {
    let words = text.door();
    let report = view.list.report();
    let (expected, came) = (report.registered, report.came);
    let share = if expected == 0 { 0 } else { came.min(expected) };
    let walk_ins = (report.walk_ins > 0).then(|| {
        view! { <span class="door-walk-ins">{words.tally_walk_ins(report.walk_ins)}</span> }
    });
    let when = text.date().when(&view.list.event.when);
    view! {
        <p><b data-count=came>{came}</b>" "{words.tally_of(expected)}" "{walk_ins}</p>
        <p class="quiet">{when}</p>
        <svg class="door-share" viewBox=format!("0 0 {} 1", expected.max(1)) preserveAspectRatio="none" role="img"
            aria-label=words.tally_label(came, expected)>
            <rect width=share height="1"/>
        </svg>
    }
    .into_any()
}

/// What became of taps: the last that was taken, with a way back; each that was not, with its reason.
fn said(view: &DoorView, text: Text) -> AnyView {
    let words = text.door();
    let refused = view.told.iter().filter_map(|told| {
        let (who, why) = match told {
            TapTold::Taken(_) => return None,
            TapTold::Refused(who, refusal) => (who.clone(), words.refused(*refusal).into_owned()),
            TapTold::Unreadable => (None, words.unreadable().into_owned()),
        };
        let who = who.map(|who| view! { <b class="number">{who}</b>" " });
        Some(view! {
            <Banner kind=BannerKind::Error title=words.refused_title()><p>{who}{why}</p></Banner>
        })
    });
    let refused = refused.collect_view();
    let last = view.told.iter().rev().find_map(|told| match told {
        TapTold::Taken(nonce) => Some(*nonce),
        _ => None,
    });
    let taken = last.and_then(|nonce| taken(view, nonce, text));
    view! { {refused}{taken} }.into_any()
}

fn taken(view: &DoorView, nonce: TapNonce, text: Text) -> Option<AnyView> {
    let words = text.door();
    if view.list.log.is_undo(nonce) {
        return Some(view! { <p class="door-undo"><span>{words.told_undone()}</span></p> }.into_any());
    }
    let arrival = view.list.log.arrival(nonce)?;
    let (told, undone) = match arrival.who {
        Comer::Registered(id) => {
            let guest = view.list.guest(id)?;
            let presence = guest.presence.as_ref()?;
            if presence.since < arrival.at {
                let time = text.date().time(presence.since.in_tokyo().time());
                let told = words.told_already(&guest.name, &time);
                return Some(view! { <p class="door-undo"><span>{told}</span></p> }.into_any());
            }
            let taps: Vec<String> = presence.taps.iter().map(TapNonce::to_string).collect();
            (words.told_arrived(&guest.name, arrival.people), taps.join(" "))
        }
        Comer::WalkIn => {
            let name = view.list.walk_ins.iter().find(|walk_in| walk_in.nonce == nonce).map(|walk_in| &walk_in.name)?;
            (words.told_walk_in(name, arrival.people), nonce.to_string())
        }
    };
    let own = view.nonce(view.nonces.len().saturating_sub(2));
    Some(
        view! {
            <form class="door-undo" method="post" action=view.action(text.language()) data-tap="undo">
                <HiddenField name="act" value="undo"/>
                <HiddenField name="nonce" value=own/>
                <HiddenField name="undone" value=undone/>
                <span>{told}</span>
                <button class="link-button">{words.take_back()}</button>
            </form>
        }
        .into_any(),
    )
}

fn is_found(guest: &DoorGuest, key: &str, view: &DoorView, terms: &Words) -> bool {
    view.show.shows(guest.presence.is_some()) && key_matches(key, terms.terms().iter().map(String::as_str))
}

fn people(view: &DoorView, text: Text) -> AnyView {
    let (words, language) = (text.door(), text.language());
    let terms = Words::parse(&view.query);
    let action = view.action(language);
    let mut found: u32 = 0;
    let rows = view
        .list
        .guests
        .iter()
        .enumerate()
        .map(|(place, guest)| {
            let key = door_key([guest.name.as_str(), &guest.kana, guest.reference.as_str()]);
            let is_found = is_found(guest, &key, view, &terms);
            found += u32::from(is_found);
            let (nonces, action) = ([view.nonce(2 * place), view.nonce(2 * place + 1)], action.clone());
            view! { <GuestRow guest=guest.clone() key=key is_hidden=!is_found nonces action/> }
        })
        .collect_view();
    let first = 2 * view.list.guests.len();
    let walk_ins = view
        .list
        .walk_ins
        .iter()
        .enumerate()
        .map(|(place, walk_in)| {
            let (nonce, action) = (view.nonce(first + place), action.clone());
            view! { <WalkInRow walk_in=walk_in.clone() nonce action/> }
        })
        .collect::<Vec<_>>();
    let walk_ins = (!walk_ins.is_empty()).then(|| {
        view! {
            <h2 class="door-heading">{words.walk_ins_heading()}</h2>
            <ul class="door-names">{walk_ins}</ul>
        }
    });
    let status = if found == 0 { words.nobody() } else { words.found(&found.to_string()) };
    let until = view.until.map(|until| words.until(&text.date().instant(until)));
    view! {
        {pills(view, text)}
        <h2 class="visually-hidden">{words.list_heading()}</h2>
        <p class="door-status quiet">
            <span role="status" data-found=words.found("{}") data-nobody=words.nobody()>{status}</span>" "{until}
        </p>
        <ul class="door-names" aria-label=words.list_label()>{rows}</ul>
        {walk_ins}
    }
    .into_any()
}

fn pills(view: &DoorView, text: Text) -> AnyView {
    let words = text.door();
    let count = |show: DoorShow| {
        let shown = view.list.guests.iter().filter(|guest| show.shows(guest.presence.is_some())).count();
        u32::try_from(shown).unwrap_or(u32::MAX)
    };
    let own = address(text.language(), &view.list.event.code);
    let pills = DoorShow::ALL
        .into_iter()
        .map(|show| {
            let label = match show {
                DoorShow::All => words.filter_all(count(show)),
                DoorShow::Open => words.filter_open(count(show)),
                DoorShow::In => words.filter_in(count(show)),
            };
            let is_here = (show == view.show).then_some("true");
            let href = format!("{own}?show={}", show.word());
            view! { <li><a href=href data-show=show.word() aria-current=is_here>{label}</a></li> }
        })
        .collect_view();
    view! { <ul class="door-pills" aria-label=words.filters()>{pills}</ul> }.into_any()
}

fn walk_in(view: &DoorView, text: Text) -> AnyView {
    let words = text.door();
    let error = |field: TapField| {
        let wrong = view.problems.iter().find(|(each, _)| *each == field);
        wrong.map(|(field, error)| words.problem(*field, *error))
    };
    let form = &view.form;
    let nonce = view.nonce(view.nonces.len().saturating_sub(1));
    let people = if form.people.is_empty() { "1".to_owned() } else { form.people.clone() };
    view! {
        <details class="door-walk-in" id="walk-in" open=!view.problems.is_empty()>
            <summary><h2>{words.walk_in_heading()}</h2></summary>
            <form class="form" method="post" action=view.action(text.language()) data-tap="walk-in" novalidate=true>
                <p>{words.walk_in_note()}</p>
                <HiddenField name="act" value="walk-in"/>
                <HiddenField name="nonce" value=nonce/>
                <TextField name="name" label=words.walk_in_name() value=form.name.clone() error=error(TapField::Name)
                    autocomplete="off"/>
                <TextField name="organisation" label=words.walk_in_organisation() value=form.organisation.clone()
                    error=error(TapField::Organisation) required=false autocomplete="off"/>
                <TextField name="people" label=words.how_many() value=people error=error(TapField::People)
                    size="input-short" inputmode="numeric"/>
                <SubmitButton label=words.walk_in_button()/>
            </form>
        </details>
    }
    .into_any()
}
