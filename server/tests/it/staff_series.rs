//! The schedule editor without script: when an event goes on the site, seats that are held back, a whole series edited,
//! templates, and files in both directions.

use domain::account::Role;
use domain::event::{EventDraft, EventState, Standing};
use domain::notice::NoticeKind;
use domain::open_data::{Column, HEADER};
use domain::reference::EventCode;
use domain::time::Timestamp;
use jiff::civil::date;

use crate::sample;
use crate::site::{Settings, Site};
use crate::staff_event::{desk, filled, kinds, operation, work};
use crate::visit::{Answer, Form, Visitor};

const DESK: &str = "/staff/events/KT4-XW2M";
const IMPORT: &str = "/staff/schedule/import";
const TEMPLATES: &str = "/staff/schedule/templates";

#[tokio::test]
async fn an_event_goes_on_the_site_when_its_form_says() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let form = filled(&editor.opens("/staff/events/new").await);
    assert_eq!(form.value("publication"), Some("draft"));

    let asked = form.clone().with("publication", "at").with("publish_on", "").with("publish_time", "9:00");
    let incomplete = editor.sends(&asked.press("save")).await;
    incomplete.assert_status(422);
    assert_eq!(incomplete.problems()[0].0, "publish_on");
    assert_eq!(work(&incomplete).value("publish_time"), Some("9:00"));

    let past = work(&incomplete).with("publish_on", "2026-10-31");
    let past = editor.sends(&past.press("save")).await;
    past.assert_status(422).assert_text("公開の日時は、いまより後にしてください。");
    assert_eq!(site.storage.event_count().await.expect("they are counted"), 1, "nothing was made");

    let planned = editor.submits(&work(&past).with("publish_on", "2026-11-02").press("save")).await;
    planned
        .assert_status(200)
        .assert_text("公開を予約しました")
        .assert_text("公開の予定")
        .assert_text("11月2日（月）9:00");
    let edit = editor.opens(&format!("{}/edit", planned.path.split('?').next().expect("a path"))).await;
    assert_eq!(work(&edit).value("publish_on"), Some("2026-11-02"));

    let at = Timestamp::from_tokyo(date(2026, 11, 2).at(9, 0, 0, 0));
    assert_eq!(site.storage.event_publication_next().await.expect("it is known"), Some(at));
    assert_eq!(site.storage.event_publish_due(at.plus_seconds(-1)).await.expect("nothing is due"), 0);
    assert!(!site.get("/events").await.said().contains("家で働くための労務管理"));
    assert_eq!(site.storage.event_publish_due(at).await.expect("it is due"), 1);
    assert_eq!(site.storage.event_publication_next().await.expect("nothing is"), None);
    site.get("/events").await.assert_text("家で働くための労務管理");
}

#[tokio::test]
async fn a_draft_is_published_at_once_from_its_form_and_an_event_on_the_site_is_not_asked_again() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let form = filled(&editor.opens("/staff/events/new").await).with("publication", "now");
    let done = editor.submits(&form.press("save")).await;
    done.assert_status(200).assert_text("公開しました");
    site.get("/events").await.assert_text("家で働くための労務管理");
    let edit = work(&editor.opens(&format!("{DESK}/edit")).await);
    assert_eq!((edit.value("publication"), edit.value("scope")), (None, None));
}

