//! The last wall: what the database itself refuses, whoever asks.

use sqlx::SqliteConnection;

use crate::house::House;

/// What the database says to `statement`.
async fn refused(raw: &mut SqliteConnection, statement: &'static str) -> String {
    match sqlx::query(statement).execute(raw).await {
        Ok(_) => panic!("the database lets pass: {statement}"),
        Err(error) => error.to_string(),
    }
}

const COPY: &str = "INSERT INTO registration (event_id, reference, state, seats, name, kana, email, email_identity,
        organisation, organisation_kind, prefecture, attendance, topics, language, consented_at, form_key, revision,
        created_at, changed_at)
    SELECT event_id, 'AB2CD3EF', state, seats, name, kana, email, email_identity, organisation, organisation_kind,
        prefecture, attendance, topics, language, consented_at, zeroblob(32), revision, created_at, changed_at
    FROM registration LIMIT 1";

#[tokio::test]
async fn the_database_itself_refuses_what_must_never_be() {
    let house = House::with(2).await;
    house.register("taro@example.jp", 2).await;
    let mut raw = house.raw().await;
    for (statement, wall) in [
        ("UPDATE event SET seats_taken = 3", "event_not_oversold"),
        ("UPDATE event SET capacity = 1", "event_not_oversold"),
        ("UPDATE event SET ends_at = starts_at", "event_ends_after_start"),
        ("UPDATE event SET standing = 'maybe'", "event_standing_known"),
        (COPY, "registration.event_id, registration.email_identity"),
        ("UPDATE registration SET seats = 0", "registration_seats_positive"),
        ("UPDATE registration SET state = 'lost'", "registration_state_known"),
        ("UPDATE registration SET state = 'set_aside'", "registration_set_aside_explained"),
        ("UPDATE registration SET prefecture = 48", "registration_prefecture_known"),
        ("UPDATE registration SET event_id = 99", "FOREIGN KEY"),
        ("UPDATE registration SET seats = 'two'", "cannot store TEXT"),
        ("UPDATE secret_link SET token_hash = x'00'", "secret_link_is_sha256"),
        ("DELETE FROM event", "FOREIGN KEY"),
    ] {
        let said = refused(&mut raw, statement).await;
        assert!(said.contains(wall), "{statement}: {said}");
    }
    house.assert_in_order().await;
}

#[tokio::test]
async fn the_check_finds_what_somebody_has_broken_by_hand() {
    let house = House::with(2).await;
    house.register("taro@example.jp", 1).await;
    house.register("hanako@example.jp", 2).await;
    house.assert_in_order().await;
    let mut raw = house.raw().await;
    for (statement, rule) in [
        ("UPDATE event SET seats_taken = 0", "the seats taken"),
        ("UPDATE event SET parties_waiting = 0", "the parties waiting"),
        ("UPDATE registration SET seats = 1 WHERE state = 'waiting'", "nobody waits"),
        ("DELETE FROM secret_link", "an active registration has been told of"),
    ] {
        sqlx::query(statement).execute(&mut raw).await.unwrap();
        let broken = house.storage.invariants_broken(crate::house::now()).await.unwrap();
        assert!(broken.iter().any(|violation| violation.rule.starts_with(rule)), "{rule}: {broken:?}");
    }
}

#[tokio::test]
async fn the_secret_of_a_page_is_not_stored() {
    let house = House::with(2).await;
    let registered = house.register("taro@example.jp", 1).await;
    house.storage.close().await;
    let bytes = std::fs::read(house.storage.path()).unwrap();
    let secret = registered.link.as_str().as_bytes();
    assert!(!bytes.windows(secret.len()).any(|window| window == secret), "the link's secret stands in the file");
}
