//! A disk that is full: what does not fit is refused whole, and taken as soon as there is room.

use storage::{Failpoint, NewInquiry, OpenOptions, Storage, StorageError, Unavailable};

use crate::house::{House, code, new, now, options, question};

/// A house whose file has no room left but what `filler` takes up.
async fn full() -> (House, Storage) {
    let house = House::with(1_000).await;
    house.storage.close().await;
    let mut raw = house.raw().await;
    sqlx::query("CREATE TABLE filler AS SELECT randomblob(4000000) AS bytes").execute(&mut raw).await.unwrap();
    let options = options(house.storage.path().to_owned(), &house.chance);
    let storage = Storage::open(OpenOptions { failpoint: Failpoint::DiskFull, ..options }).await.unwrap();
    (house, storage)
}

fn is_full<T, R>(answer: &Result<T, StorageError<R>>) -> bool {
    matches!(answer, Err(StorageError::Unavailable(Unavailable::DiskFull(_))))
}

#[tokio::test]
async fn what_does_not_fit_is_refused_whole_and_taken_when_there_is_room() {
    let (house, storage) = full().await;
    let mut seated = 0;
    let refused = loop {
        let new = new(&format!("taro{seated}@example.jp"), 1, house.key());
        let answer = storage.registration_create(code(), new.clone(), now()).await;
        if is_full(&answer) {
            break new;
        }
        answer.expect("it is taken");
        seated += 1;
    };
    let file = ("記録.txt".to_owned(), "a line of the log\n".repeat(10_000).into_bytes());
    let attachments = domain::attachment::Attachments::accept([file]).expect("it is taken");
    let asks = NewInquiry { attachments, ..question("yuki@example.jp", house.key()) };
    for _ in 0..3 {
        // Each of them ends a transaction that the connection has begun.
        assert!(is_full(&storage.inquiry_create(asks.clone(), now()).await));
        assert!(is_full(&storage.attachment_hold(&asks.key, &asks.attachments, now()).await));
        assert!(is_full(&storage.registration_create(code(), refused.clone(), now()).await));
    }
    assert_eq!(storage.schedule().by_id(house.event).unwrap().count.get(), (seated, 0));
    assert_eq!(storage.invariants_broken(now()).await.unwrap(), []);
    assert!(is_full(&storage.ready(now()).await), "nobody is told that it can serve");

    let mut raw = house.raw().await;
    sqlx::query("DROP TABLE filler").execute(&mut raw).await.unwrap();
    storage.ready(now()).await.expect("there is room");
    let registered = storage.registration_create(code(), refused.clone(), now()).await.expect("there is room");
    assert!(!registered.repeated_sending, "nothing of it was kept before");
    assert!(storage.registration_create(code(), refused, now()).await.expect("again").repeated_sending);
    let asked = storage.inquiry_create(asks, now()).await.expect("there is room");
    assert!(!asked.repeated_sending);
    assert_eq!(storage.schedule().by_id(house.event).unwrap().count.get(), (seated + 1, 0));
    assert_eq!(storage.invariants_broken(now()).await.unwrap(), []);
}
