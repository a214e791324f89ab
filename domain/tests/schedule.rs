//! Finding an event: what a filter admits, what a search finds, what is offered when nothing is found.

use std::sync::Arc;

use domain::event::{
    Audience, Bilingual, Event, EventDraft, EventId, EventKind, EventState, Format, Particulars, Place,
    RegistrationWindow, Topic, Venue, When,
};
use domain::place::{Prefecture, Region};
use domain::reference::EventCode;
use domain::schedule::{Filter, Listed, Loosened, Schedule, SeatCount};
use domain::time::Timestamp;
use jiff::ToSpan as _;
use jiff::civil::{Date, date, time};
use proptest::prelude::*;

fn now() -> Timestamp {
    Timestamp::from_tokyo(date(2026, 11, 1).at(9, 0, 0, 0))
}

fn day(after: i32) -> Date {
    date(2026, 11, 1) + i64::from(after).days()
}

fn event(id: i64, starts_on: Date) -> Event {
    let when = When::on(starts_on, time(14, 0, 0, 0), time(16, 0, 0, 0));
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&id.to_le_bytes());
    let draft = EventDraft {
        code: EventCode::from_random(bytes),
        kind: EventKind::Seminar,
        title: Bilingual::both("はじめてのテレワーク", "First steps to telework"),
        state: EventState::Published,
        window: RegistrationWindow { opens_at: None, closes_at: when.starts_at() },
        when,
        place: Place {
            format: Format::Venue,
            prefecture: Some(Prefecture::Tokyo),
            government_code: None,
            venue: None,
            joining: None,
        },
        topics: vec![Topic::Ict],
        audience: Audience::Both,
        capacity: Some(30),
        reserved: 0,
        seats_per_registration: 1,
        particulars: Particulars::default(),
    };
    Event { id: EventId(id), revision: 0, changed_at: now(), draft }
}

fn schedule(events: impl IntoIterator<Item = Event>) -> Schedule {
    Schedule::new(events.into_iter().map(|event| Listed::new(event, 0, 0)).collect())
}

fn found(schedule: &Schedule, filter: &Filter) -> Vec<i64> {
    schedule.find(filter, now()).map(|listed| listed.event.id.0).collect()
}

fn words(typed: &str) -> Filter {
    Filter { words: typed.to_owned(), ..Filter::default() }
}

prop_compose! {
    fn events()(
        wishes in prop::collection::vec(
            (
                -60_i32..120,
                0_i32..4,
                prop::sample::select(EventKind::ALL.to_vec()),
                prop::sample::subsequence(Topic::ALL.to_vec(), 1..=2),
                prop::sample::select(vec![Audience::Companies, Audience::LocalGovernments, Audience::Both]),
                prop::sample::select(vec![Format::Venue, Format::Online, Format::Hybrid]),
                prop::option::of(prop::sample::select(Prefecture::ALL.to_vec())),
            ),
            0..30,
        )
    ) -> Vec<Event> {
        wishes.into_iter().zip(1..).map(|((starts, lasts, kind, topics, audience, format, prefecture), id)| {
            let mut event = event(id, day(starts));
            event.draft.when.ends_on = day(starts + lasts);
            event.draft.kind = kind;
            event.draft.topics = topics;
            event.draft.audience = audience;
            event.draft.place.format = format;
            event.draft.place.prefecture = prefecture;
            event
        }).collect()
    }
}

prop_compose! {
    fn filters()(
        region in prop::option::weighted(0.3, prop::sample::select(Region::ALL.to_vec())),
        prefecture in prop::option::weighted(0.3, prop::sample::select(Prefecture::ALL.to_vec())),
        kinds in prop::sample::subsequence(EventKind::ALL.to_vec(), 0..=2),
        topics in prop::sample::subsequence(Topic::ALL.to_vec(), 0..=2),
        audience in prop::option::weighted(0.3, prop::sample::select(vec![Audience::Companies, Audience::LocalGovernments])),
        formats in prop::sample::subsequence(vec![Format::Venue, Format::Online, Format::Hybrid], 0..=2),
        from in prop::option::weighted(0.3, -60_i32..120),
        to in prop::option::weighted(0.3, -60_i32..120),
        words in prop::sample::select(vec!["", "", "テレワーク", "steps telework", "料理"]),
    ) -> Filter {
        let (from, to) = (from.map(day), to.map(day));
        Filter { region, prefecture, kinds, topics, audience, formats, from, to, words: words.to_owned() }
    }
}

/// Every wish by itself, said without the product's own words for it.
fn is_admitted(event: &Event, filter: &Filter) -> bool {
    let held = event.place.prefecture;
    let format = |asked: &Format| match asked {
        Format::Venue => event.place.format != Format::Online,
        Format::Online => event.place.format != Format::Venue,
        Format::Hybrid => event.place.format == Format::Hybrid,
    };
    let days = if filter.from.is_none() && filter.to.is_none() {
        event.when.ends_at() > now()
    } else {
        filter.to.is_none_or(|to| event.when.starts_on <= to)
            && filter.from.is_none_or(|from| event.when.ends_on >= from)
    };
    days && filter.region.is_none_or(|region| held.map(Prefecture::region) == Some(region))
        && filter.prefecture.is_none_or(|wanted| held == Some(wanted))
        && (filter.kinds.is_empty() || filter.kinds.contains(&event.kind))
        && (filter.topics.is_empty() || event.topics.iter().any(|topic| filter.topics.contains(topic)))
        && filter.audience.is_none_or(|audience| event.audience == audience || event.audience == Audience::Both)
        && (filter.formats.is_empty() || filter.formats.iter().any(format))
        && filter.words != "料理"
}

