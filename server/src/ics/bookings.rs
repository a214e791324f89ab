//! An expert's bookings, for their own calendar programs.

use app::text::Text;
use domain::availability::Meeting;
use domain::consultation::{Consultation, ConsultationState};
use domain::language::Language;
use storage::ExpertFeed;

use super::{ENTRY, IcsSite, Lines, Method, REFRESH_INTERVAL, escaped, time_zone, utc};

/// The bookings of an expert as one calendar to subscribe to; what was given up stays in it as cancelled, so that
/// programs take it out.
pub fn bookings_calendar(feed: &ExpertFeed, language: Language, site: &IcsSite) -> String {
    let text = Text(language);
    let name = format!("{} {}", text.desk_consultation().title(), feed.expert.profile.name.text(language));
    let mut lines = Lines::begin(Method::Publish, language);
    lines.written.reserve(ENTRY * feed.consultations.len());
    for property in ["NAME", "X-WR-CALNAME"] {
        lines.raw(property, &escaped(&name));
    }
    lines.raw("X-WR-TIMEZONE", "Asia/Tokyo");
    lines.raw("REFRESH-INTERVAL;VALUE=DURATION", REFRESH_INTERVAL);
    lines.raw("X-PUBLISHED-TTL", REFRESH_INTERVAL);
    for consultation in &feed.consultations {
        booking(&mut lines, consultation, text, site);
    }
    if feed.consultations.is_empty() {
        // A calendar without any component is none (RFC 5545, 3.6).
        time_zone(&mut lines);
    }
    lines.finish()
}

fn booking(lines: &mut Lines, one: &Consultation, text: Text, site: &IcsSite) {
    let language = text.language();
    let status = match one.state {
        ConsultationState::Requested => "TENTATIVE",
        state if state.takes_time() => "CONFIRMED",
        _ => "CANCELLED",
    };
    lines.open("VEVENT");
    lines.raw("UID", &format!("booking-{}@{}", one.reference.as_str(), site.host));
    lines.raw("SEQUENCE", &one.revision.to_string());
    let changed = utc(one.changed_at);
    lines.raw("DTSTAMP", &changed);
    lines.raw("LAST-MODIFIED", &changed);
    lines.raw("STATUS", status);
    lines.raw("DTSTART", &utc(one.slot.starts_at));
    lines.raw("DTEND", &utc(one.slot.ends_at()));
    lines.text("SUMMARY", language, one.client.organisation.name.as_str());
    let description = [
        text.event().topic(one.wish.topic).to_owned(),
        text.desk_consultation().state(one.state).into_owned(),
        one.reference.to_string(),
    ];
    lines.text("DESCRIPTION", language, &description.join("\n"));
    let place = match (&one.table, one.wish.meeting, &one.client.address) {
        (Some(table), _, _) => {
            [text.event_table().place(table), text.event_table().table(table.number).into_owned()].join(text.between())
        }
        (None, Meeting::OnSite(_), Some(address)) => address.clone(),
        (None, meeting, _) => text.availability().meeting(meeting),
    };
    lines.text("LOCATION", language, &place);
    let page = app::address::desk_consultation(language, &one.reference);
    lines.raw("URL", &format!("{}{page}", site.public_url));
    lines.raw("TRANSP", if status == "CANCELLED" { "TRANSPARENT" } else { "OPAQUE" });
    lines.close("VEVENT");
}
