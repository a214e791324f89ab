//! The audit against somebody who goes past the program: whatever is changed, removed or moved is found, at its place.

use domain::account::{Actor, Role, Secretariat};
use domain::audit::{Act, ChainFault, FaultKind, Network, Noun};
use domain::contact::EmailAddress;
use domain::language::Language;
use domain::person::PersonName;
use domain::time::Timestamp;
use rehearsal::CountedChance;
use sqlx::{ConnectOptions as _, Connection as _, SqliteConnection};
use storage::{AuditActor, AuditFilter, AuditWhole, MailFailure, NewAccount, Storage, StorageError};

use crate::house::{House, now, options};

/// A house in which eight things were done.
async fn lived_in() -> House {
    let house = House::with(20).await;
    for person in 0..7 {
        house.register(&format!("person{person}@example.jp"), 1).await;
    }
    assert_eq!(whole(&house).await.entries, 8);
    house
}

async fn whole(house: &House) -> AuditWhole {
    house.storage.audit_verify().await.expect("it is whole")
}

async fn fault(house: &House) -> ChainFault {
    match house.storage.audit_verify().await {
        Err(StorageError::Refused(fault)) => fault,
        other => panic!("nothing is found: {other:?}"),
    }
}

async fn run(raw: &mut SqliteConnection, statement: &'static str) {
    sqlx::query(statement).execute(raw).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
}

/// Somebody who knows SQL and takes the walls down first.
async fn without_walls(house: &House) -> SqliteConnection {
    let mut raw = house.raw().await;
    for trigger in [
        "DROP TRIGGER audit_continues",
        "DROP TRIGGER audit_moves_its_head",
        "DROP TRIGGER audit_is_not_changed",
        "DROP TRIGGER audit_is_not_removed",
        "DROP TRIGGER audit_head_follows",
        "DROP TRIGGER audit_head_stays",
    ] {
        run(&mut raw, trigger).await;
    }
    raw
}

