//! A service with one event, its storage in a folder of its own, and a clock that tests move.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use domain::account::{Actor, Role};
use domain::attachment::Attachments;
use domain::contact::EmailAddress;
use domain::event::{EventDraft, Topic};
use domain::inquiry::desk::{AfterAnswer, Responder};
use domain::inquiry::{
    Author, Inquirer, Inquiry, InquiryDraft, InquiryId, InquiryState, Message, MessageId, MessageText, Reach,
    Respondent, reply_due,
};
use domain::language::Language;
use domain::person::PersonName;
use domain::reference::{IdempotencyKey, ReferenceNumber, SecretToken};
use domain::registration::{Applicant, RegistrationState};
use domain::time::{Chance, Clock};
use rehearsal::{CountedChance, HeldClock};
use server::ics::IcsSite;
use server::mail::{EmlFolder, MailSettings, MailWorker, Postbox, SmtpLimits, SmtpRelay};
use storage::{InquiryReceipt, NewAccount, NewAnswer, NewInquiry, NewRegistration, Registered, Storage};

use crate::database::database;
use crate::sample;

fn by_mail(email: &str) -> Reach {
    Reach::Mail { email: EmailAddress::parse(email).expect("an address"), phone: None }
}

/// An inquiry with its question and, once somebody has worked on it, an answer.
pub(crate) fn inquiry(state: InquiryState) -> Inquiry {
    let text = |words: &str| MessageText::parse(words).expect("a message");
    let message = |number: i64, author: Author, words: &str| Message {
        id: MessageId(number),
        author,
        text: text(words),
        attachments: Vec::new(),
        written_at: sample::now().plus_seconds(number * 60),
    };
    let expert = Respondent::Expert {
        name: PersonName::parse("久保田 美咲").expect("a name"),
        title: "テレワークマネージャー".to_owned(),
    };
    let mut messages = vec![message(1, Author::Citizen, "図面を家で見たいです。")];
    match state {
        InquiryState::Received => {}
        InquiryState::InHand => messages.push(message(2, Author::Citizen, "追加です。")),
        InquiryState::Answered | InquiryState::Closed => {
            messages.push(message(2, Author::Respondent(expert), "次の順で始められます。"));
        }
    }
    Inquiry {
        id: InquiryId(1),
        reference: sample::registration(RegistrationState::Seated).reference,
        state,
        set_aside: None,
        topic: Topic::Security,
        subject: "図面を家で見たいです。".to_owned(),
        inquirer: Inquirer { reach: by_mail("taro@example.jp"), name: None, organisation: None, prefecture: None },
        language: Language::Japanese,
        messages,
        reply_due: state.owes_reply().then(|| reply_due(sample::now())),
        in_hand_at: (state != InquiryState::Received).then(sample::now),
        closed_at: (state == InquiryState::Closed).then(sample::now),
        revision: 1,
        created_at: sample::now(),
        changed_at: sample::now(),
    }
}

pub(crate) struct PostOffice {
    pub(crate) storage: Storage,
    pub(crate) clock: Arc<HeldClock>,
    pub(crate) chance: Arc<dyn Chance>,
    folder: tempfile::TempDir,
}

impl PostOffice {
    pub(crate) async fn open() -> Self {
        Self::with(sample::draft()).await
    }

