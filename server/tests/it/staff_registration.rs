//! Registrations at the desk, without script: found, added by phone, changed, cancelled, sent again, moved, one and many.

use std::collections::BTreeSet;

use domain::account::Role;
use domain::event::{EventDraft, RegistrationWindow, When};
use domain::notice::NoticeKind;
use domain::reference::EventCode;
use domain::time::Timestamp;
use jiff::civil::{date, time};
use scraper::Selector;
use server::ics::IcsSite;
use server::mail::{MailSettings, compose};
use storage::DueMail;

use crate::sample;
use crate::site::{HOST, Settings, Site};
use crate::visit::{Answer, Form, Visitor};

const ROLL: &str = "/staff/events/KT4-XW2M/registrations";

/// The sample seminar with so many seats, and the same a week later.
async fn site(capacity: u32) -> Site {
    let window =
        RegistrationWindow { opens_at: None, closes_at: Timestamp::from_tokyo(date(2026, 12, 5).at(0, 0, 0, 0)) };
    let later = EventDraft {
        code: EventCode::parse("MB5-HR3K").expect("a code"),
        when: When::on(date(2026, 12, 8), time(10, 0, 0, 0), time(12, 0, 0, 0)),
        window,
        capacity: Some(1),
        ..sample::draft()
    };
    let first = EventDraft { capacity: Some(capacity), ..sample::draft() };
    Site::set(Settings::default(), &[first, later]).await
}

async fn desk(site: &Site) -> Visitor<'_> {
    site.signed_in(Role::Secretariat).await
}

/// Somebody registers under this name.
async fn comes(site: &Site, email: &str, name: &str, kana: &str) {
    let visitor = site.visitor(email);
    let form = visitor.fills().await.with("name", name).with("kana", kana).press("check");
    let check = visitor.sends(&form).await;
    visitor.submits(&check.form().press("confirm")).await.assert_status(200);
}

/// The form that goes there.
fn form_to(page: &Answer, action: &str) -> Form {
    let document = page.document();
    let selector = Selector::parse(&format!("main form[action$='{action}']")).expect("a selector");
    let found = document.select(&selector).next();
    Form::of(found.unwrap_or_else(|| panic!("no form to {action} on {} ({}): {}", page.path, page.status, page.said())))
}

/// The form of the table with these numbers chosen.
fn chosen(page: &Answer, act: &str, numbers: &[String]) -> Form {
    let mut form = form_to(page, "/act").without("pick").with("act", act);
    form.fields.extend(numbers.iter().map(|number| ("pick".to_owned(), number.clone())));
    form
}

/// The numbers in the table, in its order.
fn numbers(page: &Answer) -> Vec<String> {
    page.all(".roll .roll-number").iter().map(|number| number.replace(' ', "")).collect()
}

fn kinds(mails: &[DueMail]) -> Vec<(NoticeKind, &str)> {
    mails.iter().map(|mail| (mail.kind, mail.recipient.as_str())).collect()
}

fn written(mail: &DueMail) -> String {
    let site = IcsSite {
        host: HOST.to_owned(),
        public_url: format!("https://{HOST}"),
        organizer: None,
        phone: "03-5422-1517".to_owned(),
    };
    let settings = MailSettings::new("no-reply@telework.example.jp", None, site).expect("mailboxes");
    crate::inbox::readable(&String::from_utf8_lossy(&compose(mail, &settings).expect("it is written").formatted()))
}

#[tokio::test]
async fn many_events_stand_on_pages_each_once_and_those_that_are_over_last() {
    let numbered = |number: u8| EventDraft { code: EventCode::from_random([number; 16]), ..sample::draft() };
    let over = EventDraft {
        code: EventCode::from_random([99; 16]),
        when: When::on(date(2026, 4, 8), time(10, 0, 0, 0), time(12, 0, 0, 0)),
        ..sample::draft()
    };
    let events: Vec<_> = [over.clone()].into_iter().chain((1..=34).map(numbered)).collect();
    let site = Site::set(Settings::default(), &events).await;
    let desk = desk(&site).await;
    let first = desk.opens("/staff/registrations").await;
    let second = desk.follows("/staff/registrations?page=2").await;
    let (on_first, on_second) = (first.links(".desk-table th a"), second.links(".desk-table th a"));
    assert_eq!((on_first.len(), on_second.len()), (30, 5));
    let all: BTreeSet<_> = on_first.iter().chain(&on_second).collect();
    assert_eq!(all.len(), 35);
    assert!(on_second[4].contains(over.code.as_str()), "{on_second:?}");
    assert!(first.links(".pagination a").contains(&"/staff/registrations?page=2".to_owned()));
    first.assert_text("これからのイベント");
    second.assert_text("終わったイベント");
    // An address of yesterday may ask for more than there is.
    assert_eq!(desk.follows("/staff/registrations?page=99").await.links(".desk-table th a"), on_second);
    assert_eq!(desk.follows("/staff/registrations?page=x").await.links(".desk-table th a"), on_first);
}