async fn secretariat(house: &House) -> Secretariat {
    let account = NewAccount {
        email: EmailAddress::parse("tanaka@example.jp").expect("an address"),
        name: PersonName::parse("田中 恵").expect("a name"),
        role: Role::Secretariat,
        door: None,
        language: Language::Japanese,
    };
    let account = house.storage.account_add(&account, now()).await.expect("it is added");
    let network = Network::of("192.0.2.77".parse().expect("an address"));
    let actor = Actor::of(account, Role::Secretariat, None).expect("a role").acting_from(network);
    actor.as_secretariat().expect("the secretariat")
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_or_remove_an_entry() {
    let house = lived_in().await;
    let mut raw = house.raw().await;
    for (statement, wall) in [
        ("UPDATE audit SET subject = 'x' WHERE id = 3", "audit_is_not_changed"),
        ("UPDATE audit SET id = 99 WHERE id = 8", "audit_is_not_changed"),
        ("DELETE FROM audit WHERE id = 1", "audit_is_not_removed"),
        ("DELETE FROM audit WHERE id = 8", "audit_is_not_removed"),
        ("DELETE FROM audit", "audit_is_not_removed"),
        (
            "INSERT INTO audit SELECT 9, at, actor, act, subject, network, detail, previous, hash FROM audit WHERE id = 8",
            "audit_continues",
        ),
        (
            "INSERT OR REPLACE INTO audit SELECT id, at, actor, act, 'x', network, detail, previous, hash FROM audit WHERE id = 4",
            "audit_continues",
        ),
        ("UPDATE audit_head SET id = 7, hash = (SELECT hash FROM audit WHERE id = 7)", "audit_head_follows"),
        ("UPDATE audit_head SET hash = zeroblob(32)", "audit_head_follows"),
        ("DELETE FROM audit_head", "audit_head_stays"),
        ("INSERT INTO audit_head (the_only, id, hash) VALUES (2, 0, zeroblob(32))", "audit_head_is_one"),
    ] {
        match sqlx::query(statement).execute(&mut raw).await {
            Ok(_) => panic!("the database lets pass: {statement}"),
            Err(error) => assert!(error.to_string().contains(wall), "{statement}: {error}"),
        }
    }
    assert_eq!(whole(&house).await.entries, 8);
}

#[tokio::test]
async fn whatever_somebody_does_behind_the_walls_is_found_at_its_entry() {
    let missing = |entry| ChainFault { entry, kind: FaultKind::Missing };
    let changed = |entry| ChainFault { entry, kind: FaultKind::Changed };
    for (statement, found) in [
        ("UPDATE audit SET at = at + 1 WHERE id = 3", changed(3)),
        ("UPDATE audit SET actor = 'operator' WHERE id = 3", changed(3)),
        ("UPDATE audit SET act = 'registration.cancelled' WHERE id = 3", changed(3)),
        ("UPDATE audit SET subject = 'AB2CD3EF' WHERE id = 3", changed(3)),
        ("UPDATE audit SET network = '192.0.2.0/24' WHERE id = 3", changed(3)),
        ("UPDATE audit SET detail = '{\"count\":1}' WHERE id = 3", changed(3)),
        ("UPDATE audit SET previous = zeroblob(32) WHERE id = 3", changed(3)),
        ("UPDATE audit SET hash = zeroblob(32) WHERE id = 3", changed(3)),
        ("DELETE FROM audit WHERE id = 1", missing(1)),
        ("DELETE FROM audit WHERE id <= 4", missing(1)),
        ("DELETE FROM audit WHERE id = 5", missing(5)),
        ("DELETE FROM audit WHERE id BETWEEN 3 AND 6", missing(3)),
        ("DELETE FROM audit WHERE id = 8", missing(8)),
        ("DELETE FROM audit WHERE id > 5", missing(6)),
        ("DELETE FROM audit", missing(1)),
        (
            "UPDATE audit SET id = CASE id WHEN 4 THEN -5 ELSE -4 END WHERE id IN (4, 5)",
            ChainFault { entry: -5, kind: FaultKind::NotInPlace },
        ),
        (
            "UPDATE audit_head SET id = 7, hash = (SELECT hash FROM audit WHERE id = 7)",
            ChainFault { entry: 8, kind: FaultKind::NotInPlace },
        ),
        ("UPDATE audit_head SET hash = zeroblob(32)", changed(8)),
        ("DELETE FROM audit_head", ChainFault { entry: 1, kind: FaultKind::NotInPlace }),
    ] {
        let house = lived_in().await;
        let mut raw = without_walls(&house).await;
        run(&mut raw, statement).await;
        assert_eq!(fault(&house).await, found, "{statement}");
        let broken = house.storage.invariants_broken(now()).await.unwrap();
        assert!(broken.iter().any(|violation| violation.rule == "the audit is as it was written"), "{statement}");
    }
}

#[tokio::test]
async fn two_entries_that_have_changed_places_are_found() {
    let house = lived_in().await;
    let mut raw = without_walls(&house).await;
    run(&mut raw, "UPDATE audit SET id = -id WHERE id IN (4, 5)").await;
    run(&mut raw, "UPDATE audit SET id = CASE id WHEN -4 THEN 5 ELSE 4 END WHERE id < 0").await;
    assert_eq!(fault(&house).await, ChainFault { entry: 4, kind: FaultKind::Changed });
}

#[tokio::test]
async fn whoever_cuts_the_end_off_and_moves_the_head_is_found_by_a_head_that_was_noted() {
    let house = lived_in().await;
    let noted = whole(&house).await;
    let mut raw = without_walls(&house).await;
    run(&mut raw, "DELETE FROM audit WHERE id = 8").await;
    run(&mut raw, "UPDATE audit_head SET id = 7, hash = (SELECT hash FROM audit WHERE id = 7)").await;
    assert_ne!(whole(&house).await.head, noted.head);
}

#[tokio::test]
async fn what_was_kept_long_enough_leaves_by_an_entry_that_tells_of_it() {
    let house = lived_in().await;
    let later = now().plus_seconds(400 * 86_400);
    assert_eq!(house.storage.audit_prunable(now()).await.unwrap(), 0);
    assert_eq!(house.storage.audit_prune(now(), later).await.unwrap(), 0, "nothing is from before");
    assert_eq!(whole(&house).await.entries, 8, "and nothing is said of nothing");

    let after = now().plus_seconds(1);
    assert_eq!(house.storage.audit_prunable(after).await.unwrap(), 8);
    assert_eq!(house.storage.audit_prune(after, later).await.unwrap(), 8);
    assert_eq!(whole(&house).await.entries, 1);
    let page = house.storage.audit_page(&AuditFilter::default(), 1, 50).await.unwrap();
    assert_eq!(page.entries[0].known_act(), Some(Act::AuditPruned));
    let told: Vec<(&str, &str)> =
        page.entries[0].differences.iter().map(|told| (told.field.as_str(), told.after.as_str())).collect();
    assert_eq!(told[..2], [("count", "8"), ("last_removed", "8")]);

    house.register("later@example.jp", 1).await;
    let mut raw = house.raw().await;
    let refused = sqlx::query("DELETE FROM audit WHERE id = 9").execute(&mut raw).await.unwrap_err();
    assert!(refused.to_string().contains("audit_is_not_removed"), "{refused}");
    assert_eq!(whole(&house).await.entries, 2);

    // A second time: the first tale goes with what it told of.
    let much_later = later.plus_seconds(400 * 86_400);
    assert_eq!(house.storage.audit_prune(later.plus_seconds(1), much_later).await.unwrap(), 2);
    assert_eq!(whole(&house).await.entries, 1);
    house.assert_in_order().await;
}

#[tokio::test]
async fn whoever_cuts_the_beginning_off_further_than_was_told_is_found() {
    let house = lived_in().await;
    let later = now().plus_seconds(400 * 86_400);
    house.storage.audit_prune(now().plus_seconds(1), later).await.unwrap();
    house.register("later@example.jp", 1).await;
    house.register("latest@example.jp", 1).await;
    let mut raw = without_walls(&house).await;
    run(&mut raw, "UPDATE audit SET detail = json_set(detail, '$.last_removed', 9) WHERE id = 9").await;
    assert_eq!(fault(&house).await, ChainFault { entry: 9, kind: FaultKind::NotInPlace });
    run(&mut raw, "DELETE FROM audit WHERE id = 9").await;
    assert_eq!(fault(&house).await, ChainFault { entry: 1, kind: FaultKind::Missing });
}

#[tokio::test]
async fn a_broken_audit_is_not_pruned() {
    let house = lived_in().await;
    let mut raw = without_walls(&house).await;
    run(&mut raw, "UPDATE audit SET subject = 'AB2CD3EF' WHERE id = 3").await;
    let refused = house.storage.audit_prune(now().plus_seconds(1), now()).await;
    assert!(matches!(refused, Err(StorageError::Refused(ChainFault { entry: 3, .. }))), "{refused:?}");
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM audit").fetch_one(&mut raw).await.unwrap();
    assert_eq!(kept, 8);
}

#[tokio::test]
async fn what_an_older_program_has_written_becomes_the_beginning_of_the_chain() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.db");
    let chance = CountedChance::from_seed(1);
    Storage::open(options(path.clone(), &chance)).await.expect("it is made").close().await;
    let settings = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    let mut raw = settings.connect().await.unwrap();
    // As the migration leaves it, before the program has come to it; numbers of old may have gaps.
    run(
        &mut raw,
        "CREATE TABLE audit_unchained (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL,
             act TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL DEFAULT '{}') STRICT",
    )
    .await;
    run(
        &mut raw,
        "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 2500)
         INSERT INTO audit_unchained (id, at, actor, act, subject)
         SELECT n * 3, n, 'operator', 'event.added', 'KT4-XW2M' FROM number",
    )
    .await;
    raw.close().await.unwrap();

    let storage = Storage::open(options(path.clone(), &chance)).await.expect("it opens");
    assert_eq!(storage.audit_verify().await.expect("it is whole").entries, 2_500);
    let page = storage.audit_page(&AuditFilter::default(), 1, 1).await.unwrap();
    assert_eq!((page.entries[0].id, page.entries[0].at), (2_500, Timestamp::from_microseconds(2_500)));
    storage.close().await;
    let again = Storage::open(options(path, &chance)).await.expect("it opens again");
    assert_eq!(again.audit_verify().await.expect("it is whole").entries, 2_500, "once is enough");
}

