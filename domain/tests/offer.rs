//! Offers of freed seats: how long they live, who may answer, what becomes of whoever does not; and whole histories
//! of a line whose freed seats are offered one after the other.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use std::collections::VecDeque;

use domain::calendar::{add_business_hours, is_business_day};
use domain::event::{Format, RegistrationWindow, Standing};
use domain::offer::{
    OFFERS_UNANSWERED, Offer, OfferAnswer, OfferHours, OfferOutcome, SHORTEST_OFFER_SECONDS, after_lapse, may_answer,
    offer_until, offers_end,
};
use domain::registration::{
    Placement, Refusal, RegistrationId, RegistrationState, Seats, Transition, WaitingParty, Wish, decide, seats_given,
};
use domain::time::Timestamp;
use jiff::civil::{DateTime, date};
use proptest::prelude::*;

const HOUR: i64 = 60 * 60;

fn wall(month: i8, day: i8, hour: i8) -> DateTime {
    date(2026, month, day).at(hour, 0, 0, 0)
}

fn at(month: i8, day: i8, hour: i8) -> Timestamp {
    Timestamp::from_tokyo(wall(month, day, hour))
}

/// Begins on 1 December 2026 at two; one may register until the end of 27 November.
fn seats(capacity: u32) -> Seats {
    Seats {
        capacity: Some(capacity),
        reserved: 0,
        taken: 0,
        waiting: 0,
        per_registration: 3,
        window: RegistrationWindow { opens_at: None, closes_at: at(11, 28, 0) },
        starts_at: at(12, 1, 14),
        ends_at: at(12, 1, 16),
        standing: Standing::Published,
        format: Format::Online,
    }
}

#[test]
fn business_hours_pass_on_business_days_only() {
    for (from, hours, to) in [
        // Tuesday to Wednesday; Friday to Monday; from a Saturday the clock starts on Monday.
        (wall(11, 10, 14), 24, wall(11, 11, 14)),
        (wall(11, 13, 14), 24, wall(11, 16, 14)),
        (wall(11, 14, 10), 24, wall(11, 17, 0)),
        // 3 November is a holiday, a Tuesday.
        (wall(11, 2, 18), 24, wall(11, 4, 18)),
        // A whole business day ends with that day, though the next one is closed.
        (wall(11, 13, 0), 24, wall(11, 14, 0)),
        // From 29 December until 3 January offices are closed, and Saturday and Sunday too.
        (wall(12, 28, 12), 24, date(2027, 1, 4).at(12, 0, 0, 0)),
        (wall(11, 10, 14), 3, wall(11, 10, 17)),
        (wall(11, 10, 14), 72, wall(11, 13, 14)),
    ] {
        assert_eq!(add_business_hours(from, hours), to, "{hours} hours after {from}");
    }
}

#[test]
fn an_offer_lives_its_hours_but_not_beyond_the_deadline_or_the_beginning() {
    let until = |event: &Seats, now| offer_until(event, OfferHours::DEFAULT, now);
    let event = seats(10);
    assert_eq!(until(&event, at(11, 10, 14)), Some(at(11, 11, 14)));
    assert_eq!(until(&event, at(11, 27, 14)), Some(at(11, 28, 0)), "the deadline comes first");
    assert_eq!(until(&event, at(11, 27, 21)), Some(at(11, 28, 0)), "three hours are enough");
    assert_eq!(until(&event, at(11, 27, 22)), None, "nobody could answer in time");
    assert_eq!(until(&event, at(11, 30, 9)), None);
    let late = Seats { window: RegistrationWindow { opens_at: None, closes_at: at(12, 24, 0) }, ..event };
    assert_eq!(until(&late, at(12, 1, 10)), Some(at(12, 1, 14)), "the beginning comes first");
    assert_eq!(until(&late, at(12, 1, 15)), None, "nothing is offered once it has begun");
    let hours = OfferHours::new(1).expect("an hour");
    assert_eq!(offer_until(&event, hours, at(11, 10, 14)), Some(at(11, 10, 15)));
}

