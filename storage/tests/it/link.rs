//! "Send me my links": the same for every address on the outside, and by mail only.

use domain::contact::EmailAddress;
use domain::language::Language;
use domain::notice::NoticeKind;

use crate::house::{House, now, told};

async fn ask(house: &House, email: &str) {
    let email = EmailAddress::parse(email).expect("an address");
    house.storage.link_request_add(&email, Language::English, now()).await.expect("it is noted");
}

#[tokio::test]
async fn links_go_to_an_address_that_has_something_to_come_and_to_no_other() {
    let house = House::with(5).await;
    let known = house.register("taro@example.jp", 1).await;
    let gone = house.register("gone@example.jp", 1).await;
    house.cancel(&gone.link).await;
    house.mails().await;

    for email in ["taro@example.jp", "gone@example.jp", "stranger@example.jp"] {
        ask(&house, email).await;
    }
    assert_eq!(house.storage.link_request_answer_all(now()).await.unwrap(), 3);

    let mails = house.mails().await;
    assert_eq!(told(&mails), [(NoticeKind::Links, "taro@example.jp")]);
    assert_eq!(mails[0].language, Language::English);
    assert_eq!(mails[0].subjects[0].registration.reference, known.reference);
    assert!(house.opens(&mails[0].subjects[0].link).await.is_some());
    assert!(house.opens(&known.link).await.is_some(), "asking again takes nothing away");
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
        open += usize::from(house.opens(&mail.subjects[0].link).await.is_some());
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
