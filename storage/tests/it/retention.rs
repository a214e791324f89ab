//! What has served its time goes, with everything that belongs to it; nothing else does.

use domain::account::Role;
use domain::attachment::Attachments;
use domain::contact::EmailAddress;
use domain::event::EventDraft;
use domain::language::Language;
use domain::reference::SecretToken;
use domain::time::Timestamp;
use jiff::civil::{date, time};
use storage::{InquiryClosing, NewInquiry, RetentionCounts};

use crate::house::{House, new, now, question, seminar, words};
use crate::practice::{Practice, client, december};

/// The day after which nothing of the seminar of 1 December 2026 is kept.
fn a_year_later() -> Timestamp {
    Timestamp::from_tokyo(date(2027, 12, 2).at(0, 0, 0, 0))
}

fn with_a_file(email: &str, house: &House) -> NewInquiry {
    let file = ("手順.txt".to_owned(), "いまの手順 canary-file".as_bytes().to_vec());
    NewInquiry { attachments: Attachments::accept([file]).expect("it is taken"), ..question(email, house.key()) }
}

async fn answer(house: &House, inquiry: &storage::InquiryReceipt, at: Timestamp) {
    let desk = house.hires("田中 恵", Role::Secretariat).await;
    let answer = house.says(desk, &inquiry.reference, "次の順です。").await;
    house.storage.inquiry_answer(desk, inquiry.reference.clone(), answer, at).await.expect("it is answered");
}

async fn close(house: &House, link: &SecretToken, at: Timestamp) {
    let revision = house.asked(link).await.expect("it is there").revision;
    let closing = InquiryClosing { text: None, key: house.key(), revision };
    house.storage.inquiry_close(link.hash(), closing, at).await.expect("it is closed");
}

/// Notes that every mail that is owed was sent.
async fn send_all(house: &House, at: Timestamp) {
    let mails = house.storage.outbox_take(10_000, at.plus_seconds(600), at).await.expect("they are taken");
    let sent: Vec<_> = mails.iter().map(|mail| (mail.id, Ok(()))).collect();
    house.storage.outbox_settle(&sent, at).await.expect("it is noted");
}

/// How many rows each table has.
async fn rows<const N: usize>(house: &House, tables: [&str; N]) -> [i64; N] {
    let mut raw = house.raw().await;
    let mut counts = [0; N];
    for (count, table) in counts.iter_mut().zip(tables) {
        let query = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        *count = sqlx::query_scalar(query).fetch_one(&mut raw).await.expect("it is counted");
    }
    counts
}

#[tokio::test]
async fn a_registration_goes_twelve_months_after_its_event_whatever_became_of_it() {
    let house = House::with(2).await;
    let seated = house.register("taro@example.jp", 2).await;
    house.register("waits@example.jp", 1).await;
    let gone = house.register("gone@example.jp", 1).await;
    house.cancel(&gone.link).await;
    house.register("taro@example.jp", 1).await;
    let machine = storage::NewRegistration { suspected: true, ..new("bot@example.jp", 1, house.key()) };
    house.try_register(machine).await.expect("it is set aside");
    send_all(&house, now()).await;
    let [registrations, mails] = rows(&house, ["registration", "outbox"]).await;
    assert_eq!(registrations, 5);

    let the_day_before = a_year_later().plus_seconds(-1);
    assert_eq!(house.storage.retention_apply(the_day_before).await.unwrap(), RetentionCounts::default());
    assert!(house.opens(&seated.link).await.is_some());

    let due = house.storage.retention_due(a_year_later()).await.unwrap();
    assert_eq!((due.registrations, due.mails), (5, mails.unsigned_abs()));
    assert_eq!(rows(&house, ["registration"]).await, [5], "counting deletes nothing");
    assert_eq!(house.storage.retention_apply(a_year_later()).await.unwrap(), due);
    assert_eq!(rows(&house, ["registration", "secret_link", "outbox"]).await, [0, 0, 0]);
    assert_eq!(house.counted(), (0, 0), "the public is told at once");
    assert_eq!(house.storage.retention_apply(a_year_later()).await.unwrap(), RetentionCounts::default());
    house.assert_in_order().await;
}

