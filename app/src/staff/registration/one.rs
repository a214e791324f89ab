//! `/staff/registrations/{reference}`: one registration: what was typed, what can be done, what was done.

use domain::language::Language;
use domain::registration::desk::DeskActKind;
use domain::registration::{Registration, RegistrationState};
use leptos::prelude::*;
use storage::{DeskRegistration, MailState};

use super::{one_address, roll_address, state_chip, state_words};
use crate::address::localized;
use crate::component::{Banner, BannerKind, ButtonKind, ButtonLink, HiddenField, ReferenceView, phone_link};
use crate::registration::page::{Asks, answer_rows};
use crate::staff::desk::moment;
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

/// One registration with everything its page shows.
#[derive(Debug, Clone)]
pub struct OneView {
    /// The registration.
    pub at_desk: DeskRegistration,
    /// What has just been done: the word of the act.
    pub done: Option<String>,
    /// Which showing of the page's forms it is.
    pub key: String,
}

#[component]
pub fn OnePage(
    /// Everything the page shows.
    view: OneView,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.desk_registration(), text.language());
    let DeskRegistration { registration, event, .. } = &view.at_desk;
    // A title stays in the browser's memory: it says the number and not the name.
    let title = format!("{} {}", words.title(), registration.reference);
    let done = view.done.as_deref().map(|done| {
        let title = words.done(done).into_owned();
        let told = registration.applicant.recipient().filter(|_| view.at_desk.set_aside.is_none());
        let mail = told.map(|email| view! { <p>{words.done_mail(email)}</p> });
        view! { <Banner kind=BannerKind::Success title>{mail}</Banner> }
    });
    let aside = view.at_desk.set_aside.filter(|_| registration.state == RegistrationState::SetAside).map(|reason| {
        let title = words.state(RegistrationState::SetAside).into_owned();
        view! { <Banner kind=BannerKind::Warning title><p>{words.set_aside(reason)}</p></Banner> }
    });
    let head = view! {
        <p class="quiet">
            <a href=localized(language, "/staff/registrations")>{words.to_all()}</a>" › "
            <a href=roll_address(language, &event.code)>{words.title_of(event.title.text(language))}</a>
        </p>
        <div class="roll-head">
            <h1>{registration.applicant.name.to_string()}</h1>
            <span class="roll-kana">{registration.applicant.kana.to_string()}</span>
            {state_chip(registration, text)}
        </div>
    }
    .into_any();
    let spoken = match language {
        Language::Japanese => registration.reference.spoken_japanese(),
        Language::English => registration.reference.spoken_english(),
    };
    let side = side(&view.at_desk, text);
    let (call, facts, acts) = (call(&view.at_desk, text), facts(&view.at_desk, text), acts(&view, text));
    let number = registration.reference.to_string();
    view! {
        <DeskFrame title place=DeskPlace::Registrations head side>
            <div class="desk-sheet stack">
                {done}
                {aside}
                {call}
                <ReferenceView number spoken/>
                {facts}
                {acts}
            </div>
        </DeskFrame>
    }
    .into_any()
}

/// What to say on the phone to whom no mail reaches.
fn call(at_desk: &DeskRegistration, text: Text) -> Option<AnyView> {
    let (words, language) = (text.desk_registration(), text.language());
    let DeskRegistration { registration, event, .. } = at_desk;
    let phone = registration.applicant.phone.as_ref().filter(|_| registration.applicant.email.is_none())?.to_string();
    let spoken = match registration.language {
        Language::Japanese => registration.reference.spoken_japanese(),
        Language::English => registration.reference.spoken_english(),
    };
    let state = state_words(registration, text);
    let when = text.date().when(&event.when);
    let (title, href) = (words.call_title().into_owned(), phone_link(&phone));
    let whom = words.call_text(&phone).into_owned();
    let what = words.call_state(&state, event.title.text(language), &when).into_owned();
    let number = words.call_number(&spoken).into_owned();
    Some(
        view! {
            <Banner kind=BannerKind::Information title>
                <p><a href=href>{whom}</a></p>
                <p>{what}</p>
                <p>{number}</p>
            </Banner>
        }
        .into_any(),
    )
}

