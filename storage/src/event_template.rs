//! Templates: what events to come are made from.

use domain::account::Secretariat;
use domain::audit::{Act, Changes, Field, Published};
use domain::event::EventDraft;
use domain::event_template::{EventTemplateId, TEMPLATES_MAX, TemplateName, TemplateRefusal, template_of};
use domain::reference::EventCode;
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::audit::{By, audit_add_with};
use crate::{Storage, StorageError};

/// A template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventTemplate {
    /// Its number.
    pub id: EventTemplateId,
    /// What it is called.
    pub name: String,
    /// What it says; its day means nothing.
    pub draft: EventDraft,
    /// Who has kept it, by name.
    pub by: String,
    /// When it was kept.
    pub at: Timestamp,
}

impl Storage {
    /// Keeps what an event says as a template. The same template kept again is the same.
    ///
    /// # Errors
    /// [`TemplateRefusal`] by the rules; otherwise when the database cannot be written.
    pub async fn event_template_save(
        &self,
        by: Secretariat,
        code: &EventCode,
        name: &TemplateName,
        now: Timestamp,
    ) -> Result<EventTemplateId, StorageError<TemplateRefusal>> {
        let mut write = self.begin().await?;
        let document: Option<String> = sqlx::query_scalar("SELECT document FROM event WHERE code = ?")
            .bind(code.as_str().to_owned())
            .fetch_optional(&mut *write)
            .await?;
        let document = document.ok_or(StorageError::Refused(TemplateRefusal::UnknownEvent))?;
        let event: EventDraft = serde_json::from_str(&document).map_err(StorageError::unreadable)?;
        let template = serde_json::to_string(&template_of(&event)).map_err(StorageError::unreadable)?;
        let known = sqlx::query("SELECT id, document FROM event_template WHERE name = ?")
            .bind(name.as_str().to_owned())
            .fetch_optional(&mut *write)
            .await?;
        if let Some(known) = known {
            let is_the_same = known.try_get::<&str, _>("document")? == template;
            return if is_the_same {
                Ok(EventTemplateId(known.try_get("id")?))
            } else {
                Err(StorageError::Refused(TemplateRefusal::NameTaken))
            };
        }
        let count: u32 = sqlx::query_scalar("SELECT count(*) FROM event_template").fetch_one(&mut *write).await?;
        if count >= TEMPLATES_MAX {
            return Err(StorageError::Refused(TemplateRefusal::TooMany));
        }
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO event_template (name, document, account_id, made_at) VALUES (?, ?, ?, ?) RETURNING id",
        )
        .bind(name.as_str().to_owned())
        .bind(template)
        .bind(by.account().0)
        .bind(now.as_microseconds())
        .fetch_one(&mut *write)
        .await?;
        let changes =
            Changes::NONE.with(Field::Title, &Published(name.as_str())).with(Field::Event, &Some(code.clone()));
        audit_add_with(&mut write, By::from(&by), Act::EventTemplateSaved, &id.to_string(), &changes, now).await?;
        write.commit().await?;
        Ok(EventTemplateId(id))
    }

    /// All templates, by their names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_templates(&self) -> Result<Vec<EventTemplate>, StorageError> {
        let rows = sqlx::query(
            "SELECT t.id, t.name, t.document, t.made_at, a.name AS author FROM event_template t
             JOIN account a ON a.id = t.account_id ORDER BY t.name",
        )
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(template_from_row).collect()
    }

    /// The template with this number.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_template(&self, id: EventTemplateId) -> Result<Option<EventTemplate>, StorageError> {
        let row = sqlx::query(
            "SELECT t.id, t.name, t.document, t.made_at, a.name AS author FROM event_template t
             JOIN account a ON a.id = t.account_id WHERE t.id = ?",
        )
        .bind(id.0)
        .fetch_optional(self.readers())
        .await?;
        row.as_ref().map(template_from_row).transpose()
    }

    /// Throws a template away; events that were made from it stay. One that is gone already is no matter.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn event_template_delete(
        &self,
        by: Secretariat,
        id: EventTemplateId,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let mut write = self.begin().await?;
        let name: Option<String> = sqlx::query_scalar("DELETE FROM event_template WHERE id = ? RETURNING name")
            .bind(id.0)
            .fetch_optional(&mut *write)
            .await?;
        let Some(name) = name else { return Ok(()) };
        let changes = Changes::NONE.with(Field::Title, &Published(&name));
        let subject = id.0.to_string();
        audit_add_with(&mut write, By::from(&by), Act::EventTemplateDeleted, &subject, &changes, now).await?;
        write.commit().await?;
        Ok(())
    }
}

fn template_from_row(row: &SqliteRow) -> Result<EventTemplate, StorageError> {
    Ok(EventTemplate {
        id: EventTemplateId(row.try_get("id")?),
        name: row.try_get("name")?,
        draft: serde_json::from_str(row.try_get("document")?).map_err(StorageError::unreadable)?,
        by: row.try_get("author")?,
        at: Timestamp::from_microseconds(row.try_get("made_at")?),
    })
}