#[tokio::test]
async fn people_are_found_from_all_events_to_one_registration_and_no_address_names_them() {
    let site = site(2).await;
    comes(&site, "kazuya@example.jp", "青木 和也", "アオキ カズヤ").await;
    comes(&site, "kumi@example.jp", "髙橋 久美", "タカハシ クミ").await;
    comes(&site, "shin@example.jp", "伊藤 慎一", "イトウ シンイチ").await;
    let desk = desk(&site).await;
    let all = desk.opens("/staff/registrations").await;
    all.assert_status(200).assert_heading("申込").assert_text("2／2席").assert_text("1組").assert_text("0／1席");
    assert_eq!(all.links(".desk-table a")[0], ROLL);

    let found = desk.submits(&form_to(&all, "/staff/registrations").with("q", "たかはし")).await;
    found.assert_status(200).assert_text("髙橋 久美").assert_text("1件が見つかりました");
    assert!(!found.path.contains('?') && !found.title().contains("たかはし"), "{} {}", found.path, found.title());
    let page = desk.follows(&found.links(".desk-table th a")[0]).await;
    page.assert_status(200).assert_heading("髙橋 久美").assert_text("kumi@example.jp").assert_text("申込の受付");
    assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
    assert!(!page.title().contains("髙橋"), "{}", page.title());
    let number = page.number();
    let by_number = desk.submits(&form_to(&all, "/staff/registrations").with("q", &number.to_lowercase())).await;
    by_number.assert_heading("髙橋 久美");

    let roll = desk.opens(ROLL).await;
    roll.assert_status(200).assert_text("確定 2・案内中 0・空き 0").assert_text("待ち 1番目");
    assert_eq!(roll.all(".roll tbody th a"), ["青木 和也", "伊藤 慎一", "髙橋 久美"]);
    let waiting = desk.opens(&format!("{ROLL}?state=waiting&column=phone&column=email&sort=registered")).await;
    assert_eq!(waiting.all(".roll tbody th a"), ["伊藤 慎一"]);
    waiting.assert_text("shin@example.jp");
    assert_eq!(waiting.all(".roll thead th").len(), 3);
    let searched = desk.submits(&form_to(&roll, ROLL).with("q", "ｱｵｷ")).await;
    assert_eq!(searched.all(".roll tbody th a"), ["青木 和也"]);
    assert!(!searched.path.contains("q="), "{}", searched.path);
    let english = site.guest("nobody@example.jp");
    english.opens(ROLL).await.assert_status(303);
    desk.follows(&format!("/en{ROLL}"))
        .await
        .assert_text("2 confirmed, 0 on offer, 0 free")
        .assert_text("Waiting, number 1");
    desk.follows("/en/staff/registrations").await.assert_heading("Registrations").assert_text("2 of 2 seats");
    desk.opens("/staff/events/XX9-XX9X/registrations").await.assert_status(404);
    desk.opens("/staff/registrations/KX7MP4RT").await.assert_status(404);
}

#[tokio::test]
async fn somebody_who_calls_without_mail_is_registered_and_the_desk_is_told_what_to_say() {
    let site = site(1).await;
    let desk = desk(&site).await;
    let page = desk.opens(&format!("{ROLL}/new")).await;
    page.assert_status(200).assert_heading("電話で受けた申込").assert_text("0／1席");
    let typed = form_to(&page, "/new")
        .with("attendance", "venue")
        .with("name", "大塚 隆<b>")
        .with("kana", "オオツカ タカシ")
        .with("organisation", "大塚金属")
        .with("organisation_kind", "small-company")
        .with("prefecture", "13");
    let refused = desk.sends(&typed).await;
    refused.assert_status(422);
    let problems: Vec<_> = refused.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(problems, ["phone", "consent"], "where there is no mail there is a phone");
    assert_eq!(form_to(&refused, "/new").value("name"), Some("大塚 隆<b>"));
    let english = Form { action: format!("/en{}", typed.action), ..typed.clone() };
    desk.sends(&english).await.assert_status(422).assert_heading("A registration by phone");

    let form = form_to(&refused, "/new").with("phone", "０３－５４２２－１５１７").with("consent", "yes");
    let done = desk.submits(&form).await;
    done.assert_status(200).assert_text("申込を登録しました").assert_text("電話で伝えてください").assert_text("確定");
    done.assert_text("電話（事務局が入力）").assert_text("田中 恵");
    assert!(site.mailbox().await.is_empty());
    let again = desk.submits(&form).await;
    assert_eq!(again.path, done.path, "the same form sent again is the same registration");

    // The only seat is taken: the next form says so, and puts them in line.
    let page = desk.opens(&format!("{ROLL}/new")).await;
    page.assert_text("いま満席です").assert_text("キャンセル待ちに登録する");
    let second = form_to(&page, "/new");
    let fields = form.fields.iter().filter(|(name, _)| !matches!(name.as_str(), "key" | "promised"));
    let second = fields.fold(second, |form, (name, value)| form.with(name, value)).with("email", "taro@example.jp");
    desk.submits(&second).await.assert_text("待ち 1番目").assert_text("taro@example.jp に知らせます");
    let twice = second.with("key", "").with("promised", "line");
    desk.sends(&twice).await.assert_status(409).assert_text("すでに申し込んでいます");
    assert_eq!(kinds(&site.mailbox().await), [(NoticeKind::WaitingListed, "taro@example.jp")]);
}