#[tokio::test]
async fn the_audit_is_searched_by_who_what_which_and_when() {
    let house = lived_in().await;
    let by = secretariat(&house).await;
    let reference = house.register("taro@example.jp", 1).await.reference;
    house.storage.audit_exported(&by, 3, now().plus_seconds(60)).await.unwrap();
    let found = async |filter: AuditFilter| {
        let page = house.storage.audit_page(&filter, 1, 50).await.expect("it is read");
        assert_eq!(usize::try_from(page.count), Ok(page.entries.len()));
        page.entries.iter().map(|entry| entry.act.clone()).collect::<Vec<_>>()
    };
    let all = AuditFilter::default;
    let by_them = AuditFilter { actor: Some(AuditActor::Account(by.account())), ..all() };
    assert_eq!(found(by_them).await, ["audit.exported"]);
    assert_eq!(found(AuditFilter { act: Some(Act::AccountAdded), ..all() }).await, ["account.added"]);
    assert_eq!(found(AuditFilter { noun: Some(Noun::Registration), ..all() }).await.len(), 8);
    let about = AuditFilter { subject: Some(reference.as_str().to_owned()), ..all() };
    assert_eq!(found(about).await, ["registration.created"]);
    assert_eq!(found(AuditFilter { from: Some(now().plus_seconds(1)), ..all() }).await, ["audit.exported"]);
    assert_eq!(found(AuditFilter { until: Some(now()), ..all() }).await, [""; 0]);

    let page = house.storage.audit_page(&all(), 1, 4).await.unwrap();
    assert_eq!((page.count, page.entries.len()), (11, 4));
    let newest = &page.entries[0];
    assert_eq!(newest.name.as_ref().map(PersonName::as_str), Some("田中 恵"));
    assert_eq!(newest.network, "192.0.2.0/24", "of staff it is kept from where they acted, as far as the network");
    assert!(page.entries[1].network.is_empty(), "of applicants it is not");
    assert_eq!(house.storage.audit_page(&all(), 3, 4).await.unwrap().entries.len(), 3);
    let after = house.storage.audit_after(&all(), 4, 3).await.unwrap();
    assert_eq!(after.iter().map(|entry| entry.id).collect::<Vec<_>>(), [5, 6, 7]);
}

