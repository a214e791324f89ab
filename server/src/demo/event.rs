//! The demo's events: a year around today, half a year past and half a year to come.

use std::collections::HashSet;

use domain::event::{
    Bilingual, EventContact, EventDraft, EventKind, EventState, Format, Particulars, Place, Questions, Session,
    SessionKind, Speaker, When,
};
use domain::language::Language;
use domain::place::Prefecture;
use domain::reference::EventCode;
use domain::time::Timestamp;
use jiff::civil::{Date, Time};

use super::calendar::{after, day, hours, window};
use super::place::{Town, area};
use super::seed::Seed;
use super::theme::{THEMES, Theme, speaker};

/// How full an event is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    /// So many parties register.
    Parties(u32),
    /// All but so many seats are taken.
    AllBut(u32),
    /// All seats are taken, and so many parties wait.
    Waiting(u32),
}

/// An event with the demand for it.
pub(super) struct Planned {
    pub(super) draft: EventDraft,
    pub(super) demand: Demand,
}

/// Days of the three parts of the year: past, the next two months, later.
const PAST: (u32, u32) = (1, 182);
const AHEAD: (u32, u32) = (2, 60);
const LATER: (u32, u32) = (64, 182);
/// How many events of the next two months are for the whole country, all of them online.
const NATIONWIDE: u32 = 4;

/// Why events were called off.
const REASONS: [(&str, &str); 4] = [
    ("会場の設備の故障により中止します。", "Cancelled because of a fault in the building."),
    (
        "講師の都合により中止します。オンラインの回をご利用ください。",
        "Cancelled: the speaker cannot come. Please use one of the online dates.",
    ),
    ("悪天候の予報のため中止します。", "Cancelled because bad weather is forecast."),
    (
        "申込が少なかったため中止します。近くの会場の回をご案内します。",
        "Cancelled for lack of registrations. We will point you to dates nearby.",
    ),
];

/// All events of the demo around `now`.
pub(super) fn year(now: Timestamp) -> Vec<Planned> {
    let today = now.tokyo_date();
    let mut codes = HashSet::new();
    let mut planned = Vec::with_capacity(640);
    for prefecture in Prefecture::ALL.into_iter().map(Some).chain([None]) {
        let ahead = prefecture.map_or(NATIONWIDE, |prefecture| area(prefecture).ahead);
        let parts = [(PAST, ahead * 2 + 1, true), (AHEAD, ahead, false), (LATER, ahead.max(1), false)];
        for (part, ((first, last), count, past)) in parts.into_iter().enumerate() {
            for number in 0..count {
                let chain = u64::from(prefecture.map_or(0, Prefecture::code)) * 10_000
                    + part as u64 * 1_000
                    + u64::from(number);
                let mut seed = Seed::new(chain);
                let days = i64::from(seed.between(first, last));
                let date = day(today, if past { -days } else { days }, &mut seed);
                let code = loop {
                    let code = EventCode::from_random(seed.bytes());
                    if codes.insert(code.clone()) {
                        break code;
                    }
                };
                planned.push(event(code, prefecture, date, now, &mut seed));
            }
        }
    }
    alone(&mut planned, now);
    planned
}

/// One event has a single seat: for those who try what happens at the last one.
fn alone(planned: &mut [Planned], now: Timestamp) {
    const DAY: i64 = 24 * 60 * 60;
    let soon = now.plus_seconds(40 * DAY);
    let open = planned.iter_mut().filter(|planned| {
        planned.draft.kind == EventKind::ConsultationMeeting
            && planned.draft.state == EventState::Published
            && planned.draft.when.starts_at() < soon
            && planned.draft.window.admits(now.plus_seconds(5 * DAY)).is_ok()
    });
    if let Some(planned) = open.max_by_key(|planned| planned.draft.when.starts_at()) {
        planned.draft.capacity = Some(1);
        planned.draft.seats_per_registration = 1;
        planned.draft.window.opens_at = None;
        planned.demand = Demand::Parties(0);
        for session in &mut planned.draft.particulars.sessions {
            session.organisations = session.organisations.map(|_| 1);
        }
    }
}

