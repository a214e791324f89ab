//! Consultations: a month of many experts' open times, its page, and how many are booked a second.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use domain::account::{Actor, Role};
use domain::availability::{
    AvailabilityOperation, DayPlan, Days, Diary, Hours, LeaveKind, Length, Meeting, Slot, Terms, WeeklyHours, Wish,
    open_days,
};
use domain::contact::EmailAddress;
use domain::event::{Bilingual, Topic};
use domain::expert::{CalendarKeeper, ExpertCode, ExpertProfile};
use domain::language::Language;
use domain::person::PersonName;
use domain::place::{Prefecture, Region};
use domain::reference::SecretToken;
use domain::time::{Clock as _, Timestamp};
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use server::clock::SystemClock;
use storage::{CalendarSeen, ExpertDiary, NewAccount, NewHold, Storage};

use crate::client::{Connection, ask, per_second, percentile, rate};
use crate::service::{key, service};
use crate::{Outcome, Row, SPELL};

const EXPERTS: usize = 50;
/// For so long they have kept their calendars.
const YEARS: i32 = 5;
/// How many book at once.
const BOOKERS: usize = 64;
/// Times that are held before the clock starts: more than anybody hopes to book while it runs.
const HELD: usize = 6_000;
const WISH: Wish = Wish { topic: Topic::Security, meeting: Meeting::Online, length: Length::Thirty };
const PAGE: &str = "/consultations?topic=security&where=online&length=30";
const DAY_SECONDS: i64 = 24 * 60 * 60;

pub(crate) async fn consultations(rows: &mut Vec<Row>) -> Outcome<()> {
    let service = service("consultations", Vec::new()).await?;
    let now = SystemClock.now();
    let codes = hire(&service.storage, now).await?;
    let experts = service.storage.diaries(None, now.tokyo_date(), now).await?;
    rows.push(month(&experts, now));

    let page = ask(service.address, "GET", PAGE, "").await?;
    let packed = Connection::open(service.address).await?.ask("GET", PAGE, "accept-encoding: gzip, br\r\n", "").await?;
    let pages = rate(service.address, PAGE).await?;
    rows.push(Row {
        what: "the page of a month of 50 experts",
        promise: "at most 25 kB on the wire, 3,000 a second",
        found: format!("{} kB ({} kB as it is), {pages:.0} a second", packed.body.len() / 1000, page.body.len() / 1000),
        keeps: page.status == 200 && packed.body.len() <= 25_000 && pages >= 3_000.0,
    });

    let links = hold(&service.storage, &codes, now).await?;
    let (booked, failed) = book(service.address, links).await?;
    let broken = service.storage.invariants_broken(SystemClock.now()).await?;
    let a_second = per_second(booked, SPELL);
    rows.push(Row {
        what: "consultations booked over HTTP at 64 clients, each durable before it is answered",
        promise: "500 a second, none refused, no 5xx",
        found: format!("{a_second:.0} a second, {failed} failed, {} invariants broken", broken.len()),
        keeps: a_second >= 500.0 && failed == 0 && broken.is_empty(),
    });
    Ok(())
}

/// Experts with years of rules: other hours each year, a day off in each fortnight.
async fn hire(storage: &Storage, now: Timestamp) -> Outcome<Vec<ExpertCode>> {
    let since = now.plus_seconds(-i64::from(YEARS) * 365 * DAY_SECONDS);
    let somebody = |email: String, role| -> Outcome<NewAccount> {
        Ok(NewAccount {
            email: EmailAddress::parse(&email).map_err(|error| format!("{error:?}"))?,
            name: PersonName::parse("高橋 由紀").map_err(|error| format!("{error:?}"))?,
            role,
            door: None,
            language: Language::Japanese,
        })
    };
    let desk = storage.account_add(&somebody("desk@example.jp".to_owned(), Role::Secretariat)?, since).await?;
    let desk = Actor::of(desk, Role::Secretariat, None).and_then(|actor| actor.as_secretariat());
    let desk = desk.map_err(|denied| format!("{denied:?}"))?;
    let mut codes = Vec::new();
    for number in 0..EXPERTS {
        let account =
            storage.account_add(&somebody(format!("expert{number}@example.jp"), Role::Expert)?, since).await?;
        let profile = ExpertProfile {
            name: Bilingual::both("高橋 由紀", "Yuki Takahashi"),
            title: Bilingual::both("テレワークマネージャー", "Telework manager"),
            qualifications: Vec::new(),
            introduction: Bilingual::both("わかる言葉でお答えします。", "No question is too small."),
            languages: vec![Language::Japanese],
            region: Some(Region::Kanto),
        };
        let code = storage.expert_set(desk, account, &profile, true, since).await.map_err(|error| error.to_string())?;
        let operations = calendar(since.tokyo_date(), now.tokyo_date())?;
        let seen = CalendarSeen { revision: 0, conflicts: Vec::new() };
        let kept =
            storage.calendar_change(&CalendarKeeper::Secretariat(desk), account, &seen, &operations, since).await;
        kept.map_err(|error| error.to_string())?;
        codes.push(code);
    }
    Ok(codes)
}

