//! Edits of a whole series: each event is decided, told of and kept as a version on its own, all in one transaction.

use domain::account::Secretariat;
use domain::event::{Event, EventDraft};
use domain::event_operation::{EventDecision, EventOperation, EventRefusal, Publication, Seen, decide};
use domain::reference::EventCode;
use domain::series::{SeriesScope, operation};
use domain::time::Timestamp;
use sqlx::SqliteConnection;

use crate::audit::By;
use crate::event::event_from_row;
use crate::event_operation::{EventConsidered, Succession, aimed, held, neighbours, people_of};
use crate::{Storage, StorageError, Write};

/// An edit of one event that may be for others of its series too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesEdit {
    /// The event that was edited.
    pub code: EventCode,
    /// The revision of it that its editor has seen.
    pub revision: u32,
    /// For which events it is.
    pub scope: SeriesScope,
    /// What the edited event is to say.
    pub draft: EventDraft,
    /// What is newly said of when drafts go on the site.
    pub publication: Option<Publication>,
}

/// What an edit does with one event of the series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesMember {
    /// The event as it is.
    pub event: Event,
    /// What follows, or why it stays as it is.
    pub considered: Result<EventConsidered, EventRefusal>,
}

/// What has become of the events of a series.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeriesOutcome {
    /// Those that were changed.
    pub changed: Vec<EventCode>,
    /// Those that were not, and why.
    pub kept: Vec<(EventCode, EventRefusal)>,
}

/// What an editor has seen of each event and goes on in spite of; none: everything is only looked at.
type Confirmed<'a> = Option<&'a [(EventCode, Seen)]>;

