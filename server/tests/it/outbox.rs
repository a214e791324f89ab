//! The outbox, looked after by the secretariat; and what stands on the desk's first page.

use std::sync::Arc;

use domain::account::Role;
use domain::event::{Bilingual, EventDraft, EventState, When};
use domain::reference::EventCode;
use domain::time::Timestamp;
use jiff::civil::{date, time};
use server::config::mail_folder;
use server::ics::IcsSite;
use server::mail::{EmlFolder, MailSettings, MailWorker, Postbox};
use storage::MailFailure;

use crate::sample;
use crate::site::{HOST, Settings, Site};
use crate::visit::{Answer, Form, Visitor};

/// Gives up every mail that is owed.
async fn gives_up(site: &Site) {
    let mails = site.mailbox().await;
    let dead = || Err(MailFailure::Dead { error: "550 no such mailbox".to_owned() });
    let outcomes: Vec<_> = mails.iter().map(|mail| (mail.id, dead())).collect();
    site.storage.outbox_settle(&outcomes, site.now()).await.expect("it is noted");
}

/// The forms of the page's own matter, in their order.
fn forms(page: &Answer) -> Vec<Form> {
    let selector = scraper::Selector::parse("main form[method=post]").expect("a selector");
    page.document().select(&selector).map(Form::of).collect()
}

#[tokio::test]
async fn a_mail_that_was_given_up_is_seen_and_sent_again() {
    let site = Site::open().await;
    let number = site.visitor("taro@example.jp").registers().await.number();
    site.visitor("hanako@example.jp").registers().await;
    gives_up(&site).await;
    let desk = site.signed_in(Role::Secretariat).await;
    let page = desk.opens("/staff/outbox?state=dead").await;
    page.assert_status(200).assert_heading("送信箱").assert_text("550 no such mailbox").assert_text("taro@example.jp");
    page.assert_text("送れなかった（2）").assert_text("送信待ち（0）");
    assert_eq!(page.all("tbody th"), ["申込の受付", "申込の受付"]);
    assert!(page.all("tbody td a").contains(&number), "{:?}", page.all("tbody td a"));

    let one = forms(&page).pop().expect("the older one can be sent again");
    let after = desk.submits(&one).await;
    after.assert_status(200).assert_text("もう一度送るようにしました。");
    after.assert_text("送れなかった（1）").assert_text("送信待ち（1）");
    let again = desk.submits(&one).await;
    again.assert_text("送れなかったメールではないため、何もしていません。");

    let all = forms(&after).remove(0);
    assert_eq!(all.action, "/staff/outbox");
    desk.submits(&all).await.assert_text("送れなかった（0）").assert_text("送信待ち（2）");
    assert_eq!(site.mailbox().await.len(), 2);
    let audit = desk.opens("/staff/audit?what=mail").await;
    assert_eq!(
        audit.all("tbody tr td:nth-child(2)"),
        [
            "田中 恵さんが送れなかったメールをすべて、もう一度送るようにしました。件数1",
            "田中 恵さんが送れなかったメール #1 をもう一度送るようにしました。",
        ]
    );
}

#[tokio::test]
async fn the_list_is_narrowed_by_state_and_kind_and_a_mail_that_is_not_there_is_said() {
    let site = Site::open().await;
    site.visitor("taro@example.jp").registers().await;
    site.visitor("hanako@example.jp").asks("VPNの選び方を知りたいです。").await;
    let desk = site.signed_in(Role::Secretariat).await;
    let page = desk.follows("/en/staff/outbox?state=due&kind=inquiry_received").await;
    assert_eq!(page.all("tbody th"), ["Inquiry received"]);
    assert_eq!(page.all("[aria-current=true]"), ["Waiting (2)"]);
    desk.opens("/staff/outbox?state=sent&kind=registered").await.assert_text("この条件のメールはありません。");
    desk.opens("/staff/outbox/1").await.assert_status(200).assert_text("本文は保存されていません。");
    for path in ["/staff/outbox/99", "/staff/outbox/x", "/staff/outbox/..%2f1"] {
        desk.opens(path).await.assert_status(404);
    }
    let nothing = Form { action: "/staff/outbox/99".to_owned(), fields: Vec::new() };
    desk.sends(&nothing).await.assert_status(404);
}

