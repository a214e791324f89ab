//! Consultations against a model that is too simple to be wrong: thousands of attempts to hold, to book, to move, to give
//! up, to confirm, to propose, to answer, to wait, to note who came, to close days and to let time go by. After every one the
//! stored rows say what the model says, everybody was told as often as something changed, and every rule holds.

mod model;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::availability::{AvailabilityOperation, DayPlan, Days, Terms};
use domain::calendar::is_business_day;
use domain::consultation::{ConsultationState as State, ProposalAnswer, Transition, WaitingRead, WaitingState};
use domain::contact::EmailAddress;
use domain::language::Language;
use domain::person::PersonName;
use domain::reference::SecretToken;
use domain::time::{Chance, Timestamp};
use rehearsal::CountedChance;
use sqlx::{Row as _, SqliteConnection};
use storage::{CalendarSeen, ConsultationMove, Failpoint, NewWaiting};
use tokio::task::JoinSet;

use self::model::{Booking, HoldMade, Model, Waiting};
use crate::practice::{Practice, WISH, terms};
use crate::race::choose;

const SEEDS: u64 = 24;
const ATTEMPTS: usize = 220;
/// How many seeds are at work at once.
const LANES: u64 = 4;
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const EXPERTS: usize = 2;
/// How many consultations an expert takes a day.
const PER_DAY: usize = 3;
/// From so many addresses people wait.
const ADDRESSES: usize = 5;
const ORGANISATIONS: [&str; 3] = ["北斗印刷", "みどり設計", "高木商店"];

/// The model, the practice, and what chance says.
struct Trial {
    model: Model,
    practice: Practice,
    raw: SqliteConnection,
    dice: Arc<dyn Chance>,
}

impl Trial {
    async fn new(seed: u64, failpoint: Failpoint) -> Self {
        let per_day = u16::try_from(PER_DAY).ok();
        let terms = Terms { confirms: seed.is_multiple_of(2), per_day, ..terms() };
        let practice = Practice::built(EXPERTS, terms, failpoint).await;
        let raw = practice.house.raw().await;
        Self { model: Model::new(), practice, raw, dice: CountedChance::from_seed(seed) }
    }

    fn choose(&self, below: usize) -> usize {
        choose(&*self.dice, below)
    }

    /// A time that is likely to be wanted by others too.
    fn some_start(&self) -> Timestamp {
        let mut day = self.model.now.tokyo_date();
        for _ in 0..=self.choose(3) {
            day = day.tomorrow().unwrap();
        }
        let quarter = i64::try_from(self.choose(26)).unwrap();
        Timestamp::from_tokyo(day.at(9, 0, 0, 0)).plus_seconds(quarter * 15 * MINUTE)
    }

    fn some_booking(&self) -> Option<usize> {
        let count = self.model.bookings.len();
        let to_come: Vec<usize> = (0..count).filter(|place| self.model.is_to_come(*place)).collect();
        match (count, to_come.len()) {
            (0, _) => None,
            (_, 1..) if self.choose(4) > 0 => Some(to_come[self.choose(to_come.len())]),
            _ => Some(self.choose(count)),
        }
    }

    /// One attempt; what storage did otherwise than the model, if it did.
    async fn attempt(&mut self, seed: u64) -> Result<(), String> {
        self.model.settle();
        let confirms = seed.is_multiple_of(2);
        let (choice, booking) = (self.choose(100), self.some_booking());
        match (choice, booking) {
            (0..18, _) => self.hold().await,
            (18..37, _) => self.book(confirms).await,
            (37..40, _) => self.keep_or_let_go().await,
            (40..45, _) => self.edit().await,
            (45, _) => self.grant().await,
            (46..51, _) => self.wait().await,
            (51..56, _) => self.reply(confirms).await,
            (56..63, _) | (_, None) => {
                let minutes = [7, 11, 90, 600, 1_800, 4_000][self.choose(6)];
                self.model.now = self.model.now.plus_seconds(minutes * MINUTE);
                Ok(())
            }
            (63..67, Some(place)) => self.cancel(place).await,
            (67..73, Some(place)) => self.shift(place, confirms).await,
            (73..77, Some(place)) => self.confirm(place).await,
            (77..86, Some(place)) => self.propose(place).await,
            (86..93, Some(place)) => {
                let proposed = self.one_with(|_, booking| booking.proposal.is_some());
                self.answer(proposed.unwrap_or(place)).await
            }
            (93, Some(place)) => self.end(place).await,
            (_, Some(place)) => {
                let begun = self.one_with(|now, booking| booking.state.is_to_come() && booking.start <= now);
                self.note(begun.unwrap_or(place)).await
            }
        }
    }

