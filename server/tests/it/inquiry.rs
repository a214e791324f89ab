//! Asking: what a visitor without script sees, from the topic to the end of the thread.

use domain::language::Language;
use domain::notice::NoticeKind;

use crate::site::Site;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00";
const PROGRAM: &[u8] = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00";

#[tokio::test]
async fn a_question_gets_a_number_a_day_and_a_page_of_its_own() {
    let site = Site::open().await;
    for (visitor, topics, check, done) in [
        (site.visitor("yuki@example.jp"), "問い合わせる", "この内容でよろしいですか", "問い合わせを受け付けました"),
        (site.guest("jane@example.com"), "Ask a question", "Check your question", "We have received your question"),
    ] {
        let first = visitor.opens("/inquiries/new").await;
        first.assert_status(200).assert_heading(topics);
        assert!(!first.has_form(), "the topic comes first");
        let topic = first.links(".topic-card");
        assert_eq!(topic.len(), 4);
        let page = visitor.follows(&topic[1]).await;
        page.assert_status(200);
        assert!(!page.all("main details").is_empty(), "frequently asked questions stand before the form");
        let form = page.form().with("message", "VPNの選びかたを教えてください。\r\n12名です。");
        let form = form.with("email", &visitor.email).with("consent", "yes").press("check");
        let shown = visitor.sends(&form).await;
        shown.assert_status(200).assert_heading(check).assert_text("VPNの選びかたを教えてください。");
        let confirm = shown.form().press("confirm");
        let sent = visitor.sends(&confirm).await;
        sent.assert_status(303);
        let again = visitor.sends(&confirm).await;
        assert_eq!(again.header("location"), sent.header("location"), "sent twice, asked once");
        let received = visitor.follows(&sent.header("location").expect("it leads on")).await;
        received.assert_status(200).assert_heading(done);
        assert_eq!(received.header("cache-control").as_deref(), Some("no-store"));
        assert_eq!(received.number().len(), 9, "{}", received.number());
        let later = visitor.follows(received.path.trim_end_matches("?received")).await;
        later.assert_status(200).assert_heading("VPNの選びかたを教えてください。");
    }
    let mails = site.mailbox().await;
    let kinds: Vec<_> = mails.iter().map(|mail| (mail.kind, mail.language)).collect();
    let received = NoticeKind::InquiryReceived;
    assert_eq!(kinds, [(received, Language::Japanese), (received, Language::English)]);
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once_and_everything_typed_stays() {
    let site = Site::open().await;
    let visitor = site.visitor("yuki.example.jp");
    let hostile = "</textarea><script>alert(1)</script>\r\n二行目";
    let form =
        visitor.writes(hostile).await.with("phone", "12").with("name", "見て http://evil.example").without("consent");
    let answer = visitor.sends(&form.press("check")).await;
    answer.assert_status(422);
    let fields: Vec<_> = answer.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["email", "name", "phone", "consent"]);
    assert!(answer.title().starts_with("エラー："), "{}", answer.title());
    assert_eq!(answer.form().value("message"), Some(hostile));
    assert_eq!(answer.form().value("phone"), Some("12"));
    assert!(!answer.text().contains("<script>alert(1)"));
    assert!(site.mailbox().await.is_empty());
}

#[tokio::test]
async fn files_come_along_and_open_with_their_own_link_only() {
    let site = Site::open().await;
    let visitor = site.visitor("yuki@example.jp");
    let form = visitor.writes("画面の写真を添えます。").await.press("check");
    let check = visitor.sends_files(&form, &[("画面の写真.png", PNG), ("../../メモ.txt", "覚え書き".as_bytes())]).await;
    check.assert_status(200).assert_text("画面の写真.png").assert_text("メモ.txt");
    let done = visitor.submits(&check.form().press("confirm")).await;
    done.assert_status(200);
    let files = done.links(".message a");
    assert_eq!(files.len(), 2);
    let file = visitor.follows(&files[0]).await;
    file.assert_status(200);
    assert_eq!(file.bytes, PNG);
    assert_eq!(file.header("content-type").as_deref(), Some("image/png"));
    assert_eq!(file.header("x-content-type-options").as_deref(), Some("nosniff"));
    assert!(file.header("content-disposition").is_some_and(|said| said.starts_with("attachment;")));
    assert!(file.header("content-security-policy").is_some_and(|policy| policy.contains("sandbox")));
    let (other, _) = site.asks_with_a_file("other@example.jp").await;
    let id = files[0].rsplit('/').next().unwrap_or_default();
    visitor.follows(&format!("/inquiries/{other}/files/{id}")).await.assert_status(404);
}

