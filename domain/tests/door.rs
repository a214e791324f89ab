//! The door: taps come late, twice and in any order, and everybody counts once.

use domain::account::{AccountId, Actor, Door, Keeper, Role};
use domain::door::{
    Arrival, AttendanceReport, Attended, Comer, DoorLog, DoorOf, DoorPassId, DoorRefusal, Effect, Guest, PassField,
    PassForm, TapAsked, TapField, TapForm, TapNonce, Tapped, ThanksForm, arrive, door_key, key_matches,
};
use domain::event::{EventId, Standing};
use domain::input::FieldError;
use domain::registration::{RegistrationId, RegistrationState};
use domain::search::Words;
use domain::time::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

fn nonce(number: u8) -> TapNonce {
    TapNonce::from_random([number; 16])
}

fn starts_at() -> Timestamp {
    Timestamp::from_tokyo(date(2026, 12, 1).at(14, 0, 0, 0))
}

fn at(minute: i64) -> Timestamp {
    starts_at().plus_seconds(60 * minute)
}

fn door() -> DoorOf {
    DoorOf { event: EventId(1), standing: Standing::Published, starts_at: starts_at() }
}

fn arrived(registration: i64, people: u32, minute: i64) -> Tapped {
    Tapped::Arrived(Arrival { who: Comer::Registered(RegistrationId(registration)), people, at: at(minute) })
}

fn guest(state: RegistrationState, seats: u32) -> Guest {
    Guest { event: EventId(1), state, seats }
}

/// A handful of taps, each with a nonce of its own; an undo names up to three of them, come or not.
fn taps() -> impl Strategy<Value = Vec<(TapNonce, Tapped)>> {
    let tap = prop_oneof![
        (1_i64..4, 1_u32..4, 0_i64..60).prop_map(|(who, people, minute)| arrived(who, people, minute)),
        (1_u32..4, 0_i64..60)
            .prop_map(|(people, minute)| { Tapped::Arrived(Arrival { who: Comer::WalkIn, people, at: at(minute) }) }),
        prop::collection::vec((0_u8..20).prop_map(nonce), 0..3).prop_map(Tapped::Undone),
    ];
    prop::collection::vec(tap, 0..20).prop_map(|taps| (0..).map(nonce).zip(taps).collect())
}

fn log(taps: impl IntoIterator<Item = (TapNonce, Tapped)>) -> DoorLog {
    let mut log = DoorLog::default();
    for (nonce, tapped) in taps {
        log.tap(nonce, tapped);
    }
    log
}

proptest! {
    #[test]
    fn taps_come_to_the_same_in_any_order_and_however_often(
        (taps, again) in taps().prop_flat_map(|taps| {
            let again = prop::collection::vec(any::<prop::sample::Index>(), 0..20);
            (Just(taps).prop_shuffle(), again)
        }),
    ) {
        let mut sorted = taps.clone();
        sorted.sort_by_key(|(nonce, _)| *nonce);
        let repeated = again.iter().filter(|_| !taps.is_empty()).map(|index| index.get(&taps).clone());
        let shuffled = log(taps.iter().cloned().chain(repeated));
        prop_assert_eq!(&shuffled, &log(sorted));
        prop_assert_eq!(shuffled.came(), shuffled.walk_ins() + shuffled.presences().values().map(|each| each.people).sum::<u32>());
    }

    #[test]
    fn a_tap_that_has_come_before_changes_nothing(taps in taps(), index in any::<prop::sample::Index>()) {
        prop_assume!(!taps.is_empty());
        let (nonce, tapped) = index.get(&taps).clone();
        let mut twice = log(taps);
        let before = twice.clone();
        prop_assert_eq!(twice.tap(nonce, tapped), Effect::Repeated);
        prop_assert_eq!(twice, before);
    }

    #[test]
    fn an_undo_takes_back_what_it_names_and_nothing_else(taps in taps()) {
        let before = log(taps.clone());
        for (id, presence) in before.presences() {
            let mut after = before.clone();
            prop_assert_eq!(after.tap(nonce(255), Tapped::Undone(presence.taps.clone())), Effect::Undone);
            prop_assert_eq!(after.presence(id), None);
            prop_assert_eq!(after.came(), before.came() - presence.people);
        }
    }

    #[test]
    fn what_changes_nobodys_count_is_no_change(taps in taps()) {
        let mut log = DoorLog::default();
        for (nonce, tapped) in taps {
            let before = log.came();
            let effect = log.tap(nonce, tapped);
            prop_assert_eq!(effect.is_change(), log.came() != before, "{:?}", effect);
        }
    }

    #[test]
    fn a_late_tap_keeps_its_time_and_no_tap_was_made_in_the_future(now in 0_i64..600, ago in -100_000_i64..100_000) {
        let (now, micros) = (at(now), ago * 1_000_000);
        let tapped = door().tapped_at(now, micros);
        prop_assert!(tapped <= now && tapped >= door().opens_at());
        if (0..3_600).contains(&ago) {
            prop_assert_eq!(now.microseconds_since(tapped), micros);
        }
    }

    #[test]
    fn nonces_survive_their_text(bytes in any::<[u8; 16]>()) {
        let nonce = TapNonce::from_random(bytes);
        prop_assert_eq!(TapNonce::parse(&nonce.to_string()), Ok(nonce));
    }

    #[test]
    fn whoever_was_expected_came_or_did_not(
        registrations in prop::collection::vec((any::<bool>(), 1_u32..5, 0_u32..5), 0..20), walk_ins in 0_u32..9,
    ) {
        let registrations: Vec<_> = registrations
            .into_iter()
            .map(|(is_expected, seats, came)| Attended { is_expected, seats, came: came.min(seats) })
            .collect();
        let report = AttendanceReport::of(registrations.iter().copied(), walk_ins);
        let expected_and_came: u32 = registrations.iter().filter(|each| each.is_expected).map(|each| each.came).sum();
        prop_assert_eq!(report.registered, expected_and_came + report.no_shows);
        prop_assert_eq!(report.present(), report.came + walk_ins);
        prop_assert!(report.percent().is_none_or(|percent| percent <= 100));
        prop_assert_eq!(report.percent().is_none(), report.registered == 0);
    }
}

