//! Registrations that are taken away, as a file or on paper: read and noted in the audit in one.

use domain::account::Secretariat;
use domain::audit::{Act, Changes, Field};
use domain::event::Event;
use domain::reference::EventCode;
use domain::registration::Registration;
use domain::registration::roll::RegistrationFilter;
use domain::registration::sheet::{SheetColumns, SheetForm};
use domain::time::Timestamp;

use crate::audit::{By, audit_add_with};
use crate::event::event_with_code;
use crate::registration::registration_from_row;
use crate::roll::asked_for;
use crate::{Storage, StorageError};

/// What is taken away of an event's registrations.
#[derive(Debug, Clone)]
pub struct RegistrationExport {
    /// The event.
    pub event: Event,
    /// Its registrations that were asked for, in the order of the filter.
    pub registrations: Vec<Registration>,
}

impl Storage {
    /// The registrations of an event that `filter` finds, to be taken away with `columns` in `form`; the audit says who
    /// took how many, and never whose. None where there is no such event.
    ///
    /// # Errors
    /// When the database cannot be used; nothing is to be handed out then.
    pub async fn registrations_export(
        &self,
        by: &Secretariat,
        code: &EventCode,
        filter: &RegistrationFilter,
        (form, columns): (SheetForm, &SheetColumns),
        now: Timestamp,
    ) -> Result<Option<RegistrationExport>, StorageError> {
        let mut write = self.begin().await?;
        let Some(event) = event_with_code(&mut write, code).await? else { return Ok(None) };
        let rows = asked_for(event.id, filter)?.build().fetch_all(&mut *write).await?;
        let registrations: Vec<Registration> =
            rows.iter().map(registration_from_row).collect::<Result<_, StorageError>>()?;
        let changes = Changes::NONE
            .with(Field::Method, &form.slug())
            .with(Field::Registrations, &(registrations.len() as u64))
            .with(Field::Columns, columns);
        audit_add_with(&mut write, By::from(by), Act::RegistrationsExported, code.as_str(), &changes, now).await?;
        write.commit().await?;
        Ok(Some(RegistrationExport { event, registrations }))
    }
}
