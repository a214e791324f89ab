//! The command line: what an operator can do, each in a file of its own.
//!
//! A mistake of the operator gets one line that says how to mend it, and exit code 2; what went
//! wrong while working, one line and exit code 1.

pub mod database;
pub mod export;
pub mod import;
pub mod retention;
pub mod serve;
mod user;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use domain::account::{AccountChange, DutyForm, InviteForm};
use domain::time::Clock as _;
use storage::{Failpoint, OpenOptions, Storage};

use crate::chance::SystemChance;
use crate::clock::SystemClock;
use crate::config::{Settings, WrongSetting};

/// Telework Support Network: seminars, consultations and inquiries, in one program.
#[derive(Debug, Parser)]
#[command(name = "telework-network", version, max_term_width = 100)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site
    Serve {
        /// Fill an empty database with a believable year, and show what only the demo has
        #[arg(long)]
        demo: bool,
        /// Hold the demo's clock at a moment in Japan, for example 2021-10-01T09:00
        #[arg(long, value_name = "DATE-TIME", requires = "demo")]
        now: Option<String>,
    },
    /// Make the database, or bring an older one up to this program
    Migrate,
    /// Check the database: is the file whole, and does everything hold that must always hold?
    Check,
    /// Write a whole copy of the database to FILE, also while the service runs
    Backup {
        /// A file that does not exist yet
        file: PathBuf,
    },
    /// Put the backup FILE in the place of the database; stop the service first
    Restore {
        /// A file that `backup` wrote
        file: PathBuf,
    },
    /// Take data from a file
    Import {
        #[command(subcommand)]
        what: Import,
    },
    /// Write data in open formats
    Export {
        #[command(subcommand)]
        what: Export,
    },
    /// Delete personal data that have been kept as long as promised; the running service does it daily
    Retention {
        /// Only say how much that would be
        #[arg(long)]
        dry_run: bool,
    },
    /// Look after the accounts of staff
    User {
        #[command(subcommand)]
        what: User,
    },
    /// Look after the mails that are owed
    Outbox {
        #[command(subcommand)]
        what: Outbox,
    },
    /// Look after the record of who did what
    Audit {
        #[command(subcommand)]
        what: Audit,
    },
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Events, in the national catalogue's form with 50 columns
    Events {
        /// A CSV file in UTF-8
        file: PathBuf,
    },
    /// Support organisations, in the form that docs/organisations.md describes
    Organizations {
        /// A CSV file in UTF-8
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum Export {
    /// Events, in the national catalogue's form with 50 columns
    Events {
        /// Where to write; without it, to the standard output
        file: Option<PathBuf>,
    },
    /// Support organisations, in the form that `import organizations` takes
    Organizations {
        /// Where to write; without it, to the standard output
        file: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
enum User {
    /// Make an account, and print the link with which its owner takes it up
    Add {
        /// The mail address they sign in with
        #[arg(long)]
        email: String,
        /// What colleagues call them
        #[arg(long)]
        name: String,
        /// secretariat, expert or `check_in_helper`
        #[arg(long)]
        role: String,
        /// Of a helper: the code of the event at whose door they check in
        #[arg(long, default_value = "")]
        event: String,
        /// Of a helper: the last day at the door, for example 2026-12-01
        #[arg(long, default_value = "")]
        until: String,
        /// The language of their mails: ja or en
        #[arg(long, default_value = "ja")]
        language: String,
    },
    /// List the accounts: role, how each stands, address
    List,
    /// Let somebody no longer sign in; their sessions end
    Disable {
        /// The mail address they sign in with
        email: String,
    },
    /// Let somebody sign in again
    Enable {
        /// The mail address they sign in with
        email: String,
    },
}

#[derive(Debug, Subcommand)]
enum Outbox {
    /// Mails that are owed or were given up
    List,
    /// Try again to send what was given up
    Retry,
}

#[derive(Debug, Subcommand)]
enum Audit {
    /// Check that no entry was changed, removed or moved
    Verify,
}

/// Why a command did not do what it was asked; one line.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The operator's mistake.
    #[error("{0}")]
    Mistake(String),
    /// Something went wrong while working.
    #[error("{0}")]
    Failure(String),
}

impl CommandError {
    /// A mistake of the operator.
    pub fn mistake(line: impl std::fmt::Display) -> Self {
        Self::Mistake(line.to_string())
    }

    /// Something that went wrong.
    pub fn failure(line: impl std::fmt::Display) -> Self {
        Self::Failure(line.to_string())
    }
}

impl From<WrongSetting> for CommandError {
    fn from(wrong: WrongSetting) -> Self {
        Self::mistake(wrong)
    }
}

impl From<storage::StorageError> for CommandError {
    fn from(error: storage::StorageError) -> Self {
        Self::failure(error)
    }
}

/// Reads the command line, does what it says, and tells how it went.
pub fn run() -> ExitCode {
    let line = CommandLine::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return complain(&CommandError::failure(format!("the runtime cannot start: {error}"))),
    };
    match runtime.block_on(dispatch(line)) {
        Ok(code) => code,
        Err(error) => complain(&error),
    }
}

#[expect(clippy::print_stderr, reason = "the operator's terminal is where this line belongs")]
fn complain(error: &CommandError) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::from(match error {
        CommandError::Mistake(_) => 2,
        CommandError::Failure(_) => 1,
    })
}

