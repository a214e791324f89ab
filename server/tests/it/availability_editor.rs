//! What the editor of a calendar finds on the page, and what it sends.

use domain::account::Role;
use domain::availability::editor::Announcement;
use scraper::Selector;

use crate::availability::{CALENDAR, december, form_of, hours_on, own_form, saeki};
use crate::site::Site;
use crate::visit::{Answer, Form};

/// A form of changes that were kept until they are saved, as the editor sends it from a page.
fn edits(page: &Answer, lines: &[&str]) -> Form {
    let week = form_of(page, "week");
    let revision = week.value("revision").expect("a revision").to_owned();
    let mut fields = vec![("operation".to_owned(), "edits".to_owned()), ("revision".to_owned(), revision)];
    fields.extend(lines.iter().map(|line| ("edit".to_owned(), (*line).to_owned())));
    Form { action: week.action, fields }
}

/// What an attribute of a day says.
fn said_of(page: &Answer, day: &str, attribute: &str) -> Option<String> {
    let selector = Selector::parse(&format!("li[data-date=\"{day}\"]")).expect("a selector");
    let document = page.document();
    document.select(&selector).next().expect("the day").attr(attribute).map(str::to_owned)
}

#[tokio::test]
async fn several_changes_are_saved_together_or_not_at_all() {
    let site = Site::open().await;
    let (_, expert) = saeki(&site).await;
    let page = expert.opens(CALENDAR).await;
    let saved = expert
        .submits(&edits(
            &page,
            &[
                "add 2026-12-08 18:00-19:00 this_day",
                "move 2026-12-09 10:00-12:00 2026-12-09 09:00-11:00 following",
                "remove 2026-12-10 14:00-17:00 this_day",
                "days 2026-12-11 2026-12-11 leave:vacation",
                "copy_day 2026-12-08 2026-12-12",
                "copy_week 2026-12-08 1",
            ],
        ))
        .await;
    saved.assert_status(200).assert_text("保存しました");
    let hours = ["2026-12-08", "2026-12-09", "2026-12-10", "2026-12-11", "2026-12-12"].map(|day| hours_on(&saved, day));
    let tuesday = "10:00-12:00,14:00-17:00,18:00-19:00";
    assert_eq!(hours, [tuesday, "09:00-11:00,14:00-17:00", "10:00-12:00", "", tuesday]);
    let next = expert.opens("/staff/availability?day=2026-12-15").await;
    assert_eq!(hours_on(&next, "2026-12-19"), tuesday);

    let unsaved = expert.sends(&edits(&saved, &["add 2026-12-06 10:00-11:00 this_day", "nonsense"])).await;
    unsaved.assert_status(422);
    assert_eq!(hours_on(&expert.opens(CALENDAR).await, "2026-12-06"), "");
}

#[tokio::test]
async fn the_week_loads_a_client_of_its_own() {
    let site = Site::open().await;
    let (_, expert) = saeki(&site).await;
    let module = Selector::parse("script[type=module]").expect("a selector");
    for path in [CALENDAR, &format!("/en{CALENDAR}")] {
        let page = expert.opens(path).await.document();
        let loaded: Vec<_> = page.select(&module).filter_map(|script| script.attr("src")).collect();
        assert_eq!(loaded, ["/pkg/calendar-start.js"], "{path}");
    }
}

#[tokio::test]
async fn the_page_tells_the_editor_how_each_day_stands() {
    let site = Site::open().await;
    let (saeki, expert) = saeki(&site).await;
    site.books(&saeki, "みどり製作所", december(8, 14)).await;
    let page = expert.opens(CALENDAR).await;
    let page = expert.submits(&edits(&page, &["days 2026-12-11 2026-12-11 closed"])).await;
    assert_eq!(said_of(&page, "2026-12-08", "data-weekly").as_deref(), Some("10:00-12:00,14:00-17:00"));
    assert_eq!(said_of(&page, "2026-12-08", "data-plan"), None);
    assert_eq!(said_of(&page, "2026-12-11", "data-plan").as_deref(), Some("closed"));
    let bookings = Selector::parse("[data-minutes]").expect("a selector");
    let document = page.document();
    let minutes: Vec<_> = document.select(&bookings).filter_map(|block| block.attr("data-minutes")).collect();
    assert_eq!(minutes, ["840-900"]);
    let new_year = expert.opens("/staff/availability?day=2027-01-01").await;
    assert!(said_of(&new_year, "2027-01-01", "data-rests").is_some());
    for path in [CALENDAR, "/en/staff/availability?day=2026-12-08"] {
        let page = expert.opens(path).await;
        let place = Selector::parse("[data-words]").expect("a selector");
        let document = page.document();
        let words = document.select(&place).next().and_then(|place| place.attr("data-words")).expect("its words");
        assert_eq!(words.lines().count(), Announcement::ALL.len());
    }
}

#[tokio::test]
async fn bookings_and_other_editors_are_shown_before_changes_are_saved() {
    let site = Site::open().await;
    let (saeki, expert) = saeki(&site).await;
    site.books(&saeki, "みどり製作所", december(8, 14)).await;
    let page = expert.opens(CALENDAR).await;
    let lines = ["remove 2026-12-08 14:00-17:00 this_day", "add 2026-12-09 18:00-19:00 this_day"];
    let asked = expert.sends(&edits(&page, &lines)).await;
    asked.assert_status(200).assert_heading("予約との重なりを確かめてください").assert_text("みどり製作所");
    let saved = expert.submits(&own_form(&asked).press("confirm")).await;
    assert_eq!(hours_on(&saved, "2026-12-08"), "10:00-12:00");
    assert_eq!(hours_on(&saved, "2026-12-09"), "10:00-12:00,14:00-17:00,18:00-19:00");

    let boss = site.signed_in(Role::Secretariat).await;
    let theirs = boss.opens(&format!("{CALENDAR}&expert={}", saeki.code)).await;
    boss.submits(&edits(&theirs, &["days 2026-12-10 2026-12-10 closed"])).await.assert_text("保存しました");
    let beside = expert.sends(&edits(&saved, &["add 2026-12-07 18:00-19:00 this_day"])).await;
    beside.assert_status(409).assert_heading("ほかの人が先に変えていました");
    let saved = expert.submits(&own_form(&beside)).await;
    assert_eq!(
        (hours_on(&saved, "2026-12-10"), hours_on(&saved, "2026-12-07").ends_with("18:00-19:00")),
        (String::new(), true)
    );
}
