//! Mail, the whole way: from a use case through the real outbox to a mail server or a file, and back
//! through a parser that is not ours.

#![expect(clippy::expect_used, reason = "what a test leans on either works or fails it")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod database;
mod encryption;
mod mail_server;
mod post_office;
mod sample;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::account::{Account, AccountId, Actor, Role, Secretariat};
use domain::availability::{Length, Meeting, Slot, Wish};
use domain::consultation::{
    Client, ClientOrganisation, Consultation, ConsultationId, ConsultationState, Proposal, SheetStanding, TimeOffer,
    Waiting, WaitingFor, WaitingId, WaitingState,
};
use domain::contact::EmailAddress;
use domain::event::{Bilingual, Topic, When};
use domain::event_operation::EventOperation;
use domain::event_table::MeetingTable;
use domain::expert::ExpertProfile;
use domain::inquiry::desk::Channel;
use domain::inquiry::{Author, InquiryState, MessageText, Respondent};
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::offer::OfferOutcome;
use domain::organisation::OrganisationName;
use domain::person::PersonName;
use domain::reference::SecretToken;
use domain::registration::{Applicant, RegistrationState};
use domain::time::{Clock as _, Timestamp};
use jiff::civil::{date, time};
use mail_server::{Aiosmtpd, Manner, Scripted, read_all};
use post_office::PostOffice;
use serde_json::Value;
use server::mail::{EmlFolder, Unwritable, compose, run};
use server::retention::Retention;
use storage::{DueMail, MailSubject, NewAccount, RegistrationChange};
use tokio::sync::Notify;

const JA: Language = Language::Japanese;

fn message_id(mail: &[u8]) -> String {
    let text = String::from_utf8_lossy(mail);
    let line = text.lines().find(|line| line.starts_with("Message-ID: ")).expect("it has one");
    line.trim_start_matches("Message-ID: ").to_owned()
}

fn message_ids(mails: &[Vec<u8>]) -> Vec<String> {
    mails.iter().map(|mail| message_id(mail)).collect()
}

fn header<'a>(mail: &'a Value, name: &str) -> &'a str {
    mail["headers"][name].as_str().unwrap_or_else(|| panic!("{name} in {}", mail["headers"]))
}

fn part<'a>(mail: &'a Value, kind: &str) -> &'a Value {
    let parts = mail["parts"].as_array().expect("parts");
    parts.iter().find(|part| part["type"] == kind).unwrap_or_else(|| panic!("{kind} in {parts:?}"))
}

fn content<'a>(mail: &'a Value, kind: &str) -> &'a str {
    part(mail, kind)["content"].as_str().expect("text")
}

/// A notice of `kind` about a registration that stands as it would.
fn due(kind: NoticeKind, language: Language) -> DueMail {
    let state = match kind {
        NoticeKind::WaitingListed | NoticeKind::OfferLapsed => RegistrationState::Waiting,
        NoticeKind::SeatOffered => RegistrationState::Offered,
        NoticeKind::Cancelled | NoticeKind::CancelledByDesk | NoticeKind::OfferDeclined => RegistrationState::Cancelled,
        _ => RegistrationState::Seated,
    };
    let subject = match kind {
        NoticeKind::Links => MailSubject::Mailbox,
        NoticeKind::StaffInvited
        | NoticeKind::StaffReset
        | NoticeKind::StaffPasswordChanged
        | NoticeKind::StaffSecondFactorChanged
        | NoticeKind::StaffRecoveryCodeUsed => about_account(),
        NoticeKind::InquiryReceived
        | NoticeKind::InquiryMessageAdded
        | NoticeKind::InquiryAnswered
        | NoticeKind::InquiryClosed
        | NoticeKind::InquiryReopened
        | NoticeKind::InquiryEnded => about_inquiry(kind),
        kind if kind.slug().starts_with("waiting_") && kind != NoticeKind::WaitingListed => about_waiting(kind),
        kind if is_about_a_consultation(kind) => about_consultation(kind),
        _ => MailSubject::Registration {
            registration: Box::new(sample::registration(state)),
            event: Arc::new(sample::event()),
            moved_from: None,
        },
    };
    DueMail {
        id: 1,
        kind,
        language,
        recipient: "taro@example.jp".to_owned(),
        message_key: format!("{}-{}", kind.slug().replace('_', "-"), language.code()),
        attempts: 1,
        created_at: sample::now(),
        subject: Some(subject),
        link: SecretToken::from_random([3; 32]),
    }
}

fn is_about_a_consultation(kind: NoticeKind) -> bool {
    kind.is_for_expert() || kind.slug().starts_with("consultation_")
}

/// Somebody who waits, as they stand when a mail of `kind` is owed.
fn about_waiting(kind: NoticeKind) -> MailSubject {
    let MailSubject::Consultation { consultation, expert, .. } = about_consultation(NoticeKind::ConsultationBooked)
    else {
        unreachable!("it is about a consultation")
    };
    let state = match kind {
        NoticeKind::WaitingOffered => WaitingState::Offered,
        NoticeKind::WaitingLeft => WaitingState::Left,
        NoticeKind::WaitingEnded => WaitingState::Ended,
        _ => WaitingState::Waiting,
    };
    let offer = matches!(kind, NoticeKind::WaitingOffered | NoticeKind::WaitingLapsed).then(|| TimeOffer {
        expert: consultation.expert,
        slot: consultation.slot,
        until: consultation.slot.starts_at,
        hold: None,
        outcome: (kind == NoticeKind::WaitingLapsed).then_some(OfferOutcome::Lapsed),
    });
    let day = consultation.slot.starts_at.tokyo_date();
    let waiting = Waiting {
        id: WaitingId(1),
        reference: consultation.reference.clone(),
        state,
        wanted: WaitingFor { wish: consultation.wish, expert: None, from: day, until: day },
        name: consultation.client.name.clone(),
        email: EmailAddress::parse("taro@example.jp").expect("an address"),
        offer,
        language: JA,
        created_at: sample::now(),
    };
    MailSubject::Waiting { waiting: Box::new(waiting), expert: Some(expert) }
}

