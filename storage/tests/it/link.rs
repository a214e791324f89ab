//! "Send me my links": the same for every address on the outside, and by mail only.

use domain::contact::EmailAddress;
use domain::language::Language;
use domain::mailbox::MailboxRecord;
use domain::notice::NoticeKind;

use crate::house::{House, now, told};

async fn ask(house: &House, email: &str) {
    let email = EmailAddress::parse(email).expect("an address");
    house.storage.link_request_add(&email, Language::English, now()).await.expect("it is noted");
}

#[tokio::test]
async fn one_link_goes_to_an_address_that_has_anything_and_to_no_other() {
    let house = House::with(5).await;
    let known = house.register("taro@example.jp", 1).await;
    let gone = house.register("gone@example.jp", 1).await;
    house.cancel(&gone.link).await;
    let asked = house.ask("asks@example.jp").await;
    house.mails().await;

    for email in ["TARO@example.jp", "gone@example.jp", "asks@example.jp", "stranger@example.jp"] {
        ask(&house, email).await;
    }
    assert_eq!(house.storage.link_request_answer_all(now()).await.unwrap(), 4);

    let mails = house.mails().await;
    let expected = ["TARO@example.jp", "gone@example.jp", "asks@example.jp"].map(|email| (NoticeKind::Links, email));
    assert_eq!(told(&mails), expected);
    assert_eq!(mails[0].language, Language::English);
    let list = house.mailbox(&mails[0].link).await.expect("it opens the list");
    assert_eq!((list.email.as_str(), list.inquiries.len()), ("taro@example.jp", 0));
    assert_eq!(list.registrations[0].0.reference, known.reference);
    assert_eq!(list.registrations[0].1.id, house.event);
    let list = house.mailbox(&mails[2].link).await.expect("it opens the list");
    assert_eq!((list.registrations.len(), &list.inquiries[0].reference), (0, &asked.reference));
    assert!(house.opens(&known.link).await.is_some(), "asking takes nothing away");
    for link in [&known.link, &asked.link] {
        assert!(house.mailbox(link).await.is_none(), "what a screen showed opens no list");
    }
}

#[tokio::test]
async fn a_record_of_the_list_gets_a_link_of_its_own_and_nobody_elses_does() {
    let house = House::with(5).await;
    let mine = house.register("taro@example.jp", 1).await;
    let asked = house.ask("taro@example.jp").await;
    let other = house.register("other@example.jp", 1).await;
    house.register("taro@example.jp", 1).await;
    house.mails().await;
    ask(&house, "taro@example.jp").await;
    house.storage.link_request_answer_all(now()).await.unwrap();
    let list = house.mails().await[0].link.clone();
    assert_eq!(house.mailbox(&list).await.unwrap().registrations.len(), 1, "what was set aside is not in it");

    let open = async |record: &str| {
        let record = record.parse::<MailboxRecord>().expect("a record");
        house.storage.mailbox_open(&list.hash(), &record, now()).await.unwrap()
    };
    let link = open(&MailboxRecord::Registration(mine.reference.clone()).to_string()).await.expect("a link");
    assert_eq!(house.opens(&link).await.unwrap().reference, mine.reference);
    let link = open(&MailboxRecord::Inquiry(asked.reference.clone()).to_string()).await.expect("a link");
    assert_eq!(house.asked(&link).await.unwrap().reference, asked.reference);
    for record in [
        MailboxRecord::Registration(other.reference.clone()),
        MailboxRecord::Inquiry(other.reference.clone()),
        MailboxRecord::Inquiry(mine.reference.clone()),
    ] {
        assert_eq!(open(&record.to_string()).await, None, "{record}");
    }
    for _ in 0..20 {
        open(&MailboxRecord::Registration(mine.reference.clone()).to_string()).await;
    }
    assert!(house.opens(&mine.link).await.is_some(), "other links live on");
    house.assert_in_order().await;
}

#[tokio::test]
async fn the_list_closes_after_a_day() {
    let house = House::with(5).await;
    let mine = house.register("taro@example.jp", 1).await;
    house.mails().await;
    ask(&house, "taro@example.jp").await;
    house.storage.link_request_answer_all(now()).await.unwrap();
    let list = house.mails().await[0].link.clone();
    let record = MailboxRecord::Registration(mine.reference);
    for (seconds, is_open) in [(24 * 60 * 60 - 1, true), (24 * 60 * 60, false)] {
        let at = now().plus_seconds(seconds);
        assert_eq!(house.storage.mailbox_by_link(&list.hash(), at).await.unwrap().is_some(), is_open);
        assert_eq!(house.storage.mailbox_open(&list.hash(), &record, at).await.unwrap().is_some(), is_open);
    }
    house.storage.link_request_answer_all(now().plus_seconds(24 * 60 * 60)).await.unwrap();
    let mut raw = house.raw().await;
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM mailbox_link").fetch_one(&mut raw).await.unwrap();
    assert_eq!(kept, 0, "nothing is kept of it");
}

#[tokio::test]
async fn asking_again_and_again_sends_one_mail_in_five_minutes_and_keeps_few_links() {
    let house = House::with(5).await;
    house.register("taro@example.jp", 1).await;
    house.mails().await;
    for minute in 0..100 {
        let at = now().plus_seconds(minute * 60);
        let email = EmailAddress::parse("taro@example.jp").expect("an address");
        house.storage.link_request_add(&email, Language::Japanese, at).await.unwrap();
        house.storage.link_request_answer_all(at).await.unwrap();
    }
    let later = now().plus_seconds(100 * 60);
    let mails = house.storage.outbox_take(1_000, later.plus_seconds(60), later).await.unwrap();
    let links: Vec<_> = mails.iter().filter(|mail| mail.kind == NoticeKind::Links).collect();
    assert!((15..=21).contains(&links.len()), "{}", links.len());
    let mut open = 0;
    for mail in &links {
        open += usize::from(house.storage.mailbox_by_link(&mail.link.hash(), later).await.unwrap().is_some());
    }
    assert_eq!(open, 12, "the newest stay, older ones are forgotten");
}

#[tokio::test]
async fn what_is_kept_of_a_request_names_nobody() {
    let house = House::with(5).await;
    ask(&house, "stranger@example.jp").await;
    house.storage.link_request_answer_all(now()).await.unwrap();
    let mut raw = house.raw().await;
    let kept: Vec<String> = sqlx::query_scalar("SELECT email FROM link_request").fetch_all(&mut raw).await.unwrap();
    assert_eq!(kept, [""]);
}