fn facts(at_desk: &DeskRegistration, text: Text) -> AnyView {
    let (words, language) = (text.desk_registration(), text.language());
    let DeskRegistration { registration, event, .. } = at_desk;
    let mut rows = vec![(words.state_label().into_owned(), vec![state_words(registration, text)])];
    rows.extend(
        registration.cancel_reason.as_ref().map(|reason| (words.reason_label().into_owned(), vec![reason.clone()])),
    );
    let typed = answer_rows(&registration.applicant, Asks::of(event), text);
    rows.extend(typed.into_iter().map(|(_, label, lines)| (label, lines)));
    let instant = |at| vec![text.date().instant(at)];
    rows.push((words.came_by().into_owned(), vec![words.channel(registration.channel).into_owned()]));
    rows.push((words.registered_at().into_owned(), instant(registration.created_at)));
    rows.push((words.agreed_at().into_owned(), instant(at_desk.consented_at)));
    let spoken = words.language_value(registration.language).into_owned();
    rows.push((words.language().into_owned(), vec![spoken]));
    let rows = rows
        .into_iter()
        .map(|(label, lines)| {
            let lines = lines.into_iter().map(|line| view! { <span class="line">{line}</span> }).collect_view();
            view! { <div><dt>{label}</dt><dd>{lines}</dd></div> }
        })
        .collect_view();
    let when = text.date().when(&event.when);
    view! {
        <section aria-labelledby="typed">
            <h2 id="typed">{words.typed()}</h2>
            <dl class="desk-facts">
                <div>
                    <dt>{words.event_label()}</dt>
                    <dd><a href=roll_address(language, &event.code)>{event.title.text(language).to_owned()}</a>" "{when}</dd>
                </div>
                {rows}
            </dl>
        </section>
    }
    .into_any()
}

/// What can be done to a registration that stands so.
const fn possible(registration: &Registration) -> &'static [DeskActKind] {
    use DeskActKind as Kind;
    match registration.state {
        RegistrationState::Seated | RegistrationState::Waiting => &[Kind::Resend, Kind::Move, Kind::Cancel],
        RegistrationState::Offered => &[Kind::AcceptOffer, Kind::DeclineOffer, Kind::Resend, Kind::Move, Kind::Cancel],
        RegistrationState::SetAside => &[Kind::Cancel],
        RegistrationState::Cancelled => &[],
    }
}

fn acts(view: &OneView, text: Text) -> Option<AnyView> {
    let (words, language) = (text.desk_registration(), text.language());
    let DeskRegistration { registration, event, .. } = &view.at_desk;
    let has_mail = registration.applicant.email.is_some();
    let acts: Vec<_> = possible(registration)
        .iter()
        .filter(|kind| has_mail || **kind != DeskActKind::Resend)
        .map(|kind| {
            view! {
                <button type="submit" class="button button-small button-outline" name="act" value=kind.slug()>
                    {words.act_button(*kind)}
                </button>
            }
        })
        .collect();
    let edit = format!("{}/edit", one_address(language, &registration.reference));
    (!acts.is_empty()).then(|| {
        view! {
            <section aria-labelledby="acts">
                <h2 id="acts">{words.acts()}</h2>
                <div class="button-row">
                    <ButtonLink href=edit label=words.change().into_owned() kind=ButtonKind::Outline/>
                </div>
                <form class="roll-acts" method="post" action=format!("{}/act", roll_address(language, &event.code))>
                    <HiddenField name="key" value=view.key.clone()/>
                    <HiddenField name="pick" value=registration.reference.as_str().to_owned()/>
                    {acts}
                </form>
            </section>
        }
        .into_any()
    })
}

fn side(at_desk: &DeskRegistration, text: Text) -> AnyView {
    let (words, language) = (text.desk_registration(), text.language());
    let deeds = at_desk
        .history
        .iter()
        .rev()
        .map(|deed| {
            let who = deed.by.as_ref().map_or_else(|| words.by_applicant().into_owned(), ToString::to_string);
            view! { <li><p>{moment(deed.at, text)}" "<b>{text.audit().acts().act(deed.act)}</b>" "{who}</p></li> }
        })
        .collect_view();
    let mails = at_desk
        .mails
        .iter()
        .map(|mail| {
            let href = localized(language, &format!("/staff/outbox/{}", mail.id));
            let at = if mail.state == MailState::Sent {
                mail.settled_at.unwrap_or(mail.created_at)
            } else {
                mail.created_at
            };
            view! {
                <li>
                    <p>
                        {moment(at, text)}" "<a href=href>{text.outbox().kind(mail.kind)}</a>" "
                        {text.outbox().state(mail.state)}
                    </p>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let mails = if mails.is_empty() {
        view! { <p>{words.no_mails()}</p> }.into_any()
    } else {
        view! { <ol class="history">{mails}</ol> }.into_any()
    };
    view! {
        <h2>{words.history()}</h2>
        <ol class="history">{deeds}</ol>
        <h2>{words.mails_heading()}</h2>
        {mails}
    }
    .into_any()
}