    /// A booking of which something is true.
    fn one_with(&self, is_meant: impl Fn(Timestamp, &Booking) -> bool) -> Option<usize> {
        let all = self.model.bookings.iter().enumerate();
        let meant: Vec<usize> = all.filter(|(_, one)| is_meant(self.model.now, one)).map(|(place, _)| place).collect();
        (!meant.is_empty()).then(|| meant[self.choose(meant.len())])
    }

    async fn hold(&mut self) -> Result<(), String> {
        let start = self.some_start();
        let expert = (self.choose(2) == 0).then(|| self.choose(EXPERTS));
        let held = self.practice.try_hold(expert, start, self.model.now).await.ok();
        let meant = match expert {
            Some(expert) => Some(expert).filter(|expert| self.model.is_open(*expert, start, None)),
            None => self.model.least_busy(start),
        };
        let whose = held.as_ref().and_then(|held| self.place_of(held.hold.expert.0));
        same("whose hour is held", &whose, &meant)?;
        match (held, meant) {
            (Some(held), Some(expert)) => {
                let until = self.model.now.plus_seconds(10 * MINUTE);
                self.model.holds.push(HoldMade { token: held.token, expert, start, until, extensions: 0 });
            }
            _ => self.model.count("no hour was left"),
        }
        Ok(())
    }

    fn place_of(&self, account: i64) -> Option<usize> {
        self.practice.experts.iter().position(|expert| expert.account.0 == account)
    }

    async fn book(&mut self, confirms: bool) -> Result<(), String> {
        if self.model.holds.is_empty() {
            return Ok(());
        }
        let hold = self.model.holds.remove(self.choose(self.model.holds.len()));
        let lives = hold.until > self.model.now;
        let is_kept = lives || self.model.is_open(hold.expert, hold.start, None);
        let is_booked = self.book_by(&hold.token, (hold.expert, hold.start), is_kept, confirms).await?;
        if is_booked && !lives {
            self.model.count("booked after the end of the hold");
        }
        if !is_booked {
            // What was not booked is held as before.
            self.model.holds.push(hold);
        }
        Ok(())
    }

    /// Books what a secret keeps, for some organisation.
    async fn book_by(
        &mut self,
        token: &SecretToken,
        (expert, start): (usize, Timestamp),
        is_kept: bool,
        confirms: bool,
    ) -> Result<bool, String> {
        let organisation = self.choose(ORGANISATIONS.len());
        let model = &mut self.model;
        let owner = &model.organisations[organisation];
        let may_book = model.strikes(organisation) < 3 && owner.used < 3 + owner.granted;
        let booked = self.practice.try_book(token, ORGANISATIONS[organisation], model.now).await;
        same("a booking", &booked.is_ok(), &(is_kept && may_book))?;
        let Ok(booked) = booked else {
            model.count(if may_book { "a hold had ended" } else { "nothing was left to book" });
            return Ok(false);
        };
        model.count("booked");
        model.organisations[organisation].used += 1;
        let state = if confirms { State::Requested } else { State::Confirmed };
        let free_until = model.free_until(start);
        let id = self.practice.opens(&booked.link).await.ok_or("the link opens nothing")?.id.0;
        let model = &mut self.model;
        model.experts_told += 1;
        model.bookings.push(Booking {
            id,
            expert,
            start,
            organisation,
            state,
            revision: 0,
            free_until,
            is_strike: false,
            proposal: None,
            link: booked.link,
            reference: booked.reference,
            told: 1,
        });
        Ok(true)
    }