async fn dispatch(line: CommandLine) -> Result<ExitCode, CommandError> {
    let settings = line.settings;
    match line.command {
        Command::Serve { demo, now } => serve::serve(&settings, demo, now.as_deref()).await,
        Command::Migrate => database::migrate(&settings).await,
        Command::Check => database::check(&settings).await,
        Command::Backup { file } => database::backup(&settings, &file).await,
        Command::Restore { file } => database::restore(&settings, &file).await,
        Command::Import { what: Import::Events { file } } => {
            // A first import needs no separate `migrate`: the file is what the operator has come for.
            let storage = open(&settings, true, true).await?;
            let is_terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
            let mut out = std::io::stdout();
            let report = import::import_events(&storage, &file, SystemClock.now(), &mut out, is_terminal)
                .await
                .map_err(CommandError::failure)?;
            storage.close().await;
            Ok(imported(report.refused))
        }
        Command::Import { what: Import::Organizations { file } } => {
            let storage = open(&settings, true, true).await?;
            let mut out = std::io::stdout();
            let report = import::organisations::import_organisations(&storage, &file, SystemClock.now(), &mut out)
                .await
                .map_err(CommandError::failure)?;
            storage.close().await;
            Ok(imported(report.refused))
        }
        Command::Export { what: Export::Events { file } } => {
            let storage = open(&settings, false, false).await?;
            let config = settings.understand()?;
            let mut out = destination(file.as_deref())?;
            export::export_events(&storage, &mut *out, &config.public_url).await.map_err(CommandError::failure)?;
            storage.close().await;
            Ok(ExitCode::SUCCESS)
        }
        Command::Export { what: Export::Organizations { file } } => {
            let storage = open(&settings, false, false).await?;
            let mut out = destination(file.as_deref())?;
            export::organisations::export_organisations(&storage, &mut *out).await.map_err(CommandError::failure)?;
            storage.close().await;
            Ok(ExitCode::SUCCESS)
        }
        Command::Retention { dry_run } => retention::retention(&settings, dry_run).await,
        Command::User { what: User::Add { email, name, role, event, until, language } } => {
            let duty = DutyForm { role, event, until };
            user::add(&settings, &InviteForm { email, name, duty, language }).await
        }
        Command::User { what: User::List } => user::list(&settings).await,
        Command::User { what: User::Disable { email } } => {
            user::change(&settings, &email, AccountChange::Disable).await
        }
        Command::User { what: User::Enable { email } } => user::change(&settings, &email, AccountChange::Enable).await,
        Command::Outbox { what: Outbox::List } => database::outbox_list(&settings).await,
        Command::Outbox { what: Outbox::Retry } => database::outbox_retry(&settings).await,
        Command::Audit { what: Audit::Verify } => database::audit_verify(&settings).await,
    }
}

/// How an import ends that refused so many rows.
fn imported(refused: u64) -> ExitCode {
    if refused > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

/// Where an export goes: the file, or the standard output.
fn destination(file: Option<&Path>) -> Result<Box<dyn Write>, CommandError> {
    let Some(path) = file else { return Ok(Box::new(std::io::stdout().lock())) };
    let file = std::fs::File::create(path).map_err(|cause| {
        CommandError::failure(format!("{} cannot be written ({cause}); check its folder and rights", path.display()))
    })?;
    Ok(Box::new(file))
}

/// Opens the database that the settings name.
async fn open(settings: &Settings, create: bool, migrate: bool) -> Result<Storage, CommandError> {
    let path = settings.database()?;
    let chance = Arc::new(SystemChance);
    let offer_hours = settings.offer_hours()?;
    let options = OpenOptions { path, create, migrate, readers: 4, chance, offer_hours, failpoint: Failpoint::None };
    Storage::open(options).await.map_err(CommandError::mistake)
}

/// Writes a line for the operator.
#[expect(clippy::print_stdout, reason = "what a command answers goes to the standard output")]
fn say(line: impl std::fmt::Display) {
    println!("{line}");
}
