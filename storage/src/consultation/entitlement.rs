//! What an organisation may still book, and what the secretariat does to that.

use domain::account::Secretariat;
use domain::audit::{Act, Changes, Field, Published};
use domain::consultation::{
    ClientOrganisation, ConsultationId, ConsultationRefusal as Refusal, Entitlement, GRANT_MAX, OrganisationIdentity,
};
use domain::reference::ReferenceNumber;
use domain::time::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use crate::audit::{By, audit_add_with};
use crate::{Storage, StorageError, Write};

const SELECT: &str = "SELECT o.id, o.granted, o.used, (SELECT count(*) FROM consultation c
        WHERE c.organisation_id = o.id AND c.strike = 'counts') AS strikes
     FROM client_organisation o";

impl Storage {
    /// What an organisation may still book.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn entitlement(&self, organisation: &ClientOrganisation) -> Result<Entitlement, StorageError> {
        let mut read = self.readers().acquire().await?;
        let known = known(&mut read, organisation).await?;
        Ok(known.map_or(Entitlement::FRESH, |(_, entitlement)| entitlement))
    }

    /// Grants `count` more consultations to the organisation of a consultation. Returns what it may book then.
    ///
    /// # Errors
    /// [`Refusal::UnknownConsultation`], [`Refusal::ReasonMissing`]; otherwise when the database cannot be written.
    pub async fn entitlement_grant(
        &self,
        by: Secretariat,
        consultation: &ReferenceNumber,
        count: u32,
        reason: &str,
        now: Timestamp,
    ) -> Result<Entitlement, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let organisation = organisation_behind(&mut write, consultation).await?;
        let count = count.clamp(1, GRANT_MAX);
        entitlement_act(&mut write, by, organisation, count, reason, now).await?;
        sqlx::query("UPDATE client_organisation SET granted = granted + ? WHERE id = ?")
            .bind(count)
            .bind(organisation)
            .execute(&mut *write)
            .await?;
        let changes = Changes::NONE.with(Field::Count, &count).with(Field::Reason, &Published(reason.trim()));
        let subject = organisation.to_string();
        audit_add_with(&mut write, By::from(&by), Act::EntitlementGranted, &subject, &changes, now).await?;
        let after = by_id(&mut write, organisation).await?;
        write.commit().await?;
        Ok(after)
    }

    /// Lets the organisation of a consultation book again: what it gave up late or missed until now counts no more.
    ///
    /// # Errors
    /// [`Refusal::UnknownConsultation`], [`Refusal::ReasonMissing`]; otherwise when the database cannot be written.
    pub async fn entitlement_pause_lift(
        &self,
        by: Secretariat,
        consultation: &ReferenceNumber,
        reason: &str,
        now: Timestamp,
    ) -> Result<Entitlement, StorageError<Refusal>> {
        let mut write = self.begin().await?;
        let organisation = organisation_behind(&mut write, consultation).await?;
        entitlement_act(&mut write, by, organisation, 0, reason, now).await?;
        sqlx::query("UPDATE consultation SET strike = 'forgiven' WHERE organisation_id = ? AND strike = 'counts'")
            .bind(organisation)
            .execute(&mut *write)
            .await?;
        let changes = Changes::NONE.with(Field::Reason, &Published(reason.trim()));
        let subject = organisation.to_string();
        audit_add_with(&mut write, By::from(&by), Act::EntitlementPauseLifted, &subject, &changes, now).await?;
        let after = by_id(&mut write, organisation).await?;
        write.commit().await?;
        Ok(after)
    }
}

/// The row of an organisation, which is made where it comes for the first time, and what it may still book.
pub(super) async fn organisation_of(
    write: &mut Write,
    organisation: &ClientOrganisation,
    now: Timestamp,
) -> Result<(i64, Entitlement), StorageError<Refusal>> {
    if let Some(known) = known(write, organisation).await? {
        return Ok(known);
    }
    let id = sqlx::query_scalar(
        "INSERT INTO client_organisation (identity, name, created_at) VALUES (?, ?, ?) RETURNING id",
    )
    .bind(OrganisationIdentity::of(organisation).text())
    .bind(organisation.name.as_str())
    .bind(now.as_microseconds())
    .fetch_one(&mut **write)
    .await?;
    Ok((id, Entitlement::FRESH))
}

/// Gives back the consultation that was debited for `id`.
pub(super) async fn give_back(write: &mut Write, id: ConsultationId) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE client_organisation SET used = used - 1
         WHERE id = (SELECT organisation_id FROM consultation WHERE id = ?)",
    )
    .bind(id.0)
    .execute(&mut **write)
    .await?;
    Ok(())
}

async fn known<R>(
    connection: &mut SqliteConnection,
    organisation: &ClientOrganisation,
) -> Result<Option<(i64, Entitlement)>, StorageError<R>> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("{SELECT} WHERE o.identity = ?")))
        .bind(OrganisationIdentity::of(organisation).text())
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok((row.try_get("id")?, entitlement_from_row(&row)?))).transpose()
}

async fn by_id(write: &mut Write, organisation: i64) -> Result<Entitlement, StorageError<Refusal>> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("{SELECT} WHERE o.id = ?")))
        .bind(organisation)
        .fetch_one(&mut **write)
        .await?;
    Ok(entitlement_from_row(&row)?)
}

async fn organisation_behind(write: &mut Write, consultation: &ReferenceNumber) -> Result<i64, StorageError<Refusal>> {
    let id = sqlx::query_scalar("SELECT organisation_id FROM consultation WHERE reference = ?")
        .bind(consultation.as_str().to_owned())
        .fetch_optional(&mut **write)
        .await?;
    id.ok_or(StorageError::Refused(Refusal::UnknownConsultation))
}

async fn entitlement_act(
    write: &mut Write,
    by: Secretariat,
    organisation: i64,
    granted: u32,
    reason: &str,
    now: Timestamp,
) -> Result<(), StorageError<Refusal>> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(StorageError::Refused(Refusal::ReasonMissing));
    }
    sqlx::query(
        "INSERT INTO entitlement_act (organisation_id, account_id, granted, reason, done_at) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(organisation)
    .bind(by.account().0)
    .bind(granted)
    .bind(reason.to_owned())
    .bind(now.as_microseconds())
    .execute(&mut **write)
    .await?;
    Ok(())
}

fn entitlement_from_row(row: &SqliteRow) -> Result<Entitlement, sqlx::Error> {
    Ok(Entitlement { granted: row.try_get("granted")?, used: row.try_get("used")?, strikes: row.try_get("strikes")? })
}
