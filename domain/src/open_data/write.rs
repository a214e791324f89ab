//! From an event to fifty cells.

use jiff::civil::Time;

use super::read::{
    BOTH, CANCELLED, COMPANIES, DOORS, LOCAL_GOVERNMENTS, audience_of, event_from_cells, usual_deadline,
};
use super::{Column, place};
use crate::event::{Audience, Bilingual, EventDraft, EventKind, EventState, Format};
use crate::language::Language;
use crate::place::LocalGovernmentCode;
use crate::time::{Timestamp, end_of_day};

/// The state of an event that is held at another time than was told first.
const RESCHEDULED: &str = "日程変更";

/// The cells of an event. `page_url` is the event's page here, for an event that has no other.
///
/// Of an event that came from a file, each cell whose field says what it said then is given back as
/// it stood in the file, byte for byte; only what was changed since is written anew.
pub fn cells_from_event(event: &EventDraft, page_url: Option<&str>) -> [String; 50] {
    let Some(source) = &event.particulars.source else { return written(event, page_url) };
    // The number and the address of a row that came from elsewhere are its own.
    let mut now = written(event, None);
    let Ok((mut before, _)) = event_from_cells(&source.cells, event_instant(event)) else { return now };
    before.code = event.code.clone();
    let then = written(&before, None);
    for ((now, then), source) in now.iter_mut().zip(&then).zip(&source.cells) {
        if now == then {
            now.clone_from(source);
        }
    }
    now
}

/// The instant that matters for the state only, and the state's words do not show it.
fn event_instant(event: &EventDraft) -> Timestamp {
    match event.state {
        EventState::Cancelled { at, .. } => at,
        EventState::Draft | EventState::Published => event.when.starts_at(),
    }
}

fn written(event: &EventDraft, page_url: Option<&str>) -> [String; 50] {
    Column::ALL.map(|column| cell(event, page_url, column).unwrap_or_default())
}

