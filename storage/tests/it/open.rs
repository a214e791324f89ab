//! Opening: every trouble is one line that says what to do, and what was acknowledged is there again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::notice::{Notice, NoticeLink, NoticeSubject};
use domain::reference::SecretToken;
use domain::registration::RegistrationId;
use rehearsal::CountedChance;
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;
use storage::{OpenError, OpenOptions, Storage, StorageError, Unavailable};

use crate::house::{House, new, now, options};

async fn refused(options: OpenOptions) -> String {
    let Err(error) = Storage::open(options).await else { panic!("it opens") };
    let line = error.to_string();
    assert!(!line.contains('\n') && line.len() < 400, "{line}");
    line
}

#[tokio::test]
async fn a_database_that_is_not_there_is_named_with_the_way_to_make_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("missing.db");
    let line = refused(OpenOptions { create: false, ..options(path.clone(), &CountedChance::from_seed(1)) }).await;
    assert!(line.contains("missing.db") && line.contains("migrate"), "{line}");
    assert!(!path.exists(), "looking makes no file");
}

#[tokio::test]
async fn a_text_file_and_a_folder_are_no_databases_and_stay_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    let content = "はじめに\n".repeat(200);
    std::fs::write(&path, &content).unwrap();
    let line = refused(options(path.clone(), &CountedChance::from_seed(1))).await;
    assert!(line.contains("notes.txt"), "{line}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), content);
    refused(options(folder.path().to_owned(), &CountedChance::from_seed(1))).await;
    refused(options(path.join("telework.db"), &CountedChance::from_seed(1))).await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    let house = House::with(1).await;
    let mut raw = house.raw().await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
         VALUES (99991231000000, 'from the future', '9999-12-31', 1, x'00', 0)",
    )
    .execute(&mut raw)
    .await
    .unwrap();
    let line = refused(options(house.storage.path().to_owned(), &house.chance)).await;
    assert!(line.contains("99991231000000") && line.contains("newer"), "{line}");
}

#[tokio::test]
async fn an_older_database_is_migrated_only_when_that_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("telework.db");
    let chance = CountedChance::from_seed(1);
    let line = refused(OpenOptions { migrate: false, ..options(path.clone(), &chance) }).await;
    assert!(line.contains("migrate"), "{line}");
    Storage::open(options(path.clone(), &chance)).await.expect("it is migrated").close().await;
    Storage::open(OpenOptions { migrate: false, create: false, ..options(path, &chance) }).await.expect("now it opens");
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_told_at_once() {
    use std::os::unix::fs::PermissionsExt as _;

    let house = House::with(1).await;
    house.storage.close().await;
    let folder = house.storage.path().parent().unwrap().to_owned();
    let with_rights = |file: u32, dir: u32| {
        std::fs::set_permissions(house.storage.path(), std::fs::Permissions::from_mode(file)).unwrap();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(dir)).unwrap();
    };
    with_rights(0o444, 0o555);
    if std::fs::write(folder.join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
    } else {
        let line = refused(options(house.storage.path().to_owned(), &house.chance)).await;
        assert!(line.contains("belong"), "{line}");
    }
    with_rights(0o644, 0o755);
}

#[tokio::test]
async fn a_program_that_has_ended_says_so_and_promises_nothing() {
    let house = House::with(5).await;
    house.storage.close().await;
    let answer = house.try_register(new("taro@example.jp", 1, house.key())).await;
    assert!(matches!(answer, Err(StorageError::Unavailable(Unavailable::ShuttingDown))), "{answer:?}");
    assert!(house.storage.ready(now()).await.is_err());
}

#[tokio::test]
async fn a_database_that_somebody_else_has_locked_is_unavailable_and_recovers() {
    let house = House::with(5).await;
    let mut raw = house.raw().await;
    sqlx::query("BEGIN EXCLUSIVE").execute(&mut raw).await.unwrap();
    let answer = house.try_register(new("taro@example.jp", 1, house.key())).await;
    assert!(matches!(answer, Err(StorageError::Unavailable(Unavailable::Locked(_)))), "{answer:?}");
    assert_eq!(house.counted(), (0, 0));
    sqlx::query("ROLLBACK").execute(&mut raw).await.unwrap();
    house.register("taro@example.jp", 1).await;
    house.assert_in_order().await;
}

