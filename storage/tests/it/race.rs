//! Many at once: the promise that limited seats are never sold twice and never left empty.

use std::sync::{Arc, Mutex};

use domain::reference::SecretToken;
use domain::registration::{Placement, Refusal, RegistrationState};
use domain::time::Chance;
use rehearsal::CountedChance;
use storage::{Registered, RegistrationChange, StorageError};
use tokio::task::JoinSet;

use crate::house::{House, new, now};

/// All of them ask at once; whoever would have to wait goes home instead.
async fn all_at_once(house: &House, people: usize) -> Vec<Result<Registered, StorageError<Refusal>>> {
    let mut crowd = JoinSet::new();
    for person in 0..people {
        let house = house.clone();
        crowd.spawn(async move {
            let wish = new(&format!("person{person}@example.jp"), 1, house.key());
            house.try_register(storage::NewRegistration { or_wait: false, ..wish }).await
        });
    }
    crowd.join_all().await
}

fn seated(answers: &[Result<Registered, StorageError<Refusal>>]) -> usize {
    let is_seated = |answer: &&Result<Registered, _>| {
        answer.as_ref().is_ok_and(|registered| registered.placement == Placement::Seated)
    };
    answers.iter().filter(is_seated).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_500_who_want_the_last_seat_one_gets_it_and_the_others_are_asked_whether_they_wait() {
    let house = House::with(1).await;

    let answers = all_at_once(&house, 500).await;

    assert_eq!(seated(&answers), 1);
    let asked = answers.iter().filter(|answer| matches!(answer, Err(StorageError::Refused(Refusal::OnlyWaiting))));
    assert_eq!(asked.count(), 499);
    assert_eq!(house.counted(), (1, 0));
    house.assert_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_lock_the_same_crowd_oversells_and_the_check_says_so() {
    // The positive control: a race test that passes without the lock proves nothing.
    let house = House::careless(1).await;

    let answers = all_at_once(&house, 100).await;

    assert!(seated(&answers) > 1, "the failpoint breaks nothing");
    let broken = house.storage.invariants_broken(now()).await.unwrap();
    assert!(broken.iter().any(|violation| violation.rule.starts_with("the seats taken")), "{broken:?}");
}

/// A choice below `below` that depends on the seed only.
pub(crate) fn choose(chance: &dyn Chance, below: usize) -> usize {
    let mut bytes = [0; 8];
    chance.fill(&mut bytes);
    usize::try_from(u64::from_le_bytes(bytes) % u64::try_from(below).unwrap()).unwrap()
}

/// One attempt of somebody: mostly to register, else to change or to give up what they have.
async fn attempt(house: House, links: Arc<Mutex<Vec<SecretToken>>>, number: usize, choice: usize, party: u32) {
    let known = {
        let links = links.lock().unwrap();
        (!links.is_empty()).then(|| links[choice % links.len()].clone())
    };
    match (choice % 10, known) {
        (0..=5, _) | (_, None) => {
            let registered = house.register(&format!("person{number}@example.jp"), party).await;
            links.lock().unwrap().push(registered.link);
        }
        (6 | 7, Some(link)) => match house.storage.registration_cancel(link.hash(), now()).await {
            // Somebody else's change, a moment ago, has replaced the link.
            Ok(()) | Err(StorageError::Refused(Refusal::UnknownRegistration)) => {}
            Err(other) => panic!("{other}"),
        },
        (_, Some(link)) => {
            let Some(before) = house.opens(&link).await else { return };
            let applicant = domain::registration::Applicant { seats: party, ..before.applicant };
            let change = RegistrationChange { applicant, revision: before.revision, key: house.key() };
            match house.storage.registration_change(link.hash(), change, now()).await {
                Ok(link) => links.lock().unwrap().push(link),
                Err(StorageError::Refused(
                    Refusal::UnknownRegistration
                    | Refusal::ChangedMeanwhile
                    | Refusal::AlreadyCancelled
                    | Refusal::NotEnoughSeats { .. },
                )) => {}
                Err(other) => panic!("{other}"),
            }
        }
    }
}

/// Lets `attempts` people loose on `house`, in rounds, and looks after each whether everything holds.
async fn let_loose(house: &House, seed: u64, attempts: usize, largest_party: usize) {
    let dice = CountedChance::from_seed(seed);
    let links = Arc::new(Mutex::new(Vec::new()));
    for round in 0..attempts / 250 {
        let mut crowd = JoinSet::new();
        for person in 0..250 {
            let (choice, party) = (choose(&*dice, 1_000), choose(&*dice, largest_party) + 1);
            let number = round * 250 + person;
            crowd.spawn(attempt(house.clone(), Arc::clone(&links), number, choice, u32::try_from(party).unwrap()));
        }
        crowd.join_all().await;
        house.assert_in_order().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_seats_are_full_and_not_fuller_after_thousands_have_come_changed_and_gone() {
    for seed in 1..=3 {
        let house = House::with(100).await;
        let_loose(&house, seed, 3_000, 1).await;
        let (taken, waiting) = house.counted();
        assert!(waiting > 0, "too few came for the test to mean anything");
        assert_eq!(taken, 100, "seed {seed}: no more than there are, and none empty while {waiting} wait");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn parties_of_several_wait_only_for_seats_that_they_need() {
    let house = House::with(100).await;
    let_loose(&house, 11, 1_500, 3).await;
    let (taken, waiting) = house.counted();
    // At most two seats stay empty: for a party of three that is the first in line.
    assert!(waiting > 0 && (98..=100).contains(&taken), "{taken} taken, {waiting} waiting");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_identical_sendings_make_one_registration_and_one_answer() {
    let house = House::with(10).await;
    let key = house.key();
    let mut sendings = JoinSet::new();
    for _ in 0..20 {
        let (house, key) = (house.clone(), key.clone());
        sendings.spawn(async move { house.try_register(new("taro@example.jp", 2, key)).await.expect("an answer") });
    }
    let answers = sendings.join_all().await;

    assert_eq!(answers.iter().filter(|answer| !answer.repeated_sending).count(), 1);
    for answer in &answers {
        assert_eq!(answer.reference, answers[0].reference);
        assert_eq!(answer.link, answers[0].link);
        assert_eq!(answer.placement, Placement::Seated);
    }
    assert_eq!(house.counted(), (2, 0));
    assert_eq!(house.mails().await.len(), 1);
    house.assert_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_address_that_comes_twice_at_once_holds_one_seat() {
    let house = House::with(10).await;
    let mut crowd = JoinSet::new();
    for _ in 0..20 {
        let house = house.clone();
        crowd.spawn(async move { house.register("taro@example.jp", 1).await });
    }
    let answers = crowd.join_all().await;

    assert_eq!(house.counted(), (1, 0));
    let mut states = Vec::new();
    for answer in answers {
        states.push(house.opens(&answer.link).await.expect("it opens").state);
    }
    assert_eq!(states.iter().filter(|state| **state == RegistrationState::Seated).count(), 1);
    assert_eq!(states.iter().filter(|state| **state == RegistrationState::SetAside).count(), 19);
    house.assert_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_cancellations_of_one_registration_free_its_seat_once() {
    let house = House::with(1).await;
    let first = house.register("first@example.jp", 1).await;
    for person in 0..5 {
        house.register(&format!("waits{person}@example.jp"), 1).await;
    }
    let mut crowd = JoinSet::new();
    for _ in 0..20 {
        let (house, link) = (house.clone(), first.link.clone());
        crowd.spawn(async move { house.cancel(&link).await });
    }
    crowd.join_all().await;
    assert_eq!(house.counted(), (1, 4));
    house.assert_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_changes_of_one_page_at_once_are_one_change_and_one_refusal() {
    let house = House::with(10).await;
    let registered = house.register("taro@example.jp", 1).await;
    // Both forms are filled before either is sent: the first one that arrives replaces the link.
    let before = house.opens(&registered.link).await.expect("it opens");
    let mut crowd = JoinSet::new();
    for seats in [2, 3] {
        let (house, link, before) = (house.clone(), registered.link.clone(), before.clone());
        crowd.spawn(async move {
            let applicant = domain::registration::Applicant { seats, ..before.applicant };
            let change = RegistrationChange { applicant, revision: before.revision, key: house.key() };
            house.storage.registration_change(link.hash(), change, now()).await
        });
    }
    let answers = crowd.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    house.assert_in_order().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn somebody_who_hangs_up_leaves_nothing_half_done() {
    let house = House::with(50).await;
    let mut crowd = JoinSet::new();
    for person in 0..100 {
        let house = house.clone();
        crowd.spawn(async move { house.register(&format!("person{person}@example.jp"), 1).await });
    }
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    crowd.abort_all();
    while crowd.join_next().await.is_some() {}
    // What was under way goes to its end by itself, in its place in line.
    house.register("last@example.jp", 1).await;
    house.assert_in_order().await;
    let (taken, waiting) = house.counted();
    let owed = house.storage.outbox_count().await.unwrap().due;
    assert_eq!(owed, u64::from(taken + waiting), "everybody who has a place is told, and nobody else");
}
