//! Calendars that experts keep elsewhere: fetched, read as busy time, and looked at again.
//!
//! What is due, and what becomes of it, is `storage`'s; what a file says is `domain`'s; here is the way to it. The
//! address of a calendar is its owner's secret: it is never logged.

mod fetch;
mod network;

use std::sync::Arc;
use std::time::Duration;

use domain::external_calendar::{BusyTimes, ExternalCalendarId, ReadProblem, busy_times, reach};
use domain::time::{Clock, Timestamp};
use storage::{ExternalCalendarDue, ExternalCalendarRead, Storage, StorageError};
use tokio::task::JoinSet;

pub use fetch::CalendarNetwork;
use fetch::Fetched;

/// How many calendars are read at once: one that does not answer keeps the others waiting only so long.
const LANES: usize = 4;
/// How often is looked for calendars that are due.
const REST: Duration = Duration::from_secs(15);

/// Reads calendars that experts keep elsewhere.
#[derive(Clone)]
pub struct CalendarReader {
    inner: Arc<Inner>,
}

struct Inner {
    storage: Storage,
    clock: Arc<dyn Clock>,
    network: CalendarNetwork,
    own_host: String,
    pause: i64,
}

impl CalendarReader {
    /// Reads what `storage` says is due, each again after `pause` seconds. What `own_host` has written takes no time.
    pub fn new(
        storage: Storage,
        clock: Arc<dyn Clock>,
        network: CalendarNetwork,
        own_host: String,
        pause: i64,
    ) -> Self {
        Self { inner: Arc::new(Inner { storage, clock, network, own_host, pause }) }
    }

    /// Whether addresses without encryption are read.
    pub fn admits_plain(&self) -> bool {
        self.inner.network.admits_plain
    }

    /// Reads everything that is due, and returns when all of it has been tried.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn read_due(&self) -> Result<(), StorageError> {
        let mut lanes: JoinSet<Result<(), StorageError>> = JoinSet::new();
        loop {
            while lanes.len() < LANES {
                let Some(due) = self.inner.storage.external_calendar_take(None, self.inner.clock.now()).await? else {
                    break;
                };
                let reader = self.clone();
                lanes.spawn(async move { reader.read(due).await });
            }
            match lanes.join_next().await {
                None => return Ok(()),
                Some(Ok(settled)) => settled?,
                Some(Err(broken)) => tracing::error!(%broken, "reading a calendar ended badly"),
            }
        }
    }

    /// Reads one calendar now, if it is due and nobody reads it already.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn read_now(&self, id: ExternalCalendarId) -> Result<(), StorageError> {
        match self.inner.storage.external_calendar_take(Some(id), self.inner.clock.now()).await? {
            Some(due) => self.read(due).await,
            None => Ok(()),
        }
    }

    /// Reads what is due, now and then, until `shutdown`.
    pub async fn run(&self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = std::pin::pin!(shutdown);
        loop {
            let reading = async {
                if let Err(error) = self.read_due().await {
                    tracing::error!(%error, "external calendars could not be looked through");
                }
                tokio::time::sleep(REST).await;
            };
            // What is under way is given up: it is due again when its lease is over.
            tokio::select! {
                () = &mut shutdown => return,
                () = reading => {}
            }
        }
    }

    async fn read(&self, due: ExternalCalendarDue) -> Result<(), StorageError> {
        let Inner { storage, clock, network, own_host, pause } = &*self.inner;
        let outcome = match network.fetch(&due.address, &due.known).await {
            Ok(Fetched::Unchanged) => Ok(ExternalCalendarRead::Unchanged),
            Ok(Fetched::Whole(content, tag)) => {
                let busy = understood(content, own_host.clone(), clock.now()).await;
                busy.map(|busy| ExternalCalendarRead::Whole { busy, tag })
            }
            Err(problem) => Err(problem),
        };
        match &outcome {
            Ok(ExternalCalendarRead::Unchanged) => tracing::debug!(calendar = due.id.0, "external_calendar.unchanged"),
            Ok(ExternalCalendarRead::Whole { busy, .. }) => {
                tracing::info!(calendar = due.id.0, times = busy.times.len(), "external_calendar.read");
            }
            Err(problem) => tracing::info!(calendar = due.id.0, %problem, "external_calendar.failed"),
        }
        storage.external_calendar_settle(due.id, &outcome, *pause, clock.now()).await
    }
}

/// Reads a file where nobody waits for it: a large one takes its time.
async fn understood(content: Vec<u8>, own_host: String, now: Timestamp) -> Result<BusyTimes, ReadProblem> {
    let reading = tokio::task::spawn_blocking(move || busy_times(&content, &own_host, reach(now)));
    match reading.await {
        Ok(read) => read.map_err(ReadProblem::File),
        Err(broken) => match broken.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The program is ending; it is due again afterwards.
            Err(_) => Err(ReadProblem::TooSlow),
        },
    }
}
