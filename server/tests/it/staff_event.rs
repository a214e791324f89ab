//! An event at the desk: moved, called off, published, by plain forms; whoever is concerned is told once, and nobody's
//! change is lost.

use domain::account::Role;
use domain::event::{EventDraft, EventState};
use domain::notice::NoticeKind;
use scraper::Html;

use crate::sample;
use crate::site::{Settings, Site};
use crate::visit::{Answer, Form, Visitor};

const DESK: &str = "/staff/events/KT4-XW2M";

/// The form of one operation.
pub(crate) fn operation(page: &Answer, operation: &str) -> Form {
    let document: Html = page.document();
    let forms = scraper::Selector::parse("form[method=post]").expect("a selector");
    let forms = document.select(&forms).map(Form::of);
    let mut found = forms.filter(|form| form.value("operation") == Some(operation));
    found.next().unwrap_or_else(|| panic!("no form {operation} on {}: {}", page.path, page.said()))
}

/// The form of the work, not the one that signs out.
pub(crate) fn work(page: &Answer) -> Form {
    let document = page.document();
    let form = scraper::Selector::parse("main form[method=post]").expect("a selector");
    let form = document.select(&form).next();
    form.map_or_else(|| panic!("no form on {} ({}): {}", page.path, page.status, page.said()), Form::of)
}

pub(crate) async fn desk(site: &Site) -> Visitor<'_> {
    site.signed_in(Role::Secretariat).await
}

pub(crate) fn kinds(mails: &[storage::DueMail]) -> Vec<(NoticeKind, &str)> {
    mails.iter().map(|mail| (mail.kind, mail.recipient.as_str())).collect()
}

