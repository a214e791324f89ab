//! What becomes of a mail whatever the mail server does: sent once, put off, given up, kept as a file.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::language::Language;
use domain::time::Clock as _;
use server::mail::{EmlFolder, run};
use server::retention::Retention;
use tokio::sync::Notify;

use super::{JA, header, message_ids};
use crate::mail_server::{Aiosmtpd, Manner, Scripted, read_all};
use crate::post_office::PostOffice;
use crate::sample;

#[tokio::test]
async fn a_refused_recipient_is_given_up_at_once_and_no_other() {
    let server = Scripted::with([Manner::Recipient("550 5.1.1 <first@example.jp>: no such user first@example.jp")]);
    let office = PostOffice::open().await;
    let worker = office.by_smtp(&server.url());
    for email in ["first@example.jp", "second@example.jp", "third@example.jp"] {
        office.register(email, JA).await;
    }
    worker.work_off().await.expect("the outbox is read");

    assert_eq!(office.counts().await, (0, 2, 1));
    assert_eq!(office.errors().await, ["recipient: 550 5.1.1 (address) no such user (address)"]);

    // Somebody mends it and asks for another try.
    assert_eq!(office.storage.outbox_retry(sample::now()).await.expect("it is noted"), 1);
    worker.work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (0, 3, 0));
    assert_eq!(message_ids(&server.taken()).into_iter().collect::<BTreeSet<_>>().len(), 3);
}

#[tokio::test]
async fn a_mail_that_is_put_off_comes_later_and_once() {
    let server = Scripted::with([Manner::Recipient("451 4.7.1 Greylisted, try again in 60 seconds")]);
    let office = PostOffice::open().await;
    let worker = office.by_smtp(&server.url());
    office.register("taro@example.jp", JA).await;
    worker.work_off().await.expect("the outbox is read");
    assert_eq!((office.counts().await, server.taken().len()), ((1, 0, 0), 0));

    worker.work_off().await.expect("the outbox is read");
    assert_eq!(server.taken().len(), 0, "not before its time");

    office.clock.advance(70);
    worker.work_off().await.expect("the outbox is read");
    office.clock.advance(86_400);
    worker.work_off().await.expect("the outbox is read");
    assert_eq!((office.counts().await, server.taken().len()), ((0, 1, 0), 1));
}

#[tokio::test]
async fn a_mistake_of_ours_costs_nobody_their_mail() {
    for manner in [
        Manner::Sender("550 5.1.8 sender not allowed"),
        Manner::Recipient("554 5.7.1 relay access denied"),
        Manner::Recipient("530 please sign in"),
        Manner::Content("554 5.7.1 looks like spam"),
        Manner::Sender("421 4.3.2 shutting down"),
    ] {
        let server = Scripted::with([manner]);
        let office = PostOffice::open().await;
        office.register("taro@example.jp", JA).await;
        let worker = office.by_smtp(&server.url());
        worker.work_off().await.expect("the outbox is read");
        assert_eq!(office.counts().await, (1, 0, 0), "{manner:?}");
        office.clock.advance(70);
        worker.work_off().await.expect("the outbox is read");
        assert_eq!(office.counts().await, (0, 1, 0), "{manner:?}");
    }
}

#[tokio::test]
async fn a_mail_whose_content_is_refused_for_good_is_given_up() {
    let server = Scripted::with([Manner::Content("552 5.3.4 too big")]);
    let office = PostOffice::open().await;
    office.register("taro@example.jp", JA).await;
    office.by_smtp(&server.url()).work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (0, 0, 1));
}

#[tokio::test]
async fn a_server_that_stalls_holds_up_nobody_else() {
    let server = Scripted::with([Manner::Stall]);
    let office = PostOffice::open().await;
    let worker = office.by_smtp(&server.url());
    for number in 0..9 {
        office.register(&format!("guest{number}@example.jp"), JA).await;
    }
    worker.work_off().await.expect("the outbox is read");
    assert_eq!((office.counts().await, server.taken().len()), ((1, 8, 0), 8));
    assert_eq!(office.errors().await, ["recipient: no answer in time"]);

    office.clock.advance(70);
    worker.work_off().await.expect("the outbox is read");
    assert_eq!((office.counts().await, server.taken().len()), ((0, 9, 0), 9));
}