#[tokio::test]
async fn a_registration_is_changed_for_its_applicant_and_nobodys_change_is_lost() {
    let site = site(5).await;
    comes(&site, "kazuya@exmple.jp", "青木 和也", "アオキ カズヤ").await;
    site.mailbox().await;
    let desk = desk(&site).await;
    let own = desk.opens(ROLL).await.links(".roll tbody th a")[0].clone();
    let page = desk.follows(&format!("{own}/edit")).await;
    page.assert_status(200).assert_heading("申込の内容を変える");
    let form = form_to(&page, "/edit");
    assert_eq!(form.value("email"), Some("kazuya@exmple.jp"));
    desk.sends(&form.clone().with("seats", "9")).await.assert_status(422);
    let right = form.clone().with("email", "kazuya@example.jp").with("question", "勤怠管理は？");
    desk.submits(&right).await.assert_status(200).assert_text("申込の内容を変えました").assert_text("勤怠管理は？");
    assert_eq!(kinds(&site.mailbox().await), [(NoticeKind::Changed, "kazuya@example.jp")]);
    let late = desk.sends(&form.with("organisation", "青葉工務店")).await;
    late.assert_status(409).assert_text("ほかの画面で変更されています");
    assert_eq!(form_to(&late, "/edit").value("organisation"), Some("青葉工務店"), "what was typed stays");
}

#[tokio::test]
async fn several_are_cancelled_with_a_reason_after_a_look_at_what_follows_and_once() {
    let site = site(2).await;
    comes(&site, "kazuya@example.jp", "青木 和也", "アオキ カズヤ").await;
    comes(&site, "shin@example.jp", "伊藤 慎一", "イトウ シンイチ").await;
    comes(&site, "kumi@example.jp", "髙橋 久美", "タカハシ クミ").await;
    let desk = desk(&site).await;
    let roll = desk.opens(ROLL).await;
    let nobody = desk.sends(&chosen(&roll, "cancel", &[])).await;
    nobody.assert_status(422).assert_text("申込が選ばれていません");
    desk.sends(&chosen(&roll, "destroy", &numbers(&roll)[..2])).await.assert_status(400);
    site.mailbox().await;

    let preview = desk.sends(&chosen(&roll, "cancel", &numbers(&roll)[..2])).await;
    preview
        .assert_status(200)
        .assert_heading("2件の申込を取り消しますか")
        .assert_text("青木 和也")
        .assert_text("伊藤 慎一");
    preview.assert_text("メールを3通送ります。待っている1組に席を案内します。");
    assert!(site.mailbox().await.is_empty(), "nothing happens before it is confirmed");
    let long = form_to(&preview, "/act").with("reason", &"長".repeat(401)).press("confirm");
    let refused = desk.sends(&long).await;
    refused.assert_status(422);
    assert_eq!(form_to(&refused, "/act").value("reason").map(|reason| reason.chars().count()), Some(401));

    let confirm = form_to(&refused, "/act").with("reason", "会場の都合です。").press("confirm");
    let report = desk.submits(&confirm).await;
    report.assert_status(200).assert_text("2件の申込を取り消しました").assert_text("田中 恵");
    let mails = site.mailbox().await;
    assert_eq!(mails.len(), 3);
    let cancelled: Vec<_> = mails.iter().filter(|mail| mail.kind == NoticeKind::CancelledByDesk).collect();
    assert_eq!(cancelled.len(), 2);
    assert!(written(cancelled[0]).contains("理由：会場の都合です。"), "{}", written(cancelled[0]));
    let again = desk.submits(&confirm).await;
    assert_eq!(again.path, report.path, "the same form sent again is the same act");
    assert!(site.mailbox().await.is_empty());
    let late = desk.submits(&chosen(&roll, "cancel", &numbers(&roll)[..2]).press("confirm")).await;
    late.assert_status(200).assert_text("行えなかったもの 2件").assert_text("取り消してあります");
    desk.opens(ROLL).await.assert_text("取消 2").assert_text("案内中 1");
    desk.opens("/staff/audit").await.assert_text("田中 恵さんが申込 ");
}

