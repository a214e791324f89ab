//! Which times are open, and why others are not: one rule, asked in two ways.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use serde::{Deserialize, Serialize};

use super::Calendar;
use super::closure::Closure;
use super::engagement::{Busy, Engagements, floor, instant};
use super::hours::{DAY_MINUTES, QUARTER};
use super::rule::first_of_week;
use super::terms::{Length, Meeting, Wish};
use super::travel::travel_minutes;
use crate::time::{Timestamp, start_of_day};

/// How many other times are named to whoever wanted one that is not open.
pub const ALTERNATIVES: usize = 3;
/// So many days are looked at in one go where the next open times are looked for.
const DAYS_AT_A_TIME: i64 = 14;

/// A time that can be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// When it begins.
    pub starts_at: Timestamp,
    /// How long it lasts.
    pub length: Length,
}

impl Slot {
    /// When it ends.
    pub fn ends_at(self) -> Timestamp {
        self.starts_at.plus_seconds(i64::from(self.length.minutes()) * 60)
    }
}

/// An expert's calendar with what stands in it.
#[derive(Debug, Clone, Copy)]
pub struct Diary<'a> {
    /// When and on which terms they are there.
    pub calendar: &'a Calendar,
    /// What they have agreed to: everything from the beginning of the first week that is asked for.
    pub engagements: &'a Engagements,
}

/// What open times are looked for between minutes of the wall: everything that does not change from day to day.
struct Search<'a> {
    diary: Diary<'a>,
    wish: Wish,
    /// The first and the last day that can be booked.
    bookable: (Date, Date),
    /// The minute that is running.
    now: i64,
    minutes: i64,
    before: i64,
    after: i64,
}

/// The times between which nothing may begin, in their order, reused from day to day.
type Blocked = Vec<(i64, i64)>;

impl Diary<'_> {
    /// The open times on the days from `from` to `to`, in their order.
    pub fn open_slots(self, wish: Wish, from: Date, to: Date, now: Timestamp) -> Vec<Slot> {
        let mut slots = Vec::new();
        self.each_open(wish, from, to, now, |slot| slots.push(slot));
        slots
    }

    /// Hands each open time on the days from `from` to `to` to `take`, in their order.
    pub fn each_open(self, wish: Wish, from: Date, to: Date, now: Timestamp, mut take: impl FnMut(Slot)) {
        if self.calendar.terms().declines(wish).is_some() {
            return;
        }
        let search = Search::new(self, wish, now);
        let (first, last) = search.bookable;
        let last = last.min(to);
        let mut blocked = Blocked::new();
        let mut day = first.max(from).max(now.tokyo_date());
        while day <= last {
            search.open_on(day, &mut blocked, &mut take);
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
    }

    /// The next `count` open times from `from` on, for as far as one can book.
    pub fn next_open(self, wish: Wish, from: Timestamp, count: usize, now: Timestamp) -> Vec<Slot> {
        let (first, last) = self.calendar.terms().bookable_days(now);
        let mut day = first.max(from.tokyo_date());
        let mut slots: Vec<Slot> = Vec::new();
        while day <= last && slots.len() < count {
            let end = day.checked_add(Span::new().days(DAYS_AT_A_TIME - 1)).unwrap_or(Date::MAX);
            self.each_open(wish, day, end.min(last), now, |slot| {
                if slot.starts_at >= from && slots.len() < count {
                    slots.push(slot);
                }
            });
            let Ok(next) = end.tomorrow() else { break };
            day = next;
        }
        slots
    }

    /// The rule that closes `moment` for a consultation that would begin then; none where it is open.
    pub fn closure(self, wish: Wish, moment: Timestamp, now: Timestamp) -> Option<Closure> {
        if let Some(declined) = self.calendar.terms().declines(wish) {
            return Some(Closure::Declined(declined));
        }
        Search::new(self, wish, now).closure(moment, now)
    }

    /// The next times that are open instead of `moment`: those that follow it, or the first there are where none does.
    pub fn alternatives(self, wish: Wish, moment: Timestamp, now: Timestamp) -> Vec<Slot> {
        let later = self.next_open(wish, moment.max(now), ALTERNATIVES, now);
        if later.is_empty() { self.next_open(wish, now, ALTERNATIVES, now) } else { later }
    }
}

impl<'a> Search<'a> {
    fn new(diary: Diary<'a>, wish: Wish, now: Timestamp) -> Self {
        let terms = diary.calendar.terms();
        Self {
            diary,
            wish,
            bookable: terms.bookable_days(now),
            now: floor(now),
            minutes: i64::from(wish.length.minutes()),
            before: i64::from(terms.buffer_before),
            after: i64::from(terms.buffer_after),
        }
    }

    fn open_on(&self, day: Date, blocked: &mut Blocked, take: &mut impl FnMut(Slot)) {
        let hours = self.diary.calendar.hours_on(day);
        if hours.hours.is_empty() {
            return;
        }
        let midnight = floor(start_of_day(day));
        if self.limit_reached(day, midnight).is_some() {
            return;
        }
        blocked.clear();
        blocked.extend(self.near(midnight).map(|busy| self.blocks(busy)));
        blocked.sort_unstable();
        for window in hours.hours.windows() {
            let last = midnight + i64::from(window.to()) - self.minutes;
            let mut start = midnight + i64::from(window.from());
            let mut next = 0;
            while start <= last {
                while next < blocked.len() && blocked[next].1 <= start {
                    next += 1;
                }
                // Of those that begin before, one that ends later may stand behind one that ends earlier.
                let free_from = blocked[next..]
                    .iter()
                    .take_while(|(low, _)| *low < start)
                    .fold(start, |free, (_, high)| free.max(*high));
                if free_from > start {
                    start += quarters_to(free_from - start);
                } else {
                    if start > self.now {
                        take(Slot { starts_at: instant(start), length: self.wish.length });
                    }
                    start += i64::from(QUARTER);
                }
            }
        }
    }

