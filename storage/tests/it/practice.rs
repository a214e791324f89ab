//! Experts in a house of their own, and organisations that want an hour of them.

use domain::account::{AccountId, Actor, Role, Secretariat};
use domain::availability::{AvailabilityOperation, Hours, Length, Meeting, Terms, WeeklyHours, Wish};
use domain::consultation::{Client, Consultation, ConsultationForm, ConsultationFormRules, ConsultationRefusal};
use domain::event::{Bilingual, Topic};
use domain::expert::{CalendarKeeper, ExpertCode, ExpertProfile};
use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::reference::SecretToken;
use domain::time::Timestamp;
use jiff::civil::{Weekday, date};
use storage::{Booked, CalendarSeen, Failpoint, Held, NewConsultation, NewHold, Storage, StorageError};

use crate::house::{House, now, seminar};

pub(crate) const WISH: Wish = Wish { topic: Topic::Security, meeting: Meeting::Online, length: Length::Sixty };

/// An instant of December 2026; the first is a Tuesday.
pub(crate) fn december(day: i8, hour: i8, minute: i8) -> Timestamp {
    Timestamp::from_tokyo(date(2026, 12, day).at(hour, minute, 0, 0))
}

/// Somebody of this organisation.
pub(crate) fn client(organisation: &str) -> Client {
    let typed = |text: &str| text.to_owned();
    let form = ConsultationForm {
        question: typed("図面を家で見たいです。"),
        organisation: typed(organisation),
        organisation_kind: typed("small-company"),
        prefecture: typed("13"),
        name: typed("山田 太郎"),
        kana: typed("ヤマダ タロウ"),
        email: typed("taro@example.jp"),
        consent: typed("yes"),
        ..ConsultationForm::default()
    };
    let rules = ConsultationFormRules { meeting: Meeting::Online, is_change: false, channel: Channel::Site };
    form.parse(rules).expect("all is well")
}

/// Whose work and time it is.
#[derive(Debug, Clone)]
pub(crate) struct Practitioner {
    pub(crate) account: AccountId,
    pub(crate) code: ExpertCode,
    pub(crate) keeper: CalendarKeeper,
}

#[derive(Clone)]
pub(crate) struct Practice {
    pub(crate) house: House,
    pub(crate) experts: Vec<Practitioner>,
    pub(crate) desk: Secretariat,
}

impl Practice {
    /// With so many experts, on business days from nine to five, on `terms`.
    pub(crate) async fn built(experts: usize, terms: Terms, failpoint: Failpoint) -> Self {
        let house = House::built(seminar(1), failpoint).await;
        let responder = house.hires("事務局 花子", Role::Secretariat).await;
        let desk = responder.as_secretariat().expect("the secretariat");
        let mut practice = Self { house, experts: Vec::new(), desk };
        for number in 0..experts {
            let expert = practice.hires(number).await;
            practice.experts.push(expert.clone());
            practice.change(&expert, 0, &[AvailabilityOperation::SetTerms(Box::new(terms.clone()))]).await;
            let days = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
            let hours = Hours::parse("9:00-17:00").expect("hours").hours;
            let rule = |weekday| WeeklyHours::each_week(weekday, hours.clone(), date(2026, 1, 1));
            let rules = days.map(|weekday| AvailabilityOperation::SetWeekly(rule(weekday)));
            practice.change(&expert, 1, &rules).await;
        }
        practice
    }

    /// With one expert, from the next business day on.
    pub(crate) async fn of_one() -> Self {
        Self::built(1, terms(), Failpoint::None).await
    }

    async fn hires(&self, number: usize) -> Practitioner {
        let responder = self.house.hires("佐伯 真由美", Role::Expert).await;
        let account = responder.account();
        let profile = ExpertProfile {
            name: Bilingual::both(format!("佐伯 {number}"), format!("Saeki {number}")),
            title: Bilingual::japanese("情報処理安全確保支援士"),
            qualifications: Vec::new(),
            introduction: Bilingual::default(),
            languages: vec![Language::Japanese],
            region: None,
        };
        let code = self.storage().expert_set(self.desk, account, &profile, true, now()).await.expect("it is written");
        let actor = Actor::of(account, Role::Expert, None).expect("a role");
        Practitioner { account, code, keeper: CalendarKeeper::of(&actor).expect("a keeper") }
    }

    pub(crate) fn storage(&self) -> &Storage {
        &self.house.storage
    }

    pub(crate) async fn change(&self, expert: &Practitioner, revision: u32, operations: &[AvailabilityOperation]) {
        let seen = CalendarSeen { revision, conflicts: Vec::new() };
        let changed = self.storage().calendar_change(&expert.keeper, expert.account, &seen, operations, now()).await;
        changed.expect("it is changed");
    }

    pub(crate) async fn try_hold(
        &self,
        expert: Option<usize>,
        starts_at: Timestamp,
        now: Timestamp,
    ) -> Result<Held, StorageError<ConsultationRefusal>> {
        let expert = expert.map(|expert| self.experts[expert].code.clone());
        let new = NewHold { wish: WISH, starts_at, expert, table: None, instead_of: None, key: self.house.key() };
        self.storage().consultation_hold(new, now).await
    }

    pub(crate) async fn hold(&self, starts_at: Timestamp) -> Held {
        self.try_hold(None, starts_at, now()).await.expect("it is held")
    }

    pub(crate) fn wishes(&self, organisation: &str) -> NewConsultation {
        let (language, key) = (Language::Japanese, self.house.key());
        NewConsultation { client: client(organisation), channel: Channel::Site, language, key }
    }

    pub(crate) async fn try_book(
        &self,
        hold: &SecretToken,
        organisation: &str,
        now: Timestamp,
    ) -> Result<Booked, StorageError<ConsultationRefusal>> {
        self.storage().consultation_book(hold.hash(), self.wishes(organisation), now).await
    }

    /// Holds a time and books it.
    pub(crate) async fn book(&self, organisation: &str, starts_at: Timestamp) -> Booked {
        let held = self.hold(starts_at).await;
        self.try_book(&held.token, organisation, now()).await.expect("it is booked")
    }

    /// What a link opens.
    pub(crate) async fn opens(&self, link: &SecretToken) -> Option<Consultation> {
        self.storage().consultation_by_link(&link.hash()).await.expect("it is read")
    }

    /// What the mails that are owed tell, in the order in which they were written.
    pub(crate) async fn told(&self) -> Vec<NoticeKind> {
        // Whenever they were written.
        let end = december(31, 0, 0);
        let mails = self.storage().outbox_take(10_000, end.plus_seconds(600), end).await.expect("they are taken");
        mails.iter().map(|mail| mail.kind).collect()
    }
}

/// Terms with a business day's notice, a quarter of an hour kept free after each, and no limits.
pub(crate) fn terms() -> Terms {
    Terms { notice: 1, ..Terms::usual(Topic::ALL.to_vec()) }
}
