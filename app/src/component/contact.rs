//! The contact box: the same at the foot of every page.

use domain::calendar::{ClosedSpan, closed_spans_ahead};
use domain::language::Language;
use leptos::either::Either;
use leptos::prelude::*;

use super::form::{ButtonKind, ButtonLink};
use crate::address::localized;
use crate::services::PageClock;
use crate::text::{Text, use_text};

/// How many closed spans the contact box tells in advance.
const SPANS_TOLD: usize = 2;

/// How the secretariat is reached; configuration may replace it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactDetails {
    /// The phone number as it is written in Japan: `03-5422-1517`.
    pub phone: String,
    /// The mail address with its `@`; pages show it with `_atmark_` instead.
    pub mail: String,
}

impl Default for ContactDetails {
    fn default() -> Self {
        Self { phone: "03-5422-1517".to_owned(), mail: "jimukyoku@teleworksupport.go.jp".to_owned() }
    }
}

impl ContactDetails {
    /// The number as a link dials it from anywhere: `tel:+81354221517`.
    pub fn phone_link(&self) -> String {
        phone_link(&self.phone)
    }
}

/// A number as it is written in Japan, as a link dials it from anywhere.
pub fn phone_link(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix('0') {
        Some(rest) => format!("tel:+81{rest}"),
        None => format!("tel:{digits}"),
    }
}

/// What the page was given, or what is true of the service everywhere.
pub fn use_contact_details() -> ContactDetails {
    use_context::<ContactDetails>().unwrap_or_default()
}

/// Phone, hours, the closed days to come, mail and the way to an inquiry.
#[component]
pub fn ContactBox(
    /// What can be done with the mail address, such as copying it; only where a page has script anyway.
    #[prop(optional_no_strip)]
    mail_action: Option<AnyView>,
) -> impl IntoView {
    let site = use_text().site();
    view! {
        <section class="contact" aria-labelledby="contact-heading">
            <div class="frame">
                <h2 id="contact-heading">{site.contact()}</h2>
                <div>
                    <ContactPhone/>
                    <p><span class="line">{site.hours()}</span><span class="line">{site.closed()}</span></p>
                </div>
                <dl>
                    <ClosedAhead count=SPANS_TOLD/>
                    <ContactMail mail_action/>
                </dl>
                <div class="contact-write">
                    <ContactWrite/>
                    <p class="quiet">{site.answered_within()}</p>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// The phone number, large, as a link that dials it.
#[component]
pub fn ContactPhone() -> impl IntoView {
    let details = use_contact_details();
    let link = details.phone_link();
    view! { <p><a class="contact-phone" href=link>{details.phone}</a></p> }
}

/// The button that leads to an inquiry.
#[component]
pub fn ContactWrite() -> impl IntoView {
    let text = use_text();
    view! {
        <ButtonLink
            href=localized(text.language(), "/inquiries/new")
            label=text.site().write_inquiry()
            kind=ButtonKind::Outline
        />
    }
}

/// The closed days to come as a row of a `<dl>`; nothing where no day is known.
#[component]
pub fn ClosedAhead(
    /// How many spans of closed days are told.
    count: usize,
) -> impl IntoView {
    let text = use_text();
    use_context::<PageClock>()
        .map(|clock| closed_spans_ahead(clock.0.tokyo_date(), count))
        .filter(|spans| !spans.is_empty())
        .map(|spans| {
            let spans: Vec<_> = spans.into_iter().map(|span| view! { <ClosedDays span text/> }).collect();
            view! {
                <div>
                    <dt>{text.site().closed_next()}</dt>
                    <dd>{spans}</dd>
                </div>
            }
        })
}

/// The mail address with its note as a row of a `<dl>`.
#[component]
pub fn ContactMail(#[prop(optional_no_strip)] mail_action: Option<AnyView>) -> impl IntoView {
    let site = use_text().site();
    view! {
        <div>
            <dt>{site.mail()}</dt>
            <dd>
                <MailAddress mail=use_contact_details().mail/>
                <span class="line quiet">{site.atmark_note()}</span>
                {mail_action}
            </dd>
        </div>
    }
}

/// Days in a row on which nobody answers.
#[component]
fn ClosedDays(span: ClosedSpan, text: Text) -> impl IntoView {
    let date = text.date();
    let day = |day: jiff::civil::Date| view! { <time datetime=day.to_string()>{date.day_of_year(day)}</time> };
    let days = if span.from == span.to {
        Either::Left(day(span.from))
    } else {
        // Japanese sets its sign after the first day, English its word before the last.
        let until = text.site().until();
        let (after_first, space, before_last) = match text.language() {
            Language::Japanese => (Some(until), None, None),
            Language::English => (None, Some(" "), Some(until)),
        };
        Either::Right(view! {
            <span class="whole">{day(span.from)}{after_first}</span>
            {space}
            <span class="whole">{before_last}{day(span.to)}</span>
        })
    };
    view! { <span class="line">{days}" "<span class="whole">{span.name(text.language())}</span></span> }
}

/// The address with `_atmark_`, so that no reaper of addresses finds it; it may break after the sign.
#[component]
pub fn MailAddress(
    /// The address with its `@`.
    mail: String,
) -> impl IntoView {
    let (user, host) = mail.split_once('@').unwrap_or((&mail, ""));
    let user = format!("{user}_atmark_");
    let host = host.to_owned();
    view! { <span class="line mail-address">{user}<wbr/>{host}</span> }
}
