//! All public events as JSON, page by page.
//!
//! The order is the one in which events came here: an event that changes while somebody reads page
//! after page keeps its place, so nobody misses one. Seats that are free are not in it: they change
//! by the minute, and the event's page tells them.

use domain::event::{Bilingual, Event, EventContact, EventState, Session, SessionKind, Speaker, Venue};
use domain::language::Language;
use domain::schedule::Schedule;
use domain::time::Timestamp;
use jiff::civil::Time;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use serde::Serialize;

use super::{LICENCE, LICENCE_NAME, Making, instant};

/// How many events a page has where nobody says.
pub const USUAL_PER_PAGE: u32 = 100;
/// The most events a page can have.
pub const MOST_PER_PAGE: u32 = 1_000;
/// The highest number of a page that anybody may ask for.
pub const LAST_PAGE: u32 = 1_000_000;
/// The address without what is asked.
pub const PATH: &str = "/open-data/events.json";

/// Which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EventPageQuery {
    /// 1 for the first.
    pub page: u32,
    /// 1 to [`MOST_PER_PAGE`].
    pub per_page: u32,
    /// Only what changed then or later.
    pub updated_since: Option<Timestamp>,
}

/// What is wrong with a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryProblem {
    /// A parameter that there is not.
    Unknown,
    /// A parameter that stands twice.
    Repeated(&'static str),
    /// No whole number from 1 to `most`.
    NotANumber {
        /// Which parameter.
        name: &'static str,
        /// The greatest.
        most: u32,
    },
    /// No date and time.
    NotAnInstant(&'static str),
}

impl QueryProblem {
    /// The parameter that is wrong, where it is one of ours.
    pub const fn parameter(self) -> Option<&'static str> {
        match self {
            Self::Unknown => None,
            Self::Repeated(name) | Self::NotANumber { name, .. } | Self::NotAnInstant(name) => Some(name),
        }
    }
}

impl EventPageQuery {
    /// Reads the part of an address after the question mark. A program that asks for what it does
    /// not get would not notice: so whatever is not understood is a problem.
    ///
    /// # Errors
    /// The first problem.
    pub fn parse(query: &str) -> Result<Self, QueryProblem> {
        let (mut page, mut per_page, mut updated_since) = (None, None, None);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "page" => once(&mut page, "page", number("page", &value, LAST_PAGE)?)?,
                "per_page" => once(&mut per_page, "per_page", number("per_page", &value, MOST_PER_PAGE)?)?,
                "updated_since" => {
                    let since = read_instant(&value).ok_or(QueryProblem::NotAnInstant("updated_since"))?;
                    once(&mut updated_since, "updated_since", since)?;
                }
                _ => return Err(QueryProblem::Unknown),
            }
        }
        Ok(Self { page: page.unwrap_or(1), per_page: per_page.unwrap_or(USUAL_PER_PAGE), updated_since })
    }

    /// The address that asks for this.
    fn address(self, public_url: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("page", &self.page.to_string());
        query.append_pair("per_page", &self.per_page.to_string());
        if let Some(since) = self.updated_since {
            query.append_pair("updated_since", &precise_instant(since));
        }
        format!("{public_url}{PATH}?{}", query.finish())
    }
}

fn once<T>(known: &mut Option<T>, name: &'static str, value: T) -> Result<(), QueryProblem> {
    match known.replace(value) {
        None => Ok(()),
        Some(_) => Err(QueryProblem::Repeated(name)),
    }
}

fn number(name: &'static str, value: &str, most: u32) -> Result<u32, QueryProblem> {
    let read = value.parse().ok().filter(|number: &u32| (1..=most).contains(number) && number.to_string() == value);
    read.ok_or(QueryProblem::NotANumber { name, most })
}

/// An instant as RFC 3339 writes it; what lies beyond the calendar is its end.
fn read_instant(value: &str) -> Option<Timestamp> {
    // A plus that was not encoded arrives as a space.
    let value = value.replace(' ', "+");
    let sign_at = |place: usize| value.as_bytes().get(place).copied();
    let has_shape = sign_at(4) == Some(b'-')
        && sign_at(7) == Some(b'-')
        && matches!(sign_at(10), Some(b'T' | b't'))
        && sign_at(13) == Some(b':')
        && sign_at(16) == Some(b':')
        && value.bytes().all(|byte| byte.is_ascii_digit() || b"-:.+TtZz".contains(&byte));
    if !has_shape {
        return None;
    }
    let pieces = Pieces::parse(&value).ok()?;
    let wall = pieces.date().to_datetime(pieces.time()?);
    let offset = pieces.to_numeric_offset().unwrap_or(Offset::UTC);
    // Without an offset it is no instant.
    pieces.offset()?;
    let read = offset.to_timestamp(wall);
    Some(read.map_or(Timestamp::from_microseconds(i64::MAX), |at| Timestamp::from_microseconds(at.as_microsecond())))
}