#[tokio::test]
async fn only_what_has_served_goes_and_other_events_keep_theirs() {
    let house = House::with(5).await;
    let old = house.register("taro@example.jp", 1).await;
    let later = EventDraft {
        code: domain::reference::EventCode::parse("AB2-CD3F").expect("a code"),
        when: domain::event::When::on(date(2026, 12, 2), time(14, 0, 0, 0), time(16, 0, 0, 0)),
        ..seminar(5)
    };
    house.storage.event_add_all(std::slice::from_ref(&later), now()).await.unwrap();
    let kept = new("taro@example.jp", 1, house.key());
    let kept = house.storage.registration_create(later.code, kept, now()).await.unwrap();
    send_all(&house, now()).await;

    let counts = house.storage.retention_apply(a_year_later()).await.unwrap();
    assert_eq!(counts, RetentionCounts { registrations: 1, mails: 1, ..RetentionCounts::default() });
    assert!(house.opens(&old.link).await.is_none());
    assert!(house.opens(&kept.link).await.is_some());
    assert_eq!(rows(&house, ["outbox", "registration"]).await, [1, 1]);
    house.assert_in_order().await;
}

#[tokio::test]
async fn an_inquiry_goes_with_its_files_and_never_while_its_sender_waits() {
    let house = House::with(1).await;
    let closed = house.storage.inquiry_create(with_a_file("closed@example.jp", &house), now()).await.unwrap();
    let answered = house.ask("answered@example.jp").await;
    let open = house.ask("open@example.jp").await;
    let machine = NewInquiry { suspected: true, ..question("bot@example.jp", house.key()) };
    house.storage.inquiry_create(machine, now()).await.unwrap();
    let half_a_year = now().plus_seconds(180 * 24 * 60 * 60);
    answer(&house, &answered, now()).await;
    answer(&house, &closed, now()).await;
    close(&house, &closed.link, half_a_year).await;
    send_all(&house, half_a_year).await;

    let a_year = Timestamp::from_tokyo(date(2027, 11, 2).at(0, 0, 0, 0));
    let counts = house.storage.retention_apply(a_year).await.unwrap();
    assert_eq!((counts.inquiries, counts.messages, counts.attachments), (2, 3, 0), "{counts:?}");
    assert!(house.asked(&answered.link).await.is_none());
    assert!(house.asked(&closed.link).await.is_some(), "it ended later than its last message");
    house.assert_in_order().await;

    let late = now().plus_seconds(10 * 366 * 24 * 60 * 60);
    let due = house.storage.retention_due(late).await.unwrap();
    assert_eq!((due.inquiries, due.messages, due.attachments), (1, 2, 1), "{due:?}");
    assert_eq!(house.storage.retention_apply(late).await.unwrap(), due);
    assert!(house.asked(&open.link).await.is_some(), "somebody waits for a reply");
    let tables = ["inquiry", "inquiry_message", "attachment", "inquiry_link", "outbox"];
    assert_eq!(rows(&house, tables).await, [1, 1, 0, 2, 1], "what belongs to the open one");
    house.assert_in_order().await;
}

#[tokio::test]
async fn what_is_deleted_is_told_by_counts_and_stands_in_the_file_no_more() {
    let house = House::with(5).await;
    house.register("canary-registration@example.jp", 1).await;
    let asked = house.storage.inquiry_create(with_a_file("canary-inquiry@example.jp", &house), now()).await.unwrap();
    answer(&house, &asked, now()).await;
    send_all(&house, now()).await;
    let on_disk = |canary: &str| house.has_on_disk(canary);
    let canaries = ["canary-registration", "canary-inquiry", "canary-file"];
    assert!(canaries.into_iter().all(on_disk), "they were there");

    let late = a_year_later();
    house.storage.retention_apply(late).await.unwrap();
    assert_eq!(canaries.map(on_disk), [false; 3]);
    let mut raw = house.raw().await;
    let told: Vec<(String, String, String)> =
        sqlx::query_as("SELECT act, subject, detail FROM audit WHERE at = ? ORDER BY id")
            .bind(late.as_microseconds())
            .fetch_all(&mut raw)
            .await
            .unwrap();
    let acts: Vec<_> = told.iter().map(|(act, subject, _)| (act.as_str(), subject.as_str())).collect();
    assert_eq!(acts, [("registration.deleted", "KT4-XW2M"), ("inquiry.deleted", "retention")]);
    assert!(told[0].2.contains("\"registrations\":1") && told[1].2.contains("\"attachments\":1"), "{told:?}");
}

