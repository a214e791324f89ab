//! Whether the answers to frequent questions helped: counts by day, nothing of who said so.

use domain::language::Language;
use domain::reference::IdempotencyKey;
use domain::time::Timestamp;
use sqlx::Row as _;

use crate::registration::language_from;
use crate::{Storage, StorageError, Write};

/// In seconds: Japan has no daylight saving, every day is as long.
const DAY: i64 = 24 * 60 * 60;

/// What somebody says of an answer.
#[derive(Debug, Clone)]
pub struct FaqRating {
    /// The id of the question; the caller knows that there is one.
    pub question: &'static str,
    /// The language in which the answer was read.
    pub language: Language,
    /// Whether it helped.
    pub helped: bool,
    /// Which showing of the page it was said on.
    pub key: IdempotencyKey,
}

/// How many have said what of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaqRatingCount {
    /// The id of the question.
    pub question: String,
    /// The language in which the answer was read.
    pub language: Language,
    /// How many it has helped.
    pub helped: u32,
    /// How many it has not.
    pub not_helped: u32,
}

impl Storage {
    /// Counts what somebody says of an answer. Said again on the same showing of the page it is not
    /// counted again; said otherwise, the first is taken back.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn faq_rating_add(&self, rating: FaqRating, now: Timestamp) -> Result<(), StorageError> {
        let key = rating.key.hash().as_bytes().to_vec();
        let mut write = self.begin().await?;
        // A page left open over midnight is still the same page.
        sqlx::query("DELETE FROM faq_answer_press WHERE day < ?")
            .bind(now.plus_seconds(-DAY).tokyo_date().to_string())
            .execute(&mut *write)
            .await?;
        let said =
            sqlx::query("SELECT language, day, helped FROM faq_answer_press WHERE form_key = ? AND question = ?")
                .bind(&key)
                .bind(rating.question)
                .fetch_optional(&mut *write)
                .await?;
        match said {
            Some(said) if said.try_get::<bool, _>("helped")? == rating.helped => {}
            Some(said) => {
                let (language, day): (String, String) = (said.try_get("language")?, said.try_get("day")?);
                count(&mut write, rating.question, &language, &day, !rating.helped, -1).await?;
                count(&mut write, rating.question, &language, &day, rating.helped, 1).await?;
                sqlx::query("UPDATE faq_answer_press SET helped = ? WHERE form_key = ? AND question = ?")
                    .bind(rating.helped)
                    .bind(&key)
                    .bind(rating.question)
                    .execute(&mut *write)
                    .await?;
            }
            None => {
                let (language, day) = (rating.language.code(), now.tokyo_date().to_string());
                count(&mut write, rating.question, language, &day, rating.helped, 1).await?;
                sqlx::query(
                    "INSERT INTO faq_answer_press (form_key, question, language, day, helped) VALUES (?, ?, ?, ?, ?)",
                )
                .bind(&key)
                .bind(rating.question)
                .bind(language)
                .bind(&day)
                .bind(rating.helped)
                .execute(&mut *write)
                .await?;
            }
        }
        write.commit().await?;
        Ok(())
    }

    /// How many have said what of each answer, from the day of `first` to the day of `last` in Japan,
    /// both included.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn faq_rating_counts(
        &self,
        first: Timestamp,
        last: Timestamp,
    ) -> Result<Vec<FaqRatingCount>, StorageError> {
        let rows = sqlx::query(
            "SELECT question, language, sum(helped) AS helped, sum(not_helped) AS not_helped FROM faq_answer_rating
             WHERE day BETWEEN ? AND ? GROUP BY question, language ORDER BY question, language",
        )
        .bind(first.tokyo_date().to_string())
        .bind(last.tokyo_date().to_string())
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(FaqRatingCount {
                    question: row.try_get("question")?,
                    language: language_from(row.try_get("language")?)?,
                    helped: row.try_get("helped")?,
                    not_helped: row.try_get("not_helped")?,
                })
            })
            .collect()
    }
}

/// Adds `by` to those whom an answer has helped, or has not.
async fn count(
    write: &mut Write,
    question: &str,
    language: &str,
    day: &str,
    helped: bool,
    by: i64,
) -> Result<(), sqlx::Error> {
    let (yes, no) = if helped { (by, 0) } else { (0, by) };
    sqlx::query("INSERT INTO faq_answer_rating (question, language, day) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(question)
        .bind(language)
        .bind(day)
        .execute(&mut **write)
        .await?;
    sqlx::query(
        "UPDATE faq_answer_rating SET helped = helped + ?, not_helped = not_helped + ?
         WHERE question = ? AND language = ? AND day = ?",
    )
    .bind(yes)
    .bind(no)
    .bind(question)
    .bind(language)
    .bind(day)
    .execute(&mut **write)
    .await?;
    Ok(())
}
