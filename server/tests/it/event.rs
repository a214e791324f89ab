//! The schedule as it is read: list, search, month, one event, its calendar entry.

use domain::event::{Bilingual, EventDraft, EventState, Topic};
use domain::place::Prefecture;
use domain::reference::EventCode;

use crate::sample;
use crate::site::{Settings, Site, code};

fn other(seed: u8, change: impl FnOnce(&mut EventDraft)) -> EventDraft {
    let mut draft = EventDraft { code: EventCode::from_random([seed; 16]), ..sample::draft() };
    change(&mut draft);
    draft
}

async fn three_events() -> Site {
    let osaka = other(3, |draft| {
        draft.title = Bilingual::both("労務管理の基本", "Basics of personnel management");
        draft.topics = vec![Topic::Personnel];
        draft.place.prefecture = Some(Prefecture::Osaka);
    });
    let hidden = other(4, |draft| {
        draft.title = Bilingual::japanese("下書きの催し");
        draft.state = EventState::Draft;
    });
    Site::set(Settings::default(), &[sample::draft(), osaka, hidden]).await
}

#[tokio::test]
async fn the_list_shows_what_is_to_come_and_no_draft() {
    let site = three_events().await;
    let list = site.get("/events").await;
    list.assert_status(200).assert_text("セキュリティ入門").assert_text("労務管理の基本");
    assert!(!list.text().contains("下書き"));
    site.get("/en/events").await.assert_status(200).assert_text("Security basics for telework");
}

#[tokio::test]
async fn the_address_of_the_list_says_what_is_looked_for() {
    let site = three_events().await;
    for (query, finds) in [
        ("topic=personnel", "労務管理の基本"),
        ("prefecture=27", "労務管理の基本"),
        ("region=kanto", "セキュリティ入門"),
        ("q=%EF%BD%BE%EF%BD%B7%EF%BD%AD%EF%BE%98%EF%BE%83%EF%BD%A8", "セキュリティ入門"),
        ("q=SECURITY", "セキュリティ入門"),
        ("from=2026-12-01&to=2026-12-01&topic=security", "セキュリティ入門"),
    ] {
        let list = site.get(&format!("/events?{query}")).await;
        list.assert_status(200);
        let both = list.all("main h3").join(" ") + &list.all("main a").join(" ");
        assert!(both.contains(finds), "{query}: {both}");
        let excluded =
            if finds == "労務管理の基本" { "セキュリティ入門" } else { "労務管理の基本" };
        assert!(!both.contains(excluded), "{query}: {both}");
    }
}

#[tokio::test]
async fn an_empty_list_leads_to_the_nearest_alternative() {
    let site = three_events().await;
    for (query, english) in [("prefecture=01&q=security", false), ("prefecture=01&q=security", true)] {
        let path = if english { format!("/en/events?{query}") } else { format!("/events?{query}") };
        let list = site.get(&path).await;
        list.assert_status(200);
        let offers: Vec<_> = list.links("main .banner a");
        assert!(!offers.is_empty(), "{}", list.said());
        for offer in offers {
            let found = site.get(&offer).await;
            found.assert_status(200);
            assert!(found.links("main a").iter().any(|link| link.contains(code().as_str())), "{offer} finds nothing");
        }
    }
}

#[tokio::test]
async fn no_question_to_the_list_breaks_it() {
    let site = three_events().await;
    for query in [
        "page=0",
        "page=99999999999999999999",
        "page=4294967295",
        "view=month&month=9999-12",
        "view=month&month=-9999-01",
        "view=month&month=0001-01",
        "view=month&month=2026-13",
        "from=2026-02-30&to=x",
        "from=9999-12-31",
        "to=-009999-01-01",
        "from=2026-12-31&to=2026-01-01",
        "q=%00%ff%f0%9f&region=%ff",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        "kind=seminar&kind=seminar&kind=nothing",
        "&&&===&a",
    ] {
        for path in ["/events", "/en/events"] {
            let answer = site.get(&format!("{path}?{query}")).await;
            answer.assert_status(200);
            assert!(!answer.text().contains("<script>alert"), "{query}");
        }
    }
    let long = format!("/events?q={}", "%E3%81%82".repeat(2_000));
    site.get(&long).await.assert_status(200);
}

