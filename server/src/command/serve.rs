//! Serving the site, from the first setting to the last answer.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use app::services::{Assets, Services, Site};
use axum::serve::ListenerExt as _;
use domain::time::{Chance, Clock, Timestamp};
use jiff::civil::DateTime;
use storage::Storage;
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::{CommandError, open, say};
use crate::chance::SystemChance;
use crate::clock::{HeldClock, SystemClock};
use crate::config::{Config, Settings, mail_folder};
use crate::external_calendar::CalendarReader;
use crate::http::staff::DeskOptions;
use crate::http::{WebOptions, router};
use crate::listen::listen;
use crate::mail::{EmlFolder, MailWorker, Postbox};
use crate::password::Passwords;
use crate::retention::Retention;
use crate::{assets, demo, mail};

/// Fewer milliseconds than this between a form's showing and its sending: no person.
const MINIMUM_FILL: i64 = 2_000;
/// How often other programs' writes are looked for.
const REFRESH: Duration = Duration::from_secs(1);
/// How often offers that nobody has answered are looked for.
const EXPIRE: Duration = Duration::from_secs(10);
/// How often is looked for drafts that were planned meanwhile; one that is known goes on the site at its moment.
const PUBLICATION: Duration = Duration::from_secs(5);
/// How often is looked for events to which too few come.
const TOO_FEW: Duration = Duration::from_mins(15);
/// The shortest pause between two such looks.
const PAUSE: Duration = Duration::from_millis(50);
/// How long answers that are under way may take when the program is to end.
const DRAIN: Duration = Duration::from_secs(20);

pub(super) async fn serve(settings: &Settings, demo: bool, now: Option<&str>) -> Result<ExitCode, CommandError> {
    let config = settings.understand()?;
    let clock: Arc<dyn Clock> = match now {
        Some(typed) => Arc::new(HeldClock(held_moment(typed)?)),
        None => Arc::new(SystemClock),
    };
    log_to_stderr();
    let listener = listen(config.listen).map_err(|cause| {
        CommandError::mistake(format!(
            "cannot listen on {} ({cause}); stop what listens there, or name another address in TELEWORK_LISTEN",
            config.listen
        ))
    })?;
    let storage = open(settings, true, true).await?;
    if demo && storage.event_count().await? == 0 {
        say("filling the empty database with a year of demo events …");
        let filled = demo::fill(&storage, clock.now()).await.map_err(CommandError::failure)?;
        say(format_args!(
            "{} events, {} registrations ({} in line, {} offered a seat, {} given up), {} inquiries, {} consultations, {} support organisations",
            filled.events,
            filled.registrations,
            filled.waiting,
            filled.on_offer,
            filled.given_up,
            filled.inquiries,
            filled.consultations,
            filled.organisations
        ));
        let passwords = Passwords::default();
        say("accounts of the demo, for this machine only; their passwords are shown this one time:");
        for (email, password) in demo::account::fill(&storage, &passwords, &SystemChance, clock.now())
            .await
            .map_err(CommandError::failure)?
        {
            say(format_args!("  {email}  {password}"));
        }
    }
    let chance: Arc<dyn Chance> = Arc::new(SystemChance);
    let services = services(&config, storage.clone(), Arc::clone(&clock), Arc::clone(&chance), demo);
    let calendars = CalendarReader::new(
        storage.clone(),
        Arc::clone(&clock),
        config.calendar_network.clone(),
        config.mail.site.host.clone(),
        config.calendar_pause,
    );
    let web = WebOptions {
        services,
        calendar: config.mail.site.clone(),
        limits: config.limits,
        trusted_proxy: config.trusted_proxy,
        calendars: calendars.clone(),
        desk: DeskOptions { sessions: config.sessions, demo_accounts: demo && config.listen.ip().is_loopback() },
    };

    let (stop, stopping) = watch::channel(false);
    let folder = EmlFolder::new(mail_folder(&config.database));
    let retention = retention(Retention::new(storage.clone(), folder.clone()), Arc::clone(&clock), stopping.clone());
    let retention = tokio::spawn(retention);
    let postbox = match config.smtp.clone() {
        Some(relay) => Postbox::Smtp(relay),
        None => Postbox::Eml(folder),
    };
    let offers = tokio::spawn(offers(storage.clone(), Arc::clone(&clock), stopping.clone()));
    let consultations = tokio::spawn(consultations(storage.clone(), Arc::clone(&clock), stopping.clone()));
    let reading = stopped(stopping.clone());
    let calendars = tokio::spawn(async move { calendars.run(reading).await });
    let too_few = tokio::spawn(tell_of_too_few(storage.clone(), Arc::clone(&clock), stopping.clone()));
    let publication = tokio::spawn(publish_when_due(storage.clone(), Arc::clone(&clock), stopping.clone()));
    let worker = MailWorker::new(storage.clone(), postbox, config.mail.clone(), clock, chance);
    let mail = tokio::spawn(mail::run(worker, stopped(stopping.clone())));
    let refresh = tokio::spawn(refresh(storage.clone(), stopping.clone()));
    let signals = tokio::spawn(signals(stop));

    say(format_args!("listening on http://{}", config.listen));
    serve_until(listener, web, stopping).await?;
    let jobs = [
        ("mail", mail),
        ("offers", offers),
        ("consultations", consultations),
        ("external calendars", calendars),
        ("publication", publication),
        ("too few", too_few),
        ("retention", retention),
        ("refresh", refresh),
        ("signals", signals),
    ];
    for (what, job) in jobs {
        if let Err(error) = job.await {
            tracing::error!(%error, what, "a job ended badly");
        }
    }
    storage.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn serve_until(
    listener: TcpListener,
    web: WebOptions,
    stopping: watch::Receiver<bool>,
) -> Result<(), CommandError> {
    // Without this an answer in more than one piece waits 40 ms for the other side's delayed
    // acknowledgement.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "no delay could not be set");
        }
    });
    let service = router(web).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stopped(stopping.clone()));
    let drained = async {
        stopped(stopping).await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        served = async { serving.await } => {
            served.map_err(|error| CommandError::failure(format!("serving ended: {error}")))
        }
        () = drained => {
            tracing::warn!("some answers took longer than {} seconds and were cut off", DRAIN.as_secs());
            Ok(())
        }
    }
}