#[tokio::test]
async fn moving_an_event_says_how_many_it_concerns_and_shows_the_mail_before_it_is_sent() {
    let site = Site::open().await;
    let own = site.visitor("taro@example.jp").own_page().await;
    site.guest("anna@example.jp").registers().await;
    site.mailbox().await;
    let editor = desk(&site).await;
    let page = editor.opens(DESK).await;
    page.assert_status(200).assert_text("申込済み 2席／定員 100席").assert_text("まだ変更はありません。");

    let form =
        operation(&page, "move").with("starts_on", "2026-12-08").with("start_time", "10:00").with("end_time", "12:00");
    let check = editor.sends(&form).await;
    check.assert_status(200).assert_heading("日時を変えますか").assert_text("2人にかかわります");
    check.assert_text("イベントの日時が変わりました").assert_text("Your event has a new time");
    check.assert_text("2026年12月1日（火） 14:00〜16:00").assert_text("2026年12月8日（火） 10:00〜12:00");
    assert!(site.mailbox().await.is_empty(), "nothing is sent before it is confirmed");

    let done = editor.submits(&work(&check).press("confirm")).await;
    done.assert_status(200).assert_text("日時を変えました").assert_text("日時の変更").assert_text("田中 恵");
    let moved = NoticeKind::EventMoved;
    let mails = site.mailbox().await;
    assert_eq!(kinds(&mails), [(moved, "taro@example.jp"), (moved, "anna@example.jp")]);

    let banner = "もとの日時：2026年12月1日（火） 14:00〜16:00。新しい日時：2026年12月8日（火） 10:00〜12:00。";
    site.get("/events/KT4-XW2M").await.assert_text("日時が変わりました").assert_text(banner);
    site.visitor("taro@example.jp").follows(&own).await.assert_text("申込はそのまま有効です").assert_text(banner);
    let data = site.get("/events/KT4-XW2M").await.text();
    assert!(data.contains("https://schema.org/EventRescheduled"));
    assert!(data.contains(r#""previousStartDate":["2026-12-01T14:00:00+09:00"]"#), "{data}");
    assert!(site.get("/open-data/events.csv").await.text().contains("日程変更"));
    let json = site.get("/open-data/events.json").await.text();
    assert!(json.contains(r#""rescheduled":[{"at":"#) && json.contains("2026-12-08"), "{json}");
    let atom = site.get("/feeds/all/all.atom").await.text();
    assert!(atom.contains("日時が変わりました（もとの日時：2026年12月1日（火） 14:00〜16:00）"), "{atom}");
    let calendar = site.get("/events/KT4-XW2M.ics").await.text();
    assert!(calendar.contains("SEQUENCE:1") && calendar.contains("DTSTART:20261208T010000Z"), "{calendar}");
}

#[tokio::test]
async fn whoever_registers_after_the_move_is_not_told_of_it() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let form = operation(&editor.opens(DESK).await, "move").with("starts_on", "2026-12-08");
    editor.submits(&form).await.assert_text("日時を変えました");
    site.moves_the_clock(60);
    let own = site.visitor("taro@example.jp").own_page().await;
    let page = site.visitor("taro@example.jp").follows(&own).await;
    assert!(!page.said().contains("もとの日時"), "{}", page.said());
}

#[tokio::test]
async fn calling_off_needs_a_reason_and_tells_it_everywhere() {
    let site = Site::open().await;
    let own = site.visitor("taro@example.jp").own_page().await;
    site.mailbox().await;
    let editor = desk(&site).await;
    let form = operation(&editor.opens(DESK).await, "cancel");
    let refused = editor.sends(&form.clone().with("reason_en", "A storm is coming.")).await;
    refused.assert_status(422);
    assert_eq!(refused.problems()[0].0, "reason_ja");
    assert_eq!(operation(&refused, "cancel").value("reason_en"), Some("A storm is coming."));

    let form = form.with("reason_ja", "台風が近づいているためです。").with("reason_en", "A storm is coming.");
    let check = editor.sends(&form).await;
    check
        .assert_status(200)
        .assert_text("1人にかかわります")
        .assert_text("このイベントは中止になりました。台風が近づいているためです。");
    check.assert_text("A storm is coming.");
    editor.submits(&work(&check).press("confirm")).await.assert_text("中止しました");

    assert_eq!(kinds(&site.mailbox().await), [(NoticeKind::EventCancelled, "taro@example.jp")]);
    site.get("/events/KT4-XW2M").await.assert_text("台風が近づいているためです。");
    site.visitor("taro@example.jp").follows(&own).await.assert_text("台風が近づいているためです。");
    assert!(site.get("/events/KT4-XW2M.ics").await.text().contains("STATUS:CANCELLED"));
    assert!(site.get("/open-data/events.csv").await.text().contains("中止"));
    let forms = editor.opens(DESK).await.all("main form");
    assert!(forms.is_empty(), "{forms:?}");
}

#[tokio::test]
async fn a_capacity_below_what_is_taken_is_refused_with_the_number_and_stays_in_the_field() {
    let site = Site::open().await;
    site.visitor("a@example.jp").registers().await;
    site.visitor("b@example.jp").registers().await;
    let editor = desk(&site).await;
    let refused = editor.sends(&operation(&editor.opens(DESK).await, "capacity").with("capacity", "１")).await;
    refused.assert_status(422).assert_text("すでに2席が申込済みです。定員は2人以上にしてください。");
    assert_eq!(operation(&refused, "capacity").value("capacity"), Some("１"));
    assert!(refused.title().starts_with("エラー："));
    let done = editor.submits(&operation(&refused, "capacity").with("capacity", "２")).await;
    done.assert_status(200).assert_text("定員を変えました").assert_text("申込済み 2席／定員 2席");
}

#[tokio::test]
async fn a_closed_day_is_confirmed_before_it_is_taken() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let form = operation(&editor.opens(DESK).await, "move").with("starts_on", "2026-12-29");
    let asked = editor.sends(&form).await;
    asked
        .assert_status(200)
        .assert_text("2026年12月29日（火）は閉庁日です（年末年始）。")
        .assert_text("申し込んでいる方はいません");
    // A program that says it was confirmed without having been shown is asked all the same.
    editor.sends(&form.press("confirm")).await.assert_status(422).assert_text("閉庁日です");
    editor.submits(&work(&asked).press("confirm")).await.assert_text("日時を変えました");
}

#[tokio::test]
async fn a_second_editor_sees_both_versions_and_chooses() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let opened = editor.opens(DESK).await;
    editor.submits(&operation(&opened, "capacity").with("capacity", "120")).await.assert_text("定員を変えました");

    let late = editor.sends(&operation(&opened, "capacity").with("capacity", "80")).await;
    late.assert_status(409).assert_heading("ほかの人が、先に変更しました").assert_text("田中 恵");
    assert_eq!(late.all("tbody tr"), ["定員定員120名定員80名"]);
    site.get("/events/KT4-XW2M").await.assert_text("定員120名");

    let done = editor.submits(&work(&late)).await;
    done.assert_status(200).assert_text("定員を変えました");
    site.get("/events/KT4-XW2M").await.assert_text("定員80名");
}

#[tokio::test]
async fn a_draft_is_published_when_it_is_complete_and_nobody_sees_it_before() {
    let mut sketch = EventDraft { state: EventState::Draft, ..sample::draft() };
    sketch.particulars.summary = None;
    let held = EventDraft { code: domain::reference::EventCode::from_random([9; 16]), ..sample::draft() };
    let site = Site::set(Settings::default(), &[held, sketch]).await;
    let editor = desk(&site).await;
    site.get("/events/KT4-XW2M").await.assert_status(404);
    let page = editor.opens(DESK).await;
    let refused = editor.sends(&operation(&page, "publish")).await;
    refused.assert_status(422).assert_text("公開するには、次の内容が足りません：概要または説明");
    let past = editor
        .sends(&operation(&page, "publish_at").with("publish_on", "2026-10-01").with("publish_time", "9:00"))
        .await;
    past.assert_status(422).assert_text("公開の日時は、いまより後にしてください。");
    assert_eq!(operation(&past, "publish_at").value("publish_on"), Some("2026-10-01"));
}

#[tokio::test]
async fn the_desk_of_an_event_is_the_secretariats_alone_and_speaks_both_languages() {
    let site = Site::open().await;
    site.signed_in(Role::Expert).await.opens(DESK).await.assert_status(404);
    let editor = desk(&site).await;
    editor.opens("/staff/events/AB2-CD3E").await.assert_status(404);
    let english = editor.follows("/en/staff/events/KT4-XW2M").await;
    english.assert_status(200).assert_heading("Security basics for telework").assert_text("0 of 100 taken");
    let sent = editor.sends(&operation(&english, "move").with("starts_on", "yesterday")).await;
    sent.assert_status(422).assert_text("“First day” cannot be read");
}

/// The form of a new event, filled with what is needed to publish it.
pub(crate) fn filled(page: &Answer) -> Form {
    work(page)
        .with("kind", "seminar")
        .with("title_ja", "家で働くための労務管理")
        .with("title_en", "Personnel management for working at home")
        .with("summary_ja", "就業規則を見直します。")
        .with("topics", "personnel")
        .with("format", "online")
        .with("starts_on", "2026-12-10")
        .with("start_time", "14:00")
        .with("end_time", "16:00")
        .with("closes_on", "2026-12-08")
        .with("capacity", "30")
        .with("speakers", "佐伯 真由美 / Mayumi Saeki | 専門家")
}

#[tokio::test]
async fn a_new_event_is_looked_at_saved_as_a_draft_and_published() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let form = filled(&editor.opens("/staff/events/new").await);

    let preview = editor.sends(&form.clone().press("preview")).await;
    preview.assert_status(200).assert_heading("家で働くための労務管理");
    assert_eq!(preview.header("cache-control").as_deref(), Some("no-store"));
    assert!(!site.get("/events").await.said().contains("家で働くための労務管理"));

    let draft = editor.submits(&form.clone().press("save")).await;
    draft.assert_status(200).assert_text("下書きを作りました").assert_heading("家で働くための労務管理");
    let twice = editor.submits(&form.press("save")).await;
    assert_eq!(twice.path, draft.path, "the same form is the same event");
    assert!(!site.get("/events").await.said().contains("家で働くための労務管理"));

    let done = editor.submits(&operation(&draft, "publish")).await;
    done.assert_status(200).assert_text("公開しました");
    site.get("/events").await.assert_text("家で働くための労務管理");
}

