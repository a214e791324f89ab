//! The demo's experts, when they are there, and the consultations that are booked with them.
//!
//! Everything goes through the use cases of citizens, experts and the secretariat, each at a moment when it was
//! possible.

use domain::account::{AccountId, Role};
use domain::availability::{
    AvailabilityOperation, DayPlan, Days, Hours, LeaveKind, Length, Meeting, Slot, Terms, WeeklyHours, Wish,
};
use domain::calendar::add_business_days;
use domain::consultation::{Transition, WaitingRead};
use domain::event::{Bilingual, Topic};
use domain::expert::{CalendarKeeper, ExpertCode, ExpertProfile};
use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::place::{Prefecture, Region};
use domain::reference::IdempotencyKey;
use domain::time::{Timestamp, end_of_day};
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use storage::{Booked, CalendarSeen, NewConsultation, NewHold, NewWaiting, Storage};

use super::seed::Seed;
use super::staff::{Staff, hired};
use super::{DAY, DemoError, people, sheet};

/// Since when they have kept their calendars.
const KEPT_SINCE: i64 = 60 * DAY;
/// So long ago a consultation was booked that is over by now.
const BOOKED_AGO: i64 = 25 * DAY;
/// A number that nobody else has who comes.
const WHO_WAITS: usize = 9_999;
/// Between choosing a time and sending the form.
const FILLING: i64 = 5 * 60;

