//! A consultation meeting without script: its tables as citizens book them, and as the desk sets them.

use domain::account::Role;
use domain::availability::Length;
use domain::event::{EventDraft, EventKind, EventState};
use domain::event_operation::EventOperation;
use domain::event_table::EventTable;
use domain::notice::NoticeKind;
use domain::reference::EventCode;
use domain::time::Timestamp;
use jiff::civil::{date, time};

use crate::consultation::{Hired, expert, filled, kinds, values};
use crate::sample;
use crate::site::{Settings, Site, code};
use crate::staff_event::{operation, work};
use crate::visit::{Answer, Form, Visitor};

const PAGE: &str = "/events/KT4-XW2M/tables";
const DESK: &str = "/staff/events/KT4-XW2M/tables";
const FIRST: &str = "1@2026-12-01T14:00";
const SECOND: &str = "1@2026-12-01T14:35";

/// Seminar and meeting in one, on Tuesday, 1 December 2026, from two to four.
fn meeting() -> EventDraft {
    EventDraft { kind: EventKind::Combined, ..sample::draft() }
}

/// A table from two to a quarter past three: two times of half an hour, five minutes between them.
fn table(hired: &Hired) -> EventTable {
    let (from, until) = (time(14, 0, 0, 0), time(15, 15, 0, 0));
    EventTable { number: 1, expert: hired.code.clone(), from, until, length: Length::Thirty, pause: 5 }
}

async fn site() -> (Site, Hired) {
    let site = Site::with(meeting()).await;
    let hired = expert(&site).await;
    let set = EventOperation::SetTables { tables: vec![table(&hired)] };
    site.storage.event_operate(hired.desk, code(), 0, set, site.now()).await.expect("it has a table");
    (site, hired)
}

async fn chooses(visitor: &Visitor<'_>, at: &str) -> Answer {
    let page = visitor.opens(PAGE).await;
    page.assert_status(200);
    visitor.submits(&page.form().with("at", at)).await
}

async fn checks(visitor: &Visitor<'_>, at: &str) -> Answer {
    let form = chooses(visitor, at).await;
    form.assert_status(200);
    visitor.sends(&filled(form.form(), visitor).press("check")).await
}

/// The whole way; the address of the page that stays.
async fn books(visitor: &Visitor<'_>, at: &str) -> String {
    let check = checks(visitor, at).await;
    check.assert_status(200);
    let done = visitor.submits(&check.form().press("confirm")).await;
    done.assert_status(200);
    done.path.strip_suffix("/registered").expect("it ends at the confirmation").to_owned()
}

/// The form of the tables at the desk.
fn tables_form(page: &Answer) -> Form {
    work(page)
}

#[tokio::test]
async fn a_citizen_comes_from_the_events_page_to_a_booked_time_by_links_and_forms_alone() {
    for english in [false, true] {
        let (site, _) = site().await;
        let visitor = if english { site.guest("jane@example.com") } else { site.visitor("jane@example.com") };
        let said = |japanese: &'static str, in_english: &'static str| if english { in_english } else { japanese };

        let event = visitor.opens("/events/KT4-XW2M").await;
        let way = event.links("main a.button").into_iter().find(|href| href.ends_with("/tables")).expect("a way");
        let page = visitor.follows(&way).await;
        page.assert_status(200)
            .assert_heading(said("相談会の時間を予約する", "Book a time at the consultation meeting"));
        page.assert_text(said("テーブル1", "Table 1")).assert_text(said("久保田 美咲", "Misaki Kubota"));
        page.assert_text(said("空き", "open"));
        assert_eq!(values(&page, "at"), [FIRST, SECOND]);

        let form = visitor.submits(&page.form().with("at", SECOND)).await;
        form.assert_status(200).assert_heading(said("相談を予約する", "Book a consultation"));
        form.assert_text("9:10").assert_text(said("産業会館 第1会議室", "Industry Hall, Room 1"));
        let check = visitor.sends(&filled(form.form(), &visitor).press("check")).await;
        check.assert_status(200).assert_text(said("テーブル1", "Table 1"));
        let done = visitor.submits(&check.form().press("confirm")).await;
        done.assert_status(200).assert_heading(said("予約しました", "Your consultation is booked"));
        done.assert_text(said("相談会", "Meeting")).assert_text(said("産業会館 第1会議室", "Industry Hall, Room 1"));
        assert_eq!(kinds(&site).await, [NoticeKind::ConsultationBooked, NoticeKind::ExpertBooked]);

        let own = done.path.strip_suffix("/registered").expect("its own page");
        let calendar = visitor.follows(&format!("{own}.ics")).await.text().replace("\r\n ", "");
        assert!(calendar.contains("DTSTART:20261201T053500Z"), "{calendar}");
        assert!(calendar.contains(said("テーブル1", "Table 1")), "{calendar}");
        assert!(calendar.contains(said("産業会館 第1会議室", "Industry Hall")), "{calendar}");
        let after = visitor.opens(PAGE).await;
        assert_eq!(values(&after, "at"), [FIRST]);
        after.assert_text(said("予約済み", "taken"));
    }
}

