//! What the secretariat is told by mail, in the language of each account.

use domain::contact::EmailAddress;
use domain::desk_notice::ImportedFile;
use domain::event::EventDraft;
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::person::PersonName;
use server::ics::IcsSite;
use server::mail::{MailSettings, compose};
use storage::{AccountKeeper, DueMail, NewAccount};

use crate::sample;
use crate::site::{HOST, Site};

const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

async fn employs(site: &Site, address: &str, language: Language) {
    let name = PersonName::parse("田中 恵").expect("a name");
    let account = NewAccount {
        email: EmailAddress::parse(address).expect("an address"),
        name: name.clone(),
        role: domain::account::Role::Secretariat,
        door: None,
        language,
    };
    let invited = site.storage.account_invite(AccountKeeper::Operator, &account, site.now()).await;
    let (_, link) = invited.expect("invited");
    site.storage.invitation_accept(&link.hash(), &name, HASH, site.now()).await.expect("taken up");
}

/// Subject and text of a mail as its reader sees them.
fn read(mail: &DueMail) -> (String, String) {
    let site = IcsSite {
        host: HOST.to_owned(),
        public_url: format!("https://{HOST}"),
        organizer: None,
        phone: "03-5422-1517".to_owned(),
    };
    let settings = MailSettings::new("desk@example.jp", None, site).expect("settings");
    let message = compose(mail, &settings).expect("a mail").formatted();
    let read = mail_parser::MessageParser::default().parse(&message).expect("a mail");
    let text = read.body_text(0).expect("text").into_owned();
    (read.subject().expect("a subject").to_owned(), text)
}

#[tokio::test]
async fn the_secretariat_reads_how_full_an_event_is_and_where_to_look() {
    let site = Site::with(EventDraft { capacity: Some(2), ..sample::draft() }).await;
    employs(&site, "one@example.jp", Language::Japanese).await;
    employs(&site, "two@example.jp", Language::English).await;
    site.visitor("taro@example.jp").registers().await.assert_status(200);
    let mails = site.mailbox().await;
    let told: Vec<_> = mails.iter().filter(|mail| mail.kind == NoticeKind::DeskHalfFull).map(read).collect();
    let [(subject, text), (english, english_text)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(subject, "席の半分が埋まりました：はじめてのテレワーク セキュリティ入門（12月1日（火））");
    assert!(text.contains("申込：1席（定員 2席）") && !text.contains("taro@example.jp"), "{text}");
    assert!(text.contains("https://telework.example.jp/staff/events/KT4-XW2M/registrations"), "{text}");
    assert!(english.starts_with("Half of the seats are taken: Security basics for telework"), "{english}");
    assert!(english_text.contains("/en/staff/events/KT4-XW2M/registrations"), "{english_text}");
}

#[tokio::test]
async fn the_secretariat_reads_how_much_of_a_file_was_refused() {
    let site = Site::open().await;
    employs(&site, "one@example.jp", Language::Japanese).await;
    site.storage.import_refused(ImportedFile::Events, Some(3), site.now()).await.expect("it is noted");
    let mails = site.mailbox().await;
    let mail = mails.iter().find(|mail| mail.kind == NoticeKind::DeskImportRefused).expect("it is mailed");
    let (subject, text) = read(mail);
    assert_eq!(subject, "ファイルの取り込みで、取り込めないものがありました");
    assert!(text.contains("ファイルの種類：イベント") && text.contains("取り込めなかったもの：3行"), "{text}");
}
