//! The door, as whoever keeps it uses it without script; and what its island sends.

use domain::account::Role;
use domain::event::EventDraft;
use domain::notice::NoticeKind;
use domain::reference::EventCode;
use domain::time::Timestamp;
use jiff::civil::date;

use crate::sample;
use crate::site::{Settings, Site};
use crate::visit::{Answer, Form, Visitor};

const LIST: &str = "/staff/check-in/KT4-XW2M";
const DOOR: &str = "/staff/events/KT4-XW2M/door";
const OTHER: [u8; 16] = [5; 16];

fn at_the_door() -> Timestamp {
    Timestamp::from_tokyo(date(2026, 12, 1).at(13, 30, 0, 0))
}

/// The sample event and another one of the same hours.
async fn site() -> Site {
    let other = EventDraft { code: EventCode::from_random(OTHER), ..sample::draft() };
    Site::set(Settings::default(), &[sample::draft(), other]).await
}

/// Registers somebody who comes to the venue: their number.
async fn registers(site: &Site, email: &str, name: &str, kana: &str, seats: &str) -> String {
    let visitor = site.visitor(email);
    let form = visitor.fills().await.with("attendance", "venue").with("name", name).with("kana", kana);
    let check = visitor.sends(&form.with("seats", seats).press("check")).await;
    visitor.submits(&check.form().press("confirm")).await.number()
}

/// Three parties have registered, and it is half an hour before the beginning.
async fn filled(site: &Site) -> [String; 3] {
    let numbers = [
        registers(site, "ishii@example.jp", "石井 大輔", "イシイ ダイスケ", "1").await,
        registers(site, "ito@example.jp", "伊藤 慎一", "イトウ シンイチ", "3").await,
        registers(site, "mori@example.jp", "森 陽子", "モリ ヨウコ", "1").await,
    ];
    site.sets_the_clock(at_the_door());
    numbers
}

fn shown(page: &Answer) -> Vec<String> {
    page.all(".door-guest[data-number]:not([hidden]) .door-who > b")
}

fn forms(page: &Answer, selector: &str) -> Vec<Form> {
    let selector = scraper::Selector::parse(selector).expect("a selector");
    page.document().select(&selector).map(Form::of).collect()
}

fn first(page: &Answer, selector: &str) -> Form {
    forms(page, selector)
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("no {selector} on {}: {}", page.path, page.said()))
}

fn of(number: &str, act: &str) -> String {
    format!("[data-number=\"{}\"] form[data-tap={act}]", number.replace(' ', ""))
}

async fn searches(keeper: &Visitor<'_>, query: &str) -> Answer {
    let page = keeper.opens(LIST).await;
    keeper.sends(&first(&page, "form.door-search").with("q", query)).await
}

/// Makes a link for a helper until `time`: its path.
async fn makes_a_link(boss: &Visitor<'_>, time: &str) -> String {
    let page = boss.opens(DOOR).await;
    let form = first(&page, "form:has([value=add-helper])").with("helper", "小山 陸").with("until_time", time);
    let made = boss.sends(&form).await;
    made.assert_status(200).assert_text("小山 陸さんのリンクを作りました");
    let address = made.all("#made code").concat();
    address.trim_start_matches("https://telework.example.jp").to_owned()
}