#[tokio::test]
async fn what_is_wrong_with_an_event_is_told_at_each_field_and_nothing_typed_is_lost() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let form = filled(&editor.opens("/staff/events/new").await).with("title_ja", "").with("start_time", "いつか");
    let refused = editor.sends(&form.with("publication", "now").press("save")).await;
    refused.assert_status(422);
    let fields: Vec<_> = refused.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["title_ja", "start_time"]);
    let held = work(&refused);
    assert_eq!(held.value("start_time"), Some("いつか"));
    assert_eq!(held.value("speakers"), Some("佐伯 真由美 / Mayumi Saeki | 専門家"));
    assert_eq!(held.value("prefecture"), Some(""));

    // Published at once, with something missing: the draft is kept and says what.
    let incomplete = editor.sends(&held.with("title_ja", "題名").with("start_time", "").press("save")).await;
    incomplete.assert_status(422).assert_heading("題名").assert_text("公開するには、次の内容が足りません：始まる時刻");
}

#[tokio::test]
async fn an_edit_shows_the_mail_to_those_whom_it_concerns_and_is_kept_in_the_history() {
    let site = Site::open().await;
    site.visitor("taro@example.jp").registers().await;
    site.mailbox().await;
    let editor = desk(&site).await;
    let form = work(&editor.opens("/staff/events/KT4-XW2M/edit").await);
    let check = editor.sends(&form.with("venue_name_ja", "市民会館").press("save")).await;
    check.assert_status(200).assert_text("1人にかかわります").assert_text("イベントの内容が変わりました");
    let done = editor.submits(&work(&check).press("confirm")).await;
    done.assert_status(200).assert_text("編集").assert_text("市民会館");
    assert_eq!(kinds(&site.mailbox().await), [(NoticeKind::EventChanged, "taro@example.jp")]);
}

