//! Inquiries at the desk, without script: the inbox, answering, noting, assigning, and calls.

use domain::account::{Actor, Role};
use domain::contact::EmailAddress;
use domain::inquiry::desk::Responder;
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::person::PersonName;
use domain::reference::ReferenceNumber;
use scraper::Selector;
use server::ics::IcsSite;
use server::mail::{MailSettings, compose};
use storage::{DueMail, NewAccount};

use crate::site::{HOST, Settings, Site, log};
use crate::visit::{Answer, Form, Visitor};

const DAY: i64 = 24 * 60 * 60;
const ANSWER: &str = "次の順で始められます。\r\nまず、端末を数えてください。";

/// Somebody called `name` who works here, in front of a browser.
async fn colleague<'site>(site: &'site Site, name: &str, role: Role) -> (Visitor<'site>, Responder) {
    let email =
        format!("{}@desk.example.jp", site.draws_a_link().as_str()[..8].to_lowercase().replace(['-', '_'], "x"));
    let account = NewAccount {
        email: EmailAddress::parse(&email).expect("an address"),
        name: PersonName::parse(name).expect("a name"),
        role,
        door: None,
        language: Language::Japanese,
    };
    let id = site.storage.account_add(&account, site.now()).await.expect("it is added");
    let responder = Responder::of(&Actor::of(id, role, None).expect("a role")).expect("they answer");
    (site.opens_a_session(&email).await, responder)
}

/// The form that `selector` names, as a browser holds it.
fn form(page: &Answer, selector: &str) -> Form {
    let document = page.document();
    let selector = Selector::parse(selector).expect("a selector");
    let found = document.select(&selector).next();
    Form::of(found.unwrap_or_else(|| panic!("no such form on {}: {}", page.path, page.said())))
}

fn answer_form(page: &Answer) -> Form {
    form(page, "form.inbox-work").with("act", "answer")
}

fn note_form(page: &Answer) -> Form {
    form(page, "form.inbox-work").with("act", "note")
}

/// The number of the only inquiry in the inbox, as its address has it.
async fn only(desk: &Visitor<'_>) -> String {
    let links = desk.opens("/staff/inquiries?view=all").await.links(".inbox-entries a");
    assert_eq!(links.len(), 1, "{links:?}");
    links[0].clone()
}

fn written(mails: &[DueMail]) -> Vec<String> {
    let site = IcsSite {
        host: HOST.to_owned(),
        public_url: format!("https://{HOST}"),
        organizer: None,
        phone: "03-5422-1517".to_owned(),
    };
    let settings = MailSettings::new("no-reply@telework.example.jp", None, site).expect("mailboxes");
    let formatted = |mail: &DueMail| compose(mail, &settings).expect("it is written").formatted();
    mails.iter().map(|mail| readable(&String::from_utf8_lossy(&formatted(mail)))).collect()
}

/// The texts of a mail, which are base64 where they are Japanese.
pub(crate) fn readable(mail: &str) -> String {
    let parts = mail.split("Content-Transfer-Encoding: base64\r\n\r\n").skip(1);
    let texts = parts.map(|part| part.split("\r\n--").next().unwrap_or_default());
    let bytes: Vec<u8> = texts.flat_map(from_base64).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn from_base64(text: &str) -> Vec<u8> {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let values = text.bytes().filter_map(|sign| SIGNS.iter().position(|known| *known == sign));
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_usize, 0);
    for value in values {
        (bits, held) = ((bits << 6 | value) & 0xFFFF, held + 6);
        if held >= 8 {
            held -= 8;
            bytes.extend(u8::try_from(bits >> held & 0xFF));
        }
    }
    bytes
}

