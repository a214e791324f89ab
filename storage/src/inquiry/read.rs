//! Inquiries as they are read: by a link, by their number, with their thread and the entries of their files.

use domain::attachment::{AttachmentId, AttachmentKind, FileName};
use domain::contact::{EmailAddress, PhoneNumber};
use domain::event::Topic;
use domain::inquiry::{
    AttachmentEntry, Author, Inquirer, Inquiry, InquiryId, InquiryState, Message, MessageId, MessageText, Reach,
    Refusal, Respondent, SetAsideReason,
};
use domain::organisation::OrganisationName;
use domain::person::PersonName;
use domain::place::Prefecture;
use domain::reference::{ReferenceNumber, TokenHash};
use domain::time::Timestamp;
use jiff::civil::Date;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use crate::registration::{language_from, word};
use crate::{StorageError, Write};

pub(super) async fn id_by_link<R>(
    connection: &mut SqliteConnection,
    link: &TokenHash,
) -> Result<Option<InquiryId>, StorageError<R>> {
    let id: Option<i64> = sqlx::query_scalar("SELECT inquiry_id FROM inquiry_link WHERE token_hash = ?")
        .bind(link.as_bytes().to_vec())
        .fetch_optional(connection)
        .await?;
    Ok(id.map(InquiryId))
}

pub(super) async fn read_by_link(write: &mut Write, link: &TokenHash) -> Result<Inquiry, StorageError<Refusal>> {
    let id = id_by_link(write, link).await?.ok_or(StorageError::Refused(Refusal::UnknownInquiry))?;
    inquiry_read(write, id).await?.ok_or(StorageError::Refused(Refusal::UnknownInquiry))
}

/// The inquiry with this number and its thread, without the content of files.
pub(crate) async fn inquiry_read<R>(
    connection: &mut SqliteConnection,
    id: InquiryId,
) -> Result<Option<Inquiry>, StorageError<R>> {
    let row = sqlx::query(
        "SELECT id, reference, state, set_aside_reason, topic, subject, email, name, organisation, phone, prefecture,
                language, reply_due, in_hand_at, closed_at, revision, created_at, changed_at FROM inquiry WHERE id = ?",
    )
    .bind(id.0)
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let messages = sqlx::query(
        "SELECT id, author, author_name, author_title, body, written_at FROM inquiry_message
         WHERE inquiry_id = ? ORDER BY id",
    )
    .bind(id.0)
    .fetch_all(&mut *connection)
    .await?;
    let mut messages = messages.iter().map(message_from_row).collect::<Result<Vec<_>, _>>()?;
    let files = sqlx::query(
        "SELECT a.id, a.message_id, a.name, a.kind, length(a.content) AS bytes FROM inquiry_message m
         JOIN attachment a ON a.message_id = m.id WHERE m.inquiry_id = ? ORDER BY a.message_id, a.position",
    )
    .bind(id.0)
    .fetch_all(connection)
    .await?;
    for file in &files {
        let message = MessageId(file.try_get("message_id")?);
        let entry = entry_from_row(file)?;
        if let Some(message) = messages.iter_mut().find(|other| other.id == message) {
            message.attachments.push(entry);
        }
    }
    inquiry_from_row(&row, messages).map(Some)
}