impl Storage {
    /// The events of one series, drafts too, in the order of their beginning; none where it is no series.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn event_series(&self, event: &EventDraft) -> Result<Vec<Event>, StorageError> {
        let mut read = self.readers().acquire().await?;
        let events = series_of(&mut read, event).await?;
        Ok(if events.len() > 1 { events } else { Vec::new() })
    }

    /// What an edit would do with each event that it is for, without doing it: warnings are told, not asked for.
    ///
    /// # Errors
    /// [`EventRefusal::UnknownEvent`], [`EventRefusal::ChangedMeanwhile`] of the edited event; otherwise when the
    /// database cannot be used.
    pub async fn event_series_consider(
        &self,
        by: Secretariat,
        edit: &SeriesEdit,
        now: Timestamp,
    ) -> Result<Vec<SeriesMember>, StorageError<EventRefusal>> {
        let mut write = self.begin().await?;
        // Tried in a transaction that is given up: what is shown is what will be done.
        let members = Box::pin(self.series_run(&mut write, by, edit, None, now)).await?;
        write.rollback().await?;
        Ok(members)
    }

    /// Does an edit of a series with the events that its editor has `confirmed`: each gets its own revision, its own
    /// mails and its own entry in the audit. An event that a rule keeps as it is does not keep the others.
    ///
    /// # Errors
    /// Those of [`event_series_consider`](Self::event_series_consider). Nothing has changed then.
    pub async fn event_series_operate(
        &self,
        by: Secretariat,
        edit: SeriesEdit,
        confirmed: Vec<(EventCode, Seen)>,
        now: Timestamp,
    ) -> Result<SeriesOutcome, StorageError<EventRefusal>> {
        let storage = self.clone();
        Self::to_the_end(async move {
            storage.offers_expire(now).await.map_err(StorageError::widen)?;
            let mut write = storage.begin().await?;
            let members = Box::pin(storage.series_run(&mut write, by, &edit, Some(&confirmed), now)).await?;
            write.commit().await?;
            storage.event_told().await.map_err(StorageError::widen)?;
            let mut outcome = SeriesOutcome::default();
            for SeriesMember { event, considered } in members {
                match considered {
                    Ok(_) => outcome.changed.push(event.draft.code),
                    Err(refusal) => outcome.kept.push((event.draft.code, refusal)),
                }
            }
            Ok(outcome)
        })
        .await
    }

    async fn series_run(
        &self,
        write: &mut Write,
        by: Secretariat,
        edit: &SeriesEdit,
        confirmed: Confirmed<'_>,
        now: Timestamp,
    ) -> Result<Vec<SeriesMember>, StorageError<EventRefusal>> {
        let edited = held(write, &edit.code).await.map_err(StorageError::widen)?;
        let edited = edited.ok_or(StorageError::Refused(EventRefusal::UnknownEvent))?.event;
        if edited.revision != edit.revision {
            return Err(StorageError::Refused(EventRefusal::ChangedMeanwhile { current: Box::new(edited) }));
        }
        let mut series = series_of(write, &edited.draft).await.map_err(StorageError::widen)?;
        series.retain(|member| edit.scope.covers(&edited, member));
        let covered: Vec<EventCode> = series.iter().map(|member| member.draft.code.clone()).collect();
        let mut members = Vec::with_capacity(series.len());
        for event in series {
            let considered = match operation(&edited, &edit.draft, edit.publication, &event, now) {
                Err(refusal) => Err(refusal),
                Ok(operation) => self.member_run(write, by, &event, &operation, &covered, confirmed, now).await?,
            };
            members.push(SeriesMember { event, considered });
        }
        Ok(members)
    }

    #[expect(clippy::too_many_arguments, reason = "each is a different matter, and there is one caller")]
    async fn member_run(
        &self,
        write: &mut Write,
        by: Secretariat,
        member: &Event,
        operation: &EventOperation,
        covered: &[EventCode],
        confirmed: Confirmed<'_>,
        now: Timestamp,
    ) -> Result<Result<EventConsidered, EventRefusal>, StorageError<EventRefusal>> {
        let held = held(write, &member.code).await.map_err(StorageError::widen)?;
        let held = held.ok_or(StorageError::Refused(EventRefusal::UnknownEvent))?;
        let after = aimed(&held.event, operation);
        let mut neighbours = neighbours(write, &held.event, after).await.map_err(StorageError::widen)?;
        // They are changed together: where one of them was a moment ago says nothing.
        neighbours.retain(|other| !covered.contains(&other.code));
        let seen = match confirmed {
            None => Seen::from(held.event.revision),
            Some(confirmed) => match confirmed.iter().find(|(code, _)| *code == member.code) {
                Some((_, seen)) => seen.clone(),
                None => return Ok(Err(EventRefusal::ChangedMeanwhile { current: Box::new(held.event) })),
            },
        };
        let mut warnings = Vec::new();
        let mut decided = decide(held.subject(&neighbours), &seen, operation, now);
        if let (None, Err(EventRefusal::Unconfirmed { warnings: told })) = (confirmed, &decided) {
            warnings.clone_from(told);
            let seen = Seen { warnings: told.clone(), ..seen };
            decided = decide(held.subject(&neighbours), &seen, operation, now);
        }
        let decision = match decided {
            Ok(decision) => decision,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let people = match decision.notice {
            None => 0,
            Some(_) => people_of(write, held.event.id).await?,
        };
        let consultations = held.consultations_of(&decision, now);
        let EventDecision { draft, publish_at, notice } = decision.clone();
        let act = operation.act();
        let succession = Succession { by: By::from(&by), act, before: &held.event, notice, publish_at };
        self.event_succeed(write, succession, &draft, now).await.map_err(StorageError::widen)?;
        Ok(Ok(EventConsidered { before: held.on_desk(&neighbours, now), decision, warnings, people, consultations }))
    }
}

/// The event itself, and those that are in its series.
async fn series_of(connection: &mut SqliteConnection, event: &EventDraft) -> Result<Vec<Event>, StorageError> {
    let first = event.particulars.series.as_ref().unwrap_or(&event.code);
    let rows = sqlx::query(
        "SELECT id, revision, changed_at, document FROM event
         WHERE code = ?1 OR document ->> '$.particulars.series' = ?1 ORDER BY starts_at, id",
    )
    .bind(first.as_str().to_owned())
    .fetch_all(connection)
    .await?;
    rows.iter().map(event_from_row).collect()
}
