//! The page of whoever waits, behind a secret link: how it stands, what is offered, what can be done.

use std::borrow::Cow;

use domain::consultation::{Waiting, WaitingState};
use domain::expert::ExpertEntry;
use domain::offer::OfferAnswer;
use leptos::prelude::*;

use super::flow::{OwnWaitingView, WaitingMoment};
use super::wanted_rows;
use crate::address;
use crate::component::{
    ActionItem, ActionList, AnswerRow, Answers, Banner, BannerKind, Breadcrumb, ButtonKind, GiveUpPage, GivingUp,
    HiddenField, Page, ReferenceView, Section, SubmitButton, home_crumb,
};
use crate::consultation::query::ConsultationQuery;
use crate::services::use_now;
use crate::text::{Text, use_text};

/// `/my/{token}` and `/my/{token}/registered`, for whoever waits for a consultation.
#[component]
pub fn OwnWaitingPage(
    /// Everything the page shows.
    view: OwnWaitingView,
) -> impl IntoView {
    let text = use_text();
    let words = text.waiting();
    let own = address::my(text.language(), &view.link);
    let is_new = view.moment == WaitingMoment::Joined && view.waiting.state.is_in_line();
    let title = if is_new { words.joined_title() } else { words.own_title() };
    let mail = is_new.then(|| view! { <p>{words.joined_mail(view.waiting.email.as_str())}</p> });
    let crumb = (!is_new).then(|| {
        view! { <Breadcrumb trail=vec![home_crumb(text)] here=words.own_title().into_owned()/> }
    });
    let offer = offer_box(&view, own.clone(), text);
    let number = view.waiting.reference.to_string();
    let spoken = text.spoken(&view.waiting.reference);
    let next = (view.waiting.state == WaitingState::Waiting).then(|| {
        let until = text.date().day_of_year(view.waiting.wanted.until);
        view! {
            <section class="section" aria-labelledby="next">
                <h2 id="next">{text.my().next_heading()}</h2>
                <p>{words.next_waiting()}</p>
                <p>{words.next_until(&until)}</p>
            </section>
        }
    });
    view! {
        <Page title=title.clone().into_owned() description=words.own_description().into_owned() section=Section::Mine private=true>
            {crumb}
            {banner(&view.waiting, &view.moment, text)}
            <div class="columns columns-aside sheet">
                <div class="stack">
                    <section class="confirmation" aria-labelledby="done">
                        <h1 id="done">{title}</h1>
                        <ReferenceView number spoken/>
                        <p class="my-state"><strong>{words.state(view.waiting.state)}</strong></p>
                    </section>
                    {mail}
                    {offer}
                </div>
                <div class="stack">
                    {next}
                    <section class="section" aria-labelledby="record">
                        <h2 id="record">{text.my().record_heading()}</h2>
                        <Answers rows=record(&view, text)/>
                    </section>
                </div>
                <section class="section aside screen-only" aria-labelledby="act">
                    <h2 id="act">{text.my().actions_heading()}</h2>
                    <ActionList items=actions(&view, &own, text)/>
                    <p class="quiet">{text.my().keep_link()}</p>
                </section>
            </div>
        </Page>
    }
}

fn expert_name(entry: Option<&ExpertEntry>, text: Text) -> Option<&str> {
    entry.map(|entry| entry.profile.name.text(text.language()))
}

/// The time that is offered, with its answers. Opening the page decides nothing: scanners of mails open links.
fn offer_box(view: &OwnWaitingView, action: String, text: Text) -> Option<AnyView> {
    let words = text.waiting();
    let offer = view.waiting.may_answer(use_now()).ok()?;
    let expert = expert_name(view.offered.as_ref(), text)?;
    Some(
        view! {
            <section class="section" aria-labelledby="offer">
                <h2 id="offer">{words.offer_heading()}</h2>
                <p><strong>{words.offer_lead(&text.date().slot(offer.slot), expert)}</strong></p>
                <p>{words.offer_until(&text.date().instant(offer.until))}</p>
                <p>{words.offer_silence()}</p>
                <form action=action method="post">
                    <HiddenField name="key" value=view.key.as_str().to_owned()/>
                    <div class="button-row">
                        <SubmitButton label=words.accept().into_owned() name="answer" value=OfferAnswer::Accept.slug()/>
                        <SubmitButton label=words.decline().into_owned() name="answer" value=OfferAnswer::Decline.slug() kind=ButtonKind::Outline/>
                    </div>
                </form>
            </section>
        }
        .into_any(),
    )
}

fn banner(waiting: &Waiting, moment: &WaitingMoment, text: Text) -> Option<AnyView> {
    let words = text.waiting();
    let has_let_pass = waiting.offer.is_some();
    let (kind, title, said) = match (waiting.state, moment) {
        (WaitingState::Waiting, _) if has_let_pass => {
            (BannerKind::Warning, words.lapsed_banner(), words.lapsed_waiting())
        }
        (WaitingState::Waiting, WaitingMoment::Refused(_)) => {
            (BannerKind::Warning, words.none_banner(), words.none_text())
        }
        (WaitingState::Lapsed, _) => (BannerKind::Information, words.lapsed_banner(), words.lapsed_text()),
        (WaitingState::Left, _) => (BannerKind::Information, words.left_banner(), words.left_text()),
        (WaitingState::Booked, _) => (BannerKind::Success, words.booked_banner(), words.booked_text()),
        (WaitingState::Ended, _) => (BannerKind::Information, words.ended_banner(), words.ended_text()),
        (WaitingState::Waiting | WaitingState::Offered, _) => return None,
    };
    let title = title.into_owned();
    Some(view! { <Banner kind title><p>{said}</p></Banner> }.into_any())
}

fn record(view: &OwnWaitingView, text: Text) -> Vec<AnswerRow> {
    let mut rows = wanted_rows(&view.waiting.wanted, expert_name(view.expert.as_ref(), text), text);
    rows.push(AnswerRow {
        label: text.waiting().row_email().into_owned(),
        value: vec![view.waiting.email.to_string()],
        change: None,
    });
    rows
}

fn actions(view: &OwnWaitingView, own: &str, text: Text) -> Vec<ActionItem> {
    let words = text.waiting();
    let item = |href: String, label: Cow<'static, str>, note: Cow<'static, str>| ActionItem {
        href,
        label: label.into_owned(),
        note: note.into_owned(),
    };
    let wish = view.waiting.wanted.wish;
    let query = ConsultationQuery {
        topic: Some(wish.topic),
        meeting: Some(wish.meeting),
        length: Some(wish.length),
        ..ConsultationQuery::default()
    };
    let search = address::localized(text.language(), &query.address());
    let mut items = vec![item(search, words.search(), words.search_note())];
    if view.waiting.state.is_in_line() {
        items.push(item(format!("{own}/cancel"), words.leave(), words.leave_note()));
    }
    items
}

/// `/my/{token}/cancel`, for whoever waits: asks before it happens.
#[component]
pub fn LeavePage(
    /// Everything the page shows.
    view: OwnWaitingView,
) -> impl IntoView {
    let text = use_text();
    let words = text.waiting();
    let own = address::my(text.language(), &view.link);
    let asked = GivingUp {
        own: (own, words.own_title().into_owned()),
        crumb: words.leave().into_owned(),
        title: words.leave_title().into_owned(),
        rows: record(&view, text),
        said: words.leave_text().into_owned(),
        confirm: words.leave().into_owned(),
        back: words.leave_back().into_owned(),
    };
    view! { <GiveUpPage asked/> }
}
