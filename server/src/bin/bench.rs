//! The figures of `docs/benchmarks.md`: `cargo xtask bench`.
//!
//! Speed is told as ratios within one run, since machines differ: pages against a static file of the
//! same bytes from the same server, registrations over HTTP against the storage alone. The clients
//! live in this process and share its two cores with the server, which costs both sides the same.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

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
use domain::time::{Chance, Clock, Timestamp};
use server::chance::SystemChance;
use server::clock::SystemClock;
use server::http::staff::DeskOptions;
use server::http::{WebOptions, router};
use server::ics::IcsSite;
use storage::{Failpoint, NewRegistration, OpenOptions, Storage};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How long each rate is measured.
const SPELL: Duration = Duration::from_secs(4);
/// How many ask at once.
const CLIENTS: usize = 16;
const BEGIN: &str = "<!-- speed: written by `cargo xtask bench` -->";
const END: &str = "<!-- /speed -->";

#[expect(clippy::print_stderr, clippy::print_stdout, reason = "a tool for the terminal")]
fn main() -> ExitCode {
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(measure()) {
        Ok(Figures { table, is_within }) => {
            println!("{table}");
            if let Err(error) = write_down(&table) {
                eprintln!("error: docs/benchmarks.md cannot be written: {error}");
                return ExitCode::FAILURE;
            }
            if is_within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Figures {
    table: String,
    is_within: bool,
}

/// One line of the table, and whether it keeps its promise.
struct Row {
    what: &'static str,
    promise: &'static str,
    found: String,
    keeps: bool,
}

async fn measure() -> Outcome<Figures> {
    let mut rows = Vec::new();
    pages(&mut rows).await?;
    feeds(&mut rows).await?;
    registrations(&mut rows).await?;
    last_seat(&mut rows).await?;
    crowd(&mut rows).await?;
    program(&mut rows).await?;
    let mut table = String::from("| what | promise | found | |\n|---|---|---|---|\n");
    for Row { what, promise, found, keeps } in &rows {
        let sign = if *keeps { "kept" } else { "**not kept**" };
        table.extend(["| ", what, " | ", promise, " | ", found, " | ", sign, " |\n"]);
    }
    Ok(Figures { table, is_within: rows.iter().all(|row| row.keeps) })
}

// ---- a service of its own -------------------------------------------------------------------

struct Service {
    storage: Storage,
    address: SocketAddr,
    folder: std::path::PathBuf,
}

impl Drop for Service {
    fn drop(&mut self) {
        // What is left behind in the temporary folder hurts nobody.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn fresh_folder(name: &str) -> Outcome<std::path::PathBuf> {
    let folder = std::env::temp_dir().join(format!("telework-bench-{}-{name}", std::process::id()));
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

async fn storage(folder: &Path) -> Outcome<Storage> {
    let options = OpenOptions {
        path: folder.join("telework.db"),
        create: true,
        migrate: true,
        readers: 4,
        chance: Arc::new(SystemChance),
        failpoint: Failpoint::None,
    };
    Ok(Storage::open(options).await?)
}

fn draw<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemChance.fill(&mut bytes);
    bytes
}

fn event(number: usize, capacity: u32) -> Outcome<EventDraft> {
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
        email: EmailAddress::parse(&format!("visitor{number}@example.jp")).map_err(wrong)?,
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

fn key() -> IdempotencyKey {
    IdempotencyKey::from_random(draw(), SystemClock.now().as_milliseconds())
}

/// The form of `number`, ready to be confirmed, as the check page would send it.
fn body(number: u64, or_wait: bool) -> String {
    let promised = if or_wait { "line" } else { "seat" };
    format!(
        "name=%E9%AB%98%E6%A9%8B+%E7%94%B1%E7%B4%80&kana=%E3%82%BF%E3%82%AB%E3%83%8F%E3%82%B7&\
         email=visitor{number}%40example.jp&phone=&organisation=Midori&organisation_kind=small-company&prefecture=13&\
         topics=security&question=&access_needs=&consent=yes&website=&step=confirm&promised={promised}&key={}",
        key().as_str()
    )
}

async fn service(name: &str, events: Vec<EventDraft>) -> Outcome<Service> {
    let folder = fresh_folder(name)?;
    let storage = storage(&folder).await?;
    storage.event_add_all(&events, SystemClock.now()).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
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
    let pages = router(WebOptions {
        services,
        calendar,
        limits: false,
        trusted_proxy: None,
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

// ---- a small client of HTTP/1.1 -------------------------------------------------------------

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

struct Answer {
    status: u16,
    headers: String,
    body: Vec<u8>,
}

impl Connection {
    async fn open(address: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    async fn ask(&mut self, method: &str, path: &str, more: &str, body: &str) -> Outcome<Answer> {
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\n{more}\
             content-length: {length}\r\n\r\n{body}"
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.buffer.clear();
        let head_end = loop {
            if let Some(end) = self.buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                break end + 4;
            }
            self.fill().await?;
        };
        let headers = String::from_utf8_lossy(self.buffer.get(..head_end).unwrap_or_default()).to_ascii_lowercase();
        let status = headers.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no status")?;
        let length = headers.lines().find_map(|line| {
            line.strip_prefix("content-length: ").and_then(|length| length.trim().parse::<usize>().ok())
        });
        match length {
            Some(length) => {
                while self.buffer.len() < head_end + length {
                    self.fill().await?;
                }
            }
            None if headers.contains("transfer-encoding: chunked") => {
                while !self.buffer.ends_with(b"0\r\n\r\n") {
                    self.fill().await?;
                }
            }
            None => {}
        }
        let body = self.buffer.get(head_end..).unwrap_or_default().to_vec();
        Ok(Answer { status, headers, body })
    }

    async fn fill(&mut self) -> Outcome<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            return Err("the server has hung up".into());
        }
        Ok(())
    }
}

async fn ask(address: SocketAddr, method: &str, path: &str, body: &str) -> Outcome<Answer> {
    Connection::open(address).await?.ask(method, path, "", body).await
}

/// How many times a second `CLIENTS` clients get `path` answered.
async fn rate(address: SocketAddr, path: &'static str) -> Outcome<f64> {
    let count = Arc::new(AtomicU64::new(0));
    let until = Instant::now() + SPELL;
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..CLIENTS {
        let count = Arc::clone(&count);
        clients.spawn(async move {
            let mut connection = Connection::open(address).await?;
            while Instant::now() < until {
                let answer = connection.ask("GET", path, "", "").await?;
                if answer.status != 200 {
                    return Err(format!("{path} was answered {}", answer.status).into());
                }
                count.fetch_add(1, Ordering::Relaxed);
            }
            Outcome::Ok(())
        });
    }
    while let Some(client) = clients.join_next().await {
        client??;
    }
    Ok(per_second(count.load(Ordering::Relaxed), SPELL))
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
fn per_second(count: u64, spell: Duration) -> f64 {
    count as f64 / spell.as_secs_f64()
}

/// The `part` (0.5 for the median) of `times`, in milliseconds.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a short list"
)]
fn percentile(times: &mut [Duration], part: f64) -> f64 {
    times.sort_unstable();
    let place = ((times.len() as f64 * part) as usize).min(times.len().saturating_sub(1));
    times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

/// The times that `path` takes at a steady `per_second` for `spell`, each asked when it is due.
async fn steady(address: SocketAddr, path: &'static str, per_second: u32, spell: Duration) -> Outcome<Vec<Duration>> {
    let connections = 8_u32;
    let begin = Instant::now();
    let mut clients = tokio::task::JoinSet::new();
    for client in 0..connections {
        clients.spawn(async move {
            let mut connection = Connection::open(address).await?;
            let mut times = Vec::new();
            let mut turn = client;
            loop {
                let due = begin + Duration::from_secs(1) * turn / per_second;
                if due > begin + spell {
                    return Outcome::Ok(times);
                }
                tokio::time::sleep_until(due.into()).await;
                connection.ask("GET", path, "", "").await?;
                // From when it was due: a late turn is a slow answer too.
                times.push(due.elapsed());
                turn += connections;
            }
        });
    }
    let mut all = Vec::new();
    while let Some(times) = clients.join_next().await {
        all.extend(times??);
    }
    Ok(all)
}

// ---- the figures ----------------------------------------------------------------------------

async fn pages(rows: &mut Vec<Row>) -> Outcome<()> {
    let events = (0..50).map(|number| event(number, 80)).collect::<Outcome<Vec<_>>>()?;
    let service = service("pages", events).await?;
    let address = service.address;
    let bytes = ask(address, "GET", "/twin", "").await?.body.len();
    rate(address, "/events").await?;
    let (list, twin) = (rate(address, "/events").await?, rate(address, "/twin").await?);
    let ratio = list / twin;
    rows.push(Row {
        what: "the list of 50 events, rendered, against the same bytes as a static file",
        promise: "at least 0.5 of its rate",
        found: format!("{ratio:.2} ({list:.0} a second of {twin:.0}, {} kB)", bytes / 1000),
        keeps: ratio >= 0.5,
    });
    let mut times = steady(address, "/events", 200, Duration::from_secs(5)).await?;
    let p99 = percentile(&mut times, 0.99);
    rows.push(Row {
        what: "the same list at 200 a second",
        promise: "99 of 100 under 25 ms",
        found: format!("{p99:.1} ms"),
        keeps: p99 < 25.0,
    });
    Ok(())
}

/// How long `path` takes to its first byte.
async fn first_byte(address: SocketAddr, path: &str, more: &str) -> Outcome<Duration> {
    let mut connection = Connection::open(address).await?;
    let begin = Instant::now();
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{more}\r\n");
    connection.stream.write_all(request.as_bytes()).await?;
    connection.buffer.clear();
    connection.fill().await?;
    let took = begin.elapsed();
    if !connection.buffer.starts_with(b"HTTP/1.1 200") {
        return Err(format!("{path} was not answered 200").into());
    }
    while connection.stream.read_buf(&mut connection.buffer).await? > 0 {}
    Ok(took)
}

/// Feeds of 5,000 events: made anew, and kept.
async fn feeds(rows: &mut Vec<Row>) -> Outcome<()> {
    let events = (0..5_000).map(|number| event(number, 80)).collect::<Outcome<Vec<_>>>()?;
    let service = service("feeds", events).await?;
    let address = service.address;
    for (what, path) in [
        ("the calendar of 5,000 events, first byte", "/feeds/all/all.ics"),
        ("the Atom feed of 5,000 events, first byte", "/feeds/all/all.atom"),
        ("the table of 5,000 events, first byte", "/open-data/events.csv"),
        ("the first 1,000 of 5,000 events as JSON, first byte", "/open-data/events.json?per_page=1000"),
    ] {
        let mut anew = Vec::new();
        for _ in 0..5 {
            service.storage.schedule_reload().await?;
            anew.push(first_byte(address, path, "").await?);
        }
        let mut kept = Vec::new();
        for _ in 0..25 {
            kept.push(first_byte(address, path, "").await?);
        }
        let (anew, kept) = (percentile(&mut anew, 0.5), percentile(&mut kept, 0.5));
        rows.push(Row {
            what,
            promise: "under 50 ms made anew; kept in at most 0.5 of that",
            found: format!("{anew:.1} ms made anew, {kept:.1} ms kept ({:.2})", kept / anew),
            keeps: anew < 50.0 && kept <= 0.5 * anew,
        });
    }
    Ok(())
}

async fn registrations(rows: &mut Vec<Row>) -> Outcome<()> {
    // Alone: the use case without HTTP, from as many tasks.
    let folder = fresh_folder("alone")?;
    let alone = storage(&folder).await?;
    let draft = event(1, 1_000_000)?;
    let code = draft.code.clone();
    alone.event_add_all(&[draft], SystemClock.now()).await?;
    let number = Arc::new(AtomicU64::new(0));
    let until = Instant::now() + SPELL;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..CLIENTS {
        let (storage, code, number) = (alone.clone(), code.clone(), Arc::clone(&number));
        tasks.spawn(async move {
            while Instant::now() < until {
                let applicant = applicant(number.fetch_add(1, Ordering::Relaxed))?;
                let language = Language::Japanese;
                let new = NewRegistration { applicant, language, key: key(), or_wait: true, suspected: false };
                storage
                    .registration_create(code.clone(), new, SystemClock.now())
                    .await
                    .map_err(|error| error.to_string())?;
            }
            Outcome::Ok(())
        });
    }
    while let Some(task) = tasks.join_next().await {
        task??;
    }
    let storage_rate = per_second(number.load(Ordering::Relaxed), SPELL);
    alone.close().await;
    drop(std::fs::remove_dir_all(&folder));

    let draft = event(1, 1_000_000)?;
    let path = format!("/events/{}/register", draft.code);
    let service = service("registrations", vec![draft]).await?;
    let number = Arc::new(AtomicU64::new(0));
    let until = Instant::now() + SPELL;
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..CLIENTS {
        let (address, path, number) = (service.address, path.clone(), Arc::clone(&number));
        clients.spawn(async move {
            let mut connection = Connection::open(address).await?;
            while Instant::now() < until {
                let form = body(number.fetch_add(1, Ordering::Relaxed), true);
                let answer = connection.ask("POST", &path, "", &form).await?;
                if answer.status != 303 {
                    return Err(format!("a registration was answered {}", answer.status).into());
                }
            }
            Outcome::Ok(())
        });
    }
    while let Some(client) = clients.join_next().await {
        client??;
    }
    let http_rate = per_second(number.load(Ordering::Relaxed), SPELL);
    let ratio = http_rate / storage_rate;
    rows.push(Row {
        what: "registrations over HTTP at 16 clients, each durable before it is answered, against the storage alone",
        promise: "at least 0.5 of its rate, and 500 a second",
        found: format!("{ratio:.2} ({http_rate:.0} a second of {storage_rate:.0})"),
        keeps: ratio >= 0.5 && http_rate >= 500.0,
    });
    Ok(())
}

async fn last_seat(rows: &mut Vec<Row>) -> Outcome<()> {
    let draft = event(1, 1)?;
    let path = format!("/events/{}/register", draft.code);
    let service = service("last-seat", vec![draft]).await?;
    let mut clients = tokio::task::JoinSet::new();
    for number in 0..500 {
        let (address, path) = (service.address, path.clone());
        clients.spawn(async move { Outcome::Ok(ask(address, "POST", &path, &body(number, false)).await?.status) });
    }
    let (mut won, mut failed) = (0, 0);
    while let Some(status) = clients.join_next().await {
        match status?? {
            303 => won += 1,
            500.. => failed += 1,
            _ => {}
        }
    }
    let broken = service.storage.invariants_broken(SystemClock.now()).await?;
    rows.push(Row {
        what: "500 registrations at once for the last seat",
        promise: "exactly one succeeds, no 5xx",
        found: format!("{won} succeeded, {failed} failed, {} invariants broken", broken.len()),
        keeps: won == 1 && failed == 0 && broken.is_empty(),
    });
    Ok(())
}

async fn crowd(rows: &mut Vec<Row>) -> Outcome<()> {
    let events = (0..50).map(|number| event(number, 10_000)).collect::<Outcome<Vec<_>>>()?;
    let codes = events.iter().map(|event| event.code.to_string()).collect::<Vec<_>>();
    let service = service("crowd", events).await?;
    let address = service.address;
    let spell = Duration::from_secs(2);
    let mut calm = steady(address, "/events", 50, spell).await?;
    let mut clients = tokio::task::JoinSet::new();
    for (number, code) in (0..1_000_u64).zip(codes.iter().cycle()) {
        let path = format!("/events/{code}/register");
        clients.spawn(async move { Outcome::Ok(ask(address, "POST", &path, &body(number, true)).await?.status) });
    }
    let mut busy = steady(address, "/events", 50, spell).await?;
    let mut served = 0;
    while let Some(status) = clients.join_next().await {
        served += usize::from(status?? == 303);
    }
    let (calm, busy) = (percentile(&mut calm, 0.5), percentile(&mut busy, 0.5));
    rows.push(Row {
        what: "1,000 clients that register at once for 50 events",
        promise: "all are served; the list's median stays within twice its own (or 5 ms)",
        found: format!("{served} served; median {calm:.1} ms before, {busy:.1} ms meanwhile"),
        keeps: served == 1_000 && busy <= (2.0 * calm).max(5.0),
    });
    Ok(())
}

/// The built program itself, as its own process: start, memory, bytes of an event page.
async fn program(rows: &mut Vec<Row>) -> Outcome<()> {
    #[expect(clippy::disallowed_methods, reason = "the build tool says here which program it has built")]
    let Some(program) = std::env::var_os("TELEWORK_PROGRAM") else {
        return Err("TELEWORK_PROGRAM names no program; run `cargo xtask bench`".into());
    };
    let folder = fresh_folder("program")?;
    let filled = storage(&folder).await?;
    let draft = event(1, 1_000_000)?;
    let code = draft.code.clone();
    filled.event_add_all(&[draft], SystemClock.now()).await?;
    let mut tasks = tokio::task::JoinSet::new();
    for lane in 0..16_u64 {
        let (storage, code) = (filled.clone(), code.clone());
        tasks.spawn(async move {
            for number in 0..625 {
                let applicant = applicant(lane * 625 + number)?;
                let language = Language::Japanese;
                let new = NewRegistration { applicant, language, key: key(), or_wait: true, suspected: false };
                storage
                    .registration_create(code.clone(), new, SystemClock.now())
                    .await
                    .map_err(|error| error.to_string())?;
            }
            Outcome::Ok(())
        });
    }
    while let Some(task) = tasks.join_next().await {
        task??;
    }
    // The mails of these registrations are not what is measured.
    filled.demo_settle(SystemClock.now()).await?;
    filled.close().await;

    let port = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port();
    let listen = format!("127.0.0.1:{port}");
    let address: SocketAddr = listen.parse()?;
    let mut command = Command::new(program);
    command
        .args(["serve", "--listen", &listen, "--rate-limits", "off"])
        .arg("--database-url")
        .arg(format!("sqlite://{}", folder.join("telework.db").display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut starts = Vec::new();
    for _ in 0..5 {
        let begin = Instant::now();
        let mut child = command.spawn()?;
        while ask(address, "GET", "/readyz", "").await.map_or(true, |answer| answer.status != 200) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        starts.push(begin.elapsed());
        child.kill()?;
        child.wait()?;
    }
    let start = percentile(&mut starts, 0.5);
    rows.push(Row {
        what: "cold start with 10,000 registrations, to the first answer of /readyz",
        promise: "under 100 ms",
        found: format!("{start:.0} ms (median of 5)"),
        keeps: start < 100.0,
    });

    let mut child = command.spawn()?;
    while ask(address, "GET", "/readyz", "").await.map_or(true, |answer| answer.status != 200) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let at_rest = resident(child.id())?;
    let event_page = weigh(address, &format!("/events/{code}")).await?;
    rate(address, "/events").await?;
    let loaded = resident(child.id())?;
    child.kill()?;
    child.wait()?;
    drop(std::fs::remove_dir_all(&folder));
    rows.push(Row {
        what: "resident memory with 10,000 registrations",
        promise: "under 40 MB at rest, under 80 MB after load",
        found: format!("{at_rest:.0} MB at rest, {loaded:.0} MB after load"),
        keeps: at_rest < 40.0 && loaded < 80.0,
    });
    rows.push(Row {
        what: "an event page on a first visit",
        promise: "at most 30 kB in at most 4 requests, no script",
        found: format!(
            "{:.1} kB in {} requests, {} scripts",
            event_page.kilobytes, event_page.requests, event_page.scripts
        ),
        keeps: event_page.kilobytes <= 30.0 && event_page.requests <= 4 && event_page.scripts == 0,
    });
    Ok(())
}

/// Resident memory in MB.
fn resident(process: u32) -> Outcome<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).ok_or("no VmRSS")?;
    let kibibytes: f64 = line.split_whitespace().nth(1).ok_or("no number")?.parse()?;
    Ok(kibibytes * 1024.0 / 1_000_000.0)
}

struct Weight {
    kilobytes: f64,
    requests: usize,
    scripts: usize,
}

/// What a browser without a cache loads for `path`: the page and everything its head names.
#[expect(clippy::cast_precision_loss, reason = "bytes of one page")]
async fn weigh(address: SocketAddr, path: &str) -> Outcome<Weight> {
    let accept = "accept-encoding: gzip, br\r\n";
    let plain = ask(address, "GET", path, "").await?;
    let html = String::from_utf8_lossy(&plain.body).into_owned();
    let mut bytes = 0;
    let mut requests = 0;
    let mut addresses = vec![path.to_owned()];
    for part in html.split('<').filter(|part| part.starts_with("link ")) {
        let is_loaded =
            part.contains("rel=\"stylesheet\"") || part.contains("rel=\"icon\"") || part.contains("preload");
        let href = part.split("href=\"").nth(1).and_then(|rest| rest.split('"').next());
        if let (true, Some(href)) = (is_loaded, href) {
            addresses.push(href.to_owned());
        }
    }
    for address_of_part in &addresses {
        let answer = Connection::open(address).await?.ask("GET", address_of_part, accept, "").await?;
        if answer.status != 200 {
            return Err(format!("{address_of_part} was answered {}", answer.status).into());
        }
        bytes += answer.body.len() + answer.headers.len();
        requests += 1;
    }
    // A block of data is run by nobody.
    let scripts =
        html.split("<script").skip(1).filter(|part| !part.starts_with(" type=\"application/ld+json\"")).count();
    Ok(Weight { kilobytes: bytes as f64 / 1000.0, requests, scripts })
}

/// Puts `table` between the marks of `docs/benchmarks.md`.
fn write_down(table: &str) -> std::io::Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/benchmarks.md");
    let before = std::fs::read_to_string(&path).unwrap_or_else(|_| "# Benchmarks\n".to_owned());
    let section = format!("{BEGIN}\n{table}{END}\n");
    let after = match (before.find(BEGIN), before.find(END)) {
        (Some(begin), Some(end)) => {
            let head = before.get(..begin).unwrap_or_default();
            let tail = before.get(end + END.len()..).unwrap_or_default().trim_start_matches('\n');
            format!("{head}{section}{tail}")
        }
        _ => format!("{before}\n{section}"),
    };
    std::fs::write(path, after)
}
