//! Support organisations: taken from the secretariat's file, and kept in memory as the pages show them.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use domain::audit::Act;
use domain::support_organisation::{Directory, SupportOrganisation, SupportOrganisationCode};
use domain::time::Timestamp;
use sqlx::Row as _;

use crate::audit::{By, audit_add};
use crate::{Storage, StorageError, Write};

/// The directory in memory, as the last commit left it.
#[derive(Default)]
pub(crate) struct DirectoryShelf(RwLock<Arc<Directory>>);

/// What became of one imported organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SupportOrganisationImport {
    /// It is new.
    Added,
    /// It was here and has changed.
    Changed,
    /// It was here, the same.
    Unchanged,
}

/// What became of a whole file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SupportOrganisationsImported {
    /// For each that was offered, in their order.
    pub outcomes: Vec<SupportOrganisationImport>,
    /// The codes of those that are listed, invented by nobody, and were not offered: they stay as they are.
    pub absent: Vec<SupportOrganisationCode>,
}

impl Storage {
    /// All organisations that the public is told of, as they stand after the last commit.
    pub fn support_organisations(&self) -> Arc<Directory> {
        self.inner.directory.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// All organisations in the order of their codes, those that are not listed too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn support_organisation_list(&self) -> Result<Vec<SupportOrganisation>, StorageError> {
        let rows =
            sqlx::query("SELECT document FROM support_organisation ORDER BY code").fetch_all(self.readers()).await?;
        rows.iter()
            .map(|row| serde_json::from_str(row.try_get("document")?).map_err(StorageError::unreadable))
            .collect()
    }

    /// Takes organisations from a file, all in one transaction: each is matched by its code; what is not among them
    /// stays.
    ///
    /// # Errors
    /// When the database cannot be written; then nothing was taken.
    pub async fn support_organisation_import(
        &self,
        organisations: &[SupportOrganisation],
        now: Timestamp,
    ) -> Result<SupportOrganisationsImported, StorageError> {
        let mut write = self.begin().await?;
        let mut outcomes = Vec::with_capacity(organisations.len());
        for organisation in organisations {
            outcomes.push(take(&mut write, organisation, now).await?);
        }
        let listed: Vec<String> = sqlx::query_scalar(
            "SELECT code FROM support_organisation WHERE is_listed = 1 AND is_demo = 0 ORDER BY code",
        )
        .fetch_all(&mut *write)
        .await?;
        write.commit().await?;
        self.support_organisation_reload().await?;
        let offered: HashSet<&str> = organisations.iter().map(|offered| offered.code.as_str()).collect();
        let absent = listed
            .iter()
            .filter(|code| !offered.contains(code.as_str()))
            .map(|code| SupportOrganisationCode::parse(code).map_err(StorageError::unreadable))
            .collect::<Result<_, StorageError>>()?;
        Ok(SupportOrganisationsImported { outcomes, absent })
    }

    /// Reads the directory anew.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) async fn support_organisation_reload(&self) -> Result<(), StorageError> {
        // Nobody writes between the reading and the putting up: an older directory never replaces a newer one.
        let _nobody_writes = self.inner.writer.acquire().await?;
        let directory = Arc::new(Directory::new(self.support_organisation_list().await?));
        *self.inner.directory.0.write().unwrap_or_else(PoisonError::into_inner) = directory;
        self.outdate_pages();
        Ok(())
    }
}

async fn take(
    write: &mut Write,
    organisation: &SupportOrganisation,
    now: Timestamp,
) -> Result<SupportOrganisationImport, StorageError> {
    let code = organisation.code.as_str();
    let known: Option<String> = sqlx::query_scalar("SELECT document FROM support_organisation WHERE code = ?")
        .bind(code)
        .fetch_optional(&mut **write)
        .await?;
    let outcome = match known {
        None => SupportOrganisationImport::Added,
        Some(document) => {
            let before: SupportOrganisation = serde_json::from_str(&document).map_err(StorageError::unreadable)?;
            if before == *organisation {
                return Ok(SupportOrganisationImport::Unchanged);
            }
            SupportOrganisationImport::Changed
        }
    };
    sqlx::query(
        "INSERT INTO support_organisation (code, changed_at, is_listed, is_demo, document) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (code) DO UPDATE SET changed_at = excluded.changed_at, is_listed = excluded.is_listed,
             is_demo = excluded.is_demo, document = excluded.document",
    )
    .bind(code)
    .bind(now.as_microseconds())
    .bind(organisation.is_listed)
    .bind(organisation.is_demo)
    .bind(serde_json::to_string(organisation).map_err(StorageError::unreadable)?)
    .execute(&mut **write)
    .await?;
    audit_add(write, By::Operator, Act::SupportOrganisationImported, code, now).await?;
    Ok(outcome)
}
