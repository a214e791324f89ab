//! Files of messages: kept in the database, handed out by a secret link only, and held for a check page.

use domain::attachment::{Attachment, AttachmentId, Attachments};
use domain::inquiry::{MessageId, Refusal};
use domain::reference::{IdempotencyKey, TokenHash};
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::{Storage, StorageError, Write};

/// For how long files wait for the inquiry they belong to.
pub(crate) const HELD_SECONDS: i64 = 24 * 60 * 60;
/// How many bytes may wait at once, of all people together: 500 MB.
const HELD_BYTES: u64 = 500 * 1024 * 1024;

impl Storage {
    /// The file with this number, where the link opens the inquiry it belongs to. A file of another
    /// inquiry is like one that does not exist.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn attachment_by_link(
        &self,
        link: &TokenHash,
        id: AttachmentId,
    ) -> Result<Option<Attachment>, StorageError> {
        let row = sqlx::query(
            "SELECT a.name, a.kind, a.content FROM inquiry_link l
             JOIN inquiry_message m ON m.inquiry_id = l.inquiry_id
             JOIN attachment a ON a.message_id = m.id
             WHERE l.token_hash = ? AND a.id = ?",
        )
        .bind(link.as_bytes().to_vec())
        .bind(id.0)
        .fetch_optional(self.readers())
        .await?;
        row.as_ref().map(attachment_from_row).transpose()
    }

    /// Holds the files of a form whose check page is shown, for a day, in the place of those that were
    /// held for the same form before; without files it lets go of them. A page cannot carry files from
    /// one step to the next. [`Storage::inquiry_create`] with the same key lets go of them, too.
    ///
    /// # Errors
    /// [`Refusal::NoRoom`] where the files of all people together are too many; otherwise when the
    /// database cannot be written.
    pub async fn attachment_hold(
        &self,
        key: &IdempotencyKey,
        files: &Attachments,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        sqlx::query("DELETE FROM held_attachment WHERE held_at < ?")
            .bind(now.plus_seconds(-HELD_SECONDS).as_microseconds())
            .execute(&mut *write)
            .await?;
        attachment_let_go(&mut write, key).await?;
        let held: i64 = sqlx::query_scalar("SELECT coalesce(sum(length(content)), 0) FROM held_attachment")
            .fetch_one(&mut *write)
            .await?;
        if !files.is_empty() && held.unsigned_abs().saturating_add(files.bytes()) > HELD_BYTES {
            return Err(StorageError::Refused(Refusal::NoRoom));
        }
        for (position, file) in (1_i64..).zip(files.as_slice()) {
            sqlx::query(
                "INSERT INTO held_attachment (form_key, position, name, kind, held_at, content)
                 VALUES (?, ?, ?, ?, ?, ?)",
            )
            .bind(key.hash().as_bytes().to_vec())
            .bind(position)
            .bind(file.name().as_str())
            .bind(file.kind().slug())
            .bind(now.as_microseconds())
            .bind(file.content())
            .execute(&mut *write)
            .await?;
        }
        write.commit().await?;
        Ok(())
    }

    /// The files that are held for a form; none where there are none, or no longer.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn attachment_held(&self, key: &IdempotencyKey, now: Timestamp) -> Result<Attachments, StorageError> {
        let rows = sqlx::query(
            "SELECT name, kind, content FROM held_attachment WHERE form_key = ? AND held_at >= ? ORDER BY position",
        )
        .bind(key.hash().as_bytes().to_vec())
        .bind(now.plus_seconds(-HELD_SECONDS).as_microseconds())
        .fetch_all(self.readers())
        .await?;
        let files = rows.iter().map(attachment_from_row).collect::<Result<Vec<_>, StorageError>>()?;
        Attachments::stored(files).ok_or_else(|| StorageError::unreadable("more than three files"))
    }
}

/// A file of the columns `name`, `kind` and `content`.
pub(crate) fn attachment_from_row(row: &SqliteRow) -> Result<Attachment, StorageError> {
    let (name, kind): (&str, &str) = (row.try_get("name")?, row.try_get("kind")?);
    Attachment::stored(name, kind, row.try_get("content")?)
        .ok_or_else(|| StorageError::unreadable(format!("a file of the kind {kind}")))
}

/// Forgets the files that were held for a form.
pub(crate) async fn attachment_let_go(write: &mut Write, key: &IdempotencyKey) -> Result<(), StorageError<Refusal>> {
    sqlx::query("DELETE FROM held_attachment WHERE form_key = ?")
        .bind(key.hash().as_bytes().to_vec())
        .execute(&mut **write)
        .await?;
    Ok(())
}

/// Keeps the files of a message.
pub(crate) async fn attachment_add_all(
    write: &mut Write,
    message: MessageId,
    files: &Attachments,
) -> Result<(), StorageError<Refusal>> {
    for (position, file) in (1_i64..).zip(files.as_slice()) {
        sqlx::query("INSERT INTO attachment (message_id, position, name, kind, content) VALUES (?, ?, ?, ?, ?)")
            .bind(message.0)
            .bind(position)
            .bind(file.name().as_str())
            .bind(file.kind().slug())
            .bind(file.content())
            .execute(&mut **write)
            .await?;
    }
    Ok(())
}
