//! Announcements: what the secretariat writes to an event's registrants, owed to all of them in one transaction.

use std::collections::HashSet;

use domain::account::Secretariat;
use domain::announcement::{Announcement, AnnouncementId, AnnouncementRefusal};
use domain::audit::{Act, Changes, Field};
use domain::event::EventId;
use domain::notice::{Notice, NoticeKind, NoticeLink, NoticeSubject};
use domain::reference::{EventCode, IdempotencyKey, SecretToken};
use domain::registration::Registration;
use domain::registration::roll::RegistrationFilter;
use domain::time::Timestamp;
use sqlx::{Row as _, SqliteConnection};

use crate::account::account_read;
use crate::audit::{By, audit_add_with};
use crate::event::event_with_code;
use crate::outbox::outbox_add;
use crate::registration::{link_add, registration_from_row};
use crate::roll::asked_for;
use crate::{Storage, StorageError, Write, draw};

/// An announcement to send.
#[derive(Debug, Clone)]
pub struct NewAnnouncement {
    /// What it says.
    pub words: Announcement,
    /// To whom it goes.
    pub to: RegistrationFilter,
    /// To how many its writer was told that it goes.
    pub people: u64,
    /// Which showing of the form it comes from.
    pub key: IdempotencyKey,
}

/// Whom an announcement would reach.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AnnouncementAudience {
    /// How many people get it: whoever has several registrations, once.
    pub people: u64,
    /// How many registrations no mail reaches.
    pub without_mail: u64,
}

/// An announcement that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnouncementSent {
    /// What it said.
    pub words: Announcement,
    /// To how many it went.
    pub people: u64,
    /// Who wrote it, by name.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// How many of its mails are still to be sent.
    pub due: u64,
    /// How many were given up.
    pub dead: u64,
}

/// An announcement to write down.
struct Entry<'a> {
    event: EventId,
    by: &'a Secretariat,
    words: &'a Announcement,
    /// The showing of its form, and to how many it goes; none: it is tried.
    sent: Option<(&'a IdempotencyKey, u64)>,
}

impl Storage {
    /// Whom an announcement to the registrations that `to` finds would reach.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn announcement_audience(
        &self,
        event: EventId,
        to: &RegistrationFilter,
    ) -> Result<AnnouncementAudience, StorageError> {
        let mut read = self.readers().acquire().await?;
        let (recipients, without_mail) = recipients(&mut read, event, to).await?;
        Ok(AnnouncementAudience { people: recipients.len() as u64, without_mail })
    }

    /// Owes an announcement to everybody whom it reaches. The same form sent again sends nothing more. Returns to how
    /// many it went.
    ///
    /// # Errors
    /// [`AnnouncementRefusal`]; otherwise when the database cannot be written. Nobody gets it then.
    pub async fn announcement_send(
        &self,
        by: Secretariat,
        code: EventCode,
        new: NewAnnouncement,
        now: Timestamp,
    ) -> Result<u64, StorageError<AnnouncementRefusal>> {
        let storage = self.clone();
        Self::to_the_end(async move { storage.announce(&by, &code, &new, now).await }).await
    }

    async fn announce(
        &self,
        by: &Secretariat,
        code: &EventCode,
        new: &NewAnnouncement,
        now: Timestamp,
    ) -> Result<u64, StorageError<AnnouncementRefusal>> {
        let mut write = self.begin().await?;
        let first: Option<i64> = sqlx::query_scalar("SELECT people FROM announcement WHERE form_key = ?")
            .bind(new.key.hash().as_bytes().to_vec())
            .fetch_optional(&mut *write)
            .await?;
        if let Some(people) = first {
            return Ok(people.unsigned_abs());
        }
        let event = event_with_code(&mut write, code).await.map_err(StorageError::widen)?;
        let event = event.ok_or(StorageError::Refused(AnnouncementRefusal::UnknownEvent))?.id;
        let (recipients, _) = recipients(&mut write, event, &new.to).await.map_err(StorageError::widen)?;
        let people = recipients.len() as u64;
        if people == 0 {
            return Err(StorageError::Refused(AnnouncementRefusal::Nobody));
        }
        if people != new.people {
            return Err(StorageError::Refused(AnnouncementRefusal::AudienceChanged { people }));
        }
        let entry = Entry { event, by, words: &new.words, sent: Some((&new.key, people)) };
        let announcement = insert(&mut write, entry, now).await?;
        for registration in &recipients {
            let Some(recipient) = registration.applicant.recipient() else { continue };
            let token = SecretToken::from_random(draw(self.chance()));
            link_add(&mut write, registration.id, &token, "mail", now).await?;
            let about = NoticeSubject::Announcement { announcement, registration: Some(registration.id) };
            let notice = Notice { kind: NoticeKind::Announcement, link: NoticeLink { about, token } };
            // The mail as a whole is in the language of its words.
            let (_, language) = new.words.read(registration.language);
            outbox_add(&mut write, &notice, language, recipient, now).await?;
        }
        let changes = Changes::NONE.with(Field::Told, &people);
        audit_add_with(&mut write, By::from(by), Act::EventAnnounced, code.as_str(), &changes, now).await?;
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(people)
    }

    /// Owes whoever writes an announcement the mail that others would get, in each language that it has words in.
    ///
    /// # Errors
    /// [`AnnouncementRefusal::UnknownEvent`]; otherwise when the database cannot be written.
    pub async fn announcement_try(
        &self,
        by: &Secretariat,
        code: &EventCode,
        words: &Announcement,
        now: Timestamp,
    ) -> Result<(), StorageError<AnnouncementRefusal>> {
        let mut write = self.begin().await?;
        let event = event_with_code(&mut write, code).await.map_err(StorageError::widen)?;
        let event = event.ok_or(StorageError::Refused(AnnouncementRefusal::UnknownEvent))?.id;
        let account = account_read(&mut write, by.account()).await?;
        let account = account.ok_or_else(|| StorageError::unreadable("whoever is signed in has no account"))?;
        let announcement = insert(&mut write, Entry { event, by, words, sent: None }, now).await?;
        for language in words.languages() {
            let token = SecretToken::from_random(draw(self.chance()));
            let about = NoticeSubject::Announcement { announcement, registration: None };
            let notice = Notice { kind: NoticeKind::AnnouncementTrial, link: NoticeLink { about, token } };
            outbox_add(&mut write, &notice, language, account.email.as_str(), now).await?;
        }
        let act = Act::EventAnnouncementTried;
        audit_add_with(&mut write, By::from(by), act, code.as_str(), &Changes::NONE, now).await?;
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(())
    }

    /// What was written to the registrants of an event, the latest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn announcements_of(&self, event: EventId) -> Result<Vec<AnnouncementSent>, StorageError> {
        let rows = sqlx::query(
            "SELECT n.words, n.people, n.written_at, a.name,
                (SELECT count(*) FROM outbox o WHERE o.notice ->> '$.link.about.announcement.announcement' = n.id
                    AND o.state = 'due') AS due,
                (SELECT count(*) FROM outbox o WHERE o.notice ->> '$.link.about.announcement.announcement' = n.id
                    AND o.state = 'dead') AS dead
             FROM announcement n JOIN account a ON a.id = n.account_id
             WHERE n.event_id = ? AND n.people IS NOT NULL ORDER BY n.id DESC",
        )
        .bind(event.0)
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                let count = |column: &str| row.try_get::<i64, _>(column).map(i64::unsigned_abs);
                Ok(AnnouncementSent {
                    words: serde_json::from_str(row.try_get("words")?).map_err(StorageError::unreadable)?,
                    people: count("people")?,
                    by: row.try_get("name")?,
                    at: Timestamp::from_microseconds(row.try_get("written_at")?),
                    due: count("due")?,
                    dead: count("dead")?,
                })
            })
            .collect()
    }
}

