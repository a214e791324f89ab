//! Notices to the secretariat, written with what they tell of. Each is sent once.

use domain::account::Role;
use domain::desk_notice::{DeskNotice, ImportedFile, levels_reached, tells_of_too_few};
use domain::event::{Event, EventId, Standing};
use domain::language::Language;
use domain::notice::{Notice, NoticeLink, NoticeSubject};
use domain::reference::SecretToken;
use domain::registration::Seats;
use domain::time::{Timestamp, end_of_day};
use domain::today::days_on;
use sqlx::Row as _;

use crate::event::event_from_row;
use crate::outbox::outbox_add;
use crate::registration::language_from;
use crate::{Storage, StorageError, Write, draw};

impl Storage {
    /// Tells the secretariat how an event fills whose seats have just been counted: the highest level that is new, of
    /// which a word is worth it.
    pub(crate) async fn tell_of_filling<R>(
        &self,
        write: &mut Write,
        event: EventId,
        capacity: Option<u32>,
        taken: u32,
        now: Timestamp,
    ) -> Result<(), StorageError<R>> {
        let mut newest = None;
        for level in levels_reached(capacity, taken).rev() {
            // Whoever was told of this level knows of those below.
            if !note(write, Some(event), level, now).await? {
                break;
            }
            newest = newest.or(Some(level));
        }
        match newest {
            Some(level) => self.tell_the_desk(write, level, NoticeSubject::Event(event), now).await,
            None => Ok(()),
        }
    }

    /// Tells the secretariat of the events that begin tomorrow or today and to which hardly anybody comes. Returns of
    /// how many.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn desk_notice_too_few(&self, now: Timestamp) -> Result<u64, StorageError> {
        let rows = sqlx::query(
            "SELECT id, revision, changed_at, document, seats_taken, parties_waiting FROM event e
             WHERE standing = ?1 AND starts_at > ?2 AND starts_at < ?3
                AND NOT EXISTS (SELECT 1 FROM desk_notice n WHERE n.event_id = e.id AND n.kind = ?4)",
        )
        .bind(Standing::Published.slug())
        .bind(now.as_microseconds())
        .bind(end_of_day(days_on(now.tokyo_date(), 1)).as_microseconds())
        .bind(DeskNotice::TooFew.slug())
        .fetch_all(self.readers())
        .await?;
        let mut told = 0;
        for row in &rows {
            let event: Event = event_from_row(row)?;
            let seats = Seats::of(&event.draft, row.try_get("seats_taken")?, row.try_get("parties_waiting")?);
            if !tells_of_too_few(&seats, now) {
                continue;
            }
            let mut write = self.begin().await?;
            if note(&mut write, Some(event.id), DeskNotice::TooFew, now).await? {
                self.tell_the_desk(&mut write, DeskNotice::TooFew, NoticeSubject::Event(event.id), now).await?;
                write.commit().await?;
                self.inner.mail_owed.notify_one();
                told += 1;
            }
        }
        Ok(told)
    }

    /// Tells the secretariat that a file was refused: as a whole, or so many of its rows. Only the first time, until a
    /// file of its kind is taken whole.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn import_refused(
        &self,
        file: ImportedFile,
        refused_rows: Option<u64>,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let notice = DeskNotice::ImportRefused(file);
        let mut write = self.begin().await?;
        if note(&mut write, None, notice, now).await? {
            let about = NoticeSubject::Import { file, refused_rows };
            self.tell_the_desk(&mut write, notice, about, now).await?;
            write.commit().await?;
            self.inner.mail_owed.notify_one();
        }
        Ok(())
    }

    /// Notes that a file of this kind was taken whole: the next that is refused is news again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn import_taken(&self, file: ImportedFile) -> Result<(), StorageError> {
        let mut write = self.begin().await?;
        sqlx::query("DELETE FROM desk_notice WHERE event_id IS NULL AND kind = ?")
            .bind(DeskNotice::ImportRefused(file).slug())
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(())
    }

    /// Owes everybody of the secretariat a mail in their language, or the one address that is set for all of them.
    async fn tell_the_desk<R>(
        &self,
        write: &mut Write,
        notice: DeskNotice,
        about: NoticeSubject,
        now: Timestamp,
    ) -> Result<(), StorageError<R>> {
        let recipients = match &self.inner.notice_to {
            Some(address) => vec![(address.as_str().to_owned(), Language::Japanese)],
            None => secretariat(write).await?,
        };
        for (recipient, language) in recipients {
            // It opens nothing: the desk's pages ask who comes.
            let token = SecretToken::from_random(draw(self.chance()));
            let notice = Notice { kind: notice.kind(), link: NoticeLink { about, token } };
            outbox_add(write, &notice, language, &recipient, now).await?;
        }
        Ok(())
    }
}

/// The addresses of the secretariat: of those who have taken their invitation up and may sign in.
async fn secretariat<R>(write: &mut Write) -> Result<Vec<(String, Language)>, StorageError<R>> {
    let rows = sqlx::query(
        "SELECT email, language FROM account
         WHERE role = ? AND disabled_at IS NULL AND password_hash IS NOT NULL ORDER BY id",
    )
    .bind(Role::Secretariat.slug())
    .fetch_all(&mut **write)
    .await?;
    rows.iter().map(|row| Ok((row.try_get("email")?, language_from(row.try_get("language")?)?))).collect()
}

/// Notes that the secretariat is told; says whether it was not told before.
async fn note(
    write: &mut Write,
    event: Option<EventId>,
    notice: DeskNotice,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let noted =
        sqlx::query("INSERT INTO desk_notice (event_id, kind, told_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .bind(event.map(|event| event.0))
            .bind(notice.slug())
            .bind(now.as_microseconds())
            .execute(&mut **write)
            .await?;
    Ok(noted.rows_affected() > 0)
}