/// A consultation as it stands when a mail of `kind` is owed.
fn about_consultation(kind: NoticeKind) -> MailSubject {
    let applicant = sample::registration(RegistrationState::Seated).applicant;
    let slot =
        |day| Slot { starts_at: Timestamp::from_tokyo(date(2026, 12, day).at(10, 0, 0, 0)), length: Length::Sixty };
    let state = match kind {
        NoticeKind::ConsultationRequested | NoticeKind::ExpertToConfirm => ConsultationState::Requested,
        NoticeKind::ConsultationCancelled | NoticeKind::ExpertReleased => ConsultationState::Cancelled,
        NoticeKind::ConsultationEnded => ConsultationState::Ended,
        NoticeKind::ConsultationReported => ConsultationState::Attended,
        _ => ConsultationState::Confirmed,
    };
    let until = slot(1).starts_at;
    let proposal = (kind == NoticeKind::ConsultationProposed).then(|| Proposal {
        expert: AccountId(1),
        slot: slot(9),
        until,
        outcome: None,
    });
    let client = Client {
        name: applicant.name,
        kana: applicant.kana,
        email: applicant.email,
        phone: None,
        organisation: ClientOrganisation {
            name: applicant.organisation,
            kana: None,
            kind: applicant.organisation_kind,
            corporate_number: None,
            prefecture: applicant.prefecture,
            employees: None,
        },
        address: None,
        question: "https://evil.example/ を見てください".to_owned(),
        access_needs: None,
        people: Vec::new(),
    };
    let consultation = Consultation {
        id: ConsultationId(1),
        reference: sample::registration(RegistrationState::Seated).reference,
        state,
        expert: AccountId(1),
        slot: slot(8),
        wish: Wish { topic: Topic::Security, meeting: Meeting::Online, length: Length::Sixty },
        table: None,
        free_until: slot(3).starts_at,
        sheet: SheetStanding { due_at: slot(5).starts_at, saved_at: None },
        proposal,
        client,
        channel: Channel::Site,
        end_reason: (state == ConsultationState::Ended).then(|| "専門家の都合により".to_owned()),
        language: JA,
        revision: 1,
        created_at: sample::now(),
        changed_at: sample::now(),
    };
    let expert = ExpertProfile {
        name: Bilingual::both("久保田 美咲", "Misaki Kubota"),
        title: Bilingual::both("テレワークマネージャー", "Telework manager"),
        qualifications: Vec::new(),
        introduction: Bilingual::default(),
        languages: vec![JA],
        region: None,
    };
    let moved_from = (kind == NoticeKind::ConsultationMoved).then(|| slot(7).starts_at);
    MailSubject::Consultation { consultation: Box::new(consultation), expert: Box::new(expert), moved_from }
}

/// Somebody's account.
fn about_account() -> MailSubject {
    MailSubject::Account(Box::new(Account {
        id: AccountId(1),
        email: EmailAddress::parse("taro@example.jp").expect("an address"),
        name: PersonName::parse("山田 太郎").expect("a name"),
        role: Role::Expert,
        language: JA,
        disabled_at: None,
    }))
}

/// An inquiry as it stands when a notice of `kind` is written, and the message that it tells of.
fn about_inquiry(kind: NoticeKind) -> MailSubject {
    let state = match kind {
        NoticeKind::InquiryReceived => InquiryState::Received,
        NoticeKind::InquiryAnswered => InquiryState::Answered,
        NoticeKind::InquiryClosed | NoticeKind::InquiryEnded => InquiryState::Closed,
        _ => InquiryState::InHand,
    };
    let inquiry = post_office::inquiry(state);
    let told = match kind {
        NoticeKind::InquiryAnswered => inquiry.last_answer(),
        NoticeKind::InquiryMessageAdded | NoticeKind::InquiryReopened => inquiry.messages.last(),
        _ => None,
    };
    let message = told.map(|message| message.id);
    MailSubject::Inquiry { inquiry: Box::new(inquiry), message }
}

fn formatted(mail: &DueMail) -> Vec<u8> {
    compose(mail, &PostOffice::settings()).expect("it is written").formatted()
}

