//! A feed as Atom (RFC 4287), the newest change first.
//!
//! Ids are made of what never changes (RFC 4151): a reader knows an entry that was changed, and one
//! that was called off, from the one it has.

use std::cmp::Reverse;

use app::text::Text;
use domain::event::{Event, EventState};
use domain::feed::FeedScope;
use domain::language::Language;
use domain::schedule::{Listed, Schedule};
use domain::time::Timestamp;

use super::calendar::{address, page_address};
use super::xml::Xml;
use super::{LICENCE, LICENCE_NAME, Making, instant};
use crate::ics::IcsSite;

/// The year from which on the ids are ours (RFC 4151, 2.1); it never changes.
const ID_YEAR: &str = "2026";
/// About the size of an entry.
const ENTRY: usize = 1_500;

/// The feed of `scope` as it is at `now`.
pub fn write(schedule: &Schedule, scope: FeedScope, language: Language, site: &IcsSite, now: Timestamp) -> Making {
    let text = Text(language).feed();
    let selection = scope.select(schedule, now);
    let changed_at = selection.changed_at();
    let mut xml = Xml::new(ENTRY * (selection.events.len() + 1));
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", language.code())]);
    xml.text("id", &[], &id(site, &app::address::feed(language, scope, "atom")));
    xml.text("title", &[], &text.title(scope));
    xml.text("subtitle", &[], &text.description());
    // Required also of a feed in which nothing ever stood.
    xml.text("updated", &[], &instant(changed_at.unwrap_or(Timestamp::from_microseconds(0))));
    let own = address(scope, "atom", language, site);
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)]);
    let page = page_address(scope, language, site);
    let code = language.code();
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("hreflang", code), ("href", &page)]);
    xml.empty("link", &[("rel", "license"), ("href", LICENCE)]);
    xml.open("author", &[]);
    xml.text("name", &[], &Text(language).mail().sender());
    xml.close("author");
    xml.text("rights", &[], LICENCE_NAME);
    let mut events = selection.events.clone();
    events.sort_by_key(|listed| (Reverse(listed.event.changed_at), listed.event.id));
    let entries = Entries { language, site, schemes: ["kind", "topic", "prefecture"].map(|scheme| id(site, scheme)) };
    for listed in events {
        entries.write(&mut xml, listed);
    }
    xml.close("feed");
    Making { body: xml.finish().into_bytes(), changed_at, since: selection.since, until: selection.until }
}

/// What all entries of a feed have in common.
struct Entries<'a> {
    language: Language,
    site: &'a IcsSite,
    /// What a category is one of: a kind, a topic, a prefecture.
    schemes: [String; 3],
}

impl Entries<'_> {
    fn write(&self, xml: &mut Xml, listed: &Listed) {
        let (language, site, [kind, topic, prefecture]) = (self.language, self.site, &self.schemes);
        let event = &*listed.event;
        let words = Text(language).event();
        let page = app::address::event(language, &event.code);
        let (title, title_language) = event.title.read(language);
        let title = match &event.state {
            EventState::Cancelled { .. } => Text(language).mail().calendar().cancelled_title(title).into_owned(),
            EventState::Draft | EventState::Published => title.to_owned(),
        };
        xml.open("entry", &[]);
        xml.text("id", &[], &id(site, &page));
        xml.text("title", &[("xml:lang", title_language.code())], &title);
        // An entry cannot have been changed before it came.
        let came = listed.entered_at.map(|came| came.min(event.changed_at));
        xml.text("updated", &[], &instant(event.changed_at));
        if let Some(came) = came {
            xml.text("published", &[], &instant(came));
        }
        let href = format!("{}{page}", site.public_url);
        xml.empty(
            "link",
            &[("rel", "alternate"), ("type", "text/html"), ("hreflang", language.code()), ("href", &href)],
        );
        let calendar = format!("{href}.ics");
        xml.empty("link", &[("rel", "related"), ("type", "text/calendar"), ("href", &calendar)]);
        let mut category = |scheme: &str, term: &str, label: &str| {
            xml.empty("category", &[("scheme", scheme), ("term", term), ("label", label)]);
        };
        category(kind, event.kind.slug(), words.kind(event.kind));
        for &about in &event.topics {
            category(topic, about.slug(), words.topic(about));
        }
        if let Some(held) = event.place.prefecture {
            category(prefecture, held.code_text(), held.name(language));
        }
        xml.text("summary", &[], &summary(event, language));
        xml.close("entry");
    }
}

/// Whether it was called off and why; when, where, and what about.
fn summary(event: &Event, language: Language) -> String {
    let text = Text(language);
    let mut lines = Vec::new();
    if let EventState::Cancelled { reason, .. } = &event.state {
        lines.push(text.mail().calendar().cancelled_because(reason.text(language)).into_owned());
    }
    lines.extend(text.mail().calendar().moved(event));
    lines.push(text.date().when(&event.when));
    lines.extend(text.mail().calendar().location(event, None));
    let particulars = &event.particulars;
    let about = particulars.summary.as_ref().or(particulars.description.as_ref());
    lines.extend(about.map(|about| about.text(language).trim().to_owned()));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// A tag address (RFC 4151) for what is ours; `what` is a path.
fn id(site: &IcsSite, what: &str) -> String {
    // The addresses of the newer kind have colons, and a tag address may not.
    let authority = if site.host.contains(':') { "localhost" } else { &site.host };
    format!("tag:{authority},{ID_YEAR}:{}", what.trim_start_matches('/'))
}
