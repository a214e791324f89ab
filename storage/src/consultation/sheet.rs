//! The pre-consultation sheet: until when it can be written, what stands in it, its files; and the mails that remind of it
//! and of the consultation.

use domain::attachment::{Attachment, AttachmentId, Attachments};
use domain::audit::Act;
use domain::availability::Slot;
use domain::consultation::{
    Consultation, ConsultationId, ConsultationRefusal, ConsultationSheet, ReminderKind, SheetRefusal as Refusal,
    TeleworkPhase, reminders, sheet_due, sheet_may_hold,
};
use domain::expert::CalendarKeeper;
use domain::inquiry::AttachmentEntry;
use domain::notice::NoticeKind;
use domain::reference::{ReferenceNumber, TokenHash};
use domain::time::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::read::{consultation_by_id, consultation_read, opened};
use crate::attachment::attachment_from_row;
use crate::audit::{By, audit_add};
use crate::inquiry::entry_from_row;
use crate::registration::word;
use crate::{Storage, StorageError, Write};

/// How many reminders are looked through in one transaction.
const HANDFUL: i64 = 50;

/// A sheet as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetKept {
    /// What was written; none while it is empty.
    pub sheet: Option<ConsultationSheet>,
    /// Grows with every change; 0 while it is empty.
    pub revision: u32,
    /// Its files.
    pub files: Vec<AttachmentEntry>,
}

/// A sheet to keep.
#[derive(Debug, Clone)]
pub struct SheetWritten {
    /// What was written.
    pub sheet: ConsultationSheet,
    /// Files that come with it.
    pub files: Attachments,
    /// Which of those that are there are to go.
    pub removed: Vec<AttachmentId>,
    /// The revision that its writer has seen.
    pub seen: u32,
}

impl Storage {
    /// The sheet of the consultation that one of its client's secret links opens.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sheet_by_link(&self, link: &TokenHash) -> Result<Option<SheetKept>, StorageError> {
        let mut read = self.readers().begin().await?;
        match opened(&mut read, link).await? {
            Some(id) => sheet_of(&mut read, id).await.map(Some),
            None => Ok(None),
        }
    }

    /// Keeps a sheet by its secret link, in the place of the one there was.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn sheet_save(
        &self,
        link: &TokenHash,
        written: &SheetWritten,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let unknown = || StorageError::Refused(Refusal::UnknownConsultation);
        let id = opened(&mut write, link).await?.ok_or_else(unknown)?;
        let consultation: Consultation = consultation_read(&mut write, id).await?.ok_or_else(unknown)?;
        let known = sheet_of(&mut write, id).await?;
        consultation.may_write_sheet(written.seen, known.revision, now).map_err(StorageError::Refused)?;
        let stays = |file: &&AttachmentEntry| !written.removed.contains(&file.id);
        let files = known.files.iter().filter(stays).count() + written.files.as_slice().len();
        sheet_may_hold(files).map_err(StorageError::Refused)?;
        let ConsultationSheet { phase, situation, goal, equipment } = &written.sheet;
        sqlx::query(
            "UPDATE consultation_sheet SET phase = ?2, situation = ?3, goal = ?4, equipment = ?5,
                 revision = revision + 1, saved_at = ?6 WHERE consultation_id = ?1",
        )
        .bind(id.0)
        .bind(phase.slug())
        .bind(situation)
        .bind(goal)
        .bind(equipment)
        .bind(now.as_microseconds())
        .execute(&mut *write)
        .await?;
        for file in &written.removed {
            sqlx::query("DELETE FROM sheet_attachment WHERE id = ? AND consultation_id = ?")
                .bind(file.0)
                .bind(id.0)
                .execute(&mut *write)
                .await?;
        }
        for file in written.files.as_slice() {
            attach(&mut write, id, file).await?;
        }
        let subject = consultation.reference.as_str();
        audit_add(&mut write, By::Applicant, Act::ConsultationSheetWritten, subject, now).await?;
        write.commit().await?;
        Ok(())
    }

    /// The file of a sheet with this number, where the link opens its consultation.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sheet_file_by_link(
        &self,
        link: &TokenHash,
        file: AttachmentId,
    ) -> Result<Option<Attachment>, StorageError> {
        let mut read = self.readers().acquire().await?;
        match opened(&mut read, link).await? {
            Some(id) => file_of(&mut read, id, file).await,
            None => Ok(None),
        }
    }

    /// The file of a sheet with this number, for whoever keeps the calendar of its consultation's expert.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sheet_file(
        &self,
        by: &CalendarKeeper,
        consultation: &ReferenceNumber,
        file: AttachmentId,
    ) -> Result<Option<Attachment>, StorageError> {
        let Some(consultation) = self.consultation(by, consultation).await? else { return Ok(None) };
        file_of(&mut *self.readers().acquire().await?, consultation.id, file).await
    }

    /// Owes the mails that remind of sheets and consultations and are due by `now`, each once. Returns how many were
    /// looked through.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn consultations_remind(&self, now: Timestamp) -> Result<u32, StorageError> {
        // Asked again and again, and nearly always for nothing: no lock is taken for the question.
        let is_due: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM consultation_reminder WHERE settled_at IS NULL AND due_at <= ?)",
        )
        .bind(now.as_microseconds())
        .fetch_one(self.readers())
        .await?;
        if !is_due {
            return Ok(0);
        }
        let storage = self.clone();
        let reminded = Self::to_the_end(async move { storage.remind(now).await });
        // Nobody asks for anything here that a rule could refuse.
        reminded.await.map_err(|error: StorageError<ConsultationRefusal>| {
            error.refusal().map_or_else(|cause| cause, StorageError::unreadable)
        })
    }

    async fn remind(&self, now: Timestamp) -> Result<u32, StorageError<ConsultationRefusal>> {
        let mut write = self.begin().await?;
        let due: Vec<(i64, String)> = sqlx::query_as(
            "SELECT consultation_id, kind FROM consultation_reminder WHERE settled_at IS NULL AND due_at <= ?
             ORDER BY due_at, consultation_id LIMIT ?",
        )
        .bind(now.as_microseconds())
        .bind(HANDFUL)
        .fetch_all(&mut *write)
        .await?;
        let mut reminded = 0;
        for (id, slug) in &due {
            let kind = ReminderKind::from_slug(slug);
            let kind = kind.ok_or_else(|| StorageError::unreadable(format!("reminder {slug}")))?;
            let consultation = consultation_by_id(&mut write, ConsultationId(*id)).await?;
            if consultation.is_to_remind(kind, now) {
                let notice = if kind.is_of_sheet() {
                    NoticeKind::ConsultationSheetDue
                } else {
                    NoticeKind::ConsultationReminder
                };
                self.tell_client_of(&mut write, notice, &consultation, now).await?;
            }
            sqlx::query("UPDATE consultation_reminder SET settled_at = ? WHERE consultation_id = ? AND kind = ?")
                .bind(now.as_microseconds())
                .bind(id)
                .bind(slug)
                .execute(&mut *write)
                .await?;
            reminded += 1;
        }
        self.commit_and_wake(write).await?;
        Ok(reminded)
    }
}