#[tokio::test]
async fn the_whole_round_question_mail_answer_mail_follow_up_and_the_end() {
    let site = Site::open().await;
    let citizen = site.visitor("yuki@example.jp");
    let (desk, _) = colleague(&site, "田中 恵", Role::Secretariat).await;
    let asked = citizen.asks("図面を社外で見る方法を知りたいです。").await;
    assert_eq!(site.mailbox().await.len(), 1);
    let rail = desk.opens("/staff").await;
    assert_eq!(rail.all(".desk-rail .desk-count"), ["1件"]);

    let address = only(&desk).await;
    let page = desk.follows(&address).await;
    page.assert_status(200).assert_heading("図面を社外で見る方法を知りたいです。").assert_text("yuki@example.jp");
    assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
    let sent = desk.submits(&answer_form(&page).with("answer", ANSWER)).await;
    sent.assert_status(200).assert_text("回答を送りました").assert_text("返事待ち");
    assert!(sent.all(".inbox-message-ours").concat().contains("田中 恵"), "colleagues see who it was");
    assert!(desk.opens("/staff").await.all(".desk-rail .desk-count").is_empty(), "nothing waits any more");
    let mails = site.mailbox().await;
    assert_eq!(mails.iter().map(|mail| mail.kind).collect::<Vec<_>>(), [NoticeKind::InquiryAnswered]);
    let mail = &written(&mails)[0];
    assert!(mail.contains("次の順で始められます。") && mail.contains(mails[0].link.as_str()), "{mail}");
    assert!(!mail.contains("田中"), "{mail}");

    let own = citizen.opens(&format!("/inquiries/{}", mails[0].link.as_str())).await;
    own.assert_status(200).assert_text("まず、端末を数えてください。").assert_text("事務局");
    assert!(!own.text().contains("田中"));
    let more = own.form().with("outcome", "more").with("text", "12台ありました。次は？");
    citizen.submits(&more).await.assert_status(200);
    let page = desk.follows(&address).await;
    page.assert_text("12台ありました。次は？").assert_text("対応中");
    assert_eq!(
        desk.opens("/staff/inquiries?view=mine").await.all(".inbox-entries > li").len(),
        1,
        "whoever answered has it"
    );
    let end = answer_form(&page).with("answer", "では、3台から始めましょう。").with("then", "close");
    desk.submits(&end).await.assert_status(200).assert_text("完了にしました");
    let kinds: Vec<_> = site.mailbox().await.iter().map(|mail| mail.kind).collect();
    assert_eq!(kinds, [NoticeKind::InquiryMessageAdded, NoticeKind::InquiryAnswered]);
    citizen.follows(asked.path.trim_end_matches("?received")).await.assert_text("この問い合わせは終了しました");

    let page = desk.follows(&address).await;
    assert!(page.all(".inbox-answer").is_empty(), "what has ended is not answered");
    let open = desk.submits(&form(&page, "form.inbox-work").with("act", "reopen")).await;
    open.assert_text("もう一度開きました").assert_text("対応中");
    let closed = desk.submits(&form(&open, "form.inbox-work").with("act", "close")).await;
    closed.assert_text("完了にしました");
    let mails = site.mailbox().await;
    assert_eq!(mails.iter().map(|mail| mail.kind).collect::<Vec<_>>(), [NoticeKind::InquiryEnded]);
    let deeds = closed.all(".inbox-history li");
    assert_eq!(deeds.len(), 7, "{deeds:?}");
    assert!(
        deeds[0].contains("相談者") && deeds[1].contains("田中 恵") && deeds[1].contains("回答しました"),
        "{deeds:?}"
    );
}

#[tokio::test]
async fn of_two_who_answer_at_once_one_is_told_and_sees_both() {
    let site = Site::open().await;
    site.visitor("yuki@example.jp").asks("就業規則の例はありますか。").await;
    let (tanaka, _) = colleague(&site, "田中 恵", Role::Secretariat).await;
    let (sato, _) = colleague(&site, "佐藤 美咲", Role::Secretariat).await;
    let address = only(&tanaka).await;
    let (first, second) = (answer_form(&tanaka.follows(&address).await), answer_form(&sato.follows(&address).await));
    tanaka.sends(&first.clone().with("answer", "はい、あります。")).await.assert_status(303);
    tanaka.sends(&first.with("answer", "はい、あります。")).await.assert_status(303);
    let hostile = "</textarea><script>alert(1)</script>\r\nこちらです。";
    let told = sato.sends(&second.with("answer", hostile)).await;
    told.assert_status(409).assert_text("ほかの動きがありました").assert_text("はい、あります。");
    assert_eq!(answer_form(&told).value("answer"), Some(hostile), "nothing is lost");
    assert!(!told.text().contains("<script>alert(1)"));
    assert!(told.all(".inbox-message-ours").concat().contains("書いているあいだに届きました"));
    assert!(!told.all(".inbox-message").first().is_some_and(|seen| seen.contains("書いているあいだ")));
    // Having seen it, one may send all the same.
    sato.submits(&answer_form(&told)).await.assert_status(200).assert_text("回答を送りました");
    assert_eq!(site.mailbox().await.len(), 3, "one for the question, one for each answer");
}

