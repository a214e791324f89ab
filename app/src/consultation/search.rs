//! What of experts' time is open, as pages show it.

use domain::availability::{
    ALTERNATIVES, Diary, EngagementKind, Length, PublicClosure, Slot, Wish, closed_day, open_days,
};
use domain::consultation::{Consultation, ConsultationRefusal as Refusal};
use domain::expert::{ExpertCode, ExpertEntry};
use domain::reference::{IdempotencyKey, SecretToken};
use domain::time::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::Date;
use storage::{ExpertDiary, Held, NewHold, StorageError};

use super::query::ConsultationQuery;
use crate::AppError;
use crate::services::Services;

/// The open times of a month or of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Times {
    /// A month: its days with how many times are open on each.
    Month {
        /// Its first day.
        month: Date,
        /// The days with open times.
        open: Vec<(Date, usize)>,
    },
    /// A day: its open times, or why there are none.
    Day {
        /// Which.
        day: Date,
        /// The open times.
        slots: Vec<Slot>,
        /// Why there is none.
        why: Option<PublicClosure>,
        /// The last open day before it, and the first after it.
        beside: (Option<Date>, Option<Date>),
    },
}

impl Times {
    /// Whether nothing is open.
    pub fn are_none(&self) -> bool {
        match self {
            Self::Month { open, .. } => open.is_empty(),
            Self::Day { slots, .. } => slots.is_empty(),
        }
    }
}

/// Open times with the next ones, for whoever finds none there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Those that were asked for.
    pub times: Times,
    /// The next open times: from the day on, or from now.
    pub next: Vec<Slot>,
}

/// The search when everything is chosen but the time.
#[derive(Debug, Clone)]
pub struct Choosing {
    /// For what.
    pub wish: Wish,
    /// The lengths that one can choose.
    pub lengths: Vec<Length>,
    /// The experts who take it.
    pub experts: Vec<ExpertEntry>,
    /// What is open.
    pub found: Found,
    /// Which showing of the page this is: a choice that is sent twice holds one time.
    pub key: IdempotencyKey,
}

/// How far one has come.
#[derive(Debug, Clone)]
pub enum Stage {
    /// On what?
    Topic,
    /// Where?
    Meeting,
    /// When?
    Time(Box<Choosing>),
}

/// The search with everything it shows.
#[derive(Debug, Clone)]
pub struct SearchView {
    /// What the address asks for.
    pub query: ConsultationQuery,
    /// How far one has come.
    pub stage: Stage,
    /// What a rule said no to.
    pub refusal: Option<Refusal>,
    /// Whether a form was sent that names no time.
    pub lacks_time: bool,
}

impl SearchView {
    /// The status that this page is answered with.
    pub const fn status(&self) -> u16 {
        status_of_choice(self.refusal.is_some(), self.lacks_time)
    }
}

/// The status of a page on which a time is chosen: whether a rule has said no to one, and whether none was named.
pub(crate) const fn status_of_choice(is_refused: bool, lacks_time: bool) -> u16 {
    match (is_refused, lacks_time) {
        (true, _) => 409,
        (false, true) => 422,
        (false, false) => 200,
    }
}

/// What answers a time that was chosen.
#[derive(Debug, Clone)]
pub enum Choice {
    /// It is held: the form for it.
    Held(Box<Held>),
    /// The search again, with why it is not.
    Page(Box<SearchView>),
}

/// What is asked of diaries.
pub(super) struct Asked {
    pub(super) wish: Wish,
    pub(super) month: Option<Date>,
    pub(super) day: Option<Date>,
}