/// Somebody who does not exist.
struct Character {
    /// In Japanese and in English.
    name: [&'static str; 2],
    /// Nobody has this address. The first three are the staff's own.
    email: &'static str,
    topics: &'static [Topic],
    region: Region,
    /// From when until when, on which days of the week.
    hours: &'static str,
    days: &'static [Weekday],
}

const MIDWEEK: &[Weekday] = &[Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday];
const WORKDAYS: &[Weekday] =
    &[Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
const ENDS: &[Weekday] = &[Weekday::Monday, Weekday::Friday];

const fn character(
    name: [&'static str; 2],
    email: &'static str,
    topics: &'static [Topic],
    region: Region,
    hours: &'static str,
    days: &'static [Weekday],
) -> Character {
    Character { name, email, topics, region, hours, days }
}

const CHARACTERS: [Character; 12] = [
    character(
        ["久保田 美咲", "Misaki Kubota"],
        "",
        &[Topic::Ict, Topic::Other],
        Region::Kanto,
        "10:00-12:00,13:00-17:00",
        MIDWEEK,
    ),
    character(
        ["大森 和也", "Kazuya Omori"],
        "",
        &[Topic::Ict, Topic::Security],
        Region::Kanto,
        "9:00-12:00,13:00-16:00",
        WORKDAYS,
    ),
    character(
        ["西野 千夏", "Chinatsu Nishino"],
        "",
        &[Topic::Personnel, Topic::Other],
        Region::Kinki,
        "13:00-18:00",
        WORKDAYS,
    ),
    character(
        ["本間 聡", "Satoshi Homma"],
        "homma@demo.example",
        &[Topic::Ict, Topic::Security],
        Region::Hokkaido,
        "10:00-16:00",
        MIDWEEK,
    ),
    character(
        ["千葉 由紀", "Yuki Chiba"],
        "chiba@demo.example",
        &[Topic::Personnel],
        Region::Tohoku,
        "9:30-12:00,14:00-17:00",
        ENDS,
    ),
    character(
        ["小池 亮太", "Ryota Koike"],
        "koike@demo.example",
        &[Topic::Security],
        Region::Shinetsu,
        "13:00-17:00",
        MIDWEEK,
    ),
    character(
        ["能登 早苗", "Sanae Noto"],
        "noto@demo.example",
        &[Topic::Ict, Topic::Personnel],
        Region::Hokuriku,
        "10:00-15:00",
        WORKDAYS,
    ),
    character(
        ["水野 浩二", "Koji Mizuno"],
        "mizuno@demo.example",
        &[Topic::Ict, Topic::Security, Topic::Other],
        Region::Tokai,
        "9:00-12:00,13:00-17:00",
        MIDWEEK,
    ),
    character(
        ["三宅 玲子", "Reiko Miyake"],
        "miyake@demo.example",
        &[Topic::Personnel, Topic::Other],
        Region::Chugoku,
        "13:00-16:30",
        ENDS,
    ),
    character(
        ["篠原 徹", "Toru Shinohara"],
        "shinohara@demo.example",
        &[Topic::Ict],
        Region::Shikoku,
        "10:00-12:00,13:00-17:00",
        MIDWEEK,
    ),
    character(
        ["原口 真理", "Mari Haraguchi"],
        "haraguchi@demo.example",
        &[Topic::Security, Topic::Personnel],
        Region::Kyushu,
        "9:00-12:00,14:00-17:00",
        WORKDAYS,
    ),
    character(
        ["比嘉 健太", "Kenta Higa"],
        "higa@demo.example",
        &[Topic::Ict, Topic::Other],
        Region::Okinawa,
        "13:00-18:00",
        MIDWEEK,
    ),
];

/// Puts them in. Returns how many consultations were booked.
///
/// # Errors
/// [`DemoError`], as everything else of the demo.
pub(super) async fn fill(storage: &Storage, staff: &Staff, now: Timestamp) -> Result<usize, DemoError> {
    let keeper = CalendarKeeper::Secretariat(staff.desk[0]);
    let mut town = Town { storage, keeper, seed: Seed::new(8_000_000), booked: 0, now };
    for (number, somebody) in CHARACTERS.iter().enumerate() {
        let account = match staff.experts.get(number) {
            Some(expert) => expert.account(),
            None => hired(storage, somebody.name[0], somebody.email, Role::Expert, now).await?.as_expert()?.account(),
        };
        let since = now.plus_seconds(-KEPT_SINCE);
        let code = storage.expert_set(staff.desk[0], account, &profile(somebody), true, since).await?;
        town.keeps_hours(account, somebody, number, since).await?;
        town.is_booked(account, &code, somebody, number).await?;
    }
    Ok(town.booked)
}

/// The title of somebody who answers questions on `topic`, and what they are certified for.
fn vocation(topic: Topic) -> (Bilingual, Bilingual) {
    match topic {
        Topic::Ict => (
            Bilingual::both("テレワークマネージャー（ICT）", "Telework manager, ICT"),
            Bilingual::both("ITコーディネータ", "IT coordinator"),
        ),
        Topic::Security => (
            Bilingual::both("テレワークマネージャー（セキュリティ）", "Telework manager, security"),
            Bilingual::both("情報処理安全確保支援士", "Registered information security specialist"),
        ),
        Topic::Personnel | Topic::Other => (
            Bilingual::both("テレワークマネージャー（労務）", "Telework manager, personnel"),
            Bilingual::both("社会保険労務士", "Certified labour and social security attorney"),
        ),
    }
}

fn profile(somebody: &Character) -> ExpertProfile {
    let (title, qualification) = vocation(somebody.topics[0]);
    let [japanese, english] = somebody.name;
    let region = somebody.region;
    let introduction = Bilingual::both(
        format!(
            "{}の中小企業と市町村で、テレワークの始めかたと続けかたを一緒に考えてきました。はじめての方にも、わかる言葉でお答えします。",
            region.name(Language::Japanese)
        ),
        format!(
            "Has helped small companies and towns in {} to begin with telework and to keep it going. No question is too small.",
            region.name(Language::English)
        ),
    );
    let languages = match region {
        Region::Kanto | Region::Okinawa => vec![Language::Japanese, Language::English],
        _ => vec![Language::Japanese],
    };
    ExpertProfile {
        name: Bilingual::both(japanese, english),
        title,
        qualifications: vec![qualification],
        introduction,
        languages,
        region: Some(region),
    }
}

/// From when on every fourth is away.
fn first_day_away(now: Timestamp) -> Date {
    add_business_days(now.tokyo_date(), 8)
}

/// Those who book, and whom they book with.
struct Town<'a> {
    storage: &'a Storage,
    keeper: CalendarKeeper,
    seed: Seed,
    booked: usize,
    now: Timestamp,
}

impl Town<'_> {
    /// Hours of each week, days away for every fourth, and terms.
    async fn keeps_hours(
        &self,
        account: AccountId,
        somebody: &Character,
        number: usize,
        at: Timestamp,
    ) -> Result<(), DemoError> {
        let from = at.tokyo_date();
        let hours = Hours::parse(somebody.hours)?.hours;
        let mut operations: Vec<AvailabilityOperation> = somebody
            .days
            .iter()
            .map(|day| AvailabilityOperation::SetWeekly(WeeklyHours::each_week(*day, hours.clone(), from)))
            .collect();
        if number % 4 == 1 {
            let away = first_day_away(self.now);
            let days = Days::between(away, away.saturating_add(4.days()));
            operations.push(AvailabilityOperation::SetDays { days, plan: DayPlan::Leave(LeaveKind::Vacation) });
        }
        let usual = Terms::usual(somebody.topics.to_vec());
        let lengths = if number.is_multiple_of(3) { vec![Length::Thirty, Length::Sixty] } else { vec![Length::Sixty] };
        operations.push(AvailabilityOperation::SetTerms(Box::new(Terms {
            lengths,
            prefectures: somebody.region.prefectures().collect(),
            horizon: 90,
            per_day: Some(4),
            // Some look at each themselves.
            confirms: number % 5 == 2,
            ..usual
        })));
        let seen = CalendarSeen { revision: 0, conflicts: Vec::new() };
        self.storage.calendar_change(&self.keeper, account, &seen, &operations, at).await?;
        Ok(())
    }

    /// A consultation that is over, and two or three to come; one of the first expert has another time proposed.
    async fn is_booked(
        &mut self,
        account: AccountId,
        code: &ExpertCode,
        somebody: &Character,
        number: usize,
    ) -> Result<(), DemoError> {
        let wish = Wish { topic: somebody.topics[0], meeting: Meeting::Online, length: Length::Sixty };
        let now = self.now;
        let earlier = now.plus_seconds(-BOOKED_AGO);
        let past = self.open(code, wish, earlier).await?;
        if let Some(slot) = past.into_iter().find(|slot| slot.ends_at() < now.plus_seconds(-DAY)) {
            let booked = self.books(code, wish, slot, earlier).await?;
            let outcome = if number == 4 { Transition::Miss } else { Transition::Attend };
            let at = slot.ends_at().plus_seconds(FILLING);
            self.confirms(&booked, earlier).await?;
            let revision = self.revision(&booked).await?;
            sheet::is_written(self.storage, &booked, number, earlier.plus_seconds(3 * FILLING)).await?;
            self.storage.consultation_note(&self.keeper, &booked.reference, outcome, revision, at).await?;
            if outcome == Transition::Attend {
                sheet::is_reported(self.storage, &self.keeper, &booked, at.plus_seconds(FILLING)).await?;
                if number % 4 != 3 {
                    sheet::is_surveyed(self.storage, &booked, number, at.plus_seconds(2 * FILLING)).await?;
                }
            }
        }
        let prefecture = somebody.region.prefectures().next().unwrap_or(Prefecture::Tokyo);
        for visit in 0..2 + number % 2 {
            let meeting = if visit == 1 { Meeting::OnSite(prefecture) } else { Meeting::Online };
            let wish = Wish { meeting, ..wish };
            let at = now.plus_seconds(-DAY * i64::try_from(visit + 1).unwrap_or(1));
            let open = self.open(code, wish, at).await?;
            // Some days from now: what was open then has not begun yet.
            let after = end_of_day(add_business_days(now.tokyo_date(), 2 + i32::try_from(visit).unwrap_or(0)));
            let Some(slot) = open.into_iter().find(|slot| slot.starts_at > after) else { continue };
            let booked = self.books(code, wish, slot, at).await?;
            if visit == 0 && !number.is_multiple_of(3) {
                sheet::is_written(self.storage, &booked, number, at.plus_seconds(3 * FILLING)).await?;
            }
            if (number, visit) == (0, 0) {
                self.proposes(account, code, wish, slot, &booked).await?;
            }
        }
        if number == 1 {
            self.waits(code, wish).await?;
        }
        Ok(())
    }

    /// Somebody would like to talk to an expert on the days on which they are away.
    async fn waits(&mut self, code: &ExpertCode, wish: Wish) -> Result<(), DemoError> {
        let client = people::client(WHO_WAITS, wish, &mut self.seed)?;
        let Some(email) = client.email else { return Ok(()) };
        let at = self.now.plus_seconds(-DAY);
        let from = first_day_away(self.now);
        let read = WaitingRead { from, until: from.saturating_add(4.days()), name: client.name, email };
        let key = IdempotencyKey::from_random(self.seed.bytes(), at.as_milliseconds());
        let new = NewWaiting { wish, expert: Some(code.clone()), read, language: Language::Japanese, key };
        self.storage.waiting_join(new, at).await?;
        Ok(())
    }

    /// The times that were open at `at`.
    async fn open(&self, code: &ExpertCode, wish: Wish, at: Timestamp) -> Result<Vec<Slot>, DemoError> {
        let diaries = self.storage.diaries(Some(code), at.tokyo_date(), at).await?;
        let open = diaries.first().map(|one| one.diary().next_open(wish, at, usize::MAX, at));
        Ok(open.unwrap_or_default())
    }

    /// Somebody books a time, as a citizen does.
    async fn books(&mut self, code: &ExpertCode, wish: Wish, slot: Slot, at: Timestamp) -> Result<Booked, DemoError> {
        self.booked += 1;
        let mut key = |at: Timestamp| IdempotencyKey::from_random(self.seed.bytes(), at.as_milliseconds());
        let (expert, starts_at) = (Some(code.clone()), slot.starts_at);
        let hold = NewHold { wish, starts_at, expert, table: None, instead_of: None, key: key(at) };
        let key = key(at);
        let token = self.storage.consultation_hold(hold, at).await?.token;
        let client = people::client(self.booked, wish, &mut self.seed)?;
        let new = NewConsultation { client, channel: Channel::Site, language: Language::Japanese, key };
        Ok(self.storage.consultation_book(token.hash(), new, at.plus_seconds(FILLING)).await?)
    }

    async fn revision(&self, booked: &Booked) -> Result<u32, DemoError> {
        let found = self.storage.consultation(&self.keeper, &booked.reference).await?;
        Ok(found.map_or(0, |found| found.revision))
    }

    /// An expert who wants to confirm each has done so.
    async fn confirms(&self, booked: &Booked, at: Timestamp) -> Result<(), DemoError> {
        if booked.state == domain::consultation::ConsultationState::Requested {
            let at = at.plus_seconds(2 * FILLING);
            self.storage.consultation_confirm(&self.keeper, &booked.reference, 0, at).await?;
        }
        Ok(())
    }

    /// The expert would like the next open time that day or later better.
    async fn proposes(
        &self,
        account: AccountId,
        code: &ExpertCode,
        wish: Wish,
        slot: Slot,
        booked: &Booked,
    ) -> Result<(), DemoError> {
        let open = self.open(code, wish, self.now).await?;
        let Some(other) = open.into_iter().find(|other| other.starts_at > end_of_day(slot.starts_at.tokyo_date()))
        else {
            return Ok(());
        };
        let time = (account, other.starts_at);
        self.storage.consultation_propose(&self.keeper, &booked.reference, 0, time, self.now).await?;
        Ok(())
    }
}