#[test]
fn an_offer_lives_for_an_hour_at_least_and_for_ten_business_days_at_most() {
    let taken = |hours| OfferHours::new(hours).map(OfferHours::get);
    assert_eq!([0, 1, 24, 240, 241].map(taken), [None, Some(1), Some(24), Some(240), None]);
    assert_eq!(OfferHours::DEFAULT.get(), 24);
}

#[test]
fn only_whoever_has_a_living_offer_may_answer() {
    use RegistrationState::{Cancelled, Offered, Seated, SetAside, Waiting};
    let (event, now) = (seats(1), at(11, 10, 14));
    let living = Some(Offer { until: at(11, 11, 14), outcome: None });
    let ended = |outcome| Some(Offer { until: at(11, 10, 14), outcome: Some(outcome) });
    for (state, offer, expected) in [
        (Offered, living, Ok(())),
        (Offered, Some(Offer { until: now, outcome: None }), Err(Refusal::OfferEnded)),
        (Waiting, ended(OfferOutcome::Lapsed), Err(Refusal::OfferEnded)),
        (Waiting, None, Err(Refusal::NoOffer)),
        (Seated, ended(OfferOutcome::Accepted), Err(Refusal::NoOffer)),
        (Seated, None, Err(Refusal::NoOffer)),
        (Cancelled, ended(OfferOutcome::Declined), Err(Refusal::AlreadyCancelled)),
        (Cancelled, ended(OfferOutcome::Lapsed), Err(Refusal::AlreadyCancelled)),
        (SetAside, None, Err(Refusal::NoOffer)),
    ] {
        assert_eq!(may_answer(&event, state, offer, now), expected, "{state:?} {offer:?}");
    }
    let off = Seats { standing: Standing::Cancelled, ..event };
    assert_eq!(may_answer(&off, Offered, living, now), Err(Refusal::EventCancelled));
}

#[test]
fn whoever_lets_an_offer_pass_keeps_a_place_in_line_once() {
    let after = |earlier, now| after_lapse(&seats(1), earlier, OfferHours::DEFAULT, now);
    assert_eq!(after(0, at(11, 10, 14)), Transition::LapseOffer);
    assert_eq!(after(1, at(11, 10, 14)), Transition::Cancel);
    assert_eq!(after(0, at(11, 28, 0)), Transition::Cancel, "no other offer could be made");
}

#[test]
fn words_are_read_back() {
    for outcome in [OfferOutcome::Accepted, OfferOutcome::Declined, OfferOutcome::Lapsed] {
        assert_eq!(OfferOutcome::from_slug(outcome.slug()), Some(outcome));
    }
    for answer in [OfferAnswer::Accept, OfferAnswer::Decline] {
        assert_eq!(OfferAnswer::from_slug(answer.slug()), Some(answer));
    }
    assert_eq!(OfferAnswer::from_slug("perhaps"), None);
}

/// What can happen to a line.
#[derive(Debug, Clone)]
enum Act {
    Register(u32),
    Cancel(prop::sample::Index),
    Answer(prop::sample::Index, OfferAnswer),
    Capacity(u32),
    Wait(i64),
}

#[derive(Debug, Clone, Copy)]
struct Party {
    seats: u32,
    state: RegistrationState,
    offer: Option<Offer>,
    lapses: u32,
}

/// The storage without a database: the same decisions, applied to a list.
#[derive(Debug, Clone)]
struct History {
    event: Seats,
    now: Timestamp,
    parties: Vec<Party>,
    line: VecDeque<usize>,
}

impl History {
    fn new(capacity: u32) -> Self {
        Self { event: seats(capacity), now: at(11, 1, 9), parties: Vec::new(), line: VecDeque::new() }
    }

    fn held(&self, states: &[RegistrationState]) -> u32 {
        self.parties.iter().filter(|party| states.contains(&party.state)).map(|party| party.seats).sum()
    }

