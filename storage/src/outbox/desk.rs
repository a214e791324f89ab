//! The outbox as the desk sees it: to whom which mail went, is owed, or was given up. Never the link in it.

use domain::account::Secretariat;
use domain::audit::{Act, Changes, Field};
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::reference::ReferenceNumber;
use domain::registration::RegistrationId;
use domain::time::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row as _, Sqlite};

use crate::audit::{By, audit_add, audit_add_with};
use crate::registration::{language_from, word};
use crate::{Storage, StorageError};

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    /// To be sent.
    Due,
    /// Sent.
    Sent,
    /// Given up.
    Dead,
}

impl MailState {
    /// All states, in the order in which people are offered them.
    pub const ALL: [Self; 3] = [Self::Dead, Self::Due, Self::Sent];

    /// The word in the database and in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Sent => "sent",
            Self::Dead => "dead",
        }
    }

    /// The state that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }
}

/// A mail in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxMail {
    /// Its row.
    pub id: i64,
    /// What it tells.
    pub kind: NoticeKind,
    /// In which language.
    pub language: Language,
    /// To whom.
    pub recipient: String,
    /// The local part of its Message-ID.
    pub message_key: String,
    /// Where it stands.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was written into the outbox.
    pub created_at: Timestamp,
    /// When it is tried next, while it is due.
    pub next_attempt_at: Timestamp,
    /// When it was sent or given up.
    pub settled_at: Option<Timestamp>,
    /// What the mail server said last, without addresses.
    pub last_error: Option<String>,
    /// The registration that it tells of. What was sent does not say it any more.
    pub registration: Option<ReferenceNumber>,
    /// The inquiry that it tells of. What was sent does not say it any more.
    pub inquiry: Option<ReferenceNumber>,
}

/// Which mails are looked for. Everything empty: all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutboxFilter {
    /// Standing there.
    pub state: Option<MailState>,
    /// Telling this.
    pub kind: Option<NoticeKind>,
}

impl OutboxFilter {
    fn push(self, query: &mut QueryBuilder<Sqlite>) {
        query.push(" WHERE TRUE");
        if let Some(state) = self.state {
            query.push(" AND o.state = ").push_bind(state.slug());
        }
        if let Some(kind) = self.kind {
            query.push(" AND o.kind = ").push_bind(kind.slug());
        }
    }
}

const MAIL: &str = "SELECT o.id, o.kind, o.language, o.recipient, o.message_key, o.state, o.attempts, o.created_at,
        o.next_attempt_at, o.settled_at, o.last_error, r.reference AS registration, i.reference AS inquiry
    FROM outbox o LEFT JOIN registration r ON r.id = o.notice ->> '$.link.about.registration'
        LEFT JOIN inquiry i ON i.id = o.notice ->> '$.link.about.inquiry.inquiry'";

fn mail_from_row(row: &SqliteRow) -> Result<OutboxMail, StorageError> {
    let settled_at: Option<i64> = row.try_get("settled_at")?;
    let reference = |column: &str| {
        let reference: Option<&str> = row.try_get(column)?;
        reference.map(ReferenceNumber::parse).transpose().map_err(StorageError::unreadable)
    };
    Ok(OutboxMail {
        id: row.try_get("id")?,
        kind: word(row, "kind", NoticeKind::from_slug)?,
        language: language_from(row.try_get("language")?)?,
        recipient: row.try_get("recipient")?,
        message_key: row.try_get("message_key")?,
        state: word(row, "state", MailState::from_slug)?,
        attempts: row.try_get("attempts")?,
        created_at: Timestamp::from_microseconds(row.try_get("created_at")?),
        next_attempt_at: Timestamp::from_microseconds(row.try_get("next_attempt_at")?),
        settled_at: settled_at.map(Timestamp::from_microseconds),
        last_error: row.try_get("last_error")?,
        registration: reference("registration")?,
        inquiry: reference("inquiry")?,
    })
}

impl Storage {
    /// A page of `rows` mails that `filter` finds, the newest first, and how many it finds in all; `page` is 1 for the
    /// first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn outbox_page(
        &self,
        filter: &OutboxFilter,
        page: u32,
        rows: u32,
    ) -> Result<(Vec<OutboxMail>, u64), StorageError> {
        let mut read = self.readers().begin().await?;
        let mut count = QueryBuilder::new("SELECT count(*) FROM outbox o");
        filter.push(&mut count);
        let count: i64 = count.build_query_scalar().fetch_one(&mut *read).await?;
        let mut query = QueryBuilder::new(MAIL);
        filter.push(&mut query);
        query.push(" ORDER BY o.id DESC LIMIT ").push_bind(rows);
        query.push(" OFFSET ").push_bind(i64::from(rows) * i64::from(page.max(1) - 1));
        let found = query.build().fetch_all(&mut *read).await?;
        read.commit().await?;
        Ok((found.iter().map(mail_from_row).collect::<Result<_, _>>()?, count.unsigned_abs()))
    }

    /// The mail in this row.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn outbox_mail(&self, id: i64) -> Result<Option<OutboxMail>, StorageError> {
        let mut query = QueryBuilder::new(MAIL);
        query.push(" WHERE o.id = ").push_bind(id);
        query.build().fetch_optional(self.readers()).await?.as_ref().map(mail_from_row).transpose()
    }

    /// The mails about a registration, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) async fn outbox_of(&self, registration: RegistrationId) -> Result<Vec<OutboxMail>, StorageError> {
        let mut query = QueryBuilder::new(MAIL);
        query.push(" WHERE o.notice ->> '$.link.about.registration' = ").push_bind(registration.0);
        query.push(" ORDER BY o.id DESC");
        query.build().fetch_all(self.readers()).await?.iter().map(mail_from_row).collect()
    }

    /// Makes a mail that was given up due again; says whether it was one. A mail that is due may be on its way this
    /// very moment, and nobody gets it twice.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn outbox_retry_one(&self, by: &Secretariat, id: i64, now: Timestamp) -> Result<bool, StorageError> {
        self.revive(by.into(), Some(id), now).await.map(|revived| revived > 0)
    }

    /// Makes every mail that was given up due again, for somebody at the desk. Returns how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn outbox_retry_all(&self, by: &Secretariat, now: Timestamp) -> Result<u64, StorageError> {
        self.revive(by.into(), None, now).await
    }

    /// Makes every mail that was given up due again, for whoever runs the command line. Returns how many.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn outbox_retry(&self, now: Timestamp) -> Result<u64, StorageError> {
        self.revive(By::Operator, None, now).await
    }

    /// Not lists of links: they have closed, and the address is forgotten.
    async fn revive(&self, by: By, id: Option<i64>, now: Timestamp) -> Result<u64, StorageError> {
        let mut write = self.begin().await?;
        let revived = sqlx::query(
            "UPDATE outbox SET state = 'due', attempts = 0, next_attempt_at = ?1, settled_at = NULL
             WHERE state = 'dead' AND kind <> ?3 AND (?2 IS NULL OR id = ?2)",
        )
        .bind(now.as_microseconds())
        .bind(id)
        .bind(NoticeKind::Links.slug())
        .execute(&mut *write)
        .await?
        .rows_affected();
        if revived == 0 {
            return Ok(0);
        }
        if let Some(id) = id {
            audit_add(&mut write, by, Act::MailRetried, &id.to_string(), now).await?;
        } else {
            let changes = Changes::NONE.with(Field::Count, &revived);
            audit_add_with(&mut write, by, Act::MailsRetried, "outbox", &changes, now).await?;
        }
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(revived)
    }
}
