//! What the editor of a calendar finds on the page, and what it sends.

use domain::account::Role;
use domain::availability::editor::Announcement;
use scraper::Selector;

use crate::availability::{CALENDAR, december, hours_on, own_form, saeki};
use crate::site::Site;
use crate::visit::{Answer, Form};

/// A form of changes that were kept until they are saved, as the editor sends it from a page.
fn edits(page: &Answer, lines: &[&str]) -> Form {
    let sheet = Selector::parse("[data-calendar]").expect("a selector");
    let document = page.document();
    let sheet = document.select(&sheet).next().expect("a sheet");
    let said = |name: &str| sheet.attr(name).expect("what the sheet says").to_owned();
    let mut fields = vec![("operation".to_owned(), "edits".to_owned()), ("revision".to_owned(), said("data-revision"))];
    fields.extend(lines.iter().map(|line| ("edit".to_owned(), (*line).to_owned())));
    Form { action: said("data-action"), fields }
}

/// What an attribute of a day says.
fn said_of(page: &Answer, day: &str, attribute: &str) -> Option<String> {
    let selector = Selector::parse(&format!("[data-date=\"{day}\"]")).expect("a selector");
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
async fn a_month_tells_the_editor_the_same_and_is_saved_as_a_week_is() {
    let site = Site::open().await;
    let (saeki, expert) = saeki(&site).await;
    site.books(&saeki, "みどり製作所", december(8, 14)).await;
    let page = expert.opens("/staff/availability?view=month&day=2026-12-08").await;
    page.assert_text("みどり製作所");
    let opened_on = Selector::parse("[data-opened-on]").expect("a selector");
    let document = page.document();
    let opened_on: Vec<_> = document.select(&opened_on).filter_map(|month| month.attr("data-opened-on")).collect();
    // The sheet begins on the 29th of November.
    assert_eq!(opened_on, ["9"]);
    let module = Selector::parse("script[type=module]").expect("a selector");
    assert_eq!(document.select(&module).next().and_then(|start| start.attr("src")), Some("/pkg/calendar-start.js"));
    assert_eq!(said_of(&page, "2026-12-08", "data-weekly").as_deref(), Some("10:00-12:00,14:00-17:00"));
    assert!(said_of(&page, "2026-12-31", "data-rests").is_some());

    let lines = ["days 2026-12-07 2026-12-18 leave:vacation", "days 2026-12-21 2026-12-21 hours:13:00-15:00"];
    let asked = expert.sends(&edits(&page, &lines)).await;
    asked.assert_status(200).assert_heading("予約との重なりを確かめてください").assert_text("みどり製作所");
    let saved = expert.submits(&own_form(&asked).press("confirm")).await;
    saved.assert_heading("対応可能時間 2026年12月");
    let plans = ["2026-12-06", "2026-12-07", "2026-12-18", "2026-12-21"].map(|day| said_of(&saved, day, "data-plan"));
    let leave = Some("leave:vacation".to_owned());
    assert_eq!(plans, [None, leave.clone(), leave, Some("hours:13:00-15:00".to_owned())]);
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

#[tokio::test]
async fn of_two_who_remove_the_same_hours_the_second_sees_the_day_and_what_they_wanted() {
    let site = Site::open().await;
    let (saeki, expert) = saeki(&site).await;
    let page = expert.opens(CALENDAR).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let theirs = boss.opens(&format!("{CALENDAR}&expert={}", saeki.code)).await;
    let lines = ["remove 2026-12-08 14:00-17:00 this_day"];
    boss.submits(&edits(&theirs, &lines)).await.assert_text("保存しました");
    let both =
        expert.sends(&edits(&page, &[lines[0], "move 2026-12-09 10:00-12:00 2026-12-10 09:00-11:00 this_day"])).await;
    both.assert_status(409).assert_heading("ほかの人が先に変えていました").assert_text("重ねられません");
    let row = Selector::parse("main tbody tr").expect("a selector");
    let rows: Vec<String> = both.document().select(&row).map(|row| row.text().collect::<Vec<_>>().join("|")).collect();
    assert_eq!(
        rows,
        [
            "2026年12月8日（火）|10:00〜12:00|14:00〜17:00を消す",
            "2026年12月9日（水）|10:00〜12:00、14:00〜17:00|10:00〜12:00を2026年12月10日（木） 9:00〜11:00にする"
        ]
    );
}
