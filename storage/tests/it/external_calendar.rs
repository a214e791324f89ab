//! Calendars that experts keep elsewhere: what they take, what failures leave, whose they are.

use std::collections::BTreeMap;

use domain::availability::{Closure, EngagementKind};
use domain::consultation::ConsultationRefusal;
use domain::external_calendar::{
    BusyTime, BusyTimes, CalendarAddress, CalendarName, ExternalCalendarId, ExternalCalendarRefusal as Refusal,
    FileProblem, ReadProblem, Unread,
};
use domain::time::Timestamp;
use storage::{
    ExternalCalendarDue, ExternalCalendarKept, ExternalCalendarRead, ExternalCalendarTag, Failpoint, StorageError,
};

use crate::house::now;
use crate::practice::{Practice, Practitioner, WISH, december, terms};

/// Half an hour.
const PAUSE: i64 = 1_800;

fn address(number: u32) -> CalendarAddress {
    CalendarAddress::parse(&format!("https://calendar.example.com/{number}.ics")).expect("an address")
}

fn name() -> CalendarName {
    CalendarName::parse("私用").expect("a name")
}

fn whole(times: &[(Timestamp, Timestamp)], tag: &str) -> ExternalCalendarRead {
    let times = times.iter().map(|(starts_at, ends_at)| BusyTime { starts_at: *starts_at, ends_at: *ends_at });
    ExternalCalendarRead::Whole {
        busy: BusyTimes { times: times.collect(), unread: BTreeMap::new() },
        tag: ExternalCalendarTag { entity_tag: Some(tag.to_owned()), modified: None },
    }
}

impl Practice {
    async fn adds(&self, expert: &Practitioner, number: u32) -> Result<ExternalCalendarId, StorageError<Refusal>> {
        let new = (&name(), &address(number));
        self.storage().external_calendar_add(&expert.keeper, expert.account, new, now()).await
    }

    async fn takes(&self, now: Timestamp) -> Option<ExternalCalendarDue> {
        self.storage().external_calendar_take(None, now).await.expect("it is taken")
    }

    async fn settles(
        &self,
        id: ExternalCalendarId,
        outcome: Result<ExternalCalendarRead, ReadProblem>,
        now: Timestamp,
    ) {
        self.storage().external_calendar_settle(id, &outcome, PAUSE, now).await.expect("it is settled");
    }

    async fn kept(&self, expert: &Practitioner, now: Timestamp) -> Vec<ExternalCalendarKept> {
        self.storage().external_calendars(&expert.keeper, expert.account, now).await.expect("they are read")
    }

    async fn closure(&self, at: Timestamp) -> Option<Closure> {
        self.storage().closure(WISH, &self.experts[0].code, at, now()).await.expect("it is read")
    }
}

fn is_refused<T>(said: &Result<T, StorageError<Refusal>>, refusal: Refusal) -> bool {
    matches!(said, Err(StorageError::Refused(said)) if *said == refusal)
}

#[tokio::test]
async fn what_an_external_calendar_takes_cannot_be_booked_until_it_is_read_without_it() {
    let practice = Practice::of_one().await;
    let id = practice.adds(&practice.experts[0], 1).await.unwrap();
    let busy = [(december(2, 10, 0), december(2, 12, 0)), (december(3, 9, 0), december(3, 9, 30))];
    practice.settles(id, Ok(whole(&busy, "\"1\"")), now()).await;

    let why = practice.closure(december(2, 10, 30)).await;
    assert!(matches!(why, Some(Closure::Engaged { with: EngagementKind::External, .. })), "{why:?}");
    let held = practice.try_hold(Some(0), december(2, 10, 30), now()).await;
    assert!(matches!(held, Err(StorageError::Refused(ConsultationRefusal::NotOpen { .. }))), "{held:?}");
    assert_eq!(practice.closure(december(2, 13, 0)).await, None);
    assert_eq!(practice.kept(&practice.experts[0], now()).await[0].to_come, 2);

    practice.settles(id, Ok(whole(&busy[1..], "\"2\"")), now()).await;
    assert_eq!(practice.closure(december(2, 10, 30)).await, None);
    practice.try_hold(Some(0), december(2, 10, 30), now()).await.expect("it is open");
}

#[tokio::test]
async fn a_calendar_of_one_expert_takes_no_time_of_another() {
    let practice = Practice::built(2, terms(), Failpoint::None).await;
    let id = practice.adds(&practice.experts[1], 1).await.unwrap();
    practice.settles(id, Ok(whole(&[(december(2, 9, 0), december(2, 17, 0))], "")), now()).await;
    assert_eq!(practice.closure(december(2, 10, 0)).await, None);
    assert!(practice.kept(&practice.experts[0], now()).await.is_empty());
}

#[tokio::test]
async fn a_failure_leaves_what_was_read_and_is_told_until_it_succeeds() {
    let practice = Practice::of_one().await;
    let expert = &practice.experts[0];
    let id = practice.adds(expert, 1).await.unwrap();
    let busy = whole(&[(december(2, 10, 0), december(2, 11, 0))], "\"1\"");
    practice.settles(id, Ok(busy), now()).await;

    let problem = ReadProblem::File(FileProblem::WebPage);
    for (failures, pause) in [(1, 2 * PAUSE), (2, 4 * PAUSE)] {
        let at = now().plus_seconds(failures * 10);
        practice.settles(id, Err(problem), at).await;
        let kept = practice.kept(expert, now()).await.remove(0);
        assert_eq!((kept.failed, kept.read_at), (Some((at, problem)), Some(now())));
        assert_eq!((kept.due_at, kept.to_come), (at.plus_seconds(pause), 1));
    }
    assert!(practice.closure(december(2, 10, 0)).await.is_some());

    let later = now().plus_seconds(100);
    practice.settles(id, Ok(ExternalCalendarRead::Unchanged), later).await;
    let kept = practice.kept(expert, now()).await.remove(0);
    assert_eq!((kept.failed, kept.read_at, kept.to_come), (None, Some(later), 1));
    assert_eq!(kept.due_at, later.plus_seconds(PAUSE));
}

