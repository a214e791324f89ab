//! The sheet before a consultation: written and changed until it is due, its files, who reads it, and the mails that ask
//! for it.

use domain::account::Role;
use domain::notice::NoticeKind;
use domain::reference::{ReferenceNumber, SecretToken};

use crate::consultation::{booked, expert};
use crate::site::Site;
use crate::visit::{Answer, Form};

const FILE: (&str, &[u8]) = ("規程.txt", "いまの規程".as_bytes());

fn filled(page: &Answer) -> Form {
    page.form()
        .with("phase", "preparing")
        .with("situation", "一部の社員で試しています。\n図面が重いです。<b>")
        .with("goal", "規程を決めたい")
}

#[tokio::test]
async fn a_sheet_is_written_with_files_changed_and_read_by_its_expert() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let own = format!("/my/{}", booked(&visitor).await);
    let page = visitor.follows(&own).await;
    page.assert_text("事前相談シートを書く").assert_text("までに、事前相談シートを書いてください");
    let sheet = visitor.follows(&format!("{own}/sheet")).await;
    sheet.assert_status(200).assert_heading("事前相談シート").assert_text("まで、何度でも書き直せます");
    assert_eq!(sheet.header("cache-control").as_deref(), Some("no-store"));

    let refused = visitor.sends_files(&sheet.form().with("goal", "規程を決めたい"), &[]).await;
    refused
        .assert_status(422)
        .assert_text("テレワークの段階を選んでください")
        .assert_text("いまの状況を入力してください");
    assert_eq!(refused.form().value("goal"), Some("規程を決めたい"), "what was typed stays");

    let saved = visitor.sends_files(&filled(&sheet), &[FILE]).await;
    let to = saved.header("location").expect("it leads on");
    let saved = visitor.follows(&to).await;
    saved.assert_status(200).assert_text("保存しました").assert_text("規程.txt").assert_text("図面が重いです。<b>");
    let link = saved.links("main li a").into_iter().find(|href| href.contains("/files/")).expect("a file");
    let file = visitor.follows(&link).await;
    assert_eq!(file.bytes, FILE.1);
    assert!(file.header("content-disposition").is_some_and(|said| said.starts_with("attachment")));
    visitor.follows(&own).await.assert_text("事前相談シートを見る・書き直す");

    let desk = site.signed_in(Role::Secretariat).await;
    let number = ReferenceNumber::parse(&visitor.follows(&own).await.number()).expect("a number");
    let seen = desk.opens(&format!("/staff/consultations/{}", number.as_str())).await;
    seen.assert_text("導入準備").assert_text("規程を決めたい").assert_text("規程.txt");
    let at_desk = seen.links("main li a").into_iter().find(|href| href.contains("/files/")).expect("a file");
    assert_eq!(desk.follows(&at_desk).await.bytes, FILE.1);
    desk.follows(&at_desk.replace("/files/", "/files/9")).await.assert_status(404);
    let stranger = site.signed_in(Role::Expert).await;
    stranger.follows(&at_desk).await.assert_status(404);

    // Another window has the form as it was: it is shown what there is now, and may put its own in its place.
    let older = visitor.sends_files(&filled(&sheet).with("goal", "古い画面から"), &[]).await;
    older.assert_status(409).assert_text("ほかの画面で書き直されています");
    assert_eq!(older.form().value("goal"), Some("古い画面から"));
    let id = link.rsplit('/').next().expect("a number").to_owned();
    let again = visitor.sends_files(&older.form().with("remove", &id), &[]).await;
    let again = visitor.follows(&again.header("location").expect("it leads on")).await;
    assert!(!again.text().contains("規程.txt"));
    visitor.follows(&link).await.assert_status(404);
}