/// What is open of what is asked.
pub(super) fn look(diaries: &[Diary<'_>], asked: &Asked, now: Timestamp) -> Found {
    let Asked { wish, month, day } = *asked;
    let next = |from: Timestamp| {
        let all = diaries.iter().flat_map(|diary| diary.next_open(wish, from, ALTERNATIVES, now));
        let mut slots: Vec<Slot> = all.collect();
        slots.sort_unstable();
        slots.dedup();
        slots.truncate(ALTERNATIVES);
        slots
    };
    let first = next(now);
    let times = if let Some(day) = day {
        let mut slots: Vec<Slot> = diaries.iter().flat_map(|diary| diary.open_slots(wish, day, day, now)).collect();
        slots.sort_unstable();
        slots.dedup();
        let why = if slots.is_empty() { closed_day(diaries, wish, day, now) } else { None };
        let open = open_days(diaries, wish, day, now);
        let before = open.iter().rev().map(|(open, _)| *open).find(|open| *open < day);
        let after = open.iter().map(|(open, _)| *open).find(|open| *open > day);
        Times::Day { day, slots, why, beside: (before, after) }
    } else {
        // Whoever does not ask for a month is shown the first in which something is open.
        let soonest = first.first().map_or(now.tokyo_date(), |slot| slot.starts_at.tokyo_date());
        let month = month.unwrap_or(soonest).first_of_month();
        Times::Month { month, open: open_days(diaries, wish, month, now) }
    };
    let wanted = match &times {
        Times::Month { month, .. } => *month,
        Times::Day { day, .. } => *day,
    };
    let later = if times.are_none() { next(domain::time::start_of_day(wanted).max(now)) } else { Vec::new() };
    Found { times, next: if later.is_empty() { first } else { later } }
}

/// From which day on diaries are read to show a month and what is next.
fn read_from(query: &ConsultationQuery, now: Timestamp) -> Date {
    let today = now.tokyo_date();
    let shown = query.day.or(query.month).unwrap_or(today).first_of_month();
    // What is long past is not shown, nor read.
    shown.min(today).max(today.first_of_month().saturating_sub(1.month()))
}

/// The lengths that some of them take for this topic and place, the shortest first.
fn lengths(diaries: &[&ExpertDiary], wish: Wish) -> Vec<Length> {
    let takes = |length| diaries.iter().any(|one| one.calendar.terms().declines(Wish { length, ..wish }).is_none());
    Length::ALL.into_iter().filter(|length| takes(*length)).collect()
}

impl Services {
    /// The search that an address asks for, in a showing of this key.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn consultation_search(
        &self,
        query: ConsultationQuery,
        key: IdempotencyKey,
    ) -> Result<SearchView, AppError> {
        let stage = match (query.topic, query.meeting) {
            (None, _) => Stage::Topic,
            (Some(_), None) => Stage::Meeting,
            (Some(topic), Some(meeting)) => {
                let length = query.length.unwrap_or(Length::Sixty);
                Stage::Time(Box::new(self.choosing(&query, Wish { topic, meeting, length }, key).await?))
            }
        };
        Ok(SearchView { query, stage, refusal: None, lacks_time: false })
    }

    async fn choosing(&self, query: &ConsultationQuery, wish: Wish, key: IdempotencyKey) -> Result<Choosing, AppError> {
        let now = self.clock.now();
        let failed = |cause: StorageError| self.failed("looking for open times", &cause);
        let all = self.storage.diaries(None, read_from(query, now), now).await.map_err(failed)?;
        let shown = self.storage.experts_shown().await.map_err(failed)?;
        let takers: Vec<&ExpertDiary> = all.iter().filter(|one| !lengths(&[*one], wish).is_empty()).collect();
        let is_wanted = |one: &&ExpertDiary| query.expert.as_ref().is_none_or(|code| *code == one.code);
        let wanted: Vec<&ExpertDiary> = takers.iter().copied().filter(is_wanted).collect();
        let lengths = lengths(&wanted, wish);
        let length =
            if lengths.contains(&wish.length) { wish.length } else { *lengths.first().unwrap_or(&wish.length) };
        let wish = Wish { length, ..wish };
        let diaries: Vec<Diary<'_>> = wanted.iter().map(|one| one.diary()).collect();
        let found = look(&diaries, &Asked { wish, month: query.month, day: query.day }, now);
        let is_taker = |entry: &ExpertEntry| takers.iter().any(|one| one.expert == entry.account);
        let experts = shown.into_iter().filter(is_taker).collect();
        Ok(Choosing { wish, lengths, experts, found, key })
    }

    /// Holds the time that somebody has chosen, or says why not.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an expert whom nobody finds; otherwise when the database cannot be used.
    pub async fn consultation_choose(
        &self,
        query: ConsultationQuery,
        starts_at: Option<Timestamp>,
        key: &str,
    ) -> Result<Choice, AppError> {
        let (Some(topic), Some(meeting), Some(starts_at)) = (query.topic, query.meeting, starts_at) else {
            let view = self.consultation_search(query, self.draw_key(self.clock.now())).await?;
            return Ok(Choice::Page(Box::new(SearchView { lacks_time: true, ..view })));
        };
        let now = self.clock.now();
        let wish = Wish { topic, meeting, length: query.length.unwrap_or(Length::Sixty) };
        let (key, _) = self.key_of(key, now);
        let new = NewHold { wish, starts_at, expert: query.expert.clone(), table: None, instead_of: None, key };
        match self.storage.consultation_hold(new, now).await.map_err(StorageError::refusal) {
            Ok(held) => {
                tracing::info!(topic = topic.slug(), "consultation.held");
                Ok(Choice::Held(Box::new(held)))
            }
            Err(Ok(Refusal::UnknownExpert)) => Err(AppError::NotFound),
            Err(Ok(refusal)) => {
                let query = query.on_day(starts_at.tokyo_date());
                let view = self.consultation_search(query, self.draw_key(now)).await?;
                Ok(Choice::Page(Box::new(SearchView { refusal: Some(refusal), ..view })))
            }
            Err(Err(cause)) => Err(self.failed("holding a time", &cause)),
        }
    }

    /// The times to which a consultation can be moved; its own is not in its way.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub(super) async fn times_to_move_to(
        &self,
        consultation: &Consultation,
        expert: &ExpertCode,
        query: &ConsultationQuery,
    ) -> Result<Found, AppError> {
        let now = self.clock.now();
        let read = self.storage.diaries(Some(expert), read_from(query, now), now).await;
        let mut read = read.map_err(|cause| self.failed("looking for open times", &cause))?;
        for one in &mut read {
            one.engagements = one.engagements.without(EngagementKind::Consultation(consultation.id));
        }
        let diaries: Vec<Diary<'_>> = read.iter().map(ExpertDiary::diary).collect();
        let asked = Asked { wish: consultation.wish, month: query.month, day: query.day };
        let mut found = look(&diaries, &asked, now);
        // Whoever moves it wants another time than its own.
        if let Times::Day { slots, .. } = &mut found.times {
            slots.retain(|slot| *slot != consultation.slot);
        }
        found.next.retain(|slot| *slot != consultation.slot);
        Ok(found)
    }

    /// An expert whom citizens find, with what they take.
    ///
    /// # Errors
    /// [`AppError::NotFound`]; otherwise when the database cannot be used.
    pub async fn expert_shown(&self, code: &str) -> Result<(ExpertEntry, ExpertDiary), AppError> {
        let code = ExpertCode::parse(code).map_err(|_| AppError::NotFound)?;
        let now = self.clock.now();
        let failed = |cause: StorageError| self.failed("reading an expert", &cause);
        let entry = self.storage.expert_by_code(&code).await.map_err(failed)?;
        let mut diaries = self.storage.diaries(Some(&code), now.tokyo_date(), now).await.map_err(failed)?;
        match (entry, diaries.pop()) {
            (Some(entry), Some(diary)) => Ok((entry, diary)),
            _ => Err(AppError::NotFound),
        }
    }

    /// Lets a time go that was held, and says where others are found.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub(super) async fn let_go(&self, hold: &SecretToken) -> Result<(), AppError> {
        let released = self.storage.consultation_hold_release(&hold.hash(), self.clock.now()).await;
        match released.map_err(StorageError::refusal) {
            // What is gone already needs no letting go.
            Ok(()) | Err(Ok(_)) => Ok(()),
            Err(Err(cause)) => Err(self.failed("letting a time go", &cause)),
        }
    }
}