    async fn wait(&mut self) -> Result<(), String> {
        let day = self.some_start().tokyo_date();
        let expert = (self.choose(2) == 0).then(|| self.choose(EXPERTS));
        let address = self.choose(ADDRESSES);
        let email = EmailAddress::parse(&format!("waits{address}@example.jp")).unwrap();
        let name = PersonName::parse("高橋 一郎").unwrap();
        let new = NewWaiting {
            wish: WISH,
            expert: expert.map(|expert| self.practice.experts[expert].code.clone()),
            read: WaitingRead { from: day, until: day, name, email },
            language: Language::Japanese,
            key: self.practice.house.key(),
        };
        let link =
            self.practice.storage().waiting_join(new, self.model.now).await.map_err(|error| error.to_string())?;
        let state = WaitingState::Waiting;
        let (turn, lapses, told, offer, place) = (0, 0, 1, None, 0);
        self.model.waitings.push(Waiting { address, expert, day, state, place, offer, turn, lapses, link, told });
        self.model.line_up(self.model.waitings.len() - 1);
        self.model.count("waited");
        Ok(())
    }

    /// Somebody books what is offered to them, or gives up waiting.
    async fn reply(&mut self, confirms: bool) -> Result<(), String> {
        let mut offered: Vec<usize> = (0..self.model.waitings.len()).collect();
        offered.retain(|whose| self.model.waitings[*whose].state.is_in_line());
        if offered.is_empty() {
            return Ok(());
        }
        let whose = offered[self.choose(offered.len())];
        let Waiting { link, offer, .. } = &self.model.waitings[whose];
        let (hash, offer, now) = (link.hash(), *offer, self.model.now);
        let storage = self.practice.storage().clone();
        if self.choose(4) == 0 {
            storage.waiting_leave(hash, now).await.map_err(|error| error.to_string())?;
            let waiting = &mut self.model.waitings[whose];
            (waiting.state, waiting.offer) = (WaitingState::Left, None);
            waiting.told += 1;
            self.model.count("gave up waiting");
            return Ok(());
        }
        let form = storage.waiting_accept(&hash, &self.practice.house.key(), now).await.ok();
        same("an offer that can be taken", &form.is_some(), &offer.is_some())?;
        if let (Some(form), Some((expert, start, _))) = (form, offer)
            && self.book_by(&form, (expert, start), true, confirms).await?
        {
            let waiting = &mut self.model.waitings[whose];
            (waiting.state, waiting.offer) = (WaitingState::Booked, None);
            self.model.count("booked what was offered");
        }
        Ok(())
    }

    async fn keep_or_let_go(&mut self) -> Result<(), String> {
        if self.model.holds.is_empty() {
            return Ok(());
        }
        let place = self.choose(self.model.holds.len());
        let token = self.model.holds[place].token.hash();
        if self.choose(2) == 0 {
            self.model.holds.remove(place);
            let released = self.practice.storage().consultation_hold_release(&token, self.model.now).await;
            return released.map_err(|error| error.to_string());
        }
        let hold = &self.model.holds[place];
        let is_kept = hold.until > self.model.now || self.model.is_open(hold.expert, hold.start, None);
        let meant = is_kept && hold.extensions < 10;
        let extended = self.practice.storage().consultation_hold_extend(&token, self.model.now).await;
        same("an extension", &extended.is_ok(), &meant)?;
        if let Ok(until) = extended {
            self.model.holds[place].until = until;
            self.model.holds[place].extensions += 1;
            same("until when", &until, &self.model.now.plus_seconds(10 * MINUTE).max(until))?;
        }
        Ok(())
    }

