//! A feed as iCalendar, for calendars that subscribe to it.

use app::event::query::EventListQuery;
use app::text::Text;
use domain::feed::FeedScope;
use domain::language::Language;
use domain::schedule::Schedule;
use domain::time::Timestamp;

use super::Making;
use crate::ics::{FeedIntroduction, IcsSite, feed_calendar};

/// The feed of `scope` as it is at `now`.
pub fn write(schedule: &Schedule, scope: FeedScope, language: Language, site: &IcsSite, now: Timestamp) -> Making {
    let text = Text(language).feed();
    let selection = scope.select(schedule, now);
    let introduction = FeedIntroduction {
        name: text.title(scope),
        description: text.description().into_owned(),
        source: address(scope, "ics", language, site),
        page: page_address(scope, language, site),
        changed_at: selection.changed_at(),
    };
    let events = selection.events.iter().map(|listed| &*listed.event);
    let body = feed_calendar(events, &introduction, language, site).into_bytes();
    Making { body, changed_at: selection.changed_at(), since: selection.since, until: selection.until }
}

/// The feed's own address.
pub(super) fn address(scope: FeedScope, ending: &str, language: Language, site: &IcsSite) -> String {
    format!("{}{}", site.public_url, app::address::feed(language, scope, ending))
}

/// The page that shows the same events.
pub(super) fn page_address(scope: FeedScope, language: Language, site: &IcsSite) -> String {
    let query = EventListQuery { filter: scope.filter(), page: 1, ..EventListQuery::default() };
    format!("{}{}", site.public_url, app::address::localized(language, &query.address()))
}
