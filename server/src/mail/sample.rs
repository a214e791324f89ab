//! A mail as it would be, before it is owed to anybody.

use std::sync::Arc;

use app::staff::event::MailSample;
use app::text::Text;
use domain::contact::EmailAddress;
use domain::door::Thanks;
use domain::event::Event;
use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::organisation::{OrganisationKind, OrganisationName};
use domain::person::{Kana, PersonName};
use domain::place::Prefecture;
use domain::reference::{ReferenceNumber, SecretToken};
use domain::registration::{Applicant, Attendance, Registration, RegistrationId, RegistrationState};
use domain::time::Timestamp;
use storage::{DueMail, MailSubject};

use super::letter::Letter;
use super::rendering::plain_text;
use crate::ics::IcsSite;

/// The mail of `kind` about `event` as somebody would get it who has a seat; none where no such mail can be written.
pub fn sample(
    kind: NoticeKind,
    event: &Event,
    language: Language,
    site: &IcsSite,
    now: Timestamp,
) -> Option<MailSample> {
    let registration = somebody(event, language, now)?;
    let subject = MailSubject::Registration {
        registration: Box::new(registration),
        event: Arc::new(event.clone()),
        moved_from: None,
    };
    written(kind, subject, language, site, now)
}

/// The mail that thanks somebody who came to `event`.
pub fn thanks_sample(
    event: &Event,
    thanks: &Thanks,
    language: Language,
    site: &IcsSite,
    now: Timestamp,
) -> Option<MailSample> {
    let registration = Box::new(somebody(event, language, now)?);
    let subject = MailSubject::Thanks { registration, event: Arc::new(event.clone()), thanks: thanks.clone() };
    written(NoticeKind::EventThanks, subject, language, site, now)
}

fn written(
    kind: NoticeKind,
    subject: MailSubject,
    language: Language,
    site: &IcsSite,
    now: Timestamp,
) -> Option<MailSample> {
    let link = SecretToken::from_random([0; 32]);
    let mail = DueMail {
        id: 0,
        kind,
        language,
        recipient: String::new(),
        message_key: String::new(),
        attempts: 0,
        created_at: now,
        subject: Some(subject),
        link: link.clone(),
    };
    let letter = Letter::write(&mail, site)?;
    // Nobody is to try a link that opens nothing.
    let text = plain_text(&letter).replace(link.as_str(), "…");
    Some(MailSample { language, subject: letter.subject, text })
}

/// Somebody who has a seat, without anything that would say who.
fn somebody(event: &Event, language: Language, now: Timestamp) -> Option<Registration> {
    let attendance = if event.place.format.has_venue() { Attendance::Venue } else { Attendance::Online };
    let applicant = Applicant {
        name: PersonName::parse(&Text(language).event_desk().sample_name()).ok()?,
        kana: Kana::parse("カナ").ok()?,
        email: EmailAddress::parse("name@example.jp").ok(),
        phone: None,
        organisation: OrganisationName::parse("organisation").ok()?,
        organisation_kind: OrganisationKind::SmallCompany,
        prefecture: event.place.prefecture.unwrap_or(Prefecture::Tokyo),
        attendance,
        seats: 1,
        topics: Vec::new(),
        question: None,
        access_needs: None,
    };
    Some(Registration {
        id: RegistrationId(0),
        event: event.id,
        reference: ReferenceNumber::from_random([0; 16]),
        state: RegistrationState::Seated,
        position: None,
        offer: None,
        applicant,
        channel: Channel::Site,
        cancel_reason: None,
        language,
        revision: 0,
        created_at: now,
        changed_at: now,
    })
}
