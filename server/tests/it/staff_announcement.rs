//! Writing to registrants at the desk: written, looked at, tried, sent once, and on the list.

use domain::account::Role;
use domain::notice::NoticeKind;
use server::ics::IcsSite;
use server::mail::{MailSettings, compose};
use storage::DueMail;

use crate::site::{HOST, Site};
use crate::visit::{Answer, Form, Visitor};

const MAIL: &str = "/staff/events/KT4-XW2M/mail";

fn form(page: &Answer) -> Form {
    page.form_to(page.path.split('?').next().unwrap_or_default(), "")
}

/// Somebody who registered in Japanese, somebody who did in English, and whoever writes to them.
async fn site() -> Site {
    let site = Site::open().await;
    site.visitor("taro@example.jp").registers().await.assert_status(200);
    site.guest("anna@example.jp").registers().await.assert_status(200);
    site.mailbox().await;
    site
}

async fn written(desk: &Visitor<'_>) -> Form {
    form(&desk.opens(MAIL).await)
        .with("subject_ja", "会場が変わります")
        .with("text_ja", "第2会議室です。\r\n<b>お待ちしています。</b>")
        .with("subject_en", "Another room")
        .with("text_en", "It is Room 2.")
        .with("step", "preview")
}

/// The mail as it leaves.
fn composed(mail: &DueMail) -> String {
    let site = IcsSite {
        host: HOST.to_owned(),
        public_url: format!("https://{HOST}"),
        organizer: None,
        phone: "03-5422-1517".to_owned(),
    };
    let settings = MailSettings::new("desk@example.jp", None, site).expect("settings");
    String::from_utf8(compose(mail, &settings).expect("a mail").formatted()).expect("ASCII")
}

#[tokio::test]
async fn a_mail_is_looked_at_tried_and_sent_once_to_everybody_in_their_language() {
    let site = site().await;
    let desk = site.signed_in(Role::Secretariat).await;
    let page = desk.opens(MAIL).await;
    page.assert_status(200).assert_heading("申込者へメールを送る").assert_text("まだありません。");
    let check = desk.sends(&written(&desk).await).await;
    check.assert_status(200).assert_heading("このメールを送りますか").assert_text("2人に届きます。");
    check.assert_text("会場が変わります").assert_text("Another room").assert_text("<b>お待ちしています。</b>");
    assert!(site.mailbox().await.is_empty(), "nothing is sent before it is confirmed");

    let tried = desk.sends(&form(&check).with("step", "trial")).await;
    tried.assert_status(200).assert_text("テストメールを自分宛てに送りました");
    let mails = site.mailbox().await;
    let kind = NoticeKind::AnnouncementTrial;
    let told: Vec<_> = mails.iter().map(|mail| (mail.kind, mail.recipient.as_str())).collect();
    assert_eq!(told, [(kind, "secretariat@example.jp"), (kind, "secretariat@example.jp")], "in both languages");

    let confirm = form(&tried).with("step", "confirm");
    let done = desk.submits(&confirm).await;
    done.assert_status(200).assert_text("メールを送信箱に入れました").assert_text("2人宛て、田中 恵");
    let mails = site.mailbox().await;
    assert_eq!(mails.len(), 2);
    let [first, second] = mails.as_slice() else { panic!("two mails") };
    assert_eq!((first.recipient.as_str(), second.recipient.as_str()), ("taro@example.jp", "anna@example.jp"));
    let mail = composed(second);
    assert!(mail.contains("Subject: Another room\r\n") && mail.contains("Content-Type: text/plain"), "{mail}");
    assert!(!mail.contains("multipart"), "{mail}");
    let read = mail_parser::MessageParser::default().parse(&mail).expect("a mail");
    let text = read.body_text(0).expect("text");
    assert!(text.contains("It is Room 2.") && text.contains(second.link.as_str()), "each has its own link: {text}");

    desk.submits(&confirm).await.assert_status(200);
    assert!(site.mailbox().await.is_empty(), "sent twice is sent once");
    desk.opens("/staff/audit").await.assert_text("イベント KT4-XW2M の申込者にメールを送りました");
    desk.follows(&format!("/en{MAIL}")).await.assert_heading("Mail registrants").assert_text("Another room");
}

#[tokio::test]
async fn what_cannot_be_sent_comes_back_with_everything_that_was_typed() {
    let site = site().await;
    let desk = site.signed_in(Role::Secretariat).await;
    let form = written(&desk).await.with("subject_ja", "件名\r\nBcc: all@example.jp").with("text_en", "");
    let refused = desk.sends(&form).await;
    refused.assert_status(422);
    let fields: Vec<_> = refused.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["subject_ja", "text_en"]);
    let again = self::form(&refused);
    assert_eq!(again.value("text_ja"), Some("第2会議室です。\r\n<b>お待ちしています。</b>"));
    assert_eq!(again.value("subject_en"), Some("Another room"));

    let nobody = written(&desk).await.without("state").with("state", "cancelled");
    let refused = desk.sends(&nobody).await;
    refused.assert_status(422).assert_text("メールの届く申込がありません");
    assert_eq!(self::form(&refused).value("subject_ja"), Some("会場が変わります"));
    assert!(site.mailbox().await.is_empty());
    desk.opens("/staff/events/KT4-XW2N/mail").await.assert_status(404);
}

#[tokio::test]
async fn somebody_who_registers_meanwhile_is_told_of_before_it_is_sent() {
    let site = site().await;
    let desk = site.signed_in(Role::Secretariat).await;
    let check = desk.sends(&written(&desk).await).await;
    site.visitor("late@example.jp").registers().await.assert_status(200);
    site.mailbox().await;
    let again = desk.sends(&form(&check).with("step", "confirm")).await;
    again.assert_status(422).assert_text("対象が3人に変わりました");
    assert!(site.mailbox().await.is_empty());
    desk.submits(&form(&again).with("step", "confirm")).await.assert_status(200);
    assert_eq!(site.mailbox().await.len(), 3);
}