#[tokio::test]
async fn a_message_that_came_while_the_answer_was_written_is_shown_beside_it() {
    let site = Site::open().await;
    let citizen = site.visitor("yuki@example.jp");
    let own = citizen.asks("端末は何台要りますか。").await;
    let (desk, _) = colleague(&site, "田中 恵", Role::Secretariat).await;
    let address = only(&desk).await;
    let writing = answer_form(&desk.follows(&address).await).with("answer", ANSWER).with("then", "close");
    citizen.submits(&own.form().with("outcome", "more").with("text", "5人分です。")).await.assert_status(200);
    let told = desk.sends_files(&writing, &[("手順.txt", "一、数える".as_bytes())]).await;
    told.assert_status(409).assert_text("5人分です。").assert_text("手順.txt");
    let again = answer_form(&told);
    assert_eq!((again.value("answer"), again.value("then")), (Some(ANSWER), Some("close")));
    let sent = desk.submits(&again).await;
    sent.assert_status(200).assert_text("完了にしました");
    let files = sent.links(".inbox-message-ours a");
    assert_eq!(files.len(), 1, "the file was kept");
    let file = desk.follows(&files[0]).await;
    file.assert_status(200);
    assert_eq!(file.bytes, "一、数える".as_bytes());
    assert!(file.header("content-disposition").is_some_and(|said| said.starts_with("attachment;")));
    let seen = citizen.follows(own.path.trim_end_matches("?received")).await;
    assert_eq!(seen.links(".message a").len(), 1, "the citizen has it too");
}

