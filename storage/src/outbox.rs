//! The outbox: mails owed, written with the change they tell of and sent afterwards.

mod desk;

use std::sync::Arc;

use domain::account::Account;
use domain::announcement::Announcement;
use domain::consultation::{Consultation, ConsultationId, Waiting, WaitingId};
use domain::desk_notice::ImportedFile;
use domain::door::Thanks;
use domain::event::{Event, EventId};
use domain::expert::ExpertProfile;
use domain::inquiry::{Inquiry, MessageId};
use domain::language::Language;
use domain::notice::{Notice, NoticeKind, NoticeSubject};
use domain::reference::SecretToken;
use domain::registration::Registration;
use domain::time::Timestamp;
use sqlx::Row as _;

use crate::account::account_read;
use crate::announcement::announcement_read;
use crate::consultation::{consultation_moved_from, consultation_read, waiting_read};
use crate::expert::expert_profile;
use crate::inquiry::inquiry_read;
use crate::registration::{language_from, moved_from, registration_read};
use crate::{Storage, StorageError, Write};

pub use desk::{MailState, OutboxFilter, OutboxMail};

/// A mail to write and send now.
#[derive(Debug, Clone)]
pub struct DueMail {
    /// Its row.
    pub id: i64,
    /// What it tells.
    pub kind: NoticeKind,
    /// In which language.
    pub language: Language,
    /// To whom.
    pub recipient: String,
    /// The local part of its Message-ID; the same for every attempt.
    pub message_key: String,
    /// How often it was tried, this time included.
    pub attempts: u32,
    /// When it was written into the outbox: the date of the mail.
    pub created_at: Timestamp,
    /// What it is about, as it stands now; none where that is gone.
    pub subject: Option<MailSubject>,
    /// The secret link of this mail.
    pub link: SecretToken,
}

/// What a mail tells of.
#[derive(Debug, Clone)]
pub enum MailSubject {
    /// A registration.
    Registration {
        /// The registration.
        registration: Box<Registration>,
        /// Its event.
        event: Arc<Event>,
        /// For which event it was before, where the mail tells of that.
        moved_from: Option<Arc<Event>>,
    },
    /// That somebody came to an event.
    Thanks {
        /// The registration.
        registration: Box<Registration>,
        /// Its event.
        event: Arc<Event>,
        /// The links of the mail.
        thanks: Thanks,
    },
    /// An inquiry.
    Inquiry {
        /// The inquiry with its thread.
        inquiry: Box<Inquiry>,
        /// The message that the mail tells of; none where it tells of the inquiry as a whole.
        message: Option<MessageId>,
    },
    /// Everything under the address.
    Mailbox,
    /// A staff account.
    Account(Box<Account>),
    /// What the secretariat has written to registrants.
    Announcement {
        /// The words.
        announcement: Box<Announcement>,
        /// The registrants of which event.
        event: Arc<Event>,
        /// Who gets it; none where it is tried.
        registration: Option<Box<Registration>>,
    },
    /// A consultation.
    Consultation {
        /// The consultation.
        consultation: Box<Consultation>,
        /// What citizens read about its expert.
        expert: Box<ExpertProfile>,
        /// When it was before, where the mail tells of that.
        moved_from: Option<Timestamp>,
    },
    /// Somebody who waits for a consultation.
    Waiting {
        /// Who, and for what.
        waiting: Box<Waiting>,
        /// With whom the time is that was offered, or else for whom they wait; none: for anybody.
        expert: Option<Box<ExpertProfile>>,
    },
    /// An event, for those who run it.
    Event {
        /// The event.
        event: Arc<Event>,
        /// Seats taken, those on offer too.
        taken: u32,
        /// Parties in line.
        waiting: u32,
    },
    /// A file that was brought in.
    Import {
        /// Of what.
        file: ImportedFile,
        /// How many rows were refused; none: all of it, as a whole.
        refused_rows: Option<u64>,
    },
}

impl DueMail {
    /// The registration that the mail is about, if it is about one.
    pub fn registration(&self) -> Option<&Registration> {
        match &self.subject {
            Some(MailSubject::Registration { registration, .. } | MailSubject::Thanks { registration, .. }) => {
                Some(registration)
            }
            Some(MailSubject::Announcement { registration, .. }) => registration.as_deref(),
            _ => None,
        }
    }

    /// The inquiry that the mail is about, if it is about one.
    pub fn inquiry(&self) -> Option<&Inquiry> {
        match &self.subject {
            Some(MailSubject::Inquiry { inquiry, .. }) => Some(inquiry),
            _ => None,
        }
    }
}

/// Why a mail was not sent.
#[derive(Debug, Clone)]
pub enum MailFailure {
    /// Try again at this time.
    Later {
        /// When.
        at: Timestamp,
        /// What the mail server said, without addresses.
        error: String,
    },
    /// Do not try again.
    Dead {
        /// What the mail server said, without addresses.
        error: String,
    },
}