fn inquiry_from_row<R>(row: &SqliteRow, messages: Vec<Message>) -> Result<Inquiry, StorageError<R>> {
    let instant = |column: &str| row.try_get::<Option<i64>, _>(column).map(|at| at.map(Timestamp::from_microseconds));
    let text = |column: &str| row.try_get::<&str, _>(column);
    let aside: Option<&str> = row.try_get("set_aside_reason")?;
    Ok(Inquiry {
        id: InquiryId(row.try_get("id")?),
        reference: ReferenceNumber::parse(text("reference")?).map_err(StorageError::unreadable)?,
        state: word(row, "state", InquiryState::from_slug)?,
        set_aside: aside
            .map(|reason| {
                SetAsideReason::from_slug(reason).ok_or_else(|| StorageError::unreadable(format!("reason {reason}")))
            })
            .transpose()?,
        topic: word(row, "topic", Topic::from_slug)?,
        subject: row.try_get("subject")?,
        inquirer: inquirer_from_row(row)?,
        language: language_from(text("language")?)?,
        messages,
        reply_due: due_from(row)?,
        in_hand_at: instant("in_hand_at")?,
        closed_at: instant("closed_at")?,
        revision: row.try_get("revision")?,
        created_at: Timestamp::from_microseconds(row.try_get("created_at")?),
        changed_at: Timestamp::from_microseconds(row.try_get("changed_at")?),
    })
}

/// Who asks, of the columns `email`, `phone`, `name`, `organisation` and `prefecture`.
pub(super) fn inquirer_from_row<R>(row: &SqliteRow) -> Result<Inquirer, StorageError<R>> {
    let reach = Reach::of(maybe(row, "email", EmailAddress::parse)?, maybe(row, "phone", PhoneNumber::parse)?);
    Ok(Inquirer {
        reach: reach.ok_or_else(|| StorageError::unreadable("an inquiry of somebody who cannot be reached"))?,
        name: maybe(row, "name", PersonName::parse)?,
        organisation: maybe(row, "organisation", OrganisationName::parse)?,
        prefecture: prefecture_from(row)?,
    })
}

/// What `parse` makes of a column that may be empty.
pub(super) fn maybe<T, E: std::fmt::Display, R>(
    row: &SqliteRow,
    column: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, StorageError<R>> {
    row.try_get::<Option<&str>, _>(column)?.map(parse).transpose().map_err(StorageError::unreadable)
}

/// The prefecture in the column `prefecture`.
pub(super) fn prefecture_from<R>(row: &SqliteRow) -> Result<Option<Prefecture>, StorageError<R>> {
    let code: Option<u8> = row.try_get("prefecture")?;
    let prefecture = code
        .map(|code| Prefecture::from_code(code).ok_or_else(|| StorageError::unreadable(format!("prefecture {code}"))));
    prefecture.transpose()
}

/// The day in the column `reply_due`.
pub(crate) fn due_from<R>(row: &SqliteRow) -> Result<Option<Date>, StorageError<R>> {
    let due: Option<&str> = row.try_get("reply_due")?;
    due.map(str::parse).transpose().map_err(StorageError::unreadable)
}

fn message_from_row<R>(row: &SqliteRow) -> Result<Message, StorageError<R>> {
    let author = match row.try_get("author")? {
        "citizen" => Author::Citizen,
        "secretariat" => Author::Respondent(Respondent::Secretariat),
        "expert" => Author::Respondent(Respondent::Expert {
            name: PersonName::parse(row.try_get("author_name")?).map_err(StorageError::unreadable)?,
            title: row.try_get("author_title")?,
        }),
        other => return Err(StorageError::unreadable(format!("author {other}"))),
    };
    Ok(Message {
        id: MessageId(row.try_get("id")?),
        author,
        text: MessageText::parse(row.try_get("body")?).map_err(StorageError::unreadable)?,
        attachments: Vec::new(),
        written_at: Timestamp::from_microseconds(row.try_get("written_at")?),
    })
}

pub(crate) fn entry_from_row<R>(row: &SqliteRow) -> Result<AttachmentEntry, StorageError<R>> {
    let kind = word(row, "kind", AttachmentKind::from_slug)?;
    let bytes: i64 = row.try_get("bytes")?;
    Ok(AttachmentEntry {
        id: AttachmentId(row.try_get("id")?),
        name: FileName::stored(row.try_get("name")?, kind).ok_or_else(|| StorageError::unreadable("a file's name"))?,
        kind,
        bytes: bytes.unsigned_abs(),
    })
}