#[tokio::test]
async fn a_registration_is_confirmed_by_a_mail_that_other_programs_read() {
    let Some(mut server) = Aiosmtpd::start() else { return };
    let office = PostOffice::open().await;
    let registered = office.register("Taro@example.jp", JA).await;

    office.by_patient_smtp(&server.url()).work_off().await.expect("the outbox is read");

    let mail = server.next();
    assert_eq!(mail["from"], "no-reply@telework.example.jp");
    assert_eq!(mail["to"], serde_json::json!(["Taro@example.jp"]));
    assert_eq!(header(&mail, "from"), "テレワーク・サポートネットワーク事務局 <no-reply@telework.example.jp>");
    assert_eq!(header(&mail, "to"), "Taro@example.jp");
    assert_eq!(header(&mail, "reply-to"), "desk@telework.example.jp");
    assert_eq!(
        header(&mail, "subject"),
        "申込を受け付けました：はじめてのテレワーク セキュリティ入門（12月1日（火））"
    );
    assert_eq!(header(&mail, "date"), "Sun, 01 Nov 2026 00:00:00 +0000");
    assert_eq!(header(&mail, "auto-submitted"), "auto-generated");
    assert_eq!(header(&mail, "content-language"), "ja");
    assert!(header(&mail, "message-id").ends_with("@telework.example.jp>"));
    assert_eq!(
        mail["structure"],
        serde_json::json!([
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "text/calendar",
            "application/ics"
        ])
    );
    let number = registered.reference.to_string();
    for kind in ["text/plain", "text/html"] {
        let text = content(&mail, kind);
        assert!(text.contains("山田 太郎 様") && text.contains(&number), "{text}");
        assert!(text.contains("2026年12月1日（火） 14:00〜16:00"), "{text}");
        assert!(text.contains("03-5422-1517") && text.contains("https://telework.example.jp/my/"), "{text}");
        assert!(text.contains("https://meet.example.jp/kt4") && text.contains("オンラインで参加"), "{text}");
        assert!(text.contains("変更は11月27日（金）24:00まで、取り消しは12月1日（火）16:00まで"), "{text}");
    }
    assert!(content(&mail, "text/html").contains("<html lang=\"ja\">"));
    assert_eq!(part(&mail, "text/calendar")["method"], "REQUEST");
    assert_eq!(part(&mail, "application/ics")["file"], "invite.ics");
    assert_eq!(content(&mail, "text/calendar"), content(&mail, "application/ics"));
    assert!(content(&mail, "text/calendar").contains("METHOD:REQUEST\r\n"));
    assert_eq!(office.counts().await, (0, 1, 0));
}

#[tokio::test]
async fn a_change_and_a_cancellation_update_the_same_calendar_entry() {
    let server = Scripted::with([]);
    let office = PostOffice::open().await;
    let worker = office.by_smtp(&server.url());
    let registered = office.register("taro@example.jp", JA).await;
    worker.work_off().await.expect("the outbox is read");
    let applicant = Applicant { seats: 2, ..sample::applicant() };
    let change = RegistrationChange { applicant, revision: 0, key: office.key() };
    let link =
        office.storage.registration_change(registered.link.hash(), change, sample::now()).await.expect("changed");
    worker.work_off().await.expect("the outbox is read");
    office.cancel(&link).await;
    worker.work_off().await.expect("the outbox is read");

    let Some(mails) = read_all(&server.taken()) else { return };
    let entry = |mail: &Value, name: &str| {
        let calendar = content(mail, "text/calendar").replace("\r\n ", "");
        calendar.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned)).expect("it has one")
    };
    let told: Vec<_> =
        mails.iter().map(|mail| (entry(mail, "METHOD:"), entry(mail, "SEQUENCE:"), entry(mail, "STATUS:"))).collect();
    let expected = [("REQUEST", "0", "CONFIRMED"), ("REQUEST", "1", "CONFIRMED"), ("CANCEL", "2", "CANCELLED")];
    for ((method, sequence, status), expected) in told.iter().zip(expected) {
        assert_eq!((method.as_str(), sequence.as_str(), status.as_str()), expected);
    }
    assert_eq!(mails.iter().map(|mail| entry(mail, "UID:")).collect::<BTreeSet<_>>().len(), 1);
    assert!(content(&mails[1], "text/plain").contains("人数：2名"));
    assert!(content(&mails[1], "text/plain").contains("これまでにお送りしたリンクは使えなくなりました"));
    assert!(!content(&mails[2], "text/plain").contains("/my/"), "there is nothing left to change");
}

/// Somebody of the secretariat.
async fn editor(office: &PostOffice) -> Secretariat {
    let account = NewAccount {
        email: EmailAddress::parse("tanaka@example.jp").expect("an address"),
        name: PersonName::parse("田中 恵").expect("a name"),
        role: Role::Secretariat,
        door: None,
        language: JA,
    };
    let account = office.storage.account_add(&account, sample::now()).await.expect("it is added");
    Actor::of(account, Role::Secretariat, None).and_then(|actor| actor.as_secretariat()).expect("the secretariat")
}

