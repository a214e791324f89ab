//! A consultation as its client's own entry.

use app::text::Text;
use domain::availability::Meeting;
use domain::consultation::{Consultation, ConsultationState};
use domain::event_table::MeetingTable;
use domain::expert::ExpertProfile;
use domain::language::Language;

use super::{IcsSite, Lines, Method, utc};

/// A consultation as the entry of whoever booked it: tentative until its expert has confirmed it, cancelled once it was
/// given up or ended.
pub fn consultation_calendar(
    method: Method,
    consultation: &Consultation,
    expert: &ExpertProfile,
    language: Language,
    site: &IcsSite,
) -> String {
    let text = Text(language).mail().calendar();
    let (status, participation) = standing(method, consultation.state);
    let mut lines = Lines::begin(method, language);
    lines.open("VEVENT");
    lines.raw("UID", &format!("consultation-{}@{}", consultation.reference.as_str(), site.host));
    lines.raw("SEQUENCE", &consultation.revision.to_string());
    let changed = utc(consultation.changed_at);
    lines.raw("DTSTAMP", &changed);
    lines.raw("CREATED", &utc(consultation.created_at));
    lines.raw("LAST-MODIFIED", &changed);
    lines.raw("STATUS", status);
    lines.raw("DTSTART", &utc(consultation.slot.starts_at));
    lines.raw("DTEND", &utc(consultation.slot.ends_at()));
    let topic = Text(language).event().topic(consultation.wish.topic);
    lines.text("SUMMARY", language, &text.consultation_title(topic));
    let mut description =
        vec![text.reference(&consultation.reference), text.consultation_expert(expert.name.text(language))];
    description.extend(consultation.table.as_ref().map(|table| table.title.text(language).to_owned().into()));
    description.push(text.contact(&site.phone));
    lines.text("DESCRIPTION", language, &description.join("\n"));
    let address = consultation.client.address.as_deref();
    let place = match consultation.wish.meeting {
        Meeting::Online => text.online().into_owned(),
        Meeting::AtTable(place) => match &consultation.table {
            Some(table) => whereabouts(table, language),
            None => Text(language).event_table().meeting(place),
        },
        Meeting::OnSite(prefecture) => {
            address.map_or_else(|| prefecture.name(language).to_owned(), |street| text.visited(prefecture, street))
        }
    };
    lines.text("LOCATION", language, &place);
    lines.raw("TRANSP", if status == "CONFIRMED" { "OPAQUE" } else { "TRANSPARENT" });
    // An organizer is required here (RFC 5546, 3.2), also where no mailbox is told of.
    let organizer = site.organizer.clone().unwrap_or_else(|| format!("no-reply@{}", site.host));
    lines.organizer(&text.secretariat(), &organizer);
    if let Some(recipient) = consultation.client.recipient()
        && method != Method::Publish
    {
        // A published entry has no attendees (RFC 5546, 3.2.1).
        lines.attendee(consultation.client.name.as_str(), recipient, participation);
    }
    lines.close("VEVENT");
    lines.finish()
}

/// The place of a meeting, and the table there.
fn whereabouts(table: &MeetingTable, language: Language) -> String {
    let words = Text(language).event_table();
    [words.place(table), words.table(table.number).into_owned()].join(Text(language).between())
}

/// Where it stands, and its client with it, as calendars tell it.
const fn standing(method: Method, state: ConsultationState) -> (&'static str, &'static str) {
    match state {
        _ if matches!(method, Method::Cancel) => ("CANCELLED", "DECLINED"),
        ConsultationState::Requested => ("TENTATIVE", "TENTATIVE"),
        ConsultationState::Confirmed | ConsultationState::Attended | ConsultationState::NoShow => {
            ("CONFIRMED", "ACCEPTED")
        }
        ConsultationState::Cancelled | ConsultationState::CancelledLate | ConsultationState::Ended => {
            ("CANCELLED", "DECLINED")
        }
    }
}