#[tokio::test]
async fn no_applicants_name_or_address_stands_in_the_audit() {
    let house = House::with(1).await;
    let registered = house.register("taro@example.jp", 1).await;
    house.cancel(&registered.link).await;
    house.ask("hanako@example.jp").await;
    let mut raw = house.raw().await;
    let told: Vec<String> = sqlx::query_scalar("SELECT actor || act || subject || network || detail FROM audit")
        .fetch_all(&mut raw)
        .await
        .unwrap();
    for personal in ["example.jp", "山田", "ヤマダ", "図面"] {
        assert!(told.iter().all(|entry| !entry.contains(personal)), "{personal}: {told:?}");
    }
}

#[tokio::test]
async fn a_mail_that_was_given_up_is_sent_again_and_the_audit_says_who_wanted_it() {
    let house = House::with(5).await;
    let by = secretariat(&house).await;
    house.register("taro@example.jp", 1).await;
    house.register("hanako@example.jp", 1).await;
    let mails = house.mails().await;
    assert!(!house.storage.outbox_retry_one(&by, mails[0].id, now()).await.unwrap(), "it is on its way");
    let dead = || Err(MailFailure::Dead { error: "550 no such mailbox".to_owned() });
    house.storage.outbox_settle(&[(mails[0].id, dead()), (mails[1].id, dead())], now()).await.unwrap();
    assert!(house.storage.outbox_retry_one(&by, mails[0].id, now()).await.unwrap());
    assert!(!house.storage.outbox_retry_one(&by, mails[0].id, now()).await.unwrap(), "once is enough");
    assert_eq!(house.storage.outbox_retry_all(&by, now()).await.unwrap(), 1);
    assert_eq!(house.mails().await.len(), 2);
    let page = house.storage.audit_page(&AuditFilter { noun: Some(Noun::Mail), ..AuditFilter::default() }, 1, 9).await;
    let acts: Vec<String> = page.unwrap().entries.into_iter().map(|entry| entry.act).collect();
    assert_eq!(acts, ["mails.retried", "mail.retried"]);
    house.assert_in_order().await;
}
