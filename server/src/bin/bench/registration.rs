//! Registrations: how many a second, the last seat, and a crowd.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use domain::time::Clock as _;
use server::clock::SystemClock;

use crate::client::{Connection, ask, per_second, percentile, steady};
use crate::service::{body, event, fresh_folder, register, service, storage};
use crate::{CLIENTS, Outcome, Row, SPELL};

pub(crate) async fn registrations(rows: &mut Vec<Row>) -> Outcome<()> {
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
                register(&storage, &code, number.fetch_add(1, Ordering::Relaxed)).await?;
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

pub(crate) async fn last_seat(rows: &mut Vec<Row>) -> Outcome<()> {
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

pub(crate) async fn crowd(rows: &mut Vec<Row>) -> Outcome<()> {
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
