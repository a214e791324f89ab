//! What the desk sees of an inquiry: the thread, the notes, who looks after it, and who did what.

use domain::account::{AccountId, Role};
use domain::attachment::{Attachment, AttachmentId};
use domain::audit::{Act, Field};
use domain::inquiry::desk::{Channel, Colleague, Deed, DeskInquiry, HistoryEntry, Note, NoteId, Responder};
use domain::inquiry::{InquiryId, MessageId, MessageText};
use domain::person::PersonName;
use domain::reference::ReferenceNumber;
use domain::time::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::inquiry_read;
use crate::attachment::attachment_from_row;
use crate::audit::{AuditLine, audit_of};
use crate::registration::word;
use crate::{Storage, StorageError};

impl Storage {
    /// The inquiry with this number as the desk sees it. To an expert, what is assigned to others does not exist.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_at_desk(
        &self,
        by: Responder,
        reference: &ReferenceNumber,
    ) -> Result<Option<DeskInquiry>, StorageError> {
        // One transaction: thread, notes and history are of the same moment.
        let mut read = self.readers().begin().await?;
        let Some((id, assignee)) = find(&mut read, reference).await? else { return Ok(None) };
        if !by.may_open(assignee) {
            return Ok(None);
        }
        let found = at_desk(&mut read, id).await?;
        read.commit().await?;
        Ok(found)
    }

    /// Who can look after inquiries, in the order of their names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_colleagues(&self) -> Result<Vec<Colleague>, StorageError> {
        let rows = sqlx::query(
            "SELECT id, name, role FROM account
             WHERE disabled_at IS NULL AND role IN ('secretariat', 'expert') ORDER BY role DESC, name, id",
        )
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(colleague_from_row).collect()
    }

    /// A file of an inquiry that `by` may open.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn attachment_at_desk(
        &self,
        by: Responder,
        reference: &ReferenceNumber,
        id: AttachmentId,
    ) -> Result<Option<Attachment>, StorageError> {
        let row = sqlx::query(
            "SELECT a.name, a.kind, a.content FROM inquiry i
             JOIN inquiry_message m ON m.inquiry_id = i.id JOIN attachment a ON a.message_id = m.id
             WHERE i.reference = ? AND a.id = ? AND (? OR i.assignee_id = ?)",
        )
        .bind(reference.as_str())
        .bind(id.0)
        .bind(by.sees_all())
        .bind(by.account().0)
        .fetch_optional(self.readers())
        .await?;
        row.as_ref().map(attachment_from_row).transpose()
    }
}

/// Its number in the database, and who looks after it.
pub(super) async fn find<R>(
    connection: &mut SqliteConnection,
    reference: &ReferenceNumber,
) -> Result<Option<(InquiryId, Option<AccountId>)>, StorageError<R>> {
    let found: Option<(i64, Option<i64>)> = sqlx::query_as("SELECT id, assignee_id FROM inquiry WHERE reference = ?")
        .bind(reference.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(found.map(|(id, assignee)| (InquiryId(id), assignee.map(AccountId))))
}

/// The account with this number, if it can answer inquiries.
pub(super) async fn colleague<R>(
    connection: &mut SqliteConnection,
    id: AccountId,
) -> Result<Option<Colleague>, StorageError<R>> {
    let row = sqlx::query(
        "SELECT id, name, role FROM account WHERE id = ? AND disabled_at IS NULL AND role IN ('secretariat', 'expert')",
    )
    .bind(id.0)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(colleague_from_row).transpose()
}

fn colleague_from_row<R>(row: &SqliteRow) -> Result<Colleague, StorageError<R>> {
    Ok(Colleague {
        id: AccountId(row.try_get("id")?),
        name: PersonName::parse(row.try_get("name")?).map_err(StorageError::unreadable)?,
        role: word(row, "role", Role::from_slug)?,
    })
}

async fn at_desk(connection: &mut SqliteConnection, id: InquiryId) -> Result<Option<DeskInquiry>, StorageError> {
    let Some(inquiry) = inquiry_read(connection, id).await? else { return Ok(None) };
    let row = sqlx::query("SELECT channel, assignee_id, desk_revision FROM inquiry WHERE id = ?")
        .bind(id.0)
        .fetch_one(&mut *connection)
        .await?;
    let assignee: Option<i64> = row.try_get("assignee_id")?;
    let lines = audit_of(connection, inquiry.reference.as_str()).await?;
    // Everybody who ever had to do with it, those who have left too.
    let everybody = sqlx::query("SELECT id, name, role FROM account").fetch_all(&mut *connection).await?;
    let everybody = everybody.iter().map(colleague_from_row).collect::<Result<Vec<_>, StorageError>>()?;
    let known = |id: AccountId| everybody.iter().find(|colleague| colleague.id == id).cloned();
    let written: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT id, account_id FROM inquiry_message WHERE inquiry_id = ? AND account_id IS NOT NULL ORDER BY id",
    )
    .bind(id.0)
    .fetch_all(&mut *connection)
    .await?;
    let writers = written.into_iter().filter_map(|(message, by)| Some((MessageId(message), known(AccountId(by))?)));
    let notes =
        sqlx::query("SELECT id, account_id, body, written_at FROM inquiry_note WHERE inquiry_id = ? ORDER BY id")
            .bind(id.0)
            .fetch_all(connection)
            .await?;
    let note = |row: &SqliteRow| -> Result<Note, StorageError> {
        let by = known(AccountId(row.try_get("account_id")?));
        Ok(Note {
            id: NoteId(row.try_get("id")?),
            by: by.ok_or_else(|| StorageError::unreadable("a note of nobody"))?,
            text: MessageText::parse(row.try_get("body")?).map_err(StorageError::unreadable)?,
            written_at: Timestamp::from_microseconds(row.try_get("written_at")?),
        })
    };
    Ok(Some(DeskInquiry {
        channel: word(&row, "channel", Channel::from_slug)?,
        assignee: assignee.and_then(|assignee| known(AccountId(assignee))),
        writers: writers.collect(),
        notes: notes.iter().map(note).collect::<Result<_, _>>()?,
        history: lines.iter().filter_map(|line| history_entry(line, known)).collect(),
        desk_revision: row.try_get("desk_revision")?,
        inquiry,
    }))
}

/// What a line of the audit says of an inquiry; nothing where it is about something else.
fn history_entry(line: &AuditLine, known: impl Fn(AccountId) -> Option<Colleague>) -> Option<HistoryEntry> {
    let deed = match Act::from_slug(&line.act)? {
        Act::InquiryCreated => Deed::Received,
        Act::InquiryWritten => Deed::Written,
        Act::InquiryAssigned => {
            let assignee = line.detail.get(Field::Assignee.slug()).and_then(serde_json::Value::as_i64);
            Deed::Assigned(assignee.map(AccountId).and_then(&known))
        }
        Act::InquiryAnswered => Deed::Answered,
        Act::InquiryNoted => Deed::Noted,
        Act::InquiryClosed => Deed::Closed,
        Act::InquiryReopened => Deed::Reopened,
        _ => return None,
    };
    Some(HistoryEntry { deed, by: line.account.and_then(known), at: line.at })
}
