//! A notice as a mail: text, HTML and the calendar entry, under headers that are the same for every
//! attempt.

use std::time::{Duration, SystemTime};

use app::text::Text;
use domain::contact::EmailAddress;
use domain::event::Standing;
use domain::registration::RegistrationState;
use domain::time::Timestamp;
use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use storage::{DueMail, MailSubject};

use super::MailSettings;
use super::letter::Letter;
use super::rendering::{html, plain_text};
use crate::ics::{Method, consultation_calendar, registration_calendar};

/// The name of the attached calendar file.
const CALENDAR_FILE: &str = "invite.ics";

/// Why no mail can be made of a notice; no later attempt would change that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// What it was about is gone.
    #[error("what the mail was about is gone")]
    NothingToTell,
    /// The recipient's address cannot be written to.
    #[error("the address cannot be written to")]
    Address,
    /// The parts do not make a mail.
    #[error("the mail cannot be put together")]
    Parts,
}

/// Makes the mail. The same notice gives the same Message-ID, date and structure every time, so that
/// a server that has it already can tell.
///
/// # Errors
/// [`Unwritable`] says why there is none.
pub fn compose(mail: &DueMail, settings: &MailSettings) -> Result<Message, Unwritable> {
    let letter = Letter::write(mail, &settings.site).ok_or(Unwritable::NothingToTell)?;
    let from = Mailbox::new(
        Some(settings.from.name.clone().unwrap_or_else(|| Text(mail.language).mail().sender().into_owned())),
        settings.from.email.clone(),
    );
    let recipient = recipient(&mail.recipient)?;
    let envelope = Envelope::new(Some(settings.from.email.clone()), vec![recipient.clone()]);
    let mut message = Message::builder()
        // Named here: read back from the headers, a quoted address would be refused.
        .envelope(envelope.map_err(|_| Unwritable::Address)?)
        .message_id(Some(format!("<{}@{}>", mail.message_key, settings.site.host)))
        .date(system_time(mail.created_at))
        .from(from)
        .to(Mailbox::new(None, recipient))
        .subject(&letter.subject)
        // Holiday replies and the like are not sent back to a machine (RFC 3834).
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "All"))
        .raw_header(header("Content-Language", mail.language.code()));
    if let Some(reply_to) = &settings.reply_to {
        message = message.reply_to(reply_to.clone());
    }
    if matches!(mail.subject, Some(MailSubject::Announcement { .. })) {
        // What staff have written goes out as they wrote it: as text.
        return message.singlepart(SinglePart::plain(plain_text(&letter))).map_err(|_| Unwritable::Parts);
    }
    let words = MultiPart::alternative()
        .boundary(boundary("words", mail))
        .singlepart(SinglePart::plain(plain_text(&letter)))
        .singlepart(SinglePart::html(html(&letter)));
    let composed = match invitation(mail, settings) {
        None => message.multipart(words),
        Some((method, calendar)) => {
            let kind = format!("text/calendar; method={}; charset=UTF-8", method.word());
            let entry = SinglePart::builder()
                .content_type(ContentType::parse(&kind).map_err(|_| Unwritable::Parts)?)
                .body(base64(calendar.clone())?);
            let file = Attachment::new(CALENDAR_FILE.to_owned())
                .body(base64(calendar)?, ContentType::parse("application/ics").map_err(|_| Unwritable::Parts)?);
            // Outlook and Google act on the part among the alternatives; others offer the file.
            let whole = MultiPart::mixed()
                .boundary(boundary("whole", mail))
                .multipart(words.singlepart(entry))
                .singlepart(file);
            message.multipart(whole)
        }
    };
    composed.map_err(|_| Unwritable::Parts)
}

/// The calendar entry that goes with a mail about a registration or a consultation, as it stands now. Experts have their
/// own calendar.
fn invitation(mail: &DueMail, settings: &MailSettings) -> Option<(Method, String)> {
    let method = |is_over| if is_over { Method::Cancel } else { Method::Request };
    match mail.subject.as_ref()? {
        MailSubject::Registration { registration, event, .. } => {
            let is_given_up = registration.face() == RegistrationState::Cancelled;
            let method = method(is_given_up || event.standing() == Standing::Cancelled);
            Some((method, registration_calendar(method, registration, event, mail.language, &settings.site)))
        }
        MailSubject::Consultation { consultation, expert, .. } if !mail.kind.is_for_expert() => {
            let method = method(!consultation.state.takes_time());
            Some((method, consultation_calendar(method, consultation, expert, mail.language, &settings.site)))
        }
        _ => None,
    }
}

fn recipient(address: &str) -> Result<Address, Unwritable> {
    let address = EmailAddress::parse(address).map_err(|_| Unwritable::Address)?.smtp_form();
    let (local, domain) = address.rsplit_once('@').ok_or(Unwritable::Address)?;
    Address::new(local, domain).map_err(|_| Unwritable::Address)
}

fn base64(calendar: String) -> Result<Body, Unwritable> {
    Body::new_with_encoding(calendar.into_bytes(), ContentTransferEncoding::Base64).map_err(|_| Unwritable::Parts)
}

fn boundary(part: &str, mail: &DueMail) -> String {
    format!("{part}-{}", mail.message_key)
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn system_time(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(at.as_microseconds()).unwrap_or_default())
}
