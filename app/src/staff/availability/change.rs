//! Before a change is made: bookings that it would leave outside the hours, and what somebody else has changed meanwhile.

use domain::availability::{AvailabilityOperation, Calendar, EngagementKind};
use leptos::prelude::*;

use super::address::TERMS;
use super::forms::hidden;
use super::query::CalendarQuery;
use super::sheet::parts;
use super::{CalendarConflictView, CalendarVersionsView, Impossible};
use crate::address::desk_consultation;
use crate::address::localized;
use crate::component::{Banner, BannerKind, ButtonKind, ButtonLink, SubmitButton, Table};
use crate::services::use_now;
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

/// The page of an operation: its form goes there, and whoever gives it up goes back there.
fn page_of(query: &CalendarQuery, operation: &str, text: Text) -> String {
    let page = if operation == "terms" { query.address_under(TERMS) } else { query.address() };
    localized(text.language(), &page)
}

#[component]
pub fn CalendarConflictPage(view: CalendarConflictView) -> impl IntoView {
    let text = use_text();
    let words = text.availability();
    let title = words.conflicts_title().into_owned();
    let back = page_of(&view.query, view.form.operation(), text);
    let action = back.clone();
    let rows = view
        .conflicts
        .iter()
        .map(|(conflict, consultation)| {
            let engagement = conflict.engagement;
            let (EngagementKind::Consultation(id) | EngagementKind::Proposal(id)) = engagement.kind else {
                return view! { <li>{words.engagement(engagement.kind)}</li> }.into_any();
            };
            let when = text.date().instant(engagement.starts_at);
            let proposed = matches!(engagement.kind, EngagementKind::Proposal(_))
                .then(|| view! { " "<span class="quiet">{words.conflict_kept_for()}</span> });
            let who = consultation.as_ref().map(|one| {
                let href = desk_consultation(text.language(), &one.reference);
                view! {
                    <a href=href.clone()>{one.client.organisation.name.to_string()}</a>
                    " "{words.meeting(one.wish.meeting)}
                    <br/>
                    <a href=format!("{href}#propose")>{words.conflict_propose()}</a>
                }
            });
            view! {
                <li>
                    <b>{when}</b>" "{who}{proposed}
                    <p>{words.closure(&conflict.closure)}</p>
                    <input type="hidden" name="known" value=id.0.to_string()/>
                </li>
            }
            .into_any()
        })
        .collect_view();
    let news = view.is_new.then(|| {
        view! { <Banner kind=BannerKind::Warning title=words.conflicts_new()>""</Banner> }
    });
    let name = view.expert.profile.name.text(text.language()).to_owned();
    let head = view! { <h1>{title.clone()}</h1><p class="quiet">{name}</p> }.into_any();
    view! {
        <DeskFrame title place=DeskPlace::Availability head>
            <div class="desk-sheet stack">
                {news}
                <form method="post" action=action>
                    {hidden(&view.form, view.revision)}
                    <section class="desk-note desk-note-warning">
                        <p>{words.conflicts_text()}</p>
                        <ul class="cal-conflicts">{rows}</ul>
                    </section>
                    <div class="button-row">
                        <SubmitButton name="step" value="confirm" label=words.keep_and_save().into_owned()/>
                        <ButtonLink href=back label=words.give_up().into_owned() kind=ButtonKind::Outline/>
                    </div>
                </form>
            </div>
        </DeskFrame>
    }
    .into_any()
}

/// A day, its hours as they are now, and what was to be done to them; none for what is about more than the hours of a day.
fn beside(wanted: &AvailabilityOperation, current: &Calendar, text: Text) -> Option<Vec<String>> {
    let words = text.availability();
    let (date, asked) = match wanted {
        AvailabilityOperation::AddWindow { day, window, .. } => (*day, words.wanted_add(&words.window_of(*window))),
        AvailabilityOperation::RemoveWindow { day, window, .. } => {
            (*day, words.wanted_remove(&words.window_of(*window)))
        }
        AvailabilityOperation::MoveWindow { day, window, to, becomes, .. } => {
            let becomes = words.window_of(*becomes);
            let becomes = if to == day { becomes } else { format!("{} {becomes}", text.date().day(*to)) };
            (*day, words.wanted_move(&words.window_of(*window), &becomes))
        }
        _ => return None,
    };
    Some(vec![text.date().day(date), words.hours_of(&current.hours_on(date).hours), asked.into_owned()])
}

#[component]
pub fn CalendarVersionsPage(view: CalendarVersionsView) -> impl IntoView {
    let text = use_text();
    let words = text.availability();
    let title = words.versions_title().into_owned();
    let today = use_now().tokyo_date();
    let back = page_of(&view.query, view.form.operation(), text);
    let action = back.clone();
    let mine = match &view.mine {
        Ok(mine) => {
            let (theirs, mine) = (parts(&view.current, today, text), parts(mine, today, text));
            let said = |lines: &[String]| {
                if lines.is_empty() { words.no_hours().into_owned() } else { lines.join(" / ") }
            };
            let rows = theirs.into_iter().zip(mine).filter(|((_, theirs), (_, mine))| theirs != mine);
            let rows: Vec<Vec<String>> =
                rows.map(|((part, theirs), (_, mine))| vec![part, said(&theirs), said(&mine)]).collect();
            let head = [words.versions_part(), words.versions_theirs(), words.versions_mine()];
            let head = head.map(std::borrow::Cow::into_owned).to_vec();
            view! {
                <Table caption=words.versions_caption().into_owned() head rows/>
                <form method="post" action=action>
                    {hidden(&view.form, view.revision)}
                    <div class="button-row">
                        <SubmitButton label=words.take_mine().into_owned()/>
                        <ButtonLink href=back label=words.take_theirs().into_owned() kind=ButtonKind::Outline/>
                    </div>
                </form>
            }
            .into_any()
        }
        Err(Impossible { why, wanted }) => {
            let rows: Vec<Vec<String>> = wanted.iter().filter_map(|asked| beside(asked, &view.current, text)).collect();
            let head = [words.day(), words.versions_theirs(), words.versions_wanted()];
            let head = head.map(std::borrow::Cow::into_owned).to_vec();
            let table =
                (!rows.is_empty()).then(|| view! { <Table caption=words.versions_caption().into_owned() head rows/> });
            view! {
                <p>{words.versions_impossible()}" "{why.clone()}</p>
                {table}
                <p><ButtonLink href=back label=words.take_theirs().into_owned()/></p>
            }
            .into_any()
        }
    };
    let name = view.expert.profile.name.text(text.language()).to_owned();
    let head = view! { <h1>{title.clone()}</h1><p class="quiet">{name}</p> }.into_any();
    view! {
        <DeskFrame title place=DeskPlace::Availability has_errors=true head>
            <div class="desk-sheet stack">
                <p>{words.versions_text()}</p>
                {mine}
            </div>
        </DeskFrame>
    }
    .into_any()
}
