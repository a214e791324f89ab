//! The worker: takes what is owed, sends it, notes what became of it, and tries again later.
//!
//! What is taken is leased, so a program that dies while sending leaves it to be taken again; every
//! try carries the same Message-ID. Due times are compared with a clock that goes on in real time
//! even where the service's own clock is held still for a demonstration.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::time::{Chance, Clock, Timestamp};
use storage::{DueMail, MailFailure, Storage, StorageError};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::{EmlFolder, MailSettings, SmtpRelay, Undelivered, compose};

/// For how long a mail that was taken belongs to who took it.
const LEASE_SECONDS: i64 = 10 * 60;
/// After how many seconds a mail is tried again, counted from its first try; after the last, three
/// days on, it is given up.
const PAUSES: [i64; 9] =
    [60, 5 * 60, 15 * 60, 60 * 60, 3 * 60 * 60, 6 * 60 * 60, 12 * 60 * 60, 24 * 60 * 60, 24 * 60 * 60];
/// How long the worker rests when nothing is owed. It is woken when something is.
const REST: Duration = Duration::from_secs(30);
/// How long it rests while something waits for its next try, or the database is in trouble.
const SHORT_REST: Duration = Duration::from_secs(5);
/// How long a mail in hand may still take when the service stops.
const FAREWELL: Duration = Duration::from_secs(20);

/// The way out.
#[derive(Debug, Clone)]
pub enum Postbox {
    /// To a mail server.
    Smtp(SmtpRelay),
    /// To files, where there is none.
    Eml(EmlFolder),
}

impl Postbox {
    /// How many conversations there are at once at most.
    const fn lanes(&self) -> usize {
        match self {
            Self::Smtp(_) => 4,
            Self::Eml(_) => 1,
        }
    }

    /// How many mails one conversation takes at once.
    const fn handful(&self) -> u32 {
        match self {
            // Four mails, each within its limit, are done before their lease is over.
            Self::Smtp(_) => 4,
            Self::Eml(_) => 64,
        }
    }
}

/// Sends what the outbox owes.
#[derive(Clone)]
pub struct MailWorker {
    inner: Arc<Inner>,
}

struct Inner {
    storage: Storage,
    postbox: Postbox,
    settings: MailSettings,
    time: GoingOn,
    chance: Arc<dyn Chance>,
    wake: Arc<Notify>,
    stopping: AtomicBool,
}

impl MailWorker {
    /// A worker that sends what `storage` owes through `postbox`.
    pub fn new(
        storage: Storage,
        postbox: Postbox,
        settings: MailSettings,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
    ) -> Self {
        let (wake, stopping) = (storage.mail_owed(), AtomicBool::new(false));
        let time = GoingOn::since(clock, Instant::now());
        Self { inner: Arc::new(Inner { storage, postbox, settings, time, chance, wake, stopping }) }
    }

    /// Sends everything that is due now, and returns when all of it has been tried.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn work_off(&self) -> Result<(), StorageError> {
        let mut lanes = JoinSet::new();
        loop {
            self.fill(&mut lanes).await?;
            if lanes.join_next().await.is_none() {
                return Ok(());
            }
        }
    }

    /// Answers those who asked for their links or for another password, then hands what is due to conversations until all
    /// are busy.
    async fn fill(&self, lanes: &mut JoinSet<()>) -> Result<(), StorageError> {
        let Inner { storage, postbox, time, .. } = &*self.inner;
        storage.link_request_answer_all(time.clock.now()).await?;
        storage.reset_request_answer_all(time.clock.now()).await?;
        while lanes.len() < postbox.lanes() {
            let now = self.now();
            let mails = storage.outbox_take(postbox.handful(), now.plus_seconds(LEASE_SECONDS), now).await?;
            if mails.is_empty() {
                break;
            }
            let worker = self.clone();
            lanes.spawn(async move { worker.deliver(mails).await });
        }
        Ok(())
    }

    fn now(&self) -> Timestamp {
        self.inner.time.now()
    }

    async fn deliver(&self, mails: Vec<DueMail>) {
        match &self.inner.postbox {
            Postbox::Smtp(relay) => self.deliver_by_smtp(relay, mails).await,
            Postbox::Eml(folder) => {
                let mut outcomes = Vec::with_capacity(mails.len());
                for mail in mails {
                    let sent = match compose(&mail, &self.inner.settings) {
                        Ok(message) => folder.keep(&mail, &message).await,
                        Err(unwritable) => Err(Undelivered::Refused { error: unwritable.to_string() }),
                    };
                    outcomes.push((mail.id, self.judge(&mail, sent)));
                }
                self.settle(&outcomes).await;
            }
        }
    }

    async fn deliver_by_smtp(&self, relay: &SmtpRelay, mails: Vec<DueMail>) {
        let mut conversation = relay.conversation();
        let mut away: Option<Undelivered> = None;
        for mail in mails {
            if self.inner.stopping.load(Ordering::Relaxed) {
                // Not tried: due again at once for whoever comes next.
                let error = "the service stopped before it was tried".to_owned();
                self.settle(&[(mail.id, Err(MailFailure::Later { at: self.now(), error }))]).await;
                continue;
            }
            let sent = match (&away, compose(&mail, &self.inner.settings)) {
                (_, Err(unwritable)) => Err(Undelivered::Refused { error: unwritable.to_string() }),
                (Some(away), Ok(_)) => Err(away.clone()),
                (None, Ok(message)) => conversation.send(&message).await,
            };
            if let Err(gone @ Undelivered::Away { .. }) = &sent {
                away = Some(gone.clone());
            }
            // Noted one by one: whatever happens next, this one is not sent again.
            self.settle(&[(mail.id, self.judge(&mail, sent))]).await;
        }
        conversation.end().await;
    }

    fn judge(&self, mail: &DueMail, sent: Result<(), Undelivered>) -> Result<(), MailFailure> {
        let (outbox, kind, attempt) = (mail.id, mail.kind.slug(), mail.attempts);
        let error = match sent {
            Ok(()) => {
                tracing::info!(outbox, kind, attempt, outcome = "sent", "mail");
                return Ok(());
            }
            Err(Undelivered::Refused { error }) => {
                tracing::warn!(outbox, kind, attempt, outcome = "refused", "mail");
                return Err(MailFailure::Dead { error });
            }
            Err(Undelivered::Delayed { error } | Undelivered::Away { error }) => error,
        };
        if let Some(pause) = pause(mail.attempts) {
            let seconds = jittered(pause, &*self.inner.chance);
            tracing::warn!(outbox, kind, attempt, outcome = "later", seconds, "mail");
            Err(MailFailure::Later { at: self.now().plus_seconds(seconds), error })
        } else {
            tracing::error!(outbox, kind, attempt, outcome = "given up", "mail");
            Err(MailFailure::Dead { error })
        }
    }

    async fn settle(&self, outcomes: &[(i64, Result<(), MailFailure>)]) {
        if let Err(error) = self.inner.storage.outbox_settle(outcomes, self.now()).await {
            // The lease brings them back; the Message-ID tells the receiver that it has them.
            tracing::error!(mails = outcomes.len(), %error, "what became of mails could not be noted");
        }
    }

    /// How long to rest until something may be due.
    async fn rest(&self) -> Duration {
        match self.inner.storage.outbox_next().await {
            Ok(None) => REST,
            Ok(Some(at)) => {
                let until = at.microseconds_since(self.now());
                Duration::from_micros(u64::try_from(until).unwrap_or_default()).min(SHORT_REST)
            }
            Err(_) => SHORT_REST,
        }
    }
}

