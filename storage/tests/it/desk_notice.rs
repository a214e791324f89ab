//! Notices to the secretariat: each once, with what they tell of.

use domain::account::Role;
use domain::contact::EmailAddress;
use domain::desk_notice::ImportedFile;
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::person::PersonName;
use domain::time::Timestamp;
use jiff::civil::date;
use rehearsal::CountedChance;
use storage::{AccountKeeper, DueMail, MailSubject, NewAccount, OpenOptions, Storage};

use crate::house::{House, code, new, now, options, seminar};

const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAA$BBBB";

/// Somebody of the secretariat who has taken the invitation up, or not yet.
async fn employs(storage: &Storage, address: &str, language: Language, is_taken_up: bool) {
    let name = PersonName::parse("田中 恵").expect("a name");
    let account = NewAccount {
        email: EmailAddress::parse(address).expect("an address"),
        name: name.clone(),
        role: Role::Secretariat,
        door: None,
        language,
    };
    let (_, link) = storage.account_invite(AccountKeeper::Operator, &account, now()).await.expect("invited");
    if is_taken_up {
        storage.invitation_accept(&link.hash(), &name, HASH, now()).await.expect("taken up");
    }
}

/// The notices to the desk among the mails that are owed.
async fn told_the_desk(storage: &Storage, at: Timestamp) -> Vec<(NoticeKind, String, Language)> {
    let mails = storage.outbox_take(10_000, at.plus_seconds(600), at).await.expect("they are taken");
    let is_for_the_desk = |mail: &DueMail| mail.kind.slug().starts_with("desk_");
    let mails = mails.into_iter().filter(is_for_the_desk);
    mails.map(|mail| (mail.kind, mail.recipient, mail.language)).collect()
}

#[tokio::test]
async fn the_secretariat_is_told_once_of_each_level_that_an_event_fills_to() {
    let house = House::with(10).await;
    employs(&house.storage, "one@example.jp", Language::Japanese, true).await;
    employs(&house.storage, "two@example.jp", Language::English, true).await;
    employs(&house.storage, "invited@example.jp", Language::English, false).await;
    let both = |kind| {
        vec![
            (kind, "one@example.jp".to_owned(), Language::Japanese),
            (kind, "two@example.jp".to_owned(), Language::English),
        ]
    };
    house.register("a@example.jp", 3).await;
    assert_eq!(told_the_desk(&house.storage, now()).await, []);
    let fifth = house.register("b@example.jp", 2).await;
    assert_eq!(told_the_desk(&house.storage, now()).await, both(NoticeKind::DeskHalfFull));
    house.cancel(&fifth.link).await;
    house.register("c@example.jp", 2).await;
    assert_eq!(told_the_desk(&house.storage, now()).await, [], "a second time half of the seats are no news");
    let link = house.register("d@example.jp", 1).await.link;
    let link = house.resize(&link, 3).await.expect("it is changed");
    assert_eq!(told_the_desk(&house.storage, now()).await, both(NoticeKind::DeskNearlyFull), "by a change as well");
    house.register("e@example.jp", 2).await;
    assert_eq!(told_the_desk(&house.storage, now()).await, both(NoticeKind::DeskFull));
    house.register("f@example.jp", 2).await;
    house.cancel(&link).await;
    assert_eq!(told_the_desk(&house.storage, now()).await, []);
}

#[tokio::test]
async fn one_registration_that_passes_several_levels_is_told_of_once() {
    let house = House::with(3).await;
    employs(&house.storage, "one@example.jp", Language::Japanese, true).await;
    house.register("a@example.jp", 3).await;
    let told = told_the_desk(&house.storage, now()).await;
    assert_eq!(told, [(NoticeKind::DeskFull, "one@example.jp".to_owned(), Language::Japanese)]);
}

#[tokio::test]
async fn where_one_address_is_set_for_all_notices_they_go_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let chance = CountedChance::from_seed(7);
    let notice_to = EmailAddress::parse("all@example.jp").ok();
    let set = OpenOptions { notice_to, ..options(folder.path().join("telework.db"), &chance) };
    let storage = Storage::open(set).await.expect("it opens");
    employs(&storage, "one@example.jp", Language::English, true).await;
    storage.event_add_all(&[seminar(1)], now()).await.expect("it is added");
    let mut bytes = [0; 16];
    chance.fill(&mut bytes);
    let key = domain::reference::IdempotencyKey::from_random(bytes, now().as_milliseconds());
    storage.registration_create(code(), new("a@example.jp", 1, key), now()).await.expect("it is taken");
    let told = told_the_desk(&storage, now()).await;
    assert_eq!(told, [(NoticeKind::DeskFull, "all@example.jp".to_owned(), Language::Japanese)]);
}

#[tokio::test]
async fn the_day_before_it_is_told_once_that_too_few_come_and_not_at_night() {
    let house = House::with(10).await;
    employs(&house.storage, "one@example.jp", Language::Japanese, true).await;
    house.register("a@example.jp", 1).await;
    house.mails().await;
    let at = |day: i8, hour: i8| Timestamp::from_tokyo(date(2026, 11, day).at(hour, 0, 0, 0));
    for (day, hour) in [(29, 12), (30, 6)] {
        assert_eq!(house.storage.desk_notice_too_few(at(day, hour)).await.expect("it is read"), 0);
    }
    assert_eq!(house.storage.desk_notice_too_few(at(30, 8)).await.expect("it is told"), 1);
    assert_eq!(house.storage.desk_notice_too_few(at(30, 9)).await.expect("it is read"), 0);
    let mails = house.storage.outbox_take(10, at(30, 10), at(30, 9)).await.expect("they are taken");
    let mail = mails.iter().find(|mail| mail.kind == NoticeKind::DeskTooFew).expect("it is mailed");
    assert!(matches!(mail.subject, Some(MailSubject::Event { taken: 1, waiting: 0, .. })), "{:?}", mail.subject);
}

#[tokio::test]
async fn the_first_refused_file_is_told_of_until_one_is_taken_whole() {
    let house = House::with(10).await;
    employs(&house.storage, "one@example.jp", Language::Japanese, true).await;
    let storage = &house.storage;
    let events = ImportedFile::Events;
    storage.import_refused(events, Some(3), now()).await.expect("it is noted");
    storage.import_refused(events, None, now()).await.expect("it is noted");
    assert_eq!(told_the_desk(storage, now()).await.len(), 1);
    storage.import_refused(ImportedFile::SupportOrganisations, None, now()).await.expect("it is noted");
    assert_eq!(told_the_desk(storage, now()).await.len(), 1, "another kind of file is another matter");
    storage.import_taken(events).await.expect("it is noted");
    storage.import_refused(events, None, now()).await.expect("it is noted");
    let told = told_the_desk(storage, now()).await;
    assert_eq!(told, [(NoticeKind::DeskImportRefused, "one@example.jp".to_owned(), Language::Japanese)]);
}
