//! What an expert's time comes to, said in the simplest way.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::{add_business_hours, is_business_day};
use domain::consultation::{ConsultationState as State, WaitingState};
use domain::reference::{ReferenceNumber, SecretToken};
use domain::time::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::{EXPERTS, HOUR, MINUTE, ORGANISATIONS, PER_DAY};
use crate::house::now;

#[derive(Debug)]
pub(super) struct Booking {
    pub(super) id: i64,
    pub(super) expert: usize,
    pub(super) start: Timestamp,
    pub(super) organisation: usize,
    pub(super) state: State,
    pub(super) revision: u32,
    pub(super) free_until: Timestamp,
    /// Whether it counts towards a pause.
    pub(super) is_strike: bool,
    /// With whom, when, and until when it can be answered.
    pub(super) proposal: Option<(usize, Timestamp, Timestamp)>,
    pub(super) link: SecretToken,
    pub(super) reference: ReferenceNumber,
    /// How many mails its client was owed.
    pub(super) told: usize,
}

#[derive(Debug)]
pub(super) struct HoldMade {
    pub(super) token: SecretToken,
    pub(super) expert: usize,
    pub(super) start: Timestamp,
    pub(super) until: Timestamp,
    pub(super) extensions: u32,
}

/// Somebody who waits for an hour.
#[derive(Debug)]
pub(super) struct Waiting {
    /// Which of a few addresses.
    pub(super) address: usize,
    /// With whom; none: with anybody.
    pub(super) expert: Option<usize>,
    pub(super) day: Date,
    pub(super) state: WaitingState,
    /// Where they stand in line; it grows.
    pub(super) place: usize,
    /// With whom, when, and until when it can be answered.
    pub(super) offer: Option<(usize, Timestamp, Timestamp)>,
    /// Which of all offers that is.
    pub(super) turn: usize,
    /// How many offers they have let pass.
    pub(super) lapses: u32,
    pub(super) link: SecretToken,
    /// How many mails they were owed.
    pub(super) told: usize,
}

#[derive(Debug, Default)]
pub(super) struct Organisation {
    pub(super) used: u32,
    pub(super) granted: u32,
}

/// Everything there is to know, and the obvious way to do it.
pub(super) struct Model {
    pub(super) now: Timestamp,
    pub(super) bookings: Vec<Booking>,
    pub(super) holds: Vec<HoldMade>,
    pub(super) waitings: Vec<Waiting>,
    /// How often somebody has come to the end of the line, or had an offer.
    pub(super) places: usize,
    pub(super) organisations: [Organisation; ORGANISATIONS.len()],
    pub(super) closed: [BTreeSet<Date>; EXPERTS],
    pub(super) revisions: [u32; EXPERTS],
    pub(super) experts_told: usize,
    pub(super) happened: BTreeMap<&'static str, usize>,
}

impl Model {
    pub(super) fn new() -> Self {
        Self {
            now: now(),
            bookings: Vec::new(),
            holds: Vec::new(),
            waitings: Vec::new(),
            places: 0,
            organisations: Default::default(),
            closed: Default::default(),
            revisions: [2; EXPERTS],
            experts_told: 0,
            happened: BTreeMap::new(),
        }
    }

    pub(super) fn count(&mut self, what: &'static str) {
        *self.happened.entry(what).or_default() += 1;
    }

    /// What takes time: of what kind, whose, and from when; `but` is left out.
    pub(super) fn taken(&self, but: Option<usize>) -> Vec<(&'static str, usize, Timestamp)> {
        let booked =
            self.bookings.iter().enumerate().filter(|(place, one)| one.state.takes_time() && but != Some(*place));
        let proposed = self.bookings.iter().filter_map(|one| one.proposal.filter(|(.., until)| *until > self.now));
        let held = self.holds.iter().filter(|hold| hold.until > self.now);
        let mut taken: Vec<_> = booked.map(|(_, one)| ("consultation", one.expert, one.start)).collect();
        taken.extend(proposed.map(|(expert, start, _)| ("proposal", expert, start)));
        taken.extend(held.map(|hold| ("hold", hold.expert, hold.start)));
        let offered = self.waitings.iter().filter_map(|one| one.offer.filter(|(.., until)| *until > self.now));
        // An offer is a hold that lives longer.
        taken.extend(offered.map(|(expert, start, _)| ("hold", expert, start)));
        taken.sort_unstable();
        taken
    }

    pub(super) fn first_day(&self) -> Date {
        let mut day = self.now.tokyo_date().tomorrow().unwrap();
        while !is_business_day(day) {
            day = day.tomorrow().unwrap();
        }
        day
    }

    /// Whether an hour of an expert's can be had.
    pub(super) fn is_open(&self, expert: usize, start: Timestamp, but: Option<usize>) -> bool {
        let wall = start.in_tokyo();
        let minute = i64::from(wall.hour()) * 60 + i64::from(wall.minute());
        let last = self.now.tokyo_date().checked_add(60.days()).unwrap();
        let counts = self.taken(but).into_iter();
        let that_day = counts.filter(|(_, whose, other)| *whose == expert && other.tokyo_date() == wall.date()).count();
        let overlaps =
            |other: Timestamp| start < other.plus_seconds(75 * MINUTE) && other < start.plus_seconds(75 * MINUTE);
        is_business_day(wall.date())
            && !self.closed[expert].contains(&wall.date())
            && (9 * 60..=16 * 60).contains(&minute)
            && (self.first_day()..=last).contains(&wall.date())
            && that_day < PER_DAY
            && !self.taken(but).into_iter().any(|(_, whose, other)| whose == expert && overlaps(other))
    }

