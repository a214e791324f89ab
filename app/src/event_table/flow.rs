//! What the page of a meeting's tables shows, and what answers a time that was chosen.

use domain::availability::Wish;
use domain::consultation::ConsultationRefusal as Refusal;
use domain::event::{Event, Topic};
use domain::event_table::{TableId, TableSlotState, table_meeting};
use domain::reference::IdempotencyKey;
use domain::schedule::Listed;
use domain::time::Timestamp;
use storage::{Held, NewHold, StorageError, TableShown};

use crate::AppError;
use crate::consultation::query::{time_from, time_word};
use crate::consultation::search::status_of_choice;
use crate::services::Services;

/// A time at a table, as a button of the page names it: `2@2026-12-01T13:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChosenTime {
    /// At which table.
    pub number: u8,
    /// When it begins.
    pub starts_at: Timestamp,
}

impl ChosenTime {
    /// The word that names it.
    pub fn word(self) -> String {
        format!("{}@{}", self.number, time_word(self.starts_at))
    }

    /// The time that such a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        let (number, at) = word.split_once('@')?;
        Some(Self { number: number.parse().ok()?, starts_at: time_from(at)? })
    }
}

/// The page with everything it shows.
#[derive(Debug, Clone)]
pub struct TablesView {
    /// The event, as the public may know of it.
    pub listed: Listed,
    /// Its tables.
    pub tables: Vec<TableShown>,
    /// On what, where somebody has said so.
    pub topic: Option<Topic>,
    /// Which showing of the page this is: a choice that is sent twice holds one time.
    pub key: IdempotencyKey,
    /// What a rule said no to.
    pub refusal: Option<Refusal>,
    /// Whether a form was sent that names no time.
    pub lacks_time: bool,
}

impl TablesView {
    /// The status that this page is answered with.
    pub const fn status(&self) -> u16 {
        status_of_choice(self.refusal.is_some(), self.lacks_time)
    }

    /// The topics to choose from: those of the event.
    pub fn topics(&self) -> Vec<Topic> {
        topics(&self.listed.event)
    }

    /// Whether a time can be had.
    pub fn has_open(&self) -> bool {
        let mut slots = self.tables.iter().flat_map(|shown| &shown.slots);
        slots.any(|one| one.state == TableSlotState::Open)
    }
}

fn topics(event: &Event) -> Vec<Topic> {
    if event.topics.is_empty() { Topic::ALL.to_vec() } else { event.topics.clone() }
}

/// What answers a time that was chosen.
#[derive(Debug, Clone)]
pub enum TableChoice {
    /// It is held: the form for it.
    Held(Box<Held>),
    /// The page again, with why it is not.
    Page(Box<TablesView>),
}

impl Services {
    /// The tables of the event that an address names.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the public knows of no such event; otherwise when the database cannot be used.
    pub async fn tables_page(&self, code: &str) -> Result<TablesView, AppError> {
        let listed = self.listed(code)?;
        let now = self.clock.now();
        let tables = self.storage.event_tables(listed.event.id, now).await;
        let tables = tables.map_err(|cause| self.failed("reading tables", &cause))?;
        Ok(TablesView { listed, tables, topic: None, key: self.draw_key(now), refusal: None, lacks_time: false })
    }

    /// Holds the time at a table that somebody has chosen, or says why not.
    ///
    /// # Errors
    /// As [`tables_page`](Self::tables_page).
    pub async fn tables_choose(
        &self,
        code: &str,
        chosen: Option<ChosenTime>,
        topic: Option<Topic>,
        key: &str,
    ) -> Result<TableChoice, AppError> {
        let view = TablesView { topic, ..self.tables_page(code).await? };
        let Some(ChosenTime { number, starts_at }) = chosen else {
            return Ok(TableChoice::Page(Box::new(TablesView { lacks_time: true, ..view })));
        };
        let event = &view.listed.event;
        let offered = topics(event);
        let topic = topic.filter(|topic| offered.contains(topic)).unwrap_or(offered[0]);
        let Some(shown) = view.tables.iter().find(|shown| shown.table.number == number) else {
            // The table was taken away since the page was shown.
            let refusal = Some(Refusal::NotOpen { why: None, alternatives: Vec::new() });
            return Ok(TableChoice::Page(Box::new(TablesView { refusal, ..view })));
        };
        let wish = Wish { topic, meeting: table_meeting(event), length: shown.table.length };
        let now = self.clock.now();
        let table = Some(TableId { event: event.id, number });
        let (key, _) = self.key_of(key, now);
        let new = NewHold { wish, starts_at, expert: None, table, instead_of: None, key };
        match self.storage.consultation_hold(new, now).await.map_err(StorageError::refusal) {
            Ok(held) => {
                tracing::info!(topic = topic.slug(), table = number, "consultation.held");
                Ok(TableChoice::Held(Box::new(held)))
            }
            Err(Ok(refusal)) => {
                // What is taken by now is shown so.
                let view = self.tables_page(code).await?;
                Ok(TableChoice::Page(Box::new(TablesView { topic: Some(topic), refusal: Some(refusal), ..view })))
            }
            Err(Err(cause)) => Err(self.failed("holding a time", &cause)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_back_as_it_was_written() {
        let starts_at = time_from("2026-12-01T13:00").unwrap();
        let chosen = ChosenTime { number: 2, starts_at };
        assert_eq!(chosen.word(), "2@2026-12-01T13:00");
        assert_eq!(ChosenTime::from_word(&chosen.word()), Some(chosen));
        for word in ["", "2", "2@", "@2026-12-01T13:00", "256@2026-12-01T13:00", "x@y"] {
            assert_eq!(ChosenTime::from_word(word), None, "{word}");
        }
    }
}
