//! The demo's year: what `serve --demo` puts into an empty database.
//!
//! Everything here is invented and follows from a fixed seed and the time it is, so that addresses
//! are the same from run to run. Registrations go through the same use case as a visitor's, each at
//! a moment when it was possible: what the rules forbid cannot come into the demo either.

pub mod account;
mod calendar;
mod consultation;
mod desk;
mod door;
mod event;
mod event_table;
mod inquiry;
mod organisation;
mod people;
mod place;
mod registration;
mod seed;
mod sheet;
mod staff;
mod theme;

use domain::event::EventState;
use domain::language::Language;
use domain::reference::{EventCode, IdempotencyKey};
use domain::registration::desk::DeskRefusal;
use domain::registration::{Placement, Refusal, Seats};
use domain::time::Timestamp;
use storage::{NewRegistration, Storage, StorageError};

use event::{Demand, Planned};
use seed::Seed;

/// What the demo put in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DemoSummary {
    /// Events of all kinds and states; 0 where there were events already and nothing was put in.
    pub events: usize,
    /// Registrations, those in line too.
    pub registrations: usize,
    /// How many of them joined a line.
    pub waiting: usize,
    /// How many of those in line are offered a seat now.
    pub on_offer: usize,
    /// How many of them were given up again.
    pub given_up: usize,
    /// Inquiries in all states.
    pub inquiries: usize,
    /// Consultations with the experts.
    pub consultations: usize,
    /// Support organisations.
    pub organisations: usize,
}

