//! The roll of an event: what is found however it is typed, in which order, page by page.

use domain::contact::PhoneNumber;
use domain::organisation::OrganisationName;
use domain::person::{Kana, PersonName};
use domain::place::Prefecture;
use domain::registration::roll::{RegistrationFilter, RollSort};
use domain::registration::{Applicant, Registration, RegistrationState};
use storage::{NewRegistration, Roll, RollPage, Storage};

use crate::house::{House, code, new, now, options};

/// Name, kana, organisation and prefecture of those who come, in the order in which they register.
const PEOPLE: [(&str, &str, &str, Prefecture); 4] = [
    ("髙橋 久美", "タカハシ クミ", "株式会社ミナト物流", Prefecture::Tokyo),
    ("青木 和也", "アオキ カズヤ", "青葉工務店", Prefecture::Osaka),
    ("伊藤 慎一", "イトウ シンイチ", "合同会社いとう設計", Prefecture::Hokkaido),
    ("渡邊 さくら", "ワタナベ サクラ", "ヴァイオリン工房", Prefecture::Tokyo),
];

/// Two seats, and four who want one each: two have to wait.
async fn house() -> House {
    let house = House::with(2).await;
    for (number, (name, kana, organisation, prefecture)) in PEOPLE.into_iter().enumerate() {
        let of_all = new(&format!("person{number}@example.jp"), 1, house.key());
        let applicant = Applicant {
            name: PersonName::parse(name).expect("a name"),
            kana: Kana::parse(kana).expect("a reading"),
            organisation: OrganisationName::parse(organisation).expect("a name"),
            phone: (number == 2).then(|| PhoneNumber::parse("090-1234-5678").expect("a number")),
            question: (number == 1).then(|| "勤怠管理は？".to_owned()),
            access_needs: (number == 3).then(|| "車いすの席".to_owned()),
            prefecture,
            ..of_all.applicant
        };
        house.try_register(NewRegistration { applicant, ..of_all }).await.expect("it is taken");
    }
    house
}

async fn read(house: &House, filter: &RegistrationFilter, page: RollPage) -> Roll {
    house.storage.registrations_of(&code(), filter, page).await.expect("it is read").expect("there is one")
}

async fn found(house: &House, filter: RegistrationFilter) -> Vec<String> {
    let roll = read(house, &filter, RollPage { number: 1, rows: 50 }).await;
    let all = house.storage.registrations_all(house.event, &filter).await.expect("it is read");
    assert_eq!(roll.registrations, all, "both ways to read say the same");
    assert_eq!(roll.found, all.len() as u64);
    all.iter().map(family).collect()
}

fn family(registration: &Registration) -> String {
    registration.applicant.kana.as_str().split(' ').next().expect("a name").to_owned()
}

async fn with(house: &House, words: &str) -> Vec<String> {
    found(house, RegistrationFilter { words: words.to_owned(), ..RegistrationFilter::default() }).await
}

#[tokio::test]
async fn somebody_is_found_however_the_words_are_typed() {
    let house = house().await;
    assert_eq!(with(&house, "").await, ["アオキ", "イトウ", "タカハシ", "ワタナベ"]);
    for typed in ["たかはし", "タカハシ", "ﾀｶﾊｼ", "高橋", "髙橋　久美", "高橋久美", "ミナト 高橋", "PERSON0@EXAMPLE.JP"]
    {
        assert_eq!(with(&house, typed).await, ["タカハシ"], "{typed}");
    }
    assert_eq!(with(&house, "渡辺").await, ["ワタナベ"], "variant characters");
    assert_eq!(with(&house, "バイオリン").await, ["ワタナベ"]);
    assert_eq!(with(&house, "０９０１２３４").await, ["イトウ"], "a part of the phone number");
    assert_eq!(with(&house, "高橋 青木").await, [""; 0], "all words must stand in one registration");
    let all = read(&house, &RegistrationFilter::default(), RollPage { number: 1, rows: 1 }).await.registrations;
    let number = all[0].reference.to_string();
    for typed in [number.to_lowercase(), number.replace(' ', "-"), number.replace(' ', "　")] {
        assert_eq!(with(&house, &typed).await, ["アオキ"], "{typed}");
    }
}

