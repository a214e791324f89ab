//! The waiting list against a model that is too simple to be wrong: ten thousand attempts to register, to give up, to
//! change the capacity, to accept, to decline and to let an offer pass. After every one the stored rows say what the
//! model says, and every invariant holds.

use domain::calendar::is_business_day;
use domain::event::EventDraft;
use domain::offer::OfferAnswer;
use domain::reference::SecretToken;
use domain::registration::Placement;
use domain::time::{Chance, Timestamp};
use rehearsal::CountedChance;
use sqlx::{Row as _, SqliteConnection};
use storage::{Failpoint, NewRegistration};
use tokio::task::JoinSet;

use crate::house::{House, code, new, now, seminar};
use crate::race::choose;

const SEEDS: u64 = 50;
const ATTEMPTS: usize = 200;
/// How many seeds are at work at once.
const LANES: u64 = 5;
const HOUR: i64 = 60 * 60;

/// Where the model sees somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Seated,
    Waiting,
    /// Until when, and how many offers were made before.
    Offered(Timestamp, usize),
    Gone,
}

impl State {
    const fn slug(self) -> &'static str {
        match self {
            Self::Seated => "seated",
            Self::Waiting => "waiting",
            Self::Offered(..) => "offered",
            Self::Gone => "cancelled",
        }
    }
}

#[derive(Debug)]
struct Party {
    seats: u32,
    state: State,
    silences: u32,
    link: SecretToken,
}

/// How often the seldom things happened: a test in which they never do means nothing.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    accepted: usize,
    declined: usize,
    silences: usize,
    sent_to_the_end: usize,
    given_at_once: usize,
    capacity_refused: usize,
    released: usize,
    too_late: usize,
}

/// Everything there is to know, and the obvious way to do it.
struct Model {
    event: EventDraft,
    capacity: u32,
    /// Seats of it that are held back.
    reserved: u32,
    now: Timestamp,
    parties: Vec<Party>,
    /// Who waits, the first in front.
    line: Vec<usize>,
    offers: usize,
    tally: Tally,
}

impl Model {
    fn new(capacity: u32) -> Self {
        let (parties, line) = (Vec::new(), Vec::new());
        let (event, now, tally) = (seminar(capacity), now(), Tally::default());
        Self { event, capacity, reserved: 0, now, parties, line, offers: 0, tally }
    }

    fn held(&self) -> u32 {
        let holds = |party: &&Party| matches!(party.state, State::Seated | State::Offered(..));
        self.parties.iter().filter(holds).map(|party| party.seats).sum()
    }

    /// Seats that one can register for.
    fn open(&self) -> u32 {
        self.capacity - self.reserved
    }

    fn is_over(&self) -> bool {
        self.now >= self.event.when.ends_at()
    }

    /// Until when a seat that is free now is offered; none where it is given.
    fn until(&self) -> Option<Timestamp> {
        let end = self.event.window.closes_at.min(self.event.when.starts_at());
        if end < self.now.plus_seconds(3 * HOUR) {
            return None;
        }
        let (mut until, mut hours) = (self.now, 0);
        while hours < 24 {
            hours += u32::from(is_business_day(until.tokyo_date()));
            until = until.plus_seconds(HOUR);
        }
        Some(until.min(end))
    }

    fn goes(&mut self, index: usize) {
        self.parties[index].state = State::Gone;
        self.line.retain(|waiting| *waiting != index);
    }

    /// Ends the offers that are over, then hands out what is free, from the front of the line.
    fn settle(&mut self) {
        let mut over = Vec::new();
        for (index, party) in self.parties.iter().enumerate() {
            if let State::Offered(until, number) = party.state
                && until <= self.now
            {
                over.push((until, number, index));
            }
        }
        over.sort_unstable();
        for (.., index) in over {
            self.tally.silences += 1;
            self.parties[index].silences += 1;
            if self.parties[index].silences == 2 || self.until().is_none() {
                self.goes(index);
            } else {
                self.parties[index].state = State::Waiting;
                self.line.push(index);
                self.tally.sent_to_the_end += 1;
            }
        }
        while let Some(&first) = self.line.first()
            && !self.is_over()
            && self.held() + self.parties[first].seats <= self.open()
        {
            self.line.remove(0);
            self.parties[first].state = if let Some(until) = self.until() {
                self.offers += 1;
                State::Offered(until, self.offers)
            } else {
                self.tally.given_at_once += 1;
                State::Seated
            };
        }
    }

    /// What a registration gets; none where it is refused.
    fn register(&mut self, seats: u32, or_wait: bool) -> Option<Placement> {
        self.settle();
        let is_closed = self.now >= self.event.window.closes_at;
        if is_closed || seats > self.open().max(1).min(self.event.seats_per_registration) {
            return None;
        }
        if self.line.is_empty() && self.held() + seats <= self.open() {
            return Some(Placement::Seated);
        }
        let position = u32::try_from(self.line.len() + 1).unwrap();
        or_wait.then_some(Placement::Waiting { position })
    }

