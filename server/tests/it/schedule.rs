//! The desk's schedule without script: drafts and what is full at a glance, an event moved to another day by a button,
//! and whoever is concerned asked about first.

use domain::account::Role;
use domain::event::{Bilingual, EventDraft, EventState, Speaker, When};
use domain::notice::NoticeKind;
use domain::reference::EventCode;
use jiff::civil::{Date, date, time};
use scraper::{Html, Selector};

use crate::sample;
use crate::site::{Settings, Site};
use crate::visit::{Answer, Form, Visitor};

const MONTH: &str = "/staff/schedule?view=month&month=2026-12";
const MOVING: &str = "/staff/schedule?view=month&month=2026-12&move=KT4-XW2M";

fn on(number: u8, day: Date, hour: i8) -> EventDraft {
    let when = When::on(day, time(hour, 0, 0, 0), time(hour + 2, 0, 0, 0));
    let title = Bilingual::both(format!("第{number}回の勉強会"), format!("Study group no. {number}"));
    EventDraft { code: EventCode::from_random([number; 16]), when, title, ..sample::draft() }
}

fn with_speaker(draft: EventDraft) -> EventDraft {
    let speaker = Speaker { name: Bilingual::japanese("佐伯 真由美"), role: Bilingual::default(), profile: None };
    let particulars = domain::event::Particulars { speakers: vec![speaker], ..draft.particulars.clone() };
    EventDraft { particulars, ..draft }
}

/// The form that stands around the sheet.
fn sheet(page: &Answer) -> Form {
    let document: Html = page.document();
    let form = Selector::parse("form.schedule-form").expect("a selector");
    let form = document.select(&form).next();
    form.map_or_else(|| panic!("nothing is picked up on {}: {}", page.path, page.said()), Form::of)
}

/// The form of a page that asks before something is done.
fn work(page: &Answer) -> Form {
    let document = page.document();
    let form = Selector::parse("main form[method=post]").expect("a selector");
    let form = document.select(&form).next();
    form.map_or_else(|| panic!("no form on {} ({}): {}", page.path, page.status, page.said()), Form::of)
}

async fn desk(site: &Site) -> Visitor<'_> {
    site.signed_in(Role::Secretariat).await
}

/// What stands on a day of the sheet.
fn day(page: &Answer, day: &str) -> String {
    page.all(&format!("td[data-day=\"{day}\"]")).join(" ")
}

#[tokio::test]
async fn the_month_shows_drafts_what_is_full_and_waits_what_clashes_and_when_offices_are_closed() {
    let draft = EventDraft { state: EventState::Draft, ..with_speaker(on(2, date(2026, 12, 10), 14)) };
    let full = EventDraft { capacity: Some(1), ..on(3, date(2026, 12, 15), 9) };
    let reason = Bilingual::japanese("台風のため");
    let off = EventState::Cancelled { reason, at: sample::now() };
    let off = EventDraft { state: off, ..on(4, date(2026, 12, 16), 9) };
    let two_days = on(5, date(2026, 12, 21), 10);
    let two_days = EventDraft { when: When { ends_on: date(2026, 12, 22), ..two_days.when }, ..two_days };
    let clashing = with_speaker(on(6, date(2026, 12, 10), 15));
    let events = [sample::draft(), draft, full.clone(), off, two_days, clashing];
    let site = Site::set(Settings::default(), &events).await;
    let page = desk(&site).await.opens(MONTH).await;
    page.assert_status(200).assert_heading("2026年12月の日程").assert_text("6 件");
    assert_eq!(page.all(".schedule-month tbody td").len(), 35);
    for (at, words) in [
        ("2026-12-01", "14:00 千代田区・オンライン"),
        ("2026-12-10", "下書き"),
        ("2026-12-10", "専門家・登壇者の重なりあり"),
        ("2026-12-10", "会場の重なりあり"),
        ("2026-12-16", "中止"),
        ("2026-12-22", "2日目"),
        ("2026-12-31", "年末年始"),
        ("2027-01-01", "元日"),
        ("2026-12-05", "閉庁日"),
    ] {
        assert!(day(&page, at).contains(words), "{words} on {at}: {}", day(&page, at));
    }
    assert!(page.links("td a.ev").contains(&"/staff/events/KT4-XW2M".to_owned()));
    assert_eq!(page.links("td[data-day=\"2026-12-01\"] .schedule-pick"), [MOVING]);
    assert_eq!(page.links("td[data-day=\"2026-12-16\"] .schedule-pick").len(), 0, "what was called off stays");
}