#[tokio::test]
async fn a_helper_comes_by_a_link_and_lets_people_in_without_script() {
    let site = site().await;
    let [ishii, ito, _] = filled(&site).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let link = makes_a_link(&boss, "17:00").await;

    let helper = site.visitor("nobody@example.jp");
    let page = helper.follows(&link).await;
    page.assert_status(200).assert_heading("受付のお手伝い").assert_text("小山 陸さん");
    let list = helper.submits(&page.form()).await;
    list.assert_status(200)
        .assert_heading("受付：はじめてのテレワーク セキュリティ入門")
        .assert_text("／ 5人 受付済み");
    assert_eq!(shown(&list), ["石井 大輔", "伊藤 慎一", "森 陽子"], "by their readings");
    assert!(!list.said().contains("ishii@example.jp"), "no more than one has to know at a door");

    for (query, found) in [
        ("い", vec!["石井 大輔", "伊藤 慎一"]),
        ("ｲﾄｳ", vec!["伊藤 慎一"]),
        ("森", vec!["森 陽子"]),
        (&ishii.to_lowercase(), vec!["石井 大輔"]),
        ("そんな人", vec![]),
    ] {
        assert_eq!(shown(&searches(&helper, query).await), found, "{query}");
    }

    let after = helper.submits(&first(&list, &of(&ishii, "arrive"))).await;
    after.assert_text("石井 大輔さんを受付しました（1名）").assert_text("13:30 受付済み");
    assert_eq!(after.all("[data-count]"), ["1"]);
    let two = helper.submits(&first(&after, &of(&ito, "arrive")).with("people", "2")).await;
    two.assert_text("伊藤 慎一さんを受付しました（2名）").assert_text("3名中2名");
    assert_eq!(two.all("[data-count]"), ["3"]);
    assert_eq!(shown(&helper.opens(&format!("{LIST}?show=open")).await), ["森 陽子"]);
    assert_eq!(shown(&helper.opens(&format!("{LIST}?show=in")).await), ["石井 大輔", "伊藤 慎一"]);

    let back = helper.submits(&first(&two, "form.door-undo")).await;
    back.assert_text("受付を取り消しました");
    assert_eq!(back.all("[data-count]"), ["1"]);
    let more = helper.submits(&first(&back, &of(&ito, "arrive"))).await;
    assert_eq!(more.all("[data-count]"), ["4"], "all three came");

    let walk_in = first(&more, "form[data-tap=walk-in]").with("name", "岡田 優").with("people", "2");
    let walked = helper.submits(&walk_in).await;
    walked.assert_text("当日参加の岡田 優さんを受付しました（2名）").assert_text("ほかに当日参加 2人");
    let english = helper.follows(&format!("/en{LIST}")).await;
    english.assert_heading("Check-in: Security basics for telework").assert_text("of 5 checked in");
    english.assert_text("and 2 people without registration");
}

#[tokio::test]
async fn whoever_cannot_be_let_in_is_told_why_and_what_was_typed_is_kept() {
    let site = site().await;
    let [ishii, ..] = filled(&site).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let list = boss.opens(LIST).await;
    let arrive = first(&list, &of(&ishii, "arrive"));

    boss.submits(&arrive).await.assert_status(200);
    site.moves_the_clock(60);
    let once_more = boss.submits(&arrive.clone().with("nonce", &"1".repeat(32))).await;
    once_more.assert_text("石井 大輔さんは13:30に受付済みです");
    assert_eq!(once_more.all("[data-count]"), ["1"]);

    let unknown = boss.sends(&arrive.clone().with("nonce", &"2".repeat(32)).with("reference", "KX7MP4RT")).await;
    unknown.assert_status(422).assert_text("この受付番号の申込はありません。").assert_text("KX7M P4RT");
    let many = boss.sends(&arrive.clone().with("nonce", &"3".repeat(32)).with("people", "2")).await;
    many.assert_status(422).assert_text("この申込の席は1名分です。");
    let nameless = first(&list, "form[data-tap=walk-in]").with("organisation", "岡田商店").with("people", "0");
    let refused = boss.sends(&nameless).await;
    refused.assert_status(422);
    let fields: Vec<_> = refused.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["name", "people"]);
    assert_eq!(first(&refused, "form[data-tap=walk-in]").value("organisation"), Some("岡田商店"));
    boss.sends(&Form { action: LIST.to_owned(), fields: Vec::new() }).await.assert_status(422);

    let other = format!("/staff/check-in/{}", EventCode::from_random(OTHER));
    let page = boss.opens(&other).await;
    let sought = boss.sends(&first(&page, "form.door-search").with("q", &ishii)).await;
    sought.assert_status(200).assert_text("別のイベントの申込です。");
}

#[tokio::test]
async fn nobody_is_let_in_before_the_day() {
    let site = site().await;
    let number = registers(&site, "ishii@example.jp", "石井 大輔", "イシイ ダイスケ", "1").await;
    let boss = site.signed_in(Role::Secretariat).await;
    let list = boss.opens(LIST).await;
    let refused = boss.sends(&first(&list, &of(&number, "arrive"))).await;
    refused.assert_status(422).assert_text("受付は開催日になると始まります。");
}

