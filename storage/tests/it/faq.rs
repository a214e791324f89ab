//! Whether answers helped: each showing of the page counts once, and nothing tells who has pressed.

use domain::language::Language;
use domain::reference::IdempotencyKey;
use domain::time::Timestamp;
use storage::{FaqRating, FaqRatingCount};

use crate::house::{House, now};

async fn say(house: &House, key: &IdempotencyKey, question: &'static str, helped: bool, at: Timestamp) {
    let rating = FaqRating { question, language: Language::Japanese, helped, key: key.clone() };
    house.storage.faq_rating_add(rating, at).await.expect("it is counted");
}

fn counted(question: &str, language: Language, helped: u32, not_helped: u32) -> FaqRatingCount {
    FaqRatingCount { question: question.to_owned(), language, helped, not_helped }
}

async fn counts(house: &House, first: Timestamp, last: Timestamp) -> Vec<FaqRatingCount> {
    house.storage.faq_rating_counts(first, last).await.expect("they are read")
}

#[tokio::test]
async fn answers_are_counted_by_question_and_language() {
    let house = House::with(1).await;
    for helped in [true, true, false] {
        say(&house, &house.key(), "vpn", helped, now()).await;
    }
    let page = house.key();
    say(&house, &page, "mfa", false, now()).await;
    let english = FaqRating { question: "vpn", language: Language::English, helped: true, key: page };
    house.storage.faq_rating_add(english, now()).await.unwrap();
    assert_eq!(
        counts(&house, now(), now()).await,
        [
            counted("mfa", Language::Japanese, 0, 1),
            counted("vpn", Language::English, 1, 0),
            counted("vpn", Language::Japanese, 2, 1),
        ]
    );
}

#[tokio::test]
async fn whoever_presses_again_on_the_same_page_is_counted_once_as_said_last() {
    let house = House::with(1).await;
    let page = house.key();
    for helped in [true, true, true] {
        say(&house, &page, "vpn", helped, now()).await;
    }
    assert_eq!(counts(&house, now(), now()).await, [counted("vpn", Language::Japanese, 1, 0)]);
    say(&house, &page, "vpn", false, now()).await;
    assert_eq!(counts(&house, now(), now()).await, [counted("vpn", Language::Japanese, 0, 1)]);
    say(&house, &page, "vpn", true, now()).await;
    say(&house, &page, "mfa", true, now()).await;
    let both = [counted("mfa", Language::Japanese, 1, 0), counted("vpn", Language::Japanese, 1, 0)];
    assert_eq!(counts(&house, now(), now()).await, both);
}

#[tokio::test]
async fn twenty_presses_at_once_count_once() {
    let house = House::with(1).await;
    let page = house.key();
    let presses = (0..20).map(|_| {
        let (house, page) = (house.clone(), page.clone());
        tokio::spawn(async move { say(&house, &page, "vpn", true, now()).await })
    });
    for press in presses.collect::<Vec<_>>() {
        press.await.unwrap();
    }
    assert_eq!(counts(&house, now(), now()).await, [counted("vpn", Language::Japanese, 1, 0)]);
}

#[tokio::test]
async fn a_day_is_a_day_in_japan_and_a_page_left_open_over_midnight_is_the_same_page() {
    let house = House::with(1).await;
    let (page, evening) = (house.key(), now().plus_seconds(14 * 60 * 60 + 59 * 60));
    let (morning, next_week) = (evening.plus_seconds(120), evening.plus_seconds(7 * 24 * 60 * 60));
    assert_ne!(evening.tokyo_date(), morning.tokyo_date());
    say(&house, &page, "vpn", true, evening).await;
    say(&house, &page, "vpn", false, morning).await;
    assert_eq!(counts(&house, evening, evening).await, [counted("vpn", Language::Japanese, 0, 1)]);
    assert_eq!(counts(&house, morning, morning).await, []);
    say(&house, &house.key(), "vpn", true, next_week).await;
    assert_eq!(counts(&house, evening, next_week).await, [counted("vpn", Language::Japanese, 1, 1)]);
}

#[tokio::test]
async fn which_page_has_said_what_is_forgotten_after_the_next_day() {
    let house = House::with(1).await;
    let page = house.key();
    say(&house, &page, "vpn", true, now()).await;
    say(&house, &house.key(), "mfa", true, now().plus_seconds(2 * 24 * 60 * 60)).await;
    let mut raw = house.raw().await;
    let kept: Vec<String> =
        sqlx::query_scalar("SELECT question FROM faq_answer_press").fetch_all(&mut raw).await.unwrap();
    assert_eq!(kept, ["mfa"]);
    let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info('faq_answer_rating')")
        .fetch_all(&mut raw)
        .await
        .unwrap();
    assert_eq!(columns, ["question", "language", "day", "helped", "not_helped"], "nothing tells who has pressed");
    house.storage.close().await;
    let bytes = std::fs::read(house.storage.path()).unwrap();
    let key = page.as_str().as_bytes();
    assert!(!bytes.windows(key.len()).any(|window| window == key), "the key itself is not kept");
}

#[tokio::test]
async fn the_database_itself_refuses_counts_that_cannot_be() {
    let house = House::with(1).await;
    say(&house, &house.key(), "vpn", true, now()).await;
    let mut raw = house.raw().await;
    for (statement, wall) in [
        ("UPDATE faq_answer_rating SET helped = -1", "faq_answer_rating_helped_counts"),
        ("UPDATE faq_answer_rating SET not_helped = -1", "faq_answer_rating_not_helped_counts"),
        ("UPDATE faq_answer_rating SET language = 'fr'", "faq_answer_rating_language_known"),
        ("UPDATE faq_answer_rating SET day = 'today'", "faq_answer_rating_day_written"),
        ("UPDATE faq_answer_rating SET question = ''", "faq_answer_rating_question_named"),
        ("UPDATE faq_answer_press SET helped = 2", "faq_answer_press_says_yes_or_no"),
        ("UPDATE faq_answer_press SET form_key = x'00'", "faq_answer_press_key_is_sha256"),
        ("DELETE FROM faq_answer_rating", "FOREIGN KEY"),
    ] {
        let Err(said) = sqlx::query(statement).execute(&mut raw).await else { panic!("it lets pass: {statement}") };
        assert!(said.to_string().contains(wall), "{statement}: {said}");
    }
    house.assert_in_order().await;
}