#[tokio::test]
async fn what_is_full_says_so_and_how_many_wait() {
    let site = Site::with(EventDraft { capacity: Some(1), ..sample::draft() }).await;
    site.visitor("a@example.jp").registers().await;
    let waiting = site.visitor("b@example.jp");
    let form = waiting.fills().await;
    let check = waiting.sends(&form.press("check")).await;
    waiting.submits(&check.form().press("confirm")).await.assert_status(200);
    let page = desk(&site).await.opens(MONTH).await;
    page.assert_text("公開中・満席").assert_text("キャンセル待ち1組");
}

#[tokio::test]
async fn the_filters_stand_in_the_address_and_narrow_every_view() {
    let draft = EventDraft { state: EventState::Draft, ..with_speaker(on(2, date(2026, 12, 10), 14)) };
    let site = Site::set(Settings::default(), &[sample::draft(), draft]).await;
    let editor = desk(&site).await;
    for view in ["view=month&month=2026-12", "view=week&week=2026-12-10", "view=list&month=2026-12"] {
        let all = editor.opens(&format!("/staff/schedule?{view}")).await;
        all.assert_status(200).assert_text("第2回の勉強会");
        let expert = "expert=%E4%BD%90%E4%BC%AF+%E7%9C%9F%E7%94%B1%E7%BE%8E";
        for (wish, found) in [
            (expert, true),
            ("state=draft", true),
            ("state=open", false),
            ("region=kyushu", false),
            ("kind=combined", false),
        ] {
            let page = editor.opens(&format!("/staff/schedule?{view}&{wish}")).await;
            assert_eq!(page.said().contains("第2回の勉強会"), found, "{view} {wish}: {}", page.said());
        }
    }
}

#[tokio::test]
async fn the_week_shows_hours_and_the_list_how_many_seats_are_taken() {
    let no_hour = on(2, date(2026, 12, 2), 9);
    let no_hour = EventDraft { when: When { start_time: None, end_time: None, ..no_hour.when }, ..no_hour };
    let early = on(3, date(2026, 12, 3), 6);
    let site = Site::set(Settings::default(), &[sample::draft(), no_hour, early]).await;
    let editor = desk(&site).await;
    let week = editor.opens("/staff/schedule?view=week&week=2026-12-01").await;
    week.assert_status(200).assert_heading("2026年11月29日（日）〜12月5日（土）の日程");
    let cell = |hour: &str| week.all(&format!("td[data-day=\"2026-12-01\"][data-hour=\"{hour}\"] a.ev")).len();
    assert_eq!((cell("14"), cell("15")), (1, 0));
    assert_eq!(week.all("tr.schedule-untimed td[data-day=\"2026-12-02\"] a.ev").len(), 1);
    assert_eq!(week.all("tr.schedule-hour th").first().map(String::as_str), Some("6:00"));
    let list = editor.opens("/staff/schedule?view=list&month=2026-12").await;
    list.assert_status(200).assert_text("申込済み 0席／定員 100席");
    let english = editor.follows("/en/staff/schedule?view=list&month=2026-12").await;
    english.assert_status(200).assert_heading("Schedule, December 2026").assert_text("0 of 100 taken");
}

#[tokio::test]
async fn an_event_is_moved_by_the_button_of_a_day_and_the_sheet_says_so() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let page = editor.opens(MOVING).await;
    page.assert_status(200).assert_text("「はじめてのテレワーク セキュリティ入門」を移します");
    assert_eq!(page.all("td .schedule-put").len(), 35);
    assert_eq!(page.links(".schedule-pick").len(), 0, "one at a time");
    let done = editor.submits(&sheet(&page).with("to", "2026-12-08")).await;
    done.assert_status(200).assert_text("日時を変えました").assert_text("2026年12月8日（火） 14:00〜16:00");
    assert!(day(&done, "2026-12-08").contains("14:00") && !day(&done, "2026-12-01").contains("14:00"));
    assert!(done.path.starts_with("/staff/schedule?view=month&month=2026-12"), "{}", done.path);
    assert!(done.all("form.schedule-form").is_empty(), "it is put down");
}

