//! What becomes of the consultations at an event's tables when the event does not stay as it was.

use domain::consultation::{ConsultationId, ConsultationRefusal as Refusal};
use domain::event::{Bilingual, EventId};
use domain::notice::NoticeKind;
use domain::time::Timestamp;

use super::act::{Doer, set_state};
use super::read::consultation_by_id;
use crate::audit::By;
use crate::{Storage, StorageError, Write};

impl Storage {
    /// Tells those who have booked at an event's tables, and to whom mail comes, and their experts that its venue is another
    /// or that one joins it in another way. Returns to how many who have booked.
    pub(crate) async fn tables_tell(
        &self,
        write: &mut Write,
        event: EventId,
        now: Timestamp,
    ) -> Result<u32, StorageError> {
        let told = self.tell_of_place(write, event, now).await;
        // Nobody asks for anything here that a rule could refuse.
        told.map_err(|error| error.refusal().map_or_else(|cause| cause, StorageError::unreadable))
    }

    async fn tell_of_place(
        &self,
        write: &mut Write,
        event: EventId,
        now: Timestamp,
    ) -> Result<u32, StorageError<Refusal>> {
        let mut told = 0;
        for id in booked_at(write, event, now).await? {
            let consultation = consultation_by_id(write, id).await?;
            // Its entry in calendars is another version.
            set_state(write, id, consultation.state, now).await?;
            self.tell_client_of(write, NoticeKind::ConsultationPlaceChanged, &consultation, now).await?;
            self.tell_expert(write, NoticeKind::ExpertPlaceChanged, id, consultation.expert, now).await?;
            told += u32::from(consultation.client.email.is_some());
        }
        Ok(told)
    }

    /// Calls off what is booked at the tables of an event that is called off: each is ended by the network, costs nothing,
    /// and its client and expert are told why. What has begun stays as it was.
    pub(crate) async fn tables_call_off(
        &self,
        write: &mut Write,
        event: EventId,
        (by, reason): (By, &Bilingual),
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let called_off = self.call_off(write, event, (by, reason), now).await;
        // Nobody asks for anything here that a rule could refuse.
        called_off.map_err(|error| error.refusal().map_or_else(|cause| cause, StorageError::unreadable))
    }

    async fn call_off(
        &self,
        write: &mut Write,
        event: EventId,
        (by, reason): (By, &Bilingual),
        now: Timestamp,
    ) -> Result<(), StorageError<Refusal>> {
        let booked = booked_at(write, event, now).await?;
        let held = sqlx::query("DELETE FROM consultation_hold WHERE event_id = ?").bind(event.0);
        let held = held.execute(&mut **write).await?.rows_affected();
        if booked.is_empty() && held == 0 {
            return Ok(());
        }
        self.sweep(write, now).await?;
        for id in booked {
            let consultation = consultation_by_id(write, id).await?;
            let doer = Doer { by, account: by.account() };
            let reason = reason.text(consultation.language);
            self.end_for(write, doer, &consultation, reason, now).await?;
        }
        self.serve(write, now).await.map_err(StorageError::widen)?;
        Ok(())
    }
}

/// The consultations to come at an event's tables.
async fn booked_at(write: &mut Write, event: EventId, now: Timestamp) -> Result<Vec<ConsultationId>, sqlx::Error> {
    let booked: Vec<i64> = sqlx::query_scalar(
        "SELECT id FROM consultation WHERE event_id = ? AND state IN ('requested', 'confirmed') AND starts_at > ?
         ORDER BY starts_at, id",
    )
    .bind(event.0)
    .bind(now.as_microseconds())
    .fetch_all(&mut **write)
    .await?;
    Ok(booked.into_iter().map(ConsultationId).collect())
}
