//! The only room that knows SQL: one file per noun, one write transaction per use case.
//!
//! There is one writing connection; whoever wants to write waits in line for it and holds no other
//! connection meanwhile, so that a thousand clients at once only wait. Every use case that reads
//! before it writes opens with `BEGIN IMMEDIATE`, decides with a pure function of `domain` on what
//! it read inside, and writes its notices and its audit entry before it commits. Readers use
//! connections of their own that cannot write; the public schedule is kept in memory and is brought
//! up to date with each commit (see [`schedule`]).
//!
//! To add a noun: a migration, a file here, and its use cases as `noun_verb` methods of
//! [`Storage`]; then tests against a real file in `tests/`.

mod account;
mod account_link;
mod announcement;
mod attachment;
mod audit;
mod availability;
mod backup;
mod consultation;
mod credential;
mod demo;
mod desk_notice;
mod door;
mod error;
mod event;
mod event_discard;
mod event_file;
mod event_operation;
mod event_series;
mod event_table;
mod event_template;
mod expert;
mod expert_desk;
mod expert_feed;
mod export;
mod external_calendar;
mod failpoint;
mod faq;
mod inquiry;
mod invariants;
mod link_request;
mod mailbox;
mod offer;
mod open;
mod outbox;
mod passkey;
mod registration;
mod retention;
mod roll;
mod room;
mod schedule;
mod session;
mod sign_in;
mod support_organisation;
mod timetable;
mod today;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::contact::EmailAddress;
use domain::offer::OfferHours;
use domain::time::Chance;
use sqlx::{Sqlite, SqlitePool, Transaction};

pub use account::{AccountKeeper, AccountListed, NewAccount};
pub use account_link::AccountLinkOpened;
pub use announcement::{AnnouncementAudience, AnnouncementSent, NewAnnouncement};
pub use audit::{AuditActor, AuditEntry, AuditFilter, AuditPage, AuditWhole, Difference};
pub use availability::diary::ExpertDiary;
pub use availability::{CalendarChange, CalendarKept, CalendarSeen};
pub use backup::{BackupError, restore};
pub use consultation::{
    Booked, ConsultationMove, Held, NewConsultation, NewHold, NewWaiting, PAGE_OF_A_CONSULTATION, PAGE_OF_A_WAITING,
    ReportKept, SheetKept, SheetWritten,
};
pub use door::{DoorGuest, DoorList, DoorPass, DoorPassOpened, DoorWalkIn, ThanksSent};
pub use error::{StorageError, Unavailable};
pub use event::EventImport;
pub use event_file::{EventFile, EventFileReport, EventFileTaken};
pub use event_operation::{EventConsidered, EventOnDesk, EventVersion};
pub use event_series::{SeriesEdit, SeriesMember, SeriesOutcome};
pub use event_table::{TableHolder, TableOnDesk, TableShown};
pub use event_template::EventTemplate;
pub use expert_desk::{
    ConsultationDeed, ConsultationDesk, ConsultationGroup, ConsultationListed, ExpertListed, ExpertSheet,
};
pub use expert_feed::ExpertFeed;
pub use export::RegistrationExport;
pub use external_calendar::{ExternalCalendarDue, ExternalCalendarKept, ExternalCalendarRead, ExternalCalendarTag};
pub use failpoint::Failpoint;
pub use faq::{FaqRating, FaqRatingCount};
pub use inquiry::{
    INBOX_PAGE, Inbox, InboxWish, InquiryClosing, InquiryReceipt, MessageReceipt, NewAnswer, NewCall, NewInquiry,
    NewMessage, NewNote, PAGE_OF_AN_INQUIRY,
};
pub use invariants::Violation;
pub use mailbox::Mailbox;
pub use open::{OpenError, OpenOptions};
pub use outbox::{DueMail, MailCounts, MailFailure, MailState, MailSubject, OutboxFilter, OutboxMail};
pub use passkey::{PasskeyId, PasskeyKnown, PasskeyListed};
pub use registration::{
    DeskActConsidered, DeskActReport, DeskOutcome, DeskRegistration, NewRegistration, PAGE_OF_A_REGISTRATION,
    Registered, RegistrationChange, RegistrationDeed,
};
pub use retention::RetentionCounts;
pub use roll::{REGISTRATIONS_FOUND, Roll, RollPage};
use room::Room;
use schedule::ScheduleShelf;
pub use session::{NewSession, SessionId, SessionListed, SignedIn};
pub use sign_in::{Credentials, SecondFactor};
use support_organisation::DirectoryShelf;
pub use support_organisation::{SupportOrganisationImport, SupportOrganisationsImported};
pub use today::DeskDay;

/// The database of one service.
#[derive(Clone)]
pub struct Storage {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    writer: SqlitePool,
    readers: SqlitePool,
    /// One connection that is asked for nothing but whether others have committed.
    watcher: SqlitePool,
    shelf: ScheduleShelf,
    directory: DirectoryShelf,
    chance: Arc<dyn Chance>,
    mail_owed: Arc<tokio::sync::Notify>,
    failpoint: Failpoint,
    offer_hours: OfferHours,
    notice_to: Option<EmailAddress>,
    room: Room,
}

/// One writing transaction; given up with everything in it unless it is committed.
type Write = Transaction<'static, Sqlite>;

impl Storage {
    /// Where the database file lies.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Closes all connections; what was committed stays, the write-ahead log is folded in.
    pub async fn close(&self) {
        self.inner.watcher.close().await;
        self.inner.readers.close().await;
        self.inner.writer.close().await;
    }

    /// Wakes whoever sends mail: after each use case that may have put one into the outbox.
    pub fn mail_owed(&self) -> Arc<tokio::sync::Notify> {
        Arc::clone(&self.inner.mail_owed)
    }

    async fn begin(&self) -> Result<Write, sqlx::Error> {
        // A deferred transaction that reads first and then writes would be refused with
        // SQLITE_BUSY_SNAPSHOT when another process has written meanwhile.
        self.inner.writer.begin_with("BEGIN IMMEDIATE").await
    }

    /// A number that is another as soon as anybody, this program or another one, has committed anything: what is read
    /// after it was asked for is at least as new as it says. Numbers of two runs of the program are not comparable.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn commits_seen(&self) -> Result<i64, StorageError> {
        // SQLite tells it to each connection in its own count, so it is always the same one that asks.
        Ok(sqlx::query_scalar("PRAGMA data_version").fetch_one(&self.inner.watcher).await?)
    }

    fn readers(&self) -> &SqlitePool {
        &self.inner.readers
    }

    fn chance(&self) -> &dyn Chance {
        &*self.inner.chance
    }

    /// Runs `work` to its end even when whoever asked for it has gone away: a client that hangs up
    /// must not stop a use case between its commit and what follows from it.
    async fn to_the_end<T: Send + 'static, R: Send + 'static>(
        work: impl Future<Output = Result<T, StorageError<R>>> + Send + 'static,
    ) -> Result<T, StorageError<R>> {
        match tokio::spawn(work).await {
            Ok(outcome) => outcome,
            Err(broken) => match broken.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(StorageError::Unavailable(Unavailable::ShuttingDown)),
            },
        }
    }
}

/// Draws `N` unpredictable bytes.
fn draw<const N: usize>(chance: &dyn Chance) -> [u8; N] {
    let mut bytes = [0; N];
    chance.fill(&mut bytes);
    bytes
}
