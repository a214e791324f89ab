//! The pages behind a secret link: what one has registered, and what one can do with it.

use domain::offer::may_answer;
use domain::reference::{IdempotencyKey, SecretToken};
use domain::registration::{Refusal, Registration, RegistrationState, may_cancel, may_change};
use domain::schedule::Listed;
use leptos::prelude::*;

use crate::address;
use crate::component::{
    ActionItem, ActionList, AnswerRow, Answers, Banner, BannerKind, Breadcrumb, DatedStep, DatedSteps, ErrorSummary,
    GiveUpPage, GivingUp, Page, QrPicture, QrView, ReferenceView, Section, Steps, SubmitButton, TextField, home_crumb,
};
use crate::event::view::{foreign, place_short};
use crate::my::offer::{OfferBox, offer_banner};
use crate::registration::page::{Asks, answer_rows};
use crate::services::use_now;
use crate::text::{Text, use_text};

/// What a secret link opens.
#[derive(Debug, Clone)]
pub struct MyView {
    /// The link.
    pub link: SecretToken,
    /// The registration as its applicant may see it.
    pub registration: Registration,
    /// Its event.
    pub listed: Listed,
    /// What has just happened.
    pub moment: Moment,
    /// Which showing of the page this is: makes an answer that is sent twice one answer.
    pub key: IdempotencyKey,
    /// The number as a code, to be scanned at the door; none where nobody is awaited there.
    pub check_in: Option<QrPicture>,
}

/// What has just happened to the registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Nothing: somebody looks at it.
    Later,
    /// It was made.
    Registered,
    /// It was changed.
    Changed,
    /// The seat on offer was taken.
    OfferAccepted,
    /// An offer was answered, and a rule said no.
    OfferRefused(Refusal),
}

/// The page for "send me my links".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindView {
    /// What was typed.
    pub email: String,
    /// What is wrong with it.
    pub error: Option<domain::input::FieldError>,
    /// Whether it was taken.
    pub is_done: bool,
}

/// `/my/{token}` and `/my/{token}/registered`.
#[component]
pub fn MyPage(
    /// Everything the page shows.
    view: MyView,
) -> impl IntoView {
    let (text, now) = (use_text(), use_now());
    let (words, language) = (text.my(), text.language());
    let MyView { link, registration, listed, moment, key, check_in } = view;
    let face = registration.face();
    let seats = listed.seats();
    let position = registration.position.unwrap_or(1);
    let state = match face {
        RegistrationState::Waiting => words.state_waiting(position),
        RegistrationState::Offered => text.offer().state(),
        RegistrationState::Cancelled => words.state_cancelled(),
        RegistrationState::Seated | RegistrationState::SetAside => words.state_seated(),
    };
    let number = registration.reference.to_string();
    let spoken = text.spoken(&registration.reference);
    let registered = text.registration();
    let done = matches!(moment, Moment::Registered) && face != RegistrationState::Cancelled;
    let title = match (done, face) {
        (true, RegistrationState::Waiting | RegistrationState::Offered) => registered.done_waiting(),
        (true, _) => registered.done_seated(),
        (false, _) => words.title(),
    };
    let steps = done.then(|| view! { <Steps now=3/> });
    let crumb = (!done).then(|| {
        let trail = vec![home_crumb(text)];
        view! { <Breadcrumb trail here=words.title().into_owned()/> }
    });
    let line = (face == RegistrationState::Waiting).then(|| view! { <p>{registered.done_position(position)}</p> });
    let recipient = registration.applicant.recipient().filter(|_| done);
    let mail = recipient.map(|recipient| view! { <p>{registered.done_mail(recipient)}</p> });
    let banner = banner(&listed, &registration, moment, text, listed.event.is_past(now));
    let own = address::my(language, &link);
    let offer = registration.offer.filter(|offer| may_answer(&seats, face, Some(*offer), now).is_ok());
    let offer = offer.map(|offer| view! { <OfferBox offer action=own.clone() key=key/> });
    let mut actions = Vec::new();
    if face != RegistrationState::Cancelled && !listed.event.is_past(now) {
        actions.push(ActionItem {
            href: format!("{own}.ics"),
            label: words.calendar().into_owned(),
            note: words.calendar_note().into_owned(),
        });
    }
    if may_change(&seats, registration.state, now).is_ok() {
        actions.push(ActionItem {
            href: format!("{own}/change"),
            label: words.change().into_owned(),
            note: words.change_note().into_owned(),
        });
    }
    if may_cancel(&seats, registration.state, now).is_ok() {
        actions.push(ActionItem {
            href: format!("{own}/cancel"),
            label: words.cancel().into_owned(),
            note: words.cancel_note().into_owned(),
        });
    }
    actions.push(ActionItem {
        href: address::event(language, &listed.event.code),
        label: words.event_page().into_owned(),
        note: String::new(),
    });
    let next = (face != RegistrationState::Cancelled).then(|| {
        let steps = next_steps(&registration, &listed, text, now);
        view! {
            <section class="section" aria-labelledby="next">
                <h2 id="next">{words.next_heading()}</h2>
                <DatedSteps steps/>
            </section>
        }
    });
    let check_in = check_in.map(|picture| {
        view! {
            <div class="my-code">
                <QrView picture label=words.check_in_label(&number)/>
                <p>{words.check_in_note()}</p>
            </div>
        }
    });
    let number_of_page = number.clone();
    let page_title = if done { format!("{title} {number_of_page}") } else { title.clone().into_owned() };
    view! {
        <Page title=page_title description=words.description().into_owned() section=Section::Mine private=true>
            {crumb}
            {banner}
            <div class="columns columns-aside sheet">
                <div class="stack">
                    {steps}
                    <section class="confirmation" aria-labelledby="done">
                        <h1 id="done">{title}</h1>
                        <ReferenceView number spoken/>
                        {check_in}
                        <p class="my-state"><strong>{state}</strong></p>
                        {line}
                    </section>
                    {mail}
                    {offer}
                </div>
                <div class="stack">
                    {next}
                    <section class="section" aria-labelledby="record">
                        <h2 id="record">{words.record_heading()}</h2>
                        <Answers rows=record(&registration, &listed, text)/>
                        <p class="quiet screen-only">{words.print_note()}</p>
                    </section>
                </div>
                <section class="section aside screen-only" aria-labelledby="act">
                    <h2 id="act">{words.actions_heading()}</h2>
                    <ActionList items=actions/>
                    <p class="quiet">{words.keep_link()}</p>
                </section>
            </div>
        </Page>
    }
}

