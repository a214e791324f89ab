//! A database in a folder of its own, with one event in it, and people who want to go there.

use std::path::PathBuf;
use std::sync::Arc;

use domain::account::{AccountId, Actor, Role};
use domain::attachment::Attachments;
use domain::contact::EmailAddress;
use domain::event::{
    Audience, Bilingual, EventDraft, EventId, EventKind, EventState, Format, Particulars, Place, RegistrationWindow,
    Topic, When,
};
use domain::inquiry::desk::Responder;
use domain::inquiry::{Inquirer, Inquiry, InquiryDraft, MessageText, Reach};
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::offer::{OfferAnswer, OfferHours};
use domain::organisation::{OrganisationKind, OrganisationName};
use domain::person::{Kana, PersonName};
use domain::place::Prefecture;
use domain::reference::{EventCode, IdempotencyKey, SecretToken};
use domain::registration::{Applicant, Attendance, Refusal, Registration};
use domain::time::{Chance, Timestamp};
use jiff::civil::{date, time};
use rehearsal::CountedChance;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, SqliteConnection};
use storage::{
    DueMail, Failpoint, InquiryReceipt, Mailbox, NewAccount, NewInquiry, NewRegistration, OpenOptions, Registered,
    RegistrationChange, Storage, StorageError,
};

/// 2026-11-01 at nine in the morning, in Japan.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_tokyo(date(2026, 11, 1).at(9, 0, 0, 0))
}

pub(crate) fn code() -> EventCode {
    EventCode::parse("KT4-XW2M").expect("a code")
}

/// A hybrid seminar on 1 December 2026.
pub(crate) fn seminar(capacity: u32) -> EventDraft {
    EventDraft {
        code: code(),
        kind: EventKind::Seminar,
        title: Bilingual::both("セキュリティ入門", "Security basics"),
        state: EventState::Published,
        when: When::on(date(2026, 12, 1), time(14, 0, 0, 0), time(16, 0, 0, 0)),
        place: Place {
            format: Format::Hybrid,
            prefecture: Some(Prefecture::Tokyo),
            government_code: None,
            venue: None,
            joining: None,
        },
        topics: vec![Topic::Security],
        audience: Audience::Both,
        capacity: Some(capacity),
        reserved: 0,
        seats_per_registration: 3,
        window: RegistrationWindow {
            opens_at: None,
            closes_at: Timestamp::from_tokyo(date(2026, 11, 28).at(0, 0, 0, 0)),
        },
        particulars: Particulars::default(),
    }
}

/// Somebody with this address who wants so many seats.
pub(crate) fn applicant(email: &str, seats: u32) -> Applicant {
    Applicant {
        name: PersonName::parse("山田 太郎").expect("a name"),
        kana: Kana::parse("ヤマダ タロウ").expect("a reading"),
        email: Some(EmailAddress::parse(email).expect("an address")),
        phone: None,
        organisation: OrganisationName::parse("山田製作所").expect("a name"),
        organisation_kind: OrganisationKind::SmallCompany,
        prefecture: Prefecture::Tokyo,
        attendance: Attendance::Online,
        seats,
        topics: vec![Topic::Security],
        question: None,
        access_needs: None,
    }
}

/// What somebody sends who takes a place in line if there is no seat.
pub(crate) fn new(email: &str, seats: u32, key: IdempotencyKey) -> NewRegistration {
    let applicant = applicant(email, seats);
    NewRegistration { applicant, language: Language::Japanese, key, or_wait: true, suspected: false }
}

pub(crate) fn words(text: &str) -> MessageText {
    MessageText::parse(text).expect("a message")
}

/// What somebody sends who asks a question.
pub(crate) fn question(email: &str, key: IdempotencyKey) -> NewInquiry {
    let email = EmailAddress::parse(email).expect("an address");
    let reach = Reach::Mail { email, phone: None };
    let inquirer = Inquirer { reach, name: None, organisation: None, prefecture: None };
    let message = words("図面を家で見たいです。\nどうすればよいですか。");
    NewInquiry {
        draft: InquiryDraft { inquirer, topic: Topic::Security, message },
        attachments: Attachments::NONE,
        language: Language::Japanese,
        key,
        suspected: false,
    }
}

/// What a mail tells, and to whom.
pub(crate) fn told(mails: &[DueMail]) -> Vec<(NoticeKind, &str)> {
    mails.iter().map(|mail| (mail.kind, mail.recipient.as_str())).collect()
}

#[derive(Clone)]
pub(crate) struct House {
    pub(crate) storage: Storage,
    pub(crate) event: EventId,
    pub(crate) chance: Arc<dyn Chance>,
    folder: Arc<tempfile::TempDir>,
}

impl House {
    /// With a seminar of so many seats.
    pub(crate) async fn with(capacity: u32) -> Self {
        Self::built(seminar(capacity), Failpoint::None).await
    }

    /// Without the lock.
    pub(crate) async fn careless(capacity: u32) -> Self {
        Self::built(seminar(capacity), Failpoint::ReadOutsideTheLock).await
    }