#[tokio::test]
async fn a_mail_whose_receipt_was_lost_is_sent_again_as_the_same_mail() {
    let server = Scripted::with([Manner::HangUpAfterContent]);
    let office = PostOffice::open().await;
    let worker = office.by_smtp(&server.url());
    office.register("taro@example.jp", JA).await;
    worker.work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (1, 0, 0));

    office.clock.advance(70);
    worker.work_off().await.expect("the outbox is read");
    let seen = server.seen();
    assert_eq!((office.counts().await, seen.len()), ((0, 1, 0), 2));
    assert_eq!(seen[0], seen[1], "to the letter");
}

#[tokio::test]
async fn a_server_that_is_away_loses_nothing_and_after_three_days_says_so() {
    let away = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        format!("smtp://{}", listener.local_addr().expect("an address"))
    };
    let office = PostOffice::open().await;
    for number in 0..6 {
        office.register(&format!("guest{number}@example.jp"), JA).await;
    }
    let worker = office.by_smtp(&away);
    let mut tries = 0;
    while office.counts().await.0 > 0 {
        worker.work_off().await.expect("the outbox is read");
        office.clock.advance(27 * 3_600);
        tries += 1;
        assert!(tries <= 10);
    }
    assert_eq!((tries, office.counts().await), (10, (0, 0, 6)));
    assert!(office.errors().await.iter().all(|error| error.starts_with("connecting: ")));

    let server = Scripted::with([]);
    office.storage.outbox_retry(sample::now()).await.expect("it is noted");
    office.by_smtp(&server.url()).work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (0, 6, 0));
    assert_eq!(message_ids(&server.taken()).into_iter().collect::<BTreeSet<_>>().len(), 6);
}

#[tokio::test]
async fn nothing_goes_out_in_the_clear_where_encryption_was_asked_for() {
    let server = Scripted::with([]);
    let office = PostOffice::open().await;
    office.register("taro@example.jp", JA).await;
    office.by_smtp(&format!("{}?tls=required", server.url())).work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (1, 0, 0));
    assert!(server.lines().iter().all(|line| line.starts_with("EHLO") || line == "QUIT"), "{:?}", server.lines());
    assert!(office.errors().await[0].starts_with("encrypting: "));
}

#[tokio::test]
async fn two_workers_send_each_mail_once() {
    let server = Scripted::with([]);
    let office = PostOffice::open().await;
    for number in 0..40 {
        office.register(&format!("guest{number}@example.jp"), JA).await;
    }
    let (one, other) = (office.by_smtp(&server.url()), office.by_smtp(&server.url()));
    let (one, other) = tokio::join!(one.work_off(), other.work_off());
    one.and(other).expect("the outbox is read");
    let ids = message_ids(&server.taken());
    assert_eq!((ids.len(), office.counts().await), (40, (0, 40, 0)));
    assert_eq!(ids.into_iter().collect::<BTreeSet<_>>().len(), 40);
}

#[tokio::test]
async fn the_worker_wakes_for_a_new_mail_and_stops_when_told() {
    let Some(mut server) = Aiosmtpd::start() else { return };
    let office = PostOffice::open().await;
    let stop = Arc::new(Notify::new());
    let told = Arc::clone(&stop);
    let worker = office.by_patient_smtp(&server.url());
    let running = tokio::spawn(run(worker, async move { told.notified().await }));
    office.register("taro@example.jp", JA).await;

    let reading = tokio::task::spawn_blocking(move || server.next());
    let mail = tokio::time::timeout(Duration::from_secs(20), reading).await.expect("in time").expect("no panic");
    assert_eq!(mail["to"], serde_json::json!(["taro@example.jp"]));

    stop.notify_one();
    tokio::time::timeout(Duration::from_secs(20), running).await.expect("in time").expect("no panic");
    assert_eq!(office.counts().await, (0, 1, 0), "what was in hand is noted");
}