    async fn cancel(&mut self, place: usize) -> Result<(), String> {
        let link = self.model.bookings[place].link.hash();
        let cancelled = self.practice.storage().consultation_cancel(link, self.model.now).await.ok();
        let model = &mut self.model;
        let is_gone = matches!(model.bookings[place].state, State::Cancelled | State::CancelledLate);
        if !is_gone && model.is_to_come(place) {
            let is_late = model.now >= model.bookings[place].free_until;
            let booking = &mut model.bookings[place];
            let owner = &mut model.organisations[booking.organisation];
            booking.state = if is_late { State::CancelledLate } else { State::Cancelled };
            booking.is_strike = is_late;
            owner.used -= u32::from(!is_late);
            self.changed(place);
            self.model.bookings[place].proposal = None;
            self.model.experts_told += 1;
            self.model.count(if is_late { "given up late" } else { "given up in time" });
        }
        let booking = &self.model.bookings[place];
        let meant = matches!(booking.state, State::Cancelled | State::CancelledLate).then_some(booking.state);
        same("giving up", &cancelled, &meant)
    }

    /// Something has become of a booking, and its client is told.
    fn changed(&mut self, place: usize) {
        self.model.bookings[place].revision += 1;
        self.model.bookings[place].told += 1;
    }

    async fn shift(&mut self, place: usize, confirms: bool) -> Result<(), String> {
        let starts_at = self.some_start();
        let Booking { link, revision, .. } = &self.model.bookings[place];
        let to = ConsultationMove { starts_at, revision: *revision };
        let moved = self.practice.storage().consultation_move(link.hash(), to, self.model.now).await.is_ok();
        let booking = &self.model.bookings[place];
        if booking.start == starts_at && booking.state.is_to_come() {
            return same("a move to where it is", &moved, &true);
        }
        // A proposal of its own gives way to a move.
        let proposal = self.model.bookings[place].proposal.take();
        let booking = &self.model.bookings[place];
        let meant = self.model.is_to_come(place)
            && self.model.now < booking.free_until
            && self.model.is_open(booking.expert, starts_at, Some(place));
        same("a move", &moved, &meant)?;
        if moved {
            let free_until = self.model.free_until(starts_at);
            let booking = &mut self.model.bookings[place];
            booking.start = starts_at;
            booking.free_until = free_until;
            booking.state = if confirms { State::Requested } else { State::Confirmed };
            self.changed(place);
            self.model.experts_told += 1;
            self.model.count("moved");
        } else {
            self.model.bookings[place].proposal = proposal;
        }
        Ok(())
    }

    async fn confirm(&mut self, place: usize) -> Result<(), String> {
        let Booking { expert, reference, revision, .. } = &self.model.bookings[place];
        let keeper = &self.practice.experts[*expert].keeper;
        let storage = self.practice.storage();
        let confirmed = storage.consultation_confirm(keeper, reference, *revision, self.model.now).await.is_ok();
        let meant = self.model.is_to_come(place) && self.model.bookings[place].state == State::Requested;
        same("a confirmation", &confirmed, &meant)?;
        if confirmed {
            self.model.bookings[place].state = State::Confirmed;
            self.changed(place);
            self.model.count("confirmed");
        }
        Ok(())
    }

    async fn propose(&mut self, place: usize) -> Result<(), String> {
        let (other, start) = (self.choose(EXPERTS), self.some_start());
        let Booking { expert, reference, revision, .. } = &self.model.bookings[place];
        let keeper = &self.practice.experts[*expert].keeper;
        let to = (self.practice.experts[other].account, start);
        let storage = self.practice.storage();
        let proposed = storage.consultation_propose(keeper, reference, *revision, to, self.model.now).await.ok();
        let earlier = self.model.bookings[place].proposal.take();
        let end = start.min(self.model.bookings[place].start);
        let meant = self.model.is_to_come(place)
            && self.model.now.plus_seconds(3 * HOUR) <= end
            && self.model.is_open(other, start, None);
        same("a proposal", &proposed.is_some(), &meant)?;
        let Some(until) = proposed else {
            self.model.bookings[place].proposal = earlier;
            return Ok(());
        };
        same("its end is in time", &(until > self.model.now && until <= end), &true)?;
        self.model.bookings[place].proposal = Some((other, start, until));
        self.changed(place);
        self.model.count("proposed");
        Ok(())
    }

