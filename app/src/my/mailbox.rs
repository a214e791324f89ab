//! Everything under one address, behind a link that was mailed to it.

use domain::mailbox::MailboxRecord;
use domain::reference::SecretToken;
use domain::registration::RegistrationState;
use leptos::prelude::*;
use storage::Mailbox;

use crate::address::{localized, mailbox};
use crate::component::{Breadcrumb, ButtonKind, ButtonLink, Chip, Page, Section, home_crumb};
use crate::consultation::waiting::days_waited;
use crate::event::view::foreign;
use crate::text::{Text, use_text};

/// What the page shows.
#[derive(Debug, Clone)]
pub struct MailboxView {
    /// The link that opened it.
    pub link: SecretToken,
    /// What there is under the address.
    pub mailbox: Mailbox,
}

/// One line of the list.
struct Entry {
    record: MailboxRecord,
    title: AnyView,
    chip: String,
    lines: Vec<String>,
}

/// `/my/all/{token}`
#[component]
pub fn MailboxPage(
    /// Everything the page shows.
    view: MailboxView,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.my(), text.language());
    let MailboxView { link, mailbox: found } = view;
    let Mailbox { email, closes_at, registrations, inquiries, consultations, waitings } = found;
    let registrations: Vec<Entry> = registrations
        .into_iter()
        .map(|(registration, event)| {
            let chip = match registration.face() {
                RegistrationState::Waiting => words.state_waiting(registration.position.unwrap_or(1)),
                RegistrationState::Offered => text.offer().state(),
                RegistrationState::Cancelled => words.state_cancelled(),
                RegistrationState::Seated | RegistrationState::SetAside => words.state_seated(),
            };
            let (title, said_in) = event.title.read(language);
            Entry {
                title: view! { <span lang=foreign(said_in, language)>{title.to_owned()}</span> }.into_any(),
                chip: chip.into_owned(),
                lines: vec![text.date().when(&event.when), number(&registration.reference, text)],
                record: MailboxRecord::Registration(registration.reference),
            }
        })
        .collect();
    let inquiries: Vec<Entry> = inquiries
        .into_iter()
        .map(|inquiry| Entry {
            title: inquiry.subject.into_any(),
            chip: text.inquiry().state(inquiry.state).to_owned(),
            lines: vec![text.date().instant(inquiry.created_at), number(&inquiry.reference, text)],
            record: MailboxRecord::Inquiry(inquiry.reference),
        })
        .collect();
    let consultations: Vec<Entry> = consultations
        .into_iter()
        .map(|consultation| Entry {
            title: text.event().topic(consultation.wish.topic).into_any(),
            chip: text.consultation().state(consultation.state).to_owned(),
            lines: vec![text.date().slot(consultation.slot), number(&consultation.reference, text)],
            record: MailboxRecord::Consultation(consultation.reference),
        })
        .collect();
    let waitings: Vec<Entry> = waitings
        .into_iter()
        .map(|waiting| Entry {
            title: text.event().topic(waiting.wanted.wish.topic).into_any(),
            chip: text.waiting().state(waiting.state).to_owned(),
            lines: vec![days_waited(&waiting.wanted, text), number(&waiting.reference, text)],
            record: MailboxRecord::Waiting(waiting.reference),
        })
        .collect();
    let trail = vec![home_crumb(text)];
    let action = mailbox(language, &link);
    let is_empty = registrations.is_empty() && inquiries.is_empty() && consultations.is_empty() && waitings.is_empty();
    let nothing = is_empty.then(|| view! { <p>{words.all_nothing()}</p> });
    let registrations = list("registrations", words.all_registrations().into_owned(), registrations, &action, text);
    let heading = text.consultation().mailbox_heading().into_owned();
    let consultations = list("consultations", heading, consultations, &action, text);
    let heading = text.waiting().mailbox_heading().into_owned();
    let waitings = list("waitings", heading, waitings, &action, text);
    let inquiries = list("inquiries", words.all_inquiries().into_owned(), inquiries, &action, text);
    view! {
        <Page title=words.all_title().into_owned() section=Section::Mine private=true>
            <Breadcrumb trail here=words.all_title().into_owned()/>
            <div class="reading stack">
                <h1>{words.all_title()}</h1>
                <p>{words.all_lead(&email, &text.date().instant(closes_at))}</p>
                {nothing}
                {registrations}
                {consultations}
                {waitings}
                {inquiries}
                <div class="button-row">
                    <ButtonLink href=localized(language, "/events") label=text.error().to_events().into_owned() kind=ButtonKind::Outline/>
                    <ButtonLink href=localized(language, "/inquiries/new") label=text.inquiry().title().into_owned() kind=ButtonKind::Outline/>
                </div>
            </div>
        </Page>
    }
}

fn number(reference: &domain::reference::ReferenceNumber, text: Text) -> String {
    format!("{} {reference}", text.my().row_reference())
}

/// A list of records. Each opens by a POST: a scanner of mails that follows every link opens none.
fn list(id: &'static str, heading: String, entries: Vec<Entry>, action: &str, text: Text) -> Option<AnyView> {
    if entries.is_empty() {
        return None;
    }
    let items = entries
        .into_iter()
        .map(|Entry { record, title, chip, lines }| {
            let lines = lines.into_iter().map(|line| view! { <p class="quiet">{line}</p> }).collect_view();
            let (label, action) = (text.my().all_open(record.reference().as_str()).into_owned(), action.to_owned());
            view! {
                <li class="record">
                    <div>
                        <p><Chip label=chip/></p>
                        <h3>{title}</h3>
                        {lines}
                    </div>
                    <form action=action method="post">
                        <button type="submit" class="button button-outline" name="record" value=record.to_string()>
                            {text.my().all_open_short()}
                            <span class="visually-hidden">{label}</span>
                        </button>
                    </form>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="section" aria-labelledby=id>
                <h2 id=id>{heading}</h2>
                <ul class="records">{items}</ul>
            </section>
        }
        .into_any(),
    )
}