/// An event like any other of the demo.
pub(super) fn event(
    code: EventCode,
    prefecture: Option<Prefecture>,
    date: Date,
    now: Timestamp,
    seed: &mut Seed,
) -> Planned {
    let theme = seed.one(&THEMES);
    let town = prefecture.map(|prefecture| seed.one(&area(prefecture).towns));
    let format = match seed.between(1, 100) {
        1..=46 if town.is_some() => Format::Venue,
        71.. if town.is_some() => Format::Hybrid,
        _ => Format::Online,
    };
    let (starts, ends) = hours(theme.kind, seed);
    let when = When { doors_open: Some(after(starts, -30)), ..When::on(date, starts, ends) };
    let days_ahead = date.since(now.tokyo_date()).map_or(0, |span| span.get_days());
    let window = window(date, days_ahead > 60 && seed.chance(45), seed);
    let state = state(window.closes_at, days_ahead, now, seed);
    let (capacity, per_registration, demand) = demand(theme.kind, days_ahead, seed);
    let joining = format.has_online().then(|| {
        Bilingual::both(
            "接続先は開催日の前日の正午にメールで届きます。字幕がつきます。",
            "You get the link by mail at noon on the day before. There are subtitles (in Japanese).",
        )
    });
    let place = Place {
        format,
        prefecture,
        government_code: town.and_then(Town::government),
        venue: town.filter(|_| format.has_venue()).map(|town| town.venue(seed)),
        joining,
    };
    let draft = EventDraft {
        code,
        kind: theme.kind,
        title: title(theme, prefecture),
        state,
        when,
        place,
        topics: theme.topics.to_vec(),
        audience: theme.audience,
        capacity: Some(capacity),
        reserved: 0,
        seats_per_registration: per_registration,
        window,
        particulars: particulars(theme, prefecture.zip(town), (starts, ends), seed),
    };
    Planned { draft, demand }
}

fn title(theme: &Theme, prefecture: Option<Prefecture>) -> Bilingual {
    let name = |language, everywhere| prefecture.map_or(everywhere, |prefecture| prefecture.short_name(language));
    Bilingual::both(
        theme.title.0.replace("{}", name(Language::Japanese, "全国")),
        theme.title.1.replace("{}", name(Language::English, "all of Japan")),
    )
}

fn state(closes_at: Timestamp, days_ahead: i32, now: Timestamp, seed: &mut Seed) -> EventState {
    let dice = seed.between(1, 100);
    if dice <= 4 {
        let (ja, en) = seed.one(&REASONS);
        // Called off with its deadline; for what is still to come, yesterday.
        let at = closes_at.min(now.plus_seconds(-24 * 60 * 60));
        return EventState::Cancelled { reason: Bilingual::both(*ja, *en), at };
    }
    if days_ahead > 75 && dice <= 24 { EventState::Draft } else { EventState::Published }
}

/// Capacity, seats for each registration, and how full it is to become.
fn demand(kind: EventKind, days_ahead: i32, seed: &mut Seed) -> (u32, u32, Demand) {
    const SEATS: [u32; 9] = [20, 24, 30, 40, 50, 60, 80, 120, 200];
    let (seats, per_registration) = match kind {
        EventKind::ConsultationMeeting => (*seed.one(&[6, 8, 10, 12]), 2),
        EventKind::Seminar | EventKind::Combined => (*seed.one(&SEATS), 5),
    };
    let seats = match kind {
        EventKind::ConsultationMeeting => seats * 2,
        EventKind::Seminar | EventKind::Combined => seats,
    };
    if (1..=60).contains(&days_ahead) {
        // The few that are full or nearly so are small, as in life.
        return match seed.between(1, 100) {
            1..=11 => (seats.min(24), per_registration, Demand::Waiting(seed.between(1, 4))),
            12..=24 => (seats.min(30), per_registration, Demand::AllBut(seed.between(1, 4))),
            _ => (seats, per_registration, Demand::Parties(seed.between(1, 4))),
        };
    }
    let parties = if days_ahead < 0 { seed.between(1, 4) } else { seed.between(0, 1) };
    (seats, per_registration, Demand::Parties(parties))
}