/// What the pages work with under `config`.
fn services(config: &Config, storage: Storage, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>, demo: bool) -> Services {
    let asset = |name: &str| assets::logical(name).unwrap_or_default().to_owned();
    let site = Site {
        public_url: config.public_url.clone(),
        contact: config.contact.clone(),
        demo,
        // The demo is there to be tried, also by programs; and where its clock is held no time passes
        // between a form's showing and its sending.
        minimum_fill: if demo { 0 } else { MINIMUM_FILL },
        assets: Assets {
            css: asset("telework.css"),
            start: asset("start.js"),
            calendar_start: asset("calendar-start.js"),
            desk_start: asset("desk-start.js"),
        },
    };
    Services { storage, clock, chance, site: Arc::new(site) }
}

fn held_moment(typed: &str) -> Result<Timestamp, CommandError> {
    let moment: DateTime = typed.parse().map_err(|_| {
        CommandError::mistake(format!(
            "--now is \"{typed}\"; it needs a date and a time in Japan, for example 2021-10-01T09:00"
        ))
    })?;
    Ok(Timestamp::from_tokyo(moment))
}

fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("TELEWORK_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .with_target(false);
    // Another subscriber is there only when a test has set one.
    drop(log.try_init());
}

async fn stopped(mut stopping: watch::Receiver<bool>) {
    // An error means that whoever could say so is gone: that is the end too.
    drop(stopping.wait_for(|is_time| *is_time).await);
}

async fn retention(retention: Retention, clock: Arc<dyn Clock>, stopping: watch::Receiver<bool>) {
    retention.run(&*clock, stopped(stopping)).await;
}