/// How many mails stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailCounts {
    /// To be sent.
    pub due: u64,
    /// Sent.
    pub sent: u64,
    /// Given up.
    pub dead: u64,
}

/// Owes `recipient` a mail.
pub(crate) async fn outbox_add<R>(
    write: &mut Write,
    notice: &Notice,
    language: Language,
    recipient: &str,
    now: Timestamp,
) -> Result<(), StorageError<R>> {
    let content = serde_json::to_string(notice).map_err(StorageError::unreadable)?;
    sqlx::query(
        "INSERT INTO outbox (kind, language, recipient, notice, next_attempt_at, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
    )
    .bind(notice.kind.slug())
    .bind(language.code())
    .bind(recipient)
    .bind(content)
    .bind(now.as_microseconds())
    .execute(&mut **write)
    .await?;
    Ok(())
}

impl Storage {
    /// Takes up to `limit` mails that are due, and keeps others from taking them until `lease`: a
    /// program that dies while sending leaves them to be tried again then.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn outbox_take(
        &self,
        limit: u32,
        lease: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<DueMail>, StorageError> {
        let due: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'due' AND next_attempt_at <= ?)")
                .bind(now.as_microseconds())
                .fetch_one(self.readers())
                .await?;
        if !due {
            return Ok(Vec::new());
        }
        let mut write = self.begin().await?;
        let rows = sqlx::query(
            "UPDATE outbox SET attempts = attempts + 1, next_attempt_at = ?1 WHERE id IN
                (SELECT id FROM outbox WHERE state = 'due' AND next_attempt_at <= ?2 ORDER BY next_attempt_at, id
                 LIMIT ?3)
             RETURNING id, notice, language, recipient, message_key, attempts, created_at",
        )
        .bind(lease.as_microseconds())
        .bind(now.as_microseconds())
        .bind(limit)
        .fetch_all(&mut *write)
        .await?;
        write.commit().await?;
        let mut mails = Vec::with_capacity(rows.len());
        for row in rows {
            let notice: Notice = serde_json::from_str(row.try_get("notice")?).map_err(StorageError::unreadable)?;
            let created_at = Timestamp::from_microseconds(row.try_get("created_at")?);
            let subject = self.mail_subject(notice.kind, notice.link.about, created_at).await?;
            mails.push(DueMail {
                id: row.try_get("id")?,
                kind: notice.kind,
                language: language_from(row.try_get("language")?)?,
                recipient: row.try_get("recipient")?,
                message_key: row.try_get("message_key")?,
                attempts: row.try_get("attempts")?,
                created_at,
                subject,
                link: notice.link.token,
            });
        }
        mails.sort_by_key(|mail| mail.id);
        Ok(mails)
    }

    /// What a mail tells of that was written at `written_at`.
    async fn mail_subject(
        &self,
        kind: NoticeKind,
        about: NoticeSubject,
        written_at: Timestamp,
    ) -> Result<Option<MailSubject>, StorageError> {
        Ok(match about {
            NoticeSubject::Registration(id) => match registration_read(self.readers(), id).await? {
                Some(registration) => {
                    let event = self.event_of(registration.event).await?;
                    if kind == NoticeKind::EventThanks {
                        let sent = self.thanks_sent(event.id).await?;
                        let registration = Box::new(registration);
                        sent.map(|sent| MailSubject::Thanks { registration, event, thanks: sent.thanks })
                    } else {
                        let moved_from = match moved_from(self.readers(), id, written_at).await? {
                            Some(from) => Some(self.event_of(from).await?),
                            None => None,
                        };
                        Some(MailSubject::Registration { registration: Box::new(registration), event, moved_from })
                    }
                }
                None => None,
            },
            NoticeSubject::Inquiry { inquiry, message } => {
                let mut read = self.readers().begin().await?;
                let inquiry = inquiry_read(&mut read, inquiry).await?;
                inquiry.map(|inquiry| MailSubject::Inquiry { inquiry: Box::new(inquiry), message })
            }
            NoticeSubject::Mailbox => Some(MailSubject::Mailbox),
            NoticeSubject::Account(id) => {
                let mut read = self.readers().acquire().await?;
                account_read(&mut read, id).await?.map(|account| MailSubject::Account(Box::new(account)))
            }
            NoticeSubject::Announcement { announcement, registration: to } => {
                let Some((words, event)) = announcement_read(self.readers(), announcement).await? else {
                    return Ok(None);
                };
                let registration = match to {
                    Some(to) => registration_read(self.readers(), to).await?.map(Box::new),
                    None => None,
                };
                if to.is_some() && registration.is_none() {
                    return Ok(None);
                }
                let event = self.event_of(event).await?;
                Some(MailSubject::Announcement { announcement: Box::new(words), event, registration })
            }
            NoticeSubject::Consultation(id) => self.consultation_subject(id, written_at).await?,
            NoticeSubject::Waiting(id) => self.waiting_subject(kind, id).await?,
            NoticeSubject::Event(id) => Some(self.event_subject(id).await?),
            NoticeSubject::Import { file, refused_rows } => Some(MailSubject::Import { file, refused_rows }),
        })
    }

    async fn consultation_subject(
        &self,
        id: ConsultationId,
        written_at: Timestamp,
    ) -> Result<Option<MailSubject>, StorageError> {
        let mut read = self.readers().begin().await?;
        let Some(consultation) = consultation_read(&mut read, id).await? else { return Ok(None) };
        let moved_from = consultation_moved_from(&mut read, id, written_at).await?;
        let expert = expert_profile(&mut read, consultation.expert).await?;
        let consultation = Box::new(consultation);
        Ok(Some(MailSubject::Consultation { consultation, expert: Box::new(expert), moved_from }))
    }

    async fn waiting_subject(&self, kind: NoticeKind, id: WaitingId) -> Result<Option<MailSubject>, StorageError> {
        let mut read = self.readers().begin().await?;
        let Some(waiting) = waiting_read(&mut read, id).await? else { return Ok(None) };
        let is_of_offer = matches!(kind, NoticeKind::WaitingOffered | NoticeKind::WaitingLapsed);
        let offered = waiting.offer.filter(|_| is_of_offer).map(|offer| offer.expert);
        let expert = match offered.or(waiting.wanted.expert) {
            Some(expert) => Some(Box::new(expert_profile(&mut read, expert).await?)),
            None => None,
        };
        Ok(Some(MailSubject::Waiting { waiting: Box::new(waiting), expert }))
    }

    async fn event_subject(&self, id: EventId) -> Result<MailSubject, StorageError> {
        let (taken, waiting) = sqlx::query_as("SELECT seats_taken, parties_waiting FROM event WHERE id = ?")
            .bind(id.0)
            .fetch_one(self.readers())
            .await?;
        Ok(MailSubject::Event { event: self.event_of(id).await?, taken, waiting })
    }

    /// Notes what became of mails that were taken. What was sent keeps no link, but what it was about, so that
    /// it goes with that. An address that has asked for its links is forgotten with the mail.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn outbox_settle(
        &self,
        outcomes: &[(i64, Result<(), MailFailure>)],
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let mut write = self.begin().await?;
        for (id, outcome) in outcomes {
            let settle = match outcome {
                Ok(()) => sqlx::query(
                    "UPDATE outbox SET state = 'sent', settled_at = ?2, last_error = NULL,
                            notice = json_remove(notice, '$.link.token') WHERE id = ?1",
                )
                .bind(id)
                .bind(now.as_microseconds()),
                Err(MailFailure::Later { at, error }) => {
                    sqlx::query("UPDATE outbox SET next_attempt_at = ?2, last_error = ?3 WHERE id = ?1")
                        .bind(id)
                        .bind(at.as_microseconds())
                        .bind(error)
                }
                Err(MailFailure::Dead { error }) => {
                    sqlx::query("UPDATE outbox SET state = 'dead', settled_at = ?2, last_error = ?3 WHERE id = ?1")
                        .bind(id)
                        .bind(now.as_microseconds())
                        .bind(error)
                }
            };
            settle.execute(&mut *write).await?;
            sqlx::query("UPDATE outbox SET recipient = '' WHERE id = ? AND kind = ? AND state <> 'due'")
                .bind(id)
                .bind(NoticeKind::Links.slug())
                .execute(&mut *write)
                .await?;
        }
        write.commit().await?;
        Ok(())
    }

    /// When the next mail is due, if any is owed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn outbox_next(&self) -> Result<Option<Timestamp>, StorageError> {
        let next: Option<i64> = sqlx::query_scalar("SELECT min(next_attempt_at) FROM outbox WHERE state = 'due'")
            .fetch_one(self.readers())
            .await?;
        Ok(next.map(Timestamp::from_microseconds))
    }

    /// How many mails stand where.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn outbox_count(&self) -> Result<MailCounts, StorageError> {
        let row = sqlx::query(
            "SELECT count(*) FILTER (WHERE state = 'due') AS due, count(*) FILTER (WHERE state = 'sent') AS sent,
                    count(*) FILTER (WHERE state = 'dead') AS dead FROM outbox",
        )
        .fetch_one(self.readers())
        .await?;
        let count = |column: &str| row.try_get::<i64, _>(column).map(i64::unsigned_abs);
        Ok(MailCounts { due: count("due")?, sent: count("sent")?, dead: count("dead")? })
    }

    /// The mails that are owed or given up: number, kind, state, attempts, last error.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn outbox_list(&self) -> Result<Vec<(i64, String, String, u32, Option<String>)>, StorageError> {
        Ok(sqlx::query_as("SELECT id, kind, state, attempts, last_error FROM outbox WHERE state <> 'sent' ORDER BY id")
            .fetch_all(self.readers())
            .await?)
    }
}
