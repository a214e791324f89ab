//! The public schedule: finding an event among all, by what the address of the list asks for.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::Date;

use crate::event::{Audience, Event, EventId, EventKind, Format, Topic};
use crate::place::{Prefecture, Region};
use crate::reference::EventCode;
use crate::registration::Seats;
use crate::search::{Words, fold};
use crate::time::Timestamp;

/// Seats taken and parties waiting, as they were counted last: one number, so that nobody ever
/// reads the one from before a registration and the other from after it.
#[derive(Debug, Default)]
pub struct SeatCount(AtomicU64);

impl SeatCount {
    /// So many seats taken, so many parties waiting.
    pub fn new(taken: u32, waiting: u32) -> Self {
        Self(AtomicU64::new(Self::pack(taken, waiting)))
    }

    /// Counts anew.
    pub fn set(&self, taken: u32, waiting: u32) {
        self.0.store(Self::pack(taken, waiting), Ordering::Release);
    }

    /// Seats taken and parties waiting.
    pub fn get(&self) -> (u32, u32) {
        let both = self.0.load(Ordering::Acquire);
        (u32::try_from(both >> 32).unwrap_or(u32::MAX), u32::try_from(both & 0xffff_ffff).unwrap_or(u32::MAX))
    }

    fn pack(taken: u32, waiting: u32) -> u64 {
        (u64::from(taken) << 32) | u64::from(waiting)
    }
}

/// One event as the public sees it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// What it says.
    pub event: Arc<Event>,
    /// Its seats as they were counted last.
    pub count: Arc<SeatCount>,
    /// What a search looks through, folded.
    pub haystack: Arc<str>,
    /// When it was entered first; none where nobody has written that down.
    pub entered_at: Option<Timestamp>,
}

impl Listed {
    /// `event` with its seats.
    pub fn new(event: Event, taken: u32, waiting: u32) -> Self {
        let haystack = Self::haystack_of(&event).into();
        Self { event: Arc::new(event), count: Arc::new(SeatCount::new(taken, waiting)), haystack, entered_at: None }
    }

    /// Its seats as they were counted last.
    pub fn seats(&self) -> Seats {
        let (taken, waiting) = self.count.get();
        Seats::of(&self.event, taken, waiting)
    }

    /// The text of `event` that a search looks through, in both languages, folded.
    fn haystack_of(event: &Event) -> String {
        let particulars = &event.particulars;
        let mut text = String::new();
        let mut add = |part: &str| {
            text.push_str(part);
            // A sign that folding keeps apart: words of two fields must not join.
            text.push('\n');
        };
        let bilingual = [
            Some(&event.title),
            particulars.subtitle.as_ref(),
            particulars.summary.as_ref(),
            particulars.description.as_ref(),
            particulars.organiser.as_ref(),
            particulars.co_hosts.as_ref(),
            event.place.venue.as_ref().map(|venue| &venue.name),
            event.place.venue.as_ref().and_then(|venue| venue.city.as_ref()),
        ];
        for both in bilingual.into_iter().flatten() {
            add(&both.ja);
            add(both.en.as_deref().unwrap_or_default());
        }
        for speaker in &particulars.speakers {
            add(&speaker.name.ja);
            add(speaker.name.en.as_deref().unwrap_or_default());
        }
        for session in &particulars.sessions {
            add(&session.title.ja);
            add(session.title.en.as_deref().unwrap_or_default());
        }
        add(particulars.title_kana.as_deref().unwrap_or_default());
        add(particulars.short_title.as_deref().unwrap_or_default());
        if let Some(prefecture) = event.place.prefecture {
            add(prefecture.name(crate::language::Language::Japanese));
            add(prefecture.name(crate::language::Language::English));
        }
        add(event.code.as_str());
        text.lines().map(fold).collect::<Vec<_>>().join("\n")
    }
}

/// What somebody is looking for. Everything empty: all that is still to come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this region.
    pub region: Option<Region>,
    /// Only this prefecture.
    pub prefecture: Option<Prefecture>,
    /// Any of these kinds; empty: all.
    pub kinds: Vec<EventKind>,
    /// Any of these topics; empty: all.
    pub topics: Vec<Topic>,
    /// Open to these.
    pub audience: Option<Audience>,
    /// Can be attended in any of these ways; empty: all.
    pub formats: Vec<Format>,
    /// Not before this day.
    pub from: Option<Date>,
    /// Not after this day.
    pub to: Option<Date>,
    /// Words that all occur.
    pub words: String,
}

impl Filter {
    /// Whether anything is asked at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether `listed` is what is looked for; with no days named, only what is not over at `now`.
    pub fn admits(&self, listed: &Listed, words: &Words, now: Timestamp) -> bool {
        let event = &listed.event;
        let days = match (self.from, self.to) {
            (None, None) => !event.is_past(now),
            (from, to) => event.when.touches(from.unwrap_or(Date::MIN), to.unwrap_or(Date::MAX)),
        };
        days && self.admits_place(event)
            && (self.kinds.is_empty() || self.kinds.contains(&event.kind))
            && (self.topics.is_empty() || self.topics.iter().any(|topic| event.topics.contains(topic)))
            && self.audience.is_none_or(|audience| event.audience.welcomes(audience))
            && (self.formats.is_empty() || self.formats.iter().any(|format| offers(event.place.format, *format)))
            && words.matches(&listed.haystack)
    }