    fn joins(&mut self, seats: u32, placement: Placement, link: SecretToken) {
        let state = match placement {
            Placement::Seated => State::Seated,
            Placement::Waiting { .. } => {
                self.line.push(self.parties.len());
                State::Waiting
            }
        };
        self.parties.push(Party { seats, state, silences: 0, link });
    }

    /// Whether an answer is taken.
    fn answer(&mut self, index: usize, answer: OfferAnswer) -> bool {
        self.settle();
        if !matches!(self.parties[index].state, State::Offered(..)) {
            self.tally.too_late += usize::from(self.parties[index].silences > 0);
            return false;
        }
        match answer {
            OfferAnswer::Accept => {
                self.tally.accepted += 1;
                self.parties[index].state = State::Seated;
            }
            OfferAnswer::Decline => {
                self.tally.declined += 1;
                self.goes(index);
            }
        }
        self.settle();
        true
    }

    /// Whether the registration is given up, or was already.
    fn cancel(&mut self, index: usize) -> bool {
        self.settle();
        if self.parties[index].state == State::Gone {
            return true;
        }
        if self.is_over() {
            return false;
        }
        self.goes(index);
        self.settle();
        true
    }

    /// Whether the event may have so many seats, of which so many are held back.
    fn resize(&mut self, capacity: u32, reserved: u32) -> bool {
        self.settle();
        if capacity < self.held() + reserved {
            self.tally.capacity_refused += 1;
            return false;
        }
        self.tally.released += usize::from(reserved < self.reserved);
        self.reserved = reserved;
        self.capacity = capacity;
        self.settle();
        true
    }
}

/// The model, the house, and what chance says.
struct Trial {
    model: Model,
    house: House,
    raw: SqliteConnection,
    dice: std::sync::Arc<dyn Chance>,
}

impl Trial {
    async fn new(seed: u64, failpoint: Failpoint) -> Self {
        let dice = CountedChance::from_seed(seed);
        let capacity = u32::try_from(choose(&*dice, 6) + 1).unwrap();
        let house = House::built(seminar(capacity), failpoint).await;
        let raw = house.raw().await;
        Self { model: Model::new(capacity), house, raw, dice }
    }

    fn choose(&self, below: usize) -> usize {
        choose(&*self.dice, below)
    }

    /// Somebody: mostly one whose seats are on offer, if there is one.
    fn somebody(&self) -> Option<usize> {
        let parties = &self.model.parties;
        let is_offered = |index: &usize| matches!(parties[*index].state, State::Offered(..));
        let offered: Vec<usize> = (0..parties.len()).filter(is_offered).collect();
        match (parties.len(), offered.len()) {
            (0, _) => None,
            (_, 1..) if self.choose(4) > 0 => Some(offered[self.choose(offered.len())]),
            (people, _) => Some(self.choose(people)),
        }
    }

    /// One attempt; what storage did otherwise than the model, if it did.
    async fn attempt(&mut self) -> Result<(), String> {
        let (choice, somebody) = (self.choose(100), self.somebody());
        match (choice, somebody) {
            (0..35, _) | (_, None) => self.register().await,
            (35..48, Some(index)) => {
                let link = self.model.parties[index].link.hash();
                let cancelled = self.house.storage.registration_cancel(link, self.model.now).await;
                same("giving up", &cancelled.is_ok(), &self.model.cancel(index))
            }
            (48..60, _) => {
                let capacity = u32::try_from(self.choose(9) + 1).unwrap();
                let reserved = u32::try_from(choice.saturating_sub(57)).unwrap();
                let event = EventDraft { reserved, ..seminar(capacity) };
                let resized = self.house.storage.event_replace(self.house.event, &event, self.model.now).await;
                same("another capacity", &resized.is_ok(), &self.model.resize(capacity, reserved))
            }
            (60..82, Some(index)) => {
                let answer = if choice < 75 { OfferAnswer::Accept } else { OfferAnswer::Decline };
                let link = self.model.parties[index].link.clone();
                let answered = self.house.answer_offer(&link, answer, self.model.now).await;
                same("an answer", &answered.is_ok(), &self.model.answer(index, answer))
            }
            _ => self.wait().await,
        }
    }

    async fn register(&mut self) -> Result<(), String> {
        let seats = u32::try_from(self.choose(3) + 1).unwrap();
        let or_wait = self.choose(5) > 0;
        let email = format!("person{}@example.jp", self.model.parties.len());
        let wish = NewRegistration { or_wait, ..new(&email, seats, self.house.key()) };
        let registered = self.house.storage.registration_create(code(), wish, self.model.now).await.ok();
        let placement = registered.as_ref().map(|one| one.placement);
        same("a placement", &placement, &self.model.register(seats, or_wait))?;
        if let Some(registered) = registered {
            self.model.joins(seats, registered.placement, registered.link);
        }
        Ok(())
    }