    fn near(&self, midnight: i64) -> impl Iterator<Item = &'a Busy> {
        self.diary.engagements.near(midnight, midnight + i64::from(DAY_MINUTES))
    }

    fn blocks(&self, busy: &Busy) -> (i64, i64) {
        busy.blocks(self.minutes, self.before, self.after, self.wish.meeting.prefecture())
    }

    /// Whether there are as many on a day, or in its week, as there may be.
    fn limit_reached(&self, day: Date, midnight: i64) -> Option<Closure> {
        let terms = self.diary.calendar.terms();
        let day_minutes = i64::from(DAY_MINUTES);
        let is_full = |limit: u16, from: i64, days: i64| {
            self.diary.engagements.count(from, from + days * day_minutes) >= usize::from(limit)
        };
        if let Some(limit) = terms.per_day.filter(|limit| is_full(*limit, midnight, 1)) {
            return Some(Closure::DayFull { limit });
        }
        let sunday = midnight - i64::from((day - first_of_week(day)).get_days()) * day_minutes;
        terms.per_week.filter(|limit| is_full(*limit, sunday, 7)).map(|limit| Closure::WeekFull { limit })
    }

    fn closure(&self, moment: Timestamp, now: Timestamp) -> Option<Closure> {
        let day = moment.tokyo_date();
        let midnight = floor(start_of_day(day));
        let start = floor(moment);
        let (first, last) = self.bookable;
        if moment <= now {
            return Some(Closure::Past);
        }
        if day < first {
            return Some(Closure::TooSoon { first });
        }
        if day > last {
            return Some(Closure::TooFar { last });
        }
        let minute = u16::try_from(start - midnight).unwrap_or(DAY_MINUTES);
        let end = minute.saturating_add(self.wish.length.minutes());
        self.diary
            .calendar
            .outside_hours(day, minute, end)
            .or_else(|| {
                let is_on_quarter = start % i64::from(QUARTER) == 0 && instant(start) == moment;
                (!is_on_quarter).then_some(Closure::OffTheQuarter)
            })
            .or_else(|| self.engaged(midnight, start))
            .or_else(|| self.limit_reached(day, midnight))
    }

    /// What else is in the way at a minute: what is at the time itself before what is only near it.
    fn engaged(&self, midnight: i64, start: i64) -> Option<Closure> {
        let end = start + self.minutes;
        let in_the_way = |busy: &&Busy| {
            let (low, high) = self.blocks(busy);
            low < start && start < high
        };
        let nearness = |busy: &&Busy| {
            let is_at_the_time = busy.starts < end && start < busy.ends;
            (!is_at_the_time, busy.starts)
        };
        let busy = self.near(midnight).filter(in_the_way).min_by_key(nearness)?;
        let engagement = self.diary.engagements.at(busy.at);
        let is_at_the_time = busy.starts < end && start < busy.ends;
        let is_buffer = busy.from < end + self.after && start - self.before < busy.until;
        match (busy.place, self.wish.meeting) {
            (Some(there), Meeting::OnSite(here)) if !is_buffer => {
                let minutes =
                    if busy.starts < start { travel_minutes(there, here) } else { travel_minutes(here, there) };
                Some(Closure::Travel { with: engagement.kind, there, here, minutes })
            }
            _ => Some(Closure::Engaged {
                with: engagement.kind,
                starts_at: engagement.starts_at,
                ends_at: engagement.ends_at,
                is_buffer: !is_at_the_time,
            }),
        }
    }
}

/// So many minutes, up to the next full quarter.
const fn quarters_to(minutes: i64) -> i64 {
    let quarter = QUARTER as i64;
    (minutes + quarter - 1) / quarter * quarter
}

/// The days of a month with how many times are open on each, each once, whoever has it; days without any are left out.
pub fn open_days(diaries: &[Diary<'_>], wish: Wish, month: Date, now: Timestamp) -> Vec<(Date, usize)> {
    let (from, to) = (month.first_of_month(), month.last_of_month());
    // A bit for each quarter of a day, on which all times begin.
    let mut quarters = vec![0_u128; usize::try_from(to.day()).unwrap_or_default() + 1];
    let first = floor(start_of_day(from));
    for diary in diaries {
        diary.each_open(wish, from, to, now, |slot| {
            let minute = floor(slot.starts_at) - first;
            let (day, minute) = (minute / i64::from(DAY_MINUTES), minute % i64::from(DAY_MINUTES));
            if let Some(open) = usize::try_from(day).ok().and_then(|day| quarters.get_mut(day)) {
                *open |= 1 << (minute / i64::from(QUARTER));
            }
        });
    }
    let counts = quarters.into_iter().map(|open| open.count_ones() as usize);
    let open = counts.zip(0_i64..).filter(|(count, _)| *count > 0);
    open.filter_map(|(count, day)| Some((from.checked_add(day.days()).ok()?, count))).collect()
}
