//! What is measured: a service of its own, and what its visitors send.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use app::services::{Assets, Services, Site};
use axum::Router;
use axum::response::IntoResponse as _;
use axum::routing::get;
use axum::serve::ListenerExt as _;
use domain::account::SessionRule;
use domain::contact::EmailAddress;
use domain::event::{
    Audience, Bilingual, EventDraft, EventKind, EventState, Format, Particulars, Place, RegistrationWindow, Topic, When,
};
use domain::language::Language;
use domain::organisation::{OrganisationKind, OrganisationName};
use domain::person::{Kana, PersonName};
use domain::place::Prefecture;
use domain::reference::{EventCode, IdempotencyKey};
use domain::registration::{Applicant, Attendance};
use domain::time::{Chance as _, Clock as _, Timestamp};
use server::chance::SystemChance;
use server::clock::SystemClock;
use server::external_calendar::{CalendarNetwork, CalendarReader};
use server::http::staff::DeskOptions;
use server::http::{WebOptions, router};
use server::ics::IcsSite;
use server::listen::listen;
use storage::{Failpoint, NewRegistration, OpenOptions, Storage};

use crate::Outcome;
use crate::client::ask;

pub(crate) struct Service {
    pub(crate) storage: Storage,
    pub(crate) address: SocketAddr,
    folder: std::path::PathBuf,
}