#[tokio::test]
async fn seats_that_are_held_back_are_not_shown_as_free_and_are_offered_when_they_are_released() {
    let site = Site::with(EventDraft { capacity: Some(3), ..sample::draft() }).await;
    let editor = desk(&site).await;
    let page = editor.opens(DESK).await;
    let refused = editor.sends(&operation(&page, "hold_back").with("reserved", "4")).await;
    refused.assert_status(422).assert_text("残りは3席です。取り置く席は3席までにしてください。");
    assert_eq!(operation(&refused, "hold_back").value("reserved"), Some("4"));
    let held = editor.submits(&operation(&refused, "hold_back").with("reserved", "２")).await;
    held.assert_text("取り置きの席を変えました").assert_text("2席（一般の申込では使えません）");

    site.get("/events/KT4-XW2M").await.assert_text("残りわずか・1席");
    assert!(site.get("/events/KT4-XW2M").await.text().contains(r#""remainingAttendeeCapacity":1"#));
    site.visitor("taro@example.jp").registers().await.assert_status(200);
    site.visitor("hanako@example.jp").registers().await.assert_text("キャンセル待ち");
    site.mailbox().await;

    let released = editor.submits(&operation(&editor.opens(DESK).await, "hold_back").with("reserved", "1")).await;
    released.assert_text("取り置きの席を変えました");
    assert_eq!(kinds(&site.mailbox().await), [(NoticeKind::SeatOffered, "hanako@example.jp")]);
    let smaller = editor.sends(&operation(&released, "capacity").with("capacity", "2")).await;
    smaller.assert_status(422).assert_text("残りは0席です。");
}

/// The sample event, repeated on the three Tuesdays after it; the pages of all four at the desk.
async fn series(editor: &Visitor<'_>) -> Vec<String> {
    let form = work(&editor.opens(&format!("{DESK}/repeat")).await).with("count", "3");
    let shown = editor.sends(&form.press("preview")).await;
    let done = editor.submits(&work(&shown).press("confirm")).await;
    done.assert_text("同じシリーズ");
    done.links("#series ~ ul a")
}

#[tokio::test]
async fn a_series_is_edited_after_one_page_that_says_how_many_events_and_how_many_mails() {
    let site = Site::open().await;
    site.visitor("taro@example.jp").registers().await;
    site.mailbox().await;
    let editor = desk(&site).await;
    let pages = series(&editor).await;
    assert_eq!(pages.len(), 4, "{pages:?}");

    let form = work(&editor.opens(&format!("{DESK}/edit")).await);
    assert_eq!(form.value("scope"), Some("this"));
    let form = form.with("venue_name_ja", "市民会館").with("starts_on", "2026-12-02").with("ends_on", "");
    let check = editor.sends(&form.with("scope", "all").press("save")).await;
    check.assert_status(200).assert_heading("シリーズを変えますか");
    check.assert_text("4件のイベントを変えます。申込済みとキャンセル待ちの、のべ1人にメールが届きます。");
    check.assert_text("2026年12月16日（水）").assert_text("イベントの日時が変わりました");
    assert!(site.mailbox().await.is_empty(), "nothing is sent before it is confirmed");

    // Somebody changes the second meanwhile.
    let other = operation(&editor.follows(&pages[1]).await, "capacity").with("capacity", "7");
    editor.submits(&other).await.assert_text("定員を変えました");

    let done = editor.submits(&work(&check).press("confirm")).await;
    done.assert_status(200).assert_text("シリーズを変えました").assert_text("3件のイベントを変えました。");
    done.assert_text("次の1件は、変えませんでした。").assert_text("開いてから送るまでのあいだに、変わりました。");
    assert_eq!(kinds(&site.mailbox().await), [(NoticeKind::EventMoved, "taro@example.jp")]);
    editor.follows(&pages[1]).await.assert_text("2026年12月8日（火）").assert_text("定員 7席");
    editor.follows(&pages[2]).await.assert_text("2026年12月16日（水）").assert_text("市民会館");
}

#[tokio::test]
async fn an_edit_that_changes_none_of_a_series_comes_back_with_what_was_typed() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    series(&editor).await;
    let form = work(&editor.opens(&format!("{DESK}/edit")).await).with("scope", "all");
    let same = editor.sends(&form.press("save")).await;
    same.assert_status(422).assert_text("いまの内容と同じです。");
    let wrong = editor.sends(&work(&same).with("end_time", "9:00").press("save")).await;
    wrong.assert_status(422).assert_text("終わりは、始まりより後にしてください。");
    assert_eq!((work(&wrong).value("scope"), work(&wrong).value("end_time")), (Some("all"), Some("9:00")));

    let english = work(&editor.follows(&format!("/en{DESK}/edit")).await).with("scope", "following");
    let check = editor.sends(&english.with("capacity", "80").press("save")).await;
    check.assert_status(200).assert_heading("Change the series?").assert_text("4 events change. No mail is sent.");

    // The edited event was changed meanwhile: both versions stand side by side, and the choice of events is kept.
    let late = work(&check);
    let other = operation(&editor.opens(DESK).await, "capacity").with("capacity", "90");
    editor.submits(&other).await.assert_text("定員を変えました");
    let conflict = editor.sends(&late.press("confirm")).await;
    conflict.assert_status(409).assert_heading("Somebody else was faster");
    assert_eq!(work(&conflict).value("scope"), Some("following"));
}

#[tokio::test]
async fn an_event_is_kept_as_a_template_and_others_are_made_from_it() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    editor.opens(TEMPLATES).await.assert_status(200).assert_text("ひな型は、まだありません。");
    let form = editor.opens(DESK).await.form_to(TEMPLATES, "");
    let refused = editor.sends(&form.clone().with("template_name", "　")).await;
    refused.assert_status(422).assert_text("「ひな型の名前」を入力してください");
    let kept = editor.submits(&form.clone().with("template_name", "月例 <b>入門</b>")).await;
    kept.assert_status(200).assert_text("ひな型を保存しました").assert_text("月例 <b>入門</b>");
    editor.submits(&operation(&editor.opens(DESK).await, "capacity").with("capacity", "80")).await;
    let taken = editor.sends(&form.with("template_name", "月例 <b>入門</b>")).await;
    taken.assert_status(422).assert_text("同じ名前のひな型が、すでにあります。");

    let undated = work(&editor.opens("/staff/events/new?template=1").await);
    assert_eq!((undated.value("starts_on"), undated.value("start_time")), (Some(""), Some("14:00")));
    let dated = editor.opens("/staff/events/new?template=1&on=2027-01-20").await;
    let form = work(&dated);
    // Four days before, as the first one had it: 28 November, at midnight.
    assert_eq!((form.value("starts_on"), form.value("closes_on")), (Some("2027-01-20"), Some("2027-01-16")));
    assert_eq!(form.value("capacity"), Some("100"));
    let made = editor.submits(&form.press("save")).await;
    made.assert_status(200).assert_text("下書きを作りました").assert_heading("はじめてのテレワーク セキュリティ入門");
    editor.opens("/staff/events/new?template=77").await.assert_status(404);

    let delete = Form {
        action: TEMPLATES.to_owned(),
        fields: vec![("act".to_owned(), "delete".to_owned()), ("template".to_owned(), "1".to_owned())],
    };
    editor.submits(&delete).await.assert_text("ひな型を削除しました").assert_text("ひな型は、まだありません。");
    editor.follows(&format!("/en{TEMPLATES}")).await.assert_heading("Event templates");
}