proptest! {
    #[test]
    fn a_filter_admits_what_meets_every_wish_in_the_order_of_beginning(events in events(), filter in filters()) {
        let mut expected: Vec<_> = events.iter().filter(|event| is_admitted(event, &filter)).collect();
        expected.sort_by_key(|event| (event.when.starts_at(), event.code.clone()));
        let expected: Vec<_> = expected.into_iter().map(|event| event.id.0).collect();
        prop_assert_eq!(found(&schedule(events), &filter), expected);
    }

    #[test]
    fn whoever_finds_nothing_is_offered_something_as_long_as_there_is_anything(events in events(), filter in filters()) {
        let schedule = schedule(events);
        if found(&schedule, &filter).is_empty() {
            let offers = schedule.alternatives(&filter, now());
            let is_anything_left = !found(&schedule, &Filter::default()).is_empty();
            prop_assert!(!is_anything_left || !offers.is_empty());
            for (_, wider, count) in offers {
                prop_assert!(count > 0);
                prop_assert_eq!(found(&schedule, &wider).len(), count, "an offer holds what it promises");
            }
        }
    }

    #[test]
    fn the_map_counts_what_the_list_would_show(events in events(), filter in filters()) {
        let schedule = schedule(events);
        for (prefecture, count) in schedule.count_by_prefecture(&filter, now()) {
            let there = Filter { region: None, prefecture: Some(prefecture), ..filter.clone() };
            prop_assert_eq!(found(&schedule, &there).len(), count);
        }
    }

    #[test]
    fn every_event_is_found_by_its_code_and_its_number(events in events()) {
        let schedule = schedule(events.clone());
        prop_assert_eq!(schedule.events().len(), events.len());
        for event in events {
            prop_assert_eq!(schedule.by_code(&event.code).map(|listed| listed.event.id), Some(event.id));
            prop_assert_eq!(schedule.by_id(event.id).map(|listed| &listed.event.code), Some(&event.code));
        }
    }

    #[test]
    fn two_counts_in_one_number_come_back_as_they_were(taken in any::<u32>(), waiting in any::<u32>()) {
        let count = SeatCount::new(taken, waiting);
        prop_assert_eq!(count.get(), (taken, waiting));
        count.set(waiting, taken);
        prop_assert_eq!(count.get(), (waiting, taken));
    }
}

#[test]
fn words_are_found_in_every_text_of_an_event_across_width_kana_and_case() {
    let mut held = event(1, day(10));
    held.draft.title = Bilingual::both("セキュリティ入門", "Security basics");
    held.draft.particulars.summary = Some(Bilingual::japanese("ＶＰＮとサーバーの守り方"));
    held.draft.particulars.organiser = Some(Bilingual::japanese("霞ヶ関商工会議所"));
    held.draft.place.venue = Some(Venue {
        name: Bilingual::japanese("髙島ビル"),
        city: Some(Bilingual::japanese("千代田区")),
        ..Venue::default()
    });
    let schedule = schedule([held, event(2, day(11))]);
    for typed in [
        "ｾｷｭﾘﾃｨ",
        "せきゅりてぃ",
        "SECURITY",
        "ｓｅｃｕｒｉｔｙ",
        "vpn",
        "サーバ",
        "霞ケ関",
        "高島",
        "千代田　VPN",
        "basics 入門",
    ] {
        assert_eq!(found(&schedule, &words(typed)), [1], "{typed}");
    }
    assert_eq!(found(&schedule, &words("東京")), [1, 2], "the prefecture is found by its name");
    assert_eq!(found(&schedule, &words("tokyo")), [1, 2]);
    assert_eq!(found(&schedule, &words("セキュリティ 料理")), Vec::<i64>::new(), "all words must be there");
    assert_eq!(found(&schedule, &words("　、。")), [1, 2], "punctuation asks for nothing");
    assert_eq!(found(&schedule, &words("会議所千代田")), Vec::<i64>::new(), "two fields are not one word");
}

#[test]
fn an_event_is_listed_until_it_ends_and_found_by_its_days_ever_after() {
    let schedule = schedule([event(1, day(-1)), event(2, day(0)), event(3, day(40))]);
    assert_eq!(found(&schedule, &Filter::default()), [2, 3], "today's is not over yet");
    let last_month = Filter::default().within(date(2026, 10, 1), date(2026, 10, 31));
    assert_eq!(found(&schedule, &last_month), [1]);
}

#[test]
fn somebody_far_from_everything_is_led_to_the_region_to_online_and_to_anywhere() {
    let mut near = event(1, day(5));
    near.draft.place.prefecture = Some(Prefecture::Kanagawa);
    let mut online = event(2, day(6));
    online.draft.place.format = Format::Online;
    online.draft.place.prefecture = Some(Prefecture::Okinawa);
    let schedule = schedule([near, online]);
    let filter = Filter { prefecture: Some(Prefecture::Saitama), ..Filter::default() };
    let offers: Vec<_> =
        schedule.alternatives(&filter, now()).into_iter().map(|(loosened, _, count)| (loosened, count)).collect();
    assert_eq!(offers, [(Loosened::Region(Region::Kanto), 1), (Loosened::Online, 1), (Loosened::Place, 2)]);
}

#[test]
fn seats_that_are_counted_anew_are_seen_by_everybody_who_holds_the_event() {
    let schedule = schedule([event(1, day(5))]);
    let held = schedule.by_id(EventId(1)).cloned().expect("it is listed");
    let counter = Arc::clone(&held.count);
    counter.set(30, 2);
    assert_eq!((held.seats().taken, held.seats().waiting, held.seats().free()), (30, 2, 0));
}