#[tokio::test]
async fn a_time_that_is_gone_is_said_to_be_and_the_others_stay() {
    let (site, _) = site().await;
    let (first, second) = (site.visitor("taro@example.jp"), site.visitor("hanako@example.jp"));
    let seen = second.opens(PAGE).await;
    books(&first, FIRST).await;
    let late = second.sends(&seen.form().with("at", FIRST)).await;
    late.assert_status(409).assert_text("この時間は、ほかの方が先に予約しました");
    assert_eq!(values(&late, "at"), [SECOND]);
    second.sends(&seen.form().with("at", "")).await.assert_status(422).assert_text("時間を選んでください");
    let gone = second.sends(&seen.form().with("at", "7@2026-12-01T14:00")).await;
    gone.assert_status(409).assert_text("この時間は、予約できなくなりました");
    books(&second, SECOND).await;
    let full = site.visitor("jiro@example.jp").opens(PAGE).await;
    full.assert_status(200).assert_text("空いている時間は、もうありません");
    assert!(full.links("main a.button").contains(&"/consultations".to_owned()), "a way on");
}

#[tokio::test]
async fn a_choice_that_is_sent_twice_holds_one_time_and_choosing_again_comes_back() {
    let (site, _) = site().await;
    let visitor = site.visitor("taro@example.jp");
    let page = visitor.opens(PAGE).await;
    let choice = page.form().with("at", FIRST);
    let (once, twice) = (visitor.submits(&choice).await, visitor.submits(&choice).await);
    assert_eq!(once.path, twice.path);
    let back = visitor.submits(&once.form().press("release")).await;
    back.assert_status(200).assert_heading("相談会の時間を予約する");
    assert_eq!(values(&back, "at"), [FIRST, SECOND]);
}

#[tokio::test]
async fn a_hold_that_has_run_out_keeps_what_was_typed_and_offers_the_next_time_of_the_table() {
    let (site, _) = site().await;
    let (slow, quick) = (site.visitor("taro@example.jp"), site.visitor("hanako@example.jp"));
    let check = checks(&slow, FIRST).await;
    site.moves_the_clock(11 * 60);
    chooses(&quick, FIRST).await.assert_status(200);
    let ended = slow.sends(&check.form().press("confirm")).await;
    ended.assert_status(409).assert_text("取っておく時間が過ぎ、この時間はほかの方が予約しました");
    let form = ended.form();
    assert_eq!(form.value("organisation"), Some("山田製作所"));
    let other = slow.sends(&form.with("step", "instead:2026-12-01T14:35")).await;
    other.assert_status(200).assert_text("14:35").assert_text("テーブル1");
    let check = slow.sends(&filled(other.form(), &slow).press("check")).await;
    slow.submits(&check.form().press("confirm")).await.assert_status(200).assert_heading("予約しました");
}