#[tokio::test]
async fn a_month_shows_its_days_and_moves_by_its_address() {
    let site = three_events().await;
    let month = site.get("/events?view=month&month=2026-12").await;
    month.assert_status(200).assert_text("2026年12月").assert_text("セキュリティ入門");
    assert!(month.links("a").iter().any(|link| link.contains("month=2027-01")));
    assert!(month.links("a").iter().any(|link| link.contains("month=2026-11")));
}

#[tokio::test]
async fn an_event_says_when_where_for_whom_and_how_many_seats_are_left() {
    let site = Site::with(EventDraft { capacity: Some(20), ..sample::draft() }).await;
    let path = format!("/events/{}", code());
    let page = site.get(&path).await;
    page.assert_status(200)
        .assert_heading("はじめてのテレワーク セキュリティ入門")
        .assert_text("2026年12月1日（火）")
        .assert_text("14:00〜16:00")
        .assert_text("産業会館 第1会議室")
        .assert_text("残り20席");
    assert!(page.links("main a").contains(&format!("{path}/register")));
    assert!(page.links("main a").contains(&format!("{path}.ics")));
    site.visitor("taro@example.jp").registers().await;
    site.get(&path).await.assert_text("残り19席");
    let english = site.get(&format!("/en{path}")).await;
    english.assert_heading("Security basics for telework").assert_text("Industry Hall, Room 1");
}

#[tokio::test]
async fn a_cancelled_and_a_past_event_stay_with_their_state() {
    let reason = Bilingual::both("台風のため中止します", "Called off because of a typhoon");
    let cancelled = EventDraft { state: EventState::Cancelled { reason, at: sample::now() }, ..sample::draft() };
    let site = Site::with(cancelled).await;
    let page = site.get(&format!("/events/{}", code())).await;
    page.assert_status(200).assert_text("台風のため中止します");
    assert!(!page.links("main a").iter().any(|link| link.ends_with("/register")));
    site.get(&format!("/en/events/{}", code())).await.assert_text("Called off because of a typhoon");
    let calendar = site.get(&format!("/events/{}.ics", code())).await.text();
    assert!(calendar.contains("STATUS:CANCELLED"));

    let site = Site::open().await;
    site.sets_the_clock(sample::draft().when.ends_at());
    let page = site.get(&format!("/events/{}", code())).await;
    page.assert_status(200);
    assert!(!page.links("main a").iter().any(|link| link.ends_with("/register")));
    site.visitor("late@example.jp").opens(&format!("/events/{}/register", code())).await.assert_status(200);
}

#[tokio::test]
async fn there_is_one_address_for_each_event() {
    let site = Site::open().await;
    for path in ["/events/kt4-xw2m", "/events/KT4XW2M", "/events/%EF%BC%AB%EF%BC%B4%EF%BC%94-XW2M", "/events/KT4-XW2M/"]
    {
        let answer = site.get(path).await;
        answer.assert_status(303);
        assert_eq!(answer.header("location").as_deref(), Some("/events/KT4-XW2M"), "{path}");
    }
    assert_eq!(site.get("/en/events/kt4-xw2m").await.header("location").as_deref(), Some("/en/events/KT4-XW2M"));
}

#[tokio::test]
async fn an_event_goes_into_a_calendar() {
    let site = Site::open().await;
    let file = site.get(&format!("/events/{}.ics", code())).await;
    file.assert_status(200);
    assert!(file.header("content-type").is_some_and(|kind| kind.starts_with("text/calendar")));
    assert!(file.text().contains("DTSTART"));
    site.get("/events/AB2-CD3E.ics").await.assert_status(404);
}

#[tokio::test]
async fn the_islands_doors_read_the_same_schedule() {
    let site = Site::open().await;
    let seats = site.get(&format!("/do/seats_left?event={}&language=ja", code())).await;
    seats.assert_status(200);
    assert!(seats.text().contains("残り"), "{}", seats.text());
    assert_eq!(seats.header("cache-control").as_deref(), Some("no-store"));
    let month = site.get("/do/month?query=view%3Dmonth%26month%3D2026-12&language=en").await;
    month.assert_status(200);
    assert!(month.text().contains("Security basics"), "{}", month.text());
    site.get("/do/seats_left?event=AB2-CD3E&language=ja").await.assert_status(404);
    site.get("/do/seats_left").await.assert_status(400);
}
