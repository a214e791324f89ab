//! Mail: from a row of the outbox to the mail server, or to a file where there is none.
//!
//! [`letter`] says what a notice tells, block by block; [`rendering`] makes plain text and HTML of the
//! same blocks; [`compose`] makes a mail of both, with the calendar entry; [`smtp`] and [`eml`] are
//! the two ways out; [`worker`] takes what is owed, sends it and notes what became of it.
//!
//! To add a notice: a kind in `domain/src/notice.rs`, its sentences in `app/src/text/mail.rs`, and
//! what it tells in [`letter`]. Logs name the row, the kind and the outcome, never a person.

pub mod compose;
pub mod eml;
mod letter;
mod rendering;
pub mod sample;
pub mod settings;
pub mod smtp;
mod smtp_url;
pub mod worker;

pub use compose::{Unwritable, compose};
pub use eml::EmlFolder;
pub use settings::{MailSettings, NoMailbox};
pub use smtp::{NoCertificate, SmtpLimits, SmtpRelay};
pub use smtp_url::SmtpUrlProblem;
pub use worker::{MailWorker, Postbox, run};

/// Why a mail did not go out this time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undelivered {
    /// It never will: the receiving server does not know the address, or refuses the mail itself.
    Refused {
        /// Where and why, without addresses.
        error: String,
    },
    /// Another try may succeed.
    Delayed {
        /// Where and why, without addresses.
        error: String,
    },
    /// The mail server cannot be used at all now: what else waits need not be tried either.
    Away {
        /// Where and why, without addresses.
        error: String,
    },
}