#[tokio::test]
async fn a_move_and_then_the_end_of_an_event_update_the_entry_that_everybody_has_and_take_it_away() {
    let server = Scripted::with([]);
    let office = PostOffice::open().await;
    let worker = office.by_smtp(&server.url());
    let editor = editor(&office).await;
    office.register("taro@example.jp", JA).await;
    worker.work_off().await.expect("the outbox is read");
    let code = sample::draft().code;
    let when = When::on(date(2026, 12, 8), time(10, 0, 0, 0), time(12, 0, 0, 0));
    let moved = EventOperation::Move { when };
    office.storage.event_operate(editor, code.clone(), 0, moved, sample::now()).await.expect("it is moved");
    worker.work_off().await.expect("the outbox is read");
    let cancel = EventOperation::Cancel { reason: Bilingual::both("台風のため", "Typhoon") };
    office.storage.event_operate(editor, code, 1, cancel, sample::now()).await.expect("it is called off");
    worker.work_off().await.expect("the outbox is read");

    let Some(mails) = read_all(&server.taken()) else { return };
    let entry = |mail: &Value, name: &str| {
        let calendar = content(mail, "text/calendar").replace("\r\n ", "");
        calendar.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned)).expect("it has one")
    };
    let told: Vec<_> = mails
        .iter()
        .map(|mail| [entry(mail, "METHOD:"), entry(mail, "SEQUENCE:"), entry(mail, "STATUS:"), entry(mail, "DTSTART:")])
        .collect();
    let expected = [
        ["REQUEST", "0", "CONFIRMED", "20261201T050000Z"],
        ["REQUEST", "1", "CONFIRMED", "20261208T010000Z"],
        ["CANCEL", "2", "CANCELLED", "20261208T010000Z"],
    ];
    assert_eq!(told, expected);
    assert_eq!(mails.iter().map(|mail| entry(mail, "UID:")).collect::<BTreeSet<_>>().len(), 1);
    let text = content(&mails[1], "text/plain");
    assert!(text.contains("これまでの日時：2026年12月1日（火） 14:00〜16:00"), "{text}");
    assert!(text.contains("新しい日時：2026年12月8日（火） 10:00〜12:00"), "{text}");
    assert!(text.contains("/my/") && header(&mails[1], "subject").starts_with("イベントの日時が変わりました"));
    let text = content(&mails[2], "text/plain");
    assert!(text.contains("台風のため") && !text.contains("/my/"), "{text}");
}

#[tokio::test]
async fn a_freed_seat_is_offered_to_the_first_in_line_and_confirmed_with_an_entry_once_it_is_taken() {
    let server = Scripted::with([]);
    let office = PostOffice::with(domain::event::EventDraft { capacity: Some(1), ..sample::draft() }).await;
    let worker = office.by_smtp(&server.url());
    let first = office.register("first@example.jp", JA).await;
    let second = office.register("second@example.jp", Language::English).await;
    worker.work_off().await.expect("the outbox is read");
    office.cancel(&first.link).await;
    worker.work_off().await.expect("the outbox is read");
    office.accept(&second.link).await;
    worker.work_off().await.expect("the outbox is read");

    let Some(mails) = read_all(&server.taken()) else { return };
    let to_second: Vec<_> = mails.iter().filter(|mail| header(mail, "to") == "second@example.jp").collect();
    let subjects: Vec<_> = to_second.iter().map(|mail| header(mail, "subject")).collect();
    assert_eq!(
        subjects,
        [
            "You are on the waiting list: Security basics for telework (Tuesday 1 December)",
            "A seat is free: please answer: Security basics for telework (Tuesday 1 December)",
            "Your seat is confirmed: Security basics for telework (Tuesday 1 December)"
        ]
    );
    assert!(content(to_second[0], "text/plain").contains("Place in line: 1\r\n"));
    assert!(content(to_second[0], "text/calendar").contains("STATUS:TENTATIVE"));
    assert!(content(to_second[1], "text/calendar").contains("STATUS:TENTATIVE"));
    let offer = content(to_second[1], "text/plain");
    assert!(offer.contains("https://telework.example.jp/en/my/"), "{offer}");
    assert!(offer.contains("Please answer by: "), "{offer}");
    assert!(content(to_second[2], "text/calendar").contains("STATUS:CONFIRMED"));
    assert!(content(to_second[2], "text/plain").contains("https://telework.example.jp/en/my/"));
}

#[test]
fn every_notice_is_whole_in_both_languages() {
    let all: Vec<DueMail> =
        Language::ALL.into_iter().flat_map(|language| NoticeKind::ALL.map(|kind| due(kind, language))).collect();
    let Some(mails) = read_all(&all.iter().map(formatted).collect::<Vec<_>>()) else { return };
    let number = sample::registration(RegistrationState::Seated).reference.to_string();
    for (mail, read) in all.iter().zip(&mails) {
        let (subject, link) = (header(read, "subject"), mail.link.as_str());
        for secret in [link, &number, &number.replace(' ', ""), "山田", "taro"] {
            assert!(!subject.contains(secret), "{subject}");
        }
        assert_eq!(header(read, "content-language"), mail.language.code());
        for kind in ["text/plain", "text/html"] {
            let text = content(read, kind);
            let is_of_consultation =
                matches!(mail.subject, Some(MailSubject::Consultation { .. } | MailSubject::Waiting { .. }));
            let has_a_number = mail.registration().is_some() || mail.inquiry().is_some() || is_of_consultation;
            assert!(!text.contains("evil.example"), "what somebody typed is not repeated: {text}");
            assert_eq!(text.contains(&number), has_a_number, "{text}");
            assert!(text.contains("03-5422-1517"), "{text}");
            assert!(text.contains("9:00–17:00") || text.contains("9:00〜17:00"), "{text}");
            assert!(text.contains("https://telework.example.jp/"), "{text}");
            let is_given_up = matches!(
                mail.kind,
                NoticeKind::Cancelled
                    | NoticeKind::CancelledByDesk
                    | NoticeKind::OfferDeclined
                    | NoticeKind::ConsultationCancelled
                    | NoticeKind::ConsultationEnded
                    | NoticeKind::WaitingLeft
                    | NoticeKind::WaitingEnded
            );
            // Of the experts' links one confirms; all else they do at the desk.
            let is_given_up = is_given_up || (mail.kind.is_for_expert() && mail.kind != NoticeKind::ExpertToConfirm);
            assert_eq!(text.contains(link), !is_given_up, "{:?}", mail.kind);
            assert!(!text.contains("{}") && !text.contains("\\n"), "{text}");
        }
        let calendars = read["parts"].as_array().expect("parts").iter().filter(|part| part["type"] == "text/calendar");
        let is_to_client = matches!(mail.subject, Some(MailSubject::Consultation { .. })) && !mail.kind.is_for_expert();
        assert_eq!(calendars.count(), usize::from(mail.registration().is_some() || is_to_client));
    }
}