    pub(crate) async fn built(event: EventDraft, failpoint: Failpoint) -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a folder"));
        let chance = CountedChance::from_seed(7);
        let options = OpenOptions { failpoint, ..options(folder.path().join("telework.db"), &chance) };
        let storage = Storage::open(options).await.expect("it opens");
        let ids = storage.event_add_all(&[event], now()).await.expect("it is added");
        Self { storage, event: ids[0], chance, folder }
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn key(&self) -> IdempotencyKey {
        let mut bytes = [0; 16];
        self.chance.fill(&mut bytes);
        IdempotencyKey::from_random(bytes, now().as_milliseconds())
    }

    pub(crate) async fn try_register(&self, new: NewRegistration) -> Result<Registered, StorageError<Refusal>> {
        self.storage.registration_create(code(), new, now()).await
    }

    /// Registers, or joins the line.
    pub(crate) async fn register(&self, email: &str, seats: u32) -> Registered {
        self.try_register(new(email, seats, self.key())).await.expect("it is taken")
    }

    /// What a link opens.
    pub(crate) async fn opens(&self, link: &SecretToken) -> Option<Registration> {
        let found = self.storage.registration_by_link(&link.hash()).await.expect("it is read");
        found.map(|(registration, _)| registration)
    }

    pub(crate) async fn cancel(&self, link: &SecretToken) {
        self.storage.registration_cancel(link.hash(), now()).await.expect("it is cancelled");
    }

    /// Changes how many seats the registration behind a link has.
    pub(crate) async fn resize(&self, link: &SecretToken, seats: u32) -> Result<SecretToken, StorageError<Refusal>> {
        let before = self.opens(link).await.expect("it is there");
        let applicant = Applicant { seats, ..before.applicant };
        let change = RegistrationChange { applicant, revision: before.revision, key: self.key() };
        self.storage.registration_change(link.hash(), change, now()).await
    }

    /// Answers the offer of the registration behind a link.
    pub(crate) async fn answer_offer(
        &self,
        link: &SecretToken,
        answer: OfferAnswer,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<Refusal>> {
        self.storage.offer_answer(link.hash(), answer, self.key(), now).await
    }

    /// Asks a question.
    pub(crate) async fn ask(&self, email: &str) -> InquiryReceipt {
        self.storage.inquiry_create(question(email, self.key()), now()).await.expect("it is taken")
    }

    /// The inquiry that a link opens.
    pub(crate) async fn asked(&self, link: &SecretToken) -> Option<Inquiry> {
        self.storage.inquiry_by_link(&link.hash()).await.expect("it is read")
    }

    /// Somebody called `name` begins to work here.
    pub(crate) async fn hires(&self, name: &str, role: Role) -> Responder {
        let mut bytes = [0; 8];
        self.chance.fill(&mut bytes);
        let account = NewAccount {
            email: EmailAddress::parse(&format!("{:x}@example.jp", u64::from_le_bytes(bytes))).expect("an address"),
            name: PersonName::parse(name).expect("a name"),
            role,
            door: None,
            language: Language::Japanese,
        };
        let id: AccountId = self.storage.account_add(&account, now()).await.expect("it is added");
        Responder::of(&Actor::of(id, role, None).expect("a role")).expect("they answer inquiries")
    }

    /// The list that a link opens.
    pub(crate) async fn mailbox(&self, link: &SecretToken) -> Option<Mailbox> {
        self.storage.mailbox_by_link(&link.hash(), now()).await.expect("it is read")
    }

    /// Takes every mail that is owed.
    pub(crate) async fn mails(&self) -> Vec<DueMail> {
        self.storage.outbox_take(10_000, now().plus_seconds(600), now()).await.expect("they are taken")
    }

    /// Seats taken and parties waiting, as the public is told.
    pub(crate) fn counted(&self) -> (u32, u32) {
        self.storage.schedule().by_id(self.event).expect("it is listed").count.get()
    }

    /// Fails unless everything holds that must always hold.
    pub(crate) async fn assert_in_order(&self) {
        let broken = self.storage.invariants_broken(now()).await.expect("it is read");
        assert_eq!(broken, []);
    }

    /// Whether `text` stands anywhere in the database's files.
    pub(crate) fn has_on_disk(&self, text: &str) -> bool {
        let files = ["", "-wal"].map(|ending| format!("{}{ending}", self.storage.path().display()));
        let contents = files.iter().filter_map(|file| std::fs::read(file).ok());
        contents.into_iter().any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
    }

    /// A connection of somebody who goes past the program.
    pub(crate) async fn raw(&self) -> SqliteConnection {
        let settings = SqliteConnectOptions::new().filename(self.storage.path()).foreign_keys(true);
        settings.connect().await.expect("it connects")
    }
}

pub(crate) fn options(path: PathBuf, chance: &Arc<dyn Chance>) -> OpenOptions {
    OpenOptions {
        path,
        create: true,
        migrate: true,
        readers: 4,
        chance: Arc::clone(chance),
        offer_hours: OfferHours::DEFAULT,
        notice_to: None,
        failpoint: Failpoint::None,
    }
}