fn precise_instant(at: Timestamp) -> String {
    at.in_utc().strftime("%Y-%m-%dT%H:%M:%S%.fZ").to_string()
}

/// A page with what a program needs to go on.
#[derive(Serialize)]
struct Answer<'a> {
    licence: Licence,
    updated_at: Option<String>,
    total: usize,
    page: u32,
    per_page: u32,
    next: Option<String>,
    events: Vec<Record<'a>>,
}

#[derive(Serialize)]
struct Licence {
    name: &'static str,
    url: &'static str,
}

/// An event as programs read it. What each field is says [`super::openapi`].
#[derive(Serialize)]
struct Record<'a> {
    code: &'a str,
    url: Bilingual,
    calendar: String,
    revision: u32,
    updated_at: String,
    state: &'static str,
    cancellation: Option<Cancellation<'a>>,
    rescheduled: Vec<Earlier>,
    kind: &'static str,
    title: &'a Bilingual,
    title_kana: Option<&'a str>,
    subtitle: Option<&'a Bilingual>,
    summary: Option<&'a Bilingual>,
    description: Option<&'a Bilingual>,
    topics: Vec<&'static str>,
    audience: &'static str,
    audience_note: Option<&'a Bilingual>,
    format: &'static str,
    starts_on: String,
    ends_on: String,
    start_time: Option<String>,
    end_time: Option<String>,
    doors_open: Option<String>,
    time_note: Option<&'a Bilingual>,
    prefecture: Option<PrefectureRecord>,
    government_code: Option<&'a str>,
    venue: Option<VenueRecord<'a>>,
    joining: Option<&'a Bilingual>,
    capacity: Option<u32>,
    seats_per_registration: u32,
    registration_opens_at: Option<String>,
    registration_closes_at: String,
    fee: Option<u32>,
    fee_note: Option<&'a str>,
    sessions: Vec<SessionRecord<'a>>,
    speakers: Vec<SpeakerRecord<'a>>,
    organiser: Option<&'a Bilingual>,
    co_hosts: Option<&'a Bilingual>,
    other_organisations: Option<&'a str>,
    organiser_page: Option<&'a str>,
    image: Option<&'a str>,
    foreign_languages: Option<&'a str>,
    how_to_apply: Option<&'a Bilingual>,
    contact: ContactRecord<'a>,
    remarks: Option<&'a Bilingual>,
}

#[derive(Serialize)]
struct Earlier {
    at: String,
    starts_on: String,
    start_time: Option<String>,
}

#[derive(Serialize)]
struct Cancellation<'a> {
    at: String,
    reason: &'a Bilingual,
}

#[derive(Serialize)]
struct PrefectureRecord {
    code: &'static str,
    name: Bilingual,
}

#[derive(Serialize)]
struct VenueRecord<'a> {
    name: &'a Bilingual,
    postal_code: Option<String>,
    city: Option<&'a Bilingual>,
    town: Option<&'a str>,
    block: Option<&'a str>,
    building: Option<&'a str>,
    latitude: Option<&'a str>,
    longitude: Option<&'a str>,
    access: Option<&'a Bilingual>,
    accessibility: Option<&'a Bilingual>,
    parking: Option<&'a str>,
    bicycle_parking: Option<&'a str>,
}

#[derive(Serialize)]
struct SessionRecord<'a> {
    kind: &'static str,
    starts: String,
    ends: String,
    title: &'a Bilingual,
    summary: Option<&'a Bilingual>,
    organisations: Option<u32>,
}

#[derive(Serialize)]
struct SpeakerRecord<'a> {
    name: &'a Bilingual,
    role: &'a Bilingual,
    profile: Option<&'a Bilingual>,
}

#[derive(Serialize)]
struct ContactRecord<'a> {
    name: Option<&'a str>,
    phone: Option<&'a str>,
    extension: Option<&'a str>,
    email: Option<&'a str>,
}

/// All public events in the order in which they came here.
pub(super) fn in_order(schedule: &Schedule) -> Vec<&Event> {
    let mut events: Vec<&Event> = schedule.events().iter().map(|listed| &*listed.event).collect();
    events.sort_unstable_by_key(|event| event.id);
    events
}

/// When any of the public events changed last.
pub(super) fn changed_at(schedule: &Schedule) -> Option<Timestamp> {
    schedule.events().iter().map(|listed| listed.event.changed_at).max()
}

/// How many pages `query` has; the first is always there.
pub fn pages(schedule: &Schedule, query: EventPageQuery) -> usize {
    count(schedule, query).div_ceil(size(query)).max(1)
}