#[test]
fn a_mail_about_a_time_at_a_table_names_the_meeting_its_venue_and_the_table() {
    for (language, wanted) in [
        (JA, ["はじめてのテレワーク セキュリティ入門", "産業会館 第1会議室", "テーブル2", "取り消しは"]),
        (
            Language::English,
            ["Security basics for telework", "Industry Hall, Room 1", "Table 2", "Please cancel it by"],
        ),
    ] {
        let mut mail = due(NoticeKind::ConsultationBooked, language);
        let Some(MailSubject::Consultation { consultation, .. }) = &mut mail.subject else {
            panic!("it is about a consultation");
        };
        consultation.wish.meeting = Meeting::AtTable(sample::draft().place.prefecture);
        consultation.table = Some(Box::new(MeetingTable::of(&sample::draft(), 2)));
        let Some(read) = read_all(&[formatted(&mail)]) else { return };
        let said = content(&read[0], "text/plain").replace("\r\n", "\n");
        for words in wanted {
            assert!(said.contains(words), "{words}: {said}");
        }
        let calendar = content(&read[0], "text/calendar").replace("\r\n ", "");
        assert!(calendar.contains(wanted[2]) && calendar.contains(wanted[0]), "{calendar}");
    }
}

#[test]
fn whatever_a_name_says_it_stays_a_name() {
    let typed = ["{link}", "{0} %s ${x}", "</p><script>alert(1)</script>", "太郎\" onload=\"x", "=?utf-8?q?Bcc?="];
    let mails: Vec<_> = typed
        .iter()
        .map(|name| {
            let mut mail = due(NoticeKind::Registered, JA);
            let mut registration = sample::registration(RegistrationState::Seated);
            registration.applicant.name = PersonName::parse(name).expect("a name");
            let mut event = sample::event();
            event.draft.title = Bilingual::japanese(format!("{name}\r\nBcc: e@x.yz\r\n\r\nevil"));
            let (registration, event) = (Box::new(registration), Arc::new(event));
            mail.subject = Some(MailSubject::Registration { registration, event, moved_from: None });
            formatted(&mail)
        })
        .collect();
    let Some(read) = read_all(&mails) else { return };
    for (mail, name) in read.iter().zip(typed) {
        assert!(mail["headers"].get("bcc").is_none());
        assert_eq!(header(mail, "subject"), format!("申込を受け付けました：{name} Bcc: e@x.yz evil（12月1日（火））"));
        assert!(content(mail, "text/plain").starts_with(&format!("{name} 様\r\n")), "as it was typed");
        let html = content(mail, "text/html");
        assert!(!html.contains("<script") && !html.contains("onload=\""), "{html}");
        assert_eq!(html.matches("</p>").count(), html.matches("<p ").count(), "{html}");
        assert_eq!(content(mail, "text/calendar").matches("ATTENDEE").count(), 1);
    }
}

#[test]
fn a_name_with_line_breaks_is_no_name() {
    assert!(PersonName::parse("太郎\r\nBcc: evil@example.com").is_err());
}

#[test]
fn an_address_that_carriers_gave_out_is_written_as_the_rules_want_it() {
    let mail = DueMail { recipient: "a..b.@docomo.ne.jp".to_owned(), ..due(NoticeKind::Registered, JA) };
    let message = compose(&mail, &PostOffice::settings()).expect("it is written");
    assert_eq!(message.envelope().to()[0].to_string(), "\"a..b.\"@docomo.ne.jp");
}

#[test]
fn what_cannot_be_written_is_said() {
    let gone = DueMail { subject: None, ..due(NoticeKind::Registered, JA) };
    assert_eq!(compose(&gone, &PostOffice::settings()).err(), Some(Unwritable::NothingToTell));
    let nowhere = DueMail { recipient: "nobody\r\nRCPT TO:<x@y.z>".to_owned(), ..due(NoticeKind::Registered, JA) };
    assert_eq!(compose(&nowhere, &PostOffice::settings()).err(), Some(Unwritable::Address));
}

#[test]
fn every_attempt_is_the_same_mail() {
    let mail = due(NoticeKind::Changed, Language::English);
    assert_eq!(formatted(&mail), formatted(&DueMail { attempts: 5, ..mail.clone() }));
}

#[tokio::test]
async fn one_link_to_everything_comes_by_mail_to_whoever_asked() {
    let server = Scripted::with([]);
    let office = PostOffice::open().await;
    let worker = office.by_smtp(&server.url());
    office.register("taro@example.jp", JA).await;
    worker.work_off().await.expect("the outbox is read");
    for email in ["TARO@example.jp", "nobody@example.jp"] {
        let email = EmailAddress::parse(email).expect("an address");
        office.storage.link_request_add(&email, Language::English, sample::now()).await.expect("it is noted");
    }
    worker.work_off().await.expect("the outbox is read");

    assert_eq!(server.taken().len(), 2, "nobody gets none");
    let Some(mails) = read_all(&server.taken()) else { return };
    assert_eq!(header(&mails[1], "subject"), "Your registrations and inquiries");
    assert_eq!(mails[1]["structure"], serde_json::json!(["multipart/alternative", "text/plain", "text/html"]));
    let text = content(&mails[1], "text/plain");
    assert_eq!(text.matches("https://telework.example.jp/en/my/all/").count(), 1, "{text}");
    assert!(text.contains("This link works until Monday 2 November, 9:00"), "{text}");
    assert!(!text.contains("はじめての") && !text.contains("山田"), "what there is stands behind the link only");
}