fn banner(listed: &Listed, registration: &Registration, moment: Moment, text: Text, is_past: bool) -> Option<AnyView> {
    let (words, face) = (text.my(), registration.face());
    let show = |kind, title: std::borrow::Cow<'static, str>, said: String, lang: Option<&'static str>| {
        let title = title.into_owned();
        Some(view! { <Banner kind title><p lang=lang>{said}</p></Banner> }.into_any())
    };
    if let domain::event::EventState::Cancelled { reason, .. } = &listed.event.state {
        let (said, said_in) = reason.read(text.language());
        return show(BannerKind::Error, words.event_cancelled(), said.to_owned(), foreign(said_in, text.language()));
    }
    if let Some((kind, title, said)) = offer_banner(registration, moment, text) {
        return show(kind, title, said.into_owned(), None);
    }
    match (face, moment) {
        (RegistrationState::Cancelled, _) => {
            show(BannerKind::Information, words.cancelled_banner(), words.cancelled_text().into_owned(), None)
        }
        (_, Moment::Changed) => {
            show(BannerKind::Success, words.changed_banner(), words.changed_text().into_owned(), None)
        }
        _ if is_past => show(BannerKind::Information, words.event_past(), String::new(), None),
        _ => {
            // Whoever registered afterwards knows no other time.
            let mut moves = listed.event.particulars.rescheduled.iter();
            let earlier = moves.find(|earlier| earlier.at >= registration.created_at)?;
            let (from, to) = (text.date().when(&earlier.from), text.date().when(&listed.event.when));
            show(BannerKind::Warning, words.event_moved(), words.event_moved_text(&from, &to).into_owned(), None)
        }
    }
}

fn next_steps(
    registration: &Registration,
    listed: &Listed,
    text: Text,
    now: domain::time::Timestamp,
) -> Vec<DatedStep> {
    let words = text.my();
    let event = &listed.event;
    let step = |at: domain::time::Timestamp, said: String, done: bool| DatedStep {
        iso: at.tokyo_date().to_string(),
        when: text.date().day_of_year(at.tokyo_date()),
        text: said,
        done,
    };
    let made = match registration.face() {
        RegistrationState::Waiting | RegistrationState::Offered => words.step_waiting(),
        _ => words.step_registered(),
    };
    let mut steps = vec![step(registration.created_at, made.into_owned(), true)];
    if let (RegistrationState::Offered, Some(offer)) = (registration.face(), registration.offer) {
        let said = text.offer().step(&text.date().instant(offer.until)).into_owned();
        steps.push(step(offer.until, said, offer.until <= now));
    }
    let closes = event.window.closes_at;
    let starts = event.when.starts_at();
    if closes < starts {
        let wall = closes.in_tokyo();
        let said = if wall.time() == jiff::civil::Time::midnight() {
            words.step_changes_on()
        } else {
            words.step_changes(&text.date().time(wall.time()))
        };
        steps.push(step(closes.plus_seconds(-1), said.into_owned(), closes <= now));
    }
    let said = text.date().hours(&event.when).map_or_else(|| words.step_event_day(), |hours| words.step_event(&hours));
    steps.push(step(starts, said.into_owned(), event.is_past(now)));
    steps
}