#[tokio::test]
async fn what_is_half_written_stays_whatever_else_is_done() {
    let site = Site::open().await;
    site.asks_with_a_file("taro@example.jp").await;
    let (desk, _) = colleague(&site, "田中 恵", Role::Secretariat).await;
    let page = desk.follows(&only(&desk).await).await;
    let half = form(&page, "form.inbox-work").with("answer", "まず、端末を").with("then", "close");
    let file = ("案.txt", "回答の案".as_bytes());
    let taken = desk.sends_files(&half.with("note", "上司に").with("act", "take"), &[file]).await;
    taken.assert_status(200).assert_text("担当を変えました").assert_text("案.txt");
    let kept = answer_form(&taken);
    assert_eq!((kept.value("answer"), kept.value("then")), (Some("まず、端末を"), Some("close")));
    assert_eq!(kept.value("note"), Some("上司に"));

    let noted = desk.sends(&note_form(&taken).with("note", "上司に確かめる。")).await;
    noted.assert_status(200).assert_text("メモを残しました").assert_text("上司に確かめる。").assert_text("案.txt");
    let kept = answer_form(&noted);
    assert_eq!((kept.value("answer"), kept.value("note")), (Some("まず、端末を"), Some("")));
    // A second note is another one, and the first sent again is not.
    desk.sends(&note_form(&taken).with("note", "上司に確かめる。")).await;
    let twice = desk.sends(&note_form(&noted).with("note", "確かめた。")).await;
    assert_eq!(twice.all(".inbox-note").len(), 2);

    let sent = desk.submits(&answer_form(&twice).with("answer", ANSWER)).await;
    sent.assert_status(200).assert_text("案.txt");
    assert_eq!(sent.links(".inbox-message-ours a").len(), 1, "the file that waited went with the answer");
    assert!(sent.path.contains("done="), "nothing is left: the page has an address again");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_everything_typed_stays_in_both_languages() {
    let site = Site::open().await;
    site.visitor("yuki@example.jp").asks("端末は何台要りますか。").await;
    let (desk, _) = colleague(&site, "田中 恵", Role::Secretariat).await;
    let address = only(&desk).await;
    for (prefix, said, part) in [("", "回答を入力してください", "対応が要る"), ("/en", "Enter the answer", "To answer")]
    {
        let list = desk.follows(&format!("{prefix}/staff/inquiries")).await;
        list.assert_status(200).assert_text(part).assert_text("端末は何台要りますか。");
        let page = desk.follows(&format!("{prefix}{address}")).await;
        let empty = desk.sends(&answer_form(&page).with("answer", " ").with("then", "close")).await;
        empty.assert_status(422).assert_text(said);
        assert_eq!(empty.problems()[0].0, "answer");
        assert_eq!(answer_form(&empty).value("then"), Some("close"));
        let long = "あ".repeat(4_001);
        let long_note = desk.sends(&note_form(&page).with("note", &long)).await;
        long_note.assert_status(422);
        assert_eq!(note_form(&long_note).value("note"), Some(long.as_str()));
        desk.sends(&answer_form(&page).with("act", "burn")).await.assert_status(422);
        let nobody = form(&page, "form.inbox-work").with("act", "assign").with("assignee", "99");
        desk.sends(&nobody).await.assert_status(409);
        let call = desk.follows(&format!("{prefix}/staff/inquiries/new")).await;
        call.assert_status(200);
        let wrong = form(&call, "main form").with("message", "資料がほしい。").with("name", "高木");
        let wrong = desk.sends(&wrong).await;
        wrong.assert_status(422);
        let fields: Vec<_> = wrong.problems().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["topic", "phone", "consent"]);
        assert_eq!(form(&wrong, "main form").value("name"), Some("高木"));
    }
    assert_eq!(site.mailbox().await.len(), 1, "nobody was told of anything but the question");
}

#[tokio::test]
async fn an_expert_finds_what_is_assigned_to_them_and_answers_by_name() {
    let site = Site::open().await;
    site.visitor("yuki@example.jp").asks("VPNは要りますか。").await;
    let (desk, _) = colleague(&site, "田中 恵", Role::Secretariat).await;
    let (expert, responder) = colleague(&site, "久保田 美咲", Role::Expert).await;
    let address = only(&desk).await;
    expert.follows(&address).await.assert_status(404);
    assert!(expert.opens("/staff/inquiries?view=new").await.all(".inbox-entries > li").is_empty());
    let assign = form(&desk.follows(&address).await, "form.inbox-work");
    let to = responder.account().0.to_string();
    let given = desk.submits(&assign.clone().with("act", "assign").with("assignee", &to)).await;
    given.assert_text("担当を変えました").assert_text("担当 久保田 美咲");
    let late = desk.sends(&assign.with("act", "take")).await;
    late.assert_status(409).assert_text("担当 久保田 美咲");

    assert_eq!(expert.opens("/staff").await.all(".desk-rail .desk-count"), ["1件"]);
    let page = expert.follows(&only(&expert).await).await;
    page.assert_status(200);
    assert!(page.all(".inbox-assign").is_empty(), "whose it is, the secretariat decides");
    let stolen = answer_form(&page).with("act", "take");
    expert.sends(&stolen).await.assert_status(404);
    expert.opens("/staff/inquiries/new").await.assert_status(404);
    expert.submits(&answer_form(&page).with("answer", ANSWER)).await.assert_text("回答を送りました");
    let mails = site.mailbox().await;
    assert!(written(&mails)[1].contains("久保田 美咲（テレワークマネージャー）"));
}