/// What was written, and to the registrants of which event; none where it is gone.
pub(crate) async fn announcement_read(
    readers: &sqlx::SqlitePool,
    id: AnnouncementId,
) -> Result<Option<(Announcement, EventId)>, StorageError> {
    let row =
        sqlx::query("SELECT words, event_id FROM announcement WHERE id = ?").bind(id.0).fetch_optional(readers).await?;
    row.map(|row| {
        let words = serde_json::from_str(row.try_get("words")?).map_err(StorageError::unreadable)?;
        Ok((words, EventId(row.try_get("event_id")?)))
    })
    .transpose()
}

/// The registrations of `event` that `to` finds and a mail reaches, one for each address; and how many no mail reaches.
async fn recipients(
    connection: &mut SqliteConnection,
    event: EventId,
    to: &RegistrationFilter,
) -> Result<(Vec<Registration>, u64), StorageError> {
    let rows = asked_for(event, to)?.build().fetch_all(connection).await?;
    let found: Vec<Registration> = rows.iter().map(registration_from_row).collect::<Result<_, StorageError>>()?;
    let (with, without): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|registration| registration.applicant.email.is_some());
    let mut known = HashSet::new();
    let is_new = |registration: &Registration| {
        known.insert(registration.applicant.email.as_ref().map(|email| email.identity().clone()))
    };
    Ok((with.into_iter().filter(is_new).collect(), without.len() as u64))
}

async fn insert(
    write: &mut Write,
    entry: Entry<'_>,
    now: Timestamp,
) -> Result<AnnouncementId, StorageError<AnnouncementRefusal>> {
    let (key, people) = entry.sent.unzip();
    let id = sqlx::query_scalar(
        "INSERT INTO announcement (event_id, account_id, words, form_key, people, written_at) VALUES (?, ?, ?, ?, ?, ?)
         RETURNING id",
    )
    .bind(entry.event.0)
    .bind(entry.by.account().0)
    .bind(serde_json::to_string(entry.words).map_err(StorageError::unreadable)?)
    .bind(key.map(|key| key.hash().as_bytes().to_vec()))
    .bind(people.map(|people| i64::try_from(people).unwrap_or(i64::MAX)))
    .bind(now.as_microseconds())
    .fetch_one(&mut **write)
    .await?;
    Ok(AnnouncementId(id))
}