fn record(registration: &Registration, listed: &Listed, text: Text) -> Vec<AnswerRow> {
    let words = text.my();
    let event = &listed.event;
    let language = text.language();
    let row = |label: std::borrow::Cow<'static, str>, value: Vec<String>| AnswerRow {
        label: label.into_owned(),
        value,
        change: None,
    };
    let mut when = vec![text.date().day_with_era(event.when.starts_on)];
    if event.when.ends_on != event.when.starts_on {
        when.push(text.date().days(&event.when));
    }
    when.extend(text.date().hours(&event.when));
    let mut rows =
        vec![row(words.row_event(), vec![event.title.text(language).to_owned()]), row(words.row_when(), when)];
    if let Some(place) = place_short(event, text) {
        let venue = event.place.venue.as_ref().map(|venue| venue.name.text(language).to_owned());
        rows.push(row(words.row_place(), std::iter::once(place).chain(venue).collect()));
    }
    let answers = answer_rows(&registration.applicant, Asks::of(event), text);
    rows.extend(answers.into_iter().map(|(_, label, value)| AnswerRow { label, value, change: None }));
    rows
}

/// `/my/{token}/cancel`: asks before it happens; only the button's POST does it.
#[component]
pub fn CancelPage(
    /// Everything the page shows.
    view: MyView,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.my(), text.language());
    let own = address::my(language, &view.link);
    let event = &view.listed.event;
    let row = |label: std::borrow::Cow<'static, str>, value: String| AnswerRow {
        label: label.into_owned(),
        value: vec![value],
        change: None,
    };
    let rows = vec![
        row(words.row_event(), event.title.text(language).to_owned()),
        row(words.row_when(), text.date().when(&event.when)),
        row(words.row_reference(), view.registration.reference.to_string()),
    ];
    let asked = GivingUp {
        own: (own, words.title().into_owned()),
        crumb: words.cancel().into_owned(),
        title: words.cancel_title().into_owned(),
        rows,
        said: words.cancel_text().into_owned(),
        confirm: words.cancel_confirm().into_owned(),
        back: words.cancel_back().into_owned(),
    };
    view! { <GiveUpPage asked/> }
}

/// `/my/find`: asks for a mail address; the answer comes by mail only, and is the same for all.
#[component]
pub fn FindPage(
    /// Everything the page shows.
    view: FindView,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.my(), text.language());
    let trail = vec![home_crumb(text)];
    let own = address::localized(language, "/my/find");
    let error = view.error.map(|error| text.error().of_field(domain::registration::RegistrationField::Email, error));
    let errors = error.iter().map(|error| ("email".to_owned(), error.clone())).collect::<Vec<_>>();
    let title = if view.is_done { words.find_done() } else { words.find_title() };
    let content = if view.is_done {
        view! {
            <h1>{title.clone()}</h1>
            <p>{words.find_done_text(&view.email)}</p>
            <p><a href=own>{words.find_again()}</a></p>
        }
        .into_any()
    } else {
        view! {
            <ErrorSummary errors=errors.clone()/>
            <h1>{title.clone()}</h1>
            <p class="lead">{words.find_lead()}</p>
            <form class="form" action=own method="post" novalidate=true>
                <TextField name="email" label=text.registration().email() value=view.email.clone() error=error
                    kind="email" autocomplete="email" size="input-long"/>
                <div class="button-row"><SubmitButton label=words.find_button().into_owned()/></div>
            </form>
        }
        .into_any()
    };
    view! {
        <Page title=title.into_owned() description=words.find_description().into_owned() section=Section::Mine has_errors=!errors.is_empty() private=view.is_done>
            <Breadcrumb trail here=words.find_title().into_owned()/>
            <div class="reading stack">{content}</div>
        </Page>
    }
}