    async fn answer(&mut self, place: usize) -> Result<(), String> {
        let answer = if self.choose(2) == 0 { ProposalAnswer::Accept } else { ProposalAnswer::Decline };
        let link = self.model.bookings[place].link.hash();
        let Some((expert, start, _)) = self.model.bookings[place].proposal else { return Ok(()) };
        let answered = self.practice.storage().proposal_answer(link, answer, self.model.now).await.is_ok();
        same("an answer", &answered, &true)?;
        let before = self.model.bookings[place].expert;
        self.model.bookings[place].proposal = None;
        self.model.experts_told += 1;
        if answer == ProposalAnswer::Accept {
            let free_until = self.model.free_until(start);
            let booking = &mut self.model.bookings[place];
            (booking.expert, booking.start, booking.free_until) = (expert, start, free_until);
            booking.state = State::Confirmed;
            self.model.experts_told += usize::from(before != expert);
            self.model.count("accepted");
        } else {
            self.model.count("declined");
        }
        self.changed(place);
        Ok(())
    }

    async fn end(&mut self, place: usize) -> Result<(), String> {
        let Booking { expert, reference, revision, .. } = &self.model.bookings[place];
        let keeper = &self.practice.experts[*expert].keeper;
        let storage = self.practice.storage();
        let ended = storage.consultation_end(keeper, reference, *revision, "急用", self.model.now).await.is_ok();
        same("an end", &ended, &self.model.is_to_come(place))?;
        if ended {
            let booking = &mut self.model.bookings[place];
            (booking.state, booking.proposal) = (State::Ended, None);
            self.model.organisations[booking.organisation].used -= 1;
            self.changed(place);
            self.model.count("ended");
        }
        Ok(())
    }

    async fn note(&mut self, place: usize) -> Result<(), String> {
        let outcome = if self.choose(2) == 0 { Transition::Attend } else { Transition::Miss };
        let Booking { expert, reference, revision, .. } = &self.model.bookings[place];
        let keeper = &self.practice.experts[*expert].keeper;
        let storage = self.practice.storage();
        let noted = storage.consultation_note(keeper, reference, outcome, *revision, self.model.now).await.ok();
        let model = &mut self.model;
        let booking = &mut model.bookings[place];
        let (becomes, from) = match outcome {
            Transition::Attend => (State::Attended, State::NoShow),
            _ => (State::NoShow, State::Attended),
        };
        let is_known = booking.state.is_to_come() || booking.state == from;
        let meant = (is_known && model.now >= booking.start).then_some(becomes);
        same("what is noted", &noted, &meant)?;
        if meant.is_some() {
            booking.is_strike = becomes == State::NoShow;
            // It is told to nobody: they know.
            (booking.state, booking.proposal) = (becomes, None);
            booking.revision += 1;
            model.count("who came was noted");
        }
        Ok(())
    }