#[tokio::test]
async fn a_call_is_taken_down_and_answered_without_mail() {
    let site = Site::open().await;
    let (desk, _) = colleague(&site, "田中 恵", Role::Secretariat).await;
    let page = desk.opens("/staff/inquiries/new").await;
    let call = form(&page, "main form")
        .with("topic", "other")
        .with("message", "セミナーの資料をもう一度送ってほしい。")
        .with("phone", "03-5422-1517")
        .with("organisation", "みどり製作所")
        .with("consent", "yes");
    let sent = desk.sends(&call).await;
    sent.assert_status(303);
    let again = desk.sends(&call).await;
    assert_eq!(again.header("location"), sent.header("location"), "sent twice, taken down once");
    let page = desk.follows(&sent.header("location").expect("it leads on")).await;
    page.assert_text("電話の問い合わせを受け付けました").assert_text("03-5422-1517").assert_text("メールは送りません");
    let told = desk.submits(&answer_form(&page).with("answer", "郵送すると伝えました。").with("then", "close")).await;
    told.assert_text("完了にしました").assert_text("郵送すると伝えました。");
    assert!(site.mailbox().await.is_empty());

    let mailed = desk.opens("/staff/inquiries/new").await;
    let mailed =
        form(&mailed, "main form").with("topic", "ict").with("message", "Which router?").with("consent", "yes");
    desk.submits(&mailed.with("email", "jane@example.com").with("language", "en")).await.assert_status(200);
    let mails = site.mailbox().await;
    assert_eq!((mails[0].kind, mails[0].language), (NoticeKind::InquiryReceived, Language::English));
    site.guest("jane@example.com")
        .opens(&format!("/inquiries/{}", mails[0].link.as_str()))
        .await
        .assert_text("Which router?");
}

#[tokio::test]
async fn the_inbox_shows_what_is_overdue_first_and_finds_words_without_an_address_that_names_anybody() {
    let site = Site::open().await;
    let old = site.visitor("taro@example.jp");
    let form_of_old = old.writes("サーバーが古くなりました。").await.with("name", "髙木 健一");
    let check = old.sends(&form_of_old.press("check")).await;
    old.submits(&check.form().press("confirm")).await.assert_status(200);
    site.moves_the_clock(10 * DAY);
    site.visitor("hanako@example.jp").asks("就業規則を直したいです。").await;
    let (desk, _) = colleague(&site, "田中 恵", Role::Secretariat).await;
    let list = desk.opens("/staff/inquiries").await;
    let entries = list.all(".inbox-entries > li");
    assert!(entries[0].contains("期限超過") && entries[0].contains("サーバーが古くなりました。"), "{entries:?}");
    assert!(entries[1].contains("あと2開庁日") && entries[1].contains("担当なし"), "{entries:?}");
    assert_eq!(list.all(".due-late").len(), 2, "in the head, and at the entry");

    let search = |words: &str| form(&list, ".inbox-search").with("q", words);
    for (typed, found) in [("さーば", 1), ("高木", 1), ("ＨＡＮＡＫＯ@example.jp", 1), ("ありません", 0), ("<>", 2)]
    {
        let answer = desk.sends(&search(typed)).await;
        answer.assert_status(200);
        assert_eq!(answer.all(".inbox-entries > li").len(), found, "{typed}");
        assert!(answer.path.ends_with("/staff/inquiries") && !answer.title().contains(typed), "{}", answer.title());
    }
    let number = entries_number(&list.links(".inbox-entries a")[0]);
    let exact = desk.sends(&search(&number.to_string())).await;
    exact.assert_status(303);
    desk.follows(&exact.header("location").expect("it leads on")).await.assert_heading("サーバーが古くなりました。");
    desk.sends(&search(" ")).await.assert_status(303);

    // What a machine sent is not in the inbox, but its number leads to it, and taking it puts it right.
    let bot = site.visitor("bot@example.jp");
    let spam = bot.writes("広告です。").await.with("website", "https://spam.example");
    let check = bot.sends(&spam.press("check")).await;
    let aside = bot.submits(&check.form().press("confirm")).await.number();
    assert!(!desk.opens("/staff/inquiries?view=all").await.said().contains("広告です。"));
    let exact = desk.submits(&search(&aside)).await;
    exact.assert_heading("広告です。").assert_text("取り置き");
    desk.submits(&form(&exact, "form.inbox-work").with("act", "take")).await.assert_status(200);
    desk.opens("/staff/inquiries?view=mine").await.assert_text("広告です。");
}