    pub(crate) async fn with(event: EventDraft) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let chance = CountedChance::from_seed(7);
        let storage = database(folder.path(), &chance).await;
        let clock = HeldClock::at(sample::now());
        storage.event_add_all(&[event], clock.now()).await.expect("it is added");
        Self { storage, clock, chance, folder }
    }

    pub(crate) fn settings() -> MailSettings {
        let site = IcsSite {
            host: "telework.example.jp".to_owned(),
            public_url: "https://telework.example.jp".to_owned(),
            organizer: None,
            phone: "03-5422-1517".to_owned(),
        };
        MailSettings::new("no-reply@telework.example.jp", Some("desk@telework.example.jp"), site).expect("mailboxes")
    }

    fn worker(&self, postbox: Postbox) -> MailWorker {
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        MailWorker::new(self.storage.clone(), postbox, Self::settings(), clock, Arc::clone(&self.chance))
    }

    /// A worker that speaks to the mail server at `url` and is soon out of patience.
    pub(crate) fn by_smtp(&self, url: &str) -> MailWorker {
        let soon = Duration::from_millis(300);
        let limits = SmtpLimits { connect: Duration::from_secs(5), command: soon, mail: Duration::from_secs(5) };
        self.by_relay(SmtpRelay::new(url, "telework.example.jp", limits).expect("an address"))
    }

    /// A worker that speaks to such a mail server.
    pub(crate) fn by_relay(&self, relay: SmtpRelay) -> MailWorker {
        self.worker(Postbox::Smtp(relay))
    }

    /// A worker that speaks to a mail server that may take its time.
    pub(crate) fn by_patient_smtp(&self, url: &str) -> MailWorker {
        self.by_relay(SmtpRelay::new(url, "telework.example.jp", SmtpLimits::default()).expect("an address"))
    }

    /// A worker that writes files.
    pub(crate) fn by_files(&self) -> MailWorker {
        self.worker(Postbox::Eml(EmlFolder::new(self.mail_folder())))
    }

    pub(crate) fn mail_folder(&self) -> PathBuf {
        self.folder.path().join("mail")
    }

    /// Registers `email` in `language`.
    pub(crate) async fn register(&self, email: &str, language: Language) -> Registered {
        let applicant = Applicant { email: EmailAddress::parse(email).ok(), ..sample::applicant() };
        self.register_as(applicant, language).await
    }

    pub(crate) async fn register_as(&self, applicant: Applicant, language: Language) -> Registered {
        let new = NewRegistration { applicant, language, key: self.key(), or_wait: true, suspected: false };
        self.storage.registration_create(sample::draft().code, new, self.clock.now()).await.expect("it is taken")
    }

    /// Asks a question as `email` in `language`.
    pub(crate) async fn ask(&self, email: &str, language: Language) -> InquiryReceipt {
        let inquirer = Inquirer { reach: by_mail(email), ..inquiry(InquiryState::Received).inquirer };
        let message = MessageText::parse("図面を家で見たいです。").expect("a message");
        let draft = InquiryDraft { inquirer, topic: Topic::Security, message };
        let new = NewInquiry { draft, attachments: Attachments::NONE, language, key: self.key(), suspected: false };
        self.storage.inquiry_create(new, self.clock.now()).await.expect("it is taken")
    }

    /// An expert answers, to whom it is assigned.
    pub(crate) async fn answer(&self, reference: &ReferenceNumber, text: &str) {
        let (now, storage) = (self.clock.now(), &self.storage);
        let works_here = async |name: &str, address: &str, role| {
            let account = NewAccount {
                email: EmailAddress::parse(address).expect("an address"),
                name: PersonName::parse(name).expect("a name"),
                role,
                door: None,
                language: Language::Japanese,
            };
            let id = storage.account_add(&account, now).await.expect("it is added");
            Actor::of(id, role, None).expect("somebody")
        };
        let desk =
            works_here("田中 恵", "desk@example.jp", Role::Secretariat).await.as_secretariat().expect("the desk");
        let expert = works_here("久保田 美咲", "expert@example.jp", Role::Expert).await;
        let expert = Responder::of(&expert).expect("they answer");
        let seen = async |by| {
            let found = storage.inquiry_at_desk(by, reference).await.expect("it is read");
            found.expect("they may open it").revision()
        };
        let revision = seen(Responder::Secretariat(desk)).await;
        let assigned = storage.inquiry_assign(&desk, reference, Some(expert.account()), revision, now).await;
        assigned.expect("it is assigned");
        let answer = NewAnswer {
            text: MessageText::parse(text).expect("a message"),
            attachments: Attachments::NONE,
            then: AfterAnswer::Wait,
            key: self.key(),
            revision: seen(expert).await,
        };
        storage.inquiry_answer(expert, reference.clone(), answer, now).await.expect("it is answered");
    }

    /// Takes the seat that is on offer.
    pub(crate) async fn accept(&self, link: &SecretToken) {
        let (answer, now) = (domain::offer::OfferAnswer::Accept, self.clock.now());
        self.storage.offer_answer(link.hash(), answer, self.key(), now).await.expect("it is taken");
    }

    pub(crate) async fn cancel(&self, link: &SecretToken) {
        self.storage.registration_cancel(link.hash(), self.clock.now()).await.expect("it is cancelled");
    }

    pub(crate) fn key(&self) -> IdempotencyKey {
        let mut bytes = [0; 16];
        self.chance.fill(&mut bytes);
        IdempotencyKey::from_random(bytes, self.clock.now().as_milliseconds())
    }

    /// Mails due, sent and dead.
    pub(crate) async fn counts(&self) -> (u64, u64, u64) {
        let counts = self.storage.outbox_count().await.expect("it is read");
        (counts.due, counts.sent, counts.dead)
    }

    /// What is noted of the mails that are owed or given up.
    pub(crate) async fn errors(&self) -> Vec<String> {
        let list = self.storage.outbox_list().await.expect("it is read");
        list.into_iter().filter_map(|(_, _, _, _, error)| error).collect()
    }
}