#[tokio::test]
async fn an_inquiry_is_confirmed_with_its_number_and_day_and_answered_by_mail() {
    let server = Scripted::with([]);
    let office = PostOffice::open().await;
    let worker = office.by_smtp(&server.url());
    let receipt = office.ask("taro@example.jp", JA).await;
    worker.work_off().await.expect("the outbox is read");
    office.answer(&receipt.reference, "はい、できます。\n\n1. 会社のパソコンを起動しておきます。").await;
    worker.work_off().await.expect("the outbox is read");

    let Some(mails) = read_all(&server.taken()) else { return };
    assert_eq!(header(&mails[0], "subject"), "お問い合わせを受け付けました（セキュリティ）");
    assert_eq!(header(&mails[1], "subject"), "お問い合わせに回答しました（セキュリティ）");
    for mail in &mails {
        assert_eq!(mail["structure"], serde_json::json!(["multipart/alternative", "text/plain", "text/html"]));
        let text = content(mail, "text/plain");
        assert!(text.contains(&receipt.reference.to_string()), "{text}");
        assert!(text.contains("https://telework.example.jp/inquiries/"), "{text}");
        assert!(!text.contains("図面を家で見たい"), "what a citizen wrote is not repeated: {text}");
    }
    // 1 November 2026 is a Sunday, the 3rd a holiday.
    assert!(content(&mails[0], "text/plain").contains("回答の予定：11月5日（木）まで（受付から2開庁日以内）"));
    let answer = content(&mails[1], "text/plain");
    assert!(answer.contains("回答者：久保田 美咲（テレワークマネージャー）\r\n"), "{answer}");
    assert!(answer.contains("はい、できます。\r\n\r\n1. 会社のパソコンを起動しておきます。\r\n"), "{answer}");
}

#[test]
fn whatever_an_inquiry_and_its_answer_say_they_stay_text() {
    let typed = "{link} %s</p><script>alert(1)</script>\n\n■ 回答\n.\nFrom: e@x.yz\n--whole-1\nContent-Type: text/html";
    let mut mail = due(NoticeKind::InquiryAnswered, JA);
    let mut inquiry = post_office::inquiry(InquiryState::Answered);
    inquiry.subject = "a\r\nBcc: e@x.yz".to_owned();
    inquiry.inquirer.organisation = Some(OrganisationName::parse("<b>社\" {0}").expect("a name"));
    let message = inquiry.messages.last_mut().expect("an answer");
    message.text = MessageText::parse(typed).expect("a message");
    let respondent = Respondent::Expert {
        name: PersonName::parse("<i>久保田").expect("a name"),
        title: "専門家\r\nBcc: e@x.yz".to_owned(),
    };
    message.author = Author::Respondent(respondent);
    let message = Some(message.id);
    mail.subject = Some(MailSubject::Inquiry { inquiry: Box::new(inquiry), message });
    let Some(read) = read_all(&[formatted(&mail)]) else { return };
    assert!(read[0]["headers"].get("bcc").is_none());
    assert_eq!(read[0]["structure"], serde_json::json!(["multipart/alternative", "text/plain", "text/html"]));
    assert_eq!(header(&read[0], "subject"), "お問い合わせに回答しました（セキュリティ）");
    let text = content(&read[0], "text/plain").replace("\r\n", "\n");
    assert!(text.contains(typed) && text.starts_with("<b>社\" {0} ご担当者 様\n"), "{text}");
    let html = content(&read[0], "text/html");
    assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains("<i>"), "{html}");
}

#[test]
fn a_mail_greets_whoever_is_known_and_says_how_it_stands_by_now() {
    let mut mail = due(NoticeKind::InquiryReceived, Language::English);
    let mut inquiry = post_office::inquiry(InquiryState::Answered);
    inquiry.inquirer.name = Some(PersonName::parse("Jane Doe").expect("a name"));
    mail.subject = Some(MailSubject::Inquiry { inquiry: Box::new(inquiry.clone()), message: None });
    inquiry.inquirer.name = None;
    let mut nameless = mail.clone();
    nameless.subject = Some(MailSubject::Inquiry { inquiry: Box::new(inquiry), message: None });
    let Some(read) = read_all(&[formatted(&mail), formatted(&nameless)]) else { return };
    assert!(content(&read[0], "text/plain").starts_with("Dear Jane Doe,\r\n"));
    assert!(content(&read[1], "text/plain").starts_with("Hello,\r\n"));
    assert!(content(&read[0], "text/plain").contains("State: Answered"));
}

#[tokio::test]
async fn a_refused_recipient_is_given_up_at_once_and_no_other() {
    let server = Scripted::with([Manner::Recipient("550 5.1.1 <first@example.jp>: no such user first@example.jp")]);
    let office = PostOffice::open().await;
    let worker = office.by_smtp(&server.url());
    for email in ["first@example.jp", "second@example.jp", "third@example.jp"] {
        office.register(email, JA).await;
    }
    worker.work_off().await.expect("the outbox is read");

    assert_eq!(office.counts().await, (0, 2, 1));
    assert_eq!(office.errors().await, ["recipient: 550 5.1.1 (address) no such user (address)"]);

    // Somebody mends it and asks for another try.
    assert_eq!(office.storage.outbox_retry(sample::now()).await.expect("it is noted"), 1);
    worker.work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (0, 3, 0));
    assert_eq!(message_ids(&server.taken()).into_iter().collect::<BTreeSet<_>>().len(), 3);
}

