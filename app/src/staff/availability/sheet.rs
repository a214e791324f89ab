//! What stands in a calendar, day by day: the one model that week, month, agenda and the sheet of all experts show.

use domain::availability::{Calendar, DAY_MINUTES, DayHours, DayPlan, EngagementKind, Hours, Origin, QUARTER, Window};
use domain::calendar::ClosedReason;
use domain::consultation::{Consultation, ConsultationId, ConsultationState};
use domain::event::EventId;
use domain::reference::EventCode;
use domain::time::{Timestamp, start_of_day};
use jiff::ToSpan as _;
use jiff::civil::Date;
use storage::ExpertSheet;

use crate::address::desk_consultation;
use crate::services::use_now;
use crate::text::Text;

/// What a block of a day is; its word stands in the markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// Hours.
    Open,
    /// Hours of this day only.
    Once,
    /// Weekly hours that rest.
    Ghost,
    /// A day off, or leave.
    Off,
    /// A consultation.
    Booked,
    /// A consultation that waits for a confirmation.
    Requested,
    /// A time that is held.
    Hold,
    /// A time that is proposed.
    Proposal,
    /// An event.
    Speaking,
    /// Something in another calendar.
    External,
}

impl BlockKind {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Once => "once",
            Self::Ghost => "ghost",
            Self::Off => "off",
            Self::Booked => "booked",
            Self::Requested => "requested",
            Self::Hold => "hold",
            Self::Proposal => "proposal",
            Self::Speaking => "speaking",
            Self::External => "external",
        }
    }

    /// Whether it takes the expert's time: such blocks stand in front of the hours, and cannot be changed here.
    pub(super) const fn is_locked(self) -> bool {
        !matches!(self, Self::Open | Self::Once | Self::Ghost | Self::Off)
    }
}

/// Something that stands in a day.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// From which to which minute of the day.
    pub(super) from: u16,
    pub(super) to: u16,
    /// What it is, or who comes.
    pub(super) title: String,
    /// Where, or why.
    pub(super) detail: String,
    /// The page that says more.
    pub(super) href: Option<String>,
    /// Whether it is a booking to come: its time has to lie within the hours.
    pub(super) is_to_come: bool,
}

impl Block {
    /// On the quarters, as the sheet draws it.
    pub(super) const fn quarters(&self) -> (u16, u16) {
        let (from, to) = (self.from / QUARTER, self.to.div_ceil(QUARTER));
        (from, if to > from { to } else { from + 1 })
    }
}

/// A day.
#[derive(Debug, Clone)]
pub(super) struct Day {
    pub(super) date: Date,
    /// The hours that hold.
    pub(super) hours: Hours,
    /// The hours of its week where the day is other than it.
    pub(super) weekly: Option<Hours>,
    /// What the day is called where it is other than its week: off, away, of its own.
    pub(super) note: Option<String>,
    /// Why the weekly hours rest.
    pub(super) rest: Option<ClosedReason>,
    /// Why weekly hours would rest, if there were any.
    pub(super) rests: Option<ClosedReason>,
    /// What holds instead of its week.
    pub(super) plan: Option<DayPlan>,
    pub(super) blocks: Vec<Block>,
}

impl Day {
    /// How many consultations there are.
    pub(super) fn booked(&self) -> usize {
        self.count(|kind| matches!(kind, BlockKind::Booked | BlockKind::Requested))
    }

    /// How many times are held.
    pub(super) fn held(&self) -> usize {
        self.count(|kind| kind == BlockKind::Hold)
    }

    fn count(&self, of: impl Fn(BlockKind) -> bool) -> usize {
        self.blocks.iter().filter(|block| of(block.kind)).count()
    }
}

/// The days from `first` to `last` of a sheet.
pub(super) fn days(sheet: &ExpertSheet, first: Date, last: Date, text: Text) -> Vec<Day> {
    first.series(1.day()).take_while(|day| *day <= last).map(|date| day(sheet, date, text)).collect()
}

fn day(sheet: &ExpertSheet, date: Date, text: Text) -> Day {
    let words = text.availability();
    let calendar = &sheet.kept.calendar;
    let DayHours { hours, origin } = calendar.hours_on(date);
    let hours = hours.into_owned();
    let weekly = calendar.weekly_on(date).into_owned();
    let (note, rest) = match origin {
        Origin::Weekly => (None, None),
        Origin::Rest(reason) => (None, Some(reason)),
        Origin::Exception(exception) => (
            Some(match &exception.plan {
                DayPlan::Hours(_) => words.this_day_only().into_owned(),
                DayPlan::Closed => words.day_off().into_owned(),
                DayPlan::Leave(kind) => words.leave(*kind).into_owned(),
            }),
            None,
        ),
    };
    let mut blocks = hour_blocks(&hours, &weekly, &origin, note.as_deref(), text);
    blocks.extend(engaged(sheet, date, text));
    let weekly = (weekly != hours).then_some(weekly);
    let rests = calendar.rest_on(date);
    let plan = calendar.exception_on(date).map(|exception| exception.plan.clone());
    Day { date, hours, weekly, note, rest, rests, plan, blocks }
}

