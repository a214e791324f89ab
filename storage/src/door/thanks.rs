//! The mail to those who came: once for each event.

use domain::account::Secretariat;
use domain::audit::{Act, Changes, Field};
use domain::door::{Thanks, ThanksRefusal};
use domain::event::EventId;
use domain::language::Language;
use domain::notice::{Notice, NoticeKind, NoticeLink, NoticeSubject};
use domain::reference::{EventCode, SecretToken};
use domain::time::Timestamp;
use sqlx::{Row as _, SqliteConnection};

use super::log_read;
use crate::audit::audit_add_with;
use crate::outbox::outbox_add;
use crate::registration::language_from;
use crate::{Storage, StorageError, draw};

/// That those who came were thanked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThanksSent {
    /// What was mailed.
    pub thanks: Thanks,
    /// When.
    pub at: Timestamp,
    /// To how many.
    pub told: u32,
}

/// What was mailed to those who came to `event`, if it was.
pub(crate) async fn thanks_read<R>(
    connection: &mut SqliteConnection,
    event: EventId,
) -> Result<Option<ThanksSent>, StorageError<R>> {
    let row = sqlx::query("SELECT survey, materials, sent_at, told FROM event_thanks WHERE event_id = ?")
        .bind(event.0)
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(ThanksSent {
        thanks: Thanks { survey: row.try_get("survey")?, materials: row.try_get("materials")? },
        at: Timestamp::from_microseconds(row.try_get("sent_at")?),
        told: row.try_get("told")?,
    }))
}

impl Storage {
    /// What was mailed to those who came to `event`; none before.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn thanks_sent(&self, event: EventId) -> Result<Option<ThanksSent>, StorageError> {
        let mut read = self.readers().acquire().await?;
        thanks_read(&mut read, event).await
    }

    /// Owes everybody who had registered and came a mail. Returns how many they are.
    ///
    /// # Errors
    /// [`ThanksRefusal`] by the rules; otherwise when the database cannot be written.
    pub async fn thanks_send(
        &self,
        by: &Secretariat,
        event: &EventCode,
        thanks: &Thanks,
        now: Timestamp,
    ) -> Result<u32, StorageError<ThanksRefusal>> {
        let mut write = self.begin().await?;
        let row: Option<(i64, i64)> = sqlx::query_as("SELECT id, ends_at FROM event WHERE code = ?")
            .bind(event.as_str())
            .fetch_optional(&mut *write)
            .await?;
        let (id, ends_at) = row.ok_or(StorageError::Refused(ThanksRefusal::UnknownEvent))?;
        let event_id = EventId(id);
        if now < Timestamp::from_microseconds(ends_at) {
            return Err(StorageError::Refused(ThanksRefusal::NotOver));
        }
        if thanks_read(&mut write, event_id).await?.is_some() {
            return Err(StorageError::Refused(ThanksRefusal::AlreadySent));
        }
        let mut told: u32 = 0;
        for registration in log_read(&mut write, event_id).await?.presences().into_keys() {
            let (email, language): (String, String) =
                sqlx::query_as("SELECT email, language FROM registration WHERE id = ?")
                    .bind(registration.0)
                    .fetch_one(&mut *write)
                    .await?;
            let language: Language = language_from(&language)?;
            // A link of this mail opens nothing: it is over, and there is nothing left to change.
            let token = SecretToken::from_random(draw(self.chance()));
            let link = NoticeLink { about: NoticeSubject::Registration(registration), token };
            let notice = Notice { kind: NoticeKind::EventThanks, link };
            outbox_add(&mut write, &notice, language, &email, now).await?;
            told += 1;
        }
        if told == 0 {
            return Err(StorageError::Refused(ThanksRefusal::NobodyCame));
        }
        sqlx::query("INSERT INTO event_thanks (event_id, survey, materials, sent_at, told) VALUES (?, ?, ?, ?, ?)")
            .bind(id)
            .bind(&thanks.survey)
            .bind(&thanks.materials)
            .bind(now.as_microseconds())
            .bind(told)
            .execute(&mut *write)
            .await?;
        let changes = Changes::NONE.with(Field::Told, &told);
        audit_add_with(&mut write, by.into(), Act::EventThanksSent, event.as_str(), &changes, now).await?;
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(told)
    }
}