/// A file with a row for each list of cells.
fn file(rows: &[&[(Column, &str)]]) -> Vec<u8> {
    let mut csv = HEADER.join(",");
    for row in rows {
        let cells = Column::ALL.map(|column| row.iter().find(|(held, _)| *held == column).map_or("", |(_, cell)| cell));
        csv.push_str("\r\n");
        csv.push_str(&cells.map(|cell| format!("\"{cell}\"")).join(","));
    }
    csv.into_bytes()
}

const ROW: &[(Column, &str)] = &[
    (Column::Number, "900001"),
    (Column::Title, "=HYPERLINK(1)<script>alert(1)</script>"),
    (Column::StartDate, "2026-12-10"),
    (Column::StartTime, "14:00"),
    (Column::EndTime, "16:00"),
    (Column::Capacity, "30"),
];

async fn brings(editor: &Visitor<'_>, content: &[u8]) -> Answer {
    let form = editor.opens(IMPORT).await.form_to(IMPORT, "");
    editor.sends_files(&form, &[("events.csv", content)]).await
}

#[tokio::test]
async fn a_file_is_looked_at_line_by_line_and_taken_once_when_that_is_confirmed() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let bad: &[(Column, &str)] = &[(Column::Title, "日がない回"), (Column::StartDate, "2026-02-30")];
    let plain: &[(Column, &str)] = &[(Column::Title, "二度書いた回"), (Column::StartDate, "2026-12-11")];
    let report = brings(&editor, &file(&[ROW, plain, bad, plain])).await;
    report.assert_status(200).assert_text("新しく作る 2件、変える 0件、同じ 1件、取り込めない 1件");
    report.assert_text("=HYPERLINK(1)<script>alert(1)</script>").assert_text("「開始日」は、ない日付です");
    report.assert_text("3行目と同じです").assert_text("メールは送られません。");
    assert!(!report.text().contains("<script>alert"), "what stands in a cell is text");
    assert_eq!(site.storage.event_count().await.expect("they are counted"), 1, "nothing is written yet");

    let confirm = report.form_to(IMPORT, "confirm").press("confirm");
    let done = editor.submits(&confirm).await;
    done.assert_status(200).assert_text("ファイルを取り込みました").assert_text("新しく作る 2件");
    assert_eq!(site.storage.event_count().await.expect("they are counted"), 3);
    let twice = editor.submits(&confirm).await;
    twice.assert_status(410).assert_text("このファイルは、もう待っていません");
    assert_eq!(site.storage.event_count().await.expect("they are counted"), 3, "sent twice");

    let changed = ROW.iter().map(|(column, cell)| match column {
        Column::Capacity => (*column, "40"),
        _ => (*column, *cell),
    });
    let changed: Vec<_> = changed.collect();
    let report = brings(&editor, &file(&[&changed])).await;
    report.assert_text("を変えます：定員");
    let confirm = report.form_to(IMPORT, "confirm").press("confirm");
    // The same rows come by another way first: what was shown is not what would be done.
    let other = brings(&editor, &file(&[&changed, bad])).await;
    editor.submits(&other.form_to(IMPORT, "confirm").press("confirm")).await.assert_status(200);
    let late = editor.sends(&confirm).await;
    late.assert_status(409).assert_text("確かめてからのあいだに、予定が変わりました。").assert_text("と同じです");
}