    fn moves(&mut self, index: usize, transition: Transition) {
        let party = &mut self.parties[index];
        party.state = party.state.after(transition).expect("a decision is possible");
        self.line.retain(|waiting| *waiting != index);
        if self.parties[index].state == RegistrationState::Waiting {
            self.line.push_back(index);
        }
    }

    fn expire(&mut self) {
        for index in 0..self.parties.len() {
            let party = self.parties[index];
            let Some(offer) = party.offer.filter(|_| party.state == RegistrationState::Offered) else { continue };
            if !offer.lives_at(self.now) {
                let transition = after_lapse(&self.event, party.lapses, OfferHours::DEFAULT, self.now);
                self.parties[index].lapses += 1;
                self.moves(index, transition);
            }
        }
    }

    fn give(&mut self) {
        self.count();
        let line: Vec<_> = self.line.iter().map(|&index| self.waiting(index)).collect();
        let until = offer_until(&self.event, OfferHours::DEFAULT, self.now);
        for party in seats_given(&self.event, &line, self.now) {
            let index = usize::try_from(party.id.0).expect("an index");
            self.moves(index, if until.is_some() { Transition::OfferSeat } else { Transition::GiveSeat });
            self.parties[index].offer = until.map(|until| Offer { until, outcome: None });
        }
        self.count();
    }

    fn waiting(&self, index: usize) -> WaitingParty {
        let id = RegistrationId(i64::try_from(index).expect("few"));
        WaitingParty { id, seats: self.parties[index].seats }
    }

    fn count(&mut self) {
        self.event.taken = self.held(&[RegistrationState::Seated, RegistrationState::Offered]);
        self.event.waiting = u32::try_from(self.line.len()).expect("few");
    }

    fn apply(&mut self, act: &Act) {
        self.expire();
        self.give();
        match act {
            Act::Register(seats) => {
                let wish = Wish { seats: *seats, attendance: domain::registration::Attendance::Online, or_wait: true };
                if let Ok(placement) = decide(&self.event, wish, self.now) {
                    let index = self.parties.len();
                    self.parties.push(Party { seats: *seats, state: placement.state(), offer: None, lapses: 0 });
                    if matches!(placement, Placement::Waiting { .. }) {
                        self.line.push_back(index);
                    }
                }
            }
            Act::Cancel(_) | Act::Answer(..) if self.parties.is_empty() => {}
            Act::Cancel(index) => {
                let index = index.index(self.parties.len());
                if self.parties[index].state.after(Transition::Cancel).is_some() {
                    self.moves(index, Transition::Cancel);
                }
            }
            Act::Answer(index, answer) => {
                let index = index.index(self.parties.len());
                let party = self.parties[index];
                if may_answer(&self.event, party.state, party.offer, self.now).is_ok() {
                    let transition = match answer {
                        OfferAnswer::Accept => Transition::AcceptOffer,
                        OfferAnswer::Decline => Transition::Cancel,
                    };
                    self.moves(index, transition);
                }
            }
            // The desk and the database refuse to take away seats that people have or are offered.
            Act::Capacity(new) if *new < self.event.taken => {}
            Act::Capacity(new) => self.event.capacity = Some(*new),
            Act::Wait(hours) => self.now = self.now.plus_seconds(hours * HOUR),
        }
        self.expire();
        self.give();
    }
}

fn history() -> impl Strategy<Value = (u32, Vec<Act>)> {
    let index = any::<prop::sample::Index>;
    let act = prop_oneof![
        4 => (1_u32..=3).prop_map(Act::Register),
        2 => index().prop_map(Act::Cancel),
        2 => index().prop_map(|index| Act::Answer(index, OfferAnswer::Accept)),
        1 => index().prop_map(|index| Act::Answer(index, OfferAnswer::Decline)),
        1 => (1_u32..10).prop_map(Act::Capacity),
        2 => (1_i64..60).prop_map(Act::Wait),
    ];
    (1_u32..8, prop::collection::vec(act, 0..90))
}