#[test]
fn what_was_acknowledged_is_there_after_the_program_was_dropped_in_the_middle() {
    let outside = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let house = outside.block_on(House::with(500));
    let (path, chance) = (house.storage.path().to_owned(), Arc::clone(&house.chance));
    let acknowledged = Arc::new(AtomicUsize::new(0));
    let told = Arc::new(std::sync::Mutex::new(Vec::new()));
    for person in 0..400 {
        let (house, acknowledged, told) = (house.clone(), Arc::clone(&acknowledged), Arc::clone(&told));
        outside.spawn(async move {
            let registered = house.register(&format!("person{person}@example.jp"), 1).await;
            told.lock().unwrap().push(registered.link);
            acknowledged.fetch_add(1, Ordering::SeqCst);
        });
    }
    while acknowledged.load(Ordering::SeqCst) < 20 {
        std::thread::yield_now();
    }
    outside.shutdown_background();

    let inside = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    inside.block_on(async {
        let storage = Storage::open(options(path, &chance)).await.expect("it opens again");
        assert_eq!(storage.invariants_broken(now()).await.unwrap(), []);
        let told = told.lock().unwrap().clone();
        for link in &told {
            assert!(storage.registration_by_link(&link.hash()).await.unwrap().is_some(), "an acknowledged one is lost");
        }
        let (taken, _) = storage.schedule().by_id(house.event).unwrap().count.get();
        assert!(taken as usize >= told.len());
    });
}

#[test]
fn what_the_desk_cannot_mend_names_the_version() {
    let line = OpenError::OldSqlite { found: "3.45.0".to_owned() }.to_string();
    assert!(line.contains("3.45.0") && line.contains("3.51.3"), "{line}");
}

#[tokio::test]
async fn mails_that_an_older_program_owed_are_told_by_the_newer_one() {
    let folder = tempfile::tempdir().unwrap();
    let settings = SqliteConnectOptions::new().filename(folder.path().join("old.db")).create_if_missing(true);
    let mut raw = settings.connect().await.unwrap();
    sqlx::query(include_str!("../../migrations/0001_events_and_registrations.sql")).execute(&mut raw).await.unwrap();
    let token = SecretToken::from_random([3; 32]);
    let link = format!("{{\"registration\":7,\"token\":\"{}\"}}", token.as_str());
    for (kind, state, links) in [
        ("registered", "due", link.as_str()),
        ("changed", "dead", link.as_str()),
        ("cancelled", "sent", ""),
        ("links", "due", &format!("{link},{link}")),
    ] {
        let notice = format!("{{\"kind\":\"{kind}\",\"links\":[{links}]}}");
        sqlx::query(
            "INSERT INTO outbox (kind, language, recipient, notice, state, next_attempt_at, created_at)
             VALUES (?, 'ja', 'taro@example.jp', ?, ?, 1, 1)",
        )
        .bind(kind)
        .bind(notice)
        .bind(state)
        .execute(&mut raw)
        .await
        .unwrap();
    }
    sqlx::query(include_str!("../../migrations/0004_inquiry.sql")).execute(&mut raw).await.unwrap();

    let due: Vec<String> = sqlx::query_scalar("SELECT notice FROM outbox WHERE kind IN ('registered', 'changed')")
        .fetch_all(&mut raw)
        .await
        .unwrap();
    for notice in due {
        let notice: Notice = serde_json::from_str(&notice).unwrap();
        assert_eq!(
            notice.link,
            NoticeLink { about: NoticeSubject::Registration(RegistrationId(7)), token: token.clone() }
        );
    }
    let others: Vec<(String, String, String)> =
        sqlx::query_as("SELECT kind, state, notice FROM outbox WHERE kind IN ('cancelled', 'links') ORDER BY id")
            .fetch_all(&mut raw)
            .await
            .unwrap();
    let expected = [("cancelled", "sent", "{\"kind\":\"cancelled\"}")];
    let others: Vec<_> = others.iter().map(|(kind, state, notice)| (&**kind, &**state, &**notice)).collect();
    assert_eq!(others, expected, "nobody waits for a list that cannot be opened any more");
}