#[tokio::test]
async fn moving_in_a_week_takes_it_to_the_hour_and_keeps_its_length() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let page = editor.opens("/staff/schedule?view=week&week=2026-12-01&move=KT4-XW2M").await;
    let done = editor.submits(&sheet(&page).with("to", "2026-12-03T09:00")).await;
    done.assert_status(200).assert_text("2026年12月3日（木） 9:00〜11:00");
    // What the island sends where an end is drawn out.
    let page = editor.opens("/staff/schedule?view=week&week=2026-12-01&move=KT4-XW2M").await;
    let form = sheet(&page).with("to", "2026-12-03T09:00").with("until", "12:15");
    editor.submits(&form).await.assert_status(200).assert_text("2026年12月3日（木） 9:00〜12:15");
}

#[tokio::test]
async fn with_registrations_the_mail_is_shown_first_and_nothing_is_sent_before_it_is_confirmed() {
    let site = Site::open().await;
    site.visitor("taro@example.jp").registers().await;
    site.mailbox().await;
    let editor = desk(&site).await;
    let check = editor.sends(&sheet(&editor.opens(MOVING).await).with("to", "2026-12-08")).await;
    check.assert_status(200).assert_heading("日時を変えますか").assert_text("1人にかかわります");
    check.assert_text("イベントの日時が変わりました");
    assert!(site.mailbox().await.is_empty());
    let done = editor.submits(&work(&check).press("confirm")).await;
    done.assert_status(200).assert_heading("2026年12月の日程").assert_text("日時を変えました");
    let mails = site.mailbox().await;
    assert_eq!(mails.iter().map(|mail| mail.kind).collect::<Vec<_>>(), [NoticeKind::EventMoved]);
}

#[tokio::test]
async fn a_closed_day_and_a_clash_are_told_before_and_may_be_meant() {
    let held = with_speaker(sample::draft());
    let site = Site::set(Settings::default(), &[held, with_speaker(on(2, date(2026, 12, 29), 15))]).await;
    let editor = desk(&site).await;
    let check = editor.sends(&sheet(&editor.opens(MOVING).await).with("to", "2026-12-29")).await;
    check.assert_status(200).assert_text("2026年12月29日（火）は閉庁日です").assert_text("第2回の勉強会");
    let done = editor.submits(&work(&check).press("confirm")).await;
    done.assert_status(200).assert_text("日時を変えました");
    assert!(day(&done, "2026-12-29").contains("重なりあり"));
}

#[tokio::test]
async fn somebody_elses_newer_change_is_shown_beside_ones_own_and_the_choice_is_ones_own() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let (first, second) = (editor.opens(MOVING).await, editor.opens(MOVING).await);
    editor.submits(&sheet(&first).with("to", "2026-12-08")).await.assert_text("日時を変えました");
    let late = editor.sends(&sheet(&second).with("to", "2026-12-15")).await;
    late.assert_status(409).assert_heading("ほかの人が、先に変更しました");
    late.assert_text("2026年12月8日（火） 14:00〜16:00").assert_text("2026年12月15日（火） 14:00〜16:00");
    let done = editor.submits(&work(&late)).await;
    done.assert_status(200).assert_text("日時を変えました").assert_text("2026年12月15日（火） 14:00〜16:00");
}

#[tokio::test]
async fn a_copy_is_a_draft_of_its_own_made_once_for_each_place() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let page = editor.opens("/staff/schedule?view=month&month=2026-12&copy=KT4-XW2M").await;
    page.assert_text("を複製します");
    let form = sheet(&page).with("to", "2026-12-08");
    for _ in 0..2 {
        editor.submits(&form).await.assert_status(200).assert_text("下書きを作りました");
    }
    let elsewhere = editor.submits(&form.with("to", "2026-12-10")).await;
    elsewhere.assert_status(200);
    let copies = |at: &str| elsewhere.all(&format!("td[data-day=\"{at}\"] a.ev")).len();
    assert_eq!((copies("2026-12-01"), copies("2026-12-08"), copies("2026-12-10")), (1, 1, 1));
    site.get("/events/KT4-XW2M").await.assert_text("12月1日");
}

