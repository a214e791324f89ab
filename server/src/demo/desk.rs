//! What the secretariat has in hand: drafts of the weeks to come, one that is to be published tomorrow, a series, a
//! template; on the site an event that was moved, one with seats held back, and one that was called off.
//!
//! All of it goes through the desk's own use cases, so that each has its history.

use domain::account::Secretariat;
use domain::calendar::add_business_days;
use domain::event::{Bilingual, EventDraft, EventKind, EventState, When};
use domain::event_operation::{EventOperation, Seen};
use domain::event_template::TemplateName;
use domain::language::Language;
use domain::place::Prefecture;
use domain::reference::{EventCode, IdempotencyKey};
use domain::time::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::{Date, time};
use storage::{NewRegistration, Storage};

use super::seed::Seed;
use super::staff::Staff;
use super::{DAY, DemoError, event, people};

const HOUR: i64 = 60 * 60;
/// Where the numbers of the people begin who come to these events: nobody else has them.
const FIRST_PERSON: u32 = 5_000;
/// Drafts of the weeks to come: in which prefecture, and in how many business days.
const DRAFTS: [(Prefecture, i32); 4] =
    [(Prefecture::Osaka, 9), (Prefecture::Fukuoka, 13), (Prefecture::Miyagi, 18), (Prefecture::Aichi, 24)];

/// What was put in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct InHand {
    pub(super) events: usize,
    pub(super) registrations: usize,
    pub(super) waiting: usize,
    pub(super) on_offer: usize,
}

/// Puts it in.
///
/// # Errors
/// [`DemoError`], as everything else of the demo.
pub(super) async fn fill(storage: &Storage, staff: &Staff, now: Timestamp) -> Result<InHand, DemoError> {
    let [first, second] = staff.desk;
    let today = now.tokyo_date();
    let mut desk =
        Desk { storage, by: first, seed: Seed::new(7_000_000), person: FIRST_PERSON, sum: InHand::default() };

    for (prefecture, days) in DRAFTS {
        let draft = desk.seminar(prefecture, add_business_days(today, days), now);
        desk.makes(draft, now.plus_seconds(-3 * DAY)).await?;
    }
    let planned = desk.seminar(Prefecture::Kanagawa, add_business_days(today, 16), now);
    let planned = desk.makes(planned, now.plus_seconds(-2 * DAY)).await?;
    let tomorrow = add_business_days(today.saturating_add(1.day()), 0);
    let at = Timestamp::from_tokyo(tomorrow.to_datetime(time(9, 0, 0, 0)));
    desk.does(&planned, 0, EventOperation::PublishAt { at }, now.plus_seconds(-DAY)).await?;

    desk.series(add_business_days(today, 21), now).await?;
    desk.by = second;
    desk.moved(add_business_days(today, 14), now).await?;
    desk.held_back(add_business_days(today, 12), now).await?;
    desk.called_off(add_business_days(today, 11), now).await?;
    Ok(desk.sum)
}

/// Somebody at work.
struct Desk<'a> {
    storage: &'a Storage,
    by: Secretariat,
    seed: Seed,
    person: u32,
    sum: InHand,
}

