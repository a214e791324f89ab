//! The door: several phones, some of them late, and everybody counts once.

use domain::account::{AccountId, Actor, DoorKeeper, Role, Secretariat};
use domain::audit::Act;
use domain::contact::EmailAddress;
use domain::door::{DoorRefusal, Effect, PassAsked, PassRefusal, TapAsked, TapNonce, Thanks, ThanksRefusal, WalkIn};
use domain::event::EventDraft;
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::person::PersonName;
use domain::reference::{EventCode, ReferenceNumber};
use domain::time::Timestamp;
use jiff::civil::date;
use storage::{AuditFilter, MailSubject, NewAccount, StorageError};
use tokio::task::JoinSet;

use crate::house::{House, code, now, seminar, told};

/// Half an hour before it begins.
fn at_the_door() -> Timestamp {
    Timestamp::from_tokyo(date(2026, 12, 1).at(13, 30, 0, 0))
}

fn afterwards() -> Timestamp {
    Timestamp::from_tokyo(date(2026, 12, 1).at(18, 0, 0, 0))
}

fn nonce(number: u8) -> TapNonce {
    TapNonce::from_random([number; 16])
}

fn all_of(reference: &ReferenceNumber) -> TapAsked {
    TapAsked::Arrive { reference: reference.clone(), people: None }
}

fn some_of(reference: &ReferenceNumber, people: u32) -> TapAsked {
    TapAsked::Arrive { reference: reference.clone(), people: Some(people) }
}

fn unannounced(name: &str) -> TapAsked {
    TapAsked::WalkIn(WalkIn { name: PersonName::parse(name).expect("a name"), organisation: None, people: 2 })
}

async fn secretariat(house: &House) -> Secretariat {
    let account = NewAccount {
        email: EmailAddress::parse("tanaka@example.jp").expect("an address"),
        name: PersonName::parse("田中 恵").expect("a name"),
        role: Role::Secretariat,
        door: None,
        language: Language::Japanese,
    };
    let id: AccountId = house.storage.account_add(&account, now()).await.expect("it is added");
    Actor::of(id, Role::Secretariat, None).and_then(|actor| actor.as_secretariat()).expect("the secretariat")
}

fn keeper(house: &House, by: Secretariat) -> DoorKeeper {
    Actor::Secretariat(by).as_door_keeper(house.event, at_the_door()).expect("any door")
}

impl House {
    async fn taps(&self, by: DoorKeeper, nonce: TapNonce, asked: TapAsked) -> Result<Effect, DoorRefusal> {
        let tapped = self.storage.door_tap(by, nonce, asked, 0, at_the_door()).await;
        tapped.map_err(|error| error.refusal().expect("a refusal"))
    }