#[tokio::test]
async fn two_who_edit_different_parts_both_have_what_they_wrote() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let form = work(&editor.opens("/staff/events/KT4-XW2M/edit").await);
    editor.submits(&form.clone().with("capacity", "120").press("save")).await.assert_text("保存しました");

    let late = editor.sends(&form.with("title_ja", "新しい題名").press("save")).await;
    late.assert_status(409);
    assert_eq!(late.all("tbody th"), ["名称"], "what only the other changed is not asked about");
    let done = editor.submits(&work(&late).press("save")).await;
    done.assert_status(200).assert_heading("新しい題名");
    site.get("/events/KT4-XW2M").await.assert_text("新しい題名").assert_text("定員120名");
}

#[tokio::test]
async fn a_copy_is_an_event_of_its_own() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let copied = work(&editor.opens("/staff/events/new?copy=KT4-XW2M").await)
        .with("starts_on", "2027-01-20")
        .with("ends_on", "");
    let draft = editor.submits(&copied.press("save")).await;
    draft.assert_status(200).assert_text("下書きを作りました").assert_heading("はじめてのテレワーク セキュリティ入門");
    assert!(!draft.path.contains("KT4-XW2M"));
}

#[tokio::test]
async fn an_event_is_repeated_on_days_that_are_shown_first_and_holidays_are_left_out() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let form = work(&editor.opens("/staff/events/KT4-XW2M/repeat").await);
    let wrong = editor.sends(&form.clone().with("count", "many").press("preview")).await;
    wrong.assert_status(422);
    assert_eq!(work(&wrong).value("count"), Some("many"));

    // Tuesdays after 1 December: 29 December lies in the year-end closing.
    let shown = editor.sends(&form.with("count", "4").press("preview")).await;
    shown.assert_status(200).assert_text("次の4日に下書きを作ります");
    let days = shown.all("ol li");
    assert_eq!(days[3], "2026年12月29日（火）は開きません（年末年始）");
    assert_eq!(days[4], "2027年1月5日（火）");

    let done = editor.submits(&work(&shown).press("confirm")).await;
    done.assert_status(200).assert_text("くり返しの下書きを作りました").assert_text("同じシリーズ");
    assert_eq!(site.storage.event_count().await.expect("they are counted"), 5);
    editor.submits(&work(&shown).press("confirm")).await.assert_status(200);
    assert_eq!(site.storage.event_count().await.expect("they are counted"), 5, "sent twice");
    let second = done.links("section a[href*='/staff/events/']");
    let second = second.iter().find(|href| !href.contains("KT4-XW2M") && !href.contains('?')).expect("a draft");
    let draft = editor.follows(second).await;
    draft.assert_status(200).assert_text("2026年12月8日（火） 14:00〜16:00").assert_text("締切 12月4日（金）24:00");
}

#[tokio::test]
async fn a_draft_is_thrown_away_and_an_event_that_people_know_is_not() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let made = editor.submits(&work(&editor.opens("/staff/events/new?copy=KT4-XW2M").await).press("save")).await;
    made.assert_status(200).assert_text("下書きを作りました");
    let discard = operation(&made, "discard");
    let moved = operation(&made, "move").with("starts_on", "2026-12-08").with("ends_on", "2026-12-08");
    editor.submits(&moved).await.assert_status(200);

    let late = editor.sends(&discard).await;
    late.assert_status(422).assert_text("ほかの人が、先に変更しました");
    let gone = editor.submits(&operation(&late, "discard")).await;
    gone.assert_status(200).assert_text("下書きを捨てました").assert_heading("2026年12月の日程");
    assert_eq!(site.storage.event_count().await.expect("they are counted"), 1);
    editor.sends(&discard).await.assert_status(404);

    let published = editor.opens(DESK).await;
    assert!(!published.text().contains("捨てる"), "what people know of is called off, not thrown away");
    let discard = Form { action: DESK.to_owned(), ..operation(&published, "move") }.with("operation", "discard");
    editor.sends(&discard).await.assert_status(422).assert_text("下書きではないため");
}