    /// Whether `event` is where one looks.
    pub fn admits_place(&self, event: &Event) -> bool {
        let prefecture = event.place.prefecture;
        self.prefecture.is_none_or(|wanted| prefecture == Some(wanted))
            && self.region.is_none_or(|wanted| prefecture.is_some_and(|held| held.region() == wanted))
    }

    /// The same wishes, wherever it is.
    #[must_use]
    pub fn anywhere(&self) -> Self {
        Self { region: None, prefecture: None, ..self.clone() }
    }

    /// The days that a list shows first: the filter for one whole month.
    #[must_use]
    pub fn within(&self, first: Date, last: Date) -> Self {
        Self { from: Some(first), to: Some(last), ..self.clone() }
    }
}

const fn offers(held: Format, asked: Format) -> bool {
    match asked {
        Format::Venue => held.has_venue(),
        Format::Online => held.has_online(),
        Format::Hybrid => matches!(held, Format::Hybrid),
    }
}

/// How many of `found` each prefecture has.
pub fn count_by_prefecture<'a>(found: impl IntoIterator<Item = &'a Listed>) -> Vec<(Prefecture, usize)> {
    let mut counts = vec![0_usize; Prefecture::ALL.len()];
    for listed in found {
        if let Some(prefecture) = listed.event.place.prefecture
            && let Some(count) = counts.get_mut(usize::from(prefecture.code()).saturating_sub(1))
        {
            *count += 1;
        }
    }
    Prefecture::ALL.into_iter().zip(counts).collect()
}

/// All events that the public may know of, in the order of their beginning.
#[derive(Debug, Default)]
pub struct Schedule {
    events: Vec<Listed>,
    by_code: HashMap<EventCode, usize>,
    by_id: HashMap<EventId, usize>,
}

impl Schedule {
    /// The schedule of `events`, whatever order they come in.
    pub fn new(mut events: Vec<Listed>) -> Self {
        events.sort_by_cached_key(|listed| (listed.event.when.starts_at(), listed.event.code.clone()));
        let by_code = events.iter().enumerate().map(|(at, listed)| (listed.event.code.clone(), at)).collect();
        let by_id = events.iter().enumerate().map(|(at, listed)| (listed.event.id, at)).collect();
        Self { events, by_code, by_id }
    }

    /// All of them.
    pub fn events(&self) -> &[Listed] {
        &self.events
    }

    /// The event with this code.
    pub fn by_code(&self, code: &EventCode) -> Option<&Listed> {
        self.by_code.get(code).and_then(|at| self.events.get(*at))
    }

    /// The event with this number.
    pub fn by_id(&self, id: EventId) -> Option<&Listed> {
        self.by_id.get(&id).and_then(|at| self.events.get(*at))
    }

    /// The events that `filter` admits at `now`, in the order of their beginning.
    pub fn find<'a>(&'a self, filter: &'a Filter, now: Timestamp) -> impl Iterator<Item = &'a Listed> {
        let words = Words::parse(&filter.words);
        self.events.iter().filter(move |listed| filter.admits(listed, &words, now))
    }

    /// How many events each prefecture has for `filter`, whatever place the filter itself names.
    pub fn count_by_prefecture(&self, filter: &Filter, now: Timestamp) -> Vec<(Prefecture, usize)> {
        count_by_prefecture(self.find(&filter.anywhere(), now))
    }

    /// What to offer where `filter` finds nothing: the same wishes, loosened one after another
    /// (the words, the days, the kind and topic, the place), with what each would find.
    pub fn alternatives(&self, filter: &Filter, now: Timestamp) -> Vec<(Loosened, Filter, usize)> {
        let mut found = Vec::new();
        let mut offer = |loosened: Loosened, wider: Filter| {
            let only_resort = loosened == Loosened::Everything;
            if wider != *filter && (!only_resort || found.is_empty()) {
                let count = self.find(&wider, now).count();
                if count > 0 {
                    found.push((loosened, wider, count));
                }
            }
        };
        if let Some(prefecture) = filter.prefecture {
            offer(
                Loosened::Region(prefecture.region()),
                Filter { prefecture: None, region: Some(prefecture.region()), ..filter.clone() },
            );
        }
        if filter.prefecture.is_some() || filter.region.is_some() {
            offer(Loosened::Online, Filter { formats: vec![Format::Online], ..filter.anywhere() });
            offer(Loosened::Place, filter.anywhere());
        }
        offer(Loosened::Days, Filter { from: None, to: None, ..filter.clone() });
        offer(Loosened::Words, Filter { words: String::new(), ..filter.clone() });
        offer(
            Loosened::Kind,
            Filter { kinds: Vec::new(), topics: Vec::new(), audience: None, formats: Vec::new(), ..filter.clone() },
        );
        offer(Loosened::Everything, Filter::default());
        found
    }
}

/// Which wish was given up in an alternative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loosened {
    /// The whole region instead of the one prefecture.
    Region(Region),
    /// Anywhere, online.
    Online,
    /// Anywhere.
    Place,
    /// Any day to come.
    Days,
    /// Without the words.
    Words,
    /// Any kind, topic, audience and format.
    Kind,
    /// All events to come.
    Everything,
}
