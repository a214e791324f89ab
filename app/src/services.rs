//! What pages and server functions work with, and what they know of the request.

use std::sync::Arc;

use domain::schedule::Schedule;
use domain::time::{Chance, Clock, Timestamp};
use leptos::prelude::{provide_context, use_context};
use storage::{Storage, StorageError, Unavailable};

use crate::AppError;
pub use crate::component::ContactDetails;

/// Everything a use case needs.
#[derive(Clone)]
pub struct Services {
    /// The database.
    pub storage: Storage,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Numbers and links are drawn from it.
    pub chance: Arc<dyn Chance>,
    /// What the operator has set.
    pub site: Arc<Site>,
}

/// What the operator has set, as far as pages show it.
#[derive(Debug, Clone)]
pub struct Site {
    /// Where the service is reached from outside, without a slash at the end.
    pub public_url: String,
    /// How to reach the secretariat.
    pub contact: ContactDetails,
    /// Whether this is the demo.
    pub demo: bool,
    /// Faster than this, in milliseconds, nobody fills a form.
    pub minimum_fill: i64,
    /// The hashed names of the style sheet and of the client.
    pub assets: Assets,
}

/// Where the style sheet and the client are found.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The module that starts the citizens' islands; it knows the names of the others.
    pub start: String,
    /// The same for an expert's week.
    pub calendar_start: String,
    /// The same for the rest of the desk.
    pub desk_start: String,
}

/// The time it is for this page.
#[derive(Debug, Clone, Copy)]
pub struct PageClock(pub Timestamp);

/// The public schedule as this page sees it: one moment for the whole page.
#[derive(Debug, Clone)]
pub struct PageSchedule(pub Arc<Schedule>);

/// The query of this page's address, without the question mark.
#[derive(Debug, Clone, Default)]
pub struct PageQuery(pub String);

impl Services {
    /// The services of this request.
    ///
    /// # Errors
    /// When the request came by a way that provides none; a defect.
    pub fn from_context() -> Result<Self, AppError> {
        use_context::<Self>().ok_or(AppError::Internal { reference: String::new() })
    }

    /// Gives a page what it may look at.
    pub fn provide(&self) {
        provide_context(PageClock(self.clock.now()));
        provide_context(PageSchedule(self.storage.schedule()));
        provide_context(Arc::clone(&self.site));
        provide_context(self.site.contact.clone());
        provide_context(self.clone());
    }

    /// Logs why a use case failed, once, and gives the public side of it.
    pub fn failed(&self, what: &'static str, cause: &StorageError) -> AppError {
        let mut bytes = [0_u8; 16];
        self.chance.fill(&mut bytes);
        let reference = domain::reference::ReferenceNumber::from_random(bytes).to_string();
        let StorageError::Unavailable(why) = cause else {
            tracing::error!(reference, cause = %cause, "{what} failed");
            return AppError::Internal { reference };
        };
        if matches!(why, Unavailable::ShuttingDown) {
            tracing::warn!(reference, cause = %cause, "{what} came too late");
        } else {
            tracing::error!(reference, cause = %cause, detail = ?why, "{what} could not be done now");
        }
        AppError::Unavailable { reference }
    }
}

/// The time it is for this page.
pub fn use_now() -> Timestamp {
    use_context::<PageClock>().map_or(Timestamp::from_microseconds(0), |clock| clock.0)
}

/// The public schedule as this page sees it.
pub fn use_schedule() -> Arc<Schedule> {
    use_context::<PageSchedule>().map(|schedule| schedule.0).unwrap_or_default()
}

/// The query of this page's address.
pub fn use_page_query() -> String {
    use_context::<PageQuery>().unwrap_or_default().0
}