impl Drop for Service {
    fn drop(&mut self) {
        // What is left behind in the temporary folder hurts nobody.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

pub(crate) fn fresh_folder(name: &str) -> Outcome<std::path::PathBuf> {
    let folder = std::env::temp_dir().join(format!("telework-bench-{}-{name}", std::process::id()));
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

pub(crate) async fn storage(folder: &Path) -> Outcome<Storage> {
    let options = OpenOptions {
        path: folder.join("telework.db"),
        create: true,
        migrate: true,
        readers: 4,
        chance: Arc::new(SystemChance),
        offer_hours: domain::offer::OfferHours::DEFAULT,
        notice_to: None,
        failpoint: Failpoint::None,
    };
    Ok(Storage::open(options).await?)
}

fn draw<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemChance.fill(&mut bytes);
    bytes
}

pub(crate) fn event(number: usize, capacity: u32) -> Outcome<EventDraft> {
    let today = SystemClock.now().tokyo_date();
    let day = today.checked_add(jiff::Span::new().days(20 + i64::try_from(number % 90)?))?;
    let start = jiff::civil::time(14, 0, 0, 0);
    Ok(EventDraft {
        code: EventCode::from_random(draw()),
        kind: EventKind::Seminar,
        title: Bilingual::both(
            format!("はじめてのテレワーク：小さな会社の3か月計画 第{number}回"),
            format!("First steps to telework: a plan for three months, part {number}"),
        ),
        state: EventState::Published,
        when: When::on(day, start, jiff::civil::time(16, 0, 0, 0)),
        place: Place {
            format: Format::Online,
            prefecture: Prefecture::from_code(u8::try_from(number % 47 + 1)?),
            government_code: None,
            venue: None,
            joining: Some(Bilingual::japanese("接続先は前日の正午にメールで届きます。")),
        },
        topics: vec![Topic::Ict, Topic::Security],
        audience: Audience::Both,
        capacity: Some(capacity),
        reserved: 0,
        seats_per_registration: 1,
        window: RegistrationWindow { opens_at: None, closes_at: Timestamp::from_tokyo(day.to_datetime(start)) },
        particulars: Particulars {
            summary: Some(Bilingual::japanese(
                "どの仕事から、どの順に、いくらで。実際に進めた3か月を順を追って話します。",
            )),
            description: Some(Bilingual::japanese("要る機器と費用、国と都の支援策、つまずきやすい順番。".repeat(8))),
            ..Particulars::default()
        },
    })
}

fn applicant(number: u64) -> Outcome<Applicant> {
    let wrong = |error: domain::input::FieldError| format!("{error:?}");
    Ok(Applicant {
        name: PersonName::parse("高橋 由紀").map_err(wrong)?,
        kana: Kana::parse("タカハシ ユキ").map_err(wrong)?,
        email: Some(EmailAddress::parse(&format!("visitor{number}@example.jp")).map_err(wrong)?),
        phone: None,
        organisation: OrganisationName::parse("株式会社みどり製作所").map_err(wrong)?,
        organisation_kind: OrganisationKind::SmallCompany,
        prefecture: Prefecture::from_code(13).ok_or("no such prefecture")?,
        attendance: Attendance::Online,
        seats: 1,
        topics: vec![Topic::Security],
        question: None,
        access_needs: None,
    })
}

/// A form of its own.
pub(crate) fn key() -> IdempotencyKey {
    IdempotencyKey::from_random(draw(), SystemClock.now().as_milliseconds())
}

/// Registers visitor `number` by the use case alone, without HTTP.
pub(crate) async fn register(storage: &Storage, code: &EventCode, number: u64) -> Outcome<()> {
    let applicant = applicant(number)?;
    let language = Language::Japanese;
    let new = NewRegistration { applicant, language, key: key(), or_wait: true, suspected: false };
    storage.registration_create(code.clone(), new, SystemClock.now()).await.map_err(|error| error.to_string())?;
    Ok(())
}

/// The form of `number`, ready to be confirmed, as the check page would send it.
pub(crate) fn body(number: u64, or_wait: bool) -> String {
    let promised = if or_wait { "line" } else { "seat" };
    format!(
        "name=%E9%AB%98%E6%A9%8B+%E7%94%B1%E7%B4%80&kana=%E3%82%BF%E3%82%AB%E3%83%8F%E3%82%B7&\
         email=visitor{number}%40example.jp&phone=&organisation=Midori&organisation_kind=small-company&prefecture=13&\
         topics=security&question=&access_needs=&consent=yes&website=&step=confirm&promised={promised}&key={}",
        key().as_str()
    )
}

pub(crate) async fn service(name: &str, events: Vec<EventDraft>) -> Outcome<Service> {
    let folder = fresh_folder(name)?;
    let storage = storage(&folder).await?;
    storage.event_add_all(&events, SystemClock.now()).await?;
    let listener = listen((Ipv4Addr::LOCALHOST, 0).into())?;
    let address = listener.local_addr()?;
    let site = Site {
        public_url: format!("http://{address}"),
        contact: app::services::ContactDetails::default(),
        demo: false,
        minimum_fill: 0,
        assets: Assets::default(),
    };
    let services = Services {
        storage: storage.clone(),
        clock: Arc::new(SystemClock),
        chance: Arc::new(SystemChance),
        site: Arc::new(site),
    };
    let calendar = IcsSite {
        host: "localhost".to_owned(),
        public_url: format!("http://{address}"),
        organizer: None,
        phone: String::new(),
    };
    let calendars = CalendarReader::new(
        storage.clone(),
        Arc::new(SystemClock),
        CalendarNetwork::public(),
        "localhost".to_owned(),
        30 * 60,
    );
    let pages = router(WebOptions {
        services,
        calendar,
        limits: false,
        trusted_proxy: None,
        calendars,
        desk: DeskOptions { sessions: SessionRule::DEFAULT, demo_accounts: false },
    });
    // The twin: the bytes of the list as a file in memory, from the same server and socket.
    let twin: Arc<std::sync::OnceLock<axum::body::Bytes>> = Arc::default();
    let for_route = Arc::clone(&twin);
    let twin_route = get(move || {
        let bytes = for_route.get().cloned().unwrap_or_default();
        async move { ([("content-type", "text/html; charset=utf-8")], bytes).into_response() }
    });
    let both = Router::new().route("/twin", twin_route).merge(pages);
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    tokio::spawn(async move {
        drop(axum::serve(listener, both.into_make_service_with_connect_info::<SocketAddr>()).await);
    });
    let list = ask(address, "GET", "/events", "").await?;
    drop(twin.set(list.body.into()));
    Ok(Service { storage, address, folder })
}