#[tokio::test]
async fn what_belongs_to_no_record_goes_too() {
    let house = House::with(5).await;
    house.register("taro@example.jp", 1).await;
    send_all(&house, now()).await;
    let email = EmailAddress::parse("taro@example.jp").expect("an address");
    house.storage.link_request_add(&email, Language::Japanese, now()).await.unwrap();
    house.storage.link_request_answer_all(now()).await.unwrap();
    send_all(&house, now()).await;
    let mut raw = house.raw().await;
    let recipients: Vec<String> =
        sqlx::query_scalar("SELECT recipient FROM outbox ORDER BY id").fetch_all(&mut raw).await.unwrap();
    assert_eq!(recipients, ["taro@example.jp", ""], "whoever asked for links is forgotten with the mail");
    let held = with_a_file("never@example.jp", &house);
    house.storage.attachment_hold(&held.key, &held.attachments, now()).await.unwrap();

    let a_day = now().plus_seconds(24 * 60 * 60 + 1);
    let counts = house.storage.retention_apply(a_day).await.unwrap();
    assert_eq!(counts, RetentionCounts { held_attachments: 1, ..RetentionCounts::default() });
    let tables = ["held_attachment", "link_request", "mailbox_link", "outbox"];
    assert_eq!(rows(&house, tables).await, [0, 0, 0, 2]);
    let counts = house.storage.retention_apply(a_year_later()).await.unwrap();
    assert_eq!((counts.registrations, counts.mails), (1, 2));
}

#[tokio::test]
async fn an_inquiry_that_is_taken_up_again_while_others_are_deleted_stays() {
    let house = House::with(1).await;
    let asked = house.ask("taro@example.jp").await;
    answer(&house, &asked, now()).await;
    let late = a_year_later();
    assert_eq!(house.storage.retention_due(late).await.unwrap().inquiries, 1);
    let more =
        storage::NewMessage { text: words("もうひとつ。"), attachments: Attachments::NONE, key: house.key() };
    house.storage.inquiry_write(asked.link.hash(), more, late).await.unwrap();
    assert_eq!(house.storage.retention_apply(late).await.unwrap().inquiries, 0);
    assert!(house.asked(&asked.link).await.is_some());
}

#[tokio::test]
async fn a_consultation_goes_twelve_months_after_it_was_to_be_and_stays_counted() {
    let practice = Practice::of_one().await;
    let late = practice.book("山田製作所", december(1, 10, 0)).await;
    let later = practice.book("山田製作所", december(2, 10, 0)).await;
    practice.storage().consultation_cancel(late.link.hash(), december(1, 9, 0)).await.unwrap();
    let due = practice.storage().retention_due(a_year_later()).await.unwrap();

    let counts = practice.storage().retention_apply(a_year_later()).await.unwrap();

    // The mails about it that were never sent go with it.
    assert_eq!(counts, RetentionCounts { consultations: 1, mails: 4, ..RetentionCounts::default() });
    assert_eq!(counts, due);
    assert_eq!(practice.opens(&late.link).await, None);
    assert!(practice.opens(&later.link).await.is_some());
    let of = client("山田製作所").organisation;
    let entitlement = practice.storage().entitlement(&of).await.unwrap();
    assert_eq!((entitlement.used, entitlement.strikes), (2, 0), "what is long ago pauses nobody");
    let tables = ["consultation", "engagement", "client_organisation"];
    assert_eq!(rows(&practice.house, tables).await, [1, 1, 1]);
    let told = practice.told().await;
    assert_eq!(told.len(), 2, "those about the other stay: {told:?}");
    practice.house.assert_in_order().await;
}