    /// Time goes by; the job comes to look, or has not yet.
    async fn wait(&mut self) -> Result<(), String> {
        let hours = i64::try_from(self.choose(40) + 1).unwrap();
        let last_hours = self.model.event.window.closes_at.plus_seconds(-2 * HOUR);
        // Now and then everybody comes at the last moment, when no offer could be answered any more.
        let is_late = hours == 40 && self.model.now < last_hours;
        self.model.now = if is_late { last_hours } else { self.model.now.plus_seconds(hours * HOUR) };
        if self.choose(2) == 0 {
            self.house.storage.offers_expire(self.model.now).await.map_err(|error| error.to_string())?;
            self.model.settle();
        }
        Ok(())
    }

    /// Whether storage and model say the same, and everything holds that must.
    async fn compare(&mut self) -> Result<(), String> {
        let rows = sqlx::query(
            "SELECT state, seats, line_place, (SELECT until FROM seat_offer o WHERE o.registration_id = r.id
                AND o.outcome IS NULL) AS until FROM registration r ORDER BY id",
        );
        let rows = rows.fetch_all(&mut self.raw).await.map_err(|error| error.to_string())?;
        let stored: Vec<(String, u32, Option<i64>)> =
            rows.iter().map(|row| (row.get("state"), row.get("seats"), row.get("until"))).collect();
        let meant = self.model.parties.iter().map(|party| {
            let until = match party.state {
                State::Offered(until, _) => Some(until.as_microseconds()),
                _ => None,
            };
            (party.state.slug().to_owned(), party.seats, until)
        });
        same("registrations", &stored, &meant.collect())?;
        let is_waiting = |index: &usize| rows[*index].get::<&str, _>("state") == "waiting";
        let mut line: Vec<usize> = (0..rows.len()).filter(is_waiting).collect();
        line.sort_by_key(|index| rows[*index].get::<i64, _>("line_place"));
        let waiting = u32::try_from(line.len()).unwrap();
        same("the line", &line, &self.model.line)?;
        same("the public count", &self.house.counted(), &(self.model.held(), waiting))?;
        let broken = self.house.storage.invariants_broken(self.model.now).await.map_err(|error| error.to_string())?;
        same("broken rules", &broken, &Vec::new())
    }

    async fn run(mut self, attempts: usize) -> Result<Tally, String> {
        for attempt in 0..attempts {
            let tried = self.attempt().await;
            tried.map_err(|difference| format!("attempt {attempt}: {difference}"))?;
            self.compare().await.map_err(|difference| format!("after attempt {attempt}: {difference}"))?;
        }
        Ok(self.model.tally)
    }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, stored: &T, meant: &T) -> Result<(), String> {
    if stored == meant { Ok(()) } else { Err(format!("{what}: {stored:?}, meant is {meant:?}")) }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_thousand_attempts_do_what_the_model_does_and_break_no_rule() {
    let mut lanes = JoinSet::new();
    for lane in 0..LANES {
        lanes.spawn(async move {
            let mut tallies = Vec::new();
            for seed in (1 + lane..=SEEDS).step_by(usize::try_from(LANES).unwrap()) {
                let run = Trial::new(seed, Failpoint::None).await.run(ATTEMPTS).await;
                tallies.push(run.unwrap_or_else(|difference| panic!("seed {seed}: {difference}")));
            }
            tallies
        });
    }
    let tallies: Vec<Tally> = lanes.join_all().await.into_iter().flatten().collect();
    let happened = |count: fn(&Tally) -> usize| tallies.iter().map(count).sum::<usize>();
    assert_eq!(u64::try_from(tallies.len()).unwrap(), SEEDS);
    for (what, times) in [
        ("accepted", happened(|tally| tally.accepted)),
        ("declined", happened(|tally| tally.declined)),
        ("let pass", happened(|tally| tally.silences)),
        ("sent to the end of the line", happened(|tally| tally.sent_to_the_end)),
        ("given at once", happened(|tally| tally.given_at_once)),
        ("a capacity refused", happened(|tally| tally.capacity_refused)),
        ("seats released", happened(|tally| tally.released)),
        ("answered too late", happened(|tally| tally.too_late)),
    ] {
        assert!(times >= 20, "{what}: {times} times are too few for the test to mean anything");
    }
}

#[tokio::test]
async fn a_program_that_does_not_hold_what_it_offers_is_found_out_by_the_model() {
    // The positive control: a model that agrees with carelessness proves nothing.
    for seed in 1..=5 {
        let run = Trial::new(seed, Failpoint::OffersHoldNothing).await.run(ATTEMPTS).await;
        assert!(run.is_err(), "seed {seed}: the failpoint breaks nothing");
    }
}