#[tokio::test]
async fn a_roll_is_filtered_ordered_and_read_page_by_page() {
    let house = house().await;
    let waiting = RegistrationFilter { states: vec![RegistrationState::Waiting], ..RegistrationFilter::default() };
    assert_eq!(found(&house, waiting).await, ["イトウ", "ワタナベ"]);
    let asks = RegistrationFilter { has_question: true, ..RegistrationFilter::default() };
    assert_eq!(found(&house, asks).await, ["アオキ"]);
    let needs = RegistrationFilter { has_access_needs: true, ..RegistrationFilter::default() };
    assert_eq!(found(&house, needs).await, ["ワタナベ"]);
    let sorted = |sort, descending| RegistrationFilter { sort, descending, ..RegistrationFilter::default() };
    assert_eq!(found(&house, sorted(RollSort::Registered, true)).await, ["ワタナベ", "イトウ", "アオキ", "タカハシ"]);
    assert_eq!(found(&house, sorted(RollSort::Prefecture, false)).await, ["イトウ", "タカハシ", "ワタナベ", "アオキ"]);
    assert_eq!(found(&house, sorted(RollSort::State, false)).await, ["アオキ", "タカハシ", "イトウ", "ワタナベ"]);

    let second = read(&house, &RegistrationFilter::default(), RollPage { number: 2, rows: 3 }).await;
    assert_eq!(second.registrations.iter().map(family).collect::<Vec<_>>(), ["ワタナベ"]);
    assert_eq!((second.found, second.taken, second.waiting), (4, 2, 2));
    let counts = second.counts;
    assert_eq!((counts.seated, counts.waiting, counts.questions, counts.access_needs, counts.all()), (2, 2, 1, 1, 4));
}

#[tokio::test]
async fn what_was_set_aside_is_shown_only_where_it_is_asked_for() {
    let house = house().await;
    let machine = NewRegistration { suspected: true, ..new("bot@example.jp", 1, house.key()) };
    let aside = house.try_register(machine).await.expect("it looks as if").reference;
    assert_eq!(with(&house, "").await.len(), 4);
    let asked = RegistrationFilter { states: vec![RegistrationState::SetAside], ..RegistrationFilter::default() };
    assert_eq!(found(&house, asked).await, ["ヤマダ"]);
    let (hits, count) = house.storage.registrations_found("やまだ").await.expect("it is read");
    assert_eq!((hits.len(), count), (0, 0));
    let (hits, _) = house.storage.registrations_found(&aside.to_string()).await.expect("it is read");
    assert_eq!(hits[0].0.reference, aside, "by its whole number alone");
}

#[tokio::test]
async fn a_search_over_all_events_says_for_which_one() {
    let house = house().await;
    let (hits, count) = house.storage.registrations_found("いとう").await.expect("it is read");
    assert_eq!(count, 1);
    assert_eq!((hits[0].0.applicant.name.as_str(), &hits[0].1.code), ("伊藤 慎一", &code()));
    let fills = house.storage.events_filled().await.expect("it is read");
    assert_eq!(fills.iter().map(|fill| (fill.taken, fill.waiting)).collect::<Vec<_>>(), [(2, 2)]);
}

#[tokio::test]
async fn what_was_registered_before_there_was_a_search_is_found_too() {
    let house = house().await;
    sqlx::query("UPDATE registration SET search_key = NULL").execute(&mut house.raw().await).await.unwrap();
    assert_eq!(house.storage.invariants_broken(now()).await.expect("it is read").len(), 4);
    house.storage.close().await;
    let storage = Storage::open(options(house.storage.path().to_owned(), &house.chance)).await.expect("it opens");
    let (hits, _) = storage.registrations_found("ワタナベ").await.expect("it is read");
    assert_eq!(hits.len(), 1);
    assert_eq!(storage.invariants_broken(now()).await.expect("it is read"), []);
}