#[tokio::test]
async fn a_copy_is_taken_back_and_what_people_know_of_is_not() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let page = editor.opens("/staff/schedule?view=month&month=2026-12&copy=KT4-XW2M").await;
    let form = sheet(&page);
    let copied = editor.submits(&form.clone().with("to", "2026-12-08")).await;
    let link = Selector::parse("td[data-day=\"2026-12-08\"] a.ev").expect("a selector");
    let document = copied.document();
    let code = document.select(&link).next().and_then(|link| link.attr("data-event")).expect("the copy");

    let back = form.with("operation", "discard");
    let refused = editor.sends(&back.clone().with("revision", "0")).await;
    refused.assert_status(422).assert_text("下書きではないため");
    let gone = editor.submits(&back.with("code", code).with("revision", "0")).await;
    gone.assert_status(200).assert_text("下書きを捨てました").assert_heading("2026年12月の日程");
    assert!(gone.all("td[data-day=\"2026-12-08\"] a.ev").is_empty());
}

#[tokio::test]
async fn what_cannot_be_done_is_said_on_the_sheet_and_changes_nothing() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let form = sheet(&editor.opens(MOVING).await);
    for (to, said) in
        [("2026-02-30", "日と時刻を読めません"), ("", "日と時刻を読めません"), ("2026-12-01", "いまの内容と同じです")]
    {
        let refused = editor.sends(&form.clone().with("to", to)).await;
        refused.assert_status(422).assert_text("移せませんでした").assert_heading("2026年12月の日程");
        assert!(refused.title().starts_with("エラー："), "{}", refused.title());
        refused.assert_text(said);
    }
    editor.sends(&form.clone().with("operation", "delete")).await.assert_status(400);
    editor.sends(&form.clone().with("revision", "new")).await.assert_status(400);
    editor.sends(&form.with("code", "AB2-CD3E")).await.assert_status(404);
    let english = editor.follows("/en/staff/schedule?view=month&month=2026-12&move=KT4-XW2M").await;
    let refused = editor.sends(&sheet(&english).with("to", "tomorrow")).await;
    refused.assert_status(422).assert_text("The day cannot be read");
}

#[tokio::test]
async fn the_desks_client_is_loaded_at_the_desk_and_nowhere_else() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let module = Selector::parse("script[type=module]").expect("a selector");
    let loaded = |page: Answer| -> Vec<String> {
        page.document().select(&module).filter_map(|script| script.attr("src").map(str::to_owned)).collect()
    };
    for path in [MONTH, "/en/staff/schedule"] {
        assert_eq!(loaded(editor.follows(path).await), ["/pkg/desk-start.js"], "{path}");
    }
    for path in ["/events/KT4-XW2M/register", "/en/inquiries/new?topic=ict"] {
        assert_eq!(loaded(editor.follows(path).await), ["/pkg/start.js"], "{path}");
    }
}

#[tokio::test]
async fn an_address_that_names_no_month_no_event_or_nothing_known_shows_the_days_around_today() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    for query in
        ["", "?view=year&month=2026-13", "?move=AB2-CD3E", "?move=%00&state=%ff", "?done=event.moved&event=AB2-CD3E"]
    {
        let page = editor.opens(&format!("/staff/schedule{query}")).await;
        page.assert_status(200).assert_heading("2026年11月の日程");
        assert!(page.all("form.schedule-form").is_empty());
    }
    for far in ["month=-9999-01", "month=9999-12", "view=week&week=9999-12-31", "view=week&week=-9999-01-01"] {
        editor.opens(&format!("/staff/schedule?{far}")).await.assert_status(200);
    }
    site.signed_in(Role::Expert).await.opens("/staff/schedule").await.assert_status(404);
}