#[tokio::test]
async fn files_that_cannot_be_taken_are_told_by_their_names_and_everything_typed_stays() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let own = format!("/my/{}", booked(&visitor).await);
    let sheet = visitor.follows(&format!("{own}/sheet")).await;
    let program = visitor.sends_files(&filled(&sheet), &[("手順.pdf", b"\x7fELF")]).await;
    program.assert_status(422).assert_text("「手順.pdf」は受け取れない種類のファイルです");
    assert_eq!(program.form().value("goal"), Some("規程を決めたい"));
    let four = visitor.sends_files(&filled(&sheet), &[FILE, FILE, FILE, FILE]).await;
    four.assert_status(422).assert_text("ファイルは3つまでです");

    let two = visitor.sends_files(&filled(&sheet), &[FILE, FILE]).await;
    let two = visitor.follows(&two.header("location").expect("it leads on")).await;
    let more = visitor.sends_files(&two.form(), &[FILE, FILE]).await;
    more.assert_status(422).assert_text("ファイルは3つまでです");
}

#[tokio::test]
async fn after_the_deadline_a_sheet_is_shown_as_it_was_and_written_no_more() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let link = booked(&visitor).await;
    let address = format!("/my/{link}/sheet");
    let sheet = visitor.follows(&address).await;
    visitor.sends_files(&filled(&sheet), &[FILE]).await.assert_status(303);
    let hash = SecretToken::parse(&link).expect("a link").hash();
    let consultation = site.storage.consultation_by_link(&hash).await.expect("it is read").expect("it opens");
    site.sets_the_clock(consultation.sheet.due_at);

    let late = visitor.follows(&address).await;
    late.assert_status(200).assert_text("提出の期限").assert_text("規程を決めたい").assert_text("規程.txt");
    assert!(!late.has_form());
    let tried = visitor.sends_files(&filled(&sheet).with("revision", "1"), &[]).await;
    tried.assert_status(409).assert_text("提出の期限");
    visitor.follows(&format!("/my/{link}")).await.assert_text("事前相談シートを見る");
    visitor
        .follows(&format!("/en{address}"))
        .await
        .assert_heading("Before you meet")
        .assert_text("The time to write it is over");
}

#[tokio::test]
async fn a_link_opens_no_sheet_but_its_own() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let link = booked(&visitor).await;
    let sheet = visitor.follows(&format!("/my/{link}/sheet")).await;
    let form = filled(&sheet);
    let registration = site.visitor("hanako@example.jp").own_page().await;
    for foreign in [registration, format!("/my/{}", site.draws_a_link().as_str())] {
        visitor.follows(&format!("{foreign}/sheet")).await.assert_status(404);
        let stolen = Form { action: format!("{foreign}/sheet"), fields: form.fields.clone() };
        visitor.sends_files(&stolen, &[]).await.assert_status(404);
        visitor.follows(&format!("{foreign}/files/1")).await.assert_status(404);
    }
}

#[tokio::test]
async fn the_mail_of_a_booking_leads_to_the_sheet_and_reminders_come_while_it_is_empty() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let link = booked(&visitor).await;
    let mails = site.mailbox().await;
    let mail = mails.iter().find(|mail| mail.kind == NoticeKind::ConsultationBooked).expect("it is told");
    let sheet = visitor.follows(&format!("/my/{}/sheet", mail.link.as_str())).await;
    sheet.assert_status(200).assert_heading("事前相談シート");
    let hash = SecretToken::parse(&link).expect("a link").hash();
    let consultation = site.storage.consultation_by_link(&hash).await.expect("it is read").expect("it opens");
    site.sets_the_clock(consultation.slot.starts_at.plus_seconds(-3_600));
    site.storage.consultations_remind(site.now()).await.expect("they are looked for");
    let of_reminders = [NoticeKind::ConsultationSheetDue, NoticeKind::ConsultationReminder];
    let mails = site.mailbox().await;
    let told: Vec<NoticeKind> = mails.iter().map(|mail| mail.kind).filter(|kind| of_reminders.contains(kind)).collect();
    assert_eq!(told, [NoticeKind::ConsultationReminder], "that of the sheet would come too late");
}