#[tokio::test]
async fn once_registration_has_closed_nothing_can_be_held_and_the_page_leads_on() {
    let (site, _) = site().await;
    let visitor = site.visitor("taro@example.jp");
    let seen = visitor.opens(PAGE).await;
    site.sets_the_clock(Timestamp::from_tokyo(date(2026, 11, 28).at(9, 0, 0, 0)));
    let closed = visitor.opens(PAGE).await;
    closed.assert_status(200).assert_text("予約の受付は").assert_text("締め切りました").assert_text("受付していません");
    assert!(values(&closed, "at").is_empty() && closed.links("main a.button").contains(&"/consultations".to_owned()));
    visitor.sends(&seen.form().with("at", FIRST)).await.assert_status(409);
}

#[tokio::test]
async fn an_event_without_tables_says_so_and_what_is_hidden_is_not_there() {
    let hidden = EventCode::from_random([5; 16]);
    let draft = EventDraft { code: hidden.clone(), state: EventState::Draft, ..meeting() };
    let site = Site::set(Settings::default(), &[sample::draft(), draft]).await;
    let visitor = site.visitor("taro@example.jp");
    visitor.opens(PAGE).await.assert_status(200).assert_text("この相談会の時間は、まだ決まっていません");
    let event = visitor.opens("/events/KT4-XW2M").await;
    assert!(!event.links("main a").iter().any(|href| href.ends_with("/tables")));
    for code in [hidden.to_string(), EventCode::from_random([77; 16]).to_string(), "nonsense".to_owned()] {
        visitor.opens(&format!("/events/{code}/tables")).await.assert_status(404);
    }
}

#[tokio::test]
async fn the_desk_sets_tables_by_a_plain_form_that_says_what_is_wrong_with_them() {
    let site = Site::with(meeting()).await;
    let hired = expert(&site).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let event = boss.opens("/staff/events/KT4-XW2M").await;
    let way = event.links("main a").into_iter().find(|href| href.ends_with("/tables")).expect("a way");
    let page = boss.follows(&way).await;
    page.assert_status(200).assert_heading("相談会のテーブル").assert_text("まだテーブルがありません");
    let form = tables_form(&page).with("expert-0", hired.code.as_str());
    let early = form.clone().with("from-0", "9:00").with("until-0", "10:00");
    let refused = boss.sends(&early).await;
    refused.assert_status(422).assert_text("相談会の時間（14:00〜16:00）のなかにしてください");
    assert_eq!(refused.problems()[0].0, "from-0");
    assert_eq!(tables_form(&refused).value("until-0"), Some("10:00"), "what was typed stays");
    let unread = boss.sends(&form.clone().with("from-0", "いつか")).await;
    unread.assert_status(422);
    let fields: Vec<String> = unread.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["from-0", "until-0"]);

    let done = boss.submits(&form.with("from-0", "14:00").with("until-0", "15:00").with("length-0", "30")).await;
    done.assert_status(200)
        .assert_text("テーブルを保存しました")
        .assert_text("テーブル1：久保田 美咲")
        .assert_text("14:30〜15:00");
    assert_eq!(done.path, format!("{DESK}?done=event.tables_set"));
    let event = boss.opens("/staff/events/KT4-XW2M").await;
    event.assert_text("相談会のテーブルの変更").assert_text("テーブル1 14:00〜15:00 30分・休憩0分");
    boss.opens("/staff/audit").await.assert_text("相談会のテーブルを変えました");
    boss.follows(&format!("/en{DESK}"))
        .await
        .assert_heading("Consultation tables")
        .assert_text("Table 1: Misaki Kubota");
}