#[test]
fn an_undo_that_comes_before_its_tap_takes_it_back_all_the_same() {
    let mut log = DoorLog::default();
    assert_eq!(log.tap(nonce(2), Tapped::Undone(vec![nonce(1)])), Effect::Nothing);
    assert_eq!(log.tap(nonce(1), arrived(1, 2, 0)), Effect::Nothing);
    assert_eq!(log.came(), 0);
    assert_eq!(log.tap(nonce(3), arrived(1, 2, 5)), Effect::Arrived);
    assert_eq!(log.presence(RegistrationId(1)).map(|presence| presence.since), Some(at(5)));
}

#[test]
fn two_phones_that_let_the_same_people_in_count_them_once_since_the_earlier() {
    let mut log = DoorLog::default();
    assert_eq!(log.tap(nonce(1), arrived(1, 1, 7)), Effect::Arrived);
    assert_eq!(log.tap(nonce(2), arrived(1, 1, 3)), Effect::AlreadyThere { since: at(7) });
    assert_eq!(log.tap(nonce(3), arrived(1, 2, 9)), Effect::MoreArrived);
    let presence = log.presence(RegistrationId(1)).unwrap();
    assert_eq!((presence.since, presence.people, log.came()), (at(3), 2, 2));
}

#[test]
fn whoever_is_not_let_in_is_told_why() {
    let seated = guest(RegistrationState::Seated, 2);
    let refused = |guest: Option<Guest>, people| arrive(&door(), guest.as_ref(), people, at(0)).unwrap_err();
    assert_eq!(arrive(&door(), Some(&seated), None, at(0)), Ok(2));
    assert_eq!(arrive(&door(), Some(&seated), Some(1), at(0)), Ok(1));
    assert_eq!(refused(Some(seated), Some(3)), DoorRefusal::TooMany { max: 2 });
    assert_eq!(refused(Some(seated), Some(0)), DoorRefusal::TooMany { max: 2 });
    assert_eq!(refused(None, None), DoorRefusal::Unknown);
    assert_eq!(refused(Some(Guest { event: EventId(2), ..seated }), None), DoorRefusal::OtherEvent);
    for (state, refusal) in [
        (RegistrationState::Cancelled, DoorRefusal::Cancelled),
        (RegistrationState::Waiting, DoorRefusal::Waiting),
        (RegistrationState::Offered, DoorRefusal::Waiting),
        (RegistrationState::SetAside, DoorRefusal::SetAside),
    ] {
        assert_eq!(refused(Some(guest(state, 1)), None), refusal);
    }
    let day_before = door().opens_at().plus_seconds(-1);
    assert_eq!(arrive(&door(), Some(&seated), None, day_before), Err(DoorRefusal::NotYet));
    for standing in [Standing::Draft, Standing::Cancelled] {
        let shut = DoorOf { standing, ..door() };
        assert_eq!(arrive(&shut, Some(&seated), None, at(0)), Err(DoorRefusal::NoEvent));
    }
}