fn hour_blocks(hours: &Hours, weekly: &Hours, origin: &Origin<'_>, note: Option<&str>, text: Text) -> Vec<Block> {
    let words = text.availability();
    let of = |kind, hours: &Hours, detail: &str| -> Vec<Block> {
        let block = |window: &Window| Block {
            kind,
            from: window.from(),
            to: window.to(),
            title: words.window_of(*window),
            detail: detail.to_owned(),
            href: None,
            is_to_come: false,
        };
        hours.windows().iter().map(block).collect()
    };
    match origin {
        Origin::Weekly => of(BlockKind::Open, hours, ""),
        Origin::Rest(reason) => of(BlockKind::Ghost, weekly, reason.name(text.language())),
        Origin::Exception(_) if !hours.is_empty() => of(BlockKind::Once, hours, note.unwrap_or_default()),
        Origin::Exception(_) => of(BlockKind::Off, weekly, note.unwrap_or_default()),
    }
}

/// What takes time on a day, from where it begins or goes on to where it ends or goes beyond the day.
fn engaged(sheet: &ExpertSheet, date: Date, text: Text) -> Vec<Block> {
    let (begin, end) = (start_of_day(date), domain::time::end_of_day(date));
    let now = use_now();
    let minute = |at: Timestamp| {
        let minutes = at.microseconds_since(begin).div_euclid(60_000_000).clamp(0, i64::from(DAY_MINUTES));
        u16::try_from(minutes).unwrap_or(DAY_MINUTES)
    };
    let today = sheet.engagements.all().iter().filter(|one| one.starts_at < end && one.ends_at > begin);
    today
        .map(|one| {
            let (kind, title, detail, href) = told(sheet, one.kind, text);
            let is_to_come = one.kind.counts() && one.ends_at > now;
            Block { kind, from: minute(one.starts_at), to: minute(one.ends_at), title, detail, href, is_to_come }
        })
        .collect()
}

type Told = (BlockKind, String, String, Option<String>);

fn told(sheet: &ExpertSheet, kind: EngagementKind, text: Text) -> Told {
    let words = text.availability();
    let bare = |block, detail: String| (block, words.engagement(kind), detail, None);
    match kind {
        EngagementKind::Consultation(id) => {
            consultation(sheet, id).map_or_else(|| bare(BlockKind::Booked, String::new()), |one| booked(one, text))
        }
        EngagementKind::Proposal(id) => match consultation(sheet, id) {
            Some(one) => {
                let (_, who, place, href) = booked(one, text);
                (BlockKind::Proposal, words.proposal().into_owned(), format!("{who} {place}"), href)
            }
            None => bare(BlockKind::Proposal, String::new()),
        },
        EngagementKind::Hold(_) => bare(BlockKind::Hold, words.hold_detail().into_owned()),
        EngagementKind::Event(id) => match event(sheet, id) {
            Some((title, code)) => {
                let page = crate::address::event(text.language(), &code);
                (BlockKind::Speaking, title, words.speaking().into_owned(), Some(page))
            }
            None => bare(BlockKind::Speaking, String::new()),
        },
        EngagementKind::External => bare(BlockKind::External, String::new()),
    }
}

fn booked(one: &Consultation, text: Text) -> Told {
    let words = text.availability();
    let kind = if one.state == ConsultationState::Requested { BlockKind::Requested } else { BlockKind::Booked };
    let mut detail = words.meeting(one.wish.meeting);
    if kind == BlockKind::Requested {
        detail = format!("{}{}{detail}", words.to_confirm(), text.between());
    }
    let href = desk_consultation(text.language(), &one.reference);
    (kind, one.client.organisation.name.to_string(), detail, Some(href))
}

fn consultation(sheet: &ExpertSheet, id: ConsultationId) -> Option<&Consultation> {
    sheet.consultations.iter().find(|one| one.id == id)
}

fn event(sheet: &ExpertSheet, id: EventId) -> Option<(String, EventCode)> {
    let event = sheet.events.iter().find(|event| event.id == id)?;
    Some((event.title.ja.clone(), event.code.clone()))
}

/// The first and the last hour that a sheet of days shows: the usual ones, and those where there is something.
pub(super) fn hours_shown(days: &[Day]) -> (u16, u16) {
    const USUAL: (u16, u16) = (8, 19);
    let blocks = || days.iter().flat_map(|day| &day.blocks);
    let first = blocks().map(|block| block.from / 60).fold(USUAL.0, u16::min);
    let last = blocks().map(|block| block.to.div_ceil(60)).fold(USUAL.1, u16::max);
    (first, last)
}

/// What a calendar says from `today` on, in lines, by its parts: two versions are compared by them.
pub(super) fn parts(calendar: &Calendar, today: Date, text: Text) -> Vec<(String, Vec<String>)> {
    let words = text.availability();
    let date = text.date();
    let weekly = calendar.weekly().iter().filter(|rule| rule.end() >= today).map(|rule| {
        let mut line = format!("{} {}", date.weekday(rule.weekday), words.hours_of(&rule.hours));
        if rule.every > 1 {
            line = format!("{line} ({}: {})", words.every(), rule.every);
        }
        let until = rule.until.map(|until| date.day(until)).unwrap_or_default();
        format!("{line} {}", words.span(&date.day(rule.from), &until))
    });
    let exceptions = calendar.exceptions().iter().filter(|exception| exception.to >= today).map(|exception| {
        let plan = match &exception.plan {
            DayPlan::Hours(hours) => words.hours_of(hours),
            DayPlan::Closed => words.day_off().into_owned(),
            DayPlan::Leave(kind) => words.leave(*kind).into_owned(),
        };
        format!("{} {plan}", words.days_of(exception.from, exception.to))
    });
    vec![
        (words.weekly().into_owned(), weekly.collect()),
        (words.days().into_owned(), exceptions.collect()),
        (words.terms_title().into_owned(), super::terms::lines(calendar.terms(), text)),
    ]
}