impl Desk<'_> {
    /// A seminar of the usual kind, as a draft.
    fn seminar(&mut self, prefecture: Prefecture, day: Date, now: Timestamp) -> EventDraft {
        let code = EventCode::from_random(self.seed.bytes());
        loop {
            let planned = event::event(code.clone(), Some(prefecture), day, now, &mut self.seed);
            if planned.draft.kind == EventKind::Seminar {
                let mut draft = EventDraft { state: EventState::Draft, ..planned.draft };
                draft.window.opens_at = None;
                return draft;
            }
        }
    }

    /// Writes a draft down.
    async fn makes(&mut self, draft: EventDraft, at: Timestamp) -> Result<EventCode, DemoError> {
        let key = IdempotencyKey::from_random(self.seed.bytes(), at.as_milliseconds());
        self.sum.events += 1;
        Ok(self.storage.event_create(self.by, &key, draft, at).await?)
    }

    /// Does something with an event, whatever there is to be warned of.
    async fn does(
        &self,
        code: &EventCode,
        revision: u32,
        operation: EventOperation,
        at: Timestamp,
    ) -> Result<(), DemoError> {
        let considered = self.storage.event_consider(code, &Seen::from(revision), &operation, at).await?;
        let seen = Seen { revision, warnings: considered.warnings };
        self.storage.event_operate(self.by, code.clone(), seen, operation, at).await?;
        Ok(())
    }

    /// Writes an event down and puts it on the site.
    async fn publishes(&mut self, draft: EventDraft, at: Timestamp) -> Result<EventCode, DemoError> {
        let code = self.makes(draft, at).await?;
        self.does(&code, 0, EventOperation::Publish, at.plus_seconds(HOUR)).await?;
        Ok(code)
    }

    /// Has so many people register, one an hour.
    async fn registers(&mut self, code: &EventCode, people: u32, from: Timestamp) -> Result<(), DemoError> {
        let Some(event) = self.storage.event_by_code(code).await? else { return Ok(()) };
        for hour in 0..people {
            self.person += 1;
            let at = from.plus_seconds(i64::from(hour) * HOUR);
            let key = IdempotencyKey::from_random(self.seed.bytes(), at.as_milliseconds());
            let applicant = people::applicant(&event, self.person, 1, &mut self.seed)?;
            let language = Language::Japanese;
            let new = NewRegistration { applicant, language, key, suspected: false, or_wait: true };
            let registered = self.storage.registration_create(code.clone(), new, at).await?;
            self.sum.registrations += 1;
            self.sum.waiting +=
                usize::from(matches!(registered.placement, domain::registration::Placement::Waiting { .. }));
        }
        Ok(())
    }

    /// Four drafts, a week from one to the next, and the template that they were made from.
    async fn series(&mut self, first: Date, now: Timestamp) -> Result<(), DemoError> {
        let at = now.plus_seconds(-4 * DAY);
        let draft = self.seminar(Prefecture::Tokyo, first, now);
        let code = self.makes(draft, at).await?;
        let days: Vec<Date> =
            (1..=3_i64).map(|week| add_business_days(first.saturating_add(week.weeks()), 0)).collect();
        let key = IdempotencyKey::from_random(self.seed.bytes(), at.as_milliseconds());
        self.storage.event_repeat(self.by, &key, &code, &days, at).await?;
        self.sum.events += days.len();
        let name = TemplateName::parse("毎週の入門セミナー（東京）")?;
        self.storage.event_template_save(self.by, &code, &name, at).await?;
        Ok(())
    }

    /// An event that people had registered for when it was moved by a week.
    async fn moved(&mut self, day: Date, now: Timestamp) -> Result<(), DemoError> {
        let draft = self.seminar(Prefecture::Tokyo, day, now);
        let when = draft.when.clone();
        let code = self.publishes(draft, now.plus_seconds(-9 * DAY)).await?;
        self.registers(&code, 8, now.plus_seconds(-8 * DAY)).await?;
        let later = add_business_days(day.saturating_add(1.week()), 0);
        let when = When { starts_on: later, ends_on: later, ..when };
        self.does(&code, 1, EventOperation::Move { when }, now.plus_seconds(-2 * DAY)).await
    }

    /// An event with seats held back, one of which was released to those who wait.
    async fn held_back(&mut self, day: Date, now: Timestamp) -> Result<(), DemoError> {
        let draft = self.seminar(Prefecture::Chiba, day, now);
        let draft = EventDraft { capacity: Some(16), reserved: 4, seats_per_registration: 2, ..draft };
        let code = self.publishes(draft, now.plus_seconds(-9 * DAY)).await?;
        self.registers(&code, 15, now.plus_seconds(-8 * DAY)).await?;
        let released = EventOperation::HoldBack { reserved: 3 };
        self.does(&code, 1, released, now.plus_seconds(-HOUR)).await?;
        self.sum.on_offer += 1;
        Ok(())
    }

    /// An event that was called off when people had registered already.
    async fn called_off(&mut self, day: Date, now: Timestamp) -> Result<(), DemoError> {
        let draft = self.seminar(Prefecture::Saitama, day, now);
        let code = self.publishes(draft, now.plus_seconds(-9 * DAY)).await?;
        self.registers(&code, 3, now.plus_seconds(-8 * DAY)).await?;
        let reason = Bilingual::both(
            "講師の都合により中止します。オンラインの回をご利用ください。",
            "Cancelled: the speaker cannot come. Please use one of the online dates.",
        );
        self.does(&code, 1, EventOperation::Cancel { reason }, now.plus_seconds(-DAY)).await
    }
}