fn calendar(since: Date, today: Date) -> Outcome<Vec<AvailabilityOperation>> {
    let mut operations = Vec::new();
    for year in 0..=YEARS {
        let from = since.saturating_add(year.years());
        let hours = Hours::parse(if year % 2 == 0 { "9:00-12:00,13:00-17:00" } else { "9:00-17:00" });
        let hours = hours.map_err(|error| format!("{error:?}"))?.hours;
        for day in [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday] {
            operations.push(AvailabilityOperation::SetWeekly(WeeklyHours::each_week(day, hours.clone(), from)));
        }
    }
    let mut day = since;
    while day < today {
        let days = Days::between(day, day);
        operations.push(AvailabilityOperation::SetDays { days, plan: DayPlan::Leave(LeaveKind::Vacation) });
        day = day.saturating_add(14.days());
    }
    let terms = Terms {
        lengths: vec![Length::Thirty, Length::Sixty],
        prefectures: vec![Prefecture::Tokyo],
        horizon: 90,
        ..Terms::usual(vec![Topic::Ict, Topic::Security])
    };
    operations.push(AvailabilityOperation::SetTerms(Box::new(terms)));
    Ok(operations)
}

fn month(experts: &[ExpertDiary], now: Timestamp) -> Row {
    let diaries: Vec<Diary<'_>> = experts.iter().map(ExpertDiary::diary).collect();
    let next = now.tokyo_date().first_of_month().saturating_add(1.month());
    let mut days = 0;
    let mut times: Vec<_> = (0..50)
        .map(|_| {
            let begin = Instant::now();
            days = open_days(&diaries, WISH, next, now).len();
            begin.elapsed()
        })
        .collect();
    let median = percentile(&mut times, 0.5);
    Row {
        what: "the open times of a month, computed for 50 experts with five years of rules",
        promise: "under 10 ms",
        found: format!("{median:.2} ms ({days} days)"),
        keeps: median < 10.0 && days > 0,
    }
}

/// Holds times of all experts, of each one after the other.
async fn hold(storage: &Storage, codes: &[ExpertCode], now: Timestamp) -> Outcome<Vec<SecretToken>> {
    let mut tasks = tokio::task::JoinSet::new();
    for code in codes {
        let (storage, code) = (storage.clone(), code.clone());
        tasks.spawn(async move {
            let experts = storage.diaries(Some(&code), now.tokyo_date(), now).await?;
            let open = experts.first().map(|one| one.diary().next_open(WISH, now, usize::MAX, now));
            let mut free_from = now;
            let mut links = Vec::new();
            for Slot { starts_at, .. } in open.unwrap_or_default() {
                if starts_at < free_from || links.len() == HELD / EXPERTS {
                    continue;
                }
                // Half an hour, and a quarter to breathe.
                free_from = starts_at.plus_seconds(45 * 60);
                let new = NewHold {
                    wish: WISH,
                    starts_at,
                    expert: Some(code.clone()),
                    table: None,
                    instead_of: None,
                    key: key(),
                };
                let held = storage.consultation_hold(new, now).await.map_err(|error| error.to_string())?;
                links.push(held.token);
            }
            Outcome::Ok(links)
        });
    }
    let mut links = Vec::new();
    while let Some(held) = tasks.join_next().await {
        links.extend(held??);
    }
    Ok(links)
}

/// How many of the held times are booked while the clock runs, and how many are not when they should be.
async fn book(address: std::net::SocketAddr, links: Vec<SecretToken>) -> Outcome<(u64, u64)> {
    let links = Arc::new(links);
    let (next, booked) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let until = Instant::now() + SPELL;
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..BOOKERS {
        let (links, next, booked) = (Arc::clone(&links), Arc::clone(&next), Arc::clone(&booked));
        clients.spawn(async move {
            let mut connection = Connection::open(address).await?;
            let mut failed = 0;
            while Instant::now() < until {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let link = usize::try_from(number).ok().and_then(|place| links.get(place));
                let link = link.ok_or("all times were booked before the spell was over")?;
                let path = format!("/consultations/{}", link.as_str());
                if connection.ask("POST", &path, "", &body(number)).await?.status == 303 {
                    booked.fetch_add(1, Ordering::Relaxed);
                } else {
                    failed += 1;
                }
            }
            Outcome::Ok(failed)
        });
    }
    let mut failed = 0;
    while let Some(client) = clients.join_next().await {
        failed += client??;
    }
    Ok((booked.load(Ordering::Relaxed), failed))
}

/// The form of organisation `number`, as the check page would send it.
fn body(number: u64) -> String {
    format!(
        "question=VPN&organisation=Midori{number}&organisation_kind=small-company&prefecture=13&\
         name=%E9%AB%98%E6%A9%8B+%E7%94%B1%E7%B4%80&kana=%E3%82%BF%E3%82%AB%E3%83%8F%E3%82%B7&\
         email=visitor{number}%40example.jp&consent=yes&website=&step=confirm&key={}",
        key().as_str()
    )
}