#[tokio::test]
async fn a_mail_that_is_put_off_comes_later_and_once() {
    let server = Scripted::with([Manner::Recipient("451 4.7.1 Greylisted, try again in 60 seconds")]);
    let office = PostOffice::open().await;
    let worker = office.by_smtp(&server.url());
    office.register("taro@example.jp", JA).await;
    worker.work_off().await.expect("the outbox is read");
    assert_eq!((office.counts().await, server.taken().len()), ((1, 0, 0), 0));

    worker.work_off().await.expect("the outbox is read");
    assert_eq!(server.taken().len(), 0, "not before its time");

    office.clock.advance(70);
    worker.work_off().await.expect("the outbox is read");
    office.clock.advance(86_400);
    worker.work_off().await.expect("the outbox is read");
    assert_eq!((office.counts().await, server.taken().len()), ((0, 1, 0), 1));
}

#[tokio::test]
async fn a_mistake_of_ours_costs_nobody_their_mail() {
    for manner in [
        Manner::Sender("550 5.1.8 sender not allowed"),
        Manner::Recipient("554 5.7.1 relay access denied"),
        Manner::Recipient("530 please sign in"),
        Manner::Content("554 5.7.1 looks like spam"),
        Manner::Sender("421 4.3.2 shutting down"),
    ] {
        let server = Scripted::with([manner]);
        let office = PostOffice::open().await;
        office.register("taro@example.jp", JA).await;
        let worker = office.by_smtp(&server.url());
        worker.work_off().await.expect("the outbox is read");
        assert_eq!(office.counts().await, (1, 0, 0), "{manner:?}");
        office.clock.advance(70);
        worker.work_off().await.expect("the outbox is read");
        assert_eq!(office.counts().await, (0, 1, 0), "{manner:?}");
    }
}

#[tokio::test]
async fn a_mail_whose_content_is_refused_for_good_is_given_up() {
    let server = Scripted::with([Manner::Content("552 5.3.4 too big")]);
    let office = PostOffice::open().await;
    office.register("taro@example.jp", JA).await;
    office.by_smtp(&server.url()).work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (0, 0, 1));
}

#[tokio::test]
async fn a_server_that_stalls_holds_up_nobody_else() {
    let server = Scripted::with([Manner::Stall]);
    let office = PostOffice::open().await;
    let worker = office.by_smtp(&server.url());
    for number in 0..9 {
        office.register(&format!("guest{number}@example.jp"), JA).await;
    }
    worker.work_off().await.expect("the outbox is read");
    assert_eq!((office.counts().await, server.taken().len()), ((1, 8, 0), 8));
    assert_eq!(office.errors().await, ["recipient: no answer in time"]);

    office.clock.advance(70);
    worker.work_off().await.expect("the outbox is read");
    assert_eq!((office.counts().await, server.taken().len()), ((0, 9, 0), 9));
}

#[tokio::test]
async fn a_mail_whose_receipt_was_lost_is_sent_again_as_the_same_mail() {
    let server = Scripted::with([Manner::HangUpAfterContent]);
    let office = PostOffice::open().await;
    let worker = office.by_smtp(&server.url());
    office.register("taro@example.jp", JA).await;
    worker.work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (1, 0, 0));

    office.clock.advance(70);
    worker.work_off().await.expect("the outbox is read");
    let seen = server.seen();
    assert_eq!((office.counts().await, seen.len()), ((0, 1, 0), 2));
    assert_eq!(seen[0], seen[1], "to the letter");
}

#[tokio::test]
async fn a_server_that_is_away_loses_nothing_and_after_three_days_says_so() {
    let away = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        format!("smtp://{}", listener.local_addr().expect("an address"))
    };
    let office = PostOffice::open().await;
    for number in 0..6 {
        office.register(&format!("guest{number}@example.jp"), JA).await;
    }
    let worker = office.by_smtp(&away);
    let mut tries = 0;
    while office.counts().await.0 > 0 {
        worker.work_off().await.expect("the outbox is read");
        office.clock.advance(27 * 3_600);
        tries += 1;
        assert!(tries <= 10);
    }
    assert_eq!((tries, office.counts().await), (10, (0, 0, 6)));
    assert!(office.errors().await.iter().all(|error| error.starts_with("connecting: ")));

    let server = Scripted::with([]);
    office.storage.outbox_retry(sample::now()).await.expect("it is noted");
    office.by_smtp(&server.url()).work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (0, 6, 0));
    assert_eq!(message_ids(&server.taken()).into_iter().collect::<BTreeSet<_>>().len(), 6);
}

#[tokio::test]
async fn nothing_goes_out_in_the_clear_where_encryption_was_asked_for() {
    let server = Scripted::with([]);
    let office = PostOffice::open().await;
    office.register("taro@example.jp", JA).await;
    office.by_smtp(&format!("{}?tls=required", server.url())).work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (1, 0, 0));
    assert!(server.lines().iter().all(|line| line.starts_with("EHLO") || line == "QUIT"), "{:?}", server.lines());
    assert!(office.errors().await[0].starts_with("encrypting: "));
}