fn entries_number(address: &str) -> ReferenceNumber {
    let number = address.rsplit('/').next().and_then(|last| last.split('?').next());
    ReferenceNumber::parse(number.expect("a number")).expect("a number")
}

#[tokio::test]
async fn only_who_answers_comes_in_and_whoever_is_nobody_is_asked_to_sign_in() {
    let site = Site::open().await;
    site.asks_with_a_file("yuki@example.jp").await;
    let (desk, _) = colleague(&site, "田中 恵", Role::Secretariat).await;
    let address = only(&desk).await;
    let files = desk.follows(&address).await.links(".inbox-message a");
    let helper = site.signed_in(Role::CheckInHelper).await;
    let nobody = site.visitor("nobody@example.jp");
    let paths = ["/staff/inquiries", "/staff/inquiries/new", address.as_str(), files[0].as_str()];
    for path in paths {
        helper.follows(path).await.assert_status(404);
        let asked = nobody.follows(path).await;
        let came_for: String = form_urlencoded::byte_serialize(path.as_bytes()).collect();
        let back = format!("/staff/sign-in?next={came_for}");
        assert_eq!(asked.header("location"), Some(back), "{path}");
        desk.follows(path).await.assert_status(200);
    }
    assert!(!helper.opens("/staff").await.said().contains("問い合わせ"));
    for wrong in [
        "/staff/inquiries/KX7M",
        "/staff/inquiries/KX7MP4RT",
        "/staff/inquiries/%00",
        "/staff/inquiries/KX7MP4RT/files/1",
    ] {
        desk.follows(wrong).await.assert_status(404);
    }
}

#[tokio::test]
async fn a_note_stands_on_no_page_mail_feed_or_file_that_a_citizen_gets() {
    const CANARY: &str = "カナリアの内部メモ";
    let site = Site::set(Settings { demo: true, ..Settings::default() }, &[crate::sample::draft()]).await;
    let citizen = site.visitor("yuki@example.jp");
    let (link, file) = site.asks_with_a_file("yuki@example.jp").await;
    let (desk, _) = colleague(&site, "田中 恵", Role::Secretariat).await;
    let address = only(&desk).await;
    let noted = desk.submits(&note_form(&desk.follows(&address).await).with("note", CANARY)).await;
    noted.assert_text("内部メモを残しました");
    assert!(noted.all(".inbox-note").concat().contains(CANARY));
    desk.submits(&answer_form(&noted).with("answer", ANSWER)).await.assert_status(200);
    let last = desk.follows(&address).await;
    desk.submits(&form(&last, "form.inbox-work").with("act", "close")).await.assert_status(200);

    let mails = written(&site.mailbox().await);
    assert_eq!(mails.len(), 3, "of the question, of the answer, of the end");
    let everything = site.mails_a_list("yuki@example.jp").await;
    let mut seen = Vec::new();
    let own =
        [format!("/inquiries/{link}"), format!("/inquiries/{link}/files/{file}"), format!("/my/all/{everything}")];
    let public = site.public_pages().await;
    let feeds = server::http::FEEDS.iter().map(|path| path.replace("{area}/{file}", "all/all.atom"));
    let data = server::http::DATA.iter().filter(|path| !path.contains('{')).map(|path| (*path).to_owned());
    for path in own.into_iter().chain(public).chain(feeds).chain(data) {
        let answer = citizen.follows(&path).await;
        answer.assert_status(200);
        seen.push((path, String::from_utf8_lossy(&answer.bytes).into_owned() + &format!("{:?}", answer.headers)));
    }
    assert!(seen[0].1.contains("まず、端末を数えてください。"), "the thread is heard at all");
    seen.extend(mails.into_iter().map(|mail| ("a mail".to_owned(), mail)));
    seen.push(("the log".to_owned(), log()));
    for (place, content) in seen {
        assert!(!content.contains(CANARY), "the note stands in {place}");
    }
    assert!(log().contains("inquiry.worked_on"), "the log is heard at all");
}