#[tokio::test]
async fn a_file_that_is_none_is_refused_in_words_in_both_languages() {
    let site = Site::open().await;
    let editor = desk(&site).await;
    let none = editor.sends(&editor.opens(IMPORT).await.form_to(IMPORT, "")).await;
    none.assert_status(422).assert_text("CSVファイルを選んでください。");
    let shift_jis = [b"NO,\x96\xbc\x8f\xcc".as_slice(), b"\r\n1,2"].concat();
    brings(&editor, &shift_jis).await.assert_status(422).assert_text("文字コードがShift_JISのようです。");
    brings(&editor, b"PK\x03\x04\xff\xfe\x80 a sheet")
        .await
        .assert_status(422)
        .assert_text("UTF-8の文字として読めません");
    brings(&editor, b"").await.assert_status(422).assert_text("ファイルに何も書かれていません");
    brings(&editor, b"a,b\r\n1,2").await.assert_status(422).assert_text("1行目が2列です");
    let short = [HEADER.join(",").into_bytes(), b"\r\n1,2".to_vec()].concat();
    brings(&editor, &short).await.assert_status(422).assert_text("50列でない行があります（2行目は2列）");
    let large = vec![b'a'; 50 * 1024 * 1024];
    brings(&editor, &large).await.assert_status(422).assert_text("8 MBまでに分けてください。");
    let form = editor.follows(&format!("/en{IMPORT}")).await.form_to(&format!("/en{IMPORT}"), "");
    let english = editor.sends_files(&form, &[("events.csv", b"a,b")]).await;
    english.assert_status(422).assert_text("The first line has 2 columns. It should have 50, separated by commas.");
}

#[tokio::test]
async fn the_schedule_is_taken_out_with_its_drafts_and_comes_back_as_the_same() {
    let hidden = EventDraft {
        code: EventCode::from_random([5; 16]),
        state: EventState::Draft,
        title: domain::event::Bilingual::japanese("まだ秘密の回"),
        ..sample::draft()
    };
    let site = Site::set(Settings::default(), &[sample::draft(), hidden]).await;
    let editor = desk(&site).await;
    let form = editor.opens(IMPORT).await.form_to("/staff/schedule/export", "");
    let csv = editor.sends(&form).await;
    csv.assert_status(200);
    assert_eq!(csv.header("content-disposition").as_deref(), Some("attachment; filename=\"schedule-20261101.csv\""));
    assert!(csv.text().contains("まだ秘密の回"));
    editor.opens("/staff/audit").await.assert_text("予定をファイルに書き出しました");

    let report = brings(&editor, &csv.bytes).await;
    report
        .assert_status(200)
        .assert_text("新しく作る 0件、変える 0件、同じ 2件")
        .assert_text("書き込むものはありません。");
    let drafts = site.storage.event_list().await.expect("they are read");
    assert!(drafts.iter().any(|event| event.standing() == Standing::Draft));
    site.signed_in(Role::Expert).await.opens(IMPORT).await.assert_status(404);
}