#[tokio::test]
async fn a_table_at_which_somebody_has_booked_is_not_taken_away_and_the_desk_sees_who() {
    let (site, _) = site().await;
    let own = books(&site.visitor("taro@example.jp"), FIRST).await;
    let number = site.visitor("taro@example.jp").follows(&own).await.number();
    let boss = site.signed_in(Role::Secretariat).await;
    let page = boss.opens(DESK).await;
    page.assert_text("山田製作所").assert_text(&number).assert_text("予約済み");
    let refused = boss.sends(&tables_form(&page).with("remove-0", "yes")).await;
    refused.assert_status(422).assert_text("次の予約の時間がなくなります").assert_text(&number);
    let way = refused.links("main section a").into_iter().find(|href| href.contains("/staff/consultations/"));
    let consultation = boss.follows(&way.expect("the way to the booking")).await;
    consultation.assert_status(200).assert_text("相談会のテーブルでの相談です").assert_text("産業会館 第1会議室");
    let list = boss.opens("/staff/consultations").await;
    list.assert_text("はじめてのテレワーク セキュリティ入門").assert_text("テーブル1");

    let moved = operation(&boss.opens("/staff/events/KT4-XW2M").await, "move").with("starts_on", "2026-12-08");
    boss.sends(&moved).await.assert_status(422).assert_text("相談1件").assert_text(&number);
    let stale = tables_form(&page).with("pause-0", "0");
    let longer = boss.submits(&tables_form(&page).with("until-0", "16:00")).await;
    longer.assert_status(200).assert_text("テーブルを保存しました");
    boss.sends(&stale).await.assert_status(409).assert_heading("ほかの人が、先に変更しました");
}

#[tokio::test]
async fn calling_the_event_off_says_what_else_it_ends_and_tells_those_who_booked() {
    let (site, _) = site().await;
    let visitor = site.visitor("taro@example.jp");
    let own = books(&visitor, FIRST).await;
    kinds(&site).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let form =
        operation(&boss.opens("/staff/events/KT4-XW2M").await, "cancel").with("reason_ja", "台風が近づいているため");
    let asked = boss.sends(&form).await;
    asked.assert_status(200).assert_text("相談1件も中止します");
    boss.submits(&work(&asked).press("confirm")).await.assert_text("中止しました");
    assert_eq!(kinds(&site).await, [NoticeKind::ConsultationEnded, NoticeKind::ExpertReleased]);
    visitor.follows(&own).await.assert_text("この相談は行えなくなりました").assert_text("台風が近づいているため");
    visitor.opens(PAGE).await.assert_status(200).assert_text("この相談会は中止になりました");
}

#[tokio::test]
async fn another_venue_is_asked_for_before_and_told_to_who_booked_and_to_the_expert() {
    let (site, _) = site().await;
    let visitor = site.visitor("taro@example.jp");
    books(&visitor, FIRST).await;
    kinds(&site).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let form = work(&boss.opens("/staff/events/KT4-XW2M/edit").await).with("venue_name_ja", "別館の会議室");
    let asked = boss.sends(&form.press("save")).await;
    asked.assert_status(200).assert_text("相談1件の方と専門家にも");
    assert!(!asked.said().contains("メールは送られません"), "{}", asked.said());
    boss.submits(&work(&asked).press("confirm")).await.assert_status(200).assert_text("別館の会議室");
    assert_eq!(kinds(&site).await, [NoticeKind::ConsultationPlaceChanged, NoticeKind::ExpertPlaceChanged]);
}

#[tokio::test]
async fn a_citizen_gives_it_up_and_is_told_that_it_is_not_moved() {
    let (site, _) = site().await;
    let visitor = site.visitor("taro@example.jp");
    let own = books(&visitor, FIRST).await;
    let page = visitor.follows(&own).await;
    assert!(!page.links("main a").iter().any(|href| href.ends_with("/move")));
    let moving = visitor.follows(&format!("{own}/move")).await;
    moving.assert_status(200).assert_text("相談会での相談は、日時を変えられません");
    let cancel = visitor.follows(&format!("{own}/cancel")).await;
    visitor.submits(&cancel.form()).await.assert_text("無料相談の回数には数えません");
    assert_eq!(values(&visitor.opens(PAGE).await, "at"), [FIRST, SECOND]);
}

#[tokio::test]
async fn experts_and_helpers_find_no_tables_at_the_desk() {
    let (site, _) = site().await;
    for role in [Role::Expert, Role::CheckInHelper] {
        let visitor = site.signed_in(role).await;
        visitor.opens(DESK).await.assert_status(404);
        let forged = Form { action: DESK.to_owned(), fields: vec![("revision".to_owned(), "1".to_owned())] };
        visitor.sends(&forged).await.assert_status(404);
    }
    site.visitor("taro@example.jp")
        .sends(&Form { action: DESK.to_owned(), fields: Vec::new() })
        .await
        .assert_status(303);
}
