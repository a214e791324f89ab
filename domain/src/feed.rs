//! Feeds: which events somebody is told of who follows an area and a topic.
//!
//! A feed holds all that is to come and what ended a little while ago, so that a calendar which is
//! opened after its holder's holidays still learns what was called off. What is in it changes when
//! an event changes, and at the instants at which one leaves: a [`Selection`] says until when it is
//! good, so that nobody has to make it anew before.

use crate::event::{EventDraft, Topic};
use crate::place::{Prefecture, Region};
use crate::schedule::{Filter, Listed, Schedule};
use crate::time::Timestamp;

/// How many days an event stays in the feeds after its end.
pub const DAYS_AFTER_END: i64 = 90;

/// Where the events of a feed are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// Anywhere, events for the whole country too.
    Everywhere,
    /// In one region.
    Region(Region),
    /// In one prefecture.
    Prefecture(Prefecture),
}

impl Area {
    /// All areas: everywhere, the regions, the prefectures in the order of their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        let regions = Region::ALL.into_iter().map(Self::Region);
        let prefectures = Prefecture::ALL.into_iter().map(Self::Prefecture);
        std::iter::once(Self::Everywhere).chain(regions).chain(prefectures)
    }

    /// The word in addresses: `all`, `kanto`, `13`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Everywhere => "all",
            Self::Region(region) => region.slug(),
            Self::Prefecture(prefecture) => prefecture.code_text(),
        }
    }

    /// The area with this exact word: an address that programs keep has one spelling.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::all().find(|area| area.slug() == slug)
    }

    /// Whether `event` is there. An event for the whole country is in no prefecture and no region.
    pub fn contains(self, event: &EventDraft) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Region(region) => event.place.prefecture.is_some_and(|held| held.region() == region),
            Self::Prefecture(prefecture) => event.place.prefecture == Some(prefecture),
        }
    }
}

/// What a feed is about: an area, and one topic or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FeedScope {
    /// Where.
    pub area: Area,
    /// What about; none: everything.
    pub topic: Option<Topic>,
}

impl FeedScope {
    /// Everything, everywhere.
    pub const ALL: Self = Self { area: Area::Everywhere, topic: None };

    /// The scope that the two words of an address name.
    pub fn from_slugs(area: &str, topic: &str) -> Option<Self> {
        let area = Area::from_slug(area)?;
        let topic = if topic == "all" { None } else { Some(Topic::from_slug(topic)?) };
        Some(Self { area, topic })
    }

    /// The narrowest feed that has every event to come which `filter` admits.
    pub fn around(filter: &Filter) -> Self {
        let area = match (filter.prefecture, filter.region) {
            (Some(prefecture), _) => Area::Prefecture(prefecture),
            (None, Some(region)) => Area::Region(region),
            (None, None) => Area::Everywhere,
        };
        let topic = match filter.topics.as_slice() {
            [topic] => Some(*topic),
            _ => None,
        };
        Self { area, topic }
    }

    /// The word for the topic in addresses.
    pub const fn topic_slug(self) -> &'static str {
        match self.topic {
            Some(topic) => topic.slug(),
            None => "all",
        }
    }

    /// The feed's address without language: `/feeds/13/security.ics`. `ending` is `ics` or `atom`.
    pub fn path(self, ending: &str) -> String {
        format!("/feeds/{}/{}.{ending}", self.area.slug(), self.topic_slug())
    }

    /// The list of events that says the same on a page.
    pub fn filter(self) -> Filter {
        let (region, prefecture) = match self.area {
            Area::Everywhere => (None, None),
            Area::Region(region) => (Some(region), None),
            Area::Prefecture(prefecture) => (None, Some(prefecture)),
        };
        Filter { region, prefecture, topics: self.topic.into_iter().collect(), ..Filter::default() }
    }

    /// Whether `event` is of this area and topic, whenever it is.
    pub fn admits(self, event: &EventDraft) -> bool {
        self.area.contains(event) && self.topic.is_none_or(|topic| event.topics.contains(&topic))
    }

    /// What the feed holds at `now`, called-off events too, in the order of their beginning.
    pub fn select(self, schedule: &Schedule, now: Timestamp) -> Selection<'_> {
        let mut selection =
            Selection { events: Vec::new(), since: Timestamp::from_microseconds(i64::MIN), until: None };
        for listed in schedule.events().iter().filter(|listed| self.admits(&listed.event)) {
            let leaves = leaves_at(&listed.event);
            if now < leaves {
                selection.events.push(listed);
                selection.until = Some(selection.until.map_or(leaves, |until| until.min(leaves)));
            } else {
                selection.since = selection.since.max(leaves);
            }
        }
        selection
    }
}

/// The first instant at which no feed holds `event` any longer.
fn leaves_at(event: &EventDraft) -> Timestamp {
    event.when.ends_at().plus_seconds(DAYS_AFTER_END * 24 * 60 * 60)
}

/// The events of a feed, and the time in which they are the same ones while the schedule is.
#[derive(Debug)]
pub struct Selection<'a> {
    /// In the order of their beginning.
    pub events: Vec<&'a Listed>,
    /// The instant at which the last one left; the beginning of time if none has.
    pub since: Timestamp,
    /// The instant at which the next one leaves; none if none is in it.
    pub until: Option<Timestamp>,
}

impl Selection<'_> {
    /// When the feed changed last: with a change of an event in it, or when one left. None if it has
    /// always been empty.
    pub fn changed_at(&self) -> Option<Timestamp> {
        let left = Some(self.since).filter(|since| since.as_microseconds() != i64::MIN);
        self.events.iter().map(|listed| listed.event.changed_at).max().max(left)
    }
}