fn particulars(theme: &Theme, home: Option<(Prefecture, &Town)>, hours: (Time, Time), seed: &mut Seed) -> Particulars {
    let first = theme.topics.first().copied().unwrap_or(domain::event::Topic::Ict);
    let second = theme.topics.last().copied().unwrap_or(first);
    let speakers: Vec<Speaker> = match theme.kind {
        EventKind::ConsultationMeeting => Vec::new(),
        EventKind::Seminar | EventKind::Combined => {
            let one = speaker(first, None, seed);
            let two = speaker(second, Some(&one.name.ja), seed);
            vec![one, two]
        }
    };
    let co_hosts = home.and_then(|(prefecture, town)| match seed.between(1, 3) {
        1 => {
            let english = format!("{} Prefecture", prefecture.name(Language::English));
            Some(Bilingual::both(prefecture.name(Language::Japanese), english))
        }
        2 => {
            let english = format!("{} Chamber of Commerce and Industry", town.en);
            Some(Bilingual::both(format!("{}商工会議所", town.ja.trim_end_matches('市')), english))
        }
        _ => None,
    });
    Particulars {
        title_kana: Some(theme.kana.to_owned()),
        summary: Some(Bilingual::both(theme.summary.0, theme.summary.1)),
        description: Some(Bilingual::both(theme.description.0, theme.description.1)),
        audience_note: Some(Bilingual::both(theme.audience_note.0, theme.audience_note.1)),
        sessions: programme(theme, hours, seed),
        speakers,
        organiser: Some(Bilingual::both(
            "総務省（テレワーク・サポートネットワーク事務局）",
            "Ministry of Internal Affairs and Communications (Telework Support Network secretariat)",
        )),
        co_hosts,
        fee: Some(0),
        contact: EventContact {
            name: Some("テレワーク・サポートネットワーク事務局".to_owned()),
            phone: Some("03-5422-1517".to_owned()),
            extension: None,
            email: Some("jimukyoku_atmark_teleworksupport.go.jp".to_owned()),
        },
        questions: Questions::default(),
        ..Particulars::default()
    }
}

fn programme(theme: &Theme, (starts, ends): (Time, Time), seed: &mut Seed) -> Vec<Session> {
    let session = |kind, from, to, (ja, en): (&str, &str)| Session {
        kind,
        starts: from,
        ends: to,
        title: Bilingual::both(ja, en),
        summary: None,
        organisations: None,
    };
    let [one, two] = theme.talks;
    if theme.kind == EventKind::ConsultationMeeting {
        let length = ends.since(starts).map_or(240, |span| i64::from(span.get_hours()) * 60 + span.get_minutes());
        let noon = after(starts, length / 2);
        let halves = [(starts, after(noon, -15), one), (after(noon, 15), ends, two)];
        return halves
            .into_iter()
            .map(|(from, to, title)| Session {
                organisations: Some(seed.between(3, 5)),
                ..session(SessionKind::Consultation, from, to, title)
            })
            .collect();
    }
    let at = |minutes| after(starts, minutes);
    let mut sessions = vec![
        session(SessionKind::Seminar, starts, at(10), ("あいさつ", "Welcome")),
        session(SessionKind::Seminar, at(10), at(50), one),
        session(SessionKind::Seminar, at(50), at(90), two),
        session(SessionKind::Seminar, at(90), at(110), ("質問", "Questions")),
    ];
    if theme.kind == EventKind::Combined {
        sessions.push(session(SessionKind::Break, at(110), at(120), ("休憩", "Break")));
        sessions.push(Session {
            organisations: Some(seed.between(4, 8)),
            summary: Some(Bilingual::both(
                "申し込んだ団体が、専門家と30分ずつ話します。",
                "Organisations that asked for it talk to an expert for 30 minutes each.",
            )),
            ..session(SessionKind::Consultation, at(120), ends, ("個別相談会", "Individual consultations"))
        });
    }
    sessions
}
