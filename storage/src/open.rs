//! Opening the database: the right SQLite, the right settings, the right migrations.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use domain::contact::EmailAddress;
use domain::offer::OfferHours;
use domain::time::Chance;
use sqlx::migrate::{Migrate as _, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};

use crate::audit::chain_older;
use crate::failpoint::Failpoint;
use crate::room::Room;
use crate::schedule::ScheduleShelf;
use crate::support_organisation::DirectoryShelf;
use crate::{Inner, Storage};

static MIGRATOR: Migrator = sqlx::migrate!("./migrations");

/// How long a writer waits for another program's lock.
const BUSY: Duration = Duration::from_secs(5);
/// How long somebody waits in line for the writing connection.
const LINE: Duration = Duration::from_mins(1);
/// SQLite 3.51.3: earlier ones, since 3.7.0, can corrupt a WAL database that two connections write
/// and checkpoint at once (<https://sqlite.org/wal.html#walresetbug>).
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// Which database, and how.
pub struct OpenOptions {
    /// The file.
    pub path: PathBuf,
    /// Whether to make the file, and its folder, if it is not there.
    pub create: bool,
    /// Whether to bring an older database up to this program's migrations.
    pub migrate: bool,
    /// How many may read at once.
    pub readers: u32,
    /// Where secret links and numbers are drawn from.
    pub chance: Arc<dyn Chance>,
    /// For how long a freed seat is offered.
    pub offer_hours: OfferHours,
    /// Where notices to the secretariat go; none: to everybody of it.
    pub notice_to: Option<EmailAddress>,
    /// What a test breaks.
    pub failpoint: Failpoint,
}

/// Why a database could not be opened; each is one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be made.
    #[error("the folder {folder} cannot be made ({cause}); create it, or name another in TELEWORK_DATABASE_URL")]
    Folder {
        /// Which folder.
        folder: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// There is no such file.
    #[error(
        "there is no database at {path}; check TELEWORK_DATABASE_URL, or run `telework-network migrate` to make one"
    )]
    Missing {
        /// Which file.
        path: String,
    },
    /// The file cannot be opened or written.
    #[error(
        "the database {path} cannot be opened for writing ({cause}); check that its file and folder belong to the user who runs this"
    )]
    Unusable {
        /// Which file.
        path: String,
        /// What SQLite says.
        cause: sqlx::Error,
    },
    /// The database was written by a newer program.
    #[error(
        "the database {path} was made by a newer telework-network (migration {version}); install that version or newer"
    )]
    Newer {
        /// Which file.
        path: String,
        /// The migration that this program does not have.
        version: i64,
    },
    /// The database needs migrations and was not to be migrated.
    #[error("the database {path} is older than this program; run `telework-network migrate` first")]
    Older {
        /// Which file.
        path: String,
    },
    /// A migration failed.
    #[error(
        "the database {path} could not be brought up to date ({cause}); it was left as it was: restore a backup or ask its maker"
    )]
    Migration {
        /// Which file.
        path: String,
        /// What happened.
        cause: sqlx::migrate::MigrateError,
    },
    /// A SQLite that can corrupt the file.
    #[error(
        "this program was built with SQLite {found}, which can corrupt a busy database; build it with 3.51.3 or newer"
    )]
    OldSqlite {
        /// Its version.
        found: String,
    },
}

