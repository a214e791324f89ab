//! Mails that a use case owes, through a mail server and a parser that are not ours.

use std::collections::BTreeSet;

use domain::account::{Actor, Role, Secretariat};
use domain::contact::EmailAddress;
use domain::event::{Bilingual, When};
use domain::event_operation::EventOperation;
use domain::language::Language;
use domain::person::PersonName;
use domain::registration::Applicant;
use jiff::civil::{date, time};
use serde_json::Value;
use storage::{NewAccount, RegistrationChange};

use super::{JA, content, header, part};
use crate::mail_server::{Aiosmtpd, Scripted, read_all};
use crate::post_office::PostOffice;
use crate::sample;

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