#[tokio::test]
async fn a_link_opens_one_door_on_one_device_until_its_time_is_over_or_it_is_withdrawn() {
    let site = site().await;
    filled(&site).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let link = makes_a_link(&boss, "14:00").await;
    let helper = site.visitor("nobody@example.jp");
    helper.submits(&helper.follows(&link).await.form()).await.assert_status(200);

    let somebody = site.visitor("somebody@example.jp");
    somebody.follows(&link).await.assert_status(404).assert_heading("このリンクは使えません");
    let used = Form { action: link.clone(), fields: Vec::new() };
    somebody.sends(&used).await.assert_status(404);
    assert_eq!(somebody.opens(LIST).await.status, 303, "whoever has no link is asked to sign in");

    let other = format!("/staff/check-in/{}", EventCode::from_random(OTHER));
    helper.opens(&other).await.assert_status(404);
    helper.sends(&Form { action: format!("{other}/taps"), fields: Vec::new() }).await.assert_status(404);
    assert_eq!(helper.opens("/staff").await.status, 303, "a link opens nothing of the desk");
    assert_eq!(helper.opens(DOOR).await.status, 303);

    site.moves_the_clock(30 * 60);
    assert_eq!(helper.opens(LIST).await.status, 303, "the time is over");
    site.moves_the_clock(-60);
    helper.opens(LIST).await.assert_status(200);
    let page = boss.opens(DOOR).await;
    page.assert_text("使用中");
    let removed = boss.submits(&first(&page, "form:has([value=remove-helper])")).await;
    removed.assert_text("リンクを取り消しました。").assert_text("取り消し済み");
    assert_eq!(helper.opens(LIST).await.status, 303);
}

#[tokio::test]
async fn a_helper_with_an_account_finds_the_way_to_the_door_and_leaves_it() {
    let site = site().await;
    filled(&site).await;
    let helper = site.signed_in(Role::CheckInHelper).await;
    let page = helper.opens("/staff").await;
    assert_eq!(page.links(".desk-body a"), [LIST]);
    helper.opens(LIST).await.assert_status(200).assert_text("この画面は");
    let list = helper.opens(LIST).await;
    let leave = first(&list, "form[action$=leave]");
    helper.sends(&leave).await.assert_status(200).assert_heading("受付を終えました");
}

#[tokio::test]
async fn a_link_is_made_only_for_somebody_and_for_a_time() {
    let site = site().await;
    filled(&site).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let page = boss.opens(DOOR).await;
    let form = first(&page, "form:has([value=add-helper])").with("until_on", "2026-11-30");
    let refused = boss.sends(&form).await;
    refused.assert_status(422);
    let fields: Vec<_> = refused.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["helper", "until_on"]);
    assert_eq!(first(&refused, "form:has([value=add-helper])").value("until_on"), Some("2026-11-30"));
}

fn tap(fields: &[(&str, &str)]) -> (String, String) {
    let tap = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    ("tap".to_owned(), tap)
}

#[tokio::test]
async fn what_a_device_has_kept_is_taken_once_with_its_time_in_whatever_order() {
    let site = site().await;
    let [ishii, ito, _] = filled(&site).await;
    let helper = site.signed_in(Role::CheckInHelper).await;
    let one = "a".repeat(32);
    let fields = vec![
        tap(&[("act", "undo"), ("nonce", &"d".repeat(32)), ("undone", &"c".repeat(32))]),
        tap(&[("act", "arrive"), ("nonce", &one), ("reference", &ishii), ("ago", "720000")]),
        tap(&[("act", "arrive"), ("nonce", &"b".repeat(32)), ("reference", "KX7MP4RT")]),
        tap(&[("act", "arrive"), ("nonce", &"c".repeat(32)), ("reference", &ito)]),
        tap(&[("act", "walk-in"), ("nonce", &"e".repeat(32)), ("name", "岡田 優"), ("ago", "-5")]),
        tap(&[("act", "dance")]),
    ];
    let kept = Form { action: format!("{LIST}/taps"), fields };
    for _ in 0..2 {
        let answer = helper.sends(&kept).await;
        answer.assert_status(200);
        assert_eq!(answer.all("[data-count]"), ["1"]);
        answer.assert_text("13:18 受付済み").assert_text("ほかに当日参加 1人").assert_text("KX7M P4RT");
        answer.assert_text("送られた受付を読み取れませんでした。");
        assert_eq!(answer.header("cache-control").as_deref(), Some("no-store"));
    }
    let boss = site.signed_in(Role::Secretariat).await;
    let audit = boss.opens("/staff/audit?what=registration.arrived").await;
    audit.assert_text("1件").assert_text("操作した時刻");
}