/// The time by which mails are due: the clock's, or, where the clock is held or was set back, what it
/// showed at the start and the time since.
struct GoingOn {
    clock: Arc<dyn Clock>,
    shown: Timestamp,
    since: Instant,
}

impl GoingOn {
    fn since(clock: Arc<dyn Clock>, since: Instant) -> Self {
        Self { shown: clock.now(), clock, since }
    }

    fn now(&self) -> Timestamp {
        let elapsed = i64::try_from(self.since.elapsed().as_micros()).unwrap_or(i64::MAX);
        let going_on = Timestamp::from_microseconds(self.shown.as_microseconds().saturating_add(elapsed));
        self.clock.now().max(going_on)
    }
}

/// Sends mail until `shutdown`; then finishes what is in hand, for a while, and returns.
pub async fn run(worker: MailWorker, shutdown: impl Future<Output = ()>) {
    let mut shutdown = std::pin::pin!(shutdown);
    let mut lanes = JoinSet::new();
    loop {
        let rest = match worker.fill(&mut lanes).await {
            Ok(()) => worker.rest().await,
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be read");
                SHORT_REST
            }
        };
        let has_room = lanes.len() < worker.inner.postbox.lanes();
        tokio::select! {
            biased;
            () = &mut shutdown => break,
            Some(_) = lanes.join_next() => {}
            () = worker.inner.wake.notified() => {}
            () = tokio::time::sleep(rest), if has_room => {}
        }
    }
    worker.inner.stopping.store(true, Ordering::Relaxed);
    let finishing = async { while lanes.join_next().await.is_some() {} };
    if tokio::time::timeout(FAREWELL, finishing).await.is_err() {
        tracing::warn!("a mail in hand took too long; it is tried again at the next start");
    }
}

/// The seconds until the try after `attempts` of them; none when there is to be no other.
fn pause(attempts: u32) -> Option<i64> {
    PAUSES.get(usize::try_from(attempts.saturating_sub(1)).ok()?).copied()
}

/// `seconds`, up to a tenth less or more, so that what failed together does not come back together.
fn jittered(seconds: i64, chance: &dyn Chance) -> i64 {
    let mut bytes = [0; 2];
    chance.fill(&mut bytes);
    let span = seconds / 5;
    seconds - span / 2 + span * i64::from(u16::from_le_bytes(bytes)) / i64::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Always(u8);

    impl Chance for Always {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    #[test]
    fn a_mail_is_given_up_after_about_three_days() {
        let pauses: Vec<i64> = (1..).map_while(pause).collect();
        assert_eq!(pauses.first(), Some(&60));
        assert!(pauses.is_sorted());
        let days = f64::from(i32::try_from(pauses.iter().sum::<i64>()).unwrap()) / 86_400.0;
        assert!((2.5..3.5).contains(&days), "{days}");
    }

    struct Held(Timestamp);

    impl Clock for Held {
        fn now(&self) -> Timestamp {
            self.0
        }
    }

    #[test]
    fn a_clock_that_is_held_holds_no_mail_back() {
        let shown = Timestamp::from_microseconds(1_633_046_400_000_000);
        let a_while_ago = Instant::now().checked_sub(Duration::from_secs(2)).expect("the machine runs that long");
        let time = GoingOn::since(Arc::new(Held(shown)), a_while_ago);
        assert!(time.now() >= shown.plus_seconds(2));
    }

    #[test]
    fn tries_are_spread_by_a_tenth() {
        assert_eq!(jittered(3_600, &Always(0)), 3_240);
        assert_eq!(jittered(3_600, &Always(255)), 3_960);
    }
}
