//! The survey after a consultation.

use domain::audit::Act;
use domain::consultation::{
    ConsultationId, ConsultationSurvey, NextStepClarity, SurveyCounts, SurveyRefusal as Refusal, Usefulness,
};
use domain::reference::TokenHash;
use domain::time::Timestamp;
use sqlx::{Row as _, SqliteConnection};

use super::read::{consultation_read, opened};
use crate::audit::{By, audit_add};
use crate::registration::word;
use crate::{Storage, StorageError};

impl Storage {
    /// What the client of the consultation that one of their secret links opens has said of it; none until they did.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn survey_by_link(&self, link: &TokenHash) -> Result<Option<ConsultationSurvey>, StorageError> {
        let mut read = self.readers().begin().await?;
        match opened(&mut read, link).await? {
            Some(id) => survey_of(&mut read, id).await,
            None => Ok(None),
        }
    }

    /// Keeps what a client says of their consultation, in the place of what they said before.
    ///
    /// # Errors
    /// [`Refusal`] by the rules; otherwise when the database cannot be written.
    pub async fn survey_answer(
        &self,
        link: &TokenHash,
        survey: &ConsultationSurvey,
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let unknown = || StorageError::Refused(Refusal::UnknownConsultation);
        let id = opened(&mut write, link).await?.ok_or_else(unknown)?;
        let consultation = consultation_read(&mut write, id).await?.ok_or_else(unknown)?;
        consultation.may_answer_survey(now).map_err(StorageError::Refused)?;
        let ConsultationSurvey { usefulness, clarity, comment } = survey;
        sqlx::query(
            "INSERT INTO consultation_survey (consultation_id, usefulness, clarity, comment, answered_at)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (consultation_id) DO UPDATE SET usefulness = ?2, clarity = ?3, comment = ?4, answered_at = ?5",
        )
        .bind(id.0)
        .bind(usefulness.slug())
        .bind(clarity.slug())
        .bind(comment)
        .bind(now.as_microseconds())
        .execute(&mut *write)
        .await?;
        let subject = consultation.reference.as_str();
        audit_add(&mut write, By::Applicant, Act::ConsultationSurveyed, subject, now).await?;
        write.commit().await?;
        Ok(())
    }
}

/// What the client of a consultation has said of it.
pub(crate) async fn survey_of<R>(
    connection: &mut SqliteConnection,
    id: ConsultationId,
) -> Result<Option<ConsultationSurvey>, StorageError<R>> {
    let row = sqlx::query("SELECT usefulness, clarity, comment FROM consultation_survey WHERE consultation_id = ?")
        .bind(id.0)
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(ConsultationSurvey {
            usefulness: word(&row, "usefulness", Usefulness::from_slug)?,
            clarity: word(&row, "clarity", NextStepClarity::from_slug)?,
            comment: row.try_get("comment")?,
        })
    })
    .transpose()
}

/// What clients have said, counted: of the consultations of one expert, or of all.
pub(crate) async fn survey_counts(
    connection: &mut SqliteConnection,
    expert: Option<i64>,
) -> Result<SurveyCounts, StorageError> {
    let answers: Vec<(String, String, u32)> = sqlx::query_as(
        "SELECT s.usefulness, s.clarity, count(*) FROM consultation_survey s
         JOIN consultation c ON c.id = s.consultation_id WHERE ?1 IS NULL OR c.expert_id = ?1
         GROUP BY s.usefulness, s.clarity",
    )
    .bind(expert)
    .fetch_all(connection)
    .await?;
    let mut counts = SurveyCounts::default();
    for (usefulness, clarity, count) in answers {
        let grades = Usefulness::ALL.iter().zip(&mut counts.usefulness);
        grades.filter(|(grade, _)| grade.slug() == usefulness).for_each(|(_, sum)| *sum += count);
        let steps = NextStepClarity::ALL.iter().zip(&mut counts.clarity);
        steps.filter(|(step, _)| step.slug() == clarity).for_each(|(_, sum)| *sum += count);
    }
    Ok(counts)
}