#[tokio::test]
async fn only_the_page_of_the_door_may_use_the_camera() {
    let site = site().await;
    filled(&site).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let camera = |answer: &Answer| {
        let policy = answer.header("permissions-policy").expect("every answer has one");
        policy.split(", ").find(|part| part.starts_with("camera")).map(str::to_owned)
    };
    assert_eq!(camera(&boss.opens(LIST).await).as_deref(), Some("camera=(self)"));
    for path in ["/staff", DOOR, "/", "/staff/door/x"] {
        assert_eq!(camera(&boss.opens(path).await).as_deref(), Some("camera=()"), "{path}");
    }
}

#[tokio::test]
async fn the_applicants_page_has_a_code_that_holds_the_number_and_not_the_link() {
    let site = site().await;
    let visitor = site.visitor("ishii@example.jp");
    let form = visitor.fills().await.with("attendance", "venue");
    let check = visitor.sends(&form.press("check")).await;
    let done = visitor.submits(&check.form().press("confirm")).await;
    let number = done.number().replace(' ', "");
    let path = server::picture::qr(&number).expect("a code").path;
    assert!(done.text().contains(&path), "it holds the number alone");
    let online = site.visitor("online@example.jp").registers().await;
    assert!(online.all("svg.qr").is_empty(), "nobody waits for them at the door");
}

#[tokio::test]
async fn afterwards_there_is_a_report_a_file_and_a_mail_to_those_who_came() {
    let site = site().await;
    let [ishii, ito, _] = filled(&site).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let list = boss.opens(LIST).await;
    boss.submits(&first(&list, &of(&ishii, "arrive"))).await.assert_status(200);
    boss.submits(&first(&list, &of(&ito, "arrive")).with("people", "1")).await.assert_status(200);
    let walk_in = first(&list, "form[data-tap=walk-in]").with("name", "=岡田").with("people", "1");
    boss.submits(&walk_in).await.assert_status(200);

    let early = boss.opens(DOOR).await;
    early.assert_text("イベントはまだ終わっていません。");
    let thanks = first(&early, "form:has([value=preview-thanks])").with("survey", "https://forms.example.jp/1");
    let preview = boss.sends(&thanks).await;
    preview.assert_status(200).assert_text("https://forms.example.jp/1").assert_text("Thank you for coming");
    let send = first(&preview, "form:has([value=send-thanks])");
    boss.sends(&send).await.assert_status(422).assert_text("イベントが終わってから送れます。");

    site.sets_the_clock(Timestamp::from_tokyo(date(2026, 12, 1).at(18, 0, 0, 0)));
    let boss = site.opens_a_session("secretariat@example.jp").await;
    let page = boss.opens(DOOR).await;
    assert_eq!(page.all("dd"), ["5名", "2名", "1名", "3名", "3名", "40％"]);
    assert_eq!(page.all(".door-absent li").len(), 1, "who came in part was not absent");
    let file = boss.sends(&first(&page, "form:has([value=export])")).await;
    file.assert_status(200);
    let text = file.text();
    assert!(text.starts_with("\u{FEFF}受付番号,氏名,"), "{text}");
    assert!(text.contains("2026-12-01 13:30") && text.contains("'=岡田"), "{text}");
    assert_eq!(text.lines().count(), 5, "{text}");

    let wrong = boss.sends(&thanks.clone().with("survey", "http://x")).await;
    wrong.assert_status(422);
    assert_eq!(first(&wrong, "form:has([value=preview-thanks])").value("survey"), Some("http://x"));
    site.mailbox().await;
    boss.submits(&send).await.assert_status(200).assert_text("2組へ送りました。");
    site.moves_the_clock(61);
    let told: Vec<_> = site.mailbox().await.into_iter().filter(|mail| mail.kind == NoticeKind::EventThanks).collect();
    let mut to: Vec<_> = told.iter().map(|mail| mail.recipient.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["ishii@example.jp", "ito@example.jp"]);
    boss.sends(&send).await.assert_status(422).assert_text("お礼のメールはすでに送りました。");
    let audit = boss.opens("/staff/audit?what=event").await;
    audit.assert_text("出欠をファイルに保存しました").assert_text("来場者にお礼のメールを送りました");
}