#[tokio::test]
async fn a_file_that_lies_or_is_too_large_is_named_and_costs_nothing_that_was_typed() {
    let site = Site::open().await;
    let visitor = site.visitor("yuki@example.jp");
    let large = vec![b'a'; 6 * 1024 * 1024];
    let form = visitor.writes("添付の写真をご覧ください。").await.press("check");
    let answer = visitor.sends_files(&form, &[("写真.png", PROGRAM), ("長い.txt", &large), ("空.txt", b"")]).await;
    answer.assert_status(422).assert_text("写真.png").assert_text("長い.txt").assert_text("空.txt");
    assert_eq!(answer.form().value("message"), Some("添付の写真をご覧ください。"));
    assert!(answer.problems().iter().all(|(field, _)| field == "attachments"));
    let many: Vec<_> = ["一.png", "二.png", "三.png", "四.png"].map(|name| (name, PNG)).to_vec();
    let answer = visitor.sends_files(&answer.form().press("check"), &many).await;
    answer.assert_status(422).assert_text("3つまで");
    let huge = vec![0_u8; 50 * 1024 * 1024];
    let answer = visitor.sends_files(&answer.form().press("check"), &[("巨大.bin", &huge)]).await;
    answer.assert_status(422).assert_text("巨大.bin");
    assert_eq!(answer.form().value("message"), Some("添付の写真をご覧ください。"));
}

#[tokio::test]
async fn files_that_came_with_a_refused_form_are_kept_until_it_is_sent_or_they_are_left_out() {
    let site = Site::open().await;
    let visitor = site.visitor("yuki@example.jp");
    let form = visitor.writes("").await.press("check");
    let answer = visitor.sends_files(&form, &[("図面.png", PNG)]).await;
    answer.assert_status(422).assert_text("図面.png");
    let form = answer.form().with("message", "図面を社外で見たいです。");
    let check = visitor.sends(&form.clone().press("check")).await;
    check.assert_status(200).assert_text("図面.png");
    let check = visitor.sends(&form.with("drop_files", "yes").press("check")).await;
    check.assert_status(200);
    assert!(!check.said().contains("図面.png"));
}

#[tokio::test]
async fn a_thread_goes_on_ends_and_is_taken_up_again() {
    let site = Site::open().await;
    let visitor = site.visitor("yuki@example.jp");
    let received = visitor.asks("図面を社外で見る方法を知りたいです。").await;
    let more = received.form().with("outcome", "more").with("text", "端末は会社のものです。");
    let written = visitor.submits(&more).await;
    written.assert_status(200).assert_text("メッセージを送りました").assert_text("端末は会社のものです。");
    assert_eq!(written.all(".message").len(), 2);
    let empty = visitor.sends(&written.form().with("outcome", "more").with("text", "")).await;
    empty.assert_status(422);
    assert_eq!(empty.problems().len(), 1);
    let open = visitor.follows(written.path.trim_end_matches("?sent")).await;
    let closed = visitor.submits(&open.form().with("outcome", "solved").with("text", "")).await;
    closed.assert_status(200).assert_text("この問い合わせは終了しました");
    let late = visitor.sends(&open.form().with("outcome", "more").with("text", "もうひとつあります。")).await;
    late.assert_status(409).assert_text("もうひとつあります。");
    let again = visitor.submits(&closed.form().with("text", "まだ解決していませんでした。")).await;
    again.assert_status(200).assert_text("もう一度開きました").assert_text("まだ解決していませんでした。");
    let kinds: Vec<_> = site.mailbox().await.into_iter().map(|mail| mail.kind).collect();
    assert!(kinds.contains(&NoticeKind::InquiryMessageAdded), "{kinds:?}");
}

#[tokio::test]
async fn the_list_of_an_address_opens_its_records_and_a_link_of_the_screen_opens_its_one_only() {
    let site = Site::open().await;
    let visitor = site.visitor("yuki@example.jp");
    let registered = visitor.own_page().await;
    let asked = visitor.asks("就業規則の例はありますか。").await;
    for own in [&registered, &asked.path] {
        let page = visitor.follows(own).await;
        assert!(page.links("main a").iter().all(|href| !href.contains("/my/all/")), "{own}");
    }
    let secret = site.mails_a_list("yuki@example.jp").await;
    let list = visitor.opens(&format!("/my/all/{secret}")).await;
    list.assert_status(200).assert_text("就業規則の例はありますか。");
    assert_eq!(list.header("cache-control").as_deref(), Some("no-store"));
    let buttons = list.document();
    let selector = scraper::Selector::parse("button[name=record]").expect("a selector");
    let records: Vec<_> = buttons.select(&selector).filter_map(|button| button.attr("value")).collect();
    assert_eq!(records.len(), 2, "{records:?}");
    for record in records {
        let opened = visitor.submits(&list.form().with("record", record)).await;
        opened.assert_status(200);
        assert!(opened.path.starts_with("/my/") || opened.path.starts_with("/inquiries/"), "{}", opened.path);
    }
    site.visitor("other@example.jp").asks("別の人の質問です。").await;
    assert!(!visitor.opens(&format!("/my/all/{secret}")).await.said().contains("別の人の質問です。"));
}

#[tokio::test]
async fn what_a_machine_sends_looks_received_and_tells_nobody() {
    let site = Site::open().await;
    let visitor = site.visitor("bot@example.jp");
    let form = visitor.writes("広告です。").await.with("website", "https://spam.example");
    let check = visitor.sends(&form.press("check")).await;
    visitor
        .submits(&check.form().press("confirm"))
        .await
        .assert_status(200)
        .assert_heading("問い合わせを受け付けました");
    assert!(site.mailbox().await.is_empty());
}
