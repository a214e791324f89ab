//! A part of an event as an editor reads it, line by line: in the history, beside somebody else's version, before a
//! change is made.

use domain::event::{Bilingual, EventContact, EventDraft, EventState, Session, Venue, When};
use domain::event_operation::EventField;
use domain::event_table::EventTable;

use crate::text::Text;

/// What `field` of `draft` says; no line where it says nothing.
pub(super) fn shown(field: EventField, draft: &EventDraft, text: Text) -> Vec<String> {
    let (words, event) = (text.event_desk(), text.event());
    let parts = &draft.particulars;
    let one = |line: String| vec![line];
    let number = |number: Option<u32>| number.map(|number| number.to_string()).into_iter().collect();
    match field {
        EventField::State => state(draft, text),
        EventField::Kind => one(event.kind(draft.kind).to_owned()),
        EventField::Title => both(Some(&draft.title), text),
        EventField::When => when(&draft.when, text),
        EventField::Format => one(event.format(draft.place.format).to_owned()),
        EventField::Prefecture => {
            draft.place.prefecture.map(|held| held.name(text.language()).to_owned()).into_iter().collect()
        }
        EventField::GovernmentCode => {
            draft.place.government_code.as_ref().map(|code| code.as_str().to_owned()).into_iter().collect()
        }
        EventField::Venue => draft.place.venue.as_ref().map(|venue| self::venue(venue, text)).unwrap_or_default(),
        EventField::Joining => both(draft.place.joining.as_ref(), text),
        EventField::Topics => draft.topics.iter().map(|topic| event.topic(*topic).to_owned()).collect(),
        EventField::Audience => one(event.audience(draft.audience).to_owned()),
        EventField::AudienceNote => both(parts.audience_note.as_ref(), text),
        EventField::Capacity => {
            one(draft.capacity.map_or_else(|| event.no_capacity(), |people| event.capacity(people)).into_owned())
        }
        EventField::Reserved => number((draft.reserved > 0).then_some(draft.reserved)),
        EventField::SeatsPerRegistration => number(Some(draft.seats_per_registration)),
        EventField::Window => {
            let opens = draft.window.opens_at.map(|at| words.window_opens(&text.date().instant(at)).into_owned());
            let closes = words.window_closes(&text.date().instant(draft.window.closes_at)).into_owned();
            opens.into_iter().chain([closes]).collect()
        }
        EventField::TitleKana => lines(parts.title_kana.as_deref()),
        EventField::ShortTitle => lines(parts.short_title.as_deref()),
        EventField::Subtitle => both(parts.subtitle.as_ref(), text),
        EventField::Summary => both(parts.summary.as_ref(), text),
        EventField::Description => both(parts.description.as_ref(), text),
        EventField::SubEvents => lines(parts.sub_events.as_deref()),
        EventField::CatalogueKind => lines(parts.catalogue_kind.as_deref()),
        EventField::Url => lines(parts.url.as_deref()),
        EventField::ImageUrl => lines(parts.image_url.as_deref()),
        EventField::Industry => lines(parts.industry.as_deref()),
        EventField::Stage => lines(parts.stage.as_deref()),
        EventField::Sessions => parts.sessions.iter().map(|session| self::session(session, text)).collect(),
        EventField::Speakers => {
            parts.speakers.iter().map(|speaker| joined([&speaker.name, &speaker.role], text)).collect()
        }
        EventField::Tables => parts.tables.iter().map(|table| self::table(table, text)).collect(),
        EventField::Organiser => both(parts.organiser.as_ref(), text),
        EventField::CoHosts => both(parts.co_hosts.as_ref(), text),
        EventField::OtherOrganisations => lines(parts.other_organisations.as_deref()),
        EventField::Fee => number(parts.fee),
        EventField::FeeNote => lines(parts.fee_note.as_deref()),
        EventField::ForeignLanguages => lines(parts.foreign_languages.as_deref()),
        EventField::PlaceName => lines(parts.place_name.as_deref()),
        EventField::HowToApply => both(parts.how_to_apply.as_ref(), text),
        EventField::Contact => contact(&parts.contact),
        EventField::Remarks => both(parts.remarks.as_ref(), text),
        EventField::Questions => {
            let asked = parts.questions;
            let questions = [
                (asked.topics, words.asks_topics()),
                (asked.question, words.asks_question()),
                (asked.access_needs, words.asks_access_needs()),
            ];
            questions.into_iter().filter_map(|(is_asked, name)| is_asked.then(|| name.into_owned())).collect()
        }
    }
}

fn lines(text: Option<&str>) -> Vec<String> {
    text.map(|text| text.lines().map(str::to_owned).collect()).unwrap_or_default()
}

/// Both languages: whoever edits has to see both.
fn both(written: Option<&Bilingual>, text: Text) -> Vec<String> {
    let Some(written) = written else { return Vec::new() };
    let mut both = lines(Some(&written.ja));
    both.extend(written.en.as_deref().map(|english| text.event_desk().english(english).into_owned()));
    both
}

fn joined<const N: usize>(written: [&Bilingual; N], text: Text) -> String {
    let parts = written.map(|part| both(Some(part), text).join(" "));
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" — ")
}

fn state(draft: &EventDraft, text: Text) -> Vec<String> {
    let mut said = vec![text.event_desk().standing(draft.standing()).into_owned()];
    if let EventState::Cancelled { reason, .. } = &draft.state {
        said.extend(both(Some(reason), text));
    }
    said
}

fn when(when: &When, text: Text) -> Vec<String> {
    let mut said = vec![text.date().when(when)];
    said.extend(when.doors_open.map(|doors| text.event().doors(&text.date().time(doors)).into_owned()));
    said.extend(both(when.note.as_ref(), text));
    said
}

fn venue(venue: &Venue, text: Text) -> Vec<String> {
    let mut said = both(Some(&venue.name), text);
    said.extend(venue.postal_code.as_ref().map(|code| format!("〒{code}")));
    said.extend(both(venue.city.as_ref(), text));
    said.extend([&venue.town, &venue.block, &venue.building].into_iter().flatten().cloned());
    let measured = [&venue.latitude, &venue.longitude].into_iter().flatten().cloned().collect::<Vec<_>>();
    said.extend((!measured.is_empty()).then(|| measured.join(", ")));
    said.extend(both(venue.access.as_ref(), text));
    said.extend(both(venue.accessibility.as_ref(), text));
    said.extend(venue.parking.as_ref().map(|parking| text.event().parking(parking).into_owned()));
    said.extend(venue.bicycle_parking.as_ref().map(|parking| text.event().bicycle_parking(parking).into_owned()));
    said.retain(|line| !line.is_empty());
    said
}

fn session(session: &Session, text: Text) -> String {
    let hours = text.date().span(session.starts, session.ends);
    let kind = text.event_desk().session_kind(session.kind);
    let room = session.organisations.map(|count| text.event().organisations(count)).unwrap_or_default();
    let title = joined([&session.title], text);
    [hours.as_str(), &kind, &title, &room].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn table(table: &EventTable, text: Text) -> String {
    let words = text.event_table_desk();
    let hours = text.date().span(table.from, table.until);
    words.line(table.number, &hours, table.length, table.pause, table.expert.as_str()).into_owned()
}

fn contact(contact: &EventContact) -> Vec<String> {
    let EventContact { name, phone, extension, email } = contact;
    [name, phone, extension, email].into_iter().flatten().cloned().collect()
}