    /// Closes a day, or opens it again.
    async fn edit(&mut self) -> Result<(), String> {
        let expert = self.choose(EXPERTS);
        let day = self.some_start().tokyo_date();
        let days = Days::one(day);
        let closes = !self.model.closed[expert].contains(&day);
        let operation = if closes {
            AvailabilityOperation::SetDays { days, plan: DayPlan::Closed }
        } else {
            AvailabilityOperation::ClearDays { days }
        };
        let model = &self.model;
        let is_outside = |whose: usize, start: Timestamp| whose == expert && start.tokyo_date() == day;
        let conflicts: Vec<i64> = model
            .bookings
            .iter()
            .filter(|one| {
                let is_booked = one.state.takes_time() && one.start.plus_seconds(HOUR) > model.now;
                let is_proposed = one.proposal.is_some_and(|(whose, start, _)| is_outside(whose, start));
                is_business_day(day) && ((is_booked && is_outside(one.expert, one.start)) || is_proposed)
            })
            .map(|one| one.id)
            .collect();
        let is_known = self.choose(2) == 0;
        let known = if is_known { conflicts.clone() } else { Vec::new() };
        let known = known.into_iter().map(domain::consultation::ConsultationId).collect();
        let seen = CalendarSeen { revision: model.revisions[expert], conflicts: known };
        let who = &self.practice.experts[expert];
        let storage = self.practice.storage();
        let edited = storage.calendar_change(&who.keeper, who.account, &seen, &[operation], model.now).await.is_ok();
        same("an edit", &edited, &(is_known || !closes || conflicts.is_empty()))?;
        if edited {
            self.model.revisions[expert] += 1;
            if closes {
                self.model.closed[expert].insert(day)
            } else {
                self.model.closed[expert].remove(&day)
            };
            self.model.count(if closes && !conflicts.is_empty() { "closed over a booking" } else { "edited" });
        } else {
            self.model.count("a booking was in the way");
        }
        Ok(())
    }

    async fn grant(&mut self) -> Result<(), String> {
        let Some(booking) = self.some_booking().map(|place| &self.model.bookings[place]) else { return Ok(()) };
        let (owner, desk, storage) = (booking.organisation, self.practice.desk, self.practice.storage());
        let lifts = self.model.strikes(owner) >= 3;
        let done = if lifts {
            storage.entitlement_pause_lift(desk, &booking.reference, "電話で話した", self.model.now).await
        } else {
            storage.entitlement_grant(desk, &booking.reference, 2, "拠点が多い", self.model.now).await
        };
        if lifts {
            let theirs = self.model.bookings.iter_mut().filter(|booking| booking.organisation == owner);
            theirs.for_each(|booking| booking.is_strike = false);
            self.model.count("a pause was lifted");
        } else {
            self.model.organisations[owner].granted += 2;
        }
        same("an entitlement", &done.map(|after| after.used).ok(), &Some(self.model.organisations[owner].used))
    }

