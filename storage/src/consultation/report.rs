//! Reports of consultations.

use domain::audit::Act;
use domain::consultation::{ConsultationId, ConsultationRefusal as Refusal, ConsultationReport, SharedReport};
use domain::expert::CalendarKeeper;
use domain::notice::NoticeKind;
use domain::reference::{ReferenceNumber, TokenHash};
use domain::time::Timestamp;
use sqlx::{Row as _, SqliteConnection};

use super::read::{consultation_kept_by, opened};
use crate::audit::{By, audit_add};
use crate::{Storage, StorageError};

/// A report as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportKept {
    /// What it says.
    pub report: ConsultationReport,
    /// Grows with every change.
    pub revision: u32,
    /// When it was written last.
    pub written_at: Timestamp,
}

impl Storage {
    /// Writes the report of a consultation over the one that its writer has seen; 0 where there was none. Of the first its
    /// client is told.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn consultation_report_write(
        &self,
        by: &CalendarKeeper,
        reference: &ReferenceNumber,
        report: &ConsultationReport,
        seen: u32,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let consultation = consultation_kept_by(&mut write, by, reference).await?;
        consultation.may_report(now).map_err(StorageError::Refused)?;
        let known = report_of(&mut write, consultation.id).await.map_err(StorageError::widen)?;
        if known.map_or(0, |kept| kept.revision) != seen {
            return Err(StorageError::Refused(Refusal::ChangedMeanwhile));
        }
        sqlx::query(
            "INSERT INTO consultation_report
                 (consultation_id, findings, advice, next_step, internal, revision, account_id, written_at)
             VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7)
             ON CONFLICT (consultation_id) DO UPDATE SET findings = ?2, advice = ?3, next_step = ?4, internal = ?5,
                 revision = revision + 1, account_id = ?6, written_at = ?7",
        )
        .bind(consultation.id.0)
        .bind(&report.findings)
        .bind(&report.advice)
        .bind(&report.next_step)
        .bind(&report.internal)
        .bind(by.account().0)
        .bind(now.as_microseconds())
        .execute(&mut *write)
        .await?;
        audit_add(&mut write, By::from(by), Act::ConsultationReported, reference.as_str(), now).await?;
        if seen == 0 {
            self.tell_client_of(&mut write, NoticeKind::ConsultationReported, &consultation, now).await?;
        }
        self.commit_and_wake(write).await
    }

    /// What its client sees of the report of the consultation that one of their secret links opens; none until it was
    /// written.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn report_by_link(&self, link: &TokenHash) -> Result<Option<SharedReport>, StorageError> {
        let mut read = self.readers().begin().await?;
        let Some(id) = opened(&mut read, link).await? else { return Ok(None) };
        Ok(report_of(&mut read, id).await?.map(|kept| kept.report.into()))
    }
}

/// The report of a consultation, if one was written.
pub(crate) async fn report_of(
    connection: &mut SqliteConnection,
    id: ConsultationId,
) -> Result<Option<ReportKept>, StorageError> {
    let row = sqlx::query(
        "SELECT findings, advice, next_step, internal, revision, written_at FROM consultation_report
         WHERE consultation_id = ?",
    )
    .bind(id.0)
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(ReportKept {
            report: ConsultationReport {
                findings: row.try_get("findings")?,
                advice: row.try_get("advice")?,
                next_step: row.try_get("next_step")?,
                internal: row.try_get("internal")?,
            },
            revision: row.try_get("revision")?,
            written_at: Timestamp::from_microseconds(row.try_get("written_at")?),
        })
    })
    .transpose()
}