#[tokio::test]
async fn what_is_due_is_taken_once_and_again_when_whoever_took_it_has_died() {
    let practice = Practice::of_one().await;
    let id = practice.adds(&practice.experts[0], 1).await.unwrap();
    assert_eq!(practice.takes(now()).await.map(|due| due.id), Some(id));
    assert_eq!(practice.takes(now()).await, None);
    assert!(practice.takes(now().plus_seconds(121)).await.is_some());

    practice.settles(id, Ok(whole(&[], "\"1\"")), now()).await;
    assert_eq!(practice.takes(now().plus_seconds(PAUSE - 1)).await, None);
    let due = practice.takes(now().plus_seconds(PAUSE)).await.expect("it is due");
    assert_eq!(due.known.entity_tag.as_deref(), Some("\"1\""));
    // Time goes on: what was out of reach a day ago is not any more, though nothing has changed.
    practice.settles(id, Ok(ExternalCalendarRead::Unchanged), now().plus_seconds(PAUSE)).await;
    let due = practice.takes(now().plus_seconds(86_400)).await.expect("it is due");
    assert_eq!(due.known, ExternalCalendarTag::default());
}

#[tokio::test]
async fn a_calendar_that_is_asked_for_is_read_at_once() {
    let practice = Practice::of_one().await;
    let expert = &practice.experts[0];
    let (one, other) = (practice.adds(expert, 1).await.unwrap(), practice.adds(expert, 2).await.unwrap());
    for id in [one, other] {
        practice.settles(id, Ok(whole(&[], "")), now()).await;
    }
    let soon = now().plus_seconds(60);
    assert_eq!(practice.takes(soon).await, None);
    let storage = practice.storage();
    storage.external_calendar_ask(&expert.keeper, (expert.account, other), soon).await.unwrap();
    assert!(storage.external_calendar_take(Some(one), soon).await.unwrap().is_none());
    assert_eq!(storage.external_calendar_take(Some(other), soon).await.unwrap().map(|due| due.id), Some(other));
}

#[tokio::test]
async fn five_calendars_are_kept_and_none_twice() {
    let practice = Practice::of_one().await;
    let expert = &practice.experts[0];
    let first = practice.adds(expert, 1).await.unwrap();
    assert!(is_refused(&practice.adds(expert, 1).await, Refusal::Known));
    for number in 2..=5 {
        practice.adds(expert, number).await.unwrap();
    }
    assert!(is_refused(&practice.adds(expert, 6).await, Refusal::TooMany));
    practice.storage().external_calendar_remove(&expert.keeper, (expert.account, first), now()).await.unwrap();
    practice.adds(expert, 6).await.unwrap();
    assert_eq!(practice.kept(expert, now()).await.len(), 5);
}

#[tokio::test]
async fn a_calendar_that_was_removed_takes_nothing_with_it_and_comes_not_back() {
    let practice = Practice::of_one().await;
    let expert = &practice.experts[0];
    let id = practice.adds(expert, 1).await.unwrap();
    let busy = whole(&[(december(2, 10, 0), december(2, 11, 0))], "");
    practice.settles(id, Ok(busy.clone()), now()).await;
    practice.storage().external_calendar_remove(&expert.keeper, (expert.account, id), now()).await.unwrap();
    practice.settles(id, Ok(busy), now()).await;
    practice.settles(id, Err(ReadProblem::TooSlow), now()).await;
    assert_eq!(practice.closure(december(2, 10, 0)).await, None);
    assert!(practice.kept(expert, now()).await.is_empty());
}

#[tokio::test]
async fn nobody_gets_at_the_calendars_of_another_expert() {
    let practice = Practice::built(2, terms(), Failpoint::None).await;
    let (own, other) = (&practice.experts[0], &practice.experts[1]);
    let id = practice.adds(own, 1).await.unwrap();
    let (storage, foreign) = (practice.storage(), (own.account, id));
    let new = (&name(), &address(2));
    assert!(is_refused(&storage.external_calendar_add(&other.keeper, own.account, new, now()).await, Refusal::Unknown));
    for of in [foreign, (other.account, id)] {
        let renamed = storage.external_calendar_rename(&other.keeper, of, &name(), now()).await;
        assert!(is_refused(&renamed, Refusal::Unknown));
        assert!(is_refused(&storage.external_calendar_remove(&other.keeper, of, now()).await, Refusal::Unknown));
        assert!(is_refused(&storage.external_calendar_ask(&other.keeper, of, now()).await, Refusal::Unknown));
    }
    assert!(storage.external_calendars(&other.keeper, own.account, now()).await.unwrap().is_empty());
    assert_eq!(practice.kept(own, now()).await.len(), 1);
}

#[tokio::test]
async fn what_could_not_be_read_is_told_with_what_could() {
    let practice = Practice::of_one().await;
    let expert = &practice.experts[0];
    let id = practice.adds(expert, 1).await.unwrap();
    let busy = BusyTimes { times: Vec::new(), unread: BTreeMap::from([(Unread::Zone, 2), (Unread::Repetition, 1)]) };
    practice.settles(id, Ok(ExternalCalendarRead::Whole { busy, tag: ExternalCalendarTag::default() }), now()).await;
    assert_eq!(practice.kept(expert, now()).await[0].unread, [(Unread::Repetition, 1), (Unread::Zone, 2)]);
}
