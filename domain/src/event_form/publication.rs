//! The part of an event's form that says when a draft goes on the site.

use super::EventFormProblem;
use crate::event_operation::Publication;
use crate::input::{choice, clock, day, keep};
use crate::time::Timestamp;

/// What was typed, kept as it is so that nothing is lost when the page has to come back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicationForm {
    /// `draft`, `now` or `at`.
    pub publication: String,
    /// The day of publication.
    pub publish_on: String,
    /// The time of publication.
    pub publish_time: String,
}

impl PublicationForm {
    /// The form of a draft that goes on the site at `planned`.
    pub fn filled_from(planned: Option<Timestamp>) -> Self {
        let Some(at) = planned.map(Timestamp::in_tokyo) else {
            return Self { publication: "draft".to_owned(), ..Self::default() };
        };
        Self {
            publication: "at".to_owned(),
            publish_on: at.date().to_string(),
            publish_time: super::shown_time(Some(at.time())),
        }
    }

    /// Reads the form from what a browser sends; what is unknown is passed over.
    pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            match name {
                "publication" => value.clone_into(&mut form.publication),
                "publish_on" => value.clone_into(&mut form.publish_on),
                "publish_time" => value.clone_into(&mut form.publish_time),
                _ => {}
            }
        }
        form
    }

    /// Everything that was typed, by name.
    pub fn carried(&self) -> Vec<(&'static str, String)> {
        vec![
            ("publication", self.publication.clone()),
            ("publish_on", self.publish_on.clone()),
            ("publish_time", self.publish_time.clone()),
        ]
    }

    /// Turns what was typed into a publication. Whether the moment lies ahead is decided when it is planned.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self) -> Result<Publication, Vec<EventFormProblem>> {
        let mut problems = Vec::new();
        let chosen = choice(&self.publication, |word| match word {
            "draft" => Some(Some(Publication::Draft)),
            "now" => Some(Some(Publication::Now)),
            "at" => Some(None),
            _ => None,
        });
        match keep(&mut problems, "publication", chosen) {
            Some(Some(publication)) => return Ok(publication),
            Some(None) => {}
            None => return Err(problems),
        }
        let on = keep(&mut problems, "publish_on", day(&self.publish_on));
        let time = keep(&mut problems, "publish_time", clock(&self.publish_time));
        match (on, time) {
            (Some(on), Some(time)) => Ok(Publication::At(Timestamp::from_tokyo(on.to_datetime(time)))),
            _ => Err(problems),
        }
    }
}
