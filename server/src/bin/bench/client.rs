//! A small client of HTTP/1.1, and the measures taken with it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::{CLIENTS, Outcome, SPELL};

pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: String,
    pub(crate) body: Vec<u8>,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    pub(crate) async fn ask(&mut self, method: &str, path: &str, more: &str, body: &str) -> Outcome<Answer> {
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

pub(crate) async fn ask(address: SocketAddr, method: &str, path: &str, body: &str) -> Outcome<Answer> {
    Connection::open(address).await?.ask(method, path, "", body).await
}

/// How many times a second `CLIENTS` clients get `path` answered.
pub(crate) async fn rate(address: SocketAddr, path: &'static str) -> Outcome<f64> {
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
pub(crate) fn per_second(count: u64, spell: Duration) -> f64 {
    count as f64 / spell.as_secs_f64()
}

/// The `part` (0.5 for the median) of `times`, in milliseconds.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a short list"
)]
pub(crate) fn percentile(times: &mut [Duration], part: f64) -> f64 {
    times.sort_unstable();
    let place = ((times.len() as f64 * part) as usize).min(times.len().saturating_sub(1));
    times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

/// The times that `path` takes at a steady `per_second` for `spell`, each asked when it is due.
pub(crate) async fn steady(
    address: SocketAddr,
    path: &'static str,
    per_second: u32,
    spell: Duration,
) -> Outcome<Vec<Duration>> {
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

/// How long `path` takes to its first byte.
pub(crate) async fn first_byte(address: SocketAddr, path: &str, more: &str) -> Outcome<Duration> {
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