#[test]
fn people_are_found_by_name_reading_and_number_however_they_are_typed() {
    let key = door_key(["石井 大輔", "イシイ ダイスケ", "MV8CX9MT"]);
    let finds = |query: &str| key_matches(&key, Words::parse(query).terms().iter().map(String::as_str));
    for query in ["い", "ｲｼｲ", "いしい だい", "石", "大輔", "mv8c x9mt", "ＭＶ８Ｃ", "MV8C-X9MT", "", "しい"]
    {
        assert!(finds(query), "{query}");
    }
    for query in ["し", "う", "いとう", "mv8d"] {
        assert!(!finds(query), "{query}");
    }
}

#[test]
fn a_tap_that_cannot_be_read_says_which_field() {
    let form = |act: &str| TapForm { act: act.to_owned(), nonce: nonce(1).to_string(), ..TapForm::default() };
    let arrive = TapForm { reference: "kx7m p4rt".to_owned(), people: "２".to_owned(), ..form("arrive") };
    assert!(matches!(arrive.parse(), Ok((_, TapAsked::Arrive { people: Some(2), .. }))));
    assert_eq!(form("arrive").parse(), Err(vec![(TapField::Reference, FieldError::Required)]));
    assert_eq!(form("dance").parse(), Err(vec![(TapField::Tap, FieldError::UnknownChoice)]));
    assert_eq!(form("walk-in").parse(), Err(vec![(TapField::Name, FieldError::Required)]));
    let many = TapForm { name: "森 一".to_owned(), people: "21".to_owned(), ..form("walk-in") };
    assert_eq!(many.parse(), Err(vec![(TapField::People, FieldError::OutOfRange { min: 1, max: 20 })]));
    let undo = TapForm { undone: format!("{} {}", nonce(3), nonce(4)), ..form("undo") };
    assert_eq!(undo.parse(), Ok((nonce(1), TapAsked::Undo(vec![nonce(3), nonce(4)]))));
    let late = TapForm { ago: "-5".to_owned(), ..form("undo") };
    assert_eq!(late.ago_microseconds(), 0);
}

#[test]
fn a_helpers_link_ends_within_a_day_of_the_event() {
    let (ends_at, now) = (at(120), at(-600));
    let form = PassForm { helper: "小山 陸".to_owned(), ..PassForm::until_after(ends_at) };
    assert_eq!(form.parse(ends_at, now).map(|asked| asked.until), Ok(at(180)));
    for (day, time) in [("2026-12-01", "03:59"), ("2026-12-03", "10:00")] {
        let form = PassForm { until_on: day.to_owned(), until_time: time.to_owned(), ..form.clone() };
        assert_eq!(
            form.parse(ends_at, now),
            Err(vec![(PassField::UntilOn, FieldError::UnknownChoice)]),
            "{day} {time}"
        );
    }
    let empty = PassForm::default().parse(ends_at, now).unwrap_err();
    assert_eq!(empty.len(), 3);
}

#[test]
fn a_pass_keeps_the_door_of_its_event_until_its_time_is_over() {
    let until = at(180);
    let actor = Actor::with_pass(DoorPassId(7), Door { event: EventId(1), until });
    let keeper = actor.as_door_keeper(EventId(1), at(0)).unwrap();
    assert_eq!((keeper.keeper(), actor.account()), (Keeper::Pass(DoorPassId(7)), None));
    assert!(actor.as_door_keeper(EventId(2), at(0)).is_err());
    assert!(actor.as_door_keeper(EventId(1), until).is_err());
    assert!(actor.as_secretariat().is_err() && actor.as_expert().is_err());
    let expert = Actor::of(AccountId(1), Role::Expert, None).unwrap();
    assert!(expert.as_door_keeper(EventId(1), at(0)).is_err());
}

#[test]
fn only_whole_and_safe_addresses_are_mailed() {
    let form = |survey: &str| ThanksForm { survey: survey.to_owned(), materials: String::new() };
    assert_eq!(form(" ").parse().map(|thanks| thanks.survey), Ok(None));
    let taken = form("https://forms.example.jp/a?b=c#d").parse().map(|thanks| thanks.survey);
    assert_eq!(taken, Ok(Some("https://forms.example.jp/a?b=c#d".to_owned())));
    for address in [
        "http://forms.example.jp/",
        "javascript:alert(1)",
        "https://",
        "https://localhost/",
        "https://a.example@evil.example/",
        "https://forms.example.jp/a b",
        "https://forms.example.jp/\"><script>",
    ] {
        assert!(form(address).parse().is_err(), "{address}");
    }
}