    /// Whether storage and model say the same, and everything holds that must.
    async fn compare(&mut self) -> Result<(), String> {
        self.practice.storage().consultations_sweep(self.model.now).await.map_err(|error| error.to_string())?;
        self.model.settle();
        let rows = sqlx::query("SELECT kind, expert_id, starts_at FROM engagement");
        let rows = rows.fetch_all(&mut self.raw).await.map_err(|error| error.to_string())?;
        let instant = |row: &sqlx::sqlite::SqliteRow| Timestamp::from_microseconds(row.get("starts_at"));
        let mut taken: Vec<(String, Option<usize>, Timestamp)> =
            rows.iter().map(|row| (row.get("kind"), self.place_of(row.get("expert_id")), instant(row))).collect();
        taken.sort_unstable();
        let meant = self.model.taken(None).into_iter();
        let meant = meant.map(|(kind, expert, start)| (kind.to_owned(), Some(expert), start)).collect();
        same("what takes time", &taken, &meant)?;
        let rows = sqlx::query(
            "SELECT state, starts_at, revision, (SELECT count(*) FROM outbox o WHERE o.kind LIKE 'consultation_%'
                AND o.notice ->> '$.link.about.consultation' = c.id) AS told FROM consultation c ORDER BY id",
        );
        let rows = rows.fetch_all(&mut self.raw).await.map_err(|error| error.to_string())?;
        let stored: Vec<(String, Timestamp, u32, i64)> =
            rows.iter().map(|row| (row.get("state"), instant(row), row.get("revision"), row.get("told"))).collect();
        let meant = self
            .model
            .bookings
            .iter()
            .map(|one| (one.state.slug().to_owned(), one.start, one.revision, i64::try_from(one.told).unwrap()));
        same("consultations", &stored, &meant.collect())?;
        let rows = sqlx::query(
            "SELECT state, (SELECT count(*) FROM outbox o WHERE o.notice ->> '$.link.about.waiting' = w.id) AS told
             FROM consultation_waiting w ORDER BY id",
        );
        let rows = rows.fetch_all(&mut self.raw).await.map_err(|error| error.to_string())?;
        let stored: Vec<(String, i64)> = rows.iter().map(|row| (row.get("state"), row.get("told"))).collect();
        let meant = self.model.waitings.iter();
        let meant = meant.map(|one| (one.state.slug().to_owned(), i64::try_from(one.told).unwrap())).collect();
        same("those who wait", &stored, &meant)?;
        let told: i64 = sqlx::query_scalar("SELECT count(*) FROM outbox WHERE kind LIKE 'expert_%'")
            .fetch_one(&mut self.raw)
            .await
            .map_err(|error| error.to_string())?;
        same("what experts are told", &usize::try_from(told).unwrap(), &self.model.experts_told)?;
        for (place, name) in ORGANISATIONS.iter().enumerate() {
            let owner = &self.model.organisations[place];
            let meant = (owner.used, owner.granted, self.model.strikes(place));
            let organisation = crate::practice::client(name).organisation;
            let stored = self.practice.storage().entitlement(&organisation).await.map_err(|error| error.to_string())?;
            same("an entitlement", &(stored.used, stored.granted, stored.strikes), &meant)?;
        }
        let broken = self.practice.storage().invariants_broken(self.model.now).await;
        same("broken rules", &broken.map_err(|error| error.to_string())?, &Vec::new())
    }

    async fn run(mut self, seed: u64, attempts: usize) -> Result<BTreeMap<&'static str, usize>, String> {
        for attempt in 0..attempts {
            let tried = self.attempt(seed).await;
            tried.map_err(|difference| format!("attempt {attempt}: {difference}"))?;
            self.compare().await.map_err(|difference| format!("after attempt {attempt}: {difference}"))?;
        }
        Ok(self.model.happened)
    }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, stored: &T, meant: &T) -> Result<(), String> {
    if stored == meant { Ok(()) } else { Err(format!("{what}: {stored:?}, meant is {meant:?}")) }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn thousands_of_attempts_do_what_the_model_does_and_break_no_rule() {
    let mut lanes = JoinSet::new();
    for lane in 0..LANES {
        lanes.spawn(async move {
            let mut tallies = Vec::new();
            for seed in (1 + lane..=SEEDS).step_by(usize::try_from(LANES).unwrap()) {
                let run = Trial::new(seed, Failpoint::None).await.run(seed, ATTEMPTS).await;
                tallies.push(run.unwrap_or_else(|difference| panic!("seed {seed}: {difference}")));
            }
            tallies
        });
    }
    let mut happened: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (what, times) in lanes.join_all().await.into_iter().flatten().flatten() {
        *happened.entry(what).or_default() += times;
    }
    for what in [
        "no hour was left",
        "booked",
        "booked after the end of the hold",
        "a hold had ended",
        "nothing was left to book",
        "given up in time",
        "given up late",
        "moved",
        "confirmed",
        "proposed",
        "accepted",
        "declined",
        "a proposal lapsed",
        "ended",
        "who came was noted",
        "closed over a booking",
        "a booking was in the way",
        "waited",
        "offered",
        "booked what was offered",
        "an offer lapsed",
        "gave up waiting",
        "waited in vain",
    ] {
        let times = happened.get(what).copied().unwrap_or_default();
        assert!(times >= 10, "{what}: {times} times are too few for the test to mean anything: {happened:?}");
    }
}

#[tokio::test]
async fn a_program_whose_holds_or_offers_take_no_time_is_found_out_by_the_model() {
    // The positive control: a model that agrees with carelessness proves nothing.
    for failpoint in [Failpoint::HoldsTakeNoTime, Failpoint::OffersHoldNothing] {
        for seed in 1..=3 {
            let run = Trial::new(seed, failpoint).await.run(seed, ATTEMPTS).await;
            assert!(run.is_err(), "seed {seed}: {failpoint:?} breaks nothing");
        }
    }
}