    /// Until when an hour that is booked now can be given up for nothing: the business day before it.
    pub(super) fn free_until(&self, start: Timestamp) -> Timestamp {
        let mut day = start.tokyo_date().yesterday().unwrap();
        while !is_business_day(day) {
            day = day.yesterday().unwrap();
        }
        let day = day.max(self.now.tokyo_date()).tomorrow().unwrap();
        Timestamp::from_tokyo(day.at(0, 0, 0, 0)).min(start)
    }

    /// Whom somebody gets who takes any expert.
    pub(super) fn least_busy(&self, start: Timestamp) -> Option<usize> {
        let sunday = (0..7).map(|back| start.tokyo_date().checked_sub(back.days()).unwrap());
        let sunday = sunday.into_iter().find(|day| day.weekday() == Weekday::Sunday).unwrap();
        let week = Timestamp::from_tokyo(sunday.at(0, 0, 0, 0));
        let busy = |expert: usize, until: Option<Timestamp>| {
            let is_then = |at: Timestamp| at >= week && until.is_none_or(|until| at < until);
            self.taken(None).into_iter().filter(|(_, whose, at)| *whose == expert && is_then(*at)).count()
        };
        let free = (0..EXPERTS).filter(|expert| self.is_open(*expert, start, None));
        free.min_by_key(|expert| (busy(*expert, Some(week.plus_seconds(7 * 24 * HOUR))), busy(*expert, None), *expert))
    }

    /// Puts somebody at the end of the line.
    pub(super) fn line_up(&mut self, whose: usize) {
        self.places += 1;
        (self.waitings[whose].state, self.waitings[whose].place) = (WaitingState::Waiting, self.places);
    }

    /// Offers what is open to those in line, one after another.
    pub(super) fn serve(&mut self) {
        loop {
            let mut line: Vec<usize> = (0..self.waitings.len()).collect();
            let is_offered = |address: usize| {
                let mut others = self.waitings.iter();
                others.any(|other| other.address == address && other.state == WaitingState::Offered)
            };
            line.retain(|whose| {
                let one = &self.waitings[*whose];
                one.state == WaitingState::Waiting && !is_offered(one.address)
            });
            line.sort_by_key(|whose| self.waitings[*whose].place);
            let found = line.into_iter().find_map(|whose| Some((whose, self.time_for(whose)?)));
            let Some((whose, (expert, start))) = found else { return };
            let until = Timestamp::from_tokyo(add_business_hours(self.now.in_tokyo(), 24)).min(start);
            self.places += 1;
            let waiting = &mut self.waitings[whose];
            (waiting.state, waiting.offer) = (WaitingState::Offered, Some((expert, start, until)));
            waiting.turn = self.places;
            waiting.told += 1;
            self.count("offered");
        }
    }

    /// The first hour of their day, with whoever of those they want is least busy.
    fn time_for(&self, whose: usize) -> Option<(usize, Timestamp)> {
        let Waiting { expert: wanted, day, .. } = self.waitings[whose];
        let nine = Timestamp::from_tokyo(day.at(9, 0, 0, 0));
        let mut starts = (0..=28).map(|quarter| nine.plus_seconds(quarter * 15 * MINUTE));
        starts.find_map(|start| {
            let in_time = self.now.plus_seconds(3 * HOUR) <= start;
            let expert = match wanted {
                Some(expert) => Some(expert).filter(|expert| self.is_open(*expert, start, None)),
                None => self.least_busy(start),
            };
            expert.filter(|_| in_time).map(|expert| (expert, start))
        })
    }

    /// Ends what has run out.
    pub(super) fn settle(&mut self) {
        for booking in &mut self.bookings {
            if booking.proposal.is_some_and(|(.., until)| until <= self.now) {
                booking.proposal = None;
                booking.revision += 1;
                booking.told += 1;
                self.experts_told += 1;
                *self.happened.entry("a proposal lapsed").or_default() += 1;
            }
        }
        let mut overdue: Vec<usize> = (0..self.waitings.len()).collect();
        overdue.retain(|whose| self.waitings[*whose].offer.is_some_and(|(.., until)| until <= self.now));
        overdue.sort_by_key(|whose| (self.waitings[*whose].offer.map(|(.., until)| until), self.waitings[*whose].turn));
        for whose in overdue {
            let waiting = &mut self.waitings[whose];
            waiting.offer = None;
            waiting.lapses += 1;
            waiting.told += 1;
            if waiting.lapses >= 2 {
                waiting.state = WaitingState::Lapsed;
            } else if waiting.day <= self.now.tokyo_date() {
                waiting.state = WaitingState::Ended;
            } else {
                self.line_up(whose);
            }
            self.count("an offer lapsed");
        }
        let today = self.now.tokyo_date();
        let past = self.waitings.iter_mut().filter(|one| one.state == WaitingState::Waiting && one.day <= today);
        let mut ended = 0;
        for waiting in past {
            waiting.state = WaitingState::Ended;
            waiting.told += 1;
            ended += 1;
        }
        *self.happened.entry("waited in vain").or_default() += ended;
        self.serve();
        // Holds are remembered for a day; none is asked for that may have been forgotten.
        self.holds.retain(|hold| hold.until.plus_seconds(20 * HOUR) > self.now);
    }

    /// How often an organisation has let others wait.
    pub(super) fn strikes(&self, organisation: usize) -> u32 {
        let counts = |booking: &&Booking| booking.organisation == organisation && booking.is_strike;
        u32::try_from(self.bookings.iter().filter(counts).count()).unwrap()
    }

    pub(super) fn is_to_come(&self, place: usize) -> bool {
        self.bookings[place].state.is_to_come() && self.now < self.bookings[place].start
    }
}