#[tokio::test]
async fn two_workers_send_each_mail_once() {
    let server = Scripted::with([]);
    let office = PostOffice::open().await;
    for number in 0..40 {
        office.register(&format!("guest{number}@example.jp"), JA).await;
    }
    let (one, other) = (office.by_smtp(&server.url()), office.by_smtp(&server.url()));
    let (one, other) = tokio::join!(one.work_off(), other.work_off());
    one.and(other).expect("the outbox is read");
    let ids = message_ids(&server.taken());
    assert_eq!((ids.len(), office.counts().await), (40, (0, 40, 0)));
    assert_eq!(ids.into_iter().collect::<BTreeSet<_>>().len(), 40);
}

#[tokio::test]
async fn the_worker_wakes_for_a_new_mail_and_stops_when_told() {
    let Some(mut server) = Aiosmtpd::start() else { return };
    let office = PostOffice::open().await;
    let stop = Arc::new(Notify::new());
    let told = Arc::clone(&stop);
    let worker = office.by_patient_smtp(&server.url());
    let running = tokio::spawn(run(worker, async move { told.notified().await }));
    office.register("taro@example.jp", JA).await;

    let reading = tokio::task::spawn_blocking(move || server.next());
    let mail = tokio::time::timeout(Duration::from_secs(20), reading).await.expect("in time").expect("no panic");
    assert_eq!(mail["to"], serde_json::json!(["taro@example.jp"]));

    stop.notify_one();
    tokio::time::timeout(Duration::from_secs(20), running).await.expect("in time").expect("no panic");
    assert_eq!(office.counts().await, (0, 1, 0), "what was in hand is noted");
}

#[tokio::test]
async fn without_a_mail_server_mails_are_kept_as_files() {
    let office = PostOffice::open().await;
    for number in 0..70 {
        office.register(&format!("guest{number}@example.jp"), JA).await;
    }
    office.by_files().work_off().await.expect("the outbox is read");
    let files: Vec<_> = std::fs::read_dir(office.mail_folder())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    assert_eq!((files.len(), office.counts().await), (70, (0, 70, 0)));
    let name = files[0].file_stem().and_then(|name| name.to_str()).expect("a name");
    assert!(name.starts_with("20261101T000000Z-registered-"), "{name}");
    assert!(files.iter().all(|file| file.extension().is_some_and(|ending| ending == "eml")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&files[0]).expect("a file").permissions().mode();
        assert_eq!(mode & 0o077, 0, "others cannot read it");
    }
    let Some(mails) = read_all(&[std::fs::read(&files[0]).expect("a file")]) else { return };
    assert!(header(&mails[0], "to").starts_with("guest"));
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_loses_nothing() {
    let office = PostOffice::open().await;
    office.register("taro@example.jp", JA).await;
    std::fs::write(office.mail_folder(), "a file where the folder should be").expect("it is written");
    let worker = office.by_files();
    worker.work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (1, 0, 0));
    std::fs::remove_file(office.mail_folder()).expect("it is removed");
    office.clock.advance(70);
    worker.work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (0, 1, 0));
}

#[tokio::test]
async fn logs_name_no_person_and_no_link() {
    let log = Arc::new(std::sync::Mutex::new(Vec::new()));
    let writer = Arc::clone(&log);
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || LogWriter(Arc::clone(&writer)))
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let server = Scripted::with([
        Manner::Recipient("550 5.1.1 <canary@example.jp> unknown"),
        Manner::Recipient("451 4.7.1 canary@example.jp later"),
    ]);
    let office = PostOffice::open().await;
    for number in 0..3 {
        office.register(&format!("canary{number}@example.jp"), JA).await;
    }
    office.by_smtp(&server.url()).work_off().await.expect("the outbox is read");

    let log = String::from_utf8(log.lock().expect("no panic").clone()).expect("text");
    for outcome in ["refused", "later", "sent"] {
        assert!(log.contains(&format!("outcome=\"{outcome}\"")), "{log}");
    }
    let mail_lines: Vec<_> = log.lines().filter(|line| line.contains("outcome=")).collect();
    assert_eq!(mail_lines.len(), 3, "{mail_lines:?}");
    for secret in ["canary", "@", "山田", "はじめての", "/my/", "申込を"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

struct LogWriter(Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for LogWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().map_err(|_| std::io::ErrorKind::Other)?.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn mails_that_were_kept_as_files_go_after_a_year_and_other_files_stay() {
    let office = PostOffice::open().await;
    office.register("taro@example.jp", Language::Japanese).await;
    office.by_files().work_off().await.expect("it is worked off");
    let folder = office.mail_folder();
    std::fs::write(folder.join("README.txt"), "ours").expect("it is written");
    std::fs::write(folder.join(".20200101T000000Z-registered-x.eml.part"), "half").expect("it is written");
    let retention = Retention::new(office.storage.clone(), EmlFolder::new(&folder));
    let left = || std::fs::read_dir(&folder).expect("a folder").count();

    let now = office.clock.now();
    let unfinished = retention.apply(now).await.expect("it is cleared");
    assert_eq!((unfinished.mail_files, left()), (1, 2), "what was never finished in 2020");
    let later = now.plus_seconds(367 * 24 * 60 * 60);
    assert_eq!(retention.due(later).await.expect("it is counted").mail_files, 1);
    assert_eq!(retention.apply(later).await.expect("it is cleared").mail_files, 1);
    assert_eq!(left(), 1, "what somebody else keeps there");
}