/// Says until when the sheet of a consultation can be written that is at this time from `now` on, and of what its client is
/// reminded when.
pub(super) async fn sheet_schedule(
    write: &mut Write,
    id: ConsultationId,
    slot: Slot,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let due_at = sheet_due(slot, now);
    let owed = reminders(slot, due_at, now).into_iter().map(|(kind, at)| (kind.slug(), at.as_microseconds()));
    let owed = serde_json::to_string(&owed.collect::<Vec<_>>()).map_err(|cause| sqlx::Error::Encode(cause.into()))?;
    // Each call goes to the connection's thread and back, while everybody else who writes is waiting.
    sqlx::query(
        "INSERT INTO consultation_sheet (consultation_id, due_at) VALUES (?1, ?2)
             ON CONFLICT (consultation_id) DO UPDATE SET due_at = ?2;
         DELETE FROM consultation_reminder WHERE consultation_id = ?1;
         INSERT INTO consultation_reminder (consultation_id, kind, due_at)
             SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?3)",
    )
    .bind(id.0)
    .bind(due_at.as_microseconds())
    .bind(owed)
    .execute(&mut **write)
    .await?;
    Ok(())
}

/// The sheet of a consultation with the names of its files.
pub(crate) async fn sheet_of<R>(
    connection: &mut SqliteConnection,
    id: ConsultationId,
) -> Result<SheetKept, StorageError<R>> {
    let row = sqlx::query(
        "SELECT phase, situation, goal, equipment, revision FROM consultation_sheet WHERE consultation_id = ?",
    )
    .bind(id.0)
    .fetch_optional(&mut *connection)
    .await?;
    let Some(row) = row else { return Ok(SheetKept::default()) };
    let revision: u32 = row.try_get("revision")?;
    let sheet = if revision == 0 { None } else { Some(sheet_from_row(&row)?) };
    let files = sqlx::query(
        "SELECT id, name, kind, length(content) AS bytes FROM sheet_attachment WHERE consultation_id = ?
         ORDER BY position",
    )
    .bind(id.0)
    .fetch_all(connection)
    .await?;
    let files = files.iter().map(entry_from_row).collect::<Result<_, StorageError<R>>>()?;
    Ok(SheetKept { sheet, revision, files })
}

async fn file_of(
    connection: &mut SqliteConnection,
    id: ConsultationId,
    file: AttachmentId,
) -> Result<Option<Attachment>, StorageError> {
    let row = sqlx::query("SELECT name, kind, content FROM sheet_attachment WHERE id = ? AND consultation_id = ?")
        .bind(file.0)
        .bind(id.0)
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(attachment_from_row).transpose()
}

/// Keeps a file in the first place that is free.
async fn attach(write: &mut Write, id: ConsultationId, file: &Attachment) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO sheet_attachment (consultation_id, position, name, kind, content)
         SELECT ?1, min(place.value), ?2, ?3, ?4 FROM json_each('[1, 2, 3]') place
         WHERE place.value NOT IN (SELECT position FROM sheet_attachment WHERE consultation_id = ?1)",
    )
    .bind(id.0)
    .bind(file.name().as_str())
    .bind(file.kind().slug())
    .bind(file.content())
    .execute(&mut **write)
    .await?;
    Ok(())
}

fn sheet_from_row<R>(row: &SqliteRow) -> Result<ConsultationSheet, StorageError<R>> {
    Ok(ConsultationSheet {
        phase: word(row, "phase", TeleworkPhase::from_slug)?,
        situation: row.try_get("situation")?,
        goal: row.try_get("goal")?,
        equipment: row.try_get("equipment")?,
    })
}
