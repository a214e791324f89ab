//! The built program, as its own process.

use std::net::SocketAddr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use domain::time::Clock as _;
use server::clock::SystemClock;
use tokio::net::TcpListener;

use crate::client::{Connection, ask, percentile, rate};
use crate::service::{event, fresh_folder, register, storage};
use crate::{Outcome, Row};

/// The built program itself, as its own process: start, memory, bytes of an event page.
pub(crate) async fn program(rows: &mut Vec<Row>) -> Outcome<()> {
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
                register(&storage, &code, lane * 625 + number).await?;
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
        until_ready(address).await;
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
    until_ready(address).await;
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

/// Asks again and again until the program says that it is ready.
async fn until_ready(address: SocketAddr) {
    while ask(address, "GET", "/readyz", "").await.map_or(true, |answer| answer.status != 200) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
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
        // What is named twice is fetched once.
        if let (true, Some(href)) = (is_loaded, href)
            && !addresses.iter().any(|known| known == href)
        {
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