    /// How many have come, and how often the audit says that somebody came with a registration.
    async fn came(&self, by: &DoorKeeper) -> (u32, u64) {
        let list = self.storage.door_list(by).await.expect("it is read");
        let filter = AuditFilter { act: Some(Act::RegistrationArrived), ..AuditFilter::default() };
        let audit = self.storage.audit_page(&filter, 1, 1).await.expect("it is read");
        (list.log.came(), audit.count)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_phones_that_let_the_same_people_in_at_once_one_does_and_the_others_are_told() {
    let house = House::with(10).await;
    let by = keeper(&house, secretariat(&house).await);
    let party = house.register("a@example.jp", 3).await.reference;
    let mut phones = JoinSet::new();
    for phone in 0..30 {
        let (house, asked) = (house.clone(), all_of(&party));
        phones.spawn(async move { house.taps(by, nonce(phone), asked).await });
    }
    let effects = phones.join_all().await;
    let arrived = effects.iter().filter(|effect| **effect == Ok(Effect::Arrived)).count();
    let told = effects.iter().filter(|effect| matches!(effect, Ok(Effect::AlreadyThere { .. }))).count();
    assert_eq!((arrived, told), (1, 29));
    assert_eq!(house.came(&by).await, (3, 1));
    house.assert_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_tap_that_is_sent_again_and_again_counts_once() {
    let house = House::with(10).await;
    let by = keeper(&house, secretariat(&house).await);
    let one = house.register("a@example.jp", 1).await.reference;
    let mut again = JoinSet::new();
    for _ in 0..30 {
        let (house, asked) = (house.clone(), all_of(&one));
        again.spawn(async move { house.taps(by, nonce(1), asked).await });
    }
    let effects = again.join_all().await;
    assert_eq!(effects.iter().filter(|effect| **effect == Ok(Effect::Arrived)).count(), 1);
    assert_eq!(effects.iter().filter(|effect| **effect == Ok(Effect::Repeated)).count(), 29);
    assert_eq!(house.taps(by, nonce(2), unannounced("森 一")).await, Ok(Effect::WalkedIn));
    assert_eq!(house.taps(by, nonce(2), unannounced("森 一")).await, Ok(Effect::Repeated));
    assert_eq!(house.came(&by).await, (3, 1));
}

#[tokio::test]
async fn an_undo_takes_back_what_it_names_whatever_comes_first() {
    let house = House::with(10).await;
    let by = keeper(&house, secretariat(&house).await);
    let one = house.register("a@example.jp", 2).await.reference;
    let undo = |number| TapAsked::Undo(vec![nonce(number)]);
    assert_eq!(house.taps(by, nonce(1), some_of(&one, 1)).await, Ok(Effect::Arrived));
    assert_eq!(house.taps(by, nonce(2), undo(1)).await, Ok(Effect::Undone));
    assert_eq!(house.taps(by, nonce(3), undo(4)).await, Ok(Effect::Nothing));
    assert_eq!(house.taps(by, nonce(4), all_of(&one)).await, Ok(Effect::Nothing));
    assert_eq!(house.came(&by).await, (0, 1));
    assert_eq!(house.taps(by, nonce(5), some_of(&one, 1)).await, Ok(Effect::Arrived));
    assert_eq!(house.taps(by, nonce(6), all_of(&one)).await, Ok(Effect::MoreArrived));
    let list = house.storage.door_list(&by).await.unwrap();
    let presence = list.guests[0].presence.clone().expect("they are there");
    assert_eq!((presence.people, presence.taps.len()), (2, 2));
    let undone = AuditFilter { act: Some(Act::RegistrationArrivalUndone), ..AuditFilter::default() };
    assert_eq!(house.storage.audit_page(&undone, 1, 1).await.unwrap().count, 1);
}

#[tokio::test]
async fn a_late_tap_keeps_its_time_and_the_earliest_is_since_when_somebody_is_there() {
    let house = House::with(10).await;
    let by = keeper(&house, secretariat(&house).await);
    let one = house.register("a@example.jp", 1).await.reference;
    let minute = 60 * 1_000_000;
    house.storage.door_tap(by, nonce(1), all_of(&one), 0, at_the_door()).await.unwrap();
    let late = house.storage.door_tap(by, nonce(2), all_of(&one), 12 * minute, at_the_door()).await.unwrap();
    assert_eq!(late, Effect::AlreadyThere { since: at_the_door() });
    house.storage.door_tap(by, nonce(3), unannounced("森 一"), -minute, at_the_door()).await.unwrap();
    let list = house.storage.door_list(&by).await.unwrap();
    let since = list.guests[0].presence.as_ref().map(|presence| presence.since);
    assert_eq!(since, Some(at_the_door().plus_seconds(-12 * 60)));
    assert_eq!(list.walk_ins[0].at, at_the_door(), "no tap was made in the future");
}

#[tokio::test]
async fn whoever_cannot_be_let_in_is_told_why_and_nothing_is_written() {
    let house = House::with(1).await;
    let boss = secretariat(&house).await;
    let by = keeper(&house, boss);
    let seated = house.register("a@example.jp", 1).await;
    let waiting = house.register("b@example.jp", 1).await.reference;
    let refused = async |asked| house.taps(by, nonce(1), asked).await.expect_err("it is refused");
    assert_eq!(refused(all_of(&waiting)).await, DoorRefusal::Waiting);
    assert_eq!(refused(all_of(&ReferenceNumber::from_random([9; 16]))).await, DoorRefusal::Unknown);
    assert_eq!(refused(some_of(&seated.reference, 2)).await, DoorRefusal::TooMany { max: 1 });
    let early = house.storage.door_tap(by, nonce(1), all_of(&seated.reference), 0, now()).await;
    assert!(matches!(early, Err(StorageError::Refused(DoorRefusal::NotYet))));

    let other = EventDraft { code: EventCode::from_random([8; 16]), ..seminar(5) };
    let other = house.storage.event_add_all(&[other], now()).await.unwrap()[0];
    let elsewhere = Actor::Secretariat(boss).as_door_keeper(other, now()).unwrap();
    let at_another = house.taps(elsewhere, nonce(1), all_of(&seated.reference)).await;
    assert_eq!(at_another, Err(DoorRefusal::OtherEvent));
    let missing = house.storage.door_missing(&elsewhere, &seated.reference, at_the_door()).await.unwrap();
    assert_eq!(missing, Some(DoorRefusal::OtherEvent));

    house.cancel(&seated.link).await;
    assert_eq!(refused(all_of(&seated.reference)).await, DoorRefusal::Cancelled);
    assert_eq!(house.came(&by).await, (0, 0));
}

fn helper(until: Timestamp) -> PassAsked {
    PassAsked { helper: PersonName::parse("小山 陸").expect("a name"), until }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_helpers_link_is_used_once_and_opens_its_door_until_its_time_is_over_or_it_is_withdrawn() {
    let house = House::with(10).await;
    let by = secretariat(&house).await;
    let until = afterwards();
    let link = house.storage.door_pass_add(&by, &code(), &helper(until), now()).await.unwrap();
    assert!(house.storage.door_pass_look(&link.hash(), until).await.unwrap().is_none(), "its time is over");
    let mut tries = JoinSet::new();
    for _ in 0..20 {
        let (storage, link) = (house.storage.clone(), link.hash());
        tries.spawn(async move { storage.door_pass_use(&link, at_the_door()).await.ok() });
    }
    let sessions: Vec<_> = tries.join_all().await.into_iter().flatten().collect();
    assert_eq!(sessions.len(), 1);
    let session = sessions[0].0.hash();
    assert!(house.storage.door_pass_look(&link.hash(), at_the_door()).await.unwrap().is_none(), "it is used up");

    let opened = house.storage.door_pass_open(&session, at_the_door()).await.unwrap().expect("it is open");
    let keeper = opened.actor.as_door_keeper(house.event, at_the_door()).unwrap();
    let one = house.register("a@example.jp", 1).await.reference;
    assert_eq!(house.taps(keeper, nonce(1), all_of(&one)).await, Ok(Effect::Arrived));
    let audit = house.storage.audit_page(&AuditFilter::default(), 1, 1).await.unwrap();
    assert_eq!(audit.entries[0].name.as_ref().map(PersonName::as_str), Some("小山 陸"), "the audit says who");

    assert!(house.storage.door_pass_open(&session, until).await.unwrap().is_none());
    house.storage.door_pass_remove(&by, &code(), opened.pass.id, at_the_door()).await.unwrap();
    assert!(house.storage.door_pass_open(&session, at_the_door()).await.unwrap().is_none());
    let again = house.storage.door_pass_remove(&by, &code(), opened.pass.id, at_the_door()).await;
    assert!(matches!(again, Err(StorageError::Refused(PassRefusal::Gone))));
}

#[tokio::test]
async fn those_who_came_are_thanked_once_and_only_when_it_is_over() {
    let house = House::with(10).await;
    let by = secretariat(&house).await;
    let door = keeper(&house, by);
    let came = house.register("a@example.jp", 1).await.reference;
    house.register("b@example.jp", 1).await;
    house.mails().await;
    let thanks = Thanks { survey: Some("https://forms.example.jp/1".to_owned()), materials: None };
    let send = async |at| house.storage.thanks_send(&by, &code(), &thanks, at).await;
    assert!(matches!(send(at_the_door()).await, Err(StorageError::Refused(ThanksRefusal::NotOver))));
    assert!(matches!(send(afterwards()).await, Err(StorageError::Refused(ThanksRefusal::NobodyCame))));
    house.taps(door, nonce(1), all_of(&came)).await.unwrap();
    assert_eq!(send(afterwards()).await.unwrap(), 1);
    assert!(matches!(send(afterwards()).await, Err(StorageError::Refused(ThanksRefusal::AlreadySent))));

    let mails = house.storage.outbox_take(10, afterwards().plus_seconds(60), afterwards()).await.unwrap();
    let mails: Vec<_> = mails.into_iter().filter(|mail| mail.kind == NoticeKind::EventThanks).collect();
    assert_eq!(told(&mails), [(NoticeKind::EventThanks, "a@example.jp")]);
    let Some(MailSubject::Thanks { thanks: mailed, .. }) = &mails[0].subject else { panic!("it thanks") };
    assert_eq!(mailed, &thanks);
    house.assert_in_order().await;
}

#[tokio::test]
async fn the_names_of_the_door_go_with_its_events_registrations() {
    let house = House::with(10).await;
    let by = secretariat(&house).await;
    let door = keeper(&house, by);
    house.storage.door_pass_add(&by, &code(), &helper(afterwards()), now()).await.unwrap();
    house.taps(door, nonce(1), unannounced("森 一")).await.unwrap();
    let later = Timestamp::from_tokyo(date(2028, 1, 1).at(9, 0, 0, 0));
    house.storage.retention_apply(later).await.unwrap();
    let mut raw = house.raw().await;
    for table in ["door_tap", "door_pass"] {
        let query = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        let left: i64 = sqlx::query_scalar(query).fetch_one(&mut raw).await.unwrap();
        assert_eq!(left, 0, "{table}");
    }
}

#[tokio::test]
async fn of_those_who_came_unannounced_nothing_is_left_on_the_disk_after_twelve_months() {
    let house = House::with(10).await;
    let by = keeper(&house, secretariat(&house).await);
    house.taps(by, nonce(1), unannounced("canary-walk-in")).await.expect("they are let in");
    assert!(house.has_on_disk("canary-walk-in"));
    let late = Timestamp::from_tokyo(date(2027, 12, 2).at(9, 0, 0, 0));
    house.storage.retention_apply(late).await.unwrap();
    assert!(!house.has_on_disk("canary-walk-in"));
}