fn count(schedule: &Schedule, query: EventPageQuery) -> usize {
    schedule.events().iter().filter(|listed| is_wanted(&listed.event, query)).count()
}

fn is_wanted(event: &Event, query: EventPageQuery) -> bool {
    query.updated_since.is_none_or(|since| event.changed_at >= since)
}

fn size(query: EventPageQuery) -> usize {
    usize::try_from(query.per_page).unwrap_or(usize::MAX).max(1)
}

/// The page that `query` asks for.
///
/// # Errors
/// Only when memory cannot be written; a defect.
pub fn write(schedule: &Schedule, query: EventPageQuery, public_url: &str) -> Result<Making, serde_json::Error> {
    let wanted: Vec<&Event> = in_order(schedule).into_iter().filter(|event| is_wanted(event, query)).collect();
    let size = size(query);
    let before = usize::try_from(query.page).unwrap_or(usize::MAX).saturating_sub(1).saturating_mul(size);
    let has_next = before.saturating_add(size) < wanted.len();
    let changed_at = changed_at(schedule);
    let answer = Answer {
        licence: Licence { name: LICENCE_NAME, url: LICENCE },
        updated_at: changed_at.map(precise_instant),
        total: wanted.len(),
        page: query.page,
        per_page: query.per_page,
        next: has_next.then(|| EventPageQuery { page: query.page + 1, ..query }.address(public_url)),
        events: wanted.into_iter().skip(before).take(size).map(|event| record(event, public_url)).collect(),
    };
    Ok(Making::timeless(serde_json::to_vec(&answer)?, changed_at))
}

fn record<'a>(event: &'a Event, public_url: &str) -> Record<'a> {
    let particulars = &event.particulars;
    let when = &event.when;
    let page = |language| format!("{public_url}{}", app::address::event(language, &event.code));
    let cancellation = match &event.state {
        EventState::Cancelled { reason, at } => Some(Cancellation { at: instant(*at), reason }),
        EventState::Draft | EventState::Published => None,
    };
    let fee = match (particulars.fee, &particulars.source) {
        // A file of others that says nothing of a fee has not said that there is none.
        (None, Some(_)) => None,
        (fee, _) => Some(fee.unwrap_or(0)),
    };
    Record {
        code: event.code.as_str(),
        url: Bilingual::both(page(Language::Japanese), page(Language::English)),
        calendar: format!("{}.ics", page(Language::Japanese)),
        revision: event.revision,
        updated_at: precise_instant(event.changed_at),
        state: event.standing().slug(),
        cancellation,
        rescheduled: particulars
            .rescheduled
            .iter()
            .map(|earlier| Earlier {
                at: instant(earlier.at),
                starts_on: earlier.from.starts_on.to_string(),
                start_time: earlier.from.start_time.map(clock),
            })
            .collect(),
        kind: event.kind.slug(),
        title: &event.title,
        title_kana: particulars.title_kana.as_deref(),
        subtitle: particulars.subtitle.as_ref(),
        summary: particulars.summary.as_ref(),
        description: particulars.description.as_ref(),
        topics: event.topics.iter().map(|topic| topic.slug()).collect(),
        audience: event.audience.slug(),
        audience_note: particulars.audience_note.as_ref(),
        format: event.place.format.slug(),
        starts_on: when.starts_on.to_string(),
        ends_on: when.ends_on.to_string(),
        start_time: when.start_time.map(clock),
        end_time: when.end_time.map(clock),
        doors_open: when.doors_open.map(clock),
        time_note: when.note.as_ref(),
        prefecture: event.place.prefecture.map(|held| PrefectureRecord {
            code: held.code_text(),
            name: Bilingual::both(held.name(Language::Japanese), held.name(Language::English)),
        }),
        government_code: event.place.government_code.as_ref().map(domain::place::LocalGovernmentCode::as_str),
        venue: event.place.venue.as_ref().map(venue),
        joining: event.place.joining.as_ref(),
        capacity: event.capacity,
        seats_per_registration: event.seats_per_registration,
        registration_opens_at: event.window.opens_at.map(instant),
        registration_closes_at: instant(event.window.closes_at),
        fee,
        fee_note: particulars.fee_note.as_deref(),
        sessions: particulars.sessions.iter().map(session).collect(),
        speakers: particulars.speakers.iter().map(speaker).collect(),
        organiser: particulars.organiser.as_ref(),
        co_hosts: particulars.co_hosts.as_ref(),
        other_organisations: particulars.other_organisations.as_deref(),
        organiser_page: particulars.url.as_deref(),
        image: particulars.image_url.as_deref(),
        foreign_languages: particulars.foreign_languages.as_deref(),
        how_to_apply: particulars.how_to_apply.as_ref(),
        contact: contact(&particulars.contact),
        remarks: particulars.remarks.as_ref(),
    }
}