impl Storage {
    /// Opens the database that `options` name.
    ///
    /// # Errors
    /// [`OpenError`] says in one line what is wrong and what to do.
    pub async fn open(options: OpenOptions) -> Result<Self, OpenError> {
        let OpenOptions { path, create, migrate, readers, chance, offer_hours, notice_to, failpoint } = options;
        let shown = path.display().to_string();
        if create {
            if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder)
                    .map_err(|cause| OpenError::Folder { folder: folder.display().to_string(), cause })?;
            }
        } else if !path.exists() {
            return Err(OpenError::Missing { path: shown });
        }
        let unusable = |cause| OpenError::Unusable { path: shown.clone(), cause };

        let settings = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(create)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .synchronous(SqliteSynchronous::Full)
            // What is deleted is overwritten, and not only left out.
            .pragma("secure_delete", "ON")
            .disable_statement_logging();
        let mut writing = settings.clone().journal_mode(SqliteJournalMode::Wal);
        if failpoint == Failpoint::ReadOutsideTheLock {
            writing = writing.pragma("ignore_check_constraints", "ON");
        }
        if failpoint == Failpoint::DiskFull {
            // A limit below the present size means the present size.
            writing = writing.pragma("max_page_count", "1");
        }
        let writer = pool(1)
            .before_acquire(|connection, _| {
                // When the disk is full SQLite ends the transaction by itself. The driver then goes on counting
                // it as open and would never begin another one; a new connection counts from the start.
                let is_usable = !connection.is_in_transaction();
                Box::pin(async move { Ok(is_usable) })
            })
            .connect_with(writing)
            .await
            .map_err(unusable)?;
        assert_sqlite(&writer).await.map_err(|found| OpenError::OldSqlite { found })?;
        bring_up_to_date(&writer, migrate, &shown).await?;
        chain_older(&writer).await.map_err(unusable)?;
        // A folder that cannot be written lets SQLite open the file but not lock it.
        let probe = writer.begin_with("BEGIN IMMEDIATE").await.map_err(unusable)?;
        probe.rollback().await.map_err(unusable)?;

        let reading = settings.read_only(true).create_if_missing(false);
        let readers = pool(readers.max(1)).connect_with(reading.clone()).await.map_err(unusable)?;
        let watcher = pool(1).connect_with(reading).await.map_err(unusable)?;
        let shelf = ScheduleShelf::default();
        let directory = DirectoryShelf::default();
        let mail_owed = Arc::default();
        let inner = Inner {
            path,
            writer,
            readers,
            watcher,
            shelf,
            directory,
            chance,
            mail_owed,
            failpoint,
            offer_hours,
            notice_to,
            room: Room::unknown(),
        };
        let storage = Self { inner: Arc::new(inner) };
        let unreadable = |error| match error {
            crate::StorageError::Failed(cause) => OpenError::Unusable { path: shown.clone(), cause },
            other => OpenError::Unusable { path: shown.clone(), cause: sqlx::Error::Protocol(other.to_string()) },
        };
        storage.schedule_refresh().await.map_err(unreadable)?;
        if migrate {
            storage.inquiry_search_complete().await.map_err(unreadable)?;
            storage.registration_search_complete().await.map_err(unreadable)?;
        }
        Ok(storage)
    }
}

/// At most so many connections; one that is open stays open.
fn pool(most: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .min_connections(1)
        .max_connections(most)
        .acquire_timeout(LINE)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
}

async fn assert_sqlite(pool: &sqlx::SqlitePool) -> Result<(), String> {
    let found: String =
        sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await.map_err(|error| error.to_string())?;
    let mut parts = found.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    if (next(), next(), next()) < OLDEST_SQLITE { Err(found) } else { Ok(()) }
}

async fn bring_up_to_date(pool: &sqlx::SqlitePool, migrate: bool, path: &str) -> Result<(), OpenError> {
    let broken = |cause| OpenError::Migration { path: path.to_owned(), cause };
    let mut connection = pool.acquire().await.map_err(|cause| OpenError::Unusable { path: path.to_owned(), cause })?;
    connection.ensure_migrations_table(&MIGRATOR.table_name).await.map_err(broken)?;
    let applied = connection.list_applied_migrations(&MIGRATOR.table_name).await.map_err(broken)?;
    if let Some(newer) = applied.iter().find(|one| !MIGRATOR.version_exists(one.version)) {
        return Err(OpenError::Newer { path: path.to_owned(), version: newer.version });
    }
    drop(connection);
    if applied.len() < MIGRATOR.iter().count() && !migrate {
        return Err(OpenError::Older { path: path.to_owned() });
    }
    MIGRATOR.run(pool).await.map_err(broken)
}
