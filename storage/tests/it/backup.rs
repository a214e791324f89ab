//! Backups: whole while others write, and back in their place by the documented way.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use storage::{BackupError, Storage, restore};

use crate::house::{House, now, options};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_under_load_is_one_moment_and_comes_back_whole() {
    let house = House::with(60).await;
    let enough = Arc::new(AtomicBool::new(false));
    let writer = tokio::spawn({
        let (house, enough) = (house.clone(), Arc::clone(&enough));
        async move {
            let mut person = 0;
            while !enough.load(Ordering::Relaxed) {
                let registered = house.register(&format!("person{person}@example.jp"), 1 + person % 3).await;
                if person % 3 == 0 {
                    house.cancel(&registered.link).await;
                }
                person += 1;
            }
        }
    });
    let mut copies = Vec::new();
    for number in 0..4 {
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        let copy = house.file(&format!("backup{number}.db"));
        house.storage.backup(&copy).await.expect("it is written");
        copies.push(copy);
    }
    enough.store(true, Ordering::Relaxed);
    writer.await.unwrap();

    let mut seen = Vec::new();
    for copy in &copies {
        let target = copy.with_extension("restored");
        assert_eq!(restore(copy, &target).await.expect("it is put in place"), None);
        let storage = Storage::open(options(target, &house.chance)).await.expect("it opens");
        assert_eq!(storage.invariants_broken(now()).await.unwrap(), []);
        seen.push(storage.schedule().by_id(house.event).unwrap().count.get());
        storage.close().await;
    }
    assert!(seen.iter().any(|count| *count != (0, 0)), "{seen:?}");
}

#[tokio::test]
async fn a_restore_keeps_what_was_there_before() {
    let house = House::with(5).await;
    let first = house.register("first@example.jp", 1).await;
    let copy = house.file("backup.db");
    house.storage.backup(&copy).await.expect("it is written");
    let second = house.register("second@example.jp", 1).await;
    house.storage.close().await;

    let kept = restore(&copy, house.storage.path()).await.expect("it is put in place").expect("something was there");

    let opened = |path| async { Storage::open(options(path, &house.chance)).await.expect("it opens") };
    let now_here = opened(house.storage.path().to_owned()).await;
    assert!(now_here.registration_by_link(&first.link.hash()).await.unwrap().is_some());
    assert!(now_here.registration_by_link(&second.link.hash()).await.unwrap().is_none());
    let before = opened(kept).await;
    assert!(before.registration_by_link(&second.link.hash()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_database_in_use_is_not_replaced() {
    let house = House::with(5).await;
    let copy = house.file("backup.db");
    house.storage.backup(&copy).await.expect("it is written");
    house.register("taro@example.jp", 1).await;
    let refused = restore(&copy, house.storage.path()).await;
    assert!(matches!(refused, Err(BackupError::InUse(_))), "{refused:?}");
    house.register("hanako@example.jp", 1).await;
    house.assert_in_order().await;
    assert_eq!(house.counted(), (2, 0));
}

#[tokio::test]
async fn a_broken_database_is_what_one_restores_for() {
    let house = House::with(5).await;
    let registered = house.register("taro@example.jp", 1).await;
    let copy = house.file("backup.db");
    house.storage.backup(&copy).await.expect("it is written");
    house.storage.close().await;
    let path = house.storage.path();
    std::fs::write(path, "not a database any more ".repeat(500)).unwrap();
    // What a crash leaves behind must not be played into the file that comes.
    std::fs::write(path.with_extension("db-wal"), "an old log").unwrap();

    let kept = restore(&copy, path).await.expect("it is put in place").expect("the broken one is kept");

    assert!(std::fs::read_to_string(kept).unwrap().starts_with("not a database"));
    let storage = Storage::open(options(path.to_owned(), &house.chance)).await.expect("it opens");
    assert_eq!(storage.invariants_broken(now()).await.unwrap(), []);
    assert!(storage.registration_by_link(&registered.link.hash()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_backup_never_overwrites_and_only_a_backup_is_restored() {
    let house = House::with(5).await;
    let copy = house.file("backup.db");
    std::fs::write(&copy, "precious").unwrap();
    assert!(matches!(house.storage.backup(&copy).await, Err(BackupError::Exists(_))));
    assert_eq!(std::fs::read_to_string(&copy).unwrap(), "precious");
    let nowhere = house.file("no/such/folder/backup.db");
    assert!(matches!(house.storage.backup(&nowhere).await, Err(BackupError::Disk { .. })));

    let target = house.file("other.db");
    let text = "precious text ".repeat(500);
    std::fs::write(&copy, text).unwrap();
    for (source, what) in [(copy, "a text file"), (house.file("missing.db"), "no file")] {
        let refused = restore(&source, &target).await;
        assert!(matches!(refused, Err(BackupError::NotABackup { .. })), "{what}: {refused:?}");
        let line = refused.unwrap_err().to_string();
        assert!(line.contains("nothing was changed") && !line.contains('\n'), "{line}");
    }
    assert!(!target.exists());
}