async fn refresh(storage: Storage, stopping: watch::Receiver<bool>) {
    let mut stopping = std::pin::pin!(stopped(stopping));
    loop {
        tokio::select! {
            () = &mut stopping => return,
            () = tokio::time::sleep(REFRESH) => {}
        }
        if let Err(error) = storage.schedule_refresh().await {
            tracing::error!(%error, "the schedule could not be refreshed");
        }
    }
}

/// Passes on what was offered to somebody who has not answered in time.
async fn offers(storage: Storage, clock: Arc<dyn Clock>, stopping: watch::Receiver<bool>) {
    let mut stopping = std::pin::pin!(stopped(stopping));
    loop {
        match storage.offers_expire(clock.now()).await {
            Ok(0) => {}
            Ok(ended) => tracing::info!(ended, "offers.expired"),
            Err(error) => tracing::error!(%error, "offers could not be looked through"),
        }
        tokio::select! {
            () = &mut stopping => return,
            () = tokio::time::sleep(EXPIRE) => {}
        }
    }
}

/// Ends holds and proposals of consultations whose time is over, and reminds of sheets and consultations.
async fn consultations(storage: Storage, clock: Arc<dyn Clock>, stopping: watch::Receiver<bool>) {
    let mut stopping = std::pin::pin!(stopped(stopping));
    loop {
        match storage.consultations_sweep(clock.now()).await {
            Ok(0) => {}
            Ok(ended) => tracing::info!(ended, "consultations.swept"),
            Err(error) => tracing::error!(%error, "holds and proposals could not be looked through"),
        }
        match storage.consultations_remind(clock.now()).await {
            Ok(0) => {}
            Ok(reminders) => tracing::info!(reminders, "consultations.reminded"),
            Err(error) => tracing::error!(%error, "reminders could not be looked through"),
        }
        tokio::select! {
            () = &mut stopping => return,
            () = tokio::time::sleep(EXPIRE) => {}
        }
    }
}

/// How long nothing is to be published, as far as is known.
async fn until_next(storage: &Storage, clock: &dyn Clock) -> Duration {
    let Ok(Some(next)) = storage.event_publication_next().await else { return PUBLICATION };
    let left = u64::try_from(next.microseconds_since(clock.now())).unwrap_or_default();
    // What is due and could not be published is not tried without a pause.
    Duration::from_micros(left).clamp(PAUSE, PUBLICATION)
}

/// Puts drafts on the site whose moment has come.
async fn publish_when_due(storage: Storage, clock: Arc<dyn Clock>, stopping: watch::Receiver<bool>) {
    let mut stopping = std::pin::pin!(stopped(stopping));
    loop {
        match storage.event_publish_due(clock.now()).await {
            Ok(0) => {}
            Ok(events) => tracing::info!(events, "event.published_on_time"),
            Err(error) => tracing::error!(%error, "what is due could not be published"),
        }
        tokio::select! {
            () = &mut stopping => return,
            () = tokio::time::sleep(until_next(&storage, &*clock).await) => {}
        }
    }
}

/// Tells the secretariat, once of each, of the events of the next day to which hardly anybody comes.
async fn tell_of_too_few(storage: Storage, clock: Arc<dyn Clock>, stopping: watch::Receiver<bool>) {
    let mut stopping = std::pin::pin!(stopped(stopping));
    loop {
        match storage.desk_notice_too_few(clock.now()).await {
            Ok(0) => {}
            Ok(events) => tracing::info!(events, "desk.told_of_too_few"),
            Err(error) => tracing::error!(%error, "the next day's events could not be looked through"),
        }
        tokio::select! {
            () = &mut stopping => return,
            () = tokio::time::sleep(TOO_FEW) => {}
        }
    }
}

async fn signals(stop: watch::Sender<bool>) {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt => {}
            }
        }
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard; Ctrl-C can");
            drop(interrupt.await);
        }
    }
    tracing::info!("stopping: no new connections, answers under way are finished");
    stop.send_replace(true);
}