#[tokio::test]
async fn without_a_mail_server_mails_are_kept_as_files() {
    let office = PostOffice::open().await;
    for number in 0..70 {
        office.register(&format!("guest{number}@example.jp"), JA).await;
    }
    office.by_files().work_off().await.expect("the outbox is read");
    let files: Vec<_> = std::fs::read_dir(office.mail_folder())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    assert_eq!((files.len(), office.counts().await), (70, (0, 70, 0)));
    let name = files[0].file_stem().and_then(|name| name.to_str()).expect("a name");
    assert!(name.starts_with("20261101T000000Z-registered-"), "{name}");
    assert!(files.iter().all(|file| file.extension().is_some_and(|ending| ending == "eml")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&files[0]).expect("a file").permissions().mode();
        assert_eq!(mode & 0o077, 0, "others cannot read it");
    }
    let Some(mails) = read_all(&[std::fs::read(&files[0]).expect("a file")]) else { return };
    assert!(header(&mails[0], "to").starts_with("guest"));
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_loses_nothing() {
    let office = PostOffice::open().await;
    office.register("taro@example.jp", JA).await;
    std::fs::write(office.mail_folder(), "a file where the folder should be").expect("it is written");
    let worker = office.by_files();
    worker.work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (1, 0, 0));
    std::fs::remove_file(office.mail_folder()).expect("it is removed");
    office.clock.advance(70);
    worker.work_off().await.expect("the outbox is read");
    assert_eq!(office.counts().await, (0, 1, 0));
}

#[tokio::test]
async fn logs_name_no_person_and_no_link() {
    let log = Arc::new(std::sync::Mutex::new(Vec::new()));
    let writer = Arc::clone(&log);
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || LogWriter(Arc::clone(&writer)))
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let server = Scripted::with([
        Manner::Recipient("550 5.1.1 <canary@example.jp> unknown"),
        Manner::Recipient("451 4.7.1 canary@example.jp later"),
    ]);
    let office = PostOffice::open().await;
    for number in 0..3 {
        office.register(&format!("canary{number}@example.jp"), JA).await;
    }
    office.by_smtp(&server.url()).work_off().await.expect("the outbox is read");

    let log = String::from_utf8(log.lock().expect("no panic").clone()).expect("text");
    for outcome in ["refused", "later", "sent"] {
        assert!(log.contains(&format!("outcome=\"{outcome}\"")), "{log}");
    }
    let mail_lines: Vec<_> = log.lines().filter(|line| line.contains("outcome=")).collect();
    assert_eq!(mail_lines.len(), 3, "{mail_lines:?}");
    for secret in ["canary", "@", "山田", "はじめての", "/my/", "申込を"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

struct LogWriter(Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for LogWriter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().map_err(|_| std::io::ErrorKind::Other)?.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn mails_that_were_kept_as_files_go_after_a_year_and_other_files_stay() {
    let office = PostOffice::open().await;
    office.register("taro@example.jp", Language::Japanese).await;
    office.by_files().work_off().await.expect("it is worked off");
    let folder = office.mail_folder();
    std::fs::write(folder.join("README.txt"), "ours").expect("it is written");
    std::fs::write(folder.join(".20200101T000000Z-registered-x.eml.part"), "half").expect("it is written");
    let retention = Retention::new(office.storage.clone(), EmlFolder::new(&folder));
    let left = || std::fs::read_dir(&folder).expect("a folder").count();

    let now = office.clock.now();
    let unfinished = retention.apply(now).await.expect("it is cleared");
    assert_eq!((unfinished.mail_files, left()), (1, 2), "what was never finished in 2020");
    let later = now.plus_seconds(367 * 24 * 60 * 60);
    assert_eq!(retention.due(later).await.expect("it is counted").mail_files, 1);
    assert_eq!(retention.apply(later).await.expect("it is cleared").mail_files, 1);
    assert_eq!(left(), 1, "what somebody else keeps there");
}