#[tokio::test]
async fn a_kept_mail_is_shown_as_text_without_the_link_of_its_recipient() {
    let site = Site::open().await;
    let applicant = site.visitor("taro@example.jp");
    let form = applicant.fills().await.with("name", "山田 <b>太郎</b>");
    let check = applicant.sends(&form.press("check")).await;
    applicant.submits(&check.form().press("confirm")).await.assert_status(200);
    let calendar = IcsSite {
        host: HOST.to_owned(),
        public_url: format!("https://{HOST}"),
        organizer: None,
        phone: "03-5422-1517".to_owned(),
    };
    let settings = MailSettings::new("no-reply@telework.example.jp", None, calendar).expect("mailboxes");
    let folder = EmlFolder::new(mail_folder(site.storage.path()));
    let services = &site.services;
    let postbox = Postbox::Eml(folder.clone());
    MailWorker::new(site.storage.clone(), postbox, settings, Arc::clone(&services.clock), Arc::clone(&services.chance))
        .work_off()
        .await
        .expect("it is kept");

    let desk = site.signed_in(Role::Secretariat).await;
    let page = desk.opens("/staff/outbox/1").await;
    page.assert_status(200).assert_text("保存されている本文");
    let kept = page.all("pre").concat();
    assert!(kept.contains("<b>太郎</b>"), "text stays text: {kept}");
    assert!(!page.text().contains("<b>太郎"), "and is not markup");
    assert!(kept.contains("/my/••••••"), "{kept}");
    let has_secret = |text: &str| {
        text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-' && sign != '_').any(|run| run.len() == 43)
    };
    assert!(!has_secret(&kept));
    let file = std::fs::read_dir(folder.path()).expect("a folder").next().expect("a file").expect("an entry").path();
    let (_, text) = server::mail::eml::words(&std::fs::read(&file).expect("it is read")).expect("words");
    assert!(has_secret(&text), "the recipient's mail has the link");

    std::fs::write(&file, "").expect("it is emptied");
    desk.opens("/staff/outbox/1").await.assert_text("保存されているファイルを読めません。");
}

fn event(code: &str, title: &str, day: i8, capacity: u32, state: EventState) -> EventDraft {
    EventDraft {
        code: EventCode::parse(code).expect("a code"),
        title: Bilingual::japanese(title),
        when: When::on(date(2026, 12, day), time(14, 0, 0, 0), time(16, 0, 0, 0)),
        capacity: Some(capacity),
        state,
        ..sample::draft()
    }
}

/// The first page of the desk, and each matter on it with where it leads.
async fn today(desk: &Visitor<'_>) -> (Answer, Vec<(String, String)>) {
    let page = desk.opens("/staff").await;
    page.assert_status(200).assert_heading("今日の仕事");
    let waits = page.all(".today-list a").into_iter().zip(page.links(".today-list a")).collect();
    (page, waits)
}

#[tokio::test]
async fn the_desks_first_page_says_what_there_is_to_do_and_is_calm_where_there_is_nothing() {
    let events = [
        sample::draft(),
        event("AB2-CD3F", "満席の会", 3, 0, EventState::Published),
        event("CD4-EF5G", "来週の会", 9, 30, EventState::Published),
        event("EF6-GH7J", "下書きの会", 10, 30, EventState::Draft),
    ];
    let site = Site::set(Settings::default(), &events).await;
    let desk = site.signed_in(Role::Secretariat).await;
    let (page, waits) = today(&desk).await;
    assert_eq!(waits, []);
    page.assert_text("いますぐ対応が要ることはありません。").assert_text("これから7日間にイベントはありません。");
    page.assert_text("開催日の近い下書きはありません。");

    // The day before the sample event: one participant of a hundred, a mail that could not be sent, a question of weeks ago.
    site.visitor("taro@example.jp").registers().await;
    site.visitor("hanako@example.jp").asks("VPNの選び方を知りたいです。").await;
    gives_up(&site).await;
    site.sets_the_clock(Timestamp::from_tokyo(date(2026, 11, 30).at(9, 0, 0, 0)));
    let desk = site.opens_a_session("secretariat@example.jp").await;
    let (page, waits) = today(&desk).await;
    let expected = [
        ("回答の期限を過ぎた問い合わせが1件あります", "/staff/inquiries?view=open"),
        ("まだだれも手を付けていない問い合わせが1件あります", "/staff/inquiries?view=new"),
        ("送れなかったメールが2通あります", "/staff/outbox?state=dead"),
        ("12月1日（火）の「はじめてのテレワーク セキュリティ入門」は、申込が1名です", "/staff/events/KT4-XW2M"),
    ];
    assert_eq!(waits, expected.map(|(label, path)| (label.to_owned(), path.to_owned())));
    let coming = page.all(".today-fill");
    assert_eq!(coming, ["申込が少なめです（1／100）", "満席です（0／0）", "あと10日。まだ公開されていません"]);
    page.assert_text("うち満席は1件です。");
    assert!(!page.said().contains("来週の会"), "it is nine days away");
    let page = desk.follows("/en/staff").await;
    page.assert_text("1 inquiry is past the day by which we answer").assert_text("few have registered (1 of 100)");
}