fn cell(event: &EventDraft, page_url: Option<&str>, column: Column) -> Option<String> {
    let particulars = &event.particulars;
    let venue = event.place.venue.as_ref();
    let ja = |text: &Option<Bilingual>| text.as_ref().map(|text| text.ja.clone());
    match column {
        Column::Number => Some(event.code.as_str().to_owned()),
        Column::GovernmentCode => event
            .place
            .government_code
            .clone()
            .or_else(|| event.place.prefecture.map(LocalGovernmentCode::of_prefecture))
            .map(|code| code.as_str().to_owned()),
        Column::Title => Some(event.title.ja.clone()),
        Column::TitleKana => particulars.title_kana.clone(),
        Column::TitleEnglish => event.title.en.clone(),
        Column::ShortTitle => particulars.short_title.clone(),
        Column::Subtitle => ja(&particulars.subtitle),
        Column::Summary => ja(&particulars.summary),
        Column::Description => ja(&particulars.description),
        Column::SubEvents => particulars.sub_events.clone().or_else(|| programme(event)),
        Column::Kind => Some(kind(event)),
        Column::Url => particulars.url.clone().or_else(|| page_url.map(str::to_owned)),
        Column::ImageUrl => particulars.image_url.clone(),
        Column::State => match event.state {
            EventState::Cancelled { .. } => Some("中止".to_owned()),
            EventState::Published if !particulars.rescheduled.is_empty() => Some(RESCHEDULED.to_owned()),
            EventState::Draft | EventState::Published => None,
        },
        Column::Industry => particulars.industry.clone(),
        Column::Stage => particulars.stage.clone(),
        Column::StartDate => Some(event.when.starts_on.to_string()),
        Column::EndDate => Some(event.when.ends_on.to_string()),
        Column::StartTime => event.when.start_time.map(clock),
        Column::EndTime => event.when.end_time.map(clock),
        Column::TimeNote => {
            let doors = event.when.doors_open.map(|time| format!("{DOORS}{}", clock(time)));
            lines([doors, ja(&event.when.note)])
        }
        Column::PlaceName => particulars.place_name.clone(),
        Column::MeetingPlace => meeting_place(event),
        Column::PostalCode => venue?.postal_code.as_ref().map(ToString::to_string),
        Column::Prefecture => event.place.prefecture.map(|prefecture| prefecture.name(Language::Japanese).to_owned()),
        Column::City => ja(&venue?.city),
        Column::Town => venue?.town.clone(),
        Column::Block => venue?.block.clone(),
        Column::Building => venue?.building.clone(),
        Column::Latitude => venue?.latitude.clone(),
        Column::Longitude => venue?.longitude.clone(),
        Column::Organiser => ja(&particulars.organiser),
        Column::CoHosts => ja(&particulars.co_hosts),
        Column::OtherOrganisations => particulars.other_organisations.clone(),
        Column::Audience => audience(event),
        Column::Capacity => event.capacity.map(|capacity| capacity.to_string()),
        Column::Fee => particulars.fee.map(|fee| fee.to_string()),
        Column::FeeNote => particulars.fee_note.clone(),
        Column::ForeignLanguages => particulars.foreign_languages.clone(),
        Column::DeadlineDate => deadline(event).map(|(day, _)| day),
        Column::DeadlineTime => deadline(event).and_then(|(_, time)| time),
        Column::HowToApply => ja(&particulars.how_to_apply),
        Column::Access => access(event),
        Column::Parking => venue?.parking.clone(),
        Column::BicycleParking => venue?.bicycle_parking.clone(),
        Column::ContactName => particulars.contact.name.clone(),
        Column::ContactPhone => particulars.contact.phone.clone(),
        Column::ContactExtension => particulars.contact.extension.clone(),
        Column::ContactEmail => particulars.contact.email.clone(),
        Column::Remarks => {
            let reason = match &event.state {
                EventState::Cancelled { reason, .. } => Some(format!("{CANCELLED}{}", reason.ja.replace('\n', " "))),
                EventState::Draft | EventState::Published => None,
            };
            lines([reason, ja(&particulars.remarks)])
        }
    }
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

fn lines(parts: [Option<String>; 2]) -> Option<String> {
    let lines: Vec<String> = parts.into_iter().flatten().collect();
    if lines.is_empty() { None } else { Some(lines.join("\n")) }
}

/// The programme as the catalogue has room for it: one line for each part.
fn programme(event: &EventDraft) -> Option<String> {
    let sessions = &event.particulars.sessions;
    let line = |session: &crate::event::Session| {
        format!("{}～{} {}", clock(session.starts), clock(session.ends), session.title.ja)
    };
    if sessions.is_empty() { None } else { Some(sessions.iter().map(line).collect::<Vec<_>>().join("\n")) }
}

fn kind(event: &EventDraft) -> String {
    if let Some(word) = &event.particulars.catalogue_kind {
        return word.clone();
    }
    let word = match event.kind {
        EventKind::Seminar => "セミナー",
        EventKind::ConsultationMeeting => "相談会",
        EventKind::Combined => "セミナー&相談会",
    };
    word.to_owned()
}

fn meeting_place(event: &EventDraft) -> Option<String> {
    let name = event.place.venue.as_ref().map(|venue| venue.name.ja.as_str()).filter(|name| !name.is_empty());
    match (event.place.format, name) {
        (Format::Venue, name) => name.map(str::to_owned),
        (Format::Online, _) => Some(place::ONLINE.to_owned()),
        (Format::Hybrid, Some(name)) => Some(format!("{name}{}", place::ALSO_ONLINE)),
        (Format::Hybrid, None) => Some("ハイブリッド".to_owned()),
    }
}

fn access(event: &EventDraft) -> Option<String> {
    let access = event.place.venue.as_ref().and_then(|venue| venue.access.as_ref()).map(|access| access.ja.clone());
    let joining = event.place.joining.as_ref().map(|joining| joining.ja.clone());
    match event.place.format {
        Format::Venue => access,
        Format::Online => joining,
        Format::Hybrid => lines([access, joining.map(|joining| format!("{}{joining}", place::JOINING))]),
    }
}

fn audience(event: &EventDraft) -> Option<String> {
    let note = event.particulars.audience_note.as_ref().map(|note| note.ja.as_str());
    let word = match event.audience {
        Audience::Companies => COMPANIES,
        Audience::LocalGovernments => LOCAL_GOVERNMENTS,
        Audience::Both => BOTH,
    };
    match note {
        None if event.audience == Audience::Both => None,
        None => Some(word.to_owned()),
        // The note alone, where it says as much by itself.
        Some(note) if audience_of(note) == event.audience => Some(note.to_owned()),
        Some(note) => Some(format!("{word}：{note}")),
    }
}

/// The last day and time for registering, where it is another than anybody would expect.
fn deadline(event: &EventDraft) -> Option<(String, Option<String>)> {
    let closes_at = event.window.closes_at;
    if closes_at == usual_deadline(&event.when) {
        return None;
    }
    let wall = closes_at.in_tokyo();
    if wall.time() == Time::midnight()
        && let Ok(day) = wall.date().yesterday()
        && end_of_day(day) == closes_at
    {
        return Some((day.to_string(), None));
    }
    Some((wall.date().to_string(), Some(clock(wall.time()))))
}
