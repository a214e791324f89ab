//! "Send me my links": asked for by anybody for any address, answered by mail only.

use domain::audit::Act;
use domain::contact::EmailAddress;
use domain::language::Language;
use domain::mailbox::MAILBOX_SECONDS;
use domain::notice::{Notice, NoticeKind, NoticeLink, NoticeSubject};
use domain::time::Timestamp;
use sqlx::{Row as _, SqliteConnection};

use crate::audit::{By, audit_add};
use crate::mailbox::mailbox_link_new;
use crate::outbox::outbox_add;
use crate::registration::language_from;
use crate::{Storage, StorageError};

/// An address gets links at most once in so many seconds: nobody's mailbox is filled by others.
const PAUSE: i64 = 5 * 60;

impl Storage {
    /// Notes that somebody asks for the links of an address; the same work for every address.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn link_request_add(
        &self,
        email: &EmailAddress,
        language: Language,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let mut write = self.begin().await?;
        sqlx::query("INSERT INTO link_request (email, email_identity, language, requested_at) VALUES (?, ?, ?, ?)")
            .bind(email.as_str())
            .bind(email.identity())
            .bind(language.code())
            .bind(now.as_microseconds())
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(())
    }

    /// Answers the requests that wait: one mail with one link to everything under the address, none
    /// where there is nothing. Returns how many were worked off.
    ///
    /// # Errors
    /// When the database cannot be written; the requests stay.
    pub async fn link_request_answer_all(&self, now: Timestamp) -> Result<u32, StorageError> {
        let waiting = sqlx::query(
            "SELECT id, email, email_identity, language FROM link_request WHERE done_at IS NULL ORDER BY id LIMIT 100",
        )
        .fetch_all(self.readers())
        .await?;
        let mut answered = 0;
        for request in waiting {
            let id: i64 = request.try_get("id")?;
            let identity: String = request.try_get("email_identity")?;
            let email: String = request.try_get("email")?;
            let mut write = self.begin().await?;
            let lately: bool = sqlx::query_scalar(
                "SELECT EXISTS (SELECT 1 FROM link_request WHERE email_identity = ? AND done_at > ?)",
            )
            .bind(&identity)
            .bind(now.plus_seconds(-PAUSE).as_microseconds())
            .fetch_one(&mut *write)
            .await?;
            if !lately && let Some(token) = mailbox_link_new(self, &mut write, &identity, now).await? {
                let link = NoticeLink { about: NoticeSubject::Mailbox, token };
                let notice = Notice { kind: NoticeKind::Links, link };
                let language = language_from(request.try_get("language")?)?;
                outbox_add(&mut write, &notice, language, &email, now).await?;
                audit_add(&mut write, By::Service, Act::LinksSent, "address", now).await?;
            }
            // The address has served its purpose; what stays is that there was a request. One that
            // came too soon leaves nothing: whoever asks again and again must not keep a mail away.
            if lately {
                sqlx::query("DELETE FROM link_request WHERE id = ?").bind(id).execute(&mut *write).await?;
            } else {
                sqlx::query("UPDATE link_request SET done_at = ?, email = '' WHERE id = ?")
                    .bind(now.as_microseconds())
                    .bind(id)
                    .execute(&mut *write)
                    .await?;
            }
            write.commit().await?;
            answered += 1;
        }
        forget_requests(&mut *self.inner.writer.acquire().await?, now).await?;
        Ok(answered)
    }
}

/// Forgets that there were requests, and the links that open nothing any more, after a day.
pub(crate) async fn forget_requests(connection: &mut SqliteConnection, now: Timestamp) -> Result<(), StorageError> {
    sqlx::query("DELETE FROM link_request WHERE done_at < ?")
        .bind(now.plus_seconds(-24 * 60 * 60).as_microseconds())
        .execute(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM mailbox_link WHERE created_at <= ?")
        .bind(now.plus_seconds(-MAILBOX_SECONDS).as_microseconds())
        .execute(connection)
        .await?;
    Ok(())
}