proptest! {
    #[test]
    fn an_offer_ends_in_time_and_leaves_time_to_answer(hours in 1_u32..=240, minutes in 0_i64..60_000) {
        let event = seats(1);
        let now = at(11, 1, 0).plus_seconds(minutes * 60);
        let hours = OfferHours::new(hours).expect("in range");
        match offer_until(&event, hours, now) {
            Some(until) => {
                prop_assert!(until <= offers_end(&event));
                let seconds = until.microseconds_since(now) / 1_000_000;
                prop_assert!(seconds >= SHORTEST_OFFER_SECONDS.min(i64::from(hours.get()) * HOUR));
            }
            None => prop_assert!(now.plus_seconds(SHORTEST_OFFER_SECONDS) > offers_end(&event)),
        }
    }

    #[test]
    fn business_hours_are_counted_hour_by_hour(days in 0_i64..400, hour in 0_i64..24, hours in 1_u32..=240) {
        let from = Timestamp::from_tokyo(date(2026, 1, 1).at(0, 0, 0, 0)).plus_seconds((days * 24 + hour) * HOUR);
        let (mut moment, mut left) = (from, hours);
        while left > 0 {
            left -= u32::from(is_business_day(moment.tokyo_date()));
            moment = moment.plus_seconds(HOUR);
        }
        prop_assert_eq!(add_business_hours(from.in_tokyo(), hours), moment.in_tokyo());
    }

    #[test]
    fn seats_taken_and_on_offer_never_exceed_the_capacity((capacity, acts) in history()) {
        let mut history = History::new(capacity);
        for act in &acts {
            history.apply(act);
            let held = history.held(&[RegistrationState::Seated, RegistrationState::Offered]);
            prop_assert!(held <= history.event.capacity.expect("a limit"), "{history:?}");
        }
    }

    #[test]
    fn nobody_waits_while_a_seat_is_free_and_not_on_offer((capacity, acts) in history()) {
        let mut history = History::new(capacity);
        for act in &acts {
            history.apply(act);
            let first = history.line.front().map(|&index| history.parties[index].seats);
            // Nobody gets a seat once it is over.
            let is_over = history.now >= history.event.ends_at;
            prop_assert!(is_over || first.is_none_or(|seats| seats > history.event.free()), "{history:?}");
        }
    }

    #[test]
    fn the_line_moves_at_its_front_and_grows_at_its_end((capacity, acts) in history()) {
        let mut history = History::new(capacity);
        for act in &acts {
            let before: Vec<usize> = history.line.iter().copied().collect();
            history.apply(act);
            let after: Vec<usize> = history.line.iter().copied().collect();
            // Who was in line and still is has kept the order; who came in stands behind them.
            let (stayed, came): (Vec<usize>, Vec<usize>) = after.iter().partition(|index| before.contains(index));
            let kept: Vec<usize> = before.iter().copied().filter(|index| stayed.contains(index)).collect();
            prop_assert_eq!(&kept, &stayed, "{:?}", history);
            prop_assert_eq!([stayed.clone(), came].concat(), after.clone(), "{:?}", history);
            // Nobody who stayed was passed over by somebody behind them.
            let served = before.iter().filter(|&&index| history.parties[index].state.holds_seats());
            let last_served = served.filter_map(|index| before.iter().position(|other| other == index)).max();
            let first_left = stayed.first().and_then(|index| before.iter().position(|other| other == index));
            if let (Some(served), Some(left)) = (last_served, first_left) {
                prop_assert!(served < left, "{:?}", history);
            }
        }
    }

    #[test]
    fn nobody_lets_more_offers_pass_than_are_made_to_them((capacity, acts) in history()) {
        let mut history = History::new(capacity);
        for act in &acts {
            history.apply(act);
            for party in &history.parties {
                prop_assert!(party.lapses <= OFFERS_UNANSWERED);
                let gone = party.state == RegistrationState::Cancelled;
                prop_assert!(party.lapses < OFFERS_UNANSWERED || gone, "{history:?}");
            }
        }
    }
}