#[tokio::test]
async fn one_is_moved_to_another_date_and_reads_both() {
    let site = site(1).await;
    comes(&site, "kazuya@example.jp", "青木 和也", "アオキ カズヤ").await;
    comes(&site, "shin@example.jp", "伊藤 慎一", "イトウ シンイチ").await;
    let desk = desk(&site).await;
    let roll = desk.opens(ROLL).await;
    let own = roll.links(".roll tbody th a")[0].clone();
    let page = desk.follows(&own).await;
    site.mailbox().await;
    let choice = desk.sends(&form_to(&page, "/act").with("act", "move")).await;
    choice.assert_status(200).assert_heading("1件の申込を別の日へ移しますか").assert_text("空き 1");
    desk.sends(&form_to(&choice, "/act").press("consider")).await.assert_status(422);
    desk.sends(&form_to(&choice, "/act").with("to", "XX9-XX9X").press("consider")).await.assert_status(422);
    let preview = desk.sends(&form_to(&choice, "/act").with("to", "MB5-HR3K").press("consider")).await;
    preview.assert_status(200).assert_text("席があります").assert_text("2026年12月8日（火） 10:00〜12:00");
    let done = desk.submits(&form_to(&preview, "/act").press("confirm")).await;
    done.assert_status(200).assert_text("申込を移しました").assert_text("別の日への移動").assert_text("2026年12月8日");
    let mails = site.mailbox().await;
    let expected = [(NoticeKind::SeatOffered, "shin@example.jp"), (NoticeKind::RegistrationMoved, "kazuya@example.jp")];
    assert_eq!(kinds(&mails), expected);
    let mail = written(&mails[1]);
    assert!(mail.contains("これまでの日時") && mail.contains("2026年12月1日（火）"), "{mail}");
    assert!(mail.contains("新しい日時") && mail.contains("2026年12月8日（火）"), "{mail}");
    site.visitor("kazuya@example.jp").opens(&format!("/my/{}", mails[1].link.as_str())).await.assert_text("12月8日");

    // The other date is full now: whoever is still here can only wait there.
    let rest = desk.opens(&format!("{ROLL}?state=offered")).await;
    let form = chosen(&rest, "move", &numbers(&rest)).with("to", "MB5-HR3K").press("consider");
    desk.sends(&form).await.assert_status(200).assert_text("行えるものがありません").assert_text("空席がありません");
    let waits = desk.sends(&form.with("or_wait", "yes")).await;
    waits.assert_text("キャンセル待ちに入ります");
    let english = desk.sends(&Form { action: format!("/en{ROLL}/act"), ..form_to(&waits, "/act") }).await;
    english.assert_heading("Move this registration to another date?").assert_text("goes on the waiting list");
}

#[tokio::test]
async fn an_offer_is_answered_for_whoever_calls_and_a_mail_is_sent_again() {
    let site = site(1).await;
    comes(&site, "kazuya@example.jp", "青木 和也", "アオキ カズヤ").await;
    comes(&site, "shin@example.jp", "伊藤 慎一", "イトウ シンイチ").await;
    let desk = desk(&site).await;
    let roll = desk.opens(ROLL).await;
    let cancel = desk.sends(&chosen(&roll, "cancel", &numbers(&roll)[..1])).await;
    desk.submits(&form_to(&cancel, "/act").press("confirm")).await.assert_text("申込を取り消しました");
    let old = site.mailbox().await;
    let offered = roll.links(".roll tbody th a")[1].clone();
    let page = desk.follows(&offered).await;
    let resend = desk.sends(&form_to(&page, "/act").with("act", "resend")).await;
    resend.assert_heading("1件の申込のメールを再送しますか").assert_text("メールを1通送ります。");
    desk.submits(&form_to(&resend, "/act").press("confirm")).await.assert_text("メールを再送しました");
    let mails = site.mailbox().await;
    assert_eq!(kinds(&mails), [(NoticeKind::Resent, "shin@example.jp")]);
    let visitor = site.visitor("shin@example.jp");
    for mail in old.iter().filter(|mail| mail.recipient == "shin@example.jp") {
        let status = visitor.opens(&format!("/my/{}", mail.link.as_str())).await.status;
        assert!(matches!(status, 404 | 410), "{status}");
    }
    visitor.opens(&format!("/my/{}", mails[0].link.as_str())).await.assert_status(200);
    let accept = desk.sends(&form_to(&desk.follows(&offered).await, "/act").with("act", "accept_offer")).await;
    let done = desk.submits(&form_to(&accept, "/act").press("confirm")).await;
    done.assert_text("席が確定しました").assert_text("案内の受諾");
    assert_eq!(kinds(&site.mailbox().await), [(NoticeKind::OfferAccepted, "shin@example.jp")]);
}