fn venue(venue: &Venue) -> VenueRecord<'_> {
    VenueRecord {
        name: &venue.name,
        postal_code: venue.postal_code.as_ref().map(ToString::to_string),
        city: venue.city.as_ref(),
        town: venue.town.as_deref(),
        block: venue.block.as_deref(),
        building: venue.building.as_deref(),
        latitude: venue.latitude.as_deref(),
        longitude: venue.longitude.as_deref(),
        access: venue.access.as_ref(),
        accessibility: venue.accessibility.as_ref(),
        parking: venue.parking.as_deref(),
        bicycle_parking: venue.bicycle_parking.as_deref(),
    }
}

fn session(session: &Session) -> SessionRecord<'_> {
    SessionRecord {
        kind: match session.kind {
            SessionKind::Seminar => "seminar",
            SessionKind::Consultation => "consultation",
            SessionKind::Break => "break",
        },
        starts: clock(session.starts),
        ends: clock(session.ends),
        title: &session.title,
        summary: session.summary.as_ref(),
        organisations: session.organisations,
    }
}

fn speaker(speaker: &Speaker) -> SpeakerRecord<'_> {
    SpeakerRecord { name: &speaker.name, role: &speaker.role, profile: speaker.profile.as_ref() }
}

fn contact(contact: &EventContact) -> ContactRecord<'_> {
    ContactRecord {
        name: contact.name.as_deref(),
        phone: contact.phone.as_deref(),
        extension: contact.extension.as_deref(),
        email: contact.email.as_deref(),
    }
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> Result<EventPageQuery, QueryProblem> {
        EventPageQuery::parse(query)
    }

    #[test]
    fn a_query_that_asks_for_nothing_is_the_first_page() {
        let first = EventPageQuery { page: 1, per_page: USUAL_PER_PAGE, updated_since: None };
        assert_eq!(parse(""), Ok(first));
        assert_eq!(
            parse("per_page=1000&page=1000000"),
            Ok(EventPageQuery { page: LAST_PAGE, per_page: 1_000, ..first })
        );
    }

    #[test]
    fn whatever_is_not_understood_is_a_problem() {
        for page in ["", "0", "-1", "1.0", "01", "%2B1", " 1", "x", "1e3", "1000001", "99999999999999999999", "１"] {
            let problem = QueryProblem::NotANumber { name: "page", most: LAST_PAGE };
            assert_eq!(parse(&format!("page={page}")), Err(problem), "{page}");
        }
        assert!(parse("per_page=1001").is_err() && parse("per_page=0").is_err());
        assert_eq!(parse("page=1&page=1"), Err(QueryProblem::Repeated("page")));
        for query in ["pages=1", "=", "&q=%00", "page", "PAGE=1", "%ff=1"] {
            assert!(parse(query).is_err(), "{query}");
        }
    }

    #[test]
    fn instants_are_read_with_their_offset_and_never_fail_for_being_far_away() {
        let since = |value: &str| parse(&format!("updated_since={value}")).map(|query| query.updated_since);
        let nine = Timestamp::from_tokyo(jiff::civil::date(2026, 11, 1).at(9, 0, 0, 0));
        for value in [
            "2026-11-01T00:00:00Z",
            "2026-11-01t00:00:00z",
            "2026-11-01T09:00:00%2B09:00",
            "2026-11-01T09:00:00+09:00",
            "2026-10-31T23:00:00.000-01:00",
        ] {
            assert_eq!(since(value), Ok(Some(nine)), "{value}");
        }
        assert_eq!(since("9999-12-31T23:59:59-23:59"), Ok(Some(Timestamp::from_microseconds(i64::MAX))));
        assert!(since("0000-01-01T00:00:00%2B23:59").is_ok());
        for value in [
            "",
            "2026-11-01",
            "2026-11-01T00:00:00",
            "20261101T000000Z",
            "2026-13-01T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-11-01T25:00:00Z",
            "2026-11-01T00:00:00Z[Asia/Tokyo]",
            "now",
            "1793491200",
        ] {
            assert_eq!(since(value), Err(QueryProblem::NotAnInstant("updated_since")), "{value}");
        }
    }

    #[test]
    fn the_address_of_a_page_asks_for_that_page() {
        let query = EventPageQuery {
            page: 3,
            per_page: 7,
            updated_since: Some(Timestamp::from_microseconds(1_793_491_200_123_456)),
        };
        let address = query.address("https://telework.example.jp");
        assert_eq!(parse(address.split_once('?').unwrap().1), Ok(query));
    }
}