/// Why the demo could not be put in.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database cannot be used.
    #[error("the demo's data cannot be written: {0}")]
    Storage(#[from] StorageError),
    /// A registration was refused: a defect of the demo.
    #[error("the demo's data break a rule: {0}")]
    Registration(#[from] StorageError<Refusal>),
    /// The desk was refused something: a defect of the demo.
    #[error("the demo's data break a rule: {0}")]
    Operation(#[from] StorageError<domain::event_operation::EventRefusal>),
    /// A template was refused: a defect of the demo.
    #[error("the demo's data break a rule: {0}")]
    Template(#[from] StorageError<domain::event_template::TemplateRefusal>),
    /// The desk was refused something with registrations: a defect of the demo.
    #[error("the demo's desk breaks a rule: {0}")]
    Desk(#[from] StorageError<DeskRefusal>),
    /// An inquiry was refused or is none: a defect of the demo.
    #[error(transparent)]
    Inquiry(#[from] inquiry::DemoInquiryError),
    /// Somebody was not let in: a defect of the demo.
    #[error("the demo's data break a rule: {0}")]
    Door(#[from] StorageError<domain::door::DoorRefusal>),
    /// An expert could not be entered: a defect of the demo.
    #[error("the demo's experts break a rule: {0}")]
    Expert(#[from] StorageError<domain::expert::ExpertRefusal>),
    /// An expert's hours were refused: a defect of the demo.
    #[error("the demo's calendars break a rule: {0}")]
    Calendar(#[from] StorageError<domain::availability::CalendarRefusal>),
    /// An expert's hours cannot be read: a defect of the demo.
    #[error("the demo's calendars break a rule: {0}")]
    Hours(#[from] domain::availability::HoursProblem),
    /// A consultation was refused: a defect of the demo.
    #[error("the demo's consultations break a rule: {0}")]
    Consultation(#[from] StorageError<domain::consultation::ConsultationRefusal>),
    /// A sheet before a consultation was refused: a defect of the demo.
    #[error("the demo's sheets break a rule: {0}")]
    Sheet(#[from] StorageError<domain::consultation::SheetRefusal>),
    /// A survey after a consultation was refused: a defect of the demo.
    #[error("the demo's surveys break a rule: {0}")]
    Survey(#[from] StorageError<domain::consultation::SurveyRefusal>),
    /// Somebody of the demo's staff may not do what they are there for: a defect of the demo.
    #[error("the demo's staff break a rule: {0}")]
    Staff(#[from] domain::account::Denied),
    /// An invented person or organisation is not what the domain takes: a defect of the demo.
    #[error("the demo's data break a rule: {0}")]
    Person(#[from] domain::input::FieldError),
}

const DAY: i64 = 24 * 60 * 60;
/// So long ago somebody gave up the seats that are on offer now.
const FREED_AGO: i64 = 2 * 60 * 60;

/// Seats that somebody asks for, when.
struct Request {
    event: EventCode,
    registration: NewRegistration,
    at: Timestamp,
    /// Whether they change their mind a day later.
    gives_up: bool,
    /// Whether they change their mind a moment before now, for those who wait.
    makes_room: bool,
}

/// Fills an empty database with a year around `now`; leaves one with events as it is. The mails that
/// registering and asking owe count as sent.
///
/// # Errors
/// [`DemoError`]; events may have been written then.
pub async fn fill(storage: &Storage, now: Timestamp) -> Result<DemoSummary, DemoError> {
    if storage.event_count().await? > 0 {
        return Ok(DemoSummary::default());
    }
    let mut planned = event::year(now);
    door::today(&mut planned, now);
    let drafts: Vec<_> = planned.iter().map(|planned| planned.draft.clone()).collect();
    storage.event_add_all(&drafts, now).await?;

    let mut requests = Vec::new();
    let mut number = 0;
    for (event, planned) in (1..).zip(&planned) {
        requests.extend(requested(planned, event, &mut number, now)?);
    }
    requests.sort_by_key(|request| request.at);
    let mut summary = DemoSummary { events: drafts.len(), ..DemoSummary::default() };
    let mut room = Vec::new();
    for Request { event, registration, at, gives_up, makes_room } in requests {
        let registered = storage.registration_create(event.clone(), registration, at).await?;
        if gives_up {
            storage.registration_cancel(registered.link.hash(), at.plus_seconds(DAY).min(now)).await?;
            summary.given_up += 1;
        }
        if makes_room {
            room.push((event, registered.link.hash()));
        }
        summary.registrations += 1;
        summary.waiting += usize::from(matches!(registered.placement, Placement::Waiting { .. }));
    }
    for (event, link) in room {
        let before = waiting(storage, &event);
        storage.registration_cancel(link, now.plus_seconds(-FREED_AGO)).await?;
        summary.on_offer += before.saturating_sub(waiting(storage, &event));
        summary.given_up += 1;
    }
    let staff = staff::fill(storage, now).await?;
    let in_hand = desk::fill(storage, &staff, now).await?;
    summary.events += in_hand.events;
    summary.registrations += in_hand.registrations;
    summary.waiting += in_hand.waiting;
    summary.on_offer += in_hand.on_offer;
    summary.registrations += registration::fill(storage, staff.desk[0], now).await?;
    door::fill(storage, staff.desk[0], now).await?;
    summary.inquiries = inquiry::fill(storage, &staff, now).await?;
    summary.consultations = consultation::fill(storage, &staff, now).await?;
    let fair = event_table::fill(storage, &staff, summary.consultations, now).await?;
    summary.events += fair.events;
    summary.consultations += fair.consultations;
    let organisations = organisation::all()?;
    storage.support_organisation_import(&organisations, now).await?;
    summary.organisations = organisations.len();
    storage.demo_settle(now).await?;
    Ok(summary)
}

/// How many parties wait for a seat at an event.
fn waiting(storage: &Storage, event: &EventCode) -> usize {
    let schedule = storage.schedule();
    schedule.by_code(event).map_or(0, |listed| usize::try_from(listed.count.get().1).unwrap_or(usize::MAX))
}

/// Those who want to come to an event, each at a moment between its opening and its deadline.
fn requested(planned: &Planned, event: u64, number: &mut u32, now: Timestamp) -> Result<Vec<Request>, DemoError> {
    const WEEK: i64 = 7 * DAY;
    let draft = &planned.draft;
    let mut requests = Vec::new();
    let mut seed = Seed::new(1_000_000 + event);
    // Five weeks of registering; nobody has registered after now.
    let from = draft.when.starts_at().plus_seconds(-5 * WEEK);
    let from = draft.window.opens_at.map_or(from, |opens| from.max(opens)).min(now.plus_seconds(-WEEK));
    let until = draft.window.closes_at.plus_seconds(-60).min(now);
    let open = draft.window.opens_at.is_none_or(|opens| opens <= from) && from < until;
    if draft.state != EventState::Published || !open {
        return Ok(requests);
    }
    for seats in parties(draft, planned.demand, &mut seed) {
        *number += 1;
        let seconds = until.microseconds_since(from) / 1_000_000;
        let share = i64::from(seed.between(0, 9_999));
        let at = from.plus_seconds(seconds * share / 10_000);
        let key = IdempotencyKey::from_random(seed.bytes(), at.as_milliseconds());
        let language = if seed.chance(7) { Language::English } else { Language::Japanese };
        let applicant = people::applicant(draft, *number, seats, &mut seed)?;
        let registration = NewRegistration { applicant, language, key, suspected: false, or_wait: true };
        // Nobody gives up where that would make room: the full events are to stay full.
        let gives_up = matches!(planned.demand, Demand::Parties(_)) && seed.chance(4);
        requests.push(Request { event: draft.code.clone(), registration, at, gives_up, makes_room: false });
    }
    // In every third full event somebody who had a seat makes room for the line.
    let is_open = draft.window.closes_at > now.plus_seconds(DAY);
    if let (Demand::Waiting(_), true, 0, Some(first)) = (planned.demand, is_open, event % 3, requests.first_mut()) {
        first.makes_room = true;
    }
    // Whoever asks first is seated first: the parties are in the order in which they have to fit.
    let mut moments: Vec<Timestamp> = requests.iter().map(|request| request.at).collect();
    moments.sort();
    for (request, at) in requests.iter_mut().zip(moments) {
        request.at = at;
    }
    Ok(requests)
}

/// The sizes of the parties that make an event as full as `demand` says.
fn parties(draft: &domain::event::EventDraft, demand: Demand, seed: &mut Seed) -> Vec<u32> {
    let seats = Seats::of(draft, 0, 0);
    let most = seats.per_registration.min(seats.free());
    let mut party = |least: u32| seed.between(least.min(most), most);
    match demand {
        Demand::Parties(count) => (0..count).map(|_| if most > 2 { party(1).min(3) } else { party(1) }).collect(),
        Demand::AllBut(_) | Demand::Waiting(_) => {
            let left = if let Demand::AllBut(left) = demand { left } else { 0 };
            let mut parties = Vec::new();
            let mut free = seats.free().saturating_sub(left);
            while free > 0 {
                let size = party(2).min(free);
                parties.push(size);
                free -= size;
            }
            if let Demand::Waiting(waiting) = demand {
                parties.extend((0..waiting).map(|_| party(1).min(2)));
            }
            parties
        }
    }
}
